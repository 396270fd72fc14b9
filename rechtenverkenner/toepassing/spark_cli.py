"""The command `bevolking spark`; this file is also what `spark-submit` runs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rechtenverkenner.toepassing.opties import Map, OpDatum, read_catalogue, read_date

Invoer = Annotated[str, typer.Argument(metavar="INVOER", help="map met gezinnen.parquet, personen.parquet, ...")]
Uit = Annotated[str, typer.Option("--uit", help="nieuwe map voor de oordelen (Parquet)")]
Meester = Annotated[
    str | None, typer.Option("--meester", help="local[2], spark://HOST:7077 of yarn; standaard die van spark-submit")
]
Waarom = Annotated[bool, typer.Option("--waarom", help="ook per oordeel de voorwaarde die beslist")]
Rechten = Annotated[list[str] | None, typer.Option("--rechten", help="alleen dit recht; mag meer dan eens")]


def spark(
    invoer: Invoer,
    uit: Uit,
    meester: Meester = None,
    op_datum: OpDatum = None,
    rechten: Rechten = None,
    waarom: Waarom = False,
    catalogus: Map = None,
) -> None:
    """Verken een bevolking met Spark: dezelfde oordelen als `bevolking verken`, verdeeld over meer machines."""
    from rechtenverkenner.bulk.spark import screen_on_spark
    from rechtenverkenner.bulk.sparksessie import open_session

    dag, regels = read_date(op_datum), read_catalogue(catalogus)
    with open_session(meester) as sessie:
        verslag = screen_on_spark(
            invoer, uit, regels, op_datum=dag, sessie=sessie, rechten=rechten or (), waarom=waarom
        )
    print(f"{verslag.gezinnen} gezinnen verkend: {uit.rstrip('/').rpartition('/')[2]}", file=sys.stderr)
    for kenmerk, reden in sorted(verslag.geweigerd.items()):
        print(f"RV531 `{kenmerk}` niet verkend: {reden}", file=sys.stderr)


if __name__ == "__main__":
    from rechtenverkenner.toepassing.cli import main

    sys.argv[1:1] = ["bevolking", "spark"]
    main()

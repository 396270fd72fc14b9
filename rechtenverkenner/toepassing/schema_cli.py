"""The command `schema`: the JSON Schemas that editors and other programs use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.toepassing.opties import Map, catalogue_folder, own_folder, write_files


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(schema)


def schema(
    wat: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAAM]",
            help="recht, lokaal, gedeeld, statussen, feiten, loketten, gemeenten, catalogus, gezin, geval, "
            "resultaat, plan, gevolgen of vooruitblik",
        ),
    ] = None,
    alle: Annotated[bool, typer.Option("--alle", help="schrijf alle schema's als bestanden")] = False,
    koppel: Annotated[bool, typer.Option("--koppel", help="zet in elk bestand de regel die zijn schema noemt")] = False,
    uit: Annotated[Path | None, typer.Option("--uit", help="waar --alle schrijft; standaard regels/schemas")] = None,
    catalogus: Map = None,
) -> None:
    """Toon een JSON Schema, of schrijf ze alle: hulp in een editor, met de namen die de catalogus kent."""
    from rechtenverkenner.onderhoud.schema import koppelen, maken
    from rechtenverkenner.onderhoud.schema.kennis import read_kennis

    namen = [*maken.SOORTEN, *maken.OOK]
    if (alle or koppel) == (wat is not None) or (wat is not None and wat not in namen):
        tekst = "noem een schema, of gebruik --alle of --koppel"
        if wat is not None and not alle and not koppel:
            tekst = f"onbekend schema `{wat[:20]}`"
        hulp = did_you_mean(wat or "", namen) or f"kies: {', '.join(namen)}"
        raise InvoerFout([Melding("RV008", tekst, None, hulp)])
    if wat is not None:
        print(maken.as_text(maken.make_schema(wat, read_kennis(catalogue_folder(catalogus)))), end="")
        return
    map_ = own_folder(catalogus) if koppel or uit is None else catalogue_folder(catalogus)
    if alle:
        doel = uit or map_ / koppelen.MAP
        bestanden = maken.make_all(read_kennis(map_))
        write_files(doel, bestanden)
        print(f"{len(bestanden)} schema's geschreven in {doel}")
    if koppel:
        print(f"{len(koppelen.link_files(map_))} bestanden gekoppeld aan hun schema")

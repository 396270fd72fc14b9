"""The commands `bevolking tabellen` and `bevolking verken`: profiles to tables, and tables to verdicts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.toepassing.opties import Map, OpDatum, keep_input, read_catalogue, read_date, refuse

if TYPE_CHECKING:
    from rechtenverkenner import Catalogus
    from rechtenverkenner.model.gezin import Gezin

Regels = Annotated[Path, typer.Argument(metavar="GEZINNEN", help="bestand met een profiel per regel (.jsonl)")]
Naar = Annotated[Path, typer.Option("--uit", help="map voor de tabellen")]
Invoer = Annotated[Path, typer.Argument(metavar="INVOER", help="map met de tabellen gezinnen, personen, aansluitingen")]
Uit = Annotated[Path, typer.Option("--uit", help="bestand voor de oordelen (.parquet)")]
Rechten = Annotated[list[str] | None, typer.Option("--rechten", help="alleen dit recht; mag meer dan eens")]

Waarom = Annotated[bool, typer.Option("--waarom", help="ook per oordeel de voorwaarde die beslist")]


def tabellen(gezinnen: Regels, uit: Naar, catalogus: Map = None) -> None:
    """Zet profielen van gezinnen (een per regel, JSON) om in tabellen (Parquet) voor `bevolking verken`."""
    save_tables(uit, _households(gezinnen), read_catalogue(catalogus))


def save_tables(uit: Path, gezinnen: Iterable[Gezin], catalogus: Catalogus, *, aantal: int | None = None) -> None:
    """Write the tables of these households, with a bar on a terminal; `aantal` is how many there will be."""
    from rechtenverkenner.bulk.indeling import layout_of
    from rechtenverkenner.bulk.verkennen import require_extra
    from rechtenverkenner.bulk.wegschrijven import write_tables

    require_extra()
    try:
        with _Balk("gezinnen maken") as balk:
            write_tables(uit, gezinnen, layout_of(catalogus), voortgang=lambda klaar: balk.show(klaar, aantal))
    except KeyboardInterrupt:
        raise typer.Abort from None
    except OSError:
        refuse("RV042", f"in `{uit.name[:60]}` kan niet geschreven worden", "kies een andere plaats met --uit")


def _households(pad: Path) -> Iterator[Gezin]:
    from rechtenverkenner import make_gezin

    try:
        with pad.open(encoding="utf-8") as bestand:
            for nummer, regel in enumerate(bestand, 1):
                try:
                    yield make_gezin(json.loads(regel))
                except (ValueError, InvoerFout):
                    hulp = "een profiel per regel, als JSON; kijk die regel na met `verken`"
                    raise InvoerFout([Melding("RV544", f"regel {nummer} is geen profiel", None, hulp)]) from None
    except OSError:
        refuse("RV533", f"`{pad.name[:60]}` kan niet gelezen worden", "kijk de naam van het bestand na")


def verken(
    invoer: Invoer,
    uit: Uit,
    op_datum: OpDatum = None,
    rechten: Rechten = None,
    waarom: Waarom = False,
    catalogus: Map = None,
) -> None:
    """Verken alle gezinnen van een map met tabellen, en schrijf per gezin, persoon en aansluiting de oordelen."""
    from rechtenverkenner.bulk.verkennen import screen_population

    dag = read_date(op_datum)
    if invoer.is_dir():
        keep_input(uit, *invoer.iterdir())
    c = read_catalogue(catalogus)
    try:
        with _Balk("verkennen") as balk:
            verslag = screen_population(
                invoer, uit, c, op_datum=dag, rechten=rechten or (), waarom=waarom, voortgang=balk.show
            )
    except KeyboardInterrupt:
        raise typer.Abort from None
    except OSError:
        refuse("RV042", f"`{uit.name[:60]}` kan niet geschreven worden", "kies een andere plaats met --uit")
    print(f"{verslag.gezinnen} gezinnen verkend: {uit.name}", file=sys.stderr)
    for kenmerk, reden in sorted(verslag.geweigerd.items()):
        print(f"RV531 `{kenmerk}` niet verkend: {reden}", file=sys.stderr)


class _Balk:
    """How far it is, on the error stream of a terminal; silent elsewhere."""

    def __init__(self, wat: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        kolommen = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.balk: Any = Progress(*kolommen, console=console, transient=True, disable=not console.is_terminal)
        self.taak = self.balk.add_task(wat, total=None)

    def __enter__(self) -> _Balk:
        self.balk.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.balk.stop()

    def show(self, klaar: int, van: int | None) -> None:
        """So many households are done, of so many when that is known."""
        self.balk.update(self.taak, completed=klaar, total=van)

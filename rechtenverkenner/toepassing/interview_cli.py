"""The command `interview`: from nothing to a plan, card by card."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rechtenverkenner.toepassing.opties import Map, OpDatum, read_catalogue, read_date
from rechtenverkenner.toepassing.regels import open_screen

if TYPE_CHECKING:
    from rechtenverkenner.plan.gesprek.gesprek import Gesprek, Volgorde

Hervat = Annotated[Path | None, typer.Option("--hervat", help="ga verder met dit profiel (YAML)")]
Bewaar = Annotated[Path | None, typer.Option("--bewaar", help="bewaar de antwoorden op het einde in dit bestand")]
EenVoorEen = Annotated[bool, typer.Option("--een-voor-een", help="telkens de beste volgende vraag, niet per thema")]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(interview)


def interview(
    hervat: Hervat = None,
    bewaar: Bewaar = None,
    een_voor_een: EenVoorEen = False,
    taal: Annotated[str, typer.Option("--taal", help="nl, eenvoudig, fr, en of de")] = "nl",
    op_datum: OpDatum = None,
    catalogus: Map = None,
) -> None:
    """Stel alleen de vragen die nog iets veranderen, en maak dan het plan."""
    from rechtenverkenner.plan.gesprek import gesprek as kern
    from rechtenverkenner.plan.gesprek.opdrachten import refuse_existing
    from rechtenverkenner.plan.taal import language
    from rechtenverkenner.plan.woorden import Woorden
    from rechtenverkenner.toepassing import interview as scherm
    from rechtenverkenner.toepassing.gezinnen import read_household

    dag, gekozen, c = read_date(op_datum), language(taal), read_catalogue(catalogus)
    woorden = Woorden(gekozen, c)
    if bewaar is not None and bewaar.exists() and (hervat is None or bewaar.resolve() != hervat.resolve()):
        refuse_existing(woorden)
    uitvoer = open_screen()
    lees = _line_reader()

    def begin() -> Gesprek:
        if hervat is not None:
            return kern.resume(c, read_household(hervat, c, dag, None), op_datum=dag)
        return kern.start(c, scherm.ask_people(uitvoer, lees, woorden), op_datum=dag)

    sessie = None
    try:
        volgorde: Volgorde = "beste" if een_voor_een else "thema"
        sessie = scherm.Sessie(uitvoer, lees, woorden, begin(), volgorde, bewaar, hervat)
        scherm.run(sessie)
    except (scherm.Einde, KeyboardInterrupt):
        if sessie is not None and sessie.bewaar is not None:
            scherm.save(sessie, sessie.bewaar)
        raise typer.Abort from None


def _line_reader() -> Callable[[str], str]:
    with contextlib.suppress(ImportError):  # not on every system
        import readline  # noqa: F401 - arrows and corrections while typing; nothing is kept
    return input

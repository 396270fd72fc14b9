"""The commands `bevolking`: made-up households as JSON Lines, and many households at once (`kolommen_cli`)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from rechtenverkenner.toepassing.kolommen_cli import save_tables, tabellen, verken
from rechtenverkenner.toepassing.opties import Map, OpDatum, read_catalogue, read_date, refuse
from rechtenverkenner.toepassing.spark_cli import spark

if TYPE_CHECKING:
    from rechtenverkenner.bevolking.trekken import Bron
    from rechtenverkenner.model.gezin import Gezin

NAAM = "bevolking.jsonl"
Aantal = Annotated[int, typer.Option("--aantal", min=1, help="aantal gezinnen")]
Zaad = Annotated[int, typer.Option("--zaad", help="hetzelfde getal geeft dezelfde gezinnen")]
Onbekend = Annotated[float, typer.Option("--onbekend", help="kans dat een gegeven onbekend is (0 tot 1)")]
Gebruik = Annotated[float, typer.Option("--gebruik", help="kans dat een open recht gebruikt wordt (0 tot 1), ruwweg")]
Vanaf = Annotated[int, typer.Option("--vanaf", min=0, help="nummer van het eerste gezin: maak een bevolking in delen")]
Uit = Annotated[Path | None, typer.Option("--uit", help=f"bestand (.jsonl), of map voor {NAAM}; standaard het scherm")]
AlsTabellen = Annotated[bool, typer.Option("--tabellen", help="tabellen (Parquet) in de map van --uit, voor `verken`")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    groep = typer.Typer(no_args_is_help=True, help="Maak een verzonnen bevolking, of verken er een in tabellen.")
    for opdracht in (maak, tabellen, verken, spark):
        groep.command()(opdracht)
    app.add_typer(groep, name="bevolking")


def maak(
    aantal: Aantal,
    zaad: Zaad,
    onbekend: Onbekend = 0.0,
    gebruik: Gebruik = 0.5,
    vanaf: Vanaf = 0,
    op_datum: OpDatum = None,
    uit: Uit = None,
    als_tabellen: AlsTabellen = False,
    catalogus: Map = None,
) -> None:
    """Maak verzonnen gezinnen, een per regel (JSON): aannemelijk voor Vlaanderen, niet representatief."""
    from rechtenverkenner.bevolking.trekken import make_source

    dag, c = read_date(op_datum), read_catalogue(catalogus)
    bron = make_source(c, zaad=zaad, op_datum=dag, onbekend=onbekend, gebruik=gebruik)
    nummers = range(vanaf, vanaf + aantal)
    if als_tabellen:
        if uit is None:
            refuse("RV002", "er ontbreekt iets: `--uit`", "geef een map voor de tabellen")
        save_tables(uit, _households(bron, nummers), c, aantal=aantal)
        return
    if uit is None:
        _write(sys.stdout, bron, nummers)
        return
    doel = uit if uit.suffix == ".jsonl" else uit / NAAM
    try:
        doel.parent.mkdir(parents=True, exist_ok=True)
        with doel.open("w", encoding="utf-8", newline="\n") as bestand:
            _write(bestand, bron, nummers)
    except OSError:
        refuse("RV042", f"`{doel.name[:60]}` kan niet geschreven worden", "kies een andere plaats met --uit")


def _households(bron: Bron, nummers: range) -> Iterator[Gezin]:
    from rechtenverkenner.bevolking.trekken import draw_profile
    from rechtenverkenner.model.gezin import Gezin

    return (Gezin.model_validate(draw_profile(bron, k)) for k in nummers)


def _write(stroom: TextIO, bron: Bron, nummers: range) -> None:
    """One household after the other, so that a million takes no more memory than one."""
    from rechtenverkenner.bevolking.trekken import draw_profile

    for k in nummers:
        stroom.write(json.dumps(draw_profile(bron, k), ensure_ascii=False, separators=(",", ":")) + "\n")

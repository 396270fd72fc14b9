"""Profiles of the clients of a round: a folder, a file, or the lines of a made-up population."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.toepassing.opties import refuse

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin
    from rechtenverkenner.model.recht import Catalogus


def read_clients(bron: Path, catalogus: Catalogus, op_datum: date) -> dict[str, Gezin]:
    """Every profile of a source, by the name of its file (or `file/number` of a line): what a pseudonym is made of.

    Raises:
        InvoerFout: every fault of every profile; RV870, a source that is not read; RV873, a name that comes twice.
    """
    from rechtenverkenner.toepassing.gezinnen import read_household

    if bron.suffix == ".jsonl":
        return dict(_lines(bron))
    if bron.suffix == ".xlsx":
        return _workbook(bron)
    paden = sorted(p for p in bron.glob("*") if p.suffix in (".yaml", ".yml")) if bron.is_dir() else [bron]
    if not paden or (not bron.is_dir() and bron.suffix not in (".yaml", ".yml")):
        refuse("RV870", f"in `{bron.name[:60]}` staan geen profielen", "geef een map, een .yaml of een .jsonl")
    uit: dict[str, Gezin] = {}
    fouten: list[Melding] = []
    for pad in paden:
        if pad.stem in uit:
            fouten.append(Melding("RV873", f"twee profielen heten `{pad.stem[:40]}`", None, "geef een een andere naam"))
        try:
            uit[pad.stem] = read_household(pad, catalogus, op_datum, None)
        except InvoerFout as e:
            fouten += e.meldingen
    if fouten:
        raise InvoerFout(fouten)
    return uit


def _lines(bron: Path) -> Iterator[tuple[str, Gezin]]:
    from rechtenverkenner.catalogus.profiel import make_gezin

    try:
        regels = bron.read_text(encoding="utf-8").splitlines()
        gegevens = [json.loads(regel) for regel in regels if regel.strip()]
    except (OSError, ValueError):
        refuse("RV870", f"`{bron.name[:60]}` is niet te lezen", "een gezin per regel, zoals `bevolking maak` schrijft")
    yield from ((f"{bron.stem}/{n}", make_gezin(g)) for n, g in enumerate(gegevens, 1))


def _workbook(bron: Path) -> dict[str, Gezin]:
    """The place where a group workbook comes in: one profile a row, by the code that the worker gave the client."""
    return refuse(
        "RV870",
        f"het werkboek `{bron.name[:60]}` wordt nog niet gelezen",
        "zet de profielen in een map, een .yaml per klant",
    )

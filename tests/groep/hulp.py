"""Small groups to try things on: sheets in memory, and workbooks with one thing wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from rechtenverkenner import Catalogus, Gezin
from rechtenverkenner.groep.kolommen import Kolommen, template_columns
from rechtenverkenner.groep.profielen import Groep, Lezing
from rechtenverkenner.groep.schrijven import as_rows, used_columns
from rechtenverkenner.groep.sjabloon import make_template
from rechtenverkenner.groep.tabellen import Blad, Inhoud

DAG, DAGGETAL = date(2026, 11, 1), 20261101


def keyed(gezinnen: Sequence[Gezin]) -> list[tuple[str, Gezin]]:
    return [(f"g{k:03}", g) for k, g in enumerate(gezinnen)]


def columns_for(inhoud: Inhoud, catalogus: Catalogus) -> Kolommen:
    return template_columns(catalogus, ook=used_columns(inhoud))


def as_sheets(inhoud: Inhoud, kolommen: Kolommen) -> list[Blad]:
    """What reading the template gives: two rows of headers, then the rows from row 3 on."""
    return [
        Blad(
            naam,
            (
                (1, [k.label for k in rij.values()]),
                (2, list(rij)),
                *((r, [w.get(k) for k in rij]) for r, w in enumerate(inhoud.bladen.get(naam, ()), start=3)),
            ),
        )
        for naam, rij in kolommen.items()
    ]


def read_rows(catalogus: Catalogus, bladen: Mapping[str, Sequence[Mapping[str, Any]]]) -> Groep:
    """A group from rows by column id; the columns are those that are used."""
    inhoud = Inhoud(bladen)
    return Lezing("groep.xlsx", catalogus, DAGGETAL).run(as_sheets(inhoud, columns_for(inhoud, catalogus)))


def texts(groep: Groep) -> list[str]:
    """Place and code of every message."""
    return [f"{m.plaats} {m.code}" if m.plaats else m.code for m in groep.alle_meldingen]


def template(gezinnen: Sequence[Gezin], catalogus: Catalogus) -> bytes:
    """A filled template."""
    inhoud = as_rows(keyed(gezinnen), catalogus, DAGGETAL)
    return make_template(catalogus, columns_for(inhoud, catalogus), DAG, inhoud)


def workbook(gezinnen: Sequence[Gezin], catalogus: Catalogus) -> openpyxl.Workbook:
    """A filled template, to change and to save."""
    return openpyxl.load_workbook(BytesIO(template(gezinnen, catalogus)))


def cell_of(blad: Any, kenmerk: str, rij: int) -> Any:
    """The cell of a column by its id in row 2."""
    return next(blad.cell(rij, c.column) for c in blad[2] if c.value == kenmerk)

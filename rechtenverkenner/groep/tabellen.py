"""Sheets as rows of plain values, wherever they came from; and the address of a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache

from rechtenverkenner.meldingen import InvoerFout, Melding, Plaats

MAX_RIJEN = 20_000
MAX_KOLOMMEN = 300
MAX_TEKENS = 2000
VERDEEL = "verdeel de gezinnen over meer bestanden"


class Onleesbaar(Enum):
    """What a cell can hold that is no value: the sentence about it, and what to do."""

    FORMULE = "RV503", "hier staat een formule", "plak alleen de waarde (plakken speciaal, waarden)"
    FOUT = "RV504", "hier staat een fout van het rekenblad", "schrijf de waarde zelf, of maak de cel leeg"
    UUR = "RV502", "hier staat een uur, of een dag met een uur", "schrijf alleen de dag"
    JAARTAL = (
        "RV502",
        "hier staat een jaartal in een cel met de vorm van een datum",
        "geef de cel de vorm tekst en schrijf het jaar opnieuw, of schrijf de volledige datum",
    )
    SAMENGEVOEGD = "RV505", "deze cel is samengevoegd met een andere", "splits de cellen en vul elke cel apart in"
    TE_LANG = "RV502", f"deze tekst is te lang: meer dan {MAX_TEKENS} tekens", "kort de tekst in"


Celwaarde = str | int | Decimal | bool | date | Onleesbaar | None


@dataclass(frozen=True, slots=True)
class Blad:
    """One sheet: its name, and each row that holds something with its number (from 1)."""

    naam: str
    rijen: tuple[tuple[int, Sequence[Celwaarde]], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Inhoud:
    """What is to be written: per sheet its rows, each a value by column id."""

    bladen: Mapping[str, Sequence[Mapping[str, Celwaarde]]] = field(repr=False)


@cache
def column_letters(kolom: int) -> str:
    """The letters of a column that is counted from 1.

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while kolom:
        kolom, rest = divmod(kolom - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_place(bestand: str, blad: str, rij: int, kolom: int) -> Plaats:
    """The place of a cell; row and column count from 1.

    >>> str(cell_place("groep.xlsx", "personen", 7, 6))
    'groep.xlsx[personen!F7]'
    """
    return Plaats(bestand, rij, kolom, f"{blad}!{column_letters(kolom)}{rij}")


def fault(code: str, tekst: str, hulp: str) -> InvoerFout:
    """One message without a place, to raise."""
    return InvoerFout([Melding(code, tekst, None, hulp)])


def too_many(bestand: str, blad: str, wat: str) -> InvoerFout:
    """A sheet that is larger than can be read."""
    return fault("RV501", f"blad `{blad[:40]}` van `{bestand}` heeft {wat}", VERDEEL)

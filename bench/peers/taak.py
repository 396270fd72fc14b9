"""The job that every engine gets: facts of a household, 22 fictional rights, dated amounts (in cents).

The rules themselves are in words in docs/vergelijking.md, as our catalogue in `regels/`, and as plain Python in
`referentie.py`. Nothing here is law.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

DAGEN = ("2024-06-01", "2025-06-01", "2026-03-01")
"""Days on which answers are compared; the last one is the day of every measurement. All first days of a month."""
DAG = DAGEN[-1]

KEUZES: Mapping[str, tuple[str, ...]] = {
    "bewoning": ("eigenaar", "privaat", "sociaal", "ander"),
    "verwarming": ("gas", "stroom", "olie", "ander"),
    "epc": ("A", "B", "C", "D", "E", "F"),
}
GETALLEN = "gemeente woning_jaren ki vermogen olie_liter wacht_maanden verhuisd_maanden zorgkosten".split()
"""The municipality is 0 to 9; ki, vermogen and zorgkosten are cents."""
VLAGGEN = "prepaid eigen_meter schuldbemiddeling internet".split()
BAND = ("ref", "partner", "kind", "ander")
PERSOON_GETALLEN = ("leeftijd", "inkomen")
"""Full years, and cents per year."""
PERSOON_VLAGGEN = "student leefloon igo ivt zorgbudget handicap".split()

RECHTEN = [f"b{i:02d}" for i in range(1, 23)]
ZONDER_BEDRAG = frozenset({"b01", "b10", "b12", "b18"})

Gezin = dict[str, Any]
"""One household as JSON would have it: the facts above by name, choices as texts, `personen` a list."""
Antwoord = tuple[list[bool], list[int]]
"""For each of the 22 rights: open or not, and the amount in cents (0 where not open or without amount)."""

_REEKSEN: Mapping[str, Mapping[int, int]] = {
    "a_basis": {2024: 2646800, 2025: 2701000, 2026: 2762500},
    "a_per_lid": {2024: 489900, 2025: 500031, 2026: 511422},
    "olie_plafond": {2024: 2610000, 2025: 2680000, 2026: 2741300},
    "olie_per_liter": {2024: 14, 2026: 20},
    "c_basis": {2024: 2872100, 2025: 2935900, 2026: 3003100},
    "c_per_lid": {2024: 240700, 2025: 246000, 2026: 251700},
    "b_basis": {2024: 2846800, 2025: 2910000, 2026: 2990000},
    "b_per_lid": {2024: 211300, 2025: 216000, 2026: 222000},
    "vermogen_max": {2024: 7500000, 2026: 7800000},
    "ki_max": {2024: 300000},
    "ki_bescheiden": {2024: 74500},
    "s_basis": {2024: 1950000, 2025: 2000000, 2026: 2100000},
    "s_per_lid": {2024: 440000, 2025: 450000, 2026: 470000},
    "l_basis": {2024: 2400000, 2026: 2850000},
    "l_per_lid": {2024: 450000, 2026: 530000},
    "handicap_grens": {2024: 1610000, 2025: 1650000, 2026: 1690000},
    "gezin_laag": {2024: 3580000, 2025: 3650000, 2026: 3720000},
    "gezin_hoog": {2024: 4180000, 2025: 4260000, 2026: 4350000},
    "r_1": {2024: 3261000, 2026: 3375000},
    "r_2": {2024: 4660000, 2026: 4830000},
    "r_3": {2024: 7600000, 2026: 7890000},
    "r_per_lid": {2024: 362000, 2026: 375000},
    "ouder_extra": {2024: 150000},
}
"""Amounts in cents, from 1 January of the year named."""

DREMPELS = ((1178000, 29000), (2290000, 52000), (3520000, 75300), (4750000, 115900), (5930000, 162300))
"""b14: up to this income, this threshold; above the last one 208600."""
DREMPEL_HOOGST = 208600


def reeksen() -> Mapping[str, Mapping[int, int]]:
    """Every dated amount with its series, for engines that hold the series themselves."""
    return _REEKSEN


def bedragen(dag: str) -> dict[str, int]:
    """Every dated amount on this day."""
    jaar = int(dag[:4])
    return {naam: reeks[max(j for j in reeks if j <= jaar)] for naam, reeks in _REEKSEN.items()}


class Kolommen:
    """Many households as columns of whole numbers (a choice is its place in the list), kept in a folder."""

    def __init__(self) -> None:
        self.gezin: dict[str, array[int]] = {k: array("q") for k in (*GETALLEN, *VLAGGEN, *KEUZES, "leden")}
        self.persoon: dict[str, array[int]] = {
            k: array("q") for k in (*PERSOON_GETALLEN, *PERSOON_VLAGGEN, "band", "gezin")
        }
        self.open = array("q")
        self.bedrag = array("q")

    def add(self, gezin: Gezin, antwoord: Antwoord) -> None:
        """One household more, with its answer: the open rights as bits, 22 amounts."""
        personen: list[Gezin] = gezin["personen"]
        nummer = len(self.gezin["leden"])
        for naam in (*GETALLEN, *VLAGGEN):
            self.gezin[naam].append(gezin[naam])
        for naam, waarden in KEUZES.items():
            self.gezin[naam].append(waarden.index(gezin[naam]))
        self.gezin["leden"].append(len(personen))
        for p in personen:
            for naam in (*PERSOON_GETALLEN, *PERSOON_VLAGGEN):
                self.persoon[naam].append(p[naam])
            self.persoon["band"].append(BAND.index(p["band"]))
            self.persoon["gezin"].append(nummer)
        self.open.append(sum(ja << i for i, ja in enumerate(antwoord[0])))
        self.bedrag.extend(antwoord[1])

    def parts(self) -> Iterator[tuple[str, array[int]]]:
        """Every column with the name of its file."""
        yield from ((f"gezin.{k}", v) for k, v in self.gezin.items())
        yield from ((f"persoon.{k}", v) for k, v in self.persoon.items())
        yield from (("open", self.open), ("bedrag", self.bedrag))

    def write(self, map_: Path) -> None:
        """One file of 8-byte numbers per column."""
        map_.mkdir(parents=True, exist_ok=True)
        for naam, kolom in self.parts():
            (map_ / naam).write_bytes(kolom.tobytes())

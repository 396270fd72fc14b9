"""Where the rows of a chunk lie: in an order in which what goes on between persons is copying and combining slices.

Households with most persons first; then the first person of each, the second of each that has one, and so on. The
persons with number j are then those of the first so many households, and the pairs (i, j) too: a column of households
for persons is a row of slices, and a question to the members of a household is a few operations on whole slices.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from typing import Any

from rechtenverkenner.bulk.cellen import Vlak

Reeks = Any
"""A numpy array, or the value of a column that is the same in every row."""
MEEST_IN_STUKKEN = 10
"""In a chunk with households of more rows are looked up one by one: there would be too many slices."""


class Ligging:
    """The rows of households, persons, connections and pairs of persons; `gezin_van` and `eerste` are of the tables.

    INVARIANT: persons of number j (from 0) are the rows `begin[j]` up to `begin[j + 1]`, of the households 0 up to
    `hoeveel[j]`; pairs stand by number of the anchor, number of the member, household.
    """

    def __init__(self, grootte: Reeks, gezin_van_aansluiting: Reeks) -> None:
        import numpy as np

        self.np = np
        self.gezinnen = np.argsort(-grootte.astype("int16"), kind="stable")  # in so few bits numpy counts
        """Of each row of households its place in the table."""
        meest = int(grootte.max(initial=0))
        self.hoeveel = [int((grootte > j).sum()) for j in range(meest)]
        self.begin = [0, *accumulate(self.hoeveel)]
        self._eerste = np.cumsum(grootte) - grootte
        self._gezin_van_aansluiting = gezin_van_aansluiting
        self._keuzes: dict[Vlak, tuple[Reeks, Reeks, Reeks]] = {}
        self._gezinnen_van: dict[Vlak, Reeks] = {}
        self._terug: dict[Vlak, Reeks] = {}
        self.stukken = [
            (self.begin[i], self.begin[j], self.hoeveel[max(i, j)]) for i in range(meest) for j in range(meest)
        ]
        """Of each slice of pairs: the first row of its anchors, of its members, and how many there are."""
        self._in_stukken = 0 < meest <= MEEST_IN_STUKKEN

    # -- rows
    @cached_property
    def personen(self) -> Reeks:
        """Of each row of persons its place in the table."""
        eerste = self._eerste[self.gezinnen]
        return self._joined([eerste[:h] + j for j, h in enumerate(self.hoeveel)])

    def place_in_table(self, vlak: Vlak) -> Reeks | None:
        """Of each row its place in the table; None where they are the same."""
        return {"gezin": self.gezinnen, "persoon": self.personen}.get(vlak)

    # Every place below is one that is there; `wrap` does not look for that, which costs a third of the time.
    def in_table(self, vlak: Vlak, a: Reeks) -> Reeks:
        """A column in the order of the table."""
        if isinstance(a, (bool, int)):
            return self.np.full(self.rows(vlak), a)
        plek = self.place_in_table(vlak)
        return a if plek is None else a.take(self._back(vlak, plek), mode="wrap")

    def _back(self, vlak: Vlak, plek: Reeks) -> Reeks:
        """Of each place in the table its row."""
        if vlak not in self._terug:
            self._terug[vlak] = self.np.empty_like(plek)
            self._terug[vlak][plek] = self.np.arange(len(plek))
        return self._terug[vlak]

    def rows(self, vlak: Vlak) -> int:
        """How many rows a level has."""
        if vlak == "gezin":
            return len(self.gezinnen)
        if vlak == "persoon":
            return self.begin[-1]
        return len(self._gezin_van_aansluiting) if vlak == "aansluiting" else len(self.place(vlak, "anker"))

    def _joined(self, delen: list[Reeks]) -> Reeks:
        return self.np.concatenate(delen) if delen else self.np.zeros(0, dtype=self.np.intp)

    @cached_property
    def gezin_van_persoon(self) -> Reeks:
        """Of each person the row of the household."""
        return self._joined([self.np.arange(h) for h in self.hoeveel])

    @cached_property
    def gezin_van_aansluiting(self) -> Reeks:
        """Of each connection the row of the household."""
        return self._back("gezin", self.gezinnen).take(self._gezin_van_aansluiting)

    @cached_property
    def _paren(self) -> tuple[Reeks, Reeks]:
        ankers = self._joined([self.np.arange(a, a + h) for a, _, h in self.stukken])
        return ankers, self._joined([self.np.arange(b, b + h) for _, b, h in self.stukken])

    def choose_pairs(self, vlak: Vlak, welke: Reeks) -> None:
        """Fix the rows of a group: the pairs in which `welke` says yes."""
        if isinstance(welke, bool):
            welke = self.np.full(len(self._paren[0]), welke)
        plekken = self.np.flatnonzero(welke)
        self._keuzes[vlak] = self._paren[0][plekken], self._paren[1][plekken], plekken

    def sift(self, vlak: Vlak, a: Reeks) -> Reeks:
        """A column of pairs for the rows of a group."""
        return a.take(self._keuzes[vlak][2], mode="wrap")

    def place(self, vlak: Vlak, langs: str) -> Reeks:
        """Of each row the row it belongs to: of its household, or of a pair its anchor or its member."""
        if vlak == "persoon":
            return self.gezin_van_persoon
        if vlak == "aansluiting":
            return self.gezin_van_aansluiting
        anker, lid = self._paren if vlak == "paar" else self._keuzes[vlak][:2]
        if langs == "lid":
            return lid
        return anker if langs == "anker" else self._gezin_van(vlak, anker)

    def _gezin_van(self, vlak: Vlak, anker: Reeks) -> Reeks:
        if vlak not in self._gezinnen_van:
            self._gezinnen_van[vlak] = self.gezin_van_persoon.take(anker)
        return self._gezinnen_van[vlak]

    # -- from one level to another
    def fetch(self, a: Reeks, vlak: Vlak, langs: str) -> Reeks:
        """A column for the rows of another level."""
        if not self._in_stukken or vlak not in ("persoon", "paar"):
            return a.take(self.place(vlak, langs), mode="wrap")
        return self._joined([a[s] for s in self._herkomst[vlak, langs]])

    @cached_property
    def _herkomst(self) -> dict[tuple[Vlak, str], list[slice]]:
        """Of the rows of a level the slices of another that they come from."""
        anker = [slice(a, a + h) for a, _, h in self.stukken]
        lid = [slice(b, b + h) for _, b, h in self.stukken]
        gezin = [slice(0, h) for _, _, h in self.stukken]
        personen = [slice(0, h) for h in self.hoeveel]
        return {
            ("persoon", "gezin"): personen,
            ("paar", "gezin"): gezin,
            ("paar", "anker"): anker,
            ("paar", "lid"): _merged(lid),
        }

    def combine(self, op: Any, a: Reeks, van: Vlak, vlak: Vlak) -> Reeks | None:
        """A column of `van` brought together for the rows of `vlak`; None where it is not one of slices."""
        if not self._in_stukken or (van, vlak) not in (("persoon", "gezin"), ("paar", "persoon")):
            return None
        eerste, volgende = self._delen[van]
        uit = self._joined([a[s] for s in eerste])
        for hier, daar in volgende:
            deel = uit[hier]
            op(deel, a[daar], out=deel)
        return uit

    @cached_property
    def _delen(self) -> dict[Vlak, tuple[list[slice], list[tuple[slice, slice]]]]:
        """Of persons and pairs the slices of who comes first in a household, and where the others go."""
        paren = [slice(e, e + h) for e, (_, _, h) in zip(self._begin_van_paren, self.stukken, strict=False)]
        ankers = [slice(a, a + h) for a, _, h in self.stukken]
        meest = len(self.hoeveel)
        volgende = [(ankers[i], paren[i]) for i in range(meest * meest) if i % meest]
        personen = [slice(b, b + h) for b, h in zip(self.begin, self.hoeveel, strict=False)]
        return {
            "persoon": (personen[:1], [(slice(0, s.stop - s.start), s) for s in personen[1:]]),
            "paar": (paren[::meest], volgende),
        }

    @cached_property
    def _begin_van_paren(self) -> list[int]:
        """Of each slice of pairs the first row."""
        return [0, *accumulate(h for _, _, h in self.stukken)]

    def target(self, van: Vlak, vlak: Vlak) -> Reeks:
        """Of each row of `van` the row of `vlak` that it counts for."""
        return self.place(van, "anker" if vlak == "persoon" else "gezin")

    def row_of(self, vlak: Vlak, nummers: tuple[Reeks, ...]) -> Reeks:
        """The row of the person with that number, or of the pair with those numbers, in the household of each row."""
        gezin = self.place(vlak, "gezin")
        if len(nummers) == 1:
            return self._eerste_persoon.take(nummers[0] - 1) + gezin
        anker, lid = (n.astype("int16") for n in nummers)
        anker *= len(self.hoeveel)
        anker += lid
        anker -= len(self.hoeveel) + 1
        return self._eerste_paar.take(anker) + gezin

    @cached_property
    def _eerste_persoon(self) -> Reeks:
        return self.np.asarray(self.begin)

    @cached_property
    def _eerste_paar(self) -> Reeks:
        return self.np.asarray(self._begin_van_paren)


def _merged(stukken: list[slice]) -> list[slice]:
    """The same rows in as few slices as can be."""
    uit: list[slice] = []
    for s in stukken:
        if uit and uit[-1].stop == s.start:
            uit[-1] = slice(uit[-1].start, s.stop)
        else:
            uit.append(s)
    return uit

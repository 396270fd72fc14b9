"""The columns of a plan worked out with polars, chunk by chunk: one call for each column, in order, on whole series.

The columns hold no nulls, so yes/no are plain bitmaps and every operation is one pass of compiled code. A column is
dropped after its last use; what a chunk takes does not grow with the number of households.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rechtenverkenner.bulk.cellen import Cel, Op, Vlak
from rechtenverkenner.bulk.groepcellen import MACHT
from rechtenverkenner.bulk.indeling import MEEST_PERSONEN
from rechtenverkenner.bulk.plan import Kolomplan

if TYPE_CHECKING:
    import polars as pl

Reeks = Any
"""A series, or the value of a column that is the same in every row."""


class Brok:
    """Some households with their persons and connections: the columns that were read, and which row belongs to which.

    `tabellen` hold the columns that the plan names, and the keys; rows in order of household and number.
    """

    def __init__(self, tabellen: Mapping[Vlak, pl.DataFrame]) -> None:
        import numpy as np
        import polars as pl

        self.np, self.pl = np, pl
        self.tabellen = tabellen
        self._plekken: dict[tuple[Vlak, str], pl.Series] = {}
        self._aantal: dict[Vlak, int] = {vlak: t.height for vlak, t in tabellen.items()}
        self._breed: dict[tuple[Vlak, str], pl.Series] = {}

    @cached_property
    def grootte(self) -> pl.Series:
        """Of each household how many persons it has."""
        rle = self.tabellen["persoon"]["gezin"].rle()
        return rle.struct.field("len").cast(self.pl.Int64)

    @cached_property
    def eerste(self) -> pl.Series:
        """Of each household the row of its first person."""
        return self.grootte.cum_sum() - self.grootte

    @cached_property
    def eerste_paar(self) -> pl.Series:
        """Of each household the row of its first pair."""
        kwadraat = self.grootte * self.grootte
        return kwadraat.cum_sum() - kwadraat

    def rows(self, vlak: Vlak) -> int:
        """How many rows a level has."""
        if vlak not in self._aantal:
            self._aantal[vlak] = self.place(vlak, "anker").len()
        return self._aantal[vlak]

    def place(self, vlak: Vlak, langs: str, *, breed: bool = False) -> pl.Series:
        """Of each row of a level the row it belongs to: of its household, or of a pair its anchor or its member."""
        if breed:
            if (vlak, langs) not in self._breed:
                self._breed[vlak, langs] = self.place(vlak, langs).cast(self.pl.Int64)
            return self._breed[vlak, langs]
        if (vlak, langs) not in self._plekken:
            self._plekken[vlak, langs] = self._place(vlak, langs)
        return self._plekken[vlak, langs]

    def _place(self, vlak: Vlak, langs: str) -> Any:
        pl = self.pl
        if vlak == "persoon":
            nummers = pl.int_range(0, self.grootte.len(), dtype=pl.UInt32, eager=True)
            return nummers.repeat_by(self.grootte).explode()
        if vlak == "aansluiting":
            gezinnen = self.tabellen["gezin"]["gezin"]
            return gezinnen.search_sorted(self.tabellen["aansluiting"]["gezin"]).cast(pl.UInt32)
        van = self.place("persoon", "gezin")
        if langs == "gezin":
            return van[self.place(vlak, "anker")]
        n = self.grootte[van]
        if langs == "anker":
            return pl.int_range(0, n.len(), dtype=pl.UInt32, eager=True).repeat_by(n).explode()
        begin = self.eerste[van]
        tabel = pl.select(pl.int_ranges(begin, begin + n, dtype=pl.UInt32).alias("lid"))
        return tabel["lid"].explode()

    def choose_pairs(self, vlak: Vlak, welke: Reeks) -> None:
        """Fix the rows of a group: the pairs in which `welke` says yes."""
        for langs in ("anker", "lid"):
            plek = self.place("paar", langs)
            if isinstance(welke, bool):
                self._plekken[vlak, langs] = plek if welke else plek.head(0)
            else:
                self._plekken[vlak, langs] = plek.filter(welke)

    def target(self, vlak: Vlak, doel: Vlak) -> pl.Series:
        """Of each row of a level the row of `doel` that it counts for."""
        if doel == "persoon":
            return self.place(vlak, "anker", breed=True)
        return self.place(vlak, "gezin", breed=True)


@dataclass(frozen=True, slots=True)
class Stap:
    """One column to work out: from which other registers, and which of them are not needed after it."""

    doel: int
    cel: Cel
    args: tuple[int, ...]
    vrij: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Programma:
    """The steps of a plan in order, and the registers that hold what was asked."""

    stappen: tuple[Stap, ...]
    uit: tuple[int, ...]
    vast: Mapping[int, int | bool]
    registers: int


def compile_plan(plan: Kolomplan) -> Programma:
    """The steps for what a plan gives; what a group of pairs is comes before the first column of that group."""
    keuzes = {Cel("zeef", vlak, (cel,), "rijen"): cel for vlak, cel in plan.selecties.items()}
    volgorde = _order([*plan.roots()], {c.vlak: c for c in keuzes})
    plek = {cel: i for i, cel in enumerate(volgorde)}
    bewaard = {plek[c] for c in plan.roots()}
    laatste: dict[int, int] = {}
    for i, cel in enumerate(volgorde):
        for a in cel.args:
            laatste[plek[a]] = i
    stappen = []
    for i, cel in enumerate(volgorde):
        if cel.op == "vast":
            continue
        args = tuple(plek[a] for a in cel.args)
        vrij = tuple({a for a in args if laatste[a] == i and a not in bewaard and volgorde[a].op != "vast"})
        stappen.append(Stap(i, cel, args, vrij))
    vast = {i: _constant(cel) for i, cel in enumerate(volgorde) if cel.op == "vast"}
    return Programma(tuple(stappen), tuple(plek[c] for c in plan.roots()), vast, len(volgorde))


def _constant(cel: Cel) -> int | bool:
    assert isinstance(cel.gegeven, (int, bool))
    return cel.gegeven


def _order(wortels: list[Cel], keuzes: Mapping[Vlak, Cel]) -> list[Cel]:
    """What each column is made of before the column itself, as late as can be."""
    klaar: dict[Cel, None] = {}
    stapel = [(c, False) for c in reversed(wortels)]
    while stapel:
        cel, gedaan = stapel.pop()
        if gedaan:
            klaar[cel] = None
        elif cel not in klaar:
            stapel.append((cel, True))
            nodig = [keuzes[v] for v in {cel.vlak, str(cel.gegeven)} if v in keuzes and keuzes[v] is not cel]
            stapel.extend((c, False) for c in (*reversed(cel.args), *nodig) if c not in klaar)
    return list(klaar)


def run(programma: Programma, brok: Brok) -> list[Reeks]:
    """What the plan asked, for one chunk: series, or a value where it is the same in every row."""
    registers: list[Reeks] = [None] * programma.registers
    for plek, waarde in programma.vast.items():
        registers[plek] = waarde
    for stap in programma.stappen:
        registers[stap.doel] = _STAPPEN[stap.cel.op](brok, stap.cel, *[registers[a] for a in stap.args])
        for plek in stap.vrij:
            registers[plek] = None
    return [registers[plek] for plek in programma.uit]


# -- one function for each operation


def _plain(op: Callable[..., Reeks]) -> Callable[..., Reeks]:
    def apply(brok: Brok, cel: Cel, *args: Reeks) -> Reeks:
        return op(*args)

    return apply


def _column(brok: Brok, cel: Cel) -> Reeks:
    if cel.gegeven == MACHT:
        machten = brok.pl.Series([0, *(2**n for n in range(MEEST_PERSONEN))], dtype=brok.pl.Int64)
        return machten[brok.tabellen["persoon"]["nr"]]
    return brok.tabellen[cel.vlak][str(cel.gegeven)]


def _known(brok: Brok, cel: Cel) -> Reeks:
    return brok.tabellen[cel.vlak][f"{cel.gegeven}?"]


def _select(brok: Brok, cel: Cel, als: Reeks, dan: Reeks, anders: Reeks) -> Reeks:
    pl = brok.pl
    dan, anders = (x if isinstance(x, pl.Series) else pl.Series([x], dtype=pl.Int64) for x in (dan, anders))
    return dan.zip_with(als, anders)


def _fetch(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
    return a[brok.place(cel.vlak, str(cel.gegeven))]


def _row(brok: Brok, cel: Cel, *nummers: Reeks) -> Reeks:
    """The row of the person with that number, or of the pair with those numbers, in the same household."""
    van = brok.place(cel.vlak, "gezin")
    if len(nummers) == 1:
        return (brok.eerste[van] + nummers[0] - 1).cast(brok.pl.UInt32)
    return (brok.eerste_paar[van] + (nummers[0] - 1) * brok.grootte[van] + (nummers[1] - 1)).cast(brok.pl.UInt32)


def _swap(brok: Brok, cel: Cel, a: Reeks, plek: Reeks) -> Reeks:
    return a[plek]


def _sift(brok: Brok, cel: Cel, *args: Reeks) -> Reeks:
    if cel.gegeven == "rijen":
        brok.choose_pairs(cel.vlak, args[0])
        return None
    a, welke = args
    if isinstance(welke, bool):
        return a if welke else a.head(0)
    return a.filter(welke)


def _full(brok: Brok, a: Reeks, vlak: Vlak) -> Reeks:
    """A series, also of what is the same in every row."""
    pl = brok.pl
    if isinstance(a, pl.Series):
        return a
    soort = pl.Boolean if isinstance(a, bool) else pl.Int64
    return pl.repeat(a, brok.rows(vlak), dtype=soort, eager=True)


def _some(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
    np, van = brok.np, str(cel.gegeven)
    uit = np.zeros(brok.rows(cel.vlak), dtype=bool)
    uit[brok.target(van, cel.vlak).filter(_full(brok, a, van)).to_numpy()] = True
    return brok.pl.Series(uit)


def _count(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
    van = str(cel.gegeven)
    rijen = brok.target(van, cel.vlak).filter(_full(brok, a, van)).to_numpy()
    return brok.pl.Series(brok.np.bincount(rijen, minlength=brok.rows(cel.vlak)))


def _sum(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
    np, van, hoogste = brok.np, str(cel.gegeven), max(abs(cel.laag or 0), abs(cel.hoog or 0))
    rijen, waarden = brok.target(van, cel.vlak).to_numpy(), _full(brok, a, van).to_numpy()
    if hoogste < 2**53:  # then whole numbers are exact in a float
        return brok.pl.Series(np.bincount(rijen, weights=waarden, minlength=brok.rows(cel.vlak)).astype(np.int64))
    uit = np.zeros(brok.rows(cel.vlak), dtype=np.int64)
    np.add.at(uit, rijen, waarden)
    return brok.pl.Series(uit)


def _highest(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
    np, van = brok.np, str(cel.gegeven)
    uit = np.zeros(brok.rows(cel.vlak), dtype=np.int64)
    np.maximum.at(uit, brok.target(van, cel.vlak).to_numpy(), _full(brok, a, van).to_numpy())
    return brok.pl.Series(uit)


_STAPPEN: Mapping[Op, Callable[..., Reeks]] = {
    "kolom": _column,
    "bekend": _known,
    "en": _plain(operator.and_),
    "of": _plain(operator.or_),
    "niet": _plain(operator.invert),
    "le": _plain(operator.le),
    "eq": _plain(operator.eq),
    "plus": _plain(operator.add),
    "min": _plain(operator.sub),
    "maal": _plain(operator.mul),
    "deel": _plain(operator.floordiv),
    "rest": _plain(operator.mod),
    "kies": _select,
    "haal": _fetch,
    "plek": _row,
    "ruil": _swap,
    "zeef": _sift,
    "iemand": _some,
    "aantal": _count,
    "som": _sum,
    "top": _highest,
}

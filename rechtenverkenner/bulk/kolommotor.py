"""The columns of a plan worked out with numpy, chunk by chunk: one call for each column, in order, on whole arrays.

The columns hold no nulls, so every operation is one pass of compiled code; numbers take 32 bits where their range is
proved to fit. A column is dropped after its last use; what a chunk takes does not grow with the number of households.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rechtenverkenner.bulk.cellen import Cel, Op, Vlak
from rechtenverkenner.bulk.ligging import Ligging, Reeks
from rechtenverkenner.bulk.plan import Kolomplan


class Brok:
    """Some households with their persons and connections: the columns that were read, in the order of `ligging`."""

    def __init__(self, ligging: Ligging, kolommen: Mapping[tuple[str, Vlak, str], Reeks]) -> None:
        import numpy as np

        self.np, self.ligging, self.kolommen = np, ligging, kolommen


@dataclass(frozen=True, slots=True)
class Stap:
    """One column to work out: from which other registers, and which of them are not needed after it."""

    doel: int
    cel: Cel
    args: tuple[int, ...]
    vrij: tuple[int, ...]

    @property
    def werk(self) -> Callable[..., Reeks]:
        """What works the column out."""
        return _STAPPEN[self.cel.op]


@dataclass(frozen=True, slots=True)
class Programma:
    """The steps of a plan in order, and the registers that hold what was asked."""

    stappen: tuple[Stap, ...]
    uit: tuple[int, ...]
    vast: Mapping[int, int | bool]
    registers: int


def compile_plan(plan: Kolomplan) -> Programma:
    """The steps for what a plan gives; what a group of pairs is comes before the first column of that group."""
    volgorde = order_of(plan, _operands)
    plek = {cel: i for i, cel in enumerate(volgorde)}
    bewaard = {plek[c] for c in plan.roots()}
    laatste: dict[int, int] = {}
    for i, cel in enumerate(volgorde):
        for a in _operands(cel):
            laatste[plek[a]] = i
    stappen = []
    for i, cel in enumerate(volgorde):
        if cel.op == "vast":
            continue
        args = tuple(plek[a] for a in _operands(cel))
        vrij = tuple({a for a in args if laatste[a] == i and a not in bewaard and volgorde[a].op != "vast"})
        stappen.append(Stap(i, cel, args, vrij))
    vast = {i: _constant(cel) for i, cel in enumerate(volgorde) if cel.op == "vast"}
    return Programma(tuple(stappen), tuple(plek[c] for c in plan.roots()), vast, len(volgorde))


def _operands(cel: Cel) -> tuple[Cel, ...]:
    """The columns that are needed for one: the lowest of two is found without asking which of them it is."""
    return cel.args[1:] if cel.gegeven in ("laagste", "hoogste") else cel.args


def _constant(cel: Cel) -> int | bool:
    assert isinstance(cel.gegeven, (int, bool))
    return cel.gegeven


def order_of(plan: Kolomplan, args: Callable[[Cel], tuple[Cel, ...]] = operator.attrgetter("args")) -> list[Cel]:
    """What each column is made of before the column itself, as late as can be."""
    keuzes = {vlak: Cel("zeef", vlak, (cel,), "rijen") for vlak, cel in plan.selecties.items()}
    klaar: dict[Cel, None] = {}
    stapel = [(c, False) for c in reversed(plan.roots())]
    while stapel:
        cel, gedaan = stapel.pop()
        if gedaan:
            klaar[cel] = None
        elif cel not in klaar:
            stapel.append((cel, True))
            nodig = [keuzes[v] for v in {cel.vlak, str(cel.gegeven)} if v in keuzes and keuzes[v] is not cel]
            stapel.extend((c, False) for c in (*reversed(args(cel)), *nodig) if c not in klaar)
    return list(klaar)


def run(programma: Programma, brok: Brok) -> list[Reeks]:
    """What the plan asked, for one chunk, in the order of its rows: arrays, or a value that is the same everywhere."""
    registers: list[Reeks] = [None] * programma.registers
    for plek, waarde in programma.vast.items():
        registers[plek] = waarde
    for stap in programma.stappen:
        registers[stap.doel] = stap.werk(brok, stap.cel, *[registers[a] for a in stap.args])
        for plek in stap.vrij:
            registers[plek] = None
    return [registers[plek] for plek in programma.uit]


# -- one function for each operation


def _plain(op: Callable[..., Reeks]) -> Callable[..., Reeks]:
    def apply(brok: Brok, cel: Cel, *args: Reeks) -> Reeks:
        return op(*args)

    return apply


def kind_of(laag: int | None, hoog: int | None) -> str:
    """How many bits a column takes: one byte for yes/no, 32 bits where the range fits."""
    if laag is None or hoog is None:
        return "bool"
    return "int32" if laag >= -(2**31) and hoog < 2**31 else "int64"


def _fit(cel: Cel, a: Reeks) -> Reeks:
    return a.astype(kind_of(cel.laag, cel.hoog), copy=False)


def _leaf(brok: Brok, cel: Cel) -> Reeks:
    return brok.kolommen[cel.op, cel.vlak, str(cel.gegeven)]


def _arithmetic(naam: str) -> Callable[..., Reeks]:
    def apply(brok: Brok, cel: Cel, a: Reeks, b: Reeks) -> Reeks:
        return getattr(brok.np, naam)(a, b, dtype=kind_of(cel.laag, cel.hoog))

    return apply


def _divide(brok: Brok, cel: Cel, a: Reeks, b: Reeks) -> Reeks:
    return _fit(cel, a // b)


def _rest(brok: Brok, cel: Cel, a: Reeks, b: int) -> Reeks:
    return _fit(cel, a - a // b * b)  # twice as fast as a remainder


def _select(brok: Brok, cel: Cel, *args: Reeks) -> Reeks:
    if cel.gegeven == "laagste":
        return _fit(cel, brok.np.minimum(*args))
    if cel.gegeven == "hoogste":
        return _fit(cel, brok.np.maximum(*args))
    als, dan, anders = args
    soort = kind_of(cel.laag, cel.hoog)
    keer = als.astype(soort)
    if isinstance(dan, int) and isinstance(anders, int):
        keer *= dan - anders
    else:  # eight times as fast as `where`, which guesses row by row; what wraps on the way wraps back
        keer *= brok.np.subtract(dan, anders, dtype=soort)
    keer += anders if isinstance(anders, int) else anders.astype(soort, copy=False)
    return keer


def _fetch(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
    return brok.ligging.fetch(a, cel.vlak, str(cel.gegeven))


def _row(brok: Brok, cel: Cel, *nummers: Reeks) -> Reeks:
    return brok.ligging.row_of(cel.vlak, nummers)


def _swap(brok: Brok, cel: Cel, a: Reeks, plek: Reeks) -> Reeks:
    return a.take(plek)


def _sift(brok: Brok, cel: Cel, *args: Reeks) -> Reeks:
    if cel.gegeven == "rijen":
        brok.ligging.choose_pairs(cel.vlak, args[0])
        return None
    return brok.ligging.sift(cel.vlak, args[0])


def _full(brok: Brok, a: Reeks, vlak: Vlak) -> Reeks:
    """An array, also of what is the same in every row."""
    if not isinstance(a, (bool, int)):
        return a
    return brok.np.full(brok.ligging.rows(vlak), a, dtype="bool" if isinstance(a, bool) else "int64")


def _some(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
    np, van = brok.np, str(cel.gegeven)
    a = _full(brok, a, van)
    uit = brok.ligging.combine(np.logical_or, a, van, cel.vlak, "bool")
    if uit is None:
        uit = np.zeros(brok.ligging.rows(cel.vlak), dtype=bool)
        uit[brok.ligging.target(van, cel.vlak).take(np.flatnonzero(a))] = True
    return uit


def _count(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
    np, van = brok.np, str(cel.gegeven)
    a = _full(brok, a, van)
    uit = brok.ligging.combine(np.add, a, van, cel.vlak, "int32")
    if uit is None:
        rijen = brok.ligging.target(van, cel.vlak).take(np.flatnonzero(a))
        uit = np.bincount(rijen, minlength=brok.ligging.rows(cel.vlak)).astype("int32")
    return uit


def _total(naam: str) -> Callable[..., Reeks]:
    def apply(brok: Brok, cel: Cel, a: Reeks) -> Reeks:
        van, soort = str(cel.gegeven), kind_of(cel.laag, cel.hoog)
        a, op = _full(brok, a, van), getattr(brok.np, naam)
        if naam == "maximum":
            a = op(a, 0)
        uit = brok.ligging.combine(op, a, van, cel.vlak, soort)
        if uit is None:
            uit = brok.np.zeros(brok.ligging.rows(cel.vlak), dtype=soort)
            op.at(uit, brok.ligging.target(van, cel.vlak), a.astype(soort, copy=False))
        return uit

    return apply


_STAPPEN: Mapping[Op, Callable[..., Reeks]] = {
    "kolom": _leaf,
    "bekend": _leaf,
    "en": _plain(operator.and_),
    "of": _plain(operator.or_),
    "niet": _plain(operator.invert),
    "le": _plain(operator.le),
    "eq": _plain(operator.eq),
    "plus": _arithmetic("add"),
    "min": _arithmetic("subtract"),
    "maal": _arithmetic("multiply"),
    "deel": _divide,
    "rest": _rest,
    "kies": _select,
    "haal": _fetch,
    "plek": _row,
    "ruil": _swap,
    "zeef": _sift,
    "iemand": _some,
    "aantal": _count,
    "som": _total("add"),
    "top": _total("maximum"),
}

"""The columns of a plan worked out with numpy, chunk by chunk: one call for each column, in order, on whole arrays.

The columns hold no nulls, so every operation is one pass of compiled code; numbers take 32 bits where their range is
proved to fit. A column is dropped after its last use; what a chunk takes does not grow with the number of households.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

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
    """One column to work out: how, from which registers, and which of them are not needed after it."""

    doel: int
    cel: Cel
    werk: Callable[..., Reeks]
    lees: Callable[[list[Reeks]], Sequence[Reeks]]
    vrij: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Programma:
    """The steps of a plan in order, and the registers that hold what was asked."""

    stappen: tuple[Stap, ...]
    uit: tuple[int, ...]
    vast: Mapping[int, int | bool]
    registers: int
    """The last one holds the chunk itself."""


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
        args = [plek[a] for a in _operands(cel)]
        vrij = tuple({a for a in args if laatste[a] == i and a not in bewaard and volgorde[a].op != "vast"})
        if cel.op in _VAN_BROK:
            args.insert(0, len(volgorde))
        stappen.append(Stap(i, cel, _WERK[cel.op](cel), _reader(args), vrij))
    vast = {i: _constant(cel) for i, cel in enumerate(volgorde) if cel.op == "vast"}
    return Programma(tuple(stappen), tuple(plek[c] for c in plan.roots()), vast, len(volgorde) + 1)


def _reader(plekken: list[int]) -> Callable[[list[Reeks]], Sequence[Reeks]]:
    """What takes these registers together."""
    if len(plekken) == 1:
        return operator.itemgetter(slice(plekken[0], plekken[0] + 1))
    return operator.itemgetter(*plekken)


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
    registers[-1] = brok
    for plek, waarde in programma.vast.items():
        registers[plek] = waarde
    for stap in programma.stappen:
        registers[stap.doel] = stap.werk(*stap.lees(registers))
        for plek in stap.vrij:
            registers[plek] = None
    return [registers[plek] for plek in programma.uit]


# -- for each operation what works out one column of it


def _plain(op: Callable[..., Reeks]) -> Callable[[Cel], Callable[..., Reeks]]:
    return lambda _: op


def kind_of(cel: Cel) -> str:
    """How many bits a column takes: one byte for yes/no, 32 bits where the range fits."""
    if cel.laag is None or cel.hoog is None:
        return "bool"
    return "int32" if cel.laag >= -(2**31) and cel.hoog < 2**31 else "int64"


def _arithmetic(naam: str) -> Callable[[Cel], Callable[..., Reeks]]:
    """In 32 bits when the result and what it is made of fit in those, else in 64."""

    def make(cel: Cel) -> Callable[..., Reeks]:
        import numpy as np

        op: Callable[..., Reeks] = getattr(np, naam)
        soort = kind_of(cel)
        if {kind_of(a) for a in _operands(cel)} == {"int32"}:
            return op if soort == "int32" else partial(op, dtype=np.int64)
        return lambda a, b: op(a, b, dtype=np.int64).astype(soort, copy=False)

    return make


def _rest(cel: Cel) -> Callable[..., Reeks]:
    """What is left after taking out whole times: twice as fast as a remainder."""
    soort = "int32" if {kind_of(a) for a in cel.args} == {"int32"} else "int64"
    eind = kind_of(cel)

    def rest(a: Reeks, b: int) -> Reeks:
        a = a.astype(soort, copy=False)
        return (a - a // b * b).astype(eind, copy=False)

    return rest


def _select(cel: Cel) -> Callable[..., Reeks]:
    """One or the other without asking row by row, which is eight times slower; what wraps on the way wraps back."""
    import numpy as np

    soort, als_niet = np.dtype(kind_of(cel)), cel.args[2]
    if cel.gegeven in ("laagste", "hoogste"):
        return _arithmetic("minimum" if cel.gegeven == "laagste" else "maximum")(cel)

    def select(als: Reeks, dan: Reeks, anders: Reeks) -> Reeks:
        keer = als.astype(soort)
        keer *= np.subtract(dan, anders, dtype=soort)
        keer += anders.astype(soort, copy=False)
        return keer

    def select_above(als: Reeks, dan: Reeks, anders: int) -> Reeks:
        keer = als.astype(soort)
        keer *= _wrapped(dan - anders, soort) if isinstance(dan, int) else np.subtract(dan, anders, dtype=soort)
        keer += anders
        return keer

    def select_or_zero(als: Reeks, dan: Reeks, anders: int) -> Reeks:
        keer = als.astype(soort)
        keer *= dan if isinstance(dan, int) else dan.astype(soort, copy=False)
        return keer

    if als_niet.op != "vast":
        return select
    return select_or_zero if als_niet.gegeven == 0 else select_above


def _wrapped(getal: int, soort: Any) -> int:
    """A number as it is left when it does not fit."""
    helft: int = 2 ** (8 * soort.itemsize - 1)
    return (getal + helft) % (2 * helft) - helft


def _leaf(cel: Cel) -> Callable[..., Reeks]:
    sleutel = cel.op, cel.vlak, str(cel.gegeven)
    return lambda brok: brok.kolommen[sleutel]


def _fetch(cel: Cel) -> Callable[..., Reeks]:
    vlak, langs = cel.vlak, str(cel.gegeven)
    return lambda brok, a: brok.ligging.fetch(a, vlak, langs)


def _row(cel: Cel) -> Callable[..., Reeks]:
    return lambda brok, *nummers: brok.ligging.row_of(cel.vlak, nummers)


def _swap(cel: Cel) -> Callable[..., Reeks]:
    return lambda a, plek: a.take(plek)


def _sift(cel: Cel) -> Callable[..., Reeks]:
    if cel.gegeven == "rijen":
        return lambda brok, welke: brok.ligging.choose_pairs(cel.vlak, welke)
    return lambda brok, a, _: brok.ligging.sift(cel.vlak, a)


def _full(brok: Brok, a: Reeks, vlak: Vlak) -> Reeks:
    """An array, also of what is the same in every row."""
    if not isinstance(a, (bool, int)):
        return a
    return brok.np.full(brok.ligging.rows(vlak), a, dtype="bool" if isinstance(a, bool) else "int64")


def _some(cel: Cel) -> Callable[..., Reeks]:
    van, vlak = str(cel.gegeven), cel.vlak

    def some(brok: Brok, a: Reeks) -> Reeks:
        np, a = brok.np, _full(brok, a, van)
        uit = brok.ligging.combine(np.logical_or, a, van, vlak, "bool")
        if uit is None:
            uit = np.zeros(brok.ligging.rows(vlak), dtype=bool)
            uit[brok.ligging.target(van, vlak).take(np.flatnonzero(a))] = True
        return uit

    return some


def _count(cel: Cel) -> Callable[..., Reeks]:
    van, vlak = str(cel.gegeven), cel.vlak

    def count(brok: Brok, a: Reeks) -> Reeks:
        np, a = brok.np, _full(brok, a, van)
        uit = brok.ligging.combine(np.add, a.view("uint8"), van, vlak, "uint8")  # no household has 256 persons
        if uit is None:
            rijen = brok.ligging.target(van, vlak).take(np.flatnonzero(a))
            uit = np.bincount(rijen, minlength=brok.ligging.rows(vlak))
        return uit.astype("int32")

    return count


def _total(naam: str) -> Callable[[Cel], Callable[..., Reeks]]:
    def make(cel: Cel) -> Callable[..., Reeks]:
        van, vlak, soort = str(cel.gegeven), cel.vlak, kind_of(cel)

        def total(brok: Brok, a: Reeks) -> Reeks:
            a, op = _full(brok, a, van), getattr(brok.np, naam)
            if naam == "maximum":
                a = op(a, 0)
            uit = brok.ligging.combine(op, a, van, vlak, soort)
            if uit is None:
                uit = brok.np.zeros(brok.ligging.rows(vlak), dtype=soort)
                op.at(uit, brok.ligging.target(van, vlak), a.astype(soort, copy=False))
            return uit

        return total

    return make


_VAN_BROK = frozenset({"kolom", "bekend", "haal", "plek", "zeef", "iemand", "aantal", "som", "top"})
"""What needs to know which row belongs to which."""
_WERK: Mapping[Op, Callable[[Cel], Callable[..., Reeks]]] = {
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
    "deel": _arithmetic("floor_divide"),
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

"""The columns of a plan worked out with numpy, chunk by chunk: the lines of `bulk.kolomcode`, run in order.

What a chunk takes does not grow with the number of households.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rechtenverkenner.bulk.cellen import Cel, Op, Vlak
from rechtenverkenner.bulk.kolomcode import Schrijver, kind_of, operands, order_of
from rechtenverkenner.bulk.ligging import Ligging, Reeks
from rechtenverkenner.bulk.plan import Kolomplan

PER_DEEL = 500
"""Lines that are compiled at a time: the compiler of Python needs memory for all of them at once."""


class Brok:
    """Some households with their persons and connections; `lees` gives a column of a table, ordered as `ligging`."""

    def __init__(self, ligging: Ligging, lees: Callable[[Cel], Reeks]) -> None:
        import numpy as np

        self.np, self.ligging, self.lees = np, ligging, lees


@dataclass(frozen=True, slots=True)
class Programma:
    """What fills the registers with the columns of a plan, and the registers that hold what was asked."""

    cellen: tuple[Cel, ...]
    """Every column that is worked out, in order."""
    bladen: tuple[Cel, ...]
    """Those that are read from a table."""
    delen: tuple[Callable[[list[Reeks], Brok], None], ...]
    registers: int
    uit: tuple[int | Cel, ...]
    """The register of each root, or the cell that holds its fixed value."""


def compile_plan(plan: Kolomplan) -> Programma:
    """The lines for what a plan gives; what a group of pairs is comes before the first column of that group."""
    cellen = [c for c in order_of(plan, operands) if c.op != "vast"]
    wortels = plan.roots()
    laatste = {a: cel for cel in cellen for a in operands(cel)}
    sterft: dict[Cel, list[Cel]] = {}
    for a in laatste.keys() - set(wortels):
        if a.op != "vast":
            sterft.setdefault(laatste[a], []).append(a)
    schrijver = Schrijver(_GROEPSWERK)
    for cel in cellen:
        schrijver.write(cel, sterft.get(cel, ()))
    uit = tuple(c if c.op == "vast" else schrijver.plek[c] for c in wortels)
    bladen = tuple(c for c in cellen if c.op in ("kolom", "bekend"))
    return Programma(tuple(cellen), bladen, _functions(schrijver), schrijver.registers, uit)


def _functions(schrijver: Schrijver) -> tuple[Callable[[list[Reeks], Brok], None], ...]:
    """The lines as functions that can be called."""
    import numpy as np

    ruimte: dict[str, Any] = {**vars(np), **schrijver.namen, "select": _select, "rest": _rest}
    delen = []
    for begin in range(0, len(schrijver.regels), PER_DEEL):
        regels = ["def deel(r, brok):", "ligging = brok.ligging", *schrijver.regels[begin : begin + PER_DEEL]]
        exec(compile("\n ".join(regels), "<kolommen>", "exec"), ruimte)
        delen.append(ruimte["deel"])
    return tuple(delen)


def run(programma: Programma, brok: Brok) -> list[Reeks]:
    """What the plan asked, for one chunk, in the order of its rows: arrays, or a value that is the same everywhere."""
    registers: list[Reeks] = [None] * programma.registers
    for deel in programma.delen:
        deel(registers, brok)
    return [u.gegeven if isinstance(u, Cel) else registers[u] for u in programma.uit]


# -- what lines call


def _select(keer: Reeks, dan: Reeks, anders: Reeks, out: Reeks | None = None) -> Reeks:
    """`dan` where `keer` is 1 and `anders` where it is 0, in `out` when that is given."""
    import numpy as np

    verschil = np.subtract(dan, anders, out)
    verschil *= keer
    verschil += anders
    return verschil


def _rest(a: Reeks, b: int) -> Reeks:
    """What is left after taking out whole times: twice as fast as a remainder."""
    return a - a // b * b


def full(brok: Brok, a: Reeks, vlak: Vlak) -> Reeks:
    """An array, also of what is the same in every row."""
    if not isinstance(a, (bool, int)):
        return a
    return brok.np.full(brok.ligging.rows(vlak), a, dtype="bool" if isinstance(a, bool) else "int64")


def _some(cel: Cel) -> Callable[[Brok, Reeks], Reeks]:
    van, vlak = str(cel.gegeven), cel.vlak

    def some(brok: Brok, a: Reeks) -> Reeks:
        np, a = brok.np, full(brok, a, van)
        uit = brok.ligging.combine(np.logical_or, a, van, vlak)
        if uit is None:
            uit = np.zeros(brok.ligging.rows(vlak), dtype=bool)
            uit[brok.ligging.target(van, vlak).take(np.flatnonzero(a))] = True
        return uit

    return some


def _count(cel: Cel) -> Callable[[Brok, Reeks], Reeks]:
    van, vlak, soort = str(cel.gegeven), cel.vlak, kind_of(cel)

    def count(brok: Brok, a: Reeks) -> Reeks:
        np, a = brok.np, full(brok, a, van)
        uit = brok.ligging.combine(np.add, a.view("int8"), van, vlak)  # no household has 128 persons
        if uit is None:
            rijen = brok.ligging.target(van, vlak).take(np.flatnonzero(a))
            uit = np.bincount(rijen, minlength=brok.ligging.rows(vlak))
        return uit.astype(soort, copy=False)

    return count


def _total(naam: str) -> Callable[[Cel], Callable[[Brok, Reeks], Reeks]]:
    def make(cel: Cel) -> Callable[[Brok, Reeks], Reeks]:
        van, vlak, soort = str(cel.gegeven), cel.vlak, kind_of(cel)
        onder_nul = (cel.args[0].laag or 0) < 0

        def total(brok: Brok, a: Reeks) -> Reeks:
            a, op = full(brok, a, van), getattr(brok.np, naam)
            if naam == "maximum" and onder_nul:
                a = op(a, 0)
            a = a.astype(soort, copy=False)
            uit = brok.ligging.combine(op, a, van, vlak)
            if uit is None:
                uit = brok.np.zeros(brok.ligging.rows(vlak), dtype=soort)
                op.at(uit, brok.ligging.target(van, vlak), a)
            return uit

        return total

    return make


_GROEPSWERK: Mapping[Op, Callable[[Cel], Callable[[Brok, Reeks], Reeks]]] = {
    "iemand": _some,
    "aantal": _count,
    "som": _total("add"),
    "top": _total("maximum"),
}

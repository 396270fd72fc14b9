"""The nodes of a catalogue as cells: what is written twice is one cell, and names fall away.

A node compares by identity, so the same words in two rules are two nodes. For computing them once they are one: cells
compare by what they say. `Begrip` and `Voorwaarde` only name what stands below them and have no cell of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from rechtenverkenner.model.knopen import (
    Begrip,
    Knoop,
    Lokaletak,
    OverLeden,
    RechtOpen,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.motor.ontleding import Ontleding

_NAMEN = (Begrip, Voorwaarde)
LEDEN = 3
"""How many members a group has, for an estimate."""


@dataclass(slots=True, eq=False)
class Cel:
    """One thing to compute; `delen` are the cells of `children(knoop)`."""

    nummer: int
    knoop: Knoop
    delen: tuple[Cel, ...]
    vast: bool
    """The same for every household on one day."""
    los: bool
    """The same for every unit of one household."""
    keten: bool
    """`recht(...)` stands here or below."""
    gebruikt: int = 0
    """In how many places it is read."""

    @property
    def kosten(self) -> float:
        """About how much work it is: what is read in several places is worked out once for all of them."""
        if self._kosten is None:
            onder = sum(d.kosten for d in self.delen)
            heel = 0 if self.vast else 1 + onder * (LEDEN if isinstance(self.knoop, OverLeden) else 1)
            self._kosten = heel if self.keten else heel / max(self.gebruikt, 1)
        return self._kosten

    _kosten: float | None = None


class Cellen:
    """All cells of the rights of a catalogue."""

    def __init__(self, rechten: Iterable[Recht]) -> None:
        self.ontleding = Ontleding()
        self._van: dict[Knoop, Cel] = {}
        self._gelijk: dict[object, Cel] = {}
        for recht in rechten:
            self._add(recht.voorwaarden)
            if recht.bedrag is not None:
                self._add(recht.bedrag.formule)

    def of(self, k: Knoop) -> Cel:
        """The cell of a node that stands in one of the rights."""
        return self._van[k]

    def never_negative(self, cel: Cel) -> bool:
        """Whether a number cannot be below zero, whatever the facts are."""
        return self.ontleding.is_never_negative(cel.knoop)

    def _add(self, wortel: Knoop) -> None:
        for k in walk(wortel):
            if k not in self._van:
                self._van[k] = self._van[k.a] if isinstance(k, _NAMEN) else self._cell(k)

    def _cell(self, k: Knoop) -> Cel:
        delen = tuple(self._van[c] for c in children(k))
        sleutel = (type(k), tuple(_own(getattr(k, f.name)) for f in fields(k)), tuple(d.nummer for d in delen))
        cel = self._gelijk.get(sleutel)
        if cel is None:
            vast = self.ontleding.is_fixed(k)
            keten = isinstance(k, RechtOpen) or any(d.keten for d in delen)
            cel = Cel(len(self._gelijk), k, delen, vast, self.ontleding.is_loose(k), keten)
            self._gelijk[sleutel] = cel
            for d in delen:
                d.gebruikt += 1
        return cel


def _own(waarde: object) -> object:
    """What a field says besides the nodes in it: those are compared by their cells."""
    if isinstance(waarde, tuple):
        return tuple(_own(x) for x in waarde)
    if isinstance(waarde, Lokaletak):
        return waarde.nis, waarde.vanaf, waarde.tot
    return None if isinstance(waarde, Knoop) else waarde

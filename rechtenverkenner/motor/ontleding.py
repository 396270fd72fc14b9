"""What can be said of a rule without a household, worked out once per catalogue and kept.

Which parts do not depend on the person or connection asked about, which parameters and facts stand below a node, and
which numbers cannot be negative.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rechtenverkenner.model.feiten import GROEPEN
from rechtenverkenner.model.knopen import (
    Als,
    Begrip,
    Const,
    Datumfunctie,
    Feit,
    Heeft,
    Knoop,
    Maal,
    MaalBreuk,
    OverLeden,
    Param,
    Persoonsbedrag,
    Plaatselijk,
    Plus,
    RechtOpen,
    Staffel,
    Stappen,
    Uiterste,
    Voorwaarde,
    children,
)
from rechtenverkenner.motor.feitnamen import Feitnamen, Naamdeel, name_of

T = TypeVar("T")
VAN_HET_GEZIN = (Feit, Heeft, Persoonsbedrag, RechtOpen, OverLeden, Plaatselijk)
"""The nodes that say something of a household."""


class _Eens(dict[Knoop, T]):
    """What a function says of each node, asked once; found again without running a line of Python."""

    __slots__ = ("_zeg",)

    def __init__(self, zeg: Callable[[Knoop], T]) -> None:
        self._zeg = zeg

    def __missing__(self, k: Knoop) -> T:
        uit = self[k] = self._zeg(k)
        return uit


class Ontleding:
    """Static facts about nodes; filled while it is used, safe to share between threads."""

    __slots__ = (
        "_namen",
        "fact_leaves",
        "fact_names",
        "is_fixed",
        "is_linked",
        "is_loose",
        "is_named",
        "is_never_negative",
        "is_of_connection",
        "parameter_leaves",
    )

    def __init__(self) -> None:
        self.is_loose = _Eens(self._loose).__getitem__
        """Whether the value of a node is the same for every unit of the household."""
        self.is_never_negative = _Eens(self._never_negative).__getitem__
        """Whether a number cannot be below zero, whatever the facts are."""
        self.is_of_connection = _Eens(self._of_connection).__getitem__
        """Whether the unit a node is asked of is a connection."""
        self.is_named = _Eens(self._named).__getitem__
        """Whether a named condition or a link of the chain stands here or below: an explanation goes that deep."""
        self.is_linked = _Eens(self._linked).__getitem__
        """Whether a link of the chain stands here or below."""
        self.is_fixed = _Eens(self._fixed).__getitem__
        """Whether a node is the same for every household on one day."""
        self.parameter_leaves = _Eens(self._parameter_leaves).__getitem__
        """The parameters below a node, and the groups and local parts with parameters inside."""
        self.fact_leaves = _Eens(self._fact_leaves).__getitem__
        """The facts, groups and local parts below a node; not what stands inside those groups and parts."""
        self.fact_names = _Eens(self._fact_names).__getitem__
        """The names of these, as far as they can be said without a household; equal ones are one value."""
        self._namen: dict[object, Feitnamen] = {}

    def _loose(self, k: Knoop) -> bool:
        match k:
            case Feit() | Heeft() | RechtOpen() if k.niveau != "gezin":
                return False
            case Persoonsbedrag():
                return False
            case OverLeden():
                return not GROEPEN[k.groep][0]
            case _:
                return all(self.is_loose(c) for c in children(k))

    def _never_negative(self, k: Knoop) -> bool:
        match k:
            case Const():
                return isinstance(k.waarde, tuple) and (k.waarde[0] or 0) >= 0
            case Param() | Feit() | Persoonsbedrag():
                return True
            case Datumfunctie():
                return k.naam in ("leeftijd", "jaar")
            case OverLeden():
                return k.soort != "som" or self.is_never_negative(k.a)
            case Uiterste(soort="grootste"):
                return any(self.is_never_negative(a) for a in k.args)
            case Als():
                return self.is_never_negative(k.dan) and self.is_never_negative(k.anders)
            case Staffel():
                return all(self.is_never_negative(u) for u in k.uitkomsten)
            case MaalBreuk():
                return k.teller >= 0 and self.is_never_negative(k.a)
            case Plus() | Maal() | Stappen() | Uiterste() | Begrip() | Plaatselijk():
                return all(self.is_never_negative(c) for c in children(k))
            case _:
                return False

    def _of_connection(self, k: Knoop) -> bool:
        if isinstance(k, (Feit, Heeft, RechtOpen)) and k.niveau != "gezin":
            return k.niveau == "aansluiting"
        return not isinstance(k, OverLeden) and any(self.is_of_connection(c) for c in children(k))

    def _named(self, k: Knoop) -> bool:
        return isinstance(k, (Voorwaarde, RechtOpen)) or any(self.is_named(c) for c in children(k))

    def _linked(self, k: Knoop) -> bool:
        return isinstance(k, RechtOpen) or any(self.is_linked(c) for c in children(k))

    def _fixed(self, k: Knoop) -> bool:
        return not isinstance(k, VAN_HET_GEZIN) and all(self.is_fixed(c) for c in children(k))

    def _parameter_leaves(self, k: Knoop) -> tuple[Knoop, ...]:
        params = tuple(dict.fromkeys(p for c in children(k) for p in self.parameter_leaves(c)))
        if isinstance(k, Param):
            return (k, *params)
        return (k,) if isinstance(k, (OverLeden, Plaatselijk)) and params else params

    def _fact_leaves(self, k: Knoop) -> tuple[Knoop, ...]:
        if isinstance(k, VAN_HET_GEZIN):
            return (k,)
        return tuple(dict.fromkeys(b for c in children(k) for b in self.fact_leaves(c)))

    def _fact_names(self, k: Knoop) -> Feitnamen:
        delen = tuple(self._names_of(blad) for blad in self.fact_leaves(k))
        namen = Feitnamen(delen, self.is_loose(k), self.is_of_connection(k))
        return self._namen.setdefault((namen.delen, namen.los, namen.van_aansluiting), namen)

    def _names_of(self, blad: Knoop) -> Naamdeel:
        if isinstance(blad, OverLeden):
            return blad.groep, tuple(n for c in children(blad) if (n := self.fact_names(c)).delen)
        return name_of(blad)

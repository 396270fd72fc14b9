"""What can be said of a rule without a household, worked out once per catalogue and kept.

Which parts do not depend on the person or connection asked about, which parameters and facts stand below a node, and
which numbers cannot be negative.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rechtenverkenner.model.feiten import GROEPEN, REGISTER
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

T = TypeVar("T")


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
        "fact_leaves",
        "fact_names",
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
        self.parameter_leaves = _Eens(self._parameter_leaves).__getitem__
        """The parameters below a node, and the groups and local parts with parameters inside."""
        self.fact_leaves = _Eens(self._fact_leaves).__getitem__
        """The facts, groups and local parts below a node; not what stands inside those groups and parts."""
        self.fact_names = _Eens(self._fact_names).__getitem__
        """Of each of these its name, or what follows the id of the unit (`.geboortedatum`); else the leaf itself."""

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

    def _parameter_leaves(self, k: Knoop) -> tuple[Knoop, ...]:
        params = tuple(dict.fromkeys(p for c in children(k) for p in self.parameter_leaves(c)))
        if isinstance(k, Param):
            return (k, *params)
        return (k,) if isinstance(k, (OverLeden, Plaatselijk)) and params else params

    def _fact_leaves(self, k: Knoop) -> tuple[Knoop, ...]:
        if isinstance(k, (Feit, Heeft, Persoonsbedrag, RechtOpen, OverLeden, Plaatselijk)):
            return (k,)
        return tuple(dict.fromkeys(b for c in children(k) for b in self.fact_leaves(c)))

    def _fact_names(self, k: Knoop) -> tuple[str | Knoop, ...]:
        return tuple(_name_of(blad) for blad in self.fact_leaves(k))


def _name_of(blad: Knoop) -> str | Knoop:
    """The name of a fact, from a point on when the id of the unit comes before it; the leaf, where it takes more."""
    match blad:
        case Feit():
            bak = REGISTER[blad.naam][1]
            return f".{blad.naam}" if bak in ("persoon", "aansluiting") else f"{bak}.{blad.naam}"
        case Heeft() | RechtOpen():
            return f"{'gezin' if blad.niveau == 'gezin' else ''}.{blad.bron}.{blad.id}"
        case Persoonsbedrag() if blad.soort in ("laatste", "laatste_jaar"):
            return ".aanslagbiljetten"
        case Persoonsbedrag() if blad.soort in ("maand", "voordelen") or blad.jaar is None:
            return ".inkomens"
        case _:
            return blad

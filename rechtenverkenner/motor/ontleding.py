"""What can be said of a rule without a household, worked out once per catalogue and kept.

Which parts do not depend on the person or connection asked about, which parameters and facts stand below a node, and
which numbers cannot be negative.
"""

from __future__ import annotations

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


class Ontleding:
    """Static facts about nodes; filled while it is used, safe to share between threads."""

    __slots__ = ("_aansluiting", "_benoemd", "_bladen", "_keten", "_los", "_nooit_negatief", "_params")

    def __init__(self) -> None:
        self._aansluiting: dict[Knoop, bool] = {}
        self._nooit_negatief: dict[Knoop, bool] = {}
        self._los: dict[Knoop, bool] = {}
        self._keten: dict[Knoop, bool] = {}
        self._benoemd: dict[Knoop, bool] = {}
        self._params: dict[Knoop, tuple[Knoop, ...]] = {}
        self._bladen: dict[Knoop, tuple[Knoop, ...]] = {}

    def is_loose(self, k: Knoop) -> bool:
        """Whether the value of a node is the same for every unit of the household."""
        los = self._los.get(k)
        if los is None:
            los = self._los[k] = self._loose(k)
        return los

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

    def is_never_negative(self, k: Knoop) -> bool:
        """Whether a number cannot be below zero, whatever the facts are."""
        nooit = self._nooit_negatief.get(k)
        if nooit is None:
            nooit = self._nooit_negatief[k] = self._never_negative(k)
        return nooit

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

    def is_of_connection(self, k: Knoop) -> bool:
        """Whether the unit a node is asked of is a connection."""
        van = self._aansluiting.get(k)
        if van is None:
            if isinstance(k, (Feit, Heeft, RechtOpen)) and k.niveau != "gezin":
                van = k.niveau == "aansluiting"
            else:
                van = not isinstance(k, OverLeden) and any(self.is_of_connection(c) for c in children(k))
            self._aansluiting[k] = van
        return van

    def is_named(self, k: Knoop) -> bool:
        """Whether a named condition or a link of the chain stands here or below: an explanation goes that deep."""
        benoemd = self._benoemd.get(k)
        if benoemd is None:
            benoemd = isinstance(k, (Voorwaarde, RechtOpen)) or any(self.is_named(c) for c in children(k))
            self._benoemd[k] = benoemd
        return benoemd

    def is_linked(self, k: Knoop) -> bool:
        """Whether a link of the chain stands here or below."""
        keten = self._keten.get(k)
        if keten is None:
            keten = self._keten[k] = isinstance(k, RechtOpen) or any(self.is_linked(c) for c in children(k))
        return keten

    def parameter_leaves(self, k: Knoop) -> tuple[Knoop, ...]:
        """The parameters below a node, and the groups and local parts with parameters inside."""
        params = self._params.get(k)
        if params is None:
            params = tuple(dict.fromkeys(p for c in children(k) for p in self.parameter_leaves(c)))
            if isinstance(k, Param):
                params = (k, *params)
            elif isinstance(k, (OverLeden, Plaatselijk)) and params:
                params = (k,)
            self._params[k] = params
        return params

    def fact_leaves(self, k: Knoop) -> tuple[Knoop, ...]:
        """The facts, groups and local parts below a node; not what stands inside those groups and parts."""
        bladen = self._bladen.get(k)
        if bladen is None:
            if isinstance(k, (Feit, Heeft, Persoonsbedrag, RechtOpen, OverLeden, Plaatselijk)):
                bladen = (k,)
            else:
                bladen = tuple(dict.fromkeys(b for c in children(k) for b in self.fact_leaves(c)))
            self._bladen[k] = bladen
        return bladen

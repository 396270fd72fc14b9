"""What can be said of a rule without a household, worked out once per catalogue and kept.

Only speed depends on it: which parts do not depend on the person or connection asked about, and which parameters and
facts stand below a node.
"""

from __future__ import annotations

from rechtenverkenner.model.feiten import GROEPEN
from rechtenverkenner.model.knopen import (
    Feit,
    Heeft,
    Knoop,
    OverLeden,
    Param,
    Persoonsbedrag,
    Plaatselijk,
    RechtOpen,
    Voorwaarde,
    children,
)


class Ontleding:
    """Static facts about nodes; filled while it is used, safe to share between threads."""

    __slots__ = ("_benoemd", "_bladen", "_los", "_params")

    def __init__(self) -> None:
        self._los: dict[Knoop, bool] = {}
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

    def is_named(self, k: Knoop) -> bool:
        """Whether a named condition or a link of the chain stands here or below: an explanation goes that deep."""
        benoemd = self._benoemd.get(k)
        if benoemd is None:
            benoemd = isinstance(k, (Voorwaarde, RechtOpen)) or any(self.is_named(c) for c in children(k))
            self._benoemd[k] = benoemd
        return benoemd

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

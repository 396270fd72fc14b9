"""From rules with facts filled in to the positive branches of the chain.

What does not mention `recht(...)` is decided here; what is left of a right is a set of branches "open when these rights
are held or open". Done for three thresholds: certain, certain if a person agrees, possible.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import Melding, RechtenFout
from rechtenverkenner.model.knopen import (
    JA,
    NEE,
    ONBEKEND,
    Alle,
    Begrip,
    EenVan,
    Knoop,
    OverLeden,
    Plaatselijk,
    RechtOpen,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.motor.gebruik import HUISHOUDEN, local_branches
from rechtenverkenner.motor.keten import Atoom
from rechtenverkenner.motor.semantiek import Rekenaar

Premissen = frozenset[Atoom]
MAX_TAKKEN = 512


@lru_cache(maxsize=500)
def chain_nodes(wortel: Knoop) -> frozenset[Knoop]:
    """The nodes below which `recht(...)` stands."""
    uit: set[Knoop] = set()
    rij = walk(wortel)
    if not any(type(k) is RechtOpen for k in rij):
        return frozenset()
    for k in rij:
        if isinstance(k, RechtOpen) or any(c in uit for c in children(k)):
            uit.add(k)
    return frozenset(uit)


def atom(kenmerk: str, eenheid: int) -> Atoom:
    """A right of a unit as the chain names it; positions, so that no personal fact goes along."""
    return kenmerk, str(eenheid)


@dataclass(frozen=True, slots=True)
class Takkenlezer:
    """Reads the branches of one rule at one threshold."""

    r: Rekenaar
    keten: frozenset[Knoop]
    drempel: int

    def branches(self, k: Knoop, i: int) -> frozenset[Premissen]:
        """The minimal sets of premises that make the node reach the threshold; an empty set means it does already."""
        if k not in self.keten:
            return _WAAR if self.r.truth(k, i) >= self.drempel else _ONWAAR
        match k:
            case RechtOpen():
                return frozenset({frozenset({atom(k.id, HUISHOUDEN if k.niveau == "gezin" else i)})})
            case Voorwaarde() | Begrip():
                return self.branches(k.a, i)
            case Alle():
                return _product([self.branches(a, i) for a in k.args])
            case EenVan():
                return _minimal(p for a in k.args for p in self.branches(a, i))
            case OverLeden():
                return self._members(k, i)
            case Plaatselijk():
                return self._local(k, i)
            case _:
                raise AssertionError(
                    f"{type(k).__name__} kan geen keten bevatten"
                )  # INVARIANT: checked at load (RV250)

    def _members(self, k: OverLeden, i: int) -> frozenset[Premissen]:
        leden, is_open = self.r.group(k.groep, i)
        iemand = k.soort == "iemand"
        per_lid: list[frozenset[Premissen]] = []
        for lid, zeker in leden:
            telt = zeker if k.waar is None else min(zeker, self.r.truth(k.waar, lid))
            if telt == NEE:
                continue
            takken = self.branches(k.a, lid)
            if iemand and telt < self.drempel:
                takken = _ONWAAR
            if not iemand and self.drempel == ONBEKEND and telt != JA:
                takken = _WAAR  # this member may turn out not to count
            per_lid.append(takken)
        if is_open and iemand and self.drempel == ONBEKEND:
            return _WAAR
        if is_open and not iemand and self.drempel > ONBEKEND:
            return _ONWAAR
        return _minimal(p for takken in per_lid for p in takken) if iemand else _product(per_lid)

    def _local(self, k: Plaatselijk, i: int) -> frozenset[Premissen]:
        takken = local_branches(self.r, k)
        if self.drempel == ONBEKEND:
            if None in takken:
                return _WAAR
            return _minimal(p for t in takken if t is not None for p in self.branches(t, i))
        return _ONWAAR if None in takken else _product([self.branches(t, i) for t in takken if t is not None])


_WAAR: frozenset[Premissen] = frozenset({frozenset()})
_ONWAAR: frozenset[Premissen] = frozenset()


def _minimal(sets: Iterable[Premissen]) -> frozenset[Premissen]:
    """Without the sets that hold another one."""
    uit: list[Premissen] = []
    for p in sorted(set(sets), key=len):
        if not any(u <= p for u in uit):
            uit.append(p)
    if len(uit) > MAX_TAKKEN:
        raise RechtenFout(
            [
                Melding(
                    "RV310", "te veel combinaties van rechten in een voorwaarde", None, "maak de voorwaarde eenvoudiger"
                )
            ]
        )
    return frozenset(uit)


def _product(delen: list[frozenset[Premissen]]) -> frozenset[Premissen]:
    uit = _WAAR
    for d in delen:
        uit = _minimal(a | b for a in uit for b in d)
        if not uit:
            break
    return uit

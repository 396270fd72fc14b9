"""Whether two nodes say the same: their form without names and labels."""

from __future__ import annotations

from rechtenverkenner.model.knopen import Begrip, Knoop, Voorwaarde, children

_KNOOPVELDEN = frozenset(
    "typ a b args datum jaar voorwaarde dan anders grenzen uitkomsten lijst waar takken standaard".split()
)


def canonical(k: Knoop) -> tuple[object, ...]:
    """What a node says, without names and labels: two nodes that say the same give equal values."""
    if isinstance(k, (Voorwaarde, Begrip)):
        return canonical(k.a)
    eigen = []
    for veld in type(k).__dataclass_fields__:
        waarde = getattr(k, veld)
        if veld not in _KNOOPVELDEN and isinstance(waarde, (str, int, tuple, frozenset, type(None))):
            eigen.append(tuple(sorted(waarde)) if isinstance(waarde, frozenset) else waarde)
    return (type(k).__name__, *eigen, *(canonical(c) for c in children(k)))

"""The smallest change that would turn a "no": read off the explanation tree."""

from __future__ import annotations

from rechtenverkenner.model.oordeel import Uitleg, Verandering

_GEWICHT = {"bedrag": 1, "datum": 2, "feit": 3, "status": 4}


def smallest_change(u: Uitleg) -> tuple[Verandering, ...]:
    """The fewest, lightest changes that together would make a failing condition hold; empty when there are none."""
    return _change(u, {}) or ()


Verandering_of_niets = tuple[Verandering, ...] | None


def _change(u: Uitleg, klaar: dict[int, Verandering_of_niets]) -> Verandering_of_niets:
    """Changes for a node that says no, `()` for one that does not, None when nothing named here could turn it."""
    if id(u) not in klaar:  # parts of an explanation are shared
        klaar[id(u)] = _compute(u, klaar)
    return klaar[id(u)]


def _compute(u: Uitleg, klaar: dict[int, Verandering_of_niets]) -> Verandering_of_niets:
    if u.uitkomst != "nee":
        return ()
    if u.soort == "niet":
        onder = u.onderdelen[0]
        return (Verandering("feit", onder.feiten[0]),) if onder.soort == "blad" and onder.feiten else None
    if not u.onderdelen:
        return None if u.verandering is None else (u.verandering,)
    delen = [_change(deel, klaar) for deel in u.onderdelen]
    if u.soort == "een_van":
        mogelijk = [d for d in delen if d is not None]
        return min(mogelijk, key=_weight, default=None)
    if any(d is None for d in delen):
        return None
    return tuple(dict.fromkeys(v for d in delen if d is not None for v in d))


def _weight(rij: tuple[Verandering, ...]) -> tuple[int, int, int, list[int]]:
    """Fewer changes first, then lighter kinds, then smaller amounts, then earlier days: in whatever order they come."""
    bedragen = sum(v.verschil or 0 for v in rij if v.soort == "bedrag")
    dagen = sorted(v.verschil or 0 for v in rij if v.soort == "datum")
    return len(rij), sum(_GEWICHT[v.soort] for v in rij), bedragen, dagen

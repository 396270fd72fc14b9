"""The edge of a comparison: equal, or one cent, one day or one birthday past it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rechtenverkenner.model import datums
from rechtenverkenner.model.knopen import GESPIEGELD, Datumfunctie, Knoop, Vergelijk, children
from rechtenverkenner.verificatie.dagen import Dag
from rechtenverkenner.verificatie.symbolisch import Marge, NietVertaald
from rechtenverkenner.verificatie.vertaalregels import own_value
from rechtenverkenner.verificatie.vertalen import Vertaler
from rechtenverkenner.verificatie.z3_model import Term, at_most, conj, disj, is_fixed, same

DICHTBIJ: Final = 100


def edges(v: Vertaler, atoom: Knoop) -> list[Term]:
    """That some comparison in a condition lies on its edge, and, weaker, near it; empty when none compares numbers.

    Only outermost comparisons: one inside another chooses between amounts, and its edge is not that of the condition.
    """
    rij = [paar for k in _outermost(atoom) for i in v.units(k) if (paar := _edge(v, k, i)) is not None]
    if not rij:
        return []
    precies, dichtbij = disj(*(p for p, _ in rij)), disj(*(d for _, d in rij))
    return [precies] if dichtbij is False else [precies, dichtbij]


def _outermost(k: Knoop) -> Iterator[Vergelijk]:
    if isinstance(k, Vergelijk):
        yield k
    else:
        for onder in children(k):
            yield from _outermost(onder)


def _edge(v: Vertaler, k: Vergelijk, i: int) -> tuple[Term, Term] | None:
    """On the edge, and near it."""
    try:
        a, b = v.value(k.a, i), v.value(k.b, i)
        if (leeftijd := _age_edge(v, k, i)) is not None:
            return leeftijd, False
    except NietVertaald:
        return None
    if isinstance(a, Dag) and isinstance(b, Dag):
        dag = _day_edge(k.op, a, b)
        return None if dag is None else (dag, False)
    if not isinstance(a, Marge) or not isinstance(b, Marge) or _all_fixed(a, b):
        return None
    return disj(*_number_edges(k.op, a, b)), _near(a, b)


def _all_fixed(a: Marge, b: Marge) -> bool:
    return is_fixed(*(g.waarde for g in (a.lo, a.hi, b.lo, b.hi)))


def _number_edges(op: str, a: Marge, b: Marge) -> Iterator[Term]:
    """Just true, and just false."""
    stap = {"<=": 0, "<": 1, ">=": 1, ">": 0, "==": 0, "!=": 0}[op]
    laag = same(a.hi.waarde, b.lo.waarde - stap)
    hoog = same(a.lo.waarde, b.hi.waarde + 1 - stap)
    yield conj(a.hi.eindig, b.lo.eindig, laag)
    yield conj(a.lo.eindig, b.hi.eindig, hoog)


def _near(a: Marge, b: Marge) -> Term:
    """At most a euro apart, for amounts that rounding keeps off the edge itself."""
    onder, boven = a.lo.waarde - b.hi.waarde, b.lo.waarde - a.hi.waarde
    return conj(a.lo.eindig, b.hi.eindig, at_most(onder, DICHTBIJ), at_most(boven, DICHTBIJ))


def _day_edge(op: str, a: Dag, b: Dag) -> Term | None:
    if a.is_fixed == b.is_fixed:
        return None
    if a.is_fixed:
        a, b, op = b, a, GESPIEGELD[op]
    grens = b.getal
    buur = datums.add_days(grens, -1 if op in ("<", ">=") else 1)
    return disj(same(a.getal, grens), same(a.getal, buur))


def _age_edge(v: Vertaler, k: Vergelijk, i: int) -> Term | None:
    """A birthday on the day itself, or the day after."""
    links, rechts = own_value(k.a), own_value(k.b)
    op = k.op
    if isinstance(rechts, Datumfunctie):
        links, rechts, op = rechts, links, GESPIEGELD[op]  # type: ignore[assignment]
    if not isinstance(links, Datumfunctie) or links.naam != "leeftijd" or op in ("==", "!="):
        return None
    grens = v.margin(rechts, i).lo.waarde
    van, tot = v.day(links.args[0], i), v.day(links.args[1], i)
    if van.is_fixed or not tot.is_fixed or not is_fixed(grens):
        return None
    verjaardag = tot.getal - (grens + (op in ("<=", ">"))) * 10000
    return disj(same(van.getal, verjaardag), same(van.getal, datums.add_days(verjaardag, 1)))

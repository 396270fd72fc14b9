"""Comparing intervals and turning answers: the truth values of the rule language."""

from __future__ import annotations

from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.knopen import JA, NEE, ONBEKEND


def compare(op: str, a: Interval, b: Interval) -> int:
    """Three-valued comparison of two intervals."""
    if op == "<=":
        return _at_most(a, b)
    if op == ">=":
        return _at_most(b, a)
    if op == "<":
        return negate(_at_most(b, a))
    if op == ">":
        return negate(_at_most(a, b))
    gelijk = min(_at_most(a, b), _at_most(b, a))
    return gelijk if op == "==" else negate(gelijk)


def _at_most(a: Interval, b: Interval) -> int:
    if a[1] is not None and b[0] is not None and a[1] <= b[0]:
        return JA
    if a[0] is not None and b[1] is not None and a[0] > b[1]:
        return NEE
    return ONBEKEND


def negate(waarde: int) -> int:
    """Opposite of a truth value; what a person decides stays open."""
    return {NEE: JA, JA: NEE}.get(waarde, ONBEKEND)

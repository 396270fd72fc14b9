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
        return JA - _at_most(b, a) if _at_most(b, a) != ONBEKEND else ONBEKEND
    if op == ">":
        return JA - _at_most(a, b) if _at_most(a, b) != ONBEKEND else ONBEKEND
    x, y = _at_most(a, b), _at_most(b, a)
    gelijk = min(x, y)
    if op == "==":
        return gelijk
    return ONBEKEND if gelijk == ONBEKEND else JA - gelijk


def _at_most(a: Interval, b: Interval) -> int:
    if a[1] is not None and b[0] is not None and a[1] <= b[0]:
        return JA
    if a[0] is not None and b[1] is not None and a[0] > b[1]:
        return NEE
    return ONBEKEND


def negate(waarde: int) -> int:
    """Opposite of a truth value; what a person decides stays open."""
    return {NEE: JA, JA: NEE}.get(waarde, ONBEKEND)

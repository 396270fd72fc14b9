"""The date functions of the rule language on intervals of dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rechtenverkenner.model import datums
from rechtenverkenner.model.bedrag import Interval


def _span(functie: Callable[[int, int], int]) -> Callable[[list[Interval]], Interval]:
    """Time from the first date to the second: falls when the first rises."""

    def uit(args: list[Interval]) -> Interval:
        (a_lo, a_hi), (b_lo, b_hi) = args
        return (
            None if a_hi is None or b_lo is None else functie(a_hi, b_lo),
            None if a_lo is None or b_hi is None else functie(a_lo, b_hi),
        )

    return uit


def _age(args: list[Interval]) -> Interval:
    (a_lo, a_hi), (b_lo, b_hi) = args
    return (
        0 if a_hi is None or b_lo is None else max(datums.years_between(a_hi, b_lo), 0),
        None if a_lo is None or b_hi is None else max(datums.years_between(a_lo, b_hi), 0),
    )


def _moved(functie: Callable[[int, int], int]) -> Callable[[list[Interval]], Interval]:
    """A date moved by a constant number of months, days or years."""

    def uit(args: list[Interval]) -> Interval:
        stap = args[1][0] if len(args) > 1 else 0
        assert stap is not None
        return datums.monotone(functie, args[0], stap)

    return uit


def _simple(functie: Callable[[int], int]) -> Callable[[list[Interval]], Interval]:
    return lambda args: datums.monotone(functie, args[0])


DATUMFUNCTIES: Mapping[str, Callable[[list[Interval]], Interval]] = {
    "leeftijd": _age,
    "dagen": _span(datums.days_between),
    "maanden": _span(datums.months_between),
    "plus_maanden": _moved(datums.add_months),
    "plus_dagen": _moved(datums.add_days),
    "jaarbegin": _moved(datums.start_of_year),
    "maandbegin": _simple(datums.start_of_month),
    "kwartaalbegin": _simple(datums.start_of_quarter),
    "jaar": _simple(lambda d: d // 10000),
}

"""Dates as whole numbers yyyymmdd, so that a partly known date is an interval like any other number.

A birthday on 29 February falls on 1 March in other years: that follows from comparing yyyymmdd.
"""

from __future__ import annotations

from datetime import date

from rechtenverkenner.model.bedrag import Interval

VROEGSTE, LAATSTE = 19000101, 21001231
_LENGTES = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def to_number(dag: date) -> int:
    """A date as yyyymmdd.

    >>> to_number(date(2026, 11, 1))
    20261101
    """
    return dag.year * 10000 + dag.month * 100 + dag.day


def month_length(jaar: int, maand: int) -> int:
    """Days in a month.

    >>> month_length(2026, 2), month_length(2000, 2), month_length(2100, 2)
    (28, 29, 28)
    """
    return _LENGTES[maand - 1] + (maand == 2 and jaar % 4 == 0 and (jaar % 100 != 0 or jaar % 400 == 0))


def to_date(getal: int) -> date:
    """yyyymmdd as a date; a day past the end of its month becomes the last day of that month, years stay in 1 to 9999.

    >>> to_date(20250231), to_date(100000101)
    (datetime.date(2025, 2, 28), datetime.date(9999, 1, 1))
    """
    jaar, maand, dag = getal // 10000, getal // 100 % 100, getal % 100
    jaar = min(max(jaar, date.min.year), date.max.year)
    maand = min(max(maand, 1), 12)
    return date(jaar, maand, min(max(dag, 1), month_length(jaar, maand)))


def years_between(van: int, tot: int) -> int:
    """Full years from one date to another: an age.

    >>> years_between(19601102, 20261101), years_between(19601101, 20261101)
    (65, 66)
    """
    return (tot - van) // 10000


def months_between(van: int, tot: int) -> int:
    """Full months from one date to another.

    >>> months_between(20260110, 20260409), months_between(20260110, 20260410)
    (2, 3)
    """
    maanden = (tot // 10000 - van // 10000) * 12 + (tot // 100 % 100 - van // 100 % 100)
    return maanden - (1 if tot % 100 < van % 100 else 0)


def days_between(van: int, tot: int) -> int:
    """Days from one date to another.

    >>> days_between(20260101, 20260302)
    60
    """
    return (to_date(tot) - to_date(van)).days


def add_months(dag: int, maanden: int) -> int:
    """The same day some months later; 31 January plus one month is the last day of February.

    >>> add_months(20260131, 1), add_months(20260115, -1)
    (20260228, 20251215)
    """
    plek = dag // 10000 * 12 + dag // 100 % 100 - 1 + maanden
    jaar, maand = divmod(plek, 12)
    return jaar * 10000 + (maand + 1) * 100 + min(dag % 100, month_length(jaar, maand + 1))


def add_days(dag: int, dagen: int) -> int:
    """The date some days later.

    >>> add_days(20261231, 1)
    20270101
    """
    ordinaal = to_date(dag).toordinal() + dagen
    return to_number(date.fromordinal(min(max(ordinaal, date.min.toordinal()), date.max.toordinal())))


def start_of_year(dag: int, jaren: int = 0) -> int:
    """1 January of the year of `dag`, `jaren` years further."""
    return (dag // 10000 + jaren) * 10000 + 101


def start_of_month(dag: int) -> int:
    """First day of the month of `dag`."""
    return dag // 100 * 100 + 1


def start_of_quarter(dag: int) -> int:
    """First day of the calendar quarter of `dag`.

    >>> start_of_quarter(20250520)
    20250401
    """
    maand = (dag // 100 % 100 - 1) // 3 * 3 + 1
    return dag // 10000 * 10000 + maand * 100 + 1


def monotone(functie: object, interval: Interval, *extra: int) -> Interval:
    """A function that never falls, applied to both ends of an interval of dates."""
    assert callable(functie)
    onder, boven = interval
    return (
        None if onder is None else int(functie(onder, *extra)),
        None if boven is None else int(functie(boven, *extra)),
    )

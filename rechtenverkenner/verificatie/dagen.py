"""Days as formulas: year, month and day of the month apart, so that a birthday needs no division.

Variables are never 29 February, and years lie between 1901 and 2099, where every fourth year is a leap year.
"""

from __future__ import annotations

from dataclasses import dataclass

from rechtenverkenner.verificatie.z3_model import (
    Term,
    at_most,
    below,
    conj,
    disj,
    is_fixed,
    ite,
    lowest,
    quotient,
    remainder,
    same,
)

_TOT_NU_TOE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
"""Days of a year before each month, outside a leap year."""
_SCHRIKKELDAGEN_VOOR_1901 = 460


@dataclass(frozen=True, slots=True)
class Dag:
    """A day of which year, month and day are terms."""

    jaar: Term
    maand: Term
    dag: Term

    @property
    def getal(self) -> Term:
        """The day as yyyymmdd."""
        return self.jaar * 10000 + self.maand * 100 + self.dag

    @property
    def is_fixed(self) -> bool:
        """Whether it is the same day in every household."""
        return is_fixed(self.jaar, self.maand, self.dag)


def to_day(getal: int) -> Dag:
    """yyyymmdd as a day."""
    return Dag(getal // 10000, getal // 100 % 100, getal % 100)


def is_date(d: Dag) -> Term:
    """What a day of which the parts are variables must meet to be a day of the calendar."""
    lengte = ite(same(d.maand, 2), 28, ite(disj(*(same(d.maand, m) for m in (4, 6, 9, 11))), 30, 31))
    return conj(at_most(1, d.maand), at_most(d.maand, 12), at_most(1, d.dag), at_most(d.dag, lengte))


def _month_length(jaar: Term, maand: Term) -> Term:
    februari = ite(same(remainder(jaar, 4), 0), 29, 28)
    kort = disj(*(same(maand, m) for m in (4, 6, 9, 11)))
    return ite(same(maand, 2), februari, ite(kort, 30, 31))


def add_months(d: Dag, maanden: int) -> Dag:
    """The same day some months later, at most the last day of that month."""
    jaren, rest = divmod(maanden, 12)
    over = below(12, d.maand + rest)
    jaar = d.jaar + jaren + ite(over, 1, 0)
    maand = d.maand + rest - ite(over, 12, 0)
    return Dag(jaar, maand, lowest(d.dag, _month_length(jaar, maand)))


def full_years(van: Dag, tot: Dag) -> Term:
    """Whole years between two days."""
    nog_niet = below(tot.maand * 100 + tot.dag, van.maand * 100 + van.dag)
    return tot.jaar - van.jaar - ite(nog_niet, 1, 0)


def full_months(van: Dag, tot: Dag) -> Term:
    """Whole months between two days."""
    return (tot.jaar - van.jaar) * 12 + tot.maand - van.maand - ite(below(tot.dag, van.dag), 1, 0)


def ordinal(d: Dag) -> Term:
    """The number of a day, counted from 1 January of the year 1."""
    voor: Term = _TOT_NU_TOE[11]
    for maand in range(11, 0, -1):
        voor = ite(same(d.maand, maand), _TOT_NU_TOE[maand - 1], voor)
    schrikkel = conj(below(2, d.maand), same(remainder(d.jaar, 4), 0))
    sinds_1901 = quotient(d.jaar - 1901, 4)
    dagen = (d.jaar - 1) * 365 + _SCHRIKKELDAGEN_VOOR_1901 + sinds_1901
    return dagen + voor + d.dag + ite(schrikkel, 1, 0)


def pick_day(c: Term, dan: Dag, anders: Dag) -> Dag:
    """One day or the other."""
    return Dag(ite(c, dan.jaar, anders.jaar), ite(c, dan.maand, anders.maand), ite(c, dan.dag, anders.dag))

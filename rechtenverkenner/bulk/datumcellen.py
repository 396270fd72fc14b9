"""The date functions of the rule language on columns of yyyymmdd: whole-number arithmetic, no calendar of an engine.

The same functions as `motor.datumfuncties`, for days that exist; a test holds them together on every day of some years.
"""

from __future__ import annotations

from collections.abc import Callable

from rechtenverkenner.bulk.cellen import Cel, Weefsel
from rechtenverkenner.bulk.waarden import Bereik, Eind, Rekening

MAANDEN_VOOR = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
"""Days before each month of an ordinary year."""


class Kalender:
    """Functions of dates on columns."""

    def __init__(self, r: Rekening) -> None:
        self.r = r
        self.w: Weefsel = r.w

    def apply(self, naam: str, args: list[Bereik]) -> Bereik:
        """What the date function gives for these ranges."""
        tijd = {"leeftijd": self.years, "dagen": self.days, "maanden": self.months}.get(naam)
        if tijd is not None:
            uit = self._span(tijd, args)
            return self._not_below_zero(uit) if naam == "leeftijd" else uit
        stap = args[1].onder.waarde if len(args) > 1 else self.w.getal(0)
        op: dict[str, Callable[[Cel], Cel]] = {
            "plus_maanden": lambda d: self.add_months(d, stap),
            "plus_dagen": lambda d: self.add_days(d, stap),
            "jaarbegin": lambda d: self._first_of_year(self.w.plus(self.year(d), stap)),
            "maandbegin": lambda d: self._first_of(self.year(d), self.month(d)),
            "kwartaalbegin": self._first_of_quarter,
            "jaar": self.year,
        }
        return Bereik(*(Eind(op[naam](e.waarde), e.bekend) for e in (args[0].onder, args[0].boven)))

    def _span(self, tijd: Callable[[Cel, Cel], Cel], args: list[Bereik]) -> Bereik:
        w, (a, b) = self.w, args
        return Bereik(
            Eind(tijd(a.boven.waarde, b.onder.waarde), w.en(a.boven.bekend, b.onder.bekend)),
            Eind(tijd(a.onder.waarde, b.boven.waarde), w.en(a.onder.bekend, b.boven.bekend)),
        )

    def _not_below_zero(self, a: Bereik) -> Bereik:
        w, nul = self.w, self.r.at_least_zero
        return Bereik(
            Eind(w.kies(a.onder.bekend, nul(a.onder.waarde), w.getal(0)), self.r.ja),
            Eind(nul(a.boven.waarde), a.boven.bekend),
        )

    # -- parts of a date
    def year(self, d: Cel) -> Cel:
        """The year of a date."""
        return self.w.deel(d, self.w.getal(10000))

    def month(self, d: Cel) -> Cel:
        """The month of a date, from 1 to 12."""
        return self._between(self.w.rest(self.w.deel(d, self.w.getal(100)), 100), 1, 12)

    def day(self, d: Cel) -> Cel:
        """The day of the month, from 1 to 31."""
        return self._between(self.w.rest(d, 100), 1, 31)

    def _between(self, a: Cel, laag: int, hoog: int) -> Cel:
        """The number, for whoever works out how large things can become; where nothing is known it says anything."""
        return self.w.laagste(self.w.hoogste(a, self.w.getal(laag)), self.w.getal(hoog))

    def _first_of(self, jaar: Cel, maand: Cel) -> Cel:
        return self._compose(jaar, maand, self.w.getal(1))

    def _first_of_year(self, jaar: Cel) -> Cel:
        return self._compose(jaar, self.w.getal(1), self.w.getal(1))

    def _first_of_quarter(self, d: Cel) -> Cel:
        w = self.w
        kwartaal = w.deel(w.plus(self.month(d), w.getal(-1)), w.getal(3))
        return self._first_of(self.year(d), w.plus(w.maal(kwartaal, w.getal(3)), w.getal(1)))

    def _compose(self, jaar: Cel, maand: Cel, dag: Cel) -> Cel:
        w = self.w
        return w.plus(w.maal(jaar, w.getal(10000)), w.plus(w.maal(maand, w.getal(100)), dag))

    # -- time between
    def years(self, van: Cel, tot: Cel) -> Cel:
        """Full years from one date to another."""
        return self.w.deel(self.w.min(tot, van), self.w.getal(10000))

    def months(self, van: Cel, tot: Cel) -> Cel:
        """Full months from one date to another."""
        w = self.w
        maanden = w.min(self._month_number(tot), self._month_number(van))
        return w.kies(w.lt(self.day(tot), self.day(van)), w.plus(maanden, w.getal(-1)), maanden)

    def _month_number(self, d: Cel) -> Cel:
        return self.w.plus(self.w.maal(self.year(d), self.w.getal(12)), self.month(d))

    def days(self, van: Cel, tot: Cel) -> Cel:
        """Days from one date to another."""
        return self.w.min(self.ordinal(tot), self.ordinal(van))

    def ordinal(self, d: Cel) -> Cel:
        """Days since the first of the calendar, as Python's `date.toordinal`."""
        w, jaar, maand = self.w, self.year(d), self.month(d)
        eerder = w.plus(jaar, w.getal(-1))
        schrikkels = w.plus(
            w.min(w.deel(eerder, w.getal(4)), w.deel(eerder, w.getal(100))), w.deel(eerder, w.getal(400))
        )
        voor = w.getal(0)
        for m, dagen in enumerate(MAANDEN_VOOR[1:], 2):
            voor = w.kies(w.le(w.getal(m), maand), w.getal(dagen), voor)
        extra = w.kies(w.en(w.le(w.getal(3), maand), self._is_leap(jaar)), w.getal(1), w.getal(0))
        return w.plus(w.plus(w.maal(eerder, w.getal(365)), schrikkels), w.plus(w.plus(voor, extra), self.day(d)))

    def _is_leap(self, jaar: Cel) -> Cel:
        w = self.w
        deelbaar = {n: w.eq(w.rest(jaar, n), w.getal(0)) for n in (4, 100, 400)}
        return w.of(w.en(deelbaar[4], w.niet(deelbaar[100])), deelbaar[400])

    # -- moving a date
    def add_months(self, d: Cel, maanden: Cel) -> Cel:
        """The same day some months later, or the last day of that month."""
        w = self.w
        plek = w.plus(w.plus(self._month_number(d), w.getal(-1)), maanden)
        jaar, maand = w.deel(plek, w.getal(12)), w.plus(w.rest(plek, 12), w.getal(1))
        return self._compose(jaar, maand, w.laagste(self.day(d), self._month_length(jaar, maand)))

    def _month_length(self, jaar: Cel, maand: Cel) -> Cel:
        w = self.w
        kort = w.of(*(w.eq(maand, w.getal(m)) for m in (4, 6, 9, 11)))
        februari = w.kies(self._is_leap(jaar), w.getal(29), w.getal(28))
        return w.kies(w.eq(maand, w.getal(2)), februari, w.kies(kort, w.getal(30), w.getal(31)))

    def add_days(self, d: Cel, dagen: Cel) -> Cel:
        """The date some days later, from year 1 to year 9999."""
        return self.from_ordinal(self._between(self.w.plus(self.ordinal(d), dagen), 1, 3652059))

    def from_ordinal(self, ordinaal: Cel) -> Cel:
        """The date of a number of days since the first of the calendar.

        Years are counted from 1 March, so that the leap day is the last day of a year and months have fixed places.
        """
        w = self.w
        z = w.plus(ordinaal, w.getal(305))  # days since 1 March of year 0
        eeuw = w.deel(z, w.getal(146097))
        in_eeuw = w.rest(z, 146097)
        hulp = w.min(w.plus(in_eeuw, w.deel(in_eeuw, w.getal(36524))), w.deel(in_eeuw, w.getal(146096)))
        jaar_in = w.deel(w.min(hulp, w.deel(in_eeuw, w.getal(1460))), w.getal(365))
        verstreken = w.min(
            w.plus(w.maal(jaar_in, w.getal(365)), w.deel(jaar_in, w.getal(4))), w.deel(jaar_in, w.getal(100))
        )
        dag_in = w.min(in_eeuw, verstreken)
        maand_in = w.deel(w.plus(w.maal(dag_in, w.getal(5)), w.getal(2)), w.getal(153))
        eerste = w.deel(w.plus(w.maal(maand_in, w.getal(153)), w.getal(2)), w.getal(5))
        dag = w.plus(w.min(dag_in, eerste), w.getal(1))
        na_jaar = w.le(w.getal(10), maand_in)
        maand = w.plus(maand_in, w.kies(na_jaar, w.getal(-9), w.getal(3)))
        jaar = w.plus(w.plus(w.maal(eeuw, w.getal(400)), jaar_in), w.kies(na_jaar, w.getal(1), w.getal(0)))
        return self._compose(jaar, maand, dag)

"""Values of rules as formulas: what `motor.semantiek` computes for one household, for every household at once.

A truth value is kept as three formulas, "at least ONBEKEND", "at least MENS" and "JA": on that chain `and` and `or` are
`and` and `or` of each. A number is an interval, because a parameter may be known by bounds only. Written apart from the
engine and on purpose in another way: that the two agree is what the witnesses show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from rechtenverkenner.model.bedrag import Afronding, Interval
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND
from rechtenverkenner.verificatie.z3_model import (
    Model,
    Term,
    at_most,
    conj,
    disj,
    highest,
    is_fixed,
    ite,
    lowest,
    neg,
    quotient,
    same,
)


class NietVertaald(Exception):
    """A part of a rule that has no formula, with the reason in Dutch."""


@dataclass(frozen=True, slots=True)
class Waarheid:
    """A truth value: whether it is at least ONBEKEND, at least MENS, and JA."""

    open: Term
    mens: Term
    ja: Term

    @property
    def is_sharp(self) -> bool:
        """Whether it can only be yes or no."""
        return self.open is self.ja

    @property
    def nee(self) -> Term:
        """Certainly not."""
        return neg(self.open)

    def of(self, model: Model) -> int:
        """The truth value in one household."""
        if not model.truth(self.open):
            return NEE
        return JA if model.truth(self.ja) else MENS if model.truth(self.mens) else ONBEKEND


def sharp(t: Term) -> Waarheid:
    """A truth that is yes or no."""
    return Waarheid(t, t, t)


WAAR, ONWAAR = sharp(True), sharp(False)
OPEN, MENSELIJK = Waarheid(True, False, False), Waarheid(True, True, False)
VASTE: Mapping[int, Waarheid] = {NEE: ONWAAR, ONBEKEND: OPEN, MENS: MENSELIJK, JA: WAAR}


def all_of(delen: Sequence[Waarheid]) -> Waarheid:
    """The lowest."""
    ja = conj(*(d.ja for d in delen))
    if all(d.is_sharp for d in delen):
        return sharp(ja)
    return Waarheid(conj(*(d.open for d in delen)), conj(*(d.mens for d in delen)), ja)


def any_of(delen: Sequence[Waarheid]) -> Waarheid:
    """The highest."""
    ja = disj(*(d.ja for d in delen))
    if all(d.is_sharp for d in delen):
        return sharp(ja)
    return Waarheid(disj(*(d.open for d in delen)), disj(*(d.mens for d in delen)), ja)


def negate(a: Waarheid) -> Waarheid:
    """Yes and no change places; what is between stays open, also what a person decides."""
    if a.is_sharp:
        return sharp(neg(a.ja))
    zeker = neg(a.open)
    return Waarheid(neg(a.ja), zeker, zeker)


def capped(a: Waarheid) -> Waarheid:
    """At best what a person decides."""
    return Waarheid(a.open, a.mens, False)


@dataclass(frozen=True, slots=True)
class Grens:
    """One side of an interval, and whether there is one."""

    waarde: Term
    eindig: Term = True


@dataclass(frozen=True, slots=True)
class Marge:
    """A number that lies between two sides; both are the same object when it is known."""

    lo: Grens
    hi: Grens

    @property
    def is_exact(self) -> bool:
        """Whether it is one number, whatever the household is."""
        return self.lo is self.hi


def exact(t: Term) -> Marge:
    """A number that is known."""
    g = Grens(t)
    return Marge(g, g)


def margin(i: Interval) -> Marge:
    """A fixed interval."""
    if i[0] is not None and i[0] == i[1]:
        return exact(i[0])
    return Marge(*(Grens(0, False) if x is None else Grens(x) for x in i))


def _both(a: Marge, b: Marge, lo: Grens, hi: Grens) -> Marge:
    return Marge(lo, lo) if a.is_exact and b.is_exact else Marge(lo, hi)


def add(a: Marge, b: Marge) -> Marge:
    """Sum."""
    lo, hi = (Grens(x.waarde + y.waarde, conj(x.eindig, y.eindig)) for x, y in ((a.lo, b.lo), (a.hi, b.hi)))
    return _both(a, b, lo, hi)


def subtract(a: Marge, b: Marge) -> Marge:
    """Difference."""
    lo, hi = (Grens(x.waarde - y.waarde, conj(x.eindig, y.eindig)) for x, y in ((a.lo, b.hi), (a.hi, b.lo)))
    return _both(a, b, lo, hi)


def divide(a: Term, noemer: int, afronding: Afronding = "half_op") -> Term:
    """Exact quotient, rounded as named; a half goes away from zero."""
    if noemer == 1:
        return a
    if afronding == "beneden":
        return quotient(a, noemer)
    if afronding == "boven":
        return -quotient(-a, noemer)
    naar_boven, naar_onder = quotient(2 * a + noemer, 2 * noemer), -quotient(noemer - 2 * a, 2 * noemer)
    return ite(at_most(0, a), naar_boven, naar_onder)


def scale(a: Marge, teller: int, noemer: int, afronding: Afronding) -> Marge:
    """Times a fraction, rounded."""
    if teller == 0:
        return exact(0)
    lo, hi = (Grens(divide(g.waarde * teller, noemer, afronding), g.eindig) for g in (a.lo, a.hi))
    if a.is_exact:
        return Marge(lo, lo)
    return Marge(lo, hi) if teller > 0 else Marge(hi, lo)


def multiply(a: Marge, b: Marge, deler: int) -> Marge:
    """Product; without a lowest or a highest side where an operand has none, unless both cannot be negative."""
    if a.is_exact and b.is_exact:
        return exact(divide(_product(a.lo.waarde, b.lo.waarde), deler))
    hoeken = [divide(_product(x.waarde, y.waarde), deler) for x in (a.lo, a.hi) for y in (b.lo, b.hi)]
    heel = conj(*(g.eindig for g in (a.lo, a.hi, b.lo, b.hi)))
    positief = conj(*(conj(m.lo.eindig, at_most(0, m.lo.waarde)) for m in (a, b)))
    niets = disj(*(conj(m.hi.eindig, same(m.lo.waarde, 0), same(m.hi.waarde, 0)) for m in (a, b)))
    lo = Grens(ite(heel, reduce(lowest, hoeken), hoeken[0]), disj(heel, positief))
    return Marge(lo, Grens(ite(heel, reduce(highest, hoeken), 0), disj(heel, conj(positief, niets))))


def _product(a: Term, b: Term) -> Term:
    if not is_fixed(a) and not is_fixed(b):
        raise NietVertaald("een product van twee feiten")
    return a * b


def _hull_side(a: Grens, b: Grens, *, onder: bool) -> Grens:
    """The outer one of two sides; without a side when one has none."""
    return Grens((lowest if onder else highest)(a.waarde, b.waarde), conj(a.eindig, b.eindig))


def _inner_side(a: Grens, b: Grens, *, onder: bool) -> Grens:
    """The inner one of two sides; a side when one has it."""
    binnen = (highest if onder else lowest)(a.waarde, b.waarde)
    waarde = ite(a.eindig, ite(b.eindig, binnen, a.waarde), b.waarde)
    return Grens(waarde, disj(a.eindig, b.eindig))


def hull(a: Marge, b: Marge) -> Marge:
    """The smallest interval that holds both."""
    return Marge(_hull_side(a.lo, b.lo, onder=True), _hull_side(a.hi, b.hi, onder=False))


def minimum(rij: Iterable[Marge]) -> Marge:
    """The lowest of several."""
    return reduce(
        lambda a, b: _both(a, b, _hull_side(a.lo, b.lo, onder=True), _inner_side(a.hi, b.hi, onder=False)), rij
    )


def maximum(rij: Iterable[Marge]) -> Marge:
    """The highest of several."""
    return reduce(
        lambda a, b: _both(a, b, _inner_side(a.lo, b.lo, onder=True), _hull_side(a.hi, b.hi, onder=False)), rij
    )


def _pick(c: Term, a: Grens, b: Grens) -> Grens:
    return a if a is b else Grens(ite(c, a.waarde, b.waarde), ite(c, a.eindig, b.eindig))


def pick(c: Term, dan: Marge, anders: Marge) -> Marge:
    """A number by a plain condition."""
    if isinstance(c, bool):
        return dan if c else anders
    lo, hi = _pick(c, dan.lo, anders.lo), _pick(c, dan.hi, anders.hi)
    return Marge(lo, lo) if dan.is_exact and anders.is_exact else Marge(lo, hi)


def choose(c: Waarheid, dan: Marge, anders: Marge) -> Marge:
    """A number by a condition; where that is open, an interval around both."""
    zeker = pick(c.ja, dan, anders)
    return zeker if c.is_sharp else pick(disj(c.ja, c.nee), zeker, hull(dan, anders))


def compare(op: str, a: Marge, b: Marge) -> Waarheid:
    """Comparison of two intervals."""
    match op:
        case "<=":
            return _at_most(a, b)
        case ">=":
            return _at_most(b, a)
        case "<":
            return negate(_at_most(b, a))
        case ">":
            return negate(_at_most(a, b))
    gelijk = all_of([_at_most(a, b), _at_most(b, a)])
    return gelijk if op == "==" else negate(gelijk)


def _at_most(a: Marge, b: Marge) -> Waarheid:
    ja = conj(a.hi.eindig, b.lo.eindig, at_most(a.hi.waarde, b.lo.waarde))
    if a.is_exact and b.is_exact:
        return sharp(ja)
    nee = conj(a.lo.eindig, b.hi.eindig, neg(at_most(a.lo.waarde, b.hi.waarde)))
    return Waarheid(neg(nee), ja, ja)


@dataclass(frozen=True, slots=True)
class Keuze:
    """A choice: when it is each of its texts, and when it is not known."""

    kansen: Mapping[str, Term]
    onbekend: Term = False

    def among(self, teksten: Iterable[str]) -> Waarheid:
        """Whether it is one of these texts."""
        ja = disj(*(self.kansen[t] for t in sorted(set(teksten)) if t in self.kansen))
        return sharp(ja) if self.onbekend is False else Waarheid(disj(ja, self.onbekend), ja, ja)


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of texts, by a condition; None where it is not known."""

    delen: tuple[tuple[Term, frozenset[str] | None], ...]

    def holds(self, k: Keuze) -> Waarheid:
        """Whether a choice is in the list."""
        rij = [all_of([sharp(c), OPEN if lijst is None else k.among(lijst)]) for c, lijst in self.delen]
        return any_of(rij)


def equal_choice(a: Keuze, b: Keuze) -> Waarheid:
    """Whether two choices are the same."""
    ja = disj(*(conj(t, b.kansen[x]) for x, t in a.kansen.items() if x in b.kansen))
    onbekend = disj(a.onbekend, b.onbekend)
    return sharp(ja) if onbekend is False else Waarheid(disj(ja, onbekend), ja, ja)

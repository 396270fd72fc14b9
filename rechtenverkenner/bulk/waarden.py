"""Values that may be unknown, as columns: truth on its three thresholds, a number as two ends that may be open.

This is `model.bedrag` and `motor.waarheid` once more, for columns; a test holds them together on every pair of values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import gcd

from rechtenverkenner.bulk.cellen import Cel, Weefsel
from rechtenverkenner.model.bedrag import Afronding, Interval
from rechtenverkenner.model.knopen import JA, MENS, ONBEKEND


@dataclass(frozen=True, slots=True)
class Waarheid:
    """A truth value: whether it is at least `ONBEKEND`, at least `MENS`, and `JA`."""

    mogelijk: Cel
    mens: Cel
    zeker: Cel

    @property
    def drempels(self) -> tuple[Cel, Cel, Cel]:
        """From low to high."""
        return self.mogelijk, self.mens, self.zeker


@dataclass(frozen=True, slots=True)
class Eind:
    """One end of a range; where it is not `bekend` the range is open on that side and `waarde` says nothing."""

    waarde: Cel
    bekend: Cel


@dataclass(frozen=True, slots=True)
class Bereik:
    """A number or a date: the lowest and the highest it can be."""

    onder: Eind
    boven: Eind


@dataclass(frozen=True, slots=True)
class Keuze:
    """A choice as the code of its text."""

    code: Cel
    bekend: Cel


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list as the codes of its texts; None when it is not known."""

    codes: frozenset[int] | None


Kolomwaarde = Waarheid | Bereik | Keuze | Lijst
"""What a node gives."""


class Rekening:
    """The operators on values that may be unknown."""

    def __init__(self, w: Weefsel) -> None:
        self.w = w
        self.ja, self.nee = w.waar(True), w.waar(False)

    # -- making values
    def truth(self, waarde: int) -> Waarheid:
        """A fixed truth value."""
        return Waarheid(*(self.w.waar(waarde >= drempel) for drempel in (ONBEKEND, MENS, JA)))

    def known(self, cel: Cel) -> Waarheid:
        """A truth value that is never unknown."""
        return Waarheid(cel, cel, cel)

    def between(self, zeker: Cel, mogelijk: Cel) -> Waarheid:
        """A truth value that no person decides."""
        return Waarheid(mogelijk, zeker, zeker)

    def end(self, waarde: int | None) -> Eind:
        """A fixed end of a range."""
        return Eind(self.w.getal(waarde or 0), self.w.waar(waarde is not None))

    def fixed(self, waarde: Interval) -> Bereik:
        """A fixed range."""
        return Bereik(self.end(waarde[0]), self.end(waarde[1]))

    def point(self, cel: Cel) -> Bereik:
        """A number that is known in every row."""
        return Bereik(Eind(cel, self.ja), Eind(cel, self.ja))

    # -- truth
    def all_of(self, rij: Iterable[Waarheid]) -> Waarheid:
        """The lowest."""
        return reduce(lambda a, b: self._pairwise(self.w.en, a, b), rij, self.truth(JA))

    def any_of(self, rij: Iterable[Waarheid]) -> Waarheid:
        """The highest."""
        return reduce(lambda a, b: self._pairwise(self.w.of, a, b), rij, self.truth(0))

    @staticmethod
    def _pairwise(op: object, a: Waarheid, b: Waarheid) -> Waarheid:
        assert callable(op)
        return Waarheid(*(op(x, y) for x, y in zip(a.drempels, b.drempels, strict=True)))

    def negate(self, a: Waarheid) -> Waarheid:
        """The opposite; what a person decides stays open."""
        return self.between(self.w.niet(a.mogelijk), self.w.niet(a.zeker))

    def same_truth(self, a: Waarheid, b: Waarheid) -> Waarheid:
        """Whether two truth values that are both known are the same."""
        w = self.w
        known = w.en(*(w.of(x.zeker, w.niet(x.mogelijk)) for x in (a, b)))
        gelijk = w.kies_waar(a.zeker, b.zeker, w.niet(b.zeker))
        return self.between(w.en(known, gelijk), w.of(w.niet(known), gelijk))

    def either_truth(self, als: Waarheid, dan: Waarheid, anders: Waarheid) -> Waarheid:
        """One or the other; the value itself where the condition is open and they agree."""
        w = self.w
        if als.zeker is als.mogelijk:
            paren = zip(dan.drempels, anders.drempels, strict=True)
            return Waarheid(*(w.kies_waar(als.zeker, d, a) for d, a in paren))
        open_ = Waarheid(
            w.of(dan.mogelijk, anders.mogelijk),
            w.en(dan.mens, anders.mens, w.kies_waar(dan.zeker, anders.zeker, w.niet(anders.zeker))),
            w.en(dan.zeker, anders.zeker),
        )
        rij = zip(dan.drempels, open_.drempels, anders.drempels, strict=True)
        return Waarheid(*(w.kies_waar(als.zeker, d, w.kies_waar(als.mogelijk, o, a)) for d, o, a in rij))

    # -- comparing
    def compare(self, op: str, a: Bereik, b: Bereik) -> Waarheid:
        """What `motor.waarheid.compare` says of two ranges."""
        if op == "<=":
            return self._at_most(a, b)
        if op == ">=":
            return self._at_most(b, a)
        if op == "<":
            return self.negate(self._at_most(b, a))
        if op == ">":
            return self.negate(self._at_most(a, b))
        gelijk = self.all_of((self._at_most(a, b), self._at_most(b, a)))
        return gelijk if op == "==" else self.negate(gelijk)

    def _at_most(self, a: Bereik, b: Bereik) -> Waarheid:
        w = self.w
        zeker = w.en(a.boven.bekend, b.onder.bekend, w.le(a.boven.waarde, b.onder.waarde))
        open_ = (w.niet(eind.bekend) for eind in (a.onder, b.boven))
        return self.between(zeker, w.of(w.le(a.onder.waarde, b.boven.waarde), *open_))

    # -- ranges
    def add(self, a: Bereik, b: Bereik) -> Bereik:
        """Sum."""
        return Bereik(self._both(self.w.plus, a.onder, b.onder), self._both(self.w.plus, a.boven, b.boven))

    def subtract(self, a: Bereik, b: Bereik) -> Bereik:
        """Difference."""
        return Bereik(self._both(self.w.min, a.onder, b.boven), self._both(self.w.min, a.boven, b.onder))

    def _both(self, op: object, a: Eind, b: Eind) -> Eind:
        assert callable(op)
        bekend = self.w.en(a.bekend, b.bekend)
        return Eind(op(a.waarde, b.waarde), bekend) if bekend is not self.nee else self.end(None)

    def hull(self, a: Bereik, b: Bereik) -> Bereik:
        """The smallest range that holds both."""
        w = self.w
        return Bereik(self._both(w.laagste, a.onder, b.onder), self._both(w.hoogste, a.boven, b.boven))

    def lowest(self, rij: list[Bereik]) -> Bereik:
        """Range of the lowest of several."""
        w = self.w
        onder = reduce(lambda a, b: self._both(w.laagste, a, b), (x.onder for x in rij))
        return Bereik(onder, reduce(lambda a, b: self._one(w.laagste, a, b), (x.boven for x in rij)))

    def highest(self, rij: list[Bereik]) -> Bereik:
        """Range of the highest of several."""
        w = self.w
        boven = reduce(lambda a, b: self._both(w.hoogste, a, b), (x.boven for x in rij))
        return Bereik(reduce(lambda a, b: self._one(w.hoogste, a, b), (x.onder for x in rij)), boven)

    def _one(self, op: object, a: Eind, b: Eind) -> Eind:
        """Of two ends the one that is known, or both together."""
        assert callable(op)
        w = self.w
        samen = w.kies(a.bekend, w.kies(b.bekend, op(a.waarde, b.waarde), a.waarde), b.waarde)
        return Eind(samen, w.of(a.bekend, b.bekend))

    def either_end(self, als: Cel, dan: Eind, anders: Eind) -> Eind:
        """One end or another."""
        w = self.w
        if als.op == "vast":
            return dan if als.gegeven else anders
        # where only one of the two is known, its value may stand everywhere: that saves a choice
        if dan.bekend is self.nee:
            return Eind(anders.waarde, w.en(w.niet(als), anders.bekend))
        if anders.bekend is self.nee:
            return Eind(dan.waarde, w.en(als, dan.bekend))
        return Eind(w.kies(als, dan.waarde, anders.waarde), w.kies_waar(als, dan.bekend, anders.bekend))

    def either(self, als: Waarheid, dan: Bereik, anders: Bereik) -> Bereik:
        """One range or another, and the hull of both where the condition is open."""
        open_ = dan if als.zeker is als.mogelijk else self.hull(dan, anders)
        rij = ((dan.onder, open_.onder, anders.onder), (dan.boven, open_.boven, anders.boven))
        return Bereik(*(self._open_end(als, d, o, a) for d, o, a in rij))

    def _open_end(self, als: Waarheid, dan: Eind, open_: Eind, anders: Eind) -> Eind:
        """One end or another; where the hull always ends as one of them, the open rows join the rows of that one."""
        if open_ == dan:
            return self.either_end(als.mogelijk, dan, anders)
        if open_ == anders:
            return self.either_end(als.zeker, dan, anders)
        return self.either_end(als.zeker, dan, self.either_end(als.mogelijk, open_, anders))

    def choose(self, als: Cel, dan: Bereik, anders: Bereik) -> Bereik:
        """One range or another, by a column."""
        return self.either(self.known(als), dan, anders)

    def scale(self, a: Bereik, teller: int, noemer: int, *, afronding: Afronding) -> Bereik:
        """A range times an exact fraction."""
        if teller == 0:
            return self.fixed((0, 0))
        einden = [
            Eind(self.divide(self.w.maal(e.waarde, self.w.getal(teller)), noemer, afronding=afronding), e.bekend)
            for e in (a.onder, a.boven)
        ]
        return Bereik(*(einden if teller > 0 else reversed(einden)))

    def divide(self, a: Cel, noemer: int, *, afronding: Afronding = "half_op") -> Cel:
        """A number divided by a positive whole number, rounded."""
        w = self.w
        deler = w.getal(noemer)
        if noemer == 1 or afronding == "beneden":
            return w.deel(a, deler)
        if afronding == "boven":
            return self.minus(w.deel(self.minus(a), deler))
        assert a.laag is not None
        assert a.hoog is not None
        naar_boven = self._half_up(a, noemer)
        if a.laag >= 0:
            return naar_boven
        naar_onder = self.minus(self._half_up(self.minus(a), noemer))
        return naar_onder if a.hoog <= 0 else w.kies(w.le(w.getal(0), a), naar_boven, naar_onder)

    def minus(self, a: Cel) -> Cel:
        """The opposite of a number."""
        return self.w.min(self.w.getal(0), a)

    def _half_up(self, a: Cel, noemer: int) -> Cel:
        w = self.w
        if noemer % 2 == 0:
            return w.deel(w.plus(a, w.getal(noemer // 2)), w.getal(noemer))
        return w.deel(w.plus(w.maal(a, w.getal(2)), w.getal(noemer)), w.getal(2 * noemer))

    def multiply(self, a: Bereik, b: Bereik, deler: int) -> Bereik:
        """Product of two ranges, divided by a power of ten."""
        w = self.w
        for x, y in ((a, b), (b, a)):
            if self._is_fixed_factor(y):
                return self._multiply_fixed(x, y, deler)
        af, bf = (w.en(x.onder.bekend, x.boven.bekend) for x in (a, b))
        if self._never_negative(a) and self._never_negative(b):
            # 0 <= lowest, so the product rises with both; nothing times something unbounded is nothing
            nul = [w.en(x.boven.bekend, w.le(x.boven.waarde, w.getal(0))) for x in (a, b)]
            boven, onder = (self._product(x, y, deler) for x, y in ((a.boven, b.boven), (a.onder, b.onder)))
            return Bereik(Eind(onder, self.ja), Eind(boven, w.of(w.en(af, bf), *nul)))
        return self._multiply_any(a, b, deler, w.en(af, bf))

    def _is_fixed_factor(self, a: Bereik) -> bool:
        onder, boven = a.onder.waarde, a.boven.waarde
        bekend = a.onder.bekend is a.boven.bekend is self.ja
        return bekend and onder.op == boven.op == "vast" and (onder.laag or 0) >= 0 and (boven.laag or 0) > 0

    def _multiply_fixed(self, a: Bereik, factor: Bereik, deler: int) -> Bereik:
        """Product with a factor that is the same everywhere and not negative: each end with the one or the other."""
        w, keer = self.w, (factor.onder, factor.boven)
        onder, boven = ([self._product(eind, f, deler) for f in keer] for eind in (a.onder, a.boven))
        begrensd = w.en(a.onder.bekend, a.boven.bekend)
        positief = w.en(a.onder.bekend, w.le(w.getal(0), a.onder.waarde))
        return Bereik(Eind(w.laagste(*onder), w.of(begrensd, positief)), Eind(w.hoogste(*boven), begrensd))

    def _product(self, a: Eind, b: Eind, deler: int) -> Cel:
        """Product divided by a power of ten; a fixed factor is brought to its lowest terms first, to stay small."""
        for x, y in ((a.waarde, b.waarde), (b.waarde, a.waarde)):
            if y.op == "vast" and y.laag:
                deelbaar = gcd(y.laag, deler)
                return self.divide(self.w.maal(x, self.w.getal(y.laag // deelbaar)), deler // deelbaar)
        return self.divide(self.w.maal(a.waarde, b.waarde), deler)

    def _never_negative(self, a: Bereik) -> bool:
        return a.onder.bekend is self.ja and a.onder.waarde.laag is not None and a.onder.waarde.laag >= 0

    def _multiply_any(self, a: Bereik, b: Bereik, deler: int, begrensd: Cel) -> Bereik:
        w = self.w
        hoeken = [w.maal(x.waarde, y.waarde) for x in (a.onder, a.boven) for y in (b.onder, b.boven)]
        onder, boven = (self.divide(reduce(op, hoeken), deler) for op in (w.laagste, w.hoogste))
        positief = w.en(*(w.en(x.onder.bekend, w.le(w.getal(0), x.onder.waarde)) for x in (a, b)))
        nul = [w.en(x.boven.bekend, w.le(x.boven.waarde, w.getal(0))) for x in (a, b)]
        klein = self.divide(hoeken[0], deler)  # both lowest
        is_nul = w.en(positief, w.of(*nul))
        return Bereik(
            Eind(w.kies(begrensd, onder, w.kies(is_nul, w.getal(0), klein)), w.of(begrensd, positief)),
            Eind(w.kies(begrensd, boven, w.getal(0)), w.of(begrensd, is_nul)),
        )

    def steps(self, a: Bereik, b: Bereik) -> Bereik:
        """How many whole steps of `b` fit in `a`."""
        w = self.w
        goed = w.en(b.onder.bekend, b.boven.bekend, w.le(w.getal(1), b.onder.waarde))
        if goed is self.nee:
            return self.fixed((None, None))
        stappen = [self.positive(e.waarde) for e in (b.onder, b.boven)]
        onder = reduce(w.laagste, [w.deel(a.onder.waarde, s) for s in stappen])
        boven = reduce(w.hoogste, [w.deel(a.boven.waarde, s) for s in stappen])
        return Bereik(Eind(onder, w.en(goed, a.onder.bekend)), Eind(boven, w.en(goed, a.boven.bekend)))

    def positive(self, a: Cel) -> Cel:
        """A number, and 1 where it is not positive: what can be divided by."""
        return self.w.hoogste(a, self.w.getal(1))

    def at_least_zero(self, a: Cel) -> Cel:
        """A number, and 0 where it is negative."""
        return self.w.hoogste(a, self.w.getal(0))

    def same_choice(self, a: Keuze, b: Keuze) -> Waarheid:
        """Whether two choices are the same."""
        w = self.w
        known, gelijk = w.en(a.bekend, b.bekend), w.eq(a.code, b.code)
        return self.between(w.en(known, gelijk), w.of(w.niet(known), gelijk))

    def in_list(self, a: Keuze, lijst: Lijst) -> Waarheid:
        """Whether a choice is in a list."""
        w = self.w
        if lijst.codes is None:
            return self.truth(ONBEKEND)
        een = w.of(*(w.eq(a.code, w.getal(code)) for code in sorted(lijst.codes)))
        return self.between(w.en(a.bekend, een), w.of(w.niet(a.bekend), een))

    def either_choice(self, als: Waarheid, dan: Keuze, anders: Keuze) -> Keuze:
        """One choice or another; where the condition is open, what both say."""
        w = self.w
        code = w.kies(als.mogelijk, dan.code, anders.code)
        gelijk = w.en(dan.bekend, anders.bekend, w.eq(dan.code, anders.code))
        bekend = w.kies_waar(als.zeker, dan.bekend, w.kies_waar(als.mogelijk, gelijk, anders.bekend))
        return Keuze(code, bekend)

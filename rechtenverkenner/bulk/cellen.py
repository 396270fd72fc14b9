"""The columns a plan is made of: an algebra of yes/no and whole numbers in which nothing is ever unknown.

What is not known is worked out before, in the lowering: a truth value is three of these columns, a range of numbers
four (`bulk.waarden`). What is left has one meaning in every engine. Equal columns are made once, so that a fact that is
always known gives the same column for "certain" and "possible", and the second costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rechtenverkenner.meldingen import Melding, RechtenFout

Op = Literal[
    "vast", "kolom", "bekend", "en", "of", "niet", "le", "eq", "plus", "min", "maal", "deel", "rest", "kies",
    "haal", "plek", "ruil", "zeef", "iemand", "aantal", "som", "top",
]  # fmt: skip
Vlak = str
"""The rows of a column: `gezin`, `persoon`, `aansluiting`, `paar` (two persons of one household), `paar:<groep>` (the
pairs that belong to a group); empty for what is the same in every row."""
GRENS = 2**62
"""Whole numbers stay below this in every engine."""


@dataclass(frozen=True, slots=True, eq=False)
class Cel:
    """One column; `laag` and `hoog` bound a number, and are both None for yes/no."""

    op: Op
    vlak: Vlak
    args: tuple[Cel, ...] = ()
    gegeven: object = None
    laag: int | None = None
    hoog: int | None = None
    nummer: int = 0

    @property
    def is_bool(self) -> bool:
        """Whether the column holds yes/no."""
        return self.laag is None


@dataclass(slots=True)
class Weefsel:
    """Makes columns: equal ones once, constants worked out, numbers with their range."""

    _bestaand: dict[tuple[object, ...], Cel] = field(default_factory=dict)
    _grenzen: dict[tuple[int, int], Cel] = field(default_factory=dict)

    def _make(
        self, op: Op, vlak: Vlak, args: tuple[Cel, ...], gegeven: object = None, bereik: tuple[int, int] | None = None
    ) -> Cel:
        sleutel = (op, vlak, tuple(a.nummer for a in args), gegeven, bereik)
        cel = self._bestaand.get(sleutel)
        if cel is None:
            laag, hoog = (None, None) if bereik is None else _checked(bereik)
            cel = Cel(op, vlak, args, gegeven, laag, hoog, len(self._bestaand))
            self._bestaand[sleutel] = cel
        return cel

    # -- what does not depend on other columns
    def waar(self, waarde: bool) -> Cel:
        """A yes or a no in every row."""
        return self._make("vast", "", (), bool(waarde))

    def getal(self, waarde: int) -> Cel:
        """A number that is the same in every row."""
        return self._make("vast", "", (), int(waarde), (waarde, waarde))

    def kolom(self, vlak: Vlak, naam: str, bereik: tuple[int, int] | None) -> Cel:
        """A column of a table; where the table has nothing: no, or the number in the range that is nearest to 0."""
        return self._make("kolom", vlak, (), naam, bereik)

    def bekend(self, vlak: Vlak, naam: str) -> Cel:
        """Whether the table has something in this column."""
        return self._make("bekend", vlak, (), naam)

    # -- yes and no
    def en(self, *args: Cel) -> Cel:
        """All of these."""
        uit = self.waar(True)
        for a in args:
            uit = self._two("en", uit, a)
        return uit

    def of(self, *args: Cel) -> Cel:
        """One of these."""
        uit = self.waar(False)
        for a in args:
            uit = self._two("of", uit, a)
        return uit

    def _two(self, op: Literal["en", "of"], a: Cel, b: Cel) -> Cel:
        neutraal = op == "en"
        for x, y in ((a, b), (b, a)):
            if x.op == "vast":
                return y if x.gegeven is neutraal else x
            if x.op == "niet" and x.args[0] is y:
                return self.waar(not neutraal)
            if x.op in ("en", "of") and y in x.args:  # x holds y already, or y decides x
                return x if x.op == op else y
        return a if a is b else self._make(op, _level(a, b), _ordered(a, b))

    def niet(self, a: Cel) -> Cel:
        """Not this."""
        if a.op == "vast":
            return self.waar(not a.gegeven)
        return a.args[0] if a.op == "niet" else self._make("niet", a.vlak, (a,))

    def le(self, a: Cel, b: Cel) -> Cel:
        """Whether a number is at most another."""
        if _low(b) >= _high(a):
            return self.waar(True)
        if _low(a) > _high(b):
            return self.waar(False)
        if a.op == "vast":  # one form for a limit: 5 <= x is not (x <= 4)
            return self.niet(self.le(b, self.getal(_low(a) - 1)))
        if b.op != "vast":
            return self._make("le", _level(a, b), (a, b))
        sleutel = a.nummer, _low(b)
        if sleutel not in self._grenzen:
            self._grenzen[sleutel] = self._below(a, _low(b)) or self._make("le", a.vlak, (a, b))
        return self._grenzen[sleutel]

    def _below(self, a: Cel, grens: int) -> Cel | None:
        """A limit on a number as a limit on what it is made of: an age under 18 is a birthday after some day."""
        x, y = (*a.args, a, a)[:2]
        if a.op == "deel" and y.op == "vast":
            return self.le(x, self.getal((grens + 1) * _low(y) - 1))
        if a.op == "plus" and y.op == "vast":
            return self.le(x, self.getal(grens - _low(y)))
        if a.op == "min" and x.op == "vast":
            return self.le(self.getal(_low(x) - grens), y)
        if a.op != "kies":
            return None
        dan, anders = (self.le(arg, self.getal(grens)) for arg in a.args[1:])
        if a.gegeven == "laagste":
            return self.of(dan, anders)
        return self.en(dan, anders) if a.gegeven == "hoogste" else self.kies_waar(a.args[0], dan, anders)

    def lt(self, a: Cel, b: Cel) -> Cel:
        """Whether a number is below another."""
        return self.niet(self.le(b, a))

    def eq(self, a: Cel, b: Cel) -> Cel:
        """Whether two numbers are the same."""
        if a is b:
            return self.waar(True)
        if _low(a) > _high(b) or _low(b) > _high(a):
            return self.waar(False)
        return self._make("eq", _level(a, b), _ordered(a, b))

    def kies_waar(self, als: Cel, dan: Cel, anders: Cel) -> Cel:
        """One yes/no or another."""
        return dan if dan is anders else self.of(self.en(als, dan), self.en(self.niet(als), anders))

    # -- numbers
    def plus(self, a: Cel, b: Cel) -> Cel:
        """Sum."""
        if a.op == b.op == "vast":
            return self.getal(_low(a) + _low(b))
        for x, y in ((a, b), (b, a)):
            if x.op == "vast" and x.gegeven == 0:
                return y
        return self._make("plus", _level(a, b), _ordered(a, b), None, (_low(a) + _low(b), _high(a) + _high(b)))

    def min(self, a: Cel, b: Cel) -> Cel:
        """Difference."""
        if b.op == "vast":
            return self.plus(a, self.getal(-_low(b)))
        if a is b:
            return self.getal(0)
        return self._make("min", _level(a, b), (a, b), None, (_low(a) - _high(b), _high(a) - _low(b)))

    def maal(self, a: Cel, b: Cel) -> Cel:
        """Product."""
        for x, y in ((a, b), (b, a)):
            if x.op == "vast" and x.gegeven in (0, 1):
                return y if x.gegeven else x
        hoeken = [x * y for x in (_low(a), _high(a)) for y in (_low(b), _high(b))]
        if a.op == b.op == "vast":
            return self.getal(hoeken[0])
        return self._make("maal", _level(a, b), _ordered(a, b), None, (min(hoeken), max(hoeken)))

    def deel(self, a: Cel, b: Cel) -> Cel:
        """How many whole times a positive number goes into another, towards minus infinity."""
        assert _low(b) > 0
        if b.op == "vast" and _low(b) == 1:
            return a
        hoeken = [x // y for x in (_low(a), _high(a)) for y in (_low(b), _high(b))]
        if min(hoeken) == max(hoeken):
            return self.getal(hoeken[0])
        return self._make("deel", _level(a, b), (a, b), None, (min(hoeken), max(hoeken)))

    def rest(self, a: Cel, b: int) -> Cel:
        """What is left of a number after taking out so many as often as it goes; 0 or more."""
        if _low(a) // b == _high(a) // b:
            return self.plus(a, self.getal(-(_low(a) // b) * b))
        return self._make("rest", a.vlak, (a, self.getal(b)), None, (0, b - 1))

    def kies(self, als: Cel, dan: Cel, anders: Cel) -> Cel:
        """One number or another."""
        if als.op == "vast":
            return dan if als.gegeven else anders
        if als.op == "niet":
            als, dan, anders = als.args[0], anders, dan
        if dan is anders:
            return dan
        bereik = min(_low(dan), _low(anders)), max(_high(dan), _high(anders))
        return self._make("kies", _level(als, dan, anders), (als, dan, anders), None, bereik)

    def laagste(self, a: Cel, b: Cel) -> Cel:
        """The lowest of two numbers."""
        return self._limit("laagste", self.le(a, b), a, b, (min(_low(a), _low(b)), min(_high(a), _high(b))))

    def hoogste(self, a: Cel, b: Cel) -> Cel:
        """The highest of two numbers."""
        return self._limit("hoogste", self.le(b, a), a, b, (max(_low(a), _low(b)), max(_high(a), _high(b))))

    def _limit(self, soort: str, als: Cel, a: Cel, b: Cel, bereik: tuple[int, int]) -> Cel:
        if als.op == "vast":
            return a if als.gegeven else b
        return a if a is b else self._make("kies", _level(als, a, b), (als, a, b), soort, bereik)

    # -- between tables
    def haal(self, vlak: Vlak, a: Cel, langs: str) -> Cel:
        """A column for the rows of another table; `langs`: `gezin`, or of a pair `anker` or `lid`."""
        return a if a.vlak in ("", vlak) else self._make("haal", vlak, (a,), langs, _range(a))

    def ruil(self, a: Cel, *nummers: Cel) -> Cel:
        """The value for other persons of the household: with that number, or for a pair with those two numbers."""
        if a.vlak == "":
            return a
        plek = self._make("plek", a.vlak, nummers, None, (0, 2**31))
        return self._make("ruil", a.vlak, (a, plek), None, _range(a))

    def zeef(self, vlak: Vlak, a: Cel, welke: Cel) -> Cel:
        """The rows of a column in which `welke` says yes; they are the rows of `vlak`."""
        return a if a.vlak == "" else self._make("zeef", vlak, (a, welke), None, _range(a))

    def iemand(self, vlak: Vlak, a: Cel, van: Vlak) -> Cel:
        """Whether one of the rows of `van` that belong to a row of `vlak` says yes."""
        if a.op == "vast" and a.gegeven is False:
            return a
        return self._make("iemand", vlak, (a,), van)

    def aantal(self, vlak: Vlak, a: Cel, van: Vlak, meest: int) -> Cel:
        """How many of the rows of `van` that belong to a row of `vlak` say yes; at most `meest`."""
        if a.op == "vast" and a.gegeven is False:
            return self.getal(0)
        return self._make("aantal", vlak, (a,), van, (0, meest))

    def som(self, vlak: Vlak, a: Cel, van: Vlak, meest: int) -> Cel:
        """The sum over the rows of `van` that belong to a row of `vlak`; there are at most `meest`."""
        if a.op == "vast" and a.gegeven == 0:
            return a
        bereik = min(_low(a) * meest, 0), max(_high(a) * meest, 0)
        return self._make("som", vlak, (a,), van, bereik)

    def top(self, vlak: Vlak, a: Cel, van: Vlak) -> Cel:
        """The highest number of the rows of `van` that belong to a row of `vlak`, and at least 0."""
        if a.op == "vast" and _low(a) <= 0:
            return self.getal(0)
        return self._make("top", vlak, (a,), van, (0, max(_high(a), 0)))


def _checked(bereik: tuple[int, int]) -> tuple[int, int]:
    if min(bereik) <= -GRENS or max(bereik) >= GRENS:
        tekst = "een tussenresultaat kan te groot worden voor kolommen"
        raise RechtenFout([Melding("RV530", tekst, None, "reken dit recht na met `verken`, gezin per gezin")])
    return bereik


def _level(*cellen: Cel) -> Vlak:
    vlakken = {c.vlak for c in cellen} - {""}
    assert len(vlakken) <= 1, vlakken
    return vlakken.pop() if vlakken else ""


def _ordered(a: Cel, b: Cel) -> tuple[Cel, Cel]:
    return (a, b) if (a.nummer <= b.nummer and a.op != "vast") or b.op == "vast" else (b, a)


def _low(a: Cel) -> int:
    assert a.laag is not None
    return a.laag


def _high(a: Cel) -> int:
    assert a.hoog is not None
    return a.hoog


def _range(a: Cel) -> tuple[int, int] | None:
    return None if a.laag is None or a.hoog is None else (a.laag, a.hoog)


def refuse(wat: str, hulp: str = "") -> RechtenFout:
    """The message that something cannot be said in columns yet."""
    return RechtenFout([Melding("RV531", f"nog niet in kolommen: {wat}", None, hulp or "gebruik `verken`")])

"""Columns of a plan as expressions of SQL, built and printed by sqlglot: every operand in parentheses of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rechtenverkenner.bulk.cellen import Cel
from rechtenverkenner.bulk.groepcellen import MACHT
from rechtenverkenner.bulk.indeling import Indeling

_TOTALEN = {"iemand": "BOOL_OR", "som": "SUM", "top": "MAX"}


class Vormer:
    """Prints columns for one dialect; `benoemd` are those that stand in a table by their name."""

    def __init__(self, indeling: Indeling, dialect: str) -> None:
        from sqlglot import exp

        self.exp, self.indeling, self.dialect = exp, indeling, dialect
        self.benoemd: set[Cel] = set()

    def text(self, c: Cel) -> str:
        """What a column is, written out."""
        return str(self.build(c).sql(dialect=self.dialect))

    def operand(self, c: Cel) -> str:
        """A column as part of something else."""
        return str(self._operand(c).sql(dialect=self.dialect))

    def alias(self, c: Cel) -> str:
        """The name under which the table stands that a column comes from."""
        match c.op:
            case "haal":
                return {"gezin": "g", "anker": "a", "lid": "l"}[str(c.gegeven)]
            case "zeef":
                return "z"
            case "ruil":
                return f"r{c.args[1].nummer}"
            case _:
                return "s_" + str(c.gegeven).replace(":", "_")

    def total(self, c: Cel) -> str:
        """What is counted or summed of the rows of a group."""
        waarde = self._operand(c.args[0])
        if c.op == "aantal":
            som = self.exp.func("SUM", self._choose(waarde, self._number(1), self._number(0)))
        else:
            som = self.exp.Anonymous(this=_TOTALEN[c.op], expressions=[waarde])
        if c.op != "iemand":
            som = self.exp.cast(som, "BIGINT")
        return f"{som.sql(dialect=self.dialect)} AS c{c.nummer}"

    def build(self, c: Cel) -> Any:
        """The expression of a column, also of one that has a name."""
        return _VORMEN[c.op](self, c, *c.args)

    def _operand(self, c: Cel) -> Any:
        if c in self.benoemd:
            return self.column("t", f"c{c.nummer}")
        return self.build(c) if c.op == "vast" else self.exp.Paren(this=self.build(c))

    def column(self, tabel: str, naam: str) -> Any:
        """A column of a table."""
        return self.exp.column(naam, table=tabel, quoted=True)

    def _number(self, n: int) -> Any:
        uit = self.exp.Literal.number(abs(n))
        return self.exp.cast(self.exp.Neg(this=uit) if n < 0 else uit, "BIGINT")

    def _choose(self, als: Any, dan: Any, anders: Any) -> Any:
        return self.exp.Case(ifs=[self.exp.If(this=als, true=dan)], default=anders)

    def _filled(self, waarde: Any, leeg: Any) -> Any:
        return self.exp.Coalesce(this=waarde, expressions=[leeg])


def _constant(v: Vormer, c: Cel) -> Any:
    if isinstance(c.gegeven, bool):
        return v.exp.true() if c.gegeven else v.exp.false()
    return v._number(int(str(c.gegeven)))


def _column(v: Vormer, c: Cel) -> Any:
    naam = str(c.gegeven)
    if naam == MACHT:
        eerdere = v.exp.Sub(this=v.column("t", "nr"), expression=v._number(1))
        return v.exp.cast(v.exp.func("POWER", v._number(2), eerdere), "BIGINT")
    kolom, soort = v.column("t", naam), v.indeling.kolommen[c.vlak][naam].soort
    if soort == "bool":
        return v._filled(kolom, v.exp.false())
    if soort == "keuze":
        teksten = v.exp.Array(expressions=[v.exp.Literal.string(t) for t in v.indeling.teksten])
        plek = v.exp.Anonymous(this="LIST_POSITION", expressions=[teksten, kolom])
        return v._filled(v.exp.Sub(this=v.exp.cast(plek, "BIGINT"), expression=v._number(1)), v._number(0))
    return v._filled(v.exp.cast(kolom, "BIGINT"), v._number(max(c.laag or 0, 0)))


def _known(v: Vormer, c: Cel) -> Any:
    is_leeg = v.exp.Is(this=v.column("t", str(c.gegeven)), expression=v.exp.null())
    return v.exp.Not(this=v.exp.Paren(this=is_leeg))


def _pair(soort: str) -> Callable[..., Any]:
    def build(v: Vormer, c: Cel, a: Cel, b: Cel) -> Any:
        return getattr(v.exp, soort)(this=v._operand(a), expression=v._operand(b))

    return build


def _not(v: Vormer, c: Cel, a: Cel) -> Any:
    return v.exp.Not(this=v._operand(a))


def _divide(v: Vormer, c: Cel, a: Cel, b: Cel) -> Any:
    """Towards minus infinity, in an engine that goes towards 0: below 0 the number is turned and turned back."""
    exp, x, y = v.exp, v._operand(a), v._operand(b)
    gewoon = exp.IntDiv(this=x, expression=y)
    if a.laag is not None and a.laag >= 0:
        return gewoon
    hoger = exp.Paren(this=exp.Sub(this=exp.Paren(this=exp.Sub(this=y, expression=x)), expression=v._number(1)))
    onder = exp.Neg(this=exp.Paren(this=exp.IntDiv(this=hoger, expression=y)))
    return v._choose(exp.LT(this=x, expression=v._number(0)), onder, gewoon)


def _rest(v: Vormer, c: Cel, a: Cel, b: Cel) -> Any:
    exp = v.exp
    keer = exp.Paren(this=exp.Mul(this=exp.Paren(this=_divide(v, c, a, b)), expression=v._operand(b)))
    return exp.Sub(this=v._operand(a), expression=keer)


def _either(v: Vormer, c: Cel, als: Cel, dan: Cel, anders: Cel) -> Any:
    return v._choose(v._operand(als), v._operand(dan), v._operand(anders))


def _from_other(v: Vormer, c: Cel, a: Cel, *_: Cel) -> Any:
    return v.column(v.alias(c), f"c{a.nummer}")


def _total(v: Vormer, c: Cel, a: Cel) -> Any:
    waarde = v.column(v.alias(c), f"c{c.nummer}")
    if c.op == "iemand":
        return v._filled(waarde, v.exp.false())
    nul = v._number(0)
    return v._filled(v.exp.func("GREATEST", waarde, nul) if c.op == "top" else waarde, nul)


_VORMEN: dict[str, Callable[..., Any]] = {
    "vast": _constant,
    "kolom": _column,
    "bekend": _known,
    "en": _pair("And"),
    "of": _pair("Or"),
    "niet": _not,
    "le": _pair("LTE"),
    "eq": _pair("EQ"),
    "plus": _pair("Add"),
    "min": _pair("Sub"),
    "maal": _pair("Mul"),
    "deel": _divide,
    "rest": _rest,
    "kies": _either,
    "haal": _from_other,
    "ruil": _from_other,
    "zeef": _from_other,
    "iemand": _total,
    "aantal": _total,
    "som": _total,
    "top": _total,
}

"""Leaf expressions: a whitelisted part of Python's expression syntax, read with `ast` into typed nodes.

Nothing is executed. A name must be a fact, a parameter, a named part or a date of the rule; a call must be one of the
functions below; attribute access, comprehensions, powers, texts and general division do not exist. Types and units are
checked while reading, so a misspelt fact or "euro per month <= euro per year" is a message with its column.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date
from fractions import Fraction

from rechtenverkenner.catalogus import typering as t
from rechtenverkenner.catalogus.boom import fits, segment
from rechtenverkenner.catalogus.functies import FUNCTIES
from rechtenverkenner.catalogus.typering import Kaal, TypeFout
from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.knopen import (
    BOOL,
    DATUM,
    JA,
    NEE,
    Als,
    Const,
    Datumfunctie,
    Feit,
    InLijst,
    Knoop,
    Niveau,
    OpDatum,
    Param,
    Type,
    number,
)
from rechtenverkenner.model.recht import Parameter

MAX_TEKENS = 1000


# Printable ASCII on any number of lines. Not `#` and the backslash: a comment or an escape would hide part of the rule.
# Not other letters: Python reads many of them as the ASCII letter they look like.
_TEKENS = re.compile(r"[^ -\[\]-~\n]|#")
_HULP: Mapping[str, str] = {
    "RV222": "vergelijk het met iets",
    "RV224": "zie de lijst van functies",
    "RV225": t.ZELFDE_EENHEID,
    "RV229": "kijk de haakjes en de komma's na",
}


class UitdrukkingFout(Exception):
    """What is wrong in an expression, and at which character (from 0); without a code: it was said before."""

    def __init__(self, code: str, tekst: str, kolom: int = 0, hulp: str = "") -> None:
        super().__init__(f"{code} {tekst}")
        self.code = code
        self.tekst = tekst
        self.kolom = kolom
        self.hulp = hulp or _HULP.get(code, "")


@dataclass(frozen=True, slots=True)
class Bereik:
    """What an expression may name, and at which level of the household it stands."""

    niveau: Niveau
    recht: str
    parameters: Mapping[str, Parameter]
    rechten: Mapping[str, Niveau]
    statussen: frozenset[str]
    begrippen: dict[str, tuple[Knoop, Niveau]] = field(default_factory=dict)
    datums: dict[str, Knoop] = field(default_factory=dict)
    stuk: set[str] = field(default_factory=set)
    """Named parts and parameters (`ruimte.naam`) that could not be read: naming them is not a second fault."""

    def at(self, niveau: Niveau) -> Bereik:
        """The same names, seen from another level."""
        return replace(self, niveau=niveau)

    def parameter(self, naam: str) -> Parameter | None:
        """A parameter of this file, else of the right it fills in, else a shared one."""
        return next((p for k in self._full_names(naam) if (p := self.parameters.get(k)) is not None), None)

    def is_broken(self, naam: str) -> bool:
        """Whether this name is known and could not be read."""
        return naam in self.stuk or any(k in self.stuk for k in self._full_names(naam))

    def _full_names(self, naam: str) -> list[str]:
        return [f"{ruimte}.{naam}" for ruimte in (self.recht, self.recht.partition("@")[0], "gedeeld")]


def read_expression(tekst: str, bereik: Bereik) -> Knoop:
    """The typed node of one expression.

    Raises:
        UitdrukkingFout: anything that is not allowed, not known or of the wrong type, with its column.
    """
    k = _parse(tekst, bereik)
    if isinstance(k, Kaal):
        raise UitdrukkingFout(
            "RV221", "een getal alleen heeft geen eenheid", 0, "gebruik een parameter met een eenheid"
        )
    return k


def read_condition(tekst: str, bereik: Bereik) -> Knoop:
    """Like `read_expression`, for something that is yes or no."""
    k = read_expression(tekst, bereik)
    if k.typ != BOOL:
        raise UitdrukkingFout("RV222", f"een voorwaarde is ja of nee, dit is een {k.typ}", 0, "vergelijk het met iets")
    return k


def _parse(tekst: str, bereik: Bereik) -> Knoop | Kaal:
    if len(tekst) > MAX_TEKENS:
        raise UitdrukkingFout("RV223", f"uitdrukking langer dan {MAX_TEKENS} tekens", 0, "splits ze in begrippen")
    if (vreemd := _TEKENS.search(tekst)) is not None:
        wat = f"het teken `{vreemd[0]}`" if vreemd[0].isprintable() else "een onzichtbaar teken"
        raise UitdrukkingFout("RV224", f"{wat} kan niet in een uitdrukking staan", vreemd.start(), "haal het weg")
    try:
        boom = ast.parse(tekst.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as e:
        kolom = max((getattr(e, "offset", None) or 1) - 1, 0)
        raise UitdrukkingFout(
            "RV220", "schrijffout in de uitdrukking", kolom, "haakjes, komma's en namen nakijken"
        ) from None
    if not fits(boom, tekst):
        raise UitdrukkingFout("RV223", "uitdrukking te groot of te diep", 0, "splits ze in begrippen")
    return Lezer(tekst.strip(), bereik).read(boom)


_VERGELIJK: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


class Lezer:
    """Turns one `ast` tree into nodes."""

    def __init__(self, tekst: str, bereik: Bereik) -> None:
        self.tekst = tekst
        self.b = bereik

    def read(self, n: ast.expr) -> Knoop | Kaal:
        """The node of one part of the expression."""
        lees = _SOORTEN.get(type(n))
        if lees is None:
            raise self.fout("RV224", f"`{self._snippet(n)}` is hier niet toegelaten", n, "zie de lijst van functies")
        try:
            return lees(self, n)
        except TypeFout as e:
            raise self.fout("RV225", str(e), n, e.hulp) from None

    def at(self, niveau: Niveau) -> Lezer:
        """A reader of the same text at another level."""
        return Lezer(self.tekst, self.b.at(niveau))

    def fout(self, code: str, tekst: str, n: ast.AST, hulp: str = "") -> UitdrukkingFout:
        """A fault at the column of this part."""
        return UitdrukkingFout(code, tekst, getattr(n, "col_offset", 0), hulp)

    def _snippet(self, n: ast.expr) -> str:
        return (segment(self.tekst, n) or type(n).__name__)[:40]

    def typed(self, n: ast.expr) -> Knoop:
        """A part that must have a type of its own."""
        k = self.read(n)
        if isinstance(k, Kaal):
            raise self.fout("RV221", "een getal alleen heeft hier geen eenheid", n, "gebruik een parameter")
        return k

    def boolean(self, n: ast.expr) -> Knoop:
        """A part that must be yes or no."""
        k = self.typed(n)
        if k.typ != BOOL:
            raise self.fout("RV222", f"verwacht ja of nee, dit is een {k.typ}", n)
        return k

    def date(self, n: ast.expr) -> Knoop:
        """A part that must be a date."""
        k = self.read(n)
        k = t.coerce(k, DATUM) if isinstance(k, Kaal) else k
        if k.typ != DATUM:
            raise self.fout("RV225", f"verwacht een datum, dit is een {k.typ}", n)
        return k

    # -- operators
    def bool_op(self, n: ast.BoolOp) -> Knoop:
        """`and` and `or`."""
        args = tuple(self.boolean(v) for v in n.values)
        return t.all_of(args) if isinstance(n.op, ast.And) else t.any_of(args)

    def unary(self, n: ast.UnaryOp) -> Knoop:
        """`not`."""
        if not isinstance(n.op, ast.Not):
            raise self.fout("RV224", "een min- of plusteken vooraan is niet toegelaten", n, "trek af van iets")
        return t.negation(self.boolean(n.operand))

    def compare(self, n: ast.Compare) -> Knoop:
        """Comparisons, also chained, and `in`."""
        delen: list[Knoop] = []
        links = n.left
        for op, rechts in zip(n.ops, n.comparators, strict=True):
            if isinstance(op, (ast.In, ast.NotIn)):
                lid = self._member(links, rechts)
                delen.append(lid if isinstance(op, ast.In) else t.negation(lid))
            elif type(op) in _VERGELIJK:
                delen.append(t.comparison(_VERGELIJK[type(op)], self.read(links), self.read(rechts)))
            else:
                raise self.fout("RV224", "`is` is niet toegelaten", n, "gebruik ==")
            links = rechts
        return t.all_of(tuple(delen))

    def _member(self, links: ast.expr, rechts: ast.expr) -> Knoop:
        a = self.typed(links)
        if isinstance(rechts, (ast.List, ast.Tuple)):
            waarden = [w for x in rechts.elts if (w := self._literal(x)) is not None]
            if len(waarden) != len(rechts.elts):
                raise self.fout(
                    "RV224", "een lijst bevat alleen teksten", rechts, 'bijvoorbeeld ["huurder", "eigenaar"]'
                )
            for w in waarden:
                t.check_choice(a.typ, w)
            return InLijst(a, Const(Type("lijst"), frozenset(waarden)))
        lijst = self.typed(rechts)
        if lijst.typ.soort != "lijst" or a.typ.soort != "keuze":
            raise self.fout("RV225", "`in` vraagt een keuze links en een lijst rechts", rechts)
        return InLijst(a, lijst)

    def binary(self, n: ast.BinOp) -> Knoop | Kaal:
        """`+ - *` and a fixed fraction."""
        if isinstance(n.op, ast.Mult):
            return t.product(self.read(n.left), self.read(n.right))
        if isinstance(n.op, ast.Add):
            return t.total(self.read(n.left), self.read(n.right))
        if isinstance(n.op, ast.Sub):
            return t.difference(self.read(n.left), self.read(n.right))
        if isinstance(n.op, ast.Div):
            a, b = self.read(n.left), self.read(n.right)
            if isinstance(a, Kaal) and isinstance(b, Kaal) and a.getal is not None and b.getal:
                return Kaal(a.getal / b.getal)
            raise self.fout("RV224", "delen kan alleen in een vaste breuk", n, "schrijf `x * (1/55)`")
        raise self.fout("RV224", "deze bewerking is niet toegelaten", n, "toegelaten: + - * en een vaste breuk (1/55)")

    def if_else(self, n: ast.IfExp) -> Knoop:
        """`x if c else y`."""
        c, dan, anders = self.boolean(n.test), self.read(n.body), self.read(n.orelse)
        dan, anders = t.same_type(dan, anders)
        if dan.typ == BOOL:
            return t.any_of((t.all_of((c, dan)), t.all_of((t.negation(c), anders))))
        return Als(dan.typ, c, dan, anders)

    def constant(self, n: ast.Constant) -> Knoop | Kaal:
        """A literal."""
        if isinstance(n.value, bool):
            return Const(BOOL, JA if n.value else NEE)
        if isinstance(n.value, (int, float)):
            bron = segment(self.tekst, n) or ""
            if len(bron) > 18 or not all(c.isdigit() or c == "." for c in bron):
                raise self.fout("RV224", f"getal `{bron[:24]}` is te lang of vreemd geschreven", n, "schrijf 1234.56")
            return Kaal(Fraction(bron))
        if (tekst := self._literal(n)) is not None:
            return Kaal(None, tekst)
        raise self.fout("RV224", f"`{self._snippet(n)}` is hier niet toegelaten", n)

    def _literal(self, n: ast.expr) -> str | None:
        """A text in one pair of quotes; not texts behind each other, and not with a letter before the quote."""
        if not (isinstance(n, ast.Constant) and isinstance(n.value, str)):
            return None
        return n.value if segment(self.tekst, n) in (f'"{n.value}"', f"'{n.value}'") else None

    # -- names and calls
    def name(self, n: ast.Name) -> Knoop:
        """A fact, parameter, named part or date."""
        naam = n.id
        self.stop_if_broken(naam)
        if naam in self.b.begrippen:
            k, niveau = self.b.begrippen[naam]
            if niveau not in ("gezin", self.b.niveau):
                raise self.fout("RV226", f"begrip `{naam}` gaat over een {niveau}", n, "gebruik het binnen iemand(...)")
            return k
        if naam in self.b.datums:
            return self.b.datums[naam]
        if naam == "op_datum":
            return OpDatum()
        if naam == "leeftijd":
            return Datumfunctie(number("jaren"), "leeftijd", (self.fact("geboortedatum", n, als=naam), OpDatum()))
        if (p := self.b.parameter(naam)) is not None:
            return Param(p.typ, p.id, OpDatum())
        if naam in REGISTER:
            return self.fact(naam, n)
        bekend = [*self.b.begrippen, *self.b.datums, *REGISTER, "op_datum", "leeftijd"]
        bekend += [p.rpartition(".")[2] for p in self.b.parameters if p.startswith((self.b.recht + ".", "gedeeld."))]
        raise self.fout("RV227", f"onbekende naam `{naam}`", n, did_you_mean(naam, bekend) or "zie de lijst van feiten")

    def stop_if_broken(self, naam: str) -> None:
        """Stop without a message at a name whose own fault was reported."""
        if self.b.is_broken(naam):
            raise UitdrukkingFout("", f"`{naam}` kon niet gelezen worden")

    def fact(self, naam: str, n: ast.AST, *, als: str = "") -> Knoop:
        """A fact, at the level where it may be named; `als` is how it was written."""
        feit = REGISTER[naam][0]
        if feit.niveau not in ("gezin", self.b.niveau):
            raise self.fout(
                "RV226",
                f"`{als or naam}` gaat over een {feit.niveau}, en hier gaat het over een {self.b.niveau}",
                n,
                "gebruik iemand(...), iedereen(...), aantal(...) of som(...)",
            )
        return Feit(feit.typ, naam, feit.niveau)

    def call(self, n: ast.Call) -> Knoop:
        """A call of one of the functions."""
        if not isinstance(n.func, ast.Name):
            raise self.fout("RV224", "alleen gewone functies zijn toegelaten", n)
        functie = FUNCTIES.get(n.func.id)
        if functie is None:
            raise self.fout(
                "RV228",
                f"onbekende functie `{n.func.id}`",
                n,
                did_you_mean(n.func.id, FUNCTIES) or f"toegelaten: {', '.join(sorted(FUNCTIES))}",
            )
        if any(k.arg is None for k in n.keywords) or any(isinstance(a, ast.Starred) for a in n.args):
            raise self.fout("RV224", "sterretjes zijn niet toegelaten", n)
        return functie(self, n, {k.arg: k.value for k in n.keywords if k.arg})

    def args(self, n: ast.Call, aantal: tuple[int, int], namen: dict[str, ast.expr], toegelaten: set[str]) -> None:
        """Check the number and the names of arguments."""
        laagst, hoogst = aantal
        if not laagst <= len(n.args) <= hoogst:
            naam = n.func.id if isinstance(n.func, ast.Name) else "deze functie"
            wil = f"{laagst}" if laagst == hoogst else f"{laagst} tot {hoogst}"
            wil += " argument" if hoogst == 1 else " argumenten"
            staat = "hier staat er 1" if len(n.args) == 1 else f"hier staan er {len(n.args)}"
            raise self.fout("RV229", f"`{naam}` verwacht {wil}, {staat}", n)
        for vreemd in sorted(set(namen) - toegelaten):
            hulp = (
                did_you_mean(vreemd, toegelaten) or f"bekende argumenten: {', '.join(sorted(toegelaten)) or '(geen)'}"
            )
            raise self.fout("RV229", f"onbekend argument `{vreemd}`", n, hulp)

    def text(self, n: ast.expr) -> str:
        """An argument that must be a text."""
        if (tekst := self._literal(n)) is None:
            raise self.fout("RV229", "verwacht een tekst tussen aanhalingstekens", n, 'schrijf bijvoorbeeld "leefloon"')
        return tekst

    def integer(self, n: ast.expr) -> int:
        """An argument that must be a small whole number."""
        teken = 1
        if isinstance(n, ast.UnaryOp) and isinstance(n.op, ast.USub):
            teken, n = -1, n.operand
        if not (isinstance(n, ast.Constant) and type(n.value) is int and n.value <= 1200):
            raise self.fout("RV229", "verwacht een klein geheel getal", n, "schrijf een getal tot 1200")
        return teken * n.value


_SOORTEN: Mapping[type[ast.expr], Callable[[Lezer, object], Knoop | Kaal]] = {
    ast.BoolOp: Lezer.bool_op,  # type: ignore[dict-item]
    ast.UnaryOp: Lezer.unary,  # type: ignore[dict-item]
    ast.Compare: Lezer.compare,  # type: ignore[dict-item]
    ast.BinOp: Lezer.binary,  # type: ignore[dict-item]
    ast.IfExp: Lezer.if_else,  # type: ignore[dict-item]
    ast.Constant: Lezer.constant,  # type: ignore[dict-item]
    ast.Name: Lezer.name,  # type: ignore[dict-item]
    ast.Call: Lezer.call,  # type: ignore[dict-item]
}


def date_constant(dag: date) -> Const:
    """A fixed date as a node."""
    getal = to_number(dag)
    return Const(DATUM, (getal, getal))


FUNCTIENAMEN: tuple[str, ...] = tuple(FUNCTIES)
"""Every function an expression may call."""

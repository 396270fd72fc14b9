"""Tables looked at to the cent: brackets in order, no value without a bracket, none in two.

A table is a `staffel`, a chain `a if x <= g else b if x <= h else c`, or alternatives that each ask the same number.
The number itself is left free, so that it takes every value there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from rechtenverkenner.catalogus.gelijkenis import canonical
from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.knopen import Alle, Als, EenVan, Knoop, Staffel, Type, Vergelijk, walk
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.verificatie.bomen import trees_of
from rechtenverkenner.verificatie.gezinsvormen import VORMEN
from rechtenverkenner.verificatie.proef import municipalities
from rechtenverkenner.verificatie.proefgezin import HOOGSTE_EURO, Proefgezin, reads_parts
from rechtenverkenner.verificatie.symbolisch import NietVertaald, Waarheid, exact
from rechtenverkenner.verificatie.vertaalregels import own_value
from rechtenverkenner.verificatie.vertalen import Vertaler
from rechtenverkenner.verificatie.z3_model import (
    Oplosser,
    Term,
    at_most,
    below,
    conj,
    is_fixed,
    neg,
    number_variable,
    require_z3,
    same,
    substitute,
)
from rechtenverkenner.verificatie.zinnen import number_text, phrase

_X: Final = "x"
_VORMEN: Final = VORMEN[:2]
_BOVEN, _ONDER = ("<", "<="), (">", ">=")
_OM = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Tabelfout:
    """A value that a table does not give what it should, in words."""

    recht: str
    soort: Literal["gat", "overlap", "lege schijf"]
    waar: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Tabeluitslag:
    """The tables of one right: how many were looked at, what is wrong, and which could not be looked at."""

    recht: str
    aantal: int
    fouten: tuple[Tabelfout, ...]
    niet_vertaald: tuple[str, ...]


def check_tables(recht: Recht, catalogus: Catalogus, *, op_datum: date) -> Tabeluitslag:
    """Every table in the rules and the amount of a right.

    Raises:
        InvoerFout: z3 is not installed.
    """
    require_z3()
    fouten: dict[tuple[str, str], Tabelfout] = {}
    niet: list[str] = []
    aantal = 0
    bomen = [boom for _, boom in trees_of(recht)]
    gemeenten, delen = municipalities(recht, catalogus, to_number(op_datum)), reads_parts(bomen)
    for k in dict.fromkeys(k for boom in bomen for k in walk(boom)):
        for onderzoek in _tables(k):
            aantal += 1
            try:
                for vorm in _VORMEN:
                    g = Proefgezin(vorm, to_number(op_datum), gemeenten, delen=delen)
                    v = Vertaler(g, catalogus, Ontleding(), keten=False)
                    for fout in onderzoek(_Bank(recht.id, v)):
                        fouten.setdefault((fout.soort, fout.waar), fout)
            except NietVertaald as e:
                niet.append(f"{phrase(k)}: {e}")
    return Tabeluitslag(recht.id, aantal, tuple(fouten.values()), tuple(niet))


@dataclass(frozen=True, slots=True)
class _Bank:
    """A translator for one table, with the number of the table left free."""

    recht: str
    v: Vertaler

    def free(self, *knopen: Knoop) -> Term:
        """Let these nodes be one number that may be anything."""
        x = number_variable(_X)
        for k in knopen:
            self.v.vast[k] = lambda _i: exact(x)
        self.v.gezin.grenzen += [at_most(0, x), at_most(x, HOOGSTE_EURO * 10**5)]
        return x

    def solver(self) -> Oplosser:
        """A solver that knows the household; make it after everything was translated."""
        return Oplosser(*self.v.gezin.grenzen)


_Onderzoek = Callable[[_Bank], Iterator[Tabelfout]]


def _tables(k: Knoop) -> Iterator[_Onderzoek]:
    """How to look at each table that starts at a node."""
    if isinstance(k, Staffel):
        staffel = k
        yield lambda bank: _check_brackets(bank, staffel)
    elif isinstance(k, EenVan):
        for delen in _by_number(k):
            yield _alternatives(k, delen)
    elif isinstance(k, Als) and (keten := _chain(k)):
        kop = k
        yield lambda bank: _check_chain(bank, kop, keten)


# -- staffel
def _check_brackets(bank: _Bank, k: Staffel) -> Iterator[Tabelfout]:
    grenzen = [bank.v.margin(g, 0) for g in k.grenzen]
    oplosser = bank.solver()
    for n, (a, b) in enumerate(pairwise(grenzen), 2):
        _, model = oplosser.solve(a.lo.eindig, b.hi.eindig, at_most(b.hi.waarde, a.lo.waarde))
        if model is not None:
            hier, vorige = model.number(b.hi.waarde), model.number(a.lo.waarde)
            tekst = f"grens {n} ({_amount(hier, k.a.typ)}) ligt niet boven grens {n - 1} ({_amount(vorige, k.a.typ)})"
            yield Tabelfout(bank.recht, "lege schijf", phrase(k), tekst)


# -- a chain of conditions on one number
def _chain(k: Als) -> list[Vergelijk]:
    """The conditions of a chain of at least two on the same number."""
    uit: list[Vergelijk] = []
    rest: Knoop = k
    while isinstance(rest, Als) and isinstance(c := own_value(rest.voorwaarde), Vergelijk) and c.a.typ.soort == "getal":
        if uit and canonical(c.a) != canonical(uit[0].a):
            break
        uit.append(c)
        rest = own_value(rest.anders)
    return uit if len(uit) > 1 else []


def _check_chain(bank: _Bank, kop: Als, keten: list[Vergelijk]) -> Iterator[Tabelfout]:
    bank.free(*(c.a for c in keten))
    waarheden = [bank.v.truth(c, 0) for c in keten]
    oplosser = bank.solver()
    for n, w in enumerate(waarheden):
        if not is_fixed(w.open) and oplosser.solve(w.open, *(neg(e.ja) for e in waarheden[:n]))[0] == "nee":
            tekst = f"`{phrase(keten[n])}` is nooit aan de beurt: een eerdere tak neemt alles"
            yield Tabelfout(bank.recht, "lege schijf", phrase(kop), tekst)


# -- alternatives
@dataclass(frozen=True, slots=True)
class _Vraag:
    """One alternative and a comparison of the number in it; `op` with the number on the left."""

    tak: Knoop
    x: Knoop
    op: str


def _by_number(k: EenVan) -> list[list[_Vraag]]:
    """Per amount of money that at least two alternatives ask, and not all from the same side: who asks it how."""
    per: dict[tuple[object, ...], list[_Vraag]] = {}
    for tak in k.args:
        for c in _conjuncts(tak):
            if isinstance(c, Vergelijk) and c.a.typ.eenheid.startswith("EUR") and c.op in (*_BOVEN, *_ONDER):
                per.setdefault(canonical(c.a), []).append(_Vraag(tak, c.a, c.op))
                per.setdefault(canonical(c.b), []).append(_Vraag(tak, c.b, _OM[c.op]))
    return [
        vragen
        for naam, vragen in per.items()
        if len({v.tak for v in vragen}) > 1 and len({v.op in _BOVEN for v in vragen}) > 1 and naam[0] not in _GRENZEN
    ]


_GRENZEN: Final = ("Param", "Const")
"""A limit is no number of the household."""


def _conjuncts(k: Knoop) -> Iterator[Knoop]:
    k = own_value(k)
    if isinstance(k, Alle):
        for a in k.args:
            yield from _conjuncts(a)
    else:
        yield k


def _alternatives(k: EenVan, vragen: list[_Vraag]) -> _Onderzoek:
    return lambda bank: _check_alternatives(bank, k, vragen)


def _check_alternatives(bank: _Bank, k: EenVan, vragen: list[_Vraag]) -> Iterator[Tabelfout]:
    naam = canonical(vragen[0].x)
    knopen = [n for n in walk(k) if n.typ.soort == "getal" and canonical(n) == naam]
    x = bank.free(*knopen)
    takken = list(dict.fromkeys(v.tak for v in vragen))
    waarheden = {t: bank.v.truth(t, 0) for t in takken}
    geheel = bank.v.truth(k, 0)
    oplosser = bank.solver()
    typ, waar = vragen[0].x.typ, phrase(vragen[0].x)
    yield from _gap(bank.recht, waar, typ, x, geheel, oplosser)
    for onder, boven in _sides(takken, vragen):
        _, model = oplosser.solve(waarheden[onder].ja, waarheden[boven].ja)
        if model is not None:
            tekst = f"bij {_amount(model.number(x), typ)} gelden `{phrase(onder)}` en `{phrase(boven)}` allebei"
            yield Tabelfout(bank.recht, "overlap", waar, tekst)


def _sides(takken: list[Knoop], vragen: list[_Vraag]) -> Iterator[tuple[Knoop, Knoop]]:
    """Pairs of alternatives of which one ends above and the other one begins below."""
    boven = {v.tak for v in vragen if v.op in _BOVEN}
    onder = {v.tak for v in vragen if v.op in _ONDER}
    yield from ((a, b) for a in takken for b in takken if a is not b and a in boven - onder and b in onder)


def _gap(recht: str, waar: str, typ: Type, x: Term, geheel: Waarheid, oplosser: Oplosser) -> Iterator[Tabelfout]:
    """A value for which nothing holds between two for which something does: a gap of a cent rather than a wide one."""
    hoger = number_variable("hoger")
    open_, dicht, weer = (
        geheel.ja,
        substitute(geheel.nee, {x: x + 1}),
        substitute(geheel.ja, {x: hoger}),
    )
    for breedte in (same(hoger, x + 2), below(x + 1, hoger)):
        _, model = oplosser.solve(open_, dicht, weer, conj(breedte))
        if model is not None:
            van, tot = model.number(x) + 1, model.number(hoger) - 1
            tussen = f"tussen {_amount(van - 1, typ)} en {_amount(tot + 1, typ)}"
            tekst = f"{tussen} geldt niets, bijvoorbeeld bij {_amount(van, typ)}"
            yield Tabelfout(recht, "gat", waar, tekst)
            return


def _amount(getal: int, typ: Type) -> str:
    return number_text(getal, typ) if typ.eenheid in SCHAAL else str(getal)

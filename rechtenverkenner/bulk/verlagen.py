"""From the nodes of a rule to columns: the one place where each kind of node gets its meaning for many households.

`motor.semantiek` says what a node means. What depends on no household (dates, parameters on a fixed date) is worked out
by that same interpreter here; what depends on one becomes columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from rechtenverkenner.bulk.cellen import Cel, Vlak, refuse
from rechtenverkenner.bulk.feitcellen import Feitlezer
from rechtenverkenner.bulk.groepcellen import Groepen
from rechtenverkenner.bulk.ledencellen import over_members
from rechtenverkenner.bulk.perioden import Perioden
from rechtenverkenner.bulk.plaatscellen import local
from rechtenverkenner.bulk.waarden import Bereik, Eind, Keuze, Kolomwaarde, Lijst, Waarheid
from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.gezin import Gezin, Persoon
from rechtenverkenner.model.knopen import (
    MENS,
    Alle,
    Als,
    Begrip,
    Const,
    Datumfunctie,
    EenVan,
    Feit,
    Heeft,
    InLijst,
    Knoop,
    Maal,
    MaalBreuk,
    Menselijk,
    Min,
    Niet,
    OpDatum,
    OverLeden,
    Param,
    Persoonsbedrag,
    Plaatselijk,
    Plus,
    RechtOpen,
    Staffel,
    Stappen,
    Uiterste,
    Vergelijk,
    Voorwaarde,
    Waarde,
    children,
)
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.motor.semantiek import Rekenaar

_VAST = (Const, Param, OpDatum, Datumfunctie, Plus, Min, Maal, MaalBreuk, Stappen, Uiterste, Begrip)
"""Kinds that give the same for every household when everything below them does."""


class Verlager:
    """Lowers nodes at a level; `schakels` gives the rights that are in use or open."""

    def __init__(
        self,
        lezer: Feitlezer,
        groepen: Groepen,
        catalogus: Catalogus,
        schakels: Callable[[RechtOpen], Waarheid],
        *,
        keten: frozenset[Knoop],
        gedeeld: Verlager | None = None,
    ) -> None:
        self.lezer, self.groepen, self.w, self.r = lezer, groepen, lezer.w, lezer.r
        self.catalogus, self.schakels, self.keten = catalogus, schakels, keten
        self.ontleding: Ontleding = gedeeld.ontleding if gedeeld else Ontleding()
        self.memo: dict[tuple[Knoop, Vlak], Kolomwaarde] = gedeeld.memo if gedeeld else {}
        self.ketenmemo: dict[tuple[Knoop, Vlak], Kolomwaarde] = {}
        self.vast: dict[Knoop, bool] = gedeeld.vast if gedeeld else {}
        self.perioden = Perioden(lezer.r)
        leeg = Gezin(personen=(Persoon(id="p1"),))
        self.rekenaar = Rekenaar(Beeld(leeg, lezer.nu), catalogus.parameters, self.ontleding)

    def lower(self, k: Knoop, vlak: Vlak) -> Kolomwaarde:
        """The value of a node for every row of a level."""
        memo = self.ketenmemo if k in self.keten else self.memo
        waarde = memo.get((k, vlak))
        if waarde is None:
            if self._is_fixed(k):
                waarde = self._fixed(k)
            elif vlak != "gezin" and self.ontleding.is_loose(k):
                waarde = self.lift(self.lower(k, "gezin"), vlak)
            else:
                waarde = _REGELS[type(k)](self, k, vlak)
            memo[k, vlak] = waarde
        return waarde

    def truth(self, k: Knoop, vlak: Vlak) -> Waarheid:
        """The value of a yes/no node."""
        return cast(Waarheid, self.lower(k, vlak))

    def range_of(self, k: Knoop, vlak: Vlak) -> Bereik:
        """The value of a number or a date."""
        return cast(Bereik, self.lower(k, vlak))

    def lift(self, waarde: Kolomwaarde, vlak: Vlak) -> Kolomwaarde:
        """What a household has, for the rows of another table."""
        return self.move(waarde, lambda cel: self.w.haal(vlak, cel, "gezin"))

    def move(self, waarde: Kolomwaarde, haal: Callable[[Cel], Cel]) -> Kolomwaarde:
        """A value of which every column is fetched from another table."""
        match waarde:
            case Waarheid():
                return Waarheid(*map(haal, waarde.drempels))
            case Bereik():
                return Bereik(*(Eind(haal(e.waarde), haal(e.bekend)) for e in (waarde.onder, waarde.boven)))
            case Keuze():
                return Keuze(haal(waarde.code), haal(waarde.bekend))
            case _:
                return waarde

    # -- what is the same for every household
    def _is_fixed(self, k: Knoop) -> bool:
        vast = self.vast.get(k)
        if vast is None:
            vast = self.vast[k] = isinstance(k, _VAST) and all(map(self._is_fixed, children(k)))
        return vast

    def _fixed(self, k: Knoop) -> Kolomwaarde:
        return self._value(k, self.rekenaar.value(k, HUISHOUDEN))

    def _value(self, k: Knoop, waarde: Waarde) -> Kolomwaarde:
        codes = self.lezer.indeling.codes
        match k.typ.soort:
            case "bool":
                return self.r.truth(cast(int, waarde))
            case "keuze":
                return Keuze(self.w.getal(codes[str(waarde)] if waarde else 0), self.w.waar(waarde is not None))
            case "lijst":
                return Lijst(None if waarde is None else frozenset(codes[t] for t in cast("frozenset[str]", waarde)))
            case _:
                return self.r.fixed(cast(Interval, waarde))


# -- one function for each kind of node


def _param(v: Verlager, k: Param, vlak: Vlak) -> Kolomwaarde:
    if k.typ.soort == "lijst":
        raise refuse(f"de lijst `{k.id}` op een datum van het gezin")
    return v.perioden.parameter(v.catalogus.parameters[k.id].waarden, v.range_of(k.datum, vlak))


def _fact(v: Verlager, k: Feit, vlak: Vlak) -> Kolomwaarde:
    eigen = REGISTER[k.naam][0].niveau
    waarde: Kolomwaarde = v.groepen.bond if k.naam == "partnerband" else v.lezer.fact(k)
    return waarde if eigen == vlak else v.lift(waarde, vlak)


def _personal(v: Verlager, k: Persoonsbedrag, vlak: Vlak) -> Kolomwaarde:
    return v.lezer.personal_amount(k, None if k.jaar is None else v.range_of(k.jaar, vlak))


def _date_function(v: Verlager, k: Datumfunctie, vlak: Vlak) -> Kolomwaarde:
    return v.lezer.kalender.apply(k.naam, [v.range_of(a, vlak) for a in k.args])


def _compare(v: Verlager, k: Vergelijk, vlak: Vlak) -> Kolomwaarde:
    a, b = v.lower(k.a, vlak), v.lower(k.b, vlak)
    if isinstance(a, Bereik) and isinstance(b, Bereik):
        return v.r.compare(k.op, a, b)
    if isinstance(a, Keuze) and isinstance(b, Keuze):
        gelijk = v.r.same_choice(a, b)
    else:
        gelijk = v.r.same_truth(cast(Waarheid, a), cast(Waarheid, b))
    return gelijk if k.op == "==" else v.r.negate(gelijk)


def _in_list(v: Verlager, k: InLijst, vlak: Vlak) -> Kolomwaarde:
    return v.r.in_list(cast(Keuze, v.lower(k.a, vlak)), cast(Lijst, v.lower(k.lijst, vlak)))


def _all(v: Verlager, k: Alle, vlak: Vlak) -> Kolomwaarde:
    return v.r.all_of([v.truth(a, vlak) for a in k.args])


def _any(v: Verlager, k: EenVan, vlak: Vlak) -> Kolomwaarde:
    return v.r.any_of([v.truth(a, vlak) for a in k.args])


def _not(v: Verlager, k: Niet, vlak: Vlak) -> Kolomwaarde:
    return v.r.negate(v.truth(k.a, vlak))


def _plus(v: Verlager, k: Plus, vlak: Vlak) -> Kolomwaarde:
    return v.r.add(v.range_of(k.a, vlak), v.range_of(k.b, vlak))


def _minus(v: Verlager, k: Min, vlak: Vlak) -> Kolomwaarde:
    return v.r.subtract(v.range_of(k.a, vlak), v.range_of(k.b, vlak))


def _times(v: Verlager, k: Maal, vlak: Vlak) -> Kolomwaarde:
    return v.r.multiply(v.range_of(k.a, vlak), v.range_of(k.b, vlak), k.deler)


def _fraction(v: Verlager, k: MaalBreuk, vlak: Vlak) -> Kolomwaarde:
    return v.r.scale(v.range_of(k.a, vlak), k.teller, k.noemer, afronding=k.afronding)


def _steps(v: Verlager, k: Stappen, vlak: Vlak) -> Kolomwaarde:
    return v.r.steps(v.range_of(k.a, vlak), v.range_of(k.b, vlak))


def _extreme(v: Verlager, k: Uiterste, vlak: Vlak) -> Kolomwaarde:
    rij = [v.range_of(a, vlak) for a in k.args]
    return v.r.lowest(rij) if k.soort == "kleinste" else v.r.highest(rij)


def _if(v: Verlager, k: Als, vlak: Vlak) -> Kolomwaarde:
    als, dan, anders = v.truth(k.voorwaarde, vlak), v.lower(k.dan, vlak), v.lower(k.anders, vlak)
    if isinstance(dan, Bereik) and isinstance(anders, Bereik):
        return v.r.either(als, dan, anders)
    if isinstance(dan, Waarheid) and isinstance(anders, Waarheid):
        return v.r.either_truth(als, dan, anders)
    if isinstance(dan, Keuze) and isinstance(anders, Keuze):
        return v.r.either_choice(als, dan, anders)
    if dan == anders:
        return dan
    raise refuse("een keuze tussen twee lijsten")


def _table(v: Verlager, k: Staffel, vlak: Vlak) -> Kolomwaarde:
    """From the last bracket back: the first whose limit is not passed; the hull where that is open."""
    a, op = v.range_of(k.a, vlak), "<=" if k.inclusief else "<"
    uit = v.range_of(k.uitkomsten[-1], vlak)
    for grens, uitkomst in reversed(list(zip(k.grenzen, k.uitkomsten, strict=False))):
        past = v.r.compare(op, a, v.range_of(grens, vlak))
        uit = v.r.either(past, v.range_of(uitkomst, vlak), uit)
    return uit


def _has(v: Verlager, k: Heeft, vlak: Vlak) -> Kolomwaarde:
    naam = f"{'status' if k.bron == 'statussen' else 'recht'}/{k.id}"
    op = v.range_of(k.op, vlak)
    eigen: Vlak = k.niveau
    if eigen != vlak and (op.onder.waarde.vlak or op.boven.waarde.vlak):
        raise refuse(f"`{k.id}` van een {eigen} op een dag van een {vlak}")
    waarde = v.lezer.has(eigen, naam, op, k.minstens_maanden, None if k.vanaf is None else v.range_of(k.vanaf, vlak))
    return waarde if eigen == vlak else v.lift(waarde, vlak)


def _right_open(v: Verlager, k: RechtOpen, vlak: Vlak) -> Kolomwaarde:
    waarde = v.schakels(k)
    return waarde if k.niveau == vlak else v.lift(waarde, vlak)


def _human(v: Verlager, k: Menselijk, vlak: Vlak) -> Kolomwaarde:
    return v.r.truth(MENS)


def _inner(v: Verlager, k: Begrip | Voorwaarde, vlak: Vlak) -> Kolomwaarde:
    return v.lower(k.a, vlak)


_REGELS: Mapping[type[Knoop], Callable[..., Kolomwaarde]] = {
    Param: _param,
    Feit: _fact,
    Persoonsbedrag: _personal,
    Datumfunctie: _date_function,
    Vergelijk: _compare,
    InLijst: _in_list,
    Alle: _all,
    EenVan: _any,
    Niet: _not,
    Plus: _plus,
    Min: _minus,
    Maal: _times,
    MaalBreuk: _fraction,
    Stappen: _steps,
    Uiterste: _extreme,
    Als: _if,
    Staffel: _table,
    OverLeden: over_members,
    Heeft: _has,
    RechtOpen: _right_open,
    Menselijk: _human,
    Plaatselijk: local,
    Begrip: _inner,
    Voorwaarde: _inner,
}

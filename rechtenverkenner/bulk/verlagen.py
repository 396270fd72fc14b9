"""From the nodes of a rule to columns: the one place where each kind of node gets its meaning for many households.

`motor.semantiek` says what a node means. What depends on no household (dates, parameters on a fixed date) is worked out
by that same interpreter here; what depends on one becomes columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import cast

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.feitcellen import Feitlezer
from rechtenverkenner.bulk.groepcellen import ZONDER_ANKER, Groepen, Leden
from rechtenverkenner.bulk.perioden import Perioden
from rechtenverkenner.bulk.waarden import Bereik, Eind, Keuze, Kolomwaarde, Lijst, Waarheid
from rechtenverkenner.meldingen import Melding, RechtenFout
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


def refuse(wat: str, hulp: str = "") -> RechtenFout:
    """The message that something cannot be said in columns yet."""
    return RechtenFout([Melding("RV511", f"nog niet in kolommen: {wat}", None, hulp or "gebruik `verken`")])


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
        return self._move(waarde, lambda cel: self.w.haal(vlak, cel, "gezin"))

    def _move(self, waarde: Kolomwaarde, haal: Callable[[Cel], Cel]) -> Kolomwaarde:
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


# -- members


def _over_members(v: Verlager, k: OverLeden, vlak: Vlak) -> Kolomwaarde:
    if k.groep == "persoon":
        return _of_oneself(v, k, vlak)
    leden = v.groepen.members(k.groep)
    if vlak == "aansluiting" or (k.groep not in ZONDER_ANKER and vlak != "persoon"):
        raise refuse(f"de groep `{k.groep}` gezien van een {vlak}")
    telt = Waarheid(leden.mogelijk, leden.zeker, leden.zeker)
    if k.waar is not None:
        telt = v.r.all_of((telt, cast(Waarheid, _of_member(v, v.lower(k.waar, "persoon"), leden.vlak))))
    a = _of_member(v, v.lower(k.a, "persoon"), leden.vlak)
    if isinstance(a, Waarheid):
        return _question(v, k, vlak, leden, telt, a)
    return _total(v, k, vlak, leden, telt, cast(Bereik, a))


def _of_member(v: Verlager, waarde: Kolomwaarde, vlak: Vlak) -> Kolomwaarde:
    return v._move(waarde, lambda cel: v.w.haal(vlak, cel, "lid"))


def _of_oneself(v: Verlager, k: OverLeden, vlak: Vlak) -> Kolomwaarde:
    """The group of one: no other row is needed."""
    r, w = v.r, v.w
    telt = r.truth(3) if k.waar is None else v.truth(k.waar, vlak)
    a = v.lower(k.a, vlak)
    if isinstance(a, Bereik):
        w_ = r.either(Waarheid(telt.mogelijk, telt.zeker, telt.zeker), a, r.fixed((0, 0)))
        return r.add(r.fixed((0, 0)), w_) if k.soort == "som" else r.highest([r.fixed((0, 0)), w_])
    a = cast(Waarheid, a)
    if k.soort == "iedereen":
        return r.any_of((r.negate(telt), a))
    beide = r.all_of((telt, a))
    if k.soort == "iemand":
        return beide
    aantal = [w.kies(c, w.getal(1), w.getal(0)) for c in (beide.zeker, beide.mogelijk)]
    return Bereik(Eind(aantal[0], r.ja), Eind(aantal[1], r.ja))


def _question(v: Verlager, k: OverLeden, vlak: Vlak, leden: Leden, telt: Waarheid, a: Waarheid) -> Kolomwaarde:
    w, r, van = v.w, v.r, leden.vlak
    meest = v.lezer.inventaris.personen
    if k.soort == "aantal":
        rij = r.all_of((telt, a))
        onder, boven = (w.aantal(vlak, c, van, meest) for c in (rij.zeker, rij.mogelijk))
        return Bereik(Eind(onder, r.ja), Eind(boven, w.niet(leden.open)))
    if k.soort == "iemand":
        uit = Waarheid(*(w.iemand(vlak, c, van) for c in r.all_of((telt, a)).drempels))
        return Waarheid(w.of(uit.mogelijk, leden.open), uit.mens, uit.zeker)
    tegen = r.all_of((Waarheid(telt.zeker, telt.mogelijk, telt.mogelijk), _complement(v, a)))
    uit = Waarheid(*(w.niet(w.iemand(vlak, c, van)) for c in tegen.drempels))
    dicht = w.niet(leden.open)
    return Waarheid(uit.mogelijk, w.en(uit.mens, dicht), w.en(uit.zeker, dicht))


def _complement(v: Verlager, a: Waarheid) -> Waarheid:
    """What keeps "everybody" from each threshold; not a truth value, so the thresholds stay where they are."""
    return Waarheid(*map(v.w.niet, a.drempels))


def _total(v: Verlager, k: OverLeden, vlak: Vlak, leden: Leden, telt: Waarheid, a: Bereik) -> Kolomwaarde:
    w, r, van = v.w, v.r, leden.vlak
    nul = r.fixed((0, 0))
    telt = Waarheid(telt.mogelijk, telt.zeker, telt.zeker)  # what a person decides may still not count
    per_lid = r.either(telt, a, nul)
    begrensd = [w.niet(w.iemand(vlak, w.en(telt.mogelijk, w.niet(e.bekend)), van)) for e in (a.onder, a.boven)]
    bijdrage = [w.kies(e.bekend, e.waarde, w.getal(0)) for e in (per_lid.onder, per_lid.boven)]
    dicht = w.niet(leden.open)
    if k.soort == "hoogste":
        onder, boven = (w.top(vlak, c, van) for c in bijdrage)
        return Bereik(Eind(onder, r.ja), Eind(boven, w.en(begrensd[1], dicht)))
    onder, boven = (w.som(vlak, c, van, v.lezer.inventaris.personen) for c in bijdrage)
    if not v.ontleding.is_never_negative(k.a):
        begrensd[0] = w.en(begrensd[0], dicht)
    return Bereik(Eind(onder, begrensd[0]), Eind(boven, w.en(begrensd[1], dicht)))


# -- municipalities


def _local(v: Verlager, k: Plaatselijk, vlak: Vlak) -> Kolomwaarde:
    w, dag = v.w, v.lezer.nu
    geldig = [t for t in k.takken if t.vanaf <= dag <= t.tot]
    nis = cast(Keuze, v.lift(v.lezer.choice("gezin", "gemeente"), vlak))
    waarden = [v.lower(t.knoop, vlak) for t in geldig]
    standaard = None if k.standaard is None else v.lower(k.standaard, vlak)
    uit = standaard if standaard is not None else _nothing(v, k)
    for t, waarde in reversed(list(zip(geldig, waarden, strict=True))):
        hier = w.en(nis.bekend, w.of(*(w.eq(nis.code, v.lezer.code(n)) for n in sorted(t.nis))))
        uit = _pick(v, hier, waarde, uit)
    if standaard is None:
        overal = _nothing(v, k)
    else:
        overal = reduce(lambda a, b: _together(v, a, b), [*waarden, standaard])
    return _pick(v, nis.bekend, uit, overal)


def _nothing(v: Verlager, k: Plaatselijk) -> Kolomwaarde:
    """Where no rule was entered."""
    match k.typ.soort:
        case "bool":
            return v.r.truth(1)
        case "getal":
            return v.r.fixed((0, None))
        case "datum":
            return v.r.fixed((None, None))
        case _:
            raise refuse("een plaatselijke keuze of lijst")


def _pick(v: Verlager, als: Cel, dan: Kolomwaarde, anders: Kolomwaarde) -> Kolomwaarde:
    if isinstance(dan, Waarheid):
        return v.r.either_truth(v.r.known(als), dan, cast(Waarheid, anders))
    return v.r.choose(als, cast(Bereik, dan), cast(Bereik, anders))


def _together(v: Verlager, a: Kolomwaarde, b: Kolomwaarde) -> Kolomwaarde:
    """What holds of both: every municipality may be the one."""
    if isinstance(a, Bereik):
        return v.r.hull(a, cast(Bereik, b))
    w, b = v.w, cast(Waarheid, b)
    a = cast(Waarheid, a)
    return Waarheid(w.of(a.mogelijk, b.mogelijk), w.en(a.mens, b.mens), w.en(a.zeker, b.zeker))


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
    OverLeden: _over_members,
    Heeft: _has,
    RechtOpen: _right_open,
    Menselijk: _human,
    Plaatselijk: _local,
    Begrip: _inner,
    Voorwaarde: _inner,
}

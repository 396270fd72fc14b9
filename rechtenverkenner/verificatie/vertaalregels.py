"""What each kind of node is as a formula: one function per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any, cast

from rechtenverkenner.model import datums
from rechtenverkenner.model.knopen import (
    BOOL,
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
)
from rechtenverkenner.model.recht import Waardeperiode
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.verificatie import symbolisch as s
from rechtenverkenner.verificatie.dagen import Dag, add_months, full_months, full_years, ordinal, pick_day, to_day
from rechtenverkenner.verificatie.symbolisch import Keuze, Lijst, Marge, NietVertaald, Waarheid, exact, sharp
from rechtenverkenner.verificatie.z3_model import (
    Term,
    at_most,
    conj,
    disj,
    highest,
    is_fixed,
    neg,
    quotient,
    total,
)

if TYPE_CHECKING:
    from rechtenverkenner.verificatie.vertalen import Vertaler

Waarde = Waarheid | Marge | Keuze | Lijst | Dag


def own_value(k: Knoop) -> Knoop:
    """The node itself, without the names around it."""
    while isinstance(k, (Begrip, Voorwaarde)):
        k = k.a
    return k


def _const(v: Vertaler, k: Const, i: int) -> Waarde:
    if k.typ == BOOL:
        return s.VASTE[cast(int, k.waarde)]
    if isinstance(k.waarde, frozenset):
        return Lijst(((True, k.waarde),))
    if isinstance(k.waarde, str):
        return Keuze({k.waarde: True})
    if not isinstance(k.waarde, tuple):
        raise NietVertaald("een waarde die niet bekend is")
    if k.typ.soort == "datum":
        if k.waarde[0] is None or k.waarde[0] != k.waarde[1]:
            raise NietVertaald("een datum die niet vaststaat")
        return to_day(k.waarde[0])
    return s.margin(k.waarde)


def _param(v: Vertaler, k: Param, i: int) -> Waarde:
    dag = v.day(k.datum, i).getal
    perioden = [p for p in v.catalogus.parameters[k.id].waarden if p.waarde is not None or p.grenzen != (None, None)]
    if k.typ.soort == "lijst":
        return _list_of(perioden, dag)
    uit: Marge = s.margin((0, None))
    for p in perioden:
        uit = s.pick(_in_period(p, dag), s.margin(p.grenzen), uit)
    return uit


def _in_period(p: Waardeperiode, dag: Term) -> Term:
    return conj(at_most(p.vanaf, dag), at_most(dag, p.tot))


def _list_of(perioden: list[Waardeperiode], dag: Term) -> Lijst:
    delen: list[tuple[Term, frozenset[str] | None]] = []
    for p in perioden:
        delen.append((_in_period(p, dag), p.waarde if isinstance(p.waarde, frozenset) else None))
    geen = neg(disj(*(c for c, _ in delen)))
    return Lijst(tuple((c, lijst) for c, lijst in (*delen, (geen, None)) if c is not False))


def _fact(v: Vertaler, k: Feit, i: int) -> Waarde:
    return v.gezin.fact(k, i)


def _personal_amount(v: Vertaler, k: Persoonsbedrag, i: int) -> Waarde:
    g = v.gezin
    match k.soort:
        case "maand" | "voordelen":
            return exact(g.running(i, k.soort, k.begrip))
        case "laatste_jaar":
            return exact(g.latest_year(i))
        case "laatste":
            return exact(g.latest_amount(i, k.begrip))
    assert k.jaar is not None
    jaar = v.margin(k.jaar, i).lo.waarde
    if not is_fixed(jaar):
        raise NietVertaald("een inkomen van een jaar dat van een feit afhangt")
    return exact(g.own_share(i, jaar) if k.soort == "remgeld" else g.amount_of_year(i, k.begrip, jaar))


def _op_datum(v: Vertaler, k: OpDatum, i: int) -> Waarde:
    return v.gezin.nu


def _date_function(v: Vertaler, k: Datumfunctie, i: int) -> Waarde:
    args = [v.day(a, i) for a in k.args if a.typ.soort == "datum"]
    stap = next((cast(int, v.margin(a, i).lo.waarde) for a in k.args if a.typ.soort != "datum"), 0)
    match k.naam:
        case "leeftijd":
            return exact(highest(full_years(*args), 0))
        case "dagen":
            return exact(ordinal(args[1]) - ordinal(args[0]))
        case "maanden":
            return exact(full_months(*args))
        case "jaar":
            return exact(args[0].jaar)
        case "plus_maanden":
            return add_months(args[0], stap)
        case "jaarbegin":
            return Dag(args[0].jaar + stap, 1, 1)
        case "maandbegin":
            return Dag(args[0].jaar, args[0].maand, 1)
        case "kwartaalbegin":
            return Dag(args[0].jaar, quotient(args[0].maand - 1, 3) * 3 + 1, 1)
    if not args[0].is_fixed:
        raise NietVertaald(f"`{k.naam}` van een datum die van een feit afhangt")
    return to_day(datums.add_days(args[0].getal, stap))


def _compare(v: Vertaler, k: Vergelijk, i: int) -> Waarde:
    a, b = v.value(k.a, i), v.value(k.b, i)
    if isinstance(a, Keuze) and isinstance(b, Keuze):
        gelijk = s.equal_choice(a, b)
        return gelijk if k.op == "==" else s.negate(gelijk)
    if isinstance(a, Waarheid) and isinstance(b, Waarheid):
        if not (a.is_sharp and b.is_sharp):
            raise NietVertaald("een vergelijking van twee antwoorden die open kunnen zijn")
        gelijk = sharp(disj(conj(a.ja, b.ja), conj(neg(a.ja), neg(b.ja))))
        return gelijk if k.op == "==" else s.negate(gelijk)
    return s.compare(k.op, v.margin(k.a, i), v.margin(k.b, i))


def _in_list(v: Vertaler, k: InLijst, i: int) -> Waarde:
    a, lijst = v.value(k.a, i), v.value(k.lijst, i)
    if not isinstance(a, Keuze) or not isinstance(lijst, Lijst):
        raise NietVertaald("een lijst die van een feit afhangt")
    return lijst.holds(a)


def _all(v: Vertaler, k: Alle, i: int) -> Waarde:
    return s.all_of([v.truth(a, i) for a in k.args])


def _any(v: Vertaler, k: EenVan, i: int) -> Waarde:
    return s.any_of([v.truth(a, i) for a in k.args])


def _not(v: Vertaler, k: Niet, i: int) -> Waarde:
    return s.negate(v.truth(k.a, i))


def _plus(v: Vertaler, k: Plus, i: int) -> Waarde:
    return s.add(v.margin(k.a, i), v.margin(k.b, i))


def _minus(v: Vertaler, k: Min, i: int) -> Waarde:
    return s.subtract(v.margin(k.a, i), v.margin(k.b, i))


def _times(v: Vertaler, k: Maal, i: int) -> Waarde:
    return s.multiply(v.margin(k.a, i), v.margin(k.b, i), k.deler)


def _fraction(v: Vertaler, k: MaalBreuk, i: int) -> Waarde:
    return s.scale(v.margin(k.a, i), k.teller, k.noemer, k.afronding)


def _whole_steps(v: Vertaler, k: Stappen, i: int) -> Waarde:
    a, stap = v.margin(k.a, i), v.margin(k.b, i)
    if not stap.is_exact or not is_fixed(stap.lo.waarde) or stap.lo.waarde <= 0:
        raise NietVertaald("stappen waarvan de grootte niet vaststaat")
    lo, hi = (s.Grens(quotient(g.waarde, stap.lo.waarde), g.eindig) for g in (a.lo, a.hi))
    return Marge(lo, lo) if a.is_exact else Marge(lo, hi)


def _extreme(v: Vertaler, k: Uiterste, i: int) -> Waarde:
    if k.typ.soort == "datum":
        laagste = k.soort == "kleinste"
        return reduce(lambda a, b: pick_day(_first(a, b, laagste), a, b), (v.day(a, i) for a in k.args))
    rij = [v.margin(a, i) for a in k.args]
    return s.minimum(rij) if k.soort == "kleinste" else s.maximum(rij)


def _first(a: Dag, b: Dag, laagste: bool) -> Term:
    return at_most(a.getal, b.getal) if laagste else at_most(b.getal, a.getal)


def _if(v: Vertaler, k: Als, i: int) -> Waarde:
    c = v.truth(k.voorwaarde, i)
    if k.typ.soort == "getal":
        return s.choose(c, v.margin(k.dan, i), v.margin(k.anders, i))
    if k.typ.soort == "datum" and c.is_sharp:
        return pick_day(c.ja, v.day(k.dan, i), v.day(k.anders, i))
    raise NietVertaald(f"een {k.typ} die van een voorwaarde afhangt")


def _table(v: Vertaler, k: Staffel, i: int) -> Waarde:
    a = v.margin(k.a, i)
    uit = v.margin(k.uitkomsten[-1], i)
    for grens, uitkomst in reversed(list(zip(k.grenzen, k.uitkomsten, strict=False))):
        past = s.compare("<=" if k.inclusief else "<", a, v.margin(grens, i))
        uit = s.choose(past, v.margin(uitkomst, i), uit)
    return uit


def _over_members(v: Vertaler, k: OverLeden, i: int) -> Waarde:
    rij = []
    for lid, zeker in v.gezin.members(k.groep, i):
        telt = sharp(zeker)
        rij.append((lid, telt if k.waar is None else s.all_of([telt, v.truth(k.waar, lid)])))
    if k.soort in ("som", "hoogste"):
        delen = [_counted(telt, v.margin(k.a, lid)) for lid, telt in rij]
        return reduce(s.add, delen, exact(0)) if k.soort == "som" else s.maximum([exact(0), *delen])
    if k.soort == "iedereen":
        return s.all_of([s.any_of([s.negate(telt), v.truth(k.a, lid)]) for lid, telt in rij])
    leden = [s.all_of([telt, v.truth(k.a, lid)]) for lid, telt in rij]
    if k.soort == "iemand":
        return s.any_of(leden)
    lo, hi = (s.Grens(total(rij)) for rij in ([w.ja for w in leden], [w.open for w in leden]))
    return Marge(lo, lo) if all(w.is_sharp for w in leden) else Marge(lo, hi)


def _counted(telt: Waarheid, bedrag: Marge) -> Marge:
    return s.choose(telt, bedrag, exact(0))


def _has(v: Vertaler, k: Heeft, i: int) -> Waarde:
    return v.gezin.holds(k, i, v.day(k.op, i), None if k.vanaf is None else v.day(k.vanaf, i))


def _right_open(v: Vertaler, k: RechtOpen, i: int) -> Waarde:
    gebruik = sharp(v.gezin.attitude(k.niveau, i, k.bron, k.id).loopt)
    if not v.keten or k.id not in v.catalogus.rechten:
        return gebruik
    recht = v.catalogus.rechten[k.id]
    return s.any_of([gebruik, v.open_right(recht, i if k.niveau != "gezin" else HUISHOUDEN)])


def _human(v: Vertaler, k: Menselijk, i: int) -> Waarde:
    return s.MENSELIJK


def _local(v: Vertaler, k: Plaatselijk, i: int) -> Waarde:
    if k.typ != BOOL:
        raise NietVertaald("een plaatselijk deel dat geen voorwaarde is")
    gemeente, dag = v.municipality(), v.gezin.op_datum
    delen: list[Waarheid] = []
    eerder: list[Term] = []
    for t in k.takken:
        if t.vanaf <= dag <= t.tot:
            hier = gemeente.among(t.nis).ja
            delen.append(s.all_of([sharp(conj(hier, neg(disj(*eerder)))), v.truth(t.knoop, i)]))
            eerder.append(hier)
    rest = s.OPEN if k.standaard is None else v.truth(k.standaard, i)
    return s.any_of([*delen, s.all_of([sharp(neg(disj(*eerder))), rest])])


def _part(v: Vertaler, k: Begrip, i: int) -> Waarde:
    return v.value(k.a, i)


def _condition(v: Vertaler, k: Voorwaarde, i: int) -> Waarde:
    try:
        return v.value(k.a, i)
    except NietVertaald as e:
        v.niet_vertaald.setdefault(k, str(e))
        return s.OPEN


TAKEN: Mapping[type, Callable[[Vertaler, Any, int], Waarde]] = {
    Const: _const,
    Param: _param,
    Feit: _fact,
    Persoonsbedrag: _personal_amount,
    OpDatum: _op_datum,
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
    Stappen: _whole_steps,
    Uiterste: _extreme,
    Als: _if,
    Staffel: _table,
    OverLeden: _over_members,
    Heeft: _has,
    RechtOpen: _right_open,
    Menselijk: _human,
    Plaatselijk: _local,
    Begrip: _part,
    Voorwaarde: _condition,
}

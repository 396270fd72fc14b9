"""What a rule means: the interval interpreter. This is the specification; every faster engine is tested against it.

A truth value is one of `NEE < ONBEKEND < MENS < JA` (`and` = lowest, `or` = highest). A number or date is an interval
that holds every value some completion of the unknown facts could give. Evaluation is sound: `JA` and `NEE` hold in
every completion, and an amount of any completion lies in the interval.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from rechtenverkenner.model import bedrag
from rechtenverkenner.model.bedrag import NIET_NEGATIEF, Interval
from rechtenverkenner.model.knopen import (
    JA,
    MENS,
    NEE,
    ONBEKEND,
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
)
from rechtenverkenner.model.recht import Parameter, Waardeperiode
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.datumfuncties import DATUMFUNCTIES
from rechtenverkenner.motor.feitnamen import Feitnamen
from rechtenverkenner.motor.gebruik import HUISHOUDEN, in_use, local_branches
from rechtenverkenner.motor.groepen import LEDEN, Groep
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.motor.reeksen import missing_on, periods_in, value_in
from rechtenverkenner.motor.waarheid import compare, negate

Ketenstand = Mapping[tuple[str, int], int]
"""What the chain found for (right, unit): `JA` certain, `MENS` if a person agrees, `ONBEKEND` possible."""


class Rekenaar:
    """Evaluates nodes for one household on one date; made for one evaluation and then thrown away."""

    __slots__ = (
        "_groepen",
        "_memo",
        "_perioden",
        "beeld",
        "feitmemo",
        "ketenstand",
        "naammemo",
        "ontleding",
        "openmemo",
        "parameters",
    )

    def __init__(self, beeld: Beeld, parameters: Mapping[str, Parameter], ontleding: Ontleding | None = None) -> None:
        self.beeld = beeld
        self.parameters = parameters
        self.ontleding = ontleding or Ontleding()
        self._memo: dict[int, dict[Knoop, Waarde]] = {i: {} for i in range(HUISHOUDEN, self._units())}
        self.ketenstand: Ketenstand = {}
        self.naammemo: list[dict[Feitnamen, tuple[str, ...]]] = [{} for _ in self._memo]
        self.openmemo: dict[tuple[Knoop, int], tuple[dict[str, None], set[tuple[str, int]]]] = {}
        self.feitmemo: dict[tuple[Knoop, int], tuple[tuple[str, bool], ...]] = {}
        self._groepen: dict[tuple[str, int], Groep] = {}
        self._perioden: dict[tuple[str, Interval], tuple[Waardeperiode, ...]] = {}

    def _units(self) -> int:
        return max(len(self.beeld.personen), len(self.beeld.aansluitingen))

    def value(self, k: Knoop, i: int) -> Waarde:
        """Value of a node for unit `i` (a person, a connection, or `HUISHOUDEN`)."""
        memo = self._memo[i]
        if k in memo:
            return memo[k]
        if i != HUISHOUDEN and self.ontleding.is_loose(k):
            w = self.value(k, HUISHOUDEN)
        else:
            w = _OPERATOREN[type(k)](self, k, i)
        memo[k] = w
        return w

    if TYPE_CHECKING:

        def truth(self, k: Knoop, i: int) -> int:
            """Value of a boolean node."""

        def interval(self, k: Knoop, i: int) -> Interval:
            """Value of a number or date node."""

    else:  # the same function under a name that says what it gives: a call less on the hottest path
        truth = value
        interval = value

    def group(self, naam: str, i: int) -> Groep:
        """Members of a named group seen from unit `i`."""
        groep = self._groepen.get((naam, i))
        if groep is None:
            groep = self._groepen[naam, i] = LEDEN[naam](self.beeld, i)
        return groep

    def periods(self, k: Param, i: int) -> tuple[Waardeperiode, ...]:
        """The periods of a parameter that the date of this node can fall in."""
        bereik = self.interval(k.datum, i)
        perioden = self._perioden.get((k.id, bereik))
        if perioden is None:
            perioden = self._perioden[k.id, bereik] = periods_in(self.parameters[k.id], bereik)
        return perioden

    def missing_on(self, k: Param, i: int) -> int | None:
        """The day on which the amount of a parameter is not known, if there is such a day."""
        return missing_on(self.periods(k, i), self.interval(k.datum, i))


def _const(r: Rekenaar, k: Const, i: int) -> Waarde:
    return k.waarde


def _param(r: Rekenaar, k: Param, i: int) -> Waarde:
    return value_in(r.parameters[k.id], r.periods(k, i), r.interval(k.datum, i))


def _fact(r: Rekenaar, k: Feit, i: int) -> Waarde:
    return r.beeld.fact(k, i)


def _personal_amount(r: Rekenaar, k: Persoonsbedrag, i: int) -> Waarde:
    return r.beeld.personal_amount(i, k.soort, k.begrip, None if k.jaar is None else r.interval(k.jaar, i))


def _op_datum(r: Rekenaar, k: OpDatum, i: int) -> Waarde:
    return r.beeld.op_datum, r.beeld.op_datum


def _date_function(r: Rekenaar, k: Datumfunctie, i: int) -> Waarde:
    return DATUMFUNCTIES[k.naam]([r.interval(a, i) for a in k.args])


def _compare(r: Rekenaar, k: Vergelijk, i: int) -> Waarde:
    a, b = r.value(k.a, i), r.value(k.b, i)
    if k.a.typ.soort in ("keuze", "bool"):
        onbekend = (None,) if k.a.typ.soort == "keuze" else (ONBEKEND, MENS)
        if a in onbekend or b in onbekend:
            return ONBEKEND
        return JA if (a == b) == (k.op == "==") else NEE
    return compare(k.op, cast(Interval, a), cast(Interval, b))


def _in_list(r: Rekenaar, k: InLijst, i: int) -> Waarde:
    a, lijst = r.value(k.a, i), r.value(k.lijst, i)
    if a is None or lijst is None:
        return ONBEKEND
    return JA if a in cast("frozenset[str]", lijst) else NEE


def _all(r: Rekenaar, k: Alle, i: int) -> Waarde:
    laagste = JA
    for a in k.args:
        laagste = min(laagste, r.truth(a, i))
        if laagste == NEE:
            break
    return laagste


def _any(r: Rekenaar, k: EenVan, i: int) -> Waarde:
    hoogste = NEE
    for a in k.args:
        hoogste = max(hoogste, r.truth(a, i))
        if hoogste == JA:
            break
    return hoogste


def _not(r: Rekenaar, k: Niet, i: int) -> Waarde:
    return negate(r.truth(k.a, i))


def _plus(r: Rekenaar, k: Plus, i: int) -> Waarde:
    return bedrag.add(r.interval(k.a, i), r.interval(k.b, i))


def _minus(r: Rekenaar, k: Min, i: int) -> Waarde:
    return bedrag.subtract(r.interval(k.a, i), r.interval(k.b, i))


def _times(r: Rekenaar, k: Maal, i: int) -> Waarde:
    return bedrag.multiply(r.interval(k.a, i), r.interval(k.b, i), k.deler)


def _fraction(r: Rekenaar, k: MaalBreuk, i: int) -> Waarde:
    return bedrag.scale(r.interval(k.a, i), k.teller, k.noemer, afronding=k.afronding)


def _steps(r: Rekenaar, k: Stappen, i: int) -> Waarde:
    (lo, hi), (stap_lo, stap_hi) = r.interval(k.a, i), r.interval(k.b, i)
    if stap_lo is None or stap_hi is None or stap_lo <= 0:
        return None, None
    hoeken_lo = [] if lo is None else [lo // stap_lo, lo // stap_hi]
    hoeken_hi = [] if hi is None else [hi // stap_lo, hi // stap_hi]
    return (min(hoeken_lo) if hoeken_lo else None), (max(hoeken_hi) if hoeken_hi else None)


def _extreme(r: Rekenaar, k: Uiterste, i: int) -> Waarde:
    waarden = [r.interval(a, i) for a in k.args]
    return bedrag.minimum(waarden) if k.soort == "kleinste" else bedrag.maximum(waarden)


def _if(r: Rekenaar, k: Als, i: int) -> Waarde:
    c = r.truth(k.voorwaarde, i)
    if c == JA:
        return r.value(k.dan, i)
    if c == NEE:
        return r.value(k.anders, i)
    if k.typ.soort in ("getal", "datum"):
        return bedrag.hull(r.interval(k.dan, i), r.interval(k.anders, i))
    dan, anders = r.value(k.dan, i), r.value(k.anders, i)
    return dan if dan == anders else (ONBEKEND if k.typ.soort == "bool" else None)


def _table(r: Rekenaar, k: Staffel, i: int) -> Waarde:
    a = r.interval(k.a, i)
    uit: Interval | None = None
    for grens, uitkomst in zip((*k.grenzen, None), k.uitkomsten, strict=True):
        past = JA if grens is None else compare("<=" if k.inclusief else "<", a, r.interval(grens, i))
        if past != NEE:
            w = r.interval(uitkomst, i)
            uit = w if uit is None else bedrag.hull(uit, w)
        if past == JA:
            break
    assert uit is not None
    return uit


def _over_members(r: Rekenaar, k: OverLeden, i: int) -> Waarde:
    leden, is_open = r.group(k.groep, i)
    if k.soort in ("iemand", "iedereen", "aantal"):
        return _count_members(r, k, leden, is_open)
    uit: list[Interval] = []
    for lid, zeker in leden:
        telt = min(zeker, JA if k.waar is None else r.truth(k.waar, lid))
        if telt != NEE:
            w = r.interval(k.a, lid)
            uit.append(w if telt == JA else bedrag.hull(w, (0, 0)))
    totaal: Interval = (0, 0)
    for w in uit:
        totaal = bedrag.add(totaal, w) if k.soort == "som" else bedrag.maximum([totaal, w])
    if is_open:  # who is not named only adds, unless the amount can be negative
        return totaal[0] if k.soort == "hoogste" or r.ontleding.is_never_negative(k.a) else None, None
    return totaal


def _count_members(r: Rekenaar, k: OverLeden, leden: tuple[tuple[int, int], ...], is_open: bool) -> Waarde:
    rij: list[tuple[int, int]] = []
    for lid, zeker in leden:
        telt = min(zeker, JA if k.waar is None else r.truth(k.waar, lid))
        rij.append((telt, r.truth(k.a, lid) if telt != NEE else NEE))
    if k.soort == "iemand":
        w = max((min(telt, v) for telt, v in rij), default=NEE)
        return max(w, ONBEKEND) if is_open else w
    if k.soort == "iedereen":
        w = min((max(negate(telt), v) for telt, v in rij), default=JA)
        return min(w, ONBEKEND) if is_open else w
    zeker_aantal = sum(1 for telt, v in rij if min(telt, v) == JA)
    mogelijk = sum(1 for telt, v in rij if min(telt, v) != NEE)
    return zeker_aantal, None if is_open else mogelijk


def _has(r: Rekenaar, k: Heeft, i: int) -> Waarde:
    return r.beeld.has(k, i, r.interval(k.op, i), None if k.vanaf is None else r.interval(k.vanaf, i))


def _right_open(r: Rekenaar, k: RechtOpen, i: int) -> Waarde:
    eenheid = i if k.niveau != "gezin" else HUISHOUDEN
    return max(in_use(r, k.id, k.niveau, i, k.bron), r.ketenstand.get((k.id, eenheid), NEE))


def _human(r: Rekenaar, k: Menselijk, i: int) -> Waarde:
    return MENS


def _local(r: Rekenaar, k: Plaatselijk, i: int) -> Waarde:
    takken = local_branches(r, k)
    bekend = [r.value(t, i) for t in takken if t is not None]
    if k.typ.soort == "bool":
        if len(bekend) == len(takken) and (len(set(bekend)) == 1 or min(cast("list[int]", bekend)) == MENS):
            return min(cast("list[int]", bekend))
        return ONBEKEND
    if k.typ.soort in ("keuze", "lijst"):
        return bekend[0] if len(bekend) == len(takken) and len(set(bekend)) == 1 else None
    if len(bekend) < len(takken):
        return NIET_NEGATIEF if k.typ.soort == "getal" else (None, None)
    uit = cast(Interval, bekend[0])
    for w in bekend[1:]:
        uit = bedrag.hull(uit, cast(Interval, w))
    return uit


def _inner(r: Rekenaar, k: Begrip | Voorwaarde, i: int) -> Waarde:
    return r.value(k.a, i)


_OPERATOREN: Mapping[type, Callable[..., Waarde]] = {
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

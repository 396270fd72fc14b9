"""A household as the evaluator sees it on one date: every fact as an interval of possible values.

This is the only place that turns the profile into values; what is not given becomes the whole domain of the fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from rechtenverkenner.model.bedrag import NIET_NEGATIEF, SCHAAL, Interval
from rechtenverkenner.model.bedrag import ONBEKEND as ALLES
from rechtenverkenner.model.datums import add_months, start_of_year, to_number
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.keuzes import PENSIOENSOORTEN, WERK_OF_UITKERING, Drager
from rechtenverkenner.model.knopen import JA, NEE, ONBEKEND, Feit, Heeft, Niveau, Type, Waarde
from rechtenverkenner.model.profielregels import Periode

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Aansluiting, Gezin, Inkomen, Persoon
    from rechtenverkenner.model.houding import Houding

    Houder = Persoon | Aansluiting | Gezin | None

ONBEKENDE_AANSLUITINGEN: tuple[Drager, ...] = ("elektriciteit", "aardgas")
"""Of a household that says nothing of its connections the two usual ones are looked at, with everything unknown."""
LOPENDE_BEGRIPPEN = {"vrijgesteld_buitenlands": "vrijgesteld_buitenlands", "leefloon": "leefloon", "ivt": "ivt"}


def connections_of(gezin: Gezin) -> tuple[Aansluiting, ...]:
    """The connections that are looked at."""
    return _unknown_connections(type(gezin)) if gezin.aansluitingen is None else gezin.aansluitingen


@cache
def _unknown_connections(soort: type[Gezin]) -> tuple[Aansluiting, ...]:
    return tuple(soort.AANSLUITING(id=x, drager=x) for x in ONBEKENDE_AANSLUITINGEN)


class Beeld:
    """Facts of one household on `op_datum` (yyyymmdd); created per evaluation, shared by nobody."""

    __slots__ = ("_index", "aansluitingen", "gezin", "op_datum", "personen")

    def __init__(self, gezin: Gezin, op_datum: int) -> None:
        self.gezin = gezin
        self.op_datum = op_datum
        self.personen: tuple[Persoon, ...] = gezin.personen
        self.aansluitingen = connections_of(gezin)
        self._index: Mapping[str, int] = {p.id: i for i, p in enumerate(gezin.personen)}

    def index(self, kenmerk: str) -> int:
        """Position of the person with this id."""
        return self._index[kenmerk]

    def unit_name(self, niveau: Niveau, eenheid: int) -> str:
        """The id of a person or connection, or `gezin`."""
        if niveau == "gezin":
            return "gezin"
        return self.personen[eenheid].id if niveau == "persoon" else self.aansluitingen[eenheid].id

    def fact(self, feit: Feit, eenheid: int) -> Waarde:
        """Value of a fact; `eenheid` is the person or connection it is asked of."""
        bak = REGISTER[feit.naam][1]
        if bak == "persoon":
            bron: object = self.personen[eenheid]
        elif bak == "aansluiting":
            bron = self.aansluitingen[eenheid]
        else:
            bron = self.gezin.woning if bak == "woning" else self.gezin
        waarde = getattr(bron, feit.naam, None)
        if waarde is None and feit.naam == "partnerband":
            waarde = self.bond(eenheid)
        return to_value(waarde, feit.typ)

    def bond(self, eenheid: int) -> str | None:
        """What binds a person and the partner: it may be written with either of them; `geen` without a partner."""
        p = self.personen[eenheid]
        if p.partnerband is not None:
            return p.partnerband
        if p.partner == "geen":
            return "geen"
        anderen = (q for q in self.personen if q.partnerband and (q.id == p.partner or q.partner == p.id))
        return next((q.partnerband for q in anderen), None)

    def has(self, knoop: Heeft, eenheid: int, op: Interval, vanaf: Interval | None = None) -> int:
        """Whether a status is held or a right is used on a date, or on a day since `vanaf`: `NEE`, `ONBEKEND`, `JA`."""
        houder: Persoon | Aansluiting | Gezin | None
        if knoop.niveau == "persoon":
            houder = self.personen[eenheid]
        elif knoop.niveau == "aansluiting":
            houder = self.aansluitingen[eenheid]
        else:
            houder = self.gezin
        if vanaf is not None:
            return held_since(houder, knoop.id, knoop.bron, vanaf, op, self.op_datum)
        return holds(houder, knoop.id, knoop.bron, op, knoop.minstens_maanden, self.op_datum)

    def personal_amount(self, eenheid: int, soort: str, begrip: str, jaar: Interval | None) -> Interval:
        """An amount of the incomes, notices or own shares of one person, by the kinds of `Persoonsbedrag`."""
        if soort in ("maand", "voordelen"):
            return self.running(eenheid, soort, begrip)
        if soort in ("laatste_jaar", "laatste"):
            laatste = self.latest_year(eenheid)
            if soort == "laatste_jaar":
                return (None, None) if laatste is None else (laatste, laatste)
            return NIET_NEGATIEF if laatste is None else self.amount_of_year(eenheid, begrip, laatste)
        assert jaar is not None
        onder, boven = jaar
        if onder is None or onder != boven:
            return NIET_NEGATIEF
        return self.own_share(eenheid, onder) if soort == "remgeld" else self.amount_of_year(eenheid, begrip, onder)

    def amount_of_year(self, eenheid: int, begrip: str, jaar: int) -> Interval:
        """Income of one person in one calendar year in cents: from the assessment notice, else from the streams."""
        p = self.personen[eenheid]
        biljet = None
        for b in p.aanslagbiljetten:
            if b.jaar == jaar:
                biljet = b
                waarde: Decimal | None = getattr(b, begrip, None)
                if waarde is not None:
                    return _exact(waarde)
                break
        uit_stromen = _sum_of_year(p, begrip, jaar)
        if begrip == "netto_belastbaar" and biljet and biljet.bruto_belastbaar is not None:
            return _meet(uit_stromen, (0, _cents(biljet.bruto_belastbaar)))
        if begrip == "bruto_belastbaar" and biljet and biljet.netto_belastbaar is not None:
            return _meet(uit_stromen, (_cents(biljet.netto_belastbaar), None))
        return uit_stromen

    def latest_year(self, eenheid: int) -> int | None:
        """Income year of the latest assessment notice of one person that can exist on the date, or None."""
        laatste = None
        for b in self.personen[eenheid].aanslagbiljetten:
            if b.jaar <= self.op_datum // 10000 and (laatste is None or b.jaar > laatste):
                laatste = b.jaar
        return laatste

    def running(self, eenheid: int, soort: str, begrip: str) -> Interval:
        """Income that runs now: per month (`maand`) or yearly advantages (`voordelen`), in cents."""
        p = self.personen[eenheid]
        if p.inkomens is None:
            return NIET_NEGATIEF
        per = "maand" if soort == "maand" else "jaar"
        som = 0
        for i in p.inkomens:
            if i.jaar is None and i.per == per and counts_as(i, begrip):
                som += _cents(i.bedrag)
        return som, som if p.inkomens_volledig else None

    def own_share(self, eenheid: int, jaar: int) -> Interval:
        """Remgeld paid by one person in a year, in cents."""
        bedragen = [_cents(r.bedrag) for r in self.personen[eenheid].remgelden if r.jaar == jaar]
        return (sum(bedragen), sum(bedragen)) if bedragen else NIET_NEGATIEF


def holds(houder: Houder, kenmerk: str, bron: str, op: Interval, maanden: int, nu: int) -> int:
    """Three-valued "has it on that date, for at least some full months"."""
    periode = _period(houder, kenmerk, bron, op, nu)
    if not isinstance(periode, tuple):
        return periode
    vroegst, laatst, tot = periode
    if maanden:
        vroegst, laatst = add_months(vroegst, maanden), add_months(laatst, maanden)
    assert op[0] is not None
    assert op[1] is not None
    if op[1] < vroegst or (tot is not None and op[0] > tot):
        return NEE
    return JA if op[0] >= laatst and (tot is None or op[1] <= tot) else ONBEKEND


def held_since(houder: Houder, kenmerk: str, bron: str, vanaf: Interval, op: Interval, nu: int) -> int:
    """Three-valued "had it on some day of a period", both ends included."""
    if vanaf[0] is None or vanaf[1] is None:
        return ONBEKEND
    periode = _period(houder, kenmerk, bron, (vanaf[0], op[1]), nu)
    if not isinstance(periode, tuple):
        return periode
    vroegst, laatst, tot = periode
    if op[0] is None or op[1] is None:
        return ONBEKEND
    if op[1] < max(vroegst, vanaf[0]) or (tot is not None and vanaf[0] > tot):
        return NEE
    return JA if op[0] >= max(laatst, vanaf[1]) and (tot is None or vanaf[1] <= tot) else ONBEKEND


def _period(houder: Houder, kenmerk: str, bron: str, op: Interval, nu: int) -> int | tuple[int, int, int | None]:
    """Earliest and latest first day, and the last day; or the answer, when the profile does not speak of a period."""
    if houder is None:
        return ONBEKEND
    houding: Houding | None = getattr(houder, bron).get(kenmerk)
    if houding is None and getattr(houder, "andere_" + bron) is not False:
        return ONBEKEND
    if op[0] is None or op[1] is None:
        return ONBEKEND
    if houding is None or not houding.heeft:
        return NEE if op[0] >= start_of_year(nu, -1) else ONBEKEND  # "no" looks back no further than that
    vroegst, laatst = houding.since
    tot = to_number(houding.tot) if houding.tot else None
    if vroegst <= nu:  # "since 2026", said in 2026: it has begun; and it began before it ended
        laatst = min(laatst, nu)
    return vroegst, laatst if tot is None else min(laatst, tot), tot


def to_value(ruw: object, typ: Type) -> Waarde:
    """A profile value as the evaluator's value; None becomes the whole domain of the type."""
    if typ.soort == "bool":
        return ONBEKEND if ruw is None else (JA if ruw else NEE)
    if typ.soort == "keuze":
        return None if ruw is None else str(ruw)
    if ruw is None:
        return ALLES if typ.soort == "datum" else NIET_NEGATIEF
    if isinstance(ruw, Periode):
        return ruw.interval
    if isinstance(ruw, date):
        dag = to_number(ruw)
        return dag, dag
    if isinstance(ruw, Decimal):
        getal = int(ruw.scaleb(SCHAAL[typ.eenheid]))
        return getal, getal
    assert isinstance(ruw, int)
    getal = ruw * 10 ** SCHAAL[typ.eenheid]
    return getal, getal


def counts_as(inkomen: Inkomen, begrip: str) -> bool:
    """Whether an income counts in a notion of running income, or of income of a year."""
    if begrip in ("belastbaar", "bruto_belastbaar"):
        return inkomen.is_belastbaar
    if begrip == "pensioen":  # also one that is not taxed here
        return inkomen.soort in PENSIOENSOORTEN
    if begrip == "naast_pensioen":
        return inkomen.is_belastbaar and inkomen.soort not in PENSIOENSOORTEN
    if begrip == "werk_of_uitkering":
        return inkomen.is_belastbaar and inkomen.soort in WERK_OF_UITKERING
    if begrip == "alles":
        return True
    return inkomen.soort == LOPENDE_BEGRIPPEN.get(begrip)


def _sum_of_year(p: Persoon, begrip: str, jaar: int) -> Interval:
    """Sum of the named streams of a year; open above unless the year is marked complete."""
    stromen: Iterable[Inkomen] = [i for i in p.inkomens or () if i.jaar == jaar]
    volledig = jaar in p.jaren_volledig
    if begrip == "netto_belastbaar":  # after professional costs: at most the gross amount
        bruto = sum(_cents(i.bedrag) for i in stromen if i.is_belastbaar)
        return (0, bruto) if volledig else NIET_NEGATIEF
    som = sum(_cents(i.bedrag) for i in stromen if counts_as(i, begrip))
    return som, som if volledig else None


def _meet(a: Interval, b: Interval) -> Interval:
    """Intersection of two intervals that both hold the truth."""
    onder = max(x for x in (a[0], b[0], 0) if x is not None)
    boven = [x for x in (a[1], b[1]) if x is not None]
    return onder, max(onder, min(boven)) if boven else None  # where a notice and the incomes disagree: the highest


def _cents(bedrag: Decimal) -> int:
    return int(bedrag.scaleb(2))


def _exact(bedrag: Decimal) -> Interval:
    centen = _cents(bedrag)
    return centen, centen

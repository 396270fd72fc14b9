"""The days on which a verdict changes by itself: birthdays, new amounts, 1 January, statuses that end or have lasted.

The household stays as the profile says; only time passes. Between the days that are looked at nothing can change and
stay changed without being found: where the verdicts differ from one to the next, the day is searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.datums import LAATSTE, add_days, add_months, to_date, to_number
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort, Uitkomst
from rechtenverkenner.model.recht import Catalogus, Parameter, Waardeperiode
from rechtenverkenner.motor.evalueren import evaluate, with_amounts
from rechtenverkenner.motor.gebeurtenis import refuse
from rechtenverkenner.motor.gevolg import Bereik, Reden, flag_day, kind_of, reasons

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin
    from rechtenverkenner.model.houding import Houding

MEESTE_MAANDEN = 60
STATUSMAANDEN = (1, 3, 6, 12)
"""Months after which rules look at a status that lasts."""

Verschuivingsoort = Literal["opent", "sluit", "misschien", "wijzigt", "anders", "onbekend", "bedrag_niet_bekend"]


Sleutel = tuple[str, str]
"""Id of the right, and name of the unit."""


class _Stand(NamedTuple):
    """Where a right stands: the verdict, whether what is in use still fits, the amounts; without the explanation."""

    oordeel: Oordeelsoort
    voldaan: Uitkomst | None
    jaar: Bereik
    eenmalig: Bereik


class _Dag:
    """Every right on one day; an explanation is made only for a verdict whose reasons are read."""

    def __init__(self, gezin: Gezin, catalogus: Catalogus, dag: int) -> None:
        rij = evaluate(gezin, catalogus, op_datum=to_date(dag)).oordelen
        self.oordelen: Mapping[Sleutel, Oordeel] = {(o.recht, o.eenheid): o for o in rij}
        self.standen: Mapping[Sleutel, _Stand] = {k: _standing(o) for k, o in self.oordelen.items()}


def _standing(o: Oordeel) -> _Stand:
    return _Stand(o.oordeel, o.voldaan if o.oordeel == "gebruikt" else None, o.bedrag_jaar, o.bedrag_eenmalig)


@dataclass(frozen=True, slots=True)
class Verschuiving:
    """One verdict or amount that becomes another one on a day, and the conditions that make it so.

    Amounts are euro as (lowest, highest). `wijzigt`: the same verdict with another amount. `bedrag_niet_bekend`: from
    that day an amount of the catalogue is not known; with the last known amount the verdict would stay. `loopt_af`: in
    use, and from that day the conditions do not hold any more.
    """

    dag: date
    soort: Verschuivingsoort
    recht: str
    naam: str
    eenheid: str = field(repr=False)
    van: Oordeelsoort | None
    naar: Oordeelsoort | None
    loopt_af: bool
    jaar_voor: Bereik = field(repr=False)
    jaar_na: Bereik = field(repr=False)
    eenmalig_voor: Bereik = field(repr=False)
    eenmalig_na: Bereik = field(repr=False)
    aanvragen_voor: date | None
    waarom: tuple[Reden, ...]


def horizon(gezin: Gezin, catalogus: Catalogus, *, op_datum: date, maanden: int = 24) -> tuple[Verschuiving, ...]:
    """Every verdict and amount that changes by itself after `op_datum`, within so many months, in order of the day.

    Raises:
        InvoerFout: RV453, no 1 to 60 months; or a profile that cannot be on one of the days.
    """
    if not 1 <= maanden <= MEESTE_MAANDEN:
        refuse("RV453", f"{maanden} maanden kan niet", f"kies 1 tot {MEESTE_MAANDEN} maanden")
    return tuple(_Blik(gezin, catalogus, to_number(op_datum), maanden).look())


class _Blik:
    """One look ahead; made, run and thrown away."""

    def __init__(self, gezin: Gezin, catalogus: Catalogus, nu: int, maanden: int) -> None:
        self.gezin = gezin
        self.catalogus = catalogus
        self.nu = nu
        self.einde = add_months(nu, maanden)
        self._begin = _Dag(gezin, catalogus, nu)
        self._klaar = {nu: self._begin}
        self._gelijk: Catalogus | None = None

    def look(self) -> Iterator[Verschuiving]:
        vorige = self.nu
        for dag in sorted({*self._candidates(), self.einde}):
            ervoor = add_days(dag, -1)
            if ervoor > vorige:
                yield from self._between(vorige, ervoor)
            yield from self._changes(max(ervoor, vorige), dag)
            self._klaar = {d: s for d, s in self._klaar.items() if d >= dag}
            vorige = dag

    def _between(self, van: int, tot: int) -> Iterator[Verschuiving]:
        """What changes on a day that was not foreseen, found by halving."""
        if self._at(van).standen == self._at(tot).standen:
            return
        midden = to_number(date.fromordinal((to_date(van).toordinal() + to_date(tot).toordinal()) // 2))
        if midden == van:
            yield from self._changes(van, tot)
            return
        yield from self._between(van, midden)
        yield from self._between(midden, tot)

    def _at(self, dag: int) -> _Dag:
        if dag not in self._klaar:
            self._klaar[dag] = _Dag(self.gezin, self.catalogus, dag)
        return self._klaar[dag]

    def _changes(self, van: int, tot: int) -> Iterator[Verschuiving]:
        voor, na = self._at(van).standen, self._at(tot).standen
        anders = sorted(k for k in voor.keys() | na.keys() if _differs(voor.get(k), na.get(k)))
        if not anders:
            return
        van_dag, tot_dag = self._at(van).oordelen, self._at(tot).oordelen
        oud, nieuw = self._with_last_amounts(van), self._with_last_amounts(tot)
        for k in anders:
            gat = _position(oud.get(k)) == _position(nieuw.get(k))
            if _position(voor.get(k)) == _position(na.get(k)):
                if not _differs(oud.get(k), nieuw.get(k)):
                    continue  # only an amount of the catalogue that is not known, or is known again
                gat = False
            a, b = van_dag.get(k), tot_dag.get(k)
            yield _shift(to_date(tot), "bedrag_niet_bekend" if gat and b is not None else _kind(a, b), a, b)

    def _with_last_amounts(self, dag: int) -> Mapping[Sleutel, _Stand]:
        if self._gelijk is None:
            self._gelijk = frozen_amounts(self.catalogus)
        return _Dag(self.gezin, self._gelijk, dag).standen

    def _candidates(self) -> set[int]:
        dagen = {*self._calendar(), *self._birthdays(), *self._of_statuses(), *self._of_series(), *self._of_flags()}
        return {d for d in dagen if self.nu < d <= self.einde}

    def _calendar(self) -> Iterator[int]:
        dag = self.nu // 100 * 100 + 1
        while dag <= self.einde:
            yield dag
            dag = add_months(dag, 1)

    def _birthdays(self) -> Iterator[int]:
        for p in self.gezin.personen:
            for dag in () if p.geboortedatum is None else p.geboortedatum.interval:
                yield from (_real(jaar * 10000 + dag % 10000) for jaar in self._years())

    def _years(self) -> range:
        return range(self.nu // 10000, self.einde // 10000 + 1)

    def _of_statuses(self) -> Iterator[int]:
        """Beginnings, ends and full months of every status and right in use."""
        for h in _holdings(self.gezin):
            if h.tot is not None:
                yield add_days(to_number(h.tot), 1)
            for dag in h.sinds.interval if h.sinds else ():
                yield dag
                yield from (add_months(dag, n) for n in STATUSMAANDEN)

    def _of_series(self) -> Iterator[int]:
        for p in self.catalogus.parameters.values():
            for w in p.waarden:
                yield w.vanaf
                if w.tot < LAATSTE:
                    yield add_days(w.tot, 1)

    def _of_flags(self) -> Iterator[int]:
        for o in self._begin.oordelen.values():
            for vlag in o.vlaggen:
                naam, _, dag = vlag.partition(":")
                if dag:
                    getal = to_number(date.fromisoformat(dag))
                    yield getal if naam == "opent_misschien_op" else add_days(getal, 1)


def frozen_amounts(catalogus: Catalogus) -> Catalogus:
    """The catalogue in which every amount goes on as it was last known.

    Only to tell a verdict that changes from an amount that is missing; never to judge a household.
    """
    reeksen = {k: replace(p, waarden=tuple(_without_gaps(p))) for k, p in catalogus.parameters.items()}
    return with_amounts(catalogus, reeksen)


def _without_gaps(p: Parameter) -> Iterator[Waardeperiode]:
    bekend = [w for w in p.waarden if w.waarde is not None or w.grenzen != (None, None)]
    grenzen = [*(add_days(w.vanaf, -1) for w in bekend[1:]), LAATSTE]
    for w, tot in zip(bekend, grenzen, strict=False):
        yield replace(w, tot=tot)


def _position(s: _Stand | None) -> tuple[str, str]:
    """What counts as the same verdict: its kind, and whether what is in use still fits."""
    return ("", "") if s is None else (s.oordeel, {"mens": "onbekend"}.get(s.voldaan or "", s.voldaan or ""))


def _differs(a: _Stand | None, b: _Stand | None) -> bool:
    """Whether there is something to tell: another verdict, or of an open right another amount that is known."""
    if _position(a) != _position(b) or b is None:
        return _position(a) != _position(b)
    return b.oordeel != "onbekend" and (b.jaar, b.eenmalig) != (None, None) and a != b


def _kind(a: Oordeel | None, b: Oordeel | None) -> Verschuivingsoort:
    soort = kind_of(a, b)
    if soort in ("stopt", "sluit"):
        return "sluit"
    if soort in ("onzeker", "onbekend"):
        return "onbekend"
    return soort if soort in ("opent", "misschien", "wijzigt") else "anders"


def _shift(dag: date, soort: Verschuivingsoort, a: Oordeel | None, b: Oordeel | None) -> Verschuiving:
    o = b or a
    assert o is not None
    return Verschuiving(
        dag=dag,
        soort=soort,
        recht=o.recht,
        naam=o.naam,
        eenheid=o.eenheid,
        van=a.oordeel if a else None,
        naar=b.oordeel if b else None,
        loopt_af=b is not None and "voorwaarden_niet_voldaan" in b.vlaggen,
        jaar_voor=a.bedrag_jaar if a else None,
        jaar_na=b.bedrag_jaar if b else None,
        eenmalig_voor=a.bedrag_eenmalig if a else None,
        eenmalig_na=b.bedrag_eenmalig if b else None,
        aanvragen_voor=flag_day(b, "aanvragen_voor"),
        waarom=reasons(a, b),
    )


def _holdings(gezin: Gezin) -> Iterable[Houding]:
    yield from gezin.rechten.values()
    for p in gezin.personen:
        yield from (*p.statussen.values(), *p.rechten.values())
    for a in gezin.aansluitingen or ():
        yield from a.rechten.values()


def _real(dag: int) -> int:
    """29 February in a year without one is 1 March."""
    return to_number(to_date(dag)) if dag % 10000 != 229 else add_days(dag // 10000 * 10000 + 228, 1)

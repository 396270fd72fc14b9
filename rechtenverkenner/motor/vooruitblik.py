"""The days on which a verdict changes by itself: birthdays, new amounts, 1 January, statuses that end or have lasted.

The household stays as the profile says; only time passes. Between the days that are looked at nothing can change and
stay changed without being found: where the verdicts differ from one to the next, the day is searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from rechtenverkenner.model.datums import LAATSTE, add_days, add_months, to_date, to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.houding import Houding
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort, Resultaat
from rechtenverkenner.model.recht import Catalogus, Parameter, Waardeperiode
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.motor.gebeurtenis import refuse
from rechtenverkenner.motor.gevolg import Reden, flag_day, kind_of, pairs, reasons

MEESTE_MAANDEN = 60
STATUSMAANDEN = (1, 3, 6, 12)
"""Months after which rules look at a status that lasts."""

Verschuivingsoort = Literal["opent", "sluit", "misschien", "anders", "onbekend", "bedrag_niet_bekend"]


@dataclass(frozen=True, slots=True)
class Verschuiving:
    """One verdict that becomes another one on a day, and the conditions that make it so.

    `bedrag_niet_bekend`: from that day an amount of the catalogue is not known; with the last known amount the verdict
    would stay. `loopt_af`: in use, and from that day the conditions do not hold any more.
    """

    dag: date
    soort: Verschuivingsoort
    recht: str
    naam: str
    eenheid: str = field(repr=False)
    van: Oordeelsoort | None
    naar: Oordeelsoort | None
    loopt_af: bool
    aanvragen_voor: date | None
    waarom: tuple[Reden, ...]


def horizon(gezin: Gezin, catalogus: Catalogus, *, op_datum: date, maanden: int = 24) -> tuple[Verschuiving, ...]:
    """Every verdict that changes by itself after `op_datum`, within so many months, in order of the day.

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
        self._klaar: dict[int, Resultaat] = {}
        self._gelijk: Catalogus | None = None
        self._gelijk_op: dict[int, Resultaat] = {}

    def look(self) -> Iterator[Verschuiving]:
        vorige = self.nu
        for dag in sorted({*self._candidates(), self.einde}):
            ervoor = add_days(dag, -1)
            if ervoor > vorige:
                yield from self._between(vorige, ervoor)
            yield from self._changes(max(ervoor, vorige), dag)
            self._klaar = {d: r for d, r in self._klaar.items() if d >= dag}
            vorige = dag

    def _between(self, van: int, tot: int) -> Iterator[Verschuiving]:
        """What changes on a day that was not foreseen, found by halving."""
        if self._standing(van) == self._standing(tot):
            return
        midden = to_number(date.fromordinal((to_date(van).toordinal() + to_date(tot).toordinal()) // 2))
        if midden == van:
            yield from self._changes(van, tot)
            return
        yield from self._between(van, midden)
        yield from self._between(midden, tot)

    def _at(self, dag: int) -> Resultaat:
        if dag not in self._klaar:
            self._klaar[dag] = evaluate(self.gezin, self.catalogus, op_datum=to_date(dag))
        return self._klaar[dag]

    def _standing(self, dag: int) -> dict[tuple[str, str], tuple[object, ...]]:
        return {(o.recht, o.eenheid): _position(o) for o in self._at(dag).oordelen}

    def _changes(self, van: int, tot: int) -> Iterator[Verschuiving]:
        if van == tot or self._standing(van) == self._standing(tot):
            return
        for a, b in pairs(self._at(van), self._at(tot)):
            o = b or a
            if o is None or _position(a) == _position(b):
                continue
            yield Verschuiving(
                dag=to_date(tot),
                soort=self._kind(a, b, van, tot),
                recht=o.recht,
                naam=o.naam,
                eenheid=o.eenheid,
                van=a.oordeel if a else None,
                naar=b.oordeel if b else None,
                loopt_af=b is not None and "voorwaarden_niet_voldaan" in b.vlaggen,
                aanvragen_voor=flag_day(b, "aanvragen_voor"),
                waarom=reasons(a, b),
            )

    def _kind(self, a: Oordeel | None, b: Oordeel | None, van: int, tot: int) -> Verschuivingsoort:
        if b is not None and self._only_by_a_gap(b, van, tot):
            return "bedrag_niet_bekend"
        soort = kind_of(a, b)
        if soort in ("stopt", "sluit"):
            return "sluit"
        if soort in ("onzeker", "onbekend"):
            return "onbekend"
        return soort if soort in ("opent", "misschien") else "anders"

    def _only_by_a_gap(self, o: Oordeel, van: int, tot: int) -> bool:
        """Whether the verdict would stay as it is with the last known amounts."""
        voor, na = (_find(self._with_last_amounts(d), o) for d in (van, tot))
        return _position(voor) == _position(na)

    def _with_last_amounts(self, dag: int) -> Resultaat:
        if self._gelijk is None:
            self._gelijk = frozen_amounts(self.catalogus)
        if dag not in self._gelijk_op:
            self._gelijk_op[dag] = evaluate(self.gezin, self._gelijk, op_datum=to_date(dag))
        return self._gelijk_op[dag]

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
        for o in self._at(self.nu).oordelen:
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
    return replace(catalogus, parameters=reeksen)


def _without_gaps(p: Parameter) -> Iterator[Waardeperiode]:
    bekend = [w for w in p.waarden if w.waarde is not None or w.grenzen != (None, None)]
    grenzen = [*(add_days(w.vanaf, -1) for w in bekend[1:]), LAATSTE]
    for w, tot in zip(bekend, grenzen, strict=False):
        yield replace(w, tot=tot)


def _position(o: Oordeel | None) -> tuple[object, ...]:
    """What counts as the same verdict: its kind, and whether what is in use still fits."""
    if o is None:
        return ("geen_recht",)
    if o.oordeel != "gebruikt":
        return (o.oordeel,)
    return o.oordeel, *(v for v in o.vlaggen if v.startswith("voorwaarden_"))


def _find(resultaat: Resultaat, o: Oordeel) -> Oordeel | None:
    return next((x for x in resultaat.oordelen if (x.recht, x.eenheid) == (o.recht, o.eenheid)), None)


def _holdings(gezin: Gezin) -> Iterable[Houding]:
    yield from gezin.rechten.values()
    for p in gezin.personen:
        yield from (*p.statussen.values(), *p.rechten.values())
    for a in gezin.aansluitingen or ():
        yield from a.rechten.values()


def _real(dag: int) -> int:
    """29 February in a year without one is 1 March."""
    return to_number(to_date(dag)) if dag % 10000 != 229 else add_days(dag // 10000 * 10000 + 228, 1)

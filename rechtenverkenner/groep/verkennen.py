"""Judging a group: each household once, keeping only what the workbook of results needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

from rechtenverkenner.groep.profielen import Groep
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.oordeel import Ontvangstbewijs, Oordeel, Oordeelsoort, Resultaat
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.motor.gevolgtrekken import infer
from rechtenverkenner.plan.bezoeken import counter_of
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.open_vragen import fact_name
from rechtenverkenner.plan.plan import Bereik, Opening, Plan, Planrecht
from rechtenverkenner.plan.rangschikking import effort, gain, request_order

ZWAARST: tuple[Oordeelsoort, ...] = (
    "onbenut",
    "automatisch",
    "na",
    "mogelijk",
    "onbekend",
    "gebruikt",
    "geen_recht",
)
"""Of several people in one household the verdict that asks most stands in the matrix."""
TE_DOEN: frozenset[Oordeelsoort] = frozenset(["onbenut", "automatisch", "na", "mogelijk"])
PAKKETTEN = ("kern", "uitbreiding", "status", "lokaal")
Doen = Literal["aanvragen", "melden", "nakijken", "bespreken", "daarna"]


@dataclass(frozen=True, slots=True)
class Vak:
    """One place of the matrix: the verdict that asks most, and for how many people or connections it holds."""

    oordeel: Oordeelsoort
    aantal: int


_box = cache(Vak)
"""One value for all places that say the same."""


@dataclass(frozen=True, slots=True)
class Taak:
    """One thing to do for one household; amounts in euro, lowest and highest, for each person or connection."""

    gezin: str
    recht: Recht = field(repr=False)
    wie: tuple[str, ...] = field(repr=False)
    wat: Doen
    waarde_jaar: Bereik | None = field(repr=False)
    waarde_eenmalig: Bereik | None = field(repr=False)
    uiterlijk: date | None = field(repr=False)
    moeite: int
    opent: tuple[str, ...]
    na: tuple[str, ...]
    loket: str
    stap: str


@dataclass(frozen=True, slots=True)
class Groepsvraag:
    """A fact to find out: in how many households, and how many verdicts on which rights wait for it."""

    feit: str
    vraag: str
    gezinnen: int
    oordelen: int
    rechten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groepsuitkomst:
    """Everything the workbook of results shows."""

    op_datum: date
    catalogus: Catalogus = field(repr=False)
    bewijs: Ontvangstbewijs | None = field(repr=False)
    gezinnen: tuple[str, ...]
    matrix: dict[tuple[str, str], Vak] = field(repr=False)
    taken: tuple[Taak, ...] = field(repr=False)
    vragen: tuple[Groepsvraag, ...]
    niet_gelezen: tuple[str, ...]
    meldingen: tuple[Melding, ...] = field(repr=False)

    @property
    def rechten(self) -> tuple[Recht, ...]:
        """The rights of which at least one household has a verdict: the core first, those of one municipality last."""
        aanwezig = {recht for _, recht in self.matrix}
        rij = (r for r in self.catalogus.rechten.values() if r.id in aanwezig)
        return tuple(sorted(rij, key=lambda r: PAKKETTEN.index(r.pakket)))


class _Volgorde(NamedTuple):
    """By what a task is sorted: as in the plan of its household, and what it opens (gain and number, most first)."""

    plan: tuple[int, date, int, Fraction]
    opener: tuple[Decimal, int] | None


class Verkenning:
    """The judging of one group, household by household, so that it can be followed."""

    def __init__(self, groep: Groep, catalogus: Catalogus, op_datum: date) -> None:
        self.groep = groep
        self.catalogus = catalogus
        self.op_datum = op_datum
        self._matrix: dict[tuple[str, str], Vak] = {}
        self._taken: list[tuple[_Volgorde, Taak]] = []
        self._gevraagd: Counter[str] = Counter()
        self._wachten: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._klaar: list[str] = []
        self._niet: dict[str, None] = {}
        self._meldingen: list[Melding] = []
        self._bewijs: Ontvangstbewijs | None = None

    def __iter__(self) -> Iterator[str]:
        """Judge the next household and give its key."""
        for g in self.groep.gezinnen:
            if g.gezin is None:
                self._niet[g.sleutel] = None
            else:
                try:
                    gezin = infer(g.gezin, self.catalogus, op_datum=self.op_datum)
                    self._add(g.sleutel, evaluate(gezin, self.catalogus, op_datum=self.op_datum))
                except InvoerFout as e:
                    self._niet[g.sleutel] = None
                    self._meldingen += [Melding(m.code, m.tekst, g.plaats, m.hulp) for m in e.meldingen]
            yield g.sleutel

    def outcome(self) -> Groepsuitkomst:
        """What the households judged so far give together."""
        return Groepsuitkomst(
            self.op_datum,
            self.catalogus,
            self._bewijs,
            tuple(self._klaar),
            self._matrix,
            self._ordered(),
            self._questions(),
            tuple(self._niet),
            (*self.groep.alle_meldingen, *self._meldingen),
        )

    def _add(self, sleutel: str, resultaat: Resultaat) -> None:
        self._klaar.append(sleutel)
        self._bewijs = self._bewijs or resultaat.ontvangstbewijs
        self._add_matrix(sleutel, resultaat)
        # A plan explains every verdict and tries what would open each closed one: only what there is to do is asked.
        te_doen = tuple(o for o in resultaat.oordelen if o.oordeel in TE_DOEN)
        self._add_tasks(sleutel, make_plan(replace(resultaat, oordelen=te_doen, meldingen=())))
        self._add_questions(resultaat)

    def _add_matrix(self, sleutel: str, resultaat: Resultaat) -> None:
        per_recht: defaultdict[str, list[Oordeelsoort]] = defaultdict(list)
        for o in resultaat.oordelen:
            per_recht[o.recht].append(o.oordeel)
        for recht, soorten in per_recht.items():
            zwaarst = min(soorten, key=ZWAARST.index)
            self._matrix[sleutel, recht] = _box(zwaarst, soorten.count(zwaarst))

    def _add_tasks(self, sleutel: str, plan: Plan) -> None:
        opent = {o.eerst.sleutel: o for o in plan.volgorde}
        for p in (*plan.kijk_na, *plan.aanvragen, *(d for d in plan.daarna if not d.automatisch)):
            opening = opent.get(p.sleutel)
            # only what is to be sorted by: explanations of a thousand households are not kept
            opener = (-gain(opening), -len(opening.daarna)) if opening else None
            self._taken.append((_Volgorde(request_order(p, 0), opener), _task(sleutel, p, opening, self.catalogus)))

    def _add_questions(self, resultaat: Resultaat) -> None:
        gezien: set[str] = set()
        for o in resultaat.oordelen:
            if o.oordeel != "onbekend" and not _use_is_asked(o):
                continue
            for naam in dict.fromkeys(map(_asked, o.ontbreekt)):
                gezien.add(naam)
                self._wachten[naam][o.recht] += 1
        self._gevraagd.update(gezien)

    def _ordered(self) -> tuple[Taak, ...]:
        """As one plan orders its requests, over all households: of what opens others, what gives most first."""
        openers = sorted({v.opener for v, _ in self._taken if v.opener is not None})
        plaats = {opener: n for n, opener in enumerate(openers)}

        def key(rij: tuple[_Volgorde, Taak]) -> tuple[int, date, int, Fraction]:
            (zeker, dag, _, gewicht), opener = rij[0].plan, rij[0].opener
            return zeker, dag, plaats[opener] if opener else len(openers), gewicht

        return tuple(taak for _, taak in sorted(self._taken, key=key))

    def _questions(self) -> tuple[Groepsvraag, ...]:
        """What decides most verdicts first; between equals what is asked in fewer households."""
        namen = sorted(self._wachten, key=lambda n: (-self._wachten[n].total(), self._gevraagd[n], n))
        return tuple(
            Groepsvraag(
                naam,
                _question(naam, self.catalogus),
                self._gevraagd[naam],
                self._wachten[naam].total(),
                tuple(sorted(self._wachten[naam], key=lambda r, w=self._wachten[naam]: (-w[r], r))),  # type: ignore[misc]
            )
            for naam in namen
        )


def _task(sleutel: str, p: Planrecht, opening: Opening | None, catalogus: Catalogus) -> Taak:
    stap = next(iter(p.stappen), None)
    loket = catalogus.loketten.get(counter_of(stap, p.recht)) if stap else None
    return Taak(
        gezin=sleutel,
        recht=p.recht,
        wie=p.wie,
        wat=_what(p),
        waarde_jaar=p.waarde_jaar,
        waarde_eenmalig=p.waarde_eenmalig,
        uiterlijk=p.aanvragen_voor if not p.termijn_voorbij else None,
        moeite=effort(p),
        opent=tuple(dict.fromkeys(d.recht.id for d in opening.daarna)) if opening else (),
        na=p.na,
        loket=loket.naam if loket else "",
        stap=(p.recht.toekenning.controle if p.soort == "automatisch" else "") or (stap.tekst if stap else ""),
    )


def _what(p: Planrecht) -> Doen:
    if p.soort == "automatisch":
        return "melden" if p.loopt_niet else "nakijken"
    if p.na:
        return "daarna"
    return "bespreken" if p.soort == "mogelijk" else "aanvragen"


def _use_is_asked(o: Oordeel) -> bool:
    """As the flag `gebruik_onbekend` says, without the explanation that a flag comes with."""
    return o.gebruik == "onbekend" and o.voldaan in ("ja", "mens")


def _asked(sleutel: str) -> str:
    """What is asked for a fact: without who it is about, and without the id of a right in use."""
    naam = fact_name(sleutel)
    return "rechten" if naam.startswith("rechten.") else naam.partition(".")[0]


def _question(naam: str, catalogus: Catalogus) -> str:
    feit = catalogus.feiten.get(naam) or catalogus.velden.get(naam)
    return feit.vraag or feit.label if feit else OVERIG.get(naam, naam)


OVERIG = {
    "aansluitingen": "Welke aansluitingen zijn er op dit adres?",
    "personen": "Wie woont er op dit adres?",
    "andere_rechten": "Lopen er nog andere rechten dan die genoemd zijn?",
    "andere_statussen": "Heeft deze persoon nog andere uitkeringen of erkenningen?",
    "inkomens_volledig": "Zijn alle inkomens van nu genoemd?",
    "jaren_volledig": "Zijn alle inkomens van dat jaar genoemd?",
}


def count_by_right(uitkomst: Groepsuitkomst, soorten: Sequence[Oordeelsoort]) -> list[tuple[Recht, list[int]]]:
    """For each right how many households have each verdict, in the order of `soorten`."""
    telling = Counter((recht, vak.oordeel) for (_, recht), vak in uitkomst.matrix.items())
    return [(r, [telling[r.id, s] for s in soorten]) for r in uitkomst.rechten]

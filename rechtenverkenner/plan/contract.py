"""The stable JSON of a plan: what other programs may rely on. Its JSON Schema is `rechtenverkenner schema plan`.

Amounts are euro as decimal texts, for each person or connection named; dates are ISO 8601. A text comes in the language
of the plan and in Dutch: the Dutch text counts. A field may be added; none is removed or changes meaning within a major
version (`versie`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from typing_extensions import TypedDict  # the one of `typing` has no schema before Python 3.12

from rechtenverkenner.model.contract import (
    MeldingJson,
    OntvangstbewijsJson,
    VeranderingJson,
    change_as_dict,
    receipt_as_dict,
)
from rechtenverkenner.model.oordeel import Uitleg
from rechtenverkenner.motor.ingreep import Feitwaarde
from rechtenverkenner.motor.tegenfeit import Tegenfeit
from rechtenverkenner.plan.opmaak import question_of
from rechtenverkenner.plan.plan import Bereik, Bezoek, Keuze, Openvraag, Plan, Planrecht
from rechtenverkenner.plan.woorden import Stuk, Woorden

VERSIE: Literal[1] = 1


class TekstJson(TypedDict):
    """A text in the language of the plan, and in Dutch; not `vertaald`: the Dutch one, for want of a translation."""

    tekst: str
    nl: str
    vertaald: bool


class WijzigingJson(TypedDict):
    """One fact that would be otherwise: an amount as decimal text, a day, a choice, or yes or no."""

    soort: Literal["bedrag", "datum", "status", "feit"]
    feit: str
    van: str | bool | None
    naar: str | bool | None
    eenheid: str
    maanden: int


class TegenfeitJson(TypedDict):
    """Changes with which a closed right would be open for one person or connection, or for the household."""

    eenheid: str
    wijzigingen: list[WijzigingJson]
    oordeel: Literal["onbenut", "automatisch", "na", "mogelijk"]
    op_datum: str
    bedragen_van_nu: bool


class PlanrechtJson(TypedDict):
    """A right in the plan, for the people or connections in `wie` (none: the household)."""

    recht: str
    naam: TekstJson
    oordeel: Literal["gebruikt", "onbenut", "automatisch", "na", "mogelijk", "onbekend", "geen_recht"]
    wie: list[str]
    iedereen: bool
    bedrag_jaar: tuple[str, str] | None
    bedrag_eenmalig: tuple[str, str] | None
    terug_te_betalen: bool
    automatisch: bool
    na: list[str]
    redenen: list[TekstJson]
    tegen: list[TekstJson]
    uitgesloten: list[TekstJson]
    ontbreekt: list[str]
    verandering: list[VeranderingJson]
    vlaggen: list[str]
    controle: TekstJson | None
    loopt_niet: bool
    sinds: str | None
    aanvragen_voor: str | None
    hernieuwen_voor: str | None
    eindigt_op: str | None
    terugwerkend_tot: str | None
    opent_op: str | None
    tegenfeit: TegenfeitJson | None


class OpeningJson(TypedDict):
    """A right that opens others: ids."""

    eerst: str
    daarna: list[str]


class KeuzeJson(TypedDict):
    """Two rights that do not go together; `beste` is null when the amounts do not tell."""

    een: str
    ander: str
    beste: str | None
    verschil: tuple[str, str] | None
    uitleg: TekstJson


class StapJson(TypedDict):
    """One thing to do, for these rights, after these are granted."""

    tekst: TekstJson
    rechten: list[str]
    na: list[str]
    termijn: TekstJson | None


class BezoekJson(TypedDict):
    """One visit: everything at one counter."""

    loket: str | None
    naam: TekstJson | None
    telefoon: str
    website: str
    rechten: list[str]
    stappen: list[StapJson]


class DocumentJson(TypedDict):
    """A paper, with the places (from 1) in `bezoeken` where it is needed."""

    naam: TekstJson
    bezoeken: list[int]


class VraagJson(TypedDict):
    """A fact to find out, and the rights it helps to decide."""

    feiten: list[str]
    vraag: TekstJson
    rechten: list[PlanrechtJson]


class DagJson(TypedDict):
    """A day to keep in mind."""

    dag: str
    soort: Literal["aanvragen_voor", "hernieuwen_voor", "eindigt_op", "opent_op"]
    recht: str


class PlanJson(TypedDict):
    """The whole plan."""

    versie: Literal[1]
    taal: str
    taal_die_telt: Literal["nl"]
    op_datum: str
    aanvragen: list[PlanrechtJson]
    kijk_na: list[PlanrechtJson]
    te_weten: list[VraagJson]
    in_gebruik: list[PlanrechtJson]
    geen_recht: list[PlanrechtJson]
    daarna: list[PlanrechtJson]
    volgorde: list[OpeningJson]
    keuzes: list[KeuzeJson]
    bezoeken: list[BezoekJson]
    documenten: list[DocumentJson]
    dagen: list[DagJson]
    meldingen: list[MeldingJson]
    ontvangstbewijs: OntvangstbewijsJson


def plan_as_dict(plan: Plan, w: Woorden) -> PlanJson:
    """A plan as plain data in the language of `w`, ready for `json.dumps`."""
    return {
        "versie": VERSIE,
        "taal": w.taal.code,
        "taal_die_telt": "nl",
        "op_datum": plan.op_datum.isoformat(),
        "aanvragen": _rights(plan.aanvragen, w),
        "kijk_na": _rights(plan.kijk_na, w),
        "te_weten": [_question(v, plan, w) for v in plan.te_weten],
        "in_gebruik": _rights(plan.in_gebruik, w),
        "geen_recht": _rights(plan.geen_recht, w),
        "daarna": _rights(plan.daarna, w),
        "volgorde": [{"eerst": o.eerst.recht.id, "daarna": [d.recht.id for d in o.daarna]} for o in plan.volgorde],
        "keuzes": [_choice(k, w) for k in plan.keuzes],
        "bezoeken": [_visit(b, w) for b in plan.bezoeken],
        "documenten": [{"naam": text_as_dict(d.naam, w), "bezoeken": list(d.bezoeken)} for d in plan.documenten],
        "dagen": [{"dag": d.dag.isoformat(), "soort": d.soort, "recht": d.recht.recht.id} for d in plan.dagen],
        "meldingen": [m.as_dict() for m in plan.meldingen],  # type: ignore[misc]
        "ontvangstbewijs": receipt_as_dict(plan.ontvangstbewijs),
    }


def _rights(rij: Iterable[Planrecht], w: Woorden) -> list[PlanrechtJson]:
    return [_right(p, w) for p in rij]


def _right(p: Planrecht, w: Woorden) -> PlanrechtJson:
    controle = p.recht.toekenning.controle
    return {
        "recht": p.recht.id,
        "naam": stuk_as_dict(w.name_of(p.recht), p.recht.naam),
        "oordeel": p.soort,
        "wie": list(p.wie),
        "iedereen": p.iedereen,
        "bedrag_jaar": _bounds(p.waarde_jaar),
        "bedrag_eenmalig": _bounds(p.waarde_eenmalig),
        "terug_te_betalen": p.recht.bedrag is not None and p.recht.bedrag.terug_te_betalen,
        "automatisch": p.automatisch,
        "na": list(p.na),
        "redenen": _labels(p.redenen, w),
        "tegen": _labels(p.tegen, w),
        "uitgesloten": _labels(p.uitgesloten, w),
        "ontbreekt": list(p.ontbreekt),
        "verandering": [change_as_dict(v) for v in p.verandering],
        "vlaggen": list(p.vlaggen),
        "controle": text_as_dict(controle, w) if controle else None,
        "loopt_niet": p.loopt_niet,
        "sinds": _day(p.sinds[0] if p.sinds else None),
        "aanvragen_voor": _day(p.aanvragen_voor),
        "hernieuwen_voor": _day(p.hernieuwen_voor),
        "eindigt_op": _day(p.eindigt_op),
        "terugwerkend_tot": _day(p.terugwerkend_tot),
        "opent_op": _day(p.opent_op),
        "tegenfeit": counterfactual_as_dict(p.tegenfeit) if p.tegenfeit else None,
    }


def counterfactual_as_dict(t: Tegenfeit) -> TegenfeitJson:
    """What would open a right, as plain data."""
    return {
        "eenheid": t.eenheid,
        "wijzigingen": [
            {
                "soort": x.soort,
                "feit": x.feit,
                "van": _plain(x.van),
                "naar": _plain(x.naar),
                "eenheid": x.eenheid,
                "maanden": x.maanden,
            }
            for x in t.wijzigingen
        ],
        "oordeel": t.oordeel,
        "op_datum": t.op_datum.isoformat(),
        "bedragen_van_nu": t.bedragen_van_nu,
    }


def _plain(waarde: Feitwaarde) -> str | bool | None:
    return waarde if waarde is None or isinstance(waarde, bool) else str(waarde)


def _question(v: Openvraag, plan: Plan, w: Woorden) -> VraagJson:
    vraag = stuk_as_dict(question_of(v, plan, w), question_of(v, plan, Woorden(catalogus=plan.catalogus)).tekst)
    return {"feiten": list(v.feiten), "vraag": vraag, "rechten": _rights(v.rechten, w)}


def _choice(k: Keuze, w: Woorden) -> KeuzeJson:
    return {
        "een": k.een.recht.id,
        "ander": k.ander.recht.id,
        "beste": k.beste.recht.id if k.beste else None,
        "verschil": _bounds(k.verschil),
        "uitleg": text_as_dict(k.uitleg, w),
    }


def _visit(b: Bezoek, w: Woorden) -> BezoekJson:
    return {
        "loket": b.loket.id if b.loket else None,
        "naam": text_as_dict(b.loket.naam, w) if b.loket else None,
        "telefoon": b.loket.telefoon if b.loket else "",
        "website": b.loket.website if b.loket else "",
        "rechten": list(b.rechten),
        "stappen": [
            {
                "tekst": text_as_dict(s.tekst, w),
                "rechten": list(s.rechten),
                "na": list(s.na),
                "termijn": text_as_dict(s.termijn, w) if s.termijn else None,
            }
            for s in b.stappen
        ],
    }


def _labels(nodes: Iterable[Uitleg], w: Woorden) -> list[TekstJson]:
    nl = Woorden(catalogus=w.catalogus)
    return [stuk_as_dict(w.condition(u), nl.condition(u).tekst) for u in nodes]


def text_as_dict(nl: str, w: Woorden) -> TekstJson:
    """A sentence of the catalogue in the language of `w`, as plain data."""
    return stuk_as_dict(w.of_catalogue(nl), nl)


def stuk_as_dict(stuk: Stuk, nl: str) -> TekstJson:
    """A piece of text with the Dutch one, as plain data."""
    return {"tekst": stuk.tekst, "nl": nl, "vertaald": stuk.soort != "onvertaald"}


def _bounds(b: Bereik | None) -> tuple[str, str] | None:
    return None if b is None else (str(b[0]), str(b[1]))


def _day(dag: date | None) -> str | None:
    return None if dag is None else dag.isoformat()

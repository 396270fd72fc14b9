"""The stable JSON of a result: what other programs may rely on. Its JSON Schema is `rechtenverkenner schema resultaat`.

Amounts are euro as decimal texts, dates are ISO 8601. A field may be added; none is removed or changes meaning within a
major version (`versie`).
"""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # the one of `typing` has no schema before Python 3.12

from rechtenverkenner.model.bedrag import Interval, to_decimal
from rechtenverkenner.model.datums import to_date
from rechtenverkenner.model.oordeel import Ontvangstbewijs, Oordeel, Resultaat, Uitleg, Verandering, Vergelijking

VERSIE: Literal[1] = 1


class VeranderingJson(TypedDict):
    """A change that would turn a no; `verschil` is an amount as decimal text, or a date."""

    soort: Literal["bedrag", "datum", "status", "feit"]
    over: str
    verschil: str | None
    eenheid: str
    richting: str


class OordeelJson(TypedDict):
    """One verdict."""

    recht: str
    naam: str
    domein: str
    eenheid: str
    oordeel: Literal["gebruikt", "onbenut", "automatisch", "na", "mogelijk", "onbekend", "geen_recht"]
    bedrag_jaar: tuple[str, str] | None
    bedrag_eenmalig: tuple[str, str] | None
    automatisch: bool
    niveau: int | None
    omdat: list[str]
    ontbreekt: list[str]
    na: list[str]
    vlaggen: list[str]
    stappen: list[str]
    verandering: list[VeranderingJson]


class OntvangstbewijsJson(TypedDict):
    """What gave the answer."""

    motor: str
    keten: str
    catalogus: str
    catalogus_hash: str
    op_datum: str
    parameters: dict[str, str]


class MeldingJson(TypedDict):
    """One message; no personal fact is in it."""

    code: str
    tekst: str
    bestand: str | None
    regel: int | None
    kolom: int | None
    hulp: str


class ResultaatJson(TypedDict):
    """The whole answer of `verken`."""

    versie: Literal[1]
    op_datum: str
    ontvangstbewijs: OntvangstbewijsJson
    oordelen: list[OordeelJson]
    meldingen: list[MeldingJson]


def result_as_dict(resultaat: Resultaat) -> ResultaatJson:
    """A result as plain data, ready for `json.dumps`."""
    return {
        "versie": VERSIE,
        "op_datum": resultaat.op_datum.isoformat(),
        "ontvangstbewijs": receipt_as_dict(resultaat.ontvangstbewijs),
        "oordelen": [verdict_as_dict(x) for x in resultaat.oordelen],
        "meldingen": [m.as_dict() for m in resultaat.meldingen],  # type: ignore[misc]
    }


def receipt_as_dict(o: Ontvangstbewijs) -> OntvangstbewijsJson:
    """What gave the answer, as plain data."""
    return {
        "motor": o.motor,
        "keten": o.keten,
        "catalogus": o.catalogus,
        "catalogus_hash": o.catalogus_hash,
        "op_datum": o.op_datum.isoformat(),
        "parameters": dict(o.parameters),
    }


def verdict_as_dict(o: Oordeel) -> OordeelJson:
    """One verdict as plain data."""
    return {
        "recht": o.recht,
        "naam": o.naam,
        "domein": o.domein,
        "eenheid": o.eenheid,
        "oordeel": o.oordeel,
        "bedrag_jaar": (str(o.bedrag_jaar[0]), str(o.bedrag_jaar[1])) if o.bedrag_jaar else None,
        "bedrag_eenmalig": (str(o.bedrag_eenmalig[0]), str(o.bedrag_eenmalig[1])) if o.bedrag_eenmalig else None,
        "automatisch": o.automatisch,
        "niveau": o.niveau,
        "omdat": list(o.omdat),
        "ontbreekt": list(o.ontbreekt),
        "na": list(o.na),
        "vlaggen": list(o.vlaggen),
        "stappen": list(o.stappen),
        "verandering": [change_as_dict(v) for v in o.verandering],
    }


def change_as_dict(v: Verandering) -> VeranderingJson:
    """One change as plain data."""
    verschil = None
    if v.verschil is not None:
        verschil = to_date(v.verschil).isoformat() if v.soort == "datum" else str(to_decimal(v.verschil, v.eenheid))
    return {"soort": v.soort, "over": v.over, "verschil": verschil, "eenheid": v.eenheid, "richting": v.richting}


def explanation_as_dict(u: Uitleg) -> dict[str, Any]:
    """An explanation tree as plain data."""
    uit: dict[str, Any] = {"id": u.id, "label": u.label, "soort": u.soort, "uitkomst": u.uitkomst, "over": u.over}
    if u.vergelijking:
        uit["vergelijking"] = _comparison(u.vergelijking)
    if u.feiten:
        uit["feiten"] = list(u.feiten)
    if u.parameters:
        uit["parameters"] = [
            {
                "id": p.id,
                "label": p.label,
                "waarde": _bounds(p.waarde, p.eenheid),
                "eenheid": p.eenheid,
                "vanaf": to_date(p.vanaf).isoformat(),
                "tot": to_date(p.tot).isoformat(),
                "bron": list(p.bron),
                "zekerheid": p.zekerheid,
                "te_bevestigen": p.te_bevestigen,
            }
            for p in u.parameters
        ]
    if u.verandering:
        uit["verandering"] = change_as_dict(u.verandering)
    if u.via:
        uit["via"] = u.via
    if u.bron:
        uit["bron"] = list(u.bron)
    if u.onderdelen:
        uit["onderdelen"] = [explanation_as_dict(x) for x in u.onderdelen]
    return uit


def _comparison(v: Vergelijking) -> dict[str, Any]:
    return {
        "links": _bounds(v.links, v.eenheid),
        "op": v.op,
        "rechts": _bounds(v.rechts, v.eenheid),
        "eenheid": v.eenheid,
    }


def _bounds(waarde: Interval, eenheid: str) -> list[str | None]:
    if eenheid == "datum":
        return [None if w is None else to_date(w).isoformat() for w in waarde]
    if eenheid == "lijst":
        return [None, None]
    return [None if w is None else str(to_decimal(w, eenheid)) for w in waarde]

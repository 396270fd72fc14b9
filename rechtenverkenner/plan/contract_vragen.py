"""The stable JSON of the questions that are left: what other programs may rely on to ask them.

A text comes in the language that was asked and in Dutch: the Dutch text counts. A field may be added; none is removed
or changes meaning within a major version (`versie`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from typing_extensions import TypedDict  # the one of `typing` has no schema before Python 3.12

from rechtenverkenner.model.kaart import Moeite, Thema
from rechtenverkenner.model.vraag import Veld, Veldsoort, Vraag
from rechtenverkenner.motor.vragen import Voortgang
from rechtenverkenner.plan.contract import TekstJson, stuk_as_dict, text_as_dict
from rechtenverkenner.plan.woorden import Woorden

VERSIE: Literal[1] = 1
DOEL: tuple[Literal["recht", "status", "zekerder"], ...] = ("recht", "status", "zekerder")


class VoortgangJson(TypedDict):
    """How far the questions are: rights decided of all that are asked about, and about how many questions are left."""

    beslist: int
    rechten: int
    vragen: int


class VeldkeuzeJson(TypedDict):
    """Something that can be chosen: the value for the profile, and its name."""

    waarde: str
    naam: TekstJson


class VeldJson(TypedDict):
    """One field of a card: the facts it answers (keys as in `ontbreekt`), and how it is answered.

    `over` is a person or connection, null for the household and its dwelling; `jaar` the calendar year of an income.
    """

    sleutels: list[str]
    naam: str
    over: str | None
    soort: Veldsoort
    label: TekstJson
    vraag: TekstJson
    eenheid: str
    jaar: int | None
    keuzes: list[VeldkeuzeJson]
    gevoelig: bool


class WaaromJson(TypedDict):
    """A right that the answer can still open or close."""

    recht: str
    naam: TekstJson


class KaartJson(TypedDict):
    """A question: a card with the fields that still matter, and why it is asked."""

    kaart: str
    thema: Thema
    titel: TekstJson
    hulp: TekstJson | None
    moeite: Moeite
    doel: Literal["recht", "status", "zekerder"]
    gevoelig: bool
    velden: list[VeldJson]
    waarom: list[WaaromJson]


class VragenJson(TypedDict):
    """The questions that can still change something, the best one first."""

    versie: Literal[1]
    taal: str
    taal_die_telt: Literal["nl"]
    op_datum: str
    voortgang: VoortgangJson
    vragen: list[KaartJson]


def questions_as_dict(vragen: Sequence[Vraag], voortgang: Voortgang, w: Woorden, *, op_datum: date) -> VragenJson:
    """Questions as plain data in the language of `w`, ready for `json.dumps`."""
    return {
        "versie": VERSIE,
        "taal": w.taal.code,
        "taal_die_telt": "nl",
        "op_datum": op_datum.isoformat(),
        "voortgang": {"beslist": voortgang.beslist, "rechten": voortgang.rechten, "vragen": voortgang.vragen},
        "vragen": [_card(v, w) for v in vragen],
    }


def _card(v: Vraag, w: Woorden) -> KaartJson:
    return {
        "kaart": v.kaart.id,
        "thema": v.kaart.thema,
        "titel": text_as_dict(v.kaart.titel, w),
        "hulp": text_as_dict(v.kaart.hulp, w) if v.kaart.hulp else None,
        "moeite": v.kaart.moeite,
        "doel": DOEL[v.fase],
        "gevoelig": v.gevoelig,
        "velden": [_field(veld, w) for veld in v.velden],
        "waarom": [{"recht": r, "naam": _right(r, w)} for r in v.rechten],
    }


def _field(veld: Veld, w: Woorden) -> VeldJson:
    return {
        "sleutels": list(veld.sleutels),
        "naam": veld.naam,
        "over": veld.over or None,
        "soort": veld.soort,
        "label": text_as_dict(veld.label, w),
        "vraag": text_as_dict(veld.vraag, w),
        "eenheid": veld.eenheid,
        "jaar": veld.jaar,
        "keuzes": [{"waarde": waarde, "naam": _choice(veld, naam, w)} for waarde, naam in veld.keuzes],
        "gevoelig": veld.gevoelig,
    }


def _choice(veld: Veld, naam: str, w: Woorden) -> TekstJson:
    if veld.soort in ("persoon", "personen"):  # somebody's own key, no text of the catalogue
        return {"tekst": naam, "nl": naam, "vertaald": True}
    return text_as_dict(naam, w)


def _right(kenmerk: str, w: Woorden) -> TekstJson:
    assert w.catalogus is not None
    recht = w.catalogus.rechten[kenmerk]
    return stuk_as_dict(w.name_of(recht), recht.naam)

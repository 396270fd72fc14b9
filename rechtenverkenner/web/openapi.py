"""The description of the HTTP service (OpenAPI 3.1), from the models it reads and the contracts it writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from rechtenverkenner.catalogus.overzicht import RechtregelJson
from rechtenverkenner.onderhoud.schema.kennis import Kennis
from rechtenverkenner.onderhoud.schema.maken import SOORTEN, make_schema
from rechtenverkenner.plan.contract_vragen import VragenJson
from rechtenverkenner.web import weigeringen as w
from rechtenverkenner.web.diensten import DIENSTEN, Dienst
from rechtenverkenner.web.vormen import MEESTE_AANSLUITINGEN, MEESTE_MENSEN, Probleem
from rechtenverkenner.web.weigeringen import PROBLEEM, Weigering

Schema = dict[str, Any]
EIGEN: Final = "open-vragen"
"""Name of the schema of the questions: `vragen` is the file of a catalogue."""
VERSIE: Final = "1.0"
"""Of the service: fields may be added within a major version, which is also the first part of every path."""
_PERIODE: Final = {r"^\d{4}(-\d\d(-\d\d)?)?$": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}
VERWIJZING: Final = "#/components/schemas/{model}"
_BESCHREVEN: Final = ("gezin", "resultaat", "plan", "gevolgen")
_ALTIJD: Final = (w.HOST, w.HERKOMST, w.KOP, w.TE_DRUK, w.TE_LANG, w.INTERN)
_MET_LICHAAM: Final = (w.GEEN_JSON, w.TE_TRAAG, w.TE_GROOT, w.SOORT, w.INVOER)
VOORBEELD: Final = {"personen": [{"geboortedatum": "1957-03-02", "statussen": {"igo": "2024-05-01"}}]}


def make_openapi(kennis: Kennis, *, met_token: bool) -> Schema:
    """The whole description; `met_token`: every path asks a bearer token."""
    uit: Schema = {
        "openapi": "3.1.0",
        "info": {
            "title": "Rechtenverkenner",
            "version": VERSIE,
            "description": "Welke sociale rechten een gezin heeft en niet gebruikt, en wat eerst aan te vragen. "
            "Niets wordt bewaard. Een adres bevat nooit gegevens van een gezin.",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "paths": {d.pad: {"post": _post(d, met_token)} for d in DIENSTEN} | _reading(met_token, kennis),
        "components": {"schemas": _components(kennis)},
    }
    if met_token:
        uit["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        uit["security"] = [{"token": []}]
    return uit


def schema_of(naam: str, kennis: Kennis) -> Schema:
    """One JSON Schema by its name, as `GET /v1/schema/{naam}` gives it."""
    return TypeAdapter(VragenJson).json_schema() if naam == EIGEN else make_schema(naam, kennis)


def schema_names() -> tuple[str, ...]:
    """The names of the schemas."""
    return (*SOORTEN, EIGEN)


def _post(d: Dienst, met_token: bool) -> Schema:
    naam = d.pad.rpartition("/")[2]
    voorbeeld: Schema = {"gezin": VOORBEELD, "op_datum": "2026-11-01"}
    if naam == "wat-als":
        voorbeeld["gebeurtenis"] = {"soort": "verhuis"}
    inhoud = {"schema": _ref(d.vraag.__name__), "examples": {"kort": {"value": voorbeeld}}}
    return {
        "operationId": naam,
        "summary": d.titel,
        "requestBody": {"required": True, "content": {"application/json": inhoud}},
        "responses": {"200": _answer(_ref(_titel(d.antwoord)))} | _refusals((*_ALTIJD, *_MET_LICHAAM), met_token),
    }


def _reading(met_token: bool, kennis: Kennis) -> Schema:
    nis = {
        "name": "gemeente",
        "in": "query",
        "required": False,
        "schema": {"type": "string", "enum": [*kennis.gemeenten]},
        "description": "NIS-code: zonder de plaatselijke rechten van andere gemeenten.",
    }
    naam = {"name": "naam", "in": "path", "required": True, "schema": {"type": "string", "enum": [*schema_names()]}}
    namen = {"type": "array", "items": {"type": "string", "enum": [*schema_names()]}}
    rechten = {"type": "array", "items": _ref("RechtregelJson")}
    bij_vraag = (*_ALTIJD, w.INVOER, w.GEEN_VRAAG)
    lezen: tuple[tuple[str, str, str, Schema, list[Schema], tuple[Weigering, ...]], ...] = (
        ("/v1/rechten", "rechten", "De rechten van de catalogus", rechten, [nis], bij_vraag),
        ("/v1/schema", "schemas", "De namen van de JSON-schema's", namen, [], (*_ALTIJD, w.GEEN_VRAAG)),
        ("/v1/schema/{naam}", "schema", "Een JSON-schema", {"type": "object"}, [naam],
         (*_ALTIJD, w.NIET_GEVONDEN, w.GEEN_VRAAG)),
        ("/v1/openapi.json", "openapi", "Deze beschrijving", {"type": "object"}, [], (*_ALTIJD, w.GEEN_VRAAG)),
    )  # fmt: skip
    return {
        pad: {
            "get": {
                "operationId": kenmerk,
                "summary": titel,
                "parameters": parameters,
                "responses": {"200": _answer(schema)} | _refusals(weigeringen, met_token),
            }
        }
        for pad, kenmerk, titel, schema, parameters, weigeringen in lezen
    }


def _answer(schema: Schema) -> Schema:
    return {"description": "Het antwoord.", "content": {"application/json": {"schema": schema}}}


def _refusals(weigeringen: Iterable[Weigering], met_token: bool) -> Schema:
    """The refusals by status; several with the same status are one entry."""
    per_status: dict[str, list[Weigering]] = {}
    for x in sorted((*weigeringen, *([w.TOKEN] if met_token else ())), key=lambda x: x.status):
        per_status.setdefault(str(x.status), []).append(x)
    return {status: _refusal(rij) for status, rij in per_status.items()}


def _refusal(rij: list[Weigering]) -> Schema:
    uit: Schema = {
        "description": "; ".join(f"{x.titel} ({x.code})" for x in rij),
        "content": {PROBLEEM: {"schema": _ref("Probleem")}},
    }
    koppen = {naam for x in rij for naam, _ in x.koppen}
    if koppen:
        uit["headers"] = {naam: {"required": True, "schema": {"type": "string"}} for naam in sorted(koppen)}
    return uit


def _ref(naam: str) -> Schema:
    return {"$ref": VERWIJZING.format(model=naam)}


def _titel(antwoord: str) -> str:
    """The name of the component of an answer."""
    return {"open-vragen": "VragenJson"}.get(antwoord, f"{antwoord.capitalize()}Json")


def _components(kennis: Kennis) -> Schema:
    """What is read as pydantic says, with for the household what the catalogue knows; what is written as contracts."""
    delen: Schema = {}
    _, gelezen = models_json_schema([(d.vraag, "validation") for d in DIENSTEN], ref_template=VERWIJZING)
    delen |= gelezen["$defs"]
    for vorm in (VragenJson, Probleem, RechtregelJson):
        schema = TypeAdapter(vorm).json_schema(ref_template=VERWIJZING)
        delen |= schema.pop("$defs", {})
        delen[vorm.__name__] = schema
    for soort in _BESCHREVEN:
        schema = make_schema(soort, kennis)
        del schema["$schema"]
        delen |= _moved(schema.pop("$defs"))
        delen["Gezin" if soort == "gezin" else _titel(soort)] = _moved(schema)
    velden = delen["Gezin"]["properties"]
    velden["personen"]["maxItems"] = MEESTE_MENSEN
    next(x for x in velden["aansluitingen"]["anyOf"] if "items" in x)["maxItems"] = MEESTE_AANSLUITINGEN
    return dict(sorted(delen.items()))


def _moved(x: Any) -> Any:
    """The same with its references to where OpenAPI keeps schemas, and with months and days that exist."""
    if isinstance(x, dict):
        return {k: _moved(v) for k, v in x.items()}
    if isinstance(x, str):
        return x.replace("#/$defs/", "#/components/schemas/") if x.startswith("#/$defs/") else _PERIODE.get(x, x)
    return [_moved(y) for y in x] if isinstance(x, list) else x

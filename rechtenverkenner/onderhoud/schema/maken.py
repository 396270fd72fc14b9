"""The schemas by name: `recht`, `lokaal`, ... for the files of a catalogue; `gezin`, `geval`; what commands print."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from pydantic import TypeAdapter

from rechtenverkenner.catalogus import vorm, vraagvorm
from rechtenverkenner.model.contract import ResultaatJson
from rechtenverkenner.model.feiten import GROEPEN, REGISTER
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.motor.contract import GevolgenJson, VooruitblikJson
from rechtenverkenner.onderhoud.schema import teksten_catalogus as teksten
from rechtenverkenner.onderhoud.schema.bewerken import Schema, enumeration, object_of, rework, split_title
from rechtenverkenner.onderhoud.schema.geval import GevalVorm
from rechtenverkenner.onderhoud.schema.kennis import Kennis
from rechtenverkenner.onderhoud.schema.uitdrukkingen import VOORBEELDEN, help_text
from rechtenverkenner.plan.contract import PlanJson

DIALECT: Final = "http://json-schema.org/draft-07/schema#"

_MODELLEN: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "recht": vorm.RechtVorm,
        "lokaal": vorm.LokaalVorm,
        "gedeeld": vorm.GedeeldVorm,
        "statussen": vorm.StatusVorm,
        "feiten": vraagvorm.FeitVorm,
        "vragen": vraagvorm.VragenVorm,
        "loketten": vorm.LoketVorm,
        "gemeenten": vorm.GemeentenVorm,
        "catalogus": vorm.KopVorm,
        "gezin": Gezin,
        "geval": GevalVorm,
        "resultaat": ResultaatJson,
        "plan": PlanJson,
        "gevolgen": GevolgenJson,
        "vooruitblik": VooruitblikJson,
    }
)
SOORTEN: Final = tuple(_MODELLEN)
UITVOER: Final = ("resultaat", "plan", "gevolgen", "vooruitblik")
"""What commands print: fields may be added."""
OOK: Final[Mapping[str, str]] = MappingProxyType({"fiche": "recht", "profiel": "gezin"})
"""Other name -> name."""

_TABELLEN: Final[Mapping[str, str]] = {
    "statussen": "Statussen | Statussen die een persoon kan hebben en die rechten openen: kenmerk en beschrijving.",
    "feiten": "Feiten | Hoe elk feit over een gezin in woorden heet, en welke vraag erbij hoort.",
    "loketten": "Loketten | Diensten waar men terecht kan: kenmerk en beschrijving.",
}
_MAG_LEEG: Final = ("gezin", "geval", *UITVOER)

_UITDRUKKINGEN: Final = (
    ("VoorwaardeVorm", "als"), ("LedenVorm", "als"), ("LedenVorm", "waar"), ("BegripVorm", "formule"),
    ("BedragVorm", "formule"), ("VervangVorm", "formule"), ("VolgtVorm", "als"),
)  # fmt: skip

# Of these fields exactly one is there.
_PRECIES_EEN: Final[Mapping[str, tuple[str, ...]]] = {
    "VoorwaardeVorm": vorm.VORMEN,
    "LedenVorm": ("alle", "een_van", "als"),
    "StaffelVorm": ("tot_en_met", "onder"),
    "BegripVorm": ("formule", "staffel"),
    "VerbandVorm": ("recht", "gebeurtenis"),
    "VervangVorm": ("voorwaarden", "formule"),
    "WaardeVorm": ("waarde", "formule"),
    "VolgtVorm": ("veld", "status"),
}
# With this field come those.
_DAARBIJ: Final[Mapping[str, Mapping[str, list[str]]]] = {
    "VoorwaardeVorm": {"als": ["id", "label"], "beoordeling": ["id", "label"], "plaatselijk": ["id"]},
    "WaardeVorm": {"marge": ["formule"], "grenzen": ["waarde"]},
}


def make_schema(soort: str, kennis: Kennis) -> Schema:
    """One schema as plain data; `soort` is one of `SOORTEN` or `OOK`."""
    soort = OOK.get(soort, soort)
    model = _MODELLEN[soort]
    ruw = TypeAdapter(model).json_schema()
    schema = rework(ruw, model.__name__, leeg=soort in _MAG_LEEG, labels=kennis.feiten, vragen=kennis.vragen)
    delen: dict[str, Schema] = {model.__name__: schema, **schema.get("$defs", {})}
    _constrain(delen)
    _name_ids(delen, kennis)
    _explain_expressions(delen, kennis)
    if soort in _TABELLEN:
        schema = _table(soort, schema)
    return {"$schema": DIALECT, **schema}


def make_all(kennis: Kennis) -> dict[str, str]:
    """Every schema as the text of a file: name of the file -> text."""
    return {f"{soort}.schema.json": as_text(make_schema(soort, kennis)) for soort in SOORTEN}


def as_text(schema: Schema) -> str:
    """A schema as it is written in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _table(soort: str, rij: Schema) -> Schema:
    """A file of which every key is an id."""
    titel, uitleg = split_title(_TABELLEN[soort], soort)
    over_rij = {"title": rij.pop("title"), "description": rij.pop("description")}
    kop = {"title": titel, "description": uitleg, "type": "object", "$defs": {"rij": rij}}
    if soort == "feiten":
        velden = {
            naam: {"allOf": [{"$ref": "#/$defs/rij"}], "title": "Feit", "description": _fact(naam)} for naam in REGISTER
        }
        return {**kop, "properties": velden, "additionalProperties": False}
    naam = {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}
    return {**kop, "propertyNames": naam, "additionalProperties": {"allOf": [{"$ref": "#/$defs/rij"}], **over_rij}}


def _fact(naam: str) -> str:
    feit, _ = REGISTER[naam]
    keuzes = f": {', '.join(feit.typ.waarden)}" if feit.typ.waarden else ""
    return f"Een {feit.typ} van een {feit.niveau}{keuzes}."


def _constrain(delen: Mapping[str, Schema]) -> None:
    for naam, vormen in _PRECIES_EEN.items():
        if naam in delen:
            delen[naam]["oneOf"] = [{"required": [veld]} for veld in vormen]
    if "VerwachtVorm" in delen:
        velden = [veld for veld in delen["VerwachtVorm"]["properties"] if veld != "eenheid"]
        delen["VerwachtVorm"]["anyOf"] = [{"required": [veld]} for veld in velden]
    for naam, erbij in _DAARBIJ.items():
        if naam in delen:
            delen[naam]["dependencies"] = {k: list(v) for k, v in erbij.items()}


def _explain_expressions(delen: Mapping[str, Schema], kennis: Kennis) -> None:
    for naam, veld in _UITDRUKKINGEN:
        if naam in delen:
            inhoud = delen[naam]["properties"][veld]
            inhoud["markdownDescription"] = help_text(inhoud["description"], kennis.feiten)
            if veld == "als":
                inhoud["examples"] = list(VOORBEELDEN)


def _name_ids(delen: Mapping[str, Schema], kennis: Kennis) -> None:
    """Put what the catalogue knows where an id may stand."""
    for (naam, veld), zet in _KENMERKEN.items():
        if naam in delen:
            zet(object_of(delen[naam])["properties"][veld], kennis)


def _choice(wat: str) -> Callable[[Schema, Kennis], None]:
    """For a field (or the items of a list) that holds one of the ids of this kind."""

    def zet(inhoud: Schema, kennis: Kennis) -> None:
        bekend = _KEUZES[wat](kennis)
        doel = inhoud["items"] if inhoud.get("type") == "array" else inhoud
        if bekend:
            doel.update(enumeration(bekend, errorMessage=f"onbekend: {_ZIE[wat]}"))

    return zet


def _holdings(eenheid: str) -> Callable[[Schema, Kennis], None]:
    """For the block of rights of a person, a connection or a household."""

    def zet(inhoud: Schema, kennis: Kennis) -> None:
        bekend = {
            k: v for k, v in kennis.rechten.items() if kennis.eenheden[k] == eenheid and k not in kennis.statussen
        }
        _list_keys(inhoud, bekend)

    return zet


def _list_keys(inhoud: Schema, bekend: Mapping[str, str]) -> None:
    if bekend:
        waarde = inhoud["additionalProperties"]["allOf"]
        inhoud["properties"] = {k: {"allOf": waarde, "title": k, "description": v or k} for k, v in bekend.items()}
        inhoud["additionalProperties"] = False


def _sheet_fields(inhoud: Schema, _: Kennis) -> None:
    velden = {k: split_title(tekst, k) for k, tekst in teksten.FICHEVELDEN.items()}
    inhoud["properties"] = {k: {"type": "string", "title": t, "description": u} for k, (t, u) in velden.items()}


def _municipality(inhoud: Schema, kennis: Kennis) -> None:
    if kennis.gemeenten:
        keuze = {"type": "string", **enumeration(kennis.gemeenten, errorMessage=f"onbekend: {_ZIE['gemeenten']}")}
        inhoud["anyOf"] = [keuze, {"type": "null"}]


_KEUZES: Final[Mapping[str, Callable[[Kennis], Mapping[str, str]]]] = {
    "loketten": lambda k: k.loketten,
    "rechten": lambda k: k.rechten,
    "rechten_en_statussen": lambda k: {**k.statussen, **k.rechten},
    "gemeenten": lambda k: k.gemeenten,
    "delen": lambda k: k.delen,
    "groepen": lambda _: {naam: uitleg for naam, (_, uitleg) in GROEPEN.items()},
    "eenheden": lambda _: teksten.WAARDEN["ParameterVorm.eenheid"],
    "dragers": lambda _: teksten.WAARDEN["RechtVorm.dragers"],
}
_ZIE: Final[Mapping[str, str]] = {
    "loketten": "kies een kenmerk uit loketten.yaml (nieuw? maak daarna de schema's opnieuw)",
    "rechten": "kies een recht van deze catalogus (nieuw? maak daarna de schema's opnieuw)",
    "rechten_en_statussen": "kies een recht of status van deze catalogus (nieuw? maak daarna de schema's opnieuw)",
    "gemeenten": "kies een NIS-code uit gemeenten.yaml, tussen aanhalingstekens",
    "delen": "kies een deel dat in een recht `plaatselijk` is",
    "groepen": "kies een groep van mensen",
    "eenheden": "kies een eenheid",
    "dragers": "kies een soort aansluiting",
}
_KENMERKEN: Final[Mapping[tuple[str, str], Callable[[Schema, Kennis], None]]] = {
    ("StapVorm", "loket"): _choice("loketten"),
    ("RechtVorm", "loketten"): _choice("loketten"),
    ("RechtVorm", "dragers"): _choice("dragers"),
    ("RechtVorm", "fiche"): _sheet_fields,
    ("VerbandVorm", "recht"): _choice("rechten_en_statussen"),
    ("LokaalVorm", "lokaal"): _choice("rechten"),
    ("VervangVorm", "deel"): _choice("delen"),
    ("GebiedVorm", "nis"): _choice("gemeenten"),
    ("LedenVorm", "groep"): _choice("groepen"),
    ("ParameterVorm", "eenheid"): _choice("eenheden"),
    ("Gezin", "gemeente"): _municipality,
    ("Gezin", "rechten"): _holdings("gezin"),
    ("Persoon", "rechten"): _holdings("persoon"),
    ("Persoon", "statussen"): lambda inhoud, kennis: _list_keys(inhoud, kennis.statussen),
    ("Aansluiting", "rechten"): _holdings("aansluiting"),
}
"""Where an id of the catalogue may stand, and what puts the known ones there."""

"""From the JSON Schema that pydantic writes to one for an editor: Dutch texts, YAML 1.2, draft 7.

A YAML editor reads YAML 1.2: `2026-01-01` and `ja` are texts there. So a date is a text of a certain form, and yes or
no is `ja` or `nee`; `true` and `false` are allowed as well, because our reader knows them too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rechtenverkenner.catalogus.vertaling_fouten import VORMEN
from rechtenverkenner.onderhoud.schema import teksten_catalogus, teksten_gebeurtenis, teksten_gezin, teksten_plan
from rechtenverkenner.verificatie.gevallen import BEDRAGEN

Schema = dict[str, Any]
TEKSTEN: Final[Mapping[str, Mapping[str, str]]] = {
    **teksten_catalogus.TEKSTEN,
    **teksten_gezin.TEKSTEN,
    **teksten_plan.TEKSTEN,
    **teksten_gebeurtenis.TEKSTEN,
}
WAARDEN: Final[Mapping[str, Mapping[str, str]]] = {
    **teksten_catalogus.WAARDEN,
    **teksten_gezin.WAARDEN,
    **teksten_plan.WAARDEN,
    **teksten_gebeurtenis.WAARDEN,
}
JA_NEE: Final[Mapping[str, str]] = {"ja": "waar", "nee": "niet waar", "true": "hetzelfde als ja", "false": "als nee"}
DATUM: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
GETAL: Final = r"^-?[0-9]+(\.[0-9]+)?$"
_BEREIK: Final = r"^\d{4}(-\d\d(-\d\d)?)?$"
_HULP: Final[Mapping[str, str]] = {
    **VORMEN,
    DATUM: "schrijf een datum als jjjj-mm-dd",
    GETAL: "schrijf een getal met een punt voor de decimalen en zonder iets ertussen: 1234.56",
    _BEREIK: "schrijf jjjj-mm-dd, of jjjj-mm of jjjj als u de dag niet kent",
}


def split_title(tekst: str, veld: str) -> tuple[str, str]:
    """Title and description of a text; the name of the field in words where the text has no title.

    >>> split_title("Welke bron.", "nagekeken_op")
    ('Nagekeken op', 'Welke bron.')
    >>> split_title("NIS-code | Vijf cijfers.", "nis")
    ('NIS-code', 'Vijf cijfers.')
    """
    titel, streep, rest = tekst.partition(" | ")
    woorden = veld.replace("_", " ")
    return (titel, rest) if streep else (woorden[:1].upper() + woorden[1:], tekst)


def as_sentence(tekst: str) -> str:
    """A text with a capital and a full stop, unless it starts with a code or ends on its own."""
    eind = "" if tekst.endswith((".", "?", "!")) else "."
    return tekst[:1].upper() + tekst[1:] + eind if tekst else ""


def enumeration(waarden: Mapping[str, str], **extra: object) -> Schema:
    """A choice between texts, each with what it means."""
    return {"enum": list(waarden), "enumDescriptions": list(waarden.values()), **extra}


def rework(
    ruw: Schema, wortel: str, *, leeg: bool, labels: Mapping[str, str], vragen: Mapping[str, str], is_yaml: bool = True
) -> Schema:
    """The schema of a model for an editor; with `leeg` a field may also be left empty (`null`)."""
    delen = {wortel: {k: v for k, v in ruw.items() if k != "$defs"}, **ruw.get("$defs", {})}
    for naam, deel in delen.items():
        for veld, inhoud in _fields(deel).items():
            if inhoud.get("default", ...) is None and not _may_be_null(naam, veld, leeg):
                _drop_null(inhoud)
            if is_yaml and inhoud.get("type") == "boolean":
                inhoud["anyOf"] = [{"type": inhoud.pop("type")}, {"enum": ["ja", "nee"]}]
            _describe(naam, veld, inhoud, labels, vragen)
        _explain_choices(naam, {"anyOf": deel.get("anyOf", [])})
        _walk(deel)
        # What stands in a part itself would hide what its field says; so it goes where the part is an item of a list.
        for x in (deel, object_of(deel)):
            x.pop("title", None)
            x.pop("description", None)
    kop = delen.pop(wortel)
    titel, uitleg = split_title(_text(wortel), wortel)
    kop.update(title=titel, description=uitleg)
    return {**kop, "$defs": dict(sorted(delen.items()))} if delen else kop


def _text(naam: str, veld: str = "") -> str:
    """The text of the tables; empty for what is new and has none yet, which a test finds."""
    return TEKSTEN.get(naam, {}).get(veld, "")


def object_of(deel: Schema) -> Schema:
    """The part of a schema that is about a block of fields: itself, or one of its alternatives."""
    return next((x for x in (deel, *deel.get("anyOf", ())) if "properties" in x), deel)


def _fields(deel: Schema) -> dict[str, Schema]:
    velden: dict[str, Schema] = object_of(deel).get("properties", {})
    return velden


def _may_be_null(naam: str, veld: str, leeg: bool) -> bool:
    if naam == "VerwachtVorm":
        return veld in ("niveau", *BEDRAGEN)
    return leeg or naam == "WaardeVorm"


def _drop_null(inhoud: Schema) -> None:
    keuzes = [x for x in inhoud.get("anyOf", ()) if x != {"type": "null"}]
    if len(keuzes) == 1:
        inhoud.pop("anyOf")
        inhoud.update({**keuzes[0], **inhoud})
    elif keuzes:
        inhoud["anyOf"] = keuzes


def _describe(naam: str, veld: str, inhoud: Schema, labels: Mapping[str, str], vragen: Mapping[str, str]) -> None:
    """Give a field its title and description, and each of its choices what it means."""
    standaard = inhoud.pop("default", None)
    tekst = _text(naam, veld)
    titel, uitleg = split_title(tekst or as_sentence(inhoud.get("description", "")), veld)
    if naam in ("Persoon", "Woning", "Aansluiting", "Gezin") and veld in labels:
        titel = labels[veld][:1].upper() + labels[veld][1:] if labels[veld] else titel
        uitleg = " ".join(x for x in (uitleg, vragen.get(veld, "")) if x)
    eenheid = next((x["eenheid"] for x in _parts(inhoud) if "eenheid" in x), "")
    if eenheid:
        uitleg = f"{uitleg} Eenheid: {WAARDEN['ParameterVorm.eenheid'][eenheid]}."
    inhoud.pop("title", None)
    inhoud.update(title=titel, description=uitleg)
    if "$ref" in inhoud:  # in draft 7 nothing beside a reference counts
        inhoud["allOf"] = [{"$ref": inhoud.pop("$ref")}]
    # An editor fills in the default: worth it for a choice, in the way of everywhere else.
    if isinstance(standaard, str) and standaard:
        inhoud["default"] = standaard
    _explain_choices(f"{naam}.{veld}", inhoud)


def _explain_choices(plek: str, inhoud: Schema) -> None:
    for deel in _parts(inhoud):
        if "const" in deel:
            deel["enum"] = [deel.pop("const")]
        keuzes = deel.get("enum")
        if keuzes in (["ja", "nee"], [False, "nee"]):
            deel["enum"] = sorted(keuzes, key=lambda x: not isinstance(x, str))
            deel["enumDescriptions"] = [JA_NEE[str(x).lower()] for x in deel["enum"]]
        elif keuzes:
            deel["enumDescriptions"] = [WAARDEN.get(plek, {}).get(str(x), "") for x in keuzes]


def _parts(inhoud: Schema) -> Iterator[Schema]:
    yield inhoud
    for soort in ("anyOf", "prefixItems"):
        for x in inhoud.get(soort, ()):
            yield from _parts(x)
    if isinstance(inhoud.get("items"), dict):
        yield from _parts(inhoud["items"])


def _walk(x: object) -> None:
    """Bring everything below into draft 7 and YAML 1.2."""
    if isinstance(x, list):
        for y in x:
            _walk(y)
    elif isinstance(x, dict):
        for sleutel, y in x.items():
            if sleutel not in ("enum", "enumDescriptions", "required"):
                _walk(y)
        _adapt(x)


def _adapt(x: Schema) -> None:
    if isinstance(x.get("patternProperties"), dict) and "additionalProperties" not in x:
        # Pydantic lets a key that does not match pass.
        ((patroon, waarde),) = x.pop("patternProperties").items()
        x["propertyNames"] = {**x.get("propertyNames", {}), "pattern": patroon, "patternErrorMessage": _HULP[patroon]}
        x["additionalProperties"] = waarde
    for plek in ("items", "additionalProperties"):
        if isinstance(x.get(plek), dict) and set(x[plek]) == {"$ref"}:
            naam = x[plek]["$ref"].rpartition("/")[2]
            titel, uitleg = split_title(_text(naam), naam)
            x[plek] = {"allOf": [x[plek]], "title": titel, "description": uitleg}
    if isinstance(x.get("title"), str) and "description" not in x:
        del x["title"]  # pydantic's own, from an English name
    for oud, nieuw in (("le", "maximum"), ("ge", "minimum")):
        if oud in x and not isinstance(x[oud], dict):
            x[nieuw] = x.pop(oud)
    if x.pop("decimal_places", None) is not None or isinstance(x.get("eenheid"), str):
        x.pop("eenheid", None)
        x["minimum"] = 0
    if "prefixItems" in x:
        x["items"] = x.pop("prefixItems")
    if isinstance(x.get("anyOf"), list):
        _tidy_choices(x)
    if x.get("format") == "date":
        x["pattern"] = DATUM
    if isinstance(x.get("pattern"), str):
        x["patternErrorMessage"] = _HULP.get(x["pattern"], "kijk de schrijfwijze na")


def _tidy_choices(x: Schema) -> None:
    """Nested choices as one list, `ja` and `nee` first; a text beside a number is a number in quotation marks."""
    grenzen: Schema = {k: x.pop(k) for k in ("minimum", "maximum") if k in x}
    plat = [z for y in x["anyOf"] for z in (y["anyOf"] if set(y) == {"anyOf"} else [y])]
    if any(y.get("type") == "number" for y in plat):
        plat = [_number(y, grenzen) for y in plat if y.get("type") != "integer"]
    if {"type": "string"} in plat:
        plat = [y for y in plat if y.get("format") != "date"]
    x["anyOf"] = sorted(plat, key=lambda y: "enum" not in y or y.get("type") is not None)


def _number(y: Schema, grenzen: Schema) -> Schema:
    if y.get("type") == "number":
        return {**y, **grenzen}
    positief = GETAL.replace("-?", "")
    if y.get("type") != "string" or y.get("pattern") == positief:
        return y
    patroon = positief if "minimum" in grenzen else GETAL
    return {"type": "string", "pattern": patroon, "patternErrorMessage": _HULP[GETAL]}

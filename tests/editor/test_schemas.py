"""The schemas for editors: up to date, Dutch, true to what may be written, and strict about what may not."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rechtenverkenner.catalogus.uitdrukking import FUNCTIENAMEN
from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.onderhoud.schema import koppelen, maken
from rechtenverkenner.onderhoud.schema.bewerken import TEKSTEN
from rechtenverkenner.onderhoud.schema.kennis import Kennis, kind_of, read_kennis
from rechtenverkenner.onderhoud.schema.teksten_catalogus import WAARDEN
from rechtenverkenner.onderhoud.schema.uitdrukkingen import FUNCTIES
from tests.editor import yaml12

PROJECT = Path(__file__).resolve().parents[2]
REGELS = PROJECT / "regels"
BESTANDEN = sorted(REGELS.rglob("*.yaml"))
FIXTURES = sorted((PROJECT / "fixtures").glob("*/*/*.yaml"))
GEZINNEN = sorted((PROJECT / "fixtures" / "gezinnen").glob("*.yaml"))
STEEKPROEF = FIXTURES if os.environ.get("RV_PROFIEL") == "lang" else FIXTURES[::60]
OPNIEUW = "draai `rechtenverkenner schema --alle`"
DOCSTRING = re.compile(r"\b(the|and|which|what may|who holds|of the)\b")


@pytest.fixture(scope="module")
def kennis() -> Kennis:
    return read_kennis(REGELS)


@pytest.fixture(scope="module")
def schemas(kennis: Kennis) -> dict[str, dict[str, Any]]:
    return {soort: maken.make_schema(soort, kennis) for soort in maken.SOORTEN}


@pytest.fixture(scope="module")
def keurders(schemas: dict[str, dict[str, Any]]) -> dict[str, jsonschema.Draft7Validator]:
    return {soort: jsonschema.Draft7Validator(schema) for soort, schema in schemas.items()}


def faults(keurder: jsonschema.Draft7Validator, data: object) -> list[str]:
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in keurder.iter_errors(data)]


def naam(pad: Path) -> str:
    return pad.relative_to(PROJECT).as_posix()


def test_the_files_in_the_catalogue_are_up_to_date(kennis: Kennis) -> None:
    nu = {pad.name: pad.read_text(encoding="utf-8") for pad in (REGELS / koppelen.MAP).iterdir()}
    nieuw = maken.make_all(kennis)
    anders = sorted({n for n in {*nu, *nieuw} if nu.get(n) != nieuw.get(n)})
    assert not anders, f"{OPNIEUW}: {', '.join(anders)}"


@pytest.mark.parametrize("soort", maken.SOORTEN)
def test_a_schema_is_a_json_schema(schemas: dict[str, dict[str, Any]], soort: str) -> None:
    jsonschema.Draft7Validator.check_schema(schemas[soort])
    assert schemas[soort]["$schema"] == maken.DIALECT


@pytest.mark.parametrize("pad", BESTANDEN, ids=naam)
def test_every_file_names_its_schema_and_keeps_to_it(keurders: dict[str, Any], pad: Path) -> None:
    tekst = pad.read_text(encoding="utf-8")
    data = yaml12.load(tekst)
    soort = kind_of(data, pad.stem)
    assert soort is not None
    assert tekst.partition("\n")[0] == koppelen.schema_line(soort, pad, REGELS), (
        "draai `rechtenverkenner schema --koppel`"
    )
    assert (pad.parent / tekst.partition("\n")[0].removeprefix(koppelen.BEGIN)).is_file()
    assert faults(keurders[soort], data) == []


@pytest.mark.parametrize("pad", GEZINNEN, ids=naam)
def test_every_household_keeps_to_the_schema(keurders: dict[str, Any], pad: Path) -> None:
    assert faults(keurders["gezin"], yaml12.load(pad.read_text(encoding="utf-8"))) == []


def test_cases_keep_to_the_schema(keurders: dict[str, Any]) -> None:
    assert len(STEEKPROEF) > 20
    fout = {}
    for pad in STEEKPROEF:
        if gevonden := faults(keurders["geval"], yaml12.load(pad.read_text(encoding="utf-8"))):
            fout[naam(pad)] = gevonden
    assert fout == {}


def fields(x: object, pad: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of every block in a schema, with where it stands."""
    if isinstance(x, dict):
        velden = x.get("properties", {})
        yield from ((f"{pad}/{veld}", inhoud) for veld, inhoud in velden.items())
        for sleutel, y in x.items():
            yield from fields(y, f"{pad}/{sleutel}")
    elif isinstance(x, list):
        for y in x:
            yield from fields(y, pad)


def choices(x: object, pad: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(x, dict):
        if "enum" in x:
            yield pad, x
        for sleutel, y in x.items():
            yield from choices(y, f"{pad}/{sleutel}")
    elif isinstance(x, list):
        for y in x:
            yield from choices(y, pad)


@pytest.mark.parametrize("soort", maken.SOORTEN)
def test_every_field_and_every_choice_is_explained_in_dutch(schemas: dict[str, dict[str, Any]], soort: str) -> None:
    kaal = [pad for pad, x in fields(schemas[soort]) if not x.get("title") or len(x.get("description", "")) < 4]
    assert kaal == [], "schrijf een tekst in onderhoud/schema/teksten_*.py, of een `description` bij het veld"
    engels = [pad for pad, veld in fields(schemas[soort]) if DOCSTRING.search(veld["description"])]
    assert engels == []
    rijen = [(pad, zip(x["enum"], x["enumDescriptions"], strict=True)) for pad, x in choices(schemas[soort])]
    zonder = [f"{pad}: {waarde}" for pad, rij in rijen for waarde, uitleg in rij if not uitleg]
    assert zonder == [], "zeg in WAARDEN van onderhoud/schema/teksten_*.py wat deze keuze betekent"


@pytest.mark.parametrize("soort", [s for s in maken.SOORTEN if s not in maken.UITVOER])
def test_every_block_of_fields_is_closed(schemas: dict[str, dict[str, Any]], soort: str) -> None:
    open_ = []

    def look(x: object, pad: str) -> None:
        if isinstance(x, dict):
            # The fields of a sheet are a list that may grow; the keys of a table are ids.
            if isinstance(x.get("properties"), dict) and x.get("additionalProperties") is not False:
                open_.append(pad)
            for sleutel, y in x.items():
                look(y, f"{pad}/{sleutel}")
        elif isinstance(x, list):
            for y in x:
                look(y, pad)

    look(schemas[soort], "")
    assert [pad for pad in open_ if not pad.endswith("/fiche")] == []


def test_the_texts_are_about_what_exists(schemas: dict[str, dict[str, Any]]) -> None:
    """Every function, unit and group has its text, and no text is left over."""
    assert set(FUNCTIES) == set(FUNCTIENAMEN)
    assert set(WAARDEN["ParameterVorm.eenheid"]) == {*SCHAAL, "lijst"}
    genoemd = {pad.rpartition("/")[2] for schema in schemas.values() for pad, _ in fields(schema)}
    over = [f"{vorm}.{veld}" for vorm, velden in TEKSTEN.items() for veld in velden if veld and veld not in genoemd]
    assert over == []


def test_the_help_of_an_expression_names_every_function_and_fact(schemas: dict[str, dict[str, Any]]) -> None:
    hulp = schemas["recht"]["$defs"]["VoorwaardeVorm"]["properties"]["als"]["markdownDescription"]
    assert [n for n in FUNCTIENAMEN if f"`{n}(" not in hulp] == []
    assert [n for n in REGISTER if f"- `{n}`: " not in hulp] == []


RECHT = """\
recht: proef-recht
naam: "Proef"
beschrijving: "Een recht om mee te proeven."
domein: energie
bestuursniveau: lokaal
pakket: uitbreiding
eenheid: gezin
toekenning: {standaard: aanvraag}
discretionair: ja
bronnen:
  B1: {uitgever: "De gemeente", titel: "Reglement", datum: 2024}
parameters:
  grens:
    label: "inkomensgrens"
    eenheid: EUR/jaar
    waarden:
      - {vanaf: 2026-01-01, waarde: 20000.50, bron: B1, nagekeken_op: 2026-11-22, zekerheid: hoog}
voorwaarden:
  alle:
    - {id: oud-genoeg, label: "is 65 jaar of ouder", bron: B1, als: leeftijd >= 65}
    - {id: dienst, label: "de dienst beslist", bron: B1, beoordeling: "het OCMW beslist"}
opent:
  - {gebeurtenis: "verhuis", uitleg: "dan begint alles opnieuw"}
stappen:
  - {tekst: "Vraag het aan.", loket: ocmw, wanneer: aanvraag}
drempels:
  - {code: bekend, fase: weet, tekst: "mensen kennen het niet"}
"""
FOUTEN = {
    "a field that does not exist": ("beschrijving:", "omschrijving:"),
    "a field of a value that does not exist": ("zekerheid: hoog", "zekerhied: hoog"),
    "a domain that does not exist": ("domein: energie", "domein: energy"),
    "a level of government that does not exist": ("bestuursniveau: lokaal", "bestuursniveau: gemeente"),
    "a barrier that is not one of the seven": ("code: bekend", "code: onbekend"),
    "a phase that does not exist": ("fase: weet", "fase: wist"),
    "a moment that does not exist": ("wanneer: aanvraag", "wanneer: morgen"),
    "a confidence that does not exist": ("zekerheid: hoog", "zekerheid: zeker"),
    "a value without a source": ("bron: B1, nagekeken_op", "nagekeken_op"),
    "a value without the day it was checked": (", nagekeken_op: 2026-11-22", ""),
    "a text for a date": ("vanaf: 2026-01-01", 'vanaf: "januari 2026"'),
    "a date in another form": ("vanaf: 2026-01-01", "vanaf: 01/01/2026"),
    "a month that does not exist": ("vanaf: 2026-01-01", "vanaf: 2026-13-01"),
    "a text for an amount": ("waarde: 20000.50", 'waarde: "twintigduizend"'),
    "an amount with a comma": ("waarde: 20000.50", 'waarde: "20000,50"'),
    "a value and a formula": ("waarde: 20000.50", 'waarde: 20000.50, formule: "vorige()"'),
    "a unit that does not exist": ("EUR/jaar", "euro/jaar"),
    "two forms of a condition": ("als: leeftijd >= 65", 'als: leeftijd >= 65, beoordeling: "iemand"'),
    "no form of a condition": (", als: leeftijd >= 65", ""),
    "a condition without a label": ('label: "is 65 jaar of ouder", ', ""),
    "an id with a capital": ("id: oud-genoeg", "id: Oud-genoeg"),
    "neither yes nor no": ("discretionair: ja", "discretionair: soms"),
    "a counter that does not exist": ("loket: ocmw", "loket: ocwm"),
    "a link to a right that does not exist": ('gebeurtenis: "verhuis"', "recht: bestaat-niet"),
    "one source as a list of texts": ('B1: {uitgever: "De gemeente", titel: "Reglement", datum: 2024}', 'B1: ["x"]'),
    "no steps": ('  - {tekst: "Vraag het aan.", loket: ocmw, wanneer: aanvraag}\n', ""),
    "a name of a parameter with a hyphen": ("  grens:", "  gr-ens:"),
}


def test_the_right_to_try_mistakes_on_is_right_itself(keurders: dict[str, Any]) -> None:
    assert faults(keurders["recht"], yaml12.load(RECHT)) == []


@pytest.mark.parametrize("fout", FOUTEN)
def test_a_mistake_in_a_right_is_refused(keurders: dict[str, Any], fout: str) -> None:
    goed, slecht = FOUTEN[fout]
    assert RECHT.count(goed) == 1
    assert faults(keurders["recht"], yaml12.load(RECHT.replace(goed, slecht))) != []


LOKAAL = '{lokaal: delijn, gebied: {nis: [%s]%s}, bronnen: {B: {uitgever: "Xx", titel: "Yy"}}}'
GEVAL = '{bron: "wet x", op_datum: 2026-01-01, gezin: {personen: [{id: an}]}, verwacht: {%s}}'
PERSOON = "{personen: [{%s}]}"
GEDEELD = '{bronnen: {}, parameters: {x: {label: "xx", eenheid: EUR, waarden: [%s]}}}'
GOED = (
    ("lokaal", LOKAAL % ('"44021"', ", vanaf: 2024-01-01")),
    ("geval", GEVAL % "oordeel: onbenut"),
    ("gezin", PERSOON % "statussen: {leefloon: 2025-03-10, igo: nee}, andere_statussen: nee, erkende_handicap: true"),
    ("gedeeld", GEDEELD % "{vanaf: 2024-01-01, waarde: null, bron: B, nagekeken_op: 2026-11-22, zekerheid: laag}"),
)
ANDERE_FOUTEN = {
    "a local file without a first day": ("lokaal", LOKAAL % ('"44021"', "")),
    "a municipality without quotation marks": ("lokaal", LOKAAL % ("44021", ", vanaf: 2024-01-01")),
    "a municipality that does not exist": ("lokaal", LOKAAL % ('"99999"', ", vanaf: 2024-01-01")),
    "a fact that does not exist": ("feiten", '{gebortedatum: {label: "geboortedatum"}}'),
    "a status without who grants it": ("statussen", '{leefloon: {naam: "leefloon"}}'),
    "a counter with an unknown field": ("loketten", '{ocmw: {naam: "het OCMW", tel: "123"}}'),
    "a version that is a number": ("catalogus", "{versie: 2026.11}"),
    "a municipality without a name": ("gemeenten", '{gemeenten: [{nis: "44021", provincie: oost-vlaanderen}]}'),
    "a shared part without a value": ("gedeeld", GEDEELD % ""),
    "a negative income": ("gezin", PERSOON % "netto_pensioen: -5"),
    "a negative income as a text": ("gezin", PERSOON % 'netto_pensioen: "-5"'),
    "a kind of income that does not exist": ("gezin", PERSOON % "inkomens: [{soort: salaris, bedrag: 5, per: maand}]"),
    "a status that does not exist": ("gezin", PERSOON % "statussen: {leeflon: ja}"),
    "a right at the wrong level": ("gezin", PERSOON % "rechten: {sociaal-tarief-energie: ja}"),
    "no other statuses, as yes": ("gezin", PERSOON % "andere_statussen: ja"),
    "a case with a verdict that does not exist": ("geval", GEVAL % "oordeel: ja"),
    "a case that expects no verdict": ("geval", GEVAL % "oordeel: null"),
    "a case that expects nothing": ("geval", GEVAL % ""),
}


@pytest.mark.parametrize(("soort", "tekst"), GOED)
def test_what_the_mistakes_are_made_of_is_right_itself(keurders: dict[str, Any], soort: str, tekst: str) -> None:
    assert faults(keurders[soort], yaml12.load(tekst)) == []


@pytest.mark.parametrize("fout", ANDERE_FOUTEN)
def test_a_mistake_in_another_file_is_refused(keurders: dict[str, Any], fout: str) -> None:
    soort, tekst = ANDERE_FOUTEN[fout]
    assert faults(keurders[soort], yaml12.load(tekst)) != []


def test_a_schema_can_be_made_of_a_catalogue_that_is_not_right_yet(tmp_path: Path) -> None:
    (tmp_path / "stuk.yaml").write_text("recht: [\n", encoding="utf-8")
    (tmp_path / "half.yaml").write_text("recht: half\nnaam: Half\nbegrippen: 3\nvoorwaarden: [x]\n", encoding="utf-8")
    (tmp_path / "loketten.yaml").write_text('balie: {naam: "de balie"}\nfout: 3\n', encoding="utf-8")
    kennis = read_kennis(tmp_path)
    assert (kennis.rechten, set(kennis.loketten)) == ({"half": "Half"}, {"balie", "fout"})
    stap = maken.make_schema("recht", kennis)["$defs"]["StapVorm"]["properties"]["loket"]
    assert stap["enum"] == ["balie", "fout"]


def test_a_schema_in_a_file_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    from rechtenverkenner.toepassing.schema_cli import schema

    schema("fiche")
    assert json.loads(capsys.readouterr().out)["title"] == "Een recht"


def test_all_schemas_are_written_where_one_asks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rechtenverkenner.toepassing.schema_cli import schema

    schema(alle=True, uit=tmp_path / "schemas")
    assert {p.name for p in (tmp_path / "schemas").iterdir()} == {f"{s}.schema.json" for s in maken.SOORTEN}
    assert f"{len(maken.SOORTEN)} schema's geschreven" in capsys.readouterr().out


def test_linking_changes_the_first_line_and_nothing_else(tmp_path: Path) -> None:
    """Also with other line ends, below other comment, and where the line names something else."""
    teksten = {
        "wonen/a.yaml": b"# commentaar\r\nrecht: a\r\n",
        "lokaal/1/b.yaml": b"# yaml-language-server: $schema=oud.json\nlokaal: a # x\n",
        "loketten.yaml": b"balie: {naam: x}",
        "stuk.yaml": b"recht: [\n",
    }
    for naam_, tekst in teksten.items():
        (tmp_path / naam_).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / naam_).write_bytes(tekst)
    assert len(koppelen.link_files(tmp_path)) == 3
    regel = "# yaml-language-server: $schema="
    assert {p.relative_to(tmp_path).as_posix(): p.read_text(encoding="utf-8") for p in tmp_path.rglob("*.yaml")} == {
        "wonen/a.yaml": f"{regel}../schemas/recht.schema.json\n# commentaar\nrecht: a\n",
        "lokaal/1/b.yaml": f"{regel}../../schemas/lokaal.schema.json\nlokaal: a # x\n",
        "loketten.yaml": f"{regel}schemas/loketten.schema.json\nbalie: {{naam: x}}",
        "stuk.yaml": "recht: [\n",
    }
    assert koppelen.link_files(tmp_path) == []

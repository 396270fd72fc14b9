"""The command line as a person and as a program use it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from rechtenverkenner import Catalogus
from rechtenverkenner.catalogus.bron import read_file
from rechtenverkenner.motor.keten import waarom_geen_durable
from rechtenverkenner.toepassing import programma, verken_cli
from rechtenverkenner.toepassing.regels import Scherm, emit

PROJECT = Path(__file__).resolve().parents[2]
GEZINNEN = sorted((PROJECT / "fixtures" / "gezinnen").glob("*.yaml"))
DAG = "2026-11-01"


def test_there_are_eight_whole_households() -> None:
    assert len(GEZINNEN) >= 8


@pytest.mark.parametrize("pad", GEZINNEN, ids=lambda p: p.stem)
def test_explore_is_readable_at_80_columns_and_ends_well(rv: Any, pad: Path) -> None:
    code, uit, fout = rv("verken", str(pad), "--op-datum", DAG)
    assert (code, fout.strip()) == (0, waarom_geen_durable())
    assert max(len(regel) for regel in uit.splitlines()) <= 80
    assert "Rechten op 1 november 2026" in uit
    assert "\x1b" not in uit


@pytest.mark.parametrize("pad", GEZINNEN, ids=lambda p: p.stem)
def test_json_of_explore_keeps_its_contract(rv: Any, pad: Path) -> None:
    _, schema, _ = rv("schema", "resultaat")
    code, uit, _ = rv("verken", str(pad), "--op-datum", DAG, "--formaat", "json")
    assert code == 0
    data = json.loads(uit)
    jsonschema.Draft7Validator(json.loads(schema)).validate(data)
    assert data["op_datum"] == DAG
    assert {"ontvangstbewijs", "oordelen", "meldingen"} <= set(data)
    for o in data["oordelen"]:
        assert o["bedrag_jaar"] is None or float(o["bedrag_jaar"][0]) <= float(o["bedrag_jaar"][1])
        assert o["oordeel"] != "onbekend" or o["ontbreekt"] or data["meldingen"]


@pytest.mark.parametrize("pad", GEZINNEN, ids=lambda p: p.stem)
def test_profile_schema_accepts_the_households(rv: Any, pad: Path) -> None:
    _, schema, _ = rv("schema", "profiel")
    bron, _ = read_file(pad)
    assert bron is not None
    data = json.loads(json.dumps(bron.data, default=str))
    jsonschema.Draft7Validator(json.loads(schema)).validate(data)


@pytest.mark.parametrize("wat", ["profiel", "fiche", "resultaat", "geval", "feiten"])
def test_schemas_are_json_schemas(rv: Any, wat: str) -> None:
    code, uit, _ = rv("schema", wat)
    assert code == 0
    jsonschema.Draft7Validator.check_schema(json.loads(uit))


def test_sheet_schema_accepts_the_shipped_rights_and_refuses_a_misspelt_key(rv: Any, catalogus: Catalogus) -> None:
    _, schema, _ = rv("schema", "fiche")
    keurder = jsonschema.Draft7Validator(json.loads(schema))
    bestanden = [p for p in (PROJECT / "regels").rglob("*.yaml") if p.stem in catalogus.rechten]
    assert len(bestanden) == len(catalogus.rechten)
    for pad in bestanden:
        bron, _ = read_file(pad)
        assert bron is not None
        data = json.loads(json.dumps(bron.data, default=str))
        assert not [e.message for e in keurder.iter_errors(data)], pad.name
        assert list(keurder.iter_errors({**data, "vorwaarden": {}}))


def test_list_of_rights_as_json_has_the_agreed_keys(rv: Any) -> None:
    code, uit, _ = rv("rechten", "--formaat", "json")
    rij = json.loads(uit)
    assert code == 0
    assert {frozenset(r) for r in rij} == {
        frozenset({"id", "naam", "domein", "niveau", "pakket", "eenheid", "toekenning"})
    }
    assert {
        "verhoogde-tegemoetkoming",
        "sociaal-tarief-energie",
        "verwarmingstoelage",
        "sociaal-tarief-water",
        "sociaal-internetaanbod",
        "huursubsidie-vlaanderen",
        "maximumfactuur",
        "uitpas-kansentarief",
        "delijn",
    } <= {r["id"] for r in rij if r["pakket"] == "kern"}


def test_every_sheet_can_be_shown(rv: Any, catalogus: Catalogus) -> None:
    for kenmerk, recht in catalogus.rechten.items():
        code, uit, _ = rv("fiche", kenmerk)
        assert code == 0
        assert "Voorwaarden" in uit
        assert "Bronnen" in uit
        assert max(len(regel) for regel in uit.splitlines()) <= 80
        code, uit, _ = rv("fiche", kenmerk, "--formaat", "json")
        assert json.loads(uit)["naam"]["nl"] == recht.naam


@pytest.mark.parametrize("pad", GEZINNEN, ids=lambda p: p.stem)
def test_every_verdict_can_be_explained(
    rv: Any, pad: Path, catalogus: Catalogus, monkeypatch: pytest.MonkeyPatch
) -> None:
    # one evaluation for the fifty explanations of it
    monkeypatch.setattr(verken_cli, "evaluate_household", cache(verken_cli.evaluate_household))
    for kenmerk in catalogus.rechten:
        code, uit, fout = rv("leg-uit", str(pad), kenmerk, "--op-datum", DAG)
        assert code == 0 and fout.strip() in ("", waarom_geen_durable())
        assert uit.strip()
    code, uit, _ = rv("leg-uit", str(pad), "verhoogde-tegemoetkoming", "--op-datum", DAG, "--formaat", "json")
    assert json.loads(uit)[0]["uitleg"]["uitkomst"] in ("ja", "nee", "onbekend", "mens")


def test_shipped_catalogue_has_no_findings(rv: Any) -> None:
    code, uit, _ = rv("keur")
    assert (code, uit.splitlines()[0][:16]) == (0, "geen bevindingen")


def test_findings_end_with_one(rv: Any, tmp_path: Path) -> None:
    (tmp_path / "catalogus.yaml").write_text('versie: "2026.1.0"\nonzin: 1\n', encoding="utf-8")
    code, uit, _ = rv("keur", str(tmp_path))
    assert code == 1
    assert "RV201 onbekend veld `onzin`" in uit
    code, uit, _ = rv("keur", str(tmp_path), "--formaat", "json")
    assert (code, json.loads(uit)[0]["code"]) == (1, "RV201")


@pytest.mark.parametrize(
    ("woorden", "code"),
    [
        (("verken", "bestaat-niet.yaml"), "RV100"),
        (("verken", str(GEZINNEN[0]), "--op-datum", "1/11/2026"), "RV006"),
        (("verken", str(GEZINNEN[0]), "--formaat", "xml"), "RV007"),
        (("verken", str(GEZINNEN[0]), "--op-datm", DAG), "RV001"),
        (("verken",), "RV002"),
        (("verkn", "x"), "RV004"),
        (("fiche", "verhogde-tegemoetkoming"), "RV437"),
        (("leg-uit", str(GEZINNEN[0]), "onzin"), "RV437"),
        (("rechten", "--lokaal", "99999"), "RV433"),
        (("schema", "onzin"), "RV008"),
    ],
)
def test_bad_input_gets_a_code_and_what_to_do_and_status_two(rv: Any, woorden: tuple[str, ...], code: str) -> None:
    status, uit, fout = rv(*woorden)
    assert (status, uit) == (2, "")
    assert code in fout
    assert "hulp:" in fout
    assert "Traceback" not in fout


def test_a_wrong_right_name_gets_a_suggestion(rv: Any) -> None:
    _, _, fout = rv("fiche", "verhogde-tegemoetkoming")
    assert "bedoelt u `verhoogde-tegemoetkoming`?" in fout


def test_a_fault_against_the_date_has_its_place_in_the_file(rv: Any, tmp_path: Path) -> None:
    pad = tmp_path / "gezin.yaml"
    pad.write_text("personen:\n  - geboortedatum: 2027-01-01\n  - statussen: {leeflon: ja}\n", encoding="utf-8")
    status, _, fout = rv("verken", str(pad), "--op-datum", DAG)
    assert status == 2
    assert f"{pad}:2:20: RV435" in fout
    assert f"{pad}:3:17: RV430 onbekende status `leeflon`" in fout
    assert "bedoelt u `leefloon`?" in fout


def test_local_code_fills_in_an_unknown_municipality_and_refuses_another(rv: Any, tmp_path: Path) -> None:
    pad = tmp_path / "gezin.yaml"
    pad.write_text("personen: [{}]\n", encoding="utf-8")
    status, uit, _ = rv("verken", str(pad), "--op-datum", DAG, "--lokaal", "44021", "--formaat", "json")
    assert status == 0
    uitpas = [o for o in json.loads(uit)["oordelen"] if o["recht"] == "uitpas-kansentarief"]
    assert all("gezin.gemeente" not in o["ontbreekt"] for o in uitpas)
    pad.write_text('gemeente: "35013"\npersonen: [{}]\n', encoding="utf-8")
    status, _, fout = rv("verken", str(pad), "--op-datum", DAG, "--lokaal", "44021")
    assert (status, "RV438" in fout) == (2, True)


def test_no_color_is_honoured_by_a_terminal_that_would_take_colour() -> None:
    opdracht = [sys.executable, "-m", "rechtenverkenner.toepassing.cli", "leg-uit", str(GEZINNEN[0])]
    opdracht += ["verhoogde-tegemoetkoming", "--op-datum", DAG]
    met = {**os.environ, "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    gekleurd = subprocess.run(opdracht, check=True, capture_output=True, text=True, cwd=PROJECT, env=met).stdout
    kleurloos = subprocess.run(
        opdracht, check=True, capture_output=True, text=True, cwd=PROJECT, env={**met, "NO_COLOR": "1"}
    ).stdout
    kleur = ("\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[36m")
    assert any(k in gekleurd for k in kleur)
    assert not any(k in kleurloos for k in kleur)


OPVOLGING = """
versie: 1
pseudoniem: GZ-2026-014
rechten:
  - {recht: verhoogde-tegemoetkoming, standen: [{stand: gevonden, datum: 2026-09-01}]}
"""


@pytest.mark.parametrize("opdracht", ["verken", "plan", "opvolging"])
def test_a_terminal_that_knows_ascii_only_shows_a_question_mark_and_no_fault(opdracht: str, tmp_path: Path) -> None:
    pad = GEZINNEN[0]
    extra: list[str] = []
    if opdracht == "opvolging":
        extra = ["--gezin", str(pad)]
        pad = tmp_path / "opvolging.yaml"
        pad.write_text(OPVOLGING, encoding="utf-8")
    if opdracht == "plan":
        extra = ["--taal", "fr"]
    woorden = ["-m", "rechtenverkenner.toepassing.cli", opdracht, str(pad), *extra, "--op-datum", DAG]
    smal = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    klaar = subprocess.run([sys.executable, *woorden], capture_output=True, cwd=PROJECT, env=smal)
    assert klaar.returncode in (0, 1), klaar.stderr
    assert b"?" in klaar.stdout and b"Traceback" not in klaar.stderr
    assert klaar.stdout.isascii()


def test_today_is_used_and_printed_when_no_date_is_given(rv: Any) -> None:
    _, uit, _ = rv("verken", str(GEZINNEN[0]), "--formaat", "json")
    assert len(json.loads(uit)["op_datum"]) == 10


def test_a_household_file_is_never_written_to(rv: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    inhoud = GEZINNEN[0].read_bytes()
    rv("verken", str(GEZINNEN[0]), "--op-datum", DAG)
    assert GEZINNEN[0].read_bytes() == inhoud
    assert list(tmp_path.iterdir()) == []


def test_every_command_stands_in_the_module_that_the_table_names() -> None:
    modules = sorted(p.stem.removesuffix("_cli") for p in Path(programma.__file__).parent.glob("*_cli.py"))
    delen = {"getuigen", "kolommen", "meting_inzage", "spark"}  # these add to the commands of another module
    assert sorted(programma.MODULES) == [m for m in modules if m not in delen]
    for module, namen in programma.MODULES.items():
        assert list(programma.commands_of(module)) == namen.split()


def test_only_a_screen_with_colours_gets_codes_for_them() -> None:
    teksten = []
    for kleur in (False, True):
        uit = io.StringIO()
        emit(Scherm(uit, 40, kleur), "- " + "woord " * 9, indent=2, style="bold underline")
        teksten.append(uit.getvalue())
    assert teksten[0].splitlines() == ["  - " + "woord " * 5 + "woord", "    woord woord woord"]
    assert teksten[1].splitlines() == [f"\x1b[1;4m{regel}\x1b[0m" for regel in teksten[0].splitlines()]

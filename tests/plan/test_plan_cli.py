"""The command `plan`: the form a name asks for, the letter, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rechtenverkenner.motor.keten import waarom_geen_durable
from rechtenverkenner.toepassing import cli
from tests.plan.gezinnen import PROJECT

GEZIN = str(PROJECT / "fixtures" / "gezinnen" / "weduwe-eigen-huis.yaml")
DAG = ("--op-datum", "2026-11-01")


def plan(monkeypatch: pytest.MonkeyPatch, *woorden: str) -> int:
    monkeypatch.setattr(sys, "argv", ["rechtenverkenner", "plan", *woorden])
    with pytest.raises(SystemExit) as einde:
        cli.main()
    return einde.value.code if isinstance(einde.value.code, int) else 0


@pytest.mark.parametrize(
    ("naam", "begin"),
    [
        ("plan.html", b"<!doctype html>"),
        ("PLAN.HTM", b"<!doctype html>"),
        ("plan.pdf", b"%PDF-"),
        ("plan.md", b"# Vos droits"),
        ("plan.txt", b"Vos droits"),
        ("plan", b"Vos droits"),
        ("plan.ics", b"BEGIN:VCALENDAR"),
    ],
)
def test_the_name_of_the_file_asks_for_the_form(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, naam: str, begin: bytes
) -> None:
    assert plan(monkeypatch, GEZIN, *DAG, "--taal", "fr", "--uit", str(tmp_path / naam)) == 0
    assert (tmp_path / naam).read_bytes().startswith(begin)


def test_json_on_the_screen_is_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert plan(monkeypatch, GEZIN, *DAG, "--formaat", "json", "--taal", "de") == 0
    assert json.loads(capsys.readouterr().out)["taal"] == "de"


def test_a_letter_is_a_letter_in_dutch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    uit = tmp_path / "brief.txt"
    assert plan(monkeypatch, GEZIN, *DAG, "--brief", "ziekenfonds", "--taal", "fr", "--uit", str(uit)) == 0
    tekst = uit.read_text(encoding="utf-8")
    assert tekst.startswith("Aanvraag om mijn rechten te onderzoeken") and "Begin hiermee" not in tekst


@pytest.mark.parametrize(
    ("woorden", "code"),
    [
        (("--brief", ""), "RV606"),
        (("--brief", "bakker"), "RV606"),
        (("--brief", "ziekenfonds", "--formaat", "ics"), "RV007"),
        (("--formaat", "docx"), "RV007"),
        (("--uit", "plan.docx"), "RV007"),
        (("--formaat", "pdf"), "RV043"),
        (("--taal", "frans"), "RV601"),
        (("--op-datum", "gisteren"), "RV006"),
    ],
)
def test_what_cannot_be_is_refused_with_a_code_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], woorden: tuple[str, ...], code: str
) -> None:
    assert plan(monkeypatch, GEZIN, *woorden) == 2
    uit, fout = capsys.readouterr()
    fout = fout.removeprefix(waarom_geen_durable()).lstrip()  # a household is judged before a letter is refused
    assert uit == "" and fout.startswith(code) and "hulp: " in fout


def test_the_profile_is_never_written_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    profiel = tmp_path / "gezin.txt"
    profiel.write_bytes(Path(GEZIN).read_bytes())
    assert plan(monkeypatch, str(profiel), *DAG, "--uit", str(tmp_path / "." / "gezin.txt")) == 2
    assert profiel.read_bytes() == Path(GEZIN).read_bytes()


def test_a_place_where_nothing_can_be_written_is_a_message(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bestand").write_text("x")
    assert plan(monkeypatch, GEZIN, *DAG, "--uit", str(tmp_path / "bestand" / "plan.txt")) == 2
    assert capsys.readouterr().err.removeprefix(waarom_geen_durable()).lstrip().startswith("RV042")


def test_a_terminal_without_utf8_gets_text_and_no_traceback() -> None:
    opdracht = [sys.executable, "-m", "rechtenverkenner.toepassing.cli", "plan", GEZIN, *DAG, "--taal", "fr"]
    omgeving = {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(PROJECT)}
    klaar = subprocess.run(opdracht, env=omgeving, capture_output=True, check=False, cwd=PROJECT)
    assert (klaar.returncode, b"Traceback" in klaar.stderr) == (0, False)
    assert b"Vos droits au 1er novembre 2026" in klaar.stdout

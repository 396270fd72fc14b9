"""The commands: from an empty template to a workbook of results, what they print and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest

from rechtenverkenner import Catalogus, Gezin
from rechtenverkenner.groep import verkennen
from rechtenverkenner.motor.keten import waarom_geen_durable
from tests.groep.hulp import cell_of, template, workbook
from tests.opdracht import Opdracht

OP = ("--op-datum", "2026-11-01")


@pytest.fixture
def groep(rv: Opdracht, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opdracht:
    """`rechtenverkenner groep`; without the line that says that the reference chain takes over, where it does."""
    monkeypatch.chdir(tmp_path)

    def run(*woorden: object) -> tuple[int, str, str]:
        status, uit, fout = rv("groep", *woorden)
        return status, uit, fout.removeprefix(waarom_geen_durable()).lstrip()

    return run


def test_bad_rows_are_reported_good_rows_run_and_nothing_is_lost(
    groep: Opdracht, gezinnen: list[Gezin], catalogus: Catalogus, tmp_path: Path
) -> None:
    boek = workbook(gezinnen[:2], catalogus)
    cel = cell_of(boek["personen"], "geboortedatum", 3)
    cel.value = "gisteren"
    boek.save(tmp_path / "g.xlsx")
    plek = f"g.xlsx[personen!{cel.coordinate}]: RV502 `geboortedatum`: dit is geen datum"
    status, uit, fout = groep("controleer", "g.xlsx", *OP)
    assert (status, uit) == (1, "1 van 2 gezinnen zijn klaar om te verkennen\n")
    assert fout.startswith(plek)
    status, uit, fout = groep("controleer", "g.xlsx", "--formaat", "json", *OP)
    assert [(m["code"], m["cel"]) for m in json.loads(uit)] == [("RV502", f"personen!{cel.coordinate}")]
    status, uit, fout = groep("verken", "g.xlsx", "--droog", *OP)
    assert status == 1 and uit.endswith("er is niets geschreven\n")
    assert [p.name for p in tmp_path.iterdir()] == ["g.xlsx"]
    status, uit, fout = groep("verken", "g.xlsx", "--uit", "r.xlsx", *OP)
    assert status == 1 and uit.startswith("1 gezinnen verkend, 1 niet; ")
    assert fout.startswith(plek)
    resultaat = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert resultaat.sheetnames == ["overzicht", "eerst te doen", "per recht", "te vragen", "fouten"]
    assert resultaat["fouten"]["A3"].value == "Niet bekeken: g000"


def test_ctrl_c_halfway_leaves_no_file(
    groep: Opdracht, gezinnen: list[Gezin], catalogus: Catalogus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "g.xlsx").write_bytes(template(gezinnen[:2], catalogus))
    echt, gedaan = verkennen.evaluate, []

    def stop(*x: object, **y: object) -> object:
        gedaan.append(x)
        if len(gedaan) == 2:
            raise KeyboardInterrupt
        return echt(*x, **y)  # type: ignore[arg-type]

    monkeypatch.setattr(verkennen, "evaluate", stop)
    status, _, fout = groep("verken", "g.xlsx", "--uit", "r.xlsx", *OP)
    assert (status, fout.strip()) == (130, "afgebroken")
    assert [p.name for p in tmp_path.iterdir()] == ["g.xlsx"]


def test_a_template_is_made_filled_and_not_written_over(groep: Opdracht, tmp_path: Path) -> None:
    assert groep("sjabloon", "--uit", "leeg.xlsx", *OP) == (0, "het sjabloon staat in leeg.xlsx\n", "")
    assert groep("sjabloon", "--uit", "leeg.xlsx", *OP)[2].startswith("RV521 `leeg.xlsx` bestaat al")
    assert groep("controleer", "leeg.xlsx", *OP)[2].startswith("RV523 in `leeg.xlsx` staat geen enkel gezin")
    (tmp_path / "b.jsonl").write_text('{"personen": [{"geboortedatum": "1960-05"}]}\n{}\n', encoding="utf-8")
    status, _, fout = groep("sjabloon", "--vul", "b.jsonl", "--uit", "vol.zip", "--volledig", *OP)
    assert status == 1 and fout.startswith("b.jsonl:2:1: RV402")
    assert groep("controleer", "vol.zip", *OP) == (0, "1 van 1 gezinnen zijn klaar om te verkennen\n", "")


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        (("sjabloon", "--uit", "x.ods"), "RV522"),
        (("verken", "x.xlsx"), "RV002 er ontbreekt iets: `--uit`"),
        (("verken", "x.xlsx", "--uit", "r.csv"), "RV522"),
        (("verken", "x.xlsx", "--uit", "./x.xlsx", "--overschrijf"), "RV044"),
        (("verken", "x.xlsx", "--uit", "r.xlsx"), "RV500 `x.xlsx` bestaat niet"),
    ],
)
def test_a_wrong_command_is_told_before_any_work(groep: Opdracht, woorden: tuple[str, ...], melding: str) -> None:
    status, uit, fout = groep(*woorden)
    assert (status, uit) == (2, "")
    assert fout.startswith(melding)
    assert "hulp:" in fout


def test_the_commands_of_the_guide_run(rv: Opdracht, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    tekst = (Path(__file__).parents[2] / "docs" / "groep.md").read_text(encoding="utf-8")
    opdrachten = [r for blok in re.findall(r"```sh\n(.*?)```", tekst, re.DOTALL) for r in blok.splitlines()]
    assert len(opdrachten) == 5
    for opdracht in opdrachten:
        assert rv(*opdracht.split()[1:])[0] == 0, opdracht
    assert {p.name for p in tmp_path.iterdir()} == {"groep.xlsx", "gezinnen.jsonl", "voorbeeld.xlsx", "uitkomst.xlsx"}

"""`dekking` and `mutatie` on the command line, and the option of pytest."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import rechtenverkenner
from rechtenverkenner.toepassing import cli
from rechtenverkenner.verificatie import gevallen
from rechtenverkenner.verificatie.gelijkwaardig import BESTAND
from rechtenverkenner.verificatie.gevallen import read_cases
from tests.verificatie.klein import GEVALLEN, catalogus, geval, write_cases, write_catalogue


@pytest.fixture
def rv(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs a command on the small catalogue and the cases in `gevallen`."""

    def run(opdracht: str, *woorden: str, gevallen: dict[str, Any] = GEVALLEN) -> tuple[int, str, str]:
        mappen = ("--catalogus", write_catalogue(tmp_path), "--gevallen", write_cases(tmp_path / "gevallen", gevallen))
        monkeypatch.setattr(sys, "argv", ["rechtenverkenner", opdracht, *map(str, mappen), *woorden])
        with pytest.raises(SystemExit) as einde:
            cli.main()
        uit = capsys.readouterr()
        assert isinstance(einde.value.code, int)
        return einde.value.code, uit.out, uit.err

    return run


DRIE = {k: v for k, v in GEVALLEN.items() if k not in ("een-eigenaar", "een-van-twee-met-leefloon")}


def test_coverage_says_per_right_what_is_open_and_on_which_side(rv: Any) -> None:
    code, uit, fout = rv("dekking", gevallen=DRIE)
    assert (code, fout) == (0, "")
    assert uit.splitlines() == [
        "toelage: 1 van 3 voorwaarden beslissen aan beide kanten (33,3 %)",
        "  - huurder: beslist nooit als het onwaar is (de voorwaarde huurder)",
        "  - leefloon: beslist nooit als het waar is (iemand heeft een leefloon)",
        "regeldekking: 1 van 3 voorwaarden beslissen aan beide kanten (33,3 %), door 3 gevallen",
    ]


def test_json_of_coverage_has_these_keys_and_no_other(rv: Any) -> None:
    code, uit, _ = rv("dekking", "--formaat", "json", "--recht", "toelage", gevallen=DRIE)
    data = json.loads(uit)
    assert code == 0
    assert {k: v for k, v in data.items() if k != "open"} == {"atomen": 3, "beide_kanten": 1, "score": 0.3333}
    assert data["open"][0] == {
        "recht": "toelage",
        "id": "huurder",
        "label": "de voorwaarde huurder",
        "ontbreekt": ["onwaar"],
    }


@pytest.mark.parametrize(("score", "code"), [("0.3", 0), ("0.34", 1)])
def test_a_floor_makes_a_finding_of_a_low_score(score: str, code: int, rv: Any) -> None:
    assert rv("dekking", "--minstens", score, gevallen=DRIE)[0] == code


def test_mutation_names_every_survivor_and_the_case_that_comes_near(rv: Any) -> None:
    code, uit, fout = rv("mutatie", "--kernen", "1", gevallen=DRIE)
    assert (code, fout) == (0, "")
    assert uit.splitlines() == [
        "toelage: 15 van 18 fouten gemerkt (83,3 %)",
        "  - voorwaarden: alle zonder huurder (omdat verandert in toelage/2025-01-01/op-de-grens, "
        "maar dat geval verwacht daar niets van)",
        "  - voorwaarden: een_van zonder leefloon (in geen geval verandert wat het verwacht)",
        "  - leefloon: iemand wordt iedereen (in geen geval verandert wat het verwacht)",
        "mutatie: 15 van 18 fouten gemerkt (83,3 %)",
    ]


def test_json_of_mutation_has_these_keys_and_no_other(rv: Any) -> None:
    code, uit, _ = rv("mutatie", "--kernen", "1", "--formaat", "json", "--recht", "toelage", gevallen=DRIE)
    data = json.loads(uit)
    assert code == 0
    assert {k: v for k, v in data.items() if k != "overlevers"} == {
        "mutanten": 18,
        "gedood": 15,
        "gelijkwaardig": 0,
        "score": 0.8333,
    }
    assert data["overlevers"][0] == {
        "recht": "toelage",
        "id": "toelage/voorwaarden: alle zonder huurder",
        "mutatie": "alle zonder huurder",
        "reden": "omdat verandert in toelage/2025-01-01/op-de-grens, maar dat geval verwacht daar niets van",
    }


def test_a_reviewed_survivor_counts_as_equivalent_and_a_stale_line_is_a_finding(rv: Any, tmp_path: Path) -> None:
    lijst = tmp_path / "gevallen" / BESTAND
    lijst.parent.mkdir()
    goed = '- {mutant: "toelage/leefloon: iemand *", reden: "er is nooit meer dan een persoon"}\n'
    lijst.write_text(goed, encoding="utf-8")
    code, uit, _ = rv("mutatie", "--kernen", "1", gevallen=DRIE)
    assert code == 0 and "15 van 17 fouten gemerkt (88,2 %), 1 zonder gevolg" in uit
    lijst.write_text(goed + '- {mutant: "toelage/x: *", reden: "deze regel is verouderd"}\n', encoding="utf-8")
    code, _, fout = rv("mutatie", "--kernen", "1", gevallen=DRIE)
    assert code == 1 and "RV706" in fout


@pytest.mark.parametrize("opdracht", ["dekking", "mutatie"])
def test_a_case_that_cannot_be_judged_is_named_and_the_rest_is_measured(opdracht: str, rv: Any) -> None:
    zonder = geval("2025-06-01", "geen_recht", False)
    zonder["verwacht"]["eenheid"] = "niemand"
    extra = ("--kernen", "1") if opdracht == "mutatie" else ()
    code, uit, fout = rv(opdracht, *extra, gevallen={**DRIE, "over-niemand": zonder})
    assert code == 1 and "RV704" in fout and "over-niemand" in fout
    assert ("1 van 3" if opdracht == "dekking" else "15 van 18") in uit


@pytest.mark.parametrize(
    ("woorden", "code"),
    [(("--recht", "toelagge"), "RV437"), (("--formaat", "xml"), "RV007"), (("--gevallen", "/bestaat/niet"), "RV700")],
)
def test_what_does_not_exist_is_refused(woorden: tuple[str, ...], code: str, rv: Any) -> None:
    status, _, fout = rv("dekking", *woorden)
    assert status == 2 and code in fout


def test_pytest_shows_the_coverage_of_every_right_when_asked(
    monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    rij = read_cases(write_cases(tmp_path, DRIE))
    monkeypatch.setattr(rechtenverkenner, "load_catalogus", catalogus)
    monkeypatch.setattr(gevallen, "read_cases", lambda: rij)
    getoond: list[str] = []
    verslag = SimpleNamespace(section=getoond.append, write_line=getoond.append)
    [inpluggen] = [p for p in pytestconfig.pluginmanager.get_plugins() if hasattr(p, "ZONDER_KLOK")]
    for gevraagd in (False, True):
        inpluggen.pytest_terminal_summary(verslag, SimpleNamespace(getoption=lambda _, g=gevraagd: g))
        assert bool(getoond) == gevraagd
    assert getoond[0] == "rechtendekking"
    assert getoond[1].startswith("toelage: 1 van 3") and getoond[-1].startswith("regeldekking: 1 van 3")

"""The Dutch guides do what they say: every command in them runs, and every verdict, flag and example is real."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from rechtenverkenner.catalogus import laden, opslag
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.plan.woorden import VLAGGEN
from rechtenverkenner.toepassing import cli, keuring
from rechtenverkenner.toepassing.tekst import RUBRIEKEN
from rechtenverkenner.verificatie import gevallen

PROJECT = Path(__file__).resolve().parents[1]
DOCS = PROJECT / "docs"
PAGINAS = ("vertalen", "jaarlijks-bijwerken", "recht-toevoegen", "gemeente-toevoegen", "oordeel-lezen")
TEKSTEN = {naam: (DOCS / f"{naam}.md").read_text(encoding="utf-8") for naam in PAGINAS}
REVIEW = (PROJECT / "regels" / "REVIEW.md").read_text(encoding="utf-8")


def commands(tekst: str) -> list[str]:
    blokken = re.findall(r"```sh\n(.*?)```", tekst, re.DOTALL)
    return [regel for blok in blokken for regel in blok.splitlines() if regel]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one's own to try the guides on: the catalogue, some households and cases, in git."""
    for deel in ("regels", "fixtures/gezinnen", "fixtures/nmbs-kaart-vt"):
        shutil.copytree(PROJECT / deel, tmp_path / deel)
    monkeypatch.chdir(tmp_path)
    for module in (laden, opslag, keuring):
        monkeypatch.setattr(module, "default_folder", lambda: tmp_path / "regels")
    monkeypatch.setattr(gevallen, "default_cases", lambda: tmp_path / "fixtures")
    return tmp_path


def git(*woorden: str) -> None:
    wie = ["-c", "user.name=proef", "-c", "user.email=proef@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *wie, *woorden], check=True, capture_output=True)


def run(opdracht: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    woorden = shlex.split(opdracht)
    assert woorden[0] == "rechtenverkenner", opdracht
    if woorden[1] == "mutatie":  # other processes would look for the project elsewhere
        woorden += ["--kernen", "1"]
    monkeypatch.setattr(sys, "argv", woorden)
    with pytest.raises(SystemExit) as einde:
        cli.main()
    uit = capsys.readouterr()
    assert einde.value.code in (None, 0, 1), f"{opdracht}\n{uit.out}{uit.err}"
    assert uit.out.strip(), opdracht
    return int(einde.value.code or 0), uit.out


@pytest.mark.parametrize("pagina", PAGINAS)
def test_every_command_of_a_guide_runs(
    pagina: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opdrachten = commands(TEKSTEN[pagina])
    assert len(opdrachten) >= 3
    if any("verschil" in o for o in opdrachten):
        if shutil.which("git") is None:
            pytest.skip("git is niet geïnstalleerd")
        git("init", "-q")
        git("add", "-A")
        git("commit", "-q", "-m", "begin")
    for opdracht in opdrachten:
        if opdracht.startswith("make "):
            makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
            assert re.search(rf"^{opdracht.split()[1]}:", makefile, re.MULTILINE)
            continue
        status, uit = run(opdracht, capsys, monkeypatch)
        woord = opdracht.split()[1]
        if woord == "verlopen":  # status 1 while there is work to do
            assert status == 1 and re.search("geen[_ ]waarde", uit)
        elif woord == "keur" and pagina == "recht-toevoegen":
            assert status == 1 and "RV255" in uit
        elif woord == "verschil":  # status 1 when a verdict moves
            assert "vt_maand_basis" in uit and "gezinnen" in uit
        else:
            assert status == 0, f"{opdracht}\n{uit}"


def test_a_dry_update_writes_nothing_and_a_real_one_ends_what_was_unknown(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    droog, echt = [o for o in commands(TEKSTEN["jaarlijks-bijwerken"]) if " bijwerken " in o]
    bestand = project / "regels" / "gedeeld.yaml"
    voor = bestand.read_text(encoding="utf-8")
    run(droog, capsys, monkeypatch)
    assert bestand.read_text(encoding="utf-8") == voor
    run(echt, capsys, monkeypatch)
    anders = set(bestand.read_text(encoding="utf-8").splitlines()) - set(voor.splitlines())
    assert len(anders) == 1 and "waarde: 29237.19" in anders.pop()


def test_the_example_of_a_local_file_loads_and_is_used(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    voorbeeld = re.findall(r"```yaml\n(# yaml.*?)```", TEKSTEN["gemeente-toevoegen"], re.DOTALL)[0]
    map_ = project / "regels" / "lokaal" / "11001-aartselaar"
    map_.mkdir()
    (map_ / "ocmw-participatie.yaml").write_text(voorbeeld, encoding="utf-8")
    assert run("rechtenverkenner keur", capsys, monkeypatch)[0] == 0
    catalogus = opslag.load_catalogus(project / "regels")
    assert any("@11001-aartselaar.deel_aartselaar" in p for p in catalogus.parameters)


def test_every_verdict_and_every_flag_is_explained() -> None:
    tekst = TEKSTEN["oordeel-lezen"]
    for soort in get_args(Oordeelsoort):
        kop = next(kop for s, kop, _ in RUBRIEKEN if s == soort)
        assert f"| `{soort}` | {kop} |" in tekst
    assert set(re.findall(r"^\| `(\w+)` \| [^|]+ \|$", tekst, re.MULTILINE)) == set(VLAGGEN)


def test_the_formulas_of_the_guide_are_in_the_catalogue() -> None:
    gedeeld = (PROJECT / "regels" / "gedeeld.yaml").read_text(encoding="utf-8")
    rijen = re.findall(r"^\| `([^`]*(?:vorige|bij|jaargemiddelde)\([^`]*)` \|", TEKSTEN["jaarlijks-bijwerken"], re.M)
    assert len(rijen) == 3
    for formule in rijen:
        assert formule in gedeeld, formule


def test_links_of_the_guides_lead_somewhere() -> None:
    for naam, tekst in TEKSTEN.items():
        for doel in re.findall(r"\]\(([^)#]+)\)", tekst):
            assert (DOCS / doel).exists(), f"{naam}: {doel}"


def test_the_review_asks_what_decides_whether_a_rule_is_faithful() -> None:
    vragen = re.findall(r"^- \[ \] \*\*([^*]+)\.\*\* ", REVIEW, re.MULTILINE)
    assert len(vragen) == len(set(vragen)) >= 25
    for onderwerp in ("EN en OF", "De grens", "Wiens inkomen", "Welk jaar", "Welke dag", "Afronding", "Per weg"):
        assert onderwerp in vragen
    assert re.findall(r"rechtenverkenner (\w+) --recht", REVIEW) == ["dekking", "mutatie"]

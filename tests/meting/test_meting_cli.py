"""A round from its first client to its report, by the commands that a coordinator types."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rechtenverkenner import Catalogus
from rechtenverkenner.bevolking.trekken import draw_profile, make_source
from rechtenverkenner.catalogus import opslag
from rechtenverkenner.meting.woorden import LIJSTEN
from rechtenverkenner.toepassing import cli
from tests.meting.hulp import DAG

Opdracht = Callable[..., tuple[int, str, str]]
DATUM = ("--op-datum", "2026-11-01")
RECHTEN = [
    x for r in ("energiescan", "delijn", "sociaal-internetaanbod", "uitpas-kansentarief") for x in ("--recht", r)
]


@pytest.fixture
def meting(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, catalogus: Catalogus, tmp_path: Path
) -> Opdracht:
    monkeypatch.setattr(opslag, "load_catalogus", lambda: catalogus)
    monkeypatch.chdir(tmp_path)

    def run(*woorden: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rechtenverkenner", "meting", *woorden])
        with pytest.raises(SystemExit) as einde:
            cli.main()
        uit = capsys.readouterr()
        return int(einde.value.code or 0), uit.out, uit.err

    return run


@pytest.fixture
def profielen(tmp_path: Path, catalogus: Catalogus) -> Path:
    """Six households, as lines of a population and as a folder."""
    bron = make_source(catalogus, zaad=4, op_datum=DAG)
    gegevens = [draw_profile(bron, k) for k in range(6)]
    (tmp_path / "map").mkdir()
    for n, g in enumerate(gegevens[:2]):
        (tmp_path / "map" / f"dossier-{n}.yaml").write_text(json.dumps(g), encoding="utf-8")
    pad = tmp_path / "klanten.jsonl"
    pad.write_text("".join(json.dumps(g) + "\n" for g in gegevens), encoding="utf-8")
    return pad


def test_a_whole_round(meting: Opdracht, profielen: Path, tmp_path: Path) -> None:
    status, uit, fout = meting("nieuw", "r.db", "--naam", "proef", "--sleutel", "r.sleutel", *RECHTEN, *DATUM)
    assert (status, fout) == (0, "") and "4 rechten" in uit
    status, uit, fout = meting("voeg-toe", "r.db", "klanten.jsonl", "--sleutel", "r.sleutel", *DATUM)
    namen = re.findall(r"^(K-\S+)  klanten/\d$", uit, re.MULTILINE)
    assert status == 0 and len(set(namen)) == 6 and "6 nieuwe klanten" in fout
    assert meting("voeg-toe", "r.db", "klanten.jsonl", "--sleutel", "r.sleutel", *DATUM)[2].startswith("0 nieuwe")
    status, uit, _ = meting("nulmeting", "r.db", "klanten.jsonl", "--sleutel", "r.sleutel", *DATUM)
    assert status == 0 and uit.startswith("6 klanten gemeten")
    klant, recht = _first_found(meting, namen)
    stap = ("registreer", "r.db", klant, recht)
    assert meting(*stap, "aangevraagd", "--methode", "huisbezoek", "--minuten", "20", *DATUM)[0] == 0
    status, _, fout = meting(*stap, "gevonden", *DATUM)
    assert status == 2 and fout.startswith("RV616 ")
    status, uit, _ = meting("opvolging", "r.db", "--op-datum", "2026-12-28", "--formaat", "json")
    assert status == 1
    assert json.loads(uit) == [{"pseudoniem": klant, "recht": recht, "stand": "aangevraagd", "voor": "2026-12-31"}]
    assert meting("opvolging", "r.db", "--op-datum", "2026-12-23")[0] == 0
    assert meting("eindmeting", "r.db", "--op-datum", "2027-03-01")[1] == "6 klanten gemeten\n"
    for naam in ("v.xlsx", "v.csv", "v.json"):
        assert meting("export", "r.db", "--uit", naam)[0] == 0 and (tmp_path / naam).stat().st_size > 1000
    assert meting("rapport", "r.db", "--uit", "v.html")[0] == 0
    assert meting("cirkel", "r.db", klant, "--uit", "c.html")[0] == 0
    assert klant in (tmp_path / "c.html").read_text() and klant not in (tmp_path / "v.html").read_text()
    vrij = ("--met-wie", "caw", "--wat", "rechten", "--waarom", "aanvraag", "--tot", "2027-01-01")
    assert meting("toestemming", "r.db", klant, *vrij, *DATUM)[0] == 0
    assert len(json.loads(meting("toon-alles", "r.db", klant)[1])["deling"]) == 1
    assert meting("wis", "r.db", klant, "--ja")[0] == 0
    assert meting("toon-alles", "r.db", klant)[0] == 2
    assert klant.encode() not in (tmp_path / "r.db").read_bytes()
    assert meting("bewaartermijn", "r.db")[1].startswith("geen termijn")
    assert meting("bewaartermijn", "r.db", "--tot", "2026-12-31")[0] == 0
    assert meting("bewaartermijn", "r.db", "--op-datum", "2027-01-01")[0] == 1
    assert meting("bewaartermijn", "r.db", "--verwijder", "--op-datum", "2027-01-01")[1] == "verwijderd: proef\n"


def _first_found(meting: Opdracht, namen: list[str]) -> tuple[str, str]:
    for naam in namen:
        stappen = json.loads(meting("toon-alles", "r.db", naam)[1])["registratie"]
        if stappen:
            return naam, stappen[0]["recht"]
    raise AssertionError("nothing was found open")


def test_bad_input_is_named(meting: Opdracht, profielen: Path, tmp_path: Path) -> None:
    meting("nieuw", "r.db", "--naam", "proef", "--sleutel", "r.sleutel", *RECHTEN, *DATUM)
    meting("nieuw", "ander.db", "--naam", "proef", "--sleutel", "ander.sleutel", *RECHTEN, *DATUM)
    (tmp_path / "leeg").mkdir()
    (tmp_path / "kapot.jsonl").write_text("geen json\n")
    (tmp_path / "map" / "dossier-0.yml").write_text("personen: [{}]")
    sleutel = ("--sleutel", "r.sleutel")
    for code, woorden in (
        ("RV437", ("nieuw", "x.db", "--naam", "x", *sleutel, "--recht", "bestaat-niet")),
        ("RV871", ("nieuw", "x.db", "--naam", "x", *sleutel, "--bewaren-tot", "2026-01-01", *DATUM)),
        ("RV863", ("nieuw", "r.db", "--naam", "proef", *sleutel, *RECHTEN)),
        ("RV851", ("rapport", "weg.db", "--uit", "x.html")),
        ("RV864", ("rapport", "r.db", "--ronde", "andere", "--uit", "x.html")),
        ("RV869", ("rapport", "r.db", "--uit", "x.html")),
        ("RV870", ("voeg-toe", "r.db", "leeg", *sleutel)),
        ("RV870", ("voeg-toe", "r.db", "kapot.jsonl", *sleutel)),
        ("RV870", ("voeg-toe", "r.db", "groep.xlsx", *sleutel)),
        ("RV873", ("voeg-toe", "r.db", "map", *sleutel)),
        ("RV861", ("voeg-toe", "r.db", "klanten.jsonl", *sleutel, "--doelgroep", "rijk", *DATUM)),
        ("RV862", ("voeg-toe", "r.db", "klanten.jsonl", "--sleutel", "ander.sleutel", *DATUM)),
        ("RV862", ("eindmeting", "r.db", "klanten.jsonl", *DATUM)),
        ("RV868", ("eindmeting", "r.db", *DATUM)),
        ("RV865", ("cirkel", "r.db", "K-1", "--uit", "x.html")),
        ("RV044", ("rapport", "r.db", "--uit", "r.db")),
    ):
        status, _, fout = meting(*woorden)
        assert status == 2 and f"{code} " in fout and "hulp:" in fout, (code, woorden, fout)


def test_an_encrypted_round_takes_its_password_from_the_environment(
    meting: Opdracht, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.setenv("RECHTENVERKENNER_WACHTWOORD", "geheim")
    status, _, fout = meting("nieuw", "r.db", "--naam", "proef", "--sleutel", "s", *RECHTEN)
    assert status == 2 and fout.startswith("RV859 ") and "versleuteld" in fout


def test_the_guide_runs_and_names_every_command(tmp_path: Path) -> None:
    tekst = (Path(__file__).parents[2] / "docs" / "meting.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", tekst, re.DOTALL)
    exec(compile(code, "docs/meting.md", "exec"), {})
    namen = set(cli.commands_of("meting")["meting"].commands)
    assert set(re.findall(r"^\| `([a-z][a-z-]*)` \|", tekst, re.MULTILINE)) == namen
    assert set(re.findall(r"^rechtenverkenner meting (\S+)", tekst, re.MULTILINE)) <= namen
    for veld, lijst in LIJSTEN.items():
        for rij in re.findall(rf"^\| `--{veld}` \| (.*) \|$", tekst, re.MULTILINE):
            assert all(woord in rij for woord in lijst), veld

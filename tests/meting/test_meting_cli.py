"""A round from its first client to its report, by the commands that a coordinator types."""

from __future__ import annotations

import json
import re
import sys
from functools import partial
from pathlib import Path

import pytest

import rechtenverkenner
from rechtenverkenner import Catalogus, make_gezin
from rechtenverkenner.bevolking.trekken import draw_profile, make_source
from rechtenverkenner.meting.woorden import LIJSTEN
from rechtenverkenner.toepassing import programma
from tests.groep.hulp import cell_of, workbook
from tests.meting.hulp import DAG
from tests.opdracht import Opdracht

DATUM = ("--op-datum", "2026-11-01")
RECHTEN = [
    x for r in ("energiescan", "delijn", "sociaal-internetaanbod", "uitpas-kansentarief") for x in ("--recht", r)
]


@pytest.fixture
def meting(rv: Opdracht, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opdracht:
    monkeypatch.chdir(tmp_path)
    return partial(rv, "meting")


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
    namen = re.findall(r"^(K-\S+)  klanten/regel-\d$", uit, re.MULTILINE)
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


def test_of_a_group_file_good_rows_are_added_bad_ones_told_and_none_is_lost(
    meting: Opdracht, profielen: Path, tmp_path: Path, catalogus: Catalogus
) -> None:
    gezinnen = [make_gezin(json.loads(regel)) for regel in profielen.read_text(encoding="utf-8").splitlines()[:4]]
    boek = workbook(gezinnen, catalogus)
    boek.save(tmp_path / "goed.xlsx")
    cel = cell_of(boek["personen"], "geboortedatum", 3)
    cel.value = "gisteren"
    boek.save(tmp_path / "groep.xlsx")
    meting("nieuw", "r.db", "--naam", "proef", "--sleutel", "r.sleutel", *RECHTEN, *DATUM)
    rest = ("--sleutel", "r.sleutel", *DATUM)
    status, uit, fout = meting("voeg-toe", "r.db", "groep.xlsx", *rest)
    eerste = re.findall(r"^(K-\S+)  (\S+)$", uit, re.MULTILINE)
    assert status == 1 and [naam for _, naam in eerste] == [f"g{n:03}" for n in range(1, 4)]
    assert fout.startswith("3 nieuwe klanten, 0 waren er al, 1 niet gelezen\n")
    assert f"groep.xlsx[personen!{cel.coordinate}]: RV502" in fout
    status, uit, fout = meting("nulmeting", "r.db", "groep.xlsx", *rest)
    assert status == 1 and uit.startswith("3 klanten gemeten") and "1 niet gelezen" in uit and "RV502" in fout
    # The row is mended later: the other clients stay as they were, also when there is work on them already.
    assert meting("voeg-toe", "r.db", "goed.xlsx", *rest)[2] == "1 nieuwe klanten, 3 waren er al\n"
    klant, recht = _first_found(meting, [p for p, _ in eerste])
    assert meting("registreer", "r.db", klant, recht, "besproken", *DATUM)[0] == 0
    assert meting("nulmeting", "r.db", "goed.xlsx", *rest)[2].startswith("RV867 ")
    status, uit, _ = meting("nulmeting", "r.db", "goed.xlsx", "--alleen-nieuwe", *rest)
    assert status == 0 and uit.startswith("1 klanten gemeten")
    assert not re.search(rb"g00\d|gisteren", (tmp_path / "r.db").read_bytes()), "no key of a file enters the round"


def test_of_a_folder_a_bad_profile_and_a_name_that_comes_twice_keep_nobody_back(
    meting: Opdracht, profielen: Path, tmp_path: Path
) -> None:
    meting("nieuw", "r.db", "--naam", "proef", "--sleutel", "r.sleutel", *RECHTEN, *DATUM)
    (tmp_path / "map" / "kapot.yaml").write_text("personen: 5")
    (tmp_path / "map" / "Dossier-1.yml").write_text("personen: [{}]")
    status, uit, fout = meting("voeg-toe", "r.db", "map", "--sleutel", "r.sleutel", *DATUM)
    assert status == 1 and len(uit.splitlines()) == 2
    assert fout.startswith("2 nieuwe klanten, 0 waren er al, 2 niet gelezen\n")
    assert "RV873 twee klanten heten `dossier-1`" in fout and "kapot.yaml:1:" in fout


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
    sleutel = ("--sleutel", "r.sleutel")
    for code, woorden in (
        ("RV437", ("nieuw", "x.db", "--naam", "x", *sleutel, "--recht", "bestaat-niet")),
        ("RV871", ("nieuw", "x.db", "--naam", "x", *sleutel, "--bewaren-tot", "2026-01-01", *DATUM)),
        ("RV863", ("nieuw", "r.db", "--naam", "proef", *sleutel, *RECHTEN)),
        ("RV851", ("rapport", "weg.db", "--uit", "x.html")),
        ("RV864", ("rapport", "r.db", "--ronde", "andere", "--uit", "x.html")),
        ("RV869", ("rapport", "r.db", "--uit", "x.html")),
        ("RV870", ("voeg-toe", "r.db", "leeg", *sleutel)),
        ("RV500", ("voeg-toe", "r.db", "groep.xlsx", *sleutel)),
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


def test_the_guide_runs_and_names_every_command(catalogus: Catalogus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rechtenverkenner, "load_catalogus", lambda: catalogus)
    tekst = (Path(__file__).parents[2] / "docs" / "meting.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", tekst, re.DOTALL)
    exec(compile(code, "docs/meting.md", "exec"), {})
    namen = set(programma.commands_of("meting")["meting"].commands)
    assert set(re.findall(r"^\| `([a-z][a-z-]*)` \|", tekst, re.MULTILINE)) == namen
    assert set(re.findall(r"^rechtenverkenner meting (\S+)", tekst, re.MULTILINE)) <= namen
    for veld, lijst in LIJSTEN.items():
        for rij in re.findall(rf"^\| `--{veld}` \| (.*) \|$", tekst, re.MULTILINE):
            assert all(woord in rij for woord in lijst), veld

"""A new right: it loads at once, is never a certain yes, and says what a person must still fill in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from rechtenverkenner import evaluate, load_catalogus
from rechtenverkenner.catalogus.bron import read_file
from rechtenverkenner.onderhoud.sjabloon import find_todo
from rechtenverkenner.verificatie.gevallen import differences, read_cases
from tests.onderhoud.hulp import Rv


def test_the_new_right_loads_and_its_case_holds(map_: Path, rv: Rv) -> None:
    status, uit, _ = rv("nieuw", "fietspremie", "--domein", "mobiliteit", "--catalogus", map_, "--formaat", "json")
    assert status == 0
    regel, geval = (Path(p) for p in json.loads(uit)["bestanden"])
    assert regel == map_ / "mobiliteit" / "fietspremie.yaml"
    assert geval.parents[2] == map_.parent / "fixtures"
    catalogus = load_catalogus(map_)
    (g,) = read_cases(map_.parent / "fixtures", recht="fietspremie")
    assert g.op_datum == date.fromisoformat(geval.parent.name)
    o = evaluate(g.gezin, catalogus, op_datum=g.op_datum).verdict("fietspremie")
    assert (differences(o, g), o.oordeel) == ([], "mogelijk")


def test_check_names_every_text_to_fill_in_and_nothing_else(map_: Path, rv: Rv) -> None:
    assert find_todo(map_) == []
    rv("nieuw", "fietspremie", "--catalogus", map_)
    status, uit, _ = rv("keur", map_, "--formaat", "json")
    meldingen = json.loads(uit)
    regels = (map_ / "inkomen" / "fietspremie.yaml").read_text(encoding="utf-8").splitlines()
    assert status == 1
    assert {m["code"] for m in meldingen} == {"RV255"}
    assert {m["regel"] for m in meldingen} == {
        i for i, r in enumerate(regels, 1) if "TODO" in r and not r.startswith("#")
    }
    for i, regel in enumerate(regels):
        regels[i] = regel.replace("TODO", "ingevuld")
    (map_ / "inkomen" / "fietspremie.yaml").write_text("\n".join(regels), encoding="utf-8")
    assert rv("keur", map_)[0] == 0


def test_nothing_is_ever_overwritten(map_: Path, rv: Rv) -> None:
    assert rv("nieuw", "fietspremie", "--catalogus", map_)[0] == 0
    pad = map_ / "inkomen" / "fietspremie.yaml"
    pad.write_text(pad.read_text(encoding="utf-8") + "# eigen werk\n", encoding="utf-8")
    voor = {p: p.read_bytes() for p in map_.parent.rglob("*.yaml")}
    for woorden in (("fietspremie",), ("fietspremie", "--domein", "wonen"), ("premie",), ("leefloon",)):
        status, _, fout = rv("nieuw", *woorden, "--catalogus", map_)
        assert (status, "RV034" in fout) == (2, True)
    assert {p: p.read_bytes() for p in map_.parent.rglob("*.yaml")} == voor
    (map_.parent / "fixtures" / "ander" / date.today().isoformat()).mkdir(parents=True)  # noqa: DTZ011
    geval = next((map_.parent / "fixtures" / "ander").iterdir()) / "vervang-deze-naam-door-een-zin.yaml"
    geval.write_text("x", encoding="utf-8")
    assert "RV034" in rv("nieuw", "ander", "--catalogus", map_)[2]
    assert not (map_ / "inkomen" / "ander.yaml").exists()


@pytest.mark.parametrize(
    "woorden",
    [("Fiets",), ("fiets_premie",), ("../fiets",), ("fiets-",), ("x" * 61,), ("fiets", "--domein", "wone")],
    ids=lambda w: w[-1][:12],
)
def test_an_id_or_domain_that_cannot_be_is_refused(map_: Path, rv: Rv, woorden: tuple[str, ...]) -> None:
    status, _, fout = rv("nieuw", *woorden, "--catalogus", map_)
    assert (status, "RV033" in fout) == (2, True)
    assert woorden[-1] != "wone" or "bedoelt u `wonen`?" in fout


def test_the_template_is_yaml_that_the_strict_reader_accepts(map_: Path, rv: Rv) -> None:
    rv("nieuw", "fietspremie", "--catalogus", map_)
    bron, meldingen = read_file(map_ / "inkomen" / "fietspremie.yaml")
    assert (meldingen, bron is not None) == ([], True)

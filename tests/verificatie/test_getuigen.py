"""Witnesses on catalogues with a planted fault, and solver against engine on the real one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rechtenverkenner import Catalogus, load_catalogus
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.toepassing.programma import app
from rechtenverkenner.verificatie import z3_model
from rechtenverkenner.verificatie.dekking import measure
from rechtenverkenner.verificatie.getuigen import Atoomuitslag, Rechtuitslag, find_witnesses
from rechtenverkenner.verificatie.getuigencontrole import check_witnesses, disagreement
from rechtenverkenner.verificatie.getuigengevallen import propose, write
from rechtenverkenner.verificatie.gevallen import differences, read_cases
from rechtenverkenner.verificatie.gezinsvormen import VORMEN
from rechtenverkenner.verificatie.proefstand import Deelcatalogi
from tests.verificatie.klein import TOELAGE, blad, catalogus, recht, reeks, waarde, write_catalogue

pytest.importorskip("z3")
DAG = date(2025, 6, 1)
GRENS = {"grens": reeks("EUR/maand", waarde("2025-01-01", 500)), "hoger": reeks("EUR/maand", waarde("2025-01-01", 600))}


def zoek(*rechten: dict[str, Any], dag: date = DAG, vormen: int = 4) -> tuple[Catalogus, Rechtuitslag]:
    c = catalogus(*rechten)
    eerste = rechten[0]["recht"]
    return c, find_witnesses(c.rechten[eerste], c, op_datum=dag, vormen=VORMEN[:vormen])


def atomen(*rechten: dict[str, Any], dag: date = DAG) -> dict[str, Atoomuitslag]:
    return {a.id: a for a in zoek(*rechten, dag=dag)[1].atomen}


def toelage(voorwaarden: dict[str, Any], **meer: Any) -> dict[str, Any]:
    return recht("toelage", voorwaarden, parameters=GRENS, **meer)


def test_every_condition_of_a_sound_right_gets_a_household_on_both_sides() -> None:
    c, uitslag = zoek(TOELAGE)
    assert {a.id: a.lot for a in uitslag.atomen} == dict.fromkeys(("huurder", "lage-huur", "leefloon"), "beide")
    assert {(g.kant, g.oordeel) for a in uitslag.atomen for g in a.getuigen.values()} == {
        ("ja", "onbenut"),
        ("nee", "geen_recht"),
    }
    assert check_witnesses(uitslag, Deelcatalogi(c)) == []


def test_the_households_of_an_amount_are_one_cent_apart() -> None:
    a = atomen(TOELAGE)["lage-huur"]
    assert [a.getuigen[kant].op_de_rand for kant in ("ja", "nee")] == [True, True]
    huur = [a.getuigen[kant].profiel["woning"]["huurprijs"] for kant in ("ja", "nee")]
    assert [str(x) for x in huur] == ["500", "500.01"]


@pytest.mark.parametrize("op", [">=", ">"])
def test_the_households_of_an_age_are_born_one_day_apart(op: str) -> None:
    regel = toelage({"alle": [blad("oud", f"leeftijd {op} 65")]}, eenheid="persoon")
    a = atomen(regel)["oud"]
    geboren = {kant: a.getuigen[kant].profiel["personen"][0]["geboortedatum"] for kant in ("ja", "nee")}
    jaar = 1960 if op == ">=" else 1959
    assert geboren == {"ja": date(jaar, 6, 1), "nee": date(jaar, 6, 2)}


def test_a_condition_that_follows_from_another_one_is_redundant_and_names_it() -> None:
    regel = toelage({"alle": [blad("laag", "huurprijs <= grens"), blad("minder-laag", "huurprijs <= hoger")]})
    uit = atomen(regel)
    assert uit["laag"].lot == "beide"
    assert (uit["minder-laag"].lot, set(uit["minder-laag"].getuigen)) == ("overbodig", {"ja"})
    assert uit["minder-laag"].reden == "beslist nooit als het niet waar is: zonder `laag` zou het wel beslissen"


def test_a_condition_that_no_household_meets_is_unreachable() -> None:
    nooit = "kleinste(huurprijs, hoger) > hoger"
    uit = atomen(toelage({"een_van": [blad("laag", "huurprijs <= grens"), blad("nooit", nooit)]}))
    assert (uit["nooit"].lot, uit["nooit"].reden) == ("onbereikbaar", "kan bij geen enkel gezin waar zijn")


def test_a_condition_on_the_date_alone_is_fixed_and_so_is_what_it_shuts_out() -> None:
    regel = toelage(
        {
            "een_van": [
                {"alle": [blad("vroeger", 'op_datum < "2020-01-01"'), blad("eigenaar", 'statuut == "eigenaar"')]},
                blad("laag", "huurprijs <= grens"),
            ]
        }
    )
    uit = atomen(regel)
    assert {k: a.lot for k, a in uit.items()} == {"vroeger": "vast", "eigenaar": "vast", "laag": "beide"}
    assert uit["vroeger"].reden == "is op 2025-06-01 nooit waar, wat het gezin ook is"
    assert uit["eigenaar"].reden == "telt op 2025-06-01 niet mee: `vroeger` ligt dan vast"


def test_a_right_that_opens_another_one_decides_by_its_own_rules() -> None:
    keten = recht("vervolg", {"alle": [blad("na-toelage", 'recht("toelage")')]})
    c, uitslag = zoek(keten, TOELAGE)
    (a,) = uitslag.atomen
    assert a.lot == "beide"
    assert a.getuigen["nee"].oordeel == "geen_recht"
    assert "huurprijs" in a.getuigen["nee"].profiel["woning"]
    assert check_witnesses(uitslag, Deelcatalogi(c)) == []


def test_what_has_no_formula_is_named_with_the_reason() -> None:
    maal = 'som(netto_maandinkomen, groep="gezin") * aantal(leeftijd < 18) > hoger'
    a = atomen(toelage({"alle": [blad("product", maal), blad("laag", "huurprijs <= grens")]}))["product"]
    assert (a.lot, a.reden) == ("niet vertaald", "een product van twee feiten")


def test_an_engine_that_reads_another_rule_is_a_finding() -> None:
    _, uitslag = zoek(TOELAGE)
    anders = recht(
        "toelage",
        {"alle": [blad("huurder", 'statuut == "huurder"'), blad("lage-huur", "huurprijs < grens")]},
        parameters=TOELAGE["parameters"],
    )
    gezien = check_witnesses(uitslag, Deelcatalogi(catalogus(anders)))
    assert ("lage-huur", "de voorwaarden: de motor zegt nee, z3 zegt ja") in {
        (x.atoom, x.tekst.split(";")[0]) for x in gezien
    }


def test_a_wrong_expected_verdict_is_a_finding() -> None:
    c, uitslag = zoek(TOELAGE)
    a = uitslag.atomen[0]
    fout = replace(a.getuigen["ja"], oordeel="automatisch")
    tekst = disagreement(uitslag, a, fout, Deelcatalogi(c))
    assert tekst == "het oordeel: de motor zegt onbenut, z3 zegt automatisch"


def test_proposed_cases_hold_and_close_every_open_side(tmp_path: Path) -> None:
    c, uitslag = zoek(TOELAGE)
    voorstellen = propose(uitslag, measure(c, ()), c, Deelcatalogi(c))
    assert [v.reden for v in voorstellen] == [""] * 6
    assert len(write(voorstellen, tmp_path)) == 6
    gevallen = read_cases(tmp_path)
    assert {g.bron for g in gevallen} == {f"afgeleid van voorwaarde {x}" for x in ("huurder", "lage-huur", "leefloon")}
    assert measure(c, gevallen).open == ()
    from rechtenverkenner import evaluate

    for g in gevallen:
        o = evaluate(g.gezin, c, op_datum=g.op_datum).verdict(g.recht, g.eenheid)
        assert differences(o, g) == [], g.pad


def test_a_proposed_case_holds_nothing_that_does_not_matter(tmp_path: Path) -> None:
    c, uitslag = zoek(TOELAGE)
    write(propose(uitslag, measure(c, ()), c, Deelcatalogi(c)), tmp_path)
    tekst = (tmp_path / "toelage/2025-06-01/getuige-huurder-ja.yaml").read_text(encoding="utf-8")
    assert "statuut: huurder" in tekst
    assert ("huurprijs:" in tekst) != ("leefloon:" in tekst)


def test_a_case_that_is_there_stays_as_it_is_and_a_side_that_is_covered_is_not_proposed(tmp_path: Path) -> None:
    c, uitslag = zoek(TOELAGE)
    voorstellen = propose(uitslag, measure(c, ()), c, Deelcatalogi(c))
    pad = tmp_path / voorstellen[0].pad
    pad.parent.mkdir(parents=True)
    pad.write_text("van een mens", encoding="utf-8")
    assert len(write(voorstellen, tmp_path)) == 5
    assert pad.read_text(encoding="utf-8") == "van een mens"
    pad.unlink()
    write(voorstellen, tmp_path)
    assert propose(uitslag, measure(c, read_cases(tmp_path)), c, Deelcatalogi(c)) == []


def test_the_command_prints_the_witnesses_and_writes_the_cases(tmp_path: Path) -> None:
    map_ = write_catalogue(tmp_path, TOELAGE)
    (tmp_path / "gevallen").mkdir()
    from tests.verificatie.klein import write_cases

    write_cases(tmp_path / "gevallen", {})
    aan = ["getuigen", "--catalogus", str(map_), "--op-datum", "2025-06-01", "--gevallen", str(tmp_path / "gevallen")]
    gelukt = CliRunner().invoke(app, aan)
    assert gelukt.exit_code == 0, gelukt.output
    assert "toelage op 2025-06-01: 3 voorwaarden, 3 met beide getuigen" in gelukt.output
    data = json.loads(CliRunner().invoke(app, [*aan, "--formaat", "json"]).output)
    assert [a["lot"] for a in data["rechten"][0]["atomen"]] == ["beide"] * 3


def test_without_z3_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(z3_model, "z3", None)
    with pytest.raises(InvoerFout, match="RV707"):
        zoek(TOELAGE)


@pytest.mark.parametrize(
    ("naam", "dag"),
    [
        ("vlaamse-zorgpremie-verlaagd", date(2026, 11, 1)),
        ("installatiepremie-ocmw", date(2024, 6, 1)),
        ("zorgbudget-ouderen-zorgnood", date(2025, 3, 1)),
        ("lokaal-genk-premie", date(2026, 11, 1)),
        ("leefloon", date(2026, 2, 1)),
    ],
)
def test_solver_and_engine_agree_on_rights_of_the_catalogue(naam: str, dag: date) -> None:
    c = load_catalogus()
    uitslag = find_witnesses(c.rechten[naam], c, op_datum=dag, vormen=VORMEN[:4])
    assert check_witnesses(uitslag, Deelcatalogi(c)) == []
    assert sum(len(a.getuigen) for a in uitslag.atomen) >= len(uitslag.atomen)


def test_conditions_of_a_local_rule_that_does_not_apply_yet_are_fixed() -> None:
    c = load_catalogus()
    uitslag = find_witnesses(
        c.rechten["ocmw-participatie-sociale-activering"], c, op_datum=date(2022, 6, 1), vormen=VORMEN[:1]
    )
    redenen = {a.reden for a in uitslag.atomen if a.id.startswith("oostrozebeke-")}
    assert redenen == {"staat in een plaatselijke regel die op 2022-06-01 niet geldt"}


@pytest.mark.parametrize(
    ("status", "anders"),
    [
        ('heeft("leefloon", vanaf=jaarbegin(op_datum))', 'heeft("leefloon")'),
        ('heeft("leefloon", vanaf=jaarbegin(op_datum))', 'heeft("leefloon", op=jaarbegin(op_datum))'),
        ('heeft("leefloon", op=jaarbegin(op_datum))', 'heeft("leefloon", minstens_maanden=5)'),
        ('heeft("leefloon", minstens_maanden=3)', 'heeft("leefloon")'),
    ],
)
def test_two_ways_to_ask_for_a_status_are_told_apart_by_households_that_the_engine_confirms(
    status: str, anders: str
) -> None:
    regel = toelage({"een_van": [blad("zo", status), blad("anders", anders)]}, eenheid="persoon")
    c, uitslag = zoek(regel)
    assert check_witnesses(uitslag, Deelcatalogi(c)) == []
    assert uitslag.atomen[0].lot == "beide" or uitslag.atomen[1].lot == "beide"

"""The law on lower incomes and the tables at the cent, on catalogues with a planted fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rechtenverkenner import Gezin, evaluate
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.verificatie.gezinsvormen import VORMEN
from rechtenverkenner.verificatie.inkomensproef import (
    Inkomensuitslag,
    check_falling_income,
    read_reviewed,
    reads_means,
    split_reviewed,
)
from rechtenverkenner.verificatie.tabelproef import Tabeluitslag, check_tables
from tests.verificatie.klein import TOELAGE, blad, catalogus, recht, reeks, waarde

pytest.importorskip("z3")
DAG = date(2025, 6, 1)
GRENZEN = {
    "laag": reeks("EUR/jaar", waarde("2025-01-01", 13400)),
    "hoog": reeks("EUR/jaar", waarde("2025-01-01", 20600)),
}


def toelage(*alternatieven: dict[str, Any], **meer: Any) -> dict[str, Any]:
    return recht("toelage", {"een_van": list(alternatieven)}, parameters=GRENZEN, eenheid="persoon", **meer)


def daling(regel: dict[str, Any]) -> Inkomensuitslag:
    c = catalogus(regel)
    return check_falling_income(c.rechten["toelage"], c, op_datum=DAG, vormen=VORMEN[:3])


def tabellen(regel: dict[str, Any]) -> Tabeluitslag:
    c = catalogus(regel)
    return check_tables(c.rechten["toelage"], c, op_datum=DAG)


def test_a_ceiling_never_takes_the_right_away_from_who_earns_less() -> None:
    uit = daling(toelage(blad("laag", "netto_jaarinkomen <= hoog")))
    assert (uit.bedragen, uit.dalingen, uit.niet_beslist) == (("netto_jaarinkomen",), (), ())


def test_a_floor_is_found_with_two_households_that_the_engine_judges_as_said() -> None:
    regel = toelage(blad("genoeg", "netto_jaarinkomen >= laag"))
    (d,) = daling(regel).dalingen
    assert (d.bedrag, d.wie) == ("netto_jaarinkomen", "an")
    assert d.laag < 1_340_000 <= d.hoog
    oordelen = [
        evaluate(Gezin.model_validate(p), catalogus(regel), op_datum=DAG).verdict("toelage", "an").oordeel
        for p in (d.profiel, d.lager)
    ]
    assert oordelen == ["onbenut", "geen_recht"]


def test_a_floor_deep_in_a_sum_over_the_household_is_found() -> None:
    regel = recht(
        "toelage",
        {"alle": [blad("samen", 'som(per_jaar(maandinkomen("belastbaar")), waar=leeftijd >= 18) > laag')]},
        parameters=GRENZEN,
    )
    assert [d.bedrag for d in daling(regel).dalingen] == ["maandinkomen(belastbaar)"]


@pytest.mark.parametrize(
    ("formule", "bedragen", "soorten"),
    [
        ('maandinkomen("pensioen")', ["pensioen"], {"pensioen"}),
        ('maandinkomen("werk_of_uitkering")', ["werk_of_uitkering"], {"loon"}),
        ('maandinkomen("naast_pensioen")', ["ander_belastbaar", "werk_of_uitkering"], {"loon", "ander_belastbaar"}),
        (
            'maandinkomen("belastbaar") + maandinkomen("pensioen")',
            ["ander_belastbaar", "pensioen", "werk_of_uitkering"],
            {"pensioen", "loon", "ander_belastbaar"},
        ),
    ],
)
def test_a_part_of_the_taxable_income_is_lowered_by_itself(
    formule: str, bedragen: list[str], soorten: set[str]
) -> None:
    regel = toelage(blad("minstens", f"per_jaar({formule}) > laag"))
    dalingen = daling(regel).dalingen
    assert sorted(d.bedrag for d in dalingen) == [f"maandinkomen({b})" for b in bedragen]
    for d in dalingen:
        oordelen = [
            evaluate(Gezin.model_validate(p), catalogus(regel), op_datum=DAG).verdict("toelage", "an").oordeel
            for p in (d.profiel, d.lager)
        ]
        assert oordelen == ["onbenut", "geen_recht"]
        assert {i["soort"] for i in d.profiel["personen"][0]["inkomens"]} <= soorten


def test_only_rules_that_ask_an_income_are_means_tested() -> None:
    c = catalogus(TOELAGE, {**toelage(blad("laag", "netto_jaarinkomen <= hoog")), "recht": "met-inkomen"})
    assert {k: reads_means(r) for k, r in c.rechten.items()} == {"toelage": False, "met-inkomen": True}


def test_a_reviewed_floor_is_no_finding_and_a_line_that_nobody_needs_is(tmp_path: Path) -> None:
    rest = 'reden: "een minimum in de wet", bron: "wet van 1.1.2020, art. 2"'
    paren = [("toelage", "netto_jaarinkomen"), ("toelage", "tegoeden"), ("elders", "tegoeden")]
    regels = [f"- {{recht: {naam}, bedrag: {bedrag}, {rest}}}\n" for naam, bedrag in paren]
    (tmp_path / "inkomen-nagekeken.yaml").write_text("".join(regels), encoding="utf-8")
    uit = daling(toelage(blad("genoeg", "netto_jaarinkomen >= laag")))
    nieuw, bekend, over = split_reviewed([uit], read_reviewed(tmp_path))
    assert (nieuw, [d.bedrag for d, _ in bekend]) == ([], ["netto_jaarinkomen"])
    assert [(m.code, m.plaats and m.plaats.regel) for m in over] == [("RV709", 2)]


@pytest.mark.parametrize("regel", ["- {recht: toelage, bedrag: tegoeden}", "- 3", "toelage: ja"])
def test_a_reviewed_line_without_reason_or_source_is_refused(regel: str, tmp_path: Path) -> None:
    (tmp_path / "inkomen-nagekeken.yaml").write_text(regel + "\n", encoding="utf-8")
    with pytest.raises(InvoerFout, match="RV708"):
        read_reviewed(tmp_path)


def test_without_a_reviewed_list_nothing_is_reviewed(tmp_path: Path) -> None:
    assert read_reviewed(tmp_path) == ()


# -- tables
LAAG, MIDDEN = blad("schijf-laag", "netto_jaarinkomen < laag"), "netto_jaarinkomen <= hoog and not erkende_handicap"


def test_alternatives_that_meet_at_the_cent_are_whole() -> None:
    regel = toelage(LAAG, blad("schijf-hoog", f"netto_jaarinkomen >= laag and {MIDDEN}"))
    assert (tabellen(regel).aantal, tabellen(regel).fouten) == (1, ())


def test_a_gap_of_one_cent_is_found() -> None:
    regel = toelage(LAAG, blad("schijf-hoog", f"netto_jaarinkomen > laag and {MIDDEN}"))
    (fout,) = tabellen(regel).fouten
    assert (fout.soort, fout.waar) == ("gat", "netto_jaarinkomen")
    assert fout.tekst == "tussen 13399.99 en 13400.01 geldt niets, bijvoorbeeld bij 13400.00"


def test_an_overlap_of_one_cent_is_found() -> None:
    onder = blad("schijf-laag", "netto_jaarinkomen <= laag")
    regel = toelage(onder, blad("schijf-hoog", f"netto_jaarinkomen >= laag and {MIDDEN}"))
    (fout,) = tabellen(regel).fouten
    assert fout.soort == "overlap"
    assert fout.tekst == "bij 13400.00 gelden `schijf-laag` en `schijf-hoog` allebei"


def test_a_chain_of_amounts_with_a_part_that_is_never_reached_is_found() -> None:
    keten = "hoog if netto_jaarinkomen <= hoog else laag if netto_jaarinkomen <= laag else laag"
    regel = toelage(blad("altijd", f"({keten}) <= hoog"))
    (fout,) = tabellen(regel).fouten
    assert fout.soort == "lege schijf"
    assert fout.tekst == "`netto_jaarinkomen <= laag` is nooit aan de beurt: een eerdere tak neemt alles"


@pytest.mark.parametrize(("grenzen", "fout"), [(["laag", "hoog"], False), (["hoog", "laag"], True)])
def test_brackets_out_of_order_are_found(grenzen: list[str], fout: bool) -> None:
    tabel = {
        "label": "een tabel",
        "niveau": "persoon",
        "staffel": {"van": "netto_jaarinkomen", "tot_en_met": grenzen, "geeft": ["laag", "hoog", "laag"]},
    }
    regel = toelage(blad("uit-de-tabel", "plafond <= hoog"), begrippen={"plafond": tabel})
    assert [f.soort for f in tabellen(regel).fouten] == (["lege schijf"] if fout else [])

"""Reading reference cases: what is wrong with a case is said with its place, all at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from rechtenverkenner import InvoerFout, evaluate
from rechtenverkenner.verificatie.gevallen import check_rights, differences, read_case, read_cases
from tests.verificatie.klein import GEVALLEN, TOELAGE, catalogus, write_cases

GOED = """\
bron: "derived from the rule"
op_datum: 2025-06-01
gezin:
  personen: [{id: an, geboortedatum: 1980}]
verwacht:
  oordeel: onbekend
"""


def lees(map_: Path, tekst: str) -> Any:
    pad = map_ / "toelage" / "2025-06-01" / "een-geval.yaml"
    pad.parent.mkdir(parents=True)
    pad.write_text(tekst, encoding="utf-8")
    return read_case(pad, wortel=map_)


def test_a_case_is_read_with_its_right_its_date_and_what_it_expects(tmp_path: Path) -> None:
    geval, meldingen = lees(tmp_path, GOED + "  eenheid: an\n")
    assert not meldingen
    assert (geval.pad, geval.recht, geval.op_datum) == ("toelage/2025-06-01/een-geval", "toelage", date(2025, 6, 1))
    assert (geval.eenheid, dict(geval.verwacht)) == ("an", {"oordeel": "onbekend", "eenheid": "an"})


@pytest.mark.parametrize(
    ("oud", "nieuw", "code", "regel"),
    [
        ("op_datum: 2025-06-01", "opdatum: 2025-06-01", "RV701", 2),
        ("op_datum: 2025-06-01", 'op_datum: "2025"', "RV701", 2),
        ('bron: "derived from the rule"', 'bron: "x"', "RV701", 1),
        ("verwacht:\n  oordeel: onbekend\n", "", "RV701", 1),
        ("oordeel: onbekend", "oordeel: misschien", "RV702", 6),
        ("oordeel: onbekend", "ordeel: onbekend", "RV702", 6),
        ("oordeel: onbekend", "eenheid: gezin", "RV702", 6),
        ("oordeel: onbekend", "bedrag_jaar: 12.50", "RV702", 6),
        ("oordeel: onbekend", 'bedrag_jaar: ["12.50", "veel"]', "RV702", 6),
        ("oordeel: onbekend", "omdat: lage-huur", "RV702", 6),
        ("oordeel: onbekend", "niveau: ja", "RV702", 6),
        ("oordeel: onbekend", 'automatisch: "ja"', "RV702", 6),
        ("geboortedatum: 1980", "geboortedatm: 1980", "RV401", 4),
        ("geboortedatum: 1980", "geboortedatum: 1980, geboortedatum: 1981", "RV104", 4),
    ],
)
def test_a_fault_in_a_case_is_named_with_its_line(oud: str, nieuw: str, code: str, regel: int, tmp_path: Path) -> None:
    assert oud in GOED
    geval, meldingen = lees(tmp_path, GOED.replace(oud, nieuw))
    assert geval is None
    gevonden = {(m.code, m.plaats.regel) for m in meldingen if m.plaats}
    assert (code, regel) in gevonden
    assert all(m.hulp and m.tekst[:1] in "`" + m.tekst[:1].lower() for m in meldingen)


def test_a_case_that_is_no_block_of_fields_is_refused(tmp_path: Path) -> None:
    geval, meldingen = lees(tmp_path, "- een\n- twee\n")
    assert geval is None and [m.code for m in meldingen] == ["RV701"]


def test_all_faults_of_all_cases_come_at_once(tmp_path: Path) -> None:
    for naam, tekst in (("a", GOED.replace("onbekend", "x")), ("b", GOED.replace("bron", "bro")), ("c", GOED)):
        pad = tmp_path / "toelage" / "2025-06-01" / f"{naam}.yaml"
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    with pytest.raises(InvoerFout) as e:
        read_cases(tmp_path)
    assert [m.code for m in e.value.meldingen] == ["RV702", "RV701", "RV701"]


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout) as e:
        read_cases(tmp_path)
    assert [m.code for m in e.value.meldingen] == ["RV700"]


def test_a_right_without_cases_among_others_has_none(tmp_path: Path) -> None:
    assert read_cases(write_cases(tmp_path), recht="ander-recht") == ()


def test_a_folder_that_is_not_named_after_a_right_is_found(tmp_path: Path) -> None:
    gevallen = read_cases(write_cases(tmp_path, over="toelagen"))
    [melding] = check_rights(gevallen, catalogus())
    assert melding.code == "RV703" and melding.hulp == "bedoelt u `toelage`?"


def test_a_verdict_is_compared_only_on_what_the_case_speaks_of(tmp_path: Path) -> None:
    geval = next(g for g in read_cases(write_cases(tmp_path)) if g.pad.endswith("op-de-grens"))
    c = catalogus({**TOELAGE, "bedrag": {"formule": "grens", "per": "jaar"}})
    o = evaluate(geval.gezin, c, op_datum=geval.op_datum).verdict("toelage")
    assert o.bedrag_jaar == (Decimal("6000.00"), Decimal("6000.00"))

    def fouten(**verwacht: Any) -> list[str]:
        return differences(o, replace(geval, verwacht=MappingProxyType(verwacht)))

    assert not differences(o, geval)
    assert not fouten(bedrag_jaar=["6000", "6000.00"], omdat=["lage-huur"], automatisch=False, niveau=0)
    assert fouten(oordeel="geen_recht") == ["oordeel: onbenut in plaats van geen_recht"]
    assert len(fouten(bedrag_jaar=["6000.00", "6000.01"], automatisch=True, niveau=1, omdat=["leefloon"])) == 4
    assert (
        len(fouten(bedrag_jaar=None, bedrag_eenmalig=["1.00", "1.00"], na=["x"], vlaggen=["y"], ontbreekt=["z"])) == 5
    )


def test_the_cases_of_this_folder_are_the_five_that_were_counted(tmp_path: Path) -> None:
    assert len(read_cases(write_cases(tmp_path))) == len(GEVALLEN) == 5

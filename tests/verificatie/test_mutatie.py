"""Rule mutation on a catalogue of which every mutant was counted by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from rechtenverkenner import InvoerFout
from rechtenverkenner.verificatie.gelijkwaardig import BESTAND, apply_reviewed, read_reviewed
from rechtenverkenner.verificatie.gevallen import read_cases
from rechtenverkenner.verificatie.mutanten import mutants_of
from rechtenverkenner.verificatie.mutatie import Mutatie, measure
from rechtenverkenner.verificatie.parallel import Opdracht, measure_parallel
from tests.verificatie.klein import (
    GEVALLEN,
    TOELAGE,
    blad,
    catalogus,
    geval,
    recht,
    reeks,
    waarde,
    write_cases,
    write_catalogue,
)

ALLE_MUTANTEN = [
    "toelage/voorwaarden: alle wordt een_van",
    "toelage/voorwaarden: alle zonder huurder",
    "toelage/voorwaarden: alle met niet huurder",
    "toelage/voorwaarden: alle zonder lage-huur or leefloon",
    "toelage/voorwaarden: alle met niet lage-huur or leefloon",
    "toelage/huurder: == wordt !=",
    "toelage/voorwaarden: een_van wordt alle",
    "toelage/voorwaarden: een_van zonder lage-huur",
    "toelage/voorwaarden: een_van met niet lage-huur",
    "toelage/voorwaarden: een_van zonder leefloon",
    "toelage/voorwaarden: een_van met niet leefloon",
    "toelage/lage-huur: <= wordt <",
    "toelage/leefloon: iemand wordt iedereen",
    "toelage/leefloon: iemand met niet heeft(leefloon)",
    "toelage/grens@2025-01-01: 500.00 wordt 499.99",
    "toelage/grens@2025-01-01: 500.00 wordt 500.01",
    "toelage/grens@2025-01-01: vanaf wordt 2024-12-31",
    "toelage/grens@2025-01-01: vanaf wordt 2025-01-02",
]


def ids(m: Iterable[Any]) -> list[str]:
    return [x.id for x in m]


def meet(map_: Path, *weg: str, rechten: tuple[dict[str, Any], ...] = ()) -> Mutatie:
    over = {k: v for k, v in GEVALLEN.items() if k not in weg}
    return measure(catalogus(*rechten), read_cases(write_cases(map_, over)))


def gelijkwaardig(m: Mutatie) -> dict[str, str]:
    return {u.id: u.reden for u in m.uitslagen if u.lot == "gelijkwaardig"}


def test_the_mutants_of_a_right_are_those_that_were_counted_by_hand() -> None:
    c = catalogus()
    assert ids(mutants_of(c.rechten["toelage"], c)) == ALLE_MUTANTEN


def test_five_cases_on_the_boundaries_notice_every_mutant(tmp_path: Path) -> None:
    assert meet(tmp_path).as_dict() == {
        "mutanten": 18,
        "gedood": 18,
        "gelijkwaardig": 0,
        "score": 1.0,
        "overlevers": [],
    }


@pytest.mark.parametrize(
    ("weg", "overlevers"),
    [
        ("een-eigenaar", ["toelage/voorwaarden: alle zonder huurder"]),
        ("een-cent-te-duur", ["toelage/grens@2025-01-01: 500.00 wordt 500.01"]),
        (
            "een-van-twee-met-leefloon",
            ["toelage/voorwaarden: een_van zonder leefloon", "toelage/leefloon: iemand wordt iedereen"],
        ),
        ("voor-de-eerste-grens", ["toelage/grens@2025-01-01: vanaf wordt 2024-12-31"]),
    ],
)
def test_without_a_case_the_faults_that_only_it_notices_survive(
    weg: str, overlevers: list[str], tmp_path: Path
) -> None:
    m = meet(tmp_path, weg)
    assert ids(m.overlevers) == overlevers
    assert m.score == (18 - len(overlevers)) / 18


def test_a_survivor_says_what_does_change_without_being_expected(tmp_path: Path) -> None:
    met_bedrag = {**TOELAGE, "bedrag": {"formule": "grens", "per": "jaar"}}
    m = meet(tmp_path, "een-cent-te-duur", rechten=(met_bedrag,))
    [u] = [u for u in m.overlevers if u.id.endswith("500.00 wordt 500.01")]
    assert u.reden.startswith("bedrag_jaar verandert in toelage/2025-")


def test_every_kind_of_fault_is_tried() -> None:
    veel = recht(
        "veel",
        {
            "alle": [
                blad("jong", 'aantal(leeftijd < 18, groep="gezin") >= 1'),
                blad("sinds", 'op_datum >= "2025-01-01"'),
                blad("leefloon", 'iemand(heeft("leefloon", minstens_maanden=3), groep="gezin", waar=leeftijd >= 18)'),
                {"niet": blad("rusthuis", 'statuut in ["rusthuis_of_instelling", "eigenaar"]')},
                blad("huur", 'huurprijs * 0.75 <= (grens if statuut == "huurder" else kleinste(grens, laag))'),
                blad("warm", "hoofdverwarming in dragers"),
            ]
        },
        parameters={
            "grens": reeks("EUR/maand", waarde("2025-01-01", None, grenzen=[400, 500])),
            "laag": reeks("EUR/maand", waarde("2025-01-01", 300), waarde("2026-01-01", 310)),
            "dragers": reeks("lijst", waarde("2025-01-01", ["aardgas", "pellets"])),
        },
    )
    c = catalogus(veel)
    gevonden = {x.removeprefix("veel/") for x in ids(mutants_of(c.rechten["veel"], c))}
    assert gevonden >= {
        "jong: < wordt <=",
        "jong: < 18 wordt 17",
        "jong: >= 1 wordt 2",
        "sinds: >= 2025-01-01 wordt 2024-12-31",
        "leefloon: leefloon minstens_maanden 3 wordt 2",
        "leefloon: iemand zonder waar",
        "leefloon: iemand waar niet",
        "voorwaarden: zonder niet voor rusthuis",
        "rusthuis: lijst zonder `eigenaar`",
        "huur: breuk 3/4 wordt 4/4",
        "huur: afronding half_op wordt boven",
        "huur: als wordt als niet",
        "huur: kleinste wordt grootste",
        "grens@2025-01-01: laagste grens 400.00 wordt 400.01",
        "grens@2025-01-01: hoogste grens 500.00 wordt 499.99",
        "laag@2026-01-01: vanaf wordt 2025-12-31",
        "dragers@2025-01-01: lijst zonder `pellets`",
    }


def test_ids_are_unique_and_the_same_every_time() -> None:
    twee_keer = recht("toelage", {"alle": [blad("a", "huurprijs < 5.00 or (huurprijs > 7.00 and huurprijs < 8.00)")]})
    c, ander = catalogus(twee_keer), catalogus(twee_keer)
    namen = ids(mutants_of(c.rechten["toelage"], c))
    assert len(set(namen)) == len(namen)
    assert namen == ids(mutants_of(ander.rechten["toelage"], ander))
    assert "toelage/a: < wordt <= in huurprijs < 8.00" in namen


def test_a_moved_border_between_two_equal_values_is_no_fault(tmp_path: Path) -> None:
    zelfde = {
        **TOELAGE,
        "parameters": {"grens": reeks("EUR/maand", waarde("2025-01-01", 500), waarde("2025-06-01", 500))},
    }
    assert gelijkwaardig(meet(tmp_path, rechten=(zelfde,))) == {
        "toelage/grens@2025-06-01: vanaf wordt 2025-05-31": "de periode ervoor heeft dezelfde waarde",
        "toelage/grens@2025-06-01: vanaf wordt 2025-06-02": "de periode ervoor heeft dezelfde waarde",
    }


def test_a_value_from_before_the_right_existed_is_no_fault(tmp_path: Path) -> None:
    grens = reeks("EUR/maand", waarde("2020-01-01", 400), waarde("2025-01-01", 500))
    later = {**TOELAGE, "parameters": {"grens": grens}, "geldig": {"vanaf": "2025-01-01"}}
    gevallen = {**GEVALLEN, "voor-de-eerste-grens": geval("2024-12-31", "geen_recht", False)}
    m = measure(catalogus(later), read_cases(write_cases(tmp_path, gevallen)))
    assert set(gelijkwaardig(m)) == {
        "toelage/grens@2020-01-01: 400.00 wordt 399.99",
        "toelage/grens@2020-01-01: 400.00 wordt 400.01",
        "toelage/grens@2020-01-01: vanaf wordt 2019-12-31",
        "toelage/grens@2020-01-01: vanaf wordt 2020-01-02",
        "toelage/grens@2025-01-01: vanaf wordt 2024-12-31",
    }
    assert m.score < 1.0, "the rest is still measured"


def test_a_day_added_to_a_local_right_shows_nowhere() -> None:
    gebied = {"nis": ["44021"], "vanaf": "2025-01-01", "tot": "2025-12-31"}
    c = catalogus({**TOELAGE, "gebied": gebied})
    rij = {
        m.id: bool(m.gelijkwaardig) for m in mutants_of(c.rechten["toelage"], c) if "gebied" in m.id and "tot " in m.id
    }
    assert rij == {
        "toelage/in-gebied: tot 2025-12-31 wordt 2025-12-30": False,
        "toelage/in-gebied: tot 2025-12-31 wordt 2026-01-01": True,
    }


def test_an_age_of_at_least_minus_one_is_no_fault() -> None:
    c = catalogus(recht("toelage", {"alle": [blad("iemand", 'iemand(leeftijd >= 0, groep="gezin")')]}))
    rij = {m.id.removeprefix("toelage/iemand: "): m.gelijkwaardig for m in mutants_of(c.rechten["toelage"], c)}
    assert rij[">= 0 wordt -1"]
    assert not rij[">= wordt >"] and not rij[">= 0 wordt 1"]


def test_the_reviewed_list_takes_survivors_out_and_says_which_lines_are_stale(tmp_path: Path) -> None:
    m = meet(tmp_path, "een-van-twee-met-leefloon")
    (tmp_path / BESTAND).write_text(
        '- {mutant: "toelage/leefloon: iemand wordt *", reden: "er is nooit meer dan een persoon"}\n'
        '- {mutant: "toelage/lage-huur: *", reden: "dit merkt een geval wel degelijk"}\n'
        '- {mutant: "ander-recht/x: *", reden: "dit recht is niet gemeten"}\n',
        encoding="utf-8",
    )
    na, verouderd = apply_reviewed(m, read_reviewed(tmp_path))
    assert gelijkwaardig(na) == {"toelage/leefloon: iemand wordt iedereen": "er is nooit meer dan een persoon"}
    assert ids(na.overlevers) == ["toelage/voorwaarden: een_van zonder leefloon"]
    assert na.score == 16 / 17
    [melding] = verouderd
    assert melding.code == "RV706" and melding.plaats is not None and melding.plaats.regel == 2


@pytest.mark.parametrize(
    "inhoud",
    [
        "mutant: x\n",
        '- {mutant: "toelage/x: *"}\n',
        '- {mutant: "*", reden: "alles is gelijkwaardig"}\n',
        '- {mutant: "toelage/x: *", reden: "daarom"}\n',
    ],
)
def test_a_reviewed_list_names_a_right_and_gives_a_reason(inhoud: str, tmp_path: Path) -> None:
    (tmp_path / BESTAND).write_text(inhoud, encoding="utf-8")
    with pytest.raises(InvoerFout) as e:
        read_reviewed(tmp_path)
    assert {m.code for m in e.value.meldingen} == {"RV705"}


def test_a_case_that_does_not_hold_counts_for_nothing_and_is_named(tmp_path: Path) -> None:
    fout = {**GEVALLEN, "klopt-niet": geval("2025-06-01", "geen_recht", True)}
    map_, regels = write_cases(tmp_path / "gevallen", fout), write_catalogue(tmp_path)
    m, meldingen = measure_parallel(Opdracht(regels, map_))
    assert m.score == 1.0
    assert [x.code for x in meldingen] == ["RV704"] and "klopt-niet" in meldingen[0].tekst


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    opdracht = Opdracht(write_catalogue(tmp_path), write_cases(tmp_path / "gevallen"))
    een, twee = (measure_parallel(opdracht, kernen=n)[0] for n in (1, 2))
    assert [(u.id, u.lot) for u in een.uitslagen] == [(u.id, u.lot) for u in twee.uitslagen]
    assert een.score == 1.0

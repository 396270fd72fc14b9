"""Rule coverage on a catalogue that was counted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rechtenverkenner.verificatie.dekking import Dekking, measure
from rechtenverkenner.verificatie.gevallen import read_cases
from tests.verificatie.klein import GEVALLEN, TOELAGE, blad, catalogus, recht, write_cases


def meet(map_: Path, *weg: str, gevallen: dict[str, Any] | None = None) -> Dekking:
    over = {k: v for k, v in (gevallen or GEVALLEN).items() if k not in weg}
    return measure(catalogus(), read_cases(write_cases(map_, over)))


def test_five_cases_make_all_three_conditions_decide_on_both_sides(tmp_path: Path) -> None:
    d = meet(tmp_path)
    assert d.as_dict() == {"atomen": 3, "beide_kanten": 3, "score": 1.0, "open": []}
    assert d.gevallen == 5


@pytest.mark.parametrize(
    ("weg", "atoom", "kant"),
    [
        ("een-eigenaar", "huurder", "onwaar"),
        ("een-van-twee-met-leefloon", "leefloon", "waar"),
    ],
)
def test_without_a_case_the_side_that_only_it_shows_is_open(weg: str, atoom: str, kant: str, tmp_path: Path) -> None:
    label = {"huurder": "de voorwaarde huurder", "leefloon": "iemand heeft een leefloon"}[atoom]
    assert meet(tmp_path, weg).as_dict() == {
        "atomen": 3,
        "beide_kanten": 2,
        "score": 0.6667,
        "open": [{"recht": "toelage", "id": atoom, "label": label, "ontbreekt": [kant]}],
    }


def test_without_cases_about_it_every_side_of_a_right_is_open(tmp_path: Path) -> None:
    ander = recht("andere-toelage", {"een_van": [blad("eigenaar", 'statuut == "eigenaar"')]})
    d = measure(catalogus(TOELAGE, ander), read_cases(write_cases(tmp_path)))
    assert {k: (v.beide_kanten, len(v.atomen)) for k, v in d.per_right().items()} == {
        "andere-toelage": (0, 1),
        "toelage": (3, 3),
    }
    assert d.open[0].ontbreekt == ("waar", "onwaar")


def test_each_side_names_the_first_case_that_shows_it(tmp_path: Path) -> None:
    huurder = meet(tmp_path).atomen[0]
    assert huurder.beslist == {
        "waar": "toelage/2024-12-31/voor-de-eerste-grens",
        "onwaar": "toelage/2025-06-01/een-eigenaar",
    }


def test_a_condition_of_the_chain_decides_by_what_another_right_opens(tmp_path: Path) -> None:
    keten = recht(
        "vervolg",
        {"alle": [blad("na-toelage", 'recht("toelage")'), blad("duur", "huurprijs >= 450.00")]},
    )
    gevallen = {
        "de-toelage-opent-het": {**GEVALLEN["op-de-grens"], "verwacht": {"oordeel": "na"}},
        "zonder-toelage": {**GEVALLEN["een-cent-te-duur"], "verwacht": {"oordeel": "geen_recht"}},
    }
    d = measure(catalogus(TOELAGE, keten), read_cases(write_cases(tmp_path, gevallen, over="vervolg")), recht="vervolg")
    assert [(a.id, a.ontbreekt) for a in d.atomen] == [("na-toelage", ()), ("duur", ("onwaar",))]

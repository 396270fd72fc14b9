"""Notions of the income that runs now: which streams count, and what a list that is not complete leaves open."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from rechtenverkenner import make_gezin
from rechtenverkenner.model.feiten import PERSOONSBEGRIPPEN
from rechtenverkenner.model.keuzes import PENSIOENSOORTEN, WERK_OF_UITKERING, Inkomenssoort
from rechtenverkenner.motor.beeld import Beeld

STROMEN: list[dict[str, Any]] = [
    {"soort": "pensioen", "bedrag": "1000.00", "per": "maand"},
    {"soort": "overlevingspensioen", "bedrag": "200.00", "per": "maand"},
    {"soort": "pensioen", "bedrag": "30.00", "per": "maand", "belastbaar": "nee"},
    {"soort": "loon", "bedrag": "4.00", "per": "maand"},
    {"soort": "loon", "bedrag": "0.50", "per": "maand", "belastbaar": "nee"},
    {"soort": "onderhoudsgeld", "bedrag": "0.06", "per": "maand"},
    {"soort": "kinderbijslag", "bedrag": "0.01", "per": "maand"},
    {"soort": "pensioen", "bedrag": "90000.00", "per": "jaar", "jaar": 2025},
    {"soort": "vakantiegeld", "bedrag": "800.00", "per": "jaar"},
]
CENTEN = {"pensioen": 123000, "naast_pensioen": 406, "werk_of_uitkering": 400, "belastbaar": 120406, "alles": 123457}


def running(begrip: str, **persoon: Any) -> tuple[int | None, int | None]:
    gezin = make_gezin({"personen": [{"id": "an", **persoon}]})
    return Beeld(gezin, 20261101).running(0, "maand", begrip)


@pytest.mark.parametrize(("begrip", "centen"), CENTEN.items())
def test_a_complete_list_gives_the_sum_of_the_streams_of_a_notion(begrip: str, centen: int) -> None:
    assert running(begrip, inkomens=STROMEN, inkomens_volledig="ja") == (centen, centen)


@pytest.mark.parametrize("volledig", [{}, {"inkomens_volledig": "nee"}], ids=["niet gezegd", "nee"])
@pytest.mark.parametrize(("begrip", "centen"), CENTEN.items())
def test_a_list_that_is_not_complete_leaves_a_notion_open_above(
    begrip: str, centen: int, volledig: dict[str, str]
) -> None:
    assert running(begrip, inkomens=STROMEN, **volledig) == (centen, None)


@pytest.mark.parametrize("begrip", sorted(PERSOONSBEGRIPPEN["maand"]))
def test_without_a_list_nothing_is_known_of_a_notion(begrip: str) -> None:
    assert running(begrip) == (0, None)


def test_an_income_is_a_pension_or_work_and_never_both() -> None:
    assert set(get_args(Inkomenssoort)) >= PENSIOENSOORTEN | WERK_OF_UITKERING
    assert not PENSIOENSOORTEN & WERK_OF_UITKERING

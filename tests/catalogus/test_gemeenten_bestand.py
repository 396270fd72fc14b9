"""The list of municipalities is complete and consistent on every date it promises to answer for."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

BESTAND = Path(__file__).parents[2] / "regels" / "gemeenten.yaml"
PROVINCIES = {"antwerpen", "limburg", "oost-vlaanderen", "vlaams-brabant", "west-vlaanderen"}
FUSIES_2025 = date(2025, 1, 1)
SLEUTELS = {"nis", "naam", "provincie", "vanaf", "tot", "opgegaan_in"}

Gemeente = dict[str, Any]


@pytest.fixture(scope="module")
def gemeenten() -> list[Gemeente]:
    lijst: list[Gemeente] = yaml.safe_load(BESTAND.read_text(encoding="utf-8"))["gemeenten"]
    return lijst


def valid_on(gemeenten: list[Gemeente], dag: date) -> list[Gemeente]:
    return [g for g in gemeenten if g.get("vanaf", date.min) <= dag <= g.get("tot", date.max)]


def test_every_entry_has_a_five_digit_code_a_name_and_a_known_province(gemeenten: list[Gemeente]) -> None:
    for gemeente in gemeenten:
        assert gemeente.keys() <= SLEUTELS, gemeente
        assert isinstance(gemeente["nis"], str), gemeente
        assert re.fullmatch(r"[1-7]\d{4}", gemeente["nis"]), gemeente
        assert gemeente["naam"] == gemeente["naam"].strip() != "", gemeente
        assert gemeente["provincie"] in PROVINCIES, gemeente


def test_entries_are_sorted_by_code(gemeenten: list[Gemeente]) -> None:
    codes = [g["nis"] for g in gemeenten]
    assert codes == sorted(codes)


def test_periods_have_dates_in_the_right_order(gemeenten: list[Gemeente]) -> None:
    for gemeente in gemeenten:
        grenzen = [gemeente[sleutel] for sleutel in ("vanaf", "tot") if sleutel in gemeente]
        assert all(type(grens) is date for grens in grenzen), gemeente
        assert grenzen == sorted(grenzen), gemeente


@pytest.mark.parametrize(
    ("dag", "aantal"),
    [
        (date(2018, 12, 31), 308),
        (date(2019, 1, 1), 300),
        (date(2019, 6, 1), 300),
        (date(2024, 6, 1), 300),
        (date(2024, 12, 31), 300),
        (date(2025, 1, 1), 285),
        (date(2025, 6, 1), 285),
        (date(2026, 11, 22), 285),
    ],
)
def test_codes_and_names_are_unique_and_complete_on_a_date(gemeenten: list[Gemeente], dag: date, aantal: int) -> None:
    geldig = valid_on(gemeenten, dag)
    assert len(geldig) == aantal
    assert len({g["nis"] for g in geldig}) == aantal
    assert len({g["naam"] for g in geldig}) == aantal


@pytest.mark.parametrize(
    ("dag", "per_provincie"),
    [
        (
            date(2019, 6, 1),
            {"antwerpen": 69, "limburg": 42, "oost-vlaanderen": 60, "vlaams-brabant": 65, "west-vlaanderen": 64},
        ),
        (
            date(2025, 6, 1),
            {"antwerpen": 67, "limburg": 38, "oost-vlaanderen": 55, "vlaams-brabant": 63, "west-vlaanderen": 62},
        ),
    ],
)
def test_each_province_has_its_number_of_municipalities(
    gemeenten: list[Gemeente], dag: date, per_provincie: dict[str, int]
) -> None:
    assert Counter(g["provincie"] for g in valid_on(gemeenten, dag)) == per_provincie


def test_an_ended_municipality_has_a_successor_that_is_valid_the_day_after(gemeenten: list[Gemeente]) -> None:
    for gemeente in gemeenten:
        assert ("tot" in gemeente) == ("opgegaan_in" in gemeente), gemeente
        if "tot" in gemeente:
            opvolgers = {g["nis"] for g in valid_on(gemeenten, gemeente["tot"] + timedelta(days=1))}
            assert gemeente["opgegaan_in"] in opvolgers, gemeente


def test_a_new_municipality_takes_over_from_at_least_two_others(gemeenten: list[Gemeente]) -> None:
    voorgangers = Counter(g["opgegaan_in"] for g in gemeenten if "opgegaan_in" in g)
    for gemeente in gemeenten:
        if "vanaf" in gemeente:
            assert voorgangers[gemeente["nis"]] >= 2, gemeente


@pytest.mark.parametrize(
    ("naam", "voor_2025", "vanaf_2025"),
    [
        ("Gent", "44021", "44021"),
        ("Antwerpen", "11002", "11002"),
        ("Hasselt", "71022", "71072"),
        ("Lokeren", "46014", "46029"),
        ("Tielt", "37015", "37022"),
        ("Wingene", "37018", "37021"),
        ("Lochristi", "44034", "44087"),
    ],
)
def test_a_name_that_survives_a_merger_gets_the_code_of_its_date(
    gemeenten: list[Gemeente], naam: str, voor_2025: str, vanaf_2025: str
) -> None:
    voor = {g["naam"]: g["nis"] for g in valid_on(gemeenten, FUSIES_2025 - timedelta(days=1))}
    vanaf = {g["naam"]: g["nis"] for g in valid_on(gemeenten, FUSIES_2025)}
    assert (voor[naam], vanaf[naam]) == (voor_2025, vanaf_2025)

"""A profile that is written and read again is the same household, and looks like one that a person wrote."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rechtenverkenner import Catalogus, Gezin, load_gezin, make_gezin
from rechtenverkenner.catalogus.profiel import read_gezin_text
from rechtenverkenner.catalogus.profieltekst import dump_gezin
from tests.wetten.gezinnen import bare, complete, world_of

GEZINNEN = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "gezinnen").glob("*.yaml"))
LASTIG = ("nee", "ja", "no", "on", "true", "null", "y", "e1")
HOUDINGEN: tuple[Any, ...] = (
    "ja", "nee", "2025-03-10", "2025-03", 2025, {"tot": "2026-01-31"}, {"sinds": "2024-02", "tot": "2026-01-31"},
    {"sinds": {"van": "2024-02-03", "tot": "2024-05-01"}},
    {"sinds": {"van": "2024-02-03", "tot": "2024-05-01"}, "tot": "2025-01-01"},
)  # fmt: skip


def _again(gezin: Gezin) -> Gezin:
    gelezen, meldingen, _ = read_gezin_text(dump_gezin(gezin))
    assert gelezen is not None, meldingen
    return gelezen


@pytest.mark.parametrize("pad", GEZINNEN, ids=lambda p: p.stem)
def test_a_household_of_the_project_comes_back_as_it_was(pad: Path) -> None:
    assert _again(load_gezin(pad)) == load_gezin(pad)


@settings(max_examples=10)
@given(zaad=st.integers(0, 2**32))
def test_any_household_comes_back_as_it_was(catalogus: Catalogus, zaad: int) -> None:
    rng = Random(zaad)
    gezin = Gezin.model_validate(complete(bare(rng), rng, world_of(catalogus, date(2026, 11, 1))))
    assert _again(gezin) == gezin


@given(tekst=st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=60).map(partial(normalize, "NFC")))
def test_words_of_somebody_come_back_letter_by_letter(tekst: str) -> None:
    herkomst = {"woning.huurprijs": {"bron": "document", "toelichting": tekst}}
    gezin = make_gezin({"personen": [{"id": "an"}], "herkomst": herkomst})
    assert _again(gezin) == gezin


def test_every_way_to_say_since_when_comes_back() -> None:
    statussen = {f"status-{i}": h for i, h in enumerate(HOUDINGEN)}
    gezin = make_gezin({"personen": [{"id": "an", "statussen": statussen, "geboortedatum": "1960-02"}]})
    tekst = dump_gezin(gezin)
    for deel in ("status-0: ja", "status-1: nee", "status-2: 2025-03-10", "status-3: 2025-03\n", "status-4: 2025\n"):
        assert deel in tekst
    assert _again(gezin) == gezin


@pytest.mark.parametrize("kenmerk", LASTIG)
def test_an_id_that_yaml_would_take_for_something_else_comes_back(kenmerk: str) -> None:
    gezin = make_gezin({"personen": [{"id": kenmerk}, {"id": "kind", "kind_van": [kenmerk], "ten_laste_van": kenmerk}]})
    assert _again(gezin) == gezin


def test_what_is_not_known_is_not_written_and_an_empty_list_is() -> None:
    gezin = make_gezin({"personen": [{"id": "an", "kind_van": [], "statussen": {}}], "woning": {}})
    assert dump_gezin(gezin) == "personen:\n  - {id: an, kind_van: []}\n"

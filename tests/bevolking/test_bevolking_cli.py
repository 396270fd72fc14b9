"""`bevolking maak`: one household a line, the same every time."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from rechtenverkenner import Catalogus, make_gezin
from rechtenverkenner.bevolking.trekken import sample
from tests.opdracht import Opdracht

VAST = ("--zaad", "7", "--op-datum", "2026-11-01", "--onbekend", "0.1")


@pytest.fixture
def maak(rv: Opdracht) -> Opdracht:
    return partial(rv, "bevolking", "maak")


def test_every_line_is_a_household_of_the_population(maak: Opdracht, catalogus: Catalogus, tmp_path: Path) -> None:
    assert maak("--aantal", "5", *VAST, "--uit", str(tmp_path / "nieuw")) == (0, "", "")
    regels = (tmp_path / "nieuw" / "bevolking.jsonl").read_text(encoding="utf-8").splitlines()
    verwacht = list(sample(catalogus, 5, zaad=7, op_datum=date(2026, 11, 1), onbekend=0.1))
    assert [make_gezin(json.loads(regel)) for regel in regels] == verwacht


def test_a_file_in_two_parts_is_the_whole_file_and_the_screen_shows_the_same(maak: Opdracht, tmp_path: Path) -> None:
    for vanaf in ("0", "3"):
        assert maak("--aantal", "3", *VAST, "--vanaf", vanaf, "--uit", str(tmp_path / f"{vanaf}.jsonl"))[0] == 0
    delen = "".join((tmp_path / f"{vanaf}.jsonl").read_text(encoding="utf-8") for vanaf in "03")
    assert maak("--aantal", "6", *VAST) == (0, delen, "")


@pytest.mark.parametrize(
    ("woorden", "melding"),
    [
        (("--aantal", "1"), "RV002 er ontbreekt iets: `--zaad`"),
        (("--aantal", "0", "--zaad", "1"), "RV003 verkeerde waarde voor `--aantal`"),
        (("--aantal", "1", "--zaad", "1", "--gebruik", "2"), "RV003 `gebruik` is geen kans"),
        (("--aantal", "1", "--zaad", "1", "--op-datum", "gisteren"), "RV006 `gisteren` is geen datum"),
        (("--aantal", "1", "--zaad", "1", "--uit", f"{__file__}/map"), "RV042 `bevolking.jsonl` kan niet"),
    ],
)
def test_bad_input_is_named(maak: Opdracht, woorden: tuple[str, ...], melding: str) -> None:
    status, uit, fout = maak(*woorden)
    assert (status, uit) == (2, "")
    assert melding in fout
    assert "hulp:" in fout

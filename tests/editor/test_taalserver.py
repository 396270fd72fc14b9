"""What somebody sees who edits the catalogue: the language server of editors, with our schemas.

Needs node and `make editor-test` (or `npm ci` in this folder); elsewhere these tests are skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.editor.taalserver import SERVER, Taalserver

PROJECT = Path(__file__).resolve().parents[2]
REGELS = PROJECT / "regels"
NODE = shutil.which("node")
BESTAND = REGELS / "energie" / "sociaal-tarief-energie.yaml"
NUMMERS = count()
ALLE = sorted(REGELS.rglob("*.yaml"))
STEEKPROEF = ALLE if os.environ.get("RV_PROFIEL") == "lang" else [p for p in ALLE if p.parent == REGELS] + ALLE[::12]

pytestmark = pytest.mark.skipif(
    NODE is None or not SERVER.is_file(), reason="node of de taalserver ontbreekt: draai `make editor-test`"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Taalserver]:
    assert NODE is not None
    server = Taalserver(NODE, PROJECT)
    yield server
    server.close()


@pytest.fixture(scope="module")
def regels() -> list[str]:
    return BESTAND.read_text(encoding="utf-8").split("\n")


def klad() -> Path:
    """A new name beside a file of the catalogue; never written: the server gets the text from us."""
    return BESTAND.with_name(f"klad-{next(NUMMERS)}.yaml")


def place(regels: list[str], tekst: str) -> tuple[int, int]:
    """Line and column of the second character of a text."""
    return next((i, regel.index(tekst) + 1) for i, regel in enumerate(regels) if tekst in regel)


def changed(regels: list[str], oud: str, nieuw: str) -> str:
    tekst = "\n".join(regels)
    assert oud in tekst
    return tekst.replace(oud, nieuw, 1)


@pytest.mark.parametrize("pad", sorted(set(STEEKPROEF)), ids=lambda p: p.relative_to(REGELS).as_posix())
def test_a_file_of_the_catalogue_gives_no_complaint(server: Taalserver, pad: Path) -> None:
    assert [d["message"] for d in server.open(pad, pad.read_text(encoding="utf-8"))] == []


def test_hovering_over_a_field_explains_it_in_dutch(server: Taalserver, regels: list[str]) -> None:
    server.open(BESTAND, "\n".join(regels))
    assert "Waarover dit recht gaat" in server.hover(BESTAND, *place(regels, "domein:"))
    assert "De naam die mensen kennen" in server.hover(BESTAND, *place(regels, "naam:"))
    assert "iemand deze waarde in de bron heeft nagekeken" in server.hover(BESTAND, *place(regels, "nagekeken_op:"))


def test_hovering_over_a_choice_says_what_each_value_means(server: Taalserver, regels: list[str]) -> None:
    server.open(BESTAND, "\n".join(regels))
    uitleg = server.hover(BESTAND, *place(regels, "zekerheid:"))
    assert "staat zo in een officiële bron" in uitleg and "afgeleid of onzeker" in uitleg


def test_hovering_over_an_expression_lists_functions_and_facts(server: Taalserver, regels: list[str]) -> None:
    server.open(BESTAND, "\n".join(regels))
    uitleg = server.hover(BESTAND, *place(regels, "als:"))
    assert "minstens een lid van de groep voldoet" in uitleg
    assert "`geboortedatum`: geboortedatum" in uitleg


def test_completion_offers_the_fields_that_are_still_open(server: Taalserver, regels: list[str]) -> None:
    i, _ = place(regels, "domein: energie")
    pad = klad()
    server.open(pad, "\n".join([*regels[:i], "", *regels[i:]]))
    velden = server.complete(pad, i, 0)
    assert velden["niet_uitgedrukt"] == "Wat de bron vraagt en deze taal niet kan zeggen."
    assert "nooit meer dan" in velden["discretionair"]
    assert "beschrijving" not in velden, "die staat er al"


def test_completion_offers_values_with_what_they_mean(server: Taalserver, regels: list[str]) -> None:
    i, _ = place(regels, "domein: energie")
    pad = klad()
    server.open(pad, changed(regels, "domein: energie", "domein: "))
    assert server.complete(pad, i, len("domein: "))["water"] == "drinkwater en de waterfactuur"


def test_completion_knows_the_counters_of_the_catalogue(server: Taalserver, regels: list[str]) -> None:
    i, kolom = place(regels, "loket: leverancier")
    pad = klad()
    server.open(pad, changed(regels, "loket: leverancier", "loket: l"))
    loketten = server.complete(pad, i, kolom - 1 + len("loket: l"))
    assert loketten["leverancier"] == "uw energieleverancier"


@pytest.mark.parametrize(
    ("goed", "slecht", "verwacht"),
    [
        ("domein: energie", "domain: energie", "domain"),
        ("domein: energie", "domein: enrgie", "gezondheid"),
        ("vanaf: 2022-04-01", "vanaf: 1/4/2022", "schrijf een datum als jjjj-mm-dd"),
        ("loket: leverancier", "loket: lverancier", "kies een kenmerk uit loketten.yaml"),
        ("zekerheid: hoog", "zekerheid: zeer hoog", "middel"),
    ],
)
def test_a_mistake_is_underlined_where_it_stands(
    server: Taalserver, regels: list[str], goed: str, slecht: str, verwacht: str
) -> None:
    i, _ = place(regels, goed)
    gevonden = server.open(klad(), changed(regels, goed, slecht))
    assert [d for d in gevonden if verwacht in d["message"] and d["range"]["start"]["line"] == i]


def test_yes_no_and_dates_are_read_as_the_editor_reads_them(server: Taalserver, regels: list[str]) -> None:
    goed = changed(regels, "domein: energie", "discretionair: ja\ndomein: energie")
    assert server.open(klad(), goed) == []
    assert server.open(klad(), goed.replace("discretionair: ja", "discretionair: misschien")) != []

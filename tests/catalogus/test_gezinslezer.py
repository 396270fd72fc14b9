"""Law: what is read without pydantic is what pydantic reads, field by field, and of every fault pydantic speaks."""

from __future__ import annotations

import copy
import marshal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from rechtenverkenner.catalogus import gezinslezer, profielvorm
from rechtenverkenner.catalogus.bron import read_file
from rechtenverkenner.catalogus.gezinslezer import Deel, Gezinslezer, keep_reader, kept_reader
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.gezin import MODELLEN, Gezin

PROJECT = Path(__file__).resolve().parents[2]
GEZINNEN = sorted((PROJECT / "fixtures" / "gezinnen").glob("*.yaml"))
WAARDEN = (
    None, True, False, 0, 1, 3, -1, 40, 2025, 1960, 10**9, 1.5, "", "ja", "nee", "JA", "1960", "1960-05", "1960-05-03",
    "1960-13", "2026-02-30", "0000-01-01", "2026-W01-1", "20260101", "12.50", "12.505", "12.500", "-1", "1e3", "\n",
    "p1", "p1\n", "p2", "an", "geen", "niemand", "elders", "x" * 50, "35013", "35013\n", "loon", "maand", "jaar",
    "\u0665", Decimal("1.50"), Decimal("1.505"), Decimal("1.500"), Decimal("1E+3"), Decimal("-0"), Decimal("NaN"),
    Decimal(10**8), Decimal("100000000.01"), date(2025, 3, 1), datetime(2025, 3, 1, tzinfo=UTC), b"ja", (), [], {},
    ["p1"], ("p1",), [{}], [2024], {"van": date(2025, 1, 1), "tot": "2025-02-01"}, {1: "ja"}, {"sinds": "2025"},
    {"van": "2025-02-01", "tot": "2025-01-01"}, {"heeft": "nee", "tot": "2025-01-01"}, {"heeft": False},
    {"tot": "2025-01-01", "sinds": 2026}, {"leefloon": "2025-03"}, {"bron": "document", "toelichting": "x" * 201},
    {"bron": "document", "datum": "2025-01-01"},
)  # fmt: skip


class Kast(dict[str, bytes]):
    """A place that keeps everything."""

    read = dict.get

    def write(self, naam: str, inhoud: bytes) -> None:
        self[naam] = inhoud


@cache
def reader() -> Gezinslezer:
    kast = Kast()
    keep_reader(kast)
    lezer = kept_reader(kast)
    assert lezer is not None
    return lezer


@cache
def profiles() -> list[Any]:
    return [bron.data for pad in GEZINNEN if (bron := read_file(pad)[0]) is not None]


def same(snel: Any, echt: Any) -> bool:
    if isinstance(echt, BaseModel):
        velden = type(echt).model_fields
        return (
            isinstance(snel, Deel)
            and type(snel).__name__ == type(echt).__name__
            and set(snel.VELDEN) == set(velden)
            and all(same(getattr(snel, veld), getattr(echt, veld)) for veld in velden)
        )
    if type(snel) is not type(echt):
        return False
    if isinstance(echt, tuple):
        return len(snel) == len(echt) and all(map(same, snel, echt))
    if isinstance(echt, dict):
        return list(snel) == list(echt) and all(same(snel[k], echt[k]) for k in echt)
    return bool(snel == echt) and str(snel) == str(echt)


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    for sleutel in data if isinstance(data, dict) else range(len(data)):
        yield data, sleutel
        if isinstance(data[sleutel], (dict, list)):
            yield from places(data[sleutel])


def holds(data: Any) -> bool:
    """The law for this data; whether it was read."""
    vooraf = copy.deepcopy(data)
    snel = reader().read(data)
    assert repr(data) == repr(vooraf)
    if snel is not None:
        assert same(snel, Gezin.model_validate(data))
    return snel is not None


@pytest.mark.parametrize("pad", GEZINNEN, ids=lambda p: p.stem)
def test_a_whole_household_is_read(pad: Path) -> None:
    bron, _ = read_file(pad)
    assert bron is not None
    assert holds(bron.data)


@given(st.data())
def test_what_is_read_of_a_changed_household_is_what_pydantic_reads(d: st.DataObject) -> None:
    data = copy.deepcopy(d.draw(st.sampled_from(profiles())))
    velden = sorted({veld for m in reader().klassen.values() for veld in m.VELDEN})
    for _ in range(d.draw(st.integers(1, 3))):
        waar, sleutel = d.draw(st.sampled_from(list(places(data))))
        waarde = copy.deepcopy(d.draw(st.sampled_from(WAARDEN)))
        if isinstance(waar, dict) and d.draw(st.booleans()):
            sleutel = d.draw(st.sampled_from([*velden, "onzin"]))
        waar[sleutel] = waarde
        if d.draw(st.integers(0, 4)) == 0:
            del waar[sleutel]
    holds(data)


DELEN: dict[str, tuple[dict[str, Any], Callable[[Any], Any]]] = {
    "Gezin": ({"personen": [{}]}, lambda x: x),
    "Persoon": ({"id": "p1"}, lambda x: {"personen": [x, {"id": "an"}]}),
    "Woning": ({}, lambda x: {"personen": [{}], "woning": x}),
    "Aansluiting": ({"drager": "water"}, lambda x: {"personen": [{}], "aansluitingen": [x]}),
    "Herkomst": ({"bron": "document"}, lambda x: {"personen": [{}], "herkomst": {"gemeente": x}}),
    "Inkomen": ({"soort": "loon", "bedrag": 1, "per": "jaar"}, lambda x: {"personen": [{"inkomens": [x]}]}),
    "Aanslagbiljet": ({"jaar": 2025}, lambda x: {"personen": [{"aanslagbiljetten": [x]}]}),
    "Remgeld": ({"jaar": 2025, "bedrag": "1.5"}, lambda x: {"personen": [{"remgelden": [x]}]}),
    "Houding": ({}, lambda x: {"personen": [{"statussen": {"leefloon": x}}]}),
    "Datumbereik": ({"van": "2025-01-01", "tot": "2025-02-01"}, lambda x: {"personen": [{"geboortedatum": x}]}),
}
"""Of each part the least that is right, and where it stands in a household."""


def test_the_least_of_every_part_is_read() -> None:
    assert DELEN.keys() == reader().klassen.keys()
    assert all(holds(heel(dict(minst))) for minst, heel in DELEN.values())


@pytest.mark.parametrize("waarde", WAARDEN, ids=lambda w: repr(w)[:30])
def test_every_field_reads_this_value_as_pydantic_does(waarde: object) -> None:
    for naam, (minst, heel) in DELEN.items():
        holds(heel(copy.deepcopy(waarde)))
        for veld in reader().klassen[naam].VELDEN:
            holds(heel({**minst, veld: copy.deepcopy(waarde)}))


@pytest.mark.parametrize("data", [None, [], "personen", {}, {"personen": []}, {"personen": [{}] * 41}])
def test_what_is_no_household_is_left_to_pydantic(data: object) -> None:
    assert not holds(data)
    with pytest.raises(ValidationError):
        Gezin.model_validate(data)


def test_a_part_can_do_what_its_model_can_and_tells_nothing_about_people() -> None:
    gezin = reader().read({"personen": [{"geboortedatum": "1960", "statussen": {"leefloon": "2025-03"}}]})
    assert gezin is not None
    assert gezin.personen[0].statussen["leefloon"].since == (20250301, 20250331)
    assert gezin.AANSLUITING(id="a", drager="aardgas") == gezin.AANSLUITING(id="a", drager="aardgas", rechten={})
    assert gezin.model_copy(update={"gemeente": "35013"}).gemeente == "35013"
    assert (gezin.gemeente, repr(gezin.personen[0])) == (None, "Persoon()")
    with pytest.raises(AttributeError):
        gezin.gemeente = "35013"
    for naam, soort in reader().klassen.items():
        model = next(m for m in vars(sys.modules[Gezin.__module__]).values() if getattr(m, "__name__", "") == naam)
        eigen = {k for k in dir(model) if isinstance(getattr(model, k, None), property)} - set(dir(BaseModel))
        assert eigen <= set(dir(soort)), naam


def test_the_register_of_facts_knows_the_words_of_every_choice() -> None:
    for naam, (feit, bak) in REGISTER.items():
        vorm = reader().vormen[MODELLEN[bak].__name__][1][naam]
        vorm = vorm[1] if vorm[0] == "misschien" else vorm
        assert (feit.typ.soort == "keuze") == (vorm[0] in ("keuze", "tekst")), naam
        assert feit.typ.waarden == (vorm[1] if vorm[0] == "keuze" else ()), naam


def test_a_schema_that_is_not_known_whole_gives_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    vormen = dict(profielvorm._VORMEN)
    for soort in vormen.keys() - {"definitions", "definition-ref"}:
        monkeypatch.setattr(profielvorm, "_VORMEN", {k: v for k, v in vormen.items() if k != soort})
        assert profielvorm.describe() is None, soort


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "int", "multiple_of": 2},
        {"type": "str", "strip_whitespace": True},
        {"type": "dict", "keys_schema": {"type": "str", "max_length": 3}, "values_schema": {"type": "bool"}},
        {"type": "union", "choices": [{"type": "int"}, {"type": "str"}]},
        {"type": "function-before", "function": {"type": "no-info", "function": str}, "schema": {"type": "str"}},
        {"type": "function-before", "function": {"type": "with-info", "function": str}, "schema": {"type": "str"}},
    ],
)
def test_a_rule_that_is_not_known_has_no_description(schema: dict[str, Any]) -> None:
    with pytest.raises(profielvorm._Onbekend):
        profielvorm._Schrijver().form(schema)


def test_a_reader_kept_for_another_pydantic_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    kast = Kast()
    keep_reader(kast)
    assert kept_reader(kast) is not None
    monkeypatch.setattr(gezinslezer, "_mark", lambda: "another")
    assert kept_reader(kast) is None


def test_nothing_of_a_household_is_kept(tmp_path: Path) -> None:
    kast = Kast()
    pad = tmp_path / "gezin.yaml"
    pad.write_text("personen: [{id: zonnebloem}]\n", encoding="utf-8")
    for _ in range(2):
        gezin, _, _ = gezinslezer.read_gezin_kept(pad, kast)
        assert gezin is not None
    assert isinstance(gezin, Deel)
    assert list(kast) == ["lezer"]
    assert b"zonnebloem" not in kast["lezer"]
    assert "zonnebloem" not in repr(marshal.loads(kast["lezer"]))


def test_exploring_planning_and_explaining_need_neither_pydantic_nor_typer(tmp_path: Path) -> None:
    program = (
        "import sys; from rechtenverkenner.toepassing.cli import run\n"
        "for woorden in ([], ['--formaat', 'json']):\n"
        "    assert run(['verken', sys.argv[1], *woorden]) == 0\n"
        "assert run(['leg-uit', sys.argv[1], 'leefloon']) == 0 and run(['plan', sys.argv[1]]) == 0\n"
        "print('geladen:', *sorted({'pydantic', 'pydantic_core', 'typer', 'click'} & set(sys.modules)))"
    )
    for _ in range(2):
        klaar = subprocess.run(
            [sys.executable, "-c", program, str(GEZINNEN[0])],
            env={"RECHTENVERKENNER_CACHE": str(tmp_path / "kast"), "PYTHONPATH": str(PROJECT)},
            capture_output=True,
            text=True,
            check=True,
        )
    assert klaar.stdout.splitlines()[-1] == "geladen:"

"""What is out of date on a day, on a small catalogue with one of each."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from rechtenverkenner.onderhoud.boek import read_boek
from rechtenverkenner.onderhoud.verlopen import Bevinding, Stand, find_stale, state_of
from tests.onderhoud.hulp import Rv, replace_in

NU = date(2026, 6, 1)


def found(map_: Path, dag: date, *, maanden: int = 3) -> list[tuple[str, str, int]]:
    """Kind, parameter (or right) and line of every finding."""
    return [(b.soort, b.naam or b.ruimte, b.plaats.regel) for b in find_stale(read_boek(map_), dag, maanden=maanden)]


def one(map_: Path, soort: str, dag: date = NU) -> Bevinding:
    (b,) = (b for b in find_stale(read_boek(map_), dag) if b.soort == soort)
    return b


def line(map_: Path, bestand: str, tekst: str) -> int:
    regels = (map_ / bestand).read_text(encoding="utf-8").splitlines()
    return next(i for i, r in enumerate(regels, 1) if tekst in r)


def test_an_amount_that_was_not_found_says_what_is_known(map_: Path) -> None:
    b = one(map_, "geen_waarde")
    assert (b.ruimte, b.naam, b.label, b.eenheid) == ("gedeeld", "grens", "inkomensgrens", "EUR/jaar")
    assert b.plaats.bestand == "regels/gedeeld.yaml"
    assert b.plaats.regel == line(map_, "gedeeld.yaml", "vanaf: 2026-01-01")
    assert b.grenzen == (2000000, 2100000)
    assert b.laatste == (2000000, 20251231)
    assert b.gebruikt_door == ("premie",)


def test_a_series_that_ended_is_named_at_its_last_value(map_: Path) -> None:
    replace_in(
        map_ / "gedeeld.yaml",
        "- {vanaf: 2025-01-01, waarde: 1000,",
        "- {vanaf: 2025-01-01, tot: 2026-05-31, waarde: 1000,",
    )
    assert [b for b in found(map_, date(2026, 5, 31)) if b[1] == "toeslag"] == [("eindigt", "toeslag", 17)]
    assert [b for b in found(map_, NU) if b[1] == "toeslag"] == [("geen_waarde", "toeslag", 17)]
    (b,) = (b for b in find_stale(read_boek(map_), NU) if b.naam == "toeslag")
    assert (b.laatste, b.grenzen, b.gebruikt_door) == ((100000, 20260531), None, ())


def test_a_value_that_ends_soon_is_named_unless_the_next_one_is_known(map_: Path) -> None:
    assert ("eindigt", "grens", 10) in found(map_, date(2025, 10, 1)), "after it only bounds are known"
    assert ("eindigt", "grens", 10) not in found(map_, date(2025, 9, 29)), "more than three months ahead"
    assert ("eindigt", "grens", 10) in found(map_, date(2025, 9, 29), maanden=4)
    replace_in(map_ / "gedeeld.yaml", "waarde: null, grenzen: [20000, 21000]", "waarde: 20500")
    assert "eindigt" not in {soort for soort, _, _ in found(map_, date(2025, 10, 1))}


def test_a_value_checked_more_than_a_year_ago_is_named(map_: Path) -> None:
    assert ("lang_niet_nagekeken", "toeslag", 17) not in found(map_, date(2027, 1, 5))
    assert ("lang_niet_nagekeken", "toeslag", 17) in found(map_, date(2027, 1, 6))


def test_low_confidence_is_named_only_of_a_value_that_holds(map_: Path) -> None:
    assert [b for b in found(map_, NU) if b[0] == "lage_zekerheid"] == [("lage_zekerheid", "hoogte", 16)]


def test_a_right_that_ended_is_named_once_and_its_amounts_no_more(map_: Path) -> None:
    replace_in(map_ / "wonen/premie.yaml", "eenheid: gezin\n", "eenheid: gezin\ngeldig: {tot: 2026-08-31}\n")
    assert ("recht_eindigt", "premie", 8) in found(map_, NU)
    assert ("lage_zekerheid", "hoogte", 17) in found(map_, NU)
    assert [b for b in found(map_, date(2026, 9, 1)) if b[1] in ("premie", "hoogte")] == [
        ("recht_voorbij", "premie", 8)
    ]


def test_a_local_rule_that_ended_is_named(map_: Path) -> None:
    replace_in(
        map_ / "wonen/premie.yaml",
        "    - {id: leefloon,",
        '    - {id: plaatselijk-deel, label: "van de gemeente", bron: WET, plaatselijk: {}}\n    - {id: leefloon,',
    )
    (map_ / "gemeenten.yaml").write_text(
        'gemeenten: [{nis: "44021", naam: "Gent", provincie: "O"}]\n', encoding="utf-8"
    )
    lokaal = map_ / "lokaal" / "44021-gent" / "premie.yaml"
    lokaal.parent.mkdir(parents=True)
    lokaal.write_text(
        'lokaal: premie\ngebied: {nis: ["44021"], vanaf: 2024-01-01, tot: 2026-05-31}\n'
        'bronnen: {STAD: {uitgever: "Stad", titel: "reglement"}}\nvervangt:\n  - deel: plaatselijk-deel\n'
        '    voorwaarden: {id: x, label: "leefloon", bron: STAD, als: \'iemand(heeft("leefloon"), groep="gezin")\'}\n',
        encoding="utf-8",
    )
    b = one(map_, "lokaal_voorbij")
    assert (b.ruimte, b.plaats.bestand, b.plaats.regel) == (
        "premie@44021-gent",
        "regels/lokaal/44021-gent/premie.yaml",
        2,
    )
    assert [x[0] for x in found(map_, date(2026, 5, 31)) if "44021" in x[1]] == ["lokaal_eindigt"]


def test_the_state_counts_every_series_of_that_day_once(map_: Path) -> None:
    boek = read_boek(map_)
    assert state_of(boek, date(2025, 6, 1)) == Stand(gedrukt=3, berekend=0, grenzen=0, niets=0)
    assert state_of(boek, NU) == Stand(gedrukt=2, berekend=0, grenzen=1, niets=0)
    assert state_of(boek, date(2023, 1, 1)) == Stand(gedrukt=0, berekend=0, grenzen=0, niets=3)


def test_the_command_groups_by_right_and_ends_with_one_when_there_are_findings(map_: Path, rv: Rv) -> None:
    status, uit, _ = rv("verlopen", "--op-datum", NU, "--catalogus", map_)
    assert status == 1
    assert "gedeeld (regels/gedeeld.yaml)" in uit and "premie (regels/wonen/premie.yaml)" in uit
    assert "laatst bekend € 20.000,00 per jaar tot 31 december 2025" in uit.replace("\xa0", " ").replace("\n    ", " ")
    assert max(map(len, uit.splitlines())) <= 80
    status, uit, _ = rv("verlopen", "--op-datum", NU, "--catalogus", map_, "--formaat", "json")
    data = json.loads(uit)
    grens = next(b for b in data["bevindingen"] if b["parameter"] == "gedeeld.grens")
    assert (status, grens["laatst_bekend"]) == (1, {"waarde": "20000.00", "tot": "2025-12-31"})
    assert data["stand"] == {"gedrukt": 2, "berekend": 0, "grenzen": 1, "niets": 0}


def test_a_catalogue_in_order_ends_with_zero(map_: Path, rv: Rv) -> None:
    replace_in(map_ / "wonen/premie.yaml", "zekerheid: laag", "zekerheid: hoog")
    status, uit, _ = rv("verlopen", "--op-datum", "2025-06-01", "--catalogus", map_)
    assert (status, "0 waarvan niets bekend is" in uit) == (0, True)


@pytest.mark.parametrize("dag", [date(2026, 1, 1), date(2026, 11, 22), date(2027, 6, 1)], ids=str)
def test_every_unknown_amount_of_the_shipped_catalogue_is_named_with_a_line_of_its_series(dag: date) -> None:
    from rechtenverkenner.catalogus.opslag import default_folder

    boek = read_boek(default_folder())
    rij = [b for b in find_stale(boek, dag) if b.soort == "geen_waarde"]
    stand = state_of(boek, dag)
    assert len(rij) == stand.grenzen + stand.niets > 0
    for b in rij:
        regel = boek.teksten[b.plaats.bestand].splitlines()[b.plaats.regel - 1]
        assert "vanaf:" in regel, b

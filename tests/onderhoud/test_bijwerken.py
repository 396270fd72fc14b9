"""One new value: one file changes, at one place, and nothing else in it."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from rechtenverkenner import CatalogusFout, InvoerFout, load_catalogus
from rechtenverkenner.catalogus.opslag import default_folder
from rechtenverkenner.model.datums import LAATSTE, add_days, to_date, to_number
from rechtenverkenner.onderhoud.bijwerken import Opdracht, plan_update, write_update
from rechtenverkenner.onderhoud.boek import folder_texts, make_boek, read_boek
from rechtenverkenner.onderhoud.tekstplek import comments
from tests.onderhoud.hulp import REGELS, Rv, replace_in

NU = date(2026, 3, 1)
JANUARI = date(2026, 1, 1)


def order(parameter: str, vanaf: date, waarde: str, **meer: object) -> Opdracht:
    return Opdracht(parameter, vanaf, waarde, ("WET",), NU, **meer)  # type: ignore[arg-type]


def added(diff: str) -> list[str]:
    return [r[1:] for r in diff.splitlines() if r.startswith("+") and not r.startswith("+++")]


def removed(diff: str) -> list[str]:
    return [r[1:] for r in diff.splitlines() if r.startswith("-") and not r.startswith("---")]


def test_an_unknown_value_that_starts_the_same_day_is_replaced_on_its_own_line(map_: Path) -> None:
    plan = plan_update(read_boek(map_), order("grens", JANUARI, "20500.50"))
    assert added(plan.diff()) == [
        "      - {vanaf: 2026-01-01, waarde: 20500.50, bron: WET, nagekeken_op: 2026-03-01, zekerheid: hoog} # nakijken"
    ]
    assert len(removed(plan.diff())) == 1
    assert plan.gebruikt_door == ("premie",)
    waarden = plan.boek.catalogus.parameters["gedeeld.grens"].waarden
    assert [(w.vanaf, w.tot, w.waarde, w.grenzen) for w in waarden[1:]] == [
        (20260101, 21001231, 2050050, (2050050, 2050050))
    ]


def test_a_later_day_gets_a_line_of_its_own_and_ends_the_former_value(map_: Path) -> None:
    plan = plan_update(read_boek(map_), order("gedeeld.toeslag", date(2026, 7, 1), "1020"))
    assert removed(plan.diff()) == []
    assert added(plan.diff()) == [
        "      - {vanaf: 2026-07-01, waarde: 1020, bron: WET, nagekeken_op: 2026-03-01, zekerheid: hoog}"
    ]
    waarden = plan.boek.catalogus.parameters["gedeeld.toeslag"].waarden
    assert [(w.tot, w.waarde) for w in waarden] == [(20260630, 100000), (21001231, 102000)]


def test_a_value_in_block_layout_gets_a_neighbour_in_block_layout(map_: Path) -> None:
    plan = plan_update(read_boek(map_), order("premie.hoogte", JANUARI, "110"))
    assert removed(plan.diff()) == []
    assert added(plan.diff()) == [
        "      - vanaf: 2026-01-01",
        "        waarde: 110",
        "        bron: WET",
        "        nagekeken_op: 2026-03-01",
        "        zekerheid: hoog",
    ]


def test_a_day_before_the_first_value_comes_first(map_: Path) -> None:
    plan = plan_update(read_boek(map_), order("premie.hoogte", date(2020, 1, 1), "90"))
    waarden = plan.boek.catalogus.parameters["premie.hoogte"].waarden
    assert [(w.vanaf, w.tot, w.waarde) for w in waarden] == [(20200101, 20231231, 9000), (20240101, 21001231, 10000)]
    assert plan.na.index("2020-01-01") < plan.na.index("2024-01-01")


def test_a_series_that_is_written_newest_first_stays_so(map_: Path) -> None:
    regels = (REGELS["gedeeld.yaml"]).splitlines(keepends=True)
    oud, nieuw = (i for i, r in enumerate(regels) if "# oud" in r or "# nakijken" in r)
    regels[oud], regels[nieuw] = regels[nieuw], regels[oud]
    (map_ / "gedeeld.yaml").write_text("".join(regels), encoding="utf-8")
    na = plan_update(read_boek(map_), order("grens", date(2027, 1, 1), "21000")).na
    assert na.index("2027-01-01") < na.index("vanaf: 2026-01-01") < na.index("vanaf: 2025-01-01")


def test_a_known_value_is_overruled_only_when_asked(map_: Path) -> None:
    boek = read_boek(map_)
    with pytest.raises(InvoerFout, match=r"regels/gedeeld.yaml:17:9: RV040 op 2025-01-01 geldt al"):
        plan_update(boek, order("toeslag", date(2025, 1, 1), "1010"))
    plan = plan_update(boek, order("toeslag", date(2025, 1, 1), "1010", vervang=True))
    assert [w.waarde for w in plan.boek.catalogus.parameters["gedeeld.toeslag"].waarden] == [101000]


def test_a_stated_last_day_is_shortened_only_when_asked(map_: Path) -> None:
    replace_in(
        map_ / "gedeeld.yaml", "{vanaf: 2025-01-01, waarde: 1000,", "{vanaf: 2025-01-01, tot: 2026-12-31, waarde: 1000,"
    )
    boek = read_boek(map_)
    with pytest.raises(InvoerFout, match="RV040"):
        plan_update(boek, order("toeslag", date(2026, 7, 1), "1020"))
    plan = plan_update(boek, order("toeslag", date(2026, 7, 1), "1020", vervang=True))
    assert [(w.vanaf, w.tot) for w in plan.boek.catalogus.parameters["gedeeld.toeslag"].waarden] == [
        (20250101, 20260630),
        (20260701, 21001231),
    ]


def test_a_gap_is_refused_by_the_reader_and_nothing_is_written(map_: Path, rv: Rv) -> None:
    replace_in(
        map_ / "gedeeld.yaml", "{vanaf: 2025-01-01, waarde: 1000,", "{vanaf: 2025-01-01, tot: 2025-12-31, waarde: 1000,"
    )
    voor = (map_ / "gedeeld.yaml").read_bytes()
    status, _, fout = rv(
        "bijwerken", "toeslag", "--vanaf", "2026-07-01", "--waarde", "1", "--bron", "WET", "--catalogus", map_
    )
    assert (status, "RV302" in fout) == (2, True)
    assert (map_ / "gedeeld.yaml").read_bytes() == voor


def test_a_new_source_is_added_with_its_quotes_escaped_and_an_unknown_one_without_data_is_refused(map_: Path) -> None:
    boek = read_boek(map_)
    gegevens = {"uitgever": 'Het "Blad"', "titel": "titel: met dubbelpunt # en hekje", "url": "https://x.be/#a"}
    opdracht = Opdracht("grens", JANUARI, "20500", ("NIEUW", "WET"), NU, "middel", gegevens)
    plan = plan_update(boek, opdracht)
    bron = plan.boek.catalogus.bronnen["gedeeld.NIEUW"]
    assert (bron.uitgever, bron.titel, bron.url) == tuple(gegevens.values())
    assert plan.boek.catalogus.parameters["gedeeld.grens"].waarden[1].bron == ("NIEUW", "WET")
    for bronnen, velden in ((("NIEUW",), {}), (("NIEUW", "OOK"), gegevens), (("no",), gegevens), (("WET",), gegevens)):
        with pytest.raises(InvoerFout, match="RV037"):
            plan_update(boek, Opdracht("grens", JANUARI, "20500", bronnen, NU, "hoog", velden))


@pytest.mark.parametrize("waarde", ["20,5", "1.234.567", "ja", "2026-01-01", "veel", "1e3", ""])
def test_what_is_no_number_is_refused(map_: Path, waarde: str) -> None:
    with pytest.raises(InvoerFout, match="RV036"):
        plan_update(read_boek(map_), order("grens", JANUARI, waarde))


def test_a_value_with_too_many_decimals_is_refused_by_the_reader(map_: Path) -> None:
    with pytest.raises(CatalogusFout, match="RV304"):
        plan_update(read_boek(map_), order("grens", JANUARI, "20500.505"))


def test_a_name_that_is_unknown_or_stands_in_two_files_is_refused(map_: Path) -> None:
    with pytest.raises(InvoerFout, match="RV035 onbekende parameter `toeslg`\n  hulp: bedoelt u `toeslag`"):
        plan_update(read_boek(map_), order("toeslg", JANUARI, "1"))
    replace_in(map_ / "wonen/premie.yaml", "  hoogte:\n", "  toeslag:\n")
    replace_in(map_ / "wonen/premie.yaml", "formule: hoogte", "formule: toeslag")
    with pytest.raises(
        InvoerFout, match=r"RV035 `toeslag` bestaat meer dan eens\n  hulp: kies: gedeeld\.toeslag, premie\.toeslag"
    ):
        plan_update(read_boek(map_), order("toeslag", JANUARI, "1"))


def test_a_file_that_changed_in_the_meantime_is_left_alone(map_: Path) -> None:
    plan = plan_update(read_boek(map_), order("grens", JANUARI, "20500"))
    replace_in(map_ / "gedeeld.yaml", "# oud", "# heel oud")
    voor = (map_ / "gedeeld.yaml").read_bytes()
    with pytest.raises(InvoerFout, match="RV039"):
        write_update(map_, plan)
    assert (map_ / "gedeeld.yaml").read_bytes() == voor


def test_a_layout_that_would_lose_a_comment_is_left_to_a_person(map_: Path) -> None:
    replace_in(
        map_ / "gedeeld.yaml",
        "waarde: null, grenzen: [20000, 21000],",
        "waarde: null, # niet gevonden\n         grenzen: [20000, 21000],",
    )
    with pytest.raises(InvoerFout, match=r"regels/gedeeld.yaml:6:5: RV038"):
        plan_update(read_boek(map_), order("grens", JANUARI, "20500"))


def test_line_ends_and_a_byte_order_mark_stay_as_they_are(map_: Path) -> None:
    pad = map_ / "gedeeld.yaml"
    pad.write_bytes(b"\xef\xbb\xbf" + REGELS["gedeeld.yaml"].replace("\n", "\r\n").encode())
    write_update(map_, plan_update(read_boek(map_), order("toeslag", date(2026, 7, 1), "1020")))
    na = pad.read_bytes()
    assert na.startswith(b"\xef\xbb\xbf#")
    assert na.count(b"\n") == na.count(b"\r\n") == REGELS["gedeeld.yaml"].count("\n") + 1


def test_the_command_writes_shows_the_diff_and_who_uses_it_and_dry_writes_nothing(map_: Path, rv: Rv) -> None:
    woorden = ["bijwerken", "grens", "--vanaf", "2026-01-01", "--waarde", "20500", "--bron", "WET", "--catalogus", map_]
    voor = folder_texts(map_)
    status, uit, _ = rv(*woorden, "--droog")
    assert (status, folder_texts(map_) == voor) == (0, True)
    assert "+++ b/regels/gedeeld.yaml" in uit and "gebruikt door: premie" in uit and "niets geschreven" in uit
    status, uit, _ = rv(*woorden, "--formaat", "json")
    assert json.loads(uit)["geschreven"] is True
    na = folder_texts(map_)
    assert [naam for naam in na if na[naam] != voor[naam]] == ["regels/gedeeld.yaml"]
    assert load_catalogus(map_).parameters["gedeeld.grens"].waarden[1].waarde == 2050000
    assert {p.name for p in map_.iterdir()} == {p.partition("/")[0] for p in REGELS}, "no temporary file is left"


def test_the_catalogue_inside_an_installed_package_is_never_written_to(tmp_path: Path, map_: Path, rv: Rv) -> None:
    pakket = map_.rename(tmp_path / "_regels")
    for woorden in (
        ("bijwerken", "grens", "--vanaf", "2026-01-01", "--waarde", "1", "--bron", "WET"),
        ("nieuw", "iets"),
    ):
        status, _, fout = rv(*woorden, "--catalogus", pakket)
        assert (status, "RV041" in fout) == (2, True)


def test_a_wrong_confidence_is_refused(map_: Path, rv: Rv) -> None:
    woorden = ("bijwerken", "grens", "--vanaf", "2026-01-01", "--waarde", "1", "--bron", "WET", "--zekerheid", "groot")
    status, _, fout = rv(*woorden, "--catalogus", map_)
    assert (status, "RV036" in fout) == (2, True)


def test_a_series_of_the_shipped_catalogue_takes_a_new_value_and_keeps_every_other_line() -> None:
    """Some series, as people wrote them; the comments and every line but those of that value stay."""
    boek = read_boek(default_folder())
    toeval = random.Random(1)
    for kenmerk in toeval.sample(sorted(boek.reeksen), 5):
        p = boek.catalogus.parameters[kenmerk]
        bestand = boek.reeksen[kenmerk].bron.bestand
        bron = p.waarden[0].bron[0]
        waarde = "x1, x2" if p.typ.soort == "lijst" else "1"
        laatste = p.waarden[-1].tot
        dag = date(2031, 5, 7) if laatste >= LAATSTE else to_date(add_days(laatste, 1))
        plan = plan_update(boek, Opdracht(kenmerk, dag, waarde, (bron,), NU))
        nieuw = plan.boek.catalogus.parameters[kenmerk].waarden
        assert [w.vanaf for w in nieuw] == [*(w.vanaf for w in p.waarden), to_number(dag)]
        assert Counter(comments(boek.teksten[bestand])) == Counter(comments(plan.na))
        assert removed(plan.diff()) == []
        assert [k for k in plan.boek.teksten if plan.boek.teksten[k] != boek.teksten[k]] == [bestand]


def test_a_formula_gives_way_to_the_value_that_was_printed_at_last(map_: Path) -> None:
    replace_in(
        map_ / "gedeeld.yaml",
        "waarde: null, grenzen: [20000, 21000],",
        "formule: vorige() * 1.02, marge: 1,",
    )
    boek = make_boek("x", folder_texts(map_))
    assert boek.catalogus.parameters["gedeeld.grens"].waarden[1].waarde == 2040000
    with pytest.raises(InvoerFout, match="RV040"):
        plan_update(boek, order("grens", JANUARI, "20500"))
    plan = plan_update(boek, order("grens", JANUARI, "20500", vervang=True))
    assert added(plan.diff()) == [
        "      - {vanaf: 2026-01-01, waarde: 20500, bron: WET, nagekeken_op: 2026-03-01, zekerheid: hoog} # nakijken"
    ]


def test_a_value_over_two_lines_stays_over_two_lines(map_: Path) -> None:
    replace_in(map_ / "gedeeld.yaml", "[20000, 21000], bron: [WET],", "[20000, 21000],\n         bron: [WET],")
    plan = plan_update(read_boek(map_), order("grens", JANUARI, "20500"))
    assert added(plan.diff()) == [
        "      - {vanaf: 2026-01-01, waarde: 20500,",
        "         bron: WET, nagekeken_op: 2026-03-01, zekerheid: hoog} # nakijken",
    ]


@pytest.mark.parametrize(
    ("rij", "verwacht"),
    [
        (
            "[{vanaf: 2025-01-01, waarde: 1, bron: WET, nagekeken_op: 2026-01-05, zekerheid: hoog}]",
            "zekerheid: hoog}, {vanaf: 2026-07-01, waarde: 2, bron: WET, nagekeken_op: 2026-03-01, zekerheid: hoog}]",
        ),
        (
            "[\n        {vanaf: 2025-01-01, waarde: 1, bron: WET, nagekeken_op: 2026-01-05, zekerheid: hoog} # x\n  ]",
            "zekerheid: hoog}, # x\n        {vanaf: 2026-07-01, waarde: 2, bron: WET,",
        ),
        (
            "[\n        {vanaf: 2025-01-01, waarde: 1, bron: WET, nagekeken_op: 2026-01-05, zekerheid: hoog}, # x\n  ]",
            "zekerheid: hoog}, # x\n        {vanaf: 2026-07-01, waarde: 2, bron: WET, nagekeken_op: 2026-03-01, "
            "zekerheid: hoog},\n  ]",
        ),
    ],
    ids=["op een regel", "op eigen regels", "met een komma achteraan"],
)
def test_a_list_between_brackets_takes_a_value_too(map_: Path, rij: str, verwacht: str) -> None:
    tekst = (map_ / "gedeeld.yaml").read_text(encoding="utf-8")
    begin = tekst.index("    waarden:", tekst.index("toeslag:"))
    (map_ / "gedeeld.yaml").write_text(f"{tekst[:begin]}    waarden: {rij}\n", encoding="utf-8")
    plan = plan_update(read_boek(map_), order("toeslag", date(2026, 7, 1), "2"))
    assert verwacht in plan.na

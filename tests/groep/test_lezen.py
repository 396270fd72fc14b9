"""Reading a group: what was written comes back, and every fault is told at its cell."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rechtenverkenner import Catalogus, Gezin, InvoerFout, make_gezin
from rechtenverkenner.bevolking.trekken import draw_profile, make_source
from rechtenverkenner.groep.kolommen import Celsoort, Kolom, Kolommen, all_columns
from rechtenverkenner.groep.lezen import read_group
from rechtenverkenner.groep.profielen import Lezing
from rechtenverkenner.groep.schrijven import as_rows, used_columns, write_csv
from rechtenverkenner.groep.tabellen import Blad, Celwaarde, Onleesbaar, column_letters
from tests.groep.hulp import DAG, DAGGETAL, as_sheets, cell_of, columns_for, keyed, read_rows, template, texts, workbook

ALLES = {
    "gemeente": "44021",
    "personen_volledig": True,
    "rechten": {
        "energiescan": False,
        "maximumfactuur": {"sinds": "2024-03", "tot": "2026-01-31"},
        "lokaal-gent-afval": 2025,
    },
    "aansluitingen": [],
    "personen": [
        {
            "id": "moeder",
            "geboortedatum": {"van": "1980-02-03", "tot": "1980-05-06"},
            "vlaanderen_sinds": "2001-07",
            "partner": "p2",
            "kind_van": [],
            "ten_laste_van": "iemand_elders",
            "statussen": {
                "leefloon": {"tot": "2026-05-01"},
                "igo": False,
                "it": 2024,
                "vaph": "2020-01-02",
                "ivt": True,
            },
            "andere_statussen": "nee",
            "rechten": {"delijn": {"sinds": {"van": "2025-01-01", "tot": "2025-02-03"}}},
            "inkomens": [],
            "jaren_volledig": [2024, 2025],
        },
        {
            "id": "p2",
            "geboortedatum": 1980,
            "ten_laste_van": "niemand",
            "kind_van": ["moeder"],
            "inkomens": [
                {"soort": "loon", "bedrag": "1234.5", "per": "maand", "belastbaar": "nee"},
                {"soort": "ziekte_invaliditeit", "bedrag": 9000, "per": "jaar", "jaar": 2025},
            ],
            "aanslagbiljetten": [{"jaar": 2025}, {"jaar": 2024, "ivt": "0.07"}],
            "remgelden": [{"jaar": 2025, "bedrag": "450.01"}],
        },
    ],
}


@pytest.fixture(scope="module")
def alle(gezinnen: list[Gezin]) -> list[Gezin]:
    """A population, and a household in which values stand in every shape that they can have."""
    return [*gezinnen, make_gezin(ALLES)]


def test_what_is_written_as_a_workbook_comes_back_equal(
    alle: list[Gezin], catalogus: Catalogus, tmp_path: Path
) -> None:
    (tmp_path / "groep.xlsx").write_bytes(template(alle, catalogus))
    groep = read_group(tmp_path / "groep.xlsx", catalogus, op_datum=DAG)
    assert texts(groep) == []
    assert [(g.sleutel, g.gezin) for g in groep.gezinnen] == keyed(alle)


def test_csv_in_a_folder_or_a_zip_gives_the_same_as_the_workbook(
    alle: list[Gezin], catalogus: Catalogus, tmp_path: Path
) -> None:
    inhoud = as_rows(keyed(alle), catalogus, DAGGETAL)
    (tmp_path / "groep.zip").write_bytes(write_csv(inhoud, columns_for(inhoud, catalogus)))
    shutil.unpack_archive(tmp_path / "groep.zip", tmp_path / "map")
    for pad in (tmp_path / "groep.zip", tmp_path / "map"):
        groep = read_group(pad, catalogus, op_datum=DAG)
        assert (texts(groep), [g.gezin for g in groep.gezinnen]) == ([], alle)


def test_json_lines_give_the_same_as_the_workbook(catalogus: Catalogus, gezinnen: list[Gezin], tmp_path: Path) -> None:
    bron = make_source(catalogus, zaad=5, op_datum=DAG, onbekend=0.1, gebruik=0.5)
    regels = [json.dumps({"sleutel": f"g{k:03}", **draw_profile(bron, k)}) for k in range(len(gezinnen))]
    (tmp_path / "groep.jsonl").write_text("\n\n".join(regels), encoding="utf-8")
    groep = read_group(tmp_path / "groep.jsonl", catalogus, op_datum=DAG)
    assert [(g.sleutel, g.gezin) for g in groep.gezinnen] == keyed(gezinnen)


def test_a_comma_a_tab_or_a_single_row_of_ids_is_a_csv_too(catalogus: Catalogus, tmp_path: Path) -> None:
    for teken in ",;\t":
        (tmp_path / "gezinnen.csv").write_text(f"gezin{teken}huurprijs\na{teken}712.5\n", encoding="utf-8")
        (tmp_path / "personen.csv").write_text(f"GEZIN{teken}geboortedatum\na{teken}3/5/1985\n", encoding="utf-8")
        groep = read_group(tmp_path, catalogus, op_datum=DAG)
        gezin = groep.gezinnen[0].gezin
        assert gezin is not None and texts(groep) == []
        assert (gezin.woning.huurprijs, gezin.personen[0].geboortedatum.van) == (Decimal("712.5"), date(1985, 5, 3))  # type: ignore[union-attr]


def test_five_wrong_cells_give_five_messages_and_the_others_are_read(
    gezinnen: list[Gezin], catalogus: Catalogus, tmp_path: Path
) -> None:
    boek = workbook(gezinnen, catalogus)
    fout = {
        ("gezinnen", "huurprijs", 4): "veel",
        ("personen", "geboortedatum", 3): "gisteren",
        ("inkomens", "bedrag", 20): "=1200+34",
        ("aanslagbiljetten", "jaar", 30): 1066,
        ("aansluitingen", "drager", 12): "stroom",
    }
    verwacht = []
    for (blad, kenmerk, rij), waarde in fout.items():
        cel = cell_of(boek[blad], kenmerk, rij)
        cel.value = waarde
        verwacht.append(f"groep.xlsx[{blad}!{cel.coordinate}]")
    boek.save(tmp_path / "groep.xlsx")
    groep = read_group(tmp_path / "groep.xlsx", catalogus, op_datum=DAG)
    assert [str(m.plaats) for m in groep.alle_meldingen] == verwacht
    assert [m.code for m in groep.alle_meldingen] == ["RV502", "RV502", "RV503", "RV405", "RV502"]
    goed = [(g.sleutel, g.gezin) for g in groep.gezinnen if g.gezin is not None]
    assert len(goed) >= len(gezinnen) - 5
    assert all(paar in keyed(gezinnen) for paar in goed)
    assert not any("gisteren" in str(m) or "veel" in str(m) for m in groep.alle_meldingen)


FOUTE_WAARDE: dict[Celsoort, Celwaarde] = {
    "ja_nee": "misschien",
    "keuze": "iets anders",
    "getal": "tien",
    "jaren": "vorig jaar",
    "dag": "1985",
    "periode": "31/2/1985",
    "gemeente": "Atlantis",
    "statussen": "rijk",
    "rechten": "recht-op-zon",
    "houding": "al lang",
    "geen": "wel",
    "persoon": True,
    "personen": date(2020, 1, 1),
}


@pytest.fixture(scope="module")
def bladen(gezinnen: list[Gezin], catalogus: Catalogus) -> tuple[list[Blad], Kolommen]:
    klein = sorted(gezinnen, key=lambda g: len(g.personen))[:2]
    inhoud = as_rows(keyed(klein), catalogus, DAGGETAL)
    kolommen = columns_for(inhoud, catalogus)
    return as_sheets(inhoud, kolommen), kolommen


@given(zaad=st.integers(0, 2**32))
def test_one_wrong_cell_anywhere_gives_one_message_at_that_cell(
    zaad: int, bladen: tuple[list[Blad], Kolommen], catalogus: Catalogus
) -> None:
    rng = Random(zaad)  # draws that hang on each other cover all cells too soon for hypothesis, which then gives up
    goed, kolommen = bladen
    blad = rng.choice([b for b in goed if len(b.rijen) > 2])
    plek = rng.randrange(2, len(blad.rijen))
    te_kiezen = [(i, k) for i, k in enumerate(kolommen[blad.naam].values()) if k.soort in FOUTE_WAARDE]
    i, kolom = rng.choice(te_kiezen)
    rijen = list(blad.rijen)
    nummer, cellen = rijen[plek]
    onleesbaar = rng.choice([None, *Onleesbaar])
    rijen[plek] = (nummer, [*cellen[:i], onleesbaar or FOUTE_WAARDE[kolom.soort], *cellen[i + 1 :]])
    groep = Lezing("groep.xlsx", catalogus, DAGGETAL).run(
        [Blad(b.naam, tuple(rijen)) if b is blad else b for b in goed]
    )
    assert [str(m.plaats) for m in groep.alle_meldingen] == [f"groep.xlsx[{blad.naam}!{column_letters(i + 1)}{nummer}]"]
    assert sum(g.gezin is None for g in groep.gezinnen) == 1


@given(st.integers(1, 20_000))
def test_the_letters_of_a_column_are_its_number_in_base_26(kolom: int) -> None:
    getal = 0
    for letter in column_letters(kolom):
        getal = getal * 26 + ord(letter) - 64
    assert getal == kolom


def een(**cellen: Any) -> dict[str, list[dict[str, Any]]]:
    return {"gezinnen": [{"gezin": "a"}], "personen": [{"gezin": "a", "persoon": "p1", **cellen}]}


def met(blad: str, *rijen: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    return {**een(), blad: list(rijen)}


LOON = {"gezin": "a", "persoon": "p1", "soort": "loon", "bedrag": 10, "per": "maand"}
GEVALLEN: dict[str, tuple[dict[str, list[dict[str, Any]]], list[str]]] = {
    "a key twice": ({**een(), "gezinnen": [{"gezin": "a"}, {"gezin": "a"}]}, ["gezinnen!A4 RV513"]),
    "a name as key": (
        {"gezinnen": [{"gezin": "Jan Peeters"}], "personen": [{"gezin": "Jan Peeters"}]},
        ["gezinnen!A3 RV512"],
    ),
    "a formula as key": ({"gezinnen": [{"gezin": "=1+1"}], "personen": [{"gezin": "=1+1"}]}, ["gezinnen!A3 RV512"]),
    "no key": ({**een(), "gezinnen": [{"gezin": "a"}, {"huurprijs": 5}]}, ["gezinnen!A4 RV511"]),
    "nobody lives there": ({**een(), "gezinnen": [{"gezin": "a"}, {"gezin": "b"}]}, ["gezinnen!A4 RV516"]),
    "a household that is not listed": (met("inkomens", {**LOON, "gezin": "x"}), ["inkomens!A3 RV514"]),
    "a formula instead of a key, and its rows": (
        {
            "gezinnen": [{"gezin": "a"}, {"gezin": Onleesbaar.FORMULE}],
            "personen": [{"gezin": "a"}, {"gezin": "b"}, {"gezin": "b"}],
            "inkomens": [{**LOON, "gezin": "b"}],
        },
        ["gezinnen!A4 RV503", "personen!A4 RV514"],
    ),
    "an income of nobody": (met("inkomens", {**LOON, "persoon": "p7"}), ["inkomens!B3 RV515"]),
    "a partner who is nobody": (een(partner="p7"), ["personen!C3 RV422"]),
    "two people of one key": (
        met("personen", {"gezin": "a", "persoon": "x"}, {"gezin": "a", "persoon": "x"}),
        ["personen!B4 RV421"],
    ),
    "an income without an amount": (met("inkomens", {**LOON, "bedrag": None}), ["inkomens!A3 RV402"]),
    "only an amount that is none": (met("inkomens", {**LOON, "bedrag": "x"}), ["inkomens!D3 RV502"]),
    "born tomorrow": (een(geboortedatum=date(2026, 11, 2)), ["personen!F3 RV435"]),
    "a status unknown": (een(statussen="leefloon, adel"), ["personen!Q3 RV517"]),
    "a status twice": (een(statussen="leefloon, leefloon=2025"), ["personen!Q3 RV517"]),
    "a status in the list and apart": (
        een(statussen="leefloon", **{"status:leefloon": "ja"}),
        ["personen!S3 RV518"],
    ),
    "no incomes, and one": ({**een(inkomens="geen"), "inkomens": [LOON]}, ["personen!U3 RV518"]),
    "a right of another level": (een(rechten="maximumfactuur"), ["personen!S3 RV517"]),
    "a code of no municipality": ({**een(), "gezinnen": [{"gezin": "a", "gemeente": 99999}]}, ["gezinnen!B3 RV433"]),
    "a merged municipality": ({**een(), "gezinnen": [{"gezin": "a", "gemeente": "44034"}]}, ["gezinnen!B3 RV434"]),
    "below zero": ({**een(), "gezinnen": [{"gezin": "a", "huurprijs": -5}]}, ["gezinnen!H3 RV413"]),
    "three decimals": (
        {**een(), "gezinnen": [{"gezin": "a", "huurprijs": Decimal("5.125")}]},
        ["gezinnen!H3 RV406"],
    ),
    "half a day": (een(verblijf_dagen_per_week=Decimal("2.5")), ["personen!I3 RV403"]),
    "a day of a week of nine": (een(verblijf_dagen_per_week=9), ["personen!I3 RV405"]),
}


@pytest.mark.parametrize("geval", GEVALLEN)
def test_what_cannot_be_is_told_once_at_its_cell(geval: str, catalogus: Catalogus) -> None:
    bladen, verwacht = GEVALLEN[geval]
    groep = read_rows(catalogus, bladen)
    assert texts(groep) == [f"groep.xlsx[{x.split()[0]}] {x.split()[1]}" for x in verwacht], geval
    assert all(m.hulp for m in groep.alle_meldingen)


def test_columns_may_move_or_be_notes_and_others_are_named(catalogus: Catalogus) -> None:
    personen = Blad("personen", ((1, ["gezin"]), (2, ["a"])))
    kop = ["mijn notitie", "huurprijs", "gezin", "huurprys", "huurprijs", 7]
    gezinnen = Blad("Gezinnen ", ((3, kop), (9, ["bel terug", 700, "a", 1, 2, 3])))
    groep = Lezing("groep.xlsx", catalogus, DAGGETAL).run([gezinnen, personen, Blad("inkomen", ((1, ["x"]),))])
    assert texts(groep) == [
        "RV510",
        "groep.xlsx[gezinnen!A3] RV508",
        "groep.xlsx[gezinnen!D3] RV508",
        "groep.xlsx[gezinnen!E3] RV509",
        "groep.xlsx[gezinnen!F3] RV508",
    ]
    assert groep.gezinnen[0].gezin is not None and groep.gezinnen[0].gezin.woning.huurprijs == 700
    zonder_naam = Blad("gezinnen", ((1, ["gezin", None]), (2, ["a", "bel terug"])))
    assert texts(Lezing("x", catalogus, DAGGETAL).run([zonder_naam, personen])) == []


def test_words_of_people_are_understood_in_a_cell(catalogus: Catalogus) -> None:
    rijen = {
        "gezinnen": [
            {"gezin": 17, "gemeente": "gent", "statuut": "huurder", "huurprijs": "€ 1.250,50", "rechten": "geen"},
        ],
        "personen": [
            {
                "gezin": "17", "persoon": "Moeder", "geboortedatum": "05/1985", "erkende_handicap": "?",
                "andere_statussen": "ja", "andere_rechten": True,
            },
            {
                "gezin": 17, "persoon": "kind", "kind_van": "moeder", "partner": "geen", "ten_laste_van": "Moeder",
                "statussen": "Leefloon=2025-03; inkomensgarantie voor ouderen (IGO)",
                "verblijf_dagen_per_week": "weet ik niet",
            },
        ],
    }  # fmt: skip
    groep = read_rows(catalogus, rijen)
    verwacht = {
        "gemeente": "44021",
        "woning": {"statuut": "huurder", "huurprijs": "1250.50"},
        "andere_rechten": "nee",
        "personen": [
            {"id": "moeder", "geboortedatum": "1985-05"},
            {
                "id": "kind",
                "kind_van": ["moeder"],
                "partner": "geen",
                "ten_laste_van": "moeder",
                "statussen": {"leefloon": "2025-03", "igo": True},
            },
        ],
    }
    assert texts(groep) == []
    assert groep.gezinnen[0].gezin == make_gezin(verwacht)


def test_every_fact_of_the_register_has_a_column_and_no_two_share_an_id(catalogus: Catalogus) -> None:
    from rechtenverkenner.model.feiten import REGISTER

    kolommen: list[Kolom] = [k for rij in all_columns(catalogus).values() for k in rij.values()]
    assert set(REGISTER) <= {k.id for k in kolommen}
    assert all(k.label and k.hulp for k in kolommen if k.id in REGISTER)
    assert {f"status:{s}" for s in catalogus.statussen} <= {k.id for k in kolommen}
    assert {f"recht:{r.id}" for r in catalogus.rechten.values() if r.lijst == "rechten"} <= {k.id for k in kolommen}


CELLEN: list[tuple[Any, str, str]] = [
    ("=A1", "General", "RV503"),
    ("#N/A", "General", "RV504"),
    (datetime.fromisoformat("2020-01-01T12:30"), "dd/mm/yyyy", "RV502"),
    (1985, "dd/mm/yyyy", "RV502"),  # a year in a cell for dates: the spreadsheet makes a day of 1905 of it
    ("x" * 2500, "General", "RV502"),
]


def test_what_a_spreadsheet_makes_of_a_cell_is_seen(catalogus: Catalogus, tmp_path: Path) -> None:
    """The last cell is a month that a spreadsheet wrote as a day: it is still a month."""
    boek = workbook([make_gezin({"personen": [{}]})] * (len(CELLEN) + 1), catalogus)
    verwacht = []
    for rij, (waarde, vorm, code) in enumerate([*CELLEN, (date(1985, 5, 1), "mmm-yy", "")], start=3):
        cel = cell_of(boek["personen"], "geboortedatum", rij)
        cel.value, cel.number_format = waarde, vorm
        verwacht.append(f"x.xlsx[personen!{cel.coordinate}] {code}")
    boek.save(tmp_path / "x.xlsx")
    groep = read_group(tmp_path / "x.xlsx", catalogus, op_datum=DAG)
    assert texts(groep) == verwacht[:-1]
    goed = make_gezin({"personen": [{"geboortedatum": "1985-05"}]})
    assert [g.gezin for g in groep.gezinnen] == [*[None] * len(CELLEN), goed]


def test_merged_cells_are_told_row_by_row_and_no_household_is_lost(catalogus: Catalogus, tmp_path: Path) -> None:
    leeg = make_gezin({"personen": [{}]})
    boek = workbook([leeg] * 3, catalogus)
    boek["gezinnen"].merge_cells("B3:C4")
    boek.save(tmp_path / "x.xlsx")
    groep = read_group(tmp_path / "x.xlsx", catalogus, op_datum=DAG)
    assert texts(groep) == ["x.xlsx[gezinnen!B3] RV505", "x.xlsx[gezinnen!B4] RV505"]
    assert [g.gezin for g in groep.gezinnen] == [None, None, leeg]


def test_lines_that_are_no_profile_are_told_by_line(catalogus: Catalogus, tmp_path: Path) -> None:
    regels = [
        '{"personen": [{}]}',
        '{"personen": [',
        "[1]",
        '{"personen": [{"geboortedatum": "gisteren"}]}',
        '{"personen": [{}], "personen": [{}]}',
        '{"personen": [{"netto_pensioen": NaN}]}',
        '{"sleutel": "Jan Peeters", "personen": [{}]}',
        '{"sleutel": "regel-1", "personen": [{}]}',
        "[" * 5000,
        '{"personen": [{"netto_pensioen": 1234.56}]}',
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(regels), encoding="utf-8-sig")
    groep = read_group(tmp_path / "x.jsonl", catalogus, op_datum=DAG)
    assert [(m.plaats.regel if m.plaats else 0, m.code) for m in groep.alle_meldingen] == [
        (2, "RV519"), (3, "RV519"), (4, "RV415"), (5, "RV519"), (6, "RV519"), (7, "RV512"), (8, "RV513"), (9, "RV519"),
    ]  # fmt: skip
    assert [g.sleutel for g in groep.gezinnen if g.gezin is not None] == ["regel-10"]


def test_a_name_as_key_goes_no_further_than_the_message(catalogus: Catalogus, tmp_path: Path) -> None:
    groep = read_rows(catalogus, {"gezinnen": [{"gezin": "Jan Peeters"}], "personen": [{"gezin": "Jan Peeters"}]})
    assert [g.sleutel for g in groep.gezinnen] == ["rij-3"]
    regels = '{"sleutel": "a@b.be", "personen": [{}]}\n{"sleutel": "b", "personen": [{"partner": 1}]}'
    (tmp_path / "x.jsonl").write_text(regels, encoding="utf-8")
    assert [g.sleutel for g in read_group(tmp_path / "x.jsonl", catalogus, op_datum=DAG).gezinnen] == ["regel-1", "b"]


def test_the_columns_of_a_template_hold_whatever_is_used(gezinnen: list[Gezin], catalogus: Catalogus) -> None:
    inhoud = as_rows(keyed(gezinnen), catalogus, DAGGETAL)
    kolommen = columns_for(inhoud, catalogus)
    assert used_columns(inhoud) <= {(b, k) for b, rij in kolommen.items() for k in rij}


def test_a_file_of_another_kind_is_refused_with_what_can_be_read(catalogus: Catalogus, tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="RV500") as fout:
        read_group(tmp_path / "gezin.yaml", catalogus, op_datum=DAG)
    assert ".jsonl" in fout.value.meldingen[0].hulp

"""The job of `bench/peers`: our catalogue of it gives the reference answer, and claims nothing that is open."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from rechtenverkenner import evaluate, load_catalogus, make_gezin, read_catalogus

PEERS = Path(__file__).resolve().parents[2] / "bench" / "peers"
sys.path.insert(0, str(PEERS))  # what stands there are scripts, no package

import met_ons  # noqa: E402
import referentie  # noqa: E402
import taak  # noqa: E402
import weglaten  # noqa: E402
from bevolking import households  # noqa: E402

LANG = os.environ.get("RV_PROFIEL") == "lang"
AANTAL = 1000 if LANG else 40
GEVALLEN = 300 if LANG else 30
LEEG = {
    **dict.fromkeys(taak.GETALLEN, 0),
    **dict.fromkeys(taak.VLAGGEN, False),
    **{naam: waarden[-1] for naam, waarden in taak.KEUZES.items()},
}
VOLWASSENE = {"leeftijd": 40, "band": "ref", "inkomen": 0, **dict.fromkeys(taak.PERSOON_VLAGGEN, False)}


def test_the_catalogue_of_the_job_has_no_findings() -> None:
    assert read_catalogus(PEERS / "regels")[1] == []


@pytest.mark.parametrize("dag", taak.DAGEN)
def test_our_engine_gives_the_reference_answer(dag: str) -> None:
    motor, bedragen = met_ons.open_motor(dag), taak.bedragen(dag)
    wijze = motor.wijzen["oordelen"]
    for h in households(AANTAL, zaad=int(dag[:4])):
        assert wijze.reken(wijze.bereid(h)) == referentie.right_answer(h, bedragen)


def test_our_column_engine_gives_the_reference_answer(tmp_path: Path) -> None:
    pytest.importorskip("rechtenverkenner.bulk", reason="there is no column engine yet")
    import numpy as np

    kolommen, bedragen = taak.Kolommen(), taak.bedragen(taak.DAG)
    antwoorden = []
    for h in households(300, zaad=3):
        antwoorden.append(referentie.right_answer(h, bedragen))
        kolommen.add(h, antwoorden[-1])
    kolommen.write(tmp_path)
    motor = met_ons.open_motor(taak.DAG)
    assert motor.kolommen is not None
    werk, als_rijen = motor.kolommen(tmp_path)
    ja, bedrag = als_rijen(werk())
    assert (ja == np.array([a[0] for a in antwoorden])).all()
    assert (bedrag == np.array([a[1] for a in antwoorden])).all()


def test_the_same_seed_gives_the_same_households_and_another_seed_gives_others() -> None:
    assert list(households(20, zaad=1)) == list(households(20, zaad=1)) != list(households(20, zaad=2))


def test_households_sit_on_both_sides_of_an_income_ceiling() -> None:
    b = taak.bedragen(taak.DAG)
    boven = Counter(
        sum(p["inkomen"] for p in h["personen"]) - b["a_basis"] - b["a_per_lid"] * (len(h["personen"]) - 1)
        for h in households(1500)
    )
    assert {-1, 0, 1} <= set(boven)


def test_a_right_that_hangs_on_what_is_left_out_is_open() -> None:
    b = taak.bedragen(taak.DAG)
    h = {**LEEG, "personen": [VOLWASSENE]}
    waar = dict(zip(taak.RECHTEN, weglaten.truth(h, [("inkomen", 0)], b) or (), strict=True))
    assert (waar["b01"], waar["b02"]) == ("open", "nee")
    met_leefloon = {**LEEG, "personen": [{**VOLWASSENE, "leefloon": True}]}
    waar = dict(zip(taak.RECHTEN, weglaten.truth(met_leefloon, [("inkomen", 0)], b) or (), strict=True))
    assert (waar["b01"], waar["b02"]) == ("ja", "ja")


def test_our_engine_claims_nothing_that_hangs_on_what_is_left_out() -> None:
    motor = met_ons.open_motor(taak.DAG)
    assert motor.met_gaten is not None
    tel: Counter[tuple[str, str]] = Counter()
    for h, waar in weglaten.cases(GEVALLEN, taak.DAG, zaad=5):
        tel.update(zip(waar, motor.met_gaten(h), strict=True))
    beslist = sum(n for (waar, _), n in tel.items() if waar != "open")
    assert {zegt for waar, zegt in tel if waar == "open"} == {"open"}
    assert not {("ja", "nee"), ("nee", "ja")} & set(tel)
    assert tel["ja", "ja"] + tel["nee", "nee"] >= 0.99 * beslist


def test_every_right_of_the_job_is_open_for_some_and_closed_for_others() -> None:
    b = taak.bedragen(taak.DAG)
    antwoorden = [referentie.right_answer(h, b)[0] for h in islice(households(1500), 1500)]
    assert [len(set(kolom)) for kolom in zip(*antwoorden, strict=True)] == [2] * 22


def test_a_household_with_nothing_known_has_no_certain_answer_but_what_follows_from_one_person() -> None:
    catalogus = load_catalogus(PEERS / "regels")
    leeg = make_gezin({"personen": [{}], "personen_volledig": True, "andere_rechten": "nee"})
    oordelen = evaluate(leeg, catalogus, op_datum=date.fromisoformat(taak.DAG)).oordelen
    # one person: at most one child
    assert {o.recht for o in oordelen if o.oordeel != "onbekend"} == {"b07"}

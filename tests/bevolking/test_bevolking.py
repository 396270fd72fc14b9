"""The made-up population: complete households that the engine accepts, the same every time, with dials."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from rechtenverkenner import Catalogus, Gezin, InvoerFout, Resultaat, evaluate, make_gezin
from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.rechtentabellen import (
    AANSLUITINGSRECHTEN,
    DIE_OPENEN,
    GEZINSRECHTEN,
    PERSOONSRECHTEN,
    STATUSRECHTEN,
    STATUSSEN,
)
from rechtenverkenner.bevolking.tabellen import BEZIGHEDEN, GEZINSTYPES, GROTE_STEDEN, VERDELING_BEZIGHEDEN
from rechtenverkenner.bevolking.trekken import Bron, draw_profile, make_source, sample
from rechtenverkenner.bevolking.vergeten import forget
from rechtenverkenner.bevolking.voorbeelden import AANTAL, voorbeelden
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.motor.controle import check_gezin
from tests.wetten.hulp import contradictions, judge

LANG = os.environ.get("RV_PROFIEL") == "lang"
OP_DATUM = date(2026, 11, 1)
DATUMS = (OP_DATUM, date(2026, 3, 15), date(2025, 1, 1))
RONDEN = 23 if LANG else 2
"""How often every type of household is drawn."""


@pytest.fixture(scope="module")
def bron(catalogus: Catalogus) -> Bron:
    return make_source(catalogus, zaad=1, op_datum=OP_DATUM)


def of_every_type(bron: Bron, ronden: int) -> Iterator[dict[str, Any]]:
    for k in range(ronden * len(GEZINSTYPES)):
        yield draw_profile(bron, k, soort=GEZINSTYPES[k % len(GEZINSTYPES)])


def facts(x: Any, pad: str = "") -> Iterator[tuple[str, str]]:
    """Every single fact of a profile with its place; entries of a list by what they are."""
    if isinstance(x, dict):
        for k, v in x.items():
            yield from facts(v, f"{pad}.{k}")
    elif isinstance(x, list):
        for v in x:
            naam = ".".join(str(v.get(k)) for k in ("id", "soort", "per", "jaar")) if isinstance(v, dict) else v
            yield from facts(v, f"{pad}.{naam}")
    else:
        yield pad, str(x)


# -- complete, and accepted


@pytest.fixture(scope="module")
def beoordeeld(catalogus: Catalogus, bron: Bron) -> list[tuple[dict[str, Any], Resultaat]]:
    return [(data, judge(data, catalogus, OP_DATUM)) for data in of_every_type(bron, RONDEN)]


def questions(resultaat: Resultaat) -> set[tuple[str, str]]:
    return {(o.recht, feit) for o in resultaat.oordelen for feit in o.ontbreekt}


def test_a_household_with_nothing_left_out_answers_every_question(
    beoordeeld: list[tuple[dict[str, Any], Resultaat]],
) -> None:
    for data, resultaat in beoordeeld:
        assert questions(resultaat) == set(), data


@pytest.mark.skipif(not LANG, reason="only in the long profile")
@pytest.mark.parametrize("op_datum", DATUMS[1:])
def test_on_other_dates_too(catalogus: Catalogus, op_datum: date) -> None:
    bron = make_source(catalogus, zaad=1, op_datum=op_datum)
    for data in of_every_type(bron, RONDEN):
        assert questions(judge(data, catalogus, op_datum)) == set(), data


@pytest.mark.parametrize("op_datum", DATUMS)
@pytest.mark.parametrize("onbekend", [0.0, 0.3, 1.0])
def test_every_household_can_exist(catalogus: Catalogus, op_datum: date, onbekend: float) -> None:
    bron = make_source(catalogus, zaad=2, op_datum=op_datum, onbekend=onbekend, gebruik=1.0)
    for data in of_every_type(bron, 4):
        assert check_gezin(make_gezin(data), catalogus, to_number(op_datum)) == []


def test_the_tables_name_only_what_the_catalogue_knows(catalogus: Catalogus) -> None:
    statussen = {r.id for r in (*STATUSSEN, *STATUSRECHTEN)} | DIE_OPENEN
    statussen |= {s for b in BEZIGHEDEN.values() for s in b.statussen}
    assert statussen <= set(catalogus.statussen)
    for niveau, regels in (
        ("persoon", PERSOONSRECHTEN),
        ("gezin", GEZINSRECHTEN),
        ("aansluiting", AANSLUITINGSRECHTEN),
    ):
        assert {(r.id, catalogus.rechten[r.id].eenheid, catalogus.rechten[r.id].lijst) for r in regels} == {
            (r.id, niveau, "rechten") for r in regels
        }
    assert {g.nis for g in catalogus.gemeenten} >= set(GROTE_STEDEN)
    assert {b for tabel in VERDELING_BEZIGHEDEN.values() for b, _ in tabel} == set(BEZIGHEDEN)


# -- the same every time


def test_a_population_made_in_pieces_is_the_same(catalogus: Catalogus) -> None:
    heel = list(sample(catalogus, 12, zaad=3, op_datum=OP_DATUM))
    stukken = [g for vanaf in (8, 0, 4) for g in sample(catalogus, 4, zaad=3, op_datum=OP_DATUM, vanaf=vanaf)]
    assert heel == [*stukken[4:], *stukken[:4]]
    assert heel != list(sample(catalogus, 12, zaad=4, op_datum=OP_DATUM))


def test_lots_are_the_same_on_every_machine_and_version_of_python() -> None:
    lot = Loting("1/0")
    getrokken = [lot.between(0, 999) for _ in range(6)] + [lot.pick((("a", 1), ("b", 3))) for _ in range(4)]
    assert getrokken == [906, 381, 439, 445, 510, 113, "b", "b", "b", "a"]


def test_a_household_lives_through_json(bron: Bron) -> None:
    for data in of_every_type(bron, 2):
        gezin = make_gezin(data)
        assert make_gezin(json.loads(json.dumps(data))) == gezin
        assert make_gezin(json.loads(gezin.model_dump_json(exclude_unset=True))) == gezin


# -- the dials


def test_the_dial_for_unknown_facts_takes_out_and_never_changes(bron: Bron) -> None:
    for n, data in enumerate(of_every_type(bron, 2)):
        alles = dict(facts(data))
        kleiner: dict[str, str] | None = None
        for kans in (1.0, 0.6, 0.2, 0.0):
            rest = dict(facts(forget(data, Loting(str(n)), kans)))
            for pad, waarde in rest.items():
                assert alles[pad] == waarde or (pad.endswith("geboortedatum") and alles[pad].startswith(waarde)), pad
            assert kleiner is None or kleiner.keys() <= rest.keys()
            kleiner = rest
        assert kleiner == alles


def test_what_is_said_with_less_known_holds_when_all_is_known(
    catalogus: Catalogus, beoordeeld: list[tuple[dict[str, Any], Resultaat]]
) -> None:
    beslist: Counter[str] = Counter()
    for n, (data, volledig) in enumerate(beoordeeld if LANG else beoordeeld[::4]):
        minder = judge(forget(data, Loting(str(n)), 0.15), catalogus, OP_DATUM)
        assert list(contradictions(minder, volledig)) == [], data
        assert questions(minder)
        beslist.update(o.oordeel for o in minder.oordelen)
    assert beslist["onbekend"] and beslist["geen_recht"]


def test_with_the_dial_for_use_higher_the_same_rights_are_used_and_more(catalogus: Catalogus) -> None:
    def used(gebruik: float) -> set[tuple[object, ...]]:
        bron = make_source(catalogus, zaad=5, op_datum=OP_DATUM, gebruik=gebruik)
        uit: set[tuple[object, ...]] = set()
        for k, data in enumerate(of_every_type(bron, 8)):
            for houder in (data, *data["personen"], *data["aansluitingen"]):
                uit |= {(k, houder.get("id"), r, sinds) for r, sinds in houder["rechten"].items()}
        return uit

    niets, half, alles = used(0.0), used(0.5), used(1.0)
    assert niets == set()
    assert half < alles
    assert 0.2 < len(half) / len(alles) < 0.7


# -- plausible


def test_the_shares_are_those_of_flanders_roughly(bron: Bron) -> None:
    profielen = [draw_profile(bron, k) for k in range(400)]
    leden = [sum(p["domicilie"] == "hier" for p in d["personen"]) for d in profielen]
    woningen = [d["woning"] for d in profielen]

    def share(waar: Iterator[bool]) -> float:
        return sum(waar) / len(profielen)

    assert 2.1 < sum(leden) / len(leden) < 2.45
    assert 0.27 < share(n == 1 for n in leden) < 0.37
    assert 0.65 < share(w["statuut"] == "eigenaar" for w in woningen) < 0.75
    assert 0.57 < share(w["hoofdverwarming"] == "aardgas" for w in woningen) < 0.67
    assert 0.04 < share(d["gemeente"] == "11002" for d in profielen) < 0.12


def test_the_story_of_somebodys_income_is_one_story(bron: Bron) -> None:
    for data in of_every_type(bron, 6):
        for p in data["personen"]:
            maand = sum(x["bedrag"] for x in p["inkomens"] if x["per"] == "maand" and x["soort"] != "kinderbijslag")
            assert p["netto_loon_maand"] <= p["netto_maandinkomen"] <= maand
            assert p["netto_jaarinkomen"] == 12 * p["netto_maandinkomen"]
            assert p["tegoeden"] <= p["roerend_vermogen"]
            laatste = p["aanslagbiljetten"][0]["bruto_belastbaar"]
            assert p["inkomen_gewijzigd"] or laatste <= 14 * maand
            for b in p["aanslagbiljetten"]:
                assert b["netto_belastbaar"] <= b["bruto_belastbaar"]
                stromen = [x for x in p["inkomens"] if x.get("jaar") == b["jaar"]]
                leefloon = sum(x["bedrag"] for x in stromen if x["soort"] == "leefloon")
                assert b["jaar"] != OP_DATUM.year - 1 or leefloon == b["leefloon"]


# -- examples, and bad input


def test_the_examples_are_complete_fixed_and_of_every_type(catalogus: Catalogus) -> None:
    rij = voorbeelden(catalogus, OP_DATUM)
    assert rij == voorbeelden(catalogus, OP_DATUM)
    assert len(rij) == len(set(map(Gezin.model_dump_json, rij))) == AANTAL > len(GEZINSTYPES)
    if LANG:
        assert not any(o.ontbreekt for g in rij for o in evaluate(g, catalogus, op_datum=OP_DATUM).oordelen)


@pytest.mark.parametrize(
    "fout", [{"onbekend": 1.5}, {"gebruik": -0.1}, {"op_datum": date(1950, 1, 1)}, {"onbekend": float("nan")}]
)
def test_what_cannot_be_is_refused_at_once(catalogus: Catalogus, fout: dict[str, Any]) -> None:
    with pytest.raises(InvoerFout, match="RV003"):
        sample(catalogus, 1, **{"zaad": 1, "op_datum": OP_DATUM, **fout})

"""What is printed or logged by accident holds no personal fact: no id, amount or day of the household in any `repr`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from rechtenverkenner import Catalogus, Gezin, Resultaat, evaluate, make_gezin
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.plan import Plan, Planrecht

IDS = ("zzmoeder", "zzkind", "zzstroom")
# Digits of amounts, on any scale; days of 23 July of any year, as text, as number and as Python writes them.
BEDRAG = re.compile(r"73[.,]?5[.,]?19")
DAG = re.compile(r"0723|07-23|, 7, 23\b|23 juli|23/0?7")

GEZIN = {
    "gemeente": "44021",
    "personen_volledig": "ja",
    "samenstelling_sinds": "2021-07-23",
    "personen": [
        {
            "id": "zzmoeder",
            "geboortedatum": "1963-07-23",
            "hier_sinds": "2021-07-23",
            "partner": "geen",
            "ten_laste_van": "niemand",
            "verblijfsstatuut": "belg",
            "statussen": {"leefloon": {"sinds": "2025-07-23", "tot": "2027-07-23"}},
            "rechten": {"delijn": {"sinds": "2025-07-23", "tot": "2027-07-23"}},
            "netto_jaarinkomen": "7351.90",
            "netto_maandinkomen": "735.19",
            "tegoeden": "73519",
            "roerend_vermogen": "73519",
            "inkomens": [{"soort": "leefloon", "bedrag": "735.19", "per": "maand"}],
            "aanslagbiljetten": [{"jaar": 2024, "bruto_belastbaar": "73519", "netto_belastbaar": "73519"}],
        },
        {"id": "zzkind", "geboortedatum": "2019-07-23", "kind_van": ["zzmoeder"], "ten_laste_van": "zzmoeder"},
    ],
    "woning": {"statuut": "huurder", "huurprijs": "735.19", "levering_liter": 1000, "levering_datum": "2026-07-23"},
    "aansluitingen": [{"id": "zzstroom", "drager": "elektriciteit", "contract": "individueel"}],
}


@pytest.fixture(scope="module")
def gezin() -> Gezin:
    return make_gezin(GEZIN)


@pytest.fixture(scope="module")
def resultaat(gezin: Gezin, catalogus: Catalogus) -> Resultaat:
    return evaluate(gezin, catalogus, op_datum=date(2026, 11, 1))


def parts(x: Any, gezien: set[int]) -> Iterator[Any]:
    """A value and every value of ours in it, without the profile that was given and the rules, which are public."""
    if id(x) in gezien or isinstance(x, (Gezin, Catalogus)):
        return
    gezien.add(id(x))
    if is_dataclass(x) and not isinstance(x, type):
        yield x
        for veld in fields(x):
            yield from parts(getattr(x, veld.name), gezien)
    elif isinstance(x, (tuple, list)):
        for deel in x:
            yield from parts(deel, gezien)


def marks(tekst: str, hash_: str) -> set[str]:
    """Which kinds of personal fact stand in a text."""
    tekst = tekst.replace(hash_, "")
    uit = {x for x in IDS if x in tekst}
    return uit | {naam for naam, vorm in (("bedrag", BEDRAG), ("dag", DAG)) if vorm.search(tekst)}


def everything(x: Any) -> str:
    """All values below a part, whatever its `repr` shows."""
    return " ".join(
        str(getattr(deel, veld.name))
        for deel in parts(x, set())
        for veld in fields(deel)
        if not isinstance(getattr(deel, veld.name), (Gezin, Catalogus))
    )


def faults(x: Resultaat | Plan) -> list[tuple[str, set[str]]]:
    hash_ = x.ontvangstbewijs.catalogus_hash
    return [
        (type(deel).__name__, gevonden)
        for deel in parts(x, set())
        if (gevonden := marks(repr(deel) + str(deel), hash_))
    ]


def test_the_result_holds_every_kind_of_mark_and_shows_none(resultaat: Resultaat) -> None:
    hash_ = resultaat.ontvangstbewijs.catalogus_hash
    assert marks(everything(resultaat), hash_) == {*IDS, "bedrag", "dag"}, "else this test cannot fail"
    assert faults(resultaat) == []


def test_the_plan_shows_no_mark(resultaat: Resultaat) -> None:
    plan = make_plan(resultaat)
    assert {"zzmoeder", "dag"} <= marks(everything(plan), plan.ontvangstbewijs.catalogus_hash)
    assert faults(plan) == []


def test_no_amount_that_was_worked_out_for_the_household_is_shown(resultaat: Resultaat) -> None:
    bedragen = [(o, b) for o in resultaat.oordelen for b in (o.bedrag_jaar, o.bedrag_eenmalig) if b]
    assert bedragen
    for o, bereik in bedragen:
        assert not [x for x in bereik if x > Decimal(0) and repr(x) in repr(o)]


def test_no_amount_of_the_plan_is_shown(resultaat: Resultaat) -> None:
    plan = make_plan(resultaat)
    waarden = [
        (p, b) for p in parts(plan, set()) if isinstance(p, Planrecht) for b in (p.waarde_jaar, p.waarde_eenmalig)
    ]
    bedragen = [(p, x) for p, b in waarden for x in b or () if x > Decimal(0)]
    assert bedragen
    assert not [p.recht.id for p, x in bedragen if repr(x) in repr(p)]

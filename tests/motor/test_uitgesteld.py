"""A result of which the reasons come later is the same value as one that was made at once."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, fields, replace
from datetime import date

import pytest

from rechtenverkenner import Catalogus, Gezin, Oordeel, Resultaat, evaluate, make_gezin

DAG = date(2026, 11, 1)
GEZIN = make_gezin(
    {
        "gemeente": "44021",
        "personen": [
            {
                "id": "an",
                "geboortedatum": "1958",
                "partner": "geen",
                "statussen": {"leefloon": {"sinds": "2026-03-01"}},
            },
            {"id": "bo", "geboortedatum": "2011", "kind_van": ["an"]},
        ],
        "personen_volledig": "ja",
    }
)


def screen(catalogus: Catalogus, gezin: Gezin = GEZIN) -> Resultaat:
    return evaluate(gezin, catalogus, op_datum=DAG)


def everything(o: Oordeel) -> list[object]:
    return [getattr(o, veld.name) for veld in fields(o)]


def test_fields_may_be_read_in_any_order(catalogus: Catalogus) -> None:
    vooruit = [everything(o) for o in screen(catalogus).oordelen]
    achteruit = [
        [getattr(o, veld.name) for veld in reversed(fields(o))][::-1] for o in screen(catalogus).oordelen[::-1]
    ]
    assert vooruit == achteruit[::-1]


def test_a_result_equals_another_that_was_read_before(catalogus: Catalogus) -> None:
    een, ander = screen(catalogus), screen(catalogus)
    assert [repr(o) for o in een.oordelen] and een.meldingen is een.meldingen
    assert een == ander
    assert {hash(o) for o in een.oordelen} == {hash(o) for o in ander.oordelen}


def test_a_copy_has_every_field(catalogus: Catalogus) -> None:
    for o, kopie in zip(screen(catalogus).oordelen, screen(catalogus).oordelen, strict=True):
        assert copy.copy(kopie) == copy.deepcopy(o) == pickle.loads(pickle.dumps(kopie)) == o
    o = screen(catalogus).oordelen[0]
    assert replace(screen(catalogus).oordelen[0], naam="anders") == replace(o, naam="anders") != o


def test_a_result_stays_frozen_and_knows_no_other_names(catalogus: Catalogus) -> None:
    o = screen(catalogus).oordelen[0]
    with pytest.raises(FrozenInstanceError):
        o.omdat = ()  # type: ignore[misc]
    with pytest.raises(AttributeError, match="'Oordeel' object has no attribute 'reden'"):
        o.reden  # type: ignore[attr-defined]  # noqa: B018


def test_eight_threads_read_one_result(catalogus: Catalogus) -> None:
    verwacht = [everything(o) for o in screen(catalogus).oordelen]
    for _ in range(3):
        resultaat = screen(catalogus)
        with ThreadPoolExecutor(8) as draden:
            rijen = list(draden.map(lambda r: [everything(o) for o in r.oordelen], [resultaat] * 8))
        assert all(rij == verwacht for rij in rijen)

"""Law 1: the chain on durable-rules gives what the reference gives, down to the last field of the result."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rechtenverkenner import Catalogus, Gezin, Resultaat, evaluate
from rechtenverkenner.motor.keten import make_keten, waarom_geen_durable
from tests.wetten.catalogi import Teksten, load, texts
from tests.wetten.gezinnen import world_of
from tests.wetten.hulp import DATUMS, REFERENTIE, Geval, cases, random_partial

PAREN_PER_CATALOGUS = 30
DELEN = 2

durable = pytest.mark.skipif(bool(waarom_geen_durable()), reason=waarom_geen_durable())


def without_name(r: Resultaat) -> Resultaat:
    return replace(r, ontvangstbewijs=replace(r.ontvangstbewijs, keten=""))


@durable
@pytest.mark.parametrize("deel", range(DELEN))
def test_both_chains_give_the_same_result(deel: int) -> None:
    keten = make_keten("durable")
    paren = ketens = 0

    @given(texts(deel=deel), st.randoms(use_true_random=True))
    def law(teksten: Teksten, rng: Random) -> None:
        nonlocal paren, ketens
        catalogus = load(teksten)
        op_datum = DATUMS[deel]
        w = world_of(catalogus, op_datum)
        for _ in range(PAREN_PER_CATALOGUS):
            gezin = Gezin.model_validate(random_partial(rng, w))
            een = evaluate(gezin, catalogus, op_datum=op_datum, keten=keten, motor="referentie")
            ander = evaluate(gezin, catalogus, op_datum=op_datum, keten=REFERENTIE, motor="referentie")
            assert without_name(een) == without_name(ander), gezin
            paren += 1
            ketens += any(o.niveau for o in een.oordelen)

    law()
    assert paren >= PAREN_PER_CATALOGUS * settings().max_examples
    assert ketens > 0, "no household had a right that opens after another right"
    print(f"law 1: {paren} pairs, in {ketens} of them a chain of rights")


@durable
def test_both_chains_agree_on_the_households_of_the_project(catalogus: Catalogus) -> None:
    keten = make_keten("durable")
    for geval in cases(elk=10):
        een = evaluate(geval.gezin, catalogus, op_datum=geval.op_datum, keten=keten)
        ander = evaluate(geval.gezin, catalogus, op_datum=geval.op_datum, keten=REFERENTIE)
        assert without_name(een) == without_name(ander), geval.naam


def test_the_households_of_the_project_are_found() -> None:
    assert all(isinstance(g, Geval) for g in cases()) and len(cases()) > 0

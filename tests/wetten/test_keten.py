"""Law 1: the chain on durable-rules gives what the reference gives: the same levels, by the same ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings

from rechtenverkenner import Catalogus, Gezin, Resultaat, evaluate
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.evalueren import plan_of
from rechtenverkenner.motor.keten import Keten, make_keten, waarom_geen_durable
from rechtenverkenner.motor.ketenloop import Ketenloop, Ketenstanden
from rechtenverkenner.motor.semantiek import Rekenaar
from tests.wetten.catalogi import Teksten, load, texts
from tests.wetten.gezinnen import world_of
from tests.wetten.hulp import CHANCE, DATUMS, REFERENTIE, Geval, cases, random_partial

PAREN_PER_CATALOGUS = 30
DELEN = 2
HEEL = 10
"""Of one pair in so many the whole results are compared too."""

durable = pytest.mark.skipif(bool(waarom_geen_durable()), reason=waarom_geen_durable())


def without_name(r: Resultaat) -> Resultaat:
    return replace(r, ontvangstbewijs=replace(r.ontvangstbewijs, keten=""))


def standings(gezin: Gezin, catalogus: Catalogus, op_datum: date, keten: Keten) -> Ketenstanden:
    """What the chain says of a household; with the same in it, all that the interpreter says is the same."""
    plan = plan_of(catalogus)
    r = Rekenaar(Beeld(gezin, to_number(op_datum)), catalogus.parameters, plan.ontleding)
    return Ketenloop(r, catalogus, lambda _: keten, plan.keten).run()


@durable
@pytest.mark.parametrize("deel", range(DELEN))
def test_both_chains_give_the_same_result(deel: int) -> None:
    keten = make_keten("durable")
    paren = ketens = 0

    @given(texts(deel=deel), CHANCE)
    def law(teksten: Teksten, rng: Random) -> None:
        nonlocal paren, ketens
        catalogus = load(teksten)
        op_datum = DATUMS[deel]
        w = world_of(catalogus, op_datum)
        for _ in range(PAREN_PER_CATALOGUS):
            gezin = Gezin.model_validate(random_partial(rng, w))
            een, ander = (standings(gezin, catalogus, op_datum, k) for k in (keten, REFERENTIE))
            assert een == ander, gezin
            if paren % HEEL == 0:
                het_ene, het_andere = (
                    evaluate(gezin, catalogus, op_datum=op_datum, keten=k, motor="referentie")
                    for k in (keten, REFERENTIE)
                )
                assert without_name(het_ene) == without_name(het_andere), gezin
            paren += 1
            ketens += any(een.zeker.niveaus.values())

    law()
    assert paren >= PAREN_PER_CATALOGUS * settings().max_examples
    assert ketens > 0, "no household had a right that opens after another right"
    print(f"law 1: {paren} pairs, in {ketens} of them a chain of rights")


@durable
def test_both_chains_agree_on_the_households_of_the_project(catalogus: Catalogus) -> None:
    keten = make_keten("durable")
    for geval in cases(elk=10):
        een, ander = (standings(geval.gezin, catalogus, geval.op_datum, k) for k in (keten, REFERENTIE))
        assert een == ander, geval.naam


def test_the_households_of_the_project_are_found() -> None:
    assert all(isinstance(g, Geval) for g in cases()) and len(cases()) > 0

"""Laws 5, 7, 10 and 13 on the catalogue of the project and every household in `fixtures/`."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import settings

from rechtenverkenner import Catalogus, evaluate
from rechtenverkenner.verificatie.proefstand import Deelcatalogi
from tests.wetten.boom import faults_of
from tests.wetten.gezinnen import complete, world_of
from tests.wetten.hulp import REFERENTIE, Geval, cases, contradictions, difference, facts_to_take_out, judge
from tests.wetten.vergeten import removals, without
from tests.wetten.volgorde import canonical, shuffled

DELEN = 4


@pytest.fixture(scope="module")
def delen(catalogus: Catalogus) -> Deelcatalogi:
    return Deelcatalogi(catalogus)


def part_for(geval: Geval, delen: Deelcatalogi) -> Catalogus:
    """Everything for a whole household; for a reference case what can matter to its right."""
    return delen.of(geval.recht, geval.gezin) if geval.recht else delen.catalogus


@pytest.mark.parametrize("deel", range(DELEN))
def test_taking_out_any_one_fact_never_turns_a_verdict(deel: int, delen: Deelcatalogi) -> None:
    """What a right says may become open, never its opposite.

    Every fact once for every right and every verdict on it; in the profile `lang` every fact of every case.
    """
    geprobeerd = 0
    for geval, namen in facts_to_take_out(alle=settings().max_examples >= 1000)[deel::DELEN]:
        catalogus = part_for(geval, delen)
        volledig = judge(geval.data, catalogus, geval.op_datum)
        ingrepen = removals(geval.data, geval.op_datum)
        for naam in namen:
            zonder = judge(without(geval.data, ingrepen[naam]), catalogus, geval.op_datum)
            fouten = list(contradictions(zonder, volledig))
            assert not fouten, f"{geval.naam} without {naam}: {fouten}"
            geprobeerd += 1
    assert geprobeerd > 0
    print(f"law 5: {geprobeerd} facts taken out")


@pytest.mark.parametrize("deel", range(DELEN))
def test_no_completion_of_a_case_denies_its_verdict(deel: int, delen: Deelcatalogi) -> None:
    aanvullingen = 0
    for geval in cases(elk=DELEN, vanaf=deel):
        catalogus = part_for(geval, delen)
        w = world_of(delen.catalogus, geval.op_datum)
        gezegd = judge(geval.data, catalogus, geval.op_datum)
        rng = Random(geval.naam)
        for _ in range(2 if geval.recht else 10):
            volledig = complete(geval.data, rng, w.limited_to(catalogus))
            if any(contradictions(gezegd, judge(volledig, catalogus, geval.op_datum))):
                pytest.fail(f"{geval.naam}: {difference(geval.data, volledig, catalogus, geval.op_datum)}")
            aanvullingen += 1
    assert aanvullingen > 0
    print(f"laws 5 and 13: {aanvullingen} completions of cases")


def test_every_explanation_of_a_case_adds_up(delen: Deelcatalogi) -> None:
    for geval in cases(elk=4):
        catalogus = part_for(geval, delen)
        for o in evaluate(geval.gezin, catalogus, op_datum=geval.op_datum, keten=REFERENTIE).oordelen:
            assert not list(faults_of(o, catalogus.rechten[o.recht])), geval.naam


def test_the_order_of_a_case_does_not_matter(delen: Deelcatalogi) -> None:
    for geval in cases(elk=5):
        catalogus = part_for(geval, delen)
        anders = shuffled(geval.data, Random(geval.naam))
        een, ander = (judge(d, catalogus, geval.op_datum) for d in (geval.data, anders))
        assert canonical(een) == canonical(ander), geval.naam

"""The tools on the catalogue of the project: quick judging gives what a whole evaluation gives, and a floor."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest

from rechtenverkenner import Catalogus, evaluate
from rechtenverkenner.model.knopen import children, walk
from rechtenverkenner.motor.takken import chain_nodes
from rechtenverkenner.verificatie.bomen import conditions, exchange, trees_of, with_children
from rechtenverkenner.verificatie.dekking import measure
from rechtenverkenner.verificatie.gevallen import Geval, differences, read_cases
from rechtenverkenner.verificatie.mutanten import mutants_of
from rechtenverkenner.verificatie.mutatie import Proefbank
from rechtenverkenner.verificatie.proefstand import Deelcatalogi, Proefstand

VLOER = 0.95
"""The share of conditions that decide on both sides: raise it when the cases get better, never lower it."""
IN_MUTATIE = ("sociaal-tarief-water", "delijn", "verhoogde-tegemoetkoming", "uitpas-kansentarief")


@cache
def gevallen() -> tuple[Geval, ...]:
    return read_cases()


def sample(aantal: int, zaad: int) -> list[Geval]:
    return Random(zaad).sample(gevallen(), aantal)


@pytest.mark.parametrize("geval", sample(60, 1), ids=lambda g: g.pad)
def test_a_case_on_the_bench_is_judged_as_in_a_whole_evaluation(geval: Geval, catalogus: Catalogus) -> None:
    stand = Proefstand(geval, Deelcatalogi(catalogus).of(geval.recht, geval.gezin))
    heel = evaluate(geval.gezin, catalogus, op_datum=geval.op_datum).verdict(geval.recht, geval.eenheid)
    assert stand.oordeel == heel
    recht = catalogus.rechten[geval.recht]
    assert stand.judge(recht, chain_nodes(recht.voorwaarden)) == heel
    kopie = exchange(recht.voorwaarden, {k: replace(k) for k in conditions(recht.voorwaarden)})
    assert kopie is not recht.voorwaarden
    assert stand.judge(replace(recht, voorwaarden=kopie), chain_nodes(kopie)) == heel


@pytest.mark.parametrize("naam", IN_MUTATIE)
def test_a_case_that_is_passed_over_would_not_have_noticed(naam: str, catalogus: Catalogus) -> None:
    recht, rng = catalogus.rechten[naam], Random(naam)
    bank = Proefbank(recht, catalogus, gevallen())
    eigen = [g for g in gevallen() if g.recht == naam]
    overgeslagen = 0
    for m in rng.sample(bank.mutanten, 40 if len(bank.mutanten) > 40 else len(bank.mutanten)):
        anders = m.apply(recht, {})
        keten = chain_nodes(anders.voorwaarden)
        for geval in rng.sample(eigen, 5):
            stand = bank.stand(geval)
            if stand is None:
                continue
            stand.lend(m.parameter)
            if not bank.may_notice(stand, m, keten):
                overgeslagen += 1
                assert not differences(stand.judge(anders, keten), geval), (m.id, geval.pad)
    assert overgeslagen > 20


def test_every_node_of_every_rule_can_be_rebuilt_from_what_is_below_it(catalogus: Catalogus) -> None:
    gezien = set()
    for recht in catalogus.rechten.values():
        for _, boom in trees_of(recht):
            assert exchange(boom, {}) is boom
            for k in walk(boom):
                if children(k):
                    zelfde = with_children(k, list(children(k)))
                    assert type(zelfde) is type(k) and children(zelfde) == children(k)
                    gezien.add(type(k).__name__)
    assert len(gezien) >= 15


def test_the_ids_of_all_mutants_are_unique(catalogus: Catalogus) -> None:
    namen = [m.id for recht in catalogus.rechten.values() for m in mutants_of(recht, catalogus)]
    assert len(set(namen)) == len(namen) > 5000


def test_rule_coverage_does_not_fall_below_the_floor(catalogus: Catalogus) -> None:
    d = measure(catalogus, gevallen())
    assert d.score >= VLOER, f"{d.beide_kanten} van {len(d.atomen)}: zie `rechtenverkenner dekking`"

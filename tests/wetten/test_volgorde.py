"""Laws 7 and 10 on random catalogues: order is irrelevant, explanations add up."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given

from tests.wetten.boom import faults_of
from tests.wetten.catalogi import Teksten, load, texts
from tests.wetten.gezinnen import world_of
from tests.wetten.hulp import CHANCE, DATUMS, judge, random_partial
from tests.wetten.volgorde import canonical, mix_keys, shuffled


@given(texts(), CHANCE)
def test_order_in_a_household_is_irrelevant(teksten: Teksten, rng: Random) -> None:
    catalogus = load(teksten)
    w = world_of(catalogus, DATUMS[0])
    for _ in range(5):
        gezin = random_partial(rng, w)
        een, ander = (judge(d, catalogus, DATUMS[0]) for d in (gezin, shuffled(gezin, rng)))
        assert canonical(een) == canonical(ander)


@given(texts(), CHANCE)
def test_order_of_files_and_keys_is_irrelevant(teksten: Teksten, rng: Random) -> None:
    catalogus, ander = load(teksten), load(reordered(teksten, rng))
    w = world_of(catalogus, DATUMS[0])
    for _ in range(5):
        gezin = random_partial(rng, w)
        assert canonical(judge(gezin, catalogus, DATUMS[0])) == canonical(judge(gezin, ander, DATUMS[0]))


def reordered(teksten: Teksten, rng: Random) -> Teksten:
    """Files under other names, so that they are read in another order, and their keys mixed."""
    uit: Teksten = {}
    for naam in rng.sample(sorted(teksten), len(teksten)):
        map_, _, bestand = naam.rpartition("/")
        if bestand.startswith("r"):
            bestand = f"{rng.choice('abcdxyz')}{rng.random()}.yaml"
        uit[f"{map_}/{bestand}"] = json.dumps(mix_keys(json.loads(teksten[naam]), rng))
    return uit


@given(texts(), CHANCE)
def test_the_parts_of_an_explanation_add_up_to_the_verdict(teksten: Teksten, rng: Random) -> None:
    catalogus = load(teksten)
    w = world_of(catalogus, DATUMS[1])
    for _ in range(10):
        for o in judge(random_partial(rng, w), catalogus, DATUMS[1]).oordelen:
            assert not list(faults_of(o, catalogus.rechten[o.recht]))

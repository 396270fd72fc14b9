"""Evaluation has no memory: threads, other households and other catalogues leave no trace in a result."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random

from rechtenverkenner import Catalogus, Gezin, Resultaat, evaluate
from tests.wetten.catalogi import Teksten, load, random_texts
from tests.wetten.gezinnen import world_of
from tests.wetten.hulp import DATUMS, random_partial

Vraag = tuple[Gezin, Catalogus]


def questions(aantal: int, per_catalogus: int) -> list[Vraag]:
    uit: list[Vraag] = []
    for zaad in range(aantal):
        rng = Random(zaad)
        catalogus = load(random_texts(rng))
        w = world_of(catalogus, DATUMS[0])
        uit += [(Gezin.model_validate(random_partial(rng, w)), catalogus) for _ in range(per_catalogus)]
    return uit


def answer(vraag: Vraag) -> Resultaat:
    """On the default chain: that is the one users get."""
    return evaluate(vraag[0], vraag[1], op_datum=DATUMS[0])


def test_eight_threads_at_once_give_what_one_gives() -> None:
    vragen = questions(20, 10)
    na_elkaar = [answer(v) for v in vragen]
    with ThreadPoolExecutor(8) as draden:
        assert list(draden.map(answer, vragen)) == na_elkaar


def test_two_catalogues_live_side_by_side() -> None:
    een, twee = questions(1, 20), questions(2, 20)[20:]
    assert een[0][1] is not twee[0][1]
    apart = [[answer(v) for v in een], [answer(v) for v in twee]]
    om_beurten = [(answer(a), answer(b)) for a, b in zip(een, twee, strict=True)]
    assert [list(x) for x in zip(*om_beurten, strict=True)] == apart


def test_a_catalogue_that_is_loaded_again_gives_the_same() -> None:
    for zaad in range(20):
        teksten = random_texts(Random(zaad))
        catalogus = load(teksten)
        gezin = Gezin.model_validate(random_partial(Random(zaad), world_of(catalogus, DATUMS[0])))
        assert answer((gezin, catalogus)) == answer((gezin, load(teksten)))
        assert catalogus.hash == load(teksten).hash != load(other(teksten)).hash


def other(teksten: Teksten) -> Teksten:
    return {naam: tekst.replace("recht r0", "recht nul") for naam, tekst in teksten.items()}


def test_no_household_sees_a_fact_of_another() -> None:
    for zaad in range(20):
        rng = Random(zaad)
        teksten = random_texts(rng)
        gedeeld = load(teksten)
        w = world_of(gedeeld, DATUMS[0])
        gezinnen = [Gezin.model_validate(random_partial(rng, w)) for _ in range(5)]
        vragen = [g for g in gezinnen for _ in range(2)]
        rng.shuffle(vragen)
        door_elkaar = {id(g): answer((g, gedeeld)) for g in vragen}
        for g in gezinnen:
            assert door_elkaar[id(g)] == answer((g, load(teksten)))

"""Laws 3, 4, 5 and 13: what more knowledge may do to a verdict and to an amount, on random catalogues."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings

from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.knopen import NEE, ONBEKEND, Heeft, Type, Waarde
from rechtenverkenner.motor import beeld
from tests.wetten.catalogi import Teksten, load, random_catalogus, texts
from tests.wetten.gezinnen import complete, world_of
from tests.wetten.hulp import CHANCE, DATUMS, contradictions, difference, judge, random_world, standing
from tests.wetten.manifest import Manifest, touches
from tests.wetten.vergeten import forget, removals, without

DELEN = 2
GEZINNEN, AANVULLINGEN = 10, 10
"""20,000 completions in the ci profile: 2 parts, 100 catalogues, 10 households, 10 completions of each."""


@pytest.mark.parametrize("deel", range(DELEN))
def test_no_completion_denies_a_verdict_or_leaves_the_bounds_of_an_amount(deel: int) -> None:
    aanvullingen = 0
    beslist: dict[str, int] = {}

    @given(texts(deel=deel), CHANCE)
    def law(teksten: Teksten, rng: Random) -> None:
        nonlocal aanvullingen
        catalogus = load(teksten)
        op_datum = DATUMS[deel]
        w = world_of(catalogus, op_datum)
        for _ in range(GEZINNEN):
            wereld = random_world(rng, w)
            minder, meer = forget(wereld, rng, op_datum, rng.choice((0.1, 0.3, 0.6, 0.9)))
            gezegd = judge(minder, catalogus, op_datum)
            for o in gezegd.oordelen:
                beslist[standing(o)] = beslist.get(standing(o), 0) + 1
            for volledig in (wereld, meer, *(complete(minder, rng, w) for _ in range(AANVULLINGEN - 2))):
                if any(contradictions(gezegd, judge(volledig, catalogus, op_datum))):
                    pytest.fail(difference(minder, volledig, catalogus, op_datum))
                aanvullingen += 1

    law()
    assert aanvullingen >= settings().max_examples * GEZINNEN * AANVULLINGEN
    assert min(beslist[k] for k in ("ja", "nee", "open")) > 0
    print(f"laws 5 and 13: {aanvullingen} completions, verdicts {beslist}")


def contradictions_of(zaad: int) -> int:
    """Contradictions between a random household with half of its facts forgotten and the same household complete.

    By the interpreter: the controls below change how it reads a profile.
    """
    rng = Random(zaad)
    catalogus = random_catalogus(rng)
    wereld = random_world(rng, world_of(catalogus, DATUMS[0]))
    minder, _ = forget(wereld, rng, DATUMS[0], 0.5)
    gezegd = judge(minder, catalogus, DATUMS[0], motor="referentie")
    return len(list(contradictions(gezegd, judge(wereld, catalogus, DATUMS[0], motor="referentie"))))


def is_found() -> bool:
    """Whether a search of the size of the law itself meets a contradiction."""
    return any(contradictions_of(zaad) for zaad in range(600))


def test_taking_unknown_for_no_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: with the encoding of a naive program the search above finds faults at once."""
    assert not any(contradictions_of(zaad) for zaad in range(60))
    echt = beeld.to_value

    def naive(ruw: object, typ: Type) -> Waarde:
        w = echt(ruw, typ)
        return NEE if w == ONBEKEND else w

    monkeypatch.setattr(beeld, "to_value", naive)
    assert is_found()


def test_taking_an_absent_amount_for_zero_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    echt = beeld.to_value

    def naive(ruw: object, typ: Type) -> Waarde:
        return (0, 0) if ruw is None and typ.soort == "getal" else echt(ruw, typ)

    monkeypatch.setattr(beeld, "to_value", naive)
    assert is_found()


def test_taking_an_absent_status_for_none_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    echt = beeld.Beeld.has

    def naive(self: beeld.Beeld, knoop: Heeft, eenheid: int, op: Interval, vanaf: Interval | None = None) -> int:
        w = echt(self, knoop, eenheid, op, vanaf)
        return NEE if w == ONBEKEND else w

    monkeypatch.setattr(beeld.Beeld, "has", naive)
    assert is_found()


@given(texts(), CHANCE)
def test_answering_in_steps_gives_what_answering_at_once_gives(teksten: Teksten, rng: Random) -> None:
    catalogus = load(teksten)
    w = world_of(catalogus, DATUMS[0])
    for _ in range(5):
        wereld = random_world(rng, w)
        in_een_keer = judge(wereld, catalogus, DATUMS[0])
        minder, meer = forget(wereld, rng, DATUMS[0], 0.5)
        stappen = [judge(d, catalogus, DATUMS[0]) for d in (minder, meer, wereld)]
        assert stappen[-1] == in_een_keer
        assert not [x for a, b in pairwise(stappen) for x in contradictions(a, b)]


@given(texts(), CHANCE)
def test_a_fact_that_a_right_does_not_read_changes_nothing_in_its_verdict(teksten: Teksten, rng: Random) -> None:
    catalogus = load(teksten)
    w = world_of(catalogus, DATUMS[0])
    wereld = random_world(rng, w)
    eerst = judge(wereld, catalogus, DATUMS[0])
    manifest = Manifest(catalogus, wereld, w)
    ingrepen = removals(wereld, DATUMS[0])
    for naam in rng.sample(sorted(ingrepen), min(20, len(ingrepen))):
        later = {(o.recht, o.eenheid): o for o in judge(without(wereld, ingrepen[naam]), catalogus, DATUMS[0]).oordelen}
        for o in eerst.oordelen:
            if not touches(naam, manifest.reads(o), o.eenheid):
                assert later[o.recht, o.eenheid] == o, (naam, sorted(manifest.reads(o)))

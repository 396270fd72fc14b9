"""Laws 3 and 6: questions are complete, and answering them one after another is knowing everything at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from hypothesis import given, settings

from rechtenverkenner import Aansluiting, Catalogus, Gezin, Oordeel, Persoon, Resultaat, evaluate
from rechtenverkenner.bevolking.trekken import sample
from rechtenverkenner.model.vraag import Vraag
from rechtenverkenner.motor.antwoorden import answer, answers_of, known
from rechtenverkenner.motor.gevolgtrekken import infer
from rechtenverkenner.motor.vragen import next_questions
from tests.wetten.catalogi import Teksten, load, texts
from tests.wetten.gezinnen import world_of
from tests.wetten.hulp import CHANCE, DATUMS, random_world

DAG = DATUMS[0]
JA = dict.fromkeys(("onbenut", "automatisch", "na"), "ja")
HOOGSTENS = 400
"""More questions than there are facts: an interview that goes on longer asks something twice."""


def nothing_known(gezin: Gezin) -> Gezin:
    """The same people and connections with nothing known of them."""
    aansluitingen = gezin.aansluitingen
    return Gezin(
        personen=tuple(Persoon(id=p.id, domicilie=p.domicilie) for p in gezin.personen),
        aansluitingen=None
        if aansluitingen is None
        else tuple(Aansluiting(id=a.id, drager=a.drager) for a in aansluitingen),
    )


def keys_of(vraag: Vraag) -> tuple[str, ...]:
    return tuple(s for v in vraag.velden for s in v.sleutels)


def interview(
    begin: Gezin, weet: Gezin, catalogus: Catalogus, dag: date, *, apart: bool = False
) -> Iterator[tuple[Vraag, Gezin, Resultaat]]:
    """Every question put to a household that knows everything, with the profile and the result after its answer."""
    gezin = infer(begin, catalogus, op_datum=dag)
    resultaat = evaluate(gezin, catalogus, op_datum=dag)
    gesteld: set[str] = set()
    while vragen := next_questions(resultaat, overgeslagen=gesteld, apart=apart):
        sleutels = keys_of(vragen[0])
        assert sleutels and not gesteld & set(sleutels), "asked twice"
        gesteld |= set(sleutels)
        assert len(gesteld) < HOOGSTENS * len(weet.personen)
        gezin = infer(answer(gezin, answers_of(weet, sleutels)), catalogus, op_datum=dag)
        resultaat = evaluate(gezin, catalogus, op_datum=dag)
        yield vragen[0], gezin, resultaat


def said(o: Oordeel) -> str:
    return "geen_recht" if o.voldaan == "nee" else JA.get(o.oordeel, o.oordeel)


def differences(laatste: Resultaat, alles: Resultaat, weet: Gezin) -> dict[tuple[str, str], tuple[str, str]]:
    """Answers that differ; of a local right nobody has to say where he lives when it is not open anyway.

    A yes is a yes: that it could also be had directly, or by itself, is not asked. A no is a no: whether it is used
    all the same is not asked either. A verdict that waits for what this household does not know itself is left out.
    """
    a, b = ({(o.recht, o.eenheid): said(o) for o in r.oordelen} for r in (laatste, alles))
    assert b.keys() <= a.keys()
    wacht = {(o.recht, o.eenheid) for o in laatste.oordelen if any(known(weet, s) is None for s in o.ontbreekt)}
    return {k: (a[k], b.get(k, "geen_recht")) for k in a.keys() - wacht if a[k] != b.get(k, "geen_recht")}


def test_questions_are_complete_on_random_catalogues() -> None:
    gezien: dict[str, int] = {}

    @settings(max_examples=max(settings().max_examples // 4, 10))
    @given(texts(deel=7), CHANCE)
    def law(teksten: Teksten, rng: Random) -> None:
        catalogus = load(teksten)
        weet = Gezin.model_validate(random_world(rng, world_of(catalogus, DAG)))
        alles = evaluate(weet, catalogus, op_datum=DAG)
        laatste = evaluate(infer(nothing_known(weet), catalogus, op_datum=DAG), catalogus, op_datum=DAG)
        apart = rng.random() < 0.5
        for _, _, laatste in interview(nothing_known(weet), weet, catalogus, DAG, apart=apart):  # noqa: B007
            pass
        assert differences(laatste, alles, weet) == {}
        for o in laatste.oordelen:
            gezien[o.oordeel] = gezien.get(o.oordeel, 0) + 1

    law()
    assert {"geen_recht", "onbenut", "gebruikt"} <= gezien.keys(), gezien


def households(catalogus: Catalogus) -> list[Gezin]:
    aantal = 60 if settings().max_examples > 200 else 6
    return list(sample(catalogus, aantal, zaad=11, op_datum=DAG))


def test_questions_are_complete_on_the_catalogue_of_the_project(catalogus: Catalogus) -> None:
    for n, weet in enumerate(households(catalogus)):
        alles = evaluate(weet, catalogus, op_datum=DAG)
        *_, (_, _, laatste) = interview(nothing_known(weet), weet, catalogus, DAG, apart=n % 2 == 1)
        assert differences(laatste, alles, weet) == {}
        assert not any(o.ontbreekt for o in laatste.oordelen)


def test_parts_of_cards_ask_what_the_cards_ask(catalogus: Catalogus) -> None:
    resultaat = evaluate(Gezin(personen=(Persoon(id="p1"), Persoon(id="p2"))), catalogus, op_datum=DAG)
    kaarten, delen = (next_questions(resultaat, apart=apart) for apart in (False, True))
    assert sorted(s for v in kaarten for s in keys_of(v)) == sorted(s for v in delen for s in keys_of(v))
    assert len(delen) > len(kaarten)
    rechten = {v.kaart.id: set(v.rechten) for v in kaarten}
    for v in delen:
        assert set(v.rechten) <= rechten[v.kaart.id]
        assert len({x.naam in v.kaart.later for x in v.velden}) == 1, "what comes later is not asked with the rest"


def test_who_cannot_answer_anything_is_asked_everything_once_and_no_more(catalogus: Catalogus) -> None:
    leeg = Gezin(personen=(Persoon(id="p1"),))
    resultaat = evaluate(leeg, catalogus, op_datum=DAG)
    gesteld: list[str] = []
    while vragen := next_questions(resultaat, overgeslagen=gesteld):
        gesteld += keys_of(vragen[0])
    assert len(gesteld) == len(set(gesteld)) > 150
    assert {s for o in resultaat.oordelen for s in o.ontbreekt} <= set(gesteld)


def test_no_question_is_asked_of_a_household_of_which_everything_is_known(catalogus: Catalogus) -> None:
    for weet in households(catalogus)[:4]:
        assert next_questions(evaluate(weet, catalogus, op_datum=DAG)) == ()

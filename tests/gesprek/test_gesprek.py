"""The conversation as a value: from nothing to a plan, back again, otherwise, and further another day."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise

import pytest

from rechtenverkenner.catalogus.profiel import read_gezin_text
from rechtenverkenner.catalogus.profieltekst import dump_gezin
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.antwoorden import known
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.gesprek.blokken import make_parts
from rechtenverkenner.plan.gesprek.lezer import Lezer, make_reader
from rechtenverkenner.plan.gesprek.tonen import card_lines, open_lines, progress_text, title, why_text
from rechtenverkenner.plan.gesprek.vergeten import card_keys, forget
from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.plan.woorden import Woorden
from tests.gesprek.antwoordblad import DAG, Moment, apply, household, steps
from tests.gesprek.conftest import GEVALLEN

W = Woorden()
MEEST = 25
LANG = os.environ.get("RV_PROFIEL") == "lang"


def reader(g: kern.Gesprek) -> Lezer:
    return make_reader(g.gezin, g.catalogus, W, 20261122)


def verdicts(r: Resultaat) -> dict[tuple[str, str], str]:
    return {(o.recht, o.eenheid): o.oordeel for o in r.oordelen}


@pytest.mark.parametrize("naam", GEVALLEN)
def test_at_most_25_answers_lead_to_the_verdicts_of_the_whole_profile(
    naam: str, gesprekken: dict[str, list[Moment]], catalogus: Catalogus
) -> None:
    einde = gesprekken[naam][-1]
    assert einde.stand.vragen == ()
    assert len(gesprekken[naam]) <= MEEST  # the moments before each card, and the first answer: who lives here
    geheel = evaluate(household(naam), catalogus, op_datum=DAG)
    assert verdicts(einde.stand.resultaat) == verdicts(geheel)


@pytest.mark.parametrize("naam", GEVALLEN)
def test_what_was_typed_is_what_the_profile_says(naam: str, gesprekken: dict[str, list[Moment]]) -> None:
    g, gezin = gesprekken[naam][-1].gesprek, household(naam)
    anders = [s for s in g.beantwoord if known(g.gezin, s) != known(gezin, s)]
    assert anders == [] and len(g.beantwoord) > 50
    assert [s for s in g.overgeslagen if known(gezin, s) is not None] == []


@pytest.mark.skipif(not LANG, reason="RV_PROFIEL=lang")
def test_the_best_question_first_ends_with_the_same_verdicts(
    gesprekken: dict[str, list[Moment]], catalogus: Catalogus
) -> None:
    naam = "weduwe-eigen-huis"
    beste = list(steps(household(naam), catalogus, volgorde="beste"))
    assert len(beste) <= 2 * MEEST  # a part of a card each time
    assert verdicts(beste[-1].stand.resultaat) == verdicts(gesprekken[naam][-1].stand.resultaat)


@pytest.mark.parametrize("naam", GEVALLEN)
def test_undo_gives_the_moment_before_exactly(naam: str, gesprekken: dict[str, list[Moment]]) -> None:
    momenten = [m.gesprek for m in gesprekken[naam]]
    for voor, na in pairwise(momenten):
        assert kern.undo(na, W) is voor
    with pytest.raises(InvoerFout, match="RV472"):
        kern.undo(momenten[0], W)


@pytest.mark.parametrize("naam", GEVALLEN)
def test_themes_come_in_their_order_and_never_come_back_as_long_as_something_is_open(
    naam: str, gesprekken: dict[str, list[Moment]]
) -> None:
    vragen = [m.stand.vragen[0] for m in gesprekken[naam][:-1]]
    open_ = [kern.THEMAS.index(v.kaart.thema) for v in vragen if v.fase < 1]
    assert open_ == sorted(open_)


def test_a_saved_interview_goes_on_with_the_same_question(
    gesprekken: dict[str, list[Moment]], catalogus: Catalogus
) -> None:
    for moment in gesprekken["weduwe-eigen-huis"][::4]:
        g = moment.gesprek
        gelezen, meldingen, _ = read_gezin_text(dump_gezin(g.gezin))
        assert meldingen == [] and gelezen == g.gezin
        verder = kern.resume(catalogus, gelezen, op_datum=DAG)
        # what was skipped is asked again another day, so it is left out here
        verder = kern.replace(verder, overgeslagen=g.overgeslagen)
        assert kern.look(verder).vragen == moment.stand.vragen


def moment_at(momenten: list[Moment], kaart: str) -> Moment:
    return next(m for m in momenten if m.stand.vragen and m.stand.vragen[0].kaart.id == kaart)


def cards(g: kern.Gesprek) -> Iterator[str]:
    return (k.id for k in kern.changeable(g))


@pytest.mark.parametrize("naam", GEVALLEN)
def test_a_card_that_is_asked_again_and_left_as_it_was_changes_nothing(
    naam: str, gesprekken: dict[str, list[Moment]], catalogus: Catalogus
) -> None:
    g = gesprekken[naam][-1].gesprek
    kaart = next(k for k in catalogus.kaarten if k.id == "adres")
    weer = kern.change(g, kaart, W)
    vraag = kern.look(weer).vragen[0]
    assert vraag.kaart is kaart and weer.vast is g and kern.undo(weer, W) is g
    na = kern.answer(weer, vraag, [""] * len(make_parts(vraag)), reader(weer))
    assert (na.gezin, na.vorige, na.wijzigt, sorted(na.kaarten)) == (g.gezin, g, "", sorted(g.kaarten))
    weg = kern.skip(weer, vraag)
    assert (weg.vorige, weg.gezin.gemeente, weg.gezin.samenstelling_sinds) == (g, None, None)
    assert weg.gezin.model_copy(update={"gemeente": g.gezin.gemeente}) == forget(
        g.gezin, [s for v in vraag.velden for s in v.sleutels if v.naam != "gemeente"], catalogus
    )


def test_a_changed_answer_changes_that_fact_only_and_can_be_taken_back(gesprekken: dict[str, list[Moment]]) -> None:
    g = gesprekken["weduwe-eigen-huis"][-1].gesprek
    kaart = next(k for k in kern.changeable(g) if k.id == "adres")
    weer = kern.change(g, kaart, W)
    vraag = kern.look(weer).vragen[0]
    na = kern.answer(weer, vraag, ["Gent", "", "?", *[""] * (len(make_parts(vraag)) - 3)], reader(weer))
    assert na.gezin == g.gezin.model_copy(update={"gemeente": "44021", "samenstelling_sinds": None})
    assert "gezin.samenstelling_sinds" in na.overgeslagen
    assert kern.undo(na, W) is g


def test_only_what_exists_can_be_changed(gesprekken: dict[str, list[Moment]], catalogus: Catalogus) -> None:
    eerste, *_, laatste = (m.gesprek for m in gesprekken["weduwe-eigen-huis"])
    assert list(cards(eerste)) == []
    assert set(cards(laatste)) == set(laatste.kaarten)
    with pytest.raises(InvoerFout, match="RV472"):
        kern.change(laatste, None, W)
    verbruik = next(k for k in catalogus.kaarten if k.id == "verbruik")
    with pytest.raises(InvoerFout, match="RV472"):
        kern.change(laatste, verbruik, W)


@pytest.mark.parametrize("naam", GEVALLEN)
def test_forgetting_a_card_forgets_that_card_only(naam: str, catalogus: Catalogus) -> None:
    gezin = household(naam)
    sleutels = {k.id: card_keys(k, gezin, catalogus) for k in catalogus.kaarten}
    for kaart in catalogus.kaarten:
        na = forget(gezin, sleutels[kaart.id], catalogus)
        assert all(known(na, s) in (None, "hier") for s in sleutels[kaart.id]), kaart.id
        elders = [s for k, rij in sleutels.items() if k != kaart.id for s in rij]
        # one list of incomes holds those of now and those of other years
        assert [s for s in elders if known(na, s) != known(gezin, s)] == [], kaart.id


@pytest.mark.skipif(not LANG, reason="RV_PROFIEL=lang")
def test_who_knows_nothing_is_asked_every_card_once(catalogus: Catalogus) -> None:
    g = kern.start(catalogus, ["p1"], op_datum=DAG)
    gevraagd = []
    while vragen := kern.look(g).vragen:
        gevraagd.append(vragen[0].kaart.id)
        g = kern.skip(g, vragen[0])
    assert len(gevraagd) == len(set(gevraagd)) <= MEEST
    assert g.gezin == kern.start(catalogus, ["p1"], op_datum=DAG).gezin


def test_answers_that_cannot_be_true_together_are_refused_and_nothing_changes(catalogus: Catalogus) -> None:
    g = kern.start(catalogus, ["an", "bo"], op_datum=DAG)
    vraag = kern.look(g).vragen[0]
    for geboren, code in (("2027, 1980", "RV435"), ("1980, 1890", "RV415"), ("1980, 1900", "RV436")):
        with pytest.raises(InvoerFout, match=code):
            kern.answer(g, vraag, [geboren, None], reader(g))
    with pytest.raises(InvoerFout, match="RV470"):
        kern.answer(g, vraag, [None, None], reader(g))


def test_a_partner_is_named_once(catalogus: Catalogus) -> None:
    g = kern.start(catalogus, ["an", "bo", "cas"], op_datum=DAG)
    vraag = next(v for v in kern.look(g).vragen if v.kaart.id == "familie")
    na = kern.answer(g, vraag, ["an: bo, cas: geen", *[None] * (len(make_parts(vraag)) - 1)], reader(g))
    assert [p.partner for p in na.gezin.personen] == ["bo", "an", "geen"]


def test_what_is_left_out_at_the_end_of_a_line_stays_open(gesprekken: dict[str, list[Moment]]) -> None:
    moment = moment_at(gesprekken["weduwe-eigen-huis"], "adres")
    na = apply(moment.gesprek, moment.stand.vragen[0], "Kortrijk")
    [nog] = [v for v in kern.look(na).vragen if v.kaart.id == "adres"]
    assert {v.naam for v in nog.velden} == {"hier_sinds", "samenstelling_sinds"}


def test_somebody_who_is_added_makes_the_list_open_again(gesprekken: dict[str, list[Moment]]) -> None:
    g = gesprekken["weduwe-eigen-huis"][1].gesprek
    na = kern.add_people(g, kern.read_people("oma", W, al=["weduwe"]))
    assert [p.id for p in na.gezin.personen] == ["weduwe", "oma"]
    vraag = kern.look(na).vragen[0]
    assert [(v.naam, v.over) for v in vraag.velden] == [("geboortedatum", "oma"), ("personen_volledig", "")]
    assert kern.undo(na, W) is g
    with pytest.raises(InvoerFout, match="RV408"):
        kern.read_people("weduwe", W, al=["weduwe"])


@pytest.mark.parametrize("taal", sorted(TALEN))
def test_every_card_can_be_shown_in_every_language(
    taal: str, gesprekken: dict[str, list[Moment]], catalogus: Catalogus
) -> None:
    w = Woorden(TALEN[taal], catalogus)
    for moment in gesprekken["alleenstaande-ouder-leefloon"][:-1]:
        g, vraag = moment.gesprek, moment.stand.vragen[0]
        lezer = make_reader(g.gezin, catalogus, w, 20261122)
        blokken = make_parts(vraag)
        regels = [tekst for _, tekst in card_lines(vraag, blokken, g, lezer)]
        regels += [title(vraag, w), why_text(vraag, lezer), progress_text(moment.stand.voortgang, w)]
        regels += open_lines(moment.stand.vragen, w)
        assert len(regels) > 2 * len(blokken) and all(r.strip() and "{" not in r for r in regels)


def test_nothing_about_people_is_in_the_repr(gesprekken: dict[str, list[Moment]]) -> None:
    g = gesprekken["alleenstaande-ouder-leefloon"][-1].gesprek
    assert "dochter" not in repr(g) + repr(reader(g)) + repr(kern.look(g))

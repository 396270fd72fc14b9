"""The explanation of a verdict in words: whole in every language, and true to the verdict."""

from __future__ import annotations

import re
from functools import cache

import pytest

from rechtenverkenner import Oordeel, Resultaat, Uitleg, evaluate, load_gezin
from rechtenverkenner.motor.tegenfeit import Tegenfeit, Zoeker
from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.plan.verklaring import Verklaringsregel, explain_in_words
from rechtenverkenner.plan.woorden import Woorden
from tests.gedeeld import the_catalogue
from tests.plan.gezinnen import DAG, GEZINNEN, PROJECT


@cache
def resultaat(naam: str) -> Resultaat:
    return evaluate(load_gezin(PROJECT / "fixtures" / "gezinnen" / f"{naam}.yaml"), the_catalogue(), op_datum=DAG)


@cache
def what_opens(naam: str) -> list[tuple[Oordeel, tuple[Tegenfeit, ...]]]:
    zoeker = Zoeker(resultaat(naam))
    return [(o, zoeker.nearest(o)) for o in resultaat(naam).oordelen]


def explained(naam: str, taal: str) -> list[Verklaringsregel]:
    c = the_catalogue()
    w = Woorden(TALEN[taal], c)
    return [
        r
        for o, tegenfeiten in what_opens(naam)
        for r in explain_in_words(o, c.rechten[o.recht], w, tegenfeiten=tegenfeiten)
    ]


@pytest.mark.parametrize("taal", TALEN)
@pytest.mark.parametrize("naam", GEZINNEN)
def test_every_line_is_whole_and_translated(naam: str, taal: str) -> None:
    """Names of parameters and formulas have no easy Dutch: they are for the worker."""
    for regel in explained(naam, taal):
        for s in regel.tekst:
            assert not re.search(r"[{}]|\bNone\b", s.tekst), s
            assert s.soort != "onvertaald" or taal == "eenvoudig", s


def test_a_closed_right_tells_what_would_open_it() -> None:
    regels = [
        "".join(s.tekst for s in r.tekst)
        for r in explained("student-op-kot", "nl") + explained("alleenstaande-ouder-leefloon", "nl")
    ]
    open_als = {r for r in regels if r.startswith("zou open zijn als")}
    assert {
        "zou open zijn als: het 8 februari 2027 is of later",
        "zou open zijn als: inkomen van nu (moeder): hoogstens €\xa0427,92 per maand",
        "zou open zijn als: dit al 3 maanden loopt: leefloon (vader)",
    } <= open_als


def conditions(u: Uitleg) -> int:
    return 1 + sum(map(conditions, u.onderdelen))


@pytest.mark.parametrize("naam", GEZINNEN)
def test_every_condition_is_told_with_its_answer(naam: str) -> None:
    verteld = [r.uitkomst for r in explained(naam, "nl") if r.soort == "voorwaarde"]
    assert len(verteld) == sum(conditions(o.uitleg) for o in resultaat(naam).oordelen)
    c, w = the_catalogue(), Woorden(catalogus=the_catalogue())
    for o in resultaat(naam).oordelen:
        eerste = next(r for r in explain_in_words(o, c.rechten[o.recht], w) if r.soort == "voorwaarde")
        assert eerste.uitkomst == o.uitleg.uitkomst


def test_a_number_of_litres_is_no_price_per_litre() -> None:
    w = Woorden()
    assert w.value((150000, 150000), "liter").endswith("000 liter")
    assert w.value((109900, 109900), "EUR/liter") == "€\xa01,099 per liter"


@pytest.mark.parametrize(
    ("taal", "een", "drie"), [("nl", "1 maand", "3 maanden"), ("fr", "1 jour", "3 jours"), ("de", "1 Jahr", "3 Jahre")]
)
def test_one_is_said_otherwise_than_several(taal: str, een: str, drie: str) -> None:
    eenheid = {"nl": "maanden", "fr": "dagen", "de": "jaren"}[taal]
    w = Woorden(TALEN[taal], the_catalogue())
    assert (w.value((1, 1), eenheid), w.value((3, 3), eenheid)) == (een, drie)

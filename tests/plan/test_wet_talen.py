"""Law 12: every plan can be said in every language and form; nothing is left to fill in, nothing is missing."""

from __future__ import annotations

import re

import pytest
from hypothesis import settings

from rechtenverkenner import evaluate
from rechtenverkenner.plan.brief import letter_counters, make_letter
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.opmaak import make_page
from rechtenverkenner.plan.plan import Plan
from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.plan.vormen.html import as_html
from rechtenverkenner.plan.vormen.markdown import as_markdown
from rechtenverkenner.plan.vormen.tekst import as_text
from tests.plan.gezinnen import the_catalogue
from tests.plan.test_weergave import pieces
from tests.wetten.hulp import Geval, all_cases

DELEN = 4
PER_RECHT = 2


def cases() -> list[Geval]:
    """Some cases of each right, spread over its dates; in the profile `lang` all of them."""
    if settings().max_examples >= 1000:
        return list(all_cases())
    van: dict[str, list[Geval]] = {}
    for geval in all_cases():
        van.setdefault(geval.recht, []).append(geval)
    return [g for rij in van.values() for g in rij[:: max(len(rij) // PER_RECHT, 1)]]


def languages(n: int, geval: Geval) -> list[str]:
    """All for a whole household and in the profile `lang`; else two, so that a right is told in up to four of five."""
    codes = list(TALEN)
    if not geval.recht or settings().max_examples >= 1000:
        return codes
    return [codes[n % len(codes)], codes[(n + 2) % len(codes)]]


def faults(plan: Plan, codes: list[str]) -> list[str]:
    """What is wrong with the words of a plan in these languages."""
    uit = []
    for code in codes:
        blad = make_page(plan, TALEN[code])
        for s in pieces(blad):
            if re.search(r"[{}]|\bNone\b", s.tekst) or (s.tekst and not s.tekst.strip()):
                uit.append(f"{code}: {s.tekst}")
        uit += [
            f"{code} onvertaald: {s.tekst}"
            for s in pieces(blad, gevouwen=code != "eenvoudig")
            if s.soort == "onvertaald"
        ]
        for vorm in (as_text, as_markdown, as_html):
            if blad.titel.tekst.split()[0] not in vorm([blad]):
                uit.append(f"{code}: {vorm.__name__}")
    return uit


@pytest.mark.parametrize("deel", range(DELEN))
def test_every_plan_of_the_cases_is_whole_in_every_language(deel: int) -> None:
    catalogus, fouten = the_catalogue(), {}
    for n, geval in list(enumerate(cases()))[deel::DELEN]:
        plan = make_plan(evaluate(geval.gezin, catalogus, op_datum=geval.op_datum))
        if gevonden := faults(plan, languages(n, geval)):
            fouten[geval.naam] = gevonden[:3]
        for loket in letter_counters(plan):
            assert make_letter(plan, loket).rubrieken, geval.naam
    assert fouten == {}

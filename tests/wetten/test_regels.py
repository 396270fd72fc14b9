"""Law 5 on rules written by hand: each of them said yes or no too early once, and chance seldom writes them."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from rechtenverkenner import Catalogus
from tests.wetten.catalogi import BRONNEN, GEMEENTEN, load
from tests.wetten.formules import STATUSSEN
from tests.wetten.gezinnen import complete, world_of
from tests.wetten.hulp import DATUMS, contradictions, difference, judge, random_world
from tests.wetten.vergeten import forget

REGELS = {
    "a difference in a sum over people who are not all known": ("gezin", "som(netto_jaarinkomen - p_jaar) >= p_nul"),
    "steps of a size that may be negative": (
        "persoon",
        "hele_stappen(p_jaar, kleinste(netto_jaarinkomen, p_jaar + p_jaar) - p_jaar) <= 5",
    ),
    "who lived here on 1 January, or was born since": (
        "gezin",
        'iemand(heeft("leefloon"), groep="gezin_1_januari")',
    ),
    "a parent who may be a dependant": ("persoon", 'iemand(heeft("leefloon"), groep="ziekenfondsgezin")'),
    "whose allowance it is when more people may live here": (
        "persoon",
        'hoogste(prijs_internet, groep="titularissen") <= p_nul_maand',
    ),
    "a no that does not look back that far": ("persoon", 'not heeft("leefloon", op=jaarbegin(op_datum, -2))'),
    "a status since a year that has not ended": ("persoon", 'heeft("leefloon")'),
    "a status on some day since a date": ("persoon", 'heeft("leefloon", vanaf=jaarbegin(op_datum))'),
    "no status on any day since last year": ("persoon", 'not heeft("leefloon", vanaf=jaarbegin(op_datum, -1))'),
    "a status in a period of the past": (
        "persoon",
        'heeft("leefloon", vanaf=jaarbegin(op_datum, -2), op=jaarbegin(op_datum, -1))',
    ),
    "the age on a day before birth": ("persoon", "leeftijd_op(jaarbegin(op_datum)) == leeftijd"),
    "a link to a local right": ("persoon", 'recht("lokaal")'),
    "a link over somebody registered elsewhere": ("gezin", 'iemand(recht("persoonlijk"), groep="alle_verblijvenden")'),
    "a local part that is a choice": ("gezin", 'keuze == "huurder"'),
}


def catalogus_with(niveau: str, als: str) -> Catalogus:
    """A catalogue with this rule, and what it may lean on."""
    begrip = {"keuze": {"label": "plaatselijke keuze", "formule": "statuut", "plaatselijk": True}}
    p_jaar = {"vanaf": "2020-01-01", "waarde": 9000, "bron": "B", "nagekeken_op": "2026-11-01", "zekerheid": "hoog"}
    lijst = [{"nis": n, "naam": f"dorp {n}", "provincie": "x"} for n in GEMEENTEN]
    vervangt = [{"deel": "keuze", "formule": "statuut"}]
    bestanden: dict[str, Any] = {
        "c/catalogus.yaml": {"versie": "2026.11.0"},
        "c/gemeenten.yaml": {"gemeenten": lijst},
        "c/statussen.yaml": {s: {"naam": f"status {s}", "verlener": "dienst"} for s in STATUSSEN},
        "c/gedeeld.yaml": {
            "bronnen": BRONNEN,
            "parameters": {
                "p_jaar": {"label": "een bedrag", "eenheid": "EUR/jaar", "waarden": [p_jaar]},
                "p_nul_maand": {"label": "nul", "eenheid": "EUR/maand", "waarden": [{**p_jaar, "waarde": 0}]},
                "p_nul": {"label": "nul", "eenheid": "EUR/jaar", "waarden": [{**p_jaar, "waarde": 0}]},
            },
        },
        "c/regel.yaml": right("regel", niveau, als, begrippen=begrip if "keuze" in als else {}),
        "c/lokaal.yaml": right(
            "lokaal", "gezin", "energieschulden", gebied={"nis": [GEMEENTEN[0]], "vanaf": "2020-01-01"}
        ),
        "c/persoonlijk.yaml": right("persoonlijk", "persoon", "erkende_handicap"),
        "c/na.yaml": right("na", niveau, 'recht("regel")'),
    }
    if "keuze" in als:
        gebied = {"nis": [GEMEENTEN[0]], "vanaf": "2020-01-01"}
        bestanden["c/lokaal/een/regel.yaml"] = {
            "lokaal": "regel",
            "gebied": gebied,
            "bronnen": BRONNEN,
            "vervangt": vervangt,
        }
    return load({naam: json.dumps(data) for naam, data in bestanden.items()})


def right(kenmerk: str, niveau: str, als: str, **meer: Any) -> dict[str, Any]:
    return {
        "recht": kenmerk,
        "naam": f"recht {kenmerk}",
        "beschrijving": "een recht",
        "domein": "energie",
        "bestuursniveau": "federaal",
        "pakket": "kern",
        "eenheid": niveau,
        "toekenning": {"standaard": "aanvraag"},
        "bronnen": BRONNEN,
        "voorwaarden": {"id": "v", "label": "de voorwaarde", "bron": "B", "als": als},
        "stappen": [{"tekst": "vraag het aan"}],
        **meer,
    }


@pytest.mark.parametrize("wat", REGELS)
def test_a_rule_that_is_hard_for_partial_knowledge_keeps_the_law(wat: str) -> None:
    catalogus = catalogus_with(*REGELS[wat])
    w = world_of(catalogus, DATUMS[0])
    rng = Random(wat)
    for _ in range(120):
        wereld = random_world(rng, w)
        minder, meer = forget(wereld, rng, w.op_datum, rng.choice((0.05, 0.2, 0.5)))
        gezegd = judge(minder, catalogus, w.op_datum)
        for volledig in (wereld, meer, *(complete(minder, rng, w) for _ in range(4))):
            if any(contradictions(gezegd, judge(volledig, catalogus, w.op_datum))):
                pytest.fail(difference(minder, volledig, catalogus, w.op_datum))

"""The HTTP service: what it answers, how it refuses, and that its description tells the truth about both."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

schemathesis = pytest.importorskip("schemathesis")

import httpx  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402
from schemathesis.config import SchemathesisConfig  # noqa: E402

from rechtenverkenner import evaluate, make_gezin  # noqa: E402
from rechtenverkenner.catalogus.opslag import default_folder  # noqa: E402
from rechtenverkenner.model.contract import result_as_dict  # noqa: E402
from rechtenverkenner.onderhoud.schema.kennis import read_kennis  # noqa: E402
from rechtenverkenner.web.app import make_app  # noqa: E402
from rechtenverkenner.web.openapi import make_openapi  # noqa: E402
from tests.web.bediende import Bediende, get, post, serving  # noqa: E402

DAG = date(2026, 11, 1)
GEZIN: dict[str, Any] = {"personen": [{"geboortedatum": "1957-03-02", "statussen": {"igo": "2024-05-01"}}]}
LANG = os.environ.get("RV_PROFIEL") == "lang"
GEVALLEN = 100 if LANG else 3
"""For each question of the service."""
# What no schema can say (two people with one id, a birth after the day that is asked) is refused with 422 as well.
INSTELLING = {
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}},
    # every edge of every field by itself: ten thousand requests for a household, which is the same in every question
    "phases": {"coverage": {"enabled": LANG}},
    "operations": [
        {"include-operation-id": ["plan", "vragen", "wat-als"], "phases": {"coverage": {"enabled": False}}},
    ],
}
SCHEMA = schemathesis.openapi.from_dict(
    make_openapi(read_kennis(default_folder()), met_token=False), config=SchemathesisConfig.from_dict(INSTELLING)
)
if not LANG:  # they read the household as the others do
    SCHEMA = SCHEMA.exclude(path=["/v1/plan", "/v1/vragen"])
GETELD: Counter[tuple[str, int]] = Counter()


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Amounts and days that a household can have, so that more than the reader is reached; the shape stays as it is.

    Not in what is meant to be refused: a number that is a little too large would become one that may be.
    """
    if case.meta.generation.mode.is_positive and isinstance(case.body, dict) and "gezin" in case.body:
        case.body = {**case.body, "gezin": _usual(case.body["gezin"])}


def _usual(x: Any) -> Any:
    if isinstance(x, dict):
        return {k: _usual(v) for k, v in x.items()}
    if isinstance(x, list):
        return [_usual(y) for y in x]
    if isinstance(x, float) and abs(x) < 1e9:
        return round(x, 2)
    if not isinstance(x, str):
        return x
    if re.fullmatch(r"[0-9]+\.[0-9]+", x):
        return f"{int(x.partition('.')[0]) % 100_000}.50"
    if dag := re.fullmatch(r"([0-9]{4})((?:-[0-9]{2})?)(?:-([0-9]{2}))?", x):
        jaar = 1930 + int(dag[1]) % 95
        return f"{jaar}{dag[2]}" + (f"-{min(int(dag[3]), 28):02}" if dag[3] else "")
    return x


@pytest.fixture(scope="module")
def dienst(catalogus: Any) -> Iterator[Bediende]:
    with serving(lambda hosts: make_app(catalogus, hosts=hosts, paginas=False, api=True, vandaag=lambda: DAG)) as b:
        yield b
    if LANG:
        for sleutel, aantal in sorted(GETELD.items()):
            print(*sleutel, aantal)


@SCHEMA.parametrize()
@settings(max_examples=GEVALLEN, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_whatever_is_sent_the_service_answers_as_it_says(case: Any, dienst: Bediende) -> None:
    antwoord = case.call(base_url=dienst.url, timeout=120)
    GETELD[(case.path, antwoord.status_code)] += 1
    case.validate_response(antwoord)


def ask(dienst: Bediende, pad: str, **lichaam: Any) -> httpx.Response:
    return post(f"{dienst.url}/v1/{pad}", json=lichaam)


def test_the_verdicts_are_those_of_the_library(dienst: Bediende, catalogus: Any) -> None:
    eigen = result_as_dict(evaluate(make_gezin(GEZIN), catalogus, op_datum=DAG))
    assert ask(dienst, "verken", gezin=GEZIN).json() == json.loads(json.dumps(eigen))
    een = ask(dienst, "verken", gezin=GEZIN, rechten=["delijn"]).json()
    assert een["oordelen"] == [o for o in json.loads(json.dumps(eigen))["oordelen"] if o["recht"] == "delijn"]


def test_the_day_that_is_asked_is_the_day_that_is_judged(dienst: Bediende) -> None:
    assert ask(dienst, "verken", gezin=GEZIN).json()["op_datum"] == DAG.isoformat()
    assert ask(dienst, "verken", gezin=GEZIN, op_datum="2026-02-03").json()["op_datum"] == "2026-02-03"


def test_a_plan_comes_in_the_language_that_is_asked_with_the_dutch_text(dienst: Bediende) -> None:
    plan = ask(dienst, "plan", gezin=GEZIN, taal="fr").json()
    naam = plan["kijk_na"][0]["naam"]
    assert plan["taal"] == "fr" and naam["vertaald"] and naam["tekst"] != naam["nl"]


def test_a_question_says_what_to_fill_in_and_why_and_is_gone_when_it_is_skipped(dienst: Bediende) -> None:
    eerst = ask(dienst, "vragen", gezin=GEZIN).json()
    kaart = eerst["vragen"][0]
    sleutels = [s for v in kaart["velden"] for s in v["sleutels"]]
    assert sleutels and kaart["waarom"]
    daarna = ask(dienst, "vragen", gezin=GEZIN, overgeslagen=sleutels).json()
    assert not {s for k in daarna["vragen"] for v in k["velden"] for s in v["sleutels"]} & set(sleutels)


def test_questions_for_one_right_are_about_that_right(dienst: Bediende) -> None:
    vragen = ask(dienst, "vragen", gezin=GEZIN, rechten=["delijn"]).json()["vragen"]
    assert {w["recht"] for k in vragen for w in k["waarom"]} <= {"delijn"}


def test_an_event_says_what_it_changes_and_what_comes_after_when_asked(dienst: Bediende) -> None:
    gebeurtenis = {"soort": "werk", "bedrag": "2400.00"}
    zonder = ask(dienst, "wat-als", gezin=GEZIN, gebeurtenis=gebeurtenis).json()
    met = ask(dienst, "wat-als", gezin=GEZIN, gebeurtenis=gebeurtenis, maanden=6).json()
    assert zonder["gebeurtenis"] == "werk" and zonder["daarna"] is None and met["daarna"]["maanden"] == 6


def test_every_fault_of_a_body_comes_at_once_with_its_code_and_path(dienst: Bediende) -> None:
    r = ask(dienst, "verken", gezin={"personen": [{"geboortedatm": "1960"}], "gemeente": "x"}, taal="nl")
    assert r.status_code == 422 and r.headers["content-type"] == "application/problem+json"
    probleem = r.json()
    assert probleem["code"] == "RV815" and probleem["type"] == "urn:rechtenverkenner:RV815"
    assert [(f["code"], f["tekst"].partition(":")[0]) for f in probleem["fouten"]] == [
        ("RV401", "gezin.personen.0.geboortedatm"),
        ("RV401", "taal"),
        ("RV408", "gezin.gemeente"),
    ]


@pytest.mark.parametrize(
    ("pad", "lichaam", "code"),
    [
        ("verken", {"gezin": {"personen": [{}] * 13}}, "RV818"),
        ("verken", {"gezin": GEZIN, "op_datum": "1999-12-31"}, "RV817"),
        ("verken", {"gezin": GEZIN, "rechten": ["delijnn"]}, "RV437"),
        ("wat-als", {"gezin": GEZIN, "gebeurtenis": {"soort": "werk", "gemeente": "44021"}}, "RV452"),
        ("vragen", {"gezin": {"personen": [{"statussen": {"x": True}}]}}, "RV430"),
    ],
)
def test_what_the_service_does_not_reckon_is_refused_with_its_own_code(
    dienst: Bediende, pad: str, lichaam: dict[str, Any], code: str
) -> None:
    r = ask(dienst, pad, **lichaam)
    assert r.status_code == 422 and [f["code"] for f in r.json()["fouten"]] == [code]


@pytest.mark.parametrize(
    "lichaam",
    [b"", b"[]", b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"\xff\xfe{\x00}\x00", b'{"a": "\\ud800"}', b"[" * 90_000],
    ids=["empty", "list", "half", "nan", "twice", "utf16", "half a character", "deep"],
)
def test_a_body_that_is_no_object_of_json_is_refused(dienst: Bediende, lichaam: bytes) -> None:
    r = post(f"{dienst.url}/v1/verken", content=lichaam, headers={"content-type": "application/json"})
    assert (r.status_code, r.json()["code"]) == (400, "RV814")


@pytest.mark.parametrize("kop", [{"content-type": "text/plain"}, {}, {"content-encoding": "gzip"}], ids=str)
def test_another_kind_of_content_is_refused(dienst: Bediende, kop: dict[str, str]) -> None:
    koppen = {"content-type": "application/json"} | kop if kop else {}
    r = post(f"{dienst.url}/v1/verken", content=b"{}", headers=koppen)
    assert (r.status_code, r.json()["code"]) == (415, "RV806")


def test_the_rights_and_the_schemas_are_those_of_the_catalogue(dienst: Bediende, catalogus: Any) -> None:
    alle = get(f"{dienst.url}/v1/rechten").json()
    assert [r["id"] for r in alle] == list(catalogus.rechten)
    ergens = get(f"{dienst.url}/v1/rechten", params={"gemeente": "44021"}).json()
    assert {r["id"] for r in ergens} == {
        k for k, r in catalogus.rechten.items() if r.gebied is None or "44021" in r.gebied.nis
    }
    for naam in get(f"{dienst.url}/v1/schema").json():
        assert get(f"{dienst.url}/v1/schema/{naam}").json()["type"] in ("object", "array"), naam

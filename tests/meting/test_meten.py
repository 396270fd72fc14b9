"""What a measurement keeps of a profile, and what it takes from the circle at the end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from rechtenverkenner import Catalogus, InvoerFout, evaluate, make_gezin
from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.gegevens import class_of
from rechtenverkenner.meting.meten import Bevinding, findings, measure, measure_end, target_group
from rechtenverkenner.meting.registreren import Registratie, follow_ups, register
from tests.meting.hulp import DAG, new_round

MORGEN = DAG + timedelta(days=1)


def test_of_several_people_what_is_still_to_do_comes_first(catalogus: Catalogus) -> None:
    vt = {"verhoogde-tegemoetkoming": "ja"}
    personen: list[dict[str, Any]] = [
        {"id": "an", "geboortedatum": "1980-01-01", "rechten": vt | {"delijn": "ja"}},
        {"id": "bo", "geboortedatum": "1981-01-01", "rechten": vt, "andere_rechten": "nee"},
    ]
    resultaat = evaluate(make_gezin({"personen": personen, "gemeente": "44021"}), catalogus, op_datum=DAG)
    per_recht = {
        b.recht: b for b in findings(resultaat, ["delijn", "nmbs-kaart-vt", "huurwaarborglening", "bestaat-niet"])
    }
    soorten = {o.oordeel for o in resultaat.oordelen if o.recht == "delijn"}
    assert "gebruikt" in soorten and len(soorten) == 2
    assert per_recht["delijn"].oordeel in soorten - {"gebruikt"}
    assert per_recht["bestaat-niet"] == Bevinding("bestaat-niet", "geen_recht")
    for o in resultaat.oordelen:
        if o.recht == "nmbs-kaart-vt" and o.oordeel in ("onbenut", "automatisch") and o.bedrag_jaar:
            laag, hoog = per_recht["nmbs-kaart-vt"].jaar or (0, 0)
            assert laag >= o.bedrag_jaar[0] * 100 and hoog >= o.bedrag_jaar[1] * 100


@pytest.mark.parametrize(
    ("groep", "personen", "volledig"),
    [
        ("leefloon", [{"id": "a", "geboortedatum": "1950-01-01", "statussen": {"leefloon": "ja"}}], True),
        ("65-plus", [{"id": "a", "geboortedatum": "1961-11-01"}], True),
        ("alleenstaand", [{"id": "a", "geboortedatum": "1961-12-01"}], True),
        ("andere", [{"id": "a", "geboortedatum": "1961-12-01"}], False),
        (
            "eenouder",
            [{"id": "a", "geboortedatum": "1990"}, {"id": "k", "geboortedatum": "2015", "kind_van": ["a"]}],
            True,
        ),
        (
            "andere",
            [{"id": "a", "geboortedatum": "1970"}, {"id": "k", "geboortedatum": "1995", "kind_van": ["a"]}],
            True,
        ),
        ("koppel", [{"id": "a", "geboortedatum": "1970", "partner": "b"}, {"id": "b", "geboortedatum": "1970"}], True),
        ("65-plus", [{"id": "a", "geboortedatum": "1950", "partner": "b"}, {"id": "b", "geboortedatum": "1951"}], True),
        (
            "koppel-met-kinderen",
            [{"id": "a", "partner": "b"}, {"id": "b"}, {"id": "k", "geboortedatum": "2015", "kind_van": ["a", "b"]}],
            True,
        ),
        ("andere", [{"id": "a", "statussen": {"leefloon": {"tot": "2026-10-31"}}}], False),
    ],
)
def test_a_client_is_in_the_first_target_group_that_fits(groep: str, personen: list[Any], volledig: bool) -> None:
    gezin = make_gezin({"personen": personen, "personen_volledig": volledig})
    assert target_group(gezin, DAG) == groep


def test_the_end_takes_from_the_circle_what_was_received(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "r.db", rechten=5, klanten=["K-1", "K-2"])
    with pytest.raises(InvoerFout, match="RV868"):
        measure_end(opslag, ronde, datum=MORGEN)
    woorden = ("onbenut", "automatisch", "gebruikt", "na", "geen_recht")
    nul = [Bevinding(f"recht-{n}", w, (100, 200)) for n, w in enumerate(woorden)]
    assert measure(opslag, ronde, {"K-1": nul, "K-2": nul}, datum=DAG) == 4
    assert measure(opslag, ronde, {"K-1": nul}, datum=DAG) == 2, "measured anew: nothing twice"
    stappen = [
        ("recht-0", ("aangevraagd", "toegekend", "ontvangen")),
        ("recht-1", ("aangevraagd", "geweigerd")),
        ("recht-2", ("hernieuwing", "geweigerd")),
        ("recht-3", ("gevonden", "aangevraagd")),
    ]
    for recht, standen in stappen:
        for stand in standen:
            register(opslag, ronde, Registratie("K-1", recht, stand, DAG))
    register(opslag, ronde, Registratie("K-2", "recht-0", "toegekend", MORGEN))
    register(opslag, ronde, Registratie("K-2", "recht-0", "ontvangen", MORGEN + timedelta(days=1)))
    with pytest.raises(InvoerFout, match="RV867"):
        measure(opslag, ronde, {"K-1": nul}, datum=DAG)
    for _ in range(2):
        assert measure_end(opslag, ronde, {"K-2": [Bevinding("recht-1", "gebruikt")]}, datum=MORGEN) == 2
    vraag = select(t.klant.c.pseudoniem, t.meting.c.oordeel).join_from(t.klant, t.meting)
    with opslag.lees() as v:
        rij = v.execute(vraag.where(t.meting.c.moment == "eind").order_by(t.meting.c.recht)).all()
    assert [o for p, o in rij if p == "K-1"] == ["gebruikt", "automatisch", "onbenut", "onbenut", "geen_recht"]
    assert [o for p, o in rij if p == "K-2"] == ["onbenut", "gebruikt", "gebruikt", "na", "geen_recht"]
    assert len(follow_ups(opslag, ronde, pseudoniem="K-1")[0].rechten) == 4


@pytest.mark.parametrize(
    ("nul", "eind", "standen", "klasse"),
    [
        ("geen_recht", None, [], "buiten"),
        ("mogelijk", "gebruikt", ["gevonden", "ontvangen"], "buiten"),
        ("gebruikt", "onbenut", [], "gebruikt"),
        ("onbenut", None, ["gevonden"], "gevonden"),
        ("onbenut", "onbenut", ["gevonden", "gestopt"], "gevonden"),
        ("automatisch", "automatisch", ["gevonden", "toegekend"], "aangevraagd"),
        ("onbenut", None, ["gevonden", "toegekend", "ontvangen"], "ontvangen"),
        ("onbenut", "onbenut", ["gevonden", "toegekend", "ontvangen", "gestopt"], "aangevraagd"),
        ("onbenut", "gebruikt", ["gevonden"], "ontvangen"),
        ("onbenut", None, ["gevonden", "toegekend", "ontvangen", "hernieuwing"], "ontvangen"),
    ],
)
def test_a_pair_is_of_one_class(nul: str, eind: str | None, standen: list[str], klasse: str) -> None:
    assert class_of(nul, eind, standen) == klasse

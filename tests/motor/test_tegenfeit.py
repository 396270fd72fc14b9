"""What would open a closed right: it really does, nothing nearer does, and only what can come true is named."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from rechtenverkenner import Catalogus, Resultaat, evaluate, load_gezin, make_gezin
from rechtenverkenner.catalogus.laden import read_teksten
from rechtenverkenner.motor.evalueren import evaluate_one
from rechtenverkenner.motor.ingreep import Wijziging, applied
from rechtenverkenner.motor.tegenfeit import OPEN, Tegenfeit, Zoeker, counterfactuals
from rechtenverkenner.motor.vooruitblik import frozen_amounts
from rechtenverkenner.motor.wegen import with_amount
from rechtenverkenner.plan.maken import make_plan
from tests.gedeeld import the_catalogue
from tests.plan.gezinnen import DAG, GEZINNEN, PROJECT

MEEST_OPNIEUW = None if os.environ.get("RV_PROFIEL") == "lang" else 6
"""Changes of one household that are really made: in the ordinary profile a sample."""
WAARDEN = "waarden: [{vanaf: 2020-01-01, waarde: 1000, bron: W, nagekeken_op: 2026-11-01, zekerheid: hoog}]"
FEITEN = "\n".join(
    f'{naam}: {{label: "{naam}", veranderlijk: ja}}'
    for naam in ("contract", "contract_op_naam_van", "huurcontract_op_naam", "netto_jaarinkomen")
)
STATUSSEN = """
igo: {naam: igo, verlener: FPD, bron: "een wet", veranderlijk: ja}
werkloos: {naam: werkloos, verlener: RVA, bron: "een wet"}
"""
GEZIN: dict[str, Any] = {
    "personen_volledig": "ja",
    "andere_rechten": "nee",
    "personen": [
        {
            "id": "an",
            "geboortedatum": "2009-03-05",
            "andere_statussen": "nee",
            "andere_rechten": "nee",
            "netto_jaarinkomen": "1200.00",
            "inkomens": [
                {"soort": "loon", "bedrag": "70.00", "per": "maand"},
                {"soort": "pensioen", "bedrag": "30.00", "per": "maand"},
                {"soort": "loon", "bedrag": "5000", "per": "jaar", "jaar": 2025},
            ],
            "inkomens_volledig": "ja",
            "jaren_volledig": [2025],
            "verblijfsstatuut": "ander",
            "partner": "geen",
        }
    ],
    "woning": {"statuut": "huurder", "huurcontract_op_naam": "nee", "huurprijs": "900"},
}


def judged(als: str, eenheid: str = "persoon", **feiten: Any) -> Resultaat:
    """A catalogue with this one rule, and what it says of one household."""
    recht = f"""recht: proef
naam: "een proef"
beschrijving: "een proef"
domein: inkomen
bestuursniveau: federaal
pakket: kern
eenheid: {eenheid}
toekenning: {{standaard: aanvraag}}
bronnen:
  W: {{uitgever: "Staatsblad", titel: "een wet"}}
parameters:
  grens: {{label: "een grens", eenheid: EUR/jaar, {WAARDEN}}}
voorwaarden:
  {{id: v, label: "de voorwaarde", bron: W, als: '{als}'}}
stappen:
  - {{tekst: "vraag het aan"}}
"""
    teksten = {"catalogus": 'versie: "2026.11.0"\n', "proef": recht, "feiten": FEITEN, "statussen": STATUSSEN}
    catalogus, meldingen = read_teksten({f"r/{k}.yaml": v for k, v in teksten.items()})
    assert catalogus is not None, "\n".join(map(str, meldingen))
    an = {**GEZIN["personen"][0], **feiten}
    return evaluate(make_gezin({**GEZIN, "personen": [an]}), catalogus, op_datum=DAG)


def changes(als: str, eenheid: str = "persoon", **feiten: Any) -> list[list[tuple[str, Any]]]:
    """The counterfactuals of a small rule, as fact and new value."""
    resultaat = judged(als, eenheid, **feiten)
    assert resultaat.verdict("proef").oordeel == "geen_recht"
    return [[(w.feit, w.naar) for w in t.wijzigingen] for t in counterfactuals(resultaat, "proef")]


@pytest.mark.parametrize(
    ("als", "feit", "naar"),
    [
        ("netto_jaarinkomen <= grens", "an.netto_jaarinkomen", "1000.00"),
        ("netto_jaarinkomen < grens", "an.netto_jaarinkomen", "999.99"),
        ("netto_jaarinkomen > grens + grens", "an.netto_jaarinkomen", "2000.01"),
        ('per_jaar(maandinkomen("belastbaar")) <= grens', "an.inkomens.maand.belastbaar", "83.33"),
        ('per_jaar(maandinkomen("pensioen")) < grens * 0.12', "an.inkomens.maand.pensioen", "9.99"),
    ],
)
def test_an_amount_stops_on_the_threshold_or_a_cent_from_it(als: str, feit: str, naar: str) -> None:
    assert changes(als) == [[(feit, Decimal(naar))]]


@pytest.mark.parametrize(
    "als",
    [
        'jaarinkomen("bruto_belastbaar", jaar(op_datum) - 1) <= grens',
        'verblijfsstatuut == "belg"',
        "per_jaar(huurprijs) <= grens",
        'heeft("werkloos")',
        'heeft("igo", op=jaarbegin(op_datum))',
        "leeftijd < 17",
        'iemand(leeftijd >= 10, groep="partner")',
    ],
)
def test_what_is_past_or_fixed_or_not_to_be_had_is_never_named(als: str) -> None:
    assert changes(als) == []


@pytest.mark.parametrize(
    ("als", "verwacht"),
    [
        ('heeft("igo")', [[("an.statussen.igo", True)]]),
        ("huurcontract_op_naam", [[("woning.huurcontract_op_naam", True)]]),
        ("leeftijd >= 18", [[("op_datum", date(2027, 3, 5))]]),
        ('op_datum >= "2027-01-01"', [[("op_datum", date(2027, 1, 1))]]),
        ('leeftijd >= 18 and op_datum >= "2028-01-01"', [[("op_datum", date(2028, 1, 1))]]),
        # the two are needed together
        (
            'heeft("igo") and huurcontract_op_naam',
            [[("an.statussen.igo", True), ("woning.huurcontract_op_naam", True)]],
        ),
        # one is enough: what is one change goes first, and what holds it too is not repeated
        (
            'heeft("igo") or (huurcontract_op_naam and netto_jaarinkomen <= grens)',
            [
                [("an.statussen.igo", True)],
                [("an.netto_jaarinkomen", Decimal("1000.00")), ("woning.huurcontract_op_naam", True)],
            ],
        ),
        # a birthday and a request together, or three things, are too far away
        ('leeftijd >= 18 and heeft("igo")', []),
        ('heeft("igo") and huurcontract_op_naam and netto_jaarinkomen <= grens', []),
    ],
)
def test_the_ways_through_a_rule(als: str, verwacht: list[list[tuple[str, Any]]]) -> None:
    assert changes(als) == verwacht


def test_a_status_that_must_last_is_had_so_long() -> None:
    [t] = counterfactuals(judged('heeft("igo", minstens_maanden=3)'), "proef")
    assert [(w.feit, w.maanden) for w in t.wijzigingen] == [("an.statussen.igo", 3)]
    wacht = judged('heeft("igo", minstens_maanden=3)', statussen={"igo": "2026-10-20"})
    assert [t.op_datum for t in counterfactuals(wacht, "proef")] == [date(2027, 1, 20)]


def test_a_day_counts_only_when_the_right_is_really_open_then() -> None:
    """The flag names the birthday, and on that day the other limit closes it again."""
    als = 'leeftijd >= 18 and (op_datum <= "2027-02-01" or leeftijd >= 40)'
    resultaat = judged(als)
    assert "opent_misschien_op:2027-03-05" in resultaat.verdict("proef").vlaggen
    assert counterfactuals(resultaat, "proef") == ()
    [p] = make_plan(resultaat).geen_recht
    assert (p.opent_op, p.tegenfeit) == (None, None)
    [wel] = make_plan(judged("leeftijd >= 18")).geen_recht
    assert wel.opent_op == date(2027, 3, 5)
    assert wel.tegenfeit is not None
    assert wel.tegenfeit.op_datum == date(2027, 3, 5)


@pytest.mark.parametrize(
    ("als", "nuttig"),
    [
        ("netto_jaarinkomen <= grens * 1.1", True),
        ("netto_jaarinkomen <= grens * 1.09", False),
        ("netto_jaarinkomen >= grens * 1.33", True),
        ("leeftijd >= 19", False),
        ("huurcontract_op_naam", False),
        ('heeft("igo")', False),
    ],
)
def test_a_plan_names_only_what_a_family_can_do_something_with(als: str, nuttig: bool) -> None:
    """An amount at most a tenth away, a day within a year; a status only when it is open in this plan."""
    [p] = make_plan(judged(als.replace("1.09", "1.05"))).geen_recht
    assert (p.tegenfeit is not None) == nuttig


@cache
def found(naam: str) -> tuple[Resultaat, tuple[Tegenfeit, ...]]:
    resultaat = evaluate(load_gezin(PROJECT / "fixtures" / "gezinnen" / f"{naam}.yaml"), the_catalogue(), op_datum=DAG)
    zoeker = Zoeker(resultaat)
    return resultaat, tuple(t for o in resultaat.oordelen for t in zoeker.nearest(o))


@cache
def last_known() -> Catalogus:
    return frozen_amounts(the_catalogue())


@pytest.mark.parametrize("naam", GEZINNEN)
def test_every_counterfactual_of_a_household_of_the_project_holds(naam: str) -> None:
    """Applied, and the whole household judged again: once for the rights that the same changes open."""
    resultaat, rij = found(naam)
    zelfde: dict[tuple[object, ...], list[Tegenfeit]] = {}
    for t in rij:
        zelfde.setdefault((t.wijzigingen, t.op_datum, t.bedragen_van_nu), []).append(t)
    for groep in list(zelfde.values())[:MEEST_OPNIEUW]:
        t = groep[0]
        catalogus = last_known() if t.bedragen_van_nu else the_catalogue()
        na = evaluate(applied(resultaat.gezin, t.wijzigingen, DAG), catalogus, op_datum=t.op_datum)
        assert {na.verdict(t.recht, t.eenheid).oordeel for t in groep} <= OPEN
        assert all(na.verdict(t.recht, t.eenheid).oordeel == t.oordeel for t in groep)


def nearer(w: Wijziging) -> Wijziging:
    """An amount that is a cent nearer to what it is now."""
    assert isinstance(w.van, Decimal)
    assert isinstance(w.naar, Decimal)
    return with_amount(w, w.naar + (Decimal("0.01") if w.naar < w.van else Decimal("-0.01")))


def test_one_cent_less_of_a_change_does_not_open_the_right() -> None:
    resultaat, rij = found("student-op-kot")
    met_bedrag = [t for t in rij if any(w.soort == "bedrag" for w in t.wijzigingen)]
    assert met_bedrag
    for t in met_bedrag:
        dichter = [nearer(w) if w.soort == "bedrag" else w for w in t.wijzigingen]
        gezin = applied(resultaat.gezin, dichter, DAG)
        assert (
            evaluate_one(gezin, the_catalogue(), t.recht, op_datum=DAG).verdict(t.recht, t.eenheid).oordeel not in OPEN
        )


def test_only_what_the_catalogue_calls_changeable_is_named() -> None:
    c = the_catalogue()
    namen = {w.naam for naam in GEZINNEN for t in found(naam)[1] for w in t.wijzigingen}
    assert len(namen) > 5
    for naam in namen:
        lijst, _, kenmerk = naam.partition(".")
        match lijst:
            case "op_datum":
                pass
            case "statussen":
                assert c.statussen[kenmerk].veranderlijk or kenmerk in c.rechten
            case "rechten":
                assert kenmerk in c.rechten
            case "inkomens":
                assert kenmerk.split(".")[0] in ("maand", "voordelen")
            case _:
                assert c.feiten[lijst].veranderlijk


def test_who_somebody_is_and_who_lives_together_cannot_change() -> None:
    vast = (
        "geboortedatum domicilie partnerband verblijfsstatuut verblijf_dagen_per_week gemeente deelt_huishouden "
        "woont_met_niet_familie erkende_handicap is_zwanger tegoeden roerend_vermogen hier_sinds samenstelling_sinds"
    )
    assert not any(the_catalogue().feiten[naam].veranderlijk for naam in vast.split())


@pytest.mark.parametrize("naam", ["gepensioneerd-koppel-stookolie", "ex-dakloze"])
def test_one_right_alone_is_judged_as_among_all(naam: str) -> None:
    resultaat, _ = found(naam)
    for recht in {o.recht: None for o in resultaat.oordelen}:
        alleen = evaluate_one(resultaat.gezin, the_catalogue(), recht, op_datum=DAG).oordelen
        assert alleen == tuple(o for o in resultaat.oordelen if o.recht == recht)


def test_a_repr_tells_no_personal_fact() -> None:
    for als in ("netto_jaarinkomen <= grens", "leeftijd >= 18", 'heeft("igo")'):
        tekst = repr(counterfactuals(judged(als), "proef"))
        assert "proef" in tekst
        assert not any(x in tekst for x in ("an.", "'an'", "1200", "1000", "2027", "igo", "netto"))

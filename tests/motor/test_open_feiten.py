"""What is still asked, and what would change an answer: only facts that can matter for this household."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rechtenverkenner import Oordeel, Resultaat, evaluate, make_gezin
from rechtenverkenner.catalogus.laden import read_teksten
from rechtenverkenner.motor.beeld import Beeld

WAARDEN = "waarden: [{vanaf: 2020-01-01, waarde: 1000, bron: W, nagekeken_op: 2026-11-01, zekerheid: hoog}]"


def judged(als: str, persoon: dict[str, Any]) -> Resultaat:
    """What is said of a household by a catalogue with this one rule."""
    recht = f"""recht: proef
naam: "een proef"
beschrijving: "een proef"
domein: inkomen
bestuursniveau: federaal
pakket: kern
eenheid: gezin
toekenning: {{standaard: aanvraag}}
bronnen:
  W: {{uitgever: "Staatsblad", titel: "een wet"}}
parameters:
  grens: {{label: "een grens", eenheid: EUR/jaar, {WAARDEN}}}
  zoek: {{label: "een grens die niemand kent", eenheid: EUR/jaar, {WAARDEN.replace("1000", "null")}}}
voorwaarden:
  id: v
  label: "de voorwaarde"
  bron: W
  als: '{als}'
stappen:
  - {{tekst: "vraag het aan"}}
"""
    catalogus, meldingen = read_teksten({"r/catalogus.yaml": 'versie: "2026.11.0"\n', "r/proef.yaml": recht})
    assert catalogus is not None, "\n".join(map(str, meldingen))
    data = {"personen": [{"id": "an", **persoon}], "personen_volledig": "ja", "andere_rechten": "nee"}
    return evaluate(make_gezin(data), catalogus, op_datum=date(2026, 11, 1))


def verdict(als: str, persoon: dict[str, Any]) -> Oordeel:
    return judged(als, persoon).oordelen[0]


VOLWASSEN = {"geboortedatum": "1980-01-01"}
KIND = {"geboortedatum": "2015-01-01"}
JONG = {"geboortedatum": "2004-01-01"}
TELT_ALS_KIND = "leeftijd < 18 or (leeftijd < 26 and fiscaal_of_kinderbijslag_kind)"


@pytest.mark.parametrize(
    ("persoon", "ontbreekt"),
    [
        (VOLWASSEN, {"woning.huurprijs"}),
        (KIND, {"woning.huurprijs"}),
        (JONG, {"woning.huurprijs", "an.fiscaal_of_kinderbijslag_kind"}),
    ],
)
def test_a_part_that_is_decided_is_not_asked_about(persoon: dict[str, Any], ontbreekt: set[str]) -> None:
    o = verdict(
        f"per_jaar(huurprijs) <= grens + grens * 1.5 if aantal({TELT_ALS_KIND}) >= 1 else per_jaar(huurprijs) <= grens",
        persoon,
    )
    assert (o.oordeel, set(o.ontbreekt)) == ("onbekend", ontbreekt)


@pytest.mark.parametrize(("persoon", "ontbreekt"), [(VOLWASSEN, "an.netto_jaarinkomen"), (KIND, "woning.huurprijs")])
def test_of_a_choice_only_the_side_that_is_taken_is_asked_about(persoon: dict[str, Any], ontbreekt: str) -> None:
    keuze = "som(netto_jaarinkomen) if aantal(leeftijd >= 18) >= 1 else per_jaar(huurprijs)"
    assert verdict(f"({keuze}) <= grens", persoon).ontbreekt == (ontbreekt,)


def test_what_only_the_law_can_change_is_no_change_of_the_household() -> None:
    o = verdict("grens >= grens + grens", VOLWASSEN)
    assert (o.oordeel, o.uitleg.verandering, o.verandering) == ("geen_recht", None, ())


def test_a_missing_value_is_told_where_it_matters_and_only_there() -> None:
    voor_kinderen = "(aantal(leeftijd < 18) >= 1 and som(netto_jaarinkomen) <= zoek) or per_jaar(huurprijs) <= grens"
    assert [m.code for m in judged(voor_kinderen, KIND).meldingen] == ["RV305"]
    assert judged(voor_kinderen, VOLWASSEN).meldingen == ()


def test_a_marriage_written_with_one_of_two_partners_holds_for_both() -> None:
    gezin = {
        "personen": [
            {"id": "an", "partner": "bo", "partnerband": "gehuwd"},
            {"id": "bo", "partner": "an"},
        ]
    }
    beeld = Beeld(make_gezin(gezin), 20261101)
    assert [beeld.bond(i) for i in (0, 1)] == ["gehuwd", "gehuwd"]


def test_who_has_no_partner_has_no_bond_and_is_not_asked_for_one() -> None:
    beeld = Beeld(make_gezin({"personen": [{"id": "an", "partner": "geen"}, {"id": "bo"}]}), 20261101)
    assert [beeld.bond(i) for i in (0, 1)] == ["geen", None]

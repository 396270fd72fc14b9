"""Values of a series that follow from other values: exact, with bounds, filled in before anything uses them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from rechtenverkenner import Catalogus, evaluate, make_gezin, read_catalogus
from rechtenverkenner.catalogus.laden import read_teksten
from rechtenverkenner.model.recht import Waardeperiode

WAARDE = "bron: W, nagekeken_op: 2026-11-01, zekerheid: hoog"
KOP = 'bronnen:\n  W: {uitgever: "Staatsblad", titel: "een wet"}\nparameters:\n'


def series(**reeksen: tuple[str, list[str]]) -> Mapping[str, tuple[Waardeperiode, ...]]:
    """The periods of each parameter of a catalogue that holds only these."""
    tekst = KOP
    for naam, (eenheid, waarden) in reeksen.items():
        tekst += f'  {naam}:\n    label: "reeks {naam}"\n    eenheid: {eenheid}\n    waarden:\n'
        tekst += "".join(f"      - {{{w}, {WAARDE}}}\n" for w in waarden)
    bestanden = {"regels/gedeeld.yaml": tekst, "regels/catalogus.yaml": 'versie: "2026.11.0"\n'}
    catalogus, meldingen = read_teksten(bestanden)
    assert catalogus is not None, "\n".join(map(str, meldingen))
    return {naam: catalogus.parameters[f"gedeeld.{naam}"].waarden for naam in reeksen}


def test_the_mean_of_a_year_weighs_each_month() -> None:
    """Four months of 100.00 and eight of 130.01: 120.0066..., so 120.01."""
    jaar = series(
        jaar=("EUR/jaar", ["vanaf: 2025-01-01, formule: 'jaargemiddelde(maand, -1)'"]),
        maand=("EUR/jaar", ["vanaf: 2024-01-01, waarde: 100", "vanaf: 2024-05-01, waarde: 130.01"]),
    )["jaar"][0]
    assert (jaar.waarde, jaar.grenzen) == (12001, (12001, 12001))
    assert jaar.te_bevestigen and jaar.afgeleid == "berekend: jaargemiddelde(maand, -1)"


def test_a_formula_may_follow_from_a_formula_whatever_the_order_in_the_file() -> None:
    rij = series(
        c=("EUR", ["vanaf: 2025-01-01, formule: 'b + 0.01'"]),
        b=("EUR", ["vanaf: 2025-01-01, formule: 'a * 2'"]),
        a=("EUR", ["vanaf: 2024-01-01, waarde: 1", "vanaf: 2025-01-01, formule: 'vorige() * 1.02'"]),
    )
    assert [rij[x][-1].waarde for x in "abc"] == [102, 204, 205]


@pytest.mark.parametrize(
    ("formule", "centen"),
    [
        ("450 * rond(1.02 ** 8, 4)", 52727),  # the published way: the factor is rounded, then the product
        ("450 * 1.02 ** 8", 52725),
        ("0.125 * 0.2", 3),  # 2.5 cents: a half goes up
        ("10 / 3", 333),
        ('bij("2024-01-01", a) - 0.5', 50),
        ("(a + 1) * 3 - 1", 500),
    ],
)
def test_arithmetic_is_exact(formule: str, centen: int) -> None:
    rij = series(a=("EUR", ["vanaf: 2024-01-01, waarde: 1"]), uit=("EUR", [f"vanaf: 2024-01-01, formule: '{formule}'"]))
    assert rij["uit"][0].waarde == centen


def test_bounds_go_through_a_formula_and_a_margin_replaces_them_when_the_value_is_known() -> None:
    rij = series(
        bekend=("EUR", ["vanaf: 2024-01-01, waarde: 10, grenzen: [9, 12]"]),
        open=("EUR", ["vanaf: 2024-01-01, waarde: null, grenzen: [9, null]"]),
        niets=("EUR", ["vanaf: 2024-01-01, waarde: null"]),
        a=("EUR", ["vanaf: 2024-01-01, formule: '100 - bekend * 2'"]),
        b=("EUR", ["vanaf: 2024-01-01, formule: 'bekend * 2', marge: 0.5"]),
        c=("EUR", ["vanaf: 2024-01-01, formule: 'open * 2', marge: 0.5"]),
        d=("EUR", ["vanaf: 2024-01-01, formule: 'niets + 1'"]),
    )
    assert (rij["a"][0].waarde, rij["a"][0].grenzen) == (8000, (7600, 8200))
    assert (rij["b"][0].waarde, rij["b"][0].grenzen) == (2000, (1950, 2050))
    assert (rij["c"][0].waarde, rij["c"][0].grenzen) == (None, (1800, None))
    assert (rij["d"][0].waarde, rij["d"][0].grenzen) == (None, (0, None))


def test_a_year_with_a_month_without_value_has_no_mean() -> None:
    rij = series(
        maand=("EUR", ["vanaf: 2024-01-01, waarde: 10", "vanaf: 2024-12-01, waarde: null, grenzen: [10, 16]"]),
        jaar=("EUR", ["vanaf: 2025-01-01, formule: 'jaargemiddelde(maand, -1)'"]),
    )
    assert (rij["jaar"][0].waarde, rij["jaar"][0].grenzen) == (None, (1000, 1050))


def test_the_yearly_ceiling_of_the_catalogue_is_the_mean_that_the_sources_give(catalogus: Catalogus) -> None:
    """2025: 4 x 27,011 and 8 x 27,550.86; 2026: 1 x 27,550.86 and 11 x 28,101.88 (KB 15-01-2014 art. 22)."""
    waarden = {w.vanaf: w.waarde for w in catalogus.parameters["gedeeld.vt_jaar_basis"].waarden}
    assert (waarden[20250101], waarden[20260101]) == (2737091, 2805596)


STATUSSEN = 'hulp: {naam: "hulp", verlener: "OCMW"}\nandere: {naam: "andere", verlener: "OCMW"}\n'
RECHT = """recht: {id}
naam: "recht {id}"
beschrijving: "een proef"
domein: inkomen
bestuursniveau: federaal
pakket: {pakket}
eenheid: persoon
toekenning: {{standaard: aanvraag}}
bronnen:
  W: {{uitgever: "Staatsblad", titel: "een wet"}}
voorwaarden: {{id: v, label: "de voorwaarde", bron: W, als: '{als}'}}
stappen:
  - {{tekst: "vraag het aan"}}
"""


def verdicts(statussen: dict[str, object], leeftijd: int = 30) -> dict[str, str]:
    catalogus, meldingen = read_teksten(
        {
            "regels/catalogus.yaml": 'versie: "2026.11.0"\n',
            "regels/statussen.yaml": STATUSSEN,
            "regels/hulp.yaml": RECHT.format(id="hulp", pakket="status", als="leeftijd >= 18"),
            "regels/gevolg.yaml": RECHT.format(id="gevolg", pakket="kern", als='recht("hulp")'),
            "regels/feit.yaml": RECHT.format(id="feit", pakket="kern", als='heeft("hulp")'),
        }
    )
    assert catalogus is not None, meldingen
    gezin = make_gezin(
        {"personen": [{"id": "p", "geboortedatum": date(2026 - leeftijd, 1, 1), "statussen": statussen}]}
    )
    return {o.recht: o.oordeel for o in evaluate(gezin, catalogus, op_datum=date(2026, 11, 1)).oordelen}


def test_a_status_that_is_a_right_is_in_use_when_somebody_has_it() -> None:
    assert verdicts({"hulp": "ja"}) == {"hulp": "gebruikt", "gevolg": "onbenut", "feit": "onbenut"}
    assert verdicts({"hulp": "nee"}) == {"hulp": "onbenut", "gevolg": "na", "feit": "geen_recht"}
    assert verdicts({"hulp": "nee"}, leeftijd=17) == {
        "hulp": "geen_recht",
        "gevolg": "geen_recht",
        "feit": "geen_recht",
    }
    assert verdicts({}, leeftijd=17) == {"hulp": "geen_recht", "gevolg": "onbekend", "feit": "onbekend"}


def test_a_shared_part_is_one_node_for_every_right_and_an_own_part_wins() -> None:
    gedeeld = KOP.replace("parameters:\n", "parameters: {}\n") + (
        'begrippen:\n  volwassenen: {label: "volwassenen", niveau: gezin, formule: "aantal(leeftijd >= 18)"}\n'
    )
    eigen = (
        'begrippen:\n  volwassenen: {label: "ouderen", niveau: gezin, formule: "aantal(leeftijd >= 65)"}\nvoorwaarden'
    )
    basis = RECHT.format(id="a", pakket="kern", als="volwassenen >= 1")
    catalogus, meldingen = read_teksten(
        {
            "regels/catalogus.yaml": 'versie: "2026.11.0"\n',
            "regels/gedeeld.yaml": gedeeld,
            "regels/a.yaml": basis,
            "regels/b.yaml": basis.replace("recht: a", "recht: b").replace("voorwaarden", eigen, 1),
        }
    )
    assert catalogus is not None, "\n".join(map(str, meldingen))
    gezin = make_gezin({"personen": [{"id": "p", "geboortedatum": date(1990, 1, 1)}], "personen_volledig": "ja"})
    oordelen = {o.recht: o.oordeel for o in evaluate(gezin, catalogus, op_datum=date(2026, 11, 1)).oordelen}
    assert oordelen == {"a": "onbenut", "b": "geen_recht"}


def test_the_catalogue_that_ships_reads_without_a_finding() -> None:
    catalogus, meldingen = read_catalogus()
    assert catalogus is not None and not meldingen
    assert all(
        w.waarde is None or isinstance(w.waarde, (int, frozenset))
        for p in catalogus.parameters.values()
        for w in p.waarden
    )

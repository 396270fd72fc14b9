"""Law 1: generated code gives what the interpreter gives, down to the last field of the result."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rechtenverkenner import Catalogus, Gezin, InvoerFout, Oordeel, Resultaat, evaluate, make_gezin
from rechtenverkenner.model.knopen import JA, NEE, Alle, EenVan, Heeft, OverLeden, Plus, Vergelijk
from rechtenverkenner.motor import schrijfwijzen
from rechtenverkenner.motor.gegenereerd import Schrijver
from rechtenverkenner.motor.uitlegcode import Uitlegschrijver, write_explanations
from tests.wetten.catalogi import BRONNEN, Teksten, load, random_catalogus, texts
from tests.wetten.gezinnen import world_of
from tests.wetten.hulp import CHANCE, DATUMS, REFERENTIE, cases, random_partial
from tests.wetten.test_regels import right

PAREN_PER_CATALOGUS = 12
ALS = "leeftijd >= 18"


@pytest.fixture(autouse=True)
def explained_by_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first household on: for a few households of a catalogue that is kept nowhere the interpreter does it."""
    monkeypatch.setattr("rechtenverkenner.motor.code.GENOEG", 1)


def without_name(r: Resultaat) -> Resultaat:
    return replace(r, ontvangstbewijs=replace(r.ontvangstbewijs, motor=""))


def both(gezin: Gezin, catalogus: Catalogus, op_datum: Any, recht: str = "") -> tuple[Resultaat, Resultaat]:
    """What the generated code and the interpreter say, of everything or of one right."""
    vraag: dict[str, Any] = {"op_datum": op_datum, "keten": REFERENTIE, "rechten": [recht] if recht else None}
    een = evaluate(gezin, catalogus, **vraag)
    ander = evaluate(gezin, catalogus, **vraag, motor="referentie")
    assert een.ontvangstbewijs.motor != ander.ontvangstbewijs.motor
    return without_name(een), without_name(ander)


def test_generated_code_and_the_interpreter_give_the_same_result() -> None:
    paren = ketens = 0
    aantal = settings().max_examples // 5

    @settings(max_examples=aantal)
    @given(texts(deel=2), CHANCE, st.sampled_from(DATUMS))
    def law(teksten: Teksten, rng: Random, op_datum: Any) -> None:
        nonlocal paren, ketens
        catalogus = load(teksten)
        w = world_of(catalogus, op_datum)
        for _ in range(PAREN_PER_CATALOGUS):
            gezin = Gezin.model_validate(random_partial(rng, w))
            een, ander = both(gezin, catalogus, op_datum)
            assert een == ander, gezin
            paren += 1
            ketens += any(o.niveau for o in een.oordelen)

    law()
    assert paren >= PAREN_PER_CATALOGUS * aantal
    assert ketens > 0, "no household had a right that opens after another right"
    print(f"law 1: {paren} pairs, in {ketens} of them a chain of rights")


def test_both_engines_agree_on_the_households_of_the_project(catalogus: Catalogus) -> None:
    """Of a reference case its right; every one in the long run, else some."""
    for geval in cases(elk=1 if settings().max_examples >= 1000 else 100):
        een, ander = both(geval.gezin, catalogus, geval.op_datum, geval.recht)
        assert een == ander, geval.naam


def verdict(o: Oordeel) -> tuple[object, ...]:
    return o.oordeel, o.bedrag_jaar, o.bedrag_eenmalig


@pytest.mark.parametrize(
    ("soort", "goed", "fout"),
    [
        (Plus, "add(", "subtract("),
        (Vergelijk, "at_most(", "equal("),
        (Alle, " & ", " | "),
        (EenVan, "|", "&"),
        (EenVan, ".isdisjoint(", ".issuperset("),
        (EenVan, " in {", " is {"),
        (OverLeden, "|= telt &", "|= telt |"),
        (Heeft, "has(", f"{NEE} & has("),
    ],
)
def test_a_wrong_operator_breaks_the_law(monkeypatch: pytest.MonkeyPatch, soort: type, goed: str, fout: str) -> None:
    echt = schrijfwijzen.OPERATOREN[soort]
    gebroken = {**schrijfwijzen.OPERATOREN, soort: lambda *a: echt(*a).replace(goed, fout)}
    monkeypatch.setattr("rechtenverkenner.motor.gegenereerd.OPERATOREN", gebroken)
    for zaad in range(60):
        rng = Random(zaad)
        catalogus = random_catalogus(rng)
        w = world_of(catalogus, DATUMS[0])
        for _ in range(5):
            een, ander = both(Gezin.model_validate(random_partial(rng, w)), catalogus, DATUMS[0])
            if [verdict(o) for o in een.oordelen] != [verdict(o) for o in ander.oordelen]:
                return
    pytest.fail(f"{fout} instead of {goed} changed no verdict and no amount")


@pytest.mark.parametrize(
    ("deel", "goed", "fout"),
    [
        ("_combined", "all_of(", "any_of("),
        ("_members", "False, (", "True, ("),
        ("_leaf", f"w == {NEE}", f"w == {JA}"),
        ("names", ".id + ", ".id + '.' + "),
        ("parameters", "used", "() and used"),
        ("_named_again", ", False)", ", True)"),
    ],
)
def test_a_wrong_explanation_breaks_the_law(
    monkeypatch: pytest.MonkeyPatch, deel: str, goed: str, fout: str, catalogus: Catalogus
) -> None:
    echt = getattr(Uitlegschrijver, deel)

    def broken(self: Uitlegschrijver, *wat: Any) -> Any:
        uit = echt(self, *wat)
        return uit.replace(goed, fout) if isinstance(uit, str) else (uit[0], uit[1].replace(goed, fout))

    monkeypatch.setattr(Uitlegschrijver, deel, broken)
    gebroken = replace(catalogus)  # of a catalogue that was changed in memory nothing is kept
    for geval in cases(elk=60):
        een, ander = both(geval.gezin, gebroken, geval.op_datum, geval.recht)
        if een != ander:
            assert een.oordelen != ander.oordelen
            return
    pytest.fail(f"{fout} instead of {goed} in `{deel}` changed no explanation")


def test_until_it_pays_the_interpreter_explains(monkeypatch: pytest.MonkeyPatch, catalogus: Catalogus) -> None:
    gemaakt: list[str] = []

    def write(s: Schrijver) -> str:
        gemaakt.append(write_explanations(s))
        return gemaakt[-1]

    monkeypatch.setattr("rechtenverkenner.motor.code.GENOEG", 3)
    monkeypatch.setattr("rechtenverkenner.motor.uitlegcode.write_explanations", write)
    nieuw, gezin = replace(catalogus), make_gezin({"personen": [{}]})
    gezegd = []
    for aantal in (0, 0, 1, 1):
        eerder = len(gemaakt)
        resultaat = evaluate(gezin, nieuw, op_datum=DATUMS[0], rechten=["leefloon"])
        assert len(gemaakt) == eerder, "verdicts need no explanations"
        gezegd.append(resultaat.oordelen[0].uitleg)
        assert len(gemaakt) == aantal
    assert all(uitleg == gezegd[0] for uitleg in gezegd)


def test_only_the_rights_that_are_asked_are_judged_and_the_chain_still_counts(catalogus: Catalogus) -> None:
    gevraagd = {"derdebetalersregeling", "uitpas-kansentarief", "igo"}
    for geval in [g for g in cases(elk=10**6) if not g.recht]:
        heel = evaluate(geval.gezin, catalogus, op_datum=geval.op_datum, keten=REFERENTIE)
        for motor in ("gegenereerd", "referentie"):
            deel = evaluate(
                geval.gezin, catalogus, op_datum=geval.op_datum, keten=REFERENTIE, motor=motor, rechten=gevraagd
            )
            assert deel.oordelen == tuple(o for o in heel.oordelen if o.recht in gevraagd), geval.naam


def test_a_right_that_does_not_exist_is_refused(catalogus: Catalogus) -> None:
    with pytest.raises(InvoerFout, match="geen oordeel over `leeflon`"):
        evaluate(make_gezin({"personen": [{}]}), catalogus, op_datum=DATUMS[0], rechten={"leeflon"})


def test_one_rule_in_two_municipalities_may_be_granted_in_two_ways() -> None:
    """What says the same is computed once; how it is granted is not part of what it says."""
    lokaal = {
        map_: {
            "lokaal": "r",
            "gebied": {"nis": [nis], "vanaf": "2020-01-01"},
            "bronnen": BRONNEN,
            "vervangt": [
                {"deel": "v", "voorwaarden": {"id": "w", "label": "hier", "bron": "B", "toekenning": hoe, "als": ALS}}
            ],
        }
        for map_, nis, hoe in (("een", "11001", "automatisch"), ("twee", "24062", "aanvraag"))
    }
    leeg = {"id": "v", "label": "overal", "bron": "B", "plaatselijk": {}}
    teksten: dict[str, Any] = {
        "c/catalogus.yaml": {"versie": "2026.11.0"},
        "c/gemeenten.yaml": {
            "gemeenten": [{"nis": n, "naam": f"dorp {n}", "provincie": "x"} for n in ("11001", "24062")]
        },
        "c/r.yaml": {**right("r", "persoon", ALS), "voorwaarden": leeg},
        **{f"c/lokaal/{map_}/r.yaml": inhoud for map_, inhoud in lokaal.items()},
    }
    catalogus = load({naam: json.dumps(inhoud) for naam, inhoud in teksten.items()})
    for nis, verwacht in (("11001", "automatisch"), ("24062", "onbenut")):
        gezin = make_gezin(
            {"gemeente": nis, "personen": [{"id": "an", "geboortedatum": "1960"}], "andere_rechten": "nee"}
        )
        een, ander = both(gezin, catalogus, DATUMS[0])
        assert een == ander
        assert een.oordelen[0].oordeel == verwacht

"""From typed text to values: what people write is understood, and anything else is refused without repeating it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.gezin import Aanslagbiljet, Gezin, Inkomen, Persoon, Remgeld
from rechtenverkenner.model.houding import Datumbereik, Houding
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.model.vraag import Veld, Veldsoort
from rechtenverkenner.plan.gesprek.blokken import Blok, per_field, split_line
from rechtenverkenner.plan.gesprek.gesprek import read_part, read_people
from rechtenverkenner.plan.gesprek.getallen import (
    format_number,
    format_period,
    parse_number,
    parse_period,
)
from rechtenverkenner.plan.gesprek.houdingen import format_ticks, parse_ticks
from rechtenverkenner.plan.gesprek.inkomens import BILJET, SOORTEN, parse_incomes
from rechtenverkenner.plan.gesprek.lezer import Lezer, make_reader
from rechtenverkenner.plan.gesprek.waarden import format_value, parse_value
from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.plan.woorden import Woorden

W = Woorden()
PERSONEN = ("moeder", "zoon", "dochter")
VELDEN: dict[str, Veldsoort] = {
    "erkende_handicap": "ja_nee",
    "partnerband": "keuze",
    "netto_jaarinkomen": "getal",
    "verblijf_dagen_per_week": "getal",
    "geboortedatum": "datum",
    "hier_sinds": "datum",
    "gemeente": "gemeente",
    "partner": "persoon",
    "ten_laste_van": "persoon",
    "kind_van": "personen",
    "inkomens": "inkomens",
    "inkomens_jaar": "inkomens_jaar",
    "aanslagbiljetten": "aanslagbiljet",
    "remgelden": "remgeld",
    "statussen": "statussen",
}


@pytest.fixture(scope="module")
def lezer(catalogus: Catalogus) -> Lezer:
    gezin = Gezin(personen=[Persoon(id=p) for p in PERSONEN])
    return make_reader(gezin, catalogus, W, 20261122)


def veld(naam: str, over: str = "moeder") -> Veld:
    soort = VELDEN[naam]
    keuzes: tuple[tuple[str, str], ...] = ()
    if soort == "keuze":
        keuzes = (("gehuwd", "getrouwd"), ("wettelijk_samenwonend", "wettelijk samenwonend"), ("geen", "geen"))
    if soort == "statussen":
        keuzes = (("leefloon", "leefloon"), ("igo", "inkomensgarantie"), ("werkloos", "werkloosheidsuitkering"))
    over = "" if naam == "gemeente" else over
    jaar = 2025 if naam in ("inkomens_jaar", "remgelden") else None
    sleutels = tuple(f"{over}.statussen.{k}" for k, _ in keuzes) if soort == "statussen" else (f"{over}.{naam}",)
    eenheid = {"netto_jaarinkomen": "EUR/jaar", "verblijf_dagen_per_week": "aantal"}.get(naam, "")
    return Veld(sleutels, naam, over, soort, naam, naam, eenheid, jaar, keuzes)


def blok(naam: str, *houders: str) -> Blok:
    velden = tuple(veld(naam, h) for h in houders or ("moeder",))
    return Blok(naam, velden[0].soort, naam, naam, velden[0].jaar, velden)


# --- round trips -----------------------------------------------------------------------------------------------------

BEDRAG = st.decimals(0, 10_000_000, places=2)
DAG = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PERIODE = st.one_of(
    DAG.map(Datumbereik.model_validate),
    DAG.map(lambda d: Datumbereik.model_validate(f"{d:%Y-%m}")),
    DAG.map(lambda d: Datumbereik.model_validate(f"{d.year}")),
)
INKOMEN = st.builds(
    Inkomen, soort=st.sampled_from(SOORTEN), bedrag=BEDRAG.map(str), per=st.sampled_from(["maand", "jaar"])
)
INKOMEN_JAAR = st.builds(
    Inkomen, soort=st.sampled_from(SOORTEN), bedrag=BEDRAG.map(str), per=st.just("jaar"), jaar=st.just(2025)
)
BILJETTEN = st.lists(
    st.tuples(st.integers(1990, 2100), st.dictionaries(st.sampled_from(list(BILJET)), BEDRAG.map(str), min_size=1)),
    min_size=1,
    max_size=3,
    unique_by=lambda x: x[0],
).map(lambda rij: tuple(Aanslagbiljet(jaar=j, **delen) for j, delen in rij))
WAARDEN: dict[str, st.SearchStrategy[Any]] = {
    "erkende_handicap": st.booleans(),
    "partnerband": st.sampled_from(["gehuwd", "wettelijk_samenwonend", "geen"]),
    "netto_jaarinkomen": BEDRAG,
    "verblijf_dagen_per_week": st.integers(0, 7),
    "geboortedatum": PERIODE,
    "hier_sinds": DAG,
    "gemeente": st.sampled_from(["44021", "35013", "11002", "46021"]),
    "partner": st.sampled_from(["zoon", "dochter", "geen"]),
    "ten_laste_van": st.sampled_from(["zoon", "niemand", "iemand_elders"]),
    "kind_van": st.sampled_from([(), ("zoon",), ("zoon", "dochter")]),
    "inkomens": st.lists(INKOMEN, max_size=4).map(tuple),
    "inkomens_jaar": st.lists(INKOMEN_JAAR, max_size=4).map(tuple),
    "aanslagbiljetten": BILJETTEN,
    "remgelden": st.builds(Remgeld, jaar=st.just(2025), bedrag=BEDRAG.map(str)),
}


@given(data=st.data(), naam=st.sampled_from(sorted(WAARDEN)), taal=st.sampled_from(sorted(TALEN)))
def test_a_value_that_is_shown_and_typed_again_is_the_same(
    data: st.DataObject, naam: str, taal: str, lezer: Lezer
) -> None:
    eigen = Lezer(Woorden(TALEN[taal], lezer.catalogus), lezer.catalogus, lezer.personen, lezer.op_datum)
    waarde = data.draw(WAARDEN[naam])
    assert parse_value(veld(naam), format_value(veld(naam), waarde, eigen), eigen) == waarde


@given(data=st.data())
def test_statuses_that_are_shown_and_typed_again_are_the_same(data: st.DataObject, lezer: Lezer) -> None:
    b = blok("statussen", "moeder", "zoon")
    houding = st.one_of(
        st.just(Houding(heeft=False)), st.just(Houding()), PERIODE.map(lambda d: Houding(sinds=d)), st.none()
    )
    antwoorden = {s: data.draw(houding) for s in b.sleutels}
    bekend = {s: h for s, h in antwoorden.items() if h is not None}
    assert parse_ticks(b, format_ticks(b, bekend), lezer) == antwoorden


@pytest.mark.parametrize("tekst", ["1234,56", "1.234,56", "1234.56", "€ 1 234,56", "1,234.56", "1234,56 euro"])
def test_an_amount_is_read_in_every_usual_writing(tekst: str) -> None:
    assert parse_number(tekst, "EUR", W, veld="huur") == Decimal("1234.56")


def test_a_dot_parts_thousands_except_in_a_price_per_unit_of_energy() -> None:
    assert parse_number("1.234", "EUR", W, veld="huur") == 1234
    assert parse_number("0.227", "EUR/kWh", W, veld="prijs") == Decimal("0.227")
    assert parse_number("1.234", "EUR/liter", W, veld="prijs") == Decimal("1.234")


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [("1985", "1985"), ("05/1985", "1985-05"), ("1985-05-03", "1985-05-03"), ("3/5/1985", "1985-05-03")],
)
def test_a_date_is_a_day_a_month_or_a_year(tekst: str, verwacht: str) -> None:
    assert format_period(parse_period(tekst, W, veld="x")) == verwacht


@pytest.mark.parametrize(
    ("taal", "ja", "nee"), [("nl", "j", "n"), ("fr", "oui", "n"), ("en", "y", "no"), ("de", "ja", "nein")]
)
def test_yes_and_no_are_words_of_the_language(taal: str, ja: str, nee: str, lezer: Lezer) -> None:
    eigen = Lezer(Woorden(TALEN[taal], lezer.catalogus), lezer.catalogus, lezer.personen, lezer.op_datum)
    v = veld("erkende_handicap")
    assert [parse_value(v, x, eigen) for x in (ja, nee, "ja", "nee")] == [True, False, True, False]


@pytest.mark.parametrize("tekst", ["Sint-Niklaas", "sint niklaas", "SINT-NIKLAAS", "46021", "sint-nik"])
def test_a_municipality_is_found_by_name_beginning_or_code(tekst: str, lezer: Lezer) -> None:
    assert parse_value(veld("gemeente"), tekst, lezer) == "46021"


def test_a_municipality_that_is_written_almost_right_is_suggested(lezer: Lezer) -> None:
    with pytest.raises(InvoerFout, match=r"RV433 (.|\n)*bedoelt u `Oostende`"):
        parse_value(veld("gemeente"), "Ostende", lezer)


def test_work_is_never_read_as_the_beginning_of_unemployment(lezer: Lezer) -> None:
    for taal in ("nl", "eenvoudig"):
        w = Woorden(TALEN[taal], lezer.catalogus)
        assert [x.soort for x in parse_incomes("werk 2000, werkl 300", w, veld="inkomen", jaar=None)] == [
            "loon",
            "werkloosheid",
        ]
    with pytest.raises(InvoerFout):
        parse_incomes("Arbeit 2000", Woorden(TALEN["de"], lezer.catalogus), veld="Einkommen", jaar=None)


def test_an_income_is_named_by_its_beginning_and_is_per_month_unless_said_otherwise(lezer: Lezer) -> None:
    gelezen = parse_value(veld("inkomens"), "loon 2180,50, vak 1850/jaar + kinderb 1.200,5 per maand", lezer)
    assert [(i.soort, i.bedrag, i.per) for i in gelezen] == [
        ("loon", Decimal("2180.50"), "maand"),
        ("vakantiegeld", 1850, "jaar"),
        ("kinderbijslag", Decimal("1200.5"), "maand"),
    ]


# --- several people, several parts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("naam", "tekst", "verwacht"),
    [
        ("erkende_handicap", "ja, nee, ?", ("ja", "nee", "?")),
        ("erkende_handicap", "zoon: ja, alle: nee", ("nee", "ja", "nee")),
        ("erkende_handicap", "2: ja", ("", "ja", "")),
        ("netto_jaarinkomen", "1500,50, 0, 200", ("1500,50", "0", "200")),
        ("inkomens", "loon 10, leefloon 5; 0; ?", ("loon 10, leefloon 5", "0", "?")),
        ("inkomens", "dochter: loon 10, leefloon 5; rest: 0", ("0", "0", "loon 10, leefloon 5")),
    ],
)
def test_several_people_answer_in_order_or_by_name(
    naam: str, tekst: str, verwacht: tuple[str, ...], lezer: Lezer
) -> None:
    assert per_field(blok(naam, *PERSONEN), tekst, lezer) == verwacht


def test_a_decimal_comma_never_makes_two_people_of_one_amount(lezer: Lezer) -> None:
    with pytest.raises(InvoerFout, match="RV470"):
        per_field(blok("netto_jaarinkomen", "moeder", "zoon"), "1500,50", lezer)


def test_a_list_with_names_goes_on_over_semicolons_and_the_last_one_takes_the_rest(lezer: Lezer) -> None:
    blokken = (blok("inkomens", *PERSONEN), blok("erkende_handicap", *PERSONEN), blok("statussen", *PERSONEN))
    regel = "moeder: loon 2180, vakantiegeld 5/jaar; zoon: 0; rest: 0; alle: nee; moeder: 1; zoon: 2 3"
    assert split_line(blokken, regel, lezer) == (
        "moeder: loon 2180, vakantiegeld 5/jaar; zoon: 0; rest: 0",
        "alle: nee",
        "moeder: 1; zoon: 2 3",
    )
    assert split_line(blokken, "?; alle: nee", lezer) == ("?", "alle: nee", None)
    with pytest.raises(InvoerFout, match="RV470"):
        split_line(blokken[:2], "?; ja, nee, nee; 3", lezer)


def test_what_is_not_ticked_is_a_no_and_a_question_mark_is_not_known(lezer: Lezer) -> None:
    b = blok("statussen", "moeder", "zoon")
    nee, ja = Houding(heeft=False), Houding()
    gelezen = list(parse_ticks(b, "moeder: 1 3?; zoon: 2=2025-09", lezer).values())
    assert gelezen == [ja, nee, None, nee, Houding.model_validate("2025-09"), nee]
    assert set(parse_ticks(b, "0", lezer).values()) == {nee}
    assert set(parse_ticks(b, "?", lezer).values()) == {None}
    assert list(parse_ticks(b, "alle: 1; zoon: 0", lezer).values()) == [ja, nee, nee, nee, nee, nee]
    with pytest.raises(InvoerFout, match="RV471"):
        parse_ticks(b, "3", lezer)


# --- garbage ---------------------------------------------------------------------------------------------------------

DELEN = "moeder: zoon: alle: ; , = ? - 3 99 1.2.3 loon 2025 /jaar .. ² ٣".split()
ROMMEL = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(DELEN), max_size=8).map(" ".join))


def codes(lees: Callable[[], object]) -> set[str]:
    """The codes of what is refused; each comes with what to do."""
    try:
        lees()
    except InvoerFout as fout:
        return {m.code if m.hulp else "zonder hulp" for m in fout.meldingen}
    return set()


@given(tekst=ROMMEL, naam=st.sampled_from(sorted(VELDEN)), n=st.integers(1, 3))
def test_anything_else_is_refused_with_a_code_and_never_crashes(tekst: str, naam: str, n: int, lezer: Lezer) -> None:
    b = blok(naam, *PERSONEN[: 1 if naam == "gemeente" else n])
    gevonden = codes(lambda: split_line((b, blok("hier_sinds")), tekst, lezer)) | codes(
        lambda: read_part(b, tekst, lezer)
    )
    assert all(c.startswith("RV4") for c in gevonden)


@given(tekst=ROMMEL)
def test_people_are_a_number_or_keys_and_anything_else_is_refused(tekst: str) -> None:
    assert codes(lambda: Gezin(personen=[Persoon(id=p) for p in read_people(tekst, W)])) <= {"RV407", "RV408"}


@pytest.mark.parametrize("naam", [n for n in VELDEN if n != "gemeente"])
def test_a_refusal_names_the_field_and_never_what_was_typed(naam: str, lezer: Lezer) -> None:
    with pytest.raises(InvoerFout) as e:
        read_part(blok(naam), "kwoxhaze 4711 qj", lezer)
    assert naam in str(e.value) and "kwoxhaze" not in str(e.value) and "4711" not in str(e.value)


@pytest.mark.parametrize(
    ("naam", "tekst", "code"),
    [
        ("netto_jaarinkomen", "-5", "RV413"),
        ("netto_jaarinkomen", "1,234", "RV406"),
        ("netto_jaarinkomen", "999999999", "RV405"),
        ("verblijf_dagen_per_week", "8", "RV405"),
        ("verblijf_dagen_per_week", "2,5", "RV406"),
        ("hier_sinds", "2024", "RV415"),
        ("geboortedatum", "30/2/2024", "RV415"),
        ("partner", "moeder", "RV422"),
        ("inkomens", "ander 5", "RV404"),
        ("inkomens", "2180", "RV473"),
        ("inkomens_jaar", "loon 5/maand", "RV420"),
        ("aanslagbiljetten", "bruto 5", "RV473"),
        ("statussen", "9", "RV404"),
        ("statussen", "oma: 1", "RV471"),
        ("statussen", "1=2025-06..2025-01-01", "RV417"),
    ],
)
def test_a_wrong_answer_says_what_was_expected(naam: str, tekst: str, code: str, lezer: Lezer) -> None:
    with pytest.raises(InvoerFout) as e:
        read_part(blok(naam), tekst, lezer)
    assert [m.code for m in e.value.meldingen] == [code]


@given(getal=st.decimals(0, 1_000_000, places=5))
def test_a_price_keeps_its_decimals(getal: Decimal) -> None:
    assert parse_number(format_number(getal), "EUR/kWh", W, veld="prijs") == getal

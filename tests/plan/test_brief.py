"""A letter to one counter: what is requested there, and nothing of the household."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from rechtenverkenner import evaluate, make_gezin
from rechtenverkenner.catalogus.bron import read_file
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.plan.bezoeken import make_visits, papers
from rechtenverkenner.plan.blad import Blad, Rubriek
from rechtenverkenner.plan.brief import LIJN, addressee, letter_counters, make_letter
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.plan import Plan
from rechtenverkenner.plan.vormen.html import as_html
from rechtenverkenner.plan.vormen.markdown import as_markdown
from rechtenverkenner.plan.vormen.pdf import as_pdf
from rechtenverkenner.plan.vormen.tekst import as_text
from tests.gedeeld import the_catalogue
from tests.plan.gezinnen import DAG, GEZINNEN, PROJECT, plan_of

NOTEER = "Wilt u de datum van deze brief noteren als datum van deze aanvraag?"


def letters(gezin: str) -> Iterator[tuple[str, Blad]]:
    for loket in letter_counters(plan_of(gezin)):
        yield loket, make_letter(plan_of(gezin), loket)


def section(blad: Blad, naam: str) -> Rubriek:
    return next(r for r in blad.rubrieken if r.id == naam)


def heads(blad: Blad, naam: str) -> list[str]:
    return ["".join(s.tekst for s in post.kop) for post in section(blad, naam).posten]


def profile(gezin: str) -> dict[str, Any]:
    bron, _ = read_file(PROJECT / "fixtures" / "gezinnen" / f"{gezin}.yaml", naam=gezin)
    assert bron is not None and isinstance(bron.data, dict)
    return bron.data


def marked(gezin: str) -> Plan:
    """The plan of a household in which everybody and every connection has a mark for a name."""
    gegevens = profile(gezin)
    gegevens.pop("herkomst", None)
    delen = (*gegevens["personen"], *gegevens.get("aansluitingen", ()))
    merken = {d["id"]: f"zqmerk{n}" for n, d in enumerate(delen) if "id" in d}
    for deel in delen:
        for veld in ("id", "partner", "ten_laste_van"):
            if deel.get(veld) in merken:
                deel[veld] = merken[deel[veld]]
        if isinstance(deel.get("kind_van"), list):
            deel["kind_van"] = [merken.get(x, x) for x in deel["kind_van"]]
    plan = make_plan(evaluate(make_gezin(gegevens), the_catalogue(), op_datum=DAG))
    assert not set(plan.personen) & set(merken)
    return plan


def own_numbers(gezin: str) -> set[str]:
    """Every amount, date and code of a profile as it could be printed."""

    def walk(x: object) -> Iterator[str]:
        if isinstance(x, dict):
            for v in x.values():
                yield from walk(v)
        elif isinstance(x, list):
            for v in x:
                yield from walk(v)
        else:
            yield str(x)

    getallen = {w for w in walk(profile(gezin)) if re.fullmatch(r"[\d.-]{3,}", w)}
    return getallen | {g.replace(".", ",") for g in getallen}


@pytest.mark.parametrize("gezin", GEZINNEN)
def test_no_fact_of_the_household_is_in_a_letter(gezin: str) -> None:
    plan = marked(gezin)
    assert letter_counters(plan) == letter_counters(plan_of(gezin))
    statussen = {s for p in profile(gezin)["personen"] for s in p.get("statussen", {})}
    for loket in letter_counters(plan):
        blad = make_letter(plan, loket)
        for vorm in (as_text, as_markdown, as_html):
            assert "zq" not in vorm([blad])
        tekst = as_text([blad])
        assert not {g for g in own_numbers(gezin) if re.search(rf"(?<!\d){re.escape(g)}(?!\d)", tekst)}
        for status in statussen & set(the_catalogue().statussen):
            assert the_catalogue().statussen[status].naam.lower() not in tekst.lower()


def test_letters_of_all_households_to_a_counter_differ_only_in_rights_and_papers() -> None:
    vormen: dict[str, set[Blad]] = {}
    for gezin in GEZINNEN:
        for loket, blad in letters(gezin):
            leeg = [replace(r, posten=()) if r.id in ("vraag", "bijlagen") else r for r in blad.rubrieken]
            vormen.setdefault(loket, set()).add(replace(blad, rubrieken=tuple(leeg)))
    assert len(vormen) >= 8
    assert all(len(v) == 1 for v in vormen.values())


def test_who_asks_the_same_sends_the_same_letter() -> None:
    """A couple with heating oil and a widow with her own house."""
    een, ander = (
        make_letter(plan_of(g), "ziekenfonds") for g in ("gepensioneerd-koppel-stookolie", "weduwe-eigen-huis")
    )
    assert een == ander and heads(een, "vraag") == ["Verhoogde tegemoetkoming van het ziekenfonds"]


@pytest.mark.parametrize("gezin", GEZINNEN)
def test_what_is_requested_is_open_in_the_plan_and_asked_at_that_counter(gezin: str) -> None:
    plan = plan_of(gezin)
    per_loket = {b.loket.id: set(b.rechten) for b in plan.bezoeken if b.loket}
    open_ = {p.recht.naam: p for p in (*plan.kijk_na, *plan.aanvragen, *plan.daarna)}
    gevraagd = set()
    for loket, blad in letters(gezin):
        namen = heads(blad, "vraag")
        assert namen and len(namen) == len(set(namen))
        assert {open_[n].recht.id for n in namen} <= per_loket[loket]
        gevraagd |= set(namen)
    assert {p.recht.naam for p in plan.aanvragen} <= gevraagd, "everything that is open is requested somewhere"


def test_a_counter_that_only_helps_gets_no_request() -> None:
    """The energy test of the FPS, the paper of the health fund for a railway card: no request of those rights."""
    plan = plan_of("alleenstaande-ouder-leefloon")
    bezocht = {b.loket.id for b in plan.bezoeken if b.loket}
    assert "fod-economie" in bezocht - set(letter_counters(plan))
    assert "Kaart van de NMBS voor verhoogde tegemoetkoming" not in heads(make_letter(plan, "ziekenfonds"), "vraag")
    assert "Sociaal tarief voor elektriciteit, aardgas en warmte" in heads(make_letter(plan, "leverancier"), "vraag")
    assert "Sociaal tarief voor elektriciteit, aardgas en warmte" in heads(
        make_letter(plan, "verhuurder-sociaal"), "vraag"
    )
    assert "Kaart van de NMBS voor verhoogde tegemoetkoming" in heads(make_letter(plan, "nmbs"), "vraag")


def test_a_right_is_requested_at_its_first_counter_with_a_step_to_request_it() -> None:
    """The waste company sends the voucher; who must request it, goes to the OCMW."""
    plan = plan_of("alleenstaande-ouder-leefloon")
    p = next(x for x in plan.kijk_na if x.recht.id == "lokaal-gent-afval")
    stappen = tuple(s for s in p.recht.stappen if s.wanneer in ("aanvraag", "altijd"))
    p = replace(p, soort="onbenut", stappen=stappen)
    bezoeken = make_visits((p,), the_catalogue())
    plan = replace(plan, aanvragen=(p,), daarna=(), bezoeken=bezoeken, documenten=papers((p,), bezoeken))
    assert p.recht.loketten[0] == "ivago" and letter_counters(plan) == ("ocmw",)
    assert len(plan.documenten) == 2 and heads(make_letter(plan, "ocmw"), "bijlagen") == [f"andere: {LIJN}"]


@pytest.mark.parametrize("gezin", GEZINNEN)
def test_a_status_is_named_only_where_it_is_requested(gezin: str) -> None:
    for _, blad in letters(gezin):
        gevraagd = " ".join(heads(blad, "vraag")).lower()
        for naam in ("verhoogde tegemoetkoming", "leefloon", "schuldbemiddeling", "IGO", "IVT"):
            assert naam.lower() in gevraagd or not re.search(rf"\b{naam}\b", as_text([blad])), naam


def test_a_paper_that_proves_a_status_is_left_to_the_client() -> None:
    """The social tenant's ticket office asks for a proof of the status: the plan names it, the letter does not."""
    plan = plan_of("alleenstaande-ouder-leefloon")
    blad = make_letter(plan, "uitpas-balie")
    assert any("verhoogde tegemoetkoming" in d.naam for d in plan.documenten)
    assert heads(blad, "bijlagen") == [
        "identiteitskaart",
        "laatste aanslagbiljet als het inkomen telt",
        f"andere: {LIJN}",
    ]


def test_a_proof_that_only_some_need_is_not_printed() -> None:
    plan = plan_of("gezin-van-vijf-laag-loon")
    assert any(d.naam == "attest van handicap" for d in plan.documenten)
    bijlagen = heads(make_letter(plan, "vlabel"), "bijlagen")
    assert "attest van handicap" not in bijlagen
    assert {"formulier vermindering voor huurders", "huurcontract"} <= set(bijlagen)


@pytest.mark.parametrize("gezin", GEZINNEN)
def test_papers_are_those_of_the_visit_each_with_a_box(gezin: str) -> None:
    plan = plan_of(gezin)
    nummers = {b.loket.id: n for n, b in enumerate(plan.bezoeken, 1) if b.loket}
    for loket, blad in letters(gezin):
        *papieren, andere = heads(blad, "bijlagen")
        assert set(papieren) <= {d.naam for d in plan.documenten if nummers[loket] in d.bezoeken}
        assert andere.endswith(LIJN) and all(p.vinkje for p in section(blad, "bijlagen").posten)


def test_the_date_counts_where_a_request_goes_back_or_has_a_last_day() -> None:
    plan = plan_of("weduwe-eigen-huis")
    aan = {p.recht.id: p for p in plan.aanvragen}["verhoogde-tegemoetkoming"]
    assert aan.terugwerkend_tot
    assert NOTEER in as_text([make_letter(plan, "ziekenfonds")])
    zonder = replace(aan, terugwerkend_tot=None, aanvragen_voor=None)
    assert NOTEER not in as_text([make_letter(replace(plan, aanvragen=(zonder,)), "ziekenfonds")])
    met = replace(zonder, aanvragen_voor=DAG)
    assert NOTEER in as_text([make_letter(replace(plan, aanvragen=(met,)), "ziekenfonds")])


def test_what_opens_later_is_requested_now_only_when_the_day_of_the_request_counts() -> None:
    plan = plan_of("gepensioneerd-koppel-stookolie")
    later = {p.recht.id: p for p in plan.daarna}
    assert later["verwarmingstoelage"].terugwerkend_tot and not later["nmbs-kaart-vt"].terugwerkend_tot
    assert "Verwarmingstoelage (Sociaal Verwarmingsfonds)" in heads(make_letter(plan, "ocmw"), "vraag")
    assert "nmbs" not in letter_counters(plan)


@pytest.mark.parametrize(
    ("gezin", "loket", "aan"),
    [
        ("gepensioneerd-koppel-stookolie", "ocmw", "Aan: het OCMW van mijn gemeente"),
        ("weduwe-eigen-huis", "ziekenfonds", "Aan: mijn ziekenfonds"),
        ("alleenstaande-ouder-leefloon", "leverancier", "Aan: mijn energieleverancier"),
        ("gezin-van-vijf-laag-loon", "vlabel", "Aan: de Vlaamse Belastingdienst"),
    ],
)
def test_a_letter_is_complete(gezin: str, loket: str, aan: str) -> None:
    tekst = as_text([make_letter(plan_of(gezin), loket)])
    for naam in ("Naam", "Adres", "Rijksregisternummer of klantnummer", "Datum"):
        assert f"\n{naam}: {LIJN}\n" in tekst
    assert f"\n{aan}\n" in tekst
    for deel in ("ik (en mijn gezin) recht heb op:", "ontvangstbewijs", "schriftelijke beslissing, met de redenen"):
        assert deel in tekst
    assert f"Handtekening - {LIJN}" in tekst
    assert all(len(regel) <= 80 for regel in tekst.splitlines())


def test_no_counter_of_the_catalogue_is_addressed_as_if_it_were_the_client() -> None:
    for loket in the_catalogue().loketten.values():
        naam = addressee(loket.naam)
        assert naam and "(" not in naam and not re.search(r"\bu(w|)\b", naam)


def test_every_form_prints_a_letter_whole() -> None:
    import io

    from pypdf import PdfReader

    blad = make_letter(plan_of("gepensioneerd-koppel-stookolie"), "ocmw")
    pdf = "\n".join(p.extract_text() for p in PdfReader(io.BytesIO(as_pdf([blad]))).pages)
    for vorm in (as_html([blad]), as_markdown([blad]), pdf):
        plat = " ".join(vorm.replace("\\", "").split())
        for deel in (
            "om te onderzoeken of ik (en mijn gezin) recht heb op:",
            NOTEER,
            "ontvangstbewijs",
            "Handtekening",
        ):
            assert deel in plat


def test_an_unknown_counter_names_the_counters_of_this_plan() -> None:
    plan = plan_of("weduwe-eigen-huis")
    for loket, hulp in (
        ("ziekenfons", "bedoelt u `ziekenfonds`?"),
        ("qqq", f"kies {', '.join(letter_counters(plan))}"),
    ):
        with pytest.raises(InvoerFout) as fout:
            make_letter(plan, loket)
        [melding] = fout.value.meldingen
        assert melding.code == "RV606" and f"`{loket}`" in melding.tekst and melding.hulp == hulp


def test_a_plan_without_requests_says_that_there_is_nothing_to_write() -> None:
    plan = plan_of("bijna-niets-bekend")
    assert letter_counters(plan) == ()
    with pytest.raises(InvoerFout, match="nergens iets aan te vragen"):
        make_letter(plan, "ocmw")

"""The pages without a browser: they ask what the terminal asks, keep nothing, and give what they promise."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any

import pytest
import yaml

from rechtenverkenner.catalogus.profiel import load_gezin
from rechtenverkenner.catalogus.profieltekst import dump_gezin
from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.motor.gebeurtenissen import Gebeurtenis, what_if
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.opmaak import make_page
from rechtenverkenner.plan.taal import NEDERLANDS, TALEN, Vertalingen, translations
from rechtenverkenner.plan.vormen.html import as_article
from rechtenverkenner.plan.woorden import Stuk, Woorden
from rechtenverkenner.verificatie.gevallen import differences, read_case
from rechtenverkenner.web.paginas.beeld import as_markup
from tests.gesprek.antwoordblad import DAG, NAMEN, household, steps
from tests.web.gast import Gast, Huis, house
from tests.web.invuller import Bladzijde

LANG = os.environ.get("RV_PROFIEL") == "lang"
GEVALLEN = [(n, v) for n in NAMEN for v in ("thema", "beste")] if LANG else [(NAMEN[1], "thema")]
SJABLONEN = Path(kern.__file__).parents[2] / "web" / "sjablonen"
WEDUWE = NAMEN[1]


@pytest.fixture(scope="module")
def huis(catalogus: Catalogus) -> Iterator[Huis]:
    with house(catalogus) as h:
        yield h


@pytest.fixture
def gast(huis: Huis) -> Gast:
    return huis.guest()


@pytest.fixture(scope="module")
def klaar(huis: Huis) -> Gast:
    """A visitor who goes on with all that is known of the widow."""
    gast = huis.guest()
    gast.post("/hervat", files={"bestand": ("x.yaml", dump_gezin(household(WEDUWE)).encode())})
    return gast


def verdicts(r: Resultaat) -> dict[tuple[str, str], Any]:
    return {(o.recht, o.eenheid): (o.oordeel, o.bedrag_jaar, o.bedrag_eenmalig, o.vlaggen) for o in r.oordelen}


@pytest.mark.parametrize(("naam", "volgorde"), GEVALLEN)
def test_the_pages_come_to_the_same_verdicts_as_the_terminal(
    huis: Huis, catalogus: Catalogus, naam: str, volgorde: kern.Volgorde
) -> None:
    gezin = household(naam)
    gast = huis.guest()
    gast.begin(*(p.id for p in gezin.personen), volgorde=volgorde)
    gast.interview(gezin)
    *_, einde = steps(gezin, catalogus, volgorde=volgorde)
    assert verdicts(gast.resultaat) == verdicts(einde.stand.resultaat)


def test_the_saved_file_gives_the_same_plan_as_the_interview_in_the_terminal(
    klaar: Gast, catalogus: Catalogus, tmp_path: Path
) -> None:
    klaar.get("/plan")
    bladzijde = klaar.antwoord.text
    bestand = klaar.post("/bewaar", {"kenmerk": "Dossier-7"})
    assert bestand.headers["content-disposition"] == 'attachment; filename="rechten-dossier-7.yaml"'
    (pad := tmp_path / "x.yaml").write_bytes(bestand.content)
    plan = make_plan(kern.look(kern.resume(catalogus, load_gezin(pad), op_datum=DAG)).resultaat)
    assert as_article(make_page(plan, NEDERLANDS)) in bladzijde


def test_a_saved_file_goes_on_where_it_stopped(klaar: Gast, gast: Gast) -> None:
    klaar.get("/plan")
    inhoud = klaar.post("/bewaar", {"kenmerk": "../../etc/passwd"})
    assert 'filename="rechten.yaml"' in inhoud.headers["content-disposition"]
    gast.post("/hervat", {"volgorde": "thema"}, files={"bestand": ("x.yaml", inhoud.content)})
    assert gast.antwoord.status_code == 200
    assert gast.zitting.gesprek is not None
    assert klaar.zitting.gesprek is not None
    assert gast.zitting.gesprek.gezin == klaar.zitting.gesprek.gezin


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "geen leesbaar bestand"),
        (b"\xff\xfe", "geen leesbaar bestand"),
        (b"personen:\n  - {gebortedatum: 1960}", "regel 2"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(gast: Gast, inhoud: bytes, zin: str) -> None:
    gast.post("/hervat", {}, files={"bestand": ("x.yaml", inhoud)})
    assert gast.antwoord.status_code == 422
    assert zin in gast.antwoord.text
    assert gast.zitting.gesprek is None


def test_every_control_has_a_label_and_every_id_is_there_once(gast: Gast) -> None:
    gast.begin("moeder", "zoon")
    for pad in ("/vragen/gezin", "/vraag", "/antwoorden", "/wat-als"):
        gast.get(pad)
        blad = gast.blad
        assert len(blad.ids) == len(set(blad.ids)), pad
        assert set(blad.labels) <= set(blad.ids), pad
        assert blad.namen, pad
        assert len(blad.namen) < 1000, "more than the door reads"


def test_a_mistake_stands_beside_its_field_and_the_list_on_top_leads_there(gast: Gast) -> None:
    gast.begin("moeder", "zoon")
    naam = "wie.geboortedatum.zoon"
    gast.post("/vragen/gezin", {f"{naam}.dag": "31", f"{naam}.maand": "2", f"{naam}.jaar": "2007", "knop": "verder"})
    tekst = gast.antwoord.text
    assert gast.antwoord.status_code == 422
    assert f'href="#{naam}.dag"' in tekst
    assert f"{naam}.dag" in gast.blad.ids
    assert f'id="{naam}-fout"' in tekst
    assert 'value="31"' in tekst, "what was typed is still there"
    assert "<title>Fout: " in tekst


def test_what_was_typed_comes_back_as_text_and_never_as_html(gast: Gast) -> None:
    gast.begin("an")
    kwaad = '"><script>alert(1)</script>{{ 7*7 }}'
    gast.post("/vragen/gezin", {"adres.gemeente": kwaad, "knop": "verder"})
    assert gast.antwoord.status_code == 422
    assert "<script" not in gast.antwoord.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in gast.antwoord.text


def test_an_answer_and_i_do_not_know_at_once_is_refused(gast: Gast) -> None:
    gast.begin("an")
    gast.post(
        "/vragen/gezin", {"wie.geboortedatum.an.jaar": "1980", "wie.geboortedatum.an.niet": "?", "knop": "verder"}
    )
    assert gast.antwoord.status_code == 422
    assert "weet ik niet" in gast.antwoord.text


def test_one_question_must_be_answered_or_passed_over_and_can_be_taken_back(gast: Gast) -> None:
    gast.begin("an", volgorde="beste")
    eerste = gast.blad.namen
    gast.post("/vraag", {"knop": "verder"})
    assert gast.antwoord.status_code == 422
    gast.post("/vraag", {"knop": "overslaan"})
    assert gast.antwoord.status_code == 200
    assert gast.blad.namen != eerste
    gast.post("/vraag", {"knop": "terug"})
    assert gast.blad.namen == eerste


def test_what_stays_empty_on_a_theme_is_asked_again_unless_it_is_passed_over(gast: Gast) -> None:
    gast.begin("an")
    gast.post("/vragen/gezin", {"wie.geboortedatum.an.jaar": "1980", "knop": "verder"})
    while gast.pad == "/vragen/gezin":
        gast.post("/vragen/gezin", {"knop": "verder"})
    gast.get("/vragen/gezin")
    assert "wie.personen_volledig" in gast.blad.namen
    assert "wie.geboortedatum.an.jaar" not in gast.blad.namen
    gast.post("/vragen/gezin", {"knop": "overslaan"})
    gast.get("/vragen/gezin")
    assert "wie.personen_volledig" not in gast.blad.namen


def test_who_leaves_everything_empty_sees_every_theme_once_and_can_come_back(gast: Gast) -> None:
    gast.begin("an")
    gezien = []
    while gast.pad != "/antwoorden":
        gezien.append(frozenset(gast.blad.namen))
        gast.post(gast.pad, {"knop": "verder"})
        assert len(gezien) < 40
    assert len(set(gezien)) == len(gezien), "no page comes twice"
    assert "/vragen/gezin" in gast.blad.links
    gast.get("/vragen/gezin")
    assert frozenset(gast.blad.namen) == gezien[0]


def test_more_lines_for_incomes_come_without_losing_what_was_typed(gast: Gast) -> None:
    gast.begin("an")
    gast.post("/vragen/gezin", {"wie.geboortedatum.an.jaar": "1980", "knop": "verder"})
    gast.get("/vragen/inkomen")
    while not any(n.startswith("inkomen-nu.inkomens.an.") for n in gast.blad.namen):
        gast.post("/vragen/inkomen", {"knop": "overslaan"})
        gast.get("/vragen/inkomen")
    veld = "inkomen-nu.inkomens.an"
    gast.post("/vragen/inkomen", {f"{veld}.soort.0": "loon", f"{veld}.bedrag.0": "1.800,50", "meer": veld})
    assert f"{veld}.bedrag.5" in gast.blad.namen
    assert 'value="1.800,50"' in gast.antwoord.text


def test_changing_an_answer_comes_straight_back_and_changes_only_that(gast: Gast) -> None:
    inhoud = dump_gezin(household(WEDUWE)).encode()
    gast.post("/hervat", {"volgorde": "thema"}, files={"bestand": ("x.yaml", inhoud)})
    oud = gast.zitting.gesprek
    assert oud is not None
    nummer = next(n for n, k in enumerate(oud.catalogus.kaarten) if k.id == "wie")
    gast.get(f"/wijzig/{nummer}")
    getoond = dict(re.findall(r'name="(wie\.[^"]+)" value="([^"]*)" inputmode', gast.antwoord.text))
    assert getoond["wie.geboortedatum.weduwe.jaar"] not in ("", "1950"), "what was answered is filled in"
    anders = {**getoond, "wie.geboortedatum.weduwe.jaar": "1950", "wie.personen_volledig": "ja", "knop": "verder"}
    gast.post(f"/wijzig/{nummer}", anders)
    nieuw = gast.zitting.gesprek
    assert gast.pad == "/antwoorden"
    assert nieuw is not None
    assert nieuw.gezin.personen[0].geboortedatum is not None
    assert nieuw.gezin.personen[0].geboortedatum.van.year == 1950
    gelijk = {"geboortedatum": oud.gezin.personen[0].geboortedatum}
    assert nieuw.gezin.personen[0].model_copy(update=gelijk) == oud.gezin.personen[0]
    assert nieuw.gezin.woning == oud.gezin.woning


def test_a_page_of_an_earlier_step_changes_nothing(gast: Gast) -> None:
    gast.begin("an")
    oud = gast.blad.verborgen
    gast.post("/vragen/gezin", {"wie.geboortedatum.an.jaar": "1980", "knop": "verder"})
    gast.antwoord = gast.client.post(
        "/vragen/gezin", data={**oud, "wie.geboortedatum.an.jaar": "1950", "knop": "verder"}
    )
    assert "oude bladzijde" in gast.antwoord.text
    g = gast.zitting.gesprek
    assert g is not None
    assert g.gezin.personen[0].geboortedatum is not None
    assert g.gezin.personen[0].geboortedatum.van.year == 1980


def test_a_page_by_theme_takes_its_own_answers_also_when_another_tab_asks_one_at_a_time(gast: Gast) -> None:
    gast.begin("an")
    getoond = gast.blad.namen
    gast.zitting.volgorde = "beste"
    gast.get("/vragen/gezin")
    assert gast.blad.namen == getoond
    gast.zitting.volgorde = "beste"
    gast.post("/vragen/gezin", {"wie.geboortedatum.an.jaar": "1980", "knop": "verder"})
    g = gast.zitting.gesprek
    assert g is not None
    assert g.gezin.personen[0].geboortedatum is not None
    assert gast.zitting.volgorde == "thema"


def test_who_said_the_same_stands_on_one_line(gast: Gast) -> None:
    gast.begin("moeder", "zoon", "dochter")
    jaar = {f"wie.geboortedatum.{p}.jaar": j for p, j in (("moeder", "1980"), ("zoon", "2010"), ("dochter", "2010"))}
    gast.post("/vragen/gezin", {**jaar, "knop": "verder"})
    gast.get("/antwoorden")
    assert "<b>zoon en dochter:</b> 2010" in gast.antwoord.text


def test_what_if_gives_the_same_as_the_command_line(klaar: Gast, catalogus: Catalogus) -> None:
    klaar.get("/wat-als")
    klaar.post("/wat-als/keuze", {"soort": "verhuis"})
    datum = {"datum.dag": "1", "datum.maand": "12", "datum.jaar": "2026"}
    klaar.post("/wat-als", {**datum, "gemeente": "Gent", "statuut": "huurder", "huurprijs": "650,50"})
    g = klaar.zitting.gesprek
    assert g is not None
    dag, prijs = date(2026, 12, 1), Decimal("650.50")
    gebeurtenis = Gebeurtenis("verhuis", dag, gemeente="44021", statuut="huurder", huurprijs=prijs)
    verwacht = what_if(g.gezin, gebeurtenis, catalogus, op_datum=DAG)
    assert klaar.zitting.gevolgen == verwacht
    assert verwacht.gevolgen
    assert [x.naam for x in verwacht.gevolgen if escape(x.naam) not in klaar.antwoord.text] == []
    assert klaar.zitting.gesprek is g, "it was only a try"


def keep(gast: Gast, recht: str, tmp_path: Path, catalogus: Catalogus) -> dict[str, Any]:
    """A verdict of this visitor kept as a case, which holds; its data."""
    nummer, o = next((n, o) for n, o in enumerate(gast.resultaat.oordelen) if o.recht == recht)
    gast.get(f"/uitleg/{nummer}")
    assert escape(o.naam) in gast.antwoord.text
    gast.get("/plan")
    tekst = gast.post("/testgeval", {"oordeel": str(nummer)}).text
    (pad := tmp_path / o.recht / str(DAG) / "geval.yaml").parent.mkdir(parents=True)
    pad.write_text(tekst, encoding="utf-8")
    geval, meldingen = read_case(pad, wortel=tmp_path)
    assert meldingen == []
    assert geval is not None
    na = evaluate(geval.gezin, catalogus, op_datum=DAG).verdict(o.recht, geval.eenheid)
    assert differences(na, geval) == []
    data: dict[str, Any] = yaml.safe_load(tekst)
    return data


def test_a_verdict_can_be_explained_and_kept_as_a_case_about_nobody(
    gast: Gast, catalogus: Catalogus, tmp_path: Path
) -> None:
    gast.begin("zzan")
    datum = dict(zip(("dag", "maand", "jaar"), ("3", "5", "1990"), strict=True))
    antwoorden = {f"wie.geboortedatum.zzan.{k}": v for k, v in datum.items()}
    gast.post("/vragen/gezin", {**antwoorden, "adres.gemeente": "Gent", "knop": "verder"})
    geval = keep(gast, "igo", tmp_path, catalogus)
    assert geval["gezin"] == {"personen": [{"id": "p1", "geboortedatum": 1990}]}, "what decides, and no more"


@pytest.mark.skipif(not LANG, reason="RV_PROFIEL=lang")
@pytest.mark.parametrize("recht", ["verhoogde-tegemoetkoming", "sociaal-tarief-energie", "delijn"])
def test_a_verdict_of_a_whole_household_can_be_kept_as_a_case(
    klaar: Gast, catalogus: Catalogus, tmp_path: Path, recht: str
) -> None:
    geval = keep(klaar, recht, tmp_path, catalogus)
    assert "weduwe" not in str(geval)
    assert not re.search(r"datetime", str(geval["gezin"]["personen"][0].get("geboortedatum", ""))), "not the whole day"


def test_nothing_personal_is_in_an_address_and_nothing_may_be_kept(klaar: Gast) -> None:
    for pad in ("/vragen/gezin", "/antwoorden", "/plan", "/wat-als", "/uitleg"):
        klaar.get(pad)
        assert "weduwe" not in " ".join([*klaar.blad.links, *klaar.blad.acties])
        assert klaar.antwoord.headers["cache-control"] == "no-store"
    koek = next(c for c in klaar.client.cookies.jar)
    assert koek.has_nonstandard_attr("HttpOnly")
    assert koek.get_nonstandard_attr("SameSite") == "strict"
    assert koek.discard, "gone with the browser"


def test_wiping_forgets_everything_at_once(gast: Gast) -> None:
    gast.begin("an")
    oud = gast.zitting
    gast.post("/wis")
    assert gast.pad == "/"
    assert "Alles is gewist" in gast.antwoord.text
    assert gast.huis.zittingen.get(oud.id) is None
    assert oud.gesprek is None
    gast.get("/plan")
    assert gast.pad == "/"


def test_a_new_conversation_has_a_new_id(gast: Gast) -> None:
    voor = gast.client.cookies["rv_zitting"]
    gast.begin("an")
    assert gast.client.cookies["rv_zitting"] != voor
    assert gast.huis.zittingen.get(voor) is None


@pytest.mark.parametrize("taal", ["fr", "de"] if LANG else ["fr"])
def test_another_language_stays_on_the_page_and_marks_what_is_dutch(gast: Gast, taal: str) -> None:
    gast.begin("an")
    gast.get("/vragen/wonen")
    gast.post("/taal", {"taal": taal}, headers={"Referer": f"{gast.huis.server.url}/vragen/wonen"})
    assert gast.pad == "/vragen/wonen"
    assert f'<html lang="{taal}"' in gast.antwoord.text
    gast.post("/taal", {"taal": taal}, headers={"Referer": "https://elders.example//kwaad"})
    assert gast.pad == "/"


def test_a_visit_from_another_website_does_not_take_the_place_of_a_session(huis: Huis) -> None:
    gast = huis.guest()
    gast.begin("an")
    voor = gast.client.cookies["rv_zitting"]
    vreemd = huis.guest().client.get(
        "/", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Cookie": ""}
    )
    assert "set-cookie" not in vreemd.headers
    assert gast.client.cookies["rv_zitting"] == voor


def test_every_template_speaks_through_the_translator() -> None:
    """No words of the interface stand in a template outside `_`, `k` and `ngettext`, but the name of the program."""
    for pad in SJABLONEN.glob("*.html"):
        kaal = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", pad.read_text(encoding="utf-8"), flags=re.S)
        kaal = re.sub(r'<[^>]+>|^ aria-\S+="true" aria-\S+="-fout"$', " ", kaal, flags=re.M)
        woorden = set(re.findall(r"[^\W\d_]{2,}", kaal)) - {"Rechtenverkenner"}
        assert woorden == set(), (pad.name, woorden)


def test_every_sentence_that_a_page_looks_up_is_in_the_file_of_the_translators(
    klaar: Gast, gast: Gast, monkeypatch: pytest.MonkeyPatch
) -> None:
    gezocht: set[str] = set()
    echt = Vertalingen.form

    def spied(self: Vertalingen, enkel: str, aantal: int | None = None) -> str | None:
        gezocht.add(enkel)
        return echt(self, enkel, aantal)

    monkeypatch.setattr(Vertalingen, "form", spied)
    gast.post("/taal", {"taal": "fr"})
    gast.begin("moeder", "zoon")
    for pad in ("/vragen/gezin", "/antwoorden", "/wat-als", "/toegankelijkheid"):
        gast.get(pad)
    klaar.get("/plan")
    zinnen = translations(TALEN["fr"], ()).zinnen
    assert {z for z in gezocht if z not in zinnen} == set()
    assert len(gezocht) > 100


def test_the_language_of_a_sentence_without_translation_is_said() -> None:
    frans = Woorden(TALEN["fr"])
    assert as_markup(Stuk("<b>", "onvertaald"), frans) == '<span lang="nl">&lt;b&gt;</span>'
    assert as_markup(Stuk("<b>"), frans) == "&lt;b&gt;"


def test_the_page_reader_of_these_tests_sees_what_is_missing() -> None:
    blad = Bladzijde('<label for="x">a</label><input name="y" id="y"><input type="hidden" name="csrf" value="z">')
    assert set(blad.labels) - set(blad.ids) == {"x"}
    assert blad.namen == ["y"]
    assert blad.verborgen == {"csrf": "z"}

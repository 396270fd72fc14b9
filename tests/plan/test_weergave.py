"""A plan in five languages and every form: complete, the same in all forms, safe, as a person reviewed it."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.onderhoud.schema.kennis import read_kennis
from rechtenverkenner.onderhoud.schema.maken import make_schema
from rechtenverkenner.plan.blad import Blad, Post, Rubriek, Veld, plain
from rechtenverkenner.plan.opmaak import make_page
from rechtenverkenner.plan.taal import NEDERLANDS, TALEN, Taal
from rechtenverkenner.plan.vormen.html import as_html
from rechtenverkenner.plan.vormen.markdown import as_markdown
from rechtenverkenner.plan.vormen.tekst import BREEDTE, as_text
from rechtenverkenner.plan.weergave import render
from rechtenverkenner.plan.woorden import Stuk, Woorden
from tests.plan.gezinnen import GEZINNEN, PROJECT, plan_of

VERWACHT = Path(__file__).parent / "verwacht"
ELK = [pytest.param(naam, taal, id=f"{naam}-{taal}") for naam in GEZINNEN for taal in TALEN]


@cache
def page(naam: str, taal: str) -> Blad:
    return make_page(plan_of(naam), TALEN[taal])


def pieces(blad: Blad, *, gevouwen: bool = True) -> list[Stuk]:
    """Every piece of text of a page; without what is folded away when asked."""
    regels = [*blad.kop, *blad.voet]
    for r in blad.rubrieken:
        regels += [(r.titel,), r.uitleg]
        for p in r.posten:
            velden = [*p.velden, *(p.meer if gevouwen else ())]
            regels += [p.kop, p.bij, *p.punten, *((*((v.naam,) if v.naam else ()), *v.tekst) for v in velden)]
    return [blad.titel, *(s for regel in regels for s in regel)]


@pytest.mark.parametrize(("naam", "taal"), ELK)
def test_no_placeholder_is_left_and_nothing_is_empty(naam: str, taal: str) -> None:
    for s in pieces(page(naam, taal)):
        assert not re.search(r"[{}]|\bNone\b|\bnan\b", s.tekst), s
        assert s.tekst.strip() or s.tekst == "", s


@pytest.mark.parametrize(("naam", "taal"), ELK)
def test_every_word_for_the_client_is_translated(naam: str, taal: str) -> None:
    """What is folded away in easy Dutch (numbers, thresholds) is in ordinary Dutch."""
    assert [s for s in pieces(page(naam, taal), gevouwen=taal != "eenvoudig") if s.soort == "onvertaald"] == []


@pytest.mark.parametrize(("naam", "taal"), ELK)
def test_the_plan_reads_as_it_was_reviewed(naam: str, taal: str) -> None:
    """`RV_VERWACHT=schrijf` writes the texts anew: read the difference before you commit it."""
    pad, tekst = VERWACHT / f"{naam}.{taal}.txt", as_text([page(naam, taal)])
    # the catalogue's version and hash change with every comment in it
    tekst = re.sub(r"\d{4}\.\d+\.\d+ \([0-9a-f]{8}\)", "<versie>", tekst.replace("\n", " \n")).replace(" \n", "\n")
    if os.environ.get("RV_VERWACHT") == "schrijf":
        pad.parent.mkdir(exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    assert tekst == pad.read_text(encoding="utf-8")


class Tags(HTMLParser):
    """The words of a page, its tags in balance, and what it refers to."""

    LEEG = frozenset(["meta", "br", "input"])

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tekst: list[str] = []
        self.kenmerken: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kenmerken += [(tag, k, v or "") for k, v in attrs]
        if tag not in self.LEEG:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.tekst.append(data)


def words(tekst: str) -> set[str]:
    return set(re.findall(r"[^\W_]{2,}", tekst))


@pytest.mark.parametrize(("naam", "taal"), ELK)
def test_every_form_says_the_same(naam: str, taal: str) -> None:
    bladen = [page(naam, taal)]
    tekst = words(as_text(bladen))
    assert words(as_markdown(bladen)) == tekst
    lezer = Tags()
    lezer.feed(as_html(bladen))
    gevouwen = words(" ".join(s.tekst for s in pieces(bladen[0])))
    assert tekst <= words(" ".join(lezer.tekst)) <= tekst | gevouwen | words(bladen[0].waarom.tekst)


@pytest.mark.parametrize("taal", TALEN)
def test_a_plan_in_another_language_carries_the_dutch_one_and_says_that_it_counts(taal: str) -> None:
    plan = plan_of("weduwe-eigen-huis")
    html = str(render(plan, taal=taal, formaat="html"))
    assert html.count("<article ") == (1 if taal == "nl" else 2)
    assert f'<html lang="{TALEN[taal].html}" dir="ltr">' in html
    assert "Uw rechten op 1 november 2026" in html
    eerste = plain(
        tuple(s for regel in page("weduwe-eigen-huis", taal).kop for s in regel), page("weduwe-eigen-huis", taal)
    )
    woord = {"fr": "néerlandais", "en": "Dutch", "de": "niederländisch", "eenvoudig": "gewone"}
    assert taal == "nl" or woord[taal].lower() in eerste.lower()


@pytest.mark.parametrize("taal", ["fr", "en", "de"])
def test_the_name_of_a_right_in_another_language_has_the_dutch_one_beside_it(taal: str) -> None:
    plan = plan_of("weduwe-eigen-huis")
    w = Woorden(TALEN[taal], plan.catalogus)
    tekst = " ".join(as_text([page("weduwe-eigen-huis", taal)]).split())
    assert any(p.recht.namen.get(taal) for p in plan.aanvragen)
    for p in plan.aanvragen:
        assert f"{w.name_of(p.recht).tekst} / {p.recht.naam}" in tekst


@pytest.mark.parametrize("naam", GEZINNEN)
def test_html_is_one_balanced_file_that_needs_nothing_from_elsewhere(naam: str) -> None:
    html = str(render(plan_of(naam), taal="fr", formaat="html"))
    lezer = Tags()
    lezer.feed(html)
    assert lezer.open == []
    assert not [k for k in lezer.kenmerken if k[1] in ("src", "href", "action", "style") or k[1].startswith("on")]
    assert not re.search(r"<script|@import|url\(", html)
    kenmerken = [v for _, k, v in lezer.kenmerken if k == "id"]
    assert len(kenmerken) == len(set(kenmerken))
    assert {v for _, k, v in lezer.kenmerken if k == "aria-labelledby"} <= set(kenmerken)


KWAAD = "<img src=x onerror=alert(1)> *vet* [a](http://b) `c` {d} & \"e\" 'f' #g"


def hostile(taal: Taal = NEDERLANDS) -> Blad:
    """A page whose every text would do something in some form."""
    s = Stuk(KWAAD)
    post = Post(
        (s,), (s,), (Veld(s, (s,), let_op=True),), (Veld(None, (s,)),), True, 1, ((Stuk(KWAAD, "onvertaald"),),)
    )
    return Blad(taal, s, ((s,),), (Rubriek("a", s, (s,), (post,)),), ((s,),), s, s)


def test_no_text_becomes_markup() -> None:
    html = as_html([hostile()])
    assert "<img" not in html and "&lt;img" in html
    lezer = Tags()
    lezer.feed(html)
    assert lezer.open == [] and KWAAD in unescape("".join(lezer.tekst))
    markdown = as_markdown([hostile()])
    assert "\\<img" in markdown and not re.search(r"(?<!\\)[`<\[&]", markdown.replace("- [ ]", "").replace("[ ] ", ""))
    for begin in ("- a", "--- a", "+ a", "= a", "=== a", "1. a", "10) a", "1."):
        blad = replace(hostile(), kop=((Stuk(begin),),))
        regel = as_markdown([blad]).split("\n\n")[1]
        assert regel.replace("\\", "") == begin and not re.match(r"[-+=]|\d+[.)]", regel)
    for begin in ("1.250 euro", "2026-11-01", "10 - a"):
        assert f"\n{begin}\n" in as_markdown([replace(hostile(), kop=((Stuk(begin),),))])


def test_the_direction_of_the_text_comes_from_the_locale() -> None:
    arabisch = Taal("ar", "العربية", "ar", "ar", "ar")
    assert '<html lang="ar" dir="rtl">' in as_html([hostile(arabisch)])
    assert 'lang="nl" dir="ltr"' in as_html([hostile(arabisch)])


@pytest.mark.parametrize("naam", GEZINNEN)
def test_text_fits_in_80_columns(naam: str) -> None:
    assert max(map(len, str(render(plan_of(naam), taal="de")).splitlines())) <= BREEDTE


@pytest.mark.parametrize(("naam", "taal"), ELK)
def test_json_keeps_its_contract_and_names_the_text_that_counts(naam: str, taal: str) -> None:
    gegevens = json.loads(render(plan_of(naam), taal=taal, formaat="json"))
    jsonschema.validate(gegevens, make_schema("plan", read_kennis(PROJECT / "regels")))
    assert (gegevens["taal"], gegevens["taal_die_telt"]) == (taal, "nl")
    assert [p["recht"] for p in gegevens["aanvragen"]] == [p.recht.id for p in plan_of(naam).aanvragen]


def test_amounts_and_days_are_written_as_the_language_writes_them() -> None:
    teksten = {t: as_text([page("gezin-van-vijf-laag-loon", t)]) for t in TALEN}
    assert "€\xa0263,00" in teksten["nl"] and "€\xa0263,00" in teksten["eenvoudig"]
    assert "263,00\xa0€" in teksten["fr"] and "263,00\xa0€" in teksten["de"]
    assert (
        "1er novembre 2026" in teksten["fr"]
        and "1 November 2026" in teksten["en"]
        and "1. November 2026" in teksten["de"]
    )


@pytest.mark.parametrize(("anders", "code"), [({"taal": "frans"}, "RV601"), ({"formaat": "docx"}, "RV007")])
def test_an_unknown_language_or_form_says_which_there_are(anders: dict[str, str], code: str) -> None:
    with pytest.raises(InvoerFout) as fout:
        render(plan_of("weduwe-eigen-huis"), **anders)  # type: ignore[arg-type]
    assert [m.code for m in fout.value.meldingen] == [code]
    assert "fr" in fout.value.meldingen[0].hulp or "html" in fout.value.meldingen[0].hulp

"""The plan on paper: tagged PDF/UA with title, language and fonts, two pages at most; also when it is printed."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.plan.vormen.pdf import as_pdf
from rechtenverkenner.plan.weergave import render
from tests.plan.gezinnen import GEZINNEN, plan_of
from tests.plan.test_weergave import hostile, page

pypdf = pytest.importorskip("pypdf", reason="pypdf is niet geïnstalleerd")
pytest.importorskip("typst", reason="de extra `pdf` is niet geïnstalleerd")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ALLES = os.environ.get("RV_PROFIEL") == "lang"
LANGSTE = ["alleenstaande-ouder-leefloon", "gezin-van-vijf-laag-loon"]
# the longest plans in every language; the others in Dutch, which is behind every translation
TALEN_OP_PAPIER = [
    pytest.param(naam, taal, id=f"{naam}-{taal}")
    for naam in GEZINNEN
    for taal in TALEN
    if ALLES or taal == "nl" or naam in LANGSTE
]
AXE = [(taal, breed) for taal in TALEN for breed in (320, 1280)] if ALLES else [("fr", 320), ("eenvoudig", 1280)]


def read(pdf: bytes) -> Any:
    return pypdf.PdfReader(io.BytesIO(pdf))


@pytest.mark.parametrize(("naam", "taal"), TALEN_OP_PAPIER)
def test_a_plan_is_two_pages_at_most_in_every_language(naam: str, taal: str) -> None:
    assert len(read(as_pdf([page(naam, taal)])).pages) <= 2


@pytest.mark.parametrize("taal", TALEN)
def test_the_pdf_is_tagged_has_a_title_a_language_and_its_fonts(taal: str) -> None:
    pdf = render(plan_of("weduwe-eigen-huis"), taal=taal, formaat="pdf")
    assert isinstance(pdf, bytes)
    lezer = read(pdf)
    wortel = lezer.trailer["/Root"]
    assert wortel["/MarkInfo"]["/Marked"] and wortel["/StructTreeRoot"]["/K"]
    assert wortel["/Lang"].startswith(TALEN[taal].html)
    assert wortel["/ViewerPreferences"]["/DisplayDocTitle"]
    assert lezer.metadata.title == page("weduwe-eigen-huis", taal).titel.tekst
    assert re.search(rb"pdfuaid:part>1<|pdfuaid:part=.1.", pdf)
    for blad in lezer.pages:
        for lettertype in blad["/Resources"]["/Font"].values():
            beschrijving = lettertype.get_object()["/DescendantFonts"][0]["/FontDescriptor"]
            assert any(k in beschrijving for k in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_the_second_language_in_the_pdf_is_tagged_as_dutch() -> None:
    pdf = render(plan_of("weduwe-eigen-huis"), taal="fr", formaat="pdf")
    assert isinstance(pdf, bytes)
    lezer = read(pdf)
    talen = {
        str(o["/Lang"])
        for o in map(lezer.get_object, range(1, len(lezer.xref[0]) + 1))
        if isinstance(o, dict) and "/Lang" in o
    }
    assert any(t.startswith("nl") for t in talen) and any(t.startswith("fr") for t in talen)


def test_the_pdf_says_what_the_text_says() -> None:
    naam = "gezin-van-vijf-laag-loon"
    tekst = re.sub(r"[\s\u00ad-]+", "", "".join(b.extract_text() for b in read(as_pdf([page(naam, "nl")])).pages))
    for r in page(naam, "nl").rubrieken:
        for p in r.posten:
            kop = re.sub(r"[\s\u00ad-]+", "", "".join(s.tekst for s in p.kop))
            assert kop in tekst, kop


def test_no_text_is_a_program_for_the_typesetter() -> None:
    lezer = read(as_pdf([hostile()]))
    assert "onerror=alert(1)" in re.sub(r"\s", "", lezer.pages[0].extract_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is niet geïnstalleerd")
    if CHROMIUM is None:
        pytest.skip("geen chromium op deze machine: apt-get install chromium")
    with sync_api.sync_playwright() as p:
        b = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield b
        b.close()


def has_ordinary_letters() -> bool:
    """Whether the machine has letters as wide as those of most computers."""
    lijst = shutil.which("fc-list")
    namen = subprocess.run([lijst, ":", "family"], capture_output=True, text=True, check=False).stdout if lijst else ""
    return any(naam in namen for naam in ("Arial", "Liberation Sans"))


def show(browser: Any, html: str, breed: int = 1280) -> Any:
    blad = browser.new_page(viewport={"width": breed, "height": 900}, java_script_enabled=True, bypass_csp=True)
    blad.set_content(html)
    return blad


@pytest.mark.parametrize("taal", TALEN)
@pytest.mark.parametrize("naam", GEZINNEN if ALLES else LANGSTE)
def test_printed_from_the_browser_a_language_is_two_pages_at_most(
    browser: Any, naam: str, taal: str, tmp_path: Path
) -> None:
    if not has_ordinary_letters():
        pytest.skip("geen Arial of Liberation Sans: met andere letters past er minder op een blad")
    blad = show(browser, str(render(plan_of(naam), taal=taal, formaat="html")))
    aantal = len(read(blad.pdf(prefer_css_page_size=True)).pages)
    blad.close()
    assert aantal <= (2 if taal == "nl" else 4)


@pytest.mark.parametrize(("taal", "breed"), AXE)
def test_the_page_has_no_fault_that_axe_finds(browser: Any, taal: str, breed: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is niet geïnstalleerd")
    blad = show(browser, str(render(plan_of("alleenstaande-ouder-leefloon"), taal=taal, formaat="html")), breed)
    for gevouwen in blad.query_selector_all("details"):
        gevouwen.evaluate("d => d.open = true")
    assert blad.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    regels = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    uitslag = axe.Axe().run(blad, options=regels)
    blad.close()
    assert uitslag.response["violations"] == [], uitslag.generate_report()

"""Whole interviews with the keyboard in a real browser; what axe finds; what fits on a narrow screen and on paper."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from rechtenverkenner.catalogus.profieltekst import dump_gezin
from rechtenverkenner.model.gezin import Gezin, Woning
from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.gesprek.gesprek import THEMAS
from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.web.zittingen import Zitting
from tests.gesprek.antwoordblad import NAMEN, household, steps
from tests.web.browser.conftest import LANG
from tests.web.browser.toetsenbord import fill_in, follow, press_enter
from tests.web.gast import Gast, Huis

WEDUWE = NAMEN[1]
ALLE = [(n, v, t, js) for n in NAMEN for v in ("thema", "beste") for t in ("nl", "fr") for js in (True, False)]
GESPREKKEN = ALLE if LANG else [(WEDUWE, "thema", "fr", False)]
"""Whole interviews; in the ordinary profile the first page of one that goes on from a file."""
AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BREEDTES = (320, 768, 1280)
BLADEN = (
    "/", "/vragen/gezin", "/vragen/inkomen", "/vragen/wonen", "/vragen/energie", "/vraag", "/antwoorden", "/wijzig/0",
    "/plan", "/uitleg", "/uitleg/3", "/wat-als", "/toegankelijkheid",
)  # fmt: skip


@contextmanager
def visit(browser: Any, huis: Huis, **keuzes: Any) -> Iterator[Any]:
    """A page in a context of its own, that notes what the browser asks for and complains about."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **keuzes})
    bladzijde = context.new_page()
    bladzijde.gevraagd, bladzijde.klachten = [], []
    bladzijde.on("request", lambda r: bladzijde.gevraagd.append(r.url))
    bladzijde.on("console", lambda m: bladzijde.klachten.append(m.text))
    bladzijde.goto(huis.server.url)
    try:
        yield bladzijde
    finally:
        context.close()


def session(bladzijde: Any, huis: Huis) -> Zitting:
    koek = next(c for c in bladzijde.context.cookies() if c["name"] == "rv_zitting")
    zitting = huis.zittingen.get(koek["value"])
    assert zitting is not None
    return zitting


def verdicts(r: Resultaat) -> dict[tuple[str, str], Any]:
    return {(o.recht, o.eenheid): (o.oordeel, o.bedrag_jaar, o.bedrag_eenmalig) for o in r.oordelen}


def choose_language(bladzijde: Any, taal: str) -> None:
    bladzijde.select_option("#taal", taal)
    bladzijde.focus("form.taal button")
    press_enter(bladzijde)


def start(bladzijde: Any, *mensen: str, volgorde: str) -> None:
    bladzijde.focus("#mensen")
    bladzijde.keyboard.insert_text(" ".join(mensen))
    bladzijde.keyboard.press("Tab")
    if volgorde == "beste":
        bladzijde.keyboard.press("ArrowDown")
    press_enter(bladzijde)


def resume(bladzijde: Any, gezin: Gezin) -> None:
    bestand = {"name": "x.yaml", "mimeType": "application/yaml", "buffer": dump_gezin(gezin).encode()}
    bladzijde.set_input_files("#bestand", bestand)
    bladzijde.focus('form[action="/hervat"] button')
    press_enter(bladzijde)


def finish(bladzijde: Any, huis: Huis, gezin: Gezin) -> None:
    """Answer the other pages without the browser, which then shows the answers."""
    gast = huis.guest()
    gast.client.cookies.set("rv_zitting", session(bladzijde, huis).id, domain="127.0.0.1")
    gast.get("/vragen")
    gast.interview(gezin)
    bladzijde.goto(f"{huis.server.url}/antwoorden")


class Meelezer(Gast):
    """Knows which boxes the page in the browser has, from the session on the side of the server."""

    def __init__(self, bladzijde: Any, huis: Huis) -> None:
        self.bladzijde = bladzijde
        self.huis = huis

    @property
    def pad(self) -> str:
        return str(self.bladzijde.url.removeprefix(self.huis.server.url))

    @property
    def zitting(self) -> Zitting:
        return session(self.bladzijde, self.huis)


@pytest.mark.parametrize(("naam", "volgorde", "taal", "js"), GESPREKKEN)
def test_a_whole_interview_with_the_keyboard_gives_the_verdicts_of_the_terminal(
    browser: Any, huis: Huis, catalogus: Catalogus, naam: str, volgorde: Any, taal: str, js: bool
) -> None:
    gezin = household(naam)
    begin = None if LANG else gezin.model_copy(update={"woning": Woning()})
    with visit(browser, huis, java_script_enabled=js) as bladzijde:
        choose_language(bladzijde, taal)
        if begin:
            resume(bladzijde, begin)
        else:
            start(bladzijde, *(p.id for p in gezin.personen), volgorde=volgorde)
        lezer = Meelezer(bladzijde, huis)
        while lezer.pad != "/antwoorden":
            fill_in(bladzijde, lezer.answers(gezin))
            assert bladzijde.query_selector("#fouten") is None, bladzijde.inner_text("#fouten")
            if begin:
                finish(bladzijde, huis, gezin)
        follow(bladzijde, "/plan")
        assert bladzijde.get_attribute("html", "lang") == taal
        assert len(bladzijde.query_selector_all("article")) == (1 if taal == "nl" else 2)
        *_, einde = steps(gezin, catalogus, volgorde=volgorde, begin=begin)
        assert verdicts(lezer.resultaat) == verdicts(einde.stand.resultaat)
        assert [u for u in bladzijde.gevraagd if not u.startswith(huis.server.url)] == []
        assert bladzijde.klachten == []
        assert not [u for u in bladzijde.gevraagd if "?" in u or any(p.id in u for p in gezin.personen)]


@pytest.fixture(scope="module")
def klaar(browser: Any, huis: Huis) -> Iterator[Any]:
    """A page of somebody who answered everything, with the pages that axe may look into."""
    gast = huis.guest()
    gast.post("/hervat", files={"bestand": ("x.yaml", dump_gezin(household(WEDUWE)).encode())})
    gast.get("/wat-als")
    gast.post("/wat-als/keuze", {"soort": "verhuis"})
    gast.post("/wat-als", {"gemeente": "Gent", "statuut": "huurder"})
    with visit(browser, huis, bypass_csp=True) as bladzijde:
        koek = {"name": "rv_zitting", "value": gast.client.cookies["rv_zitting"], "url": huis.server.url}
        bladzijde.context.add_cookies([koek])
        yield bladzijde


@pytest.fixture(scope="module")
def halverwege(browser: Any, huis: Huis) -> Iterator[Any]:
    """A page of somebody who has still everything to answer."""
    gast = huis.guest()
    gast.begin("moeder", "zoon")
    with visit(browser, huis, bypass_csp=True) as bladzijde:
        koek = {"name": "rv_zitting", "value": gast.client.cookies["rv_zitting"], "url": huis.server.url}
        bladzijde.context.add_cookies([koek])
        yield bladzijde


def faults(bladzijde: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is niet geïnstalleerd")
    uitslag = axe.Axe().run(bladzijde, options={"runOnly": AXE}).response
    assert uitslag["passes"], "axe looked at nothing"
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in uitslag["violations"]]


KEUZE = {"halverwege": "/vragen/energie", "klaar": "/plan"}
"""The page of the ordinary profile."""


@pytest.mark.parametrize("wie", KEUZE)
def test_no_page_has_a_fault_that_axe_finds_or_is_wider_than_the_screen(
    huis: Huis, wie: str, request: pytest.FixtureRequest
) -> None:
    bladzijde = request.getfixturevalue(wie)
    mis: dict[str, Any] = {}
    for pad in BLADEN if LANG else [KEUZE[wie]]:
        bladzijde.goto(huis.server.url + pad)
        bladzijde.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        for vink in bladzijde.query_selector_all(".keuzes.lijst > .keuze > input")[:2]:
            vink.check()
        for breed in BREEDTES:
            bladzijde.set_viewport_size({"width": breed, "height": 900})
            if bladzijde.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                mis[f"{pad} {breed}"] = "wider than the screen"
            if (LANG or breed == 320) and (gevonden := faults(bladzijde)):
                mis[f"{pad} {breed} axe"] = gevonden
    assert mis == {}


@pytest.mark.skipif(not LANG, reason="RV_PROFIEL=lang")
@pytest.mark.parametrize("taal", TALEN)
def test_in_no_language_is_a_page_wider_than_the_screen(huis: Huis, taal: str, klaar: Any, halverwege: Any) -> None:
    breed = []
    for bladzijde in (halverwege, klaar):
        bladzijde.goto(huis.server.url)
        choose_language(bladzijde, taal)
        for pad in (*BLADEN, *(f"/vragen/{thema}" for thema in THEMAS)):
            bladzijde.goto(huis.server.url + pad)
            for breedte in BREEDTES:
                bladzijde.set_viewport_size({"width": breedte, "height": 900})
                if bladzijde.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                    breed.append((pad, breedte))
        bladzijde.goto(huis.server.url)
        choose_language(bladzijde, "nl")
    assert breed == []


@pytest.mark.skipif(not LANG, reason="RV_PROFIEL=lang")
@pytest.mark.parametrize("keuze", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"contrast": "more"}])
def test_dark_and_high_contrast_have_no_fault_that_axe_finds(browser: Any, huis: Huis, keuze: dict[str, Any]) -> None:
    with visit(browser, huis, bypass_csp=True, **keuze) as bladzijde:
        start(bladzijde, "moeder", "zoon", volgorde="thema")
        for pad in BLADEN:
            bladzijde.goto(huis.server.url + pad)
            assert faults(bladzijde) == [], pad


def test_a_mistake_takes_the_focus_and_its_link_leads_to_the_field(halverwege: Any, huis: Huis) -> None:
    halverwege.goto(f"{huis.server.url}/vragen/gezin")
    halverwege.fill('[id="wie.geboortedatum.zoon.dag"]', "99")
    press_enter(halverwege)
    halverwege.wait_for_function("document.activeElement.id === 'fouten'")
    follow(halverwege, "#wie.geboortedatum.zoon.dag")
    halverwege.wait_for_function("document.activeElement.id === 'wie.geboortedatum.zoon.dag'")


@pytest.mark.parametrize(("taal", "hoogstens"), [("nl", 2), ("de", 4)] if LANG else [("nl", 2)])
def test_the_plan_is_two_sheets_of_paper_for_each_language(klaar: Any, huis: Huis, taal: str, hoogstens: int) -> None:
    pypdf = pytest.importorskip("pypdf")
    klaar.goto(f"{huis.server.url}/plan")
    choose_language(klaar, taal)
    bladen = pypdf.PdfReader(io.BytesIO(klaar.pdf(prefer_css_page_size=True))).pages
    assert len(bladen) <= hoogstens
    tekst = "".join(b.extract_text() for b in bladen)
    choose_language(klaar, "nl")
    assert "Uw rechten op" in tekst
    assert not re.search("Wis alles|rechten beslist|Bewaar de antwoorden", tekst), "only the plan is on paper"

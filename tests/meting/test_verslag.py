"""Every form of the report says the same, shows no hidden number and no client, and can be read by anybody."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from rechtenverkenner.meting.gegevens import reach_of
from rechtenverkenner.meting.registreren import follow_ups
from rechtenverkenner.meting.verslag import VERBORGEN, as_dict, tables
from rechtenverkenner.meting.vormen.excel import as_workbook
from rechtenverkenner.meting.vormen.html import as_page, circle_page, show
from rechtenverkenner.meting.vormen.lijnen import as_csv
from tests.meting.hulp import LANG
from tests.meting.waarheid import Pilot, class_of

TEKST = ' class="tekst"'


@pytest.fixture(scope="module")
def cirkel(pilot: Pilot) -> str:
    meeste = max(follow_ups(pilot.opslag, pilot.ronde), key=lambda o: len(o.rechten))
    bereik = reach_of(pilot.opslag, pilot.ronde, meeste.pseudoniem)
    deel = Counter(class_of(f) for f in pilot.feiten if f.klant == meeste.pseudoniem)
    assert bereik == (deel[1], deel[1] + deel[4], deel.total() - deel[0])
    pagina = circle_page(meeste, {k: x.naam for k, x in pilot.ronde.rechten.items()}, bereik)
    assert f"waren {bereik[0]} van de {bereik[2]} rechten in gebruik" in pagina
    return pagina


def test_the_workbook_the_lines_and_the_data_hold_the_same_values(pilot: Pilot) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    cijfers = pilot.cijfers
    boek = openpyxl.load_workbook(io.BytesIO(as_workbook(cijfers)))
    gegevens: Any = json.loads(json.dumps(as_dict(cijfers)))["tabellen"]
    lijnen = {
        (r["tabel"], r["rij"], r["kolom"]): r["waarde"]
        for r in csv.DictReader(io.StringIO(as_csv(cijfers)), delimiter=";")
    }
    assert boek.sheetnames == [t.id for t in tables(cijfers)] == list(gegevens)
    verborgen = 0
    for t in tables(cijfers):
        blad = list(boek[t.id].iter_rows(min_row=5, max_row=4 + len(t.rijen), values_only=True))
        namen = [k.naam for k in t.kolommen if k.soort == "tekst"]
        for rij, cellen, data in zip(t.rijen, blad, gegevens[t.id], strict=True):
            for k, waarde, cel in zip(t.kolommen, rij, cellen, strict=False):
                assert data[k.naam] == waarde
                assert cel == (
                    VERBORGEN if waarde is None else pytest.approx(waarde) if isinstance(waarde, float) else waarde
                )
                if k.soort != "tekst":
                    regel = lijnen[t.id, " / ".join(data[n] for n in namen), k.naam]
                    assert regel == "" if waarde is None else float(regel) == pytest.approx(waarde, abs=1e-4)
                verborgen += waarde is None
    assert verborgen > 50
    assert sum(len(boek[naam]._charts) for naam in boek.sheetnames) == 5


def test_every_value_stands_in_the_page_and_hidden_ones_as_a_dash(pilot: Pilot) -> None:
    cijfers = pilot.cijfers
    pagina = as_page(cijfers)
    for t in tables(cijfers):
        if t.id.startswith("drempels"):
            continue  # as bars
        for rij in t.rijen:
            if set(rij[1:]) == {None}:
                assert html.escape(str(rij[0])) in pagina.partition(f"<h3>{t.titel}</h3>")[2], "named, without a row"
                continue
            cellen = "".join(
                f"<td{TEKST if k.soort == 'tekst' else ''}>{show(w, k)}</td>"
                for k, w in zip(t.kolommen[1:], rij[1:], strict=True)
            )
            assert cellen in pagina.replace("&#x27;", "'"), (t.id, rij)
    assert "punten" in pagina and "Signalen aan het beleid" in pagina
    assert pagina.count("<svg") == 3 + bool(cijfers.warmte.cellen) + len(cijfers.drempels)


def test_no_form_holds_a_client_or_asks_anything_from_elsewhere(pilot: Pilot, cirkel: str) -> None:
    cijfers = pilot.cijfers
    pagina = as_page(cijfers)
    for tekst in (pagina, as_csv(cijfers), json.dumps(as_dict(cijfers)), repr(cijfers)):
        assert not re.search(r"K-\d", tekst)
    for tekst in (pagina, cirkel):
        assert not re.search(r"(?:src|href|url)\s*[=(]|<script|https?:", tekst)
    assert cirkel.count("<text") > 10 and "Waar elk recht staat" in cirkel


def test_the_signals_name_what_came_back_five_times_with_its_price(pilot: Pilot) -> None:
    cijfers = pilot.cijfers
    assert len(cijfers.signalen) >= 3
    assert [s.aantal for s in cijfers.signalen] == sorted((s.aantal for s in cijfers.signalen), reverse=True)
    assert cijfers.signalen[-1].aantal >= 5


@pytest.mark.skipif(not LANG, reason="een browser: alleen in het lange profiel")
@pytest.mark.parametrize("breed", [320, 768, 1280])
def test_anybody_can_read_the_pages_in_a_browser_and_on_paper(
    pilot: Pilot, cirkel: str, tmp_path: Path, breed: int
) -> None:
    api = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    chromium = Path("/usr/bin/chromium")
    if not chromium.exists():
        pytest.skip("Chromium is hier niet")
    cijfers = pilot.cijfers
    with api.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        for naam, tekst in (("verslag", as_page(cijfers)), ("cirkel", cirkel)):
            (tmp_path / f"{naam}.html").write_text(tekst, encoding="utf-8")
            blad = browser.new_page(viewport={"width": breed, "height": 900}, bypass_csp=True)
            fouten: list[str] = []
            blad.on("console", lambda m, fouten=fouten: fouten.append(m.text))
            blad.goto((tmp_path / f"{naam}.html").as_uri())
            assert blad.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            assert [v["id"] for v in axe.run(blad).response["violations"]] == []
            blad.emulate_media(media="print")
            assert blad.pdf(prefer_css_page_size=True).startswith(b"%PDF")
            assert fouten == []
        browser.close()

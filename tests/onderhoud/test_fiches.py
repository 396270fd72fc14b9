"""A page for every right and a list to search in: complete, escaped, and on their own."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rechtenverkenner import Catalogus, load_catalogus
from rechtenverkenner.model.datums import to_date
from rechtenverkenner.model.knopen import Voorwaarde, walk
from rechtenverkenner.toepassing.fichebladen import make_pages
from tests.onderhoud.hulp import Rv, replace_in

LEEG = {"meta", "br", "input"}


class _Lezer(HTMLParser):
    """Text, links, ids and list items of a page; every element must be closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tekst: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.soorten: set[str] = set()
        self.zoek: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        waarden = dict(attrs)
        self.soorten.add(tag)
        self.links += [waarden["href"] or ""] if "href" in waarden else []
        self.ids += [waarden["id"] or ""] if "id" in waarden else []
        self.zoek += [waarden["data-zoek"] or ""] if "data-zoek" in waarden else []
        assert "src" not in waarden
        if tag not in LEEG:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.tekst.append(data)


def read(pagina: str) -> _Lezer:
    lezer = _Lezer()
    lezer.feed(pagina)
    lezer.close()
    assert lezer.open == []
    return lezer


@pytest.fixture(scope="module")
def bladen(catalogus: Catalogus) -> dict[str, str]:
    return make_pages(catalogus, "html")


def test_the_list_links_to_a_page_for_every_right(catalogus: Catalogus, bladen: dict[str, str]) -> None:
    index = read(bladen["index.html"])
    assert index.links == [f"{x}.html" for x in dict.fromkeys(link.removesuffix(".html") for link in index.links)]
    assert set(index.links) == {f"{r}.html" for r in catalogus.rechten} == set(bladen) - {"index.html"}
    tekst = " ".join(index.tekst)
    for r in catalogus.rechten.values():
        assert r.naam in tekst and r.beschrijving in tekst


def test_what_one_can_search_for_is_flat_text_in_every_language(catalogus: Catalogus, bladen: dict[str, str]) -> None:
    index = read(bladen["index.html"])
    per_recht = dict(zip([link.removesuffix(".html") for link in index.links], index.zoek, strict=True))
    zoek = per_recht["verhoogde-tegemoetkoming"]
    assert "intervention majoree" in zoek and "increased reimbursement" in zoek
    assert all(z == z.lower() for z in index.zoek)


def test_without_script_the_list_is_complete_and_the_search_box_hidden(bladen: dict[str, str]) -> None:
    pagina = bladen["index.html"]
    assert re.search(r'<form class="zoek"[^>]* hidden', pagina)
    assert "<li hidden" not in pagina and pagina.count("<li ") == len(bladen) - 1
    assert pagina.count("<script") == 1
    for naam, blad in bladen.items():
        assert naam == "index.html" or "<script" not in blad


def test_no_page_loads_anything_from_elsewhere(bladen: dict[str, str]) -> None:
    for pagina in bladen.values():
        lezer = read(pagina)
        assert not lezer.soorten & {"link", "img", "iframe", "object"}
        assert "url(" not in pagina and "@import" not in pagina
        assert "default-src 'none'" in pagina


def test_every_link_of_a_page_goes_somewhere(bladen: dict[str, str]) -> None:
    for naam, pagina in bladen.items():
        lezer = read(pagina)
        assert len(lezer.ids) == len(set(lezer.ids)), naam
        for link in lezer.links:
            if link.startswith("#"):
                assert link[1:] in lezer.ids, (naam, link)
            else:
                assert link in bladen or link.startswith(("https://", "http://")), (naam, link)


def test_a_page_holds_every_condition_amount_step_barrier_and_source(
    catalogus: Catalogus, bladen: dict[str, str]
) -> None:
    for r in catalogus.rechten.values():
        tekst = " ".join(" ".join(read(bladen[f"{r.id}.html"]).tekst).split())
        delen = [k.label for k in walk(r.voorwaarden) if isinstance(k, Voorwaarde) and k.label]
        delen += [s.tekst for s in r.stappen] + [d.tekst for d in r.drempels] + [*r.fiche.values(), *r.niet_uitgedrukt]
        delen += [b.titel for b in r.bronnen.values()] + [v.uitleg for v in (*r.opent, *r.sluit_uit)]
        delen += [catalogus.loketten[x].naam for x in r.loketten]
        for p in r.parameters:
            delen += [
                catalogus.parameters[p].label,
                *(to_date(w.vanaf).isoformat() for w in catalogus.parameters[p].waarden),
            ]
        mist = [d for d in delen if " ".join(d.split()) not in tekst]
        assert mist == [], r.id


def test_what_opens_a_right_stands_on_its_page(bladen: dict[str, str], catalogus: Catalogus) -> None:
    naam = catalogus.rechten["verhoogde-tegemoetkoming"].naam
    assert f'geopend door: <a href="verhoogde-tegemoetkoming.html">{naam}</a>' in bladen["delijn.html"]
    assert 'opent: <a href="delijn.html">' in bladen["verhoogde-tegemoetkoming.html"]


def test_markup_in_a_text_stays_text(map_: Path) -> None:
    replace_in(map_ / "wonen/premie.yaml", '"Een premie & meer."', "'<script>alert(1)</script> & \"meer\"'")
    replace_in(map_ / "wonen/premie.yaml", 'titel: "wet op de premie"', 'titel: "wet", url: "javascript:alert(\'x\')"')
    bladen = make_pages(load_catalogus(map_), "html")
    for naam in ("premie.html", "index.html"):
        lezer = read(bladen[naam])
        assert not any(link.startswith("javascript") for link in lezer.links)
        assert "b" not in lezer.soorten
        assert '<script>alert(1)</script> & "meer"' in "".join(lezer.tekst)
    assert "script" not in read(bladen["premie.html"]).soorten


def test_a_source_key_that_means_something_else_in_another_file_is_told_apart(map_: Path) -> None:
    tekst = "".join(read(make_pages(load_catalogus(map_), "html")["premie.html"]).tekst)
    assert "WET: Staatsblad, wet op de premie" in tekst
    assert "WET (gedeeld): Staatsblad, een wet" in tekst


def test_markdown_has_the_same_pages_with_its_signs_escaped(map_: Path) -> None:
    bladen = make_pages(load_catalogus(map_), "markdown")
    assert set(bladen) == {"premie.md", "kaart.md", "index.md"}
    assert bladen["premie.md"].startswith("# Premie \\<b\\>\n")
    assert "[Premie \\<b\\>](<premie.md>): Een premie & meer." in bladen["index.md"]
    assert "1. Ga naar het loket.\n   - waar: het OCMW\n   - meenemen: identiteitskaart" in bladen["premie.md"]
    assert (
        "| 2025-01-01 | 2025-12-31 | €\xa020.000,00 per jaar | hoog | 2025-02-01 | WET (gedeeld) |"
        in bladen["premie.md"]
    )


def test_the_command_writes_the_pages_and_refuses_another_form(map_: Path, tmp_path: Path, rv: Rv) -> None:
    doel = tmp_path / "uit"
    status, uit, _ = rv("fiches", "--catalogus", map_, "--uit", doel, "--formaat", "json")
    assert (status, json.loads(uit)["bestanden"]) == (0, ["index.html", "kaart.html", "premie.html"])
    assert {p.name for p in doel.iterdir()} == {"index.html", "kaart.html", "premie.html"}
    status, _, fout = rv("fiches", "--catalogus", map_, "--uit", doel, "--formaat", "pdf")
    assert (status, "RV007" in fout) == (2, True)

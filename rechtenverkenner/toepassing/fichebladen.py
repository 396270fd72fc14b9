"""A page for every right and a list to search in, as files that stand on their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Any

from rechtenverkenner.model.datums import LAATSTE, to_date
from rechtenverkenner.model.knopen import (
    Alle,
    EenVan,
    Knoop,
    Niet,
    OverLeden,
    Param,
    Plaatselijk,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.model.recht import Bronvermelding, Catalogus, Parameter, Recht, Waardeperiode
from rechtenverkenner.onderhoud.graaf import Graaf, Pijl, make_graph
from rechtenverkenner.toepassing import fiches, woorden
from rechtenverkenner.toepassing.bladvorm import (
    Alinea,
    Blad,
    Deel,
    Lijst,
    Link,
    Punt,
    Sectie,
    Tabel,
    Tekst,
    as_html,
    as_markdown,
    page,
)

GEEN_DIENST = "Dit is geen officiële dienst en geen juridisch advies: alleen de bevoegde dienst beslist."


def make_pages(catalogus: Catalogus, formaat: str) -> dict[str, str]:
    """Name of each file -> its text; `formaat` is `html` or `markdown`. The list is `index.html` or `index.md`."""
    staart = ".html" if formaat == "html" else ".md"
    graaf = make_graph(catalogus)
    vorm = as_html if formaat == "html" else as_markdown
    uit = {f"{r.id}{staart}": vorm(make_sheet(r, catalogus, graaf, staart)) for r in catalogus.rechten.values()}
    uit[f"index{staart}"] = _html_index(catalogus) if formaat == "html" else _markdown_index(catalogus)
    return uit


def make_sheet(r: Recht, c: Catalogus, graaf: Graaf, staart: str) -> Blad:
    """The whole sheet of one right."""
    data, bronnen = fiches.sheet_as_dict(r, c), _Bronnen(r, c)
    secties = [
        Sectie("Wat is het", (Alinea((r.beschrijving,)), Lijst(tuple(_facts(r, data))))),
        Sectie("Voorwaarden", tuple(_conditions(r, bronnen))),
        Sectie("Bedragen", tuple(_amounts(r, c, bronnen))),
        Sectie("Stappen", _list((_step(s, c) for s in r.stappen), genummerd=True)),
        Sectie("Loketten", _list(Punt(_counter(x, c)) for x in r.loketten)),
        Sectie("Waarom mensen het niet krijgen", _list(Punt((f"{d.code} ({d.fase}): {d.tekst}",)) for d in r.drempels)),
        Sectie("Verband met andere rechten", _list(_links(r, c, graaf, staart))),
        Sectie("Bronnen", _list(_source(k, b) for k, b in bronnen.genoemd.items())),
    ]
    talen = tuple((t, n) for t, n in r.namen.items() if t != "nl")
    voet = f"Catalogus {c.versie} ({c.hash[:8]}). {GEEN_DIENST}"
    return Blad(r.naam, tuple(s for s in secties if s.delen), voet, Link("alle rechten", f"index{staart}"), talen)


def _list(punten: Iterable[Punt], *, genummerd: bool = False) -> tuple[Deel, ...]:
    rij = tuple(punten)
    return (Lijst(rij, genummerd),) if rij else ()


def _facts(r: Recht, data: dict[str, Any]) -> Iterator[Punt]:
    velden = {
        "id": r.id,
        "domein": r.domein,
        "bestuursniveau": r.bestuursniveau,
        "voor wie": f"per {r.eenheid}",
        "toekenning": data["toekenning"]["soort"],
        "nakijken": r.toekenning.controle,
        "gegevensstroom": r.toekenning.gegevensstroom,
        **{k.replace("_", " "): v for k, v in r.fiche.items()},
    }
    yield from (Punt((f"{k}: ", *_with_address(v))) for k, v in velden.items() if v)


def _with_address(tekst: str) -> Tekst:
    return (Link(tekst, tekst),) if tekst.startswith(("https://", "http://")) and " " not in tekst else (tekst,)


class _Bronnen:
    """Names sources and remembers them; a key that means something else in another file gets that file's name."""

    def __init__(self, r: Recht, c: Catalogus) -> None:
        self.recht = r
        self.catalogus = c
        self.genoemd: dict[str, Bronvermelding] = dict(r.bronnen)

    def cite(self, bronnen: tuple[str, ...], ruimte: str) -> tuple[Link, ...]:
        """A link to each source in the list at the end."""
        return tuple(self._one(k, ruimte) for k in bronnen)

    def _one(self, kenmerk: str, ruimte: str) -> Link:
        # A local part that adds to the general one cites the general sources too.
        if f"{ruimte}.{kenmerk}" not in self.catalogus.bronnen:
            ruimte = ruimte.partition("@")[0]
        b = self.catalogus.bronnen[f"{ruimte}.{kenmerk}"]
        naam = kenmerk if self.genoemd.get(kenmerk, b) == b else f"{kenmerk} ({ruimte.rpartition('@')[2]})"
        self.genoemd[naam] = b
        return Link(naam, f"#{_anchor(naam)}")


def _anchor(naam: str) -> str:
    return "bron-" + re.sub(r"[^A-Za-z0-9-]+", "-", naam)


def _conditions(r: Recht, bronnen: _Bronnen) -> Iterator[Deel]:
    if r.discretionair:
        yield Alinea(("Een dienst beslist: het antwoord is nooit zeker.",))
    yield Lijst(tuple(_condition(r.voorwaarden, bronnen, r.id)))
    if r.niet_uitgedrukt:
        yield Alinea(("Dit kan hier niet nagekeken worden, dus ook dan beslist een dienst:",))
        yield from _list(Punt((x,)) for x in r.niet_uitgedrukt)
    if r.argumenten:
        yield Alinea(("Wat helpt bij de vraag:",))
        yield from _list(Punt((x,)) for x in r.argumenten)


def _condition(k: Knoop, bronnen: _Bronnen, ruimte: str, boven: tuple[str, ...] = ()) -> Iterator[Punt]:
    """What a person reads of a condition: the named ones, and how they go together; `boven` is cited already."""
    if isinstance(k, Plaatselijk):
        yield from _local(k, bronnen, ruimte)
        return
    eigen = k.bron if isinstance(k, Voorwaarde) else boven
    onder = tuple(p for x in children(k) for p in _condition(x, bronnen, ruimte, eigen))
    if isinstance(k, Voorwaarde):
        bron = () if eigen == boven else bronnen.cite(eigen, ruimte)
        yield Punt((k.label, *_between(bron)), onder)
    elif isinstance(k, Niet) and onder:
        yield Punt(("niet:",), onder)
    elif isinstance(k, (Alle, EenVan)) and len(onder) > 1:
        yield Punt(("al deze voorwaarden:" if isinstance(k, Alle) else "een van deze voorwaarden:",), onder)
    elif isinstance(k, OverLeden) and onder:
        yield Punt((f"{k.soort} van deze groep: {k.groep.replace('_', ' ')}",), onder)
    else:
        yield from onder


def _local(k: Plaatselijk, bronnen: _Bronnen, ruimte: str) -> Iterator[Punt]:
    """What each municipality with an entered rule asks."""
    if any(not tak.herkomst for tak in k.takken):  # the area of the right itself
        namen = {g.nis: g.naam for g in bronnen.catalogus.gemeenten}
        nis = sorted({namen.get(x, x) for tak in k.takken for x in tak.nis})
        yield Punt((f"gemeenten: {', '.join(nis)}",))
        return
    for tak in k.takken:
        plaats = tak.herkomst.split("/")[-2]
        onder = tuple(_condition(tak.knoop, bronnen, f"{ruimte}@{plaats}"))
        if onder:
            yield Punt((f"in {plaats.partition('-')[2] or plaats}:",), onder)
    if k.standaard is not None:
        yield from (Punt(("in andere gemeenten:",), (p,)) for p in _condition(k.standaard, bronnen, ruimte))
    else:
        yield Punt(("in andere gemeenten is geen regel ingevoerd: vraag het daar na",))


def _between(links: tuple[Link, ...]) -> Tekst:
    return (" [", *_comma(links), "]") if links else ()


def _comma(links: tuple[Link, ...]) -> Tekst:
    return tuple(x for i, b in enumerate(links) for x in ((", ", b) if i else (b,)))


def _used(r: Recht, c: Catalogus) -> list[Parameter]:
    """The own parameters, then the shared ones that the rule uses."""
    wortels = [r.voorwaarden, *([r.bedrag.formule] if r.bedrag else [])]
    gedeeld = {k.id for w in wortels for k in walk(w) if isinstance(k, Param)} - set(r.parameters)
    return [c.parameters[p] for p in (*r.parameters, *sorted(gedeeld))]


def _amounts(r: Recht, c: Catalogus, bronnen: _Bronnen) -> Iterator[Deel]:
    if r.bedrag is not None:
        soort = "per jaar" if r.bedrag.per == "jaar" else "eenmalig"
        raming = ", een raming" if r.bedrag.raming else ""
        toelichting = f": {r.bedrag.toelichting}" if r.bedrag.toelichting else ""
        yield Alinea((f"Wat het waard is ({soort}{raming}){toelichting}",))
    for p in _used(r, c):
        rijen = tuple(_row(w, p, bronnen) for w in reversed(p.waarden))
        yield Tabel(p.label, ("van", "tot en met", "waarde", "zekerheid", "nagekeken", "bron"), rijen)


def _row(w: Waardeperiode, p: Parameter, bronnen: _Bronnen) -> tuple[Tekst, ...]:
    if isinstance(w.waarde, frozenset):
        waarde = ", ".join(sorted(w.waarde))
    elif p.typ.eenheid == "lijst":
        waarde = "niet gevonden"
    else:
        waarde = woorden.value(w.grenzen, p.typ.eenheid)
        waarde = f"niet gevonden; {waarde}" if w.waarde is None and waarde != "onbekend" else waarde
    zeker = f"{w.zekerheid}, te bevestigen" if w.te_bevestigen else w.zekerheid
    tot = "" if w.tot >= LAATSTE else to_date(w.tot).isoformat()
    bron = _comma(bronnen.cite(w.bron, p.id.rpartition(".")[0]))
    return (to_date(w.vanaf).isoformat(),), (tot,), (waarde,), (zeker,), (w.nagekeken_op.isoformat(),), bron


def _step(s: Any, c: Catalogus) -> Punt:
    onder = [Punt((f"waar: {c.loketten[s.loket].naam}",))] if s.loket else []
    onder += [Punt((f"meenemen: {'; '.join(s.documenten)}",))] if s.documenten else []
    onder += [Punt((f"termijn: {s.termijn}",))] if s.termijn else []
    soort = "" if s.wanneer == "aanvraag" else f" ({s.wanneer})"
    return Punt((s.tekst + soort,), tuple(onder))


def _counter(kenmerk: str, c: Catalogus) -> Tekst:
    x = c.loketten[kenmerk]
    return (", ".join(t for t in (x.naam, x.telefoon, x.website) if t),)


def _links(r: Recht, c: Catalogus, graaf: Graaf, staart: str) -> Iterator[Punt]:
    woord = {
        "sluit_uit": "sluit uit",
        "hindert": "sluit een weg af",
        "telt_mee": "telt mee",
        "vervalt": "doet vervallen",
    }
    for p in graaf.pijlen:
        if p.van == r.id:
            yield _link(f"{woord.get(p.soort, p.soort)}: ", p.naar, p, c, staart)
    for p in graaf.pijlen:
        if p.naar == r.id:
            kop = {"opent": "geopend door: ", "telt_mee": "telt mee hier: "}.get(
                p.soort, f"{woord.get(p.soort)}, van: "
            )
            yield _link(kop, p.van, p, c, staart)
    for kop, verbanden in (("opent", r.opent), ("sluit uit", r.sluit_uit), ("vervalt bij", r.vervalt_bij)):
        for v in verbanden:
            if v.id not in c.rechten and v.id not in c.statussen:
                yield Punt((f"{kop}: {v.id} ({v.uitleg})",))


def _link(kop: str, kenmerk: str, p: Pijl, c: Catalogus, staart: str) -> Punt:
    recht = c.rechten.get(kenmerk)
    doel: str | Link = Link(recht.naam, f"{kenmerk}{staart}") if recht else c.statussen[kenmerk].naam
    extra = (", in sommige gemeenten" if p.plaatselijk else "") + (f": {p.uitleg}" if p.uitleg else "")
    return Punt((kop, doel, extra))


def _source(kenmerk: str, b: Bronvermelding) -> Punt:
    titel: str | Link = Link(b.titel, b.url) if b.url.startswith(("https://", "http://")) else b.titel
    return Punt((f"{kenmerk}: {b.uitgever}, ", titel, f" ({b.datum})" if b.datum else ""), anker=_anchor(kenmerk))


def _by_domain(c: Catalogus) -> Iterator[tuple[str, list[Recht]]]:
    for domein, rij in groupby(sorted(c.rechten.values(), key=lambda r: (r.domein, r.naam)), lambda r: r.domein):
        yield domein, list(rij)


def _markdown_index(c: Catalogus) -> str:
    secties = [
        Sectie(domein, (Lijst(tuple(Punt((Link(r.naam, f"{r.id}.md"), f": {r.beschrijving}")) for r in rij)),))
        for domein, rij in _by_domain(c)
    ]
    return as_markdown(Blad("Alle rechten", tuple(secties), f"Catalogus {c.versie}. {GEEN_DIENST}"))


# Without JavaScript the whole list is there; with it a box to search in appears.
_ZOEK = """
const vak=document.querySelector('.zoek'),veld=vak.querySelector('input'),stand=vak.querySelector('output');
const plat=t=>t.normalize('NFD').replace(/[\\u0300-\\u036f]/g,'').toLowerCase();
vak.hidden=false;
veld.addEventListener('input',()=>{
  const woorden=plat(veld.value).split(/\\s+/).filter(Boolean);let aantal=0;
  for(const groep of document.querySelectorAll('section')){
    let zichtbaar=0;
    for(const punt of groep.querySelectorAll('li')){
      punt.hidden=!woorden.every(w=>punt.dataset.zoek.includes(w));
      zichtbaar+=!punt.hidden;
    }
    groep.hidden=!zichtbaar;aantal+=zichtbaar;
  }
  stand.textContent=woorden.length?aantal+' gevonden':'';
});
"""


def _html_index(c: Catalogus) -> str:
    delen = [
        "<main>\n<h1>Alle rechten</h1>",
        f"<p>{len(c.rechten)} rechten. {escape(GEEN_DIENST)}</p>",
        '<form class="zoek" role="search" hidden onsubmit="return false">',
        '<label for="zoekveld">Zoek een recht</label><br><input id="zoekveld" type="search" autocomplete="off">',
        '<output for="zoekveld" aria-live="polite"></output></form>',
    ]
    for domein, rij in _by_domain(c):
        delen += [f"<section>\n<h2>{escape(domein)}</h2>\n<ul>", *map(_index_item, rij), "</ul>\n</section>"]
    delen.append(f"</main>\n<footer>Catalogus {escape(c.versie)} ({c.hash[:8]}).</footer>")
    return page("Alle rechten", "\n".join(delen), script=_ZOEK)


def _index_item(r: Recht) -> str:
    zoek = " ".join((r.id, *r.namen.values(), r.naam, r.beschrijving, r.domein, r.bestuursniveau))
    return (
        f'<li data-zoek="{escape(_flat(zoek))}"><a href="{escape(r.id)}.html">{escape(r.naam)}</a>: '
        f"{escape(r.beschrijving)} <small>{escape(r.bestuursniveau)}, per {escape(r.eenheid)}</small></li>"
    )


def _flat(tekst: str) -> str:
    """Lower case without accents, as the script makes of what is typed."""
    return "".join(t for t in unicodedata.normalize("NFD", tekst) if not unicodedata.combining(t)).lower()

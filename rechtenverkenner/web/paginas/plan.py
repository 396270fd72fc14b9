"""The plan: on screen and on paper, every verdict explained, and the files that somebody keeps."""

from __future__ import annotations

import re

from fastapi import APIRouter
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rechtenverkenner.catalogus.profieltekst import dump_gezin
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.motor.vragen import VERFIJNEN
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.opmaak import make_page
from rechtenverkenner.plan.taal import NEDERLANDS
from rechtenverkenner.plan.verklaring import OORDELEN, explain_in_words
from rechtenverkenner.plan.vormen.html import as_article
from rechtenverkenner.plan.weergave import render
from rechtenverkenner.plan.woorden import Stuk, Woorden
from rechtenverkenner.web.paginas.kader import F, G, K, Z, download, go
from rechtenverkenner.web.paginas.testgeval import make_case

router = APIRouter()
_KENMERK = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@router.get("/plan")
def plan(k: K, zitting: Z, g: G) -> Response:
    """The plan in the language of the client, the Dutch one after it."""
    stand = zitting.look(g)
    gemaakt = make_plan(stand.resultaat)
    talen = dict.fromkeys((k.words(zitting).taal, NEDERLANDS))
    # the page escapes every text itself
    bladen = [Markup(as_article(make_page(gemaakt, taal))) for taal in talen]
    nog = sum(1 for v in stand.vragen if v.fase != VERFIJNEN)
    return k.page(
        "plan.html", zitting, bladen=bladen, nog=nog, oordelen=_verdicts(stand.resultaat, k.words(zitting)), plek="plan"
    )


def _verdicts(r: Resultaat, w: Woorden) -> list[tuple[str, Stuk]]:
    """Every verdict with a number to choose it by."""
    namen = [(str(n), w.name_of(r.catalogus.rechten[o.recht]), o.eenheid) for n, o in enumerate(r.oordelen)]
    return [(n, naam if wie == "gezin" else Stuk(f"{naam.tekst} ({wie})", naam.soort)) for n, naam, wie in namen]


@router.get("/plan.pdf")
def as_pdf(k: K, zitting: Z, g: G) -> Response:
    """The plan on paper."""
    return _plan_file(k, zitting, g, "pdf")


@router.get("/plan.ics")
def as_calendar(k: K, zitting: Z, g: G) -> Response:
    """The days of the plan, for a calendar."""
    return _plan_file(k, zitting, g, "ics")


def _plan_file(k: K, zitting: Z, g: G, formaat: str) -> Response:
    gemaakt = make_plan(zitting.look(g).resultaat)
    try:
        if formaat == "pdf":
            return download(render(gemaakt, taal=zitting.taal, formaat="pdf"), "plan.pdf", "application/pdf")
        return download(render(gemaakt, taal=zitting.taal, formaat="ics"), "plan.ics", "text/calendar")
    except InvoerFout as e:
        return k.page("fout.html", zitting, status=501, fouten=e.meldingen)


@router.get("/uitleg")
def explanations(k: K, zitting: Z, g: G) -> Response:
    """Every verdict, to choose one."""
    r, w = zitting.look(g).resultaat, k.words(zitting)
    rij = [(n, naam, w.gettext(OORDELEN[o.oordeel])) for (n, naam), o in zip(_verdicts(r, w), r.oordelen, strict=True)]
    return k.page("uitleg.html", zitting, oordelen=rij, kop=(), regels=(), plek="plan")


@router.get("/uitleg/{nummer}")
def explanation(nummer: int, k: K, zitting: Z, g: G) -> Response:
    """One verdict down to its last condition."""
    r = zitting.look(g).resultaat
    if not 0 <= nummer < len(r.oordelen):
        raise HTTPException(404)
    o = r.oordelen[nummer]
    kop, *regels = explain_in_words(o, r.catalogus.rechten[o.recht], k.words(zitting))
    return k.page("uitleg.html", zitting, oordelen=(), kop=kop.tekst, regels=regels, plek="plan")


@router.post("/bewaar")
def save(g: G, f: F) -> Response:
    """The answers as a file that the worker keeps; nothing stays here."""
    kenmerk = f.one("kenmerk").lower()
    naam = f"rechten-{kenmerk}.yaml" if _KENMERK.fullmatch(kenmerk) else "rechten.yaml"
    return download(dump_gezin(g.vast.gezin), naam, "application/yaml")


@router.post("/testgeval")
def keep_case(zitting: Z, g: G, f: F) -> Response:
    """One verdict as a reference case: only the facts that it needs, about nobody in particular."""
    resultaat = zitting.look(g).resultaat
    nummer = f.one("oordeel")
    if not nummer.isdecimal() or len(nummer) > 4 or int(nummer) >= len(resultaat.oordelen):
        return go("/plan")
    o = resultaat.oordelen[int(nummer)]
    return download(make_case(resultaat, o), f"{o.recht}.yaml", "application/yaml")

"""The first page: what this is; a new conversation or one from a file; language, wiping, accessibility."""

from __future__ import annotations

import re
from importlib.resources import files
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from rechtenverkenner.catalogus.profiel import read_gezin_text
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.motor.controle import check_gezin
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.gesprek.gesprek import Gesprek, Volgorde
from rechtenverkenner.plan.gesprek.lezer import refuse
from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.plan.woorden import N_
from rechtenverkenner.web.paginas.beeld import render
from rechtenverkenner.web.paginas.kader import F, Formulier, K, Kader, Z, go, set_cookie
from rechtenverkenner.web.veiligheid import KOEK
from rechtenverkenner.web.zittingen import Zitting

router = APIRouter()
STIJLEN = {
    "rechten.css": ("rechtenverkenner.web.stijl", "text/css"),
    "plan.css": ("rechtenverkenner.plan.vormen", "text/css"),
    "teken.svg": ("rechtenverkenner.web.stijl", "image/svg+xml"),
}
_PAD = re.compile(r"/(?:vragen(?:/[a-z-]+)?|vraag|antwoorden|wijzig/[0-9]+|plan|uitleg|wat-als|toegankelijkheid)")
GEWIST = N_("Alles is gewist.")


@router.get("/")
def start(request: Request, k: K) -> Response:
    """The first page; who has no session gets one."""
    zitting = k.zittingen.get(request.cookies.get(KOEK, ""))
    if zitting is not None:
        return _start(k, zitting)
    if request.headers.get("sec-fetch-site") == "cross-site":
        # From another website no cookie comes along: one more click, so that a session that is there is not lost.
        zitting = Zitting("")
        return HTMLResponse(render("verder.html", k.words(zitting), taalkeuze=False))
    zitting = k.zittingen.new()
    return set_cookie(_start(k, zitting), zitting)


def _start(k: Kader, zitting: Zitting, *, waar: str = "", fouten: tuple[Melding, ...] = ()) -> Response:
    """`waar` is the field that the faults are about."""
    return k.page("start.html", zitting, status=422 if fouten else 200, fouten=fouten, waar=waar, plek="start")


@router.post("/begin")
def begin(k: K, zitting: Z, f: F) -> Response:
    """A new conversation; what was known before is wiped."""
    try:
        mensen = kern.read_people(f.one("mensen"), k.words(zitting))
    except InvoerFout as e:
        return _start(k, zitting, waar="mensen", fouten=e.meldingen)
    return _open(k, zitting, kern.start(k.catalogus, mensen, op_datum=k.vandaag()), _order(f))


@router.post("/hervat")
def resume(k: K, zitting: Z, f: F) -> Response:
    """A conversation that goes on from a file that was saved."""
    try:
        gezin = _read(f.bestand or b"", k, zitting)
    except InvoerFout as e:
        return _start(k, zitting, waar="bestand", fouten=e.meldingen)
    return _open(k, zitting, kern.resume(k.catalogus, gezin, op_datum=k.vandaag()), _order(f))


def _read(inhoud: bytes, k: Kader, zitting: Zitting) -> Gezin:
    """The household in a file.

    Raises:
        InvoerFout: every fault of the file.
    """
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        tekst = ""
    if not tekst.strip():
        hulp = N_("kies het bestand dat u hier eerder bewaarde (de naam eindigt op .yaml)")
        refuse(k.words(zitting), "RV403", N_("er is geen leesbaar bestand"), hulp)
    gezin, meldingen, bron = read_gezin_text(tekst, naam="bestand")
    if gezin is None or bron is None:
        raise InvoerFout(meldingen)
    fouten = check_gezin(gezin, k.catalogus, to_number(k.vandaag()))
    if fouten:
        raise InvoerFout(bron.melding(b.code, b.tekst, b.pad, hulp=b.hulp, sleutel=b.sleutel) for b in fouten)
    return gezin


def _order(f: Formulier) -> Volgorde:
    return "beste" if f.one("volgorde") == "beste" else "thema"


def _open(k: Kader, oud: Zitting, g: Gesprek, volgorde: Volgorde) -> Response:
    """A conversation in a session of its own: an id of before is worth nothing any more."""
    k.zittingen.forget(oud)
    zitting = k.zittingen.new(taal=oud.taal)
    zitting.gesprek, zitting.volgorde = g, volgorde
    return set_cookie(go("/vragen"), zitting)


@router.post("/taal")
def language(request: Request, zitting: Z, f: F) -> Response:
    """Another language, on the page where that was chosen."""
    if f.one("taal") in TALEN:
        zitting.taal = f.one("taal")
    pad = urlsplit(request.headers.get("referer", "")).path
    return go(pad if _PAD.fullmatch(pad) else "/")


@router.post("/wis")
def wipe(k: K, zitting: Z) -> Response:
    """Forget everything at once."""
    k.zittingen.forget(zitting)
    nieuw = k.zittingen.new(taal=zitting.taal)
    nieuw.melding = GEWIST
    return set_cookie(go("/"), nieuw)


@router.get("/toegankelijkheid")
def accessibility(request: Request, k: K) -> Response:
    """How accessible these pages are, and what is not."""
    zitting = k.zittingen.get(request.cookies.get(KOEK, "")) or Zitting("")
    return k.page("toegankelijkheid.html", zitting, plek="toegankelijkheid")


@router.get("/stijl/{naam}")
def style(naam: str) -> Response:
    """A style sheet, or the sign of the pages."""
    if naam not in STIJLEN:
        return Response(status_code=404)
    pakket, soort = STIJLEN[naam]
    return Response(files(pakket).joinpath(naam).read_bytes(), media_type=soort)

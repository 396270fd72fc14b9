"""The one door of the server: what it refuses, which headers it adds, what it writes in the log.

`secure(app, ...)` goes around everything that answers, so that no page and no service can forget a check. The door
reads the whole body itself, within limits of size and time: whatever is behind it never waits for a client.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
import time
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

from starlette.requests import Request

from rechtenverkenner.plan.woorden import Woorden
from rechtenverkenner.web import weigeringen as w
from rechtenverkenner.web.weigeringen import API, CODE, WOORDEN, Geweigerd, Weigering, refusal_body

Scope = MutableMapping[str, Any]
Bericht = MutableMapping[str, Any]
Ontvang = Callable[[], Awaitable[Bericht]]
Stuur = Callable[[Bericht], Awaitable[None]]
ASGI = Callable[[Scope, Ontvang, Stuur], Awaitable[None]]
Taalkeuze = Callable[[str, str], Woorden]

KOEK = "rv_zitting"
"""Name of the cookie that holds the random id of a session."""
VELD = "csrf"
"""Name of the hidden field that every form on a page must have."""
LEEST = frozenset({"GET", "HEAD"})
METHODES = LEEST | {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
FORMULIEREN = ("application/x-www-form-urlencoded", "multipart/form-data")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
KOPPEN = {
    "cache-control": "no-store",
    "content-security-policy": CSP,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    # Not `no-referrer`: with that a browser sends `Origin: null` for a form of our own page too.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
log = logging.getLogger("rechtenverkenner.web")


@dataclass(frozen=True, slots=True)
class Grenzen:
    """Body and headers in bytes, seconds to read a body and to answer, fields of a form, answers at the same time."""

    # INVARIANT: under one megabyte, from where a form's file would be put on disk while it is read.
    lichaam: int = 256 * 1024
    kop: int = 16 * 1024
    lezen: float = 10.0
    antwoorden: float = 60.0
    velden: int = 1000
    plaatsen: int = 256


@dataclass(frozen=True, slots=True)
class Zegel:
    """Ties a form to a session: a token that only this process can make, for one session."""

    sleutel: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def token(self, zitting: str) -> str:
        """What the hidden field `csrf` of every form of this session holds."""
        return hmac.new(self.sleutel, zitting.encode(), sha256).hexdigest()

    def fits(self, zitting: str, token: str) -> bool:
        """Whether this token is the one of this session."""
        return hmac.compare_digest(self.token(zitting).encode(), token.encode())


def secure(
    app: ASGI,
    *,
    hosts: Collection[str],
    zegel: Zegel,
    woorden: Taalkeuze,
    token: str | None = None,
    grenzen: Grenzen | None = None,
) -> ASGI:
    """An ASGI application that answers as `app` does, to requests that may be answered.

    Args:
        hosts: what the header Host may be, with the port (`127.0.0.1:8765`).
        zegel: the seal with which the pages of `app` make the hidden field `csrf` of their forms.
        woorden: the words for who is refused on a page, from the id in the cookie and the header Accept-Language.
        token: the bearer token that the HTTP service asks; none: it asks nothing.
    """
    return _Deur(app, frozenset(h.lower() for h in hosts), zegel, woorden, token, grenzen or Grenzen())


@dataclass(slots=True)
class _Deur:
    app: ASGI
    hosts: frozenset[str]
    zegel: Zegel
    woorden: Taalkeuze
    token: str | None = field(repr=False)
    grenzen: Grenzen
    bezig: int = 0

    async def __call__(self, scope: Scope, receive: Ontvang, send: Stuur) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)
        # nothing here speaks websocket: a server closes what is not accepted

    async def _answer(self, scope: Scope, receive: Ontvang, send: Stuur) -> None:
        begin = time.perf_counter()
        antwoord = _Antwoord(send)
        scope[WOORDEN] = partial(self.woorden, _session(scope), _header(scope, b"accept-language"))
        try:
            check_head(scope, self.grenzen.kop)
            check_address(scope, self.hosts)
            check_origin(scope, self.hosts)
            check_token(scope, self.token)
            lichaam = await self._body(scope, receive)
            await self._check_form(scope, lichaam)
            await self._pass_on(scope, _replay(lichaam, receive), antwoord.send)
        except Geweigerd as e:
            await antwoord.refuse(e.weigering, scope)
        except TimeoutError:
            await antwoord.refuse(w.TE_LANG, scope)
        except Exception as e:
            await antwoord.refuse(w.INTERN, scope)
            log.error("%s %s", w.INTERN.code, _where(e))
        ms = (time.perf_counter() - begin) * 1000
        code = f" {scope[CODE]}" if CODE in scope else ""
        log.info("%s %s %d %d ms%s", _method(scope), _template(scope), antwoord.status, ms, code)

    async def _pass_on(self, scope: Scope, receive: Ontvang, send: Stuur) -> None:
        """Let it be answered, unless so many are that waiting would only make every answer later."""
        if self.bezig >= self.grenzen.plaatsen:
            raise Geweigerd(w.TE_DRUK)
        self.bezig += 1
        try:
            async with asyncio.timeout(self.grenzen.antwoorden):
                await self.app(scope, receive, send)
        finally:
            self.bezig -= 1

    async def _body(self, scope: Scope, receive: Ontvang) -> bytes:
        if scope["method"] in LEEST:
            return b""
        aangekondigd = _header(scope, b"content-length")
        if aangekondigd.isdigit() and int(aangekondigd) > self.grenzen.lichaam:
            raise Geweigerd(w.TE_GROOT)
        try:
            async with asyncio.timeout(self.grenzen.lezen):
                return await _read(receive, self.grenzen.lichaam)
        except TimeoutError:
            raise Geweigerd(w.TE_TRAAG) from None

    async def _check_form(self, scope: Scope, lichaam: bytes) -> None:
        """Every request that may change something on a page comes from a form of that session."""
        if scope["method"] in LEEST or scope["path"].startswith(API):
            return
        zitting, soort = _session(scope), _header(scope, b"content-type").lower()
        # A browser names no character set in a form; another one than UTF-8 can hold what cannot be written back.
        if not soort.startswith(FORMULIEREN) or "charset" in soort.replace("charset=utf-8", ""):
            raise Geweigerd(w.SOORT)
        token = await self._form_token(scope, lichaam)
        if not (zitting and token and self.zegel.fits(zitting, token)):
            raise Geweigerd(w.FORMULIER)

    async def _form_token(self, scope: Scope, lichaam: bytes) -> str:
        try:
            verzoek = Request(dict(scope), _replay(lichaam, None))
            async with verzoek.form(
                max_files=1, max_fields=self.grenzen.velden, max_part_size=self.grenzen.lichaam
            ) as f:
                token = f.getlist(VELD)
        except Exception:
            raise Geweigerd(w.FORMULIER) from None
        return token[0] if len(token) == 1 and isinstance(token[0], str) else ""


@dataclass(slots=True)
class _Antwoord:
    """Sends on, with our headers, and remembers what was sent."""

    naar: Stuur
    status: int = 0
    begonnen: bool = False

    async def send(self, bericht: Bericht) -> None:
        if bericht["type"] == "http.response.start":
            self.begonnen, self.status = True, bericht["status"]
            eigen = [(k, v) for k, v in bericht.get("headers", []) if k.lower().decode("latin-1") not in KOPPEN]
            bericht = {**bericht, "headers": [*eigen, *((k.encode(), v.encode()) for k, v in KOPPEN.items())]}
        await self.naar(bericht)

    async def refuse(self, weigering: Weigering, scope: Scope) -> None:
        """Send the refusal when nothing was sent yet."""
        if not self.begonnen:
            scope[CODE] = weigering.code
            soort, lichaam = refusal_body(weigering, scope)
            koppen = [("Content-Type", soort), ("Content-Length", str(len(lichaam))), *weigering.koppen]
            rauw = [(k.lower().encode(), v.encode()) for k, v in koppen]
            await self.send({"type": "http.response.start", "status": weigering.status, "headers": rauw})
            await self.naar({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else lichaam})


def check_head(scope: Scope, hoogstens: int) -> None:
    """Refuse more headers than anybody needs.

    Raises:
        Geweigerd: RV826.
    """
    if sum(len(naam) + len(waarde) for naam, waarde in scope["headers"]) > hoogstens:
        raise Geweigerd(w.KOP)


def check_address(scope: Scope, hosts: Collection[str]) -> None:
    """Refuse another name than ours (a name that was made to point here), and anything in the address of a page.

    Raises:
        Geweigerd: RV801, RV810.
    """
    if len(_headers(scope, b"host")) != 1 or _header(scope, b"host").lower() not in hosts:
        raise Geweigerd(w.HOST)
    if scope["query_string"] and not scope["path"].startswith(API):
        raise Geweigerd(w.IN_ADRES)


def check_origin(scope: Scope, hosts: Collection[str]) -> None:
    """Refuse what another website makes a browser send; a form on a page must say where it comes from.

    Raises:
        Geweigerd: RV802.
    """
    herkomst = _headers(scope, b"origin")
    leest, is_pagina = scope["method"] in LEEST, not scope["path"].startswith(API)
    eigen = {f"{schema}://{host}" for schema in ("http", "https") for host in hosts}
    if len(herkomst) > 1 or not set(herkomst) <= eigen or (is_pagina and not leest and not herkomst):
        raise Geweigerd(w.HERKOMST)
    bezoek = is_pagina and leest and _header(scope, b"sec-fetch-mode") == "navigate"
    if not bezoek and _header(scope, b"sec-fetch-site") not in ("", "same-origin", "none"):
        raise Geweigerd(w.HERKOMST)


def check_token(scope: Scope, token: str | None) -> None:
    """Refuse a service that asks a token and does not get it; the time it takes tells nothing about the token.

    Raises:
        Geweigerd: RV807.
    """
    if token is None:
        return
    gestuurd = _header(scope, b"authorization")
    waarde = gestuurd[7:] if gestuurd[:7].lower() == "bearer " else ""
    if not hmac.compare_digest(sha256(waarde.encode()).digest(), sha256(token.encode()).digest()):
        raise Geweigerd(w.TOKEN)


def _headers(scope: Scope, naam: bytes) -> list[str]:
    return [v.decode("latin-1") for k, v in scope["headers"] if k.lower() == naam]


def _header(scope: Scope, naam: bytes) -> str:
    return next(iter(_headers(scope, naam)), "")


def _session(scope: Scope) -> str:
    """The id in the cookie; empty when there is none, or more than one."""
    delen = [d.strip().partition("=") for kop in _headers(scope, b"cookie") for d in kop.split(";")]
    waarden = [waarde for naam, _, waarde in delen if naam == KOEK]
    return waarden[0] if len(waarden) == 1 else ""


async def _read(receive: Ontvang, hoogstens: int) -> bytes:
    delen = bytearray()
    while True:
        bericht = await receive()
        if bericht["type"] == "http.disconnect":
            raise Geweigerd(w.TE_TRAAG)
        delen += bericht.get("body", b"")
        if len(delen) > hoogstens:
            raise Geweigerd(w.TE_GROOT)
        if not bericht.get("more_body", False):
            return bytes(delen)


def _replay(lichaam: bytes, daarna: Ontvang | None) -> Ontvang:
    """A `receive` that gives this body once; then what the client does (going away)."""
    rest = [lichaam]

    async def receive() -> Bericht:
        if rest:
            return {"type": "http.request", "body": rest.pop(), "more_body": False}
        return await daarna() if daarna else {"type": "http.disconnect"}

    return receive


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in METHODES else "-"


def _template(scope: Scope) -> str:
    """The path as the program wrote it (`/vraag/{id}`), never as it was sent."""
    return getattr(scope.get("route"), "path", "-")


def _where(e: Exception) -> str:
    """Kind and place of a fault of ours; its text may repeat what was sent."""
    tb = e.__traceback__
    while tb is not None and tb.tb_next is not None:
        tb = tb.tb_next
    plaats = f"{tb.tb_frame.f_globals.get('__name__', '?')}:{tb.tb_lineno}" if tb else "?"
    return f"{type(e).__name__} {plaats}"

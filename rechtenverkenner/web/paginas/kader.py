"""What every page needs: the catalogue, the session of the request, what a form sent, and an answer in HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from rechtenverkenner.meldingen import Melding
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.gesprek.gesprek import Gesprek
from rechtenverkenner.plan.gesprek.lezer import Lezer, make_reader
from rechtenverkenner.plan.taal import TALEN, language
from rechtenverkenner.plan.woorden import Woorden
from rechtenverkenner.web.paginas.beeld import make_panel, render
from rechtenverkenner.web.paginas.invullen import one
from rechtenverkenner.web.veiligheid import KOEK, Zegel
from rechtenverkenner.web.zittingen import Zitting, Zittingen


class GeenZitting(Exception):
    """The session is over, or there never was one."""


class GeenGesprek(Exception):
    """There is no conversation yet."""


@dataclass(frozen=True, slots=True)
class Formulier:
    """What a form sent: texts by name, and a file."""

    velden: dict[str, list[str]] = field(repr=False)
    bestand: bytes | None = field(default=None, repr=False)

    def one(self, naam: str) -> str:
        """The first text with this name, without spaces around it; empty when there is none."""
        return one(self.velden, naam)

    @property
    def stap(self) -> int:
        """The step that the page was about; -1 when it does not say."""
        tekst = self.one("stap")
        return int(tekst) if tekst.isdecimal() and len(tekst) < 9 else -1


@dataclass(frozen=True, slots=True)
class Kader:
    """What the pages share."""

    catalogus: Catalogus = field(repr=False)
    zittingen: Zittingen
    zegel: Zegel
    vandaag: Callable[[], date]

    def words(self, zitting: Zitting) -> Woorden:
        """The words of the language of a session."""
        return _words(self.catalogus, zitting.taal)

    def words_for(self, kenmerk: str, aanvaard: str) -> Woorden:
        """The words of the session with this id; without one those of the first language that a browser asks."""
        zitting = self.zittingen.get(kenmerk)
        gevraagd = (x.strip()[:2].lower() for x in aanvaard.split(","))
        return _words(self.catalogus, zitting.taal if zitting else next((x for x in gevraagd if x in TALEN), "nl"))

    def reader(self, zitting: Zitting, g: Gesprek) -> Lezer:
        """How the answers in a conversation are read."""
        return make_reader(g.gezin, g.catalogus, self.words(zitting), to_number(g.op_datum))

    def page(
        self, sjabloon: str, zitting: Zitting, *, status: int = 200, fouten: Sequence[Melding] = (), **waarden: Any
    ) -> Response:
        """A page; with a message that waited for one."""
        w = self.words(zitting)
        melding, zitting.melding = zitting.melding, ""
        paneel = None if zitting.gesprek is None else make_panel(zitting.look(zitting.gesprek), w)
        html = render(
            sjabloon,
            w,
            csrf=self.zegel.token(zitting.id),
            zitting=zitting,
            paneel=paneel,
            melding=melding,
            fouten=tuple(fouten),
            **{"plek": "", **waarden},
        )
        return HTMLResponse(html, status_code=status)


@cache
def _words(catalogus: Catalogus, taal: str) -> Woorden:
    return Woorden(language(taal), catalogus)


# These wait for nothing and reckon nothing: they need no thread.
async def frame(request: Request) -> Kader:
    """What the pages of this application share."""
    kader: Kader = request.app.state.kader
    return kader


async def session(request: Request) -> Zitting:
    """The session of a request.

    Raises:
        GeenZitting: there is none, or its time is over.
    """
    zitting: Zitting | None = request.app.state.kader.zittingen.get(request.cookies.get(KOEK, ""))
    if zitting is None:
        raise GeenZitting
    return zitting


async def conversation(request: Request) -> Gesprek:
    """The conversation of a request.

    Raises:
        GeenZitting, GeenGesprek: there is none.
    """
    gesprek = (await session(request)).gesprek
    if gesprek is None:
        raise GeenGesprek
    return gesprek


async def sent(request: Request) -> Formulier:
    """The form that a request sent."""
    velden: dict[str, list[str]] = {}
    bestand = None
    async with request.form() as form:
        for naam, waarde in form.multi_items():
            if isinstance(waarde, UploadFile):
                bestand = await waarde.read()
            else:
                velden.setdefault(naam, []).append(waarde)
    return Formulier(velden, bestand)


K = Annotated[Kader, Depends(frame)]
Z = Annotated[Zitting, Depends(session)]
G = Annotated[Gesprek, Depends(conversation)]
F = Annotated[Formulier, Depends(sent)]


def go(pad: str) -> Response:
    """To another page; there it is fetched, so that loading it again sends nothing twice."""
    return RedirectResponse(pad, status_code=303)


def download(inhoud: bytes | str, naam: str, soort: str) -> Response:
    """A file to keep."""
    return Response(inhoud, media_type=soort, headers={"Content-Disposition": f'attachment; filename="{naam}"'})


def set_cookie(antwoord: Response, zitting: Zitting) -> Response:
    """Give a session to a browser: for this visit, out of reach of scripts and of other websites."""
    antwoord.set_cookie(KOEK, zitting.id, httponly=True, samesite="strict", path="/")
    return antwoord

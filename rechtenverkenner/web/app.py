"""The application: the pages, the service, or both, behind one door."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection
from datetime import date

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from starlette.responses import Response

from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.woorden import N_
from rechtenverkenner.web.antwoorden import new_app, refuse
from rechtenverkenner.web.api import add_service
from rechtenverkenner.web.paginas import begin, nakijken, plan, vragen, watals
from rechtenverkenner.web.paginas.kader import GeenGesprek, GeenZitting, Kader, go, session, set_cookie
from rechtenverkenner.web.veiligheid import ASGI, Grenzen, Zegel, secure
from rechtenverkenner.web.weigeringen import TE_DRUK
from rechtenverkenner.web.zittingen import Verouderd, Vol, Zittingen

VERLOPEN = N_("Uw zitting is afgelopen: wat niet bewaard was, is gewist.")
GEEN_GESPREK = N_("Begin een gesprek, of ga verder met een bestand.")
AL_VERDER = N_("Dat was een oude bladzijde: er is niets gewijzigd. Ga hier verder.")
OPRUIMEN = 60.0
"""Seconds between two rounds that wipe the sessions whose time is over."""
DRADEN = 2
"""Threads that reckon, for pages and service together: Python reckons in one at a time, more make each answer later."""


def today() -> date:
    """The day on the clock of this machine."""
    return date.today()  # noqa: DTZ011 - the day where the user is


def make_app(
    catalogus: Catalogus,
    *,
    hosts: Collection[str],
    paginas: bool = True,
    api: bool = False,
    token: str | None = None,
    grenzen: Grenzen | None = None,
    zittingen: Zittingen | None = None,
    vandaag: Callable[[], date] = today,
) -> ASGI:
    """The pages (and the HTTP service) over one catalogue, behind the checks of `secure`; see there for `hosts`."""
    zegel = Zegel()
    app = new_app(lifespan=_lifespan)
    app.state.kader = kader = Kader(catalogus, Zittingen() if zittingen is None else zittingen, zegel, vandaag)
    if paginas:
        for deel in (begin, vragen, nakijken, plan, watals):
            app.include_router(deel.router)
    _handle(app)
    if api:
        add_service(app, catalogus, met_token=token is not None, vandaag=vandaag)
    return secure(app, hosts=hosts, zegel=zegel, token=token, grenzen=grenzen, woorden=kader.words_for)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    zittingen: Zittingen = app.state.kader.zittingen
    current_default_thread_limiter().total_tokens = DRADEN

    async def clean() -> None:
        while True:
            await asyncio.sleep(OPRUIMEN)
            zittingen.purge()

    taak = asyncio.create_task(clean())
    yield
    taak.cancel()


def _handle(app: FastAPI) -> None:
    """What is shown when a page cannot be."""

    @app.exception_handler(GeenZitting)
    async def no_session(request: Request, _: GeenZitting) -> Response:
        try:
            zitting = app.state.kader.zittingen.new()
        except Vol:
            return refuse(request, TE_DRUK)
        zitting.melding = VERLOPEN
        return set_cookie(go("/"), zitting)

    @app.exception_handler(GeenGesprek)
    async def no_conversation(request: Request, _: GeenGesprek) -> Response:
        (await session(request)).melding = GEEN_GESPREK
        return go("/")

    @app.exception_handler(Verouderd)
    async def too_late(request: Request, _: Verouderd) -> Response:
        (await session(request)).melding = AL_VERDER
        return go("/vragen")

    @app.exception_handler(Vol)
    async def full(request: Request, _: Vol) -> Response:
        return refuse(request, TE_DRUK)

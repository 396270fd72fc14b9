"""Refusals as answers of an application, and an application that never says more than we do."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.web import weigeringen as w
from rechtenverkenner.web.weigeringen import CODE, Geweigerd, Weigering, refusal_body

_VAN_STATUS = {404: w.NIET_GEVONDEN, 405: w.METHODE}


def refuse(verzoek: Request, weigering: Weigering, *, fouten: Sequence[Melding] = ()) -> Response:
    """The answer that refuses a request: a problem for a program, a small page for a person."""
    verzoek.scope[CODE] = weigering.code
    soort, lichaam = refusal_body(weigering, verzoek.scope, fouten=fouten)
    return Response(lichaam, weigering.status, dict(weigering.koppen), soort)


async def _refused(verzoek: Request, fout: Exception) -> Response:
    assert isinstance(fout, Geweigerd)
    return refuse(verzoek, fout.weigering, fouten=fout.fouten)


async def _input(verzoek: Request, fout: Exception) -> Response:
    assert isinstance(fout, InvoerFout)
    return refuse(verzoek, w.INVOER, fouten=fout.meldingen)


async def _http(verzoek: Request, fout: Exception) -> Response:
    """What the router says: no such path, no such method; with its header Allow."""
    assert isinstance(fout, HTTPException)
    antwoord = refuse(verzoek, _VAN_STATUS.get(fout.status_code, w.GEEN_VRAAG))
    antwoord.headers.update(fout.headers or {})
    return antwoord


async def _invalid(verzoek: Request, _: Exception) -> Response:
    return refuse(verzoek, w.GEEN_VRAAG)


async def _broken(verzoek: Request, _: Exception) -> Response:
    return refuse(verzoek, w.INTERN)


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    Geweigerd: _refused,
    InvoerFout: _input,
    HTTPException: _http,
    RequestValidationError: _invalid,
    Exception: _broken,
}
"""For every application behind the door; the fault itself still reaches the door, which writes its place in the log."""


def new_app(**opties: Any) -> FastAPI:
    """An application that answers as we do: no pages of its own, no redirects of its own, nothing for telemetry.

    FastAPI hands bodies and values to OpenTelemetry when the environment asks it; here the environment has no say.
    """
    return FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        exception_handlers=dict(HANDLERS),
        # a name that older versions keep aside
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "operation_spans": False,
            "auto_configure": False,
        },
        **opties,
    )

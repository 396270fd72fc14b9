"""The HTTP service: `POST /v1/verken`, `/v1/plan`, `/v1/vragen`, `/v1/wat-als`; `GET /v1/rechten`, `/v1/schema/...`.

The door (`veiligheid.secure`) stands before it: host, origin, token, size and time are checked there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from rechtenverkenner.catalogus.overzicht import list_rights
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.onderhoud.schema.kennis import Kennis, read_kennis
from rechtenverkenner.web import weigeringen as w
from rechtenverkenner.web.diensten import DIENSTEN, Dienst
from rechtenverkenner.web.lezen import read_as, read_json
from rechtenverkenner.web.openapi import make_openapi, schema_names, schema_of
from rechtenverkenner.web.weigeringen import Geweigerd

Handler = Callable[[Request], Any]
JSON = "application/json"


def add_service(app: FastAPI, catalogus: Catalogus, *, vandaag: Callable[[], date], met_token: bool = False) -> None:
    """Add the service over one catalogue to an application that has the `HANDLERS`."""
    for dienst in DIENSTEN:
        _add(app, dienst.pad, "POST", _answering(dienst, catalogus, vandaag))
    naslag = _Naslag(catalogus, met_token)
    _add(app, "/v1/rechten", "GET", naslag.rights)
    _add(app, "/v1/schema", "GET", naslag.names)
    _add(app, "/v1/schema/{naam}", "GET", naslag.schema)
    _add(app, "/v1/openapi.json", "GET", naslag.openapi)


def _add(app: FastAPI, pad: str, methode: str, doe: Handler) -> None:
    app.add_api_route(pad, doe, methods=[methode], include_in_schema=False, response_model=None)


def _answering(dienst: Dienst, catalogus: Catalogus, vandaag: Callable[[], date]) -> Handler:
    def work(lichaam: bytes) -> bytes:
        vraag = read_as(dienst.vraag, read_json(lichaam))
        return as_json(dienst.doe(vraag, catalogus, vandaag()))

    async def answer(verzoek: Request) -> Response:
        check_kind(verzoek)
        return Response(await run_in_threadpool(work, await verzoek.body()), media_type=JSON)

    return answer


def check_kind(verzoek: Request) -> None:
    """Nothing, for a body of JSON as it is.

    Raises:
        Geweigerd: RV806, another kind, packed, or not said.
    """
    soort = verzoek.headers.get("content-type", "").partition(";")[0].strip().lower()
    if soort != JSON or verzoek.headers.get("content-encoding", "identity").lower() != "identity":
        raise Geweigerd(w.SOORT)


def as_json(data: Any) -> bytes:
    """Plain data as the bytes of an answer."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


class _Naslag:
    """What is the same for everybody; made when it is first asked for, and kept."""

    def __init__(self, catalogus: Catalogus, met_token: bool) -> None:
        self.catalogus = catalogus
        self._kennis = cache(lambda: _learn(catalogus))
        self._schema = cache(lambda naam: as_json(schema_of(naam, self._kennis())))
        self._openapi = cache(lambda: as_json(make_openapi(self._kennis(), met_token=met_token)))

    async def rights(self, request: Request) -> Response:
        """The rights of the catalogue, or those that exist in a municipality."""
        nis = _only(request, "gemeente")
        return Response(as_json(list_rights(self.catalogus, nis)), media_type=JSON)

    async def names(self, request: Request) -> Response:
        """The names of the schemas."""
        _only(request)
        return Response(as_json(schema_names()), media_type=JSON)

    async def schema(self, request: Request) -> Response:
        """One schema."""
        _only(request)
        naam = request.path_params["naam"]
        if naam not in schema_names():
            raise Geweigerd(w.NIET_GEVONDEN)
        return Response(self._schema(naam), media_type=JSON)

    async def openapi(self, request: Request) -> Response:
        """The description of the service."""
        _only(request)
        return Response(self._openapi(), media_type=JSON)


def _only(verzoek: Request, naam: str | None = None) -> str | None:
    """The value of the one parameter an address may have, None when it is not there.

    Raises:
        Geweigerd: RV816, another parameter, or one that is there twice.
    """
    paren = verzoek.query_params.multi_items()
    if len(paren) > 1 or any(k != naam for k, _ in paren):
        raise Geweigerd(w.GEEN_VRAAG)
    return paren[0][1] if paren else None


def _learn(catalogus: Catalogus) -> Kennis:
    """The names in the files of the catalogue."""
    return read_kennis(Path(catalogus.mappen[0])) if catalogus.mappen else Kennis()

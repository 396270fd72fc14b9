"""Starting the server: which address, which token, then serve until it is stopped."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import socket
import sys
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.web.app import make_app
from rechtenverkenner.web.protocol import Protocol
from rechtenverkenner.web.veiligheid import ASGI

POORT = 8765
LUS = "127.0.0.1"
TOKEN = "RECHTENVERKENNER_TOKEN"
KORTSTE_TOKEN = 32
MEESTE_VERBINDINGEN = 1000


@dataclass(frozen=True, slots=True)
class Instelling:
    """How to start: where to listen, the service only (`api`), by which other names it is reached, the token.

    Without `poort` it is 8765 when that is free, and else a free one.
    """

    adres: str = LUS
    poort: int | None = None
    api: bool = False
    namen: tuple[str, ...] = ()
    token: str | None = field(default=None, repr=False)
    browser: bool = True


def read_token(omgeving: Mapping[str, str], bestand: Path | None) -> str | None:
    """The token from a file, or else from the environment; None when there is none.

    Raises:
        InvoerFout: RV820, a file that cannot be read; RV821, a token that is too short or cannot be sent.
    """
    token = omgeving.get(TOKEN)
    if bestand is not None:
        try:
            token = bestand.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            raise _fault("RV820", "het bestand met het token is niet te lezen", "geef een tekstbestand") from None
    if token is None:
        return None
    if len(token) < KORTSTE_TOKEN or not (token.isascii() and token.isprintable()) or " " in token:
        hulp = "maak er een met: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
        raise _fault("RV821", f"het token is te kort of niet bruikbaar: minstens {KORTSTE_TOKEN} tekens", hulp)
    return token


def check_setting(i: Instelling) -> None:
    """Nothing, for a setting that is safe.

    Raises:
        InvoerFout: RV822, no address; RV823, beyond this machine with pages; RV824, beyond it without a token.
    """
    if is_loopback(i.adres):
        return
    if not i.api:
        raise _fault("RV823", "de bladzijden zijn alleen voor deze computer", "voeg --api toe, of laat --adres weg")
    if i.token is None:
        hulp = f"zet een token in {TOKEN}, of geef --token-bestand"
        raise _fault("RV824", "buiten deze computer luistert de dienst niet zonder token", hulp)


def is_loopback(adres: str) -> bool:
    """Whether an address is reached from this machine only.

    Raises:
        InvoerFout: RV822, no address.
    """
    try:
        return ipaddress.ip_address(adres).is_loopback
    except ValueError:
        hulp = "geef een IP-adres, bijvoorbeeld 127.0.0.1"
        raise _fault("RV822", f"`{adres[:40]}` is geen adres om op te luisteren", hulp) from None


def listen(i: Instelling) -> socket.socket:
    """A socket that listens.

    Raises:
        InvoerFout: RV825, nobody may listen there, or somebody does.
    """
    soort = socket.AF_INET6 if ":" in i.adres else socket.AF_INET
    for poort in (POORT, 0) if i.poort is None else (i.poort,):
        sok = socket.socket(soort, socket.SOCK_STREAM)
        try:
            if sys.platform != "win32":  # there it would let a second program listen on the same port
                sok.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sok.bind((i.adres, poort))
            sok.listen(256)
        except OSError:
            sok.close()
            continue
        return sok
    raise _fault("RV825", f"poort {i.poort or POORT} is niet vrij", "kies een andere met --poort")


def host_names(i: Instelling, poort: int) -> tuple[str, ...]:
    """What the header Host may be: the address, on this machine `localhost` too, and the names that were given."""
    namen = [f"[{i.adres}]" if ":" in i.adres else i.adres, *i.namen]
    if is_loopback(i.adres):
        namen.append("localhost")
    return tuple(x for naam in namen for x in ((naam, f"{naam}:{poort}") if naam in i.namen else (f"{naam}:{poort}",)))


def serve(catalogus: Catalogus, i: Instelling, *, toon: Callable[[str], None]) -> None:
    """Serve until it is interrupted; `toon` gets the address once it listens.

    Raises:
        InvoerFout: a setting that is not safe, or a port that is taken.
    """
    check_setting(i)
    with listen(i) as sok:
        poort = int(sok.getsockname()[1])
        hosts = host_names(i, poort)
        app = make_app(catalogus, hosts=hosts, paginas=not i.api, api=True, token=i.token)
        start_log()
        url = f"http://{hosts[0]}/"
        toon(f"{url}v1/openapi.json" if i.api else url)
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(make_uvicorn(app), sok, url if i.browser and not i.api else ""))


def make_uvicorn(app: ASGI) -> uvicorn.Server:
    """The HTTP server: no access log, no name of itself, no belief in what a proxy says, limits on connections."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Protocol,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MEESTE_VERBINDINGEN,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=16 * 1024,
        )
    )


async def _serve(server: uvicorn.Server, sok: socket.socket, url: str) -> None:
    if url:
        # It listens already: what the browser asks before the server runs, waits.
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, url)
    await server.serve(sockets=[sok])


def start_log() -> None:
    """The log of the door goes to the standard error; nobody else's does, lest it repeat what was sent."""
    log = logging.getLogger("rechtenverkenner.web")
    if not log.handlers:
        log.addHandler(logging.StreamHandler())
    log.setLevel(logging.INFO)
    log.propagate = False
    for naam in ("uvicorn", "uvicorn.error", "uvicorn.access", "asyncio"):
        ander = logging.getLogger(naam)
        ander.handlers, ander.propagate = [logging.NullHandler()], False


def token_of_environment(bestand: Path | None) -> str | None:
    """What `read_token` gives with the environment of this process."""
    return read_token(os.environ, bestand)


def _fault(code: str, tekst: str, hulp: str) -> InvoerFout:
    return InvoerFout([Melding(code, tekst, None, hulp)])

"""A real server on a free port, in a thread: what an attacker and a client would speak to."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Thread
from time import monotonic, sleep
from typing import Any

import httpx

from rechtenverkenner.web.starten import Instelling, host_names, listen, make_uvicorn, start_log

# Reading every certificate of this machine for each request takes longer than the request.
ZONDER_TLS: dict[str, Any] = {"verify": False, "trust_env": False, "timeout": 60}
get = partial(httpx.get, **ZONDER_TLS)
post = partial(httpx.post, **ZONDER_TLS)


@dataclass(frozen=True, slots=True)
class Bediende:
    """Where a server listens."""

    poort: int

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.poort}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def send(self, rauw: bytes, *, dicht: bool = False, seconden: float = 20.0) -> bytes:
        """Everything that comes back on one connection for these bytes, until the server closes it."""
        with socket.create_connection(("127.0.0.1", self.poort), timeout=seconden) as s:
            try:
                s.sendall(rauw)
                if dicht:
                    s.shutdown(socket.SHUT_WR)
                return b"".join(iter(lambda: s.recv(65536), b""))
            except ConnectionError:
                return b""


@contextmanager
def serving(maak: Any) -> Iterator[Bediende]:
    """A server of the application that `maak` gives for its host names."""
    start_log()
    with listen(Instelling(poort=0)) as sok:
        poort = sok.getsockname()[1]
        server = make_uvicorn(maak(host_names(Instelling(), poort)))
        draad = Thread(target=server.run, kwargs={"sockets": [sok]}, daemon=True)
        draad.start()
        einde = monotonic() + 20
        while not server.started and monotonic() < einde:
            sleep(0.01)
        assert server.started
        try:
            yield Bediende(poort)
        finally:
            server.should_exit = True
            draad.join(10)

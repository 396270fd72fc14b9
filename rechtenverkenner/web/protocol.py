"""The HTTP protocol of uvicorn with a clock on the head of a request, which it has not itself."""

from __future__ import annotations

import asyncio
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

KOP_SECONDEN: Final = 10.0


class Protocol(H11Protocol):
    """Closes a connection on which no whole head arrives in time: one that says nothing, or a byte now and then."""

    kop_seconden = KOP_SECONDEN
    _klok: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A new connection: its clock starts."""
        super().connection_made(transport)
        self._start()

    def data_received(self, data: bytes) -> None:
        """Bytes: the clock runs as long as the head they belong to is not whole."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._klok is None:
            self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        """The end: no clock stays behind."""
        self._stop()
        super().connection_lost(exc)

    def _start(self) -> None:
        self._klok = self.loop.call_later(self.kop_seconden, self._too_slow)

    def _stop(self) -> None:
        if self._klok is not None:
            self._klok.cancel()
            self._klok = None

    def _too_slow(self) -> None:
        self._klok = None
        if self.conn.their_state is h11.IDLE:
            self.transport.close()

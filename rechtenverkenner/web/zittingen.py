"""Sessions of the pages: in memory only, each behind a random id in a cookie, gone after a while or when asked."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from rechtenverkenner.motor.gebeurtenissen import Gevolgen
from rechtenverkenner.plan.gesprek.gesprek import Gesprek, Stand, Volgorde, look


@dataclass(frozen=True, slots=True)
class Duur:
    """How long a session lives, in seconds, and how many there can be."""

    stil: float = 30 * 60
    hoogstens: float = 10 * 60 * 60
    aantal: int = 100


class Verouderd(Exception):
    """The page that was sent is about an earlier step: it is shown again, nothing is changed."""


class Vol(Exception):
    """There are as many conversations as there can be."""


@dataclass(slots=True)
class Zitting:
    """What the server knows of one browser; `stap` counts the changes, so that an old page is recognised."""

    id: str = field(repr=False)
    taal: str = "nl"
    volgorde: Volgorde = "thema"
    gesprek: Gesprek | None = field(default=None, repr=False)
    stap: int = 0
    kaart: str = ""
    """The card of which one part was just answered: its other parts come next."""
    gezien_vragen: frozenset[str] = field(default=frozenset(), repr=False)
    """The facts that pages by theme asked: what is not among them is new."""
    melding: str = ""
    """Shown once, on the next page."""
    gebeurtenis: str = field(default="", repr=False)
    gevolgen: Gevolgen | None = field(default=None, repr=False)
    begin: float = 0.0
    gezien: float = 0.0
    _stand: tuple[Gesprek, Volgorde, Stand] | None = field(default=None, repr=False)
    _slot: Lock = field(default_factory=Lock, repr=False)

    def look(self, g: Gesprek, volgorde: Volgorde | None = None) -> Stand:
        """What a moment of the conversation amounts to; the last one is remembered.

        A page of questions names its order, and is then the kind of page with which the conversation goes on.
        """
        self.volgorde = volgorde or self.volgorde
        stand = self._stand
        if stand is None or stand[0] is not g or stand[1] != self.volgorde:
            stand = self._stand = (g, self.volgorde, look(g, volgorde=self.volgorde))
        return stand[2]

    def move(self, van: int, naar: Gesprek) -> None:
        """Put a new moment in the place of step `van`.

        Raises:
            Verouderd: another step came in between.
        """
        with self._slot:
            if van != self.stap:
                raise Verouderd
            self.gesprek, self.stap, self.gevolgen = naar, self.stap + 1, None


class Zittingen:
    """All sessions. An id is 256 random bits; one that this store did not give is never taken over."""

    def __init__(self, duur: Duur | None = None, *, klok: Callable[[], float] = time.monotonic) -> None:
        self._duur = duur or Duur()
        self._klok = klok
        self._alle: dict[str, Zitting] = {}
        self._slot = Lock()

    def __len__(self) -> int:
        return len(self._alle)

    def new(self, *, taal: str = "nl") -> Zitting:
        """A session without a conversation. When it is full, the oldest of those goes.

        Raises:
            Vol: every session has a conversation.
        """
        nu = self._klok()
        with self._slot:
            self._purge(nu)
            if len(self._alle) >= self._duur.aantal:
                self._make_room()
            zitting = Zitting(secrets.token_urlsafe(32), taal=taal, begin=nu, gezien=nu)
            self._alle[zitting.id] = zitting
        return zitting

    def get(self, kenmerk: str) -> Zitting | None:
        """The session with this id, which is seen now; None when there is none, or no longer."""
        nu = self._klok()
        with self._slot:
            self._purge(nu)
            zitting = self._alle.get(kenmerk)
            if zitting is not None:
                zitting.gezien = nu
        return zitting

    def forget(self, zitting: Zitting) -> None:
        """Wipe a session."""
        with self._slot:
            self._alle.pop(zitting.id, None)
        zitting.gesprek = zitting.gevolgen = zitting._stand = None

    def purge(self) -> None:
        """Wipe the sessions whose time is over."""
        with self._slot:
            self._purge(self._klok())

    def _purge(self, nu: float) -> None:
        d = self._duur
        for kenmerk, z in list(self._alle.items()):
            if nu - z.gezien > d.stil or nu - z.begin > d.hoogstens:
                del self._alle[kenmerk]

    def _make_room(self) -> None:
        leeg = [z for z in self._alle.values() if z.gesprek is None]
        if not leeg:
            raise Vol
        del self._alle[min(leeg, key=lambda z: z.gezien).id]

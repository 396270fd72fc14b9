"""Where what was worked out of a catalogue may be kept for the next process; the reader of files decides that.

A catalogue that was changed in memory is another value and is kept nowhere.
"""

from __future__ import annotations

from typing import Protocol
from weakref import WeakKeyDictionary

from rechtenverkenner.model.recht import Catalogus


class Opslag(Protocol):
    """A place for a few pieces of data, for one catalogue, one version of the engine and one Python."""

    def read(self, naam: str) -> bytes | None:
        """What was kept under this name, whole and unchanged; else None."""
        ...

    def write(self, naam: str, inhoud: bytes) -> None:
        """Keep this, if that can be done."""
        ...


_plaatsen: WeakKeyDictionary[Catalogus, Opslag] = WeakKeyDictionary()


def keep_in(catalogus: Catalogus, opslag: Opslag) -> None:
    """Name the place for this catalogue."""
    _plaatsen[catalogus] = opslag


def storage_of(catalogus: Catalogus) -> Opslag | None:
    """The place for this catalogue, if it has one."""
    return _plaatsen.get(catalogus)

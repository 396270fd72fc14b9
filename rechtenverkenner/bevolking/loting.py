"""Drawing lots so that the same seed gives the same lots on every machine and every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
Verdeling = Sequence[tuple[T, int]]
"""Outcomes with their weights."""


class Loting:
    """A stream of lots; two streams of different names have nothing to do with each other.

    # INVARIANT: only `Random.random` is used: it is the one method that Python promises never to change.
    """

    __slots__ = ("_lot",)

    def __init__(self, naam: str) -> None:
        self._lot = Random(naam).random

    def fraction(self) -> float:
        """A number from 0 up to 1, which is never reached."""
        return self._lot()

    def chance(self, kans: float) -> bool:
        """Yes with this chance; always exactly one lot, so that another chance leaves what follows as it is."""
        return self._lot() < kans

    def between(self, laag: int, hoog: int) -> int:
        """A whole number of a range, both ends included; the lowest when the range is empty."""
        return laag + int(self._lot() * max(hoog - laag + 1, 1))

    def pick(self, verdeling: Verdeling[T]) -> T:
        """One of the outcomes, by weight."""
        rest = self._lot() * sum(gewicht for _, gewicht in verdeling)
        for uitkomst, gewicht in verdeling:
            rest -= gewicht
            if rest < 0:
                return uitkomst
        return verdeling[-1][0]

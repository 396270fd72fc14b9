"""What an adapter gives: how to ask its engine one household, many households, and a household with facts left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taak import Antwoord, Gezin

JA, NEE, OPEN, FOUT = "ja", "nee", "open", "fout"


@dataclass(frozen=True, slots=True)
class Wijze:
    """One way to ask: `bereid` writes a household in the plain data that this engine reads (not timed), `reken` takes
    that to all 22 verdicts and amounts (timed)."""

    bereid: Callable[[Gezin], Any]
    reken: Callable[[Any], Antwoord]


@dataclass(frozen=True, slots=True)
class Motor:
    """An engine with the rules loaded."""

    versie: str
    wijzen: Mapping[str, Wijze] = field(default_factory=dict)
    lijst: Callable[[list[Any]], list[Antwoord]] | None = None
    """Many prepared households of the first way in one call, if the engine has such a call."""
    kolommen: Callable[[Path], tuple[Callable[[], Any], Callable[[Any], tuple[Any, Any]]]] | None = None
    """For a folder of columns: what to time, and how to read its result as arrays (open, amount) of 22 wide."""
    met_gaten: Callable[[Gezin], list[str]] | None = None
    """The 22 verdicts (JA, NEE, OPEN, FOUT) for a household of which facts are left out."""
    kind_cpu: Callable[[], float] = lambda: 0.0
    """CPU seconds of a child process, where the engine lives in one."""

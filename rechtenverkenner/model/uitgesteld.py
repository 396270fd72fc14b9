"""Fields of a frozen value that are worked out when they are first read.

Most verdicts are looked at and never asked to explain themselves. Such a value is the same as one that was made at
once: equality, `repr`, copies and `dataclasses.replace` read the fields, and reading works them out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

Later = Callable[[str], Mapping[str, object]]
"""Gives the field of that name, and those that come with it; called again by threads that ask at the same time."""


class Uitgesteld:
    """A base for slotted dataclasses of which some fields may come later."""

    __slots__ = ("_later",)

    if not TYPE_CHECKING:  # a type checker must still refuse names that do not exist

        def __getattr__(self, naam: str) -> Any:
            """Runs only for a place that is empty."""
            if naam not in type(self).__dataclass_fields__:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {naam!r}")
            velden = self._later(naam)
            for veld, waarde in velden.items():
                object.__setattr__(self, veld, waarde)
            return velden[naam]

"""Makes frozen values at a fifth of the price, where thousands are made for one household."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def draft(soort: type[T]) -> type[Any]:
    """A class with the places of a frozen slotted dataclass that is not frozen.

    The constructor of a frozen class pays for every field it sets. A draft is filled in, and then gets the class it is
    a draft of (`x.__class__ = soort`): it is the same value, as frozen as any other.
    """
    return type(soort.__name__, soort.__bases__, {"__slots__": soort.__slots__})  # type: ignore[attr-defined]


def maker(soort: type[T], velden: Iterable[str] = ()) -> Callable[..., T]:
    """A function that makes a value of a frozen slotted dataclass from its fields (or only `velden`), by position."""
    namen = tuple(velden) or tuple(soort.__slots__)  # type: ignore[attr-defined]
    regels = [f"def make({', '.join(namen)}):", " x_ = new_()", *(f" x_.{n} = {n}" for n in namen)]
    ruimte: dict[str, Any] = {"new_": draft(soort), "class_": soort}  # no field ends in an underscore
    exec("\n".join([*regels, " x_.__class__ = class_", " return x_"]), ruimte)
    maak: Callable[..., T] = ruimte["make"]
    return maak

"""Makes frozen values at a fifth of the price, where thousands are made for one household."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def maker(soort: type[T], velden: Iterable[str] = ()) -> Callable[..., T]:
    """A function that makes a value of a frozen slotted dataclass from its fields (or only `velden`), by position.

    The constructor of a frozen class pays for every field it sets. Here they are set on a class with the same places
    that is not frozen, and the value gets its own class last: it is the same value, as frozen as any other.
    """
    plaatsen: tuple[str, ...] = soort.__slots__  # type: ignore[attr-defined]
    nieuw = type(soort.__name__, soort.__bases__, {"__slots__": plaatsen})
    namen = tuple(velden) or plaatsen
    regels = [f"def make({', '.join(namen)}):", " x_ = new_()", *(f" x_.{n} = {n}" for n in namen)]
    ruimte: dict[str, Any] = {"new_": nieuw, "class_": soort}  # no field ends in an underscore
    exec("\n".join([*regels, " x_.__class__ = class_", " return x_"]), ruimte)
    maak: Callable[..., T] = ruimte["make"]
    return maak

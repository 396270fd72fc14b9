"""Why: the conditions of an explanation that a plan names, and since when a status is the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from rechtenverkenner.model.oordeel import Uitleg
from rechtenverkenner.motor.uitleglezen import deciding

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin

Sinds = tuple[date, str]
"""A day, and the fact (`an.statussen.igo`) that says so."""


def holding(uitleggen: Iterable[Uitleg], uitkomsten: set[str]) -> tuple[Uitleg, ...]:
    """The named conditions that hold and decide, each once; a status first, then an amount, then the rest.

    What only the calendar decides is not a reason: it holds for everybody.
    """
    gevonden: dict[str, tuple[int, Uitleg]] = {}
    for u in uitleggen:
        for naam, blad in deciding(u):
            if naam.label and naam.uitkomst in uitkomsten and _is_about_them(blad):
                gevonden.setdefault(naam.label, (_weight(blad), naam))
    return tuple(naam for _, naam in sorted(gevonden.values(), key=lambda x: x[0]))


def _weight(blad: Uitleg) -> int:
    if blad.via or any(f".{lijst}." in f for f in blad.feiten for lijst in ("statussen", "rechten")):
        return 0
    return 1 if blad.vergelijking is not None else 2


def _is_about_them(blad: Uitleg) -> bool:
    return bool(blad.feiten or blad.via) or blad.uitkomst == "mens"


def failing(uitleggen: Iterable[Uitleg]) -> tuple[Uitleg, ...]:
    """The named conditions that fail, each once. Of several ways that all fail, the name they share says it all."""
    return tuple({u.label: u for boom in uitleggen for u in _failing(boom)}.values())


def _failing(u: Uitleg) -> Iterator[Uitleg]:
    if u.uitkomst != "nee":
        return
    delen = [deel for deel in u.onderdelen if deel.uitkomst == "nee"]
    if u.label and (not delen or (u.soort == "een_van" and len(delen) > 1)):
        if any(_is_about_them(blad) for _, blad in deciding(u)):
            yield u
        return
    for deel in delen:
        yield from _failing(deel)


def since(u: Uitleg, gezin: Gezin) -> Sinds | None:
    """Since when a condition holds by statuses and rights in use, as far as the profile says.

    Of ways of which one is enough the earliest, of what must hold together the latest.
    """
    if u.uitkomst != "ja" or u.soort == "niet":
        return None
    if not u.onderdelen:
        return min(_begins(u, gezin), key=_day, default=None)
    dagen = [d for deel in u.onderdelen if (d := since(deel, gezin)) is not None]
    return (min if u.soort == "een_van" else max)(dagen, key=_day, default=None)


def _day(x: Sinds) -> date:
    return x[0]


def _begins(blad: Uitleg, gezin: Gezin) -> Iterator[Sinds]:
    houders = {p.id: p for p in gezin.personen}
    for feit in blad.feiten:
        wie, lijst, kenmerk = [*feit.split("."), "", ""][:3]
        houding = getattr(houders.get(wie), lijst, {}).get(kenmerk) if lijst in ("statussen", "rechten") else None
        if houding is not None and houding.heeft and houding.sinds is not None:
            yield houding.sinds.tot, feit

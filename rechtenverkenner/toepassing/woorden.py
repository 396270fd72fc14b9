"""The Dutch words of the plan, for the commands that speak Dutch only."""

from __future__ import annotations

from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.woorden import Woorden

_NEDERLANDS = Woorden()
money = _NEDERLANDS.money
money_range = _NEDERLANDS.money_range
day = _NEDERLANDS.day
value = _NEDERLANDS.value


def fact(sleutel: str, catalogus: Catalogus) -> str:
    """A fact key (`an.statussen.leefloon`) in words, with who it is about (`leefloon (an)`)."""
    wie = sleutel.partition(".")[0]
    return Woorden(catalogus=catalogus).fact(sleutel).tekst + ("" if wie in ("gezin", "woning") else f" ({wie})")


def flag(vlag: str) -> str:
    """A flag of a verdict in words."""
    return _NEDERLANDS.flag(vlag).tekst

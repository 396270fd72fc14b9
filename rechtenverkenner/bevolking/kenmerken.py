"""What a household and the people in it are, in the words that `rechtentabellen.py` uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rechtenverkenner.bevolking.mensen import Mens, Samenleving
from rechtenverkenner.bevolking.rechtentabellen import Kenmerken

Data = Mapping[str, Any]


def household_traits(groep: Samenleving, woning: Data, *, arm: bool) -> Kenmerken:
    """What a household is."""
    verhuurder = woning.get("verhuurder")
    return _words(
        arm=arm,
        privaat=verhuurder == "privaat",
        sociaal=verhuurder not in (None, "privaat"),
        eigenaar=woning["statuut"] == "eigenaar",
        stookolie=woning["hoofdverwarming"] == "stookolie_bulk",
        kroost=sum(m.is_kind for m in groep.hier) >= 2,
        verhuisd=woning["verlaten_woning"] != "geen_van_deze",
    )


def person_traits(m: Mens, feiten: Data, gezin: Kenmerken) -> Kenmerken:
    """What somebody is, with what the household is."""
    return gezin | _words(
        volwassen=m.leeftijd >= 18,
        leerling=3 <= m.leeftijd < 18,
        kind=m.is_kind,
        oud=m.leeftijd >= 65,
        jong=m.leeftijd < 65,
        punten=m.punten >= 7,
        zorg=feiten["categorie_zorgbudget_ouderen"] > 0,
        zorgkind=feiten["punten_kind_totaal"] > 0,
        handicap=feiten["erkende_handicap"],
        kosten=feiten["kwartaalkosten_3"] >= 300,
        werkt=m.soort == "loon",
        zelfstandig=m.soort == "zelfstandig",
    )


def _words(**woorden: bool) -> Kenmerken:
    return frozenset(woord for woord, waar in woorden.items() if waar)

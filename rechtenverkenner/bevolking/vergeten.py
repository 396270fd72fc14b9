"""Leaving facts out of a profile, so that less is known of the same household and nothing becomes untrue.

What an absent fact means is said in `model.gezin`: unknown. So where a list loses an entry, it is no longer complete;
and with the latest assessment notice all go, because an older one would pass for the latest. Of every fact one lot is
drawn whatever the chance: with a higher chance the same facts are gone, and more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.mensen import Data

Weg = Callable[[], bool]
"""Draws whether the next fact goes."""

GEHOUDEN: Final = frozenset({"id", "domicilie", "drager", "jaar"})
"""What says which thing is spoken of; who is registered elsewhere and does not say so would be taken for here."""
APART: Final = frozenset(
    "personen woning aansluitingen statussen rechten andere_statussen andere_rechten inkomens inkomens_volledig "
    "jaren_volledig aanslagbiljetten remgelden geboortedatum".split()
)


def forget(data: Data, lot: Loting, kans: float) -> Data:
    """The profile with each fact left out with this chance; somebody always stays."""

    def weg() -> bool:
        return lot.chance(kans)

    uit = _facts(data, weg) | _held(data, "rechten", weg)
    uit["woning"] = _facts(data["woning"], weg)
    aansluitingen = [_facts(a, weg) | _held(a, "rechten", weg) for a in data["aansluitingen"]]
    if not weg():
        uit["aansluitingen"] = aansluitingen
    personen = [_person(p, lot, kans) for p in data["personen"]]
    blijft = [p["id"] for p in personen[:1]] + [p["id"] for p in personen[1:] if not weg()]
    uit["personen"] = [_without_others(p, blijft) for p in personen if p["id"] in blijft]
    if len(blijft) < len(personen):
        uit.pop("personen_volledig", None)
    return uit


def _facts(houder: Data, weg: Weg) -> Data:
    """The single facts that stay."""
    return {k: v for k, v in houder.items() if k in GEHOUDEN or (k not in APART and not weg())}


def _held(houder: Data, soort: str, weg: Weg) -> Data:
    """Statuses or rights that stay, and the word that there are no others when none is gone."""
    blijft = {k: v for k, v in houder[soort].items() if not weg()}
    volledig = not weg() and len(blijft) == len(houder[soort])
    return {soort: blijft} | ({f"andere_{soort}": False} if volledig else {})


def _person(p: Data, lot: Loting, kans: float) -> Data:
    def weg() -> bool:
        return lot.chance(kans)

    uit = _facts(p, weg) | _held(p, "statussen", weg) | _held(p, "rechten", weg)
    uit |= _incomes(p, weg) | _birthday(p, lot.fraction(), kans)
    uit["aanslagbiljetten"] = _notices(p["aanslagbiljetten"], weg)
    uit["remgelden"] = [r for r in p["remgelden"] if not weg()]
    return uit


def _birthday(p: Data, lot: float, kans: float) -> Data:
    """Half of those who do not tell the day still tell the year."""
    if lot < kans / 2:
        return {}
    return {"geboortedatum": p["geboortedatum"][:4] if lot < kans else p["geboortedatum"]}


def _incomes(p: Data, weg: Weg) -> Data:
    blijft = [(x, not weg()) for x in p["inkomens"]]
    onvolledig = {x.get("jaar") for x, bekend in blijft if not bekend}
    jaren = [j for j in p["jaren_volledig"] if not weg() and j not in onvolledig]
    volledig = not weg() and None not in onvolledig
    if weg():
        return {}
    uit: Data = {"inkomens": [x for x, bekend in blijft if bekend], "jaren_volledig": jaren}
    return uit | ({"inkomens_volledig": True} if volledig else {})


def _notices(biljetten: list[Data], weg: Weg) -> list[Data]:
    """The notices that stay; the first is the latest."""
    rest = [(_facts(b, weg), not weg()) for b in biljetten]
    return [b for b, bekend in rest if bekend] if rest and rest[0][1] else []


def _without_others(p: Data, blijft: list[str]) -> Data:
    """The person without ties to people who are no longer named."""
    uit = dict(p)
    for veld in ("partner", "ten_laste_van"):
        if uit.get(veld) not in (None, "geen", "niemand", "iemand_elders", *blijft):
            del uit[veld]
    if not set(uit.get("kind_van", ())) <= set(blijft):
        del uit["kind_van"]
    return uit

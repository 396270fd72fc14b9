"""The names of facts, as far as they can be said of a rule without a household."""

from __future__ import annotations

from dataclasses import field

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.knopen import Feit, Heeft, Knoop, Persoonsbedrag, RechtOpen

Naamdeel = str | tuple[str, "tuple[Feitnamen, ...]"] | Knoop
"""A name, or what follows the id of the unit (`.geboortedatum`); a group with the names of what is asked of its
members; or the leaf itself, where it takes a household to say."""


@dataclass(frozen=True, slots=True, eq=False)
class Feitnamen:
    """The names of the facts below a node, in order."""

    delen: tuple[Naamdeel, ...]
    los: bool
    """They are the same for every unit of a household."""
    van_aansluiting: bool
    """The unit is a connection."""
    vast: tuple[str, ...] | None = field(init=False)
    """The names themselves, where they are the same for every household."""

    def __post_init__(self) -> None:
        namen = [deel for deel in self.delen if isinstance(deel, str) and deel[0] != "."]
        vast = tuple(dict.fromkeys(namen)) if len(namen) == len(self.delen) else None
        object.__setattr__(self, "vast", vast)


def name_of(blad: Knoop) -> str | Knoop:
    """The name of a fact, from a point on when the id of the unit comes before it; the leaf, where it takes more."""
    match blad:
        case Feit():
            bak = REGISTER[blad.naam][1]
            return f".{blad.naam}" if bak in ("persoon", "aansluiting") else f"{bak}.{blad.naam}"
        case Heeft() | RechtOpen():
            return f"{'gezin' if blad.niveau == 'gezin' else ''}.{blad.bron}.{blad.id}"
        case Persoonsbedrag() if blad.soort in ("laatste", "laatste_jaar"):
            return ".aanslagbiljetten"
        case Persoonsbedrag() if blad.soort in ("maand", "voordelen") or blad.jaar is None:
            return ".inkomens"
        case _:
            return blad

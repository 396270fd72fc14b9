"""How a catalogue asks: cards of facts that belong together, and facts that follow from others."""

from __future__ import annotations

from typing import Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.knopen import Knoop, Niveau

Thema = Literal["gezin", "inkomen", "wonen", "energie", "telecom", "gezondheid", "vrije-tijd"]
Moeite = Literal[1, 2, 3]
"""1: people know it by heart; 2: they look it up at home; 3: they ask an office for it."""


@dataclass(frozen=True, slots=True)
class Kaart:
    """A card: facts that people answer together. Texts are Dutch; without `velden` only the statuses are asked.

    `later` are the fields among them that other facts mostly make superfluous: they are asked last.
    """

    id: str
    thema: Thema
    titel: str
    hulp: str
    moeite: Moeite
    velden: tuple[str, ...]
    statussen: tuple[str, ...]
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Gevolgtrekking:
    """A fact that follows from others: when the condition is certain, `veld` has `waarde` and is not asked.

    `status` is the id when the field is `statussen`. The unit of the condition is the one the field belongs to.
    """

    veld: str
    status: str
    niveau: Niveau
    voorwaarde: Knoop
    waarde: bool | int | str | tuple[str, ...]
    bron: str

"""A question to a household: the fields of a card that still matter, how each is answered, and why it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.kaart import Kaart
from rechtenverkenner.model.knopen import Niveau

Veldsoort = Literal[
    "ja_nee",
    "keuze",
    "getal",
    "datum",
    "gemeente",
    "statussen",
    "rechten",
    "persoon",
    "personen",
    "inkomens",
    "inkomens_jaar",
    "aanslagbiljet",
    "remgeld",
]
BIJZONDERE_VELDEN: Mapping[str, tuple[Niveau, Veldsoort]] = MappingProxyType(
    {
        "personen_volledig": ("gezin", "ja_nee"),
        "partner": ("persoon", "persoon"),
        "kind_van": ("persoon", "personen"),
        "ten_laste_van": ("persoon", "persoon"),
        "inkomens": ("persoon", "inkomens"),
        "inkomens_jaar": ("persoon", "inkomens_jaar"),
        "aanslagbiljetten": ("persoon", "aanslagbiljet"),
        "remgelden": ("persoon", "remgeld"),
        "statussen": ("persoon", "statussen"),
        "rechten": ("gezin", "rechten"),
    }
)
"""What is asked and is no fact of the register: its level, and how it is answered."""

_BIJ_TYPE: Mapping[str, Veldsoort] = MappingProxyType(
    {"bool": "ja_nee", "keuze": "keuze", "getal": "getal", "datum": "datum"}
)


def kind_of_field(naam: str) -> Veldsoort:
    """How a field is answered.

    >>> kind_of_field("geboortedatum"), kind_of_field("gemeente"), kind_of_field("partner")
    ('datum', 'gemeente', 'persoon')
    """
    if naam in BIJZONDERE_VELDEN:
        return BIJZONDERE_VELDEN[naam][1]
    return "gemeente" if naam == "gemeente" else _BIJ_TYPE[REGISTER[naam][0].typ.soort]


def field_names() -> tuple[str, ...]:
    """Every field that can be asked."""
    return (*REGISTER, *BIJZONDERE_VELDEN)


@dataclass(frozen=True, slots=True)
class Veld:
    """One field of a question: where the answer goes in the profile, how it is asked and how it is answered.

    `over` is the person or connection it is about, empty for the household and its dwelling. `keuzes` are value and
    Dutch label: of a choice, of the statuses or rights that still matter, of the people who can be named. `jaar` is the
    calendar year of an income.
    """

    sleutels: tuple[str, ...] = field(repr=False)
    naam: str
    over: str = field(repr=False)
    soort: Veldsoort
    label: str
    vraag: str
    eenheid: str = ""
    jaar: int | None = None
    keuzes: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    gevoelig: bool = False


@dataclass(frozen=True, slots=True)
class Vraag:
    """A question: the fields of a card that can still change something, and the rights they can open or close."""

    kaart: Kaart
    velden: tuple[Veld, ...]
    rechten: tuple[str, ...]
    gevoelig: bool
    fase: int
    """0: decides a right; 1: decides a status that is a right itself; 2: makes a verdict more certain."""

"""A right as the catalogue describes it, and the catalogue itself: frozen values without behaviour of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.kaart import Gevolgtrekking, Kaart
from rechtenverkenner.model.knopen import Knoop, Niveau, Type, walk

Zekerheid = Literal["hoog", "middel", "laag"]
Dagsoort = Literal["terugwerkend", "uiterlijk", "hernieuwen"]
"""The day to which a request today goes back; the last day to request; the last day to ask for renewal."""


@dataclass(frozen=True, slots=True)
class Bronvermelding:
    """Where a fact comes from: publisher, page or law, address, date of that page."""

    id: str
    uitgever: str
    titel: str
    url: str = ""
    datum: str = ""


@dataclass(frozen=True, slots=True)
class Waardeperiode:
    """One value of a parameter for a period (both days included, as yyyymmdd).

    `waarde` is what is printed (None: not known); `grenzen` is what evaluation uses when sources give only bounds, or
    when the value is computed and not printed anywhere.
    """

    vanaf: int
    tot: int
    waarde: int | frozenset[str] | None
    grenzen: Interval
    bron: tuple[str, ...]
    nagekeken_op: date
    zekerheid: Zekerheid
    afgeleid: str = ""

    @property
    def te_bevestigen(self) -> bool:
        """Computed, known by bounds only, or of low confidence: marks every verdict that hangs on it."""
        return bool(self.afgeleid) or self.zekerheid == "laag" or self.grenzen[0] != self.grenzen[1]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated series of one amount, count, factor or list; periods in order, without overlap."""

    id: str
    label: str
    typ: Type
    waarden: tuple[Waardeperiode, ...]


@dataclass(frozen=True, slots=True)
class Feitsoort:
    """A fact a rule may use: where it lives, its type, and how to ask it."""

    naam: str
    niveau: Niveau
    typ: Type
    label: str = ""
    vraag: str = ""
    gevoelig: bool = False
    veranderlijk: bool = False
    """Whether it can become otherwise while the people stay who they are and live together as they do."""
    keuzes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Of a choice: each value in words."""


@dataclass(frozen=True, slots=True)
class Status:
    """A status a person can have that opens rights (leefloon, IGO, ...)."""

    id: str
    naam: str
    verlener: str
    bewijs: str = ""
    bron: tuple[str, ...] = ()
    veranderlijk: bool = False
    """Whether people get it by asking for it."""


Gebeurtenissoort = Literal[
    "geboorte",
    "scheiding",
    "overlijden-partner",
    "werkloos",
    "werk",
    "ziekte",
    "pensioen",
    "verhuis",
    "leefloon-begint",
    "leefloon-stopt",
]
"""What can happen to a household."""
Aanleiding = Literal[Gebeurtenissoort, "verhuis-andere-gemeente", "verhuis-instelling"]
"""An event at which a text of a right is to be read; the last two: a move only there, or to or from there."""


@dataclass(frozen=True, slots=True)
class Stap:
    """One thing to do: what, where, with which papers, by when, how long it takes."""

    tekst: str
    loket: str = ""
    documenten: tuple[str, ...] = ()
    termijn: str = ""
    wanneer: Literal["aanvraag", "automatisch", "altijd", "hernieuwing", "beroep"] = "aanvraag"
    bij: tuple[str, ...] = ()
    gebeurtenissen: tuple[Aanleiding, ...] = ()


@dataclass(frozen=True, slots=True)
class Loket:
    """A counter: who to go to."""

    id: str
    naam: str
    telefoon: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Drempel:
    """Why people do not get the right, coded by B (bekend, bereikbaar, ...) and phase."""

    code: str
    fase: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Verband:
    """A link to another right or an event, with why."""

    id: str
    uitleg: str
    gebeurtenissen: tuple[Aanleiding, ...] = ()


@dataclass(frozen=True, slots=True)
class Bedrag:
    """What a right is worth: a formula and how often that amount comes."""

    formule: Knoop
    per: Literal["jaar", "eenmalig"]
    raming: bool
    toelichting: str = ""
    terug_te_betalen: bool = False
    """A loan: money that helps, and no gain."""


@dataclass(frozen=True, slots=True)
class Gebied:
    """Municipalities (NIS codes) and period in which a local right exists."""

    nis: frozenset[str]
    vanaf: int
    tot: int


@dataclass(frozen=True, slots=True)
class Toekenning:
    """How the right is granted when no alternative says so itself, and where to see that it runs."""

    standaard: Literal["automatisch", "aanvraag"]
    controle: str = ""
    gegevensstroom: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Recht:
    """One right: its sheet, its conditions, its worth and its steps. Texts are Dutch."""

    id: str
    naam: str
    beschrijving: str
    domein: str
    bestuursniveau: str
    pakket: Literal["kern", "status", "lokaal", "uitbreiding"]
    eenheid: Niveau
    toekenning: Toekenning
    voorwaarden: Knoop
    bedrag: Bedrag | None
    stappen: tuple[Stap, ...]
    loketten: tuple[str, ...]
    bronnen: Mapping[str, Bronvermelding]
    parameters: tuple[str, ...]
    discretionair: bool = False
    niet_uitgedrukt: tuple[str, ...] = ()
    opent: tuple[Verband, ...] = ()
    sluit_uit: tuple[Verband, ...] = ()
    vervalt_bij: tuple[Verband, ...] = ()
    drempels: tuple[Drempel, ...] = ()
    gebied: Gebied | None = None
    lijst: Literal["statussen", "rechten"] = "rechten"
    """The list of the profile in which its use is written: what is a status too is in use when somebody has it."""
    lokale_stappen: tuple[tuple[Gebied, tuple[Stap, ...]], ...] = ()
    alleen_bij: tuple[str, ...] = ()
    dagen: Mapping[Dagsoort, Knoop] = field(default_factory=lambda: MappingProxyType({}))
    argumenten: tuple[str, ...] = ()
    namen: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    fiche: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def hoogstens_mogelijk(self) -> bool:
        """A person decides, or a condition is not expressed: never a certain yes."""
        return self.discretionair or bool(self.niet_uitgedrukt)


def nodes_of(recht: Recht) -> list[Knoop]:
    """The nodes of the conditions and of the amount of a right."""
    return walk(recht.voorwaarden) + ([] if recht.bedrag is None else walk(recht.bedrag.formule))


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A municipality in a period."""

    nis: str
    naam: str
    vanaf: int
    tot: int


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Catalogus:
    """Everything the engine needs: rights, parameters, facts, statuses, counters, municipalities. Immutable."""

    rechten: Mapping[str, Recht]
    parameters: Mapping[str, Parameter]
    feiten: Mapping[str, Feitsoort]
    statussen: Mapping[str, Status]
    loketten: Mapping[str, Loket]
    gemeenten: tuple[Gemeente, ...]
    bronnen: Mapping[str, Bronvermelding]
    versie: str
    hash: str
    mappen: tuple[str, ...] = ()
    """The folders it was read from: its translations lie beside the rules."""
    kaarten: tuple[Kaart, ...] = ()
    volgt: tuple[Gevolgtrekking, ...] = ()
    velden: Mapping[str, Feitsoort] = field(default_factory=lambda: MappingProxyType({}))
    """Wording of what is asked and is no fact of the register."""

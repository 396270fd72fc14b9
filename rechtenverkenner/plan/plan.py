"""What a plan is made of: rights to request, to check, to find out about, in use and closed; visits, papers, days.

A plan is data; its words come later, in the language of the client (`render`). Texts of the catalogue are Dutch here.
What says something about the people stays out of `repr`: printed or logged by accident, a plan tells nothing.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import Melding
from rechtenverkenner.model.oordeel import Ontvangstbewijs, Oordeelsoort, Uitleg, Verandering
from rechtenverkenner.model.recht import Catalogus, Loket, Recht, Stap
from rechtenverkenner.motor.tegenfeit import Tegenfeit

VOORUIT = timedelta(days=731)
"""How far ahead a plan names days."""
Bereik = tuple[Decimal, Decimal]
"""Lowest and highest amount in euro."""


@dataclass(frozen=True, slots=True)
class Planrecht:
    """A right with the same verdict for one or more people, connections or the household.

    Amounts are for each of them, never their sum: two partners may share what both could get. `tegen` are conditions
    that fail, `uitgesloten` those that hold and may not. `sinds` is when the status began that makes it run by itself,
    and which fact says so. `tegenfeit` is the nearest change with which what is closed would be open for one of them,
    when a family can do something with it.
    """

    recht: Recht = field(repr=False)
    soort: Oordeelsoort
    wie: tuple[str, ...] = field(repr=False)
    iedereen: bool
    waarde_jaar: Bereik | None = field(repr=False)
    waarde_eenmalig: Bereik | None = field(repr=False)
    automatisch: bool
    na: tuple[str, ...]
    redenen: tuple[Uitleg, ...] = field(repr=False)
    tegen: tuple[Uitleg, ...] = field(repr=False)
    uitgesloten: tuple[Uitleg, ...] = field(repr=False)
    ontbreekt: tuple[str, ...] = field(repr=False)
    verandering: tuple[Verandering, ...] = field(repr=False)
    vlaggen: tuple[str, ...] = field(repr=False)
    stappen: tuple[Stap, ...] = field(repr=False)
    na_wie: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    loopt_niet: bool = False
    """It should run by itself, and the profile says outright that it does not: somebody must be told."""
    sinds: tuple[date, str] | None = field(default=None, repr=False)
    aanvragen_voor: date | None = field(default=None, repr=False)
    termijn_voorbij: bool = False
    hernieuwen_voor: date | None = field(default=None, repr=False)
    eindigt_op: date | None = field(default=None, repr=False)
    terugwerkend_tot: date | None = field(default=None, repr=False)
    opent_op: date | None = field(default=None, repr=False)
    tegenfeit: Tegenfeit | None = field(default=None, repr=False)

    @property
    def sleutel(self) -> tuple[str, tuple[str, ...]]:
        """The right and who it is about: one place in a plan."""
        return self.recht.id, self.wie


@dataclass(frozen=True, slots=True)
class Opening:
    """A right that opens others once it is granted: those that follow by themselves and those to request then."""

    eerst: Planrecht
    daarna: tuple[Planrecht, ...]


@dataclass(frozen=True, slots=True)
class Keuze:
    """Two rights that do not go together; `beste` is None when their amounts do not tell.

    `verschil` is how much more the best gives, euro per year, lowest and highest.
    """

    een: Planrecht
    ander: Planrecht
    beste: Planrecht | None
    verschil: Bereik | None = field(repr=False)
    uitleg: str


@dataclass(frozen=True, slots=True)
class Planstap:
    """One thing to do at a counter, for one or more rights; `na` are the rights that must be granted first."""

    tekst: str
    rechten: tuple[str, ...]
    termijn: str
    na: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bezoek:
    """One visit or call: everything to do at one counter (None: at home)."""

    loket: Loket | None
    rechten: tuple[str, ...]
    stappen: tuple[Planstap, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper to bring, once, with the places in `Plan.bezoeken` (from 1) where it is needed."""

    naam: str
    bezoeken: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Openvraag:
    """A fact to find out: who it is about, and the rights that it helps to decide."""

    feiten: tuple[str, ...] = field(repr=False)
    rechten: tuple[Planrecht, ...]


@dataclass(frozen=True, slots=True)
class Plandag:
    """A day to keep in mind for a right."""

    dag: date = field(repr=False)
    soort: Literal["aanvragen_voor", "hernieuwen_voor", "eindigt_op", "opent_op"]
    recht: Planrecht


@dataclass(frozen=True, slots=True)
class Plan:
    """From verdicts to what to do. Amounts are euro per year (lowest, highest), one-off apart; there is no total."""

    op_datum: date
    aanvragen: tuple[Planrecht, ...]
    kijk_na: tuple[Planrecht, ...]
    te_weten: tuple[Openvraag, ...]
    in_gebruik: tuple[Planrecht, ...]
    geen_recht: tuple[Planrecht, ...]
    daarna: tuple[Planrecht, ...]
    volgorde: tuple[Opening, ...]
    keuzes: tuple[Keuze, ...]
    bezoeken: tuple[Bezoek, ...]
    documenten: tuple[Document, ...]
    dagen: tuple[Plandag, ...]
    meldingen: tuple[Melding, ...] = field(repr=False)
    ontvangstbewijs: Ontvangstbewijs
    catalogus: Catalogus = field(repr=False, compare=False)
    personen: tuple[str, ...] = field(repr=False, default=())

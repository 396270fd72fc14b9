"""What an evaluation gives: a verdict per right and unit, the explanation of it, and the receipt.

Who it is about and the household's numbers and days stay out of every `repr`: what is printed or logged by accident
holds no personal fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import Melding
from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.model.uitgesteld import Uitgesteld

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin

Oordeelsoort = Literal["gebruikt", "onbenut", "automatisch", "na", "mogelijk", "onbekend", "geen_recht"]
"""In use; open and not in use: request it; should run by itself: check; opens after another right is granted; a
person decides; facts are missing; not open."""

Uitkomst = Literal["ja", "nee", "onbekend", "mens"]
UITKOMSTEN: tuple[Uitkomst, ...] = ("nee", "onbekend", "mens", "ja")
UITKOMST_VAN: Mapping[int, Uitkomst] = dict(zip((NEE, ONBEKEND, MENS, JA), UITKOMSTEN, strict=True))
"""Truth value -> its word."""


@dataclass(frozen=True, slots=True)
class ParameterGebruik:
    """A parameter value that a condition used: value or bounds on the scale of its unit, period, source."""

    id: str
    label: str
    eenheid: str
    waarde: Interval
    vanaf: int
    tot: int
    bron: tuple[str, ...]
    zekerheid: str
    te_bevestigen: bool


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """The household's number against the threshold; numbers on the scale of `eenheid`, dates as yyyymmdd."""

    links: Interval = field(repr=False)
    op: str
    rechts: Interval = field(repr=False)
    eenheid: str


@dataclass(frozen=True, slots=True)
class Verandering:
    """The smallest change of one leaf that would turn its answer.

    soort `bedrag`: `verschil` (on the scale of `eenheid`) less or more; `datum`: from that day (yyyymmdd);
    `status`: obtain it; `feit`: another answer.
    """

    soort: Literal["bedrag", "datum", "status", "feit"]
    over: str = field(repr=False)
    verschil: int | None = field(default=None, repr=False)
    eenheid: str = ""
    richting: Literal["minder", "meer", ""] = ""


@dataclass(frozen=True, slots=True)
class Uitleg:
    """One condition with its answer; the answers of `onderdelen` combine to it as `soort` says.

    `via` is the right that must be granted first for this leaf to hold.
    """

    id: str
    label: str
    soort: Literal["alle", "een_van", "niet", "blad"]
    uitkomst: Uitkomst
    over: str = field(default="", repr=False)
    onderdelen: tuple[Uitleg, ...] = ()
    vergelijking: Vergelijking | None = field(default=None, repr=False)
    feiten: tuple[str, ...] = field(default=(), repr=False)
    parameters: tuple[ParameterGebruik, ...] = ()
    bron: tuple[str, ...] = ()
    verandering: Verandering | None = field(default=None, repr=False)
    via: str = ""


@dataclass(frozen=True, slots=True)
class Oordeel(Uitgesteld):
    """The verdict on one right for one unit (household, person or connection).

    `bedrag_jaar` is euro per year as (lowest, highest), `bedrag_eenmalig` euro once; None when there is no amount or no
    upper bound. `ontbreekt` are the facts that can still change the verdict, `verandering` the smallest change that
    would turn a `geen_recht`. `na` are the rights to obtain first, `na_wie` the same with who must obtain them.
    """

    recht: str
    naam: str
    domein: str
    eenheid: str = field(repr=False)
    oordeel: Oordeelsoort
    bedrag_jaar: tuple[Decimal, Decimal] | None = field(repr=False)
    bedrag_eenmalig: tuple[Decimal, Decimal] | None = field(repr=False)
    automatisch: bool
    niveau: int | None
    omdat: tuple[str, ...]
    ontbreekt: tuple[str, ...] = field(repr=False)
    na: tuple[str, ...]
    vlaggen: tuple[str, ...] = field(repr=False)
    stappen: tuple[str, ...]
    uitleg: Uitleg = field(repr=False)
    verandering: tuple[Verandering, ...] = field(default=(), repr=False)
    na_wie: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    voldaan: Uitkomst = "onbekend"
    """The answer of the conditions, whether the right is in use or not."""
    gebruik: Uitkomst = "onbekend"
    """Whether it is in use now."""


@dataclass(frozen=True, slots=True)
class Ontvangstbewijs(Uitgesteld):
    """Which engine and catalogue gave the answer, for which date, with which parameter values."""

    motor: str
    keten: str
    catalogus: str
    catalogus_hash: str
    op_datum: date
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resultaat(Uitgesteld):
    """All verdicts for one household on one date, with the household and the rules they are about."""

    op_datum: date
    oordelen: tuple[Oordeel, ...]
    meldingen: tuple[Melding, ...] = field(repr=False)
    ontvangstbewijs: Ontvangstbewijs
    gezin: Gezin = field(repr=False, compare=False)
    catalogus: Catalogus = field(repr=False, compare=False)

    def verdict(self, recht: str, eenheid: str | None = None) -> Oordeel:
        """The verdict on one right; `eenheid` is needed when there are several units.

        Raises:
            KeyError: no verdict on that right (or unit) in this result.
        """
        for o in self.oordelen:
            if o.recht == recht and eenheid in (None, o.eenheid):
                return o
        raise KeyError(recht)

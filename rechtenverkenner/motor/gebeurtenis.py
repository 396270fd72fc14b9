"""A life event, as data: what happens, on which day, to whom, and what is known of the new situation.

`datum` is the first day of the new situation (of a birth: the day itself). Who somebody is stays out of every `repr`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields
from datetime import date
from decimal import Decimal
from typing import NoReturn, get_args

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.model.recht import Gebeurtenissoort as Gebeurtenissoort

SOORTEN: tuple[Gebeurtenissoort, ...] = get_args(Gebeurtenissoort)

UITLEG: Mapping[str, str] = {
    "geboorte": "een kind wordt geboren en op dit adres ingeschreven",
    "scheiding": "een partner gaat weg, met of zonder kinderen",
    "overlijden-partner": "een partner sterft",
    "werkloos": "het werk stopt: het loon valt weg en de werkloosheid begint",
    "werk": "iemand begint te werken",
    "ziekte": "iemand wordt arbeidsongeschikt",
    "pensioen": "het rustpensioen begint",
    "verhuis": "het gezin verhuist",
    "leefloon-begint": "het OCMW kent een leefloon toe",
    "leefloon-stopt": "het leefloon stopt",
}

_VELDEN: dict[Gebeurtenissoort, frozenset[str]] = {
    "geboorte": frozenset({"kind", "ouders", "ten_laste_van", "kinderbijslag"}),
    "scheiding": frozenset({"persoon", "kinderen", "verblijf_dagen"}),
    "overlijden-partner": frozenset({"persoon"}),
    "leefloon-stopt": frozenset({"persoon"}),
    "verhuis": frozenset({"gemeente", "statuut", "verhuurder", "huurprijs"}),
}
_EEN_PERSOON = frozenset({"persoon", "bedrag"})


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """One event. A field left out is not known; a field that does not belong to the kind is refused.

    `bedrag` is gross per month: the wage of `werk`, the benefit of `werkloos` and `ziekte`, the pension, the leefloon.
    """

    soort: Gebeurtenissoort
    datum: date | None = None
    persoon: str | None = field(default=None, repr=False)
    kind: str | None = field(default=None, repr=False)
    ouders: tuple[str, ...] | None = field(default=None, repr=False)
    ten_laste_van: str | None = field(default=None, repr=False)
    kinderbijslag: bool | None = field(default=None, repr=False)
    kinderen: tuple[str, ...] | None = field(default=None, repr=False)
    verblijf_dagen: int | None = field(default=None, repr=False)
    bedrag: Decimal | None = field(default=None, repr=False)
    gemeente: str | None = field(default=None, repr=False)
    statuut: str | None = field(default=None, repr=False)
    verhuurder: str | None = field(default=None, repr=False)
    huurprijs: Decimal | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.soort not in SOORTEN:
            hulp = did_you_mean(str(self.soort), SOORTEN) or f"kies uit: {', '.join(SOORTEN)}"
            refuse("RV450", f"onbekende gebeurtenis `{str(self.soort)[:40]}`", hulp)
        for veld in fields(self)[2:]:
            if getattr(self, veld.name) is not None and veld.name not in fields_of(self.soort):
                mag = ", ".join(f"`{x}`" for x in sorted(fields_of(self.soort)))
                refuse("RV452", f"`{veld.name}` hoort niet bij `{self.soort}`", f"hier kan: {mag}")


def fields_of(soort: Gebeurtenissoort) -> frozenset[str]:
    """The fields, beside the day, that an event of this kind can have.

    >>> sorted(fields_of("werk"))
    ['bedrag', 'persoon']
    """
    return _VELDEN.get(soort, _EEN_PERSOON)


def refuse(code: str, tekst: str, hulp: str) -> NoReturn:
    """End with one message about the event.

    Raises:
        InvoerFout: always.
    """
    raise InvoerFout([Melding(code, tekst, None, hulp)])

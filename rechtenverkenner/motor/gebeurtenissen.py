"""What if: the consequences of a life event, and what changes by itself as time goes by.

An event is a function on the profile; the verdicts before and after it come from `evaluate`, on the same day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.oordeel import Oordeel, Resultaat
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.motor.gebeurtenis import SOORTEN as SOORTEN
from rechtenverkenner.motor.gebeurtenis import UITLEG as UITLEG
from rechtenverkenner.motor.gebeurtenis import Gebeurtenis as Gebeurtenis
from rechtenverkenner.motor.gebeurtenis import Gebeurtenissoort as Gebeurtenissoort
from rechtenverkenner.motor.gebeurtenis_toepassen import apply_event
from rechtenverkenner.motor.gevolg import Gevolg, Gevolgsoort, consequence, pairs, units_here
from rechtenverkenner.motor.vooruitblik import Verschuiving as Verschuiving
from rechtenverkenner.motor.vooruitblik import horizon as horizon

_GEZIN = r"(wijziging|ander)\b[^.;:]*\bgezin\b"
_INKOMEN = r"wijziging\b[^.;:]*\binkomen\b|ander soort inkomen"
_STATUS = r"\b(status|uitkering)\b[^.;:]*\bstopt\b|einde van de uitkering|nog een rechtgevende status"
# Words by which a text of the catalogue speaks of an event.
_WOORDEN: dict[str, str] = {
    "geboorte": _GEZIN,
    "scheiding": rf"{_GEZIN}|scheiding|kind dat het huis verlaat",
    "overlijden-partner": rf"{_GEZIN}|overlijden",
    "werkloos": _INKOMEN,
    "werk": rf"{_INKOMEN}|(hoger|meer)\b[^.;:]*\binkomen\b",
    "ziekte": _INKOMEN,
    "pensioen": rf"{_INKOMEN}|pensioenleeftijd|met pensioen",
    "verhuis": r"verhui(s|zing)|wijziging\b[^.;:]*\badres\b",
    "leefloon-begint": _INKOMEN,
    "leefloon-stopt": rf"{_INKOMEN}|{_STATUS}",
}
_ANDERE_GEMEENTE = r"gemeente buiten|andere gemeente"
_RUSTHUIS = r"woonzorgcentrum|rusthuis"


Tekstsoort = Literal["vervalt_bij", "stap"]


@dataclass(frozen=True, slots=True)
class Kennisgeving:
    """A right in use that the event touches: what the catalogue says of it, to which counter, within which term."""

    recht: str
    naam: str
    eenheden: tuple[str, ...] = field(repr=False)
    tekst: str
    loket: str
    termijn: str
    bron: Tekstsoort


@dataclass(frozen=True, slots=True)
class Gevolgen:
    """Everything an event does on one day; `gezin` is the profile after it, from which one can look further."""

    gebeurtenis: Gebeurtenis
    op_datum: date
    gevolgen: tuple[Gevolg, ...]
    kennisgevingen: tuple[Kennisgeving, ...]
    gezin: Gezin = field(repr=False)

    def of_kind(self, *soorten: Gevolgsoort) -> tuple[Gevolg, ...]:
        """The consequences of these kinds."""
        return tuple(g for g in self.gevolgen if g.soort in soorten)


def what_if(gezin: Gezin, gebeurtenis: Gebeurtenis, catalogus: Catalogus, *, op_datum: date) -> Gevolgen:
    """What an event opens, stops, changes and leaves open, and what must be notified to whom.

    Before and after are judged on the same day: that of the event, or `op_datum` when that is later.

    Raises:
        InvoerFout: an event that does not fit the profile, or a profile that cannot be on that day.
    """
    dag = gebeurtenis.datum or op_datum
    nieuw = apply_event(gezin, gebeurtenis, dag)
    op = max(dag, op_datum)
    voor, na = evaluate(gezin, catalogus, op_datum=op), evaluate(nieuw, catalogus, op_datum=op)
    rij = (consequence(a, b) for a, b in pairs(voor, na) if not _gone(a, b, nieuw))
    berichten = tuple(_notices(gebeurtenis, gezin, nieuw, voor))
    return Gevolgen(gebeurtenis, op, tuple(g for g in rij if g is not None), berichten, nieuw)


def _gone(voor: Oordeel | None, na: Oordeel | None, nieuw: Gezin) -> bool:
    """A right that somebody who left the household did not use: it does not stop for anybody here."""
    if voor is None or na is not None or voor.oordeel == "gebruikt":
        return False
    return voor.eenheid not in units_here(nieuw)


def _notices(g: Gebeurtenis, oud: Gezin, nieuw: Gezin, voor: Resultaat) -> Iterator[Kennisgeving]:
    """The texts of the rights in use that speak of the event."""
    gebruikt = [o for o in voor.oordelen if o.oordeel == "gebruikt"]
    for kenmerk, groep in groupby(sorted(gebruikt, key=lambda o: o.recht), lambda o: o.recht):
        recht = voor.catalogus.rechten[kenmerk]
        wie = tuple(o.eenheid for o in groep)
        for tekst, loket, termijn, bron in _texts(recht):
            if _fits(tekst, g, oud, nieuw):
                yield Kennisgeving(kenmerk, recht.naam, wie, tekst, loket, termijn, bron)


def _texts(recht: Recht) -> Iterator[tuple[str, str, str, Tekstsoort]]:
    eerste = recht.loketten[0] if recht.loketten else ""
    for v in recht.vervalt_bij:
        yield f"{v.id}: {v.uitleg}", eerste, "", "vervalt_bij"
    for stap in recht.stappen:
        if stap.wanneer == "hernieuwing":
            yield stap.tekst, stap.loket or eerste, stap.termijn, "stap"


def _fits(tekst: str, g: Gebeurtenis, oud: Gezin, nieuw: Gezin) -> bool:
    tekst = tekst.lower()
    if not re.search(_WOORDEN[g.soort], tekst):
        return False
    if g.soort != "verhuis":
        return True
    if re.search(_ANDERE_GEMEENTE, tekst) and oud.gemeente == nieuw.gemeente:
        return False
    instelling = "rusthuis_of_instelling" in (oud.woning.statuut, nieuw.woning.statuut)
    return instelling or not re.search(_RUSTHUIS, tekst) or bool(re.search(r"wijziging", tekst))

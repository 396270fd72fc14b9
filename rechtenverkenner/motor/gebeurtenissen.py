"""What if: the consequences of a life event, and what changes by itself as time goes by.

An event is a function on the profile; the verdicts before and after it come from `evaluate`, on the same day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.oordeel import Oordeel, Resultaat
from rechtenverkenner.model.recht import Aanleiding, Catalogus
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.motor.gebeurtenis import SOORTEN as SOORTEN
from rechtenverkenner.motor.gebeurtenis import UITLEG as UITLEG
from rechtenverkenner.motor.gebeurtenis import Gebeurtenis as Gebeurtenis
from rechtenverkenner.motor.gebeurtenis import Gebeurtenissoort as Gebeurtenissoort
from rechtenverkenner.motor.gebeurtenis_toepassen import apply_event
from rechtenverkenner.motor.gevolg import Gevolg, Gevolgsoort, consequence, pairs, units_here
from rechtenverkenner.motor.vooruitblik import Verschuiving as Verschuiving
from rechtenverkenner.motor.vooruitblik import horizon as horizon

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
    """The texts of the rights in use that are for this event."""
    nu = _occasions(g, oud, nieuw)
    gebruikt = [o for o in voor.oordelen if o.oordeel == "gebruikt"]
    for kenmerk, groep in groupby(sorted(gebruikt, key=lambda o: o.recht), lambda o: o.recht):
        recht = voor.catalogus.rechten[kenmerk]
        wie = tuple(o.eenheid for o in groep)
        eerste = recht.loketten[0] if recht.loketten else ""
        for v in recht.vervalt_bij:
            if nu.intersection(v.gebeurtenissen):
                yield Kennisgeving(kenmerk, recht.naam, wie, f"{v.id}: {v.uitleg}", eerste, "", "vervalt_bij")
        for stap in recht.stappen:
            if nu.intersection(stap.gebeurtenissen):
                yield Kennisgeving(kenmerk, recht.naam, wie, stap.tekst, stap.loket or eerste, stap.termijn, "stap")


def _occasions(g: Gebeurtenis, oud: Gezin, nieuw: Gezin) -> set[Aanleiding]:
    """What an event is in the words of the catalogue."""
    uit: set[Aanleiding] = {g.soort}
    if g.soort == "verhuis":
        if oud.gemeente is None or oud.gemeente != nieuw.gemeente:
            uit.add("verhuis-andere-gemeente")
        if "rusthuis_of_instelling" in (oud.woning.statuut, nieuw.woning.statuut):
            uit.add("verhuis-instelling")
    return uit

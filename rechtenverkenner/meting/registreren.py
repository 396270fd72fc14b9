"""Registering: one step of one client with one right, checked against the circle and kept for good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.opslag import Opslag
from rechtenverkenner.meting.rondes import Ronde, client_id
from rechtenverkenner.meting.woorden import word_faults
from rechtenverkenner.plan.opvolging import Gevolgd, Opvolging, Stand
from rechtenverkenner.plan.opvolging.waarden import value_faults

MINUTEN: Final = 24 * 60
_WOORDEN: Final = ("stand", "methode", "drempel", "reden", "fase", "niveau")
_VAN_STAND: Final = ("stand", "datum", "drempel", "reden", "opvolgen_op")


@dataclass(frozen=True, slots=True)
class Registratie:
    """One step: the state a right reached, how, what stood in the way, and the minutes it took. No free text."""

    pseudoniem: str = field(repr=False)
    recht: str
    stand: str
    datum: date
    methode: str | None = None
    drempel: str | None = None
    fase: str | None = None
    niveau: str | None = None
    reden: str | None = None
    opvolgen_op: date | None = None
    minuten: int | None = None


def register(opslag: Opslag, ronde: Ronde, r: Registratie) -> int:
    """The number of the registration, once it is on the disk.

    Raises:
        InvoerFout: RV861, a word of no list; RV865, an unknown client; RV866, a right or minutes that cannot be;
            RV615 to RV617, a state that cannot follow the last one.
    """
    return register_all(opslag, ronde, (r,))[0]


def register_all(opslag: Opslag, ronde: Ronde, rij: Sequence[Registratie]) -> list[int]:
    """The numbers of several registrations: all are kept, or none.

    Raises:
        InvoerFout: as `register`.
    """
    if fouten := [m for r in rij for m in _faults(r, ronde)]:
        raise InvoerFout(fouten)
    with opslag.schrijf() as v:
        return [_insert(v, ronde, r) for r in rij]


def _faults(r: Registratie, ronde: Ronde) -> list[Melding]:
    fouten = word_faults({veld: getattr(r, veld) for veld in _WOORDEN})
    if r.recht not in ronde.rechten:
        hulp = did_you_mean(r.recht, ronde.rechten) or "kies een recht van de ronde"
        fouten.append(Melding("RV866", f"de ronde meet geen recht `{r.recht[:60]}`", None, hulp))
    if r.minuten is not None and not 0 <= r.minuten <= MINUTEN:
        fouten.append(Melding("RV866", "zoveel minuten kan niet", None, f"van 0 tot {MINUTEN}"))
    if r.drempel is None and (r.fase or r.niveau):
        hulp = "zet er met --drempel bij wat in de weg stond"
        fouten.append(Melding("RV866", "een fase of niveau zonder drempel", None, hulp))
    return fouten


def _insert(v: Connection, ronde: Ronde, r: Registratie) -> int:
    klant = client_id(v, ronde, r.pseudoniem, vast=True)
    c = t.registratie.c
    vraag = select(*(c[veld] for veld in _VAN_STAND)).where(c.klant_id == klant, c.recht == r.recht).order_by(c.id)
    eerder = [_of_circle(dict(rij._mapping)) for rij in v.execute(vraag)]
    # Only what the new state does: an earlier one was checked when it came.
    standen = [*eerder, _of_circle({veld: getattr(r, veld) for veld in _VAN_STAND})]
    gegevens = {"rechten": [{"recht": r.recht, "standen": standen}]}
    nieuw = [
        Melding(code, tekst, None, hulp) for code, tekst, hulp, plek in value_faults(gegevens) if len(eerder) in plek
    ]
    if nieuw:
        raise InvoerFout(nieuw)
    velden = {k: w for k, w in asdict(r).items() if k != "pseudoniem"}
    return int(v.execute(insert(t.registratie).returning(c.id), velden | {"klant_id": klant}).scalar_one())


def _of_circle(data: dict[str, Any]) -> dict[str, Any]:
    """A registration as a state of an `opvolging.yaml`; a barrier that was overcome is no reason for an end."""
    return data if data["stand"] in ("geweigerd", "gestopt") else data | {"drempel": None}


def follow_ups(opslag: Opslag, ronde: Ronde, *, pseudoniem: str = "") -> tuple[Opvolging, ...]:
    """How far each right of every client came, or of one, as `plan.opvolging` reads it."""
    c = t.registratie.c
    vraag = select(t.klant.c.pseudoniem, c.recht, *(c[veld] for veld in _VAN_STAND)).join_from(t.klant, t.registratie)
    vraag = vraag.where(t.klant.c.ronde_id == ronde.id).order_by(c.id)
    if pseudoniem:
        vraag = vraag.where(t.klant.c.pseudoniem == pseudoniem)
    per_klant: dict[str, dict[str, list[Stand]]] = defaultdict(lambda: defaultdict(list))
    with opslag.lees() as v:
        for rij in v.execute(vraag):
            data = _of_circle(dict(rij._mapping))
            per_klant[data.pop("pseudoniem")][data.pop("recht")].append(Stand(**data))
    return tuple(
        Opvolging(pseudoniem=p, rechten=tuple(Gevolgd(recht=r, standen=tuple(s)) for r, s in rechten.items()))
        for p, rechten in sorted(per_klant.items())
    )

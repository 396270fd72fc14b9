"""The two measurements: what a profile says of every right of the round, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.opslag import Opslag
from rechtenverkenner.meting.rondes import Ronde, client_id
from rechtenverkenner.meting.woorden import Doelgroep, Moment
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.houding import Houding
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort, Resultaat

OPEN: Final = ("onbenut", "automatisch")
"""Open and not in use; what should run by itself and does not is among it."""
_VOLGORDE: Final[tuple[Oordeelsoort, ...]] = (*OPEN, "gebruikt", "na", "mogelijk", "onbekend", "geen_recht")
"""Of several people of a client: what is still to do comes first."""
Grenzen = tuple[int, int] | None
"""Cents, lowest and highest."""


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One right of one client, over all people and connections it is about."""

    recht: str
    oordeel: str
    jaar: Grenzen = None
    eenmalig: Grenzen = None


def findings(resultaat: Resultaat, rechten: Iterable[str]) -> list[Bevinding]:
    """What the round keeps of a result: a word and two amounts a right, nothing of the profile."""
    per_recht: dict[str, list[Oordeel]] = {}
    for o in resultaat.oordelen:
        per_recht.setdefault(o.recht, []).append(o)
    return [_finding(recht, per_recht.get(recht, ()), resultaat) for recht in rechten]


def _finding(recht: str, oordelen: Iterable[Oordeel], resultaat: Resultaat) -> Bevinding:
    rij = list(oordelen)
    soort = min((o.oordeel for o in rij), key=_VOLGORDE.index, default="geen_recht")
    fiche = resultaat.catalogus.rechten.get(recht)
    if soort not in OPEN or fiche is None or fiche.bedrag is None or fiche.bedrag.terug_te_betalen:
        return Bevinding(recht, soort)  # a loan is no gain
    deel = [o for o in rij if o.oordeel in OPEN]
    return Bevinding(recht, soort, _sum(o.bedrag_jaar for o in deel), _sum(o.bedrag_eenmalig for o in deel))


def _sum(bedragen: Iterable[tuple[Decimal, Decimal] | None]) -> Grenzen:
    bekend = [b for b in bedragen if b]
    return (int(sum(b[0] for b in bekend) * 100), int(sum(b[1] for b in bekend) * 100)) if bekend else None


def target_group(gezin: Gezin, op_datum: date) -> Doelgroep:
    """The first target group that fits; `andere` when the profile does not say."""
    hier = [p for p in gezin.personen if p.domicilie == "hier"]
    if any(_runs(p.statussen.get("leefloon"), op_datum) for p in hier):
        return "leefloon"
    geboren = {p.id: p.geboortedatum for p in hier if p.geboortedatum}
    if hier and len(geboren) == len(hier) and all(g.tot <= _years_before(op_datum, 65) for g in geboren.values()):
        return "65-plus"
    kinderen = [p for p in hier if p.id in geboren and geboren[p.id].van > _years_before(op_datum, 25)]
    heeft_kinderen = any(set(p.kind_van or ()) & {q.id for q in hier} for p in kinderen)
    if any(p.partner not in (None, "geen") for p in hier):
        return "koppel-met-kinderen" if heeft_kinderen else "koppel"
    if heeft_kinderen:
        return "eenouder"
    return "alleenstaand" if len(hier) == 1 and gezin.personen_volledig else "andere"


def _runs(houding: Houding | None, op_datum: date) -> bool:
    return houding is not None and houding.heeft and (houding.tot is None or houding.tot >= op_datum)


def _years_before(dag: date, jaren: int) -> date:
    return date(dag.year - jaren, dag.month, min(dag.day, 28))


def measure(opslag: Opslag, ronde: Ronde, bevindingen: Mapping[str, list[Bevinding]], *, datum: date) -> int:
    """The zero measurement of these pseudonyms, all or none; how many rights were found open.

    What is open is registered as found. A client who was measured before is measured anew, until a step follows.

    Raises:
        InvoerFout: RV865, an unknown pseudonym; RV867, a client of whom steps were registered already.
    """
    with opslag.schrijf() as v:
        return sum(_measure_one(v, client_id(v, ronde, p, vast=True), rij, datum) for p, rij in bevindingen.items())


def measured(opslag: Opslag, ronde: Ronde) -> frozenset[str]:
    """The pseudonyms of whom there is a zero measurement."""
    with opslag.lees() as v:
        vraag = select(t.klant.c.pseudoniem).join_from(t.klant, t.meting).distinct()
        return frozenset(v.execute(vraag.where(t.klant.c.ronde_id == ronde.id, t.meting.c.moment == "nul")).scalars())


def _measure_one(v: Connection, klant: int, rij: list[Bevinding], datum: date) -> int:
    c = t.registratie.c
    if v.execute(select(c.id).where(c.klant_id == klant, c.stand != "gevonden")).first():
        hulp = "de nulmeting komt voor de eerste stap; gebruik `meting eindmeting`"
        raise InvoerFout([Melding("RV867", "van deze klant zijn er al stappen geregistreerd", None, hulp)])
    v.execute(delete(t.registratie).where(c.klant_id == klant))
    v.execute(delete(t.meting).where(t.meting.c.klant_id == klant))
    v.execute(insert(t.meting), [_row(klant, b, "nul", datum) for b in rij])
    gevonden = [
        {"klant_id": klant, "recht": b.recht, "stand": "gevonden", "datum": datum} for b in rij if b.oordeel in OPEN
    ]
    if gevonden:
        v.execute(insert(t.registratie), gevonden)
    return len(gevonden)


def measure_end(
    opslag: Opslag, ronde: Ronde, bevindingen: Mapping[str, list[Bevinding]] | None = None, *, datum: date
) -> int:
    """The end measurement of every client of the zero measurement; how many clients.

    A right counts as used when the circle says it was received, or a new profile says so. Without new profiles only
    the circle speaks.

    Raises:
        InvoerFout: RV865, a profile of somebody who is not in the round; RV868, there was no zero measurement.
    """
    with opslag.schrijf() as v:
        nieuw = {client_id(v, ronde, p): {b.recht: b.oordeel for b in rij} for p, rij in (bevindingen or {}).items()}
        c = t.meting.c
        vraag = select(c.klant_id, c.recht, c.oordeel).join_from(t.meting, t.klant)
        nul = v.execute(vraag.where(t.klant.c.ronde_id == ronde.id, c.moment == "nul").order_by(c.klant_id)).all()
        if not nul:
            raise InvoerFout([Melding("RV868", "er is nog geen nulmeting", None, "begin met `meting nulmeting`")])
        standen = _last_states(v, ronde, datum)
        v.execute(delete(t.meting).where(c.moment == "eind", c.klant_id.in_({r.klant_id for r in nul})))
        rijen = []
        for r in nul:
            basis = nieuw.get(r.klant_id, {}).get(r.recht, r.oordeel)
            oordeel = _at_the_end(basis, standen.get((r.klant_id, r.recht)))
            rijen.append(_row(r.klant_id, Bevinding(r.recht, oordeel), "eind", datum))
        v.execute(insert(t.meting), rijen)
    return len({r.klant_id for r in nul})


def _at_the_end(basis: str, stand: str | None) -> str:
    if stand == "ontvangen":
        return "gebruikt"
    if basis == "gebruikt":
        return "onbenut" if stand in ("gestopt", "geweigerd") else basis
    return basis if stand in (None, "gestopt", "geweigerd") or basis in OPEN else "onbenut"


def _last_states(v: Connection, ronde: Ronde, datum: date) -> dict[tuple[int, str], str]:
    c = t.registratie.c
    vraag = select(c.klant_id, c.recht, c.stand).join_from(t.registratie, t.klant)
    vraag = vraag.where(t.klant.c.ronde_id == ronde.id, c.datum <= datum).order_by(c.id)
    return {(r.klant_id, r.recht): r.stand for r in v.execute(vraag)}


def _row(klant: int, b: Bevinding, moment: Moment, datum: date) -> dict[str, Any]:
    jaar, eens = b.jaar or (None, None), b.eenmalig or (None, None)
    bedragen = {"jaar_laag": jaar[0], "jaar_hoog": jaar[1], "eenmalig_laag": eens[0], "eenmalig_hoog": eens[1]}
    return {"klant_id": klant, "recht": b.recht, "moment": moment, "oordeel": b.oordeel, "datum": datum} | bedragen

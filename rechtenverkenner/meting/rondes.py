"""Rounds and their clients."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.opslag import Opslag
from rechtenverkenner.meting.woorden import check_words
from rechtenverkenner.model.recht import Catalogus, Recht

PAKKET: Final = "kern"
"""The rights of a round when none are named."""
_NAAM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Rondrecht:
    """A right that a round measures, as it was called when the round began."""

    recht: str
    naam: str
    domein: str


@dataclass(frozen=True, slots=True)
class Ronde:
    """A round: its rights, when it began, until when it may be kept, and the mark of its key."""

    id: int
    naam: str
    begonnen: date
    bewaren_tot: date | None
    sleutelmerk: str = field(repr=False)
    rechten: Mapping[str, Rondrecht]


def begin_round(
    opslag: Opslag, naam: str, rechten: Iterable[Recht], *, begonnen: date, sleutelmerk: str, bewaren_tot: date | None
) -> Ronde:
    """A new round over these rights.

    Raises:
        InvoerFout: RV863, a name that is taken or cannot be one, or no rights.
    """
    rij = tuple(rechten)
    if not _NAAM.fullmatch(naam) or not rij:
        tekst = "een ronde zonder rechten" if rij == () else "deze naam kan een ronde niet hebben"
        raise InvoerFout([Melding("RV863", tekst, None, "letters zonder accent, cijfers en `-`; minstens een recht")])
    with opslag.schrijf() as v:
        if v.execute(select(t.ronde.c.id).where(t.ronde.c.naam == naam)).first():
            raise InvoerFout([Melding("RV863", f"de ronde `{naam}` bestaat al", None, "kies een andere naam")])
        velden = {"naam": naam, "begonnen": begonnen, "sleutelmerk": sleutelmerk, "bewaren_tot": bewaren_tot}
        nummer = v.execute(insert(t.ronde).returning(t.ronde.c.id), velden).scalar_one()
        v.execute(
            insert(t.ronde_recht),
            [{"ronde_id": nummer, "recht": r.id, "naam": r.naam, "domein": r.domein} for r in rij],
        )
    return read_round(opslag, naam)


def rights_of(catalogus: Catalogus, kenmerken: Iterable[str] = ()) -> list[Recht]:
    """The rights with these ids, or those of the core package.

    Raises:
        InvoerFout: RV437, an unknown id.
    """
    gekozen = list(dict.fromkeys(kenmerken))
    if onbekend := [k for k in gekozen if k not in catalogus.rechten]:
        hulp = "zie `rechtenverkenner rechten`"
        raise InvoerFout([Melding("RV437", f"onbekend recht `{k[:60]}`", None, hulp) for k in onbekend])
    return [catalogus.rechten[k] for k in gekozen] or [r for r in catalogus.rechten.values() if r.pakket == PAKKET]


def read_round(opslag: Opslag, naam: str = "") -> Ronde:
    """The round with this name, or the only one.

    Raises:
        InvoerFout: RV864, there is none, or several without a name.
    """
    with opslag.lees() as v:
        rijen = v.execute(select(t.ronde).order_by(t.ronde.c.id)).all()
        gekozen = [r for r in rijen if naam in ("", r.naam)]
        if len(gekozen) != 1:
            namen = ", ".join(r.naam for r in rijen) or "er is nog geen enkele"
            raise InvoerFout([Melding("RV864", "welke ronde is niet duidelijk", None, f"kies met --ronde: {namen}")])
        r = gekozen[0]
        rechten = v.execute(select(t.ronde_recht).where(t.ronde_recht.c.ronde_id == r.id)).all()
        return Ronde(
            r.id,
            r.naam,
            r.begonnen,
            r.bewaren_tot,
            r.sleutelmerk,
            {x.recht: Rondrecht(x.recht, x.naam, x.domein) for x in rechten},
        )


def add_clients(opslag: Opslag, ronde: Ronde, klanten: Mapping[str, str], *, datum: date) -> int:
    """How many were new, of pseudonyms with their target group; who was in the round stays as is.

    Raises:
        InvoerFout: RV861, a target group that does not exist.
    """
    for groep in set(klanten.values()):
        check_words({"doelgroep": groep})
    with opslag.schrijf() as v:
        er_al = set(v.execute(select(t.klant.c.pseudoniem).where(t.klant.c.ronde_id == ronde.id)).scalars())
        nieuw = [
            {"ronde_id": ronde.id, "pseudoniem": p, "doelgroep": g, "toegevoegd": datum}
            for p, g in klanten.items()
            if p not in er_al
        ]
        if nieuw:
            v.execute(insert(t.klant), nieuw)
    return len(nieuw)


def client_id(v: Connection, ronde: Ronde, pseudoniem: str, *, vast: bool = False) -> int:
    """The row of a client; with `vast` nobody else writes about this client until the transaction ends.

    Raises:
        InvoerFout: RV865, not in this round.
    """
    vraag = select(t.klant.c.id).where(t.klant.c.ronde_id == ronde.id, t.klant.c.pseudoniem == pseudoniem)
    nummer = v.execute(vraag.with_for_update() if vast else vraag).scalar_one_or_none()
    if nummer is None:
        hulp = "kijk het na, of voeg de klant eerst toe: `meting voeg-toe` toont de pseudoniemen"
        raise InvoerFout([Melding("RV865", "dit pseudoniem staat niet in de ronde", None, hulp)])
    return int(nummer)


def as_dict(rij: Any) -> dict[str, Any]:
    """A row as plain data."""
    return dict(rij._mapping)

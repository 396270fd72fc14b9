"""What is kept of a client, with whom it was shared, and removing it for good: also from copies that were made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, text, update

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.opslag import Opslag
from rechtenverkenner.meting.rondes import Ronde, as_dict, client_id
from rechtenverkenner.meting.woorden import check_words


@dataclass(frozen=True, slots=True)
class Deling:
    """A client agreed that something goes to somebody, for a purpose, until a day. Words of closed lists only."""

    pseudoniem: str = field(repr=False)
    met_wie: str
    wat: str
    waarom: str
    datum: date
    tot: date


def record_sharing(opslag: Opslag, ronde: Ronde, d: Deling) -> None:
    """Keep that a client agreed.

    Raises:
        InvoerFout: RV861, a word of no list; RV865, an unknown client; RV871, days that cannot be.
    """
    check_words({"met_wie": d.met_wie, "wat": d.wat, "waarom": d.waarom})
    if d.tot < d.datum:
        raise InvoerFout([Melding("RV871", "de toestemming eindigt voor ze begint", None, "kies een latere dag")])
    with opslag.schrijf() as v:
        velden = {k: w for k, w in asdict(d).items() if k != "pseudoniem"}
        v.execute(insert(t.deling), velden | {"klant_id": client_id(v, ronde, d.pseudoniem)})


def may_share(opslag: Opslag, ronde: Ronde, pseudoniem: str, *, met_wie: str, wat: str, op_datum: date) -> bool:
    """Whether the client agreed, on that day, that this goes to them."""
    c = t.deling.c
    with opslag.lees() as v:
        vraag = select(c.id).where(c.klant_id == client_id(v, ronde, pseudoniem), c.met_wie == met_wie)
        vraag = vraag.where(c.wat.in_((wat, "alles")), c.datum <= op_datum, c.tot >= op_datum)
        return v.execute(vraag).first() is not None


def show_all(opslag: Opslag, ronde: Ronde, pseudoniem: str) -> dict[str, Any]:
    """Everything that is kept of one client, as plain data."""
    with opslag.lees() as v:
        nummer = client_id(v, ronde, pseudoniem)
        klant = as_dict(v.execute(select(t.klant).where(t.klant.c.id == nummer)).one())
        uit: dict[str, Any] = {"ronde": ronde.naam, "klant": _plain(klant)}
        for tabel in (t.meting, t.registratie, t.deling):
            rijen = v.execute(select(tabel).where(tabel.c.klant_id == nummer).order_by(*tabel.primary_key)).all()
            uit[tabel.name] = [_plain(as_dict(r)) for r in rijen]
    return uit


def _plain(rij: dict[str, Any]) -> dict[str, Any]:
    """Without the row numbers, and days as text."""
    return {
        k: w.isoformat() if isinstance(w, date) else w
        for k, w in rij.items()
        if k not in ("id", "klant_id", "ronde_id")
    }


def erase(opslag: Opslag, ronde: Ronde, pseudoniem: str) -> int:
    """Remove a client for good, from the database and from its copies; from how many copies.

    Raises:
        InvoerFout: RV865, an unknown client; RV872, a copy from which it could not be removed.
    """
    with opslag.schrijf() as v:
        v.execute(delete(t.klant).where(t.klant.c.id == client_id(v, ronde, pseudoniem)))
    opdracht = "DELETE FROM klant WHERE pseudoniem = :naam AND ronde_id IN (SELECT id FROM ronde WHERE naam = :ronde)"
    return _everywhere(opslag, opdracht, {"naam": pseudoniem, "ronde": ronde.naam})


def keep_until(opslag: Opslag, ronde: Ronde, tot: date | None) -> None:
    """Set the last day on which a round is kept."""
    with opslag.schrijf() as v:
        v.execute(update(t.ronde).where(t.ronde.c.id == ronde.id).values(bewaren_tot=tot))


def expire(opslag: Opslag, op_datum: date) -> list[str]:
    """Remove every round that may not be kept on this day any more, also from copies; their names.

    Raises:
        InvoerFout: RV872, a copy from which it could not be removed.
    """
    with opslag.schrijf() as v:
        namen = list(v.execute(select(t.ronde.c.naam).where(t.ronde.c.bewaren_tot < op_datum)).scalars())
        v.execute(delete(t.ronde).where(t.ronde.c.naam.in_(namen)))
    for naam in namen:
        _everywhere(opslag, "DELETE FROM ronde WHERE naam = :ronde", {"ronde": naam})
    return namen


def _everywhere(opslag: Opslag, opdracht: str, waarden: dict[str, str]) -> int:
    """Do the same in every copy, and leave no byte of what went in any file."""
    aantal, fouten = 0, []
    for naam, kopie in _copies(opslag):
        try:
            with closing(kopie):
                with kopie.schrijf() as v:
                    v.execute(text(opdracht), waarden)
                kopie.shred()
            aantal += 1
        except InvoerFout as e:
            tekst = f"in de kopie `{naam[:60]}` is niets verwijderd ({e.meldingen[0].tekst})"
            fouten.append(Melding("RV872", tekst, None, "verwijder dat bestand zelf"))
    opslag.shred()
    if fouten:
        raise InvoerFout(fouten)
    return aantal


def _copies(opslag: Opslag) -> Iterator[tuple[str, Opslag]]:
    for pad in opslag.copies():
        yield pad.name, opslag.beside(pad)

"""What is known of a round, pair by pair of client and right: the ground of every figure, and never printed itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from sqlalchemy import Connection, select

from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.meten import OPEN, Grenzen
from rechtenverkenner.meting.opslag import Opslag
from rechtenverkenner.meting.rondes import Ronde, client_id
from rechtenverkenner.meting.woorden import LIJSTEN

Klasse = Literal["buiten", "gebruikt", "gevonden", "aangevraagd", "ontvangen"]
"""One of five for every pair. At the zero measurement: not open or not known, in use, or open; what was open is now no
further than found, requested (refused and lost again included), or received and in use."""
KLASSEN: Final[tuple[Klasse, ...]] = ("buiten", "gebruikt", "gevonden", "aangevraagd", "ontvangen")
MINST: Final = 5
"""A smaller number of people or rights is never shown."""
_VERDER: Final = frozenset({"aangevraagd", "toegekend", "geweigerd", "ontvangen"})


@dataclass(frozen=True, slots=True)
class Stap:
    """One registration, as far as figures need it."""

    stand: str
    methode: str | None
    drempel: str | None
    fase: str | None
    niveau: str | None
    reden: str | None
    minuten: int | None


@dataclass(frozen=True, slots=True)
class Paar:
    """One right of one client."""

    klant: int = field(repr=False)
    groep: str
    recht: str
    klasse: Klasse
    nul: str
    eind: str | None
    jaar: Grenzen = field(repr=False)
    eenmalig: Grenzen = field(repr=False)
    stappen: tuple[Stap, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Gegevens:
    """All pairs of the clients who were measured, and the group of each client."""

    ronde: Ronde
    groep_van: Mapping[int, str] = field(repr=False)
    paren: tuple[Paar, ...] = field(repr=False)
    met_eindmeting: bool


def read_data(opslag: Opslag, ronde: Ronde) -> Gegevens:
    """Everything of a round, at one moment."""
    with opslag.lees() as v:
        groepen = _groups(v, ronde)
        metingen = _by_pair(v, ronde, t.meting)
        stappen = _by_pair(v, ronde, t.registratie)
    paren, eind = [], False
    for (klant, recht), rijen in metingen.items():
        per_moment = {r.moment: r for r in rijen}
        nul, na = per_moment.get("nul"), per_moment.get("eind")
        if nul is None or recht not in ronde.rechten:
            continue
        rij = tuple(_step(r) for r in stappen.get((klant, recht), ()))
        eind = eind or na is not None
        paren.append(
            Paar(
                klant,
                groepen[klant],
                recht,
                class_of(nul.oordeel, na.oordeel if na else None, [s.stand for s in rij]),
                nul.oordeel,
                na.oordeel if na else None,
                _bounds(nul.jaar_laag, nul.jaar_hoog),
                _bounds(nul.eenmalig_laag, nul.eenmalig_hoog),
                rij,
            )
        )
    gemeten = {p.klant for p in paren}
    return _merge_small(Gegevens(ronde, {k: g for k, g in groepen.items() if k in gemeten}, tuple(paren), eind))


def class_of(nul: str, eind: str | None, standen: Sequence[str]) -> Klasse:
    """The class of a pair, from the two verdicts and the states it went through.

    >>> class_of("onbenut", None, ["gevonden", "aangevraagd", "geweigerd"])
    'aangevraagd'
    """
    if nul not in OPEN:
        return "gebruikt" if nul == "gebruikt" else "buiten"
    nu = standen[-1:] in (["ontvangen"], ["hernieuwing"]) if eind is None else eind == "gebruikt"
    if nu:
        return "ontvangen"
    return "aangevraagd" if _VERDER & set(standen) else "gevonden"


def reach_of(opslag: Opslag, ronde: Ronde, pseudoniem: str) -> tuple[int, int, int]:
    """Of one client the rights in use at the zero measurement, those in use now, and all that were in use or open then.

    For the file of that client only: nothing is hidden here.

    Raises:
        InvoerFout: RV865, not in this round.
    """
    with opslag.lees() as v:
        klant = client_id(v, ronde, pseudoniem)
    n = Counter(p.klasse for p in read_data(opslag, ronde).paren if p.klant == klant)
    return n["gebruikt"], n["gebruikt"] + n["ontvangen"], n.total() - n["buiten"]


def _groups(v: Connection, ronde: Ronde) -> dict[int, str]:
    c = t.klant.c
    return {r.id: r.doelgroep for r in v.execute(select(c.id, c.doelgroep).where(c.ronde_id == ronde.id))}


def _by_pair(v: Connection, ronde: Ronde, tabel: Any) -> dict[tuple[int, str], list[Any]]:
    volgorde = tabel.c.id if "id" in tabel.c else tabel.c.moment
    vraag = select(tabel).join(t.klant).where(t.klant.c.ronde_id == ronde.id).order_by(tabel.c.klant_id, volgorde)
    uit = defaultdict(list)
    for rij in v.execute(vraag):
        uit[rij.klant_id, rij.recht].append(rij)
    return uit


def _step(r: Any) -> Stap:
    return Stap(r.stand, r.methode, r.drempel, r.fase, r.niveau, r.reden, r.minuten)


def _bounds(laag: int | None, hoog: int | None) -> Grenzen:
    return None if laag is None or hoog is None else (laag, hoog)


def _merge_small(g: Gegevens) -> Gegevens:
    """Target groups of fewer than five clients go with `andere`, and when that stays small the next smallest too."""
    aantal = Counter(g.groep_van.values())
    weg = {naam for naam, n in aantal.items() if n < MINST and naam != "andere"}
    while weg or aantal["andere"]:
        samen = aantal["andere"] + sum(aantal[naam] for naam in weg)
        rest = sorted((naam for naam in aantal if naam not in weg and naam != "andere"), key=lambda n: (aantal[n], n))
        if samen >= MINST or not rest:
            break
        weg.add(rest[0])
    if not weg:
        return g
    groep_van = {k: "andere" if naam in weg else naam for k, naam in g.groep_van.items()}
    return replace(g, groep_van=groep_van, paren=tuple(replace(p, groep=groep_van[p.klant]) for p in g.paren))


def groups_of(g: Gegevens) -> list[str]:
    """The target groups that have clients, in the order of the list."""
    return [naam for naam in LIJSTEN["doelgroep"] if naam in set(g.groep_van.values())]

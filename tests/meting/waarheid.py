"""A made-up round of which all is known: clients of the population tool, and what then happened to each right."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from rechtenverkenner import Catalogus, Recht, evaluate
from rechtenverkenner.bevolking.trekken import sample
from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.cijfers import Cijfers, figures
from rechtenverkenner.meting.gegevens import read_data
from rechtenverkenner.meting.meten import Bevinding, findings, measure, measure_end, target_group
from rechtenverkenner.meting.opslag import Opslag, open_opslag
from rechtenverkenner.meting.rondes import Ronde, add_clients, begin_round
from tests.meting.hulp import DAG

KLANTEN, RECHTEN = 132, 22
EINDE = DAG + timedelta(days=200)
BS = ("bekend", "bereikbaar", "bruikbaar", "beschikbaar", "begrijpbaar", "betaalbaar", "betrouwbaar")
METHODEN = ("kantoorbezoek", "huisbezoek", "werkbank", "infosessie")


@dataclass(slots=True)
class Feit:
    """What truly happened to one right of one client."""

    klant: str
    groep: str
    recht: str
    domein: str
    nul: str
    jaar: tuple[int, int] | None
    eenmalig: tuple[int, int] | None
    stappen: list[dict[str, Any]]
    eind: str = ""


def class_of(f: Feit) -> int:
    """Counted by hand: 0 outside, 1 in use, 2 found, 3 requested, 4 received."""
    if f.nul not in ("onbenut", "automatisch"):
        return int(f.nul == "gebruikt")
    standen = {s["stand"] for s in f.stappen}
    return 4 if "ontvangen" in standen else 3 if "aangevraagd" in standen else 2


@cache
def screened(catalogus: Catalogus) -> list[tuple[str, str, list[Bevinding]]]:
    """Pseudonym, target group and findings of 132 made-up households on 22 rights of the core."""
    rechten = [r.id for r in core(catalogus)]
    gezinnen = sample(catalogus, KLANTEN, zaad=22, op_datum=DAG, gebruik=0.8)
    return [
        (f"K-{n:03d}", target_group(g, DAG), findings(evaluate(g, catalogus, op_datum=DAG), rechten))
        for n, g in enumerate(gezinnen)
    ]


def core(catalogus: Catalogus) -> list[Recht]:
    return [r for r in catalogus.rechten.values() if r.pakket == "kern"][:RECHTEN]


def draw(
    gescreend: list[tuple[str, str, list[Bevinding]]], domein: dict[str, str], zaad: int, *, bereik: float = 0.79
) -> list[Feit]:
    """What happens: of what is open part is in use already, and much of the rest is received in the end."""
    lot = random.Random(zaad)
    feiten = []
    for klant, groep, bevindingen in gescreend:
        for b in bevindingen:
            nul = "gebruikt" if b.oordeel in ("onbenut", "automatisch") and lot.random() < 0.6 else b.oordeel
            bedragen = (b.jaar, b.eenmalig) if nul == b.oordeel else (None, None)
            f = Feit(klant, groep, b.recht, domein[b.recht], nul, *bedragen, [])
            if nul in ("onbenut", "automatisch"):
                f.stappen = list(_steps(lot, bereik))
            f.eind = _end(f, lot)
            feiten.append(f)
    return feiten


def _steps(lot: random.Random, bereik: float) -> Iterator[dict[str, Any]]:
    yield {"stand": "gevonden", "datum": DAG}
    methode = lot.choice(METHODEN)
    if lot.random() < bereik + 0.1:
        b = {"drempel": lot.choices(BS, (9, 1, 4, 2, 5, 2, 3))[0], "fase": "weet"} if lot.random() < 0.3 else {}
        yield {
            "stand": "aangevraagd",
            "datum": DAG + timedelta(days=9),
            "methode": methode,
            "minuten": lot.randint(5, 60),
            **b,
        }
        if lot.random() < bereik / (bereik + 0.1):
            yield {"stand": "toegekend", "datum": DAG + timedelta(days=40)}
            yield {"stand": "ontvangen", "datum": DAG + timedelta(days=70), "minuten": 5}
        elif lot.random() < 0.5:
            yield {
                "stand": "geweigerd",
                "datum": DAG + timedelta(days=40),
                "reden": lot.choice(("inkomen", "bewijs")),
                "drempel": "begrijpbaar",
            }
    elif lot.random() < 0.6:
        yield {
            "stand": "gestopt",
            "datum": DAG + timedelta(days=9),
            "drempel": lot.choice(BS),
            "niveau": "klant",
            "methode": methode,
        }


def _end(f: Feit, lot: random.Random) -> str:
    if f.stappen:
        return "gebruikt" if f.stappen[-1]["stand"] == "ontvangen" else f.nul
    return f.nul


def store(
    waar: Path | str, feiten: list[Feit], ronderechten: list[Any], *, met_eind: bool = True
) -> tuple[Opslag, Ronde]:
    """The same truth as a round in a database."""
    opslag = open_opslag(waar, nieuw=True)
    ronde = begin_round(opslag, "waarheid", ronderechten, begonnen=DAG, sleutelmerk="0" * 64, bewaren_tot=None)
    add_clients(opslag, ronde, {f.klant: f.groep for f in feiten}, datum=DAG)
    per_klant: dict[str, list[Bevinding]] = {}
    for f in feiten:
        per_klant.setdefault(f.klant, []).append(Bevinding(f.recht, f.nul, f.jaar, f.eenmalig))
    assert measure(opslag, ronde, per_klant, datum=DAG) == sum(bool(f.stappen) for f in feiten)
    with opslag.schrijf() as v:
        nummers = dict(
            v.execute(select(t.klant.c.pseudoniem, t.klant.c.id).where(t.klant.c.ronde_id == ronde.id)).all()
        )
        velden = dict.fromkeys(("drempel", "fase", "niveau", "reden", "methode", "opvolgen_op", "minuten"))
        rijen = [velden | s | {"klant_id": nummers[f.klant], "recht": f.recht} for f in feiten for s in f.stappen[1:]]
        if rijen:
            v.execute(insert(t.registratie), rijen)
    if met_eind:
        measure_end(opslag, ronde, datum=date(2027, 6, 1))
    return opslag, ronde


@dataclass(frozen=True, slots=True)
class Pilot:
    """A round that is stored, with what truly happened and what the report says of it."""

    feiten: list[Feit]
    cijfers: Cijfers
    opslag: Opslag
    ronde: Ronde


def make_pilot(waar: Path, catalogus: Catalogus, zaad: int, *, maal: int = 1, bereik: float = 0.79) -> Pilot:
    """The 132 clients, or so many times as many."""
    veel = [(f"{klant}-{n}", groep, rij) for n in range(maal) for klant, groep, rij in screened(catalogus)]
    feiten = draw(veel, {r.id: r.domein for r in core(catalogus)}, zaad, bereik=bereik)
    opslag, ronde = store(waar, feiten, core(catalogus))
    return Pilot(feiten, figures(read_data(opslag, ronde)), opslag, ronde)

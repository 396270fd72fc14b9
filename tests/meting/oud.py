"""Databases as earlier versions left them: the first steps of the schema, filled the way that version did."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from rechtenverkenner.meting.migraties import migrate
from tests.meting.hulp import DAG

OORDELEN = ("gebruikt", "onbenut", "automatisch", "geen_recht", "onbekend")
STANDEN = ("aangevraagd", "toegekend", "ontvangen")


def make_old(pad: Path, versie: int, zaad: int) -> list[dict[str, Any]]:
    """A database at a version, and the truth: of each client and right the verdicts and the last state."""
    motor = create_engine(f"sqlite:///{pad}")
    with motor.begin() as v:
        migrate(v, tot=versie)
    motor.dispose()
    lot, feiten = random.Random(zaad * 100 + versie), []
    verbinding = sqlite3.connect(pad)
    with verbinding as v:
        v.execute("INSERT INTO ronde (naam, begonnen, sleutelmerk) VALUES ('oud', '2026-11-01', ?)", ("0" * 64,))
        for n in range(5):
            v.execute("INSERT INTO ronde_recht VALUES (1, ?, ?, ?)", (f"recht-{n}", f"Recht {n}", "ab"[n % 2]))
        for k in range(1, lot.randint(12, 40)):
            groep = lot.choice(("leefloon", "koppel"))
            v.execute("INSERT INTO klant VALUES (?, 1, ?, ?, '2026-11-01')", (k, f"K-{k}", groep))
            feiten += [_pair(v, lot, versie, k, groep, f"recht-{n}") for n in range(5)]
    verbinding.close()
    return feiten


def _pair(v: sqlite3.Connection, lot: random.Random, versie: int, klant: int, groep: str, recht: str) -> dict[str, Any]:
    nul, waard = lot.choice(OORDELEN), lot.randint(100, 90000)
    rij = (klant, recht, nul, waard)
    v.execute("INSERT INTO meting VALUES (?, ?, 'nul', ?, '2026-11-01', ?, ?, NULL, NULL)", (*rij, waard * 2))
    standen = ["gevonden", *STANDEN[: lot.randint(0, 3)]] if nul in OORDELEN[1:3] else []
    drempel, minuten = None, 0
    for n, stand in enumerate(standen):
        velden: dict[str, Any] = {"klant_id": klant, "recht": recht, "stand": stand}
        velden["datum"] = (DAG + timedelta(days=n)).isoformat()
        if stand == "aangevraagd" and lot.random() < 0.5:
            drempel = velden["drempel"] = lot.choice(("bekend", "betaalbaar"))
        if versie >= 2:
            velden |= {"methode": "werkbank", "minuten": 7}
            minuten += 7
        if versie >= 3 and "drempel" in velden:
            velden["fase"] = "weet"
        namen = ", ".join(velden)
        v.execute(f"INSERT INTO registratie ({namen}) VALUES ({', '.join('?' * len(velden))})", tuple(velden.values()))
    return {
        "klant": klant,
        "groep": groep,
        "nul": nul,
        "waard": waard,
        "stand": standen[-1] if standen else None,
        "drempel": drempel,
        "minuten": minuten,
    }

"""Small rounds for tests."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from rechtenverkenner.meting.opslag import Opslag, open_opslag
from rechtenverkenner.meting.rondes import Ronde, add_clients, begin_round

DAG = date(2026, 11, 1)
LANG = os.environ.get("RV_PROFIEL") == "lang"
DOMEINEN = ("energie", "gezondheid", "wonen", "telecom")


def rights(aantal: int) -> list[Any]:
    """Rights of which only id, name and domain matter."""
    return [SimpleNamespace(id=f"recht-{n}", naam=f"Recht {n}", domein=DOMEINEN[n % 4]) for n in range(aantal)]


def new_round(
    waar: Path | str, *, rechten: int = 4, klanten: Iterable[str] = (), wachtwoord: str = ""
) -> tuple[Opslag, Ronde]:
    opslag = open_opslag(waar, nieuw=True, wachtwoord=wachtwoord)
    ronde = begin_round(opslag, "proef", rights(rechten), begonnen=DAG, sleutelmerk="0" * 64, bewaren_tot=None)
    add_clients(opslag, ronde, dict.fromkeys(klanten, "koppel"), datum=DAG)
    return opslag, ronde

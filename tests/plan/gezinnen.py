"""The plans of the eight whole households, made once for each process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from rechtenverkenner import evaluate, load_gezin
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.plan import Plan
from tests.gedeeld import the_catalogue

PROJECT = Path(__file__).resolve().parents[2]
GEZINNEN = sorted(p.stem for p in (PROJECT / "fixtures" / "gezinnen").glob("*.yaml"))
DAG = date(2026, 11, 1)


@cache
def plan_of(naam: str) -> Plan:
    """The plan of one of the whole households on the day all its expectations are about."""
    gezin = load_gezin(PROJECT / "fixtures" / "gezinnen" / f"{naam}.yaml")
    return make_plan(evaluate(gezin, the_catalogue(), op_datum=DAG))

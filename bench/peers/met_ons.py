"""Rechtenverkenner: the catalogue in `regels/`, one household through `evaluate`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from taak import RECHTEN, Antwoord, Gezin
from vorm import JA, NEE, OPEN, Motor, Wijze

import rechtenverkenner
from rechtenverkenner import Resultaat, evaluate, load_catalogus, make_gezin

REGELS = Path(__file__).with_name("regels")

# The facts of the job are no Belgian law; each stands for a fact of our register of the same type and level.
GEMEENTE = "1000{}"
KEUZES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "bewoning": (
        "statuut",
        {"eigenaar": "eigenaar", "privaat": "huurder", "sociaal": "rusthuis_of_instelling", "ander": "kosteloos"},
    ),
    "verwarming": (
        "hoofdverwarming",
        {"gas": "aardgas", "stroom": "elektriciteit", "olie": "stookolie_bulk", "ander": "andere"},
    ),
    "epc": (
        "verhuurder",
        {
            "A": "privaat",
            "B": "woonmaatschappij",
            "C": "woonmaatschappij_ingehuurd",
            "D": "ocmw",
            "E": "gemeente",
            "F": "woningfonds",
        },
    ),
}
BEDRAGEN = {"ki": "ki_eigen_woning", "vermogen": "huurwaarborg", "zorgkosten": "opvangkosten_jaar"}
GELIJK = {
    "olie_liter": "levering_liter",
    "prepaid": "prepaid_meter",
    "eigen_meter": "waterfactuur_eigen",
    "schuldbemiddeling": "energieschulden",
    "internet": "woning_conform",
}
SINDS = {"wacht_maanden": (1, "huur_sinds"), "woning_jaren": (12, "huurcontract_getekend_op")}
BAND = {"ref": "inkomenstarief", "partner": "vrije_prijs", "kind": "buitenschools", "ander": "geen"}
STATUSSEN = ("leefloon", "igo", "ivt", "zorgbudget")


def months_before(dag: date, maanden: int) -> str:
    """The first day of the month that many months earlier; `dag` is itself a first day."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 - maanden, 12)
    return f"{jaar:04}-{maand + 1:02}-01"


def profile(h: Gezin, dag: date) -> dict[str, object]:
    """A household of the job as the data of our profile; a fact that is left out stays out."""
    woning: dict[str, object] = {
        **{naam: waarden[h[k]] for k, (naam, waarden) in KEUZES.items() if k in h},
        **{naam: Decimal(h[k]) / 100 for k, naam in BEDRAGEN.items() if k in h},
        **{naam: h[k] for k, naam in GELIJK.items() if k in h},
        **{naam: months_before(dag, h[k] * keer) for k, (keer, naam) in SINDS.items() if k in h},
    }
    personen: list[Gezin] = h["personen"]
    uit: dict[str, object] = {
        "personen": [_person(p, dag) for p in personen],
        "personen_volledig": True,
        "woning": woning,
        "andere_rechten": "nee",
    }
    if "gemeente" in h:
        uit["gemeente"] = GEMEENTE.format(h["gemeente"])
    if "verhuisd_maanden" in h:
        uit["samenstelling_sinds"] = months_before(dag, h["verhuisd_maanden"])
    return uit


def _person(p: Gezin, dag: date) -> dict[str, object]:
    uit: dict[str, object] = {
        "kinderopvang": BAND[p["band"]],
        "statussen": {s: p[s] for s in STATUSSEN if s in p},
    }
    if "leeftijd" in p:
        uit["geboortedatum"] = months_before(dag, p["leeftijd"] * 12)
    if "inkomen" in p:
        uit["netto_jaarinkomen"] = Decimal(p["inkomen"]) / 100
    if "student" in p:
        uit["is_voltijds_student"] = p["student"]
    if "handicap" in p:
        uit["erkende_handicap"] = p["handicap"]
    return uit


VERDICT = {"onbenut": JA, "automatisch": JA, "gebruikt": JA, "na": JA, "geen_recht": NEE, "onbekend": OPEN}


def read(resultaat: Resultaat) -> Antwoord:
    """The verdicts and amounts of a household of which everything is known, so that an amount is one number."""
    ja, bedragen = [], []
    for o in resultaat.oordelen:
        is_open = VERDICT[o.oordeel] == JA
        bedrag = o.bedrag_jaar or o.bedrag_eenmalig
        ja.append(is_open)
        bedragen.append(int(bedrag[0] * 100) if is_open and bedrag and bedrag[0] == bedrag[1] else 0)
    return ja, bedragen


def with_reasons(resultaat: Resultaat) -> Antwoord:
    """The same after reading every explanation."""
    _ = [o.uitleg for o in resultaat.oordelen]
    return read(resultaat)


def open_motor(dag: str) -> Motor:
    """Our engine with the catalogue of the job."""
    catalogus, op_datum = load_catalogus(REGELS), date.fromisoformat(dag)
    assert list(catalogus.rechten) == RECHTEN

    def judge(gezin: Any) -> Resultaat:
        return evaluate(gezin, catalogus, op_datum=op_datum)

    def way(vooraf: Callable[[Any], Any], reken: Callable[[Any], Antwoord]) -> Wijze:
        return Wijze(lambda h: vooraf(profile(h, op_datum)), reken)

    def with_gaps(h: Gezin) -> list[str]:
        return [VERDICT[o.oordeel] for o in judge(make_gezin(profile(h, op_datum))).oordelen]

    def columns(map_: Path) -> Any:
        from ons_kolommen import columns  # polars and the column engine are an extra

        return columns(map_, catalogus, op_datum)

    return Motor(
        versie=rechtenverkenner.__version__,
        wijzen={
            "oordelen": way(make_gezin, lambda g: read(judge(g))),
            "oordelen, van gegevens": way(dict, lambda d: read(judge(make_gezin(d)))),
            "met volledige uitleg": way(make_gezin, lambda g: with_reasons(judge(g))),
            "met uitleg, van gegevens": way(dict, lambda d: with_reasons(judge(make_gezin(d)))),
        },
        kolommen=columns if find_spec("rechtenverkenner.bulk") else None,
        met_gaten=with_gaps,
    )

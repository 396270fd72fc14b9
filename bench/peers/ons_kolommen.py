"""Many households through our column engine: the columns of the job as its tables, chunk after chunk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import met_ons as m
import numpy as np
import polars as pl
from taak import BAND, KEUZES, PERSOON_VLAGGEN, RECHTEN, VLAGGEN

from rechtenverkenner import Catalogus
from rechtenverkenner.bulk.indeling import Inventaris, layout_of
from rechtenverkenner.bulk.kolommotor import compile_plan, run
from rechtenverkenner.bulk.lezen import prepare
from rechtenverkenner.bulk.plan import SOORTEN, make_plan

Tabellen = dict[Any, pl.DataFrame]
BROK = 100_000
"""Households at a time."""
OPEN = [SOORTEN.index(soort) for soort, stand in m.VERDICT.items() if stand == "ja"]


def columns(map_: Path, catalogus: Catalogus, dag: date) -> tuple[Callable[[], Any], Callable[[Any], tuple[Any, Any]]]:
    """What to time, and how to read it; the tables and the plan are made before."""
    tabellen, indeling = tables(map_, dag), layout_of(catalogus)
    leden = np.fromfile(map_ / "gezin.leden", np.int64)
    aanwezig = {vlak: frozenset(t.columns) for vlak, t in tabellen.items()}
    inventaris = Inventaris(aanwezig, aanwezig, personen=int(leden.max()))
    plan = make_plan(catalogus, op_datum=dag, inventaris=inventaris, indeling=indeling)
    assert not plan.geweigerd
    assert not plan.onaf
    programma = compile_plan(plan)

    def judge(deel: Tabellen) -> Any:
        brok = prepare(deel, programma.bladen, indeling)
        return [brok.ligging.in_table("gezin", kolom) for kolom in run(programma, brok)]

    def work() -> Any:
        return [judge(deel) for deel in chunks(tabellen, leden)]

    def as_rows(brokken: Any) -> tuple[Any, Any]:
        delen = [_rows(brok) for brok in brokken]
        return np.concatenate([ja for ja, _ in delen]), np.concatenate([bedrag for _, bedrag in delen])

    return work, as_rows


def chunks(tabellen: Tabellen, leden: Any) -> list[Tabellen]:
    """The tables in pieces: some households with their people."""
    tot = np.concatenate([[0], np.cumsum(leden)])
    uit = []
    for begin in range(0, len(leden), BROK):
        eind = min(begin + BROK, len(leden))
        personen = tabellen["persoon"].slice(tot[begin], tot[eind] - tot[begin])
        uit.append({**tabellen, "gezin": tabellen["gezin"].slice(begin, eind - begin), "persoon": personen})
    return uit


def _rows(uit: list[Any]) -> tuple[Any, Any]:
    """Five columns a right: whether it exists there, the verdict, lowest and highest amount, whether there is one."""
    ja = np.column_stack([np.isin(uit[5 * i + 1], OPEN) for i in range(len(RECHTEN))])
    laagst, hoogst, is_er = (np.column_stack([uit[5 * i + k] for i in range(len(RECHTEN))]) for k in (2, 3, 4))
    return ja, np.where(ja & is_er.astype(bool) & (laagst == hoogst), laagst, 0)


def tables(map_: Path, dag: date) -> Tabellen:
    """Households, persons and (no) connections, all with every fact known."""
    ruw = {p.name: np.fromfile(p, np.int64) for p in sorted(map_.glob("*.*"))}
    gezin, persoon = _part(ruw, "gezin"), _part(ruw, "persoon")
    return {"gezin": _households(gezin, dag), "persoon": _persons(gezin, persoon, dag), "aansluiting": _none()}


def _part(ruw: Mapping[str, Any], deel: str) -> dict[str, Any]:
    return {naam.partition(".")[2]: kolom for naam, kolom in ruw.items() if naam.startswith(f"{deel}.")}


def _households(gezin: Mapping[str, Any], dag: date) -> pl.DataFrame:
    n = len(gezin["leden"])
    gemeenten = [m.GEMEENTE.format(i) for i in range(10)]
    uit = {
        "gezin": np.arange(1, n + 1),
        "personen_volledig": pl.repeat(True, n, eager=True),
        "gemeente": _texts(gezin["gemeente"], gemeenten),
        "samenstelling_sinds": months_before(dag, gezin["verhuisd_maanden"]),
        **{naam: months_before(dag, gezin[k] * keer) for k, (keer, naam) in m.SINDS.items()},
        **{naam: _texts(gezin[k], [tekst[w] for w in KEUZES[k]]) for k, (naam, tekst) in m.KEUZES.items()},
        **{naam: gezin[k] for k, naam in m.BEDRAGEN.items()},
        **{naam: gezin[k].astype(bool) if k in VLAGGEN else gezin[k] for k, naam in m.GELIJK.items()},
        **{f"recht/{r}": pl.repeat(False, n, eager=True) for r in RECHTEN},
    }
    return pl.DataFrame(uit)


def _persons(gezin: Mapping[str, Any], persoon: Mapping[str, Any], dag: date) -> pl.DataFrame:
    leden = gezin["leden"]
    eerste = np.repeat(np.cumsum(leden) - leden, leden)
    vlag = {naam: persoon[naam].astype(bool) for naam in PERSOON_VLAGGEN}
    uit = {
        "gezin": persoon["gezin"] + 1,
        "nr": np.arange(len(eerste)) - eerste + 1,
        "kinderopvang": _texts(persoon["band"], [m.BAND[b] for b in BAND]),
        "geboortedatum": months_before(dag, persoon["leeftijd"] * 12),
        "netto_jaarinkomen": persoon["inkomen"],
        "is_voltijds_student": vlag["student"],
        "erkende_handicap": vlag["handicap"],
        **{f"status/{s}": vlag[s] for s in m.STATUSSEN},
    }
    return pl.DataFrame(uit)


def _none() -> pl.DataFrame:
    return pl.DataFrame(schema={"gezin": pl.Int64, "nr": pl.Int64, "drager": pl.String})


def _texts(codes: Any, teksten: list[str]) -> pl.Series:
    return pl.Series(teksten, dtype=pl.Enum(teksten)).gather(codes)


def months_before(dag: date, maanden: Any) -> Any:
    """First days of months as yyyymmdd."""
    telling = dag.year * 12 + dag.month - 1 - maanden
    return telling // 12 * 10000 + (telling % 12 + 1) * 100 + 1

"""A population in tables, what one machine says of it, and what Spark wrote."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

import polars as pl

from rechtenverkenner import Catalogus, Gezin
from rechtenverkenner.bevolking.trekken import draw_profile, make_source
from rechtenverkenner.bulk.indeling import BESTANDEN, layout_of
from rechtenverkenner.bulk.tabellen import frames_of
from rechtenverkenner.bulk.verkennen import screen_population

DAG = date(2026, 11, 1)
RECHTEN = ("sociaal-tarief-energie", "verhoogde-tegemoetkoming")
"""Two rights that read much of every table: for what is not about verdicts."""
Tabellen = dict[str, pl.DataFrame]


def population(catalogus: Catalogus, aantal: int) -> Tabellen:
    """Made-up households of which three facts in ten are not known."""
    bron = make_source(catalogus, zaad=4, op_datum=DAG, onbekend=0.3)
    gezinnen = [Gezin.model_validate(draw_profile(bron, i)) for i in range(aantal)]
    return {BESTANDEN[v]: t for v, t in frames_of(gezinnen, layout_of(catalogus)).items()}


def write(map_: Path, tabellen: Tabellen, **opties: Any) -> Path:
    map_.mkdir(parents=True, exist_ok=True)
    for naam, tabel in tabellen.items():
        tabel.write_parquet(map_ / f"{naam}.parquet", **opties)
    return map_


def on_one_machine(map_: Path, catalogus: Catalogus, **opties: Any) -> pl.DataFrame:
    """What `bevolking verken` says."""
    screen_population(map_, map_ / "oordelen.parquet", catalogus, **{"op_datum": DAG, **opties})
    tabel = pl.read_parquet(map_ / "oordelen.parquet")
    namen = [n for n, soort in tabel.schema.items() if soort != pl.Int64]
    return tabel.with_columns(pl.col(n).cast(pl.String) for n in namen).sort("gezin", "eenheid", "nr")


def of_spark(uit: Path) -> pl.DataFrame:
    """What Spark wrote: a folder that is whole, with no more than its files."""
    assert (uit / "_SUCCESS").is_file()
    assert leftovers(uit) == []
    return pl.read_parquet(uit / "part-*.parquet").sort("gezin", "eenheid", "nr")


def leftovers(uit: Path) -> list[str]:
    """The folders of a job that did not come to an end."""
    return [p.name for p in uit.parent.iterdir() if p.name.endswith(".deel")] if uit.parent.is_dir() else []

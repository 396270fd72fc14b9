"""What a worker does, without Spark: rows in buckets, and the verdicts on a bucket."""

from __future__ import annotations

import sys
from datetime import date

import pytest

pytest.importorskip("polars")

import polars as pl

from rechtenverkenner import Catalogus, Gezin, InvoerFout
from rechtenverkenner.bevolking.trekken import draw_profile, make_source
from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import Inventaris, layout_of
from rechtenverkenner.bulk.sparksessie import require_spark
from rechtenverkenner.bulk.tabellen import frames_of
from rechtenverkenner.bulk.verdelen import (
    Emmers,
    Opdracht,
    Werkerfout,
    columns_of,
    judge_bucket,
    pack_rows,
    screener,
)
from rechtenverkenner.bulk.verkennen import together

DAG = date(2026, 11, 1)
RECHTEN = ["maximumfactuur", "verhoogde-tegemoetkoming"]
Tabellen = dict[Vlak, pl.DataFrame]


def some_tables(catalogus: Catalogus) -> Tabellen:
    bron = make_source(catalogus, zaad=4, op_datum=DAG, onbekend=0.3)
    return frames_of([Gezin.model_validate(draw_profile(bron, i)) for i in range(12)], layout_of(catalogus))


def order(catalogus: Catalogus, tabellen: Tabellen) -> Opdracht:
    inventaris = Inventaris({v: frozenset(t.columns) for v, t in tabellen.items()})
    return Opdracht.of(catalogus, DAG, RECHTEN, inventaris, per_keer=2, waarom=True)


def buckets(tabellen: Tabellen, opdracht: Opdracht, emmers: Emmers) -> dict[int, dict[str, list[bytes]]]:
    """What a cluster brings together, the rows of a table in pieces and the last first."""
    uit: dict[int, dict[str, list[bytes]]] = {}
    for vlak, tabel in tabellen.items():
        rijen = tabel.select(columns_of(screener(opdracht)[0], vlak)).reverse().to_arrow().to_batches(max_chunksize=5)
        for batch in pack_rows(rijen, vlak, emmers):
            for rij in batch.to_pylist():
                uit.setdefault(rij["emmer"], {}).setdefault(rij["tabel"], []).append(rij["blok"])
    return uit


def test_buckets_hold_whole_households_and_give_what_one_chunk_gives(catalogus: Catalogus) -> None:
    tabellen = some_tables(catalogus)
    opdracht = order(catalogus, tabellen)
    emmers = Emmers((5, 10))
    delen = buckets(tabellen, opdracht, emmers)
    assert sorted(delen) == [0, 1, 2]
    uit = pl.concat(pl.DataFrame(judge_bucket(delen[n], n, opdracht)) for n in delen)
    alles = together(screener(opdracht)[0].judge(tabellen))
    tekst = [n for n, soort in alles.schema.items() if not soort.is_integer()]
    sleutel = ["gezin", "eenheid", "nr"]
    assert uit.columns == alles.columns
    assert uit.sort(sleutel).equals(alles.with_columns(pl.col(tekst).cast(pl.String)).sort(sleutel))
    assert uit["maximumfactuur"].n_unique() > 1


def test_a_worker_tells_the_bucket_and_the_code_and_nothing_else(catalogus: Catalogus) -> None:
    tabellen = some_tables(catalogus)
    opdracht = order(catalogus, tabellen)
    tabellen["aansluiting"] = tabellen["aansluiting"].with_columns(drager=pl.lit("onze buurvrouw"))
    inhoud = buckets(tabellen, opdracht, Emmers(()))
    with pytest.raises(Werkerfout) as fout:
        judge_bucket(inhoud[0], 0, opdracht)
    assert str(fout.value) == "emmer 0: RV540"
    assert fout.value.__suppress_context__ or fout.value.__context__ is None
    with pytest.raises(Werkerfout) as fout:
        judge_bucket({"gezin": [b"geen tabel"]}, 7, opdracht)
    assert str(fout.value).startswith("emmer 7: RV555 ")


@pytest.mark.parametrize("weg", ["pyspark", "pandas"])
def test_without_spark_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch, weg: str) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", type(sys)("pyspark"))
    monkeypatch.setitem(sys.modules, "pandas", type(sys)("pandas"))
    require_spark()
    monkeypatch.setitem(sys.modules, weg, None)
    with pytest.raises(InvoerFout, match=r"RV550.*\n.*rechtenverkenner\[spark\]"):
        require_spark()

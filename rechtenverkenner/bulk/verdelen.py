"""What a worker on another machine does: pack rows of a table by bucket, and judge the households of one bucket.

A bucket holds whole households whose numbers lie near each other. What goes wrong is told by code and bucket only: what
a worker raises ends in logs of a cluster, and no log may hold anything of a household.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rechtenverkenner.bulk.bron import as_kinds
from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import SLEUTELS, TABELLEN, Inventaris, layout_of
from rechtenverkenner.bulk.nazicht import check_chunk
from rechtenverkenner.bulk.plan import Kolomplan
from rechtenverkenner.bulk.verkennen import (
    Verkenner,
    amount_columns,
    columns_read,
    together,
    usual_connections,
    with_connections,
)
from rechtenverkenner.catalogus.inpakken import pack, unpack
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.recht import Catalogus

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

Kolommen = tuple[tuple[Vlak, frozenset[str]], ...]
VORM = "emmer long, tabel string, blok binary"
"""The columns of packed rows: bucket, which table, and the rows themselves as an Arrow stream."""


class Werkerfout(Exception):
    """What a worker may say of a fault: `emmer N: CODE`."""


@dataclass(frozen=True, slots=True)
class Emmers:
    """Which household is in which bucket: `einden` are the last numbers of all buckets but one, from low to high."""

    einden: tuple[int, ...]

    def of(self, gezin: pl.Series) -> pl.Series:
        """The bucket of each household; what has no number is in the first."""
        import polars as pl

        return pl.Series(self.einden, dtype=pl.Int64).search_sorted(gezin.cast(pl.Int64).fill_null(0)).cast(pl.Int64)


@dataclass(frozen=True, slots=True)
class Opdracht:
    """Everything that a worker must know to make the plan itself: the same plan as everywhere else."""

    catalogus: bytes
    op_datum: date
    rechten: tuple[str, ...]
    aanwezig: Kolommen
    vol: Kolommen
    grenzen: tuple[tuple[Vlak, tuple[tuple[str, tuple[int, int]], ...]], ...]
    aansluitingen: bool
    waarom: bool
    per_keer: int

    @classmethod
    def of(
        cls,
        catalogus: Catalogus,
        op_datum: date,
        rechten: Iterable[str],
        inventaris: Inventaris,
        *,
        per_keer: int,
        waarom: bool = False,
    ) -> Opdracht:
        """The order to judge these rights on this day, in tables with these columns."""
        alle = with_connections(inventaris)
        aanwezig, vol = (tuple((v, frozenset(k.get(v, ()))) for v in TABELLEN) for k in (alle.aanwezig, alle.vol))
        grenzen = tuple((v, tuple(sorted(alle.grenzen.get(v, {}).items()))) for v in TABELLEN)
        inhoud = zlib.compress(pack(catalogus))
        gegeven = "aansluiting" in inventaris.aanwezig
        return cls(inhoud, op_datum, tuple(sorted(set(rechten))), aanwezig, vol, grenzen, gegeven, waarom, per_keer)


@lru_cache(maxsize=1)
def screener(opdracht: Opdracht) -> tuple[Verkenner, Catalogus]:
    """The plan of an order, made once in a process, and its catalogue."""
    catalogus = unpack(zlib.decompress(opdracht.catalogus))
    grenzen = {vlak: dict(g) for vlak, g in opdracht.grenzen}
    inventaris = Inventaris(dict(opdracht.aanwezig), dict(opdracht.vol), grenzen=grenzen)
    verkenner = Verkenner(
        catalogus,
        op_datum=opdracht.op_datum,
        inventaris=inventaris,
        rechten=opdracht.rechten,
        indeling=layout_of(catalogus),
        waarom=opdracht.waarom,
    )
    return verkenner, catalogus


def pack_rows(rijen: Iterable[pa.RecordBatch], vlak: Vlak, emmers: Emmers) -> Iterator[pa.RecordBatch]:
    """The rows of a table, those of a bucket together as one block."""
    import polars as pl
    import pyarrow as pa

    schema = pa.schema([("emmer", pa.int64()), ("tabel", pa.string()), ("blok", pa.binary())])
    for batch in rijen:
        tabel = pl.from_arrow(batch)
        assert isinstance(tabel, pl.DataFrame)
        nummers = emmers.of(tabel["gezin"])
        inhoud = {int(n): _block(tabel.filter(nummers == n)) for n in nummers.unique(maintain_order=True)}
        delen = {"emmer": list(inhoud), "tabel": [vlak] * len(inhoud), "blok": list(inhoud.values())}
        yield pa.RecordBatch.from_pydict(delen, schema=schema)


def _block(tabel: pl.DataFrame) -> bytes:
    blok = BytesIO()
    tabel.write_ipc_stream(blok, compression="zstd")
    return blok.getvalue()


def judge_bucket(blokken: Mapping[str, Iterable[bytes]], emmer: int, opdracht: Opdracht) -> pa.Table:
    """The verdicts on the households of one bucket, in order of household.

    Raises:
        Werkerfout: the bucket, and the code of what is wrong.
    """
    try:
        return _with_schema(_judge(blokken, opdracht), outcome_schema(screener(opdracht)[0].plan))
    except InvoerFout as fout:
        tekst = f"emmer {emmer}: {fout.meldingen[0].code}"
    except ImportError as fout:
        tekst = f"emmer {emmer}: RV554 {fout.name}"
    except Exception as fout:
        tekst = f"emmer {emmer}: RV555 {type(fout).__name__}"  # what polars or Python says of it may quote a value
    raise Werkerfout(tekst)


def check_bucket(blokken: Mapping[str, Iterable[bytes]], opdracht: Opdracht) -> None:
    """Nothing, when the tables of a bucket are what they must be.

    Raises:
        InvoerFout: every fault in it.
    """
    _judge(blokken, opdracht)


def _judge(blokken: Mapping[str, Iterable[bytes]], opdracht: Opdracht) -> pl.DataFrame:
    import polars as pl

    verkenner, catalogus = screener(opdracht)
    tabellen = _unpack_rows(blokken, verkenner)
    if not opdracht.aansluitingen:
        tabellen["aansluiting"] = usual_connections(tabellen["gezin"]["gezin"])
    check_chunk(tabellen, verkenner.indeling, catalogus, to_number(opdracht.op_datum))
    return pl.concat([together(verkenner.judge(deel)) for deel in _parts(tabellen, opdracht.per_keer)])


def _unpack_rows(blokken: Mapping[str, Iterable[bytes]], verkenner: Verkenner) -> dict[Vlak, pl.DataFrame]:
    """The tables of a bucket in the order that a plan needs."""
    import polars as pl

    uit = {}
    leeg = _empty_tables(verkenner)
    for vlak in TABELLEN:
        delen = [pl.read_ipc_stream(BytesIO(blok)) for blok in blokken.get(vlak, ())]
        if delen:
            uit[vlak] = as_kinds(pl.concat(delen), verkenner.indeling.kolommen[vlak]).sort(SLEUTELS[vlak])
        else:
            uit[vlak] = leeg[vlak]
    return uit


def _empty_tables(verkenner: Verkenner) -> dict[Vlak, pl.DataFrame]:
    import polars as pl

    soorten: dict[str, Any] = {"bool": pl.Boolean, "keuze": pl.String}
    return {
        vlak: pl.DataFrame(schema={n: soorten.get(kolommen[n].soort, pl.Int64) for n in columns_of(verkenner, vlak)})
        for vlak, kolommen in verkenner.indeling.kolommen.items()
    }


def columns_of(verkenner: Verkenner, vlak: Vlak) -> list[str]:
    """The columns that a run takes from a table, keys first."""
    return list(dict.fromkeys([*SLEUTELS[vlak], *columns_read(verkenner, vlak)]))


def _parts(tabellen: Mapping[Vlak, pl.DataFrame], aantal: int) -> Iterator[dict[Vlak, pl.DataFrame]]:
    """The households a chunk at a time, when numbers that lie close together made a bucket large."""
    import polars as pl

    gezinnen = tabellen["gezin"]["gezin"]
    for begin in range(0, gezinnen.len(), aantal):
        deel = gezinnen.slice(begin, aantal)
        hier = pl.col("gezin").is_between(deel[0], deel[-1])
        yield {vlak: tabel.filter(hier) for vlak, tabel in tabellen.items()}


def outcome_schema(plan: Kolomplan) -> pa.Schema:
    """The columns of the verdicts in order: texts and whole numbers, which every engine reads alike."""
    import pyarrow as pa

    uit = {"gezin": pa.int64(), "eenheid": pa.string(), "nr": pa.int64()}
    for u in sorted(plan.uitkomsten, key=lambda u: TABELLEN.index(u.vlak)):
        uit[u.recht] = pa.string()
        uit |= dict.fromkeys(amount_columns(u), pa.int64()) if u.per else {}
        uit |= {f"{u.recht}/waarom": pa.string()} if u.waarom is not None else {}
    return pa.schema(list(uit.items()))


def _with_schema(tabel: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    import polars as pl

    plat = tabel.with_columns(pl.col(n).cast(pl.String) for n, soort in tabel.schema.items() if not soort.is_integer())
    return plat.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema)

"""A population on a cluster: the plan of the columns, bucket after bucket, by whichever worker of Spark is free.

Spark reads and writes the files, divides the work and does again what was lost; what a bucket gives is worked out by
the same code as on one machine (`verdelen`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from rechtenverkenner.bulk.bron import Bestand, column_faults, inventory_of
from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import BESTANDEN, TABELLEN, Indeling, layout_of
from rechtenverkenner.bulk.sparkfouten import Bucketfout, exists_already, missing_table, no_households, spark_faults
from rechtenverkenner.bulk.sparkplaats import Uitvoermap
from rechtenverkenner.bulk.verdelen import (
    VORM,
    Emmers,
    Opdracht,
    check_bucket,
    columns_of,
    judge_bucket,
    outcome_schema,
    pack_rows,
    screener,
)
from rechtenverkenner.bulk.verkennen import BROK, Verkenner, Verslag
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.recht import Catalogus

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

PAKKET = Path(__file__).resolve().parents[1]
_STATISTIEK = "spark.sql.parquet.aggregatePushdown"
_INSTELLINGEN = {
    # How many there are and where nothing is missing stands at the end of a Parquet file: read no more than that.
    _STATISTIEK: "true",
    "spark.sql.sources.useV1SourceList": "",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BROK),
    # One bucket, one piece of work: what is lost with a machine is little, and all machines end at the same time.
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
}


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table of the population as Spark sees it, with what is known of its columns."""

    bestand: Bestand
    rijen: DataFrame


def screen_on_spark(
    invoer: str,
    uit: str,
    catalogus: Catalogus,
    *,
    op_datum: date,
    sessie: SparkSession,
    rechten: Collection[str] = (),
    waarom: bool = False,
    per_emmer: int = BROK,
) -> Verslag:
    """Judge every household of the tables in `invoer` and write a folder of Parquet files.

    Both may be on any storage that all workers reach. The folder takes its name when all is there, and `_SUCCESS` comes
    last of all.

    Raises:
        InvoerFout: tables that cannot be read or do not fit together, an unknown right, a folder that is there already,
            or whatever goes wrong on the cluster (RV553 to RV555).
    """
    eigen = sessie.newSession()
    for naam, waarde in _INSTELLINGEN.items():
        eigen.conf.set(naam, waarde)
    with spark_faults(uit):
        map_ = Uitvoermap(eigen, uit)
        if map_.exists():
            raise exists_already(uit)
        _ship_package(eigen)
        tabellen = _open_tables(eigen, invoer, layout_of(catalogus))
    inventaris = inventory_of({vlak: t.bestand for vlak, t in tabellen.items()})
    opdracht = Opdracht.of(catalogus, op_datum, rechten, inventaris, per_keer=per_emmer, waarom=waarom)
    verkenner, _ = screener(opdracht)
    gezinnen = tabellen["gezin"]
    aantal = gezinnen.bestand.rijen or 0
    if not aantal:
        raise no_households()
    with spark_faults(uit):
        emmers = _buckets(gezinnen.rijen, aantal // per_emmer + 1)
        eigen.conf.set("spark.sql.shuffle.partitions", str(2 * len(emmers.einden) + 2))
        rijen = _packed(tabellen, verkenner, emmers)
    try:
        with spark_faults(uit), map_.fresh() as tijdelijk:
            _run_beside(eigen, lambda: _judged(rijen, opdracht, verkenner).write.parquet(tijdelijk))
    except Bucketfout as fout:
        raise _explained(fout, rijen, opdracht, uit) from None
    return Verslag(aantal, verkenner.plan.geweigerd)


def _ship_package(sessie: SparkSession) -> None:
    """Send our own code to the workers, so that they run what runs here; libraries they must have themselves."""
    context: Any = sessie.sparkContext
    context.environment.setdefault("POLARS_MAX_THREADS", "1")  # Spark gives each core a process of its own
    if not PAKKET.is_dir():  # it came in a zip with the job
        return
    modules = {m.relative_to(PAKKET.parent).as_posix(): m.read_bytes() for m in sorted(PAKKET.rglob("*.py"))}
    kenmerk = hashlib.blake2b(b"\0".join(modules.values()), digest_size=8).hexdigest()
    pad = Path(context._temp_dir) / f"rechtenverkenner-{kenmerk}.zip"  # Spark's own: workers that join later ask for it
    if not pad.exists():
        with ZipFile(pad, "w") as zip_:
            for naam, inhoud in modules.items():
                zip_.writestr(naam, inhoud)
        context.addPyFile(str(pad))


# -- the tables


def _open_tables(sessie: SparkSession, invoer: str, indeling: Indeling) -> dict[Vlak, Tabel]:
    """The tables in a folder, each a file or a folder of files; the one of connections may be absent.

    Raises:
        InvoerFout: a table that is missing or cannot be read, and every column that is unknown or of another kind.
    """
    gelezen = {vlak: _read(sessie, invoer, vlak) for vlak in TABELLEN}
    gevonden = {vlak: rijen for vlak, rijen in gelezen.items() if rijen is not None}
    fouten = [missing_table(vlak) for vlak in ("gezin", "persoon") if vlak not in gevonden]
    if fouten:
        raise InvoerFout(fouten)
    bestanden = {vlak: Bestand(vlak, _name(vlak), _kinds(rijen)) for vlak, rijen in gevonden.items()}
    fouten = [m for b in bestanden.values() for m in column_faults(b, indeling)]
    if fouten:
        raise InvoerFout(fouten)
    return {vlak: _measured(b, gevonden[vlak]) for vlak, b in bestanden.items()}


def _name(vlak: Vlak) -> Path:
    return Path(f"{BESTANDEN[vlak]}.parquet")


def _read(sessie: SparkSession, invoer: str, vlak: Vlak) -> DataFrame | None:
    pad = f"{invoer.rstrip('/')}/{_name(vlak)}"
    if not Uitvoermap(sessie, pad).exists():
        return None
    with spark_faults(pad, leest=True):
        # every file may have columns of its own: one that is left out would be known of nobody
        return sessie.read.option("mergeSchema", "true").parquet(pad)


def _kinds(rijen: DataFrame) -> dict[str, Any]:
    """The columns with their kind as Arrow names it; what Arrow has no name for stays a text."""
    from pyspark.sql.pandas.types import to_arrow_type

    uit: dict[str, Any] = {}
    for veld in rijen.schema.fields:
        uit[veld.name] = to_arrow_type(veld.dataType)
    return uit


def _measured(b: Bestand, rijen: DataFrame) -> Tabel:
    """The table with its number of rows and what is known of its columns."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        telling = _statistics(rijen, list(b.kolommen))
    except (PySparkException, Py4JError):  # a file without statistics: then nothing is known of its columns
        rijen.sparkSession.conf.set(_STATISTIEK, "false")
        telling = _statistics(rijen, [])
    aantal = telling["n"]
    gevuld = {n: telling[f"vol {n}"] for n in b.kolommen if f"vol {n}" in telling}
    leeg = frozenset(n for n, hoeveel in gevuld.items() if not hoeveel and aantal)
    vol = frozenset(n for n, hoeveel in gevuld.items() if hoeveel == aantal)
    einden = {n: (telling.get(f"laag {n}"), telling.get(f"hoog {n}")) for n in gevuld}
    grenzen = {n: (laag, hoog) for n, (laag, hoog) in einden.items() if type(laag) is int and type(hoog) is int}
    return Tabel(Bestand(b.vlak, b.pad, b.kolommen, leeg, vol, aantal, grenzen), rijen)


def _statistics(rijen: DataFrame, namen: list[str]) -> dict[str, Any]:
    """How many rows, and of each column how many are filled and, of whole numbers, the lowest and the highest."""
    from pyspark.sql import functions as f
    from pyspark.sql.types import IntegralType

    getallen = [v.name for v in rijen.schema.fields if isinstance(v.dataType, IntegralType)]
    vragen = [f.count(f.lit(1)).alias("n"), *(f.count(_column(n)).alias(f"vol {n}") for n in namen)]
    for n in getallen if namen else []:
        vragen += [f.min(_column(n)).alias(f"laag {n}"), f.max(_column(n)).alias(f"hoog {n}")]
    antwoord: dict[str, Any] = rijen.agg(*vragen).collect()[0].asDict()
    return antwoord


def _column(naam: str) -> Any:
    from pyspark.sql import functions as f

    return f.col(f"`{naam}`")


# -- the work


def _buckets(gezinnen: DataFrame, aantal: int) -> Emmers:
    """So many buckets of nearly as many households each, however their numbers lie."""
    plekken = [i / aantal for i in range(1, aantal)]
    einden = gezinnen.approxQuantile("gezin", plekken, 0.1 / aantal) if plekken else []
    return Emmers(tuple(sorted({int(e) for e in einden})))


def _packed(tabellen: Mapping[Vlak, Tabel], verkenner: Verkenner, emmers: Emmers) -> DataFrame:
    """The rows of all tables as blocks, each with its bucket: what has to travel is small and of one form."""
    delen = []
    for vlak, tabel in tabellen.items():
        nodig = tabel.rijen.select([_column(n) for n in columns_of(verkenner, vlak)])
        delen.append(nodig.mapInArrow(_packer(vlak, emmers), VORM))
    uit = delen[0]
    for deel in delen[1:]:
        uit = uit.unionAll(deel)
    return uit


def _packer(vlak: Vlak, emmers: Emmers) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def pack(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return pack_rows(batches, vlak, emmers)

    return pack


def _judged(rijen: DataFrame, opdracht: Opdracht, verkenner: Verkenner) -> DataFrame:
    from pyspark.sql.pandas.types import from_arrow_schema

    def judge(tabel: pa.Table) -> pa.Table:
        return judge_bucket(_blocks(tabel.to_pylist()), tabel["emmer"][0].as_py(), opdracht)

    return rijen.groupBy("emmer").applyInArrow(judge, from_arrow_schema(outcome_schema(verkenner.plan)))


def _run_beside(sessie: SparkSession, taak: Callable[[], None]) -> None:
    """Run a job in another thread: an interrupt then finds this one waiting, and not halfway a word with Java."""
    with ThreadPoolExecutor(1) as draad:
        try:
            draad.submit(taak).result()
        except KeyboardInterrupt:
            sessie.sparkContext.cancelAllJobs()
            raise


def _blocks(rijen: list[dict[str, Any]]) -> dict[str, list[bytes]]:
    uit: dict[str, list[bytes]] = {}
    for rij in rijen:
        uit.setdefault(rij["tabel"], []).append(rij["blok"])
    return uit


def _explained(fout: Bucketfout, rijen: DataFrame, opdracht: Opdracht, uit: str) -> Exception:
    """What is wrong with the bucket that a worker named, found here: only its code went through the logs."""
    with spark_faults(uit):
        inhoud = rijen.where(_column("emmer") == fout.emmer).collect()
    try:
        check_bucket(_blocks([rij.asDict() for rij in inhoud]), opdracht)
    except InvoerFout as gevonden:
        return gevonden
    return fout.as_message()

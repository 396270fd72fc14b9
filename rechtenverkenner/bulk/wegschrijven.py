"""Household after household to a folder with the three tables as Parquet, in memory that does not grow with them.

Which columns there are is only known at the end: groups of households are first written apart, each with the columns
that it needs, and then brought together under the columns of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import BESTANDEN, Indeling
from rechtenverkenner.bulk.tabellen import frames_of, with_codes
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.gezin import Gezin

if TYPE_CHECKING:
    import polars as pl

PER_KEER = 2000
"""Households that are made into rows at a time."""
PER_GROEP = 10
"""Of those as many stand in one row group of the file."""


def write_tables(
    map_: Path,
    gezinnen: Iterable[Gezin],
    indeling: Indeling,
    *,
    per_keer: int = PER_KEER,
    voortgang: Callable[[int], None] | None = None,
) -> int:
    """Write the tables of these households and say how many there were; `voortgang` hears how far it is.

    Whatever goes wrong, an interrupt included, the tables that were in the folder stay.

    Raises:
        InvoerFout: RV539 without households, RV540 for a choice that no fact and no rule knows.
        OSError: the folder cannot be written.
    """
    map_.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=map_, prefix=".deel.") as naam:
        delen = Path(naam)
        aantal, keren = 0, 0
        for keren, groep in enumerate(_groups(gezinnen, per_keer), 1):
            tabellen = with_codes(frames_of(groep, indeling, vanaf=aantal + 1), indeling)
            for vlak, tabel in tabellen.items():
                tabel.write_parquet(_part(delen, vlak, keren))
            aantal += len(groep)
            if voortgang is not None:
                voortgang(aantal)
        if not aantal:
            raise InvoerFout([Melding("RV539", "er zijn geen gezinnen", None, "kijk na waar ze vandaan komen")])
        heel = {vlak: delen / f"{bestand}.parquet" for vlak, bestand in BESTANDEN.items()}
        for vlak, pad in heel.items():
            _join([_part(delen, vlak, k) for k in range(1, keren + 1)], pad, list(indeling.kolommen[vlak]))
        for pad in heel.values():
            pad.replace(map_ / pad.name)
    return aantal


def _groups(gezinnen: Iterable[Gezin], per_keer: int) -> Iterator[list[Gezin]]:
    rij = iter(gezinnen)
    while groep := list(islice(rij, per_keer)):
        yield groep


def _part(map_: Path, vlak: Vlak, nummer: int) -> Path:
    return map_ / f"{vlak}-{nummer}.parquet"


def _join(delen: list[Path], heel: Path, volgorde: list[str]) -> None:
    """One file of these, with the columns of all of them; a part is gone once it stands in there."""
    import polars as pl
    import pyarrow.parquet as pq

    soorten: dict[str, Any] = {}
    for deel in delen:
        soorten |= pl.read_parquet_schema(deel)
    schema = {naam: soorten[naam] for naam in volgorde if naam in soorten}
    schrijver = None
    for begin in range(0, len(delen), PER_GROEP):
        groep = delen[begin : begin + PER_GROEP]
        tabel = pl.concat([_widened(pl.read_parquet(deel), schema) for deel in groep]).to_arrow()
        schrijver = schrijver or pq.ParquetWriter(heel, tabel.schema, compression="zstd")
        schrijver.write_table(tabel)
        for deel in groep:
            deel.unlink()
    if schrijver is not None:
        schrijver.close()


def _widened(tabel: pl.DataFrame, schema: Mapping[str, Any]) -> pl.DataFrame:
    """The table with every column of the schema, empty where it has none."""
    import polars as pl

    leeg = [pl.lit(None, dtype=soort).alias(naam) for naam, soort in schema.items() if naam not in tabel.columns]
    return tabel.with_columns(leeg).select(list(schema))

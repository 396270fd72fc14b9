"""What Spark says when something goes wrong, as one of our own messages: by its code, never with what a row held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rechtenverkenner.bulk.bron import unreadable
from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import BESTANDEN
from rechtenverkenner.meldingen import InvoerFout, Melding

_EMMER = re.compile(r"Werkerfout: emmer (-?\d+): (RV\d{3})(?: (\w[\w.]*))?")
_BIBLIOTHEEK = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)'")
_ANDERE_PYTHON = re.compile(r"PYTHON_VERSION_MISMATCH|different (?:minor )?version")
_LEZEN = re.compile(r"FAILED_READ_FILE|UNABLE_TO_INFER_SCHEMA|PARQUET_TYPE_ILLEGAL|CANNOT_MERGE_SCHEMAS")
_SCHRIJVEN = re.compile(
    r"AccessControlException|Mkdirs failed|Permission denied|UnsupportedFileSystem|ParentNotDirectory"
)
_HULP_WERKER = (
    "zet op elke werker dezelfde versie van Python en de bibliotheken van `rechtenverkenner[spark]`; zie docs/spark.md"
)


@dataclass
class Bucketfout(Exception):
    """A worker refused a bucket: its number, the code, and the library or kind of fault."""

    emmer: int
    code: str
    wat: str

    def as_message(self) -> InvoerFout:
        """The message where nothing more can be said."""
        if self.code == "RV554":
            return _worker_lacks(self.wat)
        return _message("RV555", f"een werker kreeg een fout: {self.wat or self.code}", "zie docs/spark.md")


def _message(code: str, tekst: str, hulp: str) -> InvoerFout:
    return InvoerFout([Melding(code, tekst, None, hulp)])


def _worker_lacks(naam: str) -> InvoerFout:
    return _message("RV554", f"een werker heeft `{naam}` niet", _HULP_WERKER)


def missing_table(vlak: Vlak) -> Melding:
    """The message that a table is not there."""
    naam = BESTANDEN[vlak]
    hulp = f"Spark leest {naam}.parquet, een bestand of een map met bestanden"
    return Melding("RV532", f"de tabel `{naam}` ontbreekt", None, hulp)


def no_households() -> InvoerFout:
    """The message that there is nothing to judge."""
    return _message("RV539", "er staan geen gezinnen in de tabellen", "kijk `gezinnen` na")


def exists_already(uit: str) -> InvoerFout:
    """The message that the folder for the verdicts is there already."""
    return _message("RV553", f"`{_last(uit)}` bestaat al", "kies een andere map met --uit, of verwijder ze")


def _last(pad: str) -> str:
    return pad.rstrip("/").rpartition("/")[2][:60]


@contextmanager
def spark_faults(pad: str, *, leest: bool = False) -> Iterator[None]:
    """Run a block; what Spark raises comes out as a message of ours, or as `Bucketfout`.

    Raises:
        InvoerFout: RV533 a file that cannot be read, RV553 a place that cannot be written, RV554 a worker that lacks
            something, RV555 anything else.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError, ConnectionError) as fout:
        tekst = str(fout)
        if m := _EMMER.search(tekst):
            raise Bucketfout(int(m[1]), m[2], m[3] or "") from None
        raise _translated(fout, tekst, pad, leest=leest) from None


def _translated(fout: Exception, tekst: str, pad: str, *, leest: bool) -> InvoerFout:
    if m := _BIBLIOTHEEK.search(tekst):
        return _worker_lacks(m[1])
    if _ANDERE_PYTHON.search(tekst):
        return _message("RV554", "een werker heeft een andere versie van Python", _HULP_WERKER)
    if leest or _LEZEN.search(tekst):
        namen = [f"{b}.parquet" for b in BESTANDEN.values() if f"/{b}.parquet" in tekst or pad.endswith(f"{b}.parquet")]
        return unreadable(namen[0] if namen else "een tabel")
    if _SCHRIJVEN.search(tekst):
        return _message("RV553", f"`{_last(pad)}` kan niet geschreven worden", "kies een andere plaats met --uit")
    soort = getattr(fout, "getCondition", lambda: None)() or type(fout).__name__
    return _message("RV555", f"Spark stopte: {soort}", "zie de logs van Spark, en docs/spark.md")

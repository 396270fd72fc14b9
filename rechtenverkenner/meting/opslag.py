"""The database of a round: a file (SQLite, or SQLCipher with a password) or a PostgreSQL server by its URL.

What `schrijf()` acknowledged is on the disk: SQLite runs with a write-ahead log that is synced at every commit. A
write is one transaction that takes the lock at its start, so two workers wait for each other and never undo each other.
"""

from __future__ import annotations

import contextlib
import glob
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.meting.migraties import VERSIE, migrate, version_of
from rechtenverkenner.meting.tabellen import kopie
from rechtenverkenner.meting.versleuteling import set_password, sqlcipher

WACHTEN: Final = 30
"""Seconds that a worker waits for another who is writing."""
_INSTELLINGEN: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is removed is overwritten
)
_FOUTEN: Final = (
    (("SQLITE_FULL",), "RV855", "de schijf is vol: er is niets geschreven", "maak plaats vrij en probeer opnieuw"),
    (
        ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"),
        "RV856",
        "het bestand van de ronde kan niet geschreven worden",
        "kijk na of het bestand en zijn map te schrijven zijn, en of de map bestaat",
    ),
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        "RV857",
        "iemand anders schrijft al lang in deze ronde",
        "probeer straks opnieuw",
    ),
    (
        ("SQLITE_NOTADB",),
        "RV854",
        "dit bestand is geen databank, of het is versleuteld",
        "kies een ander bestand, of geef het wachtwoord",
    ),
    (("SQLITE_CORRUPT",), "RV854", "de databank is beschadigd", "zet een kopie terug"),
    (("SQLITE_IOERR",), "RV855", "de schijf geeft een fout: er is niets geschreven", "kijk de schijf na"),
)
# What libraries say that carry no code of SQLite: SQLCipher, and SQLite before Python 3.11.
_ZINNEN: Final = {
    "disk is full": "SQLITE_FULL",
    "readonly database": "SQLITE_READONLY",
    "unable to open": "SQLITE_CANTOPEN",
    "is locked": "SQLITE_BUSY",
    "not a database": "SQLITE_NOTADB",
    "malformed": "SQLITE_CORRUPT",
    "disk i/o": "SQLITE_IOERR",
}


class Opslag:
    """An open database of rounds, at the last version of the schema."""

    def __init__(self, motor: Engine, pad: Path | None, wachtwoord: str = "") -> None:
        self._motor = motor
        self._wachtwoord = wachtwoord
        self.pad = pad

    def __repr__(self) -> str:
        """Without address or user of a server."""
        return f"Opslag({self._motor.dialect.name})"

    @contextlib.contextmanager
    def schrijf(self) -> Iterator[Connection]:
        """One transaction that writes; once the block has ended without an exception it is on the disk.

        Raises:
            InvoerFout: RV854 to RV858, the database cannot be written; nothing of the block is kept then.
        """
        with _translated(), self._motor.begin() as verbinding:
            yield verbinding

    @contextlib.contextmanager
    def lees(self) -> Iterator[Connection]:
        """One moment of the database, also while others write."""
        with _translated(), self._motor.connect() as verbinding:
            if verbinding.dialect.name == "postgresql":  # else each query would see a later moment
                verbinding = verbinding.execution_options(isolation_level="REPEATABLE READ")
            yield verbinding.execution_options(alleen_lezen=True)

    @contextlib.contextmanager
    def los(self) -> Iterator[Connection]:
        """A connection outside transactions, for what cannot be in one."""
        with _translated(), self._motor.connect() as verbinding:
            yield verbinding.execution_options(isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        """Let go of the database."""
        self._motor.dispose()

    def beside(self, pad: Path) -> Opslag:
        """Another file with the same password, at whatever version it is."""
        return Opslag(_file_engine(pad, self._wachtwoord), pad, self._wachtwoord)

    def copies(self) -> list[Path]:
        """The copies that were made of this file and are still there."""
        if self.pad is None:
            return []
        with self.lees() as v:
            genoemd = [Path(p) for p in v.execute(select(kopie.c.pad)).scalars()]
        ernaast = self.pad.resolve().parent.glob(f"{glob.escape(self.pad.name)}.versie-*.kopie")
        return sorted(p for p in {*genoemd, *ernaast} if p.exists())

    def shred(self) -> None:
        """Write the file anew without what was removed, and empty the log beside it."""
        if self.pad is not None:
            with self.los() as v:
                v.execute(text("VACUUM"))
                v.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def open_opslag(waar: str | Path, *, wachtwoord: str = "", nieuw: bool = False) -> Opslag:
    """The database at a path or URL, brought to the last version; with `nieuw` one that may not be there yet.

    Before an older file is changed a copy of it is made beside it.

    Raises:
        InvoerFout: RV851, not there; RV852, no such address; RV853, no round or a newer one; RV854, damaged or of
            another password; RV855 to RV858, it cannot be written or reached; RV859, without the library for it.
    """
    motor, pad = _engine(str(waar), wachtwoord)
    if pad is not None and not nieuw and not pad.exists():
        hulp = "begin een ronde met `rechtenverkenner meting nieuw`"
        raise InvoerFout([Melding("RV851", f"`{pad.name[:60]}` bestaat niet", None, hulp)])
    opslag = Opslag(motor, pad, wachtwoord)
    try:
        if pad is not None:
            check_sound(opslag)
        _to_last_version(opslag)
    except BaseException:
        opslag.close()
        raise
    return opslag


def check_sound(opslag: Opslag) -> None:
    """Nothing, for a file whose pages, indexes and references are whole.

    Raises:
        InvoerFout: RV854.
    """
    with opslag.lees() as v:
        heel = v.execute(text("PRAGMA integrity_check(1)")).scalar_one() == "ok"
        if not heel or v.execute(text("PRAGMA foreign_key_check")).first():
            raise InvoerFout([Melding("RV854", "de databank is beschadigd", None, "zet een kopie terug")])


def _to_last_version(opslag: Opslag) -> None:
    with opslag.lees() as v:
        versie = version_of(v)
    if versie == VERSIE:
        return
    gemaakt = _copy(opslag, versie) if opslag.pad and versie else None
    with opslag.schrijf() as v:
        if v.dialect.name == "postgresql":  # two who start at once: the second finds the work done
            v.execute(text("SELECT pg_advisory_xact_lock(804)"))
        migrate(v)
        if gemaakt:
            v.execute(insert(kopie), {"pad": str(gemaakt), "versie": versie})


def _copy(opslag: Opslag, versie: int) -> Path:
    """A copy of the file as it is, beside it, under a name that is free."""
    assert opslag.pad is not None
    namen = (opslag.pad.with_name(f"{opslag.pad.name}.versie-{versie}.{n}.kopie") for n in range(1, 1000))
    doel = next(n for n in namen if not n.exists())
    with opslag.los() as v:
        v.execute(text("VACUUM INTO :doel"), {"doel": str(doel)})
    return doel.resolve()


def _engine(waar: str, wachtwoord: str) -> tuple[Engine, Path | None]:
    if "://" not in waar:
        pad = Path(waar)
        return _file_engine(pad, wachtwoord), pad
    try:
        url = make_url(waar)
        if url.get_backend_name() == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
            return create_engine(url, pool_pre_ping=True, isolation_level="READ COMMITTED"), None
    except ArgumentError:
        pass
    except ImportError:
        hulp = "pip install 'rechtenverkenner[meting]'"
        raise InvoerFout([Melding("RV859", "een ronde op een server vraagt een extra", None, hulp)]) from None
    hulp = "geef een bestand, of postgresql://gebruiker@server/databank"
    raise InvoerFout([Melding("RV852", "dit adres van een databank wordt niet begrepen", None, hulp)])


def _file_engine(pad: Path, wachtwoord: str) -> Engine:
    dbapi = sqlcipher() if wachtwoord else sqlite3

    def connect() -> Any:
        verbinding = dbapi.connect(str(pad), timeout=WACHTEN, check_same_thread=False, isolation_level=None)
        if wachtwoord:
            set_password(verbinding, wachtwoord)
        for instelling in _INSTELLINGEN:
            verbinding.execute(instelling)
        return verbinding

    # Without a pool: a connection that is closed holds no lock, and a copied process shares none. A password takes
    # the better part of a second to try, so there a connection is kept.
    motor = create_engine("sqlite://", module=dbapi, creator=connect, poolclass=QueuePool if wachtwoord else NullPool)

    @event.listens_for(motor, "begin")
    def _begin(verbinding: Connection) -> None:
        opties = verbinding.get_execution_options()
        if opties.get("isolation_level") != "AUTOCOMMIT":
            verbinding.exec_driver_sql("BEGIN" if opties.get("alleen_lezen") else "BEGIN IMMEDIATE")

    return motor


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Faults of the database as messages of ours; they hold no row, no path and no address."""
    try:
        yield
    except DatabaseError as e:
        raise InvoerFout([_message(e)]) from None


def _message(fout: DatabaseError) -> Melding:
    naam = getattr(fout.orig, "sqlite_errorname", "") or next(
        (code for zin, code in _ZINNEN.items() if zin in str(fout.orig).lower()), ""
    )
    for namen, code, tekst, hulp in _FOUTEN:
        if naam.startswith(namen):
            return Melding(code, tekst, None, hulp)
    return Melding("RV858", "de databank weigert of is niet bereikbaar", None, "kijk adres, server en rechten na")

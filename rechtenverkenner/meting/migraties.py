"""The schema of a round as numbered steps: a database of any earlier step is brought to the last one.

A step that stands here is never changed: databases out there were made with it. `{id}` is a row number that the
database gives; the rest is read the same by SQLite, SQLCipher and PostgreSQL.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect, text

from rechtenverkenner.meldingen import InvoerFout, Melding

_BEGIN: Final = (
    "CREATE TABLE schema_versie (versie INTEGER NOT NULL)",
    "INSERT INTO schema_versie VALUES (0)",
    """CREATE TABLE ronde (
        id {id}, naam VARCHAR(60) NOT NULL UNIQUE, begonnen DATE NOT NULL, sleutelmerk VARCHAR(64) NOT NULL
    )""",
    """CREATE TABLE ronde_recht (
        ronde_id INTEGER NOT NULL REFERENCES ronde (id) ON DELETE CASCADE, recht VARCHAR(80) NOT NULL,
        naam VARCHAR(200) NOT NULL, domein VARCHAR(40) NOT NULL, PRIMARY KEY (ronde_id, recht)
    )""",
    """CREATE TABLE klant (
        id {id}, ronde_id INTEGER NOT NULL REFERENCES ronde (id) ON DELETE CASCADE,
        pseudoniem VARCHAR(40) NOT NULL, doelgroep VARCHAR(30) NOT NULL, toegevoegd DATE NOT NULL,
        UNIQUE (ronde_id, pseudoniem)
    )""",
    """CREATE TABLE meting (
        klant_id INTEGER NOT NULL REFERENCES klant (id) ON DELETE CASCADE, recht VARCHAR(80) NOT NULL,
        moment VARCHAR(4) NOT NULL CHECK (moment IN ('nul', 'eind')), oordeel VARCHAR(20) NOT NULL,
        datum DATE NOT NULL, jaar_laag BIGINT, jaar_hoog BIGINT, eenmalig_laag BIGINT, eenmalig_hoog BIGINT,
        PRIMARY KEY (klant_id, recht, moment)
    )""",
    """CREATE TABLE registratie (
        id {id}, klant_id INTEGER NOT NULL REFERENCES klant (id) ON DELETE CASCADE, recht VARCHAR(80) NOT NULL,
        stand VARCHAR(20) NOT NULL CHECK (stand IN ('gevonden', 'besproken', 'afgesproken', 'aangevraagd', 'toegekend',
            'geweigerd', 'ontvangen', 'hernieuwing', 'gestopt')),
        datum DATE NOT NULL, drempel VARCHAR(20)
    )""",
    "CREATE INDEX registratie_klant ON registratie (klant_id, recht)",
)
_METHODE_EN_MINUTEN: Final = (
    "ALTER TABLE registratie ADD COLUMN methode VARCHAR(30)",
    "ALTER TABLE registratie ADD COLUMN minuten INTEGER CHECK (minuten IS NULL OR minuten BETWEEN 0 AND 1440)",
)
_FASE_EN_NIVEAU: Final = (
    "ALTER TABLE registratie ADD COLUMN fase VARCHAR(20)",
    "ALTER TABLE registratie ADD COLUMN niveau VARCHAR(20)",
    "ALTER TABLE registratie ADD COLUMN reden VARCHAR(20)",
    "ALTER TABLE registratie ADD COLUMN opvolgen_op DATE",
)
_TOESTEMMING: Final = (
    """CREATE TABLE deling (
        id {id}, klant_id INTEGER NOT NULL REFERENCES klant (id) ON DELETE CASCADE, met_wie VARCHAR(30) NOT NULL,
        wat VARCHAR(30) NOT NULL, waarom VARCHAR(30) NOT NULL, datum DATE NOT NULL, tot DATE NOT NULL
    )""",
)
_BEWAREN: Final = (
    "ALTER TABLE ronde ADD COLUMN bewaren_tot DATE",
    "CREATE TABLE kopie (pad VARCHAR(1000) NOT NULL PRIMARY KEY, versie INTEGER NOT NULL)",
)
STAPPEN: Final = (_BEGIN, _METHODE_EN_MINUTEN, _FASE_EN_NIVEAU, _TOESTEMMING, _BEWAREN)
VERSIE: Final = len(STAPPEN)
_RIJNUMMER: Final = {
    "sqlite": "INTEGER PRIMARY KEY AUTOINCREMENT",  # a number is never used again, also not after a removal
    "postgresql": "INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
}


def version_of(verbinding: Connection) -> int:
    """The step a database is at; 0 for an empty one.

    Raises:
        InvoerFout: RV853, tables of something else, or a version from the future.
    """
    tabellen = inspect(verbinding).get_table_names()
    if "schema_versie" not in tabellen:
        if tabellen:
            raise InvoerFout([Melding("RV853", "deze databank is geen ronde", None, "kies een ander bestand")])
        return 0
    versie = verbinding.execute(text("SELECT versie FROM schema_versie")).scalar_one()
    if versie > VERSIE:
        tekst = f"deze ronde is van een nieuwere versie ({versie}) dan het programma kent ({VERSIE})"
        raise InvoerFout([Melding("RV853", tekst, None, "werk het programma bij")])
    return int(versie)


def migrate(verbinding: Connection, *, tot: int = VERSIE) -> None:
    """Every step up to `tot` that was not done yet, in the transaction of the connection."""
    rijnummer = _RIJNUMMER[verbinding.dialect.name]
    for nummer in range(version_of(verbinding), tot):
        for opdracht in STAPPEN[nummer]:
            verbinding.execute(text(opdracht.replace("{id}", rijnummer)))
        verbinding.execute(text("UPDATE schema_versie SET versie = :v"), {"v": nummer + 1})

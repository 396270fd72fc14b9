"""The tables of the last version of the schema, for queries; `migraties` makes them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Integer, MetaData, String, Table

_schema = MetaData()


def _client() -> Column[int]:
    return Column("klant_id", ForeignKey("klant.id"))


ronde = Table(
    "ronde",
    _schema,
    Column("id", Integer, primary_key=True),
    Column("naam", String),
    Column("begonnen", Date),
    Column("sleutelmerk", String),
    Column("bewaren_tot", Date),
)
ronde_recht = Table(
    "ronde_recht",
    _schema,
    Column("ronde_id", ForeignKey("ronde.id"), primary_key=True),
    Column("recht", String, primary_key=True),
    Column("naam", String),
    Column("domein", String),
)
klant = Table(
    "klant",
    _schema,
    Column("id", Integer, primary_key=True),
    Column("ronde_id", ForeignKey("ronde.id")),
    Column("pseudoniem", String),
    Column("doelgroep", String),
    Column("toegevoegd", Date),
)
meting = Table(
    "meting",
    _schema,
    Column("klant_id", ForeignKey("klant.id"), primary_key=True),
    Column("recht", String, primary_key=True),
    Column("moment", String, primary_key=True),
    Column("oordeel", String),
    Column("datum", Date),
    # cents
    *(Column(n, BigInteger) for n in ("jaar_laag", "jaar_hoog", "eenmalig_laag", "eenmalig_hoog")),
)
registratie = Table(
    "registratie",
    _schema,
    Column("id", Integer, primary_key=True),
    _client(),
    Column("recht", String),
    Column("stand", String),
    Column("datum", Date),
    *(Column(n, String) for n in ("drempel", "fase", "niveau", "reden", "methode")),
    Column("opvolgen_op", Date),
    Column("minuten", Integer),
)
deling = Table(
    "deling",
    _schema,
    Column("id", Integer, primary_key=True),
    _client(),
    *(Column(n, String) for n in ("met_wie", "wat", "waarom")),
    Column("datum", Date),
    Column("tot", Date),
)
kopie = Table("kopie", _schema, Column("pad", String, primary_key=True), Column("versie", Integer))

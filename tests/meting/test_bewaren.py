"""What was kept can be seen, what must go is gone from every byte, and older databases are brought along."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from rechtenverkenner import InvoerFout
from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.bewaren import Deling, erase, expire, keep_until, may_share, record_sharing, show_all
from rechtenverkenner.meting.cijfers import figures
from rechtenverkenner.meting.gegevens import read_data
from rechtenverkenner.meting.meten import Bevinding, measure
from rechtenverkenner.meting.migraties import VERSIE, version_of
from rechtenverkenner.meting.opslag import Opslag, check_sound, open_opslag
from rechtenverkenner.meting.registreren import Registratie, register
from rechtenverkenner.meting.rondes import read_round
from tests.meting.hulp import DAG, LANG, new_round
from tests.meting.oud import make_old

MORGEN = DAG + timedelta(days=1)


def bytes_of(map_: Path) -> bytes:
    return b"".join(p.read_bytes() for p in map_.rglob("*") if p.is_file())


def check_figures(opslag: Opslag, feiten: Iterable[dict[str, Any]]) -> None:
    """The figures against the truth, counted by hand."""
    feiten = list(feiten)
    cijfers = figures(read_data(opslag, read_round(opslag)))
    totaal, n = cijfers.totaal, Counter(f["nul"] for f in feiten)
    assert cijfers.klanten == len({f["klant"] for f in feiten})
    assert totaal.voor and (totaal.voor.gebruikt, totaal.voor.open) == (n["gebruikt"], n["onbenut"] + n["automatisch"])
    assert totaal.buiten == n["geen_recht"] + n["onbekend"]
    open_ = [f for f in feiten if f["nul"] in ("onbenut", "automatisch")]
    ontvangen = sum(f["stand"] == "ontvangen" for f in open_)
    if min(ontvangen, len(open_) - ontvangen) >= 5:
        assert totaal.na and totaal.na.gebruikt == n["gebruikt"] + ontvangen
    laag, _ = totaal.geld.open_jaar or (0, 0)
    assert 0 <= sum(f["waard"] for f in open_) - laag < 1000
    minuten = sum(f["minuten"] for f in feiten)
    assert (cijfers.tijd.minuten if cijfers.tijd else 0) == minuten
    drempels = Counter(f["drempel"] for f in feiten if f["drempel"])
    for b, aantal in cijfers.drempels["drempel"].items():
        assert aantal in (None, drempels[b])


@pytest.mark.parametrize("versie", range(1, VERSIE))
def test_a_database_of_an_earlier_version_gives_the_same_figures(versie: int, tmp_path: Path) -> None:
    """25 for each version in the long profile: a hundred."""
    for zaad in range(25 if LANG else 2):
        pad = tmp_path / f"{zaad}.db"
        feiten = make_old(pad, versie, zaad)
        voor = pad.read_bytes()
        opslag = open_opslag(pad)
        with opslag.lees() as v:
            assert version_of(v) == VERSIE
        check_sound(opslag)
        check_figures(opslag, feiten)
        (kopie,) = opslag.copies()
        assert f".versie-{versie}." in kopie.name
        # The copy is the database as it was: the same rows, at the same version.
        assert rows_of(kopie) == rows_of_bytes(voor, tmp_path)
        register(
            opslag,
            read_round(opslag),
            Registratie(
                "K-1", "recht-0", "hernieuwing" if not stappen(feiten) else "gestopt", date(2027, 1, 1), minuten=3
            ),
        )
        opslag.close()
        assert open_opslag(pad).copies() == [kopie], "opened again: nothing to migrate, no second copy"


def stappen(feiten: list[dict[str, Any]]) -> bool:
    return feiten[0]["stand"] is not None


def rows_of(pad: Path) -> list[str]:
    verbinding = sqlite3.connect(pad)
    uit = list(verbinding.iterdump())
    verbinding.close()
    return uit


def rows_of_bytes(inhoud: bytes, map_: Path) -> list[str]:
    pad = map_ / "voor.tmp"
    pad.write_bytes(inhoud)
    return rows_of(pad)


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rechtenverkenner.meting import migraties

    pad = tmp_path / "r.db"
    make_old(pad, 2, 1)
    voor = rows_of(pad)
    kapot = (*migraties.STAPPEN[:3], ("CREATE TABLE half (x INTEGER)", "DIT IS GEEN SQL"), migraties.STAPPEN[4])
    monkeypatch.setattr(migraties, "STAPPEN", kapot)
    with pytest.raises(InvoerFout, match="RV858"):
        open_opslag(pad)
    assert rows_of(pad) == voor
    monkeypatch.undo()
    check_sound(open_opslag(pad))


def test_a_client_sees_everything_that_is_kept(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "r.db", klanten=["K-1", "K-2"])
    measure(opslag, ronde, {"K-1": [Bevinding("recht-0", "onbenut", (100, 200))]}, datum=DAG)
    register(opslag, ronde, Registratie("K-1", "recht-0", "aangevraagd", MORGEN, methode="brief", minuten=4))
    record_sharing(opslag, ronde, Deling("K-1", "caw", "rechten", "aanvraag", DAG, MORGEN))
    alles = show_all(opslag, ronde, "K-1")
    assert alles["klant"] == {"pseudoniem": "K-1", "doelgroep": "koppel", "toegevoegd": "2026-11-01"}
    assert [(m["recht"], m["oordeel"], m["jaar_hoog"]) for m in alles["meting"]] == [("recht-0", "onbenut", 200)]
    assert [(r["stand"], r["methode"], r["minuten"]) for r in alles["registratie"]] == [
        ("gevonden", None, None),
        ("aangevraagd", "brief", 4),
    ]
    assert alles["deling"] == [
        {"met_wie": "caw", "wat": "rechten", "waarom": "aanvraag", "datum": "2026-11-01", "tot": "2026-11-02"}
    ]
    # Every table that hangs on a client is shown, so that a table of a later version is not forgotten.
    assert set(alles) - {"ronde", "klant"} == {
        n for n, tabel in t.klant.metadata.tables.items() if "klant_id" in tabel.c
    }
    assert show_all(opslag, ronde, "K-2")["meting"] == []


def test_sharing_needs_an_agreement_that_still_holds(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "r.db", klanten=["K-1"])

    def mag(met_wie: str, wat: str, dag: date) -> bool:
        return may_share(opslag, ronde, "K-1", met_wie=met_wie, wat=wat, op_datum=dag)

    assert not mag("caw", "rechten", DAG)
    record_sharing(opslag, ronde, Deling("K-1", "caw", "rechten", "aanvraag", DAG, MORGEN))
    record_sharing(opslag, ronde, Deling("K-1", "ocmw", "alles", "opvolging", MORGEN, MORGEN))
    assert mag("caw", "rechten", DAG) and mag("caw", "rechten", MORGEN) and mag("ocmw", "opvolging", MORGEN)
    assert not mag("caw", "opvolging", DAG) and not mag("ocmw", "rechten", DAG)
    assert not mag("caw", "rechten", MORGEN + timedelta(days=1))
    for code, d in (
        ("RV861", Deling("K-1", "buurman", "alles", "aanvraag", DAG, MORGEN)),
        ("RV865", Deling("K-7", "caw", "alles", "aanvraag", DAG, MORGEN)),
        ("RV871", Deling("K-1", "caw", "alles", "aanvraag", MORGEN, DAG)),
    ):
        with pytest.raises(InvoerFout, match=code):
            record_sharing(opslag, ronde, d)


def test_a_client_who_is_removed_is_gone_from_every_byte_also_of_copies(tmp_path: Path) -> None:
    pad = tmp_path / "r.db"
    make_old(pad, 2, 1)
    with sqlite3.connect(pad) as v:
        v.execute("UPDATE klant SET pseudoniem = 'K-GEHEIM-1234' WHERE id = 3")
    v.close()
    opslag = open_opslag(pad)
    ronde = read_round(opslag)
    assert bytes_of(tmp_path).count(b"K-GEHEIM-1234") >= 2
    assert erase(opslag, ronde, "K-GEHEIM-1234") == 1
    opslag.close()
    assert b"K-GEHEIM-1234" not in bytes_of(tmp_path)
    for bestand in (pad, *tmp_path.glob("*.kopie")):
        with sqlite3.connect(bestand) as v:
            assert v.execute("SELECT COUNT(*) FROM registratie WHERE klant_id = 3").fetchone() == (0,)
            assert v.execute("SELECT COUNT(*) FROM klant").fetchone()[0] > 5
        v.close()
    with pytest.raises(InvoerFout, match="RV865"):
        erase(opslag, ronde, "K-GEHEIM-1234")


def test_a_round_past_its_last_day_is_removed_with_its_copies(tmp_path: Path) -> None:
    pad = tmp_path / "r.db"
    make_old(pad, 4, 1)
    opslag = open_opslag(pad)
    assert expire(opslag, date(2100, 1, 1)) == [], "no term was set"
    keep_until(opslag, read_round(opslag), MORGEN)
    assert expire(opslag, MORGEN) == []
    assert b"K-3" in bytes_of(tmp_path)
    assert expire(opslag, MORGEN + timedelta(days=1)) == ["oud"]
    opslag.close()
    assert b"K-3" not in bytes_of(tmp_path)
    with opslag.lees() as v:
        assert v.execute(select(t.klant)).first() is None


def test_a_copy_that_cannot_be_cleaned_is_named(tmp_path: Path) -> None:
    pad = tmp_path / "r.db"
    make_old(pad, 4, 1)
    opslag = open_opslag(pad)
    opslag.copies()[0].write_bytes(b"dit is geen databank meer, er staat iets anders in" * 40)
    with pytest.raises(InvoerFout, match="RV872"):
        erase(opslag, read_round(opslag), "K-1")


def test_an_encrypted_round_shows_nothing_without_its_password(tmp_path: Path) -> None:
    pytest.importorskip("sqlcipher3")
    pad = tmp_path / "geheim.db"
    opslag, ronde = new_round(pad, klanten=["K-LEESBAAR"], wachtwoord="een'zin met \"aanhaling")
    register(opslag, ronde, Registratie("K-LEESBAAR", "recht-0", "gevonden", DAG))
    opslag.close()
    inhoud = bytes_of(tmp_path)
    assert not any(w in inhoud for w in (b"LEESBAAR", b"SQLite format", b"registratie"))
    for verkeerd in ("", "ander") if LANG else ("",):
        with pytest.raises(InvoerFout, match="RV854"):
            open_opslag(pad, wachtwoord=verkeerd)
    open_ = open_opslag(pad, wachtwoord="een'zin met \"aanhaling")
    assert show_all(open_, read_round(open_), "K-LEESBAAR")["registratie"][0]["stand"] == "gevonden"
    if not LANG:  # each try of a password takes long, as it should
        open_.close()
        return
    # A copy before a migration is as closed as the file itself.
    with open_.schrijf() as v:
        v.exec_driver_sql("UPDATE schema_versie SET versie = 4")
        v.exec_driver_sql("DROP TABLE kopie")
        v.exec_driver_sql("ALTER TABLE ronde DROP COLUMN bewaren_tot")
    open_.close()
    weer = open_opslag(pad, wachtwoord="een'zin met \"aanhaling")
    assert len(weer.copies()) == 1
    assert b"LEESBAAR" not in bytes_of(tmp_path) and b"SQLite format" not in bytes_of(tmp_path)
    assert erase(weer, read_round(weer), "K-LEESBAAR") == 1
    weer.close()


def test_without_the_extra_encryption_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(InvoerFout, match="RV859"):
        open_opslag(tmp_path / "r.db", wachtwoord="x", nieuw=True)

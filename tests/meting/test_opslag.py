"""What a round acknowledged stays, whatever happens to the worker, the disk or the file."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from rechtenverkenner import InvoerFout
from rechtenverkenner.meting import tabellen as t
from rechtenverkenner.meting.opslag import Opslag, check_sound, open_opslag
from rechtenverkenner.meting.registreren import Registratie, follow_ups, register, register_all
from rechtenverkenner.meting.rondes import Ronde, add_clients, begin_round, read_round
from tests.meting.hulp import DAG, LANG, new_round, rights

SCHRIJVER = Path(__file__).with_name("schrijver.py")
EEN = Registratie("K-1", "recht-0", "gevonden", DAG)


def codes(fout: pytest.ExceptionInfo[InvoerFout]) -> list[str]:
    return [m.code for m in fout.value.meldingen]


def test_nothing_acknowledged_is_lost_when_workers_are_killed(tmp_path: Path) -> None:
    pad = tmp_path / "ronde.db"
    opslag, _ = new_round(pad, rechten=22, klanten=[f"K-{n:04d}" for n in range(50)])
    keren = 250 if LANG else 4
    opdracht = [
        sys.executable,
        str(SCHRIJVER),
        str(pad),
        str(keren),
        "7",
        *(("0.2", "5000") if LANG else ("0.03", "0")),
    ]
    klaar = subprocess.run(opdracht, capture_output=True, text=True, timeout=2000)
    assert klaar.returncode == 0, klaar.stderr
    bevestigd = [tuple(map(int, regel.split())) for regel in klaar.stdout.splitlines()]
    assert len(bevestigd) >= keren
    check_sound(opslag)
    with opslag.lees() as v:
        rijen = {r.id: r for r in v.execute(select(t.registratie))}
    for a, b, minuten_a, minuten_b in bevestigd:
        assert (rijen[a].stand, rijen[a].minuten, rijen[b].stand, rijen[b].minuten) == (
            "gevonden",
            minuten_a,
            "gestopt",
            minuten_b,
        )
    # Of what was never acknowledged either both are there or none: no transaction is half there.
    soorten = Counter(r.stand for r in rijen.values())
    assert soorten["gevonden"] == soorten["gestopt"]
    for n in rijen:
        if rijen[n].stand == "gevonden":
            assert rijen[n + 1].stand == "gestopt" and rijen[n + 1].klant_id == rijen[n].klant_id
    if LANG:
        assert len(rijen) >= 10_000
        gedood = len({keer for _, _, keer, _ in bevestigd})
        print(f"{gedood} kills or more, {len(bevestigd)} acknowledged pairs, {len(rijen)} rows")


def test_a_commit_is_on_the_disk_and_what_is_removed_is_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    opslag, _ = new_round(tmp_path / "ronde.db")
    with opslag.lees() as v:
        namen = ("synchronous", "journal_mode", "foreign_keys", "secure_delete")
        assert [v.execute(text(f"PRAGMA {n}")).scalar_one() for n in namen] == [2, "wal", 1, 1]


def test_two_workers_write_at_once_and_both_keep_everything(tmp_path: Path) -> None:
    pad = tmp_path / "ronde.db"
    aantal = 500 if LANG else 25
    opslag, ronde = new_round(pad, rechten=aantal, klanten=["K-1", "K-2"])

    def work(klant: str) -> list[int]:
        eigen = open_opslag(pad)
        return [register(eigen, ronde, replace(EEN, pseudoniem=klant, recht=r)) for r in ronde.rechten]

    with ThreadPoolExecutor(2) as werkers:
        nummers = [n for deel in werkers.map(work, ["K-1", "K-2"]) for n in deel]
    assert len(set(nummers)) == 2 * aantal
    assert [len(o.rechten) for o in follow_ups(opslag, ronde)] == [aantal, aantal]


def test_two_workers_cannot_both_make_the_same_step(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "ronde.db", klanten=["K-1"])

    def work(_: int) -> str:
        try:
            register(opslag, ronde, EEN)
        except InvoerFout as e:
            return e.meldingen[0].code
        return "gelukt"

    with ThreadPoolExecutor(2) as werkers:
        assert sorted(werkers.map(work, range(2))) == ["RV616", "gelukt"]


def test_of_registrations_together_all_are_kept_or_none(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "ronde.db", klanten=["K-1"])
    with pytest.raises(InvoerFout) as fout:
        register_all(opslag, ronde, [EEN, replace(EEN, stand="ontvangen")])
    assert codes(fout) == ["RV616"]
    assert follow_ups(opslag, ronde) == ()


def test_a_step_is_checked_against_the_circle_the_lists_and_the_round(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "ronde.db", klanten=["K-1"])
    register(opslag, ronde, replace(EEN, drempel="bekend", methode="huisbezoek", minuten=20))
    slecht = {
        "RV861": replace(EEN, methode="duif"),
        "RV865": replace(EEN, pseudoniem="K-9"),
        "RV866": replace(EEN, recht="recht-99"),
        "RV615": replace(EEN, stand="aangevraagd", datum=DAG - timedelta(days=1)),
        "RV616": replace(EEN, stand="ontvangen"),
        "RV617": replace(EEN, stand="aangevraagd", reden="inkomen"),
    }
    for code, r in slecht.items():
        with pytest.raises(InvoerFout) as fout:
            register(opslag, ronde, r)
        assert codes(fout) == [code]
    for r in (replace(EEN, minuten=-1), replace(EEN, fase="weet")):
        with pytest.raises(InvoerFout) as fout:
            register(opslag, ronde, r)
        assert codes(fout) == ["RV866"]
    register(opslag, ronde, replace(EEN, stand="gestopt", drempel="betaalbaar", fase="weegt_af", niveau="klant"))
    (o,) = follow_ups(opslag, ronde)
    assert [(s.stand, s.drempel) for s in o.rechten[0].standen] == [("gevonden", None), ("gestopt", "betaalbaar")]
    assert "K-1" not in repr(EEN)


def test_rounds_and_clients_are_named_once(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "ronde.db", klanten=["K-1"])
    for naam, rechten in (("proef", rights(1)), ("met spatie", rights(1)), ("leeg", [])):
        with pytest.raises(InvoerFout) as fout:
            begin_round(opslag, naam, rechten, begonnen=DAG, sleutelmerk="", bewaren_tot=None)
        assert codes(fout) == ["RV863"]
    assert add_clients(opslag, ronde, {"K-1": "leefloon", "K-2": "leefloon"}, datum=DAG) == 1
    with pytest.raises(InvoerFout) as fout:
        add_clients(opslag, ronde, {"K-3": "rijk"}, datum=DAG)
    assert codes(fout) == ["RV861"]
    begin_round(opslag, "tweede", rights(2), begonnen=DAG, sleutelmerk="", bewaren_tot=date(2027, 1, 1))
    assert read_round(opslag, "proef") == ronde
    for naam in ("", "derde"):
        with pytest.raises(InvoerFout) as fout:
            read_round(opslag, naam)
        assert codes(fout) == ["RV864"]


def _write(opslag: Opslag, ronde: Ronde, namen: list[str], eerst: str = "SELECT 1") -> None:
    """Rows without the checks of the library, on a connection that was told something first."""
    klant = {"ronde_id": ronde.id, "doelgroep": "koppel", "toegevoegd": DAG}
    with opslag.schrijf() as v:
        v.execute(text(eerst))
        v.execute(t.klant.insert(), [klant | {"pseudoniem": n} for n in namen])


def test_a_full_disk_is_said_and_nothing_of_the_block_is_kept(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "ronde.db", klanten=["K-1"])
    with opslag.lees() as v:
        bladen = v.execute(text("PRAGMA page_count")).scalar_one()
    with pytest.raises(InvoerFout) as fout:
        _write(opslag, ronde, [f"K-{n:030d}" for n in range(500)], f"PRAGMA max_page_count = {bladen}")
    assert codes(fout) == ["RV855"]
    with opslag.lees() as v:
        assert v.execute(select(func.count()).select_from(t.klant)).scalar_one() == 1
    check_sound(opslag)


def _register_until_it_fails(opslag: Opslag, ronde: Ronde, namen: list[str], bevestigd: list[int]) -> None:
    for naam in namen:
        for r in ronde.rechten:
            bevestigd.append(register(opslag, ronde, replace(EEN, pseudoniem=naam, recht=r)))


@pytest.mark.skipif(not LANG, reason="vraagt een kleine schijf: alleen in het lange profiel")
def test_a_disk_that_is_really_full_is_said(tmp_path: Path) -> None:
    schijf = tmp_path / "klein"
    schijf.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(schijf)], capture_output=True
    ).returncode:
        pytest.skip("hier kan geen kleine schijf gemaakt worden")
    try:
        namen = [f"K-{n}" for n in range(100)]
        opslag, ronde = new_round(schijf / "ronde.db", rechten=400, klanten=namen)
        bevestigd: list[int] = []
        with pytest.raises(InvoerFout) as fout:
            _register_until_it_fails(opslag, ronde, namen, bevestigd)
        assert codes(fout) == ["RV855"] and bevestigd
        check_sound(opslag)
        assert sum(len(o.rechten) for o in follow_ups(opslag, ronde)) == len(bevestigd)
    finally:
        subprocess.run(["umount", str(schijf)], check=True)


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    pad = tmp_path / "ronde.db"
    opslag, ronde = new_round(pad, klanten=["K-1"])
    opslag.close()
    # The way that also works for the administrator, who may write everywhere: a connection that only reads.
    with pytest.raises(InvoerFout) as fout:
        _write(opslag, ronde, ["K-2"], "PRAGMA query_only = ON")
    assert codes(fout) == ["RV856"]
    with pytest.raises(InvoerFout) as fout:
        open_opslag(tmp_path / "geen-map" / "ronde.db", nieuw=True)
    assert codes(fout) == ["RV856"]
    if os.geteuid() != 0:
        pad.chmod(0o400)
        with pytest.raises(InvoerFout) as fout:
            register(open_opslag(pad), ronde, EEN)
        assert codes(fout) == ["RV856"]


def test_what_is_no_round_is_refused(tmp_path: Path) -> None:
    tekst, ander, nieuwer = (tmp_path / n for n in ("tekst.db", "ander.db", "nieuwer.db"))
    tekst.write_text("dit is gewone tekst, lang genoeg om geen lege databank te lijken " * 20)
    sqlite3.connect(ander).execute("CREATE TABLE iets (x)").connection.close()
    new_round(nieuwer)[0].close()
    with sqlite3.connect(nieuwer) as v:
        v.execute("UPDATE schema_versie SET versie = 99")
    v.close()
    for waar, code in (
        (tmp_path / "weg.db", "RV851"),
        (tekst, "RV854"),
        (ander, "RV853"),
        (nieuwer, "RV853"),
        ("mysql://server/x", "RV852"),
        ("://", "RV852"),
    ):
        with pytest.raises(InvoerFout) as fout:
            open_opslag(waar)
        assert codes(fout) == [code], waar
    assert not (tmp_path / "weg.db").exists()


def test_a_damaged_file_is_noticed(tmp_path: Path) -> None:
    pad = tmp_path / "ronde.db"
    opslag, _ = new_round(pad, rechten=200, klanten=[f"K-{n}" for n in range(400)])
    with opslag.los() as v:
        v.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    opslag.close()
    inhoud = bytearray(pad.read_bytes())
    midden = len(inhoud) // 2 // 4096 * 4096
    inhoud[midden : midden + 4096] = b"\xff" * 4096
    pad.write_bytes(inhoud)
    with pytest.raises(InvoerFout) as fout:
        open_opslag(pad)
    assert codes(fout) == ["RV854"]


def test_no_message_shows_a_row_or_an_address(tmp_path: Path) -> None:
    opslag, ronde = new_round(tmp_path / "ronde.db", klanten=["K-GEHEIM"])
    with pytest.raises(InvoerFout) as fout:
        _write(opslag, ronde, ["K-GEHEIM"])
    assert codes(fout) == ["RV858"]
    assert not re.search(r"GEHEIM|klant", str(fout.value))
    assert str(tmp_path) not in repr(opslag)

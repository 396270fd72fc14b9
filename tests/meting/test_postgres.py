"""The same round on a PostgreSQL server: the same steps, the same refusals, the same figures."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from rechtenverkenner import Catalogus, InvoerFout
from rechtenverkenner.meting import opslag as opslag_module
from rechtenverkenner.meting.bewaren import Deling, erase, expire, keep_until, may_share, record_sharing, show_all
from rechtenverkenner.meting.cijfers import figures
from rechtenverkenner.meting.gegevens import read_data
from rechtenverkenner.meting.migraties import VERSIE, migrate, version_of
from rechtenverkenner.meting.opslag import open_opslag
from rechtenverkenner.meting.registreren import Registratie, follow_ups, register, register_all
from rechtenverkenner.meting.rondes import read_round
from tests.meting import postgres
from tests.meting.hulp import DAG, LANG, new_round
from tests.meting.waarheid import core, draw, screened, store

pytestmark = pytest.mark.skipif(not LANG, reason="start een server: alleen in het lange profiel")
EEN = Registratie("K-1", "recht-0", "gevonden", DAG)


@pytest.fixture(scope="module")
def adres() -> Iterator[str]:
    if reden := postgres.why_not():
        pytest.skip(reden)
    with postgres.server() as waar:
        yield waar


@pytest.fixture
def leeg(adres: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address with everything gone, and every connection closed afterwards."""
    motoren = []

    def make(*a: Any, **k: Any) -> Any:
        motoren.append(create_engine(*a, **k))
        return motoren[-1]

    monkeypatch.setattr(opslag_module, "create_engine", make)
    motor = create_engine(make_url(adres).set(drivername="postgresql+psycopg"))
    with motor.begin() as v:
        v.execute(text("DROP SCHEMA public CASCADE"))
        v.execute(text("CREATE SCHEMA public"))
    motor.dispose()
    yield adres
    for motor in motoren:
        motor.dispose()


def test_a_round_on_a_server_gives_the_figures_of_a_file(leeg: str, tmp_path: Path, catalogus: Catalogus) -> None:
    feiten = draw(screened(catalogus), {r.id: r.domein for r in core(catalogus)}, 11)
    cijfers = [figures(read_data(*store(waar, feiten, core(catalogus)))) for waar in (leeg, tmp_path / "r.db")]
    assert cijfers[0] == cijfers[1]
    assert cijfers[0].totaal.doorloop


def test_two_workers_on_a_server_keep_everything_and_no_step_is_made_twice(leeg: str) -> None:
    opslag, ronde = new_round(leeg, rechten=200, klanten=["K-1", "K-2"])

    def work(klant: str) -> list[int]:
        eigen = open_opslag(leeg)
        return [register(eigen, ronde, replace(EEN, pseudoniem=klant, recht=r)) for r in ronde.rechten]

    def race(_: int) -> str:
        try:
            register(opslag, ronde, replace(EEN, stand="besproken"))
        except InvoerFout as e:
            return e.meldingen[0].code
        return "gelukt"

    with ThreadPoolExecutor(4) as werkers:
        nummers = [n for deel in werkers.map(work, ["K-1", "K-2"]) for n in deel]
        assert len(set(nummers)) == 400
        assert [len(o.rechten) for o in follow_ups(opslag, ronde)] == [200, 200]
        assert sorted(werkers.map(race, range(4))) == ["RV616", "RV616", "RV616", "gelukt"]
    with pytest.raises(InvoerFout):
        register_all(opslag, ronde, [replace(EEN, stand="afgesproken"), replace(EEN, stand="ontvangen")])
    assert len(follow_ups(opslag, ronde, pseudoniem="K-1")[0].rechten[0].standen) == 2


@pytest.mark.parametrize("versie", range(1, VERSIE))
def test_a_server_of_an_earlier_version_is_brought_along_by_one_of_two_who_start(leeg: str, versie: int) -> None:
    motor = create_engine(make_url(leeg).set(drivername="postgresql+psycopg"))
    with motor.begin() as v:
        migrate(v, tot=versie)
        v.execute(text("INSERT INTO ronde (naam, begonnen, sleutelmerk) VALUES ('oud', '2026-11-01', '0')"))
    motor.dispose()
    with ThreadPoolExecutor(2) as werkers:
        opslagen = list(werkers.map(lambda _: open_opslag(leeg), range(2)))
    with opslagen[0].lees() as v:
        assert version_of(v) == VERSIE
    assert read_round(opslagen[1]).naam == "oud"


def test_seeing_sharing_and_removing_work_on_a_server(leeg: str) -> None:
    opslag, ronde = new_round(leeg, klanten=["K-1", "K-2"])
    register(opslag, ronde, EEN)
    record_sharing(opslag, ronde, Deling("K-1", "caw", "alles", "aanvraag", DAG, DAG))
    assert may_share(opslag, ronde, "K-1", met_wie="caw", wat="rechten", op_datum=DAG)
    assert len(show_all(opslag, ronde, "K-1")["registratie"]) == 1
    assert erase(opslag, ronde, "K-1") == 0
    with pytest.raises(InvoerFout, match="RV865"):
        show_all(opslag, ronde, "K-1")
    keep_until(opslag, ronde, DAG)
    assert expire(opslag, DAG + timedelta(days=1)) == ["proef"]
    with opslag.lees() as v:
        assert v.execute(text("SELECT COUNT(*) FROM klant")).scalar_one() == 0


def test_a_server_that_is_not_there_or_refuses_is_said_without_its_address(leeg: str, tmp_path: Path) -> None:
    with pytest.raises(InvoerFout) as fout:
        open_opslag(f"postgresql://iemand:geheim@/weg?host={tmp_path}")
    assert fout.value.meldingen[0].code == "RV858"
    assert "geheim" not in str(fout.value) and str(tmp_path) not in str(fout.value)
    opslag, _ = new_round(leeg)
    assert "host" not in repr(opslag)

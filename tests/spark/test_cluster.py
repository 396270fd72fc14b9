"""A master and two workers: the same verdicts, also when one of them is lost on the way, and silent logs."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")

import polars as pl

from rechtenverkenner import Catalogus, InvoerFout
from rechtenverkenner.bulk.spark import screen_on_spark
from rechtenverkenner.bulk.sparksessie import open_session
from tests.spark.cluster import GEDULD, Cluster, cluster
from tests.spark.hulp import DAG, RECHTEN, Tabellen, leftovers, of_spark, on_one_machine, population, write

pytestmark = [
    pytest.mark.usefixtures("spark_is_er"),
    pytest.mark.filterwarnings("ignore"),  # those of Spark's own Python
]
AANTAL = 150


@pytest.fixture(scope="module")
def draaiend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with pytest.MonkeyPatch.context() as omgeving:
        omgeving.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        with cluster(tmp_path_factory.mktemp("cluster")) as c:
            yield c


@pytest.fixture(scope="module")
def sessie(draaiend: Cluster) -> Iterator[Any]:
    with open_session(draaiend.adres) as s:
        einde = time.monotonic() + GEDULD
        while _executors(s) < 2 and time.monotonic() < einde:
            time.sleep(0.2)
        assert _executors(s) == 2
        yield s


def _executors(sessie: Any) -> int:
    return int(sessie.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1  # and the driver


@pytest.fixture(scope="module")
def tabellen(catalogus: Catalogus) -> Tabellen:
    return population(catalogus, AANTAL)


def screen(map_: Path, catalogus: Catalogus, sessie: Any, **opties: Any) -> None:
    screen_on_spark(str(map_), str(map_.parent / "uit"), catalogus, op_datum=DAG, sessie=sessie, **opties)


def test_workers_tell_the_log_a_code_and_not_what_a_household_holds(
    tabellen: Tabellen, catalogus: Catalogus, draaiend: Cluster, sessie: Any, tmp_path: Path
) -> None:
    geheim = "onze-buurvrouw-mia"
    stuk = tabellen["aansluitingen"].with_columns(drager=pl.lit(geheim))
    map_ = write(tmp_path / "in", {**tabellen, "aansluitingen": stuk})
    with pytest.raises(InvoerFout, match=f"RV540 .*{geheim}"):
        screen(map_, catalogus, sessie, rechten=RECHTEN)
    logs = draaiend.logs()
    assert "Werkerfout: emmer 0: RV540" in logs
    assert geheim not in logs
    assert not (tmp_path / "uit").exists()
    assert leftovers(tmp_path / "uit") == []


def test_a_worker_lost_in_the_middle_of_a_job_loses_nothing(
    tabellen: Tabellen, catalogus: Catalogus, draaiend: Cluster, sessie: Any, tmp_path: Path
) -> None:
    map_ = write(tmp_path / "in", tabellen)
    gedood: list[tuple[int, int]] = []
    klaar = threading.Event()

    def kill_halfway() -> None:
        volger = sessie.sparkContext.statusTracker()
        while not klaar.wait(0.02):
            for nummer in volger.getActiveStageIds():
                fase = volger.getStageInfo(nummer)
                if fase is not None and fase.numTasks > 50 and fase.numCompletedTasks >= 10:
                    draaiend.kill_worker(1)
                    gedood.append((fase.numCompletedTasks, fase.numTasks))
                    return

    draad = threading.Thread(target=kill_halfway)
    draad.start()
    try:
        screen(map_, catalogus, sessie, per_emmer=1, rechten=RECHTEN)
    finally:
        klaar.set()
        draad.join()
    assert gedood, "the worker must have been killed while there was work"
    assert gedood[0][0] < gedood[0][1] - 50
    assert draaiend.werkers[1].wait(10) == -9
    assert _executors(sessie) == 1
    assert of_spark(tmp_path / "uit").equals(on_one_machine(map_, catalogus, rechten=RECHTEN))

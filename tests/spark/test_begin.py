"""What somebody sees when Spark cannot start, and the file that `spark-submit` runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("polars")


from rechtenverkenner import Catalogus
from rechtenverkenner.toepassing import spark_cli
from tests.spark.hulp import DAG, RECHTEN, of_spark, on_one_machine, population, write

pytestmark = pytest.mark.usefixtures("spark_is_er")
INGANG = Path(spark_cli.__file__)


def run(*woorden: str | Path, **omgeving: str) -> tuple[int, str]:
    alles = {**os.environ, "PYTHONPATH": str(INGANG.parents[2]), "SPARK_LOCAL_IP": "127.0.0.1", **omgeving}
    gedaan = subprocess.run(woorden, env=alles, capture_output=True, text=True, timeout=300)
    return gedaan.returncode, gedaan.stdout + gedaan.stderr  # spark-submit puts all of Python on the first


@pytest.mark.parametrize("is_er", [False, True])
def test_without_a_java_that_works_the_message_says_so(tmp_path: Path, is_er: bool) -> None:
    if is_er:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "java").write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / "bin" / "java").chmod(0o755)
    code, tekst = run(sys.executable, INGANG, tmp_path, "--uit", tmp_path / "uit", JAVA_HOME=str(tmp_path))
    assert (code, tekst.splitlines()[-2:][0][:5]) == (2, "RV551"), tekst
    assert "Traceback" not in tekst


@pytest.mark.parametrize("meester", ["spark://127.0.0.1:9", "spark://", "wat-is-dit"])
def test_without_a_master_the_message_says_so(tmp_path: Path, meester: str) -> None:
    code, tekst = run(sys.executable, INGANG, tmp_path, "--uit", tmp_path / "uit", "--meester", meester)
    assert code == 2
    assert f"RV552 geen Spark op `{meester}`" in tekst
    assert "Traceback" not in tekst
    assert "\tat " not in tekst


def test_spark_submit_runs_the_command(catalogus: Catalogus, tmp_path: Path) -> None:
    map_ = write(tmp_path / "in", population(catalogus, 20))
    import pyspark

    indienen = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    woorden = ["--master", "local[1]", INGANG, map_, "--uit", tmp_path / "uit", "--op-datum", DAG.isoformat()]
    woorden += [w for recht in RECHTEN for w in ("--rechten", recht)]
    code, tekst = run(indienen, *woorden, PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
    assert (code, "20 gezinnen verkend: uit" in tekst) == (0, True), tekst
    assert of_spark(tmp_path / "uit").equals(on_one_machine(map_, catalogus, rechten=RECHTEN))

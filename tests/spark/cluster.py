"""A real cluster of Spark on this machine: one master and two workers, each a process of its own on the loopback.

`python tests/spark/cluster.py` starts one, prints its address and stops it at Ctrl-C.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

HIER = "127.0.0.1"
GEDULD = 120.0
"""Seconds after which a machine that starts nothing is given up."""


@dataclass
class Cluster:
    """A running cluster; `werk` is where its workers keep their files and the logs of what they run."""

    adres: str
    werk: Path
    meester: subprocess.Popen[bytes]
    werkers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def kill_worker(self, nummer: int) -> None:
        """End a worker and whatever it runs at once, as when its machine loses power."""
        _signal(self.werkers[nummer], signal.SIGKILL)

    def logs(self) -> str:
        """All that the workers and their executors have said."""
        return "".join(p.read_text(errors="replace") for p in sorted(self.werk.rglob("*")) if _is_log(p))

    def stop(self) -> None:
        """End everything."""
        for proces in (*self.werkers, self.meester):
            _signal(proces, signal.SIGTERM)
        for proces in (*self.werkers, self.meester):
            with suppress(subprocess.TimeoutExpired):
                proces.wait(20)
            _signal(proces, signal.SIGKILL)
            proces.wait()


def _is_log(pad: Path) -> bool:
    return pad.is_file() and (pad.name in ("stdout", "stderr") or pad.suffix == ".log")


def _signal(proces: subprocess.Popen[bytes], soort: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(proces.pid, soort)  # it leads a group: the executors of a worker are in it


@contextmanager
def cluster(werk: Path, *, werkers: int = 2) -> Iterator[Cluster]:
    """A cluster whose workers have one core and a gigabyte each, stopped with the block."""
    poort = _free_port()
    naam = "org.apache.spark.deploy.master.Master"
    meester = _launch(werk, "meester", naam, "--host", HIER, "--port", str(poort), "--webui-port", "0")
    uit = Cluster(f"spark://{HIER}:{poort}", werk, meester)
    try:
        _wait_for(lambda: _answers(poort), meester)
        for i in range(werkers):
            map_ = werk / f"werker-{i}"
            grootte = ["--cores", "1", "--memory", "1g", "--work-dir", str(map_)]
            naam = "org.apache.spark.deploy.worker.Worker"
            uit.werkers.append(_launch(werk, map_.name, naam, "--host", HIER, "--webui-port", "0", *grootte, uit.adres))
        log = werk / "meester.log"
        _wait_for(lambda: log.read_text().count("Registering worker") >= werkers, meester)
        yield uit
    finally:
        uit.stop()


def _launch(werk: Path, naam: str, klasse: str, *woorden: str) -> subprocess.Popen[bytes]:
    import pyspark

    werk.mkdir(parents=True, exist_ok=True)
    start = Path(pyspark.__file__).parent / "bin" / "spark-class"
    omgeving = {**os.environ, "SPARK_LOCAL_IP": HIER, "SPARK_DAEMON_MEMORY": "256m", "PYSPARK_PYTHON": sys.executable}
    with (werk / f"{naam}.log").open("wb") as log:
        return subprocess.Popen(
            [start, klasse, *woorden], stdout=log, stderr=log, env=omgeving, start_new_session=True, cwd=werk
        )


def _free_port() -> int:
    with socket.socket() as s:
        s.bind((HIER, 0))
        return int(s.getsockname()[1])


def _answers(poort: int) -> bool:
    with socket.socket() as s:
        return s.connect_ex((HIER, poort)) == 0


def _wait_for(klaar, proces: subprocess.Popen[bytes]) -> None:  # type: ignore[no-untyped-def]
    einde = time.monotonic() + GEDULD
    while not klaar():
        if proces.poll() is not None or time.monotonic() > einde:
            raise RuntimeError("the cluster does not start; see its logs")
        time.sleep(0.2)


if __name__ == "__main__":
    with TemporaryDirectory() as map_, cluster(Path(map_)) as draaiend:
        print(draaiend.adres, flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()

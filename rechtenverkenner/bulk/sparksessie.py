"""A session of Spark, started with a clear message when something it needs is not there."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rechtenverkenner.bulk.verkennen import require_extra
from rechtenverkenner.meldingen import InvoerFout, Melding

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WACHT = 5.0
"""Seconds that a master has to answer."""
_MEESTER = re.compile(r"(local(\[[\w*,]+\])?|yarn)$|spark://|k8s://")
_HIER = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1"}
"""For Spark inside this process: nobody from outside can reach it."""


def require_spark() -> None:
    """Nothing, where the libraries are installed.

    Raises:
        InvoerFout: RV543 or RV550, the extra is not installed.
    """
    require_extra()
    try:
        import pandas  # noqa: F401 - pyspark wants it for all that goes by Arrow
        import pyspark  # noqa: F401
    except ImportError:
        raise _refusal("RV550", "voor Spark is een extra nodig", "pip install 'rechtenverkenner[spark]'") from None


@contextmanager
def open_session(meester: str | None = None) -> Iterator[SparkSession]:
    """A session on this master: the one that runs already (`spark-submit`), else a new one that stops with the block.

    Raises:
        InvoerFout: RV543, RV550, RV551 or RV552, what is not there.
    """
    require_spark()
    from pyspark.sql import SparkSession

    if SparkSession.getActiveSession() is not None:
        yield SparkSession.builder.getOrCreate()
        return
    sessie = _start(meester)
    try:
        yield sessie
    finally:
        sessie.stop()


def _start(meester: str | None) -> SparkSession:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    ingediend = "PYSPARK_GATEWAY_PORT" in os.environ  # by spark-submit, which has started Java and says which master
    if not ingediend:
        _require_java()
        meester = meester or "local[*]"
    if meester:
        _require_master(meester)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    bouwer: Any = SparkSession.builder.appName("rechtenverkenner")
    for naam, waarde in _settings(meester, ingediend=ingediend).items():
        bouwer = bouwer.config(naam, waarde)
    try:
        sessie: SparkSession = bouwer.getOrCreate()
    except (PySparkException, Py4JError, OSError) as fout:
        if "JAVA_GATEWAY_EXITED" in str(fout) or isinstance(fout, OSError):
            raise _no_java() from None
        raise _no_master(meester or "") from None
    if not ingediend:
        _quiet(sessie)
    return sessie


def _settings(meester: str | None, *, ingediend: bool) -> dict[str, str]:
    if ingediend:
        return {"spark.master": meester} if meester else {}
    uit = {"spark.master": meester or "", "spark.ui.enabled": "false"}
    uit["spark.ui.showConsoleProgress"] = str(sys.stderr.isatty()).lower()
    return uit | (_HIER if (meester or "").startswith("local") else {})


def _quiet(sessie: SparkSession) -> None:
    """No lines of Java on the screen of who started us: what goes wrong we say ourselves."""
    log4j: Any = sessie.sparkContext._jvm.org.apache.logging.log4j
    log4j.core.config.Configurator.setRootLevel(log4j.Level.OFF)


def _require_java() -> None:
    thuis = os.environ.get("JAVA_HOME")
    if not (shutil.which(Path(thuis) / "bin" / "java") if thuis else shutil.which("java")):
        raise _no_java()


def _require_master(meester: str) -> None:
    """Nothing, when one of the masters of a standalone cluster answers; Spark itself would try for a minute."""
    if not _MEESTER.match(meester):
        raise _no_master(meester)
    if not meester.startswith("spark://"):
        return
    for host, poort in re.findall(r"([^,/]+):(\d+)", meester.removeprefix("spark://")):
        try:
            socket.create_connection((host.strip("[]"), int(poort)), timeout=WACHT).close()
        except (OSError, OverflowError):
            continue
        return
    raise _no_master(meester)


def _no_java() -> InvoerFout:
    hulp = "installeer Java 17 of 21, en zet JAVA_HOME als het niet op het pad staat"
    return _refusal("RV551", "er is geen Java die start, en Spark heeft ze nodig", hulp)


def _no_master(meester: str) -> InvoerFout:
    hulp = "kijk het adres na: local[2], spark://HOST:7077 of yarn"
    return _refusal("RV552", f"geen Spark op `{meester[:60]}`", hulp)


def _refusal(code: str, tekst: str, hulp: str) -> InvoerFout:
    return InvoerFout([Melding(code, tekst, None, hulp)])

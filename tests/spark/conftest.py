"""Tests on Spark: `make spark` runs them. Elsewhere they are skipped, with what is missing."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

import pytest


@pytest.fixture(scope="session")
def spark_is_er() -> None:
    """Skips where something that Spark needs is not installed."""
    weg = [naam for naam in ("pandas", "pyspark") if find_spec(naam) is None]
    weg += [] if shutil.which("java") else ["java"]
    if weg:
        pytest.skip(f"tests on Spark run with `make spark`; not installed here: {', '.join(weg)}")

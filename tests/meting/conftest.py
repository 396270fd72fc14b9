"""The made-up pilot, stored once; and a disk that is not waited for where nothing hangs on it."""

from __future__ import annotations

import pytest

from rechtenverkenner import Catalogus
from rechtenverkenner.meting import opslag
from tests.meting.hulp import LANG
from tests.meting.waarheid import Pilot, make_pilot


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut is nothing that a test can make: only the long profile waits for the disk at every commit."""
    if not LANG:
        instellingen = tuple(i.replace("synchronous = FULL", "synchronous = OFF") for i in opslag._INSTELLINGEN)
        monkeypatch.setattr(opslag, "_INSTELLINGEN", instellingen)


@pytest.fixture(scope="session")
def pilot(tmp_path_factory: pytest.TempPathFactory, catalogus: Catalogus) -> Pilot:
    return make_pilot(tmp_path_factory.mktemp("pilot") / "r.db", catalogus, 7)

"""A server of the pages and a browser; without Chromium or Playwright these tests are skipped, and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from rechtenverkenner.model.recht import Catalogus
from tests.web.gast import Huis, house

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LANG = os.environ.get("RV_PROFIEL") == "lang"


@pytest.fixture(scope="session")
def huis(catalogus: Catalogus) -> Iterator[Huis]:
    with house(catalogus) as h:
        yield h


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is niet geïnstalleerd")
    if CHROMIUM is None:
        pytest.skip("geen chromium op deze machine: apt-get install chromium")
    with sync_api.sync_playwright() as p:
        b = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield b
        b.close()

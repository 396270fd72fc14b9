"""What every test shares: how many examples hypothesis tries, the catalogue of the project, and its rule coverage."""

from __future__ import annotations

import os
import tempfile
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# No deadline and no health check on speed: how busy the machine is says nothing about the code.
ZONDER_KLOK: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("snel", max_examples=50, **ZONDER_KLOK)
settings.register_profile("ci", max_examples=100, derandomize=True, **ZONDER_KLOK)
settings.register_profile("lang", max_examples=1000, **ZONDER_KLOK)
# What one run of the tests works out is nothing to the next, and nothing of it goes to the folder of a user; the
# processes of one run share it.
if "RECHTENVERKENNER_CACHE" not in os.environ:
    _KAST = tempfile.TemporaryDirectory(prefix="rechtenverkenner-proef-")
    os.environ["RECHTENVERKENNER_CACHE"] = _KAST.name
settings.load_profile(os.environ.get("RV_PROFIEL", "snel"))


@pytest.fixture(scope="session")
def catalogus() -> Any:
    """The catalogue in `regels/`, loaded once for each process of the test run."""
    # Imported here: tests of the lower layers run without the public API.
    from tests.gedeeld import the_catalogue

    return the_catalogue()


@pytest.fixture
def rv(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, catalogus: Any) -> Any:
    """An `Opdracht` of `tests.opdracht`: the catalogue of the project is not loaded again, one of the test's own is."""
    from rechtenverkenner.catalogus import opslag
    from tests.opdracht import run

    echt = opslag.load_catalogus
    monkeypatch.setattr(opslag, "load_catalogus", lambda *mappen: echt(*mappen) if mappen else catalogus)
    return lambda *woorden: run(capsys, monkeypatch, *woorden)


def pytest_addoption(parser: pytest.Parser) -> None:
    hulp = "at the end: which conditions of the catalogue the reference cases make decide"
    parser.addoption("--rechtendekking", action="store_true", help=hulp)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("rechtendekking"):
        import rechtenverkenner
        from rechtenverkenner.verificatie.dekking import measure
        from rechtenverkenner.verificatie.gevallen import read_cases
        from rechtenverkenner.verificatie.verslag import coverage_summary

        terminalreporter.section("rechtendekking")
        for regel in coverage_summary(measure(rechtenverkenner.load_catalogus(), read_cases())):
            terminalreporter.write_line(regel)

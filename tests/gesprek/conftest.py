"""The interviews that the tests look at, each held once for a process."""

from __future__ import annotations

import os

import pytest

from rechtenverkenner.model.recht import Catalogus
from tests.gesprek.antwoordblad import NAMEN, Moment, household, steps

# the largest household takes as long as the two others together
GEVALLEN = NAMEN if os.environ.get("RV_PROFIEL") == "lang" else NAMEN[:2]


@pytest.fixture(scope="session")
def gesprekken(catalogus: Catalogus) -> dict[str, list[Moment]]:
    """Every moment of the interviews, by household."""
    return {naam: list(steps(household(naam), catalogus)) for naam in GEVALLEN}

"""A small group, made once."""

from __future__ import annotations

import pytest

from rechtenverkenner import Catalogus, Gezin
from rechtenverkenner.bevolking.trekken import sample
from tests.groep.hulp import DAG


@pytest.fixture(scope="session")
def gezinnen(catalogus: Catalogus) -> list[Gezin]:
    return list(sample(catalogus, 12, zaad=5, op_datum=DAG, onbekend=0.1))

"""`heeft("x", vanaf=D)`: a status held on some day from D to the date of the evaluation, both included."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rechtenverkenner import make_gezin
from rechtenverkenner.model.knopen import NEE, ONBEKEND
from rechtenverkenner.model.oordeel import UITKOMST_VAN
from rechtenverkenner.motor.beeld import held_since

NU, VANAF = 20261101, 20260101


@pytest.mark.parametrize(
    ("houding", "uitkomst"),
    [
        ({"sinds": date(2026, 11, 1)}, "ja"),  # begins today
        ({"sinds": date(2026, 11, 2)}, "nee"),
        ({"sinds": date(2020, 1, 1), "tot": date(2026, 1, 1)}, "ja"),  # ends on the first day
        ({"sinds": date(2020, 1, 1), "tot": date(2025, 12, 31)}, "nee"),
        ({"sinds": date(2026, 3, 10), "tot": date(2026, 5, 31)}, "ja"),  # wholly within
        ({"sinds": "2026", "tot": date(2026, 5, 31)}, "ja"),  # some day this year, whichever
        ({"sinds": "2025", "tot": date(2026, 5, 31)}, "ja"),
        ("ja", "ja"),
        ("nee", "nee"),
        (None, "onbekend"),
    ],
)
def test_some_day_of_the_period_is_enough(houding: Any, uitkomst: str) -> None:
    statussen = {} if houding is None else {"leefloon": houding}
    persoon = make_gezin({"personen": [{"id": "p", "statussen": statussen}]}).personen[0]
    waarde = held_since(persoon, "leefloon", "statussen", (VANAF, VANAF), (NU, NU), NU)
    assert UITKOMST_VAN[waarde] == uitkomst


def test_a_complete_list_without_the_status_looks_back_one_year() -> None:
    persoon = make_gezin({"personen": [{"id": "p", "andere_statussen": "nee"}]}).personen[0]
    antwoord = [held_since(persoon, "leefloon", "statussen", (d, d), (NU, NU), NU) for d in (20250101, 20241231)]
    assert antwoord == [NEE, ONBEKEND]

"""Prices of the cheap passes by date: the reference price of these years is not known, so no verdict shows them."""

from __future__ import annotations

from datetime import date

import pytest

from rechtenverkenner import Catalogus
from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.datums import to_number

# Day -> euro for the increased reimbursement and for the transport guarantee, as (lowest, highest).
PRIJZEN = {
    date(2017, 1, 31): ((51, 51), (41, 41)),
    date(2017, 2, 1): ((52, 52), (41, 43)),
    date(2018, 2, 1): ((53, 53), (43, 43)),
    date(2022, 4, 1): ((56, 56), (46, 46)),
    date(2025, 3, 31): ((56, 56), (46, 46)),
    date(2025, 4, 1): ((66, 66), (54, 54)),
    date(2026, 1, 31): ((66, 66), (54, 54)),
    date(2026, 2, 1): ((66, 68), (54, 56)),
    date(2026, 12, 31): ((66, 68), (54, 56)),
    date(2027, 1, 1): ((None, None), (None, None)),
}


def price(catalogus: Catalogus, naam: str, dag: date) -> Interval:
    perioden = catalogus.parameters[f"delijn.{naam}"].waarden
    onder, boven = next(p.grenzen for p in perioden if p.vanaf <= to_number(dag) <= p.tot)
    return (None if onder is None else onder // 100), (None if boven is None else boven // 100)


@pytest.mark.parametrize("dag", PRIJZEN, ids=str)
def test_a_pass_costs_what_the_tariff_of_that_day_says(dag: date, catalogus: Catalogus) -> None:
    assert (price(catalogus, "prijs_vt_12m", dag), price(catalogus, "prijs_vg_12m", dag)) == PRIJZEN[dag]


@pytest.mark.parametrize("dag", [d for d in PRIJZEN if d < date(2027, 1, 1)], ids=str)
def test_the_transport_guarantee_is_never_dearer_than_the_pass_for_increased_reimbursement(
    dag: date, catalogus: Catalogus
) -> None:
    vt, vg = price(catalogus, "prijs_vt_12m", dag), price(catalogus, "prijs_vg_12m", dag)
    assert vt[0] is not None and vg[1] is not None and vg[1] < vt[0]

"""The synthetic population: complete households that the engine accepts, the same every time."""

from __future__ import annotations

from datetime import date

from rechtenverkenner import Catalogus, evaluate, make_gezin
from rechtenverkenner.bevolking.tabellen import GEZINSTYPES
from rechtenverkenner.bevolking.trekken import draw_profile, make_source, sample

OP_DATUM = date(2026, 11, 1)


def test_a_complete_household_leaves_no_question(catalogus: Catalogus) -> None:
    bron = make_source(catalogus, zaad=1, op_datum=OP_DATUM)
    for k in range(2 * len(GEZINSTYPES)):
        gezin = make_gezin(draw_profile(bron, k, soort=GEZINSTYPES[k % len(GEZINSTYPES)]))
        open_ = {(o.recht, f) for o in evaluate(gezin, catalogus, op_datum=OP_DATUM).oordelen for f in o.ontbreekt}
        assert not open_, (k, open_)


def test_a_population_made_in_pieces_is_the_same(catalogus: Catalogus) -> None:
    heel = list(sample(catalogus, 12, zaad=3, op_datum=OP_DATUM))
    stukken = [g for vanaf in (8, 0, 4) for g in sample(catalogus, 4, zaad=3, op_datum=OP_DATUM, vanaf=vanaf)]
    assert heel == [*stukken[4:], *stukken[:4]]

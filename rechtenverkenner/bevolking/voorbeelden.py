"""A small fixed set of households, of every type: examples of what people may answer."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any, Final

from rechtenverkenner.bevolking.houdingen import VT
from rechtenverkenner.bevolking.rechtentabellen import DIE_OPENEN
from rechtenverkenner.bevolking.tabellen import GEZINSTYPES
from rechtenverkenner.bevolking.trekken import Bron, draw_profile, make_source
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus

AANTAL: Final = 24
ZAAD: Final = 24
GROOT_EERST: Final = tuple(sorted(GEZINSTYPES, key=lambda t: -t.gewicht))


def voorbeelden(catalogus: Catalogus, op_datum: date) -> tuple[Gezin, ...]:
    """24 complete households, the same every time: one of each type, and of the commonest a second with little money.

    Raises:
        InvoerFout: a date for which no population can be made.
    """
    bron = make_source(catalogus, zaad=ZAAD, op_datum=op_datum)
    profielen = [draw_profile(bron, k, soort=t) for k, t in enumerate(GROOT_EERST)]
    rest = AANTAL - len(profielen)
    profielen += [_first_poor(bron, 1000 * (n + 1), n) for n in range(rest)]
    return tuple(Gezin.model_validate(p) for p in profielen)


def _first_poor(bron: Bron, vanaf: int, plek: int) -> dict[str, Any]:
    """The first household of a type that has a benefit or uses a right for low incomes."""
    profielen = (draw_profile(bron, k, soort=GROOT_EERST[plek]) for k in count(vanaf))
    return next(
        p for p in profielen if any(DIE_OPENEN & q["statussen"].keys() or VT in q["rechten"] for q in p["personen"])
    )

"""Facts that follow from what is known: filled in before questions are chosen, so that they are not asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.kaart import Gevolgtrekking
from rechtenverkenner.model.knopen import JA
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.antwoorden import answer, holder_keys, known
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.evalueren import plan_of
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.semantiek import Rekenaar

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin
    from rechtenverkenner.model.houding import Houding


def infer(gezin: Gezin, catalogus: Catalogus, *, op_datum: date) -> Gezin:
    """The profile with every fact that follows from it by the rules of `vragen.yaml`.

    What the profile says itself is never changed.
    """
    while True:
        r = Rekenaar(Beeld(gezin, to_number(op_datum)), catalogus.parameters, plan_of(catalogus).ontleding)
        nieuw = {sleutel: w for g in catalogus.volgt for sleutel, w in _following(r, g)}
        if not nieuw:
            return gezin
        gezin = answer(gezin, nieuw)


def _following(r: Rekenaar, g: Gevolgtrekking) -> Iterator[tuple[str, Any]]:
    gezin = r.beeld.gezin
    veld = f"statussen.{g.status}" if g.status else g.veld
    sleutels = holder_keys(gezin, veld)
    for i, sleutel in enumerate(sleutels):
        if known(gezin, sleutel) is None and r.truth(g.voorwaarde, i if g.niveau != "gezin" else HUISHOUDEN) == JA:
            yield sleutel, _as_held(g, gezin.HOUDING)


def _as_held(g: Gevolgtrekking, houding: type[Houding]) -> Any:
    """The value as the profile holds it."""
    if g.status:
        return houding(heeft=bool(g.waarde))
    is_geld = g.veld in REGISTER and REGISTER[g.veld][0].typ.eenheid.startswith("EUR")
    return Decimal(g.waarde) if is_geld and isinstance(g.waarde, int) else g.waarde

"""From the bytes of a request to a typed value, with every fault as one of our messages."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from rechtenverkenner.catalogus.bron import Bron
from rechtenverkenner.catalogus.vertaling_fouten import translate
from rechtenverkenner.web import weigeringen as w
from rechtenverkenner.web.weigeringen import Geweigerd

M = TypeVar("M", bound=BaseModel)
MEESTE_FOUTEN = 100
GROOTST = 10**15


def read_json(lichaam: bytes) -> dict[str, Any]:
    """The object in a body. Numbers with a fraction become `Decimal`: an amount stays exact.

    Raises:
        Geweigerd: RV814, no JSON, no object, a key that is there twice, or text that is no UTF-8.
    """
    try:
        tekst = lichaam.decode("utf-8")
        data = json.loads(tekst, parse_float=_number, parse_constant=_refuse, object_pairs_hook=_once)
        if "\\ud" in tekst.lower():
            json.dumps(data, ensure_ascii=False, default=str).encode()  # half a character cannot be written back
    except (ValueError, RecursionError, ArithmeticError):
        raise Geweigerd(w.GEEN_JSON) from None
    if not isinstance(data, dict):
        raise Geweigerd(w.GEEN_JSON)
    return data


def read_as(model: type[M], data: dict[str, Any]) -> M:
    """The data as a value of this model.

    Raises:
        Geweigerd: RV815, with every fault and the path to it.
    """
    try:
        return model.model_validate(data)
    except ValidationError as e:
        fouten = translate(e, model, Bron("", data), "RV4")
    raise Geweigerd(w.INVOER, fouten=fouten[:MEESTE_FOUTEN])


def _refuse(_: str) -> NoReturn:
    raise ValueError("no number")


def _number(tekst: str) -> int | Decimal:
    """`2.0` is a whole number in JSON."""
    getal = Decimal(tekst)
    return int(getal) if abs(getal) < GROOTST and getal == getal.to_integral_value() else getal


def _once(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    uit = dict(paren)
    if len(uit) != len(paren):
        raise ValueError("a key twice")
    return uit

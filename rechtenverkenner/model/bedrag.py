"""Numbers with a unit: exact integers on a fixed scale per unit, closed intervals of them, and statutory rounding.

Nothing here is a float. An amount of 12.50 euro per month is the integer 1250 of unit `EUR/maand` (scale 2); a price of
0.22773 euro per kWh is 22773 of unit `EUR/kWh` (scale 5). Euro per month and euro per year are different units: adding
them is an error that the loader reports, not a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from fractions import Fraction

Afronding = Literal["half_op", "beneden", "boven"]
Interval = tuple[int | None, int | None]
"""Lowest and highest possible value on the scale of the unit; `None` is unbounded on that side."""

ONBEKEND: Interval = (None, None)
NIET_NEGATIEF: Interval = (0, None)

# Decimals kept per unit. Money per physical quantity needs more than cents: energy prices are published in
# thousandths of a cent per kWh.
SCHAAL: dict[str, int] = {
    "EUR": 2,
    "EUR/jaar": 2,
    "EUR/maand": 2,
    "EUR/kwartaal": 2,
    "EUR/liter": 5,
    "EUR/kWh": 5,
    "EUR/m3": 5,
    "factor": 6,
    "punten": 1,
    "procent": 0,
    "aantal": 0,
    "jaren": 0,
    "maanden": 0,
    "dagen": 0,
    "kalenderjaar": 0,
    "liter": 0,
    "kWh": 0,
    "m3": 0,
}

_PER_JAAR: dict[str, int] = {"EUR/maand": 12, "EUR/kwartaal": 4, "EUR/jaar": 1}

# What a product of two units is; a pair that is not here has no meaning (money times money).
_PRODUCT: dict[tuple[str, str], str] = {
    ("EUR/liter", "liter"): "EUR",
    ("EUR/kWh", "kWh"): "EUR",
    ("EUR/m3", "m3"): "EUR",
    ("EUR/maand", "maanden"): "EUR",
    ("EUR/jaar", "jaren"): "EUR",
}


def product_unit(a: str, b: str) -> str | None:
    """The unit of a value of unit `a` times a value of unit `b`, or None when that has no meaning.

    >>> product_unit("EUR/jaar", "aantal"), product_unit("liter", "EUR/liter"), product_unit("EUR", "EUR")
    ('EUR/jaar', 'EUR', None)
    """
    for x, y in ((a, b), (b, a)):
        if y in ("aantal", "factor") and (x != "kalenderjaar"):
            return x
        if (x, y) in _PRODUCT:
            return _PRODUCT[x, y]
    return None


def months_per(eenheid: str) -> int | None:
    """How many times a recurring unit falls in a year, or None for a unit that does not recur."""
    return _PER_JAAR.get(eenheid)


def divide(teller: int, noemer: int, *, afronding: Afronding = "half_op") -> int:
    """`teller / noemer` as an integer; a half goes away from zero unless another rounding is named.

    >>> divide(25, 10), divide(-25, 10), divide(29, 10, afronding="beneden"), divide(21, 10, afronding="boven")
    (3, -3, 2, 3)
    """
    if teller >= 0 and noemer > 0 and afronding == "half_op":  # nearly always
        return (2 * teller + noemer) // (2 * noemer)
    if noemer < 0:
        teller, noemer = -teller, -noemer
    if afronding == "beneden":
        return teller // noemer
    if afronding == "boven":
        return -((-teller) // noemer)
    if teller >= 0:
        return (2 * teller + noemer) // (2 * noemer)
    return -((-2 * teller + noemer) // (2 * noemer))


def to_int(waarde: Decimal | int | str | Fraction, eenheid: str) -> int:
    """A written number as the integer of its unit.

    Raises:
        ValueError: more decimals than the unit keeps, or an unknown unit.

    >>> to_int(Decimal("12.50"), "EUR/maand"), to_int(3, "aantal")
    (1250, 3)
    """
    if eenheid not in SCHAAL:
        raise ValueError(f"onbekende eenheid `{eenheid}`")
    from fractions import Fraction  # for who reads rules; who uses them needs it not

    exact = Fraction(waarde) * 10 ** SCHAAL[eenheid]
    if exact.denominator != 1:
        raise ValueError(f"{waarde} heeft meer dan {SCHAAL[eenheid]} decimalen voor {eenheid}")
    return int(exact)


def to_decimal(waarde: int, eenheid: str) -> Decimal:
    """The integer of a unit as an exact decimal number.

    >>> to_decimal(1250, "EUR/maand")
    Decimal('12.50')
    """
    return Decimal(waarde).scaleb(-SCHAAL[eenheid])


def add(a: Interval, b: Interval) -> Interval:
    """Sum of two intervals."""
    (a_laag, a_hoog), (b_laag, b_hoog) = a, b
    return (
        None if a_laag is None or b_laag is None else a_laag + b_laag,
        None if a_hoog is None or b_hoog is None else a_hoog + b_hoog,
    )


def subtract(a: Interval, b: Interval) -> Interval:
    """Difference of two intervals (as if they were independent: never too narrow)."""
    (a_laag, a_hoog), (b_laag, b_hoog) = a, b
    return (
        None if a_laag is None or b_hoog is None else a_laag - b_hoog,
        None if a_hoog is None or b_laag is None else a_hoog - b_laag,
    )


def hull(a: Interval, b: Interval) -> Interval:
    """The smallest interval that holds both."""
    (a_laag, a_hoog), (b_laag, b_hoog) = a, b
    return (
        None if a_laag is None or b_laag is None else a_laag if a_laag < b_laag else b_laag,
        None if a_hoog is None or b_hoog is None else a_hoog if a_hoog > b_hoog else b_hoog,
    )


def minimum(waarden: Iterable[Interval]) -> Interval:
    """Interval of the lowest of several values, at least one."""
    (onder, boven), *rest = waarden
    for laag, hoog in rest:
        if onder is not None and (laag is None or laag < onder):
            onder = laag
        if hoog is not None and (boven is None or hoog < boven):
            boven = hoog
    return onder, boven


def maximum(waarden: Iterable[Interval]) -> Interval:
    """Interval of the highest of several values, at least one."""
    (onder, boven), *rest = waarden
    for laag, hoog in rest:
        if laag is not None and (onder is None or laag > onder):
            onder = laag
        if boven is not None and (hoog is None or hoog > boven):
            boven = hoog
    return onder, boven


def multiply(a: Interval, b: Interval, deler: int) -> Interval:
    """Product of two intervals divided by `deler` (a power of ten that brings the scale back), half away from zero.

    Unbounded sides are handled for operands that are never negative, which is what amounts and counts are; an operand
    that may be negative and is unbounded gives an unbounded product.
    """
    (a_laag, a_hoog), (b_laag, b_hoog) = a, b
    if a_laag is not None and b_laag is not None and a_laag >= 0 and b_laag >= 0:
        onder = divide(a_laag * b_laag, deler)
        if a_hoog is None or b_hoog is None:
            return (0, 0) if a_hoog == 0 or b_hoog == 0 else (onder, None)
        return onder, onder if a_laag == a_hoog and b_laag == b_hoog else divide(a_hoog * b_hoog, deler)
    if a_laag is None or a_hoog is None or b_laag is None or b_hoog is None:
        return ONBEKEND
    hoeken = a_laag * b_laag, a_laag * b_hoog, a_hoog * b_laag, a_hoog * b_hoog
    return divide(min(hoeken), deler), divide(max(hoeken), deler)


def scale(a: Interval, teller: int, noemer: int, *, afronding: Afronding = "half_op") -> Interval:
    """An interval times the exact fraction `teller/noemer`, each end rounded as named."""
    if teller == 0:
        return 0, 0
    laag, hoog = a
    onder = None if laag is None else divide(laag * teller, noemer, afronding=afronding)
    boven = onder if laag == hoog else None if hoog is None else divide(hoog * teller, noemer, afronding=afronding)
    return (onder, boven) if teller > 0 else (boven, onder)

"""How a language writes numbers, amounts, days and rows of words: by babel, and Dutch by itself.

Most commands speak Dutch only, and loading babel with its tables takes longer than judging a household. A law holds the
Dutch of this module equal to that of babel.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

_MAANDEN = ("januari februari maart april mei juni juli augustus september oktober november december").split()
_NEDERLANDS = str.maketrans(",.", ".,")
Cijfers = Literal["cent", "geen", "alle"]
"""What stands behind the comma of an amount: cents, nothing, or all there is and at least cents."""


def is_dutch(locale: str) -> bool:
    """Whether a locale writes as Dutch does in Belgium."""
    return locale.partition("@")[0] == "nl_BE"


def write_number(getal: Decimal | int, locale: str) -> str:
    """A number, with at most three digits behind the comma."""
    if is_dutch(locale):
        heel, _, rest = _dutch(Decimal(getal), 3).partition(",")
        rest = rest.rstrip("0")
        return f"{heel},{rest}" if rest else heel
    from babel.numbers import format_decimal

    return str(format_decimal(getal, locale=_locale(locale)))


def write_money(bedrag: Decimal, locale: str, *, cijfers: Cijfers = "cent") -> str:
    """An amount in euro."""
    if is_dutch(locale):
        achter = {"geen": 0, "cent": 2, "alle": max(2, -int(bedrag.normalize().as_tuple().exponent))}
        return f"€\u00a0{_dutch(bedrag, achter[cijfers])}"
    from babel.numbers import format_currency

    taal = _locale(locale)
    if cijfers == "cent":
        return str(format_currency(bedrag, "EUR", locale=taal))
    if cijfers == "alle":
        return str(format_currency(bedrag, "EUR", locale=taal, currency_digits=False, decimal_quantization=False))
    vorm = taal.currency_formats["standard"].pattern.replace(".00", "")
    return str(format_currency(bedrag, "EUR", format=vorm, locale=taal, currency_digits=False))


def write_day(dag: date, locale: str) -> str:
    """A day, written out."""
    if is_dutch(locale):
        return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"
    from babel.dates import format_date

    return str(format_date(dag, format="long", locale=_locale(locale)))


def write_list(delen: Sequence[str], locale: str) -> str:
    """Words in a row."""
    if is_dutch(locale):
        return f"{', '.join(delen[:-1])} en {delen[-1]}" if len(delen) > 1 else "".join(delen)
    from babel.lists import format_list

    return str(format_list(list(delen), locale=_locale(locale)))


def text_direction(locale: str) -> str:
    """`ltr` or `rtl`: which way the text runs."""
    if is_dutch(locale):
        return "ltr"
    return str(_locale(locale).text_direction)


def _dutch(getal: Decimal, cijfers: int) -> str:
    return f"{getal:,.{cijfers}f}".translate(_NEDERLANDS)


@cache
def _locale(locale: str) -> Locale:
    from babel import Locale

    return Locale.parse(locale)

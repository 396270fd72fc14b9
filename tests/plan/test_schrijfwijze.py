"""Law: Dutch written without babel is Dutch written by babel."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from rechtenverkenner.plan import schrijfwijze
from rechtenverkenner.plan.taal import TALEN

NEDERLANDS = [t.locale for t in TALEN.values() if schrijfwijze.is_dutch(t.locale)]
GETALLEN = st.decimals(-(10**7), 10**12, places=None, allow_nan=False).map(lambda x: round(x, 6)) | st.decimals(
    0, 3000, places=2
)


def by_babel(bedrag: Decimal, locale: str, cijfers: str) -> str:
    taal: Any = Locale.parse(locale)
    if cijfers == "cent":
        return format_currency(bedrag, "EUR", locale=taal)
    if cijfers == "alle":
        return format_currency(bedrag, "EUR", locale=taal, currency_digits=False, decimal_quantization=False)
    vorm = taal.currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(bedrag, "EUR", format=vorm, locale=taal, currency_digits=False)


def test_two_languages_are_dutch() -> None:
    assert len(NEDERLANDS) == 2
    assert [schrijfwijze.text_direction(x) for x in NEDERLANDS] == [Locale.parse(x).text_direction for x in NEDERLANDS]


@given(GETALLEN, st.sampled_from(NEDERLANDS), st.sampled_from(["cent", "alle", "geen"]))
def test_numbers_and_amounts(getal: Decimal, locale: str, cijfers: Any) -> None:
    assert schrijfwijze.write_money(getal, locale, cijfers=cijfers) == by_babel(getal, locale, cijfers)
    for x in (getal, getal.normalize(), int(getal)):
        assert schrijfwijze.write_number(x, locale) == format_decimal(x, locale=locale)


@given(st.dates(date(1000, 1, 1)), st.lists(st.text("abc ,", max_size=4), max_size=6), st.sampled_from(NEDERLANDS))
def test_days_and_rows_of_words(dag: date, delen: list[str], locale: str) -> None:
    assert schrijfwijze.write_day(dag, locale) == format_date(dag, format="long", locale=locale)
    assert schrijfwijze.write_list(delen, locale) == format_list(delen, locale=locale)


@pytest.mark.parametrize("locale", [t.locale for t in TALEN.values() if t.locale not in NEDERLANDS])
def test_other_languages_are_written_by_babel(locale: str) -> None:
    bedrag = Decimal("-1234.565")
    for cijfers in ("cent", "alle", "geen"):
        assert schrijfwijze.write_money(bedrag, locale, cijfers=cijfers) == by_babel(bedrag, locale, cijfers)  # type: ignore[arg-type]
    assert schrijfwijze.write_number(bedrag, locale) == format_decimal(bedrag, locale=locale)
    assert schrijfwijze.write_day(date(2026, 3, 1), locale) == format_date(
        date(2026, 3, 1), format="long", locale=locale
    )
    assert schrijfwijze.write_list(["a", "b", "c"], locale) == format_list(["a", "b", "c"], locale=locale)

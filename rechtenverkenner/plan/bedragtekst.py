"""Amounts inside a Dutch sentence of the catalogue, as placeholders for its translations.

A translator sees `hoogstens {euro1} per maand`: an amount cannot go wrong in a translation, it is written as the
language writes it, and a new amount in the Dutch sentence leaves the translation as it was.
"""

from __future__ import annotations

import re
from decimal import Decimal

_GETAL = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_JAARTAL = r"(?:19\d\d|20\d\d|2100) "
# Not after a digit and a space: in `1 250 euro` the amount is not 250, and who writes so gets no placeholder.
_BEDRAGEN = re.compile(rf"(?<![\w.,])(?<!\d\s)(?:(?!{_JAARTAL})({_GETAL}) (of|tot|en) )?({_GETAL}) euro\b")


def with_placeholders(zin: str) -> tuple[str, dict[str, Decimal]]:
    """The sentence with each amount in euro as `{euro1}`, `{euro2}`, ..., and what they stand for (euro).

    >>> with_placeholders("u betaalt 1,60 euro, en 50 of 1.100 euro voor de pas")[0]
    'u betaalt {euro1}, en {euro2} of {euro3} voor de pas'
    >>> with_placeholders("in 2025 en 2026 of 50 euro, en 1 250 euro")[0]
    'in 2025 en 2026 of {euro1}, en 1 250 euro'
    """
    waarden: dict[str, Decimal] = {}

    def named(getal: str) -> str:
        naam = f"euro{len(waarden) + 1}"
        waarden[naam] = Decimal(getal.replace(".", "").replace(",", "."))
        return f"{{{naam}}}"

    def replaced(gevonden: re.Match[str]) -> str:
        eerste, woord, laatste = gevonden.groups()
        voor = f"{named(eerste)} {woord} " if eerste else ""
        return voor + named(laatste)

    return _BEDRAGEN.sub(replaced, zin), waarden

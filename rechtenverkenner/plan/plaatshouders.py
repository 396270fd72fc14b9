"""What stands between braces in a sentence, and what is filled in there.

A translator may write anything: only a translation that asks for exactly what the Dutch sentence gives is printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_NAAM = re.compile(r"\{([A-Za-z_]\w*)\}", re.ASCII)


def placeholders(zin: str) -> frozenset[str] | None:
    """The names between braces; None when a brace is no part of one: `{x:>9}`, `{x!r}`, `{}`, `{x`.

    >>> sorted(placeholders("tot {hoogste}, nu {bedrag}"))
    ['bedrag', 'hoogste']
    """
    rest = _NAAM.sub("", zin)
    return None if "{" in rest or "}" in rest else frozenset(_NAAM.findall(zin))


def same_placeholders(bronnen: Sequence[str], vormen: Sequence[str]) -> bool:
    """Whether every form has those of the source; a form for one may, like the Dutch one, leave out the number."""
    mogelijk = [placeholders(b) for b in bronnen]
    if None in mogelijk:
        return False
    return all(placeholders(v) in mogelijk for v in vormen) and placeholders(vormen[-1]) == mogelijk[-1]


def fill(zin: str, waarden: Mapping[str, str]) -> str:
    """The sentence with these values in their places; other braces stay as they are.

    >>> fill("tot {euro1} {zie bijlage}", {"euro1": "5 euro"})
    'tot 5 euro {zie bijlage}'
    """
    return _NAAM.sub(lambda m: waarden.get(m[1], m[0]), zin)

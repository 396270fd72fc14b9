"""Euros of several clients together: what was open, and what was opened; never those of fewer than five."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rechtenverkenner.meting.gegevens import MINST, Paar
from rechtenverkenner.meting.meten import Grenzen

AFRONDING: Final = 1000
"""Sums are shown in tens of euros (this many cents): the lowest downward, the highest upward."""


@dataclass(frozen=True, slots=True)
class Geld:
    """Cents: a year of what was open at the zero measurement; of what was received since, a year and once."""

    open_jaar: Grenzen = None
    ontvangen_jaar: Grenzen = None
    ontvangen_eenmalig: Grenzen = None


_BEDRAGEN: Final[Mapping[str, Callable[[Paar], Grenzen]]] = {
    "open_jaar": lambda p: p.jaar if p.klasse not in ("buiten", "gebruikt") else None,
    "ontvangen_jaar": lambda p: p.jaar if p.klasse == "ontvangen" else None,
    "ontvangen_eenmalig": lambda p: p.eenmalig if p.klasse == "ontvangen" else None,
}


def money(bedragen: Iterable[Grenzen]) -> Grenzen:
    """The rounded sum; None when fewer than five clients and rights have an amount."""
    rij = [b for b in bedragen if b and b[1]]
    if len(rij) < MINST:
        return None
    laag, hoog = (sum(b[i] for b in rij) for i in (0, 1))
    return laag // AFRONDING * AFRONDING, -(-hoog // AFRONDING) * AFRONDING


def money_of(paren: Sequence[Paar]) -> Geld:
    """The sums of pairs that nothing else is subtracted from."""
    return Geld(**{soort: money(map(bedrag, paren)) for soort, bedrag in _BEDRAGEN.items()})


def money_of_rows(per_rij: Mapping[str, Sequence[Paar]], niveaus: Mapping[str, int]) -> dict[str, Geld]:
    """The sums of rows of which the total is shown: what is hidden is about five amounts too, or about none."""
    uit: dict[str, dict[str, Grenzen]] = {r: {} for r in per_rij}
    for soort, bedrag in _BEDRAGEN.items():
        n = {r: sum(1 for p in paren if (b := bedrag(p)) and b[1]) for r, paren in per_rij.items()}
        nodig = 1 if soort == "open_jaar" else 2
        toon = {r for r, aantal in n.items() if niveaus[r] >= nodig and aantal >= MINST}
        while toon and 0 < sum(n[r] for r in n if r not in toon) < MINST:
            toon.remove(min(toon, key=lambda r: (n[r], r)))
        for r in toon:
            uit[r][soort] = money(map(bedrag, per_rij[r]))
    return {r: Geld(**bedragen) for r, bedragen in uit.items()}

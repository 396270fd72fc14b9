"""Methods side by side, and what they took: counts with intervals, and no claim where there are few clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from rechtenverkenner.meting.afscherming import shown_rows
from rechtenverkenner.meting.gegevens import MINST, Gegevens, Paar
from rechtenverkenner.meting.meten import Grenzen
from rechtenverkenner.meting.statistiek import KLANTEN, mcnemar, wilson
from rechtenverkenner.meting.woorden import LIJSTEN

GEEN: Final = "geen genoemd"


@dataclass(frozen=True, slots=True)
class Methode:
    """One method: the open rights of which it was the last one used, and how many of those were received.

    `tussen` is the 95 % interval of that share, with clients as the number that counts.
    """

    methode: str
    rechten: int | None
    ontvangen: int | None
    tussen: tuple[float, float] | None
    minuten: int | None


@dataclass(frozen=True, slots=True)
class Tijd:
    """The work: minutes in all and per client, and beside the money of a year (cents) that it opened."""

    minuten: int
    per_klant: float
    jaar: Grenzen

    @property
    def jaar_per_uur(self) -> Grenzen:
        """The cents of a year that an hour opened, lowest and highest."""
        return self.jaar and (self.jaar[0] * 60 // self.minuten, self.jaar[1] * 60 // self.minuten)

    @property
    def minuten_per_100_euro(self) -> Grenzen:
        """The minutes that 100 euros a year took, lowest and highest; None when the lowest amount is nothing."""
        if self.jaar is None or self.jaar[0] == 0:
            return None
        return round(self.minuten * 10_000 / self.jaar[1]), round(self.minuten * 10_000 / self.jaar[0])


def methods_of(g: Gegevens) -> tuple[tuple[Methode, ...], tuple[str, ...]]:
    """Each method, and what can be said of two of them."""
    per_methode: dict[str, list[Paar]] = {m: [] for m in (*LIJSTEN["methode"], GEEN)}
    for p in g.paren:
        if p.klasse not in ("buiten", "gebruikt"):
            per_methode[_last_method(p)].append(p)
    toon = shown_rows({m: _two(paren) for m, paren in per_methode.items()})
    rijen = tuple(
        _method(g, m, paren) if m in toon else Methode(m, None, None, None, None) for m, paren in per_methode.items()
    )
    gekozen = {m: per_methode[m] for m in per_methode if m in toon and m != GEEN}
    return rijen, tuple(_compare(gekozen))


def _last_method(p: Paar) -> str:
    return next((s.methode for s in reversed(p.stappen) if s.methode), GEEN)


def _two(paren: Sequence[Paar]) -> tuple[int, int]:
    """How many received, and how many not."""
    n = sum(p.klasse == "ontvangen" for p in paren)
    return n, len(paren) - n


def _method(g: Gegevens, naam: str, paren: Sequence[Paar]) -> Methode:
    ontvangen, niet = _two(paren)
    klanten = len({p.klant for p in paren})
    n = ontvangen + niet
    # With clients instead of rights: what one client does hangs together. Wider, and honest.
    laag, hoog = wilson(ontvangen / n * klanten, klanten)
    minuten = [s.minuten for p in g.paren for s in p.stappen if s.methode == naam and s.minuten is not None]
    tussen = (round(laag, 2), round(hoog, 2)) if klanten >= KLANTEN else None
    return Methode(naam, n, ontvangen, tussen, _minutes(minuten))


def _minutes(minuten: Sequence[int]) -> int | None:
    return sum(minuten) if len(minuten) >= MINST else None


def _compare(per_methode: dict[str, list[Paar]]) -> Iterable[str]:
    """Two methods on the same clients: a paired test, corrected for how many are tried."""
    stellen = list(combinations(per_methode, 2))
    for een, ander in stellen:
        delen = [_per_client(per_methode[m]) for m in (een, ander)]
        samen = delen[0].keys() & delen[1].keys()
        beter = sum(delen[0][k] > delen[1][k] for k in samen)
        slechter = sum(delen[0][k] < delen[1][k] for k in samen)
        if len(samen) < KLANTEN:
            yield f"{een} en {ander}: te weinig klanten met allebei voor een uitspraak"
        elif mcnemar(beter, slechter) >= 0.05 / len(stellen):
            yield f"{een} en {ander}: geen aantoonbaar verschil"
        else:
            hoger, lager = (een, ander) if beter > slechter else (ander, een)
            yield f"bij wie allebei kreeg, leverde {hoger} vaker een recht op dan {lager}"


def _per_client(paren: Iterable[Paar]) -> dict[int, float]:
    per_klant = defaultdict(list)
    for p in paren:
        per_klant[p.klant].append(p.klasse == "ontvangen")
    return {k: sum(rij) / len(rij) for k, rij in per_klant.items()}


def time_of(g: Gegevens, ontvangen_jaar: Grenzen) -> Tijd | None:
    """The work of the round; None when hardly any minutes were registered."""
    minuten = [s.minuten for p in g.paren for s in p.stappen if s.minuten is not None]
    totaal = _minutes(minuten)
    return Tijd(totaal, totaal / len(g.groep_van), ontvangen_jaar) if totaal else None

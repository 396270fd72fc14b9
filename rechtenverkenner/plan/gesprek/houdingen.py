"""Statuses and rights in use, several at once: `0` for none, `3 7`, `moeder: 3 7; zoon: 2`, `3=2025-09-15`, `7?`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rechtenverkenner.model.houding import Houding
from rechtenverkenner.plan.gesprek.blokken import Antwoordtekst, Blok, by_name, holders
from rechtenverkenner.plan.gesprek.getallen import format_period, parse_day, parse_period
from rechtenverkenner.plan.gesprek.lezer import Lezer, at_number, is_skip, pick, plain, refuse
from rechtenverkenner.plan.woorden import N_

NEE = Houding(heeft=False)


@dataclass(frozen=True, slots=True)
class Keuze:
    """A status or right that can be ticked: its id, its Dutch name, and the key of each who can have it."""

    kenmerk: str
    naam: str
    sleutels: Mapping[str, str] = field(repr=False)


def choices(blok: Blok) -> tuple[Keuze, ...]:
    """What can be ticked, in the order of the question; the number of each is its place from 1."""
    namen: dict[str, str] = {}
    sleutels: dict[str, dict[str, str]] = {}
    for veld in blok.velden:
        for waarde, naam in veld.keuzes:
            houder, _, kenmerk = waarde.rpartition(".") if blok.soort == "rechten" else (veld.over, "", waarde)
            namen[kenmerk] = naam
            sleutels.setdefault(kenmerk, {})[houder] = f"{houder}.{blok.soort}.{kenmerk}"
    return tuple(Keuze(k, namen[k], sleutels[k]) for k in namen)


def parse_ticks(blok: Blok, tekst: Antwoordtekst, lezer: Lezer) -> dict[str, Houding | None]:
    """For every key of the part whether somebody has it; None where that is not known. What is not ticked is a no.

    Of a text by person only the keys of those people.

    Raises:
        InvoerFout: RV404, no choice; RV471, nobody named where several can have it; RV415, a date.
    """
    if isinstance(tekst, str) and is_skip(tekst):
        return dict.fromkeys(blok.sleutels)
    rij = choices(blok)
    delen = by_name(blok, tekst, lezer) if isinstance(tekst, str) else tekst
    uit: dict[str, Houding | None] = {
        s: NEE for s in blok.sleutels if isinstance(tekst, str) or s.partition(".")[0] in tekst
    }
    genoemd = {wie for wie in delen if wie.strip()}
    for wie, stuk in delen.items():
        if is_skip(stuk):
            uit.update(
                {s: None for k in rij for h, s in k.sleutels.items() if h == wie or (not wie and h not in genoemd)}
            )
            continue
        for keuze, houding in _ticked(stuk, rij, blok, lezer):
            for sleutel in _meant(keuze, wie, genoemd, blok, lezer):
                uit[sleutel] = houding
    return uit


def _ticked(stuk: str, rij: tuple[Keuze, ...], blok: Blok, lezer: Lezer) -> Iterator[tuple[Keuze, Houding | None]]:
    if stuk == "0" or plain(stuk) in ("geen", "niemand"):
        return
    for woord in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", stuk)):
        naam, _, sinds = woord.rstrip("?").partition("=")
        keuze = at_number(naam, rij) or pick(naam, rij, lambda k: (k.kenmerk, k.naam, _shown(k, lezer)))
        if keuze is None:
            hulp = N_("schrijf de nummers van 1 tot {n} met een spatie ertussen, of 0 voor niets")
            refuse(lezer.woorden, "RV404", N_("`{veld}`: dit is geen van de keuzes"), hulp, veld=blok.label, n=len(rij))
        yield keuze, None if woord.endswith("?") else _since(sinds, blok, lezer)


def _shown(k: Keuze, lezer: Lezer) -> str:
    return lezer.woorden.of_catalogue(k.naam).tekst


def _since(tekst: str, blok: Blok, lezer: Lezer) -> Houding:
    """`2025-09`, `2025-09..2026-03-31` or `..2026-03-31` after a number: since, and until."""
    van, _, tot = tekst.partition("..")
    sinds = parse_period(van, lezer.woorden, veld=blok.label) if van else None
    try:
        return Houding(sinds=sinds, tot=parse_day(tot, lezer.woorden, veld=blok.label) if tot else None)
    except ValueError:
        zin = N_("`{veld}`: het einde ligt voor het begin")
        refuse(lezer.woorden, "RV417", zin, N_("kijk de datums na"), veld=blok.label)


def _meant(keuze: Keuze, wie: str, genoemd: set[str], blok: Blok, lezer: Lezer) -> tuple[str, ...]:
    """The keys that a tick is about."""
    w = lezer.woorden
    if wie == "":
        return tuple(s for h, s in keuze.sleutels.items() if h not in genoemd)
    if wie in keuze.sleutels:
        return (keuze.sleutels[wie],)
    if wie == " " and len(keuze.sleutels) == 1:
        return tuple(keuze.sleutels.values())
    if wie == " ":
        hulp = N_("zet een naam voor de nummers: `{wie}: 1`, of `alle: 1` voor iedereen")
        refuse(w, "RV471", N_("`{veld}`: zeg ook van wie"), hulp, veld=blok.label, wie=next(iter(keuze.sleutels)))
    hulp = N_("dit nummer gaat over {wie}")
    zin = N_("`{veld}`: dit nummer wordt niet voor die naam gevraagd")
    refuse(w, "RV471", zin, hulp, veld=blok.label, wie=w.listing(tuple(keuze.sleutels)))


def format_ticks(blok: Blok, antwoorden: Mapping[str, Houding]) -> str:
    """The text that gives these answers; keys without an answer are not known."""
    delen = []
    for houder in holders(blok):
        merken = [
            _tick(nummer, antwoorden.get(k.sleutels[houder]))
            for nummer, k in enumerate(choices(blok), 1)
            if houder in k.sleutels
        ]
        delen.append((houder, " ".join(m for m in merken if m) or "0"))
    if len(delen) == 1 or all(merk == "0" for _, merk in delen):
        return delen[0][1]
    return "; ".join(f"{houder}: {merk}" for houder, merk in delen)


def _tick(nummer: int, houding: Houding | None) -> str:
    if houding is None:
        return f"{nummer}?"
    if not houding.heeft:
        return ""
    sinds = format_period(houding.sinds) if houding.sinds else ""
    tot = f"..{houding.tot.isoformat()}" if houding.tot else ""
    return f"{nummer}={sinds}{tot}" if sinds or tot else str(nummer)

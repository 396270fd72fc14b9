"""In which order: what to request first, what opens what, and which of two rights that do not go together.

Ranking looks at the household alone: days that pass, what it gains, what it costs in effort. Never at who provides it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from rechtenverkenner.plan.plan import Bereik, Keuze, Opening, Planrecht

_ZEKER = {"onbenut": 0, "automatisch": 0, "na": 0, "mogelijk": 1}


def sort_requests(rechten: Sequence[Planrecht], openingen: Sequence[Opening]) -> tuple[Planrecht, ...]:
    """First what has a last day, the nearest first; then what opens others; then what gives most for the effort.

    So for what is certain, and after it for what a person still decides; equal ones keep the order of the catalogue.
    """
    plaats = {o.eerst.sleutel: n for n, o in enumerate(openingen)}

    def key(p: Planrecht) -> tuple[int, date, int, Fraction]:
        volgorde = plaats.get(p.sleutel, len(plaats))
        return _ZEKER[p.soort], p.aanvragen_voor or date.max, volgorde, -Fraction(worth(p)) / effort(p)

    return tuple(sorted(rechten, key=key))


def worth(p: Planrecht) -> Decimal:
    """What a right gives in the first year, for ranking only: the middle of its bounds; a loan gives nothing."""
    if p.recht.bedrag is not None and p.recht.bedrag.terug_te_betalen:
        return Decimal(0)
    return sum((_middle(b) for b in (p.waarde_jaar, p.waarde_eenmalig) if b is not None), Decimal(0))


def _middle(b: Bereik) -> Decimal:
    return (b[0] + b[1]) / 2


def effort(p: Planrecht) -> int:
    """How much work a request is: one for each counter and each paper, at least one."""
    stappen = [s for s in p.recht.stappen if s.tekst in p.stappen]
    loketten = {s.loket for s in stappen if s.loket}
    papieren = {d for s in stappen for d in s.documenten}
    return max(1, len(loketten) + len(papieren))


def unlock_order(eerst: Sequence[Planrecht], daarna: Sequence[Planrecht]) -> tuple[Opening, ...]:
    """What to obtain first because it opens others: an opener before what it opens, the one that gives most first."""
    open_: list[Opening] = []
    for p in (*eerst, *daarna):
        volgt = tuple(sorted((d for d in daarna if p.recht.id in d.na), key=lambda d: (-worth(d), d.recht.id)))
        if volgt and all(o.eerst.recht.id != p.recht.id for o in open_):
            open_.append(Opening(p, volgt))
    hoogte = _levels(open_)
    return tuple(sorted(open_, key=lambda o: (hoogte[o.eerst.recht.id], -_gain(o), -len(o.daarna))))


def _gain(o: Opening) -> Decimal:
    return sum((worth(d) for d in o.daarna), Decimal(0))


def _levels(openingen: Sequence[Opening]) -> dict[str, int]:
    """How many others must be granted before each opener. A chain of rights has no rings: the catalogue is checked."""
    hoogte = {o.eerst.recht.id: 0 for o in openingen}
    for _ in openingen:
        for o in openingen:
            hoogte[o.eerst.recht.id] = max((hoogte[n] + 1 for n in o.eerst.na if n in hoogte), default=0)
    return hoogte


def choices(rechten: Sequence[Planrecht]) -> Iterator[Keuze]:
    """The pairs among these that do not go together, for the same people, each once."""
    for een, ander in combinations(rechten, 2):
        if een.soort == ander.soort == "gebruikt" or not _same_holders(een, ander):
            continue
        uitleg = {v.id: v.uitleg for v in een.recht.sluit_uit}.get(ander.recht.id)
        uitleg = uitleg or {v.id: v.uitleg for v in ander.recht.sluit_uit}.get(een.recht.id)
        if uitleg:
            yield _choice(een, ander, uitleg)


def closed_by_choice(alle: Sequence[Planrecht]) -> Iterator[Planrecht]:
    """Rights that are closed only because another one is in use: who has that one may choose between them."""
    gebruikt = {p.recht.id for p in alle if p.soort == "gebruikt"}
    for p in alle:
        andere = {v.id for v in p.recht.sluit_uit} & gebruikt
        over = {v.over.partition(".")[2] for v in p.verandering}
        if p.soort == "geen_recht" and over and over <= {f"rechten.{x}" for x in andere}:
            yield p


def _same_holders(een: Planrecht, ander: Planrecht) -> bool:
    return een.recht.eenheid != ander.recht.eenheid or not een.wie or bool(set(een.wie) & set(ander.wie))


def _choice(een: Planrecht, ander: Planrecht, uitleg: str) -> Keuze:
    a, b = een.waarde_jaar, ander.waarde_jaar
    if a is None or b is None:
        return Keuze(een, ander, None, None, uitleg)
    if a[0] >= b[1] and a != b:
        return Keuze(een, ander, een, (a[0] - b[1], a[1] - b[0]), uitleg)
    if b[0] >= a[1] and a != b:
        return Keuze(een, ander, ander, (b[0] - a[1], b[1] - a[0]), uitleg)
    return Keuze(een, ander, None, None, uitleg)

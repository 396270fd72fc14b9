"""In which order: what to request first, what opens what, and which of two rights that do not go together.

Ranking looks at the household alone: days that pass, what it gains, what it costs in effort. Never at who provides it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from rechtenverkenner.plan.bezoeken import counter_of
from rechtenverkenner.plan.plan import Bereik, Keuze, Opening, Planrecht


def sort_requests(rechten: Sequence[Planrecht], openingen: Sequence[Opening]) -> tuple[Planrecht, ...]:
    """First what has a last day, the nearest first; then what opens others; then what gives most for the effort.

    So for what is certain, then for what a person still decides, then for what waits for another right; equal ones keep
    the order of the catalogue. A last day that has passed counts no more.
    """
    plaats = {o.eerst.sleutel: n for n, o in enumerate(openingen)}
    return tuple(sorted(rechten, key=lambda p: request_order(p, plaats.get(p.sleutel, len(plaats)))))


def request_order(p: Planrecht, plaats: int) -> tuple[int, date, int, Fraction]:
    """What `sort_requests` sorts by, lowest first; `plaats` is the place of the right among those that open others."""
    dag = p.aanvragen_voor if p.aanvragen_voor and not p.termijn_voorbij else date.max
    zeker = 2 if p.na else int(p.soort == "mogelijk")
    return zeker, dag, plaats, -Fraction(worth(p)) / effort(p)


def worth(p: Planrecht) -> Decimal:
    """What a right gives in the first year, for ranking only: the middle of its bounds; a loan gives nothing."""
    if p.recht.bedrag is not None and p.recht.bedrag.terug_te_betalen:
        return Decimal(0)
    return sum((_middle(b) for b in (p.waarde_jaar, p.waarde_eenmalig) if b is not None), Decimal(0))


def _middle(b: Bereik) -> Decimal:
    return (b[0] + b[1]) / 2


def effort(p: Planrecht) -> int:
    """How much work a request is: one for each counter and each paper, at least one."""
    loketten = {counter_of(s, p.recht) for s in p.stappen} - {""}
    papieren = {d for s in p.stappen for d in s.documenten}
    return max(1, len(loketten) + len(papieren))


def unlock_order(openers: Sequence[Planrecht], daarna: Sequence[Planrecht]) -> tuple[Opening, ...]:
    """What to obtain first because it opens others: an opener before what it opens, the one that gives most first."""
    open_: list[Opening] = []
    for p in openers:
        volgt = sorted((d for d in daarna if d is not p and _opens(p, d)), key=lambda d: (-worth(d), d.recht.id))
        if volgt:
            open_.append(Opening(p, tuple(volgt)))
    hoogte = _levels(open_)
    return tuple(sorted(open_, key=lambda o: (hoogte[o.eerst.sleutel], -gain(o), -len(o.daarna))))


def _opens(p: Planrecht, d: Planrecht) -> bool:
    """Whether this one, for one of those it is about, must come before the other."""
    return any((p.recht.id, wie) in d.na_wie for wie in p.wie or ("gezin",))


def gain(o: Opening) -> Decimal:
    """What follows once the first is granted gives together, for ranking only."""
    return sum((worth(d) for d in o.daarna), Decimal(0))


def _levels(openingen: Sequence[Opening]) -> dict[tuple[str, tuple[str, ...]], int]:
    """How many others must be granted before each opener. A chain of rights has no rings: the catalogue is checked."""
    hoogte = {o.eerst.sleutel: 0 for o in openingen}
    for _ in openingen:
        for o in openingen:
            for d in o.daarna:
                if d.sleutel in hoogte:
                    hoogte[d.sleutel] = max(hoogte[d.sleutel], hoogte[o.eerst.sleutel] + 1)
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

"""What is still to know: the fewest facts that together touch every right that is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rechtenverkenner.plan.plan import Openvraag, Planrecht


def open_questions(rechten: Sequence[Planrecht]) -> tuple[Openvraag, ...]:
    """Facts to find out: before a last day first, then what touches most rights; every right stands under one of them.

    The same fact of several people is one question. A right that waits on no fact (sources disagree, an amount is not
    known) stands under an entry without facts, at the end.
    """
    wachten = {p.sleutel: {fact_name(f) for f in p.ontbreekt} for p in rechten}
    over = {p.sleutel: p for p in rechten}
    uit: list[Openvraag] = []
    while any(wachten[s] for s in over):
        tellingen: dict[str, int] = {}
        for sleutel, p in over.items():
            for naam in dict.fromkeys(fact_name(f) for f in p.ontbreekt):
                tellingen[naam] = tellingen.get(naam, 0) + bool(wachten[sleutel])
        naam = max(tellingen, key=lambda n: tellingen[n])
        geraakt = [p for s, p in over.items() if naam in wachten[s]]
        uit.append(Openvraag(tuple(_facts(naam, geraakt)), tuple(geraakt)))
        for p in geraakt:
            del over[p.sleutel]
    if over:
        uit.append(Openvraag((), tuple(over.values())))
    return tuple(sorted(uit, key=_last_day))


def _last_day(v: Openvraag) -> date:
    """The first last day among what a question helps to decide: it passes, whether or not the answer is known."""
    return min((p.aanvragen_voor for p in v.rechten if p.aanvragen_voor), default=date.max)


def _facts(naam: str, rechten: Sequence[Planrecht]) -> list[str]:
    """The facts of one question; of the statuses first the one that most rights ask for."""
    telling = Counter(f for p in rechten for f in p.ontbreekt if fact_name(f) == naam)
    return sorted(telling, key=lambda f: -telling[f]) if naam == "statussen" else list(telling)


def fact_name(sleutel: str) -> str:
    """A fact key without who it is about; all statuses are one question.

    >>> fact_name("an.inkomens.2025"), fact_name("gezin.gemeente"), fact_name("an.statussen.leefloon")
    ('inkomens.2025', 'gemeente', 'statussen')
    """
    naam = sleutel.partition(".")[2]
    return "statussen" if naam.startswith("statussen.") else naam

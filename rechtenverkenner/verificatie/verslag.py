"""Coverage and mutation in words."""

from __future__ import annotations

from collections.abc import Iterator

from rechtenverkenner.verificatie.dekking import Dekking
from rechtenverkenner.verificatie.mutatie import Mutatie


def coverage_lines(d: Dekking) -> Iterator[str]:
    """Per right the score and the open conditions with the side that is missing, then the total."""
    for recht, deel in d.per_right().items():
        yield _score(recht, deel)
        for a in deel.open:
            yield f"  - {a.id}: beslist nooit als het {' en nooit als het '.join(a.ontbreekt)} is ({a.label})"
    yield _total(d)


def coverage_summary(d: Dekking) -> Iterator[str]:
    """The score of every right, then the total."""
    yield from (_score(recht, deel) for recht, deel in d.per_right().items())
    yield _total(d)


def _score(recht: str, d: Dekking) -> str:
    return f"{recht}: {d.beide_kanten} van {len(d.atomen)} voorwaarden beslissen aan beide kanten ({percent(d.score)})"


def _total(d: Dekking) -> str:
    return f"{_score('regeldekking', d)}, door {d.gevallen} gevallen"


def mutation_lines(m: Mutatie) -> Iterator[str]:
    """Per right the score and the mutants that no case notices, then the total."""
    for recht, deel in m.per_right().items():
        yield f"{recht}: {_counted(deel)}"
        for u in deel.overlevers:
            yield f"  - {u.id.removeprefix(f'{recht}/')} ({u.reden})"
    yield f"mutatie: {_counted(m)}"


def _counted(m: Mutatie) -> str:
    zichtbaar = len(m.uitslagen) - m.count("gelijkwaardig")
    geteld = f"{m.count('gedood')} van {zichtbaar} fouten gemerkt ({percent(m.score)})"
    return f"{geteld}, {m.count('gelijkwaardig')} zonder gevolg" if m.count("gelijkwaardig") else geteld


def percent(deel: float) -> str:
    """A share as a percentage that never rounds up to 100.

    >>> percent(0.99999), percent(1.0), percent(0.25)
    ('99,9 %', '100,0 %', '25,0 %')
    """
    duizendsten = int(deel * 1000)
    return f"{duizendsten // 10},{duizendsten % 10} %"

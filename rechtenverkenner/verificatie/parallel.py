"""Mutation on more than one core: every process reads catalogue and cases itself and takes a share of the mutants."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from rechtenverkenner.catalogus.opslag import load_catalogus
from rechtenverkenner.meldingen import Melding
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.verificatie.gevallen import Geval, read_cases
from rechtenverkenner.verificatie.mutanten import mutants_of
from rechtenverkenner.verificatie.mutatie import Mutatie, Proefbank, Uitslag, measure_right

PORTIE = 100
"""Mutants of one task: small enough to share the work, large enough to settle the cases seldom."""


@dataclass(frozen=True, slots=True)
class Opdracht:
    """Where catalogue and cases are; the shipped ones when None."""

    catalogus: Path | None
    gevallen: Path | None

    def read(self, recht: str | None = None) -> tuple[Catalogus, tuple[Geval, ...]]:
        """Catalogue and cases (of one right)."""
        c = load_catalogus(self.catalogus) if self.catalogus else load_catalogus()
        return c, read_cases(self.gevallen, recht=recht)


Taak = tuple[str, int, int]
"""A right, and the first and past-the-last number of its mutants."""

_werk: dict[str, Proefbank] = {}
_basis: list[tuple[Catalogus, tuple[Geval, ...]]] = []


def measure_parallel(opdracht: Opdracht, *, recht: str | None = None, kernen: int = 1) -> tuple[Mutatie, list[Melding]]:
    """What becomes of every mutant of every right (or of one), and the cases that do not hold without a fault."""
    catalogus, gevallen = opdracht.read(recht)
    rechten = [r for r in catalogus.rechten.values() if recht in (None, r.id)]
    if kernen < 2:
        delen = [measure_right(Proefbank(r, catalogus, gevallen)) for r in rechten]
    else:
        taken = [t for r in rechten for t in _tasks(r.id, len(mutants_of(r, catalogus)))]
        with ProcessPoolExecutor(kernen, get_context("spawn"), _prepare, (opdracht, recht)) as bak:
            delen = list(bak.map(_work, taken))
    meldingen = list(dict.fromkeys(m for _, rij in delen for m in rij))
    return Mutatie(tuple(u for uitslagen, _ in delen for u in uitslagen)), meldingen


def _tasks(recht: str, aantal: int) -> Iterator[Taak]:
    for begin in range(0, aantal, PORTIE):
        yield recht, begin, min(begin + PORTIE, aantal)


def _prepare(opdracht: Opdracht, recht: str | None) -> None:
    _basis.append(opdracht.read(recht))


def _work(taak: Taak) -> tuple[list[Uitslag], list[Melding]]:
    naam, begin, einde = taak
    catalogus, gevallen = _basis[0]
    if naam not in _werk:
        _werk.clear()
        _werk[naam] = Proefbank(catalogus.rechten[naam], catalogus, gevallen)
    return measure_right(_werk[naam], range(begin, einde))

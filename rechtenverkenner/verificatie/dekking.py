"""Rule coverage: for every condition of a right, whether some case makes it decisive, once true and once false.

A leaf condition is decisive-true in a case when the verdict on the right would be another one if it were false, and
decisive-false when the verdict would be another one if it were true. A condition that is not decisive on a side can be
wrong there without any case noticing.

Most conditions decide whether the right is open; that is looked at first, because it is quick. Some only decide how: at
once or after another right, by itself or on request. For those the whole verdict is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.knopen import BOOL, JA, NEE, Const, Knoop, Voorwaarde
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.motor.takken import chain_nodes
from rechtenverkenner.verificatie.bomen import condition_names, exchange, leaf_conditions
from rechtenverkenner.verificatie.gevallen import Geval
from rechtenverkenner.verificatie.proefstand import Deelcatalogi, Proefstand

Kant = tuple[Voorwaarde, str]
WAAR, ONWAAR = "waar", "onwaar"
_KANTEN = ((WAAR, Const(BOOL, NEE)), (ONWAAR, Const(BOOL, JA)))
"""Each side, and what the condition is replaced by to see whether it decides on that side."""


@dataclass(frozen=True, slots=True)
class Atoom:
    """One leaf condition with the cases (first one) that make it decisive on each side."""

    recht: str
    id: str
    label: str
    beslist: Mapping[str, str]

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """The sides on which no case makes it decisive."""
        return tuple(kant for kant, _ in _KANTEN if kant not in self.beslist)


class OpenJson(TypedDict):
    """One atom of which a side is missing."""

    recht: str
    id: str
    label: str
    ontbreekt: list[str]


class DekkingJson(TypedDict):
    """What `dekking --formaat json` prints."""

    atomen: int
    beide_kanten: int
    score: float
    open: list[OpenJson]


@dataclass(frozen=True, slots=True)
class Dekking:
    """The coverage of some rights by some cases; `meldingen` name the cases that could not be judged."""

    atomen: tuple[Atoom, ...]
    gevallen: int
    meldingen: tuple[Melding, ...] = ()

    @property
    def beide_kanten(self) -> int:
        """Atoms that are decisive on both sides."""
        return sum(not a.ontbreekt for a in self.atomen)

    @property
    def score(self) -> float:
        """The share of atoms that are decisive on both sides; 1 when there are none."""
        return self.beide_kanten / len(self.atomen) if self.atomen else 1.0

    @property
    def open(self) -> tuple[Atoom, ...]:
        """The atoms of which a side is missing."""
        return tuple(a for a in self.atomen if a.ontbreekt)

    def per_right(self) -> dict[str, Dekking]:
        """The same for each right."""
        uit: defaultdict[str, list[Atoom]] = defaultdict(list)
        for a in self.atomen:
            uit[a.recht].append(a)
        return {k: Dekking(tuple(v), 0) for k, v in uit.items()}

    def as_dict(self) -> DekkingJson:
        """Plain data for `--formaat json`."""
        return {
            "atomen": len(self.atomen),
            "beide_kanten": self.beide_kanten,
            "score": round(self.score, 4),
            "open": [
                {"recht": a.recht, "id": a.id, "label": a.label, "ontbreekt": list(a.ontbreekt)} for a in self.open
            ],
        }


def measure(catalogus: Catalogus, gevallen: Sequence[Geval], *, recht: str | None = None) -> Dekking:
    """The coverage of every right (or of one) by its own cases."""
    delen = Deelcatalogi(catalogus)
    rechten = [r for r in catalogus.rechten.values() if recht in (None, r.id)]
    meldingen: list[Melding] = []
    atomen = [a for r in rechten for a in measure_right(r, [g for g in gevallen if g.recht == r.id], delen, meldingen)]
    return Dekking(tuple(atomen), sum(recht in (None, g.recht) for g in gevallen), tuple(meldingen))


def measure_right(
    recht: Recht, gevallen: Iterable[Geval], delen: Deelcatalogi, meldingen: list[Melding]
) -> list[Atoom]:
    """Every leaf condition of one right with the first case that makes it decisive on each side.

    What is wrong with a case is added to `meldingen`; such a case counts for nothing.
    """
    boom = recht.voorwaarden
    namen = condition_names(boom)
    atomen = leaf_conditions(boom)
    anders = {(a, kant): exchange(boom, {a: vast}) for a in atomen for kant, vast in _KANTEN}
    beslist: dict[Kant, str] = {}
    ontleding, goed = Ontleding(), []

    def decided(gevonden: Iterable[Kant], geval: Geval) -> None:
        for sleutel in gevonden:
            beslist[sleutel] = geval.pad
            del anders[sleutel]

    for geval in gevallen:
        stand = _bench(geval, delen, ontleding, meldingen)
        if stand is not None:
            goed.append(geval)
            decided(_answer_differs(stand, recht, anders), geval)
    ketens = {boom: chain_nodes(boom), **{variant: chain_nodes(variant) for variant in anders.values()}}
    for geval in goed:
        if not anders:
            break
        stand = _bench(geval, delen, ontleding, [])
        assert stand is not None
        decided(_verdict_differs(stand, recht, anders, ketens), geval)
    return [Atoom(recht.id, namen[a], a.label, _sides(a, beslist)) for a in atomen]


def _bench(geval: Geval, delen: Deelcatalogi, ontleding: Ontleding, meldingen: list[Melding]) -> Proefstand | None:
    try:
        return Proefstand(geval, delen.of(geval.recht, geval.gezin), ontleding)
    except InvoerFout as e:
        meldingen += e.meldingen
        return None


def _answer_differs(stand: Proefstand, recht: Recht, anders: Mapping[Kant, Knoop]) -> list[Kant]:
    gewoon = stand.truth(recht.voorwaarden)
    return [sleutel for sleutel, variant in anders.items() if stand.truth(variant) != gewoon]


def _verdict_differs(
    stand: Proefstand, recht: Recht, anders: Mapping[Kant, Knoop], ketens: Mapping[Knoop, frozenset[Knoop]]
) -> list[Kant]:
    def judge(boom: Knoop) -> tuple[str, bool]:
        o = stand.judge(replace(recht, voorwaarden=boom), ketens[boom])
        return o.oordeel, o.automatisch

    gewoon = judge(recht.voorwaarden)
    return [sleutel for sleutel, variant in anders.items() if judge(variant) != gewoon]


def _sides(a: Voorwaarde, beslist: Mapping[Kant, str]) -> dict[str, str]:
    return {kant: beslist[a, kant] for kant, _ in _KANTEN if (a, kant) in beslist}

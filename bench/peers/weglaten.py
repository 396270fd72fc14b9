"""Households with facts left out, and what is true of each right whatever those facts are.

Of every household 1 to 4 facts go, at most one age and one income among them. The truth is found by trying every
completion: all values of a choice, a yes or no, a municipality, an age from 0 to 100; of an amount or a number of
months both sides of every limit that the rules know, and the ends. A right that is open for all completions is `ja`,
for none `nee`, for some `open`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod
from pathlib import Path
from random import Random
from typing import Any

from bevolking import households
from referentie import right_answer
from taak import DREMPEL_HOOGST, DREMPELS, KEUZES, PERSOON_VLAGGEN, VLAGGEN, Gezin, bedragen
from vorm import JA, NEE, OPEN

HOOGST = 1_000_000_000
MAX_AANVULLINGEN = 30_000
Plek = tuple[str, int]
"""A fact and the person it is about; -1 is the household."""

GRENZEN: Mapping[str, tuple[int, ...]] = {
    "woning_jaren": (14,),
    "wacht_maanden": (47,),
    "verhuisd_maanden": (9,),
    "zorgkosten": (*(drempel for _, drempel in DREMPELS), DREMPEL_HOOGST),
}
"""The last value on the near side of every limit."""
TOP = {"woning_jaren": 119, "wacht_maanden": 600, "verhuisd_maanden": 600}
GEZIN_FEITEN = (*KEUZES, "gemeente", *GRENZEN, "ki", "vermogen", *VLAGGEN)
PERSOON_FEITEN = ("leeftijd", "inkomen", *PERSOON_VLAGGEN)


def both_sides(grenzen: Iterable[int], top: int) -> list[int]:
    """Nought, both sides of every limit, and the highest."""
    rij = {0, top}
    for grens in grenzen:
        rij |= {grens, grens + 1}
    return sorted(w for w in rij if 0 <= w <= top)


def income_limits(leden: int, b: Mapping[str, int]) -> Iterator[int]:
    """Every limit on the income of the whole household, for any number of dependants."""
    yield from (tot for tot, _ in DREMPELS)
    yield from (b["olie_plafond"], b["gezin_laag"], b["gezin_hoog"])
    laag = b["a_basis"] + b["a_per_lid"] * (leden - 1)
    yield from (laag, laag + b["ouder_extra"], b["l_basis"] + b["l_per_lid"] * (leden - 1))
    for ten_laste in range(leden + 1):
        yield from (b[f"{x}_basis"] + b[f"{x}_per_lid"] * ten_laste for x in "cbs")
        yield from (b[f"r_{i}"] + b["r_per_lid"] * ten_laste for i in (1, 2, 3))


def values(h: Gezin, plek: Plek, b: Mapping[str, int]) -> list[Any]:
    """What a missing fact may be, as far as the rules can tell the difference."""
    naam, wie = plek
    if naam in KEUZES:
        return list(KEUZES[naam])
    if naam in VLAGGEN or naam in PERSOON_VLAGGEN:
        return [False, True]
    if naam == "gemeente":
        return list(range(10))
    if naam == "leeftijd":
        return list(range(101))
    if naam == "inkomen":
        personen: list[dict[str, int]] = h["personen"]
        rest = sum(p["inkomen"] for i, p in enumerate(personen) if i != wie)
        eigen = [grens - rest for grens in income_limits(len(personen), b)]
        return both_sides((*eigen, b["handicap_grens"]), HOOGST)
    if naam == "ki":
        return both_sides((b["ki_bescheiden"], b["ki_max"]), HOOGST)
    if naam == "vermogen":
        return both_sides((b["vermogen_max"],), HOOGST)
    return both_sides(GRENZEN[naam], TOP.get(naam, HOOGST))


def without(h: Gezin, weg: list[Plek]) -> Gezin:
    """A copy of the household without those facts."""
    personen: list[Gezin] = h["personen"]
    uit = {k: w for k, w in h.items() if (k, -1) not in weg}
    uit["personen"] = [{k: w for k, w in p.items() if (k, i) not in weg} for i, p in enumerate(personen)]
    return uit


def truth(h: Gezin, weg: list[Plek], b: Mapping[str, int]) -> list[str] | None:
    """For each right what holds in every completion; None when there are too many."""
    roosters = [values(h, plek, b) for plek in weg]
    if prod(len(r) for r in roosters) > MAX_AANVULLINGEN:
        return None
    vol = json.loads(json.dumps(h))
    doelen = [(vol if wie < 0 else vol["personen"][wie], naam) for naam, wie in weg]
    altijd, ooit = [True] * 22, [False] * 22
    for combinatie in product(*roosters):
        for (doel, naam), waarde in zip(doelen, combinatie, strict=True):
            doel[naam] = waarde
        ja, _ = right_answer(vol, b)
        altijd = [a and x for a, x in zip(altijd, ja, strict=True)]
        ooit = [o or x for o, x in zip(ooit, ja, strict=True)]
    return [JA if a else OPEN if o else NEE for a, o in zip(altijd, ooit, strict=True)]


def cases(aantal: int, dag: str, zaad: int = 11) -> Iterator[tuple[Gezin, list[str]]]:
    """So many households with facts left out, and the truth of each right."""
    rng, b = Random(zaad), bedragen(dag)
    gegeven = 0
    for h in households(aantal * 3, zaad + 1):
        personen: list[Gezin] = h["personen"]
        plekken = [(k, -1) for k in GEZIN_FEITEN] + [(k, i) for i in range(len(personen)) for k in PERSOON_FEITEN]
        weg = rng.sample(plekken, rng.randint(1, 4))
        if any(sum(k == naam for k, _ in weg) > 1 for naam in ("leeftijd", "inkomen")):
            continue
        waar = truth(h, weg, b)
        if waar is not None:
            yield without(h, weg), waar
            gegeven += 1
        if gegeven == aantal:
            return


def write_cases(pad: Path, aantal: int, dag: str) -> None:
    """One case per line."""
    pad.parent.mkdir(parents=True, exist_ok=True)
    regels = [json.dumps(geval) for geval in cases(aantal, dag)]
    pad.write_text("\n".join(regels) + "\n", encoding="utf-8")


def read_cases(pad: Path) -> list[tuple[Gezin, list[str]]]:
    """What was written."""
    return [tuple(json.loads(regel)) for regel in pad.read_text(encoding="utf-8").splitlines()]

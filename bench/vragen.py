"""How many questions an interview takes, over synthetic households that know every answer.

Three orders side by side: the next best question (`next_questions` with examples), the same without looking at euro
("aantal"), and every question that an open right needs in the fixed order of the cards ("vast": a form). A card is what
is asked together; a fact is one thing asked of everybody at once; a field is one fact of one person. Everything starts
from nothing: only how many people there are is known.

    python bench/vragen.py [households] [first]

2,000 households take about half an hour of processor time; Ctrl-C tells of those that are done.
"""

from __future__ import annotations

import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache

from rechtenverkenner import Aansluiting, Catalogus, Gezin, Oordeel, Persoon, Resultaat, evaluate, load_catalogus
from rechtenverkenner.bevolking.trekken import sample
from rechtenverkenner.bevolking.voorbeelden import voorbeelden
from rechtenverkenner.model.vraag import Vraag
from rechtenverkenner.motor.antwoorden import answer, answers_of
from rechtenverkenner.motor.gevolgtrekken import infer
from rechtenverkenner.motor.vooruitkijken import OPEN, Voorbeelden, make_examples
from rechtenverkenner.motor.vragen import VERFIJNEN, next_questions, phase

DAG = date(2026, 11, 1)
ZAAD = 2026
DEEL = 20


@dataclass(frozen=True, slots=True)
class Loop:
    """One interview: cards, facts and fields asked, and after how many cards half of the value was decided."""

    kaarten: int
    feiten: int
    velden: int
    helft: int | None
    """None when no right of this household has an amount."""


@cache
def world() -> tuple[Catalogus, frozenset[str], Voorbeelden]:
    c = load_catalogus()
    kern = frozenset(r.id for r in c.rechten.values() if r.pakket == "kern")
    return c, kern, make_examples(voorbeelden(c, DAG), c, op_datum=DAG)


def nothing_known(gezin: Gezin) -> Gezin:
    aansluitingen = gezin.aansluitingen
    return Gezin(
        personen=tuple(Persoon(id=p.id) for p in gezin.personen),
        aansluitingen=None
        if aansluitingen is None
        else tuple(Aansluiting(id=a.id, drager=a.drager) for a in aansluitingen),
    )


def worth(o: Oordeel) -> float:
    bereik = o.bedrag_jaar or o.bedrag_eenmalig
    return float(bereik[0] + bereik[1]) / 2 if bereik and o.oordeel in OPEN else 0.0


def open_questions(vragen: Sequence[Vraag]) -> list[Vraag]:
    """Those that decide something; what would only make a yes surer is left."""
    return [v for v in vragen if v.fase < VERFIJNEN]


def decided(r: Resultaat, waarde: dict[tuple[str, str], float]) -> float:
    open_ = {(o.recht, o.eenheid) for o in r.oordelen if phase(o, r.catalogus) not in (None, VERFIJNEN)}
    return sum(x for sleutel, x in waarde.items() if sleutel not in open_)


def interview(weet: Gezin, kies: Callable[[Resultaat, set[str]], Vraag | None]) -> Loop:
    c, kern, _ = world()
    slot = evaluate(weet, c, op_datum=DAG)
    waarde = {(o.recht, o.eenheid): worth(o) for o in slot.oordelen if o.recht in kern}
    totaal = sum(waarde.values())
    gezin, gesteld, helft = nothing_known(weet), set[str](), None
    kaarten = velden = 0
    feiten: set[tuple[str, str]] = set()
    while True:
        gezin = infer(gezin, c, op_datum=DAG)
        r = evaluate(gezin, c, op_datum=DAG)
        if helft is None and totaal and decided(r, waarde) >= totaal / 2:
            helft = kaarten
        vraag = kies(r, gesteld)
        if vraag is None:
            return Loop(kaarten, len(feiten), velden, helft)
        sleutels = [s for v in vraag.velden for s in v.sleutels]
        gesteld.update(sleutels)
        gezin = answer(gezin, answers_of(weet, sleutels))
        kaarten, velden = kaarten + 1, velden + len(vraag.velden)
        feiten |= {(vraag.kaart.id, v.naam) for v in vraag.velden}


def best(r: Resultaat, gesteld: set[str]) -> Vraag | None:
    _, kern, examples = world()
    return next(iter(open_questions(next_questions(r, overgeslagen=gesteld, rechten=kern, voorbeelden=examples))), None)


def by_count(r: Resultaat, gesteld: set[str]) -> Vraag | None:
    return next(iter(open_questions(next_questions(r, overgeslagen=gesteld, rechten=world()[1]))), None)


def fixed(weet: Gezin) -> Callable[[Resultaat, set[str]], Vraag | None]:
    """Everything a right needs as long as it is open, card after card, whatever was answered."""
    c, kern, _ = world()
    plaats = {k.id: n for n, k in enumerate(c.kaarten)}
    begin = next_questions(evaluate(nothing_known(weet), c, op_datum=DAG), rechten=kern)
    rij = sorted(begin, key=lambda v: plaats[v.kaart.id])

    def kies(r: Resultaat, gesteld: set[str]) -> Vraag | None:
        open_ = {o.recht for o in r.oordelen if o.recht in kern and phase(o, c) not in (None, VERFIJNEN)}
        return next(
            (v for v in rij if open_ & set(v.rechten) and not gesteld & {s for x in v.velden for s in x.sleutels}), None
        )

    return kies


def indispensable(weet: Gezin) -> Loop:
    """What must be asked in any order: cards, facts and fields without which something core stays open."""
    c, kern, _ = world()
    niets = nothing_known(weet)
    per: tuple[dict[object, set[str]], ...] = (defaultdict(set), defaultdict(set), defaultdict(set))
    for vraag in next_questions(evaluate(niets, c, op_datum=DAG), rechten=kern):
        for veld in vraag.velden:
            for deel, naam in zip(per, (vraag.kaart.id, (vraag.kaart.id, veld.naam), veld.sleutels), strict=True):
                deel[naam].update(veld.sleutels)
    alles = set().union(*per[0].values())

    def misses(zonder: Iterable[str]) -> bool:
        gezin = infer(answer(niets, answers_of(weet, sorted(alles.difference(zonder)))), c, op_datum=DAG)
        r = evaluate(gezin, c, op_datum=DAG)
        return any(o.recht in kern and phase(o, c) not in (None, VERFIJNEN) for o in r.oordelen)

    kaarten, feiten, velden = (sum(map(misses, deel.values())) for deel in per)
    return Loop(kaarten, feiten, velden, None)


def some(begin: int) -> list[tuple[Loop, ...]]:
    c = world()[0]
    gezinnen = sample(c, DEEL, zaad=ZAAD, op_datum=DAG, vanaf=begin)
    return [(interview(g, best), interview(g, by_count), interview(g, fixed(g)), indispensable(g)) for g in gezinnen]


def rows(aantal: int, vanaf: int) -> Iterator[tuple[Loop, ...]]:
    begin = range(vanaf, vanaf + aantal, DEEL)
    with ProcessPoolExecutor(2) as pool:
        for n, deel in enumerate(pool.map(some, begin), 1):
            print(f"\r{n * DEEL} van {aantal}", end="", file=sys.stderr, flush=True)
            yield from deel


def main() -> None:
    aantal = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    lopen: list[tuple[Loop, ...]] = []
    with suppress(KeyboardInterrupt):
        lopen.extend(rows(aantal, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
    print(f"\n{len(lopen)} gezinnen, {len(world()[1])} rechten van het kernpakket\n")
    print(f"{'':24} {'volgende beste':>22} {'op aantal':>22} {'vaste volgorde':>22} {'onmisbaar':>22}")
    for naam in ("kaarten", "feiten", "velden", "helft"):
        cellen = []
        for loop in zip(*lopen, strict=True):
            rij = [x for een in loop if (x := getattr(een, naam)) is not None]
            if rij:
                cellen.append(f"{statistics.mean(rij):8.1f} (mediaan {statistics.median(rij):3.0f})")
        label = "kaarten tot halve waarde" if naam == "helft" else naam
        print(f"{label:24} " + " ".join(f"{x:>22}" for x in cellen))
    for naam in ("kaarten", "feiten", "velden"):
        beste, aantal, vast, minst = (sum(getattr(een, naam) for een in loop) for loop in zip(*lopen, strict=True))
        print(
            f"{naam}: volgende beste is {beste / vast:.0%} van de vaste volgorde, op aantal {aantal / vast:.0%}, "
            f"wat geen volgorde kan missen {minst / vast:.0%}"
        )


if __name__ == "__main__":
    main()

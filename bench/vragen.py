"""How many questions an interview takes, over synthetic households that know every answer.

Three orders side by side: the next best question (`next_questions` with examples), the same without looking at euro
("op aantal"), and every question that an open right needs in the fixed order of the cards (a form). A question is a
part of a card (`apart`), a fact is one thing asked of everybody at once, a field is one fact of one person. Everything
starts from nothing: only how many people there are is known. For some of the households also with whole cards as
questions, and what no order can do without ("onmisbaar"): what leaves something open when all else is known.

    python bench/vragen.py [households] [first]

2,000 households take about an hour of processor time; Ctrl-C tells of those that are done.
"""

from __future__ import annotations

import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
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

Kies = Callable[[Resultaat, set[str]], Vraag | None]
DAG = date(2026, 11, 1)
ZAAD = 2026
DEEL = 20
STEEKPROEF = 20
"""Of so many households one is also looked at by card."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One interview: questions, facts and fields asked, and after how many questions half of the value was decided."""

    vragen: int
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
    eigen = (o for o in r.oordelen if (o.recht, o.eenheid) in waarde)
    open_ = {(o.recht, o.eenheid) for o in eigen if phase(o, r.catalogus) not in (None, VERFIJNEN)}
    return sum(x for sleutel, x in waarde.items() if sleutel not in open_)


def interview(weet: Gezin, kies: Kies) -> Loop:
    c, kern, _ = world()
    slot = evaluate(weet, c, op_datum=DAG)
    waarde = {(o.recht, o.eenheid): x for o in slot.oordelen if o.recht in kern and (x := worth(o))}
    totaal = sum(waarde.values())
    gezin, gesteld, helft = nothing_known(weet), set[str](), None
    vragen = velden = 0
    feiten: set[tuple[str, str]] = set()
    while True:
        gezin = infer(gezin, c, op_datum=DAG)
        r = evaluate(gezin, c, op_datum=DAG)
        if helft is None and totaal and decided(r, waarde) >= totaal / 2:
            helft = vragen
        vraag = kies(r, gesteld)
        if vraag is None:
            return Loop(vragen, len(feiten), velden, helft)
        sleutels = keys(vraag)
        gesteld |= sleutels
        gezin = answer(gezin, answers_of(weet, sorted(sleutels)))
        vragen, velden = vragen + 1, velden + len(vraag.velden)
        feiten |= {(vraag.kaart.id, v.naam) for v in vraag.velden}


def keys(vraag: Vraag) -> set[str]:
    return {s for v in vraag.velden for s in v.sleutels}


def best(voorbeelden: Voorbeelden | None, apart: bool) -> Kies:
    def kies(r: Resultaat, gesteld: set[str]) -> Vraag | None:
        kern = world()[1]
        rij = next_questions(r, overgeslagen=gesteld, rechten=kern, voorbeelden=voorbeelden, apart=apart)
        return next(iter(open_questions(rij)), None)

    return kies


def form(weet: Gezin, apart: bool) -> tuple[Vraag, ...]:
    """Every question that matters when nothing is known, in the order of the cards."""
    c, kern, _ = world()
    plaats = {k.id: n for n, k in enumerate(c.kaarten)}
    begin = next_questions(evaluate(nothing_known(weet), c, op_datum=DAG), rechten=kern, apart=apart)
    return tuple(sorted(begin, key=lambda v: plaats[v.kaart.id]))


def fixed(weet: Gezin, apart: bool) -> Kies:
    """The form as far as a right that a question serves is still open, whatever was answered."""
    c, kern, _ = world()
    rij = form(weet, apart)

    def kies(r: Resultaat, gesteld: set[str]) -> Vraag | None:
        open_ = {o.recht for o in r.oordelen if o.recht in kern and phase(o, c) not in (None, VERFIJNEN)}
        return next((v for v in rij if open_ & set(v.rechten) and not gesteld & keys(v)), None)

    return kies


def indispensable(weet: Gezin) -> Loop:
    """What must be asked in any order: cards and facts without which something core stays open."""
    c, kern, _ = world()
    niets = nothing_known(weet)
    kaarten, feiten = defaultdict[str, set[str]](set), defaultdict[tuple[str, str], set[str]](set)
    for vraag in form(weet, apart=False):
        kaarten[vraag.kaart.id] |= keys(vraag)
        for veld in vraag.velden:
            feiten[vraag.kaart.id, veld.naam].update(veld.sleutels)
    alles = set().union(*kaarten.values())

    def misses(zonder: set[str]) -> bool:
        gezin = infer(answer(niets, answers_of(weet, sorted(alles - zonder))), c, op_datum=DAG)
        r = evaluate(gezin, c, op_datum=DAG)
        return any(o.recht in kern and phase(o, c) not in (None, VERFIJNEN) for o in r.oordelen)

    return Loop(sum(map(misses, kaarten.values())), sum(map(misses, feiten.values())), 0, None)


def some(begin: int) -> list[list[Loop]]:
    """The orders by part, and for some households those by card and what is indispensable."""
    c, _, voorbeelden = world()
    uit = []
    for n, g in enumerate(sample(c, DEEL, zaad=ZAAD, op_datum=DAG, vanaf=begin)):
        vormen = (True,) if n % STEEKPROEF else (True, False)
        uit.append(
            [
                interview(g, kies)
                for apart in vormen
                for kies in (best(voorbeelden, apart), best(None, apart), fixed(g, apart))
            ]
        )
        if len(vormen) > 1:
            uit[-1].append(indispensable(g))
    return uit


def rows(aantal: int, vanaf: int) -> Iterator[list[Loop]]:
    begin = range(vanaf, vanaf + aantal, DEEL)
    with ProcessPoolExecutor(2) as pool:
        for n, deel in enumerate(pool.map(some, begin), 1):
            print(f"\r{n * DEEL} van {aantal}", end="", file=sys.stderr, flush=True)
            yield from deel


def main() -> None:
    aantal = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    lopen: list[list[Loop]] = []
    with suppress(KeyboardInterrupt):
        lopen.extend(rows(aantal, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
    print(f"\n{len(lopen)} gezinnen, {len(world()[1])} rechten van het kernpakket")
    deel = [rij for rij in lopen if len(rij) > 3]
    if deel:
        table("een vraag is een deel van een kaart", [rij[:3] for rij in lopen])
        table(f"een vraag is een kaart ({len(deel)} gezinnen)", [rij[3:6] for rij in deel])
        kaarten, feiten = (statistics.mean(getattr(rij[6], naam) for rij in deel) for naam in ("vragen", "feiten"))
        print(f"\nonmisbaar in elke volgorde: {kaarten:.1f} kaarten, {feiten:.1f} feiten")


def table(titel: str, lopen: Sequence[Sequence[Loop]]) -> None:
    """Mean and median of each order, and how they compare with the last one."""
    orden = list(zip(*lopen, strict=True))
    print(f"\n{titel:38} {'volgende beste':>20} {'op aantal':>20} {'vaste volgorde':>20}")
    for naam in ("vragen", "feiten", "velden", "helft"):
        rijen = [[x for loop in orde if (x := getattr(loop, naam)) is not None] for orde in orden]
        cellen = (f"{statistics.mean(rij):.1f} (mediaan {statistics.median(rij):.0f})" for rij in rijen)
        label = "vragen tot halve waarde" if naam == "helft" else naam
        print(f"  {label:36} " + " ".join(f"{x:>20}" for x in cellen))
        if naam != "helft":
            print(" " * 39 + " ".join(f"{sum(rij) / sum(rijen[-1]):>20.0%}" for rij in rijen))


if __name__ == "__main__":
    main()

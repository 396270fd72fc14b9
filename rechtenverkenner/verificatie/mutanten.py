"""The mutants of a right: copies of its rules with one small fault each, with an id that stays the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.datums import add_days, to_date
from rechtenverkenner.model.knopen import (
    Begrip,
    Const,
    Knoop,
    Param,
    Plaatselijk,
    RechtOpen,
    Vergelijk,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.model.recht import Catalogus, Parameter, Recht, Waardeperiode
from rechtenverkenner.verificatie.bomen import condition_names, exchange, in_order, trees_of
from rechtenverkenner.verificatie.operatoren import faults, shifts
from rechtenverkenner.verificatie.zinnen import number_text, phrase

ZELFDE_WAARDE = "de periode ervoor heeft dezelfde waarde"
MAX_LEDEN = 12
GEEN_OORDEEL = "op de dagen die erbij komen is er over dit recht geen oordeel"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in the rules of one right; `gelijkwaardig` says why nobody could notice it, when that is plain."""

    recht: str
    id: str
    mutatie: str
    gelijkwaardig: str = ""
    knopen: Mapping[Knoop, Knoop] = field(default_factory=dict, repr=False)
    parameter: Parameter | None = None
    dagen: tuple[int, int] | None = None
    """For a parameter: the first and last day on which it has another value."""

    def apply(self, recht: Recht, extra: Mapping[Knoop, Knoop]) -> Recht:
        """The right with this fault; `extra` are other nodes to exchange."""
        nieuw = {**extra, **self.knopen}
        b = recht.bedrag
        return replace(
            recht,
            voorwaarden=exchange(recht.voorwaarden, nieuw),
            bedrag=replace(b, formule=exchange(b.formule, nieuw)) if b else None,
            dagen={naam: exchange(k, nieuw) for naam, k in recht.dagen.items()},
        )


def mutants_of(recht: Recht, catalogus: Catalogus) -> list[Mutant]:
    """Every mutant of a right: first those of its rules, in reading order, then those of its parameters."""
    ruw = [*_of_nodes(recht), *_of_parameters(recht, catalogus)]
    aantal = Counter(m.id for m, _ in ruw)
    keren: Counter[str] = Counter()
    uit = []
    for m, zin in ruw:
        kenmerk = m.id if aantal[m.id] == 1 else f"{m.id} in {zin}"
        keren[kenmerk] += 1
        uit.append(replace(m, id=kenmerk if keren[kenmerk] == 1 else f"{kenmerk} #{keren[kenmerk]}"))
    return uit


def _of_nodes(recht: Recht) -> Iterator[tuple[Mutant, str]]:
    """Each mutant of the rules with the part it is in, in words: for when two in one condition have the same id."""
    namen = condition_names(recht.voorwaarden)
    gezien: set[Knoop] = set()
    for wortelnaam, wortel in trees_of(recht):
        for k, anker in _anchored(wortel, wortelnaam, namen):
            if k in gezien:
                continue
            gezien.add(k)
            if isinstance(k, Vergelijk):  # its constants are said together with the comparison
                gezien.update(c for c in children(k) if isinstance(c, Const))
            for fout in faults(k, namen):
                kenmerk, zelfde = f"{recht.id}/{anker}: {fout.tekst}", fout.gelijkwaardig or _outside(recht, fout.knoop)
                yield Mutant(recht.id, kenmerk, fout.tekst, zelfde, {k: fout.knoop}), phrase(k)


def _outside(recht: Recht, k: Knoop) -> str:
    """Why days that a fault adds to a local right show nowhere; empty when it adds none."""
    g = recht.gebied
    if g is None or not isinstance(k, Plaatselijk) or [t.nis for t in k.takken] != [g.nis]:
        return ""
    return GEEN_OORDEEL if k.takken[0].vanaf < g.vanaf or k.takken[0].tot > g.tot else ""


def _anchored(wortel: Knoop, naam: str, namen: Mapping[Voorwaarde, str]) -> Iterator[tuple[Knoop, str]]:
    """Every node once in reading order, with the name of the condition or named part in which it stands first."""
    gezien: set[Knoop] = set()
    stapel = [(wortel, naam)]
    while stapel:
        k, anker = stapel.pop()
        if k in gezien:
            continue
        gezien.add(k)
        if isinstance(k, Voorwaarde):
            anker = namen.get(k, k.id)
        elif isinstance(k, Begrip):
            anker = k.naam
        yield k, anker
        stapel.extend((c, anker) for c in reversed(children(k)))


def _of_parameters(recht: Recht, catalogus: Catalogus) -> Iterator[tuple[Mutant, str]]:
    gebruik: dict[str, list[Param]] = {}
    for _, wortel in trees_of(recht):
        for k in in_order(wortel):
            if isinstance(k, Param) and k not in gebruik.setdefault(k.id, []):
                gebruik[k.id].append(k)
    for kenmerk, knopen in sorted(gebruik.items()):
        kort = kenmerk.removeprefix(f"{recht.id}.")
        for n, w in enumerate(_wrong_series(catalogus.parameters[kenmerk])):
            p = replace(catalogus.parameters[kenmerk], id=f"{kenmerk}~{n}", waarden=w.waarden)
            anders: dict[Knoop, Knoop] = {k: replace(k, id=p.id) for k in knopen}
            naam = f"{recht.id}/{kort}@{w.plek}: {w.tekst}"
            yield Mutant(recht.id, naam, w.tekst, w.gelijkwaardig, anders, p, w.dagen), ""


Reeks = tuple[Waardeperiode, ...]


@dataclass(frozen=True, slots=True)
class _Reeksfout:
    """A wrong version of a series: the period, what is wrong, on which days, why it is the same, and the periods."""

    plek: str
    tekst: str
    dagen: tuple[int, int]
    gelijkwaardig: str
    waarden: Reeks


def _wrong_series(p: Parameter) -> Iterator[_Reeksfout]:
    for n, w in enumerate(p.waarden):
        plek = to_date(w.vanaf).isoformat()
        for tekst, anders in _wrong_values(w, p):
            yield _Reeksfout(plek, tekst, (w.vanaf, w.tot), "", (*p.waarden[:n], anders, *p.waarden[n + 1 :]))
        vorige = p.waarden[n - 1] if n else None
        zelfde = ZELFDE_WAARDE if vorige is not None and _says_the_same(vorige, w) else ""
        for dag in (add_days(w.vanaf, -1), add_days(w.vanaf, 1)):
            if dag <= w.tot:
                tekst, anders_op = f"vanaf wordt {to_date(dag).isoformat()}", min(dag, w.vanaf)
                yield _Reeksfout(plek, tekst, (anders_op, anders_op), zelfde, _moved(p.waarden, n, dag))


def _some(woorden: list[str]) -> list[str]:
    """Every member of a short list; of a long one (municipalities) the first, the middle and the last.

    A list that long is one fact of one source, and a case for each of its members would say the same over and over.
    """
    n = len(woorden)
    return woorden if n <= MAX_LEDEN else [woorden[0], woorden[n // 2], woorden[-1]]


def _wrong_values(w: Waardeperiode, p: Parameter) -> Iterator[tuple[str, Waardeperiode]]:
    if p.typ.soort == "lijst":
        woorden = w.waarde if isinstance(w.waarde, frozenset) else frozenset()
        for woord in _some(sorted(woorden)):
            yield f"lijst zonder `{woord}`", replace(w, waarde=woorden - {woord})
        return
    onder, boven = w.grenzen
    if onder is not None and onder == boven:
        for nieuw in shifts(onder, p.typ):
            yield _step(onder, nieuw, p), replace(w, waarde=nieuw, grenzen=(nieuw, nieuw))
        return
    for naam, grens in (("laagste grens", onder), ("hoogste grens", boven)):
        for nieuw in () if grens is None else shifts(grens, p.typ):
            anders: Interval = (nieuw, boven) if grens is onder and naam == "laagste grens" else (onder, nieuw)
            yield f"{naam} {_step(grens or 0, nieuw, p)}", replace(w, grenzen=anders)


def _step(oud: int, nieuw: int, p: Parameter) -> str:
    return f"{number_text(oud, p.typ)} wordt {number_text(nieuw, p.typ)}"


def _says_the_same(a: Waardeperiode, b: Waardeperiode) -> bool:
    return (a.waarde, a.grenzen, a.te_bevestigen, add_days(a.tot, 1)) == (b.waarde, b.grenzen, b.te_bevestigen, b.vanaf)


def _moved(reeks: Reeks, n: int, dag: int) -> Reeks:
    """The series with period `n` beginning on another day; the one before goes on until then."""
    nieuw = list(reeks)
    nieuw[n] = replace(reeks[n], vanaf=dag)
    if n and add_days(reeks[n - 1].tot, 1) == reeks[n].vanaf:
        nieuw[n - 1] = replace(reeks[n - 1], tot=add_days(dag, -1))
    return tuple(nieuw)


def links_of(recht: Recht) -> dict[Knoop, Knoop]:
    """Fresh links of the chain, for a right that can open itself: what it opens changes with its rules."""
    return {k: replace(k) for k in walk(recht.voorwaarden) if isinstance(k, RechtOpen)}

"""Rules with a part exchanged: a new tree that shares everything else, so that known values stay known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rechtenverkenner.model.knopen import (
    Alle,
    Als,
    Begrip,
    Datumfunctie,
    EenVan,
    Heeft,
    InLijst,
    Knoop,
    Maal,
    MaalBreuk,
    Min,
    Niet,
    OverLeden,
    Param,
    Persoonsbedrag,
    Plaatselijk,
    Plus,
    Staffel,
    Stappen,
    Uiterste,
    Vergelijk,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.model.recht import Recht


def trees_of(recht: Recht) -> list[tuple[str, Knoop]]:
    """The rules of a right with their names: conditions, amount, days."""
    uit = [("voorwaarden", recht.voorwaarden)]
    if recht.bedrag is not None:
        uit.append(("bedrag", recht.bedrag.formule))
    return [*uit, *recht.dagen.items()]


def exchange(wortel: Knoop, nieuw: Mapping[Knoop, Knoop]) -> Knoop:
    """The tree with some nodes replaced, also where they are shared; nodes that do not change are the same objects."""
    klaar: dict[Knoop, Knoop] = {}
    for k in walk(wortel):
        if k in nieuw:
            klaar[k] = nieuw[k]
        elif any(klaar[c] is not c for c in children(k)):
            klaar[k] = with_children(k, [klaar[c] for c in children(k)])
        else:
            klaar[k] = k
    return klaar[wortel]


def with_children(k: Knoop, onder: list[Knoop]) -> Knoop:
    """The node with other nodes below it, in the order of `children`."""
    match k:
        case Param():
            return replace(k, datum=onder[0])
        case Persoonsbedrag():
            return replace(k, jaar=onder[0])
        case Alle() | EenVan() | Uiterste() | Datumfunctie():
            return replace(k, args=tuple(onder))
        case Vergelijk() | Plus() | Min() | Maal() | Stappen():
            return replace(k, a=onder[0], b=onder[1])
        case InLijst():
            return replace(k, a=onder[0], lijst=onder[1])
        case Niet() | MaalBreuk() | Begrip() | Voorwaarde():
            return replace(k, a=onder[0])
        case Als():
            return replace(k, voorwaarde=onder[0], dan=onder[1], anders=onder[2])
        case Staffel():
            n = len(k.grenzen)
            return replace(k, a=onder[0], grenzen=tuple(onder[1 : 1 + n]), uitkomsten=tuple(onder[1 + n :]))
        case OverLeden():
            return replace(k, a=onder[0], waar=onder[1] if k.waar is not None else None)
        case Heeft():
            return replace(k, op=onder[0], vanaf=onder[1] if k.vanaf is not None else None)
        case Plaatselijk():
            takken = tuple(replace(t, knoop=x) for t, x in zip(k.takken, onder, strict=False))
            return replace(k, takken=takken, standaard=onder[-1] if k.standaard is not None else None)
        case _:
            raise AssertionError(type(k).__name__)  # INVARIANT: a node without children is never rebuilt


def conditions(wortel: Knoop) -> list[Voorwaarde]:
    """The named conditions of a tree, in reading order, each once."""
    return list(dict.fromkeys(k for k in in_order(wortel) if isinstance(k, Voorwaarde)))


def in_order(wortel: Knoop) -> Iterator[Knoop]:
    """Every node below and with `wortel`, each once, a node before what is below it."""
    gezien: set[Knoop] = set()
    stapel = [wortel]
    while stapel:
        k = stapel.pop()
        if k not in gezien:
            gezien.add(k)
            yield k
            stapel.extend(reversed(children(k)))


def leaf_conditions(wortel: Knoop) -> list[Voorwaarde]:
    """The named conditions without another one below: the atoms of a rule."""
    met: set[Knoop] = set()
    for k in walk(wortel):
        if any(isinstance(c, Voorwaarde) or c in met for c in children(k)):
            met.add(k)
    return [k for k in conditions(wortel) if k not in met]


def condition_names(wortel: Knoop) -> dict[Voorwaarde, str]:
    """A name for every named condition that no other one has: its id, with the local folder where two files use it."""
    namen: dict[Voorwaarde, str] = {}
    aantal: dict[str, int] = {}
    for k in conditions(wortel):
        aantal[k.id] = aantal.get(k.id, 0) + 1
    plaats = {
        x: t.herkomst.split("/")[-2] if "/" in t.herkomst else t.herkomst
        for p in walk(wortel)
        if isinstance(p, Plaatselijk)
        for t in p.takken
        for x in conditions(t.knoop)
    }
    gebruikt: dict[str, int] = {}
    for k in conditions(wortel):
        naam = f"{k.id}@{plaats[k]}" if aantal[k.id] > 1 and k in plaats else k.id
        gebruikt[naam] = gebruikt.get(naam, 0) + 1
        namen[k] = naam if gebruikt[naam] == 1 else f"{naam}#{gebruikt[naam]}"
    return namen

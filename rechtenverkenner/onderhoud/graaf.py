"""Which right or status opens, excludes or ends which: read off the typed conditions and the links of every sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rechtenverkenner.model.knopen import (
    Alle,
    Als,
    Begrip,
    EenVan,
    Heeft,
    Knoop,
    Niet,
    OverLeden,
    Plaatselijk,
    RechtOpen,
    Voorwaarde,
    children,
)
from rechtenverkenner.model.recht import Catalogus, Recht

Soort = Literal["opent", "sluit_uit", "hindert", "telt_mee", "vervalt"]
"""Having it is a way in; leaves no way in; closes one of the ways; counts in a number, or both ways; ends it."""


@dataclass(frozen=True, slots=True)
class Punt:
    """A right or status.

    `opent` counts the rights it opens directly, `opent_samen` also those that these open, `statussen` the statuses that
    open it. `laag` is the longest way to it along what opens: such an edge goes to a higher layer, except in a cycle.
    """

    id: str
    naam: str
    soort: Literal["recht", "status"]
    domein: str
    laag: int
    opent: int
    opent_samen: int
    statussen: int = 0
    eindigt_bij: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Pijl:
    """`van` does something to `naar`.

    `via`: `recht` (after it is granted), `heeft` (in use now), `tekst` (a link of a sheet). `plaatselijk`: only in some
    municipalities.
    """

    van: str
    naar: str
    soort: Soort
    via: tuple[str, ...]
    plaatselijk: bool = False
    uitleg: str = ""


@dataclass(frozen=True, slots=True)
class Graaf:
    """The whole graph; without cycles `volgorde` proves it: along every opening edge one goes forward in it."""

    punten: tuple[Punt, ...]
    pijlen: tuple[Pijl, ...]
    volgorde: tuple[str, ...]
    kringen: tuple[tuple[str, ...], ...]


def make_graph(catalogus: Catalogus, *, statussen: bool = True) -> Graaf:
    """The graph of a catalogue; statuses only when they have an edge."""
    pijlen = tuple(sorted(_merge(p for r in catalogus.rechten.values() for p in _arrows(r, catalogus))))
    uit_status = Counter(p.naar for p in pijlen if p.soort == "opent" and p.van not in catalogus.rechten)
    if not statussen:
        pijlen = tuple(p for p in pijlen if p.van in catalogus.rechten and p.naar in catalogus.rechten)
    ids = sorted({*catalogus.rechten, *(x for p in pijlen for x in (p.van, p.naar))})
    opent = {i: sorted({p.naar for p in pijlen if p.van == i and p.soort == "opent"}) for i in ids}
    bereik = {i: _reach(i, opent) for i in ids}
    lagen = _layers(opent, bereik)
    punten = tuple(_point(i, catalogus, lagen[i], opent[i], bereik[i], uit_status[i]) for i in ids)
    volgorde = tuple(sorted(ids, key=lambda i: (lagen[i], i)))
    return Graaf(punten, pijlen, volgorde, _cycles(opent, bereik))


def _point(kenmerk: str, c: Catalogus, laag: int, opent: Iterable[str], bereik: Iterable[str], statussen: int) -> Punt:
    recht = c.rechten.get(kenmerk)
    direct, samen = (sum(x in c.rechten and x != kenmerk for x in rij) for rij in (opent, bereik))
    if recht is None:
        return Punt(kenmerk, c.statussen[kenmerk].naam, "status", "", laag, direct, samen)
    einde = tuple(v.id for v in recht.vervalt_bij if v.id not in c.rechten and v.id not in c.statussen)
    return Punt(kenmerk, recht.naam, "recht", recht.domein, laag, direct, samen, statussen, einde)


def _arrows(recht: Recht, c: Catalogus) -> Iterator[Pijl]:
    for k, soort, plaatselijk in _references(recht.voorwaarden):
        # Having it keeps it: that is a fact, and opens nothing. Of another person it does: that is a way.
        if k.id != recht.id or isinstance(k, RechtOpen):
            via = "recht" if isinstance(k, RechtOpen) else "heeft"
            yield Pijl(k.id, recht.id, soort, (via,), plaatselijk)
    bekend = {*c.rechten, *c.statussen}
    for v in recht.opent:
        if v.id in bekend:
            yield Pijl(recht.id, v.id, "opent", ("tekst",), uitleg=v.uitleg)
    for v in recht.sluit_uit:
        if v.id in bekend:
            yield Pijl(recht.id, v.id, "sluit_uit", ("tekst",), uitleg=v.uitleg)
    for v in recht.vervalt_bij:
        if v.id in bekend:
            yield Pijl(v.id, recht.id, "vervalt", ("tekst",), uitleg=v.uitleg)


def _references(wortel: Knoop) -> Iterator[tuple[Heeft | RechtOpen, Soort, bool]]:
    """Every right or status in a tree, what having it does to the whole, and whether only in some municipalities."""
    gezien: set[tuple[Knoop, int, bool, bool]] = set()
    stapel = [(wortel, 1, True, False)]
    while stapel:
        plek = stapel.pop()
        if plek in gezien:
            continue
        gezien.add(plek)
        k, teken, nodig, plaatselijk = plek
        if isinstance(k, (Heeft, RechtOpen)):
            soorten: Mapping[int, Soort] = {1: "opent", 0: "telt_mee", -1: "sluit_uit" if nodig else "hindert"}
            yield k, soorten[teken], plaatselijk
        else:
            nodig = nodig and not _is_choice(k, teken)
            stapel += [(x, t, nodig, plaatselijk or isinstance(k, Plaatselijk)) for x, t in _signs(k, teken)]


def _is_choice(k: Knoop, teken: int) -> bool:
    """Whether one of the nodes below may fail and the whole still hold; under a negation "all" is the choice."""
    match k:
        case Alle() | OverLeden(soort="iedereen"):
            return teken < 0
        case EenVan() | OverLeden() | Als():
            return teken > 0
        case _:
            return False


def _signs(k: Knoop, teken: int) -> Iterator[tuple[Knoop, int]]:
    """The nodes below with 1 where they help, -1 where they hurt, 0 where they can do both."""
    match k:
        case Niet():
            yield k.a, -teken
        case Voorwaarde() | Begrip() | Alle() | EenVan() | Plaatselijk():
            yield from ((x, teken) for x in children(k))
        case OverLeden(soort="iemand" | "iedereen"):
            yield k.a, teken
            if k.waar is not None:
                yield k.waar, teken if k.soort == "iemand" else -teken
        case Als():
            yield k.voorwaarde, 0
            yield from ((x, teken) for x in (k.dan, k.anders))
        case _:
            yield from ((x, 0) for x in children(k))


def _merge(pijlen: Iterable[Pijl]) -> Iterator[Pijl]:
    """One edge for each pair and kind; local only when every way is."""
    samen: dict[tuple[str, str, Soort], Pijl] = {}
    for p in pijlen:
        eerder = samen.get((p.van, p.naar, p.soort), p)
        via = tuple(sorted({*eerder.via, *p.via}))
        alleen_tekst = {x.plaatselijk for x in (eerder, p) if x.via != ("tekst",)} or {False}
        samen[p.van, p.naar, p.soort] = Pijl(p.van, p.naar, p.soort, via, all(alleen_tekst), eerder.uitleg or p.uitleg)
    return iter(samen.values())


def _reach(van: str, opent: Mapping[str, list[str]]) -> frozenset[str]:
    """What can be come to along one or more edges."""
    gezien: set[str] = set()
    stapel = list(opent[van])
    while stapel:
        x = stapel.pop()
        if x not in gezien:
            gezien.add(x)
            stapel += opent[x]
    return frozenset(gezien)


def _layers(opent: Mapping[str, list[str]], bereik: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """The longest way to each node; the nodes of one cycle share a layer."""

    def same(a: str, b: str) -> bool:
        return a == b or (a in bereik[b] and b in bereik[a])

    lagen = dict.fromkeys(opent, 0)
    for _ in opent:
        for van, rij in opent.items():
            for naar in rij:
                lagen[naar] = max(lagen[naar], lagen[van] + (not same(van, naar)))
    return lagen


def _cycles(opent: Mapping[str, list[str]], bereik: Mapping[str, frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """For each set of nodes that reach each other one shortest cycle, from its first node by name."""
    uit, klaar = [], set()
    for begin in sorted(opent):
        if begin in klaar or begin not in bereik[begin]:
            continue
        klaar |= {x for x in bereik[begin] if begin in bereik[x]}
        wegen: list[tuple[str, ...]] = [(begin,)]
        while wegen:
            weg = wegen.pop(0)
            if begin in opent[weg[-1]]:
                uit.append(weg)
                break
            wegen += [(*weg, x) for x in opent[weg[-1]] if begin in bereik[x] and x not in weg]
    return tuple(uit)

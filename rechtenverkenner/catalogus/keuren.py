"""Checks over the whole catalogue that need every right at once: one small function per rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rechtenverkenner.catalogus.bron import Bron
from rechtenverkenner.catalogus.gelijkenis import canonical
from rechtenverkenner.catalogus.tegenspraak import contradictions
from rechtenverkenner.meldingen import Melding
from rechtenverkenner.model.knopen import (
    Alle,
    Begrip,
    EenVan,
    Knoop,
    OverLeden,
    Plaatselijk,
    RechtOpen,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.model.recht import Catalogus, Recht

Regel = Callable[[Recht, Catalogus, Bron], list[Melding]]


def check_catalogue(catalogus: Catalogus, plaatsen: Mapping[str, Bron]) -> list[Melding]:
    """Every finding of every rule; `plaatsen` gives the file of a right."""
    return [
        m
        for recht in catalogus.rechten.values()
        for regel in REGELS
        for m in regel(recht, catalogus, plaatsen[recht.id])
    ]


def chain_only_positive(recht: Recht, catalogus: Catalogus, bron: Bron) -> list[Melding]:
    """`recht(...)` may only stand where "more rights" can never make the answer worse: not under `niet`, not in a count."""
    fout = any(isinstance(k, RechtOpen) for blok in _blockers(recht.voorwaarden) for k in walk(blok))
    fout = fout or (recht.bedrag is not None and any(isinstance(k, RechtOpen) for k in walk(recht.bedrag.formule)))
    if not fout:
        return []
    hulp = "gebruik heeft(...) voor wat nu in gebruik is, of schrijf de voorwaarde zonder niet en zonder aantal(...)"
    return [
        bron.melding("RV250", "recht(...) staat onder een ontkenning, telling of bedrag", ("voorwaarden",), hulp=hulp)
    ]


def _blockers(k: Knoop) -> list[Knoop]:
    """Highest nodes of a condition through which a chain may not pass."""
    match k:
        case Alle() | EenVan() | Voorwaarde() | Begrip() | Plaatselijk():
            return [b for c in children(k) for b in _blockers(c)]
        case OverLeden(soort="iemand" | "iedereen", waar=waar):
            return [*_blockers(k.a), *((waar,) if waar is not None else ())]
        case RechtOpen():
            return []
        case _:
            return [k]


def links_have_condition(recht: Recht, catalogus: Catalogus, bron: Bron) -> list[Melding]:
    """What a right says it opens must name it in its own conditions."""
    uit = []
    for i, verband in enumerate(recht.opent):
        doel = catalogus.rechten.get(verband.id)
        if doel is not None and recht.id not in mentioned(doel):
            tekst = f"`{recht.id}` opent `{doel.id}` niet: het komt in die voorwaarden niet voor"
            uit.append(bron.melding("RV251", tekst, ("opent", i), hulp="voeg de voorwaarde daar toe, of haal dit weg"))
    return uit


def mentioned(recht: Recht) -> set[str]:
    """Ids of rights and statuses that the conditions name."""
    return {str(getattr(k, "id", "")) for k in walk(recht.voorwaarden) if type(k).__name__ in ("RechtOpen", "Heeft")}


def equal_alternatives(recht: Recht, catalogus: Catalogus, bron: Bron) -> list[Melding]:
    """An alternative that is written twice in one `een_van` can never decide anything."""
    uit = []
    for k in walk(recht.voorwaarden):
        if isinstance(k, EenVan):
            vormen = [canonical(a) for a in k.args]
            for i, v in enumerate(vormen):
                if v in vormen[:i]:
                    naam = getattr(k.args[i], "id", "") or f"nummer {i + 1}"
                    tekst = f"alternatief `{naam}` zegt hetzelfde als een eerder alternatief en beslist nooit"
                    uit.append(bron.melding("RV252", tekst, ("voorwaarden",), hulp="haal het weg"))
    return uit


REGELS: tuple[Regel, ...] = (chain_only_positive, links_have_condition, equal_alternatives, contradictions)

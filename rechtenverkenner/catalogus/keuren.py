"""Checks over the whole catalogue that need every right at once: one small function per rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rechtenverkenner.catalogus.bron import Bron, Pad
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


def check_catalogue(catalogus: Catalogus, plaatsen: Mapping[str, Bron], *, alles: bool = True) -> list[Melding]:
    """Every finding; without `alles` only of the rules that evaluation relies on. `plaatsen`: the file of a right."""
    return [
        m
        for recht in catalogus.rechten.values()
        for regel in (REGELS if alles else NODIG)
        for m in regel(recht, catalogus, plaatsen[recht.id])
    ]


def chain_only_positive(recht: Recht, catalogus: Catalogus, bron: Bron) -> list[Melding]:
    """`recht(...)` stands only where "more rights" cannot make the answer worse: not under `niet`, not in a count."""
    uit = []
    for naam in dict.fromkeys(_blocked(recht.voorwaarden, "")):
        tekst = f"voorwaarde `{naam}`: recht(...) kan niet onder een ontkenning of in een telling staan"
        hulp = f"{_NU} of schrijf de voorwaarde zonder niet en zonder aantal(...)"
        uit.append(bron.melding("RV250", tekst, condition_path(bron, naam), hulp=hulp))
    if recht.bedrag is not None and _has_chain(recht.bedrag.formule):
        tekst, hulp = "recht(...) kan niet in een bedrag staan", _NU.rstrip(",")
        uit.append(bron.melding("RV250", tekst, ("bedrag", "formule"), hulp=hulp))
    return uit


_NU = "gebruik heeft(...) voor wat nu in gebruik is,"


def _blocked(k: Knoop, binnen: str) -> Iterator[str]:
    """Ids of the conditions in which a chain passes through a node that it may not pass through."""
    match k:
        case Voorwaarde():
            yield from _blocked(k.a, k.id)
        case Alle() | EenVan() | Begrip() | Plaatselijk():
            for c in children(k):
                yield from _blocked(c, binnen)
        case OverLeden(soort="iemand" | "iedereen", waar=waar):
            yield from _blocked(k.a, binnen)
            if waar is not None and _has_chain(waar):
                yield binnen
        case RechtOpen():
            return
        case _:
            if _has_chain(k):
                yield binnen


def _has_chain(k: Knoop) -> bool:
    return any(isinstance(x, RechtOpen) for x in walk(k))


def condition_path(bron: Bron, naam: str) -> Pad:
    """Where in the file the condition with this id stands; the whole tree when it is not there."""
    stapel: list[tuple[Pad, object]] = []
    if isinstance(bron.data, dict):
        stapel.append((("voorwaarden",), bron.data.get("voorwaarden")))
    while stapel:
        pad, waarde = stapel.pop()
        if isinstance(waarde, dict):
            if naam and waarde.get("id") == naam:
                return pad
            stapel += [((*pad, k), v) for k, v in waarde.items()]
        elif isinstance(waarde, list):
            stapel += [((*pad, i), v) for i, v in enumerate(waarde)]
    return ("voorwaarden",)


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
                    uit.append(bron.melding("RV252", tekst, condition_path(bron, naam), hulp="haal het weg"))
    return uit


def braces(bron: Bron) -> list[Melding]:
    """In a sentence they are the places that a translation fills in: of `{euro1}`, for an amount."""
    tekst = "accolades in een tekst zijn voor de vertalingen"
    hulp = "schrijf ronde haakjes, en een bedrag als `50 euro`"
    return [bron.melding("RV257", tekst, pad, hulp=hulp) for pad in _with_braces(bron.data, ())]


def _with_braces(x: object, pad: Pad) -> Iterator[Pad]:
    if isinstance(x, str) and ("{" in x or "}" in x):
        yield pad
    elif isinstance(x, dict):
        for k, v in x.items():
            if k not in _GEEN_ZINNEN:
                yield from _with_braces(v, (*pad, k))
    elif isinstance(x, list):
        for i, v in enumerate(x):
            yield from _with_braces(v, (*pad, i))


_GEEN_ZINNEN = frozenset(["als", "bronnen", "drempels", "fiche", "formule"])
"""Expressions, and texts that no translator sees."""

NODIG: tuple[Regel, ...] = (chain_only_positive,)
REGELS: tuple[Regel, ...] = (chain_only_positive, links_have_condition, equal_alternatives, contradictions)

"""Adding up an explanation: the leaves, combined as the tree says, must give every inner answer and the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from rechtenverkenner import Oordeel, Recht, Uitleg

VOLGORDE = ("nee", "onbekend", "mens", "ja")


def recompute(u: Uitleg) -> str:
    """The answer of a node from the answers of the leaves below it."""
    delen = [VOLGORDE.index(recompute(x)) for x in u.onderdelen]
    match u.soort:
        case "blad":
            return u.uitkomst
        case "alle":
            return VOLGORDE[min(delen, default=3)]
        case "een_van":
            return VOLGORDE[max(delen, default=0)]
        case "niet":
            return {"ja": "nee", "nee": "ja"}.get(VOLGORDE[delen[0]], "onbekend")


def faults_of(o: Oordeel, recht: Recht) -> Iterator[str]:
    """Every node that its parts do not add up to, and what is wrong between tree, verdict and level."""
    stapel = [o.uitleg]
    while stapel:
        u = stapel.pop()
        stapel.extend(u.onderdelen)
        if recompute(u) != u.uitkomst:
            yield f"{o.recht} {o.eenheid}: {u.soort} {u.id} is {u.uitkomst}, its parts give {recompute(u)}"
    wortel = "mens" if o.uitleg.uitkomst == "ja" and recht.hoogstens_mogelijk else o.uitleg.uitkomst
    if verdict_from(o, wortel) != o.oordeel:
        yield f"{o.recht} {o.eenheid}: the tree says {wortel}, the verdict {o.oordeel} {o.vlaggen} level {o.niveau}"
    if o.oordeel == "gebruikt" and ("voorwaarden_niet_voldaan" in o.vlaggen) != (wortel == "nee"):
        yield f"{o.recht} {o.eenheid}: in use, the tree says {wortel}, flags {o.vlaggen}"
    if o.oordeel == "gebruikt" and ("voorwaarden_niet_bevestigd" in o.vlaggen) != (wortel in ("mens", "onbekend")):
        yield f"{o.recht} {o.eenheid}: in use, the tree says {wortel}, flags {o.vlaggen}"
    if o.oordeel in ("onbenut", "automatisch", "na", "mogelijk") and o.niveau is None:
        yield f"{o.recht} {o.eenheid}: {o.oordeel}, but the chain did not reach it"


def verdict_from(o: Oordeel, wortel: str) -> str:
    if o.oordeel == "gebruikt":
        return "gebruikt"
    if wortel == "ja":
        return "na" if o.niveau else ("automatisch" if o.automatisch else "onbenut")
    return {"nee": "geen_recht", "onbekend": "onbekend", "mens": "mogelijk"}[wortel]

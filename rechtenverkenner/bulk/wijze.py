"""Whether an open right runs by itself, as columns: the best of the ways that hold, the slowest of what must hold."""

from __future__ import annotations

from typing import cast

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.groepcellen import ZONDER_ANKER
from rechtenverkenner.bulk.verlagen import Verlager
from rechtenverkenner.bulk.waarden import Keuze
from rechtenverkenner.model.knopen import (
    Alle,
    Begrip,
    EenVan,
    Knoop,
    OverLeden,
    Plaatselijk,
    Voorwaarde,
    walk,
)
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.motor.ontleding import Ontleding

Wijze = tuple[Cel, Cel]
"""By itself, and on request; neither where the way does not say."""


class Wijzelezer:
    """Reads how a right that certainly is open is granted; only where it is open does the answer mean anything."""

    def __init__(self, verlager: Verlager) -> None:
        self.v, self.w, self.r = verlager, verlager.w, verlager.r
        self.ontleding: Ontleding = verlager.ontleding

    def is_automatic(self, recht: Recht, vlak: Vlak) -> Cel:
        """Whether the right runs by itself."""
        if not any(_says_how(recht.voorwaarden)):
            return self.w.waar(recht.toekenning.standaard == "automatisch")
        vanzelf, aanvraag = self._way(recht.voorwaarden, vlak)
        standaard = self.w.waar(recht.toekenning.standaard == "automatisch")
        return self.w.of(vanzelf, self.w.en(self.w.niet(aanvraag), standaard))

    def _way(self, k: Knoop, vlak: Vlak) -> Wijze:
        geen = (self.r.nee, self.r.nee)
        match k:
            case Voorwaarde():
                return self._named(k, vlak)
            case Begrip():
                return self._way(k.a, vlak)
            case Alle():
                vanzelf, aanvraag = self._either([self._way(a, vlak) for a in k.args])
                return self.w.en(vanzelf, self.w.niet(aanvraag)), aanvraag
            case EenVan():
                return self._best([self._where(self.v.truth(a, vlak).zeker, self._way(a, vlak)) for a in k.args])
            case OverLeden() if k.soort == "iemand":
                return self._of_members(k, vlak)
            case Plaatselijk():
                return self._local(k, vlak)
            case _:
                return geen

    def _named(self, k: Voorwaarde, vlak: Vlak) -> Wijze:
        binnen = self._way(k.a, vlak)
        if not k.toekenning:
            return binnen
        zegt_niets = self.w.niet(self.w.of(*binnen))
        vanzelf, aanvraag = binnen
        if k.toekenning == "automatisch":
            return self.w.of(vanzelf, zegt_niets), aanvraag
        return vanzelf, self.w.of(aanvraag, zegt_niets)

    def _where(self, als: Cel, wijze: Wijze) -> Wijze:
        return self.w.en(als, wijze[0]), self.w.en(als, wijze[1])

    def _either(self, wijzen: list[Wijze]) -> Wijze:
        return self.w.of(*(v for v, _ in wijzen)), self.w.of(*(a for _, a in wijzen))

    def _best(self, wijzen: list[Wijze]) -> Wijze:
        vanzelf, aanvraag = self._either(wijzen)
        return vanzelf, self.w.en(aanvraag, self.w.niet(vanzelf))

    def _of_members(self, k: OverLeden, vlak: Vlak) -> Wijze:
        """Of every member for whom the condition holds, also of those it does not ask about."""
        binnen = self._where(self.v.truth(k.a, "persoon").zeker, self._way(k.a, "persoon"))
        if k.groep == "persoon":
            return binnen
        leden = self.v.groepen.members(k.groep)
        doel: Vlak = "gezin" if k.groep in ZONDER_ANKER else "persoon"
        rij = []
        for c in binnen:
            lid = self.w.en(leden.mogelijk, self.w.haal(leden.vlak, c, "lid"))
            rij.append(self.w.haal(vlak, self.w.iemand(doel, lid, leden.vlak), "gezin"))
        return self._best([(rij[0], rij[1])])

    def _local(self, k: Plaatselijk, vlak: Vlak) -> Wijze:
        """Of the rule that applies, where it is known which one that is."""
        w, lezer = self.w, self.v.lezer
        geldig = [t for t in k.takken if t.vanaf <= lezer.nu <= t.tot]
        nis = cast(Keuze, self.v.lift(lezer.choice("gezin", "gemeente"), vlak))
        geen = (self.r.nee, self.r.nee)
        uit = geen if k.standaard is None else self._way(k.standaard, vlak)
        for t in reversed(geldig):
            hier = w.of(*(w.eq(nis.code, lezer.code(n)) for n in sorted(t.nis)))
            uit = self._pick(hier, self._way(t.knoop, vlak), uit)
        enige = [*(t.knoop for t in geldig), *([] if k.standaard is None else [k.standaard])]
        onbekend = self._way(enige[0], vlak) if len(enige) == 1 else geen
        return self._pick(nis.bekend, uit, onbekend)

    def _pick(self, als: Cel, dan: Wijze, anders: Wijze) -> Wijze:
        return self.w.kies_waar(als, dan[0], anders[0]), self.w.kies_waar(als, dan[1], anders[1])


def _says_how(k: Knoop) -> list[bool]:
    return [isinstance(x, Voorwaarde) and bool(x.toekenning) for x in walk(k)]

"""Which condition decides, as a column: the first id that the explanation of a verdict names (`omdat`).

The same walk as `motor.uitleg`, over the same nodes: of a no the first part that fails, of a yes the first that holds
(rather one that needs no other right), of what is open the first that is open. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.groepcellen import PAAR, ZONDER_ANKER, Leden
from rechtenverkenner.bulk.indeling import MEEST_PERSONEN
from rechtenverkenner.bulk.verlagen import Verlager
from rechtenverkenner.bulk.waarden import Waarheid
from rechtenverkenner.model.knopen import (
    Alle,
    Begrip,
    EenVan,
    Knoop,
    Niet,
    OverLeden,
    Plaatselijk,
    RechtOpen,
    Voorwaarde,
    walk,
)
from rechtenverkenner.model.recht import Recht

NAAMLOOS = 0


@dataclass(frozen=True, slots=True)
class Deel:
    """A part of an explanation: its answer, the first named condition in it, whether its yes needs another right.

    `er` says where there is such a part; elsewhere its answer does not change the whole.
    """

    waarde: Waarheid
    naam: Cel
    keten: Cel
    er: Cel


def names_of(recht: Recht) -> tuple[str, ...]:
    """The ids of the conditions of a right; a column holds their place, and 0 for none."""
    return "", *sorted({k.id for k in walk(recht.voorwaarden) if isinstance(k, Voorwaarde)})


class Waaromlezer:
    """Finds the condition that decides one right."""

    def __init__(self, verlager: Verlager, recht: Recht) -> None:
        self.v, self.w, self.r = verlager, verlager.w, verlager.r
        self.plek = {naam: i for i, naam in enumerate(names_of(recht))}
        self.memo: dict[tuple[Knoop, Vlak, int], Deel] = {}

    def first(self, recht: Recht) -> Cel:
        """The place of the first id in `names_of`."""
        return self._part(recht.voorwaarden, recht.eenheid, NAAMLOOS).naam

    def _part(self, k: Knoop, vlak: Vlak, naam: int) -> Deel:
        """A node as a part, inside the condition at place `naam`."""
        if vlak != "gezin" and self.v.ontleding.is_loose(k):
            return self._moved(self._part(k, "gezin", naam), lambda c: self.w.haal(vlak, c, "gezin"))
        deel = self.memo.get((k, vlak, naam))
        if deel is None:
            deel = self.memo[k, vlak, naam] = self._explain(k, vlak, naam)
        return deel

    def _moved(self, deel: Deel, haal: Callable[[Cel], Cel]) -> Deel:
        waarde = cast(Waarheid, self.v.move(deel.waarde, haal))
        return Deel(waarde, haal(deel.naam), haal(deel.keten), haal(deel.er))

    def _explain(self, k: Knoop, vlak: Vlak, naam: int) -> Deel:
        if not self.v.ontleding.is_named(k):
            return self._named(k, vlak, self.w.getal(naam))
        match k:
            case Voorwaarde():
                kern = k.a.a if isinstance(k.a, Begrip) else k.a
                return self._part(kern, vlak, self.plek[k.id])
            case Alle():
                return self._all([self._part(a, vlak, naam) for a in k.args])
            case EenVan():
                return self._any([self._part(a, vlak, naam) for a in k.args])
            case Niet():
                return self._not(self._part(k.a, vlak, naam))
            case OverLeden() if k.soort in ("iemand", "iedereen"):
                return self._members(k, vlak, naam)
            case Plaatselijk():
                return self._local(k, vlak, naam)
            case RechtOpen():
                return self._named(k, vlak, self.w.getal(naam), self._is_new(k, vlak))
            case _:
                return self._named(k, vlak, self.w.getal(naam))

    def _named(self, k: Knoop, vlak: Vlak, naam: Cel, keten: Cel | None = None) -> Deel:
        return Deel(self.v.truth(k, vlak), naam, keten or self.r.nee, self.r.ja)

    def _is_new(self, k: RechtOpen, vlak: Vlak) -> Cel:
        """Whether a right is open and not in use yet."""
        gebruikt = self.v.lezer.in_use(k.niveau, k.id, k.bron).zeker
        if k.niveau != vlak:
            gebruikt = self.w.haal(vlak, gebruikt, "gezin")
        return self.w.en(self.v.truth(k, vlak).zeker, self.w.niet(gebruikt))

    # -- parts together
    def _all(self, delen: Sequence[Deel]) -> Deel:
        waarde = self.r.all_of([d.waarde for d in delen])
        telt = [self._decides_all(waarde, d) for d in delen]
        keten = self.w.en(waarde.zeker, self.w.of(*(d.keten for d in delen)))
        return Deel(waarde, self._pick(telt, delen), keten, self.r.ja)

    def _decides_all(self, waarde: Waarheid, d: Deel) -> Cel:
        """A part that is as low as the whole; where a person decides, one that is not a no."""
        w = self.w
        laag = w.kies_waar(waarde.mogelijk, w.niet(d.waarde.mens), w.niet(d.waarde.mogelijk))
        return w.en(d.er, w.of(waarde.mens, laag))

    def _any(self, delen: Sequence[Deel]) -> Deel:
        waarde = self.r.any_of([d.waarde for d in delen])
        vrij = self.w.of(*(self._is_free(d) for d in delen))
        telt = [self._decides_any(waarde, vrij, d) for d in delen]
        return Deel(waarde, self._pick(telt, delen), self.w.en(waarde.zeker, self.w.niet(vrij)), self.r.ja)

    def _is_free(self, d: Deel) -> Cel:
        """A part that holds without another right."""
        return self.w.en(d.waarde.zeker, self.w.niet(d.keten))

    def _decides_any(self, waarde: Waarheid, vrij: Cel, d: Deel) -> Cel:
        """A part that is as high as the whole (of what is open: not a no); of a yes rather one that is free."""
        w = self.w
        ja = w.kies_waar(vrij, self._is_free(d), d.waarde.zeker)
        return w.en(d.er, w.of(w.niet(waarde.mogelijk), w.kies_waar(waarde.zeker, ja, d.waarde.mogelijk)))

    def _not(self, deel: Deel) -> Deel:
        return Deel(self.r.negate(deel.waarde), deel.naam, self.r.nee, deel.er)

    def _pick(self, telt: Sequence[Cel], delen: Sequence[Deel]) -> Cel:
        """The name of the first part that counts and has one."""
        uit = self.w.getal(NAAMLOOS)
        for als, d in reversed(list(zip(telt, delen, strict=True))):
            uit = self.w.kies(self.w.en(als, self.w.le(self.w.getal(1), d.naam)), d.naam, uit)
        return uit

    # -- members
    def _members(self, k: OverLeden, vlak: Vlak, naam: int) -> Deel:
        """The first member that decides; where there is none it is the question itself."""
        w, waarde = self.w, self.v.truth(k, vlak)
        if k.groep == "persoon":
            deel = self._member(k, vlak, naam, self.r.ja)
            return Deel(waarde, self._or_question(deel.naam, naam), w.en(waarde.zeker, deel.keten), self.r.ja)
        leden = self.v.groepen.members(k.groep)
        langs = "gezin" if k.groep in ZONDER_ANKER else "anker"
        if leden.zeker is leden.mogelijk:
            hier = self._moved(self._member(k, "persoon", naam, self.r.ja), lambda c: w.haal(leden.vlak, c, "lid"))
        else:
            hier = self._member(k, leden.vlak, naam, leden.zeker)
        hier = replace(hier, er=leden.mogelijk)
        heel = cast(Waarheid, self.v.move(waarde, lambda c: w.haal(leden.vlak, c, langs)))
        if k.soort == "iedereen":
            telt = self._decides_all(heel, hier)
            keten = w.iemand(vlak, w.en(hier.er, hier.keten), leden.vlak)
        else:
            vrij = w.iemand(vlak, w.en(hier.er, self._is_free(hier)), leden.vlak)
            telt, keten = self._decides_any(heel, w.haal(leden.vlak, vrij, langs), hier), w.niet(vrij)
        eerste = self._first_member(k.groep, vlak, leden, telt, hier.naam)
        return Deel(waarde, self._or_question(eerste, naam), w.en(waarde.zeker, keten), self.r.ja)

    def _or_question(self, gevonden: Cel, naam: int) -> Cel:
        return self.w.kies(self.w.le(self.w.getal(1), gevonden), gevonden, self.w.getal(naam))

    def _member(self, k: OverLeden, vlak: Vlak, naam: int, zeker: Cel) -> Deel:
        """What is asked of a member, limited to when the member counts; `zeker`: whether it certainly is a member."""
        w, onzeker = self.w, self.w.niet(zeker)
        deel = self._of_member(k.a, vlak, naam)
        open_ = self.r.between(zeker, self.r.ja)
        waar = [self._of_member(k.waar, vlak, naam)] if k.waar is not None else []
        hoort = [Deel(open_, w.getal(naam), self.r.nee, onzeker)] if onzeker is not self.r.nee else []
        if not waar and not hoort:
            return deel
        if k.soort == "iemand":
            return self._all([*waar, *hoort, deel])
        return self._any([*map(self._not, (*waar, *hoort)), deel])

    def _of_member(self, k: Knoop, vlak: Vlak, naam: int) -> Deel:
        """A node for persons, or for the members of pairs."""
        if vlak.startswith(PAAR):
            return self._moved(self._part(k, "persoon", naam), lambda c: self.w.haal(vlak, c, "lid"))
        return self._part(k, vlak, naam)

    def _first_member(self, groep: str, vlak: Vlak, leden: Leden, telt: Cel, naam: Cel) -> Cel:
        """The name that the first member gives: the highest of (members after it, name)."""
        w, plekken = self.w, len(self.plek)
        if naam.op == "vast":
            return w.kies(w.iemand(vlak, telt, leden.vlak), naam, w.getal(NAAMLOOS)) if naam.gegeven else naam
        rang = w.min(w.getal(MEEST_PERSONEN + 1), self.v.groepen.order_of(groep, leden.vlak))
        telt = w.en(telt, w.le(w.getal(1), naam))
        sleutel = w.kies(telt, w.plus(w.maal(rang, w.getal(plekken)), naam), w.getal(0))
        return w.rest(w.top(vlak, sleutel, leden.vlak), plekken)

    # -- what a municipality fills in
    def _local(self, k: Plaatselijk, vlak: Vlak, naam: int) -> Deel:
        """The part that applies, where it is known which one that is."""
        w, lezer = self.w, self.v.lezer
        geldig = [t for t in k.takken if t.vanaf <= lezer.nu <= t.tot]
        nis = lezer.choice("gezin", "gemeente")
        bekend, code = (w.haal(vlak, c, "gezin") for c in (nis.bekend, nis.code))
        blad = self._named(k, vlak, w.getal(naam))
        uit = blad if k.standaard is None else self._part(k.standaard, vlak, naam)
        anders = blad if geldig else uit
        for t in reversed(geldig):
            hier = w.of(*(w.eq(code, lezer.code(n)) for n in sorted(t.nis)))
            uit = self._either(hier, self._part(t.knoop, vlak, naam), uit)
        uit = self._either(bekend, uit, anders)
        return Deel(blad.waarde, uit.naam, uit.keten, self.r.ja)

    def _either(self, als: Cel, dan: Deel, anders: Deel) -> Deel:
        w = self.w
        return Deel(
            dan.waarde, w.kies(als, dan.naam, anders.naam), w.kies_waar(als, dan.keten, anders.keten), self.r.ja
        )

"""Questions and sums over the members of a group, as columns: who perhaps belongs to it, perhaps counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rechtenverkenner.bulk.cellen import Vlak, refuse
from rechtenverkenner.bulk.groepcellen import ZONDER_ANKER, Leden
from rechtenverkenner.bulk.waarden import Bereik, Eind, Kolomwaarde, Waarheid
from rechtenverkenner.model.knopen import JA, OverLeden

if TYPE_CHECKING:
    from rechtenverkenner.bulk.verlagen import Verlager


def over_members(v: Verlager, k: OverLeden, vlak: Vlak) -> Kolomwaarde:
    """A question or a sum over the members of a group, seen from the rows of a level."""
    if k.groep == "persoon":
        return _of_oneself(v, k, vlak)
    leden = v.groepen.members(k.groep)
    if vlak == "aansluiting" or (k.groep not in ZONDER_ANKER and vlak != "persoon"):
        raise refuse(f"de groep `{k.groep}` gezien van een {vlak}")
    telt = Waarheid(leden.mogelijk, leden.zeker, leden.zeker)
    if k.waar is not None:
        telt = v.r.all_of((telt, cast(Waarheid, _of_member(v, v.lower(k.waar, "persoon"), leden.vlak))))
    a = _of_member(v, v.lower(k.a, "persoon"), leden.vlak)
    if isinstance(a, Waarheid):
        return _question(v, k, vlak, leden, telt, a)
    return _total(v, k, vlak, leden, telt, cast(Bereik, a))


def _of_member(v: Verlager, waarde: Kolomwaarde, vlak: Vlak) -> Kolomwaarde:
    return v.move(waarde, lambda cel: v.w.haal(vlak, cel, "lid"))


def _of_oneself(v: Verlager, k: OverLeden, vlak: Vlak) -> Kolomwaarde:
    """The group of one: no other row is needed."""
    r, w = v.r, v.w
    telt = r.truth(JA) if k.waar is None else v.truth(k.waar, vlak)
    a = v.lower(k.a, vlak)
    if isinstance(a, Bereik):
        w_ = r.either(Waarheid(telt.mogelijk, telt.zeker, telt.zeker), a, r.fixed((0, 0)))
        return r.add(r.fixed((0, 0)), w_) if k.soort == "som" else r.highest([r.fixed((0, 0)), w_])
    a = cast(Waarheid, a)
    if k.soort == "iedereen":
        return r.any_of((r.negate(telt), a))
    beide = r.all_of((telt, a))
    if k.soort == "iemand":
        return beide
    aantal = [w.kies(c, w.getal(1), w.getal(0)) for c in (beide.zeker, beide.mogelijk)]
    return Bereik(Eind(aantal[0], r.ja), Eind(aantal[1], r.ja))


def _question(v: Verlager, k: OverLeden, vlak: Vlak, leden: Leden, telt: Waarheid, a: Waarheid) -> Kolomwaarde:
    w, r, van = v.w, v.r, leden.vlak
    meest = v.lezer.inventaris.personen
    if k.soort == "aantal":
        rij = r.all_of((telt, a))
        onder, boven = (w.aantal(vlak, c, van, meest) for c in (rij.zeker, rij.mogelijk))
        return Bereik(Eind(onder, r.ja), Eind(boven, w.niet(leden.open)))
    if k.soort == "iemand":
        uit = Waarheid(*(w.iemand(vlak, c, van) for c in r.all_of((telt, a)).drempels))
        return Waarheid(w.of(uit.mogelijk, leden.open), uit.mens, uit.zeker)
    tegen = r.all_of((Waarheid(telt.zeker, telt.mogelijk, telt.mogelijk), _complement(v, a)))
    uit = Waarheid(*(w.niet(w.iemand(vlak, c, van)) for c in tegen.drempels))
    dicht = w.niet(leden.open)
    return Waarheid(uit.mogelijk, w.en(uit.mens, dicht), w.en(uit.zeker, dicht))


def _complement(v: Verlager, a: Waarheid) -> Waarheid:
    """What keeps "everybody" from each threshold; not a truth value, so the thresholds stay where they are."""
    return Waarheid(*map(v.w.niet, a.drempels))


def _total(v: Verlager, k: OverLeden, vlak: Vlak, leden: Leden, telt: Waarheid, a: Bereik) -> Kolomwaarde:
    w, r, van = v.w, v.r, leden.vlak
    nul = r.fixed((0, 0))
    telt = Waarheid(telt.mogelijk, telt.zeker, telt.zeker)  # what a person decides may still not count
    per_lid = r.either(telt, a, nul)
    begrensd = [w.niet(w.iemand(vlak, w.en(telt.mogelijk, w.niet(e.bekend)), van)) for e in (a.onder, a.boven)]
    bijdrage = [w.kies(e.bekend, e.waarde, w.getal(0)) for e in (per_lid.onder, per_lid.boven)]
    dicht = w.niet(leden.open)
    if k.soort == "hoogste":
        onder, boven = (w.top(vlak, c, van) for c in bijdrage)
        return Bereik(Eind(onder, r.ja), Eind(boven, w.en(begrensd[1], dicht)))
    onder, boven = (w.som(vlak, c, van, v.lezer.inventaris.personen) for c in bijdrage)
    if not v.ontleding.is_never_negative(k.a):
        begrensd[0] = w.en(begrensd[0], dicht)
    return Bereik(Eind(onder, begrensd[0]), Eind(boven, w.en(begrensd[1], dicht)))

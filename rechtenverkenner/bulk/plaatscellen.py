"""What a municipality fills in, as columns: its own rule where it has one, and all of them where it is not known."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, cast

from rechtenverkenner.bulk.cellen import Cel, Vlak, refuse
from rechtenverkenner.bulk.waarden import Bereik, Keuze, Kolomwaarde, Waarheid
from rechtenverkenner.model.knopen import ONBEKEND, Plaatselijk

if TYPE_CHECKING:
    from rechtenverkenner.bulk.verlagen import Verlager


def local(v: Verlager, k: Plaatselijk, vlak: Vlak) -> Kolomwaarde:
    """The part that municipalities fill in, for the rows of a level."""
    w, dag = v.w, v.lezer.nu
    geldig = [t for t in k.takken if t.vanaf <= dag <= t.tot]
    nis = cast(Keuze, v.lift(v.lezer.choice("gezin", "gemeente"), vlak))
    waarden = [v.lower(t.knoop, vlak) for t in geldig]
    standaard = None if k.standaard is None else v.lower(k.standaard, vlak)
    uit = standaard if standaard is not None else _nothing(v, k)
    for t, waarde in reversed(list(zip(geldig, waarden, strict=True))):
        hier = w.en(nis.bekend, w.of(*(w.eq(nis.code, v.lezer.code(n)) for n in sorted(t.nis))))
        uit = _pick(v, hier, waarde, uit)
    alle = [*waarden, standaard] if standaard is not None else [_nothing(v, k)]
    return _pick(v, nis.bekend, uit, reduce(lambda a, b: _together(v, a, b), alle))


def _nothing(v: Verlager, k: Plaatselijk) -> Kolomwaarde:
    """Where no rule was entered."""
    match k.typ.soort:
        case "bool":
            return v.r.truth(ONBEKEND)
        case "getal":
            return v.r.fixed((0, None))
        case "datum":
            return v.r.fixed((None, None))
        case _:
            raise refuse("een plaatselijke keuze of lijst")


def _pick(v: Verlager, als: Cel, dan: Kolomwaarde, anders: Kolomwaarde) -> Kolomwaarde:
    if isinstance(dan, Waarheid):
        return v.r.either_truth(v.r.known(als), dan, cast(Waarheid, anders))
    return v.r.choose(als, cast(Bereik, dan), cast(Bereik, anders))


def _together(v: Verlager, a: Kolomwaarde, b: Kolomwaarde) -> Kolomwaarde:
    """What holds of both: every municipality may be the one."""
    if isinstance(a, Bereik):
        return v.r.hull(a, cast(Bereik, b))
    w, b = v.w, cast(Waarheid, b)
    a = cast(Waarheid, a)
    return Waarheid(w.of(a.mogelijk, b.mogelijk), w.en(a.mens, b.mens), w.en(a.zeker, b.zeker))

"""A dated parameter on a date that differs between households: the periods that date can fall in, and the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rechtenverkenner.bulk.cellen import Cel
from rechtenverkenner.bulk.waarden import Bereik, Eind, Rekening
from rechtenverkenner.model.datums import add_days
from rechtenverkenner.model.recht import Waardeperiode

_BEGIN, _EINDE = 0, 10**9


class Perioden:
    """Parameters by date, as `motor.semantiek` reads them."""

    def __init__(self, r: Rekening) -> None:
        self.r, self.w = r, r.w

    def parameter(self, perioden: Sequence[Waardeperiode], datum: Bereik) -> Bereik:
        """The hull of the values of every period the date can fall in; open above where it can fall in a gap."""
        w = self.w
        geldig = [p for p in perioden if p.waarde is not None or p.grenzen != (None, None)]
        uit, gevonden = self.r.fixed((0, None)), self.r.nee
        for p in geldig:
            raakt = self._touches(datum, p.vanaf, p.tot)
            samen = self.r.hull(uit, self.r.fixed(p.grenzen))
            uit = self.r.choose(w.en(raakt, gevonden), samen, self.r.choose(raakt, self.r.fixed(p.grenzen), uit))
            gevonden = w.of(gevonden, raakt)
        gat = w.of(*(self._touches(datum, van, tot) for van, tot in _gaps(geldig)))
        gat = w.of(gat, w.niet(datum.onder.bekend), w.niet(datum.boven.bekend))
        return self.r.choose(w.en(gat, gevonden), self.r.hull(uit, self.r.fixed((0, None))), uit)

    def _touches(self, datum: Bereik, van: int, tot: int) -> Cel:
        """Whether the date can fall in a period."""
        return self.w.en(
            self._or_open(datum.onder, self.w.le(datum.onder.waarde, self.w.getal(tot))),
            self._or_open(datum.boven, self.w.le(self.w.getal(van), datum.boven.waarde)),
        )

    def _or_open(self, eind: Eind, past: Cel) -> Cel:
        return self.w.of(self.w.niet(eind.bekend), past)


def _gaps(perioden: Sequence[Waardeperiode]) -> Iterator[tuple[int, int]]:
    """The stretches of time without a value."""
    dag = _BEGIN
    for p in perioden:
        if p.vanaf > dag:
            yield dag, p.vanaf - 1
        dag = add_days(p.tot, 1)
    yield dag, _EINDE

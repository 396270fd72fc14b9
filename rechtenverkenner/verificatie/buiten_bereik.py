"""Parameter values that cannot matter: on every day on which they are read the right is closed to everybody.

Found by judging a household of which nothing is known, so that a "no" holds for every household.
"""

from __future__ import annotations

from collections.abc import Iterable

from rechtenverkenner.model.datums import add_days
from rechtenverkenner.model.gezin import Aansluiting, Gezin, Persoon
from rechtenverkenner.model.knopen import NEE, ONBEKEND, Knoop, Param
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.motor.semantiek import Rekenaar

NOOIT_OPEN = "op elke dag waarop deze waarde telt, is het recht voor niemand open"
VOOR, NA = 400, 1500
"""How many days before and after the days of a value an evaluation may lie that still reads it."""
EINDE = 20350101


class Bereik:
    """Says of the parameters of one right whether they can matter on some days; remembers what it worked out."""

    def __init__(self, recht: Recht, catalogus: Catalogus) -> None:
        self._recht = recht
        self._catalogus = catalogus
        self._iedereen = _anybody(recht)
        self._keten = {(x, i): ONBEKEND for x in catalogus.rechten for i in (HUISHOUDEN, 0, 1)}
        self._ontleding = Ontleding()
        self._dagen: dict[int, Rekenaar] = {}
        self._open: dict[int, bool] = {}

    def matters(self, knopen: Iterable[Knoop], van: int, tot: int) -> bool:
        """Whether on some day a parameter is read for a date in `van` to `tot` and the right can be open."""
        rij = [k for k in knopen if isinstance(k, Param)]
        dag, einde = add_days(van, -VOOR), add_days(min(tot, EINDE), NA)
        while dag <= einde:
            if any(self._reads(k, dag, van, tot) for k in rij) and self._is_open(dag):
                return True
            dag = add_days(dag, 1)
        return False

    def _on(self, dag: int) -> Rekenaar:
        r = self._dagen.get(dag)
        if r is None:
            r = self._dagen[dag] = Rekenaar(Beeld(self._iedereen, dag), self._catalogus.parameters, self._ontleding)
            r.ketenstand = self._keten
        return r

    def _reads(self, k: Param, dag: int, van: int, tot: int) -> bool:
        onder, boven = self._on(dag).interval(k.datum, 0)
        return (onder is None or onder <= tot) and (boven is None or boven >= van)

    def _is_open(self, dag: int) -> bool:
        if dag not in self._open:
            eenheden = range(max(len(self._recht.alleen_bij), 1)) if self._recht.eenheid == "aansluiting" else (0,)
            self._open[dag] = any(self._on(dag).truth(self._recht.voorwaarden, i) != NEE for i in eenheden)
        return self._open[dag]


def _anybody(recht: Recht) -> Gezin:
    dragers = recht.alleen_bij or ("elektriciteit",)
    return Gezin(
        personen=(Persoon(id="p1"), Persoon(id="p2")),
        aansluitingen=tuple(Aansluiting(id=f"a{i}", drager=d) for i, d in enumerate(dragers)),  # type: ignore[arg-type]
    )

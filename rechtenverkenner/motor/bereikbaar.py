"""Conditions that can never hold: found by judging a household of which nothing is known, on every date of the rule."""

from __future__ import annotations

from collections.abc import Iterator

from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, add_days
from rechtenverkenner.model.gezin import Aansluiting, Gezin, Persoon
from rechtenverkenner.model.knopen import (
    DATUM,
    NEE,
    ONBEKEND,
    Const,
    Knoop,
    OverLeden,
    Param,
    Plaatselijk,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.semantiek import Rekenaar


def never_true(recht: Recht, catalogus: Catalogus) -> list[Voorwaarde]:
    """The conditions of a right that no household can meet on any date; limits on dates and numbers are looked at."""
    kandidaten = {k for k in walk(recht.voorwaarden) if isinstance(k, Voorwaarde)}
    for dag in sorted(_dates(recht, catalogus)):
        if not kandidaten:
            break
        r = Rekenaar(Beeld(_anybody(recht), dag), catalogus.parameters)
        r.ketenstand = {(x, i): ONBEKEND for x in catalogus.rechten for i in (HUISHOUDEN, 0, 1, 2)}
        aantal = max(len(recht.alleen_bij), 1) if recht.eenheid == "aansluiting" else 1
        for i in range(aantal) if recht.eenheid != "gezin" else (HUISHOUDEN,):
            kandidaten -= set(_possible(r, recht.voorwaarden, i))
    return sorted(kandidaten, key=lambda k: k.id)


def _anybody(recht: Recht) -> Gezin:
    dragers = recht.alleen_bij or ("elektriciteit",)
    return Gezin(
        personen=(Persoon(id="p1"), Persoon(id="p2")),
        aansluitingen=tuple(Aansluiting(id=f"a{i}", drager=d) for i, d in enumerate(dragers)),  # type: ignore[arg-type]
    )


def _possible(r: Rekenaar, k: Knoop, i: int) -> Iterator[Voorwaarde]:
    """The conditions below a node that can hold for unit `i`."""
    if isinstance(k, Voorwaarde) and r.truth(k, i) != NEE:
        yield k
    for onder in children(k):
        yield from _possible(r, onder, 0 if isinstance(k, OverLeden) else i)


def _dates(recht: Recht, catalogus: Catalogus) -> set[int]:
    """Every date at which an answer can change: borders of periods, dates in the rule, and long before and after."""
    uit = {20150101, 20300101}
    for k in walk(recht.voorwaarden):
        if isinstance(k, Param):
            uit |= {w.vanaf for w in catalogus.parameters[k.id].waarden}
        elif isinstance(k, Plaatselijk):
            uit |= {dag for t in k.takken for dag in (t.vanaf, t.tot)}
        elif isinstance(k, Const) and k.typ == DATUM and isinstance(k.waarde, tuple):
            dag = k.waarde[0]
            if dag is not None and VROEGSTE < dag < LAATSTE:
                uit |= {add_days(dag, -1), dag, add_days(dag, 1)}
    return {d for d in uit if VROEGSTE < d < LAATSTE}

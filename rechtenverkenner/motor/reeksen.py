"""What a dated parameter is on a day that may itself be partly known; every engine reads it here."""

from __future__ import annotations

from rechtenverkenner.model import datums
from rechtenverkenner.model.bedrag import NIET_NEGATIEF, Interval, hull
from rechtenverkenner.model.knopen import Waarde
from rechtenverkenner.model.recht import Parameter, Waardeperiode

Perioden = tuple[Waardeperiode, ...]


def periods_in(parameter: Parameter, bereik: Interval) -> Perioden:
    """The periods with a value that a day in this interval can fall in."""
    onder, boven = bereik
    return tuple(
        p
        for p in parameter.waarden
        if (boven is None or p.vanaf <= boven)
        and (onder is None or p.tot >= onder)
        and (p.waarde is not None or p.grenzen != (None, None))
    )


def has_gap(perioden: Perioden, bereik: Interval) -> bool:
    """Whether a day in this interval can fall where no period has a value."""
    onder, boven = bereik
    if onder is None or boven is None:
        return True
    dag = onder
    for p in perioden:
        if p.vanaf > dag:
            return True
        if p.tot >= boven:
            return False
        dag = datums.add_days(p.tot, 1)
    return True


def missing_on(perioden: Perioden, bereik: Interval) -> int | None:
    """The first day of the interval when the amount is not known on all of it; None when it is, or no day is known."""
    if bereik[0] is None or bereik[1] is None:
        return None
    open_ = has_gap(perioden, bereik) or any(p.waarde is None and p.grenzen[1] is None for p in perioden)
    return bereik[0] if open_ else None


def value_in(parameter: Parameter, perioden: Perioden, bereik: Interval) -> Waarde:
    """Every value the parameter can have; a list of which more than one is possible is not known."""
    gat = has_gap(perioden, bereik)
    if parameter.typ.soort == "lijst":
        lijsten = {p.waarde for p in perioden}
        return next(iter(lijsten)) if len(lijsten) == 1 and not gat else None
    waarde: Interval | None = NIET_NEGATIEF if gat else None
    for p in perioden:
        waarde = p.grenzen if waarde is None else hull(waarde, p.grenzen)
    return waarde if waarde is not None else NIET_NEGATIEF

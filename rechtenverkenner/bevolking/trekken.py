"""Drawing a population: household after household, each from the seed and its own number only."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, Final

from rechtenverkenner.bevolking.houdingen import Kenner, Trekker, knowledge_of, mark_use, statuses_of
from rechtenverkenner.bevolking.inkomsten import income_of, taxable_of_last_year
from rechtenverkenner.bevolking.kenmerken import household_traits, person_traits
from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.mensen import Samenleving, draw_people
from rechtenverkenner.bevolking.personen import person_facts
from rechtenverkenner.bevolking.tabellen import ANDERE_GEMEENTE, GEZINSTYPES, GROTE_STEDEN, Gezinstype
from rechtenverkenner.bevolking.woonst import draw_connections, draw_dwelling
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus

Data = dict[str, Any]
ARM_TOT: Final = (25_000, 4_700)
"""Taxable income of a year under which a household is poor here: of one person, and for each person more."""
TYPES: Final = tuple((t, t.gewicht) for t in GEZINSTYPES)


@dataclass(frozen=True, slots=True)
class Bron:
    """Everything a household is drawn from but its number."""

    kenner: Kenner
    gemeenten: tuple[str, ...]
    gewichten: tuple[int, ...]
    zaad: int
    op_datum: date
    onbekend: float
    gebruik: float


def make_source(
    catalogus: Catalogus, *, zaad: int, op_datum: date, onbekend: float = 0.0, gebruik: float = 0.5
) -> Bron:
    """The source of a population; `onbekend` and `gebruik` are chances, from 0 to 1."""
    nu = to_number(op_datum)
    gemeenten = sorted(g.nis for g in catalogus.gemeenten if g.vanaf <= nu <= g.tot)
    gewichten = tuple(accumulate(GROTE_STEDEN.get(nis, ANDERE_GEMEENTE) for nis in gemeenten))
    return Bron(knowledge_of(catalogus), tuple(gemeenten), gewichten, zaad, op_datum, onbekend, gebruik)


def sample(
    catalogus: Catalogus,
    aantal: int,
    *,
    zaad: int,
    op_datum: date,
    onbekend: float = 0.0,
    gebruik: float = 0.5,
    vanaf: int = 0,
) -> Iterator[Gezin]:
    """Households number `vanaf` up to `vanaf + aantal` of a population.

    Household k hangs on `zaad` and k only (and on date, catalogue and dials): a population can be made in pieces.
    `onbekend`: the chance of each fact to be left out. `gebruik`: the chance of an open right to be in use, roughly.
    """
    bron = make_source(catalogus, zaad=zaad, op_datum=op_datum, onbekend=onbekend, gebruik=gebruik)
    for k in range(vanaf, vanaf + aantal):
        yield Gezin.model_validate(draw_profile(bron, k))


def draw_profile(bron: Bron, nummer: int, *, soort: Gezinstype | None = None) -> Data:
    """Household `nummer` as plain data that `make_gezin` and `json.dumps` both take; of one type when it is named."""
    lot = Loting(f"{bron.zaad}/{nummer}")
    gekozen = lot.pick(TYPES)
    groep = draw_people(soort or gekozen, lot, bron.op_datum)
    sinds = _moved_in(groep, lot, bron.op_datum)
    arm = _is_poor(groep, bron.op_datum)
    woning = draw_dwelling(groep, arm=arm, lot=lot, op_datum=bron.op_datum, sinds=sinds)
    data: Data = {
        "gemeente": _draw_municipality(bron, lot),
        "personen_volledig": True,
        "samenstelling_sinds": _together_since(sinds, lot, bron.op_datum).isoformat(),
        "personen": [],
        "woning": woning,
        "aansluitingen": draw_connections(woning, lot),
        "rechten": {},
        "andere_rechten": False,
    }
    kenmerken = {"": household_traits(groep, woning, arm=arm)}
    statussen = Trekker(lot, bron.op_datum, dagen=1500)
    for m in groep.mensen:
        p = person_facts(m, groep, lot, bron.op_datum, sinds)
        kenmerken[m.id] = person_traits(m, p, kenmerken[""])
        p |= income_of(m, _child_benefit(m.id, groep), bron.op_datum, lot)
        p |= {"statussen": statuses_of(m, kenmerken[m.id], bron.kenner, statussen), "andere_statussen": False}
        data["personen"].append({**p, "rechten": {}, "andere_rechten": False})
    for a in data["aansluitingen"]:
        a |= {"rechten": {}, "andere_rechten": False}
    trekker = Trekker(Loting(f"{bron.zaad}/{nummer}/gebruik"), bron.op_datum, maal=bron.gebruik)
    mark_use(data, groep, kenmerken, bron.kenner, trekker)
    return data


def _moved_in(groep: Samenleving, lot: Loting, op_datum: date) -> date:
    """Since when the household lives where it lives."""
    oudste = max(m.leeftijd for m in groep.hier)
    laag, hoog = lot.pick((((20, 364), 8), ((365, 3650), 45), ((3650, 12000), 47)))
    if groep.soort.wonen in ("kamer", "dakloos"):
        laag, hoog = 20, 400
    dagen = lot.between(laag, max(min(hoog, (oudste - 17) * 365), laag))
    return op_datum - timedelta(days=dagen)


def _together_since(sinds: date, lot: Loting, op_datum: date) -> date:
    """Since when the same people live together: who moved this year did so together."""
    eerder = min(sinds, date(op_datum.year - 1, 12, 31))
    return eerder - timedelta(days=lot.between(0, 2000)) if lot.chance(0.3) else eerder


def _is_poor(groep: Samenleving, op_datum: date) -> bool:
    eerste, volgende = ARM_TOT
    leden = len(groep.hier)
    inkomen = sum(taxable_of_last_year(m, op_datum.year) for m in groep.hier)
    return inkomen <= eerste + (leden - 1) * volgende


def _draw_municipality(bron: Bron, lot: Loting) -> str:
    plek = bisect(bron.gewichten, lot.fraction() * bron.gewichten[-1])
    return bron.gemeenten[min(plek, len(bron.gemeenten) - 1)]


def _child_benefit(ouder: str, groep: Samenleving) -> int:
    """For how many children a person gets child benefit: the parent who is named first does."""
    return sum(m.is_kind and not m.elders and m.kind_van[:1] == (ouder,) for m in groep.mensen)

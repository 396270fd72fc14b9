"""Drawing a population: household after household, each from the seed and its own number only."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from rechtenverkenner.bevolking.houdingen import Kenner, Trekker, knowledge_of, mark_use, statuses_of
from rechtenverkenner.bevolking.inkomsten import income_of, taxable_of_last_year
from rechtenverkenner.bevolking.kenmerken import household_traits, person_traits
from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.mensen import Data, Samenleving, draw_people
from rechtenverkenner.bevolking.personen import person_facts
from rechtenverkenner.bevolking.rechtentabellen import Kenmerken
from rechtenverkenner.bevolking.tabellen import ANDERE_GEMEENTE, GEZINSTYPES, GROTE_STEDEN, KANSEN, VERHUISD, Gezinstype
from rechtenverkenner.bevolking.vergeten import forget
from rechtenverkenner.bevolking.woonst import draw_connections, draw_dwelling
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus

ARM_TOT: Final = (25_000, 4_700)
"""Taxable income of a year under which a household is poor here: of one person, and for each person more."""
JAREN: Final = (1993, 2100)
"""Years of a population: a profile holds the incomes of three years before, from 1990 on."""
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
    """The source of a population; `onbekend` and `gebruik` are chances, from 0 to 1.

    Raises:
        InvoerFout: a chance that is none, or a date of which a profile cannot hold the income years.
    """
    fouten = [
        Melding("RV003", f"`{naam}` is geen kans", None, "geef een getal van 0 tot 1")
        for naam, kans in (("onbekend", onbekend), ("gebruik", gebruik))
        if not 0 <= kans <= 1
    ]
    if not JAREN[0] <= op_datum.year <= JAREN[1]:
        hulp = f"kies een datum van {JAREN[0]} tot {JAREN[1]}"
        fouten.append(Melding("RV003", f"voor {op_datum.isoformat()} kan geen bevolking gemaakt worden", None, hulp))
    if fouten:
        raise InvoerFout(fouten)
    nu = to_number(op_datum)
    gemeenten = tuple(sorted(g.nis for g in catalogus.gemeenten if g.vanaf <= nu <= g.tot))
    gewichten = tuple(accumulate(GROTE_STEDEN.get(nis, ANDERE_GEMEENTE) for nis in gemeenten))
    return Bron(knowledge_of(catalogus), gemeenten, gewichten, zaad, op_datum, onbekend, gebruik)


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
    With nothing left out a household answers every question that the engine can ask.

    Raises:
        InvoerFout: as `make_source`.
    """
    bron = make_source(catalogus, zaad=zaad, op_datum=op_datum, onbekend=onbekend, gebruik=gebruik)
    return (Gezin.model_validate(draw_profile(bron, k)) for k in range(vanaf, vanaf + aantal))


def draw_profile(bron: Bron, nummer: int, *, soort: Gezinstype | None = None) -> Data:
    """Household `nummer` as plain data that `make_gezin` and `json.dumps` both take; of one type when it is named."""
    naam = f"{bron.zaad}/{nummer}"
    lot = Loting(naam)
    gekozen = lot.pick(TYPES)
    groep = draw_people(soort or gekozen, lot, bron.op_datum)
    data, kenmerken = _draw_situation(bron, groep, lot)
    trekker = Trekker(Loting(f"{naam}/gebruik"), bron.op_datum, maal=bron.gebruik)
    mark_use(data, groep, kenmerken, bron.kenner, trekker)
    return forget(data, Loting(f"{naam}/onbekend"), bron.onbekend) if bron.onbekend else data


def _draw_situation(bron: Bron, groep: Samenleving, lot: Loting) -> tuple[Data, dict[str, Kenmerken]]:
    """The whole profile without any right in use, and what its people are; under the empty id what the household is."""
    sinds = _moved_in(groep, lot, bron.op_datum)
    arm = _is_poor(groep, bron.op_datum)
    woning = draw_dwelling(groep, arm=arm, lot=lot, op_datum=bron.op_datum, sinds=sinds)
    kenmerken = {"": household_traits(groep, woning, arm=arm)}
    statussen = Trekker(lot, bron.op_datum, dagen=2500)
    data: Data = {
        "gemeente": _draw_municipality(bron, lot),
        "personen_volledig": True,
        "samenstelling_sinds": _together_since(sinds, lot, bron.op_datum).isoformat(),
        "personen": [],
        "woning": woning,
        "aansluitingen": [{**a, **_unused()} for a in draw_connections(woning, lot)],
        **_unused(),
    }
    for m in groep.mensen:
        p = person_facts(m, groep, lot, bron.op_datum, sinds)
        kenmerken[m.id] = person_traits(m, p, kenmerken[""])
        p |= {"statussen": statuses_of(m, kenmerken[m.id], bron.kenner, statussen), "andere_statussen": False}
        p |= income_of(m, p["statussen"], _child_benefit(m.id, groep), bron.op_datum, lot)
        data["personen"].append(p | _unused())
    return data, kenmerken


def _unused() -> Data:
    return {"rechten": {}, "andere_rechten": False}


def _moved_in(groep: Samenleving, lot: Loting, op_datum: date) -> date:
    """Since when the household lives where it lives."""
    oudste = max(m.leeftijd for m in groep.hier)
    laag, hoog = lot.pick(VERHUISD)
    if groep.soort.wonen in ("kamer", "dakloos"):
        laag, hoog = 20, 400
    dagen = lot.between(laag, max(min(hoog, (oudste - 17) * 365), laag))
    return op_datum - timedelta(days=dagen)


def _together_since(sinds: date, lot: Loting, op_datum: date) -> date:
    """Since when the same people live together: who moved this year did so together."""
    eerder = min(sinds, date(op_datum.year - 1, 12, 31))
    return eerder - timedelta(days=lot.between(0, 2000)) if lot.chance(KANSEN["samen_verhuisd"]) else eerder


def _is_poor(groep: Samenleving, op_datum: date) -> bool:
    eerste, volgende = ARM_TOT
    leden = len(groep.hier)
    inkomen = sum(taxable_of_last_year(m, op_datum.year) for m in groep.hier)
    return inkomen <= eerste + (leden - 1) * volgende


def _draw_municipality(bron: Bron, lot: Loting) -> str | None:
    """A municipality of that day, by its size; None when the catalogue knows none."""
    if not bron.gemeenten:
        return None
    plek = bisect(bron.gewichten, lot.fraction() * bron.gewichten[-1])
    return bron.gemeenten[min(plek, len(bron.gemeenten) - 1)]


def _child_benefit(ouder: str, groep: Samenleving) -> int:
    """For how many children a person gets child benefit: the parent who is named first does."""
    return sum(m.is_kind and not m.elders and m.kind_van[:1] == (ouder,) for m in groep.mensen)

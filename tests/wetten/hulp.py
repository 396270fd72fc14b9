"""What the laws share: evaluating plain data, and comparing what is said with less and with more knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from rechtenverkenner import Catalogus, Gezin, Oordeel, Persoon, Resultaat, evaluate
from rechtenverkenner.catalogus.bron import read_file
from rechtenverkenner.motor.evalueren import Motor
from rechtenverkenner.motor.keten import ReferentieKeten
from tests.wetten.gezinnen import Data, Wereld, bare, complete
from tests.wetten.vergeten import forget, removals, without

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REFERENTIE = ReferentieKeten()
PER_RECHT = 10
GEEN_GEZIN = {"gebeurtenissen"}
"""Folders whose files say what happens to a household, by its name."""
DATUMS = (date(2026, 11, 1), date(2025, 1, 1), date(2026, 1, 1), date(2024, 2, 29))


def judge(d: Data, catalogus: Catalogus, op_datum: date, *, motor: Motor = "gegenereerd") -> Resultaat:
    """All verdicts for a household given as plain data, on the reference chain (law 1 holds the other one equal)."""
    return evaluate(Gezin.model_validate(d), catalogus, op_datum=op_datum, keten=REFERENTIE, motor=motor)


def standing(o: Oordeel) -> str:
    """`ja` and `nee` are certain; everything else is `open`. Reads no explanation, which costs more than the rest."""
    if o.oordeel in ("onbenut", "automatisch", "na"):
        return "ja"
    if o.oordeel == "geen_recht" or o.voldaan == "nee":
        return "nee"
    return "ja" if o.oordeel == "gebruikt" and o.voldaan == "ja" else "open"


def contradictions(minder: Resultaat, meer: Resultaat) -> Iterator[str]:
    """What a result with less knowledge says and a result with more knowledge denies."""
    later = {(o.recht, o.eenheid): o for o in meer.oordelen}
    for o in minder.oordelen:
        n = later.get((o.recht, o.eenheid))
        if n is None:
            continue
        wie = f"{o.recht} voor {o.eenheid}"
        if standing(o) != "open" and standing(n) != standing(o):
            yield f"{wie}: {o.oordeel} {o.vlaggen} wordt {n.oordeel} {n.vlaggen}"
        if o.voldaan == "mens" and n.voldaan not in ("mens", "ja"):
            yield f"{wie}: hangt van een mens af en wordt {n.voldaan}"
        if standing(n) != "nee":
            yield from _outside(wie, o, n)


def _outside(wie: str, o: Oordeel, n: Oordeel) -> Iterator[str]:
    for veld in ("bedrag_jaar", "bedrag_eenmalig"):
        ruim, smal = getattr(o, veld), getattr(n, veld)
        if ruim is None or o.oordeel == "geen_recht":
            continue
        if smal is None or not ruim[0] <= smal[0] <= smal[1] <= ruim[1]:
            yield f"{wie}: {veld} {ruim} wordt {smal}"


def difference(minder: Data, meer: Data, catalogus: Catalogus, op_datum: date) -> str:
    """The contradictions between two profiles as a message, after taking out of both what they do not need."""

    def wrong(a: Data, b: Data) -> list[str]:
        return list(contradictions(judge(a, catalogus, op_datum), judge(b, catalogus, op_datum)))

    fouten = wrong(minder, meer)
    for naam, ingreep in removals(meer, op_datum).items() if fouten else ():
        if naam == meer["personen"][0]["id"]:
            continue
        a, b = without(minder, ingreep), without(meer, ingreep)
        if kleiner := wrong(a, b):
            fouten, minder, meer = kleiner, a, b
    return "\n".join([*fouten, f"with {show(minder)}", f"and with {show(meer)}"] if fouten else ())


def show(d: object) -> object:
    """Plain data without what is empty."""
    if isinstance(d, dict):
        return {k: show(v) for k, v in d.items() if v not in (None, (), [], {})}
    return [show(x) for x in d] if isinstance(d, (list, tuple)) else (d.isoformat() if isinstance(d, date) else d)


CHANCE = st.randoms(use_true_random=True).map(lambda rng: Random(rng.getrandbits(64)))
"""A plain `Random`: the one of hypothesis writes down what is drawn, which takes longer than what is done with it."""


def random_world(rng: Random, w: Wereld) -> Data:
    """A household of which everything is known."""
    return complete(bare(rng), rng, w)


def random_partial(rng: Random, w: Wereld) -> Data:
    """A household of which much is not known."""
    return forget(random_world(rng, w), rng, w.op_datum, rng.choice((0.1, 0.3, 0.6, 0.9)))[0]


@dataclass(frozen=True)
class Geval:
    """A household of `fixtures/`: of one reference case, or a whole household (then `recht` is empty)."""

    naam: str
    recht: str
    op_datum: date
    gezin: Gezin
    verwacht: str = ""

    @cached_property
    def data(self) -> Data:
        return self.gezin.model_dump()

    @property
    def contradicts_itself(self) -> bool:
        """Somebody came after the day since which the same people live together, and others did not."""
        sinds = self.gezin.samenstelling_sinds
        hier = [p for p in self.gezin.personen if p.domicilie == "hier" and p.hier_sinds is not None]
        later = [p.hier_sinds > sinds and not _born_here(p) for p in hier if p.hier_sinds and sinds]
        return any(later) and not all(later)


def _born_here(p: Persoon) -> bool:
    return p.geboortedatum is not None and p.hier_sinds == p.geboortedatum.van


def some_files() -> list[Path]:
    """Every whole household and so many cases of each right, spread over its dates; the long run takes all."""
    uit = []
    for map_ in sorted(p for p in FIXTURES.iterdir() if p.is_dir() and p.name not in GEEN_GEZIN):
        bestanden = sorted(map_.rglob("*.yaml"))
        uit += bestanden[:: max(len(bestanden) // PER_RECHT, 1)]
    return uit


def _every_file() -> list[Path]:
    alle = sorted(FIXTURES.rglob("*/*.yaml"))
    return [p for p in alle if p.relative_to(FIXTURES).parts[0] not in GEEN_GEZIN]


@cache
def all_cases() -> tuple[Geval, ...]:
    gevallen = []
    for pad in some_files() if settings().max_examples < 1000 else _every_file():
        naam = pad.relative_to(FIXTURES).as_posix()
        bron, meldingen = read_file(pad, naam=naam)
        assert bron is not None, "\n".join(map(str, meldingen))
        data = bron.data
        assert isinstance(data, dict)
        if "gezin" in data:
            recht, verwacht = pad.relative_to(FIXTURES).parts[0], data["verwacht"]
            gevallen.append(Geval(naam, recht, data["op_datum"], Gezin(**data["gezin"]), verwacht.get("oordeel", "")))
        else:
            gevallen.append(Geval(naam, "", DATUMS[0], Gezin(**data)))
    return tuple(gevallen)


def cases(*, elk: int = 1, vanaf: int = 0) -> tuple[Geval, ...]:
    """Every whole household, and one in so many of the reference cases; not those that contradict themselves."""
    alle = [g for g in all_cases() if not g.contradicts_itself]
    return tuple(g for i, g in enumerate(alle) if i % elk == vanaf or (not g.recht and vanaf == 0))


def facts_to_take_out(*, alle: bool) -> list[tuple[Geval, list[str]]]:
    """The facts of each case that can be taken out; unless `alle`, once for each right, verdict and fact."""
    gezien: set[tuple[str, str, str]] = set()
    uit = []
    for geval in cases():
        namen = []
        for n, naam in enumerate(removals(geval.data, geval.op_datum)):
            if not (alle or geval.recht) and n % 3:  # a whole household asks the whole catalogue: one fact in three
                continue
            sleutel = (geval.recht, geval.verwacht if geval.recht else geval.naam, naam)
            if alle or sleutel not in gezien:
                gezien.add(sleutel)
                namen.append(naam)
        uit.append((geval, namen))
    return uit

"""What the laws share: evaluating plain data, reading a verdict as yes, no or open, and comparing two states of knowledge."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from rechtenverkenner import Catalogus, Gezin, Oordeel, Resultaat, evaluate
from rechtenverkenner.motor.keten import ReferentieKeten
from tests.wetten.gezinnen import Data, Wereld, bare, complete
from tests.wetten.vergeten import forget

REFERENTIE = ReferentieKeten()
DATUMS = (date(2026, 11, 1), date(2025, 1, 1), date(2026, 1, 1), date(2024, 2, 29))


def judge(d: Data, catalogus: Catalogus, op_datum: date) -> Resultaat:
    """All verdicts for a household given as plain data; on the reference chain, which law 1 holds equal to the other."""
    return evaluate(Gezin.model_validate(d), catalogus, op_datum=op_datum, keten=REFERENTIE)


def standing(o: Oordeel) -> str:
    """`ja` and `nee` are certain; everything else is `open`."""
    if o.oordeel in ("onbenut", "automatisch", "na"):
        return "ja"
    if o.oordeel == "geen_recht" or "voorwaarden_niet_voldaan" in o.vlaggen:
        return "nee"
    return "ja" if o.oordeel == "gebruikt" and "voorwaarden_niet_bevestigd" not in o.vlaggen else "open"


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
        if o.uitleg.uitkomst == "mens" and n.uitleg.uitkomst not in ("mens", "ja"):
            yield f"{wie}: hangt van een mens af en wordt {n.uitleg.uitkomst}"
        if standing(n) != "nee":
            yield from _outside(wie, o, n)


def _outside(wie: str, o: Oordeel, n: Oordeel) -> Iterator[str]:
    for veld in ("bedrag_jaar", "bedrag_eenmalig"):
        ruim, smal = getattr(o, veld), getattr(n, veld)
        if ruim is not None and o.oordeel != "geen_recht":
            if smal is None or smal[0] < ruim[0] or smal[1] > ruim[1] or smal[0] > smal[1]:
                yield f"{wie}: {veld} {ruim} wordt {smal}"


def random_world(rng: Random, w: Wereld) -> Data:
    """A household of which everything is known."""
    return complete(bare(rng), rng, w)


def random_partial(rng: Random, w: Wereld) -> Data:
    """A household of which much is not known."""
    return forget(random_world(rng, w), rng, w.op_datum, rng.choice((0.1, 0.3, 0.6, 0.9)))[0]

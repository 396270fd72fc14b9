"""Looking one answer ahead: what a card is expected to settle, in euro per year, over a small set of households.

The households are examples of answers, no statistics: they only choose which question comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from rechtenverkenner.bevolking.voorbeelden import voorbeelden
from rechtenverkenner.model.datums import years_between
from rechtenverkenner.model.gezin import Gezin, Persoon
from rechtenverkenner.model.oordeel import Oordeel, Resultaat
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.antwoorden import answer, answers_of
from rechtenverkenner.motor.beeld import connections_of
from rechtenverkenner.motor.evalueren import evaluate

OPEN = frozenset({"onbenut", "automatisch", "na", "mogelijk"})
ZONDER_BEDRAG = 50.0
"""Euro per year at which a right without an amount counts: less than most, and not nothing."""
VOORUIT = 12
"""Households that are looked ahead with: half of the examples give the same order."""
HOOGSTENS = 3000.0
"""Euro per year at which one right counts at most: above it every right is worth asking for first."""
NEE_TELT = 0.1
"""What a certain no is worth against a yes: it ends the questions on that right."""


@dataclass(frozen=True, slots=True)
class Voorbeelden:
    """Example households, and what each right is worth on average over them, in euro per year."""

    gezinnen: tuple[Gezin, ...] = field(repr=False)
    waarden: Mapping[str, float]

    def gain(self, resultaat: Resultaat, sleutels: tuple[str, ...], rechten: Collection[str]) -> float:
        """The euro per year that answers to these keys are expected to settle on these rights."""
        gezin, c, dag = resultaat.gezin, resultaat.catalogus, resultaat.op_datum
        nog = {(o.recht, o.eenheid) for o in resultaat.oordelen if o.recht in rechten and is_open(o)}
        deel = frozenset(recht for recht, _ in nog)
        # many examples give the same answer: each answer is looked at once
        antwoorden = Counter(
            tuple(answers_of(h, sleutels, wie=counterparts(gezin, h, dag)).items()) for h in self.gezinnen
        )
        totaal = 0.0
        for antwoord, keer in antwoorden.items():
            if antwoord:
                na = evaluate(answer(gezin, dict(antwoord)), c, op_datum=dag, rechten=deel)
                beslist = (o for o in na.oordelen if (o.recht, o.eenheid) in nog and not is_open(o))
                totaal += keer * sum(self._settled(o) for o in beslist)
        return totaal / len(self.gezinnen)

    def _settled(self, o: Oordeel) -> float:
        gewoon = self.waarden.get(o.recht, ZONDER_BEDRAG)
        return max(_euro(o), gewoon) if o.oordeel in OPEN else NEE_TELT * gewoon


def make_examples(gezinnen: Sequence[Gezin], catalogus: Catalogus, *, op_datum: date) -> Voorbeelden:
    """The examples with the average worth of each right over them; made once and used for every question."""
    som: dict[str, float] = dict.fromkeys(catalogus.rechten, 0.0)
    for gezin in gezinnen:
        for o in evaluate(gezin, catalogus, op_datum=op_datum).oordelen:
            som[o.recht] += _euro(o) if o.oordeel in OPEN else 0.0
    return Voorbeelden(
        tuple(gezinnen)[:: max(len(gezinnen) // VOORUIT, 1)],
        {r: som[r] / max(len(gezinnen), 1) for r in catalogus.rechten},
    )


_vaste: WeakKeyDictionary[Catalogus, dict[date, Voorbeelden]] = WeakKeyDictionary()


def standard_examples(catalogus: Catalogus, *, op_datum: date) -> Voorbeelden:
    """The examples that come with the library; worked out once per catalogue and day."""
    dagen = _vaste.setdefault(catalogus, {})
    if op_datum not in dagen:
        dagen.clear()  # one day at a time is asked about
        dagen[op_datum] = make_examples(voorbeelden(catalogus, op_datum), catalogus, op_datum=op_datum)
    return dagen[op_datum]


def is_open(o: Oordeel) -> bool:
    """Whether a verdict is not known, or whether it is in use already; a no is a no, used or not."""
    return o.oordeel == "onbekend" or (o.gebruik == "onbekend" and o.voldaan in ("ja", "mens"))


def _euro(o: Oordeel) -> float:
    bereik = o.bedrag_jaar or o.bedrag_eenmalig
    return ZONDER_BEDRAG if bereik is None else min(float(bereik[0] + bereik[1]) / 2, HOOGSTENS)


def counterparts(gezin: Gezin, voorbeeld: Gezin, op_datum: date) -> Mapping[str, str]:
    """Who of an example answers for whom: people of the same stage of life in order, connections of the same kind."""
    over = [(p.id, _stage(p, op_datum)) for p in voorbeeld.personen]
    uit: dict[str, str] = {}
    for p in gezin.personen:
        stand = _stage(p, op_datum)
        past = next((q for q in over if stand in ("", q[1])), None)
        if past is not None:
            over.remove(past)
            uit[p.id] = past[0]
    uit.update(_connections(gezin, voorbeeld))
    return uit


def _connections(gezin: Gezin, voorbeeld: Gezin) -> Iterator[tuple[str, str]]:
    anderen = {a.drager: a.id for a in reversed(connections_of(voorbeeld))}
    for a in connections_of(gezin):
        if a.drager in anderen:
            yield a.id, anderen[a.drager]


def _stage(p: Persoon, op_datum: date) -> str:
    """Child, grown up or old; empty when the age is not known."""
    if p.geboortedatum is None:
        return ""
    jaren = years_between(p.geboortedatum.interval[0], op_datum.year * 10000 + op_datum.month * 100 + op_datum.day)
    return "kind" if jaren < 18 else ("volwassen" if jaren < 65 else "oud")

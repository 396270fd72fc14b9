"""The interpreter behind the verdicts of generated code: it says why, and does so when somebody asks.

The answers and the chain are as the generated code left them, so that a reason is always a reason for that answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from threading import RLock

from rechtenverkenner.meldingen import Melding
from rechtenverkenner.model.datums import LAATSTE, to_date
from rechtenverkenner.model.knopen import JA
from rechtenverkenner.model.oordeel import Uitleg
from rechtenverkenner.model.recht import Parameter
from rechtenverkenner.motor.keten import Ketenresultaat
from rechtenverkenner.motor.ketenloop import Ketenloop
from rechtenverkenner.motor.oordelen import Beoordelaar, Kern
from rechtenverkenner.motor.uitvoeren import Daguitleg, Uitvoering

LEEG = Ketenresultaat({}, frozenset())


class Nazicht:
    """Works out what was left for later; safe for several threads, because one at a time may work."""

    def __init__(
        self,
        begin: Callable[[], Ketenloop],
        uitleg: Callable[[], Daguitleg | None],
        uitvoering: Uitvoering,
        kernen: Collection[Kern],
    ) -> None:
        self._begin = begin
        self._uitleg = uitleg
        self._uitvoering = uitvoering
        self._kernen = kernen
        self._slot = RLock()
        self._ontbreekt: dict[tuple[str, int], Mapping[str, object]] = {}
        self._met_keten = False

    def __del__(self) -> None:
        """Let go of the values: the units point at each other, and would wait for the garbage collector."""
        self._uitvoering.close()

    @cached_property
    def _loop(self) -> Ketenloop:
        loop = self._begin()
        loop.r.ketenstand = self._uitvoering.chain_state()
        return loop

    @cached_property
    def _beoordelaar(self) -> Beoordelaar:
        beoordelaar = Beoordelaar(self._loop.r, self._loop.catalogus, LEEG, LEEG)
        uitleg = self._uitleg()
        if uitleg is not None:
            uitlegger, explain = beoordelaar.uitlegger, self._uitvoering.explain
            beoordelaar.explain = lambda kern: explain(uitleg, kern, uitlegger)
        return beoordelaar

    def fields(self, kern: Kern, naam: str) -> Mapping[str, object]:
        """The field of that name of a verdict, and those that come with it."""
        with self._slot:
            if naam == "uitleg":
                return {naam: self._beoordelaar.explain(kern)}
            if naam == "ontbreekt":
                return self._missing(kern)
            if naam == "automatisch":
                return {naam: self._beoordelaar.mode(kern.recht, kern.i, kern.w) == naam}
            if naam in ("na", "na_wie"):
                return self._after(kern)
            return self._beoordelaar.read_off(kern)

    def _missing(self, kern: Kern) -> Mapping[str, object]:
        sleutel = kern.recht.id, kern.i
        if sleutel not in self._ontbreekt:
            self._ontbreekt[sleutel] = self._beoordelaar.missing(kern)
        return self._ontbreekt[sleutel]

    def _after(self, kern: Kern) -> Mapping[str, object]:
        if kern.niveau and not self._met_keten:
            standen = self._loop.run_linked()
            self._beoordelaar.zeker, self._beoordelaar.mens = standen.zeker, standen.mens
            self._met_keten = True
        return self._beoordelaar.after(kern)

    def messages(self, naam: str) -> Mapping[str, object]:
        """The amounts that nobody knows and that leave one of the verdicts open."""
        with self._slot:
            return {naam: self._messages}

    @cached_property
    def _messages(self) -> tuple[Melding, ...]:
        for kern in self._kernen:
            self._missing(kern)
            self._beoordelaar.note_gaps(kern)
        return messages(self._beoordelaar.gaten, self._loop.catalogus.parameters)

    def receipt(self, naam: str) -> Mapping[str, object]:
        """The engine of the chain, and the parameter values in the explanations."""
        with self._slot:
            if naam == "keten":
                return {naam: self._loop.ketens(JA).naam}
            return {naam: used_parameters([self._beoordelaar.explain(k) for k in self._kernen])}


def messages(gaten: set[tuple[str, int]], parameters: Mapping[str, Parameter]) -> tuple[Melding, ...]:
    """The values that are missing where they would matter; not those of a part that is decided without them."""
    uit = []
    for kenmerk, dag in sorted(gaten):
        p = parameters[kenmerk]
        laatste = max((w.tot for w in p.waarden if w.waarde is not None and w.tot < dag), default=None)
        tot = (
            f"; laatste bekende waarde geldt tot {to_date(laatste).isoformat()}"
            if laatste and laatste < LAATSTE
            else ""
        )
        tekst = f"bedrag niet bekend: {p.label} op {to_date(dag).isoformat()}{tot}"
        uit.append(Melding("RV305", tekst, None, "de bron noemt geen waarde: vraag het na bij het loket"))
    return tuple(uit)


def used_parameters(uitleg: Collection[Uitleg]) -> dict[str, str]:
    """Every parameter value in these explanations, by id and first day."""
    gebruikt: dict[str, str] = {}
    stapel = list(uitleg)
    gezien: set[int] = set()
    while stapel:
        u = stapel.pop()
        if id(u) in gezien:  # parts are shared
            continue
        gezien.add(id(u))
        stapel.extend(u.onderdelen)
        for p in u.parameters:
            gebruikt[f"{p.id}@{p.vanaf}"] = f"{p.waarde[0]}..{p.waarde[1]} {p.eenheid}"
    return dict(sorted(gebruikt.items()))

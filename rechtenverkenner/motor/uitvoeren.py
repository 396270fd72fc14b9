"""Runs generated code for one household: the answer of every right, the chain, and the amounts.

The chain needs no branches here. Every operator above `recht(...)` takes a highest or a lowest, so the answers at the
three thresholds are found together: compute the rights in the chain with what is in use, put in what came out, and
again until nothing changes. The round in which an answer first reaches a threshold is its level there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache, partial
from types import CodeType
from typing import TYPE_CHECKING, Any, NamedTuple

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND, Niveau
from rechtenverkenner.model.oordeel import Uitleg
from rechtenverkenner.model.recht import Catalogus, Recht, nodes_of
from rechtenverkenner.motor import bouwstenen as b
from rechtenverkenner.motor import uitlegstenen as stenen
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.oordelen import Kern, kind
from rechtenverkenner.motor.uitleg import Uitlegger

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin

make_kern = partial(tuple.__new__, Kern)
"""`Kern` without the Python function in between: it is made for every verdict."""
MODI = ("", "aanvraag", "automatisch")
ALTIJD = {w: kind(w, NEE, None, "") for w in (NEE, ONBEKEND, MENS)}
"""The verdict on what is not in use and not certain: it hangs on nothing else."""
Atoom = tuple[str, int]


class Regel(NamedTuple):
    """One right, ready to run on a day; a tuple, because that is taken apart fastest."""

    recht: Recht
    overal: bool
    """Every unit of its kind is looked at, wherever the household lives."""
    kenmerk: str
    standaard: str
    """How it is granted when no way says so."""
    namen: int
    rest: int
    """Where a unit says what it has in use, and the answer for what is not named there."""
    antwoord: b.Functie
    wijze: b.Modusfunctie | None
    bedrag: b.Functie | None
    hoogstens: int
    """The highest answer it can have."""
    in_keten: bool
    """It opens by a right, or opens one."""
    door: frozenset[str]
    """The rights that open it."""
    plaatsen: tuple[int, ...]
    """Where in a unit its answer stands, as a link of the chain."""


@dataclass(frozen=True, slots=True)
class Dagcode:
    """The code of a catalogue, run for one day."""

    op_datum: int
    plaatsen: int
    regels: tuple[Regel, ...]
    keten: tuple[Regel, ...]
    """Those that open by a right, or open one."""
    schakels: tuple[tuple[str, str, str, int], ...]
    """Every link of the chain: id of the right, its level, the list that says it is in use, its place in a unit."""
    ruimte: dict[str, Any]
    """The namespace of the code."""

    def explanations(self, code: CodeType) -> Daguitleg:
        """The explanations, from their code; run once for the day."""
        ruimte = self.ruimte
        if "UITLEG" not in ruimte:
            exec(code, ruimte)
        return Daguitleg(ruimte["PLAATSEN_UITLEG"], ruimte["UITLEG"])


@dataclass(frozen=True, slots=True)
class Daguitleg:
    """The explanations of a catalogue on one day."""

    plaatsen: int
    functies: Mapping[str, stenen.Vorm]
    """Per right, of one of its units."""


def bind(code: CodeType, catalogus: Catalogus, op_datum: int) -> Dagcode:
    """The code of a catalogue for one day: what no household changes is worked out now."""
    rechten = catalogus.rechten
    knopen = cache(lambda kenmerk: nodes_of(rechten[kenmerk]))
    ruimte: dict[str, Any] = {
        **b.OMGEVING,
        **stenen.OMGEVING,
        "NODE": lambda plek: knopen(plek[0])[plek[1]],
        "VERBRUIK": {},
        "P": b.parameter_reader(catalogus.parameters),
        "D": (op_datum, op_datum),
    }
    exec(code, ruimte)
    keten = ruimte["KETEN"]
    regels = []
    for k, recht in catalogus.rechten.items():
        if recht.gebied is None or recht.gebied.vanaf <= op_datum <= recht.gebied.tot:
            antwoord, wijze, bedrag = ruimte["RECHTEN"][k]
            hoogstens = MENS if recht.hoogstens_mogelijk else JA
            door = frozenset(keten.get(k, ()))
            links = tuple(plaats for kenmerk, _, _, plaats in ruimte["SCHAKELS"] if kenmerk == k)
            namen, rest, _ = b.LIJSTEN[recht.lijst, recht.eenheid]
            overal = recht.gebied is None and not recht.alleen_bij
            vast = recht, overal, k, recht.toekenning.standaard, namen, rest, antwoord, wijze, bedrag, hoogstens
            regels.append(Regel(*vast, bool(door or links), door, links))
    geketend = tuple([r for r in regels if r.in_keten])
    return Dagcode(op_datum, ruimte["PLAATSEN"], tuple(regels), geketend, ruimte["SCHAKELS"], ruimte)


class Uitvoering:
    """Generated code at work on one household; made for one evaluation."""

    def __init__(self, code: Dagcode, gezin: Gezin) -> None:
        self.code = code
        self.beeld = Beeld(gezin, code.op_datum)
        self.alle = b.units(self.beeld, code.plaatsen)
        self._eenheden: dict[Niveau, Sequence[int]] = {
            "gezin": (-1,),
            "persoon": [i for i, p in enumerate(gezin.personen) if p.domicilie == "hier"],
            "aansluiting": range(len(self.beeld.aansluitingen)),
        }
        self._namen: dict[Niveau, Sequence[str]] = {
            "gezin": ("gezin",),
            "persoon": [p.id for p in gezin.personen],
            "aansluiting": [a.id for a in self.beeld.aansluitingen],
        }
        self.antwoorden: dict[Atoom, tuple[int, int | None]] = {}
        """Of the rights in the chain: the answer, and its level when it is yes (also with a person's agreement)."""

    def kernels(self, alleen: Collection[str] | None = None) -> list[Kern]:
        """What is decided about every right and unit, or only about some rights."""
        regels = self.code.regels
        if alleen is not None:
            regels = tuple([r for r in regels if r.kenmerk in alleen])
        if self.code.keten if alleen is None else any(r.in_keten for r in regels):
            self._run_chain()
        uit: list[Kern] = []
        for regel in regels:  # by place: the name of a field is looked up for each of them
            if eenheden := self._eenheden[regel[0].eenheid] if regel[1] else self._units(regel[0]):
                self._add_kernels(regel, eenheden, uit)
        return uit

    def _units(self, recht: Recht) -> Sequence[int]:
        """The units that a right is looked at for."""
        if recht.gebied is not None:
            nis = self.beeld.gezin.gemeente
            if nis is not None and nis not in recht.gebied.nis:
                return ()
        if not recht.alleen_bij:
            return self._eenheden[recht.eenheid]
        aansluitingen = self.beeld.aansluitingen
        return [i for i in self._eenheden["aansluiting"] if aansluitingen[i].drager in recht.alleen_bij]

    def _add_kernels(self, regel: Regel, eenheden: Sequence[int], uit: list[Kern]) -> None:
        recht, _, kenmerk, standaard, namen, rest, antwoord, wijze, bedrag, hoogstens, in_keten, _, _ = regel
        ids, alle = self._namen[recht.eenheid], self.alle
        for i in eenheden:
            u = alle[i]
            gebruik = b.in_use(u, kenmerk, recht.lijst, recht.eenheid) if kenmerk in u[namen] else u[rest]
            niveau: int | None = 0
            if in_keten:
                w, niveau = self.antwoorden[kenmerk, i]
            else:
                w = antwoord(u) & hoogstens
            modus = standaard if wijze is None else None
            if gebruik == JA or w <= ONBEKEND:
                niveau = None
            elif w == JA and niveau == 0 and wijze is not None:  # worked out where the verdict hangs on it
                modus = MODI[wijze(u, JA)] or standaard
            soort = ALTIJD[w] if w != JA != gebruik else kind(w, gebruik, niveau, modus or "")
            waarde = None if bedrag is None or soort == "geen_recht" else bedrag(u)
            uit.append(make_kern((recht, i, ids[i], gebruik, w, niveau, modus, soort, waarde)))

    def explain(self, uitleg: Daguitleg, kern: Kern, uitlegger: Uitlegger) -> Uitleg:
        """The explanation of a verdict, by generated code."""
        alle = self.alle
        if alle[-1][b.UITLEGGER] is None:
            meer = [None] * (uitleg.plaatsen - self.code.plaatsen)
            for u in alle:
                u += meer
                u[b.UITLEGGER] = uitlegger
        return uitleg.functies[kern.recht.id](alle[kern.i])

    def close(self) -> None:
        """Let go of the units: they point at each other, and would wait for the garbage collector."""
        for u in self.alle:
            u.clear()

    # -- the chain
    def _run_chain(self) -> None:
        """Rounds until nothing changes: in each, the answers of the round before stand in the links."""
        alle, antwoorden = self.alle, self.antwoorden
        stand: dict[Atoom, int] = {}
        for kenmerk, niveau, lijst, plaats in self.code.schakels:
            namen, rest, _ = b.LIJSTEN[lijst, niveau]
            for i in self._every_unit(niveau):
                u = alle[i]
                w = b.in_use(u, kenmerk, lijst, niveau) if kenmerk in u[namen] else u[rest]
                stand[kenmerk, i] = u[plaats] = w
        rij = []
        for recht, overal, kenmerk, _, _, _, antwoord, _, _, hoogstens, _, door, links in self.code.keten:
            for i in self._eenheden[recht.eenheid] if overal else self._units(recht):
                rij.append(((kenmerk, i), antwoord, alle[i], hoogstens, door, links))
        wacht = [stap for stap in rij if stap[4]]
        ronde = 0
        while rij:
            uit = [(atoom, antwoord(u) & hoogstens, u, links) for atoom, antwoord, u, hoogstens, _, links in rij]
            anders = set()
            for atoom, w, u, links in uit:
                if ronde == 0 or w > antwoorden[atoom][0]:
                    antwoorden[atoom] = w, ronde
                if links and w > stand[atoom]:
                    anders.add(atoom[0])
                    stand[atoom] = w
                    for plaats in links:
                        u[plaats] = w
            rij = [stap for stap in wacht if anders & stap[4] and antwoorden[stap[0]][0] < stap[3]]
            ronde += 1

    def _every_unit(self, niveau: str) -> Collection[int]:
        if niveau == "gezin":
            return (-1,)
        return range(len(self.beeld.personen if niveau == "persoon" else self.beeld.aansluitingen))

    def chain_state(self) -> dict[Atoom, int]:
        """What the chain found for (right, unit), as the interpreter reads it."""
        return {atoom: w for atoom, (w, _) in self.antwoorden.items() if w != NEE}

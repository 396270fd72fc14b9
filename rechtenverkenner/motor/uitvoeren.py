"""Runs generated code for one household: the answer of every right, the chain, and the amounts.

The chain needs no branches here. Every operator above `recht(...)` takes a highest or a lowest, so the answers at the
three thresholds are found together: compute the rights in the chain with what is in use, put in what came out, and
again until nothing changes. The round in which an answer first reaches a threshold is its level there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from types import CodeType
from typing import TYPE_CHECKING, Any

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND, Niveau
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor import bouwstenen as b
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.oordelen import Kern, kind

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin

MODI = ("", "aanvraag", "automatisch")
Atoom = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Regel:
    """One right, ready to run on a day."""

    recht: Recht
    antwoord: b.Functie
    wijze: b.Modusfunctie | None
    bedrag: b.Functie | None
    hoogstens: int
    """The highest answer it can have."""
    in_keten: bool
    """It opens by a right, or opens one."""
    hangt_af: bool
    """It opens by a right."""


@dataclass(frozen=True, slots=True)
class Dagcode:
    """The code of a catalogue, run for one day."""

    op_datum: int
    plaatsen: int
    regels: tuple[Regel, ...]
    schakels: tuple[tuple[str, str, str, int], ...]
    """Every link of the chain: id of the right, its level, the list that says it is in use, its place in a unit."""


def bind(code: CodeType, catalogus: Catalogus, op_datum: int) -> Dagcode:
    """The code of a catalogue for one day: what no household changes is worked out now."""
    ruimte: dict[str, Any] = {
        **b.OMGEVING,
        "P": b.parameter_reader(catalogus.parameters),
        "D": (op_datum, op_datum),
    }
    exec(code, ruimte)
    in_keten = ruimte["KETEN"] | {kenmerk for kenmerk, *_ in ruimte["SCHAKELS"]}
    regels = []
    for k, recht in catalogus.rechten.items():
        if recht.gebied is None or recht.gebied.vanaf <= op_datum <= recht.gebied.tot:
            antwoord, wijze, bedrag = ruimte["RECHTEN"][k]
            hoogstens = MENS if recht.hoogstens_mogelijk else JA
            regels.append(Regel(recht, antwoord, wijze, bedrag, hoogstens, k in in_keten, k in ruimte["KETEN"]))
    return Dagcode(op_datum, ruimte["PLAATSEN"], tuple(regels), ruimte["SCHAKELS"])


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
        self.antwoorden: dict[Atoom, tuple[int, int | None]] = {}
        """Of the rights in the chain: the answer, and its level when it is yes (also with a person's agreement)."""

    def kernels(self, alleen: Collection[str] | None = None) -> Iterator[Kern]:
        """What is decided about every right and unit, or only about some rights."""
        regels = [r for r in self.code.regels if alleen is None or r.recht.id in alleen]
        if any(r.in_keten for r in regels):
            self._run_chain()
        for regel in regels:
            yield from self._kernels_of(regel)

    def _units(self, recht: Recht) -> Sequence[int]:
        if recht.gebied is not None:
            nis = self.beeld.gezin.gemeente
            if nis is not None and nis not in recht.gebied.nis:
                return ()
        if not recht.alleen_bij:
            return self._eenheden[recht.eenheid]
        aansluitingen = self.beeld.aansluitingen
        return [i for i in self._eenheden["aansluiting"] if aansluitingen[i].drager in recht.alleen_bij]

    def _kernels_of(self, regel: Regel) -> Iterator[Kern]:
        recht, antwoord, bedrag, hoogstens = regel.recht, regel.antwoord, regel.bedrag, regel.hoogstens
        kenmerk, lijst, eenheid, standaard = recht.id, recht.lijst, recht.eenheid, recht.toekenning.standaard
        namen, rest, _ = b.LIJSTEN[lijst, eenheid]
        niveau: int | None
        modus: str | None
        for i in self._units(recht):
            u = self.alle[i]
            gebruik = b.in_use(u, kenmerk, lijst, eenheid) if kenmerk in u[namen] else u[rest]
            niveau = 0
            if regel.in_keten:
                w, niveau = self.antwoorden[kenmerk, i]
            elif (w := antwoord(u)) > hoogstens:
                w = hoogstens
            if gebruik == JA or w <= ONBEKEND:
                niveau = None
            modus = standaard
            if regel.wijze is not None:
                modus = (MODI[regel.wijze(u, JA)] or standaard) if w == JA else None
            soort = kind(w, gebruik, niveau, modus or "")
            waarde = None if bedrag is None or soort == "geen_recht" else bedrag(u)
            yield Kern(recht, i, self.beeld.unit_name(eenheid, i), gebruik, w, niveau, modus, soort, waarde)

    def close(self) -> None:
        """Let go of the units: they point at each other, and would wait for the garbage collector."""
        for u in self.alle:
            u.clear()

    # -- the chain
    def _run_chain(self) -> None:
        """Rounds until nothing changes: in each, the answers of the round before stand in the links."""
        alle = self.alle
        stand: dict[Atoom, int] = {}
        plaatsen: dict[str, list[int]] = {}
        for kenmerk, niveau, lijst, plaats in self.code.schakels:
            plaatsen.setdefault(kenmerk, []).append(plaats)
            for i in self._every_unit(niveau):
                stand[kenmerk, i] = alle[i][plaats] = b.in_use(alle[i], kenmerk, lijst, niveau)
        rij = [(r, i) for r in self.code.regels if r.in_keten for i in self._units(r.recht)]
        ronde = 0
        while rij:
            uit = [(r, i, min(r.antwoord(alle[i]), r.hoogstens)) for r, i in rij]
            anders = False
            for r, i, w in uit:
                atoom = r.recht.id, i
                vroeger = self.antwoorden.get(atoom)
                if vroeger is None or w > vroeger[0]:
                    self.antwoorden[atoom] = w, ronde
                if w > stand.get(atoom, JA):
                    anders = True
                    stand[atoom] = w
                    for plaats in plaatsen[r.recht.id]:
                        alle[i][plaats] = w
            rij = [(r, i) for r, i, w in uit if r.hangt_af and w < r.hoogstens] if anders else []
            ronde += 1

    def _every_unit(self, niveau: str) -> Collection[int]:
        if niveau == "gezin":
            return (-1,)
        return range(len(self.beeld.personen if niveau == "persoon" else self.beeld.aansluitingen))

    def chain_state(self) -> dict[Atoom, int]:
        """What the chain found for (right, unit), as the interpreter reads it."""
        return {atoom: w for atoom, (w, _) in self.antwoorden.items() if w != NEE}

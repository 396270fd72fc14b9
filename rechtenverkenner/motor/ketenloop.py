"""The chain for one household by the interpreter: what is in use, the branches, what follows at three thresholds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND, Knoop, Menselijk, RechtOpen, walk
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.gebruik import HUISHOUDEN, in_use
from rechtenverkenner.motor.keten import Atoom, Keten, Ketenresultaat, Tak
from rechtenverkenner.motor.semantiek import Rekenaar
from rechtenverkenner.motor.takken import Takkenlezer, atom, chain_nodes


def units_of(recht: Recht, beeld: Beeld) -> list[int]:
    """The units (persons, connections, the household) a right is judged for; none for a right of elsewhere."""
    if recht.gebied is not None:
        nis = beeld.gezin.gemeente
        if nis is not None and nis not in recht.gebied.nis:
            return []
        if not recht.gebied.vanaf <= beeld.op_datum <= recht.gebied.tot:
            return []
    return _every_unit(recht, beeld)


def _all_indices(recht: Recht, beeld: Beeld) -> Sequence[int]:
    if recht.eenheid == "gezin":
        return (HUISHOUDEN,)
    return range(len(beeld.personen if recht.eenheid == "persoon" else beeld.aansluitingen))


def _every_unit(recht: Recht, beeld: Beeld) -> list[int]:
    if recht.eenheid == "gezin":
        return [HUISHOUDEN]
    if recht.eenheid == "persoon":
        return [i for i, p in enumerate(beeld.personen) if p.domicilie == "hier"]
    return [i for i, a in enumerate(beeld.aansluitingen) if not recht.alleen_bij or a.drager in recht.alleen_bij]


@dataclass(frozen=True, slots=True)
class Ketenstanden:
    """What the chain gave at the three thresholds."""

    zeker: Ketenresultaat
    mens: Ketenresultaat
    mogelijk: Ketenresultaat

    def state(self) -> dict[tuple[str, int], int]:
        """The highest threshold at which each right of a unit is reached."""
        rij = ((ONBEKEND, self.mogelijk), (MENS, self.mens), (JA, self.zeker))
        return {(a[0], int(a[1])): w for w, res in rij for a in res.niveaus}


@dataclass(frozen=True)
class Ketenplan:
    """What the chain needs to know of the rights of a catalogue, the same for every household."""

    rechten: Mapping[str, Recht]

    @cached_property
    def schakels(self) -> Mapping[str, frozenset[Knoop]]:
        """The nodes of each right where chains pass."""
        return {k: chain_nodes(v.voorwaarden) for k, v in self.rechten.items()}

    @cached_property
    def genoemd(self) -> frozenset[str]:
        """The rights that some right names as opening it."""
        return frozenset(k.id for knopen in self.schakels.values() for k in knopen if isinstance(k, RechtOpen))

    @cached_property
    def mens(self) -> bool:
        """Whether a person decides anywhere."""
        return any(
            recht.hoogstens_mogelijk or any(isinstance(k, Menselijk) for k in walk(recht.voorwaarden))
            for recht in self.rechten.values()
        )


@dataclass(frozen=True)
class Ketenloop:
    """The chain of one household."""

    r: Rekenaar
    catalogus: Catalogus
    ketens: Callable[[int], Keten]
    """The engine for a threshold."""
    plan: Ketenplan

    @cached_property
    def eenheden(self) -> list[tuple[Recht, int]]:
        """Every right with every unit it is judged for."""
        return [(recht, i) for recht in self.catalogus.rechten.values() for i in units_of(recht, self.r.beeld)]

    @cached_property
    def gebruik(self) -> dict[Atoom, int]:
        """What is in use, also by who is not judged: somebody registered elsewhere may hold what opens a right here."""
        return {
            atom(recht.id, i): in_use(self.r, recht.id, recht.eenheid, i, recht.lijst)
            for recht in self.catalogus.rechten.values()
            for i in _all_indices(recht, self.r.beeld)
        }

    def run(self) -> Ketenstanden:
        """What follows for certain, if a person agrees, and possibly."""
        return self._run(self.eenheden)

    def run_linked(self) -> Ketenstanden:
        """The same for the rights that open by a right or open one; the others stand alone."""
        schakels, genoemd = self.plan.schakels, self.plan.genoemd
        return self._run([(recht, i) for recht, i in self.eenheden if schakels[recht.id] or recht.id in genoemd])

    def _run(self, eenheden: list[tuple[Recht, int]]) -> Ketenstanden:
        zeker = self._pass(JA, eenheden)
        mens = self._pass(MENS, eenheden) if self.plan.mens else zeker
        return Ketenstanden(zeker, mens, self._pass(ONBEKEND, eenheden))

    def _pass(self, drempel: int, eenheden: list[tuple[Recht, int]]) -> Ketenresultaat:
        takken: set[Tak] = set()
        for recht, i in eenheden:
            if drempel == JA and recht.hoogstens_mogelijk:
                continue
            lezer = Takkenlezer(self.r, self.plan.schakels[recht.id], drempel)
            doel = atom(recht.id, i)
            for n, premissen in enumerate(sorted(lezer.branches(recht.voorwaarden, i), key=sorted)):
                takken.add(Tak(f"{recht.id}/{n}", doel, tuple(sorted(premissen))))
        gehouden = {a for a, w in self.gebruik.items() if w == JA or (drempel == ONBEKEND and w != NEE)}
        return self.ketens(drempel).derive(gehouden, takken)

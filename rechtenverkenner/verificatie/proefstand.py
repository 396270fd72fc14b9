"""A household on a bench: everything around one right is settled once, then that right is judged again and again.

The rules of the right may be exchanged between two judgements. What is not exchanged keeps its value: nodes are the key
of the memo, and a changed rule shares every node that did not change.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import ClassVar

from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.knopen import (
    JA,
    MENS,
    NEE,
    ONBEKEND,
    Knoop,
    OverLeden,
    Plaatselijk,
    RechtOpen,
    children,
    walk,
)
from rechtenverkenner.model.oordeel import Oordeel
from rechtenverkenner.model.recht import Catalogus, Parameter, Recht
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.evalueren import evaluate, plan_of
from rechtenverkenner.motor.gebruik import HUISHOUDEN, local_branches
from rechtenverkenner.motor.keten import Atoom, Ketenresultaat, ReferentieKeten, Tak
from rechtenverkenner.motor.ketenloop import units_of
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.motor.oordelen import Beoordelaar
from rechtenverkenner.motor.semantiek import Rekenaar
from rechtenverkenner.motor.takken import Takkenlezer, atom, chain_nodes
from rechtenverkenner.verificatie.bomen import trees_of
from rechtenverkenner.verificatie.gevallen import Geval, does_not_hold

REFERENTIE = ReferentieKeten()
Doorgang = tuple[frozenset[Atoom], frozenset[Tak]]
"""What the chain was asked at one threshold: what is held, and the branches."""


class _Genoeg(Exception):
    """The chain was asked everything; the verdicts that would follow are not needed."""


class _Meeschrijver:
    """A chain engine that keeps what it is asked, and stops the evaluation after the last question."""

    naam: ClassVar[str] = "referentie"

    def __init__(self, aantal: int) -> None:
        self.aantal = aantal
        self.doorgangen: list[Doorgang] = []

    def derive(self, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        """The answer of the reference chain."""
        self.doorgangen.append((frozenset(gehouden), frozenset(takken)))
        if len(self.doorgangen) == self.aantal:
            raise _Genoeg
        return REFERENTIE.derive(gehouden, takken)


class Deelcatalogi:
    """The part of a catalogue that a case needs: its right, what may open that, and what the profile names."""

    def __init__(self, catalogus: Catalogus) -> None:
        self.catalogus = catalogus
        self._gemaakt: dict[frozenset[str], Catalogus] = {}

    def of(self, recht: str, gezin: Gezin) -> Catalogus:
        """The catalogue for one right and household; made once for each set of rights."""
        namen = closure([recht, *_named(gezin)], self.catalogus)
        if namen not in self._gemaakt:
            deel = {k: v for k, v in self.catalogus.rechten.items() if k in namen}
            self._gemaakt[namen] = replace(self.catalogus, rechten=MappingProxyType(deel))
        return self._gemaakt[namen]


def closure(namen: Collection[str], catalogus: Catalogus) -> frozenset[str]:
    """These rights and all that may open them."""
    uit: set[str] = set()
    rij = [n for n in namen if n in catalogus.rechten]
    while rij:
        naam = rij.pop()
        if naam not in uit:
            uit.add(naam)
            rij += openers(catalogus.rechten[naam])
    return frozenset(uit)


@lru_cache(maxsize=500)
def openers(recht: Recht) -> frozenset[str]:
    """The rights that the rules of a right name as opening it."""
    return frozenset(k.id for k in walk(recht.voorwaarden) if isinstance(k, RechtOpen))


def in_circle(kenmerk: str, catalogus: Catalogus) -> bool:
    """Whether a right can open itself, by way of others."""
    return kenmerk in closure(openers(catalogus.rechten[kenmerk]), catalogus)


def _named(gezin: Gezin) -> set[str]:
    """Whatever the profile says is in use, statuses too: a status may be a right."""
    uit = set(gezin.rechten)
    for p in gezin.personen:
        uit |= {*p.rechten, *p.statussen}
    for a in gezin.aansluitingen or ():
        uit |= set(a.rechten)
    return uit


class Proefstand:
    """One case, ready to judge its right under changed rules; `eenheid` of the case picks the unit.

    Raises:
        InvoerFout: a profile that cannot be, or a unit for which the right is not judged.
    """

    def __init__(self, geval: Geval, deel: Catalogus, ontleding: Ontleding | None = None) -> None:
        self.geval = geval
        self.recht = deel.rechten[geval.recht]
        self._deel = deel
        self._doorgangen = _passes(geval, deel)
        beeld = Beeld(geval.gezin, to_number(geval.op_datum))
        self.r = Rekenaar(beeld, deel.parameters, ontleding)
        self.i, self.eenheid = _unit(geval, self.recht, beeld)
        self._kring = in_circle(self.recht.id, deel)
        self._gebruik = self._use()
        self._anderen = {
            d: (gehouden, [t for t in takken if t.doel[0] != geval.recht])
            for d, (gehouden, takken) in self._doorgangen.items()
        }
        self._settle({d: REFERENTIE.derive(*x) for d, x in self._doorgangen.items()})
        self._beoordelaar = Beoordelaar(self.r, deel, self._standen[JA], self._standen[JA])
        self._plaatsen: dict[Knoop, list[int]] = {}

    def _use(self) -> int:
        eigen = atom(self.recht.id, self.i)
        if eigen in self._doorgangen[JA][0]:
            return JA
        return ONBEKEND if eigen in self._doorgangen[ONBEKEND][0] else NEE

    def _settle(self, standen: Mapping[int, Ketenresultaat]) -> None:
        self._standen = standen
        self.r.ketenstand = {(a[0], int(a[1])): d for d in sorted(standen) for a in standen[d].niveaus}

    @cached_property
    def oordeel(self) -> Oordeel:
        """The verdict with the rules as they are."""
        return self.judge(self.recht, chain_nodes(self.recht.voorwaarden))

    def truth(self, boom: Knoop) -> int:
        """The answer of a rule for the unit of the case, with the chain as it stands."""
        return self.r.truth(boom, self.i)

    def lend(self, parameter: Parameter | None) -> None:
        """Make a parameter known that only changed rules use."""
        basis = self._deel.parameters
        self.r.parameters = {**basis, parameter.id: parameter} if parameter else basis

    def differs(self, nieuw: Mapping[Knoop, Knoop]) -> bool:
        """Whether some node has another value than the node instead, for a unit for which it is read."""
        plaatsen = self._places()
        return any(self.r.value(a, i) != self.r.value(b, i) for a, b in nieuw.items() for i in plaatsen.get(a, ()))

    def _places(self) -> dict[Knoop, list[int]]:
        """The units for which each node of the right can be read in this household."""
        if not self._plaatsen:
            gezien: set[tuple[Knoop, int]] = set()
            stapel = [(wortel, self.i) for _, wortel in trees_of(self.recht)]
            while stapel:
                k, i = stapel.pop()
                i = HUISHOUDEN if self.r.ontleding.is_loose(k) else i
                if (k, i) not in gezien:
                    gezien.add((k, i))
                    self._plaatsen.setdefault(k, []).append(i)
                    stapel += self._below(k, i)
        return self._plaatsen

    def _below(self, k: Knoop, i: int) -> list[tuple[Knoop, int]]:
        match k:
            case OverLeden():
                return [(c, lid) for lid, _ in self.r.group(k.groep, i)[0] for c in children(k)]
            case Plaatselijk():
                return [(t, i) for t in local_branches(self.r, k) if t is not None]
            case _:
                return [(c, i) for c in children(k)]

    def judge(self, recht: Recht, keten: frozenset[Knoop]) -> Oordeel:
        """The verdict when the right has these rules; `keten` are the nodes of its tree where chains pass.

        A right that can open itself needs new `RechtOpen` nodes: what was known of the old ones no longer holds.
        """
        self._settle({d: REFERENTIE.derive(*self._pass(d, recht, keten)) for d in self._anderen})
        self._beoordelaar.zeker = self._standen[JA]
        self._beoordelaar.mens = self._standen.get(MENS, self._standen[JA])
        return self._beoordelaar.judge(recht, self.i, self._gebruik)

    def _pass(self, drempel: int, recht: Recht, keten: frozenset[Knoop]) -> tuple[frozenset[Atoom], list[Tak]]:
        """What the chain is asked at one threshold, with the branches of the changed right."""
        gehouden, takken = self._anderen[drempel]
        if drempel == JA and recht.hoogstens_mogelijk:
            return gehouden, takken
        lezer = Takkenlezer(self.r, keten, drempel)
        eigen = [
            Tak(f"{recht.id}/{n}", atom(recht.id, i), tuple(sorted(premissen)))
            for i in (units_of(recht, self.r.beeld) if self._kring else (self.i,))
            for n, premissen in enumerate(sorted(lezer.branches(recht.voorwaarden, i), key=sorted))
        ]
        return gehouden, [*takken, *eigen]


def _passes(geval: Geval, deel: Catalogus) -> dict[int, Doorgang]:
    """What the chain is asked about a household, by threshold."""
    drempels = (JA, MENS, ONBEKEND) if plan_of(deel).keten.mens else (JA, ONBEKEND)
    meeschrijver = _Meeschrijver(len(drempels))
    try:
        evaluate(geval.gezin, deel, op_datum=geval.op_datum, keten=meeschrijver, motor="referentie")
    except _Genoeg:
        pass
    except InvoerFout as e:
        raise InvoerFout(does_not_hold(geval, f"{m.code} {m.tekst}") for m in e.meldingen) from None
    return dict(zip(drempels, meeschrijver.doorgangen, strict=True))


def _unit(geval: Geval, recht: Recht, beeld: Beeld) -> tuple[int, str]:
    """Index and name of the unit the case is about: the first one when it names none."""
    for i in units_of(recht, beeld):
        naam = "gezin"
        if recht.eenheid != "gezin":
            naam = beeld.personen[i].id if recht.eenheid == "persoon" else beeld.aansluitingen[i].id
        if geval.eenheid in (None, naam):
            return i, naam
    raise InvoerFout([does_not_hold(geval, "geen oordeel over dit recht of deze eenheid")])

"""One right, one shape of household, one unit: its rules as a formula, and questions about it to the solver."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rechtenverkenner.model.knopen import (
    BOOL,
    JA,
    MENS,
    NEE,
    ONBEKEND,
    Alle,
    Begrip,
    Const,
    EenVan,
    Knoop,
    OverLeden,
    Plaatselijk,
    Voorwaarde,
    walk,
)
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.verificatie.bomen import exchange
from rechtenverkenner.verificatie.gezinsvormen import NAMEN, VORMEN, Gezinsvorm
from rechtenverkenner.verificatie.proefgezin import Proefgezin, reads_parts
from rechtenverkenner.verificatie.proefprofiel import Data, profile
from rechtenverkenner.verificatie.proefstand import closure
from rechtenverkenner.verificatie.symbolisch import Waarheid
from rechtenverkenner.verificatie.vertalen import Vertaler
from rechtenverkenner.verificatie.z3_model import BUDGET, Antwoord, Model, Oplosser, Term, neg

VASTE_KNOPEN: Final = {NEE: Const(BOOL, NEE), JA: Const(BOOL, JA)}


@dataclass(frozen=True, slots=True)
class Opstelling:
    """A shape of household and the unit in it that is judged."""

    vorm: Gezinsvorm
    eenheid: int

    def unit_name(self, recht: Recht) -> str:
        """The unit as a case names it."""
        if recht.eenheid == "gezin":
            return "gezin"
        return NAMEN[self.eenheid] if recht.eenheid == "persoon" else "a1"


def settings(recht: Recht, vormen: Sequence[Gezinsvorm] = VORMEN) -> Iterator[Opstelling]:
    """The shapes with each unit in them that stands differently from the ones before."""
    for vorm in vormen:
        if recht.eenheid != "persoon":
            yield Opstelling(vorm, HUISHOUDEN if recht.eenheid == "gezin" else 0)
            continue
        gezien = set()
        for i in vorm.hier:
            lid = vorm.leden[i]
            kinderen = sum(i in x.kind_van for x in vorm.leden)
            rol = (lid.partner is None, len(lid.kind_van), lid.titularis is None, kinderen)
            if rol not in gezien:
                gezien.add(rol)
                yield Opstelling(vorm, i)


def trees_around(recht: Recht, catalogus: Catalogus) -> list[Knoop]:
    """The rules of a right and of all that may open it."""
    return [catalogus.rechten[x].voorwaarden for x in sorted(closure([recht.id], catalogus))]


def municipalities(recht: Recht, catalogus: Catalogus, op_datum: int) -> tuple[str, ...]:
    """One municipality for every way in which the rules can tell municipalities apart on a date."""
    bestaand = sorted({g.nis for g in catalogus.gemeenten if g.vanaf <= op_datum <= g.tot})
    lijsten = list(dict.fromkeys(_lists(recht, catalogus)))
    alle = bestaand or sorted({nis for lijst in lijsten for nis in lijst if nis.isdigit()}) or ["11001"]
    vertegenwoordigers: dict[tuple[bool, ...], str] = {}
    for nis in alle:
        vertegenwoordigers.setdefault(tuple(nis in lijst for lijst in lijsten), nis)
    return tuple(vertegenwoordigers.values())


def _lists(recht: Recht, catalogus: Catalogus) -> Iterator[frozenset[str]]:
    for kenmerk in sorted(closure([recht.id], catalogus)):
        ander = catalogus.rechten[kenmerk]
        if ander.gebied is not None:
            yield ander.gebied.nis
        for k in walk(ander.voorwaarden):
            if isinstance(k, Plaatselijk):
                yield from (t.nis for t in k.takken)
            elif isinstance(k, Const) and isinstance(k.waarde, frozenset):
                yield k.waarde
            elif isinstance(k, Const) and k.typ.soort == "keuze" and isinstance(k.waarde, str):
                yield frozenset({k.waarde})
    for p in catalogus.parameters.values():
        yield from (w.waarde for w in p.waarden if isinstance(w.waarde, frozenset))


class Proef:
    """The rules of a right for one setting, with a solver that knows what households there are.

    `keten` False: other rights are in use or not, and are not opened by their own rules.
    """

    def __init__(
        self,
        recht: Recht,
        catalogus: Catalogus,
        op_datum: int,
        opstelling: Opstelling,
        *,
        keten: bool = True,
        budget: int = BUDGET,
    ) -> None:
        self.recht = recht
        self.catalogus = catalogus
        self.opstelling = opstelling
        self.i = opstelling.eenheid
        bomen = trees_around(recht, catalogus) if keten else [recht.voorwaarden]
        gemeenten = municipalities(recht, catalogus, op_datum)
        self.gezin = Proefgezin(opstelling.vorm, op_datum, gemeenten, delen=reads_parts(bomen))
        self.ontleding = Ontleding()
        self.vertaler = Vertaler(self.gezin, catalogus, self.ontleding, keten=keten)
        self.vertaler.prepare(bomen)
        self.boom = recht.voorwaarden
        self.w = self.vertaler.truth(self.boom, self.i)
        self._oplosser = Oplosser(*(x.ja for x in self.vertaler.in_area(recht)), budget=budget)
        self._bekend = 0
        self._varianten: dict[tuple[Knoop, int], Waarheid] = {}

    def solve(self, *voorwaarden: Term) -> tuple[Antwoord, Model | None]:
        """A household that meets these conditions."""
        grenzen = self.gezin.grenzen
        self._oplosser.add(*grenzen[self._bekend :])
        self._bekend = len(grenzen)
        return self._oplosser.solve(*voorwaarden)

    def variant(self, atoom: Knoop, waarde: int) -> Waarheid:
        """The answer of the right when one condition has a fixed answer."""
        if (atoom, waarde) not in self._varianten:
            boom = exchange(self.boom, {atoom: VASTE_KNOPEN[waarde]})
            self._varianten[atoom, waarde] = self.vertaler.truth(boom, self.i)
        return self._varianten[atoom, waarde]

    def values(self, atoom: Knoop) -> list[Waarheid]:
        """The answers of one condition for all units for which it is asked."""
        return [self.vertaler.truth(atoom, i) for i in self.vertaler.units(atoom)]

    @property
    def not_in_use(self) -> Term:
        """That the right itself is not used yet, where its rules look at that."""
        niveau, bron = self.recht.eenheid, self.recht.lijst
        eigen = self.gezin.houdingen.get((niveau, max(self.i, 0), bron, self.recht.id))
        return True if eigen is None else neg(eigen.loopt)

    def profile(self, model: Model) -> Data:
        """The household of a solution."""
        return profile(self.gezin, model)

    def verdict(self, model: Model) -> Oordeelsoort:
        """What must come out for the household of a solution."""
        w = self.w.of(model)
        w = min(w, MENS) if self.recht.hoogstens_mogelijk else w
        if self.not_in_use is not True and not model.truth(self.not_in_use):
            return "gebruikt"
        if w == JA:
            if self._by_itself.of(model) != JA:
                return "na"
            weg = self._mode(self.boom, self.i, model) or self.recht.toekenning.standaard
            return "automatisch" if weg == "automatisch" else "onbenut"
        soorten: dict[int, Oordeelsoort] = {NEE: "geen_recht", ONBEKEND: "onbekend", MENS: "mogelijk"}
        return soorten[w]

    @cached_property
    def _by_itself(self) -> Waarheid:
        """The answer when no other right opens first."""
        v = Vertaler(self.gezin, self.catalogus, self.ontleding, keten=False)
        return v.truth(self.boom, self.i)

    def _mode(self, k: Knoop, i: int, model: Model) -> str:
        """How the ways that hold are granted: the fastest of ways side by side, the slowest of what goes together."""
        match k:
            case Voorwaarde():
                return self._mode(k.a, i, model) or k.toekenning
            case Begrip():
                return self._mode(k.a, i, model)
            case Alle():
                return _pick([self._mode(a, i, model) for a in k.args], ("aanvraag", "automatisch"))
            case EenVan():
                open_ = [a for a in k.args if self.vertaler.truth(a, i).of(model) >= MENS]
                return _pick([self._mode(a, i, model) for a in open_], ("automatisch", "aanvraag"))
            case OverLeden(soort="iemand"):
                leden = [lid for lid, telt in self.gezin.members(k.groep, i) if model.truth(telt)]
                open_leden = [lid for lid in leden if self.vertaler.truth(k.a, lid).of(model) >= MENS]
                return _pick([self._mode(k.a, lid, model) for lid in open_leden], ("automatisch", "aanvraag"))
            case Plaatselijk():
                return self._mode_of_place(k, i, model)
        return ""

    def _mode_of_place(self, k: Plaatselijk, i: int, model: Model) -> str:
        gemeente, dag = self.vertaler.municipality(), self.gezin.op_datum
        for t in k.takken:
            if t.vanaf <= dag <= t.tot and model.truth(gemeente.among(t.nis).ja):
                return self._mode(t.knoop, i, model)
        return "" if k.standaard is None else self._mode(k.standaard, i, model)


def _pick(modi: list[str], volgorde: tuple[str, str]) -> str:
    return next((m for m in volgorde if m in modi), "")

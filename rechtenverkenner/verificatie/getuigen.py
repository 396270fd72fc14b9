"""Witnesses: for every condition of a right a household in which it decides when it holds, and one when it does not.

Found by the solver, on the edge of the numbers where that can be, and then shown to the engine: a household on which
the two do not agree is a finding about one of them. A condition for which there is no household on one side is said to
be so, with the conditions that stand in its way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from rechtenverkenner.model.datums import to_date, to_number
from rechtenverkenner.model.knopen import BOOL, JA, NEE, Const, Knoop, Voorwaarde
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.verificatie.bomen import condition_names, exchange, leaf_conditions
from rechtenverkenner.verificatie.gezinsvormen import VORMEN, Gezinsvorm
from rechtenverkenner.verificatie.proef import VASTE_KNOPEN, Proef, settings
from rechtenverkenner.verificatie.proefprofiel import Data
from rechtenverkenner.verificatie.randen import edges
from rechtenverkenner.verificatie.symbolisch import Waarheid, sharp
from rechtenverkenner.verificatie.z3_model import (
    Model,
    Term,
    conj,
    differ,
    disj,
    is_fixed,
    require_z3,
    truth_variable,
    variables,
)

Kant = Literal["ja", "nee"]
KANTEN: Final[Mapping[Kant, int]] = {"ja": NEE, "nee": JA}
"""Each side, and by what the condition is replaced to see whether it decides there."""
Lot = Literal[
    "beide", "overbodig", "onbereikbaar", "altijd waar", "beoordeling", "vast", "niet vertaald", "niet beslist"
]
_VORMEN_VOOR_REDEN: Final = 6
_VORMEN_VOOR_STERKER: Final = 5
"""Settings in which a household with a clearer answer is looked for, once there is one."""


@dataclass(frozen=True, slots=True)
class Getuige:
    """A household in which one condition decides: its answer, and what the answer would be without that condition."""

    kant: Kant
    vorm: str
    eenheid: str
    profiel: Data
    waarde: int
    zonder: int
    oordeel: Oordeelsoort
    op_de_rand: bool | None
    """None: the condition has no number to stand on the edge of."""
    sterkte: int
    """3: yes against no, 2: a person decides against no, 1: any other difference."""


@dataclass(frozen=True, slots=True)
class Atoomuitslag:
    """What was found about one condition."""

    id: str
    label: str
    atoom: Voorwaarde
    lot: Lot
    getuigen: Mapping[Kant, Getuige]
    reden: str = ""


@dataclass(frozen=True, slots=True)
class Rechtuitslag:
    """What was found about the conditions of one right on one date."""

    recht: str
    op_datum: date
    atomen: tuple[Atoomuitslag, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every condition was translated."""
        return all(a.lot != "niet vertaald" for a in self.atomen)


@dataclass(slots=True)
class _Zoektocht:
    """What is known so far of the atoms of one right."""

    recht: Recht
    catalogus: Catalogus
    op_datum: int
    vormen: Sequence[Gezinsvorm]
    gevonden: dict[tuple[Voorwaarde, Kant], Getuige] = field(default_factory=dict)
    te_zwaar: set[tuple[Voorwaarde, Kant]] = field(default_factory=set)
    proeven: list[Proef] = field(default_factory=list)

    def tests(self) -> Iterator[Proef]:
        """Every setting, made when it is needed and kept."""
        yield from self.proeven
        for opstelling in list(settings(self.recht, self.vormen))[len(self.proeven) :]:
            self.proeven.append(Proef(self.recht, self.catalogus, self.op_datum, opstelling))
            yield self.proeven[-1]


def find_witnesses(
    recht: Recht, catalogus: Catalogus, *, op_datum: date, vormen: Sequence[Gezinsvorm] = VORMEN
) -> Rechtuitslag:
    """Both witnesses of every leaf condition of a right on a date, or why there are none.

    Raises:
        InvoerFout: z3 is not installed.
    """
    require_z3()
    z = _Zoektocht(recht, catalogus, to_number(op_datum), vormen)
    atomen = leaf_conditions(recht.voorwaarden)
    if recht.gebied is not None and not recht.gebied.vanaf <= z.op_datum <= recht.gebied.tot:
        namen = condition_names(recht.voorwaarden)
        reden = f"het recht geldt niet op {op_datum.isoformat()}"
        return Rechtuitslag(
            recht.id, op_datum, tuple(Atoomuitslag(namen[a], a.label, a, "vast", {}, reden) for a in atomen)
        )
    open_ = [(a, kant) for a in atomen for kant in KANTEN]
    for proef in z.tests():
        open_ = [(a, kant) for a, kant in open_ if not _is_settled(z, proef, a, kant)]
        if not open_:
            break
    namen = condition_names(recht.voorwaarden)
    return Rechtuitslag(recht.id, op_datum, tuple(_result(z, a, namen) for a in atomen))


def _is_settled(z: _Zoektocht, proef: Proef, atoom: Voorwaarde, kant: Kant) -> bool:
    """Look in one setting; whether to stop looking in larger ones."""
    w, zonder = proef.w, proef.variant(atoom, KANTEN[kant])
    sterk = _against(w, zonder, "mens")
    doelen = [(3, _against(w, zonder, "ja")), (2, sterk), (1, _any_difference(w, zonder))]
    bekend = (atoom, kant) in z.gevonden
    antwoord, _ = proef.solve(sterk if bekend else doelen[-1][1])
    if antwoord == "onbekend":
        z.te_zwaar.add((atoom, kant))
    if antwoord != "ja":
        return bekend and len(z.proeven) >= _VORMEN_VOOR_STERKER
    randen = edges(proef.vertaler, atoom)
    for sterkte, doel in doelen[:2] if bekend else doelen:
        if (gevonden := _best(proef, doel, randen)) is not None:
            model, op_de_rand = gevonden
            getuige = _witness(proef, kant, model, zonder, op_de_rand if randen else None, sterkte)
            z.gevonden[atoom, kant] = getuige
            return sterkte > 1
    return False


def _any_difference(w: Waarheid, v: Waarheid) -> Term:
    return disj(differ(w.open, v.open), differ(w.mens, v.mens), differ(w.ja, v.ja))


def _against(w: Waarheid, v: Waarheid, hoe: Literal["ja", "mens"]) -> Term:
    """One of the two is this far open, the other one is a no."""
    return disj(conj(getattr(w, hoe), v.nee), conj(w.nee, getattr(v, hoe)))


def _best(proef: Proef, doel: Term, randen: Sequence[Term]) -> tuple[Model, bool] | None:
    """A household for a goal: not using the right yet rather than using it, on the edge rather than off it."""
    if proef.solve(doel)[0] == "nee":
        return None
    for gebruik in dict.fromkeys((proef.not_in_use, True)):
        for n, rand in enumerate((*randen, True)):
            model = proef.solve(doel, gebruik, rand)[1]
            if model is not None:
                return model, n == 0 and bool(randen)
    return None


def _witness(
    proef: Proef, kant: Kant, model: Model, zonder: Waarheid, op_de_rand: bool | None, sterkte: int
) -> Getuige:
    return Getuige(
        kant=kant,
        vorm=proef.opstelling.vorm.naam,
        eenheid=proef.opstelling.unit_name(proef.recht),
        profiel=proef.profile(model),
        waarde=proef.w.of(model),
        zonder=zonder.of(model),
        oordeel=proef.verdict(model),
        op_de_rand=op_de_rand,
        sterkte=sterkte,
    )


# -- why there is none
def _result(z: _Zoektocht, a: Voorwaarde, namen: Mapping[Voorwaarde, str]) -> Atoomuitslag:
    for proef in z.proeven:
        if a in proef.vertaler.niet_vertaald:
            return Atoomuitslag(namen[a], a.label, a, "niet vertaald", {}, proef.vertaler.niet_vertaald[a])
    getuigen = {kant: z.gevonden[a, kant] for kant in KANTEN if (a, kant) in z.gevonden}
    if len(getuigen) == 2:
        return Atoomuitslag(namen[a], a.label, a, "beide", getuigen)
    lot, reden = _why_not(z, a, namen)
    return Atoomuitslag(namen[a], a.label, a, lot, getuigen, reden)


def _why_not(z: _Zoektocht, a: Voorwaarde, namen: Mapping[Voorwaarde, str]) -> tuple[Lot, str]:
    ontbreekt = [kant for kant in KANTEN if (a, kant) not in z.gevonden]
    if any((a, kant) in z.te_zwaar for kant in ontbreekt):
        return "niet beslist", "de oplosser vond binnen zijn budget geen antwoord"
    dag = to_date(z.op_datum).isoformat()
    if not any(proef.values(a) for proef in z.proeven):
        return "vast", f"staat in een plaatselijke regel die op {dag} niet geldt"
    match _fixed_value(z, a):
        case "dienst":
            return "beoordeling", f"beslist een dienst; {_missing(ontbreekt)} met al de rest"
        case str(vast):
            return "vast", f"is op {dag} {vast}, wat het gezin ook is"
    if nooit := _never(z, a):
        return nooit
    if vaste := _fixed_gates(z, a, ontbreekt):
        return "vast", f"telt op {dag} niet mee: {_listed(vaste, namen)} ligt dan vast"
    return "overbodig", "; ".join(_sentence(z, a, kant, namen) for kant in ontbreekt)


def _missing(ontbreekt: Sequence[Kant]) -> str:
    return "verandert nooit iets samen" if len(ontbreekt) == 2 else "een gunstig antwoord is nooit genoeg"


def _listed(rij: Sequence[Voorwaarde], namen: Mapping[Voorwaarde, str]) -> str:
    return " of ".join(f"`{namen[b]}`" for b in rij)


def _fixed_value(z: _Zoektocht, a: Voorwaarde) -> str | None:
    """The answer of a condition that depends on the date alone."""
    waarden = [w for proef in z.proeven for w in proef.values(a)]
    if not waarden or not all(is_fixed(w.open, w.mens, w.ja) for w in waarden):
        return None
    soorten = {sum((w.open, w.mens, w.ja)) for w in waarden}
    woorden = ("nooit waar", "open", "dienst", "altijd waar")
    return woorden[next(iter(soorten))] if len(soorten) == 1 else None


def _never(z: _Zoektocht, a: Voorwaarde) -> tuple[Lot, str] | None:
    """Whether a condition holds in no household, or is denied in none."""
    rij = [(p, w) for p in z.proeven for w in p.values(a)]
    if all(p.solve(w.open)[0] == "nee" for p, w in rij):
        return "onbereikbaar", "kan bij geen enkel gezin waar zijn"
    if any(p.solve(w.nee)[0] != "nee" for p, w in rij):
        return None
    if z.recht.gebied is not None and all(variables(w.ja) <= {"gemeente.0"} for _, w in rij):
        return "vast", "is waar voor elk gezin in de gemeenten van dit recht"
    return "altijd waar", "kan bij geen enkel gezin onwaar zijn"


def _fixed_gates(z: _Zoektocht, a: Voorwaarde, ontbreekt: Sequence[Kant]) -> list[Voorwaarde]:
    """The conditions that hang on the date alone, when it is they that keep this one from deciding."""
    anderen = [b for b in leaf_conditions(z.recht.voorwaarden) if b is not a]
    vaste = [b for b in anderen if _fixed_value(z, b) in ("nooit waar", "altijd waar", "open")]
    proeven = z.proeven[:_VORMEN_VOOR_REDEN]
    if not vaste or not all(any(_decides_without(p, a, kant, vaste) for p in proeven) for kant in ontbreekt):
        return []
    alleen = [b for b in vaste if any(_decides_without(p, a, kant, [b]) for p in proeven for kant in ontbreekt)]
    return alleen or vaste


def _sentence(z: _Zoektocht, a: Voorwaarde, kant: Kant, namen: Mapping[Voorwaarde, str]) -> str:
    door = _blockers(z, a, kant)
    wanneer = f"beslist nooit als het {'waar' if kant == 'ja' else 'niet waar'} is"
    if not door:
        return f"{wanneer}: meer dan een andere voorwaarde staat in de weg"
    return f"{wanneer}: zonder {_listed(door, namen)} zou het wel beslissen"


def _blockers(z: _Zoektocht, a: Voorwaarde, kant: Kant) -> list[Voorwaarde]:
    """The other conditions of which one alone, left free, lets this one decide."""
    anderen = [b for b in leaf_conditions(z.recht.voorwaarden) if b is not a]
    return [b for b in anderen if any(_decides_without(p, a, kant, [b]) for p in z.proeven[:_VORMEN_VOOR_REDEN])]


def _decides_without(proef: Proef, a: Voorwaarde, kant: Kant, vrij: Sequence[Voorwaarde]) -> bool:
    """Whether a condition decides in some household when these others may be anything."""
    los: dict[Knoop, Knoop] = {b: _free(proef, f"vrij.{n}") for n, b in enumerate(vrij)}
    gewoon = exchange(proef.boom, los)
    anders = exchange(proef.boom, {**los, a: VASTE_KNOPEN[KANTEN[kant]]})
    w, v = (proef.vertaler.truth(boom, proef.i) for boom in (gewoon, anders))
    return proef.solve(_any_difference(w, v))[0] == "ja"


def _free(proef: Proef, naam: str) -> Knoop:
    """A node that may be yes or no for every unit apart."""
    knoop: Knoop = Const(BOOL, NEE)
    proef.vertaler.vast[knoop] = lambda i: sharp(truth_variable(f"{naam}.{i}"))
    return knoop

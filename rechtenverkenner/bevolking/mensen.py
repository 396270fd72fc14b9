"""Who lives together: people of some age, with their ties and what they live of, now and before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.tabellen import (
    ANDERE_BAND,
    BEZIGHEDEN,
    KANSEN,
    VERDELING_BEZIGHEDEN,
    VOORDIEN,
    Gezinstype,
    Rol,
)
from rechtenverkenner.model.datums import to_number, years_between
from rechtenverkenner.model.keuzes import PENSIOENSOORTEN

Data = dict[str, Any]
"""A part of a profile as plain data, in the form in which a profile is written."""
OUDERSCHAP: Final = 18
"""Years between a parent and a child, at least."""
PENSIOEN: Final = 66
TEN_LASTE_TOT: Final = 25
KINDERBIJSLAG_TOT: Final = 25
LEEFLOON: Final = {"alleen": 1340, "samen": 890, "kinderen": 1810}
"""Euro per month, roughly, by situation."""


@dataclass(frozen=True, slots=True)
class Mens:
    """One person; amounts are euro per month, gross taxable or as paid. `voordien` is what came in before `sinds`."""

    id: str
    geboren: date = field(repr=False)
    leeftijd: int
    bezigheid: str = field(repr=False)
    bedrag: int = field(repr=False)
    sinds: date = field(repr=False)
    voordien: tuple[str, int] = field(repr=False)
    partner: str = "geen"
    band: str = ""
    kind_van: tuple[str, ...] = ()
    elders: bool = False
    punten: int = field(default=0, repr=False)

    @property
    def soort(self) -> str:
        """The kind of income somebody lives of now; empty: none."""
        return BEZIGHEDEN[self.bezigheid].soort

    @property
    def is_kind(self) -> bool:
        """Whether child benefit is paid for this person."""
        return self.leeftijd < 18 or (self.leeftijd < KINDERBIJSLAG_TOT and self.bezigheid == "student")


@dataclass(frozen=True, slots=True)
class Samenleving:
    """The people of one household, and the type it was drawn as."""

    soort: Gezinstype
    mensen: tuple[Mens, ...]

    @property
    def hier(self) -> tuple[Mens, ...]:
        """Who is registered at the address."""
        return tuple(m for m in self.mensen if not m.elders)


def draw_people(soort: Gezinstype, lot: Loting, op_datum: date) -> Samenleving:
    """The people of a household of this type."""
    mensen: dict[str, Mens] = {}
    for rol in soort.rollen:
        aantal = lot.pick(rol.aantal)
        for n in range(1, aantal + 1):
            naam = rol.naam if aantal == 1 else f"{rol.naam}{n}"
            mensen[naam] = _draw_person(naam, rol, mensen, lot, op_datum)
    return Samenleving(soort, tuple(_with_ties(m, mensen) for m in mensen.values()))


def _draw_person(naam: str, rol: Rol, anderen: Mapping[str, Mens], lot: Loting, op_datum: date) -> Mens:
    geboren = _draw_birthday(rol, anderen, lot, op_datum)
    leeftijd = years_between(to_number(geboren), to_number(op_datum))
    bezigheid = _draw_occupation(rol.bezigheden, leeftijd, lot)
    veranderd = lot.chance(KANSEN["leven_veranderd"]) and leeftijd < PENSIOEN
    dagen = lot.between(60, 700) if veranderd or _is_assistance(bezigheid) else lot.between(1200, 3600)
    vroegst = geboren.toordinal() + 366 * _youngest(bezigheid)
    return Mens(
        id=naam,
        geboren=geboren,
        leeftijd=leeftijd,
        bezigheid=bezigheid,
        bedrag=_draw_amount(bezigheid, lot),
        sinds=date.fromordinal(max(op_datum.toordinal() - dagen, vroegst)),
        voordien=_draw_before(leeftijd, lot),
        partner=rol.partner or "geen",
        band=_draw_bond(leeftijd, lot) if rol.partner else "",
        kind_van=rol.kind_van,
        elders=rol.elders,
        punten=_draw_points(bezigheid, leeftijd, lot),
    )


def _draw_birthday(rol: Rol, anderen: Mapping[str, Mens], lot: Loting, op_datum: date) -> date:
    laag, hoog = rol.leeftijd
    if rol.partner:
        midden = anderen[rol.partner].leeftijd + lot.between(-6, 4)
        laag = hoog = min(max(midden, laag), hoog)
    if rol.kind_van:
        hoog = min(hoog, min(anderen[o].leeftijd for o in rol.kind_van) - OUDERSCHAP - 1)
    jaren = lot.between(laag, hoog)
    # 1461 days are 4 years: the day lies in the year after the birthday of that age
    return date.fromordinal(op_datum.toordinal() - jaren * 1461 // 4 - lot.between(1, 364))


def _draw_occupation(tabel: str, leeftijd: int, lot: Loting) -> str:
    if leeftijd < 18:
        tabel = "kind"
    elif leeftijd >= PENSIOEN:
        tabel = "oud"
    elif tabel == "oud":
        tabel = "samen"
    return lot.pick(VERDELING_BEZIGHEDEN[tabel])


def _is_assistance(bezigheid: str) -> bool:
    return bezigheid in ("leefloon", "equivalent", "werkloos", "ziek")


def _youngest(bezigheid: str) -> int:
    """The age at which somebody can have begun to live of this."""
    if BEZIGHEDEN[bezigheid].soort in PENSIOENSOORTEN:
        return 60
    return 0 if bezigheid in ("kind", "zonder") else 17


def _draw_amount(bezigheid: str, lot: Loting) -> int:
    bedragen = BEZIGHEDEN[bezigheid].bedragen
    laag, hoog = lot.pick(bedragen) if bedragen else (0, 0)
    return lot.between(laag, hoog)


def _draw_before(leeftijd: int, lot: Loting) -> tuple[str, int]:
    """What somebody lived of before: a wage, a benefit or nothing."""
    soort = lot.pick(VOORDIEN)
    bedrag = lot.between(1300, 2600)
    return (soort, bedrag) if soort and 20 < leeftijd < PENSIOEN else ("", 0)


def _draw_points(bezigheid: str, leeftijd: int, lot: Loting) -> int:
    """Points of self-reliance; 0 for nearly everybody."""
    kans = 1.0 if bezigheid == "ivt" else 0.3 if bezigheid == "invalide" else 0.12 if leeftijd > 75 else 0.008
    heeft = lot.chance(kans)
    punten = lot.between(5, 16)
    return punten if heeft else 0


def _with_ties(m: Mens, mensen: Mapping[str, Mens]) -> Mens:
    """The same person with what hangs on the others: the partner both ways, and the rate of the leefloon."""
    partner = next((q for q in mensen.values() if m.partner == q.id or q.partner == m.id), None)
    if m.soort in ("leefloon", "equivalent_leefloon"):
        m = replace(m, bedrag=LEEFLOON[_situation(m, mensen)])
    if partner is None:
        return m
    return replace(m, partner=partner.id, band=m.band or partner.band)


def _situation(m: Mens, mensen: Mapping[str, Mens]) -> str:
    if any(m.id in q.kind_van and q.leeftijd < 18 and not q.elders for q in mensen.values()):
        return "kinderen"
    return "samen" if sum(not q.elders for q in mensen.values()) > 1 else "alleen"


def _draw_bond(leeftijd: int, lot: Loting) -> str:
    """What binds two partners: the older, the more are married."""
    gehuwd = lot.chance(0.3 + leeftijd / 100)
    anders = lot.pick(ANDERE_BAND)
    return "gehuwd" if gehuwd else anders

"""A profile with one fact made otherwise: what a counterfactual supposes, really applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.datums import add_months, to_date, to_number
from rechtenverkenner.motor.beeld import counts_as

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin, Persoon

Feitwaarde = Decimal | bool | str | date | None
PER = {"maand": "maand", "voordelen": "jaar"}
"""Kinds of running income in a rule, and how often the stream comes in a profile."""


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One fact that would be otherwise.

    `feit` is where it lives in the profile (`an.statussen.igo`, `stroom.contract`, `an.inkomens.maand.belastbaar`: the
    sum of the incomes that run now), `op_datum` for a day. An amount is on the threshold: `naar` is the nearest one in
    `eenheid` with which it holds. A status is held for `maanden` full months. `voorwaarde` is the name of the condition
    that would hold.
    """

    soort: Literal["bedrag", "datum", "status", "feit"]
    feit: str = field(repr=False)
    van: Feitwaarde = field(default=None, repr=False)
    naar: Feitwaarde = field(default=None, repr=False)
    eenheid: str = ""
    maanden: int = 0
    voorwaarde: str = field(default="", repr=False, compare=False)

    @property
    def naam(self) -> str:
        """The fact without who it is about: `statussen.igo`."""
        return self.feit.partition(".")[2] or self.feit


def applied(gezin: Gezin, wijzigingen: Iterable[Wijziging], nu: date) -> Gezin:
    """The household with these changes; a day changes nothing in it."""
    for w in wijzigingen:
        houder, _, pad = w.feit.partition(".")
        if w.soort == "datum":
            continue
        if houder == "gezin":
            gezin = _changed(gezin, pad, w, nu)
        elif houder == "woning":
            gezin = gezin.model_copy(update={"woning": _changed(gezin.woning, pad, w, nu)})
        else:
            gezin = gezin.model_copy(
                update={
                    "personen": tuple(_changed(p, pad, w, nu) if p.id == houder else p for p in gezin.personen),
                    "aansluitingen": gezin.aansluitingen
                    and tuple(_changed(a, pad, w, nu) if a.id == houder else a for a in gezin.aansluitingen),
                }
            )
    return gezin


def _changed(deel: Any, pad: str, w: Wijziging, nu: date) -> Any:
    """A part of the profile (household, dwelling, person or connection) with one fact otherwise."""
    lijst, _, kenmerk = pad.partition(".")
    if w.soort == "status":
        begin = to_date(add_months(to_number(nu), -w.maanden))
        houding = deel.HOUDING(sinds=deel.DATUMBEREIK(van=begin, tot=begin))
        return deel.model_copy(update={lijst: {**getattr(deel, lijst), kenmerk: houding}})
    if lijst == "inkomens":
        soort, begrip = kenmerk.split(".")
        assert isinstance(w.naar, Decimal)
        return _with_income(deel, soort, begrip, w.naar)
    return deel.model_copy(update={pad: w.naar})


def running(p: Persoon, soort: str, begrip: str) -> list[int]:
    """The places of the incomes of now that count in a notion, the highest first."""
    rij = [(n, i) for n, i in enumerate(p.inkomens or ()) if i.jaar is None and i.per == PER[soort]]
    return [n for n, i in sorted(rij, key=lambda x: -x[1].bedrag) if counts_as(i, begrip)]


def _with_income(p: Persoon, soort: str, begrip: str, som: Decimal) -> Persoon:
    """The person whose running incomes of this kind come to `som`: the highest changes first."""
    inkomens = list(p.inkomens or ())
    plaatsen = running(p, soort, begrip)
    verschil = som - sum(inkomens[n].bedrag for n in plaatsen)
    for n in plaatsen:
        bedrag = max(inkomens[n].bedrag + verschil, Decimal(0))
        verschil -= bedrag - inkomens[n].bedrag
        inkomens[n] = inkomens[n].model_copy(update={"bedrag": bedrag})
    return p.model_copy(update={"inkomens": tuple(inkomens)})

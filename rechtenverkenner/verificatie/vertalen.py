"""A rule as a formula over the facts of a trial household."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.knopen import (
    Feit,
    Knoop,
    Persoonsbedrag,
    Voorwaarde,
    walk,
)
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.verificatie import symbolisch as s
from rechtenverkenner.verificatie.dagen import Dag
from rechtenverkenner.verificatie.proefgezin import Proefgezin
from rechtenverkenner.verificatie.symbolisch import Keuze, Marge, NietVertaald, Waarheid, exact
from rechtenverkenner.verificatie.vertaalregels import TAKEN, Waarde

Plek = tuple[Knoop, int]


class Vertaler:
    """Translates the rules of a catalogue for one trial household; `keten` False: rights open nothing by themselves.

    `vast` gives nodes a value of its own, per unit. What could not be translated is in `niet_vertaald`, and counts as
    open: a household then leaves that fact out.
    """

    def __init__(self, gezin: Proefgezin, catalogus: Catalogus, ontleding: Ontleding, *, keten: bool = True) -> None:
        self.gezin = gezin
        self.catalogus = catalogus
        self.ontleding = ontleding
        self.keten = keten
        self.vast: dict[Knoop, Callable[[int], Waarde]] = {}
        self.niet_vertaald: dict[Voorwaarde, str] = {}
        self.memo: dict[Plek, Waarde] = {}
        self._bezig: list[tuple[str, int]] = []

    def value(self, k: Knoop, i: int) -> Waarde:
        """The value of a node for a unit.

        Raises:
            NietVertaald: a part without a formula, outside every named condition.
        """
        i = HUISHOUDEN if self.ontleding.is_loose(k) and k not in self.vast else i
        if (k, i) not in self.memo:
            self.memo[k, i] = self.vast[k](i) if k in self.vast else self._translate(k, i)
        return self.memo[k, i]

    def _translate(self, k: Knoop, i: int) -> Waarde:
        taak = TAKEN.get(type(k))
        if taak is None:
            raise NietVertaald(f"een knoop van de soort {type(k).__name__}")
        return taak(self, k, i)

    def truth(self, k: Knoop, i: int) -> Waarheid:
        """The value of a node that is yes or no."""
        w = self.value(k, i)
        if not isinstance(w, Waarheid):
            raise NietVertaald(f"{type(k).__name__} is hier geen ja of nee")
        return w

    def margin(self, k: Knoop, i: int) -> Marge:
        """The value of a node that is a number; of a date its yyyymmdd."""
        w = self.value(k, i)
        if isinstance(w, Dag):
            return exact(w.getal)
        if not isinstance(w, Marge):
            raise NietVertaald(f"{type(k).__name__} is hier geen getal")
        return w

    def day(self, k: Knoop, i: int) -> Dag:
        """The value of a node that is a date."""
        w = self.value(k, i)
        if not isinstance(w, Dag):
            raise NietVertaald("een datum die niet vaststaat")
        return w

    def units(self, k: Knoop) -> list[int]:
        """The units for which a node was translated."""
        return [i for kk, i in self.memo if kk is k]

    def prepare(self, bomen: Iterable[Knoop]) -> None:
        """Look at the calendar years that rules name, before the latest assessment notice that may be one of them."""
        for k in (k for boom in bomen for k in walk(boom)):
            if isinstance(k, Persoonsbedrag) and k.soort == "jaar":
                for i in range(len(self.gezin.vorm.leden)):
                    self.value(k, i)

    def open_right(self, recht: Recht, i: int) -> Waarheid:
        """Whether the rules of a right open it for a unit, without regard to its use."""
        if not self._is_judged(recht, i):
            return s.ONWAAR
        if (recht.id, i) in self._bezig:
            raise NietVertaald(f"een kring van rechten door `{recht.id}`")
        self._bezig.append((recht.id, i))
        try:
            w = self.truth(recht.voorwaarden, i)
        finally:
            self._bezig.pop()
        w = s.capped(w) if recht.hoogstens_mogelijk else w
        return s.all_of([w, *self.in_area(recht)])

    def _is_judged(self, recht: Recht, i: int) -> bool:
        if recht.gebied is not None and not recht.gebied.vanaf <= self.gezin.op_datum <= recht.gebied.tot:
            return False
        return recht.eenheid != "persoon" or self.gezin.vorm.leden[i].hier

    def in_area(self, recht: Recht) -> list[Waarheid]:
        """What must hold for a right to be judged at all: its municipalities, its sort of connection."""
        uit = []
        if recht.gebied is not None:
            uit.append(self.municipality().among(recht.gebied.nis))
        if recht.eenheid == "aansluiting" and recht.alleen_bij:
            uit.append(cast(Keuze, self.gezin.fact(_feit("drager"), 0)).among(recht.alleen_bij))
        return uit

    def municipality(self) -> Keuze:
        """The municipality of the household."""
        return cast(Keuze, self.gezin.fact(_feit("gemeente"), 0))


def _feit(naam: str) -> Feit:
    soort = REGISTER[naam][0]
    return Feit(soort.typ, naam, soort.niveau)

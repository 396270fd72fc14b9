"""What holds for a profile beside the types of its fields: how a written value is read, what must agree, what follows.

`model.houding`, `model.gezin` and `model.woning` make it the models of pydantic; who reads a profile by another way
uses the same functions. Nothing here needs pydantic, so that it need not be loaded.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, to_number
from rechtenverkenner.model.keuzes import BELASTBARE_SOORTEN
from rechtenverkenner.model.verwijzingen import VELDEN, link_faults, number_items

T = TypeVar("T")


def read_yes_no(waarde: object) -> object:
    """Yes or no from `ja`, `nee` or a bool."""
    if isinstance(waarde, bool):
        return waarde
    if waarde in ("ja", "nee"):
        return waarde == "ja"
    raise ValueError("RV411|verwacht `ja` of `nee`|schrijf ja of nee; weet u het niet, laat het veld dan weg")


def read_no(waarde: object) -> object:
    """False from `nee`; what is something else is refused by the field."""
    if isinstance(waarde, (int, float, Decimal)) and not isinstance(waarde, bool):
        return str(waarde)  # 0 is equal to False in Python, and says nothing here
    return False if waarde == "nee" else waarde


def read_number(waarde: object) -> object:
    """An amount from text, whole number or Decimal; a float is refused because it is not exact."""
    if isinstance(waarde, float):
        raise ValueError("RV412|een `float` is geen exact bedrag|geef een tekst of een `Decimal`")
    if isinstance(waarde, bool) or not isinstance(waarde, (int, str, Decimal)):
        raise ValueError("RV412|verwacht een bedrag|schrijf een getal zoals 1234.56")
    # Decimal itself also reads "1e3", "1_000", " 12", "NaN" and digits of other scripts.
    if isinstance(waarde, str) and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", waarde):
        raise ValueError("RV412|verwacht een bedrag|schrijf het met een punt en zonder iets ertussen: 1234.56")
    getal = Decimal(waarde)
    if not getal.is_finite():
        raise ValueError("RV412|verwacht een bedrag|schrijf een gewoon getal: 1234.56")
    if getal < 0:
        raise ValueError("RV413|een bedrag kan niet negatief zijn|een verlies telt als 0")
    return getal


def read_count(waarde: object) -> object:
    """A whole number, and no text or bool."""
    if isinstance(waarde, bool) or not isinstance(waarde, int):
        raise ValueError("RV414|verwacht een geheel getal|schrijf alleen cijfers")
    return waarde


def read_day(waarde: object) -> object:
    """A date or its text."""
    # By itself pydantic reads a number as seconds since 1970.
    if isinstance(waarde, date) or (isinstance(waarde, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", waarde)):
        return waarde
    from pydantic_core import PydanticCustomError

    raise PydanticCustomError("date_type", "geen datum")


class Periode:
    """A date that may be known in part: `van` and `tot` are the first and last day it can be."""

    __slots__ = ()
    if TYPE_CHECKING:  # else these would be fields of the model
        van: date
        tot: date

    def check(self: T) -> T:
        """Itself, when the days are in order."""
        assert isinstance(self, Periode)
        if self.van > self.tot:
            raise ValueError("RV415|de vroegste dag valt na de laatste|draai `van` en `tot` om")
        return self

    @property
    def interval(self) -> tuple[int, int]:
        """First and last possible day as yyyymmdd."""
        van, tot = self.van, self.tot
        eerste = to_number(van)
        return eerste, eerste if tot == van else to_number(tot)


def read_period(waarde: object) -> object:
    """First and last day from a day, a month or a year."""
    if isinstance(waarde, (dict, Periode)):
        return waarde
    if isinstance(waarde, date):
        return {"van": waarde, "tot": waarde}
    tekst = str(waarde) if isinstance(waarde, (int, str)) and not isinstance(waarde, bool) else ""
    bereik = _parse_period(tekst)
    if bereik is None:
        raise ValueError("RV415|geen datum|schrijf jjjj-mm-dd, of jjjj-mm of jjjj als u de dag niet kent")
    return bereik


def _parse_period(tekst: str) -> dict[str, date] | None:
    treffer = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", tekst)
    if treffer is None:
        return None
    jaar, maand, dag = treffer.groups()
    try:
        if dag:
            heel = date(int(jaar), int(maand), int(dag))
            return {"van": heel, "tot": heel}
        if maand:
            eerste = date(int(jaar), int(maand), 1)
            volgende = date(int(jaar) + (maand == "12"), int(maand) % 12 + 1, 1)
            return {"van": eerste, "tot": date.fromordinal(volgende.toordinal() - 1)}
        return {"van": date(int(jaar), 1, 1), "tot": date(int(jaar), 12, 31)}
    except ValueError:
        return None


class Bezit:
    """Whether somebody has a status or uses a right, and since and until when."""

    __slots__ = ()
    if TYPE_CHECKING:
        heeft: bool
        sinds: Any
        tot: date | None

    def check(self: T) -> T:
        """Itself, when its days can be."""
        assert isinstance(self, Bezit)
        if self.sinds and self.tot and self.tot < self.sinds.van:
            raise ValueError("RV417|`tot` ligt voor `sinds`|kijk de datums na")
        if not self.heeft and (self.sinds or self.tot):
            raise ValueError("RV417|`nee` kan geen datums hebben|schrijf alleen de datums, of alleen `nee`")
        return self

    @property
    def since(self) -> tuple[int, int]:
        """First and last possible start as yyyymmdd; the whole time scale when the start is not known."""
        return self.sinds.interval if self.sinds else (VROEGSTE, LAATSTE)


def read_holding(waarde: object) -> object:
    """The fields of a `Houding` from `ja`, `nee` or the day since when."""
    if isinstance(waarde, (dict, Bezit)):
        return waarde
    if isinstance(waarde, bool):
        return {"heeft": waarde}
    if waarde in ("ja", "nee"):
        return {"heeft": waarde == "ja"}
    if isinstance(waarde, (date, str, int)):
        return {"sinds": waarde}
    raise ValueError(
        "RV416|verwacht ja, nee, een begindatum of {sinds: ..., tot: ...}|bijvoorbeeld `leefloon: 2025-03-10`"
    )


class Stroom:
    """One stream of income."""

    __slots__ = ()
    if TYPE_CHECKING:
        soort: Any
        per: Any
        jaar: int | None
        belastbaar: bool | None

    def check(self: T) -> T:
        """Itself, when the income of a calendar year is said to be one."""
        assert isinstance(self, Stroom)
        if self.jaar is not None and self.per != "jaar":
            raise ValueError(
                "RV420|een inkomen van een kalenderjaar staat per jaar|zet `per: jaar`, of laat `jaar` weg"
            )
        return self

    @property
    def is_belastbaar(self) -> bool:
        """Whether the amount counts as gross taxable income; by kind unless said otherwise."""
        return self.belastbaar if self.belastbaar is not None else self.soort in BELASTBARE_SOORTEN


class Huishouden:
    """The people and connections of one profile."""

    __slots__ = ()
    if TYPE_CHECKING:
        personen: Any
        aansluitingen: Any

    def check(self: T) -> T:
        """Itself, when every id is used once and every reference is to somebody of the profile."""
        assert isinstance(self, Huishouden)
        aansluitingen = [{"id": a.id} for a in self.aansluitingen or ()]
        personen = [{veld: getattr(p, veld) for veld in VELDEN} for p in self.personen]
        fouten = link_faults({"personen": personen, "aansluitingen": aansluitingen})
        if fouten:
            raise ValueError(
                "\n".join(f"{c}|{tekst}|{hulp}|{'/'.join(map(str, pad))}" for c, tekst, hulp, pad in fouten)
            )
        return self


def read_household(data: object) -> object:
    """The data, where people and connections without an id got p1, p2, ... and a1, a2, ... by place."""
    return number_items(data) if isinstance(data, dict) else data

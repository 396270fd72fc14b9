"""Field types of the profile: yes/no, amounts, partly known dates, and "has it since / until / not"."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, to_number


class Profieldeel(BaseModel):
    """One part of a household profile: frozen, and without fields it does not know.

    Its `repr` is empty: what logs and error reports print of a variable must tell nothing about people.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, hide_input_in_errors=True)

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        return []


def _read_yes_no(waarde: object) -> object:
    if isinstance(waarde, bool):
        return waarde
    if waarde in ("ja", "nee"):
        return waarde == "ja"
    raise ValueError("RV411|verwacht `ja` of `nee`|schrijf ja of nee; weet u het niet, laat het veld dan weg")


JaNee = Annotated[
    bool, BeforeValidator(_read_yes_no), WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["ja", "nee"]}]})
]


def _read_no(waarde: object) -> object:
    if isinstance(waarde, (int, float, Decimal)) and not isinstance(waarde, bool):
        return str(waarde)  # 0 is equal to False in Python, and says nothing here
    return False if waarde == "nee" else waarde


Geen = Annotated[Literal[False], BeforeValidator(_read_no), WithJsonSchema({"enum": [False, "nee"]})]
"""Can only be `nee`: there are no others than those named."""


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


def money_field(eenheid: str) -> FieldInfo:
    """Constraints and schema note of an amount field of this unit."""
    info: FieldInfo = Field(decimal_places=SCHAAL[eenheid], le=100_000_000, json_schema_extra={"eenheid": eenheid})
    return info


EurJaar = Annotated[Decimal, BeforeValidator(read_number), money_field("EUR/jaar")]
EurMaand = Annotated[Decimal, BeforeValidator(read_number), money_field("EUR/maand")]
EurLiter = Annotated[Decimal, BeforeValidator(read_number), money_field("EUR/liter")]
EurKwh = Annotated[Decimal, BeforeValidator(read_number), money_field("EUR/kWh")]
EurM3 = Annotated[Decimal, BeforeValidator(read_number), money_field("EUR/m3")]
Eur = Annotated[Decimal, BeforeValidator(read_number), money_field("EUR")]


def _read_count(waarde: object) -> object:
    if isinstance(waarde, bool) or not isinstance(waarde, int):
        raise ValueError("RV414|verwacht een geheel getal|schrijf alleen cijfers")
    return waarde


Telling = Annotated[int, BeforeValidator(_read_count), Field(ge=0, le=1_000_000)]


def _read_day(waarde: object) -> object:
    # By itself pydantic reads a number as seconds since 1970.
    if isinstance(waarde, date) or (isinstance(waarde, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", waarde)):
        return waarde
    raise PydanticCustomError("date_type", "geen datum")


Dag = Annotated[date, BeforeValidator(_read_day)]
"""A day: a date, or its text as yyyy-mm-dd."""

_PERIODE_SCHEMA: JsonSchemaValue = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}


class Datumbereik(BaseModel):
    """A date that may be known only by month or year: the first and last day it can be.

    >>> Datumbereik.model_validate("1960-05").van, Datumbereik.model_validate(1960).tot
    (datetime.date(1960, 5, 1), datetime.date(1960, 12, 31))
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    van: Dag
    tot: Dag

    @model_validator(mode="before")
    @classmethod
    def _read(cls, waarde: object) -> object:
        if isinstance(waarde, (dict, Datumbereik)):
            return waarde
        if isinstance(waarde, date):
            return {"van": waarde, "tot": waarde}
        tekst = str(waarde) if isinstance(waarde, (int, str)) and not isinstance(waarde, bool) else ""
        bereik = _parse_period(tekst)
        if bereik is None:
            raise ValueError("RV415|geen datum|schrijf jjjj-mm-dd, of jjjj-mm of jjjj als u de dag niet kent")
        return bereik

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.van > self.tot:
            raise ValueError("RV415|de vroegste dag valt na de laatste|draai `van` en `tot` om")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A day, a month or a year; or first and last day."""
        return {"anyOf": [_PERIODE_SCHEMA, {"type": "integer", "minimum": 1000, "maximum": 9999}, handler(schema)]}

    @property
    def interval(self) -> tuple[int, int]:
        """First and last possible day as yyyymmdd."""
        return to_number(self.van), to_number(self.tot)


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


class Houding(BaseModel):
    """Whether somebody has a status or uses a right: yes, no, or yes since (until) a date.

    Written as `ja`, `nee`, a date (since then), or `{sinds: ..., tot: ...}`. `nee` means: not now, and not since
    1 January of the previous year either; who had it until recently writes `{tot: ...}`.

    >>> Houding.model_validate("nee").heeft, Houding.model_validate({"sinds": "2025-03"}).sinds.van
    (False, datetime.date(2025, 3, 1))
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    heeft: JaNee = True
    sinds: Datumbereik | None = None
    tot: Dag | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, waarde: Any) -> Any:
        if isinstance(waarde, (dict, Houding)):
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

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.sinds and self.tot and self.tot < self.sinds.van:
            raise ValueError("RV417|`tot` ligt voor `sinds`|kijk de datums na")
        if not self.heeft and (self.sinds or self.tot):
            raise ValueError("RV417|`nee` kan geen datums hebben|schrijf alleen de datums, of alleen `nee`")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Yes, no, since a date, or since and until."""
        kort: list[JsonSchemaValue] = [
            {"type": "boolean"},
            {"enum": ["ja", "nee"]},
            _PERIODE_SCHEMA,
            {"type": "integer"},
        ]
        return {"anyOf": [*kort, handler(schema)]}

    @property
    def since(self) -> tuple[int, int]:
        """First and last possible start as yyyymmdd; the whole time scale when the start is not known."""
        return self.sinds.interval if self.sinds else (VROEGSTE, LAATSTE)

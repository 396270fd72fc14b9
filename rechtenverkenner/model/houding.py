"""Field types of the profile: yes/no, amounts, partly known dates, and "has it since / until / not"."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

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
from pydantic_core import CoreSchema

from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.profielregels import (
    Bezit,
    Periode,
    read_count,
    read_day,
    read_holding,
    read_no,
    read_number,
    read_period,
    read_yes_no,
)


class Profieldeel(BaseModel):
    """One part of a household profile: frozen, and without fields it does not know.

    Its `repr` is empty: what logs and error reports print of a variable must tell nothing about people.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, hide_input_in_errors=True)

    # What goes into a part of a profile is made of the classes that it names: it may have been read another way.
    HOUDING: ClassVar[type[Houding]]
    DATUMBEREIK: ClassVar[type[Datumbereik]]

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        return []


JaNee = Annotated[
    bool, BeforeValidator(read_yes_no), WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["ja", "nee"]}]})
]


Geen = Annotated[Literal[False], BeforeValidator(read_no), WithJsonSchema({"enum": [False, "nee"]})]
"""Can only be `nee`: there are no others than those named."""


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


Telling = Annotated[int, BeforeValidator(read_count), Field(ge=0, le=1_000_000)]


Dag = Annotated[date, BeforeValidator(read_day)]
"""A day: a date, or its text as yyyy-mm-dd."""

_PERIODE_SCHEMA: JsonSchemaValue = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}


class Datumbereik(BaseModel, Periode):
    """A date that may be known only by month or year: the first and last day it can be.

    >>> Datumbereik.model_validate("1960-05").van, Datumbereik.model_validate(1960).tot
    (datetime.date(1960, 5, 1), datetime.date(1960, 12, 31))
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    van: Dag
    tot: Dag

    _read = model_validator(mode="before")(staticmethod(read_period))
    _check = model_validator(mode="after")(Periode.check)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A day, a month or a year; or first and last day."""
        return {"anyOf": [_PERIODE_SCHEMA, {"type": "integer", "minimum": 1000, "maximum": 9999}, handler(schema)]}


class Houding(BaseModel, Bezit):
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

    _read = model_validator(mode="before")(staticmethod(read_holding))
    _check = model_validator(mode="after")(Bezit.check)

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


Profieldeel.HOUDING, Profieldeel.DATUMBEREIK = Houding, Datumbereik

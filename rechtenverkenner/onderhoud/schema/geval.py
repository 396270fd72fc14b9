"""The shape of a reference case, for its schema; reading one is `verificatie.gevallen`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.houding import JaNee
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.verificatie.gevallen import MIN_BRON

Bedrag = Annotated[Decimal, Field(json_schema_extra={"eenheid": "EUR"})]
Teksten = Annotated[tuple[str, ...], Field(min_length=1)]


class VerwachtVorm(BaseModel):
    """What a verdict must be."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    eenheid: str | None = None
    oordeel: Oordeelsoort | None = None
    automatisch: JaNee | None = None
    niveau: int | None = None
    bedrag_jaar: tuple[Bedrag, Bedrag] | None = None
    bedrag_eenmalig: tuple[Bedrag, Bedrag] | None = None
    omdat: Teksten | None = None
    ontbreekt: Teksten | None = None
    vlaggen: Teksten | None = None
    na: Teksten | None = None


class GevalVorm(BaseModel):
    """One case."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bron: Annotated[str, StringConstraints(min_length=MIN_BRON)]
    op_datum: date
    gezin: Gezin
    verwacht: VerwachtVorm

"""The shape of `feiten.yaml` and `vragen.yaml`: the words of facts, cards of facts, and what follows from what."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from rechtenverkenner.catalogus.vorm import Kenmerk, Naam, Tekst, Vorm
from rechtenverkenner.model.houding import JaNee
from rechtenverkenner.model.kaart import Thema


class FeitVorm(Vorm):
    """Wording of one fact."""

    label: Tekst
    vraag: str = ""
    gevoelig: JaNee = False
    veranderlijk: JaNee = False
    keuzes: dict[str, Tekst] = Field(default_factory=dict, description="hoe elke mogelijke waarde in woorden heet")


class KaartVorm(Vorm):
    """A card: facts and statuses that are asked together."""

    id: Kenmerk
    thema: Thema
    titel: Tekst
    hulp: str = ""
    moeite: Literal[1, 2, 3] = Field(description="1: uit het hoofd, 2: thuis opzoeken, 3: navragen bij een dienst")
    velden: tuple[Naam, ...] = ()
    statussen: tuple[Kenmerk, ...] = ()
    later: tuple[Naam, ...] = Field(
        (), description="velden van de kaart die meestal overbodig zijn zodra andere geweten zijn"
    )


class VolgtVorm(Vorm):
    """A fact, or some statuses, that follow from a condition."""

    veld: Naam | None = None
    status: tuple[Kenmerk, ...] = ()
    als: str
    waarde: JaNee | int | tuple[str, ...] | str
    waarom: Tekst

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.veld is None) == (not self.status):
            raise ValueError("RV216|wat volgt is een `veld` of een `status`|kies een van beide")
        return self


class VragenVorm(Vorm):
    """How things are asked."""

    velden: dict[Naam, FeitVorm] = Field(default_factory=dict)
    kaarten: tuple[KaartVorm, ...] = ()
    volgt: tuple[VolgtVorm, ...] = ()

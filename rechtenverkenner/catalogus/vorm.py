"""The shape of the catalogue's files, as pydantic models: what may be written where. Meaning is checked afterwards.

The JSON Schemas for editors come from these models; their Dutch texts are here or in `onderhoud.schema`.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from rechtenverkenner.model.houding import JaNee
from rechtenverkenner.model.recht import Aanleiding

Kenmerk = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Naam = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Tekst = Annotated[str, StringConstraints(min_length=2, max_length=2000)]
Nis = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{4}$")]


def _read_label(waarde: object) -> object:
    return {"nl": waarde} if isinstance(waarde, str) else waarde


def _read_number(waarde: object) -> object:
    # By itself pydantic reads `ja` as 1, and a text such as "1e3" or "1_000" as a number.
    getal = isinstance(waarde, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", waarde)
    if isinstance(waarde, (bool, float)) or (isinstance(waarde, str) and not getal):
        raise PydanticCustomError("decimal_type", "geen getal")
    return waarde


Getal = Annotated[int | Decimal, BeforeValidator(_read_number)]


class Vorm(BaseModel):
    """A part of a file: fields it does not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Namen(Vorm):
    """The name of a right in four languages; Dutch is required."""

    nl: Tekst
    fr: Tekst | None = None
    en: Tekst | None = None
    de: Tekst | None = None

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A Dutch text alone, or a text per language."""
        return {"anyOf": [{"type": "string", "minLength": 2}, handler(schema)]}


Label = Annotated[Namen, BeforeValidator(_read_label)]


class BronVorm(Vorm):
    """Where a fact comes from."""

    uitgever: Tekst
    titel: Tekst
    url: str = ""
    datum: str | date | int = ""


class WaardeVorm(Vorm):
    """One value of a parameter for a period; both days included."""

    vanaf: date
    tot: date | None = Field(default=None, description="laatste dag; weglaten = tot de volgende waarde, of open")
    waarde: Getal | tuple[str, ...] | None = Field(
        default=None, description="leeg (null) als de waarde niet gevonden is"
    )
    formule: str = Field(default="", description="in plaats van een waarde: jaargemiddelde(naam, -1), vorige() * 1.02")
    marge: Getal | None = Field(default=None, description="bij een formule: hoeveel de waarde kan afwijken")
    grenzen: tuple[Getal | None, Getal | None] | None = Field(
        default=None, description="[laagste, hoogste] als alleen grenzen bekend zijn"
    )
    bron: tuple[str, ...] | str = Field(description="kenmerk van een of meer bronnen van dit bestand")
    nagekeken_op: date
    zekerheid: Literal["hoog", "middel", "laag"]
    afleiding: str = Field(default="", description="hoe de waarde berekend is; leeg als ze zo gedrukt staat")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.formule and (self.waarde is not None or self.grenzen is not None):
            raise ValueError("RV214|een waarde met een formule heeft geen `waarde` en geen `grenzen`|laat die weg")
        if not self.formule and "waarde" not in self.model_fields_set:
            raise ValueError("RV202|veld `waarde` ontbreekt|niet gevonden? schrijf `waarde: null`")
        if self.marge is not None and (not self.formule or self.marge < 0):
            raise ValueError("RV214|een marge staat bij een formule en is niet negatief|bij een waarde: `grenzen`")
        return self


class ParameterVorm(Vorm):
    """A dated series of one amount."""

    label: Tekst
    eenheid: str = Field(description="EUR/jaar, EUR/maand, EUR, aantal, factor, jaren, dagen, lijst, ...")
    waarden: tuple[WaardeVorm, ...] = Field(min_length=1)


class VoorwaardeVorm(Vorm):
    """One node of the condition tree: exactly one of the forms `alle` ... `plaatselijk`."""

    id: Kenmerk | None = None
    label: Label | None = None
    bron: tuple[str, ...] | str | None = None
    toekenning: Literal["automatisch", "aanvraag"] | None = Field(
        default=None, description="loopt dit recht vanzelf langs deze weg?"
    )
    alle: tuple[VoorwaardeVorm, ...] | None = Field(default=None, min_length=1)
    een_van: tuple[VoorwaardeVorm, ...] | None = Field(default=None, min_length=1)
    niet: VoorwaardeVorm | None = None
    iemand: LedenVorm | None = None
    iedereen: LedenVorm | None = None
    als: str | None = Field(default=None, description="korte uitdrukking, bijvoorbeeld leeftijd >= 65")
    beoordeling: Tekst | None = Field(default=None, description="een mens beslist, of de taal kan het niet zeggen")
    plaatselijk: PlaatselijkVorm | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        vormen = [v for v in VORMEN if getattr(self, v) is not None]
        if len(vormen) != 1:
            gevonden = ", ".join(vormen) or "geen"
            raise ValueError(
                f"RV210|een voorwaarde heeft precies een vorm, gevonden: {gevonden}|kies uit {', '.join(VORMEN)}"
            )
        return self


VORMEN = ("alle", "een_van", "niet", "iemand", "iedereen", "als", "beoordeling", "plaatselijk")


class LedenVorm(Vorm):
    """A condition about one member of a group."""

    groep: str = "gezin"
    waar: str | None = Field(default=None, description="welke leden meetellen")
    alle: tuple[VoorwaardeVorm, ...] | None = Field(default=None, min_length=1)
    een_van: tuple[VoorwaardeVorm, ...] | None = Field(default=None, min_length=1)
    als: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if sum(x is not None for x in (self.alle, self.een_van, self.als)) != 1:
            raise ValueError("RV210|onder iemand of iedereen staat precies een vorm|kies uit alle, een_van, als")
        return self


class PlaatselijkVorm(Vorm):
    """A part that a municipality fills in; `standaard` holds where no municipality rule is entered (often nothing)."""

    standaard: VoorwaardeVorm | None = None


class StaffelVorm(Vorm):
    """A table: the result of the first bracket whose limit is not passed; one more result than limits."""

    van: str
    tot_en_met: tuple[str, ...] | None = None
    onder: tuple[str, ...] | None = None
    geeft: tuple[str, ...]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.tot_en_met is None) == (self.onder is None):
            raise ValueError("RV211|een staffel heeft `tot_en_met` of `onder`|kies een van beide")
        if len(self.geeft) != len(self.tot_en_met or self.onder or ()) + 1:
            raise ValueError(
                "RV211|een staffel geeft een uitkomst meer dan ze grenzen heeft|de laatste is voor alles erboven"
            )
        return self


class BegripVorm(Vorm):
    """A named part of the rule."""

    label: Tekst
    formule: str | None = None
    staffel: StaffelVorm | None = None
    niveau: Literal["gezin", "persoon", "aansluiting"] | None = None
    plaatselijk: JaNee = False

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.formule is None) == (self.staffel is None):
            raise ValueError("RV211|een begrip heeft `formule` of `staffel`|kies een van beide")
        return self


class BedragVorm(Vorm):
    """What the right is worth."""

    formule: str
    per: Literal["jaar", "eenmalig"]
    raming: JaNee = False
    toelichting: str = ""
    terug_te_betalen: JaNee = Field(default=False, description="`ja`: een lening, dus geen winst")


class StapVorm(Vorm):
    """One thing to do."""

    tekst: Tekst
    loket: str = ""
    documenten: tuple[Tekst, ...] = ()
    termijn: str = ""
    wanneer: Literal["aanvraag", "automatisch", "altijd", "hernieuwing", "beroep"] = "aanvraag"
    bij: tuple[Kenmerk, ...] = Field(default=(), description="alleen als een van deze voorwaarden geldt of kan gelden")
    gebeurtenissen: tuple[Aanleiding, ...] = ()


class DrempelVorm(Vorm):
    """Why people do not get it."""

    code: Literal["bekend", "bereikbaar", "bruikbaar", "beschikbaar", "begrijpbaar", "betaalbaar", "betrouwbaar"]
    fase: Literal["weet", "weegt_af", "vraagt_aan", "krijgt"]
    tekst: Tekst


class VerbandVorm(Vorm):
    """A link to a right or an event."""

    recht: Kenmerk | None = None
    gebeurtenis: Tekst | None = None
    uitleg: Tekst
    gebeurtenissen: tuple[Aanleiding, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.recht is None) == (self.gebeurtenis is None):
            raise ValueError("RV212|een verband noemt een `recht` of een `gebeurtenis`|kies een van beide")
        return self


class GebiedVorm(Vorm):
    """Where and when a local rule holds."""

    nis: tuple[Nis, ...] = Field(min_length=1)
    vanaf: date
    tot: date | None = None


class PeriodeVorm(Vorm):
    """When a right exists."""

    vanaf: date | None = None
    tot: date | None = None


class ToekenningVorm(Vorm):
    """How the right is granted, and where to see that it runs."""

    standaard: Literal["automatisch", "aanvraag"]
    controle: str = ""
    gegevensstroom: str = ""


class RechtVorm(Vorm):
    """The file of one right."""

    recht: Kenmerk
    naam: Label
    beschrijving: Tekst
    domein: Literal["energie", "water", "wonen", "telecom", "gezondheid", "vrije-tijd", "mobiliteit", "inkomen"]
    bestuursniveau: Literal["federaal", "vlaams", "provinciaal", "lokaal"]
    pakket: Literal["kern", "status", "lokaal", "uitbreiding"]
    eenheid: Literal["gezin", "persoon", "aansluiting"]
    dragers: tuple[str, ...] = Field(default=(), description="soorten aansluiting waarop dit recht bestaat")
    geldig: PeriodeVorm = PeriodeVorm()
    gebied: GebiedVorm | None = None
    toekenning: ToekenningVorm
    discretionair: JaNee = False
    argumenten: tuple[Tekst, ...] = Field(default=(), description="wat helpt om een gunstige beslissing te krijgen")
    niet_uitgedrukt: tuple[Tekst, ...] = Field(
        default=(), description="wat de bron vraagt en deze taal niet kan zeggen"
    )
    bronnen: dict[str, BronVorm] = Field(min_length=1)
    datums: dict[Naam, str] = Field(default_factory=dict)
    parameters: dict[Naam, ParameterVorm] = Field(default_factory=dict)
    begrippen: dict[Naam, BegripVorm] = Field(default_factory=dict)
    voorwaarden: VoorwaardeVorm
    bedrag: BedragVorm | None = None
    terugwerkend: str | None = Field(default=None, description="datum tot wanneer een aanvraag vandaag terugwerkt")
    uiterlijk: str | None = Field(default=None, description="laatste dag om aan te vragen zonder iets te verliezen")
    hernieuwen: str | None = Field(default=None, description="laatste dag om een recht in gebruik te hernieuwen")
    opent: tuple[VerbandVorm, ...] = ()
    sluit_uit: tuple[VerbandVorm, ...] = ()
    vervalt_bij: tuple[VerbandVorm, ...] = ()
    stappen: tuple[StapVorm, ...] = Field(min_length=1)
    loketten: tuple[str, ...] = ()
    drempels: tuple[DrempelVorm, ...] = ()
    fiche: dict[Naam, str] = Field(default_factory=dict, description="velden van de fiche: regelgeving, website, ...")


class VervangVorm(Vorm):
    """One part of a general right that a municipality fills in."""

    deel: str
    voorwaarden: VoorwaardeVorm | None = None
    formule: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.voorwaarden is None) == (self.formule is None):
            raise ValueError("RV213|een plaatselijk deel heeft `voorwaarden` of `formule`|kies een van beide")
        return self


class LokaalVorm(Vorm):
    """A file that fills in parts of a general right for some municipalities."""

    lokaal: Kenmerk = Field(description="het algemene recht dat wordt ingevuld")
    gebied: GebiedVorm
    bronnen: dict[str, BronVorm] = Field(min_length=1)
    parameters: dict[Naam, ParameterVorm] = Field(default_factory=dict)
    begrippen: dict[Naam, BegripVorm] = Field(default_factory=dict)
    vervangt: tuple[VervangVorm, ...] = ()
    vult_aan: tuple[VervangVorm, ...] = ()
    stappen: tuple[StapVorm, ...] = ()


class GedeeldVorm(Vorm):
    """What more than one right uses: parameters (`gedeeld.naam`) and named parts."""

    bronnen: dict[str, BronVorm]
    parameters: dict[Naam, ParameterVorm]
    begrippen: dict[Naam, BegripVorm] = Field(default_factory=dict)


class StatusVorm(Vorm):
    """A status a person can have."""

    naam: Tekst
    verlener: Tekst
    bewijs: str = ""
    bron: str = ""
    veranderlijk: JaNee = False


class LoketVorm(Vorm):
    """A counter."""

    naam: Tekst
    telefoon: str = ""
    website: str = ""


class GemeenteVorm(Vorm):
    """A municipality in a period."""

    nis: Nis
    naam: Tekst
    provincie: str
    vanaf: date | None = None
    tot: date | None = None
    opgegaan_in: str | None = None


class GemeentenVorm(Vorm):
    """The list of municipalities."""

    bronnen: object = None
    gemeenten: tuple[GemeenteVorm, ...]


class KopVorm(Vorm):
    """The head of a catalogue."""

    versie: Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,2}\.\d+$")]
    naam: Tekst = "Rechtenverkenner"


VoorwaardeVorm.model_rebuild()

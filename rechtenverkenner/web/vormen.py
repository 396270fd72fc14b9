"""The bodies that the HTTP service reads, as models, and the problem it gives back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from typing_extensions import TypedDict  # the one of `typing` has no schema before Python 3.12

from rechtenverkenner.model.contract import MeldingJson
from rechtenverkenner.model.gezin import Gezin, Nis
from rechtenverkenner.model.gezin import Sleutel as Kenmerk
from rechtenverkenner.model.houding import Dag, EurMaand, JaNee, Profieldeel
from rechtenverkenner.motor.gebeurtenissen import Gebeurtenis, Gebeurtenissoort
from rechtenverkenner.motor.vooruitblik import MEESTE_MAANDEN

MEESTE_MENSEN = 12
"""With more people of whom little is known an answer takes longer than a request may."""
MEESTE_AANSLUITINGEN = 30
JAREN = (2000, 2099)


def _near(dag: date) -> date:
    if not JAREN[0] <= dag.year <= JAREN[1]:
        raise ValueError(f"RV817|deze dag ligt te ver weg|kies een dag van {JAREN[0]} tot {JAREN[1]}")
    return dag


def _few(gezin: Gezin) -> Gezin:
    if len(gezin.personen) > MEESTE_MENSEN or len(gezin.aansluitingen or ()) > MEESTE_AANSLUITINGEN:
        hulp = f"hoogstens {MEESTE_MENSEN} mensen en {MEESTE_AANSLUITINGEN} aansluitingen; meer kan op de opdrachtregel"
        raise ValueError(f"RV818|dit gezin is te groot voor de dienst|{hulp}")
    return gezin


Rekendag = Annotated[
    Dag,
    AfterValidator(_near),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]$"}),
]
Klein = Annotated[Gezin, AfterValidator(_few)]
Talen = Literal["nl", "eenvoudig", "fr", "en", "de"]
Recht = Annotated[str, Field(max_length=60)]
Feit = Annotated[str, Field(max_length=160)]


class _Vraag(Profieldeel):
    gezin: Klein
    op_datum: Rekendag | None = Field(default=None, description="Dag van de berekening; standaard vandaag.")


class VerkenVraag(_Vraag):
    """Een gezin, en de rechten waarover een oordeel gevraagd wordt."""

    rechten: tuple[Recht, ...] | None = Field(
        default=None, max_length=200, description="Kenmerken van rechten; standaard alle."
    )


class PlanVraag(_Vraag):
    """Een gezin, en de taal van het plan."""

    taal: Talen = Field(default="nl", description="Taal van de teksten; het Nederlands staat er altijd bij.")


class VragenVraag(PlanVraag):
    """Een gezin, en wat niet meer gevraagd moet worden."""

    rechten: tuple[Recht, ...] | None = Field(
        default=None, max_length=200, description="Alleen vragen voor deze rechten; standaard alle."
    )
    overgeslagen: tuple[Feit, ...] = Field(
        default=(), max_length=2000, description="Sleutels (zoals in `ontbreekt`) die het gezin niet weet of niet zegt."
    )


class GebeurtenisVorm(Profieldeel):
    """Wat er gebeurt, wanneer, met wie. Een veld dat niet bij de soort hoort, wordt geweigerd."""

    soort: Gebeurtenissoort
    datum: Rekendag | None = Field(default=None, description="Eerste dag van de nieuwe toestand; standaard `op_datum`.")
    persoon: Kenmerk | None = Field(default=None, description="Kenmerk uit het profiel.")
    kind: Kenmerk | None = Field(default=None, description="Bij een geboorte: kenmerk voor het kind.")
    ouders: tuple[Kenmerk, ...] | None = Field(default=None, max_length=2, description="Bij een geboorte.")
    ten_laste_van: Kenmerk | None = Field(default=None, description="Bij een geboorte: titularis bij het ziekenfonds.")
    kinderbijslag: JaNee | None = Field(default=None, description="Bij een geboorte: het kind krijgt kinderbijslag.")
    kinderen: tuple[Kenmerk, ...] | None = Field(
        default=None,
        max_length=MEESTE_MENSEN,
        description="Bij een scheiding: kinderen die elders ingeschreven worden.",
    )
    verblijf_dagen: Annotated[int, Field(ge=0, le=7, strict=True)] | None = Field(
        default=None, description="Bij een scheiding: dagen per week dat die kinderen nog hier zijn."
    )
    bedrag: EurMaand | None = Field(default=None, description="Loon, uitkering, pensioen of leefloon, bruto per maand.")
    gemeente: Nis | None = Field(default=None, description="Bij een verhuis: NIS-code van de nieuwe gemeente.")
    statuut: Literal["eigenaar", "huurder", "kosteloos", "rusthuis_of_instelling"] | None = Field(
        default=None, description="Bij een verhuis."
    )
    verhuurder: (
        Literal["privaat", "woonmaatschappij", "woonmaatschappij_ingehuurd", "ocmw", "gemeente", "woningfonds"] | None
    ) = Field(default=None, description="Bij een verhuis.")
    huurprijs: EurMaand | None = Field(default=None, description="Bij een verhuis: nieuwe huur per maand.")

    def event(self) -> Gebeurtenis:
        """The event as the engine takes it.

        Raises:
            InvoerFout: RV452, a field that does not belong to the kind.
        """
        velden: dict[str, Any] = {naam: getattr(self, naam) for naam in type(self).model_fields}
        return Gebeurtenis(**velden)


class WatAlsVraag(_Vraag):
    """Een gezin, en een gebeurtenis."""

    gebeurtenis: GebeurtenisVorm
    maanden: Annotated[int, Field(ge=1, le=MEESTE_MAANDEN, strict=True)] | None = Field(
        default=None, description="Ook wat daarna vanzelf verandert, zo veel maanden vooruit."
    )


class Probleem(TypedDict):
    """Waarom een vraag geweigerd is (RFC 9457); `code` en `fouten` staan in docs/meldingen.md."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fouten: list[MeldingJson]

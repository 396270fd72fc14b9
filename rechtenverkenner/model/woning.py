"""The dwelling in a household profile; what leaving out a field means is said in `model.gezin`."""

from __future__ import annotations

from pydantic import Field

from rechtenverkenner.model.houding import (
    Dag,
    Eur,
    EurJaar,
    EurLiter,
    EurM3,
    EurMaand,
    JaNee,
    Profieldeel,
    Telling,
)
from rechtenverkenner.model.keuzes import (
    Hoofdverwarming,
    NieuwHuurcontract,
    Verhuurder,
    VerlatenWoning,
    Woningsoort,
    Woonstatuut,
)


class Woning(Profieldeel):
    """The dwelling the household lives in, and the one it came from."""

    statuut: Woonstatuut | None = None
    verhuurder: Verhuurder | None = None
    soort_woning: Woningsoort | None = None
    huurprijs: EurMaand | None = Field(default=None, description="zonder kosten en lasten")
    huur_sinds: Dag | None = Field(default=None, description="ingang van het huurcontract")
    huurcontract_op_naam: JaNee | None = None
    nieuw_huurcontract: NieuwHuurcontract | None = Field(
        default=None, description="zoekt of vond het gezin een huurwoning; na het tekenen is dit die woning"
    )
    huurcontract_getekend_op: Dag | None = None
    huurwaarborg: Eur | None = Field(default=None, description="waarborg die in het huurcontract staat")
    woning_conform: JaNee | None = Field(default=None, description="conform en aangepast aan het gezin")
    woning_ongeschikt_verklaard: JaNee | None = Field(
        default=None, description="er geldt een besluit ongeschikt, onbewoonbaar of overbewoond voor deze woning"
    )
    huurt_van_inwonend_familielid: JaNee | None = Field(
        default=None, description="de verhuurder is familie tot in de tweede graad en woont op hetzelfde adres"
    )
    huurpremie_stopgezet: JaNee | None = Field(
        default=None, description="een vroegere Vlaamse huurpremie is definitief stopgezet"
    )
    verlaten_woning: VerlatenWoning | None = Field(
        default=None, description="`camping`: woonde voortdurend op een camping of in een weekendverblijf"
    )
    nieuwe_woning_aangepast: JaNee | None = None
    bezit_woning_of_bouwgrond: JaNee | None = Field(
        default=None, description="iemand van het gezin bezit een woning of bouwgrond, geheel of deels"
    )
    aantal_eigen_woningen: Telling | None = None
    ki_eigen_woning: EurJaar | None = Field(default=None, description="niet-geïndexeerd kadastraal inkomen")
    ki_andere_goederen: EurJaar | None = Field(default=None, description="niet-geïndexeerd KI van alle andere goederen")
    nieuwbouw_eerste_vijf_jaar: JaNee | None = Field(
        default=None, description="eigen woning nieuw gebouwd of nieuw gekocht, nog in de eerste 5 aanslagjaren"
    )
    hoofdverwarming: Hoofdverwarming | None = None
    verwarming_collectief: JaNee | None = None
    levering_datum: Dag | None = Field(default=None, description="laatste levering of aankoop van brandstof")
    levering_liter: Telling | None = None
    levering_prijs_per_liter: EurLiter | None = Field(default=None, description="gefactureerd, met btw")
    levering_al_vergoed_liter: Telling | None = Field(default=None, description="liters van dit jaar al vergoed")
    pomp_al_vergoed: JaNee | None = Field(default=None, description="dit jaar al de toelage voor aankoop aan de pomp")
    energieschulden: JaNee | None = None
    prepaid_meter: JaNee | None = Field(
        default=None, description="actieve prepaid op de digitale meter, of een budgetmeter, voor stroom of aardgas"
    )
    lac_aanvraag: JaNee | None = Field(
        default=None, description="verzoek bij de lokale adviescommissie (LAC) om stroom of aardgas af te sluiten"
    )
    betaalt_energie_niet: JaNee | None = Field(default=None, description="volgens het OCMW kan het gezin niet betalen")
    prijs_internet: EurMaand | None = Field(default=None, description="wat het gezin nu betaalt voor vast internet")
    waterfactuur_eigen: JaNee | None = Field(
        default=None, description="de waterfactuur staat op naam van een gezinslid en is alleen voor dit gezin"
    )
    waterfactuur_jaar: EurJaar | None = Field(
        default=None, description="de gewone waterfactuur van een jaar, met btw en zonder korting"
    )
    waterprijs_per_m3: EurM3 | None = Field(
        default=None,
        description="volledige waterprijs per kubieke meter in deze gemeente, zonder vast bedrag",
    )
    restafval_jaar: EurJaar | None = Field(default=None, description="wat het gezin dit jaar voor restafval betaalt")
    opvangkosten_jaar: EurJaar | None = Field(
        default=None, description="opvang voor en na school en in de vakantie, van alle kinderen, zonder korting"
    )
    schoolmaaltijden_jaar: EurJaar | None = Field(
        default=None, description="maaltijden op school en in de opvang, van alle kinderen, zonder korting"
    )

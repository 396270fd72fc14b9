"""The household profile: what is known, what is known to be absent, and what is not known.

Every field may be left out, and then it is *unknown*: never zero, never "no". Four switches, `personen_volledig`,
`inkomens_volledig`, `andere_statussen: nee` and `andere_rechten: nee`, say that a list is complete; without them there
may be more. Amounts are euro with at most two decimals, given as text, whole number or `Decimal` (a float is refused).

`personen` are the people domiciled at the address (`domicilie: hier`, the default) and the children or partners who
belong to them but are registered elsewhere (`domicilie: elders`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from rechtenverkenner.model.feiten import Bak
from rechtenverkenner.model.houding import (
    Dag,
    Datumbereik,
    Eur,
    EurJaar,
    EurKwh,
    EurMaand,
    Geen,
    Houding,
    JaNee,
    Profieldeel,
    Telling,
)
from rechtenverkenner.model.keuzes import (
    Contract,
    Contracthouder,
    Domicilie,
    Drager,
    Inkomenssoort,
    Kinderopvang,
    Partnerband,
    Verblijfsstatuut,
)
from rechtenverkenner.model.profielregels import Huishouden, Stroom, read_household
from rechtenverkenner.model.woning import Woning as Woning

Sleutel = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Nis = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{4}$")]
Kalenderjaar = Annotated[int, Field(ge=1990, le=2100, strict=True)]


class Inkomen(Profieldeel, Stroom):
    """One stream of income of one person, in euro.

    Without `jaar` it is what comes in now; with `jaar` it is the total of that calendar year. Gross taxable amounts for
    taxable kinds (wage, pension, benefit), the paid amount for the others. `per: jaar` without `jaar` is a yearly
    advantage such as holiday pay.
    """

    soort: Inkomenssoort
    bedrag: Eur
    per: Literal["maand", "jaar"]
    jaar: Kalenderjaar | None = None
    belastbaar: JaNee | None = Field(default=None, description="wijkt af van wat voor de soort gewoon is")

    _check = model_validator(mode="after")(Stroom.check)


class Aanslagbiljet(Profieldeel):
    """What the tax assessment notice of one income year says about one person, in euro of that year.

    `netto_belastbaar` is the jointly plus separately taxable income (after professional costs); a joint notice is put
    on one of the two partners, with 0 on the other. The latest notice named is taken for the latest there is.
    """

    jaar: Kalenderjaar = Field(description="inkomstenjaar, niet het aanslagjaar")
    bruto_belastbaar: EurJaar | None = None
    netto_belastbaar: EurJaar | None = None
    leefloon: EurJaar | None = None
    ivt: EurJaar | None = None
    vrijgesteld_buitenlands: EurJaar | None = None


class Remgeld(Profieldeel):
    """Own share (remgeld) one person paid in a year for the maximum bill, in euro; naming a year makes it complete."""

    jaar: Kalenderjaar
    bedrag: EurJaar


def _id_may_be_left_out(schema: dict[str, Any]) -> None:
    """In a file an id may be left out: people become p1, p2, ... and connections a1, a2, ... by place."""
    schema["required"] = [veld for veld in schema.get("required", []) if veld != "id"]


class Persoon(Profieldeel):
    """One person: relations, statuses, incomes, rights in use. No name, no national number."""

    model_config = ConfigDict(json_schema_extra=_id_may_be_left_out)

    id: Sleutel = Field(description="eigen kenmerk zonder naam, bijvoorbeeld `moeder` of `p1`")
    geboortedatum: Datumbereik | None = Field(default=None, description="dag, maand (`1960-05`) of jaar (`1960`)")
    domicilie: Domicilie = "hier"
    hier_sinds: Dag | None = Field(default=None, description="sinds wanneer op dit adres ingeschreven")
    in_gemeente_sinds: Dag | None = Field(
        default=None, description="sinds wanneer zonder onderbreking in deze gemeente ingeschreven"
    )
    verblijf_dagen_per_week: Annotated[int, Field(ge=0, le=7, strict=True)] | None = None
    partner: Sleutel | Literal["geen"] | None = Field(default=None, description="kenmerk van de partner, of `geen`")
    partnerband: Partnerband | None = None
    kind_van: tuple[Sleutel, ...] | None = Field(
        default=None, description="ouders of opvoeders in dit profiel; [] = geen"
    )
    ten_laste_van: Sleutel | Literal["niemand", "iemand_elders"] | None = Field(
        default=None, description="bij het ziekenfonds: kenmerk van de titularis, `niemand` of `iemand_elders`"
    )
    fiscaal_of_kinderbijslag_kind: JaNee | None = Field(default=None, description="geeft recht op kinderbijslag")
    is_voltijds_student: JaNee | None = None
    erkende_handicap: JaNee | None = Field(default=None, description="erkend voor minstens 66 %")
    punten_zelfredzaamheid: Annotated[int, Field(ge=0, le=18, strict=True)] | None = None
    punten_pijler1: Annotated[int, Field(ge=0, le=6, strict=True)] | None = Field(
        default=None, description="zorgtoeslag kind: punten in de eerste pijler van de medisch-sociale schaal"
    )
    punten_kind_totaal: Annotated[int, Field(ge=0, le=36, strict=True)] | None = None
    categorie_zorgbudget_ouderen: Annotated[int, Field(ge=0, le=5, strict=True)] | None = Field(
        default=None, description="categorie na de BelRAI-screener, op de brief van de zorgkas; 0 = geen"
    )
    in_woonzorgcentrum: JaNee | None = Field(default=None, description="woont in een woonzorgcentrum (rusthuis)")
    vlaanderen_sinds: Datumbereik | None = Field(
        default=None, description="zonder onderbreking in Vlaanderen of Brussel, of sociaal verzekerd in EU, EER, CH"
    )
    vijf_jaar_vlaanderen: JaNee | None = Field(
        default=None, description="ooit 5 kalenderjaren na elkaar in Vlaanderen of Brussel, of verzekerd in EU, EER, CH"
    )
    woont_met_niet_familie: JaNee | None = Field(
        default=None, description="op het adres woont iemand, niet de partner, die geen familie is tot de derde graad"
    )
    netto_pensioen: EurMaand | None = Field(default=None, description="alle pensioenen en IGO samen, netto per maand")
    inkomen_naast_pensioen: EurJaar | None = Field(default=None, description="werk en uitkeringen, zonder pensioen")
    roerend_vermogen: Eur | None = Field(default=None, description="spaargeld, beleggingen, prijs van verkochte huizen")
    verkoop_of_schenking: JaNee | None = Field(
        default=None, description="verkocht of schonk de laatste 10 jaar een huis, grond, geld of beleggingen"
    )
    netto_jaarinkomen: EurJaar | None = Field(
        default=None, description="netto per jaar, zonder kinderbijslag en zonder onderhoudsgeld voor kinderen"
    )
    inkomen_gewijzigd: JaNee | None = Field(default=None, description="is nu anders dan op het laatste aanslagbiljet")
    netto_maandinkomen: EurMaand | None = Field(
        default=None,
        description="alles netto per maand, zonder leefloon, OCMW-steun, kinderbijslag, studietoelage en "
        "onderhoudsgeld voor kinderen",
    )
    netto_loon_maand: EurMaand | None = Field(default=None, description="het loon uit werk of opleiding daarin")
    inkomen_enkel_uitkeringen: JaNee | None = Field(
        default=None, description="leeft alleen van sociale zekerheid of bijstand: geen loon of ander eigen inkomen"
    )
    deelt_huishouden: JaNee | None = Field(
        default=None, description="deelt het huishouden en de kosten met wie hier ook woont"
    )
    verwant_in_huis: JaNee | None = Field(
        default=None, description="woont hier met een grootouder, kleinkind, schoonouder, schoonkind of ex-echtgenoot"
    )
    deelt_buiten_rechte_lijn: JaNee | None = Field(
        default=None,
        description="op het adres woont een volwassene, niet de partner, die geen (groot)ouder, (klein)kind of partner "
        "van een (klein)kind is; wie in hetzelfde rusthuis woont, telt niet",
    )
    beperking_werk: JaNee | None = Field(
        default=None, description="kan door een ziekte of handicap niet of veel minder werken dan een gezond persoon"
    )
    kwartaalkosten_1: Eur | None = Field(
        default=None,
        description="laagste medische kosten van een kwartaal van vorig jaar, volgens het ziekenfonds: terugbetaald "
        "deel en remgeld samen",
    )
    kwartaalkosten_2: Eur | None = Field(default=None, description="hetzelfde, van het jaar daarvoor")
    kwartaalkosten_3: Eur | None = Field(default=None, description="hetzelfde, van 3 jaar geleden")
    verblijfsstatuut: Verblijfsstatuut | None = Field(
        default=None, description="`eu_kort`: de eerste 3 maanden; de andere: zo ingeschreven of erkend"
    )
    is_zwanger: JaNee | None = None
    handicap_voor_65: JaNee | None = Field(default=None, description="vastgesteld voor de leeftijd van 65 jaar")
    installatiepremie_gekregen: JaNee | None = Field(default=None, description="ooit, bij welk OCMW ook")
    tegoeden: Eur | None = Field(
        default=None,
        description="positieve saldi van zicht-, spaar-, termijn- en effectenrekeningen; een gezamenlijke rekening "
        "telt bij een van beide partners",
    )
    tekent_huurcontract: JaNee | None = Field(
        default=None, description="tekende het nieuwe huurcontract of gaat het tekenen"
    )
    achterstal_lening: JaNee | None = Field(default=None, description="betaalt een lopende lening te laat terug")
    kinderopvang: Kinderopvang | None = Field(
        default=None, description="opvang van een kind: met inkomenstarief, met vrije prijs, of voor en na school"
    )
    opvang_dagprijs: Eur | None = Field(default=None, description="prijs per dag op het attest inkomenstarief")
    opvang_dagen_jaar: Telling | None = Field(default=None, description="dagen opvang in een jaar")
    overdag_thuis_of_dagschool: JaNee | None = Field(
        default=None, description="is overdag thuis of op een dagschool, dus niet op internaat of in een voorziening"
    )
    vrijetijdskosten_jaar: EurJaar | None = Field(
        default=None,
        description="lidgeld, kampen en tickets van dit kalenderjaar, na andere kortingen en terugbetalingen",
    )
    participatietoelage_jaar: EurJaar | None = Field(
        default=None, description="dit kalenderjaar al van het OCMW gekregen voor participatie en sociale activering"
    )
    treinkosten_jaar: EurJaar | None = Field(
        default=None, description="gewone prijs, zonder korting, van de treintickets (tweede klas) van een jaar"
    )
    statussen: dict[str, Houding] = Field(default_factory=dict)
    andere_statussen: Geen | None = Field(default=None, description="`nee`: geen andere dan de genoemde")
    rechten: dict[str, Houding] = Field(default_factory=dict)
    andere_rechten: Geen | None = None
    inkomens: tuple[Inkomen, ...] | None = None
    inkomens_volledig: JaNee | None = Field(default=None, description="de lopende inkomens zijn volledig")
    jaren_volledig: tuple[Kalenderjaar, ...] = Field(default=(), description="jaren waarvan alle inkomens genoemd zijn")
    aanslagbiljetten: tuple[Aanslagbiljet, ...] = ()
    remgelden: tuple[Remgeld, ...] = ()


class Aansluiting(Profieldeel):
    """One connection at the address, with who holds the contract and the rights used on it."""

    model_config = ConfigDict(json_schema_extra=_id_may_be_left_out)

    id: Sleutel
    drager: Drager
    contract: Contract | None = None
    contract_op_naam_van: Contracthouder | None = None
    is_huishoudelijk: JaNee | None = Field(default=None, description="eigen huishoudelijk gebruik op het domicilie")
    verbruik_afgerekend: JaNee | None = Field(
        default=None,
        description="gemeenschappelijke aansluiting: het echte verbruik wordt aangerekend, geen vast bedrag",
    )
    verbruik_kwh: Telling | None = Field(default=None, description="verbruik van een jaar in kWh")
    prijs_per_kwh: EurKwh | None = Field(
        default=None, description="gewone prijs per kWh, met btw, zonder sociaal tarief"
    )
    rechten: dict[str, Houding] = Field(default_factory=dict)
    andere_rechten: Geen | None = None


class Herkomst(Profieldeel):
    """Where a fact comes from; never required."""

    bron: Literal["verklaring", "document", "databank", "berekend"]
    datum: Dag | None = None
    toelichting: Annotated[str, StringConstraints(max_length=200)] | None = None


class Gezin(Profieldeel, Huishouden):
    """One household profile. See the module text for what leaving out a field means.

    >>> Gezin(personen=[Persoon(id="p1")]).personen_volledig is None
    True
    """

    AANSLUITING: ClassVar[type[Aansluiting]] = Aansluiting

    versie: Literal[1] = 1
    gemeente: Nis | None = Field(default=None, description="NIS-code van de gemeente van het domicilie")
    personen: tuple[Persoon, ...] = Field(min_length=1, max_length=40)
    personen_volledig: JaNee | None = Field(default=None, description="iedereen die hier woont staat in de lijst")
    samenstelling_sinds: Dag | None = Field(
        default=None,
        description="sinds die dag wonen dezelfde mensen samen, hier of elders (geboorten tellen niet mee)",
    )
    woning: Woning = Field(default_factory=Woning)
    aansluitingen: tuple[Aansluiting, ...] | None = None
    rechten: dict[str, Houding] = Field(default_factory=dict)
    andere_rechten: Geen | None = None
    herkomst: dict[str, Herkomst] = Field(default_factory=dict)

    _number = model_validator(mode="before")(staticmethod(read_household))
    _check = model_validator(mode="after")(Huishouden.check)


MODELLEN: Mapping[Bak, type[Profieldeel]] = MappingProxyType(
    {"persoon": Persoon, "aansluiting": Aansluiting, "woning": Woning, "gezin": Gezin}
)
"""Part of the profile that holds facts -> its model."""

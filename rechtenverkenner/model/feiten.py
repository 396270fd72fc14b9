"""Every fact a rule may name: its level in the profile and its type. Wording and questions are in `regels/feiten.yaml`.

A new fact is one field in `model.gezin` and one row here; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, get_args

from rechtenverkenner.model import keuzes
from rechtenverkenner.model.knopen import BOOL, DATUM, Niveau, Type, number
from rechtenverkenner.model.recht import Feitsoort

Bak = Literal["persoon", "aansluiting", "woning", "gezin"]


def _choice(lijst: Any) -> Type:
    return Type("keuze", waarden=get_args(lijst))


_TYPEN: Mapping[Bak, Mapping[str, Type]] = {
    "persoon": {
        "geboortedatum": DATUM,
        "domicilie": _choice(keuzes.Domicilie),
        "hier_sinds": DATUM,
        "in_gemeente_sinds": DATUM,
        "verblijf_dagen_per_week": number("dagen"),
        "partnerband": _choice(keuzes.Partnerband),
        "fiscaal_of_kinderbijslag_kind": BOOL,
        "is_voltijds_student": BOOL,
        "erkende_handicap": BOOL,
        "punten_zelfredzaamheid": number("aantal"),
        "punten_pijler1": number("aantal"),
        "punten_kind_totaal": number("aantal"),
        "categorie_zorgbudget_ouderen": number("aantal"),
        "in_woonzorgcentrum": BOOL,
        "vlaanderen_sinds": DATUM,
        "vijf_jaar_vlaanderen": BOOL,
        "woont_met_niet_familie": BOOL,
        "netto_pensioen": number("EUR/maand"),
        "inkomen_naast_pensioen": number("EUR/jaar"),
        "roerend_vermogen": number("EUR"),
        "verkoop_of_schenking": BOOL,
        "netto_jaarinkomen": number("EUR/jaar"),
        "inkomen_gewijzigd": BOOL,
        "netto_maandinkomen": number("EUR/maand"),
        "netto_loon_maand": number("EUR/maand"),
        "inkomen_enkel_uitkeringen": BOOL,
        "deelt_huishouden": BOOL,
        "verwant_in_huis": BOOL,
        "deelt_buiten_rechte_lijn": BOOL,
        "beperking_werk": BOOL,
        "kwartaalkosten_1": number("EUR"),
        "kwartaalkosten_2": number("EUR"),
        "kwartaalkosten_3": number("EUR"),
        "verblijfsstatuut": _choice(keuzes.Verblijfsstatuut),
        "is_zwanger": BOOL,
        "handicap_voor_65": BOOL,
        "installatiepremie_gekregen": BOOL,
        "tegoeden": number("EUR"),
        "tekent_huurcontract": BOOL,
        "achterstal_lening": BOOL,
        "kinderopvang": _choice(keuzes.Kinderopvang),
        "opvang_dagprijs": number("EUR"),
        "opvang_dagen_jaar": number("aantal"),
        "overdag_thuis_of_dagschool": BOOL,
        "vrijetijdskosten_jaar": number("EUR/jaar"),
        "participatietoelage_jaar": number("EUR/jaar"),
        "treinkosten_jaar": number("EUR/jaar"),
    },
    "aansluiting": {
        "drager": _choice(keuzes.Drager),
        "contract": _choice(keuzes.Contract),
        "contract_op_naam_van": _choice(keuzes.Contracthouder),
        "is_huishoudelijk": BOOL,
        "verbruik_afgerekend": BOOL,
        "verbruik_kwh": number("kWh"),
        "prijs_per_kwh": number("EUR/kWh"),
    },
    "woning": {
        "statuut": _choice(keuzes.Woonstatuut),
        "verhuurder": _choice(keuzes.Verhuurder),
        "soort_woning": _choice(keuzes.Woningsoort),
        "huurprijs": number("EUR/maand"),
        "huur_sinds": DATUM,
        "huurcontract_op_naam": BOOL,
        "nieuw_huurcontract": _choice(keuzes.NieuwHuurcontract),
        "huurcontract_getekend_op": DATUM,
        "huurwaarborg": number("EUR"),
        "woning_conform": BOOL,
        "woning_ongeschikt_verklaard": BOOL,
        "huurt_van_inwonend_familielid": BOOL,
        "huurpremie_stopgezet": BOOL,
        "verlaten_woning": _choice(keuzes.VerlatenWoning),
        "nieuwe_woning_aangepast": BOOL,
        "bezit_woning_of_bouwgrond": BOOL,
        "aantal_eigen_woningen": number("aantal"),
        "ki_eigen_woning": number("EUR/jaar"),
        "ki_andere_goederen": number("EUR/jaar"),
        "nieuwbouw_eerste_vijf_jaar": BOOL,
        "hoofdverwarming": _choice(keuzes.Hoofdverwarming),
        "verwarming_collectief": BOOL,
        "levering_datum": DATUM,
        "levering_liter": number("liter"),
        "levering_prijs_per_liter": number("EUR/liter"),
        "levering_al_vergoed_liter": number("liter"),
        "pomp_al_vergoed": BOOL,
        "energieschulden": BOOL,
        "prepaid_meter": BOOL,
        "lac_aanvraag": BOOL,
        "betaalt_energie_niet": BOOL,
        "prijs_internet": number("EUR/maand"),
        "waterfactuur_eigen": BOOL,
        "waterfactuur_jaar": number("EUR/jaar"),
        "waterprijs_per_m3": number("EUR/m3"),
        "restafval_jaar": number("EUR/jaar"),
        "opvangkosten_jaar": number("EUR/jaar"),
        "schoolmaaltijden_jaar": number("EUR/jaar"),
    },
    "gezin": {
        "gemeente": Type("keuze"),
        "samenstelling_sinds": DATUM,
    },
}


def _registry() -> dict[str, tuple[Feitsoort, Bak]]:
    uit: dict[str, tuple[Feitsoort, Bak]] = {}
    for bak, rij in _TYPEN.items():
        niveau: Niveau = "gezin" if bak == "woning" else bak
        for naam, typ in rij.items():
            uit[naam] = (Feitsoort(naam, niveau, typ), bak)
    return uit


REGISTER: Mapping[str, tuple[Feitsoort, Bak]] = MappingProxyType(_registry())
"""Fact name -> what it is, and which part of the profile holds it."""

PERSOONSBEGRIPPEN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "jaar": frozenset({"bruto_belastbaar", "netto_belastbaar", "leefloon", "ivt", "vrijgesteld_buitenlands"}),
        "laatste": frozenset({"bruto_belastbaar", "netto_belastbaar", "leefloon", "ivt", "vrijgesteld_buitenlands"}),
        "maand": frozenset(
            "belastbaar pensioen naast_pensioen werk_of_uitkering vrijgesteld_buitenlands leefloon ivt alles".split()
        ),
        "voordelen": frozenset({"belastbaar"}),
    }
)
"""Which notions of income each income function knows."""

GROEPEN: Mapping[str, tuple[bool, str]] = MappingProxyType(
    {
        "gezin": (False, "iedereen die op het adres ingeschreven is"),
        "gezin_1_januari": (False, "wie op 1 januari op het adres ingeschreven was"),
        "alle_verblijvenden": (False, "het gezin en de kinderen die hier deeltijds verblijven"),
        "ziekenfondsgezin": (True, "de persoon, de partner en de personen ten laste (ziekenfonds)"),
        "partner": (True, "de partner op hetzelfde adres"),
        "deeltijdse_kinderen": (True, "eigen kinderen die elders ingeschreven zijn"),
        "andere_bewoners": (True, "wie hier woont buiten de persoon en de eigen kinderen"),
        "eigen_kinderen": (True, "de eigen kinderen"),
        "ouders": (True, "de ouders of opvoeders op hetzelfde adres"),
        "titularissen": (True, "de titularis van het ziekenfondsgezin en de partner"),
        "persoon": (True, "alleen de persoon zelf"),
    }
)
"""Named groups of persons: whether the group is seen from one person, and what it is. Members: `motor.groepen`."""

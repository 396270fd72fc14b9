"""The shares that households are drawn from: rough weights, plausible for Flanders and not representative.

What is published is rounded and named in `docs/bevolking.md`; the rest is an estimate of ours. Weights count only
against the others of their own table. Amounts are euro of about 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rechtenverkenner.bevolking.loting import Verdeling

Band = tuple[int, int]
"""The lowest and the highest of a range."""


@dataclass(frozen=True, slots=True)
class Rol:
    """Who can live in a household of some type.

    `leeftijd` is narrowed by the parents named in `kind_van`: at least 18 years younger than the youngest of them.
    """

    naam: str
    leeftijd: Band
    bezigheden: str
    partner: str = ""
    kind_van: tuple[str, ...] = ()
    elders: bool = False
    aantal: Verdeling[int] = ((1, 1),)


@dataclass(frozen=True, slots=True)
class Gezinstype:
    """A type of household: its share, who belongs to it, how it lives."""

    id: str
    gewicht: int
    rollen: tuple[Rol, ...]
    wonen: str = "gewoon"


_KINDEREN: Final = ((1, 42), (2, 42), (3, 13), (4, 3))
_OUDERS: Final = ("ouder", "partner")
GEZINSTYPES: Final = (
    Gezinstype("alleen-op-actieve-leeftijd", 150, (Rol("ik", (24, 65), "alleen"),), "stad"),
    Gezinstype("alleen-gepensioneerd", 130, (Rol("ik", (66, 91), "oud"),), "oud"),
    Gezinstype("student-op-kamer", 8, (Rol("ik", (18, 24), "student"),), "kamer"),
    Gezinstype("vroeger-dakloos", 5, (Rol("ik", (22, 62), "bijstand"),), "dakloos"),
    Gezinstype("in-rusthuis", 10, (Rol("ik", (78, 97), "oud"),), "rusthuis"),
    Gezinstype("koppel", 115, (Rol("ik", (25, 65), "samen"), Rol("partner", (22, 66), "samen", partner="ik"))),
    Gezinstype(
        "koppel-gepensioneerd", 165, (Rol("ik", (66, 84), "oud"), Rol("partner", (62, 84), "oud", partner="ik")), "oud"
    ),
    Gezinstype(
        "koppel-met-kinderen",
        205,
        (
            Rol("ouder", (28, 55), "samen"),
            Rol("partner", (26, 55), "samen", partner="ouder"),
            Rol("kind", (0, 20), "jong", kind_van=_OUDERS, aantal=_KINDEREN),
        ),
    ),
    Gezinstype(
        "koppel-met-volwassen-kind",
        105,
        (
            Rol("ouder", (46, 64), "samen"),
            Rol("partner", (44, 66), "samen", partner="ouder"),
            Rol("kind", (18, 27), "jong", kind_van=_OUDERS, aantal=((1, 65), (2, 30), (3, 5))),
        ),
    ),
    Gezinstype(
        "alleenstaande-ouder",
        75,
        (Rol("ouder", (24, 55), "ouder"), Rol("kind", (0, 20), "jong", kind_van=("ouder",), aantal=_KINDEREN)),
        "stad",
    ),
    Gezinstype(
        "kinderen-elders-ingeschreven",
        20,
        (
            Rol("ouder", (28, 52), "alleen"),
            Rol("kind", (0, 17), "kind", kind_van=("ouder",), elders=True, aantal=((1, 55), (2, 45))),
        ),
        "stad",
    ),
    Gezinstype(
        "drie-generaties",
        12,
        (
            Rol("grootouder", (62, 88), "oud"),
            Rol("ouder", (30, 54), "ouder", kind_van=("grootouder",)),
            Rol("kind", (0, 17), "kind", kind_van=("ouder",), aantal=_KINDEREN),
        ),
    ),
    Gezinstype(
        "samenhuizers",
        30,
        (Rol("ik", (20, 60), "alleen"), Rol("huisgenoot", (20, 60), "alleen", aantal=((1, 70), (2, 25), (3, 5)))),
        "stad",
    ),
)

# -- what people live of
_LOON: Final = (
    ((1000, 1800), 6),
    ((1800, 2500), 16),
    ((2500, 3300), 38),
    ((3300, 4500), 28),
    ((4500, 8000), 12),
)
_ZELFSTANDIG: Final = (((600, 1600), 15), ((1600, 3200), 45), ((3200, 6500), 40))
_UITKERING: Final = (((1250, 1650), 60), ((1650, 2150), 40))
_PENSIOEN: Final = (((350, 1200), 8), ((1200, 1800), 22), ((1800, 2500), 38), ((2500, 3800), 32))


@dataclass(frozen=True, slots=True)
class Bezigheid:
    """What somebody lives of: kind of income, gross taxable (or paid) per month, and the statuses that come with it."""

    soort: str
    bedragen: Verdeling[Band]
    statussen: tuple[str, ...] = ()


BEZIGHEDEN: Final[Mapping[str, Bezigheid]] = MappingProxyType(
    {
        "loon": Bezigheid("loon", _LOON),
        "laag_loon": Bezigheid("loon", (((700, 1900), 1),)),
        "zelfstandig": Bezigheid("zelfstandig", _ZELFSTANDIG),
        "werkloos": Bezigheid("werkloosheid", _UITKERING, ("werkloos",)),
        "ziek": Bezigheid("ziekte_invaliditeit", _UITKERING, ("arbeidsongeschikt",)),
        "invalide": Bezigheid("ziekte_invaliditeit", _UITKERING, ("invaliditeit", "arbeidsongeschikt")),
        "leefloon": Bezigheid("leefloon", (((890, 890), 1),), ("leefloon", "ocmw-clientdossier")),
        "equivalent": Bezigheid("equivalent_leefloon", (((890, 890), 1),), ("equivalent-leefloon",)),
        "ivt": Bezigheid("ivt", (((850, 1350), 1),), ("ivt",)),
        "pensioen": Bezigheid("pensioen", _PENSIOEN, ("gepensioneerd",)),
        "overleving": Bezigheid("overlevingspensioen", (((1100, 2000), 1),), ("overlevingspensioen",)),
        "igo": Bezigheid("pensioen", (((150, 1000), 1),), ("gepensioneerd", "igo")),
        "zonder": Bezigheid("", ()),
        "student": Bezigheid("", ()),
        "kind": Bezigheid("", ()),
    }
)
VOORDIEN: Final = (("loon", 60), ("werkloosheid", 20), ("", 20))
"""What somebody lived of before; empty: nothing."""
VERMOGEN: Final = (((0, 2000), 30), ((2000, 15000), 35), ((15000, 60000), 25), ((60000, 250000), 10))
ANDERE_BAND: Final = (("wettelijk_samenwonend", 60), ("feitelijk_samenwonend", 40))
VERBLIJF: Final = (
    ("belg", 890), ("eu_burger", 65), ("bevolkingsregister", 30), ("vluchteling", 10), ("subsidiair", 5),
)  # fmt: skip
OPVANG_PEUTER: Final = (("inkomenstarief", 55), ("vrije_prijs", 10), ("geen", 35))
OPVANG_SCHOOLKIND: Final = (("buitenschools", 60), ("geen", 40))
KANSEN: Final[Mapping[str, float]] = MappingProxyType(
    {
        "leven_veranderd": 0.08,
        "biljet_van_vorig_jaar": 0.6,
        "verkoop_of_schenking": 0.04,
        "installatiepremie_gekregen": 0.02,
        "achterstal_lening": 0.02,
        "zorgkind": 0.03,
        "zwanger": 0.07,
        "internaat": 0.02,
        "trein": 0.5,
        "verhuisd_binnen_gemeente": 0.5,
        "samen_verhuisd": 0.3,
        "contract_op_andere_naam": 0.03,
        "huurpremie_stopgezet": 0.01,
        "niet_conform": 0.12,
        "ongeschikt_verklaard": 0.01,
        "nieuwe_woning_aangepast": 0.5,
        "ander_goed": 0.08,
        "ander_goed_arm": 0.02,
        "nieuwbouw": 0.03,
        "collectief_eigenaar": 0.04,
        "collectief_huurder": 0.2,
        "pomp_al_vergoed": 0.1,
        "energieschulden": 0.02,
        "energieschulden_arm": 0.15,
        "betaalt_niet_bij_schulden": 0.3,
        "prepaid_bij_schulden": 0.25,
        "lac_bij_schulden": 0.1,
        "gedeelde_waterfactuur": 0.12,
        "internet": 0.93,
        "voor_een_zaak": 0.02,
        "vast_bedrag": 0.3,
    }
)
"""Chances of single facts: our own estimates."""
VERDELING_BEZIGHEDEN: Final[Mapping[str, Verdeling[str]]] = MappingProxyType(
    {
        "alleen": (
            ("loon", 72), ("zelfstandig", 9), ("invalide", 7), ("werkloos", 5), ("ziek", 2), ("leefloon", 2),
            ("equivalent", 1), ("ivt", 2), ("zonder", 1),
        ),
        "samen": (
            ("loon", 74), ("zelfstandig", 11), ("invalide", 5), ("werkloos", 3), ("ziek", 1), ("zonder", 5),
            ("ivt", 1),
        ),
        "ouder": (
            ("loon", 65), ("laag_loon", 8), ("zelfstandig", 7), ("invalide", 7), ("werkloos", 6), ("leefloon", 4),
            ("equivalent", 1), ("ivt", 1), ("zonder", 1),
        ),
        "jong": (("student", 52), ("loon", 34), ("laag_loon", 5), ("werkloos", 4), ("zonder", 3), ("ivt", 2)),
        "student": (("student", 85), ("laag_loon", 5), ("leefloon", 10)),
        "bijstand": (("leefloon", 65), ("equivalent", 8), ("werkloos", 12), ("invalide", 10), ("laag_loon", 5)),
        "oud": (("pensioen", 86), ("overleving", 5), ("igo", 6), ("zonder", 3)),
        "kind": (("kind", 1),),
    }
)  # fmt: skip

# -- where people live
EIGENAAR, PRIVAAT, SOCIAAL, KOSTELOOS, RUSTHUIS = "eigenaar", "privaat", "sociaal", "kosteloos", "rusthuis"
VERDELING_WONEN: Final[Mapping[str, Verdeling[str]]] = MappingProxyType(
    {
        "gewoon": ((EIGENAAR, 84), (PRIVAAT, 12), (SOCIAAL, 3), (KOSTELOOS, 1)),
        "stad": ((EIGENAAR, 60), (PRIVAAT, 33), (SOCIAAL, 5), (KOSTELOOS, 2)),
        "oud": ((EIGENAAR, 82), (PRIVAAT, 11), (SOCIAAL, 5), (KOSTELOOS, 2)),
        "arm": ((EIGENAAR, 45), (PRIVAAT, 33), (SOCIAAL, 19), (KOSTELOOS, 3)),
        "kamer": ((PRIVAAT, 1),),
        "dakloos": ((PRIVAAT, 80), (SOCIAAL, 20)),
        "rusthuis": ((RUSTHUIS, 1),),
    }
)
VERHUURDERS: Final[Mapping[str, Verdeling[str]]] = MappingProxyType(
    {
        PRIVAAT: (("privaat", 1),),
        SOCIAAL: (("woonmaatschappij", 85), ("woonmaatschappij_ingehuurd", 11), ("ocmw", 3), ("gemeente", 1)),
    }
)
VERHUISD: Final = (((20, 364), 8), ((365, 3650), 45), ((3650, 12000), 47))
"""Days that a household lives where it lives."""
NIEUW_HUURCONTRACT: Final = (("geen", 95), ("nog_te_tekenen", 3), ("getekend", 2))
VERLATEN: Final = (("geen_van_deze", 96), ("niet_aangepast", 3), ("ongeschikt_ernstig", 1))
VERWARMING: Final = (
    ("aardgas", 62),
    ("stookolie_bulk", 19),
    ("warmtepomp", 6),
    ("elektriciteit", 6),
    ("pellets", 2),
    ("hout", 2),
    ("propaan_bulk", 1),
    ("warmtenet", 1),
    ("lamppetroleum_pomp", 1),
)
GROTE_STEDEN: Final[Mapping[str, int]] = MappingProxyType(
    {
        "11002": 550,
        "44021": 270,
        "31005": 120,
        "24062": 103,
        "12025": 88,
        "41002": 90,
        "71072": 88,
        "46021": 82,
        "34022": 80,
        "35013": 72,
        "71016": 67,
        "36015": 65,
        "46030": 70,
    }
)
"""Inhabitants in thousands, roughly, of the biggest municipalities."""
ANDERE_GEMEENTE: Final = 19
"""The same for every other municipality, on average."""

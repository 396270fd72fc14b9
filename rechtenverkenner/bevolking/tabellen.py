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
    Gezinstype("alleen-gepensioneerd", 125, (Rol("ik", (66, 95), "oud"),), "oud"),
    Gezinstype("student-op-kamer", 8, (Rol("ik", (18, 24), "student"),), "kamer"),
    Gezinstype("vroeger-dakloos", 5, (Rol("ik", (22, 62), "bijstand"),), "dakloos"),
    Gezinstype("in-rusthuis", 12, (Rol("ik", (78, 97), "oud"),), "rusthuis"),
    Gezinstype("koppel", 130, (Rol("ik", (23, 65), "samen"), Rol("partner", (21, 66), "samen", partner="ik"))),
    Gezinstype(
        "koppel-gepensioneerd", 170, (Rol("ik", (66, 90), "oud"), Rol("partner", (62, 88), "oud", partner="ik")), "oud"
    ),
    Gezinstype(
        "koppel-met-kinderen",
        210,
        (
            Rol("ouder", (27, 52), "samen"),
            Rol("partner", (25, 52), "samen", partner="ouder"),
            Rol("kind", (0, 17), "kind", kind_van=_OUDERS, aantal=_KINDEREN),
        ),
    ),
    Gezinstype(
        "koppel-met-volwassen-kind",
        60,
        (
            Rol("ouder", (46, 64), "samen"),
            Rol("partner", (44, 66), "samen", partner="ouder"),
            Rol("kind", (18, 27), "jong", kind_van=_OUDERS, aantal=((1, 75), (2, 25))),
        ),
    ),
    Gezinstype(
        "alleenstaande-ouder",
        70,
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
        28,
        (Rol("ik", (20, 60), "alleen"), Rol("huisgenoot", (20, 60), "alleen", aantal=((1, 70), (2, 25), (3, 5)))),
        "stad",
    ),
)

# -- what people live of
_LOON: Final = (
    ((1000, 1800), 12),
    ((1800, 2500), 22),
    ((2500, 3300), 34),
    ((3300, 4500), 23),
    ((4500, 8000), 9),
)
_ZELFSTANDIG: Final = (((600, 1600), 25), ((1600, 3200), 45), ((3200, 6500), 30))
_UITKERING: Final = (((1250, 1650), 60), ((1650, 2150), 40))
_PENSIOEN: Final = (((350, 1200), 14), ((1200, 1700), 34), ((1700, 2400), 34), ((2400, 3800), 18))


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
BIJ_LEEFTIJD: Final = ((18, "kind"), (66, ""))
"""Below 18 everybody is a child; from 66 on what `OUD` says."""
VERDELING_BEZIGHEDEN: Final[Mapping[str, Verdeling[str]]] = MappingProxyType(
    {
        "alleen": (
            ("loon", 68), ("zelfstandig", 9), ("invalide", 8), ("werkloos", 6), ("ziek", 2), ("leefloon", 3),
            ("equivalent", 1), ("ivt", 2), ("zonder", 1),
        ),
        "samen": (
            ("loon", 74), ("zelfstandig", 12), ("invalide", 5), ("werkloos", 3), ("ziek", 1), ("zonder", 4),
            ("ivt", 1),
        ),
        "ouder": (
            ("loon", 58), ("laag_loon", 12), ("zelfstandig", 6), ("invalide", 8), ("werkloos", 7), ("leefloon", 6),
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
        "gewoon": ((EIGENAAR, 83), (PRIVAAT, 12), (SOCIAAL, 4), (KOSTELOOS, 1)),
        "stad": ((EIGENAAR, 56), (PRIVAAT, 33), (SOCIAAL, 9), (KOSTELOOS, 2)),
        "oud": ((EIGENAAR, 79), (PRIVAAT, 12), (SOCIAAL, 7), (KOSTELOOS, 2)),
        "arm": ((EIGENAAR, 36), (PRIVAAT, 38), (SOCIAAL, 23), (KOSTELOOS, 3)),
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

"""The closed lists of the profile: `model.gezin` reads them, `model.feiten` tells the rules which words there are."""

from __future__ import annotations

from typing import Literal

Inkomenssoort = Literal[
    "loon",
    "zelfstandig",
    "pensioen",
    "overlevingspensioen",
    "werkloosheid",
    "ziekte_invaliditeit",
    "vakantiegeld",
    "eindejaarspremie",
    "huurinkomsten",
    "roerend",
    "onderhoudsgeld",
    "kadastraal",
    "ander_belastbaar",
    "vrijgesteld_buitenlands",
    "leefloon",
    "equivalent_leefloon",
    "igo",
    "ivt",
    "it",
    "zorgbudget",
    "kinderbijslag",
    "ander_niet_belastbaar",
]
BELASTBARE_SOORTEN = frozenset(
    "loon zelfstandig pensioen overlevingspensioen werkloosheid ziekte_invaliditeit vakantiegeld eindejaarspremie "
    "huurinkomsten roerend onderhoudsgeld kadastraal ander_belastbaar".split()
)
PENSIOENSOORTEN = frozenset({"pensioen", "overlevingspensioen"})
WERK_OF_UITKERING = frozenset("loon zelfstandig werkloosheid ziekte_invaliditeit eindejaarspremie".split())
"""Taxable income from work or from a benefit: no pension, and no rent, interest, maintenance or holiday pay."""

Domicilie = Literal["hier", "elders"]
Partnerband = Literal["gehuwd", "wettelijk_samenwonend", "feitelijk_samenwonend"]
Verblijfsstatuut = Literal[
    "belg", "eu_burger", "eu_kort", "bevolkingsregister", "vluchteling", "subsidiair", "staatloos", "ander"
]
Kinderopvang = Literal["inkomenstarief", "vrije_prijs", "buitenschools", "geen"]

Drager = Literal["elektriciteit", "aardgas", "warmte", "water", "internet", "telefoon"]
Contract = Literal["individueel", "collectief"]
Contracthouder = Literal["gezinslid", "buiten_gezin"]

Woonstatuut = Literal["eigenaar", "huurder", "kosteloos", "rusthuis_of_instelling"]
Verhuurder = Literal["privaat", "woonmaatschappij", "woonmaatschappij_ingehuurd", "ocmw", "gemeente", "woningfonds"]
Woningsoort = Literal["zelfstandig", "kamer"]
NieuwHuurcontract = Literal["geen", "nog_te_tekenen", "getekend"]
VerlatenWoning = Literal[
    "onbewoonbaar", "overbewoond", "ongeschikt_ernstig", "niet_aangepast", "dakloos", "camping", "geen_van_deze"
]
Hoofdverwarming = Literal[
    "aardgas",
    "elektriciteit",
    "warmtenet",
    "stookolie_bulk",
    "stookolie_pomp",
    "lamppetroleum_pomp",
    "propaan_bulk",
    "gasfles",
    "pellets",
    "hout",
    "kolen",
    "warmtepomp",
    "andere",
]

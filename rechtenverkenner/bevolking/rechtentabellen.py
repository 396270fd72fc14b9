"""Which statuses people have and which rights they may use, by what they are: rough estimates of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Kenmerken = frozenset[str]
"""What a person, household or connection is, in the words of `kenmerken.py`."""


@dataclass(frozen=True, slots=True)
class Regel:
    """A status or right, what somebody must be to have it, and the chance of those who are."""

    id: str
    eisen: Kenmerken
    kans: float


def _rules(tekst: str) -> tuple[Regel, ...]:
    """Lines of `id chance word word ...`."""
    delen = (regel.split() for regel in tekst.strip().splitlines())
    return tuple(Regel(kenmerk, frozenset(eisen), float(kans)) for kenmerk, kans, *eisen in delen)


STATUSSEN: Final = _rules("""
    kandidaat-huurder 0.3 arm volwassen privaat
    ocmw-clientdossier 0.08 arm volwassen
    budgetbegeleiding 0.05 arm volwassen
    budgetbeheer 0.03 arm volwassen
    collectieve-schuldenregeling 0.01 volwassen
    schuldbemiddeling 0.01 volwassen
    schooltoeslag 0.7 arm leerling
    it 0.7 punten volwassen jong
    zorgbudget-ouderen-zorgnood 0.5 zorg oud
    zware-zorgnood 0.5 zorg
    met-mantelzorger 0.4 zorg
    incontinentie 0.3 zorg
    zorgtoeslag-kind 0.8 zorgkind
    vaph 0.3 handicap
    houder-edc 0.1 handicap
    maatwerkbedrijf 0.4 handicap werkt
    onthaalouder 0.02 zelfstandig
""")

STATUSRECHTEN: Final = _rules("""
    sociale-toeslag 1 arm kind
    statuut-chronische-aandoening 1 kosten
""")
"""Rights that a profile writes among the statuses: they follow the dial like those below."""

PERSOONSRECHTEN: Final = _rules("""
    derdebetalersregeling 1 vt
    delijn 1 vt
    nmbs-kaart-vt 1 vt
    uitpas-kansentarief 1 vt
    vlaamse-zorgpremie-verlaagd 1 vt volwassen
    iedereen-verdient-vakantie 0.3 arm
""")
GEZINSRECHTEN: Final = _rules("""
    sociaal-tarief-water 1 opent
    sociaal-internetaanbod 0.3 opent
    verwarmingstoelage 1 vt stookolie
    huursubsidie-vlaanderen 1 arm privaat verhuisd
    vermindering-onroerende-voorheffing 1 kroost eigenaar
    maximumfactuur 1 vt kosten
    energiescan 0.3 vt
""")
AANSLUITINGSRECHTEN: Final = _rules("""
    sociaal-tarief-energie 1 opent energie
""")

DIE_OPENEN: Final = frozenset("leefloon equivalent-leefloon igo ivt it zorgbudget-ouderen-zorgnood".split())
"""Statuses that by themselves open the increased reimbursement and the social tariffs."""

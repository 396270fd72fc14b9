"""What comes in, said in every way in which a profile can say it, all of one and the same story.

The streams that run now, those of last year, the assessment notices and the net amounts follow from one amount per
month and what came before it. Rates are rough.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.mensen import Data, Mens
from rechtenverkenner.bevolking.tabellen import KANSEN, VERMOGEN
from rechtenverkenner.model.keuzes import BELASTBARE_SOORTEN, PENSIOENSOORTEN

KINDERBIJSLAG: Final = 185
IGO_TOT: Final = 1580
"""What a guaranteed income brings a small pension to, euro per month."""
PER_PUNT: Final = {"it": ("it", 45), "zorgbudget-ouderen-zorgnood": ("zorgbudget", 35)}
"""Allowances by status: kind of income, and euro per month for each point of self-reliance."""
INDEX: Final = 97
"""What an amount was a year ago, in per cent."""
EXTRA: Final = (("vakantiegeld", {"loon": 88, "pensioen": 40}), ("eindejaarspremie", {"loon": 80}))
"""Holiday pay and year-end premium in per cent of a month, by kind of income."""
BIJSTAND: Final = frozenset({"leefloon", "equivalent_leefloon"})


def income_of(m: Mens, statussen: Iterable[str], kinderen: int, op_datum: date, lot: Loting) -> Data:
    """Every income fact of one person; `kinderen`: for how many children this person gets child benefit."""
    lopend = _running(m, statussen, kinderen)
    jaar = op_datum.year
    # Most notices of last year's income have come by the end of the year.
    nieuwste = jaar - 1 if lot.chance(KANSEN["biljet_van_vorig_jaar"]) and op_datum.month >= 9 else jaar - 2
    biljetten = [_notice(m, j, jaar) for j in (jaar - 1, jaar - 2, jaar - 3) if j <= nieuwste]
    stromen = lopend + _streams_of_year(m, jaar - 1, jaar)
    return {
        "inkomens": stromen,
        "inkomens_volledig": True,
        "jaren_volledig": [jaar - 1],
        "aanslagbiljetten": biljetten,
        "inkomen_gewijzigd": m.sinds.year >= nieuwste and m.leeftijd >= 18,
        **_net_amounts(m, lopend),
        **_wealth(m, lot),
    }


def taxable_of_last_year(m: Mens, nu: int) -> int:
    """Gross taxable income of the calendar year before the year `nu`, in euro."""
    return sum(bedrag for soort, bedrag in _parts_of_year(m, nu - 1, nu) if soort in BELASTBARE_SOORTEN)


def _running(m: Mens, statussen: Iterable[str], kinderen: int) -> list[Data]:
    uit = [_stream(m.soort, m.bedrag, "maand")] if m.bedrag else []
    for soort, deel in EXTRA:
        if bedrag := m.bedrag * deel.get(m.soort, 0) // 100:
            uit.append(_stream(soort, bedrag, "jaar"))
    if m.bezigheid == "igo":
        uit.append(_stream("igo", max(IGO_TOT - m.bedrag, 100), "maand"))
    for status, (soort, per_punt) in PER_PUNT.items():
        if status in statussen:
            uit.append(_stream(soort, m.punten * per_punt, "maand"))
    if kinderen:
        uit.append(_stream("kinderbijslag", kinderen * KINDERBIJSLAG, "maand"))
    return uit


def _stream(soort: str, bedrag: int, per: str) -> Data:
    return {"soort": soort, "bedrag": bedrag, "per": per}


def _parts_of_year(m: Mens, jaar: int, nu: int) -> list[tuple[str, int]]:
    """Kind and amount of everything of a calendar year, with what came in before the present situation."""
    maanden = 12 if m.sinds.year < jaar else 0 if m.sinds.year > jaar else 13 - m.sinds.month
    bedrag = m.bedrag * INDEX ** (nu - jaar) // 100 ** (nu - jaar)
    uit = [(m.soort, bedrag * maanden)]
    uit += [(soort, bedrag * deel.get(m.soort, 0) * maanden // 1200) for soort, deel in EXTRA]
    if m.bezigheid == "igo":
        uit.append(("igo", max(IGO_TOT - m.bedrag, 100) * maanden))
    uit.append((m.voordien[0], m.voordien[1] * (12 - maanden)))
    return [(soort, bedrag) for soort, bedrag in uit if bedrag]


def _streams_of_year(m: Mens, jaar: int, nu: int) -> list[Data]:
    return [{**_stream(soort, bedrag, "jaar"), "jaar": jaar} for soort, bedrag in _parts_of_year(m, jaar, nu)]


def _notice(m: Mens, jaar: int, nu: int) -> Data:
    """The assessment notice; professional costs are 30 % of a wage, at most 5500 euro."""
    delen = _parts_of_year(m, jaar, nu)
    bruto = sum(bedrag for soort, bedrag in delen if soort in BELASTBARE_SOORTEN)
    loon = sum(bedrag for soort, bedrag in delen if soort in ("loon", "vakantiegeld", "eindejaarspremie"))
    return {
        "jaar": jaar,
        "bruto_belastbaar": bruto,
        "netto_belastbaar": bruto - min(loon * 3 // 10, 5500),
        "leefloon": sum(bedrag for soort, bedrag in delen if soort == "leefloon"),
        "ivt": sum(bedrag for soort, bedrag in delen if soort == "ivt"),
        "vrijgesteld_buitenlands": 0,
    }


def net_of_month(bruto: int) -> int:
    """What is left of a taxable amount of a month, roughly."""
    return bruto - max(bruto - 1300, 0) * 28 // 100 - max(bruto - 3500, 0) * 20 // 100


def _net_amounts(m: Mens, lopend: list[Data]) -> Data:
    maand = {x["soort"]: x["bedrag"] for x in lopend if x["per"] == "maand"}
    netto = net_of_month(m.bedrag) if m.soort in BELASTBARE_SOORTEN else m.bedrag
    werk = m.soort in ("loon", "zelfstandig")
    ernaast = sum(maand.get(soort, 0) for soort in ("igo", "it", "zorgbudget"))
    buiten_bijstand = ernaast + (0 if m.soort in BIJSTAND else netto)
    return {
        "netto_maandinkomen": buiten_bijstand,
        "netto_jaarinkomen": buiten_bijstand * 12,
        "netto_loon_maand": netto if m.soort == "loon" else 0,
        "netto_pensioen": netto + maand.get("igo", 0) if m.soort in PENSIOENSOORTEN else 0,
        "inkomen_naast_pensioen": m.bedrag * 12 if m.soort and m.soort not in PENSIOENSOORTEN | BIJSTAND else 0,
        "inkomen_enkel_uitkeringen": bool(m.soort) and not werk,
    }


def _wealth(m: Mens, lot: Loting) -> Data:
    laag, hoog = lot.pick(VERMOGEN)
    bezit = lot.between(laag, hoog)
    if m.leeftijd < 18 or m.soort in BIJSTAND or m.bezigheid in ("igo", "ivt"):
        bezit = bezit // 20
    return {
        "tegoeden": bezit,
        "roerend_vermogen": bezit,
        "verkoop_of_schenking": lot.chance(KANSEN["verkoop_of_schenking"]) and m.leeftijd > 50,
    }

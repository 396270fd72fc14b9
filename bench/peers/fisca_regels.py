"""The 22 rules as vectorised formulas, for the two engines of one family: OpenFisca-core and PolicyEngine-core.

Every formula takes the group (or the persons), the period and the amounts, as both engines want it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from taak import DREMPEL_HOOGST, DREMPELS

Formule = Callable[[Any, Any, Any], Any]

FORMULES: dict[str, tuple[str, type, Formule]] = {}
"""Name -> over households or persons, kind of value, formula."""


def of_household(soort: type) -> Callable[[Formule], Formule]:
    """Register a formula over households under the name of its function."""
    return _register("gezin", soort)


def of_person(soort: type) -> Callable[[Formule], Formule]:
    """Register a formula over persons."""
    return _register("persoon", soort)


def _register(niveau: str, soort: type) -> Callable[[Formule], Formule]:
    def note(f: Formule) -> Formule:
        FORMULES[f.__name__] = (niveau, soort, f)
        return f

    return note


def ages(g: Any, t: Any, laagst: int, hoogst: int = 999) -> Any:
    """How many members are of these ages."""
    jaren = g.members("leeftijd", t)
    return g.sum((jaren >= laagst) & (jaren <= hoogst))


def chosen(g: Any, t: Any, keuze: str, *waarden: str) -> Any:
    """Whether the choice of the household is one of these values."""
    gekozen = g(keuze, t)
    mogelijk = gekozen.possible_values
    uit = gekozen == mogelijk[waarden[0]]
    for waarde in waarden[1:]:
        uit = uit | (gekozen == mogelijk[waarde])
    return uit


# -- what several rules look at
@of_household(int)
def leden(g: Any, t: Any, b: Any) -> Any:
    return g.nb_persons()


@of_household(int)
def totaal(g: Any, t: Any, b: Any) -> Any:
    return g.sum(g.members("inkomen", t))


@of_household(int)
def kinderen(g: Any, t: Any, b: Any) -> Any:
    return ages(g, t, 0, 17)


@of_household(int)
def ten_laste(g: Any, t: Any, b: Any) -> Any:
    jaren = g.members("leeftijd", t)
    return g("kinderen", t) + g.sum(g.members("student", t) & (jaren >= 18) & (jaren <= 24))


@of_household(bool)
def status_drie(g: Any, t: Any, b: Any) -> Any:
    return g.any(g.members("leefloon", t) | g.members("igo", t) | g.members("ivt", t))


@of_household(bool)
def status_vier(g: Any, t: Any, b: Any) -> Any:
    return g("status_drie", t) | g.any(g.members("zorgbudget", t))


@of_household(bool)
def leefloner(g: Any, t: Any, b: Any) -> Any:
    return g.any(g.members("leefloon", t) & (g.members("leeftijd", t) >= 18))


@of_household(bool)
def ref_volwassen(g: Any, t: Any, b: Any) -> Any:
    return g.ref("leeftijd", t) >= 18


@of_household(int)
def laag_plafond(g: Any, t: Any, b: Any) -> Any:
    return b(t).a_basis + b(t).a_per_lid * (g("leden", t) - 1)


@of_household(int)
def huur_plafond(g: Any, t: Any, b: Any) -> Any:
    return b(t).c_basis + b(t).c_per_lid * g("ten_laste", t)


# -- the rights and their amounts
@of_household(bool)
def b01(g: Any, t: Any, b: Any) -> Any:
    return g("status_drie", t) | (g("totaal", t) <= g("laag_plafond", t))


@of_household(bool)
def b02(g: Any, t: Any, b: Any) -> Any:
    return g("status_vier", t) | (chosen(g, t, "bewoning", "sociaal") & chosen(g, t, "verwarming", "gas"))


@of_household(int)
def b02_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b02", t) * (24000 + 3600 * np.minimum(g("leden", t), 5))


@of_household(bool)
def b03(g: Any, t: Any, b: Any) -> Any:
    return g("b01", t) & g("ref_volwassen", t) & g("internet", t)


@of_household(int)
def b03_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b03", t) * 22800


@of_household(bool)
def b04(g: Any, t: Any, b: Any) -> Any:
    reden = g("b01", t) | g("schuldbemiddeling", t) | (g("totaal", t) <= b(t).olie_plafond)
    return chosen(g, t, "verwarming", "olie") & reden


@of_household(int)
def b04_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b04", t) * np.minimum(g("olie_liter", t), 1500) * b(t).olie_per_liter


@of_household(bool)
def b05(g: Any, t: Any, b: Any) -> Any:
    past = (g("totaal", t) <= g("huur_plafond", t)) & ~(g("vermogen", t) > b(t).vermogen_max)
    return chosen(g, t, "bewoning", "privaat") & (g("wacht_maanden", t) >= 48) & past


@of_household(int)
def b05_bedrag(g: Any, t: Any, b: Any) -> Any:
    vol = 18000 + 1500 * np.minimum(g("ten_laste", t), 4)
    helft = 2 * g("totaal", t).astype(np.int64) > g("huur_plafond", t)
    return g("b05", t) * np.where(helft, vol // 2, vol)


@of_household(bool)
def b06(g: Any, t: Any, b: Any) -> Any:
    past = g("totaal", t) <= b(t).b_basis + b(t).b_per_lid * g("ten_laste", t)
    kort = (g("verhuisd_maanden", t) <= 9) & g("ref_volwassen", t)
    return chosen(g, t, "bewoning", "privaat") & kort & past & ~g("b05", t)


@of_household(int)
def b06_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b06", t) * (9000 + 1500 * np.minimum(g("ten_laste", t), 4))


@of_household(bool)
def b07(g: Any, t: Any, b: Any) -> Any:
    return chosen(g, t, "bewoning", "eigenaar") & (g("ki", t) <= b(t).ki_max) & (g("kinderen", t) >= 2)


@of_household(int)
def b07_bedrag(g: Any, t: Any, b: Any) -> Any:
    tabel = np.array([0, 0, 1008, 1596, 2236, 2930, 3676, 4482])
    return g("b07", t) * tabel[np.minimum(g("kinderen", t), 7)]


@of_household(bool)
def b08(g: Any, t: Any, b: Any) -> Any:
    return chosen(g, t, "bewoning", "eigenaar") & (g("ki", t) <= b(t).ki_bescheiden)


@of_household(int)
def b08_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b08", t) * (g("ki", t) * 25 // 100)


@of_person(bool)
def studeert(p: Any, t: Any, b: Any) -> Any:
    return p("student", t) & (p("leeftijd", t) >= 3) & (p("leeftijd", t) <= 24)


@of_person(int)
def studiesteun(p: Any, t: Any, b: Any) -> Any:
    jaren = p("leeftijd", t)
    return p("studeert", t) * np.where(jaren < 12, 15000, np.where(jaren < 18, 45000, 210000))


@of_household(bool)
def b09(g: Any, t: Any, b: Any) -> Any:
    past = g("totaal", t) <= b(t).s_basis + b(t).s_per_lid * g("ten_laste", t)
    return g.any(g.members("studeert", t)) & past


@of_household(int)
def b09_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b09", t) * g.sum(g.members("studiesteun", t))


@of_household(bool)
def b10(g: Any, t: Any, b: Any) -> Any:
    past = g("totaal", t) <= b(t).l_basis + b(t).l_per_lid * (g("leden", t) - 1)
    return np.isin(g("gemeente", t), [0, 1, 4, 7]) & (g("b01", t) | past)


@of_household(int)
def reizigers(g: Any, t: Any, b: Any) -> Any:
    jaren = g.members("leeftijd", t)
    return g.sum((jaren >= 65) | g.members("handicap", t) | (g.project(g("b01", t)) & (jaren >= 6)))


@of_household(bool)
def b11(g: Any, t: Any, b: Any) -> Any:
    return g("reizigers", t) > 0


@of_household(int)
def b11_bedrag(g: Any, t: Any, b: Any) -> Any:
    return 5200 * g("reizigers", t)


@of_household(bool)
def b12(g: Any, t: Any, b: Any) -> Any:
    return g("b01", t) & (ages(g, t, 6, 25) > 0)


@of_person(bool)
def handicapsteun(p: Any, t: Any, b: Any) -> Any:
    return p("handicap", t) & (p("leeftijd", t) >= 18) & (p("inkomen", t) <= b(t).handicap_grens)


@of_household(bool)
def b13(g: Any, t: Any, b: Any) -> Any:
    return g.any(g.members("handicapsteun", t))


@of_household(int)
def b13_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g.sum(g.members("handicapsteun", t) * (b(t).handicap_grens - g.members("inkomen", t)))


@of_household(int)
def zorgdrempel(g: Any, t: Any, b: Any) -> Any:
    plek = np.searchsorted([tot for tot, _ in DREMPELS], g("totaal", t), side="left")
    gewoon = np.array([*(d for _, d in DREMPELS), DREMPEL_HOOGST])[plek]
    return np.where(g("b01", t), np.minimum(gewoon, 52000), gewoon)


@of_household(bool)
def b14(g: Any, t: Any, b: Any) -> Any:
    return g("zorgkosten", t) > g("zorgdrempel", t)


@of_household(int)
def b14_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b14", t) * (g("zorgkosten", t) - g("zorgdrempel", t))


@of_household(bool)
def b15(g: Any, t: Any, b: Any) -> Any:
    aantal = g("kinderen", t)
    return (aantal >= 1) & (g("totaal", t) <= np.where(aantal >= 3, b(t).gezin_hoog, b(t).gezin_laag))


@of_household(int)
def b15_bedrag(g: Any, t: Any, b: Any) -> Any:
    aantal = g("kinderen", t)
    return g("b15", t) * aantal * np.where(aantal >= 3, 9900, 6600)


@of_household(bool)
def b16(g: Any, t: Any, b: Any) -> Any:
    return g("leefloner", t) & (ages(g, t, 3, 12) > 0)


@of_household(int)
def b16_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b16", t) * 30000 * ages(g, t, 3, 12)


@of_household(bool)
def b17(g: Any, t: Any, b: Any) -> Any:
    return g("status_vier", t)


@of_household(int)
def b17_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b17", t) * np.where(g("eigen_meter", t), 10000 + 5000 * np.minimum(g("leden", t), 5), 18000)


@of_household(bool)
def b18(g: Any, t: Any, b: Any) -> Any:
    return g("prepaid", t) & ~g("schuldbemiddeling", t) & (g("b01", t) | g("b02", t))


@of_household(int)
def renovatie_extra(g: Any, t: Any, b: Any) -> Any:
    return b(t).r_per_lid * g("ten_laste", t)


@of_household(bool)
def b19(g: Any, t: Any, b: Any) -> Any:
    oud = chosen(g, t, "bewoning", "eigenaar") & chosen(g, t, "epc", "D", "E", "F") & (g("woning_jaren", t) >= 15)
    return oud & (g("totaal", t) <= b(t).r_3 + g("renovatie_extra", t))


@of_household(int)
def b19_bedrag(g: Any, t: Any, b: Any) -> Any:
    rest = g("totaal", t) - g("renovatie_extra", t)
    return g("b19", t) * np.where(rest <= b(t).r_1, 500000, np.where(rest <= b(t).r_2, 350000, 200000))


@of_household(bool)
def b20(g: Any, t: Any, b: Any) -> Any:
    doet_mee = ~np.isin(g("gemeente", t), [3, 9])
    return doet_mee & (g("b01", t) | g("leefloner", t)) & (ages(g, t, 3, 17) > 0)


@of_household(int)
def b20_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b20", t) * 4000 * np.minimum(ages(g, t, 3, 17), 5)


@of_household(bool)
def b21(g: Any, t: Any, b: Any) -> Any:
    aantal = g("kinderen", t)
    alleen = (g("leden", t) - aantal == 1) & (g.nb_persons(role=g.entity.PARTNER) == 0)
    return alleen & (aantal >= 1) & (g("totaal", t) <= g("laag_plafond", t) + b(t).ouder_extra)


@of_household(int)
def b21_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b21", t) * (12500 + 2500 * (g("kinderen", t) - 1))


@of_household(bool)
def b22(g: Any, t: Any, b: Any) -> Any:
    samen = (ages(g, t, 65) > 0) & g.any(g.members("handicap", t))
    return np.isin(g("gemeente", t), [2, 5, 7]) & ((ages(g, t, 75) > 0) | samen)


@of_household(int)
def b22_bedrag(g: Any, t: Any, b: Any) -> Any:
    return g("b22", t) * (10000 + 5000 * ages(g, t, 75))

"""durable-rules: the conditions as rules over one fact per household; a right that opens is a new fact.

It sums and counts nothing over people and knows no amounts: those are worked out here, around it. "Not b05" as the
absence of a fact fires before b05 is derived, so b06 repeats the conditions of b05, turned around.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from itertools import count
from typing import Any

from durable.lang import assert_fact, c, m, ruleset, when_all
from taak import DREMPEL_HOOGST, DREMPELS, RECHTEN, Antwoord, Gezin, bedragen
from vorm import Motor, Wijze

NAAM = "taak"
GEVONDEN: dict[str, set[str]] = {}
"""The rights that fired, per session."""
RECHTSTREEKS = (
    "gemeente bewoning verwarming ki vermogen wacht_maanden verhuisd_maanden zorgkosten woning_jaren prepaid "
    "schuldbemiddeling internet"
).split()


def _rules(b: Mapping[str, int]) -> None:
    def right(naam: str, *wegen: Any, via: tuple[str, ...] = (), ook: Any = None) -> None:
        """Open by one of these conditions, or after one of the rights `via` together with `ook`."""

        def found(s: Any) -> None:
            GEVONDEN.setdefault(s.s.sid, set()).add(naam)
            s.assert_fact({"recht": naam})

        for weg in wegen:
            when_all((m.soort == "gezin") & weg)(found)
        for eerst in via:
            when_all(c.eerst << m.recht == eerst, c.gezin << (m.soort == "gezin") & ook)(found)

    huurder, eigenaar = m.bewoning == "privaat", m.bewoning == "eigenaar"
    kort = huurder & (m.ref_volwassen == True) & (m.verhuisd_maanden <= 9) & (m.b_rest <= 0)  # noqa: E712
    olie = m.verwarming == "olie"
    krediet = (m.prepaid == True) & (m.schuldbemiddeling == False)  # noqa: E712
    right("b01", m.status_drie == True, m.laag_rest <= 0)  # noqa: E712
    right("b02", m.status_vier == True, (m.bewoning == "sociaal") & (m.verwarming == "gas"))  # noqa: E712
    right("b03", via=("b01",), ook=(m.ref_volwassen == True) & (m.internet == True))  # noqa: E712
    plafond = m.totaal <= b["olie_plafond"]
    right("b04", olie & (m.schuldbemiddeling == True), olie & plafond, via=("b01",), ook=olie)  # noqa: E712
    right("b05", huurder & (m.wacht_maanden >= 48) & (m.huur_rest <= 0) & (m.vermogen <= b["vermogen_max"]))
    geen_b05 = (m.wacht_maanden < 48, m.huur_rest > 0, m.vermogen > b["vermogen_max"])
    right("b06", *(kort & reden for reden in geen_b05))
    right("b07", eigenaar & (m.ki <= b["ki_max"]) & (m.kinderen >= 2))
    right("b08", eigenaar & (m.ki <= b["ki_bescheiden"]))
    right("b09", (m.studenten > 0) & (m.s_rest <= 0))
    right("b10", (m.kansen == True) & (m.l_rest <= 0), via=("b01",), ook=m.kansen == True)  # noqa: E712
    right("b11", m.eigen_reizigers > 0, via=("b01",), ook=m.vanaf_zes > 0)
    right("b12", via=("b01",), ook=m.jongeren > 0)
    right("b13", m.steuntrekkers > 0)
    right("b14", m.boven_drempel > 0, via=("b01",), ook=m.boven_lage_drempel > 0)
    right("b15", (m.kinderen >= 1) & (m.kind_rest <= 0))
    right("b16", (m.leefloner == True) & (m.kleuters > 0))  # noqa: E712
    right("b17", m.status_vier == True)  # noqa: E712
    right("b18", via=("b01", "b02"), ook=krediet)
    right("b19", eigenaar & (m.slecht_label == True) & (m.woning_jaren >= 15) & (m.r_rest <= 0))  # noqa: E712
    school = (m.schoolgemeente == True) & (m.scholieren > 0)  # noqa: E712
    right("b20", school & (m.leefloner == True), via=("b01",), ook=school)  # noqa: E712
    right("b21", (m.volwassenen == 1) & (m.kinderen >= 1) & (m.partners == 0) & (m.ouder_rest <= 0))
    oud = m.seniorengemeente == True  # noqa: E712
    right("b22", oud & (m.hoogbejaarden > 0), oud & (m.senioren > 0) & (m.handicaps > 0))


def facts(h: Gezin, b: Mapping[str, int]) -> dict[str, Any]:
    """One fact with all that the rules compare; `..._rest` is what the income is above a ceiling."""
    personen: list[dict[str, Any]] = h["personen"]

    def ages(laagst: int, hoogst: int = 999, vlag: str = "") -> int:
        return sum(laagst <= p["leeftijd"] <= hoogst and (not vlag or p[vlag]) for p in personen)

    leden, totaal, kinderen = len(personen), sum(p["inkomen"] for p in personen), ages(0, 17)
    ten_laste = kinderen + ages(18, 24, "student")
    drie = any(p["leefloon"] or p["igo"] or p["ivt"] for p in personen)
    laag = b["a_basis"] + b["a_per_lid"] * (leden - 1)
    drempel = next((d for tot, d in DREMPELS if totaal <= tot), DREMPEL_HOOGST)
    kosten: int = h["zorgkosten"]
    steun = [p["inkomen"] for p in personen if p["handicap"] and p["leeftijd"] >= 18]
    steun = [x for x in steun if x <= b["handicap_grens"]]
    return {
        **{naam: h[naam] for naam in RECHTSTREEKS},
        "soort": "gezin",
        "totaal": totaal,
        "kinderen": kinderen,
        "volwassenen": leden - kinderen,
        "status_drie": drie,
        "status_vier": drie or any(p["zorgbudget"] for p in personen),
        "ref_volwassen": any(p["band"] == "ref" and p["leeftijd"] >= 18 for p in personen),
        "leefloner": ages(18, 999, "leefloon") > 0,
        "laag_rest": totaal - laag,
        "ouder_rest": totaal - laag - b["ouder_extra"],
        "huur_rest": totaal - b["c_basis"] - b["c_per_lid"] * ten_laste,
        "b_rest": totaal - b["b_basis"] - b["b_per_lid"] * ten_laste,
        "s_rest": totaal - b["s_basis"] - b["s_per_lid"] * ten_laste,
        "l_rest": totaal - b["l_basis"] - b["l_per_lid"] * (leden - 1),
        "r_rest": totaal - b["r_3"] - b["r_per_lid"] * ten_laste,
        "kind_rest": totaal - (b["gezin_hoog"] if kinderen >= 3 else b["gezin_laag"]),
        "boven_drempel": kosten - drempel,
        "boven_lage_drempel": kosten - min(drempel, 52000),
        "studenten": ages(3, 24, "student"),
        "eigen_reizigers": sum(p["leeftijd"] >= 65 or p["handicap"] for p in personen),
        "vanaf_zes": ages(6),
        "jongeren": ages(6, 25),
        "steuntrekkers": len(steun),
        "kleuters": ages(3, 12),
        "scholieren": ages(3, 17),
        "senioren": ages(65),
        "hoogbejaarden": ages(75),
        "handicaps": ages(0, 999, "handicap"),
        "partners": sum(p["band"] == "partner" for p in personen),
        "kansen": h["gemeente"] in (0, 1, 4, 7),
        "schoolgemeente": h["gemeente"] not in (3, 9),
        "seniorengemeente": h["gemeente"] in (2, 5, 7),
        "slecht_label": h["epc"] in ("D", "E", "F"),
    }


def open_motor(dag: str) -> Motor:
    """The rules in a rule set of their own; every household is a session."""
    b = bedragen(dag)
    naam = f"{NAAM}{dag.replace('-', '')}"
    with ruleset(naam):
        _rules(b)
    nummers = count()

    def one(feit: dict[str, Any]) -> Antwoord:
        sessie = f"s{next(nummers)}"
        assert_fact(naam, {**feit, "sid": sessie})
        open_ = GEVONDEN.pop(sessie, set())
        return [r in open_ for r in RECHTEN], []

    return Motor(
        versie=version("durable_rules"),
        wijzen={"van gegevens (zonder bedragen)": Wijze(lambda h: facts(h, b), one)},
    )

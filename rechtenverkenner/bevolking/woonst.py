"""Where a household lives: dwelling, rent, heating, bills and connections."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.mensen import Data, Samenleving
from rechtenverkenner.bevolking.tabellen import (
    EIGENAAR,
    KANSEN,
    KOSTELOOS,
    NIEUW_HUURCONTRACT,
    PRIVAAT,
    RUSTHUIS,
    SOCIAAL,
    VERDELING_WONEN,
    VERHUURDERS,
    VERWARMING,
)

STATUUT: Final = {
    EIGENAAR: "eigenaar",
    PRIVAAT: "huurder",
    SOCIAAL: "huurder",
    KOSTELOOS: "kosteloos",
    RUSTHUIS: "rusthuis_of_instelling",
}
IN_LITER: Final = frozenset({"stookolie_bulk", "stookolie_pomp", "lamppetroleum_pomp", "propaan_bulk"})


def draw_dwelling(groep: Samenleving, *, arm: bool, lot: Loting, op_datum: date, sinds: date) -> Data:
    """The dwelling of a household that lives there since a day."""
    tabel = groep.soort.wonen
    titel = lot.pick(VERDELING_WONEN["arm" if arm and tabel in ("gewoon", "stad", "oud") else tabel])
    leden = len(groep.hier)
    return {
        "statuut": STATUUT[titel],
        **_rent(titel, tabel, leden, lot, sinds),
        **_new_contract(tabel, lot, op_datum, sinds),
        **_property(titel, arm, lot),
        **_heating(titel, tabel, lot, op_datum),
        **_bills(groep, leden, lot, arm),
    }


def _rent(titel: str, tabel: str, leden: int, lot: Loting, sinds: date) -> Data:
    """What a tenant pays and to whom; of who rents nothing, a rent of 0."""
    verhuurder = lot.pick(VERHUURDERS[titel]) if titel in VERHUURDERS else None
    vrij = lot.between(560, 820) + 55 * leden
    if tabel == "kamer":
        vrij = lot.between(350, 560)
    huur = 0 if verhuurder is None else vrij // 2 if titel == SOCIAAL else vrij
    uit: Data = {
        "soort_woning": "kamer" if tabel == "kamer" else "zelfstandig",
        "huurprijs": huur,
        "huurcontract_op_naam": verhuurder is not None and not lot.chance(KANSEN["contract_op_andere_naam"]),
        "huurwaarborg": huur * 2,
        "huurt_van_inwonend_familielid": False,
        "huurpremie_stopgezet": lot.chance(KANSEN["huurpremie_stopgezet"]) and verhuurder is not None,
        "woning_conform": not lot.chance(KANSEN["niet_conform"]),
        "woning_ongeschikt_verklaard": lot.chance(KANSEN["ongeschikt_verklaard"]),
        "verlaten_woning": "dakloos"
        if tabel == "dakloos"
        else lot.pick((("geen_van_deze", 97), ("niet_aangepast", 3))),
        "nieuwe_woning_aangepast": lot.chance(KANSEN["nieuwe_woning_aangepast"]),
        "huur_sinds": sinds.isoformat(),
    }
    return uit if verhuurder is None else {**uit, "verhuurder": verhuurder}


def _new_contract(tabel: str, lot: Loting, op_datum: date, sinds: date) -> Data:
    """Whether the household looks for another dwelling to rent, or has just signed."""
    stand = lot.pick(NIEUW_HUURCONTRACT)
    if tabel == "rusthuis":
        stand = "geen"
    getekend = op_datum - timedelta(days=lot.between(1, 80)) if stand == "getekend" else sinds
    return {"nieuw_huurcontract": stand, "huurcontract_getekend_op": getekend.isoformat()}


def _property(titel: str, arm: bool, lot: Loting) -> Data:
    andere = lot.chance(KANSEN["ander_goed_arm" if arm else "ander_goed"])
    ki = lot.between(350, 1500)
    ander_ki = lot.between(50, 900)
    eigenaar = titel == EIGENAAR
    return {
        "bezit_woning_of_bouwgrond": eigenaar or andere,
        "aantal_eigen_woningen": int(eigenaar) + int(andere),
        "ki_eigen_woning": ki if eigenaar else 0,
        "ki_andere_goederen": ander_ki if andere else 0,
        "nieuwbouw_eerste_vijf_jaar": lot.chance(KANSEN["nieuwbouw"]) and eigenaar,
    }


def _heating(titel: str, tabel: str, lot: Loting, op_datum: date) -> Data:
    """How the dwelling is heated, and the last delivery of fuel."""
    soort = lot.pick(VERWARMING)
    collectief = lot.chance(KANSEN["collectief_eigenaar" if titel == EIGENAAR else "collectief_huurder"]) or tabel in (
        "kamer",
        "rusthuis",
    )
    levering = op_datum - timedelta(days=lot.between(5, 330))
    pomp = soort.endswith("_pomp")
    liter = lot.between(5, 60) if pomp else lot.between(6, 25) * 100
    return {
        "hoofdverwarming": soort,
        "verwarming_collectief": collectief and soort in ("aardgas", "stookolie_bulk", "warmtepomp"),
        "levering_datum": levering.isoformat(),
        "levering_liter": liter if soort in IN_LITER else 0,
        "levering_prijs_per_liter": f"{lot.between(850, 1150) / 1000:.3f}" if soort in IN_LITER else "0",
        "levering_al_vergoed_liter": 0,
        "pomp_al_vergoed": lot.chance(KANSEN["pomp_al_vergoed"]) and pomp,
    }


def _bills(groep: Samenleving, leden: int, lot: Loting, arm: bool) -> Data:
    """Bills of a year, and whether they can be paid."""
    schulden = lot.chance(KANSEN["energieschulden_arm" if arm else "energieschulden"])
    naar_school = sum(3 <= m.leeftijd < 12 for m in groep.mensen)
    return {
        "energieschulden": schulden,
        "betaalt_energie_niet": lot.chance(KANSEN["betaalt_niet_bij_schulden"]) and schulden,
        "prepaid_meter": lot.chance(KANSEN["prepaid_bij_schulden"]) and schulden,
        "lac_aanvraag": lot.chance(KANSEN["lac_bij_schulden"]) and schulden,
        "prijs_internet": lot.between(30, 85),
        "waterfactuur_eigen": not lot.chance(KANSEN["gedeelde_waterfactuur"]),
        "waterfactuur_jaar": 110 + leden * lot.between(110, 180),
        "waterprijs_per_m3": f"{lot.between(40, 65) / 10:.1f}",
        "restafval_jaar": 30 + leden * lot.between(12, 35),
        "opvangkosten_jaar": naar_school * lot.between(0, 60) * 10,
        "schoolmaaltijden_jaar": naar_school * lot.between(0, 50) * 10,
    }


def draw_connections(woning: Data, lot: Loting) -> list[Data]:
    """The connections of a dwelling: electricity and water always, what heats it, and often internet."""
    in_instelling = woning["statuut"] == STATUUT[RUSTHUIS] or woning["soort_woning"] == "kamer"
    dragers = [("elektriciteit", in_instelling), ("water", not woning["waterfactuur_eigen"])]
    if woning["hoofdverwarming"] in ("aardgas", "warmtenet"):
        drager = "aardgas" if woning["hoofdverwarming"] == "aardgas" else "warmte"
        dragers.append((drager, bool(woning["verwarming_collectief"])))
    if lot.chance(KANSEN["internet"]):
        dragers.append(("internet", in_instelling))
    return [_connection(drager, collectief, lot) for drager, collectief in dragers]


def _connection(drager: str, collectief: bool, lot: Loting) -> Data:
    energie = drager in ("elektriciteit", "aardgas", "warmte")
    verbruik = lot.between(15, 55) * 100 if drager == "elektriciteit" else lot.between(60, 250) * 100
    prijs = lot.between(28, 38) if drager == "elektriciteit" else lot.between(7, 13)
    return {
        "id": "gas" if drager == "aardgas" else drager,
        "drager": drager,
        "contract": "collectief" if collectief else "individueel",
        "contract_op_naam_van": "buiten_gezin" if collectief else "gezinslid",
        "is_huishoudelijk": not lot.chance(KANSEN["voor_een_zaak"]),
        "verbruik_afgerekend": not lot.chance(KANSEN["vast_bedrag"]),
        "verbruik_kwh": verbruik if energie else 0,
        "prijs_per_kwh": f"0.{prijs:02d}" if energie else "0",
    }

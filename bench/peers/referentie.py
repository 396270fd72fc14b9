"""The right answer of the job: the 22 rules as plain Python over one household, written apart from any engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from taak import DREMPEL_HOOGST, DREMPELS, Antwoord, Gezin

B06 = (9000, 10500, 12000, 13500, 15000)
B07 = {2: 1008, 3: 1596, 4: 2236, 5: 2930, 6: 3676, 7: 4482}
_GEEN = (False, 0)


@dataclass(slots=True)
class Beeld:
    """What several rules look at."""

    h: Gezin
    personen: list[Gezin]
    b: Mapping[str, int]
    leden: int
    inkomen: int
    kinderen: int
    ten_laste: int
    ref_volwassen: bool
    status_drie: bool
    status_vier: bool
    leefloner: bool

    def between(self, laagst: int, hoogst: int = 999) -> int:
        """How many people are of these ages, both included."""
        return sum(laagst <= p["leeftijd"] <= hoogst for p in self.personen)


def look(h: Gezin, b: Mapping[str, int]) -> Beeld:
    personen: list[Gezin] = h["personen"]
    kinderen = sum(p["leeftijd"] < 18 for p in personen)
    drie = any(p["leefloon"] or p["igo"] or p["ivt"] for p in personen)
    return Beeld(
        h=h,
        personen=personen,
        b=b,
        leden=len(personen),
        inkomen=sum(p["inkomen"] for p in personen),
        kinderen=kinderen,
        ten_laste=kinderen + sum(1 for p in personen if p["student"] and 18 <= p["leeftijd"] <= 24),
        ref_volwassen=any(p["band"] == "ref" and p["leeftijd"] >= 18 for p in personen),
        status_drie=drie,
        status_vier=drie or any(p["zorgbudget"] for p in personen),
        leefloner=any(p["leefloon"] and p["leeftijd"] >= 18 for p in personen),
    )


def right_answer(h: Gezin, b: Mapping[str, int]) -> Antwoord:
    """Open or not and the amount in cents, for each of the 22 rights."""
    paren = [(bool(ja), int(bedrag) if ja else 0) for ja, bedrag in _all(look(h, b))]
    return [ja for ja, _ in paren], [bedrag for _, bedrag in paren]


def _all(x: Beeld) -> Iterator[tuple[object, int]]:
    laag_plafond = x.b["a_basis"] + x.b["a_per_lid"] * (x.leden - 1)
    b01 = x.status_drie or x.inkomen <= laag_plafond
    b02 = x.status_vier or (x.h["bewoning"] == "sociaal" and x.h["verwarming"] == "gas")
    yield b01, 0
    yield b02, 24000 + 3600 * min(x.leden, 5)
    yield b01 and x.ref_volwassen and x.h["internet"], 22800
    yield _b04(x, b01)
    yield from _tenant(x)
    yield from _owner(x)
    yield _b09(x)
    yield (
        x.h["gemeente"] in (0, 1, 4, 7) and (b01 or x.inkomen <= x.b["l_basis"] + x.b["l_per_lid"] * (x.leden - 1)),
        0,
    )
    reizigers = sum(p["leeftijd"] >= 65 or p["handicap"] or (b01 and p["leeftijd"] >= 6) for p in x.personen)
    yield reizigers, 5200 * reizigers
    yield b01 and x.between(6, 25), 0
    yield _b13(x)
    yield _b14(x, b01)
    yield _b15(x)
    yield x.leefloner and x.between(3, 12), 30000 * x.between(3, 12)
    yield x.status_vier, 10000 + 5000 * min(x.leden, 5) if x.h["eigen_meter"] else 18000
    yield x.h["prepaid"] and not x.h["schuldbemiddeling"] and (b01 or b02), 0
    yield _b19(x)
    scholieren = x.between(3, 17)
    yield x.h["gemeente"] not in (3, 9) and (b01 or x.leefloner) and scholieren, 4000 * min(5, scholieren)
    yield _b21(x, laag_plafond)
    yield _b22(x)


def _b04(x: Beeld, b01: bool) -> tuple[object, int]:
    reden = b01 or x.h["schuldbemiddeling"] or x.inkomen <= x.b["olie_plafond"]
    liter: int = x.h["olie_liter"]
    return x.h["verwarming"] == "olie" and reden, min(liter, 1500) * x.b["olie_per_liter"]


def _tenant(x: Beeld) -> Iterator[tuple[object, int]]:
    """b05 and b06: the second is for who does not get the first."""
    if x.h["bewoning"] != "privaat":
        yield _GEEN
        yield _GEEN
        return
    plafond = x.b["c_basis"] + x.b["c_per_lid"] * x.ten_laste
    b05 = x.h["wacht_maanden"] >= 48 and x.inkomen <= plafond and x.h["vermogen"] <= x.b["vermogen_max"]
    vol = 18000 + 1500 * min(x.ten_laste, 4)
    yield b05, vol if 2 * x.inkomen <= plafond else vol // 2
    past = x.inkomen <= x.b["b_basis"] + x.b["b_per_lid"] * x.ten_laste
    pas_verhuisd = x.h["verhuisd_maanden"] <= 9
    yield x.ref_volwassen and pas_verhuisd and past and not b05, B06[min(x.ten_laste, 4)]


def _owner(x: Beeld) -> Iterator[tuple[object, int]]:
    """b07 and b08."""
    ki: int = x.h["ki"]
    eigenaar = x.h["bewoning"] == "eigenaar"
    yield eigenaar and ki <= x.b["ki_max"] and x.kinderen >= 2, B07.get(min(x.kinderen, 7), 0)
    yield eigenaar and ki <= x.b["ki_bescheiden"], ki * 25 // 100


def _b09(x: Beeld) -> tuple[object, int]:
    leeftijden = [p["leeftijd"] for p in x.personen if p["student"] and 3 <= p["leeftijd"] <= 24]
    som = sum(15000 if jaren < 12 else 45000 if jaren < 18 else 210000 for jaren in leeftijden)
    return leeftijden and x.inkomen <= x.b["s_basis"] + x.b["s_per_lid"] * x.ten_laste, som


def _b13(x: Beeld) -> tuple[object, int]:
    grens = x.b["handicap_grens"]
    tekorten = [
        grens - p["inkomen"] for p in x.personen if p["handicap"] and p["leeftijd"] >= 18 and p["inkomen"] <= grens
    ]
    return tekorten, sum(tekorten)


def _b14(x: Beeld, b01: bool) -> tuple[object, int]:
    drempel = next((d for tot, d in DREMPELS if x.inkomen <= tot), DREMPEL_HOOGST)
    drempel = min(drempel, 52000) if b01 else drempel
    kosten: int = x.h["zorgkosten"]
    return kosten > drempel, kosten - drempel


def _b15(x: Beeld) -> tuple[object, int]:
    groot = x.kinderen >= 3
    plafond = x.b["gezin_hoog"] if groot else x.b["gezin_laag"]
    return x.kinderen and x.inkomen <= plafond, x.kinderen * (9900 if groot else 6600)


def _b19(x: Beeld) -> tuple[object, int]:
    extra = x.b["r_per_lid"] * x.ten_laste
    oud = x.h["bewoning"] == "eigenaar" and x.h["epc"] in ("D", "E", "F") and x.h["woning_jaren"] >= 15
    steun = 500000 if x.inkomen <= x.b["r_1"] + extra else 350000 if x.inkomen <= x.b["r_2"] + extra else 200000
    return oud and x.inkomen <= x.b["r_3"] + extra, steun


def _b21(x: Beeld, laag_plafond: int) -> tuple[object, int]:
    alleen = x.leden - x.kinderen == 1 and not any(p["band"] == "partner" for p in x.personen)
    past = x.inkomen <= laag_plafond + x.b["ouder_extra"]
    return alleen and x.kinderen and past, 12500 + 2500 * (x.kinderen - 1)


def _b22(x: Beeld) -> tuple[object, int]:
    samen = x.between(65) and any(p["handicap"] for p in x.personen)
    return x.h["gemeente"] in (2, 5, 7) and (x.between(75) or samen), 10000 + 5000 * x.between(75)

"""Synthetic households for the job: same seed, same households; in plain Python, for every engine.

What the shares stand for: one third singles, ages 17 to 95, most adults earn (lognormal, median some 27,000 euro), and
4 % of the households sit on an income ceiling, one cent under or one cent over it.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random

from taak import DAG, KEUZES, PERSOON_VLAGGEN, Gezin, bedragen

ZAAD = 20261122
LEDEN = (0.35, 0.33, 0.14, 0.12, 0.04, 0.015, 0.005)
AANDELEN = {
    "bewoning": (0.62, 0.25, 0.09, 0.04),
    "verwarming": (0.55, 0.20, 0.20, 0.05),
    "epc": (1 / 6,) * 6,
}
HOOGSTE_INKOMEN = 90_000_000
OP_DE_GRENS = 0.04


class Trekker:
    """Draws households one after the other."""

    def __init__(self, zaad: int) -> None:
        self.rng = Random(zaad)
        self.leden = self._table(LEDEN)
        self.keuzes = {naam: self._table(delen) for naam, delen in AANDELEN.items()}
        self.bedragen = bedragen(DAG)

    @staticmethod
    def _table(delen: Sequence[float]) -> list[float]:
        return list(accumulate(delen))[:-1]

    def chance(self, kans: float) -> bool:
        return self.rng.random() < kans

    def upto(self, laagst: int, hoogst: int) -> int:
        """A whole number, both ends included."""
        return laagst + int(self.rng.random() * (hoogst - laagst + 1))

    def pick(self, grenzen: list[float]) -> int:
        return bisect(grenzen, self.rng.random())

    def household(self) -> Gezin:
        gezin: Gezin = {naam: KEUZES[naam][self.pick(grenzen)] for naam, grenzen in self.keuzes.items()}
        gezin |= {
            "gemeente": self.upto(0, 9),
            "woning_jaren": self.upto(0, 119),
            "ki": self.upto(20_000, 350_000),
            "vermogen": self.upto(0, 2_000_000 if self.chance(0.7) else 40_000_000),
            "olie_liter": self.upto(0, 3000),
            "wacht_maanden": self.upto(0, 120),
            "verhuisd_maanden": self.upto(0, 60),
            "zorgkosten": self.upto(0, 60_000 if self.chance(0.8) else 400_000),
            "prepaid": self.chance(0.06),
            "eigen_meter": self.chance(0.85),
            "schuldbemiddeling": self.chance(0.05),
            "internet": self.chance(0.9),
        }
        personen = self.people(self.pick(self.leden) + 1)
        if self.chance(OP_DE_GRENS):
            self.put_on_a_ceiling(personen)
        gezin["personen"] = personen
        return gezin

    def people(self, aantal: int) -> list[Gezin]:
        eerste = self.upto(17, 95)
        koppel = aantal > 1 and self.chance(0.72)
        uit = []
        for i in range(aantal):
            if i == 0:
                band, leeftijd = "ref", eerste
            elif i == 1 and koppel:
                band, leeftijd = "partner", min(max(eerste + self.upto(-6, 6), 16), 99)
            elif self.chance(0.93):
                band, leeftijd = "kind", self.upto(0, 26)
            else:
                band, leeftijd = "ander", self.upto(0, 95)
            uit.append(self.person(band, leeftijd))
        return uit

    def person(self, band: str, leeftijd: int) -> Gezin:
        volwassen = leeftijd >= 18
        verdient = volwassen and self.chance(0.88)
        inkomen = min(int(self.rng.lognormvariate(14.8, 0.6)), HOOGSTE_INKOMEN) if verdient else 0
        studie = 0.97 if 3 <= leeftijd <= 18 else 0.5 if 18 < leeftijd <= 26 else 0.0
        kansen = (
            studie,
            0.03 * volwassen,
            0.07 * (leeftijd >= 65),
            0.03 * volwassen,
            0.025,
            0.045,
        )
        vlaggen = {naam: self.chance(kans) for naam, kans in zip(PERSOON_VLAGGEN, kansen, strict=True)}
        return {"leeftijd": leeftijd, "band": band, "inkomen": inkomen, **vlaggen}

    def put_on_a_ceiling(self, personen: list[Gezin]) -> None:
        b = self.bedragen
        ten_laste = sum(p["leeftijd"] < 18 or (p["student"] and p["leeftijd"] <= 24) for p in personen)
        plafonds = (
            b["a_basis"] + b["a_per_lid"] * (len(personen) - 1),
            b["c_basis"] + b["c_per_lid"] * ten_laste,
            b["b_basis"] + b["b_per_lid"] * ten_laste,
            b["s_basis"] + b["s_per_lid"] * ten_laste,
        )
        for p in personen:
            p["inkomen"] = 0
        personen[0]["inkomen"] = plafonds[self.upto(0, 3)] + self.upto(-1, 1)


def households(aantal: int, zaad: int = ZAAD) -> Iterator[Gezin]:
    """So many households."""
    trekker = Trekker(zaad)
    for _ in range(aantal):
        yield trekker.household()

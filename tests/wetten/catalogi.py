"""Random small catalogues, written as files and read by the real loader.

JSON is YAML, so the files are JSON: quick to write, and every check of the loader runs on them.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import strategies as st

from rechtenverkenner import Catalogus
from rechtenverkenner.catalogus.laden import read_teksten
from tests.wetten.formules import PARAMETERS, STATUSSEN, ZONDER_ANKER, Schrijver

Teksten = dict[str, str]
Data = dict[str, Any]

GEMEENTEN = ("11001", "24062", "44021")
"""With a local file, with another local file, without any."""
GRENZEN = ("2024-01-01", "2024-07-01", "2025-01-01", "2025-09-01", "2026-01-01", "2026-11-01", "2027-02-01")
WAARDEN: dict[str, tuple[Any, ...]] = {
    "EUR/jaar": (0, 900, 9000, 12000.5, 20000),
    "EUR/maand": (0, 400, 800.25, 1500),
    "EUR": (0, 100, 250.5),
    "jaren": (18, 25, 65),
    "aantal": (0, 1, 2, 3),
    "factor": (0, 0.5, 1.25),
    "EUR/liter": (0.14, 1.2),
    "lijst": (["aardgas"], ["pellets", "hout"], ["aardgas", "hout"]),
}
TOEVAL = ("RV252", "RV253", "RV254", "RV255", "RV256")
SOORTEN = (
    "alle",
    "een_van",
    "een_van",
    "niet",
    "leden",
    "leden",
    "als",
    "als",
    "keten",
    "keten",
    "beoordeling",
    "deel",
)
BRONNEN = {"B": {"uitgever": "de wet", "titel": "een bron"}}


class _Bouwer:
    """Writes the files of one catalogue."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.nummer = 0
        aantal = rng.randint(2, 6)
        niveaus = ("persoon", "persoon", "gezin", "gezin", "aansluiting")
        self.rechten = {f"r{i}": rng.choice(niveaus) for i in range(aantal)}

    def texts(self) -> Teksten:
        uit: dict[str, Data] = {
            "c/catalogus.yaml": {"versie": "2026.11.0"},
            "c/gemeenten.yaml": {"gemeenten": [{"nis": n, "naam": f"dorp {n}", "provincie": "x"} for n in GEMEENTEN]},
            "c/statussen.yaml": {s: {"naam": f"status {s}", "verlener": "dienst"} for s in STATUSSEN},
            "c/gedeeld.yaml": {"bronnen": BRONNEN, "parameters": {n: self.series(e) for n, e in PARAMETERS.items()}},
        }
        for kenmerk, niveau in self.rechten.items():
            uit[f"c/{kenmerk}.yaml"], delen = self.right(kenmerk, niveau)
            if delen:
                uit.update(self.local(kenmerk, niveau, delen))
        return {naam: json.dumps(data) for naam, data in uit.items()}

    # -- parameters
    def series(self, eenheid: str) -> Data:
        rng = self.rng
        begin = sorted(rng.sample(GRENZEN, rng.randint(1, 3)))
        waarden = [{"vanaf": dag, "bron": "B", "nagekeken_op": "2026-11-01", **self.value(eenheid)} for dag in begin]
        if rng.random() < 0.2:
            waarden[-1]["tot"] = "2027-12-31"
        return {"label": f"parameter in {eenheid}", "eenheid": eenheid, "waarden": waarden}

    def value(self, eenheid: str) -> Data:
        rng = self.rng
        zekerheid = rng.choice(("hoog", "middel", "laag"))
        if rng.random() < 0.1:
            return {"waarde": None, "zekerheid": zekerheid}
        if eenheid != "lijst" and rng.random() < 0.2:
            onder, boven = sorted(rng.choices(WAARDEN[eenheid], k=2))
            return {"waarde": None, "grenzen": [onder, rng.choice((boven, boven, None))], "zekerheid": zekerheid}
        return {"waarde": rng.choice(WAARDEN[eenheid]), "zekerheid": zekerheid}

    # -- rights
    def right(self, kenmerk: str, niveau: str) -> tuple[Data, dict[str, str]]:
        rng = self.rng
        delen: dict[str, str] = {}
        schrijver = Schrijver(rng, niveau, self.rechten)
        begrippen = self.notions(schrijver, delen)
        data: Data = {
            "recht": kenmerk,
            "naam": f"recht {kenmerk}",
            "beschrijving": "een recht",
            "domein": "energie",
            "bestuursniveau": "federaal",
            "pakket": "kern",
            "eenheid": niveau,
            "toekenning": {"standaard": rng.choice(("automatisch", "aanvraag"))},
            "bronnen": BRONNEN,
            "begrippen": begrippen,
            "voorwaarden": {"bron": "B", **self.conditions(schrijver, delen)},
            "stappen": [{"tekst": "vraag het aan", "wanneer": rng.choice(("altijd", "aanvraag", "hernieuwing"))}],
        }
        self.decorate(data, schrijver)
        return data, delen

    def conditions(self, s: Schrijver, delen: dict[str, str]) -> Data:
        """Mostly any tree; sometimes a plain one, of which chains of rights are made."""
        rng = self.rng
        eigen = [r for r, niveau in self.rechten.items() if niveau in s.levels()]
        if eigen and rng.random() < 0.4:
            schakels = [self.leaf({"als": f'recht("{r}")'}) for r in rng.sample(eigen, min(2, len(eigen)))]
            return {"een_van": [*schakels, self.leaf({"als": s.truth(0)})]}
        return {"alle": [self.tree(s, 2, delen) for _ in range(rng.randint(1, 2))]}

    def decorate(self, data: Data, schrijver: Schrijver) -> None:
        rng = self.rng
        if rng.random() < 0.7:
            per, eenheid = rng.choice((("jaar", "EUR/jaar"), ("jaar", "EUR/maand"), ("eenmalig", "EUR")))
            data["bedrag"] = {"formule": schrijver.number(eenheid, 3), "per": per}
        if rng.random() < 0.15:
            data["discretionair"] = True
        if rng.random() < 0.1:
            data["niet_uitgedrukt"] = ["iets wat de taal niet kan zeggen"]
        if rng.random() < 0.15:
            data["geldig"] = {"vanaf": rng.choice(GRENZEN)}
        if rng.random() < 0.15:
            data["gebied"] = {"nis": [rng.choice(GEMEENTEN)], "vanaf": rng.choice(GRENZEN)}
        for dag in ("terugwerkend", "uiterlijk", "hernieuwen"):
            if rng.random() < 0.3:
                data[dag] = schrijver.date(2)
        if data["eenheid"] == "aansluiting" and rng.random() < 0.5:
            data["dragers"] = ["elektriciteit", "water"]

    def notions(self, schrijver: Schrijver, delen: dict[str, str]) -> Data:
        rng = self.rng
        uit: Data = {}
        for i in range(rng.randint(0, 2)):
            naam, eenheid = f"begrip{i}", rng.choice(("EUR/jaar", "EUR/maand", "aantal"))
            vorm: Data = {"label": f"begrip {i}"}
            if rng.random() < 0.4:
                grenzen = rng.choice((["p_jaar"], ["p_jaar", "p_jaar + p_jaar"]))
                uitkomsten = [schrijver.number(eenheid, 1) for _ in range(len(grenzen) + 1)]
                soort = rng.choice(("tot_en_met", "onder"))
                vorm["staffel"] = {"van": schrijver.number("EUR/jaar", 1), soort: grenzen, "geeft": uitkomsten}
            else:
                vorm["formule"] = schrijver.number(eenheid, 2)
            if rng.random() < 0.3:
                vorm["plaatselijk"] = True
                delen[naam] = eenheid
            uit[naam] = vorm
            schrijver.begrippen[naam] = (schrijver.niveau, eenheid)
        return uit

    def leaf(self, inhoud: Data) -> Data:
        self.nummer += 1
        uit = {"id": f"v{self.nummer}", "label": f"voorwaarde {self.nummer}", **inhoud}
        if self.rng.random() < 0.3:
            uit["toekenning"] = self.rng.choice(("automatisch", "aanvraag"))
        return uit

    def tree(self, s: Schrijver, diepte: int, delen: dict[str, str] | None, positief: bool = True) -> Data:
        """One condition; `delen` collects local parts, and is None where none may stand."""
        rng = self.rng
        s = Schrijver(rng, s.niveau, s.rechten, s.begrippen, positief)
        soort = rng.choice(SOORTEN)
        eigen = [r for r, niveau in self.rechten.items() if niveau in s.levels()]
        if soort == "keten" and positief and eigen:
            return self.leaf({"als": f'recht("{rng.choice(eigen)}")'})
        if diepte <= 0 or soort in ("als", "keten") or (soort == "beoordeling" and not positief):
            return self.leaf({"als": s.truth(2)})
        if soort == "beoordeling":
            vorm = {"beoordeling": "een dienst beslist"} if rng.random() < 0.4 else {"als": s.truth(1)}
            return self.leaf(vorm)
        if soort == "niet":
            return {"niet": self.tree(s, diepte - 1, None, False)}
        if soort == "leden":
            return {rng.choice(("iemand", "iedereen")): self.members(s, diepte - 1, positief)}
        if soort == "deel":
            return self.part(s, diepte - 1, delen) if delen is not None and positief else self.leaf({"als": s.truth(1)})
        return {soort: [self.tree(s, diepte - 1, delen, positief) for _ in range(rng.randint(1, 3))]}

    def members(self, s: Schrijver, diepte: int, positief: bool) -> Data:
        rng = self.rng
        lid = s.at("persoon")
        uit: Data = {"groep": s.group() if s.niveau == "persoon" else rng.choice(ZONDER_ANKER)}
        if rng.random() < 0.4:
            uit["waar"] = lid.plain().truth(1)
        if rng.random() < 0.5:
            uit["als"] = lid.truth(1)
        else:
            takken = [self.tree(lid, diepte - 1, None, positief) for _ in range(rng.randint(1, 2))]
            uit[rng.choice(("alle", "een_van"))] = takken
        return uit

    def part(self, s: Schrijver, diepte: int, delen: dict[str, str]) -> Data:
        blad = self.leaf({})
        delen[blad["id"]] = ""
        if self.rng.random() < 0.4:
            return {**blad, "plaatselijk": {}}
        return {**blad, "plaatselijk": {"standaard": {"bron": "B", "alle": [self.tree(s, diepte, None)]}}}

    # -- municipalities
    def local(self, kenmerk: str, niveau: str, delen: dict[str, str]) -> dict[str, Data]:
        rng = self.rng
        uit: dict[str, Data] = {}
        for nis, map_ in zip(GEMEENTEN[:2], ("een", "twee"), strict=True):
            s = Schrijver(rng, niveau, self.rechten)
            vervangt: list[Data] = []
            vult_aan: list[Data] = []
            for deel, eenheid in delen.items():
                if eenheid:
                    vervangt.append({"deel": deel, "formule": s.number(eenheid, 2)})
                else:
                    inhoud = {"bron": "B", "alle": [self.tree(s, 1, None)]}
                    rng.choice((vervangt, vult_aan)).append({"deel": deel, "voorwaarden": inhoud})
            data: Data = {
                "lokaal": kenmerk,
                "gebied": {"nis": [nis], "vanaf": rng.choice(GRENZEN[:3])},
                "bronnen": BRONNEN,
                "parameters": {"p_jaar": self.series("EUR/jaar")},
                "vervangt": vervangt,
                "vult_aan": vult_aan,
            }
            uit[f"c/lokaal/{map_}/{kenmerk}.yaml"] = data
        return uit


_GELEZEN: list[tuple[Teksten, Catalogus]] = []
"""What was read last to see whether it loads: the first `load` of these texts need not read them again."""


def random_texts(rng: Random) -> Teksten:
    """Files of a random catalogue that loads."""
    while True:
        teksten = _Bouwer(rng).texts()
        catalogus, meldingen = read_teksten(teksten)
        if catalogus is not None and not meldingen:
            _GELEZEN[:] = [(teksten, catalogus)]
            return teksten
        # Chance may write the same alternative twice or limits that exclude each other, and the loader refuses that;
        # all else is a fault of this module.
        vreemd = [m for m in meldingen if m.code not in TOEVAL]
        assert not vreemd, "\n".join(map(str, vreemd))


def load(teksten: Teksten) -> Catalogus:
    """The catalogue in these files."""
    if _GELEZEN and _GELEZEN[0][0] is teksten:
        return _GELEZEN.pop()[1]
    catalogus, meldingen = read_teksten(teksten)
    assert catalogus is not None, "\n".join(map(str, meldingen))
    return catalogus


def random_catalogus(rng: Random) -> Catalogus:
    return load(random_texts(rng))


def texts_from(zaad: int, deel: int) -> Teksten:
    return random_texts(Random(f"{zaad} {deel}"))


def texts(*, deel: int = 0) -> st.SearchStrategy[Teksten]:
    """Files of small catalogues: 2 to 6 rights of persons, households and connections; others for another `deel`."""
    return st.builds(texts_from, zaad=st.integers(0, 2**40), deel=st.just(deel))


def texts_chosen() -> st.SearchStrategy[Teksten]:
    """The same, but hypothesis makes every choice and can look for the smallest failure; ten times slower."""
    return st.randoms(use_true_random=False).map(random_texts)

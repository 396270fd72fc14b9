"""publicodes (npm): the rules as its YAML-like data, asked through a node process that reads lines of JSON.

Its language knows no lists of people, so what sums or counts people is worked out here and given as a number.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from omgevingen import MAP, PUBLICODES
from taak import DREMPEL_HOOGST, DREMPELS, RECHTEN, ZONDER_BEDRAG, Antwoord, Gezin, bedragen
from vorm import Motor, Wijze

Regel = Any


def _all(*delen: Regel) -> Regel:
    return {"toutes ces conditions": list(delen)}


def _any(*delen: Regel) -> Regel:
    return {"une de ces conditions": list(delen)}


def _cases(paren: list[tuple[Regel, Regel]], anders: Regel) -> Regel:
    return {"variations": [*({"si": als, "alors": dan} for als, dan in paren), {"sinon": anders}]}


def _at_most(waarde: str, hoogst: int) -> Regel:
    return {"valeur": waarde, "plafond": hoogst}


def _table(waarde: str, uitkomsten: dict[int, int], anders: int) -> Regel:
    return _cases([(f"{waarde} = {k}", v) for k, v in uitkomsten.items()], anders)


def _one_of(*nummers: int) -> Regel:
    return _any(*(f"gemeente = {n}" for n in nummers))


def rules(dag: str) -> dict[str, Regel]:
    """Every rule, with the amounts of this day; the facts are questions, so that a missing one is noticed."""
    b = {naam: f"x {naam.replace('_', ' ')}" for naam in bedragen(dag)}
    uit: dict[str, Regel] = {f"x {naam.replace('_', ' ')}": waarde for naam, waarde in bedragen(dag).items()}
    for naam in FEITEN:
        uit[naam] = {"question": f"{naam} ?"}
    uit |= {
        "laag plafond": f"{b['a_basis']} + {b['a_per_lid']} * (leden - 1)",
        "huur plafond": f"{b['c_basis']} + {b['c_per_lid']} * ten laste",
        "extra": f"{b['r_per_lid']} * ten laste",
        "tot vijf": _at_most("leden", 5),
        "tot vier": _at_most("ten laste", 4),
        "gewone drempel": _cases([(f"totaal <= {tot}", d) for tot, d in DREMPELS], DREMPEL_HOOGST),
        "drempel": _cases([("b01", _at_most("gewone drempel", 52000))], "gewone drempel"),
        "reizigers": _cases([("b01", "zes of handicap")], "eigen reizigers"),
        "kind plafond": _cases([("kinderen >= 3", b["gezin_hoog"])], b["gezin_laag"]),
    }
    uit |= _conditions(b)
    uit |= {f"{r} bedrag": {"valeur": bedrag, "applicable si": r} for r, bedrag in _amounts(b).items()}
    return uit


def _conditions(b: dict[str, str]) -> dict[str, Regel]:
    return {
        "b01": _any("status drie", "totaal <= laag plafond"),
        "b02": _any("status vier", _all("bewoning = 'sociaal'", "verwarming = 'gas'")),
        "b03": _all("b01", "ref leeftijd >= 18", "internet"),
        "b04": _all("verwarming = 'olie'", _any("b01", "schuldbemiddeling", f"totaal <= {b['olie_plafond']}")),
        "b05": _all(
            "bewoning = 'privaat'",
            "wacht maanden >= 48",
            "totaal <= huur plafond",
            f"vermogen <= {b['vermogen_max']}",
        ),
        "b06": _all(
            "bewoning = 'privaat'",
            "ref leeftijd >= 18",
            "verhuisd maanden <= 9",
            f"totaal <= {b['b_basis']} + {b['b_per_lid']} * ten laste",
            "b05 = non",
        ),
        "b07": _all("bewoning = 'eigenaar'", f"ki <= {b['ki_max']}", "kinderen >= 2"),
        "b08": _all("bewoning = 'eigenaar'", f"ki <= {b['ki_bescheiden']}"),
        "b09": _all(
            "lagere school + middelbaar + hoger > 0", f"totaal <= {b['s_basis']} + {b['s_per_lid']} * ten laste"
        ),
        "b10": _all(_one_of(0, 1, 4, 7), _any("b01", f"totaal <= {b['l_basis']} + {b['l_per_lid']} * (leden - 1)")),
        "b11": "reizigers > 0",
        "b12": _all("b01", "jongeren > 0"),
        "b13": "steuntrekkers > 0",
        "b14": "zorgkosten > drempel",
        "b15": _all("kinderen >= 1", "totaal <= kind plafond"),
        "b16": _all("leefloner", "kleuters > 0"),
        "b17": "status vier",
        "b18": _all("prepaid", "schuldbemiddeling = non", _any("b01", "b02")),
        "b19": _all("bewoning = 'eigenaar'", "slecht label", "woning jaren >= 15", f"totaal <= {b['r_3']} + extra"),
        "b20": _all("gemeente != 3", "gemeente != 9", _any("b01", "leefloner"), "scholieren > 0"),
        "b21": _all(
            "leden - kinderen = 1", "kinderen >= 1", "partners = 0", f"totaal <= laag plafond + {b['ouder_extra']}"
        ),
        "b22": _all(_one_of(2, 5, 7), _any("hoogbejaarden > 0", _all("senioren > 0", "handicaps > 0"))),
    }


def _amounts(b: dict[str, str]) -> dict[str, Regel]:
    vol = "(18000 + 1500 * tot vier)"
    return {
        "b02": "24000 + 3600 * tot vijf",
        "b03": 22800,
        "b04": f"liters * {b['olie_per_liter']}",
        "b05": _cases([("2 * totaal <= huur plafond", vol)], f"{vol} / 2"),
        "b06": "9000 + 1500 * tot vier",
        "b07": _table("kinderen", {2: 1008, 3: 1596, 4: 2236, 5: 2930, 6: 3676}, 4482),
        "b08": "ki * 25 / 100",
        "b09": "15000 * lagere school + 45000 * middelbaar + 210000 * hoger",
        "b11": "5200 * reizigers",
        "b13": f"steuntrekkers * {b['handicap_grens']} - steun inkomen",
        "b14": "zorgkosten - drempel",
        "b15": _cases([("kinderen >= 3", "9900 * kinderen")], "6600 * kinderen"),
        "b16": "30000 * kleuters",
        "b17": _cases([("eigen meter", "10000 + 5000 * tot vijf")], 18000),
        "b19": _cases([(f"totaal <= {b['r_1']} + extra", 500000), (f"totaal <= {b['r_2']} + extra", 350000)], 200000),
        "b20": {"valeur": "4000 * scholieren", "plafond": 20000},
        "b21": "12500 + 2500 * (kinderen - 1)",
        "b22": "10000 + 5000 * hoogbejaarden",
    }


def facts(h: Gezin, grens: int) -> dict[str, object]:
    """What publicodes is told of a household."""
    personen: list[dict[str, Any]] = h["personen"]

    def count(laagst: int, hoogst: int = 999, *vlaggen: str) -> int:
        return sum(laagst <= p["leeftijd"] <= hoogst and all(p[v] for v in vlaggen) for p in personen)

    drie = any(p["leefloon"] or p["igo"] or p["ivt"] for p in personen)
    steun = [p["inkomen"] for p in personen if p["handicap"] and p["leeftijd"] >= 18 and p["inkomen"] <= grens]
    kinderen = count(0, 17)
    uit: dict[str, object] = {
        "leden": len(personen),
        "totaal": sum(p["inkomen"] for p in personen),
        "kinderen": kinderen,
        "ten laste": kinderen + count(18, 24, "student"),
        "status drie": drie,
        "status vier": drie or any(p["zorgbudget"] for p in personen),
        "ref leeftijd": next(p["leeftijd"] for p in personen if p["band"] == "ref"),
        "leefloner": count(18, 999, "leefloon") > 0,
        "lagere school": count(3, 11, "student"),
        "middelbaar": count(12, 17, "student"),
        "hoger": count(18, 24, "student"),
        "zes of handicap": sum(p["leeftijd"] >= 6 or p["handicap"] for p in personen),
        "eigen reizigers": sum(p["leeftijd"] >= 65 or p["handicap"] for p in personen),
        "jongeren": count(6, 25),
        "steuntrekkers": len(steun),
        "steun inkomen": sum(steun),
        "kleuters": count(3, 12),
        "scholieren": count(3, 17),
        "senioren": count(65),
        "hoogbejaarden": count(75),
        "handicaps": count(0, 999, "handicap"),
        "partners": sum(p["band"] == "partner" for p in personen),
        "liters": min(h["olie_liter"], 1500),
        "slecht label": h["epc"] in ("D", "E", "F"),
    }
    uit |= {naam.replace("_", " "): h[naam] for naam in RECHTSTREEKS}
    return {k: _written(w) for k, w in uit.items()}


RECHTSTREEKS = (
    "gemeente bewoning verwarming ki vermogen wacht_maanden verhuisd_maanden zorgkosten woning_jaren prepaid "
    "eigen_meter schuldbemiddeling internet"
).split()
FEITEN = (
    "leden,totaal,kinderen,ten laste,status drie,status vier,ref leeftijd,leefloner,lagere school,middelbaar,hoger,"
    "zes of handicap,eigen reizigers,jongeren,steuntrekkers,steun inkomen,kleuters,scholieren,senioren,hoogbejaarden,"
    "handicaps,partners,liters,slecht label"
).split(",") + [naam.replace("_", " ") for naam in RECHTSTREEKS]


def _written(waarde: object) -> object:
    if isinstance(waarde, bool):
        return "oui" if waarde else "non"
    return f"'{waarde}'" if isinstance(waarde, str) else waarde


class Knecht:
    """The node process."""

    def __init__(self, regels: dict[str, Regel]) -> None:
        script = Path(__file__).with_name("publicodes.cjs")
        omgeving = {**os.environ, "PUBLICODES_MAP": str(MAP / "publicodes")}
        pijp = subprocess.PIPE
        self.proces = subprocess.Popen(["node", str(script)], stdin=pijp, stdout=pijp, text=True, env=omgeving)
        self.ask({"regels": regels, "rechten": RECHTEN, "zonder": sorted(ZONDER_BEDRAG)})

    def ask(self, vraag: Any) -> Any:
        assert self.proces.stdin is not None
        assert self.proces.stdout is not None
        self.proces.stdin.write(json.dumps(vraag) + "\n")
        self.proces.stdin.flush()
        return json.loads(self.proces.stdout.readline())

    def cpu(self) -> float:
        """CPU seconds so far."""
        velden = Path(f"/proc/{self.proces.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(velden[11]) + int(velden[12])) / os.sysconf("SC_CLK_TCK")


def open_motor(dag: str) -> Motor:
    """A node process with the rules parsed."""
    knecht, grens = Knecht(rules(dag)), bedragen(dag)["handicap_grens"]

    def many(gezinnen: list[Any]) -> list[Antwoord]:
        return [(ja, [int(x // 1) for x in bedragen_]) for ja, bedragen_ in knecht.ask(gezinnen)]

    return Motor(
        versie=PUBLICODES.partition("@")[2],
        wijzen={"van gegevens": Wijze(lambda h: facts(h, grens), lambda g: many([g])[0])},
        lijst=many,
        kind_cpu=knecht.cpu,
    )

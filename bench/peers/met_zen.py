"""zen-engine: the rules as one decision graph in its JSON form, asked one household at a time and many in one call."""

from __future__ import annotations

from importlib.metadata import version
from itertools import pairwise
from typing import Any

import zen
from taak import DREMPEL_HOOGST, DREMPELS, RECHTEN, ZONDER_BEDRAG, Antwoord, Gezin, reeksen
from vorm import FOUT, JA, NEE, OPEN, Motor, Wijze

# Facts that several rules look at; `$` is what the same node worked out before.
BEGRIPPEN = {
    "leden": "len(personen)",
    "totaal": "sum(map(personen, #.inkomen))",
    "kinderen": "count(personen, #.leeftijd < 18)",
    "ten_laste": "$.kinderen + count(personen, #.student and #.leeftijd >= 18 and #.leeftijd <= 24)",
    "status_drie": "some(personen, #.leefloon or #.igo or #.ivt)",
    "status_vier": "$.status_drie or some(personen, #.zorgbudget)",
    "leefloner": "some(personen, #.leefloon and #.leeftijd >= 18)",
    "ref_volwassen": "some(personen, #.band == 'ref' and #.leeftijd >= 18)",
    "kleuters": "count(personen, #.leeftijd >= 3 and #.leeftijd <= 12)",
    "scholieren": "count(personen, #.leeftijd >= 3 and #.leeftijd <= 17)",
    "hoogbejaard": "count(personen, #.leeftijd >= 75)",
    "laag_plafond": "b.a_basis + b.a_per_lid * ($.leden - 1)",
    "huur_plafond": "b.c_basis + b.c_per_lid * $.ten_laste",
    "extra": "b.r_per_lid * $.ten_laste",
    "tot_vijf": "min([$.leden, 5])",
    "tot_vier": "min([$.ten_laste, 4])",
}
# Right -> (condition, amount where it is open).
REGELS = {
    "b01": ("status_drie or totaal <= laag_plafond", ""),
    "b02": ("status_vier or (bewoning == 'sociaal' and verwarming == 'gas')", "24000 + 3600 * tot_vijf"),
    "b03": ("$.b01 and ref_volwassen and internet", "22800"),
    "b04": (
        "verwarming == 'olie' and ($.b01 or schuldbemiddeling or totaal <= b.olie_plafond)",
        "min([olie_liter, 1500]) * b.olie_per_liter",
    ),
    "b05": (
        "bewoning == 'privaat' and wacht_maanden >= 48 and totaal <= huur_plafond and not (vermogen > b.vermogen_max)",
        "2 * totaal <= huur_plafond ? 18000 + 1500 * tot_vier : floor((18000 + 1500 * tot_vier) / 2)",
    ),
    "b06": (
        "bewoning == 'privaat' and ref_volwassen and verhuisd_maanden <= 9 "
        "and totaal <= b.b_basis + b.b_per_lid * ten_laste and not $.b05",
        "[9000, 10500, 12000, 13500, 15000][tot_vier]",
    ),
    "b07": (
        "bewoning == 'eigenaar' and ki <= b.ki_max and kinderen >= 2",
        "[0, 0, 1008, 1596, 2236, 2930, 3676, 4482][min([kinderen, 7])]",
    ),
    "b08": ("bewoning == 'eigenaar' and ki <= b.ki_bescheiden", "floor(ki * 25 / 100)"),
    "b09": (
        "some(personen, #.student and #.leeftijd >= 3 and #.leeftijd <= 24) "
        "and totaal <= b.s_basis + b.s_per_lid * ten_laste",
        "sum(map(filter(personen, #.student and #.leeftijd >= 3 and #.leeftijd <= 24), "
        "#.leeftijd < 12 ? 15000 : (#.leeftijd < 18 ? 45000 : 210000)))",
    ),
    "b10": ("gemeente in [0, 1, 4, 7] and ($.b01 or totaal <= b.l_basis + b.l_per_lid * (leden - 1))", ""),
    "b11": ("$.reizigers > 0", "5200 * $.reizigers"),
    "b12": ("$.b01 and some(personen, #.leeftijd >= 6 and #.leeftijd <= 25)", ""),
    "b13": ("len($.steun) > 0", "len($.steun) * b.handicap_grens - sum(map($.steun, #.inkomen))"),
    "b14": ("zorgkosten > $.drempel", "zorgkosten - $.drempel"),
    "b15": (
        "kinderen >= 1 and totaal <= (kinderen >= 3 ? b.gezin_hoog : b.gezin_laag)",
        "kinderen * (kinderen >= 3 ? 9900 : 6600)",
    ),
    "b16": ("leefloner and kleuters > 0", "30000 * kleuters"),
    "b17": ("status_vier", "eigen_meter ? 10000 + 5000 * tot_vijf : 18000"),
    "b18": ("prepaid and not schuldbemiddeling and ($.b01 or $.b02)", ""),
    "b19": (
        "bewoning == 'eigenaar' and epc in ['D', 'E', 'F'] and woning_jaren >= 15 and totaal <= b.r_3 + extra",
        "totaal <= b.r_1 + extra ? 500000 : (totaal <= b.r_2 + extra ? 350000 : 200000)",
    ),
    "b20": (
        "not (gemeente in [3, 9]) and ($.b01 or leefloner) and scholieren > 0",
        "4000 * min([5, scholieren])",
    ),
    "b21": (
        "leden - kinderen == 1 and kinderen >= 1 and not some(personen, #.band == 'partner') "
        "and totaal <= laag_plafond + b.ouder_extra",
        "12500 + 2500 * (kinderen - 1)",
    ),
    "b22": (
        "gemeente in [2, 5, 7] and (hoogbejaard > 0 "
        "or (some(personen, #.leeftijd >= 65) and some(personen, #.handicap)))",
        "10000 + 5000 * hoogbejaard",
    ),
}
TUSSEN = {
    "b11": {
        "reizigers": "$.b01 ? count(personen, #.leeftijd >= 6 or #.handicap) "
        ": count(personen, #.leeftijd >= 65 or #.handicap)"
    },
    "b13": {"steun": "filter(personen, #.handicap and #.leeftijd >= 18 and #.inkomen <= b.handicap_grens)"},
    "b14": {"drempel": "$.b01 ? min([gewone_drempel, 52000]) : gewone_drempel"},
}
"""Values that a rule works out first."""


def _table(invoer: str, uit: list[str], rijen: list[tuple[str, list[str]]], pad: str | None) -> dict[str, Any]:
    """A decision table that adds its first matching row."""
    return {
        "hitPolicy": "first",
        "passThrough": True,
        "inputField": None,
        "outputPath": pad,
        "executionMode": "single",
        "inputs": [{"id": "in", "name": invoer, "field": invoer}],
        "outputs": [{"id": f"u_{naam}", "name": naam, "field": naam} for naam in uit],
        "rules": [
            {"_id": f"rij{i}", "in": als, **{f"u_{n}": w for n, w in zip(uit, waarden, strict=True)}}
            for i, (als, waarden) in enumerate(rijen)
        ],
    }


def _expressions(paren: dict[str, str], *, door: bool) -> dict[str, Any]:
    return {
        "expressions": [{"id": naam, "key": naam, "value": waarde} for naam, waarde in paren.items()],
        "passThrough": door,
        "inputField": None,
        "outputPath": None,
        "executionMode": "single",
    }


def _amounts() -> dict[str, Any]:
    """The dated amounts: a row per year, the newest first."""
    jaren = sorted({j for reeks in reeksen().values() for j in reeks}, reverse=True)
    rijen = [
        (f">= {jaar}", [str(reeks[max(j for j in reeks if j <= jaar)]) for reeks in reeksen().values()])
        for jaar in jaren
    ]
    return _table("jaar", list(reeksen()), rijen, "b")


def graph() -> dict[str, Any]:
    """Input, amounts, notions, brackets, rules, output."""
    drempels = [(f"<= {tot}", [str(drempel)]) for tot, drempel in DREMPELS]
    regels: dict[str, str] = {}
    for naam, (voorwaarde, bedrag) in REGELS.items():
        regels |= TUSSEN.get(naam, {})
        regels[naam] = voorwaarde
        if bedrag:
            regels[f"{naam}_bedrag"] = f"$.{naam} ? ({bedrag}) : 0"
    knopen: list[tuple[str, str, dict[str, Any]]] = [
        ("in", "inputNode", {}),
        ("bedragen", "decisionTableNode", _amounts()),
        ("begrippen", "expressionNode", _expressions(BEGRIPPEN, door=True)),
        (
            "drempel",
            "decisionTableNode",
            _table("totaal", ["gewone_drempel"], [*drempels, ("", [str(DREMPEL_HOOGST)])], None),
        ),
        ("regels", "expressionNode", _expressions(regels, door=False)),
        ("uit", "outputNode", {}),
    ]
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": k, "name": k, "type": soort, "content": inhoud, "position": {"x": 0, "y": 0}}
            for k, soort, inhoud in knopen
        ],
        "edges": [
            {"id": f"{a[0]}-{b[0]}", "type": "edge", "sourceId": a[0], "targetId": b[0]} for a, b in pairwise(knopen)
        ],
    }


def read(uit: dict[str, Any]) -> Antwoord:
    """Verdicts and amounts of a result."""
    return [uit[r] for r in RECHTEN], [0 if r in ZONDER_BEDRAG else int(uit[f"{r}_bedrag"]) for r in RECHTEN]


def open_motor(dag: str) -> Motor:
    """The graph, loaded and compiled."""
    motor = zen.ZenEngine({"loader": {"type": "static", "content": {"taak": graph()}}})
    besluit = motor.get_decision("taak")
    jaar = int(dag[:4])

    def many(gezinnen: list[Any]) -> list[Antwoord]:
        uit = motor.evaluate_batch([{"key": "taak", "context": g} for g in gezinnen])
        return [read(x["data"]["result"]) for x in uit]

    def with_gaps(h: Gezin) -> list[str]:
        try:
            uit = besluit.evaluate({**h, "jaar": jaar})["result"]
        except RuntimeError:
            return [FOUT] * len(RECHTEN)  # one missing fact stops the whole graph
        return [{True: JA, False: NEE}.get(uit.get(r), OPEN) for r in RECHTEN]

    def prepared(h: Gezin) -> Any:
        return {**h, "jaar": jaar}

    return Motor(
        versie=version("zen-engine"),
        wijzen={
            "van gegevens": Wijze(prepared, lambda g: read(besluit.evaluate(g)["result"])),
            "met spoor": Wijze(prepared, lambda g: read(besluit.evaluate(g, {"trace": True})["result"])),
        },
        lijst=many,
        met_gaten=with_gaps,
    )

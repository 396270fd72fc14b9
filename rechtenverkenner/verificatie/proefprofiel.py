"""A solution of the solver as a household profile: plain data as it stands in a case file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from rechtenverkenner.model.bedrag import to_decimal
from rechtenverkenner.model.datums import to_date
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.verificatie.dagen import Dag
from rechtenverkenner.verificatie.gezinsvormen import NAMEN
from rechtenverkenner.verificatie.proefgezin import Houdingsvariabele, Proefgezin
from rechtenverkenner.verificatie.z3_model import Model, Term

Data = dict[str, Any]
_SOORT_PER_BEGRIP: Final = {
    "belastbaar": "loon",
    "pensioen": "pensioen",
    "werk_of_uitkering": "loon",
    "ander_belastbaar": "ander_belastbaar",
    "vrijgesteld_buitenlands": "vrijgesteld_buitenlands",
    "leefloon": "leefloon",
    "ivt": "ivt",
    "rest": "kinderbijslag",
}


def profile(g: Proefgezin, model: Model) -> Data:
    """The household of one solution, with every list complete."""
    uit: Data = {"personen_volledig": True, "personen": [_person(g, model, i) for i in range(len(g.vorm.leden))]}
    woning: Data = {}
    aansluiting: Data = {}
    for (naam, i), w in g.feiten.items():
        bak = REGISTER[naam][1]
        if bak != "persoon":
            doel = {"gezin": uit, "woning": woning, "aansluiting": aansluiting}[bak]
            doel[naam] = _value(g, naam, w, model)
        del i
    if woning:
        uit["woning"] = woning
    uit |= _use(g, model, "gezin", 0, "rechten")
    houdt = _use(g, model, "aansluiting", 0, "rechten")
    if aansluiting or "rechten" in houdt:
        uit["aansluitingen"] = [{"id": "a1", "drager": "elektriciteit", **aansluiting, **houdt}]
    return uit


def _person(g: Proefgezin, model: Model, i: int) -> Data:
    lid = g.vorm.leden[i]
    uit: Data = {"id": NAMEN[i]}
    uit |= {n: _value(g, n, w, model) for (n, j), w in g.feiten.items() if j == i and REGISTER[n][1] == "persoon"}
    if not lid.hier:
        uit["domicilie"] = "elders"
    uit["partner"] = "geen" if lid.partner is None else NAMEN[lid.partner]
    uit["kind_van"] = [NAMEN[q] for q in lid.kind_van]
    uit["ten_laste_van"] = "niemand" if lid.titularis is None else NAMEN[lid.titularis]
    uit |= _use(g, model, "persoon", i, "statussen") | _use(g, model, "persoon", i, "rechten")
    return uit | _incomes(g, model, i)


def _value(g: Proefgezin, naam: str, w: Term | Dag, model: Model) -> object:
    typ = REGISTER[naam][0].typ
    if isinstance(w, Dag):
        return _day(w, model)
    if typ.soort == "bool":
        return model.truth(w)
    getal = model.number(w)
    if typ.soort == "keuze":
        return g.choices(naam)[getal]
    return _number(getal, typ.eenheid)


def _number(getal: int, eenheid: str) -> Decimal | int:
    waarde = to_decimal(getal, eenheid)
    return int(waarde) if waarde == waarde.to_integral_value() else waarde


def _day(d: Dag, model: Model) -> date:
    return to_date(model.number(d.getal))


def _use(g: Proefgezin, model: Model, niveau: str, i: int, bron: str) -> Data:
    rij = {
        k: waarde
        for (n, j, b, k), h in sorted(g.houdingen.items())
        if (n, j, b) == (niveau, i, bron) and (waarde := _attitude(h, model)) is not None
    }
    return {**({bron: rij} if rij else {}), f"andere_{bron}": False}


def _attitude(h: Houdingsvariabele, model: Model) -> object:
    if model.truth(h.loopt):
        return _day(h.sinds, model)
    if model.truth(h.had):
        return {"sinds": _day(h.sinds, model), "tot": _day(h.tot, model)}
    return None


def _incomes(g: Proefgezin, model: Model, i: int) -> Data:
    uit: Data = {}
    lopend = {(s, b): w for (j, s, b), w in g.lopend.items() if j == i}
    if lopend:
        uit["inkomens"] = [
            {"soort": "vakantiegeld" if soort == "voordelen" else _SOORT_PER_BEGRIP[b], "bedrag": bedrag, "per": per}
            for (soort, b), w in lopend.items()
            for per in ("jaar" if soort == "voordelen" else "maand",)
            if (bedrag := _number(model.number(w), "EUR"))
        ]
        uit["inkomens_volledig"] = True
    if biljetten := _notices(g, model, i):
        uit["aanslagbiljetten"] = biljetten
    remgelden = [{"jaar": j, "bedrag": _number(model.number(w), "EUR")} for (p, j), w in g.remgelden.items() if p == i]
    return {**uit, "remgelden": remgelden} if remgelden else uit


def _notices(g: Proefgezin, model: Model, i: int) -> list[Data]:
    per_jaar: dict[int, Data] = {}
    for (p, begrip, jaar), w in g.jaarbedragen.items():
        if p == i:
            per_jaar.setdefault(jaar, {})[begrip] = _number(model.number(w), "EUR")
    if i in g.biljetten:
        laatste = per_jaar.setdefault(model.number(g.biljetten[i].jaar), {})
        for begrip, w in g.biljetten[i].bedragen.items():
            laatste.setdefault(begrip, _number(model.number(w), "EUR"))
    return [{"jaar": jaar, **bedragen} for jaar, bedragen in sorted(per_jaar.items())]

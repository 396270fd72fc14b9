"""A system of one of the two engines of the OpenFisca family: rules, amounts, input and output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from fisca_regels import FORMULES
from taak import (
    BAND,
    GETALLEN,
    KEUZES,
    PERSOON_GETALLEN,
    PERSOON_VLAGGEN,
    RECHTEN,
    VLAGGEN,
    ZONDER_BEDRAG,
    Antwoord,
    Gezin,
    reeksen,
)

ROLLEN = {"ref": "refs", "partner": "partners", "kind": "kinderen_", "ander": "anderen"}
Kolomparen = tuple[Mapping[str, Any], Mapping[str, Any]]
"""The columns of households and of persons."""


@dataclass(frozen=True, slots=True)
class Kern:
    """The names that the two libraries give to the same things."""

    variable: Any
    enum: Any
    jaar: Any
    build_entity: Callable[..., Any]
    parameter_node: Any
    system: Any


def build_system(kern: Kern) -> tuple[Any, dict[str, Any]]:
    """The tax and benefit system with every variable and parameter, and the classes of the choices."""
    rollen = [
        {"key": k, "plural": meervoud, "label": k, "doc": "", **({"max": 1} if k in ("ref", "partner") else {})}
        for k, meervoud in ROLLEN.items()
    ]
    persoon = kern.build_entity(key="persoon", plural="personen", label="persoon", doc="", is_person=True)
    gezin = kern.build_entity(key="gezin", plural="gezinnen", label="gezin", doc="", roles=rollen)
    systeem = kern.system([persoon, gezin])
    niveaus = {"persoon": persoon, "gezin": gezin}

    def add(naam: str, niveau: str, soort: type, **meer: Any) -> None:
        velden = {"value_type": soort, "entity": niveaus[niveau], "definition_period": kern.jaar, "label": naam, **meer}
        systeem.add_variable(type(naam, (kern.variable,), velden))

    enums = {naam: kern.enum(naam, {w: w for w in waarden}) for naam, waarden in KEUZES.items()}
    for naam, enum in enums.items():
        add(naam, "gezin", kern.enum, possible_values=enum, default_value=enum[KEUZES[naam][0]])
    for niveau, soort, namen in (
        ("gezin", int, GETALLEN),
        ("gezin", bool, VLAGGEN),
        ("persoon", int, PERSOON_GETALLEN),
        ("persoon", bool, PERSOON_VLAGGEN),
    ):
        for naam in namen:
            add(naam, niveau, soort)
    for naam, (niveau, soort, formule) in FORMULES.items():
        add(naam, niveau, soort, formula=formule)
    data = {
        naam: {"description": naam, "values": {f"{j}-01-01": {"value": w} for j, w in reeks.items()}}
        for naam, reeks in reeksen().items()
    }
    systeem.parameters = kern.parameter_node("", data=data)
    return systeem, enums


def situation(h: Gezin, jaar: str) -> dict[str, Any]:
    """One household as the JSON that both engines read; a fact that is left out stays out."""
    personen: list[Gezin] = h["personen"]
    rollen: dict[str, list[str]] = {}
    for i, p in enumerate(personen):
        rollen.setdefault(ROLLEN[p["band"]], []).append(f"p{i}")
    feiten = {k: {jaar: h[k]} for k in (*GETALLEN, *VLAGGEN, *KEUZES) if k in h}
    return {
        "personen": {
            f"p{i}": {k: {jaar: p[k]} for k in (*PERSOON_GETALLEN, *PERSOON_VLAGGEN) if k in p}
            for i, p in enumerate(personen)
        },
        "gezinnen": {"g": {**rollen, **feiten}},
    }


def calculate(simulatie: Any, jaar: str) -> tuple[list[Any], list[Any]]:
    """The arrays of the 22 verdicts, and of the amounts there are."""
    ja = [simulatie.calculate(r, jaar) for r in RECHTEN]
    bedragen = [None if r in ZONDER_BEDRAG else simulatie.calculate(f"{r}_bedrag", jaar) for r in RECHTEN]
    return ja, bedragen


def first(uitkomst: tuple[list[Any], list[Any]]) -> Antwoord:
    """The answer of the first household."""
    ja, bedragen = uitkomst
    return [bool(x[0]) for x in ja], [0 if x is None else int(x[0]) for x in bedragen]


def stacked(uitkomst: tuple[list[Any], list[Any]]) -> tuple[Any, Any]:
    """All households: two arrays of 22 wide."""
    ja, bedragen = uitkomst
    nul = np.zeros(len(ja[0]), np.int64)
    return np.column_stack(ja), np.column_stack([nul if x is None else x for x in bedragen])


def read_columns(map_: Path) -> Kolomparen:
    """The columns of households and persons in a folder."""

    def part(deel: str) -> dict[str, Any]:
        return {p.name.partition(".")[2]: np.fromfile(p, np.int64) for p in sorted(map_.glob(f"{deel}.*"))}

    gezin, persoon = part("gezin"), part("persoon")
    for naam in VLAGGEN:
        gezin[naam] = gezin[naam].astype(bool)
    for naam in PERSOON_VLAGGEN:
        persoon[naam] = persoon[naam].astype(bool)
    persoon["band"] = np.array(BAND)[persoon["band"]]
    return gezin, persoon


def fill(bouwer: Any, systeem: Any, kolommen: Kolomparen, jaar: str, keuze: Callable[[str, Any], Any]) -> Any:
    """A simulation over columns; `keuze` makes the array of a choice."""
    gezin, persoon = kolommen
    bouwer.declare_person_entity("persoon", np.arange(len(persoon["gezin"])))
    groep = bouwer.declare_entity("gezin", np.arange(len(gezin["leden"])))
    bouwer.join_with_persons(groep, persoon["gezin"], persoon["band"])
    simulatie = bouwer.build(systeem)
    for naam in (*PERSOON_GETALLEN, *PERSOON_VLAGGEN):
        simulatie.set_input(naam, jaar, persoon[naam])
    for naam in (*GETALLEN, *VLAGGEN):
        simulatie.set_input(naam, jaar, gezin[naam])
    for naam in KEUZES:
        simulatie.set_input(naam, jaar, keuze(naam, gezin[naam]))
    return simulatie

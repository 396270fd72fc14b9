"""OpenFisca-core: one household through its JSON situations, many through arrays set directly."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from fisca_systeem import Kern, build_system, calculate, fill, first, read_columns, situation, stacked
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from taak import Antwoord, Gezin
from vorm import JA, NEE, Motor, Wijze


def open_motor(dag: str) -> Motor:
    """The system of the job; a year is the period of everything in it."""
    jaar = dag[:4]
    systeem, enums = build_system(Kern(Variable, Enum, DateUnit.YEAR, build_entity, ParameterNode, TaxBenefitSystem))

    def build(situatie: Any) -> Any:
        return SimulationBuilder().build_from_entities(systeem, situatie)

    def one(situatie: Any) -> Antwoord:
        return first(calculate(build(situatie), jaar))

    def traced(situatie: Any) -> Antwoord:
        simulatie = build(situatie)
        simulatie.trace = True
        uit = first(calculate(simulatie, jaar))
        assert simulatie.tracer.trees
        return uit

    def columns(map_: Path) -> Any:
        delen = read_columns(map_)

        def work() -> Any:
            bouwer = SimulationBuilder()
            bouwer.create_entities(systeem)
            simulatie = fill(bouwer, systeem, delen, jaar, lambda k, v: EnumArray(v.astype(np.uint8), enums[k]))
            return calculate(simulatie, jaar)

        return work, stacked

    def with_gaps(h: Gezin) -> list[str]:
        return [JA if x else NEE for x in one(situation(h, jaar))[0]]

    return Motor(
        versie=version("OpenFisca-Core"),
        wijzen={
            "van gegevens": Wijze(lambda h: situation(h, jaar), one),
            "met spoor": Wijze(lambda h: situation(h, jaar), traced),
        },
        kolommen=columns,
        met_gaten=with_gaps,
    )

"""PolicyEngine-core: one household through its JSON situations, many through arrays set directly."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from fisca_systeem import Kern, build_system, calculate, fill, first, read_columns, situation, stacked
from policyengine_core.entities import build_entity
from policyengine_core.enums import Enum, EnumArray
from policyengine_core.parameters import ParameterNode
from policyengine_core.periods import YEAR
from policyengine_core.simulations import Simulation, SimulationBuilder
from policyengine_core.taxbenefitsystems import TaxBenefitSystem
from policyengine_core.variables import Variable
from taak import Antwoord, Gezin
from vorm import JA, NEE, Motor, Wijze


def open_motor(dag: str) -> Motor:
    """The system of the job; a year is the period of everything in it."""
    jaar = dag[:4]
    systeem, enums = build_system(Kern(Variable, Enum, YEAR, build_entity, ParameterNode, TaxBenefitSystem))

    def build(situatie: Any) -> Any:
        perioden = {"default_input_period": jaar, "default_calculation_period": jaar}
        return Simulation(tax_benefit_system=systeem, situation=situatie, **perioden)

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
            bouwer.populations = systeem.instantiate_entities()
            simulatie = fill(bouwer, systeem, delen, jaar, lambda k, v: EnumArray(v.astype(np.int16), enums[k]))
            return calculate(simulatie, jaar)

        return work, stacked

    def with_gaps(h: Gezin) -> list[str]:
        return [JA if x else NEE for x in one(situation(h, jaar))[0]]

    return Motor(
        versie=version("policyengine-core"),
        wijzen={
            "van gegevens": Wijze(lambda h: situation(h, jaar), one),
            "met spoor": Wijze(lambda h: situation(h, jaar), traced),
        },
        kolommen=columns,
        met_gaten=with_gaps,
    )

"""Rechtenverkenner: which social rights a household has and does not use, why, what they are worth, what to do next."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rechtenverkenner.catalogus.laden import read_catalogus
    from rechtenverkenner.catalogus.opslag import load_catalogus
    from rechtenverkenner.catalogus.profiel import load_gezin, make_gezin, read_gezin
    from rechtenverkenner.meldingen import CatalogusFout, InvoerFout, Melding, Plaats, RechtenFout
    from rechtenverkenner.model.gezin import Aanslagbiljet, Aansluiting, Gezin, Inkomen, Persoon, Remgeld, Woning
    from rechtenverkenner.model.oordeel import Oordeel, Resultaat, Uitleg
    from rechtenverkenner.model.recht import Catalogus, Recht
    from rechtenverkenner.motor.evalueren import evaluate, explain
    from rechtenverkenner.motor.gebeurtenissen import Gebeurtenis, horizon, what_if
    from rechtenverkenner.plan.maken import make_plan
    from rechtenverkenner.plan.plan import Plan
    from rechtenverkenner.plan.weergave import render, render_letter

__version__ = "0.1.0"

__all__ = [
    "Aanslagbiljet",
    "Aansluiting",
    "Catalogus",
    "CatalogusFout",
    "Gebeurtenis",
    "Gezin",
    "Inkomen",
    "InvoerFout",
    "Melding",
    "Oordeel",
    "Persoon",
    "Plaats",
    "Plan",
    "Recht",
    "RechtenFout",
    "Remgeld",
    "Resultaat",
    "Uitleg",
    "Woning",
    "__version__",
    "evaluate",
    "explain",
    "horizon",
    "load_catalogus",
    "load_gezin",
    "make_gezin",
    "make_plan",
    "read_catalogus",
    "read_gezin",
    "render",
    "render_letter",
    "what_if",
]

_MODULES = {
    "catalogus.laden": "read_catalogus",
    "catalogus.opslag": "load_catalogus",
    "catalogus.profiel": "load_gezin make_gezin read_gezin",
    "meldingen": "CatalogusFout InvoerFout Melding Plaats RechtenFout",
    "model.gezin": "Aanslagbiljet Aansluiting Gezin Inkomen Persoon Remgeld Woning",
    "model.oordeel": "Oordeel Resultaat Uitleg",
    "model.recht": "Catalogus Recht",
    "motor.evalueren": "evaluate explain",
    "motor.gebeurtenissen": "Gebeurtenis horizon what_if",
    "plan.maken": "make_plan",
    "plan.plan": "Plan",
    "plan.weergave": "render render_letter",
}
_WAAR = {naam: module for module, namen in _MODULES.items() for naam in namen.split()}


def __getattr__(naam: str) -> object:
    """A public name, imported when it is first used: who only judges a household need not load what reads rules."""
    if naam not in _WAAR:
        raise AttributeError(f"module {__name__!r} has no attribute {naam!r}")
    waarde = globals()[naam] = getattr(import_module(f"{__name__}.{_WAAR[naam]}"), naam)
    return waarde


def __dir__() -> list[str]:
    """The public names."""
    return sorted({*globals(), *__all__})

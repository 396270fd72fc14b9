"""Rechtenverkenner: which social rights a household has and does not use, why, what they are worth, what to do next."""

from importlib import import_module

TYPE_CHECKING = False  # as type checkers know it: `typing` need not be loaded for it
if TYPE_CHECKING:
    from rechtenverkenner.catalogus.laden import read_catalogus
    from rechtenverkenner.catalogus.opslag import load_catalogus
    from rechtenverkenner.catalogus.profiel import load_gezin, make_gezin, read_gezin
    from rechtenverkenner.catalogus.profieltekst import dump_gezin
    from rechtenverkenner.meldingen import CatalogusFout, InvoerFout, Melding, Plaats, RechtenFout
    from rechtenverkenner.model.gezin import Aanslagbiljet, Aansluiting, Gezin, Inkomen, Persoon, Remgeld, Woning
    from rechtenverkenner.model.oordeel import Oordeel, Resultaat, Uitleg
    from rechtenverkenner.model.recht import Catalogus, Recht
    from rechtenverkenner.model.vraag import Veld, Vraag
    from rechtenverkenner.motor.antwoorden import answer
    from rechtenverkenner.motor.berichten import Bericht
    from rechtenverkenner.motor.evalueren import evaluate, explain
    from rechtenverkenner.motor.gebeurtenissen import Gebeurtenis, horizon, what_if
    from rechtenverkenner.motor.gevolgtrekken import infer
    from rechtenverkenner.motor.tegenfeit import Tegenfeit, counterfactuals
    from rechtenverkenner.motor.vooruitkijken import make_examples, standard_examples
    from rechtenverkenner.motor.vragen import next_questions, progress
    from rechtenverkenner.motor.wacht import Wacht
    from rechtenverkenner.plan.maken import make_plan
    from rechtenverkenner.plan.plan import Plan
    from rechtenverkenner.plan.weergave import render, render_letter

__version__ = "0.1.0"

__all__ = [
    "Aanslagbiljet",
    "Aansluiting",
    "Bericht",
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
    "Tegenfeit",
    "Uitleg",
    "Veld",
    "Vraag",
    "Wacht",
    "Woning",
    "__version__",
    "answer",
    "counterfactuals",
    "dump_gezin",
    "evaluate",
    "explain",
    "horizon",
    "infer",
    "load_catalogus",
    "load_gezin",
    "make_examples",
    "make_gezin",
    "make_plan",
    "next_questions",
    "progress",
    "read_catalogus",
    "read_gezin",
    "render",
    "render_letter",
    "standard_examples",
    "what_if",
]

_MODULES = {
    "catalogus.laden": "read_catalogus",
    "catalogus.opslag": "load_catalogus",
    "catalogus.profiel": "load_gezin make_gezin read_gezin",
    "catalogus.profieltekst": "dump_gezin",
    "meldingen": "CatalogusFout InvoerFout Melding Plaats RechtenFout",
    "model.gezin": "Aanslagbiljet Aansluiting Gezin Inkomen Persoon Remgeld Woning",
    "model.oordeel": "Oordeel Resultaat Uitleg",
    "model.recht": "Catalogus Recht",
    "model.vraag": "Veld Vraag",
    "motor.antwoorden": "answer",
    "motor.berichten": "Bericht",
    "motor.evalueren": "evaluate explain",
    "motor.gebeurtenissen": "Gebeurtenis horizon what_if",
    "motor.gevolgtrekken": "infer",
    "motor.tegenfeit": "Tegenfeit counterfactuals",
    "motor.vooruitkijken": "make_examples standard_examples",
    "motor.vragen": "next_questions progress",
    "motor.wacht": "Wacht",
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

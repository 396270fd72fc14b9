"""Rechtenverkenner: which social rights a household has and does not use, why, what they are worth, what to do next."""

from rechtenverkenner.catalogus.laden import load_catalogus, read_catalogus
from rechtenverkenner.catalogus.profiel import load_gezin, make_gezin, read_gezin
from rechtenverkenner.meldingen import CatalogusFout, InvoerFout, Melding, Plaats, RechtenFout
from rechtenverkenner.model.gezin import Aanslagbiljet, Aansluiting, Gezin, Inkomen, Persoon, Remgeld, Woning
from rechtenverkenner.model.oordeel import Oordeel, Resultaat, Uitleg
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.berichten import Bericht
from rechtenverkenner.motor.evalueren import evaluate, explain
from rechtenverkenner.motor.gebeurtenissen import Gebeurtenis, horizon, what_if
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
    "Uitleg",
    "Wacht",
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

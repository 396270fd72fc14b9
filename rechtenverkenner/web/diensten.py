"""What the HTTP service does: one function for each question, from a model to plain data."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.model.contract import result_as_dict
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.contract import consequences_as_dict, horizon_as_dict
from rechtenverkenner.motor.evalueren import evaluate, refuse_faults
from rechtenverkenner.motor.gebeurtenissen import horizon, what_if
from rechtenverkenner.motor.gevolgtrekken import infer
from rechtenverkenner.motor.vragen import next_questions, progress
from rechtenverkenner.plan.contract import plan_as_dict
from rechtenverkenner.plan.contract_vragen import questions_as_dict
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.taal import language
from rechtenverkenner.plan.woorden import Woorden
from rechtenverkenner.web.vormen import PlanVraag, VerkenVraag, VragenVraag, WatAlsVraag


@dataclass(frozen=True, slots=True)
class Dienst:
    """A question of the service: its path, the model of its body, the name of its answer, what does it."""

    pad: str
    titel: str
    vraag: type[Any]
    antwoord: str
    doe: Callable[[Any, Catalogus, date], Any]


def assess(vraag: VerkenVraag, catalogus: Catalogus, vandaag: date) -> Any:
    """Every verdict, or those on the rights that were asked."""
    check_rights(vraag.rechten, catalogus)
    uit = result_as_dict(evaluate(vraag.gezin, catalogus, op_datum=vraag.op_datum or vandaag))
    if vraag.rechten is not None:
        uit["oordelen"] = [o for o in uit["oordelen"] if o["recht"] in vraag.rechten]
    return uit


def plan(vraag: PlanVraag, catalogus: Catalogus, vandaag: date) -> Any:
    """The plan in a language."""
    resultaat = evaluate(vraag.gezin, catalogus, op_datum=vraag.op_datum or vandaag)
    return plan_as_dict(make_plan(resultaat), Woorden(language(vraag.taal), catalogus))


def questions(vraag: VragenVraag, catalogus: Catalogus, vandaag: date) -> Any:
    """The questions that can still change something; what follows from what is known is not asked."""
    check_rights(vraag.rechten, catalogus)
    dag = vraag.op_datum or vandaag
    refuse_faults(vraag.gezin, catalogus, dag)
    resultaat = evaluate(infer(vraag.gezin, catalogus, op_datum=dag), catalogus, op_datum=dag)
    rij = next_questions(resultaat, overgeslagen=frozenset(vraag.overgeslagen), rechten=vraag.rechten)
    ver = progress(resultaat, rij, rechten=vraag.rechten)
    return questions_as_dict(rij, ver, Woorden(language(vraag.taal), catalogus), op_datum=dag)


def consequences(vraag: WatAlsVraag, catalogus: Catalogus, vandaag: date) -> Any:
    """What an event does, and when asked what changes after it by itself."""
    uit = what_if(vraag.gezin, vraag.gebeurtenis.event(), catalogus, op_datum=vraag.op_datum or vandaag)
    if vraag.maanden is None:
        return consequences_as_dict(uit)
    rij = horizon(uit.gezin, catalogus, op_datum=uit.op_datum, maanden=vraag.maanden)
    return consequences_as_dict(uit, daarna=horizon_as_dict(rij, uit.op_datum, vraag.maanden))


def check_rights(rechten: Collection[str] | None, catalogus: Catalogus) -> None:
    """Nothing, for rights that exist.

    Raises:
        InvoerFout: RV437, for each that does not.
    """
    fouten = [
        Melding(
            "RV437", f"onbekend recht `{r[:60]}`", None, did_you_mean(r, catalogus.rechten) or "zie `GET /v1/rechten`"
        )
        for r in rechten or ()
        if r not in catalogus.rechten
    ]
    if fouten:
        raise InvoerFout(fouten)


DIENSTEN = (
    Dienst("/v1/verken", "Alle rechten van een gezin", VerkenVraag, "resultaat", assess),
    Dienst("/v1/plan", "Het plan: aanvragen, nakijken, uitzoeken", PlanVraag, "plan", plan),
    Dienst("/v1/vragen", "Wat er nog gevraagd kan worden", VragenVraag, "open-vragen", questions),
    Dienst("/v1/wat-als", "Wat een gebeurtenis verandert", WatAlsVraag, "gevolgen", consequences),
)

"""From a household and a catalogue to verdicts, by one of two engines: generated code, or the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.knopen import JA
from rechtenverkenner.model.makers import maker
from rechtenverkenner.model.oordeel import Ontvangstbewijs, Resultaat, Uitleg
from rechtenverkenner.model.recht import Catalogus, Parameter
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.code import Code
from rechtenverkenner.motor.controle import check_gezin
from rechtenverkenner.motor.keten import Keten, make_keten
from rechtenverkenner.motor.ketenloop import Ketenloop, Ketenplan
from rechtenverkenner.motor.nazicht import Nazicht, messages, used_parameters
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.motor.oordelen import Beoordelaar
from rechtenverkenner.motor.semantiek import Rekenaar
from rechtenverkenner.motor.takken import atom
from rechtenverkenner.motor.uitvoeren import Uitvoering

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin

MOTORVERSIE = "2"
Ketens = Callable[[int], Keten]
"""The engine of the chain for each threshold."""
Motor = Literal["gegenereerd", "referentie"]
"""`gegenereerd`: the rules as Python code, with the reasons worked out when they are read; `referentie`: the
interpreter, which is the specification, with everything worked out at once."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is the same for every household; it must not hold the catalogue, with which it is dropped."""

    keten: Ketenplan
    ontleding: Ontleding
    code: Code


_bewijs = maker(Ontvangstbewijs, ("_later", "motor", "catalogus", "catalogus_hash", "op_datum"))
_resultaat = maker(Resultaat, ("_later", "op_datum", "oordelen", "ontvangstbewijs", "gezin", "catalogus"))
_plannen: WeakKeyDictionary[Catalogus, Plan] = WeakKeyDictionary()
_standaardketen: list[Keten] = []


def plan_of(catalogus: Catalogus) -> Plan:
    """The plan of a catalogue, made once."""
    plan = _plannen.get(catalogus)
    if plan is None:
        plan = _plannen[catalogus] = Plan(Ketenplan(catalogus.rechten), Ontleding(), Code())
    return plan


def with_amounts(catalogus: Catalogus, parameters: Mapping[str, Parameter]) -> Catalogus:
    """The same rules with other amounts; they share their code."""
    anders = replace(catalogus, parameters=parameters)
    plan = plan_of(catalogus)
    _plannen[anders] = replace(plan, code=plan.code.same(catalogus))
    return anders


def default_chain() -> Keten:
    """The chain engine of this process: durable-rules where it can be used, else the reference."""
    if not _standaardketen:
        _standaardketen.append(make_keten("beste"))
    return _standaardketen[0]


def evaluate(
    gezin: Gezin,
    catalogus: Catalogus,
    *,
    op_datum: date,
    keten: Keten | None = None,
    motor: Motor = "gegenereerd",
    rechten: Collection[str] | None = None,
) -> Resultaat:
    """Every right of the catalogue (or only `rechten`) for this household on `op_datum`, with explanation.

    Amounts are euro per year as (lowest, highest). Nothing of the household is stored, logged or sent. Both engines
    give the same result; with generated code the reasons (`uitleg`, `ontbreekt`, ...) come when they are first read.

    Raises:
        InvoerFout: the profile names a status, right or municipality that the catalogue does not know, or a person who
            cannot exist on that date; or `rechten` names a right that does not exist.
    """
    refuse_faults(gezin, catalogus, op_datum)
    for kenmerk in rechten or ():
        if kenmerk not in catalogus.rechten:
            raise InvoerFout([_no_verdict(kenmerk)])
    screen = _run_code if motor == "gegenereerd" else _run_reference
    return screen(gezin, catalogus, op_datum, lambda _: keten or default_chain(), rechten)


def evaluate_with(gezin: Gezin, catalogus: Catalogus, *, op_datum: date, ketens: Ketens) -> Resultaat:
    """The same by the interpreter, with an engine for each threshold (`JA`, `MENS`, `ONBEKEND`).

    Raises: InvoerFout, as `evaluate`.
    """
    refuse_faults(gezin, catalogus, op_datum)
    return _run_reference(gezin, catalogus, op_datum, ketens, None)


def evaluate_one(gezin: Gezin, catalogus: Catalogus, recht: str, *, op_datum: date) -> Resultaat:
    """The verdicts on one right, of a household that was checked before: also for a day on which it hardly can be."""
    return _run_code(gezin, catalogus, op_datum, lambda _: default_chain(), (recht,))


def reckon(gezin: Gezin, catalogus: Catalogus, *, op_datum: date) -> Rekenaar:
    """The answers of every node for a household that was checked before, without verdicts."""
    loop = _loop(Beeld(gezin, to_number(op_datum)), catalogus, lambda _: default_chain())
    loop.r.ketenstand = loop.run().state()
    return loop.r


def refuse_faults(gezin: Gezin, catalogus: Catalogus, op_datum: date) -> None:
    """Nothing, for a household that can be on this day with this catalogue.

    Raises:
        InvoerFout: every fault of one that cannot.
    """
    fouten = check_gezin(gezin, catalogus, to_number(op_datum))
    if fouten:
        raise InvoerFout(Melding(b.code, f"{'.'.join(map(str, b.pad))}: {b.tekst}", None, b.hulp) for b in fouten)


def explain(gezin: Gezin, catalogus: Catalogus, recht: str, *, op_datum: date, eenheid: str | None = None) -> Uitleg:
    """The explanation of one right for this household.

    Raises:
        InvoerFout: unknown right or unit, or a profile that cannot be.
    """
    resultaat = evaluate(gezin, catalogus, op_datum=op_datum, rechten=(recht,))
    try:
        return resultaat.verdict(recht, eenheid).uitleg
    except KeyError:
        raise InvoerFout([_no_verdict(recht)]) from None


def _no_verdict(recht: str) -> Melding:
    return Melding("RV437", f"geen oordeel over `{recht[:60]}`", None, "zie `rechtenverkenner rechten`")


def _loop(beeld: Beeld, catalogus: Catalogus, ketens: Ketens) -> Ketenloop:
    plan = plan_of(catalogus)
    r = Rekenaar(beeld, catalogus.parameters, plan.ontleding)
    return Ketenloop(r, catalogus, ketens, plan.keten)


def _receipt(motor: Motor, catalogus: Catalogus, op_datum: date) -> tuple[str, str, str, date]:
    """The fields of a receipt that are known before anything is explained."""
    return f"{motor} {MOTORVERSIE}", catalogus.versie, catalogus.hash, op_datum


def _run_reference(
    gezin: Gezin, catalogus: Catalogus, op_datum: date, ketens: Ketens, rechten: Collection[str] | None
) -> Resultaat:
    loop = _loop(Beeld(gezin, to_number(op_datum)), catalogus, ketens)
    standen = loop.run()
    loop.r.ketenstand = standen.state()
    beoordelaar = Beoordelaar(loop.r, catalogus, standen.zeker, standen.mens)
    oordelen = tuple(
        beoordelaar.judge(recht, i, loop.gebruik[atom(recht.id, i)])
        for recht, i in loop.eenheden
        if rechten is None or recht.id in rechten
    )
    gebruikt = used_parameters([o.uitleg for o in oordelen])
    later = {"keten": ketens(JA).naam, "parameters": gebruikt}
    bewijs = _bewijs(lambda _: later, *_receipt("referentie", catalogus, op_datum))
    meldingen = messages(beoordelaar.gaten, catalogus.parameters)
    return Resultaat(op_datum, oordelen, meldingen, bewijs, gezin, catalogus)


def _run_code(
    gezin: Gezin, catalogus: Catalogus, op_datum: date, ketens: Ketens, rechten: Collection[str] | None
) -> Resultaat:
    code = plan_of(catalogus).code
    dag = code.on(to_number(op_datum), catalogus)
    uitvoering = Uitvoering(dag, gezin)
    kernen = uitvoering.kernels(rechten)
    nazicht = Nazicht(
        lambda: _loop(uitvoering.beeld, catalogus, ketens),
        lambda: code.explanations(dag, catalogus),
        uitvoering,
        kernen,
    )
    later = nazicht.fields
    oordelen = tuple([k.verdict(partial(later, k)) for k in kernen])
    bewijs = _bewijs(nazicht.receipt, *_receipt("gegenereerd", catalogus, op_datum))
    return _resultaat(nazicht.messages, op_datum, oordelen, bewijs, gezin, catalogus)

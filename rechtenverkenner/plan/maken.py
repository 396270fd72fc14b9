"""From a result to a plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.plan.bezoeken import make_visits, papers
from rechtenverkenner.plan.bundelen import bundle
from rechtenverkenner.plan.open_vragen import open_questions
from rechtenverkenner.plan.plan import Plan, Plandag, Planrecht
from rechtenverkenner.plan.rangschikking import choices, closed_by_choice, sort_requests, unlock_order, worth


def make_plan(resultaat: Resultaat) -> Plan:
    """What to do with these verdicts: request, check, find out, keep; and what is closed, with why.

    >>> from datetime import date
    >>> from rechtenverkenner import evaluate, load_catalogus, make_gezin
    >>> gezin = make_gezin({"personen": [{"geboortedatum": "1957-03-02", "statussen": {"igo": "2024-05-01"}}]})
    >>> plan = make_plan(evaluate(gezin, load_catalogus(), op_datum=date(2026, 11, 1)))
    >>> [p.recht.id for p in plan.kijk_na]
    ['maximumfactuur', 'verhoogde-tegemoetkoming']
    """
    alle = tuple(bundle(resultaat))
    kijk_na = _kind(alle, "automatisch")
    daarna = _kind(alle, "na")
    vragen = _kind(alle, "onbenut", "mogelijk")
    volgorde = unlock_order((*vragen, *kijk_na, *daarna), [p for p in (*daarna, *vragen) if p.na])
    aanvragen = sort_requests(vragen, volgorde)
    te_melden = sort_requests([p for p in kijk_na if p.loopt_niet], volgorde)
    op_aanvraag = (*te_melden, *aanvragen, *(p for p in daarna if not p.automatisch))
    bezoeken = make_visits(op_aanvraag, resultaat.catalogus)
    return Plan(
        op_datum=resultaat.op_datum,
        aanvragen=aanvragen,
        kijk_na=kijk_na,
        te_weten=open_questions(sorted(_kind(alle, "onbekend"), key=_urgency)),
        in_gebruik=_kind(alle, "gebruikt"),
        geen_recht=_kind(alle, "geen_recht"),
        daarna=daarna,
        volgorde=volgorde,
        keuzes=tuple(choices((*aanvragen, *kijk_na, *daarna, *_kind(alle, "gebruikt"), *closed_by_choice(alle)))),
        bezoeken=bezoeken,
        documenten=papers(op_aanvraag, bezoeken),
        dagen=tuple(sorted(_days(alle), key=lambda d: (d.dag, d.recht.recht.id))),
        meldingen=resultaat.meldingen,
        ontvangstbewijs=resultaat.ontvangstbewijs,
        catalogus=resultaat.catalogus,
        personen=tuple(p.id for p in resultaat.gezin.personen),
    )


def _kind(alle: tuple[Planrecht, ...], *soorten: str) -> tuple[Planrecht, ...]:
    return tuple(p for p in alle if p.soort in soorten)


def _urgency(p: Planrecht) -> tuple[date, Decimal]:
    """What has a last day first, the nearest first; then what is worth most."""
    return p.aanvragen_voor or date.max, -worth(p)


def _days(alle: tuple[Planrecht, ...]) -> Iterator[Plandag]:
    for p in alle:
        if p.aanvragen_voor:
            yield Plandag(p.aanvragen_voor, "aanvragen_voor", p)
        if p.hernieuwen_voor:
            yield Plandag(p.hernieuwen_voor, "hernieuwen_voor", p)
        if p.eindigt_op:
            yield Plandag(p.eindigt_op, "eindigt_op", p)
        if p.opent_op:
            yield Plandag(p.opent_op, "opent_op", p)

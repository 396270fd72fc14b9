"""The days of a plan as an iCalendar file, for the calendar of a telephone or a computer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.plan.opmaak import SOORTEN_DAG
from rechtenverkenner.plan.plan import VOORUIT, Plan, Plandag
from rechtenverkenner.plan.woorden import Regel, Stuk, Woorden, marked
from rechtenverkenner.plan.zinnen import VOORBIJ

if TYPE_CHECKING:
    from icalendar import Alarm, Event

LAATSTE_DAGEN = frozenset(["aanvragen_voor", "hernieuwen_voor"])
PRODID = "-//Rechtenverkenner//plan//NL"


def as_calendar(plan: Plan, w: Woorden) -> bytes:
    """The days of the plan as all-day events, with an alarm before each.

    A calendar is often shared: an event names a right and never a person, and is marked private. The same right, kind
    and day is the same event in every file, so that reading a newer plan in does not double it. A last day to request
    that has passed stands on the day of the plan. A plan without days gives a calendar without events.

    Raises:
        InvoerFout: RV605, the extra `agenda` is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        hulp = "pip install 'rechtenverkenner[agenda]'"
        raise InvoerFout([Melding("RV605", "een agenda vraagt een extra", None, hulp)]) from None
    agenda = Calendar()
    agenda.add("prodid", PRODID)
    agenda.add("version", "2.0")
    agenda.add("calscale", "GREGORIAN")
    agenda.add("method", "PUBLISH")
    for kenmerk, dag in {_uid(d): d for d in _days(plan)}.items():
        agenda.add_component(_event(kenmerk, dag, plan.op_datum, w))
    return bytes(agenda.to_ical())


def _days(plan: Plan) -> Iterator[Plandag]:
    """The days that are still to come, and the last days to request that have passed: a counter may still help."""
    for d in plan.dagen:
        komt_nog = plan.op_datum <= d.dag <= plan.op_datum + VOORUIT
        if komt_nog or (d.dag < plan.op_datum and d.soort == "aanvragen_voor"):
            yield d


def _uid(d: Plandag) -> str:
    return f"{d.recht.recht.id}-{d.soort}-{d.dag:%Y%m%d}@rechtenverkenner"


def _event(kenmerk: str, d: Plandag, op_datum: date, w: Woorden) -> Event:
    from icalendar import Event

    voorbij = d.dag < op_datum
    dag = max(d.dag, op_datum)
    wat = w.gettext(VOORBIJ if voorbij else SOORTEN_DAG[d.soort])
    kop = _text((wat, Stuk(w.taal.dubbelpunt), w.name_of(d.recht.recht)), w)
    taal = {"LANGUAGE": w.taal.html}
    event = Event()
    event.add("uid", kenmerk)
    event.add("dtstamp", datetime.combine(op_datum, time(), UTC))
    event.add("dtstart", dag)
    event.add("dtend", dag + timedelta(days=1))
    event.add("summary", kop, parameters=taal)
    event.add("description", "\n".join(_text(r, w) for r in _description(d, w)), parameters=taal)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(kop, _days_before(d, dag, op_datum), taal))
    return event


def _alarm(kop: str, dagen: int, taal: dict[str, str]) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(days=-dagen))
    alarm.add("description", kop, parameters=taal)
    return alarm


def _days_before(d: Plandag, dag: date, op_datum: date) -> int:
    """How many days before the alarm sounds: two weeks for a last day, one for the others."""
    gewenst, nog = 14 if d.soort in LAATSTE_DAGEN else 7, (dag - op_datum).days
    # an alarm in the past never sounds: it then comes halfway
    return gewenst if gewenst < nog else nog // 2


def _description(d: Plandag, w: Woorden) -> Iterator[Regel]:
    recht = d.recht.recht
    yield (_what_to_do(d, w),)
    naam = w.name_of(recht)
    if not naam.soort and naam.tekst != recht.naam:
        yield (w.gettext("naam in het Nederlands: {naam}", naam=recht.naam),)
    yield (w.gettext("Dit is geen officiële dienst en geen beslissing: alleen de bevoegde dienst beslist."),)


def _what_to_do(d: Plandag, w: Woorden) -> Stuk:
    """Where to look whether it runs, or the first step; for a right that is closed now, who to ask."""
    p = d.recht
    stappen = list(p.stappen)
    if d.soort in ("hernieuwen_voor", "eindigt_op"):
        stappen.sort(key=lambda s: s.wanneer != "hernieuwing")
    controle = p.recht.toekenning.controle
    if controle and (p.soort == "automatisch" or not stappen):
        return w.of_catalogue(controle)
    return w.of_catalogue(stappen[0].tekst) if stappen else _who_to_ask(p.recht, w)


def _who_to_ask(recht: Recht, w: Woorden) -> Stuk:
    loketten = w.catalogus.loketten if w.catalogus else {}
    namen = [w.of_catalogue(loketten[x].naam) for x in recht.loketten[:1] if x in loketten]
    if not namen:
        return w.gettext("vraag het na bij de dienst")
    return Stuk(w.gettext("vraag het na: {loket}", loket=namen[0].tekst).tekst, namen[0].soort)


def _text(regel: Regel, w: Woorden) -> str:
    return marked(regel, w.gettext("nog niet vertaald").tekst)

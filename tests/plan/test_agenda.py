"""The days of a plan in a calendar: which ones, when the alarm sounds, and nothing about who they are for."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.plan.opmaak import VOORUIT
from rechtenverkenner.plan.plan import Plan, Plandag, Planrecht
from rechtenverkenner.plan.taal import NEDERLANDS, TALEN
from rechtenverkenner.plan.vormen.agenda import as_calendar
from rechtenverkenner.plan.woorden import Woorden
from tests.gedeeld import the_catalogue
from tests.plan.gezinnen import DAG, GEZINNEN, plan_of

GEZIN = "gepensioneerd-koppel-stookolie"


def woorden(code: str = "nl") -> Woorden:
    return Woorden(TALEN[code], the_catalogue())


def recht(naam: str, gezin: str = GEZIN) -> Planrecht:
    plan = plan_of(gezin)
    alle = (*plan.aanvragen, *plan.kijk_na, *plan.daarna, *plan.in_gebruik, *plan.geen_recht)
    return next(p for p in alle if p.recht.id == naam)


def plan_met(*dagen: Plandag) -> Plan:
    return replace(plan_of(GEZIN), dagen=dagen)


def events(plan: Plan, code: str = "nl") -> list[Event]:
    return list(Calendar.from_ical(as_calendar(plan, woorden(code))).walk("VEVENT"))


def one(dag: date, soort: str, naam: str = "verhoogde-tegemoetkoming", code: str = "nl") -> Event:
    [event] = events(plan_met(Plandag(dag, soort, recht(naam))), code)  # type: ignore[arg-type]
    return event


def days_before(event: Event) -> int:
    [alarm] = event.walk("VALARM")
    return -alarm.decoded("trigger").days


@pytest.mark.parametrize("code", TALEN)
@pytest.mark.parametrize("gezin", GEZINNEN)
def test_every_day_of_the_next_two_years_is_one_event_in_a_valid_file(gezin: str, code: str) -> None:
    plan = plan_of(gezin)
    ruw = as_calendar(plan, woorden(code))
    agenda = Calendar.from_ical(ruw)
    assert agenda["method"] == "PUBLISH" and "Rechtenverkenner" in agenda["prodid"] and agenda["version"] == "2.0"
    verwacht = {(d.dag, d.soort, d.recht.recht.id) for d in plan.dagen if DAG <= d.dag <= DAG + VOORUIT}
    assert {e.decoded("dtstart") for e in agenda.walk("VEVENT")} == {dag for dag, _, _ in verwacht}
    assert len(agenda.walk("VEVENT")) == len(verwacht) == len({e["uid"] for e in agenda.walk("VEVENT")})
    assert all(not x.errors for x in agenda.walk())
    assert ruw.endswith(b"\r\n") and b"\n" not in ruw.replace(b"\r\n", b"")
    assert all(len(regel) <= 75 for regel in ruw.split(b"\r\n"))
    assert ruw == as_calendar(plan, woorden(code))


def test_the_households_have_days_to_check() -> None:
    assert sum(len(events(plan_of(g))) for g in GEZINNEN) >= 5


@pytest.mark.parametrize("gezin", GEZINNEN)
def test_no_event_names_somebody(gezin: str) -> None:
    plan = plan_of(gezin)
    namen = tuple(f"zq{n}x" for n, _ in enumerate(plan.personen))
    # every day within two years, so that each of them is an event
    dagen = tuple(replace(d, recht=replace(d.recht, wie=namen), dag=DAG) for d in plan.dagen)
    anoniem = as_calendar(replace(plan, dagen=dagen, personen=namen), woorden())
    assert not any(naam.encode() in anoniem.replace(b"\r\n ", b"") for naam in namen)
    zonder = tuple(replace(d, recht=replace(d.recht, wie=())) for d in dagen)
    assert anoniem == as_calendar(replace(plan, dagen=zonder, personen=()), woorden())


def test_an_event_lasts_a_day_is_private_and_takes_no_time() -> None:
    event = one(DAG + timedelta(days=60), "aanvragen_voor")
    assert event.decoded("dtstart") == date(2026, 12, 31) and event.decoded("dtend") == date(2027, 1, 1)
    assert type(event.decoded("dtstart")) is date
    assert event["class"] == "PRIVATE" and event["transp"] == "TRANSPARENT"
    assert event.decoded("dtstamp") == datetime(2026, 11, 1, tzinfo=UTC)
    assert event["uid"] == "verhoogde-tegemoetkoming-aanvragen_voor-20261231@rechtenverkenner"


@pytest.mark.parametrize(
    ("soort", "over", "dagen"),
    [
        ("aanvragen_voor", 60, 14), ("hernieuwen_voor", 60, 14), ("eindigt_op", 60, 7), ("opent_op", 60, 7),
        ("aanvragen_voor", 15, 14), ("aanvragen_voor", 14, 7), ("aanvragen_voor", 5, 2), ("opent_op", 7, 3),
        ("aanvragen_voor", 1, 0), ("aanvragen_voor", 0, 0),
    ],
)  # fmt: skip
def test_the_alarm_sounds_two_weeks_or_one_week_before_and_never_in_the_past(soort: str, over: int, dagen: int) -> None:
    event = one(DAG + timedelta(days=over), soort)
    assert days_before(event) == dagen
    [alarm] = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY" and alarm["description"] == event["summary"]


def test_what_is_too_far_ahead_or_over_is_left_out_but_not_a_last_day_to_request() -> None:
    p = recht("verhoogde-tegemoetkoming")
    gisteren, ver = DAG - timedelta(days=1), DAG + VOORUIT + timedelta(days=1)
    assert events(plan_met(*(Plandag(gisteren, s, p) for s in ("hernieuwen_voor", "eindigt_op", "opent_op")))) == []  # type: ignore[arg-type]
    assert events(plan_met(Plandag(ver, "aanvragen_voor", p))) == []
    assert one(ver - timedelta(days=1), "aanvragen_voor").decoded("dtstart") == ver - timedelta(days=1)
    voorbij = one(gisteren, "aanvragen_voor")
    assert voorbij.decoded("dtstart") == DAG and days_before(voorbij) == 0
    assert voorbij["summary"] == "termijn voorbij: vraag het na: Verhoogde tegemoetkoming van het ziekenfonds"
    assert voorbij["uid"] == "verhoogde-tegemoetkoming-aanvragen_voor-20261031@rechtenverkenner"


def test_the_same_right_kind_and_day_of_two_people_is_one_event() -> None:
    p, dag = recht("verhoogde-tegemoetkoming"), DAG + timedelta(days=30)
    dubbel = [Plandag(dag, "aanvragen_voor", replace(p, wie=(x,))) for x in ("een", "ander")]
    assert len(events(plan_met(*dubbel))) == 1
    assert len(events(plan_met(*dubbel, Plandag(dag, "eindigt_op", p)))) == 2


def test_the_description_says_what_to_do_and_who_decides() -> None:
    dag = DAG + timedelta(days=60)
    p = recht("verhoogde-tegemoetkoming")
    assert p.stappen[0].tekst in one(dag, "aanvragen_voor")["description"]
    controle = recht("maximumfactuur").recht.toekenning.controle
    assert controle and controle in one(dag, "aanvragen_voor", "maximumfactuur")["description"]
    assert "alleen de bevoegde dienst beslist" in one(dag, "opent_op")["description"]


def test_a_right_to_renew_tells_how_to_renew_it() -> None:
    [p] = [x for x in plan_of("alleenstaande-ouder-leefloon").in_gebruik if x.recht.id == "leefloon"]
    [vernieuwing] = [s.tekst for s in p.recht.stappen if s.wanneer == "hernieuwing"]
    assert p.stappen[0] != vernieuwing
    [event] = events(plan_met(Plandag(DAG + timedelta(days=90), "hernieuwen_voor", p)))
    assert str(event["description"]).startswith(vernieuwing)


def test_a_closed_right_says_where_to_look_or_else_names_its_counter() -> None:
    p = next(x for x in plan_of(GEZIN).geen_recht if x.recht.toekenning.controle and x.recht.loketten)
    assert not p.stappen
    [event] = events(plan_met(Plandag(DAG + timedelta(days=90), "opent_op", p)))
    assert p.recht.toekenning.controle in event["description"]
    p = replace(p, recht=replace(p.recht, toekenning=replace(p.recht.toekenning, controle="")))
    [event] = events(plan_met(Plandag(DAG + timedelta(days=90), "opent_op", p)))
    assert the_catalogue().loketten[p.recht.loketten[0]].naam in event["description"]


def test_another_language_keeps_the_dutch_name_and_says_which_language_it_is() -> None:
    frans = one(DAG + timedelta(days=60), "aanvragen_voor", code="fr")
    naam = recht("verhoogde-tegemoetkoming").recht.naam
    assert frans["summary"].params["LANGUAGE"] == frans["description"].params["LANGUAGE"] == "fr"
    assert naam not in frans["summary"] and naam in frans["description"]
    eigen = one(DAG + timedelta(days=60), "aanvragen_voor")
    assert naam in eigen["summary"] and naam not in eigen["description"]
    assert eigen["summary"].params["LANGUAGE"] == "nl"


def test_dutch_that_is_not_translated_says_so() -> None:
    p = recht("verhoogde-tegemoetkoming")
    vreemd = replace(p, recht=replace(p.recht, naam="Een recht dat nergens vertaald is", namen={}))
    [event] = events(plan_met(Plandag(DAG, "opent_op", vreemd)), "en")
    assert "Een recht dat nergens vertaald is [" in event["summary"]


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(InvoerFout) as fout:
        as_calendar(plan_of(GEZIN), Woorden(NEDERLANDS, the_catalogue()))
    [melding] = fout.value.meldingen
    assert melding.code == "RV605" and "rechtenverkenner[agenda]" in melding.hulp

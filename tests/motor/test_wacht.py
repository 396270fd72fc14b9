"""The watch: what it tells, whom it refuses, what it forgets, and how it goes on when the engine fails."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rechtenverkenner import Bericht, Catalogus, Gebeurtenis, Gezin, InvoerFout, Wacht, load_gezin, make_gezin
from rechtenverkenner.motor import wacht as module
from rechtenverkenner.motor.berichten import Positie, kind_of_news
from rechtenverkenner.motor.keten import KetenFout, waarom_geen_durable
from rechtenverkenner.verificatie.proefstand import closure

GEZINNEN = Path(__file__).resolve().parents[2] / "fixtures" / "gezinnen"
DAG = date(2026, 11, 1)
LEEFLOON = Gebeurtenis("leefloon-begint", datum=date(2026, 7, 1), persoon="zzjan", bedrag=Decimal("1340.47"))
"""Long enough ago for the increased reimbursement, which opens the card of the NMBS."""
STOPT = Gebeurtenis("leefloon-stopt", persoon="zzjan")

durable = pytest.mark.skipif(bool(waarom_geen_durable()), reason=waarom_geen_durable())


@pytest.fixture(scope="module")
def deel(catalogus: Catalogus) -> Catalogus:
    """A right that a leefloon opens, one that it opens by way of another, and that other."""
    namen = closure(["sociaal-tarief-energie", "nmbs-kaart-vt"], catalogus)
    return replace(catalogus, rechten={k: v for k, v in catalogus.rechten.items() if k in namen})


@pytest.fixture
def wacht(deel: Catalogus) -> Iterator[Wacht]:
    with Wacht(deel, op_datum=DAG, hoogstens=3) as w:
        yield w


def make_jan(**velden: Any) -> Gezin:
    jan = {
        "id": "zzjan",
        "geboortedatum": "1980-03-02",
        "partner": "geen",
        "ten_laste_van": "niemand",
        "andere_statussen": False,
        "andere_rechten": False,
        "inkomens": [{"soort": "loon", "bedrag": "4000", "per": "maand"}],
        "inkomens_volledig": True,
    }
    stroom = {
        "id": "zzstroom",
        "drager": "elektriciteit",
        "is_huishoudelijk": True,
        "contract": "individueel",
        "contract_op_naam_van": "gezinslid",
        "andere_rechten": False,
    }
    return make_gezin({"personen": [jan | velden], "personen_volledig": True, "aansluitingen": [stroom]})


def of(berichten: tuple[Bericht, ...]) -> set[tuple[str, str, str]]:
    return {(b.soort, b.recht, b.eenheid) for b in berichten}


def code_of(functie: Callable[[], object]) -> list[str]:
    with pytest.raises(InvoerFout) as fout:
        functie()
    return [m.code for m in fout.value.meldingen]


# What it tells --------------------------------------------------------------------------------------------------------


def test_a_status_that_begins_opens_and_one_that_stops_closes(wacht: Wacht) -> None:
    wacht.volg("a1", make_jan())
    begin = wacht.gebeurtenis("a1", LEEFLOON)
    assert ("nieuw_open", "sociaal-tarief-energie", "zzstroom") in of(begin)
    assert [b.naar for b in begin if b.recht == "nmbs-kaart-vt"] == ["na"], "by way of another right"
    assert not wacht.gebeurtenis("a1", LEEFLOON), "what is told is not told again"
    assert ("na_te_kijken", "nmbs-kaart-vt", "zzjan") in of(wacht.gebeurtenis("a1", STOPT))
    assert ("gesloten", "sociaal-tarief-energie", "zzstroom") in of(wacht.feit("a1", make_jan()))


def test_a_message_says_what_it_was_and_is_and_which_condition_made_it_so(wacht: Wacht) -> None:
    wacht.volg("a1", make_jan())
    b = next(b for b in wacht.gebeurtenis("a1", LEEFLOON) if b.recht == "sociaal-tarief-energie")
    assert (b.soort, b.van, b.naar) == ("nieuw_open", "geen_recht", "automatisch")
    assert (b.waarom, b.dag, b.pseudoniem) == (("c1-leefloon",), DAG, "a1")


def test_what_is_open_when_following_begins_is_told_with_what_decides(wacht: Wacht) -> None:
    berichten = wacht.volg("a1", make_jan(statussen={"leefloon": {"sinds": "2025-01-01"}}))
    b = next(b for b in berichten if b.recht == "sociaal-tarief-energie")
    assert (b.soort, b.van, b.naar) == ("nieuw_open", None, "automatisch")
    assert b.waarom


def test_no_message_shows_who_it_is_about(wacht: Wacht) -> None:
    berichten = wacht.volg("zzpseudoniem", make_jan()) + wacht.gebeurtenis("zzpseudoniem", LEEFLOON)
    assert {"zzjan", "zzstroom"} & {b.eenheid for b in berichten}
    assert "zz" not in repr(berichten) + repr(wacht) + repr(wacht._gevolgd["zzpseudoniem"])


NEE, OPEN, NA, STOP = ("nee", "geen_recht"), ("open", "onbenut"), ("open", "na"), ("stopt", "gebruikt")
GEBRUIKT, TWIJFEL = ("in_gebruik", "gebruikt"), ("onzeker", "gebruikt")
MISSCHIEN, ONBEKEND = ("misschien", "mogelijk"), ("onbekend", "onbekend")


@pytest.mark.parametrize(
    ("oud", "nieuw", "soort"),
    [
        (None, OPEN, "nieuw_open"),
        (NA, OPEN, "nieuw_open"),
        (GEBRUIKT, OPEN, "nieuw_open"),
        (OPEN, OPEN, None),
        (OPEN, GEBRUIKT, None),
        (None, GEBRUIKT, None),
        (TWIJFEL, GEBRUIKT, None),
        (GEBRUIKT, STOP, "gesloten"),
        (None, STOP, "gesloten"),
        (STOP, NEE, None),
        (ONBEKEND, NEE, "gesloten"),
        (OPEN, None, "gesloten"),
        (None, NEE, None),
        (NEE, None, None),
        (OPEN, ONBEKEND, "na_te_kijken"),
        (GEBRUIKT, TWIJFEL, "na_te_kijken"),
        (ONBEKEND, MISSCHIEN, "na_te_kijken"),
    ],
)
def test_the_kind_of_news(oud: Positie | None, nieuw: Positie | None, soort: str | None) -> None:
    assert kind_of_news(oud, nieuw) == soort


def test_what_somebody_who_left_did_not_use_closes_for_nobody(wacht: Wacht) -> None:
    gezin = make_jan(statussen={"leefloon": {"sinds": "2025-01-01"}})
    an = gezin.personen[0].model_copy(update={"id": "zzan"})
    samen = gezin.model_copy(update={"personen": (*gezin.personen, an)})
    assert ("nieuw_open", "verhoogde-tegemoetkoming", "zzan") in of(wacht.volg("a1", samen))
    assert "zzan" not in {b.eenheid for b in wacht.feit("a1", gezin)}


# Time -----------------------------------------------------------------------------------------------------------------


def test_time_goes_by_for_everybody(wacht: Wacht) -> None:
    eindigt = make_jan(statussen={"leefloon": {"sinds": "2025-01-01", "tot": "2026-11-30"}})
    wacht.volg("a1", eindigt)
    wacht.volg("a2", make_jan())
    wacht.volg("a3", eindigt)
    lente = date(2027, 4, 1)
    berichten = wacht.dag(lente)
    assert {(b.pseudoniem, b.dag) for b in berichten} == {("a1", lente), ("a3", lente)}
    assert ("gesloten", "sociaal-tarief-energie", "zzstroom") in of(berichten)
    assert wacht.dag(lente) == ()


def test_a_profile_that_cannot_be_on_a_day_stays_behind_until_it_is_mended(wacht: Wacht) -> None:
    oud = make_jan(geboortedatum="1904-01-01", statussen={"leefloon": {"sinds": "2025-01-01"}})
    wacht.volg("a1", oud)
    wacht.volg("a2", make_jan())
    wacht.dag(date(2027, 6, 1))
    assert (wacht.achtergebleven, wacht.op_datum) == (("a1",), date(2027, 6, 1))
    assert code_of(lambda: wacht.gebeurtenis("a1", STOPT)) == ["RV436"]
    wacht.feit("a1", make_jan())
    assert wacht.achtergebleven == ()


def test_an_event_that_is_yet_to_come_and_a_day_that_was_are_refused(wacht: Wacht) -> None:
    wacht.volg("a1", make_jan())
    assert code_of(lambda: wacht.gebeurtenis("a1", replace(LEEFLOON, datum=date(2026, 11, 2)))) == ["RV464"]
    assert wacht.gebeurtenis("a1", replace(LEEFLOON, datum=date(2026, 10, 2)))
    assert code_of(lambda: wacht.dag(date(2026, 10, 31))) == ["RV464"]


# Bounds ---------------------------------------------------------------------------------------------------------------


def test_a_full_watch_refuses_and_one_that_goes_makes_room(wacht: Wacht) -> None:
    eerste = [wacht.volg(naam, make_jan()) for naam in ("a1", "a2", "a3")]
    assert code_of(lambda: wacht.volg("a4", make_jan())) == ["RV463"]
    assert wacht.gevolgd == ("a1", "a2", "a3")
    wacht.stop("a2")
    assert code_of(lambda: wacht.stop("a2")) == ["RV462"]
    assert of(wacht.volg("a4", make_jan())) == of(eerste[0])


def test_who_stops_and_starts_again_is_as_new(wacht: Wacht) -> None:
    begin = wacht.volg("a1", make_jan())
    later = wacht.gebeurtenis("a1", LEEFLOON)
    wacht.stop("a1")
    assert wacht.volg("a1", make_jan()) == begin
    assert wacht.gebeurtenis("a1", LEEFLOON) == later


def test_a_pseudonym_is_followed_once_and_an_unknown_one_is_refused(wacht: Wacht) -> None:
    wacht.volg("a1", make_jan())
    assert code_of(lambda: wacht.volg("a1", make_jan())) == ["RV461"]
    for doe in (lambda: wacht.gebeurtenis("b", STOPT), lambda: wacht.feit("b", make_jan()), lambda: wacht.stop("b")):
        assert code_of(doe) == ["RV462"]


@pytest.mark.parametrize("hoogstens", [0, 501])
def test_a_watch_over_too_many_is_refused(catalogus: Catalogus, hoogstens: int) -> None:
    assert code_of(lambda: Wacht(catalogus, op_datum=DAG, hoogstens=hoogstens)) == ["RV460"]


def test_a_closed_watch_refuses_everything(deel: Catalogus) -> None:
    with Wacht(deel, op_datum=DAG) as wacht:
        wacht.volg("a1", make_jan())
    wacht.close()
    assert wacht.gevolgd == ()
    for doe in (lambda: wacht.volg("a1", make_jan()), lambda: wacht.stop("a1"), lambda: wacht.dag(DAG)):
        assert code_of(doe) == ["RV465"]


def test_a_change_that_is_refused_leaves_the_household_as_it_was(wacht: Wacht) -> None:
    wacht.volg("a1", make_jan())
    verwacht = of(wacht.gebeurtenis("a1", LEEFLOON))
    wacht.stop("a1")
    wacht.volg("a1", make_jan())
    assert code_of(lambda: wacht.gebeurtenis("a1", replace(LEEFLOON, persoon="niemand"))) == ["RV451"]
    assert code_of(lambda: wacht.feit("a1", make_jan(statussen={"bestaat-niet": True}))) == ["RV430"]
    assert code_of(lambda: wacht.volg("a2", make_jan(geboortedatum="1850-01-01"))) == ["RV436"]
    assert (wacht.gevolgd, of(wacht.gebeurtenis("a1", LEEFLOON))) == (("a1",), verwacht)


# The engine -----------------------------------------------------------------------------------------------------------


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@durable
def test_the_engine_of_a_household_is_freed_when_it_stops_and_when_the_watch_goes(
    deel: Catalogus, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rechtenverkenner.motor import keten_durable as kd

    open_: set[int] = set()
    for naam, doe in (("__init__", open_.add), ("close", open_.discard)):
        echt = getattr(kd._Netwerk, naam)
        monkeypatch.setattr(
            kd._Netwerk, naam, lambda zelf, *a, echt=echt, doe=doe, **k: (doe(id(zelf)), echt(zelf, *a, **k))[1]
        )
    wacht = Wacht(deel, op_datum=DAG)
    for naam in ("a1", "a2", "a3"):
        wacht.volg(naam, make_jan())
        wacht.gebeurtenis(naam, LEEFLOON)
    assert len(open_) == 3
    wacht.stop("a2")
    assert len(open_) == 2
    monkeypatch.setattr(module, "positions", interrupt)
    with pytest.raises(KeyboardInterrupt):
        wacht.volg("a4", make_jan())
    assert len(open_) == 2
    del wacht
    gc.collect()
    assert not open_


@durable
def test_when_the_engine_fails_the_reference_goes_on_for_that_household_only(
    wacht: Wacht, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rechtenverkenner.motor import keten_durable as kd

    for naam in ("a1", "a2"):
        wacht.volg(naam, make_jan())
    verwacht = wacht.gebeurtenis("a2", LEEFLOON)
    with monkeypatch.context() as m:

        def fail(*_: object) -> None:
            raise KetenFout("kapot")

        m.setattr(kd.LevendeSessie, "derive", fail)
        berichten = wacht.gebeurtenis("a1", LEEFLOON)
    assert of(berichten) == of(verwacht)
    assert wacht.teruggevallen == 1
    assert [g.sessie is None for g in wacht._gevolgd.values()] == [True, False]
    assert of(wacht.gebeurtenis("a1", STOPT)) == of(wacht.gebeurtenis("a2", STOPT))
    assert wacht.teruggevallen == 1


@durable
def test_an_interrupt_leaves_the_household_as_it_was(wacht: Wacht, monkeypatch: pytest.MonkeyPatch) -> None:
    from rechtenverkenner.motor import keten_durable as kd

    wacht.volg("a1", make_jan())
    for doe in (lambda: wacht.gebeurtenis("a1", LEEFLOON), lambda: wacht.volg("a2", make_jan())):
        with monkeypatch.context() as m:
            m.setattr(kd.LevendeSessie, "_update", interrupt)
            with pytest.raises(KeyboardInterrupt):
                doe()
    assert wacht.gevolgd == ("a1",)
    assert "sociaal-tarief-energie" in {b.recht for b in wacht.gebeurtenis("a1", LEEFLOON)}


def test_the_reference_tells_the_same(deel: Catalogus, wacht: Wacht) -> None:
    with Wacht(deel, op_datum=DAG, keten="referentie") as ander:
        assert (ander.keten, ander.volg("a1", make_jan())) == ("referentie", wacht.volg("a1", make_jan()))
        for wat in (LEEFLOON, STOPT, LEEFLOON):
            assert ander.gebeurtenis("a1", wat) == wacht.gebeurtenis("a1", wat)


def test_without_durable_the_reference_watches(deel: Catalogus, monkeypatch: pytest.MonkeyPatch) -> None:
    from rechtenverkenner.motor import keten

    monkeypatch.setattr(keten, "waarom_geen_durable", lambda: "niet geïnstalleerd")
    with Wacht(deel, op_datum=DAG) as wacht:
        wacht.volg("a1", make_jan())
        assert (wacht.keten, bool(wacht.gebeurtenis("a1", LEEFLOON)), wacht.teruggevallen) == ("referentie", True, 0)
    with pytest.raises(KetenFout, match="niet geïnstalleerd"):
        Wacht(deel, op_datum=DAG, keten="durable")


def test_threads_may_share_a_watch(deel: Catalogus) -> None:
    def live(wacht: Wacht, naam: str) -> list[set[tuple[str, str, str]]]:
        return [of(wacht.volg(naam, make_jan())), *(of(wacht.gebeurtenis(naam, w)) for w in (LEEFLOON, STOPT))]

    with Wacht(deel, op_datum=DAG) as wacht, ThreadPoolExecutor(4) as draden:
        alleen = live(wacht, "eerst")
        assert list(draden.map(lambda n: live(wacht, f"a{n}"), range(8))) == [alleen] * 8
        assert wacht.teruggevallen == 0


def test_the_guide_does_what_it_says(catalogus: Catalogus) -> None:
    gids = (GEZINNEN.parents[1] / "docs" / "waken.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", gids, re.DOTALL))
    gemeld: list[tuple[str, str]] = []
    wereld = {"catalogus": catalogus, "gezin": load_gezin(GEZINNEN / "ex-dakloze.yaml"), "gemeld": gemeld}
    exec(compile(code, "waken.md", "exec"), wereld)
    assert gemeld
    assert module.MEESTE_GEZINNEN == 500 and "hoogstens 500" in gids

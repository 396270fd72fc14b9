"""From verdicts to what to do: sections, order, unlocking, choices, visits, papers, days."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rechtenverkenner import evaluate, load_gezin, make_gezin
from rechtenverkenner.model.oordeel import Uitleg
from rechtenverkenner.plan.blad import plain
from rechtenverkenner.plan.brief import letter_counters
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.open_vragen import open_questions
from rechtenverkenner.plan.opmaak import make_page, question_of
from rechtenverkenner.plan.plan import Plan, Planrecht
from rechtenverkenner.plan.rangschikking import choices, effort, sort_requests, unlock_order, worth
from rechtenverkenner.plan.redenen import failing, since
from rechtenverkenner.plan.taal import NEDERLANDS
from rechtenverkenner.plan.woorden import Woorden
from tests.gedeeld import the_catalogue
from tests.plan.gezinnen import DAG, GEZINNEN, PROJECT, plan_of

# A mother of 41 with two children at school, a part-time wage, a private tenancy in Aalst, heating oil; no status.
ALLEENSTAANDE_MET_LAAG_LOON = {
    "gemeente": "41002",
    "personen_volledig": "ja",
    "samenstelling_sinds": "2023-01-01",
    "andere_rechten": "nee",
    "personen": [
        {
            "id": "moeder", "geboortedatum": "1985-05-20", "hier_sinds": "2023-01-01", "partner": "geen",
            "kind_van": [], "ten_laste_van": "niemand", "andere_statussen": "nee", "andere_rechten": "nee",
            "erkende_handicap": "nee",
            "inkomens": [
                {"soort": "loon", "bedrag": 1500, "per": "maand"},
                {"soort": "loon", "bedrag": 18000, "per": "jaar", "jaar": 2025},
            ],
            "inkomens_volledig": "ja", "jaren_volledig": [2025],
        },
        *(
            {
                "id": kind, "geboortedatum": geboren, "hier_sinds": "2023-01-01", "partner": "geen",
                "kind_van": ["moeder"], "ten_laste_van": "moeder", "fiscaal_of_kinderbijslag_kind": "ja",
                "andere_statussen": "nee", "andere_rechten": "nee", "erkende_handicap": "nee", "inkomens": [],
                "inkomens_volledig": "ja", "jaren_volledig": [2025],
            }
            for kind, geboren in (("zoon", "2014-03-01"), ("dochter", "2017-09-12"))
        ),
    ],
    "woning": {
        "statuut": "huurder", "verhuurder": "privaat", "hoofdverwarming": "stookolie_bulk",
        "verwarming_collectief": "nee", "levering_datum": "2026-10-12", "levering_liter": 1000,
        "levering_prijs_per_liter": "1.089",
        "levering_al_vergoed_liter": 0, "pomp_al_vergoed": "nee",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def laag_loon() -> Plan:
    return make_plan(evaluate(make_gezin(ALLEENSTAANDE_MET_LAAG_LOON), the_catalogue(), op_datum=DAG))


def test_a_single_parent_on_a_low_wage_starts_with_the_increased_reimbursement(laag_loon: Plan) -> None:
    eerste = laag_loon.volgorde[0]
    assert eerste.eerst.recht.id == "verhoogde-tegemoetkoming"
    assert laag_loon.aanvragen[0].recht.id == "verhoogde-tegemoetkoming"
    assert {d.recht.id for d in eerste.daarna} >= {"delijn", "derdebetalersregeling", "nmbs-kaart-vt"}
    vanzelf = {d.recht.id for d in eerste.daarna if d.automatisch}
    assert "derdebetalersregeling" in vanzelf and "delijn" not in vanzelf


def test_what_it_opens_is_named_with_what_each_is_worth(laag_loon: Plan) -> None:
    (post, *_) = next(r for r in make_page(laag_loon, NEDERLANDS).rubrieken if r.id == "begin").posten
    tekst = " ".join(plain(v.tekst, make_page(laag_loon, NEDERLANDS)) for v in post.velden)
    toelage = next(d for d in laag_loon.volgorde[0].daarna if d.recht.id == "verwarmingstoelage")
    assert toelage.waarde_jaar is not None and toelage.waarde_jaar[0] > 0
    w = Woorden()
    assert f"{toelage.recht.naam} ({w.money_range(toelage.waarde_jaar)} per jaar" in tekst
    for d in laag_loon.volgorde[0].daarna:
        assert f"{d.recht.naam} (" in tekst


@pytest.mark.parametrize("naam", GEZINNEN)
def test_every_verdict_stands_in_one_section(naam: str) -> None:
    plan = plan_of(naam)
    gezin = load_gezin(PROJECT / "fixtures" / "gezinnen" / f"{naam}.yaml")
    resultaat = evaluate(gezin, the_catalogue(), op_datum=DAG)
    onbekend = [p for v in plan.te_weten for p in v.rechten]
    alle = [*plan.aanvragen, *plan.kijk_na, *plan.in_gebruik, *plan.geen_recht, *plan.daarna, *onbekend]
    geteld = Counter((p.recht.id, wie) for p in alle for wie in p.wie or ("gezin",))
    assert geteld == Counter((o.recht, o.eenheid) for o in resultaat.oordelen)


@pytest.mark.parametrize("naam", GEZINNEN)
def test_what_opens_after_another_right_is_named_under_it(naam: str) -> None:
    plan = plan_of(naam)
    onder = {d.sleutel for o in plan.volgorde for d in o.daarna}
    openers = {p.recht.id for p in (*plan.aanvragen, *plan.kijk_na, *plan.daarna)}
    assert onder == {p.sleutel for p in plan.daarna if set(p.na) & openers}


@pytest.mark.parametrize("naam", GEZINNEN)
def test_every_step_of_what_can_be_requested_is_in_one_visit_and_every_paper_once(naam: str) -> None:
    plan = plan_of(naam)
    stappen = [(s.tekst, r) for b in plan.bezoeken for s in b.stappen for r in s.rechten]
    niet_gekregen = [p for p in plan.kijk_na if p.loopt_niet]
    op_aanvraag = [*plan.aanvragen, *niet_gekregen, *(p for p in plan.daarna if not p.automatisch)]
    assert set(stappen) == {(s.tekst, p.recht.id) for p in op_aanvraag for s in p.stappen}
    assert len({(b.loket and b.loket.id) for b in plan.bezoeken}) == len(plan.bezoeken)
    assert len({d.naam for d in plan.documenten}) == len(plan.documenten)
    assert all(d.bezoeken for d in plan.documenten)


@pytest.mark.parametrize("naam", GEZINNEN)
def test_days_are_in_order_and_belong_to_their_right(naam: str) -> None:
    plan = plan_of(naam)
    assert all(a.dag <= b.dag for a, b in pairwise(plan.dagen))
    for d in plan.dagen:
        assert getattr(d.recht, d.soort) == d.dag


def test_a_right_that_runs_by_itself_says_which_status_it_comes_from_and_since_when() -> None:
    plan = plan_of("ex-dakloze")
    vt = next(p for p in plan.kijk_na if p.recht.id == "verhoogde-tegemoetkoming")
    leefloon = load_gezin(PROJECT / "fixtures/gezinnen/ex-dakloze.yaml").personen[0].statussen["leefloon"].sinds
    assert leefloon is not None and vt.sinds == (leefloon.tot, "man.statussen.leefloon")


def plan_for(**gezin: object) -> Plan:
    return make_plan(evaluate(make_gezin(gezin), the_catalogue(), op_datum=DAG))


def test_what_should_run_and_is_denied_outright_gets_a_visit_and_is_to_be_reported() -> None:
    persoon = {"id": "an", "geboortedatum": "1957-03-02", "statussen": {"igo": "2024-05-01"}}
    vt = "verhoogde-tegemoetkoming"
    stil = plan_for(personen=[persoon | {"andere_rechten": "nee"}])
    gezegd = plan_for(personen=[persoon | {"rechten": {vt: "nee"}}])
    assert [[p.loopt_niet for p in plan.kijk_na if p.recht.id == vt] for plan in (stil, gezegd)] == [[False], [True]]
    assert [any(vt in b.rechten for b in plan.bezoeken) for plan in (stil, gezegd)] == [False, True]
    assert "ziekenfonds" in letter_counters(gezegd) and "ziekenfonds" not in letter_counters(stil)


def test_a_last_day_is_named_while_it_is_not_known_whether_the_right_is_open() -> None:
    woning = {"hoofdverwarming": "stookolie_bulk", "levering_datum": "2026-10-12"}
    plan = plan_for(personen=[{"id": "an", "geboortedatum": "1960-01-01"}], woning=woning)
    toelage = next(p for v in plan.te_weten for p in v.rechten if p.recht.id == "verwarmingstoelage")
    assert toelage.aanvragen_voor == date(2026, 12, 11)
    assert [d.dag for d in plan.dagen if d.recht is toelage] == [date(2026, 12, 11)]
    eerste_vraag = plan.te_weten[0]
    assert min(p.aanvragen_voor for v in plan.te_weten for p in v.rechten if p.aanvragen_voor) in [
        p.aanvragen_voor for p in eerste_vraag.rechten
    ]


def test_what_opens_later_but_has_a_last_day_is_requested_now() -> None:
    plan = plan_of("gepensioneerd-koppel-stookolie")
    toelage = next(p for p in plan.daarna if p.recht.id == "verwarmingstoelage")
    assert toelage.aanvragen_voor == date(2026, 11, 27)
    stappen = [s for b in plan.bezoeken for s in b.stappen if "verwarmingstoelage" in s.rechten]
    assert stappen and all(s.na == () for s in stappen)
    aanvragen = next(r for r in make_page(plan, NEDERLANDS).rubrieken if r.id == "aanvragen")
    assert aanvragen.posten[0].kop[0].tekst == toelage.recht.naam


def test_who_keeps_an_old_right_that_closes_a_new_one_sees_both_beside_each_other() -> None:
    oud = {"rechten": {"sociaal-tarief-telecom-oud": "2019-01-01"}, "woning": {"prijs_internet": 58}}
    persoon = {"id": "an", "geboortedatum": "1957-03-02", "statussen": {"igo": "2020-05-01"}}
    plan = plan_for(**oud, personen=[persoon])
    paren = [{k.een.recht.id, k.ander.recht.id} for k in plan.keuzes]
    assert {"sociaal-tarief-telecom-oud", "sociaal-internetaanbod"} in paren
    dicht = next(p for p in plan.geen_recht if p.recht.id == "sociaal-internetaanbod")
    assert [u.label for u in dicht.tegen] == ["niemand van het gezin gebruikt nog het oude sociaal tarief telecom"]


def _answer(label: str, uitkomst: str, *delen: Uitleg, soort: str = "blad") -> Uitleg:
    feiten = () if delen else (f"an.statussen.{label}",)
    return Uitleg(label, label, soort, uitkomst, onderdelen=delen, feiten=feiten)  # type: ignore[arg-type]


def test_of_many_ways_that_all_fail_the_shared_name_is_the_reason() -> None:
    statussen = _answer("een status", "nee", _answer("leefloon", "nee"), _answer("igo", "nee"), soort="een_van")
    inkomen = _answer("laag inkomen", "nee")
    woont = _answer("woont hier", "ja")
    boom = Uitleg(
        "", "", "alle", "nee", onderdelen=(woont, Uitleg("", "", "een_van", "nee", onderdelen=(statussen, inkomen)))
    )
    assert [u.label for u in failing([boom])] == ["een status", "laag inkomen"]


def test_what_only_the_calendar_closes_is_no_reason() -> None:
    vast = Uitleg("vast", "sinds 2025", "blad", "nee")
    assert failing([vast]) == ()


def test_all_statuses_are_one_question() -> None:
    wacht = ("an.statussen.igo", "an.statussen.leefloon", "bo.statussen.leefloon")
    ook = _right("igo", soort="onbekend", ontbreekt=wacht[1:])
    (vraag,) = open_questions([_right("delijn", soort="onbekend", ontbreekt=wacht), ook])
    assert vraag.feiten == (*wacht[1:], wacht[0]), "what most rights ask for goes first"
    plan = plan_of("bijna-niets-bekend")
    assert question_of(vraag, plan, Woorden(catalogus=plan.catalogus)).tekst == (
        "Heeft iemand een van deze statussen: leefloon, inkomensgarantie voor ouderen (IGO)?"
    )


def _right(kenmerk: str, **anders: object) -> Planrecht:
    """An open right of the catalogue, as far as ranking looks at it."""
    leeg = Planrecht(
        recht=the_catalogue().rechten[kenmerk], soort="onbenut", wie=(), iedereen=False, waarde_jaar=None,
        waarde_eenmalig=None, automatisch=False, na=(), redenen=(), tegen=(), uitgesloten=(), ontbreekt=(),
        verandering=(), vlaggen=(), stappen=(),
    )  # fmt: skip
    return replace(leeg, **anders)  # type: ignore[arg-type]


def _waiting(kenmerk: str, *eerst: str, wie: str = "gezin", **anders: object) -> Planrecht:
    """A right that opens when others are granted to `wie`."""
    return _right(kenmerk, soort="na", na=eerst, na_wie=tuple((e, wie) for e in eerst), **anders)


def _euro(onder: int, boven: int) -> tuple[Decimal, Decimal]:
    return Decimal(onder), Decimal(boven)


def test_a_last_day_goes_first_then_an_opener_then_value_for_effort_then_what_somebody_decides() -> None:
    laat = _right("uitpas-kansentarief", aanvragen_voor=date(2026, 12, 31))
    vroeg = _right("verwarmingstoelage", aanvragen_voor=date(2026, 11, 5))
    opener = _right("verhoogde-tegemoetkoming")
    geld = _right("huursubsidie-vlaanderen", waarde_jaar=_euro(100, 300))
    weinig = _right("energiescan", waarde_eenmalig=_euro(25, 25))
    dienst = _right("ocmw-participatie-sociale-activering", soort="mogelijk", aanvragen_voor=date(2026, 11, 2))
    na = _waiting("delijn", "verhoogde-tegemoetkoming")
    rij = [dienst, weinig, geld, opener, laat, vroeg]
    openingen = unlock_order(rij, [na])
    assert sort_requests(rij, openingen) == (vroeg, laat, opener, geld, weinig, dienst)


def test_the_same_value_for_less_work_goes_first() -> None:
    recht = the_catalogue().rechten["verhoogde-tegemoetkoming"]
    veel = _right(recht.id, waarde_jaar=_euro(100, 100), stappen=recht.stappen)
    weinig = _right("energiescan", waarde_jaar=_euro(100, 100))
    assert effort(veel) > effort(weinig) == 1
    assert sort_requests([veel, weinig], ()) == (weinig, veel)


def test_a_loan_is_no_gain() -> None:
    recht = the_catalogue().rechten["huurwaarborglening"]
    assert recht.bedrag is not None
    lening = replace(recht, bedrag=replace(recht.bedrag, terug_te_betalen=True))
    gift = replace(recht, bedrag=replace(recht.bedrag, terug_te_betalen=False))
    p = _right(recht.id, waarde_eenmalig=_euro(1800, 1800))
    assert (worth(replace(p, recht=lening)), worth(replace(p, recht=gift))) == (0, 1800)


def test_an_opener_that_waits_for_another_stands_after_it() -> None:
    eerst = _right("leefloon")
    dan = _waiting("verhoogde-tegemoetkoming", "leefloon")
    slot = _waiting("delijn", "verhoogde-tegemoetkoming", waarde_jaar=_euro(500, 500))
    openingen = unlock_order([slot, dan, eerst], [slot, dan])
    assert [(o.eerst.recht.id, [d.recht.id for d in o.daarna]) for o in openingen] == [
        ("leefloon", ["verhoogde-tegemoetkoming"]),
        ("verhoogde-tegemoetkoming", ["delijn"]),
    ]


def test_a_right_is_opened_by_what_its_own_person_obtains() -> None:
    van_an = _right("uitpas-kansentarief", wie=("an",), soort="mogelijk")
    van_bo = _right("uitpas-kansentarief", wie=("bo",))
    vakantie = _waiting("iedereen-verdient-vakantie", "uitpas-kansentarief", wie="bo")
    assert [o.eerst for o in unlock_order([van_an, van_bo], [vakantie])] == [van_bo]


def test_what_waits_for_another_right_comes_after_what_does_not() -> None:
    wacht = replace(_waiting("energiescan", "uitpas-kansentarief", waarde_eenmalig=_euro(900, 900)), soort="mogelijk")
    assert sort_requests([wacht, _right("delijn")], ())[-1] is wacht


def test_a_last_day_that_passed_counts_no_more() -> None:
    voorbij = _right("energiescan", aanvragen_voor=date(2026, 10, 1), termijn_voorbij=True)
    later = _right("delijn", aanvragen_voor=date(2026, 12, 1))
    assert sort_requests([voorbij, later], ()) == (later, voorbij)


def test_of_two_rights_that_do_not_go_together_the_one_that_gives_more_is_named_with_the_difference() -> None:
    premie = _right("huurpremie-vlaanderen", waarde_jaar=_euro(1500, 1800))
    subsidie = _right("huursubsidie-vlaanderen", waarde_jaar=_euro(900, 1200))
    (keuze,) = choices([premie, subsidie])
    assert keuze.beste is premie
    assert keuze.verschil == (Decimal(300), Decimal(900))


@pytest.mark.parametrize("ander", [None, _euro(900, 1501)])
def test_amounts_that_overlap_or_miss_name_no_best_choice(ander: tuple[Decimal, Decimal] | None) -> None:
    premie = _right("huurpremie-vlaanderen", waarde_jaar=_euro(1500, 1800))
    (keuze,) = choices([premie, _right("huursubsidie-vlaanderen", waarde_jaar=ander)])
    assert (keuze.beste, keuze.verschil) == (None, None)


def test_two_rights_of_different_connections_are_no_choice() -> None:
    tarief = _right("sociaal-tarief-energie", wie=("stroom",))
    premie = _right("sociaaltariefpremie-collectief", wie=("gas",))
    assert list(choices([tarief, premie])) == []
    assert len(list(choices([tarief, replace(premie, wie=("stroom",))]))) == 1


FEITEN = st.lists(st.sampled_from(["a.x", "b.x", "a.y", "gezin.z", "woning.w", "b.w"]), max_size=4, unique=True)


@given(st.lists(FEITEN, max_size=8))
def test_every_open_right_stands_under_exactly_one_question_that_it_waits_for(feiten: list[list[str]]) -> None:
    ids = list(the_catalogue().rechten)
    rechten = [_right(ids[n], soort="onbekend", ontbreekt=tuple(f)) for n, f in enumerate(feiten)]
    vragen = open_questions(rechten)
    assert Counter(p.recht.id for v in vragen for p in v.rechten) == Counter(p.recht.id for p in rechten)
    for v in vragen:
        assert all(set(v.feiten) & set(p.ontbreekt) or (not v.feiten and not p.ontbreekt) for p in v.rechten)
    aantallen = [len(v.rechten) for v in vragen if v.feiten]
    assert aantallen == sorted(aantallen, reverse=True)


def test_a_profile_in_another_order_gives_the_same_plan() -> None:
    gegevens = ALLEENSTAANDE_MET_LAAG_LOON
    anders = {**gegevens, "personen": list(reversed(gegevens["personen"]))}  # type: ignore[call-overload]
    a, b = (make_plan(evaluate(make_gezin(g), the_catalogue(), op_datum=DAG)) for g in (gegevens, anders))
    for deel in ("aanvragen", "kijk_na", "daarna", "in_gebruik"):
        assert [(p.recht.id, set(p.wie)) for p in getattr(a, deel)] == [
            (p.recht.id, set(p.wie)) for p in getattr(b, deel)
        ]


def _since(soort: str, *delen: Uitleg) -> Uitleg:
    return Uitleg("", "", soort, "ja", onderdelen=delen)  # type: ignore[arg-type]


def test_since_is_the_earliest_way_that_is_enough_and_the_latest_of_what_is_needed_together() -> None:
    gezin = make_gezin({"personen": [{"id": "an", "statussen": {"leefloon": "2020-03-01", "igo": "2026-09-01"}}]})
    oud, nieuw = _answer("leefloon", "ja"), _answer("igo", "ja")
    assert since(_since("een_van", nieuw, oud), gezin) == (date(2020, 3, 1), "an.statussen.leefloon")
    assert since(_since("alle", oud, nieuw), gezin) == (date(2026, 9, 1), "an.statussen.igo")
    assert since(_since("een_van", _answer("ivt", "ja")), gezin) is None
    assert since(_answer("leefloon", "nee"), gezin) is None


def test_a_request_goes_back_to_a_day_that_holds_for_everybody_in_the_line() -> None:
    resultaat = evaluate(make_gezin({"personen": [{"id": "an"}, {"id": "bo"}]}), the_catalogue(), op_datum=DAG)
    vlaggen = {
        "an": ("terugwerkend_tot:2026-04-01", "aanvragen_voor:2026-12-01"),
        "bo": ("terugwerkend_tot:2026-05-01", "aanvragen_voor:2027-02-01"),
    }
    delijn = [o for o in resultaat.oordelen if o.recht == "delijn"]
    oordelen = tuple(replace(o, oordeel="onbenut", vlaggen=vlaggen[o.eenheid]) for o in delijn)
    (p,) = make_plan(replace(resultaat, oordelen=oordelen)).aanvragen
    assert (p.wie, p.terugwerkend_tot, p.aanvragen_voor) == (("an", "bo"), date(2026, 5, 1), date(2026, 12, 1))

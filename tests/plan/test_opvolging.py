"""The circle of a right: which states may follow, what a file may hold, what asks attention on a day."""

from __future__ import annotations

import re
import typing
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from rechtenverkenner import load_gezin, make_gezin
from rechtenverkenner.catalogus.vorm import DrempelVorm
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.plan.opvolging import (
    BEGIN,
    HERNIEUWD,
    HUISREGEL,
    NABIJ,
    VERVOLG,
    Aanleiding,
    Drempelcode,
    Gevolgd,
    Openstaand,
    Opvolging,
    Stand,
    Standsoort,
    Weigerreden,
    begin,
    compare,
    load_opvolging,
    write_opvolging,
)
from rechtenverkenner.plan.plan import Openvraag, Plan, Planrecht
from tests.gedeeld import the_catalogue
from tests.plan.gezinnen import DAG, GEZINNEN, PROJECT, plan_of

STANDEN: tuple[Standsoort, ...] = get_args(Standsoort)
EEN_DAG = timedelta(days=1)


def stand(soort: Any, dag: date = DAG, **velden: Any) -> Stand:
    return Stand(stand=soort, datum=dag, **velden)


def gevolgd(*standen: Any, recht: str = "energiescan", wie: tuple[str, ...] = ()) -> Gevolgd:
    return Gevolgd(recht=recht, wie=wie, standen=tuple(s if isinstance(s, Stand) else stand(s) for s in standen))


def bestand(*rechten: Gevolgd) -> Opvolging:
    return Opvolging(pseudoniem="GZ-2026-014", rechten=rechten)


def regel(soort: Oordeelsoort, recht: str = "energiescan", wie: tuple[str, ...] = (), **velden: Any) -> Planrecht:
    leeg = {"aanvragen_voor": None, "hernieuwen_voor": None, "na": ()}
    voorbeeld = plan_of("ex-dakloze").aanvragen[0]
    return replace(voorbeeld, recht=the_catalogue().rechten[recht], soort=soort, wie=wie, **{**leeg, **velden})


def plan(*regels: Planrecht) -> Plan:
    plek = {
        "onbenut": "aanvragen", "mogelijk": "aanvragen", "automatisch": "kijk_na", "na": "daarna",
        "gebruikt": "in_gebruik", "geen_recht": "geen_recht", "onbekend": "te_weten",
    }  # fmt: skip
    lijsten: dict[str, tuple[Any, ...]] = dict.fromkeys(plek.values(), ())
    for p in regels:
        deel = Openvraag(("gezin.x",), (p,)) if p.soort == "onbekend" else p
        lijsten[plek[p.soort]] += (deel,)
    return replace(plan_of("ex-dakloze"), **lijsten)


def on_day(p: Plan | None, o: Opvolging, dag: date) -> tuple[Openstaand, ...]:
    return compare(replace(p, op_datum=dag), o) if p else compare(None, o, op_datum=dag)


def one(p: Plan | None, o: Opvolging, dag: date = DAG) -> Openstaand:
    (uit,) = on_day(p, o, dag)
    return uit


def read(tmp_path: Path, tekst: str, **meer: Any) -> Opvolging:
    pad = tmp_path / "opvolging.yaml"
    pad.write_text(tekst, encoding="utf-8")
    return load_opvolging(pad, the_catalogue(), **meer)


def codes(tmp_path: Path, tekst: str, **meer: Any) -> list[tuple[str, int, int]]:
    """Code, line and column of every fault of a text."""
    with pytest.raises(InvoerFout) as fout:
        read(tmp_path, tekst, **meer)
    return [(m.code, m.plaats.regel, m.plaats.kolom) for m in fout.value.meldingen if m.plaats]


# --- which states may follow


@pytest.mark.parametrize(("voor", "na"), list(product(STANDEN, STANDEN)))
def test_a_state_follows_another_only_when_the_table_says_so(voor: Standsoort, na: Standsoort) -> None:
    weg = way_to(voor)
    if na in VERVOLG[voor]:
        assert bestand(gevolgd(*weg, na)).rechten[0].standen[-1].stand == na
    else:
        with pytest.raises(ValidationError, match=rf"RV616\|`{na}` kan niet na `{voor}` komen"):
            bestand(gevolgd(*weg, na))


def way_to(doel: str) -> list[str]:
    """A shortest allowed way from the beginning to a state."""
    wegen = [[b] for b in BEGIN]
    while wegen[0][-1] != doel:
        weg = wegen.pop(0)
        wegen += [[*weg, n] for n in VERVOLG[weg[-1]] if n not in weg]
    return wegen[0]


@pytest.mark.parametrize("soort", STANDEN)
def test_a_round_starts_with_what_is_found_or_renewed(soort: Standsoort) -> None:
    if soort in ("gevonden", "hernieuwing"):
        assert bestand(gevolgd(soort))
    else:
        with pytest.raises(ValidationError, match="kan niet als eerste komen"):
            bestand(gevolgd(soort))


def test_the_table_names_every_state_and_keeps_the_promises_of_the_circle() -> None:
    assert set(VERVOLG) == set(STANDEN) and set().union(*VERVOLG.values()) == set(STANDEN)
    assert {voor for voor, na in VERVOLG.items() if "ontvangen" in na} == {"toegekend"}
    assert {voor for voor, na in VERVOLG.items() if "hernieuwing" in na} == {"ontvangen", "gestopt"}
    assert {voor for voor, na in VERVOLG.items() if "gestopt" not in na} == {"gestopt"}
    assert not any(voor in na for voor, na in VERVOLG.items())


def test_the_barriers_are_those_of_the_catalogue() -> None:
    assert get_args(Drempelcode) == get_args(DrempelVorm.model_fields["code"].annotation)


@pytest.mark.parametrize(("veld", "waarde", "bij"), [
    ("drempel", "betaalbaar", {"geweigerd", "gestopt"}),
    ("reden", "bewijs", {"geweigerd"}),
])  # fmt: skip
@pytest.mark.parametrize("soort", STANDEN)
def test_a_barrier_and_a_reason_stand_only_where_a_right_ends(
    soort: Standsoort, veld: str, waarde: str, bij: set[str]
) -> None:
    weg = [*way_to(soort)[:-1], stand(soort, **{veld: waarde})]
    if soort in bij:
        assert getattr(bestand(gevolgd(*weg)).rechten[0].standen[-1], veld) == waarde
    else:
        with pytest.raises(ValidationError, match=rf"RV617\|een `{veld}` hoort niet bij `{soort}`"):
            bestand(gevolgd(*weg))


def test_days_do_not_go_back_and_may_be_the_same() -> None:
    assert bestand(gevolgd(stand("gevonden"), stand("aangevraagd", opvolgen_op=DAG)))
    with pytest.raises(ValidationError, match="RV615"):
        bestand(gevolgd(stand("gevonden"), stand("aangevraagd", DAG - EEN_DAG)))
    with pytest.raises(ValidationError, match="RV615"):
        bestand(gevolgd(stand("gevonden", opvolgen_op=DAG - EEN_DAG)))


@pytest.mark.parametrize("dag", [date(1989, 12, 31), date(2101, 1, 1)])
def test_a_day_that_is_surely_mistyped_is_refused(dag: date) -> None:
    with pytest.raises(ValidationError, match=r"RV615.*te ver weg"):
        bestand(gevolgd(stand("gevonden", dag)))


@pytest.mark.parametrize("dag", [date(1990, 1, 1), date(2100, 12, 31)])
def test_the_first_and_last_day_that_can_be_are_read(dag: date) -> None:
    assert bestand(gevolgd(stand("gevonden", dag))).rechten[0].standen[0].datum == dag


# --- nothing about a person


@pytest.mark.parametrize(("naam", "waarom"), [
    ("85.07.30-033.28", "rijksregisternummer"), ("85073003328", "rijksregisternummer"),
    ("850730 033 28", "rijksregisternummer"), ("dossier-85073003328", "rijksregisternummer"),
    ("Jan Janssens", "naam"), ("Jan\tJanssens", "naam"), ("jan@voorbeeld.be", "e-mailadres"),
    ("", "vorm"), ("-", "vorm"), ("Zoë", "vorm"), ("a" * 41, "vorm"), ("GZ_14", "vorm"), ("GZ-14\n", "vorm"),
])  # fmt: skip
def test_a_pseudonym_tells_nothing_and_its_message_does_not_repeat_it(naam: str, waarom: str) -> None:
    with pytest.raises(ValidationError, match=waarom) as fout:
        Opvolging(pseudoniem=naam)
    assert len(naam) < 3 or naam not in str(fout.value)
    with pytest.raises(InvoerFout, match="RV612") as fout2:
        begin(plan(), naam)
    assert len(naam) < 3 or naam not in str(fout2.value)


@pytest.mark.parametrize("naam", ["a", "GZ-2026-014", "7", "a" * 40, "x1234567890", "nee"])
def test_letters_digits_and_dashes_make_a_pseudonym(naam: str, tmp_path: Path) -> None:
    opv = Opvolging(pseudoniem=naam)
    assert read(tmp_path, write_opvolging(opv)) == opv


def test_no_field_of_the_file_has_room_for_free_text() -> None:
    gezien: set[type[BaseModel]] = set()
    for veld, soort in leaves(Opvolging, gezien):
        if typing.get_origin(soort) is typing.Literal or soort in (date, type(None)):
            continue
        assert soort is str and veld in ("pseudoniem", "recht", "wie"), veld
    assert gezien == {Opvolging, Gevolgd, Stand}
    for tekst in ("Jan heeft schulden", "schulden: veel", "Schulden.", "zie\nverslag"):
        for maken in (
            lambda t=tekst: Opvolging(pseudoniem=t),
            lambda t=tekst: gevolgd("gevonden", recht=t),
            lambda t=tekst: gevolgd("gevonden", wie=(t,)),
        ):
            with pytest.raises(ValidationError):
                maken()


def leaves(model: type[BaseModel], gezien: set[type[BaseModel]]) -> list[tuple[str, Any]]:
    gezien.add(model)
    uit: list[tuple[str, Any]] = []
    for naam, veld in model.model_fields.items():
        stapel = [veld.annotation]
        while stapel:
            soort = stapel.pop()
            if isinstance(soort, type) and issubclass(soort, BaseModel):
                uit += leaves(soort, gezien)
            elif typing.get_args(soort) and typing.get_origin(soort) is not typing.Literal:
                stapel += [a for a in typing.get_args(soort) if a is not ... and not_metadata(a)]
            else:
                uit.append((naam, soort))
    return uit


def not_metadata(a: Any) -> bool:
    return isinstance(a, type) or typing.get_origin(a) is not None


@pytest.mark.parametrize("naam", GEZINNEN)
def test_the_file_of_a_household_holds_ids_and_days_and_nothing_else(naam: str, tmp_path: Path) -> None:
    pad = PROJECT / "fixtures" / "gezinnen" / f"{naam}.yaml"
    gezin = load_gezin(pad)
    opv = begin(plan_of(naam), "GZ-2026-014")
    tekst = write_opvolging(opv)
    eigen = {x.id for x in (*gezin.personen, *(gezin.aansluitingen or ()))}
    vast = {"versie", "1", "pseudoniem", "GZ-2026-014", "rechten", "recht", "wie", "standen", "stand", "gevonden",
            "datum", DAG.isoformat()}  # fmt: skip
    assert set(re.findall(r"[\w-]*\w", tekst)) <= vast | eigen | set(the_catalogue().rechten)
    assert read(tmp_path, tekst, gezin=gezin, op_datum=DAG) == opv


# --- reading and writing


def some_rounds() -> st.SearchStrategy[tuple[Stand, ...]]:
    return st.builds(rounds, st.randoms(use_true_random=False), st.integers(1, 12))


def rounds(toeval: Any, lengte: int) -> tuple[Stand, ...]:
    """A random walk through the table."""
    uit: list[Stand] = []
    dag = date(2020, 1, 1)
    for _ in range(lengte):
        soort = toeval.choice(VERVOLG[uit[-1].stand] if uit else BEGIN)
        dag += timedelta(days=toeval.choice([0, 0, 1, 40, 400]))
        einde = soort in ("geweigerd", "gestopt")
        uit.append(
            Stand(
                stand=soort,
                datum=dag,
                drempel=toeval.choice([None, *get_args(Drempelcode)]) if einde else None,
                reden=toeval.choice([None, *get_args(Weigerreden)]) if soort == "geweigerd" else None,
                opvolgen_op=toeval.choice([None, dag, dag + timedelta(days=30)]),
            )
        )
    return tuple(uit)


@st.composite
def files(draw: st.DrawFn) -> Opvolging:
    ids = draw(st.lists(st.sampled_from(sorted(the_catalogue().rechten)), unique=True, max_size=5))
    mensen = st.lists(st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True), unique=True, max_size=3)
    # Words that YAML would read as something else.
    lastig = st.lists(st.sampled_from(["nee", "ja", "no", "y", "null", "on", "true"]), unique=True, max_size=3)
    rechten = [Gevolgd(recht=r, wie=tuple(draw(mensen | lastig)), standen=draw(some_rounds())) for r in ids]
    naam = draw(st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,9}", fullmatch=True))
    return Opvolging(pseudoniem=naam, rechten=tuple(rechten))


@given(opv=files())
def test_what_is_written_reads_back_equal(opv: Opvolging, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert read(tmp_path_factory.mktemp("o"), write_opvolging(opv)) == opv


@given(opv=files(), dag=st.dates(date(2019, 1, 1), date(2035, 1, 1)))
def test_every_right_that_began_stands_in_the_list_once(opv: Opvolging, dag: date) -> None:
    rij = compare(None, opv, op_datum=dag)
    begonnen = [(g.recht, g.wie) for g in opv.rechten if g.standen[0].datum <= dag]
    assert sorted((o.recht, o.wie) for o in rij) == sorted(begonnen)
    assert all(o.stand is not None and o.stand.datum <= dag for o in rij)
    assert all((o.toestand == "nu_opvolgen") == bool(o.aanleidingen) for o in rij)
    assert all(a.vanaf <= dag for o in rij for a in o.aanleidingen)


BEGONNEN = "    standen: [{stand: gevonden, datum: 2026-01-01}]\n"
KOP = "versie: 1\npseudoniem: GZ-14\n"


@pytest.mark.parametrize(("tekst", "verwacht"), [
    ("- x\n", ("RV610", 1, 1)),
    (KOP + "opmerking: hallo\n", ("RV610", 3, 1)),
    ("rechten: []\n", ("RV610", 1, 1)),
    ("versie: 2\npseudoniem: GZ-14\n", ("RV611", 1, 9)),
    ("pseudoniem: 12\n", ("RV610", 1, 13)),
    ("pseudoniem: 85073003328\n", ("RV612", 1, 13)),
    ("pseudoniem: Jan Janssens\n", ("RV612", 1, 13)),
    (KOP + "rechten:\n  - recht: energie-scan\n" + BEGONNEN, ("RV613", 4, 12)),
    (KOP + "rechten:\n  - recht: 5\n    standen: [{stand: gevonden, datum: 2026-01-01}]\n", ("RV610", 4, 12)),
    (KOP + "rechten:\n  - recht: energiescan\n    standen: []\n", ("RV610", 5, 14)),
    (KOP + "rechten:\n  - recht: energiescan\n    standen: [{stand: gevondn, datum: 2026-01-01}]\n", ("RV611", 5, 23)),
    (KOP + "rechten:\n  - recht: energiescan\n    standen: [{stand: gevonden, datum: 20260101}]\n", ("RV610", 5, 40)),
    (KOP + "rechten:\n  - recht: leefloon\n    standen: [{stand: besproken, datum: 2026-01-01}]\n", ("RV616", 5, 23)),
    (
        KOP + "rechten:\n  - recht: energiescan\n    standen: [{stand: gevonden, datum: 2026-01-01, reden: gezin}]\n",
        ("RV617", 5, 59),
    ),
    (
        KOP + "rechten:\n  - recht: leefloon\n    wie: [an, an]\n    standen: [{stand: gevonden, datum: 2026-01-01}]\n",
        ("RV618", 5, 15),
    ),
    (
        KOP + "rechten:\n  - recht: leefloon\n    wie: [An]\n    standen: [{stand: gevonden, datum: 2026-01-01}]\n",
        ("RV618", 5, 11),
    ),
    (
        KOP + "rechten:\n  - recht: leefloon\n    wie: [x85073003328]\n"
        "    standen: [{stand: gevonden, datum: 2026-01-01}]\n",
        ("RV618", 5, 11),
    ),
])  # fmt: skip
def test_a_fault_has_its_code_and_its_place(tekst: str, verwacht: tuple[str, int, int], tmp_path: Path) -> None:
    assert codes(tmp_path, tekst) == [verwacht]


def test_all_faults_of_a_file_come_together_in_order_of_place(tmp_path: Path) -> None:
    tekst = KOP + (
        "notitie: lang verhaal\n"
        "rechten:\n"
        "  - recht: huursubsidie-vlanderen\n"
        "    standen:\n"
        "      - {stand: gevonden, datum: 2026-03-01}\n"
        "      - {stand: aangevraagd, datum: 2026-02-01, opvolgen_op: 2026-01-01}\n"
        "      - {stand: [x], datum: 2026-11}\n"
        "      - {stand: ontvangen, datum: 2026-03-02}\n"
        "      - {stand: gestopt, datum: 2026-03-03, drempel: geld, reden: andere}\n"
        "  - recht: energiescan\n"
    )
    gevonden = codes(tmp_path, tekst)
    assert [(code, regel_) for code, regel_, _ in gevonden] == [
        ("RV610", 3), ("RV613", 5), ("RV615", 8), ("RV615", 8), ("RV610", 9), ("RV610", 9),
        ("RV611", 11), ("RV617", 11), ("RV610", 12),
    ]  # fmt: skip


def test_reading_goes_on_after_what_is_no_state_or_no_day(tmp_path: Path) -> None:
    tekst = KOP + (
        "rechten:\n"
        "  - recht: energiescan\n"
        "    standen:\n"
        "      - {stand: gevonden, datum: 2026-03-01}\n"
        "      - gisteren\n"
        "      - {stand: ontvangen}\n"
        "      - {stand: gestopt, datum: 2026-02-01}\n"
        "      - {stand: ontvangen, datum: 2026-02-02}\n"
    )
    gevonden = codes(tmp_path, tekst)
    assert [(code, regel_) for code, regel_, _ in gevonden] == [
        ("RV610", 7), ("RV610", 8), ("RV615", 9), ("RV616", 10),
    ]  # fmt: skip


def test_one_day_or_one_person_gets_one_message(tmp_path: Path) -> None:
    gezin = make_gezin({"personen": [{"id": "an", "geboortedatum": "1980"}]})
    tekst = KOP + (
        "rechten:\n"
        "  - recht: leefloon\n"
        "    wie: [bo, bo, x85073003328]\n"
        "    standen:\n"
        "      - {stand: gevonden, datum: 2026-03-09}\n"
        "      - {stand: gestopt, datum: 2026-03-08}\n"
        "      - {stand: gevonden, datum: 2150-01-01}\n"
    )
    assert codes(tmp_path, tekst, gezin=gezin, op_datum=date(2026, 3, 1)) == [
        ("RV618", 5, 11), ("RV618", 5, 15), ("RV618", 5, 19), ("RV615", 7, 34), ("RV615", 8, 33), ("RV615", 9, 34),
    ]  # fmt: skip


def test_messages_say_what_to_do(tmp_path: Path) -> None:
    tekst = KOP + "rechten:\n  - recht: energiescn\n    standen: [{stand: gevonden, datum: 2026-01-01}]\n"
    with pytest.raises(InvoerFout, match="bedoelt u `energiescan`"):
        read(tmp_path, tekst)
    with pytest.raises(InvoerFout, match="is het bestand nieuwer"):
        read(tmp_path, "versie: 2\npseudoniem: x\n")


WIE = KOP + "rechten:\n  - recht: leefloon\n    wie: "
STAND = KOP + "rechten:\n  - recht: leefloon\n    standen: [{stand: "


@pytest.mark.parametrize(("tekst", "code", "geheim"), [
    ("pseudoniem: 85.07.30-033.61\n", "RV612", "85.07"),
    ("pseudoniem: 850730\n", "RV610", "850730"),
    ("pseudoniem: 1985-07-30\n", "RV610", "1985"),
    ("pseudoniem: 30/07/1985\n", "RV106", "1985"),
    ("pseudoniem: [Jan, Peeters]\n", "RV610", "Jan Peeters"),
    ("pseudoniem: Jan Peeters\n", "RV612", "Jan Peeters"),
    ('pseudoniem: "Jan Peeters\n', "RV103", "Jan Peeters"),
    ("pseudoniem: Jan\npseudoniem: Peeters\n", "RV104", "Jan Peeters"),
    ("Jan Peeters: ja\nJan Peeters: ja\npseudoniem: a\n", "RV104", "Jan Peeters"),
    ("pseudoniem: a\n85.07.30-033.61: b\n", "RV610", "85.07"),
    ("pseudoniem: a\n1985-07-30: b\n", "RV109", "1985"),
    ("pseudoniem: {Jan, Peeters}\n", "RV111", "Jan Peeters"),
    ("{pseudoniem: Jan-Peeters, rechten: [], nota: x}\n", "RV610", "Jan Peeters"),
    ("{pseudoniem: Jan-Peeters, versie: no}\n", "RV106", "Jan Peeters"),
    ("{pseudoniem: Jan-Peeters, rechten: [{recht: energiescn}]}\n", "RV613", "Jan Peeters"),
    (WIE + '["85.07.30-033.61"]\n' + BEGONNEN, "RV618", "85.07"),
    (WIE + "[85.07.30-033.61]\n" + BEGONNEN, "RV618", "85.07"),
    (WIE + "[Jan Peeters]\n" + BEGONNEN, "RV618", "Jan Peeters"),
    (WIE + "[30-07-1985]\n" + BEGONNEN, "RV106", "1985"),
    (WIE + "Jan Peeters\n" + BEGONNEN, "RV610", "Jan Peeters"),
    (KOP + 'rechten:\n  - recht: "85.07.30-033.61"\n' + BEGONNEN, "RV613", "85.07"),
    (KOP + 'rechten:\n  - recht: "een` Jan Peeters"\n' + BEGONNEN, "RV613", "Jan Peeters"),
    (KOP + "rechten:\n  - recht: x850730-03361\n" + BEGONNEN, "RV613", "850730"),
    (STAND + "85.07.30-033.61, datum: 2026-01-01}]\n", "RV611", "85.07"),
    (STAND + "Jan Peeters, datum: 2026-01-01}]\n", "RV611", "Jan Peeters"),
])  # fmt: skip
def test_no_message_repeats_who_it_is_about(tekst: str, code: str, geheim: str, tmp_path: Path) -> None:
    with pytest.raises(InvoerFout) as fout:
        read(tmp_path, tekst)
    # Without the name of the file, in which pytest writes the parameters of the test.
    gezegd = str(fout.value).replace(str(tmp_path), "") + repr(fout.value.meldingen).replace(str(tmp_path), "")
    assert code in {m.code for m in fout.value.meldingen}
    assert not [woord for woord in geheim.split() if woord in gezegd]
    assert all(m.plaats and not m.bronregel and m.hulp for m in fout.value.meldingen)


def test_a_plain_word_that_is_mistyped_is_repeated_and_a_name_is_not(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="RV613 onbekend recht `energie-scn`"):
        read(tmp_path, KOP + "rechten:\n  - recht: energie-scn\n" + BEGONNEN)
    with pytest.raises(InvoerFout, match="RV618 `…` heeft niet de juiste vorm voor onderdeel 1 van `wie`"):
        read(tmp_path, WIE + "[Jan]\n" + BEGONNEN)


@pytest.mark.parametrize(("een", "ander", "dubbel"), [
    ("", "", True), ("[an]", "", True), ("[an, bo]", "[bo, cas]", True), ("[an]", "[bo]", False),
])  # fmt: skip
def test_a_right_is_followed_once_for_the_same_people(een: str, ander: str, dubbel: bool, tmp_path: Path) -> None:
    delen = [
        f"  - recht: leefloon\n    wie: {wie or '[]'}\n    standen: [{{stand: gevonden, datum: 2026-01-01}}]\n"
        for wie in (een, ander)
    ]
    tekst = KOP + "rechten:\n" + "".join(delen)
    if dubbel:
        assert codes(tmp_path, tekst) == [("RV614", 7, 12)]
    else:
        assert len(read(tmp_path, tekst).rechten) == 2


def test_people_are_those_of_the_profile_when_it_is_there(tmp_path: Path) -> None:
    gezin = make_gezin(
        {"personen": [{"id": "an", "geboortedatum": "1980"}], "aansluitingen": [{"id": "gas", "drager": "aardgas"}]}
    )
    goed = write_opvolging(bestand(gevolgd("gevonden", wie=("an", "gas"))))
    assert read(tmp_path, goed, gezin=gezin)
    fout = goed.replace("[an, gas]", "[ann, gas]")
    assert read(tmp_path, fout)
    assert codes(tmp_path, fout, gezin=gezin) == [("RV618", 5, 11)]
    with pytest.raises(InvoerFout, match="bedoelt u `an`"):
        read(tmp_path, fout, gezin=gezin)
    with pytest.raises(InvoerFout, match="gebruik het id uit het profiel"):
        read(tmp_path, goed.replace("[an, gas]", "[xyz]"), gezin=gezin)


def test_a_state_of_tomorrow_is_refused_when_the_day_is_known(tmp_path: Path) -> None:
    tekst = write_opvolging(bestand(gevolgd("gevonden")))
    assert read(tmp_path, tekst, op_datum=DAG)
    assert codes(tmp_path, tekst, op_datum=DAG - EEN_DAG) == [("RV615", 6, 34)]


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="RV100"):
        load_opvolging(tmp_path / "niets.yaml", the_catalogue())


# --- the day of a plan


@pytest.mark.parametrize("dag", [date(1989, 12, 31), date(2101, 1, 1)])
def test_what_begins_on_a_day_that_cannot_be_is_refused_with_one_message(dag: date) -> None:
    with pytest.raises(InvoerFout) as fout:
        begin(replace(plan_of("ex-dakloze"), op_datum=dag), "GZ-14")
    assert [m.code for m in fout.value.meldingen] == ["RV615"]


def test_an_id_of_the_profile_that_looks_like_a_national_number_begins_nothing() -> None:
    p = plan(regel("onbenut", wie=("x85073003361",)), regel("onbenut", "leefloon", ("x85073003361",)))
    with pytest.raises(InvoerFout) as fout:
        begin(p, "GZ-14")
    assert [m.code for m in fout.value.meldingen] == ["RV618"] and "85073003361" not in str(fout.value)


def test_more_connections_than_the_file_can_name_is_a_message_of_ours() -> None:
    wie = tuple(f"a{i}" for i in range(41))
    with pytest.raises(InvoerFout, match=r"RV610 .*hoogstens 40 onderdelen"):
        begin(plan(regel("onbenut", wie=wie)), "GZ-14")
    assert begin(plan(regel("onbenut", wie=wie[:40])), "GZ-14").rechten[0].wie == wie[:40]


def test_the_day_is_that_of_the_plan() -> None:
    dag = DAG + timedelta(days=3)
    p = replace(plan(regel("onbenut")), op_datum=dag)
    opv = begin(p, "GZ-14")
    assert [s.datum for g in opv.rechten for s in g.standen] == [dag]
    assert [o.recht for o in compare(p, opv)] == ["energiescan"]
    assert compare(p, opv) == compare(p, opv, op_datum=dag)
    assert [o.toestand for o in compare(replace(p, op_datum=DAG), opv)] == ["nieuw"]


def test_another_day_than_that_of_the_plan_or_no_day_at_all_is_refused() -> None:
    p = plan(regel("onbenut"))
    with pytest.raises(InvoerFout, match="RV615 het plan is van een andere dag: 2026-11-01"):
        compare(p, bestand(), op_datum=DAG + EEN_DAG)
    with pytest.raises(InvoerFout, match="RV615 zonder plan is er geen dag"):
        compare(None, bestand())


# --- what asks attention


@pytest.mark.parametrize(("soort", "dagen"), HUISREGEL.items())
def test_the_house_rule_counts_from_the_day_of_the_state(soort: str, dagen: int) -> None:
    opv = bestand(gevolgd(*way_to(soort)))
    grens = DAG + timedelta(days=dagen)
    assert one(None, opv, grens - EEN_DAG).toestand == "open"
    uit = one(None, opv, grens)
    assert (uit.toestand, uit.aanleidingen) == ("nu_opvolgen", (Aanleiding("huisregel", grens, grens),))
    assert uit.sinds == grens


@pytest.mark.parametrize("soort", [s for s in STANDEN if s not in HUISREGEL])
def test_other_states_wait_for_a_day_of_the_file_or_the_plan(soort: str) -> None:
    opv = bestand(gevolgd(*way_to(soort)))
    assert one(None, opv, DAG + timedelta(days=2000)).aanleidingen == ()


@pytest.mark.parametrize("soort", STANDEN)
def test_a_day_of_the_file_counts_in_every_state_and_replaces_the_house_rule(soort: str) -> None:
    dag = DAG + timedelta(days=90)
    opv = bestand(gevolgd(*way_to(soort)[:-1], stand(soort, opvolgen_op=dag)))
    assert one(None, opv, dag - EEN_DAG).aanleidingen == ()
    assert one(None, opv, dag).aanleidingen == (Aanleiding("opvolgen_op", dag, dag),)


def test_only_the_day_of_the_last_state_counts() -> None:
    opv = bestand(gevolgd(stand("gevonden", opvolgen_op=DAG), stand("gestopt", DAG + EEN_DAG)))
    assert one(None, opv, DAG).toestand == "nu_opvolgen"
    assert one(None, opv, DAG + EEN_DAG).toestand == "gestopt"


@pytest.mark.parametrize("soort", STANDEN)
def test_the_last_day_to_request_counts_until_it_is_requested(soort: str) -> None:
    uiterlijk = DAG + timedelta(days=30)
    p, opv = plan(regel("onbenut", aanvragen_voor=uiterlijk)), bestand(gevolgd(*way_to(soort)))

    def last_days(dag: date) -> list[Aanleiding]:
        return [a for a in one(p, opv, dag).aanleidingen if a.soort == "aanvragen_voor"]

    if soort in ("gevonden", "besproken", "afgesproken", "hernieuwing"):
        assert last_days(uiterlijk - NABIJ - EEN_DAG) == []
        assert last_days(uiterlijk - NABIJ) == [Aanleiding("aanvragen_voor", uiterlijk, uiterlijk - NABIJ)]
        assert last_days(uiterlijk + timedelta(days=500)) != []
    else:
        assert last_days(uiterlijk + timedelta(days=500)) == []


def test_a_right_that_is_new_with_a_last_day_nearby_asks_attention_at_once() -> None:
    p = plan(regel("onbenut", aanvragen_voor=DAG + NABIJ), regel("automatisch", "maximumfactuur"))
    eerst, dan = compare(p, bestand())
    assert (eerst.recht, eerst.toestand, eerst.stand) == ("energiescan", "nu_opvolgen", None)
    assert (dan.recht, dan.toestand, dan.sinds) == ("maximumfactuur", "nieuw", None)
    assert on_day(p, bestand(), DAG - EEN_DAG)[0].toestand == "nieuw"


@pytest.mark.parametrize("gezien", [("gevonden", "toegekend", "ontvangen"), ("hernieuwing",), None])
def test_what_runs_asks_attention_when_it_must_be_renewed(gezien: tuple[str, ...] | None) -> None:
    voor = DAG + timedelta(days=400)
    opv = bestand(gevolgd(*gezien)) if gezien else bestand()
    p = plan(regel("gebruikt", hernieuwen_voor=voor))
    assert [a for o in on_day(p, opv, voor - NABIJ - EEN_DAG) for a in o.aanleidingen] == []
    assert one(p, opv, voor - NABIJ).aanleidingen == (Aanleiding("hernieuwen_voor", voor, voor - NABIJ),)


def test_a_renewal_of_this_time_is_enough_and_one_of_last_year_is_not() -> None:
    voor = date(2026, 12, 1)
    p = plan(regel("gebruikt", hernieuwen_voor=voor))
    eerst = [stand(s, date(2024, 1, 1)) for s in ("gevonden", "toegekend", "ontvangen")]

    def renewed(dag: date) -> Opvolging:
        return bestand(gevolgd(*eerst, *(stand(s, dag) for s in ("hernieuwing", "toegekend", "ontvangen"))))

    assert one(p, renewed(date(2026, 11, 1)), voor).toestand == "klaar"
    assert one(p, renewed(date(2025, 11, 20)), voor).toestand == "nu_opvolgen"
    assert one(p, renewed(voor - HERNIEUWD), voor).toestand == "klaar"
    assert one(p, renewed(voor - HERNIEUWD - EEN_DAG), voor).toestand == "nu_opvolgen"


@pytest.mark.parametrize(("oordeel", "toestand"), [
    ("onbenut", "open"), ("mogelijk", "open"), ("automatisch", "open"), ("na", "open"), ("onbekend", "open"),
    ("gebruikt", "loopt_nu"), ("geen_recht", "niet_meer_open"),
])  # fmt: skip
def test_the_plan_says_what_became_of_a_right_under_way(oordeel: Oordeelsoort, toestand: str) -> None:
    uit = one(plan(regel(oordeel)), bestand(gevolgd("gevonden", "aangevraagd")))
    assert (uit.toestand, uit.oordeel) == (toestand, oordeel)
    laat = one(plan(regel(oordeel)), bestand(gevolgd("gevonden", "aangevraagd")), DAG + timedelta(days=365))
    assert (laat.toestand == "nu_opvolgen") == (toestand == "open"), "the house rule is about what is still open"


@pytest.mark.parametrize(
    ("laatste", "toestand"), [("ontvangen", "klaar"), ("gestopt", "gestopt"), ("geweigerd", "gestopt")]
)
@pytest.mark.parametrize("oordeel", get_args(Oordeelsoort))
def test_what_ended_stays_ended_whatever_the_plan_says(laatste: str, toestand: str, oordeel: Oordeelsoort) -> None:
    assert one(plan(regel(oordeel)), bestand(gevolgd(*way_to(laatste)))).toestand == toestand


def test_a_right_that_runs_for_one_and_is_open_for_another_is_open() -> None:
    p = plan(regel("gebruikt", "derdebetalersregeling", ("an",)), regel("onbenut", "derdebetalersregeling", ("bo",)))
    for wie, toestand in ((("an", "bo"), "open"), ((), "open"), (("bo",), "open"), (("an",), "loopt_nu")):
        opv = bestand(gevolgd("gevonden", recht="derdebetalersregeling", wie=wie))
        assert {o.toestand for o in compare(p, opv) if o.stand} == {toestand}, wie


def test_the_first_of_several_days_counts_and_the_longest_reason_says_since_when() -> None:
    laat, vroeg, wie = DAG + timedelta(days=12), DAG + timedelta(days=9), ("an", "bo")
    p = plan(
        regel("onbenut", "delijn", ("bo",), aanvragen_voor=laat),
        regel("na", "delijn", ("an",), aanvragen_voor=vroeg, na=("verhoogde-tegemoetkoming",)),
        regel("gebruikt", "leefloon", ("an",), hernieuwen_voor=laat),
        regel("gebruikt", "leefloon", ("bo",), hernieuwen_voor=vroeg),
    )
    gisteren = DAG - EEN_DAG
    opv = bestand(
        gevolgd(stand("gevonden", gisteren, opvolgen_op=gisteren), recht="delijn", wie=wie),
        gevolgd(stand("hernieuwing"), recht="leefloon", wie=wie),
    )
    delijn, leefloon = compare(p, opv)
    assert [(a.soort, a.dag) for a in delijn.aanleidingen] == [("aanvragen_voor", vroeg), ("opvolgen_op", gisteren)]
    assert (delijn.sinds, delijn.oordeel, delijn.na) == (vroeg - NABIJ, "onbenut", ())
    assert [(a.soort, a.dag) for a in leefloon.aanleidingen] == [("hernieuwen_voor", vroeg)]


def test_people_whom_the_file_does_not_name_are_new() -> None:
    p = plan(regel("onbenut", "derdebetalersregeling", ("an", "bo", "cas")))
    opv = bestand(gevolgd("gevonden", recht="derdebetalersregeling", wie=("bo",)))
    assert [(o.wie, o.toestand) for o in compare(p, opv)] == [(("bo",), "open"), (("an", "cas"), "nieuw")]
    allen = bestand(gevolgd("gevonden", recht="derdebetalersregeling"))
    assert [o.toestand for o in compare(p, allen)] == ["open"]


def test_what_runs_is_closed_or_is_unknown_is_not_new() -> None:
    assert compare(plan(regel("gebruikt"), regel("geen_recht"), regel("onbekend")), bestand()) == ()


def test_states_of_later_days_do_not_count() -> None:
    opv = bestand(gevolgd(stand("gevonden"), stand("aangevraagd", DAG + EEN_DAG)))
    vandaag = one(None, opv).stand
    assert vandaag is not None and vandaag.stand == "gevonden"
    assert compare(None, opv, op_datum=DAG - EEN_DAG) == ()


def test_what_waits_longest_comes_first() -> None:
    dagen = {"energiescan": 5, "leefloon": 9, "maximumfactuur": 7}
    opv = bestand(
        gevolgd("gevonden", recht="uitpas-kansentarief"),
        *(gevolgd(stand("gevonden", opvolgen_op=DAG + timedelta(days=n)), recht=r) for r, n in dagen.items()),
    )
    rij = compare(None, opv, op_datum=DAG + timedelta(days=10))
    assert [o.recht for o in rij] == ["energiescan", "maximumfactuur", "leefloon", "uitpas-kansentarief"]


@pytest.mark.parametrize("naam", GEZINNEN)
def test_what_begins_holds_every_request_and_check_and_only_what_comes_after_is_new(naam: str) -> None:
    p = plan_of(naam)
    opv = begin(p, "GZ-2026-014")
    volgorde = [(g.recht, g.wie) for g in opv.rechten]
    assert sorted(volgorde) == sorted(r.sleutel for r in (*p.aanvragen, *p.kijk_na))
    openers = [o.eerst.sleutel for o in p.volgorde if o.eerst not in p.daarna]
    assert [x for x in volgorde[: len(openers)] if x in openers] == openers
    rij = compare(p, opv)
    assert {(o.recht, o.wie) for o in rij if o.stand is None} == {r.sleutel for r in p.daarna}
    assert not {o.toestand for o in rij} - {"open", "nieuw"}
    assert all(o.na for o in rij if o.toestand == "nieuw")


def test_days_at_the_end_of_the_calendar_do_not_break_it() -> None:
    p = plan(regel("gebruikt", hernieuwen_voor=date(2100, 12, 30)))
    opv = bestand(gevolgd(stand("gevonden", date(2100, 12, 31)), stand("besproken", date(2100, 12, 31))))
    assert one(p, opv, date.max).toestand == "nu_opvolgen"
    assert on_day(p, opv, date(1990, 1, 1)) == ()


def test_the_working_rules_are_documented() -> None:
    tekst = (PROJECT / "docs" / "opvolging.md").read_text(encoding="utf-8")
    for soort, dagen in HUISREGEL.items():
        assert f"| `{soort}` | {dagen} |" in tekst
    for voor, na in VERVOLG.items():
        assert f"| `{voor}` | {', '.join(f'`{n}`' for n in na)} |" in tekst
    assert f"{NABIJ.days} days" in tekst and f"{HERNIEUWD.days} days" in tekst

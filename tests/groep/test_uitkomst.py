"""The workbook of results: what it says, what it does not say, and that no text in it is a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from rechtenverkenner import Catalogus, Gezin, evaluate, make_gezin, make_plan
from rechtenverkenner.groep.kolommen import template_columns
from rechtenverkenner.groep.profielen import Groep, Groepsgezin
from rechtenverkenner.groep.schrijven import as_rows, write_csv
from rechtenverkenner.groep.sjabloon import make_template
from rechtenverkenner.groep.tabellen import Inhoud
from rechtenverkenner.groep.uitkomst import MERKEN, make_outcome
from rechtenverkenner.groep.verkennen import ZWAARST, Groepsuitkomst, Verkenning
from rechtenverkenner.meldingen import Melding, Plaats
from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.motor.gevolgtrekken import infer
from tests.groep.hulp import DAG, DAGGETAL, keyed, read_rows

IGO = {
    "gemeente": "44021",
    "personen": [{"id": "geheim-id", "geboortedatum": "1951-03-02", "statussen": {"igo": "2019-05-01"}}],
    "personen_volledig": True,
}


def group_of(gezinnen: Sequence[Gezin]) -> Groep:
    return Groep(
        "groep.xlsx", tuple(Groepsgezin(k, g, Plaats("groep.xlsx", 3, 1, "gezinnen!A3")) for k, g in keyed(gezinnen))
    )


def screened(groep: Groep, catalogus: Catalogus) -> Groepsuitkomst:
    verkenning = Verkenning(groep, catalogus, DAG)
    assert list(verkenning) == [g.sleutel for g in groep.gezinnen]
    return verkenning.outcome()


@pytest.fixture(scope="module")
def uitkomst(gezinnen: list[Gezin], catalogus: Catalogus) -> Groepsuitkomst:
    groep = group_of([*gezinnen[:2], make_gezin(IGO)])
    fout = Melding(
        "RV502", "`huur`: dit is geen getal, maar `geheim-woord` van `kapot`", Plaats("groep.xlsx", 4, 7, "gezinnen!G4")
    )
    kapot = Groepsgezin("kapot", None, fout.plaats, (fout,))
    return screened(replace(groep, gezinnen=(*groep.gezinnen, kapot)), catalogus)


def judged(gezin: Gezin, catalogus: Catalogus) -> Resultaat:
    """As `verken` judges one household."""
    return evaluate(infer(gezin, catalogus, op_datum=DAG), catalogus, op_datum=DAG)


def sheets(inhoud: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(inhoud))


def all_xml(inhoud: bytes) -> str:
    with ZipFile(BytesIO(inhoud)) as archief:
        return "\n".join(archief.read(n).decode() for n in archief.namelist())


def test_every_household_has_every_verdict_in_the_matrix_with_a_symbol_and_a_word(
    uitkomst: Groepsuitkomst, gezinnen: list[Gezin], catalogus: Catalogus
) -> None:
    blad = sheets(make_outcome(uitkomst))["overzicht"]
    kop = next(r for r in range(1, 20) if blad.cell(r, 1).value == "gezin")
    rechten = {r.naam: r.id for r in catalogus.rechten.values()}
    for rij in range(kop + 1, kop + 3):
        sleutel = blad.cell(rij, 1).value
        resultaat = judged(gezinnen[int(sleutel[1:])], catalogus)
        getoond = {
            rechten[blad.cell(kop, k).value]: c.value for k, c in enumerate(blad[rij], start=1) if k > 1 and c.value
        }
        soorten = {r: [o.oordeel for o in resultaat.oordelen if o.recht == r] for r in getoond}
        assert set(getoond) == {o.recht for o in resultaat.oordelen}
        for recht, tekst in getoond.items():
            zwaarst = min(soorten[recht], key=ZWAARST.index)
            aantal = soorten[recht].count(zwaarst)
            assert tekst == MERKEN[zwaarst][0] + (f" ({aantal})" if aantal > 1 else "")
    assert blad.cell(kop + 4, 1).value is None, "a household that was not read has no row"


def test_no_two_verdicts_share_a_symbol_or_a_word() -> None:
    assert len({m[0].split()[0] for m in MERKEN.values()}) == len(MERKEN) == len(ZWAARST)
    assert len({m[0].split(maxsplit=1)[1] for m in MERKEN.values()}) == len(MERKEN)


def test_the_tasks_are_those_of_the_plans_and_what_opens_others_comes_first(
    uitkomst: Groepsuitkomst, gezinnen: list[Gezin], catalogus: Catalogus
) -> None:
    verwacht = set()
    for sleutel, gezin in [*keyed(gezinnen[:2]), ("g002", make_gezin(IGO))]:
        plan = make_plan(judged(gezin, catalogus))
        doen = (*plan.kijk_na, *plan.aanvragen, *(d for d in plan.daarna if not d.automatisch))
        verwacht |= {(sleutel, p.recht.id, p.wie) for p in doen}
    assert {(t.gezin, t.recht.id, t.wie) for t in uitkomst.taken} == verwacht
    zeker = [t for t in uitkomst.taken if t.wat in ("aanvragen", "melden", "nakijken")]
    assert list(uitkomst.taken[: len(zeker)]) == zeker, "what is certain comes before what somebody still decides"
    zonder_dag = [bool(t.opent) for t in zeker if t.uiterlijk is None]
    assert zonder_dag == sorted(zonder_dag, reverse=True) and any(zonder_dag)
    met_dag = [t.uiterlijk is not None for t in zeker]
    assert met_dag == sorted(met_dag, reverse=True)


def test_counts_and_questions_add_up(uitkomst: Groepsuitkomst) -> None:
    boek = sheets(make_outcome(uitkomst))
    rijen = [r for r in boek["per recht"].iter_rows(min_row=4, values_only=True) if r[0]]
    assert sum(sum(r[1 : 1 + len(ZWAARST)]) for r in rijen) == len(uitkomst.matrix)
    for v in uitkomst.vragen:
        assert 1 <= v.gezinnen <= v.oordelen and v.rechten and v.vraag
    assert [v.oordelen for v in uitkomst.vragen] == sorted((v.oordelen for v in uitkomst.vragen), reverse=True)
    assert len(boek["per recht"]._charts) == len(boek["te vragen"]._charts) == 1


def test_what_was_not_read_is_listed_with_its_cell_and_without_what_it_said(uitkomst: Groepsuitkomst) -> None:
    inhoud = make_outcome(uitkomst)
    rijen = list(sheets(inhoud)["fouten"].iter_rows(values_only=True))
    assert rijen[2][0] == "Niet bekeken: kapot"
    assert rijen[4][:3] == ("gezinnen!G4", "RV502", "`…`: dit is geen getal, maar `…` van `kapot`")
    assert "geheim-woord" not in all_xml(inhoud)


def test_the_workbook_holds_no_fact_about_people(catalogus: Catalogus) -> None:
    gezin = make_gezin(
        {
            "gemeente": "44021",
            "woning": {"huurprijs": "713.37"},
            "personen": [{"id": "p1", "geboortedatum": "1951-03-02", "tegoeden": 8642}],
        }
    )
    xml = all_xml(make_outcome(screened(group_of([gezin]), catalogus)))
    assert "g000" in xml
    for feit in ("1951", "713.37", "8642", "44021"):
        assert not re.search(rf"<(?:t|v)[^>]*>[^<]*{re.escape(feit)}", xml), feit


def test_the_same_group_gives_the_same_bytes(uitkomst: Groepsuitkomst, catalogus: Catalogus) -> None:
    assert make_outcome(uitkomst) == make_outcome(uitkomst)
    kolommen = template_columns(catalogus)
    assert make_template(catalogus, kolommen, DAG) == make_template(catalogus, kolommen, DAG)


GEVAAR = ["=1+1", "+32", "-5", "@som", '=HYPERLINK("http://x")', "http://x.be", "\t=1"]


def test_no_text_is_ever_written_as_a_formula_or_a_link(catalogus: Catalogus) -> None:
    groep = read_rows(catalogus, {naam: [{"gezin": x} for x in GEVAAR] for naam in ("gezinnen", "personen")})
    assert all(g.gezin is None for g in groep.gezinnen)
    kolommen = {naam: template_columns(catalogus)[naam] for naam in ("gezinnen", "personen")}
    gevaarlijk = Inhoud({"gezinnen": [{"gezin": x} for x in GEVAAR]})
    vol = make_template(catalogus, kolommen, DAG, gevaarlijk)
    for inhoud in (make_outcome(screened(groep, catalogus)), vol):
        xml = all_xml(inhoud)
        assert "<f>" not in xml and "<hyperlink" not in xml
    cellen = [sheets(vol)["gezinnen"].cell(r, 1) for r in range(3, 3 + len(GEVAAR))]
    assert [(c.value, c.data_type) for c in cellen] == [(x, "s") for x in GEVAAR]
    with ZipFile(BytesIO(write_csv(gevaarlijk, kolommen))) as archief:
        regels = archief.read("gezinnen.csv").decode("utf-8-sig").splitlines()[2:]
    assert len(regels) == len(GEVAAR)
    assert not any(r.lstrip('"').startswith(("=", "+", "-", "@", "\t")) for r in regels)


def test_an_empty_template_has_a_human_number_of_columns_with_lists_dates_and_help(catalogus: Catalogus) -> None:
    boek = sheets(make_template(catalogus, template_columns(catalogus), DAG))
    assert boek.sheetnames[:3] == ["uitleg", "gezinnen", "personen"]
    assert boek["lijsten"].sheet_state == "hidden"
    for naam, meest in (("gezinnen", 30), ("personen", 25), ("inkomens", 8)):
        blad = boek[naam]
        assert blad.max_column <= meest and blad.max_row == 2
        assert blad.freeze_panes in ("B3", "C3")
        assert all(blad.cell(1, k).value and blad.cell(2, k).value for k in range(1, blad.max_column + 1))
    soorten = {v.type for v in boek["gezinnen"].data_validations.dataValidation}
    assert soorten == {"list", "decimal", "date"}
    vol = sheets(make_template(catalogus, template_columns(catalogus, volledig=True), DAG))
    assert {v.type for v in vol["personen"].data_validations.dataValidation} == {"list", "decimal", "whole", "date"}
    assert boek["personen"]["F1"].comment.text.startswith("Wanneer is deze persoon geboren?")


def test_every_drop_down_offers_what_the_reader_understands(catalogus: Catalogus) -> None:
    from rechtenverkenner.groep.waarden import Lezer

    kolommen = template_columns(catalogus, volledig=True)
    boek = sheets(make_template(catalogus, kolommen, DAG))
    lezer, gezien = Lezer(catalogus, DAGGETAL), 0
    for naam, rij in kolommen.items():
        op_plek = dict(enumerate(rij.values(), start=1))
        for v in boek[naam].data_validations.dataValidation:
            if v.type != "list" or "lijsten" not in v.formula1:
                continue
            bron = boek["lijsten"][v.formula1.partition("!")[2].replace("$", "")]
            for vak in v.sqref.ranges:
                for (cel,) in bron:
                    lezer.read(op_plek[vak.min_col], cel.value)
                    gezien += 1
    assert gezien > 400


def test_profiles_hold_no_text_that_could_be_a_formula(gezinnen: list[Gezin], catalogus: Catalogus) -> None:
    inhoud = as_rows(keyed(gezinnen), catalogus, DAGGETAL)
    teksten = [w for rijen in inhoud.bladen.values() for rij in rijen for w in rij.values() if isinstance(w, str)]
    assert teksten and not any(t.startswith(("=", "+", "-", "@")) for t in teksten)

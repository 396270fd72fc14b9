"""The columns say what the interpreter says: fixtures, random households, random catalogues; and SQL says it too."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import settings

pytest.importorskip("polars")

from rechtenverkenner import Catalogus, Gezin
from rechtenverkenner.bevolking.trekken import sample
from rechtenverkenner.bulk.cellen import Cel
from rechtenverkenner.bulk.feitcellen import Feitlezer
from rechtenverkenner.bulk.groepcellen import Groepen
from rechtenverkenner.bulk.indeling import layout_of
from rechtenverkenner.bulk.kolommotor import compile_plan, run
from rechtenverkenner.bulk.lezen import prepare
from rechtenverkenner.bulk.plan import make_plan
from rechtenverkenner.bulk.tabellen import frames_of
from tests.bulk.hulp import by_date, differences, inventory
from tests.wetten.catalogi import random_catalogus
from tests.wetten.gezinnen import world_of
from tests.wetten.hulp import DATUMS, all_cases, random_partial, random_world

LANG = settings().max_examples >= 1000
DAG = DATUMS[0]
MAG_GEWEIGERD = ("nog niet in kolommen", "een tussenresultaat kan te groot worden")


def partial_households(rng: Random, catalogus: Catalogus, op_datum: date, aantal: int) -> list[Gezin]:
    wereld = world_of(catalogus, op_datum)
    maak = [random_partial, random_partial, random_world]
    return [Gezin.model_validate(rng.choice(maak)(rng, wereld)) for _ in range(aantal)]


def test_the_columns_judge_households_of_every_sort_as_the_interpreter_does(catalogus: Catalogus) -> None:
    """Of the fixtures those of one day, and random ones with a fifth left out; the long profile takes all apart."""
    gevallen = max(by_date(all_cases()).items(), key=lambda paar: len(paar[1]))
    gezinnen = [*gevallen[1][:4], *sample(catalogus, 3, zaad=1, op_datum=gevallen[0], onbekend=0.2)]
    aantal, anders, geweigerd = differences(gezinnen, catalogus, gevallen[0], vol=True, waarom=True)
    assert (anders[:3], geweigerd) == ([], {})
    assert aantal > 200


@pytest.mark.skipif(not LANG, reason="the long profile")
def test_the_columns_judge_every_fixture_household_as_the_interpreter_does(catalogus: Catalogus) -> None:
    indeling = layout_of(catalogus)
    for dag, gezinnen in by_date(all_cases()).items():
        _, anders, geweigerd = differences(gezinnen, catalogus, dag, indeling=indeling, waarom=True)
        assert (anders[:3], geweigerd) == ([], {}), dag


@pytest.mark.skipif(not LANG, reason="the long profile")
@pytest.mark.parametrize("deel", range(40))
def test_the_columns_judge_random_households_with_unknowns_as_the_interpreter_does(
    catalogus: Catalogus, deel: int
) -> None:
    kans = (0.2, 0.05, 0.1, 0.5, 0.0)[deel % 5]
    dag = DATUMS[deel // 5 % 2 * 2]
    gezinnen = list(sample(catalogus, 500, zaad=deel, op_datum=dag, onbekend=kans))
    _, anders, geweigerd = differences(gezinnen, catalogus, dag, vol=deel % 2 == 0, waarom=deel % 4 < 2)
    assert (anders[:3], geweigerd) == ([], {})


@pytest.mark.parametrize("zaad", range(300 if LANG else 1))
def test_the_columns_judge_random_catalogues_as_the_interpreter_does(zaad: int) -> None:
    rng = Random(zaad)
    catalogus, dag = random_catalogus(rng), DATUMS[zaad % len(DATUMS)]
    gezinnen = partial_households(rng, catalogus, dag, 30 if LANG else 8)
    _, anders, geweigerd = differences(gezinnen, catalogus, dag, vol=zaad % 2 == 1, waarom=True)
    assert anders[:3] == []
    assert all(reden.startswith(MAG_GEWEIGERD) for reden in geweigerd.values())


def sql_differences(gezinnen: list[Gezin], catalogus: Catalogus, op_datum: date) -> int:
    """In how many columns DuckDB says something else than polars."""
    pytest.importorskip("duckdb")
    pytest.importorskip("sqlglot")
    from rechtenverkenner.bulk.sqlmotor import run_duckdb

    indeling = layout_of(catalogus)
    tabellen = frames_of(gezinnen, indeling)
    plan = make_plan(catalogus, op_datum=op_datum, inventaris=inventory(tabellen), indeling=indeling, waarom=True)
    programma = compile_plan(plan)
    brok = prepare(tabellen, programma.bladen, indeling)
    uit = zip(plan.roots(), run(programma, brok), strict=True)
    kolommen = [w if isinstance(w, (bool, int)) else brok.ligging.in_table(c.vlak, w).tolist() for c, w in uit]
    assert len(kolommen) >= 5 * (len(catalogus.rechten) - len(plan.geweigerd))
    return sum(a != b for a, b in zip(run_duckdb(plan, tabellen), kolommen, strict=True))


@pytest.mark.skipif(not LANG, reason="the long profile")
def test_sql_gives_the_same_columns_for_the_whole_catalogue(catalogus: Catalogus) -> None:
    gezinnen = list(sample(catalogus, 100, zaad=4, op_datum=DAG, onbekend=0.3))
    assert sql_differences(gezinnen, catalogus, DAG) == 0


@pytest.mark.parametrize("zaad", range(1000, 1060 if LANG else 1001))
def test_sql_gives_the_same_columns_for_random_catalogues(zaad: int) -> None:
    rng = Random(zaad)
    catalogus, dag = random_catalogus(rng), DATUMS[zaad % len(DATUMS)]
    assert sql_differences(partial_households(rng, catalogus, dag, 20 if LANG else 6), catalogus, dag) == 0


def nothing_is_unknown(lezer: Feitlezer, vlak: str, naam: str) -> Cel:
    """What `bool_or(p)`, `sum(x)` and null as no come to: what is not there is taken for known, as no or 0."""
    return lezer.r.ja


def everybody_is_named(groepen: Groepen) -> Cel:
    """What a join with the persons of the file comes to: who is not in the table does not exist."""
    return groepen.r.nee


@pytest.mark.parametrize("slordig", ["waarde", "leden"] if LANG else ["waarde"])
def test_the_obvious_encoding_is_caught(catalogus: Catalogus, monkeypatch: pytest.MonkeyPatch, slordig: str) -> None:
    """A negative control: the comparison must see the mistake that turns "unknown" into "no right"."""
    gezinnen = list(sample(catalogus, 8, zaad=2, op_datum=DAG, onbekend=0.3))
    if slordig == "waarde":
        monkeypatch.setattr(Feitlezer, "known", nothing_is_unknown)
    else:
        monkeypatch.setattr(Groepen, "incomplete", property(everybody_is_named))
    rechten = ("verhoogde-tegemoetkoming", "uitpas-kansentarief") if slordig == "waarde" else ()
    aantal, anders, _ = differences(gezinnen, catalogus, DAG, rechten=rechten)
    fouten = Counter((juist[0] if juist else "", fout[0] if fout else "") for _, fout, juist in anders)
    assert len(anders) > aantal / 200
    assert fouten["onbekend", "geen_recht"] > 0


def test_the_obvious_sql_is_caught(catalogus: Catalogus) -> None:
    """`bool_or` skips what it does not know; a status nobody tells of is not a status nobody has."""
    duckdb = pytest.importorskip("duckdb")
    gezinnen = list(sample(catalogus, 60, zaad=6, op_datum=DAG, onbekend=0.3))
    personen = frames_of(gezinnen, layout_of(catalogus))["persoon"].select("gezin", p="status/leefloon")
    with duckdb.connect(":memory:") as verbinding:
        verbinding.register("personen", personen.to_arrow())
        tekst = "SELECT coalesce(bool_or(p), false), bool_or(p IS NULL) FROM personen GROUP BY gezin ORDER BY gezin"
        rijen = verbinding.execute(tekst).fetchall()
    nee_terwijl_onbekend = [1 for ja, open_ in rijen if not ja and open_]
    assert len(rijen) == 60
    assert len(nee_terwijl_onbekend) > 5

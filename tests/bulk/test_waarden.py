"""The operators of the columns are those of the interpreter, on every pair of small values, folded and as columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

pytest.importorskip("polars")

import numpy as np
import polars as pl

from rechtenverkenner.bulk.cellen import Cel, Weefsel
from rechtenverkenner.bulk.datumcellen import Kalender
from rechtenverkenner.bulk.indeling import Indeling
from rechtenverkenner.bulk.kolomcode import kind_of
from rechtenverkenner.bulk.kolommotor import Brok, compile_plan, run
from rechtenverkenner.bulk.ligging import Ligging
from rechtenverkenner.bulk.plan import Kolomplan
from rechtenverkenner.bulk.waarden import Bereik, Eind, Rekening, Waarheid
from rechtenverkenner.meldingen import RechtenFout
from rechtenverkenner.model import bedrag, datums
from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND
from rechtenverkenner.motor.datumfuncties import DATUMFUNCTIES
from rechtenverkenner.motor.waarheid import compare, negate

GETALLEN = (None, -7, -1, 0, 2, 5)
REEKSEN: list[Interval] = [(a, b) for a, b in product(GETALLEN, GETALLEN) if a is None or b is None or a <= b]
PAREN = list(product(REEKSEN, REEKSEN))
WAARHEDEN = NEE, ONBEKEND, MENS, JA


def columns(cellen: list[Cel], tabel: pl.DataFrame) -> list[list[object]]:
    """Columns worked out on one table of persons."""
    plan = Kolomplan((), {}, tuple(cellen), 0, {}, Indeling({}, ("",), {}))

    def read(cel: Cel) -> Any:
        return tabel[f"{cel.gegeven}?" if cel.op == "bekend" else str(cel.gegeven)].to_numpy().astype(kind_of(cel))

    alleen = Ligging(np.ones(tabel.height, dtype=int), np.zeros(0, dtype=int))
    uit = run(compile_plan(plan), Brok(alleen, read))
    return [[x] * tabel.height if isinstance(x, (bool, int)) else x.tolist() for x in uit]


def as_columns(
    rij: Iterable[Interval], naam: str, w: Weefsel, laag: int, hoog: int
) -> tuple[Bereik, dict[str, list[object]]]:
    """Ranges as four columns: both ends, and whether they are there."""
    data: dict[str, list[object]] = {}
    einden = []
    for kant, reeks in zip(("van", "tot"), zip(*rij, strict=True), strict=True):
        data[f"{naam}/{kant}"] = [0 if x is None else x for x in reeks]
        data[f"{naam}/{kant}?"] = [x is not None for x in reeks]
        einden.append(Eind(w.kolom("persoon", f"{naam}/{kant}", (laag, hoog)), w.bekend("persoon", f"{naam}/{kant}")))
    return Bereik(*einden), data


def check_ranges(uit: list[Bereik], tabel: pl.DataFrame, verwacht: list[list[Interval]]) -> None:
    cellen = [c for b in uit for e in (b.onder, b.boven) for c in (e.waarde, e.bekend)]
    waarden = columns(cellen, tabel)
    for i, juist in enumerate(verwacht):
        van, van_er, tot, tot_er = waarden[4 * i : 4 * i + 4]
        gevonden = [(a if x else None, b if y else None) for a, x, b, y in zip(van, van_er, tot, tot_er, strict=True)]
        assert gevonden == juist


def test_ranges_add_multiply_and_round_as_the_interpreter_does() -> None:
    r = Rekening(Weefsel())
    a, da = as_columns([p[0] for p in PAREN], "a", r.w, -7, 5)
    b, db = as_columns([p[1] for p in PAREN], "b", r.w, -7, 5)
    uit: list[tuple[Bereik, Callable[[Interval, Interval], Interval]]] = [
        (r.add(a, b), bedrag.add),
        (r.subtract(a, b), bedrag.subtract),
        (r.hull(a, b), bedrag.hull),
        (r.lowest([a, b]), lambda x, y: bedrag.minimum([x, y])),
        (r.highest([a, b]), lambda x, y: bedrag.maximum([x, y])),
        (r.multiply(a, b, 1), lambda x, y: bedrag.multiply(x, y, 1)),
        (r.multiply(a, b, 10), lambda x, y: bedrag.multiply(x, y, 10)),
        (r.multiply(a, r.fixed((3, 3)), 10), lambda x, _: bedrag.multiply(x, (3, 3), 10)),
        (r.multiply(r.fixed((0, 7)), b, 10), lambda _, y: bedrag.multiply((0, 7), y, 10)),
        (r.multiply(a, r.fixed((2, 9)), 1), lambda x, _: bedrag.multiply(x, (2, 9), 1)),
        (r.multiply(a, r.fixed((0, 0)), 1), lambda x, _: bedrag.multiply(x, (0, 0), 1)),
    ]
    for afronding in ("half_op", "beneden", "boven"):
        for teller, noemer in ((1, 2), (-3, 4), (0, 1), (5, 1)):
            uit.append(
                (
                    r.scale(a, teller, noemer, afronding=afronding),
                    lambda x, _, t=teller, n=noemer, f=afronding: bedrag.scale(x, t, n, afronding=f),
                )
            )
    check_ranges([b for b, _ in uit], pl.DataFrame(da | db), [[f(*p) for p in PAREN] for _, f in uit])


def test_the_product_of_what_is_never_negative_is_the_same() -> None:
    paren = [(a, b) for a, b in PAREN if a[0] is not None and b[0] is not None and min(a[0], b[0]) >= 0]
    r = Rekening(Weefsel())
    a, da = as_columns([p[0] for p in paren], "a", r.w, 0, 5)
    b, db = as_columns([p[1] for p in paren], "b", r.w, 0, 5)
    a, b = (Bereik(Eind(x.onder.waarde, r.ja), x.boven) for x in (a, b))
    uit = [r.multiply(a, b, 1), r.multiply(a, b, 4), r.multiply(a, r.fixed((4, 4)), 8)]
    verwacht = [
        [bedrag.multiply(*p, 1) for p in paren],
        [bedrag.multiply(*p, 4) for p in paren],
        [bedrag.multiply(p[0], (4, 4), 8) for p in paren],
    ]
    check_ranges(uit, pl.DataFrame(da | db), verwacht)


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
def test_a_comparison_of_ranges_has_the_three_answers_of_the_interpreter(op: str) -> None:
    r = Rekening(Weefsel())
    a, da = as_columns([p[0] for p in PAREN], "a", r.w, -7, 5)
    b, db = as_columns([p[1] for p in PAREN], "b", r.w, -7, 5)
    drempels = columns(list(r.compare(op, a, b).drempels), pl.DataFrame(da | db))
    gevonden = [WAARHEDEN[sum(bool(x) for x in rij)] for rij in zip(*drempels, strict=True)]
    assert gevonden == [compare(op, *p) for p in PAREN]
    vast = [r.compare(op, r.fixed(x), r.fixed(y)) for x, y in PAREN]
    assert [level(w) for w in vast] == gevonden


def level(w: Waarheid) -> int:
    """A folded truth value as its number."""
    assert all(c.op == "vast" for c in w.drempels)
    return WAARHEDEN[sum(bool(c.gegeven) for c in w.drempels)]


def test_truth_is_the_chain_of_four_values() -> None:
    r = Rekening(Weefsel())
    for a, b in product(WAARHEDEN, WAARHEDEN):
        x, y = r.truth(a), r.truth(b)
        assert level(r.all_of([x, y])) == min(a, b)
        assert level(r.any_of([x, y])) == max(a, b)
        gelijk = ONBEKEND if {a, b} & {ONBEKEND, MENS} else JA if a == b else NEE
        assert level(r.same_truth(x, y)) == gelijk
        for als in WAARHEDEN:
            verwacht = {JA: a, NEE: b}.get(als, a if a == b else ONBEKEND)
            assert level(r.either_truth(r.truth(als), x, y)) == verwacht
    assert [level(r.negate(r.truth(a))) for a in WAARHEDEN] == [negate(a) for a in WAARHEDEN]


def test_dates_are_counted_and_moved_as_the_interpreter_does() -> None:
    dagen = [to_number(date(2023, 12, 25) + timedelta(days=n)) for n in range(500)]
    dagen += [20000229, 19000301, 19991231, 21000228, 20000101, 19000101]
    anders = [to_number(date(2026, 11, 1) - timedelta(days=97 * n)) for n in range(len(dagen))]
    r = Rekening(Weefsel())
    k, data = Kalender(r), {"a": dagen, "b": anders}
    a, b = (r.point(r.w.kolom("persoon", n, (19000101, 21001231))) for n in "ab")
    uit, verwacht = [], []
    for naam in ("leeftijd", "dagen", "maanden"):
        uit.append(k.apply(naam, [a, b]))
        verwacht.append([DATUMFUNCTIES[naam]([(x, x), (y, y)]) for x, y in zip(dagen, anders, strict=True)])
    for naam, stappen in (("plus_maanden", (-13, 1, 48)), ("plus_dagen", (-400, 1, 59)), ("jaarbegin", (-1, 0))):
        for stap in stappen:
            uit.append(k.apply(naam, [a, r.fixed((stap, stap))]))
            verwacht.append([DATUMFUNCTIES[naam]([(x, x), (stap, stap)]) for x in dagen])
    for naam in ("jaarbegin", "maandbegin", "kwartaalbegin", "jaar"):
        uit.append(k.apply(naam, [a]))
        verwacht.append([DATUMFUNCTIES[naam]([(x, x)]) for x in dagen])
    check_ranges(uit, pl.DataFrame(data), verwacht)


def test_steps_are_whole_and_need_a_positive_step() -> None:
    rij = [((7, 12), (2, 3)), ((-5, 5), (2, 2)), ((None, 9), (4, 4)), ((1, 9), (0, 4)), ((1, 9), (2, None))]
    r = Rekening(Weefsel())
    a, da = as_columns([p[0] for p in rij], "a", r.w, -5, 12)
    b, db = as_columns([p[1] for p in rij], "b", r.w, 0, 4)
    verwacht = [[(2, 6), (-3, 2), (None, 2), (None, None), (None, None)]]
    check_ranges([r.steps(a, b)], pl.DataFrame(da | db), verwacht)


def test_a_number_that_can_grow_past_what_an_engine_holds_is_refused() -> None:
    w = Weefsel()
    groot = w.kolom("persoon", "x", (0, 2**40))
    with pytest.raises(RechtenFout, match="RV530"):
        w.maal(groot, groot)


def test_equal_columns_are_made_once_and_known_facts_cost_no_second_column() -> None:
    r = Rekening(Weefsel())
    x, y = (r.w.kolom("persoon", n, None) for n in "xy")
    assert r.w.en(x, y) is r.w.en(y, x)
    w = r.all_of([r.known(x), r.negate(r.known(y))])
    assert w.zeker is w.mogelijk
    assert datums.years_between(19601102, 20261101) == 65


def test_numbers_too_wide_for_32_bits_are_what_they_are_beside_narrow_ones() -> None:
    w, groot, rijen = Weefsel(), 3 * 10**9, [-7, -1, 0, 5]
    smal, breed = w.kolom("persoon", "smal", (-7, 5)), w.kolom("persoon", "breed", (groot - 7, groot + 5))
    ja = w.bekend("persoon", "smal")
    uit: list[tuple[Cel, list[int]]] = [
        (w.plus(breed, w.getal(-groot)), rijen),
        (w.min(smal, breed), [-groot] * 4),
        (w.maal(smal, w.getal(groot)), [x * groot for x in rijen]),
        (w.deel(smal, w.getal(2**40)), [-1, -1, 0, 0]),
        (w.deel(w.getal(2**40), w.hoogste(smal, w.getal(1))), [2**40, 2**40, 2**40, 2**40 // 5]),
        (w.rest(smal, 2**40), [2**40 - 7, 2**40 - 1, 0, 5]),
        (w.kies(ja, w.getal(2 * 10**9), w.getal(-2 * 10**9)), [2 * 10**9, -2 * 10**9, -2 * 10**9, 2 * 10**9]),
        (w.kies(ja, w.getal(2**62 - 1), w.getal(1 - 2**62)), [2**62 - 1, 1 - 2**62, 1 - 2**62, 2**62 - 1]),
        (w.kies(ja, smal, breed), [-7, groot - 1, groot, 5]),
        (w.laagste(breed, w.getal(groot)), [groot - 7, groot - 1, groot, groot]),
    ]
    tabel = pl.DataFrame(
        {"smal": rijen, "breed": [groot + x for x in rijen], "smal?": [True, False, False, True]},
    )
    assert columns([c for c, _ in uit], tabel) == [juist for _, juist in uit]


def test_a_number_in_a_byte_or_two_is_what_it_is_beside_wider_ones() -> None:
    w, rijen = Weefsel(), [-7, -1, 0, 100]
    een, twee = w.kolom("persoon", "een", (-7, 100)), w.kolom("persoon", "twee", (193, 300))
    nooit_nul, ja, nee = w.plus(een, w.getal(8)), w.bekend("persoon", "een"), w.bekend("persoon", "twee")
    uit: list[tuple[Cel, list[Any]]] = [
        (w.plus(een, een), [2 * x for x in rijen]),
        (w.min(een, twee), [-200] * 4),
        (w.maal(een, een), [x * x for x in rijen]),
        (w.maal(twee, w.getal(400)), [400 * (200 + x) for x in rijen]),
        (w.deel(nooit_nul, w.getal(9)), [(x + 8) // 9 for x in rijen]),
        (w.deel(twee, nooit_nul), [(200 + x) // (x + 8) for x in rijen]),
        (w.deel(een, w.getal(9)), [x // 9 for x in rijen]),
        (w.rest(een, 30), [x % 30 for x in rijen]),
        (w.kies(ja, een, twee), [-7, 199, 200, 100]),
        (w.kies(ja, w.getal(100), w.getal(-100)), [100, -100, -100, 100]),
        (w.kies(ja, w.getal(0), een), [0, -1, 0, 0]),
        (w.kies(ja, twee, nooit_nul), [193, 7, 8, 300]),
        (w.kies(ja, w.getal(108), nooit_nul), [108, 7, 8, 108]),
        (w.kies(w.eq(een, w.getal(0)), w.getal(1), w.getal(0)), [0, 0, 1, 0]),
        (w.hoogste(w.laagste(twee, w.getal(200)), een), [193, 199, 200, 200]),
        (w.en(ja, w.niet(nee)), [True, False, False, False]),
        (w.of(w.niet(ja), nee), [False, True, True, True]),
        (w.en(w.niet(ja), w.niet(nee)), [False, False, True, False]),
        (een, rijen),
    ]
    tabel = pl.DataFrame(
        {"een": rijen, "twee": [200 + x for x in rijen]}
        | {"een?": [True, False, False, True], "twee?": [False, True, False, True]}
    )
    assert columns([c for c, _ in uit], tabel) == [juist for _, juist in uit]

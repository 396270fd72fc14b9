"""The figures of a round of which everything is known are those counted by hand, and give no small number away."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.stats import binomtest

from rechtenverkenner import Catalogus, InvoerFout
from rechtenverkenner.meting.afscherming import DIEPST, As, shown_rows
from rechtenverkenner.meting.cijfers import Cijfers, Rij, figures
from rechtenverkenner.meting.gegevens import read_data
from rechtenverkenner.meting.statistiek import mcnemar, share_over_clients, wilson
from tests.meting.aanval import CELLEN, Aanval
from tests.meting.hulp import LANG
from tests.meting.waarheid import Feit, Pilot, class_of, core, draw, make_pilot, screened, store


def part(feiten: list[Feit], rij: Rij, groepen: set[str]) -> list[Feit]:
    """The facts that a row is about; small groups stand under the others."""
    kies: dict[str, Any] = {
        "totaal": lambda f: True,
        "domein": lambda f: f.domein == rij.id,
        "recht": lambda f: f.recht == rij.id,
        "doelgroep": lambda f: (f.groep if f.groep in groepen else "andere") == rij.id,
    }
    return [f for f in feiten if kies[rij.soort](f)]


def check_rows(feiten: list[Feit], cijfers: Cijfers) -> int:
    """Every number that is shown is the true one and not small; how many rows are shown."""
    groepen = {r.id for r in cijfers.rijen if r.soort == "doelgroep"}
    getoond = 0
    for rij in cijfers.rijen:
        deel = part(feiten, rij, groepen)
        n = Counter(map(class_of, deel))
        open_ = n[2] + n[3] + n[4]
        assert rij.klanten == len({f.klant for f in deel})
        if rij.voor:
            getoond += 1
            assert (rij.buiten, rij.voor.gebruikt, rij.voor.open) == (n[0], n[1], open_)
            assert min(n[0], n[1], open_) >= 5
            assert rij.voor.deel == n[1] / (n[1] + open_)
        if rij.na and rij.voor and rij.punten is not None:
            assert (rij.na.gebruikt, rij.na.open) == (n[1] + n[4], n[2] + n[3])
            assert min(n[4], n[2] + n[3]) >= 5
            assert abs(rij.punten - 100 * n[4] / (n[1] + open_)) < 1e-9
            assert rij.kloof_gedicht == n[4] / open_
        if rij.doorloop:
            d = rij.doorloop
            assert (d.gevonden, d.aangevraagd, d.ontvangen) == (open_, n[3] + n[4], n[4])
            assert min(n[2], n[3], n[4]) >= 5
        if min(n[0], n[1], open_) < 5:
            assert rij.voor is None and rij.buiten is None
        if min(n[4], n[2] + n[3]) < 5:
            assert rij.na is None
        if min(n[2], n[3]) < 5:
            assert rij.doorloop is None
        check_money(deel, rij)
    return getoond


def check_money(deel: list[Feit], rij: Rij) -> None:
    for toon, bedragen in (
        (rij.geld.open_jaar, [f.jaar for f in deel]),
        (rij.geld.ontvangen_jaar, [f.jaar for f in deel if class_of(f) == 4]),
        (rij.geld.ontvangen_eenmalig, [f.eenmalig for f in deel if class_of(f) == 4]),
    ):
        echt = [b for b in bedragen if b and b[1]]
        if toon is not None:
            assert len(echt) >= 5
            assert 0 <= sum(b[0] for b in echt) - toon[0] < 1000
            assert 0 <= toon[1] - sum(b[1] for b in echt) < 1000


def leaks(cijfers: Cijfers, feiten: list[Feit], *, hoogstens: int = 25) -> tuple[list[Any], int]:
    """Every small number of a row or cell of which the tables say that it is under five; and how many were tried."""
    aanval = Aanval(cijfers)
    groepen = set(aanval.groepen)
    tel = Counter((f.recht, f.groep if f.groep in groepen else "andere", class_of(f)) for f in feiten)
    rijen = [((r.soort, r.id), aanval.pairs_of(r), CELLEN) for r in cijfers.rijen]
    warmte = product({h for h, _ in cijfers.warmte.cellen}, groepen)
    voor = {n: CELLEN[n] for n in ("buiten", "gebruikt voor", "open voor")}
    rijen += [
        (("cel", (h, g)), [(r, g) for r in aanval.rechten if h in (r, aanval.domein[r])], voor) for h, g in warmte
    ]
    klein = [
        (wat, naam, paren, klassen, n)
        for wat, paren, cellen in rijen
        for naam, klassen in cellen.items()
        if (n := sum(tel[r, g, k] for r, g in paren for k in klassen)) < 5
    ]
    gekozen = klein if LANG else random.Random(1).sample(klein, min(hoogstens, len(klein)))
    lek = [
        (wat, naam, n, hoogst)
        for wat, naam, paren, klassen, n in gekozen
        if (hoogst := aanval.bound(paren, klassen, hoogste=True)) < 5 - 1e-6
    ]
    return lek, len(gekozen)


def test_the_report_of_the_pilot_counts_what_truly_happened(pilot: Pilot) -> None:
    feiten, cijfers = pilot.feiten, pilot.cijfers
    assert len({f.klant for f in feiten}) == 132 and len({f.recht for f in feiten}) == 22
    assert check_rows(feiten, cijfers) >= 10
    n = Counter(map(class_of, feiten))
    totaal = cijfers.totaal
    assert totaal.voor and totaal.na and totaal.doorloop
    assert totaal.voor.deel == n[1] / (n.total() - n[0])
    assert totaal.na.deel == (n[1] + n[4]) / (n.total() - n[0])
    assert totaal.doorloop.ontvangen == n[4]
    assert cijfers.tijd and cijfers.tijd.minuten == sum(s.get("minuten") or 0 for f in feiten for s in f.stappen)


def test_barriers_methods_and_clients_are_those_that_happened(pilot: Pilot) -> None:
    feiten, cijfers = pilot.feiten, pilot.cijfers
    # A barrier counts once for a client and a right, with what was said of it last.
    genoemd = {(f.klant, f.recht, s["drempel"]): (f, s) for f in feiten for s in f.stappen if s.get("drempel")}
    for tabel, veld in (("drempel", "drempel"), ("fase", "fase"), ("niveau", "niveau"), ("methode", "methode")):
        echt = Counter(s.get(veld) or "niet genoemd" for _, s in genoemd.values())
        check_table(cijfers.drempels[tabel], echt)
    for signaal in cijfers.signalen:
        deel = [f for f, s in genoemd.values() if (s["drempel"], f.recht) == (signaal.drempel, signaal.recht)]
        assert len(deel) == signaal.aantal >= 5
    per_methode: dict[str, list[Feit]] = defaultdict(list)
    for f in feiten:
        if f.stappen:
            per_methode[next((s["methode"] for s in f.stappen[::-1] if s.get("methode")), "geen genoemd")].append(f)
    for m in cijfers.methoden:
        if m.rechten is not None and m.ontvangen is not None:
            deel = per_methode[m.methode]
            assert (m.rechten, m.ontvangen) == (len(deel), sum(class_of(f) == 4 for f in deel))
            assert min(m.ontvangen, m.rechten - m.ontvangen) >= 5
    assert sum(m.rechten is not None for m in cijfers.methoden) >= 2
    uitval = [f for f in feiten if f.stappen and f.stappen[-1]["stand"] in ("gestopt", "geweigerd")]
    check_table(cijfers.uitval["reden"], Counter(f.stappen[-1].get("reden") for f in uitval))
    check_table(
        cijfers.uitval["moment"],
        Counter({"gestopt voor de aanvraag": sum(class_of(f) == 2 for f in uitval)}),
        alle=False,
    )
    per_klant: dict[str, Counter[int]] = defaultdict(Counter)
    for f in feiten:
        per_klant[f.klant][class_of(f)] += 1
    alles = sum(n.total() > n[0] and n[1] == n.total() - n[0] for n in per_klant.values())
    check_table(cijfers.verdeling["voor"], Counter({"100 %": alles}), alle=False)


def check_table(tabel: Any, echt: Counter[Any], *, alle: bool = True) -> None:
    for woord, n in tabel.items():
        if alle or woord in echt:
            assert n in (None, echt[woord])
            assert n is None or n >= 5
    verborgen = [echt[w] for w, n in tabel.items() if n is None]
    assert not alle or len(verborgen) != 1


def test_no_small_number_of_the_pilot_can_be_worked_out(pilot: Pilot) -> None:
    feiten, cijfers = pilot.feiten, pilot.cijfers
    lek, geprobeerd = leaks(cijfers, feiten)
    assert lek == [] and geprobeerd >= 25
    assert small_tables_leak(cijfers) == []


def small_tables_leak(cijfers: Cijfers) -> list[Any]:
    """The lists beside the big table: what ended, by when, group and barrier; barriers; clients by take-up."""
    groepen = {r.id: r for r in cijfers.rijen if r.soort == "doelgroep"}
    moment, drempel, reden = (cijfers.uitval[t] for t in ("moment", "drempel", "reden"))
    plek = {s: n for n, s in enumerate([*product(groepen, moment), *drempel, *(("reden", r) for r in reden)])}
    weet: list[tuple[dict[Any, int], int]] = []
    eindes = [m for m in moment if not m.startswith("loopt")]
    weet += [(dict.fromkeys(product(groepen, [m]), 1), n) for m, n in moment.items() if n is not None]
    weet += [
        (dict.fromkeys(product([g], eindes), 1), n) for g, n in cijfers.uitval["doelgroep"].items() if n is not None
    ]
    weet += [({b: 1}, n) for b, n in drempel.items() if n is not None]
    weet += [({("reden", r): 1}, n) for r, n in reden.items() if n is not None]
    weet += [(dict.fromkeys(product([g], moment), 1), r.na.open) for g, r in groepen.items() if r.na]
    if d := cijfers.totaal.doorloop:
        voor = [m for m in moment if m in ("gestopt voor de aanvraag", "loopt nog, niet aangevraagd")]
        weet.append((dict.fromkeys(product(groepen, voor), 1), d.gevonden - d.aangevraagd))
        weet.append((dict.fromkeys(product(groepen, set(moment) - set(voor)), 1), d.aangevraagd - d.ontvangen))
    weet.append((dict.fromkeys(product(groepen, eindes), 1) | dict.fromkeys(drempel, -1), 0))
    weet.append((dict.fromkeys(product(groepen, ["geweigerd"]), 1) | {("reden", r): -1 for r in reden}, 0))
    vragen: dict[Any, Any] = {m: list(product(groepen, [m])) for m in moment}
    vragen |= {("gestopt", g): list(product([g], eindes)) for g in groepen}
    vragen |= {("loopt", g): list(product([g], set(moment) - set(eindes))) for g in groepen}
    vragen |= {b: [b] for b in drempel} | {("reden", r): [("reden", r)] for r in reden}
    lek = []
    a = np.zeros((len(weet), len(plek)))
    for n, (termen, _) in enumerate(weet):
        for s, w in termen.items():
            a[n, plek[s]] = w
    for naam, deel in vragen.items():
        doel = np.zeros(len(plek))
        doel[[plek[s] for s in deel]] = -1
        uit = linprog(doel, A_eq=a, b_eq=[n for _, n in weet], method="highs")
        if uit.status == 0 and -uit.fun < 5 - 1e-6:
            lek.append((naam, -uit.fun))
    return lek


@pytest.mark.skipif(not LANG, reason="veel rondes: alleen in het lange profiel")
def test_no_small_number_of_many_rounds_can_be_worked_out(tmp_path: Path, catalogus: Catalogus) -> None:
    lot, tel = random.Random(1), Counter[str]()
    for zaad in range(16):
        maal, bereik = lot.choice((1, 1, 2, 3, 6)), lot.choice((0.05, 0.3, 0.6, 0.79, 0.85))
        p = make_pilot(tmp_path / f"{zaad}.db", catalogus, zaad, maal=maal, bereik=bereik)
        feiten, cijfers = p.feiten, p.cijfers
        check_rows(feiten, cijfers)
        lek, geprobeerd = leaks(cijfers, feiten)
        assert lek == [] and small_tables_leak(cijfers) == [], (zaad, maal, bereik)
        tel += Counter(kleine=geprobeerd, rijen=sum(r.voor is not None for r in cijfers.rijen))
        tel += Counter(na=sum(r.na is not None for r in cijfers.rijen), cellen=len(cijfers.warmte.cellen))
        tel += Counter(doorloop=sum(r.doorloop is not None for r in cijfers.rijen))
    assert set(tel) == {"kleine", "rijen", "na", "cellen", "doorloop"}, "each kind was shown somewhere"
    print(dict(tel))


def test_without_complementary_suppression_the_attack_finds_small_numbers(pilot: Pilot) -> None:
    feiten, cijfers = pilot.feiten, pilot.cijfers
    groepen = {r.id for r in cijfers.rijen if r.soort == "doelgroep"}
    rijen = []
    for rij in cijfers.rijen:  # only what is small itself is hidden
        n = Counter(map(class_of, part(feiten, rij, groepen)))
        cel = (n[0], n[1], n[2] + n[3] + n[4])
        bereik = replace(cijfers.totaal.voor, gebruikt=cel[1], open=cel[2]) if cijfers.totaal.voor else None
        rijen.append(replace(rij, buiten=cel[0], voor=bereik, na=None, doorloop=None) if min(cel) >= 5 else rij)
    lek, _ = leaks(replace(cijfers, rijen=tuple(rijen)), feiten, hoogstens=25)
    assert lek


def test_fewer_than_five_clients_give_no_figures(tmp_path: Path, catalogus: Catalogus) -> None:
    klanten = screened(catalogus)[:4]
    feiten = draw(klanten, {r.id: r.domein for r in core(catalogus)}, 1)
    with pytest.raises(InvoerFout, match="RV869"):
        figures(read_data(*store(tmp_path / "klein.db", feiten, core(catalogus))))


def test_before_any_step_only_the_zero_measurement_is_shown(tmp_path: Path, catalogus: Catalogus) -> None:
    feiten = draw(screened(catalogus), {r.id: r.domein for r in core(catalogus)}, 3)
    for f in feiten:
        f.stappen, f.eind = f.stappen[:1], ""
    cijfers = figures(read_data(*store(tmp_path / "nul.db", feiten, core(catalogus), met_eind=False)))
    assert cijfers.totaal.voor and cijfers.totaal.na is None and cijfers.totaal.doorloop is None
    assert not cijfers.met_eindmeting and cijfers.tijd is None and cijfers.signalen == ()
    assert not cijfers.onzekerheid.uitspraak
    assert leaks(cijfers, feiten, hoogstens=6)[0] == []


def test_the_statistics_are_those_of_others() -> None:
    for k, n in ((0, 10), (8, 10), (50, 100), (263, 1000)):
        verwacht = binomtest(k, n).proportion_ci(0.95, "wilson")
        assert wilson(k, n) == pytest.approx((verwacht.low, verwacht.high), abs=1e-12)
    for meer, minder in ((0, 0), (5, 0), (9, 1), (10, 10), (121, 80)):
        verwacht_p = binomtest(meer, meer + minder).pvalue if meer + minder else 1.0
        assert mcnemar(meer, minder) == pytest.approx(verwacht_p, rel=1e-9)
    # Agresti, Categorical Data Analysis: approval of the prime minister, 150 and 86 changed: z = 4.17.
    assert mcnemar(150, 86) == pytest.approx(3.7e-5, rel=0.05)
    lot = random.Random(5)
    paren = [(lot.randint(0, n), n) for n in (lot.randint(1, 6) for _ in range(132))]
    deel, laag, hoog = share_over_clients(paren)
    lotingen = sorted(
        sum(a for a, _ in rij) / sum(b for _, b in rij) for rij in (lot.choices(paren, k=132) for _ in range(2000))
    )
    assert (laag, hoog) == pytest.approx((lotingen[50], lotingen[1949]), abs=0.02)
    assert deel == sum(a for a, _ in paren) / sum(b for _, b in paren)


def test_a_secret_total_always_hides_something() -> None:
    tel = {"a": (9, 8), "b": (7, 6), "c": (30, 20)}
    assert shown_rows(tel) == {"a", "b", "c"}
    assert shown_rows(tel, geheim=True) == {"c"}
    assert shown_rows({"a": (9,), "b": (3,)}) == set()


@pytest.mark.parametrize("boven", ["", "alles"])
def test_one_small_row_hides_one_other_and_not_all(boven: str) -> None:
    groot, klein = [40, 10, 8, 9, 12], [60, 0, 6, 7, 8]
    kubus = {(r, o): list(klein if r == "a" else groot) for r in "abcde" for o in ("x", "y")}
    as_ = As(kubus, dict.fromkeys("abcde", boven))
    as_.protect()
    assert sorted(as_.niveau.values()) == [0, 0, DIEPST, DIEPST, DIEPST] and as_.niveau["a"] == 0

"""The watch tells what judging from scratch tells, after whatever happened before, and never mixes two households."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rechtenverkenner import Bericht, Catalogus, Gebeurtenis, Gezin, InvoerFout, Oordeel, Resultaat, Wacht, evaluate
from rechtenverkenner.motor import wacht as module
from rechtenverkenner.motor.gebeurtenis import SOORTEN, fields_of
from rechtenverkenner.motor.gebeurtenissen import apply_event
from rechtenverkenner.motor.keten import Keten
from rechtenverkenner.verificatie.proefstand import Deelcatalogi
from tests.wetten.catalogi import Teksten, load, texts
from tests.wetten.gezinnen import Wereld, world_of
from tests.wetten.hulp import DATUMS, REFERENTIE, cases, random_partial
from tests.wetten.vergeten import forget

PLAATSEN = 2
NAMEN = ("g0", "g1", "g2")
STAPPEN = 7
LANG = settings().max_examples >= 1000
RECHTEN = ("uitpas-kansentarief", "nmbs-kaart-vt", "verwarmingstoelage")

Sleutel = tuple[str, str]
Nieuws = dict[Sleutel, str]
Uitkomst = TypeVar("Uitkomst")


def scratch(gezin: Gezin, catalogus: Catalogus, dag: date) -> Resultaat:
    return evaluate(gezin, catalogus, op_datum=dag, keten=REFERENTIE)


def place(o: Oordeel | None) -> str:
    """Where a verdict stands, said here once more and otherwise than in the watch."""
    if o is None or o.oordeel == "geen_recht":
        return "dicht"
    if o.oordeel != "gebruikt":
        return "vraag" if o.oordeel in ("onbekend", "mogelijk") else "open"
    if "voorwaarden_niet_voldaan" in o.vlaggen:
        return "past niet"
    return "vraag" if "voorwaarden_niet_bevestigd" in o.vlaggen else "loopt"


SOORT = {"dicht": "gesloten", "past niet": "gesloten", "vraag": "na_te_kijken", "open": "nieuw_open"}


def expected(voor: Resultaat | None, na: Resultaat, gezin: Gezin) -> Nieuws:
    """The news between two results from scratch."""
    oud = {(o.recht, o.eenheid): o for o in voor.oordelen} if voor else {}
    nieuw = {(o.recht, o.eenheid): o for o in na.oordelen}
    hier = [
        "gezin",
        *(p.id for p in gezin.personen if p.domicilie == "hier"),
        *(a.id for a in gezin.aansluitingen or ()),
    ]
    uit: Nieuws = {}
    for sleutel in oud.keys() | nieuw.keys():
        a, b = oud.get(sleutel), nieuw.get(sleutel)
        van, naar = place(a), place(b)
        anders = van != naar or (naar in ("open", "vraag") and (a.oordeel if a else "") != (b.oordeel if b else ""))
        vertrokken = (
            b is None and sleutel[1] not in hier and van != "loopt" and a is not None and a.oordeel != "gebruikt"
        )
        if anders and naar != "loopt" and (van, naar) != ("past niet", "dicht") and not vertrokken:
            uit[sleutel] = SOORT[naar]
    return uit


def check(berichten: tuple[Bericht, ...], naam: str, voor: Resultaat | None, na: Resultaat, gezin: Gezin) -> None:
    eigen = [b for b in berichten if b.pseudoniem == naam]
    assert {(b.recht, b.eenheid): b.soort for b in eigen} == expected(voor, na, gezin)
    assert len({(b.recht, b.eenheid) for b in eigen}) == len(eigen)
    oordeel = {(o.recht, o.eenheid): o.oordeel for o in na.oordelen}
    for b in eigen:
        assert (b.naar, b.dag) == (oordeel.get((b.recht, b.eenheid)), na.op_datum)


def outcome(doe: Callable[[], Uitkomst]) -> Uitkomst | str:
    """What comes out of it, or the messages with which it is refused."""
    try:
        return doe()
    except InvoerFout as fout:
        return str(fout)


@contextmanager
def every_result_compared() -> Iterator[None]:
    """Whatever the living sessions make is the result from scratch, down to the last field."""
    echt = module.evaluate_with

    def compare(gezin: Gezin, catalogus: Catalogus, *, op_datum: date, ketens: Callable[[int], Keten]) -> Resultaat:
        uit = echt(gezin, catalogus, op_datum=op_datum, ketens=ketens)
        vanaf_nul = scratch(gezin, catalogus, op_datum)
        assert replace(uit, ontvangstbewijs=vanaf_nul.ontvangstbewijs) == vanaf_nul
        return uit

    with pytest.MonkeyPatch.context() as m:
        m.setattr(module, "evaluate_with", compare)
        yield


class Toezicht:
    """Drives a watch by chance, and keeps the profiles to judge from scratch."""

    def __init__(self, wacht: Wacht, gezinnen: Callable[[], Gezin], rng: Random) -> None:
        self.wacht = wacht
        self.nieuw = gezinnen
        self.rng = rng
        self.profielen: dict[str, tuple[Gezin, Resultaat]] = {}
        self.berichten = 0

    def step(self) -> None:
        naam = self.rng.choice(NAMEN)
        if naam not in self.profielen:
            self.follow(naam)
        else:
            stap = self.rng.choice((self.fact, self.fact, self.event, self.event, self.event, self.day, self.leave))
            stap(naam)
        assert set(self.wacht.gevolgd) == set(self.profielen)

    def move(self, naam: str, gezin: Gezin, doe: Callable[[], tuple[Bericht, ...]]) -> None:
        """Do it, and hold the answer against two results from scratch; where scratch refuses, so must the watch."""
        na = outcome(lambda: scratch(gezin, self.wacht.catalogus, self.wacht.op_datum))
        berichten = outcome(doe)
        if isinstance(na, str) or isinstance(berichten, str):
            assert na == berichten
            return
        voor = self.profielen[naam][1] if naam in self.profielen else None
        check(berichten, naam, voor, na, gezin)
        assert {b.pseudoniem for b in berichten} <= {naam}
        self.profielen[naam] = gezin, na
        self.berichten += len(berichten)

    def follow(self, naam: str) -> None:
        gezin = self.nieuw()
        if len(self.profielen) == PLAATSEN:
            with pytest.raises(InvoerFout, match="RV463"):
                self.wacht.volg(naam, gezin)
            return
        self.move(naam, gezin, lambda: self.wacht.volg(naam, gezin))

    def fact(self, naam: str) -> None:
        """Another household altogether, or the same with facts forgotten."""
        gezin = self.nieuw()
        if self.rng.random() < 0.7:
            d = forget(self.profielen[naam][0].model_dump(), self.rng, self.wacht.op_datum, 0.2)[0]
            gezin = Gezin.model_validate(d)
        self.move(naam, gezin, lambda: self.wacht.feit(naam, gezin))

    def event(self, naam: str) -> None:
        oud = self.profielen[naam][0]
        wat = random_event(oud, self.rng)
        gezin = outcome(lambda: apply_event(oud, wat, self.wacht.op_datum))
        if isinstance(gezin, str):
            assert outcome(lambda: self.wacht.gebeurtenis(naam, wat)) == gezin
        else:
            self.move(naam, gezin, lambda: self.wacht.gebeurtenis(naam, wat))

    def day(self, _naam: str) -> None:
        dag = self.wacht.op_datum + timedelta(self.rng.choice((0, 1, 31, 200)))
        berichten = self.wacht.dag(dag)
        achter = set()
        for naam, (gezin, voor) in self.profielen.items():
            na = outcome(lambda g=gezin: scratch(g, self.wacht.catalogus, dag))
            if isinstance(na, str):
                achter.add(naam)
                continue
            check(berichten, naam, voor, na, gezin)
            self.profielen[naam] = gezin, na
        assert set(self.wacht.achtergebleven) == achter
        assert not {b.pseudoniem for b in berichten} & achter

    def leave(self, naam: str) -> None:
        self.wacht.stop(naam)
        del self.profielen[naam]


def random_event(gezin: Gezin, rng: Random) -> Gebeurtenis:
    soort = rng.choice(SOORTEN)
    wie = rng.choice(gezin.personen).id
    velden: dict[str, Any] = {}
    if "persoon" in fields_of(soort):
        velden["persoon"] = wie
    if "bedrag" in fields_of(soort) and rng.random() < 0.5:
        velden["bedrag"] = Decimal(rng.choice((700, 1340, 2500)))
    if soort == "geboorte":
        velden["ouders"] = (wie,)
    if soort == "verhuis" and rng.random() < 0.5:
        velden["statuut"] = rng.choice(("huurder", "eigenaar"))
    return Gebeurtenis(soort, **velden)


def drive(catalogus: Catalogus, dag: date, gezinnen: Callable[[], Gezin], rng: Random) -> int:
    """A whole life of a watch; how much it told."""
    with every_result_compared(), Wacht(catalogus, op_datum=dag, hoogstens=PLAATSEN) as wacht:
        toezicht = Toezicht(wacht, gezinnen, rng)
        for _ in range(STAPPEN):
            toezicht.step()
        assert wacht.teruggevallen == 0
        return toezicht.berichten


def draw(w: Wereld, rng: Random) -> Callable[[], Gezin]:
    return lambda: Gezin.model_validate(random_partial(rng, w))


def test_the_watch_tells_what_judging_from_scratch_tells() -> None:
    verteld = 0
    keer = settings().max_examples if LANG else settings().max_examples // 5

    @settings(max_examples=keer)
    @given(texts(deel=7), st.integers(0, 2**40))
    def law(teksten: Teksten, zaad: int) -> None:
        nonlocal verteld
        rng, catalogus, dag = Random(zaad), load(teksten), DATUMS[zaad % 2]
        verteld += drive(catalogus, dag, draw(world_of(catalogus, dag), rng), rng)

    law()
    assert verteld > 3 * keer


def test_the_watch_tells_of_the_households_of_the_project_what_judging_from_scratch_tells(
    catalogus: Catalogus,
) -> None:
    """On one of three parts of the catalogue; in the profile `lang` on all three, and ten times as long."""
    delen, verteld = Deelcatalogi(catalogus), 0
    gezinnen = [g.gezin for g in cases() if not g.recht]
    for n, gezin in enumerate(gezinnen):
        for recht in RECHTEN if LANG else RECHTEN[n % 3 : n % 3 + 1]:
            rng = Random(f"{n} {recht}")
            for _ in range(10 if LANG else 1):
                verteld += drive(delen.of(recht, gezin), DATUMS[0], lambda g=gezin: g, rng)
    assert verteld > len(gezinnen)

"""The living session: after every change it says what the reference says, and it fails without harm."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from random import Random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rechtenverkenner.motor.keten import Atoom, KetenFout, ReferentieKeten, Tak

REFERENTIE = ReferentieKeten()
A, B, C, D, E = ((naam, "0") for naam in "abcde")
DREMPELS = (1, 2, 3)


@pytest.fixture(scope="module")
def kd() -> ModuleType:
    """Not skipped where durable imports but fails: that must be seen."""
    module: ModuleType = pytest.importorskip(
        "rechtenverkenner.motor.keten_durable",
        reason="durable_rules is niet gebouwd of laadt niet op deze python",
        exc_type=ImportError,
    )
    return module


def tak(doel: Atoom, *premissen: Atoom) -> Tak:
    return Tak("/".join(naam for naam, _ in (doel, *premissen)), doel, premissen)


Programma = tuple[list[Atoom], list[Tak]]


class Verloop:
    """A household that changes by chance: what it holds and its branches, at each threshold."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.atomen = rng.choice((4, 8, 16))
        self.premissen = rng.choice((1, 2, 3, 7))
        self.programmas: dict[int, Programma] = {
            d: ([self.atoom() for _ in range(rng.randrange(4))], [self.tak() for _ in range(rng.randrange(40))])
            for d in DREMPELS
        }

    def atoom(self) -> Atoom:
        return f"r{self.rng.randrange(self.atomen)}", str(self.rng.randrange(2))

    def tak(self) -> Tak:
        laagste = int(self.rng.random() < 0.9)
        aantal = self.rng.randint(laagste, self.premissen)
        return Tak(f"t{self.rng.randrange(5)}", self.atoom(), tuple(self.atoom() for _ in range(aantal)))

    def change(self, drempel: int) -> Programma:
        rng = self.rng
        gehouden, takken = self.programmas[drempel]
        soort = rng.random()
        if soort < 0.3:
            gehouden = [a for a in gehouden if rng.random() < 0.6]
        elif soort < 0.6:
            gehouden = [*gehouden, self.atoom()]
        if rng.random() < 0.5:
            takken = [t for t in takken if rng.random() < 0.9] + [self.tak() for _ in range(rng.randrange(4))]
        self.programmas[drempel] = gehouden, takken
        return gehouden, takken


LANG = settings().max_examples >= 1000


@settings(max_examples=settings().max_examples if LANG else settings().max_examples // 2)
@given(zaad=st.integers(0, 2**40))
def test_after_every_change_the_session_says_what_the_reference_says(kd: ModuleType, zaad: int) -> None:
    verloop, sessie = Verloop(Random(zaad)), kd.LevendeSessie()
    ketens = {d: sessie.keten(d) for d in DREMPELS}
    for _ in range(30 if LANG else 8):
        for drempel, keten in ketens.items():
            programma = verloop.change(drempel)
            assert keten.derive(*programma) == REFERENTIE.derive(*programma)
    sessie.close()


def test_what_lost_its_only_support_closes_also_in_a_circle(kd: ModuleType) -> None:
    sessie = kd.LevendeSessie()
    kring = [tak(B, A), tak(C, B), tak(B, C), tak(D, C)]
    assert set(sessie.derive(1, [A], kring).niveaus) == {B, C, D}
    assert sessie.derive(1, [E], kring).niveaus == {}
    assert set(sessie.derive(1, [C], kring).niveaus) == {B, D}
    sessie.close()


class Meekijker:
    """Counts what goes to the engine and keeps the facts."""

    def __init__(self, kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.feiten: list[str] = []
        kern = kd.engine.durable_rules_engine
        for naam in ("assert_fact", "retract_fact"):
            monkeypatch.setattr(kern, naam, self.seen(getattr(kern, naam)))

    def seen(self, echt: Callable[[int, str], object]) -> Callable[[int, str], object]:
        def see(handle: int, feit: str) -> object:
            self.feiten.append(feit)
            return echt(handle, feit)

        return see

    def count(self) -> int:
        aantal, self.feiten = len(self.feiten), []
        return aantal


def test_only_what_differs_goes_to_the_engine(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    sessie, kijker = kd.LevendeSessie(), Meekijker(kd, monkeypatch)
    takken = [tak((f"s{i + 1}", "0"), (f"s{i}", "0")) for i in range(50)]
    sessie.derive(1, [("s0", "0")], takken)
    assert kijker.count() > 100
    sessie.derive(1, [("s0", "0")], takken)
    assert kijker.count() == 0
    sessie.derive(1, [("s0", "0")], [*takken, tak(E, ("s25", "0"))])
    assert kijker.count() == 3, "the branch, and twice the fact that shows that all was done"
    sessie.close()


def test_where_nothing_is_held_the_engine_is_not_started(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    kijker, sessie = Meekijker(kd, monkeypatch), kd.LevendeSessie()
    assert sessie.derive(1, [], [tak(B, A)]).niveaus == {}
    assert kijker.count() == 0
    assert sessie.derive(1, [], [tak(B, A), tak(A)]).niveaus == {A: 0, B: 1}
    sessie.close()


def test_no_fact_of_a_household_enters_the_engine(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    sessie, kijker = kd.LevendeSessie(), Meekijker(kd, monkeypatch)
    jan, bim = ("leefloon", "jan-peeters"), ("vt", "jan-peeters")
    for gehouden in ([jan], [], [jan]):
        sessie.derive(1, gehouden, [tak(bim, jan), tak(C, bim)])
    assert len(kijker.feiten) > 10
    assert not [feit for feit in kijker.feiten if "jan" in feit or "leefloon" in feit or "vt" in feit]
    sessie.close()


def test_a_session_that_has_seen_many_facts_starts_anew(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kd, "VERVERS_NA", 40)
    gemaakt: list[object] = []
    echt = kd._Netwerk
    monkeypatch.setattr(kd, "_Netwerk", lambda **k: gemaakt.append(1) or echt(**k))
    sessie, takken = kd.LevendeSessie(), [tak(B, A), tak(C, B)]
    for n in range(100):
        gehouden = [A] if n % 2 else [D]
        assert sessie.derive(1, gehouden, takken) == REFERENTIE.derive(gehouden, takken)
        assert sessie._sessie.volgend <= 60
    assert len(gemaakt) >= 4
    sessie.close()


# Failure --------------------------------------------------------------------------------------------------------------


def check_works(sessie: object) -> None:
    takken = [tak(B, A), tak(C, B)]
    assert sessie.derive(1, [A], takken) == REFERENTIE.derive([A], takken)  # type: ignore[attr-defined]


def fail_with(fout: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise fout

    return fail


@pytest.mark.parametrize("gestart", [False, True])
@pytest.mark.parametrize("soort", [KeyboardInterrupt, SystemExit, ZeroDivisionError])
def test_an_error_in_an_action_surfaces_and_the_next_call_works(
    kd: ModuleType, monkeypatch: pytest.MonkeyPatch, soort: type[BaseException], gestart: bool
) -> None:
    sessie = kd.LevendeSessie()
    if gestart:
        check_works(sessie)
    with monkeypatch.context() as m:
        m.setattr(kd._Sessie, "fire", fail_with(soort("jan-peeters")))
        with pytest.raises(KetenFout if soort is ZeroDivisionError else soort) as vangst:
            sessie.derive(1, [A, D], [tak(E, D), tak(B, E)])
    assert soort is not ZeroDivisionError or "jan-peeters" not in str(vangst.value)
    check_works(sessie)
    sessie.close()


def test_a_clock_that_jumps_makes_an_error_and_not_a_gap(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    sessie = kd.LevendeSessie()
    check_works(sessie)
    with monkeypatch.context() as m:
        m.setattr(kd.engine, "_unix_now", itertools.count(0, 11).__next__)
        with pytest.raises(KetenFout, match="agenda"):
            sessie.derive(1, [D], [tak(B, D), tak(C, B)])
    check_works(sessie)
    sessie.close()


def test_more_facts_than_the_engine_can_hold_make_an_error(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kd, "MAX_FEITEN", 20)
    sessie = kd.LevendeSessie()
    with pytest.raises(KetenFout, match="meer dan 20 feiten"):
        sessie.derive(1, [A], [tak(B, A, (str(i), "0")) for i in range(30)])
    check_works(sessie)
    sessie.close()


def test_every_network_that_was_made_is_freed(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    kern = kd.engine.durable_rules_engine
    stand: list[int] = []
    for naam, telt in (("create_ruleset", 1), ("delete_ruleset", -1)):
        echt = getattr(kern, naam)
        monkeypatch.setattr(kern, naam, lambda *a, echt=echt, telt=telt: (stand.append(telt), echt(*a))[1])
    for _ in range(20):
        sessie = kd.LevendeSessie()
        check_works(sessie)
        sessie.close()
        sessie.close()
    assert stand.count(1) == stand.count(-1) == 20

"""The chain: both engines say what follows, at which level and by which branches, and durable fails without harm."""

from __future__ import annotations

import gc
import itertools
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rechtenverkenner.motor import keten as module
from rechtenverkenner.motor.keten import (
    Afleiding,
    Atoom,
    BesteKeten,
    Keten,
    KetenFout,
    Ketenresultaat,
    ReferentieKeten,
    Tak,
    make_keten,
    waarom_geen_durable,
)

REFERENTIE = ReferentieKeten()
LEEG = Ketenresultaat({}, frozenset())
A, B, C, D, E = ((naam, "an") for naam in "abcde")


def import_durable() -> ModuleType:
    """Not skipped where durable imports but fails: that must be seen."""
    kd: ModuleType = pytest.importorskip(
        "rechtenverkenner.motor.keten_durable",
        reason="durable_rules is niet gebouwd of laadt niet op deze python",
        exc_type=ImportError,
    )
    return kd


@pytest.fixture(scope="module")
def kd() -> ModuleType:
    return import_durable()


@pytest.fixture(scope="module", params=["referentie", "durable"])
def keten(request: pytest.FixtureRequest) -> Keten:
    return REFERENTIE if request.param == "referentie" else import_durable().DurableKeten()


@pytest.fixture
def verse_proef() -> Iterator[None]:
    """Forget before and after whether durable is usable."""
    waarom_geen_durable.cache_clear()
    yield
    waarom_geen_durable.cache_clear()


def tak(doel: Atoom, *premissen: Atoom) -> Tak:
    return Tak("/".join(naam for naam, _ in (doel, *premissen)), doel, premissen)


def fired(*takken: Tak) -> frozenset[Afleiding]:
    return frozenset(Afleiding(t.id, t.premissen, t.doel) for t in takken)


def make_gezin(zaad: int, *, takken: int = 40, eenheid: str = "an") -> tuple[list[Atoom], list[Tak]]:
    """A household of ordinary size: mostly one premise, ten held atoms."""
    r = random.Random(zaad)

    def atoom(vanaf: int, tot: int) -> Atoom:
        return (f"recht-{r.randrange(vanaf, tot)}", eenheid)

    gehouden = [atoom(0, 15) for _ in range(10)]
    lengtes = r.choices([1, 2, 3, 8], [12, 3, 2, 1], k=takken)
    return gehouden, [
        Tak(f"tak-{i}", atoom(5, 40), tuple(atoom(0, 40) for _ in range(n))) for i, n in enumerate(lengtes)
    ]


# What follows ---------------------------------------------------------------------------------------------------------


def test_a_status_opens_a_right_that_opens_rights(keten: Keten) -> None:
    takken = [tak(B, A), tak(C, B), tak(D, B), tak(E, C, D), tak(E, ("niet", "an"))]
    assert keten.derive([A], takken) == Ketenresultaat({B: 0, C: 1, D: 1, E: 2}, fired(*takken[:4]))


def test_the_lowest_level_comes_first(keten: Keten) -> None:
    takken = [tak(A, E), tak(B, A), tak(D, C)]
    assert list(keten.derive([E, C], takken).niveaus.items()) == [(A, 0), (D, 0), (B, 1)]


def test_the_same_right_of_somebody_else_opens_nothing(keten: Keten) -> None:
    assert keten.derive([("a", "bo")], [tak(B, A)]) == LEEG


def test_every_branch_that_fires_is_kept_and_the_shortest_gives_the_level(keten: Keten) -> None:
    takken = [tak(B, A), tak(C, B), tak(D, C), tak(D, A), tak(E, D)]
    assert keten.derive([A], takken) == Ketenresultaat({B: 0, D: 0, C: 1, E: 1}, fired(*takken))


def test_a_branch_waits_for_its_last_premise(keten: Keten) -> None:
    takken = [tak(B, A), tak(C, B), tak(D, C), tak(E, A, B, B, D)]
    assert keten.derive([A], takken).niveaus == {B: 0, C: 1, D: 2, E: 3}


def test_a_held_goal_has_no_level_but_keeps_its_branches(keten: Keten) -> None:
    takken = [tak(B, A), tak(C, B)]
    assert keten.derive([A, B], takken) == Ketenresultaat({C: 0}, fired(*takken))


def test_a_branch_without_premises_is_open_at_once_and_opens_more(keten: Keten) -> None:
    takken = [tak(A), tak(B, A)]
    assert keten.derive([], takken) == Ketenresultaat({A: 0, B: 1}, fired(*takken))


def test_a_cycle_opens_nothing_by_itself_and_everything_once_entered(keten: Keten) -> None:
    kring = [tak(A, B), tak(B, C), tak(C, A), tak(A, A)]
    assert keten.derive([], kring) == keten.derive([D], kring) == LEEG
    assert keten.derive([D], [*kring, tak(A, D)]).niveaus == {A: 0, C: 1, B: 2}


@pytest.mark.parametrize(("gehouden", "takken"), [([], []), ([A], []), ([], [tak(B, A)]), ([A], [tak(C, B)])])
def test_where_nothing_follows_the_result_is_empty(keten: Keten, gehouden: list[Atoom], takken: list[Tak]) -> None:
    assert keten.derive(gehouden, takken) == LEEG


def test_two_branches_may_share_id_and_goal_and_a_repeated_branch_counts_once(keten: Keten) -> None:
    takken = [Tak("x", C, (A,)), Tak("x", C, (B,)), Tak("x", C, (A,)), Tak("x", C, (A, A)), Tak("x", C, (B, A))]
    resultaat = keten.derive([A, B, A], takken)
    assert resultaat == Ketenresultaat({C: 0}, fired(*takken))
    assert len(resultaat.afleidingen) == 4


@pytest.mark.parametrize("aantal", [5, 6, 7, 11, 12, 37])
def test_a_branch_may_have_any_number_of_premises(keten: Keten, aantal: int) -> None:
    premissen = [("p", str(i)) for i in range(aantal)]
    takken = [tak(E, *premissen), tak(D, E), tak(premissen[0], A)]
    volledig = keten.derive([A, *premissen[1:]], takken)
    assert volledig == Ketenresultaat({premissen[0]: 0, E: 1, D: 2}, fired(*takken))
    for ontbreekt in (0, aantal // 2, aantal - 1):
        assert keten.derive(premissen[:ontbreekt] + premissen[ontbreekt + 1 :], takken[:2]) == LEEG


def test_a_chain_of_three_hundred_has_three_hundred_levels(keten: Keten) -> None:
    schakels = [("s", str(i)) for i in range(301)]
    takken = [tak(naar, van) for van, naar in itertools.pairwise(schakels)]
    random.Random(7).shuffle(takken)
    resultaat = keten.derive(schakels[:1], takken)
    assert resultaat == Ketenresultaat({schakel: i for i, schakel in enumerate(schakels[1:])}, fired(*takken))


def test_the_text_of_an_atom_is_of_no_consequence(keten: Keten) -> None:
    teksten = [
        "",
        "1",
        "1.0",
        "true",
        "True",
        "null",
        'a"b',
        "a\\",
        "\n",
        "\x00",
        "é",
        "e\u0301",
        "\ud800",
        "x" * 70_000,
    ]
    atomen: list[Atoom] = [(tekst, "") for tekst in teksten] + [("", tekst) for tekst in teksten[1:]]
    takken = [Tak("t", naar, (van,)) for van, naar in itertools.pairwise(atomen)]
    assert keten.derive(atomen[:1], takken).niveaus == {atoom: i for i, atoom in enumerate(atomen[1:])}


# Laws -----------------------------------------------------------------------------------------------------------------


def programs(atomen: int, takken: int, premissen: int) -> st.SearchStrategy[tuple[list[Atoom], list[Tak]]]:
    """Held atoms and branches over so few atoms that cycles, shared goals and held goals are common."""
    atoom = st.integers(0, atomen - 1).map(lambda i: (f"r{i % 3}", str(i // 3)))
    takjes = st.builds(Tak, st.sampled_from("xyz"), atoom, st.lists(atoom, max_size=premissen).map(tuple))
    return st.tuples(st.lists(atoom, max_size=atomen // 2), st.lists(takjes, max_size=takken))


def derive_by_definition(gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
    """The definition of a level as an equation, applied until nothing changes."""
    niveaus: dict[Atoom, int] = dict.fromkeys(gehouden, -1)
    veranderd = True
    while veranderd:
        veranderd = False
        for t in takken:
            if all(p in niveaus for p in t.premissen):
                niveau = 1 + max((niveaus[p] for p in t.premissen), default=-1)
                if niveau < niveaus.get(t.doel, sys.maxsize):
                    niveaus[t.doel] = niveau
                    veranderd = True
    vuurt = [t for t in takken if all(p in niveaus for p in t.premissen)]
    return Ketenresultaat({a: n for a, n in niveaus.items() if n >= 0}, fired(*vuurt))


@given(programs(atomen=6, takken=12, premissen=3))
def test_the_reference_is_the_definition(programma: tuple[list[Atoom], list[Tak]]) -> None:
    assert REFERENTIE.derive(*programma) == derive_by_definition(*programma)


@given(programma=st.one_of(programs(5, 20, 2), programs(12, 40, 4), programs(20, 60, 9)))
def test_durable_says_what_the_reference_says(kd: ModuleType, programma: tuple[list[Atoom], list[Tak]]) -> None:
    assert kd.DurableKeten().derive(*programma) == REFERENTIE.derive(*programma)


@given(programma=programs(9, 25, 3), zaad=st.integers())
def test_order_is_of_no_consequence(keten: Keten, programma: tuple[list[Atoom], list[Tak]], zaad: int) -> None:
    gehouden, takken = programma
    geschud = random.Random(zaad).sample(takken, len(takken))
    voor, na = keten.derive(gehouden, takken), keten.derive(gehouden[::-1], geschud)
    assert list(voor.niveaus.items()) == list(na.niveaus.items())
    assert voor.afleidingen == na.afleidingen


# Durable: many households, threads, processes -------------------------------------------------------------------------


def test_one_household_leaves_nothing_for_the_next(kd: ModuleType) -> None:
    keten = kd.DurableKeten()
    for nummer in range(300):
        gehouden, takken = make_gezin(nummer, eenheid=f"gezin-{nummer}", takken=nummer % 50)
        resultaat = keten.derive(gehouden, takken)
        assert resultaat == REFERENTIE.derive(gehouden, takken)
        assert {eenheid for _, eenheid in resultaat.niveaus} <= {f"gezin-{nummer}"}


def test_no_branch_stays_in_memory_after_the_call(kd: ModuleType) -> None:
    keten = kd.DurableKeten()
    keten.derive([A], [Tak("geheugenproef", B, (A,))])
    gc.collect()
    assert not [o for o in gc.get_objects() if type(o) is Tak and o.id == "geheugenproef"]


def test_eight_threads_share_one_engine(kd: ModuleType) -> None:
    keten = kd.DurableKeten()
    gezinnen = [make_gezin(zaad) for zaad in range(200)]
    with ThreadPoolExecutor(8) as draden:
        resultaten = list(draden.map(lambda gezin: keten.derive(*gezin), gezinnen))
    assert resultaten == [REFERENTIE.derive(*gezin) for gezin in gezinnen]


def test_the_engine_starts_no_threads(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kd, "_vrij", [])
    draden = set(threading.enumerate())
    check_works(kd)
    assert set(threading.enumerate()) <= draden


FORK = """
import os, sys, threading
from rechtenverkenner.motor import keten_durable as kd
from rechtenverkenner.motor.keten import Tak
a, b = ("a", "an"), ("b", "an")
bezig, verder = threading.Event(), threading.Event()
fire = kd._Sessie.fire

def wait_halfway(sessie, feit):
    bezig.set()
    verder.wait()
    return fire(sessie, feit)

def check():
    assert kd.DurableKeten().derive([a], [Tak("t", b, (a,))]).niveaus == {b: 0}

kd._Sessie.fire = wait_halfway
draad = threading.Thread(target=check)
draad.start()
bezig.wait()
if not (kind := os.fork()):
    kd._Sessie.fire = fire
    check()
    os._exit(0)
code = os.waitstatus_to_exitcode(os.waitpid(kind, 0)[1])
verder.set()
draad.join()
check()
sys.exit(code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="geen fork op windows")
def test_a_process_forked_while_a_thread_computes_can_compute(kd: ModuleType) -> None:
    run_python(FORK)


def run_python(programma: str) -> str:
    """What the program prints in a process of its own; the limit only ends a process that hangs."""
    proces = subprocess.run([sys.executable, "-c", programma], capture_output=True, text=True, timeout=120, check=False)
    assert proces.returncode == 0, proces.stderr
    return proces.stdout.strip()


# Durable: failure -----------------------------------------------------------------------------------------------------


def fail_with(fout: BaseException) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise fout

    return fail


def check_works(kd: ModuleType) -> None:
    assert kd.DurableKeten().derive([A], [tak(B, A), tak(C, B)]).niveaus == {B: 0, C: 1}


@pytest.mark.parametrize("herhaling", range(3))
def test_an_error_in_an_action_surfaces_and_the_next_call_works(
    kd: ModuleType, monkeypatch: pytest.MonkeyPatch, herhaling: int
) -> None:
    gehouden, takken = make_gezin(herhaling, eenheid="jan-peeters")
    with monkeypatch.context() as m:
        m.setattr(kd._Sessie, "fire", fail_with(ZeroDivisionError("kapot")))
        with pytest.raises(KetenFout, match="ZeroDivisionError") as vangst:
            kd.DurableKeten().derive(gehouden, takken)
    assert "jan-peeters" not in str(vangst.value)
    assert "recht-" not in str(vangst.value)
    check_works(kd)


@pytest.mark.parametrize("soort", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_in_an_action_surfaces_and_the_next_call_works(
    kd: ModuleType, monkeypatch: pytest.MonkeyPatch, soort: type[BaseException]
) -> None:
    with monkeypatch.context() as m:
        m.setattr(kd._Sessie, "fire", fail_with(soort()))
        with pytest.raises(soort):
            BesteKeten(kd.DurableKeten()).derive([A], [tak(B, A)])
    check_works(kd)


@pytest.mark.parametrize("plek", ["_begin", "_einde", "_fire"])
def test_an_error_that_the_engine_swallows_is_found(kd: ModuleType, monkeypatch: pytest.MonkeyPatch, plek: str) -> None:
    def fail(_netwerk: object, _c: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as m:
        m.setattr(kd._Netwerk, plek, fail)
        m.setattr(kd, "_vrij", [])
        with pytest.raises(KetenFout, match="agenda"):
            kd.DurableKeten().derive([A], [tak(B, A)])
    check_works(kd)


def test_a_clock_that_jumps_makes_an_error_and_not_a_gap(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as m:
        m.setattr(kd.engine, "_unix_now", itertools.count(0, 11).__next__)
        with pytest.raises(KetenFout, match="agenda"):
            kd.DurableKeten().derive([A], [tak(B, A), tak(C, B)])
    check_works(kd)


@pytest.mark.parametrize("grens", range(9))
def test_more_facts_than_the_engine_can_hold_make_an_error(
    kd: ModuleType, monkeypatch: pytest.MonkeyPatch, grens: int
) -> None:
    """Nine facts: the first, three branches, two held and two derived atoms, the last; each limit ends elsewhere."""
    keten, gehouden, takken = kd.DurableKeten(), [A, D], [tak(B, A), tak(C, B), tak(E, C, D)]
    monkeypatch.setattr(kd, "MAX_FEITEN", grens)
    with pytest.raises(KetenFout, match=f"meer dan {grens} feiten"):
        keten.derive(gehouden, takken)
    monkeypatch.setattr(kd, "MAX_FEITEN", 9)
    assert keten.derive(gehouden, takken).niveaus == {B: 0, C: 1, E: 2}


def test_a_session_in_which_nothing_fired_is_not_deleted(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deleting it may crash the process; freeing the network is enough."""
    verwijderd: list[object] = []
    with monkeypatch.context() as m:
        m.setattr(kd.engine.Ruleset, "do_actions", fail_with(KeyboardInterrupt()))
        m.setattr(kd.engine.Host, "delete_state", lambda *_: verwijderd.append(_))
        with pytest.raises(KeyboardInterrupt):
            kd.DurableKeten().derive([A], [tak(B, A)])
    assert not verwijderd
    check_works(kd)


def test_an_error_while_cleaning_up_does_not_hide_the_interrupt(
    kd: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as m:
        m.setattr(kd._Sessie, "fire", fail_with(KeyboardInterrupt()))
        m.setattr(kd.engine.Host, "delete_state", fail_with(ZeroDivisionError()))
        with pytest.raises(KeyboardInterrupt):
            kd.DurableKeten().derive([A], [tak(B, A)])
    check_works(kd)


def test_rules_are_compiled_once_and_again_after_an_error(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    gemaakt: list[object] = []
    echt = kd._Netwerk
    monkeypatch.setattr(kd, "_vrij", [])

    def make_netwerk() -> object:
        gemaakt.append(netwerk := echt())
        return netwerk

    monkeypatch.setattr(kd, "_Netwerk", make_netwerk)
    check_works(kd)
    check_works(kd)
    assert len(gemaakt) == 1
    with monkeypatch.context() as m:
        m.setattr(kd._Sessie, "fire", fail_with(ZeroDivisionError()))
        with pytest.raises(KetenFout):
            kd.DurableKeten().derive([A], [tak(B, A)])
    check_works(kd)
    assert len(gemaakt) == 2


def test_a_branch_that_fires_too_early_is_an_error(kd: ModuleType) -> None:
    sessie = kd._Sessie({"a0"})
    bericht = sessie.make_stap(kd._Stap(("a0", "a1"), None, tak(C, A, B)))
    with pytest.raises(KetenFout, match="niet elke premisse"):
        sessie.fire(bericht["id"])


def test_no_fact_of_a_household_enters_the_engine(kd: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    gezien: list[str] = []
    kern = kd.engine.durable_rules_engine
    echt = kern.assert_fact

    def see(handle: int, feit: str) -> object:
        gezien.append(feit)
        return echt(handle, feit)

    monkeypatch.setattr(kern, "assert_fact", see)
    gehouden, takken = make_gezin(3, eenheid="jan-peeters")
    kd.DurableKeten().derive(gehouden, takken)
    assert len(gezien) > len(takken)
    assert not [feit for feit in gezien if "jan" in feit or "recht-" in feit or "tak-" in feit]


# Which engine ---------------------------------------------------------------------------------------------------------


class KapotteKeten:
    naam = "kapot"

    def derive(self, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        raise KetenFout("kapot")


class FouteKeten:
    naam = "fout"

    def derive(self, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        return LEEG


def test_the_reference_takes_over_when_the_first_engine_fails() -> None:
    keten = BesteKeten(KapotteKeten())
    gezinnen = [make_gezin(zaad) for zaad in range(5)]
    assert [keten.derive(*gezin) for gezin in gezinnen] == [REFERENTIE.derive(*gezin) for gezin in gezinnen]
    assert keten.terugvallen == 5


def test_the_reference_takes_over_from_durable_for_that_call_only(
    kd: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    keten = BesteKeten(kd.DurableKeten())
    gezin = make_gezin(1)
    with monkeypatch.context() as m:
        m.setattr(kd._Sessie, "fire", fail_with(MemoryError()))
        assert keten.derive(*gezin) == REFERENTIE.derive(*gezin)
    assert keten.derive(*gezin) == REFERENTIE.derive(*gezin)
    assert keten.terugvallen == 1


@pytest.mark.usefixtures("verse_proef")
def test_durable_is_used_where_it_can_be_imported(kd: ModuleType) -> None:
    assert waarom_geen_durable() == ""
    assert (make_keten("durable").naam, make_keten("beste").naam, make_keten("referentie").naam) == (
        "durable",
        "durable",
        "referentie",
    )


@pytest.mark.usefixtures("verse_proef")
@pytest.mark.parametrize(
    ("make_durable", "reden"),
    [
        (fail_with(ModuleNotFoundError(name="durable")), "niet geïnstalleerd"),
        (fail_with(ImportError("undefined symbol: PyEval_CallObject")), "laadt niet op python .*CPPFLAGS="),
        (fail_with(SystemError()), "laadt niet op python"),
        (KapotteKeten, "rekent niet juist"),
        (FouteKeten, "rekent niet juist"),
    ],
)
def test_where_durable_is_no_use_one_line_says_why_and_the_reference_computes(
    monkeypatch: pytest.MonkeyPatch, make_durable: Callable[[], Keten], reden: str
) -> None:
    monkeypatch.setattr(module, "_make_durable", make_durable)
    assert make_keten("beste") == REFERENTIE
    assert "\n" not in waarom_geen_durable()
    with pytest.raises(KetenFout, match=reden):
        make_keten("durable")


def test_durable_is_imported_only_when_asked_for_and_its_absence_is_no_error() -> None:
    programma = """
import sys
from rechtenverkenner.motor.keten import make_keten, waarom_geen_durable
assert "durable" not in sys.modules
sys.modules["durable"] = None
print(make_keten("beste").naam, waarom_geen_durable().isascii(), "niet ge" in waarom_geen_durable())
"""
    assert run_python(programma) == "referentie False True"

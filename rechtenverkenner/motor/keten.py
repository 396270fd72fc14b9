"""The chain "status opens right opens right": what becomes open, at which level, by which branches.

Numbers, dates, unknowns and negation are decided before. What is left per household are ground positive rules, the
branches (`Tak`): when every premise is held or open, the goal is open. An engine (`Keten`) returns every branch that
fires, not only the first: together they are the unlock graph. There are two engines with the same answer: the
reference below, and the one on durable-rules in `keten_durable`, which is imported only when somebody asks for it.
"""

from __future__ import annotations

import sys
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from functools import cache
from threading import Lock
from typing import ClassVar, Literal, Protocol, assert_never

from rechtenverkenner.klasse import dataclass

Atoom = tuple[str, str]
"""Id of a right or status, and id of the unit (person, household or connection) that has it."""


class KetenFout(RuntimeError):
    """An engine could not finish; the text holds counts only, never an atom, because atoms may identify a household."""


@dataclass(frozen=True, slots=True, order=True)
class Tak:
    """One way to open `doel`: it is open when every premise is held or open; several branches may share id and goal."""

    id: str
    doel: Atoom
    premissen: tuple[Atoom, ...]


@dataclass(frozen=True, slots=True, order=True)
class Afleiding:
    """One branch that fired; `tak` is the id of that branch."""

    tak: str
    premissen: tuple[Atoom, ...]
    doel: Atoom


@dataclass(frozen=True, slots=True)
class Ketenresultaat:
    """What follows from what is held.

    `niveaus` has every atom that is derived and not held, lowest level first. Level 0: some branch asks nothing that is
    not held. Otherwise 1 + the lowest, over its branches, of the highest level among the premises (least fixpoint).
    `afleidingen` has every branch of which all premises are held or derived, also when its goal is held already.
    """

    niveaus: Mapping[Atoom, int]
    afleidingen: frozenset[Afleiding]


class Keten(Protocol):
    """An engine for the chain; one instance may be used by several threads at once."""

    @property
    def naam(self) -> str:
        """The engine that computes, for the receipt."""
        ...

    def derive(self, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        """Everything that follows from the held atoms by the branches.

        Raises: KetenFout when the engine cannot finish.
        """
        ...


def make_resultaat(gehouden: Collection[Atoom], gevuurd: Iterable[Tak]) -> Ketenresultaat:
    """The result in which exactly these branches fired; the only code that the engines share."""
    afleidingen = frozenset(Afleiding(tak.id, tak.premissen, tak.doel) for tak in gevuurd)
    return Ketenresultaat(_levels(frozenset(gehouden), afleidingen), afleidingen)


def _levels(gehouden: frozenset[Atoom], afleidingen: Collection[Afleiding]) -> dict[Atoom, int]:
    """Level of every goal that is not held.

    INVARIANT: atoms leave `rij` from low to high level, so the last premise of a derivation to arrive is its highest,
    and the first derivation to reach a goal is its lowest. A cycle only comes back to atoms that have their level.
    """
    niveaus: dict[Atoom, int] = {}
    rij: deque[Atoom] = deque()
    vragers: defaultdict[Atoom, list[Afleiding]] = defaultdict(list)
    tekort: dict[Afleiding, int] = {}

    def reach(doel: Atoom, niveau: int) -> None:
        if doel not in gehouden and doel not in niveaus:
            niveaus[doel] = niveau
            rij.append(doel)

    for afleiding in afleidingen:
        nog = {premisse for premisse in afleiding.premissen if premisse not in gehouden}
        tekort[afleiding] = len(nog)
        for premisse in nog:
            vragers[premisse].append(afleiding)
        if not nog:
            reach(afleiding.doel, 0)
    while rij:
        atoom = rij.popleft()
        for afleiding in vragers[atoom]:
            tekort[afleiding] -= 1
            if not tekort[afleiding]:
                reach(afleiding.doel, niveaus[atoom] + 1)
    return dict(sorted(niveaus.items(), key=lambda paar: (paar[1], paar[0])))


@dataclass(frozen=True, slots=True)
class ReferentieKeten:
    """The chain in plain Python, linear in the number of premises: the oracle, and the engine where durable is absent.

    >>> vt = ("verhoogde-tegemoetkoming", "an")
    >>> takken = [Tak("vt/leefloon", vt, (("leefloon", "an"),)), Tak("uitpas/vt", ("uitpas", "an"), (vt,))]
    >>> ReferentieKeten().derive([("leefloon", "an")], takken).niveaus
    {('verhoogde-tegemoetkoming', 'an'): 0, ('uitpas', 'an'): 1}
    """

    naam: ClassVar[str] = "referentie"

    def derive(self, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        """Everything that follows; each branch waits for one missing premise at a time."""
        bekend = set(gehouden)
        wachtend: defaultdict[Atoom, list[Tak]] = defaultdict(list)
        gevuurd: list[Tak] = []
        rij = list(takken)
        while rij:
            tak = rij.pop()
            ontbreekt = next((premisse for premisse in tak.premissen if premisse not in bekend), None)
            if ontbreekt is not None:
                wachtend[ontbreekt].append(tak)
                continue
            gevuurd.append(tak)
            if tak.doel not in bekend:
                bekend.add(tak.doel)
                rij += wachtend.pop(tak.doel, ())
        return make_resultaat(gehouden, gevuurd)


@dataclass(slots=True)
class BesteKeten:
    """An engine that may fail, with the reference behind it; `terugvallen` counts how often the reference took over."""

    eerste: Keten
    terugvallen: int = 0
    _slot: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    @property
    def naam(self) -> str:
        """The engine that is tried first."""
        return self.eerste.naam

    def derive(self, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        """The result of the first engine, or of the reference when that fails; an interrupt passes through."""
        try:
            return self.eerste.derive(gehouden, takken)
        except KetenFout:
            with self._slot:
                self.terugvallen += 1
            return ReferentieKeten().derive(gehouden, takken)


def make_keten(soort: Literal["durable", "referentie", "beste"]) -> Keten:
    """The engine of that kind; `beste` is durable with the reference behind it or, where that is no use, the reference.

    Raises: KetenFout for `durable` where `waarom_geen_durable` has a reason; `beste` never raises.
    """
    match soort:
        case "referentie":
            return ReferentieKeten()
        case "durable":
            if reden := waarom_geen_durable():
                raise KetenFout(reden)
            return _make_durable()
        case "beste":
            return ReferentieKeten() if waarom_geen_durable() else BesteKeten(_make_durable())
        case _:
            assert_never(soort)


def _make_durable() -> Keten:
    from rechtenverkenner.motor.keten_durable import DurableKeten  # heavy, compiled, and absent on some machines

    return DurableKeten()


@cache
def waarom_geen_durable() -> str:
    """Why durable-rules is not used here, in one line; empty when it is usable. Tried once per process."""
    python = f"python {sys.version.split()[0]}"
    if "free-threading" in sys.version:
        return f"durable-rules is niet veilig op {python} zonder GIL: de referentieketen rekent"
    try:
        keten = _make_durable()
    except ModuleNotFoundError:
        return "durable-rules is niet geïnstalleerd: de referentieketen rekent"
    except Exception:  # compiled code that does not fit this python may raise anything
        vlag = "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject"
        return f"durable-rules laadt niet op {python} (bouw het met `{vlag}`): de referentieketen rekent"
    if not _passes_trial(keten):
        return f"durable-rules laadt op {python} maar rekent niet juist: de referentieketen rekent"
    return ""


def _passes_trial(keten: Keten) -> bool:
    """Whether the engine gets a small household right: what imports does not always run."""
    a, b, c = ("a", "proef"), ("b", "proef"), ("c", "proef")
    takken = (Tak("b/a", b, (a,)), Tak("c/a-en-b", c, (a, b)), Tak("b/c", b, (c,)))
    try:
        return keten.derive([a], takken) == ReferentieKeten().derive([a], takken)
    except KetenFout:
        return False

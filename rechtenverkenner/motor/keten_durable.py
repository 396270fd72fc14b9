"""The chain on durable-rules: a forward-chaining network that knows no catalogue and no household.

The only module that imports durable. Its rules are fixed: "a branch of k premises, and k open atoms that fit, open a
goal". Branches and atoms enter as facts made of short tokens, so no text, number or personal fact ever reaches the
engine. In that corner durable is exact; outside it, it is known to answer wrongly or crash, hence these guard rails:

- no background threads, and a network that is in use is out of reach of other threads and of a forked child;
- only single asserts of facts with our own sequential ids, below the first collision of its 32-bit hash;
- a first fact that fires a rule, because deleting a session in which nothing fired crashes the process;
- a last fact that fires a rule, because an action can be dropped in silence (a clock that jumps) and lock the session;
- an action that keeps its own exception, because the engine swallows every one, an interrupt included;
- after any error the network is thrown away, and the next call compiles a new one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, ClassVar

try:
    from durable import engine
except ModuleNotFoundError as fout:
    raise ModuleNotFoundError("durable-rules is niet geïnstalleerd", name=fout.name) from fout
except ImportError as fout:
    raise ImportError("durable-rules is geïnstalleerd maar laadt niet", name=fout.name) from fout

from rechtenverkenner.motor.keten import Atoom, KetenFout, Ketenresultaat, Tak, make_resultaat

MAX_PREMISSEN = 6  # per fact; the 1 + 2 + ... + 6 joins below "open" must stay under 64, and fewer is faster
MAX_FEITEN = 20_000  # about 8 kB each; ids f0, f1, ... first collide at f264602

_REGELS = "keten"
_SID = "s"

Bericht = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Stap:
    """A branch as the network sees it; `tak` is None for a piece of a branch with too many premises."""

    premissen: tuple[str, ...]
    doel: str | None  # None when no premise asks for it: then the network need not know that it is open
    tak: Tak | None


@dataclass(slots=True)
class _Sessie:
    """The Python side of one derivation: what the tokens mean and what fired."""

    open: set[str]
    stappen: dict[str, _Stap] = field(default_factory=dict)
    gevuurd: list[Tak] = field(default_factory=list)
    nummers: Iterator[int] = field(default_factory=count)
    begonnen: bool = False
    klaar: bool = False
    fout: BaseException | None = None

    def make_bericht(self, soort: str, **velden: str) -> Bericht:
        """A fact with the next free id."""
        nummer = next(self.nummers)
        if nummer >= MAX_FEITEN:
            raise KetenFout(f"meer dan {MAX_FEITEN} feiten in één keten")
        return {"sid": _SID, "id": f"f{nummer}", "r": soort, **velden}

    def make_stap(self, stap: _Stap) -> Bericht:
        """The fact that stands for a step."""
        velden = {f"p{plek}": token for plek, token in enumerate(stap.premissen)}
        bericht = self.make_bericht(f"tak{len(stap.premissen)}", **velden)
        self.stappen[bericht["id"]] = stap
        return bericht

    def fire(self, feit: str) -> Bericht | None:
        """Record that the step of this fact fired; the fact that its goal is open, when that is news to the network."""
        stap = self.stappen[feit]
        if not self.open.issuperset(stap.premissen):
            raise KetenFout("durable-rules vuurde een tak waarvan niet elke premisse open is")
        if stap.tak is not None:
            self.gevuurd.append(stap.tak)
        if stap.doel is None or stap.doel in self.open:
            return None
        self.open.add(stap.doel)
        return self.make_bericht("open", a=stap.doel)


class _StilleHost(engine.Host):  # type: ignore[misc]  # durable has no types
    """A host without the two timer threads: they fire rules in another thread and read sessions that are gone."""

    def _run(self) -> None:
        pass


class _Netwerk:
    """The compiled rules, with at most one session at a time."""

    def __init__(self) -> None:
        self._sessie = _Sessie(set())
        regels = {f"tak{aantal}": self._make_regel(aantal) for aantal in range(1, MAX_PREMISSEN + 1)}
        regels["begin"] = {"all": [{"m": {"r": "begin!"}}], "run": self._begin}
        regels["einde"] = {"all": [{"m": {"r": "einde!"}}], "pri": 1, "run": self._einde}  # higher is later
        self._host = _StilleHost()
        self._host.set_rulesets({_REGELS: regels})

    def _make_regel(self, aantal: int) -> dict[str, Any]:
        """A branch of so many premises, joined with an open atom for each; `dist` 0: one atom may fill two premises."""
        premissen = [{f"o{plek}": {"$and": [{"r": "open"}, {"a": {"t": f"p{plek}"}}]}} for plek in range(aantal)]
        return {"all": [{"t": {"r": f"tak{aantal}"}}, *premissen], "dist": 0, "run": self._fire}

    # Consequents: exactly one parameter; a second one, even with a default, would mean "asynchronous" and never end.

    def _begin(self, _c: Any) -> None:
        self._sessie.begonnen = True

    def _einde(self, _c: Any) -> None:
        self._sessie.klaar = True

    def _fire(self, c: Any) -> None:
        try:
            if bericht := self._sessie.fire(c.t.id):
                c.assert_fact(bericht)
        except BaseException as fout:  # also an interrupt: whatever leaves this function is swallowed
            self._sessie.fout = self._sessie.fout or fout

    def run(self, sessie: _Sessie, stappen: Iterable[_Stap]) -> None:
        """Let everything fire; after an exception this network must be closed."""
        self._sessie = sessie
        start = sorted(sessie.open)
        self._assert(sessie.make_bericht("begin!"))
        for stap in stappen:
            self._assert(sessie.make_stap(stap))
        for token in start:
            self._assert(sessie.make_bericht("open", a=token))
        self._assert(sessie.make_bericht("einde!"))
        if not sessie.klaar or "exception" in self._host.get_state(_REGELS, _SID):
            raise KetenFout("durable-rules heeft de agenda niet afgewerkt")
        self._forget()

    def _assert(self, bericht: Bericht) -> None:
        self._host.assert_fact(_REGELS, bericht)
        if self._sessie.fout is not None:
            raise self._sessie.fout

    def _forget(self) -> None:
        """Delete the session here and in the engine, where that is safe only after a rule fired."""
        sessie, self._sessie = self._sessie, _Sessie(set())
        if sessie.begonnen:
            self._host.delete_state(_REGELS, _SID)

    def close(self) -> None:
        """Free the memory of the engine, also halfway a session; a host cannot unregister its rules, the core can."""
        with suppress(Exception):  # a session that failed may be gone already
            self._forget()
        engine.durable_rules_engine.delete_ruleset(self._host.get_ruleset(_REGELS)._handle)


_vrij: list[_Netwerk] = []  # INVARIANT: nobody uses these; whoever computes has taken one out, so nobody shares one


def _run(sessie: _Sessie, stappen: Collection[_Stap]) -> None:
    """One session in a network that nobody else has; it goes back only when nothing went wrong."""
    try:
        netwerk = _take_netwerk()
        try:
            netwerk.run(sessie, stappen)
        except BaseException:
            netwerk.close()
            raise
    except KetenFout:
        raise
    except Exception as fout:
        stand = f"bij {len(stappen)} stappen, na {len(sessie.gevuurd)} afleidingen"
        raise KetenFout(f"durable-rules brak af {stand} (`{type(fout).__name__}`)") from fout
    _vrij.append(netwerk)


def _take_netwerk() -> _Netwerk:
    """A free network or, when there is none, a new one: one per process, more only while threads compute at once."""
    try:
        return _vrij.pop()
    except IndexError:
        return _Netwerk()


class DurableKeten:
    """The chain on durable-rules; all instances of a process share what is compiled."""

    __slots__ = ()
    naam: ClassVar[str] = "durable"

    def derive(self, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        """Everything that follows; branches without premises need no engine and are taken as fired.

        Raises: KetenFout when the engine fails; an interrupt passes through.
        """
        zonder = [tak for tak in takken if not tak.premissen]
        stappen, tokens = _encode([tak for tak in takken if tak.premissen])
        bron = {*gehouden, *(tak.doel for tak in zonder)}
        sessie = _Sessie({tokens[atoom] for atoom in bron if atoom in tokens})
        if sessie.open:
            _run(sessie, stappen)
        return make_resultaat(gehouden, [*zonder, *sessie.gevuurd])


def _encode(takken: Collection[Tak]) -> tuple[list[_Stap], dict[Atoom, str]]:
    """The steps of the branches, and the token of every atom that is a premise."""
    tokens: dict[Atoom, str] = {}
    for tak in takken:
        for premisse in tak.premissen:
            tokens.setdefault(premisse, f"a{len(tokens)}")
    tussen = (f"t{nummer}" for nummer in count())
    stappen: list[_Stap] = []
    for tak in takken:
        premissen = tuple(tokens[premisse] for premisse in tak.premissen)
        while len(premissen) > MAX_PREMISSEN:  # the first few become one intermediate atom
            deel = next(tussen)
            stappen.append(_Stap(premissen[:MAX_PREMISSEN], deel, None))
            premissen = (deel, *premissen[MAX_PREMISSEN:])
        stappen.append(_Stap(premissen, tokens.get(tak.doel), tak))
    return stappen, tokens

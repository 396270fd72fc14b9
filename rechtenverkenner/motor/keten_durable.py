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

A living session (`LevendeSessie`) keeps the facts of one household between calls and passes on only what differs. The
engine never withdraws what it derived, so what lost its support is worked out here and withdrawn. Every household has
a network of its own: in the engine there is nothing that two of them share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import field
from itertools import chain
from typing import Any, ClassVar

try:
    from durable import engine
except ModuleNotFoundError as fout:
    raise ModuleNotFoundError("durable-rules is niet geïnstalleerd", name=fout.name) from fout
except ImportError as fout:
    raise ImportError("durable-rules is geïnstalleerd maar laadt niet", name=fout.name) from fout

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.motor.keten import Atoom, Keten, KetenFout, Ketenresultaat, Tak, make_resultaat

MAX_PREMISSEN = 6  # per fact; the 1 + 2 + ... + 6 joins below "open" must stay under 64, and fewer is faster
MAX_FEITEN = 20_000  # about 8 kB each; ids f0, f1, ... first collide at f264602
VERVERS_NA = 2_000  # facts that were taken out keep about 50 bytes each, until the session goes
MAX_PREMISSEN_LEVEND = 2  # a network that stays takes memory for each join: 0.25 MiB, and 0.61 with six

_REGELS = "keten"
_SID = "s"

Feitbericht = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Stap:
    """A branch as the network sees it; `tak` is None for a piece of a branch with too many premises."""

    premissen: tuple[str, ...]
    doel: str | None  # None when no premise asks for it: then the network need not know that it is open
    tak: Tak | None = field(default=None, compare=False)


@dataclass(slots=True)
class _Sessie:
    """The Python side of a session: the step of each fact and the other way round, the open tokens, what fired."""

    open: set[str]
    stappen: dict[str, _Stap] = field(default_factory=dict)
    berichten: dict[_Stap, Feitbericht] = field(default_factory=dict)
    feiten: dict[str, Feitbericht] = field(default_factory=dict)
    gevuurd: set[_Stap] = field(default_factory=set)
    volgend: int = 0
    begonnen: bool = False
    klaar: bool = False
    fout: BaseException | None = None

    def make_bericht(self, soort: str, **velden: str) -> Feitbericht:
        """A fact with the next free id."""
        nummer, self.volgend = self.volgend, self.volgend + 1
        if nummer >= MAX_FEITEN:
            raise KetenFout(f"meer dan {MAX_FEITEN} feiten in één keten")
        return {"sid": _SID, "id": f"f{nummer}", "r": soort, **velden}

    def make_stap(self, stap: _Stap) -> Feitbericht:
        """The fact that stands for a step."""
        velden = {f"p{plek}": token for plek, token in enumerate(stap.premissen)}
        bericht = self.make_bericht(f"tak{len(stap.premissen)}", **velden)
        self.stappen[bericht["id"]], self.berichten[stap] = stap, bericht
        return bericht

    def make_open(self, token: str) -> Feitbericht:
        """The fact that an atom is open."""
        bericht = self.feiten[token] = self.make_bericht("open", a=token)
        return bericht

    def fire(self, feit: str) -> Feitbericht | None:
        """Record that the step of this fact fired; the fact that its goal is open, when that is news to the network."""
        stap = self.stappen[feit]
        if not self.open.issuperset(stap.premissen):
            raise KetenFout("durable-rules vuurde een tak waarvan niet elke premisse open is")
        self.gevuurd.add(stap)
        if stap.doel is None or stap.doel in self.open:
            return None
        self.open.add(stap.doel)
        return self.make_open(stap.doel)

    def fired(self, stappen: Iterable[_Stap]) -> list[Tak]:
        """The branches of which the last step fired."""
        return [stap.tak for stap in stappen if stap.tak is not None and stap in self.gevuurd]


class _StilleHost(engine.Host):  # type: ignore[misc]  # durable has no types
    """A host without the two timer threads: they fire rules in another thread and read sessions that are gone."""

    def _run(self) -> None:
        pass


class _Netwerk:
    """The compiled rules, with at most one session at a time."""

    def __init__(self, *, premissen: int = MAX_PREMISSEN) -> None:
        self._sessie = _Sessie(set())
        regels = {f"tak{aantal}": self._make_regel(aantal) for aantal in range(1, premissen + 1)}
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

    # After an exception in any of these this network must be closed.

    def run(self, sessie: _Sessie, stappen: Iterable[_Stap]) -> None:
        """Let everything fire, and forget it."""
        start = sorted(sessie.open)
        self.begin(sessie)
        self.add(stappen, start)
        self.finish()
        self._forget()

    def begin(self, sessie: _Sessie) -> None:
        """Start a session, where no other one is."""
        self._sessie = sessie
        self._assert(sessie.make_bericht("begin!"))

    def add(self, stappen: Iterable[_Stap], tokens: Iterable[str]) -> None:
        """Steps and open atoms that come in; what follows from them fires."""
        for stap in stappen:
            self._assert(self._sessie.make_stap(stap))
        for token in tokens:
            self._assert(self._sessie.make_open(token))

    def finish(self) -> Feitbericht:
        """See to it that every action was done; the fact that showed it."""
        self._sessie.klaar = False
        bericht = self._sessie.make_bericht("einde!")
        self._assert(bericht)
        if not self._sessie.klaar or "exception" in self._host.get_state(_REGELS, _SID):
            raise KetenFout("durable-rules heeft de agenda niet afgewerkt")
        return bericht

    def retract(self, bericht: Feitbericht) -> None:
        """Take a fact out; of one that is not in the session the engine may make a crash."""
        self._host.retract_fact(_REGELS, bericht)
        self._check()

    def _assert(self, bericht: Feitbericht) -> None:
        self._host.assert_fact(_REGELS, bericht)
        self._check()

    def _check(self) -> None:
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
    with _as_ketenfout(sessie, stappen):
        netwerk = _take_netwerk()
        try:
            netwerk.run(sessie, stappen)
        except BaseException:
            netwerk.close()
            raise
    _vrij.append(netwerk)


@contextmanager
def _as_ketenfout(sessie: _Sessie, stappen: Collection[_Stap]) -> Iterator[None]:
    """Whatever the engine raises, as a fault of the chain; an interrupt stays what it is."""
    try:
        yield
    except KetenFout:
        raise
    except Exception as fout:
        stand = f"bij {len(stappen)} stappen, na {len(sessie.gevuurd)} afleidingen"
        raise KetenFout(f"durable-rules brak af {stand} (`{type(fout).__name__}`)") from fout


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
        zonder, tokens = [tak for tak in takken if not tak.premissen], _Tokens()
        stappen = tokens.encode(takken, hoogstens=MAX_PREMISSEN)
        sessie = _Sessie(tokens.of(gehouden, zonder))
        if sessie.open:
            _run(sessie, stappen)
        return make_resultaat(gehouden, [*zonder, *sessie.fired(stappen)])


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The short names that stand for atoms, and for the first premises of a branch that has too many."""

    letter: str = "a"
    atomen: dict[Atoom, str] = field(default_factory=dict)
    delen: dict[tuple[str, ...], str] = field(default_factory=dict)

    def encode(self, takken: Iterable[Tak], *, hoogstens: int) -> list[_Stap]:
        """The steps of every branch that has premises."""
        met = [tak for tak in takken if tak.premissen]
        for tak in met:
            for premisse in tak.premissen:
                self.atomen.setdefault(premisse, f"{self.letter}{len(self.atomen)}")
        return [stap for tak in met for stap in self._steps(tak, hoogstens)]

    def _steps(self, tak: Tak, hoogstens: int) -> Iterator[_Stap]:
        premissen = tuple(self.atomen[premisse] for premisse in tak.premissen)
        while len(premissen) > hoogstens:  # the first few become one intermediate atom
            eerste = premissen[:hoogstens]
            deel = self.delen.setdefault(eerste, f"{self.letter}t{len(self.delen)}")
            yield _Stap(eerste, deel)
            premissen = (deel, *premissen[hoogstens:])
        yield _Stap(premissen, self.atomen.get(tak.doel), tak)

    def of(self, gehouden: Iterable[Atoom], zonder: Iterable[Tak]) -> set[str]:
        """The tokens that are open by themselves: of held atoms and of branches without premises."""
        bron = chain(gehouden, (tak.doel for tak in zonder))
        return {self.atomen[atoom] for atoom in bron if atoom in self.atomen}


class LevendeSessie:
    """The chains of one household, one for each threshold, kept between calls; for one thread at a time.

    Every chain has tokens of its own: they share a session and never meet in it.
    """

    def __init__(self) -> None:
        self._empty()

    def _empty(self) -> None:
        self._netwerk: _Netwerk | None = None
        self._sessie = _Sessie(set())
        self._tokens: dict[int, _Tokens] = {}
        self._wens: dict[int, tuple[set[str], list[_Stap]]] = {}

    def keten(self, drempel: int) -> Keten:
        """The chain at one threshold."""
        return _Levend(self, drempel)

    def derive(self, drempel: int, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        """Everything that follows at this threshold; the engine gets what differs from the previous call.

        Raises: KetenFout when the engine fails. Then the session is empty, and the next call starts a new one.
        """
        if self._sessie.volgend > VERVERS_NA:
            self.close()  # the other thresholds come back with their next call
        zonder = [tak for tak in takken if not tak.premissen]
        tokens = self._tokens.setdefault(drempel, _Tokens("abcdefgh"[len(self._tokens)]))
        stappen = tokens.encode(takken, hoogstens=MAX_PREMISSEN_LEVEND)
        self._wens[drempel] = tokens.of(gehouden, zonder), stappen
        try:
            with _as_ketenfout(self._sessie, stappen):
                self._update()
        except BaseException:
            self.close()
            raise
        return make_resultaat(gehouden, [*zonder, *self._sessie.fired(stappen)])

    def _update(self) -> None:
        """Bring the engine from what it holds to what it should hold."""
        sessie = self._sessie
        bron = {token for tokens, _ in self._wens.values() for token in tokens}
        wens = {stap: None for _, stappen in self._wens.values() for stap in stappen}
        levend = _closure(bron, sessie.gevuurd & wens.keys())
        weg = [stap for stap in sessie.berichten if stap not in wens]
        dood = [token for token in sessie.feiten if token not in levend]
        nieuw = [stap for stap in wens if stap not in sessie.berichten]
        open_ = sorted(bron - sessie.feiten.keys())
        if not (weg or dood or nieuw or open_) or (self._netwerk is None and not bron):
            return
        netwerk = self._network()
        for stap in weg:
            bericht = sessie.berichten.pop(stap)
            del sessie.stappen[bericht["id"]]
            netwerk.retract(bericht)
        for token in dood:
            netwerk.retract(sessie.feiten.pop(token))
        sessie.gevuurd = {s for s in sessie.gevuurd & wens.keys() if levend.issuperset(s.premissen)}
        sessie.open = levend
        netwerk.add(nieuw, open_)
        netwerk.retract(netwerk.finish())

    def _network(self) -> _Netwerk:
        if self._netwerk is None:
            self._netwerk = _Netwerk(premissen=MAX_PREMISSEN_LEVEND)
            self._netwerk.begin(self._sessie)
        return self._netwerk

    def close(self) -> None:
        """Delete everything of the household, here and in the engine; a later call starts anew."""
        netwerk = self._netwerk
        self._empty()
        if netwerk is not None:
            netwerk.close()


@dataclass(frozen=True, slots=True)
class _Levend:
    """One chain of a living session."""

    sessie: LevendeSessie
    drempel: int
    naam: ClassVar[str] = DurableKeten.naam

    def derive(self, gehouden: Collection[Atoom], takken: Collection[Tak]) -> Ketenresultaat:
        """Everything that follows; as `LevendeSessie.derive`."""
        return self.sessie.derive(self.drempel, gehouden, takken)


def _closure(bron: set[str], stappen: Collection[_Stap]) -> set[str]:
    """The open tokens and what follows from them by steps that fired: what keeps its support."""
    uit, wachtend = set(bron), set(stappen)
    while klaar := {s for s in wachtend if uit.issuperset(s.premissen)}:
        uit.update(s.doel for s in klaar if s.doel is not None)
        wachtend -= klaar
    return uit

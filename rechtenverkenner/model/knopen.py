"""The typed nodes a rule is made of: a small language without loops, texts or functions of its own.

A rule is a tree of these frozen values (with shared parts, so really a directed graph). The loader builds them and
checks their types; `motor.semantiek` says what they mean; every other engine must agree with it. Nodes compare by
identity: a node is its own key in the memo of an evaluation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.bedrag import Afronding, Interval

Soort = Literal["bool", "getal", "datum", "keuze", "lijst"]
Niveau = Literal["gezin", "persoon", "aansluiting"]


@dataclass(frozen=True, slots=True)
class Type:
    """Kind of a value; for a number its unit (euro per month is not euro per year); for a choice its values."""

    soort: Soort
    eenheid: str = ""
    waarden: tuple[str, ...] = ()

    def __str__(self) -> str:
        return {"bool": "ja/nee", "datum": "datum", "keuze": "keuze", "lijst": "lijst"}.get(self.soort) or (
            "aantal" if self.eenheid == "aantal" else f"getal in {self.eenheid}"
        )


BOOL = Type("bool")
DATUM = Type("datum")


def number(eenheid: str) -> Type:
    """The type of a number of this unit."""
    return Type("getal", eenheid)


# The four truth values, in order. `and` is the lowest, `or` the highest: a chain, so both are sound for the unknown.
# MENS lies between: certain as soon as a person (a social worker, a caseworker) decides favourably.
# Each has the bits of those below it, so that the lowest of two is also `a & b` and the highest `a | b`; none is 0, so
# that a place where an answer is kept is true as soon as it is filled.
NEE, ONBEKEND, MENS, JA = 0b0001, 0b0011, 0b0111, 0b1111

Waarde = int | Interval | str | frozenset[str] | None
"""bool: a truth value; number and date: interval; choice: text or None when unknown; list: a set of texts or None."""


@dataclass(frozen=True, slots=True, eq=False)
class Const:
    """A fixed value."""

    typ: Type
    waarde: Waarde


@dataclass(frozen=True, slots=True, eq=False)
class Param:
    """A dated parameter (`recht.naam` or `gedeeld.naam`) at the date that `datum` gives."""

    typ: Type
    id: str
    datum: Knoop


@dataclass(frozen=True, slots=True, eq=False)
class Feit:
    """A fact of the profile by name, at its own level."""

    typ: Type
    naam: str
    niveau: Niveau


@dataclass(frozen=True, slots=True, eq=False)
class Persoonsbedrag:
    """A yearly or monthly amount of one person that the profile holds in a list.

    soort: `jaar` (of calendar year `jaar`), `laatste` (latest assessment notice), `laatste_jaar` (its year),
    `maand` (income that runs now, per month), `voordelen` (yearly advantages that run now), `remgeld` (of year `jaar`).
    """

    typ: Type
    soort: Literal["jaar", "laatste", "laatste_jaar", "maand", "voordelen", "remgeld"]
    begrip: str
    jaar: Knoop | None = None


@dataclass(frozen=True, slots=True, eq=False)
class OpDatum:
    """The date of the evaluation."""

    typ: Type = DATUM


@dataclass(frozen=True, slots=True, eq=False)
class Datumfunctie:
    """A function of dates that never falls in its first argument; see `motor.semantiek.DATUMFUNCTIES`."""

    typ: Type
    naam: str
    args: tuple[Knoop, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Vergelijk:
    """A comparison of two values of one type."""

    op: Literal["<", "<=", ">", ">=", "==", "!="]
    a: Knoop
    b: Knoop
    typ: Type = BOOL


GESPIEGELD = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
"""The same comparison with its sides exchanged."""


@dataclass(frozen=True, slots=True, eq=False)
class InLijst:
    """Whether a choice is in a list."""

    a: Knoop
    lijst: Knoop
    typ: Type = BOOL


@dataclass(frozen=True, slots=True, eq=False)
class Alle:
    """All of these."""

    args: tuple[Knoop, ...]
    typ: Type = BOOL


@dataclass(frozen=True, slots=True, eq=False)
class EenVan:
    """One of these."""

    args: tuple[Knoop, ...]
    typ: Type = BOOL


@dataclass(frozen=True, slots=True, eq=False)
class Niet:
    """Not this."""

    a: Knoop
    typ: Type = BOOL


@dataclass(frozen=True, slots=True, eq=False)
class Plus:
    """Sum of two amounts of one unit."""

    typ: Type
    a: Knoop
    b: Knoop


@dataclass(frozen=True, slots=True, eq=False)
class Min:
    """Difference of two amounts of one unit."""

    typ: Type
    a: Knoop
    b: Knoop


@dataclass(frozen=True, slots=True, eq=False)
class Maal:
    """Product; `deler` is the power of ten that brings the scales back to that of the result."""

    typ: Type
    a: Knoop
    b: Knoop
    deler: int


@dataclass(frozen=True, slots=True, eq=False)
class MaalBreuk:
    """An amount times an exact fraction, rounded as named."""

    typ: Type
    a: Knoop
    teller: int
    noemer: int
    afronding: Afronding = "half_op"


@dataclass(frozen=True, slots=True, eq=False)
class Stappen:
    """How many whole steps of `b` (always positive) fit in `a`; a table of equal brackets."""

    typ: Type
    a: Knoop
    b: Knoop


@dataclass(frozen=True, slots=True, eq=False)
class Uiterste:
    """The lowest or the highest of several values."""

    typ: Type
    soort: Literal["kleinste", "grootste"]
    args: tuple[Knoop, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Als:
    """One value or another, by a condition."""

    typ: Type
    voorwaarde: Knoop
    dan: Knoop
    anders: Knoop


@dataclass(frozen=True, slots=True, eq=False)
class Staffel:
    """A table: the first bracket whose limit is not passed gives the result; one more result than limits."""

    typ: Type
    a: Knoop
    grenzen: tuple[Knoop, ...]
    uitkomsten: tuple[Knoop, ...]
    inclusief: bool


@dataclass(frozen=True, slots=True, eq=False)
class OverLeden:
    """A question or a sum over the members of a named group; `waar` says which members count."""

    typ: Type
    soort: Literal["iemand", "iedereen", "aantal", "som", "hoogste"]
    groep: str
    a: Knoop
    waar: Knoop | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Heeft:
    """Has a status or uses a right, as a fact, on the date `op` and for at least some full months then.

    With `vanaf`: on some day from that date to `op`, both included.
    """

    id: str
    bron: Literal["statussen", "rechten"]
    niveau: Niveau
    op: Knoop
    minstens_maanden: int = 0
    vanaf: Knoop | None = None
    typ: Type = BOOL


@dataclass(frozen=True, slots=True, eq=False)
class RechtOpen:
    """Uses a right, or will once what is open is granted: the link of the chain."""

    id: str
    niveau: Niveau
    bron: Literal["statussen", "rechten"] = "rechten"
    """Where the profile says that it is in use: a status is a right too when the catalogue says who gets it."""
    typ: Type = BOOL


@dataclass(frozen=True, slots=True, eq=False)
class Menselijk:
    """Decided by a person, or not expressible here: at best `MENS`, never a certain yes."""

    typ: Type = BOOL


@dataclass(frozen=True, slots=True, eq=False)
class Lokaletak:
    """What one local file says, for its municipalities and period."""

    nis: frozenset[str]
    vanaf: int
    tot: int
    knoop: Knoop
    herkomst: str


@dataclass(frozen=True, slots=True, eq=False)
class Plaatselijk:
    """A part that municipalities fill in; unknown municipality, or one without an entered rule, is unknown."""

    typ: Type
    deel: str
    takken: tuple[Lokaletak, ...]
    standaard: Knoop | None


@dataclass(frozen=True, slots=True, eq=False)
class Begrip:
    """A named part of a rule, shown with its value in an explanation."""

    typ: Type
    naam: str
    label: str
    a: Knoop


@dataclass(frozen=True, slots=True, eq=False)
class Voorwaarde:
    """A condition with an id, a label and its source; `toekenning` says whether this way runs by itself."""

    id: str
    label: str
    bron: tuple[str, ...]
    a: Knoop
    toekenning: Literal["automatisch", "aanvraag", ""] = ""
    typ: Type = BOOL


Knoop = (
    Const | Param | Feit | Persoonsbedrag | OpDatum | Datumfunctie | Vergelijk | InLijst | Alle | EenVan | Niet | Plus
    | Min | Maal | MaalBreuk | Stappen | Uiterste | Als | Staffel | OverLeden | Heeft | RechtOpen | Menselijk
    | Plaatselijk | Begrip | Voorwaarde
)  # fmt: skip


def _nothing(_: Any) -> tuple[Knoop, ...]:
    return ()


def _only(k: Any) -> tuple[Knoop, ...]:
    return (k.a,)


_ONDER: Mapping[type, Callable[[Any], tuple[Knoop, ...]]] = {
    **dict.fromkeys((Const, Feit, OpDatum, RechtOpen, Menselijk), _nothing),
    **dict.fromkeys((Alle, EenVan, Uiterste, Datumfunctie), attrgetter("args")),
    **dict.fromkeys((Vergelijk, Plus, Min, Maal, Stappen), attrgetter("a", "b")),
    **dict.fromkeys((Niet, MaalBreuk, Begrip, Voorwaarde), _only),
    Param: lambda k: (k.datum,),
    Persoonsbedrag: lambda k: () if k.jaar is None else (k.jaar,),
    InLijst: attrgetter("a", "lijst"),
    Als: attrgetter("voorwaarde", "dan", "anders"),
    Staffel: lambda k: (k.a, *k.grenzen, *k.uitkomsten),
    OverLeden: lambda k: (k.a,) if k.waar is None else (k.a, k.waar),
    Heeft: lambda k: (k.op,) if k.vanaf is None else (k.op, k.vanaf),
    Plaatselijk: lambda k: (*[t.knoop for t in k.takken], *(() if k.standaard is None else (k.standaard,))),
}
"""Kind of node -> the nodes directly below it. Looked up by type: it is asked for every node of every rule."""


MEEST_ORDES = 500
_ordes: dict[Knoop, tuple[Knoop, ...]] = {}


def children(k: Knoop) -> tuple[Knoop, ...]:
    """The nodes directly below a node, in reading order."""
    return _ONDER[type(k)](k)


def walk(wortel: Knoop) -> list[Knoop]:
    """Every node below and with `wortel`, each once, children before parents."""
    orde = _ordes.get(wortel)
    if orde is None:
        orde = _walked(wortel)
        remember(orde)
    return list(orde)


def remember(orde: tuple[Knoop, ...]) -> None:
    """What `walk` gives for the last of these, from who worked it out before."""
    if len(_ordes) >= MEEST_ORDES:
        _ordes.clear()
    _ordes[orde[-1]] = orde


def _walked(wortel: Knoop) -> tuple[Knoop, ...]:
    klaar: dict[Knoop, None] = {}
    stapel = [wortel]
    while stapel:
        k = stapel[-1]
        onder = [] if k in klaar else [c for c in _ONDER[type(k)](k) if c not in klaar]
        if onder:
            onder.reverse()
            stapel += onder
        else:
            klaar[k] = None
            stapel.pop()
    return tuple(klaar)

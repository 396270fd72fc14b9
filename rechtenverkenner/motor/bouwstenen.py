"""The functions that generated code calls: one per operator that is too long to write out in place.

They say the same as the operators of `semantiek`, on units instead of indices. A unit is a list: its first places are
below, then one place per value that is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

from rechtenverkenner.model.bedrag import Interval, add, hull, maximum, minimum, multiply, scale, subtract
from rechtenverkenner.model.datums import start_of_year
from rechtenverkenner.model.knopen import BOOL, JA, MENS, NEE, ONBEKEND, Heeft, Type, Waarde
from rechtenverkenner.model.recht import Parameter
from rechtenverkenner.motor.beeld import Beeld, held_since, holds, to_value
from rechtenverkenner.motor.datumfuncties import DATUMFUNCTIES
from rechtenverkenner.motor.groepen import LEDEN
from rechtenverkenner.motor.reeksen import periods_in, value_in
from rechtenverkenner.motor.waarheid import negate

Eenheid = list[Any]
Functie = Callable[..., Any]
Modusfunctie = Callable[[Eenheid, int], int]
Leden = tuple[tuple[Eenheid, int], ...]
Groep = tuple[Leden, bool]

# The first places of a unit. `HUIS`: the unit of the household itself; `GEEN_...`: the answer for what a list does not
# name; `OPEN`: always `ONBEKEND`; `UITLEGGER`: filled when explanations are asked.
NUMMER, BEELD, ALLE, GEZIN, HUIS, PERSOON, AANSLUITING, WONING = range(8)
STATUSSEN, GEEN_STATUS, RECHTEN, GEEN_RECHT, AANSLUITRECHTEN, GEEN_AANSLUITRECHT, GEZINSRECHTEN, GEEN_GEZINSRECHT = (
    range(8, 16)
)
OPEN, UITLEGGER = 16, 17
VOORAAN = 18
LIJSTEN = {
    ("statussen", "persoon"): (STATUSSEN, GEEN_STATUS, PERSOON),
    ("rechten", "persoon"): (RECHTEN, GEEN_RECHT, PERSOON),
    ("rechten", "aansluiting"): (AANSLUITRECHTEN, GEEN_AANSLUITRECHT, AANSLUITING),
    ("rechten", "gezin"): (GEZINSRECHTEN, GEEN_GEZINSRECHT, GEZIN),
}
"""Which list and level: the places of the list, of the answer for what it does not name, and of whose list it is."""

OMGEKEERD = tuple([negate(w) for w in range(JA + 1)])
"""The opposite of each truth value, by number."""


def units(beeld: Beeld, plaatsen: int) -> list[Eenheid]:
    """A unit per person or connection, and last the household: index -1, as in the interpreter."""
    g = beeld.gezin
    aantal = max(len(beeld.personen), len(beeld.aansluitingen))
    alle: list[Eenheid] = [[None] * plaatsen for _ in range(aantal + 1)]
    huis = alle[-1]
    vooraan = [0, beeld, alle, g, huis, None, None, g.woning, None, 0, None, 0, None, 0]
    vooraan += [g.rechten, _rest(g, "rechten"), ONBEKEND, None]
    for i, u in enumerate(alle):
        u[:VOORAAN] = vooraan
        u[NUMMER] = i
    huis[NUMMER] = -1
    for u, p in zip(alle, beeld.personen, strict=False):
        u[PERSOON] = p
        u[STATUSSEN], u[GEEN_STATUS] = p.statussen, _rest(p, "statussen")
        u[RECHTEN], u[GEEN_RECHT] = p.rechten, _rest(p, "rechten")
    for u, a in zip(alle, beeld.aansluitingen, strict=False):
        u[AANSLUITING] = a
        u[AANSLUITRECHTEN], u[GEEN_AANSLUITRECHT] = a.rechten, _rest(a, "rechten")
    return alle


def _rest(houder: object, lijst: str) -> int:
    return NEE if getattr(houder, "andere_" + lijst) is False else ONBEKEND


def parameter_reader(parameters: Mapping[str, Parameter]) -> Callable[[str, Interval], Waarde]:
    """The value of a parameter by id and date."""

    def read(kenmerk: str, bereik: Interval) -> Waarde:
        parameter = parameters[kenmerk]
        return value_in(parameter, periods_in(parameter, bereik), bereik)

    return read


def group(u: Eenheid, plaats: int, naam: str) -> Groep:
    """The members of a group seen from a unit, kept in that place."""
    leden, is_open = LEDEN[naam](u[BEELD], u[NUMMER])
    alle = u[ALLE]
    uit: Groep = tuple([(alle[i], zeker) for i, zeker in leden]), is_open
    u[plaats] = uit
    return uit


def in_use(u: Eenheid, kenmerk: str, lijst: str, niveau: str) -> int:
    """Whether a right is used now."""
    namen, rest, houder = LIJSTEN[lijst, niveau]
    if kenmerk not in u[namen]:
        return int(u[rest])
    nu = u[BEELD].op_datum
    return holds(u[houder], kenmerk, lijst, (nu, nu), 0, nu)


def absent_place(rest: int, op: Interval, vanaf: Interval | None, dag: Interval) -> int:
    """The place of the answer for a status that is not named: a "no" looks back no further than last year."""
    assert dag[0] is not None
    if vanaf is not None:
        op = (None if vanaf[1] is None else vanaf[0]), op[1]
    if op[0] is None or op[1] is None or op[0] < start_of_year(dag[0], -1):
        return OPEN
    return rest


def has(u: Eenheid, k: Heeft, op: Interval, vanaf: Interval | None) -> int:
    """Whether a status or right is held, as the profile says it."""
    houder = u[LIJSTEN[k.bron, k.niveau][2]]
    nu = u[BEELD].op_datum
    if vanaf is not None:
        return held_since(houder, k.id, k.bron, vanaf, op, nu)
    return holds(houder, k.id, k.bron, op, k.minstens_maanden, nu)


def at_most(a: Interval, b: Interval) -> int:
    """`a <= b`."""
    (a_laag, a_hoog), (b_laag, b_hoog) = a, b
    if a_hoog is not None and b_laag is not None and a_hoog <= b_laag:
        return JA
    return NEE if a_laag is not None and b_hoog is not None and a_laag > b_hoog else ONBEKEND


def equal(a: Interval, b: Interval) -> int:
    """`a == b` of numbers or dates."""
    return at_most(a, b) & at_most(b, a)


def same_choice(a: str | None, b: str | None) -> int:
    """`a == b` of choices."""
    return ONBEKEND if a is None or b is None else JA if a == b else NEE


def same_truth(a: int, b: int) -> int:
    """`a == b` of yes and no."""
    if a in (ONBEKEND, MENS) or b in (ONBEKEND, MENS):
        return ONBEKEND
    return JA if a == b else NEE


def is_in(a: str | None, lijst: frozenset[str] | None) -> int:
    """Whether a choice is in a list."""
    return ONBEKEND if a is None or lijst is None else JA if a in lijst else NEE


def ends(a: Interval) -> tuple[float, float]:
    """The ends of an interval that can be compared with any number."""
    return -inf if a[0] is None else a[0], inf if a[1] is None else a[1]


def times(a: Interval, keer: int) -> Interval:
    """An interval times a positive whole number."""
    laag, hoog = a
    return None if laag is None else laag * keer, None if hoog is None else hoog * keer


def if_truth(c: int, dan: int, anders: int) -> int:
    """One answer or another."""
    return dan if c == JA else anders if c == NEE else dan if dan == anders else ONBEKEND


def if_choice(c: int, dan: Waarde, anders: Waarde) -> Waarde:
    """One choice or list or another."""
    return dan if c == JA else anders if c == NEE else dan if dan == anders else None


def whole_steps(a: Interval, b: Interval) -> Interval:
    """How many whole steps of `b` fit in `a`."""
    (lo, hi), (kort, lang) = a, b
    if kort is None or lang is None or kort <= 0:
        return None, None
    return (
        None if lo is None else min(lo // kort, lo // lang),
        None if hi is None else max(hi // kort, hi // lang),
    )


def table(a: Interval, grenzen: Sequence[Interval], uitkomsten: Sequence[Interval], inclusief: bool) -> Interval:
    """The result of the first bracket whose limit is not passed; of several while that is open."""
    uit: Interval | None = None
    for grens, w in zip(grenzen, uitkomsten, strict=False):
        past = at_most(a, grens) if inclusief else OMGEKEERD[at_most(grens, a)]
        if past != NEE:
            uit = w if uit is None else hull(uit, w)
        if past == JA:
            break
    else:
        uit = uitkomsten[-1] if uit is None else hull(uit, uitkomsten[-1])
    assert uit is not None
    return uit


Tak = tuple[frozenset[str], int, int, Functie]
"""Where a local rule holds, from when, until when, and its function."""


class Takken(NamedTuple):
    """The local rules of a part on one day."""

    van: Mapping[str, Functie]
    """By municipality."""
    alle: tuple[Functie, ...]
    standaard: Functie | None
    """Where no rule is."""


def branches_on(dag: Interval, takken: Sequence[Tak], standaard: Functie | None) -> Takken:
    """The local rules that hold on a day."""
    assert dag[0] is not None
    nu = [(nis, f) for nis, vanaf, tot, f in takken if vanaf <= dag[0] <= tot]
    return Takken({n: f for nis, f in reversed(nu) for n in nis}, tuple([f for _, f in nu]), standaard)


def possible_branches(u: Eenheid, takken: Takken) -> list[Functie | None]:
    """The rules that can hold in the municipality: one when it is known, else each of them and None for "no rule"."""
    nis = u[GEZIN].gemeente
    if nis is None:
        return [*takken.alle, takken.standaard]
    return [takken.van.get(nis, takken.standaard)]


def local_truth(u: Eenheid, takken: Takken) -> int:
    """A yes or no that the municipality fills in."""
    rij = possible_branches(u, takken)
    if len(rij) == 1:
        return ONBEKEND if rij[0] is None else int(rij[0](u))
    bekend = [f(u) for f in rij if f is not None]
    if len(bekend) == len(rij) and (len(set(bekend)) == 1 or min(bekend) == MENS):
        return int(min(bekend))
    return ONBEKEND


def local_choice(u: Eenheid, takken: Takken) -> Waarde:
    """A choice or list that the municipality fills in."""
    rij = possible_branches(u, takken)
    bekend = {None if f is None else f(u) for f in rij}
    return next(iter(bekend)) if len(bekend) == 1 else None


def local_number(u: Eenheid, takken: Takken, leeg: Interval) -> Interval:
    """A number or date that the municipality fills in; `leeg` where it did not."""
    uit: Interval | None = None
    for f in possible_branches(u, takken):
        if f is None:
            return leeg
        uit = f(u) if uit is None else hull(uit, f(u))
    assert uit is not None
    return uit


def mode_of_all(*modi: int) -> int:
    """The slowest of what must hold together; 0 says nothing."""
    return 1 if 1 in modi else max(modi)


def mode_of_members(groep: Groep, a: Functie, modus: Modusfunctie, drempel: int) -> int:
    """The best of the members for whom it holds."""
    return max((modus(u, drempel) for u, _ in groep[0] if a(u) >= drempel), default=0)


def local_mode(u: Eenheid, takken: Takken, drempel: int) -> int:
    """That of the rule of the municipality, when it is clear which; the table holds functions that give a mode."""
    rij = [f for f in possible_branches(u, takken) if f is not None]
    return int(rij[0](u, drempel)) if len(rij) == 1 else 0


def no_mode(u: Eenheid, drempel: int) -> int:
    """Of a rule that does not say."""
    return 0


OMGEVING: Mapping[str, object] = {
    **{f.__name__: f for f in (add, subtract, hull, multiply, scale, minimum, maximum, group, has, at_most, equal)},
    **{f.__name__: f for f in (same_choice, same_truth, is_in, ends, times, if_truth, if_choice, whole_steps, table)},
    **{f.__name__: f for f in (branches_on, local_truth, local_choice)},
    **{
        f.__name__: f for f in (absent_place, local_number, mode_of_all, mode_of_members, local_mode, no_mode, to_value)
    },
    "Type": Type,
    "BOOL": BOOL,
    "Heeft": Heeft,
    "OMGEKEERD": OMGEKEERD,
    **{f"datum_{naam}": functie for naam, functie in DATUMFUNCTIES.items()},
}
"""What generated code may name."""

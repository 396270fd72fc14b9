"""How a question to the members of a group is written: as a loop, in a function of its own.

The member takes the name of the unit, so that what is asked of it is written as of any unit; the answer is left in `v`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rechtenverkenner.model.feiten import GROEPEN
from rechtenverkenner.model.knopen import JA, NEE, ONBEKEND, OverLeden
from rechtenverkenner.motor.cellen import Cel

if TYPE_CHECKING:
    from rechtenverkenner.motor.gegenereerd import Plek, Schrijver


def over_members(s: Schrijver, cel: Cel, k: OverLeden, _: Plek) -> str:
    """The lines that put the answer of a group in `v`."""
    anker = GROEPEN[k.groep][0]
    a = s.member(cel.delen[0], anker)
    begin, lus, eind = {
        "iemand": (f"v = {ONBEKEND} if is_open else {NEE}", _anyone(a), ""),
        "iedereen": (f"v = {ONBEKEND} if is_open else {JA}", _everyone(a), ""),
        "aantal": ("zeker = mogelijk = 0", _count(a), "v = zeker, None if is_open else mogelijk"),
        "som": ("onder = boven = 0", _total(a), _open_total(s.cellen.never_negative(cel.delen[0]))),
        "hoogste": ("onder = boven = 0", _highest(a), "v = onder, None if is_open else boven"),
    }[k.soort]
    waar = [] if k.waar is None else [f"telt &= {s.member(cel.delen[1], anker)}"]
    regels = [f"leden, is_open = {s.group(k)}", begin, "for u, telt in leden:", *(f" {r}" for r in [*waar, *lus]), eind]
    return "\n".join(r for r in regels if r)


def _anyone(a: str) -> list[str]:
    """Whether one of the members that count has it."""
    return ["if telt > v:", f" v |= telt & {a}"]


def _everyone(a: str) -> list[str]:
    """Whether all members that count have it."""
    return ["buiten = OMGEKEERD[telt]", "if buiten < v:", f" v &= buiten | {a}"]


def _count(a: str) -> list[str]:
    """How many members that count have it."""
    return [
        f"if telt != {NEE} and (telt := telt & {a}) != {NEE}:",
        " mogelijk += 1",
        f" if telt == {JA}:",
        "  zeker += 1",
    ]


def _amounts(a: str, *regels: str) -> list[str]:
    """For each member that may count, its amount."""
    return [f"if telt != {NEE}:", f" laag, hoog = {a}", *(f" {r}" for r in regels)]


def _total(a: str) -> list[str]:
    """The sum over the members that count; of who may count, zero is possible too."""
    return _amounts(
        a,
        f"if telt != {JA}:",
        " laag, hoog = hull((laag, hoog), (0, 0))",
        "onder = None if onder is None or laag is None else onder + laag",
        "boven = None if boven is None or hoog is None else boven + hoog",
    )


def _open_total(nooit_negatief: bool) -> str:
    """Who is not named may add to the sum, and take from it only when the amounts can be negative."""
    return f"v = ({'onder' if nooit_negatief else 'None'}, None) if is_open else (onder, boven)"


def _highest(a: str) -> list[str]:
    """The highest over the members that count, at least zero."""
    return _amounts(
        a,
        f"if telt == {JA} and laag is not None and laag > onder:",
        " onder = laag",
        "if boven is not None and (hoog is None or hoog > boven):",
        " boven = hoog",
    )

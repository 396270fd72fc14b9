"""The columns of a plan as lines of Python on numpy arrays: one call for each column, on whole arrays.

The columns hold no nulls, so every call is one pass of compiled code. A number takes as few bytes as its range is
proved to need. A column is dropped after its last use, and what is made of it is written over it where that can: then
little memory is used again and again, and stays near the processor.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping

from rechtenverkenner.bulk.cellen import Cel, Op
from rechtenverkenner.bulk.plan import Kolomplan

_BREEDTES = ("int8", 7), ("int16", 15), ("int32", 31)


def kind_of(cel: Cel) -> str:
    """How a column is held: yes/no in a byte, a number in as few bytes as its range needs."""
    return "bool" if cel.is_bool else _kind_for(cel)


def _kind_for(*getallen: Cel) -> str:
    """What holds all of these numbers."""
    laag, hoog = min(c.laag or 0 for c in getallen), max(c.hoog or 0 for c in getallen)
    return next((soort for soort, bits in _BREEDTES if -(2**bits) <= laag and hoog < 2**bits), "int64")


def operands(cel: Cel) -> tuple[Cel, ...]:
    """The columns that are needed for one: the lowest of two without asking which, `a and not b` as `a > b`."""
    if cel.gegeven in ("laagste", "hoogste"):
        return cel.args[1:]
    ander = _not_among(cel)
    return cel.args if ander is None else (cel.args[1 - ander], cel.args[ander].args[0])


def _not_among(cel: Cel) -> int | None:
    """Which of two yes/no columns that come together is a "not"."""
    return next((i for i, a in enumerate(cel.args) if a.op == "niet"), None) if cel.op in ("en", "of") else None


def order_of(plan: Kolomplan, args: Callable[[Cel], tuple[Cel, ...]] = operator.attrgetter("args")) -> list[Cel]:
    """What each column is made of before the column itself, as late as can be; what is asked of one table together."""
    keuzes = {vlak: Cel("zeef", vlak, (cel,), "rijen") for vlak, cel in plan.selecties.items()}
    klaar: dict[Cel, None] = {}
    stapel = [(c, False) for c in sorted(plan.roots(), key=operator.attrgetter("vlak"), reverse=True)]
    while stapel:
        cel, gedaan = stapel.pop()
        if gedaan:
            klaar[cel] = None
        elif cel not in klaar:
            stapel.append((cel, True))
            nodig = [keuzes[v] for v in {cel.vlak, str(cel.gegeven)} if v in keuzes and keuzes[v] is not cel]
            stapel.extend((c, False) for c in (*reversed(args(cel)), *nodig) if c not in klaar)
    return list(klaar)


class Schrijver:
    """Writes line after line, each of which fills a register; `namen` are what lines call beside numpy.

    `groepswerk` gives what works out a column that is about the rows of another table.
    """

    def __init__(self, groepswerk: Mapping[Op, Callable[[Cel], object]]) -> None:
        self.groepswerk = groepswerk
        self.regels: list[str] = []
        self.namen: dict[str, object] = {}
        self.plek: dict[Cel, int] = {}
        self.registers = 0
        self._vrij: list[int] = []

    def write(self, cel: Cel, sterft: Collection[Cel]) -> None:
        """The line for one column; `sterft` are those it is made of that nothing needs after it."""
        tekst, over = _VORMEN[cel.op](self, cel, sterft)
        plek = self.plek[cel] = self._register() if over is None else self.plek[over]
        los = [self.plek[a] for a in sterft if a is not over]
        self._vrij += los
        self.regels.append(f"r[{plek}] = {tekst}" + "".join(f"; r[{p}] = None" for p in los))

    def _register(self) -> int:
        if self._vrij:
            return self._vrij.pop()
        self.registers += 1
        return self.registers - 1

    def name(self, ding: object) -> str:
        """A name for something that a line uses."""
        naam = f"n{len(self.namen)}"
        self.namen[naam] = ding
        return naam

    def operand(self, cel: Cel, soort: str = "") -> str:
        """A column as lines read it; with a kind, so wide."""
        if cel.op == "vast":
            return repr(cel.gegeven)
        tekst = f"r[{self.plek[cel]}]"
        return tekst if soort in ("", kind_of(cel)) else f"{tekst}.astype({soort})"


Vorm = tuple[str, Cel | None]
"""What works out a column, and the column that it is written over."""


def _call(s: Schrijver, naam: str, cel: Cel, sterft: Collection[Cel]) -> Vorm:
    """A call of numpy, in as many bits as the result and what it is made of need: two widths at once are slow."""
    delen = operands(cel)
    soort = kind_of(cel)
    breed = "" if cel.is_bool else _kind_for(cel, *delen)
    args = [s.operand(d, breed) for d in delen]
    if breed not in ("", soort):
        return f"{naam}({', '.join(args)}).astype({soort})", None
    over = next((d for d in delen if _can_hold(d, cel, sterft)), None)
    if over is not None:
        args.append(f"out={s.operand(over)}")
    return f"{naam}({', '.join(args)})", over


def _can_hold(a: Cel, cel: Cel, sterft: Collection[Cel]) -> bool:
    """Whether a column can be written over another that it is made of."""
    return a in sterft and (a.vlak, kind_of(a)) == (cel.vlak, kind_of(cel))


def _plain(naam: str) -> Callable[..., Vorm]:
    return lambda s, cel, sterft: _call(s, naam, cel, sterft)


def _together(zonder: str, met: str) -> Callable[..., Vorm]:
    """A call for two yes/no columns, and the one for when the second is turned round."""
    return lambda s, cel, sterft: _call(s, zonder if _not_among(cel) is None else met, cel, sterft)


def _divide(s: Schrijver, cel: Cel, sterft: Collection[Cel]) -> Vorm:
    """Division of what is never negative is faster without a sign."""
    a, b = cel.args
    soort = kind_of(a)
    if b.op != "vast" or (a.laag or 0) < 0 or (b.laag or 0) > (a.hoog or 0):
        return _call(s, "floor_divide", cel, sterft)
    tekst = f"floor_divide({s.operand(a)}.view(u{soort}), {s.operand(b)}).view({soort})"
    return tekst if soort == kind_of(cel) else f"{tekst}.astype({kind_of(cel)})", None


def _rest(s: Schrijver, cel: Cel, _: Collection[Cel]) -> Vorm:
    a, b = cel.args
    return f"rest({s.operand(a, _kind_for(a, b))}, {s.operand(b)}).astype({kind_of(cel)})", None


def _select(s: Schrijver, cel: Cel, sterft: Collection[Cel]) -> Vorm:
    """One or the other without asking row by row, which is many times slower; what wraps on the way wraps back."""
    if cel.gegeven in ("laagste", "hoogste"):
        return _call(s, "minimum" if cel.gegeven == "laagste" else "maximum", cel, sterft)
    (als, dan, anders), soort = cel.args, kind_of(cel)
    over = next((a for a in (dan, anders) if _can_hold(a, cel, sterft)), None)
    uit = "" if over is None else f", out={s.operand(over)}"
    keer = _factor(s.operand(als), soort)
    if anders.op == "vast" and dan.op == "vast":
        return _select_fixed(keer, dan.laag or 0, anders.laag or 0, soort), None
    if anders.gegeven == 0 and anders.op == "vast":
        return f"multiply({keer}, {s.operand(dan, soort)}{uit})", over
    if dan.gegeven == 0 and dan.op == "vast":
        return f"multiply({_factor(f'invert({s.operand(als)})', soort)}, {s.operand(anders, soort)}{uit})", over
    if over is anders:
        over, uit = None, ""
    if (dan.laag or 0) >= (anders.hoog or 0) and (anders.laag or 0) >= 0:  # 0, or more than the other
        return f"maximum(multiply({keer}, {s.operand(dan, soort)}{uit}), {s.operand(anders, soort)}{uit})", over
    return f"select({keer}, {s.operand(dan, soort)}, {s.operand(anders, soort)}{uit})", over


def _factor(als: str, soort: str) -> str:
    """A yes/no as 1 or 0."""
    return f"{als}.{'view' if soort == 'int8' else 'astype'}({soort})"


def _select_fixed(keer: str, dan: int, anders: int, soort: str) -> str:
    helft = 2 ** (int(soort.removeprefix("int")) - 1)
    verschil = (dan - anders + helft) % (2 * helft) - helft  # as it is left when it does not fit
    tekst = f"multiply({keer}, {verschil})"
    return f"add({tekst}, {anders})" if anders else tekst


def _leaf(s: Schrijver, cel: Cel, _: Collection[Cel]) -> Vorm:
    return f"brok.lees({s.name(cel)})", None


def _fetch(s: Schrijver, cel: Cel, _: Collection[Cel]) -> Vorm:
    return f"ligging.fetch({s.operand(cel.args[0])}, {cel.vlak!r}, {cel.gegeven!r})", None


def _row(s: Schrijver, cel: Cel, _: Collection[Cel]) -> Vorm:
    return f"ligging.row_of({cel.vlak!r}, [{', '.join(map(s.operand, cel.args))}])", None


def _swap(s: Schrijver, cel: Cel, _: Collection[Cel]) -> Vorm:
    return f"{s.operand(cel.args[0])}.take({s.operand(cel.args[1])})", None


def _sift(s: Schrijver, cel: Cel, _: Collection[Cel]) -> Vorm:
    werk = "choose_pairs" if cel.gegeven == "rijen" else "sift"
    return f"ligging.{werk}({cel.vlak!r}, {s.operand(cel.args[0])})", None


def _group(s: Schrijver, cel: Cel, _: Collection[Cel]) -> Vorm:
    return f"{s.name(s.groepswerk[cel.op](cel))}(brok, {s.operand(cel.args[0])})", None


_VORMEN: Mapping[Op, Callable[[Schrijver, Cel, Collection[Cel]], Vorm]] = {
    "kolom": _leaf,
    "bekend": _leaf,
    "en": _together("bitwise_and", "greater"),
    "of": _together("bitwise_or", "greater_equal"),
    "niet": _plain("invert"),
    "le": _plain("less_equal"),
    "eq": _plain("equal"),
    "plus": _plain("add"),
    "min": _plain("subtract"),
    "maal": _plain("multiply"),
    "deel": _divide,
    "rest": _rest,
    "kies": _select,
    "haal": _fetch,
    "plek": _row,
    "ruil": _swap,
    "zeef": _sift,
    "iemand": _group,
    "aantal": _group,
    "som": _group,
    "top": _group,
}

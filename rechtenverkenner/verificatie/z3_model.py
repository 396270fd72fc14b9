"""Formulas over whole numbers and truth values, and a solver for them: the only module that knows z3.

A term is a Python `bool` or `int` as long as it can be worked out, and a formula of z3 from there on, so that a part of
a rule that depends on no fact of the household costs the solver nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, Final, Literal

from rechtenverkenner.meldingen import InvoerFout, Melding

try:
    import z3
except ImportError:  # pragma: no cover - shown to somebody who installed without the extra
    z3 = None

Term = Any
"""bool, int, or a formula of z3."""
Antwoord = Literal["ja", "nee", "onbekend"]
BUDGET: Final = 4_000_000
"""Work per question, in steps of z3 and not in seconds: the answer is the same on a slow machine."""


def require_z3() -> None:
    """Stop with a friendly message where z3 is not installed."""
    if z3 is None:
        hulp = "installeer het hulpmiddel: pip install z3-solver"
        raise InvoerFout([Melding("RV707", "z3 is niet geïnstalleerd, en dit onderzoek vraagt het", None, hulp)])


def number_variable(naam: str) -> Term:
    """A whole number that the solver may choose."""
    return z3.Int(naam)


def truth_variable(naam: str) -> Term:
    """A yes or no that the solver may choose."""
    return z3.Bool(naam)


def is_fixed(*termen: Term) -> bool:
    """Whether terms depend on nothing that the solver may choose."""
    return all(isinstance(t, (bool, int)) for t in termen)


def conj(*delen: Term) -> Term:
    """All of these."""
    rest = [d for d in delen if d is not True]
    if any(d is False for d in rest):
        return False
    return True if not rest else rest[0] if len(rest) == 1 else z3.And(*rest)


def disj(*delen: Term) -> Term:
    """One of these."""
    rest = [d for d in delen if d is not False]
    if any(d is True for d in rest):
        return True
    return False if not rest else rest[0] if len(rest) == 1 else z3.Or(*rest)


def neg(a: Term) -> Term:
    """Not this."""
    return not a if isinstance(a, bool) else z3.Not(a)


def ite(c: Term, dan: Term, anders: Term) -> Term:
    """One term or the other, by a condition."""
    if c is True or dan is anders or (is_fixed(dan, anders) and dan == anders):
        return dan
    if c is False:
        return anders
    if isinstance(dan, bool) or isinstance(anders, bool):
        return disj(conj(c, dan), conj(neg(c), anders))
    return z3.If(c, dan, anders)


def at_most(a: Term, b: Term) -> Term:
    """a <= b."""
    return True if a is b else a <= b


def below(a: Term, b: Term) -> Term:
    """a < b."""
    return False if a is b else a < b


def same(a: Term, b: Term) -> Term:
    """a == b, for two numbers."""
    return True if a is b else a == b


def differ(a: Term, b: Term) -> Term:
    """Whether two truths are not the same."""
    if isinstance(a, bool):
        return neg(b) if a else b
    if isinstance(b, bool):
        return neg(a) if b else a
    return False if a is b else z3.Xor(a, b)


def lowest(a: Term, b: Term) -> Term:
    """The lower of two numbers."""
    return ite(at_most(a, b), a, b)


def highest(a: Term, b: Term) -> Term:
    """The higher of two numbers."""
    return ite(at_most(a, b), b, a)


def total(termen: Iterable[Term]) -> Term:
    """The sum of numbers; yes counts as one."""
    return reduce(lambda a, b: a + b, (ite(t, 1, 0) if _is_truth(t) else t for t in termen), 0)


def _is_truth(t: Term) -> bool:
    return isinstance(t, bool) or (not isinstance(t, int) and z3.is_bool(t))


def quotient(a: Term, b: int) -> Term:
    """Whole quotient by a positive number, rounded down."""
    return a // b if isinstance(a, int) else a / z3.IntVal(b)


def remainder(a: Term, b: int) -> Term:
    """Remainder of that division."""
    return a % b


def substitute(formule: Term, nieuw: Mapping[Term, Term]) -> Term:
    """A formula with some variables replaced."""
    return formule if is_fixed(formule) else z3.substitute(formule, *nieuw.items())


def variables(*formules: Term) -> set[str]:
    """The names of the variables in formulas."""
    uit: set[str] = set()
    gezien: set[int] = set()
    stapel = [f for f in formules if not is_fixed(f)]
    while stapel:
        f = stapel.pop()
        if f.get_id() not in gezien:
            gezien.add(f.get_id())
            stapel.extend(f.children())
            if z3.is_const(f) and f.decl().kind() == z3.Z3_OP_UNINTERPRETED:
                uit.add(f.decl().name())
    return uit


class Model:
    """One solution: what the variables are."""

    __slots__ = ("_anders", "_model")

    def __init__(self, model: Any, anders: Mapping[Term, Term] | None = None) -> None:
        self._model = model
        self._anders = anders or {}

    def number(self, t: Term) -> int:
        """The value of a number."""
        return t if isinstance(t, int) else int(self._value(t).as_long())

    def truth(self, t: Term) -> bool:
        """The value of a truth."""
        return t if isinstance(t, bool) else bool(z3.is_true(self._value(t)))

    def _value(self, t: Term) -> Any:
        t = substitute(t, self._anders) if self._anders else t
        return self._model.eval(t, model_completion=True)

    def with_number(self, variabele: Term, waarde: int) -> Model:
        """The same solution with one number changed."""
        return Model(self._model, {**self._anders, variabele: z3.IntVal(waarde)})


class Oplosser:
    """Collects what must hold, and looks for solutions."""

    def __init__(self, *formules: Term, budget: int = BUDGET) -> None:
        self._solver = z3.Solver()
        self._solver.set("random_seed", 1)
        self._solver.set("rlimit", budget)
        self.add(*formules)

    def add(self, *formules: Term) -> None:
        """Let this hold from now on."""
        for f in formules:
            self._solver.add(z3.BoolVal(f) if isinstance(f, bool) else f)

    def solve(self, *extra: Term) -> tuple[Antwoord, Model | None]:
        """Whether all this can hold together with `extra`, with a solution when it can."""
        if any(e is False for e in extra):
            return "nee", None
        self._solver.push()
        try:
            self.add(*extra)
            uit = self._solver.check()
            if uit == z3.sat:
                return "ja", Model(self._solver.model())
            return ("nee" if uit == z3.unsat else "onbekend"), None
        finally:
            self._solver.pop()


__all__ = [
    "Model",
    "Oplosser",
    "Term",
    "at_most",
    "below",
    "conj",
    "differ",
    "disj",
    "highest",
    "is_fixed",
    "ite",
    "lowest",
    "neg",
    "number_variable",
    "quotient",
    "remainder",
    "require_z3",
    "same",
    "substitute",
    "total",
    "truth_variable",
    "variables",
]

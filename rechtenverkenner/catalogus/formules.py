"""Values of a series that follow from other values: `jaargemiddelde(vt_maand_basis, -1)`, `vorige() * 1.02`.

A formula is computed once, when the catalogue is read, on exact fractions; so one new index value in one file changes
every value that hangs on it. Nothing of a household is ever in a formula.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date
from fractions import Fraction

from rechtenverkenner.catalogus.boom import fits
from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.datums import add_months, start_of_year, to_date, to_number
from rechtenverkenner.model.recht import Parameter, Waardeperiode

MAX_TEKENS = 300
HOOGSTE_MACHT = 60
HOOGSTE = 10**12
MAX_BITS = 2000
FUNCTIES = ("vorige", "bij", "jaargemiddelde", "rond")


@dataclass(frozen=True, slots=True)
class Formule:
    """A formula that stands where a value could stand: of which period, and how to report a fault in it."""

    parameter: str
    vanaf: int
    tekst: str
    marge: int | None
    note: Callable[[str, str, str], None]
    """Adds a message: code, text, help."""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What is printed (None: not known) and between which bounds it lies (None: open), in whole units."""

    waarde: Fraction | None
    laag: Fraction | None
    hoog: Fraction | None


class FormuleFout(Exception):
    """What is wrong in a formula; without a code it was said before."""

    def __init__(self, code: str, tekst: str = "", hulp: str = "") -> None:
        super().__init__(tekst)
        self.code = code
        self.tekst = tekst
        self.hulp = hulp


def fill_in(parameters: dict[str, Parameter], formules: Mapping[tuple[str, int], Formule], stuk: set[str]) -> None:
    """Compute every formula and put its value in its series; what cannot be computed is noted and marked broken."""
    invuller = _Invuller(parameters, formules, stuk)
    for plek in formules:
        invuller.fill(plek)


@dataclass(slots=True)
class _Invuller:
    parameters: dict[str, Parameter]
    formules: Mapping[tuple[str, int], Formule]
    stuk: set[str]
    klaar: set[tuple[str, int]] = field(default_factory=set)
    bezig: list[tuple[str, int]] = field(default_factory=list)

    def fill(self, plek: tuple[str, int]) -> None:
        if plek in self.klaar or plek[0] not in self.parameters:
            return
        f = self.formules[plek]
        self.bezig.append(plek)
        try:
            uitkomst = _Lezer(self, f).read(_parse(f.tekst))
            self._put(f, uitkomst)
        except FormuleFout as e:
            self.stuk.add(f.parameter)
            if e.code:
                f.note(e.code, e.tekst, e.hulp)
        self.bezig.pop()
        self.klaar.add(plek)

    def value(self, kenmerk: str, dag: int) -> Uitkomst:
        """The value of a parameter on a day, computed first when it is a formula itself."""
        periode = _period(self.parameters[kenmerk], dag)
        if periode is None:
            return Uitkomst(None, None, None)
        plek = (kenmerk, periode.vanaf)
        if plek in self.bezig:
            namen = " -> ".join(f"{p.rpartition('.')[2]} vanaf {to_date(v)}" for p, v in [*self.bezig, plek])
            tekst = f"deze formules hangen van elkaar af: {namen}"
            raise FormuleFout("RV306", tekst, "begin een van de reeksen met een waarde")
        if plek in self.formules:
            self.fill(plek)
            if kenmerk in self.stuk:
                raise FormuleFout("")
            periode = _period(self.parameters[kenmerk], dag)
        assert periode is not None
        assert not isinstance(periode.waarde, frozenset)
        schaal = Fraction(1, 10 ** SCHAAL[self.parameters[kenmerk].typ.eenheid])
        waarde, laag, hoog = (None if x is None else x * schaal for x in (periode.waarde, *periode.grenzen))
        return Uitkomst(waarde, laag, hoog)

    def _put(self, f: Formule, u: Uitkomst) -> None:
        p = self.parameters[f.parameter]
        schaal = 10 ** SCHAAL[p.typ.eenheid]
        waarde, laag, hoog = (None if x is None else round_half_up(x * schaal) for x in (u.waarde, u.laag, u.hoog))
        if waarde is not None and f.marge is not None:
            laag, hoog = waarde - f.marge, waarde + f.marge
        self.parameters[f.parameter] = replace(
            p,
            waarden=tuple(
                replace(w, waarde=waarde, grenzen=(max(laag or 0, 0), hoog)) if w.vanaf == f.vanaf else w
                for w in p.waarden
            ),
        )


def round_half_up(x: Fraction) -> int:
    """To a whole number, a half away from zero."""
    heel = (abs(x) + Fraction(1, 2)).__floor__()
    return heel if x >= 0 else -heel


def _period(p: Parameter, dag: int) -> Waardeperiode | None:
    return next((w for w in p.waarden if w.vanaf <= dag <= w.tot), None)


def _parse(tekst: str) -> ast.expr:
    if len(tekst) > MAX_TEKENS:
        raise FormuleFout("RV223", f"formule langer dan {MAX_TEKENS} tekens", "splits ze in twee parameters")
    try:
        boom = ast.parse(tekst.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormuleFout("RV220", "schrijffout in de formule", "haakjes, komma's en namen nakijken") from None
    if not fits(boom, tekst):
        raise FormuleFout("RV223", "formule te groot of te diep", "splits ze in twee parameters")
    return boom


@dataclass(slots=True)
class _Lezer:
    """Computes one formula for the period it stands in."""

    invuller: _Invuller
    f: Formule

    def read(self, n: ast.expr) -> Uitkomst:
        match n:
            case ast.Constant(value=bool()):
                pass
            case ast.Constant(value=int() | float() as getal) if 0 <= getal <= HOOGSTE:
                x = Fraction(str(getal))
                return Uitkomst(x, x, x)
            case ast.Name(id=naam):
                return self._of(naam, self.f.vanaf)
            case ast.BinOp(left=a, op=op, right=b) if type(op) in _REKEN:
                return _small(_REKEN[type(op)](self.read(a), self.read(b)))
            case ast.Call(func=ast.Name(id=naam), args=args, keywords=[]):
                return self._call(naam, args)
        hulp = f"getallen, namen, + - * / ** en {', '.join(FUNCTIES)}"
        raise FormuleFout("RV221", "dit kan niet in een formule staan", hulp)

    def _call(self, naam: str, args: list[ast.expr]) -> Uitkomst:
        match naam, args:
            case "vorige", []:
                return self.invuller.value(self.f.parameter, _day_before(self.f.vanaf))
            case "bij", [ast.Constant(value=str(dag)), ast.Name(id=p)]:
                return self._of(p, _day(dag))
            case "jaargemiddelde", [ast.Name(id=p), jaren]:
                return self._mean(p, jaren)
            case "rond", [x, ast.Constant(value=int(cijfers))] if 0 <= cijfers <= 9:
                return _each(self.read(x), lambda w: Fraction(round_half_up(w * 10**cijfers), 10**cijfers))
        if naam in FUNCTIES:
            raise FormuleFout("RV229", f"verkeerde argumenten voor {naam}(...)", _GEBRUIK)
        raise FormuleFout("RV228", f"onbekende functie `{naam[:40]}`", did_you_mean(naam, FUNCTIES) or _GEBRUIK)

    def _mean(self, naam: str, jaren: ast.expr) -> Uitkomst:
        n = self.read(jaren).waarde if not isinstance(jaren, ast.UnaryOp) else _negative(jaren)
        if n is None or n.denominator != 1 or not -50 <= n <= 50:
            hulp = "jaren is een geheel getal, zoals -1 voor vorig jaar"
            raise FormuleFout("RV229", "jaargemiddelde(naam, jaren)", hulp)
        begin = start_of_year(self.f.vanaf, int(n))
        som = Uitkomst(Fraction(0), Fraction(0), Fraction(0))
        for maand in range(12):
            som = _plus(som, self._of(naam, add_months(begin, maand)))
        return _each(som, lambda w: w / 12)

    def _of(self, naam: str, dag: int) -> Uitkomst:
        ruimte = self.f.parameter.rpartition(".")[0]
        for kenmerk in (f"{ruimte}.{naam}", f"{ruimte.partition('@')[0]}.{naam}", f"gedeeld.{naam}"):
            if kenmerk in self.invuller.stuk:
                raise FormuleFout("")
            if kenmerk in self.invuller.parameters:
                if self.invuller.parameters[kenmerk].typ.soort != "getal":
                    raise FormuleFout("RV225", f"`{naam}` is geen getal", "een formule rekent met getallen en bedragen")
                return self.invuller.value(kenmerk, dag)
        bekend = [p.rpartition(".")[2] for p in self.invuller.parameters]
        hulp = did_you_mean(naam, bekend) or "kijk de naam na"
        raise FormuleFout("RV227", f"onbekende parameter `{naam[:60]}`", hulp)


_GEBRUIK = 'schrijf vorige(), bij("2024-05-01", naam), jaargemiddelde(naam, -1) of rond(getal, 4)'


def _small(u: Uitkomst) -> Uitkomst:
    """Refuses a number that no law would print, so that a formula cannot fill the memory."""
    for x in (u.waarde, u.laag, u.hoog):
        if x is not None and (abs(x) > HOOGSTE or x.denominator.bit_length() > MAX_BITS):
            raise FormuleFout(
                "RV229", "dit getal wordt te groot of te lang", "gebruik rond(getal, 4) of splits de formule"
            )
    return u


def _negative(n: ast.UnaryOp) -> Fraction | None:
    if isinstance(n.op, ast.USub) and isinstance(n.operand, ast.Constant) and type(n.operand.value) is int:
        return Fraction(-n.operand.value)
    return None


def _day(tekst: str) -> int:
    try:
        return to_number(date.fromisoformat(tekst))
    except ValueError:
        raise FormuleFout("RV229", f"`{tekst[:20]}` is geen datum", "schrijf jjjj-mm-dd") from None


def _day_before(dag: int) -> int:
    return to_number(date.fromordinal(date(dag // 10000, dag // 100 % 100, dag % 100).toordinal() - 1))


def _each(u: Uitkomst, f: Callable[[Fraction], Fraction]) -> Uitkomst:
    """The same increasing function on value and bounds."""
    return Uitkomst(*(None if x is None else f(x) for x in (u.waarde, u.laag, u.hoog)))


def _both(f: Callable[[Fraction, Fraction], Fraction], a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else f(a, b)


def _plus(a: Uitkomst, b: Uitkomst) -> Uitkomst:
    return Uitkomst(*(_both(operator.add, x, y) for x, y in ((a.waarde, b.waarde), (a.laag, b.laag), (a.hoog, b.hoog))))


def _minus(a: Uitkomst, b: Uitkomst) -> Uitkomst:
    return Uitkomst(*(_both(operator.sub, x, y) for x, y in ((a.waarde, b.waarde), (a.laag, b.hoog), (a.hoog, b.laag))))


def _times(a: Uitkomst, b: Uitkomst) -> Uitkomst:
    _not_negative(a, b)
    return Uitkomst(*(_both(operator.mul, x, y) for x, y in ((a.waarde, b.waarde), (a.laag, b.laag), (a.hoog, b.hoog))))


def _divided(a: Uitkomst, b: Uitkomst) -> Uitkomst:
    _not_negative(a, b)
    if b.waarde == 0 or (b.laag is not None and b.laag == 0):
        raise FormuleFout("RV229", "deling door nul", "deel door een getal groter dan nul")
    return Uitkomst(
        *(_both(operator.truediv, x, y) for x, y in ((a.waarde, b.waarde), (a.laag, b.hoog), (a.hoog, b.laag)))
    )


def _power(a: Uitkomst, b: Uitkomst) -> Uitkomst:
    _not_negative(a)
    n = b.waarde
    if n is None:
        return Uitkomst(None, None, None)
    if n.denominator != 1 or not 0 <= n <= HOOGSTE_MACHT:
        raise FormuleFout("RV229", "de macht is geen geheel getal", f"van 0 tot en met {HOOGSTE_MACHT}")
    return _each(a, lambda w: w ** int(n))


def _not_negative(*rij: Uitkomst) -> None:
    if any(x is not None and x < 0 for u in rij for x in (u.waarde, u.laag, u.hoog)):
        raise FormuleFout("RV229", "maal, gedeeld door en macht vragen getallen vanaf nul", "trek pas op het einde af")


_REKEN: Mapping[type[ast.operator], Callable[[Uitkomst, Uitkomst], Uitkomst]] = {
    ast.Add: _plus,
    ast.Sub: _minus,
    ast.Mult: _times,
    ast.Div: _divided,
    ast.Pow: _power,
}

"""Building nodes with their types and units checked: what may be compared, added and multiplied.

A literal in an expression (`0.75`, `21`, `"2025-01-01"`) has no type of its own: it takes that of its neighbour.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.bedrag import SCHAAL, months_per, product_unit, to_int
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.knopen import (
    BOOL,
    Alle,
    Const,
    EenVan,
    Knoop,
    Maal,
    MaalBreuk,
    Min,
    Niet,
    Plus,
    Stappen,
    Type,
    Vergelijk,
    number,
)

MAX_GETAL = 10**15
ZELFDE_EENHEID = "vergelijk, tel op of trek af wat dezelfde eenheid heeft"
VERMENIGVULDIG = "vermenigvuldig met een aantal, een factor of een vaste breuk: `x * (1/55)`"


class TypeFout(Exception):
    """Two things that do not go together."""

    def __init__(self, tekst: str, hulp: str = ZELFDE_EENHEID) -> None:
        super().__init__(tekst)
        self.hulp = hulp


@dataclass(frozen=True, slots=True)
class Kaal:
    """A bare literal: an exact number, or a text."""

    getal: Fraction | None
    tekst: str = ""

    def __str__(self) -> str:
        """As it is written: a text, a decimal number, or a fraction that has no end."""
        if self.getal is None:
            return self.tekst
        tienden = self.getal * 10**18
        return (
            f"{Decimal(tienden.numerator).scaleb(-18).normalize():f}" if tienden.denominator == 1 else str(self.getal)
        )


def coerce(kaal: Kaal, typ: Type) -> Knoop:
    """A literal as a constant of the type beside it."""
    if typ.soort == "datum":
        try:
            dag = to_number(date.fromisoformat(kaal.tekst))
        except ValueError:
            raise TypeFout(f"`{kaal}` is geen datum", 'schrijf "jjjj-mm-dd"') from None
        return Const(typ, (dag, dag))
    if typ.soort == "keuze":
        if kaal.getal is not None:
            raise TypeFout("een keuze wordt met een tekst vergeleken", "zet de waarde tussen aanhalingstekens")
        check_choice(typ, kaal.tekst)
        return Const(typ, kaal.tekst)
    if typ.soort == "getal" and kaal.getal is not None:
        try:
            waarde = to_int(kaal.getal, typ.eenheid)
        except ValueError:
            tekst = f"{kaal} heeft meer dan {SCHAAL[typ.eenheid]} decimalen voor {typ.eenheid}"
            raise TypeFout(tekst, "rond af, of kies een andere eenheid") from None
        if abs(waarde) > MAX_GETAL:
            raise TypeFout("dit getal is te groot", "kijk het getal na")
        return Const(typ, (waarde, waarde))
    raise TypeFout(f"`{kaal}` past niet bij een {typ}")


def check_choice(typ: Type, waarde: str) -> None:
    """Refuse a text that is not one of the values of a choice."""
    if typ.soort != "keuze":
        raise TypeFout(f"een {typ} wordt niet met een tekst vergeleken", "schrijf het zonder aanhalingstekens")
    if typ.waarden and waarde not in typ.waarden:
        raise TypeFout(
            f"`{waarde}` is geen mogelijke waarde",
            did_you_mean(waarde, typ.waarden) or f"kies: {', '.join(typ.waarden)}",
        )


def same_type(a: Knoop | Kaal, b: Knoop | Kaal) -> tuple[Knoop, Knoop]:
    """Both sides as nodes of one type."""
    if isinstance(a, Kaal) and isinstance(b, Kaal):
        raise TypeFout(
            "twee vaste waarden: er is niets te vergelijken of te rekenen", "gebruik een feit of een parameter"
        )
    if isinstance(a, Kaal):
        a = coerce(a, cast("Knoop", b).typ)
    if isinstance(b, Kaal):
        b = coerce(b, a.typ)
    if a.typ.soort != b.typ.soort or a.typ.eenheid != b.typ.eenheid:
        hulp = (
            "gebruik per_jaar(...)" if {a.typ.eenheid, b.typ.eenheid} == {"EUR/maand", "EUR/jaar"} else ZELFDE_EENHEID
        )
        raise TypeFout(f"een {a.typ} en een {b.typ} gaan niet samen", hulp)
    return a, b


def all_same_type(delen: list[Knoop | Kaal]) -> list[Knoop]:
    """Several values as nodes of one numeric type."""
    vast = next((d for d in delen if not isinstance(d, Kaal)), None)
    if vast is None or vast.typ.soort not in ("getal", "datum"):
        raise TypeFout("verwacht getallen of bedragen", "gebruik een parameter of een feit met een eenheid")
    return [same_type(vast, d)[1] for d in delen]


def all_of(args: tuple[Knoop, ...]) -> Knoop:
    """Conjunction."""
    return args[0] if len(args) == 1 else Alle(args)


def any_of(args: tuple[Knoop, ...]) -> Knoop:
    """Disjunction."""
    return args[0] if len(args) == 1 else EenVan(args)


def negation(a: Knoop) -> Knoop:
    """Opposite of a condition."""
    if a.typ != BOOL:
        raise TypeFout(f"`not` vraagt iets dat ja of nee is, dit is een {a.typ}", "vergelijk het met iets")
    return Niet(a)


def comparison(op: str, a: Knoop | Kaal, b: Knoop | Kaal) -> Knoop:
    """Comparison of two values of one type."""
    x, y = same_type(a, b)
    if x.typ.soort in ("bool", "keuze") and op not in ("==", "!="):
        raise TypeFout(f"`{op}` kan niet met een {x.typ}", "gebruik == of !=")
    if x.typ.soort == "lijst":
        raise TypeFout("een lijst wordt met `in` gebruikt", "schrijf `feit in lijst`")
    return Vergelijk(op, x, y)  # type: ignore[arg-type]


def total(a: Knoop | Kaal, b: Knoop | Kaal) -> Knoop:
    """Sum of two amounts of one unit."""
    x, y = same_type(a, b)
    if x.typ.soort != "getal":
        raise TypeFout(f"kan geen {x.typ} optellen", "voor datums: plus_dagen(...) of plus_maanden(...)")
    return Plus(x.typ, x, y)


def difference(a: Knoop | Kaal, b: Knoop | Kaal) -> Knoop:
    """Difference of two amounts of one unit."""
    x, y = same_type(a, b)
    if x.typ.soort != "getal":
        raise TypeFout(f"kan geen {x.typ} aftrekken", "voor datums: dagen(van, tot) of maanden(van, tot)")
    return Min(x.typ, x, y)


def product(a: Knoop | Kaal, b: Knoop | Kaal) -> Knoop | Kaal:
    """Product: an amount times a count, a factor, an exact fraction, or a price times a quantity."""
    if isinstance(a, Kaal) and isinstance(b, Kaal):
        if a.getal is None or b.getal is None:
            raise TypeFout("een tekst kan niet vermenigvuldigd worden", VERMENIGVULDIG)
        return Kaal(a.getal * b.getal)
    if isinstance(a, Kaal):
        a, b = b, a
    assert not isinstance(a, Kaal)
    if a.typ.soort != "getal":
        raise TypeFout(f"kan een {a.typ} niet vermenigvuldigen", VERMENIGVULDIG)
    if isinstance(b, Kaal):
        if b.getal is None:
            raise TypeFout("een tekst kan niet vermenigvuldigd worden", VERMENIGVULDIG)
        return MaalBreuk(a.typ, a, b.getal.numerator, b.getal.denominator)
    if b.typ.soort != "getal" or (eenheid := product_unit(a.typ.eenheid, b.typ.eenheid)) is None:
        raise TypeFout(f"een {a.typ} maal een {b.typ} heeft geen betekenis", VERMENIGVULDIG)
    deler = 10 ** (SCHAAL[a.typ.eenheid] + SCHAAL[b.typ.eenheid] - SCHAAL[eenheid])
    return Maal(number(eenheid), a, b, deler)


def per_year(a: Knoop) -> Knoop:
    """An amount per month or quarter as an amount per year."""
    keer = months_per(a.typ.eenheid) if a.typ.soort == "getal" else None
    if keer is None or keer == 1:
        tekst = f"per_jaar(...) vraagt een bedrag per maand of kwartaal, dit is een {a.typ}"
        raise TypeFout(tekst, "laat per_jaar(...) weg, of gebruik eens_per_jaar(...)")
    return MaalBreuk(number("EUR/jaar"), a, keer, 1)


def as_unit(a: Knoop, van: str, naar: str) -> Knoop:
    """The same number, read in another unit of the same scale."""
    if a.typ != number(van):
        raise TypeFout(f"verwacht een getal in {van}, dit is een {a.typ}", "kijk de eenheid na")
    return MaalBreuk(number(naar), a, 1, 1)


def whole_steps(a: Knoop, b: Knoop) -> Knoop:
    """How many whole `b` fit in `a`."""
    x, y = same_type(a, b)
    if x.typ.soort != "getal":
        raise TypeFout("hele_stappen(...) vraagt twee getallen van dezelfde eenheid")
    return Stappen(number("aantal"), x, y)

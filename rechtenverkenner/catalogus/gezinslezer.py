"""Reading a household profile without pydantic, which takes half the time of a command that only judges.

The models of `model.gezin` stay what a profile is. What they ask is written down as plain data (`profielvorm`), kept
beside the catalogue, and followed here. Whatever is not certainly right, and every fault, is left to pydantic: a value
comes from here only when pydantic would give the same.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from importlib.machinery import PathFinder
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from rechtenverkenner.catalogus.bron import Bron, read_file
from rechtenverkenner.catalogus.opslag import fingerprint
from rechtenverkenner.catalogus.profiel import MAX_BYTES, read_gezin_data
from rechtenverkenner.model import profielregels

if TYPE_CHECKING:
    from rechtenverkenner.meldingen import Melding
    from rechtenverkenner.model.bewaren import Opslag
    from rechtenverkenner.model.gezin import Gezin

D = TypeVar("D", bound="Deel")
Vorm = tuple[Any, ...]
"""What a value must be: a word of `_LEZERS` and what that needs."""
Vormen = Mapping[str, tuple[tuple[str, ...], Mapping[str, Vorm], Mapping[str, Any], Mapping[str, Vorm]]]
"""A part of the profile -> what it can do, its fields, and when left out: the value, or the form of what is empty."""


class Twijfel(ValueError):
    """Something that pydantic must look at."""


class Deel:
    """One part of a profile that was read without pydantic: what can be read of it is the same; it is not validated."""

    VELDEN: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **velden: object) -> None:
        self.__dict__.update(velden)

    def __setattr__(self, naam: str, waarde: object) -> None:
        raise AttributeError(f"`{naam}` cannot be changed")

    def __eq__(self, ander: object) -> bool:
        return type(ander) is type(self) and all(getattr(self, v) == getattr(ander, v) for v in self.VELDEN)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, v) for v in self.VELDEN))

    def __repr__(self) -> str:  # tells nothing about people
        return f"{type(self).__name__}()"

    def model_copy(self: D, *, update: Mapping[str, object] | None = None) -> D:
        """The same with other values in some fields."""
        return type(self)(**{**self.__dict__, **(update or {})})


def read_gezin_kept(pad: Path, opslag: Opslag | None) -> tuple[Gezin | None, list[Melding], Bron | None]:
    """What `read_gezin` gives; where `opslag` knows how, a profile without faults is read without pydantic.

    Such a profile can be judged and shown; it is no model of pydantic.
    """
    bron, meldingen = read_file(pad, naam=str(pad), max_bytes=MAX_BYTES)
    if bron is None:
        return None, meldingen, None
    lezer = None if opslag is None else kept_reader(opslag)
    gezin = None if lezer is None else lezer.read(bron.data)
    if gezin is None:
        gezin, meldingen = read_gezin_data(bron)
        if lezer is None and opslag is not None:
            keep_reader(opslag)
    return gezin, meldingen, bron


def kept_reader(opslag: Opslag) -> Gezinslezer | None:
    """The reader that was kept for these models and this pydantic."""
    inhoud = opslag.read("lezer")
    if inhoud is None:
        return None
    merk, vormen = marshal.loads(inhoud)
    return Gezinslezer(*vormen) if merk == _mark() else None


def keep_reader(opslag: Opslag) -> None:
    """Keep what the models ask, when all of it can be written down."""
    from rechtenverkenner.catalogus.profielvorm import describe

    merk, vormen = _mark(), describe()
    if merk is not None and vormen is not None:
        opslag.write("lezer", marshal.dumps((merk, vormen)))


def _mark() -> str | None:
    """Which pydantic would be loaded; None when that cannot be said without loading it."""
    gevonden = PathFinder.find_spec("pydantic")
    if gevonden is None or gevonden.origin is None:
        return None
    try:
        return fingerprint(Path(gevonden.origin).with_name("version.py").read_bytes())
    except OSError:
        return None


class Gezinslezer:
    """Reads plain data as `wortel` asks, by `vormen`."""

    def __init__(self, wortel: Vorm, vormen: Vormen) -> None:
        self.wortel = wortel
        self.vormen = vormen
        basis: Any = type("Profieldeel", (Deel,), {})
        self.klassen: dict[str, type[Deel]] = {
            naam: type(naam, (basis, *map(_rule, kan)), {**standaard, "VELDEN": tuple(velden)})
            for naam, (kan, velden, standaard, _) in vormen.items()
        }
        basis.HOUDING, basis.DATUMBEREIK = self.klassen["Houding"], self.klassen["Datumbereik"]
        basis.AANSLUITING = self.klassen["Aansluiting"]
        for naam, (_, _, _, leeg) in vormen.items():
            for veld, vorm in leeg.items():  # nothing changes a part of a profile, so that they can share it
                setattr(self.klassen[naam], veld, self.value(vorm, {}))

    def read(self, data: object) -> Gezin | None:
        """The household, or None when pydantic must look at it."""
        try:
            return cast("Gezin", self.value(self.wortel, data))
        except (ValueError, TypeError, ArithmeticError):
            return None

    def value(self, vorm: Vorm, x: Any) -> Any:
        """A value of this form."""
        return _LEZERS[vorm[0]](self, x, *vorm[1:])

    def part(self, x: Any, naam: str) -> Deel:
        """A part of the profile from its fields."""
        _, velden, standaard, leeg = self.vormen[naam]
        _sure(type(x) is dict and x.keys() <= velden.keys() <= x.keys() | standaard.keys() | leeg.keys(), x)
        return self.klassen[naam](**{veld: self.value(velden[veld], waarde) for veld, waarde in x.items()})


def _rule(naam: str) -> Any:
    """A function or class of `profielregels`."""
    return attrgetter(naam)(profielregels)


def _doubt() -> Any:
    raise Twijfel


def _sure(is_zeker: bool, x: Any) -> Any:
    return x if is_zeker else _doubt()


def _of_type(soort: type, _: Gezinslezer, x: Any) -> Any:
    return _sure(type(x) is soort, x)


def _optional(lezer: Gezinslezer, x: Any, vorm: Vorm) -> Any:
    return None if x is None else lezer.value(vorm, x)


def _text(_: Gezinslezer, x: Any, patroon: str | None, hoogstens: int | None) -> Any:
    past = type(x) is str and (hoogstens is None or len(x) <= hoogstens)
    return _sure(past and (patroon is None or (re.fullmatch(patroon, x) is not None and "\n" not in x)), x)


def _choice(_: Gezinslezer, x: Any, keuzes: tuple[Any, ...]) -> Any:
    return _sure(any(x == keuze and type(x) is type(keuze) for keuze in keuzes), x)


def _one_of(lezer: Gezinslezer, x: Any, vormen: tuple[Vorm, ...]) -> Any:
    """Texts: whichever of the forms fits, the value is the same."""
    for vorm in vormen:
        try:
            return lezer.value(vorm, x)
        except Twijfel:
            continue
    raise Twijfel


def _day(_: Gezinslezer, x: Any) -> Any:
    if type(x) is not str:
        return _sure(type(x) is date, x)
    return date.fromisoformat(_sure(len(x) == 10 and x[4] == x[7] == "-", x))


def _list(lezer: Gezinslezer, x: Any, vorm: Vorm, minstens: int, hoogstens: int | None) -> Any:
    _sure(type(x) is list and minstens <= len(x) and (hoogstens is None or len(x) <= hoogstens), x)
    return tuple([lezer.value(vorm, y) for y in x])


def _table(lezer: Gezinslezer, x: Any, vorm: Vorm) -> Any:
    _sure(type(x) is dict and all(type(k) is str for k in x), x)
    return {k: lezer.value(vorm, v) for k, v in x.items()}


def _before(lezer: Gezinslezer, x: Any, regel: str, vorm: Vorm) -> Any:
    return lezer.value(vorm, _rule(regel)(x))


def _after(lezer: Gezinslezer, x: Any, regel: str, vorm: Vorm) -> Any:
    return _rule(regel)(lezer.value(vorm, x))


def _limit(lezer: Gezinslezer, x: Any, soort: str, grens: Any, vorm: Vorm) -> Any:
    x = lezer.value(vorm, x)
    if soort == "ge":
        return _sure(x >= grens, x)
    if soort == "le":
        return _sure(x <= grens, x)
    return _sure(-x.as_tuple().exponent <= grens, x)  # more decimals, though they may be zeros


_LEZERS: Mapping[str, Callable[..., Any]] = {
    "bool": partial(_of_type, bool),
    "heel": partial(_of_type, int),
    "decimaal": partial(_of_type, Decimal),
    "dag": _day,
    "tekst": _text,
    "keuze": _choice,
    "een_van": _one_of,
    "misschien": _optional,
    "lijst": _list,
    "tabel": _table,
    "voor": _before,
    "na": _after,
    "grens": _limit,
    "deel": Gezinslezer.part,
}

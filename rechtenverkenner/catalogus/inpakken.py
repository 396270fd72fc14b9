"""A catalogue as bytes and back, without running anything that the bytes say.

The bytes are `marshal` of plain data: of every class of the model how many values there are, and each field of all of
them as one column; a column of values of the model holds their places. So values are made and filled class by class,
by the loops of Python itself, and not one by one. Nodes that are shared stay shared; of values that are equal there is
one. The order in which the nodes of a right are walked is kept with them.
"""

from __future__ import annotations

import gc
import marshal
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from rechtenverkenner.model import kaart, knopen, recht
from rechtenverkenner.model.recht import Catalogus

KLASSEN: tuple[type, ...] = tuple(
    c
    for module in (knopen, recht, kaart)
    for _, c in sorted(vars(module).items())
    if isinstance(c, type) and c.__module__ == module.__name__
)
_NUMMER = {c: i for i, c in enumerate(KLASSEN)}
_GEWOON = (str, int, bool, type(None))
# How a column or a single value is written: as it is, the same for all, a day, the place of a value (0 for none), a row
# of places, or mixed: each in its own way. What a single value can be besides: a row, a table.
GEWOON, EENDER, DAG, PLAATS, PLAATSEN, GEMENGD, RIJ, TABEL = range(8)
Kolom = tuple[int, Any]


class _Inpakker:
    def __init__(self, wortel: object) -> None:
        self.van: dict[type, list[Any]] = {c: [] for c in KLASSEN}
        self._waar: dict[int, tuple[type, int]] = {}
        self._gelijk: dict[Any, Any] = {}
        self._find(wortel)
        self._eerste = dict(zip(KLASSEN, _starts([len(self.van[c]) for c in KLASSEN]), strict=True))

    def _find(self, x: Any) -> None:
        """Every value of the model below this one, each once."""
        if isinstance(x, (tuple, list, frozenset)):
            for y in x:
                self._find(y)
        elif isinstance(x, Mapping):
            self._find(tuple(x.values()))
        elif type(x) in _NUMMER and id(x) not in self._waar:
            eerste = self._gelijk.setdefault(x, x) if _is_equal_by_value(x) else x
            if eerste is not x:
                self._waar[id(x)] = self._waar[id(eerste)]
                return
            rij = self.van[type(x)]
            self._waar[id(x)] = type(x), len(rij)
            rij.append(x)
            for f in fields(x):
                self._find(getattr(x, f.name))

    def place(self, x: Any) -> int:
        """The place of a value among all; that of None is the first."""
        if x is None:
            return 0
        klasse, plaats = self._waar[id(x)]
        return self._eerste[klasse] + plaats

    def column(self, rij: list[Any]) -> Kolom:
        """How all values of one field are written."""
        if all(map(_is_plain, rij)):
            return (EENDER, rij[0]) if _all_same(rij) else (GEWOON, rij)
        if all(type(x) is date for x in rij):
            return DAG, [x.toordinal() for x in rij]
        if all(x is None or type(x) in _NUMMER for x in rij):
            return PLAATS, [self.place(x) for x in rij]
        if all(isinstance(x, tuple) and all(type(y) in _NUMMER for y in x) for x in rij):
            return PLAATSEN, [tuple(map(self.place, x)) for x in rij]
        return GEMENGD, [self.single(x) for x in rij]

    def single(self, x: Any) -> Kolom:
        """How one value is written."""
        if _is_plain(x):
            return GEWOON, x
        if isinstance(x, (tuple, list)):
            return RIJ, [self.single(y) for y in x]
        if isinstance(x, Mapping):
            return TABEL, [(k, self.single(v)) for k, v in x.items()]
        return (DAG, x.toordinal()) if isinstance(x, date) else (PLAATS, self.place(x))


def _is_equal_by_value(x: Any) -> bool:
    """Whether another value can be equal to it, and can be found by that: not when it holds a table."""
    try:
        return "__eq__" in vars(type(x)) and hash(x) is not None
    except TypeError:
        return False


def _is_plain(x: object) -> bool:
    return isinstance(x, _GEWOON) or (isinstance(x, (tuple, frozenset)) and all(map(_is_plain, x)))


def _all_same(rij: list[Any]) -> bool:
    return all(x == rij[0] and type(x) is type(rij[0]) for x in rij) and not isinstance(rij[0], (tuple, frozenset))


def _starts(aantallen: Iterable[int]) -> list[int]:
    uit, som = [], 1
    for aantal in aantallen:
        uit.append(som)
        som += aantal
    return uit


def pack(catalogus: Catalogus) -> bytes:
    """A catalogue as bytes."""
    inpakker = _Inpakker(catalogus)
    rijen = [
        (_NUMMER[c], len(xs), [inpakker.column([getattr(x, f.name) for x in xs]) for f in fields(c)])
        for c, xs in inpakker.van.items()
        if xs
    ]
    rechten = catalogus.rechten.values()
    wortels = [*(r.voorwaarden for r in rechten), *(r.bedrag.formule for r in rechten if r.bedrag)]
    ordes = [tuple(map(inpakker.place, knopen.walk(k))) for k in wortels]
    return marshal.dumps((rijen, ordes, inpakker.place(catalogus)))


def unpack(inhoud: bytes) -> Catalogus:
    """The catalogue in bytes that `pack` gave."""
    loopt = gc.isenabled()
    gc.disable()  # it would look again and again through values that all stay
    try:
        return _unpack(inhoud)
    finally:
        if loopt:
            gc.enable()


def _unpack(inhoud: bytes) -> Catalogus:
    rijen, ordes, wortel = marshal.loads(inhoud)
    alle: list[Any] = [None]
    delen: list[tuple[type, list[Any], list[Kolom]]] = []
    for nummer, aantal, kolommen in rijen:
        klasse = KLASSEN[nummer]
        nieuw = [klasse.__new__(klasse) for _ in range(aantal)]
        alle += nieuw
        delen.append((klasse, nieuw, kolommen))
    for klasse, nieuw, kolommen in delen:
        for f, kolom in zip(fields(klasse), kolommen, strict=True):
            zet = klasse.__dict__[f.name].__set__  # the place itself: the values are frozen
            deque(map(zet, nieuw, _column(kolom, len(nieuw), alle)), maxlen=0)
    for orde in ordes:
        knopen.remember(tuple(map(alle.__getitem__, orde)))
    return cast(Catalogus, alle[wortel])


def _column(kolom: Kolom, aantal: int, alle: list[Any]) -> Iterable[Any]:
    soort, x = kolom
    if soort == GEWOON:
        return cast(Iterable[Any], x)
    if soort == EENDER:
        return [x] * aantal
    if soort == DAG:
        return map(date.fromordinal, x)
    if soort == PLAATS:
        return map(alle.__getitem__, x)
    if soort == PLAATSEN:
        return [tuple(map(alle.__getitem__, rij)) for rij in x]
    return [_single(deel, alle) for deel in x]


def _single(deel: Kolom, alle: list[Any]) -> Any:
    soort, x = deel
    if soort == GEWOON:
        return x
    if soort == PLAATS:
        return alle[x]
    if soort == RIJ:
        return tuple([_single(y, alle) for y in x])
    if soort == TABEL:
        return MappingProxyType({k: _single(y, alle) for k, y in x})
    return date.fromordinal(x)

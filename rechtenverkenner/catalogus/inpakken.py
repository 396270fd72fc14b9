"""A catalogue as bytes and back, without running anything that the bytes say.

The bytes are `marshal` of plain data: a list of values, each a class of the model by number and its fields; what a
value points to comes before it. Nodes that are shared stay shared.
"""

from __future__ import annotations

import gc
import marshal
from collections.abc import Mapping
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
# How a field that is not plain is written: one of these, and what it needs.
WAARDE, RIJ, TABEL, DAG = range(4)


class _Inpakker:
    def __init__(self) -> None:
        self.rij: list[tuple[int, list[Any], tuple[int, ...]]] = []
        self._plaats: dict[int, int] = {}
        self._gelijk: dict[object, int] = {}

    def put(self, x: Any) -> int:
        """The place of a value of the model; equal plain values share one."""
        if id(x) not in self._plaats:
            delen = [self.field(getattr(x, f.name)) for f in fields(x)]
            anders = tuple(i for i, (_, is_gewoon) in enumerate(delen) if not is_gewoon)
            self.rij.append((_NUMMER[type(x)], [deel for deel, _ in delen], anders))
            self._plaats[id(x)] = len(self.rij) - 1
        return self._plaats[id(x)]

    def field(self, x: Any) -> tuple[Any, bool]:
        """How a field is written, and whether it is written as it is."""
        if isinstance(x, _GEWOON) or (isinstance(x, (tuple, frozenset)) and all(isinstance(y, _GEWOON) for y in x)):
            return x, True
        if isinstance(x, (tuple, list)):
            return (RIJ, [self.field(y) for y in x]), False
        if isinstance(x, Mapping):
            return (TABEL, [(k, *self.field(v)) for k, v in x.items()]), False
        if isinstance(x, date):
            return (DAG, x.toordinal()), False
        return (WAARDE, self.put(x)), False


def pack(catalogus: Catalogus) -> bytes:
    """A catalogue as bytes."""
    inpakker = _Inpakker()
    inpakker.put(catalogus)
    return marshal.dumps(inpakker.rij)


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
    klaar: list[Any] = []

    def read(deel: tuple[int, Any]) -> Any:
        soort, x = deel
        if soort == WAARDE:
            return klaar[x]
        if soort == RIJ:
            return tuple([y if is_gewoon else read(y) for y, is_gewoon in x])
        if soort == TABEL:
            return MappingProxyType({k: y if is_gewoon else read(y) for k, y, is_gewoon in x})
        return date.fromordinal(x)

    for klasse, delen, anders in marshal.loads(inhoud):
        for i in anders:
            delen[i] = read(delen[i])
        klaar.append(KLASSEN[klasse](*delen))
    return cast(Catalogus, klaar[-1])

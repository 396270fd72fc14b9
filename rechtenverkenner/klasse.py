"""`dataclass` for frozen values, of which the methods are written when one is first called.

The one of the standard library writes and compiles six functions for every class at once: a third of a millisecond for
each of some 140 classes, of which one command uses a few. Here a class has its fields and places at once, and the first
call of a method puts the one of the standard library in its place: values, equality, order and `repr` are the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

_BIJ = {
    "init": ("__init__",),
    "repr": ("__repr__",),
    "eq": ("__eq__", "__hash__"),
    "order": ("__lt__", "__le__", "__gt__", "__ge__"),
}
"""What is asked of a class -> the methods it gets."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, weakref_slot: bool = False, **vraagt: bool) -> Any:
        """What `dataclasses.dataclass` makes of a class; at once for one that is not frozen."""
        vorm = {"init": True, "repr": True, "eq": True, **vraagt}
        vast, slots = vorm.pop("frozen", False), vorm.pop("slots", False)
        if not vast or not vorm.keys() <= _BIJ.keys():
            return dataclasses.dataclass(weakref_slot=weakref_slot, **vraagt)

        def make(klasse: type) -> type:
            if not all(map(_is_plain, vars(klasse).items())):
                return dataclasses.dataclass(weakref_slot=weakref_slot, **vraagt)(klasse)
            klasse.__doc__ = klasse.__doc__ or klasse.__name__
            kaal = {"init": False, "repr": False, "eq": False}
            uit = dataclasses.dataclass(**kaal, slots=slots, weakref_slot=weakref_slot)(klasse)
            for soort, namen in _BIJ.items():
                for naam in namen:
                    if vorm.get(soort) and naam not in klasse.__dict__:
                        setattr(uit, naam, _later(uit, naam))
            uit.__setattr__, uit.__delattr__ = _refuse_set, _refuse_delete
            if slots:
                uit.__getstate__, uit.__setstate__ = _state, _set_state
            return uit

        return make


def _is_plain(deel: tuple[str, Any]) -> bool:
    """Whether a part of a class is nothing that the constructor below does not know."""
    naam, x = deel
    return naam != "__post_init__" and not (isinstance(x, dataclasses.Field) and (x.kw_only is True or not x.init))


def _later(klasse: type, naam: str) -> Callable[..., Any]:
    """A method that puts the real one in its place."""

    def method(self: object, *waarden: Any, **velden: Any) -> Any:
        echt = _written_init(klasse) if naam == "__init__" else _written(klasse, naam)
        setattr(klasse, naam, echt)
        return echt(self, *waarden, **velden)

    method.__name__, method.__qualname__ = naam, f"{klasse.__qualname__}.{naam}"
    return method


def _written(klasse: type, naam: str) -> Callable[..., Any]:
    """The method as the standard library writes it, for a class with the same fields."""
    velden = dataclasses.fields(klasse)
    ruimte: dict[str, Any] = {f.name: dataclasses.field(repr=f.repr, hash=f.hash, compare=f.compare) for f in velden}
    # With a text of its own: else the standard library looks up the signature to write one, which takes longest of all.
    ruimte |= {"__doc__": klasse.__name__, "__qualname__": klasse.__qualname__}
    ruimte["__annotations__"] = {f.name: f.type for f in velden}
    vraagt = {soort: naam in namen for soort, namen in _BIJ.items()}
    vraagt["eq"] |= vraagt["order"]
    echt: Any = dataclasses.dataclass(frozen=naam == "__hash__", **vraagt)(type(klasse.__name__, (), ruimte))
    functie: Callable[..., Any] = echt.__dict__[naam]
    return functie


def _written_init(klasse: type) -> Callable[..., Any]:
    """The constructor: every field by place or by name, put in its place past what keeps the value frozen."""
    ruimte: dict[str, Any] = {"LEEG": dataclasses.MISSING, "zet": object.__setattr__}
    kop, romp = ["self"], []
    for f in dataclasses.fields(klasse):
        plaats = getattr(getattr(klasse, f.name, None), "__set__", None)
        ruimte[f"zet_{f.name}"] = plaats
        waarde = f.name
        if f.default is not dataclasses.MISSING:
            ruimte[f"std_{f.name}"] = f.default
            kop.append(f"{f.name}=std_{f.name}")
        elif f.default_factory is not dataclasses.MISSING:
            ruimte[f"maak_{f.name}"] = f.default_factory
            kop.append(f"{f.name}=LEEG")
            waarde = f"maak_{f.name}() if {f.name} is LEEG else {f.name}"
        else:
            kop.append(f.name)
        romp.append(f" zet_{f.name}(self, {waarde})" if plaats else f" zet(self, {f.name!r}, {waarde})")
    exec("\n".join([f"def __init__({', '.join(kop)}):", *romp, " pass"]), ruimte)
    functie: Callable[..., Any] = ruimte["__init__"]
    functie.__qualname__ = f"{klasse.__qualname__}.__init__"
    return functie


def _refuse_set(_: object, naam: str, __: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {naam!r}")


def _refuse_delete(_: object, naam: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {naam!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, f.name) for f in dataclasses.fields(self)]


def _set_state(self: Any, stand: list[object]) -> None:
    for f, waarde in zip(dataclasses.fields(self), stand, strict=True):
        object.__setattr__(self, f.name, waarde)

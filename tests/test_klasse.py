"""Law: a class of `klasse.dataclass` does what the same class of the standard library does."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from rechtenverkenner.klasse import dataclass


def both(*, slots: bool = True, **vraagt: bool) -> tuple[Any, Any]:
    """The same class twice: made at once, and made later."""

    def make(dc: Callable[..., Any]) -> Any:
        @dc(frozen=True, slots=slots, **vraagt)
        class Waarde:
            """A value."""

            a: int
            b: str = dataclasses.field(default="x", repr=False)
            c: tuple[int, ...] = ()
            d: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)

            def double(self) -> int:
                return 2 * self.a

        return Waarde

    return make(dataclasses.dataclass), make(dataclass)


VORMEN: list[dict[str, bool]] = [
    {},
    {"order": True},
    {"eq": False},
    {"repr": False},
    {"weakref_slot": True},
    {"slots": False},
]
PAREN = [((1,), {}), ((1, "y"), {"c": (3,)}), ((2,), {"d": {"k": 1}}), ((), {"b": "y", "a": 1, "c": (3,)})]


def outcome(functie: Callable[[], object]) -> object:
    try:
        return functie()
    except Exception as e:
        return type(e), str(e).rpartition(".")[2]


@pytest.mark.parametrize("vorm", VORMEN, ids=str)
def test_values_are_made_shown_compared_and_ordered_as_in_the_standard_library(vorm: dict[str, bool]) -> None:
    echt, later = both(**vorm)
    rijen = [[soort(*a, **k) for a, k in PAREN] for soort in (echt, later)]
    teksten = [[repr(x).partition(" object at ")[0] for x in rij] for rij in rijen]
    assert teksten[0] == teksten[1]
    for teken in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
        een, ander = ([getattr(x, teken)(y) for x in rij for y in rij] for rij in rijen)
        assert een == ander
    assert rijen[1][0] != rijen[0][0]
    if vorm.get("eq", True):
        assert [outcome(lambda x=x: hash(x)) for x in rijen[0]] == [outcome(lambda x=x: hash(x)) for x in rijen[1]]  # type: ignore[misc]
    else:
        assert hash(rijen[1][0]) != hash(later(1))
    assert [x.double() for x in rijen[1]] == [2, 2, 4, 2]


@pytest.mark.parametrize("vorm", VORMEN, ids=str)
def test_the_class_says_the_same_of_itself(vorm: dict[str, bool]) -> None:
    echt, later = both(**vorm)
    later(1)
    assert inspect.signature(later).parameters.keys() == inspect.signature(echt).parameters.keys()
    for naam in ("__slots__", "__match_args__", "__doc__"):
        assert getattr(later, naam, None) == getattr(echt, naam, None)
    assert [str(f) for f in dataclasses.fields(later)] == [str(f) for f in dataclasses.fields(echt)]
    assert {k for k in dir(echt) if k != "__dataclass_params__"} <= set(dir(later))


@pytest.mark.parametrize("fout", [(), (1, 2, 3, 4, 5), {"z": 1}])
def test_what_cannot_be_is_refused_with_the_same_words(fout: Any) -> None:
    a, k = ((), fout) if isinstance(fout, dict) else (fout, {})
    een, ander = (outcome(lambda soort=soort: soort(*a, **k)) for soort in both())  # type: ignore[misc]
    assert een == ander


def test_a_value_stays_as_it_is_and_can_be_copied_kept_and_replaced() -> None:
    for soort in both(weakref_slot=True):
        x = soort(1, "y", d={"k": 1})
        vast = dataclasses.FrozenInstanceError
        assert outcome(lambda x=x: setattr(x, "a", 2)) == (
            dataclasses.FrozenInstanceError,
            "cannot assign to field 'a'",
        )  # type: ignore[misc]
        assert outcome(lambda x=x: delattr(x, "a")) == (vast, "cannot delete field 'a'")  # type: ignore[misc]
        assert copy.copy(x) == copy.deepcopy(x) == x
        assert copy.deepcopy(x).d is not x.d
        assert dataclasses.replace(x, a=3) == soort(3, "y")
        assert dataclasses.asdict(x) == {"a": 1, "b": "y", "c": (), "d": {"k": 1}}
        assert soort(1).d is not soort(1).d
        assert weakref.ref(x)() is x


@dataclass(frozen=True, slots=True)
class Verzonden:
    """A value that goes to another process."""

    a: int
    b: tuple[str, ...] = ()


def test_a_value_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Verzonden(1, ("x",)))) == Verzonden(1, ("x",))


def test_what_is_not_frozen_or_not_plain_is_made_at_once() -> None:
    @dataclass(slots=True)
    class Los:
        a: int = 0

    @dataclass(frozen=True, slots=True)
    class Vol:
        """Some fields come later."""

        a: int
        b: int = dataclasses.field(init=False)
        c: int = dataclasses.field(kw_only=True)

        def __post_init__(self) -> None:
            object.__setattr__(self, "b", self.a + self.c)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Bijnaam:
        a: int

    assert Bijnaam(a=1).a == 1
    with pytest.raises(TypeError):
        Bijnaam(1)  # type: ignore[misc]
    los = Los()
    los.a = 3
    assert los == Los(3)
    assert repr(Vol(1, c=2)).endswith("Vol(a=1, b=3, c=2)")

"""Options of commands, said without typer, and calling a command with what was typed in the plainest form.

To load typer takes a fifth of the time of a command that judges one household. The signature of the command says what
its options are; typer reads the same (`programma`), and whatever is not plain is left to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from rechtenverkenner.klasse import dataclass

SNEL = {"verken": ("verken_cli", "verken"), "leg-uit": ("verken_cli", "leg_uit"), "plan": ("plan_cli", "plan")}
"""Commands of which every option has one value: where they stand."""


@dataclass(frozen=True, slots=True, eq=False)
class Optie:
    """What `Annotated` says of a parameter of a command: an option (`--naam`), or without name an argument."""

    naam: str = ""
    hulp: str = ""
    metavar: str | None = None


def options_of(functie: Callable[..., object]) -> dict[str, tuple[Any, Any]]:
    """Every parameter of a command with its type and what `Annotated` says of it."""
    uit: dict[str, tuple[Any, Any]] = {}
    for naam, hint in get_type_hints(functie, include_extras=True).items():
        delen = get_args(hint) if get_origin(hint) is Annotated else (hint, None)
        uit[naam] = delen[0], delen[1]
    uit.pop("return", None)
    return uit


def plain_call(woorden: Sequence[str]) -> Callable[[], object] | None:
    """The command that was typed, ready to run; None when typer must read it: a help, a fault, another form."""
    plek = SNEL.get(woorden[0]) if woorden else None
    if plek is None or os.name == "nt" or any(k.startswith("_") and k.endswith("_COMPLETE") for k in os.environ):
        return None
    functie = getattr(import_module(f"rechtenverkenner.toepassing.{plek[0]}"), plek[1])
    waarden = plain_values(functie, woorden[1:])
    return None if waarden is None else partial(functie, **waarden)


def plain_values(functie: Callable[..., object], woorden: Sequence[str]) -> dict[str, Any] | None:
    """The values of the parameters, when every option stands there once with a value and no argument is missing."""
    parameters = options_of(functie)
    opties = {optie.naam: naam for naam, (_, optie) in parameters.items() if optie.naam}
    argumenten = [naam for naam, (_, optie) in parameters.items() if not optie.naam]
    uit: dict[str, Any] = {}
    for optie, waarde in _pairs(iter(woorden)):
        naam = opties.get(optie) if optie else next((n for n in argumenten if n not in uit), None)
        if naam is None or naam in uit or not waarde.isprintable() or waarde[:1] in ("", "-"):
            return None
        soort = parameters[naam][0]
        uit[naam] = Path(waarde) if Path in (soort, *get_args(soort)) else waarde
    verplicht = {n for n, p in signature(functie).parameters.items() if p.default is p.empty}
    return uit if verplicht <= uit.keys() else None


def _pairs(woorden: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Each option with its value, and each argument with no option; without a value it is empty."""
    for woord in woorden:
        if not woord.startswith("-"):
            yield "", woord
        elif "=" in woord:
            optie, _, waarde = woord.partition("=")
            yield optie, waarde
        else:
            yield woord, next(woorden, "")

"""Which rights use which parameter, straight in a rule or through a formula of another parameter."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from rechtenverkenner.model.knopen import Param, walk
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.onderhoud.boek import GEDEELD, Boek


def parameter_users(boek: Boek) -> dict[str, tuple[str, ...]]:
    """Every parameter with the rights that change when it changes; without any it only stands on the sheet."""
    gebruik: dict[str, set[str]] = {p: set() for p in boek.catalogus.parameters}
    for recht in boek.catalogus.rechten.values():
        for p in _used(recht):
            gebruik[p].add(recht.id)
    bouwt_op = dict(_formulas(boek))
    bezig = True
    while bezig:  # at most once for each link in a chain of formulas
        bezig = False
        for p, bronnen in bouwt_op.items():
            for ander in bronnen:
                bezig |= not gebruik[p] <= gebruik[ander]
                gebruik[ander] |= gebruik[p]
    return {p: tuple(sorted(rechten)) for p, rechten in gebruik.items()}


def _used(recht: Recht) -> Iterator[str]:
    bedrag = (recht.bedrag.formule,) if recht.bedrag else ()
    for wortel in (recht.voorwaarden, *bedrag, *recht.dagen.values()):
        yield from (k.id for k in walk(wortel) if isinstance(k, Param))


def _formulas(boek: Boek) -> Iterator[tuple[str, set[str]]]:
    """A parameter with the parameters that the formulas of its values name."""
    for kenmerk, plek in boek.reeksen.items():
        reeks = plek.bron.data
        for stap in (*plek.pad, "waarden"):
            reeks = reeks[stap]  # type: ignore[index]
        teksten = [w["formule"] for w in reeks if isinstance(w, dict) and "formule" in w]  # type: ignore[attr-defined]
        namen = {n.id for t in teksten for n in ast.walk(ast.parse(t.strip(), mode="eval")) if isinstance(n, ast.Name)}
        ruimte = kenmerk.rpartition(".")[0]
        yield kenmerk, {id_ for naam in namen if (id_ := _resolve(boek, ruimte, naam))}


def _resolve(boek: Boek, ruimte: str, naam: str) -> str | None:
    mogelijk = (f"{ruimte}.{naam}", f"{ruimte.partition('@')[0]}.{naam}", f"{GEDEELD}.{naam}")
    return next((k for k in mogelijk if k in boek.catalogus.parameters), None)

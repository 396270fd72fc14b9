"""Somebody who has every table of the report and a solver, and wants to know a number under five."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from rechtenverkenner.meting.cijfers import Cijfers, Rij

# What a pair can be; a number of a table is a sum of these.
X, U, F, Q, C = range(5)
CELLEN = {
    "buiten": (X,),
    "gebruikt voor": (U,),
    "open voor": (F, Q, C),
    "gebruikt na": (U, C),
    "open na": (F, Q),
    "ontvangen": (C,),
    "aangevraagd en niet ontvangen": (Q,),
    "alleen gevonden": (F,),
    "aangevraagd": (Q, C),
}


class Aanval:
    """All that the tables say, as equations in the number of pairs of each right, group and class."""

    def __init__(self, cijfers: Cijfers) -> None:
        self.rechten = [r.id for r in cijfers.rijen if r.soort == "recht"]
        self.domein = {r.id: r.ouder for r in cijfers.rijen if r.soort == "recht"}
        self.groepen = {r.id: r.klanten for r in cijfers.rijen if r.soort == "doelgroep"}
        self.plek = {s: n for n, s in enumerate(product(self.rechten, self.groepen, range(5)))}
        self.kolommen: list[list[int]] = []
        self.waarden: list[int] = []
        for r, g in product(self.rechten, self.groepen):
            self._know([(r, g)], range(5), self.groepen[g])
        for rij in cijfers.rijen:
            for klassen, n in _shown(rij):
                self._know(self.pairs_of(rij), klassen, n)
        for (h, g), b in cijfers.warmte.cellen.items():
            deel = [(r, g) for r in self.rechten if h in (r, self.domein[r])]
            self._know(deel, (U,), b.gebruikt)
            self._know(deel, (F, Q, C), b.open)
        rijen = np.repeat(np.arange(len(self.kolommen)), [len(k) for k in self.kolommen])
        plekken = np.concatenate([np.array(k) for k in self.kolommen])
        self.a = csr_matrix((np.ones(len(plekken)), (rijen, plekken)), shape=(len(self.kolommen), len(self.plek)))

    def pairs_of(self, rij: Rij) -> list[tuple[str, str]]:
        return [
            (r, g)
            for r, g in product(self.rechten, self.groepen)
            if rij.soort == "totaal" or rij.id in ({"recht": r, "domein": self.domein[r], "doelgroep": g}[rij.soort],)
        ]

    def _know(self, paren: list[tuple[str, str]], klassen: Any, n: int) -> None:
        self.kolommen.append([self.plek[r, g, k] for r, g in paren for k in klassen])
        self.waarden.append(n)

    def bound(self, paren: list[tuple[str, str]], klassen: tuple[int, ...], *, hoogste: bool) -> float:
        """The highest or lowest that this number can be for whoever knows the tables."""
        doel = np.zeros(len(self.plek))
        doel[[self.plek[r, g, k] for r, g in paren for k in klassen]] = -1 if hoogste else 1
        uit = linprog(doel, A_eq=self.a, b_eq=self.waarden, method="highs")
        assert uit.status == 0, uit.message
        return -uit.fun if hoogste else uit.fun


def _shown(rij: Rij) -> Any:
    if rij.voor:
        yield (X,), rij.buiten
        yield (U,), rij.voor.gebruikt
        yield (F, Q, C), rij.voor.open
    if rij.na:
        yield (U, C), rij.na.gebruikt
        yield (F, Q), rij.na.open
    if rij.doorloop:
        yield (F, Q, C), rij.doorloop.gevonden
        yield (Q, C), rij.doorloop.aangevraagd
        yield (C,), rij.doorloop.ontvangen

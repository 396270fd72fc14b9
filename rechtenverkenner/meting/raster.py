"""Which cells of a grid of right and target group may be shown beside the tables of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from rechtenverkenner.meting.afscherming import DELEN, As, Merk, add, cells
from rechtenverkenner.meting.gegevens import MINST

Cel = tuple[str, str]


@dataclass(slots=True)
class Raster:
    """The grid at level 1, by row (a right, or with `ouder` its domain) and column (a target group).

    A hidden cell is raised by exchanges along a ring of hidden cells, each in the row or the column of the one before,
    so that no total changes; or, when its row or column is hidden in its own table, by a turn of that table. Rows
    hidden in the same sum count as one row, and so do columns.
    """

    rechten: As
    groepen: As
    ouder: Mapping[str, str]
    rijen: set[str]
    kolommen: set[str]
    tel: dict[Cel, list[int]] = field(init=False)
    toon: set[Cel] = field(init=False)
    marks: tuple[dict[str, Merk], dict[str, Merk]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with all cells that are not small by themselves, of rows and columns that are shown."""
        self.marks = (
            {r: self.rechten.mark(r) for r in self.rechten.rijen},
            {o: self.groepen.mark(o) for o in self.groepen.rijen},
        )
        self.tel = {(self.ouder[r], o): [0] * 5 for r, o in self.rechten.kubus}
        for (r, o), n in self.rechten.kubus.items():
            self.tel[self.ouder[r], o] = add((self.tel[self.ouder[r], o], n))
        self.toon = {
            (h, o)
            for (h, o), n in self.tel.items()
            if h in self.rijen and o in self.kolommen and min(cells(n, 1)) >= MINST
        }

    def protect(self) -> None:
        """Hide cells until nothing small can be worked out."""
        while self.toon and (fout := self._first_fault()) is not None:
            naast = [s for s in self.toon if s[0] == fout[0] or s[1] == fout[1]] or list(self.toon)
            self.toon.remove(min(naast, key=lambda s: (min(cells(self.tel[s], 1)), s)))

    def _first_fault(self) -> Cel | None:
        """A hidden cell that is given away, None when there is none."""
        verborgen = sorted(set(self.tel) - self.toon)
        for plek, bekend in ((0, self.rijen), (1, self.kolommen)):
            for lijn in {s[plek] for s in verborgen} & bekend:
                deze = [s for s in verborgen if s[plek] == lijn]
                if len(deze) < 2 or min(cells(add(self.tel[s] for s in deze), 1)) < MINST:
                    return deze[0]
        weg = set(verborgen)
        for s in verborgen:
            for deel, n in zip(DELEN[1], cells(self.tel[s], 1), strict=True):
                if n < MINST and not self._can_be_large(s, weg, deel, MINST - n):
                    return s
        return None

    def _can_be_large(self, cel: Cel, verborgen: set[Cel], deel: tuple[int, ...], nodig: int) -> bool:
        h, o = cel
        rijen = [r for r in self.ouder if self.ouder[r] == h]
        if h not in self.rijen and self.rechten.can_raise(rijen, deel, 1, nodig, bij=[o]):
            return True
        if o not in self.kolommen and self.groepen.can_raise([o], deel, 1, nodig, bij=rijen):
            return True
        return self._exchange(cel, verborgen, deel, nodig)

    def _exchange(self, cel: Cel, verborgen: set[Cel], deel: tuple[int, ...], nodig: int) -> bool:
        """Whether that many pairs can come into a cell by exchanges along a ring of hidden cells."""
        over = {s: list(n) for s, n in self.rechten.kubus.items() if (self.ouder[s[0]], s[1]) in verborgen}
        eigen = [s for s in over if (self.ouder[s[0]], s[1]) == cel]
        ander = {s: n for s, n in over.items() if s not in eigen}
        for j, j2 in product(deel, (k for k in range(5) if k not in deel)):
            for s in eigen:
                while over[s][j2] and (ring := self._ring(s, ander, j, j2)):
                    n = min(nodig, over[s][j2], *(over[t][van] for t, van, _ in ring))
                    for t, van, naar in ((s, j2, j), *ring):
                        over[t][van] -= n
                        over[t][naar] += n
                    nodig -= n
                    if nodig == 0:
                        return True
        return False

    def _ring(self, begin: Cel, over: Mapping[Cel, Sequence[int]], j: int, j2: int) -> list[tuple[Cel, int, int]]:
        """Cells that by turns give j and j2, from the row of the first one back to its column; empty when none do."""
        bereikt: dict[tuple[int, Merk], list[tuple[Cel, int, int]]] = {(0, self.marks[0][begin[0]]): []}
        rij = list(bereikt)
        for plek, merk in rij:  # grows while it is walked
            van, naar = (j, j2) if plek == 0 else (j2, j)
            for t, n in over.items():
                verder = 1 - plek, self.marks[1 - plek][t[1 - plek]]
                if n[van] and self.marks[plek][t[plek]] == merk and verder not in bereikt:
                    bereikt[verder] = [*bereikt[plek, merk], (t, van, naar)]
                    if verder == (1, self.marks[1][begin[1]]):
                        return bereikt[verder]
                    rij.append(verder)
        return []

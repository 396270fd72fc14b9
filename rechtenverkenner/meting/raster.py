"""Which cells of a grid of right and target group may be shown beside the tables of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from rechtenverkenner.meting.afscherming import DELEN, As, add, cells
from rechtenverkenner.meting.gegevens import MINST

Cel = tuple[str, str]


@dataclass(slots=True)
class Raster:
    """The grid at level 1, by row (a right, or with `ouder` its domain) and column (a target group).

    A hidden cell is raised by an exchange in two rows and two columns at once, so that no total changes; or, when its
    row or column is hidden in its own table, by a turn of that table. Rows hidden in the same sum count as one row, and so do columns.
    """

    rechten: As
    groepen: As
    ouder: Mapping[str, str]
    rijen: set[str]
    kolommen: set[str]
    tel: dict[Cel, list[int]] = field(init=False)
    toon: set[Cel] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with all cells that are not small by themselves, of rows and columns that are shown."""
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
        over = {sleutel: list(n) for sleutel, n in self.rechten.kubus.items()}
        for r, (r2, o3), o2 in product(rijen, self._elsewhere(cel, verborgen), [x for y, x in verborgen if y == h]):
            if o2 in (o, o3) or (self.ouder[r2], o2) not in verborgen:
                continue
            for r3 in (r, *self.rechten.mates(r)):
                if r3 != r2 and (self.ouder[r3], o2) in verborgen:
                    nodig -= _turn([over.get(s) for s in ((r, o), (r3, o2), (r2, o3), (r2, o2))], deel, nodig)
                    if nodig == 0:
                        return True
        return False

    def _elsewhere(self, cel: Cel, verborgen: set[Cel]) -> list[Cel]:
        """The rights of other hidden rows, in this column or one that is hidden in the same sum."""
        h, o = cel
        return [
            (r, x)
            for x in (o, *self.groepen.mates(o))
            for r, boven in self.ouder.items()
            if boven != h and (boven, x) in verborgen
        ]


def _turn(hoeken: Sequence[list[int] | None], deel: tuple[int, ...], nodig: int) -> int:
    """How many pairs come into the cell of the first corner, while no sum of a row or column changes."""
    a, b, c, d = hoeken
    if a is None or b is None or c is None or d is None:
        return 0
    gedaan = 0
    for j in deel:
        for j2 in (x for x in range(5) if x not in deel):
            n = min(a[j2], b[j], c[j], d[j2], nodig - gedaan)
            a[j2], b[j], c[j], d[j2] = a[j2] - n, b[j] - n, c[j] - n, d[j2] - n
            gedaan += n
    return gedaan

"""Which rows of a table may be shown, so that no number under five can be worked out from all tables together.

The published tables are sums over a cube: right x target group x class. A row (a right, a domain, a target group) shows
none, one, two or three *levels* of detail; every level splits the one before:

1. before: outside, in use, open;
2. before and after: of what was open, received or not;
3. the whole circle: of what was not received, requested or only found.

What is not shown at a level is still known as one sum, the *block*: a total minus what is shown. So a level is shown
only where every cell is at least five, every block keeps at least two rows and cells of at least five, and every number
that is hidden can really be five or more. For that last demand a *turn* is sought: two or three pairs of client and
right of the same group pass on their classes, one in the row and the others elsewhere. Every published number stays as
it is, and the hidden one becomes larger; whoever knows all tables cannot tell the two worlds apart. As long as one
hidden number has no such turns, a further row is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from rechtenverkenner.meting.gegevens import KLASSEN, MINST, Gegevens

DELEN: Final[tuple[tuple[tuple[int, ...], ...], ...]] = (
    (),
    ((0,), (1,), (2, 3, 4)),
    ((0,), (1,), (2, 3), (4,)),
    ((0,), (1,), (2,), (3,), (4,)),
)
"""Of each level its cells, as places in `KLASSEN`."""
DIEPST: Final = len(DELEN) - 1
_CEL: Final = tuple(tuple(next((n for n, d in enumerate(delen) if k in d), 0) for k in range(5)) for delen in DELEN)
"""Of each level, the cell of each class."""
Kubus = Mapping[tuple[str, str], Sequence[int]]
"""Counts by class of (row, other), where `other` is what the rows are crossed with."""
Blok = str | None
ALLES: Final = "*"
Merk = tuple[str, ...]
"""Of a row the sum that is known with it in, at each level; rows with the same mark cannot be told apart."""


def cube_of(g: Gegevens) -> dict[tuple[str, str], list[int]]:
    """The counts by (right, target group)."""
    uit: dict[tuple[str, str], list[int]] = {}
    for p in g.paren:
        uit.setdefault((p.recht, p.groep), [0] * 5)[KLASSEN.index(p.klasse)] += 1
    return uit


def add(rijen: Iterable[Sequence[int]]) -> list[int]:
    """The sum by class."""
    som = [0] * 5
    for rij in rijen:
        for k in range(5):
            som[k] += rij[k]
    return som


def cells(tel: Sequence[int], niveau: int) -> list[int]:
    """The cells of a level."""
    return [sum(tel[k] for k in deel) for deel in DELEN[niveau]]


def deepest(tel: Sequence[int], hoogstens: int = DIEPST) -> int:
    """The deepest level of which this and every level before has no small cell."""
    for niveau in range(1, hoogstens + 1):
        if min(cells(tel, niveau)) < MINST:
            return niveau - 1
    return hoogstens


@dataclass(slots=True)
class As:
    """One way to cut the cube in rows, each in one upper row (`ouder`); with the level that each row shows."""

    kubus: Kubus
    ouder: Mapping[str, str]
    rijen: Mapping[str, Sequence[int]] = field(init=False)
    anderen: list[str] = field(init=False)
    niveau: dict[str, int] = field(init=False)
    boven: dict[str, int] = field(init=False)
    top: int = field(init=False)

    def __post_init__(self) -> None:
        """Begin with all that has no small cell by itself."""
        self.anderen = sorted({o for _, o in self.kubus})
        self.rijen = {r: add(self.kubus.get((r, o), [0] * 5) for o in self.anderen) for r in self.ouder}
        self.top = deepest(add(self.rijen.values()))
        self.niveau = {r: deepest(tel, self.top) for r, tel in self.rijen.items()}
        self.boven = {b: deepest(add(self._under(b)), self.top) for b in dict.fromkeys(self.ouder.values())}

    def _under(self, boven: str) -> list[Sequence[int]]:
        return [self.rijen[r] for r, b in self.ouder.items() if b == boven]

    def block(self, rij: str, niveau: int) -> Blok:
        """The sum in which a row is hidden at a level; None when it is shown."""
        if self.niveau[rij] >= niveau:
            return None
        boven = self.ouder[rij]
        return boven if self.boven[boven] >= niveau else ALLES

    def protect(self) -> None:
        """Hide rows until nothing small can be worked out."""
        for niveau in range(1, self.top + 1):
            while (fout := self._first_fault(niveau)) is not None:
                if not self._hide_one_more(fout, niveau):
                    break

    def _first_fault(self, niveau: int) -> Blok:
        """The block that gives something away at a level, None when there is none."""
        blokken: dict[str, list[str]] = {}
        for r in self.rijen:
            if (b := self.block(r, niveau)) is not None:
                blokken.setdefault(b, []).append(r)
        for b, rijen in blokken.items():
            if len(rijen) < 2 or min(cells(add(self.rijen[r] for r in rijen), niveau)) < MINST:
                return b
        for boven, n in self.boven.items():
            if n < niveau and not self._can_be_large([r for r, b in self.ouder.items() if b == boven], niveau):
                return ALLES
        return next((b for b, rijen in blokken.items() for r in rijen if not self._can_be_large([r], niveau)), None)

    def _hide_one_more(self, blok: str, niveau: int) -> bool:
        """Hide the smallest row that is shown and belongs to the block; of the whole, an upper row first."""
        if blok == ALLES:
            getoond = {b: add(self._under(b)) for b, n in self.boven.items() if n >= niveau}
            if getoond:
                boven = min(getoond, key=lambda b: (min(cells(getoond[b], niveau)), b))
                self.boven[boven] = niveau - 1
                return True
        rijen = [r for r, n in self.niveau.items() if n >= niveau and blok in (ALLES, self.ouder[r])]
        if rijen:
            kleinste = min(rijen, key=lambda r: (min(cells(self.rijen[r], niveau)), r))
            self.niveau[kleinste] = niveau - 1
            return True
        if blok != ALLES:
            self.boven[blok] = min(self.boven[blok], niveau - 1)
            return len(self.boven) > 1  # a single upper row is the total, which is shown anyway
        return False

    def _can_be_large(self, doel: Sequence[str], niveau: int) -> bool:
        """Whether every small cell of hidden rows together could be five, with all that is shown as it is."""
        tel = add(self.rijen[r] for r in doel)
        return all(
            n >= MINST or self.can_raise(doel, deel, niveau, MINST - n)
            for deel, n in zip(DELEN[niveau], cells(tel, niveau), strict=True)
        )

    def can_raise(
        self, doel: Sequence[str], deel: tuple[int, ...], niveau: int, nodig: int, *, bij: Sequence[str] | None = None
    ) -> bool:
        """Whether that many pairs can come into a cell of these rows by turns; `bij`: in these columns only."""
        if all(self.niveau[r] >= niveau for r in doel):
            return False
        merken = {r: self.mark(r) for r in self.rijen}
        for o in self.anderen if bij is None else bij:
            buiten: dict[Merk, list[int]] = {}
            for r, merk in merken.items():
                if r not in doel and (r, o) in self.kubus:
                    buiten[merk] = add((buiten.get(merk, [0] * 5), self.kubus[r, o]))
            for a in doel:
                hier = list(self.kubus.get((a, o), ()))
                for b, c, j, j2, j3 in _turns(merken[a], buiten, hier, deel):
                    n = min(hier[j2], buiten[b][j3], buiten[c][j], nodig)
                    hier[j2] -= n
                    buiten[b][j3] -= n
                    if j3 != j:
                        buiten[c][j] -= n
                    nodig -= n
                    if nodig == 0:
                        return True
        return False

    def mark(self, rij: str) -> Merk:
        """In which sum a row is at each level: its own when it is shown there."""
        blokken = (self.block(rij, n) for n in range(1, self.top + 1))
        return tuple(f"={rij}" if b is None else b for b in blokken)  # a block may be called ""


def _turns(
    van: Merk, buiten: Mapping[Merk, Sequence[int]], hier: Sequence[int], deel: tuple[int, ...]
) -> Iterator[tuple[Merk, Merk, int, int, int]]:
    """How a pair of a row can go from class j2 to j, while no known sum changes.

    Of two rows: one of the other takes j2 and gave j (j3 is j then). Of three: one gives j3 and takes j2, one gives j
    and takes j3.
    """
    wissels = [(j, j2) for j in deel for j2 in range(5) if j2 not in deel and hier and hier[j2]]
    for b in buiten:
        for j, j2 in wissels:
            if _is_neutral(((van, j2, j), (b, j, j2))):
                yield b, b, j, j2, j
    for b, c in product(buiten, buiten):
        for j, j2 in wissels:
            for j3 in range(5):
                bruikbaar = j3 not in (j, j2) and buiten[b][j3] and buiten[c][j]
                if bruikbaar and _is_neutral(((van, j2, j), (b, j3, j2), (c, j, j3))):
                    yield b, c, j, j2, j3


def _is_neutral(stappen: Sequence[tuple[Merk, int, int]]) -> bool:
    """Whether pairs that change class leave every sum that is known as it was."""
    for niveau in range(1, len(stappen[0][0]) + 1):
        verschil: dict[tuple[str, int], int] = {}
        for merk, van, naar in stappen:
            som = merk[niveau - 1]
            for cel, erbij in ((_CEL[niveau][van], -1), (_CEL[niveau][naar], 1)):
                verschil[som, cel] = verschil.get((som, cel), 0) + erbij
        if any(verschil.values()):
            return False
    return True


def shown_rows(tel: Mapping[str, Sequence[int]], *, geheim: bool = False) -> set[str]:
    """The rows of which no cell is small, fewer when a total would give the others away.

    What is hidden keeps two rows and five in every cell. `geheim`: also the total itself may not be worked out, so
    something is hidden in any case.
    """
    toon = {r for r, n in tel.items() if min(n) >= MINST}
    while toon and (geheim or len(toon) < len(tel)):
        weg = [n for r, n in tel.items() if r not in toon]
        if len(weg) > 1 and min(map(sum, zip(*weg, strict=True))) >= MINST:
            break
        toon.remove(min(toon, key=lambda r: (min(tel[r]), r)))
    return toon


def protect_counts(tellingen: Mapping[str, int], *, geheim: bool = False) -> dict[str, int | None]:
    """The numbers of one closed list, None for the small ones and for as many more as `shown_rows` hides.

    >>> protect_counts({"a": 9, "b": 3, "c": 7})
    {'a': 9, 'b': None, 'c': None}
    """
    toon = shown_rows({naam: (n,) for naam, n in tellingen.items()}, geheim=geheim)
    return {naam: n if naam in toon else None for naam, n in tellingen.items()}

"""From raw columns to those of the plan: arrays without gaps, texts as codes, in the order of the chunk.

Beside what may be missing stands whether it is there. A value outside the range that the plan was proved with is a
fault, never a number that wraps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.groepcellen import MACHT
from rechtenverkenner.bulk.indeling import BESTANDEN, TABELLEN, Indeling
from rechtenverkenner.bulk.kolomcode import kind_of
from rechtenverkenner.bulk.kolommotor import Brok
from rechtenverkenner.bulk.ligging import Ligging, Reeks
from rechtenverkenner.bulk.nazicht import impossible, unknown_choices
from rechtenverkenner.bulk.splitsen import as_arrow, people_of, split, split_arrow, with_gaps
from rechtenverkenner.meldingen import InvoerFout

if TYPE_CHECKING:
    import polars as pl


def leaves(bladen: Iterable[Cel]) -> dict[Vlak, dict[str, set[str]]]:
    """Of each table the columns that are read: of which the value, and of which whether it is there."""
    uit: dict[Vlak, dict[str, set[str]]] = {vlak: {"kolom": set(), "bekend": set()} for vlak in TABELLEN}
    for cel in bladen:
        if cel.gegeven not in (MACHT, "nr"):
            uit[cel.vlak][cel.op].add(str(cel.gegeven))
    return uit


def prepare(tabellen: Mapping[Vlak, pl.DataFrame], bladen: Iterable[Cel], indeling: Indeling) -> Brok:
    """A chunk with the columns that these cells read, of tables in order of household and number, to be run once.

    Raises:
        InvoerFout: RV540, a choice that no fact and no rule knows; RV541, a number outside the range of the cell.
    """
    ligging = _lay_out(tabellen)
    lezer = _Lezer(tabellen, indeling, ligging)
    samen: dict[tuple[Vlak, str], dict[str, Cel]] = {}
    for cel in bladen:
        samen.setdefault((cel.vlak, str(cel.gegeven)), {})[cel.op] = cel
    gelezen = {cel: reeks for cellen in samen.values() for cel, reeks in lezer.read(**cellen)}
    return Brok(ligging, gelezen.pop)  # a column that was given may be written over


def _lay_out(tabellen: Mapping[Vlak, pl.DataFrame]) -> Ligging:
    import numpy as np

    _, grootte = people_of(tabellen["persoon"])
    gezinnen, van_aansluiting = (tabellen[vlak]["gezin"].to_numpy() for vlak in ("gezin", "aansluiting"))
    eerste = np.searchsorted(van_aansluiting, gezinnen)
    return Ligging(grootte, np.arange(len(gezinnen)).repeat(np.diff(eerste, append=len(van_aansluiting))))


class _Lezer:
    """Reads columns of the tables of one chunk, each once: its value and where it was filled in, as far as asked."""

    def __init__(self, tabellen: Mapping[Vlak, pl.DataFrame], indeling: Indeling, ligging: Ligging) -> None:
        import numpy as np
        import polars as pl

        self.np, self.tabellen, self.indeling, self.ligging = np, tabellen, indeling, ligging
        self._teksten = pl.Enum(indeling.teksten)
        self._woorden = pl.Series([], dtype=self._teksten).to_arrow().dictionary

    def read(self, *, kolom: Cel | None = None, bekend: Cel | None = None) -> Iterator[tuple[Cel, Reeks]]:
        """The cells of one column and what they say, in the order of the chunk."""
        blad = kolom or bekend
        assert blad is not None
        vlak, naam = blad.vlak, str(blad.gegeven)
        if naam == MACHT:
            macht = self.np.left_shift(1, self.tabellen[vlak]["nr"].to_numpy() - 1)
            yield blad, self._in_order(vlak, self._checked(blad, macht, None))
            return
        waarde, er = self._raw(vlak, naam)
        if kolom is None:
            yield blad, self._in_order(vlak, self._everywhere(waarde) if er is None else er)
            return
        read = self._yes_no if kolom.is_bool else self._number
        waarde, er = read(kolom, waarde, er, met_gaten=bekend is not None)
        yield kolom, waarde
        if bekend is not None:
            yield bekend, self._everywhere(waarde) if er is None else er

    def _everywhere(self, waarde: Reeks) -> Reeks:
        return self.np.ones(len(waarde), dtype=bool)

    def _in_order(self, vlak: Vlak, a: Reeks) -> Reeks:
        plek = self.ligging.place_in_table(vlak)
        return a.copy() if plek is None else a.take(plek, mode="wrap")

    def _yes_no(self, cel: Cel, waarde: Reeks, bekend: Reeks | None, *, met_gaten: bool) -> tuple[Reeks, Reeks | None]:
        """A yes/no, no in a gap, and where there is one; what is asked of both is put in order at once."""
        if bekend is not None:
            waarde &= bekend
        if bekend is None or not met_gaten:
            return self._in_order(cel.vlak, waarde), None
        stand = bekend.view("uint8")
        stand += waarde.view("uint8")
        stand = self._in_order(cel.vlak, stand)
        return stand == 2, stand != 0

    def _number(self, cel: Cel, waarde: Reeks, bekend: Reeks | None, *, met_gaten: bool) -> tuple[Reeks, Reeks | None]:
        """A number, in a gap the one in its range that is nearest to 0, and where there is one."""
        smal, vlak = self._checked(cel, waarde, bekend), cel.vlak
        if bekend is None:
            return self._in_order(vlak, smal), None
        kolom = self.indeling.kolommen[vlak][str(cel.gegeven)]
        if kolom.laag < 0:  # -1 is a number of its own
            bekend = self._in_order(vlak, bekend)
            return self._in_order(vlak, smal) * bekend, bekend
        smal = with_gaps(smal, bekend, smal.dtype)
        if kolom.laag > 0 and smal.view(f"u{smal.dtype}").min(initial=cel.hoog) < kolom.laag:
            raise self._impossible(cel, waarde, bekend)
        smal = self._in_order(vlak, smal)
        er = smal >= 0 if met_gaten else None
        return self.np.maximum(smal, kolom.leeg, out=smal), er

    def _checked(self, cel: Cel, waarde: Reeks, bekend: Reeks | None) -> Reeks:
        """Numbers as wide as the plan holds them; in a gap stands 0, or what stood there if that is not negative."""
        assert cel.laag is not None
        laag = cel.laag if bekend is None else min(cel.laag, 0)
        if not _within(waarde, laag, cel.hoog):
            if bekend is None:
                raise self._impossible(cel, waarde, None)
            waarde = waarde * bekend
            if not _within(waarde, laag, cel.hoog):
                raise self._impossible(cel, waarde, bekend)
        return waarde.astype(kind_of(cel), copy=False)

    def _impossible(self, cel: Cel, waarde: Reeks, bekend: Reeks | None) -> InvoerFout:
        fout = (waarde < cel.laag) | (waarde > cel.hoog)
        rij = int(self.np.argmax(fout if bekend is None else fout & bekend))
        naam = "nr" if cel.gegeven == MACHT else str(cel.gegeven)
        kolom, gezin = self.indeling.kolommen[cel.vlak][naam], self.tabellen[cel.vlak]["gezin"][rij]
        return InvoerFout([impossible(kolom, gezin, BESTANDEN[cel.vlak])])

    def _raw(self, vlak: Vlak, naam: str) -> tuple[Reeks, Reeks | None]:
        """What stands in a column of a table, choices as codes, and where there is something."""
        import polars as pl

        reeks = self.tabellen[vlak].get_column(naam)
        if self.indeling.kolommen[vlak][naam].soort != "keuze" or not reeks.len():
            return split(reeks)
        if not isinstance(reeks.dtype, pl.Enum) or not (pijl := as_arrow(reeks)).dictionary.equals(self._woorden):
            pijl = as_arrow(self._encoded(reeks, BESTANDEN[vlak]))
        return split_arrow(pijl.indices)

    def _encoded(self, reeks: pl.Series, bestand: str) -> pl.Series:
        import polars as pl

        try:
            return reeks.cast(self._teksten)
        except pl.exceptions.InvalidOperationError:  # a text without a code
            fouten = list(unknown_choices(reeks, self.indeling, bestand))
            if not fouten:
                raise
            raise InvoerFout(fouten) from None


def _within(a: Reeks, laag: int, hoog: int | None) -> bool:
    if not laag and a.dtype.kind == "i":  # without a sign what is below 0 is above all else: one look less
        return bool(a.view(f"u{a.dtype}").max(initial=0) <= hoog)
    return not len(a) or bool(laag <= a.min() and a.max() <= hoog)

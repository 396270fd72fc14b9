"""From raw columns to those of the plan: arrays without gaps, texts as codes, in the order of the chunk.

Beside what may be missing stands whether it is there. A value outside the range that the plan was proved with is a
fault, never a number that wraps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.groepcellen import MACHT
from rechtenverkenner.bulk.indeling import BESTANDEN, TABELLEN, Indeling
from rechtenverkenner.bulk.kolommotor import Brok, kind_of
from rechtenverkenner.bulk.ligging import Ligging, Reeks
from rechtenverkenner.bulk.nazicht import impossible, unknown_choices
from rechtenverkenner.bulk.splitsen import people_of, split
from rechtenverkenner.meldingen import InvoerFout

if TYPE_CHECKING:
    import polars as pl


def leaves(cellen: Iterable[Cel]) -> dict[Vlak, dict[str, set[str]]]:
    """Of each table the columns that are read: of which the value, and of which whether it is there."""
    uit: dict[Vlak, dict[str, set[str]]] = {vlak: {"kolom": set(), "bekend": set()} for vlak in TABELLEN}
    for cel in cellen:
        if cel.op in ("kolom", "bekend") and cel.gegeven not in (MACHT, "nr"):
            uit[cel.vlak][cel.op].add(str(cel.gegeven))
    return uit


def prepare(tabellen: Mapping[Vlak, pl.DataFrame], cellen: Iterable[Cel], indeling: Indeling) -> Brok:
    """A chunk with the columns that these cells read, of tables in order of household and number.

    Raises:
        InvoerFout: RV540, a choice that no fact and no rule knows; RV541, a number outside the range of the cell.
    """
    ligging = _lay_out(tabellen)
    lezer = _Lezer(tabellen, indeling, ligging)
    bladen = [c for c in cellen if c.op in ("kolom", "bekend")]
    return Brok(ligging, {(c.op, c.vlak, str(c.gegeven)): lezer.read(c) for c in bladen})


def _lay_out(tabellen: Mapping[Vlak, pl.DataFrame]) -> Ligging:
    import numpy as np

    _, grootte = people_of(tabellen["persoon"])
    gezinnen, van_aansluiting = (tabellen[vlak]["gezin"].to_numpy() for vlak in ("gezin", "aansluiting"))
    return Ligging(grootte, np.searchsorted(gezinnen, van_aansluiting))


class _Lezer:
    """Reads columns of the tables of one chunk, each once."""

    def __init__(self, tabellen: Mapping[Vlak, pl.DataFrame], indeling: Indeling, ligging: Ligging) -> None:
        import numpy as np
        import polars as pl

        self.np, self.tabellen, self.indeling, self.ligging = np, tabellen, indeling, ligging
        self._teksten = pl.Enum(indeling.teksten)
        self._gelezen: dict[tuple[Vlak, str], tuple[Reeks, Reeks | None]] = {}

    def read(self, cel: Cel) -> Reeks:
        """What a cell says that is read from a table, in the order of the chunk."""
        vlak, naam = cel.vlak, str(cel.gegeven)
        if naam == MACHT:
            eerder = self.tabellen[vlak]["nr"].to_numpy() - 1
            return self._checked(cel, self._in_order(vlak, self.np.left_shift(1, eerder)), "nr")
        if (vlak, naam) not in self._gelezen:
            self._gelezen[vlak, naam] = self._values(vlak, naam)
        waarde, bekend = self._gelezen[vlak, naam]
        if cel.op == "bekend":
            return self.np.ones(len(waarde), dtype=bool) if bekend is None else bekend
        return waarde if cel.is_bool else self._checked(cel, waarde, naam)

    def _in_order(self, vlak: Vlak, a: Reeks) -> Reeks:
        plek = self.ligging.place_in_table(vlak)
        return a if plek is None else a.take(plek)

    def _checked(self, cel: Cel, waarde: Reeks, naam: str) -> Reeks:
        assert cel.laag is not None
        assert cel.hoog is not None
        if len(waarde) and not (cel.laag <= waarde.min() and waarde.max() <= cel.hoog):
            kolom = self.indeling.kolommen[cel.vlak][naam]
            rij = int(self.np.argmax((waarde < cel.laag) | (waarde > cel.hoog)))
            plek = self.ligging.place_in_table(cel.vlak)
            gezin = self.tabellen[cel.vlak]["gezin"][rij if plek is None else int(plek[rij])]
            raise InvoerFout([impossible(kolom, gezin, BESTANDEN[cel.vlak])])
        return waarde.astype(kind_of(cel), copy=False)

    def _values(self, vlak: Vlak, naam: str) -> tuple[Reeks, Reeks | None]:
        """A column without gaps, and where it was filled in (None: everywhere), in the order of the chunk."""
        kolom = self.indeling.kolommen[vlak][naam]
        reeks = self.tabellen[vlak].get_column(naam)
        if kolom.soort == "keuze":
            reeks = self._codes(reeks, BESTANDEN[vlak])
        waarde, bekend = split(reeks)
        if kolom.soort == "bool":
            return self._yes_no(vlak, waarde, bekend)
        if waarde.dtype != "int32" and len(waarde) and waarde.min() >= -(2**31) and waarde.max() < 2**31:
            waarde = waarde.astype("int32")
        if bekend is None:
            return self._in_order(vlak, waarde), None
        leeg = kolom.leeg
        waarde = (waarde - leeg) * bekend + leeg if leeg else waarde * bekend
        return self._in_order(vlak, waarde), self._in_order(vlak, bekend)

    def _yes_no(self, vlak: Vlak, waarde: Reeks, bekend: Reeks | None) -> tuple[Reeks, Reeks | None]:
        """Both in one byte, so that they are put in order once."""
        if bekend is None:
            return self._in_order(vlak, waarde), None
        beide = self._in_order(vlak, (waarde & bekend).view("uint8") | bekend.view("uint8") << 1)
        return (beide & 1).view(bool), (beide >> 1).view(bool)

    def _codes(self, reeks: pl.Series, bestand: str) -> pl.Series:
        import polars as pl

        try:
            return (reeks if reeks.dtype == self._teksten else reeks.cast(self._teksten)).to_physical()
        except pl.exceptions.InvalidOperationError:  # a text without a code
            fouten = list(unknown_choices(reeks, self.indeling, bestand))
            if not fouten:
                raise
            raise InvoerFout(fouten) from None

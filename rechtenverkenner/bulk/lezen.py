"""From raw columns to those of the plan: texts as codes, and beside what may be missing whether it is there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.groepcellen import MACHT
from rechtenverkenner.bulk.indeling import BESTANDEN, SLEUTELS, TABELLEN, Indeling, Kolom
from rechtenverkenner.bulk.nazicht import unknown_choices
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


def prepare(
    tabellen: Mapping[Vlak, pl.DataFrame], nodig: Mapping[Vlak, Mapping[str, set[str]]], indeling: Indeling
) -> dict[Vlak, pl.DataFrame]:
    """The tables with the columns that the plan reads: `x` without gaps, and `x?` for whether it was there.

    Raises:
        InvoerFout: RV540, a choice that no fact and no rule knows.
    """
    import polars as pl

    uit = {}
    for vlak in TABELLEN:
        vormen = [pl.col(n).cast(pl.Int64) for n in SLEUTELS[vlak]]
        vormen += [_filled(indeling.kolommen[vlak][n], indeling) for n in sorted(nodig[vlak]["kolom"])]
        vormen += [pl.col(n).is_not_null().alias(f"{n}?") for n in sorted(nodig[vlak]["bekend"])]
        try:
            uit[vlak] = tabellen[vlak].select(vormen)
        except pl.exceptions.InvalidOperationError:  # a text without a code
            keuzes = [n for n in nodig[vlak]["kolom"] if indeling.kolommen[vlak][n].soort == "keuze"]
            fouten = [m for n in sorted(keuzes) for m in unknown_choices(tabellen[vlak][n], indeling, BESTANDEN[vlak])]
            if not fouten:
                raise
            raise InvoerFout(fouten) from None
    return uit


def _filled(kolom: Kolom, indeling: Indeling) -> pl.Expr:
    import polars as pl

    vorm = pl.col(kolom.naam)
    if kolom.soort == "bool":
        return vorm.fill_null(False)
    if kolom.soort == "keuze":
        vorm = vorm.cast(pl.Enum(indeling.teksten)).to_physical()
    return vorm.cast(pl.Int64).fill_null(max(kolom.laag, 0))

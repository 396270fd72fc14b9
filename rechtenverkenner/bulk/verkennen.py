"""A whole population: chunk after chunk from tables to verdicts, in memory that does not grow with their number."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any, cast

from rechtenverkenner.bulk.bron import Bestand, Stroom, inventory_of, open_tables
from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import SLEUTELS, TABELLEN, Indeling, Inventaris, layout_of
from rechtenverkenner.bulk.kolommotor import Brok, Programma, compile_plan, full, run
from rechtenverkenner.bulk.lezen import leaves, prepare
from rechtenverkenner.bulk.nazicht import check_chunk
from rechtenverkenner.bulk.plan import SOORTEN, Kolomplan, Uitkomst, make_plan
from rechtenverkenner.bulk.splitsen import joined, with_gaps
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.beeld import ONBEKENDE_AANSLUITINGEN

if TYPE_CHECKING:
    import polars as pl

BROK = 20_000
"""Households at a time: enough to make the cost of a call vanish, few enough for the cache of a processor."""
_ALLOCATOR = "_RJEM_MALLOC_CONF"
GROOT_BLOK = 24 * 2**20
"""Bytes; more than the columns of a chunk take at a time."""
Tabellen = Mapping[Vlak, "pl.DataFrame"]


@dataclass(frozen=True, slots=True)
class Verslag:
    """What a run did: how many households, and the rights that it could not say, with why."""

    gezinnen: int
    geweigerd: Mapping[str, str]


class Verkenner:
    """A plan that is ready for chunk after chunk; makes itself larger when a circle of rights needs more rounds."""

    def __init__(
        self,
        catalogus: Catalogus,
        *,
        op_datum: date,
        inventaris: Inventaris,
        rechten: Collection[str],
        indeling: Indeling,
        waarom: bool = False,
    ) -> None:
        def make(rondes: int) -> Kolomplan:
            return make_plan(
                catalogus,
                op_datum=op_datum,
                inventaris=inventaris,
                rechten=rechten,
                rondes=rondes,
                indeling=indeling,
                waarom=waarom,
            )

        self._maak: Callable[[int], Kolomplan] = make
        self._geboorte = [naam for naam in inventaris.aanwezig["persoon"] if naam.startswith("geboortedatum")]
        self.indeling = indeling
        self._fix(0)

    def _fix(self, rondes: int) -> None:
        self.plan = self._maak(rondes)
        self.programma: Programma = compile_plan(self.plan)
        self.bladen = leaves(self.programma.bladen)

    def columns(self, vlak: Vlak) -> list[str]:
        """The columns of a table that are read."""
        # birthdays are always looked into, also where the limits of a file leave the plan nothing to ask of them
        geboorte = self._geboorte if vlak == "persoon" else ()
        return sorted({*self.bladen[vlak]["kolom"], *self.bladen[vlak]["bekend"], *geboorte})

    def judge(self, tabellen: Tabellen) -> dict[Vlak, pl.DataFrame]:
        """The verdicts for each table, row by row."""
        while True:
            brok = prepare(tabellen, self.programma.bladen, self.indeling)
            uit = run(self.programma, brok)
            begin = len(self.plan.uitkomsten) * _PER_RECHT
            if not any(_says_yes(x) for x in uit[begin : begin + len(self.plan.onaf)]):
                return _frames(self.plan, uit, tabellen, brok)
            self._fix(self.plan.rondes * 2)


_PER_RECHT = 5


def _says_yes(reeks: Any) -> bool:
    return reeks if isinstance(reeks, bool) else bool(reeks.any())


def _frames(plan: Kolomplan, uit: list[Any], tabellen: Tabellen, brok: Brok) -> dict[Vlak, pl.DataFrame]:
    import polars as pl

    kolommen: dict[Vlak, list[pl.Series]] = {vlak: [] for vlak in TABELLEN}
    woorden: dict[Vlak, list[pl.Expr]] = {vlak: [] for vlak in TABELLEN}
    soorten = pl.Enum(SOORTEN)
    redenen = iter(uit[len(plan.uitkomsten) * _PER_RECHT + len(plan.onaf) :])
    for i, u in enumerate(plan.uitkomsten):
        geldt, oordeel, *bedrag, heeft = uit[i * _PER_RECHT : (i + 1) * _PER_RECHT]
        column = partial(_column, brok, u.vlak)
        kolommen[u.vlak].append(column(u.recht, oordeel, geldt, "int8"))
        woorden[u.vlak].append(pl.col(u.recht).cat.to(soorten))
        if u.per:
            er = geldt & heeft
            kolommen[u.vlak] += [column(n, x, er, "int64") for n, x in zip(amount_columns(u), bedrag, strict=True)]
        if u.waarom is not None:
            naam = f"{u.recht}/waarom"
            kolommen[u.vlak].append(column(naam, next(redenen) - 1, geldt, "int16"))  # 0 is no name
            woorden[u.vlak].append(pl.col(naam).cat.to(pl.Enum(u.namen[1:])))
    sleutels = {vlak: list(SLEUTELS[vlak]) for vlak in TABELLEN}
    return {v: tabellen[v].select(sleutels[v]).hstack(kolommen[v]).with_columns(woorden[v]) for v in TABELLEN}


def _column(brok: Brok, vlak: Vlak, naam: str, waarde: Any, er: Any, soort: str) -> pl.Series:
    """A column in the order of the table, empty where there is nothing: no verdict, no amount, no named condition."""
    return joined(naam, brok.ligging.in_table(vlak, with_gaps(waarde, full(brok, er, vlak), soort)))


def amount_columns(u: Uitkomst) -> tuple[str, str]:
    """The names of the columns with the bounds of an amount in cents."""
    return f"{u.recht}/{u.per}/van", f"{u.recht}/{u.per}/tot"


def require_extra() -> None:
    """Nothing, where the libraries for tables are installed; they are told to hold on to their memory.

    Raises:
        InvoerFout: RV543, the extra `bevolking` is not installed.
    """
    _use_one_place()
    try:
        import numpy as np
        import polars  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError:
        hulp = "pip install 'rechtenverkenner[bevolking]'"
        raise InvoerFout([Melding("RV543", "een hele bevolking verkennen vraagt een extra", None, hulp)]) from None
    np.empty(GROOT_BLOK, dtype="uint8")  # is free again at once: the C library keeps what is freed up to twice its size


def _use_one_place() -> None:
    """Have polars take its memory from one place: from a place for each thread it is a sixth more.

    Its allocator reads this once, when polars is first imported; polars leaves its own words there, also for children.
    """
    eerder = os.environ.get(_ALLOCATOR, "")
    if "narenas" not in eerder:
        os.environ[_ALLOCATOR] = f"{eerder},narenas:1".lstrip(",")


def screen_population(
    invoer: Path,
    uit: Path,
    catalogus: Catalogus,
    *,
    op_datum: date,
    rechten: Collection[str] = (),
    waarom: bool = False,
    brok: int = BROK,
    voortgang: Callable[[int, int | None], None] | None = None,
) -> Verslag:
    """Judge every household of the tables in a folder and write one Parquet file; `voortgang` hears how far it is.

    With `waarom` also which condition decides.

    Whatever goes wrong, an interrupt included, there is no half file.

    Raises:
        InvoerFout: tables that cannot be read or do not fit together, or an unknown right.
        OSError: `uit` cannot be written.
    """
    require_extra()
    indeling = layout_of(catalogus)
    bestanden = open_tables(invoer, indeling)
    inventaris = with_connections(inventory_of(bestanden))
    verkenner = Verkenner(
        catalogus, op_datum=op_datum, inventaris=inventaris, rechten=rechten, indeling=indeling, waarom=waarom
    )
    klaar, laatste = 0, 0
    with _writer(uit) as schrijf:
        for tabellen in _chunks(bestanden, verkenner, brok):
            check_chunk(tabellen, indeling, catalogus, to_number(op_datum), na=laatste, bron=inventaris)
            schrijf(verkenner.judge(tabellen))
            laatste = int(tabellen["gezin"]["gezin"][-1])
            klaar += tabellen["gezin"].height
            del tabellen
            if voortgang is not None:
                voortgang(klaar, bestanden["gezin"].rijen)
        if not klaar:
            raise InvoerFout([Melding("RV539", "er staan geen gezinnen in de tabellen", None, "kijk `gezinnen` na")])
    return Verslag(klaar, verkenner.plan.geweigerd)


def with_connections(inventaris: Inventaris) -> Inventaris:
    """Without a table of connections every household has the two usual ones, of which nothing is known."""
    if "aansluiting" in inventaris.aanwezig:
        return inventaris
    kolommen = frozenset({"gezin", "nr", "drager"})
    return replace(
        inventaris,
        aanwezig={**inventaris.aanwezig, "aansluiting": kolommen},
        vol={**inventaris.vol, "aansluiting": kolommen},
    )


def _chunks(bestanden: Mapping[Vlak, Bestand], verkenner: Verkenner, brok: int) -> Iterator[dict[Vlak, pl.DataFrame]]:
    stromen = {v: Stroom(b, verkenner.indeling, columns_read(verkenner, v), brok) for v, b in bestanden.items()}
    try:
        # this generator holds on to no chunk: what was judged is gone before more is read
        yield from iter(lambda: _take_chunk(stromen, brok), None)
        if any(stroom.take(1) is not None for stroom in stromen.values()):
            hulp = "zet elk gezin in `gezinnen`, en sorteer alle tabellen op `gezin`"
            raise InvoerFout([Melding("RV539", "er zijn personen of aansluitingen van geen enkel gezin", None, hulp)])
    finally:
        for stroom in stromen.values():
            stroom.lezer.close()


def _take_chunk(stromen: Mapping[Vlak, Stroom], brok: int) -> dict[Vlak, pl.DataFrame] | None:
    """The next households, with their persons and connections; None at the end."""
    gezinnen = stromen["gezin"].take(brok)
    if gezinnen is None:
        return None
    laatste = cast(int, gezinnen["gezin"].max() or 0)
    personen = stromen["persoon"].take_until(laatste)
    if "aansluiting" in stromen:
        aansluitingen = stromen["aansluiting"].take_until(laatste)
    else:
        aansluitingen = usual_connections(gezinnen["gezin"])
    return {"gezin": gezinnen, "persoon": personen, "aansluiting": aansluitingen}


def columns_read(verkenner: Verkenner, vlak: Vlak) -> list[str]:
    """The columns that a run takes from a table, beside the keys."""
    return [*verkenner.columns(vlak), *(["drager"] if vlak == "aansluiting" else [])]


def usual_connections(gezinnen: pl.Series) -> pl.DataFrame:
    """The two connections of each household, of which nothing is known."""
    import polars as pl

    per = [pl.DataFrame({"gezin": gezinnen}).with_columns(
        nr=pl.lit(i, dtype=pl.Int64), drager=pl.lit(a, dtype=pl.String)
    ) for i, a in enumerate(ONBEKENDE_AANSLUITINGEN, 1)]  # fmt: skip
    return pl.concat(per).sort("gezin", "nr")


@contextmanager
def _writer(uit: Path) -> Iterator[Callable[[Mapping[Vlak, pl.DataFrame]], None]]:
    """Writes chunk after chunk to a file beside `uit`, which takes its name when all is there."""
    import pyarrow.parquet as pq

    uit.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=uit.parent, prefix=f".{uit.name}.", suffix=".deel", delete=False) as tijdelijk:
        deel = Path(tijdelijk.name)
    schrijver: list[Any] = []

    def write(oordelen: Mapping[Vlak, pl.DataFrame]) -> None:
        tabel = together(oordelen).to_arrow()
        if not schrijver:
            schrijver.append(pq.ParquetWriter(deel, tabel.schema, compression="zstd", write_statistics=["gezin"]))
        schrijver[0].write_table(tabel.cast(schrijver[0].schema))

    try:
        yield write
        for s in schrijver:
            s.close()
        deel.replace(uit)
    except BaseException:
        for s in schrijver:
            s.close()
        deel.unlink(missing_ok=True)
        raise


def together(oordelen: Mapping[Vlak, pl.DataFrame]) -> pl.DataFrame:
    """One row for each household, person and connection; what is of another kind of unit is empty."""
    import polars as pl

    delen = [
        t.with_columns(
            eenheid=pl.lit(vlak).cast(pl.Enum(TABELLEN)), nr=pl.col("nr") if "nr" in t.columns else pl.lit(0)
        )
        for vlak, t in oordelen.items()
    ]
    alle = pl.concat(delen, how="diagonal_relaxed")
    begin = ["gezin", "eenheid", "nr"]
    return alle.select(*begin, pl.exclude(begin))

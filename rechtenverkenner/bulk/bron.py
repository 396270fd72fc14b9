"""Tables from files: Parquet, Arrow or CSV, household after household, with every fault in the columns at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import (
    BESTANDEN,
    MEEST_PERSONEN,
    SLEUTELS,
    TABELLEN,
    TOT,
    VAN,
    Indeling,
    Inventaris,
    Kolom,
)
from rechtenverkenner.meldingen import InvoerFout, Melding, Plaats, did_you_mean

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

VORMEN = (".parquet", ".arrow", ".feather", ".csv")
_SOORT = {"bool": "ja/nee (boolean)", "keuze": "tekst", "datum": "een datum of een geheel getal jjjjmmdd"}
_LEEG: frozenset[str] = frozenset()
MEEST_IN_GROEP = 131_072
"""Rows of a row group of Parquet that are read at once; of a file with larger ones a part at a time."""


@dataclass(frozen=True, slots=True)
class Bestand:
    """One table: where it is and which columns it has; of Parquet also which are empty and which are full."""

    vlak: Vlak
    pad: Path
    kolommen: Mapping[str, Any]
    leeg: frozenset[str] = _LEEG
    vol: frozenset[str] = _LEEG
    rijen: int | None = None
    grenzen: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    groepen: tuple[int, ...] | None = None
    """Of one file of Parquet: how many rows each of its groups has."""


def open_tables(map_: Path, indeling: Indeling) -> dict[Vlak, Bestand]:
    """The tables in a folder; the one of connections may be absent.

    Raises:
        InvoerFout: a table that is missing or cannot be read, and every column that is unknown or of another kind.
    """
    gevonden, fouten = {}, []
    for vlak in TABELLEN:
        paden = [p for vorm in VORMEN if (p := map_ / (BESTANDEN[vlak] + vorm)).is_file()]
        if len(paden) == 1:
            gevonden[vlak] = paden[0]
        elif paden or vlak != "aansluiting":
            tekst = "staat er meer dan eens" if paden else "ontbreekt"
            hulp = f"zet er een van: {', '.join(BESTANDEN[vlak] + v for v in VORMEN)}"
            fouten.append(Melding("RV532", f"de tabel `{BESTANDEN[vlak]}` {tekst}", None, hulp))
    if fouten:
        raise InvoerFout(fouten)
    uit = {vlak: _open(vlak, pad, indeling) for vlak, pad in gevonden.items()}
    fouten = [m for b in uit.values() for m in column_faults(b, indeling)]
    if fouten:
        raise InvoerFout(fouten)
    return uit


def inventory_of(bestanden: Mapping[Vlak, Bestand]) -> Inventaris:
    """Which columns the tables have, which of them are known to be full, and what is the most that stands in them."""
    _, personen = bestanden["persoon"].grenzen.get("nr", (1, MEEST_PERSONEN))
    return Inventaris(
        {vlak: frozenset(b.kolommen) - b.leeg for vlak, b in bestanden.items()},
        {vlak: b.vol for vlak, b in bestanden.items()},
        min(max(personen, 1), MEEST_PERSONEN),
        {vlak: b.grenzen for vlak, b in bestanden.items()},
    )


def _open(vlak: Vlak, pad: Path, indeling: Indeling) -> Bestand:
    import pyarrow as pa

    try:
        if pad.suffix == ".parquet":
            return _open_parquet(vlak, pad)
        with _batches(Bestand(vlak, pad, {}), indeling.kolommen[vlak], None, 1024) as lezer:
            return Bestand(vlak, pad, {veld.name: veld.type for veld in lezer.schema})
    except (OSError, pa.ArrowException):
        raise unreadable(pad.name) from None


def unreadable(naam: str) -> InvoerFout:
    """The message that a file is no table."""
    hulp = "kijk na of het bestand heel is, en of elke waarde van de soort van haar kolom is (docs/kolommen.md)"
    return InvoerFout([Melding("RV533", f"`{naam}` kan niet als tabel gelezen worden", None, hulp)])


def _open_parquet(vlak: Vlak, pad: Path) -> Bestand:
    """Also what the statistics of the file say: a column without anything in it, or without a gap; its limits."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(pad) as bestand:
        data, schema = bestand.metadata, bestand.schema_arrow
        tellingen = {naam: _Telling() for naam in schema.names}
        for groep in (data.row_group(g) for g in range(data.num_row_groups)):
            for kolom in (groep.column(i) for i in range(data.num_columns)):
                tellingen.setdefault(kolom.path_in_schema, _Telling()).add(kolom.statistics, groep.num_rows)
        leeg = frozenset(n for n, t in tellingen.items() if data.num_rows and t.nullen == data.num_rows)
        vol = frozenset(n for n, t in tellingen.items() if t.nullen == 0)
        grenzen = {n: g for n, t in tellingen.items() if (g := t.limits()) is not None}
        groepen = tuple([data.row_group(g).num_rows for g in range(data.num_row_groups)])
        kolommen = {veld.name: veld.type for veld in schema}
        return Bestand(vlak, pad, kolommen, leeg, vol, data.num_rows, grenzen, groepen)


@dataclass(slots=True)
class _Telling:
    """What the statistics of the parts of one column say together; None where one of them says nothing."""

    nullen: int | None = 0
    laag: list[int] | None = field(default_factory=list)
    hoog: list[int] = field(default_factory=list)

    def add(self, telling: Any, rijen: int) -> None:
        """One part more."""
        if telling is None or not telling.has_null_count or self.nullen is None:
            self.nullen = self.laag = None
            return
        self.nullen += telling.null_count
        if telling.null_count == rijen or self.laag is None:
            return
        if telling.has_min_max and isinstance(telling.min, int):
            self.laag.append(telling.min)
            self.hoog.append(telling.max)
        else:
            self.laag = None

    def limits(self) -> tuple[int, int] | None:
        """The lowest and the highest whole number, or yes/no."""
        return (min(self.laag), max(self.hoog)) if self.laag else None


def column_faults(b: Bestand, indeling: Indeling) -> Iterator[Melding]:
    """What is wrong with the columns of a table: missing, unknown, of another kind."""
    mogelijk, plaats = indeling.kolommen[b.vlak], Plaats(b.pad.name, 1, 1)
    for naam in sorted(set(SLEUTELS[b.vlak]) - set(b.kolommen)):
        yield Melding("RV534", f"de kolom `{naam}` ontbreekt", plaats, "zie docs/kolommen.md")
    if b.vlak == "aansluiting" and "drager" not in b.kolommen:
        yield Melding("RV534", "de kolom `drager` ontbreekt", plaats, "zie docs/kolommen.md")
    for naam, soort in b.kolommen.items():
        if naam not in mogelijk:
            hulp = did_you_mean(naam, mogelijk) or "laat ze weg, of kijk de naam na in docs/kolommen.md"
            yield Melding("RV535", f"onbekende kolom `{naam[:60]}`", plaats, hulp)
        elif not _fits(mogelijk[naam], soort):
            verwacht = _SOORT.get(mogelijk[naam].soort, "een geheel getal")
            yield Melding("RV536", f"kolom `{naam}` is {soort}", plaats, f"verwacht {verwacht}")
        elif {naam + VAN, naam + TOT} & set(b.kolommen) and naam + VAN in mogelijk:
            hulp = "laat een van beide weg: een juiste waarde, of een laagste en een hoogste"
            yield Melding("RV537", f"kolom `{naam}` staat er ook als `{naam + VAN}` of `{naam + TOT}`", plaats, hulp)


def _fits(kolom: Kolom, soort: Any) -> bool:
    import pyarrow as pa

    t = pa.types
    if t.is_null(soort):
        return True
    if kolom.soort == "bool":
        return bool(t.is_boolean(soort))
    if kolom.soort == "keuze":
        tekst = soort.value_type if t.is_dictionary(soort) else soort
        return bool(t.is_string(tekst) or t.is_large_string(tekst) or t.is_string_view(tekst))
    return bool(t.is_integer(soort) or (kolom.soort == "datum" and t.is_date(soort)))


class _Lezer:
    """Pieces of one file, in order; closes the file with itself."""

    def __init__(self, bron: Any, schema: pa.Schema, batches: Iterator[pa.RecordBatch | pl.DataFrame]) -> None:
        self.bron, self.schema, self.batches = bron, schema, batches

    def close(self) -> None:
        """Nothing more is read."""
        if self.bron is not None:
            self.bron.close()

    def __enter__(self) -> _Lezer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _batches(b: Bestand, mogelijk: Mapping[str, Kolom], kolommen: list[str] | None, grootte: int) -> _Lezer:
    """A reader of these columns, or of all."""
    import pyarrow as pa
    import pyarrow.csv as pcsv
    import pyarrow.parquet as pq

    pad = b.pad
    if b.groepen is not None:
        if max(b.groepen, default=0) <= MEEST_IN_GROEP:  # four times faster, but only a group at a time
            return _Lezer(None, pa.schema(list(b.kolommen.items())), _row_groups(pad, b.groepen, kolommen))
        bestand = pq.ParquetFile(pad)
        rijen = bestand.iter_batches(batch_size=grootte, columns=kolommen, use_threads=False)
        return _Lezer(bestand, bestand.schema_arrow, rijen)
    if pad.suffix == ".csv":
        soorten = {n: _csv_type(k) for n, k in mogelijk.items()}
        opties = pcsv.ConvertOptions(
            column_types=soorten, include_columns=kolommen, strings_can_be_null=True, null_values=[""]
        )
        lezer = pcsv.open_csv(pad, convert_options=opties)
        return _Lezer(lezer, lezer.schema, iter(lezer))
    bron = pa.memory_map(str(pad))
    try:
        archief = pa.ipc.open_file(bron)
        rijen = (archief.get_batch(i) for i in range(archief.num_record_batches))
        return _Lezer(bron, archief.schema, rijen)
    except pa.ArrowInvalid:
        bron.seek(0)
        stroom = pa.ipc.open_stream(bron)
        return _Lezer(bron, stroom.schema, iter(stroom))


def _row_groups(pad: Path, groepen: Iterable[int], kolommen: list[str] | None) -> Iterator[pl.DataFrame]:
    import polars as pl

    begin, bestand = 0, pl.scan_parquet(pad, glob=False).select(kolommen or pl.all())  # its footer is read once
    for rijen in groepen:
        yield bestand.slice(begin, rijen).collect()
        begin += rijen


def _csv_type(kolom: Kolom) -> pa.DataType:
    import pyarrow as pa

    return {"bool": pa.bool_(), "keuze": pa.string()}.get(kolom.soort, pa.int64())


class Stroom:
    """The rows of one table, taken household by household; keeps no more than a batch beyond what was taken."""

    def __init__(self, bestand: Bestand, indeling: Indeling, kolommen: Iterable[str], grootte: int) -> None:
        import polars as pl

        self.pl, self.bestand = pl, bestand
        self.kolommen = sorted({*SLEUTELS[bestand.vlak], *kolommen})
        self.indeling = indeling
        self.lezer = _batches(bestand, indeling.kolommen[bestand.vlak], self.kolommen, grootte)
        self.leeg = self._empty()
        self.wachtend: deque[pl.DataFrame] = deque()

    def take(self, aantal: int) -> pl.DataFrame | None:
        """At most so many rows, in equal parts of what was read at once; None at the end."""
        while self._height() * 2 < aantal and self._read_on():
            pass
        if not self.wachtend:
            return None
        hoogte = self.wachtend[0].height
        if hoogte * 2 < aantal:
            return self._cut(min(aantal, self._height()))
        return self._cut(-(-hoogte // -(-hoogte // aantal)))

    def take_until(self, gezin: int) -> pl.DataFrame:
        """The rows up to and with this household."""
        while (not self.wachtend or (self.wachtend[-1]["gezin"][-1] or 0) <= gezin) and self._read_on():
            pass
        plek = 0
        for deel in self.wachtend:
            # not by bisection: whether the rows are in order is looked into later
            verder = (deel["gezin"] > gezin).fill_null(False)
            if verder.any():
                return self._cut(plek + int(verder.arg_max() or 0))
            plek += deel.height
        return self._cut(plek)

    def _height(self) -> int:
        return sum(deel.height for deel in self.wachtend)

    def _cut(self, aantal: int) -> pl.DataFrame:
        """The first rows of what waits; copied only where they stand in two batches."""
        delen = [self.leeg]
        while aantal:
            deel = self.wachtend.popleft()
            delen.append(deel.head(aantal))
            if deel.height > aantal:
                self.wachtend.appendleft(deel.slice(aantal))
            aantal -= delen[-1].height
        return delen[-1] if len(delen) <= 2 else self.pl.concat(delen[1:], rechunk=True)

    def _read_on(self) -> bool:
        """Add a batch; whether there was one."""
        volgende = self._next()
        if volgende is None:
            return False
        self.wachtend.append(volgende)
        return True

    def _next(self) -> pl.DataFrame | None:
        import pyarrow as pa

        try:
            batch = next(self.lezer.batches, None)
        except (OSError, pa.ArrowException, self.pl.exceptions.PolarsError):
            raise unreadable(self.bestand.pad.name) from None
        if batch is None:
            return None
        tabel = self._shape(batch)
        return tabel if tabel.height else self._next()

    def _empty(self) -> pl.DataFrame:
        import pyarrow as pa

        schema = pa.schema([self.lezer.schema.field(n) for n in self.kolommen])
        return self._shape(pa.RecordBatch.from_pylist([], schema=schema))

    def _shape(self, batch: Any) -> pl.DataFrame:
        tabel = batch if isinstance(batch, self.pl.DataFrame) else self.pl.from_arrow(batch.select(self.kolommen))
        return as_kinds(tabel, self.indeling.kolommen[self.bestand.vlak])


def as_kinds(tabel: Any, mogelijk: Mapping[str, Kolom]) -> pl.DataFrame:
    """The table with whole numbers with a sign, days as yyyymmdd and choices as text."""
    import polars as pl

    soorten = tabel.schema
    anders = {n: _as_kind(pl, s, mogelijk[n]) for n, s in soorten.items() if not _is_ready(pl, s, mogelijk[n])}
    uit: pl.DataFrame = tabel.with_columns(**anders) if anders else tabel
    return uit


def _is_ready(pl: Any, soort: Any, kolom: Kolom) -> bool:
    if kolom.soort == "bool":
        return bool(soort == pl.Boolean)
    if kolom.soort == "keuze":
        return soort == pl.String or isinstance(soort, pl.Enum)
    return soort in (pl.Int64, pl.Int32)


def _as_kind(pl: Any, soort: Any, kolom: Kolom) -> Any:
    vorm = pl.col(kolom.naam)
    if kolom.soort == "bool":
        return vorm.cast(pl.Boolean)
    if kolom.soort == "keuze":
        return vorm.cast(pl.String)
    if soort == pl.Date:
        dag = vorm.dt
        return dag.year().cast(pl.Int64) * 10000 + dag.month().cast(pl.Int64) * 100 + dag.day()
    return vorm.cast(pl.Int64)

"""Columns: the core catalogue over a million made-up households with 5 % unknowns, or over as many as you name.

    python bench/kolommen.py 1000000 3000000

So many households are not drawn one by one: `VERSCHILLEND` different ones are, and repeated under other numbers. A
measurement is a process of its own: CPU seconds of it, and the most memory it held. "Lezen" reads the same columns and
does nothing with them. On a busy machine compare the CPU seconds, and best the ratio.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rechtenverkenner import load_catalogus
from rechtenverkenner.bevolking.trekken import sample
from rechtenverkenner.bulk.bron import inventory_of, open_tables
from rechtenverkenner.bulk.indeling import BESTANDEN, layout_of
from rechtenverkenner.bulk.tabellen import frames_of, with_codes
from rechtenverkenner.bulk.verkennen import BROK, Verkenner, _chunks, require_extra, screen_population

if TYPE_CHECKING:
    import polars as pl

DAG = date(2026, 11, 1)
VERSCHILLEND, PER_GROEP = 5_000, 4
AANTALLEN = (1_000_000,)


def write_tables(map_: Path, basis: dict[str, pl.DataFrame], aantal: int) -> None:
    """The households of `basis` again and again, each time with the next numbers."""
    import polars as pl
    import pyarrow.parquet as pq

    for vlak, naam in BESTANDEN.items():
        schrijver = None
        keren = range(-(-aantal // VERSCHILLEND))
        for begin in keren[::PER_GROEP]:
            delen = [basis[vlak].with_columns(pl.col("gezin") + k * VERSCHILLEND) for k in keren[begin:][:PER_GROEP]]
            tabel = pl.concat(delen).to_arrow()
            schrijver = schrijver or pq.ParquetWriter(map_ / f"{naam}.parquet", tabel.schema, compression="zstd")
            schrijver.write_table(tabel)
        assert schrijver is not None
        schrijver.close()


def core() -> list[str]:
    return [r.id for r in load_catalogus().rechten.values() if r.pakket == "kern"]


def measure(map_: Path, wat: str) -> dict[str, float]:
    """One run in this process."""
    require_extra()
    catalogus = load_catalogus()
    indeling = layout_of(catalogus)
    bestanden = open_tables(map_, indeling)
    begin = resource.getrusage(resource.RUSAGE_SELF)
    klok = time.perf_counter()
    voor = time.process_time()
    rechten = () if wat == "alles" else core()
    verkenner = Verkenner(
        catalogus, op_datum=DAG, inventaris=inventory_of(bestanden), rechten=rechten, indeling=indeling
    )
    plan = time.process_time() - voor
    if wat == "lezen":
        aantal = sum(t["gezin"].height for t in _chunks(bestanden, verkenner, BROK))
    elif wat == "oordelen":  # without the file
        aantal = 0
        for tabellen in _chunks(bestanden, verkenner, BROK):
            verkenner.judge(tabellen)
            aantal += tabellen["gezin"].height
            del tabellen
    else:
        aantal = screen_population(map_, map_ / "uit.parquet", catalogus, op_datum=DAG, rechten=rechten).gezinnen
    einde = resource.getrusage(resource.RUSAGE_SELF)
    cpu = einde.ru_utime + einde.ru_stime - begin.ru_utime - begin.ru_stime
    return {
        "aantal": aantal,
        "cpu": cpu,
        "wand": time.perf_counter() - klok,
        "plan": plan,
        "stappen": len(verkenner.programma.cellen),
        "geheugen": most_held(),
    }


def most_held() -> float:
    """The most memory that this process held, in MiB; what `getrusage` says counts the process that started it too."""
    regels = Path("/proc/self/status").read_text().splitlines()
    return next(int(r.split()[1]) / 1024 for r in regels if r.startswith("VmHWM"))


def apart(map_: Path, wat: str) -> dict[str, float]:
    """One run in a process of its own."""
    uit = subprocess.run(
        [sys.executable, __file__, "--meet", str(map_), wat], check=True, capture_output=True, text=True
    )
    meting: dict[str, float] = json.loads(uit.stdout)
    return meting


def main() -> None:
    if sys.argv[1:2] == ["--meet"]:
        print(json.dumps(measure(Path(sys.argv[2]), sys.argv[3])))
        return
    catalogus = load_catalogus()
    indeling = layout_of(catalogus)
    gezinnen = sample(catalogus, VERSCHILLEND, zaad=1, op_datum=DAG, onbekend=0.05)
    basis = with_codes(frames_of(gezinnen, indeling), indeling)
    print("  gezinnen wat           CPU s   wand s  per CPU s    MiB  plan s  stappen")
    for aantal in [int(x) for x in sys.argv[1:]] or AANTALLEN:
        with tempfile.TemporaryDirectory() as naam:
            write_tables(Path(naam), basis, aantal)
            for wat in ("lezen", "oordelen", "kern", "alles"):
                m = apart(Path(naam), wat)
                print(
                    f"{m['aantal']:10.0f} {wat:10} {m['cpu']:8.1f} {m['wand']:8.1f} {m['aantal'] / m['cpu']:10.0f} "
                    f"{m['geheugen']:6.0f} {m['plan']:7.2f} {m['stappen']:8.0f}",
                    flush=True,
                )
    print("streefwaarden: 150000 gezinnen per CPU-seconde, minder dan 400 MiB, plan 1 s, hoogstens 10 keer lezen")


if __name__ == "__main__":
    main()

"""A group of 132 households from file to workbook of results: seconds for each part, and for the whole command.

Figures are the lowest of three runs, each in a process of its own: what comes first pays for what is loaded. Beside the
clock the work of the processor: on a busy machine that is what says something.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

DAG = date(2026, 11, 1)
AANTAL = 132


def make_file(pad: Path) -> None:
    from rechtenverkenner import load_catalogus
    from rechtenverkenner.bevolking.trekken import sample
    from rechtenverkenner.groep.kolommen import template_columns
    from rechtenverkenner.groep.schrijven import as_rows, used_columns
    from rechtenverkenner.groep.sjabloon import make_template
    from rechtenverkenner.model.datums import to_number

    c = load_catalogus()
    gezinnen = sample(c, AANTAL, zaad=1, op_datum=DAG, onbekend=0.05)
    inhoud = as_rows(((f"gezin-{k:03}", g) for k, g in enumerate(gezinnen, 1)), c, to_number(DAG))
    pad.write_bytes(make_template(c, template_columns(c, ook=used_columns(inhoud)), DAG, inhoud))


def now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def measure(pad: Path) -> dict[str, tuple[float, float]]:
    klok = [now()]
    from rechtenverkenner import load_catalogus
    from rechtenverkenner.groep.bestand import write_whole
    from rechtenverkenner.groep.lezen import read_group
    from rechtenverkenner.groep.uitkomst import make_outcome
    from rechtenverkenner.groep.verkennen import Verkenning

    c = load_catalogus()
    klok.append(now())
    groep = read_group(pad, c, op_datum=DAG)
    klok.append(now())
    verkenning = Verkenning(groep, c, DAG)
    for _ in verkenning:
        pass
    uitkomst = verkenning.outcome()
    klok.append(now())
    write_whole(pad.with_name("uitkomst.xlsx"), make_outcome(uitkomst), overschrijf=True)
    klok.append(now())
    delen = ("laden van de regels", "lezen van de werkmap", "verkennen", "schrijven van de uitkomst")
    return dict(zip(delen, ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(klok)), strict=True))


def command(pad: Path) -> tuple[float, float]:
    """`groep verken` as somebody types it: from nothing to the workbook of results."""
    program = "from rechtenverkenner.toepassing.cli import main; main()"
    woorden = ["groep", "verken", str(pad), "--uit", str(pad.with_name("r.xlsx")), "--overschrijf"]
    klok, cpu = time.perf_counter(), children()
    subprocess.run([sys.executable, "-c", program, *woorden, "--op-datum", str(DAG)], check=True, capture_output=True)
    return time.perf_counter() - klok, children() - cpu


def children() -> float:
    t = os.times()
    return t.children_user + t.children_system


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
        return
    with TemporaryDirectory() as map_:
        pad = Path(map_) / "groep.xlsx"
        make_file(pad)
        runs = [
            json.loads(subprocess.run([sys.executable, __file__, str(pad)], check=True, capture_output=True).stdout)
            for _ in range(3)
        ]
        print(f"{AANTAL} gezinnen, werkmap van {pad.stat().st_size // 1000} kB; laagste van 3, in seconden")
        print(f"  {'':50} {'klok':>6} {'cpu':>6}")
        beste = {deel: [min(r[deel][k] for r in runs) for k in (0, 1)] for deel in runs[0]}
        opdrachten = [command(pad) for _ in range(3)]
        beste["de hele opdracht, in een nieuw proces (streefwaarde 3)"] = [
            min(o[k] for o in opdrachten) for k in (0, 1)
        ]
        for deel, (klok, cpu) in beste.items():
            print(f"  {deel:50} {klok:6.2f} {cpu:6.2f}")


if __name__ == "__main__":
    main()

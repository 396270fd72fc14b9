"""Memory: 100,000 screenings in one process must leave it as large as after the first thousand."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path

from rechtenverkenner import evaluate, load_catalogus, load_gezin
from rechtenverkenner.motor.keten import make_keten, waarom_geen_durable

PROJECT = Path(__file__).resolve().parents[1]
DAG = date(2026, 11, 1)
MEETPUNTEN = (1_000, 10_000, 25_000, 50_000, 75_000, 100_000)


def resident_mib() -> float:
    for regel in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if regel.startswith("VmRSS:"):
            return int(regel.split()[1]) / 1024
    raise OSError("geen VmRSS")


def main() -> None:
    if not sys.platform.startswith("linux"):
        print("geheugen wordt alleen op Linux gemeten")
        return
    catalogus = load_catalogus()
    gezinnen = [load_gezin(p) for p in sorted((PROJECT / "fixtures" / "gezinnen").glob("*.yaml"))]
    kleinste = min(gezinnen, key=lambda g: len(g.personen))
    keten = make_keten("referentie" if waarom_geen_durable() else "durable")
    print(
        f"keten: {keten.naam}; elk tiende gezin is een van de {len(gezinnen)} voorbeeldgezinnen, de rest het kleinste"
    )
    print(f"{'evaluaties':>12} {'MiB':>8}")
    for n in range(1, MEETPUNTEN[-1] + 1):
        gezin = gezinnen[n // 10 % len(gezinnen)] if n % 10 == 0 else kleinste
        evaluate(gezin, catalogus, op_datum=DAG, keten=keten)
        if n in MEETPUNTEN:
            gc.collect()
            print(f"{n:12,} {resident_mib():8.1f}", flush=True)


if __name__ == "__main__":
    main()

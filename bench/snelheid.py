"""Speed, side by side in one run: cold command line, loading the catalogue, one warm evaluation with full explanation.

Every figure is a median; the engines take turns, so that a busy machine hits them alike.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rechtenverkenner import evaluate, load_catalogus, load_gezin
from rechtenverkenner.motor.keten import make_keten, waarom_geen_durable

PROJECT = Path(__file__).resolve().parents[1]
GEZINNEN = sorted((PROJECT / "fixtures" / "gezinnen").glob("*.yaml"))
DAG = date(2026, 11, 1)


def median_ms(functie: Callable[[], object], keer: int) -> float:
    tijden = []
    for _ in range(keer):
        begin = time.perf_counter()
        functie()
        tijden.append((time.perf_counter() - begin) * 1000)
    return statistics.median(tijden)


def cold_cli() -> None:
    opdracht = [
        sys.executable,
        "-m",
        "rechtenverkenner.toepassing.cli",
        "verken",
        str(GEZINNEN[0]),
        "--op-datum",
        "2026-11-01",
    ]
    subprocess.run(opdracht, check=True, capture_output=True, cwd=PROJECT)


def main() -> None:
    catalogus = load_catalogus()
    gezinnen = [(p.stem, load_gezin(p)) for p in GEZINNEN]
    referentie = make_keten("referentie")
    durable = None if waarom_geen_durable() else make_keten("durable")
    print(f"{len(catalogus.rechten)} rechten, {len(gezinnen)} gezinnen; medianen in ms\n")
    print(f"{'koude opdrachtregel (verken)':40} {median_ms(cold_cli, 9):8.1f}   streefwaarde 400")
    print(f"{'catalogus laden':40} {median_ms(load_catalogus, 15):8.1f}   streefwaarde 60\n")
    print(f"{'een warme evaluatie, met volledige uitleg':40} {'referentie':>10} {'durable':>10} {'verhouding':>11}")
    alle: dict[str, list[float]] = {"referentie": [], "durable": []}
    for naam, gezin in gezinnen:
        rij = {"referentie": [], "durable": []}
        for _ in range(7):  # take turns
            rij["referentie"].append(
                median_ms(lambda g=gezin: evaluate(g, catalogus, op_datum=DAG, keten=referentie), 15)
            )
            if durable:
                rij["durable"].append(
                    median_ms(lambda g=gezin: evaluate(g, catalogus, op_datum=DAG, keten=durable), 15)
                )
        ref = statistics.median(rij["referentie"])
        alle["referentie"].append(ref)
        if durable:
            dur = statistics.median(rij["durable"])
            alle["durable"].append(dur)
            print(f"{naam:40} {ref:10.2f} {dur:10.2f} {dur / ref:11.2f}")
        else:
            print(f"{naam:40} {ref:10.2f} {'-':>10}")
    ref = statistics.median(alle["referentie"])
    print(
        f"{'mediaan over de gezinnen':40} {ref:10.2f} "
        + (f"{statistics.median(alle['durable']):10.2f}" if durable else "         -")
    )
    print("streefwaarde: 3 (referentie) en 6 (durable)")
    if not durable:
        print(waarom_geen_durable())


if __name__ == "__main__":
    main()

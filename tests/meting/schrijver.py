"""A worker who registers and is killed at a random moment, again and again.

    python schrijver.py DATABANK TIMES SEED SECONDS PAIRS

So many times at least, and until so many pairs were acknowledged.

Each time a child says on a pipe which registration was acknowledged, after `register` came back; the parent kills it
with SIGKILL at a moment nobody chose, also in the middle of a write. Prints all that was acknowledged, one a line.
A process of its own: it forks, which a process with threads should not.
"""

from __future__ import annotations

import itertools
import os
import random
import select
import signal
import sys
import time
from datetime import date

from rechtenverkenner.meting.opslag import open_opslag
from rechtenverkenner.meting.registreren import Registratie, register_all
from rechtenverkenner.meting.rondes import read_round

DAG = date(2026, 11, 2)


def write(pad: str, keer: int, pijp: int) -> None:
    """Pairs of registrations, each pair in one transaction, of clients that belong to this time only."""
    opslag = open_opslag(pad)
    ronde = read_round(opslag)
    rechten = list(ronde.rechten)
    for n in range(10_000):
        klant = f"K-{(keer * 7 + n) % 50:04d}"
        stel = [
            Registratie(klant, rechten[n % len(rechten)], "gevonden", DAG, minuten=keer % 1000),
            Registratie(klant, rechten[n % len(rechten)], "gestopt", DAG, drempel="bekend", minuten=n % 1000),
        ]
        a, b = register_all(opslag, ronde, stel)
        os.write(pijp, f"{a} {b} {keer % 1000} {n % 1000}\n".encode())


def main(pad: str, keren: int, zaad: int, hoogstens: float, minstens: int) -> None:
    lot = random.Random(zaad)
    bevestigd: list[str] = []
    for keer in itertools.count():
        if keer >= keren and len(bevestigd) >= minstens:
            break
        lees, schrijf = os.pipe()
        kind = os.fork()
        if kind == 0:
            os.close(lees)
            write(pad, keer, schrijf)
            os._exit(0)
        os.close(schrijf)
        select.select([lees], [], [], 30)  # it lives and has written
        time.sleep(lot.random() * hoogstens)
        os.kill(kind, signal.SIGKILL)
        os.waitpid(kind, 0)
        with os.fdopen(lees) as stroom:
            bevestigd += [regel.strip() for regel in stroom if regel.endswith("\n")]
    print("\n".join(bevestigd))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), int(sys.argv[5]))

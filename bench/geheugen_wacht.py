"""Memory of the watch: households that come, live through events and go must leave it as large as it was when full.

Half of the watch stays from beginning to end and gets most of the events; the other half is replaced all the time. The
catalogue is the part of ours that opens the UiTPAS, so that the chain is asked often.
"""

from __future__ import annotations

import gc
import sys
from datetime import date
from itertools import cycle
from pathlib import Path

from geheugen import resident_mib

from rechtenverkenner import Gebeurtenis, Gezin, Wacht, load_catalogus, load_gezin
from rechtenverkenner.verificatie.proefstand import Deelcatalogi

PROJECT = Path(__file__).resolve().parents[1]
DAG = date(2026, 11, 1)
PLAATSEN = 100
CYCLI = 2_400
MEETPUNTEN = (1, CYCLI // 12, CYCLI // 4, CYCLI // 2, 3 * CYCLI // 4, CYCLI)
NAMEN = ("weduwe-eigen-huis", "ex-dakloze")


def events(gezin: Gezin) -> cycle[Gebeurtenis]:
    wie = gezin.personen[0].id
    return cycle([Gebeurtenis("leefloon-begint", persoon=wie), Gebeurtenis("leefloon-stopt", persoon=wie)])


def main() -> None:
    if not sys.platform.startswith("linux"):
        print("geheugen wordt alleen op Linux gemeten")
        return
    gezinnen = [load_gezin(PROJECT / "fixtures" / "gezinnen" / f"{naam}.yaml") for naam in NAMEN]
    delen = Deelcatalogi(load_catalogus())
    catalogus = max((delen.of("uitpas-kansentarief", g) for g in gezinnen), key=lambda c: len(c.rechten))
    with Wacht(catalogus, op_datum=DAG, hoogstens=PLAATSEN) as wacht:
        print(f"keten: {wacht.keten}; {PLAATSEN} gezinnen, de helft blijft; per cyclus vijf gebeurtenissen")
        print(f"{'cycli':>12} {'MiB':>8}\n{'leeg':>12} {resident_mib():8.1f}", flush=True)
        for n in range(PLAATSEN):
            wacht.volg(f"g{n}", gezinnen[n % len(gezinnen)])
        blijft = [(f"g{n}", events(gezinnen[n % len(gezinnen)])) for n in range(PLAATSEN // 2)]
        for n in range(1, CYCLI + 1):
            weg, gezin = f"g{PLAATSEN // 2 + n % (PLAATSEN // 2)}", gezinnen[n // 50 % len(gezinnen)]
            wacht.stop(weg)
            wacht.volg(weg, gezin)
            wacht.gebeurtenis(weg, next(events(gezin)))
            for i in range(4):
                pseudoniem, rij = blijft[(n * 4 + i) % len(blijft)]
                wacht.gebeurtenis(pseudoniem, next(rij))
            if n in MEETPUNTEN:
                gc.collect()
                print(f"{n:12,} {resident_mib():8.1f}", flush=True)
        print(f"teruggevallen op de referentie: {wacht.teruggevallen}")


if __name__ == "__main__":
    main()

"""Our engine beside others on one job: the same 22 fictional rules, the same households, answers checked.

    python bench/peers/meet.py [--kort]

Makes the environments of the others from the registries (once), runs every engine in processes of its own, in turns,
and prints medians and ratios. Times are CPU times, which other work on the machine disturbs little. `--kort` asks fewer
households and no million.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from omgevingen import MAP, ONS, PEERS, Peer, make_environment, run

Meting = dict[str, Any]
MILJOEN = 1_000_000
METINGEN = MAP / "metingen.jsonl"
"""Every measurement of the last run, as it was made."""


@dataclass(frozen=True, slots=True)
class Maat:
    """How much is asked."""

    klopt: int = 1000
    een: int = 200
    processen: int = 5
    lijst: int = 20_000
    kolommen: int = MILJOEN
    gaten: int = 2000


KORT = Maat(klopt=200, een=100, processen=3, lijst=3000, kolommen=100_000, gaten=300)


@dataclass(slots=True)
class Verslag:
    """All measurements: of each engine a list, in the order they were made."""

    metingen: dict[tuple[str, str], list[Meting]] = field(default_factory=dict)
    uitval: list[str] = field(default_factory=list)

    def ask(self, peer: Peer, soort: str, *argumenten: object) -> None:
        regel, fout = run(peer, peer.naam, soort, *map(str, argumenten))
        if fout:
            self.uitval.append(f"{peer.naam}, {soort}: {fout}")
            return
        meting = json.loads(regel)
        if "ontbreekt" not in meting:
            self.metingen.setdefault((peer.naam, soort), []).append(meting)
            with METINGEN.open("a", encoding="utf-8") as logboek:
                logboek.write(json.dumps({"motor": peer.naam, "soort": soort, **meting}) + "\n")

    def of(self, naam: str, soort: str) -> list[Meting]:
        return self.metingen.get((naam, soort), [])

    def middle(self, naam: str, soort: str, haal: Callable[[Meting], float]) -> float | None:
        rij = [haal(m) for m in self.of(naam, soort)]
        return median(rij) if rij else None


def prepare(maat: Maat) -> tuple[list[Peer], list[str], Path, Path]:
    """The engines that can run, why the others cannot, the folder of columns and the file with gaps."""
    peers, uitval = [ONS], []
    for peer in PEERS:
        print(f"omgeving van {peer.naam} ...", file=sys.stderr)
        if reden := make_environment(peer):
            uitval.append(f"{peer.naam}: niet te installeren: {reden}")
        else:
            peers.append(peer)
    kolommen, gaten = MAP / f"kolommen-{maat.kolommen}", MAP / f"gaten-{maat.gaten}.jsonl"
    print("gezinnen en het goede antwoord ...", file=sys.stderr)
    for doel, soort, aantal in ((kolommen, "vul", maat.kolommen), (gaten, "gevallen", maat.gaten)):
        if not doel.exists() and (fout := run(ONS, soort, str(doel), str(aantal))[1]):
            raise SystemExit(f"{soort}: {fout}")
    return peers, uitval, kolommen, gaten


def measure(peers: list[Peer], maat: Maat, kolommen: Path, gaten: Path) -> Verslag:
    verslag = Verslag()
    METINGEN.write_text("", encoding="utf-8")
    plan: list[tuple[str, int, tuple[object, ...]]] = [
        ("klopt", 1, (maat.klopt,)),
        ("een", maat.processen, (maat.een, 3)),
        ("lijst", 1, (maat.lijst,)),
        ("kolommen", 3, (kolommen,)),
        ("gaten", 1, (gaten,)),
    ]
    for soort, keer, argumenten in plan:
        print(f"meten: {soort} ...", file=sys.stderr)
        for _ in range(keer):  # take turns
            for peer in peers:
                if soort in peer.metingen:
                    verslag.ask(peer, soort, *argumenten)
    return verslag


def figure(waarde: float | None, vorm: str = "10.3f") -> str:
    return format(waarde, vorm) if waarde is not None else " " * (int(vorm.partition(".")[0]) - 1) + "-"


def print_one(peers: Iterable[Peer], v: Verslag) -> None:
    basis = cpu_of(v, "openfisca", "van gegevens")
    print(f"\n{'een gezin: 22 oordelen en bedragen':48} {'CPU ms':>10} {'klok ms':>10} {'x sneller dan OpenFisca':>24}")
    for peer in peers:
        for manier in ways(v, peer.naam):
            cpu = cpu_of(v, peer.naam, manier)
            klok = v.middle(peer.naam, "een", partial(pick, manier, "klok_ms"))
            keer = basis / cpu if basis and cpu else None
            naam = f"{peer.naam} {v.of(peer.naam, 'een')[0]['versie']}: {manier}"
            print(f"{naam:48} {figure(cpu)} {figure(klok)} {figure(keer, '24.1f')}")


def pick(manier: str, maat: str, meting: Meting) -> float:
    return float(meting[manier][maat])


def ways(v: Verslag, naam: str) -> list[str]:
    eerste = v.of(naam, "een")[:1]
    return [k for m in eerste for k, w in m.items() if isinstance(w, dict)]


def cpu_of(v: Verslag, naam: str, manier: str) -> float | None:
    if manier not in ways(v, naam):
        return None
    return v.middle(naam, "een", partial(pick, manier, "cpu_ms"))


def million(v: Verslag, naam: str) -> float | None:
    """CPU seconds for a million households as columns."""
    return v.middle(naam, "kolommen", lambda m: m["cpu_s"] * MILJOEN / m["gezinnen"])


def print_many(peers: Iterable[Peer], v: Verslag) -> None:
    basis = million(v, "openfisca")
    print(f"\n{'een miljoen gezinnen':48} {'CPU s':>10} {'piek MB':>10} {'x OpenFisca':>24}")
    for peer in peers:
        if (cpu := million(v, peer.naam)) is not None:
            piek = v.middle(peer.naam, "kolommen", lambda m: m["piek_mb"])
            keer = cpu / basis if basis else None
            print(f"{peer.naam + ': kolommen':48} {figure(cpu)} {figure(piek, '10.0f')} {figure(keer, '24.2f')}")
    for peer in peers:
        for m in v.of(peer.naam, "lijst"):
            cpu = m["cpu_s"] * MILJOEN / m["gezinnen"]
            naam = f"{peer.naam}: in lijsten (~ van {m['gezinnen']})"
            print(f"{naam:48} {figure(cpu)} {figure(m['piek_mb'], '10.0f')} {figure(basis and cpu / basis, '24.2f')}")


def print_gaps(peers: Iterable[Peer], v: Verslag) -> None:
    koppen = f"{'open':>8} {'beweerd':>8} {'beslist':>8} {'gevonden':>9} {'':>8} {'fouten':>8}"
    print(f"\n{'met 1 tot 4 feiten weg':30} {koppen}")
    for peer in peers:
        for m in v.of(peer.naam, "gaten"):
            deel = f"{m['gevonden'] / m['beslist']:.2%}"
            cijfers = f"{m['open']:8} {m['beweerd']:8} {m['beslist']:8} {m['gevonden']:9} {deel:>8} {m['fouten']:8}"
            print(f"{peer.naam:30} {cijfers}")


def print_equal(peers: Iterable[Peer], v: Verslag) -> None:
    print(f"\n{'antwoorden naast de referentie':48} {'gezinnen':>10} {'fout':>10}")
    for peer in peers:
        for m in v.of(peer.naam, "klopt"):
            for manier, fout in m["fout"].items():
                print(f"{peer.naam + ': ' + manier:48} {m['gezinnen']:10} {fout:10}")
        for soort in ("lijst", "kolommen"):
            for m in v.of(peer.naam, soort)[:1]:
                print(f"{peer.naam + ': ' + soort:48} {m['gezinnen']:10} {m['fout']:10}")


def goals(v: Verslag) -> Iterable[tuple[str, float | None, Callable[[float], bool], str]]:
    """What is promised: the sentence, the figure, and whether that is enough."""
    of, oz = cpu_of(v, "openfisca", "van gegevens"), cpu_of(v, "zen", "van gegevens")
    kaal, uitleg = cpu_of(v, "ons", "oordelen"), cpu_of(v, "ons", "met volledige uitleg")

    def ratio(a: float | None, b: float | None) -> float | None:
        return a / b if a and b else None

    yield "oordelen van een gezin: x sneller dan OpenFisca", ratio(of, kaal), lambda x: x >= 30, ">= 30"
    yield "oordelen van een gezin: x sneller dan zen-engine", ratio(oz, kaal), lambda x: x > 1, "> 1"
    yield "met volledige uitleg: x sneller dan OpenFisca", ratio(of, uitleg), lambda x: x >= 9, ">= 9"
    for naam in ("openfisca", "policyengine"):
        keer = ratio(million(v, "ons"), million(v, naam))
        yield f"een miljoen gezinnen: CPU naast {naam}", keer, lambda x: x <= 1, "<= 1"
    gaten = v.of("ons", "gaten")
    yield "feiten weg: beweerd wat open is", gaten[0]["beweerd"] if gaten else None, lambda x: x == 0, "0"
    deel = 100 * gaten[0]["gevonden"] / gaten[0]["beslist"] if gaten else None
    yield "feiten weg: beslist en gevonden, procent", deel, lambda x: x >= 99, ">= 99"


def print_goals(v: Verslag) -> None:
    print(f"\n{'doel':52} {'gemeten':>10} {'wil':>8}")
    for zin, waarde, genoeg, wil in goals(v):
        stand = "niet gemeten" if waarde is None else "ja" if genoeg(waarde) else "NEE"
        print(f"{zin:52} {figure(waarde, '10.2f')} {wil:>8}  {stand}")


def machine() -> Mapping[str, object]:
    return {"python": platform.python_version(), "machine": platform.machine(), "kernen": os.cpu_count()}


def main() -> None:
    lezer = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    lezer.add_argument("--kort", action="store_true", help="minder gezinnen, en geen miljoen")
    maat = KORT if lezer.parse_args().kort else Maat()
    peers, uitval, kolommen, gaten = prepare(maat)
    verslag = measure(peers, maat, kolommen, gaten)
    print(", ".join(f"{k} {w}" for k, w in machine().items()), "| belasting", os.getloadavg()[0])
    for toon in (print_equal, print_one, print_many, print_gaps):
        toon(peers, verslag)
    print_goals(verslag)
    for regel in (*uitval, *verslag.uitval):
        print(f"niet gemeten: {regel}")


if __name__ == "__main__":
    main()

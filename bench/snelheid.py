"""Speed, side by side in one run: cold command line, loading the catalogue, one warm evaluation.

Every figure is a median; the engines take turns, so that a busy machine hits them alike.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from rechtenverkenner import Catalogus, Gezin, Resultaat, evaluate, load_catalogus, load_gezin, make_gezin
from rechtenverkenner.motor.keten import make_keten, waarom_geen_durable

PROJECT = Path(__file__).resolve().parents[1]
GEZINNEN = sorted((PROJECT / "fixtures" / "gezinnen").glob("*.yaml"))
DAG = date(2026, 11, 1)
Proef = Callable[[], object]


def duration_ms(functie: Proef) -> float:
    begin = time.perf_counter()
    functie()
    return (time.perf_counter() - begin) * 1000


def take_turns(proeven: Mapping[str, Proef], beurten: int, *, keer: int = 1, vooraf: int = 0) -> dict[str, float]:
    """The median of each, `keer` times in a turn, after one turn that does not count.

    `vooraf` times in each turn do not count either: what ran just before took the caches of the processor.
    """
    tijden: dict[str, list[float]] = {naam: [] for naam in proeven}
    for beurt in range(beurten + 1):
        for naam, proef in proeven.items():
            duren = [duration_ms(proef) for _ in range(vooraf + keer)]
            if beurt:
                tijden[naam] += duren[vooraf:]
    return {naam: statistics.median(rij) for naam, rij in tijden.items()}


def cold(map_: str, cache: str, *woorden: str) -> None:
    """A new process, with its bytecode on the disk as in an installed package."""
    omgeving = {**os.environ, "RECHTENVERKENNER_CACHE": cache, "PYTHONPYCACHEPREFIX": f"{map_}/pyc"}
    omgeving.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, *woorden], check=True, capture_output=True, cwd=PROJECT, env=omgeving)


def starts(proeven: Mapping[str, Proef], beurten: int) -> dict[str, tuple[float, float]]:
    """The median of each, elapsed and of the processor (a busy machine disturbs it less), without the first turn."""
    tijden: dict[str, list[tuple[float, float]]] = {naam: [] for naam in proeven}
    for _ in range(beurten + 1):
        for naam, proef in proeven.items():
            begin = resource.getrusage(resource.RUSAGE_CHILDREN)
            ms = duration_ms(proef)
            eind = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = (eind.ru_utime + eind.ru_stime - begin.ru_utime - begin.ru_stime) * 1000
            tijden[naam].append((ms, cpu))
    return {
        naam: (statistics.median(ms for ms, _ in rij[1:]), statistics.median(cpu for _, cpu in rij[1:]))
        for naam, rij in tijden.items()
    }


def load(cache: str) -> Catalogus:
    os.environ["RECHTENVERKENNER_CACHE"] = cache
    return load_catalogus()


def all_reasons(resultaat: Resultaat) -> Resultaat:
    """Read everything that is worked out when it is read."""
    for o in resultaat.oordelen:
        _ = o.uitleg, o.ontbreekt, o.na
    _ = resultaat.meldingen, resultaat.ontvangstbewijs.parameters
    return resultaat


def explanations(resultaat: Resultaat) -> Resultaat:
    """Read every explanation: each condition with its answer, numbers, facts, amounts and sources."""
    _ = [o.uitleg for o in resultaat.oordelen]
    return resultaat


def one_right(gezin: Gezin, catalogus: Catalogus, kenmerk: str) -> None:
    """One right, with its whole explanation for everybody it is about."""
    explanations(evaluate(gezin, catalogus, op_datum=DAG, rechten=(kenmerk,)))


def print_single_rights(gezinnen: Collection[Gezin], catalogus: Catalogus) -> None:
    """Each right by itself, for each household."""
    proeven = {
        f"{nummer} {kenmerk}": partial(one_right, gezin, catalogus, kenmerk)
        for nummer, gezin in enumerate(gezinnen)
        for kenmerk in catalogus.rechten
    }
    tijden = sorted((ms, naam.split()[1]) for naam, ms in take_turns(proeven, 5, keer=3, vooraf=1).items())
    print(f"\neen recht met zijn hele uitleg, {len(tijden)} keer een recht en een gezin, in ms")
    for deel in (50, 75, 90, 100):
        ms, kenmerk = tijden[max(len(tijden) * deel // 100 - 1, 0)]
        print(f"{deel:3} % duurt hoogstens {ms:7.2f}   {kenmerk}")


def ways(gezin: Gezin, catalogus: Catalogus) -> dict[str, Proef]:
    code = partial(evaluate, gezin, catalogus, op_datum=DAG)
    kern = partial(code, rechten=[r.id for r in catalogus.rechten.values() if r.pakket == "kern"])
    interpreter = partial(evaluate, gezin, catalogus, op_datum=DAG, motor="referentie")
    uit: dict[str, Proef] = {
        "code": code,
        "kern": kern,
        "kern+uitleg": lambda: explanations(kern()),
        "code+uitleg": lambda: explanations(code()),
        "code+alles": lambda: all_reasons(code()),
        "referentie": partial(interpreter, keten=make_keten("referentie")),
    }
    if not waarom_geen_durable():
        uit["durable"] = partial(interpreter, keten=make_keten("durable"))
    return uit


def start_up() -> Catalogus:
    cli = ("-m", "rechtenverkenner.toepassing.cli")
    gezin = (str(GEZINNEN[0]), "--op-datum", DAG.isoformat())
    with tempfile.TemporaryDirectory() as map_:
        proeven: dict[str, Proef] = {
            "python alleen": partial(cold, map_, map_, "-c", "pass"),
            "python met pydantic": partial(cold, map_, map_, "-c", "import pydantic; pydantic.BaseModel"),
            "python met pydantic en het profiel": partial(
                cold, map_, map_, "-c", "import rechtenverkenner.model.gezin"
            ),
            "verken, met cache": partial(cold, map_, map_, *cli, "verken", *gezin),
            "verken, zonder cache": partial(cold, map_, "uit", *cli, "verken", *gezin),
            "leg-uit, met cache": partial(cold, map_, map_, *cli, "leg-uit", gezin[0], "leefloon", *gezin[1:]),
            "plan, met cache": partial(cold, map_, map_, *cli, "plan", *gezin),
        }
        print("een koud proces, medianen in ms                         verstreken   rekentijd")
        for naam, (ms, cpu) in starts(proeven, 20).items():
            print(f"{naam:50} {ms:15.0f} {cpu:11.0f}")
        for naam, ms in take_turns({"bewaard": partial(load, map_), "gelezen": partial(load, "uit")}, 9).items():
            print(f"{'catalogus laden, ' + naam:50} {ms:8.1f}")
        print("streefwaarde: verken 150 met cache en 400 zonder; catalogus lezen 60\n")
        return load("uit")


def main() -> None:
    catalogus = start_up()
    gezinnen = [(p.stem, load_gezin(p)) for p in GEZINNEN] + [("niets bekend", make_gezin({"personen": [{}]}))]
    print(f"een warme evaluatie: {len(catalogus.rechten)} rechten, medianen in ms")
    print(
        "code: oordeel en bedrag; kern: alleen van het kernpakket; +uitleg: elke uitleg; +alles: ook wat ontbreekt;\n"
        "dan de interpreter op elke keten\n"
    )
    rijen = []
    for naam, gezin in gezinnen:
        rij = take_turns(ways(gezin, catalogus), 5, keer=9, vooraf=3)
        if not rijen:
            print(f"{'':36}" + "".join(f"{k:>13}" for k in rij) + f"{'verhouding':>12}")
        rijen.append(rij)
        print(f"{naam:36}" + "".join(f"{ms:13.2f}" for ms in rij.values()) + f"{rij['referentie'] / rij['code']:12.1f}")
    mediaan = {k: statistics.median(rij[k] for rij in rijen) for k in rijen[0]}
    verhouding = statistics.median(rij["referentie"] / rij["code"] for rij in rijen)
    print(f"{'mediaan':36}" + "".join(f"{ms:13.2f}" for ms in mediaan.values()) + f"{verhouding:12.1f}")
    print_single_rights([gezin for _, gezin in gezinnen], catalogus)
    print("streefwaarde: code, en een recht met zijn uitleg, 0.5")
    if reden := waarom_geen_durable():
        print(reden)


if __name__ == "__main__":
    main()

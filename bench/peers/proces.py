"""One measurement of one engine in a process of its own; prints one line of JSON.

python proces.py vul MAP AANTAL                columns of so many households, with their answers
python proces.py gevallen PAD AANTAL           households with facts left out
python proces.py MOTOR klopt AANTAL            wrong answers, on every day and in every way
python proces.py MOTOR een AANTAL RONDEN       one household: CPU and wall time
python proces.py MOTOR lijst AANTAL            many households, one after the other (or in one call)
python proces.py MOTOR kolommen MAP            many households as columns
python proces.py MOTOR gaten PAD               verdicts when facts are left out
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from bevolking import households
from referentie import right_answer
from taak import DAG, DAGEN, Antwoord, Kolommen, bedragen
from vorm import FOUT, OPEN, Motor, Wijze

BRON = 77
"""Seed of the households that are asked one by one."""
DEEL = 1000


def load(naam: str, dag: str = DAG) -> Motor:
    motor: Motor = import_module(f"met_{naam}").open_motor(dag)
    return motor


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(map_: str, aantal: str) -> dict[str, object]:
    kolommen, b = Kolommen(), bedragen(DAG)
    for h in households(int(aantal)):
        kolommen.add(h, right_answer(h, b))
    kolommen.write(Path(map_))
    return {"aantal": int(aantal)}


def write_gaps(pad: str, aantal: str) -> dict[str, object]:
    from weglaten import write_cases

    write_cases(Path(pad), int(aantal), DAG)
    return {"aantal": int(aantal)}


def check(naam: str, aantal: str) -> dict[str, object]:
    """How many households get an answer that is not the reference's, per way."""
    fout: Counter[str] = Counter()
    for dag in DAGEN:
        motor, b = load(naam, dag), bedragen(dag)
        for h in households(int(aantal), BRON):
            goed = right_answer(h, b)
            for manier, wijze in motor.wijzen.items():
                fout[manier] += not _same(wijze.reken(wijze.bereid(h)), goed)
    return {"gezinnen": int(aantal) * len(DAGEN), "fout": dict(fout)}


def _same(antwoord: Antwoord, goed: Antwoord) -> bool:
    """Whether verdicts and amounts are equal; an engine that knows no amounts gives an empty list of them."""
    ja, bedragen_ = antwoord
    return [bool(x) for x in ja] == goed[0] and (not bedragen_ or [int(x) for x in bedragen_] == goed[1])


def one(naam: str, aantal: str, ronden: str) -> dict[str, object]:
    """Milliseconds per household: the median over rounds that all ask the same households."""
    begin = time.perf_counter(), time.process_time()
    motor = load(naam)
    uit: dict[str, object] = {
        "versie": motor.versie,
        "laden_ms": (time.perf_counter() - begin[0]) * 1000,
        "laden_cpu_ms": (time.process_time() - begin[1]) * 1000,
    }
    gezinnen = list(households(int(aantal), BRON))
    for manier, wijze in motor.wijzen.items():
        klaar = [wijze.bereid(h) for h in gezinnen]
        uit[manier] = _rounds(motor, wijze, klaar, int(ronden))
    return uit


def _rounds(motor: Motor, wijze: Wijze, klaar: list[Any], ronden: int) -> dict[str, float]:
    for vraag in klaar[:50]:
        wijze.reken(vraag)
    cpu, klok = [], []
    for _ in range(ronden):
        kind, c, t = motor.kind_cpu(), time.process_time(), time.perf_counter()
        for vraag in klaar:
            wijze.reken(vraag)
        cpu.append((time.process_time() - c + motor.kind_cpu() - kind) * 1000 / len(klaar))
        klok.append((time.perf_counter() - t) * 1000 / len(klaar))
    return {"cpu_ms": median(cpu), "klok_ms": median(klok)}


def series(naam: str, aantal: str) -> dict[str, object]:
    """CPU seconds for many households in pieces, without making the input; and how many answers are wrong."""
    motor, b = load(naam), bedragen(DAG)
    wijze = next(iter(motor.wijzen.values()))
    ask: Callable[[list[Any]], list[Any]] = motor.lijst or (lambda deel: [wijze.reken(x) for x in deel])
    cpu, fout, trekker = 0.0, 0, households(int(aantal), BRON + 1)
    for _ in range(int(aantal) // DEEL):
        deel = [next(trekker) for _ in range(DEEL)]
        klaar = [wijze.bereid(h) for h in deel]
        kind, c = motor.kind_cpu(), time.process_time()
        antwoorden = ask(klaar)
        cpu += time.process_time() - c + motor.kind_cpu() - kind
        fout += sum(not _same(a, right_answer(h, b)) for a, h in zip(antwoorden, deel, strict=True))
    return {"gezinnen": int(aantal) // DEEL * DEEL, "cpu_s": cpu, "fout": fout, "piek_mb": peak_mb()}


def columns(naam: str, map_: str) -> dict[str, object]:
    """CPU and wall seconds for all households of a folder; the columns are read before."""
    motor = load(naam)
    if motor.kolommen is None:
        return {"ontbreekt": True}
    werk, als_rijen = motor.kolommen(Path(map_))
    vooraf = peak_mb()
    c, t = time.process_time(), time.perf_counter()
    uit = werk()
    cpu, klok = time.process_time() - c, time.perf_counter() - t
    piek = peak_mb()
    import numpy as np

    ja, bedrag = als_rijen(uit)
    goed = np.fromfile(Path(map_, "open"), np.int64)
    goed_ja = (goed[:, None] >> np.arange(22) & 1).astype(bool)
    goed_bedrag = np.fromfile(Path(map_, "bedrag"), np.int64).reshape(-1, 22)
    fout = int(((ja != goed_ja) | (bedrag != goed_bedrag)).any(1).sum())
    return {"gezinnen": len(goed), "cpu_s": cpu, "klok_s": klok, "fout": fout, "vooraf_mb": vooraf, "piek_mb": piek}


def gaps(naam: str, pad: str) -> dict[str, object]:
    """Claims on verdicts that are open, and decided ones that were found."""
    from weglaten import read_cases

    motor = load(naam)
    if motor.met_gaten is None:
        return {"ontbreekt": True}
    tel: Counter[tuple[str, str]] = Counter()
    for h, waar in read_cases(Path(pad)):
        tel.update(zip(waar, motor.met_gaten(h), strict=True))
    beslist = sum(n for (waar, _), n in tel.items() if waar != OPEN)
    return {
        "oordelen": tel.total(),
        "open": tel.total() - beslist,
        "beweerd": sum(n for (waar, zegt), n in tel.items() if waar == OPEN and zegt not in (OPEN, FOUT)),
        "beslist": beslist,
        "gevonden": sum(n for (waar, zegt), n in tel.items() if waar != OPEN and waar == zegt),
        "omgekeerd": sum(n for (waar, zegt), n in tel.items() if OPEN not in (waar, zegt) and zegt not in (waar, FOUT)),
        "fouten": sum(n for (_, zegt), n in tel.items() if zegt == FOUT),
    }


SOORTEN: dict[str, Callable[..., dict[str, object]]] = {
    "klopt": check,
    "een": one,
    "lijst": series,
    "kolommen": columns,
    "gaten": gaps,
}


def main(eerste: str, *rest: str) -> None:
    if eerste in ("vul", "gevallen"):
        uit = (fill if eerste == "vul" else write_gaps)(*rest)
    else:
        uit = SOORTEN[rest[0]](eerste, *rest[1:])
    print(json.dumps(uit))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""How the HTTP service holds under 200 clients at once, and how long a question takes when it is quiet.

    python bench/web.py [seconds] [clients]

Prints p50, p95 and p99 of `/v1/verken`, answers per second, errors, processor time of the server for each answer (which
says most on a machine that does other work too), the memory of the server at the start, halfway and at the end, and the
load of the machine. The server runs in a process of its own; the households are those of `fixtures/gezinnen`.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx

PROJECT = Path(__file__).parents[1]
RUST = 50
"""Questions one after the other, before the crowd comes."""


def households() -> list[bytes]:
    """The bodies that are sent: every household of the fixtures."""
    from rechtenverkenner.catalogus.bron import read_file

    gegevens = [read_file(pad)[0] for pad in sorted((PROJECT / "fixtures" / "gezinnen").glob("*.yaml"))]
    vragen: list[dict[str, Any]] = [{"gezin": b.data, "op_datum": "2026-11-01"} for b in gegevens if b is not None]
    return [json.dumps(v, default=str).encode() for v in vragen]


def memory(pid: int) -> float:
    """Resident memory of a process in MiB."""
    tekst = Path(f"/proc/{pid}/status").read_text()
    treffer = re.search(r"VmRSS:\s+(\d+) kB", tekst)
    return int(treffer[1]) / 1024 if treffer else 0.0


def processor(pid: int) -> float:
    """Seconds of processor that a process used."""
    velden = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(velden[11]) + int(velden[12])) / os.sysconf("SC_CLK_TCK")


class Meting:
    """What was measured: seconds of each answer, and how many of each kind there were."""

    def __init__(self) -> None:
        self.duur: list[float] = []
        self.soort: Counter[str] = Counter()

    async def ask(self, c: httpx.AsyncClient, lichaam: bytes) -> None:
        begin = time.perf_counter()
        try:
            r = await c.post("/v1/verken", content=lichaam, headers={"content-type": "application/json"})
            self.soort[str(r.status_code)] += 1
        except httpx.HTTPError as e:
            self.soort[type(e).__name__] += 1
        self.duur.append(time.perf_counter() - begin)

    def show(self, wat: str, seconden: float, rekentijd: float) -> None:
        p = quantiles(self.duur, n=100)
        per = len(self.duur) / seconden
        soorten = ", ".join(f"{k}: {n}" for k, n in sorted(self.soort.items()))
        print(
            f"{wat:24} p50 {p[49] * 1000:6.0f} ms  p95 {p[94] * 1000:6.0f} ms  p99 {p[98] * 1000:6.0f} ms"
            f"  {per:5.1f}/s  processor {rekentijd / len(self.duur) * 1000:.0f} ms  ({soorten})"
        )


async def measure(url: str, pid: int, seconden: float, clienten: int) -> None:
    """First one client, then a crowd that asks again as soon as it has its answer."""
    lichamen = households()
    grenzen = httpx.Limits(max_connections=clienten, max_keepalive_connections=clienten)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=grenzen, trust_env=False) as c:
        rust = Meting()
        begin, rekentijd = time.perf_counter(), processor(pid)
        for n in range(RUST):
            await rust.ask(c, lichamen[n % len(lichamen)])
        rust.show("1 client", time.perf_counter() - begin, processor(pid) - rekentijd)
        geheugen = [memory(pid)]
        druk = Meting()
        begin, rekentijd = time.perf_counter(), processor(pid)

        async def client(n: int) -> None:
            while time.perf_counter() - begin < seconden:
                await druk.ask(c, lichamen[n % len(lichamen)])
                n += 1

        taken = [asyncio.create_task(client(n)) for n in range(clienten)]
        await asyncio.sleep(seconden / 2)
        geheugen.append(memory(pid))
        await asyncio.gather(*taken)
        geheugen.append(memory(pid))
        druk.show(f"{clienten} clients, {seconden:.0f} s", time.perf_counter() - begin, processor(pid) - rekentijd)
    print("memory of the server     " + " -> ".join(f"{m:.1f} MiB" for m in geheugen))
    print(f"load of the machine      {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


def main() -> None:
    """Start the server, measure, stop it."""
    seconden = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    clienten = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    opdracht = [sys.executable, "-m", "rechtenverkenner.toepassing.cli", "web", "--api", "--poort", "0"]
    with subprocess.Popen(opdracht, cwd=PROJECT, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            regel = server.stderr.readline()
            treffer = re.search(r"http://[^/ ]+", regel)
            assert treffer, regel
            asyncio.run(_with_log(server, treffer[0], seconden, clienten))
        finally:
            server.terminate()


async def _with_log(server: subprocess.Popen[str], url: str, seconden: float, clienten: int) -> None:
    """Measure while somebody reads the log, lest the server waits for its own words."""
    assert server.stderr is not None
    lezer = asyncio.get_running_loop().run_in_executor(None, server.stderr.read)
    await measure(url, server.pid, seconden, clienten)
    server.terminate()
    await lezer


if __name__ == "__main__":
    main()

"""A whole session of a client, pages and service, with a witness: every connection and every file that is written.

Run as a program: prints what the witness saw, and the addresses that were asked, as JSON. With `--afgezonderd` it
first enters a network of its own that has nothing but itself, so that whatever needs another machine fails.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import re
import socket
import struct
import sys
from datetime import date
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))

GEHEIM = ("zusgeheim", "4321.07", "4321,07", "1961-07-13", "13/07/1961", "dossiergeheim")
"""Facts of the household, in forms that nothing else has."""
PROFIEL = """
personen:
  - id: zusgeheim
    geboortedatum: 1961-07-13
    partner: geen
    inkomens:
      - {soort: loon, bedrag: "4321.07", per: maand}
gemeente: "44021"
"""
GEZIN: dict[str, Any] = {
    "personen": [
        {
            "id": "zusgeheim",
            "geboortedatum": "1961-07-13",
            "inkomens": [{"soort": "loon", "bedrag": "4321.07", "per": "maand"}],
        }
    ]
}
_CLONE_NEWNET = 0x40000000
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
_SCHRIJFT = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def isolate() -> bool:
    """Whether this process now has a network with only a loopback device, which is up."""
    if ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWNET) != 0:
        return False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        fcntl.ioctl(s, _SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", _IFF_UP))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("192.0.2.1", 9))  # an address for examples: without a route nobody is there
        except OSError:
            return True
    return False


class Getuige:
    """Remembers what the interpreter does with the world outside."""

    def __init__(self) -> None:
        self.gezien: list[str] = []
        self.let_op = False

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.let_op:
            return
        if event in ("socket.connect", "socket.sendto"):
            self.gezien.append(f"{event} {args[1]!r}")
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system", "os.exec"):
            self.gezien.append(f"{event} {args[0]!r}")
        elif event == "open" and isinstance(args[2], int) and args[2] & _SCHRIJFT:
            self.gezien.append(f"open {args[0]!r}")


def session(url: str, adressen: list[str]) -> None:
    """Every page and every question of the service, with facts; then everything is wiped."""
    import httpx

    herkomst = {"origin": url}
    with httpx.Client(base_url=url, timeout=60, follow_redirects=True, trust_env=False, verify=False) as c:
        c.event_hooks["request"].append(lambda r: adressen.append(str(r.url)))

        def page(pad: str) -> str:
            r = c.get(pad)
            assert r.status_code == 200, (pad, r.status_code)
            return r.text

        def form(
            pad: str, bron: str, *, bestand: bytes | None = None, mag: tuple[int, ...] = (200,), **velden: str
        ) -> str:
            verborgen = dict(re.findall(r'name="(csrf|stap)" value="([^"]*)"', bron))
            files = None if bestand is None else {"bestand": ("profiel.yaml", bestand)}
            r = c.post(pad, data={**verborgen, **velden}, files=files, headers=herkomst)
            assert r.status_code in mag, (pad, r.status_code)
            return r.text

        form("/hervat", page("/"), bestand=PROFIEL.encode())
        for blad in ("gezin", "inkomen", "wonen", "energie"):
            bron = page(f"/vragen/{blad}")
            namen = dict.fromkeys(re.findall(r'name="([^"]+)"', bron))
            velden = {n: "4321,07" for n in namen if n not in ("csrf", "stap", "knop", "meer")}
            form(f"/vragen/{blad}", bron, mag=(200, 422), **velden)
        for pad in ("/vraag", "/antwoorden", "/plan", "/plan.pdf", "/plan.ics", "/uitleg", "/uitleg/0", "/wat-als"):
            bron = page(pad)
        form("/wat-als/keuze", bron, soort="werk")
        form("/wat-als", page("/wat-als"), mag=(200, 422), persoon="zusgeheim", bedrag="4321,07")
        bron = page("/antwoorden")
        assert "zusgeheim" in form("/bewaar", bron, kenmerk="dossiergeheim")
        form("/taal", bron, taal="fr")
        for dienst, erbij in (("verken", {}), ("plan", {"taal": "en"}), ("vragen", {}), ("wat-als", WERK)):
            r = c.post(f"/v1/{dienst}", json={"gezin": GEZIN, **erbij})
            assert r.status_code == 200, dienst
        assert c.post("/v1/verken", json={"gezin": {"personen": [{"zusgeheim": "4321.07"}]}}).status_code == 422
        form("/wis", page("/antwoorden"))


WERK: dict[str, Any] = {"gebeurtenis": {"soort": "werk", "persoon": "zusgeheim", "bedrag": "4321.07"}}


def main() -> None:
    """Run the session and print what was seen."""
    afgezonderd = "--afgezonderd" in sys.argv and isolate()
    from rechtenverkenner import load_catalogus
    from rechtenverkenner.web.app import make_app
    from tests.web.bediende import serving

    getuige, adressen = Getuige(), list[str]()
    catalogus = load_catalogus()
    sys.addaudithook(getuige)
    with serving(lambda hosts: make_app(catalogus, hosts=hosts, api=True, vandaag=lambda: date(2026, 11, 1))) as b:
        getuige.let_op = True
        session(b.url, adressen)
        getuige.let_op = False
        poort = b.poort
    print(json.dumps({"gezien": getuige.gezien, "adressen": adressen, "afgezonderd": afgezonderd, "poort": poort}))


if __name__ == "__main__":
    main()

"""The environments of the peers: one each, from the registries, pinned; made once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HIER = Path(__file__).resolve().parent
PROJECT = HIER.parents[1]
MAP = Path(os.environ.get("RV_PEERS_MAP", HIER / ".omgevingen"))
"""Where environments and households are kept; may be removed at any time."""
PUBLICODES = "publicodes@1.10.3"


@dataclass(frozen=True, slots=True)
class Peer:
    """An engine of the comparison: its adapter, what is installed, and which measurements it takes part in."""

    naam: str
    pakketten: tuple[str, ...]
    npm: tuple[str, ...] = ()
    metingen: tuple[str, ...] = ("klopt", "een", "lijst", "kolommen", "gaten")

    @property
    def map_(self) -> Path:
        return MAP / self.naam

    @property
    def python(self) -> str:
        return str(self.map_ / "bin" / "python") if self.pakketten else sys.executable


KOLOMMEN = ("klopt", "een", "kolommen", "gaten")
ONS = Peer("ons", ())
PEERS = (
    Peer("openfisca", ("OpenFisca-Core==46.0.1", "numpy==2.4.6"), metingen=KOLOMMEN),
    Peer("policyengine", ("policyengine-core==3.33.12", "numpy==2.4.6"), metingen=KOLOMMEN),
    Peer("zen", ("zen-engine==2.1.3",), metingen=("klopt", "een", "lijst", "gaten")),
    Peer("durable", ("durable_rules==2.0.28",), metingen=("klopt", "een")),
    Peer("publicodes", (), npm=(PUBLICODES,), metingen=("klopt", "een", "lijst")),
)


def make_environment(peer: Peer) -> str:
    """Install what is not there yet; gives what went wrong, or nothing."""
    klaar = peer.map_ / ".klaar"
    wil = "\n".join((*peer.pakketten, *peer.npm))
    if klaar.is_file() and klaar.read_text(encoding="utf-8") == wil:
        return ""
    shutil.rmtree(peer.map_, ignore_errors=True)
    peer.map_.mkdir(parents=True)
    for opdracht in _commands(peer):
        if shutil.which(opdracht[0]) is None:
            return f"`{opdracht[0]}` is er niet"
        uit = subprocess.run(opdracht, capture_output=True, text=True, cwd=peer.map_, env=_environment(), check=False)
        if uit.returncode:
            return (uit.stderr.strip() or uit.stdout.strip() or "mislukt").splitlines()[-1]
    klaar.write_text(wil, encoding="utf-8")
    return ""


def _commands(peer: Peer) -> list[list[str]]:
    uit = []
    if peer.pakketten:
        uit.append([sys.executable, "-m", "venv", str(peer.map_)])
        uit.append([peer.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.pakketten])
    if peer.npm:
        opties = ["--no-audit", "--no-fund", "--ignore-scripts", "--silent", "--prefix", str(peer.map_)]
        uit.append(["npm", "install", *opties, *peer.npm])
    return uit


def _environment() -> dict[str, str]:
    """durable_rules calls a C function that Python 3.13 removed; its replacement takes the same arguments."""
    return {**os.environ, "CPPFLAGS": "-DPyEval_CallObject=PyObject_CallObject"}


def run(peer: Peer, *argumenten: str) -> tuple[str, str]:
    """What one measurement prints on its last line, and what went wrong (or nothing)."""
    omgeving = {**os.environ, "RV_PEERS_MAP": str(MAP), "PYTHONDONTWRITEBYTECODE": "1"}
    if peer is ONS:
        omgeving["PYTHONPATH"] = os.environ.get("PYTHONPATH", str(PROJECT))
    else:
        omgeving.pop("PYTHONPATH", None)
    opdracht = [peer.python, str(HIER / "proces.py"), *argumenten]
    uit = subprocess.run(opdracht, capture_output=True, text=True, env=omgeving, check=False)
    if uit.returncode:
        return "", (uit.stderr.strip() or "mislukt").splitlines()[-1][:200]
    return uit.stdout.strip().splitlines()[-1], ""

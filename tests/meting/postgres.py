"""A PostgreSQL server of our own, in a folder that goes away: never one that runs already."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def why_not() -> str:
    """Why no server can be started here; empty when one can."""
    if not _programs():
        return "PostgreSQL is hier niet: apt-get install -y postgresql"
    if os.geteuid() == 0 and "postgres" not in {p.pw_name for p in pwd.getpwall()}:
        return "PostgreSQL start niet als beheerder, en er is geen gebruiker postgres"
    return ""


def _programs() -> Path | None:
    """The folder of the programs; Debian does not put it on the path."""
    paden = [Path(p).resolve().parent for p in [shutil.which("initdb"), shutil.which("pg_ctl")] if p]
    paden += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in paden if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of an empty database on a new server that listens on a socket only."""
    programmas = _programs()
    assert programmas is not None
    map_ = Path(tempfile.mkdtemp(prefix="rv-pg-"))
    wie = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if wie:
        shutil.chown(map_, "postgres")

    def run(*woorden: str) -> None:
        uit = subprocess.run([*wie, *woorden], cwd=map_, capture_output=True, text=True, timeout=120)
        assert uit.returncode == 0, uit.stderr

    data = str(map_ / "data")
    run(str(programmas / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8")
    opties = f"-c listen_addresses='' -c unix_socket_directories={map_}"
    run(str(programmas / "pg_ctl"), "-D", data, "-l", str(map_ / "log"), "-w", "-o", opties, "start")
    try:
        yield f"postgresql://postgres@/postgres?host={map_}"
    finally:
        run(str(programmas / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(map_, ignore_errors=True)

"""The files of a catalogue as they were in a revision of the git repository it is in; nothing is checked out."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from rechtenverkenner.catalogus.laden import MAX_BYTES
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.onderhoud.boek import Boek, make_boek, read_boek


def read_side(wat: str, catalogus: Path) -> Boek:
    """One side of a comparison: a folder when there is one of that name, else a revision of the catalogue's folder.

    Raises:
        InvoerFout: neither.
        CatalogusFout: what is there does not load.
    """
    return read_boek(Path(wat)) if Path(wat).is_dir() else make_boek(wat, revision_texts(catalogus, wat))


def revision_texts(map_: Path, revisie: str) -> dict[str, str]:
    """The files of a catalogue folder in a revision, under the names they have now.

    Raises:
        InvoerFout: no git, no repository, no such revision, or no catalogue in it.
    """
    top = _git(map_, "rev-parse", "--show-toplevel")
    if not top:
        hulp = "geef twee mappen, of een catalogus die in git staat"
        raise InvoerFout([Melding("RV031", f"`{map_.name[:60]}` staat niet in een git-opslagplaats", None, hulp)])
    # What looks like an option is never a revision.
    boom = "" if revisie.startswith("-") else _git(map_, "rev-parse", "--verify", "--quiet", f"{revisie}^{{tree}}")
    if not boom:
        hulp = "geef een map met een catalogus, of een revisie zoals HEAD~3, een tak of een label"
        raise InvoerFout([Melding("RV030", f"`{revisie[:60]}` is geen map en geen revisie", None, hulp)])
    plek = _git(map_, "rev-parse", "--show-prefix")
    teksten = _texts(_archive(Path(top), f"{boom}:{plek}"), map_.resolve().name)
    if not teksten:
        tekst = f"in revisie `{revisie[:60]}` staat geen catalogus in {plek or 'deze map'}"
        raise InvoerFout([Melding("RV030", tekst, None, "kies een latere revisie, of een andere --catalogus")])
    return teksten


def _git(map_: Path, *woorden: str) -> str:
    """The one line that git gives in a folder; empty when it refuses."""
    return _run(map_, *woorden).decode().removesuffix("\n")


def _archive(top: Path, boom: str) -> bytes:
    # From the top: in a folder below it git would look for that folder once more inside the tree.
    return _run(top, "archive", "--format=tar", boom)


def _run(map_: Path, *woorden: str) -> bytes:
    # A hook sets these, and then git would look at another repository than the one of the folder.
    omgeving = {k: v for k, v in os.environ.items() if k not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")}
    opdracht = ["git", "-C", str(map_), *woorden]
    try:
        klaar = subprocess.run(opdracht, capture_output=True, check=False, env=omgeving, stdin=subprocess.DEVNULL)
    except OSError:
        raise InvoerFout([Melding("RV031", "git is hier niet te vinden", None, "geef twee mappen")]) from None
    return klaar.stdout if klaar.returncode == 0 else b""


def _texts(inhoud: bytes, wortel: str) -> dict[str, str]:
    if not inhoud:
        return {}
    uit = {}
    with tarfile.open(fileobj=io.BytesIO(inhoud)) as archief:
        for lid in archief:
            if not lid.isfile() or PurePosixPath(lid.name).suffix != ".yaml" or lid.size > MAX_BYTES:
                continue
            stroom = archief.extractfile(lid)
            uit[f"{wortel}/{lid.name}"] = stroom.read().decode("utf-8", "replace") if stroom else ""
    return uit

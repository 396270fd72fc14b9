"""Files that were made to harm: too large, too well compressed, with macros or with declarations in their XML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO
from zipfile import ZipFile, ZipInfo

from rechtenverkenner.groep.tabellen import VERDEEL, fault
from rechtenverkenner.meldingen import InvoerFout

MAX_BYTES = 25_000_000
MAX_UITGEPAKT = 100_000_000
MAX_DELEN = 2000
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_size(pad: Path) -> None:
    """Nothing, for an ordinary file that is not too large.

    Raises:
        InvoerFout: RV500, there is no such file; RV501, it is too large.
    """
    naam = pad.name[:60]
    try:
        if not pad.is_file():
            raise fault("RV500", f"`{naam}` bestaat niet of is geen gewoon bestand", "kijk de naam na")
        grootte = pad.stat().st_size
    except (OSError, ValueError):
        raise fault("RV500", f"`{naam}` kan niet gelezen worden", "kijk de naam en de toegang na") from None
    if grootte > MAX_BYTES:
        raise fault("RV501", f"`{naam}` is te groot: meer dan {MAX_BYTES // 1_000_000} MB", VERDEEL)


def check_parts(archief: ZipFile, naam: str) -> list[ZipInfo]:
    """The parts of a zip file that can be unpacked safely.

    Python reads of each part no more than the size that is written here, so what is written can be counted on.

    Raises:
        InvoerFout: RV501, too many parts or too large unpacked; RV506, behind a password.
    """
    delen = archief.infolist()
    if len(delen) > MAX_DELEN or sum(d.file_size for d in delen) > MAX_UITGEPAKT:
        raise fault("RV501", f"`{naam}` is uitgepakt te groot", VERDEEL)
    if any(d.flag_bits & 1 for d in delen):
        raise fault("RV506", f"`{naam}` zit achter een wachtwoord", "bewaar het zonder wachtwoord")
    return delen


def check_workbook(stroom: IO[bytes], naam: str) -> dict[str, bytes]:
    """The sheets of a workbook as XML, by their path in the file, when nothing in it can do harm.

    Raises:
        InvoerFout: RV500, no workbook; RV501, too large; RV506, macros, a password or declarations.
    """
    try:
        with ZipFile(stroom) as archief:
            delen = check_parts(archief, naam)
            if any(d.filename.lower().endswith("vbaproject.bin") for d in delen):
                raise fault("RV506", f"`{naam}` bevat macro's", "bewaar het als gewone werkmap (.xlsx)")
            xml = {d.filename: archief.read(d) for d in delen if d.filename.lower().endswith((".xml", ".rels"))}
    except InvoerFout:
        raise
    except Exception:  # a damaged archive fails in many ways, inside several libraries
        hulp = "bewaar het als gewone werkmap (.xlsx), zonder wachtwoord"
        raise fault("RV500", f"`{naam}` is geen werkmap die gelezen kan worden", hulp) from None
    if any(_DTD.search(x.replace(b"\0", b"")) for x in xml.values()):
        raise fault("RV506", f"`{naam}` bevat XML die niet in een werkmap hoort", "bewaar het opnieuw als .xlsx")
    return xml

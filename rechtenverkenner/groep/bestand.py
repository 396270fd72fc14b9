"""Writing a file wholly or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from rechtenverkenner.groep.tabellen import fault


def check_target(pad: Path, *, invoer: Path | None = None, overschrijf: bool = False) -> None:
    """Nothing, when a file may be written here; before hours of work, not after.

    Raises:
        InvoerFout: RV044, it is what is read; RV521, it is there and is not to be replaced; RV042, its folder is not.
    """
    naam = pad.name[:60]
    if invoer is not None and (pad.resolve() == invoer.resolve() or invoer.resolve() in pad.resolve().parents):
        raise fault("RV044", f"`{naam}` is het bestand dat gelezen wordt", "kies een andere naam met --uit")
    if pad.is_dir() or (pad.exists() and not overschrijf):
        raise fault("RV521", f"`{naam}` bestaat al", "kies een andere naam met --uit, of gebruik --overschrijf")
    if not pad.parent.is_dir():
        raise fault("RV042", f"`{naam}` kan niet geschreven worden", "kies met --uit een map die bestaat")


def write_whole(pad: Path, inhoud: bytes, *, overschrijf: bool = False) -> None:
    """The file under a temporary name beside its place, then under its own; an interrupt leaves nothing behind.

    Raises:
        InvoerFout: RV521, somebody else wrote it meanwhile; RV042, it cannot be written.
    """
    tijdelijk: Path | None = None
    try:
        nummer, naam = mkstemp(prefix=f".{pad.name[:40]}.", suffix=".tmp", dir=pad.parent)
        tijdelijk = Path(naam)
        with os.fdopen(nummer, "wb") as stroom:
            stroom.write(inhoud)
            stroom.flush()
            os.fsync(stroom.fileno())
        _give_name(tijdelijk, pad, overschrijf=overschrijf)
    except OSError:
        raise fault(
            "RV042", f"`{pad.name[:60]}` kan niet geschreven worden", "kies een andere plaats met --uit"
        ) from None
    finally:
        if tijdelijk is not None:
            with suppress(OSError):
                tijdelijk.unlink()


def _give_name(tijdelijk: Path, pad: Path, *, overschrijf: bool) -> None:
    if not overschrijf and pad.exists():
        raise fault(
            "RV521", f"`{pad.name[:60]}` bestaat al", "kies een andere naam met --uit, of gebruik --overschrijf"
        )
    tijdelijk.replace(pad)

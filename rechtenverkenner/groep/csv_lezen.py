"""CSV files, one for each sheet, in a folder or a zip file: as spreadsheets save them here, with `;` or `,`."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

from rechtenverkenner.groep.tabellen import (
    MAX_KOLOMMEN,
    MAX_RIJEN,
    MAX_TEKENS,
    Blad,
    Celwaarde,
    Onleesbaar,
    fault,
    too_many,
)
from rechtenverkenner.groep.veilig import check_parts, check_size
from rechtenverkenner.meldingen import InvoerFout

SCHEIDING = ";,\t"


def read_csv(pad: Path) -> list[Blad]:
    """The sheets in a folder or a zip file; the name of each file is the name of a sheet.

    Raises:
        InvoerFout: RV500, RV501, RV506, a file that cannot or may not be read; RV524, no UTF-8 or no CSV.
    """
    delen = _from_folder(pad) if pad.is_dir() else _from_zip(pad)
    return [_sheet(naam, inhoud, pad.name) for naam, inhoud in delen]


def _from_folder(pad: Path) -> list[tuple[str, bytes]]:
    uit = []
    for bestand in sorted(pad.glob("*.[cC][sS][vV]")):
        check_size(bestand)
        try:
            uit.append((bestand.stem, bestand.read_bytes()))
        except OSError:
            raise fault("RV500", f"`{bestand.name[:60]}` kan niet gelezen worden", "kijk de toegang na") from None
    return uit


def _from_zip(pad: Path) -> list[tuple[str, bytes]]:
    check_size(pad)
    naam = pad.name[:60]
    try:
        with ZipFile(pad) as archief:
            delen = [d for d in check_parts(archief, naam) if d.filename.lower().endswith(".csv")]
            return [(Path(d.filename).stem, archief.read(d)) for d in delen if not d.filename.startswith("__MACOSX")]
    except InvoerFout:
        raise
    except Exception:  # a damaged archive fails in many ways, inside several libraries
        raise fault("RV500", f"`{naam}` is geen zip-bestand dat gelezen kan worden", "maak het opnieuw") from None


def _sheet(naam: str, inhoud: bytes, bestand: str) -> Blad:
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        hulp = "bewaar het als `CSV UTF-8`"
        raise fault("RV524", f"`{naam[:40]}.csv` is geen UTF-8", hulp) from None
    rijen = []
    lezer = csv.reader(StringIO(tekst, newline=""), delimiter=_separator(tekst), strict=True)
    try:
        for nummer, rij in enumerate(lezer, start=1):
            if nummer > MAX_RIJEN:
                raise too_many(bestand, naam, f"meer dan {MAX_RIJEN} rijen")
            if len(rij) > MAX_KOLOMMEN:
                raise too_many(bestand, naam, f"meer dan {MAX_KOLOMMEN} kolommen")
            cellen = [_value(x) for x in rij]
            if any(x is not None for x in cellen):
                rijen.append((nummer, cellen))
    except csv.Error:
        hulp = "kijk de aanhalingstekens na, of bewaar het opnieuw als `CSV UTF-8`"
        raise fault("RV524", f"`{naam[:40]}.csv` is geen CSV, bij regel {lezer.line_num}", hulp) from None
    return Blad(naam, tuple(rijen))


def _separator(tekst: str) -> str:
    """The sign that parts the cells of the first line that has any.

    >>> _separator("gezin;gemeente\\n"), _separator("gezin,gemeente;x,y\\n"), _separator("gezin\\n")
    (';', ',', ';')
    """
    eerste = next((r for r in tekst.splitlines() if any(s in r for s in SCHEIDING)), "")
    return max(SCHEIDING, key=eerste.count)


def _value(tekst: str) -> Celwaarde:
    tekst = tekst.strip()
    if tekst.startswith("="):
        return Onleesbaar.FORMULE
    return (tekst or None) if len(tekst) <= MAX_TEKENS else Onleesbaar.TE_LANG

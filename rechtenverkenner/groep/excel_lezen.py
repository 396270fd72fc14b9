"""The sheets of an Excel workbook as plain values: formulas, faults and merged cells are seen, never worked out."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from math import isfinite
from pathlib import Path
from typing import Any

from rechtenverkenner.groep.kolommen import BLADEN
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
from rechtenverkenner.groep.veilig import check_size, check_workbook
from rechtenverkenner.meldingen import InvoerFout

_SAMEN = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)\"")
_NIET_DE_VORM = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_BEGIN = date(1899, 12, 30)


def read_workbook(pad: Path) -> list[Blad]:
    """The sheets of a workbook.

    Raises:
        InvoerFout: RV500, RV501 or RV506, a file that cannot or may not be read; RV520, the extra is not installed.
    """
    check_size(pad)
    try:
        import openpyxl
    except ImportError:
        raise fault("RV520", "een werkmap lezen vraagt een extra", "pip install 'rechtenverkenner[groep]'") from None
    inhoud = pad.read_bytes()
    xml = check_workbook(BytesIO(inhoud), pad.name[:60])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about looks of a workbook that play no part here
            werkmap = openpyxl.load_workbook(BytesIO(inhoud), read_only=True, keep_links=False)
            return [_sheet(blad, pad.name, xml) for blad in werkmap.worksheets if _is_ours(blad.title)]
    except InvoerFout:
        raise
    except Exception:  # whatever the library stumbles over in a damaged file, its reader gets a message
        hulp = "open het in een rekenblad en bewaar het opnieuw als .xlsx"
        raise fault("RV500", f"`{pad.name[:60]}` is beschadigd of anders opgebouwd", hulp) from None


def _is_ours(naam: str) -> bool:
    return naam.strip().lower() not in ("uitleg", "lijsten")


def _sheet(blad: Any, bestand: str, xml: Mapping[str, bytes]) -> Blad:
    """One sheet; of a sheet that is not ours only whether something is in it."""
    meest = MAX_RIJEN + 1 if blad.title.strip().lower() in BLADEN else 1
    rijen = []
    samen = _merged(xml.get(blad._worksheet_path.lstrip("/"), b""))
    blad.reset_dimensions()
    for nummer, cellen in enumerate(blad.iter_rows(max_row=meest), start=1):
        rij = [_value(c) for c in cellen[:MAX_KOLOMMEN]]
        if any(c.value is not None for c in cellen[MAX_KOLOMMEN:]):
            raise too_many(bestand, blad.title, f"meer dan {MAX_KOLOMMEN} kolommen")
        for kolom in samen.get(nummer, ()):
            rij += [None] * (kolom - len(rij))
            rij[kolom - 1] = Onleesbaar.SAMENGEVOEGD
        if all(x is None for x in rij):
            continue
        if nummer > MAX_RIJEN:
            raise too_many(bestand, blad.title, f"meer dan {MAX_RIJEN} rijen")
        rijen.append((nummer, rij))
    return Blad(blad.title, tuple(rijen))


def _merged(xml: bytes) -> dict[int, list[int]]:
    """Row -> the first column of each range of merged cells in it."""
    uit: dict[int, list[int]] = {}
    for eerste, van, _, tot in _SAMEN.findall(xml):
        kolom = 0
        for letter in eerste:
            kolom = kolom * 26 + letter - 64
        for rij in range(int(van), min(int(tot), MAX_RIJEN) + 1) if kolom <= MAX_KOLOMMEN else ():
            uit.setdefault(rij, []).append(kolom)
    return uit


def _value(cel: Any) -> Celwaarde:
    waarde = cel.value
    if waarde is None:
        return None
    if cel.data_type in ("f", "e"):
        return Onleesbaar.FORMULE if cel.data_type == "f" else Onleesbaar.FOUT
    match waarde:
        case bool() | int():
            return waarde
        case float():
            return _number(waarde) if isfinite(waarde) else Onleesbaar.FOUT
        case datetime():
            return _date(waarde, cel.number_format or "")
        case str():
            return (waarde.strip() or None) if len(waarde) <= MAX_TEKENS else Onleesbaar.TE_LANG
    return Onleesbaar.UUR


def _number(waarde: float) -> int | Decimal:
    """As the spreadsheet shows it, with 15 digits: its cents are no more exact than that.

    >>> _number(3.0), _number(0.1 + 0.2), _number(1234.56)
    (3, Decimal('0.3'), Decimal('1234.56'))
    """
    getal = Decimal(f"{waarde:.15g}")
    return int(getal) if getal == getal.to_integral_value() else getal


def _date(waarde: datetime, vorm: str) -> Celwaarde:
    """A day; a month when the form of the cell shows no day, for then the day was made up by the spreadsheet."""
    if (waarde.hour, waarde.minute, waarde.second, waarde.microsecond) != (0, 0, 0, 0):
        return Onleesbaar.UUR
    dag = waarde.date()
    if 1900 <= (dag - _BEGIN).days <= 2100:
        return Onleesbaar.JAARTAL
    if "d" not in _NIET_DE_VORM.sub("", vorm).lower():
        return f"{dag:%Y-%m}"
    return dag

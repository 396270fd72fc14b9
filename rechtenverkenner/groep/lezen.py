"""Reading a group: a workbook, CSV files in a folder or a zip, or JSON Lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rechtenverkenner.groep.csv_lezen import read_csv
from rechtenverkenner.groep.excel_lezen import read_workbook
from rechtenverkenner.groep.jsonl_lezen import read_lines
from rechtenverkenner.groep.profielen import Groep, Lezing
from rechtenverkenner.groep.tabellen import fault
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.recht import Catalogus

EINDES = ".xlsx, .zip (CSV), .jsonl, of een map met CSV-bestanden"


def read_group(pad: Path | str, catalogus: Catalogus, *, op_datum: date) -> Groep:
    """Every household of a file or folder: a profile, or the messages that say why there is none.

    Raises:
        InvoerFout: a file that cannot be read as a whole (RV500, RV501, RV506, RV507, RV520, RV523, RV524).
    """
    pad = Path(pad)
    dag, einde = to_number(op_datum), pad.suffix.lower()
    if einde in (".jsonl", ".ndjson"):
        return read_lines(pad, catalogus, dag)
    if pad.is_dir() or einde == ".zip":
        bladen = read_csv(pad)
    elif einde in (".xlsx", ".xlsm", ".xltx"):
        bladen = read_workbook(pad)
    else:
        raise fault("RV500", f"`{pad.name[:60]}` is geen soort bestand die hier gelezen wordt", f"kies {EINDES}")
    return Lezing(pad.name, catalogus, dag).run(bladen)

"""Reading and writing an `opvolging.yaml`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from rechtenverkenner.catalogus.bron import read_file
from rechtenverkenner.catalogus.scalair import lees_waarde
from rechtenverkenner.catalogus.vertaling_fouten import translate
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.opvolging.waarden import Opvolging, value_faults

MAX_BYTES: Final = 200_000
# Codes of the translation of pydantic's faults -> those of this file; all others are about its form.
_EIGEN_CODE: Final = {"RV404": "RV611", "RV408": "RV618"}


def load_opvolging(
    pad: Path | str, catalogus: Catalogus, *, gezin: Gezin | None = None, op_datum: date | None = None
) -> Opvolging:
    """The file, with rights that the catalogue knows; with `gezin` also people it knows, with `op_datum` no later day.

    Raises:
        InvoerFout: every fault of the file, with `file:line:col`, code and help.
    """
    bron, meldingen = read_file(Path(pad), naam=str(pad), max_bytes=MAX_BYTES)
    if bron is None:
        raise InvoerFout(meldingen)
    if not isinstance(bron.data, dict):
        hulp = "schrijf `pseudoniem:` en `rechten:`"
        raise InvoerFout([bron.melding("RV610", "verwacht velden zoals `pseudoniem` en `rechten`", (), hulp=hulp)])
    eenheden = [*(p.id for p in gezin.personen), *(a.id for a in gezin.aansluitingen or ())] if gezin else None
    gevonden = value_faults(bron.data, rechten=catalogus.rechten, eenheden=eenheden, op_datum=op_datum)
    inhoud = [bron.melding(code, tekst, plek, hulp=hulp) for code, tekst, hulp, plek in gevonden]
    # Without the line of the file: a message about a national number must not repeat it.
    inhoud = [replace(m, bronregel="") if m.code == "RV612" else m for m in inhoud]
    try:
        opvolging = Opvolging.model_validate(bron.data)
    except ValidationError as e:
        plekken = {m.plaats for m in inhoud}
        vorm = [m for m in translate(e, Opvolging, bron, "RV4") if m.code < "RV6" and m.plaats not in plekken]
        raise InvoerFout([*inhoud, *map(_own_form, vorm)]) from None
    if inhoud:
        raise InvoerFout(inhoud)
    return opvolging


def _own_form(m: Melding) -> Melding:
    return replace(m, code=_EIGEN_CODE.get(m.code, "RV610"), hulp=m.hulp.replace("het profiel", "het bestand"))


def write_opvolging(opvolging: Opvolging) -> str:
    """The YAML that reads back as the same value."""
    regels = ["versie: 1", f'pseudoniem: "{opvolging.pseudoniem}"']
    regels.append("rechten:" if opvolging.rechten else "rechten: []")
    for g in opvolging.rechten:
        regels.append(f"  - recht: {_scalar(g.recht)}")
        if g.wie:
            regels.append(f"    wie: [{', '.join(map(_scalar, g.wie))}]")
        regels.append("    standen:")
        for s in g.standen:
            velden = ", ".join(f"{naam}: {waarde}" for naam, waarde in s.model_dump().items() if waarde is not None)
            regels.append(f"      - {{{velden}}}")
    return "\n".join(regels) + "\n"


def _scalar(kenmerk: str) -> str:
    """An id, between quotes when YAML would read something else, such as `nee` or `2026`."""
    return kenmerk if lees_waarde(kenmerk) == kenmerk else f'"{kenmerk}"'

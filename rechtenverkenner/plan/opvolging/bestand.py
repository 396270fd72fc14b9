"""Reading and writing an `opvolging.yaml`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from rechtenverkenner.catalogus.bron import Bron, read_file
from rechtenverkenner.catalogus.scalair import lees_waarde
from rechtenverkenner.catalogus.vertaling_fouten import translate
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.opvolging.waarden import Opvolging, value_faults

MAX_BYTES: Final = 200_000
# Codes of the translation of pydantic's faults -> those of this file; all others are about its form.
_EIGEN_CODE: Final = {"RV404": "RV611", "RV408": "RV618"}
_GEWOON: Final = re.compile(r"[a-z][a-z0-9_-]*|[0-9]{1,3}|[^\w\s]+")
_GEBOORTEDATUM: Final = 6
"""So many digits can be a birth date."""
_TUSSEN_ACCENTEN: Final = re.compile("`([^`]*)`")


def load_opvolging(
    pad: Path | str, catalogus: Catalogus, *, gezin: Gezin | None = None, op_datum: date | None = None
) -> Opvolging:
    """The file, with rights that the catalogue knows; with `gezin` also people it knows, with `op_datum` no later day.

    Raises:
        InvoerFout: every fault of the file, with `file:line:col`, code and help. No message shows a line of the file or
            what could be a name, a birth date or a national number: where it stands is enough to find it.
    """
    eenheden = [*(p.id for p in gezin.personen), *(a.id for a in gezin.aansluitingen or ())] if gezin else None
    bron, meldingen = read_file(Path(pad), naam=str(pad), max_bytes=MAX_BYTES)
    opvolging = None
    if bron is not None:
        opvolging, meldingen = _parse(bron, catalogus.rechten, eenheden, op_datum)
    if opvolging is None:
        raise InvoerFout(map(_discreet, meldingen))
    return opvolging


def _parse(
    bron: Bron, rechten: Collection[str], eenheden: Collection[str] | None, op_datum: date | None
) -> tuple[Opvolging | None, list[Melding]]:
    if not isinstance(bron.data, dict):
        hulp = "schrijf `pseudoniem:` en `rechten:`"
        return None, [bron.melding("RV610", "verwacht velden zoals `pseudoniem` en `rechten`", (), hulp=hulp)]
    gevonden = value_faults(bron.data, rechten=rechten, eenheden=eenheden, op_datum=op_datum)
    inhoud = [bron.melding(code, tekst, plek, hulp=hulp) for code, tekst, hulp, plek in gevonden]
    try:
        opvolging = Opvolging.model_validate(bron.data)
    except ValidationError as e:
        plekken = {m.plaats for m in inhoud}
        return None, [*inhoud, *(m for m in form_faults(e, bron) if m.plaats not in plekken)]
    return (None, inhoud) if inhoud else (opvolging, [])


def form_faults(fout: ValidationError, bron: Bron) -> list[Melding]:
    """What pydantic finds, as messages of this file; without what `value_faults` says."""
    vorm = (m for m in translate(fout, Opvolging, bron, "RV4") if m.code < "RV6")
    return [
        replace(m, code=_EIGEN_CODE.get(m.code, "RV610"), hulp=m.hulp.replace("het profiel", "het bestand"))
        for m in vorm
    ]


def _discreet(m: Melding) -> Melding:
    """The message without the line of the file, and without what somebody wrote when it is no plain word."""
    return replace(m, tekst=_TUSSEN_ACCENTEN.sub(_shown, m.tekst), bronregel="")


def _shown(treffer: re.Match[str]) -> str:
    """A word in small letters or a sign of YAML as it is; nothing of a name with a capital, a day or a number."""
    gewoon = _GEWOON.fullmatch(treffer[1]) and sum(map(str.isdigit, treffer[1])) < _GEBOORTEDATUM
    return treffer[0] if gewoon else "`…`"


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

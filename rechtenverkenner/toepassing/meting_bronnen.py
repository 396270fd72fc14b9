"""Profiles of the clients of a round: a folder of profiles, one profile, or a file of a group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.toepassing.opties import refuse

if TYPE_CHECKING:
    from rechtenverkenner.groep.profielen import Groepsgezin
    from rechtenverkenner.model.gezin import Gezin
    from rechtenverkenner.model.recht import Catalogus

PROFIEL = (".yaml", ".yml")
GROEP = (".xlsx", ".zip", ".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Klanten:
    """What a source holds: each client who can be read by the name that a pseudonym is made of, and what is wrong.

    `niet` is how many could not be read.
    """

    gezinnen: Mapping[str, Gezin] = field(repr=False)
    meldingen: tuple[Melding, ...] = field(repr=False)
    niet: int


def read_clients(bron: Path, catalogus: Catalogus, op_datum: date) -> Klanten:
    """Every client of a source; one who cannot be read is told and keeps no other one back.

    Raises:
        InvoerFout: RV870, a source that is not read; RV500 to RV524, a file of a group that cannot be read at all.
    """
    if bron.suffix.lower() in GROEP or (bron.is_dir() and any(bron.glob("*.csv"))):
        return _group(bron, catalogus, op_datum)
    paden = sorted(bron.glob("*")) if bron.is_dir() else [bron]
    paden = [p for p in paden if p.suffix.lower() in PROFIEL]
    if not paden:
        hulp = "geef een map met profielen, een .yaml, of een bestand van een groep (.xlsx, .zip, .jsonl)"
        refuse("RV870", f"in `{bron.name[:60]}` staan geen profielen", hulp)
    return _once((p.stem, *_profile(p, catalogus, op_datum)) for p in paden)


def _profile(pad: Path, catalogus: Catalogus, op_datum: date) -> tuple[Gezin | None, tuple[Melding, ...]]:
    from rechtenverkenner.toepassing.gezinnen import read_household

    try:
        return read_household(pad, catalogus, op_datum, None), ()
    except InvoerFout as e:
        return None, tuple(e.meldingen)


def _group(bron: Path, catalogus: Catalogus, op_datum: date) -> Klanten:
    from rechtenverkenner.groep.lezen import read_group

    groep = read_group(bron, catalogus, op_datum=op_datum)
    klanten = _once((_name(bron, g), g.gezin, ()) for g in groep.gezinnen)
    return Klanten(klanten.gezinnen, (*groep.alle_meldingen, *klanten.meldingen), klanten.niet)


def _name(bron: Path, g: Groepsgezin) -> str:
    """The key of a household; a line without one is called after its number, which another file has too."""
    los = g.plaats is not None and g.sleutel == f"regel-{g.plaats.regel}"
    return f"{bron.stem}/{g.sleutel}" if los else g.sleutel


def _once(rijen: Iterable[tuple[str, Gezin | None, tuple[Melding, ...]]]) -> Klanten:
    """The clients by name; of several with names that give the same pseudonym only the first."""
    gezinnen: dict[str, Gezin] = {}
    meldingen: list[Melding] = []
    gezien: list[str] = []
    for naam, gezin, fouten in rijen:
        meldingen += fouten
        kenmerk = naam.strip().casefold()
        if kenmerk in gezien:
            hulp = "geef elke klant een eigen kenmerk; hoofdletters maken geen verschil"
            meldingen.append(Melding("RV873", f"twee klanten heten `{naam[:40]}`", None, hulp))
        elif gezin is not None:
            gezinnen[naam] = gezin
        gezien.append(kenmerk)
    return Klanten(gezinnen, tuple(meldingen), len(gezien) - len(gezinnen))

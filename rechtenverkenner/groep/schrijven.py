"""From profiles to the rows of sheets, and to CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rechtenverkenner.groep.kolommen import RECHT, STATUS, Bladnaam, Kolom, Kolommen, all_columns
from rechtenverkenner.groep.tabellen import Celwaarde, Inhoud
from rechtenverkenner.groep.waarden import as_typed, write_cell
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus

GEVAARLIJK = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so could be taken for a formula."""
Rij = dict[str, Celwaarde]


def as_rows(gezinnen: Iterable[tuple[str, Gezin]], catalogus: Catalogus, op_datum: int) -> Inhoud:
    """Households, each with its key, as the rows of every sheet; provenance (`herkomst`) has no place there.

    Rights of which the compact template has a column of its own stand there, other rights and statuses in one cell.
    """
    s = _Schrijver(catalogus, op_datum)
    bladen: dict[str, list[Mapping[str, Celwaarde]]] = {blad: [] for blad in s.kolommen}
    for sleutel, gezin in gezinnen:
        for blad, rij in s.household(sleutel, gezin):
            bladen[blad].append(rij)
    return Inhoud(bladen)


class _Schrijver:
    def __init__(self, catalogus: Catalogus, op_datum: int) -> None:
        self.kolommen: Kolommen = all_columns(catalogus)
        self.gemeenten = {g.nis: g.naam for g in catalogus.gemeenten if g.vanaf <= op_datum <= g.tot}

    def household(self, sleutel: str, g: Gezin) -> Iterator[tuple[Bladnaam, Rij]]:
        yield "gezinnen", {"gezin": sleutel, **self._row("gezinnen", g)}
        for p in g.personen:
            yield "personen", {"gezin": sleutel, **self._row("personen", p)}
            wie: Rij = {"gezin": sleutel, "persoon": p.id}
            for inkomen in p.inkomens or ():
                yield "inkomens", {**wie, **self._row("inkomens", inkomen)}
            for biljet in p.aanslagbiljetten:
                yield "aanslagbiljetten", {**wie, **self._row("aanslagbiljetten", biljet)}
            for remgeld in p.remgelden:
                yield "remgelden", {**wie, **self._row("remgelden", remgeld)}
        for a in g.aansluitingen or ():
            yield "aansluitingen", {"gezin": sleutel, **self._row("aansluitingen", a)}

    def _row(self, blad: Bladnaam, deel: object) -> Rij:
        cellen = (
            (k, write_cell(k, self._value(blad, deel, k), self.gemeenten))
            for k in self.kolommen[blad].values()
            if k.pad
        )
        return {k.id: waarde for k, waarde in cellen if waarde is not None}

    def _value(self, blad: Bladnaam, deel: object, kolom: Kolom) -> Any:
        waarde: Any = deel
        for stap in kolom.pad:
            waarde = waarde.get(stap) if isinstance(waarde, dict) else getattr(waarde, stap)
        if kolom.soort == "houding":
            return waarde if kolom.kern else None
        if kolom.soort in ("statussen", "rechten"):
            voor = STATUS if kolom.soort == "statussen" else RECHT
            return {k: h for k, h in waarde.items() if not self.kolommen[blad][voor + k].kern}
        return waarde


def used_columns(inhoud: Inhoud) -> set[tuple[str, str]]:
    """Sheet and id of every column in which something stands."""
    return {(blad, kenmerk) for blad, rijen in inhoud.bladen.items() for rij in rijen for kenmerk in rij}


def write_csv(inhoud: Inhoud, kolommen: Kolommen) -> bytes:
    """A zip file with a CSV file for each sheet: `;` between cells, UTF-8 with a mark, headers and ids above."""
    uit = BytesIO()
    with ZipFile(uit, "w", ZIP_DEFLATED) as archief:
        for blad, rij in kolommen.items():
            tekst = StringIO(newline="")
            schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
            schrijver.writerow([_harmless(k.label) for k in rij.values()])
            schrijver.writerow(rij)
            for waarden in inhoud.bladen.get(blad, ()):
                schrijver.writerow([_harmless(as_typed(waarden.get(kenmerk))) for kenmerk in rij])
            # a fixed date: the same content gives the same file
            archief.writestr(ZipInfo(f"{blad}.csv"), "\ufeff" + tekst.getvalue(), ZIP_DEFLATED)
    return uit.getvalue()


def _harmless(tekst: str) -> str:
    return f"'{tekst}" if tekst.startswith(GEVAARLIJK) else tekst

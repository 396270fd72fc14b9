"""Checking a whole catalogue: everything the loader finds, and what only judging can find."""

from __future__ import annotations

from pathlib import Path

from rechtenverkenner.catalogus.laden import read_catalogus
from rechtenverkenner.catalogus.opslag import default_folder
from rechtenverkenner.meldingen import Melding
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.bereikbaar import never_true
from rechtenverkenner.onderhoud.sjabloon import find_todo


def check_folder(map_: Path | None) -> tuple[Catalogus | None, list[Melding]]:
    """The catalogue in a folder (the shipped one when None) and every finding about it."""
    catalogus, meldingen = read_catalogus(map_ or default_folder())
    if catalogus is None:
        return None, meldingen
    for recht in catalogus.rechten.values():
        for k in never_true(recht, catalogus):
            hulp = "kijk de grenzen en datums na, of haal de voorwaarde weg"
            meldingen.append(
                Melding("RV253", f"{recht.id}: voorwaarde `{k.id}` kan op geen enkele datum waar zijn", None, hulp)
            )
    return catalogus, [*meldingen, *find_todo(map_ or default_folder())]

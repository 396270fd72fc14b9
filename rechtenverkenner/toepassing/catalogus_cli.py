"""The commands `rechten`, `fiche` and `keur`: what is in a catalogue, and whether it is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rechtenverkenner.toepassing.opties import (
    Formaat,
    Kenmerk,
    Lokaal,
    Map,
    known_right,
    output_format,
    print_json,
    read_catalogue,
)
from rechtenverkenner.toepassing.regels import open_screen


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(rechten)
    app.command()(fiche)
    app.command()(keur)


def rechten(formaat: Formaat = "tekst", lokaal: Lokaal = None, catalogus: Map = None) -> None:
    """Toon alle rechten van de catalogus."""
    from rechtenverkenner.toepassing import fiches

    c = read_catalogue(catalogus)
    rij = fiches.list_rights(c, lokaal)
    if output_format(formaat) == "json":
        print_json(rij)
    else:
        fiches.show_list(open_screen(), rij)


def fiche(recht: Kenmerk, formaat: Formaat = "tekst", catalogus: Map = None) -> None:
    """Toon de fiche van een recht: voorwaarden, bedragen met hun datum en bron, stappen, drempels."""
    from rechtenverkenner.toepassing import fiches

    c = read_catalogue(catalogus)
    r = known_right(c, recht)
    if output_format(formaat) == "json":
        print_json(fiches.sheet_as_dict(r, c))
    else:
        fiches.show_sheet(open_screen(), r, c)


def keur(
    map_: Annotated[
        Path | None, typer.Argument(metavar="[MAP]", help="map met een catalogus; standaard de meegeleverde")
    ] = None,
    formaat: Formaat = "tekst",
) -> None:
    """Kijk een hele catalogus na: types, eenheden, reeksen, bronnen, kringen, onbereikbare voorwaarden."""
    from rechtenverkenner.toepassing.keuring import check_folder

    vorm = output_format(formaat)
    c, meldingen = check_folder(map_)
    if vorm == "json":
        print_json([m.as_dict() for m in meldingen])
    elif meldingen:
        print("\n".join(str(m) for m in meldingen))
        print(f"{len(meldingen)} bevinding{'en' if len(meldingen) > 1 else ''}")
    elif c is not None:
        print(
            f"geen bevindingen: {len(c.rechten)} rechten, {len(c.parameters)} parameters, {len(c.statussen)} statussen"
        )
    if meldingen:
        raise typer.Exit(1)

"""The command `vertalingen`: how far the translations are, and bringing them up to date."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rechtenverkenner.toepassing.opties import (
    Formaat,
    Map,
    catalogue_folder,
    output_format,
    own_folder,
    print_json,
    read_catalogue,
    refuse,
    write_file,
)

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from rechtenverkenner.onderhoud.vertalingen import Bijwerking, Stand
    from rechtenverkenner.plan.taal import Taal


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(vertalingen)


def vertalingen(
    taal: Annotated[str | None, typer.Option("--taal", help="eenvoudig, fr, en of de; standaard alle")] = None,
    bijwerken: Annotated[bool, typer.Option("--bijwerken", help="neem de zinnen van de catalogus over")] = False,
    sjabloon: Annotated[
        Path | None, typer.Option("--sjabloon", help="schrijf alle zinnen in dit bestand (.pot), voor een nieuwe taal")
    ] = None,
    formaat: Formaat = "tekst",
    catalogus: Map = None,
) -> None:
    """Kijk de vertalingen na: wat ontbreekt, wat de vertaler moet nakijken, wat niet kan; of werk ze bij."""
    from rechtenverkenner.onderhoud.vertalingen import as_po, check, extract

    vorm, talen = output_format(formaat), _languages(taal)
    map_ = own_folder(catalogus) if bijwerken else catalogue_folder(catalogus)
    read_catalogue(catalogus)  # says what is wrong with a file that cannot be read
    zinnen = extract(map_)
    if sjabloon is not None:
        write_file(sjabloon, as_po(zinnen))
    if bijwerken:
        _show_updates([_update(map_, t, zinnen) for t in talen], vorm)
        return
    standen = [check(map_, t, zinnen) for t in talen]
    if vorm == "json":
        print_json([_as_dict(s) for s in standen])
    else:
        _show(standen)
    if any(s.fouten for s in standen):
        raise typer.Exit(1)


def _languages(code: str | None) -> list[Taal]:
    from rechtenverkenner.plan.taal import TALEN, language

    vertaald = [t for t in TALEN.values() if t.map]
    if code is None:
        return vertaald
    gekozen = language(code)
    if gekozen not in vertaald:
        hulp = f"kies {', '.join(t.code for t in vertaald)}"
        refuse("RV601", f"`{code}` is de bron en heeft geen vertalingen", hulp)
    return [gekozen]


def _update(map_: Path, taal: Taal, zinnen: Catalog) -> Bijwerking:
    from rechtenverkenner.onderhoud.vertalingen import plan_update, write_update

    bijwerking = plan_update(map_, taal, zinnen, datetime.now(UTC))
    try:
        write_update(bijwerking)
    except OSError:
        refuse("RV042", f"in `{map_.name[:60]}` kan niet geschreven worden", "kies een andere map met --catalogus")
    return bijwerking


def _show_updates(bijwerkingen: list[Bijwerking], vorm: str) -> None:
    if vorm == "json":
        velden = ("nieuw", "na_te_kijken", "vervallen")
        print_json(
            [
                {"taal": b.taal.code, "geschreven": b.inhoud is not None} | {v: getattr(b, v) for v in velden}
                for b in bijwerkingen
            ]
        )
        return
    for b in bijwerkingen:
        wat = f"{b.nieuw} nieuw, {b.na_te_kijken} na te kijken, {b.vervallen} vervallen"
        print(f"{b.taal.code}: {wat}{'' if b.inhoud is not None else '; niets te schrijven'}")


def _show(standen: list[Stand]) -> None:
    for s in standen:
        for b in s.bevindingen:
            print(f"{b.melding.plaats}: {b.melding.code} {b.melding.tekst}")
    for s in standen:
        aantal = Counter(b.fout for b in s.bevindingen)
        print(
            f"{s.taal.code}: {s.klaar} van {s.zinnen} zinnen klaar, {aantal[True]} fouten, {aantal[False]} na te lezen"
        )


def _as_dict(stand: Stand) -> dict[str, object]:
    bevindingen = [b.melding.as_dict() | {"soort": "fout" if b.fout else "let op"} for b in stand.bevindingen]
    return {"taal": stand.taal.code, "zinnen": stand.zinnen, "klaar": stand.klaar, "bevindingen": bevindingen}

"""The command `web`: the pages in a browser and the HTTP service, on this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.toepassing.opties import Map, read_catalogue


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(web)


def web(
    poort: Annotated[
        int | None, typer.Option("--poort", min=0, max=65535, help="poort; standaard 8765, of een vrije")
    ] = None,
    geen_browser: Annotated[bool, typer.Option("--geen-browser", help="open geen browser")] = False,
    api: Annotated[bool, typer.Option("--api", help="alleen de HTTP-dienst, zonder bladzijden")] = False,
    adres: Annotated[
        str, typer.Option("--adres", help="IP-adres om op te luisteren; buiten 127.0.0.1 alleen met --api en een token")
    ] = "127.0.0.1",
    naam: Annotated[
        list[str] | None, typer.Option("--naam", help="andere naam waarmee de dienst bereikt wordt (mag vaker)")
    ] = None,
    token_bestand: Annotated[
        Path | None,
        typer.Option("--token-bestand", help="bestand met het token; of zet het in RECHTENVERKENNER_TOKEN"),
    ] = None,
    catalogus: Map = None,
) -> None:
    """Open de bladzijden in de browser, of start de HTTP-dienst. Niets wordt bewaard of verstuurd."""
    try:
        from rechtenverkenner.web.starten import Instelling, check_setting, serve, token_of_environment
    except ImportError:
        hulp = "pip install 'rechtenverkenner[web]'"
        raise InvoerFout([Melding("RV819", "de bladzijden vragen een extra", None, hulp)]) from None
    namen = tuple(x.lower() for x in naam or ())
    instelling = Instelling(adres, poort, api, namen, token_of_environment(token_bestand), not geen_browser)
    check_setting(instelling)
    serve(read_catalogue(catalogus), instelling, toon=_show)


def _show(url: str) -> None:
    print(f"rechtenverkenner luistert op {url} (Ctrl+C om te stoppen)", file=sys.stderr)

"""The command `plan`: what to do, in the client's language, on paper."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rechtenverkenner.toepassing.gezinnen import evaluate_household
from rechtenverkenner.toepassing.opties import Lokaal, Map, OpDatum, read_catalogue, read_date, refuse

VORM_VAN = {
    ".html": "html", ".htm": "html", ".pdf": "pdf", ".json": "json", ".ics": "ics", ".md": "markdown", ".txt": "tekst"
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(plan)


def plan(
    gezin: Annotated[Path, typer.Argument(help="profiel van het gezin (YAML)")],
    taal: Annotated[str, typer.Option("--taal", help="nl, eenvoudig, fr, en of de")] = "nl",
    formaat: Annotated[
        str | None, typer.Option("--formaat", help="tekst, markdown, html, pdf, json of ics; standaard volgens --uit")
    ] = None,
    uit: Annotated[Path | None, typer.Option("--uit", help="bestand om te schrijven; standaard het scherm")] = None,
    brief: Annotated[
        str | None, typer.Option("--brief", metavar="LOKET", help="een brief aan dit loket in plaats van het plan")
    ] = None,
    op_datum: OpDatum = None,
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Maak een plan: aanvragen, nakijken, uitzoeken; per loket, met de papieren en de data."""
    from rechtenverkenner.plan.maken import make_plan
    from rechtenverkenner.plan.taal import language
    from rechtenverkenner.plan.weergave import BLADVORMEN, FORMATEN, check_form, render, render_letter

    vorm = formaat or VORM_VAN.get(uit.suffix.lower() if uit else "", "tekst")
    check_form(vorm, tuple(BLADVORMEN) if brief else FORMATEN)
    language(taal)
    if vorm == "pdf" and uit is None:
        refuse("RV043", "een pdf kan niet op het scherm", "geef een bestand: --uit plan.pdf")
    dag = read_date(op_datum)
    gemaakt = make_plan(evaluate_household(gezin, read_catalogue(catalogus), dag, lokaal))
    _write(
        render_letter(gemaakt, brief, formaat=vorm) if brief else render(gemaakt, taal=taal, formaat=vorm),
        uit,
    )


def _write(inhoud: str | bytes, uit: Path | None) -> None:
    """To a file in one go, or to the standard output."""
    ruw = inhoud.encode() if isinstance(inhoud, str) else inhoud
    if uit is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(ruw)
        return
    try:
        uit.write_bytes(ruw)
    except OSError:
        refuse("RV042", f"`{uit.name[:60]}` kan niet geschreven worden", "kies een andere plaats met --uit")

"""The command `plan`: what to do, in the client's language, on paper."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

from rechtenverkenner.toepassing.gezinnen import evaluate_household
from rechtenverkenner.toepassing.opdracht import Optie
from rechtenverkenner.toepassing.opties import (
    Lokaal,
    Map,
    OpDatum,
    Profiel,
    Taal,
    keep_input,
    read_catalogue,
    read_date,
    refuse,
    write_file,
)

if TYPE_CHECKING:
    import typer

VORM_VAN = {
    ".html": "html", ".htm": "html", ".pdf": "pdf", ".json": "json", ".ics": "ics", ".md": "markdown", ".txt": "tekst"
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(plan)


def plan(
    gezin: Profiel,
    taal: Taal = "nl",
    formaat: Annotated[
        str | None, Optie("--formaat", hulp="tekst, markdown, html, pdf, json of ics; standaard volgens --uit")
    ] = None,
    uit: Annotated[Path | None, Optie("--uit", hulp="bestand om te schrijven; standaard het scherm")] = None,
    brief: Annotated[
        str | None,
        Optie("--brief", metavar="LOKET", hulp="in plaats van het plan een brief (Nederlands) aan een loket"),
    ] = None,
    op_datum: OpDatum = None,
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Maak een plan: aanvragen, nakijken, uitzoeken; per loket, met de papieren en de data."""
    from rechtenverkenner.plan.maken import make_plan
    from rechtenverkenner.plan.taal import language
    from rechtenverkenner.plan.weergave import Bladvorm, Formaat, check_form, render, render_letter

    vorm: Any = formaat or form_of(uit)
    check_form(vorm, get_args(Formaat if brief is None else Bladvorm))
    language(taal)
    if vorm == "pdf" and uit is None:
        refuse("RV043", "een pdf kan niet op het scherm", "geef een bestand: --uit plan.pdf")
    if uit is not None:
        keep_input(uit, gezin)
    dag = read_date(op_datum)
    gemaakt = make_plan(evaluate_household(gezin, read_catalogue(catalogus), dag, lokaal))
    inhoud = render(gemaakt, taal=taal, formaat=vorm) if brief is None else render_letter(gemaakt, brief, formaat=vorm)
    if uit is not None:
        write_file(uit, inhoud)
    elif isinstance(inhoud, str):
        print(inhoud, end="")
    else:
        sys.stdout.buffer.write(inhoud)


def form_of(uit: Path | None) -> str:
    """The form that the name of a file asks for; text on the screen, and for a name without ending.

    Raises:
        InvoerFout: RV007, an ending of no form.
    """
    einde = uit.suffix.lower() if uit else ""
    if einde and einde not in VORM_VAN:
        refuse(
            "RV007", f"onbekend formaat `{einde[:10]}`", f"kies een naam op {', '.join(VORM_VAN)}, of geef --formaat"
        )
    return VORM_VAN.get(einde, "tekst")

"""The commands `groep sjabloon`, `groep controleer` and `groep verken`: many households at once."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rechtenverkenner.toepassing.opties import (
    Formaat,
    Map,
    OpDatum,
    output_format,
    print_json,
    read_catalogue,
    read_date,
    refuse,
    show_messages,
)

if TYPE_CHECKING:
    from rechtenverkenner.groep.profielen import Groep
    from rechtenverkenner.groep.verkennen import Groepsuitkomst, Verkenning
    from rechtenverkenner.meldingen import Melding
    from rechtenverkenner.model.recht import Catalogus

Bestand = Annotated[Path, typer.Argument(metavar="BESTAND", help=".xlsx, .zip of map met CSV-bestanden, of .jsonl")]
Overschrijf = Annotated[bool, typer.Option("--overschrijf", help="vervang een bestand dat er al is")]
Vul = Annotated[Path | None, typer.Option("--vul", help="zet er deze gezinnen in (.jsonl, .xlsx, .zip of map)")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    groep = typer.Typer(no_args_is_help=True, help="Verken veel gezinnen tegelijk, met een werkmap of CSV-bestanden.")
    for opdracht in (sjabloon, controleer, verken):
        groep.command()(opdracht)
    app.add_typer(groep, name="groep")


def sjabloon(
    uit: Annotated[Path, typer.Option("--uit", help="bestand om te schrijven: .xlsx, of .zip voor CSV")],
    volledig: Annotated[
        bool, typer.Option("--volledig", help="een kolom voor elk gegeven, ook wat weinig rechten vragen")
    ] = False,
    vul: Vul = None,
    overschrijf: Overschrijf = False,
    op_datum: OpDatum = None,
    catalogus: Map = None,
) -> None:
    """Maak een werkmap om gezinnen in te vullen."""
    from rechtenverkenner.groep.bestand import check_target, write_whole
    from rechtenverkenner.groep.kolommen import template_columns
    from rechtenverkenner.groep.schrijven import as_rows, used_columns, write_csv
    from rechtenverkenner.groep.sjabloon import make_template
    from rechtenverkenner.groep.tabellen import Inhoud
    from rechtenverkenner.model.datums import to_number

    if uit.suffix.lower() not in (".xlsx", ".zip"):
        refuse("RV522", "een sjabloon heeft een naam op .xlsx of .zip", "bijvoorbeeld --uit groep.xlsx")
    check_target(uit, invoer=vul, overschrijf=overschrijf)
    dag, c = read_date(op_datum), read_catalogue(catalogus)
    inhoud = Inhoud({})
    if vul is not None:
        groep = _read(vul, c, dag)
        show_messages(groep.alle_meldingen)
        goede = [(g.sleutel, g.gezin) for g in groep.gezinnen if g.gezin is not None]
        inhoud = as_rows(goede, c, to_number(dag))
    kolommen = template_columns(c, volledig=volledig, ook=used_columns(inhoud))
    gemaakt = make_template(c, kolommen, dag, inhoud) if uit.suffix.lower() == ".xlsx" else write_csv(inhoud, kolommen)
    write_whole(uit, gemaakt, overschrijf=overschrijf)
    print(f"het sjabloon staat in {uit.name}")
    if vul is not None and groep.alle_meldingen:
        raise typer.Exit(1)


def controleer(bestand: Bestand, op_datum: OpDatum = None, formaat: Formaat = "tekst", catalogus: Map = None) -> None:
    """Lees alles en meld elke cel die niet klopt; er wordt niets geschreven."""
    dag, vorm = read_date(op_datum), output_format(formaat)
    groep = _read(bestand, read_catalogue(catalogus), dag)
    if vorm == "json":
        print_json([message_as_dict(m) for m in groep.alle_meldingen])
    else:
        show_messages(groep.alle_meldingen)
        goed = sum(g.gezin is not None for g in groep.gezinnen)
        print(f"{goed} van {len(groep.gezinnen)} gezinnen zijn klaar om te verkennen")
    if groep.alle_meldingen:
        raise typer.Exit(1)


def verken(
    bestand: Bestand,
    uit: Annotated[Path | None, typer.Option("--uit", help="werkmap (.xlsx) voor de uitkomst")] = None,
    droog: Annotated[bool, typer.Option("--droog", help="reken alles uit, maar schrijf niets")] = False,
    overschrijf: Overschrijf = False,
    op_datum: OpDatum = None,
    catalogus: Map = None,
) -> None:
    """Verken alle gezinnen en schrijf een werkmap: wie heeft wat open, en wat doet u eerst."""
    from rechtenverkenner.groep.bestand import check_target, write_whole
    from rechtenverkenner.groep.uitkomst import make_outcome
    from rechtenverkenner.groep.verkennen import Verkenning
    from rechtenverkenner.motor.keten import waarom_geen_durable

    if uit is None and not droog:
        refuse("RV002", "er ontbreekt iets: `--uit`", "geef een naam voor de uitkomst, of gebruik --droog")
    if uit is not None:
        if uit.suffix.lower() != ".xlsx":
            refuse(
                "RV522", "de uitkomst is een werkmap: haar naam eindigt op .xlsx", "bijvoorbeeld --uit uitkomst.xlsx"
            )
        check_target(uit, invoer=bestand, overschrijf=overschrijf)
    dag = read_date(op_datum)
    if reden := waarom_geen_durable():
        print(reden, file=sys.stderr)
    try:
        c = read_catalogue(catalogus)
        groep = _read(bestand, c, dag)
        verkenning = Verkenning(groep, c, dag)
        follow(verkenning, len(groep.gezinnen))
        uitkomst = verkenning.outcome()
        if uit is not None and not droog:
            write_whole(uit, make_outcome(uitkomst), overschrijf=overschrijf)
    except KeyboardInterrupt:
        raise typer.Abort from None
    show_messages(uitkomst.meldingen)
    _summary(uitkomst, uit if not droog else None)
    if uitkomst.meldingen:
        raise typer.Exit(1)


def _read(pad: Path, catalogus: Catalogus, dag: date) -> Groep:
    from rechtenverkenner.groep.lezen import read_group

    return read_group(pad, catalogus, op_datum=dag)


def follow(verkenning: Verkenning, aantal: int) -> None:
    """Judge every household, with a bar on the terminal while it lasts."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    kolommen = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*kolommen, console=console, transient=True, disable=not console.is_terminal) as balk:
        for _ in balk.track(verkenning, total=aantal, description="verkennen"):
            pass


def message_as_dict(m: Melding) -> dict[str, object]:
    """A message as plain data, with its cell."""
    return {**m.as_dict(), "cel": m.plaats.cel if m.plaats else ""}


def _summary(u: Groepsuitkomst, uit: Path | None) -> None:
    aanvragen = sum(t.wat in ("aanvragen", "melden") for t in u.taken)
    print(
        f"{len(u.gezinnen)} gezinnen verkend, {len(u.niet_gelezen)} niet; "
        f"{aanvragen} keer iets aan te vragen of te melden"
    )
    print(f"de uitkomst staat in {uit.name}" if uit else "er is niets geschreven")

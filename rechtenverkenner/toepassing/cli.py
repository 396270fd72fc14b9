"""The command line: `verken`, `leg-uit`, `rechten`, `fiche`, `keur`; more in `..._cli` modules.

Exit status: 0 fine (also when facts are unknown), 1 findings, 2 bad input. Nothing is stored or sent.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

try:
    import rich.console  # noqa: F401 - only whether it is there
    import typer
except ImportError:  # pragma: no cover - shown to somebody who installed without the extra
    sys.exit("de opdrachtregel vraagt een extra: pip install 'rechtenverkenner[cli]'")

from rechtenverkenner.meldingen import Melding, RechtenFout, did_you_mean
from rechtenverkenner.toepassing import (
    bevolking_cli,
    gebeurtenis_cli,
    groep_cli,
    interview_cli,
    meting_cli,
    onderhoud_cli,
    opvolging_cli,
    plan_cli,
    schema_cli,
    verificatie_cli,
    vertaling_cli,
    web_cli,
)
from rechtenverkenner.toepassing.gezinnen import evaluate_household
from rechtenverkenner.toepassing.opties import (
    Formaat,
    Kenmerk,
    Lokaal,
    Map,
    OpDatum,
    Profiel,
    Taal,
    known_right,
    new_console,
    output_format,
    print_json,
    read_catalogue,
    read_date,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Verkent de sociale rechten van een gezin: wat open staat, waarom, wat het waard is en wat nu te doen.",
)
# Typer carries its own copy of click or uses the installed one, by version: this class is the right one in both.
Gebruiksfout: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")


def main() -> None:
    """Entry point: every fault becomes a clear message and exit status 2."""
    for stroom in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stroom, "reconfigure", None):
            reconfigure(errors="replace")  # a terminal without `é` or `€` shows a question mark
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except RechtenFout as e:
        print("\n".join(str(m) for m in e.meldingen), file=sys.stderr)
        sys.exit(2)
    except typer.Abort:
        print("afgebroken", file=sys.stderr)
        sys.exit(130)
    except Gebruiksfout as e:
        print(_usage_message(e), file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # the reader (`head`) went away
        sys.stderr.close()
        sys.exit(0)


def _usage_message(e: Exception) -> str:
    """The English sentence about a wrong option or command as one of ours."""
    hulp = "zie `rechtenverkenner --help`"
    # By its name on the command line; `human_readable_name` is there in some versions only.
    naam = next(iter(getattr(getattr(e, "param", None), "opts", ())), "")
    match type(e).__name__:
        case "NoSuchOption":
            return str(Melding("RV001", f"onbekende optie `{getattr(e, 'option_name', '')}`", None, hulp))
        case "MissingParameter":
            naam = naam if naam.startswith("-") else naam.upper()
            return str(Melding("RV002", f"er ontbreekt iets: `{naam}`", None, hulp))
        case "BadParameter":
            return str(Melding("RV003", f"verkeerde waarde voor {f'`{naam}`' if naam else 'een optie'}", None, hulp))
    tekst = str(getattr(e, "message", ""))
    if tekst.startswith("No such command"):
        woord = tekst.split("'")[1]
        namen = [c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands]
        return str(Melding("RV004", f"onbekende opdracht `{woord}`", None, did_you_mean(woord, namen) or hulp))
    return str(Melding("RV005", "de opdracht is niet begrepen", None, hulp))


@app.command()
def verken(
    gezin: Profiel,
    op_datum: OpDatum = None,
    formaat: Formaat = "tekst",
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Verken alle rechten van een gezin."""
    dag, vorm = read_date(op_datum), output_format(formaat)
    c = read_catalogue(catalogus)
    resultaat = evaluate_household(gezin, c, dag, lokaal)
    if vorm == "json":
        from rechtenverkenner.model.contract import result_as_dict

        print_json(result_as_dict(resultaat))
        return
    from rechtenverkenner.toepassing.tekst import show_result

    show_result(new_console(), resultaat, c)


@app.command("leg-uit")
def leg_uit(
    gezin: Profiel,
    recht: Kenmerk,
    taal: Taal = "nl",
    op_datum: OpDatum = None,
    formaat: Formaat = "tekst",
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Leg een oordeel uit: elke voorwaarde, het getal van het gezin, de drempel, de datum en de bron."""
    from rechtenverkenner.motor.tegenfeit import Zoeker
    from rechtenverkenner.plan.taal import language

    dag, vorm = read_date(op_datum), output_format(formaat)
    gekozen, c = language(taal), read_catalogue(catalogus)
    r = known_right(c, recht)
    resultaat = evaluate_household(gezin, c, dag, lokaal)
    zoeker = Zoeker(resultaat)
    oordelen = [(o, zoeker.nearest(o)) for o in resultaat.oordelen if o.recht == recht]
    if vorm == "json":
        from rechtenverkenner.model.contract import explanation_as_dict, verdict_as_dict
        from rechtenverkenner.plan.contract import counterfactual_as_dict

        print_json(
            [
                {
                    **verdict_as_dict(o),
                    "tegenfeiten": [counterfactual_as_dict(t) for t in tegenfeiten],
                    "uitleg": explanation_as_dict(o.uitleg),
                }
                for o, tegenfeiten in oordelen
            ]
        )
        return
    from rechtenverkenner.plan.woorden import Woorden
    from rechtenverkenner.toepassing.tekst import show_explanation

    console = new_console()
    if not oordelen:
        console.print("dit recht bestaat niet voor dit gezin (andere gemeente, of geen aansluiting van die soort)")
    for o, tegenfeiten in oordelen:
        show_explanation(console, o, r, Woorden(gekozen, c), tegenfeiten)


@app.command()
def rechten(formaat: Formaat = "tekst", lokaal: Lokaal = None, catalogus: Map = None) -> None:
    """Toon alle rechten van de catalogus."""
    from rechtenverkenner.toepassing import fiches

    c = read_catalogue(catalogus)
    rij = fiches.list_rights(c, lokaal)
    if output_format(formaat) == "json":
        print_json(rij)
    else:
        fiches.show_list(new_console(), rij)


@app.command()
def fiche(recht: Kenmerk, formaat: Formaat = "tekst", catalogus: Map = None) -> None:
    """Toon de fiche van een recht: voorwaarden, bedragen met hun datum en bron, stappen, drempels."""
    from rechtenverkenner.toepassing import fiches

    c = read_catalogue(catalogus)
    r = known_right(c, recht)
    if output_format(formaat) == "json":
        print_json(fiches.sheet_as_dict(r, c))
    else:
        fiches.show_sheet(new_console(), r, c)


@app.command()
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


plan_cli.register(app)
interview_cli.register(app)
opvolging_cli.register(app)
gebeurtenis_cli.register(app)
onderhoud_cli.register(app)
schema_cli.register(app)
verificatie_cli.register(app)
vertaling_cli.register(app)
bevolking_cli.register(app)
groep_cli.register(app)
web_cli.register(app)
meting_cli.register(app)

if __name__ == "__main__":
    main()

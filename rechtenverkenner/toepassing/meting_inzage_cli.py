"""The commands `meting ...` about one client, about what is due, and about what may be kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from rechtenverkenner.toepassing.meting_cli import Naam, Pseudoniem, Uit, Waar, open_database, open_round
from rechtenverkenner.toepassing.opties import (
    Formaat,
    OpDatum,
    keep_input,
    output_format,
    print_json,
    read_date,
    refuse,
    write_file,
)


def register(groep: typer.Typer) -> None:
    """Add the commands of this module to the group `meting`."""
    groep.command()(opvolging)
    groep.command()(cirkel)
    groep.command("toon-alles")(toon_alles)
    groep.command()(toestemming)
    groep.command()(wis)
    groep.command()(bewaartermijn)


def opvolging(
    waar: Waar,
    dagen: Annotated[int, typer.Option("--dagen", min=0, max=365, help="hoever vooruit")] = 7,
    ronde: Naam = "",
    op_datum: OpDatum = None,
    formaat: Formaat = "tekst",
) -> None:
    """Toon wat deze week opvolging vraagt, over alle klanten: het langst wachtende eerst."""
    from rechtenverkenner.plan.opvolging import compare

    vorm, tot = output_format(formaat), read_date(op_datum) + timedelta(days=dagen)
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.registreren import follow_ups

    rij = [
        {
            "pseudoniem": o.pseudoniem,
            "recht": x.recht,
            "stand": x.stand.stand,
            "voor": x.aanleidingen[0].vanaf.isoformat(),
        }
        for o in follow_ups(opslag, r)
        for x in compare(None, o, op_datum=tot)
        if x.toestand == "nu_opvolgen" and x.stand
    ]
    rij.sort(key=lambda x: (x["voor"], x["pseudoniem"], x["recht"]))
    if vorm == "json":
        print_json(rij)
    else:
        namen = {k: x.naam for k, x in r.rechten.items()}
        print(f"Op te volgen tot {tot.isoformat()}: {len(rij)}")
        for x in rij:
            print(f"  {x['voor']}  {x['pseudoniem']}  {x['stand']}: {namen.get(x['recht'], x['recht'])}")
    if rij:
        raise typer.Exit(1)


def cirkel(waar: Waar, pseudoniem: Pseudoniem, uit: Uit, ronde: Naam = "") -> None:
    """Teken de rechtencirkel van een klant (HTML): waar elk recht nu staat, en zijn bereik voor en na."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.gegevens import reach_of
    from rechtenverkenner.meting.registreren import follow_ups
    from rechtenverkenner.meting.vormen.html import circle_page

    keep_input(uit, Path(waar))
    rij = follow_ups(opslag, r, pseudoniem=pseudoniem)
    if not rij:
        refuse("RV865", "van dit pseudoniem is er geen enkele stap", "kijk het na, of begin met de nulmeting")
    namen = {k: x.naam for k, x in r.rechten.items()}
    write_file(uit, circle_page(rij[0], namen, reach_of(opslag, r, pseudoniem)))
    print(f"geschreven in {uit}")


def toon_alles(waar: Waar, pseudoniem: Pseudoniem, ronde: Naam = "") -> None:
    """Toon alles wat van een klant bewaard wordt (JSON): voor wie zijn gegevens vraagt."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.bewaren import show_all

    print_json(show_all(opslag, r, pseudoniem))


def toestemming(
    waar: Waar,
    pseudoniem: Pseudoniem,
    met_wie: Annotated[str, typer.Option("--met-wie", help="zoals ocmw, ziekenfonds, caw")],
    wat: Annotated[str, typer.Option("--wat", help="rechten, opvolging of alles")],
    waarom: Annotated[str, typer.Option("--waarom", help="aanvraag, opvolging of doorverwijzing")],
    tot: Annotated[str, typer.Option("--tot", help="laatste dag (jjjj-mm-dd)")],
    ronde: Naam = "",
    op_datum: OpDatum = None,
) -> None:
    """Leg vast dat een klant akkoord gaat: met wie, wat, waarom en tot wanneer."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.bewaren import Deling, record_sharing

    record_sharing(opslag, r, Deling(pseudoniem, met_wie, wat, waarom, read_date(op_datum), read_date(tot)))
    print("vastgelegd")


def wis(
    waar: Waar,
    pseudoniem: Pseudoniem,
    ja: Annotated[bool, typer.Option("--ja", help="zonder te vragen")] = False,
    ronde: Naam = "",
) -> None:
    """Verwijder een klant voorgoed, ook uit de kopieën die het programma maakte."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.bewaren import erase

    if not ja:
        typer.confirm("alles van deze klant verwijderen? dat kan niet ongedaan gemaakt worden", abort=True)
    print(f"verwijderd, ook uit {erase(opslag, r, pseudoniem)} kopieën")


def bewaartermijn(
    waar: Waar,
    tot: Annotated[str | None, typer.Option("--tot", help="de laatste dag van de ronde zetten")] = None,
    verwijder: Annotated[
        bool, typer.Option("--verwijder", help="rondes waarvan de termijn voorbij is verwijderen")
    ] = False,
    ronde: Naam = "",
    op_datum: OpDatum = None,
) -> None:
    """Toon of zet tot wanneer een ronde bewaard wordt, en verwijder wat langer bewaard werd."""
    dag = read_date(op_datum)
    if verwijder:
        opslag = open_database(waar)
        from rechtenverkenner.meting.bewaren import expire

        namen = expire(opslag, dag)
        print(f"verwijderd: {', '.join(namen) or 'niets'}")
        return
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.bewaren import keep_until

    if tot:
        keep_until(opslag, r, read_date(tot))
        print(f"bewaard tot en met {read_date(tot).isoformat()}")
        return
    print(f"bewaard tot en met {r.bewaren_tot.isoformat()}" if r.bewaren_tot else "geen termijn: zet er een met --tot")
    if r.bewaren_tot and r.bewaren_tot < dag:
        print("de termijn is voorbij: verwijder met --verwijder")
        raise typer.Exit(1)

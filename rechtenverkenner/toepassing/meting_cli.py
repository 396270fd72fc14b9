"""The commands `meting ...`: a round from its first client to its report, as a thin layer over the library."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rechtenverkenner.toepassing.opties import (
    Map,
    OpDatum,
    keep_input,
    read_catalogue,
    read_date,
    refuse,
    show_messages,
    write_file,
)

if TYPE_CHECKING:
    from rechtenverkenner.meting.meten import Bevinding
    from rechtenverkenner.meting.opslag import Opslag
    from rechtenverkenner.meting.rondes import Ronde
    from rechtenverkenner.toepassing.meting_bronnen import Klanten

OMGEVING = "RECHTENVERKENNER_WACHTWOORD"
Waar = Annotated[str, typer.Argument(metavar="RONDE", help="bestand van de ronde, of adres van een databank")]
Naam = Annotated[str, typer.Option("--ronde", help="naam van de ronde, als er meer in staan")]
Bron = Annotated[
    Path, typer.Argument(help="map met profielen, een .yaml, of een bestand van een groep (.xlsx, .zip, .jsonl)")
]
Sleutel = Annotated[Path, typer.Option("--sleutel", help="bestand met de sleutel van de pseudoniemen")]
Pseudoniem = Annotated[str, typer.Argument(help="pseudoniem van de klant")]
Uit = Annotated[Path, typer.Option("--uit", help="bestand om te schrijven")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    from rechtenverkenner.toepassing import meting_inzage_cli

    groep = typer.Typer(no_args_is_help=True, help="Meet een ronde: bereik voor en na, drempels, methoden, signalen.")
    groep.command()(nieuw)
    groep.command("voeg-toe")(voeg_toe)
    groep.command()(nulmeting)
    groep.command()(registreer)
    groep.command()(eindmeting)
    groep.command()(rapport)
    groep.command()(export)
    meting_inzage_cli.register(groep)
    app.add_typer(groep, name="meting")


def open_round(waar: str, naam: str) -> tuple[Opslag, Ronde]:
    """The database and the round in it; the password of an encrypted file comes from the environment."""
    from rechtenverkenner.meting.rondes import read_round

    opslag = open_database(waar)
    return opslag, read_round(opslag, naam)


def open_database(waar: str, *, begin: bool = False) -> Opslag:
    """The database, with a clear word when its library is not there."""
    try:
        from rechtenverkenner.meting.opslag import open_opslag
    except ImportError:
        refuse("RV859", "een ronde meten vraagt een extra", "pip install 'rechtenverkenner[meting]'")
    return open_opslag(waar, wachtwoord=os.environ.get(OMGEVING, ""), nieuw=begin)


def nieuw(
    waar: Waar,
    naam: Annotated[str, typer.Option("--naam", help="naam van de ronde: letters, cijfers en streepjes")],
    sleutel: Sleutel,
    bewaren_tot: Annotated[
        str | None, typer.Option("--bewaren-tot", help="laatste dag dat de ronde bewaard wordt")
    ] = None,
    recht: Annotated[
        list[str] | None, typer.Option("--recht", help="recht om te meten; standaard het pakket kern")
    ] = None,
    op_datum: OpDatum = None,
    catalogus: Map = None,
) -> None:
    """Begin een ronde. De sleutel wordt gemaakt als hij er nog niet is: bewaar hem elders dan de ronde."""
    opslag = open_database(waar, begin=True)
    from rechtenverkenner.meting.rondes import begin_round, rights_of
    from rechtenverkenner.meting.sleutel import make_key, mark_of, read_key

    dag, tot = read_date(op_datum), read_date(bewaren_tot) if bewaren_tot else None
    if tot and tot < dag:
        refuse("RV871", "de ronde zou al voorbij zijn", "kies met --bewaren-tot een latere dag")
    rechten = rights_of(read_catalogue(catalogus), recht or ())
    merk = mark_of(read_key(sleutel) if sleutel.exists() else make_key(sleutel))
    ronde = begin_round(opslag, naam, rechten, begonnen=dag, sleutelmerk=merk, bewaren_tot=tot)
    print(f"ronde {ronde.naam}: {len(ronde.rechten)} rechten; de sleutel staat in {sleutel}: bewaar hem apart")


def voeg_toe(
    waar: Waar,
    bron: Bron,
    sleutel: Sleutel,
    doelgroep: Annotated[
        str | None, typer.Option("--doelgroep", help="voor allen; standaard volgens het profiel")
    ] = None,
    ronde: Naam = "",
    op_datum: OpDatum = None,
    catalogus: Map = None,
) -> None:
    """Voeg klanten toe, en toon het pseudoniem van elk: schrijf dat in het dossier, niet in de ronde."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.meten import target_group
    from rechtenverkenner.meting.rondes import add_clients
    from rechtenverkenner.toepassing.meting_bronnen import read_clients

    dag, geheim = read_date(op_datum), _key(sleutel, r)
    klanten = read_clients(bron, read_catalogue(catalogus), dag)
    namen = {naam: _pseudonym(geheim, naam) for naam in klanten.gezinnen}
    groepen = {namen[n]: doelgroep or target_group(g, dag) for n, g in klanten.gezinnen.items()}
    aantal = add_clients(opslag, r, groepen, datum=dag)
    for naam, p in namen.items():
        print(f"{p}  {naam}")
    print(f"{aantal} nieuwe klanten, {len(namen) - aantal} waren er al{_not_read(klanten)}", file=sys.stderr)
    _tell(klanten)


def nulmeting(
    waar: Waar,
    bron: Bron,
    sleutel: Sleutel,
    alleen_nieuwe: Annotated[
        bool, typer.Option("--alleen-nieuwe", help="sla over wie al gemeten is, zoals na een verbeterde rij")
    ] = False,
    ronde: Naam = "",
    op_datum: OpDatum = None,
    catalogus: Map = None,
) -> None:
    """Meet wat elke klant heeft en niet heeft; wat open staat, wordt geregistreerd als gevonden."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.meten import measure, measured

    dag = read_date(op_datum)
    klanten, bevindingen = _screen(bron, sleutel, r, dag, catalogus)
    over = measured(opslag, r) if alleen_nieuwe else frozenset()
    nieuw = {p: rij for p, rij in bevindingen.items() if p not in over}
    gevonden = measure(opslag, r, nieuw, datum=dag)
    print(f"{len(nieuw)} klanten gemeten, {gevonden} rechten gevonden{_not_read(klanten)}")
    _tell(klanten)


def eindmeting(
    waar: Waar,
    bron: Annotated[
        Path | None, typer.Argument(help="nieuwe profielen; zonder telt alleen wat geregistreerd is")
    ] = None,
    sleutel: Annotated[Path | None, typer.Option("--sleutel", help="nodig bij nieuwe profielen")] = None,
    ronde: Naam = "",
    op_datum: OpDatum = None,
    catalogus: Map = None,
) -> None:
    """Meet opnieuw, voor alle klanten van de nulmeting."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.meten import measure_end

    dag = read_date(op_datum)
    if bron and not sleutel:
        refuse("RV862", "nieuwe profielen vragen de sleutel van de ronde", "geef het bestand met --sleutel")
    if bron is None or sleutel is None:
        print(f"{measure_end(opslag, r, datum=dag)} klanten gemeten")
        return
    klanten, bevindingen = _screen(bron, sleutel, r, dag, catalogus)
    print(f"{measure_end(opslag, r, bevindingen, datum=dag)} klanten gemeten{_not_read(klanten)}")
    _tell(klanten)


def registreer(
    waar: Waar,
    pseudoniem: Pseudoniem,
    recht: Annotated[str, typer.Argument(help="id van het recht")],
    stand: Annotated[str, typer.Argument(help="zoals besproken, aangevraagd, toegekend, ontvangen, gestopt")],
    methode: Annotated[str | None, typer.Option("--methode", help="zoals huisbezoek, werkbank, telefoon")] = None,
    minuten: Annotated[int | None, typer.Option("--minuten", help="hoelang het duurde")] = None,
    drempel: Annotated[str | None, typer.Option("--drempel", help="wat in de weg stond: een van de 7 B's")] = None,
    fase: Annotated[str | None, typer.Option("--fase", help="weet, weegt_af, vraagt_aan of krijgt")] = None,
    niveau: Annotated[str | None, typer.Option("--niveau", help="klant, dienst, relatie of beleid")] = None,
    reden: Annotated[str | None, typer.Option("--reden", help="waarom het geweigerd werd")] = None,
    opvolgen_op: Annotated[str | None, typer.Option("--opvolgen-op", help="dag om opnieuw te kijken")] = None,
    ronde: Naam = "",
    op_datum: OpDatum = None,
) -> None:
    """Registreer een stap van een klant met een recht. Er is geen plaats voor vrije tekst."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.registreren import Registratie
    from rechtenverkenner.meting.registreren import register as keep

    later = read_date(opvolgen_op) if opvolgen_op else None
    stap = Registratie(
        pseudoniem, recht, stand, read_date(op_datum), methode, drempel, fase, niveau, reden, later, minuten
    )
    print(f"geregistreerd als nummer {keep(opslag, r, stap)}")


def rapport(waar: Waar, uit: Uit, ronde: Naam = "") -> None:
    """Schrijf het verslag als pagina (HTML), met de signalen aan het beleid op een eigen blad."""
    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.cijfers import figures
    from rechtenverkenner.meting.gegevens import read_data
    from rechtenverkenner.meting.vormen.html import as_page

    keep_input(uit, Path(waar))
    write_file(uit, as_page(figures(read_data(opslag, r))))
    print(f"geschreven in {uit}")


def export(waar: Waar, uit: Uit, ronde: Naam = "") -> None:
    """Schrijf dezelfde cijfers als werkboek (.xlsx), regels (.csv) of gegevens (.json)."""
    import json

    opslag, r = open_round(waar, ronde)
    from rechtenverkenner.meting.cijfers import figures
    from rechtenverkenner.meting.gegevens import read_data
    from rechtenverkenner.meting.verslag import as_dict
    from rechtenverkenner.meting.vormen.excel import as_workbook
    from rechtenverkenner.meting.vormen.lijnen import as_csv

    keep_input(uit, Path(waar))
    cijfers = figures(read_data(opslag, r))
    match uit.suffix.lower():
        case ".xlsx":
            write_file(uit, as_workbook(cijfers))
        case ".csv":
            write_file(uit, "\ufeff" + as_csv(cijfers))  # a mark by which Excel knows the letters
        case ".json":
            write_file(uit, json.dumps(as_dict(cijfers), ensure_ascii=False, indent=2) + "\n")
        case einde:
            refuse("RV007", f"onbekend formaat `{einde[:10]}`", "kies een naam op .xlsx, .csv of .json")
    print(f"geschreven in {uit}")


def _screen(
    bron: Path, sleutel: Path, r: Ronde, dag: date, catalogus: Path | None
) -> tuple[Klanten, dict[str, list[Bevinding]]]:
    """The clients of a source, and the findings of every one who can be read by pseudonym."""
    from rechtenverkenner.meting.meten import findings
    from rechtenverkenner.motor.evalueren import evaluate
    from rechtenverkenner.motor.gevolgtrekken import infer
    from rechtenverkenner.toepassing.meting_bronnen import read_clients

    geheim, c = _key(sleutel, r), read_catalogue(catalogus)
    klanten = read_clients(bron, c, dag)
    return klanten, {
        _pseudonym(geheim, naam): findings(evaluate(infer(g, c, op_datum=dag), c, op_datum=dag), r.rechten)
        for naam, g in klanten.gezinnen.items()
    }


def _not_read(klanten: Klanten) -> str:
    return f", {klanten.niet} niet gelezen" if klanten.niet else ""


def _tell(klanten: Klanten) -> None:
    """What could not be read; then the command ends with 1."""
    show_messages(klanten.meldingen)
    if klanten.meldingen:
        raise typer.Exit(1)


def _key(sleutel: Path, r: Ronde) -> bytes:
    from rechtenverkenner.meting.sleutel import mark_of, read_key

    geheim = read_key(sleutel)
    if mark_of(geheim) != r.sleutelmerk:
        refuse("RV862", f"`{sleutel.name[:60]}` is de sleutel van een andere ronde", "geef die van deze ronde")
    return geheim


def _pseudonym(geheim: bytes, naam: str) -> str:
    from rechtenverkenner.meting.sleutel import pseudonym

    return pseudonym(geheim, naam)

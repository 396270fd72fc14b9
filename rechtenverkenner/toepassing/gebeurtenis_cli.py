"""The commands `wat-als` (a life event) and `vooruitblik` (what changes by itself)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from rechtenverkenner.catalogus.profieltekst import dump_gezin
from rechtenverkenner.motor.contract import consequences_as_dict, horizon_as_dict
from rechtenverkenner.motor.gebeurtenissen import (
    SOORTEN,
    UITLEG,
    Gebeurtenis,
    Gebeurtenissoort,
    Gevolgen,
    horizon,
    what_if,
)
from rechtenverkenner.toepassing.gezinnen import read_household
from rechtenverkenner.toepassing.opties import (
    Formaat,
    Lokaal,
    Map,
    OpDatum,
    Profiel,
    keep_input,
    output_format,
    print_json,
    read_catalogue,
    read_date,
    refuse,
    write_new,
)

if TYPE_CHECKING:
    from rechtenverkenner.model.recht import Catalogus

Soort = Annotated[str, typer.Argument(help=f"{', '.join(SOORTEN)}")]
Datum = Annotated[
    str | None, typer.Option("--datum", "--op", help="dag van de gebeurtenis (jjjj-mm-dd); standaard vandaag")
]
Persoon = Annotated[
    str | None, typer.Option("--persoon", help="over wie het gaat: wie stopt of begint, weggaat of sterft")
]
Bedrag = Annotated[str | None, typer.Option("--bedrag", help="loon, uitkering, pensioen of leefloon, bruto per maand")]
Ouder = Annotated[list[str] | None, typer.Option("--ouder", help="geboorte: ouder in dit gezin (mag 2 keer)")]
Kind = Annotated[str | None, typer.Option("--kind", help="geboorte: kenmerk voor het kind")]
TenLasteVan = Annotated[
    str | None, typer.Option("--ten-laste-van", help="geboorte: bij wie het kind ten laste komt (ziekenfonds)")
]
Kinderbijslag = Annotated[
    str | None, typer.Option("--kinderbijslag", help="geboorte: ja of nee, het kind krijgt het Groeipakket")
]
Mee = Annotated[
    list[str] | None, typer.Option("--mee", help="scheiding: kind dat elders ingeschreven wordt (mag vaker)")
]
Verblijf = Annotated[
    int | None, typer.Option("--verblijf", help="scheiding: dagen per week dat die kinderen nog hier zijn")
]
Gemeente = Annotated[str | None, typer.Option("--gemeente", help="verhuis: NIS-code van de nieuwe gemeente")]
Woning = Annotated[
    str | None, typer.Option("--woning", help="verhuis: eigenaar, huurder, kosteloos of rusthuis_of_instelling")
]
Verhuurder = Annotated[
    str | None, typer.Option("--verhuurder", help="verhuis: privaat, woonmaatschappij, ocmw, gemeente, ...")
]
Huurprijs = Annotated[str | None, typer.Option("--huurprijs", help="verhuis: nieuwe huur per maand")]
Bewaar = Annotated[
    Path | None, typer.Option("--bewaar", help="schrijf het profiel van na de gebeurtenis in dit nieuwe bestand")
]
Maanden = Annotated[int | None, typer.Option("--maanden", help="toon ook wat daarna vanzelf verandert, zo ver vooruit")]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    soorten = "\n\n".join(f"{soort}: {UITLEG[soort]}" for soort in SOORTEN)
    app.command("wat-als", epilog=soorten)(wat_als)
    app.command()(vooruitblik)


def wat_als(
    gezin: Profiel,
    gebeurtenis: Soort,
    datum: Datum = None,
    persoon: Persoon = None,
    bedrag: Bedrag = None,
    ouder: Ouder = None,
    kind: Kind = None,
    ten_laste_van: TenLasteVan = None,
    kinderbijslag: Kinderbijslag = None,
    mee: Mee = None,
    verblijf: Verblijf = None,
    gemeente: Gemeente = None,
    woning: Woning = None,
    verhuurder: Verhuurder = None,
    huurprijs: Huurprijs = None,
    maanden: Maanden = None,
    bewaar: Bewaar = None,
    op_datum: OpDatum = None,
    formaat: Formaat = "tekst",
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Toon wat een gebeurtenis opent, stopt, verandert en onzeker maakt, en aan wie u ze meldt."""
    dag, vorm = read_date(op_datum), output_format(formaat)
    g = Gebeurtenis(
        cast(Gebeurtenissoort, gebeurtenis),
        datum=None if datum is None else read_date(datum),
        persoon=persoon,
        bedrag=_amount(bedrag, "--bedrag"),
        ouders=tuple(ouder) if ouder else None,
        kind=kind,
        ten_laste_van=ten_laste_van,
        kinderbijslag=_yes_no(kinderbijslag),
        kinderen=tuple(mee) if mee else None,
        verblijf_dagen=verblijf,
        gemeente=gemeente,
        statuut=woning,
        verhuurder=verhuurder,
        huurprijs=_amount(huurprijs, "--huurprijs"),
    )
    c = read_catalogue(catalogus)
    gevolgen = what_if(read_household(gezin, c, dag, lokaal), g, c, op_datum=dag)
    if bewaar is not None:
        keep_input(bewaar, gezin, optie="--bewaar")
        write_new(bewaar, dump_gezin(gevolgen.gezin), code="RV455", hulp="kies met --bewaar een andere naam")
    _print(gevolgen, c, vorm, maanden)


def _print(gevolgen: Gevolgen, c: Catalogus, vorm: str, maanden: int | None) -> None:
    """The consequences, and what changes by itself after them when that is asked."""
    from rechtenverkenner.toepassing import gebeurtenis_tekst
    from rechtenverkenner.toepassing.regels import open_screen

    dag = gevolgen.op_datum
    later = None if maanden is None else horizon(gevolgen.gezin, c, op_datum=dag, maanden=maanden)
    if vorm == "json":
        daarna = None if later is None or maanden is None else horizon_as_dict(later, dag, maanden)
        print_json(consequences_as_dict(gevolgen, daarna=daarna))
        return
    gebeurtenis_tekst.show_consequences(open_screen(), gevolgen, c, slot=later is None)
    if later is not None and maanden is not None:
        gebeurtenis_tekst.show_horizon(open_screen(), later, dag, maanden)


def vooruitblik(
    gezin: Profiel,
    maanden: Annotated[int, typer.Option("--maanden", help="hoe ver vooruit: 1 tot 60 maanden")] = 24,
    op_datum: OpDatum = None,
    formaat: Formaat = "tekst",
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Toon wanneer een recht vanzelf opent, stopt of een ander bedrag krijgt: verjaardagen, indexen, 1 januari."""
    dag, vorm = read_date(op_datum), output_format(formaat)
    c = read_catalogue(catalogus)
    rij = horizon(read_household(gezin, c, dag, lokaal), c, op_datum=dag, maanden=maanden)
    from rechtenverkenner.toepassing import gebeurtenis_tekst
    from rechtenverkenner.toepassing.regels import open_screen

    if vorm == "json":
        print_json(horizon_as_dict(rij, dag, maanden))
    else:
        gebeurtenis_tekst.show_horizon(open_screen(), rij, dag, maanden)


def _amount(tekst: str | None, optie: str) -> Decimal | None:
    if tekst is None:
        return None
    try:
        getal = Decimal(tekst)
    except InvalidOperation:
        refuse("RV454", f"`{tekst[:20]}` is geen bedrag voor `{optie}`", "schrijf het als 1234.56")
    if not getal.is_finite() or getal < 0:
        refuse("RV454", f"`{tekst[:20]}` is geen bedrag voor `{optie}`", "schrijf het als 1234.56")
    return getal


def _yes_no(tekst: str | None) -> bool | None:
    if tekst not in (None, "ja", "nee"):
        refuse("RV454", f"`{str(tekst)[:20]}` is geen ja of nee", "schrijf ja of nee, of laat het weg")
    return None if tekst is None else tekst == "ja"

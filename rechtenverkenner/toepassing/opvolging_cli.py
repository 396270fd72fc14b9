"""The commands `opvolging` and `opvolging-begin`: what was found, and whether it was requested and received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rechtenverkenner.toepassing.gezinnen import evaluate_household
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
    write_new,
)

if TYPE_CHECKING:
    from rechtenverkenner.model.recht import Catalogus
    from rechtenverkenner.plan.opvolging import Aanleiding, Openstaand, Opvolging

VERSIE = 1
KOPPEN = {
    "nu_opvolgen": "Nu opvolgen",
    "open": "Open",
    "nieuw": "Nieuw: gevonden en nog niet in het bestand",
    "loopt_nu": "Loopt nu volgens het profiel: werk het bestand bij",
    "niet_meer_open": "Niet meer open volgens het profiel",
    "gestopt": "Gestopt of geweigerd",
    "klaar": "Ontvangen",
}
AANLEIDINGEN = {
    "opvolgen_op": "op te volgen op",
    "aanvragen_voor": "aan te vragen voor",
    "hernieuwen_voor": "te hernieuwen voor",
    "huisregel": "volgens de huisregel opnieuw te bekijken op",
}


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(opvolging)
    app.command("opvolging-begin")(opvolging_begin)


def opvolging(
    bestand: Annotated[Path, typer.Argument(help="bestand met de opvolging (YAML)")],
    gezin: Annotated[
        Path | None, typer.Option("--gezin", help="profiel van het gezin: ook wat nieuw is, en termijnen")
    ] = None,
    op_datum: OpDatum = None,
    formaat: Formaat = "tekst",
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Toon wat opvolging vraagt: wat gevonden is, en of het aangevraagd en ontvangen is."""
    from rechtenverkenner.plan.maken import make_plan
    from rechtenverkenner.plan.opvolging import compare, load_opvolging

    dag, vorm = read_date(op_datum), output_format(formaat)
    c = read_catalogue(catalogus)
    resultaat = evaluate_household(gezin, c, dag, lokaal) if gezin else None
    stand = load_opvolging(bestand, c, gezin=resultaat.gezin if resultaat else None, op_datum=dag)
    rij = compare(make_plan(resultaat), stand) if resultaat else compare(None, stand, op_datum=dag)
    if vorm == "json":
        print_json(_as_dict(rij, stand, c, dag))
    else:
        _show(rij, stand, c, dag)
    if any(o.toestand == "nu_opvolgen" for o in rij):
        raise typer.Exit(1)


def opvolging_begin(
    gezin: Profiel,
    pseudoniem: Annotated[str, typer.Option("--pseudoniem", help="letters, cijfers en streepjes; geen naam")],
    uit: Annotated[Path, typer.Option("--uit", help="bestand om te schrijven, zoals opvolging.yaml")],
    overschrijf: Annotated[bool, typer.Option("--overschrijf", help="een bestand dat er al is vervangen")] = False,
    op_datum: OpDatum = None,
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Begin een opvolging: elk recht om aan te vragen of na te kijken, als gevonden."""
    from rechtenverkenner.plan.maken import make_plan
    from rechtenverkenner.plan.opvolging import begin, write_opvolging

    keep_input(uit, gezin)
    dag, c = read_date(op_datum), read_catalogue(catalogus)
    nieuw = begin(make_plan(evaluate_household(gezin, c, dag, lokaal)), pseudoniem)
    hulp = "kies een andere naam, of gebruik --overschrijf"
    write_new(uit, write_opvolging(nieuw), code="RV619", hulp=hulp, overschrijf=overschrijf)
    print(f"{len(nieuw.rechten)} rechten gevonden; geschreven in {uit}")


def _passage(stand: Opvolging) -> dict[str, int]:
    """How many rights ever came how far; what was granted without a request counts as requested."""
    verder = ("aangevraagd", "toegekend", "geweigerd", "ontvangen")
    return {
        "gevonden": len(stand.rechten),
        "aangevraagd": sum(any(s.stand in verder for s in g.standen) for g in stand.rechten),
        "ontvangen": sum(any(s.stand == "ontvangen" for s in g.standen) for g in stand.rechten),
    }


def _as_dict(rij: Sequence[Openstaand], stand: Opvolging, catalogus: Catalogus, dag: date) -> dict[str, Any]:
    """What `--formaat json` prints; `docs/opvolging.md` says what each field is."""
    return {
        "versie": VERSIE,
        "pseudoniem": stand.pseudoniem,
        "op_datum": dag.isoformat(),
        "doorloop": _passage(stand),
        "rechten": [
            {
                "recht": o.recht,
                "naam": catalogus.rechten[o.recht].naam,
                "wie": list(o.wie),
                "toestand": o.toestand,
                "sinds": o.sinds.isoformat() if o.sinds else None,
                "stand": o.stand.model_dump(mode="json") if o.stand else None,
                "oordeel": o.oordeel,
                "na": list(o.na),
                "laatste_dag": o.laatste_dag.isoformat() if o.laatste_dag else None,
                "aanleidingen": [
                    {"soort": a.soort, "dag": a.dag.isoformat(), "vanaf": a.vanaf.isoformat()} for a in o.aanleidingen
                ],
            }
            for o in rij
        ],
    }


def _show(rij: Sequence[Openstaand], stand: Opvolging, catalogus: Catalogus, dag: date) -> None:
    from rechtenverkenner.toepassing import woorden
    from rechtenverkenner.toepassing.regels import emit, open_screen

    scherm = open_screen()
    emit(scherm, f"Opvolging van {stand.pseudoniem} op {woorden.day(dag)}", style="bold")
    for toestand, kop in KOPPEN.items():
        deel = [o for o in rij if o.toestand == toestand]
        if deel:
            scherm.line()
            emit(scherm, f"{kop} ({len(deel)})", style="bold underline")
        for o in deel:
            wie = f" ({', '.join(o.wie)})" if o.wie else ""
            emit(scherm, f"{catalogus.rechten[o.recht].naam}{wie}", indent=2, style="bold")
            for regel in _lines(o, catalogus, dag):
                emit(scherm, regel, indent=4)
    scherm.line()
    aantal = _passage(stand)
    deel_van = [f"{soort} {n}{_share(n, aantal['gevonden'])}" for soort, n in aantal.items()]
    emit(scherm, "Van gevonden naar ontvangen: " + ", ".join(deel_van))


def _share(n: int, van: int) -> str:
    return "" if n == van else f" ({(200 * n + van) // (2 * van)}\u00a0%)"


def _lines(o: Openstaand, catalogus: Catalogus, dag: date) -> Iterator[str]:
    from rechtenverkenner.toepassing import woorden

    if o.stand:
        waarom = [f"{naam} {w}" for naam in ("drempel", "reden") if (w := getattr(o.stand, naam))]
        yield f"{o.stand.stand} op {woorden.day(o.stand.datum)}" + (f" ({', '.join(waarom)})" if waarom else "")
    if o.na:
        yield "eerst: " + ", ".join(catalogus.rechten[x].naam for x in o.na)
    if o.laatste_dag and not any(a.soort == "aanvragen_voor" for a in o.aanleidingen):
        yield f"laatste dag om aan te vragen: {woorden.day(o.laatste_dag)}"
    for a in o.aanleidingen:
        yield f"- {AANLEIDINGEN[a.soort]} {woorden.day(a.dag)} ({_how_far(a, dag)})"
    if o.aanleidingen and o.oordeel in ("gebruikt", "geen_recht"):
        yield "volgens het profiel " + ("loopt het nu" if o.oordeel == "gebruikt" else "staat het niet meer open")
    if o.stand and o.stand.opvolgen_op and o.stand.opvolgen_op > dag:
        yield f"{AANLEIDINGEN['opvolgen_op']} {woorden.day(o.stand.opvolgen_op)}"


def _how_far(a: Aanleiding, dag: date) -> str:
    n = abs((a.dag - dag).days)
    dagen = f"{n} dag{'en' if n > 1 else ''}"
    return "vandaag" if n == 0 else (f"{dagen} geleden" if a.dag < dag else f"over {dagen}")

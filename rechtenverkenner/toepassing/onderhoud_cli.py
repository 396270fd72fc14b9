"""The commands that keep a catalogue true: `verlopen`, `verschil`, `nieuw`, `bijwerken`, `fiches`, `graaf`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, cast

import typer

from rechtenverkenner.toepassing.opties import (
    Formaat,
    Map,
    OpDatum,
    catalogue_folder,
    output_format,
    own_folder,
    print_json,
    read_catalogue,
    read_date,
    refuse,
    write_files,
)

Gevallen = Annotated[Path | None, typer.Option("--gevallen", help="map met gezinnen en gevallen; standaard fixtures/")]
Uit = Annotated[Path | None, typer.Option("--uit", help="waar het resultaat komt")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    for opdracht in (verlopen, verschil, nieuw, bijwerken, fiches, graaf):
        app.command()(opdracht)


def verlopen(
    op_datum: OpDatum = None,
    maanden: Annotated[int, typer.Option("--maanden", min=0, max=120, help="hoe ver vooruitkijken")] = 3,
    formaat: Formaat = "tekst",
    catalogus: Map = None,
) -> None:
    """Toon wat op een dag niet bekend is, binnenkort eindigt, lang niet nagekeken is of weinig zeker is."""
    from rechtenverkenner.onderhoud.boek import read_boek
    from rechtenverkenner.onderhoud.verlopen import find_stale, state_of
    from rechtenverkenner.toepassing import onderhoud_tekst, woorden

    dag, vorm = read_date(op_datum), output_format(formaat)
    boek = read_boek(catalogue_folder(catalogus))
    rij, stand = find_stale(boek, dag, maanden=maanden), state_of(boek, dag)
    if vorm == "json":
        print_json(
            {
                "op_datum": dag.isoformat(),
                "maanden": maanden,
                "stand": {k: getattr(stand, k) for k in stand.__slots__},
                "bevindingen": [onderhoud_tekst.stale_as_dict(b) for b in rij],
            }
        )
    else:
        _show(onderhoud_tekst.stale_lines(rij, stand, woorden.day(dag)))
    if rij:
        raise typer.Exit(1)


def verschil(
    a: Annotated[str, typer.Argument(metavar="A", help="map of git-revisie, zoals HEAD~3")],
    b: Annotated[
        str | None, typer.Argument(metavar="[B]", help="map of git-revisie; standaard de catalogus zelf")
    ] = None,
    gevallen: Gevallen = None,
    op_datum: Annotated[str | None, typer.Option("--op-datum", help="alle gezinnen op deze dag beoordelen")] = None,
    formaat: Formaat = "tekst",
    catalogus: Map = None,
) -> None:
    """Vergelijk twee versies van een catalogus: wat anders is, en van welke gezinnen het oordeel verschuift."""
    from rechtenverkenner.onderhoud.boek import read_boek
    from rechtenverkenner.onderhoud.revisie import read_side
    from rechtenverkenner.onderhoud.verschil import compare, is_rule
    from rechtenverkenner.onderhoud.verschuiving import Proef, find_moves, read_households, touched_rights
    from rechtenverkenner.toepassing import onderhoud_tekst

    dag, vorm, map_ = read_date(op_datum), output_format(formaat), catalogue_folder(catalogus)
    links = read_side(a, map_)
    rechts = read_side(b, map_) if b is not None else read_boek(map_)
    wijzigingen = compare(links, rechts)
    waar = _cases(gevallen, map_)
    gezinnen = read_households(waar, dag, op_datum=dag if op_datum else None) if waar else ()
    proef = Proef((), len(gezinnen), ())
    if any(map(is_rule, wijzigingen)):
        geraakt = touched_rights(links, rechts, wijzigingen)
        if sys.stderr.isatty():
            print(f"{len(gezinnen)} gezinnen beoordelen op {len(geraakt)} rechten ...", file=sys.stderr)
        proef = find_moves(links.catalogus, rechts.catalogus, gezinnen, rechten=geraakt)
    if vorm == "json":
        print_json(
            {
                "voor": {"naam": a, "versie": links.catalogus.versie},
                "na": {"naam": b or str(map_), "versie": rechts.catalogus.versie},
                "wijzigingen": [onderhoud_tekst.change_as_dict(w) for w in wijzigingen],
                "gezinnen": proef.aantal,
                "verschuivingen": [onderhoud_tekst.move_as_dict(v) for v in proef.verschuivingen],
                "niet_berekend": [m.as_dict() for m in proef.onberekend],
            }
        )
    else:
        _show([*onderhoud_tekst.change_lines(wijzigingen), *onderhoud_tekst.move_lines(proef)])
    if proef.verschuivingen or proef.onberekend:
        raise typer.Exit(1)


def nieuw(
    recht: Annotated[str, typer.Argument(help="id van het nieuwe recht, zoals huur-premie")],
    domein: Annotated[str, typer.Option("--domein", help="energie, water, wonen, ...")] = "inkomen",
    gevallen: Gevallen = None,
    formaat: Formaat = "tekst",
    catalogus: Map = None,
) -> None:
    """Maak het bestand van een nieuw recht en een eerste geval; `keur` noemt wat er nog in te vullen is."""
    from rechtenverkenner.onderhoud.boek import read_boek
    from rechtenverkenner.onderhoud.sjabloon import plan_right, write_right

    vorm, map_ = output_format(formaat), own_folder(catalogus)
    waar = gevallen or map_.resolve().parent / "fixtures"
    plan = plan_right(map_, read_boek(map_), recht, domein=domein, gevallen=waar, dag=read_date(None))
    write_right(plan)
    if vorm == "json":
        print_json({"recht": recht, "bestanden": [str(plan.regel), str(plan.geval)]})
    else:
        print(f"gemaakt: {plan.regel}\ngemaakt: {plan.geval}")
        print("vul in waar TODO staat; `rechtenverkenner keur` noemt wat nog open is")


def bijwerken(
    parameter: Annotated[str, typer.Argument(help="recht.naam, gedeeld.naam, of alleen de naam")],
    vanaf: Annotated[str, typer.Option("--vanaf", help="eerste dag van de nieuwe waarde")],
    waarde: Annotated[str, typer.Option("--waarde", help="1234.56, null, of a,b voor een lijst")],
    bron: Annotated[list[str], typer.Option("--bron", help="kenmerk van de bron; mag meer dan eens")],
    bron_uitgever: Annotated[str, typer.Option("--bron-uitgever", help="van een nieuwe bron")] = "",
    bron_titel: Annotated[str, typer.Option("--bron-titel", help="van een nieuwe bron")] = "",
    bron_url: Annotated[str, typer.Option("--bron-url", help="van een nieuwe bron")] = "",
    zekerheid: Annotated[str | None, typer.Option("--zekerheid", help="hoog, middel of laag")] = None,
    nagekeken_op: Annotated[str | None, typer.Option("--nagekeken-op", help="standaard vandaag")] = None,
    vervang: Annotated[bool, typer.Option("--vervang", help="ook wat er al een waarde heeft")] = False,
    droog: Annotated[bool, typer.Option("--droog", help="alleen tonen, niets schrijven")] = False,
    formaat: Formaat = "tekst",
    catalogus: Map = None,
) -> None:
    """Zet een nieuwe waarde in een reeks, in het bestand zelf, zonder iets anders te raken."""
    from rechtenverkenner.model.recht import Zekerheid
    from rechtenverkenner.onderhoud.bijwerken import Opdracht, plan_update, write_update
    from rechtenverkenner.onderhoud.boek import read_boek

    vorm, map_ = output_format(formaat), own_folder(catalogus)
    zeker = zekerheid or ("laag" if waarde == "null" else "hoog")
    if zeker not in ("hoog", "middel", "laag"):
        refuse("RV036", f"onbekende zekerheid `{zeker[:20]}`", "kies hoog, middel of laag")
    bronvelden = {"uitgever": bron_uitgever, "titel": bron_titel, "url": bron_url}
    opdracht = Opdracht(
        parameter,
        read_date(vanaf),
        waarde,
        tuple(bron),
        read_date(nagekeken_op),
        cast(Zekerheid, zeker),
        bronvelden,
        vervang,
    )
    plan = plan_update(read_boek(map_), opdracht)
    if not droog:
        write_update(map_, plan)
    if vorm == "json":
        velden = {"parameter": plan.parameter, "bestand": plan.bestand, "geschreven": not droog}
        print_json({**velden, "gebruikt_door": list(plan.gebruikt_door), "verschil": plan.diff()})
        return
    print(plan.diff(), end="")
    print(f"gebruikt door: {', '.join(plan.gebruikt_door) or 'geen enkele regel'}")
    print("niets geschreven (--droog)" if droog else "zie wie verschuift met `rechtenverkenner verschil HEAD`")


def fiches(
    uit: Uit = None,
    formaat: Annotated[str, typer.Option("--formaat", help="html of markdown; json toont de bestanden")] = "html",
    catalogus: Map = None,
) -> None:
    """Schrijf een fiche van elk recht, en een lijst waarin men kan zoeken."""
    from rechtenverkenner.toepassing import fichebladen

    if formaat not in ("html", "markdown", "json"):
        refuse("RV007", f"onbekend formaat `{formaat[:20]}`", "kies html, markdown of json")
    doel = uit or Path("fiches")
    bladen = fichebladen.make_pages(read_catalogue(catalogus), "html" if formaat == "json" else formaat)
    write_files(doel, bladen)
    if formaat == "json":
        print_json({"map": str(doel), "bestanden": sorted(bladen)})
    else:
        print(f"{len(bladen)} bestanden geschreven in {doel}")


def graaf(
    formaat: Annotated[str, typer.Option("--formaat", help="tekst, mermaid, svg of json")] = "tekst",
    statussen: Annotated[
        bool | None,
        typer.Option("--statussen/--zonder-statussen", help="ook de statussen; standaard niet in een tekening"),
    ] = None,
    uit: Uit = None,
    catalogus: Map = None,
) -> None:
    """Toon welk recht of welke status welk recht opent, uitsluit of doet vervallen; noemt kringen als die er zijn."""
    import json

    from rechtenverkenner.onderhoud import graafbeeld
    from rechtenverkenner.onderhoud.graaf import make_graph
    from rechtenverkenner.toepassing import onderhoud_tekst

    if formaat not in ("tekst", "mermaid", "svg", "json"):
        refuse("RV007", f"onbekend formaat `{formaat[:20]}`", "kies tekst, mermaid, svg of json")
    g = make_graph(read_catalogue(catalogus), statussen=formaat != "svg" if statussen is None else statussen)
    if formaat == "tekst":
        tekst = "\n".join(regel for _, regel, _ in onderhoud_tekst.graph_lines(g)) + "\n"
    elif formaat == "json":
        tekst = json.dumps(graafbeeld.graph_as_dict(g), ensure_ascii=False, indent=2) + "\n"
    else:
        tekst = graafbeeld.as_mermaid(g) if formaat == "mermaid" else graafbeeld.as_svg(g)
    if uit is None:
        print(tekst, end="")
    else:
        write_files(uit.parent, {uit.name: tekst})
        print(f"geschreven: {uit}")
    if g.kringen:
        raise typer.Exit(1)


def _cases(gevallen: Path | None, map_: Path) -> Path | None:
    """Where the households are: named, or beside the catalogue when they are there."""
    if gevallen is not None and not gevallen.is_dir():
        refuse("RV032", f"`{gevallen.name[:60]}` is geen map", "geef een map met gezinnen of gevallen")
    naast = map_.resolve().parent / "fixtures"
    return gevallen or (naast if naast.is_dir() else None)


def _show(regels: Iterable[tuple[int, str, str]]) -> None:
    from rechtenverkenner.toepassing.regels import emit, open_screen

    scherm = open_screen()
    for indent, tekst, stijl in regels:
        if tekst:
            emit(scherm, tekst, indent=indent, style=stijl)
        else:
            scherm.line()

"""The commands that keep a catalogue true: `verlopen`, `verschil`, `nieuw`, `bijwerken`, `fiches`, `graaf`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NoReturn, cast

import typer

from rechtenverkenner.meldingen import InvoerFout, Melding

Formaat = Annotated[str, typer.Option("--formaat", help="tekst of json")]
Map = Annotated[Path | None, typer.Option("--catalogus", help="map met een eigen catalogus")]
OpDatum = Annotated[str | None, typer.Option("--op-datum", help="jjjj-mm-dd; standaard vandaag")]
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
    from rechtenverkenner.toepassing.cli import _date, _format, _print_json

    dag, vorm = _date(op_datum), _format(formaat)
    boek = read_boek(_folder(catalogus))
    rij, stand = find_stale(boek, dag, maanden=maanden), state_of(boek, dag)
    if vorm == "json":
        _print_json(
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
    from rechtenverkenner.toepassing.cli import _date, _format, _print_json

    dag, vorm, map_ = _date(op_datum), _format(formaat), _folder(catalogus)
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
        _print_json(
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
    from rechtenverkenner.toepassing.cli import _date, _format, _print_json

    vorm, map_ = _format(formaat), _own_folder(catalogus)
    waar = gevallen or map_.resolve().parent / "fixtures"
    plan = plan_right(map_, read_boek(map_), recht, domein=domein, gevallen=waar, dag=_date(None))
    write_right(plan)
    if vorm == "json":
        _print_json({"recht": recht, "bestanden": [str(plan.regel), str(plan.geval)]})
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
    from rechtenverkenner.toepassing.cli import _date, _format, _print_json

    vorm, map_ = _format(formaat), _own_folder(catalogus)
    zeker = zekerheid or ("laag" if waarde == "null" else "hoog")
    if zeker not in ("hoog", "middel", "laag"):
        _refuse("RV036", f"onbekende zekerheid `{zeker[:20]}`", "kies hoog, middel of laag")
    bronvelden = {"uitgever": bron_uitgever, "titel": bron_titel, "url": bron_url}
    opdracht = Opdracht(
        parameter, _date(vanaf), waarde, tuple(bron), _date(nagekeken_op), cast(Zekerheid, zeker), bronvelden, vervang
    )
    plan = plan_update(read_boek(map_), opdracht)
    if not droog:
        write_update(map_, plan)
    if vorm == "json":
        velden = {"parameter": plan.parameter, "bestand": plan.bestand, "geschreven": not droog}
        _print_json({**velden, "gebruikt_door": list(plan.gebruikt_door), "verschil": plan.diff()})
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
    from rechtenverkenner.toepassing.cli import _catalogus, _print_json

    if formaat not in ("html", "markdown", "json"):
        _refuse("RV007", f"onbekend formaat `{formaat[:20]}`", "kies html, markdown of json")
    doel = uit or Path("fiches")
    bladen = fichebladen.make_pages(_catalogus(catalogus), "html" if formaat == "json" else formaat)
    _write(doel, bladen)
    if formaat == "json":
        _print_json({"map": str(doel), "bestanden": sorted(bladen)})
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
    from rechtenverkenner.toepassing.cli import _catalogus

    if formaat not in ("tekst", "mermaid", "svg", "json"):
        _refuse("RV007", f"onbekend formaat `{formaat[:20]}`", "kies tekst, mermaid, svg of json")
    g = make_graph(_catalogus(catalogus), statussen=formaat != "svg" if statussen is None else statussen)
    if formaat == "tekst":
        tekst = "\n".join(regel for _, regel, _ in onderhoud_tekst.graph_lines(g)) + "\n"
    elif formaat == "json":
        tekst = json.dumps(graafbeeld.graph_as_dict(g), ensure_ascii=False, indent=2) + "\n"
    else:
        tekst = graafbeeld.as_mermaid(g) if formaat == "mermaid" else graafbeeld.as_svg(g)
    if uit is None:
        print(tekst, end="")
    else:
        _write(uit.parent, {uit.name: tekst})
        print(f"geschreven: {uit}")
    if g.kringen:
        raise typer.Exit(1)


def _folder(catalogus: Path | None) -> Path:
    from rechtenverkenner.catalogus.laden import default_folder

    return catalogus or default_folder()


def _own_folder(catalogus: Path | None) -> Path:
    """A catalogue that may be written to: never the one inside an installed package."""
    map_ = _folder(catalogus)
    if map_.name == "_regels":
        _refuse("RV041", "de meegeleverde catalogus wordt niet gewijzigd", "geef met --catalogus een eigen map")
    return map_


def _cases(gevallen: Path | None, map_: Path) -> Path | None:
    """Where the households are: named, or beside the catalogue when they are there."""
    if gevallen is not None and not gevallen.is_dir():
        _refuse("RV032", f"`{gevallen.name[:60]}` is geen map", "geef een map met gezinnen of gevallen")
    naast = map_.resolve().parent / "fixtures"
    return gevallen or (naast if naast.is_dir() else None)


def _write(map_: Path, bestanden: dict[str, str]) -> None:
    try:
        map_.mkdir(parents=True, exist_ok=True)
        for naam, tekst in bestanden.items():
            (map_ / naam).write_text(tekst, encoding="utf-8", newline="\n")
    except OSError:
        _refuse("RV042", f"in `{map_.name[:60]}` kan niet geschreven worden", "kies een andere plaats met --uit")


def _show(regels: Iterable[tuple[int, str, str]]) -> None:
    from rechtenverkenner.toepassing.cli import _console
    from rechtenverkenner.toepassing.regels import emit

    console = _console()
    for indent, tekst, stijl in regels:
        if tekst:
            emit(console, tekst, indent=indent, style=stijl)
        else:
            console.print()


def _refuse(code: str, tekst: str, hulp: str) -> NoReturn:
    raise InvoerFout([Melding(code, tekst, None, hulp)])

"""Results as readable text for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort, Resultaat, Uitleg, Verandering
from rechtenverkenner.model.recht import Bronvermelding, Catalogus, Recht
from rechtenverkenner.motor.uitleg import deciding
from rechtenverkenner.toepassing import woorden
from rechtenverkenner.toepassing.regels import emit

RUBRIEKEN: tuple[tuple[Oordeelsoort, str, str], ...] = (
    ("onbenut", "Aanvragen", "open en nog niet in gebruik"),
    ("automatisch", "Gaat vanzelf: kijk na", "zou zonder aanvraag moeten lopen"),
    ("na", "Daarna", "opent zodra een ander recht toegekend is"),
    ("mogelijk", "Misschien: een dienst beslist", "bespreek het"),
    ("onbekend", "Nog te weten", "er ontbreken gegevens"),
    ("gebruikt", "Heeft u al", "in gebruik"),
    ("geen_recht", "Geen recht", "volgens de gegevens van nu"),
)
TEKENS = {"ja": "ja ", "nee": "nee", "onbekend": "?  ", "mens": "!  "}
STIJLEN = {"ja": "green", "nee": "red", "onbekend": "yellow", "mens": "cyan"}
MEEST = 5


def show_result(console: Console, resultaat: Resultaat, catalogus: Catalogus) -> None:
    """All verdicts, grouped by what to do."""
    console.print(Text(f"Rechten op {woorden.day(resultaat.op_datum)}", style="bold"))
    bewijs = resultaat.ontvangstbewijs
    console.print(Text(f"catalogus {bewijs.catalogus} ({bewijs.catalogus_hash[:8]})", style="dim"))
    for soort, kop, uitleg in RUBRIEKEN:
        rij = [o for o in resultaat.oordelen if o.oordeel == soort]
        if rij:
            console.print()
            console.print(Text.assemble((kop, "bold underline"), f" - {uitleg}"))
            for groep in _together(rij):
                for indent, tekst, stijl in _lines(groep, soort, catalogus):
                    emit(console, tekst, indent=indent, style=stijl)
    if resultaat.meldingen:
        console.print()
        console.print(Text("Ontbrekende bedragen in de catalogus", style="bold underline"))
        for m in resultaat.meldingen:
            emit(console, f"- {m.tekst}", indent=2)
    console.print()
    emit(
        console,
        "Dit is geen officiële dienst en geen juridisch advies: alleen de bevoegde dienst beslist.",
        style="dim",
    )


def _together(rij: list[Oordeel]) -> list[list[Oordeel]]:
    """Verdicts on one right that say the same, for several people, as one."""

    def key(o: Oordeel) -> tuple[object, ...]:
        return o.recht, o.omdat, o.bedrag_jaar, o.na, o.vlaggen, o.stappen

    return [list(g) for _, g in groupby(sorted(rij, key=lambda o: (o.domein, str(key(o)))), key)]


def _lines(groep: list[Oordeel], soort: str, catalogus: Catalogus) -> Iterator[tuple[int, str, str]]:
    o = groep[0]
    wie = ", ".join(x.eenheid for x in groep)
    yield 2, f"{o.naam}" + ("" if wie == "gezin" else f" ({wie})"), "bold"
    if o.bedrag_jaar and soort not in ("geen_recht", "gebruikt"):
        yield 4, f"waarde: {woorden.money_range(o.bedrag_jaar)} per jaar", ""
    if o.bedrag_eenmalig:
        yield 4, f"waarde: {woorden.money_range(o.bedrag_eenmalig)} eenmalig", ""
    if o.na:
        yield 4, "eerst: " + ", ".join(catalogus.rechten[x].naam for x in o.na), ""
    if soort in ("onbenut", "automatisch", "na", "mogelijk", "geen_recht"):
        yield from ((4, regel, "") for regel in _reasons(o, soort))
    if soort == "geen_recht":
        tekst = "; ".join(dict.fromkeys(change(v, catalogus) for v in o.verandering))
        # what only another status or answer would turn is named above already
        if any(v.soort in ("bedrag", "datum") for v in o.verandering):
            yield 4, f"zou veranderen met: {tekst}", ""
    if soort in ("onbekend", "mogelijk"):
        feiten = list(dict.fromkeys(woorden.fact(f, catalogus) for x in groep for f in x.ontbreekt))
        if feiten:
            yield 4, "te weten: " + "; ".join(feiten[:MEEST]) + _more(feiten), ""
    for vlag in o.vlaggen:
        if vlag != "waarde_nog_te_bevestigen" or o.bedrag_jaar or o.bedrag_eenmalig:
            yield 4, woorden.flag(vlag), "italic"
    if soort in ("onbenut", "automatisch", "na", "mogelijk"):
        yield from ((4, f"[ ] {stap}", "") for stap in o.stappen)


def _reasons(o: Oordeel, soort: str) -> Iterator[str]:
    """Why, in one or two lines: what holds, and what must not hold."""
    wel = list(dict.fromkeys(n.label for n, _ in deciding(o.uitleg) if n.label and n.uitkomst != "nee"))
    niet = list(dict.fromkeys(n.label for n, _ in deciding(o.uitleg) if n.label and n.uitkomst == "nee"))
    if soort == "geen_recht":
        wel, niet = [], [*niet, *(f"sluit uit: {label}" for label in wel)]
    if wel:
        yield "omdat: " + "; ".join(wel[:MEEST]) + _more(wel)
    if niet:
        yield "niet: " + "; ".join(niet[:MEEST]) + _more(niet)


def _more(rij: list[str]) -> str:
    return f"; en nog {len(rij) - MEEST}" if len(rij) > MEEST else ""


def change(v: Verandering, catalogus: Catalogus) -> str:
    """One change in words."""
    if v.soort == "bedrag" and v.verschil is not None:
        return f"{woorden.value((v.verschil, v.verschil), v.eenheid)} {v.richting}"
    if v.soort == "datum" and v.verschil is not None:
        return f"{woorden.day(v.verschil)} of later"
    return f"{woorden.fact(v.over, catalogus)}"


def show_explanation(console: Console, o: Oordeel, recht: Recht, catalogus: Catalogus) -> None:
    """The whole explanation of one verdict: every condition, the number, the threshold, its date and source."""
    console.print(Text(f"{o.naam} - {o.eenheid}: {o.oordeel}", style="bold"))
    for vlag in o.vlaggen:
        emit(console, woorden.flag(vlag), indent=2, style="italic")
    for indent, tekst, stijl in _tree(o.uitleg, catalogus, recht, 0):
        emit(console, tekst, indent=indent, style=stijl)
    if o.ontbreekt:
        console.print(Text("nog te weten", style="bold"))
        for f in o.ontbreekt:
            emit(console, f"- {woorden.fact(f, catalogus)}", indent=2)


def _tree(
    u: Uitleg, catalogus: Catalogus, recht: Recht, diepte: int, boven: tuple[str, ...] = ()
) -> Iterator[tuple[int, str, str]]:
    soort = {"alle": "al deze voorwaarden", "een_van": "een van deze voorwaarden", "niet": "niet"}.get(u.soort, "")
    label = u.label or (soort if u.onderdelen else "voorwaarde")
    wie = f" ({u.over})" if u.over else ""
    yield diepte * 2, f"{TEKENS[u.uitkomst]} {label}{wie}", STIJLEN[u.uitkomst]
    if u.vergelijking:
        v = u.vergelijking
        yield diepte * 2 + 6, f"{woorden.value(v.links, v.eenheid)}  {v.op}  {woorden.value(v.rechts, v.eenheid)}", ""
    for p in u.parameters:
        bron = ", ".join(_source(b, p.id.rpartition(".")[0], catalogus).uitgever for b in p.bron)
        te = "; berekend, nog te bevestigen" if p.te_bevestigen else ""
        bedrag = "lijst" if p.eenheid == "lijst" else woorden.value(p.waarde, p.eenheid)
        yield diepte * 2 + 6, f"{p.label}: {bedrag} vanaf {woorden.day(p.vanaf)} ({bron}{te})", "dim"
    if u.verandering and u.uitkomst == "nee" and u.verandering.soort in ("bedrag", "datum"):
        yield diepte * 2 + 6, f"zou veranderen met: {change(u.verandering, catalogus)}", "italic"
    if u.bron and u.bron != boven:  # what a condition inherits from above is not repeated
        bronnen = [_source(b, recht.id, catalogus) for b in u.bron]
        yield diepte * 2 + 6, "bron: " + "; ".join(f"{b.uitgever}: {b.titel}" for b in bronnen), "dim"
    for deel in u.onderdelen:
        yield from _tree(deel, catalogus, recht, diepte + 1, u.bron or boven)


def _source(kenmerk: str, ruimte: str, catalogus: Catalogus) -> Bronvermelding:
    """A source by its id in a file: of the right (or shared file), else of the local files of that right."""
    gevonden = catalogus.bronnen.get(f"{ruimte}.{kenmerk}")
    lokaal = (b for k, b in catalogus.bronnen.items() if k.startswith(f"{ruimte}@") and k.endswith(f".{kenmerk}"))
    return gevonden or next(lokaal, Bronvermelding(kenmerk, kenmerk, kenmerk))

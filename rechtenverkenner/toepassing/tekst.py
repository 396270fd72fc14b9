"""Results as readable text for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort, Resultaat, Verandering
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.uitleglezen import deciding
from rechtenverkenner.plan.woorden import Woorden, marked
from rechtenverkenner.toepassing import woorden
from rechtenverkenner.toepassing.regels import Scherm, emit

if TYPE_CHECKING:
    from rechtenverkenner.motor.tegenfeit import Tegenfeit

RUBRIEKEN: tuple[tuple[Oordeelsoort, str, str], ...] = (
    ("onbenut", "Aanvragen", "open en nog niet in gebruik"),
    ("automatisch", "Gaat vanzelf: kijk na", "zou zonder aanvraag moeten lopen"),
    ("na", "Daarna", "opent zodra een ander recht toegekend is"),
    ("mogelijk", "Misschien: een dienst beslist", "bespreek het"),
    ("onbekend", "Nog te weten", "er ontbreken gegevens"),
    ("gebruikt", "Heeft u al", "in gebruik"),
    ("geen_recht", "Geen recht", "volgens de gegevens van nu"),
)
STIJLEN = {"ja": "green", "nee": "red", "onbekend": "yellow", "mens": "cyan"}
STIJL_VAN = {"kop": "bold", "voorwaarde": "", "getal": "italic", "bron": "dim", "vraag": ""}
INSPRONG = {"kop": 0, "voorwaarde": 0, "getal": 5, "bron": 5, "vraag": 0}
MEEST, MINST = 5, 2


def show_result(scherm: Scherm, resultaat: Resultaat, catalogus: Catalogus) -> None:
    """All verdicts, grouped by what to do."""
    scherm.line(f"Rechten op {woorden.day(resultaat.op_datum)}", "bold")
    bewijs = resultaat.ontvangstbewijs
    scherm.line(f"catalogus {bewijs.catalogus} ({bewijs.catalogus_hash[:8]})", "dim")
    for soort, kop, uitleg in RUBRIEKEN:
        rij = [o for o in resultaat.oordelen if o.oordeel == soort]
        if rij:
            scherm.line()
            scherm.line(f"{scherm.styled(kop, 'bold underline')} - {uitleg}")
            for groep in _together(rij):
                for indent, tekst, stijl in _lines(groep, soort, catalogus):
                    emit(scherm, tekst, indent=indent, style=stijl)
    if resultaat.meldingen:
        scherm.line()
        scherm.line("Ontbrekende bedragen in de catalogus", "bold underline")
        for m in resultaat.meldingen:
            emit(scherm, f"- {m.tekst}", indent=2)
    scherm.line()
    emit(
        scherm,
        "Dit is geen officiële dienst en geen juridisch advies: alleen de bevoegde dienst beslist.",
        style="dim",
    )


def _together(rij: list[Oordeel]) -> list[list[Oordeel]]:
    """The verdicts of the same kind on one right, for everybody it is about."""
    return [list(g) for _, g in groupby(sorted(rij, key=lambda o: (o.domein, o.recht)), lambda o: o.recht)]


def _same(groep: list[Oordeel]) -> list[list[Oordeel]]:
    """Of those, the ones that say the same, for several people, as one."""
    if len(groep) == 1:
        return [groep]
    uit: dict[tuple[object, ...], list[Oordeel]] = {}
    for o in groep:
        uit.setdefault((o.omdat, o.bedrag_jaar, o.bedrag_eenmalig, o.na, o.vlaggen), []).append(o)
    return list(uit.values())


def _lines(groep: list[Oordeel], soort: str, catalogus: Catalogus) -> Iterator[tuple[int, str, str]]:
    wie = ", ".join(x.eenheid for x in groep)
    yield 2, f"{groep[0].naam}" + ("" if wie == "gezin" else f" ({wie})"), "bold"
    gelijk = _same(groep)
    for deel in gelijk:
        if len(gelijk) > 1:
            yield 4, f"{', '.join(x.eenheid for x in deel)}:", ""
        inspringen = 4 if len(gelijk) == 1 else 6
        yield from ((inspringen, tekst, stijl) for tekst, stijl in _particulars(deel, soort, catalogus))
    if soort in ("onbenut", "automatisch", "na", "mogelijk"):
        yield from ((4, f"[ ] {stap}", "") for stap in dict.fromkeys(s for o in groep for s in o.stappen))


def _particulars(groep: list[Oordeel], soort: str, catalogus: Catalogus) -> Iterator[tuple[str, str]]:
    """What is the same for these people: worth, reasons, what is still to know, remarks."""
    o = groep[0]
    if o.bedrag_jaar and soort not in ("geen_recht", "gebruikt"):
        yield f"waarde: {woorden.money_range(o.bedrag_jaar)} per jaar", ""
    if o.bedrag_eenmalig:
        yield f"waarde: {woorden.money_range(o.bedrag_eenmalig)} eenmalig", ""
    if o.na:
        yield "eerst: " + ", ".join(catalogus.rechten[x].naam for x in o.na), ""
    if soort in ("onbenut", "automatisch", "na", "mogelijk", "geen_recht"):
        yield from ((regel, "") for regel in _reasons(o, soort))
    if soort == "geen_recht":
        tekst = "; ".join(dict.fromkeys(change(v, catalogus) for v in o.verandering))
        # what only another status or answer would turn is named above already
        if any(v.soort in ("bedrag", "datum") for v in o.verandering):
            yield f"zou veranderen met: {tekst}", ""
    if soort in ("onbekend", "mogelijk"):
        feiten = list(dict.fromkeys(woorden.fact(f, catalogus) for x in groep for f in x.ontbreekt))
        if feiten:
            yield "te weten: " + "; ".join(feiten[:MEEST]) + _more(feiten, MEEST), ""
    for vlag in o.vlaggen:
        if vlag.startswith("opent_misschien_op") and soort == "geen_recht":
            continue  # the same day stands in "zou veranderen met"
        if vlag != "waarde_nog_te_bevestigen" or o.bedrag_jaar or o.bedrag_eenmalig:
            yield woorden.flag(vlag), "italic"


def _reasons(o: Oordeel, soort: str) -> Iterator[str]:
    """Why, in one or two lines: what holds, and what must not hold."""
    wel = list(dict.fromkeys(n.label for n, _ in deciding(o.uitleg) if n.label and n.uitkomst != "nee"))
    niet = list(dict.fromkeys(n.label for n, _ in deciding(o.uitleg) if n.label and n.uitkomst == "nee"))
    if soort == "geen_recht":
        wel, niet = [], [*niet, *(f"sluit uit: {label}" for label in wel)]
    meest = MINST if soort == "geen_recht" else MEEST
    if wel:
        yield "omdat: " + "; ".join(wel[:meest]) + _more(wel, meest)
    if niet:
        yield "niet: " + "; ".join(niet[:meest]) + _more(niet, meest)


def _more(rij: list[str], meest: int) -> str:
    return f"; en nog {len(rij) - meest}" if len(rij) > meest else ""


def change(v: Verandering, catalogus: Catalogus) -> str:
    """One change in words."""
    return Woorden(catalogus=catalogus).change(v).tekst if v.verschil is not None else woorden.fact(v.over, catalogus)


def show_explanation(scherm: Scherm, o: Oordeel, recht: Recht, w: Woorden, tegenfeiten: Sequence[Tegenfeit]) -> None:
    """The whole explanation of one verdict: every condition, the number, the threshold, its date and source."""
    from rechtenverkenner.plan.verklaring import explain_in_words

    merk = w.gettext("nog niet vertaald").tekst
    for regel in explain_in_words(o, recht, w, tegenfeiten=tegenfeiten):
        stijl = STIJLEN[regel.uitkomst] if regel.uitkomst else STIJL_VAN[regel.soort]
        emit(scherm, marked(regel.tekst, merk), indent=2 * regel.diepte + INSPRONG[regel.soort], style=stijl)

"""A question in lines of text, each with its indent: what is asked, of whom, what can be chosen, how to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.kaart import Thema
from rechtenverkenner.model.vraag import Vraag
from rechtenverkenner.motor.antwoorden import known
from rechtenverkenner.motor.vragen import VERFIJNEN, Voortgang
from rechtenverkenner.plan.gesprek.blokken import HOUDINGEN, LIJSTEN, Blok, holders
from rechtenverkenner.plan.gesprek.gesprek import Gesprek
from rechtenverkenner.plan.gesprek.houdingen import choices, format_ticks
from rechtenverkenner.plan.gesprek.lezer import Lezer
from rechtenverkenner.plan.gesprek.waarden import JA, NEE, format_value
from rechtenverkenner.plan.woorden import N_, Woorden

Tekstregel = tuple[int, str]
"""Indent and text."""
THEMANAMEN: Mapping[Thema, str] = {
    "gezin": N_("Gezin"),
    "inkomen": N_("Inkomen"),
    "wonen": N_("Wonen"),
    "energie": N_("Energie"),
    "telecom": N_("Telefoon en internet"),
    "gezondheid": N_("Gezondheid"),
    "vrije-tijd": N_("Vrije tijd"),
}
HOE: Mapping[str, str] = {
    "getal": N_("een getal"),
    "datum": N_("een datum"),
    "gemeente": N_("naam of NIS-code"),
    "persoon": N_("een kenmerk of nummer; 0 voor niemand"),
    "personen": N_("kenmerken of nummers, met een + ertussen; 0 voor niemand"),
    "inkomens": N_("loon 2180, vakantiegeld 1850/jaar; 0 als er geen is"),
    "inkomens_jaar": N_("bedragen van het hele jaar: loon 25650, vakantiegeld 1815; 0 als er geen is"),
    "aanslagbiljet": N_("2024 bruto 21450, netto 15700; 0 als er geen is"),
    "remgeld": N_("een bedrag"),
    "statussen": N_("nummers met een spatie ertussen; 0 als niemand iets heeft"),
    "rechten": N_("nummers met een spatie ertussen; 0 als er niets loopt"),
}
EENHEDEN: Mapping[str, str] = {
    "EUR": N_("euro"),
    "EUR/maand": N_("euro per maand"),
    "EUR/jaar": N_("euro per jaar"),
    "EUR/kWh": N_("euro per kWh"),
    "EUR/liter": N_("euro per liter"),
    "EUR/m3": N_("euro per m3"),
    "liter": N_("liter"),
    "kWh": N_("kWh"),
}


def progress_text(v: Voortgang, w: Woorden) -> str:
    """How far we are.

    >>> progress_text(Voortgang(3, 22, 14), Woorden())
    'nog ongeveer 14 vragen, 3 van 22 rechten beslist'
    """
    vragen = w.ngettext("nog ongeveer {n} vraag", "nog ongeveer {n} vragen", v.vragen).tekst
    return w.gettext("{vragen}, {m} van {n} rechten beslist", vragen=vragen, m=v.beslist, n=v.rechten).tekst


def title(vraag: Vraag, w: Woorden) -> str:
    """Theme and title of a card."""
    return f"{w.gettext(THEMANAMEN[vraag.kaart.thema]).tekst} - {w.of_catalogue(vraag.kaart.titel).tekst}"


def why_text(vraag: Vraag, lezer: Lezer) -> str:
    """Which rights this card can still open or close."""
    w, rechten = lezer.woorden, lezer.catalogus.rechten
    namen = w.listing(list(dict.fromkeys(w.name_of(rechten[r]).tekst for r in vraag.rechten)))
    if vraag.fase == VERFIJNEN:
        return w.gettext("dit kan het antwoord zekerder maken voor: {rechten}", rechten=namen).tekst
    return w.gettext("dit kan nog openen of sluiten: {rechten}", rechten=namen).tekst


def card_lines(vraag: Vraag, blokken: Sequence[Blok], g: Gesprek, lezer: Lezer) -> tuple[Tekstregel, ...]:
    """The parts of a card, each with what can be chosen; what was said before when the card is changed."""
    w = lezer.woorden
    uit: list[Tekstregel] = []
    if vraag.kaart.hulp:
        uit.append((2, w.of_catalogue(vraag.kaart.hulp).tekst))
    if vraag.gevoelig:
        uit.append((2, w.gettext("u hoeft dit niet te zeggen: `-` slaat een vraag over").tekst))
    for letter, blok in zip("abcdefghijklmnopqrstuvwxyz", blokken, strict=False):
        merk = f"{letter}) " if len(blokken) > 1 else ""
        uit += part_lines(blok, g.eerder, lezer, merk=merk)
    return tuple(uit)


def part_lines(blok: Blok, eerder: Gezin | None, lezer: Lezer, *, merk: str = "") -> Iterator[Tekstregel]:
    """One part: the question, of whom, how to answer or what to choose from, and what was said before."""
    w = lezer.woorden
    jaar = f" ({blok.jaar})" if blok.jaar else ""
    yield 2, f"{merk}{w.of_catalogue(blok.vraag or blok.label).tekst}{jaar}"
    if len(blok.houders) > 1 or (blok.houders and len(lezer.personen) > 1):
        yield 5, w.gettext("voor {wie}", wie=", ".join(blok.houders)).tekst
    if blok.soort in HOUDINGEN:
        yield from _numbered(blok, w)
    elif blok.soort == "keuze":
        keuzes = enumerate((w.of_catalogue(naam).tekst for _, naam in blok.velden[0].keuzes), 1)
        # a number stays with the first word of its choice
        yield 5, "   ".join(f"{n}\u00a0{naam}" for n, naam in keuzes)
    else:
        yield 5, f"({_how(blok, lezer)})"
    if eerder is not None and (was := earlier(blok, eerder, lezer)):
        yield 5, w.gettext("nu: {antwoord} (Enter houdt dit)", antwoord=was).tekst


def _numbered(blok: Blok, w: Woorden) -> Iterator[Tekstregel]:
    allen = holders(blok)
    for nummer, keuze in enumerate(choices(blok), 1):
        wie = "" if len(keuze.sleutels) == len(allen) else f" ({', '.join(keuze.sleutels)})"
        yield 5, f"{nummer:2} {w.of_catalogue(keuze.naam).tekst}{wie}"


def _how(blok: Blok, lezer: Lezer) -> str:
    w = lezer.woorden
    if blok.soort == "ja_nee":
        taal = w.taal.code
        return w.gettext("{ja} of {nee}", ja=JA[taal], nee=NEE[taal]).tekst
    eenheid = blok.velden[0].eenheid
    if blok.soort == "getal" and eenheid in EENHEDEN:
        return w.gettext(EENHEDEN[eenheid]).tekst
    hoe = w.gettext(HOE[blok.soort]).tekst
    if blok.soort in ("persoon", "personen"):
        hoe += ": " + ", ".join(f"{n} {p}" for n, p in enumerate(lezer.personen, 1))
    return hoe


def earlier(blok: Blok, gezin: Gezin, lezer: Lezer) -> str:
    """What a profile says to this part, as it is typed; empty when it says nothing."""
    if blok.soort in HOUDINGEN:
        gezegd = {s: h for s in blok.sleutels if (h := known(gezin, s)) is not None}
        return format_ticks(blok, gezegd) if gezegd else ""
    waarden = [(v, known(gezin, v.sleutels[0])) for v in blok.velden]
    if all(x is None for _, x in waarden):
        return ""
    rij = [(v.over, "?" if x is None else format_value(v, x, lezer)) for v, x in waarden]
    if blok.soort in LIJSTEN and len(rij) > 1:
        return "; ".join(f"{wie}: {antwoord}" for wie, antwoord in rij)
    return ", ".join(antwoord for _, antwoord in rij)


def open_lines(vragen: Sequence[Vraag], w: Woorden) -> tuple[str, ...]:
    """The cards that are still open, and how many rights wait for each."""
    return tuple(
        w.ngettext("{kaart}: {n} recht", "{kaart}: {n} rechten", len(v.rechten), kaart=title(v, w)).tekst
        for v in vragen
        if v.fase != VERFIJNEN
    )

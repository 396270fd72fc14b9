"""What a chunk must hold to mean what it says: keys in order, numbers in bounds, known texts, references to people.

A fault stops the run with the household it was first found in: a wrong column would give wrong verdicts in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import (
    BESTANDEN,
    MEEST_PERSONEN,
    SINDS,
    SLEUTELS,
    TOT,
    VAN,
    Indeling,
    Inventaris,
    Kolom,
)
from rechtenverkenner.bulk.splitsen import people_of, split
from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.controle import OUDSTE

if TYPE_CHECKING:
    import polars as pl

Tabellen = Mapping[Vlak, "pl.DataFrame"]
NIETS_BEKEND = Inventaris({})


def check_chunk(
    tabellen: Tabellen,
    indeling: Indeling,
    catalogus: Catalogus,
    nu: int,
    *,
    na: int = 0,
    bron: Inventaris = NIETS_BEKEND,
) -> None:
    """Nothing, for tables that fit together; `na` is the last household of the chunk before.

    `bron` is what the file says of itself, as the plan believed it.

    Raises:
        InvoerFout: the faults of the keys, or else those of what the columns hold.
    """
    fouten = [*_keys(tabellen, na), *_believed(tabellen, indeling, bron)] or [
        melding
        for vlak, tabel in tabellen.items()
        for naam in tabel.columns
        if naam not in SLEUTELS[vlak]
        for melding in _values(tabel, indeling.kolommen[vlak][naam], indeling, BESTANDEN[vlak])
    ]
    fouten = fouten or [
        *(melding for tabel in tabellen.values() for melding in _ranges(tabel)),
        *_references(tabellen["persoon"]),
        *_on_this_day(tabellen, catalogus, nu),
    ]
    if fouten:
        raise InvoerFout(fouten)


def _keys(tabellen: Tabellen, na: int) -> Iterator[Melding]:
    gezinnen = tabellen["gezin"]["gezin"]
    for vlak, tabel in tabellen.items():
        for sleutel in (*SLEUTELS[vlak], *(("drager",) if vlak == "aansluiting" else ())):
            if tabel[sleutel].null_count():
                yield Melding("RV538", f"`{BESTANDEN[vlak]}`: `{sleutel}` is ergens leeg", None, "vul het overal in")
                return
    if not _rises(gezinnen) or (gezinnen.len() and gezinnen[0] <= na):
        hulp = "sorteer de tabellen op `gezin` en `nr`, en zet elk gezin er een keer in"
        yield Melding("RV539", "`gezinnen` staat niet in volgorde van `gezin`", None, hulp)
        return
    yield from _persons(tabellen["persoon"], gezinnen)
    vreemd = tabellen["aansluiting"].filter(~tabellen["aansluiting"]["gezin"].is_in(gezinnen.to_list()))
    if vreemd.height or not tabellen["aansluiting"]["gezin"].is_sorted():
        hulp = "sorteer op `gezin`, en laat weg wat bij geen gezin hoort"
        yield Melding("RV539", "`aansluitingen` past niet bij `gezinnen`", None, hulp)


def _believed(tabellen: Tabellen, indeling: Indeling, bron: Inventaris) -> Iterator[Melding]:
    """Gaps where the file says there are none, and yes where it says there is only no."""
    for vlak, tabel in tabellen.items():
        for naam in (n for n in tabel.columns if n not in SLEUTELS[vlak]):
            reeks, wat = tabel.get_column(naam), ""
            if bron.is_full(vlak, naam) and reeks.null_count():
                wat = "gaten"
            elif indeling.kolommen[vlak][naam].soort == "bool" and (enige := bron.only(vlak, naam)) is not None:
                wat = "" if (reeks.all() if enige else not reeks.any()) else f"ook {'nee' if enige else 'ja'}"
            if wat:
                tekst = f"`{BESTANDEN[vlak]}`, kolom `{naam}` heeft {wat}, en volgens het bestand zelf niet"
                hulp = "de statistieken van het bestand kloppen niet: schrijf het opnieuw"
                yield Melding("RV541", tekst, None, hulp)


def _rises(reeks: pl.Series) -> bool:
    return bool((reeks.diff().drop_nulls() > 0).all())


def _persons(personen: pl.DataFrame, gezinnen: pl.Series) -> Iterator[Melding]:
    """Every household has persons 1, 2, 3, ... and nobody is of another household."""
    import numpy as np

    if not personen["gezin"].rle().struct.field("value").equals(gezinnen, check_names=False):
        hulp = "elk gezin heeft minstens een persoon, en de tabel staat in volgorde van `gezin` en `nr`"
        yield Melding("RV539", "`personen` past niet bij `gezinnen`", None, hulp)
        return
    begin, grootte = people_of(personen)
    nr = personen["nr"].to_numpy()
    fout = (nr != np.arange(1, len(nr) + 1) - begin.repeat(grootte)) | (nr > MEEST_PERSONEN)
    if fout.any():
        gezin = personen["gezin"][int(fout.argmax())]
        hulp = f"nummer de personen van een gezin 1, 2, 3, ... (hoogstens {MEEST_PERSONEN})"
        yield Melding("RV539", f"gezin {gezin}: de nummers van de personen kloppen niet", None, hulp)


def _values(tabel: pl.DataFrame, kolom: Kolom, indeling: Indeling, bestand: str) -> Iterator[Melding]:
    reeks = tabel[kolom.naam]
    if kolom.soort == "bool" or reeks.null_count() == reeks.len():
        return
    if kolom.soort == "keuze":
        yield from unknown_choices(reeks, indeling, bestand)
        return
    waarde, bekend = split(reeks)
    goed = (waarde >= kolom.laag) & (waarde <= kolom.hoog)
    if kolom.soort == "datum":
        maanden = waarde // 100
        maand, dag = maanden - waarde // 10000 * 100, waarde - maanden * 100
        goed &= (maand >= 1) & (maand <= 12) & (dag >= 1) & (dag <= 31)
    if bekend is not None:
        goed |= ~bekend
    if not goed.all():
        yield impossible(kolom, tabel["gezin"][int(goed.argmin())], bestand)


def impossible(kolom: Kolom, gezin: int, bestand: str) -> Melding:
    """The message that a household has a number or a date that cannot be."""
    tekst = f"`{bestand}`, gezin {gezin}: kolom `{kolom.naam}` heeft een waarde die niet kan"
    return Melding("RV541", tekst, None, f"van {kolom.laag} tot {kolom.hoog}, en een datum als jjjjmmdd")


def unknown_choices(reeks: pl.Series, indeling: Indeling, bestand: str) -> Iterator[Melding]:
    """The texts in a column that no fact and no rule knows, up to three."""
    import polars as pl

    if reeks.dtype == pl.Enum(indeling.teksten):
        return
    bekend = indeling.teksten[1:]
    for tekst in sorted(set(reeks.unique().drop_nulls().to_list()) - set(bekend))[:3]:
        hulp = (
            did_you_mean(tekst, bekend)
            or "zie docs/kolommen.md; een gemeente is een NIS-code die op deze datum bestaat"
        )
        yield Melding("RV540", f"`{bestand}`, kolom `{reeks.name}`: onbekende waarde `{tekst[:40]}`", None, hulp)


def _ranges(tabel: pl.DataFrame) -> Iterator[Melding]:
    """The lowest is not above the highest, and nothing ends before it can begin."""
    for naam in tabel.columns:
        begin = naam.removesuffix(TOT)
        eerste = begin + (VAN if begin + VAN in tabel.columns else SINDS + VAN)
        if naam == begin or eerste not in tabel.columns:
            continue
        (van, van_er), (tot, tot_er) = split(tabel[eerste]), split(tabel[naam])
        fout = van > tot
        for er in (van_er, tot_er):
            fout = fout if er is None else fout & er
        if fout.any():
            gezin = tabel["gezin"][int(fout.argmax())]
            hulp = "draai de laagste en de hoogste waarde om, of kijk de datums na"
            yield Melding("RV541", f"gezin {gezin}: `{eerste}` is meer dan `{naam}`", None, hulp)


def _references(personen: pl.DataFrame) -> Iterator[Melding]:
    """Whoever is named is another person of the household."""
    grootte = people_of(personen)[1]
    aantal, nr = grootte.repeat(grootte), personen["nr"].to_numpy()
    for naam in ("partner", "ten_laste_van", "kind_van"):
        if naam not in personen.columns:
            continue
        waarde, bekend = split(personen[naam])
        if naam == "kind_van":
            fout = (waarde >> aantal > 0) | (waarde >> (nr - 1) & 1 == 1)
        else:
            fout = (waarde > aantal) | (waarde == nr)
        if bekend is not None:
            fout &= bekend
        if fout.any():
            tekst = f"gezin {personen['gezin'][int(fout.argmax())]}: `{naam}` noemt geen andere persoon van het gezin"
            yield Melding("RV542", tekst, None, "gebruik het nummer (`nr`) van die persoon")


def _on_this_day(tabellen: Tabellen, catalogus: Catalogus, nu: int) -> Iterator[Melding]:
    """Nobody is born later, or older than people become; and the municipality exists."""
    personen, gezinnen = tabellen["persoon"], tabellen["gezin"]
    for naam in ("geboortedatum", "geboortedatum" + VAN):
        if naam in personen.columns and (laat := personen.filter(personen[naam] > nu)).height:
            tekst = f"gezin {laat['gezin'][0]}: een geboortedatum ligt na de datum van de berekening"
            yield Melding("RV435", tekst, None, "een kind dat nog niet geboren is, hoort nog niet in de tabel")
    for naam in ("geboortedatum", "geboortedatum" + TOT):
        grens = nu - (OUDSTE + 1) * 10000
        if naam in personen.columns and (oud := personen.filter(personen[naam] <= grens)).height:
            yield Melding("RV436", f"gezin {oud['gezin'][0]}: iemand is ouder dan {OUDSTE} jaar", None, "kijk na")
    if catalogus.gemeenten and "gemeente" in gezinnen.columns:
        bestaat = {g.nis for g in catalogus.gemeenten if g.vanaf <= nu <= g.tot}
        vreemd = sorted(set(gezinnen["gemeente"].unique().drop_nulls().to_list()) - bestaat)
        if vreemd:
            tekst = f"gemeente `{vreemd[0]}` bestaat niet op deze datum"
            yield Melding("RV434", tekst, None, "na een fusie heeft de gemeente een andere NIS-code")

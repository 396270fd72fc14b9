"""From sheets to households: every row goes where it belongs, and every fault back to its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rechtenverkenner.catalogus.bron import Bron, Pad
from rechtenverkenner.catalogus.lezer import kort
from rechtenverkenner.catalogus.profiel import read_gezin_data
from rechtenverkenner.groep.kolommen import BLADEN, Bladnaam, Kolom, Kolommen, all_columns
from rechtenverkenner.groep.tabellen import Blad, Celwaarde, cell_place, fault
from rechtenverkenner.groep.waarden import ONBEKEND, Lezer
from rechtenverkenner.meldingen import InvoerFout, Melding, Plaats, did_you_mean
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.controle import check_gezin
from rechtenverkenner.plan.opvolging.waarden import pseudonym_fault

KOPRIJEN = 5
"""In so many first rows the ids of the columns are looked for."""
_VERWIJZINGEN = frozenset(["persoon", "partner", "kind_van", "ten_laste_van"])


@dataclass(frozen=True, slots=True)
class Groepsgezin:
    """One household of the group: the key that its file gives it, where it stands, and the profile or its faults."""

    sleutel: str
    gezin: Gezin | None = field(repr=False)
    plaats: Plaats | None
    meldingen: tuple[Melding, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Groep:
    """What was read: every household in the order of the file, and the messages that belong to none."""

    bestand: str
    gezinnen: tuple[Groepsgezin, ...]
    meldingen: tuple[Melding, ...] = field(default=(), repr=False)

    @property
    def alle_meldingen(self) -> tuple[Melding, ...]:
        """Every message, in the order of sheets and rows."""
        rij = [*self.meldingen, *(m for g in self.gezinnen for m in g.meldingen)]
        return tuple(sorted(rij, key=_order))


def _order(m: Melding) -> tuple[int, int, int, str]:
    """The order of the sheets, then of rows and columns."""
    if m.plaats is None:
        return -1, 0, 0, m.code
    blad = m.plaats.cel.partition("!")[0]
    volgorde = BLADEN.index(blad) if blad in BLADEN else -1
    return volgorde, m.plaats.regel, m.plaats.kolom, m.code


@dataclass(slots=True, repr=False)
class _Opbouw:
    """A household in the making: its data, the cell of every part, its faults."""

    plaats: Plaats
    data: dict[str, Any]
    plaatsen: dict[Pad, Plaats]
    meldingen: list[Melding] = field(default_factory=list)
    personen: dict[str, int] = field(default_factory=dict)
    met_fout: set[tuple[str, int]] = field(default_factory=set)
    verwijzing_fout: bool = False


@dataclass(slots=True, repr=False)
class _Rij:
    """The cells of one row that say something, with their columns and places."""

    blad: Bladnaam
    nummer: int
    plaats: Plaats
    gezin: str
    waarden: list[tuple[Kolom, Any, Plaats]]
    meldingen: list[Melding]
    fout_in: set[str]


class Lezing:
    """One reading of a set of sheets."""

    def __init__(self, bestand: str, catalogus: Catalogus, op_datum: int) -> None:
        self.bestand = bestand
        self.catalogus = catalogus
        self.lezer = Lezer(catalogus, op_datum)
        self.kolommen: Kolommen = all_columns(catalogus)
        self.meldingen: list[Melding] = []
        self.gezinnen: dict[str, _Opbouw] = {}
        self.onbekend: dict[str, list[Plaats]] = {}

    def run(self, bladen: Sequence[Blad]) -> Groep:
        """Every household of these sheets.

        Raises:
            InvoerFout: RV507, a sheet that is needed is not there or has no row of ids; RV523, there is no household.
        """
        per_naam = self._known_sheets(bladen)
        rijen = {naam: list(self._rows(naam, per_naam[naam])) for naam in BLADEN if naam in per_naam}
        for rij in rijen["gezinnen"]:
            self._add_household(rij)
        for rij in rijen["personen"]:
            self._add_item(rij, "personen")
        for naam in ("inkomens", "aanslagbiljetten", "remgelden"):
            for rij in rijen.get(naam, ()):
                self._add_to_person(rij)
        for rij in rijen.get("aansluitingen", ()):
            self._add_item(rij, "aansluitingen")
        self.meldingen += [_unlisted(naam, rijen, self.gezinnen) for naam, rijen in self.onbekend.items()]
        if not self.gezinnen and not self.meldingen:
            hulp = "vul het blad gezinnen in, een rij per gezin, onder de twee rijen van de kop"
            raise fault("RV523", f"in `{self.bestand}` staat geen enkel gezin", hulp)
        return Groep(self.bestand, tuple(self._finish(k, o) for k, o in self.gezinnen.items()), tuple(self.meldingen))

    def _known_sheets(self, bladen: Sequence[Blad]) -> dict[str, Blad]:
        per_naam: dict[str, Blad] = {}
        for blad in bladen:
            naam = blad.naam.strip().lower()
            raad = did_you_mean(naam, [b for b in BLADEN if b not in per_naam])
            if naam in per_naam:
                zin = f"blad `{naam}` staat er twee keer: alleen het eerste wordt gelezen"
                self.meldingen.append(Melding("RV510", zin, None, "zet alle rijen op een blad"))
            elif naam in BLADEN:
                per_naam[naam] = blad
            elif raad and blad.rijen:
                self.meldingen.append(Melding("RV510", f"blad {kort(blad.naam)} wordt niet gelezen", None, raad))
        for nodig in ("gezinnen", "personen"):
            if nodig not in per_naam:
                hulp = "begin met het sjabloon: `rechtenverkenner groep sjabloon --uit groep.xlsx`"
                raise fault("RV507", f"in `{self.bestand}` ontbreekt het blad `{nodig}`", hulp)
        return per_naam

    def _place(self, blad: str, rij: int, kolom: int) -> Plaats:
        return cell_place(self.bestand, blad, rij, kolom)

    def _rows(self, naam: Bladnaam, blad: Blad) -> Iterator[_Rij]:
        kop = next((i for i, (nr, rij) in enumerate(blad.rijen) if nr <= KOPRIJEN and _has_ids(rij)), None)
        if kop is None:
            if not blad.rijen and naam not in ("gezinnen", "personen"):
                return
            hulp = f"zet in een van de eerste {KOPRIJEN} rijen de namen van de kolommen, met `gezin` erbij"
            raise InvoerFout(
                [Melding("RV507", "de rij met de namen van de kolommen ontbreekt", self._place(naam, 1, 1), hulp)]
            )
        kolommen = self._header(naam, *blad.rijen[kop])
        for nummer, rij in blad.rijen[kop + 1 :]:
            if (gelezen := self._row(naam, nummer, rij, kolommen)) is not None:
                yield gelezen

    def _header(self, naam: Bladnaam, nummer: int, rij: Sequence[Celwaarde]) -> dict[int, Kolom]:
        """Which column each cell is in; a column without an id is somebody's own note."""
        bekend = self.kolommen[naam]
        uit: dict[int, Kolom] = {}
        for i, waarde in enumerate(rij):
            if waarde is None:
                continue
            kenmerk = waarde.strip().lower() if isinstance(waarde, str) else ""
            plaats = self._place(naam, nummer, i + 1)
            if kenmerk not in bekend:
                hulp = did_you_mean(kenmerk, bekend) or "maak deze cel leeg als de kolom een eigen notitie is"
                zin = f"onbekende kolom {kort(str(waarde) if isinstance(waarde, str) else '')}: ze wordt niet gelezen"
                self.meldingen.append(Melding("RV508", zin, plaats, hulp))
            elif bekend[kenmerk] in uit.values():
                zin = f"kolom `{kenmerk}` staat er twee keer: alleen de eerste wordt gelezen"
                self.meldingen.append(Melding("RV509", zin, plaats, "haal een van de twee weg"))
            else:
                uit[i] = bekend[kenmerk]
        return uit

    def _row(self, naam: Bladnaam, nummer: int, rij: Sequence[Celwaarde], kolommen: dict[int, Kolom]) -> _Rij | None:
        """What a row says; None for one that says nothing."""
        uit = _Rij(naam, nummer, self._place(naam, nummer, 1), "", [], [], set())
        for i, kolom in kolommen.items():
            waarde = rij[i] if i < len(rij) else None
            if waarde is None:
                continue
            plaats = self._place(naam, nummer, i + 1)
            try:
                gelezen = self.lezer.read(kolom, waarde)
            except InvoerFout as e:
                m = e.meldingen[0]
                uit.meldingen.append(Melding(m.code, m.tekst, plaats, m.hulp))
                uit.fout_in.add(kolom.id)
                continue
            if kolom.soort == "gezin" and gelezen is not ONBEKEND:
                uit.gezin, uit.plaats = gelezen, plaats
            elif gelezen is not ONBEKEND:
                uit.waarden.append((kolom, gelezen, plaats))
        return uit if uit.gezin or uit.waarden or uit.meldingen else None

    def _add_household(self, rij: _Rij) -> None:
        if not self._has_key(rij):
            return
        if eerder := self.gezinnen.get(rij.gezin):
            zin = f"gezin {kort(rij.gezin)} staat er twee keer: ook in {eerder.plaats.cel.partition('!')[2]}"
            eerder.meldingen += [*rij.meldingen, Melding("RV513", zin, rij.plaats, "geef elk gezin een eigen kenmerk")]
            return
        o = self.gezinnen[rij.gezin] = _Opbouw(rij.plaats, {"personen": []}, {(): rij.plaats})
        o.meldingen += key_faults(rij.gezin, rij.plaats)
        _fill(o, rij, (), o.data)

    def _has_key(self, rij: _Rij) -> bool:
        if not rij.gezin and "gezin" not in rij.fout_in:
            zin, hulp = "het kenmerk van het gezin ontbreekt", "schrijf in de kolom gezin over welk gezin deze rij gaat"
            rij.meldingen.append(Melding("RV511", zin, rij.plaats, hulp))
        if not rij.gezin:
            self.meldingen += rij.meldingen
        return bool(rij.gezin)

    def _household(self, rij: _Rij) -> _Opbouw | None:
        """The household that a row of another sheet is about."""
        if not self._has_key(rij):
            return None
        if (o := self.gezinnen.get(rij.gezin)) is None:
            self.onbekend.setdefault(rij.gezin, []).append(rij.plaats)
            self.meldingen += rij.meldingen
        return o

    def _add_item(self, rij: _Rij, lijst: str) -> None:
        """A person or a connection; without a key it is p1, p2, ... or a1, a2, ... by place."""
        if (o := self._household(rij)) is None:
            return
        items = _items(o, o.data, (lijst,))
        item: dict[str, Any] = {"id": f"{lijst[0]}{len(items) + 1}"}
        items.append(item)
        _fill(o, rij, (lijst, len(items) - 1), item)
        if lijst == "personen":
            o.personen.setdefault(item["id"], len(items) - 1)

    def _add_to_person(self, rij: _Rij) -> None:
        """An income, a notice or an own share: to the person whose key the row has."""
        if (o := self._household(rij)) is None:
            return
        wie, plaats = next(((w, p) for k, w, p in rij.waarden if k.id == "persoon"), ("", rij.plaats))
        if wie not in o.personen:
            if "persoon" not in rij.fout_in and not o.verwijzing_fout:
                zin = (
                    f"{kort(wie)} staat niet op het blad personen bij dit gezin"
                    if wie
                    else "het kenmerk van de persoon ontbreekt"
                )
                hulp = (
                    did_you_mean(wie, o.personen) or f"kies een van: {', '.join(map(kort, o.personen)) or '(niemand)'}"
                )
                rij.meldingen.append(Melding("RV515", zin, plaats, hulp))
            o.meldingen += rij.meldingen
            return
        i = o.personen[wie]
        items = _items(o, o.data["personen"][i], ("personen", i, rij.blad))
        item: dict[str, Any] = {}
        items.append(item)
        _fill(o, rij, ("personen", i, rij.blad, len(items) - 1), item)

    def _finish(self, sleutel: str, o: _Opbouw) -> Groepsgezin:
        if any(m.code == "RV512" for m in o.meldingen):
            sleutel = f"rij-{o.plaats.regel}"  # it may be a name: from here on it goes no further
        if not o.data["personen"]:
            hulp = "zet minstens een persoon op het blad personen"
            o.meldingen.append(Melding("RV516", f"gezin {kort(sleutel)} heeft geen personen", o.plaats, hulp))
            return Groepsgezin(sleutel, None, o.plaats, tuple(o.meldingen))
        bron = Bron(self.bestand, o.data, plaatsen=o.plaatsen)
        gezin, meldingen = read_gezin_data(bron)
        o.meldingen += _without_echo(meldingen, o)
        if gezin is not None:
            o.meldingen += beside_catalogue(gezin, self.catalogus, self.lezer.op_datum, bron)
        return Groepsgezin(sleutel, None if o.meldingen else gezin, o.plaats, tuple(o.meldingen))


def _has_ids(rij: Sequence[Celwaarde]) -> bool:
    return any(isinstance(x, str) and x.strip().lower() == "gezin" for x in rij)


def _unlisted(sleutel: str, plaatsen: list[Plaats], gezinnen: Iterable[str]) -> Melding:
    """A household of which there are rows, and which is not listed itself: told once, at the first of them."""
    meer = f"; ook op {len(plaatsen) - 1} andere rij{'en' if len(plaatsen) > 2 else ''}" if len(plaatsen) > 1 else ""
    zin = f"gezin {kort(sleutel)} staat niet op het blad gezinnen{meer}"
    hulp = did_you_mean(sleutel, gezinnen) or "zet het erbij op het blad gezinnen, of verbeter het kenmerk"
    return Melding("RV514", zin, plaatsen[0], hulp)


def _items(o: _Opbouw, deel: dict[str, Any], pad: Pad) -> list[dict[str, Any]]:
    """The list to which the rows of a sheet are added; a cell that says there are none is contradicted once."""
    naam = str(pad[-1])
    if (plaats := o.plaatsen.pop(pad, None)) is not None:
        hulp = f"maak deze cel leeg, of haal de rijen op het blad {naam} weg"
        o.meldingen.append(Melding("RV518", f"hier staat `geen`, en op het blad {naam} staan er toch", plaats, hulp))
        deel[naam] = []
    lijst: list[dict[str, Any]] = deel.setdefault(naam, [])
    return lijst


def _fill(o: _Opbouw, rij: _Rij, onder: Pad, deel: dict[str, Any]) -> None:
    """Put the values of a row into their part of the data, and remember their cells."""
    o.meldingen += rij.meldingen
    if rij.meldingen:
        o.met_fout.add((rij.blad, rij.nummer))
        o.verwijzing_fout |= rij.blad == "personen" and bool(_VERWIJZINGEN & rij.fout_in)
    o.plaatsen[onder] = rij.plaats
    for kolom, waarde, plaats in rij.waarden:
        if not kolom.pad:
            continue
        huidig = deel
        for stap in kolom.pad[:-1]:
            huidig = huidig.setdefault(stap, {})
        naam = kolom.pad[-1]
        if isinstance(waarde, dict) and kolom.soort in ("statussen", "rechten"):
            _fill_holdings(o, (*onder, naam), huidig, kolom, waarde, plaats)
        elif naam in huidig and kolom.soort == "houding":
            o.meldingen.append(_twice(naam, plaats))
        else:
            huidig[naam] = waarde
            o.plaatsen[*onder, *kolom.pad] = plaats


def _fill_holdings(
    o: _Opbouw, pad: Pad, deel: dict[str, Any], kolom: Kolom, waarden: dict[str, Any], plaats: Plaats
) -> None:
    """Statuses or rights of one cell; `geen` says that there are no others."""
    lijst = deel.setdefault(str(pad[-1]), {})
    o.plaatsen[pad] = plaats
    for kenmerk, houding in waarden.items():
        if kenmerk in lijst:
            o.meldingen.append(_twice(kenmerk, plaats))
        lijst[kenmerk] = houding
        o.plaatsen[*pad, kenmerk] = plaats
    if not waarden:
        deel.setdefault(f"andere_{kolom.id}", False)


def _twice(kenmerk: str, plaats: Plaats) -> Melding:
    return Melding("RV518", f"`{kenmerk}` staat in de lijst en in een eigen kolom", plaats, "maak een van de twee leeg")


def _without_echo(meldingen: Iterable[Melding], o: _Opbouw) -> Iterator[Melding]:
    """Without what only follows from a cell that was refused: a part that is missing, somebody who is not found."""
    for m in meldingen:
        blad = m.plaats.cel.partition("!")[0] if m.plaats else ""
        ontbreekt = m.code == "RV402" and m.plaats is not None and (blad, m.plaats.regel) in o.met_fout
        if not ontbreekt and not (o.verwijzing_fout and re.fullmatch("RV42[1-4]", m.code)):
            yield m


def key_faults(sleutel: str, plaats: Plaats) -> Iterator[Melding]:
    """Why this cannot be the key of a household, if it cannot."""
    if fout := pseudonym_fault(sleutel):
        hulp = "kies letters, cijfers en streepjes die niemand verraden"
        yield Melding("RV512", fout.replace("pseudoniem", "kenmerk van het gezin"), plaats, hulp)


def beside_catalogue(gezin: Gezin, catalogus: Catalogus, op_datum: int, bron: Bron) -> Iterator[Melding]:
    """What cannot be in this household on this day with this catalogue, at its place."""
    for b in check_gezin(gezin, catalogus, op_datum):
        yield bron.melding(b.code, b.tekst, b.pad, hulp=b.hulp, sleutel=b.sleutel)

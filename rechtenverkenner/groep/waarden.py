"""One cell to the value that the profile holds, and back. Messages never repeat what a cell says of people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from rechtenverkenner.catalogus.lezer import kort
from rechtenverkenner.catalogus.profieltekst import as_plain
from rechtenverkenner.groep.kolommen import Celsoort, Kolom
from rechtenverkenner.groep.tabellen import Celwaarde, Onleesbaar, fault
from rechtenverkenner.meldingen import InvoerFout, did_you_mean
from rechtenverkenner.model.houding import Datumbereik, Houding
from rechtenverkenner.model.recht import Catalogus, Gemeente
from rechtenverkenner.plan.gesprek.getallen import format_number, parse_day, parse_number, parse_period
from rechtenverkenner.plan.gesprek.lezer import is_skip, plain
from rechtenverkenner.plan.woorden import Woorden

ONBEKEND = object()
"""What an empty cell gives, and `?` or `weet ik niet`."""
ALS_CEL = frozenset(["RV404", "RV411", "RV412", "RV415"])
"""Messages of the typed interview that in a cell are all one: this is not what the column asks."""

_TUSSEN = re.compile(r"[,;\n]+")
_DAGEN = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", re.ASCII)
_MEEST_KEUZES = 12


@dataclass(frozen=True, slots=True)
class Lezer:
    """How cells are read: with which catalogue, on which day (yyyymmdd); what was read before is kept."""

    catalogus: Catalogus = field(repr=False)
    op_datum: int
    woorden: Woorden = field(default_factory=Woorden, repr=False)
    _gelezen: dict[tuple[str, type, Celwaarde], Any] = field(default_factory=dict, repr=False)
    _namen: dict[str, dict[str, str]] = field(default_factory=dict, repr=False)
    _gemeenten: dict[str, Gemeente] = field(default_factory=dict, repr=False)

    def municipalities(self) -> Mapping[str, Gemeente]:
        """Those that exist on the day, by their plain name."""
        if not self._gemeenten:
            bestaand = (g for g in self.catalogus.gemeenten if g.vanaf <= self.op_datum <= g.tot)
            self._gemeenten.update({plain(g.naam): g for g in bestaand})
        return self._gemeenten

    def holdings(self, kolom: Kolom) -> Mapping[str, str]:
        """The statuses, or the rights of the level of this column: plain name and plain id to id."""
        sleutel = f"{kolom.soort}:{kolom.niveau}"
        if sleutel not in self._namen:
            rechten = (r for r in self.catalogus.rechten.values() if r.eenheid == kolom.niveau and r.lijst == "rechten")
            rij = self.catalogus.statussen.values() if kolom.soort == "statussen" else rechten
            namen = {plain(s.naam): s.id for s in rij}
            self._namen[sleutel] = namen | {plain(kenmerk): kenmerk for kenmerk in namen.values()}
        return self._namen[sleutel]

    def read(self, kolom: Kolom, waarde: Celwaarde) -> Any:
        """The value in a cell of this column, or `ONBEKEND`.

        Raises:
            InvoerFout: RV502 to RV504 and RV517, or what the interview says of the same text; without a place.
        """
        sleutel = (kolom.id, type(waarde), waarde)
        if sleutel not in self._gelezen:
            self._gelezen[sleutel] = self._read(kolom, waarde)
        return self._gelezen[sleutel]

    def _read(self, kolom: Kolom, waarde: Celwaarde) -> Any:
        if isinstance(waarde, Onleesbaar):
            code, zin, hulp = waarde.value
            raise fault(code, f"`{kolom.label}`: {zin}", hulp)
        if waarde is None or (isinstance(waarde, str) and is_skip(waarde)):
            return ONBEKEND
        try:
            return _LEZERS[kolom.soort](self, kolom, waarde)
        except InvoerFout as e:
            m = e.meldingen[0]
            raise fault("RV502" if m.code in ALS_CEL else m.code, m.tekst, m.hulp) from None


def _refuse(kolom: Kolom, wat: str, hulp: str, *, code: str = "RV502") -> NoReturn:
    raise fault(code, f"`{kolom.label}`: {wat}", hulp)


def _text(waarde: Celwaarde) -> str:
    return waarde.strip() if isinstance(waarde, str) else ""


def _key(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> str:
    """A key as text; a number that a spreadsheet made of it is a key too, and case plays no part."""
    del lezer
    if isinstance(waarde, bool) or not isinstance(waarde, (int, str)):
        _refuse(kolom, "dit is geen kenmerk", "schrijf letters, cijfers en streepjes, zonder naam")
    return str(waarde).strip().lower()


def _household_key(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> str:
    """A key as the coordinator wrote it; what is wrong with it is said where the households are listed."""
    del lezer
    if isinstance(waarde, bool) or not isinstance(waarde, (int, str)):
        _refuse(kolom, "dit is geen kenmerk", "schrijf letters, cijfers en streepjes, zonder naam")
    return str(waarde).strip()


def _person(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> str:
    woord = plain(_text(waarde))
    for keuze, label in kolom.keuzes:
        if woord in (plain(label), plain(label).split()[-1]):
            return keuze
    return _key(lezer, kolom, waarde)


def _people(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> list[str]:
    tekst = _key(lezer, kolom, waarde)
    if tekst in ("geen", "niemand"):
        return []
    return list(dict.fromkeys(x for x in re.split(r"[,;+&/\s]+", tekst) if x and x != "en"))


def _yes_no(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> Any:
    del lezer
    woord = ("ja" if waarde else "nee") if isinstance(waarde, bool) else _text(waarde).lower()
    if woord not in ("ja", "nee", "j", "n"):
        _refuse(kolom, "verwacht ja of nee", "schrijf ja of nee; weet u het niet, laat de cel dan leeg")
    # that there are others than those named says no more than leaving it open
    return ONBEKEND if woord[0] == "j" and kolom.id.startswith("andere_") else woord[0] == "j"


def _choice(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> str:
    del lezer
    gezocht = plain(_text(waarde))
    keuze = next((k for k in kolom.keuzes if gezocht and gezocht in (plain(k[0]), plain(k[1]))), None)
    if keuze is None:
        labels = [label for _, label in kolom.keuzes]
        hulp = f"kies: {'; '.join(labels)}" if len(labels) <= _MEEST_KEUZES else "kies uit de lijst van de cel"
        _refuse(kolom, "dit is geen van de keuzes", hulp)
    return keuze[0]


def _number(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> int | Decimal:
    if isinstance(waarde, bool) or not isinstance(waarde, (int, Decimal, str)):
        _refuse(kolom, "dit is geen getal", "schrijf een getal zoals 1234,56")
    if isinstance(waarde, str):
        return parse_number(waarde, kolom.eenheid, lezer.woorden, veld=kolom.label)
    return waarde


def _years(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> list[int]:
    del lezer
    delen = re.split(r"[,;+\s]+", str(waarde).strip()) if isinstance(waarde, (int, str)) else [""]
    if not all(re.fullmatch(r"[0-9]{4}", x, re.ASCII) for x in delen):
        _refuse(kolom, "verwacht jaren", "schrijf jaren van vier cijfers, met een komma ertussen")
    return [int(x) for x in delen]


def _day(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> date:
    if isinstance(waarde, date):
        return waarde
    return parse_day(_date_text(kolom, waarde), lezer.woorden, veld=kolom.label)


def _period(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> Datumbereik | dict[str, str]:
    if isinstance(waarde, date):
        return Datumbereik(van=waarde, tot=waarde)
    tekst = _date_text(kolom, waarde)
    if dagen := _DAGEN.fullmatch(tekst):
        return {"van": dagen[1], "tot": dagen[2]}
    return parse_period(tekst, lezer.woorden, veld=kolom.label)


def _date_text(kolom: Kolom, waarde: Celwaarde) -> str:
    if isinstance(waarde, bool) or not isinstance(waarde, (int, str)):
        _refuse(kolom, "dit is geen datum", "schrijf een datum zoals 3/5/1985")
    return str(waarde).strip()


def _municipality(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> str:
    """A name or an NIS code; what is not known on the day is left to the check of the profile when it is a code."""
    tekst = str(waarde) if isinstance(waarde, int) else _text(waarde)
    if re.fullmatch(r"[1-9][0-9]{4}", tekst, re.ASCII):
        return tekst
    gemeenten = lezer.municipalities()
    if (gevonden := gemeenten.get(plain(tekst))) is None:
        raad = did_you_mean(plain(tekst), gemeenten)
        hulp = f"bedoelt u `{gemeenten[raad.split('`')[1]].naam}`?" if raad else ""
        hulp = hulp or "schrijf de naam zoals in de lijst, of de NIS-code van vijf cijfers"
        _refuse(kolom, "deze gemeente van het Vlaams Gewest is niet bekend op deze dag", hulp, code="RV433")
    return gevonden.nis


def _nothing(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> list[object]:
    del lezer
    if _text(waarde).lower() not in ("geen", "nee"):
        _refuse(kolom, "verwacht `geen`, of niets", "zijn er wel, laat de cel dan leeg en vul het andere blad in")
    return []


def _holdings(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> dict[str, Any]:
    """Ids or names with a comma between, each with `=` and since when; `geen` gives none."""
    wat = "status" if kolom.soort == "statussen" else "recht"
    if not isinstance(waarde, str):
        _refuse(kolom, f"verwacht ids van een {wat}", f"zie het blad uitleg voor de ids van elke {wat}")
    if waarde.strip().lower() == "geen":
        return {}
    bekend = lezer.holdings(kolom)
    uit: dict[str, Any] = {}
    for deel in filter(None, map(str.strip, _TUSSEN.split(waarde))):
        naam, _, sinds = (x.strip() for x in deel.partition("="))
        kenmerk = bekend.get(plain(naam), "")
        if not kenmerk or kenmerk in uit:
            zin = f"{kort(naam)} staat er twee keer" if kenmerk else f"onbekend: {kort(naam)}"
            _refuse(
                kolom,
                zin,
                did_you_mean(naam, bekend.values()) or f"zie het blad uitleg: elke {wat} met zijn id",
                code="RV517",
            )
        uit[kenmerk] = _holding(lezer, kolom, sinds) if sinds else True
    return uit


def _holding(lezer: Lezer, kolom: Kolom, waarde: Celwaarde) -> Any:
    """`ja`, `nee`, since when, or from when until which day: `2024-03..2026-01-31`."""
    if isinstance(waarde, (bool, date)):
        return waarde
    tekst = _date_text(kolom, waarde)
    if tekst.lower() in ("ja", "nee"):
        return tekst.lower() == "ja"
    sinds, stippen, tot = (x.strip() for x in tekst.partition(".."))
    uit: dict[str, Any] = {"sinds": _period(lezer, kolom, sinds)} if sinds else {}
    if stippen:
        uit["tot"] = _day(lezer, kolom, tot)
    return uit


_LEZERS: Mapping[Celsoort, Callable[[Lezer, Kolom, Celwaarde], Any]] = {
    "gezin": _household_key,
    "sleutel": _key,
    "persoon": _person,
    "personen": _people,
    "ja_nee": _yes_no,
    "keuze": _choice,
    "getal": _number,
    "jaren": _years,
    "dag": _day,
    "periode": _period,
    "gemeente": _municipality,
    "statussen": _holdings,
    "rechten": _holdings,
    "houding": _holding,
    "geen": _nothing,
}


def write_cell(kolom: Kolom, waarde: Any, gemeenten: Mapping[str, str]) -> Celwaarde:
    """What stands in a cell of this column for a value of a profile; None for what is not known.

    `gemeenten` are the names by NIS code on the day of the template.
    """
    match kolom.soort:
        case "ja_nee":
            return None if waarde is None else "ja" if waarde else "nee"
        case "keuze" | "persoon":
            gekozen: str | None = dict(kolom.keuzes).get(waarde, waarde)
            return gekozen
        case "personen":
            return None if waarde is None else ", ".join(waarde) or "geen"
        case "jaren":
            return ", ".join(map(str, waarde)) or None
        case "gemeente":
            return gemeenten.get(waarde) or str(waarde) if waarde else None
        case "geen":
            return "geen" if waarde == () else None
        case "statussen" | "rechten":
            return ", ".join(_written(k, h) for k, h in waarde.items()) or None
        case "houding" if waarde is not None:
            return _as_text(waarde)
        case "periode" if waarde is not None:
            return waarde.van if waarde.van == waarde.tot else _period_text(waarde)
    return waarde  # type: ignore[no-any-return]


def _written(kenmerk: str, h: Houding) -> str:
    tekst = _as_text(h)
    return kenmerk if tekst == "ja" else f"{kenmerk}={tekst}"


def _as_text(h: Houding) -> str:
    if h.sinds is None and h.tot is None:
        return "ja" if h.heeft else "nee"
    sinds = _period_text(h.sinds) if h.sinds else ""
    return f"{sinds}..{h.tot.isoformat()}" if h.tot else sinds


def _period_text(d: Datumbereik) -> str:
    """A day, a month or a year; otherwise the first and the last day."""
    kort_ = as_plain(d)
    return f"{kort_['van']}/{kort_['tot']}" if isinstance(kort_, dict) else str(kort_)


def as_typed(waarde: Celwaarde) -> str:
    """A cell as the text of a CSV file, as a spreadsheet here would save it.

    >>> as_typed(Decimal("12.5")), as_typed(date(2026, 11, 1)), as_typed(None)
    ('12,5', '2026-11-01', '')
    """
    match waarde:
        case None:
            return ""
        case bool():
            return "ja" if waarde else "nee"
        case int() | Decimal():
            return format_number(waarde)
        case date():
            return waarde.isoformat()
    return str(waarde)

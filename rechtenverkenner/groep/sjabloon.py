"""The template: a sheet for each kind of row, with questions, ids, drop-downs and typed dates; empty or filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rechtenverkenner.groep.kolommen import Kolom, Kolommen
from rechtenverkenner.groep.tabellen import Celwaarde, Inhoud, column_letters
from rechtenverkenner.groep.werkboek import Werkboek
from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.recht import Catalogus

RIJEN = 2000
"""So many rows have drop-downs and forms; below them a row is read as well."""
KOP, IDS, EERSTE = 0, 1, 2
DATUMVORM = "yyyy-mm-dd"
"""Year first: whoever types 3/5/1985 sees which of the two was the month, and CSV made of it says so too."""
KLEUREN: Mapping[str, str] = {"feit": "#E7ECF3", "sleutel": "#F6E7C8", "houding": "#E3F0E1"}
INLEIDING = (
    "Vul per gezin een rij in op het blad gezinnen, en per persoon een rij op het blad personen.",
    "Schrijf nergens een naam, adres of rijksregisternummer: kies zelf een kenmerk, en bewaar elders wie het is.",
    "Wat u niet weet, laat u leeg. Leeg is onbekend: het is geen nul en geen nee.",
    "Rij 1 is de vraag (de volledige vraag staat in de notitie), rij 2 is de naam van het gegeven: laat die staan.",
    "Kolommen mag u weglaten, verplaatsen of verbergen. In een kolom zonder naam in rij 2 schrijft u eigen notities.",
    "Een kolom toevoegen kan ook: zet in rij 2 de naam van een gegeven, `status:` met een id, of `recht:` met een id.",
    "Plak alleen waarden: formules en samengevoegde cellen worden niet gelezen.",
    "Bedragen zijn in euro. Een jaar of maand volstaat waar de dag niet bekend is: 1985, of 05/1985.",
    "Kijk het bestand na met `rechtenverkenner groep controleer BESTAND`.",
    "Alleen de bevoegde dienst beslist over een recht.",
)


def make_template(catalogus: Catalogus, kolommen: Kolommen, op_datum: date, inhoud: Inhoud | None = None) -> bytes:
    """An Excel workbook with these columns, filled with these rows.

    Raises: InvoerFout, as `Werkboek`.
    """
    boek = Werkboek(op_datum, "Gezinnen")
    _explanation(boek, catalogus)
    bladen = {naam: boek.sheet(naam) for naam in kolommen}
    lijsten = _Lijsten(boek, catalogus, to_number(op_datum))
    for naam, rij in kolommen.items():
        blad = bladen[naam]
        rijen = inhoud.bladen.get(naam, ()) if inhoud else ()
        for i, kolom in enumerate(rij.values()):
            _column(boek, blad, i, kolom, lijsten, los=naam == "gezinnen")
        for r, waarden in enumerate(rijen, start=EERSTE):
            for i, kolom in enumerate(rij.values()):
                _fill(boek, blad, r, i, kolom, waarden.get(kolom.id))
        blad.freeze_panes(EERSTE, 1 if naam == "gezinnen" else 2)
        blad.set_row(KOP, 62)
    bladen["gezinnen"].activate()
    bladen["gezinnen"].set_first_sheet()
    return boek.close()


class _Lijsten:
    """A hidden sheet with the choices of every drop-down: in the cell itself they may hold no comma."""

    def __init__(self, boek: Werkboek, catalogus: Catalogus, op_datum: int) -> None:
        self.boek = boek
        self.blad = boek.sheet("lijsten")
        self.blad.hide()
        self.gemeenten = sorted({g.naam for g in catalogus.gemeenten if g.vanaf <= op_datum <= g.tot})
        self._plek: dict[tuple[str, ...], str] = {}

    def source(self, keuzes: tuple[str, ...]) -> str:
        """Where these choices stand; written once."""
        if keuzes not in self._plek:
            kolom = len(self._plek)
            for rij, keuze in enumerate(keuzes):
                self.boek.write(self.blad, rij, kolom, keuze)
            letters = column_letters(kolom + 1)
            self._plek[keuzes] = f"=lijsten!${letters}$1:${letters}${len(keuzes)}"
        return self._plek[keuzes]


def _column(boek: Werkboek, blad: Any, i: int, kolom: Kolom, lijsten: _Lijsten, *, los: bool) -> None:
    soort = kolom.soort if kolom.soort in ("sleutel", "houding") else "sleutel" if kolom.soort == "gezin" else "feit"
    label = f"{kolom.label} *" if kolom.verplicht else kolom.label
    boek.write(blad, KOP, i, label, bold=True, text_wrap=True, valign="top", bg_color=KLEUREN[soort], border=1)
    boek.write(blad, IDS, i, kolom.id, italic=True, font_color="#555555", font_size=8, bg_color="#F4F4F4", border=1)
    if hulp := f"{kolom.hulp}\n{_how(kolom)}".strip():
        blad.write_comment(KOP, i, hulp, {"x_scale": 2.2, "y_scale": 1.4, "author": "Rechtenverkenner"})
    blad.set_column(i, i, _width(kolom), boek.form(**_form(kolom)))
    if regel := _validation(kolom, lijsten, los=los):
        blad.data_validation(EERSTE, i, EERSTE + RIJEN - 1, i, {"ignore_blank": True, **regel})


def _how(kolom: Kolom) -> str:
    match kolom.soort:
        case "dag":
            return "Een volledige datum."
        case "periode":
            return "Een datum; een jaar of maand mag ook."
        case "getal" if kolom.eenheid.startswith("EUR"):
            return f"In {kolom.eenheid.replace('EUR', 'euro').replace('/', ' per ')}."
    return ""


def _width(kolom: Kolom) -> float:
    return {"gemeente": 20, "statussen": 30, "rechten": 30, "keuze": 22}.get(kolom.soort, 15)


def _form(kolom: Kolom) -> dict[str, Any]:
    """How the cells of a column show and keep what is typed.

    Text where a year or month may stand: a cell for dates would make a day of 1905 of the year 1960.
    """
    match kolom.soort:
        case "dag":
            return {"num_format": DATUMVORM, "align": "left"}
        case "getal":
            decimalen = SCHAAL.get(kolom.eenheid, 0)
            return {"num_format": "0" + (f".{'0' * min(decimalen, 2)}{'#' * (decimalen - 2)}" if decimalen else "")}
        case "ja_nee" | "keuze" | "gemeente":
            return {}
    return {"num_format": "@"}


def _validation(kolom: Kolom, lijsten: _Lijsten, *, los: bool) -> dict[str, Any] | None:
    keuzes = {"ja_nee": ("ja", "nee"), "gemeente": tuple(lijsten.gemeenten)}.get(kolom.soort)
    if keuzes is None and kolom.soort in ("keuze", "geen"):
        keuzes = tuple(label for _, label in kolom.keuzes)
    if keuzes:
        fout = "Kies uit de lijst. Weet u het niet, laat de cel dan leeg."
        # a code of a municipality is read too, and `?` is for whoever does not know
        soort = "warning" if kolom.soort == "gemeente" else "stop"
        return {"validate": "list", "source": lijsten.source(keuzes), "error_message": fout, "error_type": soort}
    match kolom.soort:
        case "dag":
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1906, 1, 1),
                "maximum": date(2100, 12, 31),
                "error_message": "Schrijf een volledige datum, zoals 3/5/1985.",
            }
        case "getal":
            soort = "decimal" if SCHAAL.get(kolom.eenheid, 0) else "integer"
            fout = "Schrijf een getal, niet lager dan 0."
            return {"validate": soort, "criteria": ">=", "value": 0, "error_message": fout}
        case "gezin" if not los:
            bron = f"=gezinnen!$A${EERSTE + 1}:$A${EERSTE + RIJEN}"
            fout = "Dit gezin staat niet op het blad gezinnen."
            return {"validate": "list", "source": bron, "error_message": fout, "error_type": "warning"}
    return None


def _fill(boek: Werkboek, blad: Any, r: int, i: int, kolom: Kolom, waarde: Celwaarde) -> None:
    if waarde is None:
        return
    vorm = _form(kolom)
    if isinstance(waarde, date):
        vorm = {"num_format": DATUMVORM, "align": "left"}
    boek.write(blad, r, i, waarde, **vorm)


def _explanation(boek: Werkboek, catalogus: Catalogus) -> None:
    blad = boek.sheet("uitleg")
    blad.set_column(0, 0, 34)
    blad.set_column(1, 1, 62)
    blad.set_column(2, 2, 48)
    boek.write(blad, 0, 0, "Gezinnen invullen", bold=True, font_size=14)
    for r, zin in enumerate(INLEIDING, start=2):
        boek.write(blad, r, 0, zin)
    r = len(INLEIDING) + 3
    statussen = [(s.id, s.naam, s.verlener) for s in catalogus.statussen.values()]
    rechten = [
        (x.id, x.naam, {"gezin": "blad gezinnen", "persoon": "blad personen"}.get(x.eenheid, "blad aansluitingen"))
        for x in catalogus.rechten.values()
        if x.lijst == "rechten"
    ]
    for kop, derde, rijen in (("Statussen", "van wie", statussen), ("Rechten", "waar", rechten)):
        for k, tekst in enumerate((f"{kop}: id", "naam", derde)):
            boek.write(blad, r, k, tekst, bold=True, bg_color=KLEUREN["feit"], border=1)
        for rij in rijen:
            r += 1
            for k, tekst in enumerate(rij):
                boek.write(blad, r, k, tekst)
        r += 2

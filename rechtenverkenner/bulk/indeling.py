"""Which columns the tables have, what they hold, and which of them a file really has.

Four kinds of column: a yes/no, a whole number (also a date as yyyymmdd, and an amount on the scale of its unit), a
choice in words, and a range: `x` when it is exact, or `x/van` and `x/tot`. Nothing filled in is always: not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.feiten import PERSOONSBEGRIPPEN, REGISTER
from rechtenverkenner.model.gezin import MODELLEN
from rechtenverkenner.model.knopen import Const, InLijst, Knoop, Plaatselijk, walk
from rechtenverkenner.model.recht import Catalogus

Kolomsoort = Literal["bool", "getal", "datum", "keuze", "verwijzing"]
TABELLEN: tuple[Vlak, ...] = ("gezin", "persoon", "aansluiting")
BESTANDEN: Mapping[Vlak, str] = {"gezin": "gezinnen", "persoon": "personen", "aansluiting": "aansluitingen"}
SLEUTELS: Mapping[Vlak, tuple[str, ...]] = {
    "gezin": ("gezin",),
    "persoon": ("gezin", "nr"),
    "aansluiting": ("gezin", "nr"),
}
MEEST_PERSONEN = 40
EERSTE_DAG, LAATSTE_DAG = 10101, 99991231
MEEST, MEEST_PER_STUK, MEEST_STUKS = 10**8, 10**4, 10**6
"""Euro, and euro for a litre or a kWh; and so many litres, kWh, days. A profile takes no more, but for a price."""
VAN, TOT, SINDS = "/van", "/tot", "/sinds"


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column that a table may have: its kind and, of a number, the lowest and the highest it may hold."""

    naam: str
    soort: Kolomsoort
    laag: int = 0
    hoog: int = 0

    @property
    def bereik(self) -> tuple[int, int] | None:
        """Lowest and highest; None for yes/no."""
        return None if self.soort == "bool" else (self.laag, self.hoog)

    @property
    def leeg(self) -> int:
        """What stands for a gap: the number in the range that is nearest to 0."""
        return max(self.laag, 0)


@dataclass(frozen=True, slots=True)
class Indeling:
    """Every column that the tables of a catalogue may have, and the code of every text."""

    kolommen: Mapping[Vlak, Mapping[str, Kolom]]
    teksten: tuple[str, ...]
    codes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Inventaris:
    """The columns that files really have; `vol` are those in which nothing is missing.

    `grenzen` are the lowest and the highest that stand in a column (no is lower than yes), where that is known; no
    household has more than `personen`. Smaller limits make for smaller numbers.
    """

    aanwezig: Mapping[Vlak, frozenset[str]]
    vol: Mapping[Vlak, frozenset[str]] = field(default_factory=dict)
    personen: int = MEEST_PERSONEN
    grenzen: Mapping[Vlak, Mapping[str, tuple[int, int]]] = field(default_factory=dict)

    def has(self, vlak: Vlak, naam: str) -> bool:
        """Whether the table has the column."""
        return naam in self.aanwezig.get(vlak, frozenset())

    def is_full(self, vlak: Vlak, naam: str) -> bool:
        """Whether nothing is missing in it."""
        return naam in self.vol.get(vlak, frozenset())

    def limits(self, vlak: Vlak, kolom: Kolom) -> tuple[int, int] | None:
        """The lowest and the highest of a column, also of what stands for a gap; None for yes/no."""
        if kolom.bereik is None or kolom.naam not in self.grenzen.get(vlak, ()):
            return kolom.bereik
        laag, hoog = self.grenzen[vlak][kolom.naam]
        if kolom.soort == "datum" and not (_may_be_day(laag) and _may_be_day(hoog)):
            return kolom.bereik  # what cannot be is read, and refused
        leeg = [] if self.is_full(vlak, kolom.naam) else [kolom.leeg]
        laag, hoog = min([max(laag, kolom.laag), *leeg]), max([min(hoog, kolom.hoog), *leeg])
        return (laag, hoog) if laag <= hoog else kolom.bereik

    def only(self, vlak: Vlak, naam: str) -> bool | None:
        """The yes or the no that stands wherever a yes/no is filled in; None when both can be there."""
        laag, hoog = self.grenzen.get(vlak, {}).get(naam, (False, True))
        return bool(laag) if laag == hoog else None

    def years(self, begin: str) -> list[int]:
        """The years for which there are columns `begin/<jaar>`, latest first."""
        delen = (naam.split("/") for naam in self.aanwezig.get("persoon", ()) if naam.startswith(begin + "/"))
        return sorted({int(d[1]) for d in delen if d[1].isdigit()}, reverse=True)


def _may_be_day(dag: int) -> bool:
    return 1 <= dag // 100 % 100 <= 12 and 1 <= dag % 100 <= 31


def layout_of(catalogus: Catalogus, *, jaren: range = range(1990, 2101)) -> Indeling:
    """The columns of the tables for this catalogue; income of `jaren`."""
    teksten = ("", *sorted(_texts(catalogus)))
    codes = {tekst: i for i, tekst in enumerate(teksten)}
    kolommen: dict[Vlak, dict[str, Kolom]] = {
        vlak: {n: Kolom(n, "getal", 1, 2**53 if n == "gezin" else MEEST_PERSONEN) for n in SLEUTELS[vlak]}
        for vlak in TABELLEN
    }
    for naam, (feit, bak) in REGISTER.items():
        vlak: Vlak = "gezin" if bak == "woning" else bak
        is_bereik = "Datumbereik" in str(MODELLEN[bak].model_fields[naam].annotation)
        for kolom in _fact_columns(naam, feit.typ.soort, feit.typ.eenheid, len(teksten), is_bereik=is_bereik):
            kolommen[vlak][kolom.naam] = kolom
    for kolom in (*_links(), *_incomes(jaren)):
        kolommen["persoon"][kolom.naam] = kolom
    kolommen["gezin"]["personen_volledig"] = Kolom("personen_volledig", "bool")
    for vlak, naam in _attitudes(catalogus):
        kolommen[vlak] |= {k.naam: k for k in _attitude_columns(naam)}
    return Indeling(kolommen, teksten, codes)


def _fact_columns(naam: str, soort: str, eenheid: str, teksten: int, *, is_bereik: bool) -> list[Kolom]:
    if soort == "bool":
        return [Kolom(naam, "bool")]
    if soort == "keuze":
        return [Kolom(naam, "keuze", 0, teksten - 1)]
    if soort == "datum":
        namen = (naam, naam + VAN, naam + TOT) if is_bereik else (naam,)
        return [Kolom(n, "datum", EERSTE_DAG, LAATSTE_DAG) for n in namen]
    if not eenheid.startswith("EUR"):
        return [Kolom(naam, "getal", 0, MEEST_STUKS)]
    return [Kolom(naam, "getal", 0, (MEEST if SCHAAL[eenheid] == 2 else MEEST_PER_STUK) * 10 ** SCHAAL[eenheid])]


def _links() -> list[Kolom]:
    return [
        Kolom("partner", "verwijzing", 0, MEEST_PERSONEN),
        Kolom("ten_laste_van", "verwijzing", -1, MEEST_PERSONEN),
        Kolom("kind_van", "verwijzing", 0, 2**MEEST_PERSONEN - 1),
    ]


def _incomes(jaren: range) -> list[Kolom]:
    namen = [f"{soort}/{b}" for soort in ("maand", "voordelen") for b in sorted(PERSOONSBEGRIPPEN[soort])]
    namen += [f"jaar/{j}/{b}" for j in jaren for b in sorted(PERSOONSBEGRIPPEN["jaar"])]
    uit = [Kolom(n + deel, "getal", 0, MEEST * 100) for n in namen for deel in ("", VAN, TOT)]
    uit += [Kolom(f"remgeld/{j}", "getal", 0, MEEST * 100) for j in jaren]
    return uit + [Kolom(f"aanslagbiljet/{j}", "bool") for j in jaren]


def _attitudes(catalogus: Catalogus) -> list[tuple[Vlak, str]]:
    """Statuses and rights, with the table that says who has or uses them."""
    uit: list[tuple[Vlak, str]] = [("persoon", f"status/{s}") for s in catalogus.statussen]
    return uit + [(r.eenheid, f"recht/{r.id}") for r in catalogus.rechten.values() if r.lijst == "rechten"]


def _attitude_columns(naam: str) -> list[Kolom]:
    dagen = (naam + SINDS, naam + SINDS + VAN, naam + SINDS + TOT, naam + TOT)
    return [Kolom(naam, "bool"), *(Kolom(d, "datum", EERSTE_DAG, LAATSTE_DAG) for d in dagen)]


def _texts(catalogus: Catalogus) -> set[str]:
    """Every text that a choice can be, or is compared with."""
    uit = {"geen", "hier", "elders"} | {g.nis for g in catalogus.gemeenten}
    for feit, _ in REGISTER.values():
        uit.update(feit.typ.waarden)
    for p in catalogus.parameters.values():
        for periode in p.waarden:
            if isinstance(periode.waarde, frozenset):
                uit.update(periode.waarde)
    for recht in catalogus.rechten.values():
        for k in all_nodes(catalogus, recht.id):
            uit.update(_texts_of(k))
        if recht.gebied is not None:
            uit.update(recht.gebied.nis)
    return uit


def _texts_of(k: Knoop) -> set[str]:
    if isinstance(k, Const) and isinstance(k.waarde, str):
        return {k.waarde}
    if isinstance(k, Const) and isinstance(k.waarde, frozenset):
        return set(k.waarde)
    if isinstance(k, InLijst) and isinstance(k.lijst, Const):
        return _texts_of(k.lijst)
    return {nis for t in k.takken for nis in t.nis} if isinstance(k, Plaatselijk) else set()


def all_nodes(catalogus: Catalogus, recht: str) -> list[Knoop]:
    """Every node of the conditions and the amount of a right."""
    r = catalogus.rechten[recht]
    return [k for wortel in (r.voorwaarden, *([r.bedrag.formule] if r.bedrag else ())) for k in walk(wortel)]

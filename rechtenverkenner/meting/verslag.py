"""The report of a round as tables: the same for a page, a workbook, lines and data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from rechtenverkenner.meting.cijfers import Cijfers, Rij, Telling
from rechtenverkenner.meting.meten import Grenzen
from rechtenverkenner.meting.woorden import name_of

Soort = Literal["tekst", "aantal", "deel", "punten", "euro"]
"""A share is a number from 0 to 1, shown in per cent; euros are whole."""
Waarde = str | int | float | None
VERBORGEN: Final = "–"
UITLEG_VERBORGEN: Final = (
    "Een streepje: een getal onder 5, of een getal waaruit zo'n getal te berekenen is. Nul is ook onder 5."
)


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column with what its values are."""

    naam: str
    soort: Soort = "aantal"


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table; the first column names the row. None is hidden."""

    id: str
    titel: str
    uitleg: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[tuple[Waarde, ...], ...]


_BEREIK: Final = (
    Kolom("wat", "tekst"),
    Kolom("gebruikt voor"),
    Kolom("open voor"),
    Kolom("bereik voor", "deel"),
    Kolom("gebruikt na"),
    Kolom("open na"),
    Kolom("bereik na", "deel"),
    Kolom("stijging in punten", "punten"),
    Kolom("deel van de kloof gedicht", "deel"),
    Kolom("buiten meting"),
)
_GELD: Final = (
    Kolom("wat", "tekst"),
    Kolom("open per jaar, laagst", "euro"),
    Kolom("open per jaar, hoogst", "euro"),
    Kolom("geopend per jaar, laagst", "euro"),
    Kolom("geopend per jaar, hoogst", "euro"),
    Kolom("geopend eenmalig, laagst", "euro"),
    Kolom("geopend eenmalig, hoogst", "euro"),
)
_TELLING: Final = (Kolom("wat", "tekst"), Kolom("aantal"))
DREMPELTABELLEN: Final = {
    "drempel": "Drempels: de 7 B's",
    "fase": "Drempels: de fase waarin ze opduiken",
    "niveau": "Drempels: waar ze liggen",
    "doelgroep": "Drempels per doelgroep",
    "methode": "Drempels per methode",
}
UITVALTABELLEN: Final = {
    "moment": "Hoe het staat met wat niet ontvangen is",
    "doelgroep": "Gestopt of geweigerd, per doelgroep",
    "drempel": "Gestopt of geweigerd, door welke drempel",
    "reden": "Geweigerd, om welke reden",
}
VERDELINGEN: Final = {"voor": "Klanten volgens hun bereik, voor", "na": "Klanten volgens hun bereik, na"}


def tables(c: Cijfers) -> tuple[Tabel, ...]:
    """Every table of the report, in its order."""
    rechten = tuple(r for r in c.rijen if r.soort != "doelgroep")
    groepen = (c.totaal, *(r for r in c.rijen if r.soort == "doelgroep"))
    return (
        _reach("rechten", "Bereik per domein en recht", rechten),
        _reach("doelgroepen", "Bereik per doelgroep", groepen),
        _passage(c),
        _heat(c),
        Tabel("geld", "Euro", "", _GELD, tuple((label(r), *_money_of(r)) for r in (*rechten, *groepen[1:]))),
        *(_count(f"klanten-{m}", titel, c.verdeling[m]) for m, titel in VERDELINGEN.items()),
        *(_count(f"drempels-{n}", titel, c.drempels[n]) for n, titel in DREMPELTABELLEN.items()),
        *(_count(f"uitval-{n}", titel, c.uitval[n]) for n, titel in UITVALTABELLEN.items()),
        _methods(c),
        _signals(c),
        _summary(c),
    )


def label(r: Rij) -> str:
    """The name of a row, with what it is."""
    return {"domein": f"Domein {r.naam}", "totaal": r.naam, "recht": r.naam, "doelgroep": r.naam}[r.soort]


def _reach(kenmerk: str, titel: str, rijen: tuple[Rij, ...]) -> Tabel:
    uitleg = "Bereik: gebruikt gedeeld door gebruikt en open. Geen recht, of niet bekend, staat erbuiten."
    return Tabel(kenmerk, titel, uitleg, _BEREIK, tuple(tuple(_reach_of(r)) for r in rijen))


def _reach_of(r: Rij) -> Iterator[Waarde]:
    yield label(r)
    for b in (r.voor, r.na):
        yield from (b.gebruikt, b.open, b.deel) if b else (None, None, None)
    yield from (r.punten, r.kloof_gedicht, r.buiten)


def _passage(c: Cijfers) -> Tabel:
    kolommen: tuple[Kolom, ...] = (Kolom("wat", "tekst"), Kolom("gevonden"), Kolom("aangevraagd"), Kolom("ontvangen"))
    kolommen += (Kolom("gevonden naar aangevraagd", "deel"), Kolom("aangevraagd naar ontvangen", "deel"))
    rijen = [
        (label(r), d.gevonden, d.aangevraagd, d.ontvangen, d.aangevraagd / d.gevonden, d.ontvangen / d.aangevraagd)
        if (d := r.doorloop)
        else (label(r), None, None, None, None, None)
        for r in c.rijen
        if r.soort != "doelgroep"
    ]
    uitleg = "Van de rechten die open stonden bij de nulmeting; wie ontving, vroeg ook aan."
    return Tabel("doorloop", "Van gevonden naar ontvangen", uitleg, kolommen, tuple(rijen))


def _heat(c: Cijfers) -> Tabel:
    w = c.warmte
    kolommen: tuple[Kolom, ...] = (Kolom("wat", "tekst"), *(Kolom(name_of(g), "deel") for g in w.kolommen))
    rijen = tuple(
        (naam, *((b.deel if (b := w.cellen.get((h, g))) else None) for g in w.kolommen)) for h, naam in w.rijen
    )
    return Tabel("warmte", f"Bereik voor, per {w.soort} en doelgroep", "", kolommen, rijen)


def euro(bedrag: Grenzen) -> tuple[int | None, int | None]:
    """Whole euros of cents."""
    return (None, None) if bedrag is None else (bedrag[0] // 100, bedrag[1] // 100)


def _money_of(r: Rij) -> tuple[Waarde, ...]:
    return (*euro(r.geld.open_jaar), *euro(r.geld.ontvangen_jaar), *euro(r.geld.ontvangen_eenmalig))


def _count(kenmerk: str, titel: str, telling: Telling) -> Tabel:
    return Tabel(kenmerk, titel, "", _TELLING, tuple((name_of(w), n) for w, n in telling.items()))


def _methods(c: Cijfers) -> Tabel:
    kolommen: tuple[Kolom, ...] = (
        Kolom("methode", "tekst"),
        Kolom("rechten"),
        Kolom("ontvangen"),
        Kolom("deel ontvangen", "deel"),
    )
    kolommen += (Kolom("laagst", "deel"), Kolom("hoogst", "deel"), Kolom("minuten"))
    rijen = tuple(
        (m.methode, m.rechten, m.ontvangen, _share(m.ontvangen, m.rechten), *(m.tussen or (None, None)), m.minuten)
        for m in c.methoden
    )
    uitleg = (
        "Elk recht bij de methode die het laatst gebruikt werd. Tussen laagst en hoogst ligt het echte deel met "
        "95 % zekerheid; onder 30 klanten staat er niets. De methoden werden niet door loting gekozen: een verschil "
        "kan ook aan de klanten liggen."
    )
    return Tabel("methoden", "Methoden naast elkaar", uitleg, kolommen, rijen)


def _share(deel: int | None, geheel: int | None) -> float | None:
    return deel / geheel if deel is not None and geheel else None


def _signals(c: Cijfers) -> Tabel:
    kolommen: tuple[Kolom, ...] = (
        Kolom("drempel", "tekst"),
        Kolom("recht", "tekst"),
        Kolom("domein", "tekst"),
        Kolom("hoe vaak"),
    )
    kolommen += (Kolom("blijft open per jaar, laagst", "euro"), Kolom("blijft open per jaar, hoogst", "euro"))
    rijen = tuple((s.drempel, s.naam, s.domein, s.aantal, *euro(s.open_jaar)) for s in c.signalen)
    return Tabel("signalen", "Signalen aan het beleid", "", kolommen, rijen)


def _summary(c: Cijfers) -> Tabel:
    """The numbers that stand alone."""
    punten = c.onzekerheid.punten if c.totaal.na else None
    rijen: list[tuple[Waarde, ...]] = [
        ("klanten", c.klanten),
        ("rechten", sum(r.soort == "recht" for r in c.rijen)),
        *_both("stijging in punten (95 %)", punten),
        ("minuten in totaal", c.tijd.minuten if c.tijd else None),
        ("minuten per klant", round(c.tijd.per_klant) if c.tijd else None),
        *_both("minuten per 100 euro per jaar geopend", c.tijd.minuten_per_100_euro if c.tijd else None),
        *_both("euro per jaar geopend per uur werk", euro(c.tijd.jaar_per_uur) if c.tijd else None),
        ("rechten die later opengingen", c.later_open),
        ("gebruikte rechten die wegvielen", c.verloren),
    ]
    return Tabel("samengevat", "Samengevat", "", _TELLING, tuple(rijen))


def _both(naam: str, grenzen: tuple[int | None, int | None] | None) -> Iterator[tuple[Waarde, ...]]:
    """A row for the lowest and one for the highest."""
    yield from ((f"{naam}, {kant}", w) for kant, w in zip(("laagst", "hoogst"), grenzen or (None, None), strict=True))


def as_dict(c: Cijfers) -> Mapping[str, object]:
    """The report as plain data: per table a list of rows with named values, null where hidden."""
    return {
        "versie": 1,
        "ronde": c.ronde,
        "begonnen": c.begonnen.isoformat(),
        "met_eindmeting": c.met_eindmeting,
        "tabellen": {
            t.id: [{k.naam: w for k, w in zip(t.kolommen, rij, strict=True)} for rij in t.rijen] for t in tables(c)
        },
        "stijging": {"p": c.onzekerheid.p, "uitspraak": c.onzekerheid.uitspraak},
        "vergelijkingen": list(c.vergelijkingen),
    }

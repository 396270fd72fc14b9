"""The figures of a round, as they may be shown: whatever is None here is hidden, in every form of the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.meting.afscherming import As, cube_of, protect_counts
from rechtenverkenner.meting.drempels import Signaal, barrier_tables, dropout_tables, signals
from rechtenverkenner.meting.gegevens import MINST, Gegevens, Paar, groups_of
from rechtenverkenner.meting.geld import Geld, money_of, money_of_rows
from rechtenverkenner.meting.methoden import Methode, Tijd, methods_of, time_of
from rechtenverkenner.meting.raster import Raster
from rechtenverkenner.meting.statistiek import KLANTEN, band, mcnemar, share_over_clients
from rechtenverkenner.meting.woorden import name_of

Soort = Literal["totaal", "domein", "recht", "doelgroep"]
Telling = Mapping[str, int | None]
BANDEN: Final = ("geen open recht", "minder dan 50 %", "50 tot 74 %", "75 tot 99 %", "100 %")


@dataclass(frozen=True, slots=True)
class Bereik:
    """Of the pairs with a right at the zero measurement, how many use it and how many do not."""

    gebruikt: int
    open: int

    @property
    def deel(self) -> float:
        """The take-up, from 0 to 1."""
        return self.gebruikt / (self.gebruikt + self.open)


@dataclass(frozen=True, slots=True)
class Doorloop:
    """How many rights came so far: each is among the one before."""

    gevonden: int
    aangevraagd: int
    ontvangen: int


@dataclass(frozen=True, slots=True)
class Rij:
    """One row of the table of take-up. `buiten` are pairs without a right or not known: in no share."""

    soort: Soort
    id: str
    naam: str
    ouder: str
    klanten: int
    buiten: int | None
    voor: Bereik | None
    na: Bereik | None
    doorloop: Doorloop | None
    geld: Geld

    @property
    def punten(self) -> float | None:
        """The rise in take-up, in points."""
        return 100 * (self.na.deel - self.voor.deel) if self.voor and self.na else None

    @property
    def kloof_gedicht(self) -> float | None:
        """What part of what was open is in use now, from 0 to 1."""
        return (self.voor.open - self.na.open) / self.voor.open if self.voor and self.na else None


@dataclass(frozen=True, slots=True)
class Warmte:
    """Take-up at the zero measurement by right or domain, and target group."""

    soort: Literal["recht", "domein"]
    rijen: tuple[tuple[str, str], ...]
    kolommen: tuple[str, ...]
    cellen: Mapping[tuple[str, str], Bereik]


@dataclass(frozen=True, slots=True)
class Onzekerheid:
    """How sure the rise is: its 95 % interval over clients in whole points, and a paired test of clients."""

    punten: tuple[int, int] | None
    p: str
    uitspraak: bool


@dataclass(frozen=True, slots=True)
class Cijfers:
    """All that a report may show of a round."""

    ronde: str
    begonnen: date
    klanten: int
    met_eindmeting: bool
    rijen: tuple[Rij, ...]
    warmte: Warmte
    verdeling: Mapping[str, Telling]
    drempels: Mapping[str, Telling]
    uitval: Mapping[str, Telling]
    signalen: tuple[Signaal, ...]
    methoden: tuple[Methode, ...]
    vergelijkingen: tuple[str, ...]
    tijd: Tijd | None
    onzekerheid: Onzekerheid
    later_open: int | None
    verloren: int | None

    @property
    def totaal(self) -> Rij:
        """The row of the whole round."""
        return self.rijen[0]


def figures(g: Gegevens) -> Cijfers:
    """Every figure of a round, with the small numbers hidden.

    Raises:
        InvoerFout: RV869, fewer than five clients were measured.
    """
    if len(g.groep_van) < MINST:
        hulp = "cijfers over minder dan vijf klanten zouden zeggen over wie ze gaan"
        raise InvoerFout([Melding("RV869", "er zijn minder dan vijf klanten gemeten", None, hulp)])
    kubus = cube_of(g)
    domein = {r: g.ronde.rechten[r].domein for r in g.ronde.rechten}
    rechten, groepen = (
        As(kubus, domein),
        As({(o, r): n for (r, o), n in kubus.items()}, dict.fromkeys(groups_of(g), "")),
    )
    rechten.protect()
    groepen.protect()
    rijen = (_total(g, rechten), *_right_rows(g, rechten), *_group_rows(g, groepen))
    methoden, vergelijkingen = methods_of(g)
    buiten = [p for p in g.paren if p.klasse == "buiten"]
    gebruikt = [p for p in g.paren if p.klasse == "gebruikt"]
    return Cijfers(
        g.ronde.naam,
        g.ronde.begonnen,
        len(g.groep_van),
        g.met_eindmeting,
        rijen,
        _heat(g, rechten, groepen),
        _spread(g),
        barrier_tables(g),
        dropout_tables(g),
        signals(g),
        methoden,
        vergelijkingen,
        time_of(g, rijen[0].geld.ontvangen_jaar),
        _uncertainty(g),
        _apart(buiten, lambda p: bool(p.stappen) or p.eind == "gebruikt"),
        _apart(gebruikt, lambda p: p.eind not in (None, "gebruikt")),
    )


def _row(soort: Soort, kenmerk: str, naam: str, ouder: str, paren: Sequence[Paar], niveau: int, geld: Geld) -> Rij:
    """A row with what its level shows."""
    n = Counter(p.klasse for p in paren)
    niet = n["gevonden"] + n["aangevraagd"]
    open_ = niet + n["ontvangen"]
    return Rij(
        soort,
        kenmerk,
        naam,
        ouder,
        len({p.klant for p in paren}),
        n["buiten"] if niveau >= 1 else None,
        Bereik(n["gebruikt"], open_) if niveau >= 1 else None,
        Bereik(n["gebruikt"] + n["ontvangen"], niet) if niveau >= 2 else None,
        Doorloop(open_, n["aangevraagd"] + n["ontvangen"], n["ontvangen"]) if niveau >= 3 else None,
        geld,
    )


def _total(g: Gegevens, rechten: As) -> Rij:
    geld = money_of(g.paren)
    if rechten.top < 2:
        geld = Geld(geld.open_jaar if rechten.top else None)
    return _row("totaal", "", "Alle rechten", "", g.paren, rechten.top, geld)


def _right_rows(g: Gegevens, a: As) -> list[Rij]:
    """Each domain with its rights under it."""
    per_domein = {d: [p for p in g.paren if a.ouder[p.recht] == d] for d in sorted(a.boven)}
    geld_van = money_of_rows(per_domein, a.boven)
    uit = []
    for domein, paren in per_domein.items():
        namen = {r: x.naam for r, x in g.ronde.rechten.items() if x.domein == domein}
        per_recht = {r: [p for p in paren if p.recht == r] for r in sorted(namen, key=namen.__getitem__)}
        # Of a domain that is hidden no sum is known to subtract from: then its rights show none either.
        geld = money_of_rows(per_recht, {r: min(a.niveau[r], a.boven[domein]) for r in per_recht})
        uit.append(_row("domein", domein, domein, "", paren, a.boven[domein], geld_van[domein]))
        uit += (_row("recht", r, namen[r], domein, deel, a.niveau[r], geld[r]) for r, deel in per_recht.items())
    return uit


def _group_rows(g: Gegevens, a: As) -> list[Rij]:
    per_groep = {naam: [p for p in g.paren if p.groep == naam] for naam in groups_of(g)}
    geld = money_of_rows(per_groep, a.niveau)
    return [
        _row("doelgroep", naam, name_of(naam), "", paren, a.niveau[naam], geld[naam])
        for naam, paren in per_groep.items()
    ]


def _heat(g: Gegevens, rechten: As, groepen: As) -> Warmte:
    """By right when at least a third of the cells can be shown, else by domain."""
    kolommen = {o for o, n in groepen.niveau.items() if n}
    per_recht = {r: r for r in rechten.ouder}
    raster = Raster(rechten, groepen, per_recht, {r for r, n in rechten.niveau.items() if n}, kolommen)
    raster.protect()
    fijn = 3 * len(raster.toon) >= len(rechten.ouder) * len(groepen.ouder)
    if not fijn:
        raster = Raster(rechten, groepen, rechten.ouder, {b for b, n in rechten.boven.items() if n}, kolommen)
        raster.protect()
    cellen = {s: Bereik(raster.tel[s][1], sum(raster.tel[s][2:])) for s in raster.toon}
    namen = {r: x.naam for r, x in g.ronde.rechten.items()}
    rijen = tuple((h, namen.get(h, h)) for h in dict.fromkeys(sorted(raster.ouder.values())))
    return Warmte("recht" if fijn else "domein", rijen, tuple(groups_of(g)), cellen)


def _spread(g: Gegevens) -> dict[str, Telling]:
    """How many clients have which take-up, before and after."""
    per_klant: dict[int, Counter[str]] = {k: Counter() for k in g.groep_van}
    for p in g.paren:
        per_klant[p.klant][p.klasse] += 1
    uit: dict[str, Counter[str]] = {"voor": Counter(dict.fromkeys(BANDEN, 0)), "na": Counter(dict.fromkeys(BANDEN, 0))}
    for n in per_klant.values():
        recht = n.total() - n["buiten"]
        uit["voor"][_band(n["gebruikt"], recht)] += 1
        uit["na"][_band(n["gebruikt"] + n["ontvangen"], recht)] += 1
    return {moment: protect_counts(tel) for moment, tel in uit.items()}


def _band(gebruikt: int, recht: int) -> str:
    if not recht:
        return BANDEN[0]
    procent = 100 * gebruikt // recht
    return BANDEN[1 + sum(procent >= grens for grens in (50, 75, 100))]


def _apart(paren: Sequence[Paar], is_zo: Callable[[Paar], bool]) -> int | None:
    """How many of these, unless they or the others are few."""
    n = sum(map(is_zo, paren))
    return n if n >= MINST and len(paren) - n >= MINST else None


def _uncertainty(g: Gegevens) -> Onzekerheid:
    """Over clients, not over rights: what one client does hangs together. What was lost counts against the rise."""
    per_klant: dict[int, list[int]] = {}
    for p in g.paren:
        if p.klasse != "buiten":
            rij = per_klant.setdefault(p.klant, [0, 0, 0])
            rij[0] += p.klasse == "ontvangen"
            rij[1] += p.klasse == "gebruikt" and p.eind not in (None, "gebruikt")
            rij[2] += 1
    if len(per_klant) < KLANTEN:
        return Onzekerheid(None, "", uitspraak=False)
    _, laag, hoog = share_over_clients([(m, n) for m, _, n in per_klant.values()])
    vooruit, achteruit = (sum(1 for m, v, _ in per_klant.values() if teken * (m - v) > 0) for teken in (1, -1))
    kans = mcnemar(vooruit, achteruit)
    return Onzekerheid((round(100 * laag), round(100 * hoog)), band(kans), uitspraak=kans < 0.05)

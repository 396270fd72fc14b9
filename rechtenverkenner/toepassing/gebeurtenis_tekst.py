"""Consequences of an event and a look ahead, as text for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.gebeurtenis import UITLEG
from rechtenverkenner.motor.gebeurtenissen import Gevolgen, Kennisgeving
from rechtenverkenner.motor.gevolg import Bereik, Gevolg, Reden
from rechtenverkenner.motor.vooruitblik import Verschuiving
from rechtenverkenner.plan.gevolgblad import KOPPEN, MEEST, WOORD
from rechtenverkenner.toepassing import woorden
from rechtenverkenner.toepassing.regels import Scherm, emit

BEWEGING = {
    "opent": "opent",
    "sluit": "stopt",
    "misschien": "misschien",
    "wijzigt": "ander bedrag",
    "anders": "anders",
    "onbekend": "niet bekend",
    "bedrag_niet_bekend": "bedrag nog niet bekend",
}
SLOT = "Dit is geen officiële dienst en geen juridisch advies: alleen de bevoegde dienst beslist."


def show_consequences(scherm: Scherm, gevolgen: Gevolgen, catalogus: Catalogus, *, slot: bool = True) -> None:
    """What an event does, by kind, then what to notify; without the closing lines when more follows."""
    soort = gevolgen.gebeurtenis.soort
    scherm.line(f"Wat als: {soort}, op {woorden.day(gevolgen.op_datum)}", "bold")
    emit(scherm, UITLEG[soort], style="dim")
    if not gevolgen.gevolgen:
        scherm.line()
        emit(scherm, "Geen enkel oordeel verandert op die dag.")
    for kenmerk, kop in KOPPEN:
        _section(scherm, kop, [g for g in gevolgen.gevolgen if g.soort == kenmerk], catalogus)
    if gevolgen.kennisgevingen:
        scherm.line()
        scherm.line("Melden en nakijken", "bold underline")
        for naam, groep in groupby(gevolgen.kennisgevingen, lambda k: (k.naam, k.eenheden)):
            emit(scherm, _named(naam[0], naam[1]), indent=2, style="bold")
            for k in groep:
                emit(scherm, f"- {_notice(k, catalogus)}", indent=4)
    scherm.line()
    if not slot:
        return
    emit(scherm, "Wat daarna vanzelf verandert, toont dezelfde opdracht met `--maanden 24`.", style="dim")
    emit(scherm, SLOT, style="dim")


def _section(scherm: Scherm, kop: str, rij: Sequence[Gevolg], catalogus: Catalogus) -> None:
    if not rij:
        return
    scherm.line()
    scherm.line(kop, "bold underline")
    for (_, naam), van_recht in groupby(rij, lambda g: (g.recht, g.naam)):
        gelijk: dict[tuple[str, ...], list[str]] = {}
        for g in van_recht:
            gelijk.setdefault(tuple(_particulars(g, catalogus)), []).append(g.eenheid)
        for regels, wie in gelijk.items():
            emit(scherm, _named(naam, wie), indent=2, style="bold")
            for regel in regels:
                emit(scherm, regel, indent=4)


def _named(naam: str, wie: Iterable[str]) -> str:
    tekst = ", ".join(wie)
    return naam if tekst == "gezin" else f"{naam} ({tekst})"


def _particulars(g: Gevolg, catalogus: Catalogus) -> Iterator[str]:
    if g.van != g.naar:
        yield f"{WOORD[g.van]} -> {WOORD[g.naar]}"
    elif g.soort == "stopt":
        yield "in gebruik, maar de voorwaarden zijn niet meer vervuld"
    if g.soort != "stopt":
        yield from _amounts(g)
    if g.na and g.soort in ("opent", "misschien", "anders"):
        yield "eerst: " + ", ".join(catalogus.rechten[x].naam for x in g.na)
    if g.soort not in ("wijzigt", "onzeker", "onbekend"):
        yield from _because(g.waarom)
    if g.ontbreekt:
        feiten = list(dict.fromkeys(woorden.fact(f, catalogus) for f in g.ontbreekt))
        meer = f"; en nog {len(feiten) - MEEST}" if len(feiten) > MEEST else ""
        yield "te weten: " + "; ".join(feiten[:MEEST]) + meer
    if g.soort in ("opent", "misschien", "anders", "onbekend") and g.aanvragen_voor:
        yield f"aanvragen ten laatste op {woorden.day(g.aanvragen_voor)}"


def _amounts(g: Gevolg | Verschuiving) -> Iterator[str]:
    for voor, na, per in ((g.jaar_voor, g.jaar_na, "per jaar"), (g.eenmalig_voor, g.eenmalig_na, "eenmalig")):
        if g.soort == "wijzigt" and voor != na:
            yield f"{_money(voor)} -> {_money(na)} {per}"
        elif g.soort == "opent" and na and na[1] > 0:
            yield f"waarde: {_money(na)} {per}"


def _money(bereik: Bereik) -> str:
    return "niet bekend" if bereik is None else str(woorden.money_range(bereik))


def _because(waarom: Sequence[Reden]) -> Iterator[str]:
    for uitkomst, kop in (("ja", "nu wel"), ("nee", "nu niet")):
        labels = list(dict.fromkeys(r.label for r in waarom if r.naar == uitkomst and r.label))
        if labels:
            yield f"{kop}: {'; '.join(labels)}"


def _notice(k: Kennisgeving, catalogus: Catalogus) -> str:
    loket = catalogus.loketten.get(k.loket)
    waar = f" Bij: {loket.naam}." if loket else ""
    termijn = f" Termijn: {k.termijn}." if k.termijn else ""
    return f"{k.tekst[:1].upper()}{k.tekst[1:].rstrip('.')}.{waar}{termijn}"


def show_horizon(scherm: Scherm, rij: Sequence[Verschuiving], dag: date, maanden: int) -> None:
    """What changes by itself, by day; amounts that are not known yet stand apart."""
    scherm.line(f"Vooruitblik van {maanden} maanden vanaf {woorden.day(dag)}", "bold")
    emit(scherm, "Als het gezin blijft zoals het in het profiel staat: alleen de tijd gaat voort.", style="dim")
    echt = [v for v in rij if v.soort != "bedrag_niet_bekend"]
    if not echt:
        scherm.line()
        emit(scherm, "In die tijd verandert geen enkel oordeel vanzelf.")
    for op, groep in groupby(echt, lambda v: v.dag):
        scherm.line()
        scherm.line(woorden.day(op), "bold underline")
        _moves(scherm, list(groep))
    later = [v for v in rij if v.soort == "bedrag_niet_bekend"]
    if later:
        scherm.line()
        scherm.line("Bedrag nog niet bekend", "bold underline")
        emit(scherm, "Met het laatst bekende bedrag zou hier niets veranderen.", indent=2, style="dim")
        for op, groep in groupby(later, lambda v: v.dag):
            namen = ", ".join(dict.fromkeys(_named(v.naam, [v.eenheid]) for v in groep))
            emit(scherm, f"- vanaf {woorden.day(op)}: {namen}", indent=2)
    scherm.line()
    emit(scherm, SLOT, style="dim")


def _moves(scherm: Scherm, rij: Sequence[Verschuiving]) -> None:
    gelijk: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for v in rij:
        gelijk.setdefault((v.naam, tuple(_move(v))), []).append(v.eenheid)
    for (naam, regels), wie in gelijk.items():
        emit(scherm, _named(naam, wie), indent=2, style="bold")
        for regel in regels:
            emit(scherm, regel, indent=4)


def _move(v: Verschuiving) -> Iterator[str]:
    if v.soort == "wijzigt":
        yield from _amounts(v)
    elif v.van == v.naar == "gebruikt":
        yield "in gebruik, maar de voorwaarden zijn niet meer " + ("vervuld" if v.loopt_af else "zeker")
    else:
        was_niet_zeker = v.soort == "sluit" and v.van in ("onbekend", "mogelijk")
        yield f"{'sluit' if was_niet_zeker else BEWEGING[v.soort]}: {WOORD[v.van]} -> {WOORD[v.naar]}"
    yield from _because(v.waarom)
    open_ = list(dict.fromkeys(r.label for r in v.waarom if r.naar == "onbekend" and r.label))
    if open_ and v.naar in ("onbekend", "mogelijk", "gebruikt"):
        yield f"niet meer zeker: {'; '.join(open_)}"
    if v.soort in ("opent", "misschien") and v.aanvragen_voor:
        yield f"aanvragen ten laatste op {woorden.day(v.aanvragen_voor)}"

"""What the upkeep tools find, in words and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rechtenverkenner.model.bedrag import to_decimal
from rechtenverkenner.model.datums import LAATSTE, to_date
from rechtenverkenner.onderhoud.graaf import Graaf
from rechtenverkenner.onderhoud.verlopen import Bevinding, Stand
from rechtenverkenner.onderhoud.verschil import Wijziging
from rechtenverkenner.onderhoud.verschuiving import Bereik, Proef, Verschuiving
from rechtenverkenner.toepassing import woorden

_KOPPEN = {
    "geen_waarde": "geen waarde",
    "eindigt": "eindigt zonder dat een nieuwe waarde bekend is",
    "lang_niet_nagekeken": "meer dan een jaar niet nagekeken",
    "lage_zekerheid": "lage zekerheid",
    "recht_voorbij": "dit recht is voorbij",
    "recht_eindigt": "dit recht eindigt",
    "lokaal_voorbij": "deze plaatselijke regel is voorbij",
    "lokaal_eindigt": "deze plaatselijke regel eindigt",
}
_MEEST = 6

Regel = tuple[int, str, str]
"""Indent, text, style."""


def stale_lines(rij: Iterable[Bevinding], stand: Stand, dag: str) -> Iterator[Regel]:
    """Findings by file and right, each with its line, under what is known of that day as a whole."""
    totaal = stand.gedrukt + stand.berekend + stand.grenzen + stand.niets
    yield 0, f"Op {dag}: {totaal} bedragen en andere reeksen", "bold"
    yield 2, f"{stand.gedrukt} met een waarde uit een bron, {stand.berekend} berekend", ""
    yield 2, f"{stand.grenzen} waarvan alleen grenzen bekend zijn, {stand.niets} waarvan niets bekend is", ""
    for (bestand, ruimte), groep in groupby(rij, lambda b: (b.plaats.bestand, b.ruimte)):
        yield 0, "", ""
        yield 0, f"{ruimte} ({bestand})", "bold underline"
        for b in groep:
            yield 2, f"- {b.plaats.regel}: {b.naam + ': ' if b.naam else ''}{_KOPPEN[b.soort]}{_detail(b)}", ""
            if b.label:
                yield 6, b.label, "dim"
            if b.soort in ("geen_waarde", "eindigt"):
                yield 6, _users(b.gebruikt_door), "dim"


def _users(rij: tuple[str, ...]) -> str:
    return f"gebruikt door {', '.join(rij)}" if rij else "staat alleen op de fiche: geen regel gebruikt het"


def _detail(b: Bevinding) -> str:
    delen = []
    if b.soort == "eindigt":
        delen.append(f"{_value(b.waarde, b.eenheid)} tot {_day(b.tot)}")
        if b.grenzen is not None:
            delen.append(f"daarna {woorden.value(b.grenzen, b.eenheid)}")
    elif b.soort == "geen_waarde":
        if b.grenzen is not None:
            delen.append(f"wel grenzen: {woorden.value(b.grenzen, b.eenheid)}")
        if b.laatste is not None:
            delen.append(f"laatst bekend {_value(b.laatste[0], b.eenheid)} tot {_day(b.laatste[1])}")
        else:
            delen.append("ook vroeger niet gevonden")
    elif b.soort == "lang_niet_nagekeken" and b.nagekeken_op is not None:
        delen.append(f"laatst op {woorden.day(b.nagekeken_op)}")
    elif b.tot is not None:
        delen.append(f"laatste dag {_day(b.tot)}")
    elif b.waarde is not None:
        delen.append(_value(b.waarde, b.eenheid))
    return ": " + "; ".join(delen) if delen else ""


def _value(waarde: int | frozenset[str] | None, eenheid: str) -> str:
    if isinstance(waarde, frozenset):
        kort = sorted(waarde)
        return ", ".join(kort[:_MEEST]) + (f" en nog {len(kort) - _MEEST}" if len(kort) > _MEEST else "")
    return woorden.value((waarde, waarde), eenheid)


def _day(dag: int | None) -> str:
    return "" if dag is None else woorden.day(dag)


def stale_as_dict(b: Bevinding) -> dict[str, Any]:
    """A finding as plain data."""
    return {
        "soort": b.soort,
        "bestand": b.plaats.bestand,
        "regel": b.plaats.regel,
        "kolom": b.plaats.kolom,
        "recht": b.ruimte,
        "parameter": f"{b.ruimte}.{b.naam}" if b.naam else None,
        "label": b.label,
        "eenheid": b.eenheid,
        "waarde": _plain(b.waarde, b.eenheid),
        "grenzen": None if b.grenzen is None else [_plain(g, b.eenheid) for g in b.grenzen],
        "tot": _iso(b.tot),
        "laatst_bekend": None
        if b.laatste is None
        else {"waarde": _plain(b.laatste[0], b.eenheid), "tot": _iso(b.laatste[1])},
        "nagekeken_op": b.nagekeken_op.isoformat() if b.nagekeken_op else None,
        "gebruikt_door": list(b.gebruikt_door),
    }


def _plain(waarde: int | frozenset[str] | None, eenheid: str) -> str | list[str] | None:
    if isinstance(waarde, frozenset):
        return sorted(waarde)
    return None if waarde is None else str(to_decimal(waarde, eenheid))


def _iso(dag: int | None) -> str | None:
    return None if dag is None or dag >= LAATSTE else to_date(dag).isoformat()


def change_lines(wijzigingen: Iterable[Wijziging]) -> Iterator[Regel]:
    """What changed, by right."""
    for ruimte, groep in groupby(sorted(wijzigingen, key=lambda w: w.ruimte), lambda w: w.ruimte):
        yield 0, ruimte, "bold underline"
        for w in groep:
            label = f" ({w.label})" if w.label and w.label != w.wat else ""
            yield 2, f"- {w.onderdeel} {w.hoe}: {w.wat}{label}", ""
            if w.voor:
                yield 6, f"voor: {w.voor}", "dim"
            if w.na:
                yield 6, f"na: {w.na}", "dim"


def move_lines(p: Proef) -> Iterator[Regel]:
    """Whose verdict moves, by household."""
    aantal = len({v.bestand for v in p.verschuivingen})
    yield 0, f"{aantal} van {p.aantal} gezinnen verschuiven", "bold"
    for (bestand, dag), groep in groupby(p.verschuivingen, lambda v: (v.bestand, v.op_datum)):
        yield 2, f"- {bestand} op {woorden.day(dag)}", ""
        for v in groep:
            yield 6, f"{v.recht} ({v.eenheid}): {_move(v)}", ""
    for m in p.onberekend:
        yield 2, f"- niet te berekenen: {m.code} {m.tekst}", "yellow"


def _move(v: Verschuiving) -> str:
    oordeel = f"{v.voor or 'bestaat niet'} -> {v.na or 'bestaat niet'}" if v.oordeel_verschuift else f"blijft {v.na}"
    if v.bedrag_voor == v.bedrag_na:
        return oordeel
    return f"{oordeel}; {_range(v.bedrag_voor)} -> {_range(v.bedrag_na)}"


def _range(bereik: Bereik) -> str:
    return "geen bedrag" if bereik is None else woorden.money_range(bereik)


def change_as_dict(w: Wijziging) -> dict[str, str]:
    """A change as plain data."""
    return {
        "recht": w.ruimte,
        "onderdeel": w.onderdeel,
        "hoe": w.hoe,
        "wat": w.wat,
        "label": w.label,
        "voor": w.voor,
        "na": w.na,
    }


def move_as_dict(v: Verschuiving) -> dict[str, Any]:
    """A moved verdict as plain data."""
    return {
        "gezin": v.bestand,
        "op_datum": v.op_datum.isoformat(),
        "recht": v.recht,
        "eenheid": v.eenheid,
        "voor": v.voor,
        "na": v.na,
        "bedrag_voor": None if v.bedrag_voor is None else [str(x) for x in v.bedrag_voor],
        "bedrag_na": None if v.bedrag_na is None else [str(x) for x in v.bedrag_na],
    }


def graph_lines(g: Graaf) -> Iterator[Regel]:
    """How many rights each right opens, and that no right opens itself along others."""
    for p in sorted(g.punten, key=lambda p: (-p.opent_samen, p.id)):
        if p.soort == "recht":
            verder = f", met wat die weer openen {p.opent_samen}" if p.opent_samen != p.opent else ""
            yield 0, f"{p.id}: opent {p.opent} recht{'' if p.opent == 1 else 'en'}{verder}", ""
    for kring in g.kringen:
        yield 0, f"kring: {' -> '.join((*kring, kring[0]))}", "red"
    if not g.kringen:
        yield (
            0,
            f"geen kring: {len(g.volgorde)} rechten en statussen staan in een volgorde waarin elk pijltje vooruit gaat",
            "",
        )

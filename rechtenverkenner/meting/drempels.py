"""What stood in the way, and who dropped out: counts of coded words, the small ones hidden."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rechtenverkenner.meting.afscherming import protect_counts, shown_rows
from rechtenverkenner.meting.gegevens import Gegevens, Paar, Stap, groups_of
from rechtenverkenner.meting.geld import money
from rechtenverkenner.meting.meten import Grenzen
from rechtenverkenner.meting.woorden import LIJSTEN

NIET: Final = "niet genoemd"
_EINDE: Final = ("gestopt", "geweigerd")
_MOMENTEN: Final = (
    "gestopt voor de aanvraag",
    "loopt nog, niet aangevraagd",
    "gestopt na de aanvraag",
    "geweigerd",
    "loopt nog, aangevraagd",
)
"""How a right that was not received stands: two before the request, three after it."""


@dataclass(frozen=True, slots=True)
class Signaal:
    """A barrier that keeps coming back with one right: how often, and what stays open by it, in cents a year."""

    drempel: str
    recht: str
    naam: str
    domein: str
    aantal: int
    open_jaar: Grenzen


def barrier_tables(g: Gegevens) -> dict[str, Mapping[str, int | None]]:
    """Barriers by B, by phase, by level, by target group and by method; each barrier once for a client and right."""
    genoemd = list(_barriers(g))
    lijsten = {naam: (*LIJSTEN[naam], NIET) for naam in ("fase", "niveau", "methode")}
    tellingen = {"drempel": _count((s.drempel for _, s in genoemd), LIJSTEN["drempel"])}
    for naam, lijst in lijsten.items():
        tellingen[naam] = _count((getattr(s, naam) for _, s in genoemd), lijst)
    tellingen["doelgroep"] = _count((p.groep for p, _ in genoemd), groups_of(g))
    return {naam: protect_counts(tel) for naam, tel in tellingen.items()}


def dropout_tables(g: Gegevens) -> dict[str, Mapping[str, int | None]]:
    """Open rights that were not received: which ended, when, in which target group, by which barrier or reason.

    Where the first table hides something, how many ended would give it away: then no other table adds up to that.
    """
    niet = [p for p in g.paren if p.klasse in ("gevonden", "aangevraagd")]
    uitval = [p for p in niet if _ended(p)]
    laatste = [p.stappen[-1] for p in uitval]
    moment = _protect_moments(_count(map(_moment, niet), _MOMENTEN))
    geheim = None in moment.values()
    groep = {naam: [sum(p.groep == naam for p in deel) for deel in (uitval, niet)] for naam in groups_of(g)}
    genoemd = _count((s.drempel for _, s in _barriers(g)), (*LIJSTEN["drempel"], NIET))
    drempel = _count((s.drempel for s in laatste), genoemd)
    return {
        "moment": moment,
        "doelgroep": _protect_split(groep, geheim=geheim),
        "drempel": _protect_split({b: [n, genoemd[b] or 2 * n] for b, n in drempel.items()}, geheim=geheim),
        "reden": protect_counts(
            _count((s.reden for s in laatste if s.stand == "geweigerd"), (*LIJSTEN["reden"], NIET)), geheim=geheim
        ),
    }


def _protect_moments(tel: Mapping[str, int]) -> dict[str, int | None]:
    """Before and after the request apart: of each the circle shows the sum."""
    delen = [{m: tel[m] for m in _MOMENTEN[:2]}, {m: tel[m] for m in _MOMENTEN[2:]}]
    return protect_counts(delen[0]) | protect_counts(delen[1])


def _protect_split(tel: Mapping[str, Sequence[int]], *, geheim: bool) -> dict[str, int | None]:
    """The first number of each row of (part, whole), where the other part is not small either."""
    toon = shown_rows({r: (deel, geheel - deel) for r, (deel, geheel) in tel.items()}, geheim=geheim)
    return {r: n[0] if r in toon else None for r, n in tel.items()}


def signals(g: Gegevens) -> tuple[Signaal, ...]:
    """The barriers that a right meets five times or more, the most frequent first."""
    per_b: dict[str, dict[str, list[Paar]]] = {b: defaultdict(list) for b in LIJSTEN["drempel"]}
    for p, s in _barriers(g):
        per_b[s.drempel or NIET][p.recht].append(p)
    totaal = protect_counts({b: sum(map(len, rechten.values())) for b, rechten in per_b.items()})
    uit = []
    for b, rechten in per_b.items():
        if totaal[b] is None:
            continue
        for r, n in protect_counts({r: len(rechten[r]) for r in g.ronde.rechten}).items():
            if n is not None:
                recht = g.ronde.rechten[r]
                uit.append(Signaal(b, r, recht.naam, recht.domein, n, _left_open(rechten[r])))
    return tuple(sorted(uit, key=lambda s: (-s.aantal, s.drempel, s.recht)))


def _left_open(paren: Iterable[Paar]) -> Grenzen:
    return money(p.jaar for p in paren if p.klasse in ("gevonden", "aangevraagd"))


def _barriers(g: Gegevens) -> Iterator[tuple[Paar, Stap]]:
    for p in g.paren:
        laatste = {s.drempel: s for s in p.stappen if s.drempel}
        yield from ((p, s) for s in laatste.values())


def _ended(p: Paar) -> bool:
    return p.stappen[-1:] != () and p.stappen[-1].stand in _EINDE


def _moment(p: Paar) -> str:
    voor, geweigerd = p.klasse == "gevonden", _ended(p) and p.stappen[-1].stand == "geweigerd"
    if not _ended(p):
        return _MOMENTEN[1] if voor else _MOMENTEN[4]
    return _MOMENTEN[0] if voor else _MOMENTEN[3 if geweigerd else 2]


def _count(woorden: Iterable[str | None], lijst: Iterable[str]) -> dict[str, int]:
    """How often each word of a list, also those that never came."""
    tel = Counter(w or NIET for w in woorden)
    return {w: tel[w] for w in lijst}

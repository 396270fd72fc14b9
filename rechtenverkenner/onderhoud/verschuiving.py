"""Whose verdict moves: the same households under two versions of a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from rechtenverkenner.catalogus.profiel import read_gezin
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.knopen import BOOL, NEE, Const, RechtOpen, walk
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort
from rechtenverkenner.model.recht import Catalogus, Gebied, Recht
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.onderhoud.boek import GEDEELD, Boek
from rechtenverkenner.onderhoud.gebruik import parameter_users
from rechtenverkenner.onderhoud.verschil import Wijziging, is_rule
from rechtenverkenner.verificatie.gevallen import case_files, read_cases

Bereik = tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class Huishouden:
    """A household to try: the file it stands in (below its folder), and the date to judge it on."""

    bestand: str
    gezin: Gezin
    op_datum: date


@dataclass(frozen=True, slots=True)
class Verschuiving:
    """A verdict or an amount that differs; None where there is no verdict on that right and unit.

    Amounts are euro, per year or once, as (lowest, highest).
    """

    bestand: str
    op_datum: date
    recht: str
    eenheid: str
    voor: Oordeelsoort | None
    na: Oordeelsoort | None
    bedrag_voor: Bereik
    bedrag_na: Bereik

    @property
    def oordeel_verschuift(self) -> bool:
        """The verdict itself, not only its amount."""
        return self.voor != self.na


@dataclass(frozen=True, slots=True)
class Proef:
    """What moved, of how many households, and what one of the two could not judge."""

    verschuivingen: tuple[Verschuiving, ...]
    aantal: int
    onberekend: tuple[Melding, ...]


def read_households(map_: Path, vandaag: date, *, op_datum: date | None = None) -> tuple[Huishouden, ...]:
    """The reference cases of a folder (each on its own date) and its profiles (on `vandaag`).

    Profiles stand in the folder itself or in its folder `gezinnen`. With `op_datum` everything is judged on that day.

    Raises:
        InvoerFout: nothing there, or a file that cannot be read.
    """
    uit = []
    fouten: list[Melding] = []
    los = sorted(map_.glob("*.yaml"))
    if case_files(map_):
        uit = [Huishouden(f"{g.pad}.yaml", g.gezin, op_datum or g.op_datum) for g in read_cases(map_)]
        los = []  # beside the folders of cases stand the reviewed lists of the checks, not profiles
    for pad in [*los, *sorted(map_.glob("gezinnen/*.yaml"))]:
        gezin, meldingen, _ = read_gezin(pad)
        fouten += meldingen
        if gezin is not None:
            uit.append(Huishouden(pad.relative_to(map_).as_posix(), gezin, op_datum or vandaag))
    if not uit and not fouten:
        hulp = "geef een map met profielen, of met <recht>/<datum>/<geval>.yaml"
        fouten.append(Melding("RV032", f"geen gezinnen in `{map_.name[:60]}`", None, hulp))
    if fouten:
        raise InvoerFout(fouten)
    return tuple(uit)


def touched_rights(a: Boek, b: Boek, wijzigingen: Iterable[Wijziging]) -> frozenset[str]:
    """The rights of which a verdict can differ: whose rule or amounts changed, and what these open."""
    alle = frozenset({*a.catalogus.rechten, *b.catalogus.rechten})
    gebruik = [parameter_users(x) for x in (a, b)]
    uit: set[str] = set()
    for w in wijzigingen:
        if w.onderdeel == "bedrag":
            kenmerk = f"{w.ruimte}.{w.wat.partition(' ')[0]}"
            uit.update(*(g.get(kenmerk, ()) for g in gebruik))
        elif is_rule(w):
            uit |= {w.ruimte.partition("@")[0]} if w.ruimte in {*a.ruimten, *b.ruimten} - {GEDEELD} else alle
    volgende = uit
    while volgende:
        volgende = {r.id for c in (a.catalogus, b.catalogus) for r in c.rechten.values() if _opened_by(r) & uit} - uit
        uit |= volgende
    return frozenset(uit)


def _opened_by(recht: Recht) -> set[str]:
    return {k.id for k in walk(recht.voorwaarden) if isinstance(k, RechtOpen)}


def narrow(catalogus: Catalogus, rechten: frozenset[str]) -> Catalogus:
    """The catalogue with only the rules of these rights and of what opens them; the verdicts on these stay the same."""
    nodig = set(rechten & set(catalogus.rechten))
    volgende = nodig
    while volgende:
        volgende = {x for r in volgende for x in _opened_by(catalogus.rechten[r]) if x in catalogus.rechten} - nodig
        nodig |= volgende
    # The others stay by name: a household may use them, and that is a fact. In no municipality they are not judged.
    leeg, nergens = Const(BOOL, NEE), Gebied(frozenset(), LAATSTE, VROEGSTE)
    over = {
        k: r if k in nodig else replace(r, voorwaarden=leeg, bedrag=None, dagen={}, gebied=nergens)
        for k, r in catalogus.rechten.items()
    }
    return replace(catalogus, rechten=MappingProxyType(over))


def find_moves(
    a: Catalogus, b: Catalogus, gezinnen: Iterable[Huishouden], *, rechten: frozenset[str] | None = None
) -> Proef:
    """Every verdict and amount that differs between the two; of `rechten` only, when no other can (much faster)."""
    uit: list[Verschuiving] = []
    onberekend: list[Melding] = []
    if rechten is not None:
        a, b = narrow(a, rechten), narrow(b, rechten)
    aantal = 0
    for h in gezinnen:
        aantal += 1
        voor, na = (_verdicts(c, h, onberekend) for c in (a, b))
        if voor is not None and na is not None:
            uit += (v for v in _moves(h, voor, na) if rechten is None or v.recht in rechten)
    return Proef(tuple(uit), aantal, tuple(dict.fromkeys(onberekend)))


Oordelen = dict[tuple[str, str], Oordeel]


def _verdicts(c: Catalogus, h: Huishouden, onberekend: list[Melding]) -> Oordelen | None:
    try:
        oordelen = evaluate(h.gezin, c, op_datum=h.op_datum).oordelen
    except InvoerFout as e:
        onberekend += [
            Melding(m.code, f"{h.bestand} met catalogus {c.versie}: {m.tekst}", None, m.hulp) for m in e.meldingen
        ]
        return None
    return {(o.recht, o.eenheid): o for o in oordelen}


def _moves(h: Huishouden, voor: Oordelen, na: Oordelen) -> Iterator[Verschuiving]:
    for sleutel in sorted({*voor, *na}):
        o, p = voor.get(sleutel), na.get(sleutel)
        links, rechts = _state(o), _state(p)
        if links != rechts:
            yield Verschuiving(h.bestand, h.op_datum, *sleutel, links[0], rechts[0], links[1], rechts[1])


def _state(o: Oordeel | None) -> tuple[Oordeelsoort | None, Bereik]:
    """Verdict and amount; a right has an amount per year or once, never both."""
    return (None, None) if o is None else (o.oordeel, o.bedrag_jaar or o.bedrag_eenmalig)

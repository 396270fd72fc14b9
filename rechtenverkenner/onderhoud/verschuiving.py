"""Whose verdict moves: the same households under two versions of a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from rechtenverkenner.catalogus.profiel import read_gezin
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.evalueren import evaluate
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
    if case_files(map_):
        uit = [Huishouden(f"{g.pad}.yaml", g.gezin, op_datum or g.op_datum) for g in read_cases(map_)]
    fouten: list[Melding] = []
    for pad in sorted([*map_.glob("*.yaml"), *map_.glob("gezinnen/*.yaml")]):
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


def find_moves(a: Catalogus, b: Catalogus, gezinnen: Iterable[Huishouden]) -> Proef:
    """Every verdict and amount that differs between the two."""
    uit: list[Verschuiving] = []
    onberekend: list[Melding] = []
    aantal = 0
    for h in gezinnen:
        aantal += 1
        voor, na = (_verdicts(c, h, onberekend) for c in (a, b))
        if voor is not None and na is not None:
            uit += _moves(h, voor, na)
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

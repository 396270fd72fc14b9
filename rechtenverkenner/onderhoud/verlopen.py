"""What is out of date in a catalogue on a day: amounts that ended or were never found, old checks, ended rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rechtenverkenner.catalogus.bron import Bron
from rechtenverkenner.meldingen import Plaats
from rechtenverkenner.model.bedrag import ONBEKEND, Interval
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, add_months, to_number
from rechtenverkenner.model.recht import Parameter, Waardeperiode
from rechtenverkenner.onderhoud.boek import Boek, part
from rechtenverkenner.onderhoud.gebruik import parameter_users

MAANDEN_NAGEKEKEN = 12

Soort = Literal[
    "geen_waarde", "eindigt", "lang_niet_nagekeken", "lage_zekerheid", "recht_voorbij", "recht_eindigt",
    "lokaal_voorbij", "lokaal_eindigt",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bevinding:
    """One thing to look up again.

    `ruimte` is the right (or local file, or `gedeeld`) it stands in, `naam` the parameter, empty for a right itself.
    `waarde` is what holds on the day, `grenzen` what holds after it or instead of it when only bounds are known,
    `laatste` the last known value and its last day. Numbers are on the scale of `eenheid`, days are yyyymmdd.
    """

    soort: Soort
    plaats: Plaats
    ruimte: str
    naam: str = ""
    label: str = ""
    eenheid: str = ""
    waarde: int | frozenset[str] | None = None
    grenzen: Interval | None = None
    tot: int | None = None
    laatste: tuple[int | frozenset[str], int] | None = None
    nagekeken_op: date | None = None
    gebruikt_door: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """How many parameters of rights that exist on the day have what kind of value then."""

    gedrukt: int
    berekend: int
    grenzen: int
    niets: int


def find_stale(boek: Boek, op_datum: date, *, maanden: int = 3) -> tuple[Bevinding, ...]:
    """Everything to look up again on `op_datum`, in order of file and line; `maanden` is how far to look ahead."""
    nu = to_number(op_datum)
    vooruit = add_months(nu, maanden)
    uit = [b for ruimte, rij in boek.ruimten.items() for bron in rij for b in _existence(ruimte, bron, nu, vooruit)]
    gebruik = parameter_users(boek)
    for kenmerk in _living(boek, nu):
        uit += _parameter(boek, kenmerk, nu, vooruit, gebruik[kenmerk])
    return tuple(sorted(uit, key=lambda b: (b.plaats, b.soort)))


def state_of(boek: Boek, op_datum: date) -> Stand:
    """How well the amounts of `op_datum` are known: printed, computed, only bounds, nothing."""
    nu = to_number(op_datum)
    perioden = [_current(boek.catalogus.parameters[k], nu) for k in _living(boek, nu)]
    bekend = [w for w in perioden if w is not None and w.waarde is not None]
    berekend = sum(bool(w.afgeleid) for w in bekend)
    grenzen = sum(w is not None and w.waarde is None and _bounds(w) is not None for w in perioden)
    return Stand(len(bekend) - berekend, berekend, grenzen, len(perioden) - len(bekend) - grenzen)


def _living(boek: Boek, nu: int) -> Iterator[str]:
    """The parameters of the files that hold something for this day."""
    for ruimte, rij in boek.ruimten.items():
        for bron in rij:
            if all(van <= nu <= tot for van, tot, _ in _periods(bron)):
                yield from (f"{ruimte}.{p}" for p in part(bron, "parameters"))


def _periods(bron: Bron) -> Iterator[tuple[int, int, str]]:
    """When the right or local rule of a file exists: first day, last day, and the field that says so."""
    for veld in ("geldig", "gebied"):
        van, tot = part(bron, veld).get("vanaf"), part(bron, veld).get("tot")
        yield (
            to_number(van) if isinstance(van, date) else VROEGSTE,
            to_number(tot) if isinstance(tot, date) else LAATSTE,
            veld,
        )


def _existence(ruimte: str, bron: Bron, nu: int, vooruit: int) -> Iterator[Bevinding]:
    is_lokaal = "@" in ruimte
    for _, tot, veld in _periods(bron):
        plaats = bron.plaats((veld, "tot")) or Plaats(bron.bestand, 1, 1)
        if tot < nu:
            yield Bevinding("lokaal_voorbij" if is_lokaal else "recht_voorbij", plaats, ruimte, tot=tot)
        elif tot <= vooruit:
            yield Bevinding("lokaal_eindigt" if is_lokaal else "recht_eindigt", plaats, ruimte, tot=tot)


def _parameter(boek: Boek, kenmerk: str, nu: int, vooruit: int, gebruikt: tuple[str, ...]) -> Iterator[Bevinding]:
    p = boek.catalogus.parameters[kenmerk]
    ruimte, _, naam = kenmerk.rpartition(".")
    w = _current(p, nu)

    def finding(soort: Soort, plek: Waardeperiode, **meer: object) -> Bevinding:
        plaats = boek.reeksen[kenmerk].place("waarden", _index(boek, kenmerk, plek))
        velden = {"nagekeken_op": plek.nagekeken_op, "gebruikt_door": gebruikt, **meer}
        return Bevinding(soort, plaats, ruimte, naam, p.label, p.typ.eenheid, **velden)  # type: ignore[arg-type]

    if w is None or w.waarde is None:
        eerder = [x for x in p.waarden if x.vanaf <= nu]
        bekend = [x for x in eerder if x.waarde is not None]
        laatste = (bekend[-1].waarde, bekend[-1].tot) if bekend else None
        plek = w or (eerder or p.waarden)[-1 if eerder else 0]
        yield finding("geen_waarde", plek, grenzen=_bounds(w), laatste=laatste)
        return
    daarna = next((x for x in p.waarden if x.vanaf > w.tot), None)
    if w.tot <= vooruit and (daarna is None or daarna.waarde is None):
        yield finding("eindigt", w, waarde=w.waarde, tot=w.tot, grenzen=_bounds(daarna))
    if w.zekerheid == "laag":
        yield finding("lage_zekerheid", w, waarde=w.waarde, grenzen=_bounds(w))
    if to_number(w.nagekeken_op) < add_months(nu, -MAANDEN_NAGEKEKEN):
        yield finding("lang_niet_nagekeken", w, waarde=w.waarde)


def _current(p: Parameter, nu: int) -> Waardeperiode | None:
    return next((w for w in p.waarden if w.vanaf <= nu <= w.tot), None)


def _bounds(w: Waardeperiode | None) -> Interval | None:
    """Bounds that say something; a list has none."""
    if w is None or w.grenzen in (ONBEKEND, (0, None)) or isinstance(w.waarde, frozenset):
        return None
    return None if w.waarde is None and w.grenzen == (0, 0) else w.grenzen


def _index(boek: Boek, kenmerk: str, w: Waardeperiode) -> int:
    """Which value of the file this is; the periods are in order, the file need not be."""
    plek = boek.reeksen[kenmerk]
    waarden = part(plek.bron, "parameters")[str(plek.pad[1])]["waarden"]  # type: ignore[index]
    return next(i for i, x in enumerate(waarden) if to_number(x["vanaf"]) == w.vanaf)

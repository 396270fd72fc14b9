"""Two verdicts on the same right side by side: what opens, stops, changes or becomes unknown, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort, Resultaat, Uitkomst, Uitleg

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin

Gevolgsoort = Literal["opent", "stopt", "misschien", "wijzigt", "anders", "onzeker", "onbekend", "sluit"]
"""Open now and not before; in use or open before and not after; a person decides; another amount; open as before but
granted in another way; in use but no longer confirmed; not known any more; no right, after not being known or sure."""

Stand = Literal["in_gebruik", "open", "misschien", "onzeker", "onbekend", "stopt", "nee"]
Bereik = tuple[Decimal, Decimal] | None
MEEST = 3
"""Reasons that are named: the lowest conditions that differ."""


@dataclass(frozen=True, slots=True)
class Reden:
    """A named condition whose answer differs; None where it was not asked."""

    id: str
    label: str
    over: str = field(repr=False)
    van: Uitkomst | None
    naar: Uitkomst | None


@dataclass(frozen=True, slots=True)
class Gevolg:
    """What an event does to one right of one unit; amounts in euro as (lowest, highest).

    `van` or `naar` is None when the unit or the right is not there on that side. `aanvragen_voor` is the last day to
    request, `terugwerkend_tot` the day to which a request goes back.
    """

    soort: Gevolgsoort
    recht: str
    naam: str
    eenheid: str = field(repr=False)
    van: Oordeelsoort | None
    naar: Oordeelsoort | None
    in_gebruik: bool
    jaar_voor: Bereik = field(repr=False)
    jaar_na: Bereik = field(repr=False)
    eenmalig_voor: Bereik = field(repr=False)
    eenmalig_na: Bereik = field(repr=False)
    na: tuple[str, ...]
    ontbreekt: tuple[str, ...] = field(repr=False)
    aanvragen_voor: date | None
    terugwerkend_tot: date | None
    waarom: tuple[Reden, ...]


def pairs(voor: Resultaat, na: Resultaat) -> Iterator[tuple[Oordeel | None, Oordeel | None]]:
    """The verdicts of two results, by right and unit, in order."""
    a = {(o.recht, o.eenheid): o for o in voor.oordelen}
    b = {(o.recht, o.eenheid): o for o in na.oordelen}
    for sleutel in sorted(a.keys() | b.keys()):
        yield a.get(sleutel), b.get(sleutel)


def units_here(gezin: Gezin) -> frozenset[str]:
    """The units that a verdict can be about: the household, who is registered here, the connections."""
    personen = (p.id for p in gezin.personen if p.domicilie == "hier")
    return frozenset({"gezin", *personen, *(a.id for a in gezin.aansluitingen or ())})


def stand(o: Oordeel | None) -> Stand:
    """Where a verdict stands; what is in use and no longer fits counts as stopping."""
    if o is None or o.oordeel == "geen_recht":
        return "nee"
    if o.oordeel == "gebruikt":
        if "voorwaarden_niet_voldaan" in o.vlaggen:
            return "stopt"
        return "onzeker" if "voorwaarden_niet_bevestigd" in o.vlaggen else "in_gebruik"
    if o.oordeel in ("mogelijk", "onbekend"):
        return "misschien" if o.oordeel == "mogelijk" else "onbekend"
    return "open"


def kind_of(voor: Oordeel | None, na: Oordeel | None) -> Gevolgsoort | None:
    """What the difference between two verdicts is; None when there is none."""
    a, b = stand(voor), stand(na)
    if a == b:
        return _same_stand(voor, na)
    gestopt = voor is not None and voor.oordeel == "gebruikt" and not _may_be_used(na)
    liep = a in ("in_gebruik", "open", "onzeker")
    match b:
        case "in_gebruik" | "open":
            return "anders" if liep else "opent"
        case "nee" | "stopt":
            return "stopt" if liep or a == "nee" else "sluit"
        case _:
            return "stopt" if gestopt else b


def _may_be_used(o: Oordeel | None) -> bool:
    """Whether the unit uses the right, or may use it as far as is known."""
    if o is None or o.oordeel == "gebruikt":
        return o is not None
    einde = (f"{o.eenheid}.statussen.{o.recht}", f"{o.eenheid}.rechten.{o.recht}")
    return "gebruik_onbekend" in o.vlaggen or any(x in o.ontbreekt for x in einde)


def _same_stand(voor: Oordeel | None, na: Oordeel | None) -> Gevolgsoort | None:
    if voor is None or na is None or na.oordeel == "geen_recht":
        return None
    if voor.oordeel != na.oordeel:
        return "anders"
    bedragen = (voor.bedrag_jaar, voor.bedrag_eenmalig) != (na.bedrag_jaar, na.bedrag_eenmalig)
    return "wijzigt" if bedragen and na.oordeel != "onbekend" else None


def consequence(voor: Oordeel | None, na: Oordeel | None) -> Gevolg | None:
    """The consequence for one right and unit, or None when nothing changes."""
    soort = kind_of(voor, na)
    o = na or voor
    if soort is None or o is None:
        return None
    return Gevolg(
        soort=soort,
        recht=o.recht,
        naam=o.naam,
        eenheid=o.eenheid,
        van=voor.oordeel if voor else None,
        naar=na.oordeel if na else None,
        in_gebruik=any(x is not None and x.oordeel == "gebruikt" for x in (voor, na)),
        jaar_voor=voor.bedrag_jaar if voor else None,
        jaar_na=na.bedrag_jaar if na else None,
        eenmalig_voor=voor.bedrag_eenmalig if voor else None,
        eenmalig_na=na.bedrag_eenmalig if na else None,
        na=na.na if na else (),
        ontbreekt=na.ontbreekt if na and soort in ("onzeker", "onbekend", "misschien") else (),
        aanvragen_voor=flag_day(na, "aanvragen_voor"),
        terugwerkend_tot=flag_day(na, "terugwerkend_tot"),
        waarom=reasons(voor, na),
    )


def flag_day(o: Oordeel | None, vlag: str) -> date | None:
    """The day that a flag of a verdict names."""
    for tekst in o.vlaggen if o else ():
        naam, _, dag = tekst.partition(":")
        if naam == vlag:
            return date.fromisoformat(dag)
    return None


def reasons(voor: Oordeel | None, na: Oordeel | None) -> tuple[Reden, ...]:
    """The lowest named conditions whose answer differs."""
    if voor is None or na is None:
        return ()
    oud, nieuw = dict(_answers(voor.uitleg)), dict(_answers(na.uitleg))
    uit: dict[tuple[str, str], Reden] = {}
    for boom in (na.uitleg, voor.uitleg):
        _lowest(boom, "", oud, nieuw, uit)
    return tuple(uit.values())[:MEEST]


Antwoorden = dict[tuple[str, str], Uitkomst]


def _answers(u: Uitleg, over: str = "") -> Iterator[tuple[tuple[str, str], Uitkomst]]:
    """Every named condition with its answer; one below a member of a group is about that member."""
    over = u.over or over
    if u.id:
        yield (u.id, over), u.uitkomst
    for deel in u.onderdelen:
        yield from _answers(deel, over)


def _lowest(u: Uitleg, over: str, oud: Antwoorden, nieuw: Antwoorden, uit: dict[tuple[str, str], Reden]) -> bool:
    """Collect the differing conditions that hold no other one that differs; whether there was any here."""
    over = u.over or over
    onder = [_lowest(deel, over, oud, nieuw, uit) for deel in u.onderdelen]
    if any(onder) or not u.id:
        return any(onder)
    sleutel = (u.id, over)
    van, naar = oud.get(sleutel), nieuw.get(sleutel)
    if van == naar:
        return False
    uit.setdefault(sleutel, Reden(u.id, u.label, over, van, naar))
    return True

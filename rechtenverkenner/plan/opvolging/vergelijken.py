"""What asks attention on a day: the file beside the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal, get_args

from pydantic import ValidationError

from rechtenverkenner.catalogus.bron import Bron
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.plan.opvolging.bestand import form_faults
from rechtenverkenner.plan.opvolging.waarden import Gevolgd, Opvolging, Stand, same_people, value_faults
from rechtenverkenner.plan.plan import Plan, Planrecht

Planaanleiding = Literal["aanvragen_voor", "hernieuwen_voor"]
Toestand = Literal["nu_opvolgen", "open", "nieuw", "loopt_nu", "niet_meer_open", "gestopt", "klaar"]
"""Asks attention now; under way; found by the plan and not in the file; under way in the file while the household has
it already, or while it is not open any more; stopped or refused; received."""

HUISREGEL: Final[Mapping[str, int]] = MappingProxyType(
    {"besproken": 14, "afgesproken": 14, "aangevraagd": 60, "toegekend": 45}
)
"""After how many days to look again when the file names no day: a working rule of ours, not a term of the law."""

NABIJ: Final = timedelta(days=14)
"""How long before a last day a right asks attention; a working rule of ours."""

HERNIEUWD: Final = timedelta(days=183)
"""A renewal that began at most this long before the last day is the one that day is about, not that of a year ago."""

_NOG_TE_VRAGEN: Final = ("gevonden", "besproken", "afgesproken", "hernieuwing")
_EINDE: Final[Mapping[str, Toestand]] = {"ontvangen": "klaar", "geweigerd": "gestopt", "gestopt": "gestopt"}
_VOLGENS_PLAN: Final[Mapping[str | None, Toestand]] = {"gebruikt": "loopt_nu", "geen_recht": "niet_meer_open"}


@dataclass(frozen=True, slots=True)
class Aanleiding:
    """Why a right asks attention: the day it is about, and since when it does."""

    soort: Planaanleiding | Literal["opvolgen_op", "huisregel"]
    dag: date
    vanaf: date


@dataclass(frozen=True, slots=True)
class Openstaand:
    """Where one right stands on a day; `oordeel` and `na` are those of the plan, `stand` is that of the file."""

    recht: str
    wie: tuple[str, ...]
    toestand: Toestand
    stand: Stand | None = None
    oordeel: Oordeelsoort | None = None
    na: tuple[str, ...] = ()
    aanleidingen: tuple[Aanleiding, ...] = ()
    laatste_dag: date | None = None
    """The last day to request, of what is not requested yet."""

    @property
    def sinds(self) -> date | None:
        """Since when it asks attention, or else since when it has its state."""
        if self.aanleidingen:
            return self.aanleidingen[0].vanaf
        return self.stand.datum if self.stand else None


def begin(plan: Plan, pseudoniem: str) -> Opvolging:
    """The file to start with: what a plan requests or checks, as found on the day of the plan; openers first.

    Raises:
        InvoerFout: a pseudonym that cannot be one (RV612), a day too far away (RV615), ids that look like a national
            number (RV618).
    """
    openers = [o.eerst.recht.id for o in plan.volgorde]
    alle = (*(p for p in plan.kijk_na if p.loopt_niet), *plan.aanvragen, *(p for p in plan.kijk_na if not p.loopt_niet))
    volgorde = sorted(alle, key=lambda p: openers.index(p.recht.id) if p.recht.id in openers else len(openers))
    gevonden = [{"stand": "gevonden", "datum": plan.op_datum}]
    rechten = [{"recht": p.recht.id, "wie": p.wie, "standen": gevonden} for p in volgorde]
    return _checked({"pseudoniem": pseudoniem, "rechten": rechten})


def _checked(gegevens: Mapping[str, object]) -> Opvolging:
    """The value with these fields; a fault that many rights share is told once."""
    eens = dict.fromkeys((code, tekst, hulp) for code, tekst, hulp, _ in value_faults(gegevens))
    if eens:
        raise InvoerFout(Melding(code, tekst, None, hulp) for code, tekst, hulp in eens)
    try:
        return Opvolging.model_validate(gegevens)
    except ValidationError as e:
        raise InvoerFout(form_faults(e, Bron("", gegevens))) from None


def compare(plan: Plan | None, opvolging: Opvolging, *, op_datum: date | None = None) -> tuple[Openstaand, ...]:
    """Where every right stands on the day of the plan: what asks attention first, the longest waiting on top.

    States of later days do not count. Without a plan only the file speaks, on `op_datum`: nothing is new, and no last
    day is known.

    Raises:
        InvoerFout: RV615, a plan of another day than `op_datum`, or neither of them.
    """
    dag = _day(plan, op_datum)
    regels = _rights_of(plan) if plan else ()
    gevolgd = [(g, stand) for g in opvolging.rechten if (stand := g.on(dag))]
    uit = [_followed(g, stand, regels, dag) for g, stand in gevolgd]
    uit += (o for p in regels if (o := _not_followed(p, [g for g, _ in gevolgd if g.recht == p.recht.id], dag)))
    return tuple(sorted(uit, key=lambda o: (get_args(Toestand).index(o.toestand), o.sinds or dag)))


def _day(plan: Plan | None, op_datum: date | None) -> date:
    dag = plan.op_datum if plan else op_datum
    if dag is None:
        raise InvoerFout([Melding("RV615", "zonder plan is er geen dag", None, "geef `op_datum`")])
    if op_datum not in (None, dag):
        hulp = "laat `op_datum` weg, of maak een plan op die dag"
        raise InvoerFout([Melding("RV615", f"het plan is van een andere dag: {dag.isoformat()}", None, hulp)])
    return dag


def _rights_of(plan: Plan) -> tuple[Planrecht, ...]:
    """Every right once. What can be done comes first: a right may be open for one and run or be closed for another."""
    te_weten = {p.sleutel: p for vraag in plan.te_weten for p in vraag.rechten}
    return (*plan.aanvragen, *plan.kijk_na, *plan.daarna, *te_weten.values(), *plan.in_gebruik, *plan.geen_recht)


def _followed(g: Gevolgd, stand: Stand, plan: Sequence[Planrecht], op_datum: date) -> Openstaand:
    regels = [p for p in plan if p.recht.id == g.recht and same_people(g.wie, p.wie)]
    oordeel = regels[0].soort if regels else None
    redenen = [*_days_of_file(stand, oordeel, op_datum), *_days_of_plan(g, stand, regels, op_datum)]
    toestand = _EINDE.get(stand.stand) or _VOLGENS_PLAN.get(oordeel, "open")
    return Openstaand(
        recht=g.recht,
        wie=g.wie,
        toestand="nu_opvolgen" if redenen else toestand,
        stand=stand,
        oordeel=oordeel,
        na=regels[0].na if regels else (),
        aanleidingen=tuple(sorted(redenen, key=lambda a: (a.vanaf, a.soort))),
        laatste_dag=_last_day(regels) if stand.stand in _NOG_TE_VRAGEN else None,
    )


def _last_day(regels: Sequence[Planrecht]) -> date | None:
    return min((p.aanvragen_voor for p in regels if p.aanvragen_voor), default=None)


def _not_followed(p: Planrecht, gevolgd: Sequence[Gevolgd], op_datum: date) -> Openstaand | None:
    """A right of the plan for those whom the file does not name; what runs only when it must be renewed soon."""
    genoemd = {x for g in gevolgd for x in g.wie}
    wie = tuple(x for x in p.wie if x not in genoemd)
    if any(not g.wie for g in gevolgd) or (gevolgd and not wie) or p.soort in ("geen_recht", "onbekend"):
        return None
    redenen = _near("aanvragen_voor", p.aanvragen_voor, op_datum) + _near(
        "hernieuwen_voor", p.hernieuwen_voor, op_datum
    )
    if p.soort == "gebruikt" and not redenen:
        return None
    toestand: Toestand = "nu_opvolgen" if redenen else "nieuw"
    return Openstaand(p.recht.id, wie, toestand, None, p.soort, p.na, redenen, p.aanvragen_voor)


def _days_of_file(stand: Stand, oordeel: Oordeelsoort | None, op_datum: date) -> Iterator[Aanleiding]:
    """The day the file names, or else the house rule; not for what runs already or is not open any more."""
    dag = stand.opvolgen_op
    if dag is not None:
        if dag <= op_datum:
            yield Aanleiding("opvolgen_op", dag, dag)
    elif stand.stand in HUISREGEL and oordeel not in _VOLGENS_PLAN:
        dag = stand.datum + timedelta(days=HUISREGEL[stand.stand])
        if dag <= op_datum:
            yield Aanleiding("huisregel", dag, dag)


def _days_of_plan(g: Gevolgd, stand: Stand, regels: Sequence[Planrecht], op_datum: date) -> Iterator[Aanleiding]:
    vragen = _last_day(regels)
    hernieuwen = min((p.hernieuwen_voor for p in regels if p.hernieuwen_voor), default=None)
    if stand.stand in _NOG_TE_VRAGEN:
        yield from _near("aanvragen_voor", vragen, op_datum)
    if stand.stand in _NOG_TE_VRAGEN or (stand.stand == "ontvangen" and not _renewed(g, hernieuwen)):
        yield from _near("hernieuwen_voor", hernieuwen, op_datum)


def _renewed(g: Gevolgd, voor: date | None) -> bool:
    return voor is not None and any(s.stand == "hernieuwing" and s.datum >= voor - HERNIEUWD for s in g.standen)


def _near(soort: Planaanleiding, dag: date | None, op_datum: date) -> tuple[Aanleiding, ...]:
    return (Aanleiding(soort, dag, dag - NABIJ),) if dag is not None and dag - NABIJ <= op_datum else ()

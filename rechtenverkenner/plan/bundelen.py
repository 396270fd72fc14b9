"""Verdicts on the same right for several people, as one right in the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.oordeel import Oordeel, Resultaat, Uitleg
from rechtenverkenner.motor.uitleg import deciding
from rechtenverkenner.plan.plan import Bereik, Planrecht

_MET_REDEN = frozenset(["onbenut", "automatisch", "na", "mogelijk", "gebruikt"])


def bundle(resultaat: Resultaat) -> Iterator[Planrecht]:
    """Every verdict of a result in one right of the plan, in the order of the result."""
    groepen: dict[tuple[object, ...], list[Oordeel]] = {}
    for o in resultaat.oordelen:
        groepen.setdefault(_likeness(o), []).append(o)
    for groep in groepen.values():
        yield _together(groep, resultaat)


def _likeness(o: Oordeel) -> tuple[object, ...]:
    """What verdicts must share to stand in one line: the right, what to do, and what comes first."""
    return o.recht, o.oordeel, o.na, o.automatisch if o.oordeel == "na" else None


def _together(groep: list[Oordeel], resultaat: Resultaat) -> Planrecht:
    recht, o = resultaat.catalogus.rechten[groep[0].recht], groep[0]
    wie = tuple(x.eenheid for x in groep) if recht.eenheid != "gezin" else ()
    ja = o.oordeel in _MET_REDEN
    return Planrecht(
        recht=recht,
        soort=o.oordeel,
        wie=wie,
        iedereen=recht.eenheid == "persoon" and len(wie) > 1 and set(wie) >= _residents(resultaat.gezin),
        waarde_jaar=_span(x.bedrag_jaar for x in groep),
        waarde_eenmalig=_span(x.bedrag_eenmalig for x in groep),
        automatisch=o.automatisch,
        na=o.na,
        redenen=tuple(_nodes(groep, {"ja", "mens"})) if ja else (),
        tegen=tuple(_nodes(groep, {"nee"})) if o.oordeel in ("geen_recht", "gebruikt") else (),
        uitleg=tuple(x.uitleg for x in groep),
        ontbreekt=tuple(dict.fromkeys(f for x in groep for f in x.ontbreekt)),
        verandering=tuple(dict.fromkeys(v for x in groep for v in x.verandering)),
        vlaggen=tuple(dict.fromkeys(v for x in groep for v in x.vlaggen if ":" not in v)),
        stappen=tuple(dict.fromkeys(s for x in groep for s in x.stappen)),
        sinds=_since(groep, resultaat.gezin) if o.oordeel == "automatisch" else None,
        aanvragen_voor=_day(groep, "aanvragen_voor"),
        hernieuwen_voor=_day(groep, "hernieuwen_voor"),
        eindigt_op=_day(groep, "eindigt_op"),
        terugwerkend_tot=_day(groep, "terugwerkend_tot"),
        opent_op=_day(groep, "opent_misschien_op"),
    )


def _residents(gezin: Gezin) -> set[str]:
    return {p.id for p in gezin.personen if p.domicilie == "hier"}


def _span(bedragen: Iterable[Bereik | None]) -> Bereik | None:
    """The lowest and highest amount one of them can get; None when there is none, or it is nothing."""
    rij = [b for b in bedragen if b is not None]
    if not rij or max(boven for _, boven in rij) == 0:
        return None
    return min((onder for onder, _ in rij), default=Decimal(0)), max(boven for _, boven in rij)


def _nodes(groep: Sequence[Oordeel], uitkomsten: set[str]) -> Iterator[Uitleg]:
    """The named conditions that decide, each once whoever they are about; a status, then an amount, then the rest.

    What only the calendar decides is not a reason: it holds for everybody.
    """
    gevonden: dict[str, tuple[int, Uitleg]] = {}
    for o in groep:
        for naam, blad in deciding(o.uitleg):
            if naam.label and naam.uitkomst in uitkomsten and _is_about_them(blad):
                gevonden.setdefault(naam.label, (_weight(blad), naam))
    yield from (naam for _, naam in sorted(gevonden.values(), key=lambda x: x[0]))


def _weight(blad: Uitleg) -> int:
    if blad.via or any(f".{lijst}." in f for f in blad.feiten for lijst in ("statussen", "rechten")):
        return 0
    return 1 if blad.vergelijking is not None else 2


def _is_about_them(blad: Uitleg) -> bool:
    return bool(blad.feiten or blad.via) or blad.uitkomst == "mens"


def _day(groep: Sequence[Oordeel], vlag: str) -> date | None:
    """The first day of this kind among them: what comes first must not be missed."""
    dagen = [v.partition(":")[2] for o in groep for v in o.vlaggen if v.startswith(f"{vlag}:")]
    return min(map(date.fromisoformat, dagen), default=None)


def _since(groep: Sequence[Oordeel], gezin: Gezin) -> date | None:
    """Since when it should run: when the last of the statuses and rights that decide began, of whom that is known."""
    dagen = [d for o in groep for _, blad in deciding(o.uitleg) if blad.uitkomst == "ja" for d in _begins(blad, gezin)]
    return max(dagen, default=None)


def _begins(blad: Uitleg, gezin: Gezin) -> Iterator[date]:
    houders = {p.id: p for p in gezin.personen}
    for feit in blad.feiten:
        wie, lijst, kenmerk = [*feit.split("."), "", ""][:3]
        houding = getattr(houders.get(wie), lijst, {}).get(kenmerk) if lijst in ("statussen", "rechten") else None
        if houding is not None and houding.sinds is not None:
            yield houding.sinds.tot

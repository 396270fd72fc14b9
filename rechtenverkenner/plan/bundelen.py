"""Verdicts on the same right for several people, as one right in the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.houding import Houding, Profieldeel
from rechtenverkenner.model.oordeel import Oordeel, Resultaat, Uitleg
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.motor.uitleg import deciding
from rechtenverkenner.plan.plan import Bereik, Planrecht

_ZONDER = frozenset(["geen_recht", "gebruikt"])
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
        tegen=tuple(_once(u for x in groep for u in failing(x.uitleg))) if o.oordeel in _ZONDER else (),
        uitgesloten=tuple(_nodes(groep, {"ja"})) if o.oordeel == "geen_recht" else (),
        uitleg=tuple(x.uitleg for x in groep),
        ontbreekt=tuple(dict.fromkeys(f for x in groep for f in x.ontbreekt)),
        verandering=tuple(dict.fromkeys(v for x in groep for v in x.verandering)),
        vlaggen=tuple(dict.fromkeys(v for x in groep for v in x.vlaggen if ":" not in v)),
        stappen=tuple(dict.fromkeys(s for x in groep for s in x.stappen)),
        loopt_niet=o.oordeel == "automatisch" and any(_denied(recht, x, resultaat.gezin) for x in wie or ("gezin",)),
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


def _denied(recht: Recht, wie: str, gezin: Gezin) -> bool:
    """Whether the profile names this right and says no; that no other rights are named does not count."""
    houders: dict[str, Profieldeel] = {p.id: p for p in gezin.personen}
    houders |= {a.id: a for a in gezin.aansluitingen or ()}
    houding: Houding | None = getattr(houders.get(wie, gezin), recht.lijst, {}).get(recht.id)
    return houding is not None and not houding.heeft


def _since(groep: Sequence[Oordeel], gezin: Gezin) -> tuple[date, str] | None:
    """When the last of the statuses and rights that decide began, of whom that is known, and which that is."""
    dagen = [d for o in groep for _, blad in deciding(o.uitleg) if blad.uitkomst == "ja" for d in _begins(blad, gezin)]
    return max(dagen, default=None)


def _begins(blad: Uitleg, gezin: Gezin) -> Iterator[tuple[date, str]]:
    houders = {p.id: p for p in gezin.personen}
    for feit in blad.feiten:
        wie, lijst, kenmerk = [*feit.split("."), "", ""][:3]
        houding = getattr(houders.get(wie), lijst, {}).get(kenmerk) if lijst in ("statussen", "rechten") else None
        if houding is not None and houding.sinds is not None:
            yield houding.sinds.tot, feit


def failing(u: Uitleg) -> Iterator[Uitleg]:
    """The named conditions that fail. Of several ways of which none holds, the name they share: that says it all."""
    if u.uitkomst != "nee":
        return
    delen = [deel for deel in u.onderdelen if deel.uitkomst == "nee"]
    if u.label and (not delen or (u.soort == "een_van" and len(delen) > 1)):
        if any(_is_about_them(blad) for _, blad in deciding(u)):
            yield u
        return
    for deel in delen:
        yield from failing(deel)


def _once(nodes: Iterable[Uitleg]) -> Iterator[Uitleg]:
    yield from {u.label: u for u in nodes}.values()

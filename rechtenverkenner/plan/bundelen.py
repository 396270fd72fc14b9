"""Verdicts on the same right for several people, as one right in the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.oordeel import Oordeel, Resultaat, Uitleg
from rechtenverkenner.model.recht import Recht, Stap
from rechtenverkenner.motor.tegenfeit import Tegenfeit, Zoeker
from rechtenverkenner.plan.plan import VOORUIT, Bereik, Planrecht
from rechtenverkenner.plan.redenen import Sinds, failing, holding, since

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin
    from rechtenverkenner.model.houding import Houding, Profieldeel

_ZONDER = frozenset(["geen_recht", "gebruikt"])
_MET_REDEN = frozenset(["onbenut", "automatisch", "na", "mogelijk", "gebruikt"])


def bundle(resultaat: Resultaat) -> Iterator[Planrecht]:
    """Every verdict of a result in one right of the plan, in the order of the result."""
    groepen: dict[tuple[object, ...], list[Oordeel]] = {}
    zoeker = Zoeker(resultaat)
    einde = resultaat.op_datum + VOORUIT
    dagen = {id(o): _soon(zoeker.day_that_opens(o), einde) for o in resultaat.oordelen}
    for o in resultaat.oordelen:
        groepen.setdefault(_likeness(o, dagen[id(o)]), []).append(o)
    for groep in groepen.values():
        yield _together(groep, resultaat, zoeker, dagen[id(groep[0])])


def _soon(dag: date | None, einde: date) -> date | None:
    return dag if dag is not None and dag <= einde else None


def _likeness(o: Oordeel, opent_op: date | None) -> tuple[object, ...]:
    """What verdicts must share to stand in one line: the right, what to do, what comes first, the day it opens."""
    return o.recht, o.oordeel, o.na, o.automatisch if o.oordeel == "na" else None, opent_op


def _together(groep: list[Oordeel], resultaat: Resultaat, zoeker: Zoeker, opent_op: date | None) -> Planrecht:
    recht, o = resultaat.catalogus.rechten[groep[0].recht], groep[0]
    wie = tuple(x.eenheid for x in groep) if recht.eenheid != "gezin" else ()
    uitleg = [x.uitleg for x in groep]
    aanvragen_voor = _day(groep, "aanvragen_voor")
    return Planrecht(
        recht=recht,
        soort=o.oordeel,
        wie=wie,
        iedereen=recht.eenheid == "persoon" and len(wie) > 1 and set(wie) >= _residents(resultaat.gezin),
        waarde_jaar=_span(x.bedrag_jaar for x in groep),
        waarde_eenmalig=_span(x.bedrag_eenmalig for x in groep),
        automatisch=o.automatisch,
        na=o.na,
        na_wie=tuple(dict.fromkeys(v for x in groep for v in x.na_wie)),
        redenen=holding(uitleg, {"ja", "mens"}) if o.oordeel in _MET_REDEN else (),
        tegen=failing(uitleg) if o.oordeel in _ZONDER else (),
        uitgesloten=holding(uitleg, {"ja"}) if o.oordeel == "geen_recht" else (),
        ontbreekt=tuple(dict.fromkeys(f for x in groep for f in x.ontbreekt)),
        verandering=tuple(dict.fromkeys(v for x in groep for v in x.verandering)),
        vlaggen=tuple(dict.fromkeys(v for x in groep for v in x.vlaggen if ":" not in v)),
        stappen=tuple(_steps(groep, resultaat)),
        loopt_niet=o.oordeel == "automatisch" and any(_denied(recht, x, resultaat.gezin) for x in wie or ("gezin",)),
        sinds=_since(uitleg, resultaat.gezin) if o.oordeel == "automatisch" else None,
        aanvragen_voor=aanvragen_voor,
        termijn_voorbij=aanvragen_voor is not None and aanvragen_voor < resultaat.op_datum,
        hernieuwen_voor=_day(groep, "hernieuwen_voor"),
        eindigt_op=_day(groep, "eindigt_op"),
        terugwerkend_tot=_day(groep, "terugwerkend_tot", kies=max),
        opent_op=opent_op,
        tegenfeit=_nearest(groep, zoeker),
    )


def _nearest(groep: Sequence[Oordeel], zoeker: Zoeker) -> Tegenfeit | None:
    """What would open it for one of them, the nearest."""
    rij = [t for o in groep if o.oordeel == "geen_recht" and (t := zoeker.useful(o)) is not None]
    return min(rij, key=lambda t: zoeker.distance(t.wijzigingen), default=None)


def _residents(gezin: Gezin) -> set[str]:
    return {p.id for p in gezin.personen if p.domicilie == "hier"}


def _span(bedragen: Iterable[Bereik | None]) -> Bereik | None:
    """The lowest and highest amount one of them can get; None when there is none, or it is nothing."""
    rij = [b for b in bedragen if b is not None]
    if not rij or max(boven for _, boven in rij) == 0:
        return None
    return min((onder for onder, _ in rij), default=Decimal(0)), max(boven for _, boven in rij)


def _day(groep: Sequence[Oordeel], vlag: str, *, kies: Callable[[list[date]], date] = min) -> date | None:
    """One day of this kind for all of them: the first, which must not be missed; or the one that holds for each."""
    dagen = [v.partition(":")[2] for o in groep for v in o.vlaggen if v.startswith(f"{vlag}:")]
    return kies([date.fromisoformat(d) for d in dagen]) if dagen else None


def _since(uitleg: Iterable[Uitleg], gezin: Gezin) -> Sinds | None:
    """The earliest day among them: for that one it should have run the longest."""
    dagen = [d for u in uitleg if (d := since(u, gezin)) is not None]
    return min(dagen, key=lambda d: d[0], default=None)


def _steps(groep: Sequence[Oordeel], resultaat: Resultaat) -> Iterator[Stap]:
    """The steps of these verdicts with their counter and papers: those of the right, then of the own municipality."""
    recht, nis = resultaat.catalogus.rechten[groep[0].recht], resultaat.gezin.gemeente
    dag = to_number(resultaat.op_datum)
    lokaal = [s for g, stappen in recht.lokale_stappen if nis in g.nis and g.vanaf <= dag <= g.tot for s in stappen]
    bekend = {s.tekst: s for s in (*lokaal, *recht.stappen)}
    yield from (bekend[tekst] for tekst in dict.fromkeys(t for o in groep for t in o.stappen))


def _denied(recht: Recht, wie: str, gezin: Gezin) -> bool:
    """Whether the profile names this right and says no; that no other rights are named does not count."""
    houders: dict[str, Profieldeel] = {p.id: p for p in gezin.personen}
    houders |= {a.id: a for a in gezin.aansluitingen or ()}
    houding: Houding | None = getattr(houders.get(wie, gezin), recht.lijst, {}).get(recht.id)
    return houding is not None and not houding.heeft

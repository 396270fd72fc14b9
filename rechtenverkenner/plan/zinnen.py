"""The lines that several sections share: who, what it is worth, why, until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from rechtenverkenner.model.oordeel import ParameterGebruik, Uitleg, Vergelijking
from rechtenverkenner.model.recht import Bronvermelding, Catalogus
from rechtenverkenner.motor.ingreep import Wijziging
from rechtenverkenner.motor.tegenfeit import Tegenfeit
from rechtenverkenner.plan.blad import Veld
from rechtenverkenner.plan.plan import Bereik, Planrecht
from rechtenverkenner.plan.woorden import N_, Regel, Stuk, Woorden

MEEST_REDENEN = 1
"""Reasons on paper; the others are folded away behind "why"."""
TUSSEN = " · "
"""Between the parts of a line: a sign that no language writes in its own way and that no sentence contains."""
OPEN_ALS = N_("zou open zijn als")
LENING = N_("lening van {bedrag}, terug te betalen")
VOORBIJ = N_("termijn voorbij: vraag het na")
DRAGERS = {
    "elektriciteit": N_("elektriciteit"),
    "aardgas": N_("aardgas"),
    "warmte": N_("warmte"),
    "water": N_("water"),
    "internet": N_("internet"),
    "telefoon": N_("telefoon"),
}
_STIL = frozenset(["waarde_nog_te_bevestigen", "bedrag_nul", "beoordeling_door_dienst"])
"""Flags that a plan says in another way: beside the amount, or as a heading."""


def joined(regels: Iterable[Regel], tussen: str = TUSSEN) -> Regel:
    """Lines in a row as one line."""
    uit: list[Stuk] = []
    for n, regel in enumerate(regels):
        uit += ([Stuk(tussen)] if n else []) + list(regel)
    return tuple(uit)


def heading(p: Planrecht, w: Woorden) -> Regel:
    """The name of the right, with the Dutch name beside a translation: that is what the counter knows."""
    naam = w.name_of(p.recht)
    if naam.soort or naam.tekst == p.recht.naam:
        return (naam,)
    return (naam, Stuk(" / "), Stuk(p.recht.naam, "nl"))


def who(p: Planrecht, w: Woorden) -> Regel:
    """Who or which connection the right is about; nothing for the household as a whole."""
    if not p.wie:
        return ()
    # an unnamed connection has the name of what it carries
    namen = [w.gettext(DRAGERS[x]).tekst if x in DRAGERS else x for x in p.wie]
    return (w.gettext("voor iedereen"),) if p.iedereen else (Stuk(w.listing(namen)),)


def worth_lines(p: Planrecht, w: Woorden) -> Iterator[Regel]:
    """What a right is worth: per year and once, apart; an amount that is not certain says so."""
    ongeveer = "waarde_nog_te_bevestigen" in p.vlaggen or _is_estimate(p)
    ieder = w.gettext(" voor elk") if len(p.wie) > 1 else Stuk("")
    schatting = w.gettext(" (schatting)") if ongeveer else Stuk("")
    if p.waarde_jaar is not None:
        yield w.gettext("{bedrag} per jaar", bedrag=_amount(p.waarde_jaar, w, ongeveer)), ieder, schatting
    if p.waarde_eenmalig is not None:
        lening = p.recht.bedrag is not None and p.recht.bedrag.terug_te_betalen
        bedrag = _amount(p.waarde_eenmalig, w, ongeveer)
        yield w.gettext(LENING if lening else N_("{bedrag} eenmalig"), bedrag=bedrag), ieder, schatting


def _is_estimate(p: Planrecht) -> bool:
    return p.recht.bedrag is not None and p.recht.bedrag.raming


def _amount(b: Bereik, w: Woorden, ongeveer: bool) -> str:
    """From and to; of an estimate without cents, which would promise more than is known."""
    if ongeveer:
        b = b[0].to_integral_value(ROUND_FLOOR), b[1].to_integral_value(ROUND_CEILING)
    if b[0] == 0:
        return w.gettext("tot {bedrag}", bedrag=w.round_money(b[1])).tekst
    return w.money_range(b)


def worth_or_not(p: Planrecht, w: Woorden) -> Regel:
    """What it is worth in one line; said when there is no amount to give."""
    return joined(worth_lines(p, w), ", ") or (w.gettext("geen vast bedrag"),)


def worth_at_most(p: Planrecht, w: Woorden) -> Regel:
    """The most it could be worth, for who it is about: of a right that is still open."""
    lening = p.recht.bedrag is not None and p.recht.bedrag.terug_te_betalen
    eenmalig = LENING if lening else N_("tot {bedrag} eenmalig")
    bedragen = [
        (w.gettext(zin, bedrag=w.round_money(b[1])),)
        for b, zin in ((p.waarde_jaar, N_("tot {bedrag} per jaar")), (p.waarde_eenmalig, eenmalig))
        if b is not None
    ]
    return joined([r for r in (who(p, w), joined(bedragen, ", ")) if r], w.taal.dubbelpunt)


def reasons(nodes: Sequence[Uitleg], w: Woorden, *, meest: int = MEEST_REDENEN) -> Regel:
    """Conditions in a row, the first few; how many more there are."""
    regels: list[Regel] = [(w.condition(u),) for u in nodes[:meest]]
    if len(nodes) > meest:
        regels.append((w.gettext("en nog {n}", n=len(nodes) - meest),))
    return joined(regels)


def in_full(nodes: Sequence[Uitleg], w: Woorden) -> Iterator[Veld]:
    """Every condition that decides, with the number of the household, the threshold, since when, and the source."""
    for u in nodes:
        delen: list[Regel] = [(w.condition(u),)]
        delen += [numbers(v, w) for v in _comparisons(u)]
        delen += [threshold(p, w) for p in dict.fromkeys(_parameters(u)) if p.eenheid != "lijst"]
        yield Veld(None, joined(delen))


def threshold(p: ParameterGebruik, w: Woorden) -> Regel:
    """An amount of the law: its value, since when, who says so; and when it is computed, that too."""
    waarde = w.gettext("lijst").tekst if p.eenheid == "lijst" else w.value(p.waarde, p.eenheid)
    grens = w.gettext("{bedrag}, geldt vanaf {dag}", bedrag=waarde, dag=w.day(p.vanaf))
    bronnen = dict.fromkeys(source_of(b, p.id.rpartition(".")[0], w.catalogus).uitgever for b in p.bron)
    delen: list[Regel] = [(w.of_catalogue(p.label), Stuk(w.taal.dubbelpunt), grens), (Stuk(", ".join(bronnen), "nl"),)]
    if p.te_bevestigen:
        delen.append((w.gettext("berekend, nog te bevestigen"),))
    return joined(delen)


def source_of(kenmerk: str, ruimte: str, catalogus: Catalogus | None) -> Bronvermelding:
    """A source by its id in a file: of the right (or shared file), else of the local files of that right."""
    bronnen = catalogus.bronnen if catalogus else {}
    lokaal = (b for k, b in bronnen.items() if k.startswith(f"{ruimte}@") and k.endswith(f".{kenmerk}"))
    return bronnen.get(f"{ruimte}.{kenmerk}") or next(lokaal, Bronvermelding(kenmerk, kenmerk, kenmerk))


def numbers(v: Vergelijking, w: Woorden) -> Regel:
    """The number of the household against the threshold."""
    links, rechts = w.value(v.links, v.eenheid), w.value(v.rechts, v.eenheid)
    return (w.gettext("bij u {bedrag}, de grens is {grens}", bedrag=links, grens=rechts),)


def would_open(t: Tegenfeit, w: Woorden) -> Regel:
    """The changes with which a closed right would be open, after "would be open if"."""
    regels = [_change(x, w) for x in t.wijzigingen]
    if t.bedragen_van_nu:
        regels.append((w.gettext("met de bedragen van nu"),))
    return joined(regels)


def _change(x: Wijziging, w: Woorden) -> Regel:
    houder = x.feit.partition(".")[0]
    wie = Stuk("" if houder in ("gezin", "woning") else f" ({houder})")
    match x.naar:
        case date():
            return (w.gettext("het {dag} is of later", dag=w.day(x.naar)),)
        case Decimal():
            sleutel = ".".join(x.feit.split(".")[:2])
            minder = isinstance(x.van, Decimal) and x.naar < x.van
            return w.fact(sleutel), wie, Stuk(w.taal.dubbelpunt), Stuk(w.limit(x.naar, x.eenheid, minder=minder))
        case True if x.soort == "status":
            naam = w.holding(x.feit)
            if not x.maanden:
                return Stuk(w.gettext("dit toegekend is: {recht}", recht=naam.tekst).tekst, naam.soort), wie
            duur = w.value((x.maanden, x.maanden), "maanden")
            return Stuk(w.gettext("dit al {duur} loopt: {recht}", duur=duur, recht=naam.tekst).tekst, naam.soort), wie
        case _:
            return w.of_catalogue(x.voorwaarde), wie


def _comparisons(u: Uitleg) -> Iterator[Vergelijking]:
    if u.vergelijking is not None and u.feiten:
        yield u.vergelijking
    for deel in u.onderdelen:
        if deel.uitkomst == u.uitkomst and not deel.id:
            yield from _comparisons(deel)


def _parameters(u: Uitleg) -> Iterator[ParameterGebruik]:
    yield from u.parameters
    for deel in u.onderdelen:
        if deel.uitkomst == u.uitkomst and not deel.id:
            yield from _parameters(deel)


def days(p: Planrecht, w: Woorden) -> Iterator[Veld]:
    """The days that matter for a request or a renewal."""
    if p.aanvragen_voor and p.termijn_voorbij:
        yield Veld(None, (w.gettext(VOORBIJ), Stuk(f" ({w.day(p.aanvragen_voor)})")), let_op=True)
    elif p.aanvragen_voor and p.soort == "automatisch":
        dag = w.day(p.aanvragen_voor)
        yield Veld(None, (w.gettext("Komt het niet vanzelf? Vraag het dan voor of op {dag}.", dag=dag),), let_op=True)
    elif p.aanvragen_voor:
        yield Veld(None, (w.flag(f"aanvragen_voor:{p.aanvragen_voor.isoformat()}"),), let_op=True)
    if p.terugwerkend_tot:
        yield Veld(None, (w.flag(f"terugwerkend_tot:{p.terugwerkend_tot.isoformat()}"),))
    if p.hernieuwen_voor:
        yield Veld(None, (w.flag(f"hernieuwen_voor:{p.hernieuwen_voor.isoformat()}"),), let_op=True)
    if p.eindigt_op:
        yield Veld(None, (w.flag(f"eindigt_op:{p.eindigt_op.isoformat()}"),), let_op=True)


def remarks(p: Planrecht, w: Woorden) -> Iterator[Veld]:
    """The flags of a verdict that the client must know."""
    vlaggen = [w.flag(v) for v in p.vlaggen if v not in _STIL]
    if vlaggen:
        yield Veld(None, joined((v,) for v in vlaggen), let_op=True)

"""The consequences of a life event as a page of words: by kind, then what to notify and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.motor.gebeurtenissen import Gevolgen, Kennisgeving
from rechtenverkenner.motor.gevolg import Bereik, Gevolg, Gevolgsoort
from rechtenverkenner.plan import zinnen
from rechtenverkenner.plan.blad import Blad, Post, Rubriek, Veld
from rechtenverkenner.plan.woorden import N_, Regel, Stuk, Woorden

GEBEURTENISSEN: dict[str, str] = {
    "geboorte": N_("Een kind wordt geboren"),
    "scheiding": N_("Een partner gaat weg"),
    "overlijden-partner": N_("Een partner sterft"),
    "werkloos": N_("Iemand verliest zijn werk"),
    "werk": N_("Iemand begint te werken"),
    "ziekte": N_("Iemand kan door ziekte niet werken"),
    "pensioen": N_("Iemand gaat met pensioen"),
    "verhuis": N_("Het gezin verhuist"),
    "leefloon-begint": N_("Het OCMW kent een leefloon toe"),
    "leefloon-stopt": N_("Het leefloon stopt"),
}
"""The events, as a client says them."""
KOPPEN: tuple[tuple[Gevolgsoort, str], ...] = (
    ("opent", N_("Opent")),
    ("misschien", N_("Misschien: een dienst beslist")),
    ("stopt", N_("Stopt, of voldoet niet meer")),
    ("wijzigt", N_("Ander bedrag")),
    ("anders", N_("Blijft open, maar anders dan voordien")),
    ("onzeker", N_("In gebruik, en niet meer zeker")),
    ("onbekend", N_("Niet meer bekend")),
    ("sluit", N_("Was niet zeker, en is nu geen recht")),
)
WOORD: dict[Oordeelsoort | None, str] = {
    "gebruikt": N_("in gebruik"),
    "onbenut": N_("aan te vragen"),
    "automatisch": N_("gaat vanzelf"),
    "na": N_("na een ander recht"),
    "mogelijk": N_("een dienst beslist"),
    "onbekend": N_("niet bekend"),
    "geen_recht": N_("geen recht"),
    None: N_("niet van toepassing"),
}
MEEST = 4
"""Facts to know that are named."""


def make_event_page(gevolgen: Gevolgen, w: Woorden) -> Blad:
    """What an event does, in words of one language."""
    rubrieken = [Rubriek(soort, w.gettext(kop), (), tuple(_items(gevolgen.of_kind(soort), w))) for soort, kop in KOPPEN]
    rubrieken.append(Rubriek("melden", w.gettext("Meld dit"), (), tuple(_notices(gevolgen.kennisgevingen, w))))
    kop = w.gettext(GEBEURTENISSEN[gevolgen.gebeurtenis.soort])
    niets = (w.gettext("Op die dag verandert er niets aan de rechten."),)
    return Blad(
        taal=w.taal,
        titel=w.gettext("Wat als: {wat}, op {dag}", wat=kop.tekst, dag=w.day(gevolgen.op_datum)),
        kop=() if any(r.posten for r in rubrieken) else (niets,),
        rubrieken=tuple(r for r in rubrieken if r.posten),
        voet=((w.gettext("Dit is geen officiële dienst en geen beslissing: alleen de bevoegde dienst beslist."),),),
        waarom=w.gettext("Waarom?"),
        onvertaald=Stuk(w.gettext("nog niet vertaald").tekst),
    )


def _items(rij: Sequence[Gevolg], w: Woorden) -> Iterator[Post]:
    for _, van_recht in groupby(rij, lambda g: g.recht):
        gelijk: dict[tuple[Veld, ...], list[Gevolg]] = {}
        for g in van_recht:
            gelijk.setdefault(tuple(_particulars(g, w)), []).append(g)
        for velden, zelfde in gelijk.items():
            wie = [g.eenheid for g in zelfde if g.eenheid != "gezin"]
            yield Post((_name(zelfde[0].recht, w),), (Stuk(w.listing(wie)),) if wie else (), velden)


def _name(recht: str, w: Woorden) -> Stuk:
    return w.name_of(w.catalogus.rechten[recht]) if w.catalogus else Stuk(recht)


def _particulars(g: Gevolg, w: Woorden) -> Iterator[Veld]:
    if g.van != g.naar:
        yield Veld(None, (w.gettext(WOORD[g.van]), Stuk(" → "), w.gettext(WOORD[g.naar])))
    elif g.soort == "stopt":
        yield Veld(None, (w.gettext("in gebruik, maar de voorwaarden zijn niet meer vervuld"),), let_op=True)
    if g.soort != "stopt":
        yield from _amounts(g, w)
    if g.na and g.soort in ("opent", "misschien", "anders"):
        yield Veld(w.gettext("eerst"), zinnen.joined([(_name(x, w),) for x in g.na], ", "))
    if g.soort not in ("wijzigt", "onzeker", "onbekend"):
        yield from _because(g, w)
    if g.ontbreekt:
        feiten = list(dict.fromkeys(w.fact(f) for f in g.ontbreekt))
        regels: list[Regel] = [(f,) for f in feiten[:MEEST]]
        if len(feiten) > MEEST:
            regels.append((w.gettext("en nog {n}", n=len(feiten) - MEEST),))
        yield Veld(w.gettext("nog te weten"), zinnen.joined(regels))
    if g.soort in ("opent", "misschien", "anders", "onbekend") and g.aanvragen_voor:
        yield Veld(None, (w.flag(f"aanvragen_voor:{g.aanvragen_voor.isoformat()}"),), let_op=True)


def _amounts(g: Gevolg, w: Woorden) -> Iterator[Veld]:
    rij = (
        (g.jaar_voor, g.jaar_na, N_("{bedrag} per jaar")),
        (g.eenmalig_voor, g.eenmalig_na, N_("{bedrag} eenmalig")),
    )
    for voor, na, zin in rij:
        if g.soort == "wijzigt" and voor != na:
            yield Veld(None, (w.gettext(zin, bedrag=f"{_money(voor, w)} → {_money(na, w)}"),))
        elif g.soort == "opent" and na and na[1] > 0:
            yield Veld(w.gettext("waarde"), (w.gettext(zin, bedrag=_money(na, w)),))


def _money(bereik: Bereik, w: Woorden) -> str:
    return w.gettext("onbekend").tekst if bereik is None else w.money_range(bereik)


def _because(g: Gevolg, w: Woorden) -> Iterator[Veld]:
    for uitkomst, kop in (("ja", N_("nu wel")), ("nee", N_("nu niet"))):
        labels = list(dict.fromkeys(r.label for r in g.waarom if r.naar == uitkomst and r.label))
        if labels:
            yield Veld(w.gettext(kop), zinnen.joined([(w.of_catalogue(x),) for x in labels]))


def _notices(rij: Sequence[Kennisgeving], w: Woorden) -> Iterator[Post]:
    for k in rij:
        loket = w.catalogus.loketten.get(k.loket) if w.catalogus else None
        velden = [Veld(None, (w.of_catalogue(k.tekst.partition(": ")[2] if k.bron == "vervalt_bij" else k.tekst),))]
        if loket:
            velden.append(Veld(w.gettext("bij"), (w.of_catalogue(loket.naam),)))
        if k.termijn:
            velden.append(Veld(w.gettext("termijn"), (w.of_catalogue(k.termijn),)))
        yield Post((_name(k.recht, w),), (), tuple(velden), vinkje=True)

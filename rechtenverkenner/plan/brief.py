"""A letter to one counter: the rights to request there, for the client to fill in and sign by hand.

A letter says no more than the request itself. Who writes fills in by hand who they are; nothing of the profile is
printed, and no status or other right, unless it is what they request there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.model.recht import Catalogus, Loket
from rechtenverkenner.plan.bezoeken import counter_of
from rechtenverkenner.plan.blad import Blad, Post, Rubriek, Veld
from rechtenverkenner.plan.plan import Plan, Planrecht
from rechtenverkenner.plan.taal import NEDERLANDS
from rechtenverkenner.plan.woorden import Regel, Stuk

LIJN = "_" * 40
_BEWIJS = re.compile(r"\b(attest|beschikking|beslissing|\w*brief)\b", re.IGNORECASE)
"""A paper that proves a status."""
_TOT_HIER = re.compile(r" \(| van | voor | door |[,:]")
"""Where the name of a status or right goes on to explain itself."""


def make_letter(plan: Plan, loket: str) -> Blad:
    """The letter to this counter (an id of `letter_counters`).

    It is always in Dutch: a counter reads it. A paper stands in it with a box to tick, or is left
    to the client to write down when its name would tell a status that is not requested there.
    A right that opens after another is left out, unless the day of its request counts.

    Raises:
        InvoerFout: RV606, nothing can be requested by letter at this counter.
    """
    brieven = _per_counter(plan)
    if loket not in brieven:
        tekst = f"aan `{loket[:40]}` is in dit plan geen brief te schrijven"
        raise InvoerFout([Melding("RV606", tekst, None, _help(loket, brieven))])
    return _Brief(plan, plan.catalogus.loketten[loket], brieven[loket]).page()


def letter_counters(plan: Plan) -> tuple[str, ...]:
    """The counters of the plan to which a letter can be written, in the order of its visits."""
    return tuple(_per_counter(plan))


def _help(loket: str, brieven: Mapping[str, object]) -> str:
    if not brieven:
        return "in dit plan is nergens iets aan te vragen"
    return did_you_mean(loket, brieven) or f"kies {', '.join(brieven)}"


def _per_counter(plan: Plan) -> dict[str, tuple[Planrecht, ...]]:
    """The rights to request at each counter."""
    uit: dict[str, tuple[Planrecht, ...]] = {}
    for bezoek in plan.bezoeken:
        if bezoek.loket is not None:
            hier = tuple(p for p in _requests(plan) if bezoek.loket.id in _handled_at(p))
            if hier:
                uit[bezoek.loket.id] = hier
    return uit


def _requests(plan: Plan) -> Iterator[Planrecht]:
    """What does not run although it should; what is open; of what opens later only where waiting costs money."""
    yield from (p for p in plan.kijk_na if p.loopt_niet)
    open_ = (*plan.aanvragen, *(p for p in plan.daarna if not p.automatisch))
    yield from (p for p in open_ if not p.na or _day_counts(p))


def _day_counts(p: Planrecht) -> bool:
    return p.terugwerkend_tot is not None or p.aanvragen_voor is not None


def _handled_at(p: Planrecht) -> Iterator[str]:
    """The counter where this right is requested, not those that only help (a paper, a test).

    That is the first of its counters with a step to request it; and one that it sends some people to instead.
    """
    aanvraag = [counter_of(s, p.recht) for s in p.stappen if s.wanneer in ("aanvraag", "automatisch")]
    yield from [x for x in p.recht.loketten if x in aanvraag][:1] or p.recht.loketten[:1]
    yield from (x for x in dict.fromkeys(aanvraag) if x and x not in p.recht.loketten)


class _Brief:
    """One letter in the making."""

    def __init__(self, plan: Plan, loket: Loket, rechten: Sequence[Planrecht]) -> None:
        self.plan = plan
        self.loket = loket
        self.rechten = rechten

    def page(self) -> Blad:
        return Blad(
            taal=NEDERLANDS,
            titel=Stuk("Aanvraag om mijn rechten te onderzoeken"),
            kop=tuple(self._head()),
            rubrieken=tuple(self._sections()),
            voet=(),
            waarom=Stuk(""),
            onvertaald=Stuk(""),
            soort="brief",
        )

    def _sections(self) -> Iterator[Rubriek]:
        """The sentences of the letter are titles: every form prints those, and not every form what explains them."""
        vraag = Stuk("Ik vraag u om te onderzoeken of ik (en mijn gezin) recht heb op:")
        yield Rubriek("vraag", vraag, (), tuple(self._rights()))
        yield Rubriek("bijlagen", Stuk("Ik voeg deze documenten toe:"), (), tuple(self._papers()), "klein")
        yield Rubriek("antwoord", Stuk("Ik vraag u ook:"), (), tuple(self._answer()), "klein")
        handtekening = Post((Stuk("Handtekening"),), (Stuk(LIJN),))
        yield Rubriek("groeten", Stuk("Met vriendelijke groeten"), (), (handtekening,))

    def _head(self) -> Iterator[Regel]:
        for veld in (
            Stuk("Naam"),
            Stuk("Adres"),
            Stuk("Rijksregisternummer of klantnummer"),
            Stuk("Telefoon of e-mail"),
            Stuk("Datum"),
        ):
            yield veld, Stuk(f": {LIJN}")
        yield (Stuk(f"Aan: {addressee(self.loket.naam)}"),)
        yield (Stuk("Geachte mevrouw, geachte heer"),)

    def _rights(self) -> Iterator[Post]:
        """Each right once, whoever it is about."""
        telt = {p.recht.id for p in self.rechten if _day_counts(p)}
        noteer = Stuk("Wilt u de datum van deze brief noteren als datum van deze aanvraag?")
        namen = {p.recht.id: p.recht.naam for p in self.rechten}
        for nummer, (recht, naam) in enumerate(namen.items(), 1):
            velden = (Veld(None, (noteer,)),) if recht in telt else ()
            yield Post((Stuk(naam),), velden=velden, nummer=nummer)

    def _papers(self) -> Iterator[Post]:
        geheim = _secrets(self.plan.catalogus, {p.recht.id for p in self.rechten})
        for papier in dict.fromkeys(self._needed()):
            if not any(g.search(papier) for g in geheim):
                yield Post((Stuk(papier),), vinkje=True)
        yield Post((Stuk(f"andere: {LIJN}"),), vinkje=True)

    def _needed(self) -> Iterator[str]:
        """The papers for these rights here; a proof that only some need would say which condition they fulfil."""
        for p in self.rechten:
            for s in p.stappen:
                if counter_of(s, p.recht) == self.loket.id:
                    yield from (d for d in s.documenten if not (s.bij and _BEWIJS.search(d)))

    def _answer(self) -> Iterator[Post]:
        for zin in (
            Stuk("een ontvangstbewijs, met de dag waarop u deze brief kreeg"),
            Stuk("een schriftelijke beslissing, met de redenen erbij"),
            Stuk("een bericht als u nog iets nodig hebt, of als een andere dienst beslist"),
        ):
            yield Post((zin,))


def addressee(naam: str) -> str:
    """The name of a counter as a client writes it: a plan says `uw ziekenfonds`, a letter `mijn ziekenfonds`.

    >>> addressee("uw ziekenfonds (dienst maatschappelijk werk)"), addressee("het OCMW van uw gemeente")
    ('mijn ziekenfonds', 'het OCMW van mijn gemeente')
    """
    return re.sub(r"\buw\b", "mijn", re.sub(r"\s*\([^)]*\)$", "", naam))


def _secrets(catalogus: Catalogus, gevraagd: Set[str]) -> list[re.Pattern[str]]:
    """How a paper can name a status or a right that is not requested here."""
    namen = {x.naam for x in catalogus.statussen.values() if x.id not in gevraagd}
    namen |= {x.naam for x in catalogus.rechten.values() if x.id not in gevraagd}
    woorden = {k for naam in namen for k in _short_names(naam)}
    # not inside a longer word: a `MOBIB-kaart` is no `kaart` of another right
    return [re.compile(rf"(?<![\w-]){re.escape(k)}(?![\w-])", re.IGNORECASE) for k in sorted(woorden)]


def _short_names(naam: str) -> Iterator[str]:
    """What people call a status or right: the start of its name, and the capitals in brackets.

    >>> list(_short_names("verhoogde tegemoetkoming van het ziekenfonds")), list(_short_names("leefloon (RMI)"))
    (['verhoogde tegemoetkoming'], ['leefloon', 'RMI'])
    """
    yield _TOT_HIER.split(naam)[0]
    yield from re.findall(r"\(([A-Z]{2,})\b", naam)

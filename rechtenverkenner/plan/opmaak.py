"""From a plan to a page of words in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rechtenverkenner.plan import zinnen
from rechtenverkenner.plan.blad import Blad, Post, Rubriek, Rubriekvorm, Veld
from rechtenverkenner.plan.open_vragen import fact_name
from rechtenverkenner.plan.plan import VOORUIT, Bezoek, Keuze, Opening, Openvraag, Plan, Planrecht, Planstap
from rechtenverkenner.plan.taal import NEDERLANDS, Taal
from rechtenverkenner.plan.woorden import N_, Regel, Stuk, Woorden

LIJN = "_" * 16
"""Room for a pen."""
MEEST_STATUSSEN = 6
MEEST_RECHTEN = 5
MEEST_STAPPEN = 2
"""Steps on paper for each right at a counter."""
RUBRIEKEN: tuple[tuple[str, str, str, Rubriekvorm, bool], ...] = (
    ("begin", N_("Begin hiermee"), N_("Dit opent andere rechten."), "ruim", False),
    ("aanvragen", N_("Aanvragen"), N_("Open, en nog niet in gebruik."), "ruim", False),
    ("kiezen", N_("Kiezen"), N_("Deze rechten gaan niet samen."), "ruim", False),
    ("kijk-na", N_("Gaat vanzelf: kijk na"), N_("Dit zou zonder aanvraag moeten lopen."), "ruim", False),
    ("te-weten", N_("Nog te weten"), N_("Een antwoord hierop beslist mee."), "ruim", False),
    ("doen", N_("Wat doet u waar"), N_("Eén bezoek of telefoontje voor alles samen."), "ruim", False),
    ("meenemen", N_("Meenemen"), N_("De cijfers zijn de nummers van hierboven."), "klein", False),
    ("data", N_("Data om te onthouden"), "", "klein", False),
    ("in-gebruik", N_("Heeft u al"), N_("Kijk na of het nog klopt."), "klein", False),
    ("geen-recht", N_("Geen recht"), N_("Volgens de gegevens van nu."), "klein", True),
)
"""The sections: name, heading, what it is, form, folded away."""
SOORTEN_DAG = {
    "aanvragen_voor": N_("laatste dag om aan te vragen"),
    "hernieuwen_voor": N_("laatste dag om te vernieuwen"),
    "eindigt_op": N_("eindigt"),
    "opent_op": N_("kan openen"),
}


def make_page(plan: Plan, taal: Taal) -> Blad:
    """The plan in words of one language."""
    return _Opmaak(plan, Woorden(taal, plan.catalogus)).page()


class _Opmaak:
    """One page in the making."""

    def __init__(self, plan: Plan, w: Woorden) -> None:
        self.plan = plan
        self.w = w
        self.colon = Stuk(w.taal.dubbelpunt)

    def page(self) -> Blad:
        w, plan = self.w, self.plan
        rubrieken = (
            Rubriek(naam, w.gettext(titel), (w.gettext(uitleg),) if uitleg else (), tuple(posten), vorm, vouw)
            for (naam, titel, uitleg, vorm, vouw), posten in zip(RUBRIEKEN, self._contents(), strict=True)
        )
        return Blad(
            taal=w.taal,
            titel=w.gettext("Uw rechten op {dag}", dag=w.day(plan.op_datum)),
            kop=tuple(self._head()),
            rubrieken=tuple(r for r in rubrieken if r.posten),
            voet=tuple(self._foot()),
            waarom=w.gettext("Waarom?"),
            onvertaald=Stuk(w.gettext("nog niet vertaald").tekst),
        )

    def _contents(self) -> tuple[Iterator[Post], ...]:
        """What stands in each of `RUBRIEKEN`, in that order."""
        return (
            self._openings(),
            self._requests(),
            self._choices(),
            self._checks(),
            self._unknowns(),
            self._visits(),
            self._papers(),
            self._days(),
            self._in_use(),
            self._closed(),
        )

    def _head(self) -> Iterator[Regel]:
        w = self.w
        yield (w.gettext("Dit is geen officiële dienst en geen beslissing: alleen de bevoegde dienst beslist."),)
        if w.taal != NEDERLANDS:
            yield (w.gettext("Dit is een vertaling. De Nederlandse tekst telt: die staat erna."),)
        lijn = Stuk(f"{w.taal.dubbelpunt}{LIJN}  ")
        yield w.gettext("Begeleid door"), lijn, w.gettext("Volgende afspraak"), lijn

    def _foot(self) -> Iterator[Regel]:
        w, bewijs = self.w, self.plan.ontvangstbewijs
        yield (w.gettext("Niet akkoord? Vraag de redenen op papier, en hoe en tot wanneer u in beroep kunt gaan."),)
        yield (w.gettext("Dit zijn niet alle rechten: vraag ook naar de schooltoeslag en naar belastingvoordelen."),)
        versie, dag = f"{bewijs.catalogus} ({bewijs.catalogus_hash[:8]})", w.day(bewijs.op_datum)
        yield (w.gettext("Regels van catalogus {versie}, berekend voor {dag}.", versie=versie, dag=dag),)

    def _openings(self) -> Iterator[Post]:
        for o in self.plan.volgorde:
            meer = (v for d in o.daarna for v in (Veld(self.w.name_of(d.recht), zinnen.who(d, self.w)), *self._more(d)))
            yield Post(zinnen.heading(o.eerst, self.w), zinnen.who(o.eerst, self.w), tuple(self._opens(o)), tuple(meer))

    def _opens(self, o: Opening) -> Iterator[Veld]:
        for vanzelf, naam in ((True, self.w.gettext("volgt vanzelf")), (False, self.w.gettext("vraag daarna aan"))):
            rij = [d for d in o.daarna if d.automatisch == vanzelf]
            if rij:
                regels = [
                    (self.w.name_of(d.recht), Stuk(" ("), *zinnen.worth_or_not(d, self.w), Stuk(")")) for d in rij
                ]
                yield Veld(naam, zinnen.joined(regels))

    def _requests(self) -> Iterator[Post]:
        """What can be requested; what opens later only when its last day cannot wait, or when nothing here opens it."""
        genoemd = {d.sleutel for o in self.plan.volgorde for d in o.daarna}
        dringend = sorted(filter(_has_time, self.plan.daarna), key=lambda p: p.aanvragen_voor or date.max)
        los = [p for p in self.plan.daarna if p not in dringend and p.sleutel not in genoemd]
        for nummer, p in enumerate((*dringend, *self.plan.aanvragen, *los), 1):
            velden = [*self._first(p), *self._why(p), *zinnen.days(p, self.w), *zinnen.remarks(p, self.w)]
            yield self._post(p, velden, nummer=nummer, vinkje=True)

    def _first(self, p: Planrecht) -> Iterator[Veld]:
        """Who decides; what must be granted first, although what has a last day is requested now all the same."""
        if p.soort == "mogelijk":
            yield Veld(None, (self.w.gettext("Een dienst beslist: vraag het."),), let_op=True)
        if not p.na:
            return
        yield Veld(self.w.gettext("eerst"), self._names(p.na))
        if _has_time(p):
            yield Veld(
                None, (self.w.gettext("Wacht daar niet op: vraag het nu, en breng het bewijs later."),), let_op=True
            )

    def _post(self, p: Planrecht, velden: list[Veld], *, nummer: int = 0, vinkje: bool = False) -> Post:
        waarde = zinnen.joined(zinnen.worth_lines(p, self.w), ", ")
        waarde = zinnen.joined([r for r in (zinnen.who(p, self.w), waarde) if r], " · ")
        return Post(zinnen.heading(p, self.w), waarde, tuple(velden), tuple(self._more(p)), vinkje, nummer)

    def _why(self, p: Planrecht) -> Iterator[Veld]:
        if p.na:  # the reasons suppose what must be granted first
            return
        delen = [zinnen.reasons(p.redenen, self.w)] if p.redenen else []
        if p.sinds:
            dag, feit = p.sinds
            delen.append((self.w.holding(feit), self.w.gettext(" sinds {dag}", dag=self.w.day(dag))))
        if delen:
            yield Veld(self.w.gettext("omdat"), zinnen.joined(delen))

    def _more(self, p: Planrecht) -> Iterator[Veld]:
        """What is folded: what the right is, every condition with its numbers, what speaks for it."""
        if p.recht.beschrijving:
            yield Veld(None, (self.w.of_catalogue(p.recht.beschrijving),))
        if not p.na:
            yield from zinnen.in_full(p.tegen if p.soort == "geen_recht" else p.redenen, self.w)
        if p.soort == "mogelijk" and p.recht.argumenten:
            argumenten = [(self.w.of_catalogue(a),) for a in p.recht.argumenten]
            yield Veld(self.w.gettext("wat helpt"), zinnen.joined(argumenten))
        if p.recht.bedrag is not None and p.recht.bedrag.toelichting and p.soort != "geen_recht":
            yield Veld(self.w.gettext("waarde"), (self.w.of_catalogue(p.recht.bedrag.toelichting),))

    def _choices(self) -> Iterator[Post]:
        for k in self.plan.keuzes:
            kop = (*zinnen.heading(k.een, self.w), self.w.gettext(" of "), *zinnen.heading(k.ander, self.w))
            yield Post(kop, (), (*self._best(k), Veld(None, (self.w.of_catalogue(k.uitleg),))))

    def _best(self, k: Keuze) -> Iterator[Veld]:
        w = self.w
        if k.beste is not None and k.verschil is not None:
            verschil = w.gettext("{bedrag} per jaar meer", bedrag=w.money_range(k.verschil))
            yield Veld(w.gettext("het meeste geld"), (w.name_of(k.beste.recht), self.colon, verschil))
            return
        regels = [(w.name_of(p.recht), self.colon, *zinnen.worth_or_not(p, w)) for p in (k.een, k.ander)]
        yield Veld(w.gettext("vergelijk"), zinnen.joined(regels))

    def _checks(self) -> Iterator[Post]:
        w = self.w
        for p in self.plan.kijk_na:
            velden = list(self._why(p))
            if p.loopt_niet:
                velden.insert(0, Veld(None, (w.gettext("Volgens uw gegevens loopt het niet: meld het."),), let_op=True))
            if p.recht.toekenning.controle:
                velden.append(Veld(w.gettext("kijk na"), (w.of_catalogue(p.recht.toekenning.controle),)))
            velden += [*zinnen.days(p, w), *zinnen.remarks(p, w)]
            yield self._post(p, velden, vinkje=True)

    def _unknowns(self) -> Iterator[Post]:
        for v in self.plan.te_weten:
            rechten: list[Regel] = [(self.w.name_of(p.recht), *self._possible(p)) for p in v.rechten[:MEEST_RECHTEN]]
            if over := len(v.rechten) - len(rechten):
                rechten.append((self.w.gettext("en nog {n}", n=over),))
            velden = [Veld(self.w.gettext("beslist mee over"), zinnen.joined(rechten))]
            velden += [self._in_time(p) for p in v.rechten if _has_time(p)]
            yield Post((question_of(v, self.plan, self.w),), (), tuple(velden), vinkje=True)

    def _in_time(self, p: Planrecht) -> Veld:
        dag = self.w.day(p.aanvragen_voor or self.plan.op_datum)
        zin = self.w.gettext("hebt u er recht op, vraag het dan voor of op {dag}", dag=dag)
        return Veld(self.w.name_of(p.recht), (zin,), let_op=True)

    def _possible(self, p: Planrecht) -> Regel:
        waarde = zinnen.worth_at_most(p, self.w)
        return (Stuk(" ("), *waarde, Stuk(")")) if waarde else ()

    def _visits(self) -> Iterator[Post]:
        eerder: set[str] = set()
        for nummer, b in enumerate(self.plan.bezoeken, 1):
            kop, bij = self._counter(b)
            velden = [Veld(self.w.gettext("voor"), self._names(b.rechten))]
            later = {s.na for s in b.stappen}
            samen = next(iter(later)) if len(later) == 1 else ()
            if samen:  # said once, not at every step
                velden.append(Veld(self.w.gettext("eerst"), self._names(samen)))
            eerst, rest = _first_steps(b, eerder)
            eerder |= set(b.rechten)
            meer = tuple(Veld(None, self._step(s, samen)) for s in rest)
            punten = tuple(self._step(s, samen) for s in eerst)
            yield Post((kop,), bij, tuple(velden), meer, nummer=nummer, punten=punten)

    def _counter(self, b: Bezoek) -> tuple[Stuk, Regel]:
        """The name of a counter, and how to reach it as far as the name does not say."""
        if b.loket is None:
            return self.w.gettext("Thuis"), ()
        bij = [x for x in (b.loket.telefoon, b.loket.website) if x and x not in b.loket.naam]
        return self.w.of_catalogue(b.loket.naam), (Stuk(", ".join(bij)),) if bij else ()

    def _names(self, rechten: Iterable[str]) -> Regel:
        return zinnen.joined([(self.w.name_of(self.plan.catalogus.rechten[r]),) for r in rechten], ", ")

    def _step(self, s: Planstap, gezegd: tuple[str, ...]) -> Regel:
        stap = self.w.of_catalogue(s.tekst)
        if not s.na or s.na == gezegd:
            return (stap,)
        return (self.w.gettext("daarna, met "), *self._names(s.na), self.colon, stap)

    def _papers(self) -> Iterator[Post]:
        for d in self.plan.documenten:
            nummers = ", ".join(map(str, d.bezoeken))
            yield Post((self.w.of_catalogue(d.naam), Stuk(f" ({nummers})" if nummers else "")), vinkje=True)

    def _days(self) -> Iterator[Post]:
        for d in self.plan.dagen:
            if d.dag <= self.plan.op_datum + VOORUIT:
                wie = zinnen.who(d.recht, self.w) if d.soort == "opent_op" else ()
                voorbij = d.soort == "aanvragen_voor" and d.recht.termijn_voorbij
                soort = self.w.gettext(zinnen.VOORBIJ if voorbij else SOORTEN_DAG[d.soort])
                wat = (soort, self.colon, self.w.name_of(d.recht.recht))
                yield Post((Stuk(self.w.day(d.dag)),), (), (Veld(None, zinnen.joined([r for r in (wat, wie) if r])),))

    def _in_use(self) -> Iterator[Post]:
        for p in self.plan.in_gebruik:
            velden = [*zinnen.days(p, self.w), *zinnen.remarks(p, self.w)]
            yield Post((self.w.name_of(p.recht),), zinnen.who(p, self.w), tuple(velden), tuple(self._more(p)))

    def _closed(self) -> Iterator[Post]:
        for p in self.plan.geen_recht:
            yield Post((self.w.name_of(p.recht),), zinnen.who(p, self.w), tuple(self._why_not(p)), tuple(self._more(p)))

    def _why_not(self, p: Planrecht) -> Iterator[Veld]:
        w = self.w
        if p.tegen:
            yield Veld(w.gettext("niet voldaan"), zinnen.reasons(p.tegen, w, meest=1))
        if p.uitgesloten and not p.tegen:
            yield Veld(w.gettext("sluit het uit"), zinnen.reasons(p.uitgesloten, w, meest=1))
        if p.tegenfeit:
            wie = Stuk(f" ({p.tegenfeit.eenheid})" if len(p.wie) > 1 else "")
            yield Veld(w.gettext(zinnen.OPEN_ALS), (*zinnen.would_open(p.tegenfeit, w), wie))


def _has_time(p: Planrecht) -> bool:
    """Whether there is a last day to request that has not passed."""
    return p.aanvragen_voor is not None and not p.termijn_voorbij


def _first_steps(b: Bezoek, eerder: set[str]) -> tuple[list[Planstap], list[Planstap]]:
    """The first steps for each right of a visit, and the rest: paper has room for what cannot be left out.

    A right that had a visit before (`eerder`) is only helped here: one step.
    """
    eerst: list[Planstap] = []
    for recht in b.rechten:
        rij = [s for s in b.stappen if recht in s.rechten]
        eerst += [s for s in rij[: 1 if recht in eerder else MEEST_STAPPEN] if s not in eerst]
    return eerst, [s for s in b.stappen if s not in eerst]


def question_of(v: Openvraag, plan: Plan, w: Woorden) -> Stuk:
    """The question that is asked for a fact, or the fact, with who it is about."""
    if not v.feiten:
        return w.gettext("Vraag het na bij de dienst: de bronnen of bedragen zijn niet duidelijk")
    if fact_name(v.feiten[0]) == "statussen":
        namen = list(dict.fromkeys(w.fact(f).tekst for f in v.feiten))
        meer = ["…"] if len(namen) > MEEST_STATUSSEN else []
        return w.gettext(
            "Heeft iemand een van deze statussen: {lijst}?", lijst=", ".join(namen[:MEEST_STATUSSEN] + meer)
        )
    feit = plan.catalogus.feiten.get(v.feiten[0].partition(".")[2])
    wie = dict.fromkeys(x.partition(".")[0] for x in v.feiten)
    over = [x for x in wie if x in plan.personen]
    vraag = w.of_catalogue(feit.vraag) if feit and feit.vraag else w.fact(v.feiten[0])
    return Stuk(f"{vraag.tekst} ({w.listing(over)})", vraag.soort) if over else vraag

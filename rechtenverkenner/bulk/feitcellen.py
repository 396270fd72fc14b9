"""Facts of the tables as values: what is not filled in becomes the whole domain of the fact, as in `motor.beeld`."""

from __future__ import annotations

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.datumcellen import Kalender
from rechtenverkenner.bulk.indeling import SINDS, TOT, VAN, Indeling, Inventaris
from rechtenverkenner.bulk.waarden import Bereik, Eind, Keuze, Kolomwaarde, Rekening, Waarheid
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, add_days, add_months, start_of_year
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.knopen import ONBEKEND, Feit, Persoonsbedrag


class Feitlezer:
    """Reads facts, statuses and incomes on one date from the tables that there are."""

    def __init__(self, r: Rekening, indeling: Indeling, inventaris: Inventaris, nu: int) -> None:
        self.r, self.w = r, r.w
        self.indeling, self.inventaris, self.nu = indeling, inventaris, nu
        self.kalender = Kalender(r)
        self.niet_negatief = r.fixed((0, None))

    # -- columns
    def known(self, vlak: Vlak, naam: str) -> Cel:
        """Whether something is filled in."""
        if not self.inventaris.has(vlak, naam):
            return self.r.nee
        return self.r.ja if self.inventaris.is_full(vlak, naam) else self.w.bekend(vlak, naam)

    def value(self, vlak: Vlak, naam: str) -> Cel:
        """What is filled in; no or a fixed number where nothing is."""
        kolom = self.indeling.kolommen[vlak][naam]
        if self.inventaris.has(vlak, naam):
            enige = self.inventaris.only(vlak, naam) if kolom.bereik is None else None
            if enige is not None:
                return self.known(vlak, naam) if enige else self.r.nee
            return self.w.kolom(vlak, naam, self.inventaris.limits(vlak, kolom))
        return self.r.nee if kolom.bereik is None else self.w.getal(kolom.leeg)

    def end(self, vlak: Vlak, naam: str) -> Eind:
        """A number as one end of a range: open where nothing is filled in."""
        return Eind(self.value(vlak, naam), self.known(vlak, naam))

    def range_of(self, vlak: Vlak, naam: str) -> Bereik:
        """A range: an exact column, or one for each end."""
        if self.inventaris.has(vlak, naam) or naam + VAN not in self.indeling.kolommen[vlak]:
            eind = self.end(vlak, naam)
            return Bereik(eind, eind)
        return Bereik(self.end(vlak, naam + VAN), self.end(vlak, naam + TOT))

    def amount(self, naam: str) -> Bereik:
        """An amount of a person that is never negative."""
        bereik = self.range_of("persoon", naam)
        return Bereik(self.or_zero(bereik.onder), bereik.boven)

    def or_zero(self, eind: Eind) -> Eind:
        """The lower end of what is never negative."""
        if eind.waarde.op == "kolom":  # holds 0 where nothing is filled in
            return Eind(eind.waarde, self.r.ja)
        return Eind(self.w.kies(eind.bekend, eind.waarde, self.w.getal(0)), self.r.ja)

    def yes_no(self, vlak: Vlak, naam: str) -> Waarheid:
        """A yes/no."""
        ja = self.value(vlak, naam)
        return self.r.between(ja, self.w.of(ja, self.w.niet(self.known(vlak, naam))))

    def choice(self, vlak: Vlak, naam: str) -> Keuze:
        """A choice."""
        return Keuze(self.value(vlak, naam), self.known(vlak, naam))

    def code(self, tekst: str) -> Cel:
        """The code of a text."""
        return self.w.getal(self.indeling.codes[tekst])

    # -- facts
    def fact(self, k: Feit) -> Kolomwaarde:
        """The value of a fact; the bond of partners is worked out from both of them in `bulk.groepcellen`."""
        vlak: Vlak = REGISTER[k.naam][0].niveau
        match k.typ.soort:
            case "bool":
                return self.yes_no(vlak, k.naam)
            case "keuze":
                return Keuze(self._domicile(), self.r.ja) if k.naam == "domicilie" else self.choice(vlak, k.naam)
            case "datum":
                return self.range_of(vlak, k.naam)
            case _:
                eind = self.end(vlak, k.naam)
                return Bereik(self.or_zero(eind), eind)

    def _domicile(self) -> Cel:
        keuze = self.choice("persoon", "domicilie")
        return self.w.kies(keuze.bekend, keuze.code, self.code("hier"))

    def lives_here(self) -> Cel:
        """Whether a person is registered at the address."""
        return self.w.niet(self.w.eq(self._domicile(), self.code("elders")))

    # -- incomes
    def personal_amount(self, k: Persoonsbedrag, jaar: Bereik | None) -> Bereik:
        """An income or own share of a person; `jaar` is the year it is asked of."""
        match k.soort:
            case "maand" | "voordelen":
                return self.amount(f"{k.soort}/{k.begrip}")
            case "laatste_jaar":
                return self._latest([self.r.fixed((j, j)) for j in self._notice_years()], self.r.fixed((None, None)))
            case "laatste":
                rij = [self.amount(f"jaar/{j}/{k.begrip}") for j in self._notice_years()]
                return self._latest(rij, self.niet_negatief)
            case _:
                assert jaar is not None
                return self._of_year(k, jaar)

    def _notice_years(self) -> list[int]:
        return [j for j in self.inventaris.years("aanslagbiljet") if j <= self.nu // 10000]

    def _latest(self, rij: list[Bereik], anders: Bereik) -> Bereik:
        """Of the latest year of which there is a notice."""
        uit = anders
        for jaar, bereik in reversed(list(zip(self._notice_years(), rij, strict=True))):
            uit = self.r.choose(self.value("persoon", f"aanslagbiljet/{jaar}"), bereik, uit)
        return uit

    def _of_year(self, k: Persoonsbedrag, jaar: Bereik) -> Bereik:
        w, begin = self.w, "remgeld" if k.soort == "remgeld" else "jaar"
        eenduidig = w.en(jaar.onder.bekend, jaar.boven.bekend, w.eq(jaar.onder.waarde, jaar.boven.waarde))
        uit = self.niet_negatief
        for j in self.inventaris.years(begin):
            naam = f"{begin}/{j}" if begin == "remgeld" else f"{begin}/{j}/{k.begrip}"
            telt = w.en(eenduidig, w.eq(jaar.onder.waarde, w.getal(j)))
            if telt is not self.r.nee:
                uit = self.r.choose(telt, self.amount(naam), uit)
        return uit

    # -- statuses and rights in use
    def has_now(self, vlak: Vlak, naam: str) -> Waarheid:
        """Whether a status is held or a right is used on the date of the evaluation."""
        w = self.w
        begin, tot = self._since(vlak, naam).onder, self.end(vlak, naam + TOT)
        begonnen = w.of(w.niet(begin.bekend), w.le(begin.waarde, w.getal(self.nu)))
        bezig = w.of(w.niet(tot.bekend), w.le(w.getal(self.nu), tot.waarde))
        zeker = w.en(self.value(vlak, naam), begonnen, bezig)  # it began, if it did, before today: so today it is held
        return self.r.between(zeker, w.of(zeker, w.niet(self.known(vlak, naam))))

    def in_use(self, vlak: Vlak, kenmerk: str, lijst: str) -> Waarheid:
        """Whether a right, or the status it gives, is used on the date of the evaluation."""
        return self.has_now(vlak, f"{'status' if lijst == 'statussen' and vlak == 'persoon' else 'recht'}/{kenmerk}")

    def has(self, vlak: Vlak, naam: str, op: Bereik, maanden: int, vanaf: Bereik | None) -> Waarheid:
        """Whether it is held on a date, or on some day since `vanaf`."""
        nu = self.w.getal(self.nu)
        if vanaf is None and not maanden and op.onder.waarde is nu and op.boven.waarde is nu:
            return self.has_now(vlak, naam)
        if not self.inventaris.has(vlak, naam):
            return self.r.truth(ONBEKEND)
        return self._on(vlak, naam, op, maanden) if vanaf is None else self._since_then(vlak, naam, vanaf, op)

    def _since(self, vlak: Vlak, naam: str) -> Bereik:
        return self.range_of(vlak, naam + SINDS)

    def _period(self, vlak: Vlak, naam: str) -> tuple[Cel, Cel, Eind]:
        """Earliest and latest first day, and the last day."""
        w, nu, sinds, tot = self.w, self.w.getal(self.nu), self._since(vlak, naam), self.end(vlak, naam + TOT)
        vroegst = w.kies(sinds.onder.bekend, sinds.onder.waarde, w.getal(VROEGSTE))
        laatst = w.kies(sinds.boven.bekend, sinds.boven.waarde, w.getal(LAATSTE))
        laatst = w.kies(w.le(vroegst, nu), w.laagste(laatst, nu), laatst)
        return vroegst, w.kies(tot.bekend, w.laagste(laatst, tot.waarde), laatst), tot

    def _on(self, vlak: Vlak, naam: str, op: Bereik, maanden: int) -> Waarheid:
        w, (vroegst, laatst, tot) = self.w, self._period(vlak, naam)
        te_vroeg = w.niet(self._lasts(vroegst, maanden, op.boven.waarde))
        te_laat = w.en(tot.bekend, w.lt(tot.waarde, op.onder.waarde))
        begonnen = self._lasts(laatst, maanden, op.onder.waarde)
        bezig = w.of(w.niet(tot.bekend), w.le(op.boven.waarde, tot.waarde))
        bekend = w.en(op.onder.bekend, op.boven.bekend)
        return self._held(vlak, naam, w.of(te_vroeg, te_laat), w.en(begonnen, bezig), bekend, bekend, op.onder.waarde)

    def _lasts(self, begin: Cel, maanden: int, dag: Cel) -> Cel:
        """Whether what began on a day lasts so many months on another; on a fixed day that is a limit on the first."""
        w = self.w
        if not maanden or dag.op != "vast":
            return w.le(self.kalender.add_months(begin, w.getal(maanden)) if maanden else begin, dag)
        assert dag.laag is not None
        uiterste = add_months(dag.laag, -maanden)
        while add_months(add_days(uiterste, 1), maanden) <= dag.laag:  # the last days of a long month end together
            uiterste = add_days(uiterste, 1)
        return w.le(begin, w.getal(uiterste))

    def _since_then(self, vlak: Vlak, naam: str, vanaf: Bereik, op: Bereik) -> Waarheid:
        w, (vroegst, laatst, tot) = self.w, self._period(vlak, naam)
        te_vroeg = w.lt(op.boven.waarde, w.hoogste(vroegst, vanaf.onder.waarde))
        te_laat = w.en(tot.bekend, w.lt(tot.waarde, vanaf.onder.waarde))
        begonnen = w.le(w.hoogste(laatst, vanaf.boven.waarde), op.onder.waarde)
        bezig = w.of(w.niet(tot.bekend), w.le(vanaf.boven.waarde, tot.waarde))
        nodig = w.en(vanaf.onder.bekend, vanaf.boven.bekend, op.boven.bekend)
        bekend = w.en(nodig, op.onder.bekend)
        nooit, wel = w.of(te_vroeg, te_laat), w.en(begonnen, bezig)
        return self._held(vlak, naam, nooit, wel, bekend, nodig, vanaf.onder.waarde)

    def _held(
        self, vlak: Vlak, naam: str, nooit: Cel, wel: Cel, bekend: Cel, bekend_nee: Cel, eerste_dag: Cel
    ) -> Waarheid:
        """From what a period says: `bekend` when its days are known, `bekend_nee` when those that a no needs are."""
        w, heeft = self.w, self.value(vlak, naam)
        zonder = w.en(self.known(vlak, naam), w.niet(heeft))
        # "no" looks back no further than 1 January of the year before
        zeker_niet = w.en(zonder, bekend_nee, w.le(w.getal(start_of_year(self.nu, -1)), eerste_dag))
        zeker_niet = w.of(zeker_niet, w.en(heeft, bekend, nooit))
        return self.r.between(w.en(heeft, bekend, wel, w.niet(nooit)), w.niet(zeker_niet))

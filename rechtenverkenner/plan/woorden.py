"""Words in one language: sentences of the plan and of the catalogue, amounts, days, facts, flags."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.bedrag import Interval, to_decimal, to_int
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, to_date
from rechtenverkenner.model.oordeel import Uitleg, Verandering
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.plan.bedragtekst import with_placeholders
from rechtenverkenner.plan.plaatshouders import fill
from rechtenverkenner.plan.schrijfwijze import write_day, write_list, write_money, write_number
from rechtenverkenner.plan.taal import NEDERLANDS, Taal, Vertalingen, translations


def N_(zin: str) -> str:  # noqa: N802 - the name by which `pybabel extract` knows a sentence in a table
    """A sentence that is translated where it is used."""
    return zin


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of text. In a page of another language it can be Dutch: on purpose, or because it is not translated."""

    tekst: str
    soort: Literal["", "nl", "onvertaald"] = ""


Regel = tuple[Stuk, ...]
"""A line, in pieces."""


def marked(regel: Regel, merk: str) -> str:
    """A line as plain text; each piece that is not translated carries the mark."""
    return "".join(f"{s.tekst} [{merk}]" if s.soort == "onvertaald" else s.tekst for s in regel)


VLAGGEN = {
    "voorwaarden_niet_voldaan": N_("in gebruik, maar de voorwaarden lijken niet meer vervuld: kijk na"),
    "voorwaarden_niet_bevestigd": N_("in gebruik; de voorwaarden zijn niet allemaal bevestigd"),
    "gebruik_onbekend": N_("kijk eerst na of het niet al loopt"),
    "beoordeling_door_dienst": N_("een dienst beslist"),
    "niet_volledig_uitgedrukt": N_("niet alle voorwaarden kunnen hier nagekeken worden"),
    "bronnen_spreken_elkaar_tegen": N_("de bronnen spreken elkaar tegen: vraag het na"),
    "berekend_bedrag_nog_te_bevestigen": N_("een grens of bedrag is berekend en nog te bevestigen"),
    "waarde_nog_te_bevestigen": N_("de waarde is een berekend bedrag, nog te bevestigen"),
    "bedrag_nul": N_("aan de voorwaarden voldaan, maar het bedrag is 0"),
    "eindigt_op": N_("eindigt op"),
    "opent_misschien_op": N_("kan veranderen op"),
    "terugwerkend_tot": N_("een aanvraag vandaag werkt terug tot"),
    "aanvragen_voor": N_("vraag het aan voor of op"),
    "hernieuwen_voor": N_("vernieuw het voor of op"),
}
PER = {
    "maand": N_("{bedrag} per maand"),
    "jaar": N_("{bedrag} per jaar"),
    "kwartaal": N_("{bedrag} per kwartaal"),
    "liter": N_("{bedrag} per liter"),
    "kWh": N_("{bedrag} per kWh"),
    "m3": N_("{bedrag} per m3"),
}
"""Euro per what."""
EENHEDEN = {
    "liter": N_("{bedrag} liter"),
    "kWh": N_("{bedrag} kWh"),
    "m3": N_("{bedrag} m3"),
    "procent": N_("{bedrag} procent"),
}
FEITEN = {
    "personen_volledig": N_("of alle bewoners in het profiel staan"),
    "samenstelling_sinds": N_("sinds wanneer dezelfde mensen hier wonen"),
    "aanslagbiljetten": N_("wat er op het laatste aanslagbiljet staat"),
    "ten_laste_van": N_("ten laste van wie bij het ziekenfonds"),
    "kind_van": N_("kind van wie"),
    "partner": N_("partner"),
    "andere_rechten": N_("of er nog andere rechten lopen"),
    "andere_statussen": N_("of er nog andere statussen zijn"),
    "jaren_volledig": N_("of alle inkomens genoemd zijn"),
    "inkomens_volledig": N_("of alle inkomens genoemd zijn"),
    "aansluitingen": N_("welke aansluitingen er zijn"),
    "personen": N_("wie hier woont"),
}
GELDIGHEID = {
    "bestaat-vanaf": N_("het recht bestaat sinds {dag}"),
    "bestaat-tot": N_("het recht bestond tot {dag}"),
}
VAN_DE_MOTOR = (
    N_("vast"),
    N_("woont in een gemeente waar dit recht bestaat"),
    N_("gemeente niet bekend"),
    N_("voor deze gemeente is geen regel ingevoerd"),
    N_("er wonen misschien nog mensen die niet in het profiel staan"),
    N_("hoort misschien bij deze groep"),
    N_("een mens beslist"),
)
"""Names of conditions that no file of the catalogue writes."""


class Woorden:
    """The words of one language, over one catalogue."""

    def __init__(self, taal: Taal = NEDERLANDS, catalogus: Catalogus | None = None) -> None:
        self.taal = taal
        self.catalogus = catalogus
        self._locale = taal.locale
        mappen = catalogus.mappen if catalogus else ()
        self._vertalingen: Vertalingen = translations(taal, mappen)

    def gettext(self, zin: str, **waarden: object) -> Stuk:
        """A sentence of the plan, with its values filled in."""
        vorm = self._vertalingen.form(zin)
        tekst = (vorm or zin).format(**waarden) if waarden else vorm or zin
        return Stuk(tekst, self._mark(vorm))

    def ngettext(self, enkel: str, meer: str, aantal: int, **waarden: object) -> Stuk:
        """A sentence for one, or for several; `{n}` is the number."""
        vorm = self._vertalingen.form(enkel, aantal)
        zin = vorm or (enkel if aantal == 1 else meer)
        getal = write_number(aantal, self._locale)
        return Stuk(zin.format(n=getal, **waarden), self._mark(vorm))

    def _mark(self, vorm: str | None) -> Literal["", "onvertaald"]:
        return "onvertaald" if vorm is None and self.taal.map else ""

    def of_catalogue(self, zin: str) -> Stuk:
        """A sentence of the catalogue, its amounts written as this language writes them."""
        if not self.taal.map:
            return Stuk(zin)
        bron, bedragen = with_placeholders(zin)
        vorm = self._vertalingen.form(bron)
        if vorm is None:
            return Stuk(zin, "onvertaald")
        return Stuk(fill(vorm, {k: self.round_money(v) for k, v in bedragen.items()}))

    def name_of(self, recht: Recht) -> Stuk:
        """The name of a right: the official one in this language where the catalogue gives it."""
        if self.taal.code in recht.namen:
            return Stuk(recht.namen[self.taal.code])
        if self.taal.code == "eenvoudig":  # the counter knows a right by its official name
            return Stuk(recht.naam)
        return self.of_catalogue(recht.naam)

    def listing(self, delen: Sequence[str]) -> str:
        """Words in a row: a, b and c."""
        return write_list(delen, self._locale)

    def money(self, bedrag: Decimal) -> str:
        """An amount in euro.

        >>> Woorden().money(Decimal("1234.5"))
        '€\\xa01.234,50'
        """
        return write_money(bedrag, self._locale)

    def round_money(self, bedrag: Decimal) -> str:
        """An amount in euro, without cents when there are none."""
        if bedrag != bedrag.to_integral_value():
            return self.money(bedrag)
        return write_money(bedrag, self._locale, cijfers="geen")

    def money_range(self, bereik: tuple[Decimal, Decimal]) -> str:
        """A lowest and highest amount in euro, or one amount when they are equal."""
        onder, boven = map(self.money, bereik)
        return onder if onder == boven else self.gettext("{laagste} tot {hoogste}", laagste=onder, hoogste=boven).tekst

    def day(self, dag: date | int) -> str:
        """A date, written out: 1 november 2026."""
        tekst = write_day(to_date(dag) if isinstance(dag, int) else dag, self._locale)
        return f"1er {tekst[2:]}" if self.taal.code == "fr" and tekst.startswith("1 ") else tekst

    def value(self, waarde: Interval, eenheid: str) -> str:
        """A number or date with its unit; at least, at most or unknown where a side is open."""
        # a text, without a mark: numbers need none, and the few words beside them are the library's own
        onder, boven = (None if w is None else self._one(w, eenheid) for w in waarde)
        if eenheid == "datum" and waarde[0] is not None and waarde[0] <= VROEGSTE:
            onder = None
        if eenheid == "datum" and waarde[1] is not None and waarde[1] >= LAATSTE:
            boven = None
        if (onder is None and boven is None) or (waarde[0] == 0 and boven is None):
            return self.gettext("onbekend").tekst
        if boven is None:
            return self.gettext("minstens {bedrag}", bedrag=onder).tekst
        if onder is None:
            return self.gettext("hoogstens {bedrag}", bedrag=boven).tekst
        if onder == boven:
            return onder
        return self.gettext("{laagste} tot {hoogste}", laagste=onder, hoogste=boven).tekst

    def limit(self, bedrag: Decimal, eenheid: str, *, minder: bool) -> str:
        """At most or at least an amount."""
        getal = to_int(bedrag, eenheid)
        return self.value((None, getal) if minder else (getal, None), eenheid)

    def _one(self, waarde: int, eenheid: str) -> str:
        if eenheid == "datum":
            return self.day(waarde)
        getal = to_decimal(waarde, eenheid)
        munt, _, per = eenheid.partition("/")
        if munt == "EUR":
            # prices per unit of energy are in thousandths of a cent
            tekst = self.money(getal) if per not in ("liter", "kWh", "m3") else self._price(getal)
            zin = PER.get(per)
        else:
            tekst = write_number(getal.normalize(), self._locale)
            if stuk := self._counted(eenheid, getal, tekst):
                return stuk.tekst
            zin = EENHEDEN.get(eenheid)
        return self.gettext(zin, bedrag=tekst).tekst if zin else tekst

    def _counted(self, eenheid: str, getal: Decimal, tekst: str) -> Stuk | None:
        """A number of years, months, days or points: one of them is said otherwise than several."""
        n = 1 if getal == 1 else max(int(getal), 2) if getal else 0
        match eenheid:
            case "jaren":
                return self.ngettext("{bedrag} jaar", "{bedrag} jaar", n, bedrag=tekst)
            case "maanden":
                return self.ngettext("{bedrag} maand", "{bedrag} maanden", n, bedrag=tekst)
            case "dagen":
                return self.ngettext("{bedrag} dag", "{bedrag} dagen", n, bedrag=tekst)
            case "punten":
                return self.ngettext("{bedrag} punt", "{bedrag} punten", n, bedrag=tekst)
        return None

    def _price(self, getal: Decimal) -> str:
        return write_money(getal, self._locale, cijfers="alle")

    def fact(self, sleutel: str) -> Stuk:
        """A fact key in words, without who it is about: `an.statussen.leefloon` -> leefloon."""
        c = self.catalogus
        _, lijst, kenmerk = [*sleutel.split(".", 2), "", ""][:3]
        if lijst == "statussen":
            return self.holding(sleutel)
        if lijst == "rechten":
            naam = self.holding(sleutel)
            return Stuk(self.gettext("of dit al loopt: {recht}", recht=naam.tekst).tekst, naam.soort)
        if lijst == "inkomens":
            jaar = kenmerk.partition(".")[0]
            return self.gettext("inkomen van {jaar}", jaar=jaar) if jaar else self.gettext("inkomen van nu")
        if lijst == "remgelden":
            return self.gettext("betaald remgeld in {jaar}", jaar=kenmerk)
        if lijst in FEITEN:
            return self.gettext(FEITEN[lijst])
        feit = c.feiten.get(lijst) if c else None
        return self.of_catalogue(feit.label) if feit and feit.label else Stuk(lijst)

    def condition(self, u: Uitleg) -> Stuk:
        """The name of a condition; of one without a name of its own, that of the status, right or fact it asks for."""
        c = self.catalogus
        if u.id in GELDIGHEID:  # the day is in the name
            return self.gettext(GELDIGHEID[u.id], dag=self.day(date.fromisoformat(u.label.rpartition(" ")[2])))
        if c is None or u.id:
            return self.of_catalogue(u.label)
        if u.label in c.statussen:
            return self.of_catalogue(c.statussen[u.label].naam)
        if u.label in c.rechten:
            return self.name_of(c.rechten[u.label])
        feit = c.feiten.get(u.label)
        return self.of_catalogue(feit.label if feit and feit.label else u.label)

    def holding(self, sleutel: str) -> Stuk:
        """The name of the status or right that a fact key is about."""
        _, lijst, kenmerk = sleutel.split(".", 2)
        c = self.catalogus
        if c and lijst == "statussen" and kenmerk in c.statussen:
            return self.of_catalogue(c.statussen[kenmerk].naam)
        return self.name_of(c.rechten[kenmerk]) if c and kenmerk in c.rechten else Stuk(kenmerk)

    def flag(self, vlag: str) -> Stuk:
        """A flag of a verdict in words."""
        naam, _, datum = vlag.partition(":")
        stuk = self.gettext(VLAGGEN[naam]) if naam in VLAGGEN else Stuk(naam)
        return Stuk(f"{stuk.tekst} {self.day(date.fromisoformat(datum))}", stuk.soort) if datum else stuk

    def change(self, v: Verandering) -> Stuk:
        """What would turn a no, in words."""
        if v.soort == "bedrag" and v.verschil is not None:
            bedrag = self.value((v.verschil, v.verschil), v.eenheid)
            return self.gettext(N_("{bedrag} meer") if v.richting == "meer" else N_("{bedrag} minder"), bedrag=bedrag)
        if v.soort == "datum" and v.verschil is not None:
            return self.gettext("{dag} of later", dag=self.day(v.verschil))
        return self.fact(v.over)

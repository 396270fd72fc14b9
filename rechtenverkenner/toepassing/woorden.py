"""Short Dutch wording for facts, amounts and dates: what the terminal shows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from rechtenverkenner.model.bedrag import Interval, to_decimal
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, to_date
from rechtenverkenner.model.recht import Catalogus

TAAL = "nl_BE"


def money(bedrag: Decimal) -> str:
    """An amount in euro.

    >>> money(Decimal("1234.5"))
    '€\\xa01.234,50'
    """
    return str(format_currency(bedrag, "EUR", locale=TAAL))


def money_range(bereik: tuple[Decimal, Decimal]) -> str:
    """A lowest and highest amount in euro, or one amount when they are equal."""
    return money(bereik[0]) if bereik[0] == bereik[1] else f"{money(bereik[0])} tot {money(bereik[1])}"


def day(dag: date | int) -> str:
    """A date, written out: 1 november 2026."""
    return str(format_date(to_date(dag) if isinstance(dag, int) else dag, format="long", locale=TAAL))


def value(waarde: Interval, eenheid: str) -> str:
    """A number or date with its unit; `minstens`, `hoogstens` or `onbekend` where a side is open."""
    onder, boven = (None if w is None else _one(w, eenheid) for w in waarde)
    if eenheid == "datum" and waarde[0] is not None and waarde[0] <= VROEGSTE:
        onder = None
    if eenheid == "datum" and waarde[1] is not None and waarde[1] >= LAATSTE:
        boven = None
    if (onder is None and boven is None) or (waarde[0] == 0 and boven is None):
        return "onbekend"
    if boven is None:
        return f"minstens {onder}"
    if onder is None:
        return f"hoogstens {boven}"
    return onder if onder == boven else f"{onder} tot {boven}"


def _one(waarde: int, eenheid: str) -> str:
    if eenheid == "datum":
        return day(waarde)
    getal = to_decimal(waarde, eenheid)
    if eenheid.startswith("EUR"):
        per = eenheid.partition("/")[2]
        digits = money(getal) if per not in ("liter", "kWh", "m3") else f"€\xa0{format_decimal(getal, locale=TAAL)}"
        return f"{digits} per {per}" if per else digits
    tekst = str(format_decimal(getal.normalize(), locale=TAAL))
    return tekst if eenheid in ("aantal", "factor", "kalenderjaar") else f"{tekst} {eenheid}"


def fact(sleutel: str, catalogus: Catalogus) -> str:
    """A fact key (`an.statussen.leefloon`) in words (`leefloon (an)`)."""
    wie, *rest = sleutel.split(".")
    achter = "" if wie in ("gezin", "woning") else f" ({wie})"
    if rest == ["personen_volledig"]:
        return "of alle bewoners in het profiel staan"
    if rest == ["samenstelling_sinds"]:
        return "sinds wanneer dezelfde mensen hier wonen"
    if rest[0] == "statussen":
        status = catalogus.statussen.get(rest[1])
        return (status.naam if status else rest[1]) + achter
    if rest[0] == "rechten":
        recht = catalogus.rechten.get(rest[1])
        return f"of dit al loopt: {recht.naam if recht else rest[1]}{achter}"
    if rest[0] == "inkomens":
        return (f"inkomen van {rest[1]}" if len(rest) > 1 else "inkomen van nu") + achter
    if rest[0] == "remgelden":
        return f"betaald remgeld in {rest[1]}{achter}"
    vaste = {
        "aanslagbiljetten": "laatste aanslagbiljet",
        "ten_laste_van": "ten laste van wie bij het ziekenfonds",
        "kind_van": "kind van wie",
        "partner": "partner",
    }
    feit = catalogus.feiten.get(rest[0])
    return vaste.get(rest[0], feit.label if feit else rest[0]) + achter


VLAGGEN = {
    "voorwaarden_niet_voldaan": "in gebruik, maar de voorwaarden lijken niet meer vervuld: kijk na",
    "voorwaarden_niet_bevestigd": "in gebruik; de voorwaarden zijn niet allemaal bevestigd",
    "gebruik_onbekend": "kijk eerst na of het niet al loopt",
    "beoordeling_door_dienst": "een dienst beslist",
    "niet_volledig_uitgedrukt": "niet alle voorwaarden kunnen hier nagekeken worden",
    "bronnen_spreken_elkaar_tegen": "de bronnen spreken elkaar tegen: vraag het na",
    "berekend_bedrag_nog_te_bevestigen": "berekend bedrag, nog te bevestigen",
    "waarde_nog_te_bevestigen": "de waarde is een berekend bedrag, nog te bevestigen",
    "bedrag_nul": "aan de voorwaarden voldaan, maar het bedrag is 0",
    "eindigt_op": "eindigt op",
    "opent_misschien_op": "kan veranderen op",
    "terugwerkend_tot": "een aanvraag vandaag werkt terug tot",
}


def flag(vlag: str) -> str:
    """A flag of a verdict in words."""
    naam, _, datum = vlag.partition(":")
    return f"{VLAGGEN.get(naam, naam)} {day(date.fromisoformat(datum))}" if datum else VLAGGEN.get(naam, naam)

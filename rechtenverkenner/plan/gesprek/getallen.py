"""Numbers, amounts and dates as people write them: `1234,56`, `1.234,56`, `1234.56`, `1985`, `05/1985`, `3/5/1985`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, to_number
from rechtenverkenner.model.houding import Datumbereik
from rechtenverkenner.plan.gesprek.lezer import refuse
from rechtenverkenner.plan.woorden import N_, Woorden

_GEWOON = re.compile(r"[0-9]+(?:[.,][0-9]+)?", re.ASCII)
_PUNTEN = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?", re.ASCII)
_KOMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+", re.ASCII)
_DUIZEND = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
_MUNT = re.compile(r"€|\beuro?\b", re.IGNORECASE)
_DATUM = re.compile(
    r"(?P<j>[0-9]{4})(?:[-/.](?P<m>[0-9]{1,2})(?:[-/.](?P<d>[0-9]{1,2}))?)?"
    r"|(?:(?P<d2>[0-9]{1,2})[-/.])?(?P<m2>[0-9]{1,2})[-/.](?P<j2>[0-9]{4})",
    re.ASCII,
)
MAX_CIJFERS = 15


def parse_number(tekst: str, eenheid: str, w: Woorden, *, veld: str) -> int | Decimal:
    """A number: whole as `int`, otherwise exact.

    A dot before three digits parts thousands, except in a price per unit of energy, which has more decimals.

    Raises:
        InvoerFout: RV412, no number; RV413, below zero; RV406, too many decimals.

    >>> [str(parse_number(x, "EUR", Woorden(), veld="huur")) for x in ("1234,56", "1.234,56", "1234.56", "1.234")]
    ['1234.56', '1234.56', '1234.56', '1234']
    """
    kaal = re.sub(r"[\s\u00a0\u202f]+", " ", _MUNT.sub("", tekst)).strip()
    if kaal.startswith("-") and kaal[1:].strip():
        refuse(w, "RV413", N_("`{veld}`: een getal kan niet negatief zijn"), N_("een verlies telt als 0"), veld=veld)
    getal = _decimal(kaal, SCHAAL.get(eenheid, 0))
    if getal is None or len(kaal) > MAX_CIJFERS:
        hulp = N_("schrijf een getal zoals 1234,56")
        refuse(w, "RV412", N_("`{veld}`: dit is geen getal"), hulp, veld=veld)
    schaal = SCHAAL.get(eenheid, 0)
    if getal != round(getal, schaal):
        hulp = N_("hoogstens {cijfers} cijfers na de komma")
        refuse(w, "RV406", N_("`{veld}`: te veel cijfers na de komma"), hulp, veld=veld, cijfers=schaal)
    return int(getal) if getal == int(getal) else getal


def _decimal(kaal: str, schaal: int) -> Decimal | None:
    if _GEWOON.fullmatch(kaal) and not (schaal < 3 and _DUIZEND.fullmatch(kaal)):
        return Decimal(kaal.replace(",", "."))
    if _PUNTEN.fullmatch(kaal):
        return Decimal(re.sub(r"[. ]", "", kaal).replace(",", "."))
    return Decimal(kaal.replace(",", "")) if _KOMMAS.fullmatch(kaal) else None


def format_number(getal: int | Decimal) -> str:
    """A number as it is typed here: with a comma.

    >>> format_number(Decimal("1234.50")), format_number(7)
    ('1234,50', '7')
    """
    return f"{getal:f}".replace(".", ",") if isinstance(getal, Decimal) else str(getal)


def parse_period(tekst: str, w: Woorden, *, veld: str) -> Datumbereik:
    """A day, a month or a year.

    Raises:
        InvoerFout: RV415, no date.

    >>> [format_period(parse_period(x, Woorden(), veld="x")) for x in ("1985", "05/1985", "1985-05-03", "3/5/1985")]
    ['1985', '1985-05', '1985-05-03', '1985-05-03']
    """
    bereik = _period(tekst.strip())
    if bereik is None:
        hulp = N_("schrijf een dag als 3/5/1985 of 1985-05-03, een maand als 05/1985, of alleen het jaar")
        refuse(w, "RV415", N_("`{veld}`: dit is geen datum"), hulp, veld=veld)
    return bereik


def _period(tekst: str) -> Datumbereik | None:
    treffer = _DATUM.fullmatch(tekst)
    if treffer is None:
        return None
    jaar, maand, dag = treffer["j"] or treffer["j2"], treffer["m"] or treffer["m2"], treffer["d"] or treffer["d2"]
    delen = [jaar, *(x.zfill(2) for x in (maand, dag) if x)]
    try:
        bereik = Datumbereik.model_validate("-".join(delen))
    except ValueError:
        return None
    return bereik if bereik.interval[0] >= VROEGSTE and bereik.interval[1] <= LAATSTE else None


def parse_day(tekst: str, w: Woorden, *, veld: str) -> date:
    """A day of which nothing is left open.

    Raises:
        InvoerFout: RV415, no date, or a month or year.
    """
    bereik = parse_period(tekst, w, veld=veld)
    if bereik.van != bereik.tot:
        hulp = N_("schrijf ook de dag, zoals 3/5/1985, of ? als u die niet weet")
        refuse(w, "RV415", N_("`{veld}`: hier is een volledige datum nodig"), hulp, veld=veld)
    return bereik.van


def format_period(bereik: Datumbereik) -> str:
    """A day, month or year as it is typed; a period that is none of these by its first day."""
    van, tot = bereik.interval
    dag = bereik.van.isoformat()
    if van % 10000 == 101 and tot == van // 10000 * 10000 + 1231:
        return dag[:4]
    is_maand = van % 100 == 1 and van // 100 == tot // 100 and to_number(bereik.tot) != van
    return dag[:7] if is_maand and _period(dag[:7]) == bereik else dag

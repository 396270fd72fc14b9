"""Incomes, tax notices and own shares as they are typed: `loon 2180, vakantiegeld 1850/jaar`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from rechtenverkenner.model.gezin import Aanslagbiljet, Inkomen, Remgeld
from rechtenverkenner.model.keuzes import Inkomenssoort
from rechtenverkenner.plan.gesprek.getallen import format_number, parse_number
from rechtenverkenner.plan.gesprek.lezer import pick, plain, refuse
from rechtenverkenner.plan.woorden import N_, Woorden

SOORTEN: tuple[Inkomenssoort, ...] = get_args(Inkomenssoort)
NAMEN: dict[str, str] = {
    "loon": N_("loon"),
    "zelfstandig": N_("zelfstandig werk"),
    "pensioen": N_("pensioen"),
    "overlevingspensioen": N_("overlevingspensioen"),
    "werkloosheid": N_("werkloosheid"),
    "ziekte_invaliditeit": N_("ziekte of invaliditeit"),
    "vakantiegeld": N_("vakantiegeld"),
    "eindejaarspremie": N_("eindejaarspremie"),
    "huurinkomsten": N_("huurinkomsten"),
    "roerend": N_("roerend (rente, dividend)"),
    "onderhoudsgeld": N_("onderhoudsgeld"),
    "kadastraal": N_("kadastraal inkomen"),
    "ander_belastbaar": N_("ander belastbaar inkomen"),
    "vrijgesteld_buitenlands": N_("vrijgesteld buitenlands inkomen"),
    "leefloon": N_("leefloon"),
    "equivalent_leefloon": N_("equivalent leefloon"),
    "igo": N_("IGO"),
    "ivt": N_("IVT"),
    "it": N_("IT"),
    "zorgbudget": N_("zorgbudget"),
    "kinderbijslag": N_("kinderbijslag"),
    "ander_niet_belastbaar": N_("ander inkomen zonder belasting"),
}
"""The kinds of income as they are shown; typed by their beginning or by their own name."""
OOK: dict[Inkomenssoort, tuple[str, ...]] = {"loon": ("werk",)}
"""What people write too: `werk` must not be read as the beginning of `werkloosheid`."""
BILJET: dict[str, str] = {
    "bruto_belastbaar": N_("bruto"),
    "netto_belastbaar": N_("netto"),
    "leefloon": N_("leefloon"),
    "ivt": N_("IVT"),
    "vrijgesteld_buitenlands": N_("vrijgesteld buitenlands inkomen"),
}
"""What a notice says."""
Per = Literal["maand", "jaar"]
M = TypeVar("M", bound=BaseModel)
_PER = re.compile(r"(.*?)(?:/| per )\s*([^\W\d_]+)\s*", re.DOTALL)
_POST = re.compile(r"([^\d]*?)\s*((?:-\s*)?(?:€\s*)?\d.*)", re.DOTALL)
_SCHEIDING = re.compile(r",(?=\s)|,(?=\s*[^\W\d])|;|\+")
"""Between items; a comma before a digit is a decimal comma."""


def parse_incomes(tekst: str, w: Woorden, *, veld: str, jaar: int | None) -> tuple[Inkomen, ...]:
    """Every income of one person: now (per month unless `/jaar` follows), or of a calendar year.

    Raises:
        InvoerFout: RV404, an unknown kind; RV412 and others, an amount; RV473, an income that is not readable.

    >>> [i.bedrag for i in parse_incomes("loon 2180, vak 1850/jaar", Woorden(), veld="x", jaar=None)]
    [Decimal('2180'), Decimal('1850')]
    """
    if _is_none(tekst):
        return ()
    return tuple(_income(deel, w, veld, jaar) for deel in _items(tekst, w, veld))


def _is_none(tekst: str) -> bool:
    return tekst.strip() == "0" or plain(tekst) in ("geen", "niets", "0")


def _items(tekst: str, w: Woorden, veld: str) -> Iterator[tuple[str, str]]:
    """Name and amount of each item."""
    for deel in _SCHEIDING.split(tekst):
        treffer = _POST.fullmatch(deel.strip())
        if treffer is None or not plain(treffer[1]):
            hulp = N_("schrijf soort en bedrag, met een komma ertussen: loon 2180, vakantiegeld 1850/jaar; of 0")
            refuse(w, "RV473", N_("`{veld}`: verwacht een soort en een bedrag"), hulp, veld=veld)
        yield treffer[1], treffer[2]


def _income(deel: tuple[str, str], w: Woorden, veld: str, jaar: int | None) -> Inkomen:
    naam, bedrag = deel
    soort = pick(naam, SOORTEN, lambda s: (s, w.gettext(NAMEN[s]).tekst, *OOK.get(s, ())))
    if soort is None:
        hulp = N_("kies het begin van een van deze: {soorten}")
        soorten = ", ".join(w.gettext(NAMEN[s]).tekst for s in SOORTEN)
        refuse(w, "RV404", N_("`{veld}`: deze soort inkomen is niet bekend"), hulp, veld=veld, soorten=soorten)
    getal, per = _amount(bedrag, w, veld)
    if jaar is not None:
        if per == "maand":
            hulp = N_("schrijf wat er in het hele jaar kwam, zonder `/maand`")
            refuse(w, "RV420", N_("`{veld}`: verwacht een bedrag van het hele jaar"), hulp, veld=veld)
        return _build(Inkomen, w, veld, soort=soort, bedrag=getal, per="jaar", jaar=jaar)
    return _build(Inkomen, w, veld, soort=soort, bedrag=getal, per=per or "maand")


def _amount(tekst: str, w: Woorden, veld: str) -> tuple[int | Decimal, Per | None]:
    treffer = _PER.fullmatch(tekst)
    if treffer is None:
        return parse_number(tekst, "EUR", w, veld=veld), None
    woorden: tuple[tuple[Per, str], ...] = (
        ("maand", w.gettext(N_("maand")).tekst),
        ("jaar", w.gettext(N_("jaar")).tekst),
    )
    per = pick(treffer[2], woorden, lambda p: p)
    if per is None:
        hulp = N_("schrijf `/maand` of `/jaar` na het bedrag")
        refuse(w, "RV473", N_("`{veld}`: het bedrag is per maand of per jaar"), hulp, veld=veld)
    return parse_number(treffer[1], "EUR", w, veld=veld), per[0]


def _build(model: type[M], w: Woorden, veld: str, **waarden: object) -> M:
    try:
        return model.model_validate(waarden)
    except ValidationError:
        hulp = N_("kijk het jaartal en de bedragen na")
        refuse(w, "RV405", N_("`{veld}`: dit getal is te klein of te groot"), hulp, veld=veld)


def parse_notices(tekst: str, w: Woorden, *, veld: str) -> tuple[Aanslagbiljet, ...]:
    """The notices of one person: `2024 bruto 21450, netto 15700`; a year begins the next notice.

    Raises:
        InvoerFout: RV473, no year or no amount; RV404, no part of a notice.
    """
    biljetten: dict[int, dict[str, object]] = {}
    jaar = 0
    for deel in _SCHEIDING.split(tekst):
        treffer = re.fullmatch(r"(?:([0-9]{4})\b\s*:?)?(.*)", deel.strip(), re.DOTALL | re.ASCII)
        if treffer and treffer[1]:
            jaar = int(treffer[1])
            biljetten.setdefault(jaar, {})
        post = _POST.fullmatch(treffer[2].strip()) if treffer else None
        if post is None or not jaar:
            hulp = N_("schrijf inkomstenjaar, soort en bedrag: 2024 bruto 21450, netto 15700")
            refuse(w, "RV473", N_("`{veld}`: verwacht een inkomstenjaar en bedragen"), hulp, veld=veld)
        biljetten[jaar][_part(post[1], w, veld)] = parse_number(post[2], "EUR", w, veld=veld)
    return tuple(_build(Aanslagbiljet, w, veld, jaar=j, **delen) for j, delen in biljetten.items())


def _part(naam: str, w: Woorden, veld: str) -> str:
    deel = pick(naam, tuple(BILJET), lambda b: (b, BILJET[b], w.gettext(BILJET[b]).tekst))
    if deel is None:
        hulp = N_("kies uit: {soorten}")
        soorten = ", ".join(w.gettext(b).tekst for b in BILJET.values())
        refuse(w, "RV404", N_("`{veld}`: dit staat niet op een aanslagbiljet"), hulp, veld=veld, soorten=soorten)
    return deel


def parse_own_share(tekst: str, w: Woorden, *, veld: str, jaar: int) -> Remgeld:
    """The own share of a year.

    Raises:
        InvoerFout: no amount.
    """
    return _build(Remgeld, w, veld, jaar=jaar, bedrag=parse_number(tekst, "EUR/jaar", w, veld=veld))


def format_money(waarde: Any) -> str:
    """The text that gives these incomes, these notices or this own share."""
    if isinstance(waarde, Remgeld):
        return format_number(waarde.bedrag)
    return ", ".join(_shown(x) for x in waarde) or "0"


def _shown(x: Inkomen | Aanslagbiljet) -> str:
    if isinstance(x, Inkomen):
        per = "/jaar" if x.per == "jaar" and x.jaar is None else ""
        return f"{x.soort.replace('_', ' ')} {format_number(x.bedrag)}{per}"
    delen = [(naam, getattr(x, naam)) for naam in BILJET if getattr(x, naam) is not None]
    return f"{x.jaar} " + ", ".join(f"{naam.replace('_', ' ')} {format_number(b)}" for naam, b in delen)

"""Between a form and what is typed: what was sent as texts for the conversation, and earlier answers as a form.

Nothing is understood here: amounts, dates and choices go to the readers of the conversation as text.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from datetime import date
from typing import Any

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.gezin import Aanslagbiljet, Gezin, Inkomen
from rechtenverkenner.model.houding import Datumbereik, Houding
from rechtenverkenner.motor.antwoorden import known
from rechtenverkenner.plan.gesprek.blokken import HOUDINGEN, Antwoordtekst, Blok, make_parts
from rechtenverkenner.plan.gesprek.gesprek import read_part
from rechtenverkenner.plan.gesprek.getallen import (
    format_number,
    format_period,
    parse_day,
    parse_number,
    parse_period,
)
from rechtenverkenner.plan.gesprek.houdingen import choices
from rechtenverkenner.plan.gesprek.inkomens import BILJET
from rechtenverkenner.plan.gesprek.lezer import WEET_NIET, Lezer, refuse
from rechtenverkenner.plan.gesprek.waarden import format_value
from rechtenverkenner.plan.woorden import N_
from rechtenverkenner.web.paginas.vakken import GEEN, REGELS, Gegevens, Kaartvorm, Vak, part_of

Fouten = dict[str, tuple[Melding, ...]]
"""What is wrong in which box, by its name."""
DATUMDELEN = ("dag", "maand", "jaar")


def one(data: Gegevens, naam: str) -> str:
    """What stands in a field; empty when nothing does."""
    return next(iter(data.get(naam, ())), "").strip()


def read_card(
    vorm: Kaartvorm, data: Gegevens, lezer: Lezer, *, moet: Container[str] = ()
) -> tuple[list[Antwoordtekst | None], Fouten]:
    """A text for each part of the question, and what cannot be read, or is empty while it must not (`moet`: names)."""
    fouten: Fouten = {}
    teksten: dict[int, dict[str, str]] = {}
    for vak in vorm.vakken:
        try:
            tekst = text_of(vak, data, lezer)
            if tekst is not None:
                read_part(part_of(vak), {vak.over: tekst}, lezer)
                teksten.setdefault(id(vak.blok), {})[vak.over] = tekst
            elif vak.naam in moet:
                hulp = N_("kies of schrijf een antwoord, of kies `Weet ik niet`")
                refuse(lezer.woorden, "RV470", N_("`{veld}`: er is nog geen antwoord"), hulp, veld=vak.blok.label)
        except InvoerFout as e:
            fouten[vak.naam] = e.meldingen
    per_blok = {_same(g.blok): teksten.get(id(g.blok)) for g in vorm.groepen}
    return [per_blok.get(_same(blok)) for blok in make_parts(vorm.vraag)], fouten


def _same(blok: Blok) -> tuple[str, int | None]:
    return blok.naam, blok.jaar


def text_of(vak: Vak, data: Gegevens, lezer: Lezer) -> str | None:
    """What somebody would type for what stands in this box; None when nothing does.

    Raises:
        InvoerFout: RV470, an answer and `I do not know` at once; an amount or a date that cannot be read.
    """
    tekst = _COMPOSE.get(vak.soort, _simple)(vak, data, lezer)
    niet = one(data, f"{vak.naam}.niet")
    if niet and tekst:
        zin = N_("`{veld}`: er staat een antwoord en ook `weet ik niet`")
        refuse(lezer.woorden, "RV470", zin, N_("laat een van de twee weg"), veld=vak.blok.label)
    return WEET_NIET if niet else tekst or None


def _simple(vak: Vak, data: Gegevens, lezer: Lezer) -> str:  # noqa: ARG001 - one signature for every kind
    return one(data, vak.naam)


def _date(vak: Vak, data: Gegevens, lezer: Lezer) -> str:  # noqa: ARG001
    delen = [one(data, f"{vak.naam}.{deel}") for deel in DATUMDELEN]
    # a day without a month is shown as it is, and refused
    return "/".join(delen[next((n for n, d in enumerate(delen) if d), 0) :]) if any(delen) else ""


def _people(vak: Vak, data: Gegevens, lezer: Lezer) -> str:
    wie = list(data.get(vak.naam, ()))
    _check_none(vak, wie, lezer)
    return "+".join(wie)


def _check_none(vak: Vak, gekozen: list[str], lezer: Lezer) -> None:
    if GEEN in gekozen and len(gekozen) > 1:
        hulp = N_("laat een van de twee weg")
        zin = N_("`{veld}`: er is iets gekozen en ook `geen van deze`")
        refuse(lezer.woorden, "RV470", zin, hulp, veld=vak.blok.label)


def _ticks(vak: Vak, data: Gegevens, lezer: Lezer) -> str:
    gekozen = list(data.get(vak.naam, ()))
    _check_none(vak, gekozen, lezer)
    return " ".join(_tick(vak, n, data, lezer) for n in gekozen)


def _tick(vak: Vak, nummer: str, data: Gegevens, lezer: Lezer) -> str:
    if one(data, f"{vak.naam}.onzeker.{nummer}"):
        return f"{nummer}?"
    w, veld = lezer.woorden, vak.blok.label
    sinds, tot = (one(data, f"{vak.naam}.{deel}.{nummer}") for deel in ("sinds", "tot"))
    van = format_period(parse_period(sinds, w, veld=veld)) if sinds else ""
    einde = f"..{parse_day(tot, w, veld=veld).isoformat()}" if tot else ""
    return f"{nummer}={van}{einde}" if van or einde else nummer


def _incomes(vak: Vak, data: Gegevens, lezer: Lezer) -> str:
    regels = [_income(vak, n, data, lezer) for n in range(income_lines(vak, data))]
    gevuld = [r for r in regels if r]
    if geen := one(data, f"{vak.naam}.geen"):
        _check_none(vak, [geen, *gevuld], lezer)
    return geen or ", ".join(gevuld)


def _income(vak: Vak, nummer: int, data: Gegevens, lezer: Lezer) -> str:
    soort, bedrag, per = (one(data, f"{vak.naam}.{deel}.{nummer}") for deel in ("soort", "bedrag", "per"))
    if not soort and not bedrag:
        return ""
    getal = format_number(parse_number(bedrag, "EUR", lezer.woorden, veld=vak.blok.label))
    return f"{soort.replace('_', ' ')} {getal}" + (f"/{per}" if per and vak.soort == "inkomens" else "")


def income_lines(vak: Vak, data: Gegevens) -> int:
    """How many lines for incomes a form has: those that are sent, one more when that is asked."""
    gestuurd = sum(1 for naam in data if naam.startswith(f"{vak.naam}.bedrag."))
    meer = REGELS if one(data, "meer") == vak.naam else 0
    return min(max(REGELS, gestuurd) + meer, 30)


def _notice(vak: Vak, data: Gegevens, lezer: Lezer) -> str:
    jaar = one(data, f"{vak.naam}.jaar")
    delen = [(deel, one(data, f"{vak.naam}.{deel}")) for deel in BILJET]
    posten = [
        f"{deel.replace('_', ' ')} {format_number(parse_number(bedrag, 'EUR', lezer.woorden, veld=vak.blok.label))}"
        for deel, bedrag in delen
        if bedrag
    ]
    geen = one(data, f"{vak.naam}.geen")
    if geen:
        _check_none(vak, [geen, *posten], lezer)
    return geen or (f"{jaar} {', '.join(posten)}".strip() if jaar or posten else "")


_COMPOSE: dict[str, Callable[[Vak, Gegevens, Lezer], str]] = {
    "datum": _date,
    "personen": _people,
    "statussen": _ticks,
    "rechten": _ticks,
    "inkomens": _incomes,
    "inkomens_jaar": _incomes,
    "aanslagbiljet": _notice,
}


def fill(vorm: Kaartvorm, gezin: Gezin, over: frozenset[str], lezer: Lezer) -> dict[str, list[str]]:
    """The form as it would be sent with what a profile says; of what was skipped (`over`) `I do not know`."""
    data: dict[str, list[str]] = {}
    for vak in vorm.vakken:
        if vak.soort in HOUDINGEN:
            data |= dict(_filled_ticks(vak, gezin, over))
            continue
        veld = next(v for v in vak.blok.velden if v.over == vak.over)
        waarde = known(gezin, veld.sleutels[0])
        if waarde is not None:
            data |= dict(_filled(vak, waarde, lezer))
        elif over & set(veld.sleutels):
            met_vakje = vak.soort in ("ja_nee", "keuze", "persoon")
            data[vak.naam if met_vakje else f"{vak.naam}.niet"] = [WEET_NIET]
    return data


def _filled(vak: Vak, waarde: Any, lezer: Lezer) -> Iterator[tuple[str, list[str]]]:
    match waarde:
        case bool():
            yield vak.naam, ["ja" if waarde else "nee"]
        case Datumbereik() | date():
            tekst = format_period(waarde) if isinstance(waarde, Datumbereik) else waarde.isoformat()
            delen = zip(("jaar", "maand", "dag"), tekst.split("-"), strict=False)
            yield from ((f"{vak.naam}.{deel}", [getal]) for deel, getal in delen)
        case tuple() if vak.soort == "personen":
            yield vak.naam, [str(lezer.personen.index(p) + 1) for p in waarde] or [GEEN]
        case str() if vak.soort == "persoon":
            vast = {"geen": GEEN, "niemand": GEEN, "iemand_elders": "elders"}
            yield vak.naam, [str(lezer.personen.index(waarde) + 1) if waarde in lezer.personen else vast[waarde]]
        case tuple():
            yield from _filled_money(vak, waarde)
        case _:
            veld = next(v for v in vak.blok.velden if v.over == vak.over)
            yield vak.naam, [format_value(veld, waarde, lezer)]


def _filled_money(vak: Vak, rij: tuple[Inkomen | Aanslagbiljet, ...]) -> Iterator[tuple[str, list[str]]]:
    if not rij:
        yield f"{vak.naam}.geen", [GEEN]
    for n, x in enumerate(rij):
        if isinstance(x, Inkomen):
            yield f"{vak.naam}.soort.{n}", [x.soort]
            yield f"{vak.naam}.bedrag.{n}", [format_number(x.bedrag)]
            if x.jaar is None:
                yield f"{vak.naam}.per.{n}", [x.per]
    if rij and isinstance(rij[-1], Aanslagbiljet):  # the form has room for the latest
        laatste = max((x for x in rij if isinstance(x, Aanslagbiljet)), key=lambda x: x.jaar)
        yield f"{vak.naam}.jaar", [str(laatste.jaar)]
        for deel in BILJET:
            if (bedrag := getattr(laatste, deel)) is not None:
                yield f"{vak.naam}.{deel}", [format_number(bedrag)]


def _filled_ticks(vak: Vak, gezin: Gezin, over: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    sleutels = {n: k.sleutels[vak.over] for n, k in enumerate(choices(vak.blok), 1) if n in vak.nummers}
    gezegd = {n: known(gezin, s) for n, s in sleutels.items()}
    onzeker = [n for n, h in gezegd.items() if h is None and sleutels[n] in over]
    if len(onzeker) == len(sleutels):
        yield f"{vak.naam}.niet", [WEET_NIET]
        return
    heeft = [n for n, h in gezegd.items() if isinstance(h, Houding) and h.heeft]
    if gekozen := [str(n) for n in (*heeft, *onzeker)]:
        yield vak.naam, gekozen
    elif any(h is not None for h in gezegd.values()):
        yield vak.naam, [GEEN]
    yield from ((f"{vak.naam}.onzeker.{n}", ["ja"]) for n in onzeker)
    for n in heeft:
        h = gezegd[n]
        if h.sinds:
            yield f"{vak.naam}.sinds.{n}", [format_period(h.sinds)]
        if h.tot:
            yield f"{vak.naam}.tot.{n}", [h.tot.isoformat()]

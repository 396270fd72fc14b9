"""What was answered, in words: for each card the facts, and what was said of whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from rechtenverkenner.model.bedrag import to_int
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.gezin import Aanslagbiljet, Inkomen, Remgeld
from rechtenverkenner.model.houding import Datumbereik, Houding
from rechtenverkenner.model.kaart import Kaart, Thema
from rechtenverkenner.motor.antwoorden import Sleutel, known, read_key
from rechtenverkenner.plan.gesprek.gesprek import THEMAS, Gesprek, changeable
from rechtenverkenner.plan.gesprek.getallen import format_period
from rechtenverkenner.plan.gesprek.inkomens import BILJET, NAMEN
from rechtenverkenner.plan.gesprek.lezer import Lezer
from rechtenverkenner.plan.gesprek.vergeten import card_keys
from rechtenverkenner.plan.woorden import N_, Stuk
from rechtenverkenner.web.paginas.vakken import ELDERS_TEKST, JA_TEKST, NEE_TEKST, NIEMAND_TEKST, name_of

NIET_GEZEGD = N_("niet geweten of niet gezegd")
NIETS = N_("geen van deze")
STIL = frozenset({None, "hier"})
"""What a profile says of somebody of whom nothing was said."""


@dataclass(frozen=True, slots=True)
class Feit:
    """A fact: its name, and who answered what."""

    naam: Stuk
    antwoorden: tuple[tuple[Stuk, Stuk], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Blok:
    """A card that was answered: its number in the catalogue, and the facts on it."""

    nummer: int
    titel: Stuk
    feiten: tuple[Feit, ...] = field(repr=False)


def answered(g: Gesprek, lezer: Lezer) -> dict[Thema, list[Blok]]:
    """The cards on which something is known or skipped, by theme."""
    uit: dict[Thema, list[Blok]] = {}
    nummers = {k.id: n for n, k in enumerate(g.catalogus.kaarten)}
    for kaart in sorted(changeable(g), key=lambda k: (THEMAS.index(k.thema), nummers[k.id])):
        feiten = tuple(_facts(kaart, g, lezer))
        if feiten:
            uit.setdefault(kaart.thema, []).append(
                Blok(nummers[kaart.id], lezer.woorden.of_catalogue(kaart.titel), feiten)
            )
    return uit


def _facts(kaart: Kaart, g: Gesprek, lezer: Lezer) -> Iterator[Feit]:
    groepen: dict[tuple[str, int | None], dict[str, list[tuple[Sleutel, Any]]]] = {}
    for sleutel in card_keys(kaart, g.gezin, g.catalogus):
        s, waarde = read_key(sleutel), known(g.gezin, sleutel)
        over = sleutel in g.overgeslagen
        if over or (waarde not in STIL or (waarde == "hier" and sleutel in g.beantwoord)):
            wie = groepen.setdefault((s.veld, s.jaar if s.veld != "aanslagbiljetten" else None), {})
            wie.setdefault(s.houder, []).append((s, None if over and waarde is None else waarde))
    for (veld, jaar), wie in groepen.items():
        naam = lezer.woorden.of_catalogue(_label(veld, g))
        titel = Stuk(f"{naam.tekst} ({jaar})", naam.soort) if jaar else naam
        gezegd: dict[Stuk, list[Stuk]] = {}
        for houder, rij in wie.items():
            gezegd.setdefault(_words(rij, lezer), []).append(_who(houder, veld, lezer))
        yield Feit(titel, tuple(_together(gezegd, lezer)))


def _together(gezegd: Mapping[Stuk, Sequence[Stuk]], lezer: Lezer) -> Iterator[tuple[Stuk, Stuk]]:
    """Who said what; those who said the same on one line."""
    for wat, namen in gezegd.items():
        yield Stuk(lezer.woorden.listing([x.tekst for x in namen]), next((x.soort for x in namen if x.soort), "")), wat


def _who(houder: str, veld: str, lezer: Lezer) -> Stuk:
    """Who a fact is about; nothing for the household, except beside the people who can have the same."""
    return Stuk("") if houder in ("gezin", "woning") and veld != "rechten" else name_of(houder, lezer)


def _label(veld: str, g: Gesprek) -> str:
    c = g.catalogus
    return (c.feiten[veld] if veld in c.feiten else c.velden[veld]).label


def _words(rij: list[tuple[Sleutel, Any]], lezer: Lezer) -> Stuk:
    w = lezer.woorden
    s, waarde = rij[0]
    if s.veld in ("statussen", "rechten"):
        namen = [_holding(k, h, lezer) for k, h in rij if h is None or h.heeft]
        gezegd = [h for _, h in rij if h is not None]
        if not namen or not gezegd:
            return w.gettext(NIETS if gezegd else NIET_GEZEGD)
        return Stuk("; ".join(n.tekst for n in namen), next((n.soort for n in namen if n.soort), ""))
    return w.gettext(NIET_GEZEGD) if waarde is None else in_words(s, waarde, lezer)


def _holding(s: Sleutel, h: Houding | None, lezer: Lezer) -> Stuk:
    w = lezer.woorden
    naam = w.holding(f"{s.houder}.{s.veld}.{s.detail}")
    if h is None:
        return Stuk(f"{naam.tekst} ({w.gettext(NIET_GEZEGD).tekst})", naam.soort)
    dagen = [w.gettext(N_("sinds {dag}"), dag=_period(h.sinds, lezer)).tekst] if h.sinds else []
    dagen += [w.gettext(N_("tot {dag}"), dag=w.day(h.tot)).tekst] if h.tot else []
    return Stuk(f"{naam.tekst} ({', '.join(dagen)})", naam.soort) if dagen else naam


def _period(d: Datumbereik, lezer: Lezer) -> str:
    return lezer.woorden.day(d.van) if d.van == d.tot else "/".join(reversed(format_period(d).split("-")))


def in_words(s: Sleutel, waarde: Any, lezer: Lezer) -> Stuk:
    """The value of a fact as a person says it."""
    w = lezer.woorden
    match waarde:
        case bool():
            return w.gettext(JA_TEKST if waarde else NEE_TEKST)
        case Datumbereik():
            return Stuk(_period(waarde, lezer))
        case date():
            return Stuk(w.day(waarde))
        case int() | Decimal():
            eenheid = REGISTER[s.veld][0].typ.eenheid if s.veld in REGISTER else ""
            getal = to_int(Decimal(waarde), eenheid) if eenheid else int(waarde)
            return Stuk(w.value((getal, getal), eenheid))
        case Remgeld():
            return Stuk(w.money(waarde.bedrag))
        case tuple():
            return _listed(waarde, lezer)
    return _named(s, str(waarde), lezer)


def _named(s: Sleutel, waarde: str, lezer: Lezer) -> Stuk:
    w, c = lezer.woorden, lezer.catalogus
    if s.veld == "gemeente":
        return Stuk(next((g.naam for g in c.gemeenten if g.nis == waarde), waarde))
    if waarde in lezer.personen:
        return Stuk(waarde)
    vast = {"geen": NIEMAND_TEKST, "niemand": NIEMAND_TEKST, "iemand_elders": ELDERS_TEKST}
    if s.veld in ("partner", "ten_laste_van") and waarde in vast:
        return w.gettext(vast[waarde])
    keuzes = (c.feiten[s.veld] if s.veld in c.feiten else c.velden[s.veld]).keuzes
    return w.of_catalogue(keuzes.get(waarde, waarde))


def _listed(rij: tuple[Any, ...], lezer: Lezer) -> Stuk:
    w = lezer.woorden
    if not rij:
        return w.gettext(NIETS)
    delen = []
    for x in rij:
        match x:
            case Inkomen():
                per = "jaar" if x.per == "jaar" else "maand"
                bedrag = w.value((to_int(x.bedrag, "EUR"),) * 2, f"EUR/{per}") if x.jaar is None else w.money(x.bedrag)
                delen.append(f"{w.gettext(NAMEN[x.soort]).tekst} {bedrag}")
            case Aanslagbiljet():
                posten = [(naam, getattr(x, deel)) for deel, naam in BILJET.items()]
                genoemd = ", ".join(f"{w.gettext(n).tekst} {w.money(b)}" for n, b in posten if b is not None)
                delen.append(f"{x.jaar}{w.taal.dubbelpunt}{genoemd}")
            case _:
                delen.append(str(x))
    return Stuk("; ".join(delen))

"""A question in parts: one part per fact, for everybody at once; and a typed line cut into an answer for each part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from rechtenverkenner.model.vraag import Veld, Veldsoort, Vraag
from rechtenverkenner.plan.gesprek.lezer import Lezer, is_skip, plain, refuse
from rechtenverkenner.plan.woorden import N_

LIJSTEN: frozenset[Veldsoort] = frozenset({"statussen", "rechten", "inkomens", "inkomens_jaar", "aanslagbiljet"})
"""Answers that hold commas of their own: people are parted by `;`."""
HOUDINGEN: frozenset[Veldsoort] = frozenset({"statussen", "rechten"})
Antwoordtekst = str | Mapping[str, str]
"""What is typed to a part: a line, or a text for each who answers (the key of the household and its home is empty)."""
ANDEREN = ("alle", "iedereen", "anderen", "rest")
"""Typed in the place of a name: whoever is not named."""
_NAAM = re.compile(r"\s*([^\W_][\w-]*)\s*:")


@dataclass(frozen=True, slots=True)
class Blok:
    """One fact of a question, for everybody it is asked about."""

    naam: str
    soort: Veldsoort
    label: str
    vraag: str
    jaar: int | None
    velden: tuple[Veld, ...] = field(repr=False)

    @property
    def sleutels(self) -> tuple[str, ...]:
        """The keys of all its fields."""
        return tuple(s for v in self.velden for s in v.sleutels)

    @property
    def houders(self) -> tuple[str, ...]:
        """Who or what it is about; empty for the household and its dwelling."""
        return tuple(v.over for v in self.velden if v.over)


def make_parts(vraag: Vraag) -> tuple[Blok, ...]:
    """The parts of a question, in the order of its card."""
    groepen = groupby(vraag.velden, key=lambda v: (v.naam, v.soort, v.label, v.vraag))
    delen = ((kop, tuple(velden)) for kop, velden in groepen)
    return tuple(Blok(*kop, jaar, rij) for kop, velden in delen for jaar, rij in _by_year(velden))


def _by_year(velden: tuple[Veld, ...]) -> Iterator[tuple[int | None, tuple[Veld, ...]]]:
    for jaar in dict.fromkeys(v.jaar for v in velden):
        yield jaar, tuple(v for v in velden if v.jaar == jaar)


def split_line(blokken: Sequence[Blok], tekst: str, lezer: Lezer) -> tuple[str | None, ...]:
    """The text for each part of a line with `;` between parts; None for parts at the end that are not there.

    A list with names goes on as long as the next piece begins with a name that it does not have yet; a list without
    names takes one piece for each person. Statuses come last and take all that is left.

    Raises:
        InvoerFout: RV470, more pieces than parts.
    """
    stukken = [s.strip() for s in tekst.split(";")]
    uit: list[str | None] = []
    for i, blok in enumerate(blokken):
        n = len(stukken) if i == len(blokken) - 1 and blok.soort in LIJSTEN else _length(blok, stukken, lezer)
        uit.append("; ".join(stukken[:n]) if stukken else None)
        del stukken[:n]
    if any(stukken):
        zin, hulp = N_("te veel antwoorden op een regel"), N_("deze kaart heeft {n} vragen; zet er een `;` tussen")
        refuse(lezer.woorden, "RV470", zin, hulp, n=len(blokken))
    return tuple(uit)


def _length(blok: Blok, stukken: Sequence[str], lezer: Lezer) -> int:
    if not stukken or blok.soort not in LIJSTEN or len(blok.velden) == 1 or is_skip(stukken[0]):
        return min(1, len(stukken))
    namen = _names(blok, lezer)
    over = {*holders(blok), ""}
    for n, stuk in enumerate(stukken):
        wie = namen.get(_name(stuk))
        if wie not in over or over == {""}:
            return n or (1 if blok.soort in HOUDINGEN else min(len(blok.velden), len(stukken)))
        over.discard(wie)
    return len(stukken)


def _name(stuk: str) -> str:
    treffer = _NAAM.match(stuk)
    return treffer[1].casefold() if treffer else ""


def _names(blok: Blok, lezer: Lezer) -> Mapping[str, str]:
    """What may stand before a colon, and who is meant; empty for the others."""
    eigen = {str(i): p for i, p in enumerate(lezer.personen, 1)} | {p: p for p in lezer.personen}
    eigen |= {houder: houder for houder in holders(blok)}
    woord = plain(lezer.woorden.gettext(N_("anderen")).tekst)
    return eigen | {a: "" for a in (*ANDEREN, woord) if a not in eigen}


def holders(blok: Blok) -> tuple[str, ...]:
    """Who or what can be named in an answer; of rights also connections, and `gezin`."""
    if blok.soort == "rechten":
        return tuple(dict.fromkeys(w.partition(".")[0] for v in blok.velden for w, _ in v.keuzes))
    return blok.houders


def by_name(blok: Blok, tekst: str, lezer: Lezer) -> dict[str, str]:
    """The named answers of a text: who -> answer; `""` for the others, and None is never there.

    What stands before the first name is under the key ` `.

    Raises:
        InvoerFout: RV471, a name that is not asked about.
    """
    namen = _names(blok, lezer)
    uit: dict[str, str] = {}
    grens = re.compile(rf"(?:^|[;,])\s*({'|'.join(sorted(map(re.escape, namen), key=len, reverse=True))})\s*:", re.I)
    treffers = list(grens.finditer(tekst))
    if voor := tekst[: treffers[0].start() if treffers else None].strip(" ;,"):
        uit[" "] = voor
    einden = [*(t.start() for t in treffers[1:]), len(tekst)][: len(treffers)]
    for treffer, eind in zip(treffers, einden, strict=True):
        uit[namen[treffer[1].casefold()]] = tekst[treffer.end() : eind].strip(" ;,")
    vreemd = set(uit) - {"", " "} - set(holders(blok))
    if vreemd or (_NAAM.match(uit.get(" ", "")) and blok.soort != "aanslagbiljet"):
        hulp = N_("deze vraag gaat over {wie}")
        wie = lezer.woorden.listing(holders(blok)) or lezer.woorden.gettext(N_("het gezin")).tekst
        refuse(
            lezer.woorden, "RV471", N_("`{veld}`: over deze naam gaat de vraag niet"), hulp, veld=blok.label, wie=wie
        )
    return uit


def per_field(blok: Blok, tekst: str, lezer: Lezer) -> tuple[str, ...]:
    """The text for each field of a part, empty where somebody is left out.

    Raises:
        InvoerFout: RV470, another number of answers than of people; RV471, an unknown name.
    """
    if is_skip(tekst):
        return tuple("" for _ in blok.velden)
    delen = by_name(blok, tekst, lezer) if blok.houders else {" ": tekst}
    if " " not in delen:
        return tuple(delen.get(v.over, delen.get("", "")) for v in blok.velden)
    rij = _positional(blok, tekst)
    if len(delen) > 1 or len(rij) != len(blok.velden):
        zin = N_("`{veld}`: verwacht {n} antwoorden")
        hulp = N_("in de volgorde {wie}, met `{teken}` ertussen; of met een naam ervoor; of voor iedereen: `alle: ...`")
        w = lezer.woorden
        teken = ";" if blok.soort in LIJSTEN else ", "
        refuse(w, "RV470", zin, hulp, veld=blok.label, n=len(blok.velden), wie=w.listing(blok.houders), teken=teken)
    return tuple(rij)


def _positional(blok: Blok, tekst: str) -> list[str]:
    if len(blok.velden) == 1:
        return [tekst]
    if blok.soort in LIJSTEN:
        return [d.strip() for d in tekst.split(";")]
    # a comma without a space is the comma of an amount
    grens = r",\s+|;" if blok.soort in ("getal", "remgeld") else r"[,;]"
    return [d.strip() for d in re.split(grens, tekst)]

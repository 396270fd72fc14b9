"""What somebody would type for a household that is known: the line for every card that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rechtenverkenner.catalogus.profiel import load_gezin
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.model.vraag import Vraag
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.gesprek.blokken import make_parts, split_line
from rechtenverkenner.plan.gesprek.lezer import Lezer, is_skip, make_reader
from rechtenverkenner.plan.gesprek.tonen import earlier
from rechtenverkenner.plan.woorden import Woorden

DAG = date(2026, 11, 22)
PROJECT = Path(__file__).parents[2]
GEZINNEN = PROJECT / "fixtures" / "gezinnen"
NAMEN = ("alleenstaande-ouder-leefloon", "weduwe-eigen-huis", "gezin-van-vijf-laag-loon")
# An interview that knows of no connections asks about these two.
AANSLUITINGEN: Mapping[str, str] = {"stroom": "elektriciteit", "gas": "aardgas"}


def household(naam: str) -> Gezin:
    """A household of the fixtures, its connections named as an interview names them; the rest is not asked."""
    gezin = load_gezin(GEZINNEN / f"{naam}.yaml")
    rij = tuple(
        a.model_copy(update={"id": AANSLUITINGEN[a.id]}) for a in gezin.aansluitingen or () if a.id in AANSLUITINGEN
    )
    return gezin.model_copy(update={"aansluitingen": rij})


def line(vraag: Vraag, gezin: Gezin, lezer: Lezer) -> str:
    """The answer of this household to a card, on one line."""
    return "; ".join(earlier(blok, gezin, lezer) or "?" for blok in make_parts(vraag))


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of an interview: what is asked, and the line that is typed; no line at the end."""

    gesprek: kern.Gesprek
    stand: kern.Stand
    regel: str


def steps(
    gezin: Gezin, c: Catalogus, *, volgorde: kern.Volgorde = "thema", begin: Gezin | None = None
) -> Iterator[Moment]:
    """Every moment of the interview of a household, the end included; it goes on from `begin` when that is given."""
    g = kern.resume(c, begin, op_datum=DAG) if begin else kern.start(c, [p.id for p in gezin.personen], op_datum=DAG)
    while (stand := kern.look(g, volgorde=volgorde)).vragen:
        regel = line(stand.vragen[0], gezin, make_reader(g.gezin, c, Woorden(), to_number(DAG)))
        yield Moment(g, stand, regel)
        g = apply(g, stand.vragen[0], regel)
    yield Moment(g, stand, "")


def apply(g: kern.Gesprek, vraag: Vraag, regel: str) -> kern.Gesprek:
    """The conversation after a line."""
    lezer = make_reader(g.gezin, g.catalogus, Woorden(), to_number(g.op_datum))
    if is_skip(regel):
        return kern.skip(g, vraag)
    return kern.answer(g, vraag, split_line(make_parts(vraag), regel, lezer), lezer)

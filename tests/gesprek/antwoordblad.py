"""What somebody would type for a household that is known: the line for every card that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from rechtenverkenner.catalogus.profiel import load_gezin
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.model.vraag import Vraag
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.gesprek.blokken import make_parts, split_line
from rechtenverkenner.plan.gesprek.lezer import Lezer, make_reader
from rechtenverkenner.plan.gesprek.tonen import earlier
from rechtenverkenner.plan.woorden import Woorden

DAG = date(2026, 11, 22)
GEZINNEN = Path(__file__).parents[2] / "fixtures" / "gezinnen"
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


def steps(gezin: Gezin, c: Catalogus, *, volgorde: kern.Volgorde = "thema") -> Iterator[tuple[kern.Gesprek, str]]:
    """Every moment of the interview with the line that is typed there; at the end the last moment and no line."""
    g = kern.start(c, [p.id for p in gezin.personen], op_datum=DAG)
    while vragen := kern.look(g, volgorde=volgorde).vragen:
        lezer = make_reader(g.gezin, c, Woorden(), to_number(DAG))
        regel = line(vragen[0], gezin, lezer)
        yield g, regel
        g = apply(g, vragen[0], regel)
    yield g, ""


def apply(g: kern.Gesprek, vraag: Vraag, regel: str) -> kern.Gesprek:
    """The conversation after a line."""
    lezer = make_reader(g.gezin, g.catalogus, Woorden(), to_number(g.op_datum))
    if regel.strip() == "?":
        return kern.skip(g, vraag)
    return kern.answer(g, vraag, split_line(make_parts(vraag), regel, lezer), lezer)

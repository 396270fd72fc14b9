"""A household that fills in forms: reads the boxes of a page, and sends what its profile says to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.plan.gesprek.gesprek import Gesprek
from rechtenverkenner.plan.gesprek.lezer import Lezer, make_reader
from rechtenverkenner.plan.woorden import Woorden
from rechtenverkenner.web.paginas.invullen import fill
from rechtenverkenner.web.paginas.vakken import Kaartvorm


def reader(g: Gesprek) -> Lezer:
    """How answers are read in this conversation, in Dutch."""
    return make_reader(g.gezin, g.catalogus, Woorden(), to_number(g.op_datum))


def filled(vormen: Sequence[Kaartvorm], gezin: Gezin, lezer: Lezer) -> dict[str, list[str]]:
    """What this household sends for the boxes of these cards: what it knows, `I do not know` for the rest."""
    data: dict[str, list[str]] = {}
    for vorm in vormen:
        sleutels = frozenset(s for v in vorm.vraag.velden for s in v.sleutels)
        data |= {naam: rij for naam, rij in fill(vorm, gezin, sleutels, lezer).items() if rij}
    return data


@dataclass(slots=True)
class Bladzijde(HTMLParser):
    """A page as a browser sees it: hidden values, the names of its controls, links, forms, ids."""

    tekst: str
    verborgen: dict[str, str] = field(default_factory=dict)
    namen: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    acties: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.feed(self.tekst)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {k: v or "" for k, v in attrs}
        if "id" in a:
            self.ids.append(a["id"])
        if tag == "a":
            self.links.append(a["href"])
        if tag == "form":
            self.acties.append(a["action"])
        if tag == "label":
            self.labels.append(a["for"])
        if tag in ("input", "select"):
            if a.get("type") == "hidden":
                self.verborgen[a["name"]] = a["value"]
            else:
                self.namen.append(a["name"])

"""A page of words: what every form (terminal, Markdown, HTML, PDF) prints, each in its own way."""

from __future__ import annotations

from typing import Literal

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.plan.taal import Taal
from rechtenverkenner.plan.woorden import Regel, Stuk, marked

Rubriekvorm = Literal["ruim", "klein"]


@dataclass(frozen=True, slots=True)
class Veld:
    """A line under an item: its name (why, worth, ...) and text; `let_op` stands out."""

    naam: Stuk | None
    tekst: Regel
    let_op: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """An item: heading, what stands beside it, lines, and more on request (`meer`); with a box to tick, or a number."""

    kop: Regel
    bij: Regel = ()
    velden: tuple[Veld, ...] = ()
    meer: tuple[Veld, ...] = ()
    vinkje: bool = False
    nummer: int = 0
    punten: tuple[Regel, ...] = ()
    """Things to do, each with a box to tick."""


@dataclass(frozen=True, slots=True)
class Rubriek:
    """A section. `ruim`: one item below the other; `klein`: short items in columns; folded away where a form can."""

    id: str
    titel: Stuk
    uitleg: Regel
    posten: tuple[Post, ...]
    vorm: Rubriekvorm = "ruim"
    gevouwen: bool = False


@dataclass(frozen=True, slots=True)
class Blad:
    """A whole page in one language. `waarom` names what is folded, `onvertaald` marks Dutch that has no translation."""

    taal: Taal
    titel: Stuk
    kop: tuple[Regel, ...]
    rubrieken: tuple[Rubriek, ...]
    voet: tuple[Regel, ...]
    waarom: Stuk
    onvertaald: Stuk
    soort: Literal["plan", "brief"] = "plan"
    """On paper a plan is dense, in two columns; a letter has room to write in."""


def plain(regel: Regel, blad: Blad) -> str:
    """A line of this page as plain text."""
    return marked(regel, blad.onvertaald.tekst)

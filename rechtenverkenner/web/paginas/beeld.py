"""What the templates print with: words of the user's language, marked where they are Dutch; how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.motor.vragen import VERFIJNEN, Voortgang
from rechtenverkenner.plan.gesprek.gesprek import THEMAS, Stand
from rechtenverkenner.plan.gesprek.tonen import THEMANAMEN
from rechtenverkenner.plan.taal import TALEN
from rechtenverkenner.plan.woorden import Stuk, Woorden

TE_WINNEN = frozenset({"onbenut", "automatisch", "na", "mogelijk"})


@cache
def environment() -> Environment:
    """The templates; every value is escaped, a name that is not there is a fault."""
    return Environment(
        loader=PackageLoader("rechtenverkenner.web", "sjablonen"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def as_markup(stuk: Stuk, w: Woorden) -> Markup:
    """A piece of text; Dutch in a page of another language says that it is, so that it is read out as Dutch."""
    if stuk.soort and w.taal.html != "nl":
        return Markup('<span lang="nl">{}</span>').format(stuk.tekst)
    return escape(stuk.tekst)


def render(sjabloon: str, w: Woorden, **waarden: Any) -> str:
    """A page in the language of these words.

    In a template `_("sentence")` is a sentence of the interface, `t(piece)` a piece of text, `k("sentence")` a sentence
    without mark, for a title or an attribute.
    """

    def sentence(zin: str, **invullen: object) -> Markup:
        return as_markup(w.gettext(zin, **invullen), w)

    def several(enkel: str, meer: str, n: int, **invullen: object) -> Markup:
        return as_markup(w.ngettext(enkel, meer, n, **invullen), w)

    return (
        environment()
        .get_template(sjabloon)
        .render(
            _=sentence,
            ngettext=several,
            t=lambda stuk: as_markup(stuk, w),
            k=lambda zin, **x: w.gettext(zin, **x).tekst,
            taal=w.taal,
            talen=TALEN.values(),
            themas=[(x, THEMANAMEN[x]) for x in THEMAS],
            **waarden,
        )
    )


@dataclass(frozen=True, slots=True)
class Paneel:
    """How far it is: rights decided, questions left by theme, and what can be won, in euro per year at most."""

    voortgang: Voortgang
    open: dict[str, int]
    winst: str


def make_panel(stand: Stand, w: Woorden) -> Paneel:
    """What stands beside every page of a conversation."""
    open_: dict[str, int] = {
        x: sum(1 for v in stand.vragen if v.kaart.thema == x and v.fase != VERFIJNEN) for x in THEMAS
    }
    winst = at_most(stand.resultaat)
    return Paneel(stand.voortgang, open_, w.round_money(winst) if winst else "")


def at_most(resultaat: Resultaat) -> Decimal:
    """Euro per year that open rights can give at most, each right counted once: what people share is not added up.

    Of rights that do not go together only the one that can give most; no loans, nothing that is given once.
    """
    hoogste: dict[str, Decimal] = {}
    for o in resultaat.oordelen:
        bedrag = resultaat.catalogus.rechten[o.recht].bedrag
        if o.oordeel in TE_WINNEN and o.bedrag_jaar and not (bedrag and bedrag.terug_te_betalen):
            hoogste[o.recht] = max(hoogste.get(o.recht, Decimal(0)), o.bedrag_jaar[1])
    uit = {r: {v.id for v in resultaat.catalogus.rechten[r].sluit_uit} for r in hoogste}
    for recht in sorted(uit, key=lambda r: -hoogste[r]):
        if recht in hoogste:
            for ander in uit.keys() & hoogste.keys() - {recht}:
                if ander in uit[recht] or recht in uit[ander]:
                    del hoogste[ander]
    return sum(hoogste.values(), Decimal(0)).quantize(Decimal(1))

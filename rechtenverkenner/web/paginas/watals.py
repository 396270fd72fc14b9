"""What if: an event is chosen and filled in, the consequences are shown; the answers stay as they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from fastapi import APIRouter
from markupsafe import Markup
from starlette.responses import Response

from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.vraag import Veld
from rechtenverkenner.motor.gebeurtenis import fields_of
from rechtenverkenner.motor.gebeurtenissen import SOORTEN, Gebeurtenis, what_if
from rechtenverkenner.plan.gesprek.getallen import parse_day, parse_number
from rechtenverkenner.plan.gesprek.lezer import Lezer
from rechtenverkenner.plan.gesprek.waarden import parse_value
from rechtenverkenner.plan.gevolgblad import GEBEURTENISSEN, make_event_page
from rechtenverkenner.plan.vormen.html import as_article
from rechtenverkenner.plan.woorden import N_
from rechtenverkenner.web.paginas.kader import F, Formulier, G, K, Kader, Z, go
from rechtenverkenner.web.zittingen import Zitting

router = APIRouter()
VELDEN: dict[str, str] = {
    "persoon": N_("Over wie gaat het?"),
    "bedrag": N_("Hoeveel komt er dan binnen? (euro bruto per maand)"),
    "ouders": N_("Wie zijn de ouders?"),
    "kinderbijslag": N_("Komt er kinderbijslag (Groeipakket)?"),
    "kinderen": N_("Welke kinderen worden elders ingeschreven?"),
    "gemeente": N_("Naar welke gemeente?"),
    "statuut": N_("Hoe woont het gezin dan?"),
    "huurprijs": N_("Hoeveel is de nieuwe huur? (euro per maand)"),
}
"""What can be said of an event; what is left empty is not known."""
PERSONEN = frozenset({"ouders", "kinderen"})
BEDRAGEN = frozenset({"bedrag", "huurprijs"})
DATUM = N_("Vanaf welke dag?")


@router.get("/wat-als")
def what(k: K, zitting: Z, g: G) -> Response:
    """The events to choose from; of the one that was chosen the particulars, and the consequences."""
    return _page(k, zitting, g, Formulier({}))


def _page(k: Kader, zitting: Zitting, g: Any, f: Formulier, *, fouten: tuple[Any, ...] = ()) -> Response:
    w = k.words(zitting)
    soort = zitting.gebeurtenis
    blad = None
    if zitting.gevolgen is not None and not fouten:
        blad = Markup(as_article(make_event_page(zitting.gevolgen, w)))
    mogelijk = fields_of(soort) if soort in SOORTEN else frozenset()
    return k.page(
        "wat_als.html",
        zitting,
        status=422 if fouten else 200,
        fouten=fouten,
        soorten=[(s, GEBEURTENISSEN[s]) for s in SOORTEN],
        soort=soort,
        velden=[(v, zin) for v, zin in VELDEN.items() if v in mogelijk],
        datumvraag=DATUM,
        personen=[p.id for p in g.gezin.personen],
        statuten=[(x, w.of_catalogue(t)) for x, t in g.catalogus.feiten["statuut"].keuzes.items()],
        gemeenten=sorted(x.naam for x in g.catalogus.gemeenten if x.tot >= int(f"{g.op_datum:%Y%m%d}")),
        f=f,
        blad=blad,
        plek="wat-als",
    )


@router.post("/wat-als/keuze")
def choose(zitting: Z, g: G, f: F) -> Response:
    """Take the event that was chosen."""
    del g
    soort = f.one("soort")
    zitting.gebeurtenis, zitting.gevolgen = (soort if soort in SOORTEN else ""), None
    return go("/wat-als")


@router.post("/wat-als")
def show(k: K, zitting: Z, g: G, f: F) -> Response:
    """Work out the consequences."""
    if not zitting.gebeurtenis:
        return go("/wat-als")
    try:
        gebeurtenis = read_event(zitting.gebeurtenis, f, k.reader(zitting, g))
        zitting.gevolgen = what_if(g.gezin, gebeurtenis, g.catalogus, op_datum=g.op_datum)
    except InvoerFout as e:
        return _page(k, zitting, g, f, fouten=e.meldingen)
    return go("/wat-als")


def read_event(soort: str, f: Formulier, lezer: Lezer) -> Gebeurtenis:
    """The event that a form describes.

    Raises:
        InvoerFout: an amount, a day or a municipality that cannot be read; what does not belong to the event.
    """
    delen: dict[str, Any] = {}
    for veld in VELDEN:
        gekozen = [x for x in f.velden.get(veld, ()) if x.strip()]
        if gekozen:
            delen[veld] = _value(veld, gekozen, lezer)
    return Gebeurtenis(soort, datum=_day(f, lezer), **delen)  # type: ignore[arg-type]


def _value(veld: str, gekozen: list[str], lezer: Lezer) -> Any:
    label = lezer.woorden.gettext(VELDEN[veld]).tekst
    if veld in PERSONEN:
        return tuple(gekozen)
    if veld in BEDRAGEN:
        return Decimal(parse_number(gekozen[0], "EUR/maand", lezer.woorden, veld=label))
    if veld == "kinderbijslag":
        return gekozen[0] == "ja"
    if veld == "gemeente":
        return parse_value(Veld(("gezin.gemeente",), veld, "", "gemeente", label, label), gekozen[0], lezer)
    return gekozen[0]


def _day(f: Formulier, lezer: Lezer) -> date | None:
    delen = [f.one(f"datum.{x}") for x in ("dag", "maand", "jaar")]
    if not any(delen):
        return None
    return parse_day("/".join(delen), lezer.woorden, veld=lezer.woorden.gettext(DATUM).tekst)

"""Checking the answers: all of them with what is still open, changing a card, somebody who lives here too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter
from starlette.responses import Response

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.kaart import Kaart
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.gesprek.gesprek import Gesprek
from rechtenverkenner.plan.gesprek.lezer import Lezer
from rechtenverkenner.plan.gesprek.tonen import THEMANAMEN, why_text
from rechtenverkenner.web.paginas.antwoorden import answered
from rechtenverkenner.web.paginas.invullen import Fouten, fill, read_card
from rechtenverkenner.web.paginas.kader import F, G, K, Kader, Z, go
from rechtenverkenner.web.paginas.vakken import Kaartvorm, make_card
from rechtenverkenner.web.paginas.vragen import BLADEN, check_step, open_on, show_form
from rechtenverkenner.web.zittingen import Zitting

router = APIRouter()


@router.get("/antwoorden")
def answers(k: K, zitting: Z, g: G) -> Response:
    """Everything that was said, to check and change; what is still open."""
    return _answers(k, zitting, g)


def _answers(k: Kader, zitting: Zitting, g: Gesprek, *, fouten: Sequence[Melding] = ()) -> Response:
    lezer = k.reader(zitting, g)
    stand = zitting.look(g)
    return k.page(
        "antwoorden.html",
        zitting,
        status=422 if fouten else 200,
        fouten=fouten,
        antwoorden=answered(g, lezer),
        personen=lezer.personen,
        nog_open=[(b, THEMANAMEN.get(b, ""), len(open_on(b, stand))) for b in BLADEN if open_on(b, stand)],  # type: ignore[call-overload]
        plek="antwoorden",
    )


@router.post("/erbij")
def more_people(k: K, zitting: Z, g: G, f: F) -> Response:
    """Somebody who lives here too."""
    check_step(zitting, f)
    try:
        mensen = kern.read_people(f.one("mensen"), k.words(zitting), al=[p.id for p in g.gezin.personen])
    except InvoerFout as e:
        return _answers(k, zitting, g, fouten=e.meldingen)
    zitting.move(f.stap, kern.add_people(g, mensen))
    return go("/vragen")


@router.get("/wijzig/{nummer}")
def change(nummer: int, k: K, zitting: Z, g: G) -> Response:
    """A card again, with what was answered."""
    lezer = k.reader(zitting, g)
    try:
        _, vorm = _changed(k, zitting, g, lezer, nummer)
    except InvoerFout as e:
        zitting.melding = e.meldingen[0].tekst
        return go("/antwoorden")
    return _change(k, zitting, nummer, vorm, fill(vorm, g.gezin, g.overgeslagen, lezer), {})


def _changed(k: Kader, zitting: Zitting, g: Gesprek, lezer: Lezer, nummer: int) -> tuple[Gesprek, Kaartvorm]:
    """The conversation in which this card is changed, and its boxes.

    Raises:
        InvoerFout: there is nothing to change.
    """
    kaarten: tuple[Kaart, ...] = k.catalogus.kaarten
    kaart = kaarten[nummer] if 0 <= nummer < len(kaarten) else None
    nieuw = kern.change(g, kaart if kaart in kern.changeable(g) else None, k.words(zitting))
    vraag = kern.look(nieuw).vragen[0]
    return nieuw, make_card(vraag, lezer, why_text(vraag, lezer))


def _change(
    k: Kader,
    zitting: Zitting,
    nummer: int,
    vorm: Kaartvorm,
    data: Mapping[str, Sequence[str]],
    fouten: Fouten,
    *,
    algemeen: Sequence[Melding] = (),
) -> Response:
    return show_form(
        k, zitting, "wijzig.html", [vorm], data, fouten, algemeen=algemeen, nummer=nummer, plek="antwoorden"
    )  # fmt: skip


@router.post("/wijzig/{nummer}")
def take_change(nummer: int, k: K, zitting: Z, g: G, f: F) -> Response:
    """Take other answers to a card, and back to all answers."""
    check_step(zitting, f)
    lezer = k.reader(zitting, g)
    try:
        open_, vorm = _changed(k, zitting, g, lezer, nummer)
    except InvoerFout as e:
        zitting.melding = e.meldingen[0].tekst
        return go("/antwoorden")
    eerder = fill(vorm, g.gezin, g.overgeslagen, lezer)
    teksten, fouten = read_card(vorm, f.velden, lezer, moet={v.naam for v in vorm.vakken if _has(v.naam, eerder)})
    if fouten or f.one("meer"):
        return _change(k, zitting, nummer, vorm, f.velden, {} if f.one("meer") else fouten)
    try:
        nieuw = kern.answer(open_, vorm.vraag, teksten, lezer)
    except InvoerFout as e:
        return _change(k, zitting, nummer, vorm, f.velden, {}, algemeen=e.meldingen)
    zitting.move(f.stap, nieuw)
    return go("/antwoorden")


def _has(naam: str, data: Mapping[str, Sequence[str]]) -> bool:
    return any(n == naam or n.startswith(f"{naam}.") for n in data)

"""The questions: a theme on a page, or one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.vraag import Vraag
from rechtenverkenner.motor.vragen import VERFIJNEN
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.gesprek.blokken import make_parts
from rechtenverkenner.plan.gesprek.gesprek import THEMAS, Gesprek, Stand
from rechtenverkenner.plan.gesprek.lezer import Lezer
from rechtenverkenner.plan.gesprek.tonen import THEMANAMEN, why_text
from rechtenverkenner.plan.woorden import N_
from rechtenverkenner.web.paginas.invullen import Fouten, income_lines, read_card
from rechtenverkenner.web.paginas.kader import F, Formulier, G, K, Kader, Z, go
from rechtenverkenner.web.paginas.vakken import BLADLENGTE, EEN_VRAAG, HOOGSTENS, Kaartvorm, make_card
from rechtenverkenner.web.zittingen import Verouderd, Zitting

router = APIRouter()
ZEKERDER = "zekerder"
"""The last page of questions: what only makes a verdict surer."""
BLADEN = (*THEMAS, ZEKERDER)
MEER_VRAGEN = N_("Er zijn nog vragen over dit thema.")
KLAAR = N_("Er zijn geen vragen meer die nog iets veranderen.")


def open_on(blad: str, stand: Stand) -> list[Vraag]:
    """The questions of a theme that can still decide something; on the last page those that make it surer."""
    if blad == ZEKERDER:
        return [v for v in stand.vragen if v.fase == VERFIJNEN]
    return [v for v in stand.vragen if v.fase != VERFIJNEN and v.kaart.thema == blad]


@router.get("/vragen")
def questions(zitting: Z, g: G) -> Response:
    """To the next question, or the next theme with questions."""
    stand = zitting.look(g)
    if not stand.vragen:
        zitting.melding = KLAAR
        return go("/antwoorden")
    return go("/vraag" if zitting.volgorde == "beste" else _next_page(stand, ""))


def _next_page(stand: Stand, na: str) -> str:
    begin = BLADEN.index(na) + 1 if na else 0
    blad = next((b for b in BLADEN[begin:] if open_on(b, stand)), None)
    return f"/vragen/{blad}" if blad else "/antwoorden"


def _cards(blad: str, stand: Stand, zitting: Zitting, lezer: Lezer) -> tuple[Kaartvorm, ...]:
    """The cards of a page: the first one, and the next ones as long as there is room; before them what is new."""
    uit: list[Kaartvorm] = []
    lengte = omvang = 0
    for v in sorted(open_on(blad, stand), key=lambda v: not _is_new([v], zitting.gezien_vragen)):
        vorm = make_card(v, lezer, why_text(v, lezer))
        lengte += sum(x.lengte for x in vorm.vakken)
        omvang += sum(x.omvang for x in vorm.vakken)
        if uit and (lengte > BLADLENGTE or omvang > HOOGSTENS):
            break
        uit.append(vorm)
    return tuple(uit)


@router.get("/vragen/{blad}")
def theme(blad: str, k: K, zitting: Z, g: G) -> Response:
    """All open questions of a theme."""
    if blad not in BLADEN:
        raise HTTPException(404)
    return _theme(k, zitting, g, blad, {}, {})


def _theme(
    k: Kader,
    zitting: Zitting,
    g: Gesprek,
    blad: str,
    data: Mapping[str, Sequence[str]],
    fouten: Fouten,
    *,
    algemeen: Sequence[Melding] = (),
) -> Response:
    lezer = k.reader(zitting, g)
    stand = zitting.look(g, "thema")
    vormen = _cards(blad, stand, zitting, lezer)
    return show_form(
        k, zitting, "thema.html", vormen, data, fouten,
        algemeen=algemeen, blad=blad, naam=THEMANAMEN.get(blad, ""), volgend=_next_page(stand, blad),  # type: ignore[call-overload]
        plek="vragen",
    )  # fmt: skip


def show_form(
    k: Kader,
    zitting: Zitting,
    sjabloon: str,
    vormen: Sequence[Kaartvorm],
    data: Mapping[str, Sequence[str]],
    fouten: Fouten,
    *,
    algemeen: Sequence[Melding] = (),
    **waarden: object,
) -> Response:
    """A page with boxes, what was filled in, and what is wrong with it."""
    verkeerd = [(v, m) for x in vormen for v in x.vakken for m in fouten.get(v.naam, ())]
    return k.page(
        sjabloon,
        zitting,
        status=422 if verkeerd or algemeen else 200,
        fouten=algemeen,
        verkeerd=verkeerd,
        vormen=vormen,
        data=data,
        fout=fouten,
        regels=lambda vak: income_lines(vak, data),
        gemeenten=_municipalities(k) if any(v.soort == "gemeente" for x in vormen for v in x.vakken) else (),
        **waarden,
    )


def _municipalities(k: Kader) -> list[str]:
    dag = int(f"{k.vandaag():%Y%m%d}")
    return sorted(g.naam for g in k.catalogus.gemeenten if g.vanaf <= dag <= g.tot)


@router.post("/vragen/{blad}")
def answer_theme(blad: str, k: K, zitting: Z, g: G, f: F) -> Response:
    """Take the answers of a theme: what is empty stays open, unless it is all passed over."""
    if blad not in BLADEN:
        raise HTTPException(404)
    check_step(zitting, f)
    lezer = k.reader(zitting, g)
    vormen = _cards(blad, zitting.look(g, "thema"), zitting, lezer)
    gelezen = [(v, *read_card(v, f.velden, lezer)) for v in vormen]
    fouten = {naam: m for _, _, fout in gelezen for naam, m in fout.items()}
    if fouten or f.one("meer"):
        return _theme(k, zitting, g, blad, f.velden, {} if f.one("meer") else fouten)
    nieuw = g
    try:
        for vorm, teksten, _ in gelezen:
            if any(teksten):
                nieuw = kern.answer(nieuw, vorm.vraag, teksten, lezer)
    except InvoerFout as e:
        return _theme(k, zitting, g, blad, f.velden, {}, algemeen=e.meldingen)
    if f.one("knop") == "overslaan":
        for vorm in vormen:
            nieuw = pass_over(nieuw, vorm)
    zitting.move(f.stap, nieuw)
    zitting.gezien_vragen |= {s for vorm in vormen for s in _keys(vorm)}
    stand = zitting.look(nieuw)
    nog = [b for b in BLADEN if _is_new(open_on(b, stand), zitting.gezien_vragen)]
    if blad in nog:
        zitting.melding = MEER_VRAGEN
        return go(f"/vragen/{blad}")
    daarna = _next_page(stand, blad)
    return go(f"/vragen/{nog[0]}" if daarna == "/antwoorden" and nog else daarna)


def _is_new(vragen: Iterable[Vraag], gezien: frozenset[str]) -> bool:
    """Whether there is anything that no page asked yet."""
    return any(s not in gezien for v in vragen for veld in v.velden for s in veld.sleutels)


def _keys(vorm: Kaartvorm) -> frozenset[str]:
    """The facts that a page asked."""
    blokken = {g.blok.naam: {v.over for v in g.vakken} for g in vorm.groepen}
    return frozenset(
        s for veld in vorm.vraag.velden if veld.naam in blokken for s in veld.sleutels
        if (s.partition(".")[0] if veld.soort == "rechten" else veld.over) in blokken[veld.naam]
    )  # fmt: skip


def pass_over(g: Gesprek, vorm: Kaartvorm) -> Gesprek:
    """The conversation in which whatever a page asked and was not answered is not asked again."""
    rest = _keys(vorm) - g.beantwoord - g.overgeslagen
    velden = tuple(replace(v, sleutels=tuple(s for s in v.sleutels if s in rest)) for v in vorm.vraag.velden)
    return kern.skip(g, replace(vorm.vraag, velden=velden)) if rest else g


def check_step(zitting: Zitting, f: Formulier) -> None:
    """Refuse a page of an earlier step.

    Raises:
        Verouderd: there was another step since.
    """
    if f.stap != zitting.stap:
        raise Verouderd


@router.get("/vraag")
def question(k: K, zitting: Z, g: G) -> Response:
    """One question: the best one, or the next part of the card that was begun."""
    if not zitting.look(g, "beste").vragen:
        return go("/vragen")
    return _question(k, zitting, g, {}, {})


def _current(zitting: Zitting, g: Gesprek, lezer: Lezer) -> Kaartvorm:
    vragen = zitting.look(g).vragen
    vraag = next((v for v in vragen if v.kaart.id == zitting.kaart), vragen[0])
    return make_card(vraag, lezer, why_text(vraag, lezer), blokken=make_parts(vraag)[:1], lengte=EEN_VRAAG)


def _question(
    k: Kader,
    zitting: Zitting,
    g: Gesprek,
    data: Mapping[str, Sequence[str]],
    fouten: Fouten,
    *,
    algemeen: Sequence[Melding] = (),
) -> Response:
    vorm = _current(zitting, g, k.reader(zitting, g))
    return show_form(
        k, zitting, "vraag.html", [vorm], data, fouten,
        algemeen=algemeen, naam=THEMANAMEN[vorm.vraag.kaart.thema], kan_terug=g.vorige is not None,
        zekerder=vorm.vraag.fase == VERFIJNEN, plek="vragen",
    )  # fmt: skip


@router.post("/vraag")
def answer_question(k: K, zitting: Z, g: G, f: F) -> Response:
    """Take the answer to one question, pass over it, or go back."""
    check_step(zitting, f)
    if not zitting.look(g, "beste").vragen:
        return go("/vragen")
    if f.one("knop") == "terug":
        zitting.kaart = g.kaarten[-1] if g.kaarten else ""
        zitting.move(f.stap, kern.undo(g, k.words(zitting)))
        return go("/vraag")
    lezer = k.reader(zitting, g)
    vorm = _current(zitting, g, lezer)
    overslaan = f.one("knop") == "overslaan"
    teksten, fouten = read_card(vorm, f.velden, lezer, moet=() if overslaan else {v.naam for v in vorm.vakken})
    if fouten or f.one("meer"):
        return _question(k, zitting, g, f.velden, {} if f.one("meer") else fouten)
    try:
        nieuw = kern.answer(g, vorm.vraag, teksten, lezer) if any(teksten) else g
    except InvoerFout as e:
        return _question(k, zitting, g, f.velden, {}, algemeen=e.meldingen)
    if overslaan:
        nieuw = pass_over(nieuw, vorm)
    zitting.move(f.stap, nieuw)
    zitting.kaart = vorm.vraag.kaart.id
    return go("/vragen")

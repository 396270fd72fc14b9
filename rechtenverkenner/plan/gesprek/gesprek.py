"""A conversation as a value: what is known so far, what was answered or skipped, and how to go back.

Every step gives a new conversation that holds the earlier one; nothing is written, printed or logged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.gezin import Gezin, Persoon
from rechtenverkenner.model.kaart import Kaart, Thema
from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.model.verwijzingen import VELDEN, link_faults
from rechtenverkenner.model.vraag import Vraag
from rechtenverkenner.motor import antwoorden as motor
from rechtenverkenner.motor.controle import check_gezin
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.motor.gevolgtrekken import infer
from rechtenverkenner.motor.vooruitkijken import standard_examples
from rechtenverkenner.motor.vragen import VERFIJNEN, Voortgang, next_questions, progress
from rechtenverkenner.plan.gesprek.blokken import HOUDINGEN, Antwoordtekst, Blok, make_parts, per_field
from rechtenverkenner.plan.gesprek.houdingen import parse_ticks
from rechtenverkenner.plan.gesprek.lezer import Lezer, is_skip, plain, refuse
from rechtenverkenner.plan.gesprek.vergeten import card_keys, forget, is_on
from rechtenverkenner.plan.gesprek.waarden import parse_value
from rechtenverkenner.plan.woorden import N_, Woorden

Volgorde = Literal["thema", "beste"]
THEMAS: tuple[Thema, ...] = ("gezin", "inkomen", "wonen", "energie", "telecom", "gezondheid", "vrije-tijd")
HOOGSTENS = 40


@dataclass(frozen=True, slots=True)
class Gesprek:
    """One moment of a conversation.

    `beantwoord` and `overgeslagen` are keys of facts that are not asked again. While a card is changed (`wijzigt`),
    `eerder` is the profile with its earlier answers. `vorige` is the moment before the last step.
    """

    catalogus: Catalogus = field(repr=False)
    op_datum: date
    gezin: Gezin = field(repr=False)
    beantwoord: frozenset[str] = field(default=frozenset(), repr=False)
    overgeslagen: frozenset[str] = field(default=frozenset(), repr=False)
    kaarten: tuple[str, ...] = ()
    wijzigt: str = ""
    eerder: Gezin | None = field(default=None, repr=False)
    vorige: Gesprek | None = field(default=None, repr=False)

    @property
    def vast(self) -> Gesprek:
        """The conversation without a change that is not finished: what can be shown and saved."""
        return self.vorige if self.wijzigt and self.vorige is not None else self


@dataclass(frozen=True, slots=True)
class Stand:
    """What a conversation amounts to: the verdicts, the questions that are left (the first comes next), how far."""

    resultaat: Resultaat = field(repr=False)
    vragen: tuple[Vraag, ...] = field(repr=False)
    voortgang: Voortgang


def start(catalogus: Catalogus, personen: Sequence[str], *, op_datum: date) -> Gesprek:
    """A conversation about people of whom nothing is known yet; see `read_people`."""
    return Gesprek(catalogus, op_datum, Gezin(personen=tuple(Persoon(id=p) for p in personen)))


def resume(catalogus: Catalogus, gezin: Gezin, *, op_datum: date) -> Gesprek:
    """A conversation that goes on from a profile: what it does not know is asked."""
    return Gesprek(catalogus, op_datum, gezin)


def read_people(tekst: str, w: Woorden, *, al: Sequence[str] = ()) -> tuple[str, ...]:
    """How many people (`3` gives p1, p2, p3), or short keys without names: `moeder zoon dochter`.

    Raises:
        InvoerFout: RV407, none or too many; RV408, a key that cannot be one; RV421 or RV425, taken.
    """
    woorden = tekst.replace(",", " ").split()
    if len(woorden) == 1 and woorden[0].isdecimal() and len(woorden[0]) < 4 and not al:
        woorden = [f"p{i}" for i in range(1, int(woorden[0]) + 1)]
    if not 0 < len(woorden) + len(al) <= HOOGSTENS or not woorden:
        hulp = N_("schrijf een getal van 1 tot {n}, of korte kenmerken zoals: moeder zoon")
        refuse(w, "RV407", N_("hoeveel mensen er wonen, is niet duidelijk"), hulp, n=HOOGSTENS)
    try:
        gezin = Gezin.model_validate({"personen": [{"id": x.casefold()} for x in (*al, *woorden)]})
    except ValueError:
        hulp = N_("begin elk kenmerk met een letter en gebruik het een keer: moeder zoon1 zoon2")
        refuse(w, "RV408", N_("een kenmerk van een persoon is niet bruikbaar"), hulp)
    return tuple(p.id for p in gezin.personen[len(al) :])


def look(g: Gesprek, *, volgorde: Volgorde = "thema") -> Stand:
    """The verdicts now, and the questions that can still change something.

    By theme the cards come in the order of the catalogue, what only makes a verdict surer at the end; `beste` is the
    order of `next_questions`, a part of a card at a time. A card that is being changed comes first, and whole.
    """
    gezin = infer(g.gezin, g.catalogus, op_datum=g.op_datum)
    resultaat = evaluate(gezin, g.catalogus, op_datum=g.op_datum)
    beste = volgorde == "beste"
    voorbeelden = standard_examples(g.catalogus, op_datum=g.op_datum) if beste else None
    vragen = next_questions(
        resultaat,
        overgeslagen=g.beantwoord | g.overgeslagen,
        voorbeelden=voorbeelden,
        apart=beste and not g.wijzigt,
    )
    if not beste:
        plaats = {k.id: n for n, k in enumerate(g.catalogus.kaarten)}
        vragen = tuple(
            sorted(vragen, key=lambda v: (v.fase == VERFIJNEN, THEMAS.index(v.kaart.thema), plaats[v.kaart.id]))
        )
    vragen = tuple(sorted(vragen, key=lambda v: v.kaart.id != g.wijzigt))
    rechten = [r.id for r in g.catalogus.rechten.values() if r.pakket == "kern"]
    return Stand(resultaat, vragen, progress(resultaat, vragen, rechten=rechten))


def answer(g: Gesprek, vraag: Vraag, teksten: Sequence[Antwoordtekst | None], lezer: Lezer) -> Gesprek:
    """The conversation after an answer: a text for each part of the question (`make_parts`).

    None leaves a part open; an empty text, `?` and `-` skip it (on a card that is changed an empty text keeps what was
    said before). Where the answers of people come apart, as in a form, a part has a text by person: who is not in it
    stays open.

    Raises:
        InvoerFout: every part that cannot be read, or answers that cannot be true together.
    """
    waarden, over = _read(g, make_parts(vraag), teksten, lezer)
    if not waarden and not over and not g.wijzigt:
        hulp = N_("schrijf een antwoord, of ? als u het niet weet")
        refuse(lezer.woorden, "RV470", N_("er is nog geen antwoord"), hulp)
    basis = g.gezin if g.eerder is None else forget(g.eerder, over, g.catalogus)
    gezin = motor.answer(basis, _with_partners(waarden))
    _check(gezin, g)
    return _step(
        g, vraag, gezin, g.beantwoord | frozenset(waarden), (g.overgeslagen | frozenset(over)) - frozenset(waarden)
    )


def _read(
    g: Gesprek, blokken: Sequence[Blok], teksten: Sequence[Antwoordtekst | None], lezer: Lezer
) -> tuple[dict[str, Any], list[str]]:
    """The values by key, and the keys that are skipped."""
    waarden: dict[str, Any] = {}
    over: list[str] = []
    fouten: list[Melding] = []
    for blok, tekst in zip(blokken, teksten, strict=True):
        if tekst is None or (g.wijzigt and isinstance(tekst, str) and not tekst.strip()):
            continue
        try:
            gelezen = read_part(blok, tekst, lezer)
        except InvoerFout as e:
            fouten += e.meldingen
            continue
        waarden |= {s: x for s, x in gelezen.items() if x is not None}
        over += [s for s, x in gelezen.items() if x is None]
    if fouten:
        raise InvoerFout(fouten)
    return waarden, over


def read_part(blok: Blok, tekst: Antwoordtekst, lezer: Lezer) -> Mapping[str, Any]:
    """The value for every key of a part (of the people that have a text); None for what is skipped.

    Raises:
        InvoerFout: what was expected.
    """
    if blok.soort in HOUDINGEN:
        return parse_ticks(blok, tekst, lezer)
    if isinstance(tekst, str):
        rij = list(zip(blok.velden, per_field(blok, tekst, lezer), strict=True))
    else:
        rij = [(veld, tekst[veld.over]) for veld in blok.velden if veld.over in tekst]
    uit: dict[str, Any] = {}
    for veld, eigen in rij:
        # a household without a notice knows nothing of what would be on it
        is_leeg = is_skip(eigen) or (veld.soort == "aanslagbiljet" and (eigen == "0" or plain(eigen) == "geen"))
        waarde = None if is_leeg else parse_value(veld, eigen, lezer)
        uit.update(dict.fromkeys(veld.sleutels, waarde))
    return uit


def _with_partners(waarden: dict[str, Any]) -> dict[str, Any]:
    """Also the other side of each couple, where nothing was said of it."""
    terug = {
        f"{waarde}.partner": sleutel.partition(".")[0]
        for sleutel, waarde in waarden.items()
        if sleutel.endswith(".partner") and waarde != "geen"
    }
    return terug | waarden


def _check(gezin: Gezin, g: Gesprek) -> None:
    """Refuse answers that cannot be true together or not on this day."""
    delen = {
        "personen": [{v: getattr(p, v) for v in VELDEN} for p in gezin.personen],
        "aansluitingen": [{"id": a.id} for a in gezin.aansluitingen or ()],
    }
    fouten = [Melding(code, tekst, None, hulp) for code, tekst, hulp, _ in link_faults(delen)]
    fouten += [Melding(b.code, b.tekst, None, b.hulp) for b in check_gezin(gezin, g.catalogus, to_number(g.op_datum))]
    if fouten:
        raise InvoerFout(fouten)


def skip(g: Gesprek, vraag: Vraag) -> Gesprek:
    """The conversation after a card that nobody can or wants to answer; of a card that is changed it is forgotten."""
    sleutels = frozenset(s for v in vraag.velden for s in v.sleutels)
    gezin = g.gezin if g.eerder is None else forget(g.eerder, sleutels, g.catalogus)
    return _step(g, vraag, gezin, g.beantwoord, g.overgeslagen | sleutels)


def _step(g: Gesprek, vraag: Vraag, gezin: Gezin, beantwoord: frozenset[str], over: frozenset[str]) -> Gesprek:
    """The next moment; a change goes back to before it in one step."""
    return replace(
        g,
        gezin=gezin,
        beantwoord=beantwoord,
        overgeslagen=over,
        kaarten=(*(k for k in g.kaarten if k not in (g.wijzigt, vraag.kaart.id)), vraag.kaart.id),
        wijzigt="",
        eerder=None,
        vorige=g.vorige if g.wijzigt else g,
    )


def undo(g: Gesprek, w: Woorden) -> Gesprek:
    """The conversation before the last step.

    Raises:
        InvoerFout: RV472, there is none.
    """
    if g.vorige is None:
        refuse(w, "RV472", N_("er is niets om terug te nemen"), N_("dit is de eerste vraag"))
    return g.vorige


def changeable(g: Gesprek) -> tuple[Kaart, ...]:
    """The cards of which something is known or skipped."""
    return tuple(
        k
        for k in g.catalogus.kaarten
        if k.id in g.kaarten
        or any(motor.known(g.gezin, s) not in (None, "hier") for s in card_keys(k, g.gezin, g.catalogus))
    )


def change(g: Gesprek, kaart: Kaart | None, w: Woorden) -> Gesprek:
    """The conversation in which a card is asked again; `vorige` is this one.

    Raises:
        InvoerFout: RV472, there is no such card (None), or nothing on it can change a verdict.
    """
    if kaart is None:
        refuse(w, "RV472", N_("deze kaart is er niet"), N_("schrijf `wijzig` en kies een nummer van de lijst"))
    sleutels = card_keys(kaart, g.gezin, g.catalogus)
    nieuw = replace(
        g,
        gezin=forget(g.gezin, sleutels, g.catalogus),
        beantwoord=_elsewhere(g.beantwoord, kaart),
        overgeslagen=_elsewhere(g.overgeslagen, kaart),
        wijzigt=kaart.id,
        eerder=g.gezin,
        vorige=g,
    )
    if not any(v.kaart.id == kaart.id for v in look(nieuw).vragen):
        hulp = N_("kies een andere kaart")
        refuse(w, "RV472", N_("op deze kaart staat niets dat nu nog iets verandert"), hulp)
    return nieuw


def _elsewhere(sleutels: Iterable[str], kaart: Kaart) -> frozenset[str]:
    return frozenset(s for s in sleutels if not is_on(kaart, s))


def add_people(g: Gesprek, personen: Sequence[str]) -> Gesprek:
    """The conversation with more people; whether everybody is named is asked again."""
    rij = (*g.gezin.personen, *(Persoon(id=p) for p in personen))
    gezin = g.gezin.model_copy(update={"personen": rij, "personen_volledig": None})
    vraag = {"gezin.personen_volledig"}
    return replace(g, gezin=gezin, beantwoord=g.beantwoord - vraag, overgeslagen=g.overgeslagen - vraag, vorige=g)

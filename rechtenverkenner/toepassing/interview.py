"""The interview in a terminal: shows the cards, reads lines, and loses nothing on a wrong answer or Ctrl-C.

The terminal is a screen to write on and a function that reads a line; what is said stays in memory.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rechtenverkenner.catalogus.profieltekst import dump_gezin
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.vraag import Vraag
from rechtenverkenner.motor.vragen import VERFIJNEN
from rechtenverkenner.plan.gesprek import gesprek as kern
from rechtenverkenner.plan.gesprek import opdrachten, tonen
from rechtenverkenner.plan.gesprek.blokken import Blok, make_parts, split_line
from rechtenverkenner.plan.gesprek.lezer import Lezer, at_number, is_skip, make_reader, pick
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.weergave import render
from rechtenverkenner.plan.woorden import Woorden
from rechtenverkenner.toepassing.regels import Scherm, emit


class Einde(Exception):
    """Somebody stops: with the plan, or at once (`meteen`)."""

    def __init__(self, *, meteen: bool = False) -> None:
        super().__init__()
        self.meteen = meteen


@dataclass(slots=True)
class Sessie:
    """An interview that is going on; `gesprek` is replaced by every step, nothing else changes."""

    scherm: Scherm
    lees: Callable[[str], str] = field(repr=False)
    woorden: Woorden = field(repr=False)
    gesprek: kern.Gesprek
    volgorde: kern.Volgorde = "thema"
    bewaar: Path | None = None
    hervat: Path | None = None

    def zeg(self, zin: str, *, indent: int = 0, style: str = "", **waarden: object) -> None:
        """A sentence in the language of the user."""
        emit(self.scherm, self.woorden.gettext(zin, **waarden).tekst, indent=indent, style=style)

    @property
    def lezer(self) -> Lezer:
        """How answers are read now."""
        g = self.gesprek
        return make_reader(g.gezin, g.catalogus, self.woorden, to_number(g.op_datum))


def read_line(lees: Callable[[str], str], teken: str, onderbroken: Callable[[], None]) -> str:
    """What somebody typed; after Ctrl-C `onderbroken` decides, and the same is asked again."""
    while True:
        try:
            return lees(teken)
        except EOFError:
            raise Einde from None
        except KeyboardInterrupt:
            onderbroken()


def ask_people(scherm: Scherm, lees: Callable[[str], str], w: Woorden) -> tuple[str, ...]:
    """Who lives here, asked until it is clear; nothing is known yet, so Ctrl-C ends at once."""
    while True:
        emit(scherm, w.gettext(opdrachten.HOEVEEL).tekst)
        try:
            tekst = lees("> ")
        except (EOFError, KeyboardInterrupt):
            raise Einde(meteen=True) from None
        match opdrachten.read_command(tekst, w):
            case ("stop", _):
                raise Einde(meteen=True)
            case ("hulp", _):
                show_help(scherm, w)
            case _:
                try:
                    return kern.read_people(tekst, w)
                except InvoerFout as e:
                    show_faults(scherm, e.meldingen)


def show_faults(scherm: Scherm, meldingen: Sequence[Melding]) -> None:
    """What was expected, and what to do."""
    for m in meldingen:
        emit(scherm, f"{m.code} {m.tekst}", indent=2, style="red")
        if m.hulp:
            emit(scherm, m.hulp, indent=4)


def show_help(scherm: Scherm, w: Woorden) -> None:
    """How to answer, and the commands."""
    for regel in opdrachten.help_lines(w):
        emit(scherm, f"- {regel}", indent=2)


def interrupted(s: Sessie) -> None:
    """After Ctrl-C: go on, save, or stop; a second Ctrl-C stops at once."""
    s.scherm.line()
    s.zeg(opdrachten.ONDERBROKEN)
    try:
        tekst = s.lees("> ")
    except (EOFError, KeyboardInterrupt):
        raise Einde(meteen=True) from None
    match opdrachten.read_command(tekst, s.woorden):
        case ("stop", _):
            raise Einde
        case ("bewaar", naam):
            try:
                save_as(s, naam)
            except InvoerFout as e:
                show_faults(s.scherm, e.meldingen)


def run(s: Sessie) -> None:
    """Ask until nothing can change any more, or until somebody stops; then the plan.

    Raises:
        Einde: stopped at once, without plan.
    """
    thema = ""
    try:
        while (vraag := next_card(s, thema)) is not None:
            thema = vraag.kaart.thema
    except Einde as e:
        if e.meteen:
            raise
    finish(s)


def next_card(s: Sessie, thema: str) -> Vraag | None:
    """Ask the next card; None when there is none. Ctrl-C between two prompts leaves the conversation as it was."""
    vraag = None
    try:
        stand = kern.look(s.gesprek, volgorde=s.volgorde)
        if not stand.vragen:
            return None
        vraag = stand.vragen[0]
        s.scherm.line()
        emit(s.scherm, tonen.title(vraag, s.woorden), style="bold" if vraag.kaart.thema == thema else "bold underline")
        emit(s.scherm, tonen.progress_text(stand.voortgang, s.woorden), style="dim")
        if vraag.fase == VERFIJNEN:
            s.zeg(opdrachten.ZEKERDER)
        card(s, vraag)
    except KeyboardInterrupt:
        interrupted(s)
    return vraag or next_card(s, thema)


def card(s: Sessie, vraag: Vraag) -> None:
    """Show a card and take an answer: one line, or Enter for part by part; or a command that leads elsewhere."""
    blokken = make_parts(vraag)
    for indent, tekst in tonen.card_lines(vraag, blokken, s.gesprek, s.lezer):
        emit(s.scherm, tekst, indent=indent)
    while (regel := take(s, vraag, "> ")) is not None:
        if regel and is_skip(regel):
            s.gesprek = kern.skip(s.gesprek, vraag)
            return
        try:
            teksten = parts(s, vraag, blokken, split_line(blokken, regel, s.lezer) if regel else None)
            if teksten is not None:
                s.gesprek = kern.answer(s.gesprek, vraag, teksten, s.lezer)
            return
        except InvoerFout as e:
            show_faults(s.scherm, e.meldingen)


def take(s: Sessie, vraag: Vraag, teken: str, *, terug: bool = True) -> str | None:
    """A line that is an answer; None when a command led away from the card. Without `terug` that word is given back."""
    while True:
        tekst = read_line(s.lees, teken, lambda: interrupted(s)).strip()
        opdracht = opdrachten.read_command(tekst, s.woorden)
        if opdracht is None or (not terug and opdracht[0] == "terug"):
            return tekst
        voor = s.gesprek
        try:
            command(s, vraag, *opdracht)
        except InvoerFout as e:
            show_faults(s.scherm, e.meldingen)
        if s.gesprek is not voor:
            return None


def parts(
    s: Sessie, vraag: Vraag, blokken: Sequence[Blok], gegeven: Sequence[str | None] | None
) -> list[str | None] | None:
    """A readable text for each part: of a line only the wrong parts are asked again, without a line all of them.

    None when a command led away from the card. Who stops halfway keeps the parts that were answered.
    """
    uit: list[str | None] = [None] * len(blokken) if gegeven is None else list(gegeven)
    klaar = [gegeven is not None and (x is None or _is_readable(s, b, x)) for b, x in zip(blokken, uit, strict=True)]
    i = 0
    while i < len(blokken):
        if not klaar[i]:
            try:
                tekst = _ask_part(s, vraag, blokken[i], terug=gegeven is not None or i == 0)
            except Einde:
                _keep(s, vraag, [x if ok else None for x, ok in zip(uit, klaar, strict=True)])
                raise
            if tekst is None:
                return None
            if gegeven is None and (opdracht := opdrachten.read_command(tekst, s.woorden)):
                i -= opdracht[0] == "terug"
                klaar[i] = False
                continue
            uit[i], klaar[i] = tekst, True
        i += 1
    return uit


def _is_readable(s: Sessie, blok: Blok, tekst: str) -> bool:
    try:
        kern.read_part(blok, tekst, s.lezer)
    except InvoerFout as e:
        show_faults(s.scherm, e.meldingen)
        return False
    return True


def _ask_part(s: Sessie, vraag: Vraag, blok: Blok, *, terug: bool) -> str | None:
    for indent, regel in tonen.part_lines(blok, s.gesprek.eerder, s.lezer):
        emit(s.scherm, regel, indent=indent)
    while (tekst := take(s, vraag, "  > ", terug=terug)) is not None:
        if opdrachten.read_command(tekst, s.woorden) or _is_readable(s, blok, tekst):
            return tekst
    return None


def _keep(s: Sessie, vraag: Vraag, teksten: Sequence[str | None]) -> None:
    """The parts that were answered before somebody stopped, when they can be true together."""
    if any(teksten):
        with contextlib.suppress(InvoerFout):
            s.gesprek = kern.answer(s.gesprek, vraag, teksten, s.lezer)


def command(s: Sessie, vraag: Vraag, opdracht: opdrachten.Opdracht, rest: str) -> None:
    """Do what was asked instead of an answer.

    Raises:
        InvoerFout: it cannot be done now.
        Einde: to stop.
    """
    match opdracht:
        case "plan":
            show_plan(s)
        case "waarom":
            emit(s.scherm, tonen.why_text(vraag, s.lezer), indent=2)
        case "terug":
            s.gesprek = kern.undo(s.gesprek, s.woorden)
        case "wijzig":
            change(s, rest)
        case "erbij":
            g = s.gesprek.vast
            nieuw = kern.read_people(rest, s.woorden, al=[p.id for p in g.gezin.personen])
            s.gesprek = kern.add_people(g, nieuw)
        case "bewaar":
            save_as(s, rest)
        case "hulp":
            show_help(s.scherm, s.woorden)
        case "stop":
            raise Einde


def change(s: Sessie, welke: str) -> None:
    """Ask a card again: by its number in the list, its id or the beginning of its title."""
    g = s.gesprek.vast
    kaarten = kern.changeable(g)
    if not welke:
        for nummer, kaart in enumerate(kaarten, 1):
            emit(s.scherm, f"{nummer:2} {s.woorden.of_catalogue(kaart.titel).tekst}", indent=2)
        s.zeg(opdrachten.WELKE_KAART)
        welke = read_line(s.lees, "> ", lambda: interrupted(s)).strip()
    if welke:
        kaart_ = at_number(welke, kaarten) or pick(
            welke, kaarten, lambda k: (k.id, k.titel, s.woorden.of_catalogue(k.titel).tekst)
        )
        s.gesprek = kern.change(g, kaart_, s.woorden)


def show_plan(s: Sessie) -> None:
    """The plan with what is known now."""
    gemaakt = make_plan(kern.look(s.gesprek.vast).resultaat)
    s.scherm.stroom.write(str(render(gemaakt, taal=s.woorden.taal.code, formaat="tekst")))


def finish(s: Sessie) -> None:
    """The plan, what is still open, and the file where one was asked for; else it is offered once."""
    s.scherm.line()
    show_plan(s)
    vragen = kern.look(s.gesprek.vast, volgorde=s.volgorde).vragen
    if regels := tonen.open_lines(vragen, s.woorden):
        s.zeg(opdrachten.NOG_OPEN, style="bold")
        for regel in regels:
            emit(s.scherm, f"- {regel}", indent=2)
    naam = "" if s.bewaar is None else str(s.bewaar)
    try:
        while naam or (naam := ask_name(s)):
            try:
                return save_as(s, naam)
            except InvoerFout as e:
                show_faults(s.scherm, e.meldingen)
                naam = ""
    except (EOFError, KeyboardInterrupt):
        return None


def ask_name(s: Sessie) -> str:
    """The name of a file to save in; empty for none."""
    s.zeg(opdrachten.BEWAREN)
    return s.lees("> ").strip()


def save_as(s: Sessie, naam: str) -> None:
    """Save under the name that was typed, or the one of `--bewaar`; never over a file that is not of this interview.

    Raises:
        InvoerFout: RV045, that file exists; RV046, no name; RV042, it cannot be written.
    """
    pad = Path(naam).expanduser() if naam else s.bewaar
    if pad is None:
        opdrachten.refuse_no_name(s.woorden)
    eigen = [x.resolve() for x in (s.bewaar, s.hervat) if x is not None]
    if pad.exists() and pad.resolve() not in eigen:
        opdrachten.refuse_existing(s.woorden)
    save(s, pad)
    s.bewaar = pad


def save(s: Sessie, pad: Path) -> None:
    """Write the profile whole or not at all; only the user can read it."""
    write_atomically(pad, dump_gezin(s.gesprek.vast.gezin), s.woorden)
    s.zeg(opdrachten.BEWAARD, bestand=pad.name)


def write_atomically(pad: Path, inhoud: str, w: Woorden) -> None:
    """A text as a file that is never half written; readable by its owner only.

    Raises:
        InvoerFout: RV042, it cannot be written.
    """
    tijdelijk = ""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=pad.parent, delete=False) as f:
            tijdelijk = f.name
            f.write(inhoud)
        Path(tijdelijk).replace(pad)
    except OSError:
        opdrachten.refuse_place(w)
    finally:
        with contextlib.suppress(OSError):
            Path(tijdelijk).unlink(missing_ok=True)

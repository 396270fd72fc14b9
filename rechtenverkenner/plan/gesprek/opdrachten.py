"""What somebody can type instead of an answer: see the plan, ask why, go back, change, save, stop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NoReturn, get_args

from rechtenverkenner.plan.gesprek.lezer import plain, refuse
from rechtenverkenner.plan.woorden import N_, Woorden

Opdracht = Literal["plan", "waarom", "terug", "wijzig", "erbij", "bewaar", "hulp", "stop"]
OPDRACHTEN: tuple[Opdracht, ...] = get_args(Opdracht)
NAMEN: Mapping[Opdracht, str] = {
    "plan": N_("plan"),
    "waarom": N_("waarom"),
    "terug": N_("terug"),
    "wijzig": N_("wijzig"),
    "erbij": N_("erbij"),
    "bewaar": N_("bewaar"),
    "hulp": N_("hulp"),
    "stop": N_("stop"),
}
"""The word for each, in the language of the user; the Dutch word works in every language."""
UITLEG: Mapping[Opdracht, str] = {
    "plan": N_("toont het plan tot nu toe"),
    "waarom": N_("zegt waarom we dit vragen"),
    "terug": N_("neemt het laatste antwoord terug"),
    "wijzig": N_("verandert een vroeger antwoord: wijzig huur"),
    "erbij": N_("voegt iemand toe die hier ook woont: erbij oma"),
    "bewaar": N_("bewaart de antwoorden in een bestand: bewaar gezin.yaml"),
    "hulp": N_("toont deze uitleg"),
    "stop": N_("stopt met het plan en wat nog open is"),
}
ANTWOORDEN = (
    N_("een kaart met meer vragen: alles op een regel met `;` ertussen, of Enter voor vraag per vraag"),
    N_("meer mensen: met een komma ertussen, in de volgorde van de lijst"),
    N_("of met een naam of nummer ervoor: `zoon: ja, moeder: nee`; `alle: ja` geldt voor wie niet genoemd is"),
    N_("een lijst: `3 7`, `0` voor niets, `moeder: 3; zoon: 2`, met begindatum `3=2025-09`, onzeker `3?`"),
    N_("een bedrag: 1234,56; een datum: 1985, 05/1985 of 3/5/1985; een inkomen: `loon 2180, vakantiegeld 1850/jaar`"),
    N_("`?` als u het niet weet, `-` als u het liever niet zegt"),
)


def read_command(tekst: str, w: Woorden) -> tuple[Opdracht, str] | None:
    """The command that was typed, and what follows it; None for an answer.

    >>> read_command("Wijzig huur", Woorden()), read_command("wijzigen", Woorden())
    (('wijzig', 'huur'), None)
    """
    woord, _, rest = tekst.strip().partition(" ")
    for opdracht, naam in NAMEN.items():
        if woord and plain(woord) in (opdracht, plain(w.gettext(naam).tekst)):
            return opdracht, rest.strip()
    return None


def help_lines(w: Woorden) -> tuple[str, ...]:
    """How to answer, and every command with what it does."""
    opdrachten = (f"{w.gettext(NAMEN[o]).tekst:9} {w.gettext(UITLEG[o]).tekst}" for o in OPDRACHTEN)
    return (*(w.gettext(zin).tekst for zin in ANTWOORDEN), *opdrachten)


# what the interview says around the cards
ONDERBROKEN = N_(
    "Onderbroken. Enter: verder; `bewaar bestand.yaml`: bewaren; `stop`: stoppen met het plan; Ctrl-C: weg"
)
ZEKERDER = N_("wat nu volgt, maakt een antwoord alleen zekerder (`stop` om te stoppen)")
WELKE_KAART = N_("Welke kaart? Een nummer, of Enter voor geen")
NOG_OPEN = N_("Nog open (ga later verder met --hervat):")
BEWAREN = N_("Bewaren? Een bestandsnaam (gezin.yaml), of Enter om niets te bewaren")
BEWAARD = N_("bewaard in `{bestand}`")
HOEVEEL = N_("Hoeveel mensen wonen hier? Een getal, of korte kenmerken: moeder zoon dochter")


def refuse_existing(w: Woorden) -> NoReturn:
    """Never write over a file that the interview did not make or read.

    Raises:
        InvoerFout: RV045.
    """
    hulp = N_("kies een andere naam, of ga ermee verder met --hervat")
    refuse(w, "RV045", N_("dit bestand bestaat al"), hulp)


def refuse_no_name(w: Woorden) -> NoReturn:
    """A file needs a name.

    Raises:
        InvoerFout: RV046.
    """
    refuse(w, "RV046", N_("er is geen naam voor het bestand"), N_("schrijf: bewaar gezin.yaml"))


def refuse_place(w: Woorden) -> NoReturn:
    """Nothing can be written there.

    Raises:
        InvoerFout: RV042.
    """
    refuse(w, "RV042", N_("hier kan niet geschreven worden"), N_("kies een andere plaats"))

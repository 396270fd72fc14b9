"""What reading typed text needs: the words of a language, who lives here, the municipalities; and how text is refused.

A message names the field and never repeats what was typed: that is about people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.plan.woorden import N_, Woorden

T = TypeVar("T")
MAX_TEKENS = 2000
WEET_NIET, LIEVER_NIET = "?", "-"
"""Typed for `I do not know` and `I would rather not say`: both leave the fact unknown and are not asked again."""

_OVERSLAAN = ("weet ik niet", "weet niet", "liever niet", "liever niet zeggen")


@dataclass(frozen=True, slots=True)
class Lezer:
    """How typed text is understood: in which words, about whom, on which day (yyyymmdd)."""

    woorden: Woorden = field(repr=False)
    catalogus: Catalogus = field(repr=False)
    personen: tuple[str, ...] = field(repr=False)
    op_datum: int


def make_reader(gezin: Gezin, catalogus: Catalogus, woorden: Woorden, op_datum: int) -> Lezer:
    """The reader of answers about this household."""
    return Lezer(woorden, catalogus, tuple(p.id for p in gezin.personen), op_datum)


def refuse(w: Woorden, code: str, zin: str, hulp: str, **waarden: object) -> NoReturn:
    """Say in the words of the user what was expected.

    Raises:
        InvoerFout: always, with this code.
    """
    if "veld" in waarden:
        waarden["veld"] = w.of_catalogue(str(waarden["veld"])).tekst
    raise InvoerFout([Melding(code, w.gettext(zin, **waarden).tekst, None, w.gettext(hulp, **waarden).tekst)])


def is_skip(tekst: str) -> bool:
    """Whether somebody does not know or does not want to say.

    >>> is_skip(" ? "), is_skip("-"), is_skip("-5"), is_skip("Weet ik niet")
    (True, True, False, True)
    """
    return tekst.strip() in ("", WEET_NIET, LIEVER_NIET) or plain(tekst) in _OVERSLAAN


def plain(tekst: str) -> str:
    """Letters and digits only, without case or accents: what two writings of the same name share.

    >>> plain("Sint-Niklaas"), plain(" Mérelbeke ")
    ('sint niklaas', 'merelbeke')
    """
    los = unicodedata.normalize("NFKD", tekst.casefold())
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in los if not unicodedata.combining(c))))


def pick(tekst: str, rij: Sequence[T], namen: Callable[[T], Sequence[str]]) -> T | None:
    """The one that is named: wholly, by a beginning that only one has, or by the beginning of a word in only one.

    >>> pick("hele", ("een hele woning", "een kamer"), lambda x: (x,))
    'een hele woning'
    """
    gezocht = plain(tekst)
    if not gezocht:
        return None
    kaal = [(x, [plain(n) for n in namen(x)]) for x in rij]
    geheel = [x for x, rest in kaal if gezocht in rest]
    begin = geheel or [x for x, rest in kaal if any(n.startswith(gezocht) for n in rest)]
    woord = begin or [x for x, rest in kaal if any(f" {gezocht}" in n for n in rest)]
    return woord[0] if len(woord) == 1 else None


def at_number(tekst: str, rij: Sequence[T]) -> T | None:
    """The one with this number, counted from 1."""
    nummer = int(tekst) if re.fullmatch(r"[0-9]{1,3}", tekst, re.ASCII) else 0
    return rij[nummer - 1] if 1 <= nummer <= len(rij) else None


NIET_GELDIG = N_("`{veld}`: dit antwoord kan niet")

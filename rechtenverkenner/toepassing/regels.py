"""Lines on a terminal: wrapped to its width, indented, with a hanging indent after a bullet or an answer."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TextIO

from rechtenverkenner.klasse import dataclass

MARKERINGEN = ("[ ] ", "- ", "ja  ", "nee ", "?   ", "!   ")
STIJLCODES = {
    "bold": 1, "dim": 2, "italic": 3, "underline": 4, "red": 31, "green": 32, "yellow": 33, "cyan": 36
}  # fmt: skip
"""Words of a style -> what a terminal understands."""


@dataclass(frozen=True, slots=True)
class Scherm:
    """Where lines go: how wide it is, and whether it shows colours."""

    stroom: TextIO
    breedte: int = 80
    kleur: bool = False

    def styled(self, tekst: str, style: str) -> str:
        """The text in a style, for a screen that shows it."""
        codes = ";".join(str(STIJLCODES[woord]) for woord in style.split())
        return f"\x1b[{codes}m{tekst}\x1b[0m" if codes and self.kleur else tekst

    def line(self, tekst: str = "", style: str = "") -> None:
        """One line as it is."""
        self.stroom.write(self.styled(tekst, style) + "\n")


def open_screen() -> Scherm:
    """The standard output: as wide as the terminal; 80 columns when it goes elsewhere."""
    terminal = sys.stdout.isatty()
    breedte = 80
    if terminal:
        import shutil

        breedte = shutil.get_terminal_size().columns
    kleur = os.environ.get("FORCE_COLOR") or (terminal and os.environ.get("TERM") != "dumb")
    return Scherm(sys.stdout, breedte, bool(kleur) and not os.environ.get("NO_COLOR"))


def emit(scherm: Scherm, tekst: str, *, indent: int = 0, style: str = "") -> None:
    """One paragraph, wrapped; what follows a `[ ]` or `-` stays aligned."""
    tekst = tekst.strip()
    hangend = next((len(m) for m in MARKERINGEN if tekst.startswith(m)), 0)
    breedte = max(scherm.breedte, 40)
    indent = min(indent, breedte - 30)
    if tekst.isprintable() and 0 < len(tekst) <= breedte - indent:  # most lines: nothing to break or to replace
        scherm.line(" " * indent + tekst, style)
        return
    for regel in textwrap.wrap(tekst, breedte, initial_indent=" " * indent, subsequent_indent=" " * (indent + hangend)):
        scherm.line(regel, style)

"""Lines on a terminal: wrapped to its width, indented, with a hanging indent after a bullet or an answer."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

MARKERINGEN = ("[ ] ", "- ", "ja  ", "nee ", "?   ", "!   ")


def emit(console: Console, tekst: str, *, indent: int = 0, style: str = "") -> None:
    """One paragraph, wrapped; what follows a `[ ]` or `-` stays aligned."""
    tekst = tekst.strip()
    hangend = next((len(m) for m in MARKERINGEN if tekst.startswith(m)), 0)
    breedte = max(console.width, 40)
    indent = min(indent, breedte - 30)
    for regel in textwrap.wrap(tekst, breedte, initial_indent=" " * indent, subsequent_indent=" " * (indent + hangend)):
        console.print(Text(regel, style=style), no_wrap=True, overflow="ignore", crop=False)

"""A page as Markdown (CommonMark, with task lists)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rechtenverkenner.plan.blad import Blad, Post, Veld, plain
from rechtenverkenner.plan.woorden import Regel

_TEKENS = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_BEGIN = re.compile(r"^((?=[-+=])|\d{1,9}(?=[.)](?: |$)))")
"""A text that begins as a list, as a line or as what makes a heading of the line above; the group stands before it."""


def as_markdown(bladen: Sequence[Blad]) -> str:
    """The pages below each other."""
    return "\n---\n\n".join("\n".join(_page(b)) + "\n" for b in bladen)


def _page(blad: Blad) -> Iterator[str]:
    yield f"# {_text((blad.titel,), blad)}"
    for regel in blad.kop:
        yield f"\n{_text(regel, blad)}"
    for r in blad.rubrieken:
        yield f"\n## {_text((r.titel,), blad)}\n"
        if r.uitleg:
            yield f"{_text(r.uitleg, blad)}\n"
        for post in r.posten:
            yield from _item(post, blad)
    for regel in blad.voet:
        yield f"\n{_text(regel, blad)}"


def _item(post: Post, blad: Blad) -> Iterator[str]:
    vak = "[ ] " if post.vinkje else ""
    nummer = f"{post.nummer}\\. " if post.nummer else ""
    bij = f" – {_text(post.bij, blad)}" if post.bij else ""
    yield f"- {vak}**{nummer}{_text(post.kop, blad)}**{bij}"
    for veld in post.velden:
        yield f"  - {_field(veld, blad)}"
    for punt in post.punten:
        yield f"  - [ ] {_text(punt, blad)}"


def _field(veld: Veld, blad: Blad) -> str:
    naam = f"*{_text((veld.naam,), blad)}{blad.taal.dubbelpunt.rstrip()}* " if veld.naam else ""
    tekst = _text(veld.tekst, blad)
    return f"{naam}**{tekst}**" if veld.let_op else f"{naam}{tekst}"


def _text(regel: Regel, blad: Blad) -> str:
    return _safe(plain(regel, blad))


def _safe(tekst: str) -> str:
    """What would mean something in Markdown means itself; a text is one line."""
    return _BEGIN.sub(r"\1\\", _TEKENS.sub(r"\\\1", " ".join(tekst.split())))

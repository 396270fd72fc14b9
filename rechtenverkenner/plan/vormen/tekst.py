"""A page as plain text of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from rechtenverkenner.plan.blad import Blad, Post, Rubriek, Veld, plain
from rechtenverkenner.plan.woorden import Stuk

BREEDTE = 80


def as_text(bladen: Sequence[Blad]) -> str:
    """The pages below each other."""
    scheiding = "\n" + "=" * BREEDTE + "\n\n"
    return scheiding.join("\n".join(_page(b)) + "\n" for b in bladen)


def _page(blad: Blad) -> Iterator[str]:
    yield from _title(blad.titel, "=", blad)
    for regel in blad.kop:
        yield from _wrapped(plain(regel, blad))
    for r in blad.rubrieken:
        yield ""
        yield from _title(r.titel, "-", blad)
        if r.uitleg:
            yield from _wrapped(plain(r.uitleg, blad))
        for post in r.posten:
            yield from _item(post, r, blad)
    yield ""
    for regel in blad.voet:
        yield from _wrapped(plain(regel, blad))


def _title(titel: Stuk, streep: str, blad: Blad) -> Iterator[str]:
    tekst = plain((titel,), blad)
    yield from _wrapped(tekst)
    yield streep * min(len(tekst), BREEDTE)


def _item(post: Post, r: Rubriek, blad: Blad) -> Iterator[str]:
    begin = "[ ] " if post.vinkje else ""
    nummer = f"{post.nummer}. " if post.nummer else ""
    kop = plain(post.kop, blad)
    bij = f" - {plain(post.bij, blad)}" if post.bij else ""
    if r.vorm == "ruim":
        yield ""
    yield from _wrapped(f"{begin}{nummer}{kop}{bij}", 0, 4)
    for veld in post.velden:
        yield from _wrapped(_field(veld, blad), 4, 6)
    for punt in post.punten:
        yield from _wrapped(f"[ ] {plain(punt, blad)}", 4, 8)


def _field(veld: Veld, blad: Blad) -> str:
    naam = f"{plain((veld.naam,), blad)}{blad.taal.dubbelpunt}" if veld.naam else ""
    return f"{'! ' if veld.let_op else ''}{naam}{plain(veld.tekst, blad)}"


def _wrapped(tekst: str, eerste: int = 0, rest: int = 0) -> list[str]:
    return textwrap.wrap(
        tekst,
        BREEDTE,
        initial_indent=" " * eerste,
        subsequent_indent=" " * rest,
        break_long_words=False,
        break_on_hyphens=False,
    )

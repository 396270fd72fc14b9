"""A page as one HTML file that needs nothing from anywhere: for a screen of any width, and for paper (A4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from rechtenverkenner.plan.blad import Blad, Post, Rubriek, Veld, plain
from rechtenverkenner.plan.woorden import Regel

_BELEID = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_html(bladen: Sequence[Blad]) -> str:
    """The pages, each an article in its own language, the first one first."""
    eerste = bladen[0]
    stijl = files("rechtenverkenner.plan.vormen").joinpath("plan.css").read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="{eerste.taal.html}" dir="{eerste.taal.richting}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_BELEID}">\n'
        f"<title>{escape(plain((eerste.titel,), eerste))}</title>\n<style>\n{stijl}</style>\n</head>\n<body>\n<main>\n"
        + "".join(map(as_article, bladen))
        + "</main>\n</body>\n</html>\n"
    )


def as_article(blad: Blad) -> str:
    """One page as an article, for a document that has the style sheet `plan.css`."""
    return "".join(f"{line}\n" for line in _article(blad))


def _article(blad: Blad) -> Iterator[str]:
    kenmerk = blad.taal.code
    taal = f'lang="{blad.taal.html}" dir="{blad.taal.richting}"'
    yield f'<article class="{blad.soort}" {taal} aria-labelledby="{kenmerk}-titel">'
    yield f'<h1 id="{kenmerk}-titel">{_text((blad.titel,), blad)}</h1>'
    yield '<div class="kop">' + "".join(f"<p>{_text(r, blad)}</p>" for r in blad.kop) + "</div>"
    for r in blad.rubrieken:
        yield from _section(r, blad)
    yield '<div class="voet">' + "".join(f"<p>{_text(r, blad)}</p>" for r in blad.voet) + "</div>"
    yield "</article>"


def _section(r: Rubriek, blad: Blad) -> Iterator[str]:
    naam = f"{blad.taal.code}-{r.id}"
    kop = f'<h2 id="{naam}">{_text((r.titel,), blad)}</h2>'
    uitleg = f'<p class="uitleg">{_text(r.uitleg, blad)}</p>' if r.uitleg else ""
    lijst = f'<ul class="{r.vorm}">' + "".join(_item(p, blad) for p in r.posten) + "</ul>"
    yield f'<section class="{r.id}">'  # no landmark: the headings are the way through the page
    if r.gevouwen:
        yield f"<details><summary>{kop}</summary>{uitleg}{lijst}</details>"
    else:
        yield f"{kop}{uitleg}{lijst}"
    yield "</section>"


def _item(post: Post, blad: Blad) -> str:
    nummer = f"{post.nummer}. " if post.nummer else ""
    bij = f' <span class="bij">{_text(post.bij, blad)}</span>' if post.bij else ""
    delen = [f'<p class="naam"><strong>{nummer}{_text(post.kop, blad)}</strong>{bij}</p>']
    delen += _fields(post.velden, blad)
    if post.punten:
        delen.append('<ul class="punten">' + "".join(f"<li>{_text(p, blad)}</li>" for p in post.punten) + "</ul>")
    if post.meer:
        meer = "".join(_fields(post.meer, blad))
        over = f'<span class="verborgen"> {_text(post.kop, blad)}</span>'
        delen.append(f'<details class="meer"><summary>{_text((blad.waarom,), blad)}{over}</summary>{meer}</details>')
    vak = ' class="vak"' if post.vinkje else ""
    return f"<li{vak}>{''.join(delen)}</li>"


def _fields(velden: Iterable[Veld], blad: Blad) -> list[str]:
    return [
        f"<p{' class=let-op' if v.let_op else ''}>"
        + (f"<b>{_text((v.naam,), blad)}{blad.taal.dubbelpunt.rstrip()}</b> " if v.naam else "")
        + f"{_text(v.tekst, blad)}</p>"
        for v in velden
    ]


def _text(regel: Regel, blad: Blad) -> str:
    """A line; Dutch in another language says that it is, to a screen reader and to the eye."""
    uit = []
    for s in regel:
        tekst = escape(s.tekst)
        if s.soort == "nl":
            tekst = f'<span lang="nl" dir="ltr">{tekst}</span>'
        elif s.soort == "onvertaald":
            merk = f'<small class="onvertaald">[{escape(blad.onvertaald.tekst)}]</small>'
            tekst = f'<span lang="nl" dir="ltr">{tekst}</span> {merk}'
        uit.append(tekst)
    return "".join(uit)

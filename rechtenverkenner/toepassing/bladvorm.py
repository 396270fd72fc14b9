"""A page in parts (paragraphs, lists, tables), and the same page as HTML or Markdown; every text is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import assert_never


@dataclass(frozen=True, slots=True)
class Link:
    """A text that goes somewhere: a page of the set, a place on this page, or an address on the web."""

    tekst: str
    doel: str


Tekst = tuple[str | Link, ...]


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph."""

    tekst: Tekst


@dataclass(frozen=True, slots=True)
class Punt:
    """One item of a list, with the items below it; `anker` is where links to it go."""

    tekst: Tekst
    onder: tuple[Punt, ...] = ()
    anker: str = ""


@dataclass(frozen=True, slots=True)
class Lijst:
    """Items, numbered or not."""

    punten: tuple[Punt, ...]
    genummerd: bool = False


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows below a heading; `titel` says what it is about."""

    titel: str
    kop: tuple[str, ...]
    rijen: tuple[tuple[Tekst, ...], ...]


Deel = Alinea | Lijst | Tabel


@dataclass(frozen=True, slots=True)
class Sectie:
    """A heading and what is below it."""

    kop: str
    delen: tuple[Deel, ...]


@dataclass(frozen=True, slots=True)
class Blad:
    """A page."""

    titel: str
    secties: tuple[Sectie, ...]
    voet: str = ""
    terug: Link | None = None
    talen: tuple[tuple[str, str], ...] = field(default=())


CSS = """\
:root{color-scheme:light;--inkt:#1b1b1b;--lijn:#c9c9c9;--zacht:#555;--blauw:#1d4f7c}
body{margin:0 auto;max-width:52rem;padding:1.5rem 1rem 4rem;font:1rem/1.55 system-ui,sans-serif;color:var(--inkt)}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.2rem;margin:2rem 0 .4rem;border-bottom:1px solid var(--lijn)}
a{color:var(--blauw)}
a:focus-visible,input:focus-visible{outline:3px solid #d98200;outline-offset:2px}
ul,ol{padding-left:1.4rem;margin:.3rem 0}
li{margin:.25rem 0}
small,footer,.talen{color:var(--zacht)}
table{border-collapse:collapse;width:100%;margin:.8rem 0;font-size:.92rem}
caption{text-align:left;font-weight:600;padding:.2rem 0}
th,td{border:1px solid var(--lijn);padding:.25rem .45rem;text-align:left;vertical-align:top}
.zoek input{font:inherit;padding:.4rem .6rem;width:min(28rem,100%);border:1px solid #767676;border-radius:4px}
footer{margin-top:3rem;border-top:1px solid var(--lijn);padding-top:.6rem;font-size:.9rem}
@media print{
body{max-width:none;padding:0;font-size:10.5pt}
nav,.zoek{display:none}
h2,caption{break-after:avoid}
li,tr{break-inside:avoid}
a{color:inherit}
a[href^="http"]::after{content:" (" attr(href) ")";word-break:break-all;font-size:.85em}
}
"""


def page(titel: str, inhoud: str, *, script: str = "") -> str:
    """A whole page that needs nothing from anywhere."""
    beleid = "default-src 'none'; style-src 'unsafe-inline'" + ("; script-src 'unsafe-inline'" if script else "")
    kop = (
        '<!doctype html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{beleid}">\n'
        f"<title>{escape(titel)}</title>\n<style>\n{CSS}</style>\n</head>\n<body>\n"
    )
    return f"{kop}{inhoud}{f'<script>{script}</script>' if script else ''}\n</body>\n</html>\n"


def as_html(blad: Blad) -> str:
    """The page as HTML."""
    uit = []
    if blad.terug:
        uit.append(f"<nav>{_html((blad.terug,))}</nav>")
    uit.append(f"<main>\n<h1>{escape(blad.titel)}</h1>")
    if blad.talen:
        namen = " · ".join(f'<span lang="{escape(t)}">{escape(n)}</span>' for t, n in blad.talen)
        uit.append(f'<p class="talen">{namen}</p>')
    for s in blad.secties:
        uit += [f"<section>\n<h2>{escape(s.kop)}</h2>", *(_html_part(d) for d in s.delen), "</section>"]
    uit.append(f"</main>\n<footer>{escape(blad.voet)}</footer>")
    return page(blad.titel, "\n".join(uit))


def _html(tekst: Tekst) -> str:
    return "".join(
        f'<a href="{escape(t.doel)}">{escape(t.tekst)}</a>' if isinstance(t, Link) else escape(t) for t in tekst
    )


def _html_part(d: Deel) -> str:
    match d:
        case Alinea():
            return f"<p>{_html(d.tekst)}</p>"
        case Lijst():
            return _html_list(d.punten, "ol" if d.genummerd else "ul")
        case Tabel():
            kop = "".join(f'<th scope="col">{escape(k)}</th>' for k in d.kop)
            rijen = "".join("<tr>" + "".join(f"<td>{_html(c)}</td>" for c in rij) + "</tr>\n" for rij in d.rijen)
            return f"<table>\n<caption>{escape(d.titel)}</caption>\n<tr>{kop}</tr>\n{rijen}</table>"
        case _:
            assert_never(d)


def _html_list(punten: tuple[Punt, ...], soort: str) -> str:
    regels = [f"<{soort}>"]
    for p in punten:
        anker = f' id="{escape(p.anker)}"' if p.anker else ""
        onder = _html_list(p.onder, "ul") if p.onder else ""
        regels.append(f"<li{anker}>{_html(p.tekst)}{onder}</li>")
    return "\n".join([*regels, f"</{soort}>"])


_TEKENS = re.compile(r"([\\`*_\[\]<>#|~])")


def _md(tekst: Tekst) -> str:
    """Inline text; a link within the page has no place in Markdown and becomes its text."""
    uit = []
    for t in tekst:
        kaal = _TEKENS.sub(r"\\\1", t.tekst if isinstance(t, Link) else t).replace("\n", " ")
        is_link = isinstance(t, Link) and not t.doel.startswith("#")
        uit.append(f"[{kaal}](<{_address(t.doel)}>)" if is_link and isinstance(t, Link) else kaal)
    return "".join(uit)


def _address(doel: str) -> str:
    return doel.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def as_markdown(blad: Blad) -> str:
    """The page as Markdown."""
    regels = [f"# {_md((blad.titel,))}", ""]
    if blad.talen:
        regels += ["; ".join(f"{t}: {_md((n,))}" for t, n in blad.talen), ""]
    for s in blad.secties:
        regels += [f"## {_md((s.kop,))}", ""]
        for d in s.delen:
            regels += [*_md_part(d), ""]
    regels += ["---", "", _md((blad.voet,))]
    return "\n".join(regels) + "\n"


def _md_part(d: Deel) -> Iterator[str]:
    match d:
        case Alinea():
            yield _md(d.tekst)
        case Lijst():
            yield from _md_list(d.punten, lambda i: f"{i}. " if d.genummerd else "- ", 0)
        case Tabel():
            yield from (f"**{_md((d.titel,))}**", "", f"| {' | '.join(d.kop)} |", "|" + " --- |" * len(d.kop))
            yield from (f"| {' | '.join(_md(c) for c in rij)} |" for rij in d.rijen)
        case _:
            assert_never(d)


def _md_list(punten: tuple[Punt, ...], teken: Callable[[int], str], diepte: int) -> Iterator[str]:
    for i, p in enumerate(punten, 1):
        yield " " * diepte + teken(i) + _md(p.tekst)
        yield from _md_list(p.onder, lambda _: "- ", diepte + len(teken(i)))

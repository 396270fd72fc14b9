"""Charts as SVG inside a page: each has a title and says in a table beside it what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin
from typing import Final
from zlib import crc32

from rechtenverkenner.meting.cijfers import Bereik, Doorloop, Rij, Telling, Warmte
from rechtenverkenner.meting.verslag import VERBORGEN, label
from rechtenverkenner.meting.woorden import name_of
from rechtenverkenner.plan.opvolging import Opvolging

BLAUW, GRIJS, INKT, ORANJE = "#1d4f7c", "#6b6b6b", "#1a1a1a", "#8f4700"
_REGEL: Final = 15
_CIRKEL: Final = ("gevonden", "besproken", "afgesproken", "aangevraagd", "toegekend", "ontvangen", "hernieuwing")


def percent(deel: float) -> str:
    """A share in whole per cent.

    >>> percent(0.756)
    '76\\xa0%'
    """
    return f"{round(100 * deel)}\u00a0%"


def _svg(breed: int, hoog: int, titel: str, delen: Sequence[str]) -> str:
    naam = f"beeld-{crc32(titel.encode()):x}"  # the same page each time
    minst = round(0.8 * min(breed, 560))  # smaller cannot be read: then it scrolls
    return (
        f'<svg viewBox="0 0 {breed} {hoog:.0f}" role="img" aria-labelledby="{naam}" '
        f'style="max-width:{breed}px;min-width:{minst}px">'
        f'<title id="{naam}">{escape(titel)}</title>{"".join(delen)}</svg>'
    )


def _text(x: float, y: float, tekst: str, *, kant: str = "start", kleur: str = INKT, vet: bool = False) -> str:
    dik = ' font-weight="600"' if vet else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{kant}" fill="{kleur}"{dik}>{escape(tekst)}</text>'


def _bar(x: float, y: float, breed: float, hoog: float, kleur: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{breed:.1f}" height="{hoog:.1f}" fill="{kleur}"/>'


def slope(rijen: Sequence[Rij], titel: str) -> str:
    """Take-up before and after as a line a row; only of rows that show both. Empty when there are none."""
    lijnen = [(r, r.voor.deel, r.na.deel) for r in rijen if r.voor and r.na]
    if not lijnen:
        return ""
    laagst = int(10 * min(min(v, n) for _, v, n in lijnen)) / 10  # from the ten below the lowest, to 100 %
    hoog = max(300, 24 * len(lijnen) + 110)
    schaal = (hoog - 90) / (1 - laagst)
    links = _apart([50 + (1 - v) * schaal for _, v, _ in lijnen])
    rechts = _apart([50 + (1 - n) * schaal for _, _, n in lijnen])
    delen = [_text(50, 20, "voor", kant="middle", vet=True), _text(170, 20, "na", kant="middle", vet=True)]
    delen.append(_text(110, hoog - 8, f"onderaan: {percent(laagst)}", kant="middle", kleur=GRIJS))
    delen.append(f'<path d="M50 40V{hoog - 30}M170 40V{hoog - 30}" stroke="{GRIJS}" fill="none"/>')
    for (r, voor, na), van, tot in zip(lijnen, links, rechts, strict=True):
        a, b = (50 + (1 - deel) * schaal for deel in (voor, na))
        kleur, dik = (INKT, 3) if r.soort == "totaal" else (BLAUW, 1.5)
        delen.append(f'<path d="M50 {a:.1f}L170 {b:.1f}" stroke="{kleur}" stroke-width="{dik}" fill="none"/>')
        delen.append(f'<path d="M40 {van:.1f}L50 {a:.1f}M170 {b:.1f}L180 {tot:.1f}" stroke="{GRIJS}" fill="none"/>')
        delen += [f'<circle cx="{x}" cy="{c:.1f}" r="3.5" fill="{kleur}"/>' for x, c in ((50, a), (170, b))]
        delen.append(_text(38, van + 4, percent(voor), kant="end", kleur=kleur))
        naam = f"{percent(na)} {_short(label(r), 34)}"
        delen.append(_text(183, tot + 4, naam, kleur=kleur, vet=r.soort == "totaal"))
    return _svg(450, hoog, titel, delen)


def _short(naam: str, meest: int) -> str:
    return naam if len(naam) <= meest else f"{naam[: meest - 1]}…"


def _apart(hoogtes: Sequence[float]) -> list[float]:
    """The same heights with a line of text between each two, in the same order and as near as can be."""
    blokken: list[tuple[list[int], float]] = []  # of each block of lines its places and its middle
    for n in sorted(range(len(hoogtes)), key=lambda n: hoogtes[n]):
        plekken, midden = [n], hoogtes[n]
        while blokken and midden - blokken[-1][1] < _REGEL * (len(plekken) + len(blokken[-1][0])) / 2:
            boven, m = blokken.pop()
            midden = (m * len(boven) + midden * len(plekken)) / (len(boven) + len(plekken))
            plekken = boven + plekken
        blokken.append((plekken, midden))
    uit = list(hoogtes)
    for plekken, midden in blokken:
        for k, n in enumerate(plekken):
            uit[n] = midden + _REGEL * (k - (len(plekken) - 1) / 2)
    return uit


def bars(telling: Telling, titel: str) -> str:
    """A bar under each word of a list; a hidden one has a dash."""
    hoogst = max((n for n in telling.values() if n is not None), default=1)
    delen = []
    for rij, (woord, n) in enumerate(telling.items()):
        y = 14 + rij * 38
        delen.append(_text(0, y, name_of(woord)))
        if n is None:
            delen.append(_text(0, y + 17, VERBORGEN, kleur=GRIJS))
        else:
            delen += [_bar(0, y + 5, 270 * n / hoogst, 15, BLAUW), _text(6 + 270 * n / hoogst, y + 17, str(n))]
    return _svg(320, 4 + 38 * len(telling), titel, delen)


def funnel(d: Doorloop) -> str:
    """Found, requested, received: each as wide as how many came so far."""
    delen = []
    for rij, (woord, n) in enumerate(
        (("gevonden", d.gevonden), ("aangevraagd", d.aangevraagd), ("ontvangen", d.ontvangen))
    ):
        breed = 320 * n / d.gevonden
        delen.append(_text(160, 14 + rij * 56, f"{woord}: {n} ({percent(n / d.gevonden)})", kant="middle"))
        delen.append(_bar(160 - breed / 2, 20 + rij * 56, breed, 28, (GRIJS, BLAUW, INKT)[rij]))
    return _svg(320, 164, "Van gevonden naar aangevraagd naar ontvangen", delen)


def heat(w: Warmte) -> str:
    """Take-up before by row and target group: the lighter, the more is open. Hidden cells have a dash.

    Rows and columns of which nothing is shown are left out; empty when nothing is.
    """
    rijen = [r for r in w.rijen if any((r[0], g) in w.cellen for g in w.kolommen)]
    kolommen = [g for g in w.kolommen if any((h, g) in w.cellen for h, _ in rijen)]
    if not rijen:
        return ""
    delen = [_text(248 + 84 * n, 14 + 15 * (n % 2), name_of(g), kant="middle") for n, g in enumerate(kolommen)]
    for rij, (kenmerk, naam) in enumerate(rijen):
        y = 40 + rij * 26
        delen.append(_text(200, y + 17, _short(naam, 30), kant="end"))
        for n, g in enumerate(kolommen):
            delen += _square(208 + 84 * n, y, w.cellen.get((kenmerk, g)))
    return _svg(230 + 84 * len(kolommen), 50 + 26 * len(rijen), f"Bereik voor per {w.soort} en doelgroep", delen)


def _square(x: float, y: float, b: Bereik | None) -> list[str]:
    if b is None:
        return [_bar(x, y, 80, 23, "#f0f0ee"), _text(x + 40, y + 16, VERBORGEN, kant="middle", kleur=GRIJS)]
    kleur = "#fff" if b.deel > 0.5 else INKT
    return [_bar(x, y, 80, 23, _shade(b.deel)), _text(x + 40, y + 16, percent(b.deel), kant="middle", kleur=kleur)]


def _shade(deel: float) -> str:
    """From nearly white to dark blue, with text readable on it on both sides of a half."""
    van, tot = ((232, 240, 247), (150, 184, 214)) if deel <= 0.5 else ((45, 100, 150), (16, 52, 86))
    stap = deel * 2 if deel <= 0.5 else deel * 2 - 1
    return "#" + "".join(f"{round(a + (b - a) * stap):02x}" for a, b in zip(van, tot, strict=True))


def circle(o: Opvolging, namen: dict[str, str]) -> str:
    """The circle of rights of one client: every right at the state where it is now."""
    nu: dict[str, list[str]] = {}
    for g in o.rechten:
        nu.setdefault(g.standen[-1].stand, []).append(namen.get(g.recht, g.recht))
    boven = 80 + _REGEL * len(_lines(nu.get("gevonden", ())))
    midden = boven + 150
    delen = [f'<circle cx="480" cy="{midden}" r="150" fill="none" stroke="{GRIJS}" stroke-width="2"/>']
    for n, stand in enumerate(_CIRKEL):
        hoek = 2 * pi * n / len(_CIRKEL) - pi / 2
        delen += _station(480 + 150 * cos(hoek), midden + 150 * sin(hoek), stand, nu.get(stand, []), cos(hoek))
    for y, stand in ((midden - 30, "geweigerd"), (midden + 30, "gestopt")):
        delen.append(_text(480, y, f"{stand}: {len(nu.get(stand, []))}", kant="middle", kleur=ORANJE, vet=True))
    onder = max(len(_lines(nu.get(stand, ()))) for stand in ("aangevraagd", "toegekend"))
    return _svg(960, midden + 170 + _REGEL * onder, f"Rechtencirkel van {o.pseudoniem}", delen)


def _lines(rechten: Sequence[str]) -> list[str]:
    """The rights at one state; of many the first ones."""
    rest = [f"en nog {len(rechten) - 6}"] if len(rechten) > 6 else []
    return [_short(r, 42) for r in rechten[:6]] + rest


def _station(x: float, y: float, stand: str, rechten: Sequence[str], kant: float) -> list[str]:
    kleur, regels = BLAUW if rechten else GRIJS, _lines(rechten)
    delen = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="14" fill="{kleur}"/>']
    delen.append(_text(x, y + 5, str(len(rechten)), kant="middle", kleur="#fff", vet=True))
    richting, dx = ("start", 22) if kant > 0.1 else ("end", -22) if kant < -0.1 else ("middle", 0)
    boven = y - 24 - _REGEL * len(regels) if richting == "middle" else y - 4
    delen.append(_text(x + dx, boven, stand, kant=richting, vet=True))
    return delen + [_text(x + dx, boven + _REGEL * n, r, kant=richting) for n, r in enumerate(regels, 1)]

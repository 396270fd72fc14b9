"""Charts as SVG inside a page: each has a title and says in a table beside it what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin
from typing import Final
from zlib import crc32

from rechtenverkenner.meting.cijfers import Doorloop, Rij, Telling, Warmte
from rechtenverkenner.meting.verslag import VERBORGEN, label
from rechtenverkenner.meting.woorden import name_of
from rechtenverkenner.plan.opvolging import Opvolging

BLAUW, GRIJS, INKT, ORANJE = "#1d4f7c", "#6b6b6b", "#1a1a1a", "#8f4700"
_REGEL: Final = 18
_CIRKEL: Final = ("gevonden", "besproken", "afgesproken", "aangevraagd", "toegekend", "ontvangen", "hernieuwing")


def percent(deel: float) -> str:
    """A share in whole per cent.

    >>> percent(0.756)
    '76\\xa0%'
    """
    return f"{round(100 * deel)}\u00a0%"


def _svg(breed: int, hoog: int, titel: str, delen: Sequence[str]) -> str:
    naam = f"beeld-{crc32(titel.encode()):x}"  # the same page each time
    return (
        f'<svg viewBox="0 0 {breed} {hoog}" role="img" aria-labelledby="{naam}" style="max-width:{breed}px">'
        f'<title id="{naam}">{escape(titel)}</title>{"".join(delen)}</svg>'
    )


def _text(x: float, y: float, tekst: str, *, kant: str = "start", kleur: str = INKT, vet: bool = False) -> str:
    dik = ' font-weight="600"' if vet else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{kant}" fill="{kleur}"{dik}>{escape(tekst)}</text>'


def _bar(x: float, y: float, breed: float, hoog: float, kleur: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{breed:.1f}" height="{hoog:.1f}" fill="{kleur}"/>'


def slope(rijen: Sequence[Rij]) -> str:
    """Take-up before and after as a line a row; only of rows that show both. Empty when there are none."""
    lijnen = [(r, r.voor.deel, r.na.deel) for r in rijen if r.voor and r.na]
    if not lijnen:
        return ""
    hoog = max(320, _REGEL * len(lijnen) + 80)
    laagst = int(10 * min(min(v, n) for _, v, n in lijnen)) / 10  # from the ten below the lowest, to 100 %
    schaal = (hoog - 80) / (1 - laagst)
    y = {id(r): (50 + (1 - v) * schaal, 50 + (1 - n) * schaal) for r, v, n in lijnen}
    delen = [_text(60, 20, "voor", kant="middle", vet=True), _text(320, 20, "na", kant="middle", vet=True)]
    delen.append(_text(190, hoog - 26, f"onderaan: {percent(laagst)}", kant="middle", kleur=GRIJS))
    delen += [f'<path d="M60 40V{hoog - 20}M320 40V{hoog - 20}" stroke="{GRIJS}" fill="none"/>']
    links = _apart([y[id(r)][0] for r, _, _ in lijnen])
    rechts = _apart([y[id(r)][1] for r, _, _ in lijnen])
    for n, (r, voor, na) in enumerate(lijnen):
        a, b = y[id(r)]
        kleur, dik = (INKT, 3) if r.soort == "totaal" else (BLAUW, 1.5)
        delen.append(f'<path d="M60 {a:.1f}L320 {b:.1f}" stroke="{kleur}" stroke-width="{dik}" fill="none"/>')
        delen += [f'<circle cx="{x}" cy="{c:.1f}" r="3.5" fill="{kleur}"/>' for x, c in ((60, a), (320, b))]
        delen.append(_text(52, links[n] + 4, percent(voor), kant="end", kleur=kleur))
        delen.append(_text(328, rechts[n] + 4, f"{percent(na)} {label(r)}", kleur=kleur, vet=r.soort == "totaal"))
    return _svg(680, hoog, "Bereik voor en na, per rij", delen)


def _apart(hoogtes: Sequence[float]) -> list[float]:
    """The same heights with a line of text between each two, in the same order."""
    uit, vorige = list(hoogtes), -1000.0
    for n in sorted(range(len(hoogtes)), key=lambda n: hoogtes[n]):
        uit[n] = vorige = max(hoogtes[n], vorige + _REGEL - 3)
    return uit


def bars(telling: Telling, titel: str) -> str:
    """A bar for each word of a list; a hidden one has a dash."""
    hoogst = max((n for n in telling.values() if n is not None), default=1)
    delen = []
    for rij, (woord, n) in enumerate(telling.items()):
        y = 8 + rij * 26
        delen.append(_text(196, y + 14, name_of(woord), kant="end"))
        if n is None:
            delen.append(_text(206, y + 14, VERBORGEN, kleur=GRIJS))
        else:
            delen += [_bar(204, y, 400 * n / hoogst, 18, BLAUW), _text(210 + 400 * n / hoogst, y + 14, str(n))]
    return _svg(660, 16 + 26 * len(telling), titel, delen)


def funnel(d: Doorloop) -> str:
    """Found, requested, received: each as wide as how many came so far."""
    delen = []
    for rij, (woord, n) in enumerate(
        (("gevonden", d.gevonden), ("aangevraagd", d.aangevraagd), ("ontvangen", d.ontvangen))
    ):
        breed = 420 * n / d.gevonden
        delen.append(_bar(340 - breed / 2, 10 + rij * 50, breed, 40, (GRIJS, BLAUW, INKT)[rij]))
        delen.append(_text(118, 35 + rij * 50, woord, kant="end"))
        delen.append(_text(562, 35 + rij * 50, f"{n} ({percent(n / d.gevonden)})"))
    return _svg(680, 165, "Van gevonden naar aangevraagd naar ontvangen", delen)


def heat(w: Warmte) -> str:
    """Take-up before by row and target group: the lighter, the more is open. Hidden cells have a dash."""
    delen = [_text(210 + 84 * n, 14 + 15 * (n % 2), g, kant="start", kleur=GRIJS) for n, g in enumerate(w.kolommen)]
    for rij, (kenmerk, naam) in enumerate(w.rijen):
        y = 40 + rij * 26
        delen.append(_text(200, y + 17, naam if len(naam) < 31 else naam[:29] + "…", kant="end"))
        for n, g in enumerate(w.kolommen):
            b = w.cellen.get((kenmerk, g))
            if b is None:
                delen += [
                    _bar(208 + 84 * n, y, 80, 23, "#f0f0ee"),
                    _text(248 + 84 * n, y + 16, VERBORGEN, kant="middle", kleur=GRIJS),
                ]
                continue
            delen.append(_bar(208 + 84 * n, y, 80, 23, _shade(b.deel)))
            delen.append(
                _text(248 + 84 * n, y + 16, percent(b.deel), kant="middle", kleur="#fff" if b.deel > 0.5 else INKT)
            )
    return _svg(220 + 84 * len(w.kolommen), 50 + 26 * len(w.rijen), f"Bereik voor per {w.soort} en doelgroep", delen)


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
    delen = [f'<circle cx="480" cy="300" r="150" fill="none" stroke="{GRIJS}" stroke-width="2"/>']
    for n, stand in enumerate(_CIRKEL):
        hoek = 2 * pi * n / len(_CIRKEL) - pi / 2
        delen += _station(480 + 150 * cos(hoek), 300 + 150 * sin(hoek), stand, nu.get(stand, []), cos(hoek))
    for y, stand in ((270, "geweigerd"), (330, "gestopt")):
        delen.append(_text(480, y, f"{stand}: {len(nu.get(stand, []))}", kant="middle", kleur=ORANJE, vet=True))
    hoog = 640
    return _svg(960, hoog, f"Rechtencirkel van {o.pseudoniem}", delen)


def _station(x: float, y: float, stand: str, rechten: Sequence[str], kant: float) -> list[str]:
    kleur = BLAUW if rechten else GRIJS
    delen = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="14" fill="{kleur}"/>']
    delen.append(_text(x, y + 5, str(len(rechten)), kant="middle", kleur="#fff", vet=True))
    richting, dx = ("start", 22) if kant > 0.1 else ("end", -22) if kant < -0.1 else ("middle", 0)
    boven = y - 60 - 15 * min(len(rechten), 7) if richting == "middle" else y - 4
    delen.append(_text(x + dx, boven, stand, kant=richting, vet=True))
    regels = [r if len(r) < 42 else r[:40] + "…" for r in rechten[:6]] + (
        [f"en nog {len(rechten) - 6}"] if len(rechten) > 6 else []
    )
    return delen + [_text(x + dx, boven + 16 * n, r, kant=richting) for n, r in enumerate(regels, 1)]

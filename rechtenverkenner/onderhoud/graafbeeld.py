"""The graph of rights as data, as Mermaid and as a drawing in layers, all without a library."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from rechtenverkenner.onderhoud.graaf import Graaf, Pijl, Punt, Soort

_BREEDTE, _KOLOM, _REGEL, _RAND, _TUSSEN = 290, 430, 17, 9, 16
_KOP, _MARGE = 64, 24
_RONDES = 12
_MEEST = 4

# Colour and dash: neither alone has to be seen.
_LIJNEN: Mapping[Soort, tuple[str, str, str]] = {
    "opent": ("#1d5c8a", "", "opent"),
    "sluit_uit": ("#a3241c", "7 4", "sluit uit"),
    "hindert": ("#a3241c", "2 4", "sluit een weg af"),
    "telt_mee": ("#6b6b6b", "1 3", "telt mee"),
    "vervalt": ("#7a4b00", "9 3 2 3", "doet vervallen"),
}
_VULLING = {"recht": "#eef5fb", "status": "#fdf6e3"}


def graph_as_dict(g: Graaf) -> dict[str, Any]:
    """The graph as plain data; `volgorde` proves that there is no cycle, `kringen` names them when there are."""
    return {
        "punten": [
            {
                "id": p.id,
                "naam": p.naam,
                "soort": p.soort,
                "domein": p.domein,
                "laag": p.laag,
                "opent": p.opent,
                "opent_samen": p.opent_samen,
                "statussen": p.statussen,
                "eindigt_bij": list(p.eindigt_bij),
            }
            for p in g.punten
        ],
        "pijlen": [
            {
                "van": p.van,
                "naar": p.naar,
                "soort": p.soort,
                "via": list(p.via),
                "plaatselijk": p.plaatselijk,
                "uitleg": p.uitleg,
            }
            for p in g.pijlen
        ],
        "volgorde": list(g.volgorde),
        "kringen": [list(k) for k in g.kringen],
    }


_MERMAID: Mapping[Soort, str] = {
    "opent": "-->", "sluit_uit": "--x", "hindert": "-. sluit een weg af .-x", "telt_mee": "-. telt mee .->",
    "vervalt": "-- doet vervallen -->",
}  # fmt: skip


def as_mermaid(g: Graaf) -> str:
    """The graph as a Mermaid flow chart."""
    regels = ["flowchart LR"]
    for p in g.punten:
        haken = ("[", "]") if p.soort == "recht" else ("([", "])")
        naam = p.naam.replace('"', "#quot;")
        regels.append(f'  {_mermaid_id(p.id)}{haken[0]}"{naam}"{haken[1]}')
    regels += [f"  {_mermaid_id(p.van)} {_MERMAID[p.soort]} {_mermaid_id(p.naar)}" for p in g.pijlen]
    return "\n".join(regels) + "\n"


def _mermaid_id(kenmerk: str) -> str:
    # `end` and `default` are words of Mermaid; a letter in front keeps every id apart from them.
    return f"r_{kenmerk.replace('-', '_')}"


@dataclass(frozen=True, slots=True)
class _Vak:
    """A box: a right, or all statuses that do the same to the same rights."""

    id: str
    soort: str
    laag: int
    regels: tuple[str, ...]
    titel: str
    x: int = 0
    y: float = 0

    @property
    def hoogte(self) -> int:
        return len(self.regels) * _REGEL + 2 * _RAND


def as_svg(g: Graaf) -> str:
    """The graph as a drawing: what opens something stands to the left of it, what has no edges below."""
    vakken, pijlen = _group(g)
    met = {x for p in pijlen for x in (p.van, p.naar)}
    vakken = _place([v for v in vakken if v.id in met], pijlen) + [v for v in vakken if v.id not in met]
    vakken = _put_below(vakken, met)
    op_id = {v.id: v for v in vakken}
    breed = max((v.x for v in vakken), default=0) + _BREEDTE + _MARGE + 60
    hoog = int(max((v.y + v.hoogte for v in vakken), default=0)) + _MARGE
    soorten = [s for s in _LIJNEN if any(p.soort == s for p in pijlen)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {breed} {hoog}" width="{breed}" height="{hoog}" '
            'role="img" aria-labelledby="titel" font-family="system-ui, sans-serif" font-size="13">',
            '<title id="titel">Welke rechten en statussen welke rechten openen, uitsluiten of doen vervallen</title>',
            f'<rect width="{breed}" height="{hoog}" fill="#ffffff"/>',
            "<defs>" + "".join(_arrowhead(s) for s in soorten) + "</defs>",
            *_legend(soorten),
            # What opens comes last: where two lines cover each other, that is the one to see.
            *(_curve(p, op_id[p.van], op_id[p.naar]) for p in sorted(pijlen, key=lambda p: p.soort == "opent")),
            *(_box(v) for v in vakken),
            "</svg>\n",
        ]
    )


def _group(g: Graaf) -> tuple[list[_Vak], list[Pijl]]:
    """Boxes and the edges between them; statuses with the same edges share a box, in the first layer."""
    uit: dict[str, tuple[tuple[str, Soort], ...]] = {
        p.id: tuple((q.naar, q.soort) for q in g.pijlen if q.van == p.id) for p in g.punten
    }
    doel = {q.naar for q in g.pijlen}
    groepen: dict[object, list[Punt]] = {}
    for p in g.punten:
        los = p.soort == "recht" or p.id in doel
        groepen.setdefault(p.id if los else uit[p.id], []).append(p)
    vakken: list[_Vak] = []
    naam: dict[str, str] = {}
    for rij in groepen.values():
        vakken.append(_as_box(rij))
        naam |= {p.id: rij[0].id for p in rij}
    eerst = {rij[0].id for rij in groepen.values()}
    return vakken, [replace(p, naar=naam[p.naar]) for p in g.pijlen if p.van in eerst]


def _as_box(rij: list[Punt]) -> _Vak:
    p = rij[0]
    namen = [x.naam for x in rij]
    if p.soort == "recht":
        regels = textwrap.wrap(p.naam, 34, break_long_words=True)
        opent = [f"opent {p.opent_samen}"] if p.opent_samen else []
        open_met = [f"open met {p.statussen} status{'' if p.statussen == 1 else 'sen'}"] if p.statussen else []
        regels.append("; ".join([p.domein, *opent, *open_met]))
    else:
        kort = [textwrap.shorten(n, 40, placeholder=" …") for n in namen]
        regels = kort if len(kort) <= _MEEST + 1 else [*kort[:_MEEST], f"en nog {len(kort) - _MEEST}"]
    return _Vak(p.id, p.soort, p.laag, tuple(regels), "; ".join(namen))


def _place(vakken: list[_Vak], pijlen: list[Pijl]) -> list[_Vak]:
    """Order each column by the mean height of its neighbours, back and forth, then stack it around the middle."""
    lagen: dict[int, list[_Vak]] = {}
    for v in sorted(vakken, key=lambda v: (v.soort, v.id)):
        lagen.setdefault(v.laag, []).append(v)
    buren: dict[str, list[str]] = {v.id: [] for v in vakken}
    for p in pijlen:
        buren[p.van].append(p.naar)
        buren[p.naar].append(p.van)
    hoogte = {v.id: float(i) for rij in lagen.values() for i, v in enumerate(rij)}
    for ronde in range(_RONDES):
        for laag in sorted(lagen, reverse=ronde % 2 == 1):
            rij = lagen[laag]
            rij.sort(key=lambda v: (sum(hoogte[b] for b in buren[v.id]) / max(len(buren[v.id]), 1), v.id))
            hoogte |= _stack(rij)
    hoogst = max((_total(rij) for rij in lagen.values()), default=0)
    return [
        replace(v, x=_MARGE + laag * _KOLOM, y=_KOP + hoogst / 2 + hoogte[v.id])
        for laag, rij in sorted(lagen.items())
        for v in rij
    ]


def _put_below(vakken: list[_Vak], met: set[str]) -> list[_Vak]:
    """What has no edges in rows below the rest, as many beside each other as there are columns."""
    geplaatst = [v for v in vakken if v.id in met]
    los = sorted((v for v in vakken if v.id not in met), key=lambda v: v.titel)
    kolommen = max((v.laag for v in geplaatst), default=1) + 1
    y = max((v.y + v.hoogte for v in geplaatst), default=_KOP) + 2 * _TUSSEN
    for i in range(0, len(los), kolommen):
        rij = los[i : i + kolommen]
        geplaatst += [replace(v, x=_MARGE + kolom * _KOLOM, y=y) for kolom, v in enumerate(rij)]
        y += max(v.hoogte for v in rij) + _TUSSEN
    return geplaatst


def _stack(rij: list[_Vak]) -> dict[str, float]:
    uit, y = {}, -_total(rij) / 2
    for v in rij:
        uit[v.id] = y
        y += v.hoogte + _TUSSEN
    return uit


def _total(rij: list[_Vak]) -> int:
    return sum(v.hoogte + _TUSSEN for v in rij)


def _curve(p: Pijl, van: _Vak, naar: _Vak) -> str:
    kleur, streep, woord = _LIJNEN[p.soort]
    x0, y0 = van.x + _BREEDTE, van.y + van.hoogte / 2
    x1, y1 = naar.x, naar.y + naar.hoogte / 2
    if naar.laag <= van.laag:  # around the right side
        x1 = naar.x + _BREEDTE
        bocht = max(x0, x1) + 34 + abs(y1 - y0) / 12
        pad = f"M{x0} {y0:.0f} C{bocht:.0f} {y0:.0f} {bocht:.0f} {y1:.0f} {x1 + 5} {y1:.0f}"
    else:
        midden = (x0 + x1) / 2
        pad = f"M{x0} {y0:.0f} C{midden:.0f} {y0:.0f} {midden:.0f} {y1:.0f} {x1 - 5} {y1:.0f}"
    uitleg = escape(f"{van.titel} {woord} {naar.titel}" + (f": {p.uitleg}" if p.uitleg else ""))
    lijn = f' stroke-dasharray="{streep}"' if streep else ""
    return (
        f'<path d="{pad}" fill="none" stroke="{kleur}" stroke-width="1.3" stroke-opacity="0.75"{lijn} '
        f'marker-end="url(#punt-{p.soort})"><title>{uitleg}</title></path>'
    )


def _arrowhead(soort: Soort) -> str:
    kleur = _LIJNEN[soort][0]
    return (
        f'<marker id="punt-{soort}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z" fill="{kleur}"/></marker>'
    )


def _legend(soorten: Iterable[Soort]) -> list[str]:
    uit, x = [], _MARGE
    for s in soorten:
        kleur, streep, woord = _LIJNEN[s]
        lijn = f' stroke-dasharray="{streep}"' if streep else ""
        uit.append(f'<path d="M{x} 28 H{x + 40}" stroke="{kleur}" stroke-width="2"{lijn} marker-end="url(#punt-{s})"/>')
        uit.append(f'<text x="{x + 50}" y="32" fill="#222222">{woord}</text>')
        x += 70 + 8 * len(woord)
    return uit


def _box(v: _Vak) -> str:
    boog = 4 if v.soort == "recht" else 12
    tekst = "".join(
        f'<text x="{v.x + 10}" y="{v.y + _RAND + 13 + i * _REGEL:.0f}"{_style(v, i)}>{escape(regel)}</text>'
        for i, regel in enumerate(v.regels)
    )
    return (
        f'<g id="{escape(v.id)}"><title>{escape(v.titel)}</title>'
        f'<rect x="{v.x}" y="{v.y:.0f}" width="{_BREEDTE}" height="{v.hoogte}" rx="{boog}" '
        f'fill="{_VULLING[v.soort]}" stroke="#555555"/>{tekst}</g>'
    )


def _style(v: _Vak, i: int) -> str:
    if v.soort == "recht" and i == len(v.regels) - 1:
        return ' fill="#555555" font-size="11"'
    return ' fill="#111111" font-weight="600"' if v.soort == "recht" else ' fill="#111111"'

"""A page as PDF/UA through typst: tagged, fonts inside, made offline and in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.plan.blad import Blad, Post, Veld, plain
from rechtenverkenner.plan.woorden import Regel

VELLEN = 2
"""Sheets of A4 for one language."""
LETTERS = ("11", "10", "9.25", "8.5", "8")
"""Sizes of the letters in points: the largest with which it fits, else the last."""


def as_pdf(bladen: Sequence[Blad]) -> bytes:
    """The pages as one tagged PDF (PDF/UA-1).

    Raises:
        InvoerFout: RV604, the extra `pdf` is not installed.
    """
    try:
        import typst
    except ImportError:
        hulp = "pip install 'rechtenverkenner[pdf]'"
        raise InvoerFout([Melding("RV604", "een pdf vraagt een extra", None, hulp)]) from None
    sjabloon = files("rechtenverkenner.plan.vormen").joinpath("plan.typ").read_bytes()
    invoer = {"bladen": json.dumps([_page(b) for b in bladen], ensure_ascii=False)}

    def sheets(grootte: str) -> int:
        telling = typst.query(
            sjabloon, "<aantal>", field="value", one=True, sys_inputs={**invoer, "grootte": grootte},
            ignore_system_fonts=True,
        )  # fmt: skip
        return int(telling)

    # every language begins on a new sheet
    passend = (g for g in LETTERS[:-1] if sheets(g) <= VELLEN * len(bladen))
    invoer["grootte"] = next(passend, LETTERS[-1])
    return bytes(typst.compile(sjabloon, sys_inputs=invoer, pdf_standards=["ua-1"], ignore_system_fonts=True))


def _page(b: Blad) -> dict[str, Any]:
    return {
        "taal": b.taal.html,
        "richting": b.taal.richting,
        "titel": plain((b.titel,), b),
        "soort": b.soort,
        "dubbelpunt": b.taal.dubbelpunt.rstrip(),
        "onvertaald": b.onvertaald.tekst,
        "kop": [_line(r) for r in b.kop],
        "voet": [_line(r) for r in b.voet],
        "rubrieken": [
            {
                "titel": _line((r.titel,)),
                "uitleg": _line(r.uitleg),
                "vorm": r.vorm,
                "posten": [_item(p) for p in r.posten],
            }
            for r in b.rubrieken
        ],
    }


def _item(p: Post) -> dict[str, Any]:
    return {
        "kop": _line(p.kop),
        "bij": _line(p.bij),
        "nummer": p.nummer,
        "vinkje": p.vinkje,
        "velden": [_field(v) for v in p.velden],
        "punten": [_line(r) for r in p.punten],
    }


def _field(v: Veld) -> dict[str, Any]:
    return {"naam": _line((v.naam,)) if v.naam else None, "tekst": _line(v.tekst), "let_op": v.let_op}


def _line(r: Regel) -> list[dict[str, str]]:
    return [{"tekst": s.tekst, "soort": s.soort} for s in r]

"""Every reference case `fixtures/<right>/<date>/<case>.yaml`; a difference shows the whole explanation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rechtenverkenner import Catalogus, Gezin, Oordeel, Uitleg, evaluate
from rechtenverkenner.catalogus.bron import read_file

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
GEVALLEN = sorted(p for p in FIXTURES.glob("*/*/*.yaml"))
SLEUTELS = {"bron", "op_datum", "gezin", "verwacht"}
VERWACHT = {"eenheid", "oordeel", "bedrag_jaar", "omdat", "ontbreekt", "vlaggen", "na", "automatisch", "niveau"}


def read_case(pad: Path) -> dict[str, Any]:
    bron, meldingen = read_file(pad, naam=str(pad.relative_to(FIXTURES)))
    assert bron is not None, "\n".join(map(str, meldingen))
    data = bron.data
    assert isinstance(data, dict) and set(data) == SLEUTELS, f"een geval heeft de velden {sorted(SLEUTELS)}"
    assert set(data["verwacht"]) <= VERWACHT, f"onbekende verwachting: {set(data['verwacht']) - VERWACHT}"
    return data


def show(u: Uitleg, diepte: int = 0) -> str:
    kop = "  " * diepte + f"[{u.uitkomst}] {u.id} {u.label} {u.over}"
    if u.vergelijking:
        kop += f"  {u.vergelijking.links} {u.vergelijking.op} {u.vergelijking.rechts} {u.vergelijking.eenheid}"
    return "\n".join([kop, *(show(o, diepte + 1) for o in u.onderdelen)])


@pytest.mark.parametrize("pad", GEVALLEN, ids=lambda p: str(p.relative_to(FIXTURES).with_suffix("")))
def test_reference_case(pad: Path, catalogus: Catalogus) -> None:
    geval = read_case(pad)
    assert isinstance(geval["bron"], str) and len(geval["bron"]) > 3
    assert isinstance(geval["op_datum"], date)
    resultaat = evaluate(Gezin(**geval["gezin"]), catalogus, op_datum=geval["op_datum"])
    o = resultaat.verdict(pad.relative_to(FIXTURES).parts[0], geval["verwacht"].get("eenheid"))
    fouten = differences(o, geval["verwacht"])
    staart = f"omdat {o.omdat} ontbreekt {o.ontbreekt} vlaggen {o.vlaggen}"
    assert not fouten, "\n".join([*fouten, show(o.uitleg), staart])


def differences(o: Oordeel, verwacht: dict[str, Any]) -> list[str]:
    fouten = []
    for veld in ("oordeel", "automatisch", "niveau"):
        if veld in verwacht and getattr(o, veld) != verwacht[veld]:
            fouten.append(f"{veld}: {getattr(o, veld)} in plaats van {verwacht[veld]}")
    if "bedrag_jaar" in verwacht:
        b = verwacht["bedrag_jaar"]
        wil = None if b is None else (Decimal(b[0]), Decimal(b[1]))
        if o.bedrag_jaar != wil:
            fouten.append(f"bedrag_jaar: {o.bedrag_jaar} in plaats van {wil}")
    for veld in ("omdat", "ontbreekt", "vlaggen", "na"):
        mist = set(verwacht.get(veld, ())) - set(getattr(o, veld))
        if mist:
            fouten.append(f"{veld}: {sorted(mist)} ontbreekt in {getattr(o, veld)}")
    return fouten

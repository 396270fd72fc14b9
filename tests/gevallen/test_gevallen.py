"""Every reference case `fixtures/<right>/<date>/<case>.yaml`; a difference shows the whole explanation."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rechtenverkenner import Catalogus, Uitleg, evaluate
from rechtenverkenner.verificatie.gevallen import case_files, differences, read_case
from rechtenverkenner.verificatie.proefstand import Deelcatalogi

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
GEVALLEN = case_files(FIXTURES)


@pytest.fixture(scope="module")
def delen(catalogus: Catalogus) -> Deelcatalogi:
    return Deelcatalogi(catalogus)


def show(u: Uitleg, diepte: int = 0) -> str:
    kop = "  " * diepte + f"[{u.uitkomst}] {u.id} {u.label} {u.over}"
    if u.vergelijking:
        kop += f"  {u.vergelijking.links} {u.vergelijking.op} {u.vergelijking.rechts} {u.vergelijking.eenheid}"
    return "\n".join([kop, *(show(o, diepte + 1) for o in u.onderdelen)])


@pytest.mark.parametrize("pad", GEVALLEN, ids=lambda p: str(p.relative_to(FIXTURES).with_suffix("")))
def test_reference_case(pad: Path, catalogus: Catalogus, delen: Deelcatalogi) -> None:
    """With the rights that can matter; in the long run with all of them, which must give the same."""
    geval, meldingen = read_case(pad, wortel=FIXTURES)
    assert geval is not None, "\n".join(map(str, meldingen))
    lang = os.environ.get("RV_PROFIEL") == "lang"
    if lang:
        resultaat = evaluate(geval.gezin, catalogus, op_datum=geval.op_datum)
    else:  # the interpreter: code for a part that is judged a few times costs more than it saves
        deel = delen.of(geval.recht, geval.gezin)
        resultaat = evaluate(geval.gezin, deel, op_datum=geval.op_datum, motor="referentie")
    o = resultaat.verdict(geval.recht, geval.eenheid)
    fouten = differences(o, geval)
    staart = f"omdat {o.omdat} ontbreekt {o.ontbreekt} vlaggen {o.vlaggen}"
    assert not fouten, "\n".join([*fouten, show(o.uitleg), staart])

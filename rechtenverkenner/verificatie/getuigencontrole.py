"""What the engine says of a witness, and the witness without everything that does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND
from rechtenverkenner.verificatie.bomen import exchange
from rechtenverkenner.verificatie.getuigen import KANTEN, Atoomuitslag, Getuige, Rechtuitslag
from rechtenverkenner.verificatie.gevallen import Geval
from rechtenverkenner.verificatie.proef import VASTE_KNOPEN
from rechtenverkenner.verificatie.proefprofiel import Data
from rechtenverkenner.verificatie.proefstand import Deelcatalogi, Proefstand

WOORD = {NEE: "nee", ONBEKEND: "onbekend", MENS: "een dienst beslist", JA: "ja"}
_BLIJFT = frozenset({"id", "domicilie", "partner", "kind_van", "ten_laste_van", "drager", "personen_volledig"})


@dataclass(frozen=True, slots=True)
class Afwijking:
    """A household on which the solver and the engine do not agree."""

    recht: str
    atoom: str
    op_datum: date
    tekst: str
    profiel: Data


def check_witnesses(uitslag: Rechtuitslag, delen: Deelcatalogi) -> list[Afwijking]:
    """Every witness of a right shown to the engine."""
    uit = []
    for a in uitslag.atomen:
        for g in a.getuigen.values():
            if tekst := disagreement(uitslag, a, g, delen):
                uit.append(Afwijking(uitslag.recht, a.id, uitslag.op_datum, tekst, g.profiel))
    return uit


def disagreement(uitslag: Rechtuitslag, a: Atoomuitslag, g: Getuige, delen: Deelcatalogi) -> str:
    """Where the engine says something else than the solver of this household; empty when they agree."""
    gezin = Gezin.model_validate(g.profiel)
    geval = Geval(a.id, uitslag.recht, "z3", uitslag.op_datum, gezin, MappingProxyType({"eenheid": g.eenheid}))
    stand = Proefstand(geval, delen.of(uitslag.recht, gezin))
    boom = stand.recht.voorwaarden
    zonder = exchange(boom, {a.atoom: VASTE_KNOPEN[KANTEN[g.kant]]})
    paren = [
        ("de voorwaarden", WOORD[stand.truth(boom)], WOORD[g.waarde]),
        (f"zonder `{a.id}`", WOORD[stand.truth(zonder)], WOORD[g.zonder]),
        ("het oordeel", stand.oordeel.oordeel, g.oordeel),
    ]
    # What was not translated is open for the solver, and the engine may know it all the same.
    geteld = [x for x in paren if uitslag.is_whole or x[2] != "onbekend"]
    return "; ".join(f"{wat}: de motor zegt {motor}, z3 zegt {z3}" for wat, motor, z3 in geteld if motor != z3)


def shrink(uitslag: Rechtuitslag, a: Atoomuitslag, g: Getuige, delen: Deelcatalogi) -> Getuige:
    """The witness without what the engine does not need for the same answers."""
    pogingen = len(list(_smaller(g.profiel)))
    n = 0
    while n < pogingen:
        kleiner = next((d for j, d in enumerate(_smaller(g.profiel)) if j == n), None)
        if kleiner is None:
            break
        poging = replace(g, profiel=kleiner)
        if disagreement(uitslag, a, poging, delen):
            n += 1
        else:
            g = poging
    return g


def _smaller(profiel: Data) -> Iterator[Data]:
    """The profile each time without one thing that may be left out."""
    for plek in _places(profiel):
        kopie = deepcopy(profiel)
        doel: Any = kopie
        for stap in plek[:-1]:
            doel = doel[stap]
        del doel[plek[-1]]
        if plek[-1] == "inkomens":
            doel.pop("inkomens_volledig", None)
        yield kopie


def _places(x: object, plek: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every fact, income, status and right in use; not ties between people, nor that a list is complete."""
    if isinstance(x, dict):
        for sleutel, waarde in x.items():
            if sleutel in _BLIJFT or sleutel.startswith("andere_") or sleutel == "inkomens_volledig":
                continue
            if sleutel in ("personen", "aansluitingen"):
                yield from (p for i, deel in enumerate(waarde) for p in _places(deel, (*plek, sleutel, i)))
                continue
            if sleutel != "jaar":
                yield (*plek, sleutel)
            if not (isinstance(waarde, dict) and "sinds" in waarde):
                yield from _places(waarde, (*plek, sleutel))
    elif isinstance(x, list):
        for i, deel in enumerate(x):
            if isinstance(deel, dict):
                yield (*plek, i)
                if "soort" not in deel and "bedrag" not in deel:
                    yield from _places(deel, (*plek, i))

"""Witnesses as reference cases: files that somebody reads before they count.

The verdict in a case is what the solver found. The engine only checks it, and where the two do not agree no file is
written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rechtenverkenner.catalogus.profieltekst import as_yaml
from rechtenverkenner.meldingen import RechtenFout
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.knopen import JA, NEE
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.verificatie.dekking import ONWAAR, WAAR, Dekking
from rechtenverkenner.verificatie.getuigen import Atoomuitslag, Getuige, Kant, Rechtuitslag
from rechtenverkenner.verificatie.getuigencontrole import disagreement, shrink
from rechtenverkenner.verificatie.proefprofiel import Data
from rechtenverkenner.verificatie.proefstand import Deelcatalogi

KANT_VAN_DEKKING: Mapping[str, Kant] = {WAAR: "ja", ONWAAR: "nee"}


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A case that a person may take over; `reden` says why it was not written, when it was not."""

    pad: str
    oordeel: str
    tekst: str
    reden: str = ""


def propose(uitslag: Rechtuitslag, dekking: Dekking, catalogus: Catalogus, delen: Deelcatalogi) -> list[Voorstel]:
    """A case for every side of a condition on which no case makes it decide yet."""
    open_ = {(a.id, KANT_VAN_DEKKING[k]) for a in dekking.open if a.recht == uitslag.recht for k in a.ontbreekt}
    return [
        _proposal(uitslag, a, g, catalogus, delen)
        for a in uitslag.atomen
        for kant, g in a.getuigen.items()
        if (a.id, kant) in open_
    ]


def write(voorstellen: list[Voorstel], map_: Path) -> list[Voorstel]:
    """Write what can be written; a file that is there already stays as it is. Gives what was written."""
    gedaan = []
    for v in voorstellen:
        pad = map_ / v.pad
        if not v.reden and not pad.exists():
            pad.parent.mkdir(parents=True, exist_ok=True)
            pad.write_text(v.tekst, encoding="utf-8")
            gedaan.append(v)
    return gedaan


def _proposal(
    uitslag: Rechtuitslag, a: Atoomuitslag, g: Getuige, catalogus: Catalogus, delen: Deelcatalogi
) -> Voorstel:
    pad = f"{uitslag.recht}/{uitslag.op_datum.isoformat()}/getuige-{_slug(a.id)}-{g.kant}.yaml"
    if afwijking := disagreement(uitslag, a, g, delen):
        return Voorstel(pad, g.oordeel, "", afwijking)
    klein = shrink(uitslag, a, g, delen)
    return Voorstel(pad, g.oordeel, case_text(uitslag, a, klein), _refused(uitslag, klein, catalogus))


def _slug(naam: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", naam.lower()).strip("-")


def _refused(uitslag: Rechtuitslag, g: Getuige, catalogus: Catalogus) -> str:
    """Why the whole catalogue does not give the verdict of a witness; empty when it does."""
    try:
        resultaat = evaluate(Gezin.model_validate(g.profiel), catalogus, op_datum=uitslag.op_datum)
    except RechtenFout as e:
        return str(e.meldingen[0])
    motor = resultaat.verdict(uitslag.recht, g.eenheid).oordeel
    return "" if motor == g.oordeel else f"met alle rechten zegt de motor {motor}, z3 zegt {g.oordeel}"


def case_text(uitslag: Rechtuitslag, a: Atoomuitslag, g: Getuige) -> str:
    """The case as the text of its file."""
    verwacht: Data = {"eenheid": g.eenheid, "oordeel": g.oordeel}
    if g.oordeel == "gebruikt":
        vlag = {NEE: "voorwaarden_niet_voldaan", JA: ""}.get(g.waarde, "voorwaarden_niet_bevestigd")
        verwacht |= {"vlaggen": [vlag]} if vlag else {}
    inhoud: Data = {
        "bron": f"afgeleid van voorwaarde {a.id}",
        "op_datum": uitslag.op_datum,
        "gezin": _tidy(g.profiel),
        "verwacht": verwacht,
    }
    return as_yaml(inhoud)


def profile_lines(profiel: Data) -> list[str]:
    """A household as its profile file would say it."""
    return as_yaml(_tidy(profiel)).splitlines()


def _tidy(x: Any) -> Any:
    """Without parts that say nothing."""
    if isinstance(x, dict):
        return {k: _tidy(v) for k, v in x.items() if v != {} and (v != [] or k in ("kind_van", "inkomens"))}
    return [_tidy(v) for v in x] if isinstance(x, list) else x

"""The reviewed list of mutants that nobody could notice: patterns of ids, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from rechtenverkenner.catalogus.bron import Bron, read_file
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.verificatie.mutatie import Mutatie

BESTAND: Final = "mutatie-gelijkwaardig.yaml"
MIN_REDEN: Final = 10


@dataclass(frozen=True, slots=True)
class Nagekeken:
    """A pattern of ids (`*` stands for anything) and why these mutants change nothing."""

    mutant: str
    reden: str
    melding: Melding
    """What is said when no surviving mutant has such an id."""


def read_reviewed(map_: Path) -> tuple[Nagekeken, ...]:
    """The reviewed list beside the cases; empty when there is none.

    Raises:
        InvoerFout: every entry that is not a pattern with a reason.
    """
    pad = map_ / BESTAND
    if not pad.exists():
        return ()
    bron, meldingen = read_file(pad, naam=f"{map_.name}/{BESTAND}")
    if bron is not None and not isinstance(bron.data, list):
        meldingen = [bron.melding("RV705", "verwacht een lijst", (), hulp="begin elke regel met `- mutant:`")]
    if bron is None or not isinstance(bron.data, list):
        raise InvoerFout(meldingen)
    gelezen = [_entry(bron, i, x) for i, x in enumerate(bron.data)]
    if fouten := [x for x in gelezen if isinstance(x, Melding)]:
        raise InvoerFout(fouten)
    return tuple(x for x in gelezen if isinstance(x, Nagekeken))


def _entry(bron: Bron, i: int, x: object) -> Nagekeken | Melding:
    if not isinstance(x, dict) or set(x) != {"mutant", "reden"} or not all(isinstance(v, str) for v in x.values()):
        return bron.melding("RV705", "verwacht `mutant` en `reden`, allebei een tekst", (i,), hulp="vul allebei in")
    if "/" not in x["mutant"].strip("*") or len(x["reden"]) < MIN_REDEN:
        hulp = "schrijf `<recht>/<deel>: <fout>` met eventueel `*`, en een zin als reden"
        return bron.melding("RV705", "het patroon noemt geen recht, of de reden is te kort", (i,), hulp=hulp)
    hulp = "haal de regel weg: het geval dat dit merkt bestaat nu, of de regel is veranderd"
    verouderd = bron.melding("RV706", f"geen overlever heet `{x['mutant'][:80]}`", (i, "mutant"), hulp=hulp)
    return Nagekeken(x["mutant"], x["reden"], verouderd)


def apply_reviewed(m: Mutatie, nagekeken: tuple[Nagekeken, ...]) -> tuple[Mutatie, list[Melding]]:
    """The survivors on the list as equivalent, and a message for every entry that no survivor needs.

    An entry about a right that was not measured is left alone.
    """
    gebruikt: set[Nagekeken] = set()
    uit = []
    for u in m.uitslagen:
        treffers = [n for n in nagekeken if fnmatchcase(u.id, n.mutant)] if u.lot == "overlever" else []
        gebruikt.update(treffers)
        uit.append(replace(u, lot="gelijkwaardig", reden=treffers[0].reden) if treffers else u)
    gemeten = {u.recht for u in m.uitslagen}
    return Mutatie(tuple(uit)), [
        n.melding for n in nagekeken if n not in gebruikt and n.mutant.partition("/")[0] in gemeten
    ]

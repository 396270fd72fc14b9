"""The statuses people have and the rights a household already uses.

Statuses belong to the story of a household. Rights in use follow the dial: of each right that such a situation often
opens, the chance that it is in use. Every lot is drawn whatever the dial says, so that with the dial higher a household
uses the same rights and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.mensen import Data, Mens, Samenleving
from rechtenverkenner.bevolking.rechtentabellen import (
    AANSLUITINGSRECHTEN,
    DIE_OPENEN,
    GEZINSRECHTEN,
    PERSOONSRECHTEN,
    STATUSRECHTEN,
    STATUSSEN,
    Kenmerken,
    Regel,
)
from rechtenverkenner.bevolking.tabellen import BEZIGHEDEN
from rechtenverkenner.model.recht import Catalogus

VT: Final = "verhoogde-tegemoetkoming"
MINSTENS: Final = 30
"""Days that somebody has a status or right, at least."""
ENERGIE: Final = frozenset({"elektriciteit", "aardgas", "warmte"})


@dataclass(frozen=True, slots=True)
class Kenner:
    """What a catalogue knows, so that a household names nothing else."""

    statussen: frozenset[str]
    rechten: Mapping[str, frozenset[str]]
    lokaal: Mapping[tuple[str, str], tuple[Regel, ...]]
    """Local rights by municipality and level."""


def knowledge_of(catalogus: Catalogus) -> Kenner:
    """The statuses and rights of a catalogue, by level and by municipality."""
    rechten: dict[str, set[str]] = {"gezin": set(), "persoon": set(), "aansluiting": set()}
    lokaal: dict[tuple[str, str], list[Regel]] = {}
    for recht in catalogus.rechten.values():
        if recht.lijst == "rechten":
            rechten[recht.eenheid].add(recht.id)
            for nis in recht.gebied.nis if recht.gebied else ():
                lokaal.setdefault((nis, recht.eenheid), []).append(Regel(recht.id, frozenset({"vt"}), 0.5))
    return Kenner(
        frozenset(catalogus.statussen),
        {k: frozenset(v) for k, v in rechten.items()},
        {k: tuple(sorted(v, key=lambda r: r.id)) for k, v in lokaal.items()},
    )


@dataclass(frozen=True, slots=True)
class Trekker:
    """Draws what somebody has of a list of rules; `dagen`: how long ago it can have begun at most."""

    lot: Loting
    op_datum: date
    maal: float = 1.0
    dagen: int = 900

    def draw(self, regels: Iterable[Regel], kenmerken: Kenmerken, bekend: frozenset[str], vroegst: date) -> Data:
        """Ids with the day they began, of the rules whose words all hold and whose id the catalogue knows."""
        uit: Data = {}
        for regel in regels:
            heeft, dagen = self.lot.chance(regel.kans * self.maal), self.lot.between(MINSTENS, self.dagen)
            if heeft and regel.eisen <= kenmerken and regel.id in bekend:
                uit[regel.id] = self.begin(dagen, vroegst)
        return uit

    def begin(self, dagen: int, vroegst: date) -> str:
        """A day some days ago, and not before another one."""
        return max(self.op_datum - timedelta(days=dagen), vroegst).isoformat()


def statuses_of(m: Mens, kenmerken: Kenmerken, kenner: Kenner, trekker: Trekker) -> Data:
    """The statuses of one person; those of what somebody lives of began with it."""
    eigen = {s: m.sinds.isoformat() for s in BEZIGHEDEN[m.bezigheid].statussen if s in kenner.statussen}
    return {**trekker.draw(STATUSSEN, kenmerken, kenner.statussen, m.geboren), **eigen}


def mark_use(
    data: Data, groep: Samenleving, kenmerken: Mapping[str, Kenmerken], kenner: Kenner, trekker: Trekker
) -> None:
    """Write into a profile which rights are used; `kenmerken` by id of a person, and of the household under ``""``."""
    opent = any(DIE_OPENEN & p["statussen"].keys() for p in data["personen"])
    gezin = kenmerken[""] | ({"opent"} if opent else set())
    iemand = set(gezin)
    sinds = _reimbursed_since(data, gezin, kenner, trekker)
    for m, p in zip(groep.mensen, data["personen"], strict=True):
        eigen = kenmerken[m.id] | gezin
        if m.id in sinds:
            p["rechten"][VT] = sinds[m.id]
            eigen |= {"vt"}
        regels = (*PERSOONSRECHTEN, *kenner.lokaal.get((data["gemeente"], "persoon"), ()))
        p["rechten"] |= trekker.draw(regels, eigen, kenner.rechten["persoon"], m.geboren)
        p["statussen"] |= trekker.draw(STATUSRECHTEN, eigen, kenner.statussen, m.geboren)
        iemand |= eigen & {"vt", "kosten"}
    vroegst = date.fromisoformat(data["samenstelling_sinds"])
    regels = (*GEZINSRECHTEN, *kenner.lokaal.get((data["gemeente"], "gezin"), ()))
    data["rechten"] |= trekker.draw(regels, frozenset(iemand), kenner.rechten["gezin"], vroegst)
    for a in data["aansluitingen"]:
        eigen = gezin | ({"energie"} if a["drager"] in ENERGIE else set())
        a["rechten"] |= trekker.draw(AANSLUITINGSRECHTEN, eigen, kenner.rechten["aansluiting"], vroegst)


def _reimbursed_since(data: Data, gezin: Kenmerken, kenner: Kenner, trekker: Trekker) -> dict[str, str]:
    """Who has the increased reimbursement, since when: a whole insurance family has it or has not."""
    per_gezin: dict[str, tuple[bool, int]] = {}
    uit: dict[str, str] = {}
    op_id = {p["id"]: p for p in data["personen"]}
    for p in data["personen"]:
        titularis = _titular(p, op_id)
        if titularis not in per_gezin:
            per_gezin[titularis] = trekker.lot.chance(trekker.maal), trekker.lot.between(MINSTENS, trekker.dagen)
        heeft, dagen = per_gezin[titularis]
        if heeft and gezin & {"arm", "opent"} and VT in kenner.rechten["persoon"]:
            uit[p["id"]] = trekker.begin(dagen, date.fromisoformat(p["geboortedatum"]))
    return uit


def _titular(p: Data, op_id: Mapping[str, Data]) -> str:
    """The person on whom an insurance family hangs: of two partners the one who comes first."""
    titularis = op_id.get(p["ten_laste_van"], p)
    partner = op_id.get(titularis["partner"])
    return min(titularis["id"], partner["id"]) if partner else str(titularis["id"])

"""Which facts of a profile a right reads, as the explanation says it, and what taking one out can touch."""

from __future__ import annotations

from rechtenverkenner import Catalogus, Gezin, Oordeel
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.knopen import Knoop, OverLeden, RechtOpen, children, walk
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.feitsleutels import facts_used
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.semantiek import Rekenaar
from tests.wetten.gezinnen import Data, Wereld

VERWANTSCHAP = ("partner", "kind_van", "ten_laste_van", "hier_sinds", "geboortedatum")
"""Who belongs to which group: read as soon as a right looks at a group, whether or not the answer is known."""


class Manifest:
    """The facts read by each right, for one household."""

    def __init__(self, catalogus: Catalogus, d: Data, w: Wereld) -> None:
        self.catalogus = catalogus
        self.r = Rekenaar(Beeld(Gezin.model_validate(d), to_number(w.op_datum)), catalogus.parameters)
        self._per_recht: dict[str, frozenset[str]] = {}

    def reads(self, o: Oordeel) -> frozenset[str]:
        """Keys of facts, as `ontbreekt` names them, with `groep` when a group of persons is looked at."""
        if o.recht not in self._per_recht:
            self._per_recht[o.recht] = frozenset(self._collect(self.catalogus.rechten[o.recht]))
        return self._per_recht[o.recht] | {f"{o.eenheid}.rechten.{o.recht}"}

    def _collect(self, begin: Recht) -> set[str]:
        uit: set[str] = set()
        gezien = {begin.id}
        rij = [begin]
        while rij:
            recht = rij.pop()
            if recht.gebied is not None:
                uit.add("gezin.gemeente")
            for wortel in _roots(recht):
                uit |= {sleutel for i in self._units(recht) for sleutel, _ in facts_used(self.r, wortel, i)}
                for k in walk(wortel):
                    if isinstance(k, OverLeden):
                        uit.add("groep")
                        # Of members who do not count nothing is asked, but the explanation shows them.
                        leden = range(len(self.r.beeld.personen))
                        uit |= {s for c in children(k) for i in leden for s, _ in facts_used(self.r, c, i)}
                    if isinstance(k, RechtOpen) and k.id not in gezien:
                        gezien.add(k.id)
                        rij.append(self.catalogus.rechten[k.id])
        return uit

    def _units(self, recht: Recht) -> range | tuple[int]:
        if recht.eenheid == "gezin":
            return (HUISHOUDEN,)
        b = self.r.beeld
        return range(len(b.personen if recht.eenheid == "persoon" else b.aansluitingen))


def _roots(recht: Recht) -> list[Knoop]:
    bedrag = [recht.bedrag.formule] if recht.bedrag else []
    return [recht.voorwaarden, *bedrag, *recht.dagen.values()]


def touches(naam: str, gelezen: frozenset[str], eenheid: str) -> bool:
    """Whether taking out the fact with this name (see `removals`) can matter to who reads these facts."""
    plek, _, veld = naam.partition("~")[0].partition(".")
    if not veld:  # a whole person or connection
        return eenheid == plek or plek == "aansluitingen" or "groep" in gelezen
    plek = plek or "gezin"
    soort = veld.partition(".")[0].removeprefix("andere_")
    if soort in ("statussen", "rechten"):  # with one entry goes the claim that the list is complete
        return any(s.startswith(f"{plek}.{soort}.") for s in gelezen)
    if soort in ("inkomens", "inkomens_volledig", "jaren_volledig"):
        return any(s.startswith(f"{plek}.inkomens") for s in gelezen)
    if soort == "aanslagbiljetten":
        return any(s.startswith((f"{plek}.inkomens.", f"{plek}.aanslagbiljetten")) for s in gelezen)
    if soort == "remgelden":
        return any(s.startswith(f"{plek}.remgelden") for s in gelezen)
    if soort in ("partner", "partnerband") and any(s.endswith(".partnerband") for s in gelezen):
        return True  # the bond may be written with either partner, and without a partner there is none
    if soort in VERWANTSCHAP or soort in ("personen_volledig", "samenstelling_sinds"):
        return "groep" in gelezen or f"{plek}.{soort}" in gelezen
    return f"{plek}.{veld}" in gelezen

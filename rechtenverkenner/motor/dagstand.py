"""Where every right of a household stands on one day, and on which other days it certainly stands the same.

An evaluation reads the day in few places: ages and periods that are compared, amounts of the catalogue, statuses and
rights held, groups, local rules. Where all of these read the same on another day, every verdict and every amount is the
same: then nothing is evaluated again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.knopen import Knoop, Waarde
from rechtenverkenner.model.oordeel import Oordeel
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.evalueren import Screening, refuse_faults
from rechtenverkenner.motor.gebruik import HUISHOUDEN, local_branches
from rechtenverkenner.motor.oordelen import Stand

Sleutel = tuple[str, str]
"""Id of the right, and name of the unit."""


class Dagstand:
    """The standing of every right on one day; an explanation only when a verdict is asked for."""

    def __init__(self, screening: Screening) -> None:
        self._s = screening
        self._beoordelaar = screening.settle()
        self._plek: dict[Sleutel, tuple[Recht, int]] = {
            (recht.id, screening.unit_name(recht, i)): (recht, i) for recht, i in screening.eenheden
        }
        self.standen: Mapping[Sleutel, Stand] = {
            sleutel: self._beoordelaar.standing(recht, i, screening.use_of(recht, i))
            for sleutel, (recht, i) in self._plek.items()
        }
        self._gelezen = self._reads()
        self._groepen = dict(screening.r.seen()[1])

    def verdict(self, sleutel: Sleutel) -> Oordeel | None:
        """The verdict as `evaluate` gives it; None when the right or the unit is not there on that day."""
        if sleutel not in self._plek:
            return None
        return self._s.judge(self._beoordelaar, *self._plek[sleutel])

    def on(self, dag: date) -> Dagstand:
        """The standing on another day; this one itself when nothing that it read is different.

        Raises:
            InvoerFout: the profile cannot be on that day.
        """
        gezin, catalogus = self._s.r.beeld.gezin, self._s.catalogus
        gelijk = self._reads_the_same(Screening(gezin, catalogus, dag, self._s.ketens))
        return self if gelijk else day_standing(gezin, catalogus, dag)

    def _reads(self) -> list[tuple[Knoop, int, Waarde]]:
        """The values that were worked out from the day, each once."""
        ontleding = self._s.plan.ontleding
        waarden, _ = self._s.r.seen()
        uit = [
            (k, i, w)
            for i, memo in waarden.items()
            for k, w in memo.items()
            if ontleding.depends_on_day(k) and (i == HUISHOUDEN or not ontleding.is_loose(k))
        ]
        for recht, i in self._s.eenheden:
            formule = recht.bedrag.formule if recht.bedrag else None
            if formule is not None and formule in waarden[i] and ontleding.moves_with_day(formule):
                uit.append((formule, i, waarden[i][formule]))
        return uit

    def _reads_the_same(self, ander: Screening) -> bool:
        if (ander.eenheden, ander.gebruik) != (self._s.eenheden, self._s.gebruik):
            return False
        # INVARIANT: if everything read is the same, so is the outcome of the chain; the values below may use it.
        ander.r.ketenstand = self._s.r.ketenstand
        return (
            all(local_branches(ander.r, k) == local_branches(self._s.r, k) for k in self._s.plan.plaatselijk)
            and all(ander.r.group(*sleutel) == groep for sleutel, groep in self._groepen.items())
            and all(ander.r.value(k, i) == w for k, i, w in self._gelezen)
        )


def day_standing(gezin: Gezin, catalogus: Catalogus, dag: date) -> Dagstand:
    """Where every right stands on a day.

    Raises:
        InvoerFout: the profile cannot be on that day.
    """
    refuse_faults(gezin, catalogus, dag)
    return Dagstand(Screening(gezin, catalogus, dag))

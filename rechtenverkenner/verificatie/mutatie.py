"""Rule mutation: a small fault in the rules of a right must make some reference case of that right fail.

A mutant is killed when a case no longer meets its expectation. It is `gelijkwaardig` when nobody could notice the
fault: plain from the rule itself, or said so with a reason in the reviewed file beside the cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypedDict

from rechtenverkenner.meldingen import InvoerFout, Melding, RechtenFout
from rechtenverkenner.model.knopen import Alle, EenVan, Knoop, Niet, OverLeden, Plaatselijk
from rechtenverkenner.model.oordeel import Oordeel
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.motor.takken import chain_nodes
from rechtenverkenner.verificatie.buiten_bereik import NOOIT_OPEN, Bereik
from rechtenverkenner.verificatie.gevallen import BEDRAGEN, LIJSTEN, Geval, differences, does_not_hold
from rechtenverkenner.verificatie.mutanten import Mutant, links_of, mutants_of
from rechtenverkenner.verificatie.proefstand import Deelcatalogi, Proefstand, in_circle

Lot = Literal["gedood", "gelijkwaardig", "overlever"]
GEEN_VERSCHIL: Final = "in geen geval verandert wat het verwacht"
_VERTAKT: Final = (Alle, EenVan, Niet, OverLeden, Plaatselijk)
_VELDEN: Final = ("oordeel", "automatisch", "niveau", *BEDRAGEN, *LIJSTEN)


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What became of one mutant; `reden`: the case that killed it, why it is equivalent, or what comes nearest."""

    recht: str
    id: str
    mutatie: str
    lot: Lot
    reden: str


class OverleverJson(TypedDict):
    """A mutant that no case notices."""

    recht: str
    id: str
    mutatie: str
    reden: str


class MutatieJson(TypedDict):
    """What `mutatie --formaat json` prints."""

    mutanten: int
    gedood: int
    gelijkwaardig: int
    score: float
    overlevers: list[OverleverJson]


@dataclass(frozen=True, slots=True)
class Mutatie:
    """The mutants of some rights and what became of them."""

    uitslagen: tuple[Uitslag, ...]

    def count(self, lot: Lot) -> int:
        """How many mutants came to this."""
        return sum(u.lot == lot for u in self.uitslagen)

    @property
    def score(self) -> float:
        """The share of the mutants that could be noticed and are; 1 when there are none."""
        zichtbaar = len(self.uitslagen) - self.count("gelijkwaardig")
        return self.count("gedood") / zichtbaar if zichtbaar else 1.0

    @property
    def overlevers(self) -> tuple[Uitslag, ...]:
        """The mutants that no case notices."""
        return tuple(u for u in self.uitslagen if u.lot == "overlever")

    def per_right(self) -> dict[str, Mutatie]:
        """The same for each right."""
        namen = dict.fromkeys(u.recht for u in self.uitslagen)
        return {naam: Mutatie(tuple(u for u in self.uitslagen if u.recht == naam)) for naam in namen}

    def as_dict(self) -> MutatieJson:
        """Plain data for `--formaat json`."""
        return {
            "mutanten": len(self.uitslagen),
            "gedood": self.count("gedood"),
            "gelijkwaardig": self.count("gelijkwaardig"),
            "score": round(self.score, 4),
            "overlevers": [
                {"recht": u.recht, "id": u.id, "mutatie": u.mutatie, "reden": u.reden} for u in self.overlevers
            ],
        }


class Proefbank:
    """The cases of one right, each settled once, and the mutants of that right.

    Cases that noticed something lately are tried first: mutants come in reading order, so neighbours die of the same.
    """

    def __init__(self, recht: Recht, catalogus: Catalogus, gevallen: Iterable[Geval]) -> None:
        self.recht = recht
        self.mutanten = mutants_of(recht, catalogus)
        self.meldingen: list[Melding] = []
        self._delen = Deelcatalogi(catalogus)
        self._gevallen = [g for g in gevallen if g.recht == recht.id]
        self._standen: dict[str, Proefstand | None] = {}
        self._bereik = Bereik(recht, catalogus)
        self._kring = in_circle(recht.id, catalogus)
        self._ontleding = Ontleding()
        self._keten = chain_nodes(recht.voorwaarden)

    def check_cases(self) -> None:
        """Settle every case, so that every one that does not hold is named."""
        for geval in self._gevallen:
            self.stand(geval)

    def forget(self) -> None:
        """Drop what the settled cases remember; they are settled again when needed."""
        self._standen.clear()
        self._ontleding = Ontleding()

    def judge(self, m: Mutant) -> Uitslag:
        """What becomes of one mutant."""
        if m.gelijkwaardig:
            return Uitslag(m.recht, m.id, m.mutatie, "gelijkwaardig", m.gelijkwaardig)
        recht = m.apply(self.recht, links_of(self.recht) if self._kring else {})
        keten = chain_nodes(recht.voorwaarden)
        nabij: dict[str, str] = {}
        for n, geval in enumerate(self._gevallen):
            stand = self.stand(geval)
            if stand is None:
                continue
            stand.lend(m.parameter)
            if not self.may_notice(stand, m, keten):
                continue
            gedood, verschil = _try(stand, recht, keten)
            if gedood:
                self._gevallen.insert(0, self._gevallen.pop(n))
                return Uitslag(m.recht, m.id, m.mutatie, "gedood", geval.pad)
            if verschil:
                nabij[geval.pad] = verschil
        if m.dagen is not None and not self._bereik.matters(m.knopen, *m.dagen):
            return Uitslag(m.recht, m.id, m.mutatie, "gelijkwaardig", NOOIT_OPEN)
        return Uitslag(m.recht, m.id, m.mutatie, "overlever", _nearest(nabij))

    def may_notice(self, stand: Proefstand, m: Mutant, keten: frozenset[Knoop]) -> bool:
        """False when a case surely does not notice: nothing that changed has another value, and only values matter.

        Where a chain passes, or passed, values do not say everything: neither do they where the rule branches, for the
        way that is taken shows in the reasons and in how the right is granted.
        """
        if any(a in self._keten or b in keten for a, b in m.knopen.items()) or stand.differs(m.knopen):
            return True
        verwacht = stand.geval.verwacht
        if not any(isinstance(k, _VERTAKT) for k in m.knopen):
            return "vlaggen" in verwacht
        return not {"omdat", "vlaggen", "ontbreekt", "automatisch"}.isdisjoint(verwacht) or (
            verwacht.get("oordeel") in ("automatisch", "onbenut", "na", None)
        )

    def stand(self, geval: Geval) -> Proefstand | None:
        """The case, settled; None (with a message) when it does not hold even without a fault."""
        if geval.pad not in self._standen:
            self._standen[geval.pad] = None
            try:
                stand = Proefstand(geval, self._delen.of(self.recht.id, geval.gezin), self._ontleding)
            except InvoerFout as e:
                self._note(e.meldingen)
                return None
            if fouten := differences(stand.oordeel, geval):
                self._note([does_not_hold(geval, fouten[0])])
            else:
                self._standen[geval.pad] = stand
        return self._standen[geval.pad]

    def _note(self, meldingen: Iterable[Melding]) -> None:
        self.meldingen += [m for m in meldingen if m not in self.meldingen]


def _try(stand: Proefstand, recht: Recht, keten: frozenset[Knoop]) -> tuple[bool, str]:
    """Whether a case notices changed rules; if not, the field of the verdict that does change."""
    try:
        o = stand.judge(recht, keten)
    except RechtenFout:
        return True, ""
    if differences(o, stand.geval):
        return True, ""
    return False, _changed(stand.oordeel, o)


def _nearest(nabij: Mapping[str, str]) -> str:
    """Why a mutant survives: the first case (by name) of which something changes that it does not speak of."""
    if not nabij:
        return GEEN_VERSCHIL
    pad = min(nabij)
    return f"{nabij[pad]} verandert in {pad}, maar dat geval verwacht daar niets van"


def _changed(a: Oordeel, b: Oordeel) -> str:
    return next((veld for veld in _VELDEN if getattr(a, veld) != getattr(b, veld)), "")


def measure_right(bank: Proefbank, nummers: Sequence[int] | None = None) -> tuple[list[Uitslag], list[Melding]]:
    """What becomes of the mutants of a right (of some of them), and the cases that do not hold without a fault."""
    rij = range(len(bank.mutanten)) if nummers is None else nummers
    if 0 in rij:
        bank.check_cases()
    uit = [bank.judge(bank.mutanten[n]) for n in rij]
    bank.forget()
    return uit, bank.meldingen


def measure(catalogus: Catalogus, gevallen: Sequence[Geval], *, recht: str | None = None) -> Mutatie:
    """What becomes of every mutant of every right (or of one), by its own cases."""
    rechten = [r for r in catalogus.rechten.values() if recht in (None, r.id)]
    return Mutatie(tuple(u for r in rechten for u in measure_right(Proefbank(r, catalogus, gevallen))[0]))

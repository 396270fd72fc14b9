"""What would turn a "no", as far as it can come true: the nearest changes, each really applied and judged again.

Who somebody is, who lives together and what is past stay as they are: only facts, statuses and rights that the
catalogue marks as such, incomes of now, and the calendar. A counterfactual is information and no advice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, cast
from weakref import WeakKeyDictionary

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort, Resultaat
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.evalueren import evaluate_one, reckon
from rechtenverkenner.motor.gebruik import HUISHOUDEN
from rechtenverkenner.motor.gevolg import flag_day
from rechtenverkenner.motor.ingreep import Wijziging, applied
from rechtenverkenner.motor.ketenloop import units_of
from rechtenverkenner.motor.vooruitblik import frozen_amounts
from rechtenverkenner.motor.wegen import Weg, Wegwijzer, ends, with_amount

OPEN: frozenset[Oordeelsoort] = frozenset(["onbenut", "automatisch", "na", "mogelijk"])
MEEST = 3
MEEST_PROEVEN = 12
"""Ways that are tried for one verdict."""
DICHTBIJ = timedelta(days=366)
TIENDE = Decimal("0.1")
CENT = Decimal("0.01")
_bevroren: WeakKeyDictionary[Catalogus, Catalogus] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Tegenfeit:
    """The verdict would be `oordeel` on `op_datum` with these changes, and nothing else otherwise.

    `bedragen_van_nu`: the amounts of that day are not all known yet; it opens with the last known ones.
    """

    recht: str
    eenheid: str = field(repr=False)
    wijzigingen: tuple[Wijziging, ...]
    oordeel: Literal["onbenut", "automatisch", "na", "mogelijk"]
    op_datum: date = field(repr=False)
    bedragen_van_nu: bool = False


def counterfactuals(resultaat: Resultaat, recht: str, *, eenheid: str | None = None) -> tuple[Tegenfeit, ...]:
    """The nearest changes that open a right that is closed; nearest first, at most three; none for another verdict.

    Raises:
        KeyError: no verdict on that right (or unit) in this result.
    """
    return Zoeker(resultaat).nearest(resultaat.verdict(recht, eenheid))


class Zoeker:
    """Searches the counterfactuals of one result; what they share is computed once."""

    def __init__(self, resultaat: Resultaat) -> None:
        self.resultaat = resultaat
        self._oordelen = {(o.recht, o.eenheid): o.oordeel for o in resultaat.oordelen}
        self._wegwijzer: Wegwijzer | None = None

    def nearest(self, o: Oordeel) -> tuple[Tegenfeit, ...]:
        """The nearest counterfactuals of one verdict, of different facts."""
        uit: dict[tuple[str, ...], Tegenfeit] = {}
        for weg in self._ways(o)[:MEEST_PROEVEN]:
            namen = tuple(w.naam for w in weg)
            if any(set(n) <= set(namen) for n in uit):
                continue
            if (gevonden := self._try(o, weg)) is not None:
                uit[namen] = gevonden
        return tuple(sorted(uit.values(), key=lambda t: self.distance(t.wijzigingen))[:MEEST])

    def useful(self, o: Oordeel) -> Tegenfeit | None:
        """The nearest one that a family can do something with, alone.

        That is a status or right that is open for them, a day within a year, or an amount at most a tenth away.
        """
        for weg in self._ways(o)[:MEEST_PROEVEN]:
            if len(weg) == 1 and self._is_useful(o, weg[0]) and (gevonden := self._try(o, weg)) is not None:
                return gevonden
        return None

    def day_that_opens(self, o: Oordeel) -> date | None:
        """The day that the rule names for a verdict that is closed, when it is really not closed any more then."""
        dag = flag_day(o, "opent_misschien_op")
        return dag if dag is not None and self._on(o, dag)[0] != "geen_recht" else None

    def _is_useful(self, o: Oordeel, w: Wijziging) -> bool:
        match w.soort:
            case "status":
                return not w.maanden and self._verdict_on(w) in OPEN
            case "datum":
                return cast(date, w.naar) - self.resultaat.op_datum < DICHTBIJ
            case "bedrag":
                van = cast(Decimal, w.van)
                dicht = (with_amount(w, (van / x).quantize(CENT)) for x in (1 + TIENDE, 1 - TIENDE))
                return any(self._with(o, [x]) in OPEN for x in dicht)
            case "feit":
                return False

    def _ways(self, o: Oordeel) -> list[Weg]:
        """The ways to try, the nearest first; none where the right itself must be had already."""
        if o.oordeel != "geen_recht":
            return []
        recht = self.resultaat.catalogus.rechten[o.recht]
        wegen = self._guide().ways(recht.voorwaarden, self._index(o))
        kan = [weg for weg in wegen if weg and all(self._can_come(o, w) for w in weg)]
        return sorted(kan, key=self.distance)

    def _guide(self) -> Wegwijzer:
        if self._wegwijzer is None:
            res = self.resultaat
            r = reckon(res.gezin, res.catalogus, op_datum=res.op_datum)
            self._wegwijzer = Wegwijzer(r, res.gezin, res.catalogus)
        return self._wegwijzer

    def _index(self, o: Oordeel) -> int:
        recht, beeld = self.resultaat.catalogus.rechten[o.recht], self._guide().r.beeld
        if recht.eenheid == "gezin":
            return HUISHOUDEN
        rij = beeld.personen if recht.eenheid == "persoon" else beeld.aansluitingen
        return next(i for i in units_of(recht, beeld) if rij[i].id == o.eenheid)

    def _can_come(self, o: Oordeel, w: Wijziging) -> bool:
        """Whether it can come true: not the right itself, and no status that is closed for whom it is about."""
        if w.soort != "status":
            return True
        return w.feit.rpartition(".")[2] != o.recht and (
            ".statussen." not in w.feit or self._verdict_on(w) != "geen_recht"
        )

    def _verdict_on(self, w: Wijziging) -> Oordeelsoort | None:
        houder, _, kenmerk = w.feit.split(".", 2)
        return self._oordelen.get((kenmerk, houder))

    def distance(self, weg: Weg) -> tuple[int, int, Decimal]:
        """Fewer changes first; then what is nearest to come true; then smaller amounts and earlier days."""
        ver = sum((_size(w, self.resultaat.op_datum) for w in weg), Decimal(0))
        return len(weg), max(map(self._weight, weg)), ver

    def _weight(self, w: Wijziging) -> int:
        match w.soort:
            case "datum":
                return 0 if cast(date, w.naar) - self.resultaat.op_datum < DICHTBIJ else 6
            case "status":
                oordeel = self._verdict_on(w)
                return 1 if oordeel in OPEN else 5 if oordeel == "geen_recht" else 4
            case "bedrag":
                return 2
            case "feit":
                return 3

    def _try(self, o: Oordeel, weg: Weg) -> Tegenfeit | None:
        """The way with its amounts filled in, when the verdict really turns."""
        if weg[0].soort == "datum":
            dag = cast(date, weg[0].naar)
            oordeel, van_nu = self._on(o, dag)
            return _made(o, weg, oordeel, dag, van_nu)
        open_ = [w for w in weg if w.soort == "bedrag"]
        if len(open_) > 1:
            return None
        if open_ and (weg := self._filled(o, weg, open_[0]) or ()) == ():
            return None
        for n in range(len(weg) if len(weg) > 1 else 0):  # each of them must be needed
            zonder = weg[:n] + weg[n + 1 :]
            if self._with(o, zonder) in OPEN:
                weg = zonder
                break
        return _made(o, weg, self._with(o, weg), self.resultaat.op_datum)

    def _filled(self, o: Oordeel, weg: Weg, w: Wijziging) -> Weg | None:
        """The way with the amount nearest to what it is now: one cent less of a change does not open the right."""
        andere = [x for x in weg if x is not w]
        ver = next((x for x in ends(w) if self._with(o, [*andere, x]) in OPEN), None)
        if ver is None:
            return None
        dicht, open_ = cast(Decimal, w.van), cast(Decimal, ver.naar)
        while abs(open_ - dicht) > CENT:
            midden = ((open_ + dicht) / 2).quantize(CENT)
            if self._with(o, [*andere, with_amount(w, midden)]) in OPEN:
                open_ = midden
            else:
                dicht = midden
        return tuple(with_amount(w, open_) if x is w else x for x in weg)

    def _with(self, o: Oordeel, wijzigingen: Iterable[Wijziging]) -> Oordeelsoort:
        res = self.resultaat
        gezin = applied(res.gezin, wijzigingen, res.op_datum)
        return evaluate_one(gezin, res.catalogus, o.recht, op_datum=res.op_datum).verdict(o.recht, o.eenheid).oordeel

    def _on(self, o: Oordeel, dag: date) -> tuple[Oordeelsoort, bool]:
        """The verdict on another day, and whether that is with the last known amounts."""
        res = self.resultaat
        for catalogus, van_nu in ((res.catalogus, False), (_frozen(res.catalogus), True)):
            oordelen = evaluate_one(res.gezin, catalogus, o.recht, op_datum=dag).oordelen
            oordeel: Oordeelsoort = next((x.oordeel for x in oordelen if x.eenheid == o.eenheid), "geen_recht")
            if oordeel != "onbekend":
                return oordeel, van_nu
        return "onbekend", False


def _made(o: Oordeel, weg: Weg, oordeel: Oordeelsoort, dag: date, van_nu: bool = False) -> Tegenfeit | None:
    if oordeel in ("onbenut", "automatisch", "na", "mogelijk"):
        return Tegenfeit(o.recht, o.eenheid, weg, oordeel, dag, van_nu)
    return None


def _frozen(catalogus: Catalogus) -> Catalogus:
    if catalogus not in _bevroren:
        _bevroren[catalogus] = frozen_amounts(catalogus)
    return _bevroren[catalogus]


def _size(w: Wijziging, nu: date) -> Decimal:
    if isinstance(w.naar, date):
        return Decimal((w.naar - nu).days)
    if w.soort == "bedrag" and isinstance(w.van, Decimal):
        return abs((w.naar if isinstance(w.naar, Decimal) else Decimal(0)) - w.van)
    return Decimal(w.maanden)

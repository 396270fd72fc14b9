"""The watch: a bounded set of households that are followed, and news as soon as something happens to one of them.

What is kept of a household is its profile, where its rights stand, and a living session of the chain. Everything else
is worked out again: the verdicts of a watched household are those of `evaluate`, whatever happened before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Literal
from weakref import finalize

from rechtenverkenner.meldingen import RechtenFout
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.oordeel import Resultaat
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.berichten import Bericht, Posities, make_berichten, news, positions
from rechtenverkenner.motor.evalueren import evaluate, evaluate_with
from rechtenverkenner.motor.gebeurtenis import Gebeurtenis, refuse
from rechtenverkenner.motor.gebeurtenis_toepassen import apply_event
from rechtenverkenner.motor.keten import KetenFout, ReferentieKeten, make_keten

if TYPE_CHECKING:
    from rechtenverkenner.motor.keten_durable import LevendeSessie

MEESTE_GEZINNEN = 500
"""Households in one watch: what they take in memory bounds it (0.4 MiB each), not the engine."""
REFERENTIE = ReferentieKeten()


@dataclass(slots=True)
class _Gevolgd:
    """A household that is followed, as it was on the day on which it was last judged."""

    gezin: Gezin = field(repr=False)
    dag: date
    sessie: LevendeSessie | None
    posities: Posities = field(default_factory=dict, repr=False)

    def close(self) -> None:
        """Delete what the engine holds."""
        if self.sessie is not None:
            self.sessie.close()


class Wacht:
    """Follows households by pseudonym and tells what opens, closes or must be looked into.

    `keten`: `beste` is durable-rules where it can be used, else the reference. Any thread may call; one works at a
    time. A change that is refused leaves the household as it was. Use it as a context manager, or call `close`.

    Raises:
        InvoerFout: RV460, `hoogstens` is no 1 to 500.
        KetenFout: `keten` is `durable`, and it cannot be used here.
    """

    def __init__(
        self,
        catalogus: Catalogus,
        *,
        op_datum: date,
        hoogstens: int = 100,
        keten: Literal["durable", "referentie", "beste"] = "beste",
    ) -> None:
        if not 1 <= hoogstens <= MEESTE_GEZINNEN:
            refuse("RV460", f"een wacht over {hoogstens} gezinnen kan niet", f"kies 1 tot {MEESTE_GEZINNEN}")
        self.catalogus = catalogus
        self.hoogstens = hoogstens
        self.keten = make_keten(keten).naam
        """The engine that is tried first: `durable` or `referentie`."""
        self._dag = op_datum
        self._teruggevallen = 0
        self._gevolgd: dict[str, _Gevolgd] = {}
        self._slot = Lock()
        self._einde = finalize(self, _close_all, self._gevolgd)  # the engine's memory, also of a watch left behind

    @property
    def op_datum(self) -> date:
        """The day of the watch."""
        return self._dag

    @property
    def gevolgd(self) -> tuple[str, ...]:
        """The pseudonyms that are followed, oldest first."""
        with self._slot:
            return tuple(self._gevolgd)

    @property
    def achtergebleven(self) -> tuple[str, ...]:
        """Of whom the profile cannot be on the day of the watch; they stand as before until `feit` mends it."""
        with self._slot:
            return tuple(k for k, g in self._gevolgd.items() if g.dag != self._dag)

    @property
    def teruggevallen(self) -> int:
        """How many households went on with the reference chain because the engine failed."""
        return self._teruggevallen

    def volg(self, pseudoniem: str, gezin: Gezin) -> tuple[Bericht, ...]:
        """Start to follow a household; what is open, does not hold or must be looked into now.

        Raises:
            InvoerFout: RV461, followed already; RV463, the watch is full; or a profile that cannot be on this day.
        """
        with self._slot:
            self._check_open()
            if pseudoniem in self._gevolgd:
                refuse("RV461", "dit pseudoniem wordt al gevolgd", "meld een nieuw profiel met `feit`")
            if len(self._gevolgd) >= self.hoogstens:
                refuse("RV463", f"de wacht is vol: {self.hoogstens} gezinnen", "stop er een, of begin een tweede wacht")
            g = _Gevolgd(gezin, self._dag, self._make_sessie())
            try:
                berichten = self._move(pseudoniem, g, gezin)
            except BaseException:
                g.close()
                raise
            self._gevolgd[pseudoniem] = g
            return berichten

    def gebeurtenis(self, pseudoniem: str, wat: Gebeurtenis) -> tuple[Bericht, ...]:
        """A life event that happened, today or before.

        Raises:
            InvoerFout: RV462, not followed; RV464, an event that is yet to come; or one that does not fit the profile.
        """
        with self._slot:
            g = self._find(pseudoniem)
            if wat.datum is not None and wat.datum > self._dag:
                refuse("RV464", "de gebeurtenis ligt na de dag van de wacht", "meld ze op de dag zelf, na `dag`")
            return self._move(pseudoniem, g, apply_event(g.gezin, wat, wat.datum or self._dag))

    def feit(self, pseudoniem: str, gezin: Gezin) -> tuple[Bericht, ...]:
        """Another profile of the household: a fact that was learnt or put right.

        Raises:
            InvoerFout: RV462, not followed; or a profile that cannot be on this day.
        """
        with self._slot:
            return self._move(pseudoniem, self._find(pseudoniem), gezin)

    def dag(self, datum: date) -> tuple[Bericht, ...]:
        """Time goes by: every household on this day, in the order in which they are followed.

        A profile that cannot be on this day stays behind (`achtergebleven`). Interrupted, nothing has happened.

        Raises:
            InvoerFout: RV464, a day before that of the watch.
        """
        with self._slot:
            self._check_open()
            if datum < self._dag:
                refuse("RV464", "een wacht gaat niet terug in de tijd", f"kies {self._dag.isoformat()} of later")
            klaar = []
            for pseudoniem, g in self._gevolgd.items():
                try:
                    klaar.append((g, *self._look(pseudoniem, g, g.gezin, datum)))
                except RechtenFout:
                    continue  # g.dag tells
            for g, posities, _ in klaar:
                g.dag, g.posities = datum, posities
            self._dag = datum
            return tuple(b for _, _, berichten in klaar for b in berichten)

    def stop(self, pseudoniem: str) -> None:
        """Stop following and delete what is known of the household.

        Raises:
            InvoerFout: RV462, not followed.
        """
        with self._slot:
            self._find(pseudoniem)
            self._gevolgd.pop(pseudoniem).close()

    def close(self) -> None:
        """Stop following everybody; after it every other call is refused."""
        with self._slot:
            self._einde()

    def __enter__(self) -> Wacht:
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self.close()

    # Below, the caller holds the lock.

    def _check_open(self) -> None:
        if not self._einde.alive:
            refuse("RV465", "deze wacht is gesloten", "begin een nieuwe")

    def _find(self, pseudoniem: str) -> _Gevolgd:
        self._check_open()
        if pseudoniem not in self._gevolgd:
            refuse("RV462", "dit pseudoniem wordt niet gevolgd", "begin met `volg`")
        return self._gevolgd[pseudoniem]

    def _make_sessie(self) -> LevendeSessie | None:
        if self.keten != "durable":
            return None
        from rechtenverkenner.motor.keten_durable import LevendeSessie  # heavy, compiled, and absent on some machines

        return LevendeSessie()

    def _move(self, pseudoniem: str, g: _Gevolgd, gezin: Gezin) -> tuple[Bericht, ...]:
        """The household becomes this one; only when nothing was raised."""
        posities, berichten = self._look(pseudoniem, g, gezin, self._dag)
        g.gezin, g.dag, g.posities = gezin, self._dag, posities
        return berichten

    def _look(self, pseudoniem: str, g: _Gevolgd, gezin: Gezin, dag: date) -> tuple[Posities, tuple[Bericht, ...]]:
        """Where a household would stand, and the news in it; the verdicts of before only where a reason asks them."""
        na = self._judge(g, gezin, dag)
        posities = positions(na)
        soorten = news(g.posities, posities, gezin)
        if not soorten:
            return posities, ()
        voor = evaluate(g.gezin, self.catalogus, op_datum=g.dag, keten=REFERENTIE) if g.posities else None
        return posities, make_berichten(pseudoniem, soorten, voor, na)

    def _judge(self, g: _Gevolgd, gezin: Gezin, dag: date) -> Resultaat:
        """The verdicts by the living session, or by the reference from the first time that it fails."""
        if g.sessie is not None:
            try:
                return evaluate_with(gezin, self.catalogus, op_datum=dag, ketens=g.sessie.keten)
            except KetenFout:
                g.sessie = None  # it closed itself
                self._teruggevallen += 1
        return evaluate(gezin, self.catalogus, op_datum=dag, keten=REFERENTIE)


def _close_all(gevolgd: dict[str, _Gevolgd]) -> None:
    while gevolgd:
        gevolgd.popitem()[1].close()

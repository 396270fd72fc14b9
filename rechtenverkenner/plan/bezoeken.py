"""The steps of several rights as visits: one per counter, and every paper named once."""

from __future__ import annotations

from collections.abc import Sequence

from rechtenverkenner.model.recht import Catalogus, Recht, Stap
from rechtenverkenner.plan.plan import Bezoek, Document, Planrecht, Planstap


def counter_of(stap: Stap, recht: Recht) -> str:
    """The counter of a step: its own, else the first of the right; empty when it asks none."""
    return stap.loket or next(iter(recht.loketten), "")


def make_visits(rechten: Sequence[Planrecht], catalogus: Catalogus) -> tuple[Bezoek, ...]:
    """One visit per counter, in the order in which these rights need them; what asks no counter is done at home."""
    per_loket: dict[str, dict[tuple[str, str], Planstap]] = {}
    for p in rechten:
        for stap in p.stappen:
            rij = per_loket.setdefault(counter_of(stap, p.recht), {})
            sleutel = (stap.tekst, stap.termijn)
            rij[sleutel] = _joined(rij.get(sleutel), stap, p)
    return tuple(
        Bezoek(
            catalogus.loketten.get(loket),
            tuple(dict.fromkeys(r for s in rij.values() for r in s.rechten)),
            tuple(sorted(rij.values(), key=lambda s: bool(s.na))),
        )
        for loket, rij in per_loket.items()
    )


def _joined(er_al: Planstap | None, stap: Stap, p: Planrecht) -> Planstap:
    """The step for one right more; when one of them is requested now, so is the step done now.

    What has a last day does not wait for another right.
    """
    na = () if p.aanvragen_voor and not p.termijn_voorbij else p.na
    if er_al is None:
        return Planstap(stap.tekst, (p.recht.id,), stap.termijn, na)
    rechten = tuple(dict.fromkeys((*er_al.rechten, p.recht.id)))
    return Planstap(stap.tekst, rechten, stap.termijn, er_al.na if er_al.na and na else ())


def papers(rechten: Sequence[Planrecht], bezoeken: Sequence[Bezoek]) -> tuple[Document, ...]:
    """Every paper these visits need, once, with the numbers of the visits."""
    plaats = {b.loket.id if b.loket else "": n for n, b in enumerate(bezoeken, 1)}
    nummers: dict[str, set[int]] = {}
    for p in rechten:
        for stap in p.stappen:
            for papier in stap.documenten:
                nummers.setdefault(papier, set()).add(plaats[counter_of(stap, p.recht)])
    return tuple(Document(naam, tuple(sorted(n))) for naam, n in nummers.items())

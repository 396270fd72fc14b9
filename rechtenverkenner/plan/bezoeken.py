"""The steps of several rights as visits: one per counter, and every paper named once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rechtenverkenner.model.recht import Catalogus, Recht, Stap
from rechtenverkenner.plan.plan import Bezoek, Document, Planrecht, Planstap


def make_visits(rechten: Sequence[Planrecht], catalogus: Catalogus) -> tuple[Bezoek, ...]:
    """One visit per counter, in the order in which these rights need them; what asks no counter is done at home."""
    per_loket: dict[str, dict[str, Planstap]] = {}
    for p in rechten:
        for stap in steps_of(p):
            loket = stap.loket or next(iter(p.recht.loketten), "")
            rij = per_loket.setdefault(loket, {})
            rij[stap.tekst] = _joined(rij.get(stap.tekst), stap, p)
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
    na = () if p.aanvragen_voor else p.na
    if er_al is None:
        return Planstap(stap.tekst, (p.recht.id,), stap.termijn, na)
    rechten = tuple(dict.fromkeys((*er_al.rechten, p.recht.id)))
    return Planstap(stap.tekst, rechten, er_al.termijn or stap.termijn, er_al.na if er_al.na and na else ())


def steps_of(p: Planrecht) -> Iterator[Stap]:
    """The steps that fit this verdict, with their counter, papers and term."""
    lokaal = (s for _, stappen in p.recht.lokale_stappen for s in stappen)
    bekend = {s.tekst: s for s in (*p.recht.stappen, *lokaal)}
    yield from (bekend[tekst] for tekst in p.stappen)


def papers(rechten: Sequence[Planrecht], bezoeken: Sequence[Bezoek]) -> tuple[Document, ...]:
    """Every paper these visits need, once, with the numbers of the visits."""
    nummers: dict[str, set[int]] = {}
    for p in rechten:
        for stap in steps_of(p):
            for papier in stap.documenten:
                nummers.setdefault(papier, set()).update(_visits_with(stap, p.recht, bezoeken))
    return tuple(Document(naam, tuple(sorted(n))) for naam, n in nummers.items())


def _visits_with(stap: Stap, recht: Recht, bezoeken: Sequence[Bezoek]) -> Iterator[int]:
    for nummer, bezoek in enumerate(bezoeken, 1):
        if any(s.tekst == stap.tekst and recht.id in s.rechten for s in bezoek.stappen):
            yield nummer

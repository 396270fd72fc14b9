"""Small changes of a frozen profile: a status that begins or ends, an income that stops, a fact no longer known.

Every function gives a copy. What a change leaves open becomes unknown; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from rechtenverkenner.model.gezin import Gezin, Inkomen, Persoon
from rechtenverkenner.model.houding import Datumbereik, Houding

INKOMENSFEITEN = (
    "inkomen_naast_pensioen",
    "netto_jaarinkomen",
    "netto_maandinkomen",
    "netto_loon_maand",
    "inkomen_enkel_uitkeringen",
)
"""Sums of a person's incomes that the profile holds beside the streams."""


def changed(p: Persoon, **velden: Any) -> Persoon:
    """The person with other values in these fields."""
    return p.model_copy(update=velden)


def with_persons(gezin: Gezin, personen: Collection[Persoon], **velden: Any) -> Gezin:
    """The household with these people."""
    return gezin.model_copy(update={"personen": tuple(personen), **velden})


def edited(gezin: Gezin, nieuw: Persoon) -> Gezin:
    """The household in which one person is replaced by the new version."""
    return with_persons(gezin, [nieuw if p.id == nieuw.id else p for p in gezin.personen])


def start_status(p: Persoon, kenmerk: str, dag: date) -> Persoon:
    """The person who has a status from `dag`; of who has it already nothing changes.

    A period that ended before leaves only bounds: the profile holds one period of each status.
    """
    oud = p.statussen.get(kenmerk)
    vroegst = dag
    if oud is not None and oud.heeft:
        begonnen = oud.sinds is None or oud.sinds.tot <= dag
        if begonnen and (oud.tot is None or oud.tot >= dag):
            return p
        if oud.tot is not None and oud.tot < dag:
            vroegst = oud.sinds.van if oud.sinds else date(1900, 1, 1)
    houding = Houding(sinds=Datumbereik(van=vroegst, tot=dag))
    return changed(p, statussen={**p.statussen, kenmerk: houding})


def end_status(p: Persoon, kenmerk: str, dag: date, *, had: bool = False) -> Persoon:
    """The person without the status from `dag`; `had`: where the profile is silent, it was held until then."""
    oud = p.statussen.get(kenmerk)
    if oud is None and not had:
        return p
    laatste = dag - timedelta(days=1)
    if oud is None:
        return changed(p, statussen={**p.statussen, kenmerk: Houding(tot=laatste)})
    if not oud.heeft or (oud.tot is not None and oud.tot <= laatste):
        return p
    nieuw = Houding(heeft=False)
    if oud.sinds is None:
        nieuw = Houding(tot=laatste)
    elif oud.sinds.van <= laatste:
        nieuw = Houding(sinds=Datumbereik(van=oud.sinds.van, tot=min(oud.sinds.tot, laatste)), tot=laatste)
    return changed(p, statussen={**p.statussen, kenmerk: nieuw})


def forget_status(p: Persoon, kenmerk: str) -> Persoon:
    """The person of whom it is not known whether a status that was held goes on; what was not held stays so."""
    oud = p.statussen.get(kenmerk)
    if oud is None or not oud.heeft:
        return p
    rest = {k: v for k, v in p.statussen.items() if k != kenmerk}
    return changed(p, statussen=rest, andere_statussen=None)


def replace_income(p: Persoon, soorten: Collection[str], nieuw: Inkomen | None, dag: date) -> Persoon:
    """The running incomes of these kinds stop, and another one (if known) begins.

    Without a known new one it is open what comes in its place. What was said of the running year and later falls away.
    """
    if p.inkomens is None and nieuw is None:
        return _year_open(p, dag)
    rest = [i for i in p.inkomens or () if i.jaar is not None or i.soort not in soorten]
    vervallen = [i for i in p.inkomens or () if i.jaar is None and i.soort in soorten and i.per == "jaar"]
    volledig = p.inkomens_volledig if nieuw is not None and not vervallen else None
    rij = tuple(rest if nieuw is None else [*rest, nieuw])
    return _year_open(changed(p, inkomens=rij, inkomens_volledig=volledig), dag)


def _year_open(p: Persoon, dag: date) -> Persoon:
    """Totals of the year of the event and later, and the sums beside the streams, are not known any more."""
    inkomens = None if p.inkomens is None else tuple(i for i in p.inkomens if i.jaar is None or i.jaar < dag.year)
    jaren = tuple(j for j in p.jaren_volledig if j < dag.year)
    return changed(p, inkomens=inkomens, jaren_volledig=jaren, **dict.fromkeys(INKOMENSFEITEN))


def only_no(waarde: object) -> Any:
    """A "no" (or zero) that stays true when people or goods go; a "yes" about them is not known any more."""
    return waarde if waarde is False or waarde == 0 else None

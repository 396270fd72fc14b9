"""What is news for a household: a right that opened, one that closed, one to look into; read off two standings.

Amounts that change are no news here: `what_if` and `horizon` tell them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.oordeel import Oordeel, Oordeelsoort, Resultaat
from rechtenverkenner.motor.gevolg import MEEST, Stand, pairs, reasons, stand, units_here

Berichtsoort = Literal["nieuw_open", "gesloten", "na_te_kijken"]
"""Open and not in use, while it was not, or was to be had in another way; no right any more, or in use while the
conditions do not hold; facts are missing, a person decides, or use is no longer confirmed."""

Positie = tuple[Stand, Oordeelsoort]
Posities = Mapping[tuple[str, str], Positie]
"""Where every right of every unit stands, by right and unit."""


@dataclass(frozen=True, slots=True)
class Bericht:
    """One right of one unit that stands otherwise since `dag`.

    `van` and `naar` are the verdicts, None where there is none; when following begins `van` always is. `waarom` are the
    ids of the lowest conditions that differ; where there was no verdict, of those that decide.
    """

    soort: Berichtsoort
    recht: str
    eenheid: str = field(repr=False)
    van: Oordeelsoort | None
    naar: Oordeelsoort | None
    waarom: tuple[str, ...]
    dag: date
    pseudoniem: str = field(repr=False)


def positions(resultaat: Resultaat) -> Posities:
    """The standing of every verdict of a result."""
    return {(o.recht, o.eenheid): (stand(o), o.oordeel) for o in resultaat.oordelen}


def news(voor: Posities, na: Posities, gezin: Gezin) -> dict[tuple[str, str], Berichtsoort]:
    """What kind of news there is, by right and unit; `gezin` is the household of after.

    What somebody who left did not use closes for nobody here.
    """
    hier = units_here(gezin)
    uit: dict[tuple[str, str], Berichtsoort] = {}
    for sleutel in sorted(voor.keys() | na.keys()):
        oud, nieuw = voor.get(sleutel), na.get(sleutel)
        weg = nieuw is None and sleutel[1] not in hier and oud is not None and oud[1] != "gebruikt"
        soort = None if weg else kind_of_news(oud, nieuw)
        if soort is not None:
            uit[sleutel] = soort
    return uit


def kind_of_news(oud: Positie | None, nieuw: Positie | None) -> Berichtsoort | None:
    """The news in a standing that becomes another one; None where nobody has to do anything.

    >>> kind_of_news(("nee", "geen_recht"), ("open", "onbenut"))
    'nieuw_open'
    >>> kind_of_news(("open", "onbenut"), ("in_gebruik", "gebruikt"))
    """
    a = oud[0] if oud else "nee"
    b = nieuw[0] if nieuw else "nee"
    if oud == nieuw or (a == b and b != "open") or (a, b) == ("stopt", "nee"):
        return None
    match b:
        case "open":
            return "nieuw_open"
        case "in_gebruik":
            return None
        case "nee" | "stopt":
            return "gesloten"
        case _:
            return "na_te_kijken"


def make_berichten(
    pseudoniem: str, soorten: Mapping[tuple[str, str], Berichtsoort], voor: Resultaat | None, na: Resultaat
) -> tuple[Bericht, ...]:
    """The news with its verdicts and reasons, by right and unit; `voor` is None when following begins."""
    paren = pairs(voor, na) if voor else ((None, o) for o in na.oordelen)
    op_sleutel = {(o.recht, o.eenheid): (a, b) for a, b in paren if (o := b or a)}
    return tuple(
        _bericht(pseudoniem, soort, *sleutel, *op_sleutel[sleutel], na.op_datum) for sleutel, soort in soorten.items()
    )


def _bericht(
    pseudoniem: str,
    soort: Berichtsoort,
    recht: str,
    eenheid: str,
    voor: Oordeel | None,
    na: Oordeel | None,
    dag: date,
) -> Bericht:
    anders = tuple(r.id for r in reasons(voor, na))
    return Bericht(
        soort=soort,
        recht=recht,
        eenheid=eenheid,
        van=voor.oordeel if voor else None,
        naar=na.oordeel if na else None,
        waarom=na.omdat[:MEEST] if voor is None and na is not None else anders,
        dag=dag,
        pseudoniem=pseudoniem,
    )

"""Reading a household profile for a command, and evaluating it; every message with its place in the file."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rechtenverkenner.meldingen import InvoerFout

if TYPE_CHECKING:
    from rechtenverkenner.catalogus.bron import Bron
    from rechtenverkenner.meldingen import Melding
    from rechtenverkenner.model.gezin import Gezin
    from rechtenverkenner.model.oordeel import Resultaat
    from rechtenverkenner.model.recht import Catalogus
    from rechtenverkenner.motor.evalueren import Motor


def read_household(pad: Path, catalogus: Catalogus, op_datum: date, lokaal: str | None) -> Gezin:
    """The profile, checked against catalogue and date with places in the file."""
    from rechtenverkenner.catalogus.profiel import read_gezin

    return _checked(read_gezin(pad), catalogus, op_datum, lokaal)


def _checked(
    gelezen: tuple[Gezin | None, list[Melding], Bron | None], catalogus: Catalogus, op_datum: date, lokaal: str | None
) -> Gezin:
    from rechtenverkenner.model.datums import to_number
    from rechtenverkenner.motor.controle import check_gezin

    gezin, meldingen, bron = gelezen
    if gezin is None or bron is None:
        raise InvoerFout(meldingen)
    if lokaal is not None:
        if gezin.gemeente not in (None, lokaal):
            hulp = "laat --lokaal weg, of pas de gemeente in het profiel aan"
            raise InvoerFout(
                [
                    bron.melding(
                        "RV438",
                        f"het profiel noemt een andere gemeente dan --lokaal {lokaal[:10]}",
                        ("gemeente",),
                        hulp=hulp,
                    )
                ]
            )
        gezin = gezin.model_copy(update={"gemeente": lokaal})
    bevindingen = check_gezin(gezin, catalogus, to_number(op_datum))
    if bevindingen:
        raise InvoerFout(bron.melding(b.code, b.tekst, b.pad, hulp=b.hulp, sleutel=b.sleutel) for b in bevindingen)
    return gezin


def evaluate_household(pad: Path, catalogus: Catalogus, op_datum: date, lokaal: str | None) -> Resultaat:
    """All verdicts for the household in a file, with what follows from it; says when the reference chain takes over."""
    from rechtenverkenner.catalogus.gezinslezer import read_gezin_kept
    from rechtenverkenner.model.bewaren import storage_of
    from rechtenverkenner.motor.evalueren import evaluate
    from rechtenverkenner.motor.gevolgtrekken import infer
    from rechtenverkenner.motor.keten import waarom_geen_durable

    if reden := waarom_geen_durable():
        print(reden, file=sys.stderr)
    opslag = storage_of(catalogus)
    gezin = infer(_checked(read_gezin_kept(pad, opslag), catalogus, op_datum, lokaal), catalogus, op_datum=op_datum)
    # For one household code pays only when it is kept: making it takes longer than interpreting.
    motor: Motor = "referentie" if opslag is None else "gegenereerd"
    return evaluate(gezin, catalogus, op_datum=op_datum, motor=motor)

"""The facts that say whether somebody belongs to a group: which are not known yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rechtenverkenner.model.knopen import ONBEKEND
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.groepen import partner_of, titular_of

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Persoon


def missing_links(beeld: Beeld, groep: str, anker: int, lid: int) -> Iterator[str]:
    """The keys of the unknown facts that can make a possible member of the group of `anker` certain, in or out."""
    for veld, i in _deciding(beeld, groep, anker, lid):
        p = beeld.personen[i]
        if not _is_known(p, veld):
            yield f"{p.id}.{veld}"


def _deciding(beeld: Beeld, groep: str, anker: int, lid: int) -> Iterator[tuple[str, int]]:
    match groep:
        case "gezin_1_januari":
            yield from (("hier_sinds", lid), ("geboortedatum", lid))
        case "partner":
            yield from (("partner", anker), ("partner", lid))
        case "ouders":
            yield "kind_van", anker
        case "titularissen" | "ziekenfondsgezin":
            yield from _insured_with(beeld, anker, lid)
        case _:
            yield "kind_van", lid


def _insured_with(beeld: Beeld, anker: int, lid: int) -> Iterator[tuple[str, int]]:
    titularis = titular_of(beeld, anker)
    if titularis is None:
        yield "ten_laste_van", anker
    elif any(i == lid and zeker == ONBEKEND for i, zeker in partner_of(beeld, titularis)[0]):
        yield from (("partner", titularis), ("partner", lid))
    yield "ten_laste_van", lid


def _is_known(p: Persoon, veld: str) -> bool:
    if veld == "geboortedatum":
        return p.geboortedatum is not None and p.geboortedatum.interval[0] == p.geboortedatum.interval[1]
    return getattr(p, veld) is not None

"""The list of the rights of a catalogue, as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from typing_extensions import TypedDict  # the one of `typing` has no schema before Python 3.12

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.knopen import Knoop, Niveau, Voorwaarde, children
from rechtenverkenner.model.recht import Catalogus, Recht


class RechtregelJson(TypedDict):
    """One right of the catalogue; `toekenning` is `gemengd` when it depends on what opens the right."""

    id: str
    naam: str
    domein: str
    niveau: str
    pakket: str
    eenheid: Niveau
    toekenning: Literal["automatisch", "aanvraag", "gemengd"]


def list_rights(catalogus: Catalogus, nis: str | None = None) -> list[RechtregelJson]:
    """Every right; local rights only with their NIS code.

    Raises:
        InvoerFout: a NIS code that is not in the list of municipalities.
    """
    if nis is not None and catalogus.gemeenten and nis not in {g.nis for g in catalogus.gemeenten}:
        raise InvoerFout(
            [Melding("RV433", f"onbekende NIS-code `{nis[:10]}`", None, "zoek de code op in regels/gemeenten.yaml")]
        )
    return [
        {
            "id": r.id,
            "naam": r.naam,
            "domein": r.domein,
            "niveau": r.bestuursniveau,
            "pakket": r.pakket,
            "eenheid": r.eenheid,
            "toekenning": granting_of(r),
        }
        for r in catalogus.rechten.values()
        if r.gebied is None or nis is None or nis in r.gebied.nis
    ]


def granting_of(r: Recht) -> Literal["automatisch", "aanvraag", "gemengd"]:
    """How a right is granted, over every status that opens it."""
    modi = {k.toekenning for k in conditions_of(r.voorwaarden) if k.toekenning}
    modi.add(r.toekenning.standaard)
    return "gemengd" if len(modi) > 1 else modi.pop()


def conditions_of(k: Knoop) -> Iterator[Voorwaarde]:
    """The named conditions below a node, in order."""
    if isinstance(k, Voorwaarde):
        yield k
    for onder in children(k):
        yield from conditions_of(onder)

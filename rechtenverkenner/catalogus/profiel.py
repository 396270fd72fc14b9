"""Reading a household profile from a YAML file, with our own messages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rechtenverkenner.catalogus.bron import Bron, read_bytes, read_file
from rechtenverkenner.meldingen import InvoerFout, Melding, Plaats
from rechtenverkenner.model.verwijzingen import link_faults, number_items

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin

MAX_BYTES = 500_000


def load_gezin(pad: Path | str) -> Gezin:
    """The household in a YAML file.

    Raises:
        InvoerFout: every fault of the file, with `file:line:col`, code and help.
    """
    gezin, meldingen, _ = read_gezin(pad)
    if gezin is None:
        raise InvoerFout(meldingen)
    return gezin


def make_gezin(gegevens: Mapping[str, object]) -> Gezin:
    """The household in plain data (a JSON body, a dict); like `Gezin(**gegevens)` with our own messages.

    >>> make_gezin({"personen": [{"geboortedatm": 1960}]})
    Traceback (most recent call last):
    ...
    rechtenverkenner.meldingen.InvoerFout: RV401 personen.0.geboortedatm: onbekend veld `geboortedatm`
      hulp: bedoelt u `geboortedatum`?

    Raises:
        InvoerFout: every fault, each with the path to the value.
    """
    gezin, meldingen, _ = _parse(Bron("", dict(gegevens)), [])
    if gezin is None:
        raise InvoerFout(meldingen)
    return gezin


def read_gezin(pad: Path | str) -> tuple[Gezin | None, list[Melding], Bron | None]:
    """The same with faults as values, and the source for the places of later findings."""
    bron, meldingen = read_file(Path(pad), naam=str(pad), max_bytes=MAX_BYTES)
    return _parse(bron, meldingen)


def read_gezin_text(tekst: str, *, naam: str = "<tekst>") -> tuple[Gezin | None, list[Melding], Bron | None]:
    """The household in a YAML text."""
    bron, meldingen = read_bytes(tekst.encode(), bestand=naam, max_bytes=MAX_BYTES)
    return _parse(bron, meldingen)


def read_gezin_data(bron: Bron) -> tuple[Gezin | None, list[Melding]]:
    """The household in data that was read already, with faults as values at the places that the source knows."""
    gezin, meldingen, _ = _parse(bron, [])
    return gezin, meldingen


def _parse(bron: Bron | None, meldingen: list[Melding]) -> tuple[Gezin | None, list[Melding], Bron | None]:
    if bron is None:
        return None, meldingen, None
    if not isinstance(bron.data, dict):
        hulp = "schrijf `personen:` en zet elke persoon eronder met een streepje"
        return None, [bron.melding("RV403", "verwacht een gezin: velden zoals `personen`", (), hulp=hulp)], bron
    from pydantic import ValidationError  # heavy, and not needed by who only wants the limits above

    from rechtenverkenner.catalogus.vertaling_fouten import translate
    from rechtenverkenner.model.gezin import Gezin

    try:
        return Gezin.model_validate(bron.data), [], bron
    except ValidationError as e:
        return None, _all_faults(translate(e, Gezin, bron, "RV4"), bron.data, bron), bron


def _all_faults(meldingen: list[Melding], data: dict[str, object], bron: Bron) -> list[Melding]:
    """Also what pydantic looks at only when every field is right: double ids and references to nobody."""
    if not any(m.code in ("RV421", "RV422", "RV423", "RV424", "RV425") for m in meldingen):
        fouten = link_faults(number_items(data))
        meldingen += [bron.melding(code, tekst, pad, hulp=hulp) for code, tekst, hulp, pad in fouten]
    return sorted(meldingen, key=lambda m: (m.plaats or Plaats(bron.bestand, 0, 0), m.code, m.tekst))

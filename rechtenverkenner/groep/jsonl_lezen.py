"""JSON Lines: one profile a line, as `bevolking maak` writes them; `sleutel` is the key of the household."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from rechtenverkenner.catalogus.bron import Bron
from rechtenverkenner.catalogus.lezer import kort
from rechtenverkenner.catalogus.profiel import MAX_BYTES, read_gezin_data
from rechtenverkenner.groep.profielen import Groep, Groepsgezin, beside_catalogue, key_faults
from rechtenverkenner.groep.tabellen import MAX_RIJEN, fault
from rechtenverkenner.groep.veilig import check_size
from rechtenverkenner.meldingen import Melding, Plaats
from rechtenverkenner.model.recht import Catalogus


def read_lines(pad: Path, catalogus: Catalogus, op_datum: int) -> Groep:
    """Every household of a file; one without `sleutel` is called after its line.

    Raises:
        InvoerFout: RV500, RV501, the file cannot be read or is too large; RV524, it is no UTF-8; RV523, it is empty.
    """
    check_size(pad)
    try:
        regels = pad.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise fault("RV524", f"`{pad.name[:60]}` is geen UTF-8", "bewaar het opnieuw als UTF-8") from None
    except OSError:
        raise fault("RV500", f"`{pad.name[:60]}` kan niet gelezen worden", "kijk de toegang na") from None
    if len(regels) > MAX_RIJEN + 1:
        raise fault("RV501", f"`{pad.name[:60]}` heeft meer dan {MAX_RIJEN} regels", "verdeel het over meer bestanden")
    gezinnen: dict[str, Groepsgezin] = {}
    for nummer, regel in enumerate(regels, start=1):
        if regel.strip():
            g = _household(regel, Plaats(pad.name, nummer, 1), catalogus, op_datum)
            gezinnen[g.sleutel] = g if g.sleutel not in gezinnen else _twice(gezinnen[g.sleutel], g)
    if not gezinnen:
        raise fault("RV523", f"in `{pad.name[:60]}` staat geen enkel gezin", "zet op elke regel een profiel")
    return Groep(pad.name, tuple(gezinnen.values()))


def _household(regel: str, plaats: Plaats, catalogus: Catalogus, op_datum: int) -> Groepsgezin:
    sleutel = f"regel-{plaats.regel}"
    data, fout = _parse(regel, plaats)
    if fout is not None:
        return Groepsgezin(sleutel, None, plaats, (fout,))
    eigen = str(data.pop("sleutel", sleutel))
    meldingen = list(key_faults(eigen, plaats))
    sleutel = sleutel if meldingen else eigen
    bron = Bron(plaats.bestand, data)
    gezin, van_profiel = read_gezin_data(bron)
    if gezin is not None:
        van_profiel = list(beside_catalogue(gezin, catalogus, op_datum, bron))
    meldingen += [Melding(m.code, m.tekst, plaats, m.hulp) for m in van_profiel]
    return Groepsgezin(sleutel, None if meldingen else gezin, plaats, tuple(meldingen))


def _parse(regel: str, plaats: Plaats) -> tuple[dict[str, Any], Melding | None]:
    """The object on a line, or what is wrong with the line."""
    hulp = 'schrijf op elke regel een profiel als JSON: {"personen": [...]}'
    if len(regel) > MAX_BYTES:
        return {}, Melding("RV501", "deze regel is te lang", plaats, hulp)
    try:
        data = json.loads(regel, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_unique)
    except json.JSONDecodeError as e:
        plek = Plaats(plaats.bestand, plaats.regel, e.colno)
        return {}, Melding("RV519", "dit is geen JSON", plek, hulp)
    except (ValueError, RecursionError) as e:
        zin = str(e) if str(e).startswith("veld ") else "dit is geen JSON die gelezen kan worden"
        return {}, Melding("RV519", zin, plaats, hulp)
    if not isinstance(data, dict):
        return {}, Melding("RV519", "verwacht een gezin: velden zoals `personen`", plaats, hulp)
    return data, None


def _no_number(woord: str) -> NoReturn:
    raise ValueError(woord)


def _unique(paren: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    uit: dict[str, Any] = {}
    for naam, waarde in paren:
        if naam in uit:
            raise ValueError(f"veld {kort(naam)} staat er twee keer")
        uit[naam] = waarde
    return uit


def _twice(eerder: Groepsgezin, nu: Groepsgezin) -> Groepsgezin:
    """Two households of the same key: neither is judged."""
    zin = f"gezin {kort(nu.sleutel)} staat er twee keer: ook op regel {eerder.plaats.regel if eerder.plaats else '?'}"
    dubbel = Melding("RV513", zin, nu.plaats, "geef elk gezin een eigen kenmerk")
    return Groepsgezin(eerder.sleutel, None, eerder.plaats, (*eerder.meldingen, *nu.meldingen, dubbel))

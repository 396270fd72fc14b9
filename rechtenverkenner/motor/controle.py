"""What can be checked only against a date and a catalogue: ages, statuses, rights and municipalities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.datums import years_between
from rechtenverkenner.model.recht import Catalogus, Gemeente

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Aansluiting, Gezin, Persoon

OUDSTE = 122
_DE = {"gezin": "het gezin", "persoon": "de persoon", "aansluiting": "de aansluiting"}


@dataclass(frozen=True, slots=True)
class Bevinding:
    """A fault in a profile, with the path to it; `sleutel`: the key itself is wrong; the place comes with the file."""

    code: str
    tekst: str
    pad: tuple[str | int, ...]
    hulp: str
    sleutel: bool = False


def check_gezin(gezin: Gezin, catalogus: Catalogus, op_datum: int) -> list[Bevinding]:
    """Everything in a profile that cannot be on this date with this catalogue."""
    uit = _check_municipality(gezin, catalogus, op_datum)
    for i, p in enumerate(gezin.personen):
        uit += _check_person(p, ("personen", i), op_datum)
        for kenmerk in sorted(k for k in p.statussen if k not in catalogus.statussen):
            hulp = did_you_mean(kenmerk, catalogus.statussen) or "zie de lijst van statussen"
            uit.append(
                Bevinding(
                    "RV430", f"onbekende status `{kenmerk[:40]}`", ("personen", i, "statussen", kenmerk), hulp, True
                )
            )
    for houder, pad in _holders(gezin):
        if houder.rechten:
            uit += _check_rights(houder, pad, catalogus)
    return uit


def _holders(gezin: Gezin) -> list[tuple[Gezin | Persoon | Aansluiting, tuple[str | int, ...]]]:
    uit: list[tuple[Gezin | Persoon | Aansluiting, tuple[str | int, ...]]] = [(gezin, ())]
    uit += [(p, ("personen", i)) for i, p in enumerate(gezin.personen)]
    uit += [(a, ("aansluitingen", i)) for i, a in enumerate(gezin.aansluitingen or ())]
    return uit


def _check_rights(
    houder: Gezin | Persoon | Aansluiting, pad: tuple[str | int, ...], catalogus: Catalogus
) -> list[Bevinding]:
    niveau = type(houder).__name__.lower()
    uit = []
    for kenmerk in sorted(houder.rechten):
        plek = (*pad, "rechten", kenmerk)
        recht = catalogus.rechten.get(kenmerk)
        if recht is None:
            hulp = did_you_mean(kenmerk, catalogus.rechten) or "zie `rechtenverkenner rechten`"
            uit.append(Bevinding("RV431", f"onbekend recht `{kenmerk[:40]}`", plek, hulp, True))
        elif recht.lijst == "statussen":
            hulp = "zet het bij de persoon onder `statussen`"
            uit.append(Bevinding("RV431", f"`{kenmerk[:40]}` is een status", plek, hulp, True))
        elif recht.eenheid != niveau:
            hulp = f"zet het bij {_DE[recht.eenheid]}"
            uit.append(
                Bevinding(
                    "RV432",
                    f"`{kenmerk}` is een recht van een {recht.eenheid}, niet van een {niveau}",
                    plek,
                    hulp,
                    True,
                )
            )
    return uit


_gemeenten: WeakKeyDictionary[Catalogus, Mapping[str, Sequence[Gemeente]]] = WeakKeyDictionary()


def _municipalities(catalogus: Catalogus) -> Mapping[str, Sequence[Gemeente]]:
    """By code: the municipalities that had it, one after another."""
    uit = _gemeenten.get(catalogus)
    if uit is None:
        per_nis: dict[str, list[Gemeente]] = {}
        for g in catalogus.gemeenten:
            per_nis.setdefault(g.nis, []).append(g)
        uit = _gemeenten[catalogus] = per_nis
    return uit


def _check_municipality(gezin: Gezin, catalogus: Catalogus, op_datum: int) -> list[Bevinding]:
    nis = gezin.gemeente
    if nis is None or not catalogus.gemeenten:
        return []
    zelfde = _municipalities(catalogus).get(nis)
    if zelfde is None:
        return [
            Bevinding("RV433", f"onbekende NIS-code `{nis}`", ("gemeente",), "zoek de code op in regels/gemeenten.yaml")
        ]
    if not any(g.vanaf <= op_datum <= g.tot for g in zelfde):
        tekst = f"gemeente {zelfde[0].naam} (`{nis}`) bestaat niet op deze datum"
        return [Bevinding("RV434", tekst, ("gemeente",), "na een fusie heeft de gemeente een andere NIS-code")]
    return []


def _check_person(p: Persoon, pad: tuple[str | int, ...], op_datum: int) -> list[Bevinding]:
    if p.geboortedatum is None:
        return []
    vroegst, laatst = p.geboortedatum.interval
    if vroegst > op_datum:
        hulp = "een kind dat nog niet geboren is, hoort nog niet in het profiel"
        return [Bevinding("RV435", "geboortedatum ligt na de datum van de berekening", (*pad, "geboortedatum"), hulp)]
    if years_between(laatst, op_datum) > OUDSTE:
        return [Bevinding("RV436", f"ouder dan {OUDSTE} jaar", (*pad, "geboortedatum"), "kijk het geboortejaar na")]
    return []

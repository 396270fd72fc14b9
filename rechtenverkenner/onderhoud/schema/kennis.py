"""What a catalogue knows by name: rights, statuses, counters, municipalities, facts, parts for municipalities.

Read straight from the files and forgiving: somebody needs the help of an editor most when a file is not right yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rechtenverkenner.catalogus.bron import read_file

TABELLEN = ("feiten", "statussen", "loketten", "gemeenten", "gedeeld", "vragen", "catalogus")


@dataclass(slots=True)
class Kennis:
    """Ids with their name in words, as far as the files can be read; each list sorted by id."""

    rechten: dict[str, str] = field(default_factory=dict)
    eenheden: dict[str, str] = field(default_factory=dict)
    statussen: dict[str, str] = field(default_factory=dict)
    loketten: dict[str, str] = field(default_factory=dict)
    gemeenten: dict[str, str] = field(default_factory=dict)
    feiten: dict[str, str] = field(default_factory=dict)
    vragen: dict[str, str] = field(default_factory=dict)
    delen: dict[str, str] = field(default_factory=dict)


def kind_of(data: object, stam: str) -> str | None:
    """Which kind of file this is, by its content and the name of the file; None when it is none of ours."""
    if not isinstance(data, Mapping):
        return None
    for soort in ("recht", "lokaal"):
        if soort in data:
            return soort
    return stam if stam in TABELLEN else None


def read_kennis(map_: Path) -> Kennis:
    """What can be learned from the files in a folder; a file that cannot be read is passed over."""
    uit = Kennis()
    for pad in sorted(map_.rglob("*.yaml")):
        bron, _ = read_file(pad)
        if bron is None or not isinstance(bron.data, dict):
            continue
        soort = kind_of(bron.data, pad.stem)
        if soort == "recht":
            _learn_right(bron.data, uit)
        elif soort in ("statussen", "loketten"):
            getattr(uit, soort).update({k: _text(v, "naam") for k, v in bron.data.items()})
        elif soort == "feiten":
            uit.feiten.update({k: _text(v, "label") for k, v in bron.data.items()})
            uit.vragen.update({k: _text(v, "vraag") for k, v in bron.data.items()})
        elif soort == "gemeenten":
            rij = bron.data.get("gemeenten")
            uit.gemeenten.update({str(g["nis"]): _text(g, "naam") for g in rij or () if _has(g, "nis")})
    for veld in uit.__slots__:
        setattr(uit, veld, dict(sorted(getattr(uit, veld).items())))
    return uit


def _learn_right(data: Mapping[str, Any], uit: Kennis) -> None:
    recht = data["recht"]
    if not isinstance(recht, str):
        return
    uit.rechten[recht] = _text(data, "naam")
    uit.eenheden[recht] = _text(data, "eenheid")
    for naam, begrip in (data.get("begrippen") or {}).items() if isinstance(data.get("begrippen"), dict) else ():
        if _has(begrip, "plaatselijk") and begrip["plaatselijk"]:
            uit.delen[naam] = f"{recht}: {_text(begrip, 'label')}"
    for knoop in _conditions(data.get("voorwaarden")):
        if "plaatselijk" in knoop and isinstance(knoop.get("id"), str):
            uit.delen[knoop["id"]] = f"{recht}: {_text(knoop, 'label')}"


def _conditions(x: object) -> Iterator[dict[str, Any]]:
    if isinstance(x, dict):
        yield x
        for waarde in x.values():
            yield from _conditions(waarde)
    elif isinstance(x, list):
        for waarde in x:
            yield from _conditions(waarde)


def _has(x: object, veld: str) -> bool:
    return isinstance(x, dict) and veld in x


def _text(x: object, veld: str) -> str:
    waarde = x.get(veld) if isinstance(x, dict) else None
    if isinstance(waarde, dict):
        waarde = waarde.get("nl")
    return waarde if isinstance(waarde, str) else ""

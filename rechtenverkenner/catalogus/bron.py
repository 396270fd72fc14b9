"""Strict reading of YAML: a file in, plain data plus the place of every value out; every fault is a `Melding`.

YAML quietly turns `NO`, `12:30` and `010` into something else, keeps the last of two equal keys and lets a few lines
with aliases grow to gigabytes. Here all of that is refused, with the place and with what to write instead.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Final

from rechtenverkenner.catalogus.lezer import Lezer, Plek, splits_regels, toon_regel
from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import Melding, Plaats

Pad = tuple[str | int, ...]

MAX_BYTES: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Bron:
    """The data of one file, with the place of every key and value; the data must not be changed.

    Of data that was put together from cells, `plaatsen` says where each part came from.
    """

    bestand: str
    # Not in the repr: a profile holds personal facts, and a repr ends up in tracebacks and logs.
    data: object = field(repr=False)
    _regels: tuple[str, ...] = field(default=(), repr=False, compare=False)
    _wortel: Plek | None = field(default=None, repr=False, compare=False)
    plaatsen: Mapping[Pad, Plaats] = field(default_factory=dict, repr=False, compare=False)

    def plaats(self, pad: Pad) -> Plaats | None:
        """The place of the value at `pad`, or of its nearest ancestor that exists."""
        if self.plaatsen:
            return next((self.plaatsen[pad[:n]] for n in range(len(pad), -1, -1) if pad[:n] in self.plaatsen), None)
        plek, _ = self._zoek(pad)
        return Plaats(self.bestand, plek[2] + 1, plek[3] + 1) if plek else None

    def sleutelplaats(self, pad: Pad) -> Plaats | None:
        """The place of the key at `pad` (an item of a list: of the item), or what `plaats` gives if there is none."""
        plek, gevonden = self._zoek(pad)
        if plek is None or not gevonden:
            return self.plaats(pad)
        return Plaats(self.bestand, plek[0] + 1, plek[1] + 1)

    def bronregel(self, plaats: Plaats | None) -> str:
        """The text of the line at `plaats`, cut when it is very long; empty when there is none to show."""
        return toon_regel(self._regels, plaats) if plaats else ""

    def melding(
        self, code: str, tekst: str, pad: Pad, *, hulp: str = "", sleutel: bool = False, kolom_extra: int = 0
    ) -> Melding:
        """A message about the value (or the key) at `pad`.

        `kolom_extra` counts characters into a text value, for a fault inside an expression; it is left out where the
        value runs over several lines.
        """
        plaats = self.sleutelplaats(pad) if sleutel else self.plaats(pad)
        if plaats and kolom_extra > 0 and not sleutel:
            extra = self._verschuiving(pad, plaats, kolom_extra)
            plaats = Plaats(plaats.bestand, plaats.regel, plaats.kolom + extra)
        if plaats is None and pad:  # data without a file: the path stands in for the place
            tekst = f"{'.'.join(str(stap) for stap in pad)}: {tekst}"
        return Melding(code, tekst, plaats, hulp, self.bronregel(plaats))

    def _zoek(self, pad: Pad) -> tuple[Plek | None, bool]:
        plek = self._wortel
        for stap in pad:
            onder = plek[4] if plek else None
            volgende = onder.get(stap) if onder else None
            if volgende is None:
                return plek, False
            plek = volgende
        return plek, True

    def _verschuiving(self, pad: Pad, plaats: Plaats, extra: int) -> int:
        waarde: Any = self.data
        try:
            for stap in pad:
                waarde = waarde[stap]
        except (KeyError, IndexError, TypeError):
            return 0
        rest = self._regels[plaats.regel - 1][plaats.kolom - 1 :]
        return _kolommen(rest, waarde, extra) if isinstance(waarde, str) and extra <= len(waarde) else 0


def read_file(pad: Path, *, naam: str | None = None, max_bytes: int = MAX_BYTES) -> tuple[Bron | None, list[Melding]]:
    """What `read_bytes` gives for the file at `pad`, shown in messages as `naam`; size and kind are looked at first."""
    bestand = str(pad) if naam is None else naam
    try:
        toestand = pad.stat()
        if stat.S_ISDIR(toestand.st_mode):
            return None, [_fout_lezen(bestand, "dit is een map, geen bestand")]
        if not stat.S_ISREG(toestand.st_mode):
            return None, [_fout_lezen(bestand, "dit is geen gewoon bestand")]
        if toestand.st_size > max_bytes:
            return None, [_te_groot(bestand, max_bytes)]
        with pad.open("rb") as stroom:
            # One byte more than allowed: the file may have grown since it was looked at.
            inhoud = stroom.read(max_bytes + 1)
    except FileNotFoundError:
        return None, [_fout_lezen(bestand, "dit bestand bestaat niet")]
    except PermissionError:
        return None, [_fout_lezen(bestand, "geen toestemming om dit bestand te lezen")]
    except (OSError, ValueError):
        return None, [_fout_lezen(bestand, "dit bestand kan niet gelezen worden")]
    return read_bytes(inhoud, bestand=bestand, max_bytes=max_bytes)


def read_bytes(inhoud: bytes, *, bestand: str, max_bytes: int = MAX_BYTES) -> tuple[Bron | None, list[Melding]]:
    """The data of a YAML text in UTF-8 and no messages, or no data and every fault found, in order of place."""
    if len(inhoud) > max_bytes:
        return None, [_te_groot(bestand, max_bytes)]
    try:
        tekst = inhoud.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as fout:
        return None, [_geen_utf8(inhoud, fout.start, bestand)]
    lezer = Lezer(bestand, tekst)
    lezer.lees()
    if lezer.fouten:
        return None, sorted(lezer.fouten, key=lambda m: m.plaats or Plaats(bestand, 0, 0))
    return Bron(bestand, lezer.inhoud[0], lezer.regels, lezer.plekken[0]), []


def _fout_lezen(bestand: str, tekst: str) -> Melding:
    return Melding("RV100", tekst, Plaats(bestand, 1, 1), "kijk of de naam en de rechten van het bestand kloppen")


def _te_groot(bestand: str, max_bytes: int) -> Melding:
    tekst = f"het bestand is te groot: meer dan {max_bytes} bytes"
    return Melding("RV101", tekst, Plaats(bestand, 1, 1), "verdeel de inhoud over meer bestanden")


def _geen_utf8(inhoud: bytes, positie: int, bestand: str) -> Melding:
    regels = splits_regels(inhoud[:positie].decode("utf-8").removeprefix("\ufeff"))
    plaats = Plaats(bestand, len(regels), len(regels[-1]) + 1)
    tekst = f"geen UTF-8: byte {positie + 1} (hexadecimaal {inhoud[positie]:02x}) hoort niet bij een teken"
    hulp = "bewaar het bestand opnieuw als UTF-8"
    if inhoud[:2] in (b"\xff\xfe", b"\xfe\xff"):
        hulp += "; het lijkt nu UTF-16 te zijn"
    return Melding("RV102", tekst, plaats, hulp)


def _kolommen(rest: str, waarde: str, extra: int) -> int:
    """Columns between the start of a scalar in the source (`rest` of its line) and character `extra` of its value."""
    teken = {"'": r"(?:''|[^'])", '"': r'(?:\\x..|\\u.{4}|\\U.{8}|\\.|[^"\\])'}.get(rest[:1])
    if teken is None:
        return extra if rest.startswith(waarde[:extra]) else 0
    treffer = re.match(f"{rest[0]}{teken}{{{extra}}}", rest)
    return treffer.end() if treffer else 0

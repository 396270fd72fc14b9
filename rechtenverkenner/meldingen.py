"""Where something is wrong, what is wrong and what to do: the one form of every message.

A message is a value until the edge of the program: functions collect a list of `Melding` and raise one exception that
carries them all, so that somebody who edits a file sees every fault of that file at once.

Code families: RV1xx form of a YAML file, RV2xx meaning of a catalogue, RV3xx parameters and evaluation,
RV4xx household profile, RV5xx group import, RV6xx texts, RV7xx reference cases and what they measure.
"""

from __future__ import annotations

from collections.abc import Iterable

from rechtenverkenner.klasse import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Plaats:
    """A position in a file; line and column count from 1. `cel` names the cell of a workbook: `personen!F7`."""

    bestand: str
    regel: int
    kolom: int
    cel: str = ""

    def __str__(self) -> str:
        if self.cel:
            return f"{self.bestand}[{self.cel}]"
        return f"{self.bestand}:{self.regel}:{self.kolom}"


@dataclass(frozen=True, slots=True)
class Melding:
    """One fault: code, text on one line, place when it has one, what to do (`hulp`) and the source line it is about."""

    code: str
    tekst: str
    plaats: Plaats | None = None
    hulp: str = ""
    bronregel: str = ""

    def __str__(self) -> str:
        kop = f"{self.plaats}: {self.code} {self.tekst}" if self.plaats else f"{self.code} {self.tekst}"
        regels = [kop]
        if self.bronregel and self.plaats:
            regels += [f"    {self.bronregel.rstrip()}", "    " + " " * (self.plaats.kolom - 1) + "^"]
        if self.hulp:
            regels.append(f"  hulp: {self.hulp}")
        return "\n".join(regels)

    def as_dict(self) -> dict[str, object]:
        """The same as plain data, for `--formaat json` and the web service."""
        return {
            "code": self.code,
            "tekst": self.tekst,
            "bestand": self.plaats.bestand if self.plaats else None,
            "regel": self.plaats.regel if self.plaats else None,
            "kolom": self.plaats.kolom if self.plaats else None,
            "hulp": self.hulp,
        }


class RechtenFout(Exception):
    """Base of every exception this library raises on purpose; carries all messages, sorted by place."""

    def __init__(self, meldingen: Iterable[Melding]) -> None:
        self.meldingen: tuple[Melding, ...] = tuple(
            sorted(meldingen, key=lambda m: (m.plaats or Plaats("", 0, 0), m.code, m.tekst))
        )
        super().__init__("\n".join(str(m) for m in self.meldingen))


class InvoerFout(RechtenFout):
    """A household profile or an argument that cannot be read as what it must be."""


class CatalogusFout(RechtenFout):
    """A catalogue that cannot be loaded."""


def did_you_mean(woord: str, mogelijk: Iterable[str]) -> str:
    """`bedoelt u `x`?` for the nearest known word, or an empty string.

    >>> did_you_mean("geboortedatm", ["geboortedatum", "domicilie"])
    'bedoelt u `geboortedatum`?'
    >>> did_you_mean("xyz", ["geboortedatum"])
    ''
    """
    from difflib import get_close_matches  # only who made a mistake needs it

    treffers = get_close_matches(woord, list(mogelijk), n=1, cutoff=0.6)
    return f"bedoelt u `{treffers[0]}`?" if treffers else ""

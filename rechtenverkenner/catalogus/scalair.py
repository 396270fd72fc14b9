"""What a YAML scalar without quotes means here: a number, a date, yes or no, nothing or text; or why it is refused.

YAML readers differ on `NO`, `12:30`, `010` or `1_000`, and people type `12,50` and `1/2/2025`. What somebody could take
for a number, a date or a yes/no and would not get is refused, never guessed.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple
from unicodedata import normalize

MAX_CIJFERS: Final = 18
AANHALEN: Final = "zet de tekst tussen aanhalingstekens"
_TEKST: Final = "is het tekst, zet die dan tussen aanhalingstekens"


class Geweigerd(NamedTuple):
    """Why a scalar is refused, as the end of a sentence that starts with the scalar, and what to write instead."""

    reden: str
    hulp: str


_WOORDEN: Final[dict[str, bool | None]] = {
    "ja": True, "true": True, "nee": False, "false": False, "null": None, "~": None, "": None,
}  # fmt: skip
_VERWARREND: Final[dict[str, str]] = {
    **dict.fromkeys(("yes", "on", "y", "true", "ja"), f"schrijf `ja`; {_TEKST}"),
    **dict.fromkeys(("no", "off", "n", "false", "nee"), f"schrijf `nee`; {_TEKST}"),
    "null": f"schrijf `null` of laat de waarde leeg; {_TEKST}",
}
_GETAL = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")
_DATUM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SCHRIJFWIJZEN: Final = (
    (r"-?0[0-9]+(\.[0-9]+)?", "is een getal met een nul vooraan", "schrijf het getal zonder die nul"),
    (r"[+-]?0[xob][0-9a-f_]+", "is een hexadecimaal, octaal of binair getal", "schrijf een gewoon getal"),
    (r"[+-]?(?=.*_)[0-9][0-9_.]*", "is een getal met liggende streepjes", "schrijf het getal zonder streepjes"),
    (r"[+-]?[0-9]+(:[0-9]{1,2})+(\.[0-9]*)?", "leest YAML als een zestigtallig getal", ""),
    (r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)e[+-]?[0-9]+", "is een getal met een exponent", "schrijf het getal voluit"),
    (r"[+-]?\.(inf|nan)", "is geen gewoon getal", "schrijf een getal"),
    (r"\+[0-9.]+", "is een getal met een plusteken", "schrijf het getal zonder plusteken"),
    (r"-?([0-9]+\.|\.[0-9]+)", "is een onvolledig kommagetal", "schrijf bijvoorbeeld 0.5 of 1.0"),
    (
        r"[+-]?([0-9]+,[0-9]+|[0-9]{1,3}([., '\u00a0\u202f][0-9]{3})+([.,][0-9]+)?)",
        "is geen getal in de vorm die hier gelezen wordt",
        "schrijf een punt voor de decimalen en niets tussen de duizendtallen: 1234.56",
    ),
    (
        r"[0-9]{1,2}([/.-])[0-9]{1,2}\1([0-9]{4}|[0-9]{2})|[0-9]{4}([/.-])[0-9]{1,2}\3[0-9]{1,2}",
        "is geen datum in de vorm die hier gelezen wordt",
        "schrijf een datum als jjjj-mm-dd",
    ),
    (
        r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(t|[ \t]+)[0-9]{1,2}:[0-9]{2}.*",
        "is een tijdstip",
        "schrijf alleen de datum, als jjjj-mm-dd",
    ),
)


def lees_waarde(tekst: str) -> object:
    """The value of a scalar without quotes, or why it is refused."""
    if tekst in _WOORDEN:
        return _WOORDEN[tekst]
    if tekst[0] in "0123456789+-.":
        return _lees_getal(tekst)
    if len(tekst) <= 5 and (hulp := _VERWARREND.get(tekst.lower())):
        return Geweigerd("wordt door YAML-lezers verschillend begrepen", hulp)
    return tekst if tekst.isascii() else normalize("NFC", tekst)


def _lees_getal(tekst: str) -> object:
    if getal := _GETAL.fullmatch(tekst):
        if sum(map(str.isdigit, tekst)) > MAX_CIJFERS:
            return Geweigerd(f"is een getal met meer dan {MAX_CIJFERS} cijfers", f"schrijf een kleiner getal; {_TEKST}")
        return Decimal(tekst) if getal[1] else int(tekst)
    if _DATUM.fullmatch(tekst):
        try:
            return date.fromisoformat(tekst)
        except ValueError:
            return Geweigerd("is geen dag die bestaat", "kijk de datum na, in de vorm jjjj-mm-dd")
    for patroon, reden, hulp in _SCHRIJFWIJZEN:
        if re.fullmatch(patroon, tekst, re.IGNORECASE):
            return Geweigerd(reden, f"{hulp}; {_TEKST}" if hulp else AANHALEN)
    return normalize("NFC", tekst)

"""Whether a sentence in easy Dutch is easy: short sentences, no abbreviations, no passive, no heavy words.

The rules are those that writers for readers at level A2 agree on, as far as a program can see them; a person still
reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MEEST_WOORDEN = 15
"""Words in one sentence. A bracketed remark counts: the reader reads it too."""

# Names that people know as they are, with the letters they see on the letter, the card or the building.
BEKEND = frozenset("OCMW VDAB NMBS MIVB TEC FOD CM CAW RIZIV MOBIB UiTPAS IVAGO VOO GSM GB TV BTW A4 EU B1".split())
_ZINSEINDE = re.compile(r"(?<=[.!?:;])\s+|\n+")
# No small letter after the capitals: `IJsland` and `MyHandicap` are words.
_AFKORTING = re.compile(r"\b(?:[A-Z]{2,}(?![a-z])|[a-z]\.(?:[a-z]\.)+|bijv\.|bv\.|enz\.|nr\.|art\.|max\.|min\.|ca\.)")
# They look like a participle: nouns, and what somebody or something can become.
_GEEN_DEELWOORD = "|".join(
    "bedragen bekend beleid benen bericht berichten besluit besluiten bestand bestanden bewijzen bewust bezoeken "
    "gebied gebieden gebouwen gedrag geduld gehandicapt geheimen geleden gemeenten gerecht getuigen gevallen "
    "geweld gewicht gezicht gezinnen gezond herstellen verband verbanden verdiensten verdriet verhalen verleden "
    "vermogen verschillen verstand verwanten verzoeken".split()
)
_WORDEN = r"\b(?:word|wordt|worden|werd|werden)\b"
_LOS = "(?:aan|achter|af|bij|door|goed|in|mee|na|om|op|over|samen|stop|terug|toe|uit|vast|voor|weg)?"
_DEELWOORD = (
    rf"\b(?!(?:{_GEEN_DEELWOORD})\b)(?:{_LOS}(?:ge[a-zë]{{2,}}|(?:be|er|her|ont|ver)[a-zë]{{3,}})(?:d|t|en)"
    r"|onder(?:zocht|steund|tekend|broken|houden)|herzien|voorzien|voltooid)\b"
)
_LIJDEND = re.compile(
    # within one part of a sentence, and not `wordt 26 en betaalt`, `wordt ouder om te erven`
    rf"{_WORDEN}(?:\s+[^\s,;:.()]+){{0,8}}?\s+(?<!\ben )(?<!\bof )(?<!\bte ){_DEELWOORD}"
    rf"|{_DEELWOORD}(?:\s+(?:te|kan|kunnen|moet|moeten|mag|mogen|zal|zullen|zou|zouden))?\s+{_WORDEN}",
    re.IGNORECASE,
)
MOEILIJK = {
    "aanslagbiljet": "brief van de belastingen",
    "ambtshalve": "vanzelf",
    "conform": "volgens",
    "derhalve": "dus",
    "doch": "maar",
    "dient te": "moet",
    "dienen te": "moeten",
    "echter": "maar",
    "eveneens": "ook",
    "gelieve": "wilt u",
    "indien": "als",
    "inzake": "over",
    "krachtens": "volgens",
    "middels": "met",
    "mits": "als",
    "reeds": "al",
    "tenzij": "alleen als ... niet",
    "teneinde": "om",
    "tevens": "ook",
    "uiterlijk": "niet later dan",
    "verstrekken": "geven",
    "vervallen": "stoppen",
    "voornoemd": "dit",
    "wederom": "weer",
}
_WOORD = re.compile(r"[^\W\d_]+")
# `u dient een aanvraag in` is an ordinary verb; `u dient dit te bewijzen` is not.
_DIENT_TE = re.compile(r"\b(dient|dienen)\b[^.,;:!?]*? te\b", re.IGNORECASE)
_OFFICIELE_NAAM = re.compile(r" \([^\W\d_]+\)")


def remarks(tekst: str) -> Iterator[str]:
    """What is not easy in this text, in Dutch, one remark each; nothing when it is easy.

    >>> list(remarks("Bel uw ziekenfonds. Neem de brief van de belastingen (aanslagbiljet) mee."))
    []
    >>> list(remarks("Indien u recht heeft, wordt de toelage aangevraagd."))
    ['lijdende vorm: `wordt de toelage aangevraagd`', 'moeilijk woord `indien`: schrijf `als`']
    """
    for zin in _ZINSEINDE.split(tekst):
        woorden = len(zin.split())
        if woorden > MEEST_WOORDEN:
            yield f"{woorden} woorden in een zin, hoogstens {MEEST_WOORDEN}: `{zin}`"
    zonder = re.sub(r"\{\w+\}", "", tekst)
    for m in _AFKORTING.finditer(zonder):
        # an official short name may stay when what it means follows in brackets
        if m.group() not in BEKEND and not zonder.startswith(" (", m.end()):
            yield f"afkorting `{m.group()}`: schrijf het woord, of zet de betekenis er tussen haakjes achter"
    for m in _LIJDEND.finditer(zonder):
        yield f"lijdende vorm: `{m.group()}`"
    for woord in _heavy(zonder):
        yield f"moeilijk woord `{woord}`: schrijf `{MOEILIJK[woord]}`"


def _heavy(tekst: str) -> Iterator[str]:
    """Heavy words, except one alone in brackets: there it is the name that stands on the letter."""
    for woord in _WOORD.findall(_OFFICIELE_NAAM.sub("", tekst)):
        if woord.lower() in MOEILIJK:
            yield woord.lower()
    for m in _DIENT_TE.finditer(tekst):
        yield f"{m.group(1).lower()} te"

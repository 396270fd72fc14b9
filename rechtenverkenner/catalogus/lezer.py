"""From YAML text to plain data with the place of every key and value, on a stack of our own.

The events of libyaml are handled one by one: no input can exhaust the call stack, nothing is built for an alias, and
reading stops at the first event that goes too deep. A fault is noted and reading goes on, so that all are seen at once.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple
from unicodedata import normalize

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from rechtenverkenner.catalogus.scalair import AANHALEN, Geweigerd, lees_waarde
from rechtenverkenner.meldingen import Melding, Plaats

MAX_DIEPTE: Final = 40
MAX_TEKENS: Final = 20_000
# Past these limits an answer helps nobody, and a hostile file would cost minutes and gigabytes.
MAX_MELDINGEN: Final = 100
MAX_GEBEURTENISSEN: Final = 500_000
MAX_BRONREGEL: Final = 200

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SLEUTELHULP: Final = "zet de sleutel tussen aanhalingstekens als het tekst is"
# Never a real key (empty keys are refused): the value that follows is checked but not kept.
_WEG: Final = ""

# Everything YAML does not print, the three extra line ends that editors and libyaml count differently, and the signs
# that make a text read differently from what it is (bidirectional overrides, zero-width space).
_ONZICHTBAAR: Final = (
    r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u200b\u2028-\u202e\u2066-\u2069]"
)


# Where an entry of a mapping or list stands: line and column of its key (of the item itself in a list), line and column
# of its value, all from 0, and the entries below it. A plain tuple: there is one for every value of a catalogue.
Plek = tuple[int, int, int, int, "Plekken | None"]
Plekken = dict[str | int, Plek]

# Both wordings: that of libyaml and that of the parser in Python. The first row that fits is used; `ver` stands in
# front when what was opened on an earlier line is not closed, `achter` when the fault is not the first on its line,
# `einde` when nothing follows.
_SYNTAXIS: Final = (
    (r"tab character|'\\t'", "een tab waar YAML spaties verwacht", "spring in met spaties"),
    (r"find expected ':'", "na deze tekst ontbreekt een `:`", "vul de `:` aan, of spring in als het tekst is"),
    (
        r"mapping values",
        "een `:` die hier niet kan staan",
        f"{AANHALEN} als er een `:` in staat, en kijk de inspringing na, ook van de regel erboven",
    ),
    (
        r"unexpected (end|document)",
        "deze tekst begint met een aanhalingsteken en eindigt er niet mee",
        "zet aan het einde hetzelfde aanhalingsteken",
    ),
    (r"ver .*',' or '\}'", "deze `{` wordt niet gesloten", "zet een `}` waar ze eindigt"),
    (r"ver .*',' or '\]'", "deze `[` wordt niet gesloten", "zet een `]` waar ze eindigt"),
    (r"',' or '\}'", "hier ontbreekt een komma of een `}`", f"vul aan, of {AANHALEN}"),
    (r"',' or '\]'", "hier ontbreekt een komma of een `]`", f"vul aan, of {AANHALEN}"),
    (r"einde .*node content", "de tekst eindigt en er staat nog een haakje open", "sluit elke `[` en `{`"),
    (r"node content", "een leesteken waar een waarde verwacht wordt", f"haal het weg, of {AANHALEN}"),
    (
        r"escape|hexa?decimal",
        "een `\\` met een teken dat daar niet bij hoort",
        "gebruik enkele aanhalingstekens, of schrijf `\\\\`",
    ),
    (r"cannot start|alphabetic", "tekst zonder aanhalingstekens kan niet met dit teken beginnen", AANHALEN),
    (r"sequence entries", "een streepje van een lijst kan hier niet staan", "begin de lijst op een nieuwe regel"),
    (r"document start", "er staat nog tekst na het einde van het document", "haal `...` en wat erna komt weg"),
    (
        r"achter .*expected (key|<block end)",
        "er staat nog iets achter deze waarde",
        "zet de hele tekst tussen aanhalingstekens",
    ),
    (
        r"expected key|block end|'-' indicator",
        "de inspringing klopt niet, of er staat iets te veel op deze regel",
        "spring de sleutels van één niveau even ver in, en zet lijst en sleutels niet door elkaar",
    ),
)


class _Punt(NamedTuple):
    """A place that counts from 0, as the marks of PyYAML do."""

    line: int
    column: int


_BEGIN: Final = _Punt(0, 0)


def _verklaar(fout: yaml.YAMLError, regels: tuple[str, ...]) -> tuple[str, str, Any, str]:
    """Code, text, place and help for a fault of the parser; nothing of its English sentence is kept."""
    probleem = str(getattr(fout, "problem", ""))
    plek: Any = getattr(fout, "problem_mark", None) or _BEGIN
    begin: Any = getattr(fout, "context_mark", None) or plek
    if re.search(r"tag handle|directive|incompatible", probleem):
        return "RV105", "instructies en tags (`%` en `!`) worden hier niet gelezen", plek, f"haal ze weg, of {AANHALEN}"
    if plek.line >= len(regels):  # libyaml counts a line after a last line without line end
        plek = _Punt(len(regels) - 1, len(regels[-1]))
    regel = regels[plek.line]
    einde = plek.line == len(regels) - 1 and not regel[plek.column :].strip()
    if "\t" in regel[: len(regel) - len(regel.lstrip())]:
        probleem = "tab character"
    # What is never closed is found out far below; the place to look is where it was opened.
    if re.search(r"found unexpected|find expected ':'|alphabetic", probleem):
        plek = begin
    elif (einde or begin.line < plek.line) and "',' or" in probleem:
        probleem, plek = f"ver {probleem}", begin
    elif einde:
        probleem = f"einde {probleem}"
    elif regel[: plek.column].strip():
        probleem = f"achter {probleem}"
    for vorm, tekst, hulp in _SYNTAXIS:
        if re.search(vorm, probleem):
            return "RV103", tekst, plek, hulp
    return "RV103", "dit is geen geldige YAML", plek, "kijk de inspringing, de haakjes en de aanhalingstekens na"


def splits_regels(tekst: str) -> tuple[str, ...]:
    """The lines of a text, with line ends of any system."""
    return tuple(tekst.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def toon_regel(regels: tuple[str, ...], plaats: Plaats) -> str:
    """The line at `plaats` as a message shows it: cut when very long, empty when the column would not be seen."""
    if not 0 < plaats.regel <= len(regels) or plaats.kolom > MAX_BRONREGEL:
        return ""
    return regels[plaats.regel - 1][:MAX_BRONREGEL]


def kort(tekst: str) -> str:
    """User's text between backticks: one line of at most 40 characters, for messages must not spread personal facts."""
    regel = re.sub(_ONZICHTBAAR, "?", " ".join(tekst.split()).replace("`", "'"))
    return f"`{regel}`" if len(regel) <= 40 else f"`{regel[:39]}…`"


def _onzichtbaar(teken: str) -> str:
    return f"een onzichtbaar of niet toegelaten teken: U+{ord(teken):04X}"


def _bewaar(kader: _Kader, waarde: object, plek: Any, onder: Plekken | None) -> None:
    regel, kolom = plek.line, plek.column
    if kader.is_lijst:
        kader.plekken[len(kader.doel)] = (regel, kolom, regel, kolom, onder)
        kader.doel.append(waarde)
        return
    if sleutel := kader.sleutel:
        plek = kader.sleutelplek
        kader.plekken[sleutel] = (plek.line, plek.column, regel, kolom, onder)
        kader.doel[sleutel] = waarde
    kader.sleutel = None


class _Stop(Exception):
    """Reading on is of no use; the reason is in the messages."""


class _Kader:
    """A mapping or list that is being read."""

    __slots__ = ("doel", "is_lijst", "plekken", "sleutel", "sleutelplek", "stroom")

    def __init__(self, doel: Any, plekken: Plekken, stroom: bool) -> None:
        self.doel = doel
        self.plekken = plekken
        self.stroom = stroom
        self.is_lijst = isinstance(doel, list)
        self.sleutel: str | None = None  # of the value that comes next; None while a key is expected
        self.sleutelplek: Any = None


class Lezer:
    """Builds the data and the places of one text; `inhoud[0]` is the result, of use only if there are no `fouten`."""

    def __init__(self, bestand: str, tekst: str) -> None:
        self.bestand = bestand
        self.regels = splits_regels(tekst)
        self.tekst = tekst
        self.fouten: list[Melding] = []
        self.begonnen = False
        self.inhoud: list[Any] = []
        self.plekken: Plekken = {}
        self.stapel: list[_Kader] = []
        self.kader = _Kader(self.inhoud, self.plekken, False)

    def lees(self) -> None:
        """Read the whole text, as far as that is of use."""
        try:
            self._controleer_tekens()
            self._lees_gebeurtenissen()
        except _Stop:
            pass
        except yaml.YAMLError as fout:
            self.fouten.append(self._melding(*_verklaar(fout, self.regels)))

    def _controleer_tekens(self) -> None:
        """Report and blank out what cannot be seen, once a line, so that the rest can be read at the same places."""
        # Python's own test is quicker, and knows every sign that is printed.
        if self.tekst.replace("\n", "").isprintable() or not re.search(_ONZICHTBAAR, self.tekst):
            return
        regels, self.regels = self.regels, tuple(re.sub(_ONZICHTBAAR, " ", regel) for regel in self.regels)
        self.tekst = "\n".join(self.regels)
        for nr, regel in enumerate(regels):
            if treffer := re.search(_ONZICHTBAAR, regel):
                self._meld("RV110", _onzichtbaar(treffer[0]), _Punt(nr, treffer.start()), "haal het teken weg")

    def _lees_gebeurtenissen(self) -> None:
        volgende = _LOADER(self.tekst).get_event
        for _ in range(MAX_GEBEURTENISSEN):
            gebeurtenis = volgende()
            soort = type(gebeurtenis)
            if soort is ScalarEvent:
                self._scalair(gebeurtenis)
            elif soort is MappingStartEvent:
                self._open({}, gebeurtenis)
            elif soort is SequenceStartEvent:
                self._open([], gebeurtenis)
            elif soort is MappingEndEvent or soort is SequenceEndEvent:
                self.kader = self.stapel.pop()
            elif soort is AliasEvent:
                self._alias(gebeurtenis)
            elif soort is DocumentStartEvent:
                self._begin_document(gebeurtenis)
            elif soort is StreamEndEvent:
                if not self.inhoud:
                    self._meld("RV108", "het bestand is leeg", _BEGIN, "vul het in, of laat het bestand weg")
                return
        self._meld("RV101", "het bestand heeft te veel waarden", _BEGIN, "verdeel de inhoud over meer bestanden")

    def _begin_document(self, gebeurtenis: Any) -> None:
        plek = gebeurtenis.start_mark
        if self.begonnen:
            hulp = "haal de regel `---` weg, of maak er twee bestanden van"
            self._meld("RV108", "een tweede document in hetzelfde bestand", plek, hulp)
            raise _Stop
        self.begonnen = True
        if gebeurtenis.version or gebeurtenis.tags:
            self._meld("RV105", "YAML-instructies (`%`) worden hier niet gelezen", plek, "haal de regel met `%` weg")

    def _open(self, doel: Any, gebeurtenis: Any) -> None:
        kader, plek = self.kader, gebeurtenis.start_mark
        if len(self.stapel) >= MAX_DIEPTE:
            self._meld("RV107", f"dieper genest dan {MAX_DIEPTE} niveaus", plek, "maak de inhoud vlakker")
            raise _Stop
        if gebeurtenis.anchor is not None or gebeurtenis.tag is not None:
            self._weiger_anker(gebeurtenis)
        plekken: Plekken = {}
        if kader.sleutel is None and not kader.is_lijst:
            self._meld("RV109", "een lijst of groep als sleutel", plek, "een sleutel is gewone tekst op één regel")
            kader.sleutel, kader.sleutelplek = _WEG, plek
        else:
            _bewaar(kader, doel, plek, plekken)
        self.stapel.append(kader)
        self.kader = _Kader(doel, plekken, gebeurtenis.flow_style)

    def _alias(self, gebeurtenis: Any) -> None:
        kader, plek = self.kader, gebeurtenis.start_mark
        hulp = f"schrijf de inhoud voluit; begint de tekst met een `*`, {AANHALEN}"
        self._meld("RV105", "een verwijzing (`*`) naar een andere plaats wordt hier niet gelezen", plek, hulp)
        if kader.sleutel is None and not kader.is_lijst:
            kader.sleutel, kader.sleutelplek = _WEG, plek
        else:
            _bewaar(kader, None, plek, None)

    def _weiger_anker(self, gebeurtenis: Any) -> None:
        teken, soort = ("!", "een tag") if gebeurtenis.tag is not None else ("&", "een anker")
        hulp = f"haal `{teken}...` weg; begint de tekst met een `{teken}`, {AANHALEN}"
        self._meld("RV105", f"{soort} (`{teken}`) wordt hier niet gelezen", gebeurtenis.start_mark, hulp)

    def _scalair(self, gebeurtenis: Any) -> None:
        kader, tekst, plek = self.kader, gebeurtenis.value, gebeurtenis.start_mark
        if gebeurtenis.anchor is not None or gebeurtenis.tag is not None:
            self._weiger_anker(gebeurtenis)
        if gebeurtenis.style:
            waarde: object = self._lees_tekst(tekst, gebeurtenis)
        elif len(tekst) > MAX_TEKENS:
            waarde = self._te_lang(plek)
        else:
            waarde = lees_waarde(tekst)
        if kader.sleutel is None and not kader.is_lijst:
            self._zet_sleutel(kader, tekst, waarde, gebeurtenis)
            return
        if not self.stapel and tekst == "" and not gebeurtenis.style:
            return  # `---` without anything below it: reported at the end
        if type(waarde) is Geweigerd:
            self._meld("RV106", f"{kort(tekst)} {waarde.reden}", plek, waarde.hulp)
        elif tekst == "" and kader.stroom and not gebeurtenis.style:
            self._sleutel_zonder_waarde(kader, gebeurtenis.start_mark)
        _bewaar(kader, waarde, plek, None)

    def _lees_tekst(self, tekst: str, gebeurtenis: Any) -> str:
        """A text with quotes or in a block; only between double quotes can it hold signs the source does not show."""
        if len(tekst) > MAX_TEKENS:
            return self._te_lang(gebeurtenis.start_mark)
        if gebeurtenis.style == '"' and (treffer := re.search(_ONZICHTBAAR, tekst)):
            self._meld("RV110", _onzichtbaar(treffer[0]), gebeurtenis.start_mark, "haal het teken weg")
        return tekst if tekst.isascii() else normalize("NFC", tekst)

    def _te_lang(self, plek: Any) -> str:
        self._meld("RV110", f"een tekst van meer dan {MAX_TEKENS} tekens", plek, "kort de tekst in of splits hem")
        return _WEG

    def _zet_sleutel(self, kader: _Kader, tekst: str, waarde: object, gebeurtenis: Any) -> None:
        kader.sleutelplek = plek = gebeurtenis.start_mark
        kader.sleutel = _WEG
        if tekst == "<<" and not gebeurtenis.style:
            self._meld("RV105", "samenvoegen (`<<`) wordt hier niet gelezen", plek, "schrijf de inhoud voluit")
        elif tekst == "":
            self._meld("RV109", "een sleutel zonder tekst", plek, "zet een naam voor de `:`")
        elif type(waarde) is int:
            self._zet_nieuwe_sleutel(kader, tekst, plek)
        elif not isinstance(waarde, str) or gebeurtenis.style in ("|", ">"):
            self._meld("RV109", f"{kort(tekst)} is geen gewone tekst en kan geen sleutel zijn", plek, _SLEUTELHULP)
        else:
            self._zet_nieuwe_sleutel(kader, waarde, plek)

    def _zet_nieuwe_sleutel(self, kader: _Kader, sleutel: str, plek: Any) -> None:
        if sleutel not in kader.plekken:
            kader.sleutel = sleutel
            return
        eerder = kader.plekken[sleutel][0] + 1
        tekst = f"sleutel {kort(sleutel)} staat er twee keer: op regel {eerder} en op regel {plek.line + 1}"
        self._meld("RV104", tekst, plek, "haal een van de twee weg, of geef ze een andere naam")

    def _sleutel_zonder_waarde(self, kader: _Kader, hier: Any) -> None:
        """A comma in a text without quotes starts a new key; what was already said of that key would only distract."""
        plek = kader.sleutelplek or hier  # a pair inside [ ] can lack even its key
        naam = kort(kader.sleutel) if kader.sleutel else "dit"
        hulp = "een komma tussen `{` en `}` begint een nieuwe sleutel: zet tekst met een komma tussen aanhalingstekens"
        melding = self._melding("RV111", f"{naam} is een sleutel zonder waarde", plek, hulp)
        self.fouten = [m for m in self.fouten if m.plaats != melding.plaats]
        self._bewaar_melding(melding)

    def _melding(self, code: str, tekst: str, plek: Any, hulp: str) -> Melding:
        plaats = Plaats(self.bestand, plek.line + 1, plek.column + 1)
        return Melding(code, tekst, plaats, hulp, toon_regel(self.regels, plaats))

    def _meld(self, code: str, tekst: str, plek: Any, hulp: str) -> None:
        self._bewaar_melding(self._melding(code, tekst, plek, hulp))

    def _bewaar_melding(self, melding: Melding) -> None:
        self.fouten.append(melding)
        if len(self.fouten) >= MAX_MELDINGEN:
            hulp = "verbeter eerst wat hierboven staat"
            self.fouten.append(Melding("RV112", "te veel fouten: de rest is niet gelezen", melding.plaats, hulp))
            raise _Stop

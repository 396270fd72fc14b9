"""The `.po` files beside a catalogue: brought up to date with its sentences, and checked.

Dutch is the source. A Dutch sentence that changes keeps its old translation as a proposal (fuzzy), which no plan
prints until a translator confirms it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from rechtenverkenner.catalogus import opslag
from rechtenverkenner.meldingen import Melding, Plaats
from rechtenverkenner.onderhoud.eenvoudig import remarks
from rechtenverkenner.onderhoud.uittrekken import extract_catalogue, extract_template
from rechtenverkenner.plan.plaatshouders import same_placeholders
from rechtenverkenner.plan.taal import DOMEIN, Taal, open_po, translation_file, translations

PROJECT, VERSIE = "Rechtenverkenner", "1"
_PAKKET = opslag.PAKKET
_NIET_EENVOUDIG = frozenset(["parameters", "begrippen", "niet_uitgedrukt"])
"""Parts of a right that easy Dutch may leave as they are: the plan shows them small, as proof, or not at all."""
_BEGIN = 60
"""How much of a sentence a message shows."""


def extract(map_: Path) -> Catalog:
    """Every sentence to translate, in the order of the files, as a template.

    The words of the plan and of the pages belong to the catalogue of the library: any other one falls back on that.
    """
    delen = [(map_, [("**/gemeenten.yaml", "ignore"), ("**.yaml", extract_catalogue)])]
    if map_.resolve() == opslag.default_folder().resolve():
        eigen = [("**.py", "python"), ("**.html", extract_template)]
        delen = [*((_PAKKET / deel, eigen) for deel in ("plan", "web")), *delen]
    gevonden = Catalog()
    for nummer, (waar, soorten) in enumerate(delen):
        opties = {"**.py": {"encoding": "utf-8"}}
        # typeshed knows names of methods only, not functions
        for bestand, regel, zin, opmerkingen, _ in extract_from_dir(waar, soorten, opties):  # type: ignore[arg-type]
            gevonden.add(zin, None, [(f"{nummer}/{bestand}", regel)], auto_comments=opmerkingen)
    sjabloon = Catalog(project=PROJECT, version=VERSIE, header_comment=_comment("template"))
    # Babel sorts what it writes, but an update follows the order of the template.
    for m in sorted((m for m in gevonden if m.id), key=lambda m: m.locations):
        sjabloon[m.id] = m
    return sjabloon


def as_po(catalogus: Catalog) -> bytes:
    """The text of a file: a sentence on one line, without places in the source, so that a change is one line.

    Takes the flag `python-format` from the sentences given: Babel's guess for `66 % of`, which programs for
    translators would check.
    """
    for m in [*catalogus, *catalogus.obsolete.values()]:
        m.flags.discard("python-format")
    uit = BytesIO()
    write_po(uit, catalogus, width=0, no_location=True)
    return uit.getvalue()


@dataclass(frozen=True, slots=True)
class Bijwerking:
    """What an update of one file does; `inhoud` is None when it stays as it is."""

    taal: Taal
    pad: Path
    inhoud: bytes | None
    nieuw: int
    na_te_kijken: int
    vervallen: int


def plan_update(map_: Path, taal: Taal, sjabloon: Catalog, moment: datetime) -> Bijwerking:
    """The file of a language with the sentences of the catalogue; `moment` is the date of a file that changes.

    A sentence that is gone stays at the end (`#~`): when it comes back, or one like it comes, its translation is
    proposed again.

    Raises:
        InvoerFout: RV602, a file that is no `.po` file.
    """
    pad = translation_file(map_, taal)
    oud = pad.read_bytes() if pad.is_file() else b""
    catalogus = _read(map_, taal) if oud else Catalog(domain=DOMEIN, project=PROJECT, version=VERSIE)
    voor = {m.id for m in catalogus if m.id}
    weg = set(catalogus.obsolete)
    _merge(catalogus, sjabloon)
    if not oud:
        catalogus.creation_date = moment
    _set_headers(catalogus, taal)
    inhoud: bytes | None = as_po(catalogus)
    if _without_program(inhoud or b"") == _without_program(oud):
        inhoud = None
    elif oud:
        catalogus.creation_date = moment
        inhoud = as_po(catalogus)
    anders = [m for m in catalogus if m.id and m.id not in voor]
    nieuw = sum(not m.fuzzy for m in anders)
    return Bijwerking(taal, pad, inhoud, nieuw, len(anders) - nieuw, len(set(catalogus.obsolete) - weg))


def write_update(bijwerking: Bijwerking) -> None:
    """Carry it out."""
    if bijwerking.inhoud is not None:
        bijwerking.pad.parent.mkdir(parents=True, exist_ok=True)
        bijwerking.pad.write_bytes(bijwerking.inhoud)


def _merge(catalogus: Catalog, sjabloon: Catalog) -> None:
    """Babel's update, in which a sentence that was gone can come back, as a proposal."""
    for m in [*catalogus, *catalogus.obsolete.values()]:
        m.user_comments = [c for c in m.user_comments if not c.startswith("|")]  # gettext's earlier Dutch sentence
    for m in catalogus.obsolete.values():
        if m.id not in catalogus:
            if m.id in sjabloon:
                m.flags.add("fuzzy")
            catalogus[m.id] = m
    catalogus.obsolete.clear()
    catalogus.update(sjabloon, update_creation_date=False)
    for sleutel, m in list(catalogus.obsolete.items()):
        if m.fuzzy or not any(_forms(m)):  # a file has no place to say that what is gone was not right yet
            del catalogus.obsolete[sleutel]


def _set_headers(catalogus: Catalog, taal: Taal) -> None:
    """Something true in the place of what Babel fills in by default; what a translator wrote stays."""
    catalogus.locale = taal.map
    catalogus.fuzzy = False
    if "FIRST AUTHOR" in catalogus.header_comment:
        catalogus.header_comment = _comment(taal.naam)
    if "EMAIL@ADDRESS" in catalogus.msgid_bugs_address:
        catalogus.msgid_bugs_address = "CONTRIBUTING.md"
    if "EMAIL@ADDRESS" in catalogus.last_translator:
        catalogus.last_translator = PROJECT
    if "LL@li.org" in catalogus.language_team:
        catalogus.language_team = taal.naam
    if isinstance(catalogus.revision_date, str):
        catalogus.revision_date = catalogus.creation_date


def _comment(wat: str) -> str:
    return f"# {PROJECT}: {wat}. How to work on a translation: docs/vertalen.md.\n# Licence: EUPL-1.2.\n#"


def _without_program(inhoud: bytes) -> bytes:
    """The file without the line that names the version of Babel: another version is no reason to write."""
    return re.sub(rb'^"Generated-By: .*\n', b"", inhoud, flags=re.MULTILINE)


def _read(map_: Path, taal: Taal) -> Catalog:
    translations(taal, (str(map_),))  # says what is wrong with a file that cannot be read
    return read_po(open_po(translation_file(map_, taal)), locale=taal.map, domain=DOMEIN)


@dataclass(frozen=True, slots=True)
class Bevinding:
    """Something about a translation: a fault, or (`fout` is False) something that a person must look at."""

    melding: Melding
    fout: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a language is: sentences to translate, those that a plan prints, and what was found."""

    taal: Taal
    zinnen: int
    klaar: int
    bevindingen: tuple[Bevinding, ...]

    @property
    def fouten(self) -> int:
        """How many findings are faults."""
        return sum(b.fout for b in self.bevindingen)


Opmerking = tuple[str, str, str]
"""Code, text, help."""
WAARSCHUWINGEN = frozenset(["RV626", "RV627"])


def check(map_: Path, taal: Taal, sjabloon: Catalog) -> Stand:
    """How far the translations into a language are, and what is wrong with them.

    Raises:
        InvoerFout: RV602, a file that is no `.po` file.
    """
    klaar = translations(taal, (str(map_),)).zinnen
    pad = translation_file(map_, taal)
    naam = pad.relative_to(map_).as_posix()
    gevraagd = [m for m in sjabloon if m.id and is_required(m, taal)]
    bevindingen: list[Bevinding] = []

    def add(regel: int, opmerkingen: Iterator[Opmerking]) -> None:
        for code, tekst, hulp in opmerkingen:
            bevindingen.append(
                Bevinding(Melding(code, tekst, Plaats(naam, regel, 1), hulp), code not in WAARSCHUWINGEN)
            )

    if pad.is_file():
        catalogus = _read(map_, taal)
        for m in catalogus:
            if m.id:
                add(m.lineno or 1, _unknown(m) if m.id not in sjabloon else _faults(m, taal))
        for m in gevraagd:
            if _first(m) not in klaar:
                eigen = catalogus.get(m.id)
                add(eigen.lineno or 1 if eigen else 1, _missing(m, eigen))
    elif any(_first(m) not in klaar for m in gevraagd):
        add(1, iter([("RV620", f"er zijn nog geen vertalingen in het {taal.naam}", "voer `--bijwerken` uit")]))
    bevindingen.sort(key=lambda b: (b.melding.plaats or Plaats("", 0, 0), b.melding.code))
    return Stand(taal, len(gevraagd), sum(_first(m) in klaar for m in gevraagd), tuple(bevindingen))


def is_required(bericht: Message, taal: Taal) -> bool:
    """Whether this sentence must be there in this language."""
    if taal.code != "eenvoudig" or not bericht.auto_comments:
        return True
    return not all(_NIET_EENVOUDIG & set(o.split()[:2]) for o in bericht.auto_comments)


def _first(bericht: Message) -> str:
    return str(bericht.id if isinstance(bericht.id, str) else bericht.id[0])


def _forms(bericht: Message) -> tuple[str, ...]:
    """The translation: one form, or one per plural."""
    return tuple(bericht.string) if isinstance(bericht.string, tuple | list) else (bericht.string or "",)


def _quote(zin: str) -> str:
    return f"`{zin if len(zin) <= _BEGIN else zin[: _BEGIN - 3] + '...'}`"


def _unknown(bericht: Message) -> Iterator[Opmerking]:
    yield "RV623", f"de catalogus kent deze zin niet: {_quote(_first(bericht))}", "voer `--bijwerken` uit"


def _missing(bericht: Message, eigen: Message | None) -> Iterator[Opmerking]:
    zin = _quote(_first(bericht))
    if eigen is None:
        yield "RV621", f"deze zin staat nog niet in het bestand: {zin}", "voer `--bijwerken` uit"
    elif eigen.fuzzy and any(_forms(eigen)):
        yield "RV622", f"de vertaling is nog niet nagekeken: {zin}", "pas ze aan en haal `fuzzy` weg"
    elif not all(_forms(eigen)):  # what is there and not printed has a fault: RV624
        yield "RV621", f"niet vertaald: {zin}", "vul `msgstr` in, ook elke vorm van een meervoud"


def _faults(bericht: Message, taal: Taal) -> Iterator[Opmerking]:
    """What is wrong with a translation that is ready."""
    vormen = _forms(bericht)
    if bericht.fuzzy or not all(vormen):
        return
    bronnen = (bericht.id,) if isinstance(bericht.id, str) else tuple(bericht.id)
    zin = _quote(bronnen[0])
    if not same_placeholders(bronnen, vormen):
        yield "RV624", f"de namen tussen accolades verschillen: {zin}", "neem ze over zoals ze in het Nederlands staan"
    if any(_edges(v) != _edges(bronnen[0]) for v in vormen):
        yield "RV625", f"een spatie of regeleinde aan het begin of het einde verschilt: {zin}", "neem ze over"
    if weg := numbers(bronnen[-1]) - numbers(vormen[-1]):
        yield "RV626", f"let op: {', '.join(weg)} staat niet in de vertaling: {zin}", "kijk na of ze hetzelfde zegt"
    if taal.code == "eenvoudig":
        for vorm in vormen:
            for opmerking in remarks(vorm):
                yield "RV628", f"niet eenvoudig: {opmerking}", "schrijf het korter of met gewone woorden"
    elif vormen == bronnen and len(bronnen[0].split()) > 3:
        yield "RV627", f"let op: gelijk aan het Nederlands: {zin}", "kijk na of dat de bedoeling is"


def _edges(zin: str) -> tuple[str, str]:
    return zin[: len(zin) - len(zin.lstrip())], zin[len(zin.rstrip()) :]


def numbers(zin: str) -> Counter[str]:
    """The numbers in a sentence, however a language writes thousands and decimals.

    >>> numbers("1.250,50 in {euro1}") == numbers("1,250.50") == numbers("1 250,50") == Counter(["1250", "50"])
    True
    """
    zonder = re.sub(r"\{\w*\}", "", zin)
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[.,'’\s](?=\d{3}(?!\d))", "", zonder)))

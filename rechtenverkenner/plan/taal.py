"""The languages of a plan, and the translations that lie beside the catalogue as `.po` files.

Dutch is the source: whatever has no translation, one that the Dutch sentence left behind (fuzzy), or one that asks for
other values than the Dutch sentence gives, comes back as Dutch and says so.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from rechtenverkenner.catalogus.opslag import default_folder
from rechtenverkenner.klasse import dataclass
from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.plan.plaatshouders import same_placeholders
from rechtenverkenner.plan.schrijfwijze import text_direction

DOMEIN = "rechtenverkenner"


@dataclass(frozen=True, slots=True)
class Taal:
    """A language: its code on the command line, its name in itself, its locale, its name in HTML."""

    code: str
    naam: str
    locale: str
    html: str
    map: str
    """The folder of its translations; empty for Dutch."""
    dubbelpunt: str = ": "

    @property
    def richting(self) -> str:
        """`ltr` or `rtl`: which way the text runs, from the locale."""
        return text_direction(self.locale)


NEDERLANDS = Taal("nl", "Nederlands", "nl_BE", "nl", "")
TALEN: Mapping[str, Taal] = {
    t.code: t
    for t in (
        NEDERLANDS,
        Taal("eenvoudig", "Eenvoudig Nederlands", "nl_BE@eenvoudig", "nl", "nl_BE@eenvoudig"),
        Taal("fr", "Français", "fr_BE", "fr", "fr", "\u00a0: "),
        Taal("en", "English", "en_BE", "en", "en"),
        Taal("de", "Deutsch", "de_BE", "de", "de"),
    )
}


def language(code: str) -> Taal:
    """The language with this code.

    Raises:
        InvoerFout: RV601, there is none.
    """
    if code not in TALEN:
        hulp = did_you_mean(code, TALEN) or f"kies {', '.join(TALEN)}"
        raise InvoerFout([Melding("RV601", f"onbekende taal `{code[:20]}`", None, hulp)])
    return TALEN[code]


@dataclass(frozen=True, slots=True)
class Vertalingen:
    """Dutch sentence to translation: one form, or one per plural; only what is ready to be printed."""

    zinnen: Mapping[str, tuple[str, ...]]
    meervoud: str = "n != 1"

    def form(self, enkel: str, aantal: int | None = None) -> str | None:
        """The translation of a sentence, None when there is none."""
        vormen = self.zinnen.get(enkel)
        if vormen is None or aantal is None:
            return vormen[0] if vormen else None
        from gettext import c2py

        return vormen[min(c2py(self.meervoud)(aantal), len(vormen) - 1)]


def translations(taal: Taal, mappen: tuple[str, ...]) -> Vertalingen:
    """The translations beside these catalogues; what they miss comes from those of the library itself.

    Raises:
        InvoerFout: RV602, a file that is no `.po` file.
    """
    if not taal.map:
        return Vertalingen({})
    gelezen = []
    for map_ in dict.fromkeys((*map(Path, mappen), default_folder())):
        pad = translation_file(map_, taal)
        if pad.is_file():
            stand = pad.stat()
            gelezen.append(_read(pad.resolve(), stand.st_mtime_ns, stand.st_size))
    zinnen = {k: v for vertaling in reversed(gelezen) for k, v in vertaling.zinnen.items()}
    return Vertalingen(zinnen, gelezen[-1].meervoud) if gelezen else Vertalingen({})


def translation_file(map_: Path, taal: Taal) -> Path:
    """Where the translations of a catalogue in this language are."""
    return map_ / "vertalingen" / taal.map / "LC_MESSAGES" / f"{DOMEIN}.po"


def open_po(pad: Path) -> BytesIO:
    """The content of a file, without the mark that some programs set before UTF-8."""
    return BytesIO(pad.read_bytes().removeprefix(BOM_UTF8))


@lru_cache(maxsize=16)
def _read(pad: Path, gewijzigd: int, grootte: int) -> Vertalingen:
    """One file, once for each state of it (`gewijzigd`, `grootte`)."""
    from gettext import c2py

    from babel.messages.pofile import PoFileError, read_po  # Dutch needs it not

    del gewijzigd, grootte
    try:
        catalogus = read_po(open_po(pad), abort_invalid=True)
        c2py(str(catalogus.plural_expr))  # a rule for plurals that cannot be read is found here, not while printing
    except (OSError, UnicodeDecodeError, ValueError, PoFileError):
        hulp = "herstel het met een programma voor .po-bestanden, of met `pybabel update`"
        raise InvoerFout(
            [Melding("RV602", f"`{pad.parent.parent.name}/{pad.name}` is niet te lezen", None, hulp)]
        ) from None
    zinnen: dict[str, tuple[str, ...]] = {}
    for m in catalogus:
        bronnen = (m.id,) if isinstance(m.id, str) else tuple(m.id)
        vormen = (m.string,) if isinstance(m.string, str) else tuple(m.string or ())
        if m.id and not m.fuzzy and vormen and all(vormen) and same_placeholders(bronnen, vormen):
            zinnen[bronnen[0]] = vormen
    return Vertalingen(zinnen, str(catalogus.plural_expr))

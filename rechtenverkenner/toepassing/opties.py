"""What the commands share: options that several have, and reading what somebody typed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, cast

from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.toepassing.opdracht import Optie

if TYPE_CHECKING:
    from rechtenverkenner.model.recht import Catalogus, Recht

Profiel = Annotated[Path, Optie(hulp="profiel van het gezin (YAML)")]
Kenmerk = Annotated[str, Optie(metavar="RECHT", hulp="id van het recht, zie `rechten`")]
Taal = Annotated[str, Optie("--taal", hulp="nl, eenvoudig, fr, en of de")]
Gevallen = Annotated[Path | None, Optie("--gevallen", hulp="map met gevallen; standaard fixtures/")]
EenRecht = Annotated[str | None, Optie("--recht", hulp="alleen dit recht")]
OpDatum = Annotated[str | None, Optie("--op-datum", hulp="datum van de berekening (jjjj-mm-dd); standaard vandaag")]
Formaat = Annotated[str, Optie("--formaat", hulp="tekst of json")]
Lokaal = Annotated[str | None, Optie("--lokaal", hulp="NIS-code van de gemeente waarvan de regels gelden")]
Map = Annotated[Path | None, Optie("--catalogus", hulp="map met een eigen catalogus")]


def read_date(tekst: str | None) -> date:
    """The date somebody typed; today when none.

    Raises:
        InvoerFout: not a date.
    """
    if tekst is None:
        return date.today()  # noqa: DTZ011 - the day where the user is; the library itself never asks the clock
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise InvoerFout([Melding("RV006", f"`{tekst[:20]}` is geen datum", None, "schrijf jjjj-mm-dd")]) from None


def output_format(tekst: str) -> Literal["tekst", "json"]:
    """`tekst` or `json`.

    Raises:
        InvoerFout: another word.
    """
    if tekst not in ("tekst", "json"):
        raise InvoerFout([Melding("RV007", f"onbekend formaat `{tekst[:20]}`", None, "kies tekst of json")])
    return cast('Literal["tekst", "json"]', tekst)


def read_catalogue(map_: Path | None) -> Catalogus:
    """The catalogue of a folder, or the one that comes with the program."""
    from rechtenverkenner.catalogus.opslag import load_catalogus

    return load_catalogus(map_) if map_ else load_catalogus()


def known_right(catalogus: Catalogus, kenmerk: str) -> Recht:
    """The right with this id.

    Raises:
        InvoerFout: there is none.
    """
    recht = catalogus.rechten.get(kenmerk)
    if recht is None:
        hulp = did_you_mean(kenmerk, catalogus.rechten) or "zie `rechtenverkenner rechten`"
        raise InvoerFout([Melding("RV437", f"onbekend recht `{kenmerk[:60]}`", None, hulp)])
    return recht


def print_json(data: Any) -> None:
    """Data as JSON on the standard output."""
    import json

    print(json.dumps(data, ensure_ascii=False, indent=2))


def catalogue_folder(catalogus: Path | None) -> Path:
    """The folder that was named, or that of the catalogue that comes with the program."""
    from rechtenverkenner.catalogus.opslag import default_folder

    return catalogus or default_folder()


def own_folder(catalogus: Path | None) -> Path:
    """A catalogue that may be written to: never the one inside an installed package."""
    map_ = catalogue_folder(catalogus)
    if map_.name == "_regels":
        refuse("RV041", "de meegeleverde catalogus wordt niet gewijzigd", "geef met --catalogus een eigen map")
    return map_


def write_file(pad: Path, inhoud: str | bytes) -> None:
    """A text or bytes as a file; its folder is made when it is not there."""
    try:
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(inhoud.encode() if isinstance(inhoud, str) else inhoud)
    except OSError:
        refuse("RV042", f"`{pad.name[:60]}` kan niet geschreven worden", "kies een andere plaats")


def write_new(pad: Path, tekst: str, *, code: str, hulp: str, overschrijf: bool = False) -> None:
    """A text as a file that is not there yet.

    Raises:
        InvoerFout: `code`, the file is there and is not to be replaced; RV042, it cannot be written.
    """
    try:
        # Mode x: a file that appears at the last moment is not overwritten either.
        with pad.open("w" if overschrijf else "x", encoding="utf-8", newline="\n") as stroom:
            stroom.write(tekst)
    except FileExistsError:
        refuse(code, f"`{pad.name[:60]}` bestaat al", hulp)
    except OSError:
        refuse("RV042", f"`{pad.name[:60]}` kan niet geschreven worden", "kies een andere plaats")


def keep_input(uit: Path, *invoer: Path, optie: str = "--uit") -> None:
    """Refuse to write over a file that is read."""
    if any(uit.resolve() == x.resolve() for x in invoer):
        refuse("RV044", f"`{uit.name[:60]}` is het bestand dat gelezen wordt", f"kies een andere naam met {optie}")


def write_files(map_: Path, bestanden: dict[str, str]) -> None:
    """Texts as files of a folder, which is made when it is not there."""
    try:
        map_.mkdir(parents=True, exist_ok=True)
        for naam, tekst in bestanden.items():
            (map_ / naam).write_text(tekst, encoding="utf-8", newline="\n")
    except OSError:
        refuse("RV042", f"in `{map_.name[:60]}` kan niet geschreven worden", "kies een andere plaats met --uit")


def show_messages(meldingen: Iterable[Melding]) -> None:
    """Every message, on the stream for faults."""
    for m in meldingen:
        print(m, file=sys.stderr)


def refuse(code: str, tekst: str, hulp: str) -> NoReturn:
    """End with one message and exit status 2."""
    raise InvoerFout([Melding(code, tekst, None, hulp)])

"""A catalogue together with the files it was read from: what the upkeep tools point at and edit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rechtenverkenner.catalogus import vorm
from rechtenverkenner.catalogus.bron import Bron, Pad, read_bytes, read_file
from rechtenverkenner.catalogus.laden import local_space, read_teksten
from rechtenverkenner.meldingen import CatalogusFout, Melding, Plaats
from rechtenverkenner.model.recht import Catalogus

GEDEELD = "gedeeld"


@dataclass(frozen=True, slots=True)
class Reeksplek:
    """Where a parameter stands: its file, and the path to it in that file."""

    bron: Bron
    pad: Pad

    def place(self, *onder: str | int) -> Plaats:
        """The place of what is below the parameter, such as `("waarden", 2)`."""
        return self.bron.plaats((*self.pad, *onder)) or Plaats(self.bron.bestand, 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Boek:
    """A catalogue that loads, with its files: name as messages show it -> text, and -> data with places.

    `ruimten` are the name spaces: a right, a local file (`right@folder`), `gedeeld`; each with the files it stands in.
    """

    naam: str
    catalogus: Catalogus
    teksten: Mapping[str, str]
    bronnen: Mapping[str, Bron]
    ruimten: Mapping[str, tuple[Bron, ...]]
    reeksen: Mapping[str, Reeksplek]


def read_boek(map_: Path) -> Boek:
    """The catalogue in a folder.

    Raises:
        CatalogusFout: every fault of every file.
    """
    return make_boek(str(map_), folder_texts(map_))


def folder_texts(map_: Path) -> dict[str, str]:
    """The files of a catalogue folder as texts, line ends and all.

    Raises:
        CatalogusFout: no files, or a file that is not readable YAML in UTF-8.
    """
    wortel = map_.resolve().name
    teksten, meldingen = {}, []
    for pad in sorted(map_.rglob("*.yaml")):
        naam = f"{wortel}/{pad.relative_to(map_).as_posix()}"
        bron, fouten = read_file(pad, naam=naam)
        meldingen += fouten
        if bron is not None:
            teksten[naam] = pad.read_bytes().decode("utf-8")
    if not teksten and not meldingen:
        hulp = "geef een map met .yaml-bestanden"
        meldingen.append(Melding("RV200", f"geen catalogus in `{wortel}`", None, hulp))
    if meldingen:
        raise CatalogusFout(meldingen)
    return teksten


def make_boek(naam: str, teksten: Mapping[str, str]) -> Boek:
    """A catalogue from its texts.

    Raises:
        CatalogusFout: every fault of every file.
    """
    catalogus, meldingen = read_teksten(teksten, alles=False)
    if catalogus is None:
        raise CatalogusFout(meldingen)
    bronnen = {bestand: bron for bestand, tekst in teksten.items() if (bron := _read(bestand, tekst))}
    ruimten: dict[str, tuple[Bron, ...]] = {}
    for bron in bronnen.values():
        for ruimte in _space(bron):
            ruimten[ruimte] = (*ruimten.get(ruimte, ()), bron)
    reeksen = {
        f"{ruimte}.{p}": Reeksplek(bron, ("parameters", p))
        for ruimte, rij in ruimten.items()
        for bron in rij
        for p in part(bron, "parameters")
    }
    return Boek(naam, catalogus, MappingProxyType(dict(teksten)), bronnen, ruimten, reeksen)


def part(bron: Bron, veld: str) -> dict[str, object]:
    """A field of a file that holds named things; empty when it is not there."""
    inhoud = bron.data.get(veld) if isinstance(bron.data, dict) else None
    return inhoud if isinstance(inhoud, dict) else {}


def _read(bestand: str, tekst: str) -> Bron | None:
    return read_bytes(tekst.encode(), bestand=bestand)[0]


def _space(bron: Bron) -> Iterator[str]:
    data = bron.data
    if not isinstance(data, dict):
        return
    if "recht" in data:
        yield str(data["recht"])
    elif "lokaal" in data:
        yield local_space(vorm.LokaalVorm.model_validate(data), bron)
    elif "parameters" in data:
        yield GEDEELD

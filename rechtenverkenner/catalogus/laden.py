"""Reading a folder of YAML files into one `Catalogus`, collecting every fault before failing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rechtenverkenner.catalogus import vorm, vraagvorm
from rechtenverkenner.catalogus.bron import Bron, read_bytes, read_file
from rechtenverkenner.catalogus.formules import Formule, fill_in
from rechtenverkenner.catalogus.keuren import braces, check_catalogue
from rechtenverkenner.catalogus.opslag import default_folder
from rechtenverkenner.catalogus.rechten import Samenhang, add_shared_notions, build_right
from rechtenverkenner.catalogus.reeksen import read_series
from rechtenverkenner.catalogus.uitdrukking import Bereik
from rechtenverkenner.catalogus.vertaling_fouten import translate
from rechtenverkenner.catalogus.vragen import Vragenlezer, with_wording
from rechtenverkenner.meldingen import CatalogusFout, Melding, Plaats, did_you_mean
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, to_number
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.recht import (
    Bronvermelding,
    Catalogus,
    Feitsoort,
    Gemeente,
    Loket,
    Parameter,
    Status,
)

MAX_BYTES = 2_000_000
V = TypeVar("V", bound=BaseModel)


def parse_catalogus(*mappen: Path | str) -> Catalogus:
    """The catalogue in one or more folders, read from its files; `opslag.load_catalogus` keeps what this gives.

    Raises:
        CatalogusFout: every fault of every file, with `file:line:col`, code and help.
    """
    lezing = _Lezing()
    for map_ in [Path(m) for m in mappen] or [default_folder()]:
        lezing.read_folder(map_)
    catalogus, meldingen = lezing.close(alles=False)
    if catalogus is None or meldingen:
        raise CatalogusFout(meldingen)
    return catalogus


def read_catalogus(*mappen: Path | str) -> tuple[Catalogus | None, list[Melding]]:
    """The same with faults as values and with every check, also for what can only be a mistake (dead conditions)."""
    lezing = _Lezing()
    for map_ in [Path(m) for m in mappen] or [default_folder()]:
        lezing.read_folder(map_)
    return lezing.close()


def read_teksten(teksten: Mapping[str, str], *, alles: bool = True) -> tuple[Catalogus | None, list[Melding]]:
    """The same for a catalogue in memory: name of each file (`map/naam.yaml`) -> its YAML text.

    Without `alles` only the checks that `load_catalogus` makes.
    """
    lezing = _Lezing()
    for naam, tekst in sorted(teksten.items()):
        lezing.read_file(naam, tekst.encode())
    return lezing.close(alles=alles)


@dataclass(slots=True)
class _Lezing:
    """What has been read so far."""

    meldingen: list[Melding] = field(default_factory=list)
    rechten: list[tuple[vorm.RechtVorm, Bron]] = field(default_factory=list)
    lokaal: list[tuple[vorm.LokaalVorm, Bron]] = field(default_factory=list)
    gedeeld: list[tuple[vorm.GedeeldVorm, Bron]] = field(default_factory=list)
    feiten: dict[str, vraagvorm.FeitVorm] = field(default_factory=dict)
    statussen: dict[str, vorm.StatusVorm] = field(default_factory=dict)
    loketten: dict[str, vorm.LoketVorm] = field(default_factory=dict)
    gemeenten: list[vorm.GemeenteVorm] = field(default_factory=list)
    vragen: list[tuple[vraagvorm.VragenVorm, Bron]] = field(default_factory=list)
    kop: vorm.KopVorm | None = None
    mappen: list[str] = field(default_factory=list)
    stuk: set[str] = field(default_factory=set)
    plaatsen: dict[str, Bron] = field(default_factory=dict)
    bestanden: list[Bron] = field(default_factory=list)
    hash: Any = field(default_factory=lambda: hashlib.blake2b(digest_size=16))

    def read_folder(self, map_: Path) -> None:
        wortel = map_.resolve().name
        self.mappen.append(str(map_))
        bestanden = sorted(map_.rglob("*.yaml"))
        if not bestanden:
            self.meldingen.append(
                Melding("RV200", f"geen catalogus in `{wortel}`", None, "geef een map met .yaml-bestanden")
            )
        for pad in bestanden:
            naam = f"{wortel}/{pad.relative_to(map_).as_posix()}"
            inhoud = _content(pad)
            if inhoud is None:
                self.meldingen += read_file(pad, naam=naam)[1]
            else:
                self.read_file(naam, inhoud)
        for pad in sorted(map_.rglob("*.yml")):
            plaats = Plaats(f"{wortel}/{pad.relative_to(map_).as_posix()}", 1, 1)
            tekst = "een bestand dat op `.yml` eindigt wordt niet gelezen"
            self.meldingen.append(Melding("RV209", tekst, plaats, "laat de naam op `.yaml` eindigen"))

    def read_file(self, naam: str, inhoud: bytes) -> None:
        """Read one file; `naam` is how messages show it, its last part tells what kind of file it is."""
        self.hash.update(naam.encode() + b"\0" + inhoud + b"\0")
        bron, meldingen = read_bytes(inhoud, bestand=naam, max_bytes=MAX_BYTES)
        self.meldingen += meldingen
        if bron is not None:
            self.bestanden.append(bron)
            self._file(PurePosixPath(naam).stem, bron)

    def _file(self, stam: str, bron: Bron) -> None:
        data = bron.data
        if not isinstance(data, dict):
            self.meldingen.append(
                bron.melding("RV203", "verwacht velden in dit bestand", (), hulp="schrijf veld: waarde")
            )
        elif "recht" in data:
            self._keep(vorm.RechtVorm, bron, self.rechten)
        elif "lokaal" in data:
            self._keep(vorm.LokaalVorm, bron, self.lokaal)
        elif stam == "gedeeld":
            self._keep(vorm.GedeeldVorm, bron, self.gedeeld)
        elif stam == "vragen":
            self._keep(vraagvorm.VragenVorm, bron, self.vragen)
        elif stam == "catalogus":
            self.kop = self._shape(vorm.KopVorm, bron, data, ())
        elif stam == "gemeenten":
            gelezen = self._shape(vorm.GemeentenVorm, bron, data, ())
            self.gemeenten += gelezen.gemeenten if gelezen else ()
        elif stam in ("feiten", "statussen", "loketten"):
            self._table(stam, bron, data)
        else:
            self.meldingen.append(
                bron.melding(
                    "RV209",
                    "dit is geen recht, geen plaatselijk deel en geen gedeeld bestand",
                    (),
                    hulp="begin met `recht:` of `lokaal:`",
                )
            )

    def _table(self, stam: str, bron: Bron, data: dict[str, object]) -> None:
        bekend = {"feiten": set(self.feiten), "statussen": set(self.statussen), "loketten": set(self.loketten)}[stam]
        for sleutel, inhoud in data.items():
            if sleutel in bekend:
                hulp = "elk id staat in een bestand: haal het hier of daar weg"
                tekst = f"`{sleutel}` staat ook in een ander bestand"
                self.meldingen.append(bron.melding("RV241", tekst, (sleutel,), hulp=hulp, sleutel=True))
            elif stam == "feiten" and (feit := self._shape(vraagvorm.FeitVorm, bron, inhoud, (sleutel,))):
                self.feiten[sleutel] = feit
            elif stam == "statussen" and (status := self._shape(vorm.StatusVorm, bron, inhoud, (sleutel,))):
                self.statussen[sleutel] = status
            elif stam == "loketten" and (loket := self._shape(vorm.LoketVorm, bron, inhoud, (sleutel,))):
                self.loketten[sleutel] = loket
        for naam in sorted(set(data) - set(REGISTER)) if stam == "feiten" else ():
            hulp = did_you_mean(naam, REGISTER) or "een nieuw feit komt eerst in model/gezin.py en model/feiten.py"
            self.meldingen.append(bron.melding("RV227", f"onbekend feit `{naam}`", (naam,), hulp=hulp, sleutel=True))

    def _shape(self, model: type[V], bron: Bron, data: object, pad: tuple[str | int, ...]) -> V | None:
        try:
            return model.model_validate(data)
        except ValidationError as e:
            self.meldingen += translate(e, model, bron, "RV2", onder=pad)
            return None

    def _keep(self, model: type[V], bron: Bron, lijst: list[tuple[V, Bron]]) -> None:
        gelezen = self._shape(model, bron, bron.data, ())
        if gelezen is not None:
            lijst.append((gelezen, bron))

    def close(self, *, alles: bool = True) -> tuple[Catalogus | None, list[Melding]]:
        """The catalogue when nothing is wrong with it, and every fault, sorted by place."""
        catalogus = None if self.meldingen else self.finish()
        if catalogus is not None and not self.meldingen:
            self.meldingen += check_catalogue(catalogus, self.plaatsen, alles=alles)
            self.meldingen += [m for bron in self.bestanden if alles for m in braces(bron)]
        # A named part of a local file is read once for each part that it fills in.
        uniek = dict.fromkeys(self.meldingen)
        gesorteerd = sorted(uniek, key=lambda m: (m.plaats or Plaats("", 0, 0), m.code))
        return (None if gesorteerd else catalogus), gesorteerd

    def finish(self) -> Catalogus:
        """Put everything together; faults are added to `meldingen`."""
        self._check_unique()
        parameters = self._parameters()
        samenhang = Samenhang(
            parameters=parameters,
            rechten={v.recht: v.eenheid for v, _ in self.rechten},
            statussen=frozenset(self.statussen),
            loketten=frozenset(self.loketten),
            lokaal=tuple(self.lokaal),
            stuk=frozenset(self.stuk),
            nis=frozenset(g.nis for g in self.gemeenten),
            meldingen=self.meldingen,
        )
        for gedeeld, bron in self.gedeeld:
            add_shared_notions(gedeeld, bron, samenhang)
        rechten = {v.recht: build_right(v, bron, samenhang) for v, bron in self.rechten}
        samenhang.check_local_parts()
        self.plaatsen.update({v.recht: bron for v, bron in self.rechten})
        vragen = self._question_reader(samenhang)
        bronnen = {
            f"{ruimte}.{k}": Bronvermelding(k, b.uitgever, b.titel, b.url, str(b.datum))
            for ruimte, rij in self._source_spaces()
            for k, b in rij.items()
        }
        return Catalogus(
            rechten=MappingProxyType(dict(sorted(rechten.items()))),
            parameters=MappingProxyType(parameters),
            feiten=MappingProxyType(self._facts()),
            statussen=MappingProxyType(
                {
                    k: Status(k, s.naam, s.verlener, s.bewijs, (s.bron,), s.veranderlijk)
                    for k, s in self.statussen.items()
                }
            ),
            loketten=MappingProxyType({k: Loket(k, x.naam, x.telefoon, x.website) for k, x in self.loketten.items()}),
            gemeenten=tuple(_municipality(g) for g in self.gemeenten),
            bronnen=MappingProxyType(bronnen),
            versie=self.kop.versie if self.kop else "0.0.0",
            hash=self.hash.hexdigest(),
            mappen=tuple(self.mappen),
            kaarten=vragen.cards(),
            volgt=vragen.consequences(),
            velden=MappingProxyType(vragen.fields()),
        )

    def _question_reader(self, s: Samenhang) -> Vragenlezer:
        bereik = Bereik("gezin", "gedeeld", s.parameters, s.rechten, s.statussen, dict(s.begrippen))
        return Vragenlezer(self.vragen, s.statussen, bereik, self.meldingen)

    def _source_spaces(self) -> Iterable[tuple[str, dict[str, vorm.BronVorm]]]:
        yield from ((v.recht, v.bronnen) for v, _ in self.rechten)
        yield from ((local_space(v, bron), v.bronnen) for v, bron in self.lokaal)
        yield from (("gedeeld", v.bronnen) for v, _ in self.gedeeld)

    def _check_unique(self) -> None:
        gezien: dict[str, Bron] = {}
        for v, bron in self.rechten:
            if v.recht in gezien:
                self.meldingen.append(
                    bron.melding(
                        "RV241",
                        f"recht `{v.recht}` staat ook in {gezien[v.recht].bestand}",
                        ("recht",),
                        hulp="een bestand per recht",
                    )
                )
            self._check_status(v, bron)
            gezien[v.recht] = bron

    def _check_status(self, v: vorm.RechtVorm, bron: Bron) -> None:
        """A status may be a right too: who gets it, under the id that says who has it."""
        if v.recht in self.statussen and v.eenheid != "persoon":
            tekst = f"`{v.recht}` is ook een status, en die is van een persoon"
            hulp = "kies een ander id of een persoon"
            self.meldingen.append(bron.melding("RV245", tekst, ("eenheid",), hulp=hulp))
        elif v.pakket == "status" and v.recht not in self.statussen:
            tekst = "een recht van pakket `status` heeft het id van een status"
            self.meldingen.append(bron.melding("RV245", tekst, ("pakket",), hulp="zet het id in statussen.yaml"))

    def _parameters(self) -> dict[str, Parameter]:
        uit: dict[str, Parameter] = {}
        formules: dict[tuple[str, int], Formule] = {}
        groepen = [(v.recht, v, bron) for v, bron in self.rechten]
        groepen += [(local_space(v, bron), v, bron) for v, bron in self.lokaal]  # type: ignore[misc]
        groepen += [("gedeeld", v, bron) for v, bron in self.gedeeld]  # type: ignore[misc]
        for ruimte, v, bron in groepen:
            for naam, p in v.parameters.items():

                def note(
                    code: str, tekst: str, pad: tuple[str | int, ...], hulp: str, *, _b: Bron = bron, _n: str = naam
                ) -> None:
                    self.meldingen.append(_b.melding(code, f"{_n}: {tekst}", ("parameters", _n, *pad), hulp=hulp))

                gelezen, nieuwe = read_series(f"{ruimte}.{naam}", p, note, frozenset(v.bronnen))
                formules.update({(f.parameter, f.vanaf): f for f in nieuwe})
                if gelezen is None:
                    self.stuk.add(f"{ruimte}.{naam}")
                else:
                    uit[gelezen.id] = gelezen
        fill_in(uit, formules, self.stuk)
        return uit

    def _facts(self) -> dict[str, Feitsoort]:
        return {naam: with_wording(feit, self.feiten.get(naam)) for naam, (feit, _) in REGISTER.items()}


def _content(pad: Path) -> bytes | None:
    """The bytes of a file, at most one more than allowed; None when it is no file that can be read."""
    try:
        if not pad.is_file():
            return None
        with pad.open("rb") as stroom:
            return stroom.read(MAX_BYTES + 1)
    except OSError:
        return None


def local_space(v: vorm.LokaalVorm, bron: Bron) -> str:
    """Name space of the parameters of a local file: the right it fills in, and the folder it stands in."""
    delen = bron.bestand.split("/")
    return f"{v.lokaal}@{delen[-2] if len(delen) > 1 else delen[-1]}"


def _municipality(g: vorm.GemeenteVorm) -> Gemeente:
    return Gemeente(g.nis, g.naam, to_number(g.vanaf) if g.vanaf else VROEGSTE, to_number(g.tot) if g.tot else LAATSTE)

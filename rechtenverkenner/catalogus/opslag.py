"""The catalogue in a folder, kept between two processes in the cache folder of the user.

What is kept is found by the contents of all its files, of the engine, and by the version of Python: a change of any of
them is another name. It holds rules and no household. `RECHTENVERKENNER_CACHE=uit` keeps nothing; another value is the
folder to use. What cannot be read or written is worked out again.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.bewaren import keep_in
from rechtenverkenner.model.recht import Catalogus

PAKKET = Path(__file__).resolve().parents[1]
MACHINE = ("model", "motor", "catalogus")
"""The parts of the package that decide what is kept."""
MAX_BESTANDEN = 40
"""So many files stay in the folder; the oldest go first."""


def default_folder() -> Path:
    """The catalogue that comes with the package (installed), or `regels/` beside it (a checkout)."""
    return PAKKET / "_regels" if (PAKKET / "_regels").is_dir() else PAKKET.parent / "regels"


def load_catalogus(*mappen: Path | str) -> Catalogus:
    """The catalogue in one or more folders; without a folder the one that comes with the library.

    Later folders add files: own local rules next to the shipped ones. What was read before and did not change comes
    from the cache folder of the user.

    Raises:
        CatalogusFout: every fault of every file, with `file:line:col`, code and help.
    """
    wortels = [Path(m) for m in mappen] or [default_folder()]
    map_ = cache_folder()
    sleutel = None if map_ is None else _key(wortels)
    if map_ is None or sleutel is None:
        return _parse(wortels)
    opslag = Map(map_, sleutel)
    catalogus = _unpacked(opslag)
    if catalogus is None:
        from rechtenverkenner.catalogus.inpakken import pack

        catalogus = _parse(wortels)
        opslag.write("catalogus", pack(catalogus))
    keep_in(catalogus, opslag)
    return catalogus


def _parse(wortels: Sequence[Path]) -> Catalogus:
    from rechtenverkenner.catalogus.laden import parse_catalogus  # the whole reader, which a kept catalogue needs not

    return parse_catalogus(*wortels)


def _unpacked(opslag: Map) -> Catalogus | None:
    inhoud = opslag.read("catalogus")
    if inhoud is None:
        return None
    from rechtenverkenner.catalogus.inpakken import unpack

    return unpack(inhoud)


def fingerprint(inhoud: bytes) -> str:
    """A short name for these bytes."""
    return blake2b(inhoud, digest_size=20).hexdigest()


def cache_folder() -> Path | None:
    """The folder of this user for what can be worked out again; None when nothing is to be kept."""
    gekozen = os.environ.get("RECHTENVERKENNER_CACHE", "")
    if gekozen:
        return None if gekozen == "uit" else Path(gekozen)
    thuis = os.path.expanduser("~")  # noqa: PTH111 - `Path.home` raises where there is none
    if not os.path.isabs(thuis):  # noqa: PTH117
        return None
    if sys.platform == "darwin":
        return Path(thuis, "Library", "Caches", "rechtenverkenner")
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path(thuis, "AppData", "Local"), "rechtenverkenner", "Cache")
    basis = os.environ.get("XDG_CACHE_HOME", "")
    return Path(basis if os.path.isabs(basis) else Path(thuis, ".cache"), "rechtenverkenner")  # noqa: PTH117


def _files(map_: Path, einden: tuple[str, ...]) -> Iterator[str]:
    for pad, mappen, bestanden in os.walk(map_):
        mappen.sort()
        yield from (os.path.join(pad, b) for b in sorted(bestanden) if b.endswith(einden))  # noqa: PTH118


def _key(wortels: Sequence[Path]) -> str | None:
    """The name for the contents of these folders, this engine and this Python; None when a file cannot be read."""
    som = blake2b(f"{sys.implementation.cache_tag} {sys.version}".encode(), digest_size=20)
    rijen: list[tuple[Path, tuple[str, ...]]] = [(PAKKET / deel, (".py",)) for deel in MACHINE]
    rijen += [(map_, (".yaml", ".yml")) for map_ in wortels]
    try:
        for map_, einden in rijen:
            som.update(f"\0\0{map_}\0{map_.resolve().name}".encode())
            for bestand in _files(map_, einden):
                with open(bestand, "rb", buffering=0) as stroom:  # noqa: PTH123 - some two hundred files each time
                    inhoud = stroom.read()
                som.update(f"\0{bestand}\0{len(inhoud)}\0".encode() + inhoud)
    except (OSError, UnicodeError):
        return None
    return som.hexdigest()


@dataclass(frozen=True, slots=True)
class Map:
    """A folder of which only this user reads and writes the files."""

    map_: Path
    sleutel: str

    def read(self, naam: str) -> bytes | None:
        """What was kept, if it is whole, and if nobody else could have put it there."""
        pad = self.map_ / f"{self.sleutel}.{naam}"
        try:
            with pad.open("rb") as stroom:
                if not (_is_own(os.fstat(stroom.fileno())) and _is_own(self.map_.stat())):
                    return None
                som, inhoud = stroom.read(32), stroom.read()
        except OSError:
            return None
        return inhoud if som == self._sum(naam, inhoud) else None

    def write(self, naam: str, inhoud: bytes) -> None:
        """Keep it: a reader sees all of it or nothing. A folder that cannot be written to is left alone."""
        import tempfile

        with contextlib.suppress(OSError):
            self.map_.mkdir(mode=0o700, parents=True, exist_ok=True)
            nummer, tijdelijk = tempfile.mkstemp(dir=self.map_, prefix=".nieuw-")
            try:
                with os.fdopen(nummer, "wb") as stroom:
                    stroom.write(self._sum(naam, inhoud) + inhoud)
                Path(tijdelijk).replace(self.map_ / f"{self.sleutel}.{naam}")
            except BaseException:
                Path(tijdelijk).unlink(missing_ok=True)
                raise
            self._tidy()

    def _sum(self, naam: str, inhoud: bytes) -> bytes:
        return blake2b(inhoud, digest_size=32, key=self.sleutel.encode(), person=naam.encode()[:16]).digest()

    def _tidy(self) -> None:
        """Drop the oldest files of ours: every change of a rule leaves some behind."""
        eigen = [p for p in self.map_.iterdir() if p.suffix in (".catalogus", ".code", ".lezer", ".uitleg")]
        for pad in sorted(eigen, key=lambda p: p.stat().st_mtime)[:-MAX_BESTANDEN]:
            pad.unlink(missing_ok=True)


def _is_own(stand: os.stat_result) -> bool:
    """Whether this user owns it and nobody else may write to it; where there are no owners the folder decides."""
    return not hasattr(os, "getuid") or (stand.st_uid == os.getuid() and not stand.st_mode & 0o022)

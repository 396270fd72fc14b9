"""The first line of a file of the catalogue, which tells an editor the schema."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from rechtenverkenner.catalogus.bron import read_file
from rechtenverkenner.onderhoud.schema.kennis import kind_of

BEGIN: Final = "# yaml-language-server: $schema="
MAP: Final = "schemas"


def schema_line(soort: str, pad: Path, map_: Path) -> str:
    """The first line of a file in the catalogue `map_`."""
    omhoog = "../" * (len(pad.relative_to(map_).parts) - 1)
    return f"{BEGIN}{omhoog}{MAP}/{soort}.schema.json"


def linked(tekst: str, regel: str) -> str:
    """A text with this first line, in place of another that names a schema.

    >>> linked("# yaml-language-server: $schema=oud.json\\nrecht: x\\n", "# nieuw")
    '# nieuw\\nrecht: x\\n'
    >>> linked("# commentaar\\nrecht: x\\n", "# nieuw")
    '# nieuw\\n# commentaar\\nrecht: x\\n'
    """
    eerste, _, rest = tekst.partition("\n")
    return f"{regel}\n{rest if eerste.startswith(BEGIN) else tekst}"


def link_files(map_: Path) -> list[Path]:
    """Put the right first line in every file of a catalogue that lacks it; the files that changed.

    A file that cannot be read, or is none of ours, stays as it is.
    """
    anders = []
    for pad in sorted(map_.rglob("*.yaml")):
        bron, _ = read_file(pad)
        soort = kind_of(bron.data, pad.stem) if bron else None
        if soort is None:
            continue
        tekst = pad.read_bytes().decode("utf-8-sig")
        regel = schema_line(soort, pad, map_)
        if tekst.partition("\n")[0].rstrip("\r") != regel:
            pad.write_bytes(linked(tekst, regel).encode())
            anders.append(pad)
    return anders

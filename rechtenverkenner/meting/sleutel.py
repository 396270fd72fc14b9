"""Pseudonyms: a keyed hash of the name of a file, with a key that never enters the database."""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import b32encode
from hashlib import sha256
from pathlib import Path
from typing import Final

from rechtenverkenner.meldingen import InvoerFout, Melding

_LENGTE: Final = 32
_MERK: Final = b"rechtenverkenner meting sleutelmerk"


def make_key(pad: Path) -> bytes:
    """A new key in a file that only its owner may read.

    Raises:
        InvoerFout: RV862, the file is there already or cannot be written.
    """
    sleutel = secrets.token_bytes(_LENGTE)
    try:
        met = os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(met, "w", encoding="ascii") as stroom:  # noqa: PTH123 - a descriptor has no path
            stroom.write(sleutel.hex() + "\n")
    except OSError as e:
        bestaat = isinstance(e, FileExistsError)
        tekst = f"`{pad.name[:60]}` {'bestaat al' if bestaat else 'kan niet geschreven worden'}"
        raise InvoerFout([Melding("RV862", tekst, None, "kies een andere plaats voor de sleutel")]) from None
    return sleutel


def read_key(pad: Path) -> bytes:
    """The key in a file.

    Raises:
        InvoerFout: RV862, it cannot be read or is no key.
    """
    try:
        sleutel = bytes.fromhex(pad.read_text(encoding="ascii"))
    except (OSError, ValueError):
        sleutel = b""
    if len(sleutel) != _LENGTE:
        hulp = "geef met --sleutel het bestand dat bij het begin van de ronde gemaakt werd"
        raise InvoerFout([Melding("RV862", f"`{pad.name[:60]}` is geen sleutel van een ronde", None, hulp)])
    return sleutel


def mark_of(sleutel: bytes) -> str:
    """What a round keeps to know its key again: nothing can be made from it."""
    return hmac.new(sleutel, _MERK, sha256).hexdigest()


def pseudonym(sleutel: bytes, kenmerk: str) -> str:
    """The same pseudonym for the same client, and none without the key.

    >>> pseudonym(bytes(32), "dossier-12") == pseudonym(bytes(32), " Dossier-12 ")
    True
    """
    hash_ = hmac.new(sleutel, kenmerk.strip().casefold().encode(), sha256).digest()
    letters = b32encode(hash_).decode()[:12]
    return "-".join(("K", letters[:4], letters[4:8], letters[8:]))

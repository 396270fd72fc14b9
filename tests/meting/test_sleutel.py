"""A pseudonym cannot be made, or made back, without the key; and the key is never in the database."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from rechtenverkenner import InvoerFout
from rechtenverkenner.meting.sleutel import make_key, mark_of, pseudonym, read_key
from rechtenverkenner.plan.opvolging.waarden import pseudonym_fault


def test_the_key_is_for_its_owner_and_reads_back(tmp_path: Path) -> None:
    pad = tmp_path / "ronde.sleutel"
    sleutel = make_key(pad)
    assert read_key(pad) == sleutel
    assert stat.S_IMODE(pad.stat().st_mode) == 0o600
    assert sleutel.hex() not in mark_of(sleutel)


def test_a_pseudonym_is_the_same_for_a_client_and_another_with_another_key(tmp_path: Path) -> None:
    een, ander = (make_key(tmp_path / n) for n in ("een", "ander"))
    assert pseudonym(een, "Dossier-12 ") == pseudonym(een, "dossier-12")
    assert pseudonym(een, "dossier-12") != pseudonym(ander, "dossier-12")
    namen = {pseudonym(een, f"dossier-{n}") for n in range(5000)}
    assert len(namen) == 5000
    assert not any(pseudonym_fault(n) for n in namen)


def test_a_key_that_is_none_is_said_and_none_is_overwritten(tmp_path: Path) -> None:
    pad = tmp_path / "sleutel"
    for inhoud in (None, "geen hex", "00" * 8):
        if inhoud is not None:
            pad.write_text(inhoud)
        with pytest.raises(InvoerFout, match="RV862"):
            read_key(pad)
    with pytest.raises(InvoerFout, match="RV862"):
        make_key(pad)
    with pytest.raises(InvoerFout, match="RV862"):
        make_key(tmp_path / "geen-map" / "sleutel")

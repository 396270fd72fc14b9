"""The small catalogue of these tests, its households, and how to change a place of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

Rv = Callable[..., tuple[int, str, str]]

_MAP = Path(__file__).parent / "regels"
REGELS = {p.relative_to(_MAP).as_posix(): p.read_text(encoding="utf-8") for p in sorted(_MAP.rglob("*.yaml"))}


def profile(inkomen: int, statussen: str = "{}") -> str:
    """One person living alone with this income."""
    return (
        "personen_volledig: ja\nandere_rechten: nee\npersonen:\n"
        f"  - {{id: an, geboortedatum: 1980-01-01, partner: geen, netto_jaarinkomen: {inkomen}, "
        f"statussen: {statussen}, andere_statussen: nee, andere_rechten: nee}}\n"
    )


def replace_in(pad: Path, oud: str, nieuw: str) -> None:
    """Change one place of a file; it must be there exactly once."""
    tekst = pad.read_text(encoding="utf-8")
    assert tekst.count(oud) == 1, oud
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")

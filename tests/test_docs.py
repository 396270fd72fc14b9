"""The documentation names what exists: every field of the profile, every function, every part of a right's file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rechtenverkenner.catalogus.profiel import read_gezin_text
from rechtenverkenner.catalogus.uitdrukking import FUNCTIENAMEN
from rechtenverkenner.catalogus.vorm import RechtVorm
from rechtenverkenner.model import gezin

DOCS = Path(__file__).resolve().parents[1] / "docs"
PROFIEL = (DOCS / "profiel.md").read_text(encoding="utf-8")
CATALOGUS = (DOCS / "catalogus.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("naam", ["Gezin", "Persoon", "Inkomen", "Aanslagbiljet", "Remgeld", "Woning", "Aansluiting"])
def test_every_field_of_the_profile_is_described(naam: str) -> None:
    deel = PROFIEL.split(f"## {naam}\n")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", deel, re.MULTILINE)) == set(getattr(gezin, naam).model_fields)


def test_the_example_profile_can_be_read() -> None:
    voorbeeld = re.findall(r"```yaml\n(.*?)```", PROFIEL, re.DOTALL)[0]
    gelezen, meldingen, _ = read_gezin_text(voorbeeld)
    assert (meldingen, gelezen is not None) == ([], True)


def test_every_function_and_every_part_of_a_file_is_described() -> None:
    for naam in FUNCTIENAMEN:
        assert f"{naam}(" in CATALOGUS, naam
    for veld in RechtVorm.model_fields:
        assert f"`{veld}`" in CATALOGUS or veld in ("dragers", "argumenten", "geldig", "gebied"), veld

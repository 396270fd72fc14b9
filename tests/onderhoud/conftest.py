"""A small catalogue in a folder, made anew for each test, with the households that go with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.onderhoud.hulp import REGELS, Rv, profile
from tests.opdracht import run


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    regels = tmp_path / "regels"
    for naam, tekst in REGELS.items():
        pad = regels / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    gezinnen = tmp_path / "fixtures" / "gezinnen"
    gezinnen.mkdir(parents=True)
    for naam, inkomen in (("laag", 19_000), ("tussen", 20_500), ("boven", 20_501), ("hoog", 30_000)):
        (gezinnen / f"{naam}.yaml").write_text(profile(inkomen), encoding="utf-8")
    (gezinnen / "leefloon.yaml").write_text(profile(30_000, "{leefloon: ja}"), encoding="utf-8")
    return regels


@pytest.fixture
def rv(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rv:
    """The command line: exit status, what it prints, and what it says about faults."""

    return partial(run, capsys, monkeypatch)

"""Running a command of the program inside a test."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from rechtenverkenner.toepassing import cli

Opdracht = Callable[..., tuple[int, str, str]]
"""Takes the words after `rechtenverkenner`; gives the exit status, what was printed, and what was said about faults."""


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *woorden: object) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["rechtenverkenner", *map(str, woorden)])
    with pytest.raises(SystemExit) as einde:
        cli.main()
    uit = capsys.readouterr()
    return int(einde.value.code or 0), uit.out, uit.err

"""The README does what it says: its Python runs and prints what stands below it, and its commands exist."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_eight_lines_print_what_the_readme_shows() -> None:
    code, verwacht = re.findall(r"```python\n(.*?)```\s*```\n(.*?)```", README, re.DOTALL)[0]
    uit = io.StringIO()
    with contextlib.redirect_stdout(uit):
        exec(compile(code, "README.md", "exec"), {})
    assert uit.getvalue() == verwacht
    assert len(code.splitlines()) == 8


def test_the_two_commands_are_in_the_makefile() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for doel in re.findall(r"^make ([a-z-]+)", README, re.MULTILINE):
        assert re.search(rf"^{doel}:", makefile, re.MULTILINE), doel


def test_links_lead_somewhere() -> None:
    for doel in re.findall(r"\]\(([^)#]+)\)", README):
        assert (PROJECT / doel).exists(), doel

"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAKKET = PROJECT / "rechtenverkenner"
MODULES = sorted(PAKKET.rglob("*.py"))
MAX_REGELS_MODULE = 400
MAX_REGELS_FUNCTIE = 50

# Hidden folders hold caches, except the ones that hold scripts of the project.
GEMAAKT = {"__pycache__", "build", "dist", "htmlcov", "node_modules"}
VERBORGEN_MAAR_ONS = {".ci", ".github"}
# Not inside an address on the web or a relative path: there something precedes the first slash.
MACHINEPAD = re.compile(r"(?<![\w.:/-])/(?:work|farm|home|root|Users)/\S*")

Functie = ast.FunctionDef | ast.AsyncFunctionDef


def _naam(pad: Path) -> str:
    return str(pad.relative_to(PROJECT))


def _boom(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"), filename=str(module))


def _functies(boom: ast.AST) -> Iterator[Functie]:
    return (knoop for knoop in ast.walk(boom) if isinstance(knoop, Functie))


def _aanroepen(boom: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and last part of whatever is called: `print` for a plain name, `.today` for a method of something."""
    for knoop in ast.walk(boom):
        match knoop:
            case ast.Call(func=ast.Name(id=naam)):
                yield knoop.lineno, naam
            case ast.Call(func=ast.Attribute(attr=naam)):
                yield knoop.lineno, f".{naam}"


def _openbaar_zonder_docstring(boom: ast.Module | ast.ClassDef) -> Iterator[str]:
    for knoop in boom.body:
        if isinstance(knoop, Functie | ast.ClassDef) and not knoop.name.startswith("_"):
            # one of several signatures: the function itself says what it gives
            is_overload = any(isinstance(d, ast.Name) and d.id == "overload" for d in knoop.decorator_list)
            if ast.get_docstring(knoop) is None and not is_overload:
                yield f"{knoop.lineno} {knoop.name}"
            if isinstance(knoop, ast.ClassDef):
                yield from _openbaar_zonder_docstring(knoop)


def _tekstbestanden() -> Iterator[tuple[Path, str]]:
    for map_, mappen, bestanden in os.walk(PROJECT):
        mappen[:] = [m for m in mappen if m not in GEMAAKT and (not m.startswith(".") or m in VERBORGEN_MAAR_ONS)]
        for bestand in bestanden:
            pad = Path(map_, bestand)
            try:
                yield pad, pad.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_the_package_is_found() -> None:
    assert PAKKET / "meldingen.py" in MODULES


@pytest.mark.parametrize("module", MODULES, ids=_naam)
def test_a_module_fits_in_the_head(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MAX_REGELS_MODULE


@pytest.mark.parametrize("module", MODULES, ids=_naam)
def test_a_function_fits_on_the_screen(module: Path) -> None:
    te_lang = [
        f"{functie.lineno} {functie.name}"
        for functie in _functies(_boom(module))
        if functie.end_lineno is not None and functie.end_lineno - functie.lineno + 1 > MAX_REGELS_FUNCTIE
    ]
    assert te_lang == []


@pytest.mark.parametrize("module", MODULES, ids=_naam)
def test_whatever_is_public_says_what_it_gives(module: Path) -> None:
    boom = _boom(module)
    assert ast.get_docstring(boom) is not None
    assert list(_openbaar_zonder_docstring(boom)) == []


def test_no_module_hides_the_library_durable() -> None:
    assert [_naam(module) for module in MODULES if module.name == "durable.py"] == []


@pytest.mark.parametrize("module", [m for m in MODULES if "toepassing" not in m.parts], ids=_naam)
def test_the_library_prints_nothing(module: Path) -> None:
    assert [regel for regel, naam in _aanroepen(_boom(module)) if naam in {"print", "pprint", "input"}] == []


@pytest.mark.parametrize("module", [m for m in MODULES if {"model", "motor"} & set(m.parts)], ids=_naam)
def test_model_and_motor_call_no_clock_and_open_no_file(module: Path) -> None:
    verboden = {"open", ".today", ".now", ".utcnow", ".read_text", ".write_text", ".read_bytes"}
    assert [(regel, naam) for regel, naam in _aanroepen(_boom(module)) if naam in verboden] == []


def test_no_text_names_a_path_of_one_machine() -> None:
    gevonden = [
        f"{_naam(pad)}:{nummer}: {treffer.group()}"
        for pad, tekst in _tekstbestanden()
        for nummer, regel in enumerate(tekst.splitlines(), start=1)
        for treffer in MACHINEPAD.finditer(regel)
    ]
    assert gevonden == []


def test_the_search_for_machine_paths_finds_them_and_leaves_addresses_alone() -> None:
    assert MACHINEPAD.search("open('/" + "home/iemand/x.yaml')") is not None
    assert MACHINEPAD.search("zie https://voorbeeld.be/nl/home/wonen, of regels/home/x.yaml") is None


def test_no_rule_file_holds_a_tab() -> None:
    bestanden = [*(PROJECT / "regels").rglob("*.yaml"), *(PROJECT / "regels").rglob("*.yml")]
    assert [_naam(pad) for pad in bestanden if "\t" in pad.read_text(encoding="utf-8")] == []


def test_imports_respect_the_layers() -> None:
    pytest.importorskip("importlinter")
    opdracht = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    uitkomst = subprocess.run(
        [sys.executable, "-c", opdracht, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert uitkomst.returncode == 0, uitkomst.stdout + uitkomst.stderr

"""Law: what is read without typer is what typer reads, and of every other form typer speaks."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rechtenverkenner.toepassing import cli, opdracht, programma
from rechtenverkenner.toepassing.opdracht import SNEL, plain_call, plain_values

PROJECT = Path(__file__).resolve().parents[2]
GEZIN = str(PROJECT / "fixtures" / "gezinnen" / "student-op-kot.yaml")
OPDRACHTEN = {naam: programma.commands_of(module.removesuffix("_cli"))[naam] for naam, (module, _) in SNEL.items()}
WOORDEN = [
    "--taal", "--formaat", "--uit", "--brief", "--op-datum", "--lokaal", "--catalogus", "--help", "--op-dat", "-", "--",
    "-x", "", "gezin.yaml", "leefloon", "json", "2026-11-01", "map/sub", "a b", "~", "*", "a\nb", "\udce9", "é",
    "--uit=x", "--taal=fr", "--taal=", "--op-datum=-1", "--lokaal=a=b", "=", "-1",
]  # fmt: skip


def by_typer(naam: str, woorden: list[str]) -> dict[str, Any]:
    """The values of the parameters that typer gives to the function."""
    gezien: dict[str, Any] = {}
    roep = OPDRACHTEN[naam].callback
    OPDRACHTEN[naam].callback = lambda **waarden: gezien.update(waarden)
    try:
        OPDRACHTEN[naam].main(woorden, standalone_mode=False)
    finally:
        OPDRACHTEN[naam].callback = roep
    return gezien


def by_itself(naam: str, woorden: list[str]) -> dict[str, Any] | None:
    module, functie = SNEL[naam]
    return plain_values(getattr(import_module(f"rechtenverkenner.toepassing.{module}"), functie), woorden)


def defaults(naam: str) -> dict[str, Any]:
    return {p.name: p.default for p in OPDRACHTEN[naam].params if not p.required}


@given(st.sampled_from(sorted(SNEL)), st.lists(st.sampled_from(WOORDEN), max_size=8))
def test_values_are_those_of_typer(naam: str, woorden: list[str]) -> None:
    waarden = by_itself(naam, woorden)
    if waarden is not None:
        gelezen = by_typer(naam, woorden)
        heel = {**defaults(naam), **waarden}
        assert heel == gelezen
        assert {k: type(v) for k, v in heel.items()} == {k: type(v) for k, v in gelezen.items()}


@pytest.mark.parametrize("naam", sorted(SNEL))
def test_every_option_of_the_command_is_known(naam: str) -> None:
    opties = [p.opts[0] for p in OPDRACHTEN[naam].params if p.opts[0].startswith("--") and p.name != "help"]
    argumenten = [p.name for p in OPDRACHTEN[naam].params if not p.opts[0].startswith("--")]
    woorden = [*argumenten, *(w for optie in opties for w in (optie, "waarde"))]
    waarden = by_itself(naam, woorden)
    assert waarden == by_typer(naam, woorden)
    assert waarden is not None
    assert len(waarden) == len(OPDRACHTEN[naam].params) - ("help" in [p.name for p in OPDRACHTEN[naam].params])
    assert by_itself(naam, woorden[: len(argumenten)]) is not None
    assert by_itself(naam, woorden[1 : len(argumenten)]) is None


def test_only_the_plainest_form_of_three_commands_goes_past_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert plain_call(["verken", GEZIN, "--op-datum", "2026-11-01"]) is not None
    for woorden in ([], ["--help"], ["rechten"], ["verken"], ["verken", GEZIN, "--help"], ["verken", GEZIN, "x"],
                    ["verken", GEZIN, "--lokaal", "1", "--lokaal", "2"]):  # fmt: skip
        assert plain_call(woorden) is None
    monkeypatch.setenv("_RECHTENVERKENNER_COMPLETE", "bash_complete")
    assert plain_call(["verken", GEZIN]) is None


@pytest.mark.parametrize("woorden", [(), ("--formaat", "json"), ("--lokaal", "44021"), ("--formaat", "xml")])
def test_the_program_says_the_same_by_both_ways(
    rv: Any, woorden: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    heel = ("verken", GEZIN, "--op-datum", "2026-11-01", *woorden)
    snel = rv(*heel)
    monkeypatch.setattr(opdracht, "plain_call", lambda _: None)
    assert rv(*heel) == snel


def test_an_interrupt_ends_quietly_with_its_own_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> Any:
        def command() -> None:
            raise KeyboardInterrupt

        return command

    monkeypatch.setattr(opdracht, "plain_call", interrupted)
    assert cli.run(["verken"]) == 130


@pytest.mark.parametrize("woorden", [("--op-datum", "2026-11-01"), ("--op-datum", "x"), ("--help",)])
def test_the_package_runs_as_a_module_and_says_all(rv: Any, woorden: tuple[str, ...]) -> None:
    klaar = subprocess.run(
        [sys.executable, "-m", "rechtenverkenner", "verken", GEZIN, *woorden],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    status, uit, fout = rv("verken", GEZIN, *woorden)
    assert (klaar.returncode, klaar.stderr) == (status, fout)
    assert klaar.stdout == uit or "Usage" in uit

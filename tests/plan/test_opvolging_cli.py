"""The commands `opvolging` and `opvolging-begin` as a worker and as a program use them."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from pathlib import Path
from typing import Any, get_args

import pytest

from rechtenverkenner.plan.opvolging import Aanleiding, Stand, Toestand
from rechtenverkenner.toepassing import opvolging_cli
from tests.plan.gezinnen import GEZINNEN, PROJECT

DOC = (PROJECT / "docs" / "opvolging.md").read_text(encoding="utf-8")
VOORBEELD = re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL)[0]
GEZIN = str(PROJECT / "fixtures" / "gezinnen" / "ex-dakloze.yaml")
DAG = "2026-12-20"


@pytest.fixture
def rv(rv: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs a command in an empty folder: status, output and messages."""
    monkeypatch.chdir(tmp_path)
    return rv


@pytest.fixture
def opv(tmp_path: Path) -> Path:
    """The example of the documentation as a file."""
    pad = tmp_path / "opvolging.yaml"
    pad.write_text(VOORBEELD, encoding="utf-8")
    return pad


def test_the_example_of_the_documentation_gives_what_stands_below_it(rv: Any, opv: Path) -> None:
    (opdracht,) = re.findall(r"\(`rechtenverkenner (opvolging opvolging\.yaml [^`]*)`\)", DOC)
    verwacht = re.findall(r"```text\n(.*?)```", DOC, re.DOTALL)[0]
    status, uit, _ = rv(*shlex.split(opdracht))
    assert (status, uit.replace("\u00a0", " ")) == (1, verwacht)


def test_the_commands_of_the_documentation_run(rv: Any, tmp_path: Path) -> None:
    (tmp_path / "fixtures").symlink_to(PROJECT / "fixtures")
    opdrachten = re.findall(r"```sh\n(.*?)```", DOC, re.DOTALL)[0].splitlines()
    assert len(opdrachten) == 2
    for opdracht in opdrachten:
        status, uit, _ = rv(*shlex.split(opdracht)[1:])
        assert status in (0, 1) and uit.strip()


def test_the_python_of_the_documentation_runs() -> None:
    uit = io.StringIO()
    with contextlib.redirect_stdout(uit):
        exec(re.findall(r"```python\n(.*?)```", DOC, re.DOTALL)[0], {})
    assert uit.getvalue().startswith('versie: 1\npseudoniem: "GZ-2026-014"')


def test_every_field_and_every_word_of_the_json_is_described(rv: Any, opv: Path) -> None:
    deel = DOC.split("## JSON\n")[1].split("\n## ")[0]
    status, uit, _ = rv("opvolging", str(opv), "--gezin", GEZIN, "--op-datum", DAG, "--formaat", "json")
    data = json.loads(uit)
    assert status == 1 and data["versie"] == opvolging_cli.VERSIE == 1
    namen = {*data, *data["doorloop"], *(veld for r in data["rechten"] for veld in r)}
    namen |= {*Stand.model_fields, *Aanleiding.__slots__, *get_args(Toestand)}
    for naam in namen:
        assert f"`{naam}`" in deel, naam
    assert set(get_args(Toestand)) == set(opvolging_cli.KOPPEN)
    for soort in opvolging_cli.AANLEIDINGEN:
        assert f"| `{soort}` |" in DOC


def test_the_json_says_what_the_text_says(rv: Any, opv: Path) -> None:
    _, tekst, _ = rv("opvolging", str(opv), "--gezin", GEZIN, "--op-datum", DAG)
    _, uit, _ = rv("opvolging", str(opv), "--gezin", GEZIN, "--op-datum", DAG, "--formaat", "json")
    rechten = json.loads(uit)["rechten"]
    plekken = [tekst.index(f"\n  {r['naam']}") for r in rechten]
    assert plekken == sorted(plekken) and len(set(plekken)) == len(plekken)
    for toestand, kop in opvolging_cli.KOPPEN.items():
        n = sum(r["toestand"] == toestand for r in rechten)
        assert (f"{kop} ({n})" in tekst) == (n > 0)
    assert json.loads(uit)["doorloop"] == {"gevonden": 4, "aangevraagd": 2, "ontvangen": 1}


def test_without_a_profile_nothing_is_new_and_with_one_it_is(rv: Any, opv: Path) -> None:
    assert "Nieuw" not in rv("opvolging", str(opv), "--op-datum", DAG)[1]
    assert (
        "Nieuw: gevonden en nog niet in het bestand ("
        in rv("opvolging", str(opv), "--gezin", GEZIN, "--op-datum", DAG)[1]
    )


@pytest.mark.parametrize(("dag", "status"), [("2026-11-25", 0), ("2026-11-26", 1)])
def test_the_status_is_one_from_the_day_that_something_asks_attention(
    rv: Any, opv: Path, dag: str, status: int
) -> None:
    weg = VOORBEELD.split("  - recht: energiescan")[0].replace(
        "toegekend, datum: 2026-11-24", "toegekend, datum: 2026-11-20"
    )
    opv.write_text(re.sub(r"      - \{stand: ontvangen.*\n", "", weg), encoding="utf-8")
    assert rv("opvolging", str(opv), "--op-datum", dag)[0] == status


def test_a_fault_in_the_file_has_its_place_and_status_two(rv: Any, opv: Path) -> None:
    opv.write_text(VOORBEELD.replace("stand: besproken", "stand: ontvangen"), encoding="utf-8")
    status, uit, fout = rv("opvolging", str(opv), "--op-datum", DAG)
    assert (status, uit) == (2, "")
    assert re.search(r"opvolging\.yaml:14:17: RV616 .*\n  hulp: na `gevonden` kan: besproken", fout)
    assert "RV616 `aangevraagd` kan niet na `ontvangen` komen" in fout


def test_a_state_after_the_day_and_people_of_another_household_are_refused(rv: Any, opv: Path) -> None:
    status, _, fout = rv("opvolging", str(opv), "--op-datum", "2026-11-30")
    assert status == 2 and fout.count("RV615") == 1
    ander = str(PROJECT / "fixtures" / "gezinnen" / "weduwe-eigen-huis.yaml")
    status, _, fout = rv("opvolging", str(opv), "--gezin", ander, "--op-datum", DAG)
    assert status == 2 and "RV618 `man` staat niet in het profiel van dit gezin" in fout


@pytest.mark.parametrize("naam", GEZINNEN)
def test_what_begins_can_be_followed_the_same_day(rv: Any, naam: str) -> None:
    gezin = str(PROJECT / "fixtures" / "gezinnen" / f"{naam}.yaml")
    wanneer = ("--op-datum", "2026-11-01")
    status, uit, _ = rv("opvolging-begin", gezin, "--pseudoniem", "GZ-1", "--uit", "o.yaml", *wanneer)
    assert status == 0 and re.match(r"\d+ rechten gevonden; geschreven in o\.yaml\n", uit)
    status, uit, _ = rv("opvolging", "o.yaml", "--gezin", gezin, *wanneer)
    assert status == 0 and "Open (" in uit
    assert max(map(len, uit.splitlines())) <= 80


def test_a_file_that_is_there_is_replaced_only_when_asked(rv: Any, opv: Path) -> None:
    woorden = ("opvolging-begin", GEZIN, "--pseudoniem", "GZ-1", "--uit", str(opv), "--op-datum", DAG)
    status, _, fout = rv(*woorden)
    assert status == 2 and "RV619" in fout and opv.read_text(encoding="utf-8") == VOORBEELD
    assert rv(*woorden, "--overschrijf")[0] == 0
    assert opv.read_text(encoding="utf-8").startswith('versie: 1\npseudoniem: "GZ-1"\n')


def test_a_day_too_far_away_is_a_message_and_no_traceback(rv: Any, tmp_path: Path) -> None:
    woorden = ("opvolging-begin", GEZIN, "--pseudoniem", "GZ-1", "--uit", "o.yaml", "--op-datum", "1989-12-31")
    status, uit, fout = rv(*woorden)
    assert (status, uit) == (2, "") and "RV615 deze datum ligt te ver weg" in fout and "pydantic" not in fout
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_says_so(rv: Any, tmp_path: Path) -> None:
    for uit in (tmp_path / "geen-map" / "o.yaml", tmp_path):
        woorden = ("opvolging-begin", GEZIN, "--pseudoniem", "GZ-1", "--uit", str(uit), "--overschrijf")
        status, _, fout = rv(*woorden, "--op-datum", DAG)
        assert status == 2 and "RV042" in fout


@pytest.mark.parametrize("naam", ["Jan Janssens", "85.07.30-033.28", "jan@voorbeeld.be"])
def test_a_pseudonym_that_tells_who_it_is_writes_nothing(rv: Any, tmp_path: Path, naam: str) -> None:
    status, uit, fout = rv("opvolging-begin", GEZIN, "--pseudoniem", naam, "--uit", "o.yaml", "--op-datum", DAG)
    assert status == 2 and "RV612" in fout and naam not in uit + fout
    assert not list(tmp_path.iterdir())

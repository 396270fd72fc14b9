"""What is kept of a catalogue between two processes is the same catalogue, and never in the way."""

from __future__ import annotations

import marshal
import os
import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rechtenverkenner import Catalogus, CatalogusFout, Gezin, evaluate
from rechtenverkenner.catalogus import laden, opslag
from rechtenverkenner.catalogus.inpakken import pack, unpack
from rechtenverkenner.model import knopen
from rechtenverkenner.model.bewaren import storage_of
from rechtenverkenner.model.knopen import walk
from tests.wetten.hulp import cases

REGELS = Path(__file__).resolve().parents[1] / "onderhoud" / "regels"
GEZIN = Gezin.model_validate({"personen": [{"id": "an", "geboortedatum": "1960"}]})
DAG = date(2026, 11, 1)
eigenaars = pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners of files here")


@pytest.fixture
def plek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of one's own, which is not there yet."""
    monkeypatch.setenv("RECHTENVERKENNER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def regels(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REGELS, tmp_path / "regels"))


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse_catalogus(*mappen: Path) -> Catalogus:
        raise AssertionError("read again")

    monkeypatch.setattr(laden, "parse_catalogus", parse_catalogus)


def answers(catalogus: Catalogus) -> Any:
    return evaluate(GEZIN, catalogus, op_datum=DAG)


def test_a_packed_catalogue_is_the_same_catalogue(catalogus: Catalogus) -> None:
    inhoud = pack(catalogus)
    terug = unpack(inhoud)
    assert marshal.loads(pack(terug)) == marshal.loads(inhoud)  # the bytes also tell which texts are one object
    for naam, recht in terug.rechten.items():
        assert walk(recht.voorwaarden) == list(knopen._walked(recht.voorwaarden))
        soorten = [[type(k) for k in walk(c.rechten[naam].voorwaarden)] for c in (catalogus, terug)]
        assert soorten[0] == soorten[1]
    for geval in [g for g in cases(elk=10**6) if not g.recht][:3]:
        for motor in ("gegenereerd", "referentie"):
            een, ander = (evaluate(geval.gezin, c, op_datum=geval.op_datum, motor=motor) for c in (catalogus, terug))  # type: ignore[arg-type]
            assert een == ander


def test_the_second_time_nothing_is_read_or_written_out(
    plek: Path, regels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eerst = answers(opslag.load_catalogus(regels))
    assert {p.suffix for p in plek.iterdir()} == {".catalogus", ".code"}
    forbid_reading(monkeypatch)
    monkeypatch.setattr("rechtenverkenner.motor.gegenereerd.write_code", None)
    assert answers(opslag.load_catalogus(regels)) == eerst


def test_a_change_of_a_rule_or_of_python_is_another_name(
    plek: Path, regels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oud = opslag.load_catalogus(regels)
    bestand = regels / "vrije-tijd" / "kaart.yaml"
    bestand.write_text(bestand.read_text(encoding="utf-8") + "# nota\n", encoding="utf-8")
    assert opslag.load_catalogus(regels).hash != oud.hash
    monkeypatch.setattr(sys, "version", sys.version + " anders")
    opslag.load_catalogus(regels)
    assert len(list(plek.glob("*.catalogus"))) == 3


def test_a_change_of_the_engine_is_another_name(
    plek: Path, regels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opslag.load_catalogus(regels)
    shutil.copytree(opslag.PAKKET / "motor", tmp_path / "pakket" / "motor")
    monkeypatch.setattr(opslag, "PAKKET", tmp_path / "pakket")
    opslag.load_catalogus(regels)
    with (tmp_path / "pakket" / "motor" / "takken.py").open("a", encoding="utf-8") as stroom:
        stroom.write("\n")
    opslag.load_catalogus(regels)
    assert len(list(plek.glob("*.catalogus"))) == 3


@pytest.mark.parametrize("kapot", [b"", b"x", b"half", b"bit"], ids=["empty", "foreign", "half", "one-bit"])
def test_what_is_damaged_is_left_alone_and_written_again(plek: Path, regels: Path, kapot: bytes) -> None:
    eerst = answers(opslag.load_catalogus(regels))
    for bestand in plek.iterdir():
        goed = bestand.read_bytes()
        bit = goed[:50] + bytes([goed[50] ^ 1]) + goed[51:]
        bestand.write_bytes({b"half": goed[: len(goed) // 2], b"bit": bit}.get(kapot, kapot))
    assert answers(opslag.load_catalogus(regels)) == eerst
    assert all(len(p.read_bytes()) > 1000 for p in plek.iterdir())


@eigenaars
def test_only_the_user_can_write_what_is_kept_and_nothing_else_is_believed(
    plek: Path, regels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(opslag.load_catalogus(regels))
    assert plek.stat().st_mode & 0o777 == 0o700
    assert {p.stat().st_mode & 0o777 for p in plek.iterdir()} == {0o600}
    forbid_reading(monkeypatch)
    opslag.load_catalogus(regels)
    for bestand in plek.iterdir():
        bestand.chmod(0o666)
    with pytest.raises(AssertionError, match="read again"):
        opslag.load_catalogus(regels)


def test_without_a_place_everything_works(regels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    for waar in (str(tmp_path / "bestand"), str(tmp_path / "bestand" / "onder"), "uit"):
        monkeypatch.setenv("RECHTENVERKENNER_CACHE", waar)
        assert answers(opslag.load_catalogus(regels)).oordelen
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bestand", "regels"]


def test_the_folder_is_that_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RECHTENVERKENNER_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert opslag.cache_folder() == tmp_path / "rechtenverkenner"
    monkeypatch.setenv("XDG_CACHE_HOME", "niet/volledig")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert opslag.cache_folder() == tmp_path / ".cache" / "rechtenverkenner"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert opslag.cache_folder() == tmp_path / "Library" / "Caches" / "rechtenverkenner"


def test_a_catalogue_with_faults_is_not_kept(plek: Path, regels: Path) -> None:
    (regels / "kapot.yaml").write_text("recht: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CatalogusFout):
            opslag.load_catalogus(regels)
    assert not plek.exists()


def test_a_catalogue_that_was_changed_in_memory_is_kept_nowhere(plek: Path, regels: Path) -> None:
    catalogus = opslag.load_catalogus(regels)
    assert storage_of(catalogus) is not None
    assert storage_of(replace(catalogus, versie="anders")) is None


def test_the_oldest_files_go_first(plek: Path, regels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opslag, "MAX_BESTANDEN", 3)
    for nummer in range(6):
        monkeypatch.setattr(sys, "version", f"{nummer}")
        opslag.load_catalogus(regels)
        for oud in plek.iterdir():
            os.utime(oud, (oud.stat().st_mtime - 60,) * 2)
    assert len(list(plek.iterdir())) == 3

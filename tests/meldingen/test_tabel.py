"""`docs/meldingen.md` names every code the package uses, and no other; nearly every code has a case here."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import BaseModel

from rechtenverkenner.catalogus import vorm
from rechtenverkenner.catalogus.vertaling_fouten import VORMEN
from rechtenverkenner.model.gezin import Gezin

HIER = Path(__file__).parent
PROJECT = HIER.parents[1]
PAKKET = PROJECT / "rechtenverkenner"
RIJ = re.compile(r"^\| (RV\d{3}) \| (.+) \| (.+) \|$", re.MULTILINE)

# Numbers that the translation of pydantic's faults gives in each family. No field of the catalogue has a lowest or
# highest value, so RV205 and RV206 do not exist.
VERTAALD = {f"RV4{n}" for n in ("01", "02", "03", "04", "05", "06", "07", "08")} | {
    f"RV2{n}" for n in ("01", "02", "03", "04", "07", "08")
}
# Given by other parts than the two readers, and tested there.
ELDERS = {"RV109", "RV111", "RV112", "RV200", "RV253", "RV254", "RV255", "RV305", "RV310", "RV437", "RV438"}
ELDERS |= {f"RV45{n}" for n in range(6)}  # tests/motor/test_gebeurtenissen.py
ELDERS |= {f"RV46{n}" for n in range(6)}  # tests/motor/test_wacht.py
ELDERS |= {f"RV47{n}" for n in range(4)}  # tests/gesprek
ELDERS |= {f"RV5{n:02}" for n in range(25)}  # tests/groep
ELDERS |= {f"RV5{n}" for n in range(30, 46)}  # tests/bulk
ELDERS |= {f"RV5{n}" for n in range(50, 56)}  # tests/spark
ELDERS |= {f"RV61{n}" for n in range(10)}  # tests/plan/test_opvolging.py and test_opvolging_cli.py
ELDERS |= {f"RV8{n}" for n in range(51, 74)}  # tests/meting


def tabel() -> list[tuple[str, str, str]]:
    return RIJ.findall((PROJECT / "docs" / "meldingen.md").read_text(encoding="utf-8"))


def gebruikt() -> set[str]:
    codes = set()
    for module in PAKKET.rglob("*.py"):
        codes |= set(re.findall(r"[\"'](RV\d{3})(?=[\"'|])", module.read_text(encoding="utf-8")))
    return codes | VERTAALD


def test_every_code_that_is_used_is_in_the_table_and_the_other_way_round() -> None:
    assert {code for code, _, _ in tabel()} == gebruikt()


def test_the_numbers_of_translated_faults_are_those_of_the_source() -> None:
    bron = (PAKKET / "catalogus" / "vertaling_fouten.py").read_text(encoding="utf-8")
    assert {f"RV4{n}" for n in re.findall(r'"(0\d)"', bron)} == {c for c in VERTAALD if c.startswith("RV4")}


def test_the_table_is_in_order_and_says_something_new_on_every_line() -> None:
    rijen = tabel()
    assert [r[0] for r in rijen] == sorted({r[0] for r in rijen})
    for code, betekenis, doen in rijen:
        assert betekenis != doen and not betekenis.endswith(".") and not doen.endswith("."), code
        assert betekenis[:1].islower() or betekenis[:1] == "`", code


def test_every_code_of_the_two_readers_is_in_a_snapshot() -> None:
    gezien: set[str] = set()
    for pad in [*HIER.glob("profielen/*.txt"), *HIER.glob("catalogi/*/verwacht.txt")]:
        gezien |= set(re.findall(r": (RV\d{3}) ", pad.read_text(encoding="utf-8")))
    zonder = {code for code, _, _ in tabel() if not code.startswith(("RV0", "RV6", "RV7", "RV8"))} - gezien - ELDERS
    assert zonder <= {"RV100", "RV101"}, "those two are about files that are not kept here"


def test_every_pattern_of_the_models_is_explained_in_words() -> None:
    modellen: list[type[BaseModel]] = [Gezin, vorm.RechtVorm, vorm.LokaalVorm, vorm.KopVorm, vorm.GemeentenVorm]
    patronen: set[str] = set()
    for model in modellen:
        patronen |= _patronen(model.model_json_schema())
    patronen.discard(r"^\d{4}(-\d\d(-\d\d)?)?$")  # a date: RV415 says how
    patronen = {p for p in patronen if not p.startswith("^(?!")}  # decimals, from pydantic itself
    assert patronen <= set(VORMEN)
    assert len(patronen) >= 4


def _patronen(schema: object) -> set[str]:
    if isinstance(schema, dict):
        eigen = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
        namen = set(schema.get("patternProperties") or ())
        return eigen.union(namen, *map(_patronen, schema.values()))
    return set().union(*map(_patronen, schema)) if isinstance(schema, list) else set()

"""Files that are harmful or half: refused with a message, and never left behind."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from rechtenverkenner import Catalogus, InvoerFout, make_gezin
from rechtenverkenner.groep import bestand, excel_lezen, veilig
from rechtenverkenner.groep.bestand import check_target, write_whole
from rechtenverkenner.groep.lezen import read_group
from rechtenverkenner.groep.tabellen import MAX_KOLOMMEN, MAX_RIJEN
from tests.groep.hulp import DAG, template


@pytest.fixture(scope="module")
def inhoud(catalogus: Catalogus) -> bytes:
    return template([make_gezin({"personen": [{}]})], catalogus)


@pytest.fixture
def boek(inhoud: bytes, tmp_path: Path) -> Path:
    (tmp_path / "groep.xlsx").write_bytes(inhoud)
    return tmp_path / "groep.xlsx"


def changed(
    pad: Path, *, erbij: dict[str, bytes] | None = None, deel: str = "", van: bytes = b"", naar: bytes = b""
) -> None:
    """The same workbook with a part more, or with something else in a part."""
    with ZipFile(pad) as oud:
        delen = {n: oud.read(n) for n in oud.namelist()}
    assert not deel or van in delen[deel]
    delen |= erbij or {}
    if deel:
        delen[deel] = delen[deel].replace(van, naar, 1)
    with ZipFile(pad, "w", zipfile.ZIP_DEFLATED) as nieuw:
        for naam, inhoud in delen.items():
            nieuw.writestr(naam, inhoud)


def refused(pad: Path, catalogus: Catalogus) -> str:
    with pytest.raises(InvoerFout) as fout:
        read_group(pad, catalogus, op_datum=DAG)
    (melding,) = fout.value.meldingen
    assert melding.hulp
    return melding.code


def test_macros_declarations_and_damage_are_refused(boek: Path, catalogus: Catalogus) -> None:
    gaaf = boek.read_bytes()
    blad = "xl/worksheets/sheet2.xml"
    for code, wat in (
        ("RV506", {"erbij": {"xl/vbaProject.bin": b"x"}}),
        ("RV506", {"deel": blad, "van": b"<worksheet", "naar": b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'}),
        ("RV500", {"deel": blad, "van": b"<sheetData>", "naar": b"<sheetData><row>"}),
        ("RV500", {"deel": "xl/workbook.xml", "van": b"<sheets>", "naar": b"<blaadjes>"}),
        ("RV507", {"deel": "xl/workbook.xml", "van": b'name="personen"', "naar": b'name="mensen"'}),
    ):
        boek.write_bytes(gaaf)
        changed(boek, **wat)  # type: ignore[arg-type]
        assert refused(boek, catalogus) == code, wat


@pytest.mark.parametrize(
    "inhoud", [b"", b"gezin;huur", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200], ids=["leeg", "tekst", "half", "oud"]
)
def test_what_is_no_workbook_is_refused(inhoud: bytes, catalogus: Catalogus, tmp_path: Path) -> None:
    for naam in ("x.xlsx", "x.zip"):
        (tmp_path / naam).write_bytes(inhoud)
        assert refused(tmp_path / naam, catalogus) == "RV500"
    assert refused(tmp_path / "weg.xlsx", catalogus) == "RV500"


def test_a_half_workbook_is_refused_wherever_it_is_cut(boek: Path, catalogus: Catalogus) -> None:
    gaaf = boek.read_bytes()
    for deel in range(1, 8):
        boek.write_bytes(gaaf[: len(gaaf) * deel // 8])
        assert refused(boek, catalogus) == "RV500"


def test_a_damaged_file_gives_a_message_or_what_is_whole(boek: Path, catalogus: Catalogus) -> None:
    gaaf, toeval, geweigerd = boek.read_bytes(), Random(4), set()
    for _ in range(40):
        stuk = bytearray(gaaf)
        for _ in range(toeval.choice([1, 3, 20])):
            stuk[toeval.randrange(len(stuk))] = toeval.randrange(256)
        boek.write_bytes(stuk)
        try:
            read_group(boek, catalogus, op_datum=DAG)
        except InvoerFout as fout:
            geweigerd |= {m.code for m in fout.meldingen}
    assert "RV500" in geweigerd


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    boek: Path, catalogus: Catalogus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(veilig, "MAX_UITGEPAKT", 1_000_000)
    monkeypatch.setattr(ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    inhoud = boek.read_bytes()
    with ZipFile(boek, "a", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("xl/worksheets/sheet99.xml", b" " * 2_000_000)
    assert boek.stat().st_size < len(inhoud) + 10_000
    assert refused(boek, catalogus) == "RV501"
    monkeypatch.setattr(veilig, "MAX_BYTES", 1000)
    assert refused(boek, catalogus) == "RV501"


def test_too_many_rows_or_columns_are_refused(boek: Path, catalogus: Catalogus, tmp_path: Path) -> None:
    gaaf = boek.read_bytes()
    for cel in (f"A{MAX_RIJEN + 1}", "XFD7"):
        boek.write_bytes(gaaf)
        nummer = "".join(c for c in cel if c.isdigit())
        rij = f'<row r="{nummer}"><c r="{cel}"><v>1</v></c></row></sheetData>'.encode()
        changed(boek, deel="xl/worksheets/sheet2.xml", van=b"</sheetData>", naar=rij)
        assert refused(boek, catalogus) == "RV501"
    (tmp_path / "personen.csv").write_text("gezin\n", encoding="utf-8")
    for tekst in ("gezin" + ";" * (MAX_KOLOMMEN + 1), "gezin\n" + "a\n" * MAX_RIJEN):
        (tmp_path / "gezinnen.csv").write_text(tekst, encoding="utf-8")
        assert refused(tmp_path, catalogus) == "RV501"


@pytest.mark.parametrize("inhoud", [b'gezin\n"a', "gezin\ncafé".encode("latin-1")], ids=["quote", "latin"])
def test_csv_that_cannot_be_read_is_refused(inhoud: bytes, catalogus: Catalogus, tmp_path: Path) -> None:
    (tmp_path / "gezinnen.csv").write_bytes(inhoud)
    assert refused(tmp_path, catalogus) == "RV524"


def test_an_empty_group_is_refused(catalogus: Catalogus, tmp_path: Path) -> None:
    for naam in ("gezinnen", "personen"):
        (tmp_path / f"{naam}.csv").write_text("gezin\n", encoding="utf-8")
    assert refused(tmp_path, catalogus) == "RV523"
    (tmp_path / "x.jsonl").write_text("\n\n", encoding="utf-8")
    assert refused(tmp_path / "x.jsonl", catalogus) == "RV523"


def test_without_the_extra_there_is_a_friendly_message(
    boek: Path, catalogus: Catalogus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    assert refused(boek, catalogus) == "RV520"
    assert excel_lezen.__name__ in __import__("sys").modules


def test_an_interrupt_while_writing_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doel = tmp_path / "uit.xlsx"
    doel.write_bytes(b"oud")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for naam in ("fsync", "replace"):
        with monkeypatch.context() as m:
            m.setattr(os, "fsync", stop) if naam == "fsync" else m.setattr(Path, "replace", stop)
            with pytest.raises(KeyboardInterrupt):
                write_whole(doel, b"nieuw", overschrijf=True)
        assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("uit.xlsx", b"oud")]
    write_whole(doel, b"nieuw", overschrijf=True)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("uit.xlsx", b"nieuw")]


def test_a_file_that_is_there_or_is_read_is_not_written_over(tmp_path: Path) -> None:
    doel = tmp_path / "uit.xlsx"
    doel.write_bytes(b"oud")

    def code(opdracht: str, **extra: object) -> str:
        with pytest.raises(InvoerFout) as fout:
            check_target(doel, **extra) if opdracht == "check" else write_whole(doel, b"nieuw")  # type: ignore[arg-type]
        return fout.value.meldingen[0].code

    assert code("check") == code("write") == "RV521"
    assert code("check", invoer=tmp_path / "." / "uit.xlsx", overschrijf=True) == "RV044"
    assert doel.read_bytes() == b"oud"
    doel = tmp_path / "weg" / "uit.xlsx"
    assert code("check") == code("write") == "RV042"
    assert bestand.__doc__


def test_a_sheet_twice_in_a_zip_is_told(catalogus: Catalogus, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w") as archief:
        for naam, inhoud in (("a/gezinnen", "gezin\na\n"), ("b/Gezinnen", "gezin\nb\n"), ("personen", "gezin\na\n")):
            archief.writestr(f"{naam}.csv", inhoud)
    groep = read_group(tmp_path / "x.zip", catalogus, op_datum=DAG)
    assert [m.code for m in groep.alle_meldingen] == ["RV510"]
    assert [g.sleutel for g in groep.gezinnen] == ["a"]

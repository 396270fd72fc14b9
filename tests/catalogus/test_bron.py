"""The YAML reader: exact places, every trap of YAML refused with its own code, and hostile files answered in bounds."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from rechtenverkenner.catalogus import lezer
from rechtenverkenner.catalogus.bron import Bron, read_bytes, read_file
from rechtenverkenner.meldingen import Melding, Plaats


@pytest.fixture(params=["c", "python"])
def beide_lezers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """libyaml, and the parser in Python for machines without it."""
    loader = getattr(yaml, "CBaseLoader", None) if request.param == "c" else yaml.BaseLoader
    if loader is None:
        pytest.skip("PyYAML without libyaml")
    monkeypatch.setattr(lezer, "_LOADER", loader)


def meldingen(tekst: str) -> list[Melding]:
    bron, gevonden = read_bytes(tekst.encode(), bestand="f.yaml")
    assert (bron is None) == bool(gevonden), "data or messages, never both"
    return gevonden


def kort(tekst: str) -> list[str]:
    """`line:column code` of every message."""
    return [f"{m.plaats.regel}:{m.plaats.kolom} {m.code}" for m in meldingen(tekst) if m.plaats]


def lees(tekst: str) -> Bron:
    bron, gevonden = read_bytes(tekst.encode(), bestand="f.yaml")
    assert bron is not None, "\n".join(map(str, gevonden))
    return bron


def waar(plaats: Plaats | None) -> tuple[int, int]:
    assert plaats is not None and plaats.bestand == "f.yaml"
    return plaats.regel, plaats.kolom


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "waarde"),
    [
        ("0", 0),
        ("-12", -12),
        ("123456789012345678", 123456789012345678),
        ("0.50", Decimal("0.50")),
        ("-1234.56", Decimal("-1234.56")),
        ("2025-02-28", date(2025, 2, 28)),
        ("ja", True),
        ("true", True),
        ("nee", False),
        ("false", False),
        ("", None),
        ("~", None),
        ("null", None),
        ("1960-05", "1960-05"),
        ("1/55", "1/55"),
        ("12 euro", "12 euro"),
        ("5%", "5%"),
        ("ja hoor", "ja hoor"),
        ("inkomen <= 1200.50", "inkomen <= 1200.50"),
        ('"NO"', "NO"),
        ("'010'", "010"),
        ('""', ""),
        ("|\n  12\n", "12\n"),
        (">-\n  een\n  twee", "een twee"),
        ("cafe\u0301", "caf\u00e9"),
        ('"cafe\u0301"', "caf\u00e9"),
        ("2 cafe\u0301s", "2 caf\u00e9s"),
        ("[1, ja, x]", [1, True, "x"]),
        ("{}", {}),
    ],
)
def test_a_scalar_becomes_the_value_a_person_would_read(tekst: str, waarde: object, beide_lezers: None) -> None:
    data = lees(f"a: {tekst}\n").data
    assert data == {"a": waarde}
    assert type(data["a"]) is type(waarde)


def test_an_integer_key_is_the_text_that_was_written() -> None:
    assert lees('{2024: 1, "02": 2, nl: 3}').data == {"2024": 1, "02": 2, "nl": 3}


@pytest.mark.parametrize("wortel", ["[1, 2]", "tekst", '""', "3", "~"])
def test_the_root_may_be_any_value(wortel: str) -> None:
    assert lees(wortel).data == {"[1, 2]": [1, 2], "tekst": "tekst", '""': "", "3": 3, "~": None}[wortel]


def test_structure_folding_and_quotes_are_those_of_yaml() -> None:
    tekst = (
        'a:\n- {b: [x, "y: z"]}\n- c: |\n    d\n\n    e\n- d:\n    e: >-\n      f\n      g\n- []\n- h: een\n    twee\n'
    )
    assert lees(tekst).data == yaml.safe_load(tekst)


_INHOUD = st.recursive(
    st.text(max_size=20) | st.integers(-(10**17), 10**17) | st.booleans() | st.none() | st.dates(),
    lambda kind: st.lists(kind, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=8), kind, max_size=4),
    max_leaves=12,
)


@given(_INHOUD, st.booleans())
def test_no_input_from_a_yaml_writer_raises_and_every_message_has_a_place(inhoud: object, stroom: bool) -> None:
    tekst = yaml.safe_dump(inhoud, default_flow_style=stroom, allow_unicode=True)
    _, gevonden = read_bytes(tekst.encode("utf-8", "replace"), bestand="f.yaml")
    assert all(m.plaats and m.plaats.regel >= 1 and m.plaats.kolom >= 1 and m.hulp for m in gevonden)


@given(st.text(alphabet="ab1:,-?[]{}#&*!|>'\"%@`\\ \n\t\u00e9\u0000\u2028", max_size=60))
@example("[!")
def test_any_text_gives_data_or_dutch_messages_and_never_an_exception(tekst: str) -> None:
    for melding in meldingen(tekst):
        engels = ("found", "expected", "while", "mapping", "token", "stream", "None")
        kop = melding.tekst.split("`")[::2]
        assert not any(woord in deel for deel in kop for woord in engels)


# --- places ----------------------------------------------------------------------------------------------------------

PLAATSEN = """\
naam: "één 😀"
groep:
  leden:
    - {id: a, leeftijd: 12}
    - id: b
      leeftijd:
  'x y':   >
    blok
"""


@pytest.mark.parametrize("regeleinde", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("pad", "sleutel", "waarde"),
    [
        ((), (1, 1), (1, 1)),
        (("naam",), (1, 1), (1, 7)),
        (("groep",), (2, 1), (3, 3)),
        (("groep", "leden"), (3, 3), (4, 5)),
        (("groep", "leden", 0), (4, 7), (4, 7)),
        (("groep", "leden", 0, "id"), (4, 8), (4, 12)),
        (("groep", "leden", 0, "leeftijd"), (4, 15), (4, 25)),
        (("groep", "leden", 1), (5, 7), (5, 7)),
        (("groep", "leden", 1, "leeftijd"), (6, 7), (6, 16)),
        (("groep", "x y"), (7, 3), (7, 12)),
    ],
)
def test_the_place_of_every_key_and_value_is_exact(
    pad: tuple[str | int, ...],
    sleutel: tuple[int, int],
    waarde: tuple[int, int],
    bom: str,
    regeleinde: str,
    beide_lezers: None,
) -> None:
    bron = lees(bom + PLAATSEN.replace("\n", regeleinde))
    assert (waar(bron.sleutelplaats(pad)), waar(bron.plaats(pad))) == (sleutel, waarde)


def test_columns_count_characters_and_not_bytes(beide_lezers: None) -> None:
    bron = lees("{één: 😀é, twee: 2}\n")
    assert waar(bron.plaats(("twee",))) == (1, 17)


@pytest.mark.parametrize(
    ("pad", "plaats"),
    [
        (("groep", "weg"), (3, 3)),
        (("groep", "leden", 9, "id"), (4, 5)),
        (("groep", "leden", -1), (4, 5)),
        (("naam", 0), (1, 7)),
        (("weg", "weg"), (1, 1)),
    ],
)
def test_a_path_that_does_not_exist_has_the_place_of_its_nearest_ancestor(
    pad: tuple[str | int, ...], plaats: tuple[int, int]
) -> None:
    bron = lees(PLAATSEN)
    assert waar(bron.plaats(pad)) == plaats
    assert waar(bron.sleutelplaats(pad)) == plaats


def test_data_without_a_file_has_no_place_and_still_gives_a_message() -> None:
    bron = Bron("geheugen", {"a": 1})
    assert bron.plaats(("a",)) is None and bron.sleutelplaats(("a",)) is None and bron.bronregel(None) == ""
    assert bron.melding("RV201", "fout", ("a",), kolom_extra=3) == Melding("RV201", "a: fout")


def test_a_message_carries_place_source_line_and_help() -> None:
    melding = lees("a:\r\n  b: x < y\r\n").melding("RV201", "onbekend feit `y`", ("a", "b"), hulp="kijk na")
    assert str(melding) == "f.yaml:2:6: RV201 onbekend feit `y`\n      b: x < y\n         ^\n  hulp: kijk na"
    sleutel = lees("a:\n  b: x < y\n").melding("RV202", "onbekend", ("a", "b"), sleutel=True, kolom_extra=2)
    assert waar(sleutel.plaats) == (2, 3)


@pytest.mark.parametrize(
    ("waarde", "extra", "kolom"),
    [
        ("x < yy", 4, 8),
        ("x < yy", 0, 4),
        ("x < yy", 6, 10),
        ('"x < yy"', 4, 9),
        ("'x < yy'", 4, 9),
        ("'it''s yy'", 5, 11),
        ('"a\\"b yy"', 4, 10),
        ('"\\u00e9 yy"', 2, 12),
        (">-\n  x < yy", 4, 4),
        ("x <\n  yy", 4, 4),
        ("'x <\n  yy'", 5, 4),
        ("x", 5, 4),
        ("x # y", 3, 4),
        ("12", 1, 4),
        ("[x, z]", 1, 4),
    ],
)
def test_a_fault_inside_an_expression_points_at_its_character(waarde: str, extra: int, kolom: int) -> None:
    melding = lees(f"a: {waarde}\n").melding("RV210", "fout", ("a",), kolom_extra=extra)
    assert waar(melding.plaats) == (1, kolom)


# --- RV100 .. RV102: the file ----------------------------------------------------------------------------------------


def test_a_file_that_is_there_is_read_and_named_as_asked(tmp_path: Path) -> None:
    pad = tmp_path / "a.yaml"
    pad.write_bytes(b"a: 1\n")
    bron, _ = read_file(pad)
    assert bron is not None and bron.bestand == str(pad) and bron.data == {"a": 1}
    bron, _ = read_file(pad, naam="regels/a.yaml")
    assert bron is not None and bron.bestand == "regels/a.yaml"


@pytest.mark.parametrize(
    ("naam", "deel"),
    [
        ("weg.yaml", "bestaat niet"),
        (".", "map"),
        ("pijp", "geen gewoon bestand"),
        ("lus", "kan niet"),
        ("\0", "kan niet"),
    ],
)
def test_rv100_what_is_no_readable_file(tmp_path: Path, naam: str, deel: str) -> None:
    os.mkfifo(tmp_path / "pijp")
    (tmp_path / "lus").symlink_to("lus")
    bron, [melding] = read_file(tmp_path / naam, naam="f.yaml")
    assert bron is None and melding.code == "RV100" and deel in melding.tekst
    assert str(melding).startswith("f.yaml:1:1: RV100 ")


def test_rv100_a_device_is_not_read() -> None:
    bron, [melding] = read_file(Path("/dev/zero"))
    assert bron is None and melding.code == "RV100"


def test_rv100_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / "a.yaml"
    pad.write_bytes(b"a: 1\n")

    def weiger(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", weiger)
    bron, [melding] = read_file(pad)
    assert bron is None and melding.code == "RV100" and "toestemming" in melding.tekst
    assert "ermission" not in str(melding)


def test_rv101_a_file_of_10_mb_is_refused_without_opening_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / "groot.yaml"
    with pad.open("wb") as stroom:
        stroom.truncate(10_000_000)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("opened"))
    bron, [melding] = read_file(pad)
    assert bron is None and melding.code == "RV101"


def test_rv101_a_file_that_grew_after_it_was_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pad = tmp_path / "a.yaml"
    pad.write_bytes(b"a: 1\n")
    toestand = pad.stat()
    pad.write_bytes(b"a: 12345\n")
    monkeypatch.setattr(Path, "stat", lambda *_, **__: toestand)
    assert [m.code for m in read_file(pad, max_bytes=8)[1]] == ["RV101"]


def test_rv101_the_limit_itself_is_allowed() -> None:
    assert read_bytes(b"a: 12\n", bestand="f.yaml", max_bytes=6)[1] == []
    assert [m.code for m in read_bytes(b"a: 123\n", bestand="f.yaml", max_bytes=6)[1]] == ["RV101"]


def test_rv101_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lezer, "MAX_GEBEURTENISSEN", 50)
    assert kort("[1, 2, 3]") == []
    assert kort("[" + "1, " * 50 + "]") == ["1:1 RV101"]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_rv102_names_the_byte_and_the_place(bom: bytes) -> None:
    bron, [melding] = read_bytes(bom + "a: é\r\nb: é".encode() + b"\xe9\n", bestand="f.yaml")
    assert bron is None and melding.code == "RV102" and waar(melding.plaats) == (2, 5)
    assert f"byte {13 + len(bom)} (hexadecimaal e9)" in melding.tekst


def test_rv102_a_byte_order_mark_takes_no_column() -> None:
    _, [melding] = read_bytes(b"\xef\xbb\xbfa: \xe9", bestand="f.yaml")
    assert waar(melding.plaats) == (1, 4)


def test_rv102_utf16_is_recognised() -> None:
    _, [melding] = read_bytes("a: 1".encode("utf-16"), bestand="f.yaml")
    assert melding.code == "RV102" and "UTF-16" in melding.hulp


# --- RV103: syntax ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tekst", "plaats", "deel"),
    [
        ("a: let op: dit\n", (1, 10), "`:` die hier niet kan staan"),
        ("a:\n\tb: 1\n", (2, 1), "tab"),
        ("a: 1\nb: [1, 2\nc: 3\n", (2, 4), "`[` wordt niet gesloten"),
        ("a: 1\nb: {c: 2\nd: 3\n", (2, 4), "`{` wordt niet gesloten"),
        ("a: {b: c d: e}\n", (1, 11), "ontbreekt een komma of een `}`"),
        ("a: {b: [1, 2}\n", (1, 13), "ontbreekt een komma of een `]`"),
        ('a: 1\nb: "open\nc: 3\n', (2, 4), "aanhalingsteken"),
        ("a: 'x' y\n", (1, 8), "achter deze waarde"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "inspringing"),
        ("- a\nb: 1\n", (2, 1), "inspringing"),
        ("a: 1\nlos woord\nb: 2\n", (2, 1), "ontbreekt een `:`"),
        ("a: @x\n", (1, 4), "kan niet met dit teken beginnen"),
        ("a: & b\n", (1, 4), "kan niet met dit teken beginnen"),
        ("a: ]\n", (1, 4), "leesteken"),
        ("a: - b\n", (1, 4), "streepje"),
        ("a: [b,", (1, 7), "haakje open"),
        ("a: [b", (1, 4), "`[` wordt niet gesloten"),
        ("a: |x\n  b\n", (1, 5), "geen geldige YAML"),
        ("a: 1\n...\nb: 2\n", (3, 1), "na het einde"),
    ],
)
def test_rv103_names_the_fault_in_dutch_where_it_is(
    tekst: str, plaats: tuple[int, int], deel: str, beide_lezers: None
) -> None:
    [melding] = meldingen(tekst)
    assert melding.code == "RV103" and waar(melding.plaats) == plaats
    assert deel in melding.tekst and melding.hulp and melding.bronregel == tekst.split("\n")[plaats[0] - 1]


def test_rv103_an_unknown_escape() -> None:
    [melding] = meldingen('a: "C:\\quit"\n')
    assert melding.code == "RV103" and "`\\`" in melding.tekst


def test_faults_before_a_syntax_fault_are_reported_with_it() -> None:
    assert kort("a: NO\na: 1\nb: [\n") == ["1:4 RV106", "2:1 RV104", "4:1 RV103"]


# --- RV104 .. RV111 --------------------------------------------------------------------------------------------------


def test_rv104_a_key_twice_names_both_lines(beide_lezers: None) -> None:
    tekst = "a:\n  - b: 1\n    c: {d: 1}\n    b: 2\n  - b: 3\n"
    [melding] = meldingen(tekst)
    assert melding.code == "RV104" and waar(melding.plaats) == (4, 5)
    assert "`b`" in melding.tekst and "regel 2 en op regel 4" in melding.tekst


def test_rv104_keys_are_compared_as_they_are_read() -> None:
    assert kort("caf\u00e9: 1\n'cafe\u0301': 2\n") == ["2:1 RV104"]
    assert kort("2024: 1\n'2024': 2\n") == ["2:1 RV104"]
    assert kort("{a: 1, a: {b: NO}}") == ["1:8 RV104", "1:15 RV106"]


@pytest.mark.parametrize(
    ("tekst", "plaats"),
    [
        ("a: &x 1\n", "1:4"),
        ("a: &x {b: 1}\n", "1:4"),
        ("a: *x\n", "1:4"),
        ("*x : 1\n", "1:1"),
        ("<<: {b: 1}\n", "1:1"),
        ("a: !!int 3\n", "1:4"),
        ("a: !!python/object/apply:os.system [x]\n", "1:4"),
        ("a: ! x\n", "1:4"),
        ("a: !b!c x\n", "1:4"),
        ("%YAML 1.1\n---\na: 1\n", "1:1"),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", "1:1"),
    ],
)
def test_rv105_anchors_aliases_merge_keys_and_tags(tekst: str, plaats: str, beide_lezers: None) -> None:
    assert kort(tekst) == [f"{plaats} RV105"]


def test_rv105_quoted_signs_are_text() -> None:
    assert lees("a: '&x'\nb: \"*x\"\nc: '!x'\n'<<': '%'\n").data == {"a": "&x", "b": "*x", "c": "!x", "<<": "%"}


def test_rv105_a_billion_laughs_is_never_expanded() -> None:
    regels = ["a0: &a0 [lol, lol, lol, lol]"]
    regels += [f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 10)]
    gevonden = meldingen("\n".join(regels))
    assert {m.code for m in gevonden} == {"RV105"} and len(gevonden) == 10 + 9 * 9


@pytest.mark.parametrize(
    ("scalair", "hulp"),
    [
        *((woord, "`ja`") for woord in ("Yes", "yes", "ON", "on", "y", "Y", "True", "TRUE", "Ja", "JA")),
        *((woord, "`nee`") for woord in ("NO", "No", "no", "off", "Off", "n", "N", "False", "Nee", "NEE")),
        *((woord, "`null`") for woord in ("Null", "NULL")),
        *((getal, "nul") for getal in ("010", "-07", "00", "0475123456", "01.05")),
        *((getal, "gewoon getal") for getal in ("0x1F", "0o17", "0b101", "-0X1f")),
        *((getal, "streepjes") for getal in ("1_000", "1_000.50")),
        *((getal, "aanhalingstekens") for getal in ("12:30", "1:30:00", "-12:30")),
        *((getal, "voluit") for getal in ("1e5", "1.5E-3", "-1e+9")),
        *((getal, "getal") for getal in (".nan", ".NaN", ".inf", "-.INF")),
        *((getal, "plusteken") for getal in ("+5", "+5.0")),
        *((getal, "0.5") for getal in ("1.", ".5", "-.5")),
        *((getal, "1234.56") for getal in ("12,50", "-12,5", "1.234,56", "1,234.56", "1.234.567", "1 234", "1 234,56")),
        ("1\u00a0234", "1234.56"),
        *((dag, "jjjj-mm-dd") for dag in ("2025-02-30", "2025-13-01", "0000-01-01", "1/2/2025", "01-02-2025")),
        *((dag, "jjjj-mm-dd") for dag in ("1.2.25", "2025/01/02", "2025-1-2")),
        *((dag, "jjjj-mm-dd") for dag in ("2025-01-02T10:00:00", "2025-01-02 10:00:00", "2025-01-02t10:00:00Z")),
        ("1234567890123456789", "kleiner"),
        ("12345678901234567.89", "kleiner"),
    ],
)
def test_rv106_what_would_be_read_as_something_else_is_refused_with_what_to_write(
    scalair: str, hulp: str, beide_lezers: None
) -> None:
    [melding] = meldingen(f"a: {scalair}\n")
    assert melding.code == "RV106" and waar(melding.plaats) == (1, 4)
    assert melding.tekst.startswith("`" + " ".join(scalair.split()) + "` ") and hulp in melding.hulp
    assert lees(f'a: "{scalair}"\n').data == {"a": scalair}, "between quotes it is text"


@pytest.mark.parametrize(("open_", "dicht"), [("[", "]"), ("{a: ", "}"), ("- ", ""), ("a:\n", "")])
def test_rv107_forty_levels_are_allowed_and_one_more_is_not(open_: str, dicht: str) -> None:
    def genest(diepte: int) -> str:
        if open_ == "a:\n":
            return "".join(" " * i + open_ for i in range(diepte))
        return open_ * diepte + ("1" if dicht != "]" else "") + dicht * diepte

    assert kort(genest(40)) == []
    assert [m.code for m in meldingen(genest(41))] == ["RV107"]


@pytest.mark.parametrize("tekst", ["", "\ufeff", "\n\n", "# niets\n", "---\n", "---\n...\n"])
def test_rv108_an_empty_document(tekst: str, beide_lezers: None) -> None:
    assert kort(tekst) == ["1:1 RV108"]


@pytest.mark.parametrize("eerste", ["a: 1\n", "---\na: 1\n", "---\n"])
def test_rv108_a_second_document(eerste: str, beide_lezers: None) -> None:
    regel = eerste.count("\n") + 1
    assert kort(f"{eerste}---\nb: NO\n") == [f"{regel}:1 RV108"]
    assert lees("---\na: 1\n...\n").data == {"a": 1}


@pytest.mark.parametrize(
    "sleutel",
    ["2024-01-01", "1.5", "ja", "true", "~", "NO", "010", "12:30", '""', "? [a]\n", "? {a: b}\n", "? |\n  a\n", "? \n"],
)
def test_rv109_a_key_that_is_not_plain_text(sleutel: str, beide_lezers: None) -> None:
    assert [m.code for m in meldingen(f"{sleutel}: 1\nb: 2\n")] == ["RV109"]


@pytest.mark.parametrize(
    ("tekst", "plaats", "teken"),
    [
        ("a: x\x00y\n", "1:5", "U+0000"),
        ("a: 1\nb: \x1b(31m\n", "2:4", "U+001B"),
        ("a: x\x85\nb: 1\n", "1:5", "U+0085"),
        ("a: x\u2028\n", "1:5", "U+2028"),
        ("a: x\u202ey\n", "1:5", "U+202E"),
        ("a: x\ufeffy\n", "1:5", "U+FEFF"),
        ('a: "x\\0"\n', "1:4", "U+0000"),
        ('a: "x\\u202E"\n', "1:4", "U+202E"),
    ],
)
def test_rv110_invisible_signs(tekst: str, plaats: str, teken: str, beide_lezers: None) -> None:
    [melding] = meldingen(tekst)
    assert kort(tekst) == [f"{plaats} RV110"] and teken in melding.tekst
    assert str(melding).replace("\n", "").isprintable(), "it would reach the terminal"


def test_rv110_what_follows_an_invisible_sign_keeps_its_place() -> None:
    assert kort("a: x\u2028y\nb: \x07NO\n") == ["1:5 RV110", "2:4 RV110", "2:5 RV106"]


def test_rv110_a_text_that_is_too_long() -> None:
    for vorm in ("a: {}\n", "a: '{}'\n", 'a: "{}"\n', "a: |-\n  {}\n"):
        assert kort(vorm.format("x" * 20_000)) == []
        assert kort(vorm.format("x" * 20_001)) == ["1:4 RV110"]


@pytest.mark.parametrize(
    ("tekst", "plaatsen"),
    [
        ("{nl: op naam van X, voor eigen gebruik}", ["1:21"]),
        ("a: {bedrag: 12,50}", ["1:16"]),
        ("{nl: a, ja}", ["1:9"]),
        ("{nl: a, fr: }", ["1:9"]),
        ("{nl: a, b, fr: c, b}", ["1:9", "1:19"]),
        ("[a: ]", ["1:2"]),
    ],
)
def test_rv111_a_comma_that_silently_makes_a_key(tekst: str, plaatsen: list[str], beide_lezers: None) -> None:
    assert kort(tekst) == [f"{plaats} RV111" for plaats in plaatsen]
    assert "aanhalingstekens" in meldingen(tekst)[0].hulp


def test_rv111_an_empty_value_in_block_style_or_written_out_is_allowed() -> None:
    assert lees("a:\nb: {c: ~, d: null, e: ''}\nf:\n  -\n").data == {
        "a": None, "b": {"c": None, "d": None, "e": ""}, "f": [None],
    }  # fmt: skip


# --- several faults, limits, privacy ---------------------------------------------------------------------------------


def test_all_faults_of_a_file_are_reported_at_once_in_order_of_place() -> None:
    tekst = "a: NO\nb: {c: 1, c: 2, los}\n? [x]\n: y\nd: *e\nf: 2025-02-30\n010: 1\ng: \x07\n"
    assert kort(tekst) == [
        "1:4 RV106",
        "2:11 RV104",
        "2:17 RV111",
        "3:3 RV109",
        "4:3 RV106",
        "5:4 RV105",
        "6:4 RV106",
        "7:1 RV109",
        "8:4 RV110",
    ]


def test_rv112_after_a_hundred_faults_reading_stops_and_says_so() -> None:
    assert {m.code for m in meldingen("- NO\n" * 99)} == {"RV106"}
    gevonden = meldingen("- NO\n" * 5000)
    assert [m.code for m in gevonden] == ["RV106"] * 100 + ["RV112"]


def test_a_message_quotes_at_most_forty_characters_of_a_value() -> None:
    [melding] = meldingen("a: 12:30" + ":30" * 12 + "\n")
    assert len(melding.tekst.split("`")[1]) == 40, "41 characters are one too many"
    geheim = "12:30" + ":30" * 40
    for tekst in (f"a: {geheim}\n", f"{geheim}: 1\n", f"{{a: 1, {'x' * 99}}}"):
        [melding] = meldingen(tekst)
        assert len(melding.tekst.split("`")[1]) == 40 and "…`" in melding.tekst


def test_quoted_text_stays_on_one_line_and_cannot_close_its_backticks() -> None:
    [melding] = meldingen('{a: 1, "b`c\n\n  d"}')
    assert melding.tekst.startswith("`b'c d` ")


def test_a_very_long_line_is_not_printed_whole() -> None:
    regel = "a: [" + "x, " * 500 + "NO]"
    [melding] = meldingen(regel + "\n")
    assert melding.bronregel == "" and len(str(melding)) < 300
    [melding] = meldingen("[NO, " + "x, " * 500 + "x]\n")
    assert 0 < len(melding.bronregel) <= 200


def test_the_repr_of_a_source_shows_no_personal_facts() -> None:
    assert "Fatima" not in repr(lees("naam: Fatima\n"))


_BEGRENSD = """
import resource, sys
import rechtenverkenner.catalogus.bron as bron
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
stuk = sys.argv[1]
inhoud = (stuk * (10_000_000 // len(stuk))).encode()
assert [m.code for m in bron.read_bytes(inhoud, bestand="f.yaml")[1]] == ["RV101"]
gevonden = bron.read_bytes(inhoud, bestand="f.yaml", max_bytes=10_000_000)[1]
print(gevonden[-1].code)
"""


@pytest.mark.parametrize(
    ("stuk", "code"),
    [("[", "RV107"), ("{", "RV107"), ("- ", "RV107"), ("? ", "RV107"), ("[\n", "RV107"), ("- *a\n", "RV112")],
)
def test_ten_megabytes_of_nesting_stay_within_bounds_of_time_and_memory(stuk: str, code: str) -> None:
    # Read to the end, libyaml needs minutes for this: time grows with the square of the depth.
    pytest.importorskip("resource")
    uitvoer = subprocess.run(
        [sys.executable, "-c", _BEGRENSD, stuk],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert (uitvoer.returncode, uitvoer.stdout.strip()) == (0, code), uitvoer.stderr[-500:]

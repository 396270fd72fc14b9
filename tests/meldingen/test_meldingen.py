"""Malformed profiles and catalogues: every fault at once, with place, source line and what to do, as a snapshot.

A case is a file (or a folder laid over `basis/`) and the text that its reader must give. `hulp:` is always there; no
sentence of a library and no Python name ever comes through.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rechtenverkenner import CatalogusFout, InvoerFout, Melding, RechtenFout, read_catalogus, read_gezin
from rechtenverkenner.catalogus.laden import MAX_BYTES
from rechtenverkenner.catalogus.profiel import read_gezin_text
from rechtenverkenner.model.knopen import Plaatselijk, Voorwaarde, walk
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.controle import check_gezin

HIER = Path(__file__).parent
BASIS = HIER / "basis"
PROFIELEN = sorted((HIER / "profielen").glob("*.yaml"))
CATALOGI = sorted(p for p in (HIER / "catalogi").iterdir() if p.is_dir())
OP_DATUM = 20261101

# Words of pydantic, of the YAML parser and of Python that must not reach a reader; not looked for in the user's text.
VREEMD = re.compile(
    r"\b(input|should|valid|field|required|extra|expected|found|while|unable|value|error|None|True|False|dict|str|int|"
    r"Decimal|Traceback|Exception|pydantic|yaml\.|object|list|tuple)\b"
)


@pytest.fixture(scope="module")
def basis() -> Catalogus:
    catalogus, meldingen = read_catalogus(BASIS)
    assert catalogus is not None, "\n".join(map(str, meldingen))
    return catalogus


def lees_profiel(pad: Path, basis: Catalogus) -> list[Melding]:
    gezin, meldingen, bron = read_gezin(pad)
    assert (gezin is None) == bool(meldingen), "a household or messages, never both"
    if gezin is None or bron is None:
        return meldingen
    return [
        bron.melding(b.code, b.tekst, b.pad, hulp=b.hulp, sleutel=b.sleutel)
        for b in check_gezin(gezin, basis, OP_DATUM)
    ]


def maak_catalogus(geval: Path, map_: Path) -> Path:
    doel = map_ / "regels"
    shutil.copytree(BASIS, doel)
    shutil.copytree(geval, doel, dirs_exist_ok=True, ignore=shutil.ignore_patterns("verwacht.txt"))
    return doel


def keur_vorm(meldingen: list[Melding]) -> None:
    """What holds for every message."""
    for m in meldingen:
        eigen = re.sub(r"`[^`]*`", "", m.tekst)
        assert re.fullmatch(r"RV\d{3}", m.code), m
        assert m.plaats is not None and m.plaats.regel >= 1 and m.plaats.kolom >= 1, m
        assert "\n" not in m.tekst + m.hulp and m.hulp, m
        assert not m.tekst.endswith(".") and (not eigen[:1].isupper() or eigen.startswith("YAML")), m
        assert not VREEMD.search(eigen), m
        assert not VREEMD.search(re.sub(r"`[^`]*`", "", m.hulp)), m


def test_the_base_catalogue_has_no_fault(basis: Catalogus) -> None:
    assert sorted(basis.rechten) == ["warmtehulp", "zorgkorting"]


@pytest.mark.parametrize("pad", PROFIELEN, ids=lambda p: p.stem)
def test_every_fault_of_a_profile_is_told_at_once(pad: Path, basis: Catalogus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pad.parent)
    meldingen = lees_profiel(Path(pad.name), basis)
    assert str(InvoerFout(meldingen)) + "\n" == pad.with_suffix(".txt").read_text(encoding="utf-8")
    keur_vorm(meldingen)


@pytest.mark.parametrize("geval", CATALOGI, ids=lambda p: p.name)
def test_every_fault_of_a_catalogue_is_told_at_once(geval: Path, tmp_path: Path) -> None:
    catalogus, meldingen = read_catalogus(maak_catalogus(geval, tmp_path))
    assert catalogus is None
    assert str(CatalogusFout(meldingen)) + "\n" == (geval / "verwacht.txt").read_text(encoding="utf-8")
    keur_vorm(meldingen)


def test_every_expected_text_belongs_to_a_case() -> None:
    assert {p.stem for p in PROFIELEN} == {p.stem for p in (HIER / "profielen").glob("*.txt")}
    assert all((p / "verwacht.txt").is_file() and len(list(p.rglob("*.y*ml"))) > 0 for p in CATALOGI)
    assert len(PROFIELEN) >= 30 and len(CATALOGI) >= 30


# --- what is no file to keep -----------------------------------------------------------------------------------------


def test_a_profile_of_10_mb_is_refused(tmp_path: Path) -> None:
    pad = tmp_path / "groot.yaml"
    with pad.open("wb") as stroom:
        stroom.truncate(10_000_000)
    gezin, [melding], _ = read_gezin(pad)
    assert gezin is None
    assert str(melding) == (
        f"{pad}:1:1: RV101 het bestand is te groot: meer dan 500000 bytes\n"
        "  hulp: verdeel de inhoud over meer bestanden"
    )


@pytest.mark.parametrize("naam", ["bestaat-niet.yaml", "."])
def test_a_profile_that_is_no_file_is_refused(naam: str, tmp_path: Path) -> None:
    gezin, [melding], _ = read_gezin(tmp_path / naam)
    assert gezin is None and melding.code == "RV100"


def test_a_folder_without_files_is_no_catalogue(tmp_path: Path) -> None:
    for map_ in (tmp_path, tmp_path / "bestaat-niet", BASIS / "catalogus.yaml"):
        catalogus, [melding] = read_catalogus(map_)
        assert catalogus is None
        assert str(melding) == f"RV200 geen catalogus in `{map_.name}`\n  hulp: geef een map met .yaml-bestanden"


def test_what_cannot_be_read_in_a_catalogue_is_told_with_the_other_faults(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").mkdir()
    (tmp_path / "weg.yaml").symlink_to("nergens.yaml")
    (tmp_path / "groot.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (tmp_path / "nul.yaml").write_bytes(b"a: \0\n")
    (tmp_path / "latijn.yaml").write_bytes(b"a: \xe9\n")
    catalogus, meldingen = read_catalogus(tmp_path)
    assert catalogus is None
    gevonden = [(m.plaats.bestand.rpartition("/")[2], m.code) for m in meldingen if m.plaats]
    assert gevonden == [
        ("groot.yaml", "RV101"),
        ("latijn.yaml", "RV102"),
        ("map.yaml", "RV100"),
        ("nul.yaml", "RV110"),
        ("weg.yaml", "RV100"),
    ]


# --- nothing escapes -------------------------------------------------------------------------------------------------

WAARDEN = [
    "",
    "ja",
    "5",
    "-1",
    "0.125",
    "2025-01-01",
    '"x"',
    "[]",
    "{}",
    "[1, ja]",
    "{a: 1}",
    '"1e5"',
    "[[]]",
    "{van: 1}",
]


def _velden(tekst: str) -> list[str]:
    """The text once for each `key: value` on one line and each of the values, with that value in its place."""
    regels = tekst.splitlines()
    uit = []
    for i, regel in enumerate(regels):
        if treffer := re.match(r"(\s*(?:- )?[a-z_]+: )(?=\S)", regel):
            uit += ["\n".join([*regels[:i], treffer[1] + w, *regels[i + 1 :], ""]) for w in WAARDEN]
    return uit


VOL_PROFIEL = """\
versie: 1
gemeente: "44021"
personen_volledig: ja
samenstelling_sinds: 2020-01-01
andere_rechten: nee
personen:
  - id: an
    geboortedatum: 1960-05
    domicilie: hier
    hier_sinds: 2020-01-01
    verblijf_dagen_per_week: 7
    partner: geen
    kind_van: []
    ten_laste_van: niemand
    erkende_handicap: nee
    punten_zelfredzaamheid: 3
    netto_jaarinkomen: 100
    jaren_volledig: [2024]
    statussen:
      leefloon: 2025-03-10
    inkomens:
      - soort: loon
        bedrag: 100
        per: maand
    aanslagbiljetten:
      - jaar: 2024
        bruto_belastbaar: 100
    remgelden:
      - jaar: 2024
        bedrag: 100
  - id: bo
rechten:
  warmtehulp: ja
aansluitingen:
  - id: stroom
    drager: elektriciteit
    contract: individueel
woning:
  statuut: huurder
  huurprijs: 100
  levering_liter: 100
  levering_datum: 2025-01-01
herkomst:
  gemeente:
    bron: document
    datum: 2025-01-01
"""


def test_any_value_in_any_field_of_a_profile_gives_a_household_or_messages(basis: Catalogus) -> None:
    assert read_gezin_text(VOL_PROFIEL)[1] == []
    geweigerd = 0
    for tekst in _velden(VOL_PROFIEL):
        gezin, meldingen, _ = read_gezin_text(tekst)
        assert (gezin is None) == bool(meldingen)
        geweigerd += gezin is None
        keur_vorm(meldingen)
        if gezin is not None:
            check_gezin(gezin, basis, OP_DATUM)
    assert geweigerd > 400


@pytest.mark.parametrize("naam", ["warmtehulp", "zorgkorting", "gedeeld", "statussen", "gemeenten"])
def test_any_value_in_any_field_of_a_catalogue_gives_a_catalogue_or_messages(naam: str, tmp_path: Path) -> None:
    doel = maak_catalogus(BASIS, tmp_path)
    bestand = doel / f"{naam}.yaml"
    for tekst in _velden(bestand.read_text(encoding="utf-8")):
        bestand.write_text(tekst, encoding="utf-8")
        catalogus, meldingen = read_catalogus(doel)
        assert (catalogus is None) == bool(meldingen)
        keur_vorm(meldingen)


def test_an_exception_carries_every_message_in_order_of_place() -> None:
    _, meldingen, _ = read_gezin(HIER / "profielen" / "vijf-fouten-tegelijk.yaml")
    fout = InvoerFout(reversed(meldingen))
    assert isinstance(fout, RechtenFout) and list(fout.meldingen) == meldingen and len(meldingen) >= 5


def test_a_local_part_adds_to_the_general_one_without_naming_its_sources(tmp_path: Path) -> None:
    doel = maak_catalogus(BASIS, tmp_path)
    recht = doel / "warmtehulp.yaml"
    standaard = '{id: gewoon, label: "lage huur", bron: KB, als: huurprijs <= plafond_maand}'
    tekst = recht.read_text(encoding="utf-8").replace("plaatselijk: {}", f"plaatselijk: {{standaard: {standaard}}}")
    recht.write_text(tekst.replace("bronnen:\n", 'bronnen:\n  KB: {uitgever: "Staatsblad", titel: "een besluit"}\n'))
    (doel / "lokaal").mkdir()
    (doel / "lokaal" / "hulp.yaml").write_text(
        'lokaal: warmtehulp\ngebied: {nis: ["44021"], vanaf: 2025-01-01}\n'
        'bronnen: {R: {uitgever: "Stad", titel: "een reglement"}}\n'
        'vult_aan: [{deel: plaatselijke-regel, voorwaarden: {id: ruim, label: "hogere huur", bron: R, '
        "als: huurprijs <= plafond_maand * 2}}]\n"
    )
    catalogus, meldingen = read_catalogus(doel)
    assert catalogus is not None, "\n".join(map(str, meldingen))
    deel = next(k for k in walk(catalogus.rechten["warmtehulp"].voorwaarden) if isinstance(k, Plaatselijk))
    assert {k.id for k in walk(deel.takken[0].knoop) if isinstance(k, Voorwaarde)} == {"gewoon", "ruim"}

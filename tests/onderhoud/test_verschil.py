"""What changed between two catalogues, and exactly whose verdict moves."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rechtenverkenner import InvoerFout
from rechtenverkenner.onderhoud.boek import read_boek
from rechtenverkenner.onderhoud.revisie import read_side, revision_texts
from rechtenverkenner.onderhoud.verschil import Wijziging, compare, is_rule
from rechtenverkenner.onderhoud.verschuiving import find_moves, read_households, touched_rights
from tests.onderhoud.hulp import Rv, profile, replace_in

NU = date(2026, 3, 1)


@pytest.fixture
def oud(map_: Path, tmp_path: Path) -> Path:
    """A copy of the catalogue as it was before the test changes it."""
    return Path(shutil.copytree(map_, tmp_path / "oud" / "regels"))


def changes(oud: Path, nieuw: Path) -> tuple[Wijziging, ...]:
    return compare(read_boek(oud), read_boek(nieuw))


def short(rij: tuple[Wijziging, ...]) -> list[tuple[str, str, str, str]]:
    return [(w.ruimte, w.onderdeel, w.hoe, w.wat) for w in rij]


def test_one_index_value_is_one_command_and_one_file_and_names_exactly_the_households_that_move(
    map_: Path, oud: Path, rv: Rv
) -> None:
    status, _, _ = rv(
        "bijwerken", "grens", "--vanaf", "2026-01-01", "--waarde", "20500", "--bron", "WET", "--catalogus", map_
    )
    assert status == 0
    status, uit, _ = rv("verschil", oud, map_, "--catalogus", map_, "--op-datum", NU, "--formaat", "json")
    data = json.loads(uit)
    assert status == 1
    assert [(w["recht"], w["onderdeel"], w["wat"]) for w in data["wijzigingen"]] == [
        ("gedeeld", "bedrag", "grens vanaf 2026-01-01")
    ]
    # 20,500 and 20,501 lie between the bounds of before; 19,000 and 30,000 were decided already.
    assert [(v["gezin"], v["recht"], v["eenheid"], v["voor"], v["na"]) for v in data["verschuivingen"]] == [
        ("gezinnen/boven.yaml", "kaart", "gezin", "onbekend", "geen_recht"),
        ("gezinnen/boven.yaml", "premie", "gezin", "onbekend", "geen_recht"),
        ("gezinnen/tussen.yaml", "kaart", "gezin", "onbekend", "na"),
        ("gezinnen/tussen.yaml", "premie", "gezin", "onbekend", "onbenut"),
    ]
    assert data["gezinnen"] == 5


def test_a_change_of_amount_alone_is_a_move_with_both_amounts(map_: Path, oud: Path) -> None:
    replace_in(map_ / "wonen/premie.yaml", "waarde: 100", "waarde: 120")
    gezinnen = read_households(map_.parent / "fixtures", NU)
    proef = find_moves(read_boek(oud).catalogus, read_boek(map_).catalogus, gezinnen)
    laag = [v for v in proef.verschuivingen if v.bestand == "gezinnen/laag.yaml"]
    assert [(v.recht, v.voor, v.na, v.bedrag_voor, v.bedrag_na) for v in laag] == [
        ("premie", "onbenut", "onbenut", (Decimal(100), Decimal(100)), (Decimal(120), Decimal(120)))
    ]
    assert not laag[0].oordeel_verschuift


def test_nothing_changed_means_no_change_no_move_and_status_zero(map_: Path, oud: Path, rv: Rv) -> None:
    assert changes(oud, map_) == ()
    status, uit, _ = rv("verschil", oud, map_, "--catalogus", map_)
    assert (status, uit.strip()) == (0, "0 van 5 gezinnen verschuiven")


def test_a_threshold_that_moved_is_named_with_both_texts(map_: Path, oud: Path) -> None:
    replace_in(map_ / "wonen/premie.yaml", ") <= grens'", ") < grens'")
    (w,) = changes(oud, map_)
    assert (w.ruimte, w.onderdeel, w.hoe, w.wat, w.label) == (
        "premie",
        "voorwaarde",
        "anders",
        "laag-inkomen",
        "laag inkomen",
    )
    assert "<= grens" in w.voor and "< grens" in w.na


def test_a_condition_that_comes_or_goes_is_named_alone_and_not_what_it_stood_in(map_: Path, oud: Path) -> None:
    regel = '    - {id: leefloon, label: "leefloon", bron: WET, als: \'iemand(heeft("leefloon"), groep="gezin")\'}\n'
    replace_in(map_ / "wonen/premie.yaml", regel, "")
    assert short(changes(oud, map_)) == [("premie", "voorwaarde", "weg", "leefloon")]
    assert short(changes(map_, oud)) == [("premie", "voorwaarde", "erbij", "leefloon")]


def test_all_instead_of_one_of_is_a_change_of_the_whole(map_: Path, oud: Path) -> None:
    replace_in(map_ / "wonen/premie.yaml", "  een_van:", "  alle:")
    (w,) = changes(oud, map_)
    assert (w.onderdeel, w.hoe, w.wat) == ("voorwaarde", "anders", "(geheel)")
    assert w.voor == "een_van: [<laag-inkomen>, <leefloon>]" and w.na == "alle: [<laag-inkomen>, <leefloon>]"


def test_texts_steps_and_sources_are_named_and_move_no_verdict(map_: Path, oud: Path) -> None:
    pad = map_ / "wonen/premie.yaml"
    replace_in(pad, "Ga naar het loket.", "Bel eerst het loket.")
    replace_in(pad, '"Een premie & meer."', '"Een premie."')
    replace_in(pad, 'label: "laag inkomen"', 'label: "een laag inkomen"')
    replace_in(pad, 'titel: "wet op de premie"', 'titel: "nieuwe wet"')
    wijzigingen = changes(oud, map_)
    assert short(wijzigingen) == [
        ("premie", "tekst", "anders", "laag-inkomen.label"),
        ("premie", "stap", "anders", "stappen"),
        ("premie", "tekst", "anders", "beschrijving"),
        ("premie", "bron", "anders", "bronnen.WET"),
    ]
    assert not any(map(is_rule, wijzigingen))
    assert touched_rights(read_boek(oud), read_boek(map_), wijzigingen) == frozenset()


@pytest.mark.parametrize(
    ("oude_tekst", "nieuwe_tekst", "wat"),
    [
        ("eenheid: gezin\n", "eenheid: gezin\ngeldig: {vanaf: 2027-01-01}\n", "geldig.vanaf"),
        ("eenheid: gezin\n", "eenheid: gezin\ndiscretionair: ja\n", "discretionair"),
        ("eenheid: gezin\n", 'eenheid: gezin\nniet_uitgedrukt: ["nog iets"]\n', "niet_uitgedrukt"),
        ("{standaard: aanvraag}", "{standaard: automatisch}", "toekenning.standaard"),
        ("formule: hoogte", "formule: hoogte + hoogte", "bedrag.formule"),
    ],
)
def test_every_field_that_a_verdict_hangs_on_counts_as_a_rule_and_moves_the_household(
    map_: Path, oud: Path, oude_tekst: str, nieuwe_tekst: str, wat: str
) -> None:
    replace_in(map_ / "wonen/premie.yaml", oude_tekst, nieuwe_tekst)
    wijzigingen = changes(oud, map_)
    assert short(wijzigingen) == [("premie", "regel", wijzigingen[0].hoe, wat)]
    assert is_rule(wijzigingen[0])
    gezinnen = read_households(map_.parent / "fixtures", NU)
    verschoven = find_moves(read_boek(oud).catalogus, read_boek(map_).catalogus, gezinnen).verschuivingen
    assert {v.recht for v in verschoven if v.bestand == "gezinnen/leefloon.yaml"} >= {"premie"}


def test_a_right_and_a_period_that_come_are_named_and_the_day_the_former_value_ends_is_not(
    map_: Path, oud: Path
) -> None:
    (map_ / "vrije-tijd/kaart.yaml").rename(map_ / "vrije-tijd/pas.yaml")
    replace_in(map_ / "vrije-tijd/pas.yaml", "recht: kaart", "recht: pas")
    replace_in(map_ / "wonen/premie.yaml", '  - {recht: kaart, uitleg: "met', '  - {recht: pas, uitleg: "met')
    replace_in(map_ / "wonen/premie.yaml", '  - {recht: kaart, uitleg: "proef', '  - {recht: pas, uitleg: "proef')
    replace_in(map_ / "gedeeld.yaml", "  toeslag:\n", "  toeslag: # jaarlijks\n")
    with (map_ / "gedeeld.yaml").open("a", encoding="utf-8") as stroom:
        stroom.write(
            "      - {vanaf: 2026-07-01, waarde: 1020, bron: WET, nagekeken_op: 2026-01-05, zekerheid: hoog}\n"
        )
    wijzigingen = short(changes(oud, map_))
    assert ("kaart", "recht", "weg", "kaart") in wijzigingen
    assert ("pas", "recht", "erbij", "pas") in wijzigingen
    assert [w for w in wijzigingen if w[1] == "bedrag"] == [("gedeeld", "bedrag", "erbij", "toeslag vanaf 2026-07-01")]
    gezinnen = read_households(map_.parent / "fixtures", NU)
    proef = find_moves(read_boek(oud).catalogus, read_boek(map_).catalogus, gezinnen)
    leefloon = {(v.recht, v.voor, v.na) for v in proef.verschuivingen if v.bestand == "gezinnen/leefloon.yaml"}
    assert leefloon == {("kaart", "na", None), ("pas", None, "na")}


def test_a_status_that_only_one_side_knows_is_said_and_does_not_stop_the_rest(map_: Path, oud: Path, rv: Rv) -> None:
    with (map_ / "statussen.yaml").open("a", encoding="utf-8") as stroom:
        stroom.write('student: {naam: "student", verlener: "school"}\n')
    (map_.parent / "fixtures" / "gezinnen" / "student.yaml").write_text(profile(1, "{student: ja}"), encoding="utf-8")
    status, uit, _ = rv("verschil", oud, map_, "--catalogus", map_, "--formaat", "json")
    data = json.loads(uit)
    assert (status, data["gezinnen"], data["verschuivingen"]) == (1, 6, [])
    assert [m["code"] for m in data["niet_berekend"]] == ["RV430"]
    assert "gezinnen/student.yaml" in data["niet_berekend"][0]["tekst"]


def test_a_case_is_judged_on_its_own_date_unless_another_is_forced(map_: Path) -> None:
    fixtures = map_.parent / "fixtures"
    geval = fixtures / "premie" / "2025-06-01" / "een-geval.yaml"
    geval.parent.mkdir(parents=True)
    gezin = "".join(f"  {r}\n" for r in profile(1).splitlines())
    geval.write_text(
        f'bron: "bedacht"\nop_datum: 2025-06-01\ngezin:\n{gezin}verwacht: {{oordeel: onbenut}}\n', encoding="utf-8"
    )
    (fixtures / "nagekeken.yaml").write_text('- {mutant: "x", reden: "y"}\n', encoding="utf-8")  # a list, no profile
    datums = {h.bestand: h.op_datum for h in read_households(fixtures, NU)}
    assert datums["premie/2025-06-01/een-geval.yaml"] == date(2025, 6, 1)
    assert datums["gezinnen/laag.yaml"] == NU
    gedwongen = read_households(fixtures, NU, op_datum=date(2025, 1, 1))
    assert {h.op_datum for h in gedwongen} == {date(2025, 1, 1)} and len(gedwongen) == 6


def test_only_what_can_move_is_judged_and_gives_the_same_moves(map_: Path, oud: Path) -> None:
    replace_in(map_ / "gedeeld.yaml", "waarde: null, grenzen: [20000, 21000]", "waarde: 20500")
    a, b = read_boek(oud), read_boek(map_)
    geraakt = touched_rights(a, b, compare(a, b))
    assert geraakt == {"premie", "kaart"}, "the second is opened by the first"
    gezinnen = read_households(map_.parent / "fixtures", NU)
    alles = find_moves(a.catalogus, b.catalogus, gezinnen)
    assert find_moves(a.catalogus, b.catalogus, gezinnen, rechten=geraakt) == alles
    assert len(alles.verschuivingen) == 4


@pytest.mark.parametrize(
    ("parameter", "waarde"),
    [("gedeeld.vt_jaar_basis", "15000"), ("sociaal-internetaanbod.prijs_max_internet", "5")],
)
def test_on_the_shipped_catalogue_judging_less_gives_the_same_moves(parameter: str, waarde: str) -> None:
    from rechtenverkenner.catalogus.opslag import default_folder
    from rechtenverkenner.onderhoud.bijwerken import Opdracht, plan_update

    a = read_boek(default_folder())
    p = a.catalogus.parameters[parameter]
    opdracht = Opdracht(parameter, date(2026, 1, 1), waarde, (p.waarden[0].bron[0],), NU, vervang=True)
    b = plan_update(a, opdracht).boek
    gezinnen = read_households(default_folder().parent / "fixtures" / "gezinnen", date(2026, 11, 1))
    geraakt = touched_rights(a, b, compare(a, b))
    alles = find_moves(a.catalogus, b.catalogus, gezinnen)
    assert alles.verschuivingen != ()
    assert find_moves(a.catalogus, b.catalogus, gezinnen, rechten=geraakt) == alles
    assert len(geraakt) < len(a.catalogus.rechten)


def git(map_: Path, *woorden: str) -> None:
    wie = ["-c", "user.name=t", "-c", "user.email=t@voorbeeld.be", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(map_), *wie, *woorden], check=True, capture_output=True)


@pytest.fixture
def archief(map_: Path) -> Path:
    """The catalogue in a folder of a git repository, with one commit and one change after it."""
    if shutil.which("git") is None:
        pytest.skip("git is niet geïnstalleerd")
    git(map_.parent, "init", "-q")
    git(map_.parent, "add", "-A")
    git(map_.parent, "commit", "-q", "-m", "begin")
    replace_in(map_ / "wonen/premie.yaml", "waarde: 100", "waarde: 120")
    return map_


def test_a_revision_is_read_without_touching_the_folder(archief: Path, rv: Rv) -> None:
    voor = {p: p.read_bytes() for p in archief.rglob("*.yaml")}
    assert revision_texts(archief, "HEAD").keys() == {f"regels/{p.relative_to(archief).as_posix()}" for p in voor}
    status, uit, _ = rv("verschil", "HEAD", "--catalogus", archief, "--op-datum", NU)
    assert status == 1
    assert "hoogte vanaf 2024-01-01" in uit and "voor: 100.00 EUR/jaar" in uit and "na: 120.00 EUR/jaar" in uit
    assert "4 van 5 gezinnen verschuiven" in uit and "gezinnen/hoog.yaml" not in uit
    assert {p: p.read_bytes() for p in archief.rglob("*.yaml")} == voor


def test_a_catalogue_at_the_top_of_its_repository_is_read_too(map_: Path) -> None:
    git(map_, "init", "-q")
    git(map_, "add", "-A")
    git(map_, "commit", "-q", "-m", "begin")
    assert compare(read_side("HEAD", map_), read_boek(map_)) == ()


@pytest.mark.parametrize("wat", ["HEAD~7", "geen-tak", "--help", "-p", "HEAD:regels", ""])
def test_what_is_no_folder_and_no_revision_is_refused(archief: Path, wat: str) -> None:
    if wat in ("", "HEAD:regels"):  # an empty name is no revision, and a tree is no catalogue's repository
        with pytest.raises(InvoerFout, match="RV030"):
            revision_texts(archief, wat)
    else:
        with pytest.raises(InvoerFout, match="RV030"):
            read_side(wat, archief)


def test_a_folder_outside_git_has_no_revisions(map_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(map_.parent))
    with pytest.raises(InvoerFout, match="RV031"):
        read_side("HEAD", map_)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InvoerFout, match="RV031 git is hier niet te vinden"):
        read_side("HEAD", map_)


def test_a_folder_without_households_is_refused_when_named(map_: Path, oud: Path, tmp_path: Path, rv: Rv) -> None:
    leeg = tmp_path / "leeg"
    leeg.mkdir()
    for plek in (leeg, tmp_path / "bestaat-niet"):
        status, _, fout = rv("verschil", oud, map_, "--catalogus", map_, "--gevallen", plek)
        assert (status, "RV032" in fout) == (2, True)

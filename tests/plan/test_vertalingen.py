"""Translations follow the Dutch sentences: what is extracted, what a change does, what the check finds, what prints."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from rechtenverkenner import InvoerFout, evaluate, load_catalogus, load_gezin
from rechtenverkenner.onderhoud.eenvoudig import BEKEND, remarks
from rechtenverkenner.onderhoud.uittrekken import extract_catalogue
from rechtenverkenner.onderhoud.vertalingen import as_po, check, extract, is_required, plan_update, write_update
from rechtenverkenner.plan import taal as talen
from rechtenverkenner.plan.bedragtekst import with_placeholders
from rechtenverkenner.plan.maken import make_plan
from rechtenverkenner.plan.taal import TALEN, Vertalingen, translation_file, translations
from rechtenverkenner.plan.weergave import render
from rechtenverkenner.plan.woorden import Stuk, Woorden
from rechtenverkenner.toepassing import cli
from tests.plan.gezinnen import DAG, GEZINNEN, PROJECT, plan_of

REGELS = PROJECT / "regels"
FR = TALEN["fr"]
VERTAALD = [t for t in TALEN.values() if t.map]
EERST, LATER = datetime(2026, 11, 2, 9, tzinfo=UTC), datetime(2026, 12, 3, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def zinnen() -> Catalog:
    return extract(REGELS)


# --- extraction -----------------------------------------------------------------------------------------------------

RECHT = """
recht: proefpremie
naam: {nl: "de proefpremie", kort: "de premie"}
domein: wonen
beschrijving: "wat het is"
bronnen: {WET: {uitgever: "Staatsblad", titel: "een wet", label: "label van een bron", naam: "naam van een bron"}}
plaatselijk: {deel: "wat een gemeente invult"}
fiche: {beschrijving: "voor de fiche", label: "ook voor de fiche"}
drempels: [{tekst: "een drempel"}]
parameters:
  grens: {label: "naam van een bedrag", eenheid: EUR, waarden: [{vanaf: 2024-01-01, waarde: 1, afleiding: "index"}]}
begrippen: {kind: {label: "naam van een begrip", formule: "leeftijd < 18", als: "leeftijd > 3"}}
voorwaarden:
  alle:
    - {id: a, label: "naam van een voorwaarde van 1.250,50 euro", formule: "inkomen <= grens", bron: WET}
    - {id: b, beoordeling: "wat een dienst beoordeelt", toelichting: "een toelichting"}
toekenning: {controle: "hoe men het nakijkt", gegevensstroom: "wie het meldt"}
argumenten: ["een argument"]
opent: [{recht: andere, uitleg: "waarom het opent"}]
vervalt_bij: [{gebeurtenis: "wat er gebeurt", uitleg: "wat dan"}]
stappen: [{tekst: "een stap", termijn: "binnen een maand", documenten: ["een papier", 12], loket: ocmw}]
niet_uitgedrukt: ["wat de taal niet kan"]
"""


def sentences(yaml: str) -> dict[str, list[str]]:
    return {zin: opmerkingen for _, _, zin, opmerkingen in extract_catalogue(io.BytesIO(yaml.encode()), {}, (), {})}


def test_every_kind_of_sentence_is_extracted_and_nothing_of_sources_sheets_and_formulas() -> None:
    assert sentences(RECHT) == {
        "de proefpremie": ["proefpremie naam nl"],
        "wat het is": ["proefpremie beschrijving"],
        "naam van een bedrag": ["proefpremie parameters label"],
        "naam van een begrip": ["proefpremie begrippen label"],
        "naam van een voorwaarde van {euro1}": ["proefpremie voorwaarden label"],
        "wat een dienst beoordeelt": ["proefpremie voorwaarden beoordeling"],
        "een toelichting": ["proefpremie voorwaarden toelichting"],
        "hoe men het nakijkt": ["proefpremie toekenning controle"],
        "een argument": ["proefpremie argumenten"],
        "waarom het opent": ["proefpremie opent uitleg"],
        "wat er gebeurt": ["proefpremie vervalt_bij gebeurtenis"],
        "wat dan": ["proefpremie vervalt_bij uitleg"],
        "een stap": ["proefpremie stappen tekst"],
        "binnen een maand": ["proefpremie stappen termijn"],
        "een papier": ["proefpremie stappen documenten"],
        "wat de taal niet kan": ["proefpremie niet_uitgedrukt"],
    }


def test_a_name_with_its_official_translations_needs_no_other() -> None:
    vier = 'naam: {nl: "de premie", fr: "la prime", en: "the grant", de: "die Prämie"}'
    assert sentences(f"recht: proef\n{vier}") == {}
    assert sentences(f"recht: proef\n{vier.replace(', de:', ', es:')}") != {}


def test_the_other_files_give_the_question_and_the_name_of_a_fact() -> None:
    feiten = 'woont_alleen: {label: "woont alleen", vraag: "Woont u alleen?", eenheid: ja}'
    assert set(sentences(feiten)) == {"woont alleen", "Woont u alleen?"}


def test_every_sentence_that_a_plan_looks_up_is_extracted(zinnen: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    gezocht: set[str] = set()
    echt = Vertalingen.form

    def spied(self: Vertalingen, enkel: str, aantal: int | None = None) -> str | None:
        gezocht.add(enkel)
        return echt(self, enkel, aantal)

    monkeypatch.setattr(Vertalingen, "form", spied)
    for naam in GEZINNEN:
        render(plan_of(naam), taal="fr")
    assert {z for z in gezocht if z not in zinnen} == set()
    assert len(gezocht) > 300


def test_pybabel_extracts_the_same_template(zinnen: Catalog, tmp_path: Path) -> None:
    pot = tmp_path / "alles.pot"
    opties = ["--no-location", "--sort-by-file", "--no-wrap", "-o", str(pot)]
    pybabel("extract", "-F", "babel.cfg", *opties, ".")
    with pot.open("rb") as f:
        gelezen = read_po(f)
    assert [(m.id, m.auto_comments) for m in gelezen if m.id] == [(m.id, m.auto_comments) for m in zinnen if m.id]


def pybabel(*woorden: str) -> None:
    opdracht = [sys.executable, "-m", "babel.messages.frontend", "-q", *woorden]
    subprocess.run(opdracht, cwd=PROJECT, env={"PYTHONPATH": str(PROJECT)}, check=True, capture_output=True)


# --- the update -----------------------------------------------------------------------------------------------------


def template(*ids: str | tuple[str, str], remark: str = "proef stappen tekst") -> Catalog:
    c = Catalog(project="Rechtenverkenner", version="1", creation_date=EERST)
    for i in ids:
        c.add(i, auto_comments=[remark])
    return c


def po(map_: Path, taal: str, *regels: str) -> Path:
    """A file of translations with these entries."""
    t = TALEN[taal]
    pad = translation_file(map_, t)
    pad.parent.mkdir(parents=True, exist_ok=True)
    kop = f'msgid ""\nmsgstr ""\n"Language: {t.map}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    pad.write_text("\n".join([kop, *(f"{r}\n" for r in regels)]), encoding="utf-8")
    return pad


def pair(nl: str, vertaling: str, *, vlag: str = "") -> str:
    return f'{vlag}msgid "{nl}"\nmsgstr "{vertaling}"'


def update(map_: Path, zinnen: Catalog, taal: str = "fr", moment: datetime = EERST) -> Catalog:
    write_update(plan_update(map_, TALEN[taal], zinnen, moment))
    with translation_file(map_, TALEN[taal]).open("rb") as f:
        return read_po(f)


@pytest.mark.parametrize("taal", [t.code for t in VERTAALD])
def test_an_update_twice_writes_once(tmp_path: Path, taal: str) -> None:
    zinnen = template("een zin", ("{n} dag", "{n} dagen"), "hoogstens 66 % of meer")
    eerste = plan_update(tmp_path, TALEN[taal], zinnen, EERST)
    assert (eerste.nieuw, eerste.na_te_kijken, eerste.vervallen) == (3, 0, 0)
    write_update(eerste)
    tweede = plan_update(tmp_path, TALEN[taal], zinnen, LATER)
    assert (tweede.inhoud, tweede.nieuw) == (None, 0)


def test_the_shipped_files_stay_as_they_are_when_no_sentence_changed(zinnen: Catalog, tmp_path: Path) -> None:
    for taal in VERTAALD:
        map_ = tmp_path / taal.code
        shutil.copytree(REGELS / "vertalingen", map_ / "vertalingen")
        write_update(plan_update(map_, taal, zinnen, EERST))
        assert plan_update(map_, taal, zinnen, LATER).inhoud is None


@pytest.mark.parametrize("taal", VERTAALD, ids=lambda t: t.code)
def test_the_heading_of_a_file_says_nothing_that_is_not_true(tmp_path: Path, taal: Any) -> None:
    write_update(plan_update(tmp_path, taal, template("een zin"), EERST))
    tekst = translation_file(tmp_path, taal).read_text(encoding="utf-8")
    assert not re.search(r"FIRST AUTHOR|EMAIL@ADDRESS|FULL NAME|LL@li\.org|PROJECT|YEAR-MO|ORGANIZATION", tekst)
    assert f'"Language: {taal.map}\\n"' in tekst
    assert '"POT-Creation-Date: 2026-11-02 09:00+0000\\n"' in tekst


def test_the_name_of_a_translator_stays(tmp_path: Path) -> None:
    pad = po(tmp_path, "fr", pair("een zin", "une phrase"))
    wie = '"Last-Translator: Noor Proef <noor@example.org>\\n"\n"Language: fr'
    pad.write_text("# Noor Proef, 2026\n" + pad.read_text(encoding="utf-8").replace('"Language: fr', wie), "utf-8")
    update(tmp_path, template("een andere zin"))
    tekst = pad.read_text(encoding="utf-8")
    assert tekst.startswith("# Noor Proef, 2026\n") and "Noor Proef <noor@example.org>" in tekst


def test_a_changed_sentence_keeps_its_translation_as_a_proposal(tmp_path: Path) -> None:
    po(tmp_path, "fr", pair("Vraag het attest binnen 3 maanden.", "Demandez l'attestation dans les 3 mois."))
    c = update(tmp_path, template("Vraag het attest binnen 6 maanden."))
    bericht = c["Vraag het attest binnen 6 maanden."]
    assert bericht.fuzzy and bericht.string == "Demandez l'attestation dans les 3 mois."
    assert translations(FR, (str(tmp_path),)).form("Vraag het attest binnen 6 maanden.") is None


def test_a_new_amount_leaves_a_translation_as_it_was() -> None:
    oud = sentences('recht: x\nbeschrijving: "hoogstens 12,50 euro per maand"')
    assert oud == sentences('recht: x\nbeschrijving: "hoogstens 1.300 euro per maand"')


def test_a_sentence_that_is_gone_stays_below_and_comes_back_as_a_proposal(tmp_path: Path) -> None:
    po(tmp_path, "fr", pair("een zin over water", "une phrase"), pair("iets anders", "autre chose"))
    weg = update(tmp_path, template("iets anders"))
    assert [m.string for m in weg.obsolete.values()] == ["une phrase"]
    assert update(tmp_path, template("iets anders"), moment=LATER).creation_date == EERST
    terug = update(tmp_path, template("iets anders", "een zin over water"))
    assert terug["een zin over water"].fuzzy and not terug.obsolete
    assert not terug["iets anders"].fuzzy


def test_a_proposal_that_is_gone_never_comes_back_as_a_translation(tmp_path: Path) -> None:
    po(tmp_path, "fr", pair("een zin over water", "une phrase fausse", vlag="#, fuzzy\n"))
    assert not update(tmp_path, template("helemaal iets anders")).obsolete
    assert not update(tmp_path, template("een zin over water"))["een zin over water"].string


def test_the_note_of_another_program_on_the_earlier_sentence_does_not_pile_up(tmp_path: Path) -> None:
    vlag = '# let op de gelijkenis\n#, fuzzy\n#| msgid "een zin"\n'
    pad = po(tmp_path, "fr", pair("een andere zin", "une phrase", vlag=vlag))
    update(tmp_path, template("een andere zin"))
    tekst = pad.read_text(encoding="utf-8")
    assert "# let op de gelijkenis" in tekst and "| msgid" not in tekst


def test_plain_pybabel_updates_every_language_too(tmp_path: Path) -> None:
    zinnen = template("een nieuwe zin", "iets anders")
    pot = tmp_path / "alles.pot"
    pot.write_bytes(as_po(zinnen))
    for taal in VERTAALD:
        po(tmp_path, taal.code, pair("iets anders", "x"))
    waar = ["-D", "rechtenverkenner", "-i", str(pot), "-d", str(tmp_path / "vertalingen")]
    pybabel("update", "--no-wrap", "--ignore-pot-creation-date", *waar)
    for taal in VERTAALD:
        tekst = translation_file(tmp_path, taal).read_text(encoding="utf-8")
        assert 'msgid "een nieuwe zin"\nmsgstr ""' in tekst and f'"Language: {taal.map}\\n"' in tekst


# --- what prints ----------------------------------------------------------------------------------------------------

GEZIN, RECHT_IN_PLAN = "alleenstaande-ouder-leefloon", "verhoogde-tegemoetkoming"


def printed(map_: Path, taal: str) -> str:
    """The page in this language, without the Dutch page behind it, on one line."""
    gezin = load_gezin(PROJECT / "fixtures" / "gezinnen" / f"{GEZIN}.yaml")
    plan = make_plan(evaluate(gezin, load_catalogus(map_), op_datum=DAG))
    return re.sub(r"[ \n]+", " ", render(plan, taal=taal).split("\n" + "=" * 80 + "\n")[0])


def update_all(map_: Path, moment: datetime) -> dict[str, tuple[int, int]]:
    """New and changed sentences, by language."""
    zinnen = extract(map_)
    uit = {}
    for taal in VERTAALD:
        b = plan_update(map_, taal, zinnen, moment)
        write_update(b)
        uit[taal.code] = (b.nieuw, b.na_te_kijken)
    return uit


@pytest.fixture
def own_copy(tmp_path: Path) -> Path:
    """The catalogue in a folder of one's own, with its translations up to date."""
    map_ = tmp_path / "regels"
    shutil.copytree(REGELS, map_)
    update_all(map_, EERST)
    return map_


def test_a_changed_sentence_is_printed_in_dutch_until_its_translation_is_confirmed(own_copy: Path) -> None:
    catalogus = load_catalogus(own_copy)
    oud = catalogus.rechten[RECHT_IN_PLAN].toekenning.controle
    nieuw = oud.rstrip(".") + ", ook zonder brief."
    frans = Woorden(FR, catalogus).of_catalogue(oud)
    assert frans.soort == "" and frans.tekst in printed(own_copy, "fr")

    pad = own_copy / "gezondheid" / f"{RECHT_IN_PLAN}.yaml"
    tekst = pad.read_text(encoding="utf-8")
    assert tekst.count(oud) == 1
    pad.write_text(tekst.replace(oud, nieuw), encoding="utf-8")
    assert update_all(own_copy, LATER) == {t.code: (0, 1) for t in VERTAALD}

    melding = Woorden(FR, catalogus).gettext("nog niet vertaald")
    assert melding.soort == "" and melding.tekst != "nog niet vertaald"
    na = printed(own_copy, "fr")
    assert f"{nieuw} [{melding.tekst}]" in na
    assert frans.tekst not in na

    po_bestand = translation_file(own_copy, FR)
    gereed = re.sub(rf'#, fuzzy\n(msgid "{re.escape(nieuw)}")', r"\1", po_bestand.read_text(encoding="utf-8"))
    po_bestand.write_text(gereed, encoding="utf-8")
    assert frans.tekst in printed(own_copy, "fr"), "confirmed, it is printed again"


def test_a_new_amount_in_a_sentence_is_printed_in_the_old_translation(tmp_path: Path) -> None:
    po(tmp_path, "fr", pair("hoogstens {euro1} per maand", "au maximum {euro1} par mois"))
    w = Woorden(FR)
    w._vertalingen = translations(FR, (str(tmp_path),))
    assert w.of_catalogue("hoogstens 1.300 euro per maand").tekst == "au maximum 1\u202f300\xa0€ par mois"


@pytest.mark.parametrize("regel", [pair("een proefzin", "fout", vlag="#, fuzzy\n"), pair("een proefzin", "")])
def test_a_proposal_or_an_empty_translation_is_never_printed(tmp_path: Path, regel: str) -> None:
    po(tmp_path, "fr", regel)
    w = Woorden(FR)
    w._vertalingen = translations(FR, (str(tmp_path),))
    assert (w.gettext("een proefzin").tekst, w.gettext("een proefzin").soort) == ("een proefzin", "onvertaald")
    assert (w.of_catalogue("een proefzin").tekst, w.of_catalogue("een proefzin").soort) == (
        "een proefzin",
        "onvertaald",
    )


def test_a_plural_of_which_one_form_is_missing_is_never_printed(tmp_path: Path) -> None:
    po(tmp_path, "fr", 'msgid "{n} proef"\nmsgid_plural "{n} proeven"\nmsgstr[0] "{n} essai"\nmsgstr[1] ""')
    w = Woorden(FR)
    w._vertalingen = translations(FR, (str(tmp_path),))
    assert w.ngettext("{n} proef", "{n} proeven", 1).tekst == "1 proef"


WENDINGEN = ["{euro2}", "{euro1:>999}", "{euro1!r}", "{euro1", "euro1}", "{}", "{{euro1}}", "{euro1.real}", "5 euros"]


@pytest.mark.parametrize("fout", WENDINGEN)
def test_a_translation_that_asks_for_other_values_is_never_printed(tmp_path: Path, fout: str) -> None:
    po(tmp_path, "fr", pair("hoogstens {euro1} per dag", f"au maximum {fout} par jour"), pair("een proefzin", fout))
    w = Woorden(FR)
    w._vertalingen = translations(FR, (str(tmp_path),))
    assert w.of_catalogue("hoogstens 5 euro per dag") == Stuk("hoogstens 5 euro per dag", "onvertaald")
    assert w.of_catalogue("een proefzin").tekst == ("5 euros" if fout == "5 euros" else "een proefzin")


def test_a_plural_in_which_one_form_asks_for_another_value_is_never_printed(tmp_path: Path) -> None:
    po(tmp_path, "fr", 'msgid "{n} proef"\nmsgid_plural "{n} proeven"\nmsgstr[0] "{n} essai"\nmsgstr[1] "{m} essais"')
    w = Woorden(FR)
    w._vertalingen = translations(FR, (str(tmp_path),))
    assert [w.ngettext("{n} proef", "{n} proeven", n).tekst for n in (1, 2)] == ["1 proef", "2 proeven"]


def test_a_wrong_translation_leaves_the_rest_of_the_plan_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = tmp_path / "regels"
    shutil.copytree(REGELS, map_)
    monkeypatch.setattr(talen, "default_folder", lambda: map_)  # the library has right ones to fall back on
    pad = translation_file(map_, FR)
    for nl in ("MOBIB-kaart als u er een hebt (een nieuwe kost {euro1})", "Uw rechten op {dag}"):
        regels = re.compile(rf'(?<=^msgid "{re.escape(nl)}"\nmsgstr ").*(?="$)', re.MULTILINE)
        tekst, aantal = regels.subn("du texte {faux:>9} {0}", pad.read_text("utf-8"))
        assert aantal == 1
        pad.write_text(tekst, "utf-8")
    merk = Woorden(FR, load_catalogus(map_)).gettext("nog niet vertaald").tekst
    uit = printed(map_, "fr")
    assert uit.startswith(f"Uw rechten op 1er novembre 2026 [{merk}]")
    assert f"MOBIB-kaart als u er een hebt (een nieuwe kost 6 euro) [{merk}]" in uit
    assert uit.count(f"[{merk}]") == 2


@pytest.mark.parametrize("zin", ["zie {bijlage} of betaal 5 euro", "de tekst {van 5 euro", "een } en {0!r}", "{euro1}"])
def test_a_dutch_sentence_with_braces_is_printed_as_it_is(tmp_path: Path, zin: str) -> None:
    bron = with_placeholders(zin)[0]
    po(tmp_path, "fr", pair(bron, f"FR {bron}"))
    w = Woorden(FR)
    w._vertalingen = translations(FR, (str(tmp_path),))
    assert w.of_catalogue(zin).tekst in (zin, "FR " + zin.replace("5 euro", w.round_money(Decimal(5))))


def test_a_file_that_an_editor_marked_as_utf_8_is_read_and_brought_up_to_date(tmp_path: Path) -> None:
    pad = po(tmp_path, "fr", pair("een proefzin", "une phrase"))
    pad.write_bytes(b"\xef\xbb\xbf" + pad.read_bytes())
    assert translations(FR, (str(tmp_path),)).form("een proefzin") == "une phrase"
    assert findings(tmp_path, "fr", template("een proefzin")) == []
    assert update(tmp_path, template("een proefzin", "nog een"))["een proefzin"].string == "une phrase"


def test_a_file_that_changed_within_one_tick_of_the_clock_is_read_again(tmp_path: Path) -> None:
    pad = po(tmp_path, "fr", pair("een proefzin", "une phrase"))
    stand = pad.stat()
    assert translations(FR, (str(tmp_path),)).form("een proefzin") == "une phrase"
    po(tmp_path, "fr", pair("een proefzin", "une autre phrase"))
    os.utime(pad, ns=(stand.st_atime_ns, stand.st_mtime_ns))
    assert translations(FR, (str(tmp_path),)).form("een proefzin") == "une autre phrase"


def test_a_relative_folder_is_the_one_of_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gelezen = []
    for naam in ("aa", "bb"):
        pad = po(tmp_path / naam, "fr", pair("een proefzin", f"phrase {naam}"))
        os.utime(pad, ns=(1, 1))
        monkeypatch.chdir(tmp_path / naam)
        gelezen.append(translations(FR, (".",)).form("een proefzin"))
    assert gelezen == ["phrase aa", "phrase bb"]


def test_a_rule_for_plurals_that_cannot_be_read_is_said_before_printing(tmp_path: Path) -> None:
    pad = po(tmp_path, "fr", pair("een proefzin", "une phrase"))
    regel = '"Plural-Forms: nplurals=2; plural=(n ?? 1);\\n"\n"Language'
    pad.write_text(pad.read_text("utf-8").replace('"Language', regel), "utf-8")
    with pytest.raises(InvoerFout) as fout:
        translations(FR, (str(tmp_path),))
    assert [m.code for m in fout.value.meldingen] == ["RV602"]


@pytest.mark.parametrize(
    ("zin", "bron"),
    [
        ("tot 1 250 euro", "tot 1 250 euro"),
        ("tot 1\u00a0250 euro", "tot 1\u00a0250 euro"),
        ("tot 1\u202f250,50 euro", "tot 1\u202f250,50 euro"),
        ("van 1 250 tot 1 500 euro", "van 1 250 tot 1 500 euro"),
        ("tot 1.250 euro", "tot {euro1}"),
        ("in 2025 of 50 euro", "in 2025 of {euro1}"),
        ("in 2025 en 2026 of 50 euro", "in 2025 en 2026 of {euro1}"),
        ("van 1900 tot 2100 euro", "van 1900 tot {euro1}"),
        ("van 1.900 tot 2.100 euro", "van {euro1} tot {euro2}"),
        ("van 1899 tot 2101 euro", "van {euro1} tot {euro2}"),
        ("2101 of 3000 euro", "{euro1} of {euro2}"),
        ("hoogstens 2025 euro", "hoogstens {euro1}"),
        ("2025,50 of 3 euro", "{euro1} of {euro2}"),
    ],
)
def test_an_amount_is_a_whole_number_and_no_year(zin: str, bron: str) -> None:
    assert with_placeholders(zin)[0] == bron


# --- the check ------------------------------------------------------------------------------------------------------


def findings(map_: Path, taal: str, zinnen: Catalog) -> list[tuple[str, bool]]:
    return [(b.melding.code, b.fout) for b in check(map_, TALEN[taal], zinnen).bevindingen]


def codes(map_: Path, nl: str, vertaling: str, taal: str = "fr") -> list[str]:
    po(map_, taal, pair(nl, vertaling))
    return [code for code, _ in findings(map_, taal, template(nl))]


@pytest.mark.parametrize(
    ("nl", "vertaling", "verwacht"),
    [
        ("tot {euro1} per jaar", "jusqu'à {euro1} par an", []),
        ("{a} of {b}", "{b} ou {a}", []),
        ("tot {euro1}", "{euro1}, oui {euro1}", []),
        ("tot {euro1} per jaar", "jusqu'à {euro2} par an", ["RV624"]),
        ("tot {euro1} per jaar", "jusqu'à 5 euros par an", ["RV624"]),
        ("tot {euro1} per jaar", "jusqu'à {euro1} et {euro2} par an", ["RV624"]),
        ("tot {euro1} per jaar", "jusqu'à {euro1 par an", ["RV624"]),
        ("tot {euro1} per jaar", "jusqu'à {euro1:.0f} par an", ["RV624"]),
        ("tot {euro1} per jaar", "jusqu'à {} par an", ["RV624"]),
        ("tot {euro1} per jaar", "jusqu'à {euro1!r} par an", ["RV624"]),
        ("tot {euro1} per jaar", "jusqu'à {{euro1}} par an", ["RV624"]),
        ("gewone zin", "phrase {euro1}", ["RV624"]),
        (" voor elk", " pour chacun", []),
        (" voor elk", "pour chacun", ["RV625"]),
        ("voor elk", "pour chacun ", ["RV625"]),
        ("binnen 3 maanden na 1.250,50", "dans les 3 mois après 1 250,50", []),
        ("binnen 3 maanden", "dans les trois mois", ["RV626"]),
        ("3 of 3 keer", "3 fois", ["RV626"]),
        ("binnen een kwartaal", "dans les 3 mois", []),
        ("De Lijn en De Lijn", "De Lijn en De Lijn", ["RV627"]),
        ("UiTPAS in Gent", "UiTPAS in Gent", []),
    ],
)
def test_a_translation_says_the_same_as_far_as_a_program_can_see(
    tmp_path: Path, nl: str, vertaling: str, verwacht: list[str]
) -> None:
    assert codes(tmp_path, nl, vertaling) == verwacht


@pytest.mark.parametrize(
    ("een", "meer", "verwacht"),
    [
        ("{n} jour", "{n} jours", []),
        ("un jour", "{n} jours", ["RV624"]),
        ("{n} jour", "des jours", ["RV624"]),
        ("{n} jour", "{m} jours", ["RV624"]),
        ("{n} jour", "", ["RV621"]),
    ],
)
def test_every_form_of_a_plural_has_the_placeholders(tmp_path: Path, een: str, meer: str, verwacht: list[str]) -> None:
    po(tmp_path, "fr", f'msgid "{{n}} dag"\nmsgid_plural "{{n}} dagen"\nmsgstr[0] "{een}"\nmsgstr[1] "{meer}"')
    assert [c for c, _ in findings(tmp_path, "fr", template(("{n} dag", "{n} dagen")))] == verwacht


def test_a_form_for_one_may_leave_out_the_number_where_the_dutch_one_does(tmp_path: Path) -> None:
    po(tmp_path, "fr", 'msgid "een dag"\nmsgid_plural "{n} dagen"\nmsgstr[0] "un jour"\nmsgstr[1] "{n} jours"')
    assert findings(tmp_path, "fr", template(("een dag", "{n} dagen"))) == []


def test_the_check_finds_what_is_missing_to_review_and_unknown_with_its_line(tmp_path: Path) -> None:
    regels = [
        pair("een", ""),
        pair("twee", "deux", vlag="#, fuzzy\n"),
        pair("vreemd", "étrange"),
        pair("vier", "quatre"),
    ]
    pad = po(tmp_path, "fr", *regels)
    stand = check(tmp_path, FR, template("een", "twee", "drie", "vier"))
    gevonden = {(b.melding.code, b.melding.plaats.regel if b.melding.plaats else 0) for b in stand.bevindingen}
    waar = {nl: 1 + pad.read_text("utf-8").splitlines().index(f'msgid "{nl}"') for nl in ("een", "twee", "vreemd")}
    assert gevonden == {("RV621", waar["een"]), ("RV622", waar["twee"]), ("RV623", waar["vreemd"]), ("RV621", 1)}
    assert (stand.zinnen, stand.klaar, stand.fouten) == (4, 1, 4)


def test_numbers_and_sameness_are_questions_and_no_faults(tmp_path: Path) -> None:
    po(
        tmp_path,
        "fr",
        pair("nog 3 keer meer zinnen", "encore plusieurs phrases"),
        pair("een twee drie vier", "een twee drie vier"),
    )
    stand = check(tmp_path, FR, template("nog 3 keer meer zinnen", "een twee drie vier"))
    assert [b.melding.code for b in stand.bevindingen] == ["RV626", "RV627"]
    assert stand.fouten == 0


def test_a_language_without_a_file_is_one_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, "de", template("een", "twee")) == [("RV620", True)]


def test_a_sentence_that_the_library_translates_is_not_missing_in_a_catalogue_of_ones_own(tmp_path: Path) -> None:
    po(tmp_path, "fr", pair("een eigen zin", "une phrase"))
    bekend = next(zin for zin in translations(FR, ()).zinnen if "{" not in zin)
    assert findings(tmp_path, "fr", template("een eigen zin", bekend)) == []


@pytest.mark.parametrize(
    ("opmerkingen", "nodig"),
    [
        (["leefloon parameters label"], False),
        (["parameters label"], False),
        (["leefloon begrippen label", "ivt parameters label"], False),
        (["leefloon niet_uitgedrukt"], False),
        (["leefloon begrippen label", "leefloon voorwaarden label"], True),
        (["leefloon stappen tekst"], True),
        ([], True),
    ],
)
def test_easy_dutch_may_leave_out_what_is_shown_as_proof_only(opmerkingen: list[str], nodig: bool) -> None:
    c = Catalog()
    c.add("een zin", auto_comments=opmerkingen)
    assert is_required(c["een zin"], TALEN["eenvoudig"]) is nodig
    assert is_required(c["een zin"], FR) is True


def test_easy_dutch_is_easy_in_every_form(tmp_path: Path) -> None:
    assert codes(tmp_path, "de zaak", "Bel het OCMW.", "eenvoudig") == []
    assert codes(tmp_path, "de zaak", "Indien nodig wordt u gebeld.", "eenvoudig") == ["RV628", "RV628"]
    assert codes(tmp_path, "de zaak", "Indien nodig wordt u gebeld.") == []


def test_the_shipped_translations_are_complete_and_without_faults(zinnen: Catalog) -> None:
    for taal in VERTAALD:
        stand = check(REGELS, taal, zinnen)
        assert [str(b.melding) for b in stand.bevindingen if b.fout] == []
        assert stand.klaar == stand.zinnen > 1900


# --- easy Dutch -----------------------------------------------------------------------------------------------------

LANG = "u moet dit papier elke maand zelf naar de dienst in de stad brengen of sturen"


@pytest.mark.parametrize(
    "zin",
    [
        LANG.removesuffix(" of sturen"),
        f"Kies zelf: {LANG.removesuffix(' of sturen')}",
        "U krijgt {euro1} per maand van het OCMW. Kijk in IJsland op MyHandicap of met de MOBIB van de NMBS.",
        "IGO (geld voor ouderen met een klein pensioen)",
        "Neem de brief van de belastingen (aanslagbiljet) mee.",
        "een conformiteitsattest van de woning",
        "Dien de vraag in. U dient de vraag in bij het OCMW.",
        "wordt dit jaar 26 en betaalt dus een premie",
        "wordt gezond, bekend of gehandicapt",
        "het wordt in dit gebied en in andere gevallen kouder",
        "het gezin wordt groter. Het vermogen wordt kleiner",
        "wordt 65 jaar. Betaalt dan niets meer",
    ],
)
def test_an_easy_sentence_has_no_remarks(zin: str) -> None:
    assert list(remarks(zin)) == []


@pytest.mark.parametrize(
    ("zin", "soort"),
    [
        (LANG + " naar hen", "18 woorden in een zin"),
        ("Vraag de IVT.", "afkorting `IVT`"),
        ("Bel bijv. de dienst.", "afkorting `bijv.`"),
        ("brood, melk enz.", "afkorting `enz.`"),
        ("m.a.w. alles", "afkorting `m.a.w.`"),
        (
            "De premie wordt elk jaar vanzelf opnieuw betaald.",
            "lijdende vorm: `wordt elk jaar vanzelf opnieuw betaald`",
        ),
        ("de woning werd afgekeurd", "lijdende vorm: `werd afgekeurd`"),
        ("de dossiers worden samen onderzocht", "lijdende vorm: `worden samen onderzocht`"),
        ("het wordt u in dit gebied terugbetaald", "lijdende vorm: `wordt u in dit gebied terugbetaald`"),
        ("zodra de premie betaald wordt", "lijdende vorm: `betaald wordt`"),
        ("het moet aangevraagd worden", "lijdende vorm: `aangevraagd worden`"),
        ("wat aangevraagd moet worden", "lijdende vorm: `aangevraagd moet worden`"),
        ("Indien u wilt", "moeilijk woord `indien`"),
        ("een brief (indien nodig)", "moeilijk woord `indien`"),
        ("Neem het aanslagbiljet mee", "moeilijk woord `aanslagbiljet`"),
        ("conform de regels", "moeilijk woord `conform`"),
        ("U dient dit te bewijzen", "moeilijk woord `dient te`"),
    ],
)
def test_a_sentence_that_is_not_easy_says_why(zin: str, soort: str) -> None:
    gevonden = list(remarks(zin))
    assert len(gevonden) == 1 and gevonden[0].startswith(soort)


@pytest.mark.parametrize("naam", sorted(BEKEND))
def test_a_known_name_may_stand_alone(naam: str) -> None:
    assert list(remarks(f"Ga naar {naam}.")) == []


# --- the command ----------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *woorden: object) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["rechtenverkenner", "vertalingen", *map(str, woorden)])
    with pytest.raises(SystemExit) as einde:
        cli.main()
    uit = capsys.readouterr()
    code = einde.value.code
    return (code if isinstance(code, int) else 0), uit.out, uit.err


@pytest.fixture
def klein(tmp_path: Path) -> Path:
    """A catalogue with one right, and no translations yet."""
    map_ = tmp_path / "regels"
    shutil.copytree(PROJECT / "tests" / "onderhoud" / "regels", map_)
    return map_


def test_the_command_updates_checks_and_updates_again_without_writing(
    klein: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    waar = ["--catalogus", klein, "--taal", "fr"]
    code, uit, _ = run(capsys, monkeypatch, *waar)
    assert code == 1 and ": RV620 " in uit
    pot = tmp_path / "build" / "alles.pot"
    code, uit, _ = run(capsys, monkeypatch, *waar, "--bijwerken", "--sjabloon", pot)
    assert code == 0 and uit.startswith("fr: ") and "nieuw" in uit
    with pot.open("rb") as f:
        assert {m.id for m in read_po(f)} == {m.id for m in extract(klein)}
    assert "niets te schrijven" in run(capsys, monkeypatch, *waar, "--bijwerken")[1]
    code, uit, _ = run(capsys, monkeypatch, *waar)
    assert code == 1 and re.search(r"^vertalingen/fr/LC_MESSAGES/rechtenverkenner\.po:\d+:1: RV621 ", uit, re.MULTILINE)


def test_the_command_gives_the_same_as_data(
    klein: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, uit, _ = run(capsys, monkeypatch, "--catalogus", klein, "--formaat", "json")
    data = json.loads(uit)
    assert code == 1 and [d["taal"] for d in data] == [t.code for t in VERTAALD]
    assert {b["code"] for d in data for b in d["bevindingen"]} == {"RV620"}
    _, uit, _ = run(capsys, monkeypatch, "--catalogus", klein, "--formaat", "json", "--bijwerken")
    assert {d["geschreven"] for d in json.loads(uit)} == {True}


def test_a_catalogue_that_is_fully_translated_ends_well(
    klein: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    po(klein, "de", *(pair(str(m.id), f"Ä {m.id}") for m in extract(klein) if m.id))
    assert run(capsys, monkeypatch, "--catalogus", klein, "--taal", "de")[0] == 0


@pytest.mark.parametrize(("taal", "code"), [("nl", "RV601"), ("frans", "RV601")])
def test_a_language_without_translations_is_refused(
    taal: str, code: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, _, fout = run(capsys, monkeypatch, "--taal", taal)
    assert status == 2 and fout.startswith(code)


def test_a_file_that_cannot_be_read_is_said_and_never_written(
    klein: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = po(klein, "fr", 'msgid "een zin" iets anders')
    voor = pad.read_bytes()
    pad.write_bytes(voor + b"geen regel van een po-bestand\n")
    for extra in ([], ["--bijwerken"]):
        status, _, fout = run(capsys, monkeypatch, "--catalogus", klein, "--taal", "fr", *extra)
        assert status == 2 and fout.startswith("RV602")
    assert pad.read_bytes() == voor + b"geen regel van een po-bestand\n"


def test_the_catalogue_inside_an_installed_package_is_not_updated(
    klein: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    map_ = tmp_path / "_regels"
    klein.rename(map_)
    status, _, fout = run(capsys, monkeypatch, "--catalogus", map_, "--bijwerken")
    assert status == 2 and fout.startswith("RV041")

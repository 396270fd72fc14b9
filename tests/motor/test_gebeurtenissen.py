"""Life events and the look ahead: every case of `fixtures/gebeurtenissen`, and the laws that hold for any household."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from rechtenverkenner import Catalogus, Gezin, InvoerFout, evaluate, horizon, load_gezin, make_gezin, what_if
from rechtenverkenner.catalogus.profiel import read_gezin_text
from rechtenverkenner.catalogus.profieltekst import dump_gezin
from rechtenverkenner.model.datums import LAATSTE
from rechtenverkenner.motor.contract import horizon_as_dict
from rechtenverkenner.motor.gebeurtenis_toepassen import apply_event
from rechtenverkenner.motor.gebeurtenissen import SOORTEN, Gebeurtenis, Gevolgen
from rechtenverkenner.motor.vooruitblik import Verschuiving, frozen_amounts
from rechtenverkenner.toepassing import gebeurtenis_cli
from rechtenverkenner.toepassing.gebeurtenis_tekst import show_horizon
from rechtenverkenner.toepassing.programma import app
from rechtenverkenner.toepassing.regels import Scherm

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
GEZINNEN = sorted((FIXTURES / "gezinnen").glob("*.yaml"))
GEVALLEN = sorted((FIXTURES / "gebeurtenissen").glob("*.yaml"))
OP_DATUM = date(2026, 11, 1)
LIJSTEN = ("ouders", "kinderen")
BEDRAGEN = ("jaar_voor", "jaar_na", "eenmalig_voor", "eenmalig_na")
GEVOLGEN = ("opent", "stopt", "misschien", "wijzigt", "anders", "onzeker", "onbekend", "sluit")


def _gezin(gegeven: str | dict[str, Any]) -> Gezin:
    """A whole household by name, the household of a reference case by path, or one written out."""
    if isinstance(gegeven, str) and "/" in gegeven:
        gegeven = yaml.safe_load((FIXTURES / f"{gegeven}.yaml").read_text(encoding="utf-8"))["gezin"]
    if isinstance(gegeven, str):
        return load_gezin(FIXTURES / "gezinnen" / f"{gegeven}.yaml")
    return make_gezin(gegeven)


def _gebeurtenis(gegeven: dict[str, Any]) -> Gebeurtenis:
    velden = {k: tuple(v) if k in LIJSTEN else v for k, v in gegeven.items()}
    for veld in {"bedrag", "huurprijs"} & set(velden):
        velden[veld] = Decimal(str(velden[veld]))
    return Gebeurtenis(**velden)


def _check_consequences(gevolgen: Gevolgen, verwacht: dict[str, Any]) -> None:
    gevonden = {(g.soort, g.recht, g.eenheid): g for g in gevolgen.gevolgen}
    for soort in GEVOLGEN:
        for recht, eenheden in verwacht.get(soort, {}).items():
            for eenheid in eenheden:
                assert (soort, recht, eenheid) in gevonden, (soort, recht, eenheid)
    for recht, eenheden in verwacht.get("blijft", {}).items():
        anders = [g.eenheid for g in gevolgen.gevolgen if g.recht == recht and g.eenheid in eenheden]
        assert anders == [], recht
    for recht, loket in verwacht.get("melden", {}).items():
        assert loket in {k.loket for k in gevolgen.kennisgevingen if k.recht == recht}, recht
    for recht, bedragen in verwacht.get("bedrag_jaar", {}).items():
        for eenheid, (voor, na) in bedragen.items():
            g = next(g for g in gevolgen.gevolgen if (g.recht, g.eenheid) == (recht, eenheid))
            assert (g.jaar_voor, g.jaar_na) == (_bereik(voor), _bereik(na)), recht


def _bereik(grenzen: list[float | int] | None) -> tuple[Decimal, ...] | None:
    return None if grenzen is None else tuple(Decimal(str(x)).quantize(Decimal("0.01")) for x in grenzen)


def _check_horizon(rij: tuple[Verschuiving, ...], verwacht: list[dict[str, Any]]) -> None:
    for v in verwacht:
        velden = {k: _bereik(w) if k in BEDRAGEN else w for k, w in v.items() if k != "waarom"}
        gelijk = [x for x in rij if all(getattr(x, k) == w for k, w in velden.items())]
        assert len(gelijk) == 1, v
        if "waarom" in v:
            assert v["waarom"] in {r.id for r in gelijk[0].waarom}, v


@pytest.mark.parametrize("pad", GEVALLEN, ids=lambda p: p.stem)
def test_a_case_comes_out_as_its_source_says(pad: Path, catalogus: Catalogus) -> None:
    geval = yaml.safe_load(pad.read_text(encoding="utf-8"))
    assert len(geval["bron"]) > 10 and geval["verwacht"]
    gezin, op_datum = _gezin(geval["gezin"]), geval["op_datum"]
    verwacht = geval["verwacht"]
    if "gebeurtenis" in geval:
        gevolgen = what_if(gezin, _gebeurtenis(geval["gebeurtenis"]), catalogus, op_datum=op_datum)
        _check_consequences(gevolgen, verwacht)
        gezin, op_datum = gevolgen.gezin, gevolgen.op_datum
    if "maanden" in geval:
        rij = horizon(gezin, catalogus, op_datum=op_datum, maanden=geval["maanden"])
        _check_horizon(rij, verwacht["dagen"])
        stil = {(recht, e) for recht, eenheden in verwacht.get("blijft_vanzelf", {}).items() for e in eenheden}
        assert not stil & {(v.recht, v.eenheid) for v in rij}


@pytest.mark.parametrize("leeftijd", [19, 20, 24, 27, 50, 64])
def test_a_birthday_on_which_no_rule_turns_is_not_in_the_look_ahead(catalogus: Catalogus, leeftijd: int) -> None:
    persoon = {"id": "an", "geboortedatum": date(2026 - leeftijd, 11, 15), "partner": "geen", "kind_van": []}
    gezin = make_gezin({"gemeente": "72043", "personen_volledig": True, "personen": [persoon]})
    rij = horizon(gezin, catalogus, op_datum=OP_DATUM, maanden=1)
    assert [v.recht for v in rij if v.dag == date(2026, 11, 15)] == []


def test_there_are_at_least_25_cases_and_every_event_has_one() -> None:
    gevallen = [yaml.safe_load(pad.read_text(encoding="utf-8")) for pad in GEVALLEN]
    assert len(gevallen) >= 25
    assert {g["gebeurtenis"]["soort"] for g in gevallen if "gebeurtenis" in g} == set(SOORTEN)


# What each event may touch, as beginnings of paths in the profile; `*` is a person.
PERSOONLIJK = {
    "inkomens", "inkomens_volledig", "jaren_volledig", "inkomen_naast_pensioen", "netto_jaarinkomen",
    "netto_maandinkomen", "netto_loon_maand", "inkomen_enkel_uitkeringen", "inkomen_gewijzigd", "netto_pensioen",
}  # fmt: skip
LOSGEMAAKT = {"partner", "partnerband", "kind_van", "ten_laste_van", "deelt_huishouden", "verwant_in_huis"}
LOSGEMAAKT |= {"tegoeden", "roerend_vermogen", "aanslagbiljetten"}
ELDERS = {"domicilie", "hier_sinds", "in_gemeente_sinds", "verblijf_dagen_per_week"}
RAAKT: dict[str, set[str]] = {
    "geboorte": {"is_zwanger"},
    "scheiding": LOSGEMAAKT | ELDERS,
    "overlijden-partner": LOSGEMAAKT | PERSOONLIJK | {"statussen.overlevingspensioen"},
    "werkloos": PERSOONLIJK | {"statussen.werkloos"},
    "werk": PERSOONLIJK | {"statussen.werkloos", "statussen.arbeidsongeschikt", "statussen.invaliditeit"},
    "ziekte": PERSOONLIJK | {"statussen.werkloos", "statussen.arbeidsongeschikt"},
    "pensioen": PERSOONLIJK
    | {f"statussen.{s}" for s in ("werkloos", "arbeidsongeschikt", "invaliditeit", "swt", "gepensioneerd")},
    "verhuis": {"hier_sinds", "in_gemeente_sinds"},
    "leefloon-begint": PERSOONLIJK | {"statussen.leefloon", "statussen.ocmw-clientdossier"},
    "leefloon-stopt": PERSOONLIJK | {"statussen.leefloon"},
}
WEET_NIETS = (None, {}, [], ())


def _gebeurtenissen(gezin: Gezin) -> Iterator[Gebeurtenis]:
    """Events that fit the household, with nothing more said than must be."""
    wie = [p.id for p in gezin.personen if p.domicilie == "hier"]
    partners = [p.id for p in gezin.personen if p.partner not in (None, "geen")]
    for soort in SOORTEN:
        if soort in ("geboorte", "verhuis"):
            yield Gebeurtenis(soort)
        else:
            for p in partners if soort in ("scheiding", "overlijden-partner") else wie:
                yield Gebeurtenis(soort, persoon=p)


ALLE = [(pad, g) for pad in GEZINNEN for g in _gebeurtenissen(load_gezin(pad))]


def _vlak(persoon: dict[str, Any]) -> dict[str, Any]:
    """Facts of one person by path; statuses one by one."""
    uit = {k: v for k, v in persoon.items() if k != "statussen"}
    return uit | {f"statussen.{k}": v for k, v in persoon["statussen"].items()}


@given(geval=st.sampled_from(ALLE), dag=st.dates(date(2026, 1, 1), date(2027, 6, 30)))
def test_a_fact_that_the_event_does_not_touch_stays_as_it_was(geval: tuple[Path, Gebeurtenis], dag: date) -> None:
    gezin = load_gezin(geval[0])
    g = replace(geval[1], datum=dag)
    na = apply_event(gezin, g, dag)
    nieuw = {p.id: _vlak(p.model_dump()) for p in na.personen}
    for p in gezin.personen:
        if p.id not in nieuw:
            assert p.id == g.persoon
            continue
        oud = _vlak(p.model_dump())
        anders = {k for k in oud.keys() | nieuw[p.id].keys() if oud.get(k) != nieuw[p.id].get(k)}
        # Of who is not told whether a status goes on, the list of statuses is no longer complete.
        assert anders <= RAAKT[g.soort] | ({"andere_statussen"} if g.soort == "werk" else set())
        if g.soort not in ("verhuis", "scheiding", "overlijden-partner", "geboorte") and p.id != g.persoon:
            assert anders == set()
    if g.soort != "verhuis":
        kleiner = g.soort in ("scheiding", "overlijden-partner")
        oude, nieuwe = gezin.woning.model_dump(), na.woning.model_dump()
        assert all(nieuwe[k] == v or (kleiner and nieuwe[k] is None) for k, v in oude.items())


@given(geval=st.sampled_from([x for x in ALLE if x[1].soort in ("verhuis", "scheiding", "leefloon-stopt", "werkloos")]))
def test_an_event_never_invents_an_amount(geval: tuple[Path, Gebeurtenis]) -> None:
    gezin = load_gezin(geval[0])
    na = apply_event(gezin, geval[1], OP_DATUM)

    def bedragen(g: Gezin) -> list[Decimal]:
        stapel: list[Any] = [g.model_dump()]
        uit: list[Decimal] = []
        while stapel:
            x = stapel.pop()
            if isinstance(x, Decimal):
                uit.append(x)
            stapel.extend(x.values() if isinstance(x, dict) else x if isinstance(x, (list, tuple)) else ())
        return uit

    assert set(bedragen(na)) <= set(bedragen(gezin))


def test_of_a_new_dwelling_nothing_is_known_that_was_not_said(catalogus: Catalogus) -> None:
    gezin = _gezin("alleenstaande-ouder-leefloon")
    g = Gebeurtenis("verhuis", statuut="huurder", verhuurder="privaat")
    na = what_if(gezin, g, catalogus, op_datum=OP_DATUM).gezin
    assert (na.woning.statuut, na.woning.verhuurder, na.woning.huurprijs) == ("huurder", "privaat", None)
    assert (na.woning.hoofdverwarming, na.woning.waterfactuur_eigen, na.woning.energieschulden) == (None, None, False)
    assert na.aansluitingen is not None and {a.contract for a in na.aansluitingen} == {None}


@pytest.mark.parametrize("pad", GEZINNEN, ids=lambda p: p.stem)
def test_an_event_that_changes_nothing_has_no_consequences(pad: Path, catalogus: Catalogus) -> None:
    gezin = load_gezin(pad)
    wie = next((p for p in gezin.personen if p.statussen.get("leefloon")), None)
    if wie is None:  # a benefit that nobody had, of somebody of whom no income is known or touched
        kaal = make_gezin({"personen": [{"id": "p1", "statussen": {"gepensioneerd": "2020-01-01"}}]})
        g = Gebeurtenis("pensioen", persoon="p1")
        kaal = what_if(kaal, g, catalogus, op_datum=OP_DATUM).gezin
        assert what_if(kaal, g, catalogus, op_datum=OP_DATUM).gevolgen == ()
        return
    eerst = what_if(gezin, Gebeurtenis("leefloon-begint", persoon=wie.id), catalogus, op_datum=OP_DATUM).gezin
    nog_eens = what_if(eerst, Gebeurtenis("leefloon-begint", persoon=wie.id), catalogus, op_datum=OP_DATUM)
    assert nog_eens.gevolgen == ()


def test_a_leefloon_that_was_not_there_cannot_stop(catalogus: Catalogus) -> None:
    gezin = _gezin("gezin-van-vijf-laag-loon")
    gevolgen = what_if(gezin, Gebeurtenis("leefloon-stopt", persoon="vader"), catalogus, op_datum=OP_DATUM)
    assert (gevolgen.gevolgen, gevolgen.gezin) == ((), gezin)


@settings(max_examples=8)
@given(geval=st.sampled_from(ALLE))
def test_the_consequences_are_the_verdicts_of_evaluate(catalogus: Catalogus, geval: tuple[Path, Gebeurtenis]) -> None:
    gevolgen = what_if(load_gezin(geval[0]), geval[1], catalogus, op_datum=OP_DATUM)
    na = evaluate(gevolgen.gezin, catalogus, op_datum=OP_DATUM)
    for g in gevolgen.gevolgen:
        if g.naar is not None:
            assert na.verdict(g.recht, g.eenheid).oordeel == g.naar


@settings(max_examples=3)
@given(pad=st.sampled_from(GEZINNEN), dag=st.dates(date(2027, 1, 2), date(2027, 4, 30)))
def test_the_look_ahead_leads_to_the_verdicts_of_any_later_day(catalogus: Catalogus, pad: Path, dag: date) -> None:
    gezin = load_gezin(pad)
    stand: dict[tuple[str, str], str | None] = {
        (o.recht, o.eenheid): o.oordeel for o in evaluate(gezin, catalogus, op_datum=OP_DATUM).oordelen
    }
    for v in horizon(gezin, catalogus, op_datum=OP_DATUM, maanden=6):
        if v.dag <= dag:
            assert stand.get((v.recht, v.eenheid)) == v.van
            stand[v.recht, v.eenheid] = v.naar
    later = {(o.recht, o.eenheid): o.oordeel for o in evaluate(gezin, catalogus, op_datum=dag).oordelen}
    assert {k: v for k, v in stand.items() if v is not None} == later


def test_amounts_that_go_on_have_no_gap_after_the_first_one(catalogus: Catalogus) -> None:
    for p in frozen_amounts(catalogus).parameters.values():
        bekend = [w for w in p.waarden if w.waarde is not None or w.grenzen != (None, None)]
        assert not p.waarden or (bekend == list(p.waarden) and p.waarden[-1].tot == LAATSTE)


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"soort": "gebort"}, "RV450"),
        ({"soort": "werkloos", "persoon": "niemand-hier"}, "RV451"),
        ({"soort": "werkloos"}, "RV451"),
        ({"soort": "scheiding", "persoon": "moeder"}, "RV451"),
        ({"soort": "geboorte", "kind": "zoon"}, "RV451"),
        ({"soort": "geboorte", "bedrag": Decimal(1)}, "RV452"),
        ({"soort": "verhuis", "statuut": "kasteel"}, "RV452"),
        ({"soort": "werk", "persoon": "zoon", "bedrag": Decimal(-1)}, "RV452"),
    ],
)
def test_an_event_that_does_not_fit_is_refused(velden: dict[str, Any], code: str, catalogus: Catalogus) -> None:
    gezin = _gezin("alleenstaande-ouder-leefloon")
    with pytest.raises(InvoerFout) as fout:
        what_if(gezin, Gebeurtenis(**velden), catalogus, op_datum=OP_DATUM)
    assert [m.code for m in fout.value.meldingen] == [code]


def test_too_far_ahead_is_refused(catalogus: Catalogus) -> None:
    with pytest.raises(InvoerFout, match="RV453"):
        horizon(_gezin("bijna-niets-bekend"), catalogus, op_datum=OP_DATUM, maanden=61)


PROFIEL = str(FIXTURES / "gezinnen" / "alleenstaande-ouder-leefloon.yaml")
DAG = ["--op-datum", "2026-11-01"]


@pytest.fixture
def opdrachten(catalogus: Catalogus, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands with the catalogue that is loaded already."""
    monkeypatch.setattr(gebeurtenis_cli, "read_catalogue", lambda _: catalogus)


@pytest.mark.usefixtures("opdrachten")
def test_the_commands_print_at_most_80_columns() -> None:
    for opdracht in (["wat-als", PROFIEL, "verhuis", *DAG], ["vooruitblik", PROFIEL, "--maanden", "6", *DAG]):
        uit = CliRunner().invoke(app, opdracht)
        assert uit.exit_code == 0
        assert max(len(regel) for regel in uit.output.splitlines()) <= 80
        assert "alleen de bevoegde dienst" in uit.output


def _keeps(soort: str, data: Any) -> dict[str, Any]:
    """What a command prints, held against the schema that is published."""
    gegevens: dict[str, Any] = json.loads(data) if isinstance(data, str) else json.loads(json.dumps(data))
    schema = (FIXTURES.parent / "regels" / "schemas" / f"{soort}.schema.json").read_text(encoding="utf-8")
    jsonschema.validate(gegevens, json.loads(schema))
    return gegevens


@pytest.mark.usefixtures("opdrachten")
def test_the_command_reads_every_field_and_gives_json() -> None:
    opdracht = ["wat-als", PROFIEL, "geboorte", "--datum", "2026-12-01", "--ouder", "moeder", "--ten-laste-van"]
    uit = CliRunner().invoke(app, [*opdracht, "moeder", "--kinderbijslag", "ja", *DAG, "--formaat", "json"])
    data = _keeps("gevolgen", uit.output)
    assert (data["gebeurtenis"], data["op_datum"], data["daarna"]) == ("geboorte", "2026-12-01", None)
    assert {"opent"} == {g["soort"] for g in data["gevolgen"] if g["recht"] == "verhoogde-tegemoetkoming"}


@pytest.mark.usefixtures("opdrachten")
def test_the_command_shows_what_follows_an_event_in_time() -> None:
    opdracht = ["wat-als", PROFIEL, "leefloon-stopt", "--persoon", "moeder", "--maanden", "3"]
    uit = CliRunner().invoke(app, [*opdracht, *DAG])
    assert uit.exit_code == 0
    eerst, later = uit.output.split("Vooruitblik van 3 maanden")
    assert "Leefloon (moeder)" in eerst and "1 januari 2027" in later
    assert uit.output.count("alleen de bevoegde dienst") == 1
    data = _keeps("gevolgen", CliRunner().invoke(app, [*opdracht, *DAG, "--formaat", "json"]).output)
    assert {v["dag"] for v in data["daarna"]["verschuivingen"]} == {"2027-01-01"}


def test_the_look_ahead_tells_an_amount_that_changes_in_text_and_json(catalogus: Catalogus) -> None:
    rij = horizon(_gezin("gezin-van-vijf-laag-loon"), catalogus, op_datum=OP_DATUM, maanden=11)
    data = _keeps("vooruitblik", horizon_as_dict(rij, OP_DATUM, 11))
    (ander,) = [v for v in data["verschuivingen"] if v["soort"] == "wijzigt"]
    assert (ander["dag"], ander["recht"], ander["van"]) == ("2027-09-01", "sociale-toeslag", ander["naar"])
    assert ander["bedrag_jaar"] == {"voor": ["1038.36", "1038.36"], "na": ["1038.36", "1319.52"]}
    uit = StringIO()
    show_horizon(Scherm(uit), rij, OP_DATUM, 11)
    tekst = uit.getvalue().replace("\u00a0", " ")
    assert "€ 1.038,36 -> € 1.038,36 tot € 1.319,52 per jaar" in tekst


@pytest.mark.usefixtures("opdrachten")
def test_the_profile_after_an_event_is_kept_in_a_new_file_only(tmp_path: Path) -> None:
    nieuw, oud = tmp_path / "later.yaml", (FIXTURES / "gezinnen" / "alleenstaande-ouder-leefloon.yaml").read_bytes()
    gezin = tmp_path / "nu.yaml"
    gezin.write_bytes(oud)
    opdracht = ["wat-als", str(gezin), "leefloon-stopt", "--persoon", "moeder", *DAG, "--bewaar"]
    assert CliRunner().invoke(app, [*opdracht, str(nieuw)]).exit_code == 0
    g = Gebeurtenis("leefloon-stopt", persoon="moeder")
    assert load_gezin(nieuw) == apply_event(load_gezin(gezin), g, OP_DATUM)
    bewaard = nieuw.read_bytes()
    for pad, code in ((nieuw, "RV455"), (gezin, "RV044"), (tmp_path / "geen" / "map.yaml", "RV042")):
        fout = CliRunner().invoke(app, [*opdracht, str(pad)]).exception
        assert isinstance(fout, InvoerFout) and [m.code for m in fout.meldingen] == [code]
    assert (nieuw.read_bytes(), gezin.read_bytes()) == (bewaard, oud)


@pytest.mark.parametrize("geval", ALLE, ids=lambda x: f"{x[0].stem}-{x[1].soort}-{x[1].persoon}")
def test_a_profile_after_any_event_can_be_written_and_read(geval: tuple[Path, Gebeurtenis]) -> None:
    na = apply_event(load_gezin(geval[0]), geval[1], OP_DATUM)
    gelezen, meldingen, _ = read_gezin_text(dump_gezin(na))
    assert gelezen == na, meldingen


@pytest.mark.parametrize("optie", [["--bedrag", "veel"], ["--bedrag", "-3"], ["--huurprijs", "NaN"]])
def test_an_amount_that_is_none_is_refused(optie: list[str]) -> None:
    uit = CliRunner().invoke(app, ["wat-als", PROFIEL, "verhuis", *optie, *DAG])
    assert isinstance(uit.exception, InvoerFout) and "RV454" in str(uit.exception)

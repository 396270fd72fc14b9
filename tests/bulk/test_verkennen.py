"""From tables in files to a file with verdicts: every form of file, chunks, messages, and never half a file."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytest.importorskip("polars")

import polars as pl

from rechtenverkenner import Catalogus, Gezin, InvoerFout
from rechtenverkenner.bevolking.trekken import draw_profile, make_source, sample
from rechtenverkenner.bulk import bron, ligging, verkennen
from rechtenverkenner.bulk.bron import open_tables
from rechtenverkenner.bulk.cellen import Weefsel
from rechtenverkenner.bulk.indeling import BESTANDEN, Inventaris, layout_of
from rechtenverkenner.bulk.lezen import prepare
from rechtenverkenner.bulk.nazicht import check_chunk
from rechtenverkenner.bulk.tabellen import frames_of
from rechtenverkenner.bulk.verkennen import Verkenner, screen_population
from rechtenverkenner.bulk.wegschrijven import write_tables
from rechtenverkenner.catalogus import opslag
from rechtenverkenner.toepassing import cli
from tests.bulk.hulp import by_reference, differences, inventory, standings
from tests.wetten.catalogi import BRONNEN, load, random_catalogus, random_texts
from tests.wetten.gezinnen import world_of
from tests.wetten.hulp import DATUMS, random_partial

DAG = DATUMS[0]
Tabellen = dict[str, pl.DataFrame]
Aanpassing = Callable[[Tabellen], object]


@pytest.fixture(scope="module")
def klein() -> tuple[Catalogus, list[Gezin]]:
    """A small catalogue with rights of persons, households and connections, and households to go with it."""
    rng = Random(1)
    catalogus = random_catalogus(rng)
    while {r.eenheid for r in catalogus.rechten.values()} != {"persoon", "gezin", "aansluiting"}:
        catalogus = random_catalogus(rng)
    wereld = world_of(catalogus, DAG)
    return catalogus, [Gezin.model_validate(random_partial(rng, wereld)) for _ in range(25)]


@pytest.fixture
def tabellen(klein: tuple[Catalogus, list[Gezin]]) -> Tabellen:
    return {BESTANDEN[v]: t for v, t in frames_of(klein[1], layout_of(klein[0])).items()}


@pytest.fixture
def ctrl_c() -> Iterator[Callable[[], None]]:
    """Ctrl-C as a terminal sends it, also where the tests run in the background and it would be ignored."""
    vroeger = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield lambda: signal.raise_signal(signal.SIGINT)
    signal.signal(signal.SIGINT, vroeger)


def write(map_: Path, tabellen: Tabellen, vorm: str = ".parquet", **opties: Any) -> Path:
    map_.mkdir(parents=True, exist_ok=True)
    for naam, tabel in tabellen.items():
        schrijf = {".parquet": tabel.write_parquet, ".csv": tabel.write_csv, ".arrow": tabel.write_ipc}[vorm]
        schrijf(map_ / f"{naam}{vorm}", **opties)
    return map_


def read(uit: Path, catalogus: Catalogus) -> Any:
    tabel = pl.read_parquet(uit)
    return standings({v: tabel.filter(pl.col("eenheid") == v) for v in BESTANDEN}, catalogus)


@pytest.mark.parametrize("vorm", [".parquet", ".csv", ".arrow"])
@pytest.mark.parametrize("brok", [4, 1000])
def test_each_form_of_file_in_any_chunks_gives_what_the_interpreter_says(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path, vorm: str, brok: int
) -> None:
    catalogus, gezinnen = klein
    map_ = write(tmp_path / "in", tabellen, vorm)
    verslag = screen_population(map_, tmp_path / "uit.parquet", catalogus, op_datum=DAG, brok=brok)
    assert (verslag.gezinnen, verslag.geweigerd) == (25, {})
    assert read(tmp_path / "uit.parquet", catalogus) == by_reference(gezinnen, catalogus, DAG)


def test_small_and_large_row_groups_are_read_alike(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    uit = []
    for meest, rijen in ((0, 100), (100, 3), (100, 100)):
        monkeypatch.setattr(bron, "MEEST_IN_GROEP", meest)
        map_ = write(tmp_path / f"{meest}-{rijen}", tabellen, row_group_size=rijen)
        screen_population(map_, map_ / "uit.parquet", klein[0], op_datum=DAG, brok=7)
        uit.append(pl.read_parquet(map_ / "uit.parquet").sort("gezin", "eenheid", "nr"))
    assert uit[0].equals(uit[1])
    assert uit[0].equals(uit[2])


def test_rows_that_are_looked_up_one_by_one_give_what_slices_give(
    klein: tuple[Catalogus, list[Gezin]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a chunk with a household of more persons than any here."""
    catalogus, gezinnen = klein
    monkeypatch.setattr(ligging, "MEEST_IN_STUKKEN", 1)
    aantal, anders, _ = differences(gezinnen, catalogus, DAG, waarom=True)
    assert (anders, aantal > 50) == ([], True)


def test_dates_may_be_days_and_an_exact_range_one_column(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path
) -> None:
    screen_population(write(tmp_path / "a", tabellen), tmp_path / "a.parquet", klein[0], op_datum=DAG)
    personen = tabellen["personen"]
    exact = (pl.col("geboortedatum/van") == pl.col("geboortedatum/tot")).fill_null(True).all()
    assert not personen.select(exact).item(), "the households must hold a birthday that is known in part"
    for kolom in ("geboortedatum/van", "geboortedatum/tot", "hier_sinds"):
        if kolom in personen.columns:
            dag = pl.col(kolom).cast(pl.String).str.to_date("%Y%m%d")
            personen = personen.with_columns(dag.alias(kolom))
    screen_population(
        write(tmp_path / "b", tabellen | {"personen": personen}), tmp_path / "b.parquet", klein[0], op_datum=DAG
    )
    assert pl.read_parquet(tmp_path / "a.parquet").equals(pl.read_parquet(tmp_path / "b.parquet"))


def test_without_a_table_of_connections_they_are_the_two_usual_ones(
    klein: tuple[Catalogus, list[Gezin]], tmp_path: Path
) -> None:
    catalogus, gezinnen = klein
    zonder = [g.model_copy(update={"aansluitingen": None}) for g in gezinnen]
    tabellen = {BESTANDEN[v]: t for v, t in frames_of(zonder, layout_of(catalogus)).items() if v != "aansluiting"}
    screen_population(write(tmp_path, tabellen), tmp_path / "uit.parquet", catalogus, op_datum=DAG)
    assert read(tmp_path / "uit.parquet", catalogus) == by_reference(zonder, catalogus, DAG)


def drop(tabel: str, kolom: str) -> Aanpassing:
    return lambda t: t.update({tabel: t[tabel].drop(kolom)})


def put(tabel: str, **kolommen: pl.Expr) -> Aanpassing:
    return lambda t: t.update({tabel: t[tabel].with_columns(**kolommen)})


OPENEN = {f"RV5{n}" for n in range(32, 38)}
FOUTEN: list[tuple[str, Aanpassing]] = [
    ("RV532", lambda t: t.pop("personen")),
    ("RV534", drop("personen", "nr")),
    ("RV534", drop("aansluitingen", "drager")),
    ("RV535", put("personen", geboortedatm=pl.lit(1))),
    ("RV536", put("gezinnen", huurprijs=pl.lit(1.5))),
    ("RV536", put("gezinnen", personen_volledig=pl.lit("ja"))),
    ("RV537", put("personen", geboortedatum=pl.col("geboortedatum/van"))),
    ("RV538", put("gezinnen", gezin=pl.when(pl.col("gezin") != 3).then("gezin"))),
    ("RV538", put("aansluitingen", drager=pl.when(pl.col("gezin") != 1).then("drager"))),
    ("RV539", lambda t: t.update(gezinnen=t["gezinnen"].reverse())),
    ("RV539", lambda t: t.update(personen=t["personen"].filter(pl.col("gezin") != 4))),
    ("RV539", put("personen", nr=pl.lit(1, dtype=pl.Int64) + pl.col("nr"))),
    ("RV539", put("aansluitingen", gezin=pl.lit(99, dtype=pl.Int64))),
    ("RV540", put("aansluitingen", drager=pl.lit("stoom"))),
    ("RV541", put("personen", hier_sinds=pl.lit(20261340))),
    ("RV541", put("gezinnen", huurprijs=pl.lit(-1, dtype=pl.Int64))),
    ("RV541", put("personen", **{"geboortedatum/van": pl.lit(20010101), "geboortedatum/tot": pl.lit(20000101)})),
    ("RV542", put("personen", partner=pl.col("nr"))),
    ("RV542", put("personen", kind_van=pl.lit(2**39))),
    ("RV434", put("gezinnen", gemeente=pl.lit("kolen"))),
    ("RV435", put("personen", **{"geboortedatum/van": pl.lit(20270101), "geboortedatum/tot": pl.lit(20270101)})),
    ("RV436", put("personen", **{"geboortedatum/van": pl.lit(18500101), "geboortedatum/tot": pl.lit(18500101)})),
]


@pytest.mark.parametrize(("code", "aanpassing"), FOUTEN, ids=[f"{i}-{c}" for i, (c, _) in enumerate(FOUTEN)])
def test_a_faulty_table_is_refused_with_a_message(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path, code: str, aanpassing: Aanpassing
) -> None:
    indeling = layout_of(klein[0])
    # a random household may have a price that no table takes
    stuk = {n: t.select(k for k in t.columns if "prijs_" not in k) for n, t in tabellen.items()}

    def check() -> None:
        """What is looked into before a run, or of every column during one."""
        if code in OPENEN:
            open_tables(write(tmp_path, stuk), indeling)
        else:
            check_chunk({v: stuk[n] for v, n in BESTANDEN.items()}, indeling, klein[0], 20261101)

    if code not in OPENEN:
        check()
    aanpassing(stuk)
    with pytest.raises(InvoerFout) as fout:
        check()
    assert code in {m.code for m in fout.value.meldingen}, fout.value
    assert all(m.hulp and not m.tekst.endswith(".") for m in fout.value.meldingen)


@pytest.mark.parametrize(("dag", "code"), [(20011340, "RV541"), (20990101, "RV435")])
def test_a_day_that_cannot_be_is_refused_also_when_it_stands_in_every_row(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path, dag: int, code: str
) -> None:
    stuk = {n: t.select(k for k in t.columns if "prijs_" not in k) for n, t in tabellen.items()}
    personen = stuk["personen"].drop("geboortedatum/van", "geboortedatum/tot")
    stuk["personen"] = personen.with_columns(geboortedatum=pl.lit(dag))
    invoer = write(tmp_path / "in", stuk)
    with pytest.raises(InvoerFout, match=code):
        screen_population(invoer, tmp_path / "uit.parquet", klein[0], op_datum=DAG)


def test_a_municipality_nobody_knows_is_named_also_where_the_tables_were_not_checked(catalogus: Catalogus) -> None:
    rechten = ["uitpas-kansentarief"]
    indeling = layout_of(catalogus)
    tabellen = frames_of(sample(catalogus, 2, zaad=1, op_datum=DAG), indeling)
    verkenner = Verkenner(catalogus, op_datum=DAG, inventaris=inventory(tabellen), rechten=rechten, indeling=indeling)
    assert "gemeente" in verkenner.columns("gezin")
    tabellen["gezin"] = tabellen["gezin"].with_columns(gemeente=pl.lit("99999"))
    with pytest.raises(InvoerFout, match="RV540 `gezinnen`, kolom `gemeente`: onbekende waarde `99999`"):
        verkenner.judge(tabellen)


def says(**van_zich: Any) -> Inventaris:
    """What a file says of itself."""
    return Inventaris({}, **van_zich)


def test_a_file_that_says_of_itself_what_is_not_so_is_refused(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen
) -> None:
    """A gap where the plan was told there are none would be taken for a no; a number beyond the limits would wrap."""
    indeling, per_vlak = layout_of(klein[0]), {v: tabellen[n] for v, n in BESTANDEN.items()}
    assert tabellen["personen"]["hier_sinds"].null_count() > 0
    with pytest.raises(InvoerFout, match="kolom `hier_sinds` heeft gaten"):
        check_chunk(per_vlak, indeling, klein[0], 20261101, bron=says(vol={"persoon": frozenset({"hier_sinds"})}))
    status = next(n for n in tabellen["personen"].columns if n.startswith("status/") and tabellen["personen"][n].any())
    with pytest.raises(InvoerFout, match=f"kolom `{status}` heeft ook ja"):
        check_chunk(per_vlak, indeling, klein[0], 20261101, bron=says(grenzen={"persoon": {status: (0, 0)}}))
    geboren = Weefsel().kolom("persoon", "geboortedatum/van", (10101, 19000101))
    with pytest.raises(InvoerFout, match="RV541"):
        prepare(per_vlak, [geboren], indeling)


def test_a_fault_on_the_way_leaves_nothing_behind(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path
) -> None:
    laat = tabellen["gezinnen"].with_columns(gezin=pl.when(pl.col("gezin") < 20).then("gezin").otherwise(pl.lit(20)))
    map_ = write(tmp_path / "in", tabellen | {"gezinnen": laat})
    with pytest.raises(InvoerFout, match="RV539"):
        screen_population(map_, tmp_path / "uit" / "uit.parquet", klein[0], op_datum=DAG, brok=4)
    assert list((tmp_path / "uit").iterdir()) == []


@pytest.mark.parametrize("brok", [4, 1000])
def test_people_of_no_household_and_an_empty_table_are_refused(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path, brok: int
) -> None:
    gezinnen = tabellen["gezinnen"]
    for naam, minder in (("los", gezinnen.head(24)), ("niets", gezinnen.head(0))):
        map_ = write(tmp_path / naam, tabellen | {"gezinnen": minder})
        with pytest.raises(InvoerFout, match="RV539"):
            screen_population(map_, tmp_path / "uit" / "uit.parquet", klein[0], op_datum=DAG, brok=brok)
    assert list((tmp_path / "uit").iterdir()) == []


def test_a_value_of_another_kind_in_a_text_file_is_named(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path
) -> None:
    stuk = tabellen["personen"].with_columns(pl.lit("veel").alias("geboortedatum/van"))
    map_ = write(tmp_path, tabellen | {"personen": stuk}, ".csv")
    with pytest.raises(InvoerFout, match=r"RV533 `personen\.csv`"):
        screen_population(map_, tmp_path / "uit.parquet", klein[0], op_datum=DAG)


def test_a_file_that_is_no_parquet_is_named(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path
) -> None:
    map_ = write(tmp_path, tabellen)
    (map_ / "personen.parquet").write_bytes(b"PAR1 maar niet heus")
    with pytest.raises(InvoerFout, match=r"RV533 `personen\.parquet`"):
        screen_population(map_, tmp_path / "uit.parquet", klein[0], op_datum=DAG)


def of_household(kenmerk: str, als: str) -> str:
    """The file of a right of a household with one condition."""
    vast = {"domein": "energie", "bestuursniveau": "federaal", "pakket": "kern", "eenheid": "gezin"}
    voorwaarde = {"id": f"v-{kenmerk}", "label": "een voorwaarde", "als": als}
    eigen = {"recht": kenmerk, "naam": kenmerk, "beschrijving": "een recht", "bronnen": BRONNEN}
    rest = {"toekenning": {"standaard": "aanvraag"}, "stappen": [{"tekst": "vraag het aan", "wanneer": "altijd"}]}
    return json.dumps({**vast, **eigen, **rest, "voorwaarden": {"bron": "B", "alle": [voorwaarde]}})


def test_what_cannot_be_said_in_columns_is_refused_by_name_with_what_follows_from_it() -> None:
    teksten = {n: t for n, t in random_texts(Random(11)).items() if not n.startswith(("c/r", "c/lokaal"))}
    teksten["c/r1.yaml"] = of_household("r1", "energieschulden")
    te_groot = "ki_eigen_woning * aantal_eigen_woningen * aantal_eigen_woningen <= p_jaar"
    teksten["c/r2.yaml"] = of_household("r2", te_groot)
    teksten["c/r3.yaml"] = of_household("r3", 'recht("r2")')
    catalogus = load(teksten)
    wereld = world_of(catalogus, DATUMS[3])
    rng = Random(1)
    gezinnen = [Gezin.model_validate(random_partial(rng, wereld)) for _ in range(5)]
    vergeleken, anders, geweigerd = differences(gezinnen, catalogus, DATUMS[3])
    assert geweigerd["r2"].startswith("een tussenresultaat kan te groot worden")
    assert geweigerd["r3"] == "nog niet in kolommen: `r2`, waar dit recht uit kan volgen"
    assert (set(geweigerd), vergeleken, anders) == ({"r2", "r3"}, 5, [])


def test_an_interrupt_leaves_no_half_file_and_keeps_the_one_of_before(
    klein: tuple[Catalogus, list[Gezin]], tabellen: Tabellen, tmp_path: Path, ctrl_c: Callable[[], None]
) -> None:
    map_, doel = write(tmp_path / "in", tabellen), tmp_path / "uit" / "uit.parquet"
    screen_population(map_, doel, klein[0], op_datum=DAG)
    eerst, een = doel.read_bytes(), [next(iter(klein[0].rechten))]  # another run would leave another file

    def stop(klaar: int, van: int | None) -> None:
        ctrl_c()

    with pytest.raises(KeyboardInterrupt):
        screen_population(map_, doel, klein[0], op_datum=DAG, rechten=een, brok=4, voortgang=stop)
    assert [p.name for p in doel.parent.iterdir()] == ["uit.parquet"]
    assert doel.read_bytes() == eerst


def test_tables_written_in_parts_hold_every_household_and_column(
    klein: tuple[Catalogus, list[Gezin]], tmp_path: Path
) -> None:
    catalogus, gezinnen = klein
    gehoord: list[int] = []
    assert write_tables(tmp_path, gezinnen, layout_of(catalogus), per_keer=4, voortgang=gehoord.append) == 25
    assert gehoord == [4, 8, 12, 16, 20, 24, 25]
    screen_population(tmp_path, tmp_path / "uit.parquet", catalogus, op_datum=DAG)
    assert read(tmp_path / "uit.parquet", catalogus) == by_reference(gezinnen, catalogus, DAG)


def test_tables_that_are_broken_off_leave_those_of_before(
    klein: tuple[Catalogus, list[Gezin]], tmp_path: Path, ctrl_c: Callable[[], None]
) -> None:
    catalogus, gezinnen = klein
    write_tables(tmp_path, gezinnen[:5], layout_of(catalogus))
    eerst = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def broken_off() -> Iterator[Gezin]:
        yield from gezinnen
        ctrl_c()

    with pytest.raises(KeyboardInterrupt):
        write_tables(tmp_path, broken_off(), layout_of(catalogus), per_keer=4)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == eerst
    assert len(eerst) == 3


def test_without_the_libraries_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(InvoerFout, match=r"rechtenverkenner\[bevolking\]"):
        verkennen.require_extra()


def test_the_commands_go_from_profiles_to_verdicts(
    klein: tuple[Catalogus, list[Gezin]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    catalogus, gezinnen = klein
    monkeypatch.setattr(opslag, "load_catalogus", lambda: catalogus)
    profielen = [g.model_dump(mode="json", exclude_none=True) for g in gezinnen[:5]]
    (tmp_path / "g.jsonl").write_text("".join(json.dumps(p) + "\n" for p in profielen), encoding="utf-8")

    def command(*woorden: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["rechtenverkenner", "bevolking", *woorden])
        with pytest.raises(SystemExit) as einde:
            cli.main()
        return int(einde.value.code or 0), capsys.readouterr().err

    uit = str(tmp_path / "oordelen.parquet")
    assert command("tabellen", str(tmp_path / "g.jsonl"), "--uit", str(tmp_path / "t")) == (0, "")
    code, tekst = command("verken", str(tmp_path / "t"), "--uit", uit, "--op-datum", DAG.isoformat())
    assert (code, tekst.startswith("5 gezinnen verkend")) == (0, True), tekst
    assert read(Path(uit), catalogus) == by_reference(gezinnen[:5], catalogus, DAG)
    assert command("verken", str(tmp_path / "t"), "--uit", uit, "--op-datum", DAG.isoformat(), "--waarom")[0] == 0
    met_reden = read(Path(uit), catalogus)
    assert met_reden == by_reference(gezinnen[:5], catalogus, DAG, waarom=True)
    assert len({reden for *_, reden in met_reden.values()}) > 2
    code, tekst = command("verken", str(tmp_path / "t"), "--uit", uit, "--rechten", "niets")
    assert (code, "RV437" in tekst) == (2, True)
    vast = ("--aantal", "2", "--zaad", "1", "--op-datum", DAG.isoformat())
    assert command("maak", *vast, "--tabellen", "--uit", str(tmp_path / "m")) == (0, "")
    code, tekst = command("verken", str(tmp_path / "m"), "--uit", uit, "--op-datum", DAG.isoformat())
    assert (code, tekst.startswith("2 gezinnen verkend")) == (0, True), tekst
    assert "RV002" in command("maak", *vast, "--tabellen")[1]
    (tmp_path / "g.jsonl").write_text('{"personen": []}\n', encoding="utf-8")
    code, tekst = command("tabellen", str(tmp_path / "g.jsonl"), "--uit", str(tmp_path / "t"))
    assert (code, "RV544" in tekst) == (2, True)


def test_a_made_up_household_fits_the_tables(catalogus: Catalogus) -> None:
    bron_ = make_source(catalogus, zaad=1, op_datum=DAG)
    gezin = Gezin.model_validate(draw_profile(bron_, 1))
    tabellen = frames_of([gezin], layout_of(catalogus))
    assert tabellen["persoon"].height == len(gezin.personen)
    assert tabellen["persoon"]["status/leefloon"].null_count() == 0

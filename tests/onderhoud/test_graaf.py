"""Which right opens which: as data, as a proof without cycles, as Mermaid and as a drawing."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from rechtenverkenner import Catalogus, load_catalogus
from rechtenverkenner.model.knopen import RechtOpen, walk
from rechtenverkenner.onderhoud.graaf import Graaf, make_graph
from rechtenverkenner.onderhoud.graafbeeld import as_mermaid, as_svg
from tests.onderhoud.hulp import Rv, replace_in

SVG = "{http://www.w3.org/2000/svg}"


def edges(g: Graaf) -> set[tuple[str, str, str]]:
    return {(p.van, p.naar, p.soort) for p in g.pijlen}


def test_conditions_and_texts_give_the_edges(map_: Path) -> None:
    g = make_graph(load_catalogus(map_))
    assert edges(g) == {
        ("leefloon", "premie", "opent"),
        ("premie", "kaart", "opent"),
        ("premie", "kaart", "sluit_uit"),
        ("invaliditeit", "kaart", "sluit_uit"),
    }
    (opent,) = (p for p in g.pijlen if p.van == "premie" and p.soort == "opent")
    assert opent.via == ("recht", "tekst") and opent.uitleg == "met de premie krijgt u de kaart"
    punten = {p.id: p for p in g.punten}
    assert (punten["leefloon"].opent, punten["leefloon"].opent_samen) == (1, 2)
    assert (punten["premie"].opent, punten["kaart"].opent) == (1, 0)
    assert [punten[x].laag for x in ("leefloon", "premie", "kaart")] == [0, 1, 2]


@pytest.mark.parametrize(
    ("als", "soort"),
    [
        ('not iemand(heeft("leefloon"), groep="gezin")', "sluit_uit"),
        ('not iemand(heeft("leefloon"), groep="gezin") or gemeente == "44021"', "hindert"),
        ('not (iemand(heeft("leefloon"), groep="gezin") and gemeente == "44021")', "hindert"),
        ('not (iemand(heeft("leefloon"), groep="gezin") or gemeente == "44021")', "sluit_uit"),
        ('aantal(groep="gezin", waar=heeft("leefloon")) >= 2', "telt_mee"),
    ],
)
def test_what_hurts_is_told_apart_from_what_leaves_no_way_in(map_: Path, als: str, soort: str) -> None:
    replace_in(
        map_ / "vrije-tijd/kaart.yaml",
        'als: recht("premie")}',
        f'als: recht("premie")}}\n    - {{id: proef, label: "proef", bron: WET, als: \'{als}\'}}',
    )
    assert ("leefloon", "kaart", soort) in edges(make_graph(load_catalogus(map_)))


def test_without_cycle_every_opening_edge_goes_forward_in_the_order(catalogus: Catalogus) -> None:
    g = make_graph(catalogus)
    plek = {x: i for i, x in enumerate(g.volgorde)}
    assert len(plek) == len(g.punten) and set(catalogus.rechten) <= set(plek)
    for p in g.pijlen:
        in_kring = any({p.van, p.naar} <= set(k) for k in g.kringen)
        assert p.soort != "opent" or in_kring or plek[p.van] < plek[p.naar], p
    for recht in catalogus.rechten.values():
        for k in walk(recht.voorwaarden):
            assert not isinstance(k, RechtOpen) or any(p.van == k.id and p.naar == recht.id for p in g.pijlen)


def test_a_cycle_is_named_and_ends_with_one(map_: Path, rv: Rv) -> None:
    status, uit, _ = rv("graaf", "--catalogus", map_)
    assert (status, "geen kring" in uit) == (0, True)
    assert "premie: opent 1 recht\n" in uit
    replace_in(
        map_ / "wonen/premie.yaml",
        "    - {id: leefloon,",
        '    - {id: kaart, label: "kaart", bron: WET, als: recht("kaart")}\n    - {id: leefloon,',
    )
    g = make_graph(load_catalogus(map_))
    assert g.kringen == (("kaart", "premie"),)
    status, uit, _ = rv("graaf", "--catalogus", map_)
    assert status == 1
    assert "kring: kaart -> premie -> kaart" in uit and "geen kring" not in uit
    assert ET.fromstring(as_svg(g)) is not None


def test_mermaid_holds_every_node_and_every_edge(catalogus: Catalogus) -> None:
    g = make_graph(catalogus)
    regels = [r.strip() for r in as_mermaid(g).splitlines()]
    assert regels[0] == "flowchart LR"
    for p in g.punten:
        assert sum(r.startswith((f"r_{p.id.replace('-', '_')}[", f"r_{p.id.replace('-', '_')}([")) for r in regels) == 1
    for q in g.pijlen:
        van, naar = (f"r_{x.replace('-', '_')}" for x in (q.van, q.naar))
        assert any(r.startswith(f"{van} -") and r.endswith(f" {naar}") for r in regels), q
    assert len(regels) == 1 + len(g.punten) + len(g.pijlen)


def test_the_drawing_is_xml_with_every_right_inside_the_picture_and_no_two_boxes_overlap(catalogus: Catalogus) -> None:
    wortel = ET.fromstring(as_svg(make_graph(catalogus)))
    _, _, breed, hoog = map(float, wortel.attrib["viewBox"].split())
    groepen = wortel.findall(f"{SVG}g")
    assert {g.attrib["id"] for g in groepen} >= set(catalogus.rechten)
    vakken = []
    for g in groepen:
        (vak,) = g.findall(f"{SVG}rect")
        x, y, w, h = (float(vak.attrib[k]) for k in ("x", "y", "width", "height"))
        assert x >= 0 and x + w <= breed and y >= 0 and y + h <= hoog
        assert all(y < float(t.attrib["y"]) < y + h for t in g.findall(f"{SVG}text"))
        vakken.append((x, y, w, h))
    for i, (x, y, w, h) in enumerate(vakken):
        for x2, y2, w2, h2 in vakken[:i]:
            assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_a_name_with_markup_is_escaped_in_the_drawing(map_: Path) -> None:
    wortel = ET.fromstring(as_svg(make_graph(load_catalogus(map_))))
    assert "Premie <b>" in {t.text for t in wortel.iter(f"{SVG}text")}
    assert not list(wortel.iter(f"{SVG}b"))


def test_the_command_writes_each_form_and_refuses_another(map_: Path, tmp_path: Path, rv: Rv) -> None:
    status, uit, _ = rv("graaf", "--catalogus", map_, "--formaat", "json")
    data = json.loads(uit)
    assert (status, data["kringen"], data["volgorde"]) == (0, [], ["invaliditeit", "leefloon", "premie", "kaart"])
    assert {p["soort"] for p in data["pijlen"]} == {"opent", "sluit_uit"}
    _, uit, _ = rv("graaf", "--catalogus", map_, "--formaat", "mermaid", "--zonder-statussen")
    assert "r_premie --> r_kaart" in uit and "leefloon" not in uit
    doel = tmp_path / "uit" / "graaf.svg"
    assert rv("graaf", "--catalogus", map_, "--formaat", "svg", "--uit", doel)[0] == 0
    assert ET.parse(doel).getroot().tag == f"{SVG}svg"
    status, _, fout = rv("graaf", "--catalogus", map_, "--formaat", "png")
    assert (status, "RV007" in fout) == (2, True)
    doel.parent.joinpath("bestand").write_text("x", encoding="utf-8")
    status, _, fout = rv("graaf", "--catalogus", map_, "--uit", doel.parent / "bestand" / "graaf.txt")
    assert (status, "RV042" in fout) == (2, True)

"""A verdict as a reference case: the fewest facts that give it, other ids, no more of a birthday than matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from rechtenverkenner.catalogus.profiel import make_gezin, read_gezin_text
from rechtenverkenner.catalogus.profieltekst import as_yaml, dump_gezin
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.oordeel import Oordeel, Resultaat
from rechtenverkenner.motor.evalueren import evaluate

Data = dict[str, Any]
Pad = tuple[Any, ...]
BRON = "afgeleid uit een gesprek, zonder gegevens van het gezin: vul aan met de regel waaruit dit volgt"
VERWIJZINGEN = ("partner", "kind_van", "ten_laste_van")


def make_case(resultaat: Resultaat, o: Oordeel) -> str:
    """The text of a file for `fixtures/<right>/<day>/`."""
    data, wie = _renamed(_data(resultaat), o.eenheid)

    def holds(proef: Data) -> bool:
        try:
            gezin = make_gezin(proef)
            na = evaluate(gezin, resultaat.catalogus, op_datum=resultaat.op_datum).verdict(o.recht, wie)
        except (InvoerFout, KeyError):
            return False
        return (na.oordeel, na.bedrag_jaar, na.bedrag_eenmalig) == (o.oordeel, o.bedrag_jaar, o.bedrag_eenmalig)

    gezin = _coarser(_fewest(data, list(_paths(data)), holds), holds)
    verwacht: Data = {"eenheid": wie, "oordeel": o.oordeel}
    if o.bedrag_jaar is not None:
        verwacht["bedrag_jaar"] = [str(b) for b in o.bedrag_jaar]
    return as_yaml({"bron": BRON, "op_datum": resultaat.op_datum, "gezin": gezin, "verwacht": verwacht})


def _data(resultaat: Resultaat) -> Data:
    """The profile as plain data, without where each fact comes from."""
    _, _, bron = read_gezin_text(dump_gezin(resultaat.gezin))
    data: Data = deepcopy(dict(bron.data)) if bron is not None and isinstance(bron.data, dict) else {}
    data.pop("herkomst", None)
    return data


def _renamed(data: Data, eenheid: str) -> tuple[Data, str]:
    """People are p1, p2, ...; connections a1, a2, ..."""
    namen = {
        deel["id"]: f"{lijst[0]}{n}"
        for lijst in ("personen", "aansluitingen")
        for n, deel in enumerate(data.get(lijst, ()), 1)
    }
    for deel in (*data.get("personen", ()), *data.get("aansluitingen", ())):
        for veld in ("id", *VERWIJZINGEN):
            x = deel.get(veld)
            if x is not None:
                deel[veld] = [namen.get(y, y) for y in x] if isinstance(x, list) else namen.get(x, x)
    return data, namen.get(eenheid, eenheid)


def _fewest(data: Data, paden: Sequence[Pad], holds: Callable[[Data], bool]) -> Data:
    """Leave out every fact without which the verdict stays: all at once, else each half by itself."""
    proef = _without(data, paden)
    if not paden or holds(proef):
        return proef
    if len(paden) == 1:
        return data
    half = len(paden) // 2
    return _fewest(_fewest(data, paden[:half], holds), paden[half:], holds)


def _without(data: Data, paden: Sequence[Pad]) -> Data:
    uit = deepcopy(data)
    for *boven, veld in paden:
        deel: Any = uit
        for stap in boven:
            deel = deel[stap]
        del deel[veld]
        if not deel and boven:  # the last status or right of somebody
            _drop(uit, boven)
    return uit


def _drop(data: Any, pad: Sequence[Any]) -> None:
    for stap in pad[:-1]:
        data = data[stap]
    del data[pad[-1]]


def _paths(data: Data) -> Iterator[Pad]:
    """Every fact, and every status and right by itself."""
    delen: list[tuple[Pad, Data]] = [((), data), (("woning",), data.get("woning", {}))]
    delen += [
        ((lijst, n), deel) for lijst in ("aansluitingen", "personen") for n, deel in enumerate(data.get(lijst, ()))
    ]
    for pad, deel in delen:
        for veld, waarde in deel.items():
            if veld in ("statussen", "rechten"):
                yield from ((*pad, veld, x) for x in waarde)
            elif veld not in ("id", "woning", "aansluitingen", "personen"):
                yield (*pad, veld)


def _coarser(data: Data, holds: Callable[[Data], bool]) -> Data:
    """A year, or else a month of birth where that is enough."""
    for n, deel in enumerate(data.get("personen", ())):
        dag = deel.get("geboortedatum")
        if not isinstance(dag, date):
            continue
        for grof in (dag.year, f"{dag:%Y-%m}"):
            proef = deepcopy(data)
            proef["personen"][n]["geboortedatum"] = grof
            if holds(proef):
                data = proef
                break
    return data

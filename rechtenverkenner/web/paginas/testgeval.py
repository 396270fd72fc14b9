"""A verdict as a reference case: the fewest facts that give it, other ids, and no more of a date of birth than matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from rechtenverkenner.catalogus.profiel import make_gezin, read_gezin_text
from rechtenverkenner.catalogus.profieltekst import as_yaml, dump_gezin
from rechtenverkenner.meldingen import InvoerFout
from rechtenverkenner.model.oordeel import Oordeel, Resultaat
from rechtenverkenner.motor.evalueren import evaluate

Data = dict[str, Any]
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

    gezin = _coarser(_fewest(data, holds), holds)
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


def _fewest(data: Data, holds: Callable[[Data], bool]) -> Data:
    """Leave out every fact without which the verdict stays."""
    for pad in list(_paths(data)):
        proef = deepcopy(data)
        deel: Any = proef
        for stap in pad[:-1]:
            deel = deel.get(stap) if isinstance(deel, dict) else deel[stap]
            if deel is None:
                break
        if not isinstance(deel, dict) or pad[-1] not in deel:
            continue
        del deel[pad[-1]]
        if holds(proef):
            data = proef
    return data


def _paths(data: Data) -> Iterator[tuple[Any, ...]]:
    """Every fact, and every status and right by itself."""
    for veld in list(data):
        if veld not in ("personen", "aansluitingen", "woning"):
            yield (veld,)
    for veld in data.get("woning", {}):
        yield "woning", veld
    for lijst in ("aansluitingen", "personen"):
        for n, deel in enumerate(data.get(lijst, ())):
            for veld in deel:
                if veld == "id":
                    continue
                yield lijst, n, veld
                if isinstance(deel[veld], dict):
                    yield from ((lijst, n, veld, x) for x in deel[veld])


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

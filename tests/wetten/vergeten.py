"""Taking facts out of a profile: one by one, or a random part of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from random import Random

from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.gezin import Aansluiting
from tests.wetten.gezinnen import Data, copied, last_day_of

Ingreep = Callable[[Data], None]
"""Takes one fact out of the data, in place; does nothing when it is gone already."""

GEHOUDEN = ("domicilie", "drager")
BILJETVELDEN = ("bruto_belastbaar", "netto_belastbaar", "leefloon", "ivt", "vrijgesteld_buitenlands")


def removals(d: Data, op_datum: date) -> dict[str, Ingreep]:
    """Every fact of the profile that can be taken out, by name: afterwards less is known, and nothing else."""
    uit: dict[str, Ingreep] = {}
    for veld in ("gemeente", "samenstelling_sinds", "personen_volledig"):
        _add_field(uit, d, "", veld)
    for veld in d["woning"]:
        _add_field(uit, d, "woning", veld)
    _add_holdings(uit, d, "", "rechten", op_datum)
    if d["aansluitingen"] is not None:
        uit["aansluitingen"] = partial(_clear, plek="", veld="aansluitingen")
    for a in d["aansluitingen"] or ():
        for veld in sorted(set(Aansluiting.model_fields) - {"id", "drager", "rechten", "andere_rechten"}):
            _add_field(uit, d, a["id"], veld)
        _add_holdings(uit, d, a["id"], "rechten", op_datum)
        uit[f"{a['id']}"] = partial(_drop_connection, kenmerk=a["id"])
    for p in d["personen"]:
        _add_person(uit, d, p, op_datum)
    return uit


def without(d: Data, ingreep: Ingreep) -> Data:
    """The data with one fact less."""
    uit: Data = copied(d)
    ingreep(uit)
    return uit


def forget(d: Data, rng: Random, op_datum: date, deel: float) -> tuple[Data, Data]:
    """The data with a part of the facts taken out, and with some of that part only: less known, and more.

    The first person stays in both: which one is the last to go would depend on the others.
    """
    minst, meer = copied(d), copied(d)
    for naam, ingreep in removals(d, op_datum).items():
        if rng.random() < deel and naam != d["personen"][0]["id"]:
            ingreep(minst)
            if rng.random() < 0.5:
                ingreep(meer)
    return minst, meer


def _add_person(uit: dict[str, Ingreep], d: Data, p: Data, op_datum: date) -> None:
    wie = p["id"]
    velden = [naam for naam, (_, bak) in REGISTER.items() if bak == "persoon" and naam not in GEHOUDEN]
    for veld in (*velden, "partner", "kind_van", "ten_laste_van", "inkomens_volledig"):
        _add_field(uit, d, wie, veld)
    if p["geboortedatum"] is not None:
        uit[f"{wie}.geboortedatum~"] = partial(_coarsen_birthday, wie=wie)
    _add_holdings(uit, d, wie, "statussen", op_datum)
    _add_holdings(uit, d, wie, "rechten", op_datum)
    if p["inkomens"] is not None:
        uit[f"{wie}.inkomens"] = partial(_drop_incomes, wie=wie)
    for i, inkomen in enumerate(p["inkomens"] or ()):
        uit[f"{wie}.inkomens.{i}"] = partial(_drop_income, wie=wie, inkomen=inkomen)
    for jaar in p["jaren_volledig"]:
        uit[f"{wie}.jaren_volledig.{jaar}"] = partial(_drop_year, wie=wie, jaar=jaar)
    for b in p["aanslagbiljetten"]:
        for veld in BILJETVELDEN:
            uit[f"{wie}.aanslagbiljetten.{b['jaar']}.{veld}"] = partial(_drop_field, wie=wie, jaar=b["jaar"], veld=veld)
        uit[f"{wie}.aanslagbiljetten.{b['jaar']}"] = partial(_drop_notices, wie=wie, jaar=b["jaar"])
    for r in p["remgelden"]:
        uit[f"{wie}.remgelden.{r['jaar']}"] = partial(_drop_share, wie=wie, jaar=r["jaar"])
    if len(d["personen"]) > 1:
        uit[wie] = partial(_drop_person, wie=wie)


def find(d: Data, plek: str) -> Data | None:
    """The part of the data with this id: a person, a connection, the dwelling, or the household itself."""
    if plek in ("", "woning"):
        return d["woning"] if plek else d
    return next((x for x in (*d["personen"], *(d["aansluitingen"] or ())) if x["id"] == plek), None)


def _add_field(uit: dict[str, Ingreep], d: Data, plek: str, veld: str) -> None:
    houder = find(d, plek)
    if houder is not None and houder[veld] is not None:
        uit[f"{plek}.{veld}"] = partial(_clear, plek=plek, veld=veld)


def _clear(d: Data, plek: str, veld: str) -> None:
    houder = find(d, plek)
    if houder is not None:
        houder[veld] = None


def _coarsen_birthday(d: Data, wie: str) -> None:
    p = find(d, wie)
    if p is not None and p["geboortedatum"] is not None:
        jaar = p["geboortedatum"]["van"].year
        p["geboortedatum"] = {"van": date(jaar, 1, 1), "tot": max(date(jaar, 12, 31), p["geboortedatum"]["tot"])}


# -- statuses and rights in use


def _add_holdings(uit: dict[str, Ingreep], d: Data, plek: str, soort: str, op_datum: date) -> None:
    houder = find(d, plek)
    assert houder is not None
    _add_field(uit, d, plek, "andere_" + soort)
    for kenmerk, h in houder[soort].items():
        uit[f"{plek}.{soort}.{kenmerk}"] = partial(_drop_holding, plek=plek, soort=soort, kenmerk=kenmerk)
        # "has it, since unknown" says that it began: of what still has to begin the day cannot be taken out
        if h["sinds"] is not None and h["sinds"]["tot"] <= op_datum:
            for hoe in ("maand", "jaar", "altijd"):
                grover = partial(_coarsen_holding, plek=plek, soort=soort, kenmerk=kenmerk, hoe=hoe)
                uit[f"{plek}.{soort}.{kenmerk}~{hoe}"] = grover


def _drop_holding(d: Data, plek: str, soort: str, kenmerk: str) -> None:
    houder = find(d, plek)
    if houder is not None:
        houder[soort].pop(kenmerk, None)
        houder["andere_" + soort] = None


def _coarsen_holding(d: Data, plek: str, soort: str, kenmerk: str, hoe: str) -> None:
    houder = find(d, plek)
    h = houder[soort].get(kenmerk) if houder is not None else None
    if houder is None or h is None or h["sinds"] is None:
        return
    van, tot = h["sinds"]["van"], h["sinds"]["tot"]
    bereik = {"van": date(van.year, 1, 1), "tot": max(tot, date(van.year, 12, 31))}
    if hoe == "maand":
        bereik = {"van": date(van.year, van.month, 1), "tot": max(tot, last_day_of(van.year, van.month))}
    houder[soort][kenmerk] = {**h, "sinds": None if hoe == "altijd" else bereik}


# -- income


def _drop_incomes(d: Data, wie: str) -> None:
    p = find(d, wie)
    if p is not None:
        p.update(inkomens=None, inkomens_volledig=None, jaren_volledig=())


def _drop_income(d: Data, wie: str, inkomen: Data) -> None:
    p = find(d, wie)
    if p is None or inkomen not in (p["inkomens"] or ()):
        return
    p["inkomens"] = [x for x in p["inkomens"] if x != inkomen]
    if inkomen["jaar"] is None:
        p["inkomens_volledig"] = None
    else:
        _drop_year(d, wie, inkomen["jaar"])


def _drop_year(d: Data, wie: str, jaar: int) -> None:
    p = find(d, wie)
    if p is not None:
        p["jaren_volledig"] = tuple(j for j in p["jaren_volledig"] if j != jaar)


def _drop_field(d: Data, wie: str, jaar: int, veld: str) -> None:
    p = find(d, wie)
    if p is not None:
        p["aanslagbiljetten"] = [{**b, veld: None} if b["jaar"] == jaar else b for b in p["aanslagbiljetten"]]


def _drop_notices(d: Data, wie: str, jaar: int) -> None:
    """The notice of this year; with the latest one all go, because what is left then looks like the latest."""
    p = find(d, wie)
    if p is not None:
        nieuwste = max((b["jaar"] for b in p["aanslagbiljetten"]), default=jaar)
        p["aanslagbiljetten"] = [b for b in p["aanslagbiljetten"] if jaar not in (b["jaar"], nieuwste)]


def _drop_share(d: Data, wie: str, jaar: int) -> None:
    p = find(d, wie)
    if p is not None:
        p["remgelden"] = [r for r in p["remgelden"] if r["jaar"] != jaar]


# -- persons and connections


def _drop_connection(d: Data, kenmerk: str) -> None:
    if d["aansluitingen"] is not None:
        d["aansluitingen"] = [a for a in d["aansluitingen"] if a["id"] != kenmerk]


def _drop_person(d: Data, wie: str) -> None:
    if len(d["personen"]) == 1:
        return
    d["personen"] = [p for p in d["personen"] if p["id"] != wie]
    d["personen_volledig"] = None
    for p in d["personen"]:
        for veld in ("partner", "ten_laste_van"):
            if p[veld] == wie:
                p[veld] = None
        if wie in (p["kind_van"] or ()):
            p["kind_van"] = None

"""From household profiles to tables: the reference of what the columns mean, and the way in for profiles.

Amounts of a year and what runs now come from `motor.beeld` itself, so that no rule on incomes stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import BESTANDEN, SINDS, SLEUTELS, TABELLEN, TOT, VAN, Indeling, Kolom
from rechtenverkenner.bulk.nazicht import unknown_choices
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.feiten import PERSOONSBEGRIPPEN, REGISTER
from rechtenverkenner.model.gezin import Aansluiting, Gezin, Persoon
from rechtenverkenner.model.houding import Datumbereik, Houding
from rechtenverkenner.motor.beeld import Beeld, to_value

if TYPE_CHECKING:
    import polars as pl

Rij = dict[str, Any]
_NIEMAND = {"geen": 0, "niemand": 0, "iemand_elders": -1}


def rows_of(gezinnen: Iterable[Gezin], *, vanaf: int = 1) -> dict[Vlak, list[Rij]]:
    """The rows of the tables, households numbered from `vanaf`; what is not known is left out of a row."""
    uit: dict[Vlak, list[Rij]] = {vlak: [] for vlak in TABELLEN}
    for nummer, gezin in enumerate(gezinnen, vanaf):
        beeld = Beeld(gezin, 0)  # its date plays no part in what is read here
        uit["gezin"].append({"gezin": nummer, **_household(gezin)})
        uit["persoon"] += [{"gezin": nummer, "nr": i + 1, **_person(beeld, i)} for i in range(len(beeld.personen))]
        uit["aansluiting"] += [
            {"gezin": nummer, "nr": i, **_facts(a, "aansluiting"), **_attitudes(a, "rechten")}
            for i, a in enumerate(beeld.aansluitingen, 1)
        ]
    return uit


def _household(gezin: Gezin) -> Rij:
    eigen = {"personen_volledig": gezin.personen_volledig} if gezin.personen_volledig is not None else {}
    return {**_facts(gezin, "gezin"), **_facts(gezin.woning, "woning"), **eigen, **_attitudes(gezin, "rechten")}


def _facts(houder: object, bak: str) -> Rij:
    """The facts of the register that are known."""
    uit: Rij = {}
    for naam, (feit, plek) in REGISTER.items():
        ruw = getattr(houder, naam, None) if plek == bak else None
        if ruw is None:
            continue
        if isinstance(ruw, Datumbereik):
            uit |= _span(naam, ruw.interval)
        elif isinstance(ruw, (bool, str)):
            uit[naam] = ruw
        else:
            waarde = to_value(ruw, feit.typ)
            assert isinstance(waarde, tuple)
            uit[naam] = waarde[0]
    return uit


def _span(naam: str, bereik: Interval) -> Rij:
    """A range as two columns, without the side that is open."""
    return {naam + kant: x for kant, x in zip((VAN, TOT), bereik, strict=True) if x is not None}


def _attitudes(houder: Persoon | Aansluiting | Gezin, lijst: str) -> Rij:
    """Statuses or rights in use; `geen andere` is kept under an empty name until the columns are known."""
    begin = "status/" if lijst == "statussen" else "recht/"
    uit: Rij = {}
    for kenmerk, houding in getattr(houder, lijst).items():
        uit |= _attitude(begin + kenmerk, houding)
    return uit | ({begin: False} if getattr(houder, f"andere_{lijst}") is False else {})


def _attitude(naam: str, houding: Houding) -> Rij:
    uit: Rij = {naam: houding.heeft}
    if houding.sinds is not None:
        uit |= _span(naam + SINDS, houding.sinds.interval)
    return uit | ({naam + TOT: to_number(houding.tot)} if houding.tot is not None else {})


def _person(beeld: Beeld, i: int) -> Rij:
    p = beeld.personen[i]
    uit = _facts(p, "persoon") | _attitudes(p, "statussen") | _attitudes(p, "rechten")
    for veld in ("partner", "ten_laste_van"):
        doel = getattr(p, veld)
        if doel is not None:
            uit[veld] = _NIEMAND[doel] if doel in _NIEMAND else beeld.index(doel) + 1
    if p.kind_van is not None:
        uit["kind_van"] = sum(2 ** beeld.index(ouder) for ouder in set(p.kind_van))
    return uit | _incomes(beeld, i)


def _incomes(beeld: Beeld, i: int) -> Rij:
    p = beeld.personen[i]
    uit: Rij = {}
    if p.inkomens is not None:
        for soort in ("maand", "voordelen"):
            for begrip in sorted(PERSOONSBEGRIPPEN[soort]):
                uit |= _span(f"{soort}/{begrip}", beeld.running(i, soort, begrip))
    jaren = {x.jaar for x in p.inkomens or () if x.jaar is not None} | {b.jaar for b in p.aanslagbiljetten}
    for jaar in sorted(jaren | set(p.jaren_volledig)):
        for begrip in sorted(PERSOONSBEGRIPPEN["jaar"]):
            uit |= _span(f"jaar/{jaar}/{begrip}", beeld.amount_of_year(i, begrip, jaar))
    uit |= {f"aanslagbiljet/{b.jaar}": True for b in p.aanslagbiljetten}
    return uit | {f"remgeld/{r.jaar}": beeld.own_share(i, r.jaar)[0] for r in p.remgelden}


def columns_of(rijen: Mapping[Vlak, list[Rij]], indeling: Indeling) -> dict[Vlak, dict[str, list[Any]]]:
    """The rows as columns: those in which something is known, with None where it is not."""
    uit: dict[Vlak, dict[str, list[Any]]] = {}
    for vlak, rij in rijen.items():
        mogelijk = indeling.kolommen[vlak]
        nee = {b: [n for n in mogelijk if n.count("/") == 1 and n.startswith(b)] for b in ("status/", "recht/")}
        rij = [_say_no(r, nee) for r in rij]
        genoemd = set().union(*rij)
        uit[vlak] = {n: [r.get(n) for r in rij] for n in mogelijk if n in genoemd}
    return uit


def _say_no(rij: Rij, nee: Mapping[str, list[str]]) -> Rij:
    """A row in which what nobody names, where there are no others, is `no`."""
    dicht = [begin for begin in nee if begin in rij]
    if not dicht:
        return rij
    namen = (n for begin in dicht for n in nee[begin])
    return {**dict.fromkeys(namen, False), **{k: v for k, v in rij.items() if k not in dicht}}


def frames_of(gezinnen: Iterable[Gezin], indeling: Indeling, *, vanaf: int = 1) -> dict[Vlak, pl.DataFrame]:
    """The tables of these households, with the columns in which something is known."""
    import polars as pl

    uit: dict[Vlak, pl.DataFrame] = {}
    for vlak, kolommen in columns_of(rows_of(gezinnen, vanaf=vanaf), indeling).items():
        sleutels = dict.fromkeys(SLEUTELS[vlak], pl.Int64)
        schema = sleutels | {n: _type_of(pl, indeling.kolommen[vlak][n]) for n in kolommen}
        uit[vlak] = pl.DataFrame({n: kolommen.get(n, []) for n in schema}, schema=schema)
    return uit


def _type_of(pl: Any, kolom: Kolom) -> Any:
    """The type of a column; a value that cannot be is left to whoever checks the tables."""
    soorten = {"bool": pl.Boolean, "keuze": pl.String, "datum": pl.Int32}
    return soorten.get(kolom.soort, pl.Int64)


def with_codes(tabellen: Mapping[Vlak, pl.DataFrame], indeling: Indeling) -> dict[Vlak, pl.DataFrame]:
    """The tables with each choice as a code, which a file holds small and reads fast.

    Raises:
        InvoerFout: RV540, a choice that no fact and no rule knows.
    """
    import polars as pl

    uit, keuzes, fouten = {}, pl.Enum(indeling.teksten), list[Melding]()
    for vlak, tabel in tabellen.items():
        namen = [n for n in tabel.columns if indeling.kolommen[vlak][n].soort == "keuze"]
        fouten += [m for n in namen for m in unknown_choices(tabel[n], indeling, BESTANDEN[vlak])]
        uit[vlak] = tabel if fouten else tabel.with_columns(pl.col(n).cast(keuzes) for n in namen)
    if fouten:
        raise InvoerFout(fouten)
    return uit

"""Judging the same households with the columns and with the interpreter, and what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from rechtenverkenner import Catalogus, Gezin
from rechtenverkenner.bulk.cellen import Vlak
from rechtenverkenner.bulk.indeling import Indeling, Inventaris, layout_of
from rechtenverkenner.bulk.tabellen import frames_of
from rechtenverkenner.bulk.verkennen import Verkenner
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.evalueren import plan_of
from rechtenverkenner.motor.keten import ReferentieKeten
from rechtenverkenner.motor.ketenloop import Ketenloop
from rechtenverkenner.motor.oordelen import Beoordelaar, Kern
from rechtenverkenner.motor.semantiek import Rekenaar
from rechtenverkenner.motor.takken import atom
from tests.wetten.hulp import Geval

REFERENTIE = ReferentieKeten()
Plek = tuple[int, int, str]
"""Household, number of the person or connection (0: the household), right."""
Stand = tuple[str, str, tuple[int, int] | None, str]
"""The verdict, how often the amount comes, its bounds in cents, the condition that decides."""
Standen = Mapping[Plek, Stand]


def inventory(tabellen: Mapping[Vlak, pl.DataFrame], *, vol: bool = False) -> Inventaris:
    """The columns of these tables; with `vol` also which are full and what is in them, as a file says of itself."""
    aanwezig = {vlak: frozenset(t.columns) for vlak, t in tabellen.items()}
    if not vol:
        return Inventaris(aanwezig)
    dicht = {vlak: frozenset(n for n in t.columns if not t[n].null_count()) for vlak, t in tabellen.items()}
    grenzen = {vlak: {n: g for n in t.columns if (g := _limits(t[n])) is not None} for vlak, t in tabellen.items()}
    return Inventaris(aanwezig, dicht, grenzen["persoon"]["nr"][1], grenzen)


def _limits(reeks: pl.Series) -> tuple[int, int] | None:
    laag, hoog = reeks.min(), reeks.max()
    return (laag, hoog) if isinstance(laag, int) and isinstance(hoog, int) else None


def by_columns(
    gezinnen: Sequence[Gezin],
    catalogus: Catalogus,
    op_datum: date,
    *,
    vol: bool = False,
    indeling: Indeling | None = None,
    waarom: bool = False,
    rechten: Collection[str] = (),
) -> tuple[Standen, Mapping[str, str]]:
    """Where every right stands, and the rights that were refused."""
    indeling = indeling or layout_of(catalogus)
    tabellen = frames_of(gezinnen, indeling)
    verkenner = Verkenner(
        catalogus,
        op_datum=op_datum,
        inventaris=inventory(tabellen, vol=vol),
        rechten=rechten,
        indeling=indeling,
        waarom=waarom,
    )
    return standings(verkenner.judge(tabellen), catalogus), verkenner.plan.geweigerd


def standings(uit: Mapping[Vlak, pl.DataFrame], catalogus: Catalogus) -> Standen:
    """Tables of verdicts as one mapping."""
    standen: dict[Plek, Stand] = {}
    for vlak, tabel in uit.items():
        rechten = [r for r in catalogus.rechten.values() if r.id in tabel.columns]
        for rij in tabel.iter_rows(named=True):
            for recht in rechten:
                if rij[recht.id] is not None and recht.eenheid == vlak:
                    standen[rij["gezin"], rij.get("nr", 0), recht.id] = (
                        rij[recht.id],
                        *_amount(rij, recht),
                        rij.get(f"{recht.id}/waarom") or "",
                    )
    return standen


def _amount(rij: Mapping[str, Any], recht: Recht) -> tuple[str, tuple[int, int] | None]:
    per = recht.bedrag.per if recht.bedrag else ""
    van = rij.get(f"{recht.id}/{per}/van")
    return ("", None) if van is None else (per, (van, rij[f"{recht.id}/{per}/tot"]))


def by_reference(gezinnen: Iterable[Gezin], catalogus: Catalogus, op_datum: date, *, waarom: bool = False) -> Standen:
    """The same from the interpreter."""
    standen: dict[Plek, Stand] = {}
    for nummer, gezin in enumerate(gezinnen, 1):
        for beoordelaar, kern in kernels(gezin, catalogus, op_datum):
            per = "" if kern.amount is None or kern.recht.bedrag is None else kern.recht.bedrag.per
            centen = None if kern.amount is None else (int(kern.amount[0].scaleb(2)), int(kern.amount[1].scaleb(2)))
            reden = "" if not waarom else deciding_condition(beoordelaar, kern)
            standen[nummer, kern.i + 1, kern.recht.id] = kern.soort, per, centen, reden
    return standen


def deciding_condition(beoordelaar: Beoordelaar, kern: Kern) -> str:
    """The first that `omdat` names."""
    namen = beoordelaar.read_off(kern)["omdat"]
    assert isinstance(namen, tuple)
    return next(iter(namen), "")


def kernels(gezin: Gezin, catalogus: Catalogus, op_datum: date) -> Iterator[tuple[Beoordelaar, Kern]]:
    """What the interpreter decides about every right and unit, without the explanation."""
    plan = plan_of(catalogus)
    r = Rekenaar(Beeld(gezin, to_number(op_datum)), catalogus.parameters, plan.ontleding)
    loop = Ketenloop(r, catalogus, lambda _: REFERENTIE, plan.keten)
    standen = loop.run()
    r.ketenstand = standen.state()
    beoordelaar = Beoordelaar(r, catalogus, standen.zeker, standen.mens)
    for recht, i in loop.eenheden:
        yield beoordelaar, beoordelaar.core(recht, i, loop.gebruik[atom(recht.id, i)])


def differences(
    gezinnen: Sequence[Gezin],
    catalogus: Catalogus,
    op_datum: date,
    *,
    vol: bool = False,
    indeling: Indeling | None = None,
    waarom: bool = False,
    rechten: Collection[str] = (),
) -> tuple[int, list[tuple[Plek, Stand | None, Stand | None]], Mapping[str, str]]:
    """How many standings were compared, those that differ (columns, interpreter), and the rights refused."""
    kolommen, geweigerd = by_columns(
        gezinnen, catalogus, op_datum, vol=vol, indeling=indeling, waarom=waarom, rechten=rechten
    )
    alle = by_reference(gezinnen, catalogus, op_datum, waarom=waarom)
    referentie = {k: v for k, v in alle.items() if k[2] not in geweigerd and (not rechten or k[2] in rechten)}
    plekken = sorted({*kolommen, *referentie})
    anders = [(p, kolommen.get(p), referentie.get(p)) for p in plekken if kolommen.get(p) != referentie.get(p)]
    return len(referentie), anders, geweigerd


def by_date(gevallen: Iterable[Geval]) -> dict[date, list[Gezin]]:
    """The households of cases by the date they are judged on."""
    uit: dict[date, list[Gezin]] = {}
    for geval in gevallen:
        uit.setdefault(geval.op_datum, []).append(geval.gezin)
    return uit

"""The functions of the expression language: how each call becomes a node."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from rechtenverkenner.catalogus import typering as t
from rechtenverkenner.catalogus.typering import Kaal
from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.feiten import GROEPEN, PERSOONSBEGRIPPEN
from rechtenverkenner.model.knopen import (
    BOOL,
    DATUM,
    JA,
    ONBEKEND,
    Const,
    Datumfunctie,
    Heeft,
    Knoop,
    MaalBreuk,
    Menselijk,
    Niveau,
    OpDatum,
    OverLeden,
    Param,
    Persoonsbedrag,
    RechtOpen,
    Type,
    Uiterste,
    number,
)

if TYPE_CHECKING:
    from rechtenverkenner.catalogus.uitdrukking import Lezer

Namen = dict[str, ast.expr]
_Functie = Callable[["Lezer", ast.Call, Namen], Knoop]


def _over(soort: str) -> _Functie:
    def lees(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
        z.args(n, (0 if soort == "aantal" else 1, 1), namen, {"groep", "waar"})
        groep = z.text(namen["groep"]) if "groep" in namen else "gezin"
        if groep not in GROEPEN:
            raise z.fout("RV230", f"onbekende groep `{groep}`", n, did_you_mean(groep, GROEPEN) or ", ".join(GROEPEN))
        if GROEPEN[groep][0] and z.b.niveau != "persoon":
            raise z.fout("RV230", f"groep `{groep}` hangt van een persoon af", n, "zet dit binnen `iemand:`")
        binnen = z.at("persoon")
        a = binnen.read(n.args[0]) if n.args else Const(BOOL, JA)
        waar = binnen.boolean(namen["waar"]) if "waar" in namen else None
        if soort in ("iemand", "iedereen", "aantal"):
            if isinstance(a, Kaal) or a.typ != BOOL:
                raise z.fout("RV222", f"{soort}(...) vraagt iets dat ja of nee is", n)
            return OverLeden(number("aantal") if soort == "aantal" else BOOL, soort, groep, a, waar)  # type: ignore[arg-type]
        if isinstance(a, Kaal) or a.typ.soort != "getal":
            raise z.fout("RV225", f"{soort}(...) vraagt een getal of bedrag", n)
        return OverLeden(a.typ, soort, groep, a, waar)  # type: ignore[arg-type]

    return lees


def _extreme(soort: str) -> _Functie:
    def lees(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
        z.args(n, (2, 12), namen, set())
        args = t.all_same_type([z.read(a) for a in n.args])
        return Uiterste(args[0].typ, soort, tuple(args))  # type: ignore[arg-type]

    return lees


def _heeft(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (1, 1), namen, {"op", "minstens_maanden", "vanaf"})
    kenmerk = z.text(n.args[0])
    op = z.date(namen["op"]) if "op" in namen else OpDatum()
    vanaf = z.date(namen["vanaf"]) if "vanaf" in namen else None
    maanden = z.integer(namen["minstens_maanden"]) if "minstens_maanden" in namen else 0
    if maanden and vanaf is not None:
        raise z.fout("RV229", "heeft(...) met `vanaf` en met `minstens_maanden`", n, "kies een van beide")
    if kenmerk in z.b.statussen:
        niveau: Niveau = "persoon"
    elif kenmerk in z.b.rechten:
        niveau = z.b.rechten[kenmerk]
    else:
        raise z.fout("RV231", f"onbekende status of onbekend recht `{kenmerk}`", n, _kenmerk_hulp(z, kenmerk))
    _check_level(z, n, kenmerk, niveau)
    return Heeft(kenmerk, "statussen" if kenmerk in z.b.statussen else "rechten", niveau, op, maanden, vanaf)


def _recht(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (1, 1), namen, set())
    kenmerk = z.text(n.args[0])
    if kenmerk not in z.b.rechten:
        raise z.fout("RV231", f"onbekend recht `{kenmerk}`", n, _kenmerk_hulp(z, kenmerk))
    _check_level(z, n, kenmerk, z.b.rechten[kenmerk])
    return RechtOpen(kenmerk, z.b.rechten[kenmerk], "statussen" if kenmerk in z.b.statussen else "rechten")


def _kenmerk_hulp(z: Lezer, kenmerk: str) -> str:
    return did_you_mean(kenmerk, [*z.b.statussen, *z.b.rechten]) or "zie statussen.yaml en de ids van de rechten"


def _check_level(z: Lezer, n: ast.Call, kenmerk: str, niveau: Niveau) -> None:
    if niveau not in ("gezin", z.b.niveau):
        raise z.fout("RV226", f"`{kenmerk}` is van een {niveau}", n, "gebruik iemand(...) of iedereen(...)")


def _date_function(naam: str, uit: Type, datums: int, stap: bool = False) -> _Functie:
    def lees(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
        z.args(n, (datums, datums + stap), namen, set())
        args: list[Knoop] = [z.date(a) for a in n.args[:datums]]
        if len(n.args) > datums:
            stappen = z.integer(n.args[datums])
            args.append(Const(number("aantal"), (stappen, stappen)))
        return Datumfunctie(uit, naam, tuple(args))

    return lees


def _leeftijd_op(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (1, 1), namen, set())
    geboorte = z.fact("geboortedatum", n, als="leeftijd_op")
    return Datumfunctie(number("jaren"), "leeftijd", (geboorte, z.date(n.args[0])))


def _person_amount(soort: str, eenheid: str, met_jaar: bool) -> _Functie:
    def lees(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
        if z.b.niveau != "persoon":
            raise z.fout("RV226", "een inkomen is van een persoon", n, "gebruik som(..., groep=...)")
        heeft_begrip = soort in PERSOONSBEGRIPPEN
        z.args(n, (heeft_begrip + met_jaar, heeft_begrip + met_jaar), namen, set())
        begrip = z.text(n.args[0]) if heeft_begrip else ""
        if heeft_begrip and begrip not in PERSOONSBEGRIPPEN[soort]:
            bekend = sorted(PERSOONSBEGRIPPEN[soort])
            hulp = did_you_mean(begrip, bekend) or f"kies: {', '.join(bekend)}"
            raise z.fout("RV232", f"onbekend inkomensbegrip `{begrip}`", n, hulp)
        jaar = z.typed(n.args[-1]) if met_jaar else None
        if jaar is not None and jaar.typ != number("kalenderjaar"):
            raise z.fout("RV225", f"verwacht een kalenderjaar, dit is een {jaar.typ}", n, "schrijf jaar(op_datum) - 2")
        return Persoonsbedrag(number(eenheid), soort, begrip, jaar)  # type: ignore[arg-type]

    return lees


def _per_jaar(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (1, 1), namen, set())
    return t.per_year(z.typed(n.args[0]))


def _per_jaar_van(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    """A one-off amount that falls once in a year, as an amount per year."""
    z.args(n, (1, 1), namen, set())
    return t.as_unit(z.typed(n.args[0]), "EUR", "EUR/jaar")


def _bij(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (2, 2), namen, set())
    if isinstance(n.args[1], ast.Name):
        z.stop_if_broken(n.args[1].id)
    if not isinstance(n.args[1], ast.Name) or (p := z.b.parameter(n.args[1].id)) is None:
        raise z.fout("RV227", "het tweede argument van bij(...) is een parameter", n, "schrijf bij(datum, parameter)")
    return Param(p.typ, p.id, z.date(n.args[0]))


def _stappen(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (2, 2), namen, set())
    return t.whole_steps(z.typed(n.args[0]), z.typed(n.args[1]))


def _afgerond(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (2, 2), namen, set())
    k, hoe = z.typed(n.args[0]), z.text(n.args[1])
    if not isinstance(k, MaalBreuk) or hoe not in ("half_op", "beneden", "boven"):
        raise z.fout("RV229", "afgerond(getal * breuk, hoe)", n, "hoe is half_op, beneden of boven")
    return replace(k, afronding=hoe)  # type: ignore[arg-type]


def _jaar(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (1, 1), namen, set())
    return Datumfunctie(number("kalenderjaar"), "jaar", (z.date(n.args[0]),))


def _beoordeling(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    z.args(n, (0, 0), namen, set())
    return Menselijk()


def _betwist(z: Lezer, n: ast.Call, namen: Namen) -> Knoop:
    """Sources that disagree where the law decides: unknown, and no fact of the household can change that."""
    z.args(n, (0, 0), namen, set())
    return Const(BOOL, ONBEKEND)


FUNCTIES: Mapping[str, _Functie] = {
    **{s: _over(s) for s in ("iemand", "iedereen", "aantal", "som", "hoogste")},
    "kleinste": _extreme("kleinste"),
    "grootste": _extreme("grootste"),
    "heeft": _heeft,
    "recht": _recht,
    "leeftijd_op": _leeftijd_op,
    "dagen": _date_function("dagen", number("dagen"), 2),
    "maanden": _date_function("maanden", number("maanden"), 2),
    "plus_maanden": _date_function("plus_maanden", DATUM, 1, True),
    "plus_dagen": _date_function("plus_dagen", DATUM, 1, True),
    "jaarbegin": _date_function("jaarbegin", DATUM, 1, True),
    "maandbegin": _date_function("maandbegin", DATUM, 1),
    "kwartaalbegin": _date_function("kwartaalbegin", DATUM, 1),
    "jaar": _jaar,
    "jaarinkomen": _person_amount("jaar", "EUR/jaar", True),
    "laatste_aanslag": _person_amount("laatste", "EUR/jaar", False),
    "jaar_laatste_aanslag": _person_amount("laatste_jaar", "kalenderjaar", False),
    "maandinkomen": _person_amount("maand", "EUR/maand", False),
    "jaarvoordelen": _person_amount("voordelen", "EUR/jaar", False),
    "remgeld": _person_amount("remgeld", "EUR/jaar", True),
    "per_jaar": _per_jaar,
    "eens_per_jaar": _per_jaar_van,
    "bij": _bij,
    "hele_stappen": _stappen,
    "afgerond": _afgerond,
    "beoordeling": _beoordeling,
    "betwist": _betwist,
}

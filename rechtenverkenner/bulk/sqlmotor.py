"""The same plan as SQL: the second engine, and rules that somebody with only a database can read and run.

A plan becomes a row of statements. Each makes a table with more columns, from those that are there already; what is
used once is written inside what uses it. Only where a column of a file is read can there be a null: a plan holds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.groepcellen import PAAR
from rechtenverkenner.bulk.indeling import BESTANDEN, SLEUTELS
from rechtenverkenner.bulk.kolomcode import order_of
from rechtenverkenner.bulk.plan import Kolomplan
from rechtenverkenner.bulk.sqlvorm import Vormer

if TYPE_CHECKING:
    import polars as pl

BINNEN = 30
"""So many operations stand inside each other before one gets a column of its own."""
TUSSEN = frozenset({"haal", "ruil", "zeef", "iemand", "aantal", "som", "top"})


def keys_of(vlak: Vlak) -> tuple[str, ...]:
    """What names a row of a level."""
    return ("gezin", "anker", "lid") if vlak.startswith(PAAR) else SLEUTELS[vlak]


@dataclass(frozen=True, slots=True)
class Opdrachten:
    """The statements in order; `namen` says in which level and column each root is, or gives its fixed value."""

    teksten: tuple[str, ...]
    namen: tuple[tuple[Vlak, str] | int | bool, ...]
    tabellen: Mapping[Vlak, str]


def write_sql(plan: Kolomplan, *, dialect: str = "duckdb") -> Opdrachten:
    """The statements of a plan, for tables `gezinnen`, `personen` and `aansluitingen` with the columns of the files."""
    return _Schrijver(plan, Vormer(plan.indeling, dialect)).write()


@dataclass(slots=True)
class _Schrijver:
    """Writes the statements of one plan, depth after depth."""

    plan: Kolomplan
    vormer: Vormer
    teksten: list[str] = field(default_factory=list)
    tabel: dict[Vlak, str] = field(default_factory=dict)
    diepte: dict[Cel, int] = field(default_factory=dict)

    def write(self) -> Opdrachten:
        """Every statement of the plan."""
        cellen = [c for c in order_of(self.plan) if c.op != "vast" and c.gegeven != "rijen"]
        self._place(cellen)
        laatste = self._last_use(cellen)
        self.tabel = dict(BESTANDEN)
        if any(c.vlak.startswith(PAAR) for c in cellen):
            self.tabel[PAAR] = "t_paar"
            self.teksten.append(_PAREN)
        benoemd = [c for c in cellen if c in self.vormer.benoemd]
        for diep in range(1, max(laatste.values(), default=0) + 1):
            nieuw = [c for c in benoemd if self.diepte[c] == diep]
            vorige = dict(self.tabel)
            for vlak in dict.fromkeys(c.vlak for c in nieuw):
                self._fix_rows(vlak, vorige)
                blijft = [c for c in benoemd if c.vlak == vlak and self.diepte[c] < diep <= laatste[c]]
                self._add(vlak, [c for c in nieuw if c.vlak == vlak], blijft, vorige, diep)
        return Opdrachten(tuple(self.teksten), tuple(map(_name, self.plan.roots())), self.tabel)

    def _place(self, cellen: list[Cel]) -> None:
        """Name what is read, used more than once, between tables, or asked; and say from when each can be there."""
        gebruik: dict[Cel, int] = {}
        for c in cellen:
            for a in c.args:
                gebruik[a] = gebruik.get(a, 0) + (2 if c.op in (*TUSSEN, "plek") else 1)
        vragen = {*self.plan.roots(), *self.plan.selecties.values()}
        hoogte: dict[Cel, int] = {}
        for c in cellen:
            args = [a for a in c.args if a.op != "vast"]
            nodig = [self._after(a) for a in args]
            if ":" in c.vlak:
                nodig += [self._after(k) for k in (self.plan.selecties[c.vlak],) if k.op != "vast"]
            self.diepte[c] = max(nodig, default=1)
            hoogte[c] = 1 + max((hoogte[a] for a in args if a not in self.vormer.benoemd), default=0)
            eigen = c in vragen or gebruik.get(c, 0) > 1 or c.op in TUSSEN or not args or hoogte[c] >= BINNEN
            if eigen and c.op != "plek":
                self.vormer.benoemd.add(c)

    def _after(self, c: Cel) -> int:
        return self.diepte[c] + (c in self.vormer.benoemd)

    def _last_use(self, cellen: Iterable[Cel]) -> dict[Cel, int]:
        """Until which depth a named column is needed."""
        ver = max(self.diepte.values(), default=0) + 1
        eind = dict.fromkeys((*self.plan.roots(), *self.plan.selecties.values()), ver)
        for c in reversed(list(cellen)):
            tot = self.diepte[c] if c in self.vormer.benoemd else eind.get(c, 0)
            for a in c.args:
                eind[a] = max(eind.get(a, 0), tot)
        return {c: d for c, d in eind.items() if c.op != "vast"} | {c: ver for c in eind if c.op == "vast"}

    def _fix_rows(self, vlak: Vlak, vorige: dict[Vlak, str]) -> None:
        """The rows of a group of pairs, before its first column."""
        if vlak in self.tabel:
            return
        keuze = self.plan.selecties[vlak]
        naam = self.tabel[vlak] = vorige[vlak] = f"t_{vlak.replace(':', '_')}"
        als = str(keuze.gegeven).upper() if keuze.op == "vast" else f"c{keuze.nummer}"
        self.teksten.append(f"CREATE TEMP TABLE {naam} AS SELECT gezin, anker, lid FROM {vorige[PAAR]} WHERE {als}")

    def _add(self, vlak: Vlak, nieuw: list[Cel], blijft: list[Cel], vorige: Mapping[Vlak, str], diep: int) -> None:
        """A table with more columns, from those there were before."""
        kolommen = [f"t.{n}" for n in keys_of(vlak)] + [f"t.c{c.nummer}" for c in blijft]
        kolommen += [f"{self.vormer.text(c)} AS c{c.nummer}" for c in nieuw]
        naam = f"t_{vlak.replace(':', '_')}_{diep}"
        koppels = "".join(dict.fromkeys(k for c in nieuw for k in self._joins(c, nieuw, vorige)))
        self.teksten.append(
            f"CREATE TEMP TABLE {naam} AS SELECT {', '.join(kolommen)} FROM {vorige[vlak]} AS t{koppels}"
        )
        self.tabel[vlak] = naam

    def _joins(self, c: Cel, nieuw: list[Cel], vorige: Mapping[Vlak, str]) -> Iterable[str]:
        """The other tables that a column comes from."""
        if c.op == "haal":
            van = vorige[c.args[0].vlak]
            alias = self.vormer.alias(c)
            op = "" if c.gegeven == "gezin" else f" AND {alias}.nr = t.{c.gegeven}"
            yield f" LEFT JOIN {van} AS {alias} ON {alias}.gezin = t.gezin{op}"
        elif c.op == "zeef":
            alias = self.vormer.alias(c)
            gelijk = " AND ".join(f"{alias}.{n} = t.{n}" for n in keys_of(PAAR))
            yield f" LEFT JOIN {vorige[PAAR]} AS {alias} ON {gelijk}"
        elif c.op == "ruil":
            alias, namen = self.vormer.alias(c), keys_of(c.vlak)[1:]
            nummers = zip(namen, c.args[1].args, strict=True)
            gelijk = "".join(f" AND {alias}.{n} = {self.vormer.operand(a)}" for n, a in nummers)
            yield f" LEFT JOIN {vorige[c.vlak]} AS {alias} ON {alias}.gezin = t.gezin{gelijk}"
        elif c.op in TUSSEN:
            yield self._grouped(c, nieuw, vorige)

    def _grouped(self, c: Cel, nieuw: list[Cel], vorige: Mapping[Vlak, str]) -> str:
        """What is counted or summed over the rows of another table, all of one table at once."""
        van, alias = str(c.gegeven), self.vormer.alias(c)
        per = ["gezin"] if c.vlak == "gezin" else ["gezin", "anker"]
        samen = [x for x in nieuw if x.op in TUSSEN and x.gegeven == van and x.vlak == c.vlak]
        kolommen = ", ".join([*per, *(self.vormer.total(x) for x in samen)])
        gelijk = f"{alias}.gezin = t.gezin" + ("" if len(per) == 1 else f" AND {alias}.anker = t.nr")
        bron = vorige.get(van, self.tabel.get(van, ""))
        return f" LEFT JOIN (SELECT {kolommen} FROM {bron} AS t GROUP BY {', '.join(per)}) AS {alias} ON {gelijk}"


_PAREN = (
    "CREATE TEMP TABLE t_paar AS SELECT a.gezin, a.nr AS anker, l.nr AS lid "
    "FROM personen AS a JOIN personen AS l ON a.gezin = l.gezin"
)


def _name(c: Cel) -> tuple[Vlak, str] | int | bool:
    if c.op == "vast":
        assert isinstance(c.gegeven, (int, bool))
        return c.gegeven
    return c.vlak, f"c{c.nummer}"


def run_duckdb(plan: Kolomplan, tabellen: Mapping[Vlak, pl.DataFrame]) -> list[Any]:
    """What a plan gives, worked out by DuckDB: lists in the order of the tables, or a fixed value."""
    import duckdb

    opdrachten = write_sql(plan)
    with duckdb.connect(":memory:") as verbinding:
        for vlak, naam in BESTANDEN.items():
            verbinding.register(naam, tabellen[vlak].to_arrow())
        for tekst in opdrachten.teksten:
            verbinding.execute(tekst)
        return [_fetch(verbinding, opdrachten, naam) for naam in opdrachten.namen]


def _fetch(verbinding: Any, opdrachten: Opdrachten, naam: tuple[Vlak, str] | int | bool) -> Any:
    if not isinstance(naam, tuple):
        return naam
    vlak, kolom = naam
    tekst = f"SELECT {kolom} FROM {opdrachten.tabellen[vlak]} ORDER BY {', '.join(keys_of(vlak))}"
    return [rij[0] for rij in verbinding.execute(tekst).fetchall()]

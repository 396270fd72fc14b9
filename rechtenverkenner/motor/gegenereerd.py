"""The rules of a catalogue written out as straight Python.

Every cell becomes an expression; what is read more than once becomes a function that keeps its value with the unit it
is asked of, and what is the same for every household becomes a constant, worked out when the code is run for a day.
The text depends on the rules only, so it is compiled once and run for each day that is asked.

`semantiek` says what the operators mean; the tests hold the two equal on every household they know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from textwrap import indent

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.feiten import GROEPEN
from rechtenverkenner.model.knopen import (
    MENS,
    Alle,
    Begrip,
    Const,
    EenVan,
    Feit,
    Heeft,
    Knoop,
    Menselijk,
    OpDatum,
    OverLeden,
    Persoonsbedrag,
    Plaatselijk,
    RechtOpen,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor import bouwstenen as b
from rechtenverkenner.motor.cellen import Cel, Cellen
from rechtenverkenner.motor.schrijfwijzen import OPERATOREN, branches, is_dated, is_read_in_place

DIEPTE = 12
"""How deep an expression goes before the rest becomes a function."""
MODUS = {"": 0, "aanvraag": 1, "automatisch": 2}
Sleutel = tuple[object, ...]
"""What is kept in a place of a unit: a cell, a group, or a link of the chain."""
_EIGEN = (Feit, Heeft, Persoonsbedrag, OverLeden)
"""What becomes a function also when it is read once."""


@dataclass(frozen=True, slots=True)
class Plek:
    """Where an expression is written: what its unit is, and how deep it stands."""

    los: bool
    """The unit is the household itself."""
    vast: bool = False
    """There is no unit: the value of a constant."""
    diepte: int = 0

    def below(self) -> Plek:
        """One level down."""
        return replace(self, diepte=self.diepte + 1)


class Schrijver:
    """Writes the code of one catalogue."""

    def __init__(self, rechten: Mapping[str, Recht]) -> None:
        self.rechten = rechten
        self.cellen = Cellen(rechten.values())
        self.constanten: list[str] = []
        self.functies: list[str] = []
        self.tabellen: list[str] = []
        self.plaatsen: dict[Sleutel, int] = {}
        self._namen: dict[object, str] = {}
        self._tijdelijk = 0
        self._wijzen: dict[Knoop, bool] = {}

    def write(self) -> str:
        """The whole module: constants, functions, and the table of rights."""
        tabel = [f"{k!r}: ({self._right(v)})" for k, v in self.rechten.items()]
        keten = {k: sorted(namen) for k, v in self.rechten.items() if (namen := linked_rights(v))}
        schakels = sorted((*sleutel[1:], nr) for sleutel, nr in self.plaatsen.items() if _is_link(sleutel))
        return "\n".join(
            [
                *self.constanten,
                *self.functies,
                *self.tabellen,
                f"PLAATSEN = {b.VOORAAN + len(self.plaatsen)}",
                f"SCHAKELS = {tuple(schakels)}",
                f"KETEN = {keten}",
                f"RECHTEN = {{{', '.join(tabel)}}}",
                "",
            ]
        )

    def _right(self, recht: Recht) -> str:
        modus = self.mode(recht.voorwaarden)
        wijze = self._define_mode(recht.voorwaarden) if modus else "None"
        bedrag = "None" if recht.bedrag is None else self.callable(self.cellen.of(recht.bedrag.formule))
        return f"{self.callable(self.cellen.of(recht.voorwaarden))}, {wijze}, {bedrag}"

    # -- places and names
    def place(self, sleutel: Sleutel) -> int:
        """The place in a unit where something is kept."""
        return self.plaatsen.setdefault(sleutel, b.VOORAAN + len(self.plaatsen))

    def temporary(self) -> str:
        """A name that no other expression uses."""
        self._tijdelijk += 1
        return f"t{self._tijdelijk}"

    def _define(self, sleutel: object, naam: str, body: Callable[[], str], args: str = "u") -> str:
        """The name of a function, written when it is first asked for."""
        if sleutel not in self._namen:
            self._namen[sleutel] = naam
            self.functies.append(f"def {naam}({args}):\n{body()}")
        return self._namen[sleutel]

    def callable(self, cel: Cel, *, los: bool = False) -> str:
        """A function of a unit that gives the cell; `los`: the unit is always the household."""
        if los == cel.los and (cel.keten or not cel.gebruikt) and self._is_function(cel, Plek(los=los)):
            return self._function(cel)
        naam = f"{'h' if los else 'l'}{cel.nummer}"
        return self._define((cel.nummer, los), naam, lambda: f" return {self.expression(cel, Plek(los=los))}")

    def member(self, cel: Cel, anker: bool) -> str:
        """The cell, read of a member; its value is kept when the same member is seen from several units."""
        los = cel.vast or cel.los or isinstance(cel.knoop, (RechtOpen, Heeft)) or is_read_in_place(cel.knoop)
        return self._function_here(cel, "u") if anker and not los else self.expression(cel, Plek(los=False))

    def _function(self, cel: Cel) -> str:
        """A function of its own, called where no value is kept; what does not hang on the chain keeps it."""
        plek = Plek(los=cel.los)

        def body() -> str:
            wat = self._operator(cel, plek)
            lus = isinstance(cel.knoop, OverLeden)
            if cel.keten:
                return indent(wat, " ") + "\n return v" if lus else f" return {wat}"
            plaats = self.place(("cel", cel.nummer))
            doe = f" wie = u\n{indent(wat, ' ')}\n wie[{plaats}] = v" if lus else f" v = u[{plaats}] = {wat}"
            return f"{doe}\n return v"

        return self._define(cel.nummer, f"n{cel.nummer}", body)

    def constant(self, cel: Cel) -> str:
        """The name of a value that no household changes."""
        naam = f"c{cel.nummer}"
        if cel.nummer not in self._namen:
            self._namen[cel.nummer] = naam
            self.constanten.append(f"{naam} = {self._operator(cel, Plek(los=True, vast=True))}")
        return naam

    def ends(self, cel: Cel) -> tuple[str, str]:
        """What a number that no household changes is at least and at most."""
        waarde = cel.knoop.waarde if isinstance(cel.knoop, Const) else None
        if isinstance(waarde, tuple) and None not in waarde:
            return str(waarde[0]), str(waarde[1])
        van, tot = f"c{cel.nummer}van", f"c{cel.nummer}tot"
        if van not in self._namen:
            self._namen[van] = van
            self.constanten.append(f"{van}, {tot} = ends({self.expression(cel, Plek(los=True, vast=True))})")
        return van, tot

    # -- expressions
    def expression(self, cel: Cel, plek: Plek) -> str:
        """The cell, read in this place."""
        k = cel.knoop
        u = "u" if plek.los else f"u[{b.HUIS}]"
        if isinstance(k, Const) and not isinstance(k.waarde, frozenset):
            return repr(k.waarde)
        if isinstance(k, Menselijk):
            return str(MENS)
        if isinstance(k, OpDatum):
            return "D"
        if cel.vast:
            return self.constant(cel)
        if isinstance(k, RechtOpen):
            return f"{u if k.niveau == 'gezin' else 'u'}[{self.place(('keten', k.id, k.niveau, k.bron))}]"
        if isinstance(k, Heeft) and is_dated(cel):
            lijst = b.LIJSTEN[k.bron, k.niveau][0]
            hier = self._function_here(cel, u if cel.los else "u")
            return f"({hier} if {k.id!r} in u[{lijst}] else u[{self.absent(cel, k)}])"
        if self._is_function(cel, plek):
            return self._function_here(cel, u if cel.los else "u")
        return self._operator(cel, plek)

    def absent(self, cel: Cel, k: Heeft) -> str:
        """The place of the answer for a status or right that is not named."""
        rest = b.LIJSTEN[k.bron, k.niveau][1]
        if isinstance(k.op, OpDatum) and k.vanaf is None:
            return str(rest)
        dagen = self.all_below(cel, Plek(los=True, vast=True))
        naam = f"g{cel.nummer}"
        if naam not in self._namen:
            self._namen[naam] = naam
            vanaf = "None" if k.vanaf is None else dagen[1]
            self.constanten.append(f"{naam} = absent_place({rest}, {dagen[0]}, {vanaf}, D)")
        return naam

    def _function_here(self, cel: Cel, u: str) -> str:
        naam = self._function(cel)
        if cel.keten:
            return f"{naam}({u})"
        plaats = self.place(("cel", cel.nummer))
        return f"({u}[{plaats}] or {naam}({u}))"

    def _is_function(self, cel: Cel, plek: Plek) -> bool:
        if cel.vast or isinstance(cel.knoop, (Const, RechtOpen)):
            return False
        if is_read_in_place(cel.knoop):
            return False
        return isinstance(cel.knoop, _EIGEN) or cel.gebruikt > 1 or cel.los != plek.los or plek.diepte >= DIEPTE

    def _operator(self, cel: Cel, plek: Plek) -> str:
        return OPERATOREN[type(cel.knoop)](self, cel, cel.knoop, plek.below())

    def all_below(self, cel: Cel, plek: Plek) -> list[str]:
        """The parts of a cell, each as an expression."""
        return [self.expression(d, plek) for d in cel.delen]

    def table(self, naam: str, inhoud: str) -> str:
        """The name of a table that is made after all functions."""
        if naam not in self._namen:
            self._namen[naam] = naam
            self.tabellen.append(f"{naam} = {inhoud}")
        return naam

    def group(self, k: OverLeden) -> str:
        """The members of the group of a question."""
        return self.group_of(k.groep)

    def group_of(self, naam: str) -> str:
        """The members of a group seen from the unit."""
        u = self.anchor(naam)
        plaats = self.place(("groep", naam))
        return f"({u}[{plaats}] or group({u}, {plaats}, {naam!r}))"

    def anchor(self, naam: str) -> str:
        """The unit that a group is seen from."""
        return "u" if GROEPEN[naam][0] else f"u[{b.HUIS}]"

    # -- how a right is granted
    def mode(self, k: Knoop) -> bool:
        """Whether some way below says that it runs by itself or on request."""
        if k not in self._wijzen:
            self._wijzen[k] = (isinstance(k, Voorwaarde) and bool(k.toekenning)) or (
                isinstance(k, (Voorwaarde, Begrip, Alle, EenVan, OverLeden, Plaatselijk))
                and not (isinstance(k, OverLeden) and k.soort != "iemand")
                and any(self.mode(c) for c in children(k))
            )
        return self._wijzen[k]

    def _define_mode(self, k: Knoop) -> str:
        return self._define(("modus", k), f"q{len(self._namen)}", lambda: f" return {self._mode(k)}", "u, d")

    def _mode(self, k: Knoop) -> str:
        match k:
            case Voorwaarde():
                onder = [self._mode(k.a)] if self.mode(k.a) else []
                return f"({' or '.join([*onder, str(MODUS[k.toekenning])])})"
            case Begrip():
                return self._mode(k.a)
            case Alle():
                return f"mode_of_all(0, {', '.join(self._mode(a) for a in k.args if self.mode(a))})"
            case EenVan():
                delen = [f"{self._mode(a)} if {self._read(a)} >= d else 0" for a in k.args if self.mode(a)]
                return f"max(0, {', '.join(delen)})"
            case OverLeden():
                lid = self.callable(self.cellen.of(k.a))
                return f"mode_of_members({self.group(k)}, {lid}, {self._define_mode(k.a)}, d)"
            case Plaatselijk():
                return self._local_mode(k)
            case _:
                raise AssertionError(type(k).__name__)  # INVARIANT: `mode` is false for the others

    def _read(self, k: Knoop) -> str:
        return self.expression(self.cellen.of(k), Plek(los=False))

    def _local_mode(self, k: Plaatselijk) -> str:
        """Not by cell: what says the same in two municipalities may be granted in two ways."""
        wijzen = [self._define_mode(tak) if self.mode(tak) else "no_mode" for tak in children(k)]
        return f"local_mode(u, {branches(self, f'M{len(self._namen)}', k, wijzen)}, d)"


def _is_link(sleutel: Sleutel) -> bool:
    return sleutel[0] == "keten"


def linked_rights(recht: Recht) -> set[str]:
    """The rights that open this one."""
    return {k.id for k in walk(recht.voorwaarden) if isinstance(k, RechtOpen)}


def write_code(catalogus: Catalogus) -> str:
    """The rules of a catalogue as the text of a Python module."""
    return Schrijver(catalogus.rechten).write()


def written(catalogus: Catalogus) -> Schrijver:
    """The writer of that module, when it is done."""
    schrijver = Schrijver(catalogus.rechten)
    schrijver.write()
    return schrijver

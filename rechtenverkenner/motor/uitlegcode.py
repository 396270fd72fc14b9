"""The explanations of a catalogue written out as straight Python, beside the code of its rules.

Every node that an explanation shows becomes a function of a unit that makes its `Uitleg` and keeps it there. The values
are those the rules have left in the unit. `uitleg` says what an explanation is; the tests hold the two equal.
"""

from __future__ import annotations

from rechtenverkenner.model.knopen import (
    JA,
    NEE,
    Alle,
    Begrip,
    Datumfunctie,
    EenVan,
    Feit,
    Heeft,
    Knoop,
    Niet,
    OpDatum,
    OverLeden,
    Param,
    Persoonsbedrag,
    Plaatselijk,
    RechtOpen,
    Vergelijk,
    Voorwaarde,
    children,
)
from rechtenverkenner.model.recht import nodes_of
from rechtenverkenner.motor import bouwstenen as b
from rechtenverkenner.motor.cellen import Cel
from rechtenverkenner.motor.feitnamen import Feitnamen
from rechtenverkenner.motor.gegenereerd import Plek, Schrijver
from rechtenverkenner.motor.schrijfwijzen import branches
from rechtenverkenner.motor.uitleg import leaf_label
from rechtenverkenner.motor.uitlegstenen import Naam

NAAMLOOS: Naam = "", "", ()
_WIJZEN = {Alle: ("alle", "all_of"), EenVan: ("een_van", "any_of"), Niet: ("niet", "not_of")}


class Uitlegschrijver:
    """Writes the explanations of a catalogue whose rules were written."""

    def __init__(self, s: Schrijver) -> None:
        self.s = s
        self.o = s.cellen.ontleding
        self._functies: dict[object, str] = {}
        self._plekken: dict[Knoop, tuple[str, int]] = {}

    def write(self) -> str:
        """The module: what the rules did not have yet, the functions, and a table of the rights."""
        s = self.s
        al = len(s.constanten), len(s.functies), len(s.tabellen)
        for recht in s.rechten.values():
            for nummer, k in enumerate(nodes_of(recht)):
                self._plekken.setdefault(k, (recht.id, nummer))
        tabel = ", ".join(f"{k!r}: {self.function(v.voorwaarden, los=False)}" for k, v in s.rechten.items())
        return "\n".join(
            [
                *s.constanten[al[0] :],
                *s.functies[al[1] :],
                *s.tabellen[al[2] :],
                f"PLAATSEN_UITLEG = {b.VOORAAN + len(s.plaatsen)}",
                f"UITLEG = {{{tabel}}}",
                "",
            ]
        )

    # -- functions
    def function(self, k: Knoop, *, los: bool) -> str:
        """The name of a function that explains a node to a unit; `los`: the unit is always the household."""
        naam = self._kept(k)
        if los or not self.o.is_loose(k):
            return naam
        return self._define(("huis", k), f" return {naam}(u[{b.HUIS}])")

    def _kept(self, k: Knoop) -> str:
        """The function of a node, which keeps what it made."""
        if k not in self._functies:
            plaats = self.s.place(("uitleg", k))
            regels, uitdrukking = self._explain(k, NAAMLOOS, Plek(los=self.o.is_loose(k)))
            body = "".join(f"  {r}\n" for r in regels)
            body = f" v = u[{plaats}]\n if v is None:\n{body}  v = u[{plaats}] = {uitdrukking}\n return v"
            self._define(k, body)
        return self._functies[k]

    def _define(self, sleutel: object, body: str) -> str:
        if sleutel not in self._functies:
            naam = self._functies[sleutel] = f"y{len(self._functies)}"
            self.s.functies.append(f"def {naam}(u):\n{body}")
        return self._functies[sleutel]

    def call(self, k: Knoop, plek: Plek) -> str:
        """The explanation of a node, read in this place."""
        u = "u" if plek.los or not self.o.is_loose(k) else f"u[{b.HUIS}]"
        return f"{self._kept(k)}({u})"

    def value(self, k: Knoop, plek: Plek) -> str:
        """The value of a node, read in this place."""
        return self.s.expression(self.cell(k), plek)

    def cell(self, k: Knoop) -> Cel:
        """What is computed for a node."""
        return self.s.cellen.of(k)

    # -- nodes: the lines that go before, and the expression
    def _explain(self, k: Knoop, naam: Naam, plek: Plek) -> tuple[list[str], str]:
        if not self.o.is_named(k):
            return self._leaf(k, naam, plek)
        match k:
            case Voorwaarde() if naam is NAAMLOOS:
                return self._condition(k, plek)
            case Alle() | EenVan() | Niet():
                return self._combined(k, naam, plek)
            case OverLeden() if k.soort in ("iemand", "iedereen"):
                return self._members(k, naam)
            case Plaatselijk() if naam is NAAMLOOS:
                return self._local(k, plek)
            case Voorwaarde() | Plaatselijk():
                return self._named_again(k, naam, plek)
            case _:
                return self._leaf(k, naam, plek)

    def _condition(self, k: Voorwaarde, plek: Plek) -> tuple[list[str], str]:
        kern = k.a.a if isinstance(k.a, Begrip) else k.a
        naam: Naam = k.id, k.label, k.bron
        if isinstance(kern, OverLeden) and kern.soort in ("iemand", "iedereen"):
            return self._members(kern, naam)  # also of an unnamed question: who it is that has it
        return self._explain(kern, naam, plek)

    def _combined(self, k: Alle | EenVan | Niet, naam: Naam, plek: Plek) -> tuple[list[str], str]:
        kenmerk, label, bron = naam
        soort, samen = _WIJZEN[type(k)]
        delen = (k.a,) if isinstance(k, Niet) else k.args
        regels = [f"d = ({''.join(self.call(a, plek) + ', ' for a in delen)})"]
        uitkomst = f"{samen}(({''.join(f'd[{n}].uitkomst, ' for n in range(len(delen)))}))"
        return regels, f"make({kenmerk!r}, {label!r}, {soort!r}, {uitkomst}, '', d, None, (), (), {bron!r}, None, '')"

    def _members(self, k: OverLeden, naam: Naam) -> tuple[list[str], str]:
        deel = self.function(k.a, los=False)
        waar = "None" if k.waar is None else self.function(k.waar, los=False)
        return [], f"members(u, {self.s.group(k)}, {k.groep!r}, {deel}, {waar}, {k.soort == 'iemand'}, {naam!r})"

    def _named_again(self, k: Voorwaarde | Plaatselijk, naam: Naam, plek: Plek) -> tuple[list[str], str]:
        return [], f"named_again(u, {self.call(k, plek)}, {naam!r}, {self.o.is_of_connection(k)})"

    def _local(self, k: Plaatselijk, plek: Plek) -> tuple[list[str], str]:
        namen = [self.function(tak.knoop, los=plek.los) for tak in k.takken]
        namen += [] if k.standaard is None else [self.function(k.standaard, los=plek.los)]
        return [f"w = {self.value(k, plek)}"], f"local(u, {branches(self.s, f'U{len(self.s.tabellen)}', k, namen)}, w)"

    def _leaf(self, k: Knoop, naam: Naam, plek: Plek) -> tuple[list[str], str]:
        kenmerk, label, bron = naam
        regels = [f"w = {self.value(k, plek)}", f"f = {self.names(self.o.fact_names(k))}"]
        toets = "None"
        if isinstance(k, Vergelijk) and k.a.typ.soort in ("getal", "datum"):
            regels += [f"a = {self.value(k.a, plek)}", f"z = {self.value(k.b, plek)}"]
            eenheid = k.a.typ.eenheid if k.a.typ.soort == "getal" else "datum"
            toets = f"compared(a, {k.op!r}, z, {eenheid!r})"
        anders, via = self.change(k, plek), "''"
        if isinstance(k, RechtOpen):
            huis = "u" if plek.los or k.niveau != "gezin" else f"u[{b.HUIS}]"
            via = f"{k.id!r} if w == {JA} and in_use({huis}, {k.id!r}, {k.bron!r}, {k.niveau!r}) != {JA} else ''"
        wijziging = "None" if anders is None else f"{anders} if w == {NEE} else None"
        kop = f"{kenmerk!r}, {label or leaf_label(k)!r}, 'blad', ANTWOORDEN[w], '', (), {toets}, f"
        return regels, f"make({kop}, {self.parameters(k, plek)}, {bron!r}, {wijziging}, {via})"

    # -- the parts of a leaf
    def names(self, namen: Feitnamen) -> str:
        """The names of the facts of a unit."""
        if namen.vast is not None:
            return repr(namen.vast)
        wie = f"u[{b.AANSLUITING if namen.van_aansluiting else b.PERSOON}].id"
        uniek = dict.fromkeys(namen.delen)
        eigen = all(isinstance(deel, str) and deel[0] == "." for deel in uniek)
        delen = []
        for deel in uniek:
            if isinstance(deel, str):
                delen.append(f"{wie} + {deel!r}" if deel[0] == "." else repr(deel))
            elif isinstance(deel, tuple):
                delen.append(f"*{self._names_of_members(*deel)}")
            else:
                delen.append(f"*{self._names_of_leaf(deel)}")
        if len(delen) == 1 and isinstance(next(iter(uniek)), tuple):
            return delen[0][1:]  # a tuple already, each name once
        tekst = f"({''.join(d + ', ' for d in delen)})"
        return tekst if eigen else f"tuple(dict.fromkeys({tekst}))"

    def _names_of_members(self, groep: str, delen: tuple[Feitnamen, ...]) -> str:
        u = self.s.anchor(groep)
        van_lid = [self._names_function(n) for n in delen]
        plaats = self.s.place(("namen", groep, *van_lid))
        rij = "".join(f"{v}, " for v in van_lid)
        vraag = f"names_of_members({u}, {plaats}, {self.s.group_of(groep)}, {groep!r}, ({rij}))"
        return f"(x if (x := {u}[{plaats}]) is not None else {vraag})"

    def _names_function(self, namen: Feitnamen) -> str:
        """A function that gives the names of the facts of a member."""
        naam = self._define(("namen", namen), f" return {self.names(namen)}")
        if namen.los and namen.vast is None:
            naam = self._define(("namen", "huis", namen), f" return {naam}(u[{b.HUIS}])")
        return naam

    def _names_of_leaf(self, k: Knoop) -> str:
        if isinstance(k, Persoonsbedrag):
            return f"(leaf_name(u, NODE({self._plekken[k]!r})), )"
        return f"names_of_leaf(u, NODE({self._plekken[k]!r}))"

    def parameters(self, k: Knoop, plek: Plek) -> str:
        """The amounts that a node uses; those that no household changes are looked up once a day."""
        bladen = self.o.parameter_leaves(k)
        if not bladen:
            return "()"
        paren = f"({self._pairs(k, plek)})"
        if all(isinstance(p, Param) and self.o.is_fixed(p.datum) for p in bladen):
            nummer = self.cell(k).nummer
            return f"(VERBRUIK.get({nummer}) or used_all_day(VERBRUIK, {nummer}, u, {paren}))"
        return f"used(u, {paren})"

    def _pairs(self, k: Knoop, plek: Plek) -> str:
        """The parameters below a node with the day they are read for, also those inside a group or a local part."""
        tekst = ""
        for blad in self.o.parameter_leaves(k):
            if isinstance(blad, Param):
                tekst += f"({blad.id!r}, {self.value(blad.datum, plek)}), "
                continue
            onder = "".join(f"{self._pairs_function(c)}, " for c in children(blad) if self.o.parameter_leaves(c))
            if isinstance(blad, OverLeden):
                tekst += f"*pairs_of_members({self.s.group(blad)}, ({onder})), "
            elif isinstance(blad, Plaatselijk):
                namen = [self._pairs_function(c) for c in children(blad)]
                tekst += f"*local_pairs(u, {branches(self.s, f'W{len(self.s.tabellen)}', blad, namen)}), "
        return tekst

    def _pairs_function(self, k: Knoop) -> str:
        """A function that gives them of a unit; what is the same for all of them is asked of the household."""
        los = self.o.is_loose(k)
        naam = self._define(("paren", k), f" return ({self._pairs(k, Plek(los=los))})")
        return self._define(("paren", "huis", k), f" return {naam}(u[{b.HUIS}])") if los else naam

    def change(self, k: Knoop, plek: Plek) -> str | None:
        """What would turn a leaf that says no, from the names of its facts `f` and the sides `a` and `z`."""
        match k:
            case Heeft() | RechtOpen():
                return "changed('status', f[0], None, '', '')"
            case Feit():
                return "changed('feit', f[0], None, '', '')"
            case Vergelijk() if k.a.typ.soort == "getal" and isinstance(k.a, Datumfunctie) and k.a.naam == "leeftijd":
                wie = f"u[{b.PERSOON}].id" if not plek.los else "''"
                return f"birthday({wie}, {k.op!r}, {self.value(k.a.args[0], plek)}[0], z[0])"
            case Vergelijk() if k.a.typ.soort == "getal":
                return f"amount_changed(f, {k.op!r}, a, z, {k.a.typ.eenheid!r})"
            case Vergelijk() if isinstance(k.a, OpDatum) and k.op in (">", ">="):
                return "changed('datum', 'op_datum', z[0], '', '')"
            case Alle() | EenVan():
                return self._change_of_parts(k, plek)
            case _:
                return None

    def _change_of_parts(self, k: Alle | EenVan, plek: Plek) -> str:
        delen = []
        for a in k.args:
            anders = self.change(a, Plek(los=self.o.is_loose(a)))
            if anders is not None:
                naam = self._define(("anders", a), self._change_alone(a, anders))
                u = "u" if plek.los or not self.o.is_loose(a) else f"u[{b.HUIS}]"
                delen.append(f"{naam}({u}) if {self.value(a, plek)} == {NEE} else None, ")
        return f"one_change({isinstance(k, EenVan)}, ({''.join(delen)}))"

    def _change_alone(self, k: Knoop, anders: str) -> str:
        plek = Plek(los=self.o.is_loose(k))
        regels = [f" f = {self.names(self.o.fact_names(k))}"]
        if isinstance(k, Vergelijk):
            regels += [f" a = {self.value(k.a, plek)}", f" z = {self.value(k.b, plek)}"]
        return "\n".join([*regels, f" return {anders}"])


def write_explanations(s: Schrijver) -> str:
    """The explanations of the rights whose rules `s` wrote, as the text of a Python module in the same namespace."""
    return Uitlegschrijver(s).write()

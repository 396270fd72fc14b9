"""The explanation of a verdict: every condition with its answer, the household's number, the threshold and its source.

The answers of the leaves, combined as the tree says, give the answer of the whole: a test holds that.
"""

from __future__ import annotations

from collections.abc import Iterable

from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.datums import add_months
from rechtenverkenner.model.knopen import (
    JA,
    NEE,
    ONBEKEND,
    Alle,
    Begrip,
    Const,
    Datumfunctie,
    EenVan,
    Feit,
    Heeft,
    Knoop,
    Menselijk,
    Niet,
    OpDatum,
    OverLeden,
    Plaatselijk,
    RechtOpen,
    Vergelijk,
    Voorwaarde,
)
from rechtenverkenner.model.makers import maker
from rechtenverkenner.model.oordeel import (
    UITKOMST_VAN,
    UITKOMSTEN,
    ParameterGebruik,
    Uitkomst,
    Uitleg,
    Verandering,
    Vergelijking,
)
from rechtenverkenner.model.recht import Parameter, Waardeperiode
from rechtenverkenner.motor.feitsleutels import fact_names, leaf_key, member_facts, params_used
from rechtenverkenner.motor.gebruik import HUISHOUDEN, in_use, local_branches
from rechtenverkenner.motor.reeksen import periods_in
from rechtenverkenner.motor.semantiek import Rekenaar

make_uitleg = maker(Uitleg)
make_gebruik = maker(ParameterGebruik)


class Uitlegger:
    """Builds explanation trees for one household; parameters of a node are looked up once."""

    def __init__(self, r: Rekenaar) -> None:
        self.r = r
        self._gebruik: dict[tuple[str, Interval], tuple[ParameterGebruik, ...]] = {}
        self._klaar: dict[tuple[Knoop, int], Uitleg] = {}

    def explain(self, k: Knoop, i: int) -> Uitleg:
        """The explanation of one boolean node for unit `i`; equal parts are shared."""
        if self.r.ontleding.is_loose(k):
            i = HUISHOUDEN
        uitleg = self._klaar.get((k, i))
        if uitleg is None:
            uitleg = self._klaar[k, i] = self._explain(k, i)
        return uitleg

    def _explain(self, k: Knoop, i: int) -> Uitleg:
        if not self.r.ontleding.is_named(k):
            return self._leaf(k, i)
        match k:
            case Voorwaarde():
                return self._condition(k, i)
            case Alle():
                return self._node("alle", [self.explain(a, i) for a in k.args], k, i)
            case EenVan():
                return self._node("een_van", [self.explain(a, i) for a in k.args], k, i)
            case Niet():
                return self._node("niet", [self.explain(k.a, i)], k, i)
            case OverLeden() if k.soort in ("iemand", "iedereen"):
                return self._members(k, i)
            case Plaatselijk():
                takken = local_branches(self.r, k)
                if len(takken) == 1 and takken[0] is not None:
                    return self.explain(takken[0], i)
                return no_rule(len(takken), self.r.truth(k, i))
            case _:
                return self._leaf(k, i)

    def _condition(self, k: Voorwaarde, i: int) -> Uitleg:
        kern = k.a.a if isinstance(k.a, Begrip) else k.a
        if isinstance(kern, OverLeden) and kern.soort in ("iemand", "iedereen"):
            onder = self._members(kern, i)  # also of an unnamed question: who it is that has it
        elif not self.r.ontleding.is_named(kern):
            return self._leaf(kern, i, k)
        else:
            onder = self.explain(kern, i)
        if onder.id:
            over = "" if self.r.ontleding.is_of_connection(k) else self._who(i)
            return Uitleg(k.id, k.label, "alle", onder.uitkomst, over, (onder,), bron=k.bron)
        return renamed(onder, k.id, k.label or onder.label, onder.over, k.bron)

    def _who(self, i: int) -> str:
        return self.r.beeld.personen[i].id if 0 <= i < len(self.r.beeld.personen) else ""

    def _node(self, soort: str, delen: list[Uitleg], k: Knoop, i: int) -> Uitleg:
        return Uitleg("", "", soort, UITKOMST_VAN[self.r.truth(k, i)], "", tuple(delen))  # type: ignore[arg-type]

    def _members(self, k: OverLeden, i: int) -> Uitleg:
        leden, is_open = self.r.group(k.groep, i)
        iemand = k.soort == "iemand"
        delen: list[Uitleg] = []
        for lid, zeker in leden:
            deel = self.explain(k.a, lid)
            deel = renamed(deel, deel.id, deel.label, self.r.beeld.personen[lid].id, deel.bron)
            waar = [] if k.waar is None else [self.explain(k.waar, lid)]
            if zeker == ONBEKEND:
                feiten = tuple(s for s, _ in member_facts(self.r, k.groep, i))
                waar.append(perhaps(deel.over, feiten))
            delen.append(restrict(deel, waar, iemand))
        if is_open:
            delen.append(MISSCHIEN_MEER)
        return self._node("een_van" if iemand else "alle", delen, k, i)

    def _leaf(self, k: Knoop, i: int, naam: Voorwaarde | None = None) -> Uitleg:
        w = self.r.truth(k, i)
        return Uitleg(
            naam.id if naam else "",
            (naam and naam.label) or leaf_label(k),
            "blad",
            UITKOMST_VAN[w],
            feiten=fact_names(self.r, k, i),
            vergelijking=self._comparison(k, i) if isinstance(k, Vergelijk) else None,
            parameters=self.parameters(k, i) if self.r.ontleding.parameter_leaves(k) else (),
            bron=naam.bron if naam else (),
            verandering=self._change(k, i) if w == NEE else None,
            via=k.id if isinstance(k, RechtOpen) and w == JA and not self._held(k, i) else "",
        )

    def _held(self, k: RechtOpen, i: int) -> bool:
        eenheid = HUISHOUDEN if k.niveau == "gezin" else i
        return in_use(self.r, k.id, k.niveau, eenheid, k.bron) == JA

    def _comparison(self, k: Vergelijk, i: int) -> Vergelijking | None:
        if k.a.typ.soort not in ("getal", "datum"):
            return None
        eenheid = "datum" if k.a.typ.soort == "datum" else k.a.typ.eenheid
        return Vergelijking(self.r.interval(k.a, i), k.op, self.r.interval(k.b, i), eenheid)

    def parameters(self, k: Knoop, i: int) -> tuple[ParameterGebruik, ...]:
        """The parameter periods a node uses, also those inside a group."""
        paren = dict.fromkeys((p.id, self.r.interval(p.datum, eenheid)) for p, eenheid in params_used(self.r, k, i))
        return tuple(g for paar in paren for g in self.usage(*paar))

    def usage(self, kenmerk: str, bereik: Interval) -> tuple[ParameterGebruik, ...]:
        """The periods of a parameter that a date falls in."""
        gevonden = self._gebruik.get((kenmerk, bereik))
        if gevonden is None:
            parameter = self.r.parameters[kenmerk]
            gevonden = self._gebruik[kenmerk, bereik] = usage_of(parameter, periods_in(parameter, bereik))
        return gevonden

    def _change(self, k: Knoop, i: int) -> Verandering | None:
        """What would turn a leaf that says no."""
        match k:
            case Heeft() | RechtOpen():
                return Verandering("status", leaf_key(self.r, k, i))
            case Vergelijk() if k.a.typ.soort == "getal":
                if isinstance(k.a, Datumfunctie) and k.a.naam == "leeftijd":
                    geboorte = self.r.interval(k.a.args[0], i)[0]
                    return birthday(self._who(i), k.op, geboorte, self.r.interval(k.b, i)[0])
                links, rechts = self.r.interval(k.a, i), self.r.interval(k.b, i)
                verschil = distance(k.op, links, rechts)
                over = next(iter(fact_names(self.r, k, i)), None)
                if over is None:  # nothing of the household: only the law can change it
                    return None
                richting = "minder" if k.op in ("<", "<=") else "meer"
                return Verandering("bedrag", over, verschil, k.a.typ.eenheid, richting)  # type: ignore[arg-type]
            case Vergelijk() if isinstance(k.a, OpDatum) and k.op in (">", ">="):
                return Verandering("datum", "op_datum", self.r.interval(k.b, i)[0])
            case Feit():
                return Verandering("feit", leaf_key(self.r, k, i))
            case Alle() | EenVan():
                fout = (a for a in k.args if self.r.truth(a, i) == NEE)
                delen = [v for a in fout if (v := self._change(a, i)) is not None]
                return delen[0] if delen and (isinstance(k, EenVan) or len(delen) == 1) else None
            case _:
                return None


def birthday(wie: str, op: str, geboorte: int | None, jaren: int | None) -> Verandering | None:
    """The day on which somebody is old enough."""
    if geboorte is None or jaren is None or op not in (">", ">="):
        return None
    return Verandering("datum", f"{wie}.geboortedatum", add_months(geboorte, 12 * (jaren + (op == ">"))))


def renamed(u: Uitleg, kenmerk: str, label: str, over: str, bron: tuple[str, ...]) -> Uitleg:
    """The same answer under another name."""
    return make_uitleg(
        kenmerk,
        label,
        u.soort,
        u.uitkomst,
        over,
        u.onderdelen,
        u.vergelijking,
        u.feiten,
        u.parameters,
        bron,
        u.verandering,
        u.via,
    )


def usage_of(x: Parameter, perioden: Iterable[Waardeperiode]) -> tuple[ParameterGebruik, ...]:
    """Periods of a parameter as an explanation shows them."""
    return tuple(
        [
            make_gebruik(x.id, x.label, x.typ.eenheid, w.grenzen, w.vanaf, w.tot, w.bron, w.zekerheid, w.te_bevestigen)
            for w in perioden
        ]
    )


MISSCHIEN_MEER = Uitleg(
    "",
    "er wonen misschien nog mensen die niet in het profiel staan",
    "blad",
    "onbekend",
    feiten=("gezin.personen_volledig",),
)


def perhaps(wie: str, feiten: tuple[str, ...]) -> Uitleg:
    """Of somebody who may not be a member: what would tell."""
    return Uitleg("", "hoort misschien bij deze groep", "blad", "onbekend", wie, feiten=feiten)


def no_rule(mogelijk: int, w: int) -> Uitleg:
    """Of a part that a municipality fills in, where it is not one rule that holds: how many there can be."""
    label = "gemeente niet bekend" if mogelijk > 1 else "voor deze gemeente is geen regel ingevoerd"
    return Uitleg("", label, "blad", UITKOMST_VAN[w], feiten=("gezin.gemeente",))


def restrict(deel: Uitleg, waar: list[Uitleg], iemand: bool) -> Uitleg:
    """A member's part limited to when the member counts."""
    if not waar:
        return deel
    if iemand:
        rij = [*waar, deel]
        laagste = min(rij, key=lambda u: UITKOMSTEN.index(u.uitkomst)).uitkomst
        return Uitleg("", "", "alle", laagste, deel.over, tuple(rij))
    niet = [Uitleg("", "", "niet", opposite(w.uitkomst), deel.over, (w,)) for w in waar]
    hoogste = max([*niet, deel], key=lambda u: UITKOMSTEN.index(u.uitkomst)).uitkomst
    return Uitleg("", "", "een_van", hoogste, deel.over, (*niet, deel))


def opposite(uitkomst: Uitkomst) -> Uitkomst:
    """Of what must not hold; what a person decides stays open."""
    return "nee" if uitkomst == "ja" else "ja" if uitkomst == "nee" else "onbekend"


def distance(op: str, links: Interval, rechts: Interval) -> int | None:
    """How much less (or more) the left side must be for the comparison to hold."""
    if op in ("<", "<=") and links[0] is not None and rechts[1] is not None:
        return links[0] - rechts[1] + (op == "<")
    if op in (">", ">=") and links[1] is not None and rechts[0] is not None:
        return rechts[0] - links[1] + (op == ">")
    return None


def leaf_label(k: Knoop) -> str:
    """What a leaf without a name of its own is called."""
    match k:
        case Heeft() | RechtOpen():
            return k.id
        case Feit():
            return k.naam
        case Menselijk():
            return "een mens beslist"
        case Begrip():
            return k.label
        case Const():
            return "vast"
        case _:
            return ""

"""The explanation of a verdict: every condition with its answer, the household's number, the threshold and its source.

The answers of the leaves, combined as the tree says, give the answer of the whole: a test holds that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

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
    Param,
    Plaatselijk,
    RechtOpen,
    Vergelijk,
    Voorwaarde,
)
from rechtenverkenner.model.oordeel import UITKOMSTEN, ParameterGebruik, Uitleg, Verandering, Vergelijking
from rechtenverkenner.motor.feitsleutels import fact_names, leaf_key, member_facts, params_used
from rechtenverkenner.motor.gebruik import HUISHOUDEN, in_use, local_branches
from rechtenverkenner.motor.semantiek import Rekenaar
from rechtenverkenner.motor.waarheid import negate


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
                label = "gemeente niet bekend" if len(takken) > 1 else "voor deze gemeente is geen regel ingevoerd"
                uitkomst = UITKOMSTEN[self.r.truth(k, i)]
                return Uitleg("", label, "blad", uitkomst, feiten=("gezin.gemeente",))
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
        return _renamed(onder, k.id, k.label or onder.label, onder.over, k.bron)

    def _who(self, i: int) -> str:
        return self.r.beeld.personen[i].id if 0 <= i < len(self.r.beeld.personen) else ""

    def _node(self, soort: str, delen: list[Uitleg], k: Knoop, i: int) -> Uitleg:
        return Uitleg("", "", soort, UITKOMSTEN[self.r.truth(k, i)], "", tuple(delen))  # type: ignore[arg-type]

    def _members(self, k: OverLeden, i: int) -> Uitleg:
        leden, is_open = self.r.group(k.groep, i)
        iemand = k.soort == "iemand"
        delen: list[Uitleg] = []
        for lid, zeker in leden:
            deel = self.explain(k.a, lid)
            deel = _renamed(deel, deel.id, deel.label, self.r.beeld.personen[lid].id, deel.bron)
            waar = [] if k.waar is None else [self.explain(k.waar, lid)]
            if zeker == ONBEKEND:
                feiten = tuple(s for s, _ in member_facts(self.r, k, i))
                waar.append(Uitleg("", "hoort misschien bij deze groep", "blad", "onbekend", deel.over, feiten=feiten))
            delen.append(_restrict(deel, waar, iemand))
        if is_open:
            label = "er wonen misschien nog mensen die niet in het profiel staan"
            delen.append(Uitleg("", label, "blad", "onbekend", feiten=("gezin.personen_volledig",)))
        return self._node("een_van" if iemand else "alle", delen, k, i)

    def _leaf(self, k: Knoop, i: int, naam: Voorwaarde | None = None) -> Uitleg:
        w = self.r.truth(k, i)
        return Uitleg(
            naam.id if naam else "",
            (naam and naam.label) or _leaf_label(k),
            "blad",
            UITKOMSTEN[w],
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
        uit: dict[tuple[str, Interval], tuple[ParameterGebruik, ...]] = {}
        for p, eenheid in params_used(self.r, k, i):
            sleutel = (p.id, self.r.interval(p.datum, eenheid))
            if sleutel not in uit:
                if sleutel not in self._gebruik:
                    self._gebruik[sleutel] = tuple(self._usage(p, eenheid))
                uit[sleutel] = self._gebruik[sleutel]
        return tuple(g for gebruik in uit.values() for g in gebruik)

    def _usage(self, p: Param, i: int) -> Iterator[ParameterGebruik]:
        x = self.r.parameters[p.id]
        for w in self.r.periods(p, i):
            yield ParameterGebruik(
                p.id, x.label, x.typ.eenheid, w.grenzen, w.vanaf, w.tot, w.bron, w.zekerheid, w.te_bevestigen
            )

    def _change(self, k: Knoop, i: int) -> Verandering | None:
        """What would turn a leaf that says no."""
        match k:
            case Heeft() | RechtOpen():
                return Verandering("status", leaf_key(self.r, k, i))
            case Vergelijk() if k.a.typ.soort == "getal":
                if isinstance(k.a, Datumfunctie) and k.a.naam == "leeftijd":
                    return self._birthday(k, i)
                links, rechts = self.r.interval(k.a, i), self.r.interval(k.b, i)
                verschil = _distance(k.op, links, rechts)
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

    def _birthday(self, k: Vergelijk, i: int) -> Verandering | None:
        geboorte = self.r.interval(cast(Datumfunctie, k.a).args[0], i)[0]
        jaren = self.r.interval(k.b, i)[0]
        if geboorte is None or jaren is None or k.op not in (">", ">="):
            return None
        dag = add_months(geboorte, 12 * (jaren + (k.op == ">")))
        return Verandering("datum", f"{self._who(i)}.geboortedatum", dag)


def _renamed(u: Uitleg, kenmerk: str, label: str, over: str, bron: tuple[str, ...]) -> Uitleg:
    """The same answer under another name (built directly: `dataclasses.replace` is the slowest thing here)."""
    return Uitleg(
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


def _restrict(deel: Uitleg, waar: list[Uitleg], iemand: bool) -> Uitleg:
    """A member's part limited to when the member counts."""
    if not waar:
        return deel
    if iemand:
        rij = [*waar, deel]
        laagste = min(rij, key=lambda u: UITKOMSTEN.index(u.uitkomst)).uitkomst
        return Uitleg("", "", "alle", laagste, deel.over, tuple(rij))
    niet = [Uitleg("", "", "niet", UITKOMSTEN[negate(UITKOMSTEN.index(w.uitkomst))], deel.over, (w,)) for w in waar]
    hoogste = max([*niet, deel], key=lambda u: UITKOMSTEN.index(u.uitkomst)).uitkomst
    return Uitleg("", "", "een_van", hoogste, deel.over, (*niet, deel))


def _distance(op: str, links: Interval, rechts: Interval) -> int | None:
    """How much less (or more) the left side must be for the comparison to hold."""
    if op in ("<", "<=") and links[0] is not None and rechts[1] is not None:
        return links[0] - rechts[1] + (op == "<")
    if op in (">", ">=") and links[1] is not None and rechts[0] is not None:
        return rechts[0] - links[1] + (op == ">")
    return None


def _leaf_label(k: Knoop) -> str:
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


def needs_chain(u: Uitleg) -> bool:
    """Whether a yes holds only after another right is granted."""
    if u.soort == "blad" or not u.onderdelen:
        return bool(u.via)
    delen = [needs_chain(deel) for deel in u.onderdelen if deel.uitkomst == u.uitkomst]
    return all(delen) if u.soort == "een_van" else u.soort == "alle" and any(delen)


def deciding(u: Uitleg, naam: Uitleg | None = None) -> Iterator[tuple[Uitleg, Uitleg]]:
    """The leaves that decide, each with the lowest named condition it stands in.

    Of a yes: all that hold on a way that holds (ways that hold without another right go first). Of a no: all that fail.
    """
    naam = u if u.id or naam is None else naam
    if u.soort == "blad" or not u.onderdelen:
        yield naam, u
        return
    delen = [
        deel
        for deel in u.onderdelen
        if u.soort == "niet" or deel.uitkomst == u.uitkomst or (u.uitkomst == "mens" and deel.uitkomst != "nee")
    ]
    if u.soort == "een_van" and u.uitkomst == "ja":
        delen = [deel for deel in delen if not needs_chain(deel)] or delen
    for deel in delen:
        yield from deciding(deel, naam)


def deciding_ids(u: Uitleg) -> list[str]:
    """Ids of the lowest named conditions that decide, in order and once."""
    return list(dict.fromkeys(naam.id for naam, _ in deciding(u) if naam.id))


def hangs_on_uncertain(u: Uitleg) -> bool:
    """Whether the answer needs a computed, bounded or doubtful parameter: no way to it goes without one."""
    if u.soort == "blad" or not u.onderdelen:
        return any(p.te_bevestigen for p in u.parameters)
    if u.soort == "niet":
        return hangs_on_uncertain(u.onderdelen[0])
    delen = [hangs_on_uncertain(deel) for deel in u.onderdelen if deel.uitkomst == u.uitkomst]
    een_volstaat = (u.soort, u.uitkomst) in (("een_van", "ja"), ("alle", "nee"))
    return all(delen) if een_volstaat else any(delen)


def find(u: Uitleg, kenmerk: str) -> Iterator[Uitleg]:
    """Every condition with this id in an explanation (one per member it was asked of)."""
    if u.id == kenmerk:
        yield u
    for deel in u.onderdelen:
        yield from find(deel, kenmerk)

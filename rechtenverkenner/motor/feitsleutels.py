"""Which facts a node depends on, and which of them are unknown: the names shown as "still to know"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rechtenverkenner.model.knopen import (
    BOOL,
    JA,
    NEE,
    ONBEKEND,
    Als,
    Begrip,
    Feit,
    Heeft,
    Knoop,
    OverLeden,
    Param,
    Persoonsbedrag,
    Plaatselijk,
    RechtOpen,
    Voorwaarde,
    Waarde,
    children,
)
from rechtenverkenner.model.recht import Recht
from rechtenverkenner.motor.banden import missing_links
from rechtenverkenner.motor.feitnamen import Feitnamen
from rechtenverkenner.motor.gebruik import HUISHOUDEN, in_use, local_branches
from rechtenverkenner.motor.semantiek import Rekenaar

_ONTHOUDEN = (Begrip, Voorwaarde, OverLeden)
"""The parts that several rights read: what is open below them is kept."""


def is_point(waarde: Waarde) -> bool:
    """Whether a value leaves nothing open."""
    if isinstance(waarde, tuple):
        return waarde[0] is not None and waarde[0] == waarde[1]
    return waarde is not None and waarde != ONBEKEND


def unit_id(r: Rekenaar, k: Knoop, i: int) -> str:
    """The id of the person or connection a node is asked of; empty for a part that is asked of the household."""
    return "" if i == HUISHOUDEN else _id_of(r, i, r.ontleding.is_of_connection(k))


def _id_of(r: Rekenaar, i: int, van_aansluiting: bool) -> str:
    return r.beeld.aansluitingen[i].id if van_aansluiting else r.beeld.personen[i].id


def leaf_key(r: Rekenaar, k: Feit | Heeft | RechtOpen | Persoonsbedrag, i: int) -> str:
    """Where a fact, status, right in use or amount lives in the profile: `an.geboortedatum`, `woning.huurprijs`."""
    (naam,) = r.ontleding.fact_names(k).delen
    if not isinstance(naam, str):
        assert isinstance(k, Persoonsbedrag)
        assert k.jaar is not None
        jaar = r.interval(k.jaar, i)[0]
        naam = f".remgelden.{jaar}" if k.soort == "remgeld" else f".inkomens.{jaar}.{k.begrip}"
    return unit_id(r, k, i) + naam if naam[0] == "." else naam


def facts_used(r: Rekenaar, k: Knoop, i: int) -> tuple[tuple[str, bool], ...]:
    """Every fact below a node, once, with whether it is known to the point."""
    if r.ontleding.is_loose(k):
        i = HUISHOUDEN
    gevonden = r.feitmemo.get((k, i))
    if gevonden is None:
        uit: dict[str, bool] = {}
        for blad in r.ontleding.fact_leaves(k):
            for sleutel, bekend in _facts(r, blad, i) if blad is k else facts_used(r, blad, i):
                uit[sleutel] = uit.get(sleutel, True) and bekend
        gevonden = r.feitmemo[k, i] = tuple(uit.items())
    return gevonden


def fact_names(r: Rekenaar, k: Knoop, i: int) -> tuple[str, ...]:
    """The names of `facts_used` without asking what is known: for an explanation, which shows every condition."""
    return filled_in(r, r.ontleding.fact_names(k), i)


def filled_in(r: Rekenaar, namen: Feitnamen, i: int) -> tuple[str, ...]:
    """The names of the facts of one unit."""
    if namen.vast is not None:
        return namen.vast
    if namen.los:
        i = HUISHOUDEN
    gevonden = r.naammemo[i].get(namen)
    if gevonden is None:
        wie = "" if namen.los else _id_of(r, i, namen.van_aansluiting)
        uit: list[str] = []
        for deel in namen.delen:
            if isinstance(deel, str):
                uit.append(wie + deel if deel[0] == "." else deel)
            elif isinstance(deel, tuple):
                uit += _names_of_members(r, *deel, i)
            elif isinstance(deel, Persoonsbedrag):
                uit.append(leaf_key(r, deel, i))
            else:
                uit += [naam for naam, _ in facts_used(r, deel, i)]
        gevonden = r.naammemo[i][namen] = tuple(dict.fromkeys(uit))
    return gevonden


def _names_of_members(r: Rekenaar, groep: str, delen: tuple[Feitnamen, ...], i: int) -> list[str]:
    uit = [naam for naam, _ in member_facts(r, groep, i)]
    for lid, _ in r.group(groep, i)[0]:
        for namen in delen:
            uit += filled_in(r, namen, lid)
    return uit


def params_used(r: Rekenaar, k: Knoop, i: int) -> Iterator[tuple[Param, int]]:
    """Every parameter below a node, with the unit it is read for: inside a group that is each member."""
    for blad in r.ontleding.parameter_leaves(k):
        match blad:
            case Param():
                yield blad, i
            case OverLeden():
                for lid, _ in r.group(blad.groep, i)[0]:
                    for onder in children(blad):
                        yield from params_used(r, onder, lid)
            case Plaatselijk():
                for tak in local_branches(r, blad):
                    if tak is not None:
                        yield from params_used(r, tak, i)


def _facts(r: Rekenaar, k: Knoop, i: int) -> Iterator[tuple[str, bool]]:
    match k:
        case Feit():
            yield leaf_key(r, k, i), is_point(r.value(k, i))
        case Heeft():
            yield leaf_key(r, k, i), r.truth(k, i) != ONBEKEND
            for dag in children(k):
                yield from facts_used(r, dag, i)
        case Persoonsbedrag():
            yield from _amount_facts(r, k, i)
        case RechtOpen():
            eenheid = HUISHOUDEN if k.niveau == "gezin" else i
            yield leaf_key(r, k, i), in_use(r, k.id, k.niveau, eenheid, k.bron) != ONBEKEND
        case OverLeden():
            yield from member_facts(r, k.groep, i)
            for lid, _ in r.group(k.groep, i)[0]:
                yield from _facts_of_member(r, k, lid)
        case Plaatselijk():
            yield "gezin.gemeente", r.beeld.gezin.gemeente is not None
            for tak in local_branches(r, k):
                if tak is not None:
                    yield from facts_used(r, tak, i)
        case _:
            raise AssertionError(type(k).__name__)  # INVARIANT: `fact_leaves` gives only the kinds above


def _facts_of_member(r: Rekenaar, k: OverLeden, lid: int) -> Iterator[tuple[str, bool]]:
    """Facts of one member; nothing is missing in a question about the member that is decided."""
    for onder in (k.waar, k.a):
        if onder is not None:
            beslist = onder.typ == BOOL and r.truth(onder, lid) in (JA, NEE)
            yield from ((sleutel, bekend or beslist) for sleutel, bekend in facts_used(r, onder, lid))
            if onder is k.waar and r.truth(onder, lid) == NEE:
                return


def _amount_facts(r: Rekenaar, k: Persoonsbedrag, i: int) -> Iterator[tuple[str, bool]]:
    if k.jaar is None or is_point(r.value(k.jaar, i)):
        yield leaf_key(r, k, i), is_point(r.value(k, i))
    if k.jaar is not None:
        yield from facts_used(r, k.jaar, i)


def member_facts(r: Rekenaar, groep: str, i: int) -> Iterator[tuple[str, bool]]:
    """The facts that decide who belongs to a group, as far as they are unknown."""
    leden, is_open = r.group(groep, i)
    if is_open:
        if not r.beeld.gezin.personen_volledig:
            yield "gezin.personen_volledig", r.beeld.gezin.personen_volledig is not None
        if groep in ("ziekenfondsgezin", "titularissen"):
            p = r.beeld.personen[i]
            yield f"{p.id}.ten_laste_van", p.ten_laste_van is not None
        if groep == "gezin_1_januari":
            yield "gezin.samenstelling_sinds", r.beeld.gezin.samenstelling_sinds is not None
    for lid, zeker in leden:
        if zeker == ONBEKEND:
            yield from ((sleutel, False) for sleutel in missing_links(r.beeld, groep, i, lid))


class Open:
    """Collects the unknown facts that can still change an undecided answer: read off the undecided part of the rule."""

    def __init__(self, r: Rekenaar, rechten: Mapping[str, Recht]) -> None:
        self.r = r
        self.rechten = rechten
        self.gevonden: dict[str, None] = {}
        self.gaten: set[tuple[str, int]] = set()
        """The parameters of which no amount is known on a day, as (id, day): they leave the answer open."""
        self._bezig: set[tuple[str, int]] = set()
        self._gezien: set[tuple[Knoop, int]] = set()

    def collect(self, k: Knoop, i: int) -> None:
        """Add the unknown facts below a node, as far as its value is open: what is decided below it is left alone."""
        if (k, i) in self._gezien:
            return
        self._gezien.add((k, i))
        waarde = self.r.value(k, i)
        if waarde in (JA, NEE) if k.typ.soort == "bool" else is_point(waarde):
            return
        if isinstance(k, _ONTHOUDEN) and not self.r.ontleding.is_linked(k):
            self._remembered(k, i)
        else:
            self._collect(k, i)

    def _remembered(self, k: Knoop, i: int) -> None:
        """What is open below a part without a link is the same in every right that reads it: found once."""
        if i != HUISHOUDEN and self.r.ontleding.is_loose(k):
            i = HUISHOUDEN
        gevonden = self.r.openmemo.get((k, i))
        if gevonden is None:
            apart = Open(self.r, self.rechten)
            apart._collect(k, i)
            gevonden = self.r.openmemo[k, i] = apart.gevonden, apart.gaten
        self.gevonden.update(gevonden[0])
        self.gaten |= gevonden[1]

    def _collect(self, k: Knoop, i: int) -> None:
        match k:
            case Als():
                self._choice(k, i)
            case OverLeden():
                self._members(k, i)
            case RechtOpen():
                self._chain(k, i)
            case Param():
                if (dag := self.r.missing_on(k, i)) is not None:
                    self.gaten.add((k.id, dag))
                self.collect(k.datum, i)
            case Plaatselijk():
                self._local(k, i)
            case Feit() | Heeft() | Persoonsbedrag():
                self._all_unknown(k, i)
            case _:
                for c in children(k):
                    self.collect(c, i)

    def _local(self, k: Plaatselijk, i: int) -> None:
        if self.r.beeld.gezin.gemeente is None:
            self.gevonden["gezin.gemeente"] = None
        for tak in local_branches(self.r, k):
            if tak is not None:
                self.collect(tak, i)

    def _choice(self, k: Als, i: int) -> None:
        """Of a choice that is made only the side that is taken."""
        w = self.r.truth(k.voorwaarde, i)
        self.collect(k.voorwaarde, i)
        for kant, valt_weg in ((k.dan, NEE), (k.anders, JA)):
            if w != valt_weg:
                self.collect(kant, i)

    def _all_unknown(self, k: Knoop, i: int) -> None:
        for sleutel, bekend in facts_used(self.r, k, i):
            if not bekend:
                self.gevonden[sleutel] = None

    def _members(self, k: OverLeden, i: int) -> None:
        for sleutel, bekend in member_facts(self.r, k.groep, i):
            if not bekend:
                self.gevonden[sleutel] = None
        for lid, _ in self.r.group(k.groep, i)[0]:
            if k.waar is not None:
                self.collect(k.waar, lid)
                if self.r.truth(k.waar, lid) == NEE:
                    continue
            self.collect(k.a, lid)

    def _chain(self, k: RechtOpen, i: int) -> None:
        eenheid = HUISHOUDEN if k.niveau == "gezin" else i
        if in_use(self.r, k.id, k.niveau, eenheid, k.bron) == ONBEKEND:
            self.gevonden[leaf_key(self.r, k, i)] = None
        if (k.id, eenheid) not in self._bezig:
            self._bezig.add((k.id, eenheid))
            self.collect(self.rechten[k.id].voorwaarden, eenheid)

"""The functions that generated explanations call: what is too long to write out in place.

They say the same as `uitleg`, on units instead of indices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence

from rechtenverkenner.model.bedrag import Interval
from rechtenverkenner.model.knopen import ONBEKEND, Heeft, Knoop, Persoonsbedrag, RechtOpen
from rechtenverkenner.model.makers import maker
from rechtenverkenner.model.oordeel import UITKOMST_VAN, ParameterGebruik, Uitkomst, Uitleg, Verandering, Vergelijking
from rechtenverkenner.motor import bouwstenen as b
from rechtenverkenner.motor.bouwstenen import Eenheid, Groep, Takken
from rechtenverkenner.motor.feitsleutels import facts_used, leaf_key, member_facts
from rechtenverkenner.motor.uitleg import (
    MISSCHIEN_MEER,
    Uitlegger,
    birthday,
    distance,
    make_uitleg,
    no_rule,
    opposite,
    perhaps,
    renamed,
    restrict,
)

Vorm = Callable[[Eenheid], Uitleg]
Naam = tuple[str, str, tuple[str, ...]]
"""Id, label and source of a condition."""
Paren = Iterable[tuple[str, Interval]]
"""Parameters with the date they are read for."""
Verbruik = MutableMapping[int, tuple[ParameterGebruik, ...]]

changed = maker(Verandering)
compared = maker(Vergelijking)


def all_of(uitkomsten: Sequence[Uitkomst]) -> Uitkomst:
    """Of what must all hold."""
    if "nee" in uitkomsten:
        return "nee"
    return "onbekend" if "onbekend" in uitkomsten else "mens" if "mens" in uitkomsten else "ja"


def any_of(uitkomsten: Sequence[Uitkomst]) -> Uitkomst:
    """Of what must hold once."""
    if "ja" in uitkomsten:
        return "ja"
    return "mens" if "mens" in uitkomsten else "onbekend" if "onbekend" in uitkomsten else "nee"


def not_of(uitkomsten: Sequence[Uitkomst]) -> Uitkomst:
    """Of what must not hold."""
    return opposite(uitkomsten[0])


def members(
    u: Eenheid, groep: Groep, groepsnaam: str, deel_van: Vorm, waar_van: Vorm | None, iemand: bool, naam: Naam
) -> Uitleg:
    """A question to the members of a group: who it is that has it, or has not."""
    kenmerk, label, bron = naam
    leden, is_open = groep
    delen = []
    for lid, zeker in leden:
        deel, wie = deel_van(lid), lid[b.PERSOON].id
        if deel.over != wie:
            deel = renamed(deel, deel.id, deel.label, wie, deel.bron)
        waar = [] if waar_van is None else [waar_van(lid)]
        if zeker == ONBEKEND:
            feiten = member_facts(u[b.UITLEGGER].r, groepsnaam, u[b.NUMMER])
            waar.append(perhaps(wie, tuple(sleutel for sleutel, _ in feiten)))
        delen.append(restrict(deel, waar, iemand) if waar else deel)
    if is_open:
        delen.append(MISSCHIEN_MEER)
    soort, samen = ("een_van", any_of) if iemand else ("alle", all_of)
    uitkomst = samen([d.uitkomst for d in delen])
    return make_uitleg(kenmerk, label, soort, uitkomst, "", tuple(delen), None, (), (), bron, None, "")


def named_again(u: Eenheid, onder: Uitleg, naam: Naam, van_aansluiting: bool) -> Uitleg:
    """A condition that is nothing but another one, or what a municipality says."""
    kenmerk, label, bron = naam
    if not onder.id:
        return renamed(onder, kenmerk, label or onder.label, onder.over, bron)
    over = "" if van_aansluiting or u[b.PERSOON] is None else u[b.PERSOON].id
    return make_uitleg(kenmerk, label, "alle", onder.uitkomst, over, (onder,), None, (), (), bron, None, "")


def local(u: Eenheid, takken: Takken, w: int) -> Uitleg:
    """What the municipality fills in."""
    rij = b.possible_branches(u, takken)
    if len(rij) == 1 and rij[0] is not None:
        uitleg: Uitleg = rij[0](u)
        return uitleg
    return no_rule(len(rij), w)


def amount_changed(feiten: tuple[str, ...], op: str, a: Interval, z: Interval, eenheid: str) -> Verandering | None:
    """How much less or more it must be; nothing where only the law can change it."""
    if not feiten:
        return None
    richting = "minder" if op in ("<", "<=") else "meer"
    return changed("bedrag", feiten[0], distance(op, a, z), eenheid, richting)


def one_change(een_van: bool, delen: Iterable[Verandering | None]) -> Verandering | None:
    """Of parts that say no: one change that turns the whole."""
    anders = [v for v in delen if v is not None]
    return anders[0] if anders and (een_van or len(anders) == 1) else None


def names_of_members(
    u: Eenheid, plaats: int, groep: Groep, groepsnaam: str, van_lid: Sequence[Callable[[Eenheid], tuple[str, ...]]]
) -> tuple[str, ...]:
    """The names of the facts that a question to a group reads, kept in that place."""
    namen: list[str] = []
    if groep[1] or any(zeker == ONBEKEND for _, zeker in groep[0]):
        namen = [sleutel for sleutel, _ in member_facts(u[b.UITLEGGER].r, groepsnaam, u[b.NUMMER])]
    for lid, _ in groep[0]:
        for names in van_lid:
            namen += names(lid)
    uit: tuple[str, ...] = tuple(dict.fromkeys(namen))
    u[plaats] = uit
    return uit


def leaf_name(u: Eenheid, k: Heeft | RechtOpen | Persoonsbedrag) -> str:
    """The name of an amount of a year."""
    return leaf_key(u[b.UITLEGGER].r, k, u[b.NUMMER])


def names_of_leaf(u: Eenheid, k: Knoop) -> list[str]:
    """The names of the facts below a part that a municipality fills in."""
    return [sleutel for sleutel, _ in facts_used(u[b.UITLEGGER].r, k, u[b.NUMMER])]


def used(u: Eenheid, paren: Paren) -> tuple[ParameterGebruik, ...]:
    """The periods of parameters that dates fall in."""
    uitlegger: Uitlegger = u[b.UITLEGGER]
    uit = [uitlegger.usage(*paar) for paar in dict.fromkeys(paren)]
    return uit[0] if len(uit) == 1 else tuple([g for gebruik in uit for g in gebruik])


def used_all_day(verbruik: Verbruik, nummer: int, u: Eenheid, paren: Paren) -> tuple[ParameterGebruik, ...]:
    """The same, of what no household changes: kept for the day."""
    uit = verbruik[nummer] = used(u, paren)
    return uit


def pairs_of_members(groep: Groep, van_lid: Sequence[Callable[[Eenheid], Paren]]) -> list[tuple[str, Interval]]:
    """The parameters that a question to a group reads of its members."""
    return [paar for lid, _ in groep[0] for pairs in van_lid for paar in pairs(lid)]


def local_pairs(u: Eenheid, takken: Takken) -> list[tuple[str, Interval]]:
    """The parameters that the rules read that can hold in the municipality."""
    return [paar for pairs in b.possible_branches(u, takken) if pairs is not None for paar in pairs(u)]


OMGEVING: Mapping[str, object] = {
    **{f.__name__: f for f in (all_of, any_of, not_of, members, named_again, local, amount_changed, one_change)},
    **{f.__name__: f for f in (names_of_members, leaf_name, names_of_leaf, used, used_all_day, birthday)},
    **{f.__name__: f for f in (pairs_of_members, local_pairs)},
    "make": make_uitleg,
    "changed": changed,
    "compared": compared,
    "in_use": b.in_use,
    "ANTWOORDEN": UITKOMST_VAN,
}
"""What generated explanations may name, besides what the rules may."""

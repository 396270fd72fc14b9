"""How each operator is written as Python: one small function per kind of node, as in `semantiek`.

A boolean is an expression that stops as soon as the answer is known; what is too long to write out in place is a call
of `bouwstenen`. Of a question to the members of a group it is no expression but lines (`ledenlus`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rechtenverkenner.model.bedrag import NIET_NEGATIEF
from rechtenverkenner.model.bedrag import ONBEKEND as ALLES
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.knopen import (
    GESPIEGELD,
    JA,
    MENS,
    NEE,
    ONBEKEND,
    Alle,
    Als,
    Const,
    Datumfunctie,
    EenVan,
    Feit,
    Heeft,
    InLijst,
    Knoop,
    Maal,
    MaalBreuk,
    Menselijk,
    Min,
    Niet,
    OverLeden,
    Param,
    Persoonsbedrag,
    Plaatselijk,
    Plus,
    Staffel,
    Stappen,
    Uiterste,
    Vergelijk,
)
from rechtenverkenner.motor import bouwstenen as b
from rechtenverkenner.motor.cellen import Cel
from rechtenverkenner.motor.ledenlus import over_members

if TYPE_CHECKING:
    from rechtenverkenner.motor.gegenereerd import Plek, Schrijver

_BAK = {"persoon": b.PERSOON, "aansluiting": b.AANSLUITING, "woning": b.WONING, "gezin": b.GEZIN}

Operator = Callable[..., str]
BREEDTE = 50
"""How many alternatives stand in one expression."""
KORT = 60
"""How long an expression is that may be written twice."""


def branches(s: Schrijver, tabel: str, k: Plaatselijk, namen: list[str]) -> str:
    """The table of the local rules of a part: where and when, and a function for each (and for where there is none)."""
    takken = ", ".join(
        f"(frozenset({sorted(t.nis)}), {t.vanaf}, {t.tot}, {naam})" for t, naam in zip(k.takken, namen, strict=False)
    )
    standaard = "None" if k.standaard is None else namen[-1]
    return s.table(tabel, f"branches_on(D, [{takken}], {standaard})")


def _const(s: Schrijver, cel: Cel, k: Const, p: Plek) -> str:
    assert isinstance(k.waarde, frozenset)
    return f"frozenset({sorted(k.waarde)})"


def _param(s: Schrijver, cel: Cel, k: Param, p: Plek) -> str:
    return f"P({k.id!r}, {s.expression(cel.delen[0], p)})"


def is_read_in_place(k: Knoop) -> bool:
    """Whether working it out again costs no more than keeping its value (every unit holds the household's facts)."""
    match k:
        case Feit():
            return k.typ.soort in ("bool", "keuze") and k.naam != "partnerband"
        case Vergelijk(op="==" | "!=", b=Const()):
            return k.a.typ.soort == "keuze" and is_read_in_place(k.a)
        case InLijst(lijst=Const()) | Niet():
            return is_read_in_place(k.a)
        case _:
            return False


def _fact(s: Schrijver, cel: Cel, k: Feit, p: Plek) -> str:
    if k.naam == "partnerband":
        return f"u[{b.BEELD}].bond(u[{b.NUMMER}])"
    waarde = f"u[{_BAK[REGISTER[k.naam][1]]}].{k.naam}"
    if k.typ.soort == "keuze":
        return waarde
    t = s.temporary()
    if k.typ.soort == "bool":
        return f"({ONBEKEND} if ({t} := {waarde}) is None else {JA} if {t} else {NEE})"
    soort = s.table(f"S{cel.nummer}", f"Type({k.typ.soort!r}, {k.typ.eenheid!r})")
    leeg = ALLES if k.typ.soort == "datum" else NIET_NEGATIEF
    return f"({leeg} if ({t} := {waarde}) is None else to_value({t}, {soort}))"


def _personal_amount(s: Schrijver, cel: Cel, k: Persoonsbedrag, p: Plek) -> str:
    jaar = s.expression(cel.delen[0], p) if cel.delen else "None"
    return f"u[{b.BEELD}].personal_amount(u[{b.NUMMER}], {k.soort!r}, {k.begrip!r}, {jaar})"


def _date_function(s: Schrijver, cel: Cel, k: Datumfunctie, p: Plek) -> str:
    return f"datum_{k.naam}([{', '.join(s.all_below(cel, p))}])"


def _compare(s: Schrijver, cel: Cel, k: Vergelijk, p: Plek) -> str:
    x, y = s.all_below(cel, p)
    soort = k.a.typ.soort
    if soort == "keuze":
        gelijk = _same_choice(s, x, k.b.waarde) if isinstance(k.b, Const) else f"same_choice({x}, {y})"
        return gelijk if k.op == "==" else f"OMGEKEERD[{gelijk}]"
    if soort == "bool":
        gelijk = f"same_truth({x}, {y})"
        return gelijk if k.op == "==" else f"OMGEKEERD[{gelijk}]"
    links, rechts = cel.delen
    if rechts.vast:
        return _against(s, x, k.op, *s.ends(rechts))
    if links.vast:
        return _against(s, y, GESPIEGELD[k.op], *s.ends(links))
    return {
        "<=": f"at_most({x}, {y})",
        ">=": f"at_most({y}, {x})",
        "<": f"OMGEKEERD[at_most({y}, {x})]",
        ">": f"OMGEKEERD[at_most({x}, {y})]",
        "==": f"equal({x}, {y})",
        "!=": f"OMGEKEERD[equal({x}, {y})]",
    }[k.op]


def _same_choice(s: Schrijver, x: str, waarde: object) -> str:
    """`same_choice` with a written value, in place."""
    t = s.temporary()
    return f"({ONBEKEND} if ({t} := {x}) is None else {JA} if {t} == {waarde!r} else {NEE})"


def _against(s: Schrijver, x: str, op: str, van: str, tot: str) -> str:
    """A comparison with a number from `van` to `tot` that no household changes: what makes it yes, then what no."""
    t = s.temporary()
    laag, hoog = f"{t}[0] is not None and {t}[0]", f"{t}[1] is not None and {t}[1]"
    toetsen = {
        "<=": (f"{hoog} <= {van}", f"{laag} > {tot}"),
        ">=": (f"{laag} >= {tot}", f"{hoog} < {van}"),
        "<": (f"{hoog} < {van}", f"{laag} >= {tot}"),
        ">": (f"{laag} > {tot}", f"{hoog} <= {van}"),
        "==": (f"{hoog} <= {van} and {laag} >= {tot}", f"{laag} > {tot} or {hoog} < {van}"),
    }
    ja, nee = toetsen["==" if op == "!=" else op]
    antwoord = (NEE, JA) if op == "!=" else (JA, NEE)
    return f"({antwoord[0]} if ({t} := {x}) and {ja} else {antwoord[1]} if {nee} else {ONBEKEND})"


def _in_list(s: Schrijver, cel: Cel, k: InLijst, p: Plek) -> str:
    a, lijst = s.all_below(cel, p)
    if not isinstance(k.lijst, Const):
        return f"is_in({a}, {lijst})"
    t = s.temporary()
    return f"({ONBEKEND} if ({t} := {a}) is None else {JA} if {t} in {lijst} else {NEE})"


def _work(cel: Cel) -> float:
    return cel.kosten


def _all(s: Schrijver, cel: Cel, k: Alle, p: Plek) -> str:
    """The lowest: a no ends it. What is least work goes first: which part is looked at first does not matter."""
    delen = [s.expression(d, p) for d in sorted(cel.delen, key=_work) if not isinstance(d.knoop, Menselijk)]
    uit = _lowest(s, delen) if delen else str(MENS)
    return uit if len(delen) == len(cel.delen) else f"({uit} & {MENS})"


def _lowest(s: Schrijver, delen: list[str]) -> str:
    t = s.temporary()
    eerste, *rest = delen
    midden = "".join(f" else {NEE} if ({t} := {t} & {a}) == {NEE}" for a in rest[:-1])
    return f"({NEE} if ({t} := {eerste}) == {NEE}{midden} else {t} & {rest[-1]})" if rest else eerste


def _any(s: Schrijver, cel: Cel, k: EenVan, p: Plek) -> str:
    """The highest: a yes ends it. What is least work goes first, and what one look can answer is taken together."""
    samen: dict[object, list[Cel]] = {}
    for d in sorted(cel.delen, key=_work):
        samen.setdefault(_looked_at(s, d), []).append(d)
    return _highest(s, [_together(s, delen, p) for delen in samen.values()])


def _looked_at(s: Schrijver, cel: Cel) -> object:
    """The same for alternatives that look at the same: one choice, or one list of statuses or rights."""
    match cel.knoop:
        case Vergelijk(op="==", b=Const()) as k if k.a.typ.soort == "keuze":
            return "keuze", cel.delen[0].nummer
        case Heeft() as k if is_dated(cel):
            return k.bron, k.niveau, s.absent(cel, k)
        case _:
            return cel.nummer


def is_dated(cel: Cel) -> bool:
    """Whether no household changes the days that are asked about."""
    return all(d.vast for d in cel.delen)


def _together(s: Schrijver, delen: list[Cel], p: Plek) -> str:
    """The highest of alternatives that look at the same."""
    k = delen[0].knoop
    if len(delen) > 1 and isinstance(k, Vergelijk):
        keuzes = [repr(x.b.waarde) for d in delen if isinstance(x := d.knoop, Vergelijk) and isinstance(x.b, Const)]
        t = s.temporary()
        feit = s.expression(delen[0].delen[0], p)
        return f"({ONBEKEND} if ({t} := {feit}) is None else {JA} if {t} in {{{', '.join(keuzes)}}} else {NEE})"
    een_voor_een = _highest(s, [s.expression(d, p) for d in delen])
    if len(delen) == 1 or not isinstance(k, Heeft):
        return een_voor_een
    namen = sorted(d.knoop.id for d in delen if isinstance(d.knoop, Heeft))
    tabel = s.table(f"N{'_'.join(str(d.nummer) for d in delen)}", f"frozenset({namen})")
    lijst, rest = b.LIJSTEN[k.bron, k.niveau][0], s.absent(delen[0], k)
    return f"(u[{rest}] if {tabel}.isdisjoint(u[{lijst}]) else {een_voor_een})"


def _highest(s: Schrijver, delen: list[str]) -> str:
    while len(delen) > BREEDTE:  # each alternative stands inside the one before it, and a compiler goes only so deep
        delen = [_highest(s, delen[i : i + BREEDTE]) for i in range(0, len(delen), BREEDTE)]
    t = s.temporary()
    eerste, *rest = delen
    midden = "".join(f" else {JA} if ({t} := {t} | {a}) == {JA}" for a in rest[:-1])
    return f"({JA} if ({t} := {eerste}) == {JA}{midden} else {t} | {rest[-1]})" if rest else eerste


def _not(s: Schrijver, cel: Cel, k: Niet, p: Plek) -> str:
    return f"OMGEKEERD[{s.expression(cel.delen[0], p)}]"


def _call(naam: str) -> Operator:
    def write(s: Schrijver, cel: Cel, k: Knoop, p: Plek) -> str:
        return f"{naam}({', '.join(s.all_below(cel, p))})"

    return write


def _times(s: Schrijver, cel: Cel, k: Maal, p: Plek) -> str:
    return f"multiply({', '.join(s.all_below(cel, p))}, {k.deler})"


def _fraction(s: Schrijver, cel: Cel, k: MaalBreuk, p: Plek) -> str:
    x = s.expression(cel.delen[0], p)
    if k.noemer == 1 and k.teller > 0:  # nothing to round, and the ends keep their order
        return x if k.teller == 1 else f"times({x}, {k.teller})"
    return f"scale({x}, {k.teller}, {k.noemer}, afronding={k.afronding!r})"


def _extreme(s: Schrijver, cel: Cel, k: Uiterste, p: Plek) -> str:
    return f"{'minimum' if k.soort == 'kleinste' else 'maximum'}([{', '.join(s.all_below(cel, p))}])"


def _if(s: Schrijver, cel: Cel, k: Als, p: Plek) -> str:
    """Only the side that is taken is worked out."""
    t = s.temporary()
    c, dan, anders = s.all_below(cel, p)
    if k.typ.soort in ("getal", "datum") and len(dan) <= KORT:
        y = s.temporary()  # an interval is never empty, so the last test only gives it a name
        half = f"({y} if {t} == {NEE} else hull({dan}, {y}))"
        return f"({dan} if ({t} := {c}) == {JA} else {half} if ({y} := {anders}) else None)"
    if k.typ.soort in ("getal", "datum"):
        d, y = s.temporary(), s.temporary()
        ja, nee = f"({d} := {dan}) and {t} == {JA}", f"({y} := {anders}) and {t} == {NEE}"
        return f"({d} if ({t} := {c}) != {NEE} and {ja} else {y} if {nee} else hull({d}, {y}))"
    soort = "truth" if k.typ.soort == "bool" else "choice"
    return f"if_{soort}(({t} := {c}), {t} != {NEE} and {dan}, {t} == {JA} or {anders})"


def _table(s: Schrijver, cel: Cel, k: Staffel, p: Plek) -> str:
    a, *rest = s.all_below(cel, p)
    n = len(k.grenzen)
    return f"table({a}, [{', '.join(rest[:n])}], [{', '.join(rest[n:])}], {k.inclusief})"


def _has(s: Schrijver, cel: Cel, k: Heeft, p: Plek) -> str:
    op, *rest = s.all_below(cel, p)
    heeft = f"Heeft({k.id!r}, {k.bron!r}, {k.niveau!r}, None, {k.minstens_maanden})"
    return f"has(u, {s.table(f'H{cel.nummer}', heeft)}, {op}, {rest[0] if rest else 'None'})"


def _local(s: Schrijver, cel: Cel, k: Plaatselijk, p: Plek) -> str:
    takken = branches(s, f"T{cel.nummer}", k, [s.callable(d, los=cel.los) for d in cel.delen])
    if k.typ.soort == "bool":
        return f"local_truth(u, {takken})"
    if k.typ.soort in ("keuze", "lijst"):
        return f"local_choice(u, {takken})"
    return f"local_number(u, {takken}, {NIET_NEGATIEF if k.typ.soort == 'getal' else ALLES})"


OPERATOREN: Mapping[type, Callable[..., str]] = {
    Const: _const,
    Param: _param,
    Feit: _fact,
    Persoonsbedrag: _personal_amount,
    Datumfunctie: _date_function,
    Vergelijk: _compare,
    InLijst: _in_list,
    Alle: _all,
    EenVan: _any,
    Niet: _not,
    Plus: _call("add"),
    Min: _call("subtract"),
    Maal: _times,
    MaalBreuk: _fraction,
    Stappen: _call("whole_steps"),
    Uiterste: _extreme,
    Als: _if,
    Staffel: _table,
    OverLeden: over_members,
    Heeft: _has,
    Plaatselijk: _local,
}

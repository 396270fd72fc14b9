"""What can be wrong with one node of a rule: each kind of node with its small faults, in words and as a node.

A fault that leaves the meaning the same (an age of at least -1 instead of at least 0) is marked, so that nobody has to
look for a case that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, add_days, to_date
from rechtenverkenner.model.knopen import (
    BOOL,
    DATUM,
    Alle,
    Als,
    Const,
    EenVan,
    Heeft,
    Knoop,
    MaalBreuk,
    Menselijk,
    Niet,
    OverLeden,
    Plaatselijk,
    RechtOpen,
    Staffel,
    Type,
    Uiterste,
    Vergelijk,
    Voorwaarde,
    walk,
)
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.verificatie.zinnen import number_text, phrase

ZELFDE: Final = "zegt hetzelfde in andere woorden"
_TEGENHANGER: Final[Mapping[str, Any]] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
_ONTLEDING: Final = Ontleding()


@dataclass(frozen=True, slots=True)
class Fout:
    """One fault of a node: in words, the node instead, and why nobody could notice (empty when somebody could)."""

    tekst: str
    knoop: Knoop
    gelijkwaardig: str = ""


def faults(k: Knoop, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    """Every fault of one node; `namen` are the names of conditions."""
    maker = _FOUTEN.get(type(k))
    if maker is not None:
        yield from maker(k, namen)


def shifts(waarde: int, typ: Type) -> tuple[int, ...]:
    """One step lower and higher: a day, a cent, one; of a price or factor the last written decimal, at most 0.01."""
    if typ.soort == "datum":
        return () if waarde in (VROEGSTE, LAATSTE) else (add_days(waarde, -1), add_days(waarde, 1))
    stap = 10 ** max(SCHAAL[typ.eenheid] - 2, 0)
    while waarde % stap:
        stap //= 10
    return waarde - stap, waarde + stap


def _comparison(k: Vergelijk, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    op = _TEGENHANGER[k.op]
    yield Fout(f"{k.op} wordt {op}", replace(k, op=op))
    for vast in (k.a, k.b):
        if isinstance(vast, Const):
            for fout in _constant(vast, namen):
                anders = replace(k, a=fout.knoop) if vast is k.a else replace(k, b=fout.knoop)
                yield Fout(f"{k.op} {fout.tekst}", anders, ZELFDE if _same_numbers(k, anders) else "")


def _same_numbers(a: Vergelijk, b: Vergelijk) -> bool:
    """Whether a comparison of something that is never negative with a constant holds for the same numbers."""
    if not isinstance(a.b, Const) or a.a.typ.soort != "getal" or not _ONTLEDING.is_never_negative(a.a):
        return False
    return _threshold(a) == _threshold(b)


def _threshold(k: Vergelijk) -> tuple[bool, int]:
    """The comparison as "at least": whether it is turned around, and from which number on; equality as itself."""
    assert isinstance(k.b, Const)
    assert isinstance(k.b.waarde, tuple)
    assert k.b.waarde[0] is not None
    grens = k.b.waarde[0]
    if k.op in ("==", "!="):
        return k.op == "!=", max(grens, -1)
    return k.op in ("<", "<="), max(grens + (k.op in (">", "<=")), 0)


def _constant(k: Const, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    if isinstance(k.waarde, frozenset):
        for woord in sorted(k.waarde):
            yield Fout(f"lijst zonder `{woord}`", replace(k, waarde=k.waarde - {woord}))
    elif k.typ.soort in ("getal", "datum") and isinstance(k.waarde, tuple) and k.waarde[0] is not None:
        oud = number_text(k.waarde[0], k.typ)
        for nieuw in shifts(k.waarde[0], k.typ):
            yield Fout(f"{oud} wordt {number_text(nieuw, k.typ)}", replace(k, waarde=(nieuw, nieuw)))


def _group(k: Alle | EenVan, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    soort, ander = ("alle", "een_van") if isinstance(k, Alle) else ("een_van", "alle")
    if len(k.args) > 1:
        yield Fout(f"{soort} wordt {ander}", EenVan(k.args) if isinstance(k, Alle) else Alle(k.args))
    for n, a in enumerate(k.args):
        naam = _name(a, namen)
        rest = (*k.args[:n], *k.args[n + 1 :])
        if rest:
            yield Fout(f"{soort} zonder {naam}", rest[0] if len(rest) == 1 else replace(k, args=rest))
        if _can_be_negated(a):
            anders = replace(k, args=(*k.args[:n], Niet(a), *k.args[n + 1 :]))
            yield Fout(f"{soort} met niet {naam}", anders)


def _name(k: Knoop, namen: Mapping[Voorwaarde, str]) -> str:
    return namen.get(k, k.id) if isinstance(k, Voorwaarde) else phrase(k)


def _can_be_negated(k: Knoop) -> bool:
    """Not what is negated already, and not what the loader refuses below a negation: a chain or a judgement."""
    return not isinstance(k, Niet) and not any(isinstance(x, (RechtOpen, Menselijk)) for x in walk(k))


def _negation(k: Niet, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    yield Fout(f"zonder niet voor {_name(k.a, namen)}", k.a)


def _fraction(k: MaalBreuk, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    if k.noemer == 1 and (k.teller in (0, 1) or k.typ.eenheid != k.a.typ.eenheid):
        return  # not a written fraction: nothing of this unit, or a change of unit
    oud = f"{k.teller}/{k.noemer}"
    for stap in (-1, 1):
        teller, noemer = (k.teller, k.noemer + stap) if k.teller == 1 else (k.teller + stap, k.noemer)
        yield Fout(f"breuk {oud} wordt {teller}/{noemer}", replace(k, teller=teller, noemer=noemer))
    if k.noemer != 1:
        for afronding in ("half_op", "beneden", "boven"):
            if afronding != k.afronding:
                yield Fout(f"afronding {k.afronding} wordt {afronding}", replace(k, afronding=afronding))


def _extreme(k: Uiterste, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    ander: Any = "grootste" if k.soort == "kleinste" else "kleinste"
    yield Fout(f"{k.soort} wordt {ander}", replace(k, soort=ander))


def _choice(k: Als, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    if _can_be_negated(k.voorwaarde):
        yield Fout("als wordt als niet", replace(k, dan=k.anders, anders=k.dan))


def _table(k: Staffel, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    soorten = ("tot_en_met", "onder")
    oud, nieuw = soorten if k.inclusief else reversed(soorten)
    yield Fout(f"staffel {oud} wordt {nieuw}", replace(k, inclusief=not k.inclusief))


def _members(k: OverLeden, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    ander: Any = {"iemand": "iedereen", "iedereen": "iemand"}.get(k.soort)
    if ander:
        yield Fout(f"{k.soort} wordt {ander}", replace(k, soort=ander))
    if k.a.typ == BOOL and not isinstance(k.a, (Const, Alle, EenVan)) and _can_be_negated(k.a):
        yield Fout(f"{k.soort} met niet {_name(k.a, namen)}", replace(k, a=Niet(k.a)))
    if k.waar is not None:
        yield Fout(f"{k.soort} zonder waar", replace(k, waar=None))
        if not isinstance(k.waar, (Alle, EenVan)) and _can_be_negated(k.waar):
            yield Fout(f"{k.soort} waar niet", replace(k, waar=Niet(k.waar)))


def _held(k: Heeft, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    if k.minstens_maanden:
        for maanden in (k.minstens_maanden - 1, k.minstens_maanden + 1):
            tekst = f"{k.id} minstens_maanden {k.minstens_maanden} wordt {maanden}"
            yield Fout(tekst, replace(k, minstens_maanden=maanden))


def _local(k: Plaatselijk, namen: Mapping[Voorwaarde, str]) -> Iterator[Fout]:
    for n, tak in enumerate(k.takken):
        waar = tak.herkomst.split("/")[-2] if "/" in tak.herkomst else tak.herkomst
        anders = [("vanaf", tak.vanaf, d, replace(tak, vanaf=d)) for d in shifts(tak.vanaf, DATUM)]
        anders += [("tot", tak.tot, d, replace(tak, tot=d)) for d in shifts(tak.tot, DATUM)]
        for veld, oud, nieuw, fout in anders:
            tekst = f"{waar} {veld} {to_date(oud).isoformat()} wordt {to_date(nieuw).isoformat()}".lstrip()
            yield Fout(tekst, replace(k, takken=(*k.takken[:n], fout, *k.takken[n + 1 :])))


_FOUTEN: Final[Mapping[type, Callable[..., Iterator[Fout]]]] = {
    Vergelijk: _comparison,
    Const: _constant,
    Alle: _group,
    EenVan: _group,
    Niet: _negation,
    MaalBreuk: _fraction,
    Uiterste: _extreme,
    Als: _choice,
    Staffel: _table,
    OverLeden: _members,
    Heeft: _held,
    Plaatselijk: _local,
}

"""A part of a rule in a few words, close to how it is written in the file."""

from __future__ import annotations

from rechtenverkenner.model.bedrag import to_decimal
from rechtenverkenner.model.datums import to_date
from rechtenverkenner.model.knopen import (
    Alle,
    Als,
    Begrip,
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
    OpDatum,
    OverLeden,
    Param,
    Persoonsbedrag,
    Plaatselijk,
    Plus,
    RechtOpen,
    Staffel,
    Stappen,
    Type,
    Uiterste,
    Vergelijk,
    Voorwaarde,
)

LANGST = 60


def phrase(k: Knoop, *, hoogstens: int = LANGST) -> str:
    """A node as an expression, cut when it is long."""
    tekst = _phrase(k)
    return tekst if len(tekst) <= hoogstens else tekst[: hoogstens - 3].rstrip() + "..."


def number_text(waarde: int, typ: Type) -> str:
    """A number or a date on its scale, as somebody writes it: at least two decimals of what has more than two."""
    if typ.soort == "datum":
        return to_date(waarde).isoformat()
    heel, komma, rest = f"{to_decimal(waarde, typ.eenheid):f}".partition(".")
    return heel + komma + rest[:2] + rest[2:].rstrip("0")


def _phrase(k: Knoop) -> str:  # noqa: C901 - one row per kind of node
    match k:
        case Const():
            return _constant(k)
        case Param() | Heeft() | RechtOpen() | Voorwaarde():
            return _named(k)
        case Feit() | Begrip():
            return k.naam
        case Persoonsbedrag():
            return f"{k.soort}({k.begrip})"
        case OpDatum():
            return "op_datum"
        case Datumfunctie(naam="leeftijd", args=(Feit(), dag)):
            return "leeftijd" if isinstance(dag, OpDatum) else f"leeftijd_op({_phrase(dag)})"
        case Datumfunctie():
            return f"{k.naam}({', '.join(map(_phrase, k.args))})"
        case Vergelijk():
            return f"{_phrase(k.a)} {k.op} {_phrase(k.b)}"
        case InLijst():
            return f"{_phrase(k.a)} in {_phrase(k.lijst)}"
        case Alle() | EenVan():
            return (" and " if isinstance(k, Alle) else " or ").join(map(_inner, k.args))
        case Niet():
            return f"not {_inner(k.a)}"
        case Plus() | Min() | Maal() | Stappen() | MaalBreuk():
            return _arithmetic(k)
        case Uiterste():
            return f"{k.soort}({', '.join(map(_phrase, k.args))})"
        case Als():
            return f"{_inner(k.dan)} if {_phrase(k.voorwaarde)} else {_inner(k.anders)}"
        case Staffel():
            return f"staffel({_phrase(k.a)})"
        case OverLeden():
            waar = f", waar={_phrase(k.waar)}" if k.waar is not None else ""
            return f"{k.soort}({_phrase(k.a)}{waar}, {k.groep})"
        case Menselijk():
            return "beoordeling"
        case Plaatselijk():
            return f"plaatselijk {k.deel}"


def _constant(k: Const) -> str:
    if isinstance(k.waarde, tuple):
        return "?" if k.waarde[0] is None else number_text(k.waarde[0], k.typ)
    if isinstance(k.waarde, frozenset):
        return f"({', '.join(sorted(k.waarde))})"
    return str(k.waarde) if k.typ.soort == "keuze" else ("ja" if k.waarde else "nee")


def _named(k: Param | Heeft | RechtOpen | Voorwaarde) -> str:
    match k:
        case Param():
            return k.id.rpartition(".")[2]
        case Voorwaarde():
            return k.id
        case RechtOpen():
            return f"recht({k.id})"
        case Heeft():
            op = "" if isinstance(k.op, OpDatum) else f", op={_phrase(k.op)}"
            maanden = f", minstens_maanden={k.minstens_maanden}" if k.minstens_maanden else ""
            vanaf = "" if k.vanaf is None else f", vanaf={_phrase(k.vanaf)}"
            return f"heeft({k.id}{op}{maanden}{vanaf})"


def _arithmetic(k: Plus | Min | Maal | Stappen | MaalBreuk) -> str:
    match k:
        case Plus():
            return f"{_inner(k.a)} + {_inner(k.b)}"
        case Min():
            return f"{_inner(k.a)} - {_inner(k.b)}"
        case Maal():
            return f"{_inner(k.a)} * {_inner(k.b)}"
        case Stappen():
            return f"hele_stappen({_phrase(k.a)}, {_phrase(k.b)})"
        case MaalBreuk():
            return f"{_inner(k.a)} * {k.teller}/{k.noemer}"


def _inner(k: Knoop) -> str:
    tekst = _phrase(k)
    return f"({tekst})" if isinstance(k, (Alle, EenVan, Plus, Min, Als)) else tekst

"""Conditions that contradict each other: "younger than 18 and at least 65" can never both hold."""

from __future__ import annotations

from collections.abc import Iterator

from rechtenverkenner.catalogus.bron import Bron
from rechtenverkenner.catalogus.gelijkenis import canonical
from rechtenverkenner.meldingen import Melding
from rechtenverkenner.model.knopen import Alle, Begrip, Const, InLijst, Knoop, Vergelijk, Voorwaarde, walk
from rechtenverkenner.model.recht import Catalogus, Recht

_VEEL = 10**18


def contradictions(recht: Recht, catalogus: Catalogus, bron: Bron) -> list[Melding]:  # noqa: ARG001 - one signature
    """A conjunction of which two fixed limits exclude each other."""
    uit: dict[str, Melding] = {}
    for k in walk(recht.voorwaarden):
        if isinstance(k, Alle) and (wat := _impossible(k)):
            tekst = f"voorwaarden die samen nooit waar zijn: {wat}"
            uit[tekst] = bron.melding(
                "RV254", tekst, ("voorwaarden",), hulp="kijk de grenzen na, of splits in alternatieven"
            )
    return list(uit.values())


def _impossible(k: Alle) -> str:
    grenzen: dict[tuple[object, ...], tuple[int, int]] = {}
    keuzes: dict[tuple[object, ...], frozenset[str]] = {}
    for deel in _conjuncts(k):
        if isinstance(deel, InLijst) and isinstance(deel.lijst, Const) and isinstance(deel.lijst.waarde, frozenset):
            naam = canonical(deel.a)
            keuzes[naam] = keuzes.get(naam, deel.lijst.waarde) & deel.lijst.waarde
            if not keuzes[naam]:
                return _describe(deel.a)
        if not isinstance(deel, Vergelijk) or not isinstance(deel.b, Const):
            continue
        naam = canonical(deel.a)
        if isinstance(deel.b.waarde, str) and deel.op == "==":
            keuzes[naam] = keuzes.get(naam, frozenset({deel.b.waarde})) & {deel.b.waarde}
            if not keuzes[naam]:
                return _describe(deel.a)
        elif isinstance(deel.b.waarde, tuple) and (bereik := _range(deel.op, deel.b.waarde[0])):
            onder, boven = grenzen.get(naam, (-_VEEL, _VEEL))
            grenzen[naam] = max(onder, bereik[0]), min(boven, bereik[1])
            if grenzen[naam][0] > grenzen[naam][1]:
                return _describe(deel.a)
    return ""


def _conjuncts(k: Knoop) -> Iterator[Knoop]:
    if isinstance(k, Alle):
        for a in k.args:
            yield from _conjuncts(a)
    elif isinstance(k, (Voorwaarde, Begrip)):
        yield from _conjuncts(k.a)
    else:
        yield k


def _range(op: str, grens: int | None) -> tuple[int, int] | None:
    if grens is None:
        return None
    return {
        "<": (-_VEEL, grens - 1),
        "<=": (-_VEEL, grens),
        ">": (grens + 1, _VEEL),
        ">=": (grens, _VEEL),
        "==": (grens, grens),
    }.get(op)


def _describe(k: Knoop) -> str:
    return f"grenzen op `{getattr(k, 'naam', type(k).__name__.lower())}`"

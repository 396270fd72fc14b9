"""The values of an `opvolging.yaml`: states, their order, and the checks that hold for every one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from rechtenverkenner.catalogus.lezer import kort
from rechtenverkenner.catalogus.vorm import Kenmerk
from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.gezin import Sleutel
from rechtenverkenner.model.verwijzingen import Fout, Pad

Standsoort = Literal[
    "gevonden", "besproken", "afgesproken", "aangevraagd", "toegekend", "geweigerd", "ontvangen", "hernieuwing",
    "gestopt",
]  # fmt: skip
Drempelcode = Literal["bekend", "bereikbaar", "bruikbaar", "beschikbaar", "begrijpbaar", "betaalbaar", "betrouwbaar"]
Weigerreden = Literal["inkomen", "gezin", "verblijf", "termijn", "bewijs", "andere"]
BEGIN: Final = ("gevonden", "hernieuwing")
"""What a round starts with, the first one too."""

VERVOLG: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "gevonden": ("besproken", "afgesproken", "aangevraagd", "toegekend", "gestopt"),
        "besproken": ("afgesproken", "aangevraagd", "toegekend", "gestopt"),
        "afgesproken": ("aangevraagd", "toegekend", "gestopt"),
        "aangevraagd": ("toegekend", "geweigerd", "gestopt"),
        "toegekend": ("ontvangen", "gestopt"),
        "geweigerd": ("aangevraagd", "toegekend", "gestopt", "gevonden"),
        "ontvangen": ("gestopt", *BEGIN),
        "hernieuwing": ("besproken", "afgesproken", "aangevraagd", "toegekend", "geweigerd", "gestopt"),
        "gestopt": BEGIN,
    }
)
"""What may follow a state. A right that runs by itself is granted without a request; a refusal may be overturned."""

_Namen = Collection[str] | None
_VROEGST, _LAATST = date(1990, 1, 1), date(2100, 12, 31)
_ELF_CIJFERS = re.compile(r"(?:[0-9][ ./-]*){11}")
ANDER_PSEUDONIEM: Final = "kies letters, cijfers en streepjes die niet zeggen over wie het gaat, zoals `GZ-2026-014`"


class _Deel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


Dag = Annotated[date, Field(strict=True)]


class Stand(_Deel):
    """One state and the day it was reached; `drempel` is why it stopped, coded by B, `reden` why it was refused."""

    stand: Standsoort
    datum: Dag
    drempel: Drempelcode | None = None
    reden: Weigerreden | None = None
    opvolgen_op: Dag | None = None


class Gevolgd(_Deel):
    """One right, with the people or connections it is about (none: whoever the plan names), oldest state first."""

    recht: Kenmerk
    wie: Annotated[tuple[Sleutel, ...], Field(max_length=40)] = ()
    standen: Annotated[tuple[Stand, ...], Field(min_length=1, max_length=200)]

    def on(self, dag: date) -> Stand | None:
        """The state on a day; None when it was not followed yet."""
        return next((s for s in reversed(self.standen) if s.datum <= dag), None)


class Opvolging(_Deel):
    """The rights that are followed for one household, which is known by a pseudonym only.

    >>> Opvolging(pseudoniem="GZ-2026-014").rechten
    ()
    """

    versie: Literal[1] = 1
    pseudoniem: str
    rechten: Annotated[tuple[Gevolgd, ...], Field(max_length=500)] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if fouten := list(value_faults(self.model_dump())):
            raise ValueError(
                "\n".join(f"{code}|{tekst}|{hulp}|{'/'.join(map(str, p))}" for code, tekst, hulp, p in fouten)
            )
        return self


def same_people(een: Sequence[str], ander: Sequence[str]) -> bool:
    """Whether two lists of people can be about the same person; an empty list is about everybody."""
    return not een or not ander or bool(set(een) & set(ander))


def pseudonym_fault(waarde: str) -> str:
    """Why this cannot be a pseudonym, without repeating it; empty when it can."""
    if _ELF_CIJFERS.search(waarde):
        return "het pseudoniem lijkt op een rijksregisternummer: elf cijfers of meer na elkaar"
    if "@" in waarde:
        return "het pseudoniem lijkt op een e-mailadres"
    if re.search(r"\s", waarde.strip()):
        return "het pseudoniem lijkt op een naam: er staat een spatie in"
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", waarde):
        return "het pseudoniem heeft niet de juiste vorm: letters zonder accent, cijfers en `-`, hoogstens 40 tekens"
    return ""


def value_faults(
    data: Mapping[str, Any], *, rechten: _Namen = None, eenheden: _Namen = None, op_datum: date | None = None
) -> Iterator[Fout]:
    """What a right form does not say yet; on plain data, so that all faults of a file come together."""
    naam = data.get("pseudoniem")
    if isinstance(naam, (str, int)) and (fout := pseudonym_fault(str(naam))):
        yield "RV612", fout, ANDER_PSEUDONIEM, ("pseudoniem",)
    rij = [(i, g) for i, g in enumerate(_list(data.get("rechten"))) if isinstance(g, Mapping)]
    for i, g in rij:
        recht = g.get("recht")
        if rechten is not None and isinstance(recht, str) and recht not in rechten:
            hulp = did_you_mean(recht, rechten) or "zie `rechtenverkenner rechten`"
            yield "RV613", f"onbekend recht {kort(recht)}", hulp, ("rechten", i, "recht")
        yield from _people_faults(_texts(g.get("wie")), eenheden, ("rechten", i, "wie"))
        yield from _state_faults(_list(g.get("standen")), op_datum, ("rechten", i))
    for (_, een), (i, ander) in combinations(rij, 2):
        wie = [[x for _, x in _texts(g.get("wie"))] for g in (een, ander)]
        if isinstance(een.get("recht"), str) and een.get("recht") == ander.get("recht") and same_people(*wie):
            hulp = "zet alle standen bij elkaar, of noem bij elk met `wie` andere mensen"
            yield "RV614", "dit recht wordt al gevolgd voor dezelfde mensen", hulp, ("rechten", i, "recht")


def _list(x: object) -> Sequence[Any]:
    return x if isinstance(x, (list, tuple)) else ()


def _texts(lijst: object) -> list[tuple[int, str]]:
    return [(i, x) for i, x in enumerate(_list(lijst)) if isinstance(x, str)]


def _people_faults(wie: list[tuple[int, str]], eenheden: _Namen, pad: Pad) -> Iterator[Fout]:
    gezien: set[str] = set()
    for i, x in wie:
        hulp = "gebruik het id uit het profiel van het gezin"
        if _ELF_CIJFERS.search(x):
            yield "RV618", "dit kenmerk lijkt op een rijksregisternummer", hulp, (*pad, i)
        elif x in gezien:
            yield "RV618", f"{kort(x)} staat er twee keer", "haal er een weg", (*pad, i)
        elif eenheden is not None and x not in eenheden:
            tekst = f"{kort(x)} staat niet in het profiel van dit gezin"
            yield "RV618", tekst, did_you_mean(x, eenheden) or hulp, (*pad, i)
        gezien.add(x)


def _state_faults(standen: Sequence[object], op_datum: date | None, pad: Pad) -> Iterator[Fout]:
    voor, eerder = "", None
    for j, s in enumerate(standen):
        if not isinstance(s, Mapping):
            voor = "?"
            continue
        plek, stand = (*pad, "standen", j), s.get("stand")
        stand = stand if isinstance(stand, str) and stand in VERVOLG else "?"
        yield from _day_faults(s, eerder, op_datum, plek)
        mag = VERVOLG.get(voor, ()) if voor else BEGIN
        if "?" not in (voor, stand) and stand not in mag:
            waar = f"na `{voor}`" if voor else "als eerste"
            yield "RV616", f"`{stand}` kan niet {waar} komen", f"{waar} kan: {', '.join(mag)}", (*plek, "stand")
        for veld, mogelijk in (("drempel", ("geweigerd", "gestopt")), ("reden", ("geweigerd",))):
            if s.get(veld) is not None and stand not in ("?", *mogelijk):
                tekst = f"een `{veld}` hoort niet bij `{stand}`"
                yield "RV617", tekst, f"alleen bij: {', '.join(mogelijk)}", (*plek, veld)
        voor, eerder = stand, s.get("datum") or eerder


def _day_faults(s: Mapping[str, Any], eerder: object, op_datum: date | None, pad: Pad) -> Iterator[Fout]:
    dag, later = s.get("datum"), s.get("opvolgen_op")
    for veld in ("datum", "opvolgen_op"):
        if isinstance(x := s.get(veld), date) and not _VROEGST <= x <= _LAATST:
            yield "RV615", "deze datum ligt te ver weg", "kijk het jaar na: 1990 tot 2100", (*pad, veld)
    if not isinstance(dag, date):
        return
    if isinstance(eerder, date) and dag < eerder:
        yield "RV615", "deze stand ligt voor de vorige", "zet de standen van oud naar nieuw", (*pad, "datum")
    elif op_datum is not None and op_datum < dag <= _LAATST:
        hulp = "kijk de datum na, of kies met --op-datum een latere dag"
        yield "RV615", "deze stand ligt in de toekomst", hulp, (*pad, "datum")
    if isinstance(later, date) and later < dag:
        yield "RV615", "`opvolgen_op` ligt voor de stand zelf", "kies een latere dag", (*pad, "opvolgen_op")

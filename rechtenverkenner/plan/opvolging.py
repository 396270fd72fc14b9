"""How far each right of a household came round the circle: found, requested, granted, received, renewed.

What is found is not yet received. A small file, `opvolging.yaml`, says how far each right came, and `compare` says what
asks attention on a day. The file holds ids, dates and words from closed lists; nowhere is there room for free text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rechtenverkenner.catalogus.bron import read_file
from rechtenverkenner.catalogus.scalair import lees_waarde
from rechtenverkenner.catalogus.vertaling_fouten import translate
from rechtenverkenner.catalogus.vorm import Kenmerk
from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.model.gezin import Gezin, Sleutel
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.model.verwijzingen import Fout, Pad
from rechtenverkenner.plan.plan import Plan, Planrecht

Standsoort = Literal[
    "gevonden", "besproken", "afgesproken", "aangevraagd", "toegekend", "geweigerd", "ontvangen", "hernieuwing",
    "gestopt",
]  # fmt: skip
Drempelcode = Literal["bekend", "bereikbaar", "bruikbaar", "beschikbaar", "begrijpbaar", "betaalbaar", "betrouwbaar"]
Weigerreden = Literal["inkomen", "gezin", "verblijf", "termijn", "bewijs", "andere"]
Planaanleiding = Literal["aanvragen_voor", "hernieuwen_voor"]
Toestand = Literal["nu_opvolgen", "open", "nieuw", "loopt_nu", "niet_meer_open", "gestopt", "klaar"]
"""Asks attention now; under way; found by the plan and not in the file; under way in the file while the household has
it already, or while it is not open any more; stopped or refused; received."""

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

HUISREGEL: Final[Mapping[str, int]] = MappingProxyType(
    {"besproken": 14, "afgesproken": 14, "aangevraagd": 60, "toegekend": 45}
)
"""After how many days to look again when the file names no day: a working rule of ours, not a term of the law."""

NABIJ: Final = timedelta(days=14)
"""How long before a last day a right asks attention; a working rule of ours."""

HERNIEUWD: Final = timedelta(days=183)
"""A renewal that began at most this long before the last day is the one that day is about, not that of a year ago."""

MAX_BYTES: Final = 200_000
_Namen = Collection[str] | None
_VROEGST, _LAATST = date(1990, 1, 1), date(2100, 12, 31)
_NOG_TE_VRAGEN: Final = ("gevonden", "besproken", "afgesproken", "hernieuwing")
_EINDE: Final[Mapping[str, Toestand]] = {"ontvangen": "klaar", "geweigerd": "gestopt", "gestopt": "gestopt"}
_VOLGENS_PLAN: Final[Mapping[str | None, Toestand]] = {"gebruikt": "loopt_nu", "geen_recht": "niet_meer_open"}
_ELF_CIJFERS = re.compile(r"(?:[0-9][ ./-]*){11}")
_ANDER_PSEUDONIEM: Final = "kies letters, cijfers en streepjes die niet zeggen over wie het gaat, zoals `GZ-2026-014`"
# Codes of the translation of pydantic's faults -> those of this file; all others are about its form.
_EIGEN_CODE: Final = {"RV404": "RV611", "RV408": "RV618"}


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
        if fouten := list(_faults(self.model_dump())):
            raise ValueError(
                "\n".join(f"{code}|{tekst}|{hulp}|{'/'.join(map(str, p))}" for code, tekst, hulp, p in fouten)
            )
        return self


@dataclass(frozen=True, slots=True)
class Aanleiding:
    """Why a right asks attention: the day it is about, and since when it does."""

    soort: Planaanleiding | Literal["opvolgen_op", "huisregel"]
    dag: date
    vanaf: date


@dataclass(frozen=True, slots=True)
class Openstaand:
    """Where one right stands on a day; `oordeel` and `na` are those of the plan, `stand` is that of the file."""

    recht: str
    wie: tuple[str, ...]
    toestand: Toestand
    stand: Stand | None = None
    oordeel: Oordeelsoort | None = None
    na: tuple[str, ...] = ()
    aanleidingen: tuple[Aanleiding, ...] = ()

    @property
    def sinds(self) -> date | None:
        """Since when it asks attention, or else since when it has its state."""
        if self.aanleidingen:
            return self.aanleidingen[0].vanaf
        return self.stand.datum if self.stand else None


def begin(plan: Plan, pseudoniem: str, op_datum: date) -> Opvolging:
    """The file to start with: every right of a plan to request or to check, as found on that day.

    Raises:
        InvoerFout: RV612, a pseudonym that cannot be one.
    """
    if fout := _pseudonym_fault(pseudoniem):
        raise InvoerFout([Melding("RV612", fout, None, _ANDER_PSEUDONIEM)])
    gevonden = (Stand(stand="gevonden", datum=op_datum),)
    rechten = (Gevolgd(recht=p.recht.id, wie=p.wie, standen=gevonden) for p in (*plan.aanvragen, *plan.kijk_na))
    return Opvolging(pseudoniem=pseudoniem, rechten=tuple(rechten))


def compare(plan: Plan | None, opvolging: Opvolging, op_datum: date) -> tuple[Openstaand, ...]:
    """Where every right stands on a day: what asks attention first, the longest waiting on top.

    States of later days do not count. Without a plan only the file speaks: nothing is new, and no last day is known.
    """
    regels = _rights_of(plan) if plan else ()
    gevolgd = [(g, stand) for g in opvolging.rechten if (stand := g.on(op_datum))]
    uit = [_followed(g, stand, regels, op_datum) for g, stand in gevolgd]
    uit += (o for p in regels if (o := _not_followed(p, [g for g, _ in gevolgd if g.recht == p.recht.id], op_datum)))
    return tuple(sorted(uit, key=lambda o: (get_args(Toestand).index(o.toestand), o.sinds or op_datum)))


def _rights_of(plan: Plan) -> tuple[Planrecht, ...]:
    """Every right once. What can be done comes first: a right may be open for one and run or be closed for another."""
    te_weten = {p.sleutel: p for vraag in plan.te_weten for p in vraag.rechten}
    return (*plan.aanvragen, *plan.kijk_na, *plan.daarna, *te_weten.values(), *plan.in_gebruik, *plan.geen_recht)


def _shared(een: Sequence[str], ander: Sequence[str]) -> bool:
    return not een or not ander or bool(set(een) & set(ander))


def _followed(g: Gevolgd, stand: Stand, plan: Sequence[Planrecht], op_datum: date) -> Openstaand:
    regels = [p for p in plan if p.recht.id == g.recht and _shared(g.wie, p.wie)]
    oordeel = regels[0].soort if regels else None
    redenen = [*_days_of_file(stand, oordeel, op_datum), *_days_of_plan(g, stand, regels, op_datum)]
    toestand = _EINDE.get(stand.stand) or _VOLGENS_PLAN.get(oordeel, "open")
    return Openstaand(
        recht=g.recht,
        wie=g.wie,
        toestand="nu_opvolgen" if redenen else toestand,
        stand=stand,
        oordeel=oordeel,
        na=regels[0].na if regels else (),
        aanleidingen=tuple(sorted(redenen, key=lambda a: (a.vanaf, a.soort))),
    )


def _not_followed(p: Planrecht, gevolgd: Sequence[Gevolgd], op_datum: date) -> Openstaand | None:
    """A right of the plan for those whom the file does not name; what runs only when it must be renewed soon."""
    genoemd = {x for g in gevolgd for x in g.wie}
    wie = tuple(x for x in p.wie if x not in genoemd)
    if any(not g.wie for g in gevolgd) or (gevolgd and not wie) or p.soort in ("geen_recht", "onbekend"):
        return None
    redenen = _near("aanvragen_voor", p.aanvragen_voor, op_datum) + _near(
        "hernieuwen_voor", p.hernieuwen_voor, op_datum
    )
    if p.soort == "gebruikt" and not redenen:
        return None
    return Openstaand(p.recht.id, wie, "nu_opvolgen" if redenen else "nieuw", None, p.soort, p.na, redenen)


def _days_of_file(stand: Stand, oordeel: Oordeelsoort | None, op_datum: date) -> Iterator[Aanleiding]:
    """The day the file names, or else the house rule; not for what runs already or is not open any more."""
    dag = stand.opvolgen_op
    if dag is not None:
        if dag <= op_datum:
            yield Aanleiding("opvolgen_op", dag, dag)
    elif stand.stand in HUISREGEL and oordeel not in _VOLGENS_PLAN:
        dag = stand.datum + timedelta(days=HUISREGEL[stand.stand])
        if dag <= op_datum:
            yield Aanleiding("huisregel", dag, dag)


def _days_of_plan(g: Gevolgd, stand: Stand, regels: Sequence[Planrecht], op_datum: date) -> Iterator[Aanleiding]:
    vragen = min((p.aanvragen_voor for p in regels if p.aanvragen_voor), default=None)
    hernieuwen = min((p.hernieuwen_voor for p in regels if p.hernieuwen_voor), default=None)
    if stand.stand in _NOG_TE_VRAGEN:
        yield from _near("aanvragen_voor", vragen, op_datum)
    if stand.stand in _NOG_TE_VRAGEN or (stand.stand == "ontvangen" and not _renewed(g, hernieuwen)):
        yield from _near("hernieuwen_voor", hernieuwen, op_datum)


def _renewed(g: Gevolgd, voor: date | None) -> bool:
    return voor is not None and any(s.stand == "hernieuwing" and s.datum >= voor - HERNIEUWD for s in g.standen)


def _near(soort: Planaanleiding, dag: date | None, op_datum: date) -> tuple[Aanleiding, ...]:
    return (Aanleiding(soort, dag, dag - NABIJ),) if dag is not None and dag - NABIJ <= op_datum else ()


def load_opvolging(
    pad: Path | str, catalogus: Catalogus, *, gezin: Gezin | None = None, op_datum: date | None = None
) -> Opvolging:
    """The file, with rights that the catalogue knows; with `gezin` also people it knows, with `op_datum` no later day.

    Raises:
        InvoerFout: every fault of the file, with `file:line:col`, code and help.
    """
    bron, meldingen = read_file(Path(pad), naam=str(pad), max_bytes=MAX_BYTES)
    if bron is None:
        raise InvoerFout(meldingen)
    if not isinstance(bron.data, dict):
        hulp = "schrijf `pseudoniem:` en `rechten:`"
        raise InvoerFout([bron.melding("RV610", "verwacht velden zoals `pseudoniem` en `rechten`", (), hulp=hulp)])
    eenheden = [*(p.id for p in gezin.personen), *(a.id for a in gezin.aansluitingen or ())] if gezin else None
    gevonden = _faults(bron.data, rechten=catalogus.rechten, eenheden=eenheden, op_datum=op_datum)
    inhoud = [bron.melding(code, tekst, plek, hulp=hulp) for code, tekst, hulp, plek in gevonden]
    # Without the line of the file: a message about a national number must not repeat it.
    inhoud = [replace(m, bronregel="") if m.code == "RV612" else m for m in inhoud]
    try:
        opvolging = Opvolging.model_validate(bron.data)
    except ValidationError as e:
        plekken = {m.plaats for m in inhoud}
        vorm = [m for m in translate(e, Opvolging, bron, "RV4") if m.code < "RV6" and m.plaats not in plekken]
        raise InvoerFout([*inhoud, *map(_own_form, vorm)]) from None
    if inhoud:
        raise InvoerFout(inhoud)
    return opvolging


def _own_form(m: Melding) -> Melding:
    return replace(m, code=_EIGEN_CODE.get(m.code, "RV610"), hulp=m.hulp.replace("het profiel", "het bestand"))


def write_opvolging(opvolging: Opvolging) -> str:
    """The YAML that reads back as the same value."""
    regels = ["versie: 1", f'pseudoniem: "{opvolging.pseudoniem}"']
    regels.append("rechten:" if opvolging.rechten else "rechten: []")
    for g in opvolging.rechten:
        regels.append(f"  - recht: {_scalar(g.recht)}")
        if g.wie:
            regels.append(f"    wie: [{', '.join(map(_scalar, g.wie))}]")
        regels.append("    standen:")
        for s in g.standen:
            velden = ", ".join(f"{naam}: {waarde}" for naam, waarde in s.model_dump().items() if waarde is not None)
            regels.append(f"      - {{{velden}}}")
    return "\n".join(regels) + "\n"


def _scalar(kenmerk: str) -> str:
    """An id, between quotes when YAML would read something else, such as `nee` or `2026`."""
    return kenmerk if lees_waarde(kenmerk) == kenmerk else f'"{kenmerk}"'


def _pseudonym_fault(waarde: str) -> str:
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


def _faults(
    data: Mapping[str, Any], *, rechten: _Namen = None, eenheden: _Namen = None, op_datum: date | None = None
) -> Iterator[Fout]:
    """What a right form does not say yet; on plain data, so that all faults of a file come together."""
    naam = data.get("pseudoniem")
    if isinstance(naam, (str, int)) and (fout := _pseudonym_fault(str(naam))):
        yield "RV612", fout, _ANDER_PSEUDONIEM, ("pseudoniem",)
    rij = [(i, g) for i, g in enumerate(_list(data.get("rechten"))) if isinstance(g, Mapping)]
    for i, g in rij:
        recht = g.get("recht")
        if rechten is not None and isinstance(recht, str) and recht not in rechten:
            hulp = did_you_mean(recht, rechten) or "zie `rechtenverkenner rechten`"
            yield "RV613", f"onbekend recht `{recht[:60]}`", hulp, ("rechten", i, "recht")
        yield from _people_faults(_texts(g.get("wie")), eenheden, ("rechten", i, "wie"))
        yield from _state_faults(_list(g.get("standen")), op_datum, ("rechten", i))
    for (_, een), (i, ander) in combinations(rij, 2):
        wie = [[x for _, x in _texts(g.get("wie"))] for g in (een, ander)]
        if isinstance(een.get("recht"), str) and een.get("recht") == ander.get("recht") and _shared(*wie):
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
            yield "RV618", f"`{x[:40]}` staat er twee keer", "haal er een weg", (*pad, i)
        elif eenheden is not None and x not in eenheden:
            tekst = f"`{x[:40]}` staat niet in het profiel van dit gezin"
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

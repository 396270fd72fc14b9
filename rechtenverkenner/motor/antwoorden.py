"""Putting an answer into a profile, and reading it from one; answers are named by the keys of `ontbreekt`.

A list that is answered is complete: current incomes, the incomes of a year. Nothing here looks at the clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from rechtenverkenner.klasse import dataclass
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.motor.beeld import connections_of

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Aansluiting, Gezin, Persoon
    from rechtenverkenner.model.houding import Profieldeel

M = TypeVar("M", bound="Profieldeel")
VERWIJZINGEN = frozenset({"partner", "kind_van", "ten_laste_van"})


@dataclass(frozen=True, slots=True)
class Sleutel:
    """A key in parts: who or what holds the fact, the field that is asked, and what is said of it (id or year)."""

    houder: str
    veld: str
    detail: str = ""
    jaar: int | None = None


def read_key(sleutel: str) -> Sleutel:
    """The parts of a key.

    >>> read_key("an.statussen.igo").detail, read_key("an.inkomens.2025.leefloon").jaar
    ('igo', 2025)
    """
    houder, _, rest = sleutel.partition(".")
    veld, _, detail = rest.partition(".")
    if veld == "remgelden":
        return Sleutel(houder, veld, detail, int(detail))
    if veld != "inkomens" or not detail:
        return Sleutel(houder, veld, detail)
    jaar, _, begrip = detail.partition(".")
    # of the net taxable income only the notice tells: it is what is left after costs
    return Sleutel(houder, "aanslagbiljetten" if begrip == "netto_belastbaar" else "inkomens_jaar", begrip, int(jaar))


def answer(gezin: Gezin, antwoorden: Mapping[str, Any]) -> Gezin:
    """The profile with these answers: key -> value as the profile holds it; None leaves the fact as it is.

    Of `statussen` and `rechten` the value is a `Houding`, of incomes a tuple of `Inkomen` (of that year), of
    `aanslagbiljetten` a tuple of `Aanslagbiljet`, of `remgelden` a `Remgeld`.
    """
    delen: dict[str, dict[str, Any]] = defaultdict(dict)
    for sleutel, waarde in antwoorden.items():
        if waarde is not None:
            s = read_key(sleutel)
            delen[s.houder].update(_update(_part(gezin, s.houder), delen[s.houder], s, waarde))
    if not delen:
        return gezin
    nieuw = dict(delen.pop("gezin", {}))
    if woning := delen.pop("woning", None):
        nieuw["woning"] = _changed(gezin.woning, woning)
    if any(p.id in delen for p in gezin.personen):
        nieuw["personen"] = tuple(_changed(p, delen.get(p.id)) for p in gezin.personen)
    if any(a.id in delen for a in connections_of(gezin)):
        nieuw["aansluitingen"] = tuple(_changed(a, delen.get(a.id)) for a in connections_of(gezin))
    return _changed(gezin, nieuw)


def _changed(deel: M, velden: Mapping[str, Any] | None) -> M:
    return deel.model_copy(update=velden) if velden else deel


def _part(gezin: Gezin, houder: str) -> Profieldeel | None:
    if houder in ("gezin", "woning"):
        return gezin if houder == "gezin" else gezin.woning
    return next((x for x in holders(gezin) if x.id == houder), None)


def holders(gezin: Gezin) -> tuple[Persoon | Aansluiting, ...]:
    """The people and the connections, in order: all that has facts of its own."""
    return *gezin.personen, *connections_of(gezin)


def _update(deel: Profieldeel | None, al: Mapping[str, Any], s: Sleutel, waarde: Any) -> dict[str, Any]:
    def now(naam: str) -> Any:
        return al.get(naam, getattr(deel, naam, None))

    match s.veld:
        case "statussen" | "rechten":
            return {s.veld: {**(now(s.veld) or {}), s.detail: waarde}}
        case "inkomens":
            blijft = tuple(i for i in now("inkomens") or () if i.jaar is not None)
            return {"inkomens": (*waarde, *blijft), "inkomens_volledig": True}
        case "inkomens_jaar":
            blijft = tuple(i for i in now("inkomens") or () if i.jaar != s.jaar)
            jaren = tuple(dict.fromkeys((*now("jaren_volledig"), s.jaar)))
            return {"inkomens": (*blijft, *waarde), "jaren_volledig": jaren}
        case "aanslagbiljetten":
            blijft = tuple(b for b in now(s.veld) if b.jaar not in {x.jaar for x in waarde})
            return {s.veld: (*blijft, *waarde)}
        case "remgelden":
            return {s.veld: (*(r for r in now(s.veld) if r.jaar != s.jaar), waarde)}
        case _:
            return {s.veld: waarde}


def known(gezin: Gezin, sleutel: str) -> Any:
    """What a profile says under a key, in the form `answer` takes; None when it says nothing."""
    s = read_key(sleutel)
    deel = _part(gezin, s.houder)
    if deel is None:
        return None
    match s.veld:
        case "statussen" | "rechten":
            houding = getattr(deel, s.veld).get(s.detail)
            return houding or (deel.HOUDING(heeft=False) if getattr(deel, "andere_" + s.veld) is False else None)
        case "inkomens":
            return _incomes(deel, None) if getattr(deel, "inkomens_volledig", None) else None
        case "inkomens_jaar":
            return _incomes(deel, s.jaar) if s.jaar in getattr(deel, "jaren_volledig", ()) else None
        case "aanslagbiljetten":
            return getattr(deel, s.veld) or None
        case "remgelden":
            return next((r for r in getattr(deel, s.veld) if r.jaar == s.jaar), None)
        case _:
            return getattr(deel, s.veld)


def _incomes(deel: Profieldeel, jaar: int | None) -> tuple[Any, ...]:
    return tuple(i for i in getattr(deel, "inkomens", None) or () if i.jaar == jaar)


def answers_of(bron: Gezin, sleutels: Iterable[str], *, wie: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What another profile answers to these keys, as far as it does, in the form `answer` takes.

    `wie` says for each person or connection of the keys who stands for it in `bron` (everybody for himself when left
    out); a reference to somebody who has no counterpart is left out.
    """
    terug = {ander: eigen for eigen, ander in (wie or {}).items()}
    uit: dict[str, Any] = {}
    for sleutel in sleutels:
        houder, _, rest = sleutel.partition(".")
        ander = houder if wie is None or houder in ("gezin", "woning") else wie.get(houder)
        waarde = None if ander is None else known(bron, f"{ander}.{rest}")
        if wie is not None and rest in VERWIJZINGEN:
            waarde = _mapped(waarde, terug)
        if waarde is not None:
            uit[sleutel] = waarde
    return uit


def _mapped(waarde: Any, terug: Mapping[str, str]) -> Any:
    if isinstance(waarde, tuple):
        return tuple(terug[x] for x in waarde) if all(x in terug for x in waarde) else None
    return waarde if waarde in ("geen", "niemand", "iemand_elders") else terug.get(waarde)


def holder_keys(gezin: Gezin, veld: str) -> tuple[str, ...]:
    """The keys of a fact of the register, or of a person's own field: one for each who can have it."""
    bak = REGISTER[veld][1] if veld in REGISTER else ("gezin" if hasattr(gezin, veld) else "persoon")
    houders: tuple[Persoon | Aansluiting, ...] = gezin.personen
    if bak in ("gezin", "woning"):
        return (f"{bak}.{veld}",)
    if bak == "aansluiting":
        houders = connections_of(gezin)
    return tuple(f"{h.id}.{veld}" for h in houders)

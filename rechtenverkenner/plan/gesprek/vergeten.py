"""Forgetting facts of a profile, so that they are asked again: the opposite of `motor.antwoorden.answer`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rechtenverkenner.model.gezin import Aansluiting, Gezin, Persoon
from rechtenverkenner.model.houding import Houding
from rechtenverkenner.model.kaart import Kaart
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.model.woning import Woning
from rechtenverkenner.motor.antwoorden import holder_keys, known, read_key

NEE = Houding(heeft=False)
Deel = Gezin | Woning | Persoon | Aansluiting


def is_on(kaart: Kaart, sleutel: str) -> bool:
    """Whether a fact is asked on this card."""
    s = read_key(sleutel)
    return s.detail in kaart.statussen if s.veld == "statussen" else s.veld in kaart.velden


def card_keys(kaart: Kaart, gezin: Gezin, catalogus: Catalogus) -> tuple[str, ...]:
    """The keys of everything a card asks, for everybody."""
    return tuple(dict.fromkeys((*_fact_keys(kaart, gezin), *_holding_keys(kaart, gezin, catalogus))))


def _fact_keys(kaart: Kaart, gezin: Gezin) -> Iterator[str]:
    for veld in kaart.velden:
        match veld:
            case "rechten" | "drager":  # rights stand with the statuses; a connection is always of some kind
                continue
            case "inkomens_jaar":
                yield from (f"{p.id}.inkomens.{j}.totaal" for p in gezin.personen for j in p.jaren_volledig)
            case "aanslagbiljetten":
                yield from (
                    f"{p.id}.inkomens.{b.jaar}.netto_belastbaar" for p in gezin.personen for b in p.aanslagbiljetten
                )
            case "remgelden":
                yield from (f"{p.id}.remgelden.{r.jaar}" for p in gezin.personen for r in p.remgelden)
            case _:
                yield from holder_keys(gezin, veld)


def _holding_keys(kaart: Kaart, gezin: Gezin, catalogus: Catalogus) -> Iterator[str]:
    for status in kaart.statussen:
        yield from (f"{p.id}.statussen.{status}" for p in gezin.personen)
    if "rechten" in kaart.velden:
        houders: tuple[tuple[str, str], ...] = (
            ("gezin", "gezin"),
            *(("persoon", p.id) for p in gezin.personen),
            *(("aansluiting", a.id) for a in gezin.aansluitingen or ()),
        )
        for r in catalogus.rechten.values():
            if r.lijst == "rechten":
                yield from (f"{h}.rechten.{r.id}" for niveau, h in houders if niveau == r.eenheid)


def forget(gezin: Gezin, sleutels: Iterable[str], catalogus: Catalogus) -> Gezin:
    """The profile without these facts; a list that was said to be complete is written out first."""
    for sleutel in sleutels:
        if known(gezin, sleutel) is not None:
            gezin = _without(gezin, sleutel, catalogus)
    return gezin


def _without(gezin: Gezin, sleutel: str, catalogus: Catalogus) -> Gezin:
    houder = sleutel.partition(".")[0]
    if houder == "gezin":
        return gezin.model_copy(update=_reset(gezin, sleutel, catalogus))
    if houder == "woning":
        woning = gezin.woning.model_copy(update=_reset(gezin.woning, sleutel, catalogus))
        return gezin.model_copy(update={"woning": woning})
    update: dict[str, Any] = {}
    for naam in ("personen", "aansluitingen"):
        rij: tuple[Persoon | Aansluiting, ...] = getattr(gezin, naam) or ()
        if any(x.id == houder for x in rij):
            update[naam] = tuple(
                x.model_copy(update=_reset(x, sleutel, catalogus)) if x.id == houder else x for x in rij
            )
    return gezin.model_copy(update=update)


def _reset(deel: Deel, sleutel: str, catalogus: Catalogus) -> Mapping[str, Any]:
    s = read_key(sleutel)
    inkomens = getattr(deel, "inkomens", None) or ()
    match s.veld:
        case "statussen" | "rechten":
            return _without_holding(deel, s.veld, s.detail, catalogus)
        case "inkomens":
            return {"inkomens": tuple(i for i in inkomens if i.jaar is not None) or None, "inkomens_volledig": None}
        case "inkomens_jaar":
            jaren = tuple(j for j in getattr(deel, "jaren_volledig", ()) if j != s.jaar)
            return {"inkomens": tuple(i for i in inkomens if i.jaar != s.jaar), "jaren_volledig": jaren}
        case "remgelden":
            return {s.veld: tuple(r for r in getattr(deel, s.veld) if r.jaar != s.jaar)}
        case _:
            return {s.veld: type(deel).model_fields[s.veld].get_default(call_default_factory=True)}


def _without_holding(deel: Deel, lijst: str, kenmerk: str, catalogus: Catalogus) -> Mapping[str, Any]:
    houdingen: Mapping[str, Houding] = getattr(deel, lijst)
    over = {k: h for k, h in houdingen.items() if k != kenmerk}
    if getattr(deel, f"andere_{lijst}") is not False:
        return {lijst: over}
    niveau = type(deel).__name__.lower()
    alle = (
        catalogus.statussen if lijst == "statussen" else [r.id for r in catalogus.rechten.values() if _fits(r, niveau)]
    )
    rest = {k: NEE for k in alle if k not in houdingen and k != kenmerk}
    return {lijst: {**over, **rest}, f"andere_{lijst}": None}


def _fits(recht: Recht, niveau: str) -> bool:
    return recht.lijst == "rechten" and recht.eenheid == niveau

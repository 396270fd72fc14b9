"""One typed answer to one fact: from text to the value that the profile holds, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.gezin import MODELLEN, Gezin, Persoon
from rechtenverkenner.model.houding import Datumbereik
from rechtenverkenner.model.recht import Gemeente
from rechtenverkenner.model.vraag import Veld
from rechtenverkenner.plan.gesprek import inkomens
from rechtenverkenner.plan.gesprek.getallen import (
    format_number,
    format_period,
    parse_day,
    parse_number,
    parse_period,
)
from rechtenverkenner.plan.gesprek.lezer import NIET_GELDIG, Lezer, at_number, pick, plain, refuse
from rechtenverkenner.plan.woorden import N_

JA: Mapping[str, str] = {"nl": "ja", "eenvoudig": "ja", "fr": "oui", "en": "yes", "de": "ja"}
NEE: Mapping[str, str] = {"nl": "nee", "eenvoudig": "nee", "fr": "non", "en": "no", "de": "nein"}
NIEMAND = {"partner": "geen", "ten_laste_van": "niemand"}


def parse_value(veld: Veld, tekst: str, lezer: Lezer) -> Any:
    """The value that this text is for this field, in the form that `motor.antwoorden.answer` takes.

    Not for statuses and rights: of those several are answered at once (`houdingen`).

    Raises:
        InvoerFout: what was expected, without what was typed.
    """
    tekst = tekst.strip()
    match veld.soort:
        case "ja_nee":
            return _yes_no(veld, tekst, lezer)
        case "keuze":
            return _choice(veld, tekst, lezer)
        case "getal":
            return _checked(veld, parse_number(tekst, veld.eenheid, lezer.woorden, veld=veld.label), lezer)
        case "datum":
            return _date(veld, tekst, lezer)
        case "gemeente":
            return _municipality(veld, tekst, lezer)
        case "persoon":
            return _person(veld, tekst, lezer)
        case "personen":
            return _people(veld, tekst, lezer)
        case "inkomens" | "inkomens_jaar":
            return inkomens.parse_incomes(tekst, lezer.woorden, veld=veld.label, jaar=veld.jaar)
        case "aanslagbiljet":
            return inkomens.parse_notices(tekst, lezer.woorden, veld=veld.label)
        case "remgeld":
            return inkomens.parse_own_share(tekst, lezer.woorden, veld=veld.label, jaar=veld.jaar or 0)
    refuse(lezer.woorden, "RV404", NIET_GELDIG, N_("kies uit de lijst"), veld=veld.label)


def format_value(veld: Veld, waarde: Any, lezer: Lezer) -> str:
    """The text that gives this value; see `parse_value`."""
    match waarde:
        case bool():
            return (JA if waarde else NEE)[lezer.woorden.taal.code]
        case int() | Decimal():
            return format_number(waarde)
        case Datumbereik():
            return format_period(waarde)
        case date():
            return waarde.isoformat()
        case tuple() if veld.soort == "personen":
            return "+".join(waarde) or "geen"
    if veld.soort in ("inkomens", "inkomens_jaar", "aanslagbiljet", "remgeld"):
        return inkomens.format_money(waarde)
    if veld.soort == "gemeente":
        return next((g.naam for g in _municipalities(lezer) if g.nis == waarde), str(waarde))
    return str(waarde)


def _yes_no(veld: Veld, tekst: str, lezer: Lezer) -> bool:
    taal = lezer.woorden.taal.code
    gezocht = plain(tekst)
    for waarde, woorden in ((True, {"ja", JA[taal]}), (False, {"nee", NEE[taal]})):
        if gezocht and any(w == gezocht or w[0] == gezocht for w in woorden):
            return waarde
    hulp = N_("schrijf {ja} of {nee}, of ? als u het niet weet")
    refuse(
        lezer.woorden, "RV411", N_("`{veld}`: verwacht ja of nee"), hulp, veld=veld.label, ja=JA[taal], nee=NEE[taal]
    )


def _choice(veld: Veld, tekst: str, lezer: Lezer) -> str:
    w = lezer.woorden
    keuze = at_number(tekst, veld.keuzes) or pick(
        tekst, veld.keuzes, lambda k: (k[0], k[1], w.of_catalogue(k[1]).tekst)
    )
    if keuze is None:
        hulp = N_("kies een nummer van 1 tot {n}, of schrijf het begin van een keuze")
        refuse(w, "RV404", N_("`{veld}`: dit is geen van de keuzes"), hulp, veld=veld.label, n=len(veld.keuzes))
    return keuze[0]


def _date(veld: Veld, tekst: str, lezer: Lezer) -> Datumbereik | date:
    bereik = parse_period(tekst, lezer.woorden, veld=veld.label)
    try:
        return adapter(veld.naam).validate_python(bereik)  # type: ignore[no-any-return]
    except ValidationError:
        return parse_day(tekst, lezer.woorden, veld=veld.label)


def _municipalities(lezer: Lezer) -> list[Gemeente]:
    """Those that exist on the day."""
    return [g for g in lezer.catalogus.gemeenten if g.vanaf <= lezer.op_datum <= g.tot]


def _municipality(veld: Veld, tekst: str, lezer: Lezer) -> str:
    bestaand = _municipalities(lezer)
    gemeente = next((g for g in bestaand if g.nis == tekst), None) or pick(tekst, bestaand, lambda g: (g.naam,))
    if gemeente is None:
        namen = {plain(g.naam): g.naam for g in bestaand}
        begin = [naam for kaal, naam in namen.items() if plain(tekst) and kaal.startswith(plain(tekst))]
        voorstel = ", ".join(f"`{n}`" for n in begin[:5])
        if not voorstel and (raad := did_you_mean(plain(tekst), namen)):
            voorstel = f"`{namen[raad.split('`')[1]]}`"
        zin = N_("`{veld}`: deze gemeente van het Vlaams Gewest is niet bekend op deze dag")
        hulp = N_("bedoelt u {voorstel}?") if voorstel else N_("schrijf de naam, of de NIS-code van vijf cijfers")
        refuse(lezer.woorden, "RV433", zin, hulp, veld=veld.label, voorstel=voorstel)
    return gemeente.nis


def _one_of(veld: Veld, tekst: str, lezer: Lezer) -> str | None:
    """Somebody of the household other than who the field is about."""
    wie = at_number(tekst, lezer.personen) or pick(tekst, lezer.personen, lambda p: (p,))
    return None if wie == veld.over else wie


def _person(veld: Veld, tekst: str, lezer: Lezer) -> str:
    niemand = NIEMAND[veld.naam]
    if wie := _one_of(veld, tekst, lezer):
        return wie
    if tekst == "0" or plain(tekst) in ("geen", "niemand"):
        return niemand
    if veld.naam == "ten_laste_van" and plain(tekst) in ("elders", "iemand elders"):
        return "iemand_elders"
    _nobody(veld, lezer)


def _people(veld: Veld, tekst: str, lezer: Lezer) -> tuple[str, ...]:
    if tekst == "0" or plain(tekst) in ("geen", "niemand"):
        return ()
    gevonden = [_one_of(veld, deel, lezer) for deel in tekst.replace("+", " ").replace("&", " ").split()]
    if not gevonden or None in gevonden:
        _nobody(veld, lezer)
    return tuple(dict.fromkeys(wie for wie in gevonden if wie))


def _nobody(veld: Veld, lezer: Lezer) -> NoReturn:
    zin = N_("`{veld}`: dit is niemand anders van de lijst")
    hulp = N_("noem iemand bij kenmerk of nummer ({wie}), meer mensen met een +, of schrijf 0 voor niemand")
    wie = ", ".join(f"{i} {p}" for i, p in enumerate(lezer.personen, 1))
    refuse(lezer.woorden, "RV422", zin, hulp, veld=veld.label, wie=wie)


@cache
def adapter(naam: str) -> TypeAdapter[Any]:
    """The type of a field of the profile, with its limits."""
    bak = REGISTER[naam][1] if naam in REGISTER else "persoon"
    model = next(m for m in (MODELLEN[bak], Persoon, Gezin) if naam in m.model_fields)
    soort: Any = model.model_fields[naam].annotation
    return TypeAdapter(soort)


def _checked(veld: Veld, waarde: int | Decimal, lezer: Lezer) -> Any:
    """The number as the profile holds it.

    Raises:
        InvoerFout: RV414, not whole; RV405, too small or too large.
    """
    try:
        return adapter(veld.naam).validate_python(waarde)
    except ValidationError as e:
        grens = next((f["ctx"] for f in e.errors() if "ctx" in f and {"le", "ge"} & set(f["ctx"])), None)
    if grens is None:
        refuse(
            lezer.woorden,
            "RV414",
            N_("`{veld}`: verwacht een geheel getal"),
            N_("schrijf alleen cijfers"),
            veld=veld.label,
        )
    zin = N_("`{veld}`: dit getal is te klein of te groot")
    hulp = N_("hoogstens {grens}") if "le" in grens else N_("minstens {grens}")
    refuse(lezer.woorden, "RV405", zin, hulp, veld=veld.label, grens=grens.get("le", grens.get("ge")))

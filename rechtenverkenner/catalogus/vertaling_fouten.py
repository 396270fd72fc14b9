"""Turns what pydantic finds into our own messages: Dutch, with the place in the file and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from rechtenverkenner.catalogus.bron import Bron, Pad
from rechtenverkenner.meldingen import Melding, did_you_mean

_SOORTEN = {
    "missing": ("02", "veld `{veld}` ontbreekt", "vul `{veld}` in"),
    "too_short": ("07", "hier staat te weinig", "zet er minstens een"),
    "too_long": ("07", "hier staat te veel", "splits het op"),
    "string_too_short": ("07", "deze tekst is te kort", "schrijf een zin"),
    "string_too_long": ("07", "deze tekst is te lang", "maak hem korter"),
    "greater_than_equal": ("05", "waarde is te klein: minstens {ge}", "kijk de waarde na"),
    "less_than_equal": ("05", "waarde is te groot: hoogstens {le}", "kijk de waarde na"),
    "decimal_max_places": ("06", "meer dan {decimal_places} cijfers na de punt", "rond af op {decimal_places} cijfers"),
    "string_pattern_mismatch": ("08", "deze tekst heeft niet de juiste vorm", "vorm: {pattern}"),
}
_VERWACHT = (
    (("date", "datetime"), "een datum", "schrijf jjjj-mm-dd"),
    (("int", "decimal", "float"), "een getal", "schrijf alleen cijfers, met een punt voor de decimalen"),
    (("bool",), "ja of nee", "schrijf ja of nee"),
    (("tuple", "list"), "een lijst", "zet elk onderdeel op een eigen regel met een streepje, of tussen [ ]"),
    (("dict", "model", "mapping"), "een blok met velden", "schrijf veld: waarde"),
    (("string",), "een tekst", "zet de tekst tussen aanhalingstekens"),
)


def translate(
    fout: ValidationError, model: type[BaseModel], bron: Bron | None, data: object, familie: str
) -> list[Melding]:
    """Every finding of pydantic as a message; `familie` is the code prefix, for example `RV4`."""
    meldingen: dict[Pad, Melding] = {}
    for e in fout.errors(include_url=False):
        pad = _existing(tuple(e["loc"]), data, keep_last=e["type"] in ("missing", "extra_forbidden"))
        melding = _one(e, pad, model, bron, familie)
        eerder = meldingen.get(pad)
        if eerder is None or (eerder.code.endswith("03") and not melding.code.endswith("03")):
            meldingen[pad] = melding
    return list(meldingen.values())


def _existing(pad: Pad, data: object, *, keep_last: bool) -> Pad:
    """The part of pydantic's path that is in the data; the rest names types of a union."""
    uit: list[str | int] = []
    huidig: Any = data
    for i, stap in enumerate(pad):
        if isinstance(huidig, Mapping) and stap in huidig:
            huidig = huidig[stap]
        elif isinstance(huidig, (list, tuple)) and isinstance(stap, int):
            huidig = huidig[stap] if stap < len(huidig) else None
        else:
            if keep_last and i == len(pad) - 1:
                uit.append(stap)
            continue
        uit.append(stap)
    return tuple(uit)


def _one(e: Any, pad: Pad, model: type[BaseModel], bron: Bron | None, familie: str) -> Melding:
    soort, ctx = str(e["type"]), dict(e.get("ctx") or {})
    veld = str(pad[-1]) if pad else ""
    if soort == "extra_forbidden":
        bekend = _fields_at(model, pad[:-1])
        hulp = did_you_mean(veld, bekend) or f"bekende velden: {', '.join(sorted(bekend)[:12]) or '(geen)'}"
        return _place(bron, familie + "01", f"onbekend veld `{veld}`", pad, hulp, sleutel=True)
    if soort == "value_error" and "|" in str(e["msg"]):
        code, tekst, hulp = str(ctx.get("error", e["msg"])).split("|", 2)
        return _place(bron, code, tekst, pad, hulp)
    if soort == "literal_error":
        keuzes = [str(w).strip("'") for w in str(ctx.get("expected", "")).replace(" or ", ", ").split(", ")]
        gegeven = str(e["input"])[:40]
        if keuzes == ["False"]:
            return _place(
                bron, familie + "04", f"`{veld}` kan alleen `nee` zijn", pad, "weet u het niet, laat het veld dan weg"
            )
        hulp = did_you_mean(gegeven, keuzes) or f"kies: {', '.join(keuzes)}"
        return _place(bron, familie + "04", f"`{gegeven}` is geen mogelijke waarde van `{veld}`", pad, hulp)
    if soort in _SOORTEN:
        nummer, tekst, hulp = _SOORTEN[soort]
        return _place(
            bron,
            familie + nummer,
            _fill(tekst, veld, ctx),
            pad[:-1] if soort == "missing" else pad,
            _fill(hulp, veld, ctx),
        )
    wat, hulp = next(
        ((w, h) for sleutels, w, h in _VERWACHT if soort.startswith(sleutels)), ("iets anders", "kijk de waarde na")
    )
    return _place(bron, familie + "03", f"verwacht {wat} bij `{veld}`", pad, hulp)


def _fill(tekst: str, veld: str, ctx: dict[str, object]) -> str:
    return tekst.format_map(_Blanco({**ctx, "veld": veld}))


class _Blanco(dict[str, object]):
    def __missing__(self, sleutel: str) -> str:
        return "..."


def _place(bron: Bron | None, code: str, tekst: str, pad: Pad, hulp: str, *, sleutel: bool = False) -> Melding:
    if bron is None:
        plek = ".".join(str(s) for s in pad)
        return Melding(code, f"{plek}: {tekst}" if plek else tekst, None, hulp)
    return bron.melding(code, tekst, pad, hulp=hulp, sleutel=sleutel)


def _fields_at(model: type[BaseModel], pad: Pad) -> list[str]:
    """Field names that are allowed at a path of the model."""
    kandidaten: list[type[BaseModel]] = [model]
    for stap in pad:
        if isinstance(stap, int):
            continue
        volgende: list[type[BaseModel]] = []
        for m in kandidaten:
            if stap in m.model_fields:
                volgende += _models_in(m.model_fields[stap].annotation)
        kandidaten = volgende or kandidaten
    return [naam for m in kandidaten for naam in m.model_fields]


def _models_in(annotatie: object) -> Iterable[type[BaseModel]]:
    if isinstance(annotatie, type) and issubclass(annotatie, BaseModel):
        return [annotatie]
    return [m for deel in getattr(annotatie, "__args__", ()) for m in _models_in(deel)]

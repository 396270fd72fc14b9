"""Turns what pydantic finds into our own messages: Dutch, with the place in the file and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ValidationError

from rechtenverkenner.catalogus.bron import Bron, Pad
from rechtenverkenner.catalogus.lezer import kort
from rechtenverkenner.meldingen import Melding, Plaats, did_you_mean

# Kind of pydantic -> number in the family, text, help. `{naam}` is the field as a reader knows it.
_SOORTEN: Final = {
    "missing": ("02", "veld {naam} ontbreekt", "vul {naam} in"),
    "too_short": ("07", "verwacht minstens {min_length} in {naam}, hier staan er {actual_length}", "vul de lijst aan"),
    "too_long": (
        "07", "verwacht hoogstens {max_length} in {naam}, hier staan er {actual_length}", "haal weg wat te veel is",
    ),
    "string_too_short": ("07", "{naam} is te kort: minstens {min_length} tekens", "schrijf een woord of een zin"),
    "string_too_long": ("07", "{naam} is te lang: hoogstens {max_length} tekens", "maak de tekst korter"),
    "greater_than_equal": ("05", "{naam} is te klein: minstens {ge}", "kijk de waarde na"),
    "less_than_equal": ("05", "{naam} is te groot: hoogstens {le}", "kijk de waarde na"),
    "decimal_max_places": (
        "06", "{naam} heeft meer dan {decimal_places} cijfers na de punt", "rond af op {decimal_places} cijfers",
    ),
}  # fmt: skip
_VERWACHT: Final = (
    (("date", "datetime"), "een datum", "schrijf jjjj-mm-dd"),
    (("int",), "een geheel getal", "schrijf alleen cijfers, zonder aanhalingstekens"),
    (("decimal", "float", "finite"), "een getal", "schrijf alleen cijfers, met een punt voor de decimalen"),
    (("bool",), "ja of nee", "schrijf ja of nee"),
    (
        ("tuple", "list", "set", "frozen_set"),
        "een lijst",
        "zet elk onderdeel op een eigen regel met een streepje, of tussen [ ]",
    ),
    (("dict", "model", "mapping"), "een blok met velden", "schrijf veld: waarde"),
    (("string",), "een tekst", "zet de tekst tussen aanhalingstekens"),
)
VORMEN: Final = {
    r"^[1-9][0-9]{4}$": 'schrijf de NIS-code: vijf cijfers tussen aanhalingstekens, bijvoorbeeld "44021"',
    r"^[a-z][a-z0-9_-]{0,39}$": (
        "begin met een kleine letter; daarna kleine letters, cijfers, `-` of `_`, hoogstens 40 tekens"
    ),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "schrijf kleine letters en cijfers, met streepjes ertussen: `sociaal-tarief`",
    r"^[a-z][a-z0-9_]*$": "schrijf kleine letters en cijfers, met lage streepjes ertussen: `grens_per_jaar`",
    r"^\d{4}\.\d{1,2}\.\d+$": 'schrijf jaar, maand en volgnummer: "2026.11.0"',
}
"""What a pattern of the models asks, in words."""

_SCHEMA: Final = {"RV2": "fiche", "RV4": "profiel"}
_VEEL: Final = 12


class _Vondst(NamedTuple):
    """One fault of pydantic: where in the data, and whether it is about one of several allowed kinds of value."""

    fout: Mapping[str, Any]
    pad: Pad
    keuze: bool


def translate(
    fout: ValidationError, model: type[BaseModel], bron: Bron, familie: str, *, onder: Pad = ()
) -> list[Melding]:
    """Every finding of pydantic as a message, in order of place.

    `familie` is the code prefix, for example `RV4`; `onder` is where in the file the data of the model stands.
    """
    data: Any = bron.data
    for stap in onder:
        data = data[stap]
    vertaler = _Vertaler(model, bron, familie, onder)
    meldingen = [m for v in _without_noise(list(_found(fout, data)), vertaler) for m in vertaler.messages(v)]
    return sorted(meldingen, key=lambda m: (m.plaats or Plaats(bron.bestand, 0, 0), m.code, m.tekst))


def _found(fout: ValidationError, data: object) -> Iterator[_Vondst]:
    gezien: set[Pad] = set()
    for e in fout.errors(include_url=False):
        pad = _existing(tuple(e["loc"]), data, keep_last=e["type"] in ("missing", "extra_forbidden"))
        if pad not in gezien:  # of several allowed kinds of value the first speaks for all
            gezien.add(pad)
            yield _Vondst(e, pad, len(pad) < len(e["loc"]))


def _existing(pad: Pad, data: object, *, keep_last: bool) -> Pad:
    """The part of pydantic's path that is in the data; the rest names types of a union."""
    uit: list[str | int] = []
    huidig: Any = data
    for i, stap in enumerate(pad):
        if _has(huidig, stap):
            huidig = huidig[stap]
        else:
            if keep_last and i == len(pad) - 1:
                uit.append(stap)
            continue
        uit.append(stap)
    return tuple(uit)


def _has(data: object, stap: str | int) -> bool:
    if isinstance(data, Mapping):
        return stap in data
    return isinstance(data, (list, tuple)) and isinstance(stap, int) and stap < len(data)


def _without_noise(vondsten: list[_Vondst], vertaler: _Vertaler) -> list[_Vondst]:
    """Without what another message already says: a kind of value whose parts are reported, a field that is misspelt."""
    paden = {v.pad for v in vondsten}
    bedoeld = {(*v.pad[:-1], vertaler.meant(v.pad)) for v in vondsten if v.fout["type"] == "extra_forbidden"}
    return [
        v
        for v in vondsten
        if not (v.keuze and any(len(p) > len(v.pad) and p[: len(v.pad)] == v.pad for p in paden))
        and not (v.fout["type"] == "missing" and v.pad in bedoeld)
        and not _long_enough(v.fout)
    ]


def _long_enough(fout: Mapping[str, Any]) -> bool:
    """Whether a list is called too short only because pydantic does not count the items that are wrong."""
    return bool(fout["type"] == "too_short" and len(fout["input"]) >= fout["ctx"]["min_length"])


class _Vertaler:
    """Writes the messages about one block of data."""

    def __init__(self, model: type[BaseModel], bron: Bron, familie: str, onder: Pad) -> None:
        self.model = model
        self.bron = bron
        self.familie = familie
        self.onder = onder

    def messages(self, v: _Vondst) -> Iterator[Melding]:
        """One message, or several when a check of our own found several faults."""
        soort, tekst = str(v.fout["type"]), str((v.fout.get("ctx") or {}).get("error", ""))
        if soort == "value_error" and "|" in tekst:
            for regel in tekst.split("\n"):
                code, zin, hulp, *plek = regel.split("|")
                onder = tuple(int(s) if s.isdigit() else s for s in plek[0].split("/")) if plek else ()
                yield self._place(code, zin, (*v.pad, *onder), hulp)
        elif soort == "extra_forbidden":
            veld = v.pad[-1]
            yield self._place("01", f"onbekend veld {kort(str(veld))}", v.pad, self._help_unknown(v.pad), sleutel=True)
        elif soort == "literal_error":
            yield self._literal(v)
        elif soort == "string_pattern_mismatch":
            patroon = str(v.fout["ctx"]["pattern"])
            zin = f"{kort(str(v.fout['input']))} heeft niet de juiste vorm"
            in_sleutel = v.fout["loc"][-1] == "[key]"
            zin += " voor een naam" if in_sleutel else f" voor {self._name(v.pad)}"
            yield self._place("08", zin, v.pad, VORMEN.get(patroon, "kijk de schrijfwijze na"), sleutel=in_sleutel)
        else:
            yield self._plain(soort, v)

    def meant(self, pad: Pad) -> str:
        """The known field that an unknown one looks like, or nothing."""
        treffer = re.search("`(.*)`", did_you_mean(str(pad[-1]), self._fields(pad[:-1])))
        return treffer[1] if treffer else ""

    def _plain(self, soort: str, v: _Vondst) -> Melding:
        naam = self._name(v.pad)
        if soort == "missing" and isinstance(v.pad[-1], int):
            return self._place("02", f"{naam} ontbreekt", v.pad[:-1], "vul het aan, of schrijf `null` als er geen is")
        if soort in _SOORTEN:
            nummer, tekst, hulp = _SOORTEN[soort]
            gegevens = {**(v.fout.get("ctx") or {}), "naam": naam}
            for grens in ("min_length", "max_length"):
                if soort.startswith("too_") and grens in gegevens:
                    gegevens[grens] = f"{gegevens[grens]} {'onderdeel' if gegevens[grens] == 1 else 'onderdelen'}"
            pad = v.pad[:-1] if soort == "missing" else v.pad
            return self._place(nummer, tekst.format_map(gegevens), pad, hulp.format_map(gegevens))
        passend = ((w, h) for begin, w, h in _VERWACHT if soort.startswith(begin))
        wat, hulp = next(passend, ("iets anders", "kijk de waarde na"))
        return self._place("03", f"verwacht {wat} bij {naam}", v.pad, hulp)

    def _literal(self, v: _Vondst) -> Melding:
        naam, gegeven = self._name(v.pad), v.fout["input"]
        verwacht = str(v.fout["ctx"]["expected"])
        keuzes = re.findall(r"'([^']*)'", verwacht) or re.split(r", | or ", verwacht)
        hulp = f"kies: {', '.join(keuzes)}"
        if keuzes == ["False"]:
            hulp = "weet u het niet, laat het veld dan weg"
            return self._place("04", f"{naam} kan alleen `nee` zijn", v.pad, hulp)
        if gegeven is None:
            return self._place("04", f"{naam} is leeg", v.pad, hulp)
        if isinstance(gegeven, (list, tuple, Mapping)):
            return self._place("03", f"verwacht een tekst bij {naam}", v.pad, hulp)
        woord = _written(gegeven)
        if v.pad[-1:] == ("versie",):
            hulp = f"dit programma leest versie {keuzes[0]}; is het profiel nieuwer, neem dan een nieuwer programma"
        hulp = did_you_mean(woord, keuzes) or hulp
        return self._place("04", f"{kort(woord)} is geen mogelijke waarde van {naam}", v.pad, hulp)

    def _name(self, pad: Pad) -> str:
        """How a message names the value at a path."""
        vol = (*self.onder, *pad)
        if not vol:
            return "dit bestand"
        if isinstance(vol[-1], int):
            lijst = next((s for s in reversed(vol) if isinstance(s, str)), "de lijst")
            return f"onderdeel {vol[-1] + 1} van {kort(lijst)}"
        return kort(vol[-1])

    def _place(self, code: str, tekst: str, pad: Pad, hulp: str, *, sleutel: bool = False) -> Melding:
        code = code if code.startswith("RV") else self.familie + code
        return self.bron.melding(code, tekst, (*self.onder, *pad), hulp=hulp, sleutel=sleutel)

    def _help_unknown(self, pad: Pad) -> str:
        veld, bekend = str(pad[-1]), self._fields(pad[:-1])
        thuis = {naam for naam, m in _blocks(self.model) if veld in m.model_fields}
        if len(thuis) == 1 and pad[:-1]:
            return f"{kort(veld)} hoort {thuis.pop()}"
        if (gelijkend := did_you_mean(veld, bekend)) or len(thuis) != 1:
            schema = f"zie het schema: `rechtenverkenner schema {_SCHEMA[self.familie]}`"
            return gelijkend or (f"bekende velden: {', '.join(bekend)}" if 0 < len(bekend) <= _VEEL else schema)
        return f"{kort(veld)} hoort {thuis.pop()}"

    def _fields(self, pad: Pad) -> list[str]:
        """Field names that are allowed at a path of the model."""
        kandidaten: list[type[BaseModel]] = [self.model]
        for stap in pad:
            if isinstance(stap, int):
                continue
            volgende = [
                x for m in kandidaten if stap in m.model_fields for x in _models_in(m.model_fields[stap].annotation)
            ]
            kandidaten = volgende or kandidaten
        return [naam for m in kandidaten for naam in m.model_fields]


def _written(waarde: object) -> str:
    """A value as it is written in the file."""
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return str(waarde) if isinstance(waarde, (str, int, Decimal, date)) else "deze waarde"


def _blocks(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The model itself and the blocks directly in it, each with where it stands."""
    yield "bovenaan", model
    for naam, veld in model.model_fields.items():
        for onder in _models_in(veld.annotation):
            yield f"onder `{naam}`", onder


def _models_in(annotatie: object) -> list[type[BaseModel]]:
    if isinstance(annotatie, type) and issubclass(annotatie, BaseModel):
        return [annotatie]
    return [m for deel in getattr(annotatie, "__args__", ()) for m in _models_in(deel)]

"""A new value in a series: one change in the text of one file, checked before anything is written."""

from __future__ import annotations

import copy
import difflib
import json
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rechtenverkenner.catalogus.bron import read_bytes
from rechtenverkenner.catalogus.scalair import Geweigerd, lees_waarde
from rechtenverkenner.meldingen import InvoerFout, Melding, Plaats, did_you_mean
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.recht import Zekerheid
from rechtenverkenner.onderhoud.boek import Boek, Reeksplek, make_boek, part
from rechtenverkenner.onderhoud.gebruik import parameter_users
from rechtenverkenner.onderhoud.tekstplek import NietAanTePassen, Snede, Tekstplek, comments

BRONVELDEN = ("uitgever", "titel", "url")
# What says how a value was found or bounded; none of it holds for the value that comes instead.
_VAN_DE_OUDE_WAARDE = ("grenzen", "afleiding", "formule", "marge")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What to set: `waarde` as it must be written, or `null`; a list as `a, b`.

    `vervang` also overrules a value that the catalogue already has for that day.
    """

    parameter: str
    vanaf: date
    waarde: str
    bronnen: tuple[str, ...]
    nagekeken_op: date
    zekerheid: Zekerheid = "hoog"
    brongegevens: Mapping[str, str] = field(default_factory=dict)
    vervang: bool = False


@dataclass(frozen=True, slots=True)
class Bijwerking:
    """One file before and after; both load."""

    parameter: str
    bestand: str
    voor: str
    na: str
    gebruikt_door: tuple[str, ...]
    boek: Boek

    def diff(self) -> str:
        """The change as a unified diff."""
        voor, na = (t.splitlines(keepends=True) for t in (self.voor, self.na))
        return "".join(difflib.unified_diff(voor, na, f"a/{self.bestand}", f"b/{self.bestand}"))


def plan_update(boek: Boek, o: Opdracht) -> Bijwerking:
    """The change, with nothing written.

    Raises:
        InvoerFout: unknown parameter, a value that cannot be, a day that has a value already, a source without data.
        CatalogusFout: the catalogue would not load any more.
    """
    kenmerk = find_parameter(boek, o.parameter)
    plek = boek.reeksen[kenmerk]
    voor = boek.teksten[plek.bron.bestand]
    tekst = Tekstplek(voor.removeprefix(_BOM))
    verwacht = copy.deepcopy(plek.bron.data)
    velden = _fields(o, is_lijst=boek.catalogus.parameters[kenmerk].typ.soort == "lijst")
    try:
        sneden = [*_source_cuts(tekst, plek, o, verwacht), *_value_cuts(boek, kenmerk, tekst, velden, o, verwacht)]
        na = tekst.apply(sneden)
        _check(tekst.tekst, na, plek.bron.bestand, verwacht)
    except NietAanTePassen:
        raise _refuse("RV038", "deze plaats kan niet vanzelf aangepast worden", _BIJ_DE_HAND, plek.place()) from None
    na = _BOM + na if voor.startswith(_BOM) else na
    nieuw = make_boek(boek.naam, {**boek.teksten, plek.bron.bestand: na})
    return Bijwerking(kenmerk, plek.bron.bestand, voor, na, parameter_users(nieuw)[kenmerk], nieuw)


_BIJ_DE_HAND = "pas het bestand met de hand aan, of zet elke waarde op een regel tussen { en }"


def write_update(map_: Path, b: Bijwerking) -> Path:
    """Replace the file in one go; nobody ever sees half a file.

    Raises:
        InvoerFout: the file was changed in the meantime.
    """
    pad = (map_ / b.bestand.partition("/")[2]).resolve()
    if pad.read_bytes() != b.voor.encode():
        raise _refuse("RV039", "het bestand is ondertussen gewijzigd", "voer de opdracht opnieuw uit", None)
    with tempfile.NamedTemporaryFile(dir=pad.parent, prefix=f".{pad.name}.", delete=False) as stroom:
        tijdelijk = Path(stroom.name)
        try:
            stroom.write(b.na.encode())
            stroom.flush()
            os.fsync(stroom.fileno())
            shutil.copymode(pad, tijdelijk)
            tijdelijk.replace(pad)
        except OSError:
            tijdelijk.unlink(missing_ok=True)
            raise
    return pad


def find_parameter(boek: Boek, naam: str) -> str:
    """The full id of a parameter; the last part is enough when no other parameter has that name.

    Raises:
        InvoerFout: unknown, or more than one.
    """
    if naam in boek.reeksen:
        return naam
    passend = [k for k in boek.reeksen if k.rpartition(".")[2] == naam]
    if len(passend) == 1:
        return passend[0]
    if passend:
        raise _refuse("RV035", f"`{naam[:60]}` bestaat meer dan eens", f"kies: {', '.join(sorted(passend))}", None)
    kort = {k.rpartition(".")[2] for k in boek.reeksen}
    hulp = did_you_mean(naam, [*boek.reeksen, *kort]) or "schrijf recht.naam of gedeeld.naam"
    raise _refuse("RV035", f"onbekende parameter `{naam[:60]}`", hulp, None)


def _fields(o: Opdracht, *, is_lijst: bool) -> dict[str, str]:
    """The fields of the new value as they are written."""
    onjuist = [b for b in o.bronnen if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,39}", b) or lees_waarde(b) != b]
    if onjuist or not o.bronnen:
        hulp = "een kenmerk begint met een letter en heeft alleen letters, cijfers en streepjes"
        raise _refuse("RV037", f"`{(onjuist or [''])[0][:40]}` kan geen kenmerk van een bron zijn", hulp, None)
    bron = o.bronnen[0] if len(o.bronnen) == 1 else f"[{', '.join(o.bronnen)}]"
    return {
        "vanaf": o.vanaf.isoformat(),
        "waarde": _list(o.waarde) if is_lijst and o.waarde != "null" else _number(o.waarde),
        "bron": bron,
        "nagekeken_op": o.nagekeken_op.isoformat(),
        "zekerheid": o.zekerheid,
    }


def _number(tekst: str) -> str:
    waarde = lees_waarde(tekst)
    if isinstance(waarde, Geweigerd):
        raise _refuse("RV036", f"`{tekst[:40]}` {waarde.reden}", waarde.hulp, None)
    if tekst != "null" and (isinstance(waarde, (bool, str, date)) or waarde is None):
        raise _refuse("RV036", f"`{tekst[:40]}` is geen getal", "schrijf 1234.56, of null als niets gevonden is", None)
    return tekst


def _list(tekst: str) -> str:
    return "[" + ", ".join(json.dumps(x.strip(), ensure_ascii=False) for x in tekst.split(",") if x.strip()) + "]"


def _source_cuts(tekst: Tekstplek, plek: Reeksplek, o: Opdracht, verwacht: Any) -> list[Snede]:
    """The source under `bronnen` when it is new; what is there already is never changed."""
    bekend = part(plek.bron, "bronnen")
    nieuw = [b for b in o.bronnen if b not in bekend]
    gegeven = {k: v for k, v in o.brongegevens.items() if v}
    if not nieuw:
        oud = bekend[o.bronnen[0]]
        if isinstance(oud, dict) and any(oud.get(k) != v for k, v in gegeven.items()):
            hulp = "laat de gegevens van de bron weg, of kies een ander kenmerk"
            raise _refuse(
                "RV037", f"bron `{o.bronnen[0]}` bestaat al, met andere gegevens", hulp, plek.bron.plaats(("bronnen",))
            )
        return []
    if len(nieuw) > 1 or not {"uitgever", "titel"} <= set(gegeven):
        hulp = did_you_mean(nieuw[0], bekend) or "geef --bron-uitgever en --bron-titel, voor een nieuwe bron tegelijk"
        raise _refuse("RV037", f"bron `{nieuw[0]}` staat nog niet in {plek.bron.bestand}", hulp, None)
    verwacht["bronnen"][nieuw[0]] = gegeven
    waarde = (
        "{" + ", ".join(f"{k}: {json.dumps(gegeven[k], ensure_ascii=False)}" for k in BRONVELDEN if k in gegeven) + "}"
    )
    return [tekst.add_key(tekst.node(("bronnen",)), nieuw[0], waarde)]


def _value_cuts(
    boek: Boek, kenmerk: str, tekst: Tekstplek, velden: dict[str, str], o: Opdracht, verwacht: Any
) -> list[Snede]:
    pad = (*boek.reeksen[kenmerk].pad, "waarden")
    rij = verwacht["parameters"][pad[1]]["waarden"]
    zelfde = next((i for i, w in enumerate(rij) if w["vanaf"] == o.vanaf), None)
    if zelfde is not None:
        _may_overrule(boek, kenmerk, zelfde, o)
        return _replace(tekst, (*pad, zelfde), rij[zelfde], velden)
    eerder = [i for i, w in enumerate(rij) if w["vanaf"] < o.vanaf]
    vorige = max(eerder, key=lambda i: rij[i]["vanaf"]) if eerder else None
    sneden = []
    if vorige is not None and rij[vorige].get("tot") is not None and rij[vorige]["tot"] >= o.vanaf:
        _may_overrule(boek, kenmerk, vorige, o)
        rij[vorige]["tot"] = o.vanaf - timedelta(days=1)
        sneden.append(tekst.set_value(tekst.node((*pad, vorige, "tot")), rij[vorige]["tot"].isoformat()))
    # Beside the former value, and on the side on which the file goes on in time.
    aflopend = len(rij) > 1 and rij[0]["vanaf"] > rij[-1]["vanaf"]
    buur = vorige if vorige is not None else min(range(len(rij)), key=lambda i: rij[i]["vanaf"])
    voor = aflopend if vorige is not None else not aflopend
    sneden += tekst.add_item(tekst.node(pad), buur, velden.items(), voor=voor)
    rij.insert(buur if voor else buur + 1, _data(velden))
    return sneden


def _may_overrule(boek: Boek, kenmerk: str, i: int, o: Opdracht) -> None:
    """An unknown value gives way; a known one only when asked."""
    plek = boek.reeksen[kenmerk]
    rij: Any = part(plek.bron, "parameters")[str(plek.pad[1])]
    begin = rij["waarden"][i]["vanaf"]
    periode = next(w for w in boek.catalogus.parameters[kenmerk].waarden if w.vanaf == to_number(begin))
    if periode.waarde is None or o.vervang:
        return
    tekst = f"op {o.vanaf} geldt al de waarde vanaf {begin}"
    hulp = "kies een andere --vanaf, of overschrijf met --vervang wat er staat"
    raise _refuse("RV040", tekst, hulp, plek.place("waarden", i))


def _replace(tekst: Tekstplek, pad: tuple[str | int, ...], oud: dict[str, Any], velden: dict[str, str]) -> list[Snede]:
    """Another value for the same period; what only said how the old one was found goes."""
    kaart = tekst.node(pad)
    weg = [k for k in _VAN_DE_OUDE_WAARDE if k in oud]
    sneden = [tekst.remove_key(kaart, k) for k in weg]
    if "waarde" not in oud:  # a formula stood there
        begin = tekst.start(tekst.node((*pad, "vanaf"))), tekst.end(tekst.node((*pad, "vanaf")))
        tussen = ", " if kaart.flow_style else tekst.nl + " " * kaart.start_mark.column
        sneden.append((begin[1], begin[1], f"{tussen}waarde: {velden['waarde']}"))
    sneden += [tekst.set_value(tekst.node((*pad, k)), v) for k, v in velden.items() if k in oud and k != "vanaf"]
    for k in weg:
        del oud[k]
    oud.update(_data(velden))
    return sneden


def _data(velden: dict[str, str]) -> dict[str, Any]:
    """The fields as the reader must give them back."""
    tekst = "\n".join(f"{k}: {v}" for k, v in velden.items())
    bron, _ = read_bytes(tekst.encode(), bestand="")
    assert bron is not None
    assert isinstance(bron.data, dict)
    return bron.data


def _check(voor: str, na: str, bestand: str, verwacht: object) -> None:
    """The text must say exactly what was meant, and every comment must still be there."""
    bron, _ = read_bytes(na.encode(), bestand=bestand)
    if bron is None or bron.data != verwacht or Counter(comments(voor)) - Counter(comments(na)):
        raise NietAanTePassen


def _refuse(code: str, tekst: str, hulp: str, plaats: Plaats | None) -> InvoerFout:
    return InvoerFout([Melding(code, tekst, plaats, hulp)])

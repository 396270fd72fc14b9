"""What changed between two versions of a catalogue: texts, amounts per period, conditions, steps."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from rechtenverkenner.catalogus.bron import Bron
from rechtenverkenner.model.bedrag import to_decimal
from rechtenverkenner.model.datums import LAATSTE, add_days, to_date
from rechtenverkenner.model.recht import Catalogus, Parameter, Waardeperiode
from rechtenverkenner.onderhoud.boek import Boek

Onderdeel = Literal["recht", "bedrag", "voorwaarde", "regel", "stap", "tekst", "bron"]
Hoe = Literal["erbij", "weg", "anders"]

# What a verdict or an amount hangs on, next to the conditions and the series.
_REGELVELDEN = (
    "geldig", "gebied", "datums", "begrippen", "bedrag", "terugwerkend", "uiterlijk", "hernieuwen",
    "toekenning", "eenheid", "dragers", "pakket", "discretionair", "niet_uitgedrukt",
)  # fmt: skip
_EIGEN = ("recht", "lokaal", "parameters", "voorwaarden", "vervangt", "vult_aan", "stappen", "bronnen", *_REGELVELDEN)
_VERSIERING = ("id", "label", "bron", "toekenning")


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One difference: in which right (or local file, or shared file), what, and how it reads before and after."""

    ruimte: str
    onderdeel: Onderdeel
    hoe: Hoe
    wat: str
    label: str = ""
    voor: str = ""
    na: str = ""


def compare(a: Boek, b: Boek) -> tuple[Wijziging, ...]:
    """Every difference from `a` to `b`, by right, in the order in which a sheet is read."""
    uit: list[Wijziging] = []
    for ruimte in sorted({*a.ruimten, *b.ruimten}):
        voor, na = _merged(a.ruimten.get(ruimte, ())), _merged(b.ruimten.get(ruimte, ()))
        if voor and na:
            uit += _space(ruimte, voor, na)
        else:
            uit.append(Wijziging(ruimte, "recht", "erbij" if na else "weg", ruimte, _name(voor or na)))
    uit += _periods(a.catalogus, b.catalogus, {w.ruimte for w in uit if w.onderdeel == "recht"})
    uit += _tables(a, b)
    return tuple(uit)


def is_rule(w: Wijziging) -> bool:
    """Whether it can change a verdict: other words, steps and sources of a right cannot."""
    return w.onderdeel not in ("tekst", "stap", "bron") or w.ruimte.endswith(".yaml")


def _merged(bronnen: Iterable[Bron]) -> dict[str, Any]:
    """The data of the files of one name space; there is more than one only for shared files."""
    uit: dict[str, Any] = {}
    for bron in bronnen:
        for veld, inhoud in bron.data.items() if isinstance(bron.data, dict) else ():
            uit[veld] = {**uit[veld], **inhoud} if isinstance(uit.get(veld), dict) else inhoud
    return uit


def _name(data: Mapping[str, Any]) -> str:
    naam = data.get("naam") or data.get("lokaal") or ""
    return str(naam.get("nl", "")) if isinstance(naam, dict) else str(naam)


def _space(ruimte: str, voor: dict[str, Any], na: dict[str, Any]) -> Iterator[Wijziging]:
    yield from _conditions(ruimte, voor, na)
    for veld in _REGELVELDEN:
        yield from _field(ruimte, "regel", veld, voor.get(veld), na.get(veld))
    yield from _steps(ruimte, voor.get("stappen") or [], na.get("stappen") or [])
    for veld in dict.fromkeys((*voor, *na)):
        if veld not in _EIGEN:
            yield from _field(ruimte, "tekst", veld, voor.get(veld), na.get(veld))
    yield from _field(ruimte, "bron", "bronnen", voor.get("bronnen"), na.get("bronnen"))


def _field(ruimte: str, onderdeel: Onderdeel, pad: str, voor: Any, na: Any) -> Iterator[Wijziging]:
    """The differences of one field: by key in a mapping, by item in a list."""
    if voor == na:
        return
    if isinstance(voor or {}, dict) and isinstance(na or {}, dict) and (voor or na):
        for k in dict.fromkeys((*(voor or ()), *(na or ()))):
            diep = onderdeel == "regel" and pad != "begrippen"
            volgende = f"{pad}.{k}"
            a, b = (voor or {}).get(k), (na or {}).get(k)
            if diep or pad in ("naam", "fiche"):
                yield from _field(ruimte, onderdeel, volgende, a, b)
            elif a != b:
                yield _change(ruimte, onderdeel, volgende, a, b)
    elif isinstance(voor or [], list) and isinstance(na or [], list) and (voor or na):
        yield from _items(ruimte, onderdeel, pad, voor or [], na or [])
    else:
        yield _change(ruimte, onderdeel, pad, voor, na)


def _change(ruimte: str, onderdeel: Onderdeel, wat: str, voor: Any, na: Any, label: str = "") -> Wijziging:
    hoe: Hoe = "erbij" if voor is None else "weg" if na is None else "anders"
    label = label or next((str(x["label"]) for x in (na, voor) if isinstance(x, dict) and "label" in x), "")
    return Wijziging(ruimte, onderdeel, hoe, wat, label, *("" if x is None else plain(x) for x in (voor, na)))


def _items(ruimte: str, onderdeel: Onderdeel, pad: str, voor: list[Any], na: list[Any]) -> Iterator[Wijziging]:
    """The differences of a list; what stands opposite each other counts as changed."""
    links, rechts = [plain(x) for x in voor], [plain(x) for x in na]
    for soort, a0, a1, b0, b1 in difflib.SequenceMatcher(None, links, rechts, autojunk=False).get_opcodes():
        if soort == "equal":
            continue
        for i in range(max(a1 - a0, b1 - b0)):
            oud = voor[a0 + i] if a0 + i < a1 else None
            nieuw = na[b0 + i] if b0 + i < b1 else None
            yield _change(ruimte, onderdeel, pad, oud, nieuw)


def _steps(ruimte: str, voor: list[Any], na: list[Any]) -> Iterator[Wijziging]:
    yield from _items(ruimte, "stap", "stappen", voor, na)


def plain(x: Any) -> str:
    """Data of a file on one line, as a person would write it."""
    match x:
        case bool():
            return "ja" if x else "nee"
        case None:
            return "null"
        case str():
            return " ".join(x.split())
        case date() | int() | Decimal():
            return str(x)
        case dict():
            return "; ".join(f"{k}: {plain(v)}" for k, v in x.items())
        case _:
            return "[" + ", ".join(plain(v) for v in x) + "]"


def _conditions(ruimte: str, voor: dict[str, Any], na: dict[str, Any]) -> Iterator[Wijziging]:
    oud, nieuw = _named(voor), _named(na)
    samen = set(oud) & set(nieuw)
    for naam in dict.fromkeys((*oud, *nieuw)):
        a, b = oud.get(naam), nieuw.get(naam)
        label = _label(b or a)
        if a is None or b is None:
            yield Wijziging(
                ruimte, "voorwaarde", "weg" if b is None else "erbij", naam, label, _own(a, None), _own(b, None)
            )
            continue
        if (links := _own(a, samen)) != (rechts := _own(b, samen)):
            yield Wijziging(ruimte, "voorwaarde", "anders", naam, label, links, rechts)
        for veld in ("label", "toekenning", "bron"):
            if a.get(veld) != b.get(veld):
                onderdeel: Onderdeel = {"label": "tekst", "bron": "bron"}.get(veld, "voorwaarde")  # type: ignore[assignment]
                yield _change(ruimte, onderdeel, f"{naam}.{veld}", a.get(veld), b.get(veld), label)


_GEHEEL = "(geheel)"


def _named(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every condition of a file by id; what has no id belongs to the nearest one above, in the end to the whole."""
    uit: dict[str, dict[str, Any]] = {}
    if isinstance(data.get("voorwaarden"), dict):
        uit[_GEHEEL] = data["voorwaarden"]
        _collect(data["voorwaarden"], uit)
    for soort in ("vervangt", "vult_aan"):
        for deel in data.get(soort) or ():
            uit[f"{soort} {deel['deel']}"] = {**deel.get("voorwaarden", {}), "formule": deel.get("formule")}
            _collect(deel.get("voorwaarden"), uit)
    return uit


def _collect(x: Any, uit: dict[str, dict[str, Any]]) -> None:
    if isinstance(x, dict):
        if "id" in x:
            uit[str(x["id"])] = x
        for v in x.values():
            _collect(v, uit)
    elif isinstance(x, list):
        for v in x:
            _collect(v, uit)


def _label(x: dict[str, Any] | None) -> str:
    label = (x or {}).get("label", "")
    return str(label.get("nl", "")) if isinstance(label, dict) else str(label)


def _own(x: dict[str, Any] | None, samen: set[str] | None) -> str:
    """What a condition says itself; of the conditions below it only the id, and only of those that both sides have."""
    if x is None:
        return ""
    return plain({k: _below(v, samen) for k, v in x.items() if k not in _VERSIERING and v is not None})


def _below(x: Any, samen: set[str] | None) -> Any:
    if isinstance(x, dict):
        if "id" in x:
            return f"<{x['id']}>"
        return {k: _below(v, samen) for k, v in x.items()}
    if isinstance(x, list):
        return [_below(v, samen) for v in x if not _is_other(v, samen)]
    return x


def _is_other(x: Any, samen: set[str] | None) -> bool:
    return samen is not None and isinstance(x, dict) and "id" in x and x["id"] not in samen


def _periods(a: Catalogus, b: Catalogus, zonder: set[str]) -> Iterator[Wijziging]:
    for kenmerk in sorted({*a.parameters, *b.parameters}):
        voor, na = a.parameters.get(kenmerk), b.parameters.get(kenmerk)
        ruimte, _, naam = kenmerk.rpartition(".")
        een = na or voor
        if ruimte in zonder or een is None:
            continue
        if voor is not None and na is not None and (voor.label, voor.typ) != (na.label, na.typ):
            links, rechts = (f"{p.label} ({p.typ.eenheid})" for p in (voor, na))
            yield Wijziging(ruimte, "tekst", "anders", naam, na.label, links, rechts)
        oud, nieuw = _by_start(voor), _by_start(na)
        for vanaf in sorted({*oud, *nieuw}):
            p, q = oud.get(vanaf), nieuw.get(vanaf)
            if p is None or q is None:
                hoe: Hoe = "erbij" if p is None else "weg"
            elif _say(p, een) == _say(q, een) or (_ends_by_next(p, q, oud, nieuw) and _same(p, q)):
                continue
            else:
                hoe = "anders"
            wat = f"{naam} vanaf {to_date(vanaf).isoformat()}"
            yield Wijziging(ruimte, "bedrag", hoe, wat, een.label, _say(p, een), _say(q, een))


def _by_start(p: Parameter | None) -> dict[int, Waardeperiode]:
    return {} if p is None else {w.vanaf: w for w in p.waarden}


def _same(p: Waardeperiode, q: Waardeperiode) -> bool:
    velden = ("waarde", "grenzen", "bron", "nagekeken_op", "zekerheid", "afgeleid")
    return all(getattr(p, v) == getattr(q, v) for v in velden)


def _ends_by_next(p: Waardeperiode, q: Waardeperiode, oud: Mapping[int, object], nieuw: Mapping[int, object]) -> bool:
    """Only the last day moved, because a period after it came or went: that one is named already."""
    volgende = add_days(min(p.tot, q.tot), 1)
    return p.tot != q.tot and (volgende in oud) != (volgende in nieuw)


def _say(w: Waardeperiode | None, p: Parameter) -> str:
    """A value with all that is known of it, on one line."""
    if w is None:
        return ""
    lijst = isinstance(w.waarde, frozenset) or p.typ.eenheid == "lijst"
    delen = [_number(w.waarde, p) if w.waarde is not None else "niet gekend"]
    if not lijst and w.grenzen != (w.waarde, w.waarde) and w.grenzen != (None, None):
        delen.append(f"tussen {_number(w.grenzen[0], p)} en {_number(w.grenzen[1], p)}")
    if w.tot < LAATSTE:
        delen.append(f"tot {to_date(w.tot).isoformat()}")
    delen += [f"bron {', '.join(w.bron)}", f"zekerheid {w.zekerheid}", f"nagekeken {w.nagekeken_op.isoformat()}"]
    return "; ".join([*delen, *([w.afgeleid] if w.afgeleid else [])])


def _number(x: int | frozenset[str] | None, p: Parameter) -> str:
    if isinstance(x, frozenset):
        return "[" + ", ".join(sorted(x)) + "]"
    return "?" if x is None else f"{to_decimal(x, p.typ.eenheid)} {p.typ.eenheid}"


def _tables(a: Boek, b: Boek) -> Iterator[Wijziging]:
    """Statuses, counters, wording of facts, municipalities, the head."""
    voor, na = ({k.partition("/")[2]: v for k, v in boek.bronnen.items() if _is_table(v)} for boek in (a, b))
    for naam in sorted({*voor, *na}):
        links, rechts = (_rows(x[naam].data) if naam in x else {} for x in (voor, na))
        for k in dict.fromkeys((*links, *rechts)):
            if links.get(k) != rechts.get(k):
                yield _change(naam, "tekst", k, links.get(k), rechts.get(k))


def _is_table(bron: Bron) -> bool:
    return isinstance(bron.data, dict) and not {"recht", "lokaal", "parameters"} & set(bron.data)


def _rows(data: Any) -> dict[str, Any]:
    if isinstance(data.get("gemeenten"), list):
        return {f"{g['nis']} {g['naam']}": g for g in data["gemeenten"]}
    return dict(data)

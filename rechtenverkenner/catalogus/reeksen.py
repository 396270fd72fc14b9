"""Parameters: dated series read, checked for gaps and overlaps, and turned into exact values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from rechtenverkenner.catalogus.formules import Formule
from rechtenverkenner.catalogus.vorm import ParameterVorm, WaardeVorm
from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.bedrag import ONBEKEND, SCHAAL, Interval, to_int
from rechtenverkenner.model.datums import LAATSTE, to_number
from rechtenverkenner.model.knopen import Type, number
from rechtenverkenner.model.recht import Parameter, Waardeperiode

Note = Callable[[str, str, tuple[str | int, ...], str], None]
"""Adds a message: code, text, path below the parameter, help."""


def read_series(
    kenmerk: str, v: ParameterVorm, note: Note, bronnen: frozenset[str]
) -> tuple[Parameter | None, tuple[Formule, ...]]:
    """A parameter with its periods in order, and the formulas to fill in where a value stands open.

    Faults go to `note`, and None comes back when there is no type.
    """
    if v.eenheid == "lijst":
        typ = Type("lijst", "lijst")
    elif v.eenheid in SCHAAL:
        typ = number(v.eenheid)
    else:
        hulp = did_you_mean(v.eenheid, [*SCHAAL, "lijst"]) or f"kies: {', '.join([*SCHAAL, 'lijst'])}"
        note("RV303", f"onbekende eenheid `{v.eenheid}`", ("eenheid",), hulp)
        return None, ()
    rij = sorted(enumerate(v.waarden), key=lambda x: x[1].vanaf)
    perioden: list[Waardeperiode] = []
    formules: list[Formule] = []
    for plek, (i, w) in enumerate(rij):
        volgende = rij[plek + 1][1].vanaf if plek + 1 < len(rij) else None
        _check_period(w, volgende, i, note)
        tot = w.tot or (volgende - timedelta(days=1) if volgende else None)
        periode = _period(w, tot, typ, i, note, bronnen)
        if periode is not None:
            perioden.append(periode)
            if w.formule:
                formules += _formula(kenmerk, w, typ, i, note)
    return Parameter(kenmerk, v.label, typ, tuple(perioden)), tuple(formules)


def _formula(kenmerk: str, w: WaardeVorm, typ: Type, i: int, note: Note) -> Iterator[Formule]:
    pad = ("waarden", i, "formule")
    if typ.soort == "lijst":
        note("RV225", "een lijst heeft geen formule", pad, "schrijf de lijst uit")
        return
    try:
        marge = None if w.marge is None else _scaled(w.marge, typ, "marge")
    except _WaardeFout as e:
        note("RV304", str(e), ("waarden", i, e.veld), e.hulp)
        return
    yield Formule(kenmerk, to_number(w.vanaf), w.formule, marge, lambda code, tekst, hulp: note(code, tekst, pad, hulp))


def _check_period(w: WaardeVorm, volgende: date | None, i: int, note: Note) -> None:
    pad = ("waarden", i)
    if w.tot is not None and w.tot < w.vanaf:
        note("RV301", f"`tot` {w.tot} ligt voor `vanaf` {w.vanaf}", (*pad, "tot"), "kijk de datums na")
    elif volgende is not None and (volgende == w.vanaf or (w.tot is not None and volgende <= w.tot)):
        note(
            "RV301",
            f"de periode vanaf {w.vanaf} overlapt met die vanaf {volgende}",
            pad,
            "geef elke dag hoogstens een waarde",
        )
    elif w.tot is not None and volgende is not None and volgende > w.tot + timedelta(days=1):
        begin = w.tot + timedelta(days=1)
        note(
            "RV302",
            f"gat in de reeks van {begin} tot {volgende - timedelta(days=1)}",
            pad,
            "niet gevonden? schrijf een periode met `waarde: null`",
        )


def _period(
    w: WaardeVorm, tot: date | None, typ: Type, i: int, note: Note, bronnen: frozenset[str]
) -> Waardeperiode | None:
    genoemd = (w.bron,) if isinstance(w.bron, str) else w.bron
    if not genoemd:
        note("RV243", "deze waarde heeft geen bron", ("waarden", i, "bron"), "zet er een bron in")
    for j, b in enumerate(genoemd):
        if b not in bronnen:
            note(
                "RV240",
                f"onbekende bron `{b}`",
                ("waarden", i, "bron", j),
                did_you_mean(b, bronnen) or "zet ze onder `bronnen`",
            )
    try:
        waarde, grenzen = _values(w, typ)
    except _WaardeFout as e:
        note("RV304", str(e), ("waarden", i, e.veld), e.hulp)
        return None
    return Waardeperiode(
        to_number(w.vanaf),
        to_number(tot) if tot else LAATSTE,
        waarde,
        grenzen,
        tuple(genoemd),
        w.nagekeken_op,
        w.zekerheid,
        w.afleiding or (f"berekend: {w.formule}" if w.formule else ""),
    )


def _values(w: WaardeVorm, typ: Type) -> tuple[int | frozenset[str] | None, Interval]:
    if typ.soort == "lijst":
        if w.waarde is not None and not isinstance(w.waarde, tuple):
            raise _WaardeFout("een lijst van teksten verwacht")
        return (None if w.waarde is None else frozenset(w.waarde)), (0, 0)
    if isinstance(w.waarde, tuple):
        raise _WaardeFout("een getal verwacht, geen lijst")
    waarde = None if w.waarde is None else _scaled(w.waarde, typ, "waarde")
    if w.grenzen is None:
        return waarde, (ONBEKEND if waarde is None else (waarde, waarde))
    onder, boven = (None if g is None else _scaled(g, typ, "grenzen") for g in w.grenzen)
    if onder is not None and boven is not None and onder > boven:
        raise _WaardeFout("de laagste grens ligt boven de hoogste", "grenzen", "draai ze om")
    if waarde is not None and ((onder is not None and waarde < onder) or (boven is not None and waarde > boven)):
        raise _WaardeFout("de waarde ligt buiten haar grenzen")
    return waarde, (onder, boven)


def _scaled(getal: int | Decimal, typ: Type, veld: str) -> int:
    try:
        return to_int(getal, typ.eenheid)
    except ValueError as e:
        raise _WaardeFout(str(e), veld) from None


class _WaardeFout(Exception):
    """What is wrong with a value, and in which field."""

    def __init__(self, tekst: str, veld: str = "waarde", hulp: str = "kijk de waarde en de eenheid na") -> None:
        super().__init__(tekst)
        self.veld = veld
        self.hulp = hulp

"""The workbook of results: the matrix, what to do first, counts by right, what to ask, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from rechtenverkenner.groep.kolommen import BLADEN, all_columns
from rechtenverkenner.groep.tabellen import Celwaarde, column_letters
from rechtenverkenner.groep.verkennen import ZWAARST, Doen, Groepsuitkomst, Vak, count_by_right
from rechtenverkenner.groep.werkboek import Werkboek
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.plan.plan import Bereik

MERKEN: Mapping[Oordeelsoort, tuple[str, str, str]] = {
    "onbenut": ("▲ aanvragen", "#F9D9A8", "open, en loopt niet voor zover bekend: vraag het aan"),
    "automatisch": ("◆ nakijken", "#CFE3F7", "hoort vanzelf te lopen: kijk na of dat zo is"),
    "na": ("► daarna", "#E4D9F2", "gaat open nadat een ander recht is toegekend"),
    "mogelijk": ("◇ mogelijk", "#FBF0C9", "een dienst beslist: bespreek het"),
    "onbekend": ("? onbekend", "#E6E6E6", "er ontbreken gegevens: zie te vragen"),
    "gebruikt": ("✓ loopt", "#D5EBD0", "is in gebruik"),
    "geen_recht": ("× geen recht", "#FFFFFF", "niet open volgens wat nu bekend is"),
}
"""Verdict -> symbol and word, colour, what it means: never a colour alone."""
DOEN: Mapping[Doen, str] = {
    "aanvragen": "vraag aan",
    "melden": "meld dat het niet loopt",
    "nakijken": "kijk na of het loopt",
    "bespreken": "bespreek met de dienst",
    "daarna": "vraag aan na een ander recht",
}
EURO = "#,##0.00"
_WAARDE = re.compile(r"`([^`]*)`")
MEEST_RECHTEN = 6
ZONDER_FEIT = {"RV434": "deze gemeente bestaat niet op de datum van de berekening"}
"""Sentences that name outside quotes what somebody wrote, without it."""


def make_outcome(uitkomst: Groepsuitkomst) -> bytes:
    """The workbook; it holds of people only the keys that their file gives them.

    Raises: InvoerFout, as `Werkboek`.
    """
    boek = Werkboek(uitkomst.op_datum, "Rechten van een groep gezinnen")
    _matrix(boek, uitkomst)
    _tasks(boek, uitkomst)
    _per_right(boek, uitkomst)
    _questions(boek, uitkomst)
    _faults(boek, uitkomst)
    return boek.close()


def _title(boek: Werkboek, blad: Any, titel: str, *zinnen: str) -> int:
    """A title and sentences under it; gives the first row for what follows."""
    boek.write(blad, 0, 0, titel, bold=True, font_size=14)
    for r, zin in enumerate(zinnen, start=1):
        boek.write(blad, r, 0, zin)
    return len(zinnen) + 1


def _matrix(boek: Werkboek, u: Groepsuitkomst) -> None:
    blad = boek.sheet("overzicht")
    bewijs = (
        f"; regels {u.bewijs.catalogus} ({u.bewijs.catalogus_hash[:12]}), motor {u.bewijs.motor}" if u.bewijs else ""
    )
    niet = f", {len(u.niet_gelezen)} niet: zie het blad fouten" if u.niet_gelezen else ""
    kop = _title(
        boek,
        blad,
        "Rechten per gezin",
        f"Op {u.op_datum:%d/%m/%Y}: {_count(len(u.gezinnen), 'gezin', 'gezinnen')} bekeken{niet}{bewijs}",
        "Van meer mensen in een gezin: wat het meest vraagt, met tussen haakjes voor hoeveel. Leeg: geldt hier niet.",
        "Dit is geen beslissing: alleen de bevoegde dienst beslist.",
    )
    for k, soort in enumerate(ZWAARST, start=1):
        merk, kleur, uitleg = MERKEN[soort]
        boek.write(blad, kop, k, merk, bg_color=kleur, border=1)
        boek.write(blad, kop + 1, k, uitleg, text_wrap=True, valign="top", font_size=8)
    blad.set_row(kop + 1, 36)
    kop += 2
    boek.header(blad, kop, [("gezin", 18), *((r.naam, 15) for r in u.rechten)])
    blad.set_row(kop, 78)
    for r, gezin in enumerate(u.gezinnen, start=kop + 1):
        boek.write(blad, r, 0, gezin, bold=True)
        for k, recht in enumerate(u.rechten, start=1):
            _box(boek, blad, r, k, u.matrix.get((gezin, recht.id)))
    if u.gezinnen:
        blad.autofilter(kop, 0, kop + len(u.gezinnen), len(u.rechten))


def _box(boek: Werkboek, blad: Any, r: int, k: int, vak: Vak | None) -> None:
    if vak is not None:
        merk, kleur, _ = MERKEN[vak.oordeel]
        tekst = f"{merk} ({vak.aantal})" if vak.aantal > 1 else merk
        boek.write(blad, r, k, tekst, bg_color=kleur, border=1, border_color="#CCCCCC")


def _count(n: int, een: str, meer: str) -> str:
    return f"{n} {een if n == 1 else meer}"


def _tasks(boek: Werkboek, u: Groepsuitkomst) -> None:
    blad = boek.sheet("eerst te doen")
    kop = _title(
        boek,
        blad,
        "Eerst te doen, over de hele groep",
        "Eerst wat een laatste dag heeft, dan wat andere rechten opent, dan wat het meest geeft voor het minste werk.",
        "Bedragen in euro, laagste en hoogste, voor elke persoon of aansluiting; wat niet samengaat, telt niet op.",
    )
    koppen: list[tuple[str, float]] = [
        ("nr", 5), ("gezin", 16), ("wat", 22), ("recht", 34), ("voor wie", 18), ("per jaar, laagste", 11),
        ("per jaar, hoogste", 11), ("eenmalig, laagste", 11), ("eenmalig, hoogste", 11), ("uiterlijk op", 12),
        ("moeite (loketten en papieren)", 10), ("opent daarna", 30), ("na", 24), ("loket", 28), ("eerste stap", 70),
    ]  # fmt: skip
    boek.header(blad, kop, koppen)
    blad.freeze_panes(kop + 1, 3)
    namen = {k: r.naam for k, r in u.catalogus.rechten.items()}
    for nr, t in enumerate(u.taken, start=1):
        cellen: list[Celwaarde] = [
            nr, t.gezin, DOEN[t.wat], t.recht.naam, ", ".join(t.wie),
            *_bounds(t.waarde_jaar), *_bounds(t.waarde_eenmalig), t.uiterlijk, t.moeite,
            "; ".join(namen[x] for x in t.opent), "; ".join(namen.get(x, x) for x in t.na), t.loket, t.stap,
        ]  # fmt: skip
        _row(boek, blad, kop + nr, cellen, euro=range(5, 9))
    if u.taken:
        blad.autofilter(kop, 0, kop + len(u.taken), len(koppen) - 1)


def _bounds(b: Bereik | None) -> tuple[Celwaarde, Celwaarde]:
    return (None, None) if b is None else b


def _row(boek: Werkboek, blad: Any, r: int, cellen: Sequence[Celwaarde], *, euro: Iterable[int] = ()) -> None:
    for k, waarde in enumerate(cellen):
        vorm: dict[str, Any] = {"num_format": EURO} if k in euro and not isinstance(waarde, date) else {}
        boek.write(blad, r, k, waarde or None if isinstance(waarde, str) else waarde, valign="top", **vorm)


def _per_right(boek: Werkboek, u: Groepsuitkomst) -> None:
    blad = boek.sheet("per recht")
    kop = _title(boek, blad, "Per recht: hoeveel gezinnen", "Elk gezin telt een keer, met wat het meest vraagt.")
    boek.header(blad, kop, [("recht", 46), *((MERKEN[s][0], 13) for s in ZWAARST)])
    rijen = count_by_right(u, ZWAARST)
    for r, (recht, telling) in enumerate(rijen, start=kop + 1):
        _row(boek, blad, r, [recht.naam, *telling])
    if not rijen:
        return
    grafiek = boek.boek.add_chart({"type": "bar", "subtype": "stacked"})
    for k, soort in enumerate(ZWAARST, start=1):
        if soort == "geen_recht":
            continue
        kleur = {"fill": {"color": MERKEN[soort][1]}, "border": {"color": "#666666"}}
        grafiek.add_series(
            {
                "name": ["per recht", kop, k],
                "categories": ["per recht", kop + 1, 0, kop + len(rijen), 0],
                "values": ["per recht", kop + 1, k, kop + len(rijen), k],
                "gap": 40,
                **kleur,
            }
        )
    _place(grafiek, blad, "Gezinnen per recht", f"{column_letters(len(ZWAARST) + 3)}3", len(rijen))


def _place(grafiek: Any, blad: Any, titel: str, plek: str, rijen: int) -> None:
    grafiek.set_title({"name": titel})
    grafiek.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    grafiek.set_x_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    grafiek.set_legend({"position": "bottom"})
    grafiek.set_size({"width": 820, "height": 140 + 20 * rijen})
    blad.insert_chart(plek, grafiek, {"description": f"Staafdiagram: {titel}. De cijfers staan in de tabel ernaast."})


def _questions(boek: Werkboek, u: Groepsuitkomst) -> None:
    blad = boek.sheet("te vragen")
    kop = _title(
        boek,
        blad,
        "Te vragen: welk antwoord beslist het meest",
        "Oordelen die op dit antwoord wachten, over de hele groep; een oordeel kan op meer dan een antwoord wachten.",
    )
    koppen: list[tuple[str, float]] = [
        ("vraag", 80),
        ("oordelen", 10),
        ("gezinnen", 10),
        ("rechten", 80),
        ("gegeven", 26),
    ]
    boek.header(blad, kop, koppen)
    namen = {k: r.naam for k, r in u.catalogus.rechten.items()}
    for r, v in enumerate(u.vragen, start=kop + 1):
        rechten = "; ".join(namen[x] for x in v.rechten[:MEEST_RECHTEN])
        meer = f"; en nog {len(v.rechten) - MEEST_RECHTEN}" if len(v.rechten) > MEEST_RECHTEN else ""
        _row(boek, blad, r, [v.vraag, v.oordelen, v.gezinnen, rechten + meer, v.feit])
    if u.vragen:
        laatste = kop + min(len(u.vragen), 15)
        grafiek = boek.boek.add_chart({"type": "bar"})
        grafiek.add_series(
            {
                "name": "oordelen die erop wachten",
                "categories": ["te vragen", kop + 1, 4, laatste, 4],
                "values": ["te vragen", kop + 1, 1, laatste, 1],
                "fill": {"color": "#7A9CC6"},
            }
        )
        _place(grafiek, blad, "Wat beslist het meest", "G3", laatste - kop)


def _faults(boek: Werkboek, u: Groepsuitkomst) -> None:
    blad = boek.sheet("fouten")
    kop = _title(
        boek,
        blad,
        "Niet gelezen",
        "Verbeter deze cellen in uw bestand en draai het opnieuw. Wat er in een cel stond, staat hier niet.",
        f"Niet bekeken: {', '.join(u.niet_gelezen)}" if u.niet_gelezen else "Alle gezinnen zijn bekeken.",
    )
    boek.header(blad, kop, [("plaats", 30), ("code", 9), ("wat er fout is", 80), ("wat te doen", 80)])
    bekend = _known_words(u)
    for r, m in enumerate(u.meldingen, start=kop + 1):
        plaats = (m.plaats.cel or f"regel {m.plaats.regel}") if m.plaats else ""
        _row(boek, blad, r, [plaats, m.code, _hide(ZONDER_FEIT.get(m.code, m.tekst), bekend), _hide(m.hulp, bekend)])


def _known_words(u: Groepsuitkomst) -> frozenset[str]:
    """What a message may quote: names of our own, and the keys of households."""
    kolommen = {w for rij in all_columns(u.catalogus).values() for k in rij.values() for w in (k.id, k.label)}
    eigen = {*BLADEN, *u.catalogus.statussen, *u.catalogus.rechten, *kolommen, *get_args(Doen)}
    woorden = {"id", "ja", "nee", "geen", "niemand", "personen", "CSV UTF-8", "rechtenverkenner rechten"}
    return frozenset(eigen | woorden | {*u.gezinnen, *u.niet_gelezen})


def _hide(tekst: str, bekend: frozenset[str]) -> str:
    """The message without what somebody typed in a cell.

    >>> _hide("onbekend: `jan@voorbeeld.be`; kies `ja` of `nee`", frozenset(["ja", "nee"]))
    'onbekend: `…`; kies `ja` of `nee`'
    """
    return _WAARDE.sub(lambda m: m[0] if m[1] in bekend else "`…`", tekst)

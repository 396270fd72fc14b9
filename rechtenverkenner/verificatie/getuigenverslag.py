"""Witnesses and laws in words and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rechtenverkenner.model.bedrag import to_decimal
from rechtenverkenner.verificatie.getuigen import Atoomuitslag, Getuige, Rechtuitslag
from rechtenverkenner.verificatie.getuigencontrole import Afwijking
from rechtenverkenner.verificatie.getuigengevallen import Voorstel, profile_lines
from rechtenverkenner.verificatie.inkomensproef import Daling, Inkomensuitslag, Nagekeken
from rechtenverkenner.verificatie.tabelproef import Tabeluitslag

LOTEN: Final = (
    "beide",
    "overbodig",
    "onbereikbaar",
    "altijd waar",
    "beoordeling",
    "vast",
    "niet vertaald",
    "niet beslist",
)
OMVANG: Final = "alleen in de beproefde gezinsvormen van een tot vier mensen, met alles bekend"


@dataclass(frozen=True, slots=True)
class Verslag:
    """Everything that was found about some rights on one date."""

    rechten: tuple[Rechtuitslag, ...]
    afwijkingen: tuple[Afwijking, ...]
    inkomen: tuple[Inkomensuitslag, ...]
    dalingen: tuple[Daling, ...]
    nagekeken: tuple[tuple[Daling, Nagekeken], ...]
    tabellen: tuple[Tabeluitslag, ...]
    voorstellen: tuple[Voorstel, ...]

    @property
    def has_findings(self) -> bool:
        """Whether something is wrong: engine against solver, a right lost by a lower income, a table with a hole."""
        return bool(self.afwijkingen or self.dalingen or any(t.fouten for t in self.tabellen))


def report_lines(v: Verslag) -> Iterator[str]:
    """The whole report, what is wrong first."""
    for x in v.afwijkingen:
        yield f"VERSCHIL tussen motor en z3: {x.recht}, voorwaarde `{x.atoom}`, {x.op_datum.isoformat()}: {x.tekst}"
        yield from (f"    {regel}" for regel in profile_lines(x.profiel))
    for u in v.rechten:
        yield from _right_lines(u)
    yield from _income_lines(v)
    yield from _table_lines(v)
    yield from _proposal_lines(v.voorstellen)
    yield from _totals(v)


def _right_lines(u: Rechtuitslag) -> Iterator[str]:
    yield f"{u.recht} op {u.op_datum.isoformat()}: {_counts([u])}"
    for a in u.atomen:
        yield f"  {'+' if a.lot == 'beide' else '-'} {a.id}: {_atom_text(a)}"


def _atom_text(a: Atoomuitslag) -> str:
    getuigen = ", ".join(f"{kant}: {_witness_text(g)}" for kant, g in a.getuigen.items())
    if a.lot == "beide":
        return getuigen
    return f"{a.lot}: {a.reden}{f' ({getuigen})' if getuigen else ''}"


def _witness_text(g: Getuige) -> str:
    rand = " op de rand" if g.op_de_rand else ""
    return f"{g.oordeel} ({g.vorm}{rand})"


def _counts(rij: Sequence[Rechtuitslag]) -> str:
    geteld = Counter(a.lot for u in rij for a in u.atomen)
    delen = [f"{geteld[lot]} {'met beide getuigen' if lot == 'beide' else lot}" for lot in LOTEN if geteld[lot]]
    return f"{geteld.total()} voorwaarden, {', '.join(delen) or 'geen'}"


def _income_lines(v: Verslag) -> Iterator[str]:
    for d in v.dalingen:
        yield f"{d.recht}: een lager bedrag neemt het recht weg: {_drop_text(d)}"
        yield from (f"    {regel}" for regel in profile_lines(d.profiel))
    for d, n in v.nagekeken:
        yield f"{d.recht}: een lager bedrag neemt het recht weg, nagekeken: {_drop_text(d)}: {n.reden} ({n.bron})"
    for u in v.inkomen:
        if u.niet_beslist:
            yield f"{u.recht}: niet beslist of een lager bedrag het recht wegneemt: {', '.join(u.niet_beslist)}"


def _drop_text(d: Daling) -> str:
    hoog, laag = (to_decimal(x, "EUR") for x in (d.hoog, d.laag))
    return f"{d.bedrag} van `{d.wie}` {hoog} -> {laag}"


def _table_lines(v: Verslag) -> Iterator[str]:
    for t in v.tabellen:
        yield from (f"{f.recht}: {f.soort} in een tabel ({f.waar}): {f.tekst}" for f in t.fouten)
        yield from (f"{t.recht}: een tabel is niet vertaald: {x}" for x in t.niet_vertaald)


def _proposal_lines(rij: Sequence[Voorstel]) -> Iterator[str]:
    if rij:
        yield "voorstellen voor gevallen, elk na te kijken door iemand:"
    for v in rij:
        yield f"  {v.pad}: {v.oordeel}{f' (niet geschreven: {v.reden})' if v.reden else ''}"


def _totals(v: Verslag) -> Iterator[str]:
    yield f"getuigen: {_counts(v.rechten)}; motor en z3 verschillen bij {len(v.afwijkingen)} gezinnen"
    bedragen = sum(len(u.bedragen) for u in v.inkomen)
    weg = f"{len(v.dalingen)} keer weg bij een lager bedrag, {len(v.nagekeken)} keer nagekeken"
    yield f"inkomen: {bedragen} bedragen van {len(v.inkomen)} rechten, een recht {weg}"
    yield f"tabellen: {sum(t.aantal for t in v.tabellen)}, fouten: {sum(len(t.fouten) for t in v.tabellen)}"
    yield f"wat hier overbodig of onbereikbaar heet, is dat {OMVANG}"


def report_as_dict(v: Verslag) -> dict[str, Any]:
    """Plain data for `--formaat json`."""
    return {
        "rechten": [
            {
                "recht": u.recht,
                "op_datum": u.op_datum.isoformat(),
                "atomen": [_atom_as_dict(a) for a in u.atomen],
            }
            for u in v.rechten
        ],
        "afwijkingen": [{"recht": x.recht, "atoom": x.atoom, "tekst": x.tekst} for x in v.afwijkingen],
        "dalingen": [{"recht": d.recht, "bedrag": d.bedrag, "hoog": d.hoog, "laag": d.laag} for d in v.dalingen],
        "nagekeken": [{"recht": d.recht, "bedrag": d.bedrag, "reden": n.reden, "bron": n.bron} for d, n in v.nagekeken],
        "niet_beslist": {u.recht: list(u.niet_beslist) for u in v.inkomen if u.niet_beslist},
        "tabellen": [
            {"recht": f.recht, "soort": f.soort, "waar": f.waar, "tekst": f.tekst} for t in v.tabellen for f in t.fouten
        ],
        "voorstellen": [{"pad": x.pad, "oordeel": x.oordeel, "reden": x.reden} for x in v.voorstellen],
    }


def _atom_as_dict(a: Atoomuitslag) -> dict[str, Any]:
    getuigen = {
        kant: {"vorm": g.vorm, "eenheid": g.eenheid, "oordeel": g.oordeel, "op_de_rand": g.op_de_rand}
        for kant, g in a.getuigen.items()
    }
    return {"id": a.id, "label": a.label, "lot": a.lot, "reden": a.reden, "getuigen": getuigen}

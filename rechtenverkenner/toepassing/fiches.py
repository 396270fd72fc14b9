"""The list of rights and the sheet of one right, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rechtenverkenner.catalogus.overzicht import RechtregelJson, conditions_of, granting_of
from rechtenverkenner.catalogus.overzicht import list_rights as list_rights
from rechtenverkenner.model.bedrag import to_decimal
from rechtenverkenner.model.datums import LAATSTE, to_date
from rechtenverkenner.model.knopen import Knoop, Voorwaarde, children
from rechtenverkenner.model.recht import Catalogus, Recht, Waardeperiode
from rechtenverkenner.toepassing import woorden
from rechtenverkenner.toepassing.regels import Scherm, emit


def show_list(scherm: Scherm, rij: list[RechtregelJson]) -> None:
    """The rights by domain."""
    for domein in sorted({r["domein"] for r in rij}):
        scherm.line(domein, "bold underline")
        for r in rij:
            if r["domein"] == domein:
                emit(scherm, f"{r['id']}  ({r['toekenning']}, per {r['eenheid']})", indent=2)
                emit(scherm, r["naam"], indent=4, style="dim")


def sheet_as_dict(r: Recht, catalogus: Catalogus) -> dict[str, Any]:
    """The whole sheet as plain data."""
    return {
        "id": r.id,
        "naam": dict(r.namen),
        "beschrijving": r.beschrijving,
        "domein": r.domein,
        "niveau": r.bestuursniveau,
        "pakket": r.pakket,
        "eenheid": r.eenheid,
        "toekenning": {
            "soort": granting_of(r),
            "controle": r.toekenning.controle,
            "gegevensstroom": r.toekenning.gegevensstroom,
        },
        "voorwaarden": [{"id": k.id, "label": k.label, "bron": list(k.bron)} for k in conditions_of(r.voorwaarden)],
        "niet_uitgedrukt": list(r.niet_uitgedrukt),
        "discretionair": r.discretionair,
        "parameters": {
            p: [_period_as_dict(w, catalogus.parameters[p].typ.eenheid) for w in catalogus.parameters[p].waarden]
            for p in r.parameters
        },
        "stappen": [
            {
                "tekst": s.tekst,
                "loket": s.loket,
                "documenten": list(s.documenten),
                "termijn": s.termijn,
                "wanneer": s.wanneer,
            }
            for s in r.stappen
        ],
        "loketten": list(r.loketten),
        "opent": [{"id": v.id, "uitleg": v.uitleg} for v in r.opent],
        "sluit_uit": [{"id": v.id, "uitleg": v.uitleg} for v in r.sluit_uit],
        "vervalt_bij": [{"id": v.id, "uitleg": v.uitleg} for v in r.vervalt_bij],
        "drempels": [{"code": d.code, "fase": d.fase, "tekst": d.tekst} for d in r.drempels],
        "fiche": dict(r.fiche),
        "bronnen": {
            k: {"uitgever": b.uitgever, "titel": b.titel, "url": b.url, "datum": b.datum} for k, b in r.bronnen.items()
        },
    }


def _period_as_dict(w: Waardeperiode, eenheid: str) -> dict[str, Any]:
    lijst = eenheid == "lijst"
    return {
        "vanaf": to_date(w.vanaf).isoformat(),
        "tot": None if w.tot >= LAATSTE else to_date(w.tot).isoformat(),
        "waarde": sorted(w.waarde)
        if isinstance(w.waarde, frozenset)
        else (None if w.waarde is None else str(to_decimal(w.waarde, eenheid))),
        "grenzen": None if lijst else [None if g is None else str(to_decimal(g, eenheid)) for g in w.grenzen],
        "bron": list(w.bron),
        "nagekeken_op": w.nagekeken_op.isoformat(),
        "zekerheid": w.zekerheid,
        "afleiding": w.afgeleid,
    }


def show_sheet(scherm: Scherm, r: Recht, catalogus: Catalogus) -> None:
    """The sheet of one right."""
    for kop, regels in _sections(r, catalogus):
        if regels:
            scherm.line(kop, "bold underline")
            for regel in regels:
                emit(scherm, regel, indent=2 + len(regel) - len(regel.lstrip()))


def _sections(r: Recht, catalogus: Catalogus) -> Iterator[tuple[str, list[str]]]:
    yield r.naam, [r.beschrijving, *(f"{taal}: {n}" for taal, n in r.namen.items() if taal != "nl")]
    kort = f"{r.domein}, {r.bestuursniveau}, per {r.eenheid}, toekenning {granting_of(r)}"
    yield "Kort", [kort, *(x for x in (r.toekenning.controle, r.toekenning.gegevensstroom) if x)]
    yield "Voorwaarden", list(_condition_lines(r.voorwaarden, 0))
    yield "Niet uitgedrukt", list(r.niet_uitgedrukt)
    yield "Bedragen", [t for p in r.parameters for t in _parameter_lines(p, catalogus)]
    yield "Stappen", [f"- {s.tekst}" + (f" ({s.termijn})" if s.termijn else "") for s in r.stappen]
    yield "Loketten", [catalogus.loketten[x].naam for x in r.loketten]
    yield "Opent", [f"{v.id}: {v.uitleg}" for v in r.opent]
    yield "Sluit uit", [f"{v.id}: {v.uitleg}" for v in r.sluit_uit]
    yield "Vervalt bij", [f"{v.id}: {v.uitleg}" for v in r.vervalt_bij]
    yield "Drempels", [f"{d.code}, {d.fase}: {d.tekst}" for d in r.drempels]
    yield "Bronnen", [f"{k}: {b.uitgever}, {b.titel} {b.url} {b.datum}".rstrip() for k, b in r.bronnen.items()]


def _condition_lines(k: Knoop, diepte: int) -> Iterator[str]:
    if isinstance(k, Voorwaarde):
        bron = f" [{', '.join(k.bron)}]" if k.bron else ""
        yield "  " * diepte + f"- {k.label}{bron}"
        diepte += 1
    for onder in children(k):
        yield from _condition_lines(onder, diepte)


def _parameter_lines(kenmerk: str, catalogus: Catalogus) -> Iterator[str]:
    p = catalogus.parameters[kenmerk]
    yield p.label
    for w in p.waarden:
        tot = "" if w.tot >= LAATSTE else f" tot {to_date(w.tot).isoformat()}"
        waarde = "lijst" if p.typ.eenheid == "lijst" else woorden.value(w.grenzen, p.typ.eenheid)
        te = ", te bevestigen" if w.te_bevestigen else ""
        bron = f"({', '.join(w.bron)}, zekerheid {w.zekerheid}{te})"
        yield f"  vanaf {to_date(w.vanaf).isoformat()}{tot}: {waarde} {bron}"

"""The stable JSON of consequences and of a look ahead: what other programs may rely on.

Its JSON Schemas are `rechtenverkenner schema gevolgen` and `schema vooruitblik`. Amounts are euro as decimal texts,
dates are ISO 8601. A field may be added; none is removed or changes meaning within a major version (`versie`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from typing_extensions import TypedDict  # the one of `typing` has no schema before Python 3.12

from rechtenverkenner.model.oordeel import Oordeelsoort, Uitkomst
from rechtenverkenner.motor.gebeurtenissen import Gebeurtenissoort, Gevolgen, Kennisgeving, Tekstsoort
from rechtenverkenner.motor.gevolg import Bereik, Gevolg, Gevolgsoort, Reden
from rechtenverkenner.motor.vooruitblik import Verschuiving, Verschuivingsoort

VERSIE: Literal[1] = 1
BedragJson = tuple[str, str] | None


class RedenJson(TypedDict):
    """A named condition whose answer differs; null where it was not asked."""

    id: str
    label: str
    over: str
    van: Uitkomst | None
    naar: Uitkomst | None


class BedragenJson(TypedDict):
    """An amount before and after, as (lowest, highest)."""

    voor: BedragJson
    na: BedragJson


class GevolgJson(TypedDict):
    """What an event does to one right of one unit."""

    soort: Gevolgsoort
    recht: str
    naam: str
    eenheid: str
    van: Oordeelsoort | None
    naar: Oordeelsoort | None
    in_gebruik: bool
    bedrag_jaar: BedragenJson
    bedrag_eenmalig: BedragenJson
    na: list[str]
    ontbreekt: list[str]
    aanvragen_voor: str | None
    terugwerkend_tot: str | None
    waarom: list[RedenJson]


class KennisgevingJson(TypedDict):
    """A right in use that the event touches, and where to notify it."""

    recht: str
    naam: str
    eenheden: list[str]
    tekst: str
    loket: str
    termijn: str
    bron: Tekstsoort


class VerschuivingJson(TypedDict):
    """A verdict or an amount that changes by itself on a day."""

    dag: str
    soort: Verschuivingsoort
    recht: str
    naam: str
    eenheid: str
    van: Oordeelsoort | None
    naar: Oordeelsoort | None
    loopt_af: bool
    bedrag_jaar: BedragenJson
    bedrag_eenmalig: BedragenJson
    aanvragen_voor: str | None
    waarom: list[RedenJson]


class VooruitblikJson(TypedDict):
    """The whole answer of `vooruitblik`."""

    versie: Literal[1]
    op_datum: str
    maanden: int
    verschuivingen: list[VerschuivingJson]


class GevolgenJson(TypedDict):
    """The whole answer of `wat-als`; `daarna` is null when it was not asked for."""

    versie: Literal[1]
    gebeurtenis: Gebeurtenissoort
    op_datum: str
    gevolgen: list[GevolgJson]
    kennisgevingen: list[KennisgevingJson]
    daarna: VooruitblikJson | None


def consequences_as_dict(gevolgen: Gevolgen, *, daarna: VooruitblikJson | None = None) -> GevolgenJson:
    """Consequences as plain data, ready for `json.dumps`; `daarna`: the look ahead from the day of the event."""
    return {
        "versie": VERSIE,
        "gebeurtenis": gevolgen.gebeurtenis.soort,
        "op_datum": gevolgen.op_datum.isoformat(),
        "gevolgen": [_consequence(g) for g in gevolgen.gevolgen],
        "kennisgevingen": [_notice(k) for k in gevolgen.kennisgevingen],
        "daarna": daarna,
    }


def horizon_as_dict(rij: Sequence[Verschuiving], op_datum: date, maanden: int) -> VooruitblikJson:
    """A look ahead as plain data, ready for `json.dumps`."""
    return {
        "versie": VERSIE,
        "op_datum": op_datum.isoformat(),
        "maanden": maanden,
        "verschuivingen": [_shift(v) for v in rij],
    }


def _consequence(g: Gevolg) -> GevolgJson:
    return {
        "soort": g.soort,
        "recht": g.recht,
        "naam": g.naam,
        "eenheid": g.eenheid,
        "van": g.van,
        "naar": g.naar,
        "in_gebruik": g.in_gebruik,
        "bedrag_jaar": _amounts(g.jaar_voor, g.jaar_na),
        "bedrag_eenmalig": _amounts(g.eenmalig_voor, g.eenmalig_na),
        "na": list(g.na),
        "ontbreekt": list(g.ontbreekt),
        "aanvragen_voor": _day(g.aanvragen_voor),
        "terugwerkend_tot": _day(g.terugwerkend_tot),
        "waarom": [_reason(r) for r in g.waarom],
    }


def _notice(k: Kennisgeving) -> KennisgevingJson:
    return {
        "recht": k.recht,
        "naam": k.naam,
        "eenheden": list(k.eenheden),
        "tekst": k.tekst,
        "loket": k.loket,
        "termijn": k.termijn,
        "bron": k.bron,
    }


def _shift(v: Verschuiving) -> VerschuivingJson:
    return {
        "dag": v.dag.isoformat(),
        "soort": v.soort,
        "recht": v.recht,
        "naam": v.naam,
        "eenheid": v.eenheid,
        "van": v.van,
        "naar": v.naar,
        "loopt_af": v.loopt_af,
        "bedrag_jaar": _amounts(v.jaar_voor, v.jaar_na),
        "bedrag_eenmalig": _amounts(v.eenmalig_voor, v.eenmalig_na),
        "aanvragen_voor": _day(v.aanvragen_voor),
        "waarom": [_reason(r) for r in v.waarom],
    }


def _reason(r: Reden) -> RedenJson:
    return {"id": r.id, "label": r.label, "over": r.over, "van": r.van, "naar": r.naar}


def _amounts(voor: Bereik, na: Bereik) -> BedragenJson:
    return {"voor": _bounds(voor), "na": _bounds(na)}


def _bounds(bereik: Bereik) -> BedragJson:
    return None if bereik is None else (str(bereik[0]), str(bereik[1]))


def _day(dag: date | None) -> str | None:
    return None if dag is None else dag.isoformat()

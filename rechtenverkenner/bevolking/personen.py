"""A person as a profile writes one: ties, health, care, work and what every question asks."""

from __future__ import annotations

from datetime import date, timedelta

from rechtenverkenner.bevolking.loting import Loting
from rechtenverkenner.bevolking.mensen import TEN_LASTE_TOT, Data, Mens, Samenleving
from rechtenverkenner.bevolking.tabellen import KANSEN, OPVANG_PEUTER, OPVANG_SCHOOLKIND, VERBLIJF


def person_facts(m: Mens, groep: Samenleving, lot: Loting, op_datum: date, hier_sinds: date) -> Data:
    """Every fact of a person but incomes, statuses and rights."""
    hier = max(hier_sinds, m.geboren)
    gemeente = max(
        hier - timedelta(days=lot.between(0, 6000) * lot.chance(KANSEN["verhuisd_binnen_gemeente"])), m.geboren
    )
    return {
        "id": m.id,
        "geboortedatum": m.geboren.isoformat(),
        "domicilie": "elders" if m.elders else "hier",
        "hier_sinds": hier.isoformat(),
        "in_gemeente_sinds": gemeente.isoformat(),
        "verblijf_dagen_per_week": lot.between(2, 4) if m.elders else 7,
        **_ties(m, groep),
        **_company(m, groep),
        **_health(m, lot, op_datum),
        **_origin(m, gemeente, lot, op_datum),
        **_childhood(m, lot),
        **_free_time(m, lot),
        "installatiepremie_gekregen": lot.chance(KANSEN["installatiepremie_gekregen"]) and m.leeftijd >= 18,
        "tekent_huurcontract": m.leeftijd >= 18 and not m.kind_van,
        "achterstal_lening": lot.chance(KANSEN["achterstal_lening"]) and m.leeftijd >= 18,
    }


def titular_of(m: Mens, groep: Samenleving) -> str:
    """Whose dependant somebody is for health insurance, or `niemand` or `iemand_elders`."""
    if m.elders:
        return "iemand_elders"
    hier = {q.id: q for q in groep.hier}
    if m.kind_van and m.leeftijd < TEN_LASTE_TOT and m.bezigheid in ("kind", "student", "zonder"):
        return next((o for o in m.kind_van if hier[o].bezigheid != "zonder"), m.kind_van[0])
    partner = hier.get(m.partner)
    if m.bezigheid == "zonder" and partner is not None and partner.bezigheid != "zonder":
        return partner.id
    return "niemand"


def _ties(m: Mens, groep: Samenleving) -> Data:
    uit: Data = {
        "partner": m.partner,
        "kind_van": list(m.kind_van),
        "ten_laste_van": titular_of(m, groep),
        "fiscaal_of_kinderbijslag_kind": m.is_kind,
        "is_voltijds_student": m.bezigheid == "student" or 3 <= m.leeftijd < 18,
    }
    return {**uit, "partnerband": m.band} if m.band else uit


def _company(m: Mens, groep: Samenleving) -> Data:
    """With whom somebody lives: family in a straight line, a partner, or others."""
    anderen = [] if m.elders else [q for q in groep.hier if q.id != m.id]
    voorouders = _ancestors(groep)
    vreemd = [
        q
        for q in anderen
        if not (q.id in voorouders[m.id] or m.id in voorouders[q.id] or q.id == m.partner or q.is_kind)
    ]
    return {
        "woont_met_niet_familie": groep.soort.id == "samenhuizers",
        "deelt_buiten_rechte_lijn": bool(vreemd),
        "deelt_huishouden": bool(anderen),
        "verwant_in_huis": any(
            q.id in voorouders[m.id] - {*m.kind_van} or m.id in voorouders[q.id] - {*q.kind_van} for q in anderen
        ),
        "in_woonzorgcentrum": groep.soort.wonen == "rusthuis",
    }


def _ancestors(groep: Samenleving) -> dict[str, set[str]]:
    """Parents and grandparents of everybody; the older come first in a household."""
    uit: dict[str, set[str]] = {}
    for m in groep.mensen:
        uit[m.id] = {*m.kind_van, *(voorouder for o in m.kind_van for voorouder in uit[o])}
    return uit


def _health(m: Mens, lot: Loting, op_datum: date) -> Data:
    ziek = lot.chance(0.03 + m.leeftijd / 400 + (0.3 if m.punten else 0))
    kosten = lot.between(350, 1800) if ziek else lot.between(0, 200)
    zwaar = lot.chance(KANSEN["zorgkind"]) and m.leeftijd < 21
    pijler = lot.between(2, 6)
    remgeld = lot.between(200, 900) if ziek else lot.between(0, 180)
    jaar = op_datum.year
    return {
        "erkende_handicap": m.punten >= 7 or m.bezigheid == "ivt" or zwaar,
        "punten_zelfredzaamheid": m.punten,
        "punten_pijler1": pijler if zwaar else 0,
        "punten_kind_totaal": pijler + lot.between(2, 14) if zwaar else 0,
        "categorie_zorgbudget_ouderen": lot.between(1, 5) if m.punten and m.leeftijd >= 65 else 0,
        "beperking_werk": m.bezigheid in ("ivt", "invalide") or (m.punten >= 7 and m.leeftijd < 65),
        "handicap_voor_65": bool(m.punten or zwaar) and (m.leeftijd < 70 or m.bezigheid == "ivt"),
        "is_zwanger": lot.chance(KANSEN["zwanger"]) and 20 <= m.leeftijd <= 40 and m.id == "partner",
        **{f"kwartaalkosten_{n}": max(kosten - 20 * n, 0) for n in (1, 2, 3)},
        "remgelden": [{"jaar": j, "bedrag": max(remgeld - 15 * (jaar - j), 0)} for j in (jaar, jaar - 1, jaar - 2)],
    }


def _origin(m: Mens, gemeente: date, lot: Loting, op_datum: date) -> Data:
    statuut = lot.pick(VERBLIJF)
    jaren = lot.between(1, 20)
    sinds = m.geboren if statuut == "belg" else max(m.geboren, gemeente - timedelta(days=jaren * 365))
    return {
        "verblijfsstatuut": statuut,
        "vlaanderen_sinds": sinds.isoformat(),
        "vijf_jaar_vlaanderen": op_datum.year - sinds.year >= 6,
    }


def _childhood(m: Mens, lot: Loting) -> Data:
    opvang = "geen"
    if m.leeftijd < 3:
        opvang = lot.pick(OPVANG_PEUTER)
    elif m.leeftijd < 12:
        opvang = lot.pick(OPVANG_SCHOOLKIND)
    met_tarief = opvang == "inkomenstarief"
    return {
        "kinderopvang": opvang,
        "opvang_dagprijs": lot.between(4, 32) if met_tarief else 0,
        "opvang_dagen_jaar": lot.between(80, 220) if opvang != "geen" else 0,
        "overdag_thuis_of_dagschool": not lot.chance(KANSEN["internaat"]),
    }


def _free_time(m: Mens, lot: Loting) -> Data:
    return {
        "vrijetijdskosten_jaar": lot.between(0, 60) * 10 if 3 <= m.leeftijd < 80 else 0,
        "participatietoelage_jaar": 0,
        "treinkosten_jaar": lot.between(0, 40) * 10 if m.leeftijd >= 12 and lot.chance(KANSEN["trein"]) else 0,
    }

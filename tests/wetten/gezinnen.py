"""Random households, and their completions: every way in which what is not known could turn out.

Everything here works on plain data (`Gezin.model_dump()`). `complete` makes a world of a profile: it keeps what is
known and fills in the rest. `forget` is the way back. What a completion may do follows the texts of `model.gezin` and
`model.houding`:

- an absent field may have any value of its type; a date known by year or month, any day of it;
- a list may get more entries, unless its switch says that it is complete;
- `ja` began some day until now, and who has something now keeps it; `nee` (and what a complete list does not name) may
  have ended before 1 January of the previous year;
- who has lived together since a day before, lived here since then too, or moved here together;
- a child is younger than its parents, partners name each other, a dependant has no dependants;
- a dependant of somebody at another address is a child, younger than 25;
- the latest assessment notice in the profile is the latest there is; who has none may have any;
- one person's own share (remgeld) of a year is known as soon as an amount of that year is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, get_args

from rechtenverkenner import Catalogus, Gezin
from rechtenverkenner.model.bedrag import to_decimal
from rechtenverkenner.model.datums import to_date, to_number, years_between
from rechtenverkenner.model.feiten import REGISTER, Bak
from rechtenverkenner.model.gezin import MODELLEN, Aansluiting, Persoon
from rechtenverkenner.model.keuzes import BELASTBARE_SOORTEN, Inkomenssoort
from rechtenverkenner.model.knopen import Type

Data = dict[str, Any]
CENT = Decimal("0.01")
INKOMENSSOORTEN = ("loon", "pensioen", "werkloosheid", "leefloon", "ivt", "vrijgesteld_buitenlands", "kinderbijslag")
STRUCTUUR = ("geboortedatum", "domicilie", "hier_sinds", "gemeente", "samenstelling_sinds", "drager", "partnerband")
assert set(INKOMENSSOORTEN) <= set(get_args(Inkomenssoort))


@dataclass(frozen=True)
class Wereld:
    """What a household may name: ids and thresholds of a catalogue, and the date of the evaluation."""

    op_datum: date
    statussen: tuple[str, ...]
    rechten: Mapping[str, tuple[str, ...]]
    gemeenten: tuple[str, ...]
    bedragen: Mapping[str, tuple[Decimal, ...]]
    """By unit: every threshold, and one cent beside it."""

    @property
    def vorig_jaar(self) -> date:
        """The day until which `nee` looks back."""
        return date(self.op_datum.year - 1, 1, 1)

    def limited_to(self, catalogus: Catalogus) -> Wereld:
        """The same with the rights of a smaller catalogue: a profile may not name others."""
        rechten = {k: tuple(r for r in v if r in catalogus.rechten) for k, v in self.rechten.items()}
        return replace(self, rechten=rechten)


def world_of(catalogus: Catalogus, op_datum: date) -> Wereld:
    nu = to_number(op_datum)
    rechten: dict[str, list[str]] = {"gezin": [], "persoon": [], "aansluiting": []}
    for recht in catalogus.rechten.values():
        if recht.lijst == "rechten":  # of a status that is a right too, its use is written under the statuses
            rechten[recht.eenheid].append(recht.id)
    lokaal = {nis for recht in catalogus.rechten.values() for nis in (recht.gebied.nis if recht.gebied else ())}
    geldig = [g.nis for g in catalogus.gemeenten if g.vanaf <= nu <= g.tot]
    bedragen: dict[str, set[Decimal]] = {}
    for p in catalogus.parameters.values():
        for w in p.waarden if p.typ.soort == "getal" else ():
            for x in (w.waarde, *w.grenzen):
                if isinstance(x, int) and x >= 0:
                    bedragen.setdefault(p.typ.eenheid, set()).add(to_decimal(x, p.typ.eenheid))
    return Wereld(
        op_datum,
        tuple(catalogus.statussen),
        {k: tuple(v) for k, v in rechten.items()},
        tuple([n for n in geldig if n in lokaal] + geldig[:40]),
        {k: tuple(_around(v)) for k, v in bedragen.items()},
    )


def _around(grenzen: set[Decimal]) -> Iterator[Decimal]:
    for grens in sorted(grenzen):
        yield from (x.quantize(CENT) for x in (grens, grens - CENT, grens + CENT) if x >= 0)


def bare(rng: Random) -> Data:
    """A household of which nothing is known but its persons and where they are registered."""
    personen = [_new_person(f"p{i}", rng) for i in range(rng.choice((1, 1, 2, 2, 3, 4)))]
    personen[0]["domicilie"] = "hier"
    return Gezin.model_validate({"personen": personen}).model_dump()


def _new_person(kenmerk: str, rng: Random) -> Data:
    return Persoon(id=kenmerk, domicilie="elders" if rng.random() < 0.15 else "hier").model_dump()


_SAMENGESTELD = (dict, list, tuple)


def copied(d: Any) -> Any:
    """Plain data that may be changed freely; quicker than `deepcopy`, which also looks into dates and amounts."""
    if isinstance(d, dict):
        return {k: copied(v) if isinstance(v, _SAMENGESTELD) else v for k, v in d.items()}
    return [copied(x) for x in d] if isinstance(d, _SAMENGESTELD) else d


def complete(gezin: Gezin | Data, rng: Random, w: Wereld) -> Data:
    """The profile with everything filled in, and nothing that was known changed."""
    d: Data = copied(gezin) if isinstance(gezin, dict) else gezin.model_dump()
    d["personen"] = [*d["personen"]]
    if not d["personen_volledig"]:
        while len(d["personen"]) < 6 and rng.random() < 0.3:
            vrij = next(k for k in (f"nieuw{i}" for i in range(9)) if all(p["id"] != k for p in d["personen"]))
            d["personen"].append(_new_person(vrij, rng))
        d["personen_volledig"] = True
    _fill_dates(d, rng, w)
    _fill_relations(d["personen"], rng, w)
    for p in d["personen"]:
        _fill_facts(p, "persoon", rng, w)
        _fill_income(p, rng, w)
        _fill_holdings(p, "statussen", w.statussen, rng, w)
        _fill_holdings(p, "rechten", w.rechten["persoon"], rng, w)
    _fill_facts(d["woning"], "woning", rng, w)
    _fill_connections(d, rng, w)
    _fill_holdings(d, "rechten", w.rechten["gezin"], rng, w)
    if d["gemeente"] is None and w.gemeenten:
        d["gemeente"] = rng.choice(w.gemeenten)
    return d


# -- dates and relations


def random_date(rng: Random, van: date, tot: date) -> date:
    """A day between two days, often one at which something can change."""
    if tot <= van:
        return van
    mijlpalen = [date(tot.year, 1, 1), date(tot.year - 1, 1, 1), date(tot.year - 1, 12, 31), tot, van]
    if rng.random() < 0.4 and (passend := [m for m in mijlpalen if van <= m <= tot]):
        return rng.choice(passend)
    return van + timedelta(days=rng.randrange((tot - van).days + 1))


def _fill_dates(d: Data, rng: Random, w: Wereld) -> None:
    hier = [p for p in d["personen"] if p["domicilie"] == "hier"]
    gekend = [p["hier_sinds"] for p in hier if p["hier_sinds"] is not None]
    sinds = d["samenstelling_sinds"]
    verhuisd = min(gekend) if sinds and gekend and min(gekend) > sinds else None
    for p in d["personen"]:
        p["geboortedatum"] = _birthday(p, rng, w, (verhuisd or sinds) if p in hier else None)
    if sinds is None and rng.random() < 0.9:
        bewoond = [p["hier_sinds"] for p in hier if p["hier_sinds"] not in (None, p["geboortedatum"]["van"])]
        vanaf = max([date(w.op_datum.year - 6, 1, 1), *bewoond])
        if vanaf <= w.op_datum:
            d["samenstelling_sinds"] = random_date(rng, vanaf, w.op_datum)
    sinds = d["samenstelling_sinds"] or w.op_datum
    if not gekend and rng.random() < 0.2:
        verhuisd = random_date(rng, sinds, w.op_datum)
    for p in hier:
        geboren = p["geboortedatum"]["van"]
        if p["hier_sinds"] is None:
            vroeger = verhuisd or random_date(rng, max(geboren, date(2000, 1, 1)), sinds)
            p["hier_sinds"] = geboren if geboren > (verhuisd or sinds) else vroeger


def _birthday(p: Data, rng: Random, w: Wereld, samen: date | None) -> Data:
    """A birthday; who came after the others, who have been here together since `samen`, was born here."""
    laatste = min(w.op_datum, p["hier_sinds"] or w.op_datum)
    bereik = p["geboortedatum"]
    if samen and p["hier_sinds"] and p["hier_sinds"] > samen and (bereik is None or bereik["tot"] >= p["hier_sinds"]):
        return {"van": p["hier_sinds"], "tot": p["hier_sinds"]}
    if bereik is None:
        vroegste = date(w.op_datum.year - rng.choice((0, 1, 19, 30, 70, 90)), 1, 1)
        bereik = {"van": min(vroegste, laatste), "tot": laatste}
    dag = random_date(rng, bereik["van"], max(bereik["van"], min(bereik["tot"], laatste)))
    return {"van": dag, "tot": dag}


def _fill_relations(personen: list[Data], rng: Random, w: Wereld) -> None:
    op_id = {p["id"]: p for p in personen}
    for p in personen:
        ander = op_id.get(p["partner"])
        if ander is not None and ander["partner"] is None:
            ander["partner"] = p["id"]
    for p in rng.sample(personen, len(personen)):
        if p["partner"] is None:
            vrij = [q for q in personen if q is not p and q["partner"] is None and _may_be_partners(p, q)]
            ander = rng.choice(vrij) if vrij and rng.random() < 0.5 else None
            p["partner"] = ander["id"] if ander else "geen"
            if ander:
                ander["partner"] = p["id"]
    for p in personen:  # a bond that is written with one of two partners is that of both
        ander = op_id.get(p["partner"])
        if ander is not None and p["partnerband"] is None:
            banden = ("gehuwd", "wettelijk_samenwonend", "feitelijk_samenwonend")
            p["partnerband"] = ander["partnerband"] or rng.choice(banden)
    for p in personen:
        if p["kind_van"] is None:
            ouders = [
                q["id"]
                for q in personen
                if q["partner"] != p["id"] and _much_older(q, p) and p["id"] not in _ancestors(q, op_id)
            ]
            p["kind_van"] = tuple(rng.sample(ouders, rng.randint(0, min(2, len(ouders)))))
    for p in rng.sample(personen, len(personen)):
        if p["ten_laste_van"] is None:
            p["ten_laste_van"] = _carer(p, personen, rng, w)


def _may_be_partners(p: Data, q: Data) -> bool:
    """Whether two people may be partners by what is known of them: not related, and the same bond."""
    return not _related(p, q) and len({p["partnerband"], q["partnerband"]} - {None}) <= 1


def _ancestors(p: Data, op_id: dict[str, Data]) -> set[str]:
    """Ids of the parents of somebody, their parents, and so on."""
    gezien: set[str] = set()
    stapel = list(p["kind_van"] or ())
    while stapel:
        ouder = stapel.pop()
        if ouder not in gezien:
            gezien.add(ouder)
            stapel += op_id[ouder]["kind_van"] or ()
    return gezien


def _related(p: Data, q: Data) -> bool:
    return p["id"] in (q["kind_van"] or ()) or q["id"] in (p["kind_van"] or ())


def _much_older(q: Data, p: Data) -> bool:
    return bool(q["geboortedatum"]["van"].year + 14 < p["geboortedatum"]["van"].year)


def _carer(p: Data, personen: list[Data], rng: Random, w: Wereld) -> str:
    if any(q["ten_laste_van"] == p["id"] for q in personen):
        return "niemand"
    jong = years_between(to_number(p["geboortedatum"]["van"]), to_number(w.op_datum)) < 25
    if jong and rng.random() < 0.2:
        return "iemand_elders"
    titularissen = [q for q in personen if q is not p and q["ten_laste_van"] in (None, "niemand")]
    if not titularissen or rng.random() < 0.55:
        return "niemand"
    titularis = rng.choice(titularissen)
    titularis["ten_laste_van"] = "niemand"
    return str(titularis["id"])


# -- single facts


def _fill_facts(houder: Data, bak: Bak, rng: Random, w: Wereld) -> None:
    for naam, typ, grenzen in fields_of(bak):
        if houder[naam] is None:
            houder[naam] = random_value(typ, rng, w, *grenzen)


@cache
def fields_of(bak: Bak) -> list[tuple[str, Type, tuple[int, int]]]:
    """The facts of a part of the profile, with the lowest and highest whole number that each takes."""
    vormen = MODELLEN[bak].model_json_schema()["properties"]
    feiten = [(naam, feit.typ) for naam, (feit, waar) in REGISTER.items() if waar == bak and naam not in STRUCTUUR]
    return [(naam, typ, _limits(vormen[naam])) for naam, typ in feiten]


def _limits(vorm: Data) -> tuple[int, int]:
    getallen = [v for v in vorm.get("anyOf", [vorm]) if v.get("type") == "integer"]
    return (getallen[0].get("minimum", 0), getallen[0].get("maximum", 6)) if getallen else (0, 6)


def random_value(typ: Type, rng: Random, w: Wereld, laagste: int = 0, hoogste: int = 6) -> object:
    if typ.soort == "bool":
        return rng.random() < 0.5
    if typ.soort == "keuze":
        return rng.choice(typ.waarden)
    if typ.soort == "datum":
        return random_date(rng, date(w.op_datum.year - 4, 1, 1), w.op_datum)
    if typ.eenheid.startswith("EUR"):
        return amount(rng, w, typ.eenheid)
    return rng.randint(laagste, hoogste)


def amount(rng: Random, w: Wereld, eenheid: str = "EUR/jaar", minstens: Decimal = Decimal(0)) -> Decimal:
    """An amount, often on a threshold of the catalogue or one cent beside it."""
    if eenheid == "EUR/liter":
        return Decimal(rng.randint(0, 200000)).scaleb(-5)
    grenzen = w.bedragen.get(eenheid, ())
    if minstens:
        grenzen = tuple(x for x in grenzen if x >= minstens)
    if grenzen and rng.random() < 0.5:
        return rng.choice(grenzen)
    hoogste = 200_000 if eenheid == "EUR/maand" else 3_000_000
    return minstens + Decimal(rng.choice((0, rng.randint(0, hoogste)))).scaleb(-2)


def _fill_connections(d: Data, rng: Random, w: Wereld) -> None:
    if d["aansluitingen"] is None:
        dragers = [x for x in ("elektriciteit", "aardgas", "water", "internet") if rng.random() < 0.7]
        d["aansluitingen"] = [Aansluiting(id=x, drager=x).model_dump() for x in dragers]  # type: ignore[arg-type]
    for a in d["aansluitingen"]:
        _fill_facts(a, "aansluiting", rng, w)
        _fill_holdings(a, "rechten", w.rechten["aansluiting"], rng, w)


# -- statuses and rights in use


def _fill_holdings(houder: Data, soort: str, ids: tuple[str, ...], rng: Random, w: Wereld) -> None:
    volledig = houder["andere_" + soort] is False
    houder[soort] = {k: _fill_holding(h, rng, w) for k, h in houder[soort].items()}
    # A complete list may leave out what ended long ago, so few of those: a no should mostly stay a plain no.
    kans = 0.05 if volledig else 0.4
    nieuw = rng.sample(ids, min(len(ids), 4)) if len(ids) > 4 else list(ids)
    for kenmerk in nieuw:
        if kenmerk not in houder[soort] and rng.random() < kans:
            houder[soort][kenmerk] = _ended(rng, w) if volledig else _random_holding(rng, w)
    houder["andere_" + soort] = False


def _fill_holding(h: Data, rng: Random, w: Wereld) -> Data:
    if not h["heeft"]:
        return _ended(rng, w) if rng.random() < 0.1 else h
    laatste = min(w.op_datum, h["tot"] or w.op_datum)
    bereik = h["sinds"] or {"van": date(laatste.year - rng.choice((0, 1, 4)), 1, 1), "tot": laatste}
    laatste = min(bereik["tot"], h["tot"] or bereik["tot"])
    if bereik["van"] <= w.op_datum:
        laatste = min(laatste, w.op_datum)
    dag = random_date(rng, min(bereik["van"], laatste), laatste)
    return {"heeft": True, "sinds": {"van": dag, "tot": dag}, "tot": h["tot"]}


def _random_holding(rng: Random, w: Wereld) -> Data:
    keuze = rng.randrange(6)
    if keuze < 2:
        return {"heeft": False, "sinds": None, "tot": None}
    dag = random_date(rng, date(w.op_datum.year - 3, 1, 1), w.op_datum)
    if keuze == 2 and rng.random() < 0.3:
        dag = w.op_datum + timedelta(days=40)
    tot = random_date(rng, dag, w.op_datum + timedelta(days=400)) if keuze == 3 else None
    return {"heeft": True, "sinds": {"van": dag, "tot": dag}, "tot": tot}


def _ended(rng: Random, w: Wereld) -> Data:
    """Had it, and no more on 1 January of the previous year."""
    tot = random_date(rng, date(w.vorig_jaar.year - 4, 1, 1), w.vorig_jaar - timedelta(days=1))
    van = random_date(rng, date(w.vorig_jaar.year - 8, 1, 1), tot)
    return {"heeft": True, "sinds": {"van": van, "tot": van}, "tot": tot}


# -- income


def _fill_income(p: Data, rng: Random, w: Wereld) -> None:
    stromen = [*(p["inkomens"] or ())]
    if not (p["inkomens_volledig"] and p["inkomens"] is not None):
        stromen += [_stream(rng, w, None) for _ in range(rng.randint(0, 2))]
        p["inkomens_volledig"] = True
    nu = w.op_datum.year
    biljetten = {b["jaar"]: b for b in p["aanslagbiljetten"]}
    nieuwste = max((j for j in biljetten if j <= nu), default=nu)
    volledig = set(p["jaren_volledig"])
    for jaar in range(nu - 4, nu + 1):
        if jaar not in biljetten and jaar not in volledig:
            if jaar < nieuwste and rng.random() < 0.4:
                velden = ("bruto_belastbaar", "netto_belastbaar", "leefloon", "ivt", "vrijgesteld_buitenlands")
                biljetten[jaar] = {"jaar": jaar, **dict.fromkeys(velden)}
            else:
                stromen += [_stream(rng, w, jaar) for _ in range(rng.randint(0, 2))]
                volledig.add(jaar)
        if jaar in biljetten:
            van_dit_jaar = [s for s in stromen if s["jaar"] == jaar]
            biljetten[jaar] = _fill_notice(biljetten[jaar], van_dit_jaar, jaar in volledig, rng, w)
    p["inkomens"], p["jaren_volledig"] = stromen, sorted(volledig)
    p["aanslagbiljetten"] = [biljetten[j] for j in rng.sample(sorted(biljetten), len(biljetten))]
    gekend = {r["jaar"] for r in p["remgelden"]}
    nieuw = [{"jaar": j, "bedrag": amount(rng, w)} for j in (nu - 1, nu) if j not in gekend]
    p["remgelden"] = [*p["remgelden"], *nieuw]


def _stream(rng: Random, w: Wereld, jaar: int | None) -> Data:
    per = "jaar" if jaar is not None or rng.random() < 0.3 else "maand"
    bedrag = amount(rng, w, "EUR/maand" if per == "maand" else "EUR/jaar")
    belastbaar = rng.choice((None, None, None, True, False))
    return {"soort": rng.choice(INKOMENSSOORTEN), "bedrag": bedrag, "per": per, "jaar": jaar, "belastbaar": belastbaar}


def _taxable(stroom: Data) -> bool:
    eigen = stroom["belastbaar"]
    return stroom["soort"] in BELASTBARE_SOORTEN if eigen is None else bool(eigen)


def _fill_notice(b: Data, stromen: list[Data], volledig: bool, rng: Random, w: Wereld) -> Data:
    """A notice that agrees with the streams of its year."""
    uit = dict(b)

    def some(som: Decimal, ook: Decimal = Decimal(0)) -> Decimal:
        return max(som, ook) if volledig else amount(rng, w, minstens=max(som, ook))

    belastbaar = sum((s["bedrag"] for s in stromen if _taxable(s)), Decimal(0))
    if uit["bruto_belastbaar"] is None:
        uit["bruto_belastbaar"] = some(belastbaar, uit["netto_belastbaar"] or Decimal(0))
    if uit["netto_belastbaar"] is None:
        hoogste = min(uit["bruto_belastbaar"], belastbaar) if volledig else uit["bruto_belastbaar"]
        uit["netto_belastbaar"] = (hoogste * rng.choice((0, 1, 1, Decimal("0.7")))).quantize(CENT)
    for soort in ("leefloon", "ivt", "vrijgesteld_buitenlands"):
        if uit[soort] is None:
            uit[soort] = some(sum((s["bedrag"] for s in stromen if s["soort"] == soort), Decimal(0)))
    return uit


def last_day_of(jaar: int, maand: int) -> date:
    return to_date(jaar * 10000 + maand * 100 + 31)

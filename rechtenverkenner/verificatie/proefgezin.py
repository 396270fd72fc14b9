"""A household of one shape of which every fact is a variable: what the solver may choose, and within which bounds.

Facts come into being when a rule asks for them. Everything that is asked is known: no unknown facts, no lists that may
hold more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic.fields import FieldInfo

from rechtenverkenner.model.bedrag import SCHAAL
from rechtenverkenner.model.datums import start_of_year
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.gezin import MODELLEN
from rechtenverkenner.model.knopen import Feit, Heeft, Knoop, Persoonsbedrag, Type, walk
from rechtenverkenner.verificatie.dagen import Dag, add_months, is_date, to_day
from rechtenverkenner.verificatie.gezinsvormen import Gezinsvorm
from rechtenverkenner.verificatie.symbolisch import Keuze, Marge, NietVertaald, Waarheid, exact, sharp
from rechtenverkenner.verificatie.z3_model import (
    Term,
    at_most,
    below,
    conj,
    disj,
    ite,
    neg,
    number_variable,
    same,
    truth_variable,
)

HOOGSTE_EURO: Final = 1_000_000
OUDSTE: Final = 100
"""Years that dates may lie back."""
OUDERSCHAP: Final = 15
"""Years between a parent and a child, at least."""
PARTNER_VANAF: Final = 16
TERUG: Final = 6
"""Income years that the latest assessment notice may lie back."""


DELEN: Final = frozenset({"pensioen", "naast_pensioen", "werk_of_uitkering"})
"""Notions that are a part of the taxable income that runs now."""
SAMEN: Final = {
    "belastbaar": ("pensioen", "naast_pensioen"),
    "naast_pensioen": ("werk_of_uitkering", "ander_belastbaar"),
}
"""Which two parts make up a notion; the trial pensions are all taxed here."""


def reads_parts(bomen: Iterable[Knoop]) -> bool:
    """Whether rules ask for a part of the taxable income."""
    return any(isinstance(k, Persoonsbedrag) and k.begrip in DELEN for boom in bomen for k in walk(boom))


@dataclass(frozen=True, slots=True)
class Houdingsvariabele:
    """Has it now, or had it until a day before; since when."""

    loopt: Term
    had: Term
    sinds: Dag
    tot: Dag


@dataclass(slots=True)
class Biljet:
    """The latest assessment notice of one person: its income year, and amounts by notion."""

    jaar: Term
    bedragen: dict[str, Term]


class Proefgezin:
    """The variables of one household on one date, and the bounds within which they lie."""

    def __init__(
        self, vorm: Gezinsvorm, op_datum: int, gemeenten: tuple[str, ...] = (), *, delen: bool = False
    ) -> None:
        self.vorm = vorm
        self.op_datum = op_datum
        self.nu = to_day(op_datum)
        self.gemeenten = gemeenten
        self.delen = delen
        self.grenzen: list[Term] = []
        self.feiten: dict[tuple[str, int], Term | Dag] = {}
        self.houdingen: dict[tuple[str, int, str, str], Houdingsvariabele] = {}
        self.biljetten: dict[int, Biljet] = {}
        self.jaarbedragen: dict[tuple[int, str, int], Term] = {}
        self.lopend: dict[tuple[int, str, str], Term] = {}
        self.remgelden: dict[tuple[int, int], Term] = {}
        self._samen = False

    # -- facts
    def fact(self, k: Feit, i: int) -> Waarheid | Marge | Keuze | Dag:
        """The value of a fact of one person, connection, or of the household."""
        plek = i if k.niveau != "gezin" else 0
        vast = self._fixed_choice(k.naam, plek)
        if vast is not None:
            return vast
        typ = REGISTER[k.naam][0].typ
        sleutel = (k.naam, plek)
        if sleutel not in self.feiten:
            self.feiten[sleutel] = self._new_fact(k.naam, plek, typ)
            self._relate(k.naam, plek)
        w = self.feiten[sleutel]
        if isinstance(w, Dag):
            return w
        if typ.soort == "bool":
            return sharp(w)
        if typ.soort == "getal":
            return exact(w)
        return Keuze({t: same(w, n) for n, t in enumerate(self.choices(k.naam))})

    def choices(self, naam: str) -> tuple[str, ...]:
        """The texts a choice may be, in the order of their numbers."""
        return self.gemeenten if naam == "gemeente" else REGISTER[naam][0].typ.waarden

    def _fixed_choice(self, naam: str, i: int) -> Keuze | None:
        if naam == "domicilie":
            return Keuze({"hier" if self.vorm.leden[i].hier else "elders": True})
        if naam == "partnerband" and self.vorm.leden[i].partner is None:
            return Keuze({"geen": True})
        return None

    def _new_fact(self, naam: str, i: int, typ: Type) -> Term | Dag:
        label = f"{naam}.{i}"
        if typ.soort == "bool":
            return truth_variable(label)
        if typ.soort == "datum":
            return self._new_day(label, later=naam in _OOK_LATER)
        w = number_variable(label)
        if typ.soort == "keuze":
            if not self.choices(naam):
                raise NietVertaald(f"`{naam}` heeft geen vaste lijst van waarden")
            self.grenzen += [at_most(0, w), below(w, len(self.choices(naam)))]
        else:
            laag, hoog = number_bounds(naam)
            self.grenzen += [at_most(laag, w), at_most(w, hoog)]
        return w

    def _new_day(self, label: str, *, later: bool = False) -> Dag:
        """A day that has come, at most a lifetime back; `later`: or one that comes within a year."""
        d = Dag(*(number_variable(f"{label}.{deel}") for deel in ("jaar", "maand", "dag")))
        vroegst, laatst = self.op_datum - OUDSTE * 10000, self.op_datum + 10000 * later
        self.grenzen += [is_date(d), at_most(vroegst, d.getal), at_most(d.getal, laatst)]
        return d

    def _relate(self, naam: str, i: int) -> None:
        """What facts say of each other, so that households are ones that exist."""
        if naam == "geboortedatum":
            self._relate_ages(i)
        for eerst, dan in _VOLGORDE:
            if naam in (eerst, dan) and (eerst, i) in self.feiten and (dan, i) in self.feiten:
                a, b = self.feiten[eerst, i], self.feiten[dan, i]
                self.grenzen.append(at_most(*(x.getal if isinstance(x, Dag) else x for x in (a, b))))

    def _relate_ages(self, i: int) -> None:
        eigen = self.birth(i)
        if self.vorm.leden[i].partner is not None:
            self.grenzen.append(at_most(eigen.getal, self.op_datum - PARTNER_VANAF * 10000))
        for q, lid in enumerate(self.vorm.leden):
            if i in lid.kind_van and ("geboortedatum", q) in self.feiten:
                self.grenzen.append(at_most(eigen.getal, self.birth(q).getal - OUDERSCHAP * 10000))
            if q in self.vorm.leden[i].kind_van and ("geboortedatum", q) in self.feiten:
                self.grenzen.append(at_most(self.birth(q).getal, eigen.getal - OUDERSCHAP * 10000))

    def birth(self, i: int) -> Dag:
        """The birth date of one person."""
        return self._day_fact("geboortedatum", i)

    def _day_fact(self, naam: str, i: int) -> Dag:
        soort = REGISTER[naam][0]
        d = self.fact(Feit(soort.typ, naam, soort.niveau), i)
        assert isinstance(d, Dag)
        return d

    # -- groups
    def members(self, groep: str, i: int) -> list[tuple[int, Term]]:
        """The members of a group, each with when it is one."""
        if groep != "gezin_1_januari":
            return [(q, True) for q in self.vorm.members(groep, i)]
        dag = start_of_year(self.op_datum)
        samen = self._day_fact("samenstelling_sinds", 0)
        if not self._samen:
            self._samen = True
            self.grenzen.append(at_most(samen.getal, dag))
        toen = {q: at_most(self._day_fact("hier_sinds", q).getal, dag) for q in self.vorm.hier}
        niemand = neg(disj(*toen.values()))
        return [(q, disj(niemand, t, at_most(dag, self.birth(q).getal))) for q, t in toen.items()]

    # -- statuses and rights in use
    def attitude(self, niveau: str, i: int, bron: str, kenmerk: str) -> Houdingsvariabele:
        """The variables of a status or a right in use."""
        sleutel = (niveau, i if niveau != "gezin" else 0, bron, kenmerk)
        if sleutel not in self.houdingen:
            label = ".".join(map(str, sleutel))
            loopt, had = truth_variable(f"{label}.nu"), truth_variable(f"{label}.had")
            h = Houdingsvariabele(loopt, had, self._new_day(f"{label}.sinds"), self._new_day(f"{label}.tot"))
            self.grenzen += [
                neg(conj(loopt, had)),
                disj(neg(had), conj(at_most(h.sinds.getal, h.tot.getal), below(h.tot.getal, self.op_datum))),
            ]
            self.houdingen[sleutel] = h
        return self.houdingen[sleutel]

    def holds(self, k: Heeft, i: int, op: Dag, vanaf: Dag | None = None) -> Waarheid:
        """Whether a status is held or a right is used on a day, for some full months, or on a day since `vanaf`."""
        h = self.attitude(k.niveau, i, k.bron, k.id)
        if k.minstens_maanden == 0 and op == self.nu and vanaf is None:
            return sharp(h.loopt)
        begin = add_months(h.sinds, k.minstens_maanden) if k.minstens_maanden else h.sinds
        eerst = op if vanaf is None else vanaf
        begonnen = conj(at_most(begin.getal, op.getal), at_most(eerst.getal, op.getal))
        ja = conj(begonnen, disj(h.loopt, conj(h.had, at_most(eerst.getal, h.tot.getal))))
        ver_terug = conj(neg(h.loopt), neg(h.had), below(eerst.getal, start_of_year(self.op_datum, -1)))
        return sharp(ja) if ver_terug is False else Waarheid(disj(ja, ver_terug), ja, ja)

    # -- incomes
    def amount_of_year(self, i: int, begrip: str, jaar: int) -> Term:
        """Income of one person in a calendar year, from the notice of that year."""
        sleutel = (i, begrip, jaar)
        if sleutel not in self.jaarbedragen:
            self.jaarbedragen[sleutel] = self._new_money(f"{begrip}.{i}.{jaar}")
            if i in self.biljetten and jaar <= self.op_datum // 10000:
                self.grenzen.append(at_most(jaar, self.biljetten[i].jaar))
            bruto, netto = (self.jaarbedragen.get((i, b, jaar)) for b in ("bruto_belastbaar", "netto_belastbaar"))
            if bruto is not None and netto is not None:
                self.grenzen.append(at_most(netto, bruto))
        return self.jaarbedragen[sleutel]

    def latest_year(self, i: int) -> Term:
        """Income year of the latest assessment notice."""
        if i not in self.biljetten:
            jaar = number_variable(f"aanslag.{i}.jaar")
            nu = self.op_datum // 10000
            eerder = [j for p, _, j in self.jaarbedragen if p == i and j <= nu]
            self.grenzen += [at_most(nu - TERUG, jaar), at_most(jaar, nu), *(at_most(j, jaar) for j in eerder)]
            self.biljetten[i] = Biljet(jaar, {})
        return self.biljetten[i].jaar

    def latest_amount(self, i: int, begrip: str) -> Term:
        """Income on the latest assessment notice; the amount of a year that is asked apart when it is that year."""
        jaar = self.latest_year(i)
        bedragen = self.biljetten[i].bedragen
        if begrip not in bedragen:
            bedragen[begrip] = self._new_money(f"aanslag.{i}.{begrip}")
            if {"bruto_belastbaar", "netto_belastbaar"} <= set(bedragen):
                self.grenzen.append(at_most(bedragen["netto_belastbaar"], bedragen["bruto_belastbaar"]))
        uit = bedragen[begrip]
        for (p, b, j), bedrag in self.jaarbedragen.items():
            if (p, b) == (i, begrip):
                uit = ite(same(jaar, j), bedrag, uit)
        return uit

    def running(self, i: int, soort: str, begrip: str) -> Term:
        """Income that runs now; `alles` is the sum of every notion and of what is in none of them.

        Taxable income is one amount, or with `delen` the sum of its parts.
        """
        if begrip == "alles":
            delen = ("belastbaar", "vrijgesteld_buitenlands", "leefloon", "ivt", "rest")
            return sum((self.running(i, soort, b) for b in delen[1:]), self.running(i, soort, delen[0]))
        if begrip in SAMEN and soort == "maand" and self.delen:
            eerste, tweede = SAMEN[begrip]
            return self.running(i, soort, eerste) + self.running(i, soort, tweede)
        sleutel = (i, soort, begrip)
        if sleutel not in self.lopend:
            self.lopend[sleutel] = self._new_money(f"{soort}.{i}.{begrip}")
        return self.lopend[sleutel]

    def own_share(self, i: int, jaar: int) -> Term:
        """Remgeld of a year."""
        if (i, jaar) not in self.remgelden:
            self.remgelden[i, jaar] = self._new_money(f"remgeld.{i}.{jaar}")
        return self.remgelden[i, jaar]

    def _new_money(self, label: str) -> Term:
        w = number_variable(label)
        self.grenzen += [at_most(0, w), at_most(w, HOOGSTE_EURO * 100)]
        return w


_OOK_LATER: Final = frozenset({"huur_sinds", "huurcontract_getekend_op", "levering_datum"})
"""Dates that somebody can name before they come."""
_VOLGORDE: Final = (
    ("geboortedatum", "hier_sinds"),
    ("geboortedatum", "vlaanderen_sinds"),
    ("geboortedatum", "in_gemeente_sinds"),
    ("in_gemeente_sinds", "hier_sinds"),
    ("vlaanderen_sinds", "in_gemeente_sinds"),
    ("netto_loon_maand", "netto_maandinkomen"),
    ("punten_pijler1", "punten_kind_totaal"),
)
"""Facts of one person of which the first is never later or higher than the second."""


@cache
def number_bounds(naam: str) -> tuple[int, int]:
    """Lowest and highest value of a number that the profile takes, on the scale of its unit."""
    feit, bak = REGISTER[naam]
    schaal = 10 ** SCHAAL[feit.typ.eenheid]
    grenzen = _limits(MODELLEN[bak].model_fields[naam])
    return int(grenzen.get("ge", 0)) * schaal, min(int(grenzen.get("le", HOOGSTE_EURO)), HOOGSTE_EURO) * schaal


def _limits(veld: FieldInfo) -> Mapping[str, int]:
    uit: dict[str, int] = {}
    stapel: list[object] = [*veld.metadata, veld.annotation]
    while stapel:
        x = stapel.pop()
        uit |= {n: v for n in ("ge", "le") if (v := getattr(x, n, None)) is not None and n not in uit}
        stapel += [*getattr(x, "__metadata__", ()), *getattr(x, "__args__", ()), *getattr(x, "metadata", ())]
    return uit

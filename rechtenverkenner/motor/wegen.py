"""The ways to turn a rule: sets of changes of facts that can change, read off the rule itself.

A way makes every part hold that must hold, as far as one can see at each part by itself; whether the verdict really
turns is for an evaluation to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, cast

from rechtenverkenner.model.bedrag import SCHAAL, to_decimal
from rechtenverkenner.model.datums import add_months, start_of_year, to_date, to_number
from rechtenverkenner.model.knopen import (
    JA,
    MENS,
    NEE,
    Alle,
    Begrip,
    Datumfunctie,
    EenVan,
    Feit,
    Heeft,
    InLijst,
    Knoop,
    Niet,
    OpDatum,
    OverLeden,
    Persoonsbedrag,
    Plaatselijk,
    RechtOpen,
    Vergelijk,
    Voorwaarde,
    children,
    walk,
)
from rechtenverkenner.model.recht import Catalogus
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.feitsleutels import is_point, leaf_key
from rechtenverkenner.motor.gebruik import HUISHOUDEN, local_branches
from rechtenverkenner.motor.ingreep import Wijziging, applied, running
from rechtenverkenner.motor.semantiek import Rekenaar

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Gezin
    from rechtenverkenner.model.houding import Houding

Weg = tuple[Wijziging, ...]
AL_GOED: tuple[Weg, ...] = ((),)
MEEST_WEGEN = 24
MEEST_TEGELIJK = 2
"""Changes at the same time: who must change three things is far from a right."""
MEEST_BEDRAGEN = 3
HOOGSTE = Decimal(10_000_000)
"""Above every amount in a rule, in euro."""


class Wegwijzer:
    """Reads the ways off the rules of one household, which was evaluated with `r`."""

    def __init__(self, r: Rekenaar, gezin: Gezin, catalogus: Catalogus) -> None:
        self.r = r
        self.gezin = gezin
        self.catalogus = catalogus
        self.nu = to_date(r.beeld.op_datum)
        self._bezig: set[tuple[str, int]] = set()
        self._anders: dict[Wijziging, Rekenaar] = {}

    def ways(self, k: Knoop, i: int, *, ja: bool = True, naam: str = "") -> tuple[Weg, ...]:
        """The ways in which a node can come to hold (or, with `ja=False`, not to hold); `naam`: what it is part of."""
        if self._is(self.r.truth(k, i), ja=ja):
            return AL_GOED
        match k:
            case Voorwaarde():
                return self.ways(k.a, i, ja=ja, naam=(ja and k.label) or naam)
            case Begrip():
                return self.ways(k.a, i, ja=ja, naam=naam)
            case Niet():
                return self.ways(k.a, i, ja=not ja, naam=naam)
            case Alle() | EenVan():
                delen = (self.ways(a, i, ja=ja, naam=naam) for a in k.args)
                return _together(delen) if isinstance(k, Alle) == ja else _either(delen)
            case OverLeden() if k.soort in ("iemand", "iedereen"):
                return self._members(k, i, ja=ja, naam=naam)
            case Plaatselijk():
                takken = local_branches(self.r, k)
                return self.ways(takken[0], i, ja=ja, naam=naam) if len(takken) == 1 and takken[0] else ()
            case RechtOpen():
                return self._right(k, i, naam) if ja else ()
            case Vergelijk() | InLijst() | Feit() | Heeft():
                goed = (w for w in dict.fromkeys(self._atoms(k, i, naam)) if self.turns(k, i, w, ja=ja))
                return _best((w,) for w in goed)
            case _:
                return ()

    @staticmethod
    def _is(w: int, *, ja: bool) -> bool:
        return w >= MENS if ja else w == NEE

    def _members(self, k: OverLeden, i: int, *, ja: bool, naam: str) -> tuple[Weg, ...]:
        """Somebody (or everybody) has it: for each member, that it counts and how it answers."""
        leden = [lid for lid, zeker in self.r.group(k.groep, i)[0] if zeker == JA]
        een_volstaat = (k.soort == "iemand") == ja
        per_lid: list[tuple[Weg, ...]] = []
        for lid in leden:
            antwoord = self.ways(k.a, lid, ja=ja, naam=naam)
            telt = AL_GOED if k.waar is None else self.ways(k.waar, lid, ja=een_volstaat, naam=naam)
            if een_volstaat:
                per_lid.append(_together([telt, antwoord]))
            else:
                per_lid.append(antwoord if k.waar is None else _either([telt, antwoord]))
        return _either(per_lid) if een_volstaat else _together(per_lid)

    def _right(self, k: RechtOpen, i: int, naam: str) -> tuple[Weg, ...]:
        """The right is granted, or its own conditions come to hold."""
        recht = self.catalogus.rechten[k.id]
        eenheid = HUISHOUDEN if k.niveau == "gezin" else i
        if (k.id, eenheid) in self._bezig:
            return ()
        self._bezig.add((k.id, eenheid))
        dieper = self.ways(recht.voorwaarden, eenheid, naam=naam)
        self._bezig.discard((k.id, eenheid))
        toegekend = Wijziging("status", leaf_key(self.r, k, i), naar=True, voorwaarde=naam)
        return _either([((toegekend,),), dieper])

    def turns(self, k: Knoop, i: int, w: Wijziging, *, ja: bool) -> bool:
        """Whether a part comes to hold with one change; an amount is tried at both ends."""
        if w.soort == "bedrag":
            return any(self._is(self.with_(x).truth(k, i), ja=ja) for x in ends(w))
        return self._is(self.with_(w).truth(k, i), ja=ja)

    def with_(self, w: Wijziging) -> Rekenaar:
        """The answers after one change, for parts that hang on no other right."""
        if w not in self._anders:
            dag = to_number(w.naar) if w.soort == "datum" else self.r.beeld.op_datum  # type: ignore[arg-type]
            beeld = Beeld(applied(self.gezin, [w], self.nu), dag)
            r = self._anders[w] = Rekenaar(beeld, self.r.parameters, self.r.ontleding)
            r.ketenstand = self.r.ketenstand
        return self._anders[w]

    def _atoms(self, k: Knoop, i: int, naam: str) -> Iterator[Wijziging]:
        """Every single change of what a comparison or a fact looks at."""
        for x in walk(k):
            if isinstance(x, Feit) and self.catalogus.feiten[x.naam].veranderlijk and x.typ.soort in ("bool", "keuze"):
                yield from self._fact(x, i, naam)
        match k:
            case Heeft():
                yield from self._status(k, i, naam)
            case Vergelijk() if k.a.typ.soort in ("getal", "datum"):
                yield from self._days(k, i, naam)
                bedragen = dict.fromkeys(self._amounts(k, i, naam))
                yield from sorted(bedragen, key=lambda w: -cast(Decimal, w.van))[:MEEST_BEDRAGEN]

    def _fact(self, k: Feit, i: int, naam: str) -> Iterator[Wijziging]:
        nu = self.r.value(k, i)
        if not is_point(nu):
            return
        sleutel = leaf_key(self.r, k, i)
        if k.typ.soort == "bool":
            yield Wijziging("feit", sleutel, nu == JA, nu != JA, voorwaarde=naam)
        else:
            yield from (Wijziging("feit", sleutel, str(nu), v, voorwaarde=naam) for v in k.typ.waarden if v != nu)

    def _status(self, k: Heeft, i: int, naam: str) -> Iterator[Wijziging]:
        """It is granted; or what is held already will have lasted long enough."""
        c, nu = self.catalogus, self.r.beeld.op_datum
        sleutel = leaf_key(self.r, k, i)
        houder, lijst, kenmerk = sleutel.split(".", 2)
        delen = {p.id: p for p in self.gezin.personen} | {a.id: a for a in self.gezin.aansluitingen or ()}
        houding: Houding | None = getattr(delen.get(houder, self.gezin), lijst).get(kenmerk)
        if houding is not None and houding.heeft and houding.sinds is not None and houding.tot is None:
            yield from self._from([add_months(to_number(houding.sinds.tot), k.minstens_maanden)], nu, naam)
        elif kenmerk in c.rechten or (lijst == "statussen" and c.statussen[kenmerk].veranderlijk):
            yield Wijziging("status", sleutel, naar=True, maanden=k.minstens_maanden, voorwaarde=naam)

    def _days(self, k: Vergelijk, i: int, naam: str) -> Iterator[Wijziging]:
        """Birthdays and days that a comparison names."""
        grenzen = [g for kant in (k.a, k.b) for g in self.r.interval(kant, i) if g is not None]
        dagen: set[int] = set()
        for x in walk(k):
            if isinstance(x, Datumfunctie) and x.naam == "leeftijd":
                geboren = self.r.interval(x.args[0], i)[1]
                if geboren is not None:
                    jaren = {g + n for g in grenzen for n in (0, 1) if 0 <= g < 130}
                    dagen |= {add_months(geboren, 12 * n) for n in jaren}
            elif isinstance(x, OpDatum) and k.a.typ.soort == "datum":
                dagen |= {g for g in grenzen if g > self.r.beeld.op_datum}
        yield from self._from([x for d in sorted(dagen) for x in (d, start_of_year(d, 1))], self.r.beeld.op_datum, naam)

    @staticmethod
    def _from(dagen: Iterable[int], nu: int, naam: str) -> Iterator[Wijziging]:
        for dag in dagen:
            if nu < dag < 21000101:
                yield Wijziging("datum", "op_datum", to_date(nu), to_date(dag), "datum", voorwaarde=naam)

    def _amounts(self, k: Knoop, i: int, naam: str) -> Iterator[Wijziging]:
        """The incomes of now below a comparison, of each member that it looks at; `naar` is left open."""
        match k:
            case Persoonsbedrag() if k.soort in ("maand", "voordelen"):
                p = self.r.beeld.personen[i]
                if running(p, k.soort, k.begrip):
                    yield from self._amount(k, i, f"{p.id}.inkomens.{k.soort}.{k.begrip}", naam)
            case Feit() if self.catalogus.feiten[k.naam].veranderlijk and k.typ.eenheid in SCHAAL:
                yield from self._amount(k, i, leaf_key(self.r, k, i), naam)
            case OverLeden():
                for lid, zeker in self.r.group(k.groep, i)[0]:
                    if zeker == JA:
                        yield from self._amounts(k.a, lid, naam)
            case Plaatselijk():
                for tak in local_branches(self.r, k):
                    if tak is not None:
                        yield from self._amounts(tak, i, naam)
            case _:
                for c in children(k):
                    yield from self._amounts(c, i, naam)

    def _amount(self, k: Knoop, i: int, sleutel: str, naam: str) -> Iterator[Wijziging]:
        waarde = self.r.interval(k, i)
        if k.typ.eenheid.startswith("EUR") and is_point(waarde):
            van = to_decimal(cast(int, waarde[0]), k.typ.eenheid)
            yield Wijziging("bedrag", sleutel, van, None, k.typ.eenheid, voorwaarde=naam)


def ends(w: Wijziging) -> tuple[Wijziging, Wijziging]:
    """An amount made as low and as high as can be."""
    return with_amount(w, Decimal(0)), with_amount(w, HOOGSTE)


def with_amount(w: Wijziging, bedrag: Decimal) -> Wijziging:
    """An amount made something."""
    return Wijziging(w.soort, w.feit, w.van, bedrag, w.eenheid, w.maanden, w.voorwaarde)


def _either(delen: Iterable[tuple[Weg, ...]]) -> tuple[Weg, ...]:
    return _best(weg for wegen in delen for weg in wegen)


def _together(delen: Iterable[tuple[Weg, ...]]) -> tuple[Weg, ...]:
    """All of these parts: what each needs, as one way."""
    uit: tuple[Weg, ...] = AL_GOED
    for wegen in delen:
        if not wegen:
            return ()
        if wegen != AL_GOED:
            uit = _best(joined for a, b in product(uit, wegen) if (joined := _joined(a, b)) is not None)
    return uit


def _joined(a: Weg, b: Weg) -> Weg | None:
    """Two ways as one: of two days the last; nothing when they want the same fact in two ways, or a day and more."""
    uit: dict[str, Wijziging] = {}
    for w in (*a, *b):
        ander = uit.setdefault(w.feit, w)
        if ander.naar == w.naar:
            if w.maanden > ander.maanden:
                uit[w.feit] = w
        elif w.soort == "datum" and w.naar > ander.naar:  # type: ignore[operator]
            uit[w.feit] = w
        elif w.soort != "datum":
            return None
    if len(uit) > MEEST_TEGELIJK or (len(uit) > 1 and "op_datum" in uit):
        return None
    return tuple(sorted(uit.values(), key=lambda w: w.feit))


def _best(wegen: Iterable[Weg]) -> tuple[Weg, ...]:
    """The ways with the fewest changes, each once; the first of each length first."""
    return tuple(sorted(dict.fromkeys(wegen), key=len)[:MEEST_WEGEN])

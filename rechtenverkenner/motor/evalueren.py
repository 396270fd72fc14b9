"""From a household and a catalogue to verdicts: local rules, the chain, the verdict, the explanation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import LAATSTE, to_date, to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND, Knoop, Menselijk, Plaatselijk, RechtOpen, walk
from rechtenverkenner.model.oordeel import Ontvangstbewijs, Oordeel, Resultaat, Uitleg
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.beeld import Beeld
from rechtenverkenner.motor.controle import check_gezin
from rechtenverkenner.motor.gebruik import HUISHOUDEN, in_use
from rechtenverkenner.motor.keten import Keten, Ketenresultaat, Tak, make_keten
from rechtenverkenner.motor.ontleding import Ontleding
from rechtenverkenner.motor.oordelen import Beoordelaar
from rechtenverkenner.motor.semantiek import Rekenaar
from rechtenverkenner.motor.takken import Takkenlezer, atom, chain_nodes

MOTORVERSIE = "1"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is the same for every household: where chains pass, whether a person decides anywhere, the local parts."""

    keten: Mapping[str, frozenset[Knoop]]
    mens: bool
    plaatselijk: tuple[Plaatselijk, ...]
    ontleding: Ontleding


_plannen: WeakKeyDictionary[Catalogus, Plan] = WeakKeyDictionary()
_delen: WeakKeyDictionary[Catalogus, dict[str, Catalogus]] = WeakKeyDictionary()
_standaardketen: list[Keten] = []
_REFERENTIE = make_keten("referentie")


def plan_of(catalogus: Catalogus) -> Plan:
    """The plan of a catalogue, made once and dropped with it."""
    plan = _plannen.get(catalogus)
    if plan is None:
        rechten = catalogus.rechten.values()
        knopen = {k: None for recht in rechten for k in walk(recht.voorwaarden)}
        formules = {k: None for recht in rechten if recht.bedrag for k in walk(recht.bedrag.formule)}
        plan = _plannen[catalogus] = Plan(
            keten={k: chain_nodes(v.voorwaarden) for k, v in catalogus.rechten.items()},
            mens=any(r.hoogstens_mogelijk for r in rechten) or any(isinstance(k, Menselijk) for k in knopen),
            plaatselijk=tuple(k for k in {**knopen, **formules} if isinstance(k, Plaatselijk)),
            ontleding=Ontleding(),
        )
    return plan


def default_chain() -> Keten:
    """The chain engine of this process: durable-rules where it can be used, else the reference."""
    if not _standaardketen:
        _standaardketen.append(make_keten("beste"))
    return _standaardketen[0]


def evaluate(gezin: Gezin, catalogus: Catalogus, *, op_datum: date, keten: Keten | None = None) -> Resultaat:
    """Every right of the catalogue for this household on `op_datum`, with explanation.

    Amounts are euro per year as (lowest, highest). Nothing is stored, logged or sent.

    Raises:
        InvoerFout: the profile names a status, right or municipality that the catalogue does not know, or a person who
            cannot exist on that date.
    """
    vaste = keten or default_chain()
    return evaluate_with(gezin, catalogus, op_datum=op_datum, ketens=lambda _: vaste)


def evaluate_with(gezin: Gezin, catalogus: Catalogus, *, op_datum: date, ketens: Callable[[int], Keten]) -> Resultaat:
    """The same as `evaluate`, with an engine for each threshold (`JA`, `MENS`, `ONBEKEND`).

    Raises: InvoerFout, as `evaluate`.
    """
    refuse_faults(gezin, catalogus, op_datum)
    return Screening(gezin, catalogus, op_datum, ketens).run()


def refuse_faults(gezin: Gezin, catalogus: Catalogus, op_datum: date) -> None:
    """Nothing, for a household that can be on this day with this catalogue.

    Raises:
        InvoerFout: every fault of one that cannot.
    """
    fouten = check_gezin(gezin, catalogus, to_number(op_datum))
    if fouten:
        raise InvoerFout(Melding(b.code, f"{'.'.join(map(str, b.pad))}: {b.tekst}", None, b.hulp) for b in fouten)


def evaluate_one(gezin: Gezin, catalogus: Catalogus, recht: str, *, op_datum: date) -> Resultaat:
    """The verdicts on one right, as `evaluate` gives them, of a household that was checked before.

    Only the rights that it can follow from are looked at: to ask many times "what if" of one right.
    """
    return Screening(gezin, part_of(catalogus, recht), op_datum, lambda _: _REFERENTIE).run(recht)


def reckon(gezin: Gezin, catalogus: Catalogus, *, op_datum: date) -> Rekenaar:
    """The answers of every node for a household that was checked before, without verdicts."""
    screening = Screening(gezin, catalogus, op_datum)
    screening.settle()
    return screening.r


def part_of(catalogus: Catalogus, recht: str) -> Catalogus:
    """The catalogue with only a right and those that open it, however far; made once and dropped with the whole."""
    delen = _delen.setdefault(catalogus, {})
    if recht not in delen:
        nodig = {recht: None}
        rij = [recht]
        while rij:
            ketens = (k.id for k in walk(catalogus.rechten[rij.pop()].voorwaarden) if isinstance(k, RechtOpen))
            nieuw = [k for k in ketens if k not in nodig]
            nodig |= dict.fromkeys(nieuw)
            rij += nieuw
        delen[recht] = replace(catalogus, rechten={k: r for k, r in catalogus.rechten.items() if k in nodig})
    return delen[recht]


def explain(gezin: Gezin, catalogus: Catalogus, recht: str, *, op_datum: date, eenheid: str | None = None) -> Uitleg:
    """The explanation of one right for this household.

    Raises:
        InvoerFout: unknown right or unit, or a profile that cannot be.
    """
    resultaat = evaluate(gezin, catalogus, op_datum=op_datum)
    try:
        return resultaat.verdict(recht, eenheid).uitleg
    except KeyError:
        raise InvoerFout(
            [Melding("RV437", f"geen oordeel over `{recht[:60]}`", None, "zie `rechtenverkenner rechten`")]
        ) from None


def units_of(recht: Recht, beeld: Beeld) -> list[int]:
    """The units (persons, connections, the household) a right is judged for; none for a right of elsewhere."""
    if recht.gebied is not None:
        nis = beeld.gezin.gemeente
        if nis is not None and nis not in recht.gebied.nis:
            return []
        if not recht.gebied.vanaf <= beeld.op_datum <= recht.gebied.tot:
            return []
    return _every_unit(recht, beeld)


def _all_indices(recht: Recht, beeld: Beeld) -> Sequence[int]:
    if recht.eenheid == "gezin":
        return (HUISHOUDEN,)
    return range(len(beeld.personen if recht.eenheid == "persoon" else beeld.aansluitingen))


def _every_unit(recht: Recht, beeld: Beeld) -> list[int]:
    if recht.eenheid == "gezin":
        return [HUISHOUDEN]
    if recht.eenheid == "persoon":
        return [i for i, p in enumerate(beeld.personen) if p.domicilie == "hier"]
    return [i for i, a in enumerate(beeld.aansluitingen) if not recht.alleen_bij or a.drager in recht.alleen_bij]


@dataclass(frozen=True, slots=True)
class Ketenstanden:
    """What the chain gave at the three thresholds."""

    zeker: Ketenresultaat
    mens: Ketenresultaat
    mogelijk: Ketenresultaat


class Screening:
    """One evaluation of a household that was checked before: after `settle` every right can be judged."""

    def __init__(
        self, gezin: Gezin, catalogus: Catalogus, op_datum: date, ketens: Callable[[int], Keten] | None = None
    ) -> None:
        self.catalogus = catalogus
        self.op_datum = op_datum
        self.ketens = ketens or (lambda _: default_chain())
        self.plan = plan_of(catalogus)
        beeld = Beeld(gezin, to_number(op_datum))
        self.r = Rekenaar(beeld, catalogus.parameters, self.plan.ontleding)
        rechten = catalogus.rechten.values()
        self.eenheden = [(recht, i) for recht in rechten for i in units_of(recht, beeld)]
        # Also of who is not judged: somebody registered elsewhere may hold what opens a right here.
        self.gebruik = {
            atom(recht.id, i): in_use(self.r, recht.id, recht.eenheid, i, recht.lijst)
            for recht in rechten
            for i in _all_indices(recht, beeld)
        }

    def run(self, alleen: str = "") -> Resultaat:
        """Every verdict with what gave it, or only those on one right."""
        beoordelaar = self.settle()
        oordelen = tuple(self.judge(beoordelaar, recht, i) for recht, i in self.eenheden if alleen in ("", recht.id))
        meldingen = self._messages(beoordelaar.open_reeksen)
        bewijs = self._receipt(oordelen)
        return Resultaat(self.op_datum, oordelen, meldingen, bewijs, self.r.beeld.gezin, self.catalogus)

    def settle(self) -> Beoordelaar:
        """Run the chain, and give who judges with its outcome."""
        standen = self._chain()
        self.r.ketenstand = {
            (a[0], int(a[1])): w
            for w, res in ((ONBEKEND, standen.mogelijk), (MENS, standen.mens), (JA, standen.zeker))
            for a in res.niveaus
        }
        return Beoordelaar(self.r, self.catalogus, standen.zeker, standen.mens)

    def judge(self, beoordelaar: Beoordelaar, recht: Recht, i: int) -> Oordeel:
        """The verdict on one right for one unit."""
        return beoordelaar.judge(recht, i, self.use_of(recht, i), self.unit_name(recht, i))

    def use_of(self, recht: Recht, i: int) -> int:
        """Whether a unit uses a right now: `NEE`, `ONBEKEND` or `JA`."""
        return self.gebruik[atom(recht.id, i)]

    def unit_name(self, recht: Recht, i: int) -> str:
        """The name a unit has in a verdict."""
        if recht.eenheid == "gezin":
            return "gezin"
        return self.r.beeld.personen[i].id if recht.eenheid == "persoon" else self.r.beeld.aansluitingen[i].id

    def _chain(self) -> Ketenstanden:
        zeker = self._pass(JA)
        mens = self._pass(MENS) if self.plan.mens else zeker
        return Ketenstanden(zeker, mens, self._pass(ONBEKEND))

    def _pass(self, drempel: int) -> Ketenresultaat:
        """The chain at one threshold."""
        takken: set[Tak] = set()
        for recht, i in self.eenheden:
            if drempel == JA and recht.hoogstens_mogelijk:
                continue
            lezer = Takkenlezer(self.r, self.plan.keten[recht.id], drempel)
            doel = atom(recht.id, i)
            for n, premissen in enumerate(sorted(lezer.branches(recht.voorwaarden, i), key=sorted)):
                takken.add(Tak(f"{recht.id}/{n}", doel, tuple(sorted(premissen))))
        gehouden = {a for a, w in self.gebruik.items() if w == JA or (drempel == ONBEKEND and w != NEE)}
        return self.ketens(drempel).derive(gehouden, takken)

    def _messages(self, nodig: set[str]) -> tuple[Melding, ...]:
        """The values that are missing where they would matter; not those of a part that is decided without them."""
        uit = []
        for kenmerk, dag in sorted(gat for gat in self.r.gaten if gat[0] in nodig):
            p = self.r.parameters[kenmerk]
            laatste = max((w.tot for w in p.waarden if w.waarde is not None and w.tot < dag), default=None)
            tot = (
                f"; laatste bekende waarde geldt tot {to_date(laatste).isoformat()}"
                if laatste and laatste < LAATSTE
                else ""
            )
            tekst = f"bedrag niet bekend: {p.label} op {to_date(dag).isoformat()}{tot}"
            uit.append(Melding("RV305", tekst, None, "de bron noemt geen waarde: vraag het na bij het loket"))
        return tuple(uit)

    def _receipt(self, oordelen: tuple[Oordeel, ...]) -> Ontvangstbewijs:
        gebruikt: dict[str, str] = {}
        stapel = [o.uitleg for o in oordelen]
        while stapel:
            u = stapel.pop()
            stapel.extend(u.onderdelen)
            for p in u.parameters:
                gebruikt[f"{p.id}@{p.vanaf}"] = f"{p.waarde[0]}..{p.waarde[1]} {p.eenheid}"
        c = self.catalogus
        return Ontvangstbewijs(
            MOTORVERSIE, self.ketens(JA).naam, c.versie, c.hash, self.op_datum, dict(sorted(gebruikt.items()))
        )

"""From a household and a catalogue to verdicts: local rules, the chain, the verdict, the explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import LAATSTE, to_date, to_number
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.knopen import JA, MENS, NEE, ONBEKEND, Knoop, Menselijk, walk
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
    """What is the same for every household: where chains pass in each right, and whether a person decides anywhere."""

    keten: Mapping[str, frozenset[Knoop]]
    mens: bool
    ontleding: Ontleding


_plannen: WeakKeyDictionary[Catalogus, Plan] = WeakKeyDictionary()
_standaardketen: list[Keten] = []


def plan_of(catalogus: Catalogus) -> Plan:
    """The plan of a catalogue, made once and dropped with it."""
    plan = _plannen.get(catalogus)
    if plan is None:
        mens = any(
            recht.hoogstens_mogelijk or any(isinstance(k, Menselijk) for k in walk(recht.voorwaarden))
            for recht in catalogus.rechten.values()
        )
        plan = _plannen[catalogus] = Plan(
            {k: chain_nodes(v.voorwaarden) for k, v in catalogus.rechten.items()}, mens, Ontleding()
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
    nu = to_number(op_datum)
    fouten = check_gezin(gezin, catalogus, nu)
    if fouten:
        raise InvoerFout(Melding(b.code, f"{'.'.join(map(str, b.pad))}: {b.tekst}", None, b.hulp) for b in fouten)
    return _Screening(gezin, catalogus, op_datum, keten or default_chain()).run()


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


class _Screening:
    """One evaluation; made, run and thrown away."""

    def __init__(self, gezin: Gezin, catalogus: Catalogus, op_datum: date, keten: Keten) -> None:
        self.catalogus = catalogus
        self.op_datum = op_datum
        self.keten = keten
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

    def run(self) -> Resultaat:
        standen = self._chain()
        self.r.ketenstand = {
            (a[0], int(a[1])): w
            for w, res in ((ONBEKEND, standen.mogelijk), (MENS, standen.mens), (JA, standen.zeker))
            for a in res.niveaus
        }
        beoordelaar = Beoordelaar(self.r, self.catalogus, standen.zeker, standen.mens)
        oordelen = tuple(
            beoordelaar.judge(recht, i, self.gebruik[atom(recht.id, i)], self._unit_name(recht, i))
            for recht, i in self.eenheden
        )
        meldingen = self._messages(beoordelaar.gaten)
        bewijs = self._receipt(oordelen)
        return Resultaat(self.op_datum, oordelen, meldingen, bewijs, self.r.beeld.gezin, self.catalogus)

    def _unit_name(self, recht: Recht, i: int) -> str:
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
        return self.keten.derive(gehouden, takken)

    def _messages(self, gaten: set[tuple[str, int]]) -> tuple[Melding, ...]:
        """The values that are missing where they would matter; not those of a part that is decided without them."""
        uit = []
        for kenmerk, dag in sorted(gaten):
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
            MOTORVERSIE, self.keten.naam, c.versie, c.hash, self.op_datum, dict(sorted(gebruikt.items()))
        )

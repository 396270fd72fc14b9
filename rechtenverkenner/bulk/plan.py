"""The plan of a catalogue on a date: every verdict and amount as columns, and the rights that cannot be said so yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rechtenverkenner.bulk.cellen import Cel, Vlak, Weefsel, refuse
from rechtenverkenner.bulk.feitcellen import Feitlezer
from rechtenverkenner.bulk.groepcellen import Groepen
from rechtenverkenner.bulk.indeling import Indeling, Inventaris, layout_of
from rechtenverkenner.bulk.verlagen import Verlager
from rechtenverkenner.bulk.waarden import Rekening, Waarheid
from rechtenverkenner.bulk.waaromcellen import Waaromlezer, names_of
from rechtenverkenner.bulk.wijze import Wijzelezer
from rechtenverkenner.meldingen import InvoerFout, Melding, RechtenFout, did_you_mean
from rechtenverkenner.model.bedrag import SCHAAL, months_per
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.knopen import Knoop, RechtOpen, walk
from rechtenverkenner.model.oordeel import Oordeelsoort
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.motor.takken import chain_nodes

SOORTEN: tuple[Oordeelsoort, ...] = (
    "geen_recht",
    "onbekend",
    "mogelijk",
    "onbenut",
    "automatisch",
    "na",
    "gebruikt",
)
"""The verdicts; a column holds their place in this row."""


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What the plan gives of one right: a verdict and an amount for each row of `vlak` in which `geldt` says yes.

    `waarom` is the place in `namen` of the condition that decides, or None when that was not asked.
    """

    recht: str
    vlak: Vlak
    geldt: Cel
    oordeel: Cel
    per: str
    van: Cel
    tot: Cel
    heeft_bedrag: Cel
    waarom: Cel | None = None
    namen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kolomplan:
    """Everything an engine needs; where a column of `onaf` says yes anywhere, the chain needs more `rondes`."""

    uitkomsten: tuple[Uitkomst, ...]
    selecties: Mapping[Vlak, Cel]
    onaf: tuple[Cel, ...]
    rondes: int
    geweigerd: Mapping[str, str]
    indeling: Indeling

    def roots(self) -> list[Cel]:
        """Every column that must be worked out."""
        uit = [c for u in self.uitkomsten for c in _cells(u)]
        return [*uit, *self.onaf, *(u.waarom for u in self.uitkomsten if u.waarom is not None)]


def make_plan(
    catalogus: Catalogus,
    *,
    op_datum: date,
    inventaris: Inventaris,
    rechten: Collection[str] = (),
    rondes: int = 0,
    indeling: Indeling | None = None,
    waarom: bool = False,
) -> Kolomplan:
    """The plan for these rights (all when none is named), with at least so many `rondes` for rights in a circle.

    With `waarom` also the condition that decides each verdict.

    Raises:
        InvoerFout: a right that the catalogue does not have.
    """
    for kenmerk in rechten:
        if kenmerk not in catalogus.rechten:
            hulp = did_you_mean(kenmerk, catalogus.rechten) or "zie `rechtenverkenner rechten`"
            raise InvoerFout([Melding("RV437", f"geen recht `{kenmerk[:60]}`", None, hulp)])
    indeling = indeling or layout_of(catalogus)
    maker = _Planmaker(catalogus, op_datum, indeling, inventaris, rondes)
    return maker.make(rechten or catalogus.rechten, waarom=waarom)


class _Planmaker:
    """Lowers rights in the order of the chain."""

    def __init__(
        self, catalogus: Catalogus, op_datum: date, indeling: Indeling, inventaris: Inventaris, rondes: int
    ) -> None:
        self.catalogus, self.indeling = catalogus, indeling
        self.r = Rekening(Weefsel())
        self.w = self.r.w
        self.lezer = Feitlezer(self.r, indeling, inventaris, to_number(op_datum))
        self.groepen = Groepen(self.lezer)
        self.rondes, self.onaf = rondes, list[Cel]()
        self.open: dict[str, Waarheid] = {}
        self.geweigerd: dict[str, str] = {}
        wortels = [w for recht in catalogus.rechten.values() for w in _roots(recht)]
        keten = frozenset(k for w in wortels for k in chain_nodes(w))
        self.verlager = Verlager(self.lezer, self.groepen, catalogus, self._open_or_held, keten=keten)
        # The same rules with only what is held already: who is open there needs nothing to be granted first.
        self.direct = Verlager(self.lezer, self.groepen, catalogus, self._held_link, keten=keten, gedeeld=self.verlager)

    def make(self, rechten: Iterable[str], *, waarom: bool) -> Kolomplan:
        """The plan of these rights, and of those they follow from."""
        uitkomsten = []
        gevraagd = set(rechten)
        for groep in _in_order(self.catalogus, gevraagd):
            try:
                self._settle(groep)
            except RechtenFout as fout:
                self._refuse(groep, fout)
        for kenmerk in sorted(gevraagd - set(self.geweigerd)):
            try:
                uitkomsten.append(self._outcome(self.catalogus.rechten[kenmerk], waarom=waarom))
            except RechtenFout as fout:
                self._refuse([kenmerk], fout)
        plan = Kolomplan(tuple(uitkomsten), {}, tuple(self.onaf), self.rondes, self.geweigerd, self.indeling)
        namen = {c.vlak for c in _below(plan.roots()) if ":" in c.vlak}
        return replace(plan, selecties={vlak: self.groepen.selection(vlak.split(":")[1]) for vlak in sorted(namen)})

    def _refuse(self, groep: Iterable[str], fout: RechtenFout) -> None:
        self.verlager.ketenmemo.clear()  # a round that broke off holds values that are not final
        for kenmerk in groep:
            self.geweigerd[kenmerk] = fout.meldingen[0].tekst

    # -- the chain
    def _settle(self, groep: list[str]) -> None:
        """What is open of rights that follow from each other, after all they follow from: the least fixpoint."""
        rechten = [self.catalogus.rechten[k] for k in groep]
        if len(rechten) == 1 and rechten[0].id not in _links(rechten[0]):
            self.open[rechten[0].id] = self._open(rechten[0])
            return
        self.rondes = max(self.rondes, len(rechten) + 1)
        self.open |= {recht.id: self.r.truth(0) for recht in rechten}
        for _ in range(self.rondes):
            self._next_round(rechten)
        laatste = [self.open[recht.id] for recht in rechten]
        nog = self._next_round(rechten)
        for oud, nieuw in zip(laatste, nog, strict=True):
            self.onaf += [
                self.w.en(n, self.w.niet(o)) for o, n in zip(oud.drempels, nieuw.drempels, strict=True) if n is not o
            ]

    def _next_round(self, rechten: list[Recht]) -> list[Waarheid]:
        """Each of the rights once more, from what was open in the round before."""
        self.verlager.ketenmemo.clear()
        nieuw = [self._open(recht) for recht in rechten]
        self.verlager.ketenmemo.clear()
        self.open |= {recht.id: w for recht, w in zip(rechten, nieuw, strict=True)}
        return nieuw

    def _open(self, recht: Recht) -> Waarheid:
        """Whether a right is derived, for the units that are judged."""
        w = self.verlager.truth(recht.voorwaarden, recht.eenheid)
        zeker = self.r.nee if recht.hoogstens_mogelijk else w.zeker
        geldt = self._is_judged(recht)
        return Waarheid(*(self.w.en(geldt, c) for c in (w.mogelijk, w.mens, zeker)))

    def _open_or_held(self, k: RechtOpen) -> Waarheid:
        if k.id in self.geweigerd or k.id not in self.open:
            raise refuse(f"`{k.id}`, waar dit recht uit kan volgen")
        return self.r.any_of((self.lezer.in_use(k.niveau, k.id, k.bron), self.open[k.id]))

    def _held_link(self, k: RechtOpen) -> Waarheid:
        return self.lezer.in_use(k.niveau, k.id, k.bron)

    # -- who is judged
    def _is_judged(self, recht: Recht) -> Cel:
        """Whether a unit gets a verdict: who is here, on the connections of the right, in its municipalities."""
        w, lezer = self.w, self.lezer
        hier = self.r.ja
        if recht.eenheid == "persoon":
            hier = lezer.lives_here()
        elif recht.eenheid == "aansluiting" and recht.alleen_bij:
            drager = lezer.value("aansluiting", "drager")
            hier = w.of(*(w.eq(drager, lezer.code(d)) for d in recht.alleen_bij if d in lezer.indeling.codes))
        if recht.gebied is None:
            return hier
        if not recht.gebied.vanaf <= lezer.nu <= recht.gebied.tot:
            return self.r.nee
        nis = lezer.choice("gezin", "gemeente")
        in_gebied = w.of(*(w.eq(nis.code, lezer.code(n)) for n in sorted(recht.gebied.nis)))
        return w.en(hier, w.haal(recht.eenheid, w.of(w.niet(nis.bekend), in_gebied), "gezin"))

    # -- verdict and amount
    def _outcome(self, recht: Recht, *, waarom: bool) -> Uitkomst:
        w, vlak = self.w, recht.eenheid
        waarde = self.verlager.truth(recht.voorwaarden, vlak)
        zeker = self.r.nee if recht.hoogstens_mogelijk else waarde.zeker
        gebruikt = self.lezer.in_use(vlak, recht.id, recht.lijst).zeker
        nu = w.niet(self.direct.truth(recht.voorwaarden, vlak).zeker)
        vanzelf = Wijzelezer(self.verlager).is_automatic(recht, vlak)
        oordeel = w.getal(0)
        for plek, als in enumerate((waarde.mogelijk, waarde.mens, zeker, w.en(zeker, vanzelf), w.en(zeker, nu)), 1):
            oordeel = w.kies(als, w.getal(plek), oordeel)
        oordeel = w.kies(gebruikt, w.getal(len(SOORTEN) - 1), oordeel)
        van, tot, heeft = self._amount(recht, w.of(gebruikt, waarde.mogelijk))
        per = recht.bedrag.per if recht.bedrag else ""
        uit = Uitkomst(recht.id, vlak, self._is_judged(recht), oordeel, per, van, tot, heeft)
        if not waarom:
            return uit
        return replace(uit, waarom=Waaromlezer(self.verlager, recht).first(recht), namen=names_of(recht))

    def _amount(self, recht: Recht, niet_dicht: Cel) -> tuple[Cel, Cel, Cel]:
        """The bounds in cents, and whether there is an amount."""
        if recht.bedrag is None:
            return self.w.getal(0), self.w.getal(0), self.r.nee
        formule = recht.bedrag.formule
        waarde = self.verlager.range_of(formule, recht.eenheid)
        keer = self.w.getal((months_per(formule.typ.eenheid) or 1) * 10 ** (2 - SCHAAL["EUR"]))
        onder, boven = (
            self.w.maal(self.r.at_least_zero(e), keer)
            for e in (self.w.kies(waarde.onder.bekend, waarde.onder.waarde, self.w.getal(0)), waarde.boven.waarde)
        )
        return onder, boven, self.w.en(niet_dicht, waarde.boven.bekend)


def _roots(recht: Recht) -> tuple[Knoop, ...]:
    return (recht.voorwaarden, recht.bedrag.formule) if recht.bedrag else (recht.voorwaarden,)


def _links(recht: Recht, *, ook_bedrag: bool = False) -> list[str]:
    """The rights that a right can follow from."""
    wortels = _roots(recht) if ook_bedrag else (recht.voorwaarden,)
    return list(dict.fromkeys(k.id for w in wortels for k in walk(w) if isinstance(k, RechtOpen)))


def _in_order(catalogus: Catalogus, gevraagd: Iterable[str]) -> list[list[str]]:
    """The rights that are needed, in groups that follow from each other, what is followed from first (Tarjan)."""
    nummer: dict[str, int] = {}
    laag: dict[str, int] = {}
    stapel: list[str] = []
    uit: list[list[str]] = []

    def visit(kenmerk: str) -> None:
        nummer[kenmerk] = laag[kenmerk] = len(nummer)
        stapel.append(kenmerk)
        for volgend in _links(catalogus.rechten[kenmerk]):
            if volgend not in nummer:
                visit(volgend)
            if volgend in stapel:
                laag[kenmerk] = min(laag[kenmerk], laag[volgend])
        if laag[kenmerk] == nummer[kenmerk]:
            plek = stapel.index(kenmerk)
            uit.append(stapel[plek:])
            del stapel[plek:]

    for kenmerk in sorted(gevraagd):
        for nodig in (*_links(catalogus.rechten[kenmerk], ook_bedrag=True), kenmerk):
            if nodig not in nummer:
                visit(nodig)
    return uit


def _cells(u: Uitkomst) -> tuple[Cel, ...]:
    return u.geldt, u.oordeel, u.van, u.tot, u.heeft_bedrag


def _below(wortels: Iterable[Cel]) -> set[Cel]:
    """Every column that these are made of."""
    uit: set[Cel] = set()
    rij = list(wortels)
    while rij:
        cel = rij.pop()
        if cel not in uit:
            uit.add(cel)
            rij += cel.args
    return uit

"""From the answer of the rules to a verdict with its flags, amount and steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from rechtenverkenner.model.bedrag import SCHAAL, Interval, months_per
from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, to_date
from rechtenverkenner.model.knopen import (
    JA,
    MENS,
    NEE,
    ONBEKEND,
    Alle,
    Begrip,
    EenVan,
    Knoop,
    OverLeden,
    Plaatselijk,
    Voorwaarde,
)
from rechtenverkenner.model.makers import draft
from rechtenverkenner.model.oordeel import UITKOMST_VAN, Oordeel, Oordeelsoort, Uitleg, Verandering
from rechtenverkenner.model.recht import Catalogus, Dagsoort, Recht, Stap
from rechtenverkenner.model.uitgesteld import Later
from rechtenverkenner.motor.feitsleutels import Open, params_used
from rechtenverkenner.motor.gebruik import local_branches
from rechtenverkenner.motor.keten import Ketenresultaat
from rechtenverkenner.motor.semantiek import Rekenaar
from rechtenverkenner.motor.takken import atom
from rechtenverkenner.motor.uitleg import Uitlegger
from rechtenverkenner.motor.uitleglezen import deciding, deciding_ids, find, hangs_on_uncertain
from rechtenverkenner.motor.verandering import smallest_change

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Aansluiting, Gezin, Persoon

_DAGEN: dict[Dagsoort, tuple[str, int]] = {
    "terugwerkend": ("terugwerkend_tot", 1),
    "uiterlijk": ("aanvragen_voor", 0),
    "hernieuwen": ("hernieuwen_voor", 0),
}


CENT = Decimal(1).scaleb(-SCHAAL["EUR"])
NIETS = 0 * CENT
Modus = str | None
"""`automatisch`, `aanvraag`, or None when a way does not say."""


_Oordeel = draft(Oordeel)


class Kern(NamedTuple):
    """What is decided about one right for one unit: every engine gives this, and the explanation says why."""

    recht: Recht
    i: int
    eenheid: str
    gebruik: int
    w: int
    niveau: int | None
    modus: Modus
    """How it is granted; None when an engine left that for later, which it may when the verdict does not hang on it."""
    soort: Oordeelsoort
    waarde: Interval | None
    """The amount in the unit of its formula; None when the right has none or is not open."""

    @property
    def amount(self) -> tuple[Decimal, Decimal] | None:
        """Euro per year or once, as (lowest, highest); None when there is no upper bound."""
        laag, hoog = (None, None) if self.waarde is None else self.waarde
        if hoog is None or self.recht.bedrag is None:
            return None
        keer = months_per(self.recht.bedrag.formule.typ.eenheid) or 1
        boven = _euro(hoog * keer)
        return (boven if laag == hoog else _euro((laag or 0) * keer)), boven

    def verdict(self, later: Later) -> Oordeel:
        """The verdict, of which the fields that need an explanation come later."""
        recht, _, eenheid, gebruik, w, niveau, modus, soort, waarde = self
        o: Any = _Oordeel()
        o._later = later
        o.recht = recht.id
        o.naam = recht.naam
        o.domein = recht.domein
        o.eenheid = eenheid
        o.oordeel = soort
        o.niveau = niveau
        o.voldaan = UITKOMST_VAN[w]
        o.gebruik = UITKOMST_VAN[gebruik]
        o.bedrag_jaar = o.bedrag_eenmalig = None
        if waarde is not None and recht.bedrag is not None:
            if recht.bedrag.per == "eenmalig":
                o.bedrag_eenmalig = self.amount
            else:
                o.bedrag_jaar = self.amount
        if modus is not None:
            o.automatisch = modus == "automatisch"
        o.__class__ = Oordeel
        uit: Oordeel = o
        return uit


def _euro(centen: int) -> Decimal:
    return Decimal(centen) * CENT if centen > 0 else NIETS


class Beoordelaar:
    """Judges the rights of one household after the chain has run."""

    def __init__(self, r: Rekenaar, catalogus: Catalogus, zeker: Ketenresultaat, mens: Ketenresultaat) -> None:
        self.r = r
        self.catalogus = catalogus
        self.zeker = zeker
        self.mens = mens
        self.uitlegger = Uitlegger(r)
        self.explain: Callable[[Kern], Uitleg] = self._explain
        """Gives the explanation of a verdict: a faster engine may do that."""
        self.gaten: set[tuple[str, int]] = set()
        """The parameters, with the day, that leave some verdict or amount open because no amount is known."""

    def judge(self, recht: Recht, i: int, gebruik: int) -> Oordeel:
        """The verdict on one right for one unit, everything worked out."""
        kern = self.core(recht, i, gebruik)
        self.note_gaps(kern)
        velden: dict[str, object] = {**self.after(kern), **self.missing(kern), **self.read_off(kern)}
        velden["uitleg"] = self.explain(kern)
        return kern.verdict(lambda _: velden)

    def core(self, recht: Recht, i: int, gebruik: int) -> Kern:
        """What is decided, and the amount."""
        w = self.r.truth(recht.voorwaarden, i)
        if recht.hoogstens_mogelijk:
            w = min(w, MENS)
        niveau = self._level(recht, i, w)
        modus = self.mode(recht, i, w)
        soort = kind(w, gebruik, niveau, modus)
        waarde = None
        if recht.bedrag is not None and soort != "geen_recht":
            waarde = cast(Interval, self.r.value(recht.bedrag.formule, i))
        return Kern(recht, i, self.r.beeld.unit_name(recht.eenheid, i), gebruik, w, niveau, modus, soort, waarde)

    def mode(self, recht: Recht, i: int, w: int) -> str:
        """How a right is granted when this is the answer."""
        return self._mode(recht.voorwaarden, i, JA if w == JA else MENS) or recht.toekenning.standaard

    def after(self, kern: Kern) -> dict[str, object]:
        """`na` and `na_wie`."""
        eerst = self._after(kern.recht, kern.i, kern.w, kern.niveau) if kern.soort in ("na", "mogelijk") else ()
        return {"na": tuple(dict.fromkeys(kenmerk for kenmerk, _ in eerst)), "na_wie": eerst}

    def _explain(self, kern: Kern) -> Uitleg:
        return self.uitlegger.explain(kern.recht.voorwaarden, kern.i)

    def read_off(self, kern: Kern) -> dict[str, object]:
        """The fields that are read off the explanation."""
        uitleg = self.explain(kern)
        anders = smallest_change(uitleg) if kern.w == NEE else ()
        modus = kern.modus or self.mode(kern.recht, kern.i, kern.w)
        return {
            "omdat": tuple(deciding_ids(uitleg)),
            "vlaggen": tuple(self._flags(kern, uitleg, anders)),
            "stappen": tuple(_steps(self._all_steps(kern.recht), kern.soort, modus, uitleg)),
            "verandering": anders if kern.soort == "geen_recht" else (),
        }

    def _level(self, recht: Recht, i: int, w: int) -> int | None:
        bron = {JA: self.zeker, MENS: self.mens}.get(w)
        return bron.niveaus.get(atom(recht.id, i)) if bron else None

    def _after(self, recht: Recht, i: int, w: int, niveau: int | None) -> tuple[tuple[str, str], ...]:
        """The rights to obtain first, with who must obtain them: of the shortest ways, what is not yet held."""
        if not niveau:
            return ()
        bron = self.zeker if w == JA else self.mens
        eerst: dict[tuple[str, str], None] = {}
        for a in sorted(bron.afleidingen):
            if a.doel == atom(recht.id, i):
                nodig = [p for p in a.premissen if p in bron.niveaus]
                if max((bron.niveaus[p] for p in nodig), default=-1) == niveau - 1:
                    eerst.update(dict.fromkeys((p[0], self._unit_name(*p)) for p in nodig))
        return tuple(eerst)

    def _unit_name(self, kenmerk: str, i: str) -> str:
        return self.r.beeld.unit_name(self.catalogus.rechten[kenmerk].eenheid, int(i))

    def _mode(self, k: Knoop, i: int, drempel: int) -> Modus:
        """Whether a way that holds runs by itself: the best of the ways, the slowest of what must hold together.

        A way counts when it holds as surely as the verdict does (`drempel`): beside a certain way on request, one that
        a person may still refuse does not make the right run by itself.
        """
        match k:
            case Voorwaarde():
                return self._mode(k.a, i, drempel) or k.toekenning or None
            case Begrip():
                return self._mode(k.a, i, drempel)
            case Alle():
                modi = [self._mode(a, i, drempel) for a in k.args]
                return "aanvraag" if "aanvraag" in modi else ("automatisch" if "automatisch" in modi else None)
            case EenVan():
                return _best([self._mode(a, i, drempel) for a in k.args if self.r.truth(a, i) >= drempel])
            case OverLeden() if k.soort == "iemand":
                leden = self.r.group(k.groep, i)[0]
                return _best([self._mode(k.a, lid, drempel) for lid, _ in leden if self.r.truth(k.a, lid) >= drempel])
            case OverLeden() if k.soort == "iedereen":
                return None
            case Plaatselijk():
                takken = [t for t in local_branches(self.r, k) if t is not None]
                return self._mode(takken[0], i, drempel) if len(takken) == 1 else None
            case _:
                return None

    def missing(self, kern: Kern) -> dict[str, object]:
        """`ontbreekt`; and the amounts of the conditions that nobody knows, in `gaten`."""
        open_ = Open(self.r, self.catalogus.rechten)
        if kern.soort in ("onbekend", "mogelijk", "gebruikt"):
            open_.collect(kern.recht.voorwaarden, kern.i)
        self.gaten |= open_.gaten
        if kern.gebruik == ONBEKEND and kern.soort != "geen_recht":
            open_.gevonden.setdefault(f"{kern.eenheid}.{kern.recht.lijst}.{kern.recht.id}")
        return {"ontbreekt": tuple(open_.gevonden)}

    def note_gaps(self, kern: Kern) -> None:
        """The parameters of the amount that nobody knows, in `gaten`."""
        if kern.recht.bedrag is not None and kern.waarde is not None and kern.waarde[0] != kern.waarde[1]:
            open_ = Open(self.r, self.catalogus.rechten)
            open_.collect(kern.recht.bedrag.formule, kern.i)
            self.gaten |= open_.gaten

    def _amount_is_uncertain(self, kern: Kern) -> bool:
        """Whether a computed or bounded parameter is in the amount."""
        if kern.waarde is None or kern.recht.bedrag is None:
            return False
        gebruikt = params_used(self.r, kern.recht.bedrag.formule, kern.i)
        return any(w.te_bevestigen for p, wie in gebruikt for w in self.r.periods(p, wie))

    def _all_steps(self, recht: Recht) -> tuple[Stap, ...]:
        """The steps of the right, then those of the own municipality."""
        nis, dag = self.r.beeld.gezin.gemeente, self.r.beeld.op_datum
        lokaal = (st for g, st in recht.lokale_stappen if nis in g.nis and g.vanaf <= dag <= g.tot)
        return (*recht.stappen, *(x for stappen in lokaal for x in stappen))

    def _flags(self, kern: Kern, uitleg: Uitleg, anders: tuple[Verandering, ...]) -> Iterator[str]:
        recht, gebruik, w = kern.recht, kern.gebruik, kern.w
        if gebruik == JA and w == NEE:
            yield "voorwaarden_niet_voldaan"
        elif gebruik == JA and w != JA:
            yield "voorwaarden_niet_bevestigd"
        if gebruik == ONBEKEND and w >= MENS:
            yield "gebruik_onbekend"
        if recht.discretionair:
            yield "beoordeling_door_dienst"
        if recht.niet_uitgedrukt:
            yield "niet_volledig_uitgedrukt"
        if w == ONBEKEND and any(_disputed(u) for _, u in deciding(uitleg)):
            yield "bronnen_spreken_elkaar_tegen"
        if hangs_on_uncertain(uitleg):
            yield "berekend_bedrag_nog_te_bevestigen"
        if w != NEE and self._amount_is_uncertain(kern):
            yield "waarde_nog_te_bevestigen"
        if kern.amount is not None and kern.amount[1] == 0:
            yield "bedrag_nul"
        yield from self._dates(recht, kern.i, gebruik, w, anders)

    def _dates(self, recht: Recht, i: int, gebruik: int, w: int, anders: tuple[Verandering, ...]) -> Iterator[str]:
        houder: Persoon | Aansluiting | Gezin = self.r.beeld.gezin
        if recht.eenheid == "persoon":
            houder = self.r.beeld.personen[i]
        elif recht.eenheid == "aansluiting":
            houder = self.r.beeld.aansluitingen[i]
        houding = getattr(houder, recht.lijst).get(recht.id)
        if gebruik == JA and houding is not None and houding.tot is not None:
            yield f"eindigt_op:{houding.tot.isoformat()}"
        dagen = [v.verschil for v in anders if v.soort == "datum" and v.verschil]
        if dagen and len(dagen) == len(anders) and max(dagen) > self.r.beeld.op_datum:
            yield f"opent_misschien_op:{to_date(max(dagen)).isoformat()}"
        yield from self._named_days(recht, i, gebruik, w)

    def _named_days(self, recht: Recht, i: int, gebruik: int, w: int) -> Iterator[str]:
        """The days a right names; where a fact is missing the safe side: the latest start, the earliest end.

        A last day also counts while it is not known whether the right is open: it passes all the same.
        """
        for soort, (vlag, kant) in _DAGEN.items():
            telt = {"hernieuwen": gebruik == JA, "uiterlijk": gebruik != JA and w != NEE}
            if soort in recht.dagen and telt.get(soort, gebruik != JA and w >= MENS):
                dag = self.r.interval(recht.dagen[soort], i)[kant]
                if dag is not None and VROEGSTE < dag < LAATSTE:
                    yield f"{vlag}:{to_date(dag).isoformat()}"


def _disputed(u: Uitleg) -> bool:
    """Whether a leaf is open although no fact and no amount is missing: `betwist()`."""
    return u.uitkomst == "onbekend" and not u.feiten and not u.parameters


def _best(modi: list[Modus]) -> Modus:
    return "automatisch" if "automatisch" in modi else ("aanvraag" if "aanvraag" in modi else None)


def kind(w: int, gebruik: int, niveau: int | None, modus: str) -> Oordeelsoort:
    """The verdict that follows from the answer, the use, the level in the chain and how it is granted."""
    if gebruik == JA:
        return "gebruikt"
    if w == NEE:
        return "geen_recht"
    if w == ONBEKEND:
        return "onbekend"
    if w == MENS:
        return "mogelijk"
    if niveau:
        return "na"
    return "automatisch" if modus == "automatisch" else "onbenut"


def _steps(stappen: tuple[Stap, ...], soort: Oordeelsoort, modus: str, uitleg: Uitleg) -> Iterator[str]:
    """The steps that fit the verdict and the conditions that hold (or may hold)."""
    if soort == "geen_recht":
        return
    gewenst: set[str] = {"altijd"}
    if soort == "gebruikt":
        gewenst.add("hernieuwing")
    else:
        gewenst.add("automatisch" if modus == "automatisch" else "aanvraag")
    for stap in stappen:
        if stap.wanneer in gewenst and _applies(stap, uitleg):
            yield stap.tekst


def _applies(stap: Stap, uitleg: Uitleg) -> bool:
    return not stap.bij or any(u.uitkomst != "nee" for kenmerk in stap.bij for u in find(uitleg, kenmerk))

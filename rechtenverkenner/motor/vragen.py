"""What to ask next: the facts that can still change a verdict, on cards, the best card first.

Which facts still matter is exact: it is read off the undecided part of the rules (`Oordeel.ontbreekt`). The order is a
choice: every undecided right counts, by what it is worth on average and by how few cards it still needs, against how
hard the card is to answer; of the first handful the one that is expected to settle most euro comes first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.kaart import Kaart
from rechtenverkenner.model.oordeel import Oordeel, Resultaat
from rechtenverkenner.model.recht import Catalogus, Feitsoort
from rechtenverkenner.model.vraag import Veld, Vraag, kind_of_field
from rechtenverkenner.motor.antwoorden import Sleutel, holders, known, read_key
from rechtenverkenner.motor.evalueren import evaluate
from rechtenverkenner.motor.gevolgtrekken import infer
from rechtenverkenner.motor.vooruitkijken import Voorbeelden, is_open

VOORAAN = 8
"""Questions that are looked ahead: the best by count, and the next ones when they settle more euro."""
GEVOELIG = 1.3
"""A sensitive card must promise so many times more to come as early."""
ELK_RECHT = 20.0
"""Euro per year by which every right counts, so that one that is worth little or is rare is asked about too."""
OPENSTAAND, STATUS, VERFIJNEN = 0, 1, 2
GEMEENTE = "gezin.gemeente"


def phase(o: Oordeel, catalogus: Catalogus) -> int | None:
    """Why a verdict still has questions: it is open; it is open and a status; it could be surer; None: decided."""
    if o.oordeel == "geen_recht" or not o.ontbreekt:
        return None
    if is_open(o):
        return STATUS if catalogus.rechten[o.recht].pakket == "status" else OPENSTAAND
    return VERFIJNEN


@dataclass(slots=True, eq=False)
class _Kandidaat:
    """A card, or one fact of it, with the keys that matter now, and the rights they touch by phase."""

    kaart: Kaart
    sleutels: dict[str, None] = field(default_factory=dict)
    rechten: dict[str, int] = field(default_factory=dict)

    @property
    def fase(self) -> int:
        return min(self.rechten.values())

    @property
    def is_later(self) -> bool:
        """Whether other facts mostly make all of it superfluous."""
        return all(read_key(s).veld in self.kaart.later for s in self.sleutels)

    def touched(self) -> tuple[str, ...]:
        """The rights of the first phase that the card touches."""
        return tuple(r for r, f in self.rechten.items() if f == self.fase)


def next_questions(
    resultaat: Resultaat,
    *,
    overgeslagen: Collection[str] = (),
    rechten: Collection[str] | None = None,
    voorbeelden: Voorbeelden | None = None,
    apart: bool = False,
) -> tuple[Vraag, ...]:
    """The questions that can still change something, best first; empty when nothing can change any more.

    `overgeslagen` are keys of facts that the household does not know or does not want to say: they are not asked.
    `rechten` limits the questions to those that matter for these rights. With `voorbeelden` (see `make_examples`)
    rights count by what they are worth; without them every right counts the same. `apart` asks less at a time than a
    card: a fact, of everybody at once, with those on its card that serve no other rights. Facts that follow from
    others are filled in first (`infer`) and not asked.
    """
    gezin = infer(resultaat.gezin, resultaat.catalogus, op_datum=resultaat.op_datum)
    if gezin is not resultaat.gezin:
        resultaat = evaluate(gezin, resultaat.catalogus, op_datum=resultaat.op_datum)
    kandidaten = _candidates(resultaat, frozenset(overgeslagen), rechten, apart)
    nodig = Counter(r for k in kandidaten for r in k.rechten)
    waarden = voorbeelden.waarden if voorbeelden else {}

    def rank(k: _Kandidaat) -> tuple[int, bool, float]:
        winst = sum((waarden.get(r, 0.0) + ELK_RECHT) / nodig[r] for r in k.touched())
        return k.fase, k.is_later, -winst / _effort(k, resultaat.catalogus)

    volgorde = sorted(kandidaten, key=rank)  # stable: between equals the order of the cards
    if voorbeelden is not None and len(volgorde) > 1:
        volgorde = _look_ahead(volgorde, resultaat, voorbeelden)
    if apart:
        volgorde = _with_companions(volgorde)
    return tuple(_question(k, resultaat) for k in volgorde)


def _candidates(
    resultaat: Resultaat, over: frozenset[str], rechten: Collection[str] | None, apart: bool
) -> list[_Kandidaat]:
    plaats = _places(resultaat.catalogus)
    uit: dict[tuple[int, int], _Kandidaat] = {}
    for o in resultaat.oordelen:
        if rechten is not None and o.recht not in rechten:
            continue
        fase = phase(o, resultaat.catalogus)
        if fase is None:
            continue
        for sleutel in _askable(o, resultaat, over):
            kaart, veld = plaats[_place(read_key(sleutel))]
            k = uit.setdefault((kaart, veld if apart else 0), _Kandidaat(resultaat.catalogus.kaarten[kaart]))
            k.sleutels[sleutel] = None
            k.rechten[o.recht] = min(fase, k.rechten.get(o.recht, VERFIJNEN))
    return [uit[n] for n in sorted(uit)]


def _with_companions(rij: list[_Kandidaat]) -> list[_Kandidaat]:
    """Each fact together with the later ones of its card that matter for no other rights."""
    uit = []
    while rij:
        eerste, *rij = rij
        mee = [
            k
            for k in rij
            if k.kaart is eerste.kaart and k.is_later == eerste.is_later and k.rechten.keys() <= eerste.rechten.keys()
        ]
        for k in mee:
            eerste.sleutels.update(k.sleutels)
        rij = [k for k in rij if k not in mee]
        uit.append(eerste)
    return uit


def _askable(o: Oordeel, resultaat: Resultaat, over: frozenset[str]) -> Iterator[str]:
    """The facts to ask for a verdict.

    With what binds partners also whether there is one: "nobody" answers both. The use of a right of elsewhere waits
    until it is known where people live.
    """
    wacht = resultaat.catalogus.rechten[o.recht].gebied is not None and GEMEENTE in {*o.ontbreekt} - over
    for sleutel in o.ontbreekt:
        s = read_key(sleutel)
        if s.veld == "partnerband" and known(resultaat.gezin, partner := f"{s.houder}.partner") is None:
            yield from {partner} - over
        if sleutel not in over and not (wacht and s.veld == "rechten"):
            yield sleutel


def _places(catalogus: Catalogus) -> Mapping[tuple[str, str], tuple[int, int]]:
    """On which card each field and each status stands, and where on it; the statuses are one fact, the last."""
    uit: dict[tuple[str, str], tuple[int, int]] = {}
    for n, kaart in enumerate(catalogus.kaarten):
        uit.update({(veld, ""): (n, i) for i, veld in enumerate(kaart.velden)})
        uit.update({("statussen", status): (n, len(kaart.velden)) for status in kaart.statussen})
    return uit


def _place(s: Sleutel) -> tuple[str, str]:
    return (s.veld, s.detail) if s.veld == "statussen" else (s.veld, "")


def _effort(k: _Kandidaat, catalogus: Catalogus) -> float:
    """How hard a card is to answer: by its own measure, and more when it is sensitive."""
    return float(k.kaart.moeite**0.5 * (GEVOELIG if _is_sensitive(k, catalogus) else 1))


def _is_sensitive(k: _Kandidaat, catalogus: Catalogus) -> bool:
    return any(_wording(read_key(s).veld, catalogus).gevoelig for s in k.sleutels)


def _wording(veld: str, catalogus: Catalogus) -> Feitsoort:
    return catalogus.feiten[veld] if veld in catalogus.feiten else catalogus.velden[veld]


def _look_ahead(rij: list[_Kandidaat], resultaat: Resultaat, voorbeelden: Voorbeelden) -> list[_Kandidaat]:
    """The first handful again, by the euro they are expected to settle; ties stay as they were."""
    vooraan = [k for k in rij[:VOORAAN] if (k.fase, k.is_later) == (rij[0].fase, rij[0].is_later)]

    def gain(k: _Kandidaat) -> float:
        return voorbeelden.gain(resultaat, tuple(k.sleutels), k.touched()) / _effort(k, resultaat.catalogus)

    return [*sorted(vooraan, key=gain, reverse=True), *rij[len(vooraan) :]]


def _question(k: _Kandidaat, resultaat: Resultaat) -> Vraag:
    velden = tuple(_fields(k, resultaat))
    return Vraag(k.kaart, velden, tuple(k.rechten), any(v.gevoelig for v in velden), k.fase)


def _fields(k: _Kandidaat, resultaat: Resultaat) -> Iterator[Veld]:
    """The fields of a card in its own order, each for everybody it still matters for."""
    volgorde = {veld: n for n, veld in enumerate((*k.kaart.velden, "statussen"))}
    plaats = {x.id: n for n, x in enumerate(holders(resultaat.gezin))}
    groepen: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for sleutel in k.sleutels:
        s = read_key(sleutel)
        # what is in use is one question about everybody
        groepen[volgorde[s.veld], -1 if s.veld == "rechten" else plaats.get(s.houder, -1), _year(s) or 0].append(
            sleutel
        )
    for groep in sorted(groepen):
        yield _field(tuple(groepen[groep]), resultaat)


def _year(s: Sleutel) -> int | None:
    return s.jaar if s.veld in ("inkomens_jaar", "remgelden") else None


def _field(sleutels: tuple[str, ...], resultaat: Resultaat) -> Veld:
    delen = [read_key(sleutel) for sleutel in sleutels]
    c, s = resultaat.catalogus, delen[0]
    w = _wording(s.veld, c)
    over = "" if s.houder in ("gezin", "woning") or s.veld == "rechten" else s.houder
    eenheid = REGISTER[s.veld][0].typ.eenheid if s.veld in REGISTER else ""
    keuzes = tuple(_choices(s.veld, w, delen, resultaat.gezin, c))
    return Veld(sleutels, s.veld, over, kind_of_field(s.veld), w.label, w.vraag, eenheid, _year(s), keuzes, w.gevoelig)


def _choices(
    veld: str, w: Feitsoort, delen: Sequence[Sleutel], gezin: Gezin, catalogus: Catalogus
) -> Iterator[tuple[str, str]]:
    """Value and Dutch label of what can be chosen."""
    match kind_of_field(veld):
        case "keuze":
            yield from ((x, w.keuzes.get(x, x)) for x in w.typ.waarden)
        case "statussen":
            yield from ((s.detail, catalogus.statussen[s.detail].naam) for s in delen)
        case "rechten":
            yield from ((f"{s.houder}.{s.detail}", catalogus.rechten[s.detail].naam) for s in delen)
        case "persoon" | "personen":
            eigen = delen[0].houder
            yield from ((p.id, p.id) for p in gezin.personen if p.id != eigen)


@dataclass(frozen=True, slots=True)
class Voortgang:
    """How far an interview is: rights decided of all that are asked about, and about how many questions are left."""

    beslist: int
    rechten: int
    vragen: int


def progress(resultaat: Resultaat, vragen: Sequence[Vraag], *, rechten: Collection[str] | None = None) -> Voortgang:
    """Rights of which every verdict is decided; a right that does not exist here is not counted."""
    open_: dict[str, bool] = {}
    for o in resultaat.oordelen:
        if rechten is None or o.recht in rechten:
            fase = phase(o, resultaat.catalogus)
            open_[o.recht] = open_.get(o.recht, False) or (fase is not None and fase != VERFIJNEN)
    te_stellen = sum(1 for v in vragen if v.fase != VERFIJNEN)
    return Voortgang(sum(not x for x in open_.values()), len(open_), te_stellen)

"""The named groups of persons as columns: who belongs to a group for certain, who perhaps, and whether it is complete.

`motor.groepen` says what a group is; the names here are those there. A group that is seen from one person is a choice
of pairs (anchor, member) of one household; the pairs that certainly do not belong to it are left out, so that a
question to the group touches no more rows than the group has.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from rechtenverkenner.bulk.cellen import Cel, Vlak
from rechtenverkenner.bulk.feitcellen import Feitlezer
from rechtenverkenner.bulk.indeling import MEEST_PERSONEN, TOT, VAN
from rechtenverkenner.bulk.waarden import Keuze
from rechtenverkenner.model.datums import start_of_year
from rechtenverkenner.motor.groepen import EIGEN_TITULARIS, KIND_TEN_LASTE_TOT

PAAR = "paar"
MACHT = "#macht"
"""A column that every engine makes itself: 1 for the first person of a household, 2, 4, 8, ... for the next ones."""
ZONDER_ANKER = frozenset({"gezin", "gezin_1_januari", "alle_verblijvenden"})
RUIM = frozenset({"ziekenfondsgezin", "titularissen", "andere_bewoners"})
"""Groups that hold so many of all pairs that leaving out the others costs more than it saves."""
NIEMAND, ELDERS = 0, -1
"""In `partner` and `ten_laste_van`: nobody; in `ten_laste_van`: somebody elsewhere."""


@dataclass(frozen=True, slots=True)
class Leden:
    """A group: certain and possible members among the rows of `vlak`, and whether others may belong to it."""

    vlak: Vlak
    zeker: Cel
    mogelijk: Cel
    open: Cel


class Groepen:
    """The groups of the households in the tables."""

    def __init__(self, lezer: Feitlezer) -> None:
        self.lezer, self.w, self.r = lezer, lezer.w, lezer.r
        self.members = cache(self._members)

    def _members(self, naam: str) -> Leden:
        """A group by its name; of a group that is seen from a person `open` is a column of persons."""
        if naam in ZONDER_ANKER:
            return self._of_household(naam)
        zeker, mogelijk, open_ = self._relations()[naam]()
        if naam in RUIM:
            return Leden(PAAR, zeker, mogelijk, open_)
        vlak = f"{PAAR}:{naam}"
        return Leden(vlak, self.w.zeef(vlak, zeker, mogelijk), self.w.zeef(vlak, mogelijk, mogelijk), open_)

    def selection(self, naam: str) -> Cel:
        """Which pairs are the rows of a group that is seen from a person."""
        return self._relations()[naam]()[1]

    def _relations(self) -> dict[str, Callable[[], tuple[Cel, Cel, Cel]]]:
        return {
            "partner": lambda: self.partner,
            "ziekenfondsgezin": lambda: self._health_insurance,
            "titularissen": lambda: self._titulars,
            "deeltijdse_kinderen": lambda: self._by_parents(self.w.niet(self.here)),
            "andere_bewoners": self._others,
            "eigen_kinderen": lambda: self._by_parents(self.r.ja),
            "ouders": self._parents,
        }

    def order_of(self, naam: str, vlak: Vlak) -> Cel:
        """Where each member of a group comes in it: in the order of the household, but for whom it hangs on."""
        nr = self.w.haal(vlak, self.nr, "lid")
        if naam not in ("titularissen", "ziekenfondsgezin"):
            return nr
        bekend, titularis = (self.w.haal(vlak, c, "anker") for c in self._titular)
        wie = titularis if naam == "titularissen" else self.w.haal(vlak, self.nr, "anker")
        eerst = self.w.en(bekend if naam == "titularissen" else self.w.niet(bekend), self.w.eq(nr, wie))
        return self.w.kies(eerst, self.w.getal(0), nr)

    # -- columns of persons
    @cached_property
    def nr(self) -> Cel:
        """The number of a person in the household."""
        return self.w.kolom("persoon", "nr", (1, self.lezer.inventaris.personen))

    @cached_property
    def here(self) -> Cel:
        """Whether the member of a pair is registered at the address."""
        return self.of_member(self.lezer.lives_here())

    @cached_property
    def incomplete(self) -> Cel:
        """Of a household: whether there may be people who are not named."""
        return self.w.niet(self.lezer.value("gezin", "personen_volledig"))

    @cached_property
    def incomplete_person(self) -> Cel:
        """The same, for each person."""
        return self.w.haal("persoon", self.incomplete, "gezin")

    def of_anchor(self, a: Cel) -> Cel:
        """A column of persons for the anchor of each pair."""
        return self.w.haal(PAAR, a, "anker")

    def of_member(self, a: Cel) -> Cel:
        """A column of persons for the member of each pair."""
        return self.w.haal(PAAR, a, "lid")

    def some_member(self, a: Cel) -> Cel:
        """Of a person: whether this holds for one of the pairs seen from it."""
        return self.w.iemand("persoon", a, PAAR)

    @cached_property
    def other(self) -> Cel:
        """Whether a pair is of two different persons."""
        return self.w.niet(self.w.eq(self.of_anchor(self.nr), self.of_member(self.nr)))

    def _refers(self, veld: str, van: Callable[[Cel], Cel], naar: Callable[[Cel], Cel]) -> Cel:
        """Whether one of a pair names the other in a field."""
        bekend, doel = self.lezer.known("persoon", veld), self.lezer.value("persoon", veld)
        return self.w.en(van(bekend), self.w.eq(van(doel), naar(self.nr)))

    def _child(self, kind: Callable[[Cel], Cel], ouder: Callable[[Cel], Cel]) -> Cel:
        """Whether one of a pair names the other as parent: the bit of that person in `kind_van`."""
        w = self.w
        macht = w.kolom("persoon", MACHT, (1, 2 ** (self.lezer.inventaris.personen - 1)))
        ouders = self.lezer.value("persoon", "kind_van")
        if ouders.op == "vast":
            return self.r.nee
        bit = w.rest(w.deel(kind(ouders), ouder(macht)), 2)
        return w.en(kind(self.knows_parents), w.eq(bit, w.getal(1)))

    @cached_property
    def knows_parents(self) -> Cel:
        """Whether it is known whose child a person is."""
        return self.lezer.known("persoon", "kind_van")

    @cached_property
    def child(self) -> Cel:
        """Whether the member of a pair is a child of the anchor."""
        return self._child(self.of_member, self.of_anchor)

    @cached_property
    def parent(self) -> Cel:
        """Whether the member of a pair is a parent of the anchor."""
        return self._child(self.of_anchor, self.of_member)

    # -- of a household
    def _of_household(self, naam: str) -> Leden:
        if naam == "alle_verblijvenden":
            return Leden("persoon", self.r.ja, self.r.ja, self.incomplete)
        hier = self.lezer.lives_here()
        return (
            self._on_january_first(hier) if naam == "gezin_1_januari" else Leden("persoon", hier, hier, self.incomplete)
        )

    def _on_january_first(self, hier: Cel) -> Leden:
        w, dag = self.w, self.w.getal(start_of_year(self.lezer.nu))
        sinds = self.lezer.end("gezin", "samenstelling_sinds")
        samen = w.en(sinds.bekend, w.le(sinds.waarde, dag))
        gekomen = self.lezer.end("persoon", "hier_sinds")
        kwam = w.en(gekomen.bekend, w.le(gekomen.waarde, dag))
        bevroren = w.en(samen, w.niet(w.iemand("gezin", w.en(hier, kwam), "persoon")))
        zeker, mogelijk = self._lived_here(dag, samen, kwam)
        mogelijk = w.en(hier, mogelijk)
        niemand = w.niet(w.iemand("gezin", mogelijk, "persoon"))
        vast, leeg = (w.haal("persoon", c, "gezin") for c in (bevroren, niemand))
        return Leden(
            "persoon",
            w.en(hier, w.of(vast, w.en(zeker, mogelijk, w.niet(leeg)))),
            w.en(hier, w.of(vast, leeg, mogelijk)),
            w.kies_waar(bevroren, self.incomplete, w.of(niemand, w.niet(samen), self.incomplete)),
        )

    def _lived_here(self, dag: Cel, samen: Cel, kwam: Cel) -> tuple[Cel, Cel]:
        w, geboren = self.w, self.lezer.range_of("persoon", "geboortedatum")
        gekomen = self.lezer.end("persoon", "hier_sinds")
        later = w.en(geboren.onder.bekend, w.le(dag, geboren.onder.waarde))
        kwam_later = w.en(gekomen.bekend, w.lt(dag, gekomen.waarde))
        niet = w.en(w.niet(later), kwam_later, geboren.boven.bekend, w.lt(geboren.boven.waarde, dag))
        zeker = w.of(later, w.en(w.niet(niet), w.of(w.haal("persoon", samen, "gezin"), kwam)))
        return zeker, w.niet(niet)

    # -- by parents
    def _by_parents(self, welke: Cel) -> tuple[Cel, Cel, Cel]:
        w, kent = self.w, self.of_member(self.knows_parents)
        mogelijk = w.en(welke, self.other, w.of(w.niet(kent), self.child))
        return w.en(mogelijk, kent), mogelijk, self.incomplete_person

    def _others(self) -> tuple[Cel, Cel, Cel]:
        mogelijk = self.w.en(self.here, self.other, self.w.niet(self.child))
        return self.w.en(mogelijk, self.of_member(self.knows_parents)), mogelijk, self.incomplete_person

    def _parents(self) -> tuple[Cel, Cel, Cel]:
        w, kent = self.w, self.of_anchor(self.knows_parents)
        mogelijk = w.en(self.other, self.here, w.of(w.niet(kent), self.parent), w.niet(self.child))
        return w.en(mogelijk, kent), mogelijk, w.en(w.niet(self.knows_parents), self.incomplete_person)

    # -- partners
    @cached_property
    def partner(self) -> tuple[Cel, Cel, Cel]:
        """The partner at the same address."""
        w, kent = self.w, self.lezer.known("persoon", "partner")
        genoemd = self._refers("partner", self.of_member, self.of_anchor)
        is_genoemd = self.some_member(genoemd)
        zelf = self._refers("partner", self.of_anchor, self.of_member)
        zeker = w.en(self.here, w.of(zelf, w.en(w.niet(self.of_anchor(kent)), genoemd)))
        onbeslist = w.niet(w.of(kent, is_genoemd))
        misschien = w.en(
            self.of_anchor(onbeslist),
            self.other,
            self.here,
            w.niet(self.of_member(kent)),
            w.niet(w.of(self.child, self.parent)),
        )
        return zeker, w.of(zeker, misschien), w.en(onbeslist, self.incomplete_person)

    @cached_property
    def bond(self) -> Keuze:
        """What binds a person and the partner: it may be written with either of them; `geen` without a partner."""
        w, lezer = self.w, self.lezer
        eigen = lezer.choice("persoon", "partnerband")
        kent, doel = lezer.known("persoon", "partner"), lezer.value("persoon", "partner")
        zonder = w.en(kent, w.eq(doel, w.getal(NIEMAND)))
        telt = w.en(
            self.of_member(eigen.bekend),
            w.of(
                self._refers("partner", self.of_member, self.of_anchor),
                self._refers("partner", self.of_anchor, self.of_member),
            ),
        )
        # the first of them: the highest of (40 - number, code)
        ruimte = len(lezer.indeling.teksten)
        rang = w.plus(w.maal(w.min(w.getal(MEEST_PERSONEN + 1), self.nr), w.getal(ruimte)), eigen.code)
        eerste = w.top("persoon", w.kies(telt, self.of_member(rang), w.getal(0)), PAAR)
        code = w.kies(zonder, lezer.code("geen"), w.rest(eerste, ruimte))
        bekend = w.of(eigen.bekend, zonder, w.le(w.getal(1), eerste))
        return Keuze(w.kies(eigen.bekend, eigen.code, code), bekend)

    # -- health insurance
    @cached_property
    def dependant_elsewhere(self) -> Cel:
        """Whether a person can be a dependant of somebody at another address."""
        w, lezer, bond = self.w, self.lezer, self.bond
        elders = self.some_member(w.en(self._refers("partner", self.of_anchor, self.of_member), w.niet(self.here)))
        gehuwd = w.of(w.niet(bond.bekend), w.eq(bond.code, lezer.code("gehuwd")))
        return w.of(w.en(elders, gehuwd), self._younger(TOT, KIND_TEN_LASTE_TOT))

    def _younger(self, kant: str, grens: int) -> Cel:
        """Whether a person is younger than so many years on the safe side: born last, or not known; or born first."""
        w, geboren = self.w, self.lezer.range_of("persoon", "geboortedatum")
        eind = geboren.boven if kant == TOT else geboren.onder
        jong = w.lt(w.deel(w.min(w.getal(self.lezer.nu), eind.waarde), w.getal(10000)), w.getal(grens))
        return w.of(w.niet(eind.bekend), jong) if kant == TOT else w.en(eind.bekend, jong)

    @cached_property
    def _dependant(self) -> tuple[Cel, Cel]:
        """Whether it is known whose dependant a person is, and whose."""
        return self.lezer.known("persoon", "ten_laste_van"), self.lezer.value("persoon", "ten_laste_van")

    def _hangs(self, op: int) -> Cel:
        """Whether somebody is known to be nobody's dependant, or somebody's elsewhere."""
        kent, doel = self._dependant
        return self.w.en(kent, self.w.eq(doel, self.w.getal(op)))

    @cached_property
    def _titular(self) -> tuple[Cel, Cel]:
        """Whether the titular person is known, and his number (one's own where not)."""
        w, (kent, doel) = self.w, self._dependant
        draagt = self.some_member(w.en(self.other, self._refers("ten_laste_van", self.of_member, self.of_anchor)))
        ander = w.en(self.other, w.niet(w.en(self.child, w.niet(self.of_member(self._hangs(NIEMAND))))))
        alleen = w.niet(w.of(self.some_member(ander), self.incomplete_person, self.dependant_elsewhere))
        verwijst = w.en(kent, w.le(w.getal(1), doel))
        return w.of(kent, draagt, alleen), w.kies(verwijst, doel, self.nr)

    @cached_property
    def _carriers(self) -> Cel:
        """Of a pair (carer, other): whether the anchor can have the member as a dependant."""
        w, (kent, _) = self.w, self._dependant
        vrij = w.of(w.niet(kent), self._hangs(NIEMAND))
        oud = w.niet(self._younger(VAN, EIGEN_TITULARIS))
        verwant = w.of(
            self.child, self.parent, *(w.niet(van(self.knows_parents)) for van in (self.of_anchor, self.of_member))
        )
        return w.en(self.of_anchor(w.en(vrij, oud)), verwant)

    @cached_property
    def _own_partners(self) -> tuple[Cel, Cel]:
        """Of a pair (titular, other): whether the member is a partner who belongs to the household, for certain or not.

        Not one who is a dependant of somebody else.
        """
        w, (zeker, mogelijk, _), (kent, _) = self.w, self.partner, self._dependant
        van_hem = w.en(self.of_member(kent), w.of(self.of_member(self._hangs(NIEMAND)), self._is_dependant))
        # carers of the member other than himself and the anchor: the relation read from the other side
        dragers = w.aantal("persoon", w.en(self.other, self._carried), PAAR, MEEST_PERSONEN)
        een = w.kies(w.en(self.other, self._carriers), w.getal(1), w.getal(0))
        anderen = w.lt(w.getal(0), w.min(self.of_member(dragers), een))
        open_ = w.of(self.of_member(self.dependant_elsewhere), anderen)
        onbekend = w.niet(self.of_member(kent))
        return w.en(zeker, w.of(van_hem, w.en(onbekend, w.niet(open_)))), w.en(mogelijk, w.of(van_hem, onbekend))

    @cached_property
    def _is_dependant(self) -> Cel:
        """Whether the member of a pair is a dependant of the anchor."""
        return self._refers("ten_laste_van", self.of_member, self.of_anchor)

    @cached_property
    def _carried(self) -> Cel:
        """The same as `_carriers` with the two of a pair turned round."""
        return self.w.ruil(self._carriers, self.of_member(self.nr), self.of_anchor(self.nr))

    @cached_property
    def _around(self) -> tuple[Cel, Cel]:
        """Of a pair (titular, other): whether the member belongs to the household of the titular."""
        w, (kent, doel) = self.w, self._dependant
        verwijst = w.en(kent, w.le(w.getal(1), doel))
        via = w.kies(verwijst, doel, self.nr)
        uit = []
        for partner, ook in zip(self._own_partners, (self.r.nee, w.niet(self.of_member(kent))), strict=True):
            # a dependant of a partner: that partner stands at the same anchor
            van_partner = w.en(self.of_member(verwijst), w.ruil(partner, self.of_anchor(self.nr), self.of_member(via)))
            uit.append(w.of(w.niet(self.other), partner, self._is_dependant, van_partner, ook))
        return uit[0], uit[1]

    @cached_property
    def _health_insurance(self) -> tuple[Cel, Cel, Cel]:
        w, (bekend, titularis) = self.w, self._titular
        elders = self._hangs(ELDERS)
        zelf = w.niet(self.other)
        om = [w.ruil(c, self.of_anchor(titularis), self.of_member(self.nr)) for c in self._around]
        los, kent = self.of_anchor(elders), self.of_anchor(bekend)
        zeker = w.kies_waar(los, zelf, w.kies_waar(kent, om[0], zelf))
        mogelijk = w.kies_waar(los, zelf, w.of(w.niet(kent), om[1]))
        open_ = w.of(elders, self.incomplete_person, w.en(w.niet(bekend), self.dependant_elsewhere))
        return zeker, mogelijk, open_

    @cached_property
    def _titulars(self) -> tuple[Cel, Cel, Cel]:
        w, (bekend, titularis) = self.w, self._titular
        elders = self._hangs(ELDERS)
        van = (self.of_anchor(titularis), self.of_member(self.nr))
        is_titularis = w.eq(self.of_anchor(titularis), self.of_member(self.nr))
        zeker, mogelijk = (w.of(is_titularis, w.ruil(c, *van)) for c in self._own_partners)
        los, kent = self.of_anchor(elders), self.of_anchor(bekend)
        partner_open = w.ruil(self.partner[2], titularis)
        onbeslist = w.of(self.incomplete_person, self.dependant_elsewhere)
        return (
            w.en(w.niet(los), kent, zeker),
            w.en(w.niet(los), w.of(w.niet(kent), mogelijk)),
            w.of(elders, w.kies_waar(bekend, partner_open, onbeslist)),
        )

"""From the shape of a file to typed nodes: condition trees, named parts, tables and local parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rechtenverkenner.catalogus import typering as t
from rechtenverkenner.catalogus.bron import Bron, Pad
from rechtenverkenner.catalogus.typering import TypeFout
from rechtenverkenner.catalogus.uitdrukking import Bereik, UitdrukkingFout, read_condition, read_expression
from rechtenverkenner.catalogus.vorm import BegripVorm, LedenVorm, StaffelVorm, VoorwaardeVorm
from rechtenverkenner.meldingen import Melding, did_you_mean
from rechtenverkenner.model.feiten import GROEPEN
from rechtenverkenner.model.knopen import (
    BOOL,
    NEE,
    Begrip,
    Const,
    Knoop,
    Lokaletak,
    Menselijk,
    Niveau,
    OverLeden,
    Plaatselijk,
    Staffel,
    Type,
    Voorwaarde,
)

FOUTE_KNOOP = Const(BOOL, NEE)
"""Stands in for a part that could not be read; the load fails anyway."""


@dataclass(slots=True)
class Bouwer:
    """Builds the nodes of one file and collects what is wrong with it."""

    bron: Bron
    bereik: Bereik
    bronnen: frozenset[str]
    lokale_takken: Callable[[str, Type | None, Knoop | None], tuple[Lokaletak, ...]]
    """The local branches of a part: its name, the type they must have, and the general condition they may add to."""
    meldingen: list[Melding] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def note(self, code: str, tekst: str, pad: Pad, hulp: str = "", kolom: int = 0) -> None:
        """Add a message about the value at `pad`."""
        self.meldingen.append(self.bron.melding(code, tekst, pad, hulp=hulp, kolom_extra=kolom))

    def expression(self, tekst: str, pad: Pad, bereik: Bereik | None = None, *, conditie: bool = False) -> Knoop:
        """Read an expression; a fault becomes a message with its column."""
        try:
            return (read_condition if conditie else read_expression)(tekst, bereik or self.bereik)
        except UitdrukkingFout as e:
            if e.code:
                self.note(e.code, e.tekst, pad, e.hulp, e.kolom)
            return FOUTE_KNOOP

    def sources(self, genoemd: tuple[str, ...] | str | None, pad: Pad) -> tuple[str, ...]:
        """Source ids, each checked against the sources of this file."""
        rij = (genoemd,) if isinstance(genoemd, str) else (genoemd or ())
        for i, b in enumerate(rij):
            if b not in self.bronnen:
                hulp = did_you_mean(b, self.bronnen) or "zet ze onder `bronnen`"
                self.note("RV240", f"onbekende bron `{b}`", (*pad, i), hulp)
        return tuple(rij)

    def condition(
        self, v: VoorwaardeVorm, pad: Pad, bereik: Bereik, *, bron: tuple[str, ...] = (), ontkend: bool = False
    ) -> Knoop:
        """One node of the tree with all below it; `bron` is inherited from above when the node names none."""
        eigen = self.sources(v.bron, (*pad, "bron")) or bron
        if v.id is not None:
            if v.id in self.ids:
                self.note("RV241", f"id `{v.id}` komt twee keer voor in dit bestand", (*pad, "id"), "kies een ander id")
            self.ids.add(v.id)
        blad = v.als is not None or v.beoordeling is not None
        if blad and (v.id is None or v.label is None):
            mist = " en ".join(f"geen `{veld}`" for veld in ("id", "label") if getattr(v, veld) is None)
            self.note("RV242", f"deze voorwaarde heeft {mist}", pad, "geef een id en een zin als label")
        if blad and not eigen:
            self.note(
                "RV243", "deze voorwaarde heeft geen bron", pad, "zet `bron:` erbij, of bij een voorwaarde erboven"
            )
        if v.beoordeling is not None and ontkend:
            self.note("RV244", "een beoordeling kan niet onder `niet` staan", pad, "schrijf de voorwaarde positief")
        kern = self._form(v, pad, bereik, eigen, ontkend)
        if v.id is None:
            return kern
        label = v.label.nl if v.label else ""
        return Voorwaarde(v.id, label or (v.beoordeling or ""), eigen, kern, v.toekenning or "")

    def _form(self, v: VoorwaardeVorm, pad: Pad, bereik: Bereik, bron: tuple[str, ...], ontkend: bool) -> Knoop:
        def below(naam: str, rij: tuple[VoorwaardeVorm, ...]) -> tuple[Knoop, ...]:
            return tuple(
                self.condition(x, (*pad, naam, i), bereik, bron=bron, ontkend=ontkend) for i, x in enumerate(rij)
            )

        if v.alle is not None:
            return t.all_of(below("alle", v.alle))
        if v.een_van is not None:
            return t.any_of(below("een_van", v.een_van))
        if v.niet is not None:
            return t.negation(self.condition(v.niet, (*pad, "niet"), bereik, bron=bron, ontkend=not ontkend))
        if v.als is not None:
            return self.expression(v.als, (*pad, "als"), bereik, conditie=True)
        if v.beoordeling is not None:
            return Menselijk()
        for soort in ("iemand", "iedereen"):
            leden: LedenVorm | None = getattr(v, soort)
            if leden is not None:
                return self._members(soort, leden, (*pad, soort), bereik, bron, ontkend)
        assert v.plaatselijk is not None
        standaard = v.plaatselijk.standaard
        knoop = None
        if standaard is not None:
            knoop = self.condition(standaard, (*pad, "plaatselijk", "standaard"), bereik, bron=bron, ontkend=ontkend)
        if v.id is None:
            self.note("RV242", "een plaatselijk deel heeft een `id` nodig", pad, "gemeenten verwijzen naar dat id")
        return Plaatselijk(BOOL, v.id or "", self.lokale_takken(v.id or "", BOOL, knoop), knoop)

    def _members(
        self, soort: str, v: LedenVorm, pad: Pad, bereik: Bereik, bron: tuple[str, ...], ontkend: bool
    ) -> Knoop:
        if v.groep not in GROEPEN:
            hulp = did_you_mean(v.groep, GROEPEN) or f"kies: {', '.join(GROEPEN)}"
            self.note("RV230", f"onbekende groep `{v.groep}`", (*pad, "groep"), hulp)
            return FOUTE_KNOOP
        if GROEPEN[v.groep][0] and bereik.niveau != "persoon":
            self.note(
                "RV230", f"groep `{v.groep}` hangt van een persoon af", (*pad, "groep"), "zet dit binnen `iemand:`"
            )
        binnen = bereik.at("persoon")
        vorm = VoorwaardeVorm.model_construct(alle=v.alle, een_van=v.een_van, als=v.als)
        if v.als is not None:
            a = self.expression(v.als, (*pad, "als"), binnen, conditie=True)
        else:
            a = self._form(vorm, pad, binnen, bron, ontkend)
        waar = self.expression(v.waar, (*pad, "waar"), binnen, conditie=True) if v.waar else None
        return OverLeden(BOOL, soort, v.groep, a, waar)  # type: ignore[arg-type]

    def notion(self, naam: str, v: BegripVorm, pad: Pad) -> None:
        """Read a named part and make it known to what follows."""
        niveau: Niveau = v.niveau or self.bereik.niveau
        bereik = self.bereik.at(niveau)
        if v.staffel is not None:
            k = self._table(v.staffel, (*pad, "staffel"), bereik)
        else:
            k = self.expression(v.formule or "", (*pad, "formule"), bereik)
        if v.plaatselijk:
            takken = self.lokale_takken(naam, None if k is FOUTE_KNOOP else k.typ, None)
            k = Plaatselijk(k.typ, naam, takken, k) if k is not FOUTE_KNOOP else k
        if k is FOUTE_KNOOP:
            self.bereik.stuk.add(naam)
            return
        self.bereik.begrippen[naam] = (Begrip(k.typ, naam, v.label, k), niveau)

    def _table(self, v: StaffelVorm, pad: Pad, bereik: Bereik) -> Knoop:
        van = self.expression(v.van, (*pad, "van"), bereik)
        soort = "tot_en_met" if v.tot_en_met is not None else "onder"
        grenzen = [self.expression(g, (*pad, soort, i), bereik) for i, g in enumerate(v.tot_en_met or v.onder or ())]
        uitkomsten = [self.expression(g, (*pad, "geeft", i), bereik) for i, g in enumerate(v.geeft)]
        if any(k is FOUTE_KNOOP for k in (van, *grenzen, *uitkomsten)):
            return FOUTE_KNOOP
        try:
            for g in grenzen:
                t.same_type(van, g)
            gelijk = t.all_same_type(list(uitkomsten))
        except TypeFout as e:
            self.note("RV225", str(e), pad, e.hulp)
            return FOUTE_KNOOP
        return Staffel(gelijk[0].typ, van, tuple(grenzen), tuple(gelijk), soort == "tot_en_met")

"""A question as boxes to fill in: one for each fact and person, with what can be chosen and its name in the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rechtenverkenner.model.vraag import Veld, Veldsoort, Vraag
from rechtenverkenner.plan.gesprek.blokken import HOUDINGEN, LIJSTEN, Blok, holders, make_parts
from rechtenverkenner.plan.gesprek.houdingen import Keuze, choices
from rechtenverkenner.plan.gesprek.inkomens import BILJET, NAMEN
from rechtenverkenner.plan.gesprek.lezer import Lezer
from rechtenverkenner.plan.gesprek.tonen import EENHEDEN
from rechtenverkenner.plan.woorden import N_, Stuk
from rechtenverkenner.plan.zinnen import DRAGERS

Gegevens = Mapping[str, Sequence[str]]
"""What a form holds: name -> values."""
GEEN = "0"
HOOGSTENS = 800
"""Boxes and ticks on one page: a server reads a limited number of fields; the rest comes on the next page."""
REGELS = 3
"""Empty lines for incomes; more on request."""
BLADLENGTE = 40
"""About how many lines a page by theme has: what is answered there can make the rest needless."""
EEN_VRAAG = 24
"""The same of a page with one question: a long list comes person by person."""
VEEL = 7
"""With more choices than this a list opens on request."""
JA_TEKST, NEE_TEKST = N_("Ja"), N_("Nee")
NIEMAND_TEKST = N_("Niemand van deze mensen")
ELDERS_TEKST = N_("Iemand die hier niet woont")
GEZIN_TEKST = N_("Het hele gezin")
LEEG = Stuk("")


@dataclass(frozen=True, slots=True)
class Optie:
    """Something to choose: the value that is sent, and its words."""

    waarde: str
    tekst: Stuk


@dataclass(frozen=True, slots=True)
class Vak:
    """One answer: by whom (empty for the household), under which name, in which way; and the part it belongs to."""

    naam: str = field(repr=False)
    over: str = field(repr=False)
    wie: Stuk = field(repr=False)
    soort: Veldsoort
    blok: Blok
    opties: tuple[Optie, ...] = field(default=(), repr=False)
    """Of incomes and notices: the kinds."""
    eenheid: Stuk = LEEG
    nummers: tuple[int, ...] = field(default=(), repr=False)
    """Of statuses and rights: the number of each choice in its part."""

    @property
    def is_lijst(self) -> bool:
        """Whether a choice opens as a list."""
        return self.soort == "keuze" and len(self.opties) > VEEL

    @property
    def eerste(self) -> str:
        """The id of the first control: where a message about this box leads to."""
        match self.soort:
            case "datum":
                return f"{self.naam}.dag"
            case "statussen" | "rechten":
                return f"{self.naam}.{self.nummers[0]}"
            case "inkomens" | "inkomens_jaar":
                return f"{self.naam}.soort.0"
            case "aanslagbiljet":
                return f"{self.naam}.jaar"
            case "getal" | "gemeente" | "remgeld":
                return self.naam
        return self.naam if self.is_lijst else f"{self.naam}.{self.opties[0].waarde}"

    @property
    def lengte(self) -> int:
        """About how many lines it takes."""
        return len(self.nummers) + 2 if self.nummers else 6 if self.soort in LIJSTEN else 2

    @property
    def omvang(self) -> int:
        """How many fields a form sends for it."""
        return 4 * len(self.nummers) + 2 if self.nummers else 3 * REGELS + 2


@dataclass(frozen=True, slots=True)
class Groep:
    """One fact: the question, and a box for everybody it is asked about."""

    blok: Blok
    vraag: Stuk
    vakken: tuple[Vak, ...]


@dataclass(frozen=True, slots=True)
class Kaartvorm:
    """A card on a page."""

    vraag: Vraag
    titel: Stuk
    hulp: Stuk
    waarom: str
    groepen: tuple[Groep, ...]

    @property
    def vakken(self) -> tuple[Vak, ...]:
        """All its boxes."""
        return tuple(v for g in self.groepen for v in g.vakken)


def make_card(
    vraag: Vraag, lezer: Lezer, waarom: str, *, blokken: Sequence[Blok] = (), lengte: int = 1000
) -> Kaartvorm:
    """The boxes of a question (of these parts of it), as many as there is room for; at least one."""
    w = lezer.woorden
    groepen: list[Groep] = []
    ruimte = HOOGSTENS
    for blok in blokken or make_parts(vraag):
        vakken: list[Vak] = []
        for vak in _boxes(vraag, blok, lezer):
            ruimte, lengte = ruimte - vak.omvang, lengte - vak.lengte
            if min(ruimte, lengte) >= 0 or not (groepen or vakken):
                vakken.append(vak)
        if vakken:
            zin = w.of_catalogue(blok.vraag or blok.label)
            groepen.append(
                Groep(blok, Stuk(f"{zin.tekst} ({blok.jaar})", zin.soort) if blok.jaar else zin, tuple(vakken))
            )
    kaart = vraag.kaart
    hulp = w.of_catalogue(kaart.hulp) if kaart.hulp else Stuk("")
    return Kaartvorm(vraag, w.of_catalogue(kaart.titel), hulp, waarom, tuple(groepen))


def _boxes(vraag: Vraag, blok: Blok, lezer: Lezer) -> Iterator[Vak]:
    if blok.soort in HOUDINGEN:
        for houder in holders(blok):
            rij = [(n, k) for n, k in enumerate(choices(blok), 1) if houder in k.sleutels]
            yield _ticks(vraag, blok, houder, rij, lezer)
        return
    for veld in blok.velden:
        yield Vak(
            _name(vraag, blok, veld.over),
            veld.over,
            name_of(veld.over, lezer),
            blok.soort,
            blok,
            tuple(_options(veld, lezer)),
            lezer.woorden.gettext(EENHEDEN[veld.eenheid]) if veld.eenheid in EENHEDEN else Stuk(""),
        )


def _name(vraag: Vraag, blok: Blok, houder: str) -> str:
    jaar = str(blok.jaar) if blok.jaar else ""
    return ".".join(x for x in (vraag.kaart.id, blok.naam, jaar, houder) if x)


def _ticks(vraag: Vraag, blok: Blok, houder: str, rij: Sequence[tuple[int, Keuze]], lezer: Lezer) -> Vak:
    w, rechten = lezer.woorden, lezer.catalogus.rechten if blok.soort == "rechten" else {}
    namen = (w.name_of(rechten[k.kenmerk]) if k.kenmerk in rechten else w.of_catalogue(k.naam) for _, k in rij)
    opties = tuple(Optie(str(n), naam) for (n, _), naam in zip(rij, namen, strict=True))
    naam = _name(vraag, blok, houder)
    return Vak(naam, houder, name_of(houder, lezer), blok.soort, blok, opties, nummers=tuple(n for n, _ in rij))


def name_of(houder: str, lezer: Lezer) -> Stuk:
    """Who or what an answer is about; nothing where there is only one it can be about."""
    if houder in DRAGERS:
        return lezer.woorden.gettext(DRAGERS[houder])
    if houder == "gezin":
        return lezer.woorden.gettext(GEZIN_TEKST)
    return Stuk(houder if houder not in lezer.personen or len(lezer.personen) > 1 else "")


def _options(veld: Veld, lezer: Lezer) -> Iterator[Optie]:
    w = lezer.woorden
    match veld.soort:
        case "ja_nee":
            yield from (Optie(waarde, w.gettext(zin)) for waarde, zin in (("ja", JA_TEKST), ("nee", NEE_TEKST)))
        case "keuze":
            yield from (Optie(waarde, w.of_catalogue(naam)) for waarde, naam in veld.keuzes)
        case "persoon" | "personen":
            # by number: two people can have names that read the same
            yield from (Optie(str(lezer.personen.index(wie) + 1), Stuk(naam)) for wie, naam in veld.keuzes)
            if veld.naam == "ten_laste_van":
                yield Optie("elders", w.gettext(ELDERS_TEKST))
            yield Optie(GEEN, w.gettext(NIEMAND_TEKST))
        case "inkomens" | "inkomens_jaar":
            yield from (Optie(soort, w.gettext(naam)) for soort, naam in NAMEN.items())
        case "aanslagbiljet":
            yield from (Optie(deel, w.gettext(naam)) for deel, naam in BILJET.items())


def part_of(vak: Vak) -> Blok:
    """The part of a question with this box only."""
    if vak.soort in HOUDINGEN:
        return vak.blok
    return replace(vak.blok, velden=tuple(v for v in vak.blok.velden if v.over == vak.over))

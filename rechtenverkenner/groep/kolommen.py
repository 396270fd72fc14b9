"""Which columns a sheet can have: they come from the register of facts, the model and the catalogue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, get_args

from rechtenverkenner.model.feiten import REGISTER, Bak
from rechtenverkenner.model.gezin import MODELLEN
from rechtenverkenner.model.houding import Datumbereik
from rechtenverkenner.model.keuzes import Inkomenssoort
from rechtenverkenner.model.knopen import Feit, Niveau, walk
from rechtenverkenner.model.recht import Catalogus, Recht

Bladnaam = Literal["gezinnen", "personen", "inkomens", "aanslagbiljetten", "remgelden", "aansluitingen"]
BLADEN: tuple[Bladnaam, ...] = get_args(Bladnaam)
Celsoort = Literal[
    "gezin",
    "sleutel",
    "persoon",
    "personen",
    "ja_nee",
    "keuze",
    "getal",
    "jaren",
    "dag",
    "periode",
    "gemeente",
    "statussen",
    "rechten",
    "houding",
    "geen",
]
"""How a cell is read. `gezin`: which household the row is about; `persoon`: a key or a word that stands for nobody;
`periode`: a day, month or year; `houding`: yes, no or since when; `geen`: the word that says the list is empty."""

BREED = 2
"""A fact stands in the compact template when the conditions of so many core rights read it."""
BASIS = frozenset(["gemeente", "geboortedatum", "hier_sinds", "samenstelling_sinds"])
"""Whether a right exists for somebody, and who belonged to the household on a day: read through groups of people."""
STATUS, RECHT = "status:", "recht:"


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: what the second row names it, its header and help, how a cell is read and where the value goes.

    `keuzes` are value and Dutch label. `kern`: in the compact template too.
    """

    id: str
    label: str
    soort: Celsoort
    pad: tuple[str, ...]
    hulp: str = ""
    eenheid: str = ""
    keuzes: tuple[tuple[str, str], ...] = ()
    kern: bool = True
    verplicht: bool = False
    niveau: Niveau = "persoon"


Kolommen = Mapping[str, Mapping[str, Kolom]]
"""Sheet -> id -> column, in order."""

_NIEMAND = (("geen", "geen"),)
_TEN_LASTE = (("niemand", "niemand"), ("iemand_elders", "iemand elders"))
_PER = (("maand", "maand"), ("jaar", "jaar"))
SOORTEN_INKOMEN: Mapping[str, str] = MappingProxyType(
    {
        **{x: x.replace("_", " ") for x in get_args(Inkomenssoort)},
        "ziekte_invaliditeit": "ziekte of invaliditeit",
        "huurinkomsten": "inkomsten uit verhuur",
        "roerend": "interest en dividenden",
        "kadastraal": "kadastraal inkomen",
        "vrijgesteld_buitenlands": "vrijgesteld buitenlands inkomen",
        "igo": "IGO (inkomensgarantie voor ouderen)",
        "ivt": "IVT (inkomensvervangende tegemoetkoming)",
        "it": "IT (integratietegemoetkoming)",
    }
)


def _household_column() -> Kolom:
    hulp = "Uw eigen kenmerk voor het gezin, zonder naam: letters, cijfers en streepjes. Op elk blad hetzelfde."
    return Kolom("gezin", "gezin (kenmerk)", "gezin", (), hulp, verplicht=True)


def _person_column() -> Kolom:
    return Kolom("persoon", "persoon (kenmerk)", "sleutel", (), "Het kenmerk van het blad personen.", verplicht=True)


def _year_column(hulp: str, *, verplicht: bool) -> Kolom:
    return Kolom("jaar", "jaar", "getal", ("jaar",), hulp, "kalenderjaar", verplicht=verplicht)


def _amount_column(naam: str, label: str, *, verplicht: bool = False) -> Kolom:
    return Kolom(naam, label, "getal", (naam,), "Euro, met een komma: 1234,56.", "EUR", verplicht=verplicht)


def _yes_no_column(naam: str, label: str, hulp: str = "", *, kern: bool = True) -> Kolom:
    return Kolom(naam, label, "ja_nee", (naam,), hulp, kern=kern)


@lru_cache(maxsize=4)
def all_columns(catalogus: Catalogus) -> Kolommen:
    """Every column of every sheet, the compact ones marked; one for each status and right included."""
    breed = _broad_facts(catalogus)
    bladen: dict[Bladnaam, list[Kolom]] = {
        "gezinnen": [*_household(catalogus, breed)],
        "personen": [*_person(catalogus, breed)],
        "inkomens": _incomes(),
        "aanslagbiljetten": _notices(),
        "remgelden": [
            _household_column(),
            _person_column(),
            _year_column("Kalenderjaar.", verplicht=True),
            _amount_column("bedrag", "betaald remgeld", verplicht=True),
        ],
        "aansluitingen": [*_connection(catalogus, breed)],
    }
    return MappingProxyType({b: MappingProxyType({k.id: k for k in rij}) for b, rij in bladen.items()})


def template_columns(catalogus: Catalogus, *, volledig: bool = False, ook: Iterable[tuple[str, str]] = ()) -> Kolommen:
    """The columns of a template: the compact ones or all facts, and those in `ook` (sheet and id).

    A status has a column of its own only when it is in `ook`: there are too many of them.
    """
    extra = frozenset(ook)

    def stays(blad: str, k: Kolom) -> bool:
        return k.kern or (blad, k.id) in extra or (volledig and k.soort != "houding")

    return {b: {k.id: k for k in rij.values() if stays(b, k)} for b, rij in all_columns(catalogus).items()}


def _broad_facts(catalogus: Catalogus) -> frozenset[str]:
    """Facts that core rights need; of a connection all of them, for one right reads them."""
    telling = Counter(
        naam
        for recht in catalogus.rechten.values()
        if recht.pakket == "kern"
        for naam in {k.naam for k in walk(recht.voorwaarden) if isinstance(k, Feit)}
    )
    return frozenset(
        naam
        for naam, keer in telling.items()
        if naam in REGISTER and keer >= (1 if REGISTER[naam][1] == "aansluiting" else BREED)
    )


def _facts(catalogus: Catalogus, bak: Bak, breed: frozenset[str]) -> Iterator[Kolom]:
    for naam, (soort, waar) in REGISTER.items():
        if waar != bak:
            continue
        feit = catalogus.feiten.get(naam, soort)
        pad = ("woning", naam) if bak == "woning" else (naam,)
        keuzes = tuple((x, feit.keuzes.get(x, x)) for x in soort.typ.waarden) if soort.typ.soort == "keuze" else ()
        yield Kolom(
            naam,
            feit.label or naam,
            _kind(naam),
            pad,
            feit.vraag,
            soort.typ.eenheid if soort.typ.soort == "getal" else "",
            keuzes,
            kern=naam in breed or naam in BASIS,
            verplicht=naam == "drager",
        )


def _kind(naam: str) -> Celsoort:
    if naam == "gemeente":
        return "gemeente"
    soort = REGISTER[naam][0].typ.soort
    if soort == "datum":
        annotatie = MODELLEN[REGISTER[naam][1]].model_fields[naam].annotation
        return "periode" if Datumbereik in get_args(annotatie) else "dag"
    return {"bool": "ja_nee", "keuze": "keuze", "getal": "getal"}[soort]  # type: ignore[return-value]


def _rights(catalogus: Catalogus, niveau: Niveau, *, kern: bool) -> Iterator[Kolom]:
    """The list of rights in use, that there are no others, and a column for each right."""
    van = [r for r in catalogus.rechten.values() if r.eenheid == niveau and r.lijst == "rechten"]
    hulp = (
        "Rechten die nu lopen: ids met een komma ertussen; met een begin: `energiescan=2025-03`. Zie het blad uitleg. "
        "`geen`: er loopt er geen."
    )
    yield Kolom("rechten", "rechten die al lopen", "rechten", ("rechten",), hulp, niveau=niveau)
    yield _yes_no_column("andere_rechten", "lopen er nog andere rechten", "`nee`: de genoemde zijn ze allemaal.")
    yield from (_right(r, kern=kern and r.pakket == "kern") for r in van)


def _right(r: Recht, *, kern: bool) -> Kolom:
    hulp = "Loopt dit nu? ja, nee of de dag waarop het begon."
    return Kolom(f"{RECHT}{r.id}", f"loopt al: {r.naam}", "houding", ("rechten", r.id), hulp, kern=kern)


def _household(catalogus: Catalogus, breed: frozenset[str]) -> Iterator[Kolom]:
    yield _household_column()
    yield from _facts(catalogus, "gezin", breed)
    veld = catalogus.velden.get("personen_volledig")
    vraag = veld.vraag if veld else ""
    yield _yes_no_column("personen_volledig", "iedereen genoemd", vraag)
    yield from _facts(catalogus, "woning", breed)
    hulp = "Schrijf `geen` als er geen aansluitingen zijn; anders staan ze op het blad aansluitingen."
    yield Kolom("aansluitingen", "geen aansluitingen", "geen", ("aansluitingen",), hulp, keuzes=_NIEMAND, kern=False)
    yield from _rights(catalogus, "gezin", kern=True)


def _person(catalogus: Catalogus, breed: frozenset[str]) -> Iterator[Kolom]:
    velden = catalogus.velden

    def ask(naam: str) -> tuple[str, str]:
        return (velden[naam].label, velden[naam].vraag) if naam in velden else (naam, "")

    yield _household_column()
    yield Kolom("persoon", "persoon (kenmerk)", "sleutel", ("id",), "Zonder naam: moeder, kind1 of p1.")
    label, vraag = ask("partner")
    yield Kolom("partner", label, "persoon", ("partner",), f"{vraag} Kenmerk, of `geen`.", keuzes=_NIEMAND)
    label, vraag = ask("kind_van")
    hulp = f"{vraag} Kenmerken met een komma ertussen, of `geen`."
    yield Kolom("kind_van", label, "personen", ("kind_van",), hulp, keuzes=_NIEMAND)
    label, vraag = ask("ten_laste_van")
    hulp = f"{vraag} Kenmerk, `niemand` of `iemand elders`."
    yield Kolom("ten_laste_van", label, "persoon", ("ten_laste_van",), hulp, keuzes=_TEN_LASTE)
    yield from _facts(catalogus, "persoon", breed)
    hulp = "Ids met een komma ertussen; met een begin: `leefloon=2025-03`. Zie het blad uitleg. `geen`: er is er geen."
    yield Kolom("statussen", "uitkeringen en erkenningen", "statussen", ("statussen",), hulp)
    yield _yes_no_column("andere_statussen", "heeft nog andere", "`nee`: de genoemde zijn ze allemaal.")
    for s in catalogus.statussen.values():
        pad = ("statussen", s.id)
        hulp = "ja, nee of de dag waarop het begon."
        yield Kolom(f"{STATUS}{s.id}", s.naam, "houding", pad, hulp, kern=False)
    yield from _rights(catalogus, "persoon", kern=False)
    hulp = "Schrijf `geen` als er geen inkomens zijn; anders staan ze op het blad inkomens."
    yield Kolom("inkomens", "geen inkomens", "geen", ("inkomens",), hulp, keuzes=_NIEMAND)
    yield _yes_no_column("inkomens_volledig", "alle inkomens van nu genoemd")
    hulp = "Jaren waarvan alle inkomens op het blad inkomens staan, met een komma ertussen."
    yield Kolom("jaren_volledig", "jaren met alle inkomens", "jaren", ("jaren_volledig",), hulp)


def _incomes() -> list[Kolom]:
    soorten = tuple(SOORTEN_INKOMEN.items())
    per = "Per maand, of per jaar (vakantiegeld, of het hele jaar van de kolom jaar)."
    jaar = "Leeg: wat er nu binnenkomt. Ingevuld: alles van dat kalenderjaar."
    return [
        _household_column(),
        _person_column(),
        Kolom("soort", "soort inkomen", "keuze", ("soort",), keuzes=soorten, verplicht=True),
        _amount_column("bedrag", "bedrag (bruto)", verplicht=True),
        Kolom("per", "per", "keuze", ("per",), per, keuzes=_PER, verplicht=True),
        _year_column(jaar, verplicht=False),
        _yes_no_column("belastbaar", "belastbaar", "Alleen als het anders is dan gewoon voor deze soort.", kern=False),
    ]


def _notices() -> list[Kolom]:
    return [
        _household_column(),
        _person_column(),
        _year_column("Inkomstenjaar, niet het aanslagjaar.", verplicht=True),
        _amount_column("bruto_belastbaar", "bruto belastbaar inkomen"),
        _amount_column("netto_belastbaar", "netto belastbaar inkomen"),
        _amount_column("leefloon", "leefloon in dat jaar"),
        _amount_column("ivt", "IVT in dat jaar"),
        _amount_column("vrijgesteld_buitenlands", "vrijgesteld buitenlands inkomen"),
    ]


def _connection(catalogus: Catalogus, breed: frozenset[str]) -> Iterator[Kolom]:
    yield _household_column()
    yield Kolom("aansluiting", "aansluiting (kenmerk)", "sleutel", ("id",), "Zoals gas of elektriciteit.")
    yield from _facts(catalogus, "aansluiting", breed)
    yield from _rights(catalogus, "aansluiting", kern=False)

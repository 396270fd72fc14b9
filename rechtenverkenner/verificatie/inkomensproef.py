"""The law that a lower income never takes away a right that looks at income, for every trial household.

One income or one amount of means is lowered and everything else stays, also which other rights are in use: a right
opens another one but never closes it, so the law holds for a chain when it holds for every right in it. What the law
says otherwise, a minimum that somebody must have, stands in a reviewed list with its reason and its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Literal

from rechtenverkenner.catalogus.bron import Bron, read_file
from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.model.datums import to_number
from rechtenverkenner.model.knopen import Feit, Persoonsbedrag, walk
from rechtenverkenner.model.recht import Catalogus, Recht
from rechtenverkenner.verificatie.gezinsvormen import NAMEN, VORMEN, Gezinsvorm
from rechtenverkenner.verificatie.proef import Proef, settings
from rechtenverkenner.verificatie.proefgezin import Proefgezin
from rechtenverkenner.verificatie.proefprofiel import Data
from rechtenverkenner.verificatie.z3_model import (
    BUDGET,
    Model,
    Term,
    below,
    conj,
    number_variable,
    require_z3,
    substitute,
    variables,
)

RUIM: Final = 10
"""Times the usual budget: that no household loses a right is harder to see than that one does."""
BESTAND: Final = "inkomen-nagekeken.yaml"
VELDEN: Final = frozenset({"recht", "bedrag", "reden", "bron"})
MIN_REDEN: Final = 10
MIDDELEN: Final = frozenset(
    "netto_pensioen inkomen_naast_pensioen roerend_vermogen netto_jaarinkomen netto_maandinkomen tegoeden "
    "ki_eigen_woning ki_andere_goederen".split()
)
"""Facts that say how much somebody has; rents, bills and prices say what somebody pays.

Not `netto_loon_maand`: that is the part of `netto_maandinkomen` that is wage, and a smaller part is no lower income.
"""


@dataclass(frozen=True, slots=True)
class Daling:
    """Two households that differ in one amount: with the higher one the right is open, with the lower one it is not."""

    recht: str
    bedrag: str
    wie: str
    hoog: int
    laag: int
    """In cents."""
    profiel: Data
    lager: Data


@dataclass(frozen=True, slots=True)
class Inkomensuitslag:
    """What the law says of one right: amounts looked at, and the first counterexample for each that has one."""

    recht: str
    bedragen: tuple[str, ...]
    dalingen: tuple[Daling, ...]
    niet_beslist: tuple[str, ...]


def reads_means(recht: Recht) -> bool:
    """Whether the rules of a right look at an income or at means."""
    knopen = walk(recht.voorwaarden)
    return any(isinstance(k, Feit) and k.naam in MIDDELEN for k in knopen) or any(
        isinstance(k, Persoonsbedrag) and k.soort not in ("remgeld", "laatste_jaar") for k in knopen
    )


def check_falling_income(
    recht: Recht, catalogus: Catalogus, *, op_datum: date, vormen: Sequence[Gezinsvorm] = VORMEN
) -> Inkomensuitslag:
    """Whether there is a household that loses a right by a lower income.

    Raises:
        InvoerFout: z3 is not installed.
    """
    require_z3()
    gezien: dict[str, None] = {}
    gevonden: dict[str, Daling] = {}
    zwaar: dict[str, None] = {}
    for opstelling in settings(recht, vormen):
        proef = Proef(recht, catalogus, to_number(op_datum), opstelling, keten=False, budget=RUIM * BUDGET)
        for naam, i, variabele in _amounts(proef.gezin):
            gezien.setdefault(naam)
            if naam in gevonden or not variables(proef.w.mens) & variables(variabele):
                continue
            antwoord, model = _lower(proef, variabele)
            if antwoord == "onbekend":
                zwaar.setdefault(naam)
            elif model is not None:
                gevonden[naam] = _example(proef, naam, i, variabele, model)
    open_ = tuple(n for n in zwaar if n not in gevonden)
    return Inkomensuitslag(recht.id, tuple(gezien), tuple(gevonden.values()), open_)


def _amounts(g: Proefgezin) -> Iterator[tuple[str, int, Term]]:
    """The amounts a household has, each with its name in a rule and whose it is."""
    for (naam, i), w in g.feiten.items():
        if naam in MIDDELEN:
            yield naam, i, w
    for (i, soort, begrip), w in g.lopend.items():
        yield f"{'jaarvoordelen' if soort == 'voordelen' else 'maandinkomen'}({begrip})", i, w
    for (i, begrip, jaar), w in g.jaarbedragen.items():
        yield f"jaarinkomen({begrip}, {jaar})", i, w
    for i, biljet in g.biljetten.items():
        yield from ((f"laatste_aanslag({begrip})", i, w) for begrip, w in biljet.bedragen.items())


_LAGER: Final = "lager"


def _lower(proef: Proef, variabele: Term) -> tuple[Literal["ja", "nee", "onbekend"], Model | None]:
    """A household for which the right is open, and with a lower amount closed; what is not known is neither."""
    lager = number_variable(_LAGER)
    anders = {variabele: lager}
    grenzen = [substitute(g, anders) for g in proef.gezin.grenzen]
    dicht = substitute(proef.w.nee, anders)
    return proef.solve(proef.w.mens, dicht, below(lager, variabele), conj(*grenzen))


def _example(proef: Proef, naam: str, i: int, variabele: Term, model: Model) -> Daling:
    laag = model.number(number_variable(_LAGER))
    return Daling(
        recht=proef.recht.id,
        bedrag=naam,
        wie=NAMEN[i],
        hoog=model.number(variabele),
        laag=laag,
        profiel=proef.profile(model),
        lager=proef.profile(model.with_number(variabele, laag)),
    )


# -- what was reviewed
@dataclass(frozen=True, slots=True)
class Nagekeken:
    """An amount of which a lower one may close a right, why, and where the law says so."""

    recht: str
    bedrag: str
    reden: str
    bron: str
    melding: Melding
    """What is said when no household shows it any more."""


def read_reviewed(map_: Path) -> tuple[Nagekeken, ...]:
    """The reviewed list beside the cases; empty when there is none.

    Raises:
        InvoerFout: every entry that is not complete.
    """
    pad = map_ / BESTAND
    if not pad.exists():
        return ()
    bron, meldingen = read_file(pad, naam=f"{map_.name}/{BESTAND}")
    if bron is None:
        raise InvoerFout(meldingen)
    rij = bron.data if isinstance(bron.data, list) else [None]
    gelezen = [_entry(bron, i, x) for i, x in enumerate(rij)]
    if fouten := [x for x in gelezen if isinstance(x, Melding)]:
        raise InvoerFout(fouten)
    return tuple(x for x in gelezen if isinstance(x, Nagekeken))


def _entry(bron: Bron, i: int, x: object) -> Nagekeken | Melding:
    goed = isinstance(x, dict) and set(x) == VELDEN and all(isinstance(v, str) for v in x.values())
    if not goed or not isinstance(x, dict) or min(len(x["reden"]), len(x["bron"])) < MIN_REDEN:
        hulp = f"vul {', '.join(sorted(VELDEN))} in, met een zin als reden en de wet of het adres als bron"
        pad = (i,) if isinstance(bron.data, list) else ()
        return bron.melding("RV708", "deze regel is niet volledig", pad, hulp=hulp)
    hulp = "haal de regel weg, of kijk na op welke datum ze geldt"
    tekst = f"een lager bedrag van {x['bedrag'][:60]} sluit `{x['recht'][:60]}` niet meer"
    return Nagekeken(x["recht"], x["bedrag"], x["reden"], x["bron"], bron.melding("RV709", tekst, (i,), hulp=hulp))


def split_reviewed(
    uitslagen: Sequence[Inkomensuitslag], nagekeken: Sequence[Nagekeken]
) -> tuple[list[Daling], list[tuple[Daling, Nagekeken]], list[Melding]]:
    """The counterexamples that nobody reviewed, those that are on the list, and entries that no household shows."""
    per = {(n.recht, n.bedrag): n for n in nagekeken}
    rij = [d for u in uitslagen for d in u.dalingen]
    bekend = [(d, per[d.recht, d.bedrag]) for d in rij if (d.recht, d.bedrag) in per]
    gemeten = {u.recht for u in uitslagen}
    gebruikt = {n for _, n in bekend}
    over = [n.melding for n in nagekeken if n.recht in gemeten and n not in gebruikt]
    return [d for d in rij if (d.recht, d.bedrag) not in per], bekend, over

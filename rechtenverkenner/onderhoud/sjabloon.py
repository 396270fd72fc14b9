"""A new right to fill in: a file that loads and says of itself, as long as anything is to be filled in, `mogelijk`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import get_args

from rechtenverkenner.catalogus.bron import Bron, Pad, read_file
from rechtenverkenner.catalogus.vorm import RechtVorm
from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.onderhoud.boek import Boek, make_boek

DOMEINEN: tuple[str, ...] = get_args(RechtVorm.model_fields["domein"].annotation)
STANDAARDDOMEIN = "inkomen"
_TE_DOEN = re.compile(r"\bTODO\b")

# A person decides: so a right of which the conditions are not written yet is never a certain yes.
_RECHT = Template("""\
# yaml-language-server: $$schema=../schemas/recht.schema.json
# Vul alles in waar TODO staat; `rechtenverkenner keur` noemt wat nog open staat.
recht: $recht
naam:
  nl: "TODO: de naam die mensen kennen"
beschrijving: "TODO: in een of twee zinnen wat het is en wat men ermee wint"
domein: $domein
bestuursniveau: lokaal # federaal, vlaams, provinciaal of lokaal
pakket: uitbreiding # kern, status, lokaal of uitbreiding
eenheid: gezin # gezin, persoon of aansluiting (dan ook `dragers`)
toekenning:
  standaard: aanvraag # automatisch of aanvraag
  controle: "TODO: waar ziet men dat het loopt"
  gegevensstroom: "TODO: wie vraagt wat op bij wie"

bronnen:
  BRON: {uitgever: "TODO: wie zegt het", titel: "TODO: welke pagina of wet", url: "TODO: het adres"}

# parameters:
#   inkomensgrens:
#     label: "inkomensgrens van het gezin"
#     eenheid: EUR/jaar
#     waarden:
#       - {vanaf: $dag, waarde: 20000, bron: BRON, nagekeken_op: $dag, zekerheid: hoog}

voorwaarden:
  alle:
    # Schrijf elke voorwaarde zoals de bron ze zegt: {id: ..., label: "...", als: leeftijd >= 65}
    - {id: nog-te-schrijven, label: "TODO: de voorwaarden", bron: BRON, beoordeling: "TODO: wie beslist, en waarover"}

stappen:
  - {tekst: "TODO: wat moet men doen, waar en met welke papieren", wanneer: aanvraag}
drempels:
  - {code: bekend, fase: weet, tekst: "TODO: waarom krijgen mensen het niet"}
fiche:
  regelgeving: "TODO: wet, decreet of reglement"
  website: "TODO: het adres"
""")

_GEVAL = Template("""\
# Geef dit bestand als naam een zin die zegt wat er te zien is, en maak meer gevallen: op de grens en net erboven.
bron: "TODO: adres, wet of voorwaarde waaruit dit volgt"
op_datum: $dag
gezin:
  personen_volledig: ja
  personen:
    - {id: an, geboortedatum: 1980-01-01, partner: geen}
verwacht:
  oordeel: mogelijk
""")


@dataclass(frozen=True, slots=True)
class NieuwRecht:
    """The two files of a new right."""

    regel: Path
    geval: Path
    regeltekst: str
    gevaltekst: str


def plan_right(
    map_: Path, boek: Boek, recht: str, *, domein: str = STANDAARDDOMEIN, gevallen: Path, dag: date
) -> NieuwRecht:
    """The files of a new right, with nothing written.

    Raises:
        InvoerFout: an id that cannot be or is taken, an unknown domain, a file that is there already.
    """
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", recht) or len(recht) > 60:
        raise _refuse("RV033", f"`{recht[:60]}` kan geen id zijn", "kleine letters, cijfers en streepjes: huur-premie")
    if domein not in DOMEINEN:
        hulp = did_you_mean(domein, DOMEINEN) or f"kies: {', '.join(DOMEINEN)}"
        raise _refuse("RV033", f"onbekend domein `{domein[:40]}`", hulp)
    if recht in boek.catalogus.rechten or recht in boek.catalogus.statussen:
        raise _refuse("RV034", f"`{recht}` bestaat al als recht of status", "kies een ander id")
    velden = {"recht": recht, "domein": domein, "dag": dag.isoformat()}
    nieuw = NieuwRecht(
        map_ / domein / f"{recht}.yaml",
        gevallen / recht / dag.isoformat() / "vervang-deze-naam-door-een-zin.yaml",
        _RECHT.substitute(velden),
        _GEVAL.substitute(velden),
    )
    for pad in (nieuw.regel, nieuw.geval):
        if pad.exists():
            raise _refuse(
                "RV034", f"`{pad.name}` bestaat al in `{pad.parent.name}`", "kies een ander id, of haal dat bestand weg"
            )
    naam = f"{map_.resolve().name}/{domein}/{recht}.yaml"
    make_boek(boek.naam, {**boek.teksten, naam: nieuw.regeltekst})
    return nieuw


def write_right(nieuw: NieuwRecht) -> None:
    """Write both files; what exists is never overwritten."""
    for pad, tekst in ((nieuw.regel, nieuw.regeltekst), (nieuw.geval, nieuw.gevaltekst)):
        pad.parent.mkdir(parents=True, exist_ok=True)
        with pad.open("x", encoding="utf-8", newline="\n") as stroom:
            stroom.write(tekst)


def find_todo(map_: Path) -> list[Melding]:
    """A message for every text of a catalogue in which something is still to be filled in."""
    uit = []
    for bestand in sorted(map_.rglob("*.yaml")):
        bron, _ = read_file(bestand, naam=f"{map_.resolve().name}/{bestand.relative_to(map_).as_posix()}")
        if bron is not None:
            uit += [_todo(bron, pad) for pad in _open_texts(bron.data, ())]
    return uit


def _todo(bron: Bron, pad: Pad) -> Melding:
    veld = next((str(p) for p in reversed(pad) if isinstance(p, str)), "tekst")
    return bron.melding("RV255", f"`{veld}` moet nog ingevuld worden", pad, hulp="schrijf de tekst en haal TODO weg")


def _open_texts(x: object, pad: Pad) -> Iterator[Pad]:
    if isinstance(x, str) and _TE_DOEN.search(x):
        yield pad
    elif isinstance(x, dict):
        for k, v in x.items():
            yield from _open_texts(v, (*pad, k))
    elif isinstance(x, list):
        for i, v in enumerate(x):
            yield from _open_texts(v, (*pad, i))


def _refuse(code: str, tekst: str, hulp: str) -> InvoerFout:
    return InvoerFout([Melding(code, tekst, None, hulp)])

"""How things are asked: from the shape of `vragen.yaml` to cards and to what follows from what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rechtenverkenner.catalogus import vraagvorm
from rechtenverkenner.catalogus.bron import Bron, Pad
from rechtenverkenner.catalogus.uitdrukking import Bereik, UitdrukkingFout, read_condition
from rechtenverkenner.meldingen import Melding, did_you_mean
from rechtenverkenner.model.feiten import REGISTER
from rechtenverkenner.model.gezin import MODELLEN, Persoon
from rechtenverkenner.model.houding import Houding
from rechtenverkenner.model.kaart import Gevolgtrekking, Kaart, Thema
from rechtenverkenner.model.knopen import BOOL, Niveau
from rechtenverkenner.model.recht import Feitsoort
from rechtenverkenner.model.vraag import BIJZONDERE_VELDEN, field_names

Vragenbestand = tuple[vraagvorm.VragenVorm, Bron]
_THEMA_BIJ_NIVEAU: Mapping[Niveau, Thema] = {"gezin": "wonen", "persoon": "gezin", "aansluiting": "energie"}


@dataclass(slots=True)
class Vragenlezer:
    """Builds the cards of a catalogue and collects what is wrong with them."""

    bestanden: list[Vragenbestand]
    statussen: frozenset[str]
    bereik: Bereik
    meldingen: list[Melding] = field(default_factory=list)

    def cards(self) -> tuple[Kaart, ...]:
        """The cards in the order of the files, then a card of its own for every field and status that is on none."""
        uit = []
        gezien: set[tuple[str, str]] = set()
        for v, bron in self.bestanden:
            for i, k in enumerate(v.kaarten):
                self._check_names(k, bron, ("kaarten", i), gezien)
                uit.append(Kaart(k.id, k.thema, k.titel, k.hulp, k.moeite, k.velden, k.statussen, k.later))
        uit += [_single(naam) for naam in field_names() if ("velden", naam) not in gezien and naam != "statussen"]
        over = tuple(s for s in sorted(self.statussen) if ("statussen", s) not in gezien)
        return (*uit, Kaart("andere-statussen", "inkomen", "statussen", "", 1, (), over)) if over else tuple(uit)

    def _check_names(self, k: vraagvorm.KaartVorm, bron: Bron, pad: Pad, gezien: set[tuple[str, str]]) -> None:
        for lijst, bekend in (("velden", set(field_names()) - {"statussen"}), ("statussen", self.statussen)):
            for j, naam in enumerate(getattr(k, lijst)):
                hier = (*pad, lijst, j)
                if naam not in bekend:
                    hulp = did_you_mean(naam, bekend) or "zie feiten.yaml en statussen.yaml"
                    self._note(bron, "RV227", f"onbekende naam `{naam}` op een kaart", hier, hulp)
                elif (lijst, naam) in gezien:
                    self._note(bron, "RV241", f"`{naam}` staat op twee kaarten", hier, "elk feit staat op een kaart")
                gezien.add((lijst, naam))
        for j, naam in enumerate(k.later):
            if naam not in k.velden:
                hulp = did_you_mean(naam, k.velden) or "`later` noemt velden van deze kaart"
                self._note(bron, "RV227", f"`{naam}` staat niet op deze kaart", (*pad, "later", j), hulp)

    def consequences(self) -> tuple[Gevolgtrekking, ...]:
        """What follows from what, in order."""
        return tuple(
            g for v, bron in self.bestanden for i, x in enumerate(v.volgt) for g in self._one(x, bron, ("volgt", i))
        )

    def _one(self, v: vraagvorm.VolgtVorm, bron: Bron, pad: Pad) -> Iterator[Gevolgtrekking]:
        veld = v.veld or "statussen"
        if veld not in field_names() or veld in ("inkomens", "inkomens_jaar", "aanslagbiljetten", "remgelden"):
            hulp = did_you_mean(veld, field_names()) or "een feit van feiten.yaml, of `status`"
            self._note(bron, "RV227", f"onbekend veld `{veld}`", (*pad, "veld"), hulp)
            return
        niveau = BIJZONDERE_VELDEN[veld][0] if veld in BIJZONDERE_VELDEN else REGISTER[veld][0].niveau
        try:
            voorwaarde = read_condition(v.als, self.bereik.at(niveau))
            _check_value(veld, v.waarde)
        except UitdrukkingFout as e:
            self.meldingen.append(bron.melding(e.code, e.tekst, (*pad, "als"), hulp=e.hulp, kolom_extra=e.kolom))
            return
        except ValidationError:
            hulp = "kijk in docs/profiel.md welke waarden het kan hebben"
            self._note(bron, "RV217", f"`{veld}` kan deze waarde niet hebben", (*pad, "waarde"), hulp)
            return
        for status in v.status or ("",):
            if status and status not in self.statussen:
                hulp = did_you_mean(status, self.statussen) or "zie statussen.yaml"
                self._note(bron, "RV227", f"onbekende status `{status}`", (*pad, "status"), hulp)
            yield Gevolgtrekking(veld, status, niveau, voorwaarde, v.waarde, v.waarom)

    def _note(self, bron: Bron, code: str, tekst: str, pad: Pad, hulp: str) -> None:
        self.meldingen.append(bron.melding(code, tekst, pad, hulp=hulp))

    def fields(self) -> dict[str, Feitsoort]:
        """The wording of what is asked and is no fact of the register."""
        woorden = {naam: w for v, _ in self.bestanden for naam, w in v.velden.items()}
        # the kind of such a field says how it is answered; it has no type of its own
        return {
            naam: with_wording(Feitsoort(naam, niveau, BOOL), woorden.get(naam))
            for naam, (niveau, _) in BIJZONDERE_VELDEN.items()
        }


def with_wording(feit: Feitsoort, w: vraagvorm.FeitVorm | None) -> Feitsoort:
    """A fact with the words a file gives it; without them its own name is its label."""
    if w is None:
        return replace(feit, label=feit.naam)
    return replace(
        feit,
        label=w.label,
        vraag=w.vraag,
        gevoelig=w.gevoelig,
        veranderlijk=w.veranderlijk,
        keuzes=MappingProxyType(w.keuzes),
    )


def _single(naam: str) -> Kaart:
    niveau = BIJZONDERE_VELDEN[naam][0] if naam in BIJZONDERE_VELDEN else REGISTER[naam][0].niveau
    return Kaart(naam, _THEMA_BIJ_NIVEAU[niveau], naam, "", 2, (naam,), ())


def _check_value(veld: str, waarde: object) -> None:
    """Raise when the profile cannot hold this value in that field."""
    if veld == "statussen":
        Houding.model_validate(waarde)
        return
    model = Persoon if veld in BIJZONDERE_VELDEN else MODELLEN[REGISTER[veld][1]]
    soort: Any = model.model_fields[veld].annotation
    TypeAdapter(soort).validate_python(waarde)

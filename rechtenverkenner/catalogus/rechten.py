"""One right: from the shape of its file (and the local files that fill it in) to a `Recht`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from rechtenverkenner.catalogus import vorm
from rechtenverkenner.catalogus.bouw import FOUTE_KNOOP, Bouwer
from rechtenverkenner.catalogus.bron import Bron, Pad
from rechtenverkenner.catalogus.typering import all_of, any_of
from rechtenverkenner.catalogus.uitdrukking import Bereik, date_constant
from rechtenverkenner.meldingen import Melding, did_you_mean
from rechtenverkenner.model.datums import LAATSTE, to_number
from rechtenverkenner.model.knopen import (
    BOOL,
    DATUM,
    JA,
    NEE,
    Const,
    Knoop,
    Lokaletak,
    Niveau,
    OpDatum,
    Plaatselijk,
    Type,
    Vergelijk,
    Voorwaarde,
)
from rechtenverkenner.model.recht import (
    Bedrag,
    Bronvermelding,
    Dagsoort,
    Drempel,
    Gebied,
    Parameter,
    Recht,
    Stap,
    Toekenning,
    Verband,
)


@dataclass(slots=True)
class Samenhang:
    """What one right may refer to in the rest of the catalogue."""

    parameters: Mapping[str, Parameter]
    rechten: Mapping[str, Niveau]
    statussen: frozenset[str]
    loketten: frozenset[str]
    lokaal: tuple[tuple[vorm.LokaalVorm, Bron], ...]
    nis: frozenset[str]
    meldingen: list[Melding]
    stuk: frozenset[str] = frozenset()
    gebruikt: set[tuple[int, str]] = field(default_factory=set)
    begrippen: dict[str, tuple[Knoop, Niveau]] = field(default_factory=dict)
    """Named parts that every right may use; one node for all, so that one evaluation computes it once."""
    stukke_begrippen: set[str] = field(default_factory=set)

    def check_local_parts(self) -> None:
        """Every local file must fill in a part that exists, for municipalities that exist, without overlap."""
        for v, bron in self.lokaal:
            if v.lokaal not in self.rechten:
                hulp = did_you_mean(v.lokaal, self.rechten) or "zie de lijst van rechten"
                self.meldingen.append(bron.melding("RV231", f"onbekend recht `{v.lokaal}`", ("lokaal",), hulp=hulp))
                continue
            for soort in ("vervangt", "vult_aan"):
                for i, deel in enumerate(getattr(v, soort)):
                    if (id(v), deel.deel) not in self.gebruikt:
                        self.meldingen.append(
                            bron.melding(
                                "RV260",
                                f"`{v.lokaal}` heeft geen plaatselijk deel `{deel.deel}`",
                                (soort, i, "deel"),
                                hulp="alleen een deel met `plaatselijk` kan ingevuld worden",
                            )
                        )
            self._check_area(v, bron)

    def _check_area(self, v: vorm.LokaalVorm, bron: Bron) -> None:
        for i, nis in enumerate(v.gebied.nis):
            if self.nis and nis not in self.nis:
                self.meldingen.append(
                    bron.melding(
                        "RV261", f"onbekende NIS-code `{nis}`", ("gebied", "nis", i), hulp="zie gemeenten.yaml"
                    )
                )
        delen = {d.deel for d in (*v.vervangt, *v.vult_aan)}
        for ander, bron2 in self.lokaal:
            if ander is v or ander.lokaal != v.lokaal or bron2.bestand >= bron.bestand:
                continue
            samen = set(ander.gebied.nis) & set(v.gebied.nis)
            zelfde = delen & {d.deel for d in (*ander.vervangt, *ander.vult_aan)}
            if samen and zelfde and _overlap(ander.gebied, v.gebied):
                self.meldingen.append(
                    bron.melding(
                        "RV262",
                        f"deel `{min(zelfde)}` is voor {min(samen)} ook ingevuld in {bron2.bestand}",
                        ("gebied",),
                        hulp="zorg dat gemeenten of periodes niet overlappen",
                    )
                )


def _overlap(a: vorm.GebiedVorm, b: vorm.GebiedVorm) -> bool:
    return a.vanaf <= (b.tot or date.max) and b.vanaf <= (a.tot or date.max)


def add_shared_notions(v: vorm.GedeeldVorm, bron: Bron, s: Samenhang) -> None:
    """Read the named parts of a shared file; each says at which level it stands."""
    bereik = Bereik("gezin", "gedeeld", s.parameters, s.rechten, s.statussen, s.begrippen, stuk=set(s.stuk))
    bouwer = Bouwer(bron, bereik, frozenset(v.bronnen), lambda *_: ())
    for naam, begrip in v.begrippen.items():
        if begrip.niveau is None or begrip.plaatselijk:
            tekst = f"het gedeelde begrip `{naam}` heeft een `niveau` nodig en kan niet plaatselijk zijn"
            bouwer.note("RV215", tekst, ("begrippen", naam), "schrijf `niveau: gezin`, `persoon` of `aansluiting`")
        bouwer.notion(naam, begrip, ("begrippen", naam))
    s.meldingen += bouwer.meldingen
    s.stukke_begrippen |= bereik.stuk - s.stuk


def build_right(v: vorm.RechtVorm, bron: Bron, s: Samenhang) -> Recht:
    """The typed right; faults are added to the messages of `s`."""
    stuk = set(s.stuk) | s.stukke_begrippen
    bereik = Bereik(v.eenheid, v.recht, s.parameters, s.rechten, s.statussen, dict(s.begrippen), stuk=stuk)
    bouwer = Bouwer(bron, bereik, frozenset(v.bronnen), lambda *deel: _local_branches(v, bereik, s, *deel))
    _name_parts(v, bouwer)
    boom = bouwer.condition(v.voorwaarden, ("voorwaarden",), bereik)
    dagen = _days(v, bouwer)
    recht = Recht(
        id=v.recht,
        naam=v.naam.nl,
        beschrijving=v.beschrijving,
        domein=v.domein,
        bestuursniveau=v.bestuursniveau,
        pakket=v.pakket,
        eenheid=v.eenheid,
        toekenning=Toekenning(v.toekenning.standaard, v.toekenning.controle, v.toekenning.gegevensstroom),
        voorwaarden=_with_validity(v, boom),
        bedrag=_amount(v, bouwer),
        stappen=_steps(v.stappen, bouwer, s),
        loketten=v.loketten,
        bronnen=MappingProxyType(
            {k: Bronvermelding(k, b.uitgever, b.titel, b.url, str(b.datum)) for k, b in v.bronnen.items()}
        ),
        parameters=tuple(p for p in s.parameters if p.startswith((f"{v.recht}.", f"{v.recht}@"))),
        discretionair=v.discretionair,
        niet_uitgedrukt=v.niet_uitgedrukt,
        opent=_links(v.opent, "opent", bouwer, s),
        sluit_uit=_links(v.sluit_uit, "sluit_uit", bouwer, s),
        vervalt_bij=_links(v.vervalt_bij, "vervalt_bij", bouwer, s),
        drempels=tuple(Drempel(d.code, d.fase, d.tekst) for d in v.drempels),
        gebied=_area(v.gebied),
        lijst="statussen" if v.recht in s.statussen else "rechten",
        lokale_stappen=_local_steps(v.recht, s),
        alleen_bij=v.dragers,
        dagen=MappingProxyType(dagen),
        argumenten=v.argumenten,
        namen=MappingProxyType({k: n for k, n in v.naam.model_dump().items() if n}),
        fiche=MappingProxyType(dict(v.fiche)),
    )
    for i, loket in enumerate(v.loketten):
        if loket not in s.loketten:
            _unknown_counter(loket, ("loketten", i), bouwer, s)
    s.meldingen += bouwer.meldingen
    return recht


def _name_parts(v: vorm.RechtVorm, bouwer: Bouwer) -> None:
    """Named dates first, then named parts: each may use what stands above it."""
    for naam, tekst in v.datums.items():
        dag = _date(tekst, naam, ("datums", naam), bouwer)
        if dag is None:
            bouwer.bereik.stuk.add(naam)
        else:
            bouwer.bereik.datums[naam] = dag
    for naam, begrip in v.begrippen.items():
        bouwer.notion(naam, begrip, ("begrippen", naam))


def _days(v: vorm.RechtVorm, bouwer: Bouwer) -> dict[Dagsoort, Knoop]:
    teksten: tuple[tuple[Dagsoort, str | None], ...] = (
        ("terugwerkend", v.terugwerkend), ("uiterlijk", v.uiterlijk), ("hernieuwen", v.hernieuwen)
    )  # fmt: skip
    dagen = {soort: _date(tekst, soort, (soort,), bouwer) for soort, tekst in teksten if tekst}
    return {soort: k for soort, k in dagen.items() if k is not None}


def _date(tekst: str, naam: str, pad: Pad, bouwer: Bouwer) -> Knoop | None:
    """A date expression, or None when it is not one; that is noted then."""
    k = bouwer.expression(tekst, pad)
    if k is FOUTE_KNOOP:
        return None
    if k.typ != DATUM:
        bouwer.note("RV225", f"`{naam}` is geen datum", pad, "gebruik jaarbegin(...), plus_maanden(...) ...")
        return None
    return k


def _unknown_counter(loket: str, pad: Pad, bouwer: Bouwer, s: Samenhang) -> None:
    hulp = did_you_mean(loket, s.loketten) or "zie loketten.yaml"
    bouwer.note("RV233", f"onbekend loket `{loket}`", pad, hulp)


def _with_validity(v: vorm.RechtVorm, boom: Knoop) -> Knoop:
    """The tree with "the right exists here and on this date" before it."""
    extra: list[Knoop] = []
    eerste = next(iter(v.bronnen))
    if v.gebied is not None:
        g = _area_of(v.gebied)
        hier = Plaatselijk(BOOL, "gebied", (Lokaletak(g.nis, g.vanaf, g.tot, Const(BOOL, JA), ""),), Const(BOOL, NEE))
        extra.append(Voorwaarde("in-gebied", "woont in een gemeente waar dit recht bestaat", (eerste,), hier))
    if v.geldig.vanaf:
        k: Knoop = Vergelijk(">=", OpDatum(), date_constant(v.geldig.vanaf))
        extra.append(Voorwaarde("bestaat-vanaf", f"het recht bestaat sinds {v.geldig.vanaf.isoformat()}", (eerste,), k))
    if v.geldig.tot:
        k = Vergelijk("<=", OpDatum(), date_constant(v.geldig.tot))
        extra.append(Voorwaarde("bestaat-tot", f"het recht bestond tot {v.geldig.tot.isoformat()}", (eerste,), k))
    return all_of((*extra, boom))


def _local_branches(
    v: vorm.RechtVorm, bereik: Bereik, s: Samenhang, deel: str, typ: Type | None, algemeen: Knoop | None
) -> tuple[Lokaletak, ...]:
    uit: list[Lokaletak] = []
    for lv, bron in s.lokaal:
        if lv.lokaal != v.recht:
            continue
        passend = [("vervangt", i, d) for i, d in enumerate(lv.vervangt) if d.deel == deel]
        passend += [("vult_aan", i, d) for i, d in enumerate(lv.vult_aan) if d.deel == deel]
        for soort, i, d in passend:
            s.gebruikt.add((id(lv), deel))
            ruimte = f"{v.recht}@{bron.bestand.split('/')[-2]}"
            eigen = replace(
                bereik,
                recht=ruimte,
                begrippen=dict(bereik.begrippen),
                datums=dict(bereik.datums),
                stuk=set(bereik.stuk),
            )
            bouwer = Bouwer(bron, eigen, frozenset(lv.bronnen), lambda *_: ())
            for naam, begrip in lv.begrippen.items():
                bouwer.notion(naam, begrip, ("begrippen", naam))
            knoop = _local_part(d, bouwer, (soort, i))
            if typ is not None and knoop is not FOUTE_KNOOP and knoop.typ != typ:
                tekst = f"deel `{deel}` is een {typ}, dit is een {knoop.typ}"
                pad = (soort, i, "voorwaarden" if d.formule is None else "formule")
                bouwer.note("RV225", tekst, pad, "geef dezelfde eenheid als het algemene recht")
            elif soort == "vult_aan" and algemeen is not None:
                knoop = any_of((algemeen, knoop))
            s.meldingen += bouwer.meldingen
            tot = to_number(lv.gebied.tot) if lv.gebied.tot else LAATSTE
            uit.append(Lokaletak(frozenset(lv.gebied.nis), to_number(lv.gebied.vanaf), tot, knoop, bron.bestand))
    return tuple(uit)


def _local_part(d: vorm.VervangVorm, bouwer: Bouwer, pad: tuple[str | int, ...]) -> Knoop:
    if d.voorwaarden is not None:
        return bouwer.condition(d.voorwaarden, (*pad, "voorwaarden"), bouwer.bereik)
    return bouwer.expression(d.formule or "", (*pad, "formule"))


def _amount(v: vorm.RechtVorm, bouwer: Bouwer) -> Bedrag | None:
    if v.bedrag is None:
        return None
    k = bouwer.expression(v.bedrag.formule, ("bedrag", "formule"))
    toegelaten = {"jaar": ("EUR", "EUR/jaar", "EUR/maand", "EUR/kwartaal"), "eenmalig": ("EUR",)}[v.bedrag.per]
    if k is not FOUTE_KNOOP and k.typ.eenheid not in toegelaten:
        tekst = f"een bedrag per {v.bedrag.per} kan geen {k.typ} zijn"
        bouwer.note("RV225", tekst, ("bedrag", "formule"), f"kies: {', '.join(toegelaten)}")
    return Bedrag(k, v.bedrag.per, v.bedrag.raming, v.bedrag.toelichting, v.bedrag.terug_te_betalen)


def _steps(stappen: tuple[vorm.StapVorm, ...], bouwer: Bouwer, s: Samenhang) -> tuple[Stap, ...]:
    for i, x in enumerate(stappen):
        if x.loket and x.loket not in s.loketten:
            _unknown_counter(x.loket, ("stappen", i, "loket"), bouwer, s)
        for j, kenmerk in enumerate(x.bij):
            if kenmerk not in bouwer.ids:
                hulp = did_you_mean(kenmerk, bouwer.ids) or "noem het id van een voorwaarde van dit recht"
                bouwer.note("RV234", f"onbekende voorwaarde `{kenmerk}`", ("stappen", i, "bij", j), hulp)
    return tuple(_step(x) for x in stappen)


def _step(x: vorm.StapVorm) -> Stap:
    return Stap(x.tekst, x.loket, x.documenten, x.termijn, x.wanneer, x.bij, x.gebeurtenissen)


def _local_steps(kenmerk: str, s: Samenhang) -> tuple[tuple[Gebied, tuple[Stap, ...]], ...]:
    """Steps that hold only in some municipalities."""
    uit = []
    for lv, bron in s.lokaal:
        if lv.lokaal == kenmerk and lv.stappen:
            for i, x in enumerate(lv.stappen):
                if x.loket and x.loket not in s.loketten:
                    hulp = did_you_mean(x.loket, s.loketten) or "zie loketten.yaml"
                    s.meldingen.append(
                        bron.melding("RV233", f"onbekend loket `{x.loket}`", ("stappen", i, "loket"), hulp=hulp)
                    )
            uit.append((_area_of(lv.gebied), tuple(_step(x) for x in lv.stappen)))
    return tuple(uit)


def _links(rij: tuple[vorm.VerbandVorm, ...], veld: str, bouwer: Bouwer, s: Samenhang) -> tuple[Verband, ...]:
    uit = []
    for i, x in enumerate(rij):
        if x.recht is not None and x.recht not in s.rechten and x.recht not in s.statussen:
            hulp = did_you_mean(x.recht, [*s.rechten, *s.statussen]) or "noem alleen rechten van deze catalogus"
            bouwer.note("RV231", f"onbekend recht `{x.recht}`", (veld, i, "recht"), hulp)
        uit.append(Verband(x.recht or x.gebeurtenis or "", x.uitleg, x.gebeurtenissen))
    return tuple(uit)


def _area(v: vorm.GebiedVorm | None) -> Gebied | None:
    return None if v is None else _area_of(v)


def _area_of(v: vorm.GebiedVorm) -> Gebied:
    return Gebied(frozenset(v.nis), to_number(v.vanaf), to_number(v.tot) if v.tot else LAATSTE)

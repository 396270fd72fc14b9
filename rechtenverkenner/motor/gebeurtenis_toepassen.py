"""What an event does to a profile: a pure function from household to household.

Facts that the event does not touch stay as they are; what it leaves open becomes unknown. `docs/gebeurtenissen.md` says
for every kind which facts it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from pydantic import ValidationError

from rechtenverkenner.meldingen import did_you_mean
from rechtenverkenner.model.gezin import Aansluiting, Gezin, Inkomen, Persoon, Woning
from rechtenverkenner.model.houding import Datumbereik
from rechtenverkenner.motor.gebeurtenis import Gebeurtenis, refuse
from rechtenverkenner.motor.profielwijziging import (
    changed,
    edited,
    end_status,
    forget_status,
    only_no,
    replace_income,
    start_status,
    with_persons,
)

WERK = ("loon", "vakantiegeld", "eindejaarspremie")
UITKERING = ("werkloosheid", "ziekte_invaliditeit")
JAREN_VOOR_GEBOORTE = 4
"""Years before a birth of which a child certainly had no income: as far as rules look back."""

# Facts of the dwelling that belong to the household and go along when it moves.
GAAT_MEE = (
    "huurpremie_stopgezet",
    "energieschulden",
    "betaalt_energie_niet",
    "levering_al_vergoed_liter",
    "pomp_al_vergoed",
    "ki_andere_goederen",
)
# Costs of school and care, set by where somebody lives.
GAAT_MEE_IN_GEMEENTE = ("opvangkosten_jaar", "schoolmaaltijden_jaar")
# Of goods and contracts of a couple only "no" stays certain when one of them goes.
VAN_ALLEBEI = (
    "bezit_woning_of_bouwgrond",
    "aantal_eigen_woningen",
    "ki_eigen_woning",
    "ki_andere_goederen",
    "huurcontract_op_naam",
    "waterfactuur_eigen",
    "waterfactuur_jaar",
    "restafval_jaar",
)


def apply_event(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    """The household from the day of the event on.

    Raises:
        InvoerFout: RV451, a person who is not in the profile or not meant clearly; RV452, a value that cannot be.
    """
    return _WEG[g.soort](gezin, g, dag)


def _birth(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    ids = {p.id for p in gezin.personen} | {a.id for a in gezin.aansluitingen or ()}
    kenmerk = g.kind or next(k for k in ("kind", *(f"kind{n}" for n in range(2, 99))) if k not in ids)
    if kenmerk in ids:
        refuse("RV451", f"`{kenmerk[:40]}` staat al in het profiel", "geef het kind een ander kenmerk")
    for ouder in (*(g.ouders or ()), *([g.ten_laste_van] if g.ten_laste_van else ())):
        _person(gezin, ouder)
    kind = _valid(
        Persoon,
        id=kenmerk,
        geboortedatum=Datumbereik(van=dag, tot=dag),
        hier_sinds=dag,
        in_gemeente_sinds=dag,
        partner="geen",
        kind_van=g.ouders,
        ten_laste_van=g.ten_laste_van,
        fiscaal_of_kinderbijslag_kind=g.kinderbijslag,
        is_zwanger=False,
        # Nothing has been granted on the day of birth, and nobody earned anything before it.
        andere_statussen=False,
        andere_rechten=False,
        inkomens=(),
        inkomens_volledig=True,
        jaren_volledig=tuple(range(dag.year - JAREN_VOOR_GEBOORTE, dag.year)),
    )
    anderen = [changed(p, is_zwanger=False) if p.is_zwanger and p.id in (g.ouders or ()) else p for p in gezin.personen]
    return with_persons(gezin, [*anderen, kind])


def _separation(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    weg = _couple(gezin, g)
    mee = {_person(gezin, k).id for k in g.kinderen or ()}
    if weg in mee:
        refuse("RV451", f"`{weg[:40]}` kan niet ook bij de kinderen staan", "noem alleen de kinderen die meegaan")
    if g.verblijf_dagen is not None and not 0 <= g.verblijf_dagen <= 7:
        refuse("RV452", "een week heeft 7 dagen", "geef 0 tot 7 dagen per week")
    ex = _partner(gezin, weg)
    uit: list[Persoon] = []
    for p in _remaining(gezin, weg):
        if p.id == ex:
            # A joint notice stands with one of the two.
            samen = p.partnerband if p.partnerband else _bond(gezin, weg, ex)
            p = _alone(p) if samen == "feitelijk_samenwonend" else changed(_alone(p), aanslagbiljetten=())
        if p.id not in mee:
            uit.append(p)
        elif p.kind_van is None or p.kind_van:
            uit.append(_elsewhere(p, g.verblijf_dagen))
    for kind in mee - {p.id for p in uit}:  # of the one who goes only
        uit = [_unlinked(p, kind) for p in uit]
    return _smaller(gezin, uit, weg, dag)


def _death(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    weg = _couple(gezin, g)
    wie = _partner(gezin, weg)
    uit = []
    for p in _remaining(gezin, weg):
        if p.id == wie:
            gehuwd = _bond(gezin, weg, wie) == "gehuwd"
            p = start_status(_alone(p), "overlevingspensioen", dag) if gehuwd else _alone(p)
            p = changed(replace_income(p, (), None, dag), netto_pensioen=None, aanslagbiljetten=())
        uit.append(p)
    return _smaller(gezin, uit, weg, dag)


def _unemployed(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    p = replace_income(_meant(gezin, g), WERK, _income("werkloosheid", g), dag)
    return edited(gezin, changed(start_status(p, "werkloos", dag), inkomen_gewijzigd=True))


def _employed(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    p = replace_income(_meant(gezin, g), UITKERING, _income("loon", g), dag)
    p = forget_status(forget_status(end_status(p, "werkloos", dag), "arbeidsongeschikt"), "invaliditeit")
    return edited(gezin, changed(p, inkomen_gewijzigd=True, inkomen_enkel_uitkeringen=False))


def _ill(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    p = replace_income(_meant(gezin, g), (*WERK, "werkloosheid"), _income("ziekte_invaliditeit", g), dag)
    p = start_status(end_status(p, "werkloos", dag), "arbeidsongeschikt", dag)
    return edited(gezin, changed(p, inkomen_gewijzigd=True))


def _retired(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    p = replace_income(_meant(gezin, g), (*WERK, *UITKERING, "zelfstandig"), _income("pensioen", g), dag)
    for kenmerk in ("werkloos", "arbeidsongeschikt", "invaliditeit", "swt"):
        p = end_status(p, kenmerk, dag)
    p = start_status(p, "gepensioneerd", dag)
    return edited(gezin, changed(p, inkomen_gewijzigd=True, netto_pensioen=None))


def _leefloon_starts(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    p = _meant(gezin, g)
    gewijzigd = True if p.inkomen_gewijzigd else None
    p = replace_income(p, ("leefloon",), _income("leefloon", g), dag)
    p = start_status(start_status(p, "leefloon", dag), "ocmw-clientdossier", dag)
    return edited(gezin, changed(p, inkomen_gewijzigd=gewijzigd))


def _leefloon_stops(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    p = _meant(gezin, g)
    houding = p.statussen.get("leefloon")
    if p.andere_statussen is False if houding is None else not houding.heeft:
        return gezin  # there was none
    gewijzigd = True if p.inkomen_gewijzigd else None
    p = end_status(replace_income(p, ("leefloon",), None, dag), "leefloon", dag, had=True)
    return edited(gezin, changed(p, inkomen_gewijzigd=gewijzigd))


def _move(gezin: Gezin, g: Gebeurtenis, dag: date) -> Gezin:
    zelfde = g.gemeente is None or g.gemeente == gezin.gemeente
    w = gezin.woning
    mee = GAAT_MEE + (GAAT_MEE_IN_GEMEENTE if zelfde else ())
    nieuw: dict[str, Any] = {veld: getattr(w, veld) for veld in mee}
    if g.statuut != "eigenaar":
        nieuw |= {veld: only_no(getattr(w, veld)) for veld in ("bezit_woning_of_bouwgrond", "aantal_eigen_woningen")}
    nieuw |= {"statuut": g.statuut, "verhuurder": g.verhuurder, "huurprijs": g.huurprijs}
    personen = [
        changed(p, hier_sinds=dag, **({} if zelfde else {"in_gemeente_sinds": dag})) if p.domicilie == "hier" else p
        for p in gezin.personen
    ]
    herkomst = {k: v for k, v in gezin.herkomst.items() if not k.startswith(("woning", "aansluitingen", "gemeente"))}
    return with_persons(
        gezin,
        personen,
        gemeente=gezin.gemeente if zelfde else g.gemeente,
        woning=_valid(Woning, **nieuw),
        aansluitingen=_new_connections(gezin.aansluitingen),
        herkomst=herkomst,
    )


def _new_connections(oud: tuple[Aansluiting, ...] | None) -> tuple[Aansluiting, ...] | None:
    """The two usual connections with nothing known of them, under the ids they had."""
    if oud is None:
        return None
    namen = {drager: next((a.id for a in oud if a.drager == drager), drager) for drager in ("elektriciteit", "aardgas")}
    return (
        Aansluiting(id=namen["elektriciteit"], drager="elektriciteit"),
        Aansluiting(id=namen["aardgas"], drager="aardgas"),
    )


def _smaller(gezin: Gezin, personen: Collection[Persoon], weg: str, dag: date) -> Gezin:
    """The household after somebody went: contracts, costs and goods of two are not known any more."""
    woning = gezin.woning.model_copy(update={veld: only_no(getattr(gezin.woning, veld)) for veld in VAN_ALLEBEI})
    aansluitingen = gezin.aansluitingen and tuple(
        a.model_copy(
            update={
                "verbruik_kwh": None,
                "contract_op_naam_van": None if a.contract_op_naam_van == "gezinslid" else a.contract_op_naam_van,
            }
        )
        for a in gezin.aansluitingen
    )
    herkomst = {k: v for k, v in gezin.herkomst.items() if not k.startswith(f"personen.{weg}.")}
    return with_persons(
        gezin, personen, woning=woning, aansluitingen=aansluitingen, samenstelling_sinds=dag, herkomst=herkomst
    )


def _remaining(gezin: Gezin, weg: str) -> list[Persoon]:
    """Everybody else, without links to who went."""
    return [_unlinked(p, weg) for p in gezin.personen if p.id != weg]


def _unlinked(p: Persoon, weg: str) -> Persoon:
    velden: dict[str, Any] = {veld: None for veld in ("deelt_huishouden", "verwant_in_huis") if getattr(p, veld)}
    if p.partner == weg:
        velden |= {"partner": "geen", "partnerband": None}
    if p.kind_van and weg in p.kind_van:
        velden["kind_van"] = tuple(k for k in p.kind_van if k != weg)
    if p.ten_laste_van == weg:
        velden["ten_laste_van"] = None
    return changed(p, **velden) if velden else p


def _alone(p: Persoon) -> Persoon:
    """Who had a partner: joint savings are divided or inherited."""
    return changed(p, partner="geen", partnerband=None, tegoeden=None, roerend_vermogen=None)


def _elsewhere(p: Persoon, dagen: int | None) -> Persoon:
    """A child that is registered with the other parent from now on."""
    return changed(
        p,
        domicilie="elders",
        hier_sinds=None,
        in_gemeente_sinds=None,
        verblijf_dagen_per_week=dagen,
        ten_laste_van=None,
    )


def _couple(gezin: Gezin, g: Gebeurtenis) -> str:
    """The partner who goes."""
    kiezen = [p.id for p in gezin.personen if p.domicilie == "hier" and _partner(gezin, p.id)]
    if g.persoon is None:
        wie = " of ".join(kiezen) if kiezen else "een partner van iemand in het profiel"
        refuse("RV451", "er staat niet bij wie weggaat", f"noem de persoon: {wie}")
    if _partner(gezin, _person(gezin, g.persoon).id) is None:
        hulp = f"kies {' of '.join(kiezen)}" if kiezen else "zet in het profiel eerst wie de partner is"
        refuse("RV451", f"`{g.persoon[:40]}` heeft in dit profiel geen partner", hulp)
    return g.persoon


def _partner(gezin: Gezin, kenmerk: str) -> str | None:
    eigen = next(p.partner for p in gezin.personen if p.id == kenmerk)
    if eigen not in (None, "geen"):
        return eigen
    return next((p.id for p in gezin.personen if p.partner == kenmerk), None)


def _bond(gezin: Gezin, *ids: str | None) -> str | None:
    return next((p.partnerband for p in gezin.personen if p.id in ids and p.partnerband), None)


def _meant(gezin: Gezin, g: Gebeurtenis) -> Persoon:
    """The person of the event; the only one there is when none is named."""
    if g.persoon is not None:
        return _person(gezin, g.persoon)
    hier = [p for p in gezin.personen if p.domicilie == "hier"]
    if len(hier) != 1:
        refuse("RV451", "er staat niet bij over wie het gaat", f"noem de persoon: {', '.join(p.id for p in hier)}")
    return hier[0]


def _person(gezin: Gezin, kenmerk: str) -> Persoon:
    gevonden = next((p for p in gezin.personen if p.id == kenmerk), None)
    if gevonden is None:
        ids = [p.id for p in gezin.personen]
        hulp = did_you_mean(kenmerk, ids) or f"kies uit: {', '.join(ids)}"
        refuse("RV451", f"`{kenmerk[:40]}` staat niet in het profiel", hulp)
    return gevonden


def _income(soort: str, g: Gebeurtenis) -> Inkomen | None:
    return None if g.bedrag is None else _valid(Inkomen, soort=soort, bedrag=g.bedrag, per="maand")


def _valid(model: type[Any], **velden: Any) -> Any:
    """A part of a profile of these values, or one message that names the first value that cannot be."""
    try:
        return model(**velden)
    except ValidationError as e:
        veld = ".".join(str(x) for x in e.errors()[0]["loc"][:1]) or "waarde"
        refuse("RV452", f"verkeerde waarde voor `{veld}`", "zie de velden in de beschrijving van het profiel")


_WEG: dict[str, Callable[[Gezin, Gebeurtenis, date], Gezin]] = {
    "geboorte": _birth,
    "scheiding": _separation,
    "overlijden-partner": _death,
    "werkloos": _unemployed,
    "werk": _employed,
    "ziekte": _ill,
    "pensioen": _retired,
    "verhuis": _move,
    "leefloon-begint": _leefloon_starts,
    "leefloon-stopt": _leefloon_stops,
}

"""Ids of a profile and who refers to whom: ids written twice or already taken, and references to nobody.

On plain mappings, so that a profile that is not valid yet gets these faults together with its others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rechtenverkenner.meldingen import did_you_mean

Pad = tuple[str | int, ...]
Fout = tuple[str, str, str, Pad]
"""Code, text, help and where in the profile."""

VELDEN = ("id", "partner", "partnerband", "ten_laste_van", "kind_van")
_NIEMAND = ("geen", "niemand", "iemand_elders")
# What names the household and the dwelling in `gezin.gemeente` and `woning.huurprijs`, or stands for nobody.
_BEZET = ("gezin", "woning", *_NIEMAND)


def number_items(data: Mapping[str, object]) -> dict[str, object]:
    """The profile with p1, p2, ... and a1, a2, ... for people and connections without an id."""
    uit = dict(data)
    for lijst, letter in (("personen", "p"), ("aansluitingen", "a")):
        rij = uit.get(lijst)
        if isinstance(rij, (list, tuple)):
            uit[lijst] = [{"id": f"{letter}{i}", **x} if isinstance(x, dict) else x for i, x in enumerate(rij, 1)]
    return uit


def link_faults(gezin: Mapping[str, object]) -> list[Fout]:
    """Every id used twice or with a meaning of its own, and every reference not to another person of the profile."""
    plekken = [*_items(gezin, "personen"), *_items(gezin, "aansluitingen")]
    uit: list[Fout] = []
    gezien: set[str] = set()
    for pad, item in plekken:
        kenmerk = item.get("id")
        if isinstance(kenmerk, str) and kenmerk in gezien:
            hulp = "geef iedere persoon en aansluiting een eigen id"
            uit.append(("RV421", f"kenmerk `{kenmerk[:40]}` komt twee keer voor", hulp, (*pad, "id")))
        elif isinstance(kenmerk, str):
            gezien.add(kenmerk)
        if kenmerk in _BEZET:
            hulp = "kies een ander id dan " + ", ".join(f"`{x}`" for x in _BEZET)
            uit.append(("RV425", f"kenmerk `{kenmerk}` betekent in een profiel al iets anders", hulp, (*pad, "id")))
    personen = [p for p in plekken if p[0][0] == "personen"]
    ids = {kenmerk for _, p in personen if isinstance(kenmerk := p.get("id"), str)}
    for pad, persoon in personen:
        uit += _dangling(pad, persoon, ids)
    return [*uit, *_circular(personen), *_two_bonds(personen)]


def _items(gezin: Mapping[str, object], lijst: str) -> list[tuple[Pad, Mapping[str, object]]]:
    rij = gezin.get(lijst)
    rij = rij if isinstance(rij, (list, tuple)) else ()
    return [((lijst, i), x) for i, x in enumerate(rij) if isinstance(x, Mapping)]


def _dangling(pad: Pad, persoon: Mapping[str, object], ids: set[str]) -> Iterable[Fout]:
    kenmerk = persoon.get("id")
    eigen = kenmerk if isinstance(kenmerk, str) else ""
    anderen = sorted(ids - {eigen})
    for plek, doel in _references(persoon):
        if doel not in anderen:
            wie = f"`{eigen[:40]}`" if eigen else "een persoon"
            tekst = f"{wie} verwijst naar `{doel[:40]}`, en dat is geen andere persoon in dit profiel"
            hulp = did_you_mean(doel, anderen) or f"kies een van: {', '.join(anderen) or '(niemand)'}"
            yield "RV422", tekst, hulp, (*pad, *plek)


def _circular(personen: list[tuple[Pad, Mapping[str, object]]]) -> Iterable[Fout]:
    """People who would be their own ancestor."""
    ouders = {str(p.get("id")): [doel for plek, doel in _references(p) if plek[0] == "kind_van"] for _, p in personen}
    for pad, persoon in personen:
        eigen = str(persoon.get("id"))
        voorouders: set[str] = set()
        stapel = list(ouders[eigen])
        while stapel:
            ouder = stapel.pop()
            if ouder not in voorouders:
                voorouders.add(ouder)
                stapel += ouders.get(ouder, ())
        if eigen in voorouders and eigen not in ouders[eigen]:
            tekst = f"`{eigen[:40]}` is kind van het eigen kind of kleinkind"
            yield "RV423", tekst, "kijk na wie ouder is en wie kind", (*pad, "kind_van")


def _two_bonds(personen: list[tuple[Pad, Mapping[str, object]]]) -> Iterable[Fout]:
    """Partners who say something else of what binds them; said once, where the second of them stands."""
    eerder: dict[str, tuple[str, str]] = {}
    for pad, persoon in personen:
        wie, partner, band = (persoon.get(veld) for veld in ("id", "partner", "partnerband"))
        if not (isinstance(wie, str) and isinstance(partner, str) and isinstance(band, str)):
            continue
        if partner in eerder and eerder[partner][0] == wie and eerder[partner][1] != band:
            tekst = f"`{wie[:40]}` en de partner noemen een andere band"
            yield "RV424", tekst, "schrijf bij allebei hetzelfde, of bij een van beiden", (*pad, "partnerband")
        eerder[wie] = (partner, band)


def _references(persoon: Mapping[str, object]) -> Iterable[tuple[Pad, str]]:
    for veld in ("partner", "ten_laste_van"):
        doel = persoon.get(veld)
        if isinstance(doel, str) and doel not in _NIEMAND:
            yield (veld,), doel
    ouders = persoon.get("kind_van")
    for i, ouder in enumerate(ouders if isinstance(ouders, (list, tuple)) else ()):
        if isinstance(ouder, str):
            yield ("kind_van", i), ouder

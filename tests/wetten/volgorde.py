"""The same household in another order, and a result in which order is gone."""

from __future__ import annotations

from dataclasses import astuple
from random import Random
from typing import Any

from rechtenverkenner import Resultaat, Uitleg
from tests.wetten.gezinnen import Data, copied

LIJSTEN = ("inkomens", "aanslagbiljetten", "remgelden", "jaren_volledig", "kind_van")


def shuffled(d: Data, rng: Random) -> Data:
    """Persons, connections, incomes, notices and keys in another order."""
    uit: Data = copied(d)
    uit["personen"] = _mix(uit["personen"], rng)
    uit["aansluitingen"] = uit["aansluitingen"] and _mix(uit["aansluitingen"], rng)
    for p in uit["personen"]:
        for veld in LIJSTEN:
            p[veld] = p[veld] and _mix(p[veld], rng)
        p["statussen"] = mix_keys(p["statussen"], rng)
        p["rechten"] = mix_keys(p["rechten"], rng)
    return mix_keys(uit, rng)


def _mix(rij: Any, rng: Random) -> list[Any]:
    return rng.sample([*rij], len(rij))


def mix_keys(d: Data, rng: Random) -> Data:
    return {k: d[k] for k in _mix(d, rng)}


def canonical(r: Resultaat) -> dict[tuple[str, str], object]:
    """The verdicts by right and unit, with every list in them sorted."""
    return {
        (o.recht, o.eenheid): (
            o.oordeel,
            o.bedrag_jaar,
            o.bedrag_eenmalig,
            o.automatisch,
            o.niveau,
            sorted(o.omdat),
            sorted(o.ontbreekt),
            sorted(o.na),
            sorted(o.vlaggen),
            o.stappen,
            _tree(o.uitleg),
        )
        for o in r.oordelen
    }


def _tree(u: Uitleg) -> str:
    """An explanation as text; a change names the first of several facts, so that name is left out."""
    delen = sorted(_tree(x) for x in u.onderdelen)
    v = u.verandering
    anders = (v.soort, v.verschil, v.eenheid) if v else None
    parameters = sorted(map(repr, u.parameters))
    vergelijking = astuple(u.vergelijking) if u.vergelijking else None  # its repr leaves the numbers out
    kop = (u.id, u.label, u.soort, u.uitkomst, u.over, vergelijking, sorted(u.feiten))
    return repr((kop, parameters, anders, delen))

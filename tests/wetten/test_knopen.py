"""Law: the nodes below a node are those that its fields hold, in the order of the fields."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

from rechtenverkenner import Catalogus
from rechtenverkenner.model.knopen import Knoop, Lokaletak, children, walk

SOORTEN = get_args(Knoop)


def held(x: Any) -> list[Any]:
    if isinstance(x, SOORTEN):
        return [x]
    if isinstance(x, Lokaletak):
        return [x.knoop]
    return [k for y in x for k in held(y)] if isinstance(x, tuple) else []


def test_children_are_the_nodes_in_the_fields(catalogus: Catalogus) -> None:
    gezien = set()
    for recht in catalogus.rechten.values():
        for k in (
            n for wortel in (recht.voorwaarden, recht.bedrag and recht.bedrag.formule) if wortel for n in walk(wortel)
        ):
            assert list(children(k)) == [n for f in fields(k) for n in held(getattr(k, f.name))]
            gezien.add(type(k))
    assert gezien == set(SOORTEN)


def test_every_node_stands_once_after_all_below_it(catalogus: Catalogus) -> None:
    for recht in catalogus.rechten.values():
        rij = walk(recht.voorwaarden)
        plaats = {k: i for i, k in enumerate(rij)}
        assert len(plaats) == len(rij)
        assert rij[-1] is recht.voorwaarden
        assert all(plaats[c] < plaats[k] for k in rij for c in children(k))

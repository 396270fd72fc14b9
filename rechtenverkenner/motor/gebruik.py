"""What a household uses now, and which local rules can apply to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rechtenverkenner.model.knopen import Knoop, Plaatselijk
from rechtenverkenner.motor.beeld import holds

if TYPE_CHECKING:
    from rechtenverkenner.motor.semantiek import Rekenaar

HUISHOUDEN = -1
"""Unit index of the household itself; persons and connections count from 0."""


def in_use(r: Rekenaar, kenmerk: str, niveau: str, i: int, lijst: str = "rechten") -> int:
    """Whether a right is used now by its unit; `lijst`: where the profile says so (`rechten` or `statussen`)."""
    nu = r.beeld.op_datum
    if niveau == "persoon":
        return holds(r.beeld.personen[i], kenmerk, lijst, (nu, nu), 0, nu)
    if niveau == "aansluiting":
        return holds(r.beeld.aansluitingen[i], kenmerk, "rechten", (nu, nu), 0, nu)
    return holds(r.beeld.gezin, kenmerk, "rechten", (nu, nu), 0, nu)


def local_branches(r: Rekenaar, k: Plaatselijk) -> tuple[Knoop | None, ...]:
    """The branches that can apply: one when the municipality has a rule, else every branch and None for "no rule"."""
    nis, dag = r.beeld.gezin.gemeente, r.beeld.op_datum
    geldig = [t for t in k.takken if t.vanaf <= dag <= t.tot]
    if nis is None:
        return (*(t.knoop for t in geldig), k.standaard)
    eigen = [t.knoop for t in geldig if nis in t.nis]
    return (eigen[0],) if eigen else (k.standaard,)

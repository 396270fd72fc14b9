"""The several "households" of the law, as named groups of persons around a household or one person.

There is no single household: the domicile household, the health-insurance household and the household of 1 January
are different sets over the same people. A group is a list of (person, `JA` or `ONBEKEND`) and whether more people may
belong to it that the profile does not name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from rechtenverkenner.model.datums import LAATSTE, VROEGSTE, start_of_year, to_number, years_between
from rechtenverkenner.model.knopen import JA, NEE, ONBEKEND
from rechtenverkenner.motor.beeld import Beeld

if TYPE_CHECKING:
    from rechtenverkenner.model.gezin import Persoon

KIND_TEN_LASTE_TOT = 25
"""Age until which a child can be a dependant for health insurance (RIZIV, "persoon ten laste": under 25). Too low
an age would be unsafe; a higher one only asks a question more."""
EIGEN_TITULARIS = 15
"""Age from which somebody can have dependants: nobody works or is insured for himself before. No source found; a lower
age only asks a question more."""

Groep = tuple[tuple[tuple[int, int], ...], bool]
"""Members as (index, JA | ONBEKEND), and whether the group may hold people who are not in the profile."""


def domicile(beeld: Beeld, anker: int) -> Groep:
    """Everybody registered at the address."""
    return _here(beeld), not beeld.gezin.personen_volledig


def _here(beeld: Beeld) -> tuple[tuple[int, int], ...]:
    return tuple((i, JA) for i, p in enumerate(beeld.personen) if p.domicilie == "hier")


def everyone(beeld: Beeld, anker: int) -> Groep:
    """The domicile household plus those who belong to it but are registered elsewhere (children in co-parenting)."""
    return tuple((i, JA) for i in range(len(beeld.personen))), not beeld.gezin.personen_volledig


def domicile_on_january_first(beeld: Beeld, anker: int) -> Groep:
    """The household of 1 January of this year, frozen for the year except for births."""
    dag = start_of_year(beeld.op_datum)
    hier = _here(beeld)
    sinds = beeld.gezin.samenstelling_sinds
    samen = sinds is not None and to_number(sinds) <= dag
    if samen and not any(_came_by(beeld.personen[i], dag) for i, _ in hier):
        return hier, not beeld.gezin.personen_volledig  # if they came later, they came together
    leden = tuple((i, lid) for i, _ in hier if (lid := _lived_here_on(beeld.personen[i], dag, samen)) != NEE)
    if not leden:  # everybody came later: their household of 1 January may have been another one
        return tuple((i, ONBEKEND) for i, _ in hier), True
    return leden, not (samen and beeld.gezin.personen_volledig)


def _came_by(p: Persoon, dag: int) -> bool:
    return p.hier_sinds is not None and to_number(p.hier_sinds) <= dag


def _lived_here_on(p: Persoon, dag: int, samen: bool) -> int:
    geboren = (VROEGSTE, LAATSTE) if p.geboortedatum is None else p.geboortedatum.interval
    if geboren[0] >= dag:
        return JA
    if p.hier_sinds is not None and to_number(p.hier_sinds) > dag and geboren[1] < dag:
        return NEE
    return JA if samen or _came_by(p, dag) else ONBEKEND  # who came later may be a child that was born here


def partner_of(beeld: Beeld, anker: int) -> Groep:
    """The partner at the same address (married, legal or factual)."""
    p = beeld.personen[anker]
    if p.partner == "geen":
        return (), False
    if p.partner is not None:
        i = beeld.index(p.partner)
        return (((i, JA),) if beeld.personen[i].domicilie == "hier" else ()), False
    zeker = [i for i, q in enumerate(beeld.personen) if q.partner == p.id]
    if zeker:
        return tuple((i, JA) for i in zeker if beeld.personen[i].domicilie == "hier"), False
    leden = tuple(
        (i, ONBEKEND)
        for i, q in enumerate(beeld.personen)
        if i != anker and q.domicilie == "hier" and q.partner is None and not _child_of(q, p) and not _child_of(p, q)
    )
    return leden, not beeld.gezin.personen_volledig


def _child_of(q: Persoon, p: Persoon) -> bool:
    return q.kind_van is not None and p.id in q.kind_van


def health_insurance(beeld: Beeld, anker: int) -> Groep:
    """The household of the increased reimbursement, seen from any of its members (KB 15.01.2014, art. 25-26).

    The titular person, the partner and the dependants of both.
    """
    if beeld.personen[anker].ten_laste_van == "iemand_elders":
        return ((anker, JA),), True
    titularis = titular_of(beeld, anker)
    if titularis is not None:
        return _around(beeld, titularis)
    # perhaps a dependant of somebody else here, or of a parent elsewhere: only the person itself is certain
    rest = tuple((i, ONBEKEND) for i in range(len(beeld.personen)) if i != anker)
    return ((anker, JA), *rest), not beeld.gezin.personen_volledig or _may_depend_elsewhere(beeld, anker)


def titulars(beeld: Beeld, anker: int) -> Groep:
    """The titular person of the health-insurance household and the partner: whose allowance counts for all of it."""
    if beeld.personen[anker].ten_laste_van == "iemand_elders":
        return (), True
    titularis = titular_of(beeld, anker)
    if titularis is None:
        iedereen = tuple((i, ONBEKEND) for i in range(len(beeld.personen)))
        return iedereen, not beeld.gezin.personen_volledig or _may_depend_elsewhere(beeld, anker)
    is_open = partner_of(beeld, titularis)[1]
    leden = ((i, lid) for i, lid in _partners(beeld, titularis) if i != titularis and lid != NEE)
    return ((titularis, JA), *leden), is_open


def titular_of(beeld: Beeld, anker: int) -> int | None:
    """The titular person somebody's health insurance hangs on, or None when that is not known."""
    p = beeld.personen[anker]
    if p.ten_laste_van is not None:
        return anker if p.ten_laste_van == "niemand" else beeld.index(p.ten_laste_van)
    anderen = [q for i, q in enumerate(beeld.personen) if i != anker]
    if any(q.ten_laste_van == p.id for q in anderen):
        return anker
    # a parent can be a dependant only of a child that is nobody's dependant, or of somebody who is not in the profile
    alleen_kinderen = all(_child_of(q, p) and q.ten_laste_van != "niemand" for q in anderen)
    allen_bekend = beeld.gezin.personen_volledig and not _may_depend_elsewhere(beeld, anker)
    return anker if alleen_kinderen and allen_bekend else None


def _may_depend_elsewhere(beeld: Beeld, anker: int) -> bool:
    """Whether somebody can be a dependant of a person at another address: a child, or a separated husband or wife."""
    p = beeld.personen[anker]
    partner = None if p.partner in (None, "geen") else beeld.personen[beeld.index(p.partner)]
    if partner is not None and partner.domicilie == "elders" and beeld.bond(anker) in (None, "gehuwd"):
        return True
    geboorte = p.geboortedatum
    return geboorte is None or years_between(geboorte.interval[1], beeld.op_datum) < KIND_TEN_LASTE_TOT


def _partners(beeld: Beeld, titularis: int) -> tuple[tuple[int, int], ...]:
    """The partner, who is not a member when he or she is a dependant of somebody else (KB 15.01.2014, art. 25)."""
    return tuple((i, min(lid, _hangs_on(beeld, i, titularis))) for i, lid in partner_of(beeld, titularis)[0])


def _hangs_on(beeld: Beeld, i: int, titularis: int) -> int:
    """Whether somebody is nobody's dependant or that of the titular person; open when others can be the carer."""
    q = beeld.personen[i]
    if q.ten_laste_van is not None:
        return JA if q.ten_laste_van in ("niemand", beeld.personen[titularis].id) else NEE
    anderen = (j for j in range(len(beeld.personen)) if j not in (i, titularis))
    return ONBEKEND if _may_depend_elsewhere(beeld, i) or any(_may_carry(beeld, j, i) for j in anderen) else JA


def _may_carry(beeld: Beeld, j: int, i: int) -> bool:
    """Whether a child can have a parent, or a parent a child, as a dependant: nobody's dependant, and old enough."""
    carer, p = beeld.personen[j], beeld.personen[i]
    if carer.ten_laste_van not in (None, "niemand"):
        return False
    geboorte = carer.geboortedatum
    jong = geboorte is not None and years_between(geboorte.interval[0], beeld.op_datum) < EIGEN_TITULARIS
    return not jong and (_child_of(carer, p) or _child_of(p, carer) or None in (carer.kind_van, p.kind_van))


def _around(beeld: Beeld, titularis: int) -> Groep:
    partners = tuple((i, m) for i, m in _partners(beeld, titularis) if m != NEE)
    lid: dict[int, int] = {titularis: JA, **dict(partners)}
    kern = {beeld.personen[titularis].id: JA, **{beeld.personen[i].id: m for i, m in partners}}
    for i, q in enumerate(beeld.personen):
        if i == titularis:
            continue
        if q.ten_laste_van is None:
            lid[i] = max(lid.get(i, NEE), ONBEKEND)
        elif q.ten_laste_van in kern:
            lid[i] = max(lid.get(i, NEE), kern[q.ten_laste_van])
    return tuple(sorted(lid.items())), not beeld.gezin.personen_volledig


def part_time_children(beeld: Beeld, anker: int) -> Groep:
    """Own children who are registered elsewhere and stay here part of the week."""
    p = beeld.personen[anker]
    leden = tuple(
        (i, JA if q.kind_van is not None else ONBEKEND)
        for i, q in enumerate(beeld.personen)
        if q.domicilie == "elders" and i != anker and (q.kind_van is None or _child_of(q, p))
    )
    return leden, not beeld.gezin.personen_volledig


def others_than_own_children(beeld: Beeld, anker: int) -> Groep:
    """Who lives at the address besides this person and the person's own children."""
    p = beeld.personen[anker]
    leden = tuple(
        (i, JA if q.kind_van is not None else ONBEKEND)
        for i, q in enumerate(beeld.personen)
        if q.domicilie == "hier" and i != anker and not _child_of(q, p)
    )
    return leden, not beeld.gezin.personen_volledig


def parents(beeld: Beeld, anker: int) -> Groep:
    """Parents and educators of this person who live at the address."""
    p = beeld.personen[anker]
    leden = tuple(
        (i, ONBEKEND if p.kind_van is None else JA)
        for i, q in enumerate(beeld.personen)
        if i != anker and q.domicilie == "hier" and (p.kind_van is None or q.id in p.kind_van) and not _child_of(q, p)
    )
    return leden, p.kind_van is None and not beeld.gezin.personen_volledig


def own_children(beeld: Beeld, anker: int) -> Groep:
    """Children of this person, here or elsewhere."""
    p = beeld.personen[anker]
    leden = tuple(
        (i, JA if q.kind_van is not None else ONBEKEND)
        for i, q in enumerate(beeld.personen)
        if i != anker and (q.kind_van is None or _child_of(q, p))
    )
    return leden, not beeld.gezin.personen_volledig


def oneself(beeld: Beeld, anker: int) -> Groep:
    """Only this person."""
    return ((anker, JA),), False


LEDEN: Mapping[str, Callable[[Beeld, int], Groep]] = MappingProxyType(
    {
        "gezin": domicile,
        "gezin_1_januari": domicile_on_january_first,
        "alle_verblijvenden": everyone,
        "ziekenfondsgezin": health_insurance,
        "partner": partner_of,
        "deeltijdse_kinderen": part_time_children,
        "andere_bewoners": others_than_own_children,
        "eigen_kinderen": own_children,
        "ouders": parents,
        "titularissen": titulars,
        "persoon": oneself,
    }
)
"""Name of a group in a rule (`model.feiten.GROEPEN`) -> its members."""

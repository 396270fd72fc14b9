"""The shapes of household that are tried, and who belongs to which group in each of them.

A shape says who is registered here, who is whose partner, child and dependant; everything else is left to the solver.
The groups are written apart from `motor.groepen`, for households of which everything is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NAMEN: Final = ("an", "ben", "cem", "dina", "els")


@dataclass(frozen=True, slots=True)
class Lid:
    """One person of a shape; others are meant by their position, `titularis` None is somebody's own insurance."""

    partner: int | None = None
    kind_van: tuple[int, ...] = ()
    titularis: int | None = None
    hier: bool = True


@dataclass(frozen=True, slots=True)
class Gezinsvorm:
    """A household of which only the ties are fixed."""

    naam: str
    leden: tuple[Lid, ...]

    @property
    def hier(self) -> list[int]:
        """Who is registered at the address."""
        return [i for i, p in enumerate(self.leden) if p.hier]

    def partner(self, i: int) -> list[int]:
        """The partner at the address."""
        q = self.leden[i].partner
        return [q] if q is not None and self.leden[q].hier else []

    def members(self, groep: str, i: int) -> list[int]:
        """The members of a group seen from one person, all but `gezin_1_januari`, which hangs on dates.

        Raises:
            KeyError: no group of that name.
        """
        rij = range(len(self.leden))
        match groep:
            case "gezin":
                return self.hier
            case "alle_verblijvenden":
                return list(rij)
            case "persoon":
                return [i]
            case "partner":
                return self.partner(i)
            case "titularissen":
                return self._titulars(i)
            case "ziekenfondsgezin":
                kern = self._titulars(i)
                return sorted({*kern, *(q for q in rij if self.leden[q].titularis in kern)})
            case "eigen_kinderen":
                return [q for q in rij if i in self.leden[q].kind_van]
            case "deeltijdse_kinderen":
                return [q for q in rij if i in self.leden[q].kind_van and not self.leden[q].hier]
            case "andere_bewoners":
                return [q for q in self.hier if q != i and i not in self.leden[q].kind_van]
            case "ouders":
                return [q for q in self.hier if q in self.leden[i].kind_van]
        raise KeyError(groep)

    def _titulars(self, i: int) -> list[int]:
        eigen = self.leden[i].titularis
        t = i if eigen is None else eigen
        return [t, *self.partner(t)]


ALLEEN = Gezinsvorm("alleenstaande", (Lid(),))
VORMEN: Final = (
    ALLEEN,
    Gezinsvorm("ouder met kind", (Lid(), Lid(kind_van=(0,), titularis=0))),
    Gezinsvorm("koppel", (Lid(partner=1), Lid(partner=0))),
    Gezinsvorm("koppel, een ten laste", (Lid(partner=1), Lid(partner=0, titularis=0))),
    Gezinsvorm("twee mensen zonder band", (Lid(), Lid())),
    Gezinsvorm("ouder met kind dat zelf verzekerd is", (Lid(), Lid(kind_van=(0,)))),
    Gezinsvorm("ouder met kind elders", (Lid(), Lid(kind_van=(0,), titularis=0, hier=False))),
    Gezinsvorm("koppel met kind", (Lid(partner=1), Lid(partner=0), Lid(kind_van=(0, 1), titularis=0))),
    Gezinsvorm("ouder met twee kinderen", (Lid(), Lid(kind_van=(0,), titularis=0), Lid(kind_van=(0,), titularis=0))),
    Gezinsvorm("koppel met iemand zonder band", (Lid(partner=1), Lid(partner=0), Lid())),
    Gezinsvorm("ouder met kind en iemand zonder band", (Lid(), Lid(kind_van=(0,), titularis=0), Lid())),
    Gezinsvorm(
        "koppel met twee kinderen",
        (
            Lid(partner=1),
            Lid(partner=0),
            Lid(kind_van=(0, 1), titularis=0),
            Lid(kind_van=(0, 1), titularis=0),
        ),
    ),
)
"""From small to large, so that the first household that shows something is a small one."""

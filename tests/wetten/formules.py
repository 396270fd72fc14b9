"""Random expressions of the rule language, as text: every kind of node, every unit, facts known and unknown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from rechtenverkenner.model.feiten import GROEPEN

ZONDER_ANKER = tuple(naam for naam, (van_een_persoon, _) in GROEPEN.items() if not van_een_persoon)
MET_ANKER = tuple(naam for naam, (van_een_persoon, _) in GROEPEN.items() if van_een_persoon)
STATUSSEN = ("leefloon", "igo", "ivt")
BEGRIPPEN = ("bruto_belastbaar", "netto_belastbaar", "leefloon", "ivt", "vrijgesteld_buitenlands")
PARAMETERS = {
    "p_jaar": "EUR/jaar",
    "p_maand": "EUR/maand",
    "p_bedrag": "EUR",
    "p_leeftijd": "jaren",
    "p_aantal": "aantal",
    "p_factor": "factor",
    "p_prijs": "EUR/liter",
    "p_lijst": "lijst",
}
JANEE = {
    "persoon": ("is_voltijds_student", "erkende_handicap", "inkomen_gewijzigd", "fiscaal_of_kinderbijslag_kind"),
    "gezin": ("energieschulden", "verwarming_collectief", "bezit_woning_of_bouwgrond"),
    "aansluiting": ("is_huishoudelijk",),
}
KEUZES: dict[str, dict[str, tuple[str, ...]]] = {
    "persoon": {"partnerband": ("gehuwd", "wettelijk_samenwonend"), "domicilie": ("hier", "elders")},
    "gezin": {"statuut": ("eigenaar", "huurder"), "hoofdverwarming": ("aardgas", "pellets", "hout")},
    "aansluiting": {"drager": ("elektriciteit", "aardgas", "warmte"), "contract": ("individueel", "collectief")},
}
DATUMS = {"persoon": ("geboortedatum", "hier_sinds"), "gezin": ("levering_datum", "huur_sinds", "samenstelling_sinds")}


@dataclass(frozen=True)
class Schrijver:
    """Writes expressions at one level; `positief` is where `recht(...)` may stand."""

    rng: Random
    niveau: str
    rechten: dict[str, str]
    begrippen: dict[str, tuple[str, str]] = field(default_factory=dict)
    positief: bool = False

    def at(self, niveau: str) -> Schrijver:
        return replace(self, niveau=niveau)

    def plain(self) -> Schrijver:
        return replace(self, positief=False)

    def group(self) -> str:
        groepen = ZONDER_ANKER + (MET_ANKER if self.niveau == "persoon" else ())
        return self.rng.choice(groepen)

    def levels(self) -> tuple[str, ...]:
        return ("gezin",) if self.niveau == "gezin" else ("gezin", self.niveau)

    # -- yes or no
    def truth(self, diepte: int) -> str:
        rng = self.rng
        if diepte <= 0:
            return rng.choice((self._fact, self._choice, self._has, self._has, self._has))()
        vorm = rng.choice(
            (self._compare,) * 5
            + (self._has,) * 4
            + (self._fact, self._choice, self._dates, self._both, self._not, self._members, self._members, self._split)
            + (self._several,) * 2
        )
        return vorm(diepte - 1) if vorm not in (self._fact, self._choice, self._has) else vorm()  # type: ignore[call-arg]

    def _fact(self) -> str:
        return self.rng.choice(JANEE[self.rng.choice(self.levels())])

    def _choice(self) -> str:
        rng = self.rng
        feiten = KEUZES[rng.choice(self.levels())]
        feit = rng.choice(sorted(feiten))
        waarden = feiten[feit]
        if feit == "hoofdverwarming" and rng.random() < 0.5:
            return "hoofdverwarming in p_lijst"
        if rng.random() < 0.3:
            return f'{feit} in ["{waarden[0]}", "{waarden[-1]}"]'
        return f'{feit} {rng.choice(("==", "!="))} "{rng.choice(waarden)}"'

    def _has(self) -> str:
        rng = self.rng
        eigen = [r for r, niveau in self.rechten.items() if niveau in self.levels()]
        if self.positief and eigen and rng.random() < 0.5:
            return f'recht("{rng.choice(eigen)}")'
        wat = [*eigen, *(STATUSSEN if self.niveau == "persoon" else ())]
        if not wat:
            return self._choice()
        extra = rng.choice(("", "", "", ", minstens_maanden=3", f", op={self.date(1)}", ", op=jaarbegin(op_datum)"))
        return f'heeft("{rng.choice(wat)}"{extra})'

    def _several(self, diepte: int) -> str:
        """One of several statuses, or one of several values of a choice, and perhaps something else."""
        rng = self.rng
        if self.niveau == "persoon" and rng.random() < 0.6:
            delen = [f'heeft("{status}")' for status in rng.sample(STATUSSEN, rng.randint(2, 3))]
        else:
            feiten = KEUZES[rng.choice(self.levels())]
            feit = rng.choice(sorted(feiten))
            delen = [f'{feit} == "{waarde}"' for waarde in feiten[feit]]
        delen += [self.truth(diepte - 1)] if rng.random() < 0.4 else []
        return f"({' or '.join(rng.sample(delen, len(delen)))})"

    def _compare(self, diepte: int) -> str:
        rng = self.rng
        eenheid = rng.choice(("EUR/jaar", "EUR/jaar", "EUR/maand", "EUR", "aantal", "jaren", "maanden", "kalenderjaar"))
        op = rng.choice(("<=", ">=", "<", ">", "==", "!="))
        return f"{self.number(eenheid, diepte)} {op} {self.number(eenheid, diepte)}"

    def _dates(self, diepte: int) -> str:
        rechts = self.rng.choice(('"2025-01-01"', '"2026-07-01"', self.date(diepte)))
        return f"{self.date(diepte)} {self.rng.choice(('<=', '>=', '<', '>', '=='))} {rechts}"

    def _both(self, diepte: int) -> str:
        return f"({self.truth(diepte)} {self.rng.choice(('and', 'or'))} {self.truth(diepte)})"

    def _not(self, diepte: int) -> str:
        return f"(not {self.plain().truth(diepte)})"

    def _split(self, diepte: int) -> str:
        return f"({self.truth(diepte)} if {self.plain().truth(diepte)} else {self.truth(diepte)})"

    def _members(self, diepte: int) -> str:
        lid = self.at("persoon")
        waar = f", waar={lid.plain().truth(0)}" if self.rng.random() < 0.4 else ""
        return f'{self.rng.choice(("iemand", "iedereen"))}({lid.truth(diepte)}, groep="{self.group()}"{waar})'

    # -- dates
    def date(self, diepte: int) -> str:
        rng = self.rng
        if diepte <= 0 or rng.random() < 0.4:
            return "op_datum"
        keuze = rng.randrange(5)
        if keuze == 0:
            return f"jaarbegin({self.date(diepte - 1)}, {rng.choice((0, -1, -2, -3))})"
        if keuze == 1:
            return f"plus_maanden({self.date(diepte - 1)}, {rng.choice((-30, -3, 1, 12))})"
        if keuze == 2:
            functie = rng.choice(("maandbegin", "kwartaalbegin"))
            return f"{functie}({self.date(diepte - 1)})"
        return rng.choice([d for n in self.levels() for d in DATUMS.get(n, ())])

    # -- numbers
    def number(self, eenheid: str, diepte: int) -> str:
        eigen = [n for n, (niveau, e) in self.begrippen.items() if e == eenheid and niveau in self.levels()]
        if eigen and self.rng.random() < 0.3:
            return self.rng.choice(eigen)
        if diepte > 0 and eenheid in ("EUR/jaar", "EUR/maand", "EUR") and self.rng.random() < 0.55:
            return self._combined(eenheid, diepte - 1)
        return self.rng.choice(self._leaves(eenheid, diepte))

    def _combined(self, eenheid: str, diepte: int) -> str:
        rng = self.rng
        a, b = self.number(eenheid, diepte), self.number(eenheid, diepte)
        lid = self.at("persoon").plain()
        waar = f", waar={lid.truth(0)}" if rng.random() < 0.4 else ""
        vormen = [
            f"({a} + {b})",
            f"({a} - {b})",
            f"{a} * 0.75",
            f"{a} * p_factor",
            f"{a} * {self.number('aantal', diepte)}",
            f'afgerond({a} * (1/3), "{rng.choice(("beneden", "boven", "half_op"))}")',
            f"kleinste({a}, {b})",
            f"grootste({a}, {b})",
            f"({a} if {self.plain().truth(diepte)} else {b})",
        ]
        if eenheid != "EUR":
            vormen += [
                f'{rng.choice(("som", "hoogste"))}({lid.number(eenheid, diepte)}, groep="{self.group()}"{waar})'
                for _ in range(3)
            ]
        return rng.choice(vormen)

    def _leaves(self, eenheid: str, diepte: int) -> list[str]:
        per_eenheid = {
            "EUR/jaar": self._year_amounts,
            "EUR/maand": self._month_amounts,
            "EUR": self._once_amounts,
            "aantal": self._counts,
            "jaren": self._ages,
            "maanden": self._spans,
            "kalenderjaar": self._years,
        }
        return per_eenheid[eenheid](diepte)

    def _year_amounts(self, diepte: int) -> list[str]:
        rng = self.rng
        uit = ["p_jaar", f"bij({self.date(1)}, p_jaar)", "ki_eigen_woning", f"per_jaar({self.number('EUR/maand', 0)})"]
        if self.niveau == "persoon":
            uit += [
                "netto_jaarinkomen",
                f'jaarinkomen("{rng.choice(BEGRIPPEN)}", jaar(op_datum) - {rng.choice((0, 1, 2, 3))})',
                f'jaarinkomen("{rng.choice(BEGRIPPEN)}", {rng.choice(self._years(1))})',
                f'laatste_aanslag("{rng.choice(BEGRIPPEN)}")',
                f"remgeld(jaar(op_datum) - {rng.choice((0, 1))})",
                'jaarvoordelen("belastbaar")',
                f'(per_jaar(maandinkomen("{rng.choice(("belastbaar", "alles"))}")) + jaarvoordelen("belastbaar"))',
            ]
        return uit

    def _month_amounts(self, diepte: int) -> list[str]:
        uit = ["p_maand", "huurprijs", f"bij({self.date(1)}, p_maand)", "prijs_internet"]
        if self.niveau == "persoon":
            uit += [f'maandinkomen("{b}")' for b in ("belastbaar", "pensioen", "naast_pensioen", "leefloon", "alles")]
        return uit

    def _once_amounts(self, diepte: int) -> list[str]:
        uit = ["p_bedrag", "levering_liter * levering_prijs_per_liter", "levering_liter * p_prijs"]
        return [*uit, f"bij({self.date(1)}, p_bedrag)", "p_maand * maanden(huur_sinds, op_datum)"]

    def _counts(self, diepte: int) -> list[str]:
        lid = self.at("persoon").plain()
        uit = ["p_aantal", "aantal_eigen_woningen", f'aantal(groep="{self.group()}")']
        uit += [f'aantal({lid.truth(max(diepte - 1, 0))}, groep="{self.group()}", waar={lid.truth(0)})']
        if diepte > 0:
            uit += [f"hele_stappen({self.number('EUR/jaar', diepte - 1)}, {self.number('EUR/jaar', diepte - 1)})"]
        return uit + (["punten_zelfredzaamheid"] if self.niveau == "persoon" else [])

    def _ages(self, diepte: int) -> list[str]:
        leeftijden = ["leeftijd", f"leeftijd_op({self.date(1)})"] if self.niveau == "persoon" else []
        return ["p_leeftijd", *leeftijden * 2]

    def _spans(self, diepte: int) -> list[str]:
        return [f"maanden({self.date(1)}, {self.date(1)})", "maanden(huur_sinds, op_datum)"]

    def _years(self, diepte: int) -> list[str]:
        eigen = ["jaar_laatste_aanslag()"] if self.niveau == "persoon" else []
        return ["jaar(op_datum)", "jaar(op_datum) - 1", f"jaar({self.date(1)})", *eigen]

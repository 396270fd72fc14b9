"""What an editor tells about a field that holds an expression: the functions, the facts, and some examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rechtenverkenner.model.feiten import PERSOONSBEGRIPPEN, REGISTER

_MAANDBEGRIPPEN: Final = ", ".join(sorted(PERSOONSBEGRIPPEN["maand"]))
FUNCTIES: Final[Mapping[str, tuple[str, str]]] = {
    "iemand": ('iemand(x, groep="gezin", waar=y)', "minstens een lid van de groep voldoet"),
    "iedereen": ('iedereen(x, groep="gezin", waar=y)', "elk lid van de groep voldoet"),
    "aantal": ('aantal(x, groep="gezin")', "hoeveel leden voldoen"),
    "som": ('som(bedrag, groep="gezin", waar=y)', "de som over de leden"),
    "hoogste": ('hoogste(bedrag, groep="gezin")', "het hoogste van de leden"),
    "heeft": ('heeft("leefloon", op=datum, minstens_maanden=3)', "heeft een status of gebruikt een recht, als feit"),
    "recht": ('recht("verhoogde-tegemoetkoming")', "gebruikt het recht, of zal dat doen na toekenning"),
    "leeftijd_op": ("leeftijd_op(datum)", "volle jaren op die dag (`leeftijd` is die van vandaag)"),
    "jaarinkomen": ('jaarinkomen("bruto_belastbaar", jaar(op_datum) - 2)', "inkomen van een kalenderjaar"),
    "laatste_aanslag": ('laatste_aanslag("netto_belastbaar")', "bedrag op het laatste aanslagbiljet"),
    "jaar_laatste_aanslag": ("jaar_laatste_aanslag()", "inkomstenjaar van het laatste aanslagbiljet"),
    "maandinkomen": ('maandinkomen("belastbaar")', f"inkomen dat nu elke maand komt ({_MAANDBEGRIPPEN})"),
    "jaarvoordelen": ('jaarvoordelen("belastbaar")', "voordelen per jaar, zoals vakantiegeld"),
    "remgeld": ("remgeld(jaar(op_datum))", "betaald remgeld van een jaar"),
    "per_jaar": ("per_jaar(bedrag)", "van maand of kwartaal naar jaar"),
    "eens_per_jaar": ("eens_per_jaar(bedrag)", "een bedrag dat een keer per jaar valt"),
    "bij": ("bij(datum, parameter)", "een parameter op een andere datum"),
    "kleinste": ("kleinste(a, b)", "het kleinste"),
    "grootste": ("grootste(a, b)", "het grootste"),
    "hele_stappen": ("hele_stappen(a, b)", "hoeveel keer b volledig in a gaat"),
    "afgerond": ('afgerond(x * (1/3), "beneden")', "een product, afgerond zoals de wet zegt"),
    "dagen": ("dagen(van, tot)", "dagen tussen twee datums"),
    "maanden": ("maanden(van, tot)", "volle maanden tussen twee datums"),
    "plus_dagen": ("plus_dagen(datum, 30)", "een datum zoveel dagen verder"),
    "plus_maanden": ("plus_maanden(datum, -2)", "een datum zoveel maanden verder of terug"),
    "jaar": ("jaar(datum)", "het jaartal"),
    "jaarbegin": ("jaarbegin(datum, -1)", "1 januari, zoveel jaren verder"),
    "maandbegin": ("maandbegin(datum)", "eerste dag van de maand"),
    "kwartaalbegin": ("kwartaalbegin(datum)", "eerste dag van het kwartaal"),
    "beoordeling": ("beoordeling()", "een mens beslist"),
    "betwist": ("betwist()", "de bronnen spreken elkaar tegen: onbekend, wat het gezin ook antwoordt"),
}
"""Name -> how it is written, and what it gives."""

VOORBEELDEN: Final = (
    "leeftijd >= 65",
    'heeft("leefloon")',
    'iemand(leeftijd >= 65, groep="gezin")',
    'som(jaarinkomen("bruto_belastbaar", jaar(op_datum) - 2), groep="gezin") <= inkomensgrens',
)

_NIVEAUS: Final = (("persoon", "van een persoon"), ("aansluiting", "van een aansluiting"), ("gezin", "van het gezin"))
_REGELS: Final = (
    "Namen: feiten, parameters, begrippen en datums; ook `leeftijd` en `op_datum`. Rekenen: `+ - *`, een breuk als "
    "`x * 0.75` of `x * (1/55)`; vergelijken: `== != < <= > >=` en `in [...]`; verbinden: `and or not`; kiezen: "
    "`a if voorwaarde else b`. Staat de uitdrukking tussen `{ }` en heeft ze haakjes of komma's, zet ze dan tussen "
    "enkele aanhalingstekens."
)


def help_text(kort: str, labels: Mapping[str, str]) -> str:
    """Markdown for the field: its own text, how to write an expression, every function and every fact."""
    functies = "\n".join(f"- `{vorm}`: {uitleg}" for vorm, uitleg in FUNCTIES.values())
    feiten = "\n\n".join(
        f"**Feiten {kop}**\n\n" + "\n".join(f"- `{naam}`: {labels.get(naam, naam)}" for naam in _facts(niveau))
        for niveau, kop in _NIVEAUS
    )
    return f"{kort}\n\n{_REGELS}\n\n**Functies**\n\n{functies}\n\n{feiten}"


def _facts(niveau: str) -> list[str]:
    return sorted(naam for naam, (feit, _) in REGISTER.items() if feit.niveau == niveau)

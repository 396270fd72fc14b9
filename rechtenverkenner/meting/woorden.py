"""The closed lists of a round: there is no free text, so that a round cannot become a second case file."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, Literal, get_args

from rechtenverkenner.meldingen import InvoerFout, Melding, did_you_mean
from rechtenverkenner.plan.opvolging import Drempelcode, Standsoort, Weigerreden

Moment = Literal["nul", "eind"]
Doelgroep = Literal["leefloon", "65-plus", "eenouder", "koppel-met-kinderen", "koppel", "alleenstaand", "andere"]
"""What a client is, the first that fits: every client is in one group, so that groups add up to the round."""
Methode = Literal[
    "kantoorbezoek", "huisbezoek", "werkbank", "infosessie", "vorming", "ervaringsdeskundige", "telefoon", "brief",
]  # fmt: skip
"""How a step was made; the methods of the Gent-Zuid pilot, telephone and letter."""
Fase = Literal["weet", "weegt_af", "vraagt_aan", "krijgt"]
Niveau = Literal["klant", "dienst", "relatie", "beleid"]
"""Where a barrier lies: with the client, the service, the relation of client and worker, or rule and society."""
Partner = Literal["ocmw", "ziekenfonds", "caw", "huisvesting", "energie", "school", "stad", "andere"]
Gedeeld = Literal["rechten", "opvolging", "alles"]
Waarom = Literal["aanvraag", "opvolging", "doorverwijzing"]

NAMEN: Final = MappingProxyType(
    {
        "leefloon": "leefloon",
        "65-plus": "iedereen 65 of ouder",
        "eenouder": "alleenstaande ouder",
        "koppel-met-kinderen": "koppel met kinderen",
        "koppel": "koppel zonder kinderen",
        "alleenstaand": "alleenstaande",
        "andere": "andere of niet bekend",
        "weet": "weten dat het bestaat",
        "weegt_af": "afwegen of het de moeite is",
        "vraagt_aan": "aanvragen",
        "krijgt": "krijgen na de aanvraag",
        "klant": "klant",
        "dienst": "dienst",
        "relatie": "klant en werker",
        "beleid": "regel en samenleving",
    }
)


def name_of(woord: str) -> str:
    """A word of a closed list as a reader sees it."""
    return NAMEN.get(woord, woord)


LIJSTEN: Final[dict[str, tuple[str, ...]]] = {
    "doelgroep": get_args(Doelgroep),
    "stand": get_args(Standsoort),
    "methode": get_args(Methode),
    "drempel": get_args(Drempelcode),
    "reden": get_args(Weigerreden),
    "fase": get_args(Fase),
    "niveau": get_args(Niveau),
    "met_wie": get_args(Partner),
    "wat": get_args(Gedeeld),
    "waarom": get_args(Waarom),
}


def word_faults(woorden: dict[str, str | None]) -> list[Melding]:
    """A message for every word that is not in the list of its name; None is no word."""
    return [
        Melding("RV861", f"onbekend woord `{woord[:30]}` voor `{veld}`", None, _help(woord, LIJSTEN[veld]))
        for veld, woord in woorden.items()
        if woord is not None and woord not in LIJSTEN[veld]
    ]


def check_words(woorden: dict[str, str | None]) -> None:
    """Nothing, for words that are all in their list.

    Raises:
        InvoerFout: RV861, for each that is not.
    """
    if fouten := word_faults(woorden):
        raise InvoerFout(fouten)


def _help(woord: str, lijst: Sequence[str]) -> str:
    return did_you_mean(woord, lijst) or f"kies uit: {', '.join(lijst)}"

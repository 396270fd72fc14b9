"""The Dutch texts of the schema of a plan: per part, per field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rechtenverkenner.onderhoud.schema.teksten_gezin import OORDEEL

_DAG: Final = {
    "aanvragen_voor": "laatste dag om aan te vragen",
    "hernieuwen_voor": "laatste dag om te hernieuwen",
    "eindigt_op": "het recht eindigt",
    "opent_op": "het recht kan openen",
}

TEKSTEN: Final[Mapping[str, Mapping[str, str]]] = {
    "PlanJson": {
        "": "Plan | Het volledige plan van `plan --formaat json`. Er kunnen velden bijkomen; er verdwijnen er geen.",
        "versie": "Versie van deze vorm.",
        "taal": "Taal van de teksten.",
        "taal_die_telt": "De tekst in deze taal telt.",
        "op_datum": "De dag van de berekening.",
        "aanvragen": "Open en niet in gebruik, of een dienst beslist; in de volgorde om aan te vragen.",
        "kijk_na": "Zou vanzelf moeten lopen.",
        "te_weten": "Wat nog uit te zoeken is.",
        "in_gebruik": "Loopt al.",
        "geen_recht": "Staat niet open.",
        "daarna": "Opent als een ander recht toegekend is.",
        "volgorde": "Wat eerst te verkrijgen omdat het andere rechten opent.",
        "keuzes": "Rechten die niet samengaan.",
        "bezoeken": "Wat waar te doen, per loket.",
        "documenten": "Elk papier een keer.",
        "dagen": "Dagen om te onthouden.",
        "meldingen": "Bedragen die voor deze dag niet bekend zijn.",
        "ontvangstbewijs": "Waarmee dit plan berekend is.",
    },
    "TekstJson": {
        "": "Tekst | Een tekst in de taal van het plan en in het Nederlands.",
        "tekst": "De tekst in de taal van het plan.",
        "nl": "De tekst in het Nederlands: die telt.",
        "vertaald": "Of er een vertaling is; zo niet, dan is `tekst` Nederlands.",
    },
    "PlanrechtJson": {
        "": "Recht in het plan | Een recht met hetzelfde oordeel voor een of meer mensen of aansluitingen.",
        "recht": "Kenmerk van het recht.",
        "naam": "Naam van het recht.",
        "oordeel": "Het oordeel.",
        "wie": "Voor wie; leeg voor het hele gezin.",
        "iedereen": "Of het voor iedereen van het gezin is.",
        "bedrag_jaar": "Laagste en hoogste bedrag per jaar in euro, voor elk, of niets.",
        "bedrag_eenmalig": "Laagste en hoogste eenmalig bedrag in euro, voor elk, of niets.",
        "terug_te_betalen": "Of het een lening is.",
        "automatisch": "Of het vanzelf loopt.",
        "na": "Rechten die men eerst moet krijgen.",
        "redenen": "Voorwaarden die voldaan zijn en beslissen.",
        "tegen": "Voorwaarden die niet voldaan zijn en beslissen.",
        "uitgesloten": "Voorwaarden die voldaan zijn en het uitsluiten.",
        "ontbreekt": "Feiten die het oordeel nog kunnen veranderen.",
        "verandering": "De kleinste verandering die van nee ja maakt.",
        "vlaggen": "Wat men bij dit recht moet weten.",
        "controle": "Waar men ziet of het loopt, of niets.",
        "loopt_niet": "Of het vanzelf zou moeten lopen en volgens het profiel niet loopt.",
        "sinds": "Sinds wanneer de status geldt waardoor het vanzelf loopt, of niets.",
        "aanvragen_voor": "Laatste dag om aan te vragen, of niets.",
        "hernieuwen_voor": "Laatste dag om te hernieuwen, of niets.",
        "eindigt_op": "Dag waarop het eindigt, of niets.",
        "terugwerkend_tot": "Dag tot waar een aanvraag van vandaag terugwerkt, of niets.",
        "opent_op": "Dag waarop het misschien opent, of niets: op die dag is het zeker niet meer `geen_recht`.",
        "tegenfeit": "De dichtste verandering waarmee het zou openstaan en waar een gezin iets aan heeft, of niets.",
    },
    "TegenfeitJson": {
        "": "Tegenfeit | Wat anders zou moeten zijn om een recht te openen, echt nagerekend. Het is geen raad.",
        "eenheid": "Voor wie: `gezin`, of het kenmerk van een persoon of aansluiting.",
        "wijzigingen": "Wat samen anders zou zijn.",
        "oordeel": "Het oordeel dat er dan zou zijn.",
        "op_datum": "De dag waarop dat oordeel geldt.",
        "bedragen_van_nu": "Of niet alle bedragen van die dag al gekend zijn: dan tellen de laatste gekende.",
    },
    "WijzigingJson": {
        "": "Wijziging | Een feit dat anders zou zijn.",
        "soort": "Wat er anders zou zijn.",
        "feit": "Waar het feit in het profiel staat; `op_datum` voor een dag.",
        "van": "Hoe het nu is: een bedrag als decimaal getal, een dag, een keuze, ja of nee; niets voor een status.",
        "naar": "Hoe het dan zou zijn; een bedrag staat juist op de grens.",
        "eenheid": "Eenheid van een bedrag.",
        "maanden": "Hoeveel volle maanden een status dan al loopt.",
    },
    "OpeningJson": {
        "": "Opening | Een recht dat andere rechten opent.",
        "eerst": "Kenmerk van het recht dat eerst komt.",
        "daarna": "Kenmerken van wat het opent.",
    },
    "KeuzeJson": {
        "": "Keuze | Twee rechten die niet samengaan.",
        "een": "Kenmerk van het ene recht.",
        "ander": "Kenmerk van het andere recht.",
        "beste": "Wat het meest oplevert; niets als de bedragen het niet zeggen.",
        "verschil": "Hoeveel meer dat is per jaar, laagste en hoogste, of niets.",
        "uitleg": "Waarom ze niet samengaan.",
    },
    "BezoekJson": {
        "": "Bezoek | Alles wat bij een loket te doen is.",
        "loket": "Kenmerk van het loket; niets is thuis.",
        "naam": "Naam van het loket, of niets.",
        "telefoon": "Telefoonnummer.",
        "website": "Adres op het web.",
        "rechten": "Kenmerken van de rechten waarvoor men er gaat.",
        "stappen": "Wat er te doen is.",
    },
    "StapJson": {
        "": "Stap | Wat men doet.",
        "tekst": "Wat te doen.",
        "rechten": "Kenmerken van de rechten waarvoor.",
        "na": "Rechten die men eerst moet krijgen.",
        "termijn": "Binnen welke tijd, of niets.",
    },
    "DocumentJson": {
        "": "Document | Een papier om mee te nemen.",
        "naam": "Het papier.",
        "bezoeken": "Voor welke bezoeken: hun plaats, vanaf 1.",
    },
    "VraagJson": {
        "": "Vraag | Een feit om uit te zoeken.",
        "feiten": "Sleutels van het feit, een per mens.",
        "vraag": "De vraag.",
        "rechten": "Rechten waarover het antwoord mee beslist.",
    },
    "DagJson": {
        "": "Dag | Een dag om te onthouden.",
        "dag": "De dag.",
        "soort": "Wat er dan is.",
        "recht": "Kenmerk van het recht.",
    },
}
WAARDEN: Final[Mapping[str, Mapping[str, str]]] = {
    "PlanJson.versie": {"1": "de enige versie die er is"},
    "PlanJson.taal_die_telt": {"nl": "het Nederlands"},
    "PlanrechtJson.oordeel": OORDEEL,
    "DagJson.soort": _DAG,
    "WijzigingJson.soort": {
        "bedrag": "een inkomen van nu, tot op de grens",
        "datum": "de dag zelf, als verder niets verandert",
        "status": "een status of recht dat toegekend is",
        "feit": "een ander antwoord op een feit",
    },
    "TegenfeitJson.oordeel": {k: v for k, v in OORDEEL.items() if k in ("onbenut", "automatisch", "na", "mogelijk")},
}

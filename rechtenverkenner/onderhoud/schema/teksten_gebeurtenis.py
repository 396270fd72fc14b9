"""The Dutch texts of the schemas of consequences and of a look ahead: per part, per field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rechtenverkenner.motor.gebeurtenis import UITLEG
from rechtenverkenner.onderhoud.schema.teksten_gezin import OORDEEL

_UITKOMST: Final = {
    "ja": "voldaan",
    "mens": "een mens beslist",
    "onbekend": "er ontbreken feiten",
    "nee": "niet voldaan",
}
_VERSIE: Final = {"1": "de enige versie die er is"}
_BEDRAGEN: Final = {
    "bedrag_jaar": "Bedrag per jaar in euro, ervoor en erna.",
    "bedrag_eenmalig": "Eenmalig bedrag in euro, ervoor en erna.",
}
_RECHT: Final = {
    "recht": "Kenmerk van het recht.",
    "naam": "Naam van het recht.",
    "eenheid": "De persoon, de aansluiting of `gezin`.",
    "van": "Het oordeel ervoor, of niets als het er niet was.",
    "naar": "Het oordeel erna, of niets als het er niet meer is.",
    "aanvragen_voor": "Laatste dag om aan te vragen, of niets.",
    "waarom": "Voorwaarden die een ander antwoord kregen.",
}

TEKSTEN: Final[Mapping[str, Mapping[str, str]]] = {
    "GevolgenJson": {
        "": "Gevolgen | Het antwoord van `wat-als --formaat json`. Er kunnen velden bijkomen; er verdwijnen er geen.",
        "versie": "Versie van deze vorm.",
        "gebeurtenis": "Wat er gebeurt.",
        "op_datum": "De dag waarop ervoor en erna beoordeeld zijn.",
        "gevolgen": "Elk recht waarvan het oordeel of het bedrag verandert.",
        "kennisgevingen": "Wat te melden of na te kijken van de rechten in gebruik.",
        "daarna": "Wat daarna vanzelf verandert, of niets als het niet gevraagd is.",
    },
    "GevolgJson": {
        "": "Gevolg | Wat de gebeurtenis doet met een recht van een persoon, een aansluiting of het gezin.",
        **_RECHT,
        **_BEDRAGEN,
        "soort": "Wat er met het recht gebeurt.",
        "in_gebruik": "Of het recht ervoor of erna in gebruik is.",
        "na": "Rechten die men eerst moet krijgen.",
        "ontbreekt": "Feiten die het oordeel nog kunnen veranderen.",
        "terugwerkend_tot": "Dag tot waar een aanvraag terugwerkt, of niets.",
    },
    "KennisgevingJson": {
        "": "Kennisgeving | Een tekst van de catalogus over een recht in gebruik dat de gebeurtenis raakt.",
        "recht": "Kenmerk van het recht.",
        "naam": "Naam van het recht.",
        "eenheden": "Voor wie het in gebruik is.",
        "tekst": "Wat te melden of na te kijken.",
        "loket": "Kenmerk van het loket, of leeg.",
        "termijn": "Binnen welke tijd, of leeg.",
        "bron": "Waar de tekst in de catalogus staat.",
    },
    "VooruitblikJson": {
        "": "Vooruitblik | Het antwoord van `vooruitblik --formaat json`. Er kunnen velden bijkomen.",
        "versie": "Versie van deze vorm.",
        "op_datum": "De dag vanaf wanneer gekeken wordt.",
        "maanden": "Hoeveel maanden vooruit.",
        "verschuivingen": "Wat vanzelf verandert, in de volgorde van de dagen.",
    },
    "VerschuivingJson": {
        "": "Verschuiving | Een oordeel of een bedrag dat op een dag vanzelf verandert.",
        **_RECHT,
        **_BEDRAGEN,
        "dag": "De eerste dag waarop het anders is.",
        "soort": "Wat er die dag gebeurt.",
        "loopt_af": "Of het recht in gebruik is en de voorwaarden vanaf die dag niet meer vervuld zijn.",
    },
    "BedragenJson": {
        "": "Bedragen | Een bedrag ervoor en erna.",
        "voor": "Laagste en hoogste bedrag ervoor, of niets als het niet bekend is.",
        "na": "Laagste en hoogste bedrag erna, of niets als het niet bekend is.",
    },
    "RedenJson": {
        "": "Reden | Een voorwaarde met een ander antwoord dan ervoor.",
        "id": "Kenmerk van de voorwaarde.",
        "label": "De voorwaarde in woorden.",
        "over": "Over wie het gaat, of leeg.",
        "van": "Het antwoord ervoor, of niets als ze niet gesteld werd.",
        "naar": "Het antwoord erna, of niets als ze niet gesteld wordt.",
    },
}
WAARDEN: Final[Mapping[str, Mapping[str, str]]] = {
    "GevolgenJson.versie": _VERSIE,
    "GevolgenJson.gebeurtenis": UITLEG,
    "GevolgJson.soort": {
        "opent": "nu open, en voordien niet",
        "stopt": "was in gebruik of open, en nu niet meer",
        "misschien": "een dienst beslist erover",
        "wijzigt": "hetzelfde oordeel met een ander bedrag",
        "anders": "nog altijd open, langs een andere weg",
        "onzeker": "in gebruik, en niet meer bevestigd",
        "onbekend": "er ontbreken gegevens",
        "sluit": "was niet zeker, en is nu geen recht",
    },
    "GevolgJson.van": OORDEEL,
    "GevolgJson.naar": OORDEEL,
    "KennisgevingJson.bron": {
        "vervalt_bij": "wat het recht doet vervallen",
        "stap": "een stap om het recht te hernieuwen",
    },
    "VooruitblikJson.versie": _VERSIE,
    "VerschuivingJson.soort": {
        "opent": "gaat open",
        "sluit": "stopt, of is geen recht meer",
        "misschien": "een dienst beslist erover",
        "wijzigt": "hetzelfde oordeel met een ander bedrag",
        "anders": "nog altijd open, langs een andere weg",
        "onbekend": "niet meer bekend of niet meer bevestigd",
        "bedrag_niet_bekend": "alleen doordat een bedrag van de catalogus vanaf die dag niet bekend is",
    },
    "VerschuivingJson.van": OORDEEL,
    "VerschuivingJson.naar": OORDEEL,
    "RedenJson.van": _UITKOMST,
    "RedenJson.naar": _UITKOMST,
}

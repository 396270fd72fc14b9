"""What the server says when it does not do what was asked: a problem (RFC 9457) for programs, a page for people.

No text repeats what was sent, so that a refusal can be logged and shown without a personal fact.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from rechtenverkenner.meldingen import Melding
from rechtenverkenner.plan.woorden import N_, Woorden

API = "/v1/"
"""Paths that begin so are the HTTP service; the others are pages."""
PROBLEEM = "application/problem+json"
CODE = "rechtenverkenner.code"
"""Where in the scope of a request the code of its refusal stands, for the log."""
WOORDEN = "rechtenverkenner.woorden"
"""Where in the scope of a request stands what gives the words for a person who is refused."""
EERSTE = N_("Naar de eerste bladzijde")


@dataclass(frozen=True, slots=True)
class Weigering:
    """One reason to refuse: HTTP status, code of docs/meldingen.md, a title, and what to do."""

    status: int
    code: str
    titel: str
    hulp: str
    koppen: tuple[tuple[str, str], ...] = ()


class Geweigerd(Exception):
    """A request that is refused, with the faults found in what was sent; its text says only the code."""

    def __init__(self, weigering: Weigering, *, fouten: Sequence[Melding] = ()) -> None:
        self.weigering = weigering
        self.fouten = tuple(fouten)
        super().__init__(weigering.code)


HOST = Weigering(
    400, "RV801", N_("verkeerde naam van de server"), N_("gebruik het adres dat bij het starten getoond werd")
)
HERKOMST = Weigering(403, "RV802", N_("de vraag komt van een andere website"), N_("begin op de eerste bladzijde"))
FORMULIER = Weigering(403, "RV803", N_("dit formulier geldt niet meer"), N_("begin opnieuw op de eerste bladzijde"))
TE_GROOT = Weigering(413, "RV804", N_("er is te veel gestuurd"), N_("stuur een kleiner profiel"))
TE_TRAAG = Weigering(408, "RV805", N_("het sturen duurde te lang"), N_("probeer opnieuw"), (("Connection", "close"),))
SOORT = Weigering(
    415, "RV806", N_("deze soort inhoud wordt niet gelezen"), N_("stuur JSON met `content-type: application/json`")
)
KOP = Weigering(
    431, "RV826", N_("de kop van de vraag is te groot"), N_("wis de cookies van dit adres, of probeer opnieuw")
)
TOKEN = Weigering(
    401,
    "RV807",
    "het token ontbreekt of is verkeerd",
    "stuur `authorization: Bearer ...`",
    (("WWW-Authenticate", "Bearer"),),
)
NIET_GEVONDEN = Weigering(404, "RV808", N_("dit bestaat niet"), N_("kijk het adres na"))
METHODE = Weigering(405, "RV809", N_("dit adres kent deze methode niet"), N_("kijk na wat het adres kan"))
IN_ADRES = Weigering(
    400, "RV810", N_("er staat iets in het adres dat er niet hoort"), N_("stuur gegevens nooit in een adres")
)
TE_DRUK = Weigering(
    503, "RV811", N_("er wachten te veel vragen"), N_("probeer het straks opnieuw"), (("Retry-After", "2"),)
)
TE_LANG = Weigering(
    503, "RV812", N_("het antwoord duurde te lang"), N_("probeer het straks opnieuw"), (("Retry-After", "5"),)
)
INTERN = Weigering(500, "RV813", N_("er ging iets mis in het programma"), N_("meld het, zonder gegevens van het gezin"))
GEEN_JSON = Weigering(400, "RV814", "dit is geen JSON", "stuur een voorwerp `{...}` in UTF-8")
GEEN_VRAAG = Weigering(400, "RV816", N_("deze vraag is niet begrepen"), N_("kijk na hoe de vraag gesteld moet worden"))
INVOER = Weigering(422, "RV815", "de gegevens zijn niet te gebruiken", "verbeter wat in `fouten` staat")


def problem(weigering: Weigering, *, fouten: Sequence[Melding] = ()) -> dict[str, Any]:
    """A refusal as problem details (RFC 9457), with our code and the faults."""
    return {
        "type": f"urn:rechtenverkenner:{weigering.code}",
        "title": weigering.titel,
        "status": weigering.status,
        "detail": weigering.hulp,
        "code": weigering.code,
        "fouten": [m.as_dict() for m in fouten],
    }


def refusal_body(
    weigering: Weigering, scope: Mapping[str, Any], *, fouten: Sequence[Melding] = ()
) -> tuple[str, bytes]:
    """Content type and body of a refusal: for a program, in Dutch; for a person, in the language of the session."""
    if scope["path"].startswith(API):
        return PROBLEEM, json.dumps(problem(weigering, fouten=fouten), ensure_ascii=False).encode()
    woorden: Woorden = scope[WOORDEN]()
    titel, hulp, begin = (escape(woorden.gettext(x).tekst) for x in (weigering.titel, weigering.hulp, EERSTE))
    return "text/html; charset=utf-8", (
        f'<!doctype html><html lang="{woorden.taal.html}"><head><meta charset="utf-8"><title>{titel}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/stijl/rechten.css"></head>'
        f'<body><main><h1>{titel}</h1><p>{hulp} ({weigering.code})</p><p><a class="knop" href="/">{begin}</a></p>'
        "</main></body></html>"
    ).encode()

"""A small catalogue of which every atom and every mutant was counted by hand, with the cases that guard it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rechtenverkenner import Catalogus
from rechtenverkenner.catalogus.laden import read_teksten

BRON = {"W": {"uitgever": "Staatsblad", "titel": "een wet"}}


def waarde(vanaf: str, bedrag: Any, **meer: Any) -> dict[str, Any]:
    return {"vanaf": vanaf, "waarde": bedrag, "bron": "W", "nagekeken_op": "2026-11-01", "zekerheid": "hoog", **meer}


def reeks(eenheid: str, *waarden: dict[str, Any]) -> dict[str, Any]:
    return {"label": "een grens", "eenheid": eenheid, "waarden": list(waarden)}


def blad(kenmerk: str, als: str) -> dict[str, Any]:
    return {"id": kenmerk, "label": f"de voorwaarde {kenmerk}", "bron": "W", "als": als}


def recht(kenmerk: str, voorwaarden: dict[str, Any], **meer: Any) -> dict[str, Any]:
    return {
        "recht": kenmerk,
        "naam": kenmerk,
        "beschrijving": "een klein recht om op te rekenen",
        "domein": "wonen",
        "bestuursniveau": "vlaams",
        "pakket": "kern",
        "eenheid": "gezin",
        "toekenning": {"standaard": "aanvraag"},
        "bronnen": BRON,
        "voorwaarden": voorwaarden,
        "stappen": [{"tekst": "vraag het aan", "loket": "ocmw"}],
        "loketten": ["ocmw"],
        **meer,
    }


TOELAGE = recht(
    "toelage",
    {
        "alle": [
            blad("huurder", 'statuut == "huurder"'),
            {
                "een_van": [
                    blad("lage-huur", "huurprijs <= grens"),
                    {
                        "id": "leefloon",
                        "label": "iemand heeft een leefloon",
                        "bron": "W",
                        "iemand": {"groep": "gezin", "als": 'heeft("leefloon")'},
                    },
                ]
            },
        ]
    },
    parameters={"grens": reeks("EUR/maand", waarde("2025-01-01", 500))},
)


def teksten(*rechten: dict[str, Any]) -> dict[str, str]:
    delen: dict[str, Any] = {
        "catalogus": {"versie": "2026.11.0"},
        "statussen": {"leefloon": {"naam": "leefloon", "verlener": "OCMW"}},
        "loketten": {"ocmw": {"naam": "het OCMW"}},
    }
    delen |= {r["recht"]: r for r in rechten or (TOELAGE,)}
    return {f"regels/{naam}.yaml": _yaml(inhoud) for naam, inhoud in delen.items()}


def _yaml(inhoud: Any) -> str:
    """JSON is YAML; only dates are written without quotes, as in the files of the project."""
    tekst = json.dumps(inhoud, ensure_ascii=False, indent=1)
    for veld in ("vanaf", "tot", "nagekeken_op", "op_datum"):
        delen = tekst.split(f'"{veld}": "')
        tekst = delen[0] + "".join(f'"{veld}": {d[:10]}{d[11:]}' for d in delen[1:])
    return tekst


def catalogus(*rechten: dict[str, Any]) -> Catalogus:
    c, meldingen = read_teksten(teksten(*rechten))
    assert c is not None, "\n".join(map(str, meldingen))
    return c


def geval(dag: str, oordeel: str, *leefloon: bool, statuut: str = "huurder", huur: float = 500.0) -> dict[str, Any]:
    personen = [
        {"id": f"p{i}", "geboortedatum": 1980, "statussen": {"leefloon": x}, "andere_statussen": False}
        for i, x in enumerate(leefloon)
    ]
    gezin = {"personen_volledig": True, "personen": personen, "woning": {"statuut": statuut, "huurprijs": huur}}
    gezin["andere_rechten"] = False
    return {"bron": "met de hand geteld", "op_datum": dag, "gezin": gezin, "verwacht": {"oordeel": oordeel}}


GEVALLEN: dict[str, dict[str, Any]] = {
    "op-de-grens": geval("2025-01-01", "onbenut", False),
    "een-eigenaar": geval("2025-06-01", "geen_recht", False, statuut="eigenaar", huur=400.0),
    "een-cent-te-duur": geval("2025-06-01", "geen_recht", False, huur=500.01),
    "een-van-twee-met-leefloon": geval("2025-06-01", "onbenut", False, True, huur=600.0),
    "voor-de-eerste-grens": geval("2024-12-31", "onbekend", False),
}


def write_cases(map_: Path, gevallen: dict[str, dict[str, Any]] | None = None, *, over: str = "toelage") -> Path:
    for naam, inhoud in (GEVALLEN if gevallen is None else gevallen).items():
        pad = map_ / over / str(inhoud["op_datum"]) / f"{naam}.yaml"
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(_yaml(inhoud).replace("true", "ja").replace("false", "nee"), encoding="utf-8")
    return map_


def write_catalogue(map_: Path, *rechten: dict[str, Any]) -> Path:
    for naam, tekst in teksten(*rechten).items():
        pad = map_ / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_text(tekst, encoding="utf-8")
    return map_ / "regels"

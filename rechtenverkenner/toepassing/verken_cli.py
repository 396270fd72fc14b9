"""The commands `verken` and `leg-uit`: every verdict on a household, and the whole explanation of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rechtenverkenner.toepassing.gezinnen import evaluate_household
from rechtenverkenner.toepassing.opties import (
    Formaat,
    Kenmerk,
    Lokaal,
    Map,
    OpDatum,
    Profiel,
    Taal,
    known_right,
    output_format,
    print_json,
    read_catalogue,
    read_date,
)
from rechtenverkenner.toepassing.regels import open_screen

if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command()(verken)
    app.command("leg-uit")(leg_uit)


def verken(
    gezin: Profiel,
    op_datum: OpDatum = None,
    formaat: Formaat = "tekst",
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Verken alle rechten van een gezin."""
    dag, vorm = read_date(op_datum), output_format(formaat)
    c = read_catalogue(catalogus)
    resultaat = evaluate_household(gezin, c, dag, lokaal)
    if vorm == "json":
        from rechtenverkenner.model.contract import result_as_dict

        print_json(result_as_dict(resultaat))
        return
    from rechtenverkenner.toepassing.tekst import show_result

    show_result(open_screen(), resultaat, c)


def leg_uit(
    gezin: Profiel,
    recht: Kenmerk,
    taal: Taal = "nl",
    op_datum: OpDatum = None,
    formaat: Formaat = "tekst",
    lokaal: Lokaal = None,
    catalogus: Map = None,
) -> None:
    """Leg een oordeel uit: elke voorwaarde, het getal van het gezin, de drempel, de datum en de bron."""
    from rechtenverkenner.motor.tegenfeit import Zoeker
    from rechtenverkenner.plan.taal import language

    dag, vorm = read_date(op_datum), output_format(formaat)
    gekozen, c = language(taal), read_catalogue(catalogus)
    r = known_right(c, recht)
    resultaat = evaluate_household(gezin, c, dag, lokaal)
    zoeker = Zoeker(resultaat)
    oordelen = [(o, zoeker.nearest(o)) for o in resultaat.oordelen if o.recht == recht]
    if vorm == "json":
        from rechtenverkenner.model.contract import explanation_as_dict, verdict_as_dict
        from rechtenverkenner.plan.contract import counterfactual_as_dict

        print_json(
            [
                {
                    **verdict_as_dict(o),
                    "tegenfeiten": [counterfactual_as_dict(t) for t in tegenfeiten],
                    "uitleg": explanation_as_dict(o.uitleg),
                }
                for o, tegenfeiten in oordelen
            ]
        )
        return
    from rechtenverkenner.plan.woorden import Woorden
    from rechtenverkenner.toepassing.tekst import show_explanation

    scherm = open_screen()
    if not oordelen:
        scherm.line("dit recht bestaat niet voor dit gezin (andere gemeente, of geen aansluiting van die soort)")
    for o, tegenfeiten in oordelen:
        show_explanation(scherm, o, r, Woorden(gekozen, c), tegenfeiten)

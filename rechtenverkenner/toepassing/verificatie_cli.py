"""The commands that measure how well the reference cases guard the rules: `dekking` and `mutatie`.

Both are measurements: exit status 0 whatever the score, unless `--minstens` asks for one.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rechtenverkenner.toepassing.getuigen_cli import getuigen
from rechtenverkenner.toepassing.opties import (
    EenRecht,
    Formaat,
    Gevallen,
    Map,
    known_right,
    output_format,
    print_json,
    read_catalogue,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rechtenverkenner.meldingen import Melding

Minstens = Annotated[float, typer.Option("--minstens", help="status 1 onder deze score (0 tot 1)")]
Kernen = Annotated[int | None, typer.Option("--kernen", min=1, help="aantal processen; standaard alle kernen")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command()(dekking)
    app.command()(mutatie)
    app.command()(getuigen)


def dekking(
    recht: EenRecht = None,
    gevallen: Gevallen = None,
    catalogus: Map = None,
    formaat: Formaat = "tekst",
    minstens: Minstens = 0.0,
) -> None:
    """Meet welke voorwaarden de gevallen laten beslissen: een keer als ze waar zijn, een keer als ze niet waar zijn."""
    from rechtenverkenner.verificatie.dekking import measure
    from rechtenverkenner.verificatie.gevallen import check_rights, read_cases
    from rechtenverkenner.verificatie.verslag import coverage_lines

    vorm, c = output_format(formaat), read_catalogue(catalogus)
    if recht is not None:
        known_right(c, recht)
    rij = read_cases(gevallen, recht=recht)
    _tell(check_rights(rij, c))
    uit = measure(c, rij, recht=recht)
    if vorm == "json":
        print_json(uit.as_dict())
    else:
        print("\n".join(coverage_lines(uit)))
    _tell(uit.meldingen)
    _finish(bool(uit.meldingen) or uit.score < minstens)


def mutatie(
    recht: EenRecht = None,
    kernen: Kernen = None,
    gevallen: Gevallen = None,
    catalogus: Map = None,
    formaat: Formaat = "tekst",
    minstens: Minstens = 0.0,
) -> None:
    """Meet welke kleine fouten in de regels de gevallen merken: een drempel, een datum, een teken, een voorwaarde."""
    from rechtenverkenner.verificatie.gelijkwaardig import apply_reviewed, read_reviewed
    from rechtenverkenner.verificatie.gevallen import check_rights, default_cases, read_cases
    from rechtenverkenner.verificatie.parallel import Opdracht, measure_parallel
    from rechtenverkenner.verificatie.verslag import mutation_lines

    vorm, c = output_format(formaat), read_catalogue(catalogus)
    if recht is not None:
        known_right(c, recht)
    _tell(check_rights(read_cases(gevallen, recht=recht), c))
    nagekeken = read_reviewed(gevallen or default_cases())
    gemeten, fouten = measure_parallel(Opdracht(catalogus, gevallen), recht=recht, kernen=kernen or os.cpu_count() or 1)
    uit, verouderd = apply_reviewed(gemeten, nagekeken)
    if vorm == "json":
        print_json(uit.as_dict())
    else:
        print("\n".join(mutation_lines(uit)))
    _tell([*fouten, *verouderd])
    _finish(bool(fouten or verouderd) or uit.score < minstens)


def _tell(meldingen: Iterable[Melding]) -> None:
    for m in meldingen:
        print(m, file=sys.stderr)


def _finish(bevindingen: bool) -> None:
    if bevindingen:
        raise typer.Exit(1)

"""The command `getuigen`: witnesses for every condition, and the laws on income and tables, found with z3.

Exit status 1 when engine and solver disagree, a lower income takes a right away, or a table has a hole; conditions that
never decide are warnings.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rechtenverkenner.toepassing.opties import (
    EenRecht,
    Formaat,
    Gevallen,
    Map,
    OpDatum,
    known_right,
    output_format,
    print_json,
    read_catalogue,
    read_date,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rechtenverkenner.model.recht import Catalogus, Recht
    from rechtenverkenner.verificatie.getuigen import Rechtuitslag
    from rechtenverkenner.verificatie.getuigengevallen import Voorstel
    from rechtenverkenner.verificatie.getuigenverslag import Verslag

Uit = Annotated[Path | None, typer.Option("--uit", help="schrijf voorstellen voor gevallen in deze map")]


def getuigen(
    recht: EenRecht = None,
    op_datum: OpDatum = None,
    uit: Uit = None,
    gevallen: Gevallen = None,
    catalogus: Map = None,
    formaat: Formaat = "tekst",
) -> None:
    """Zoek voor elke voorwaarde een gezin waar ze beslist, en kijk inkomensgrenzen en tabellen tot op de cent na."""
    from rechtenverkenner.verificatie.getuigenverslag import report_as_dict, report_lines
    from rechtenverkenner.verificatie.z3_model import require_z3

    vorm, dag = output_format(formaat), read_date(op_datum)
    require_z3()
    c = read_catalogue(catalogus)
    rechten = list(c.rechten.values()) if recht is None else [known_right(c, recht)]
    verslag = _investigate(rechten, c, dag, uit, gevallen)
    if vorm == "json":
        print_json(report_as_dict(verslag))
    else:
        print("\n".join(report_lines(verslag)))
    if verslag.has_findings:
        raise typer.Exit(1)


def _investigate(rechten: Sequence[Recht], c: Catalogus, dag: date, uit: Path | None, gevallen: Path | None) -> Verslag:
    from rechtenverkenner.verificatie.getuigen import find_witnesses
    from rechtenverkenner.verificatie.getuigencontrole import check_witnesses
    from rechtenverkenner.verificatie.getuigenverslag import Verslag
    from rechtenverkenner.verificatie.gevallen import default_cases
    from rechtenverkenner.verificatie.inkomensproef import (
        check_falling_income,
        read_reviewed,
        reads_means,
        split_reviewed,
    )
    from rechtenverkenner.verificatie.proefstand import Deelcatalogi
    from rechtenverkenner.verificatie.tabelproef import check_tables

    nagekeken = read_reviewed(gevallen or default_cases())
    delen = Deelcatalogi(c)
    uitslagen, inkomen = [], []
    for r in rechten:
        _progress(r)
        uitslagen.append(find_witnesses(r, c, op_datum=dag))
        inkomen += [check_falling_income(r, c, op_datum=dag)] if reads_means(r) else []
    dalingen, bekend, over = split_reviewed(inkomen, nagekeken)
    for m in over:
        print(m, file=sys.stderr)
    return Verslag(
        rechten=tuple(uitslagen),
        afwijkingen=tuple(x for u in uitslagen for x in check_witnesses(u, delen)),
        inkomen=tuple(inkomen),
        dalingen=tuple(dalingen),
        nagekeken=tuple(bekend),
        tabellen=tuple(check_tables(r, c, op_datum=dag) for r in rechten),
        voorstellen=tuple(_proposals(uitslagen, c, uit, gevallen) if uit else ()),
    )


def _progress(recht: Recht) -> None:
    """Who waits minutes sees where it is; not in a file or a pipe."""
    if sys.stderr.isatty():
        print(f"{recht.id} ...", file=sys.stderr)


def _proposals(uitslagen: Sequence[Rechtuitslag], c: Catalogus, uit: Path, gevallen: Path | None) -> list[Voorstel]:
    from rechtenverkenner.verificatie.dekking import measure
    from rechtenverkenner.verificatie.getuigengevallen import propose, write
    from rechtenverkenner.verificatie.gevallen import read_cases
    from rechtenverkenner.verificatie.proefstand import Deelcatalogi

    delen = Deelcatalogi(c)
    rij = [
        v
        for u in uitslagen
        for v in propose(u, measure(c, read_cases(gevallen, recht=u.recht), recht=u.recht), c, delen)
    ]
    write(rij, uit)
    return rij

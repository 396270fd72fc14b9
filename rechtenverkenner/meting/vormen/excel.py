"""The report as a workbook: a sheet for each table, and charts that Excel draws itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from rechtenverkenner.meldingen import InvoerFout, Melding
from rechtenverkenner.meting.cijfers import Cijfers
from rechtenverkenner.meting.verslag import UITLEG_VERBORGEN, VERBORGEN, Tabel, tables

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_VORM: Final = {"deel": "0 %", "punten": "0.0", "euro": "#,##0", "aantal": "0", "tekst": "@"}
_GRAFIEKEN: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "rechten": ("bar", ("bereik voor", "bereik na")),
    "doelgroepen": ("column", ("bereik voor", "bereik na")),
    "doorloop": ("column", ("gevonden", "aangevraagd", "ontvangen")),
    "drempels-drempel": ("bar", ("aantal",)),
    "methoden": ("column", ("deel ontvangen",)),
}
"""Of a table its kind of chart, and the columns in it."""


def as_workbook(c: Cijfers) -> bytes:
    """The bytes of an .xlsx file.

    Raises:
        InvoerFout: RV859, the extra `meting` is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        hulp = "pip install 'rechtenverkenner[meting]'"
        raise InvoerFout([Melding("RV859", "een werkboek vraagt een extra", None, hulp)]) from None
    stroom = io.BytesIO()
    boek = Workbook(stroom, {"in_memory": True})
    for t in tables(c):
        _sheet(boek, t)
    boek.close()
    return stroom.getvalue()


def _sheet(boek: Workbook, t: Tabel) -> None:
    blad = boek.add_worksheet(t.id)
    blad.write_string(0, 0, t.titel, boek.add_format({"bold": True, "font_size": 14}))
    blad.write_string(1, 0, f"{t.uitleg} {UITLEG_VERBORGEN}".strip())
    kop = boek.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    blad.write_row(3, 0, [k.naam for k in t.kolommen], kop)
    vormen = [boek.add_format({"num_format": _VORM[k.soort]}) for k in t.kolommen]
    grijs = boek.add_format({"font_color": "#6b6b6b", "align": "right"})
    for n, rij in enumerate(t.rijen, 4):
        for m, waarde in enumerate(rij):
            if waarde is None:
                blad.write_string(n, m, VERBORGEN, grijs)
            elif isinstance(waarde, str):
                blad.write_string(n, m, waarde)  # never as a formula, whatever it begins with
            else:
                blad.write_number(n, m, waarde, vormen[m])
    blad.set_column(0, 0, 44)
    blad.set_column(1, len(t.kolommen), 14)
    blad.freeze_panes(4, 1)
    blad.repeat_rows(3)
    blad.fit_to_pages(1, 0)
    blad.set_landscape()
    if t.id in _GRAFIEKEN and t.rijen:
        _chart(boek, blad, t)


def _chart(boek: Workbook, blad: Worksheet, t: Tabel) -> None:
    soort, kolommen = _GRAFIEKEN[t.id]
    grafiek: Any = boek.add_chart({"type": soort})
    laatste = 3 + len(t.rijen)
    namen = [k.naam for k in t.kolommen]
    for naam, kleur in zip(kolommen, ("#8a8a8a", "#1d4f7c", "#b35900"), strict=False):
        plek = namen.index(naam)
        grafiek.add_series(
            {
                "name": [t.id, 3, plek],
                "categories": [t.id, 4, 0, laatste, 0],
                "values": [t.id, 4, plek, laatste, plek],
                "fill": {"color": kleur},
            }
        )
    grafiek.set_title({"name": t.titel})
    grafiek.set_legend({"position": "bottom"})
    if soort == "bar":
        grafiek.set_y_axis({"reverse": True})
    grafiek.set_size({"width": 900, "height": max(360, 26 * len(t.rijen))})
    blad.insert_chart(laatste + 3, 0, grafiek, {"description": t.titel})

"""The report as a workbook: a sheet for each table, and charts that Excel draws itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
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
_KLEUREN: Final = {1: ("#1d4f7c",), 2: ("#8a8a8a", "#1d4f7c"), 3: ("#8a8a8a", "#1d4f7c", "#b35900")}


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
    wikkel = boek.add_format({"text_wrap": True, "valign": "top"})
    blad.merge_range(1, 0, 1, max(len(t.kolommen) - 1, 4), f"{t.uitleg} {UITLEG_VERBORGEN}".strip(), wikkel)
    blad.set_row(1, 62)
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
    blad.set_column(0, 0, 56)
    for m, k in enumerate(t.kolommen[1:], 1):
        blad.set_column(m, m, 44 if k.soort == "tekst" else 14)
    blad.set_row(3, 36)
    blad.freeze_panes(4, 1)
    blad.repeat_rows(3)
    blad.fit_to_pages(1, 0)
    blad.set_landscape()
    if t.id in _GRAFIEKEN:
        _chart(boek, blad, t)


def _chart(boek: Workbook, blad: Worksheet, t: Tabel) -> None:
    """A chart of the rows that show all of its columns."""
    soort, kolommen = _GRAFIEKEN[t.id]
    namen = [k.naam for k in t.kolommen]
    plekken = [namen.index(naam) for naam in kolommen]
    rijen = [n for n, rij in enumerate(t.rijen, 5) if all(rij[plek] is not None for plek in plekken)]
    if not rijen:
        return
    grafiek: Any = boek.add_chart({"type": soort})
    for plek, kleur in zip(plekken, _KLEUREN[len(plekken)], strict=True):
        letter = chr(65 + plek)
        grafiek.add_series(
            {
                "name": [t.id, 3, plek],
                "categories": _cells(t.id, "A", rijen),
                "values": _cells(t.id, letter, rijen),
                "fill": {"color": kleur},
            }
        )
    as_ = {"num_format": _VORM[t.kolommen[plekken[0]].soort], "min": 0}
    grafiek.set_title({"name": t.titel})
    grafiek.set_legend({"none": True} if len(plekken) == 1 else {"position": "bottom"})
    if soort == "bar":
        grafiek.set_y_axis({"reverse": True})
        grafiek.set_x_axis(as_)
    else:
        grafiek.set_y_axis(as_)
    grafiek.set_size({"width": 900, "height": 200 + (26 * len(rijen) if soort == "bar" else 160)})
    blad.insert_chart(len(t.rijen) + 6, 0, grafiek, {"description": t.titel})


def _cells(blad: str, letter: str, rijen: Sequence[int]) -> str:
    """The cells of a column in these rows, as a formula."""
    cellen = ",".join(f"'{blad}'!${letter}${n}" for n in rijen)
    return f"=({cellen})"

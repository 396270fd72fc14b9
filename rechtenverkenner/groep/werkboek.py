"""A workbook in memory: the same content gives the same bytes, and no text in it is ever a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from rechtenverkenner.groep.schrijven import GEVAARLIJK
from rechtenverkenner.groep.tabellen import Celwaarde, fault

DATUMVORM = "dd/mm/yyyy"
MAX_TEKST = 32_000
A4 = 9


class Werkboek:
    """Sheets that are filled cell by cell; `close` gives the file.

    Raises:
        InvoerFout: RV520, the extra `groep` is not installed.
    """

    def __init__(self, op_datum: date, titel: str) -> None:
        try:
            import xlsxwriter
        except ImportError:
            raise fault(
                "RV520", "een werkmap schrijven vraagt een extra", "pip install 'rechtenverkenner[groep]'"
            ) from None
        self._stroom = BytesIO()
        # in memory: no file with people in it is left in a folder for temporary files
        opties = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.boek: Any = xlsxwriter.Workbook(self._stroom, opties)
        gemaakt = datetime(op_datum.year, op_datum.month, op_datum.day)  # noqa: DTZ001 - a day, in no zone
        self.boek.set_properties({"title": titel, "created": gemaakt, "comments": "gemaakt met Rechtenverkenner"})
        self._vormen: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, naam: str) -> Any:
        """A new sheet, that prints as wide as the paper."""
        blad = self.boek.add_worksheet(naam)
        blad.set_landscape()
        blad.set_paper(A4)
        blad.fit_to_pages(1, 0)
        return blad

    def form(self, **eigenschappen: Any) -> Any:
        """A format; the same properties give the same one."""
        sleutel = tuple(sorted(eigenschappen.items()))
        if sleutel not in self._vormen:
            self._vormen[sleutel] = self.boek.add_format(dict(eigenschappen))
        return self._vormen[sleutel]

    def write(self, blad: Any, rij: int, kolom: int, waarde: Celwaarde, **vorm: Any) -> None:
        """One cell, counted from 0; text always as text."""
        match waarde:
            case None:
                if vorm:
                    blad.write_blank(rij, kolom, None, self.form(**vorm))
            case int() | Decimal() if not isinstance(waarde, bool):
                blad.write_number(rij, kolom, waarde, self.form(**vorm))
            case date():
                blad.write_datetime(rij, kolom, waarde, self.form(**{"num_format": DATUMVORM, **vorm}))
            case _:
                tekst = str(waarde)[:MAX_TEKST]
                extra = {"quote_prefix": True} if tekst.startswith(GEVAARLIJK) else {}
                blad.write_string(rij, kolom, tekst, self.form(**vorm, **extra))

    def header(self, blad: Any, rij: int, koppen: Sequence[tuple[str, float]]) -> None:
        """Names and widths of columns, in bold; the rows above and this one stay in view."""
        for kolom, (kop, breedte) in enumerate(koppen):
            self.write(blad, rij, kolom, kop, bold=True, text_wrap=True, valign="top", bg_color="#E7ECF3", border=1)
            blad.set_column(kolom, kolom, breedte)
        blad.freeze_panes(rij + 1, 1)
        blad.repeat_rows(rij)

    def close(self) -> bytes:
        """The file."""
        self.boek.close()
        return self._stroom.getvalue()

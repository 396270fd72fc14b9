"""The report as lines: one value a line, for any other program."""

from __future__ import annotations

import csv
import io

from rechtenverkenner.meting.cijfers import Cijfers
from rechtenverkenner.meting.verslag import tables


def as_csv(c: Cijfers) -> str:
    """`tabel;rij;kolom;soort;waarde`, with an empty value where hidden; text first columns name the row."""
    stroom = io.StringIO()
    schrijver = csv.writer(stroom, delimiter=";", lineterminator="\n")
    schrijver.writerow(("tabel", "rij", "kolom", "soort", "waarde"))
    for t in tables(c):
        namen = [n for n, k in enumerate(t.kolommen) if k.soort == "tekst"]
        for rij in t.rijen:
            naam = " / ".join(str(rij[n]) for n in namen)
            for n, k in enumerate(t.kolommen):
                if n not in namen:
                    w = rij[n]
                    schrijver.writerow(
                        (t.id, naam, k.naam, k.soort, "" if w is None else round(w, 4) if isinstance(w, float) else w)
                    )
    return stroom.getvalue()

"""How far each right of a household came round the circle: found, requested, granted, received, renewed.

What is found is not yet received. A small file, `opvolging.yaml`, says how far each right came, and `compare` says what
asks attention on a day. The file holds ids, dates and words from closed lists; nowhere is there room for free text.
"""

from rechtenverkenner.plan.opvolging.bestand import load_opvolging, write_opvolging
from rechtenverkenner.plan.opvolging.vergelijken import (
    HERNIEUWD,
    HUISREGEL,
    NABIJ,
    Aanleiding,
    Openstaand,
    Planaanleiding,
    Toestand,
    begin,
    compare,
)
from rechtenverkenner.plan.opvolging.waarden import (
    BEGIN,
    VERVOLG,
    Drempelcode,
    Gevolgd,
    Opvolging,
    Stand,
    Standsoort,
    Weigerreden,
)

__all__ = [
    "BEGIN",
    "HERNIEUWD",
    "HUISREGEL",
    "NABIJ",
    "VERVOLG",
    "Aanleiding",
    "Drempelcode",
    "Gevolgd",
    "Openstaand",
    "Opvolging",
    "Planaanleiding",
    "Stand",
    "Standsoort",
    "Toestand",
    "Weigerreden",
    "begin",
    "compare",
    "load_opvolging",
    "write_opvolging",
]

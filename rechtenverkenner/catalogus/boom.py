"""Size of an `ast` tree, and the text a part of it stands for."""

from __future__ import annotations

import ast

MAX_KNOPEN, MAX_DIEPTE = 300, 40
KORT = 120
"""A text this short is never too large to read, however it nests; counting its nodes would only cost time."""


def fits(boom: ast.expr, tekst: str) -> bool:
    """Whether a tree stays within the limits of an expression."""
    if len(tekst) <= KORT:
        return True
    stapel: list[tuple[ast.AST, int]] = [(boom, 1)]
    aantal = 0
    while stapel:
        n, diepte = stapel.pop()
        aantal += 1
        if aantal > MAX_KNOPEN or diepte > MAX_DIEPTE:
            return False
        stapel.extend((c, diepte + 1) for c in ast.iter_child_nodes(n))
    return True


def segment(tekst: str, n: ast.expr) -> str:
    """The text of a part; much faster than `ast.get_source_segment` on the one line an expression nearly always is."""
    if "\n" in tekst or n.end_col_offset is None:
        return ast.get_source_segment(tekst, n) or ""
    if tekst.isascii():
        return tekst[n.col_offset : n.end_col_offset]
    return tekst.encode()[n.col_offset : n.end_col_offset].decode(errors="replace")

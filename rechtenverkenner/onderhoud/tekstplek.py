"""Editing a YAML text by replacing pieces of it, so that every comment and all of the layout stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from rechtenverkenner.catalogus.bron import Pad

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Snede = tuple[int, int, str]
"""From and up to which character, and what comes there instead."""


class NietAanTePassen(Exception):
    """This layout has no place for the change; somebody has to make it by hand."""


@dataclass(slots=True)
class Tekstplek:
    """A YAML text without byte order mark, and where each of its nodes begins and ends."""

    tekst: str
    wortel: Any = field(init=False)
    nl: str = field(init=False)
    _begin: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.wortel = yaml.compose(self.tekst, Loader=_LOADER)
        self.nl = "\r\n" if "\r\n" in self.tekst else "\n"
        self._begin = [0]
        for regel in self.tekst.splitlines(keepends=True):
            self._begin.append(self._begin[-1] + len(regel))

    def node(self, pad: Pad) -> Any:
        """The node at a path that exists."""
        n: Any = self.wortel
        for stap in pad:
            n = n.value[stap] if isinstance(stap, int) else next(v for k, v in n.value if k.value == stap)
        return n

    def start(self, n: yaml.Node) -> int:
        """The first character of a node."""
        return self._begin[int(n.start_mark.line)] + int(n.start_mark.column)

    def end(self, n: Any) -> int:
        """Just after the last character of a node; libyaml ends a block where the next one begins."""
        if isinstance(n, yaml.CollectionNode) and not n.flow_style and n.value:
            laatste = n.value[-1]
            return self.end(laatste[1] if isinstance(laatste, tuple) else laatste)
        einde = self._begin[int(n.end_mark.line)] + int(n.end_mark.column)
        if isinstance(n, yaml.ScalarNode) and n.style in ("|", ">"):
            return self.start(n) + len(self.tekst[self.start(n) : einde].rstrip())
        return einde

    def line_start(self, plek: int) -> int:
        """The first character of the line of a place."""
        return next(b for b in reversed(self._begin) if b <= plek)

    def line_end(self, plek: int) -> int:
        """Just before the line end after a place."""
        gevonden = re.compile(r"[^\r\n]*").match(self.tekst, plek)
        assert gevonden is not None
        return gevonden.end()

    def set_value(self, n: yaml.Node, tekst: str) -> Snede:
        """Another value."""
        begin, einde = self.start(n), self.end(n)
        return begin, einde, tekst if begin < einde else f" {tekst}"

    def remove_key(self, kaart: yaml.MappingNode, naam: str) -> Snede:
        """Without one of the keys; a comment behind its value stays."""
        i = next(i for i, (k, _) in enumerate(kaart.value) if k.value == naam)
        sleutel, waarde = kaart.value[i]
        if kaart.flow_style:
            if i > 0:
                return self.end(kaart.value[i - 1][1]), self.end(waarde), ""
            return self.start(sleutel), self.start(kaart.value[1][0]), ""
        begin = self.line_start(self.start(sleutel))
        inspringing = self.tekst[begin : self.start(sleutel)]
        if inspringing.strip():
            raise NietAanTePassen
        einde = self.line_end(self.end(waarde))
        rest = self.tekst[self.end(waarde) : einde].strip()
        if rest:
            return begin, einde, inspringing + rest
        return begin, min(einde + len(self.nl), len(self.tekst)), ""

    def add_key(self, kaart: yaml.MappingNode, sleutel: str, waarde: str) -> Snede:
        """One more key after the last one."""
        laatste = self.end(kaart.value[-1][1])
        if kaart.flow_style:
            return laatste, laatste, f", {sleutel}: {waarde}"
        kolom = kaart.value[-1][0].start_mark.column
        return self._new_line(laatste, f"{' ' * kolom}{sleutel}: {waarde}")

    def add_item(
        self, lijst: yaml.SequenceNode, i: int, velden: Iterable[tuple[str, str]], *, voor: bool
    ) -> list[Snede]:
        """One more mapping in a list, after item `i` or before it, in the layout of that item."""
        buur = lijst.value[i]
        plat = "{" + ", ".join(f"{k}: {v}" for k, v in velden) + "}"
        if lijst.flow_style:
            return self._add_flow_item(buur, plat, voor=voor)
        streep = " " * lijst.start_mark.column + "- "
        if buur.flow_style:
            nieuw = streep + plat
        else:
            inspringing = " " * buur.start_mark.column
            nieuw = streep + f"{self.nl}{inspringing}".join(f"{k}: {v}" for k, v in velden)
        if voor:
            begin = self.line_start(self.start(buur))
            return [(begin, begin, nieuw + self.nl)]
        return [self._new_line(self.end(buur), nieuw)]

    def _add_flow_item(self, buur: yaml.Node, plat: str, *, voor: bool) -> list[Snede]:
        begin, einde = self.start(buur), self.end(buur)
        inspringing = self.tekst[self.line_start(begin) : begin]
        eigen_regel = not inspringing.strip()
        if voor:
            return [(begin, begin, plat + (f",{self.nl}{inspringing}" if eigen_regel else ", "))]
        if not eigen_regel:
            return [(einde, einde, f", {plat}")]
        achter = re.compile(r"[ \t]*,").match(self.tekst, einde)
        if achter is None:
            return [(einde, einde, ","), self._new_line(einde, inspringing + plat)]
        return [self._new_line(achter.end(), f"{inspringing}{plat},")]

    def _new_line(self, plek: int, regel: str) -> Snede:
        einde = self.line_end(plek)
        return einde, einde, self.nl + regel

    def apply(self, sneden: Iterable[Snede]) -> str:
        """The text with every change; where two begin at one place, the first is put first."""
        tekst = self.tekst
        for begin, einde, nieuw in sorted(sneden, key=lambda s: s[0], reverse=True):
            tekst = tekst[:begin] + nieuw + tekst[einde:]
        return tekst


def comments(tekst: str) -> list[str]:
    """Every comment of a YAML text: what stands behind a `#` between two of its tokens."""
    begin = [0]
    for regel in tekst.splitlines(keepends=True):
        begin.append(begin[-1] + len(regel))
    tussen, vorige = [], 0
    for token in yaml.scan(tekst, Loader=_LOADER):
        plek = begin[token.start_mark.line] + token.start_mark.column
        tussen.append(tekst[vorige : max(plek, vorige)])
        vorige = max(vorige, begin[token.end_mark.line] + token.end_mark.column)
    tussen.append(tekst[vorige:])
    return [c.strip() for stuk in tussen for c in re.findall(r"#[^\r\n]*", stuk)]

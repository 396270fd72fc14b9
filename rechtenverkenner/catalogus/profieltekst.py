"""Writing a household profile as the YAML a person would write: what is not known is left out."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import yaml
from pydantic import BaseModel

from rechtenverkenner.catalogus.scalair import lees_waarde
from rechtenverkenner.model.gezin import Gezin
from rechtenverkenner.model.houding import Datumbereik, Houding

BREEDTE = 120
_OP_EEN_REGEL = 110
_KAAL = re.compile(r"[a-z][a-z0-9_.-]*|[0-9]{4}-[0-9]{2}")


def dump_gezin(gezin: Gezin) -> str:
    """The profile as the text of a YAML file; reading it gives the same household.

    >>> from rechtenverkenner.catalogus.profiel import make_gezin
    >>> print(dump_gezin(make_gezin({"gemeente": "44021", "personen": [{"geboortedatum": "1960-05"}]})), end="")
    gemeente: "44021"
    personen:
      - {id: p1, geboortedatum: 1960-05}
    """
    return as_yaml(as_plain(gezin))


def as_yaml(data: Mapping[str, Any]) -> str:
    """Plain data as our files are written: ja and nee, plain amounts, small parts on one line."""
    return yaml.dump(data, Dumper=_Schrijver, sort_keys=False, allow_unicode=True, width=BREEDTE)


def as_plain(x: object) -> Any:
    """A part of a profile as plain data, in the shortest way to write it; what is not known is left out."""
    match x:
        case Houding():
            return _holding(x)
        case Datumbereik():
            return _period(x)
        case BaseModel():
            velden = ((k, getattr(x, k), f) for k, f in type(x).model_fields.items())
            return {k: as_plain(w) for k, w, f in velden if w != f.get_default(call_default_factory=True)}
        case dict():
            return {k: as_plain(w) for k, w in x.items()}
        case tuple() | list():
            return [as_plain(w) for w in x]
        case _:
            return x


def _holding(h: Houding) -> Any:
    if h.sinds is None and h.tot is None:
        return h.heeft
    uit = {k: as_plain(w) for k, w in (("sinds", h.sinds), ("tot", h.tot)) if w is not None}
    return uit["sinds"] if h.tot is None and not isinstance(uit["sinds"], dict) else uit


def _period(d: Datumbereik) -> Any:
    """A day, a month, a year, or the first and the last day."""
    if d.van == d.tot:
        return d.van
    if d.van == date(d.van.year, 1, 1) and d.tot == date(d.van.year, 12, 31):
        return d.van.year
    if d.van.day == 1 and d.tot == d.van.replace(day=monthrange(d.van.year, d.van.month)[1]):
        return f"{d.van:%Y-%m}"
    return {"van": d.van, "tot": d.tot}


class _Schrijver(yaml.SafeDumper):
    """YAML as our own files have it; every part is written out, also one that stands there twice."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - of nothing
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - never so here
        super().increase_indent(flow, False)

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        node = super().represent_mapping(tag, mapping, flow_style)
        node.flow_style = _length(node) <= _OP_EEN_REGEL
        return node

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.SequenceNode:
        node = super().represent_sequence(tag, sequence, flow_style)
        node.flow_style = _length(node) <= _OP_EEN_REGEL
        return node


def _length(node: yaml.Node) -> int:
    """How long a part is on one line; a list of parts always takes more than one."""
    if isinstance(node, yaml.MappingNode):
        return sum(_length(k) + _length(v) + 4 for k, v in node.value)
    if isinstance(node, yaml.SequenceNode):
        parts = any(isinstance(v, yaml.MappingNode) for v in node.value)
        return BREEDTE if parts else sum(_length(v) + 2 for v in node.value)
    return len(node.value)


def _text(d: yaml.SafeDumper, tekst: str) -> yaml.ScalarNode:
    kaal = _KAAL.fullmatch(tekst) and lees_waarde(tekst) == tekst  # else our own reader would take it for another value
    return d.represent_scalar("tag:yaml.org,2002:str", tekst, style=None if kaal else '"')


def _number(d: yaml.SafeDumper, getal: Decimal) -> yaml.ScalarNode:
    tekst = f"{getal:f}"
    return d.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in tekst else 'int'}", tekst)


_Schrijver.add_representer(str, _text)
_Schrijver.add_representer(bool, lambda d, w: d.represent_scalar("tag:yaml.org,2002:str", "ja" if w else "nee"))
_Schrijver.add_representer(Decimal, _number)

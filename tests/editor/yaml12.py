"""Reading YAML as an editor does (version 1.2, core schema): dates and `ja` are texts."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Lezer(yaml.SafeLoader):
    """Only the words and numbers of YAML 1.2 are more than text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - this is how the library keeps them


for _soort, _patroon, _begin in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Lezer.add_implicit_resolver(f"tag:yaml.org,2002:{_soort}", re.compile(rf"^(?:{_patroon})$"), _begin)


def load(tekst: str) -> Any:
    """The data of a text as an editor sees it."""
    return yaml.load(tekst, _Lezer)

"""What is translated: the sentences of the catalogue and of the pages, for `pybabel extract` (see `babel.cfg`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

import yaml

from rechtenverkenner.plan.bedragtekst import with_placeholders

Bericht = tuple[int, str | None, str, list[str]]

ZINNEN = frozenset(
    "argumenten beoordeling beschrijving controle documenten gebeurtenis label naam niet_uitgedrukt nl plaatselijk "
    "tekst termijn titel toelichting uitleg vraag hulp".split()
)
# Sources are quoted as they are; the sheet and the barriers are for the social worker, in Dutch.
OVERGESLAGEN = frozenset(["bronnen", "drempels", "fiche", "formule", "als"])
_IN_SJABLOON = re.compile(
    r"""\b(?:_|k)\((["'])(?P<zin>.+?)\1|\bngettext\((["'])(?P<een>.+?)\3, (["'])(?P<meer>.+?)\5"""
)
_TEKST = "tag:yaml.org,2002:str"
_LADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def extract_catalogue(
    bestand: IO[bytes], keywords: Mapping[str, object], comment_tags: Sequence[str], options: Mapping[str, object]
) -> Iterator[Bericht]:
    """Every sentence of one file of the catalogue, as Babel wants it: line, no function, sentence, remark."""
    del keywords, comment_tags, options
    knoop = yaml.compose(bestand, Loader=_LADER)
    if isinstance(knoop, yaml.MappingNode):
        velden = {k.value: w for k, w in knoop.value}
        recht = str(velden["recht"].value) if "recht" in velden else ""
        for deel, waarde in velden.items():
            yield from _sentences(waarde, f"{recht} {deel}".strip(), deel)


def _sentences(knoop: yaml.Node, plaats: str, sleutel: str) -> Iterator[Bericht]:
    match knoop:
        case yaml.MappingNode() if sleutel not in OVERGESLAGEN and not _is_translated_name(knoop, sleutel):
            for k, w in knoop.value:
                yield from _sentences(w, plaats, "label" if sleutel == "keuzes" else k.value)
        case yaml.SequenceNode() if sleutel not in OVERGESLAGEN:
            for w in knoop.value:
                yield from _sentences(w, plaats, sleutel)
        case yaml.ScalarNode(value=zin) if zin and knoop.tag == _TEKST and sleutel in ZINNEN:
            opmerking = plaats if plaats.endswith(sleutel) else f"{plaats} {sleutel}"
            yield knoop.start_mark.line + 1, None, with_placeholders(zin)[0], [opmerking]


def _is_translated_name(knoop: yaml.MappingNode, sleutel: str) -> bool:
    """The name of a right that carries its official translations itself."""
    return sleutel == "naam" and {k.value for k, _ in knoop.value} >= {"nl", "fr", "en", "de"}


def extract_template(
    bestand: IO[bytes], keywords: Mapping[str, object], comment_tags: Sequence[str], options: Mapping[str, object]
) -> Iterator[tuple[int, str, str | tuple[str, str], list[str]]]:
    """Every sentence of a template of the pages: what stands between quotes in `_`, `k` and `ngettext`."""
    del keywords, comment_tags, options
    for nummer, regel in enumerate(bestand.read().decode("utf-8").splitlines(), 1):
        for treffer in _IN_SJABLOON.finditer(regel):
            if treffer["zin"]:
                yield nummer, "gettext", treffer["zin"], []
            else:
                yield nummer, "ngettext", (treffer["een"], treffer["meer"]), []

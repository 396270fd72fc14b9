"""What the models of a profile ask, as plain data that `gezinslezer` follows.

It is read off the schema that pydantic made of them. What is not known here makes that there is no description, and
then pydantic reads every profile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from rechtenverkenner.catalogus.gezinslezer import Vorm
from rechtenverkenner.model import profielregels

_GEWOON = (str, int, bool, tuple, type(None))
_ZONDER_GEVOLG = {"type", "ref", "metadata", "serialization"}
"""Parts of a schema that do not touch the value."""
_GRENZEN = ("ge", "le", "decimal_places")
_CONFIG = {"title": None, "hide_input_in_errors": None, "frozen": None, "extra_fields_behavior": "forbid"}
"""What a model may say of itself, and what it must say when that matters."""


class _Onbekend(Exception):
    """A part of a schema that has no description."""


def describe() -> tuple[Vorm, dict[str, Any]] | None:
    """The form of a household and of all its parts; None when some of it is not known here."""
    from rechtenverkenner.model.gezin import Gezin

    schrijver = _Schrijver()
    try:
        return schrijver.form(Gezin.__pydantic_core_schema__), schrijver.delen
    except _Onbekend:
        return None


class _Schrijver:
    def __init__(self) -> None:
        self.delen: dict[str, Any] = {}
        self._klassen: dict[str, type] = {}
        self._gedeeld: dict[str, Any] = {}

    def form(self, s: Any) -> Vorm:
        """The form of a schema."""
        vorm = _VORMEN.get(s["type"])
        if vorm is None:
            raise _Onbekend(s["type"])
        return vorm(self, s)

    def definitions(self, s: Any) -> Vorm:
        _only(s, "schema", "definitions")
        self._gedeeld |= {d["ref"]: d for d in s["definitions"]}
        return self.form(s["schema"])

    def reference(self, s: Any) -> Vorm:
        _only(s, "schema_ref")
        return self.form(self._gedeeld[s["schema_ref"]])

    def optional(self, s: Any) -> Vorm:
        _only(s, "schema")
        return "misschien", self.form(s["schema"])

    def list(self, s: Any) -> Vorm:
        _only(s, "items_schema", "variadic_item_index", "min_length", "max_length")
        if len(s["items_schema"]) != 1 or s.get("variadic_item_index") != 0:
            raise _Onbekend("tuple")
        return "lijst", self.form(s["items_schema"][0]), s.get("min_length") or 0, s.get("max_length")

    def table(self, s: Any) -> Vorm:
        _only(s, "keys_schema", "values_schema")
        if self.form(s["keys_schema"]) != ("tekst", None, None):
            raise _Onbekend("dict")
        return "tabel", self.form(s["values_schema"])

    def one_of(self, s: Any) -> Vorm:
        _only(s, "choices")
        vormen = tuple(self.form(keuze) for keuze in s["choices"])
        if not all(v[0] == "tekst" or (v[0] == "keuze" and all(type(x) is str for x in v[1])) for v in vormen):
            raise _Onbekend("union")
        return "een_van", vormen

    def number(self, s: Any) -> Vorm:
        """A whole or decimal number, with its limits."""
        _only(s, "strict", *_GRENZEN)
        vorm: Vorm = ("heel",) if s["type"] == "int" else ("decimaal",)
        for soort in _GRENZEN:
            if s.get(soort) is not None:
                vorm = "grens", soort, int(s[soort]), vorm
        return vorm

    def before(self, s: Any) -> Vorm:
        _only(s, "function", "schema")
        return "voor", _rule(s["function"]), self.form(s["schema"])

    def after(self, s: Any) -> Vorm:
        _only(s, "function", "schema")
        grens = getattr(s["function"].get("function"), "keywords", None)
        if grens is None:
            return "na", _rule(s["function"]), self.form(s["schema"])
        # a limit on what a function of ours reads: pydantic looks at it afterwards
        ((soort, waarde),) = grens.items()
        if soort not in _GRENZEN:
            raise _Onbekend(soort)
        return "grens", soort, int(waarde), self.form(s["schema"])

    def model(self, s: Any) -> Vorm:
        """A part of the profile; what it reads first stands inside the model, what it looks at last around it."""
        _only(s, "cls", "schema", "config")
        _only_config(s.get("config") or {})
        klasse, binnen = s["cls"], s["schema"]
        if binnen["type"] == "function-before":
            _only(binnen, "function", "schema")
            return "voor", _rule(binnen["function"]), self.part(klasse, binnen["schema"])
        return self.part(klasse, binnen)

    def part(self, klasse: type, s: Any) -> Vorm:
        """The fields of a model, written once."""
        if s["type"] != "model-fields" or self._klassen.setdefault(klasse.__name__, klasse) is not klasse:
            raise _Onbekend(s["type"])
        _only(s, "fields", "model_name", "computed_fields")
        if s.get("computed_fields"):
            raise _Onbekend("computed_fields")
        if klasse.__name__ not in self.delen:
            kan = tuple(c.__qualname__ for c in klasse.__mro__ if c.__module__ == profielregels.__name__)
            velden: dict[str, Vorm] = {}
            standaard: dict[str, Any] = {}
            leeg: dict[str, Vorm] = {}
            self.delen[klasse.__name__] = kan, velden, standaard, leeg
            for naam, veld in s["fields"].items():
                _only(veld, "schema")
                velden[naam] = self._field(naam, veld["schema"], standaard, leeg)
        return "deel", klasse.__name__

    def _field(self, naam: str, s: Any, standaard: dict[str, Any], leeg: dict[str, Vorm]) -> Vorm:
        if s["type"] != "default":
            return self.form(s)
        _only(s, "schema", "default", "default_factory")
        vorm = self.form(s["schema"])
        if "default_factory" not in s:
            if not isinstance(s["default"], _GEWOON):
                raise _Onbekend("default")
            standaard[naam] = s["default"]
        else:
            if s["default_factory"] is not (dict if vorm[0] == "tabel" else self._klassen.get(vorm[-1])):
                raise _Onbekend("default_factory")
            leeg[naam] = vorm
        return vorm


def _only(s: Mapping[str, Any], *bekend: str) -> None:
    """Nothing but these in a schema, as far as it says anything."""
    for naam, waarde in s.items():
        if naam not in _ZONDER_GEVOLG and naam not in bekend and waarde not in (None, False):
            raise _Onbekend(naam)


def _only_config(config: Mapping[str, Any]) -> None:
    if config.get("extra_fields_behavior") != "forbid":
        raise _Onbekend("extra")
    for naam, waarde in config.items():
        if naam not in _CONFIG and waarde not in (None, False):
            raise _Onbekend(naam)


def _rule(functie: Mapping[str, Any]) -> str:
    """The name of a function in `profielregels`."""
    f = functie["function"]
    naam = getattr(f, "__qualname__", "")
    if functie["type"] != "no-info" or getattr(f, "__module__", "") != profielregels.__name__:
        raise _Onbekend(naam)
    if attrgetter(naam)(profielregels) is not f:
        raise _Onbekend(naam)
    return str(naam)


def _plain(woord: str) -> Callable[[_Schrijver, Any], Vorm]:
    def form(_: _Schrijver, s: Any) -> Vorm:
        _only(s)
        return (woord,)

    return form


def _text(_: _Schrijver, s: Any) -> Vorm:
    _only(s, "pattern", "max_length")
    return "tekst", s.get("pattern"), s.get("max_length")


def _choice(_: _Schrijver, s: Any) -> Vorm:
    _only(s, "expected")
    if not all(isinstance(x, _GEWOON) for x in s["expected"]):
        raise _Onbekend("literal")
    return "keuze", tuple(s["expected"])


_VORMEN: Mapping[str, Callable[[_Schrijver, Any], Vorm]] = {
    "bool": _plain("bool"),
    "date": _plain("dag"),
    "int": _Schrijver.number,
    "decimal": _Schrijver.number,
    "str": _text,
    "literal": _choice,
    "nullable": _Schrijver.optional,
    "tuple": _Schrijver.list,
    "dict": _Schrijver.table,
    "union": _Schrijver.one_of,
    "function-before": _Schrijver.before,
    "function-after": _Schrijver.after,
    "model": _Schrijver.model,
    "definitions": _Schrijver.definitions,
    "definition-ref": _Schrijver.reference,
}

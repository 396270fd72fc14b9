"""Expressions reach nothing outside their list: each attack is a message with a column, and nothing is executed."""

from __future__ import annotations

import ast
import builtins
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from rechtenverkenner.catalogus import functies, typering, uitdrukking
from rechtenverkenner.catalogus.uitdrukking import (
    FUNCTIENAMEN,
    MAX_TEKENS,
    Bereik,
    UitdrukkingFout,
    read_condition,
    read_expression,
)
from rechtenverkenner.model.knopen import walk

BEREIK = Bereik("persoon", "proef", {}, {"proef": "persoon"}, frozenset({"leefloon", "leef"}))

AANVALLEN = {
    "attribuut van een tupel": ("().__class__", "RV224"),
    "keten van attributen": ("().__class__.__bases__[0].__subclasses__()", "RV224"),
    "attribuut van een feit": ("geboortedatum.__class__ == 5", "RV224"),
    "methode van een tekst": ('"{0.__class__}".format(geboortedatum)', "RV224"),
    "methode van een feit": ("geboortedatum.replace(year=1)", "RV224"),
    "index": ("geboortedatum[0]", "RV224"),
    "plak": ("geboortedatum[0:1]", "RV224"),
    "lambda": ("lambda: 1", "RV224"),
    "lambda die meteen loopt": ("(lambda: leeftijd)()", "RV224"),
    "lijst met een lus": ("[x for x in leeftijd]", "RV224"),
    "verzameling met een lus": ("{x for x in leeftijd}", "RV224"),
    "woordenboek met een lus": ("{x: x for x in leeftijd}", "RV224"),
    "generator": ("(x for x in leeftijd)", "RV224"),
    "generator in een functie": ("som(x for x in leeftijd)", "RV224"),
    "f-tekst": ('f"{leeftijd}"', "RV224"),
    "f-tekst als argument": ('heeft(f"leefloon")', "RV229"),
    "toekenning in een uitdrukking": ("(x := leeftijd)", "RV224"),
    "toekenning": ("x = 1", "RV220"),
    "puntkomma": ("leeftijd; leeftijd", "RV220"),
    "import als opdracht": ("import os", "RV220"),
    "ster": ("*leeftijd", "RV220"),
    "ster in een functie": ("kleinste(*leeftijd)", "RV224"),
    "ster in een lijst": ("domicilie in [*domicilie]", "RV224"),
    "dubbele ster": ("heeft(**leeftijd)", "RV224"),
    "__import__": ("__import__('os')", "RV228"),
    "__import__ en dan system": ("__import__('os').system('echo')", "RV224"),
    "open": ("open('geheim.txt')", "RV228"),
    "eval": ("eval('leeftijd')", "RV228"),
    "exec": ("exec('leeftijd')", "RV228"),
    "compile": ("compile('1', 'x', 'eval')", "RV228"),
    "getattr": ("getattr(leeftijd, 'typ')", "RV228"),
    "print": ("print(leeftijd)", "RV228"),
    "globals": ("globals()", "RV228"),
    "breakpoint": ("breakpoint()", "RV228"),
    "naam met streepjes": ("__builtins__", "RV227"),
    "naam van de module": ("__name__ == 'x'", "RV227"),
    "naam uit Python": ("len", "RV227"),
    "naam van de lezer": ("self", "RV227"),
    "functie als waarde": ("iemand", "RV227"),
    "functie van een functie": ("iemand(leeftijd >= 65)(leeftijd)", "RV224"),
    "macht": ("9**9**9", "RV224"),
    "macht van een feit": ("leeftijd**999999999", "RV224"),
    "schuiven": ("1 << 999999999", "RV224"),
    "rest": ("leeftijd % 2", "RV224"),
    "deling zonder rest": ("leeftijd // 2", "RV224"),
    "delen door nul": ("leeftijd * (1/0) > 5", "RV224"),
    "matrix": ("leeftijd @ leeftijd", "RV224"),
    "bits": ("leeftijd & 1", "RV224"),
    "omgekeerde bits": ("~leeftijd", "RV224"),
    "reusachtig getal": ("leeftijd >= " + "9" * 900, "RV224"),
    "reusachtig product": ("leeftijd >= " + "*".join(["999999999999999999"] * 20), "RV225"),
    "hexadecimaal getal": ("leeftijd >= 0xFFFFFFFF", "RV224"),
    "getal met streepjes": ("leeftijd >= 1_000", "RV224"),
    "getal met een exponent": ("leeftijd >= 1e400", "RV224"),
    "complex getal": ("leeftijd >= 1j", "RV224"),
    "getal met een nul vooraan": ("leeftijd >= 065", "RV220"),
    "bytes": ("b'x'", "RV224"),
    "bytes als argument": ("heeft(b'leefloon')", "RV229"),
    "ruwe tekst": ("heeft(r'leefloon')", "RV229"),
    "drie aanhalingstekens": ("heeft('''leefloon''')", "RV229"),
    "weglatingsteken": ("...", "RV224"),
    "None": ("None", "RV224"),
    "verzameling": ("{1, 2}", "RV224"),
    "woordenboek": ("{'a': 1}", "RV224"),
    "tupel": ("(1, 2)", "RV224"),
    "lijst": ("[1, 2]", "RV224"),
    "await": ("await leeftijd", "RV224"),
    "yield": ("(yield leeftijd)", "RV224"),
    "yield from": ("(yield from leeftijd)", "RV224"),
    "teksten optellen": ('"leef" + "loon"', "RV225"),
    "teksten optellen in een functie": ('heeft("leef" + "loon")', "RV229"),
    "teksten achter elkaar": ('heeft("leef" "loon")', "RV229"),
    "teksten achter elkaar in een lijst": ('domicilie in ["hi" "er"]', "RV224"),
    "tekst maal een getal": ('"x" * 999999999', "RV225"),
    "tekst opmaken": ('"%s" % leeftijd', "RV224"),
    "is": ("leeftijd is leeftijd", "RV224"),
    "breedletters": ("\uff4c\uff45\uff45\uff46\uff54\uff49\uff4a\uff44 >= 65", "RV224"),
    "wiskundige letters": ("\U0001d525eeft('leefloon')", "RV224"),
    "ligatuur": ("heeft('lee\ufb02oon')", "RV224"),
    "cyrillische letter": ("l\u0435eftijd >= 65", "RV224"),
    "arabische cijfers": ("leeftijd >= \u0666\u0665", "RV224"),
    "nulbyte": ("leeftijd >= 65\0", "RV224"),
    "regeleinde van een andere soort": ("leeftijd >= 65\rleeftijd", "RV224"),
    "omgekeerde leesrichting": ("leeftijd >= 65\u202e", "RV224"),
    "opmerking": ("leeftijd >= 65 # and heeft('leefloon')", "RV224"),
    "vervolgregel": ("leeftijd >= \\\n 65", "RV224"),
    "tekst met een escape": ("heeft('leef\\x6coon')", "RV224"),
    "tweede regel": ("leeftijd >= 65\nleeftijd", "RV220"),
    "te lang": ("leeftijd >= 65" + " or leeftijd >= 65" * 60, "RV223"),
    "te veel delen": ("kleinste(" + ",".join("a" * 1 for _ in range(310)) + ")", "RV223"),
    "te diep met not": ("not " * 60 + "erkende_handicap", "RV223"),
    "te diep met haakjes": ("(" * 400 + "leeftijd" + ")" * 400, "RV220"),
    "te diep met functies": ("iemand(" * 45 + "leeftijd >= 65" + ")" * 45, "RV223"),
    "alleen haakjes": ("(" * 999, "RV220"),
    "leeg": ("", "RV220"),
    "alleen spaties": ("   ", "RV220"),
}


@pytest.fixture
def gelopen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was executed. `compile` is let through only to make a tree: that is what `ast.parse` calls."""
    lijst: list[str] = []
    echt = builtins.compile

    def compile_(*args: object, **kwargs: object) -> object:
        vlaggen = kwargs.get("flags", args[3] if len(args) > 3 else 0)
        if not isinstance(vlaggen, int) or not vlaggen & ast.PyCF_ONLY_AST:
            lijst.append("compile")
        return echt(*args, **kwargs)  # type: ignore[call-overload]

    def noteer(naam: str) -> object:
        return lambda *_, **__: lijst.append(naam)

    with monkeypatch.context() as m:
        for naam in ("eval", "exec", "open", "print", "input", "breakpoint"):
            m.setattr(builtins, naam, noteer(naam), raising=False)
        m.setattr(builtins, "compile", compile_)
        m.setattr(os, "system", noteer("system"))
        m.setattr(os, "popen", noteer("popen"))
        m.setattr(subprocess, "Popen", noteer("Popen"))
        yield lijst


@pytest.mark.parametrize("naam", AANVALLEN)
def test_an_attack_is_a_message_and_nothing_is_executed(naam: str, gelopen: list[str]) -> None:
    tekst, code = AANVALLEN[naam]
    with pytest.raises(UitdrukkingFout) as fout:
        read_expression(tekst, BEREIK)
    assert gelopen == []
    assert fout.value.code == code
    assert fout.value.tekst and fout.value.hulp and len(fout.value.tekst) < 120
    assert 0 <= fout.value.kolom <= len(tekst)


@pytest.mark.parametrize("naam", sorted(n for n in dir(builtins) if n not in ("True", "False", "None")))
def test_no_name_of_python_is_known(naam: str, gelopen: list[str]) -> None:
    for tekst, code in ((naam, "RV227"), (f"{naam}(leeftijd)", "RV228")):
        with pytest.raises(UitdrukkingFout) as fout:
            read_expression(tekst, BEREIK)
        # `__debug__` is a constant to the parser of Python, not a name that can be called.
        assert fout.value.code in (code, "RV220")
    assert gelopen == []


def test_the_same_reader_accepts_what_is_on_the_list(gelopen: list[str]) -> None:
    goed = (
        'leeftijd >= 65 and heeft("leefloon") or not erkende_handicap == True',
        "punten_zelfredzaamheid * (1/3) + kleinste(punten_zelfredzaamheid, 9) >= 7 if leeftijd > 18 else leeftijd < 5",
        'domicilie in ["hier", "elders"]',
        "leeftijd >= 65\n  and not erkende_handicap".replace("\n", " "),
    )
    for tekst in goed:
        assert len(walk(read_condition(tekst, BEREIK))) > 1
    assert gelopen == []


def test_the_recorder_sees_what_would_be_executed(gelopen: list[str]) -> None:
    eval("1")
    os.system("echo")
    compile("1", "x", "eval")
    ast.parse("1")
    assert gelopen == ["eval", "system", "compile"]


def test_the_longest_expression_is_read_and_one_more_is_not() -> None:
    kern = "leeftijd >= 65"
    assert len(walk(read_condition(kern + " " * (MAX_TEKENS - len(kern)), BEREIK))) == 5
    with pytest.raises(UitdrukkingFout, match="RV223"):
        read_condition(kern + " " * (MAX_TEKENS - len(kern) + 1), BEREIK)


def test_a_fault_can_pass_through_a_context_manager() -> None:
    """An exception whose fields cannot be set would come out as another exception."""

    @contextmanager
    def door() -> Iterator[None]:
        yield

    with pytest.raises(UitdrukkingFout), door():
        read_expression("().__class__", BEREIK)


@pytest.mark.parametrize("module", [uitdrukking, functies, typering], ids=lambda m: m.__name__)
def test_the_reader_holds_no_call_that_runs_code_or_follows_a_name(module: ModuleType) -> None:
    verboden = {"eval", "exec", "__import__", "import_module", "setattr", "open", "literal_eval", "globals", "vars"}
    boom = ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))
    namen = {n.func.id for n in ast.walk(boom) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    namen |= {n.func.attr for n in ast.walk(boom) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)}
    assert "TypeFout" in namen or "fout" in namen
    assert not namen & verboden


@pytest.mark.parametrize("naam", sorted({*FUNCTIENAMEN} - {"aantal", "beoordeling", "betwist", "jaar_laatste_aanslag"}))
def test_a_function_without_its_arguments_is_a_message(naam: str) -> None:
    with pytest.raises(UitdrukkingFout, match="RV229") as fout:
        read_expression(f"{naam}()", BEREIK)
    assert naam in fout.value.tekst and fout.value.hulp
